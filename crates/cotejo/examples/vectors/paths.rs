//! The published paths and the codes of problems, as the scripts of `web/` must know them.

use serde_json::Value;

/// An object of paths and patterns by their names (`layout::patterns`).
pub(crate) fn layout() -> Value {
    let patterns = publication::layout::patterns().into_iter();
    patterns
        .map(|(name, path)| (name.to_owned(), Value::from(path)))
        .collect()
}

/// The codes of problems, in the order of their texts.
pub(crate) fn problems() -> Value {
    let codes = publication::verify::ProblemCode::ALL.iter();
    codes.map(|code| Value::from(code.code())).collect()
}
