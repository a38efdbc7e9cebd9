//! Why a store did not do what it was asked, in few words.

use anyhow::anyhow;
use object_store::Error as StoreError;

/// The longest word of a store that is passed on.
const LONGEST: usize = 300;

/// What the store said (S3 answers with a code and a message), or else the first cause.
pub(super) fn reason(error: StoreError) -> anyhow::Error {
    let text = error.to_string();
    match (element(&text, "Code"), element(&text, "Message")) {
        (Some(code), Some(message)) => anyhow!("{code}: {message}"),
        (Some(code), None) => anyhow!(code),
        _ => {
            let mut cause: &dyn std::error::Error = &error;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            anyhow!(bounded(&cause.to_string()))
        }
    }
}

/// The same of a log's error.
pub(super) fn reason_of_log(error: tlog::Error) -> anyhow::Error {
    match error {
        tlog::Error::Store { source, .. } => reason(source),
        error => error.into(),
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
            reason(StoreError::Generic { store: "S3", source }).to_string()
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
