//! Logs of evidence, sides and seals: what stands behind readings, and which of them suffice together.

use super::{Drawn, key};
use record::BlobHash;
use serde_json::Value;

/// An election of one contest and this policy, with three accounts; the operator's key and others, each an agent but the
/// last three: an importer, and two gateways.
fn of_sides(acceptance: &str) -> Drawn {
    let mut fixed = Drawn::fixed(&format!(
        r#"{{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{{"id":"mayor","options":["ana","luis"]}},{{"id":"council","options":["yes"]}}],"accounts":[{{"id":"council"}},{{"id":"campaign"}},{{"id":"volunteers"}}],"acceptance":{acceptance}}}"#
    ));
    fixed.keys.extend(["a2", "a3", "a4", "i", "g1", "g2"].map(key));
    for agent in 1..=4 {
        fixed.give_to(agent, "agent", "");
    }
    fixed.give_to(IMPORTS, "importer", "");
    fixed.give_to(GATEWAYS[0], "gateway", "");
    fixed.give_to(GATEWAYS[1], "gateway", r#","account":"campaign""#);
    fixed
}

const IMPORTS: usize = 5;
const GATEWAYS: [usize; 2] = [6, 7];

/// What follows the account and the station in a reading.
fn by(method: &str, of: &[&str], counts: &str) -> String {
    let of: Vec<String> = of
        .iter()
        .map(|of| format!("\"{}\"", BlobHash::of(of.as_bytes())))
        .collect();
    let of = match of.is_empty() {
        true => String::new(),
        false => format!(r#","of":[{}]"#, of.join(",")),
    };
    format!(r#""contest":"mayor","counts":{counts},"method":"{method}"{of}"#)
}

impl Drawn {
    /// A source of this document, by the operator.
    pub(super) fn names(&mut self, document: &str) {
        let document = BlobHash::of(document.as_bytes());
        let rest = format!(r#""document":"{document}","bytes":1,"media":"m","title":"t","publisher":"p""#);
        self.say("source", &rest, 0);
    }

    /// A capture of this photograph in the first contest.
    pub(super) fn shows(&mut self, signer: usize, image: &str, station: &str) {
        self.shows_of(signer, "mayor", image, station);
    }

    fn shows_of(&mut self, signer: usize, contest: &str, image: &str, station: &str) {
        let image = BlobHash::of(image.as_bytes());
        let station = match station {
            "" => String::new(),
            station => format!(r#""station":"{station}","#),
        };
        let rest = format!(
            r#""account":"campaign",{station}"contest":"{contest}","image":"{image}","media":"image/png""#
        );
        self.say("capture", &rest, signer);
    }

    fn reads(&mut self, signers: &[usize], account: &str, station: &str, rest: &str) {
        let rest = format!(r#""account":"{account}","station":"{station}",{rest}"#);
        self.say_all("reading", &rest, signers);
    }
}

/// Readings by every method behind which something stands, and behind which nothing does, or too late, or of another
/// station or contest; several pages of which one is missing.
pub(super) fn evidence() -> Value {
    let mut fixed = of_sides(r#"{"agree":1}"#);
    let votes = r#"{"options":{"ana":5,"luis":3}}"#;
    let stations = |n: usize| format!("s{n}");
    for (n, (method, of)) in [
        ("file", &["file"][..]),
        ("file", &["late file"]),
        ("typed", &["x"]),
        ("code", &["late x"]),
        ("machine", &["x"]),
        ("machine", &["nothing"]),
        ("typed", &["x", "y"]),
        ("typed", &["x", "nothing"]),
        ("typed", &["of s8"]),
        ("typed", &["of s8", "x"]),
        ("typed", &["of the council"]),
        ("typed", &["file"]),
        ("file", &["x"]),
        ("message", &[]),
    ]
    .into_iter()
    .enumerate()
    {
        if n == 0 {
            fixed.names("file");
            fixed.shows(1, "x", "");
            fixed.shows(2, "y", "");
            fixed.shows(2, "of s8", "s8");
            fixed.shows_of(2, "council", "of the council", "");
            // Who may not capture.
            fixed.shows(IMPORTS, "nothing", "");
        }
        let signer = if method == "file" { IMPORTS } else { 1 };
        fixed.reads(&[signer], "volunteers", &stations(n), &by(method, of, votes));
    }
    fixed.names("late file");
    fixed.shows(1, "late x", "");
    // Messages: by a gateway, by a person and a gateway, by one that may not write for the account, and afterwards.
    let message = by("message", &[], votes);
    let [free, bound] = GATEWAYS;
    for (n, (account, signers)) in [
        ("volunteers", &[free][..]),
        ("volunteers", &[1, free]),
        ("campaign", &[1, bound]),
        ("volunteers", &[1, bound]),
        ("volunteers", &[bound]),
    ]
    .into_iter()
    .enumerate()
    {
        fixed.reads(signers, account, &stations(20 + n), &message);
    }
    for signers in [&[1][..], &[free], &[2, free], &[free]] {
        fixed.reads(signers, "volunteers", "s30", &message);
    }
    // What a role may not write, and what no reading is.
    fixed.reads(&[free], "volunteers", "s31", &by("typed", &["x"], votes));
    fixed.reads(&[1], "volunteers", "s31", &by("message", &["x"], votes));
    fixed.reads(&[1], "volunteers", "s31", &by("typed", &[], votes));
    fixed.reads(&[1], "volunteers", "s31", &by("typed", &["x", "x"], votes));
    fixed.vector()
}

/// Sheets of a contest with many options, of which most say something of few: the same figures, others, illegible ones, and
/// names that the contest lacks, between two who type each.
pub(super) fn few_of_many_options() -> Value {
    let options: Vec<String> = (0..40).map(|n| format!("\"o{n:02}\"")).collect();
    let mut fixed = Drawn::fixed(&format!(
        r#"{{"id":"e","date":"2026-05-10","origin":"count.example/e","contests":[{{"id":"mayor","options":[{}]}}],"figures":["unused"],"accounts":[{{"id":"volunteers"}}],"acceptance":{{"agree":2}}}}"#,
        options.join(",")
    ));
    fixed.keys.push(key("a2"));
    for (agent, image) in [(1, "x"), (2, "y")] {
        fixed.give_to(agent, "agent", "");
        fixed.shows(agent, image, "");
    }
    let several = |from: usize, to: usize| {
        let options: Vec<String> = (from..to).map(|n| format!(r#""o{n:02}":{n}"#)).collect();
        format!(r#"{{"options":{{{}}}}}"#, options.join(","))
    };
    let few = |text: &str| text.to_owned();
    let sheets = [
        (few(r#"{"options":{"o07":7}}"#), few(r#"{"options":{"o07":7}}"#)),
        (few(r#"{"options":{"o07":7}}"#), few(r#"{"options":{"o07":8}}"#)),
        (few(r#"{"options":{"o07":7}}"#), few(r#"{"options":{"o08":7}}"#)),
        (
            few(r#"{"options":{"o07":7}}"#),
            few(r#"{"options":{"o07":7,"o08":1}}"#),
        ),
        (
            few(r#"{"options":{"o07":7}}"#),
            few(r#"{"options":{"o07":7,"zz":1}}"#),
        ),
        (
            few(r#"{"options":{"o07":"illegible"}}"#),
            few(r#"{"options":{"o07":"illegible"}}"#),
        ),
        (
            few(r#"{"registered":9,"null":1,"more":{"unused":3},"options":{"o00":0,"o39":4}}"#),
            few(r#"{"registered":8,"more":{"unused":3,"other":1},"options":{"o00":0,"o39":4}}"#),
        ),
        (
            few(r#"{"valid":5,"options":{}}"#),
            few(r#"{"valid":5,"options":{}}"#),
        ),
        // As many as are still few, and one more.
        (several(10, 15), several(10, 15)),
        (several(10, 16), several(10, 16)),
        (several(10, 15), several(10, 16)),
        (several(0, 40), several(0, 40)),
        (several(0, 40), several(0, 39)),
    ];
    for (n, (one, other)) in sheets.iter().enumerate() {
        for (signer, image, counts) in [(1, "x", one), (2, "y", other)] {
            fixed.reads(
                &[signer],
                "volunteers",
                &format!("s{n:02}"),
                &by("typed", &[image], counts),
            );
        }
    }
    fixed.vector()
}

/// Sides that suffice or do not, alone, by the policy, with what contradicts them; the same keys, accounts, documents and
/// gateways more than once.
pub(super) fn sides() -> Value {
    let alone = r#"[{"method":"code","account":"volunteers"},{"method":"file","account":"council"},{"method":"typed","account":"council"}]"#;
    let mut fixed = of_sides(&format!(r#"{{"agree":2,"alone":{alone}}}"#));
    for file in ["file", "other file"] {
        fixed.names(file);
    }
    for image in ["x", "y", "z"] {
        fixed.shows(1, image, "");
    }
    let votes = |ana: u32| format!(r#"{{"options":{{"ana":{ana},"luis":3}}}}"#);
    let [five, six] = [votes(5), votes(6)];
    let file = |of: &str, counts: &str| by("file", &[of], counts);
    let typed = |of: &str, counts: &str| by("typed", &[of], counts);
    let mut station = 0;
    let mut next = |fixed: &mut Drawn, readings: &[(&[usize], &str, String)]| {
        for (signers, account, rest) in readings {
            fixed.reads(signers, account, &format!("s{station:02}"), rest);
        }
        station += 1;
    };
    let i = &[IMPORTS][..];
    // One by a method and account that suffices, of the method alone, of the account alone, with an error.
    next(&mut fixed, &[(&[1], "volunteers", by("code", &["x"], &five))]);
    next(&mut fixed, &[(&[1], "campaign", by("code", &["x"], &five))]);
    next(&mut fixed, &[(&[1], "volunteers", typed("x", &five))]);
    let wrong = r#"{"valid":9,"options":{"ana":5,"luis":3}}"#;
    next(&mut fixed, &[(&[1], "volunteers", by("code", &["x"], wrong))]);
    // Two that suffice alone and differ; one of them and enough others.
    next(
        &mut fixed,
        &[
            (&[1], "volunteers", by("code", &["x"], &five)),
            (i, "council", file("file", &six)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "council", file("file", &six)),
            (&[1], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &five)),
        ],
    );
    // Enough: with one that contradicts, before and after; with several that agree on something else.
    for contrary in [0, 1, 2] {
        let mut all = vec![
            (&[1][..], "campaign", typed("x", &five)),
            (&[2][..], "volunteers", typed("y", &five)),
        ];
        all.insert(contrary, (&[3][..], "campaign", typed("z", &six)));
        next(&mut fixed, &all);
        all.push((&[4], "campaign", typed("y", &six)));
        next(&mut fixed, &all);
    }
    // The same key, the same photograph, keys that sign together, one who signs what another has signed.
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[1], "volunteers", typed("y", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[2], "volunteers", typed("x", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &five)),
            (&[1, 2], "campaign", typed("z", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1, 2], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[2], "campaign", typed("x", &five)),
            (&[1, 2], "campaign", typed("x", &five)),
        ],
    );
    // Files: of two accounts by one key, of one account by two documents, of two by one document and by two keys.
    fixed.give_to(4, "importer", "");
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (i, "volunteers", file("other file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "campaign", file("other file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "volunteers", file("file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "volunteers", file("other file", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (i, "campaign", file("file", &five)),
            (&[4], "campaign", typed("x", &five)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[4], "campaign", file("file", &five)),
            (&[4], "volunteers", typed("x", &five)),
        ],
    );
    // Messages: of one gateway, of two, of a gateway and who sent one of them.
    let message = by("message", &[], &five);
    let [g, h] = GATEWAYS;
    next(
        &mut fixed,
        &[
            (&[1, g], "campaign", message.clone()),
            (&[2, g], "volunteers", message.clone()),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1, g], "volunteers", message.clone()),
            (&[2, h], "campaign", message.clone()),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1, g], "campaign", message),
            (&[1], "volunteers", typed("x", &five)),
        ],
    );
    // Figures that are not of the same side: an illegible one, one that is left out, none at all.
    let partly = |luis: &str| format!(r#"{{"options":{{"ana":5{luis}}}}}"#);
    let illegible = partly(r#","luis":"illegible""#);
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &five)),
            (&[2], "campaign", typed("y", &illegible)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &illegible)),
            (&[2], "campaign", typed("y", &illegible)),
        ],
    );
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", &partly(""))),
            (&[2], "campaign", typed("y", &partly(""))),
        ],
    );
    let none = r#"{"null":4,"options":{"ana":"illegible"}}"#;
    next(
        &mut fixed,
        &[
            (&[1], "campaign", typed("x", none)),
            (&[2], "campaign", typed("y", none)),
        ],
    );
    next(&mut fixed, &[(&[1], "council", typed("x", none))]);
    // Other figures: read by one, by all alike, otherwise by one, by enough one way and by others another way.
    let null = |null: &str| format!(r#"{{"null":{null},"options":{{"ana":5,"luis":3}}}}"#);
    for nulls in [
        &["4", ""][..],
        &["4", "4"],
        &["\"illegible\"", ""],
        &["\"illegible\"", "4"],
        &["4", "7"],
        &["4", "7", "4"],
        &["4", "7", "4", "7"],
    ] {
        let readings: Vec<_> = (nulls.iter().zip(["x", "y", "z", "x"]).zip(1..))
            .map(|((number, of), who)| {
                let counts = if number.is_empty() {
                    five.clone()
                } else {
                    null(number)
                };
                (vec![who], "campaign", typed(of, &counts))
            })
            .collect();
        let readings: Vec<_> = readings
            .iter()
            .map(|(who, account, rest)| (&who[..], *account, rest.clone()))
            .collect();
        next(&mut fixed, &readings);
    }
    fixed.vector()
}

/// Photographs that several have typed: sealed and not, opened by whom and in which order, before and after others' figures
/// were shown; seals that nobody opens, of another photograph or contest, by another key, and more than one of one key.
pub(super) fn seals() -> Value {
    let mut fixed = of_sides(r#"{"agree":2}"#);
    for image in ["x", "y"] {
        fixed.shows(1, image, "");
        fixed.shows_of(1, "council", image, "");
    }
    let salted = |n: usize, account: &str, station: &str, ana: u32, of: &str| {
        let counts = format!(r#"{{"options":{{"ana":{ana},"luis":3}}}}"#);
        let salt = BlobHash::of(&[n as u8]).hex();
        let rest = by("typed", &of.split(' ').collect::<Vec<_>>(), &counts);
        format!(r#""account":"{account}","station":"{station}",{rest},"salt":"{salt}""#)
    };
    let name = |rest: &str| {
        let text = format!("cotejo/v1 reading\n{{\"election\":\"e\",{rest},\"at\":\"2026-05-10T22Z\"}}\n");
        record::EntryName::of(&text)
    };
    let seal = |contest: &str, image: &str, rest: &str| {
        let (image, reading) = (BlobHash::of(image.as_bytes()), name(rest));
        format!(r#""contest":"{contest}","image":"{image}","reading":"{reading}""#)
    };
    // So many stations have one photograph each: of two keys or three, which are sealed, and what is read before.
    let cases: [(&[bool], Option<u32>); 8] = [
        (&[false, false], None),
        (&[true, true], None),
        (&[false, true], None),
        (&[true, false], None),
        (&[true, true], Some(5)),
        (&[true, true], Some(6)),
        (&[true, true, true], None),
        (&[true, false, true], None),
    ];
    for (n, (sealed, before)) in cases.into_iter().enumerate() {
        let (station, image) = (format!("s{n}"), format!("of s{n}"));
        fixed.shows(1, &image, "");
        if let Some(ana) = before {
            fixed.say_all("reading", &salted(0, "council", &station, ana, &image), &[4]);
        }
        let readings: Vec<(usize, String)> = (1..=sealed.len())
            .map(|who| (who, salted(10 * n + who, "campaign", &station, 5, &image)))
            .collect();
        for ((who, rest), _) in readings.iter().zip(sealed).filter(|(_, sealed)| **sealed) {
            fixed.say_all("seal", &seal("mayor", &image, rest), &[*who]);
        }
        for (who, rest) in &readings {
            fixed.say_all("reading", rest, &[*who]);
        }
    }
    // The second of a key, of the same photograph and of another contest; by others together, whose first is asked.
    let [a, b, c] = [100, 101, 102].map(|n| salted(n, "volunteers", "s20", 5, "x"));
    for (contest, rest, signers) in [
        ("mayor", &a, &[1][..]),
        ("mayor", &b, &[1]),
        ("council", &b, &[1]),
        ("mayor", &b, &[1, 2]),
        ("mayor", &b, &[2, 1]),
        ("mayor", &c, &[3, 1]),
        ("unheard", &c, &[4]),
        ("mayor", &c, &[IMPORTS]),
        ("mayor", &a, &[1]),
    ] {
        fixed.say_all("seal", &seal(contest, "x", rest), signers);
    }
    fixed.say_all("reading", &a, &[2]);
    fixed.say_all("reading", &a, &[1]);
    fixed.say_all("reading", &b, &[1, 2]);
    fixed.say_all("reading", &c, &[3]);
    // A seal of another photograph than the reading's first, and of another contest.
    let [d, e, f] =
        [("x y", 103), ("y x", 104), ("y", 105)].map(|(of, n)| salted(n, "volunteers", "s21", 5, of));
    fixed.say_all("seal", &seal("mayor", "y", &d), &[2]);
    fixed.say_all("seal", &seal("mayor", "y", &e), &[3]);
    fixed.say_all("seal", &seal("council", "y", &f), &[4]);
    for (rest, who) in [(&d, 2), (&e, 3), (&f, 4)] {
        fixed.say_all("reading", rest, &[who]);
    }
    // Two who are independent; then a third one seals what stands there in the open, and adds its voice.
    fixed.shows(1, "of s22", "");
    let [open, sealed] = [110, 111].map(|n| salted(n, "campaign", "s22", 5, "of s22"));
    fixed.say_all("seal", &seal("mayor", "of s22", &sealed), &[2]);
    fixed.say_all("reading", &open, &[1]);
    fixed.say_all("reading", &sealed, &[2]);
    fixed.say_all("seal", &seal("mayor", "of s22", &open), &[3]);
    fixed.say_all("reading", &open, &[3]);
    // After the record is closed.
    fixed.say("close", r#""reason":"all is in""#, 0);
    fixed.say_all("seal", &seal("council", "x", &a), &[4]);
    fixed.vector()
}
