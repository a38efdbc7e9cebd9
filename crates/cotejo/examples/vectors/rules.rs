//! The rules of a sheet in their order, each with its severity.

use serde_json::{Value, json};

pub(crate) fn vectors() -> Value {
    let rule = |rule: model::Rule| json!({ "code": rule.code(), "severity": rule.severity() });
    model::Rule::ALL.map(rule).into_iter().collect()
}
