//! Claims and contests for the tests.

use model::{Claim, Claims, Contest, ContestOption};

/// A contest of so many options `o0`, `o1`, …
pub(super) fn contest(options: usize) -> Contest {
    let option = |i: usize| ContestOption {
        id: format!("o{i}").parse().unwrap(),
        name: format!("Option {i}").as_str().into(),
        color: None,
        withdrew: false,
    };
    Contest {
        id: "president".parse().unwrap(),
        name: "President".into(),
        options: (0..options).map(option).collect(),
        areas: vec![],
        wins: vec![],
    }
}

/// A claim with these figures, as they stand in a claims file.
pub(super) fn claim(figures: &str) -> Claim {
    let figures = figures.replace('\n', " ");
    let text = format!(
        r#"
        [[claims]]
        id = "bulletin"
        account = "council"
        who = "the council"
        when = "2026-05-11"
        where = "its bulletin"
        contest = "president"
        figures = [{figures}]
        "#
    );
    let claims: Claims = model::document::parse(&text).unwrap();
    claims.claims[0].check().unwrap();
    claims.claims[0].clone()
}
