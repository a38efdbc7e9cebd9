//! The manifest binds the log's size and root: signature lines may be added to the checkpoint, and the log may go on.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use note::{SigningKey, VerifyingKey};
use publication::manifest::{ListError, Manifest};
use serde_json::Value;
use std::path::Path;
use tlog::SignedCheckpoint;
use workbench::{HEADER, Workbench, files};

fn published() -> Workbench {
    let bench = Workbench::new();
    bench.small();
    add_row(&bench, "00001");
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench
}

fn add_row(bench: &Workbench, station: &str) {
    let row = format!("{HEADER}{station},1,400,300,3,100,200\n");
    bench.import(&row, "council", 0);
}

fn operator(bench: &Workbench) -> SigningKey {
    let key = std::fs::read_to_string(bench.path("election/keys/operator.key")).unwrap();
    key.trim().parse().unwrap()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// Puts a witness' signature line under the published checkpoint; gives a policy that asks for it.
fn cosigned(bench: &Workbench) -> String {
    let path = bench.path("public/log/checkpoint");
    let mut checkpoint = SignedCheckpoint::parse(&read(&path)).unwrap();
    let witness = SigningKey::cosigner_from_seed("w1.example".parse().unwrap(), [5; 32]);
    let line = tlog::cosign(&checkpoint, &witness, 1_780_000_000).unwrap();
    checkpoint.add(&[line]).unwrap();
    std::fs::write(&path, checkpoint.to_bytes()).unwrap();
    let key: VerifyingKey = witness.verifying_key().clone();
    let log = bench.json(&["verify", "public"], 0)["log"]
        .as_str()
        .unwrap()
        .to_owned();
    format!("log {log}\nwitness w1 {key}\nquorum w1\n")
}

fn problems(verified: &Value) -> Vec<(String, String)> {
    let all = verified["problems"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|problem| (text(&problem["file"]), text(&problem["code"])))
        .collect()
}

/// Copies the election's present log over the published one, as a mirror that has gone on would.
fn bring_log(bench: &Workbench, to: &str) {
    bench.run(&["publish", "election", "--to", "other"], 0);
    let log = bench.path("other/log");
    for path in files(&log) {
        let to = bench.path(to).join("log").join(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(log.join(&path), to).unwrap();
    }
}

#[test]
fn a_checkpoint_that_witnesses_cosigned_verifies_and_is_kept_by_the_next_publish() {
    let bench = published();
    let policy = cosigned(&bench);
    bench.write("policy.txt", policy);
    let run = bench.run(&["verify", "public", "--policy", "policy.txt"], 0);
    assert!(run.stdout.contains("cosigned by w1"), "{}", run.stdout);
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public", "--policy", "policy.txt"], 0);
    // Once the log has grown the witness has to cosign anew.
    add_row(&bench, "00002");
    bench.run(&["publish", "election", "--to", "public"], 0);
    bench.run(&["verify", "public"], 0);
    bench.run(&["verify", "public", "--policy", "policy.txt"], 1);
}

#[test]
fn the_last_cosigned_checkpoint_stays_beside_the_newest_and_both_are_checked() {
    let bench = published();
    let policy = cosigned(&bench);
    bench.write("policy.txt", policy);
    let (newest, last) = ("public/log/checkpoint", "public/log/checkpoint.cosigned");
    // Who keeps it puts it there.
    std::fs::copy(bench.path(newest), bench.path(last)).unwrap();
    let kept = read(&bench.path(last));
    add_row(&bench, "00002");
    let said = bench.json(&["publish", "election", "--to", "public", "--zip"], 0);
    assert_eq!(read(&bench.path(last)), kept);
    let there = files(&bench.path("public"));
    let counted = there
        .iter()
        .filter(|path| !path.ends_with(".gz") && !path.contains(".p/5"));
    assert_eq!(said["files"].as_u64().unwrap() + 1, counted.count() as u64);
    let run = bench.run(&["verify", "public", "--policy", "policy.txt"], 0);
    let held = "The policy holds for the first 5 entries, cosigned by w1; the log has 8.";
    assert!(run.stdout.contains(held), "{}", run.stdout);
    assert!(
        run.stdout.contains("kept as cosigned is of the first 5 entries"),
        "{}",
        run.stdout
    );
    // It is carried on where it lies in the election's own log, too.
    std::fs::copy(bench.path(last), bench.path("election/log/checkpoint.cosigned")).unwrap();
    bench.run(&["publish", "election", "--to", "elsewhere"], 0);
    assert_eq!(read(&bench.path("elsewhere/log/checkpoint.cosigned")), kept);

    let report = || problems(&bench.json(&["verify", "public"], 1));
    let said = |code: &str| vec![("log/checkpoint.cosigned".to_owned(), code.to_owned())];
    let log: SigningKey = std::fs::read_to_string(bench.path("election/keys/log.key"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let put = |size: u64, root: [u8; 32], key: &SigningKey| {
        let stated = tlog::Checkpoint::new(log.name().as_str(), size, tlog::Hash(root)).unwrap();
        let text = stated.to_text();
        let note = note::Note::sign(text, &[key]).unwrap();
        std::fs::write(bench.path(last), note.to_bytes()).unwrap();
    };
    put(5, [7; 32], &log);
    assert_eq!(report(), said("root_differs"));
    put(9, [7; 32], &log);
    assert_eq!(report(), said("checkpoint_ahead"));
    let stranger = SigningKey::from_seed("stranger".parse().unwrap(), [1; 32]);
    let root = SignedCheckpoint::parse(&kept).unwrap().root().0;
    put(5, root, &stranger);
    assert_eq!(report(), said("not_signed"));
    std::fs::write(bench.path(last), "no checkpoint").unwrap();
    assert_eq!(report(), said("malformed"));
    put(5, root, &log);
    bench.run(&["verify", "public"], 0);
    bench.run(&["verify", "public", "--policy", "policy.txt"], 1);
}

#[test]
fn the_manifest_does_not_name_the_checkpoint_and_the_archive_and_the_count_of_files_have_it() {
    let bench = published();
    let of_log = files(&bench.path("public/log"));
    assert!(
        of_log.iter().all(|path| !path.ends_with("manifest.sha256")),
        "{of_log:?}"
    );
    let said = bench.json(&["publish", "election", "--to", "public", "--zip"], 0);
    let there = files(&bench.path("public"));
    let counted = there
        .iter()
        .filter(|path| !path.ends_with(".gz") && *path != "everything.zip");
    assert_eq!(said["files"].as_u64().unwrap(), counted.count() as u64);
}

#[test]
fn a_log_that_has_gone_on_is_verified_and_its_pages_are_as_of_the_manifest() {
    let bench = published();
    add_row(&bench, "00002");
    bring_log(&bench, "public");
    let verified = bench.json(&["verify", "public"], 0);
    let notes: Vec<&str> = verified["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note.as_str().unwrap())
        .collect();
    assert!(
        notes
            .iter()
            .any(|note| note.contains("The manifest is as of entry 5") && note.contains("the log has 8")),
        "{notes:?}"
    );
    assert!(verified["checked"]["rows"].as_u64().unwrap() > 0);
    // A table that is of the later count is not what the manifest is of.
    let tables = std::fs::read_dir(bench.path("other/data")).unwrap();
    let mut names = tables.map(|table| table.unwrap().file_name().into_string().unwrap());
    let stations = names
        .find(|name| name.starts_with("stations_") && name.ends_with(".csv"))
        .unwrap();
    std::fs::copy(
        bench.path(&format!("other/data/{stations}")),
        bench.path(&format!("public/data/{stations}")),
    )
    .unwrap();
    let verified = bench.json(&["verify", "public"], 1);
    let codes: Vec<String> = problems(&verified).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, ["differs_from_count", "differs_from_manifest"]);
}

#[test]
fn a_log_that_has_gone_on_past_a_full_tile_needs_no_partial_one() {
    let bench = published();
    let rows: String = (10..400)
        .map(|n| format!("{n:05},1,400,300,3,100,200\n"))
        .collect();
    bench.import_one_by_one(&format!("{HEADER}{rows}"), "council");
    bring_log(&bench, "public");
    for path in files(&bench.path("public/log/tile")) {
        if path.starts_with("0/000.p/") || path.starts_with("entries/000.p/") {
            std::fs::remove_file(bench.path("public/log/tile").join(path)).unwrap();
        }
    }
    bench.run(&["verify", "public"], 0);
}

#[test]
fn a_log_that_has_gone_on_need_not_have_the_files_of_its_new_entries() {
    let bench = published();
    let before = files(&bench.path("public/log/entry"));
    add_row(&bench, "00002");
    bring_log(&bench, "public");
    bench.run(&["verify", "public"], 0);
    let folder = bench.path("public/log/entry");
    let new = files(&folder).into_iter().filter(|path| !before.contains(path));
    let new: Vec<_> = new.map(|path| folder.join(path)).collect();
    assert_eq!(new.len(), 3);
    std::fs::remove_file(&new[0]).unwrap();
    std::fs::write(&new[1], "other bytes").unwrap();
    let verified = bench.json(&["verify", "public"], 1);
    let problems = problems(&verified);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].1, "differs_from_tree");
}

#[test]
fn a_folders_list_and_what_it_names_are_checked_from_the_signed_one_down() {
    let bench = published();
    let public = bench.path("public");
    let report = || problems(&bench.json(&["verify", "public"], 1));
    let said = |file: &str, code: &str| (file.to_owned(), code.to_owned());
    let list = public.join("data/manifest.sha256");
    let whole = read(&list);
    // A file that is left out of its list, or one more in it, changes the list.
    let text = String::from_utf8(whole.clone()).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    for other in [rest.to_owned(), format!("{}  a\n{text}", "0".repeat(64))] {
        std::fs::write(&list, &other).unwrap();
        assert!(report().contains(&said("data/manifest.sha256", "differs_from_manifest")));
    }
    assert!(report().contains(&said("data/a", "missing")));
    std::fs::remove_file(&list).unwrap();
    assert_eq!(report(), [said("data/manifest.sha256", "missing")]);
    std::fs::write(&list, &whole).unwrap();
    // A changed file is found by its folder's list; lists that none names are no lists.
    let table = first.split_once("  ").unwrap().1;
    let bytes = read(&public.join("data").join(table));
    std::fs::write(public.join("data").join(table), b"other bytes").unwrap();
    assert!(report().contains(&said(&format!("data/{table}"), "differs_from_manifest")));
    std::fs::write(public.join("data").join(table), bytes).unwrap();
    bench.write("public/more/manifest.sha256", format!("{}  x\n", "0".repeat(64)));
    let verified = bench.json(&["verify", "public"], 0);
    let notes = verified["notes"].as_array().unwrap().iter();
    assert!(
        notes
            .filter_map(Value::as_str)
            .any(|note| note.contains("more/manifest.sha256"))
    );
}

#[test]
fn a_manifest_of_a_later_state_than_the_log_is_a_problem() {
    let bench = published();
    let early = bench.path("public/log");
    add_row(&bench, "00002");
    bench.run(&["publish", "election", "--to", "later"], 0);
    // The earlier log, whole, below the later manifest and its files.
    for path in files(&early) {
        std::fs::copy(early.join(&path), bench.path("later/log").join(&path))
            .or_else(|_| {
                std::fs::create_dir_all(bench.path("later/log").join(&path).parent().unwrap()).unwrap();
                std::fs::copy(early.join(&path), bench.path("later/log").join(&path))
            })
            .unwrap();
    }
    let verified = bench.json(&["verify", "later"], 1);
    let problems = problems(&verified);
    assert!(
        problems.contains(&("manifest".to_owned(), "manifest_ahead".to_owned())),
        "{problems:?}"
    );
}

#[test]
fn a_manifest_of_another_root_is_a_problem_at_the_same_size_and_at_an_earlier_one() {
    let bench = published();
    let operator = operator(&bench);
    let public = bench.path("public");
    let list = |path: &str| Ok::<_, ListError>(read(&public.join(path)));
    let good = Manifest::verify(&read(&public.join("manifest")), list, operator.verifying_key()).unwrap();
    for size in [good.size(), good.size() - 1] {
        let other = Manifest::new(good.origin(), size, [7; 32], good.files().clone()).unwrap();
        let signed = other.sign(&operator).unwrap();
        std::fs::write(public.join("manifest"), signed.note).unwrap();
        let verified = bench.json(&["verify", "public"], 1);
        assert_eq!(
            problems(&verified),
            [("manifest".to_owned(), "manifest_root".to_owned())]
        );
    }
}
