//! The published paths and the codes of problems, as the scripts of `web/` must know them.

use serde_json::Value;

/// An object of paths and patterns by their names (`layout::patterns`).
pub(crate) fn layout() -> Value {
    let patterns = publication::layout::patterns().into_iter();
    patterns
        .map(|(name, path)| (name.to_owned(), Value::from(path)))
        .collect()
}

/// How many digits the names of shards have, below and above each number at which they get one more.
pub(crate) fn shards() -> Value {
    let bounds = (0..4).map(|digits| 16usize << (4 * digits));
    let stations = [0, 1].into_iter().chain(bounds.flat_map(|most| [most, most + 1]));
    let digits = |stations| Value::from(vec![stations, publication::layout::shard_digits(stations)]);
    stations.map(digits).collect()
}

/// The codes of problems, in the order of their texts.
pub(crate) fn problems() -> Value {
    let codes = publication::verify::ProblemCode::ALL.iter();
    codes.map(|code| Value::from(code.code())).collect()
}
