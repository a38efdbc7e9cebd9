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

/// Codes as parts of files' names: capitals, devices, letters of other scripts, long ones.
pub(crate) fn slugs() -> Value {
    let long = "Zona ".repeat(30);
    let edges = [109, 110, 111].map(|length| "a".repeat(length));
    let capitals = [34, 35, 36, 54, 55].map(|length| "A".repeat(length * 2));
    let codes = [
        "",
        "01.1",
        "0101",
        "ab",
        "Ab",
        "aB",
        "AB",
        "ABCDE",
        "abcdE",
        "CON",
        "con",
        "Con",
        "aux",
        "nul",
        "prn",
        "com1",
        "com0",
        "com10",
        "lpt9",
        "con.1",
        "a_b",
        "A_b__1",
        "a b",
        "a-b",
        "市長",
        "議会",
        "ñ",
        "Ñ",
        "k\u{212a}",
        "\u{130}",
        "01/ñ..",
        &long,
    ];
    let codes = codes
        .into_iter()
        .chain(edges.iter().chain(&capitals).map(String::as_str));
    let slugs = codes.map(|code| Value::from(vec![code, &publication::layout::slug(code)]));
    slugs.collect()
}

/// The codes of problems, in the order of their texts.
pub(crate) fn problems() -> Value {
    let codes = publication::verify::ProblemCode::ALL.iter();
    codes.map(|code| Value::from(code.code())).collect()
}
