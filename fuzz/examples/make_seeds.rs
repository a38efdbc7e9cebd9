//! Writes the seeds in `corpus/` anew, where they must follow the formats: `cargo run --example
//! make_seeds --no-default-features`. What is called `good-` must be accepted, what is called `wrong-`
//! must not; everything is signed with keys that are no secret.

use cotejo_fuzz::{exports::Small, files, fold, key, log, notes::ORIGIN};
use jpeg_encoder::ColorType;
use note::{KeyKind, Note, SigningKey, VerifyingKey};
use qrcodegen::{QrCode, QrCodeEcc};
use std::path::Path;
use table::export;
use tlog::{Checkpoint, Hash, Proof, SignedCheckpoint, cosign, empty_root, leaf_hash, node_hash};

fn write(target: &str, name: &str, bytes: impl AsRef<[u8]>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(name), bytes).expect("a file");
}

fn main() {
    notes();
    checkpoints();
    entries();
    logs();
    documents();
    rows();
    publication();
    folds();
    pictures();
}

fn notes() {
    let (one, two) = (key("operator", 7), key(ORIGIN, 8));
    let both = Note::sign("two lines\n\nand a blank one\n", &[&one, &two]).expect("a note");
    write("note", "good-two-signers", both.to_bytes());
    let text = String::from_utf8(both.to_bytes()).expect("UTF-8");
    write(
        "note",
        "wrong-no-signature",
        &text[..text.find('—').expect("a dash")],
    );
    write(
        "note",
        "wrong-control-character",
        text.replace("two lines", "two\tlines"),
    );
    let cosigner = SigningKey::cosigner_from_seed("witness".parse().expect("a name"), [9; 32]);
    for (name, key) in [("plain", &one), ("origin", &two), ("cosigner", &cosigner)] {
        write("vkey", &format!("good-{name}"), key.verifying_key().to_string());
        write("vkey", &format!("good-secret-{name}"), key.to_secret_text());
    }
    let small = VerifyingKey::new("small-order".parse().expect("a name"), KeyKind::Ed25519, [0; 32]);
    write("vkey", "good-small-order", small.expect("a point").to_string());
    write(
        "vkey",
        "wrong-hash",
        one.verifying_key().to_string().replace("operator", "0perator"),
    );
    let policy = format!(
        "# a policy\nlog {} https://{ORIGIN}\nwitness w {}\ngroup g 1 w\nquorum g\n",
        two.verifying_key(),
        cosigner.verifying_key()
    );
    write("policy", "good-quorum", &policy);
    write(
        "policy",
        "good-none",
        format!("log {}\nquorum none\n", two.verifying_key()),
    );
    write("policy", "wrong-no-quorum", policy.replace("quorum", "# quorum"));
}

fn checkpoints() {
    let log = key(ORIGIN, 8);
    let cosigner = SigningKey::cosigner_from_seed("witness".parse().expect("a name"), [9; 32]);
    let empty = Checkpoint::new(ORIGIN, 0, empty_root()).expect("a checkpoint");
    let empty = SignedCheckpoint::sign(empty, &log).expect("the log's key");
    write("checkpoint", "good-empty", empty.to_bytes());
    let (left, right) = (leaf_hash(b"entry 0"), leaf_hash(b"entry 1"));
    let two = Checkpoint::new(ORIGIN, 2, node_hash(&left, &right)).expect("a checkpoint");
    let mut two = SignedCheckpoint::sign(two, &log).expect("the log's key");
    let cosignature = cosign(&two, &cosigner, 1_722_207_599).expect("a cosignature");
    two.add(&[cosignature]).expect("few signatures");
    write("checkpoint", "good-cosigned", two.to_bytes());
    let text = String::from_utf8(two.to_bytes()).expect("UTF-8");
    write("checkpoint", "wrong-size", text.replacen("\n2\n", "\n02\n", 1));
    write(
        "checkpoint",
        "wrong-extension",
        text.replacen("\n\n", "\nextension\n\n", 1),
    );
    let mut proof = Proof {
        index: 1,
        hashes: vec![left],
        checkpoint: two,
        extra: None,
    };
    write("proof", "good-proof", proof.to_text());
    proof.extra = Some(b"extra".to_vec());
    write("proof", "good-extra", proof.to_text());
    write(
        "proof",
        "wrong-index",
        proof.to_text().replace("index 1", "index 01"),
    );
    proof.hashes = vec![Hash([1; 32]); 64];
    write("proof", "wrong-too-many-hashes", proof.to_text());
}

const SHA256: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn entries() {
    let signer = key("operator", 7);
    let vkey = signer.verifying_key().to_string();
    let start = r#"{"election":"e""#;
    let at = r#""at":"2026-05-10T22Z"}"#;
    let sheet = r#""station":"1.1","contest":"mayor""#;
    let bodies = [
        (
            "election",
            format!(r#"{start},"law":"{SHA256}","words":"{SHA256}","operator":"{vkey}","log":"{vkey}",{at}"#),
        ),
        (
            "register",
            format!(
                r#"{start},"stations":"{SHA256}","count":3,"of":"{SHA256}","expected":[{{"area":"1","stations":2,"registered":900,"polls_close":"2026-05-10T22:30Z"}}],"polls_close":"2026-05-10T23:00Z","contests":[{{"contest":"mayor","areas":["1"]}}],{at}"#
            ),
        ),
        (
            "amend",
            format!(r#"{start},"words":"{SHA256}","reason":"a name",{at}"#),
        ),
        (
            "account",
            format!(r#"{start},"account":"council","stages":["early","late"],{at}"#),
        ),
        (
            "key",
            format!(
                r#"{start},"key":"{vkey}","role":"agent","area":"1","account":"campaign","until":"2026-05-12T00Z",{at}"#
            ),
        ),
        (
            "revoke",
            format!(r#"{start},"key":"{vkey}","reason":"phone lost",{at}"#),
        ),
        (
            "source",
            format!(
                r#"{start},"document":"{SHA256}","bytes":0,"media":"text/csv","title":"sheets.csv","publisher":"Campaign","date":"2026-05-10",{at}"#
            ),
        ),
        (
            "capture",
            format!(r#"{start},"account":"campaign",{sheet},"image":"{SHA256}","media":"image/jpeg",{at}"#),
        ),
        (
            "reading",
            format!(
                r#"{start},"account":"campaign",{sheet},"counts":{{"registered":400,"valid":300,"null":"illegible","options":{{"ana":200,"luis":100}}}},"method":"file","of":["{SHA256}"],"line":2,"as_of":"2026-05-10T21:05Z","corrects":{{"reading":"{}","reason":"a slip"}},{at}"#,
                &SHA256[7..]
            ),
        ),
        (
            "readings",
            format!(
                r#"{start},"account":"campaign","contest":"mayor","of":"{SHA256}","figures":["registered","null"],"options":["luis","ana"],"rows":[["1.1",2,400,"illegible",100,200],["1.2",0,"",3,"",0]],"rows_as_of":["2026-05-10T21:05Z",""],"corrects":{{"reason":"a slip","rows":[{{"row":1,"reading":"{}/12"}}]}},{at}"#,
                &SHA256[7..]
            ),
        ),
        (
            "seal",
            format!(
                r#"{start},"contest":"mayor","image":"{SHA256}","reading":"{}",{at}"#,
                &SHA256[7..]
            ),
        ),
        (
            "claim",
            format!(
                r#"{start},"claim":{{"id":"b1","account":"council","who":"Council","when":"2026-05-10","where":"bulletin","words":"irreversible","area":"1","contest":"mayor","figures":[{{"of":"ana","number":512,"percent":"51.2"}},{{"of":"others","percent":"4.60","bound":"about"}}],"counts":[{{"of":"arrests","number":12,"bound":"at_least"}}]}},{at}"#
            ),
        ),
        (
            "ruling",
            format!(
                r#"{start},{sheet},"stands":"{}","reason":"the photograph is clear",{at}"#,
                &SHA256[7..]
            ),
        ),
        (
            "statement",
            format!(
                r#"{start},"kind":"observation","document":"{SHA256}","follows":"{}","station":"1.1","answers":{{"opened on time":"yes"}},{at}"#,
                &SHA256[7..]
            ),
        ),
        (
            "withhold",
            format!(
                r#"{start},"document":"{SHA256}","withheld":true,"instead":"{}","reason":"a face",{at}"#,
                SHA256.replace("e3b0", "0b3e")
            ),
        ),
        ("close", format!(r#"{start},"reason":"all is in",{at}"#)),
        ("quickcount", r#"{"n":1.5}"#.to_owned()),
    ];
    for (kind, json) in &bodies {
        let note = Note::sign(format!("cotejo/v1 {kind}\n{json}\n"), &[&signer]).expect("a note");
        write("entry", &format!("good-{kind}"), note.to_bytes());
    }
    let reading = &bodies[6].1;
    for (name, json) in [
        (
            "duplicate-key",
            reading.replace(r#""valid":300"#, r#""valid":300,"valid":301"#),
        ),
        ("fraction", reading.replace(r#""valid":300"#, r#""valid":300.0"#)),
        (
            "unknown-key",
            reading.replace(r#""method":"#, r#""extra":1,"method":"#),
        ),
    ] {
        let note = Note::sign(format!("cotejo/v1 reading\n{json}\n"), &[&signer]).expect("a note");
        write("entry", &format!("wrong-{name}"), note.to_bytes());
    }
    let readings = &bodies[7].1;
    for (name, json) in [
        (
            "short-row",
            readings.replace(r#",0,"",3,"",0]"#, r#",0,"",3,""]"#),
        ),
        (
            "row-without-list",
            readings.replace(r#"["1.2",0,"",3,"",0]"#, "{}"),
        ),
        (
            "no-such-row",
            readings.replace(r#""rows":[{"row":1"#, r#""rows":[{"row":2"#),
        ),
    ] {
        let note = Note::sign(format!("cotejo/v1 readings\n{json}\n"), &[&signer]).expect("a note");
        write("entry", &format!("wrong-{name}"), note.to_bytes());
    }
}

fn logs() {
    for (name, path) in [
        ("tile", "tile/0/x001/x234/067.p/8"),
        ("entries", "tile/entries/x001/x234/067"),
        ("level", "tile/63/999"),
    ] {
        write("path", &format!("good-{name}"), path);
    }
    write("path", "wrong-level", "tile/64/000");
    write("bundle", "good-two", b"\x01\x00\x03one\x00\x03two");
    write("bundle", "good-empty-entry", b"\x00\x00\x00");
    write("bundle", "wrong-cut", b"\x01\x00\x03one\x00\x04two");
    for (path, place) in log::log_paths().into_iter().zip(0u8..) {
        let mut input = vec![place];
        input.extend_from_slice(&log::log_bytes(&path).expect("a file of the log"));
        write("log_file", &format!("good-{}", path.replace('/', "-")), &input);
        input.pop();
        write("log_file", &format!("wrong-{}", path.replace('/', "-")), &input);
    }
}

fn documents() {
    let toml = cotejo_fuzz::documents::ELECTION_TOML;
    write("election", "good-small", toml);
    let full = r#"
[register]
complete = true
stations = 4
registered = 1200
areas = [{ area = "1", stations = 2, registered = 900 }]
[rules]
null_above_percent = 20
shares_from = 10
"#;
    let full = format!("{toml}{full}");
    write("election", "good-full", &full);
    write("election", "wrong-typo", toml.replace("acceptance", "acceptence"));
    write("election", "wrong-twice", toml.replace("\"luis\"", "\"ana\""));
    let election: model::Election = model::document::parse(&full).expect("a definition");
    let words = serde_json::to_string(&election.words()).expect("JSON");
    write("words", "good-full", &words);
    write("words", "good-empty", "{}");
    for (name, from, to) in [
        ("good-room", "{", r#"{"x":{"later":[{"a":-1}]},"#),
        (
            "good-more",
            "{",
            r##"{"questions":[{"id":"calm","text":{"es":"¿Calma?"},"answers":{"yes":{"es":"Sí"}}}],"about":{"en":"Us"},"licence":"CC0-1.0","levels":{"state":{"es":"Estado"}},"map":{"areas":["1"]},"##,
        ),
        ("wrong-room", "{", r#"{"x":{"later":[{"a":1.5}]},"#),
        ("wrong-text", r#"{"und":"Example"}"#, r#""Example""#),
        ("wrong-language", "und", "u_d"),
        ("wrong-none", r#"{"und":"Example"}"#, "{}"),
    ] {
        write("words", name, words.replacen(from, to, 1));
    }
    let json = serde_json::to_string(&election.law()).expect("JSON");
    write("law", "good-full", &json);
    for (name, from, to) in [
        ("good-room", "{", r#"{"x":{"later":[{"a":-1}]},"#),
        ("wrong-room", "{", r#"{"x":{"later":[{"a":1.5}]},"#),
        (
            "good-more",
            r#""levels""#,
            r#""codes":["9.9"],"zeros":"real","levels""#,
        ),
        ("wrong-list", r#""levels""#, r#""codes":{},"levels""#),
        ("wrong-name", "luis", "Accepted"),
        ("wrong-case", "luis", "ANA"),
    ] {
        write("law", name, json.replacen(from, to, 1));
    }
    write("law", "wrong-empty", "{}");
    write(
        "claims",
        "good-two",
        r#"
[[claims]]
id = "b1"
account = "council"
who = "Council"
when = "2026-05-10"
where = "bulletin 1"
contest = "mayor"
figures = [
    { of = "stations", percent = "80" },
    { of = "ana", number = 5150092, percent = "51.20" },
    { of = "luis", number = 4445978, percent = "44.2" },
    { of = "others", number = 462704, percent = "4.6" },
    { of = "valid", number = 10058774 },
    { of = "turnout", percent = "59" },
]

[[claims]]
id = "arrests"
account = "prosecutor"
who = "Prosecutor"
when = "2026-05-12"
where = "address"
counts = [{ of = "arrests", number = 2000, bound = "more_than" }]
"#,
    );
    write(
        "claims",
        "wrong-nothing",
        "[[claims]]\nid='a'\naccount='a'\nwho='a'\nwhen='2026-05-10'\nwhere='a'\n",
    );
    let register =
        "station,registered,state,state_name,town,town_name\n1.1,400,1,\"North, the\",1.a,\n2,,,,,\n";
    write("register", "good-small", register);
    write("register", "wrong-number", register.replace("400", "many"));
    write("register", "wrong-columns", "station,registered\n1,2\n");
    let places = "station,registered,state,state_name,town,town_name,latitude,longitude\n\
                  1.1,400,1,North,1.a,,-16.4957219,-68.1335\n2,,,,,,,\n";
    write("register", "good-places", places);
    write("register", "wrong-place", places.replace("-16.4", "-96.4"));
    let report = "<!doctype html><title>Bolet&iacute;n n&deg; 1</title><style>p { color: red }</style>\n\
                  <script>if (1 < 2) { say('no') }</script><!-- <p> none of this --><p>El recuento: 80&#37; de las \
                  mesas, 5 < 6 & 7 &#x3e; 6; &bogus<br/>fin</p>";
    write("html", "good-report", report);
    write("html", "good-cut-off", &report[..report.len() - 20]);
    write("html", "wrong-no-words", "<p title='words'><!-- none</p>");
    write("html", "wrong-nul", "words\0");
}

fn rows() {
    let names = ["wide", "long", "fixed", "detect"];
    let good: [&[u8]; 4] = [
        b"centre,table,reg,town,valid,null,Ana,Luis,Luis2\n17,1,400,Alba,301,?,200,101,0\n18,2,1.400,\"A, b\",3,-,1,2,0\n",
        b"contest;station;option;votes\nmayor;1.1;ana;200\nmayor;1.1;luis;100\nmayor;2.1;ana;7\n",
        b"STATANALUI\n0001012034\n0002100  0\n",
        "á1\t1\t20\ná2\t2\t30\n".as_bytes(),
    ];
    for (which, (name, file)) in names.into_iter().zip(good).enumerate() {
        let text = files::PROFILES[which];
        write("profile", &format!("good-{name}"), text);
        let input = [&[which as u8], file].concat();
        write("rows", &format!("good-{name}"), input);
        let input = [text.as_bytes(), b"\0", file].concat();
        write("rows_by_profile", &format!("good-{name}"), input);
    }
    write(
        "profile",
        "wrong-filter",
        files::PROFILES[0].replace("pad 4", "pat 4"),
    );
    write(
        "rows",
        "wrong-negative",
        b"\x00centre,table,reg,town,valid,null,Ana,Luis,Luis2\n17,1,400,Alba,-1,0,1,1,0\n",
    );
    write("rows", "wrong-zip", b"\x00PK\x03\x04");
    write("rows", "wrong-gz", b"\x00\x1f\x8b\x08\x00");
    write(
        "rows_by_profile",
        "wrong-columns",
        [files::PROFILES[0].as_bytes(), b"\0a,b\n1,2\n"].concat(),
    );
}

fn publication() {
    let table = Small::new();
    let (mut csv, mut json, mut parquet) = (Vec::new(), Vec::new(), Vec::new());
    export::write_csv(&table, &mut csv).expect("CSV");
    export::write_json_lines(&table, &mut json).expect("JSON lines");
    export::write_parquet(&table, &mut parquet).expect("Parquet");
    let folder = tempfile::tempdir().expect("a folder");
    let sqlite = folder.path().join("data.sqlite");
    export::write_sqlite(&[&table], &sqlite).expect("SQLite");
    let sqlite = std::fs::read(sqlite).expect("SQLite");
    for (target, file) in [
        ("export_csv", csv),
        ("export_json", json),
        ("export_parquet", parquet),
        ("export_sqlite", sqlite),
    ] {
        write(target, "wrong-cut", &file[..file.len() * 2 / 3]);
        write(target, "good-table", file);
    }
    let line = |digit: &str, path: &str| format!("{}  {path}\n", digit.repeat(64));
    let list = line("0", "everything.txt") + &line("a", "index.html") + &line("f", "site.js");
    write("manifest", "good-list", format!("\0{list}"));
    let files = ["data/stations.csv", "index.html"].map(|path| (path.to_owned(), [10; 32]));
    let manifest = publication::Manifest::new(ORIGIN, 2, [9; 32], files).expect("a manifest");
    let signed = manifest.sign(&key("operator", 7)).expect("the operator's key");
    write(
        "manifest",
        "good-signed",
        [
            &signed.note[..],
            b"\0",
            &signed.lists["manifest.sha256"],
            b"\0",
            &signed.lists["data/manifest.sha256"],
        ]
        .concat(),
    );
    write(
        "manifest",
        "wrong-order",
        format!("\0{}{}", line("a", "b"), line("b", "a")),
    );
    write("manifest", "wrong-path", format!("\0{}", line("a", "../b")));
}

fn folds() {
    let at = r#""at":"2026-05-10T22Z"}"#;
    let start = r#"{"election":"e""#;
    let sheet = r#""account":"campaign","station":"1.1","contest":"mayor""#;
    let counts = r#""counts":{"registered":400,"valid":300,"options":{"ana":200,"luis":100}}"#;
    let grant = |letter, role| format!(r#"a key {start},"key":"@{letter}","role":"{role}",{at}"#);
    let lines = [
        format!(
            r#"a register {start},"stations":"@R","count":4,"expected":[{{"area":"1","stations":3}}],{at}"#
        ),
        grant('b', "importer"),
        grant('c', "agent"),
        grant('d', "typist"),
        grant('e', "reviewer"),
        format!(
            r#"b source {start},"document":"@D","bytes":9,"media":"text/csv","title":"t","publisher":"p",{at}"#
        ),
        format!(r#"b reading {start},{sheet},{counts},"method":"file","of":["@D"],"line":2,{at}"#),
        format!(r#"c capture {start},{sheet},"image":"@R","media":"image/png",{at}"#),
        format!(r#"cd reading {start},{sheet},{counts},"method":"typed","of":["@R"],{at}"#),
        format!(
            r#"b reading {start},{sheet},{},"method":"file","of":["@D"],"line":2,"corrects":{{"reading":"@7","reason":"slip"}},{at}"#,
            counts.replace("300", "299")
        ),
        format!(r#"e ruling {start},"station":"1.1","contest":"mayor","stands":"@9","reason":"clear",{at}"#),
        format!(
            r#"b readings {start},"account":"campaign","contest":"mayor","of":"@D","figures":["valid"],"options":["luis","ana"],"rows":[["1.2",3,300,100,200],["2.1",4,"",90,"illegible"]],{at}"#
        ),
        format!(
            r#"b claim {start},"claim":{{"id":"b1","account":"council","who":"c","when":"2026-05-10","where":"w","contest":"mayor","figures":[{{"of":"ana","number":100,"percent":"33.3"}},{{"of":"luis","number":200,"percent":"66.7"}},{{"of":"valid","number":300}}]}},{at}"#
        ),
        format!(r#"e statement {start},"kind":"audit","answers":{{"sheet":"same"}},"document":"@W",{at}"#),
        format!(r#"a statement {start},"kind":"audit","follows":"@P","station":"1.1",{at}"#),
        format!(
            r#"ae withhold {start},"document":"@W","withheld":true,"instead":"@D","reason":"a face",{at}"#
        ),
        format!(r#"a account {start},"account":"council","stages":["early","late","last"],{at}"#),
        grant('b', "importer").replace("\"at\"", "\"account\":\"council\",\"stage\":\"last\",\"at\""),
        format!(
            r#"b readings {start},"account":"council","stage":"last","contest":"mayor","of":"@D","figures":["valid"],"options":["ana"],"rows":[["1.2",3,300,0],["2.1",4,0,0]],"rows_as_of":["2026-05-10T21:05Z",""],{at}"#
        ),
        format!(r#"a revoke {start},"key":"@b","reason":"lost",{at}"#),
        format!(r#"a close {start},"reason":"all is in",{at}"#),
    ];
    write("fold", "good-all-types", lines.join("\n") + "\n");
    assert_eq!(fold::SIGNERS.len(), 7);
    let recovered = [
        grant('b', "registrar").replace("\"at\"", "\"gives\":[\"agent\"],\"keys\":1,\"at\""),
        grant('c', "agent").replacen('a', "b", 1),
        format!(r#"c capture {start},{sheet},"image":"@R","media":"image/png",{at}"#),
        format!(r#"a revoke {start},"key":"@b","from":2,"reason":"lost",{at}"#),
        format!(r#"g recover {start},"operator":"@f","from":1,"keep":["@1"],"reason":"stolen",{at}"#),
        format!(r#"f revoke {start},"key":"@c","from":3,"reason":"lost",{at}"#),
    ];
    write("fold", "good-recovered", recovered.join("\n") + "\n");
    let refused = [
        grant('c', "agent").replace(
            "\"at\"",
            "\"area\":\"1\",\"until\":\"2026-05-10T21Z\",\"account\":\"campaign\",\"at\"",
        ),
        format!(r#"f reading {start},{sheet},{counts},"method":"typed","of":["@R"],{at}"#),
        format!(r#"c reading {start},{sheet},{counts},"method":"typed","of":["@R"],{at}"#),
        format!(
            r#"b readings {start},"account":"campaign","contest":"mayor","of":"@D","figures":[],"options":["ana"],"rows":[["1.2",3,1],["9",4,2]],{at}"#
        ),
        format!(r#"a election {start},"law":"@D","words":"@N","operator":"@a","log":"@b",{at}"#),
        "not an entry".to_owned(),
    ];
    write("fold", "wrong-refused", refused.join("\n") + "\n");
}

/// A grey picture of a code on paper, its sides in pixels.
fn paper(text: &str, module: usize, turned: bool) -> (usize, Vec<u8>) {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("a short text");
    let side = (code.size() as usize + 8) * module;
    let mut pixels = vec![220; side * side];
    for y in 0..side {
        for x in 0..side {
            let place = if turned { (side - 1 - y, x) } else { (x, y) };
            let (x_module, y_module) = (place.0 / module, place.1 / module);
            if code.get_module(x_module as i32 - 4, y_module as i32 - 4) {
                pixels[y * side + x] = 30;
            }
        }
    }
    (side, pixels)
}

fn jpeg_of(samples: &[u8], sides: (usize, usize), colours: ColorType, progressive: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, 80);
    encoder.set_progressive(progressive);
    encoder.set_restart_interval(if progressive { 0 } else { 3 });
    encoder
        .encode(samples, sides.0 as u16, sides.1 as u16, colours)
        .expect("a JPEG");
    out
}

fn png_of(samples: &[u8], sides: (usize, usize), colours: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, sides.0 as u32, sides.1 as u32);
    encoder.set_color(colours);
    encoder.set_depth(depth);
    encoder
        .add_text_chunk("Comment".into(), "a place".into())
        .expect("a comment");
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(samples).expect("a picture");
    writer.finish().expect("an end");
    out
}

fn webp_of(samples: &[u8], sides: (usize, usize), colours: image_webp::ColorType) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = image_webp::WebPEncoder::new(std::io::Cursor::new(&mut out));
    encoder
        .encode(samples, sides.0 as u32, sides.1 as u32, colours)
        .expect("a WebP");
    out
}

/// A PDF of one page that is this JPEG.
fn pdf_of(jpeg: &[u8], filter: &str, rotate: u32) -> Vec<u8> {
    let mut out =
        format!("%PDF-1.4\n3 0 obj\n<</Type /Page/Rotate {rotate}>>\nendobj\n5 0 obj\n").into_bytes();
    out.extend(format!("<</Subtype/Image/Filter {filter}>>\nstream\n").as_bytes());
    out.extend(jpeg);
    out.extend(b"\nendstream\nendobj\n%%EOF\n");
    out
}

fn pictures() {
    for (name, text, module, turned) in [
        ("good-upright", "110.04", 3, false),
        ("good-turned", "110601011.04", 4, true),
        ("good-small", "1", 2, false),
    ] {
        let (side, pixels) = paper(text, module, turned);
        write("code", name, [&[side as u8][..], &pixels].concat());
    }
    write("code", "wrong-no-code", [40; 1_000]);

    let sides = (45, 29);
    let samples = |count: usize| -> Vec<u8> {
        let sample = |n: usize| (n / count % sides.0 * 3 + n / count / sides.0 * 2 + n % count * 20) as u8;
        (0..sides.0 * sides.1 * count).map(sample).collect()
    };
    let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let baseline = jpeg_of(&samples(3), sides, ColorType::Rgb, false);
    let turned = [&baseline[..2], exif, &baseline[2..]].concat();
    let jpegs = [
        ("good-baseline", baseline.clone()),
        ("good-turned", turned.clone()),
        (
            "good-progressive",
            jpeg_of(&samples(3), sides, ColorType::Rgb, true),
        ),
        ("good-grey", jpeg_of(&samples(1), sides, ColorType::Luma, false)),
        ("good-cmyk", jpeg_of(&samples(4), sides, ColorType::Cmyk, false)),
        (
            "good-ycck",
            jpeg_of(&samples(4), sides, ColorType::CmykAsYcck, true),
        ),
    ];
    let (eight, sixteen) = (png::BitDepth::Eight, png::BitDepth::Sixteen);
    let pngs = [
        (
            "good-grey",
            png_of(&samples(1), sides, png::ColorType::Grayscale, eight),
        ),
        (
            "good-colour",
            png_of(&samples(3), sides, png::ColorType::Rgb, eight),
        ),
        (
            "good-alpha",
            png_of(&samples(4), sides, png::ColorType::Rgba, eight),
        ),
        (
            "good-sixteen-bits",
            png_of(&samples(2), sides, png::ColorType::Grayscale, sixteen),
        ),
    ];
    let webps = [
        (
            "good-colour",
            webp_of(&samples(3), sides, image_webp::ColorType::Rgb8),
        ),
        (
            "good-alpha",
            webp_of(&samples(4), sides, image_webp::ColorType::Rgba8),
        ),
        (
            "good-lossy",
            include_bytes!("../../crates/sheet/tests/pictures/lossy.webp").to_vec(),
        ),
        (
            "good-lossy-alpha",
            include_bytes!("../../crates/sheet/tests/pictures/lossy-alpha.webp").to_vec(),
        ),
    ];
    let pdfs = [
        ("good-upright", pdf_of(&baseline, "/DCTDecode", 0)),
        ("good-turned", pdf_of(&baseline, "[ /DCTDecode ]", 90)),
        ("wrong-filter", pdf_of(&baseline, "/FlateDecode", 0)),
    ];
    for (target, seeds) in [
        ("jpeg", &jpegs[..]),
        ("png", &pngs),
        ("webp", &webps),
        ("pdf", &pdfs),
    ] {
        for (name, file) in seeds {
            write(target, name, file);
        }
        write(target, "wrong-cut-off", &seeds[0].1[..seeds[0].1.len() / 2]);
    }
    for (name, file) in [
        ("jpeg", &turned),
        ("png", &pngs[1].1),
        ("webp", &webps[2].1),
        ("pdf", &pdfs[1].1),
    ] {
        write("thumbnails", &format!("good-{name}"), file);
        let numbers = [5i16, 4, 20, 6, 19, 22, 4, 20, -40, 120, 160, 180];
        let before: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        write("redact", &format!("good-{name}"), [&before[..], file].concat());
    }
    write("thumbnails", "wrong-gif", b"GIF89a");
    write("redact", "wrong-no-plane", [&[0; 24][..], &baseline].concat());
}
