//! Bad input gets a clear error that names file, line and field, and loses nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use std::fs;
use std::io::Write;
use workbench::{HEADER, SMALL, Workbench};

/// Imports a file that must fail as a whole, and gives what was said.
#[track_caller]
fn refused(bench: &Workbench, file: &str) -> String {
    bench
        .run(
            &[
                "import",
                "election",
                file,
                "--profile",
                "profile.toml",
                "--account",
                "a",
            ],
            2,
        )
        .stderr
}

fn small() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    bench
}

#[test]
fn a_typo_in_the_definition_is_pointed_at_and_the_nearest_key_offered() {
    let bench = Workbench::new();
    bench.write("election.toml", SMALL.replace("[register]", "[regster]"));
    let said = bench
        .run(&["new", "election", "--from", "election.toml"], 2)
        .stderr;
    assert!(said.contains("election.toml: line 14, column 2"), "{said}");
    assert!(said.contains("did you mean `register`?"), "{said}");
    assert!(!bench.path("election").exists());
}

#[test]
fn a_profile_that_names_an_option_the_election_lacks_is_refused_with_the_nearest() {
    let bench = small();
    bench.write("profile.toml", workbench::PROFILE.replace("luis = ", "louis = "));
    bench.write("rows.csv", format!("{HEADER}s1,d1,400,300,5,200,100\n"));
    let said = refused(&bench, "rows.csv");
    assert!(said.contains("louis") && said.contains("luis"), "{said}");
}

#[test]
fn files_that_are_no_table_are_refused_as_a_whole() {
    let bench = small();
    bench.write("empty.csv", "");
    assert!(refused(&bench, "empty.csv").contains("empty.csv is empty"));
    fs::create_dir(bench.path("folder.csv")).unwrap();
    assert!(refused(&bench, "folder.csv").contains("is a folder"));
    assert!(refused(&bench, "absent.csv").contains("absent.csv"));
    bench.write(
        "columns.csv",
        "station,district,registered,valid,nul,ana,luis\ns1,d1,400,300,5,200,100\n",
    );
    let said = refused(&bench, "columns.csv");
    assert!(said.contains("\"null\"") && said.contains("\"nul\""), "{said}");
    // Nothing of these came into the record.
    assert_eq!(bench.json(&["tally", "election"], 0)["entries"], 1);
}

#[test]
fn a_file_without_a_newline_ends_early_and_in_little_memory() {
    let bench = small();
    let path = bench.path("long.csv");
    let mut file = fs::File::create(&path).unwrap();
    file.write_all(HEADER.as_bytes()).unwrap();
    let block = vec![b'7'; 1 << 20];
    (0..64).for_each(|_| file.write_all(&block).unwrap());
    let said = refused(&bench, "long.csv");
    assert!(said.contains("line 2") && said.contains("1048576"), "{said}");
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let bench = small();
    // A sparse file: gigabytes without a newline, and no disk.
    let file = fs::File::create(bench.path("huge.csv")).unwrap();
    file.set_len(5 << 30).unwrap();
    assert!(refused(&bench, "huge.csv").contains("5368709120 bytes"));
}

#[test]
fn a_register_or_map_over_the_limit_is_refused_before_it_is_read() {
    let bench = Workbench::new();
    for name in ["register.csv", "map.json"] {
        fs::File::create(bench.path(name))
            .unwrap()
            .set_len(5 << 30)
            .unwrap();
    }
    bench.write("election.toml", SMALL);
    let words = workbench::NEW_WITH_REGISTER;
    let said = bench.run(&words, 2).stderr;
    assert!(
        said.contains("register.csv has 5368709120 bytes, at most 1073741824"),
        "{said}"
    );
    bench.write("election.toml", format!("{SMALL}\n[map]\nfile = \"map.json\"\n"));
    let said = bench.run(&words[..4], 2).stderr;
    assert!(
        said.contains("map.json has 5368709120 bytes, at most 33554432"),
        "{said}"
    );
    assert!(!bench.path("election").exists());
}

#[test]
fn a_zip_bomb_is_refused() {
    let bench = small();
    let mut zip = zip::ZipWriter::new(fs::File::create(bench.path("bomb.zip")).unwrap());
    zip.start_file("rows.csv", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(HEADER.as_bytes()).unwrap();
    let lines = [b'\n'; 1 << 20];
    (0..256).for_each(|_| zip.write_all(&lines).unwrap());
    zip.finish().unwrap();
    let packed = fs::metadata(bench.path("bomb.zip")).unwrap().len();
    assert!(packed < 1 << 20, "{packed}");
    let said = bench
        .run(
            &[
                "import",
                "election",
                "bomb.zip",
                "--profile",
                "profile.toml",
                "--account",
                "a",
            ],
            2,
        )
        .stderr;
    assert!(said.contains("bomb.zip") && said.contains("unpack"), "{said}");
}

#[test]
fn rows_that_cannot_be_read_are_named_and_the_rest_goes_on() {
    let bench = small();
    let rows = "s1,d1,400,300,5,200,100\n\
                s2,d1,400,-3,5,200,100\n\
                s3,d1,400,300.5,5,200,100\n\
                s4,d1,400,99999999999,5,200,100\n\
                s5,d1,400,many,5,200,100\n\
                s6,d1,400,300\n\
                s7,d1,400,290,5,190,100\n";
    let run = bench.import(&format!("{HEADER}{rows}"), "campaign", 1);
    for (line, column) in [(3, "valid"), (4, "valid"), (5, "valid"), (6, "valid")] {
        assert!(
            run.stderr
                .contains(&format!("rows.csv: line {line}, column {column}: expected")),
            "{}",
            run.stderr
        );
    }
    assert!(run.stderr.contains("rows.csv: line 7"), "{}", run.stderr);
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    assert_eq!(tally["total"]["coverage"]["stations"], 2);
    assert_eq!(tally["total"]["options"][0]["votes"]["sum"], 390);
}

#[test]
fn a_row_of_another_encoding_fails_alone() {
    let bench = small();
    let mut bytes = format!("{HEADER}s1,d1,400,300,5,200,100\n").into_bytes();
    bytes.extend_from_slice(b"s\xf1,d1,400,300,5,200,100\ns3,d1,400,300,5,200,100\n");
    bench.write("rows.csv", bytes);
    let words = workbench::import_words("a");
    let run = bench.run(&words, 1);
    assert!(
        run.stderr.contains("line 3") && run.stderr.contains("UTF-8"),
        "{}",
        run.stderr
    );
    assert_eq!(
        bench.json(&["tally", "election", "--account", "a"], 0)["total"]["coverage"]["stations"],
        2
    );
}

#[test]
fn two_rows_of_one_station_that_differ_are_both_kept_and_found() {
    let bench = small();
    bench.import(
        &format!("{HEADER}s1,d1,400,300,5,200,100\ns1,d1,400,300,5,100,200\n"),
        "campaign",
        0,
    );
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 1);
    assert_eq!(tally["findings"][0]["rule"], "more_than_one_sheet");
    assert_eq!(tally["total"]["coverage"]["stations"], 1);
    assert_eq!(tally["total"]["options"][0]["votes"]["sum"], 200);
    let shown = bench.json(&["show", "election", "s1"], 1);
    assert_eq!(shown["contests"][0]["readings"].as_array().unwrap().len(), 2);
    assert_eq!(shown["contests"][0]["state"], "pending");
}

#[test]
fn an_import_that_is_run_again_records_nothing_twice() {
    let bench = small();
    let text = format!("{HEADER}s1,d1,400,300,5,200,100\ns2,d1,400,300,5,200,100\n");
    bench.import(&text, "campaign", 0);
    let before = bench.json(&["tally", "election"], 0)["entries"].clone();
    bench.write("rows.csv", &text);
    let words = workbench::import_words("campaign");
    let again = bench.json(&words, 0);
    assert_eq!(
        (&again["readings"], &again["already_recorded"]),
        (&serde_json::json!(0), &serde_json::json!(2))
    );
    assert_eq!(bench.json(&["tally", "election"], 0)["entries"], before);
}

#[test]
fn unknown_names_are_answered_with_those_that_there_are() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let said = |words: &[&str]| bench.run(words, 2).stderr;
    assert!(
        said(&["tally", "election", "--account", "campain"])
            .contains("its accounts are a, campaign, council")
    );
    assert!(said(&["tally", "election", "--area", "d9"]).contains("d9"));
    assert!(said(&["tally", "election", "--by", "state"]).contains("its levels are district"));
    assert!(said(&["tally", "election", "--contest", "x"]).contains("the contests are mayor"));
    assert!(said(&["show", "election", "s9"]).contains("near it are s1"));
    assert!(said(&["prove", "election", "s9", "--to", "proof"]).contains("s9"));
    assert!(said(&["tally", "nowhere"]).contains("nowhere"));
    bench.write("claims.toml", "[[claims]]\nid='c'\naccount='x'\nwho='x'\nwhen='2026-05-11'\nwhere='x'\ncontest='mayor'\nfigures=[{of='eva',number=1}]\n");
    assert!(said(&["claim", "election", "claims.toml"]).contains("it has ana, luis"));
}

#[test]
fn a_damaged_log_is_refused_with_the_file_that_is_wrong() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let log = bench.path("election/log");
    let checkpoint = fs::read_to_string(log.join("checkpoint")).unwrap();

    fs::rename(log.join("tile/0/000.p/5"), bench.path("tile")).unwrap();
    assert!(
        bench
            .run(&["tally", "election"], 2)
            .stderr
            .contains("tile/0/000.p/5 is missing")
    );
    fs::rename(bench.path("tile"), log.join("tile/0/000.p/5")).unwrap();

    fs::write(
        log.join("checkpoint"),
        checkpoint.replace("count.example/small", "count.example/other"),
    )
    .unwrap();
    assert_eq!(bench.run(&["tally", "election"], 2).code, 2);
    fs::write(log.join("checkpoint"), &checkpoint).unwrap();

    // A checkpoint set back to an earlier size: a writer brings it forward, nothing is lost.
    let first = tlog_checkpoint_of_size_one(&bench);
    fs::write(log.join("checkpoint"), first).unwrap();
    bench.import(&format!("{HEADER}s2,d1,400,300,5,200,100\n"), "campaign", 0);
    let tally = bench.json(&["tally", "election", "--account", "campaign"], 0);
    assert_eq!(tally["total"]["coverage"]["stations"], 2);
}

/// The checkpoint of the log when it had one entry, from the writer's own history.
fn tlog_checkpoint_of_size_one(bench: &Workbench) -> Vec<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let log: note::SigningKey = fs::read_to_string(bench.path("election/keys/log.key"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let store = tlog::local(bench.path("election/log")).unwrap();
    let root = runtime.block_on(async {
        tlog::Reader::open(store, "")
            .await
            .unwrap()
            .root_at(1)
            .await
            .unwrap()
    });
    let checkpoint = tlog::Checkpoint::new("count.example/small", 1, root).unwrap();
    tlog::SignedCheckpoint::sign(checkpoint, &log).unwrap().to_bytes()
}

#[test]
fn two_imports_at_once_never_fork_the_log() {
    let bench = Workbench::new();
    bench.run(
        &[
            "simulate",
            "country",
            "--stations",
            "2000",
            "--seed",
            "3",
            "--without-faults",
        ],
        0,
    );
    bench.run(
        &[
            "new",
            "election",
            "--from",
            "country/election.toml",
            "--register",
            "country/register.csv",
        ],
        0,
    );
    // Both importers' keys get their role first, so that the two have only readings to write.
    let import = |account: &str| {
        let file = format!("country/{account}.csv");
        let words = [
            "import",
            "election",
            &file,
            "--profile",
            "country/profile.toml",
            "--account",
            account,
            "--batch",
            "50",
        ];
        bench
            .command(&words)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    };
    let ended: Vec<_> = [import("council"), import("campaign")]
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect();
    for output in &ended {
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("another writer"), "{said}");
        }
    }
    assert!(
        ended.iter().any(|output| output.status.success()),
        "one of them must get through"
    );
    // Whoever was refused goes on where it stopped.
    for account in ["council", "campaign"] {
        let file = format!("country/{account}.csv");
        bench.run(
            &[
                "import",
                "election",
                &file,
                "--profile",
                "country/profile.toml",
                "--account",
                account,
            ],
            0,
        );
        let tally = bench.json(&["tally", "election", "--account", account], 0);
        assert_eq!(tally["total"]["coverage"]["stations"], 2_000);
        assert_eq!(tally["refused"], serde_json::json!({}));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_whole_is_said_and_loses_nothing() {
    // A limit on the length of files stands for a full disk; a log's own full disk is tested in the crate tlog.
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let publish = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' publish election --to public --format csv",
        env!("CARGO_BIN_EXE_cotejo")
    );
    let limited = std::process::Command::new("sh")
        .args(["-c", &publish])
        .current_dir(bench.path("."))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&limited.stderr);
    assert_eq!(limited.status.code(), Some(2), "{said}");
    assert!(
        said.contains("cannot write public/") && said.contains("File too large"),
        "{said}"
    );
    // What was begun is not there under its name, and the next run finishes the work.
    assert!(!bench.path("public/manifest").exists());
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_can_be_counted_and_verified() {
    use std::os::unix::fs::PermissionsExt;
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    bench.run(&["publish", "election", "--to", "public"], 0);
    let mode = |folder: &str, mode: u32| {
        fs::set_permissions(bench.path(folder), fs::Permissions::from_mode(mode)).unwrap();
    };
    for folder in ["election/log", "election/log/tile", "public", "public/log"] {
        mode(folder, 0o555);
    }
    bench.run(&["tally", "election"], 0);
    bench.run(&["verify", "public"], 0);
    for folder in ["election/log", "election/log/tile", "public", "public/log"] {
        mode(folder, 0o755);
    }
    let keys = fs::metadata(bench.path("election/keys/operator.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(keys & 0o777, 0o600);
}

#[test]
fn a_folder_that_is_no_publication_is_said_to_be_none() {
    let bench = Workbench::new();
    fs::create_dir(bench.path("empty")).unwrap();
    assert!(
        bench
            .run(&["verify", "empty"], 2)
            .stderr
            .contains("not a published folder")
    );
    assert!(
        bench
            .run(&["verify", "absent"], 2)
            .stderr
            .contains("there is no folder")
    );
}

#[test]
fn a_publication_is_held_against_the_key_that_was_given() {
    let bench = small();
    bench.import(&format!("{HEADER}s1,d1,400,300,5,200,100\n"), "campaign", 0);
    let published = bench.json(&["publish", "election", "--to", "public"], 0);
    bench.run(
        &[
            "verify",
            "public",
            "--key",
            published["operator"].as_str().unwrap(),
        ],
        0,
    );
    bench.run(
        &["verify", "public", "--key", published["log"].as_str().unwrap()],
        0,
    );
    let other = note::SigningKey::from_seed("operator".parse().unwrap(), [1; 32])
        .verifying_key()
        .to_string();
    assert!(
        bench
            .run(&["verify", "public", "--key", &other], 1)
            .stdout
            .contains("not the key given")
    );
    bench.write(
        "policy",
        format!("log {}\nquorum none\n", published["log"].as_str().unwrap()),
    );
    bench.run(&["verify", "public", "--policy", "policy"], 0);
    bench.write("policy", format!("log {other}\nquorum none\n"));
    bench.run(&["verify", "public", "--policy", "policy"], 1);
    let run = bench
        .command(&["verify", "public", "--key", "nonsense"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
}
