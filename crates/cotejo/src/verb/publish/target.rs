//! Where a publication goes: a folder, or a bucket of an object store.

use super::Args;
use crate::output::Output;
use std::path::{Path, PathBuf};

#[cfg(feature = "s3")]
pub(super) use with_s3::Remote;
#[cfg(not(feature = "s3"))]
pub(super) use without_s3::Remote;

/// Where a publication goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A folder on this machine.
    Folder(PathBuf),
    /// A folder of a bucket.
    #[cfg(feature = "s3")]
    Bucket(publication::upload::Bucket),
}

impl Target {
    /// Reads what stands on the command line.
    pub(crate) fn read(text: PathBuf) -> anyhow::Result<Target> {
        let Some((scheme, rest)) = text.to_str().and_then(|text| text.split_once("://")) else {
            return Ok(Target::Folder(text));
        };
        if scheme != "s3" {
            anyhow::bail!("{scheme}:// cannot be published to, only a folder or s3://BUCKET/PREFIX");
        }
        bucket(rest)
    }

    /// The folder, where it goes to one.
    pub(crate) fn own_folder(&self) -> Option<&Path> {
        match self {
            Target::Folder(folder) => Some(folder),
            #[cfg(feature = "s3")]
            Target::Bucket(_) => None,
        }
    }

    /// The folder that is written to on this machine: what goes to a bucket is kept in the election's folder, so that
    /// the next time only what is new must be made.
    #[cfg_attr(
        not(feature = "s3"),
        expect(unused_variables, reason = "without S3 nothing goes to a bucket")
    )]
    pub(crate) fn folder(&self, election: &Path) -> PathBuf {
        match self {
            Target::Folder(folder) => folder.clone(),
            #[cfg(feature = "s3")]
            Target::Bucket(_) => election.join("cache").join("publication"),
        }
    }
}

#[cfg(feature = "s3")]
fn bucket(rest: &str) -> anyhow::Result<Target> {
    Ok(Target::Bucket(publication::upload::Bucket::parse(rest)?))
}

#[cfg(not(feature = "s3"))]
fn bucket(rest: &str) -> anyhow::Result<Target> {
    anyhow::bail!(
        "s3://{rest} cannot be published to: this program was built without S3 (cargo build --features s3)"
    )
}

#[cfg(feature = "s3")]
mod with_s3 {
    use super::{Args, Output, Path, Target};
    use crate::election::Folder;
    use crate::output::number;
    use anyhow::bail;
    use publication::upload::{self, How, UploadError};
    use serde::Serialize;

    /// A bucket, looked at before the publication is made.
    pub(crate) struct Remote {
        folder: Folder,
        remote: upload::Remote,
    }

    impl Remote {
        /// Looks at what is in the bucket, where the target is one.
        pub(crate) fn open(target: &Target, election: &Path) -> anyhow::Result<Option<Remote>> {
            let Target::Bucket(bucket) = target else {
                return Ok(None);
            };
            let folder = Folder::open(election)?;
            let operator = folder.operator()?.verifying_key().clone();
            let reader = folder.reader()?;
            let remote = match folder.wait(upload::Remote::open(bucket, &reader, &operator)) {
                Err(UploadError::CannotFollow { place, source }) => {
                    bail!(
                        "{} cannot follow the log in {place}: {source}",
                        election.display()
                    )
                }
                remote => remote?,
            };
            Ok(Some(Remote { folder, remote }))
        }

        /// Brings the published folder there.
        pub(crate) fn upload(&self, out: &Path, args: &Args, output: &Output) -> anyhow::Result<Uploaded> {
            let how = How {
                all: args.all,
                gzip: args.gzip,
            };
            Ok(Uploaded(self.folder.wait(self.remote.upload(out, how, output))?))
        }
    }

    /// What was uploaded.
    #[derive(Serialize)]
    #[serde(transparent)]
    pub(crate) struct Uploaded(upload::Uploaded);

    impl Uploaded {
        /// For people.
        pub(crate) fn in_words(&self) -> String {
            let uploaded = &self.0;
            format!(
                "{} files with {} bytes are uploaded to {}; {} were there, {} that no longer belong are deleted.",
                number(uploaded.files),
                number(uploaded.bytes),
                uploaded.to,
                number(uploaded.unchanged),
                number(uploaded.deleted)
            )
        }
    }
}

#[cfg(not(feature = "s3"))]
mod without_s3 {
    use super::{Args, Output, Path, Target};
    use serde::Serialize;

    /// A bucket, of which there is none.
    pub(crate) enum Remote {}

    impl Remote {
        pub(crate) fn open(_: &Target, _: &Path) -> anyhow::Result<Option<Remote>> {
            Ok(None)
        }

        pub(crate) fn upload(&self, _: &Path, _: &Args, _: &Output) -> anyhow::Result<Uploaded> {
            match *self {}
        }
    }

    /// What was uploaded: nothing.
    #[derive(Serialize)]
    pub(crate) enum Uploaded {}

    impl Uploaded {
        pub(crate) fn in_words(&self) -> String {
            match *self {}
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;

    #[test]
    fn a_target_is_a_folder_or_a_bucket() {
        let read = |text: &str| Target::read(text.into());
        assert_eq!(read("public/2026").unwrap(), Target::Folder("public/2026".into()));
        assert_eq!(read("s3").unwrap(), Target::Folder("s3".into()));
        for (text, why) in [
            ("gs://record/2026", "gs:// cannot be published to"),
            ("https://record.example", "https:// cannot be published to"),
        ] {
            let error = format!("{:#}", read(text).unwrap_err());
            assert!(error.contains(why), "{text}: {error}");
        }
        #[cfg(feature = "s3")]
        assert!(matches!(read("s3://record/2026").unwrap(), Target::Bucket(_)));
        #[cfg(not(feature = "s3"))]
        assert!(
            read("s3://record/2026")
                .unwrap_err()
                .to_string()
                .contains("without S3")
        );
    }
}
