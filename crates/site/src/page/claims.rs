//! All claims, which readers know as announcements: by subject and in the order of the days, and each with its own
//! arithmetic.

use super::claim::{ClaimArticle, bounded, subject};
use super::claims_chart::{self, Mark};
use super::{Frame, OnePage};
use crate::claims::{by_day, other_counts};
use crate::sources::Text;
use crate::summary::Capped;
use crate::text::Html;
use crate::words::Arg;
use askama::Template;
use model::{Bound, Claim, Contest, CountField, Percent, Subject};
use tally::View;

/// The most rows of a subject.
const ROWS: usize = 100;

pub(super) const PAGE: OnePage = OnePage {
    path: "claims.html",
    label: |site| match site.tally.claims().is_empty() && site.sources.is_empty() {
        true => None,
        false => Some("nav-claims"),
    },
    html: |f| ClaimsPage::of(f).render(),
};

#[derive(Template)]
#[template(path = "claims.html")]
struct ClaimsPage<'a> {
    f: Frame<'a>,
    contests: Vec<ContestClaims<'a>>,
    counts: Vec<OfSubject>,
    more_counts: u64,
    sources: Vec<SourceGroup>,
    more_sources: u64,
    not_compared: u64,
    several: bool,
}

/// Sources that repeat one another, or one alone.
struct SourceGroup {
    sources: Vec<SourceItem>,
    /// How many they are, where there are several.
    several: Option<Html>,
    more: u64,
}

struct SourceItem {
    title: Html,
    publisher: Html,
    date: Option<(String, String)>,
    agrees: Vec<Html>,
    more: u64,
    /// A link to it; none where it is withheld.
    document: Option<String>,
    media: Html,
}

struct ContestClaims<'a> {
    name: Html,
    subjects: Vec<OfSubject>,
    claims: Vec<ClaimArticle<'a>>,
    more: u64,
}

/// The most sources that are named side by side.
const SIDE_BY_SIDE: usize = 8;

/// What was claimed of one thing.
struct OfSubject {
    name: Html,
    label: String,
    drawn: Option<Html>,
    rows: Vec<ClaimRow>,
    more: u64,
    percents: bool,
    /// What the claims that cannot all be exact say, side by side.
    differ: Option<Html>,
}

struct ClaimRow {
    day: String,
    when: String,
    who: Html,
    number: String,
    percent: String,
    source: Html,
    words: Option<Html>,
}

impl<'a> ClaimsPage<'a> {
    fn of(f: Frame<'a>) -> ClaimsPage<'a> {
        let counts = other_counts(f.site.tally);
        ClaimsPage {
            contests: (0..f.site.contests.len())
                .map(|at| contest(&f, at))
                .filter(|contest| !contest.claims.is_empty())
                .collect(),
            counts: counts
                .shown
                .iter()
                .map(|(of, counts)| {
                    let rows = counts.shown.iter().map(|(claim, count)| Claimed {
                        claim,
                        number: Some(count.number),
                        percent: None,
                        bound: count.bound,
                    });
                    of_subject(
                        &f,
                        Html::theirs(of),
                        crate::text::plain(of),
                        rows.collect(),
                        counts.more,
                    )
                })
                .collect(),
            more_counts: counts.more,
            sources: f
                .site
                .sources
                .groups
                .shown
                .iter()
                .map(|group| sources(&f, group))
                .collect(),
            more_sources: f.site.sources.groups.more,
            not_compared: f.site.sources.not_compared,
            several: f.site.tally.election().contests.len() > 1,
            f,
        }
    }
}

fn sources(f: &Frame<'_>, group: &Capped<Text<'_>>) -> SourceGroup {
    let all = group.shown.len() as u64 + group.more;
    let item = |text: &Text<'_>| {
        let source = &text.row.source;
        let agrees = text.agrees.shown.iter().map(|(with, in_common)| {
            let percent = Percent::from_ratio(in_common.common, in_common.shorter(), 0);
            let percent = percent.map_or_else(String::new, |percent| percent_text(f, percent));
            let title = Arg::Theirs(&with.source.title);
            f.w.with(
                "claims-sources-agrees",
                &[("percent", percent.into()), ("title", title)],
            )
        });
        SourceItem {
            title: Html::theirs(&source.title),
            publisher: Html::theirs(&source.publisher),
            date: source
                .date
                .as_ref()
                .map(|date| (date.to_string(), f.language().date(date))),
            agrees: agrees.collect(),
            more: text.agrees.more,
            document: f.document(&source.document),
            media: Html::code(&source.media),
        }
    };
    SourceGroup {
        sources: group.shown.iter().map(item).collect(),
        several: (all > 1).then(|| f.w.n("claims-sources-one", all)),
        more: group.more,
    }
}

/// A number as somebody claimed it.
struct Claimed<'c> {
    claim: &'c Claim,
    number: Option<u64>,
    percent: Option<Percent>,
    bound: Bound,
}

fn contest<'a>(f: &Frame<'a>, at: usize) -> ContestClaims<'a> {
    let summary = &f.site.contests[at];
    let contest: &Contest = summary.definition;
    let claims: Vec<&Claim> = by_day(f.site.tally)
        .into_iter()
        .filter(|claim| claim.contest.as_ref() == Some(&contest.id))
        .collect();
    let options = contest
        .options
        .iter()
        .map(|option| Subject::Option(option.id.clone()));
    let fields = CountField::ALL.into_iter().map(Subject::Field);
    let further = f.site.tally.election().figures.iter();
    let further = further.cloned().map(Subject::Further);
    let rest = [Subject::Turnout, Subject::Stations];
    let subjects = options
        .chain([Subject::Others])
        .chain(fields)
        .chain(further)
        .chain(rest);
    let subjects = subjects.filter_map(|of| {
        let claimed: Vec<Claimed<'_>> = claims
            .iter()
            .filter_map(|claim| {
                let figure = claim.figure(&of)?;
                Some(Claimed {
                    claim,
                    number: figure.number,
                    percent: figure.percent,
                    bound: figure.bound,
                })
            })
            .collect();
        if claimed.is_empty() {
            return None;
        }
        let claimed = Capped::new(claimed, ROWS);
        let label = match &of {
            Subject::Option(id) => contest.position(id.as_str()).map_or_else(String::new, |place| {
                crate::text::plain(f.in_language(&contest.options[place].name))
            }),
            _ => String::new(),
        };
        Some(of_subject(
            f,
            subject(f, contest, &of),
            label,
            claimed.shown,
            claimed.more,
        ))
    });
    ContestClaims {
        name: f.name(&contest.name),
        subjects: subjects.collect(),
        claims: summary
            .claims
            .shown
            .iter()
            .map(|claim| ClaimArticle::of(f, contest, claim, |_: View| true))
            .collect(),
        more: summary.claims.more,
    }
}

fn of_subject(f: &Frame<'_>, name: Html, label: String, claimed: Vec<Claimed<'_>>, more: u64) -> OfSubject {
    let differ = differ(f, &claimed);
    OfSubject {
        drawn: draw(f, &claimed),
        percents: claimed.iter().any(|claimed| claimed.percent.is_some()),
        rows: claimed
            .iter()
            .map(|claimed| {
                let text = |text: Option<String>| match text {
                    Some(text) => bounded(f, claimed.bound, &text),
                    None => "–".to_owned(),
                };
                ClaimRow {
                    day: claimed.claim.when.to_string(),
                    when: f.language().date(&claimed.claim.when),
                    who: Html::theirs(&claimed.claim.who),
                    number: text(claimed.number.map(|n| f.number(n))),
                    percent: text(claimed.percent.map(|percent| percent_text(f, percent))),
                    source: f.written(claimed.claim),
                    words: (!claimed.claim.words.is_empty()).then(|| Html::theirs(&claimed.claim.words)),
                }
            })
            .collect(),
        name,
        label,
        more,
        differ,
    }
}

/// The numbers, or the percentages where no fewer have one: they can be compared while counting goes on.
fn draw(f: &Frame<'_>, claimed: &[Claimed<'_>]) -> Option<Html> {
    let percents = claimed.iter().filter(|claimed| claimed.percent.is_some()).count();
    let numbers = claimed.iter().filter(|claimed| claimed.number.is_some()).count();
    let marks: Vec<Mark> = claimed
        .iter()
        .filter_map(|claimed| {
            let (value, text) = match percents >= numbers {
                true => (scaled(claimed.percent?) as u64, percent_text(f, claimed.percent?)),
                false => (claimed.number?, f.number(claimed.number?)),
            };
            Some(Mark {
                day: f.language().date(&claimed.claim.when),
                who: crate::text::plain(&claimed.claim.who),
                value,
                text: bounded(f, claimed.bound, &text),
                bound: claimed.bound,
            })
        })
        .collect();
    claims_chart::draw(&marks)
}

/// What several sources said exactly last, side by side, where it is not the same. A source's own later figures only
/// take the place of its earlier ones.
fn differ(f: &Frame<'_>, claimed: &[Claimed<'_>]) -> Option<Html> {
    let mut last: Vec<&Claimed<'_>> = Vec::new();
    for claimed in claimed.iter().filter(|claimed| claimed.bound.is_exact()) {
        match last.iter_mut().find(|known| known.claim.who == claimed.claim.who) {
            Some(known) => *known = claimed,
            None => last.push(claimed),
        }
    }
    let unlike = |a: &Claimed<'_>, b: &Claimed<'_>| {
        let numbers = a.number.zip(b.number).is_some_and(|(a, b)| a != b);
        numbers || a.percent.zip(b.percent).is_some_and(|(a, b)| !rounds_to(a, b))
    };
    let any = last
        .iter()
        .enumerate()
        .any(|(at, first)| last[at + 1..].iter().any(|second| unlike(first, second)));
    let pieces: Vec<Html> = last
        .iter()
        .take(SIDE_BY_SIDE)
        .map(|claimed| {
            let number = claimed.number.map(|n| f.number(n));
            let figures: Vec<String> = number
                .into_iter()
                .chain(claimed.percent.map(|percent| percent_text(f, percent)))
                .collect();
            Html(format!(
                "{}: {}",
                Html::theirs(&claimed.claim.who),
                figures.join(", ")
            ))
        })
        .collect();
    any.then(|| {
        f.w.with("claims-differ", &[("list", (&Html::join(&pieces, "; ")).into())])
    })
}

fn percent_text(f: &Frame<'_>, percent: Percent) -> String {
    f.language().percent(&percent.to_string())
}

/// A percentage in units of its fourth decimal.
fn scaled(percent: Percent) -> i64 {
    i64::from(percent.units()) * 10i64.pow(4 - u32::from(percent.decimals().min(4)))
}

/// Whether one of two percentages can be the other one rounded: 44.2 and 44.18, not 44.2 and 44.25.
fn rounds_to(a: Percent, b: Percent) -> bool {
    let unit = 10i64.pow(4 - u32::from(a.decimals().min(b.decimals()).min(4)));
    let difference = (scaled(a) - scaled(b)).abs();
    difference == 0 || 2 * difference < unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_with_fewer_decimals_can_be_another_one_rounded() {
        let rounds = |a: &str, b: &str| rounds_to(a.parse().unwrap(), b.parse().unwrap());
        assert!(rounds("44.2", "44.20") && rounds("44.2", "44.18") && rounds("51", "51.4"));
        assert!(!rounds("44.2", "44.1") && !rounds("44.2", "44.25") && !rounds("51.20", "51.21"));
    }
}
