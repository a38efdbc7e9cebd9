//! Areas, their parts and their stations.

use crate::support::*;

#[test]
fn areas_show_the_leading_two() {
    let text = text(&page(&example(), language("en")));
    assert!(
        text.contains("District A 2 stations Ana Díaz 550 (83.33%) Luis Soto 110 (16.67%)"),
        "{text}"
    );
}

#[test]
fn a_small_area_is_a_section_of_its_parent_s_page() {
    let mut country =
        Record::with_importer(&ELECTION.replace("[\"district\"]", "[\"district\", \"centre\"]"));
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
    let page = page_at(&country, language("en"), "area/a__1.html");
    assert!(
        page.contains("id=\"a-a_2f2__1\"") && page.contains("href=\"../../en/area/a__1.html#a-a_2f2__1\"")
    );
    let text = text(&page);
    assert!(text.contains("s3 Accepted 400 350 3 300 50"), "{text}");
    assert!(text.contains("2 stations on this page have none. Missing is not zero. s1 s2"));
    let areas = json(&files, "search/a-0");
    assert_eq!(areas[2][3], "area/a__1.html#a-a_2f2__1");
    assert_eq!(areas[2][5], serde_json::json!(["s", "2", "3"]));
}

#[test]
fn a_long_list_of_stations_goes_on_in_further_pages() {
    let mut country = Record::with_importer(ELECTION);
    let stations: Vec<Station> = (0..1_203).map(|n| station(&format!("s{n:04}"), "A")).collect();
    country.register(&stations);
    let pages = ["area/a__1.html", "area/a__1.2.html", "area/a__1.3.html"]
        .map(|path| page_at(&country, language("en"), path));
    let on = |code: &str| pages.each_ref().map(|page| page.contains(&format!("#{code}\"")));
    assert_eq!(on("s0000"), [true, false, false]);
    assert_eq!(on("s0700"), [false, true, false]);
    assert_eq!(on("s1202"), [false, false, true]);
    assert!(text(&pages[1]).contains("Page 2 of 3 1 2 3"));
    assert!(!files(&country).contains_key("en/area/a__1.4.html"));
}

#[test]
fn photographs_lead_to_their_copies_or_else_to_the_record() {
    let mut country = Record::with_importer(ELECTION);
    country.register(&[station("s1", "A")]);
    country.capture("party", "s1", b"one");
    country.capture("party", "s1", b"two");
    let with_copies = record::BlobHash::of(b"two");
    let publication = site::Publication {
        copies: [with_copies.0].into(),
        ..publication(&country)
    };
    let of = |path: &str| page_of(&country, &publication, path);
    let page = of("en/area/a__1.html");
    let (one, two) = (record::BlobHash::of(b"one").hex(), with_copies.hex());
    assert!(page.contains(&format!(
        "href=\"../../log/blob/sha256/{}/{one}\">photograph 1</a>",
        &one[..2]
    )));
    assert!(page.contains(&format!(
        "href=\"../../image/{}/{two}.web.jpg\">photograph 2</a>",
        &two[..2]
    )));
    let script = of("station/all.js");
    assert!(
        script.contains("\"copies\":false") && script.contains("\"copies\":true"),
        "{script}"
    );
}
