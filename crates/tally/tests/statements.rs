//! Statements, withheld documents and the end of a record: what counts, what does not, and that the same answer is given
//! before an entry is written.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use bytes::Bytes;
use note::{Note, SigningKey};
use record::{BlobHash, Body, Entry, EntryName};
use std::collections::{BTreeMap, BTreeSet};
use tally::totals::Group;
use tally::{Coverage, FirstEntry, Tally, View};

const LAW: &str = r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","levels":["state"],"accounts":[{"id":"volunteers"},{"id":"council"},{"id":"campaign"}],"contests":[{"id":"mayor","options":["ana","luis"]}],"register":{"polls_close":"2026-05-10T20:00Z","areas":[{"area":"B","polls_close":"2026-05-10T21:00Z"}]},"acceptance":{"agree":2}}"#;
const WORDS: &str = r#"{"name":{"und":"E"},"map":{"document":"MAP"}}"#;
const KEYS: [(&str, &str); 7] = [
    ("importer", "importer"),
    ("agent", "agent"),
    ("second", "agent"),
    ("typist", "typist"),
    ("reviewer", "reviewer"),
    ("observer", "observer"),
    ("north", "observer"),
];

fn key(name: &str) -> SigningKey {
    let mut seed = [0; 32];
    seed[..name.len()].copy_from_slice(name.as_bytes());
    SigningKey::from_seed(name.parse().unwrap(), seed)
}

fn blob(bytes: &str) -> BlobHash {
    BlobHash::of(bytes.as_bytes())
}

/// A log that grows entry by entry, in which each key has the role that [`KEYS`] says.
struct Log {
    entries: Vec<Bytes>,
    blobs: BTreeMap<BlobHash, Bytes>,
}

fn name_of(entry: &[u8]) -> EntryName {
    Entry::parse(entry).unwrap().name()
}

impl Log {
    fn new() -> Log {
        let mut log = Log {
            entries: vec![],
            blobs: BTreeMap::new(),
        };
        let law = log.keep(LAW);
        let words = log.keep(&WORDS.replace("MAP", &blob("map").to_string()));
        let vkey = |name: &str| key(name).verifying_key().to_string();
        let (operator, origin) = (vkey("operator"), vkey("count.example/e"));
        let election = format!(r#""law":"{law}","words":"{words}","operator":"{operator}","log":"{origin}""#);
        log.say("election", &election, &["operator"]);
        for (name, role) in KEYS {
            log.give(name, role, if name == "north" { r#","area":"A""# } else { "" });
        }
        log
    }

    fn keep(&mut self, text: &str) -> BlobHash {
        let name = blob(text);
        self.blobs.insert(name, Bytes::copy_from_slice(text.as_bytes()));
        name
    }

    fn give(&mut self, name: &str, role: &str, bound: &str) {
        let vkey = key(name).verifying_key().to_string();
        self.say(
            "key",
            &format!(r#""key":"{vkey}","role":"{role}"{bound}"#),
            &["operator"],
        );
    }

    /// Writes an entry as it is said; gives its name and the code with which it is refused.
    fn say(&mut self, kind: &str, rest: &str, signers: &[&str]) -> (EntryName, Option<&'static str>) {
        let at = 10 + self.entries.len() % 14;
        let text =
            format!("cotejo/v1 {kind}\n{{\"election\":\"e\",{rest},\"at\":\"2026-05-10T{at:02}Z\"}}\n");
        let keys: Vec<SigningKey> = signers.iter().map(|name| key(name)).collect();
        let keys: Vec<&SigningKey> = keys.iter().collect();
        let bytes: Bytes = Note::sign(text, &keys).unwrap().to_bytes().into();
        let before = (!self.entries.is_empty()).then(|| self.tally());
        self.entries.push(bytes.clone());
        let tally = self.tally();
        let place = self.entries.len() as u64 - 1;
        let refused = tally
            .refused()
            .kept()
            .iter()
            .find(|refused| refused.entry == place);
        let refused = refused.map(|refused| refused.refusal.code());
        if let (Some(before), Ok(Entry { body, .. })) = (before, Entry::parse(&bytes))
            && !matches!(body, Body::Register(_))
        {
            let keys: Vec<_> = keys.iter().map(|key| key.verifying_key()).collect();
            let asked = before.next_entry().check(&body, &keys);
            let asked = asked.err().map(|refusal| refusal.code());
            assert!(
                asked == refused || refused == Some("entry_replay"),
                "{asked:?} {refused:?}"
            );
        }
        (name_of(&bytes), refused)
    }

    /// Writes an entry that counts.
    fn count(&mut self, kind: &str, rest: &str, signers: &[&str]) -> EntryName {
        let (hash, refused) = self.say(kind, rest, signers);
        assert_eq!(refused, None, "{kind} {rest}");
        hash
    }

    /// Writes an entry that counts for nothing and gives the code.
    fn refused(&mut self, kind: &str, rest: &str, signers: &[&str]) -> &'static str {
        self.say(kind, rest, signers).1.unwrap_or("it counts")
    }

    fn source(&mut self, text: &str) -> BlobHash {
        let document = blob(text);
        self.count("source", &source(&document), &["importer"]);
        document
    }

    fn capture(&mut self, text: &str) -> BlobHash {
        let image = blob(text);
        self.count("capture", &capture(&image), &["agent"]);
        image
    }

    fn tally(&self) -> Tally {
        testing::fold(&self.entries, &self.blobs)
    }
}

fn source(document: &BlobHash) -> String {
    format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#)
}

fn capture(image: &BlobHash) -> String {
    format!(
        r#""account":"volunteers","station":"s1","contest":"mayor","image":"{image}","media":"image/png""#
    )
}

fn reading(account: &str, method: &str, of: &BlobHash, counts: &str) -> String {
    format!(
        r#""account":"{account}","station":"s1","contest":"mayor","counts":{{{counts}}},"method":"{method}","of":["{of}"]"#
    )
}

fn withhold(document: &BlobHash, instead: Option<&BlobHash>) -> String {
    let instead = instead.map_or_else(String::new, |copy| format!(r#","instead":"{copy}""#));
    format!(r#""document":"{document}","withheld":true{instead},"reason":"a face""#)
}

fn pass_on(document: &BlobHash) -> String {
    format!(r#""document":"{document}","withheld":false,"reason":"nobody is seen""#)
}

const BOTH: [&str; 2] = ["operator", "reviewer"];

fn looks(kind: &str) -> String {
    format!(r#""kind":"{kind}","answers":{{"sheet":"no"}}"#)
}

#[test]
fn statements_are_written_by_observers_reviewers_and_operators_and_looks_by_those_who_look() {
    let mut log = Log::new();
    for kind in ["observation", "look", "audit", "anything else"] {
        for signer in ["observer", "reviewer", "operator"] {
            log.count("statement", &looks(kind), &[signer]);
        }
        for signer in ["agent", "typist"] {
            let (_, refused) = log.say("statement", &looks(kind), &[signer]);
            assert_eq!(refused.is_none(), kind == "look", "{kind} {signer}");
        }
        assert_eq!(
            log.refused("statement", &looks(kind), &["importer"]),
            "entry_wrong_role"
        );
    }
    assert_eq!(log.tally().statements().len(), 4 * 3 + 2);
    assert_eq!(log.tally().entries_by_type()["statement"], 14);
}

#[test]
fn a_statement_of_a_station_is_bound_by_its_signers_area() {
    let mut log = Log::new();
    let of =
        |station: &str| format!(r#""kind":"observation","station":"{station}","answers":{{"calm":"yes"}}"#);
    let stations = log.keep("station,registered,state,state_name\ns1,100,A,North\ns2,100,B,South\n");
    log.count(
        "register",
        &format!(r#""stations":"{stations}","count":2"#),
        &["operator"],
    );
    log.count("statement", &of("s1"), &["north"]);
    for elsewhere in ["s2", "s3"] {
        assert_eq!(
            log.refused("statement", &of(elsewhere), &["north"]),
            "entry_wrong_area"
        );
        log.count("statement", &of(elsewhere), &["observer"]);
    }
    log.count("statement", &looks("observation"), &["north"]);
    assert_eq!(log.tally().stations().len(), 2, "a statement adds no station");
}

#[test]
fn a_statement_follows_one_that_counts_and_stands_before_it() {
    let mut log = Log::new();
    let follows = |hash: EntryName| format!(r#""kind":"audit","follows":"{hash}""#);
    let first = log.count("statement", &looks("sample"), &["operator"]);
    let second = log.count("statement", &follows(first), &["observer"]);
    log.count("statement", &follows(second), &["reviewer"]);
    let (refused, _) = log.say("statement", &looks("sample"), &["importer"]);
    let source = log.count("source", &source(&blob("d")), &["importer"]);
    let grant = name_of(&log.entries[1]);
    for wrong in [refused, source, grant, EntryName::of("never")] {
        assert_eq!(
            log.refused("statement", &follows(wrong), &["operator"]),
            "entry_no_such_entry"
        );
    }
    let tally = log.tally();
    let chain: Vec<_> = tally
        .statements()
        .iter()
        .map(|row| (row.entry, row.follows))
        .collect();
    assert_eq!(chain, [(8, None), (9, Some(8)), (10, Some(9))]);
}

#[test]
fn a_statements_document_is_part_of_the_record_and_can_be_withheld() {
    let mut log = Log::new();
    let report = blob("a report");
    log.count(
        "statement",
        &format!(r#""kind":"observation","document":"{report}""#),
        &["observer"],
    );
    assert!(log.tally().blobs().contains(&report));
    log.count("withhold", &withhold(&report, None), &BOTH);
    assert!(!log.tally().blobs().contains(&report));
}

#[test]
fn an_operator_and_a_reviewer_withhold_together_with_two_keys() {
    let mut log = Log::new();
    log.give("both", "operator", "");
    log.give("both", "reviewer", "");
    log.give("other", "operator", "");
    let document = log.source("d");
    let rest = withhold(&document, None);
    for alone in [
        &["operator"][..],
        &["reviewer"],
        &["both"],
        &["operator", "other"],
        &["operator", "observer"],
        &["both", "importer"],
        &["reviewer", "stranger"],
    ] {
        assert_eq!(
            log.refused("withhold", &rest, alone),
            "entry_needs_two",
            "{alone:?}"
        );
    }
    for neither in [&["importer"][..], &["observer", "agent"]] {
        assert_eq!(log.refused("withhold", &rest, neither), "entry_wrong_role");
    }
    assert!(!log.tally().is_withheld(&document));
    for together in [
        &["reviewer", "operator"][..],
        &["both", "reviewer"],
        &["other", "both"],
    ] {
        log.count("withhold", &rest, together);
        log.count("withhold", &pass_on(&document), together);
    }
    let reviewer = key("reviewer").verifying_key().to_string();
    log.count(
        "revoke",
        &format!(r#""key":"{reviewer}","reason":"lost""#),
        &["operator"],
    );
    assert_eq!(log.refused("withhold", &rest, &BOTH), "entry_needs_two");
}

#[test]
fn an_entry_with_a_signer_taken_away_does_not_keep_the_whole_one_out() {
    let mut log = Log::new();
    let document = log.source("d");
    let rest = withhold(&document, None);
    let text = format!("cotejo/v1 withhold\n{{\"election\":\"e\",{rest},\"at\":\"2026-05-10T22Z\"}}\n");
    let keys = BOTH.map(key);
    let both = Note::sign(text.as_str(), &[&keys[0], &keys[1]]).unwrap();
    let alone = Note::sign(text.as_str(), &[&keys[0]]).unwrap();
    for note in [&alone, &both, &both, &alone] {
        log.entries.push(note.to_bytes().into());
    }
    let tally = log.tally();
    let first = tally.entries() - 4;
    let refused: Vec<_> = tally
        .refused()
        .kept()
        .iter()
        .map(|refused| (refused.entry - first, refused.refusal.code()))
        .collect();
    assert_eq!(
        refused,
        [(0, "entry_needs_two"), (2, "entry_replay"), (3, "entry_replay")]
    );
    assert!(tally.is_withheld(&document));
}

#[test]
fn only_what_an_entry_that_counts_has_named_is_withheld() {
    let mut log = Log::new();
    let stations = log.keep("station,registered,state,state_name\ns1,100,A,North\n");
    let (of, refused) = (blob("a gazette"), blob("refused"));
    assert_eq!(
        log.refused("withhold", &withhold(&blob("d"), None), &BOTH),
        "entry_no_such_document"
    );
    let (source, image) = (log.source("d"), log.capture("c"));
    assert!(
        !log.tally().is_withheld(&source),
        "what was refused before it was named"
    );
    log.count(
        "register",
        &format!(r#""stations":"{stations}","count":1,"of":"{of}""#),
        &["operator"],
    );
    for named in [source, image, of] {
        log.count("withhold", &withhold(&named, None), &BOTH);
    }
    log.say("source", &self::source(&refused), &["observer"]);
    log.count(
        "reading",
        &reading("council", "file", &blob("unnamed"), r#""options":{"ana":1}"#),
        &["importer"],
    );
    let copy = blob("covered");
    log.count("withhold", &withhold(&source, Some(&copy)), &BOTH);
    for other in [refused, blob("unnamed"), copy, blob("never")] {
        assert_eq!(
            log.refused("withhold", &withhold(&other, None), &BOTH),
            "entry_no_such_document"
        );
    }
}

#[test]
fn what_nobody_could_count_without_is_never_withheld() {
    let mut log = Log::new();
    let register = "station,registered,state,state_name\ns1,100,A,North\n";
    let stations = log.keep(register);
    log.count(
        "register",
        &format!(r#""stations":"{stations}","count":1"#),
        &["operator"],
    );
    let first = FirstEntry::read(&log.entries[0]).unwrap();
    for needed in [*first.law(), *first.words(), blob("map"), stations] {
        assert_eq!(
            log.refused("withhold", &withhold(&needed, None), &BOTH),
            "entry_no_such_document"
        );
        // Not either once a source has named it.
        log.count("source", &source(&needed), &["importer"]);
        assert_eq!(
            log.refused("withhold", &withhold(&needed, None), &BOTH),
            "entry_no_such_document"
        );
        assert!(log.tally().blobs().contains(&needed));
    }
    // What is withheld is no register: who has its bytes would count otherwise than who has not.
    let (other, rest) = (
        "station,registered,state,state_name\ns2,100,A,North\n",
        r#""count":1"#,
    );
    let withheld = log.source(other);
    log.count("withhold", &withhold(&withheld, None), &BOTH);
    let named = format!(r#""stations":"{withheld}",{rest}"#);
    assert_eq!(log.refused("register", &named, &["operator"]), "entry_blob");
    log.keep(other);
    assert_eq!(log.refused("register", &named, &["operator"]), "entry_blob");
    let Entry { body, .. } = Entry::parse(log.entries.last().unwrap()).unwrap();
    let asked = log
        .tally()
        .next_entry()
        .check(&body, &[key("operator").verifying_key()]);
    assert_eq!(asked.unwrap_err().code(), "entry_blob");
    assert_eq!(log.tally().stations().listed(), 1);
    log.count("withhold", &pass_on(&withheld), &BOTH);
    log.count("register", &named, &["operator"]);
    assert_eq!(
        log.refused("withhold", &withhold(&withheld, None), &BOTH),
        "entry_no_such_document"
    );
}

#[test]
fn the_last_word_on_a_document_stands() {
    let mut log = Log::new();
    let (document, copy, better) = (log.source("d"), blob("covered"), blob("covered better"));
    let state = |log: &Log| {
        let tally = log.tally();
        let both = [document, copy, better];
        let there: Vec<bool> = both.iter().map(|blob| tally.blobs().contains(blob)).collect();
        (tally.is_withheld(&document), tally.shown(&document), there)
    };
    assert_eq!(state(&log), (false, Some(document), vec![true, false, false]));
    log.count("withhold", &pass_on(&document), &BOTH);
    assert_eq!(state(&log), (false, Some(document), vec![true, false, false]));
    log.count("withhold", &withhold(&document, Some(&copy)), &BOTH);
    assert_eq!(state(&log), (true, Some(copy), vec![false, true, false]));
    log.count("withhold", &withhold(&document, Some(&better)), &BOTH);
    assert_eq!(state(&log), (true, Some(better), vec![false, false, true]));
    // Naming it again passes nothing on.
    log.count("source", &source(&document), &["operator"]);
    log.count("withhold", &withhold(&document, None), &BOTH);
    assert_eq!(state(&log), (true, None, vec![false, false, false]));
    log.count("withhold", &pass_on(&document), &BOTH);
    assert_eq!(state(&log), (false, Some(document), vec![true, false, false]));
}

#[test]
fn a_copy_that_is_withheld_itself_is_not_passed_on() {
    let mut log = Log::new();
    let (one, two, three) = (log.capture("one"), log.capture("two"), log.capture("three"));
    log.count("withhold", &withhold(&one, Some(&two)), &BOTH);
    let shown = |log: &Log| [one, two, three].map(|blob| log.tally().shown(&blob));
    assert_eq!(shown(&log), [Some(two), Some(two), Some(three)]);
    log.count("withhold", &withhold(&two, Some(&three)), &BOTH);
    assert_eq!(shown(&log), [None, Some(three), Some(three)]);
    log.count("withhold", &withhold(&three, Some(&one)), &BOTH);
    assert_eq!(shown(&log), [None, None, None]);
    let tally = log.tally();
    assert_eq!(tally.images(), BTreeSet::new());
    assert!([one, two, three].iter().all(|blob| !tally.blobs().contains(blob)));
}

fn coverage(log: &Log, view: View) -> Coverage {
    log.tally().totals(view, 0, None, Group::Whole)[0].coverage
}

#[test]
fn readings_of_withheld_documents_count_and_totals_say_how_many_figures_rest_on_them() {
    let mut log = Log::new();
    let (sheet, file) = (log.capture("a sheet"), log.source("a file"));
    let counts = r#""null":3,"options":{"ana":5,"luis":7}"#;
    let typed = reading("volunteers", "typed", &sheet, counts);
    log.count("reading", &typed, &["agent"]);
    let counts = r#""null":"illegible","options":{"ana":5,"luis":7}"#;
    let partly = reading("council", "file", &file, counts);
    log.count("reading", &partly, &["importer"]);
    let numbers = |log: &Log, view| {
        let Coverage {
            stations,
            withheld_stations,
            withheld_figures,
            ..
        } = coverage(log, view);
        (stations, withheld_stations, withheld_figures)
    };
    let sums = |log: &Log| -> Vec<u64> {
        let total = &log.tally().totals(View::Accepted, 0, None, Group::Whole)[0];
        total.options().iter().map(|sum| sum.sum).collect()
    };
    let (volunteers, council) = (View::Account(0), View::Account(1));
    assert_eq!(
        [View::Accepted, volunteers, council].map(|view| numbers(&log, view)),
        [(1, 0, 0); 3]
    );
    log.count("withhold", &withhold(&sheet, None), &BOTH);
    assert_eq!(sums(&log), [5, 7]);
    assert_eq!(
        numbers(&log, View::Accepted),
        (1, 1, 1),
        "the file shows the options' figures, not the null ballots"
    );
    assert_eq!(numbers(&log, volunteers), (1, 1, 3));
    assert_eq!(numbers(&log, council), (1, 0, 0));
    log.count("withhold", &withhold(&file, Some(&blob("covered"))), &BOTH);
    assert_eq!(sums(&log), [5, 7]);
    assert_eq!(numbers(&log, View::Accepted), (1, 1, 3));
    assert_eq!(
        numbers(&log, council),
        (1, 1, 2),
        "an illegible figure rests on nothing"
    );
    // A reading that is written afterwards counts as one before.
    log.count(
        "reading",
        &reading("council", "file", &file, r#""options":{"ana":6}"#),
        &["importer"],
    );
    assert_eq!(
        numbers(&log, View::Accepted),
        (1, 1, 3),
        "what one contradicts goes on counting"
    );
    log.count("withhold", &pass_on(&sheet), &BOTH);
    assert_eq!(numbers(&log, volunteers), (1, 0, 0));
}

#[test]
fn after_the_record_is_closed_nothing_more_is_taken_in() {
    let mut log = Log::new();
    let document = log.source("before");
    let before = log.count(
        "reading",
        &reading("council", "file", &document, r#""options":{"ana":5}"#),
        &["importer"],
    );
    let close = r#""reason":"all sheets are in""#;
    let claim = r#""claim":{"id":"c","account":"council","who":"w","when":"2026-05-10","where":"h","counts":[{"of":"arrests","number":3}]}"#;
    for thief in ["importer", "reviewer", "observer", "stranger"] {
        let code = log.refused("close", close, &[thief]);
        assert!(matches!(code, "entry_wrong_role" | "entry_unknown_key"), "{code}");
        assert!(log.tally().closed().is_none());
    }
    log.count("close", close, &["operator"]);
    let place = log.entries.len() as u64 - 1;
    for (kind, rest, signer) in [
        ("source", source(&blob("after")), "importer"),
        ("capture", capture(&blob("after")), "agent"),
        (
            "reading",
            reading("council", "file", &document, r#""options":{"ana":6}"#),
            "importer",
        ),
        (
            "reading",
            format!(
                r#"{},"corrects":{{"reading":"{before}","reason":"a slip"}}"#,
                reading("council", "file", &document, r#""options":{"ana":6}"#)
            ),
            "reviewer",
        ),
        ("claim", claim.to_owned(), "operator"),
        ("statement", looks("observation"), "observer"),
        ("close", r#""reason":"once more""#.to_owned(), "operator"),
    ] {
        assert_eq!(log.refused(kind, &rest, &[signer]), "entry_closed", "{kind}");
    }
    // The same bytes again, and what was wrong before it came too late.
    for entry in [before, name_of(&log.entries[place as usize])] {
        let at = log
            .entries
            .iter()
            .position(|bytes| name_of(bytes) == entry)
            .unwrap();
        log.entries.push(log.entries[at].clone());
        let tally = log.tally();
        let last = tally.refused().kept().last().unwrap().clone();
        assert_eq!(
            (last.entry, last.refusal.code()),
            (tally.entries() - 1, "entry_closed")
        );
    }
    assert_eq!(
        log.refused("source", &source(&document), &["observer"]),
        "entry_wrong_role"
    );
    assert_eq!(
        log.refused(
            "reading",
            &reading("council", "file", &document, r#""options":{}"#).replace("mayor", "x"),
            &["importer"]
        ),
        "entry_unknown_contest"
    );
    // What decides about what was taken in still counts.
    let ruling = format!(r#""station":"s1","contest":"mayor","stands":"{before}","reason":"clear""#);
    log.count("ruling", &ruling, &["reviewer"]);
    log.count("withhold", &withhold(&document, None), &BOTH);
    for kind in ["look", "audit", "milestone"] {
        log.count("statement", &looks(kind), &["reviewer"]);
    }
    let stations = log.keep("station,registered,state,state_name\ns1,100,A,North\n");
    log.count(
        "register",
        &format!(r#""stations":"{stations}","count":1"#),
        &["operator"],
    );
    log.give("late", "observer", "");
    let vkey = key("late").verifying_key().to_string();
    log.count(
        "revoke",
        &format!(r#""key":"{vkey}","reason":"lost""#),
        &["operator"],
    );
    let tally = log.tally();
    assert_eq!(tally.closed().unwrap().entry, place);
    assert_eq!(tally.closed().unwrap().reason, "all sheets are in");
    assert_eq!(tally.readings().rows().len(), 1);
}

#[test]
fn the_polls_close_with_the_last_of_them_and_a_later_register_moves_that() {
    let mut log = Log::new();
    let closes = |log: &Log| log.tally().polls_close().map(ToString::to_string);
    assert_eq!(closes(&log).as_deref(), Some("2026-05-10T21:00Z"), "of area B");
    let stations = log.keep("station,registered,state,state_name\ns1,100,A,North\n");
    let mut register = |rest: &str| {
        log.count(
            "register",
            &format!(r#""stations":"{stations}","count":1{rest}"#),
            &["operator"],
        );
        closes(&log)
    };
    let later = register(r#","expected":[{"area":"A","polls_close":"2026-05-10T22:30Z"}]"#);
    assert_eq!(later.as_deref(), Some("2026-05-10T22:30Z"));
    assert_eq!(
        register("").as_deref(),
        Some("2026-05-10T22:30Z"),
        "what is not said anew stands"
    );
    let earlier = register(r#","expected":[{"area":"A","polls_close":"2026-05-10T20:30Z"}]"#);
    assert_eq!(earlier.as_deref(), Some("2026-05-10T21:00Z"));
    let without = register(r#","expected":[{"area":"A","stations":1},{"area":"B"}]"#);
    assert_eq!(without.as_deref(), Some("2026-05-10T20:00Z"), "of the country");
    let moved = register(r#","polls_close":"2026-05-11T01:15Z""#);
    assert_eq!(moved.as_deref(), Some("2026-05-11T01:15Z"));
}
