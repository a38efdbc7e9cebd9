//! Logs of accounts and their stages, in which nothing is drawn.

use super::{Drawn, key};
use record::BlobHash;
use serde_json::Value;

const OPERATOR: usize = 0;

fn definition(accounts: &str, rest: &str) -> String {
    format!(
        r#"{{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{{"id":"mayor","options":["ana","luis"]}}],"accounts":[{accounts}]{rest}}}"#
    )
}

/// Which accounts and stages there are: those of the definition and of `account` entries, from their places on.
pub(super) fn accounts() -> Value {
    let mut fixed = Drawn::fixed(&definition(
        r#"{"id":"Council","stages":["p","d"]},{"id":"campaign"}"#,
        "",
    ));
    fixed.keys.push(key("o2"));
    for role in ["importer", "agent"] {
        fixed.give(role, "");
    }
    fixed.give_to(2, "operator", "");
    let of = BlobHash::of(b"file");
    let write = |fixed: &mut Drawn, account: &str| {
        let reading = format!(
            r#""account":"{account}","station":"s1","contest":"mayor","counts":{{"options":{{"ana":1}}}},"method":"file","of":["{of}"]"#
        );
        let claim = format!(
            r#""claim":{{"id":"c","account":"{account}","who":"w","when":"2026-05-10","where":"h","counts":[{{"of":"arrests","number":3}}]}}"#
        );
        let capture = format!(
            r#""account":"{account}","station":"s1","contest":"mayor","image":"{of}","media":"image/png""#
        );
        let rows = format!(
            r#""account":"{account}","contest":"mayor","of":"{of}","figures":[],"options":["ana"],"rows":[["s2",1,5],["s3",2,6]]"#
        );
        for (kind, rest) in [
            ("reading", reading),
            ("claim", claim),
            ("capture", capture),
            ("readings", rows),
        ] {
            fixed.say(kind, &rest, 1);
        }
    };
    for account in ["Council", "campaign", "press", "council"] {
        write(&mut fixed, account);
    }
    for (account, stages) in [
        ("press", ""),
        ("press", ""),
        ("Press", ""),
        ("accepted", ""),
        ("con.a", ""),
        ("Council", r#","stages":["p"]"#),
        ("Council", r#","stages":["p","d"]"#),
        ("Council", r#","stages":["d","p","r"]"#),
        ("Council", r#","stages":["r","p","d"]"#),
        ("Council", r#","stages":["p","d","D"]"#),
        ("Council", r#","stages":["p","d","total"]"#),
        ("Council", r#","stages":["p","d","r"]"#),
        ("Council", r#","stages":["p","d","r"]"#),
        ("campaign", r#","stages":["first"]"#),
        ("observers", r#","stages":["a","A"]"#),
        ("observers", r#","stages":["a","b"]"#),
        ("ñ", ""),
        ("Ñ", ""),
    ] {
        fixed.say("account", &format!(r#""account":"{account}"{stages}"#), OPERATOR);
    }
    // By a key that is no operator's, and by another operator's.
    for who in [1, 2] {
        fixed.say("account", r#""account":"late","stages":["only"]"#, who);
    }
    for account in ["press", "Council", "campaign", "late"] {
        write(&mut fixed, account);
    }
    fixed.say("close", r#""reason":"all is in""#, OPERATOR);
    fixed.say("account", r#""account":"later""#, OPERATOR);
    write(&mut fixed, "later");
    fixed.vector()
}

/// What a reading of stages says: its account's stage, station, signer, votes and what else.
struct Said<'a> {
    station: &'a str,
    stage: &'a str,
    votes: u32,
    extra: &'a str,
}

fn say(fixed: &mut Drawn, signer: usize, said: &Said<'_>) -> String {
    let Said {
        station,
        stage,
        votes,
        extra,
    } = said;
    let of = BlobHash::of(stage.as_bytes());
    let stage = match *stage {
        "" => String::new(),
        stage => format!(r#","stage":"{stage}""#),
    };
    let rest = format!(
        r#""account":"authority"{stage},"station":"{station}","contest":"mayor","counts":{{"options":{{"ana":{votes},"luis":7}}}},"method":"file","of":["{of}"]{extra}"#
    );
    fixed.say("reading", &rest, signer);
    fixed.name(fixed.entries.len() - 1)
}

/// Who may write which stage, and which reading stands: a later stage's in the place of an earlier one's, whichever comes
/// first; within a stage the first, until it is corrected; what a ruling says.
pub(super) fn stages() -> Value {
    let law = definition(
        r#"{"id":"authority","stages":["p","q","d"]}"#,
        r#","acceptance":{"agree":1}"#,
    );
    let mut fixed = Drawn::fixed_with(
        (&law, super::WORDS),
        &[
            "operator",
            "k",
            "any",
            "first",
            "last",
            "reviewer",
            "registrar",
            "given",
            "other",
        ],
        &[],
    );
    let [any, first, last, reviewer, registrar, given, other] = [2, 3, 4, 5, 6, 7, 8];
    for (who, role, bound) in [
        (1, "importer", r#","account":"authority""#),
        (any, "importer", ""),
        (first, "importer", r#","account":"authority","stage":"p""#),
        (last, "importer", r#","account":"authority","stage":"d""#),
        (reviewer, "reviewer", ""),
        (
            registrar,
            "registrar",
            r#","gives":["importer"],"keys":5,"account":"authority","stage":"q""#,
        ),
    ] {
        fixed.give_to(who, role, bound);
    }
    let vkey = |fixed: &Drawn, at: usize| fixed.keys[at].verifying_key().to_string();
    for bound in [
        "",
        r#","account":"authority""#,
        r#","account":"authority","stage":"p""#,
        r#","account":"other","stage":"q""#,
        r#","account":"authority","stage":"q""#,
    ] {
        let rest = format!(r#""key":"{}","role":"importer"{bound}"#, vkey(&fixed, given));
        fixed.say("key", &rest, registrar);
    }
    let said = |station, stage, votes| Said {
        station,
        stage,
        votes,
        extra: "",
    };
    for signer in [1, any, first, last, given, other, reviewer] {
        for stage in ["p", "q", "d", "x", ""] {
            say(&mut fixed, signer, &said("s1", stage, 10 + signer as u32));
        }
    }
    // The latest stage stands, whichever was written first; others of it that differ are findings.
    for (station, order) in [
        ("s2", ["p", "d", "q"]),
        ("s3", ["d", "q", "p"]),
        ("s4", ["q", "p", "q"]),
    ] {
        for (stage, votes) in order.into_iter().zip(1..) {
            say(&mut fixed, 1, &said(station, stage, votes));
        }
    }
    // Corrections: of another stage, of its own, by a reviewer; and where a correction is empty, an earlier stage stands.
    let early = say(&mut fixed, 1, &said("s5", "p", 50));
    let late = say(&mut fixed, 1, &said("s5", "d", 51));
    let correct = |fixed: &mut Drawn, signer: usize, stage: &str, votes: u32, of: &str| {
        let extra = format!(r#","corrects":{{"reading":"{of}","reason":"why"}}"#);
        let said = Said {
            station: "s5",
            stage,
            votes,
            extra: &extra,
        };
        say(fixed, signer, &said)
    };
    correct(&mut fixed, 1, "d", 52, &early);
    correct(&mut fixed, 1, "p", 53, &late);
    correct(&mut fixed, 1, "p", 54, &early);
    let again = correct(&mut fixed, reviewer, "d", 55, &late);
    let of = BlobHash::of(b"nothing");
    fixed.say(
        "readings",
        &format!(
            r#""account":"authority","stage":"d","contest":"mayor","of":"{of}","figures":["registered"],"options":["ana","luis"],"rows":[["s5",1,400,0,0],["s6",2,400,0,0]],"corrects":{{"reason":"nothing there","rows":[{{"row":0,"reading":"{again}"}}]}}"#
        ),
        1,
    );
    // A ruling lets an earlier stage's reading stand, for the account, too.
    let ruled = say(&mut fixed, 1, &said("s7", "p", 70));
    say(&mut fixed, 1, &said("s7", "d", 71));
    fixed.say(
        "ruling",
        &format!(r#""station":"s7","contest":"mayor","stands":"{ruled}","reason":"clear""#),
        reviewer,
    );
    fixed.vector()
}

/// Readings from before their account had stages: of one before the first, and no longer to be corrected.
pub(super) fn stages_added() -> Value {
    let mut fixed = Drawn::fixed(&definition(r#"{"id":"authority"}"#, ""));
    fixed.give("importer", r#","account":"authority""#);
    for stage in ["", "p", "d"] {
        fixed.names(stage);
    }
    let said = |station, stage, votes, extra| Said {
        station,
        stage,
        votes,
        extra,
    };
    let before = say(&mut fixed, 1, &said("s1", "", 1, ""));
    say(&mut fixed, 1, &said("s2", "", 2, ""));
    say(&mut fixed, 1, &said("s2", "p", 3, ""));
    fixed.say("account", r#""account":"authority","stages":["p"]"#, OPERATOR);
    let extra = format!(r#","corrects":{{"reading":"{before}","reason":"why"}}"#);
    say(&mut fixed, 1, &said("s1", "", 4, &extra));
    say(&mut fixed, 1, &said("s1", "p", 5, &extra));
    say(&mut fixed, 1, &said("s1", "p", 6, ""));
    say(&mut fixed, 1, &said("s3", "d", 7, ""));
    fixed.say("account", r#""account":"authority","stages":["p","d"]"#, OPERATOR);
    say(&mut fixed, 1, &said("s1", "d", 8, ""));
    say(&mut fixed, 1, &said("s3", "d", 9, ""));
    fixed.vector()
}

/// Rows of nothing but zeros, and what is like them and none: they hold no place, unless the definition says so.
pub(super) fn empty_rows(rest: &str) -> Value {
    let mut fixed = Drawn::fixed(&definition(
        r#"{"id":"campaign"},{"id":"council"}"#,
        &format!(r#","acceptance":{{"agree":1}}{rest}"#),
    ));
    for role in ["importer", "agent", "reviewer"] {
        fixed.give(role, "");
    }
    fixed.names("file");
    let of = BlobHash::of(b"file");
    let rows = [
        r#"["s1",1,400,0,0,0,0,""]"#,
        r#"["s2",2,"","","","","",""]"#,
        r#"["s3",3,400,"",0,0,"",""]"#,
        r#"["s4",4,"illegible","",0,0,"",""]"#,
        r#"["s5",5,400,"",0,"illegible","",""]"#,
        r#"["s6",6,400,0,1,0,0,""]"#,
        r#"["s7",7,400,1,0,0,0,""]"#,
        r#"["s8",8,400,0,0,0,0,9]"#,
    ];
    let say = |fixed: &mut Drawn, account: &str, extra: &str| {
        let rest = format!(
            r#""account":"{account}","contest":"mayor","of":"{of}","figures":["registered","null"],"options":["ana","luis","other","nobody"],"rows":[{}]{extra}"#,
            rows.join(",")
        );
        fixed.say("readings", &rest, 1);
        fixed.name(fixed.entries.len() - 1)
    };
    let first = say(&mut fixed, "campaign", "");
    // Zeros by other methods are real; a later figure of a file stands without more ado.
    let one = |method: &str, station: &str, votes: u32, extra: &str| {
        format!(
            r#""account":"campaign","station":"{station}","contest":"mayor","counts":{{"options":{{"ana":{votes},"luis":0}}}},"method":"{method}","of":["{of}"]{extra}"#
        )
    };
    for method in ["typed", "code", "message", "file"] {
        fixed.say("reading", &one(method, "s9", 0, ""), 1);
    }
    for station in ["s1", "s3", "s6"] {
        fixed.say("reading", &one("file", station, 30, ""), 1);
    }
    // An empty row is corrected like any other, a ruling may let it stand, and one may correct.
    let corrects = format!(r#","corrects":{{"reading":"{first}/1","reason":"why"}}"#);
    fixed.say("reading", &one("file", "s2", 40, &corrects), 1);
    fixed.say(
        "ruling",
        &format!(r#""station":"s3","contest":"mayor","stands":"{first}/2","reason":"it was not opened""#),
        1,
    );
    let corrects = format!(r#","corrects":{{"reading":"{first}/6","reason":"why"}}"#);
    fixed.say("reading", &one("file", "s7", 0, &corrects), 1);
    // Another account's.
    say(&mut fixed, "council", r#","as_of":"2026-05-10T21:05Z""#);
    fixed.vector()
}
