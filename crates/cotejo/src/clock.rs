//! The present hour and minute.

use anyhow::Context;
use model::{Hour, Minute};
use std::time::{SystemTime, UNIX_EPOCH};

/// The present hour. `COTEJO_HOUR`, such as 2024-07-28T22Z, replaces it where the same bytes must come out
/// on every run.
pub(crate) fn now() -> anyhow::Result<Hour> {
    match stated()? {
        Some(hour) => Ok(hour),
        None => Ok(Hour::from_unix(seconds()?)),
    }
}

/// The present minute; the first of `COTEJO_HOUR` where that replaces the hour.
pub(crate) fn minute() -> anyhow::Result<Minute> {
    match stated()? {
        Some(hour) => Ok(hour.begins()),
        None => Ok(Minute::from_unix(seconds()?)),
    }
}

fn stated() -> anyhow::Result<Option<Hour>> {
    let text = std::env::var("COTEJO_HOUR").ok();
    text.map(|text| text.parse().context("COTEJO_HOUR")).transpose()
}

fn seconds() -> anyhow::Result<u64> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("this machine's clock stands before 1970")?;
    Ok(now.as_secs())
}
