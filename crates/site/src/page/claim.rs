//! A claim as an article: who said what and when, its own arithmetic, percent-first, what the sheets allow, each with
//! the steps by which a reader can redo it on paper.

use super::claim_arithmetic::{Own, SharesTable, own_arithmetic, shares_table};
use super::claim_bound::{BoundLine, BoundTable, Paper, bound_line, bound_table, paper};
use super::{Frame, part};
use crate::claims::{Allowed, ClaimSummary, has_exact_figures};
use crate::text::Html;
use askama::Template;
use model::{Bound, Contest, Subject};
use tally::View;

/// The most rows of a table about one claim.
pub(super) const ROWS: usize = 40;

#[derive(Template)]
#[template(path = "claim.html")]
pub(crate) struct ClaimArticle<'a> {
    f: Frame<'a>,
    who: Html,
    when: String,
    day: String,
    source: Html,
    words: Option<Html>,
    area: Option<Html>,
    figures: Vec<(Html, String, String)>,
    more_figures: u64,
    own: Option<Own>,
    shares: Vec<SharesTable>,
    nothing: bool,
    unknown_area: bool,
    bounds: Vec<BoundLine>,
    table: Option<BoundTable>,
    paper: Option<Paper>,
}
part!(ClaimArticle);

impl<'a> ClaimArticle<'a> {
    /// The article of a claim, compared with the views that `against` lets through.
    pub(crate) fn of(
        f: &Frame<'a>,
        contest: &Contest,
        summary: &ClaimSummary<'_>,
        against: impl Fn(View) -> bool,
    ) -> ClaimArticle<'a> {
        let claim = summary.claim;
        let checks = summary.own.iter().map(|own| own.checks.len()).sum::<usize>();
        let exact = has_exact_figures(claim);
        let allowed = summary.allowed.iter().flatten();
        let views: Vec<&Allowed> = allowed.filter(|allowed| against(allowed.view)).collect();
        // Each option against the readings that come first and need the most sheets to be false.
        let most = views
            .iter()
            .rev()
            .max_by_key(|allowed| allowed.bound.sheets_false_at_least)
            .filter(|allowed| allowed.bound.sheets_false_at_least > 0);
        ClaimArticle {
            who: Html::theirs(&claim.who),
            when: f.language().date(&claim.when),
            day: claim.when.to_string(),
            source: f.written(claim),
            words: (!claim.words.is_empty()).then(|| Html::theirs(&claim.words)),
            area: claim
                .area
                .as_ref()
                .map(|code| match f.site.tally.area_number(code.as_str()) {
                    Some(area) => f.area_link(Some(area)),
                    None => Html::theirs(code.as_str()),
                }),
            figures: claim
                .figures
                .iter()
                .take(ROWS)
                .map(|figure| {
                    let number = figure.number.map(|n| f.language().number(n));
                    let percent = figure
                        .percent
                        .map(|percent| f.language().percent(&percent.to_string()));
                    let text = |text: Option<String>| match text {
                        Some(text) => bounded(f, figure.bound, &text),
                        None => "–".to_owned(),
                    };
                    (subject(f, contest, &figure.of), text(number), text(percent))
                })
                .collect(),
            more_figures: claim.figures.len().saturating_sub(ROWS) as u64,
            own: summary
                .own
                .as_ref()
                .and_then(|own| own_arithmetic(f, contest, own)),
            shares: summary
                .percent_first
                .iter()
                .map(|group| shares_table(f, contest, group))
                .collect(),
            nothing: checks == 0 && summary.percent_first.is_empty() && !exact,
            unknown_area: exact && summary.allowed.is_none(),
            bounds: match exact {
                true => views
                    .iter()
                    .map(|allowed| bound_line(f, contest, allowed))
                    .collect(),
                false => Vec::new(),
            },
            table: most.map(|allowed| bound_table(f, contest, allowed)),
            paper: most.and_then(|allowed| Some(paper(f, contest, allowed, allowed.largest.as_ref()?))),
            f: f.clone(),
        }
    }
}

/// What a figure counts: ours for the fields of a sheet, a stranger's for an option.
pub(crate) fn subject(f: &Frame<'_>, contest: &Contest, of: &Subject) -> Html {
    match of {
        Subject::Field(field) => f.w.t(super::figures::field_key(*field)),
        Subject::Further(id) => Html::theirs(f.site.tally.election().figure_name(id.as_str())),
        Subject::Turnout => f.w.t("terms-turnout"),
        Subject::Stations => f.w.t("terms-stations"),
        Subject::Others => f.w.t("terms-others"),
        Subject::Option(id) => Html::theirs(match contest.position(id.as_str()) {
            Some(place) => f.in_language(&contest.options[place].name),
            None => id.as_str(),
        }),
    }
}

/// A number as it was claimed: exactly, at least, more than, around.
pub(crate) fn bounded(f: &Frame<'_>, bound: Bound, number: &str) -> String {
    let key = match bound {
        Bound::Exactly => return number.to_owned(),
        Bound::AtLeast => "claims-at-least",
        Bound::MoreThan => "claims-more-than",
        Bound::About => "claims-about",
    };
    f.w.plain(key, &[("number", number.into())])
}
