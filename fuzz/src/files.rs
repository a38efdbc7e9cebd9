//! Profiles, and result files read by them.

use crate::split;
use std::io::Cursor;
use table::{Profile, ReadError, read};

/// Wide, long, fixed-width and pasted-together files.
pub const PROFILES: [&str; 4] = [
    r#"
name = "wide"
contest = "mayor"
illegible = ["?"]
not_on_form = ["-"]
thousands = "."
[file]
max_unpacked_bytes = 1048576
[station]
code = "{centre|pad 4}.{table|pad 2}"
registered = "{reg}"
areas = [{ code = "{centre|pad 4|slice 0 2}", name = "{town}" }]
[counts]
valid = "{valid}"
null = "{null}"
[options]
ana = "{Ana}"
luis = ["{Luis}", "{Luis2}"]
"#,
    r#"
name = "long"
contest = "{contest}"
[file]
layout = "long"
delimiter = ";"
encoding = "latin-1"
max_unpacked_bytes = 1048576
[station]
code = "{station|split . 0}"
[option]
id = "{option}"
votes = "{votes}"
"#,
    r#"
name = "fixed"
contest = "mayor"
[file]
format = "fixed_width"
skip = 1
max_unpacked_bytes = 1048576
fields = [
    { name = "station", start = 1, width = 4 },
    { name = "ana", start = 5, width = 3 },
    { name = "luis", start = 8, width = 3 },
]
[station]
code = "{station}"
[options]
ana = "{ana}"
luis = "{luis}"
"#,
    r#"
name = "mixed"
contest = "mayor"
[file]
header = false
columns = ["station", "ana", "luis"]
delimiter = "\t"
quote = ""
encoding = "detect"
max_unpacked_bytes = 1048576
[only]
ana = ["1", "2", "3"]
[station]
code = "{station}"
[options]
ana = "{ana}"
luis = "{luis}"
"#,
];

/// Any text as a profile.
pub fn profile(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    let Ok(profile) = Profile::parse(text) else {
        return false;
    };
    let _ = profile.columns();
    let _ = profile.check(crate::documents::small_election());
    true
}

/// The first byte chooses one of four profiles, the rest is a file.
pub fn rows(data: &[u8]) -> bool {
    let Some((which, file)) = data.split_first() else {
        return false;
    };
    let text = PROFILES[usize::from(*which) % PROFILES.len()];
    read_all(&Profile::parse(text).expect("a profile of ours"), file)
}

/// A profile, a zero byte, and a file that is read by it.
pub fn rows_by_profile(data: &[u8]) -> bool {
    let (text, file) = split(data);
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    let Ok(mut profile) = Profile::parse(text) else {
        return false;
    };
    profile.file.max_unpacked_bytes = profile.file.max_unpacked_bytes.min(1 << 20);
    read_all(&profile, file)
}

/// Reads a file to its end; whether it could be read and no row failed.
fn read_all(profile: &Profile, file: &[u8]) -> bool {
    let Ok(mut rows) = read::from_reader("fuzz", Cursor::new(file.to_vec()), profile) else {
        return false;
    };
    let (mut good, mut line) = (true, 0);
    let mut ended = false;
    for row in rows.by_ref().take(20_000) {
        assert!(!ended, "no rows come after a file's error");
        match row {
            Ok(row) => {
                assert!(
                    row.line > line,
                    "rows come in the order of the file: {} after {line}",
                    row.line
                );
                line = row.line;
                assert!(row.counts.options.len() <= model::counts::MAX_OPTIONS);
            }
            Err(ReadError::Row(_)) => good = false,
            Err(ReadError::File(_)) => (good, ended) = (false, true),
        }
    }
    let _ = rows.passed_over();
    good
}
