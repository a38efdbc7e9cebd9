//! Writing a summary as a page: the frame, and each part in a file of its own.

mod announced;
mod record;
mod result;
mod sides;
mod verify;

use crate::html::{Html, plain};
use crate::language::Language;
use crate::phrase::{Phrase, Value};
use crate::phrases::page;
use crate::publication::Publication;
use crate::summary::Summary;

/// The style sheet of every page.
const STYLE: &str = include_str!("style.css");

/// The page in a language.
pub(crate) fn page(summary: &Summary<'_>, publication: &Publication, language: Language) -> String {
    let election = summary.tally.election();
    Html::document(language, |html| {
        html.node("head", &[], |html| {
            html.void("meta", &[("charset", "utf-8")]);
            html.void(
                "meta",
                &[
                    ("name", "viewport"),
                    ("content", "width=device-width, initial-scale=1"),
                ],
            );
            html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
            html.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
            html.leaf("title", &[], &plain(&election.name));
            html.style(STYLE);
        });
        html.node("body", &[], |html| {
            html.node("a", &[("class", "skip"), ("href", "#main")], |html| {
                html.say(page::SKIP);
            });
            header(html, summary);
            html.node("main", &[("id", "main"), ("tabindex", "-1")], |html| {
                let all = summary.contests.shown.len() + summary.contests.more as usize;
                for (number, contest) in (1..).zip(&summary.contests.shown) {
                    result::contest(html, summary, contest, number, all > 1);
                }
                more(html, page::MORE_CONTESTS, summary.contests.more);
                announced::other_counts(html, summary);
                record::findings(html, summary);
                record::refused(html, summary);
                verify::downloads(html, publication);
                verify::how(html, publication);
            });
            html.node("footer", &[], |html| {
                let values = [
                    ("origin", Value::Theirs(&publication.origin)),
                    ("n", Value::Number(publication.size)),
                ];
                html.said_with("p", page::FOOTER, &values);
            });
        });
    })
}

fn header(html: &mut Html, summary: &Summary<'_>) {
    let election = summary.tally.election();
    let language = html.language();
    html.node("header", &[], |html| {
        let label = page::LANGUAGES.text(language);
        html.node("nav", &[("class", "languages"), ("aria-label", label)], |html| {
            html.node("ul", &[], |html| {
                for other in Language::ALL {
                    html.node("li", &[], |html| {
                        let (href, code) = (other.page(), other.code());
                        let link = [("href", href.as_str()), ("lang", code), ("hreflang", code)];
                        let here = [("lang", code), ("aria-current", "page")];
                        if other == language {
                            html.leaf("strong", &here, other.name());
                        } else {
                            html.leaf("a", &link, other.name());
                        }
                    });
                }
            });
        });
        html.node("p", &[("class", "kind")], |html| html.say(page::RECORD_OF));
        html.node("h1", &[], |html| html.theirs(&election.name));
        html.node("p", &[("class", "date")], |html| {
            let date = language.date(&election.date);
            html.say_with(page::VOTE_ON, &[("date", Value::Ours(&date))]);
        });
        html.node("p", &[("class", "record")], |html| {
            let tally = summary.tally;
            for (phrase, n) in [
                (page::RECORD_ENTRIES, tally.entries()),
                (page::RECORD_READINGS, tally.readings().rows().len() as u64),
                (page::RECORD_STATIONS, tally.stations().len() as u64),
            ] {
                html.say_with(phrase, &[("n", Value::Number(n))]);
                html.text(" ");
            }
        });
        contents(html, summary);
    });
}

fn contents(html: &mut Html, summary: &Summary<'_>) {
    let label = page::CONTENTS.text(html.language());
    html.node("nav", &[("class", "contents"), ("aria-label", label)], |html| {
        html.node("ul", &[], |html| {
            for (number, contest) in (1..).zip(&summary.contests.shown) {
                let href = format!("#contest-{number}");
                html.node("li", &[], |html| {
                    html.node("a", &[("href", &href)], |html| {
                        html.theirs(&contest.definition.name);
                    });
                });
            }
            let counts = (!summary.other_counts.shown.is_empty())
                .then_some(("#counts", crate::phrases::claims::COUNTS));
            let rest = [
                ("#findings", page::FINDINGS),
                ("#refused", page::REFUSED),
                ("#data", page::DATA),
                ("#verify", page::VERIFY),
            ];
            for (href, phrase) in counts.into_iter().chain(rest) {
                html.node("li", &[], |html| {
                    html.node("a", &[("href", href)], |html| html.say(phrase));
                });
            }
        });
    });
}

/// Says how many more there are, where there are more.
fn more(html: &mut Html, phrase: Phrase, n: u64) {
    if n > 0 {
        html.node("p", &[("class", "note")], |html| {
            html.say_with(phrase, &[("n", Value::Number(n))]);
        });
    }
}

/// A section with a heading of the second level.
fn section(html: &mut Html, id: &str, title: Phrase, inside: impl FnOnce(&mut Html)) {
    let heading = format!("{id}-title");
    html.node("section", &[("id", id), ("aria-labelledby", &heading)], |html| {
        html.node("h2", &[("id", &heading)], |html| html.say(title));
        inside(html);
    });
}
