//! A publication at a web address, as a store of files that can be read.

use object_store::http::HttpBuilder;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use std::sync::Arc;
use std::time::Duration;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(15);
/// How long one request may take, over a bad line.
const REQUEST: Duration = Duration::from_secs(300);
/// How long a request is tried again.
const RETRY: Duration = Duration::from_secs(60);
/// How often.
const RETRIES: usize = 6;

/// Opens the folder at an address, `https://` or `http://`.
///
/// # Errors
/// The store's own, where it is no such address.
pub fn open(address: &str) -> Result<Arc<dyn ObjectStore>, object_store::Error> {
    // There may be one already: whoever calls this may have called it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A publication is public and signed: what comes over a plain line is held against the same hashes.
    let client = ClientOptions::new()
        .with_allow_http(true)
        .with_connect_timeout(CONNECT)
        .with_timeout(REQUEST);
    let retry = RetryConfig {
        max_retries: RETRIES,
        retry_timeout: RETRY,
        ..RetryConfig::default()
    };
    let store = HttpBuilder::new()
        .with_url(address)
        .with_client_options(client)
        .with_retry(retry)
        .build()?;
    Ok(Arc::new(store))
}
