//! What the record's own checks found: rules that readings break, entries that count for nothing.

use super::{more, section};
use crate::html::Html;
use crate::phrases::{page, terms};
use crate::summary::Summary;
use crate::table::Caption;
use crate::table::Column::{Numbers, Words};
use model::Severity;
use std::collections::BTreeSet;

pub(super) fn findings(html: &mut Html, summary: &Summary<'_>) {
    section(html, "findings", page::FINDINGS, |html| {
        html.said("p", page::FINDINGS_INTRO);
        if summary.findings.is_empty() {
            html.said("p", page::FINDINGS_NONE);
            return;
        }
        let columns = [
            Words(page::RULE),
            Words(page::WEIGHT),
            Numbers(page::HOW_MANY),
            Words(page::FIRST_STATIONS),
        ];
        html.table(Caption::Heard(page::FINDINGS_TABLE, &[]), &columns, |html| {
            for of_rule in &summary.findings {
                html.row(
                    |html| html.say(terms::rule(of_rule.rule)),
                    |html| {
                        html.said(
                            "td",
                            match of_rule.rule.severity() {
                                Severity::Error => page::ERROR,
                                Severity::Warning => page::WARNING,
                            },
                        );
                        html.number_cell(of_rule.findings.shown.len() as u64 + of_rule.findings.more);
                        let codes: BTreeSet<&str> = of_rule
                            .findings
                            .shown
                            .iter()
                            .map(|finding| summary.tally.stations().code(finding.station).as_str())
                            .collect();
                        html.node("td", &[("class", "codes")], |html| {
                            list(html, codes, of_rule.findings.more > 0);
                        });
                    },
                );
            }
        });
    });
}

pub(super) fn refused(html: &mut Html, summary: &Summary<'_>) {
    section(html, "refused", page::REFUSED, |html| {
        html.said("p", page::REFUSED_INTRO);
        if summary.refused.is_empty() {
            html.said("p", page::REFUSED_NONE);
        } else {
            let columns = [
                Words(page::REASON),
                Words(page::CODE),
                Numbers(page::ENTRIES),
                Words(page::FIRST_ENTRIES),
            ];
            html.table(Caption::Heard(page::REFUSED_TABLE, &[]), &columns, |html| {
                for refused in &summary.refused {
                    html.row(
                        |html| html.say(terms::refusal(refused.code)),
                        |html| {
                            html.node("td", &[], |html| html.leaf("code", &[], refused.code));
                            html.number_cell(refused.count);
                            let language = html.language();
                            let places = refused.first.iter().map(|entry| language.number(entry.entry));
                            let places: Vec<String> = places.collect();
                            html.node("td", &[("class", "codes")], |html| {
                                let more = refused.count > places.len() as u64;
                                list(html, places.iter().map(String::as_str), more);
                            });
                        },
                    );
                }
            });
        }
        more(html, page::UNKNOWN_TYPES, summary.unknown_types);
    });
}

/// Short texts with commas between them, and an ellipsis where there are more.
fn list<'a>(html: &mut Html, texts: impl IntoIterator<Item = &'a str>, more: bool) {
    for (at, text) in texts.into_iter().enumerate() {
        if at > 0 {
            html.text(", ");
        }
        html.theirs(text);
    }
    if more {
        html.text(" …");
    }
}
