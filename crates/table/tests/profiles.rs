//! What profiles can say: layouts, sums, several contests, fixed places; and what they may not.

#![allow(clippy::unwrap_used)]

use model::{Election, Figure};
use proptest::prelude::*;
use std::io::Cursor;
use table::{FileReading, Profile, ReadError, read};

fn election() -> Election {
    model::document::parse(
        r#"
        id = "e"
        name = "E"
        date = "2026-05-10"
        origin = "o/e"
        levels = ["state", "town"]
        figures = ["challenged", "unused"]
        [[contests]]
        id = "mayor"
        name = "Mayor"
        options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
        [[contests]]
        id = "council"
        name = "Council"
        options = [{ id = "red", name = "Red" }, { id = "blue", name = "Blue" }]
        "#,
    )
    .unwrap()
}

fn wide(extra: &str) -> String {
    format!(
        "name = \"t\"\ncontest = \"mayor\"\n{extra}\n[station]\ncode = \"{{c}}\"\n[options]\nana = \"{{a}}\"\n"
    )
}

fn rows(profile: &str, file: &str) -> Vec<Result<FileReading, String>> {
    let profile = Profile::parse(profile).unwrap();
    let rows = read::from_reader("t", Cursor::new(file.to_owned()), &profile).unwrap();
    rows.map(|row| {
        row.map_err(|error| match error {
            ReadError::Row(error) => error.to_string(),
            ReadError::File(error) => panic!("{error}"),
        })
    })
    .collect()
}

fn good(profile: &str, file: &str) -> Vec<FileReading> {
    rows(profile, file).into_iter().map(Result::unwrap).collect()
}

#[test]
fn a_typo_is_pointed_at_and_the_nearest_key_offered() {
    let error = Profile::parse(&wide("[file]\ndelimeter = \";\""))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("line 4, column 1:") && error.contains("did you mean `delimiter`?"),
        "{error}"
    );
    let error = Profile::parse(&wide("").replace("{a}", "{a|pda 3}"))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("line 7") && error.contains("expected a filter"),
        "{error}"
    );
}

#[test]
fn keys_that_do_not_fit_together_are_refused() {
    let refused = |text: String| Profile::parse(&text).unwrap_err().to_string();
    assert!(refused(wide("[file]\nheader = false")).starts_with("file.columns: needed"));
    assert!(refused(wide("[file]\nformat = \"fixed_width\"")).starts_with("file.fields: needed"));
    assert!(refused(wide("[file]\nlayout = \"long\"")).starts_with("options: belongs to the wide layout"));
    assert!(refused(wide("[file]\ndelimiter = \"é\"")).starts_with("file.delimiter"));
    assert!(refused(wide("[file]\nquote = \",\"")).starts_with("file.quote"));
    assert!(refused(wide("").replace("{a}", "a")).starts_with("options.ana: takes no value"));
    assert!(refused(wide("").replace("ana", "valid")).starts_with("options.valid: \"valid\" is a word"));
    let error = refused(wide("[file]\ncolumns = [\"c\", \"A\"]"));
    assert_eq!(
        error,
        "file.columns: lacks \"a\" (did you mean \"A\"?), which a template uses"
    );
}

#[test]
fn a_row_says_which_minute_its_figures_refer_to() {
    let profile = wide("as_of = \"{t|replace ' ' T}Z\"");
    let file = "c,a,t\ns1,5,2026-05-10 20:05\ns2,6,2026-05-10 20:61\n";
    let rows = rows(&profile, file);
    let first = rows[0].as_ref().unwrap();
    assert_eq!(first.as_of.as_ref().unwrap().as_str(), "2026-05-10T20:05Z");
    let error = rows[1].as_ref().unwrap_err();
    assert!(
        error.contains("line 3") && error.contains("column t") && error.contains("2026-05-10T20:61Z"),
        "{error}"
    );
    let bare = good(&wide("as_of = \"{t}\""), "c,a,t\ns1,5,\ns2,6,2026-05-10T20:06Z\n");
    assert_eq!(
        bare.iter().map(|row| row.as_of.is_some()).collect::<Vec<_>>(),
        [false, true]
    );
    let error = Profile::parse(&wide("as_of = \"2026-05-10\"")).unwrap_err();
    assert!(error.to_string().starts_with("as_of: "), "{error}");
    let long = "name = \"t\"\ncontest = \"mayor\"\nas_of = \"{t}\"\n[file]\nlayout = \"long\"\n\
                [station]\ncode = \"{c}\"\n[option]\nid = \"{o}\"\nvotes = \"{v}\"\n";
    let text = "c,o,v,t\ns1,ana,5,2026-05-10T20:06Z\ns1,luis,6,MINUTE\n";
    let of = |minute: &str| self::rows(long, &text.replace("MINUTE", minute));
    let taken = of("2026-05-10T20:06Z").remove(0).unwrap();
    assert_eq!(taken.as_of.unwrap().as_str(), "2026-05-10T20:06Z");
    let error = of("2026-05-10T20:07Z").remove(0).unwrap_err();
    assert!(error.contains("the same minute as on line 2"), "{error}");
}

#[test]
fn a_profile_is_held_against_the_election() {
    let election = election();
    Profile::parse(&wide("")).unwrap().check(&election).unwrap();
    let refused = |text: &str| {
        Profile::parse(text)
            .unwrap()
            .check(&election)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(&wide("").replace("ana =", "anna =")),
        "options.anna: the election has no option \"anna\" (did you mean \"ana\"?)"
    );
    assert_eq!(
        refused(&wide("").replace("\"mayor\"", "\"mayr\"")),
        "contest: the election has no contest \"mayr\" (did you mean \"mayor\"?)"
    );
    let one_area = wide("").replace("[options]", "areas = [{ code = \"{c}\" }]\n[options]");
    assert!(refused(&one_area).contains("1 areas, but the election has 2 levels (state, town)"));
}

#[test]
fn further_figures_are_read_from_columns_of_their_own() {
    let profile = wide("").replace(
        "[options]",
        "[counts]\nnull = \"{n}\"\n[counts.more]\nchallenged = [\"{x}\", \"{y}\"]\nunused = \"{u}\"\n[options]",
    );
    let profile = format!("not_on_form = [\"\"]\nillegible = [\"?\"]\n{profile}");
    Profile::parse(&profile).unwrap().check(&election()).unwrap();
    let found = good(&profile, "c,a,n,x,y,u\n1,5,2,3,4,\n2,5,2,3,?,9\n");
    let more = |row: usize, id: &str| found[row].counts.more.get(id);
    assert_eq!(
        (more(0, "challenged"), more(0, "unused")),
        (Figure::Read(7), Figure::NotOnForm)
    );
    assert_eq!(
        (more(1, "challenged"), more(1, "unused")),
        (Figure::Illegible, Figure::Read(9))
    );
    assert_eq!(found[0].counts.null, Figure::Read(2));
    let refused = |from: &str, to: &str| {
        Profile::parse(&profile.replace(from, to))
            .unwrap()
            .check(&election())
    };
    assert_eq!(
        refused("unused =", "unuse =").unwrap_err().to_string(),
        "counts.more.unuse: the election has no figure \"unuse\" (did you mean \"unused\"?)"
    );
    let error = rows(&profile, "c,a,n,x,y,u\n1,5,2,3,4,many\n")
        .remove(0)
        .unwrap_err();
    assert!(error.starts_with("line 2, column u: expected"), "{error}");
}

#[test]
fn a_long_file_says_which_of_its_rows_are_further_figures() {
    let long = "name = \"t\"\ncontest = \"mayor\"\n[file]\nlayout = \"long\"\n[station]\ncode = \"{c}\"\n\
                [option]\nid = \"{o}\"\nvotes = \"{v}\"\nfigures = [\"challenged\"]\n";
    Profile::parse(long).unwrap().check(&election()).unwrap();
    let found = good(long, "c,o,v\n1,ana,5\n1,challenged,3\n1,null,2\n2,unused,4\n");
    assert_eq!(found[0].counts.more.get("challenged"), Figure::Read(3));
    assert_eq!(
        (found[0].counts.null, found[0].counts.options.len()),
        (Figure::Read(2), 1)
    );
    // Not said to be one: an option, which the election will not have.
    assert_eq!(found[1].counts.option("unused"), Figure::Read(4));
    let twice = rows(long, "c,o,v\n1,challenged,5\n1,challenged,3\n")
        .remove(0)
        .unwrap_err();
    assert!(twice.contains("station 1 has it already"), "{twice}");
    let named = format!("{long}[option.names]\nReclamados = \"challenged\"\nAna = \"ana\"\n");
    Profile::parse(&named).unwrap().check(&election()).unwrap();
    let found = good(&named, "c,o,v\n1,Ana,5\n1,Reclamados,3\n");
    assert_eq!(found[0].counts.more.get("challenged"), Figure::Read(3));
    let unknown = Profile::parse(&long.replace("[\"challenged\"]", "[\"lost\"]")).unwrap();
    let error = unknown.check(&election()).unwrap_err().to_string();
    assert!(
        error.starts_with("option.figures: the election has no figure \"lost\""),
        "{error}"
    );
}

#[test]
fn columns_can_be_added_up_and_figures_written_with_thousands() {
    let profile = wide("illegible = [\"x\"]\nnot_on_form = [\"\"]\nthousands = \".\"")
        .replace("\"{a}\"", "[\"{a}\", \"{b}\"]");
    let found = good(&profile, "c,a,b\n1,1.200,3\n2,,3\n3,x,3\n4,,\n");
    let figures: Vec<Figure> = found.iter().map(|row| row.counts.option("ana")).collect();
    assert_eq!(
        figures,
        [
            Figure::Read(1203),
            Figure::Read(3),
            Figure::Illegible,
            Figure::NotOnForm
        ]
    );
    let error = rows(&profile, "c,a,b\n1,4294967295,1\n").remove(0).unwrap_err();
    assert_eq!(
        error,
        "line 2, column b: expected a sum of at most 4294967295, found \"1\""
    );
}

#[test]
fn rows_can_be_chosen_and_lines_skipped_and_delimiters_changed() {
    let text = wide("only = { kind = [\"mayor\"] }\n[file]\nskip = 2\ndelimiter = \"\\t\"\nquote = \"\"");
    let profile = Profile::parse(&text).unwrap();
    let file = "Results\n\"of the town\nc\ta\tkind\n1\t2\tmayor\n2\t3\tcouncil\n";
    let mut rows = read::from_reader("t", Cursor::new(file), &profile).unwrap();
    assert_eq!(rows.next().unwrap().unwrap().line, 4);
    assert!(rows.next().is_none());
    assert_eq!(rows.passed_over().rows(), 1);
}

#[test]
fn fixed_places_are_read() {
    let profile = wide(
        "[file]\nformat = \"fixed_width\"\nfields = [{ name = \"c\", start = 1, width = 4 }, { name = \"a\", start = 8, width = 3 }]",
    );
    let found = rows(&profile, "Ñu12 xx 12 rest\n0002   xyz\n");
    let first = found[0].as_ref().unwrap();
    assert_eq!(
        (first.station.code.as_str(), first.counts.option("ana")),
        ("Ñu12", Figure::Read(12))
    );
    assert!(
        found[1]
            .as_ref()
            .unwrap_err()
            .starts_with("line 2, column a: expected a whole number")
    );
}

const LONG: &str = r#"
name = "t"
contest = "{race|lower}"
[file]
layout = "long"
[station]
code = "{c}"
registered = "{reg}"
[counts]
registered = "{reg}"
[option]
id = "{who}"
votes = "{n}"
names = { "ANA M." = "ana", "LUIS P." = "luis", "NULOS" = "null" }
"#;

#[test]
fn a_stations_rows_are_gathered_from_anywhere_in_the_file() {
    let file = "race,c,reg,who,n\nMAYOR,1,90,ANA M.,5\nMAYOR,2,80,ANA M.,7\nMAYOR,1,90,NULOS,2\nMAYOR,1,90,LUIS P.,6\n";
    let found = good(LONG, file);
    assert_eq!(found.len(), 2);
    let first = &found[0];
    assert_eq!(
        (first.line, first.contest.as_str(), first.station.registered),
        (2, "mayor", Some(90))
    );
    assert_eq!(first.counts.option("luis"), Figure::Read(6));
    assert_eq!(
        (first.counts.null, found[1].counts.null),
        (Figure::Read(2), Figure::NotOnForm)
    );
}

#[test]
fn a_station_of_which_a_row_fails_gives_no_reading() {
    let file = "race,c,reg,who,n\nM,1,90,ANA M.,5\nM,1,90,ANA M.,5\nM,2,80,ANA M.,x\nM,3,80,ANA N.,1\nM,4,80,ANA M.,1\nM,4,81,LUIS P.,1\nM,5,9,LUIS P.,1\n";
    let found = rows(LONG, file);
    let errors: Vec<&String> = found.iter().filter_map(|row| row.as_ref().err()).collect();
    assert!(
        errors[0].contains("line 3, column who: expected each option once, but station 1 has it already")
    );
    assert!(errors[1].starts_with("line 4, column n"));
    assert!(errors[2].contains("one of the profile's `option.names`, such as \"ANA M.\", found \"ANA N.\""));
    assert!(errors[3].contains("line 7: expected the same registered voters as on line 6"));
    assert!(errors[4].contains("line 2: expected every row of station 1 to be readable, but line 3 is not"));
    assert_eq!(errors.len(), 8);
    let readings: Vec<&FileReading> = found.iter().filter_map(|row| row.as_ref().ok()).collect();
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0].station.code.as_str(), "5");
}

proptest! {
    #[test]
    fn any_profile_is_parsed_or_refused(text in "[a-z\\[\\]{}=\"|\n .]{0,200}") {
        let _ = Profile::parse(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for text in [wide(""), wide("[file]\nencoding = \"detect\"\nheader = false\ncolumns = [\"c\", \"a\"]"), LONG.to_owned()] {
            let profile = Profile::parse(&text).unwrap();
            let mut file = b"c,a,race,reg,who,n\n".to_vec();
            file.extend(&bytes);
            for bytes in [bytes.clone(), file] {
                if let Ok(rows) = read::from_reader("t", Cursor::new(bytes), &profile) {
                    rows.for_each(drop);
                }
            }
        }
    }

    /// The csv crate is the oracle for cells and their quotes.
    #[test]
    fn cells_are_read_as_the_csv_crate_reads_them(names in proptest::collection::vec("[a,\"\n é|]{1,8}", 1..6)) {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["c", "a", "name"]).unwrap();
        for (n, name) in names.iter().enumerate() {
            out.write_record([n.to_string().as_str(), "1", name.as_str()]).unwrap();
        }
        let file = String::from_utf8(out.into_inner().unwrap()).unwrap();
        let profile = wide("").replace("[options]", "areas = [{ code = \"{c}\", name = \"{name}\" }]\n[options]");
        let found = good(&profile, &file);
        let found: Vec<&str> = found.iter().map(|row| &*row.station.areas[0].name).collect();
        let expected: Vec<&str> = names.iter().map(|name| name.trim()).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_station_s_place_is_read_where_the_file_has_it() {
    let profile = |more: &str| {
        format!(
            "name = \"t\"\ncontest = \"mayor\"\n[file]\n{more}\n[station]\ncode = \"{{c}}\"\nlatitude = \"{{lat}}\"\n\
             longitude = \"{{lon}}\"\n[options]\nana = \"{{a}}\"\n"
        )
    };
    let placed = "c,lat,lon,a\n1,-16.4957219,-68.1335,5\n2,,,5\n3,91,0,5\n4,,1,5\n5,1,west,5\n";
    let rows = rows(&profile("may_lack = [\"lat\", \"lon\"]"), placed);
    let place = |at: usize| rows[at].as_ref().unwrap().station.place;
    assert_eq!(place(0).unwrap().latitude().to_string(), "-16.495721");
    assert_eq!(place(1), None);
    for (at, expected) in [
        (
            2,
            "line 4, column lat: expected a latitude of -90 to 90 decimal degrees, found \"91\"",
        ),
        (
            3,
            "line 5, column lat: expected a latitude of -90 to 90 decimal degrees, found \"\"",
        ),
        (
            4,
            "line 6, column lon: expected a longitude of -180 to 180 decimal degrees, found \"west\"",
        ),
    ] {
        assert_eq!(rows[at].as_ref().unwrap_err(), expected);
    }
    let without = "c,a\n1,5\n";
    let lacking = good(&profile("may_lack = [\"lat\", \"lon\"]"), without);
    assert_eq!(lacking[0].station.place, None);
    let strict = Profile::parse(&profile("")).unwrap();
    let error = read::from_reader("t", Cursor::new(without), &strict)
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("lat"), "{error}");
    let refused = |text: &str| Profile::parse(text).unwrap_err().to_string();
    let error = refused(&profile("may_lack = [\"lan\"]"));
    assert!(
        error.contains("file.may_lack: no template uses") && error.contains("lat"),
        "{error}"
    );
    assert!(refused(&profile("").replace("longitude = \"{lon}\"\n", "")).contains("give both or neither"));
    let bare = profile("header = false\ncolumns = [\"c\", \"lat\", \"lon\", \"a\"]\nmay_lack = [\"lat\"]");
    assert!(refused(&bare).contains("only a file with a header can lack a column"));
}
