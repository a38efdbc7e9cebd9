//! The present hour.

use anyhow::Context;
use model::Hour;
use std::time::{SystemTime, UNIX_EPOCH};

/// The present hour. `COTEJO_HOUR`, such as 2024-07-28T22Z, replaces it where the same bytes must come out
/// on every run.
pub(crate) fn now() -> anyhow::Result<Hour> {
    if let Ok(text) = std::env::var("COTEJO_HOUR") {
        return text.parse().context("COTEJO_HOUR");
    }
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("this machine's clock stands before 1970")?;
    Ok(Hour::from_unix(now.as_secs()))
}
