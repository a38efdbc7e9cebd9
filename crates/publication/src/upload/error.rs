//! Why an upload failed: the store's own words, within bounds, and the place that it was about.

use crate::files::FileError;
use crate::manifest::ManifestError;
use object_store::Error as StoreError;
use std::fmt;

/// Why a publication could not be brought to an object store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
    /// The text names no bucket.
    #[error("{0:?} is no bucket's name; s3://BUCKET/PREFIX was expected")]
    NoBucket(String),
    /// The text after the bucket's name is no folder.
    #[error("{prefix:?} is no folder of a bucket")]
    NoFolder {
        /// The text.
        prefix: String,
        /// Why not.
        source: object_store::path::Error,
    },
    /// The environment does not say who writes.
    #[error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set: they say who writes to {0}")]
    NoCredentials(String),
    /// The endpoint is not encrypted, and that was not allowed.
    #[error("the endpoint is plain HTTP; AWS_ALLOW_HTTP=true allows that, for a server on this machine")]
    PlainHttp,
    /// The store did not do what it was asked.
    #[error("cannot {doing} {place}")]
    Store {
        /// What was being done: `read`, `reach`, `write … to`, `delete from`.
        doing: String,
        /// The bucket, and where it is.
        place: String,
        /// Why not.
        source: StoreReason,
    },
    /// The bucket has a later or another state of the log, or another log.
    #[error("cannot follow the log in {place}")]
    CannotFollow {
        /// The bucket, and where it is.
        place: String,
        /// Why not.
        source: StoreReason,
    },
    /// The bucket has the publication of another record.
    #[error("{place} holds the publication of {found}, this is {origin}: choose another prefix")]
    OtherRecord {
        /// The bucket, and where it is.
        place: String,
        /// The origin of the record there.
        found: String,
        /// The origin of the record that was to be uploaded.
        origin: String,
    },
    /// An object that must be read has more bytes than it may have.
    #[error("{name} in {place} has {found} bytes, at most {max} are allowed")]
    TooLarge {
        /// The object.
        name: String,
        /// The bucket, and where it is.
        place: String,
        /// Its length in bytes.
        found: u64,
        /// The limit in bytes.
        max: u64,
    },
    /// A file of the published folder cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Its path within the publication.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// A file of the published folder cannot be read whole.
    #[error(transparent)]
    Read(#[from] FileError),
    /// The published folder was not made by this operator, or was changed.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// A file's compressed copy was changed while the publication was uploaded.
    #[error("the compressed copy of {0} has changed meanwhile")]
    Changed(String),
}

impl UploadError {
    pub(super) fn store(doing: impl Into<String>, place: &str) -> impl FnOnce(StoreError) -> UploadError {
        let (doing, place) = (doing.into(), place.to_owned());
        move |error| UploadError::Store {
            doing,
            place,
            source: StoreReason::of(&error),
        }
    }

    pub(super) fn file(path: &str) -> impl FnOnce(std::io::Error) -> UploadError {
        let path = path.to_owned();
        move |source| UploadError::File { path, source }
    }
}

/// The longest word of a store that is passed on, in characters.
const LONGEST: usize = 300;

/// What a store said (S3 answers with a code and a message), or else the first cause, in few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreReason(String);

impl fmt::Display for StoreReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreReason {}

impl StoreReason {
    pub(super) fn of(error: &StoreError) -> StoreReason {
        let text = error.to_string();
        StoreReason(match (element(&text, "Code"), element(&text, "Message")) {
            (Some(code), Some(message)) => format!("{code}: {message}"),
            (Some(code), None) => code,
            _ => {
                let mut cause: &dyn std::error::Error = error;
                while let Some(deeper) = cause.source() {
                    cause = deeper;
                }
                bounded(&cause.to_string())
            }
        })
    }

    /// The same of a log's error.
    pub(super) fn of_log(error: &tlog::Error) -> StoreReason {
        match error {
            tlog::Error::Store { source, .. } => StoreReason::of(source),
            error => StoreReason(error.to_string()),
        }
    }
}

/// The text of the first element of that name.
fn element(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    Some(bounded(text))
}

/// What a stranger says, on one line of bounded length.
fn bounded(text: &str) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(LONGEST).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_store_are_passed_on_and_nothing_around_them() {
        let said = |text: &str| {
            let source = text.to_owned().into();
            StoreReason::of(&StoreError::Generic { store: "S3", source }).to_string()
        };
        assert_eq!(
            said("404: <Error><Code>NoSuchBucket</Code><Message>It does\nnot exist</Message></Error>"),
            "NoSuchBucket: It does not exist"
        );
        assert_eq!(said("403: <Code>AccessDenied</Code>"), "AccessDenied");
        assert_eq!(said("error sending request"), "error sending request");
        assert_eq!(said(&"x".repeat(10_000)).len(), LONGEST);
    }
}
