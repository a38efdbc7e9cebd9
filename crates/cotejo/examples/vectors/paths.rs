//! The published paths, as the scripts of `web/` must know them.

use serde_json::Value;

/// An object of paths and patterns by their names (`layout::patterns`).
pub(crate) fn layout() -> Value {
    let patterns = publication::layout::patterns().into_iter();
    patterns
        .map(|(name, path)| (name.to_owned(), Value::from(path)))
        .collect()
}
