//! A station's entries are found and proved with the index, without it, and beside a broken one.

mod workbench;

use serde_json::Value;
use workbench::Workbench;

#[test]
fn the_index_changes_nothing_but_the_time() {
    let bench = Workbench::new();
    bench.simulated(5_000, false);
    let index = bench.path("election/cache/entries-by-station");
    let whole = std::fs::read(&index).unwrap();
    // The first account's entries are in it; whether the second's are hangs on how many they are.
    assert!(whole.len() > 5_000 * 16);

    let rows = std::fs::read_to_string(bench.path("country/campaign.csv")).unwrap();
    let station = rows.lines().nth(2_500).unwrap().split(',').next().unwrap();
    let entries = || -> Value {
        let words = ["prove", "election", station, "--to", "proof"];
        bench.json(&words, 0)["entries"].clone()
    };
    let found = entries();
    assert_eq!(
        found.as_array().map(Vec::len),
        Some(2),
        "{found}: one for each account"
    );

    std::fs::write(&index, &whole[..whole.len() / 2 + 1]).unwrap();
    assert_eq!(entries(), found, "a file cut off");
    let mut other = whole;
    other[40] ^= 1;
    std::fs::write(&index, &other).unwrap();
    assert_eq!(entries(), found, "another log's root");
    std::fs::remove_file(&index).unwrap();
    assert_eq!(entries(), found, "no index");
}
