//! Definitions and profiles: what is said of them in the documents, all their mistakes at once, and that whatever begins can be published.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use model::Election;
use model::document::parse;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use table::Profile;
use workbench::Workbench;

const ELECTION: &str = include_str!("../../../docs/election.md");
const PROFILES: &str = include_str!("../../../docs/profiles.md");

/// The tables of a definition by their headings in docs/election.md, and a document with a key in them that there is not.
const OF_ELECTION: [(&str, &str); 18] = [
    ("The keys outside of tables", "zz = 1"),
    ("contests", "[[contests]]\nzz = 1"),
    ("options", "[[contests]]\noptions = [{ zz = 1 }]"),
    ("wins", "[[contests]]\nwins = [{ zz = 1 }]"),
    ("accounts", "[[accounts]]\nzz = 1"),
    ("sums", "[[sums]]\nzz = 1"),
    ("register", "[register]\nzz = 1"),
    ("Expected numbers of an area", "[register]\nareas = [{ zz = 1 }]"),
    ("acceptance", "[acceptance]\nzz = 1"),
    ("alone", "[acceptance]\nalone = [{ zz = 1 }]"),
    ("rules", "[rules]\nzz = 1"),
    ("names", "[names]\nzz = 1"),
    ("questions", "[[questions]]\nzz = 1"),
    ("sheet", "[sheet]\nzz = 1"),
    ("sheet.code", "[sheet.code]\nzz = 1"),
    ("boxes", "[sheet.code]\nboxes = [{ zz = 1 }]"),
    ("sheet.redact", "[[sheet.redact]]\nzz = 1"),
    ("map", "[map]\nzz = 1"),
];

/// Those of a profile, in docs/profiles.md.
const OF_PROFILE: [(&str, &str); 7] = [
    ("The keys outside of tables", "zz = 1"),
    ("file", "[file]\nzz = 1"),
    ("file.fields", "[file]\nfields = [{ zz = 1 }]"),
    ("station", "[station]\nzz = 1"),
    ("areas", "[station]\nareas = [{ zz = 1 }]"),
    ("counts", "[counts]\nzz = 1"),
    ("option", "[option]\nzz = 1"),
];

/// The keys that a document's tables list, by their headings.
fn documented(document: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut keys: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut heading = "";
    let mut of_keys = false;
    for line in document.lines() {
        if let Some((marks, text)) = line.split_once(' ')
            && !marks.is_empty()
            && marks.bytes().all(|b| b == b'#')
        {
            heading = text;
        }
        of_keys = line.starts_with("| key |") || of_keys && line.starts_with('|');
        if of_keys && let Some(key) = line.strip_prefix("| `").and_then(|rest| rest.split('`').next()) {
            keys.entry(heading).or_default().insert(key);
        }
    }
    keys
}

/// The keys that an error offers in the place of one that there is not.
fn offered(error: &str) -> BTreeSet<&str> {
    assert!(error.contains("unknown field `zz`"), "{error}");
    error.split('`').skip(3).step_by(2).collect()
}

fn hold_against_the_code(document: &str, tables: &[(&str, &str)], error: impl Fn(&str) -> String) {
    let documented = documented(document);
    let known: BTreeSet<&str> = tables.iter().map(|(heading, _)| *heading).collect();
    let headings: BTreeSet<&str> = documented.keys().copied().collect();
    assert_eq!(headings, known, "each table of keys is one of the code");
    for (heading, wrong) in tables {
        assert_eq!(documented[heading], offered(&error(wrong)), "{heading}");
    }
}

#[test]
fn every_key_of_a_definition_is_documented_and_no_other() {
    hold_against_the_code(ELECTION, &OF_ELECTION, |wrong| {
        parse::<Election>(wrong).unwrap_err().to_string()
    });
}

#[test]
fn every_key_of_a_profile_is_documented_and_no_other() {
    hold_against_the_code(PROFILES, &OF_PROFILE, |wrong| {
        Profile::parse(wrong).unwrap_err().to_string()
    });
}

/// The text of a section's fenced blocks.
fn blocks(section: &str) -> Vec<&str> {
    let fenced = section.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').unwrap().1).collect()
}

#[test]
fn every_recipe_for_a_shape_of_file_reads_its_file() {
    let (_, recipes) = PROFILES.split_once("\n## Recipes").unwrap();
    let recipes: Vec<&str> = recipes.split("\n### ").skip(1).collect();
    assert!(recipes.len() >= 8);
    let options = "options = [{ id = \"ana\", name = \"Ana\" }, { id = \"luis\", name = \"Luis\" }]";
    for recipe in recipes {
        let bench = Workbench::new();
        bench.write(
            "election.toml",
            format!(
                "id = \"recipes\"\nname = \"Recipes\"\ndate = \"2026-05-10\"\norigin = \"count.example/recipes\"\n\
                 levels = [\"state\", \"town\"]\nfigures = [\"unused\"]\n[[contests]]\nid = \"mayor\"\nname = \"Mayor\"\n{options}\n\
                 [[contests]]\nid = \"council\"\nname = \"Council\"\n{options}\n[acceptance]\nalone = [\"file\"]\n"
            ),
        );
        bench.run(&["new", "e", "--from", "election.toml"], 0);
        let [file, profile] = blocks(recipe)[..] else {
            panic!("a file and its profile: {recipe}")
        };
        bench.write("file", format!("{file}\n"));
        bench.write("profile.toml", profile);
        let words = [
            "import",
            "e",
            "file",
            "--profile",
            "profile.toml",
            "--account",
            "a",
        ];
        let imported = bench.json(&words, 0);
        assert!(imported["readings"].as_u64().unwrap() > 0, "{recipe}");
        assert_eq!(imported["failed"], 0, "{recipe}");
        let mut votes = 0;
        for contest in ["mayor", "council"] {
            let words = ["tally", "e", "--contest", contest, "--account", "a"];
            let told = Workbench::json(&bench, &words, 0);
            votes += told["total"]["options_sum"].as_u64().unwrap_or_default();
        }
        assert!(votes > 200, "{votes} votes: {recipe}");
    }
}

#[test]
fn the_example_begins_a_record_as_it_is() {
    let bench = Workbench::new();
    let printed = bench.run(&["new", "--example"], 0).stdout;
    bench.run(&["new", "example.toml", "--example"], 0);
    assert_eq!(
        std::fs::read_to_string(bench.path("example.toml")).unwrap(),
        printed
    );
    let again = bench.run(&["new", "example.toml", "--example"], 2);
    assert!(
        again.stderr.contains("cannot write example.toml"),
        "{}",
        again.stderr
    );
    let begun = bench.run(&["new", "e", "--from", "example.toml"], 0).stdout;
    assert!(
        begun.contains("\nNext:\n") && begun.contains("cotejo import e FILE"),
        "{begun}"
    );
    bench.run(&["publish", "e", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
}

#[test]
fn all_mistakes_of_a_definition_are_told_at_once_with_their_lines() {
    let bench = Workbench::new();
    let wrong = r#"id = "e"
nmae = "E"
date = "2026-02-31"
origin = "https://count.example/e/"
levels = ["É", "é", "country"]

[[contests]]
id = "mayor"
name = "Mayor"
options = [{ id = "A", name = "A" }, { id = "a", name = 7 }]
wins = [{ way = "most", of = "alll" }]

[[contests]]
id = "MAYOR"
name = "Again"
options = [{ id = "null", name = "N", colour = "red" }]

[acceptance]
agree = 99
alone = ["files", { method = "file", account = "nobody" }]

[[accounts]]
id = "a"
name = "A"
stages = []
"#;
    bench.write("election.toml", wrong);
    let told = bench.run(&["new", "e", "--from", "election.toml"], 2).stderr;
    for (line, words) in [
        (1, "missing field `name`"),
        (2, "did you mean `name`?"),
        (3, "\"2026-02-31\" is not a date"),
        (4, "write \"count.example/e\""),
        (5, "\"é\" would be the column \"area_é\""),
        (5, "\"country\" is a word with a meaning of its own"),
        (10, "\"a\" and \"A\" differ in nothing but capitals"),
        (10, "integer `7`"),
        (11, "unknown variant `alll`"),
        (14, "\"MAYOR\" and \"mayor\" differ in nothing but capitals"),
        (16, "\"null\" is a word with a meaning of its own"),
        (16, "did you mean `color`?"),
        (19, "99 is not within 1 to 16 readings"),
        (20, "did you mean `file`?"),
        (25, "0 is not within 1 to 16 stages"),
    ] {
        let place = format!("  line {line}, ");
        let found = told
            .lines()
            .any(|told| told.starts_with(&place) && told.contains(words));
        assert!(found, "line {line}: {words}\n{told}");
    }
    assert!(told.contains("election.toml has 15 mistakes:"), "{told}");
    assert!(!bench.path("e").exists());

    // What is only missing is told where the rest can be read.
    bench.write(
        "election.toml",
        wrong.replace("\"files\", ", "").replace("nmae", "name"),
    );
    let fewer = bench.run(&["new", "e", "--from", "election.toml"], 2).stderr;
    assert!(!fewer.contains("nobody"), "{fewer}");
}

#[test]
fn an_account_that_no_list_names_is_told_by_its_line() {
    let bench = Workbench::new();
    bench.write(
        "election.toml",
        "id = \"e\"\nname = \"E\"\ndate = \"2026-05-10\"\norigin = \"o.example\"\n[[contests]]\nid = \"m\"\nname = \"M\"\noptions = [{ id = \"a\", name = \"A\" }]\n[acceptance]\nalone = [{ method = \"file\", account = \"nobody\" }]\n",
    );
    let told = bench.run(&["new", "e", "--from", "election.toml"], 2).stderr;
    assert_eq!(
        told,
        "cotejo: election.toml: line 10, column 29: acceptance.alone: \"nobody\" is not within the accounts that the definition names in accounts\n"
    );
}

/// A definition of contests with these options.
fn definition(contests: &[(&str, &[&str])]) -> String {
    let mut text =
        "id = \"e\"\nname = \"E\"\ndate = \"2026-05-10\"\norigin = \"count.example/e\"\nlevels = [\"province\"]\n".to_owned();
    for (contest, options) in contests {
        let options: Vec<String> = options
            .iter()
            .map(|id| format!("{{ id = \"{id}\", name = \"{id}\" }}"))
            .collect();
        text.push_str(&format!(
            "[[contests]]\nid = \"{contest}\"\nname = \"{contest}\"\noptions = [{}]\n",
            options.join(", ")
        ));
    }
    text + "[acceptance]\nalone = [\"file\"]\n"
}

/// Takes in a file of one contest.
fn import(bench: &Workbench, file: &str, text: &str, contest: &str, options: &[&str]) -> Value {
    let votes: String = options
        .iter()
        .map(|id| format!("\"{id}\" = \"{{{id}}}\"\n"))
        .collect();
    bench.write(file, text);
    bench.write(
        "profile.toml",
        format!(
            "name = \"p\"\ncontest = \"{contest}\"\n[station]\ncode = \"{{code}}\"\nareas = [{{ code = \"{{province}}\" }}]\n[options]\n{votes}"
        ),
    );
    // Some of the codes look alike: that is what is tried.
    let words = [
        "import",
        "e",
        file,
        "--profile",
        "profile.toml",
        "--account",
        "c",
        "--anyway",
    ];
    bench.json(&words, 0)
}

fn published_and_verified(bench: &Workbench) {
    bench.run(&["publish", "e", "--to", "public", "--zip"], 0);
    let verified = bench.json(&["verify", "public"], 0);
    assert_eq!(verified["verified"], true);
}

#[test]
fn contests_whose_ids_are_of_any_script_have_files_of_their_own() {
    let bench = Workbench::new();
    let contests = ["市長", "議会", "president 1", "president-1"];
    let options: [&[&str]; 4] = [&["a", "b"], &["c", "d"], &["e", "f"], &["g", "h"]];
    let both: Vec<(&str, &[&str])> = contests.into_iter().zip(options).collect();
    bench.write("election.toml", definition(&both));
    bench.run(&["new", "e", "--from", "election.toml"], 0);
    for (at, (contest, options)) in both.iter().enumerate() {
        let header = format!("code,province,{}", options.join(","));
        let text = format!("{header}\n1,P,{},20\n", 10 + at);
        import(&bench, &format!("{at}.csv"), &text, contest, options);
    }
    let files = bench.json(&["export", "e", "--to", "tables", "--format", "csv"], 0)["files"].clone();
    let files: BTreeSet<&str> = files
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file.as_str().unwrap())
        .collect();
    for kind in ["stations", "readings", "totals"] {
        let own = files.iter().filter(|file| file.starts_with(kind)).count();
        assert_eq!(own, contests.len(), "{files:?}");
    }
    let stations = std::fs::read_to_string(bench.path("tables/stations__e5_b8_82_e9_95_b7.csv")).unwrap();
    assert!(
        stations.starts_with("station,") && stations.contains("votes_a,votes_b\n"),
        "{stations}"
    );
    published_and_verified(&bench);
}

#[test]
fn accounts_whose_ids_are_of_any_script_are_taken_in_each_by_a_key_of_its_own() {
    let bench = Workbench::new();
    bench.write("election.toml", definition(&[("mayor", &["ana", "luis"])]));
    bench.run(&["new", "e", "--from", "election.toml"], 0);
    import(
        &bench,
        "c.csv",
        "code,province,ana,luis\n1,P,10,20\n",
        "mayor",
        &["ana", "luis"],
    );
    for (at, account) in ["議会", "the council", "the_20council", "Ñ"]
        .into_iter()
        .enumerate()
    {
        bench.write(
            "rows.csv",
            format!("code,province,ana,luis\n1,P,{},20\n", 11 + at),
        );
        let words = [
            "import",
            "e",
            "rows.csv",
            "--profile",
            "profile.toml",
            "--account",
            account,
        ];
        assert_eq!(bench.json(&words, 0)["readings"], 1, "{account}");
    }
    let keys = workbench::files(&bench.path("e/keys"));
    assert_eq!(keys.len(), 2 + 5, "{keys:?}");
    published_and_verified(&bench);
}

#[test]
fn nothing_is_exported_over_what_is_there_unless_it_is_asked_for() {
    let bench = Workbench::new();
    bench.small();
    let words = ["export", "election", "--to", "tables", "--format", "csv"];
    bench.run(&words, 0);
    let mine = bench.write("tables/areas.csv", "my own\n");
    let refused = bench.run(&words, 2).stderr;
    assert!(refused.contains("--overwrite"), "{refused}");
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), "my own\n");
    bench.run(&[&words[..], &["--overwrite"]].concat(), 0);
    assert!(std::fs::read_to_string(&mine).unwrap().starts_with("area,level"));
}

#[test]
fn a_contest_of_two_thousand_options_is_published_and_verified() {
    let bench = Workbench::new();
    let ids: Vec<String> = (0..2_000).map(|n| format!("o{n}")).collect();
    let options: Vec<&str> = ids.iter().map(String::as_str).collect();
    bench.write("election.toml", definition(&[("list", &options)]));
    bench.run(&["new", "e", "--from", "election.toml"], 0);
    let votes: Vec<String> = (0..2_000).map(|n| (n % 7_000 + 1_000).to_string()).collect();
    let text = format!("code,province,{}\n1,P,{}\n", options.join(","), votes.join(","));
    let imported = import(&bench, "sheets.csv", &text, "list", &options);
    assert_eq!(imported["readings"], 1);
    published_and_verified(&bench);

    // Ids that are so long that no sheet fits into an entry are refused before anything is recorded.
    let long: Vec<String> = (0..2_000).map(|n| format!("option-number-{n}")).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    bench.write("long.toml", definition(&[("list", &long)]));
    let refused = bench.run(&["new", "long", "--from", "long.toml"], 2).stderr;
    assert!(refused.contains("does not fit into an entry"), "{refused}");
    let more: Vec<String> = (0..2_001).map(|n| format!("o{n}")).collect();
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    bench.write("more.toml", definition(&[("list", &more)]));
    let refused = bench.run(&["new", "more", "--from", "more.toml"], 2).stderr;
    assert!(
        refused.contains("2001 is not within 1 to 2000 options"),
        "{refused}"
    );
}

#[test]
fn a_publication_opens_on_disks_that_keep_no_case_and_where_windows_has_devices() {
    let bench = Workbench::new();
    bench.write("election.toml", definition(&[("Mayor", &["ana", "luis"])]));
    bench.run(&["new", "e", "--from", "election.toml"], 0);
    let text =
        "code,province,ana,luis\n1,AB,100,90\n2,Ab,20,80\n3,CON,33,66\n4,aux,10,20\n5,nul,1,2\n6,Com1,3,4\n";
    import(&bench, "sheets.csv", text, "Mayor", &["ana", "luis"]);
    published_and_verified(&bench);
    let files = workbench::files(&bench.path("public"));
    let small: BTreeSet<String> = files.iter().map(|file| file.to_lowercase()).collect();
    assert_eq!(small.len(), files.len());
    for path in &files {
        for part in path.split('/') {
            model::names::check(part)
                .or_else(|error| match error {
                    // A folder may be called as a word of the record.
                    model::names::Misleading::Reserved(_) => Ok(()),
                    other => Err(other),
                })
                .unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
    assert!(files.iter().any(|file| file == "en/area/ab__3.html"), "{files:?}");
}

#[test]
fn a_schema_beside_the_csv_files_says_which_columns_are_texts() {
    let bench = Workbench::new();
    bench.small();
    bench.run(&["publish", "election", "--to", "public"], 0);
    let schema = std::fs::read(bench.path("public/data/datapackage.json")).unwrap();
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    let resources = schema["resources"].as_array().unwrap();
    for resource in resources {
        let path = bench.path("public/data").join(resource["path"].as_str().unwrap());
        let text = std::fs::read_to_string(path).unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(text.lines().next().unwrap(), names.join(","));
    }
    let stations = resources
        .iter()
        .find(|resource| resource["path"] == "stations_mayor.csv")
        .unwrap();
    let kind = |name: &str| {
        let mut fields = stations["schema"]["fields"].as_array().unwrap().iter();
        fields.find(|field| field["name"] == name).unwrap()["type"].clone()
    };
    assert_eq!(
        (kind("station"), kind("null_ballots")),
        ("string".into(), "integer".into())
    );
    // It is checked with the tables.
    let damaged =
        String::from_utf8(std::fs::read(bench.path("public/data/datapackage.json")).unwrap()).unwrap();
    bench.write(
        "public/data/datapackage.json",
        damaged.replacen("\"string\"", "\"number\"", 1),
    );
    let verified = bench.json(&["verify", "public"], 1);
    let problems = verified["problems"].as_array().unwrap();
    assert!(
        problems
            .iter()
            .any(|problem| problem["file"] == "data/datapackage.json"
                && problem["code"] == "differs_from_count"),
        "{problems:?}"
    );
}

#[test]
fn the_status_of_a_record_says_what_came_in_what_waits_and_what_is_next() {
    let bench = Workbench::new();
    bench.small();
    let told = bench.run(&["status", "election"], 0).stdout;
    assert!(
        told.contains("has 1 entries") && told.contains("cotejo import election FILE"),
        "{told}"
    );
    let row = |station: &str, ana: u32| format!("{station},N,400,300,10,{ana},{}\n", 300 - ana);
    bench.import(
        &format!("{}{}{}", workbench::HEADER, row("1", 200), row("2", 150)),
        "council",
        0,
    );
    bench.import(&format!("{}{}", workbench::HEADER, row("1", 100)), "campaign", 0);
    bench.write("election/read.jsonl", concat!(
        "{\"account\":\"council\",\"file\":\"a.jpg\",\"sha256\":\"sha256:aa\",\"outcome\":\"queued\",\"reason\":\"no_code\"}\n",
        "{\"account\":\"council\",\"file\":\"b.jpg\",\"sha256\":\"sha256:bb\",\"outcome\":\"queued\",\"reason\":\"no_code\"}\n",
        "{\"account\":\"council\",\"file\":\"b.jpg\",\"sha256\":\"sha256:bb\",\"outcome\":\"read\",\"reason\":null}\n",
        "{\"account\":\"cou"
    ));
    let told = bench.json(&["status", "election"], 0);
    let accounts = told["accounts"].as_array().unwrap();
    let of = |id: &str| &accounts.iter().find(|account| account["account"] == id).unwrap()["contests"][0];
    assert_eq!(
        (&of("council")["readings"], &of("council")["stations"]),
        (&2.into(), &2.into())
    );
    assert_eq!(of("campaign")["readings"], 1);
    assert_eq!(told["pictures_waiting"], serde_json::json!({ "no_code": 1 }));
    assert_eq!(told["register"]["stations"], 2);
    let commands: Vec<&str> = told["next"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["command"].as_str().unwrap())
        .collect();
    assert!(
        commands.contains(&"cotejo publish election --to FOLDER"),
        "{commands:?}"
    );
    assert!(commands.contains(&"cotejo tally election"), "{commands:?}");
    let text = bench.run(&["status", "election"], 0).stdout;
    assert!(text.contains("pictures that were not read: 1 no_code"), "{text}");
}
