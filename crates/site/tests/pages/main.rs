//! The pages as readers and browsers see them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod country;
mod sections;

use country::{Country, counts};
use model::{Area, Figure, Station};
use site::{Language, Site};
use std::collections::BTreeMap;

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

/// All files by path.
fn files(country: &Country) -> BTreeMap<String, Vec<u8>> {
    let (tally, publication) = (country.tally(), country.publication());
    let site = Site::new(&tally, &publication);
    let files = site.files();
    files
        .iter()
        .map(|file| (file.path().to_owned(), file.render()))
        .collect()
}

/// A page by its path within a language's folder.
fn page_at(country: &Country, language: Language, path: &str) -> String {
    let (tally, publication) = (country.tally(), country.publication());
    let site = Site::new(&tally, &publication);
    let path = format!("{}/{path}", language.code());
    let files = site.files();
    let file = files.iter().find(|file| file.path() == path);
    String::from_utf8(file.unwrap_or_else(|| panic!("no {path}")).render()).unwrap()
}

/// The result page.
fn page(country: &Country, language: Language) -> String {
    page_at(country, language, "index.html")
}

fn text_at(country: &Country, path: &str) -> String {
    text(&page_at(country, Language::English, path))
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

/// A page without the one script that it may load: that of its language, where the program was built with scripts.
fn without_own_script(path: &str, page: &str) -> String {
    let root = "../".repeat(path.matches('/').count());
    let (_, language) = page.split_once("<html lang=\"").unwrap();
    let own = format!(
        "<script src=\"{root}assets/site.{}.js\" defer></script>",
        &language[..2]
    );
    assert!(page.matches(&own).count() <= 1, "{path}");
    page.replace(&own, "")
}

/// Checks that elements nest, that every id stands once and every link within the page leads somewhere.
fn assert_well_formed(page: &str) {
    let void = ["meta", "link"];
    let (mut open, mut ids, mut links): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    let mut rest = page.strip_prefix("<!doctype html>\n").unwrap();
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray > in {:?}", &rest[..at]);
        let end = rest[at..].find('>').unwrap() + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag.ends_with('/') {
            continue; // within a picture
        }
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

/// A link leads to a file, and to a place on its page where it names one.
fn assert_link(files: &BTreeMap<String, Vec<u8>>, from: &str, link: &str) {
    assert!(!link.contains(':') && !link.starts_with('/'), "{link} in {from}");
    let (path, place) = link.split_once('#').unwrap_or((link, ""));
    let mut to: Vec<&str> = from.split('/').collect();
    to.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(to.pop().is_some(), "{link} in {from} leads out"),
            part => to.push(part),
        }
    }
    let to = if path.is_empty() {
        from.to_owned()
    } else {
        to.join("/")
    };
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
    let site = Site::new(&tally, &publication);
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
    let text = text_at(&example(), "compare/council-party.html");
    assert!(
        text.contains("In both 3 Equal 1 Different 2 Only in the council 0 Only in the party 1"),
        "{text}"
    );
    assert!(text.contains("s2 Ana Díaz 60 250 −190 Luis Soto 250 60 +190"));
    assert!(text.contains("s3 valid votes 321 320 +1"));
    assert!(
        text.contains("District A 2 1 1 0 0 District B 1 0 1 0 1"),
        "{text}"
    );
    let result = text_at(&example(), "index.html");
    assert!(
        result.contains("the council and the party: 3 stations in both, 2 differ"),
        "{result}"
    );
}

#[test]
fn an_announcement_stands_with_its_arithmetic_and_what_the_sheets_allow() {
    for path in ["announcements.html", "compare/council-party.html"] {
        let text = text_at(&example(), path);
        assert!(text.contains("The council, 11 May 2026"), "{text}");
        // 66.66% of 900 is 599.94: the share is 66.666…, cut off, not rounded.
        assert!(text.contains(
            "Luis Soto as a share of valid votes differs by −0.01%: cut off, not rounded 600 ÷ 900 = 66.666666% … 66.66% 66.67%"
        ), "{text}");
        // Ana's 1,120 in the party's sheets are 820 more than 300: 290 + 280 … of 300, 290, 280, 250.
        assert!(text.contains(
            "Against the party (4 sheets): cannot hold unless at least 3 of these sheets are false; at least 2, once the stations that it leaves out (1)"
        ));
    }
}

#[test]
fn a_bound_is_spelled_out_so_that_it_can_be_redone_on_paper() {
    let text = text_at(&example(), "compare/council-party.html");
    assert!(
        text.contains("The sheets hold 1,120 votes for Ana Díaz; 300 were announced. That is 820 fewer.")
    );
    assert!(
        text.contains("The first 3 come to 870, which reaches 820; the first 2 come to 590, which does not.")
    );
    assert!(text.contains("s1 300 s4 290 s3 280"), "{text}");
}

#[test]
fn announcements_stand_by_subject_in_the_order_of_the_days() {
    let mut country = example();
    country.claims(
        r#"
        [[claims]]
        id = "later"
        account = "press"
        who = "An agency"
        when = "2026-05-13"
        where = "its wire"
        counts = [{ of = "arrests", number = 700 }, { of = "deaths", number = 1 }]
        [[claims]]
        id = "latest"
        account = "press"
        who = "The ministry"
        when = "2026-05-14"
        where = "a statement"
        words = "all of them at night"
        counts = [{ of = "arrests", number = 749 }]
        "#,
    );
    let text = text_at(&country, "announcements.html");
    let arrests = "12 May 2026 A newspaper more than 1,200 its edition of that day \
                   13 May 2026 An agency 700 its wire \
                   14 May 2026 The ministry 749 a statement: all of them at night";
    assert!(text.contains(arrests), "{text}");
    assert!(text.contains("These numbers are not the same: An agency: 700; The ministry: 749."));
    assert!(text.contains("11 May 2026 The council – 80% its first bulletin: with 80% of the stations"));
}

#[test]
fn findings_and_entries_that_count_for_nothing_are_listed() {
    let text = text_at(&example(), "arrival.html");
    assert!(
        text.contains("The options' votes together are not the stated valid votes Error 1"),
        "{text}"
    );
    assert!(text.contains("No key that was given a role has signed it entry_unknown_key 1 10"));
    let list = text_at(&example(), "finding/sum_not_valid.html");
    assert!(list.contains("s3 District B the council"), "{list}");
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
        let text = text(&page_at(&country, language, "verify.html"));
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
    assert!(text(&page_at(&country, Language::Spanish, "announcements.html")).contains("más de 1.200"));
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

/// The JSON of a data file.
fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> serde_json::Value {
    let text = std::str::from_utf8(&files[&format!("{name}.js")]).unwrap();
    let json = text.strip_prefix(&format!("cotejo.put(\"{name}\",")).unwrap();
    serde_json::from_str(json.strip_suffix(");\n").unwrap()).unwrap()
}

#[test]
fn a_station_s_file_has_every_reading_with_its_signer_and_place() {
    let files = files(&example());
    let site = json(&files, "site");
    assert_eq!(site["shards"], 0);
    assert_eq!(site["contests"][0]["options"][0]["id"], "ana");
    let all = json(&files, "station/all");
    let codes: Vec<&String> = all.as_object().unwrap().keys().collect();
    assert_eq!(codes, ["s1", "s2", "s3", "s4"]);
    let station = &all["s2"];
    assert_eq!(station["areas"][0]["name"], "District A");
    assert_eq!(station["registered"], 400);
    let mayor = &station["contests"]["mayor"];
    assert_eq!(mayor["state"], "disputed");
    assert!(mayor.get("accepted").is_none());
    assert_eq!(mayor["accounts"], serde_json::json!({"party": 0, "council": 1}));
    let first = &mayor["readings"][0];
    assert_eq!(first["counts"]["options"]["ana"], 250);
    assert_eq!(
        (&first["signer"], &first["grant"]),
        (&"importer".into(), &1.into())
    );
    assert_eq!(first["method"], "file");
    assert_eq!(
        all["s3"]["contests"]["mayor"]["findings"][0]["rule"],
        "sum_not_valid"
    );
}

#[test]
fn stations_are_found_by_the_hash_of_their_codes() {
    use sha2::{Digest, Sha256};
    let mut country = Country::new(ELECTION);
    for n in 0..30 {
        country.reading("party", &format!("s{n}"), counts(400, 0, &[("ana", n)]));
    }
    let files = files(&country);
    assert_eq!(json(&files, "site")["shards"], 1);
    let mut found = 0;
    for shard in 0..16 {
        let stations = json(&files, &format!("station/{shard:x}"));
        for code in stations.as_object().unwrap().keys() {
            assert_eq!(hex::encode(Sha256::digest(code))[..1], format!("{shard:x}"));
            found += 1;
        }
    }
    assert_eq!(found, 30);
}

#[test]
fn words_of_areas_lead_to_their_pages() {
    let mut country = Country::new(ELECTION);
    let mut stations = [station("s1", "A"), station("s2", "B-7")];
    stations[0].areas[0].name = "Peña de Águila".into();
    stations[1].areas[0].name = "Águila\u{202e}<b>".into();
    country.register(&stations);
    let files = files(&country);
    let index = json(&files, "search/index");
    assert_eq!((&index["areas"], &index["chunk"]), (&2.into(), &200.into()));
    let piece = json(&files, "search/w-ag");
    assert_eq!(piece["aguila"], serde_json::json!([0, 1]));
    let areas = json(&files, "search/a-0");
    assert_eq!(
        areas[0],
        serde_json::json!(["A", "Peña de Águila", null, "area/A.html", 1, ["s1", ""]])
    );
    assert_eq!(areas[1][3], "area/B-7.html");
    assert_eq!(
        index["largest"][0],
        serde_json::json!([0, "A", "Peña de Águila", null, "area/A.html", 1])
    );
    assert_eq!(index["largest"][1][0], 1);
    // Stations whose codes do not go on from their areas' are words of them.
    assert_eq!(json(&files, "search/w-s2")["s2"], serde_json::json!([1]));
    assert!(files.contains_key("en/area/B-7.html"));
}

#[test]
fn a_small_area_is_a_section_of_its_parent_s_page() {
    let mut country = Country::new(&ELECTION.replace("[\"district\"]", "[\"district\", \"centre\"]"));
    let centre = |code: &str, centre: &str| {
        let mut station = station(code, "A");
        station.areas.push(Area {
            code: centre.parse().unwrap(),
            name: "School".into(),
        });
        station
    };
    country.register(&[centre("s1", "A/1"), centre("s2", "A/2"), centre("s3", "A/2")]);
    country.reading("party", "s3", counts(400, 3, &[("ana", 300), ("luis", 50)]));
    let files = files(&country);
    assert!(!files.keys().any(|path| path.contains("A_2f2")));
    let page = page_at(&country, Language::English, "area/A.html");
    assert!(page.contains("id=\"a-A_2f2\"") && page.contains("href=\"../../en/area/A.html#a-A_2f2\""));
    let text = text(&page);
    assert!(text.contains("s3 Accepted 400 350 3 300 50"), "{text}");
    assert!(text.contains("2 stations on this page have none. Missing is not zero. s1 s2"));
    let areas = json(&files, "search/a-0");
    assert_eq!(areas[2][3], "area/A.html#a-A_2f2");
    assert_eq!(areas[2][5], serde_json::json!(["s", "2", "3"]));
}

#[test]
fn a_long_list_of_stations_goes_on_in_further_pages() {
    let mut country = Country::new(ELECTION);
    let stations: Vec<Station> = (0..1_203).map(|n| station(&format!("s{n:04}"), "A")).collect();
    country.register(&stations);
    let pages = ["area/A.html", "area/A.2.html", "area/A.3.html"]
        .map(|path| page_at(&country, Language::English, path));
    let on = |code: &str| pages.each_ref().map(|page| page.contains(&format!("#{code}\"")));
    assert_eq!(on("s0000"), [true, false, false]);
    assert_eq!(on("s0700"), [false, true, false]);
    assert_eq!(on("s1202"), [false, false, true]);
    assert!(text(&pages[1]).contains("Page 2 of 3 1 2 3"));
    assert!(!files(&country).contains_key("en/area/A.4.html"));
}

#[test]
fn options_without_colour_or_with_the_same_name_can_be_told_apart() {
    let options: Vec<String> = (0..60)
        .map(|n| format!("{{ id = \"o{n}\", name = \"Same\" }}"))
        .collect();
    let mut definition = ELECTION.replace(
        "{ id = \"ana\", name = \"Ana Díaz\" }, { id = \"luis\", name = \"Luis Soto\" }",
        &options.join(", "),
    );
    definition = definition.replace("id = \"o1\",", "id = \"o1\", color = \"#FF0000\",");
    let mut country = Country::new(&definition);
    country.reading("party", "s1", counts(400, 3, &[("o0", 300), ("o1", 50)]));
    let files = files(&country);
    let options = json(&files, "site")["contests"][0]["options"].clone();
    assert_eq!(options.as_array().unwrap().len(), 60);
    assert_eq!(options[1]["color"], "#ff0000");
    assert_ne!(options[0]["color"], options[2]["color"]);
    let page = page(&country, Language::English);
    assert!(page.contains("fill=\"#ff0000\"") && page.contains("url(#p1)"));
    assert_well_formed(&page);
}

#[test]
fn an_election_of_one_account_and_no_announcements_has_its_pages() {
    let mut country = Country::new(ELECTION);
    country.reading("party", "s1", counts(400, 3, &[("ana", 300), ("luis", 50)]));
    assert!(text_at(&country, "compare.html").contains("Only one account has readings"));
    assert!(text_at(&country, "announcements.html").contains("Nothing was announced."));
    let none = text_at(&country, "area/_.html");
    assert!(none.contains("s1 Accepted 400 350 3 300 50"), "{none}");
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
    let country = Country::new(ELECTION);
    assert!(text_at(&country, "index.html").contains("No reading stands here yet."));
    let text = text_at(&country, "arrival.html");
    assert!(text.contains("Every entry counts.") && text.contains("No reading breaks a rule."));
}

#[test]
fn long_lists_of_a_pair_go_on_in_further_pages() {
    let options: Vec<String> = (0..150)
        .map(|n| format!("{{ id = \"o{n}\", name = \"Option {n}\" }}"))
        .collect();
    let definition = ELECTION.replace(
        "options = [{ id = \"ana\", name = \"Ana Díaz\" }, { id = \"luis\", name = \"Luis Soto\" }]",
        &format!("options = [{}]", options.join(", ")),
    );
    let mut country = Country::new(&definition);
    for n in 0..600 {
        let name = format!("s{n:03}");
        country.reading("party", &name, counts(400, n, &[("o0", 10), ("o149", 7)]));
        country.reading("council", &name, counts(400, n, &[("o0", 11), ("o149", 7)]));
    }
    for n in 600..700 {
        country.reading("party", &format!("s{n:03}"), counts(400, n, &[("o0", 10)]));
    }
    let result = page(&country, Language::English);
    assert!(result.len() < 150_000, "{} bytes", result.len());
    assert!(text(&result).contains("50 more options together 4,200"));
    let first = text_at(&country, "compare/council-party.html");
    assert!(
        first.contains("Only in the party 100") && first.contains("Page 1 of 2"),
        "{first}"
    );
    assert!(first.contains("s000 valid votes 18 17 +1 Option 0 11 10 +1") && !first.contains("s600"));
    let second = text_at(&country, "compare/council-party.2.html");
    assert!(
        second.contains("s599 valid votes") && second.contains("Only in the party s600 s601"),
        "{second}"
    );
}

#[test]
fn a_map_shows_areas_in_the_colour_that_leads_and_leads_to_them() {
    let mut country = Country::new(&format!("{ELECTION}\n[map]\nfile = \"areas.geojson\"\n"));
    country.register(&[station("s1", "A"), station("s2", "B")]);
    country.reading("party", "s1", counts(400, 3, &[("ana", 20), ("luis", 50)]));
    let tally = country.tally();
    let map = r#"{"type":"FeatureCollection","features":[
        {"properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
        {"properties":{"code":"B"},"geometry":{"type":"Point","coordinates":[2,0.5]}},
        {"properties":{"code":"s2"},"geometry":{"type":"Point","coordinates":[2,0.25]}}]}"#;
    let publication = site::Publication {
        map: Some(map.as_bytes().to_vec()),
        ..country.publication()
    };
    let site = Site::new(&tally, &publication);
    let files = site.files();
    let of = |path: &str| {
        let file = files.iter().find(|file| file.path() == path).unwrap();
        String::from_utf8(file.render()).unwrap()
    };
    let page = of("es/index.html");
    assert_well_formed(&page);
    let map = page
        .split_once("<svg class=\"map\"")
        .unwrap()
        .1
        .split_once("</svg>")
        .unwrap()
        .0;
    assert!(
        map.contains("<a href=\"../es/area/A.html\" tabindex=\"-1\"><title>District A</title>"),
        "{map}"
    );
    assert!(
        map.contains("fill=\"url(#p1)\"") && map.contains("<circle class=\"none\""),
        "{map}"
    );
    assert!(of("station/all.js").contains("\"place\":[0.25,2.0]"));
}

#[test]
fn photographs_lead_to_their_copies_or_else_to_the_record() {
    let mut country = Country::new(ELECTION);
    country.register(&[station("s1", "A")]);
    country.capture("party", "s1", b"one");
    country.capture("party", "s1", b"two");
    let tally = country.tally();
    let with_copies = record::BlobHash::of(b"two");
    let publication = site::Publication {
        copies: [with_copies.0].into(),
        ..country.publication()
    };
    let site = Site::new(&tally, &publication);
    let files = site.files();
    let of = |path: &str| {
        let file = files.iter().find(|file| file.path() == path).unwrap();
        String::from_utf8(file.render()).unwrap()
    };
    let page = of("en/area/A.html");
    let (one, two) = (record::BlobHash::of(b"one").hex(), with_copies.hex());
    assert!(page.contains(&format!(
        "href=\"../../log/blob/sha256/{}/{one}\">photograph 1</a>",
        &one[..2]
    )));
    assert!(page.contains(&format!(
        "href=\"../../image/{}/{two}/web.jpg\">photograph 2</a>",
        &two[..2]
    )));
    let script = of("station/all.js");
    assert!(
        script.contains("\"copies\":false") && script.contains("\"copies\":true"),
        "{script}"
    );
}

#[test]
fn sources_that_repeat_one_another_stand_together_as_one() {
    let mut country = Country::new(ELECTION);
    country.register(&[station("s1", "A")]);
    country.reading("party", "s1", counts(400, 3, &[("ana", 20), ("luis", 50)]));
    let words = |range: std::ops::Range<u32>| range.map(|n| format!("w{n} ")).collect::<String>();
    let texts = [
        ("The <first>", words(0..100)),
        ("Of its own", words(200..300)),
        ("The longer", words(60..190)),
        ("Its last part", words(150..196)),
    ];
    for (title, text) in &texts {
        country.source(title, "text/plain", text.as_bytes());
    }
    // The party's result file is no source of this kind, and a document that is no text stands alone.
    country.source("party.csv", "text/csv", b"party");
    country.source("A scan", "application/pdf", b"scan");
    country.source("Too long", "text/plain", b"too long");
    let passages = texts.iter().map(|(_, text)| {
        let hash = record::BlobHash::of(text.as_bytes()).0;
        (hash, tally::analysis::Passages::of(text).unwrap())
    });
    let publication = site::Publication {
        passages: passages.collect(),
        ..country.publication()
    };
    let tally = country.tally();
    let site = Site::new(&tally, &publication);
    for (language, one) in [
        (
            Language::English,
            "3 documents that repeat one another, taken as one:",
        ),
        (
            Language::Spanish,
            "3 documentos que se repiten entre sí, tomados como uno:",
        ),
        (
            Language::Portuguese,
            "3 documentos que se repetem entre si, tomados como um:",
        ),
    ] {
        let path = format!("{}/announcements.html", language.code());
        let files = site.files();
        let file = files.iter().find(|file| file.path() == path).unwrap();
        let page = String::from_utf8(file.render()).unwrap();
        assert_well_formed(&page);
        assert_headings_in_order(&page);
        let text = text(&page);
        assert!(text.contains(one), "{text}");
        assert!(text.contains("A scan") && !text.contains("party.csv"), "{text}");
        if language == Language::English {
            // 36 of 96 passages, and 36 of 42.
            assert!(
                text.contains("agrees word for word in 38% of its passages with The longer"),
                "{text}"
            );
            assert!(
                text.contains("agrees word for word in 86% of its passages with The longer"),
                "{text}"
            );
            assert!(text.contains("1 further text was not compared."), "{text}");
            // It is in the list of pages although nobody announced figures.
            assert!(page.contains("aria-current=\"page\">Announcements"), "{page}");
        }
    }
}

#[test]
fn the_file_that_holds_all_others_is_named_where_there_is_one() {
    let mut country = Country::new(ELECTION);
    country.register(&[station("s1", "A")]);
    let tally = country.tally();
    let page = |archive: Option<&str>| {
        let publication = site::Publication {
            archive: archive.map(str::to_owned),
            ..country.publication()
        };
        let site = Site::new(&tally, &publication);
        let files = site.files();
        let file = files.iter().find(|file| file.path() == "es/data.html").unwrap();
        String::from_utf8(file.render()).unwrap()
    };
    let link = "<a href=\"../everything.zip\" download>everything.zip</a>";
    assert!(page(Some("everything.zip")).contains(link));
    assert!(!page(None).contains("everything.zip"));
}
