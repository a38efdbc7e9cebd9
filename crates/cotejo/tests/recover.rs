//! A stolen operator's key and log's key are replaced from the command line, which says before each step whether it counts.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use serde_json::Value;
use workbench::{HEADER, PROFILE, SMALL, Workbench, files};

/// Makes a key beside the election and gives its public key.
fn made(bench: &Workbench, name: &str, file: &str) -> String {
    let made = bench.json(&["recover", "key", name, "--to", file], 0);
    made["key"].as_str().unwrap().to_owned()
}

/// A small election with three recovery keys of which two are needed.
fn begun(bench: &Workbench) {
    bench.write("election.toml", SMALL);
    bench.write("profile.toml", PROFILE);
    let keys = ["keeper-1", "keeper-2", "keeper-3"].map(|name| made(bench, name, &format!("{name}.key")));
    let mut words = vec!["new", "election", "--from", "election.toml", "--recovery"];
    words.extend(keys.iter().map(String::as_str));
    words.extend(["--recovery-of", "2"]);
    bench.run(&words, 0);
}

fn row(station: &str, votes: u32) -> String {
    format!("{HEADER}{station},1,400,{},5,{votes},100\n", votes + 100)
}

fn tally(bench: &Workbench) -> Value {
    let run = bench.command(&["tally", "election", "--json"]).output().unwrap();
    serde_json::from_slice(&run.stdout).unwrap()
}

#[test]
fn an_election_is_recovered_by_two_of_three() {
    let bench = Workbench::new();
    begun(&bench);
    bench.import(&row("s1", 200), "campaign", 0);
    let stolen = tally(&bench)["entries"].as_u64().unwrap();
    // The thief gives an importer its role and takes in what it likes.
    bench.import(&row("s2", 9), "council", 0);
    let theirs = tally(&bench)["entries"].as_u64().unwrap() - stolen;
    let first = bench.json(&["keys", "election"], 0)["keys"][0]["key"]
        .as_str()
        .unwrap()
        .to_owned();
    let (old, old_log) = ("election/keys/operator.key", "election/keys/log.key");
    let (operator, log) = (
        made(&bench, "operator-2", "operator-2.key"),
        made(&bench, "count.example/small", "log-2.key"),
    );

    // One signs; it says that this is too few, and it is not put in.
    let from = stolen.to_string();
    let sign = |bench: &Workbench, key: &str, more: &[&str]| {
        let words = [
            &["recover", "sign", "election", "recovery.txt", "--key", key],
            more,
        ]
        .concat();
        bench.json(&words, 0)
    };
    let say = [
        "--operator",
        &operator,
        "--from",
        &from,
        "--log",
        &log,
        "--reason",
        "stolen",
    ];
    let signed = sign(&bench, "keeper-1.key", &say);
    assert_eq!(
        (&signed["counts"], &signed["refusal"]),
        (&false.into(), &"entry_too_few".into())
    );
    let run = bench.run(&["recover", "append", "election", "recovery.txt"], 2);
    assert!(
        run.stderr
            .contains("would count for nothing: fewer recovery keys"),
        "{}",
        run.stderr
    );
    // The same key again changes nothing; a key that is none is named.
    assert_eq!(
        sign(&bench, "keeper-1.key", &[])["signed_by"],
        serde_json::json!(["keeper-1"])
    );
    let stranger = [
        "recover",
        "sign",
        "election",
        "recovery.txt",
        "--key",
        "operator-2.key",
    ];
    assert!(
        bench
            .run(&stranger, 2)
            .stderr
            .contains("operator-2 is not one of the election's recovery keys")
    );
    let signed = sign(&bench, "keeper-3.key", &[]);
    assert_eq!((&signed["counts"], &signed["needed"]), (&true.into(), &2.into()));
    // The log's new key must sign what it is put in with.
    let run = bench.run(&["recover", "append", "election", "recovery.txt"], 2);
    assert!(
        run.stderr.contains("keys/log.key must be the private key of"),
        "{}",
        run.stderr
    );
    std::fs::copy(bench.path(old_log), bench.path("old-log.key")).unwrap();
    std::fs::copy(bench.path("log-2.key"), bench.path(old_log)).unwrap();
    bench.run(&["recover", "append", "election", "recovery.txt"], 0);

    let told = tally(&bench);
    assert_eq!(told["refused"]["entry_void"], theirs);
    // The old operator's key gives no roles any more, and the old log's key appends nothing.
    let add = ["keys", "election", "add", "agent-1", "--role", "agent"];
    let run = bench.run(&add, 2);
    assert!(
        run.stderr.contains("its key was revoked before"),
        "{}",
        run.stderr
    );
    bench.run(&["publish", "election", "--to", "public"], 2);
    std::fs::copy(bench.path(old), bench.path("old-operator.key")).unwrap();
    std::fs::copy(bench.path("operator-2.key"), bench.path(old)).unwrap();
    std::fs::copy(bench.path("old-log.key"), bench.path(old_log)).unwrap();
    let run = bench.run(&add, 2);
    assert!(
        run.stderr.contains("the log has another key by now"),
        "{}",
        run.stderr
    );
    std::fs::copy(bench.path("log-2.key"), bench.path(old_log)).unwrap();
    bench.run(&add, 0);
    bench.import(&row("s3", 203), "campaign", 0);

    // Whoever trusts the first key, the new one or the log's finds all right.
    bench.run(&["publish", "election", "--to", "public"], 0);
    for key in [&first, &operator, &log] {
        bench.run(&["verify", "public", "--key", key], 0);
    }
    let other = made(&bench, "other", "other.key");
    let run = bench.json(&["verify", "public", "--key", &other], 1);
    assert_eq!(run["problems"][0]["code"], "other_key");
    bench.run(&["prove", "election", "s1", "--to", "proof"], 0);
    let policy = std::fs::read_to_string(bench.path("proof/policy")).unwrap();
    assert!(policy.contains(&log), "{policy}");
    // A checkpoint of the present size by the old key.
    let path = bench.path("public/log/checkpoint");
    let checkpoint = tlog::SignedCheckpoint::parse(&std::fs::read(&path).unwrap()).unwrap();
    let key = std::fs::read_to_string(bench.path("old-log.key")).unwrap();
    let forged = tlog::SignedCheckpoint::sign(checkpoint.checkpoint().clone(), &key.trim().parse().unwrap());
    std::fs::write(&path, forged.unwrap().to_bytes()).unwrap();
    let run = bench.json(&["verify", "public"], 1);
    let problem = &run["problems"][0];
    assert_eq!(
        (&problem["file"], &problem["code"]),
        (&"log/checkpoint".into(), &"checkpoint_key".into())
    );
}

#[test]
fn recovery_keys_that_cannot_be_are_named_and_nothing_is_begun() {
    let bench = Workbench::new();
    bench.write("election.toml", SMALL);
    let key = made(&bench, "keeper-1", "keeper-1.key");
    let new = ["new", "election", "--from", "election.toml", "--recovery", &key];
    for (more, said) in [
        (
            &["--recovery-of", "2"][..],
            "at least one key and at most all of them",
        ),
        (&[&key, "--recovery-of", "1"], "stands there twice"),
        (&["no-key", "--recovery-of", "1"], "--recovery no-key"),
    ] {
        let run = bench.run(&[&new[..], more].concat(), 2);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert!(!bench.path("election").exists());
    // Without them nothing can be recovered, and it says so.
    let run = bench.run(&["new", "election", "--from", "election.toml"], 0);
    assert!(
        run.stdout.contains("There are no recovery keys"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_a_registrar_may_give_is_said_when_its_role_is_given_and_a_stolen_key_is_made_void() {
    let bench = Workbench::new();
    begun(&bench);
    let registrar = [
        "keys",
        "election",
        "add",
        "registrar-1",
        "--role",
        "registrar",
        "--area",
        "1",
    ];
    bench.run(
        &[&registrar[..], &["--gives", "agent,typist", "--keys", "2"]].concat(),
        0,
    );
    for more in [
        &[][..],
        &["--gives", "agent"],
        &["--gives", "reviewer", "--keys", "2"],
        &["--gives", "agent", "--keys", "0"],
    ] {
        let words = ["keys", "election", "add", "registrar-2", "--role", "registrar"];
        bench.run(&[&words[..], more].concat(), 2);
        assert!(!files(&bench.path("election/keys")).contains(&"registrar-2.key".to_owned()));
    }
    let listed = bench.json(&["keys", "election"], 0);
    assert_eq!(listed["keys"][1]["gives"], serde_json::json!(["agent", "typist"]));
    assert_eq!(listed["keys"][1]["keys"], 2);

    // The registrar gives what it may, to as many as it may, and takes it again.
    let by = ["--by", "registrar-1", "--area", "1"];
    let give = |name: &str, role: &str, more: &[&str], code: i32| {
        let words = ["keys", "election", "add", name, "--role", role];
        bench.run(&[&words[..], more].concat(), code).stderr
    };
    give("agent-1", "agent", &by, 0);
    let said = give("agent-2", "agent", &["--by", "registrar-1"], 2);
    assert!(said.contains("not within what its registrar may give"), "{said}");
    assert!(give("observer-1", "observer", &by, 2).contains("not within"));
    give("typist-1", "typist", &by, 0);
    assert!(give("agent-2", "agent", &by, 2).contains("as many keys as it may"));
    assert!(!files(&bench.path("election/keys")).contains(&"agent-2.key".to_owned()));
    let take = |name: &str, code: i32| {
        let words = [
            "keys",
            "election",
            "revoke",
            name,
            "--by",
            "registrar-1",
            "--reason",
            "lost",
        ];
        bench.run(&words, code);
    };
    take("agent-1", 0);
    take("registrar-1", 2);

    bench.import(&row("s1", 200), "campaign", 0);
    let size = tally(&bench)["entries"].as_u64().unwrap();
    let from = (size - 1).to_string();
    let run = bench.run(
        &[
            "keys",
            "election",
            "revoke",
            "importer-campaign",
            "--from",
            "99999",
            "--reason",
            "stolen",
        ],
        2,
    );
    assert!(run.stderr.contains("would count for nothing"), "{}", run.stderr);
    let words = [
        "keys",
        "election",
        "revoke",
        "importer-campaign",
        "--from",
        &from,
        "--reason",
        "stolen",
    ];
    bench.run(&words, 0);
    assert_eq!(tally(&bench)["refused"]["entry_void"], 1);
}
