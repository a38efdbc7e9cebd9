//! Whole logs, drawn at random with all that can be wrong in them, each with what the fold makes of it.

mod fixed;
mod law;
mod sides;
mod stages;

use crate::{Draw, base64};
use bytes::Bytes;
use note::{Note, SigningKey};
use record::{BlobHash, Body, Entry, EntryName, ReadingName};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tally::{ReadingPlace, Tally, Total, View};

/// So many, and one more with more readings and accounts than count.
const LOGS: u64 = 24;
const ENTRIES: usize = 450;
const STATIONS: usize = 14;
const AREAS: [&str; 6] = ["A", "B", "A.1", "A.2", "B.1", "nowhere"];
const ACCOUNTS: [&str; 3] = ["council", "campaign", "volunteers"];
/// Those of them that have stages.
const STAGED: [&str; 1] = ["campaign"];
const CONTESTS: [&str; 3] = ["mayor", "council", "unheard"];

fn key(name: &str) -> SigningKey {
    let mut seed = [0; 32];
    seed[..name.len()].copy_from_slice(name.as_bytes());
    SigningKey::from_seed(name.parse().unwrap(), seed)
}

/// Words that say little.
const WORDS: &str = r#"{"name":{"und":"Drawn"}}"#;

/// A log that is being drawn.
struct Drawn {
    draw: Draw,
    keys: Vec<SigningKey>,
    entries: Vec<Bytes>,
    blobs: BTreeMap<BlobHash, Bytes>,
    /// The texts of readings that were sealed, each with who is to sign it.
    to_open: Vec<(String, Vec<usize>)>,
}

pub(crate) fn vectors() -> Value {
    let drawn = (0..=LOGS).map(log);
    drawn
        .chain([
            fixed::two_roles(),
            fixed::a_wider_area(),
            fixed::misleading_accounts(),
            fixed::greatest_numbers(u32::MAX, 100),
            fixed::greatest_numbers(0, 0),
            fixed::as_many_as_may_be(),
            fixed::withholding(),
            fixed::closing(),
            fixed::polls_closing(),
            fixed::voices(),
            fixed::a_crowd_of_voices(),
            fixed::rows(),
            stages::accounts(),
            stages::stages(),
            stages::stages_added(),
            stages::empty_rows(""),
            stages::empty_rows(r#","zeros":"real""#),
            fixed::further_figures(),
            fixed::missing_figures(),
            sides::evidence(),
            sides::sides(),
            sides::seals(),
            sides::few_of_many_options(),
            law::amending(),
            law::outside_a_contest(true),
            law::outside_a_contest(false),
            fixed::a_stolen_key(),
        ])
        .collect()
}

fn log(seed: u64) -> Value {
    let mut drawn = Drawn {
        draw: Draw::new(100 + seed),
        keys: [
            "operator", "o2", "i1", "i2", "a1", "a2", "a3", "t1", "t2", "r1", "r2", "b1", "x1", "g1", "n1",
            "n2", "n3", "k1", "k2", "k3", "f1", "f2", "f3", "f4", "f5", "f6",
        ]
        .map(key)
        .into(),
        entries: vec![],
        blobs: BTreeMap::new(),
        to_open: vec![],
    };
    drawn.begin();
    if seed == LOGS {
        drawn.crowd();
    }
    while drawn.entries.len() < ENTRIES {
        drawn.entry();
    }
    drawn.vector()
}

impl Drawn {
    /// A log in which nothing is drawn, with this law and two keys: the operator's and another one. Where it names no
    /// accounts, they are [`ACCOUNTS`].
    fn fixed(law: &str) -> Drawn {
        Drawn::fixed_with((law, WORDS), &["operator", "k"], &[])
    }

    /// The same with these words, too, and these keys, of which some may recover it, two together.
    fn fixed_with((law, words): (&str, &str), names: &[&str], recovery: &[usize]) -> Drawn {
        let mut fixed = Drawn {
            draw: Draw::new(0),
            keys: names.iter().map(|name| key(name)).collect(),
            entries: vec![],
            blobs: BTreeMap::new(),
            to_open: vec![],
        };
        let law = match law.contains(r#""accounts""#) {
            true => law.to_owned(),
            false => {
                let named = ACCOUNTS.map(|id| format!(r#"{{"id":"{id}"}}"#));
                let accounts = format!(r#""accounts":[{}],"contests""#, named.join(","));
                law.replacen(r#""contests""#, &accounts, 1)
            }
        };
        let [law, words] = [&law, words].map(|text| fixed.blob(text.as_bytes().to_vec()));
        let (operator, log) = (fixed.keys[0].verifying_key(), key("count.example/e"));
        let rest = format!(
            r#""law":"{law}","words":"{words}","operator":"{operator}","log":"{}"{}"#,
            log.verifying_key(),
            fixed.recovery(recovery)
        );
        fixed.say("election", &rest, 0);
        fixed
    }

    /// What the first entry says of the recovery keys.
    fn recovery(&self, keys: &[usize]) -> String {
        if keys.is_empty() {
            return String::new();
        }
        let keys: Vec<_> = keys
            .iter()
            .map(|at| format!("\"{}\"", self.keys[*at].verifying_key()))
            .collect();
        format!(r#","recovery":{{"keys":[{}],"of":2}}"#, keys.join(","))
    }

    /// An entry as it is said.
    fn say(&mut self, kind: &str, rest: &str, signer: usize) {
        self.say_all(kind, rest, &[signer]);
    }

    fn say_all(&mut self, kind: &str, rest: &str, signers: &[usize]) {
        let text = format!("cotejo/v1 {kind}\n{{\"election\":\"e\",{rest},\"at\":\"2026-05-10T22Z\"}}\n");
        let signers: Vec<&SigningKey> = signers.iter().map(|at| &self.keys[*at]).collect();
        let note = Note::sign(text, &signers).unwrap();
        self.entries.push(note.to_bytes().into());
    }

    /// The name of the entry at this place.
    fn name(&self, at: usize) -> String {
        Entry::parse(&self.entries[at]).unwrap().name().hex()
    }

    fn give(&mut self, role: &str, bound: &str) {
        self.give_to(1, role, bound);
    }

    fn give_to(&mut self, who: usize, role: &str, bound: &str) {
        let key = self.keys[who].verifying_key();
        self.say("key", &format!(r#""key":"{key}","role":"{role}"{bound}"#), 0);
    }

    fn read(&mut self, station: &str, votes: u32) {
        self.read_by(1, station, votes);
    }

    fn read_by(&mut self, signer: usize, station: &str, votes: u32) {
        let of = BlobHash::of(b"file");
        let rest = format!(
            r#""account":"campaign","station":"{station}","contest":"mayor","counts":{{"options":{{"ana":{votes}}}}},"method":"file","of":["{of}"]"#
        );
        self.say("reading", &rest, signer);
    }

    fn vector(&self) -> Value {
        let tally = testing::fold(&self.entries, &self.blobs);
        json!({
            "entries": self.entries.iter().map(|entry| base64(entry)).collect::<Vec<_>>(),
            "blobs": self.blobs.values().map(|blob| base64(blob)).collect::<Vec<_>>(),
            // Of each reading that counts, its place, its name and the entry of the grant that it was written by, then of each
            // further voice its entry, its signers and the entry of its grant; its stage, whether it is an empty row, the minute
            // which it refers to, whether it has evidence, and the seal that it opens.
            "readings": readings(&tally),
            "expected": expected(&tally),
        })
    }

    fn blob(&mut self, bytes: Vec<u8>) -> BlobHash {
        let name = BlobHash::of(&bytes);
        self.blobs.insert(name, bytes.into());
        name
    }

    /// The law, the words, and roles for the first keys.
    fn begin(&mut self) {
        let complete = !self.draw.once_in(3);
        let agree = 1 + self.draw.below(3);
        let alone = *self.draw.pick(&[
            "[]",
            r#"[{"method":"code","account":"campaign"}]"#,
            r#"[{"method":"file","account":"council"},{"method":"message","account":"campaign"}]"#,
            r#"[{"method":"file"},{"method":"typed","account":"campaign"}]"#,
        ]);
        let zeros = *self.draw.pick(&["", "", "", r#""zeros":"real","#]);
        let figures = *self.draw.pick(&[
            "",
            r#""figures":["unused"],"#,
            r#""figures":["unused","challenged"],"sums":[{"of":"challenged","parts":["null","blank"],"severity":"warning"},{"of":"ballots","parts":["options","null","blank"]}],"#,
        ]);
        let areas = *self
            .draw
            .pick(&["", r#","areas":["A.1","B"]"#, r#","areas":["A","A.2","C"]"#]);
        let law = format!(
            r#"{{"id":"e","date":"2026-05-10","origin":"count.example/e","accounts":[{{"id":"council"}},{{"id":"campaign","stages":["p","d"]}}],{zeros}"levels":["state","town"],"contests":[{{"id":"mayor","options":["luis","ana","zoe"]}},{{"id":"council","options":["yes","no"]{areas}}}],{figures}"register":{{"complete":{complete},"areas":[{{"area":"A","stations":9}}]}},"acceptance":{{"agree":{agree},"alone":{alone}}},"rules":{{"identical_one_in":{}}}}}"#,
            self.draw.pick(&[2, 100, 10_000])
        );
        let [law, words] = [law, WORDS.to_owned()].map(|text| self.blob(text.into_bytes()));
        let vkey = |key: &SigningKey| key.verifying_key().to_string();
        let (operator, log) = (vkey(&self.keys[0]), vkey(&key("count.example/e")));
        let recovery = self.recovery(&[17, 18, 19]);
        let rest =
            format!(r#""law":"{law}","words":"{words}","operator":"{operator}","log":"{log}"{recovery}"#);
        self.sign("election", &rest, &[0]);
        self.register(&[0]);
        self.sign("account", r#""account":"volunteers""#, &[0]);
        for (who, role, bound) in [
            (2, "importer", r#","account":"council""#),
            (3, "importer", ""),
            (3, "importer", r#","account":"campaign""#),
            (6, "agent", r#","account":"campaign","stage":"d""#),
            (4, "agent", r#","area":"A""#),
            (5, "agent", r#","area":"A.1","account":"volunteers""#),
            (7, "typist", ""),
            (9, "reviewer", ""),
            (10, "gateway", ""),
            (12, "gateway", r#","account":"campaign""#),
            (11, "observer", r#","until":"2026-05-11T03Z""#),
            (
                13,
                "registrar",
                r#","gives":["agent","importer"],"keys":2,"area":"A""#,
            ),
        ] {
            self.grant(who, role, bound, &[0]);
        }
        // What most readings are taken from.
        for n in 0..4 {
            let document = BlobHash::of(&[n]);
            let rest =
                format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#);
            self.sign("source", &rest, &[0]);
            for contest in ["mayor", "council"] {
                let sheet = format!(r#""account":"volunteers","contest":"{contest}""#);
                let rest = format!(r#"{sheet},"image":"{document}","media":"image/png""#);
                self.sign("capture", &rest, &[4]);
            }
        }
    }

    fn sign(&mut self, kind: &str, rest: &str, signers: &[usize]) {
        let first = self.entries.is_empty();
        let election = if self.draw.once_in(60) && !first {
            "other"
        } else {
            "e"
        };
        let at = format!("2026-05-1{}T{:02}Z", self.draw.below(3), self.draw.below(24));
        let text = format!("cotejo/v1 {kind}\n{{\"election\":\"{election}\",{rest},\"at\":\"{at}\"}}\n");
        self.sign_text(text, signers);
    }

    fn sign_text(&mut self, text: String, signers: &[usize]) {
        let keys: Vec<&SigningKey> = signers.iter().map(|at| &self.keys[*at]).collect();
        let mut bytes = Note::sign(text, &keys).unwrap().to_bytes();
        // The first entry must hold.
        if !self.entries.is_empty() && self.draw.once_in(25) {
            bytes = crate::notes::damaged(&bytes, &mut self.draw);
        }
        if bytes.is_empty() || bytes.len() > record::MAX_ENTRY_BYTES {
            return;
        }
        self.entries.push(bytes.into());
    }

    /// More readings of one station by one key, and more accounts, than a log may have.
    fn crowd(&mut self) {
        let of = BlobHash::of(b"crowd");
        for n in 0..80 {
            let rest = format!(
                r#""account":"council","station":"s1","contest":"mayor","counts":{{"options":{{"ana":{n}}}}},"method":"file","of":["{of}"]"#
            );
            self.sign("reading", &rest, &[2]);
        }
        for n in 0..290 {
            let rest = format!(
                r#""claim":{{"id":"c","account":"account {n}","who":"w","when":"2026-05-10","where":"h","counts":[{{"of":"arrests","number":3}}]}}"#
            );
            self.sign("claim", &rest, &[0]);
            self.sign("account", &format!(r#""account":"account {n}""#), &[0]);
        }
    }

    fn signers(&mut self, mostly: &[usize]) -> Vec<usize> {
        let mut signers = vec![if self.draw.once_in(8) {
            self.draw.below(self.keys.len())
        } else {
            *self.draw.pick(mostly)
        }];
        while self.draw.once_in(5) {
            signers.push(self.draw.below(self.keys.len()));
        }
        signers
    }

    fn grant(&mut self, who: usize, role: &str, bound: &str, signers: &[usize]) {
        let key = self.keys[who].verifying_key().to_string();
        self.sign(
            "key",
            &format!(r#""key":"{key}","role":"{role}"{bound}"#),
            signers,
        );
    }

    fn register(&mut self, signers: &[usize]) {
        let places = self.draw.once_in(2);
        let mut csv = "station,registered,state,state_name,town,town_name".to_owned();
        csv += if places { ",latitude,longitude\n" } else { "\n" };
        for station in 0..STATIONS {
            if self.draw.once_in(4) {
                continue;
            }
            let registered = match self.draw.below(8) {
                0 => String::new(),
                1 => "500".to_owned(),
                _ => (100 + 10 * station).to_string(),
            };
            let areas = match self.draw.below(9) {
                0 => ",,,",
                1 => "B,South,B.1,",
                n if n % 2 == 0 => "A,,A.1,First",
                _ => "A,North,A.2,",
            };
            let place = match self.draw.below(4) {
                _ if !places => String::new(),
                0 => ",,".to_owned(),
                n => format!(",-{n}.5,{station}.25"),
            };
            csv += &format!("s{station},{registered},{areas}{place}\n");
        }
        if self.draw.once_in(8) {
            csv += if places {
                "s1,many,,,,,,\n"
            } else {
                "s1,many,,,,\n"
            };
        }
        let stations = self.blob(csv.into_bytes());
        if self.draw.once_in(10) {
            self.blobs.remove(&stations);
        }
        let expected = match self.draw.below(5) {
            0 | 1 => {
                r#","expected":[{"area":"B","stations":4,"registered":900},{"area":"A.1","registered":77}]"#
            }
            2 => {
                r#","expected":[{"area":"B","polls_close":"2026-05-10T22:30Z"}],"polls_close":"2026-05-10T21:00Z""#
            }
            3 => {
                r#","contests":[{"contest":"council","areas":["B.1","A"]},{"contest":"mayor","areas":[]},{"contest":"nobody's","areas":["A"]}]"#
            }
            _ => "",
        };
        self.sign(
            "register",
            &format!(r#""stations":"{stations}","count":9{expected}"#),
            signers,
        );
    }

    fn sheet(&mut self) -> String {
        format!(
            r#""account":"{}","station":"s{}","contest":"{}""#,
            self.draw.pick(&ACCOUNTS),
            self.draw.below(STATIONS + 2),
            CONTESTS[[0, 0, 0, 0, 0, 0, 1, 1, 1, 2][self.draw.below(10)]],
        )
    }

    /// The stage that readings of this account's sheet name, as its text begins.
    fn stage(&mut self, sheet: &str) -> String {
        let is_staged = STAGED
            .iter()
            .any(|id| sheet.starts_with(&format!(r#""account":"{id}""#)));
        match (is_staged, self.draw.below(20)) {
            (_, 0) => r#""stage":"x","#.to_owned(),
            (true, 1) | (false, _) => String::new(),
            (true, n) => format!(r#""stage":"{}","#, ["p", "d"][n % 2]),
        }
    }

    /// The minute which figures refer to, or none.
    fn as_of(&mut self) -> String {
        match self.draw.below(4) {
            0 => format!(r#","as_of":"2026-05-10T21:{:02}Z""#, self.draw.below(60)),
            _ => String::new(),
        }
    }

    /// An account, or more stages of one.
    fn account(&mut self) {
        let account = *self
            .draw
            .pick(&["volunteers", "campaign", "late", "Late", "total"]);
        let stages = *self.draw.pick(&[
            "",
            r#","stages":["p","d","r"]"#,
            r#","stages":["p","d"]"#,
            r#","stages":["p","P"]"#,
        ]);
        let signers = self.signers(&[0, 14]);
        self.sign("account", &format!(r#""account":"{account}"{stages}"#), &signers);
    }

    fn figure(&mut self, like: usize) -> String {
        match self.draw.below(24) {
            0 | 1 => "\"illegible\"".to_owned(),
            2 | 3 => (like + 1).to_string(),
            4 => "0".to_owned(),
            5 => (9 * like).to_string(),
            _ => like.to_string(),
        }
    }

    fn counts(&mut self, contest: &str) -> String {
        let zero = self.draw.once_in(12);
        let mut parts = vec![];
        for (field, like) in [
            ("registered", 120),
            ("ballots", 103),
            ("valid", 90),
            ("blank", 6),
            ("null", 7),
        ] {
            if !self.draw.once_in(3) {
                let figure = self.figure(if zero { 0 } else { like });
                parts.push(format!("\"{field}\":{figure}"));
            }
        }
        if self.draw.once_in(3) {
            let (unused, challenged) = (self.figure(17), self.figure(13));
            let more = [
                format!(r#""unused":{unused},"challenged":{challenged}"#),
                format!(r#""unused":{unused}"#),
                format!(r#""lost":{unused},"challenged":{challenged}"#),
            ];
            parts.push(format!(r#""more":{{{}}}"#, self.draw.pick(&more)));
        }
        let options: &[(&str, usize)] = match contest {
            "council" => &[("yes", 50), ("no", 40)],
            _ => &[("ana", 50), ("luis", 30), ("zoe", 10), ("nobody", 1)],
        };
        let mut votes = vec![];
        for (option, like) in options {
            let once = if *option == "nobody" { 2 } else { 9 };
            if self.draw.once_in(once) == (*option == "nobody") && self.draw.once_in(2)
                || *option != "nobody" && !self.draw.once_in(9)
            {
                let figure = self.figure(if zero { 0 } else { *like });
                votes.push(format!("\"{option}\":{figure}"));
            }
        }
        parts.push(format!("\"options\":{{{}}}", votes.join(",")));
        format!("{{{}}}", parts.join(","))
    }

    /// The name of an earlier entry, whether it is a reading or not.
    fn earlier(&mut self) -> ReadingName {
        let at = self.draw.below(self.entries.len());
        let window = self.entries.len().saturating_sub(60);
        let entry = &self.entries[at.max(window.min(self.entries.len() - 1))];
        let name = Entry::parse(entry).map_or(EntryName([7; 32]), |entry| entry.name());
        ReadingName {
            entry: name,
            row: self.draw.once_in(4).then_some(0),
        }
    }

    /// An earlier reading of the log, as its text names it.
    fn earlier_reading(&mut self) -> Option<(ReadingName, String, String)> {
        for _ in 0..20 {
            let at = self.draw.below(self.entries.len());
            let bytes = self.entries[at].clone();
            let Ok(entry) = Entry::parse(&bytes) else { continue };
            let name = entry.name();
            let stage = entry.body.stage().flatten().cloned();
            let (row, account, station, contest) = match entry.body {
                Body::Reading(reading) => (None, reading.account, reading.station, reading.contest),
                Body::Readings(readings) => {
                    let at = self.draw.below(readings.rows.len());
                    let station = readings.rows.iter().nth(at).unwrap().station.clone();
                    (Some(at as u8), readings.account, station, readings.contest)
                }
                _ => continue,
            };
            let sheet = format!(r#""account":"{account}","station":"{station}","contest":"{contest}""#);
            let stage = stage.map_or(String::new(), |stage| format!(r#""stage":"{stage}","#));
            return Some((ReadingName { entry: name, row }, sheet, stage));
        }
        None
    }

    fn reading(&mut self) {
        let image = BlobHash::of(&[self.draw.below(4) as u8]);
        let (mut sheet, mut rest) = (self.sheet(), String::new());
        let mut stage = self.stage(&sheet);
        if self.draw.once_in(5)
            && let Some((name, same, of_stage)) = self.earlier_reading()
        {
            if !self.draw.once_in(6) {
                (sheet, stage) = (same, of_stage);
            }
            rest = format!(r#","corrects":{{"reading":"{name}","reason":"why"}}"#);
        }
        let contest = if sheet.contains("\"council\"}") || sheet.ends_with("\"council\"") {
            "council"
        } else {
            "mayor"
        };
        let counts = self.counts(contest);
        let method = *self
            .draw
            .pick(&["file", "file", "code", "typed", "typed", "message", "machine"]);
        let signers = match method {
            "file" => self.signers(&[2, 3]),
            "typed" => self.signers(&[4, 5, 7, 8, 9]),
            // Mostly passed on by a gateway.
            "message" if !self.draw.once_in(4) => {
                let mut signers = self.signers(&[4, 5, 10, 12]);
                signers.push(*self.draw.pick(&[10, 12]));
                signers
            }
            _ => self.signers(&[4, 5, 6]),
        };
        let as_of = self.as_of();
        let of = match (method, self.draw.below(8)) {
            ("message", _) => String::new(),
            ("code" | "typed" | "machine", 0) => {
                let other = BlobHash::of(&[4]);
                format!(r#","of":["{image}","{other}"]"#)
            }
            _ => format!(r#","of":["{image}"]"#),
        };
        let rest = format!(r#"{stage}{sheet},"counts":{counts},"method":"{method}"{of}{as_of}{rest}"#);
        if method == "typed" && self.draw.once_in(3) {
            self.sealed(contest, image, &rest, &signers);
        } else {
            self.sign("reading", &rest, &signers);
        }
    }

    /// A reading that is sealed now and shown later, mostly by those who sealed it.
    fn sealed(&mut self, contest: &str, image: BlobHash, rest: &str, signers: &[usize]) {
        let salt = BlobHash::of(&[self.entries.len() as u8]).hex();
        let text = format!(
            "cotejo/v1 reading\n{{\"election\":\"e\",{rest},\"salt\":\"{salt}\",\"at\":\"2026-05-10T22Z\"}}\n"
        );
        let image = match self.draw.once_in(10) {
            true => BlobHash::of(b"another"),
            false => image,
        };
        let name = EntryName::of(&text);
        let seal = format!(r#""contest":"{contest}","image":"{image}","reading":"{name}""#);
        self.sign("seal", &seal, signers);
        let opener = match self.draw.once_in(8) {
            true => self.signers(&[4, 5, 7, 8, 9]),
            false => signers.to_vec(),
        };
        self.to_open.push((text, opener));
    }

    /// Shows what was sealed first.
    fn open(&mut self) {
        if !self.to_open.is_empty() {
            let (text, signers) = self.to_open.remove(0);
            self.sign_text(text, &signers);
        }
    }

    /// An entry of several rows; sometimes they correct earlier readings.
    fn rows(&mut self) {
        let of = BlobHash::of(&[self.draw.below(4) as u8]);
        let account = *self.draw.pick(&ACCOUNTS);
        let stage = self.stage(&format!(r#""account":"{account}""#));
        let contest = CONTESTS[[0, 0, 0, 0, 0, 0, 0, 1, 1, 2][self.draw.below(10)]];
        let options: &[(&str, usize)] = match contest {
            "council" => &[("no", 40), ("yes", 50)],
            _ => &[("luis", 30), ("ana", 50), ("nobody", 1), ("zoe", 10)],
        };
        let fields = [
            ("valid", 90),
            ("registered", 120),
            ("null", 7),
            ("unused", 17),
            ("blank", 6),
            ("challenged", 13),
            ("ballots", 103),
        ];
        let mut columns: Vec<(&str, usize)> = vec![];
        for field in fields {
            if self.draw.once_in(2) {
                columns.push(field);
            }
        }
        let figures: Vec<String> = columns.iter().map(|(field, _)| format!("\"{field}\"")).collect();
        columns.extend(options);
        let named: Vec<String> = options
            .iter()
            .map(|(option, _)| format!("\"{option}\""))
            .collect();
        let (mut rows, mut corrects) = (vec![], vec![]);
        let all_correct = self.draw.once_in(4);
        for row in 0..1 + self.draw.below(6) {
            let mut station = format!("s{}", self.draw.below(STATIONS + 2));
            if (all_correct || self.draw.once_in(5))
                && let Some((name, sheet, _)) = self.earlier_reading()
                && !corrects
                    .iter()
                    .any(|other: &String| other.contains(&name.to_string()))
            {
                if !self.draw.once_in(6) {
                    station = sheet.split('"').nth(7).unwrap().to_owned();
                }
                corrects.push(format!(r#"{{"row":{row},"reading":"{name}"}}"#));
            }
            let mut cells = vec![format!("\"{station}\""), self.draw.below(3).to_string()];
            let empty = self.draw.once_in(8);
            for (_, like) in &columns {
                cells.push(match self.draw.below(9) {
                    0 => "\"\"".to_owned(),
                    _ if empty => "0".to_owned(),
                    _ => self.figure(*like),
                });
            }
            rows.push(format!("[{}]", cells.join(",")));
        }
        let mut rest = format!(
            r#"{stage}"account":"{account}","contest":"{contest}","of":"{of}","figures":[{}],"options":[{}],"rows":[{}]"#,
            figures.join(","),
            named.join(","),
            rows.join(",")
        );
        match self.draw.below(4) {
            0 => rest += &self.as_of(),
            1 => {
                let minutes = rows.iter().map(|_| match self.draw.below(3) {
                    0 => "\"\"".to_owned(),
                    _ => format!("\"2026-05-10T20:{:02}Z\"", self.draw.below(60)),
                });
                let minutes: Vec<String> = minutes.collect();
                rest += &format!(r#","rows_as_of":[{}]"#, minutes.join(","));
            }
            _ => {}
        }
        if !corrects.is_empty() {
            rest += &format!(
                r#","corrects":{{"reason":"why","rows":[{}]}}"#,
                corrects.join(",")
            );
        }
        let signers = match corrects.is_empty() {
            true => self.signers(&[2, 3]),
            false => self.signers(&[2, 3, 9]),
        };
        self.sign("readings", &rest, &signers);
    }

    /// The text of an earlier entry, signed by others or with one line more.
    fn said_again(&mut self) {
        let at = self.draw.below(self.entries.len());
        let Ok(mut note) = Note::parse(&self.entries[at]) else {
            return;
        };
        let signers = self.signers(&[2, 3, 4, 5, 7, 9, 12]);
        if self.draw.once_in(2) {
            note = Note::sign(note.text(), &[&self.keys[signers[0]]]).unwrap();
        }
        for signer in signers {
            let signature = self.keys[signer].sign_text(note.text()).unwrap();
            note.add(signature).unwrap();
        }
        self.entries.push(note.to_bytes().into());
    }

    fn statement(&mut self) {
        let kind = *self.draw.pick(&["observation", "look", "audit"]);
        let signers = self.signers(&[0, 4, 7, 9, 11, 11]);
        let mut rest = format!(r#""kind":"{kind}","answers":{{"calm":"yes"}}"#);
        if self.draw.once_in(2) {
            rest += &format!(r#","station":"s{}""#, self.draw.below(STATIONS + 2));
        }
        if self.draw.once_in(3) {
            rest += &format!(r#","document":"{}""#, BlobHash::of(&[self.draw.below(6) as u8]));
        }
        if self.draw.once_in(3) {
            let statement = (self.entries.iter().rev())
                .filter(|entry| record::stated_type(entry) == Some("statement"))
                .find_map(|entry| record::Entry::parse(entry).ok().map(|entry| entry.name()));
            let follows = statement.unwrap_or_else(|| self.earlier().entry);
            rest += &format!(r#","follows":"{follows}""#);
        }
        self.sign("statement", &rest, &signers);
    }

    /// Of a document that captures, readings, sources and statements name, or of a register.
    fn withhold(&mut self) {
        let signers = match self.draw.below(6) {
            0 => self.signers(&[0, 9]),
            _ => vec![0, 9],
        };
        let document = match self.draw.below(8) {
            0 => {
                let at = self.draw.below(self.blobs.len());
                *self.blobs.keys().nth(at).unwrap()
            }
            _ => BlobHash::of(&[self.draw.below(6) as u8]),
        };
        let rest = match self.draw.below(4) {
            0 => r#""withheld":false"#.to_owned(),
            1 => r#""withheld":true"#.to_owned(),
            _ => format!(
                r#""withheld":true,"instead":"{}""#,
                BlobHash::of(&[3 + self.draw.below(6) as u8])
            ),
        };
        self.sign(
            "withhold",
            &format!(r#""document":"{document}",{rest},"reason":"a face""#),
            &signers,
        );
    }

    fn entry(&mut self) {
        match self.draw.below(120) {
            0..60 => self.reading(),
            100..112 => self.rows(),
            112..116 => self.said_again(),
            116..120 => self.open(),
            60..66 => {
                let (mut sheet, image) = (self.sheet(), BlobHash::of(&[self.draw.below(6) as u8]));
                if self.draw.once_in(4) {
                    let of_station = sheet.find(r#""station""#).unwrap()..sheet.find(r#""contest""#).unwrap();
                    sheet.replace_range(of_station, "");
                }
                let signers = self.signers(&[4, 5, 6]);
                self.sign(
                    "capture",
                    &format!(r#"{sheet},"image":"{image}","media":"image/png""#),
                    &signers,
                );
            }
            66..74 => {
                let (name, mut sheet) = match self.earlier_reading() {
                    Some((name, same, _)) if !self.draw.once_in(6) => (name, same),
                    _ => (self.earlier(), self.sheet()),
                };
                sheet = sheet
                    .split_once(',')
                    .map(|(_, rest)| rest.to_owned())
                    .unwrap_or(sheet);
                let stands = if self.draw.once_in(4) {
                    String::new()
                } else {
                    format!(r#","stands":"{name}""#)
                };
                let signers = self.signers(&[9, 10]);
                self.sign(
                    "ruling",
                    &format!(r#"{sheet}{stands},"reason":"clear""#),
                    &signers,
                );
            }
            // A registrar gives what it may, as long as it may.
            74..80 if self.draw.once_in(4) => {
                let (who, role) = (20 + self.draw.below(6), *self.draw.pick(&["agent", "importer"]));
                self.grant(who, role, r#","area":"A.1""#, &[13]);
            }
            74..80 => {
                let who = self.draw.below(self.keys.len());
                let role = *self.draw.pick(&[
                    "operator",
                    "importer",
                    "agent",
                    "agent",
                    "gateway",
                    "typist",
                    "reviewer",
                    "observer",
                    "registrar",
                ]);
                let mut bound = String::new();
                if role == "registrar" {
                    bound += &format!(r#","gives":["typist","agent"],"keys":{}"#, 1 + self.draw.below(4));
                }
                if self.draw.once_in(3) {
                    bound += &format!(r#","area":"{}""#, self.draw.pick(&AREAS));
                }
                if self.draw.once_in(4) {
                    bound += &format!(r#","account":"{}""#, self.draw.pick(&ACCOUNTS));
                    if self.draw.once_in(2) {
                        bound += &format!(r#","stage":"{}""#, self.draw.pick(&["p", "d"]));
                    }
                }
                if self.draw.once_in(4) {
                    bound += &format!(r#","until":"2026-05-1{}T12Z""#, self.draw.below(3));
                }
                let signers = self.signers(&[0, 0, 1, 13, 13, 14]);
                self.grant(who, role, &bound, &signers);
            }
            80..83 => {
                // Seldom the operator, or nothing counts any more.
                let who = 1 + self.draw.below(self.keys.len() - 1);
                let key = match self.draw.below(10) {
                    0 => "no key".to_owned(),
                    1 => key("never").verifying_key().to_string(),
                    _ => self.keys[who].verifying_key().to_string(),
                };
                let signers = self.signers(&[0, 0, 1, 13, 14]);
                let from = match self.draw.below(3) {
                    0 => format!(r#","from":{}"#, self.late_place()),
                    _ => String::new(),
                };
                self.sign(
                    "revoke",
                    &format!(r#""key":"{key}"{from},"reason":"lost""#),
                    &signers,
                );
            }
            83..86 => {
                let signers = self.signers(&[0, 1, 14, 15]);
                self.register(&signers);
            }
            86..88 => {
                let signers = self.signers(&[0, 2, 3]);
                let document = BlobHash::of(&[self.draw.below(4) as u8]);
                let rest =
                    format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#);
                self.sign("source", &rest, &signers);
            }
            88..91 => {
                let signers = self.signers(&[0, 2, 3]);
                let account = *self.draw.pick(&ACCOUNTS);
                let rest = format!(
                    r#""claim":{{"id":"c","account":"{account}","who":"w","when":"2026-05-10","where":"h","counts":[{{"of":"arrests","number":3}}]}}"#
                );
                self.sign("claim", &rest, &signers);
            }
            91..93 => self.statement(),
            93 if self.draw.once_in(2) => self.account(),
            93 => self.amend(),
            94 => {
                let (kind, signers) = (self.draw.below(3), self.signers(&[0, 12]));
                self.sign_text(format!("cotejo/v1 weather{kind}\n{{\"rain\":0.5}}\n"), &signers);
            }
            95..96 => {
                let signers = self.signers(&[0]);
                let (operator, blob) = (self.keys[0].verifying_key().to_string(), BlobHash::of(b""));
                self.sign(
                    "election",
                    &format!(r#""law":"{blob}","words":"{blob}","operator":"{operator}","log":"l""#),
                    &signers,
                );
            }
            96 => self.recover(),
            97..=98 => self.withhold(),
            _ => {
                let at = self.draw.below(self.entries.len());
                self.entries.push(self.entries[at].clone());
            }
        }
    }

    /// A place of the log, mostly near its end, and seldom behind it.
    fn late_place(&mut self) -> usize {
        let back = self.draw.below(40);
        (self.entries.len() + 1).saturating_sub(back).max(1)
    }

    /// Other words, which are there, are none, or are not there; their map's document is one that sources name.
    fn amend(&mut self) {
        let signers = self.signers(&[0]);
        let (number, map) = (self.draw.below(4), BlobHash::of(&[self.draw.below(4) as u8]));
        let words = match self.draw.below(5) {
            0 => r#"{"name":"Drawn"}"#.to_owned(),
            1 => format!(r#"{{"map":{{"document":"{map}"}}}}"#),
            _ => format!(r#"{{"name":{{"en":"Drawn {number}"}}}}"#),
        };
        let words = self.blob(words.into_bytes());
        if self.draw.once_in(10) {
            self.blobs.remove(&words);
        }
        self.sign(
            "amend",
            &format!(r#""words":"{words}","reason":"a name""#),
            &signers,
        );
    }

    /// Another operator or log key, by enough recovery keys or not.
    fn recover(&mut self) {
        let mut signers = vec![17, 18, 19];
        if self.draw.once_in(3) {
            signers.truncate(1);
        }
        if self.draw.once_in(3) {
            signers.push(self.draw.below(self.keys.len()));
        }
        let mut rest = String::new();
        if !self.draw.once_in(6) {
            let next = [14, 15, 16, 14, 15, 16, 0, 18][self.draw.below(8)];
            let (key, from) = (self.keys[next].verifying_key().to_string(), self.late_place());
            rest += &format!(r#""operator":"{key}","from":{from},"#);
            if self.draw.once_in(2) {
                let keep: Vec<_> = (0..3).map(|_| format!("\"{}\"", self.earlier())).collect();
                rest += &format!(r#""keep":[{}],"#, keep.join(","));
            }
        }
        if rest.is_empty() || self.draw.once_in(4) {
            let log =
                SigningKey::from_seed("count.example/e".parse().unwrap(), [self.draw.below(4) as u8; 32]);
            rest += &format!(r#""log":"{}","#, log.verifying_key());
        }
        self.sign("recover", &format!(r#"{rest}"reason":"stolen""#), &signers);
    }
}

fn total(tally: &Tally, total: &Total) -> Value {
    let coverage = &total.coverage;
    let sums = total
        .figures()
        .iter()
        .map(|sum| json!([sum.sum, sum.contested, sum.read, sum.illegible]));
    json!({
        "area": total.area.map(|area| tally.areas().code(area)),
        "coverage": [
            Some(coverage.stations),
            coverage.of_stations,
            Some(coverage.registered),
            coverage.of_registered,
            Some(coverage.without_registered),
            Some(coverage.contested_stations),
            Some(coverage.contested.registered),
            Some(coverage.partly_read.registered),
            Some(coverage.withheld_stations),
            Some(coverage.withheld_figures),
        ],
        "figures": sums.collect::<Vec<_>>(),
    })
}

/// A place, as `12` or `12/3`.
fn place(place: ReadingPlace) -> String {
    place.to_string()
}

pub(crate) fn readings(tally: &Tally) -> Vec<Value> {
    let readings = 0..tally.readings().rows().len() as tally::ReadingNumber;
    readings.map(|number| reading(tally, number)).collect()
}

fn reading(tally: &Tally, number: tally::ReadingNumber) -> Value {
    let readings = tally.readings();
    let name = |key: &tally::KeyNumber| tally.keys().key(*key).name().to_string();
    let voices = readings.further_voices(number).iter().map(|voice| {
        let signers: Vec<String> = voice.signers.iter().map(name).collect();
        json!([voice.entry, signers, tally.keys().from_entry(voice.grant)])
    });
    let (place, row) = (place(readings.place(number)), readings.row(number));
    json!([
        place,
        readings.name(number).to_string(),
        tally.granted_by(number),
        voices.collect::<Vec<_>>(),
        tally.declared().stage(row.account, row.stage),
        row.empty,
        readings.as_of(number),
        row.evidence,
        readings.sealed_at(number),
    ])
}

pub(crate) fn expected(tally: &Tally) -> Value {
    let readings = tally.readings();
    let place_of = |number| place(readings.place(number));
    let stations = tally.stations_sorted();
    let contests = (0..tally.election().contests.len() as u16).map(|contest| {
        let accounts = tally.accounts();
        let with_readings = accounts.iter().filter(|(account, _)| tally.has_readings(*account, contest));
        let staged = accounts.iter().flat_map(|(number, id)| {
            let stages = tally.stages_with_readings(*number, contest).into_iter();
            stages.map(move |stage| (format!("{id}/{stage}"), View::Stage(*number, stage)))
        });
        let views = [(String::new(), View::Accepted)]
            .into_iter()
            .chain(with_readings.map(|(number, id)| (id.to_string(), View::Account(*number))))
            .chain(staged);
        let views = views.map(|(name, view)| {
            let totals = tally.all_totals(view, contest);
            let areas = tally.areas_of(contest).into_iter();
            let areas = areas.filter_map(|area| tally.area_total(&totals, area));
            let standing = stations.iter().map(|station| tally.standing(view, contest, *station).map(place_of));
            json!({
                "view": name,
                "standing": standing.collect::<Vec<_>>(),
                "country": total(tally, &totals.country),
                "no_area": totals.no_area.as_ref().map(|none| total(tally, none)),
                "areas": areas.map(|area| total(tally, &area)).collect::<Vec<_>>(),
            })
        });
        json!({
            "states": stations.iter().map(|station| tally.state(contest, *station).name()).collect::<Vec<_>>(),
            "views": views.collect::<Vec<_>>(),
        })
    });
    let rows = stations.iter().map(|station| {
        let row = tally.stations().row(*station);
        json!({
            "code": tally.stations().code(*station),
            "listed": row.listed,
            "registered": row.registered,
            "area": row.area.map(|area| tally.areas().code(area)),
            "place": row.place,
        })
    });
    let refused = tally
        .refused()
        .kept()
        .iter()
        .map(|refused| json!([place(refused.place()), refused.refusal.code()]));
    let succession = tally.succession();
    let named = |keys: &[(u64, note::VerifyingKey)]| -> Vec<Value> {
        keys.iter()
            .map(|(entry, key)| json!([entry, key.to_string()]))
            .collect()
    };
    let withheld = tally
        .withheld()
        .map(|row| json!([row.withhold.document, row.withhold.instead]));
    let findings = tally.findings().iter().map(|finding| {
        let sum = finding.sum().map(model::rules::Field::name);
        json!([
            place_of(finding.reading),
            finding.rule.code(),
            finding.severity,
            sum
        ])
    });
    json!({
        "refused": refused.collect::<Vec<_>>(),
        "operators": named(succession.chief_operators()),
        "log_keys": named(succession.log_keys()),
        "unknown_types": tally.unknown_types(),
        "blobs": tally.blobs().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "withheld": withheld.collect::<Vec<_>>(),
        "closed": tally.closed().map(|closed| closed.entry),
        "polls_close": tally.polls_close(),
        "statements": tally.statements().len(),
        "words": tally.words().map(|row| row.blob),
        "name": tally.election().name.as_str(),
        "stations": rows.collect::<Vec<_>>(),
        "contests": contests.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
    })
}
