//! Definitions, laws, words, claims, registers and texts of sources.

use model::{Claims, Election, Law, Words};
use std::sync::OnceLock;

/// A definition with two levels, for what needs one.
pub fn small_election() -> &'static Election {
    static ELECTION: OnceLock<Election> = OnceLock::new();
    ELECTION.get_or_init(|| model::document::parse(ELECTION_TOML).expect("a definition"))
}

/// Its text.
pub const ELECTION_TOML: &str = r#"
id = "e"
name = "Example"
date = "2026-05-10"
origin = "count.example/fuzz"
levels = ["state", "town"]
accounts = [{ id = "campaign", name = "Campaign" }, { id = "council", name = "Council", stages = ["early", "late"] }]
[[contests]]
id = "mayor"
name = "Mayor"
options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
[[accounts]]
id = "campaign"
name = "Campaign"
[acceptance]
agree = 2
alone = [{ method = "code", account = "campaign" }]
"#;

/// Any text as `election.toml`: as law and words in JSON it is read back as the same.
pub fn election(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    let Ok(election) = model::document::parse::<Election>(text) else {
        return false;
    };
    if election.check().is_err() {
        return false;
    }
    let (law, words) = (election.law(), election.words());
    read_back(&law, &words);
    assert_eq!(Election::of(law, words), election);
    true
}

fn read_back(law: &Law, words: &Words) {
    let json = record::json::write(law).expect("a law as JSON");
    assert_eq!(record::json::law(&json).expect("JSON that was written"), *law);
    let json = record::json::write(words).expect("words as JSON");
    assert_eq!(record::json::words(&json).expect("JSON that was written"), *words);
}

/// Any bytes as the law's blob.
pub fn law(data: &[u8]) -> bool {
    let Ok(law) = record::json::law(data) else {
        return false;
    };
    read_back(&law, &Words::default());
    // Whatever words there are, the law stays what it is.
    let election = Election::of(law.clone(), small_election().words());
    assert_eq!(election.law(), law);
    true
}

/// Any bytes as the blob of words.
pub fn words(data: &[u8]) -> bool {
    let Ok(words) = record::json::words(data) else {
        return false;
    };
    let law = small_election().law();
    read_back(&law, &words);
    let election = Election::of(law.clone(), words);
    assert_eq!(election.law(), law);
    true
}

/// Any text as `claims.toml`; what is claimed is asked whether it adds up.
pub fn claims(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    let Ok(claims) = model::document::parse::<Claims>(text) else {
        return false;
    };
    let election = small_election();
    let contest = &election.contests[0];
    claims.claims.iter().all(|claim| {
        if claim.check().is_err() {
            return false;
        }
        let _ = stats::claim::own_arithmetic(claim, contest, &election.sums, Some(30_026));
        let _ = stats::claim::percent_first(claim, contest);
        true
    })
}

/// Any bytes as a register's blob: what was read is written and read back as the same.
pub fn register(data: &[u8]) -> bool {
    let election = small_election();
    let mut stations = Vec::new();
    let Ok(count) = record::register::read(election, data, |station| stations.push(station.clone())) else {
        return false;
    };
    assert_eq!(count, stations.len() as u64);
    let written = record::register::write(election, &stations).expect("a register that was read");
    let mut again = Vec::new();
    record::register::read(election, &written, |station| again.push(station.clone()))
        .expect("a register that was written");
    assert_eq!(again, stations);
    true
}

/// Any bytes as a source document in HTML: its text is no longer than it is, and repeats itself wholly.
pub fn html(data: &[u8]) -> bool {
    let text = passages::text_of("text/html", data);
    let taken = data.len() <= passages::MAX_BYTES && !data.contains(&0);
    assert_eq!(text.is_some(), taken);
    let Some(text) = text else {
        return false;
    };
    assert!(text.len() <= String::from_utf8_lossy(data).len());
    let Some(passages) = passages::Passages::of(&text) else {
        return false;
    };
    let own = passages.in_common(&passages);
    assert_eq!((own.common, own.first), (own.shorter(), own.second));
    true
}
