//! A folder to work in and the binary to work with.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod serving;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A temporary folder, and `cotejo` run in it.
pub(crate) struct Workbench {
    folder: tempfile::TempDir,
}

/// What a run printed and how it ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The same, if it ended with this code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Run {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }

    /// What it printed as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout, self.stderr))
    }
}

impl Workbench {
    pub(crate) fn new() -> Workbench {
        Workbench {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The command, ready to run in the folder.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
        command
            .current_dir(self.folder.path())
            .args(words)
            .env("COTEJO_HOUR", "2026-05-10T22Z");
        command
    }

    /// Runs `cotejo` with these words, which must end with `code`.
    #[track_caller]
    pub(crate) fn run(&self, words: &[&str], code: i32) -> Run {
        Run::of(self.command(words).output().unwrap()).ends_with(code)
    }

    /// The same with `--json`.
    #[track_caller]
    pub(crate) fn json(&self, words: &[&str], code: i32) -> Value {
        let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        self.run(&words, code).json()
    }

    /// Simulates a country, begins its election and takes in both accounts.
    pub(crate) fn simulated(&self, stations: u32, faults: bool) {
        let stations = stations.to_string();
        let mut words = vec!["simulate", "country", "--stations", &stations, "--seed", "7"];
        if !faults {
            words.push("--without-faults");
        }
        self.run(&words, 0);
        self.run(
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
        for account in ["council", "campaign"] {
            let file = format!("country/{account}.csv");
            let words = [
                "import",
                "election",
                &file,
                "--profile",
                "country/profile.toml",
                "--account",
                account,
            ];
            let run = Run::of(self.command(&words).output().unwrap());
            assert!(run.code == 0 || faults && run.code == 1, "{}", run.stderr);
        }
        self.run(&["claim", "election", "country/claims.toml"], 0);
    }

    /// Begins a small election of two options and one level, with an incomplete register.
    pub(crate) fn small(&self) {
        self.write("election.toml", SMALL);
        self.write("profile.toml", PROFILE);
        self.run(&["new", "election", "--from", "election.toml"], 0);
    }

    /// Imports this CSV text for an account.
    #[track_caller]
    pub(crate) fn import(&self, text: &str, account: &str, code: i32) -> Run {
        self.import_with(text, account, &[], code)
    }

    /// The same with an entry for each row.
    #[track_caller]
    pub(crate) fn import_one_by_one(&self, text: &str, account: &str) -> Run {
        self.import_with(text, account, &["--batch", "1"], 0)
    }

    #[track_caller]
    fn import_with(&self, text: &str, account: &str, more: &[&str], code: i32) -> Run {
        self.write("rows.csv", text);
        self.run(&[&import_words(account), more].concat(), code)
    }
}

/// Imports `rows.csv` for an account.
pub(crate) const fn import_words(account: &str) -> [&str; 7] {
    [
        "import",
        "election",
        "rows.csv",
        "--profile",
        "profile.toml",
        "--account",
        account,
    ]
}

/// Begins an election with a register of its stations.
pub(crate) const NEW_WITH_REGISTER: [&str; 6] = [
    "new",
    "election",
    "--from",
    "election.toml",
    "--register",
    "register.csv",
];

/// A small election.
pub(crate) const SMALL: &str = r#"
id = "small"
name = "A small election"
date = "2026-05-10"
origin = "count.example/small"
levels = ["district"]
accounts = [{ id = "council", name = "council" }, { id = "campaign", name = "campaign" }, { id = "press", name = "press" }, { id = "party", name = "party" }, { id = "a", name = "a" }, { id = "x", name = "x" }]

[[contests]]
id = "mayor"
name = "Mayor"
options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]

[register]
stations = 10
registered = 4000
"#;

/// The profile of the small election's files.
pub(crate) const PROFILE: &str = r#"
name = "Small"
contest = "mayor"

[station]
code = "{station}"
registered = "{registered}"
areas = [{ code = "{district}" }]

[counts]
registered = "{registered}"
valid = "{valid}"
null = "{null}"

[options]
ana = "{ana}"
luis = "{luis}"
"#;

/// The header of the small election's files.
pub(crate) const HEADER: &str = "station,district,registered,valid,null,ana,luis\n";

/// The files of a folder, by their path within it, sorted.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}
