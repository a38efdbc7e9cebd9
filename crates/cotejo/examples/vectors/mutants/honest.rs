//! The honest record that mutants go on from: a small election in which every entry type stands and counts.

use super::{Record, vkey};
use record::BlobHash;
use serde_json::{Value, json};

/// Six stations in two states; `b1` has a place in no town.
const REGISTER: &str = "station,registered,state,state_name,town,town_name
s1,120,A,North,A.1,First
s2,130,A,North,A.1,First
s3,140,A,North,A.2,Second
s4,150,A,North,A.2,Second
s5,160,B,South,B.1,
s6,,B,South,B.1,
";

/// The blob name of a made-up document or photograph, whose bytes nobody needs.
pub(super) fn document(name: &str) -> String {
    BlobHash::of(name.as_bytes()).to_string()
}

/// A reading of the contest `mayor`.
pub(super) fn reading(account: &str, station: &str, method: &str, of: &[&str], ana: u32, luis: u32) -> Value {
    let mut reading = json!({
        "account": account,
        "station": station,
        "contest": "mayor",
        "counts": {"valid": ana + luis, "null": 4, "more": {"challenged": 1}, "options": {"ana": ana, "luis": luis}},
        "method": method,
    });
    if !of.is_empty() {
        reading["of"] = of.iter().map(|name| document(name)).collect();
    }
    reading
}

impl Record {
    pub(super) fn honest(&mut self) {
        self.begin();
        self.grants();
        self.by_file();
        self.by_people();
        self.others();
    }

    fn begin(&mut self) {
        let agree = 1 + self.draw.below(3);
        let alone = match self.draw.below(4) {
            0 => json!([]),
            1 => json!([{"method": "typed"}]),
            2 => json!([{"method": "file", "account": "council"}]),
            _ => {
                json!([{"method": "code", "account": "volunteers"}, {"method": "file", "account": "campaign"}])
            }
        };
        let mut law = json!({
            "id": "e",
            "date": "2026-05-10",
            "origin": "count.example/e",
            "levels": ["state", "town"],
            "contests": [
                {"id": "mayor", "options": ["luis", "ana", "zoe"], "wins": [{"way": "over", "percent": "50", "of": "valid"}]},
                {"id": "board", "options": ["yes", "no"], "areas": ["A"]},
            ],
            "accounts": [{"id": "council", "stages": ["preliminary", "definitive"]}, {"id": "campaign"}, {"id": "volunteers"}],
            "figures": ["challenged"],
            "sums": [{"of": "ballots", "parts": ["valid", "null", "challenged"]}],
            "register": {"complete": self.draw.once_in(2), "polls_close": "2026-05-10T21:00Z"},
            "acceptance": {"agree": agree, "alone": alone},
        });
        if self.draw.once_in(3) {
            law["zeros"] = "real".into();
        }
        let law = self.blob(law.to_string());
        let words = self.blob(r#"{"name":{"en":"Example"}}"#);
        let recovery: Vec<String> = ["rec1", "rec2", "rec3"].map(vkey).into();
        let body = json!({
            "law": law,
            "words": words,
            "operator": vkey("operator"),
            "log": vkey("count.example/e"),
            "recovery": {"keys": recovery, "of": 2},
        });
        self.say("election", body, &["operator"]);
        let stations = self.blob(REGISTER);
        self.say(
            "register",
            json!({"stations": stations, "count": 6}),
            &["operator"],
        );
    }

    fn grants(&mut self) {
        for (name, role, bounds) in [
            ("imp-council", "importer", json!({"account": "council"})),
            ("imp-campaign", "importer", json!({"account": "campaign"})),
            (
                "imp-first",
                "importer",
                json!({"account": "council", "stage": "preliminary"}),
            ),
            ("agent-a", "agent", json!({"area": "A"})),
            (
                "agent-1",
                "agent",
                json!({"area": "A.1", "account": "volunteers"}),
            ),
            ("agent-b", "agent", json!({})),
            ("typist-1", "typist", json!({})),
            ("typist-2", "typist", json!({"until": "2026-05-11T12Z"})),
            ("gateway-1", "gateway", json!({})),
            ("gateway-2", "gateway", json!({"area": "B"})),
            ("reviewer-1", "reviewer", json!({})),
            ("observer-1", "observer", json!({})),
            (
                "registrar-1",
                "registrar",
                json!({"gives": ["agent", "typist"], "keys": 3, "area": "A", "until": "2026-05-12T00Z"}),
            ),
            ("operator-2", "operator", json!({"area": "B"})),
        ] {
            let mut body = bounds;
            body["key"] = vkey(name).into();
            body["role"] = role.into();
            self.say("key", body, &["operator"]);
        }
        let given =
            json!({"key": vkey("given-1"), "role": "agent", "area": "A.2", "until": "2026-05-11T00Z"});
        self.say("key", given, &["registrar-1"]);
    }

    /// Files of two accounts, the council's in two stages and with an empty row.
    fn by_file(&mut self) {
        for (signer, name) in [
            ("imp-council", "first.csv"),
            ("imp-council", "second.csv"),
            ("imp-campaign", "campaign.csv"),
        ] {
            let source = json!({"document": document(name), "bytes": 9, "media": "text/csv", "title": name, "publisher": "p"});
            self.say("source", source, &[signer]);
        }
        let rows = |account: &str, contest: &str, of: &str, rows: Value| {
            json!({
                "account": account,
                "contest": contest,
                "of": document(of),
                "figures": ["null", "challenged"],
                "options": if contest == "mayor" { json!(["ana", "luis"]) } else { json!(["yes", "no"]) },
                "rows": rows,
            })
        };
        let mut first = rows(
            "council",
            "mayor",
            "first.csv",
            json!([
                ["s1", 2, 4, 1, 50, 30],
                ["s2", 3, 0, "", 0, 0],
                ["s3", 4, 4, 1, 52, 32],
                ["s5", 5, 4, 1, 10, 60]
            ]),
        );
        first["stage"] = "preliminary".into();
        first["rows_as_of"] = json!(["2026-05-10T21:30Z", "", "2026-05-10T21:40Z", ""]);
        self.say("readings", first, &["imp-first"]);
        let mut second = rows(
            "council",
            "mayor",
            "second.csv",
            json!([["s1", 2, 4, 1, 50, 30], ["s3", 3, 4, 1, 53, 32]]),
        );
        second["stage"] = "definitive".into();
        self.say("readings", second, &["imp-council"]);
        let campaign = rows(
            "campaign",
            "mayor",
            "campaign.csv",
            json!([
                ["s1", 2, 4, 1, 50, 30],
                ["s2", 3, 4, 1, 51, 31],
                ["s6", 4, "illegible", "", 7, 8]
            ]),
        );
        self.say("readings", campaign, &["imp-campaign"]);
        let board = rows(
            "campaign",
            "board",
            "campaign.csv",
            json!([["s1", 2, 0, "", 40, 44], ["s5", 3, 0, "", 1, 2]]),
        );
        self.say("readings", board, &["imp-campaign"]);
    }

    /// Photographs, one of a station that was not known; what people typed, some unseen by each other; messages.
    fn by_people(&mut self) {
        for (signer, image, station) in [
            ("agent-1", "photo 1", Some("s1")),
            ("agent-a", "photo 2", Some("s2")),
            ("agent-a", "page 2", Some("s2")),
            ("agent-b", "photo 3", None),
        ] {
            let mut capture = json!({"account": "volunteers", "contest": "mayor", "image": document(image), "media": "image/jpeg"});
            if let Some(station) = station {
                capture["station"] = station.into();
            }
            self.say("capture", capture, &[signer]);
        }
        let code = reading("volunteers", "s1", "code", &["photo 1"], 50, 30);
        self.say("reading", code, &["agent-1"]);
        let pages = reading("volunteers", "s2", "typed", &["photo 2", "page 2"], 51, 31);
        self.say("reading", pages, &["typist-1"]);
        // Two typed one photograph unseen by each other.
        let typed = ["typist-1", "typist-2"].map(|typist| {
            let mut typed = reading("volunteers", "s3", "typed", &["photo 3"], 53, 32);
            typed["salt"] = salt(typist).into();
            (typist, typed)
        });
        for (typist, body) in &typed {
            let seal = json!({"contest": "mayor", "image": document("photo 3"), "reading": self.name_of("reading", body)});
            self.say("seal", seal, &[typist]);
        }
        for (typist, body) in typed {
            self.say("reading", body, &[typist]);
        }
        for (station, signers) in [
            ("s5", &["gateway-1"][..]),
            ("s5", &["gateway-2"]),
            ("s4", &["agent-a", "gateway-1"]),
        ] {
            let mut message = reading("volunteers", station, "message", &[], 11, 61);
            message["line"] = (1 + self.new_number()).into();
            self.say("reading", message, signers);
        }
        let corrected = self.places("reading")[1];
        let mut correction = reading("volunteers", "s2", "typed", &["photo 2", "page 2"], 51, 33);
        correction["corrects"] = json!({"reading": self.name(corrected), "reason": "33, not 31"});
        self.say("reading", correction, &["reviewer-1"]);
    }

    fn others(&mut self) {
        let message = self.places("reading")[5];
        let ruling =
            json!({"station": "s5", "contest": "mayor", "stands": self.name(message), "reason": "clear"});
        self.say("ruling", ruling, &["reviewer-1"]);
        let claim = json!({
            "id": "c1", "account": "council", "who": "w", "when": "2026-05-10", "where": "h", "contest": "mayor",
            "figures": [{"of": "ana", "number": 500}, {"of": "challenged", "number": 3, "bound": "about"}],
        });
        self.say("claim", json!({"claim": claim}), &["operator"]);
        let report = json!({"kind": "observation", "document": document("report"), "station": "s1", "answers": {"calm": "yes"}});
        self.say("statement", report, &["observer-1"]);
        let place = self.said.len() - 1;
        let look = json!({"kind": "look", "follows": self.name(place), "answers": {"shows": "person"}});
        self.say("statement", look, &["typist-1"]);
        self.say(
            "account",
            json!({"account": "observers", "stages": ["early"]}),
            &["operator"],
        );
        let words = self.blob(r##"{"name":{"en":"Example","es":"Ejemplo"},"contests":{"mayor":{"options":{"ana":{"color":"#123456"}}}}}"##);
        self.say(
            "amend",
            json!({"words": words, "reason": "in Spanish, too"}),
            &["operator"],
        );
        let withhold = json!({"document": document("photo 1"), "withheld": true, "instead": document("covered 1"), "reason": "a face"});
        self.say("withhold", withhold, &["operator", "reviewer-1"]);
        self.say(
            "revoke",
            json!({"key": vkey("given-1"), "reason": "lost"}),
            &["registrar-1"],
        );
    }

    /// The name of an entry that is still to be written.
    pub(super) fn name_of(&mut self, kind: &str, body: &Value) -> String {
        let (entries, said) = (self.entries.len(), self.said.len());
        self.say(kind, body.clone(), &["operator"]);
        let name = self.name(entries);
        self.entries.truncate(entries);
        self.said.truncate(said);
        name
    }
}

/// 32 bytes that a reader could not foresee, were they not made from a name.
pub(super) fn salt(name: &str) -> String {
    BlobHash::of(name.as_bytes()).to_string()["sha256:".len()..].to_owned()
}
