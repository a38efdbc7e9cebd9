//! The pages as readers and browsers see them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/country.rs"]
mod country;

use country::{Country, counts};
use model::{Area, Figure, Station};
use site::{Language, pages, pages_opening_in};

const ELECTION: &str = r#"
    id = "example-2026"
    name = "Elections of 2026"
    date = "2026-05-10"
    origin = "count.example/2026"
    levels = ["district"]
    [[contests]]
    id = "mayor"
    name = "Mayor"
    options = [{ id = "ana", name = "Ana Díaz" }, { id = "luis", name = "Luis Soto" }]
    [[accounts]]
    id = "council"
    name = "the council"
    [[accounts]]
    id = "party"
    name = "the party"
    [register]
    complete = false
    stations = 5
    registered = 2000
    [acceptance]
    alone = ["file"]
"#;

const CLAIMS: &str = r#"
    [[claims]]
    id = "bulletin"
    account = "council"
    who = "The council"
    when = "2026-05-11"
    where = "its first bulletin"
    words = "with 80% of the stations"
    contest = "mayor"
    figures = [
        { of = "stations", percent = "80" },
        { of = "valid", number = 900 },
        { of = "ana", number = 300, percent = "33.33" },
        { of = "luis", number = 600, percent = "66.66" },
    ]
    [[claims]]
    id = "arrests"
    account = "press"
    who = "A newspaper"
    when = "2026-05-12"
    where = "its edition of that day"
    counts = [{ of = "arrests", number = 1200, bound = "more_than" }]
"#;

fn station(code: &str, district: &str) -> Station {
    Station {
        code: code.parse().unwrap(),
        registered: Some(400),
        areas: vec![Area {
            code: district.parse().unwrap(),
            name: format!("District {district}").into(),
        }],
    }
}

/// Four of five stations, two accounts that differ at one of three, an entry that counts for nothing,
/// a sheet whose sum does not add up.
fn example() -> Country {
    let mut country = Country::new(ELECTION);
    let stations = [
        station("s1", "A"),
        station("s2", "A"),
        station("s3", "B"),
        station("s4", "B"),
    ];
    country.register(&stations);
    for (name, ana, luis) in [("s1", 300, 50), ("s2", 250, 60), ("s3", 280, 40), ("s4", 290, 30)] {
        country.reading("party", name, counts(400, 3, &[("ana", ana), ("luis", luis)]));
    }
    country.reading("council", "s1", counts(400, 3, &[("ana", 300), ("luis", 50)]));
    country.reading("council", "s2", counts(400, 3, &[("ana", 60), ("luis", 250)]));
    let mut wrong = counts(400, 3, &[("ana", 280), ("luis", 40)]);
    wrong.valid = Figure::Read(321);
    country.reading("council", "s3", wrong);
    country.reading_by_nobody("council", "s4", counts(400, 0, &[("ana", 0), ("luis", 400)]));
    country.claims(CLAIMS);
    country
}

fn page(country: &Country, language: Language) -> String {
    let pages = pages(&country.tally(), &country.publication());
    let (_, bytes) = pages
        .into_iter()
        .find(|(path, _)| *path == language.page())
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The text that a reader sees, with single spaces.
fn text(page: &str) -> String {
    let body = &page[page.find("<body>").unwrap()..];
    let mut text = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    let text = text.replace("&#39;", "'").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks that elements nest, that every id stands once and every link within the page leads somewhere.
fn assert_well_formed(page: &str) {
    let void = ["meta"];
    let (mut open, mut ids, mut links): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    let mut rest = page.strip_prefix("<!doctype html>\n").unwrap();
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray > in {:?}", &rest[..at]);
        let end = rest[at..].find('>').unwrap() + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(
            name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "{name:?}"
        );
        assert_eq!(attributes.matches('"').count() % 2, 0, "{tag:?}");
        for (kind, list) in [("id", &mut ids), ("href", &mut links)] {
            let found = format!(" {attributes}")
                .split_once(&format!(" {kind}=\""))
                .map(|(_, v)| v.to_owned());
            list.extend(found.and_then(|v| v.split_once('"').map(|(v, _)| v.to_owned())));
        }
        if !void.contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
    for link in links.iter().filter_map(|link| link.strip_prefix('#')) {
        assert!(ids.iter().any(|id| id == link), "no {link:?} on the page");
    }
}

/// Headings go down by one level at a time.
fn assert_headings_in_order(page: &str) {
    let levels = page.match_indices("<h").filter_map(|(at, _)| {
        let rest = &page[at + 2..];
        rest.chars()
            .next()?
            .to_digit(10)
            .filter(|_| rest[1..].starts_with([' ', '>']))
    });
    let levels: Vec<u32> = levels.collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels[0], 1);
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "{levels:?}");
    }
}

#[test]
fn the_same_record_gives_the_same_pages() {
    let country = example();
    let again = example();
    assert_eq!(
        pages(&country.tally(), &country.publication()),
        pages(&again.tally(), &again.publication())
    );
}

#[test]
fn every_page_is_well_formed_in_every_language() {
    for country in [example(), Country::new(ELECTION)] {
        for language in Language::ALL {
            let page = page(&country, language);
            assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
            assert_well_formed(&page);
            assert_headings_in_order(&page);
            for absent in [
                "<script", "<link", "<img", "<iframe", "url(", "@import", " style=",
            ] {
                assert!(!page.contains(absent), "{absent} in {}", language.name());
            }
        }
    }
}

#[test]
fn the_index_is_the_page_of_the_first_language() {
    let country = example();
    let (tally, publication) = (country.tally(), country.publication());
    let english = pages(&tally, &publication);
    assert_eq!(english[0].1, english[1].1);
    let spanish = pages_opening_in(&tally, &publication, Language::Spanish);
    assert_eq!(spanish[0], ("index.html".to_owned(), english[2].1.clone()));
    assert_eq!(spanish[1..], english[1..]);
}

#[test]
fn totals_come_with_shares_and_coverage_and_whether_they_can_change() {
    let text = text(&page(&example(), Language::English));
    // The party's four sheets: 1,120 and 180 of 1,300.
    assert!(text.contains("Ana Díaz 1,120 86.15%"), "{text}");
    assert!(text.contains("Luis Soto 180 13.85%"));
    assert!(text.contains("4 of 5 stations (80.00%)"));
    assert!(text.contains("1,600 of 2,000 registered voters (80.00%)"));
    assert!(text.contains("Ana Díaz is 940 votes ahead of Luis Soto."));
    assert!(text.contains(
        "Decided. Even if all 400 voters not covered had voted for the second, the order would stand."
    ));
    // The council's three: 640 and 340, and 800 voters not covered.
    assert!(
        text.contains("Not decided. 800 registered voters are not covered: the order could still change.")
    );
}

#[test]
fn stations_are_counted_by_state_and_the_unnamed_ones_too() {
    let text = text(&page(&example(), Language::English));
    assert!(text.contains("Not named 1 Expected by the register"), "{text}");
    assert!(text.contains("Missing 0 No reading yet."));
    assert!(text.contains("Disputed 2 Readings contradict"));
}

#[test]
fn accounts_are_laid_side_by_side_figure_by_figure() {
    let text = text(&page(&example(), Language::English));
    assert!(
        text.contains("In both 3 Equal 1 Different 2 Only in the council 0 Only in the party 1"),
        "{text}"
    );
    assert!(text.contains("s2 Ana Díaz 60 250 −190 Luis Soto 250 60 +190"));
    assert!(text.contains("s3 valid votes 321 320 +1"));
}

#[test]
fn an_announcement_stands_with_its_arithmetic_and_what_the_sheets_allow() {
    let text = text(&page(&example(), Language::English));
    assert!(text.contains("The council, 11 May 2026"), "{text}");
    // 66.66% of 900 is 599.94: the share is 66.666…, cut off, not rounded.
    assert!(text.contains(
        "Luis Soto as a share of valid votes differs by −0.01%: cut off, not rounded 66.66% 66.67%"
    ));
    // Ana's 1,120 in the party's sheets are 820 more than 300: 290 + 280 … of 300, 290, 280, 250.
    assert!(text.contains(
        "Against the party (4 sheets): cannot hold unless at least 3 of these sheets are false; at least 2, once the stations that it leaves out (1)"
    ));
    assert!(text.contains("more than 1,200 A newspaper 12 May 2026 its edition of that day"));
}

#[test]
fn findings_and_entries_that_count_for_nothing_are_listed() {
    let text = text(&page(&example(), Language::English));
    assert!(
        text.contains("The options' votes together are not the stated valid votes Error 1 s3"),
        "{text}"
    );
    assert!(text.contains("No key that was given a role has signed it entry_unknown_key 1 10"));
}

#[test]
fn areas_show_the_leading_two() {
    let text = text(&page(&example(), Language::English));
    assert!(
        text.contains("District A 2 stations Ana Díaz 550 (83.33%) Luis Soto 110 (16.67%)"),
        "{text}"
    );
}

#[test]
fn how_to_verify_names_the_log_and_both_keys() {
    let country = example();
    let publication = country.publication();
    for language in Language::ALL {
        let text = text(&page(&country, language));
        assert!(text.contains(&format!("--key '{}'", publication.operator)));
        assert!(text.contains(&publication.log) && text.contains(&publication.origin));
        assert!(text.contains("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="));
        assert!(text.contains("sha256sum -c manifest.sha256"));
    }
}

#[test]
fn numbers_and_dates_are_written_in_the_language_of_the_page() {
    let country = example();
    let spanish = text(&page(&country, Language::Spanish));
    assert!(spanish.contains("Ana Díaz 1.120 86,15 %"), "{spanish}");
    assert!(spanish.contains("10 de mayo de 2026"));
    assert!(spanish.contains("más de 1.200"));
    let portuguese = text(&page(&country, Language::Portuguese));
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
    for language in Language::ALL {
        let page = page(&country, language);
        assert_well_formed(&page);
        assert!(!page.contains("<script") && !page.contains("<b>"));
        assert!(!page.contains(&"W".repeat(1_000)));
        let title = &page[page.find("<title>").unwrap()..page.find("</title>").unwrap()];
        assert!(!title.contains(['\u{202e}', '\u{2067}']));
    }
}

#[test]
fn figures_that_were_not_read_are_not_taken_for_nought() {
    let mut country = Country::new(ELECTION);
    let mut sheet = counts(1_999, 0, &[("ana", 300), ("luis", 50)]);
    sheet.set_option("luis".parse().unwrap(), Figure::Illegible);
    sheet.null = Figure::NotOnForm;
    country.reading("party", "s1", sheet);
    let text = text(&page(&country, Language::English));
    assert!(
        text.contains("2,000 registered voters are not covered: the order could still change"),
        "{text}"
    );
    assert!(text.contains("null votes not on the form"));
    assert!(text.contains("1 figure of the standing sheets is illegible"));
    assert!(!text.contains("Decided."));
}

#[test]
fn a_record_without_readings_says_so() {
    let text = text(&page(&Country::new(ELECTION), Language::English));
    assert!(text.contains("No reading stands here yet."), "{text}");
    assert!(text.contains("Every entry counts.") && text.contains("No reading breaks a rule."));
}

#[test]
fn long_lists_are_cut_and_say_how_much_is_missing() {
    let options: Vec<String> = (0..150)
        .map(|n| format!("{{ id = \"o{n}\", name = \"Option {n}\" }}"))
        .collect();
    let definition = ELECTION.replace(
        "options = [{ id = \"ana\", name = \"Ana Díaz\" }, { id = \"luis\", name = \"Luis Soto\" }]",
        &format!("options = [{}]", options.join(", ")),
    );
    let mut country = Country::new(&definition);
    for n in 0..300 {
        let name = format!("s{n:03}");
        country.reading("party", &name, counts(400, n, &[("o0", 10), ("o149", 7)]));
        country.reading("council", &name, counts(400, n, &[("o0", 11), ("o149", 7)]));
    }
    for n in 300..400 {
        country.reading("party", &format!("s{n:03}"), counts(400, n, &[("o0", 10)]));
    }
    let page = page(&country, Language::English);
    assert!(page.len() < 150_000, "{} bytes", page.len());
    let text = text(&page);
    assert!(text.contains("280 more are not shown here"), "{text}");
    assert!(text.contains("50 more options together 2,100"));
    assert!(text.contains("Only in the party: 100 stations"));
    assert!(text.contains("70 more are not shown here"));
}
