//! A folder of a bucket of an S3-compatible object store, and the way to it.

use super::error::UploadError;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{ClientConfigKey, RetryConfig};
use std::time::Duration;

/// A folder of a bucket, `s3://<bucket>/<prefix>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    name: String,
    /// The folder within the bucket; empty for the whole of it.
    pub(super) prefix: Path,
}

/// Where else a key may come from, if the environment says so. Nothing is asked for one unbidden.
const ROLES: [AmazonS3ConfigKey; 4] = [
    AmazonS3ConfigKey::WebIdentityTokenFile,
    AmazonS3ConfigKey::ContainerCredentialsRelativeUri,
    AmazonS3ConfigKey::ContainerCredentialsFullUri,
    AmazonS3ConfigKey::MetadataEndpoint,
];
/// How long a request is tried again.
const RETRY: Duration = Duration::from_secs(60);
/// How often.
const RETRIES: usize = 6;

impl Bucket {
    /// Reads `BUCKET/PREFIX` or `BUCKET`, which is what follows `s3://`.
    ///
    /// # Errors
    /// [`UploadError::NoBucket`] or [`UploadError::NoFolder`].
    pub fn parse(text: &str) -> Result<Bucket, UploadError> {
        let (name, prefix) = text.split_once('/').unwrap_or((text, ""));
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        if name.is_empty() || !name.chars().all(good) {
            return Err(UploadError::NoBucket(name.to_owned()));
        }
        let no_folder = |source| UploadError::NoFolder {
            prefix: prefix.to_owned(),
            source,
        };
        Ok(Bucket {
            name: name.to_owned(),
            prefix: Path::parse(prefix).map_err(no_folder)?,
        })
    }
}

impl std::fmt::Display for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "s3://{}/{}", self.name, self.prefix)
    }
}

impl Bucket {
    /// The store, and how to speak of it. The environment says where it is and who asks (`AWS_…`). A request may take
    /// `patience` where the environment does not say how long (`AWS_TIMEOUT`).
    pub(super) fn connect(&self, patience: Duration) -> Result<(AmazonS3, String), UploadError> {
        // There may be one already: this is called twice.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let timeout = AmazonS3ConfigKey::Client(ClientConfigKey::Timeout);
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(&self.name);
        if std::env::var_os("AWS_TIMEOUT").is_none() {
            builder = builder.with_config(timeout, format!("{} seconds", patience.as_secs()));
        }
        let value = |key| builder.get_config_value(&key).filter(|value| !value.is_empty());
        let endpoint = value(AmazonS3ConfigKey::S3Endpoint).or_else(|| value(AmazonS3ConfigKey::Endpoint));
        let key = [AmazonS3ConfigKey::AccessKeyId, AmazonS3ConfigKey::SecretAccessKey];
        if !key.map(value).iter().all(Option::is_some) && !ROLES.into_iter().any(|role| value(role).is_some())
        {
            return Err(UploadError::NoCredentials(self.to_string()));
        }
        let is_plain = endpoint
            .as_ref()
            .is_some_and(|endpoint| endpoint.starts_with("http://"));
        let allows = value(AmazonS3ConfigKey::Client(ClientConfigKey::AllowHttp));
        if is_plain && allows.as_deref() != Some("true") {
            return Err(UploadError::PlainHttp);
        }
        let shown = match endpoint {
            Some(endpoint) => format!("{self} at {endpoint}"),
            None => format!("{self} at Amazon"),
        };
        let retry = RetryConfig {
            max_retries: RETRIES,
            retry_timeout: RETRY,
            ..RetryConfig::default()
        };
        let store = builder.with_retry(retry).build();
        let store = store.map_err(UploadError::store("reach", &shown))?;
        Ok((store, shown))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;

    #[test]
    fn a_bucket_has_a_name_and_may_have_a_folder() {
        for (text, shown) in [
            ("record/2026/", "s3://record/2026"),
            ("record", "s3://record/"),
            ("my.record-1/a/b", "s3://my.record-1/a/b"),
        ] {
            assert_eq!(Bucket::parse(text).unwrap().to_string(), shown);
        }
        for (text, why) in [
            ("", "is no bucket's name"),
            ("/2026", "is no bucket's name"),
            ("a b/2026", "is no bucket's name"),
            ("record/a//b", "is no folder of a bucket"),
        ] {
            let error = Bucket::parse(text).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
