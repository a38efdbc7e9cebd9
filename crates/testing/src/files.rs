//! Result files to test on: made-up samples, which are always there, and real ones, which are no part of the project.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The path of a made-up file in `crates/testing/samples`, whose README says what is in it.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// The path of a real file or folder in `shared/data` beside the project; `None`, after [`not_run`], where it is not
/// there.
pub fn real_data(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let beside = root.canonicalize().unwrap().parent().unwrap().to_owned();
    let path = beside.join("shared/data").join(name);
    if !path.exists() {
        not_run(&format!("{} is not there", path.display()));
        return None;
    }
    Some(path)
}

/// Says that the test that calls this is not run, or not in full, and why; it passes all the same.
///
/// What tests print is shown only where they fail. This is written past that, so that nobody takes for tested what was
/// not.
pub fn not_run(why: &str) {
    let test = std::thread::current();
    let line = format!("\nnot run: {}: {why}\n", test.name().unwrap_or("a test"));
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn what_is_not_run_is_said_though_output_is_captured() {
        let tests = std::env::current_exe().unwrap();
        let words = [
            "files::tests::without_its_file",
            "--exact",
            "--ignored",
            "--quiet",
        ];
        let run = Command::new(tests).args(words).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{said}");
        let line = said.trim();
        assert!(line.starts_with("not run: "), "{said}");
        assert!(line.ends_with("shared/data/of/nobody is not there"), "{said}");
    }

    #[test]
    #[ignore = "run by the test above"]
    fn without_its_file() {
        println!("this is captured");
        assert_eq!(real_data("of/nobody"), None);
    }

    #[test]
    fn samples_are_there() {
        for name in ["two-accounts/election.toml", "three-counts/final.csv"] {
            assert!(sample(name).is_file(), "{name}");
        }
    }
}
