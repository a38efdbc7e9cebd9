//! What the documents say of files is what the files hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use workbench::Workbench;

#[test]
fn every_column_of_every_table_is_documented() {
    let bench = Workbench::new();
    bench.simulated(60, true);
    let written = bench.json(&["export", "election", "--to", "tables", "--format", "csv"], 0);
    let documented =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tables.md")).unwrap();
    let files = written["files"].as_array().unwrap().iter();
    for name in files
        .map(|file| file.as_str().unwrap())
        .filter(|name| name.ends_with(".csv"))
    {
        let table = name.trim_end_matches(".csv").replace("_president", "_<contest>");
        let section = documented
            .split("\n## ")
            .find(|section| section.starts_with(&format!("`{table}`")));
        let section = section.unwrap_or_else(|| panic!("docs/tables.md has no section on {table}"));
        let text = std::fs::read_to_string(bench.path("tables").join(name)).unwrap();
        for column in text.lines().next().unwrap().split(',') {
            let generic = match column {
                _ if column.starts_with("votes_") => "votes_<option>",
                _ if column.starts_with("area_") && table.starts_with("stations") => "area_<level>",
                _ => column,
            };
            assert!(
                section.contains(&format!("`{generic}`")),
                "docs/tables.md: {table} lacks {column}"
            );
        }
    }
}

#[test]
fn the_same_log_publishes_the_same_bytes() {
    let bench = Workbench::new();
    bench.simulated(80, true);
    bench.run(&["publish", "election", "--to", "a"], 0);
    bench.run(&["publish", "election", "--to", "b"], 0);
    let files = workbench::files(&bench.path("a"));
    assert_eq!(files, workbench::files(&bench.path("b")));
    for file in files {
        let read = |folder: &str| std::fs::read(bench.path(folder).join(&file)).unwrap();
        assert!(read("a") == read("b"), "{file} differs");
    }
}

#[test]
fn publishing_again_writes_what_changed_and_removes_what_no_longer_belongs() {
    let bench = Workbench::new();
    bench.simulated(80, true);
    let publish = || bench.json(&["publish", "election", "--to", "public"], 0);
    let first = publish();
    assert_eq!(first["pages"]["written"], first["pages"]["files"]);
    assert_eq!(first["removed"], 0);
    let again = publish();
    assert_eq!(
        (&again["pages"]["written"], &again["removed"]),
        (&0.into(), &0.into())
    );

    // What somebody put into a page is not signed for: the page is written again. A file that nobody named stays.
    bench.write("public/es/verify.html", "other words");
    bench.write("public/notes.txt", "a reader's own");
    assert_eq!(publish()["pages"]["written"], 1);
    assert!(bench.path("public/notes.txt").exists());

    // A table in a format that is no longer asked for was named by the manifest, and goes.
    let jsonl = bench.path("public/data/areas.jsonl");
    assert!(jsonl.exists());
    let fewer = bench.json(&["publish", "election", "--to", "public", "--format", "csv"], 0);
    assert!(fewer["removed"].as_u64().unwrap() > 0 && !jsonl.exists());
    std::fs::remove_file(bench.path("public/notes.txt")).unwrap();
    bench.run(&["verify", "public"], 0);
}

#[test]
fn every_verb_has_help_with_an_example() {
    let bench = Workbench::new();
    let help = bench.run(&["--help"], 0).stdout;
    for verb in [
        "new", "keys", "import", "read", "claim", "tally", "compare", "show", "print", "prove", "export",
        "publish", "verify", "simulate", "demo",
    ] {
        assert!(help.contains(&format!("  {verb} ")), "{help}");
        let own = bench.run(&[verb, "--help"], 0).stdout;
        assert!(
            own.contains(&format!("cotejo {verb}")) && own.contains("Example"),
            "{own}"
        );
    }
}

#[test]
fn the_demo_runs_from_end_to_end_and_ends_by_itself() {
    let bench = Workbench::new();
    let run = bench.run(&["demo", "--stations", "200"], 0);
    assert!(run.stdout.contains("Everything agrees."), "{}", run.stdout);
    for file in [
        "index.html",
        "es/index.html",
        "pt/index.html",
        "en/index.html",
        "manifest",
        "log/checkpoint",
    ] {
        assert!(bench.path("demo-site").join(file).exists(), "{file}");
    }
    // A second demo takes the place of the first.
    bench.run(&["demo", "--stations", "100"], 0);
}
