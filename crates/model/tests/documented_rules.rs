//! The table of rules in `docs/methods.md` against the one in the code.
#![allow(clippy::unwrap_used)]

use model::{Rule, Thresholds};

fn methods() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/methods.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_documented_rules_are_those_of_the_code_in_its_order() {
    let methods = methods();
    let documented: Vec<(&str, &str)> = methods
        .lines()
        .skip_while(|line| !line.starts_with("| code | severity |"))
        .skip(2)
        .map_while(|line| {
            let mut cells = line.strip_prefix("| ")?.split(" | ");
            Some((cells.next()?.trim_matches('`'), cells.next()?))
        })
        .collect();
    let rules = Rule::ALL.map(|rule| (rule.code(), rule.severity().name()));
    assert_eq!(documented, rules);
}

#[test]
fn every_threshold_is_documented_with_its_default() {
    let methods = methods();
    let thresholds = serde_json::to_value(Thresholds::default()).unwrap();
    for (key, default) in thresholds.as_object().unwrap() {
        let (_, after) = methods
            .split_once(&format!("`{key}` ("))
            .unwrap_or_else(|| panic!("{key}"));
        let number: String = after
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == ',')
            .filter(char::is_ascii_digit)
            .collect();
        assert_eq!(number, default.to_string(), "{key}");
    }
}
