//! The glossary.

use crate::support::*;

#[test]
fn every_word_has_its_meaning_and_the_same_address_in_every_language() {
    let country = example();
    let addresses = |language: Language| -> Vec<String> {
        let page = page_at(&country, language, "glossary.html");
        let (first, rest) = page.split_once("<dl").unwrap();
        assert!(first.contains("aria-current=\"page\">"));
        let words = rest.split("<dt id=\"").skip(1);
        words
            .map(|word| {
                let (id, rest) = word.split_once('"').unwrap();
                assert!(rest.starts_with(&format!("><dfn><a href=\"#{id}\">")), "{word}");
                let (_, means) = rest.split_once("</dt> <dd>").unwrap();
                assert!(means.split_once("</dd>").unwrap().0.ends_with('.'), "{word}");
                id.to_owned()
            })
            .collect()
    };
    let english = addresses(language("en"));
    for word in [
        "account",
        "area",
        "accepted",
        "coverage",
        "checkpoint",
        "manifest",
        "witness",
    ] {
        assert!(english.iter().any(|id| id == word), "no {word} in {english:?}");
    }
    for language in Language::ALL {
        assert_eq!(addresses(language), english, "{language:?}");
    }
}
