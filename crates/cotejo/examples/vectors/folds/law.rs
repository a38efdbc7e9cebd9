//! Logs of the law and the words: words that are replaced, contests that are not held everywhere.

use super::Drawn;
use record::BlobHash;
use serde_json::Value;

/// A law of one contest and one level.
pub(super) const LAW: &str = r#"{"id":"e","date":"2026-05-10","origin":"count.example/e","levels":["state"],"contests":[{"id":"mayor","options":["ana","luis"]}]}"#;

/// Other words: good ones, ones that are missing, wrong, withheld or of a withheld map, the same again, by a key that may
/// not, after the record is closed; and that words that counted are never withheld.
pub(super) fn amending() -> Value {
    let mut fixed = Drawn::fixed_with((LAW, r#"{"name":{"es":"Uno"}}"#), &["operator", "k", "r"], &[]);
    fixed.give("importer", "");
    fixed.give_to(2, "reviewer", "");
    let words = |fixed: &mut Drawn, text: &str| fixed.blob(text.as_bytes().to_vec());
    let amend = |words: BlobHash| format!(r#""words":"{words}","reason":"a name""#);
    let source = |document: BlobHash| {
        format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#)
    };
    let withhold = |document: BlobHash, withheld: bool| {
        format!(r#""document":"{document}","withheld":{withheld},"reason":"a face""#)
    };
    let [map, other_map] = ["map", "other map"].map(|text| BlobHash::of(text.as_bytes()));
    let good = words(&mut fixed, r#"{"name":{"es":"Dos","en":"Two"},"x":{"later":1}}"#);
    let mapped = words(&mut fixed, &format!(r#"{{"map":{{"document":"{map}"}}}}"#));
    let hidden = words(&mut fixed, r#"{"name":{"es":"Tres"}}"#);
    let of_hidden_map = words(&mut fixed, &format!(r#"{{"map":{{"document":"{other_map}"}}}}"#));
    let wrong = words(&mut fixed, r#"{"name":"Cuatro"}"#);
    let last = words(
        &mut fixed,
        r#"{"contests":{"nobody's":{}},"name":{"und":"Cinco","es":"Seis"}}"#,
    );
    for document in [hidden, other_map, map, last] {
        fixed.say("source", &source(document), 1);
    }
    for document in [hidden, other_map] {
        fixed.say_all("withhold", &withhold(document, true), &[0, 2]);
    }
    fixed.say("amend", &amend(good), 0);
    fixed.say("amend", &amend(good), 0);
    fixed.say("amend", &amend(good), 1);
    for named in [BlobHash::of(b"nowhere"), wrong, hidden, of_hidden_map, mapped] {
        fixed.say("amend", &amend(named), 0);
    }
    // What stands, and what stood before, is needed.
    for document in [good, mapped, map] {
        fixed.say_all("withhold", &withhold(document, true), &[0, 2]);
    }
    fixed.say_all("withhold", &withhold(hidden, false), &[0, 2]);
    fixed.say(
        "amend",
        &format!(r#""words":"{hidden}","reason":"shown again""#),
        0,
    );
    fixed.say("close", r#""reason":"all is in""#, 0);
    fixed.say("amend", &amend(last), 0);
    fixed.vector()
}

/// Contests that are not held everywhere: in areas within each other, in one that no register names, in one that a later
/// register takes or gives, at stations without an area; with expected numbers and without, on a register that is complete
/// or not.
pub(super) fn outside_a_contest(complete: bool) -> Value {
    let mut fixed = Drawn::fixed(&format!(
        r#"{{"id":"e","date":"2026-05-10","origin":"count.example/e","levels":["state","town"],"contests":[{{"id":"mayor","options":["ana"],"areas":["A.1","B","nowhere"]}},{{"id":"governor","options":["ana"],"areas":["A","A.1","A.2"]}},{{"id":"president","options":["ana"]}},{{"id":"judge","options":["ana"],"areas":["nowhere"]}}],"register":{{"complete":{complete},"stations":99,"areas":[{{"area":"nowhere","stations":3,"registered":30}},{{"area":"A.1","stations":7}}]}},"acceptance":{{"agree":1}}}}"#
    ));
    fixed.give("importer", "");
    fixed.names("file");
    let header = "station,registered,state,state_name,town,town_name\n";
    let stations = fixed.blob(
        format!("{header}s1,100,A,,A.1,\ns2,200,A,,A.2,\ns3,300,B,,B.1,\ns4,,B,,B.1,\ns5,500,,,,\n")
            .into_bytes(),
    );
    let of = BlobHash::of(b"file");
    let read = |fixed: &mut Drawn, station: &str, contest: &str, votes: u32| {
        let rest = format!(
            r#""account":"campaign","station":"{station}","contest":"{contest}","counts":{{"options":{{"ana":{votes}}}}},"method":"file","of":["{of}"]"#
        );
        fixed.say("reading", &rest, 1);
    };
    // Before the register knows where they are.
    for contest in ["mayor", "governor", "president", "judge"] {
        read(&mut fixed, "s1", contest, 1);
        read(&mut fixed, "s6", contest, 2);
    }
    fixed.say("register", &format!(r#""stations":"{stations}","count":5"#), 0);
    for contest in ["mayor", "governor", "president", "judge"] {
        for (station, votes) in [("s2", 20), ("s3", 30), ("s3", 31), ("s4", 40), ("s5", 50)] {
            read(&mut fixed, station, contest, votes);
        }
    }
    let more = fixed.blob(header.as_bytes().to_vec());
    fixed.say(
        "register",
        &format!(
            r#""stations":"{more}","count":0,"expected":[{{"area":"B","stations":4,"registered":900}}],"contests":[{{"contest":"president","areas":["A.2","B.1"]}},{{"contest":"judge","areas":["nowhere"]}},{{"contest":"judge","areas":[]}},{{"contest":"mayors","areas":["A"]}}]"#
        ),
        0,
    );
    fixed.vector()
}
