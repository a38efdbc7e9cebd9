//! How to verify, and the data files of scripts.

use crate::support::*;

#[test]
fn how_to_verify_names_the_log_and_both_keys() {
    let country = example();
    let publication = publication(&country);
    for language in Language::ALL {
        let text = text(&page_at(&country, language, "verify.html"));
        assert!(text.contains(&format!("--key '{}'", publication.operator)));
        assert!(text.contains(&publication.log) && text.contains(&publication.origin));
        assert!(text.contains("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="));
        assert!(text.contains("find . -name manifest.sha256 -execdir sha256sum -c"));
    }
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
    let mut country = Record::with_importer(ELECTION);
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
    let mut country = Record::with_importer(ELECTION);
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
        serde_json::json!(["A", "Peña de Águila", null, "area/a__1.html", 1, ["s1", ""]])
    );
    assert_eq!(areas[1][3], "area/b-7__1.html");
    assert_eq!(
        index["largest"][0],
        serde_json::json!([0, "A", "Peña de Águila", null, "area/a__1.html", 1])
    );
    assert_eq!(index["largest"][1][0], 1);
    // Stations whose codes do not go on from their areas' are words of them.
    assert_eq!(json(&files, "search/w-s2")["s2"], serde_json::json!([1]));
    assert!(files.contains_key("en/area/b-7__1.html"));
}

#[test]
fn every_column_of_every_table_is_explained_in_every_language() {
    let country = example();
    let tally = country.tally();
    let overview = tally::Overview::new(&tally);
    let tables = table::tables::Tables::new(&overview);
    let tables = tables.all();
    let columns = |table: &table::tables::TallyTable<'_>| site::TableColumns {
        name: table.name().to_owned(),
        columns: table
            .columns()
            .iter()
            .map(|column| {
                (
                    column.name.clone(),
                    column.kind.name(),
                    column.description.clone(),
                )
            })
            .collect(),
    };
    let publication = site::Publication {
        tables: tables.iter().map(columns).collect(),
        ..publication(&country)
    };
    let page =
        |language: Language| page_of(&country, &publication, &format!("{}/data.html", language.code()));
    let english = text(&page(language("en")));
    for column in tables.iter().flat_map(|table| table.columns().into_owned()) {
        assert!(english.contains(&column.description), "{}", column.description);
    }
    let translated = Language::ALL
        .into_iter()
        .filter(|language| language.code() != "en");
    for language in translated {
        let path = format!("{}/locales/columns.{language:?}.ftl", env!("CARGO_MANIFEST_DIR"));
        let catalogue = std::fs::read_to_string(&path).unwrap();
        let page = page(language);
        assert!(!page.contains("<td lang=\"en\">"), "{page}");
        let text = text(&page);
        // No text of a catalogue is one that no table has any more.
        for line in catalogue
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let (_, words) = line.split_once(" = ").unwrap();
            let words = words.split('{').next().unwrap();
            assert!(text.contains(words), "{line}");
        }
    }
    assert!(text(&page(language("es"))).contains("votos por Ana Díaz; vacía donde"));
    assert!(text(&page(language("es"))).contains("la cifra challenged del acta; vacía donde"));
    assert!(text(&page(language("pt"))).contains("o código da sua área do nível district"));
}

#[test]
fn the_file_that_holds_all_others_is_named_where_there_is_one() {
    let mut country = Record::with_importer(ELECTION);
    country.register(&[station("s1", "A")]);
    let page = |archive: Option<&str>| {
        let publication = site::Publication {
            archive: archive.map(str::to_owned),
            ..publication(&country)
        };
        page_of(&country, &publication, "es/data.html")
    };
    let link = "<a href=\"../everything.zip\" download>everything.zip</a>";
    assert!(page(Some("everything.zip")).contains(link));
    assert!(!page(None).contains("everything.zip"));
}
