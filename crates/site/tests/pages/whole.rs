//! All pages together: the same for the same record, well-formed, and unharmed by whatever names hold.

use crate::support::*;
use std::collections::BTreeSet;

#[test]
fn the_same_record_gives_the_same_files() {
    assert_eq!(files(&example()), files(&example()));
}

#[test]
fn every_page_is_well_formed_in_every_language_and_its_links_lead_somewhere() {
    for country in [example(), Country::new(ELECTION)] {
        let files = files(&country);
        let mut pages = 0;
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = std::str::from_utf8(bytes).unwrap();
            pages += 1;
            let language = path.split_once('/').map_or("en", |(language, _)| language);
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{path}");
            assert_well_formed(page);
            assert_headings_in_order(page);
            for absent in [
                "<script",
                "<style",
                "<img",
                "<iframe",
                "@import",
                " style=",
                "javascript:",
            ] {
                assert!(
                    !without_own_script(path, page).contains(absent),
                    "{absent} in {path}"
                );
            }
            assert!(!page.replace("url(#p", "").contains("url("), "{path}");
            for landmark in [
                "<header>",
                "<main id=\"main\"",
                "<footer>",
                "<nav ",
                "class=\"skip\"",
            ] {
                assert!(page.contains(landmark), "{landmark} in {path}");
            }
            for link in page
                .split(" href=\"")
                .skip(1)
                .map(|rest| rest.split_once('"').unwrap().0)
            {
                assert_link(&files, path, link);
            }
            for table in page
                .split("<table")
                .skip(1)
                .map(|rest| rest.split_once("</table>").unwrap().0)
            {
                assert!(
                    table.contains("<caption") && table.contains("scope=\"col\""),
                    "{path}"
                );
            }
        }
        assert!(pages > 3 * 8, "{pages}");
    }
}

#[test]
fn every_page_is_reached_by_links_and_described() {
    let files = files(&example());
    let described = include_str!("../../../../docs/pages.md");
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut rest = vec!["index.html".to_owned()];
    while let Some(from) = rest.pop() {
        let page = std::str::from_utf8(&files[&from]).unwrap();
        for link in page.split("<a href=\"").skip(1) {
            let to = linked(&from, link.split_once('"').unwrap().0);
            if files.contains_key(&to) && reached.insert(to.clone()) {
                rest.push(to);
            }
        }
    }
    let pages: BTreeSet<String> = files
        .keys()
        .filter(|path| path.ends_with(".html"))
        .cloned()
        .collect();
    assert_eq!(reached, pages);
    for page in pages.iter().filter_map(|path| path.strip_prefix("en/")) {
        let name = page.split_once('/').map_or(page, |(folder, _)| folder);
        assert!(
            described.contains(&format!("`<lang>/{name}")),
            "docs/pages.md says nothing of {page}"
        );
    }
}

/// The path that a link leads to from a page, without the place on the page.
fn linked(from: &str, link: &str) -> String {
    let path = link.split_once('#').map_or(link, |(path, _)| path);
    if path.is_empty() {
        return from.to_owned();
    }
    let mut to: Vec<&str> = from.split('/').collect();
    to.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(to.pop().is_some(), "{link} in {from} leads out"),
            part => to.push(part),
        }
    }
    to.join("/")
}

/// A link leads to a file, and to a place on its page where it names one.
fn assert_link(files: &BTreeMap<String, Vec<u8>>, from: &str, link: &str) {
    assert!(!link.contains(':') && !link.starts_with('/'), "{link} in {from}");
    let place = link.split_once('#').map_or("", |(_, place)| place);
    let to = linked(from, link);
    let given = ["data/", "log/", "image/", "manifest"];
    if given.iter().any(|prefix| to.starts_with(prefix)) {
        return;
    }
    let bytes = files
        .get(&to)
        .unwrap_or_else(|| panic!("{link} in {from} leads to no file"));
    if !place.is_empty() && !to.ends_with("station.html") {
        let id = format!("id=\"{place}\"");
        assert!(
            String::from_utf8_lossy(bytes).contains(&id),
            "{link} in {from}: no such place"
        );
    }
}

#[test]
fn the_index_is_the_page_of_the_first_language() {
    let country = example();
    let (tally, publication) = (country.tally(), country.publication());
    let overview = tally::Overview::new(&tally);
    let site = Site::new(&overview, &publication);
    for language in Language::ALL {
        let files = site.files_opening_in(language);
        let of = |path: &str| {
            let file = files.iter().find(|file| file.path() == path).unwrap();
            String::from_utf8(file.render()).unwrap()
        };
        assert_eq!(files[0].path(), "index.html");
        assert_eq!(of("index.html"), of(&language.page()).replace("../", ""));
    }
}

#[test]
fn numbers_and_dates_are_written_in_the_language_of_the_page() {
    let country = example();
    let spanish = text(&page(&country, language("es")));
    assert!(spanish.contains("Ana Díaz 1.120 86,15 %"), "{spanish}");
    assert!(spanish.contains("10 de mayo de 2026"));
    assert!(text(&page_at(&country, language("es"), "claims.html")).contains("más de 1.200"));
    let portuguese = text(&page(&country, language("pt")));
    assert!(portuguese.contains("Ana Díaz 1.120 86,15%"));
    assert!(portuguese.contains("10 de maio de 2026"));
}

#[test]
fn hostile_names_stay_text() {
    let hostile = r#"<script>alert(1)</script>'\" onmouseover=\"x &amp; \u202e\u2067"#;
    let definition = ELECTION
        .replace("Ana Díaz", hostile)
        .replace("Elections of 2026", &format!("{hostile}{}", "W".repeat(5_000)))
        .replace("the party", hostile)
        .replace("name = \"Mayor\"", &format!("name = \"{hostile}\""));
    let mut country = Country::new(&definition);
    let mut evil = station("<b>s1</b>", "A<");
    evil.areas[0].name = "</td></table><script>".into();
    country.register(&[evil]);
    country.reading(
        "party",
        "<b>s1</b>",
        counts(400, 3, &[("ana", 300), ("luis", 50)]),
    );
    country.reading(
        "council",
        "<b>s1</b>",
        counts(400, 3, &[("ana", 301), ("luis", 50)]),
    );
    country.claims(
        &CLAIMS
            .replace("The council", hostile)
            .replace("its first bulletin", hostile),
    );
    let files = files(&country);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        assert_well_formed(page);
        let page = &without_own_script(path, page);
        assert!(!page.contains("<script") && !page.contains("<b>"), "{path}");
        assert!(!page.contains(&"W".repeat(1_000)), "{path}");
        let title = &page[page.find("<title>").unwrap()..page.find("</title>").unwrap()];
        assert!(!title.contains(['\u{202e}', '\u{2067}']));
    }
    let is_data = |path: &str| path.ends_with(".js") && !path.starts_with("assets/");
    for (path, bytes) in files.iter().filter(|(path, _)| is_data(path)) {
        let script = std::str::from_utf8(bytes).unwrap();
        assert!(!script.contains('<'), "{path}");
        assert_eq!(script.matches('\n').count(), 1, "{path}");
    }
}

#[test]
fn an_election_of_one_account_and_no_announcements_has_its_pages() {
    let mut country = Country::new(ELECTION);
    country.reading("party", "s1", counts(400, 3, &[("ana", 300), ("luis", 50)]));
    assert!(text_at(&country, "compare.html").contains("Only one account has readings"));
    assert!(text_at(&country, "claims.html").contains("Nothing was announced."));
    let none = text_at(&country, "area/_.html");
    assert!(none.contains("s1 Accepted 400 350 3 300 50"), "{none}");
}

#[test]
fn a_record_without_readings_says_so() {
    let country = Country::new(ELECTION);
    assert!(text_at(&country, "index.html").contains("No reading stands here yet."));
    let text = text_at(&country, "arrival.html");
    assert!(text.contains("Every entry counts.") && text.contains("No reading breaks a rule."));
}
