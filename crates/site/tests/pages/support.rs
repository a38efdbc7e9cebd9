//! A small election whose pages are looked at, and what is looked for on all of them.

pub(crate) use model::{Area, Figure, Station};
pub(crate) use site::{Language, Site};
pub(crate) use std::collections::BTreeMap;
pub(crate) use testing::{Record, counts};

pub(crate) const ELECTION: &str = r#"
    id = "example-2026"
    name = "Elections of 2026"
    date = "2026-05-10"
    origin = "count.example/2026"
    levels = ["district"]
    figures = ["challenged"]
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
    [[accounts]]
    id = "press"
    name = "press"
    [register]
    complete = false
    stations = 5
    registered = 2000
    [acceptance]
    alone = [{ method = "file", account = "council" }, { method = "file", account = "party" }]
"#;

pub(crate) const CLAIMS: &str = r#"
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

pub(crate) fn station(code: &str, district: &str) -> Station {
    Station {
        code: code.parse().unwrap(),
        registered: Some(400),
        areas: vec![Area {
            code: district.parse().unwrap(),
            name: format!("District {district}").into(),
        }],
        place: None,
    }
}

/// Four of five stations, two accounts that differ at one of three, an entry that counts for nothing,
/// a sheet whose sum does not add up.
pub(crate) fn example() -> Record {
    let mut country = Record::with_importer(ELECTION);
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
    country.reading_by(
        "nobody",
        "council",
        "s4",
        counts(400, 0, &[("ana", 0), ("luis", 400)]),
    );
    country.claims(CLAIMS);
    country
}

/// Where a publication of the record would stand.
pub(crate) fn publication(country: &Record) -> site::Publication {
    let download = |path: &str, bytes| site::Download {
        path: path.to_owned(),
        bytes,
        table: None,
    };
    site::Publication {
        origin: country.election.origin.clone(),
        size: country.entries.len() as u64,
        root: [7; 32],
        operator: country.operator().verifying_key().to_string(),
        log: country.log_key().verifying_key().to_string(),
        downloads: vec![
            download("data/stations.csv", 4_210_533),
            download("data/totals.csv", 81_022),
        ],
        ..site::Publication::default()
    }
}

/// The language of that code.
pub(crate) fn language(code: &str) -> Language {
    Language::from_code(code).unwrap()
}

/// All files by path.
pub(crate) fn files(country: &Record) -> BTreeMap<String, Vec<u8>> {
    let (tally, publication) = (country.tally(), publication(country));
    let overview = tally::Overview::new(&tally);
    let site = Site::new(&overview, &publication);
    let files = site.files();
    files
        .iter()
        .map(|file| (file.path().to_owned(), file.render()))
        .collect()
}

/// A page by its path within a language's folder.
pub(crate) fn page_at(country: &Record, language: Language, path: &str) -> String {
    page_of(
        country,
        &publication(country),
        &format!("{}/{path}", language.code()),
    )
}

/// A file of a publication by its whole path.
pub(crate) fn page_of(country: &Record, publication: &site::Publication, path: &str) -> String {
    let tally = country.tally();
    let overview = tally::Overview::new(&tally);
    let site = Site::new(&overview, publication);
    let files = site.files();
    let file = files.iter().find(|file| file.path() == path);
    String::from_utf8(file.unwrap_or_else(|| panic!("no {path}")).render()).unwrap()
}

/// The result page.
pub(crate) fn page(country: &Record, language: Language) -> String {
    page_at(country, language, "index.html")
}

pub(crate) fn text_at(country: &Record, path: &str) -> String {
    text(&page_at(country, language("en"), path))
}

/// The text that a reader sees, with single spaces.
pub(crate) fn text(page: &str) -> String {
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
pub(crate) fn without_own_script(path: &str, page: &str) -> String {
    let root = "../".repeat(path.matches('/').count());
    let (_, language) = page.split_once("<html lang=\"").unwrap();
    let own = format!(
        "<script src=\"{root}assets/site.{}.js\" defer></script>",
        language.split_once('"').unwrap().0
    );
    assert!(page.matches(&own).count() <= 1, "{path}");
    page.replace(&own, "")
}

/// Checks that elements nest, that every id stands once and every link within the page leads somewhere.
pub(crate) fn assert_well_formed(page: &str) {
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
pub(crate) fn assert_headings_in_order(page: &str) {
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

/// The JSON of a data file.
pub(crate) fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> serde_json::Value {
    let text = std::str::from_utf8(&files[&format!("{name}.js")]).unwrap();
    let json = text.strip_prefix(&format!("cotejo.put(\"{name}\",")).unwrap();
    serde_json::from_str(json.strip_suffix(");\n").unwrap()).unwrap()
}
