//! The reserved words, and ids that could be taken for something else beside others that could not.

use model::names::{RESERVED, check};
use serde_json::{Value, json};

pub(crate) fn vectors() -> Value {
    let mut ids: Vec<String> = [
        "EG",
        "21F",
        "campaign",
        "attorney-general",
        "a b",
        "a.b",
        "a..b",
        "x",
        "..",
        ".",
        ".a",
        "a.",
        "a ",
        "..a",
        "a..",
        "com",
        "com0",
        "com1",
        "COM9",
        "com10",
        "com1a",
        "com\u{b9}",
        "lpt1",
        "LPT9.x",
        "lpt",
        "con",
        "Con",
        "cone",
        "con-",
        "acon",
        "con.a",
        "con .a",
        "con  .a.b",
        "con a",
        "con.",
        "aux",
        "AUX.h",
        "nul",
        "nul.txt",
        "prn",
        "null1",
        "all-1",
        "\u{130}",
        "\u{212a}",
        "of",
        "\u{17f}tation",
        "as-of",
        "AS_OF",
        "市長",
        "ñ",
    ]
    .map(str::to_owned)
    .into();
    for character in (0x20..0x7f).map(char::from) {
        ids.extend([
            format!("a{character}b"),
            format!("{character}a"),
            format!("a{character}"),
        ]);
    }
    for word in RESERVED {
        let mut capital = word.to_owned();
        capital[..1].make_ascii_uppercase();
        ids.extend([
            word.to_owned(),
            capital,
            word.to_ascii_uppercase(),
            format!("{word}s"),
            format!("{word} "),
        ]);
    }
    let judged = ids.iter().map(|id| json!([id, check(id).is_ok()]));
    json!({ "reserved": RESERVED, "ids": judged.collect::<Vec<_>>() })
}
