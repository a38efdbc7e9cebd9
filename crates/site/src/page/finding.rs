//! The findings of one rule, station by station.

use super::figures::field_name;
use super::{Frame, Page, Pager, SomePage, pages_of};
use crate::Site;
use crate::prepared::LINES;
use crate::text::Html;
use askama::Template;
use model::{Rule, Severity};
use std::sync::Arc;

/// A page of a rule's findings.
pub(super) struct Findings {
    pub(super) rule: Rule,
    /// Which page of the list, counted from 0.
    pub(super) page: usize,
}

/// The pages of all rules that a reading breaks.
pub(super) fn pages(site: &Site<'_>) -> Vec<SomePage> {
    let rules = site.findings.iter();
    rules
        .flat_map(|(rule, all)| (0..pages_of(all.len())).map(move |page| Findings { rule: *rule, page }))
        .map(|page| Arc::new(page) as SomePage)
        .collect()
}

impl Page for Findings {
    fn path(&self, _: &Site<'_>) -> String {
        layout::page::finding(self.rule.code(), self.page)
    }

    fn html(&self, frame: Frame<'_>) -> askama::Result<String> {
        FindingPage::of(frame, self.rule, self.page).render()
    }
}

#[derive(Template)]
#[template(path = "finding.html")]
struct FindingPage<'a> {
    f: Frame<'a>,
    title: String,
    rule: Html,
    weight: Html,
    code: &'static str,
    count: u64,
    rows: Vec<FindingRow>,
    pager: Option<Pager>,
}

struct FindingRow {
    station: Html,
    area: Html,
    account: Html,
    fields: Html,
    entry: String,
    other: Option<Html>,
}

/// The message that says what a rule says.
pub(crate) fn rule_key(rule: Rule) -> String {
    format!("terms-{}", rule.code().replace('_', "-"))
}

/// How much a rule weighs in this record: as its weightiest finding. Only sums of the election weigh unlike each other.
pub(crate) fn severity(site: &Site<'_>, rule: Rule) -> Severity {
    let sums = site.findings.get(&rule).filter(|_| rule == Rule::SumDiffers);
    let findings = sums
        .into_iter()
        .flatten()
        .map(|at| &site.tally.findings()[*at as usize]);
    findings
        .map(|finding| finding.severity)
        .min()
        .unwrap_or(rule.severity())
}

/// The message of a weight.
pub(crate) fn weight_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "page-error",
        Severity::Warning => "page-warning",
    }
}

impl<'a> FindingPage<'a> {
    fn of(f: Frame<'a>, rule: Rule, page: usize) -> FindingPage<'a> {
        let site = f.site;
        let tally = site.tally;
        let all = f.site.findings.get(&rule).map(Vec::as_slice).unwrap_or_default();
        let rows = all.iter().skip(page * LINES).take(LINES).map(|at| {
            let finding = &tally.findings()[*at as usize];
            let contest = tally.contest(finding.contest);
            let fields: Vec<Html> = finding
                .fields
                .iter()
                .map(|field| field_name(&f, contest, field))
                .collect();
            let fields = match (rule, fields.split_last()) {
                (Rule::SumDiffers, Some((sum, parts))) => {
                    Html(format!("{sum} = {}", Html::join(parts, " + ")))
                }
                _ => Html::join(&fields, ", "),
            };
            FindingRow {
                station: f.station_link(finding.station),
                area: f.area_link(tally.stations().row(finding.station).area),
                account: Html::theirs(f.account_name(finding.account)),
                fields,
                entry: f.place(tally.readings().place(finding.reading)),
                other: finding
                    .other
                    .map(|other| f.station_link(tally.readings().row(other).station)),
            }
        });
        let rows = rows.collect();
        FindingPage {
            title: f.attr(&rule_key(rule)),
            rule: f.w.t(&rule_key(rule)),
            weight: f.w.t(weight_key(severity(site, rule))),
            code: rule.code(),
            count: all.len() as u64,
            rows,
            pager: Pager::of(&f, page, pages_of(all.len()), |page| {
                Findings { rule, page }.path(site)
            }),
            f,
        }
    }
}
