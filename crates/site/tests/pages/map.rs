//! Maps.

use crate::support::*;

#[test]
fn a_map_shows_areas_in_the_colour_that_leads_and_leads_to_them() {
    let mut country = Record::with_importer(&format!("{ELECTION}\n[map]\nfile = \"areas.geojson\"\n"));
    country.register(&[station("s1", "A"), station("s2", "B")]);
    country.reading("party", "s1", counts(400, 3, &[("ana", 20), ("luis", 50)]));
    let map = r#"{"type":"FeatureCollection","features":[
        {"properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
        {"properties":{"code":"B"},"geometry":{"type":"Point","coordinates":[2,0.5]}},
        {"properties":{"code":"s2"},"geometry":{"type":"Point","coordinates":[2,0.25]}}]}"#;
    let publication = site::Publication {
        map: Some(map.as_bytes().to_vec()),
        ..publication(&country)
    };
    let of = |path: &str| page_of(&country, &publication, path);
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
        map.contains("<a href=\"../es/area/a__1.html\" tabindex=\"-1\"><title>District A</title>"),
        "{map}"
    );
    assert!(
        map.contains("fill=\"url(#p1)\"") && map.contains("<circle class=\"none\""),
        "{map}"
    );
    assert!(of("station/all.js").contains("\"place\":[0.25,2.0]"));
}

/// The picture of a page's map.
fn map_of(page: &str) -> &str {
    let rest = page.split_once("<svg class=\"map\"").unwrap().1;
    rest.split_once("</svg>").unwrap().0
}

#[test]
fn stations_with_places_are_marks_and_those_at_one_place_one_mark() {
    let mut country = Record::with_importer(&format!("{ELECTION}\n[map]\nareas = [\"A\"]\n"));
    let at = |code: &str, district: &str, latitude: &str, longitude: &str| Station {
        place: model::Location::parse(latitude, longitude).unwrap(),
        ..station(code, district)
    };
    country.register(&[
        at("s1", "A", "-16.5", "-68.1"),
        at("s2", "A", "-16.5", "-68.1"),
        at("s3", "A", "-17.25", "-66"),
        at("s4", "A", "", ""),
        at("s5", "B", "52.5", "13.25"),
    ]);
    country.reading("party", "s1", counts(400, 3, &[("ana", 20), ("luis", 50)]));
    country.reading("party", "s2", counts(400, 3, &[("ana", 60), ("luis", 5)]));
    let result = page(&country, language("en"));
    assert_well_formed(&result);
    // Of the two places in A one is led by Ana, 80 to 55, and nothing is known of the other. B is far away.
    let map = map_of(&result);
    assert_eq!(map.matches("h0").count(), 1, "{map}");
    assert_eq!(map.matches("class=\"ring\"").count(), 1, "{map}");
    let words = text(&result);
    assert!(
        words.contains("3 stations on it have a known place. Ana Díaz&nbsp;1 No option leads&nbsp;1"),
        "{words}"
    );
    let abroad = page_at(&country, language("es"), "area/b__1.html");
    assert!(text(&abroad).contains("1 mesa del mapa tiene un lugar conocido."));
    let files = files(&country);
    let stations = json(&files, "station/all");
    assert_eq!(stations["s3"]["place"], serde_json::json!([-17.25, -66.0]));
    assert_eq!(stations["s4"]["place"], serde_json::Value::Null);
}

#[test]
fn an_area_with_many_places_has_a_circle_for_each_part_by_its_votes() {
    let mut country = Record::with_importer(ELECTION);
    let mut stations = Vec::new();
    for n in 0..2_100 {
        let mut one = station(&format!("s{n:04}"), if n % 21 == 0 { "B" } else { "A" });
        one.place = model::Location::parse(&format!("-{}", n % 50), &format!("{}.5", n / 50)).unwrap();
        stations.push(one);
    }
    country.register(&stations);
    for n in 0..42 {
        country.reading(
            "party",
            &format!("s{n:04}"),
            counts(400, 3, &[("ana", 20), ("luis", 50)]),
        );
    }
    let result = page(&country, language("en"));
    let map = map_of(&result);
    // 40 stations in A and 2 in B: the circle of B has the radius of A by the root of a twentieth.
    let radius = |n: usize| {
        map.split(" r=\"")
            .nth(n)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        (radius(1), radius(3)),
        ("20.0".to_owned(), "4.5".to_owned()),
        "{map}"
    );
    assert!(map.contains("fill=\"url(#p1)\"") && map.contains("<title>District B</title>"));
    let words = text(&result);
    assert!(
        words.contains("A circle for each area of the level district,"),
        "{words}"
    );
    // B's 100 stations are few enough.
    let part = page_at(&country, language("en"), "area/b__1.html");
    assert!(text(&part).contains("A mark for each place"));
    assert!(map_of(&part).len() < 6_000);
}
