//! Entries and rows that count for nothing, and those of types that this version does not know.

use crate::output::{Text, number};
use tally::Tally;

/// The entries and rows that count for nothing, by reason.
pub(crate) fn refused_lines(text: &mut Text, tally: &Tally) {
    let refused = tally.refused();
    if refused.total() > 0 {
        text.gap();
        text.line(format!(
            "{} entries of the record, or rows of them, count for nothing:",
            number(refused.total())
        ));
        for (code, n) in refused.counts() {
            let first = refused
                .kept()
                .iter()
                .find(|refused| refused.refusal.code() == *code);
            let example = first.map_or_else(String::new, |first| {
                format!(", first entry {}: {}", first.place(), first.refusal)
            });
            text.line(format!("  {code}: {}{example}", number(*n)));
        }
    }
    for (kind, n) in tally.unknown_types() {
        text.line(format!(
            "{} entries of the type {kind:?}, which this version does not know, are kept and ignored.",
            number(*n)
        ));
    }
}
