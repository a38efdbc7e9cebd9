//! Small areas as sections of the pages of larger ones.

use crate::support::{files, json, language, page_at, publication};
use model::Station;
use site::Site;
use testing::{Record, definition, station};

/// Districts of centres.
fn election() -> Record {
    Record::with_importer(&definition(&["district", "centre"], ""))
}

/// So many stations of a centre of district A.
fn centre(code: &str, stations: usize) -> Vec<Station> {
    let stations = (0..stations).map(|n| station(&format!("{code}-{n:02}"), &["A", code], None));
    stations.collect()
}

#[test]
fn every_link_to_an_area_of_a_large_one_leads_to_where_its_stations_begin() {
    let mut stations: Vec<Station> = (0..30).flat_map(|n| centre(&format!("c{n:02}"), 19)).collect();
    stations.extend(centre("d", 25));
    let mut country = election();
    country.register(&stations);
    let files = files(&country);
    let file = |path: &str| str::from_utf8(&files[path]).unwrap();
    let areas = json(&files, "search/a-0");
    let pages: Vec<(&str, &str)> = (areas.as_array().unwrap().iter())
        .map(|area| (area[0].as_str().unwrap(), area[3].as_str().unwrap()))
        .collect();
    assert_eq!(pages.len(), 32);
    // 26 × 19 = 494: the 27th centre is the last that begins on the first page of 500.
    assert!(pages.contains(&("c26", "area/a__1.html#a-c26")), "{pages:?}");
    assert!(pages.contains(&("c27", "area/a__1.2.html#a-c27")), "{pages:?}");
    assert!(pages.contains(&("d", "area/d.html")), "{pages:?}");
    for (code, path) in pages {
        let (path, section) = path.split_once('#').unwrap_or((path, "main"));
        let page = file(&format!("en/{path}"));
        assert!(
            page.contains(&format!("id=\"{section}\"")),
            "{code}: {path} has no {section}"
        );
        if section != "main" {
            assert!(
                page.contains(&format!("#{code}-00\"")),
                "{code} does not begin on {path}"
            );
        }
    }
    let shards: String = files
        .keys()
        .filter(|path| path.starts_with("station/"))
        .map(|path| file(path))
        .collect();
    assert_eq!(shards.matches(r#""page":"area/a__1.2.html#a-c29""#).count(), 19);
    assert!(!shards.contains("area/d.html"));
}

#[test]
fn a_million_stations_in_one_area_are_listed_on_pages_of_five_hundred() {
    let stations: Vec<Station> = (0..1_000_000)
        .map(|n| station(&format!("s{n:06}"), &["A", "B"], None))
        .collect();
    let mut country = election();
    country.register(&stations);
    drop(stations);
    let tally = country.tally();
    let publication = publication(&country);
    let overview = tally::Overview::new(&tally);
    let site = Site::new(&overview, &publication);
    let files = site.files();
    let in_english = |file: &&site::File<'_>| file.path().starts_with("en/area/b__1.");
    let pages: Vec<_> = files.iter().filter(in_english).collect();
    assert_eq!(pages.len(), 2_000);
    let last = pages
        .iter()
        .find(|page| page.path() == "en/area/b__1.2000.html")
        .unwrap();
    let last = String::from_utf8(last.render()).unwrap();
    assert!(last.contains("#s999500\"") && last.contains("#s999999\"") && !last.contains("#s999499\""));
    // A page of the list is as long as any other of so many stations.
    assert!(last.len() < 500_000, "{} bytes", last.len());
    let first = String::from_utf8(pages[0].render()).unwrap();
    assert!(
        first.contains("#s000000\"") && first.len() < 500_000,
        "{} bytes",
        first.len()
    );
}

#[test]
fn an_area_without_stations_is_named_all_the_same() {
    let mut country = election();
    country.register(&centre("c1", 1));
    // A station stays in the area that named it first; the area is known all the same.
    let mut again = centre("c1", 1);
    again[0].areas[1].code = "c2".parse().unwrap();
    country.register(&again);
    let page = page_at(&country, language("en"), "area/a__1.html");
    let (own, empty) = page.split_at(page.find("id=\"a-c2\"").unwrap());
    assert!(own.contains("id=\"a-c1\"") && own.contains("#c1-00\""));
    assert!(
        empty.contains("No station is named here.") && !empty.contains("#c1-00"),
        "{empty}"
    );
}
