//! The pages' own words: Fluent catalogues in every language, with placeables for numbers and names.
//!
//! The catalogues are `locales/<language>.ftl`. A message's text is ours and holds no HTML; what is put in its
//! placeables is escaped, and untrusted text is isolated.

use crate::assets::CATALOGUES;
use crate::format::LocaleFormat;
use crate::language::Language;
use crate::text::{Html, escape, plain};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use std::borrow::{Borrow, Cow};
use std::sync::OnceLock;

/// A value of a message's placeable.
#[derive(Debug, Clone)]
pub(crate) enum Arg<'a> {
    /// A whole number, grouped in the language's manner.
    Number(u64),
    /// A text of ours, such as a number with its sign or a share.
    Ours(Cow<'a, str>),
    /// An untrusted text: a name, a claim's words.
    Theirs(&'a str),
    /// A piece that is HTML already, such as a link.
    Html(&'a Html),
}

impl From<u64> for Arg<'_> {
    fn from(n: u64) -> Self {
        Arg::Number(n)
    }
}

impl<'a> From<&'a Html> for Arg<'a> {
    fn from(html: &'a Html) -> Self {
        Arg::Html(html)
    }
}

impl From<String> for Arg<'_> {
    fn from(ours: String) -> Self {
        Arg::Ours(ours.into())
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(ours: &'a str) -> Self {
        Arg::Ours(ours.into())
    }
}

/// The values of a message's placeables.
pub(crate) type Args<'a> = &'a [(&'static str, Arg<'a>)];

/// What is embedded of a language.
pub(crate) struct Catalogue {
    /// The language's code.
    pub(crate) language: &'static str,
    /// `locales/<language>.ftl`.
    pub(crate) words: &'static str,
    /// What the tables' columns mean, `locales/columns.<language>.ftl`; in English the tables say it themselves.
    pub(crate) columns: Option<&'static str>,
    /// [`write_numbers`] of the language.
    pub(crate) write_numbers: fn(&mut FluentBundle<FluentResource>),
}

/// The words of a language.
pub(crate) struct Words {
    language: Language,
    format: LocaleFormat,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Words {
        static ALL: OnceLock<Vec<Words>> = OnceLock::new();
        &ALL.get_or_init(|| Language::ALL.map(Words::read).into())[language.place()]
    }

    fn read(language: Language) -> Words {
        let catalogue = &CATALOGUES[language.place()];
        let id = catalogue.language.parse();
        let mut bundle =
            FluentBundle::new_concurrent(vec![id.expect("our languages' codes are well-formed")]);
        // What is put in a place is set apart by `<bdi>`.
        bundle.set_use_isolating(false);
        (catalogue.write_numbers)(&mut bundle);
        for source in std::iter::once(catalogue.words).chain(catalogue.columns) {
            let resource = FluentResource::try_new(source.to_owned());
            let resource = resource.expect("our catalogues are well-formed: a test reads them");
            bundle
                .add_resource(resource)
                .expect("our catalogues have each message once: a test reads them");
        }
        let message = |key: &str, args: Args<'_>| plain_message(&bundle, key, args);
        Words {
            language,
            format: LocaleFormat::read(message),
            bundle,
        }
    }

    /// The language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The language's name, and how it writes numbers and dates.
    pub(crate) fn format(&self) -> &LocaleFormat {
        &self.format
    }

    /// Whether the catalogue has a message.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A message without placeables.
    pub(crate) fn t(&self, key: &str) -> Html {
        self.with(key, &[])
    }

    /// A message of one number, `n`.
    pub(crate) fn n(&self, key: &str, n: impl Borrow<u64>) -> Html {
        self.with(key, &[("n", Arg::Number(*n.borrow()))])
    }

    /// A message with its values.
    pub(crate) fn with(&self, key: &str, args: Args<'_>) -> Html {
        Html(message(&self.bundle, key, args, |arg| match arg {
            Arg::Number(n) => FluentValue::from(*n as f64),
            Arg::Ours(text) => {
                let mut out = String::new();
                escape(text, &mut out);
                FluentValue::from(out)
            }
            Arg::Theirs(text) => FluentValue::from(Html::theirs(text).0),
            Arg::Html(html) => FluentValue::from(html.0.as_str()),
        }))
    }

    /// A message as plain text, for attributes and titles.
    pub(crate) fn plain(&self, key: &str, args: Args<'_>) -> String {
        plain_message(&self.bundle, key, args)
    }
}

fn plain_message(bundle: &FluentBundle<FluentResource>, key: &str, args: Args<'_>) -> String {
    message(bundle, key, args, |arg| match arg {
        Arg::Number(n) => FluentValue::from(*n as f64),
        Arg::Ours(text) => FluentValue::from(text.as_ref()),
        Arg::Theirs(text) => FluentValue::from(plain(text)),
        Arg::Html(_) => FluentValue::None,
    })
}

fn message<'a>(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    args: Args<'a>,
    value: impl Fn(&'a Arg<'a>) -> FluentValue<'a>,
) -> String {
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        debug_assert!(false, "no message {key:?} in {:?}", bundle.locales);
        return key.to_owned();
    };
    let mut errors: Vec<FluentError> = Vec::new();
    let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, value(arg))).collect();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
    debug_assert!(errors.is_empty(), "message {key:?}: {errors:?}");
    text.into_owned()
}

/// Makes a bundle write numbers as the language at that place of the list does.
pub(crate) fn write_numbers<const LANGUAGE: usize>(bundle: &mut FluentBundle<FluentResource>) {
    // Numbers of people, votes and entries stay far below 2^53.
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(Language::ALL[LANGUAGE].number(number.value as u64)),
        _ => None,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    fn language(code: &str) -> Language {
        Language::from_code(code).unwrap()
    }

    /// A catalogue's messages with the names of their placeables.
    fn messages(language: Language) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let mut messages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut key = "";
        for line in CATALOGUES[language.place()].words.lines() {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '#'])) {
                assert!(!messages.contains_key(name), "{name} stands twice");
                key = name;
                messages.insert(key, BTreeSet::new());
            }
            let places = line
                .split('$')
                .skip(1)
                .filter_map(|rest| rest.split([' ', '}']).next());
            if let Some(known) = messages.get_mut(key) {
                known.extend(places);
            }
        }
        messages
    }

    #[test]
    fn all_catalogues_have_the_same_messages_with_the_same_places() {
        let english = messages(language("en"));
        assert!(english.len() > 250, "{}", english.len());
        for language in Language::ALL {
            assert_eq!(messages(language), english, "{}", language.name());
        }
    }

    #[test]
    fn every_language_says_how_it_writes_numbers_and_dates() {
        for language in Language::ALL {
            assert_eq!(Words::of(language).format().months.len(), 12, "{language:?}");
            assert!(language.percent("1").contains('1'), "{language:?}");
        }
    }

    #[test]
    fn every_message_can_be_written_and_holds_no_html() {
        for language in Language::ALL {
            let words = Words::of(language);
            for (key, places) in messages(language) {
                for n in [0, 1, 2_000] {
                    let args: Vec<(&'static str, Arg<'_>)> =
                        places.iter().map(|place| (*place, Arg::Number(n))).collect();
                    let text = words.with(key, &args).0;
                    assert!(!text.trim().is_empty() && text.trim() == text, "{key}: {text:?}");
                    assert!(!text.contains(['<', '>', '&', '"', '{', '}']), "{key}: {text:?}");
                }
            }
        }
    }

    #[test]
    fn every_message_that_is_used_exists_and_every_message_is_used() {
        let catalogue = messages(language("en"));
        let mut used = BTreeSet::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["src", "src/map", "src/page", "templates"] {
            for file in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = file.unwrap().path();
                let Ok(text) = std::fs::read_to_string(&path) else {
                    continue;
                };
                if path.ends_with("words.rs") {
                    continue;
                }
                for call in [".t(\"", ".n(\"", ".with(\"", ".plain(\"", ".attr(\""] {
                    for rest in text.split(call).skip(1) {
                        let key = rest.split('"').next().unwrap();
                        assert!(
                            catalogue.contains_key(key),
                            "{}: no message {key:?}",
                            path.display()
                        );
                    }
                }
                used.extend(text.split('"').map(str::to_owned));
            }
        }
        used.extend(model::Rule::ALL.map(crate::page::rule_key));
        let unused: Vec<&&str> = catalogue.keys().filter(|key| !used.contains(**key)).collect();
        let refusals = |key: &&&&str| !key.starts_with("terms-entry-");
        assert_eq!(
            unused.iter().filter(refusals).collect::<Vec<_>>(),
            Vec::<&&&str>::new()
        );
    }

    #[test]
    fn a_rule_says_the_same_in_the_command_and_on_english_pages() {
        let words = Words::of(language("en"));
        for rule in model::Rule::ALL {
            let said = words.plain(&crate::page::rule_key(rule), &[]).to_lowercase();
            assert_eq!(said, rule.words(), "{}", rule.code());
        }
    }

    #[test]
    fn no_message_gives_a_verdict() {
        for language in Language::ALL {
            let text = CATALOGUES[language.place()].words.to_lowercase();
            for word in [
                "fraud", "stolen", "rigged", "manipula", "tampered", "robo ", "roubo",
            ] {
                assert!(!text.contains(word), "{word} in {}", language.name());
            }
        }
    }

    #[test]
    fn numbers_have_their_form_and_names_are_set_apart() {
        let entries = |language, n: u64| Words::of(language).n("page-record-entries", n).0;
        assert_eq!(entries(language("en"), 1), "The record holds 1 signed entry.");
        assert_eq!(
            entries(language("pt"), 0),
            "O registro contém 0 lançamentos assinados."
        );
        assert_eq!(
            entries(language("es"), 2_000_000),
            "El registro contiene 2.000.000 asientos firmados."
        );
        let args = [
            ("first", Arg::Theirs("<a>\u{202e}")),
            ("second", Arg::Theirs("b")),
        ];
        let words = Words::of(language("en"));
        assert_eq!(
            words.with("result-sides-of", &args).0,
            "<bdi>&lt;a&gt;\u{202e}</bdi> and <bdi>b</bdi>"
        );
        assert_eq!(words.plain("result-sides-of", &args), "<a> and b");
    }
}
