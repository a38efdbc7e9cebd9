//! Where a publication goes: a folder, or a bucket of an object store.

use super::reason::reason;
use anyhow::{Context, bail};
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{ClientConfigKey, RetryConfig};
use std::path::{Path as FilePath, PathBuf};
use std::time::Duration;

/// Where a publication goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A folder on this machine.
    Folder(PathBuf),
    /// A folder of a bucket.
    Bucket(Bucket),
}

/// A folder of a bucket, `s3://<bucket>/<prefix>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bucket {
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

impl Target {
    /// Reads what stands on the command line.
    pub(crate) fn read(text: PathBuf) -> anyhow::Result<Target> {
        let Some((scheme, rest)) = text.to_str().and_then(|text| text.split_once("://")) else {
            return Ok(Target::Folder(text));
        };
        if scheme != "s3" {
            bail!("{scheme}:// cannot be published to, only a folder or s3://BUCKET/PREFIX");
        }
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        if name.is_empty() || !name.chars().all(good) {
            bail!("{name:?} is no bucket's name; s3://BUCKET/PREFIX was expected");
        }
        Ok(Target::Bucket(Bucket {
            name: name.to_owned(),
            prefix: Path::parse(prefix).with_context(|| format!("{prefix:?} is no folder of a bucket"))?,
        }))
    }

    /// The folder that is written to on this machine: what goes to a bucket is kept in the election's folder, so that
    /// the next time only what is new must be made.
    pub(crate) fn folder(&self, election: &FilePath) -> PathBuf {
        match self {
            Target::Folder(folder) => folder.clone(),
            Target::Bucket(_) => election.join("cache").join("publication"),
        }
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
    pub(super) fn connect(&self, patience: Duration) -> anyhow::Result<(AmazonS3, String)> {
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
            bail!(
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set: they say who writes to {self}"
            );
        }
        let is_plain = endpoint
            .as_ref()
            .is_some_and(|endpoint| endpoint.starts_with("http://"));
        let allows = value(AmazonS3ConfigKey::Client(ClientConfigKey::AllowHttp));
        if is_plain && allows.as_deref() != Some("true") {
            bail!(
                "the endpoint is plain HTTP; AWS_ALLOW_HTTP=true allows that, for a server on this machine"
            );
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
        let store = store.map_err(reason);
        Ok((store.with_context(|| format!("cannot reach {shown}"))?, shown))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;

    #[test]
    fn a_target_is_a_folder_or_a_bucket() {
        let read = |text: &str| Target::read(text.into());
        for (text, shown) in [
            ("s3://record/2026/", "s3://record/2026"),
            ("s3://record", "s3://record/"),
            ("s3://my.record-1/a/b", "s3://my.record-1/a/b"),
        ] {
            let Target::Bucket(bucket) = read(text).unwrap() else {
                panic!("{text} is a bucket");
            };
            assert_eq!(bucket.to_string(), shown);
        }
        assert_eq!(read("public/2026").unwrap(), Target::Folder("public/2026".into()));
        assert_eq!(read("s3").unwrap(), Target::Folder("s3".into()));
        for (text, why) in [
            ("gs://record/2026", "gs:// cannot be published to"),
            ("https://record.example", "https:// cannot be published to"),
            ("s3://", "is no bucket's name"),
            ("s3:///2026", "is no bucket's name"),
            ("s3://a b/2026", "is no bucket's name"),
            ("s3://record/a//b", "is no folder of a bucket"),
        ] {
            let error = format!("{:#}", read(text).unwrap_err());
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
