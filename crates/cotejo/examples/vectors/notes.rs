//! Notes, keys, checkpoints, policies and manifests, good and damaged, each with what this code says of it.

use crate::{Draw, base64};
use note::{Note, NoteRef, SigningKey, VerifyingKey};
use publication::manifest::{ListError, Manifest, check};
use publication::verify::ProblemCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tlog::{Checkpoint, Hash, MlDsa44SigningKey, Policy, SignedCheckpoint, cosign};

fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(name.parse().unwrap(), [seed; 32])
}

/// One small change somewhere: a bit, a byte more or less, something repeated or put in.
pub(crate) fn damaged(bytes: &[u8], draw: &mut Draw) -> Vec<u8> {
    const PIECES: [&[u8]; 12] = [
        b"\n",
        b" ",
        b"+",
        b"=",
        b"0",
        b"\x80",
        b"\xe2\x80\x94 ",
        b"\n\n",
        b"\xc2\xa0",
        b"\x7f",
        b"\xc2\x85",
        b"\0",
    ];
    let mut changed = bytes.to_vec();
    let at = draw.below(changed.len());
    match draw.below(5) {
        0 => changed[at] ^= 1 << draw.below(8),
        1 => drop(changed.remove(at)),
        2 => changed.truncate(at),
        3 => {
            let end = at + draw.below(changed.len() - at).min(80);
            let again = changed[at..end].to_vec();
            changed.splice(at..at, again);
        }
        _ => drop(changed.splice(at..at, draw.pick(&PIECES).iter().copied())),
    }
    changed
}

pub(crate) fn vectors() -> Value {
    json!({
        "vkeys": vkeys(),
        "notes": notes(),
        "checkpoints": checkpoints(),
        "policies": policies(),
        "manifests": manifests(),
    })
}

fn vkeys() -> Vec<Value> {
    let mut draw = Draw::new(1);
    let witness = SigningKey::cosigner_from_seed("w".parse().unwrap(), [2; 32]);
    let good = ["operator", "example.org/log", "señal", "日本", "a=b"].map(|name| key(name, 1));
    let mut texts: Vec<String> = good
        .iter()
        .chain([&witness])
        .map(|key| key.verifying_key().to_string())
        .collect();
    for n in 0..200 {
        let changed = damaged(texts[n % 6].as_bytes(), &mut draw);
        texts.extend(String::from_utf8(changed));
    }
    texts.push(format!("{}x+00000000+AAAA", "n".repeat(600)));
    let judged = texts.iter().map(|text| {
        let key: Option<VerifyingKey> = text.parse().ok();
        json!({"text": text, "name": key.map(|key| key.name().to_string())})
    });
    judged.collect()
}

fn notes() -> Value {
    let mut draw = Draw::new(2);
    let (one, other) = (key("one", 1), key("other", 2));
    let mut all = vec![
        Note::sign("text\n", &[&one]).unwrap().to_bytes(),
        Note::sign("a text\nof two lines\n\nand a blank one\n", &[&other, &one])
            .unwrap()
            .to_bytes(),
        Note::sign("text\n", &[&other]).unwrap().to_bytes(),
        Note::sign("text\n", &[&one; 64]).unwrap().to_bytes(),
        b"\n\n\xe2\x80\x94 one AAAAAAA=\n".to_vec(),
        b"".to_vec(),
        b"\n".to_vec(),
        b"\n\n".to_vec(),
        b"text\n\n".to_vec(),
    ];
    let line = String::from_utf8(all[0].clone()).unwrap();
    let line = line.lines().last().unwrap().to_owned() + "\n";
    let mut many = all[3].clone();
    many.extend(line.as_bytes());
    all.push(many);
    for n in 0..600 {
        let changed = damaged(&all[n % 3], &mut draw);
        all.push(changed);
    }
    let judged = all.iter().map(|bytes| {
        let note = NoteRef::parse(bytes).ok();
        let verdict =
            note.as_ref().map(
                |note| match note.verify(std::slice::from_ref(one.verifying_key())) {
                    Ok(_) => "good",
                    Err(note::Error::NoKnownKey) => "not_signed",
                    Err(_) => "bad_signature",
                },
            );
        json!({
            "bytes": base64(bytes),
            "text": note.as_ref().map(|note| note.text().to_owned()),
            "signatures": note.map(|note| note.signatures().len()),
            "verdict": verdict,
        })
    });
    json!({"key": one.verifying_key().to_string(), "all": judged.collect::<Vec<_>>()})
}

fn checkpoint(origin: &str, size: u64) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(origin, size, Hash([7; 32])).unwrap();
    SignedCheckpoint::sign(checkpoint, &key(origin, 3)).unwrap()
}

fn checkpoints() -> Vec<Value> {
    let mut draw = Draw::new(3);
    let good = checkpoint("log.example/a", 1_234).to_bytes();
    let mut all = vec![
        good.clone(),
        checkpoint("log.example/a", (1 << 53) - 1).to_bytes(),
    ];
    for (from, to) in [
        ("1234", "01234"),
        ("1234", "+1234"),
        ("1234", "0"),
        ("1234", "9223372036854775807"),
        ("1234", "9223372036854775808"),
        ("1234", "99999999999999999999"),
        ("1234\n", "1234\nextension\n"),
    ] {
        all.push(
            String::from_utf8(good.clone())
                .unwrap()
                .replacen(from, to, 1)
                .into_bytes(),
        );
    }
    for _ in 0..300 {
        all.push(damaged(&good, &mut draw));
    }
    let judged = all.iter().map(|bytes| {
        let read = SignedCheckpoint::parse(bytes).ok();
        json!({
            "bytes": base64(bytes),
            "origin": read.as_ref().map(|read| read.checkpoint().origin().to_owned()),
            "size": read.as_ref().map(|read| read.size().to_string()),
        })
    });
    judged.collect()
}

fn policies() -> Value {
    let witness = |n: u8| SigningKey::cosigner_from_seed(format!("w{n}").parse().unwrap(), [20 + n; 32]);
    let mut signed = checkpoint("log.example/a", 9);
    for n in 0..3 {
        let line = cosign(&signed, &witness(n), 1_800_000_000 + u64::from(n)).unwrap();
        signed.add(&[line]).unwrap();
    }
    let cosigner = |n: u8| MlDsa44SigningKey::from_seed(format!("m{n}").parse().unwrap(), [30 + n; 32]);
    signed
        .add(&[cosigner(0).cosign(&signed, 1_800_000_009).unwrap()])
        .unwrap();
    // The bytes of a signature of ML-DSA-44, one of them changed, and one cut off.
    let altered: Vec<SignedCheckpoint> = [Some(1_000), None]
        .map(|at: Option<usize>| {
            let mut altered = checkpoint("log.example/a", 9);
            let mut line = cosigner(0).cosign(&altered, 1_800_000_009).unwrap();
            match at {
                Some(at) => line.bytes[at] ^= 1,
                None => drop(line.bytes.pop()),
            }
            altered.add(&[line]).unwrap();
            altered
        })
        .into();
    let mut broken = String::from_utf8(signed.to_bytes()).unwrap();
    let at = broken.find("\u{2014} w2 ").unwrap() + 60;
    broken.replace_range(at..=at, if &broken[at..=at] == "A" { "B" } else { "A" });
    let log = key("log.example/a", 3).verifying_key().to_string();
    let other = key("log.example/b", 4).verifying_key().to_string();
    let w: Vec<String> = (0..6).map(|n| witness(n).verifying_key().to_string()).collect();
    let all = format!(
        "# all\nlog {log}\nwitness a {}\nwitness b {} https://w.example\nwitness c {}\nwitness d {}\nwitness e {}\n",
        w[0], w[1], w[2], w[3], w[4]
    );
    let mut texts = vec![
        format!("log {log}\nquorum none\n"),
        format!("log {other}\nquorum none"),
    ];
    for end in [
        "quorum a",
        "quorum d",
        "group g 2 a b\nquorum g",
        "group g any d e a\nquorum g",
        "group g all a b c\nquorum g\n",
        "group g all a b d\nquorum g",
        "group g 3 a b d e\nquorum g",
        "group g 2 a d\ngroup h 2 b c\ngroup i any g h\nquorum i",
        "group g 2 a d\ngroup h 2 b e\ngroup i any g h\nquorum i",
        // Not policies.
        "",
        "quorum none\nquorum none",
        "quorum x",
        "group g 0 a\nquorum g",
        "group g 3 a b\nquorum g",
        "group g any\nquorum g",
        "group g 01 a\nquorum g",
        "group none any a\nquorum none",
        "group a any b\nquorum a",
        "group g any a\ngroup h any a\nquorum h",
        "group g any a a\nquorum g",
        "quorum a b",
        "\tquorum\t \ta",
        "quorum a\r",
        "wittness f x\nquorum a",
    ] {
        texts.push(format!("{all}{end}"));
    }
    let m: Vec<String> = (0..2).map(|n| cosigner(n).witness_key().to_string()).collect();
    let longest = MlDsa44SigningKey::from_seed("n".repeat(255).parse().unwrap(), [9; 32]).witness_key();
    for (keys, quorum) in [
        (format!("witness m {}", m[0]), "m"),
        (format!("witness m {}", m[1]), "m"),
        (
            format!("witness m {}\nwitness n {}\ngroup g all m n", m[0], m[1]),
            "g",
        ),
        (
            format!("witness m {}\nwitness n {longest}\ngroup g any m n", m[0]),
            "g",
        ),
        (format!("witness m {}\nwitness n {}", m[0], m[0]), "m"),
        (format!("log {}", m[0]), "none"),
        (format!("witness m {longest}x"), "m"),
    ] {
        texts.push(format!("log {log}\n{keys}\nquorum {quorum}"));
    }
    let mut draw = Draw::new(5);
    for _ in 0..40 {
        if let Ok(key) = String::from_utf8(damaged(m[0].as_bytes(), &mut draw)) {
            texts.push(format!("log {log}\nwitness m {key}\nquorum m"));
        }
    }
    texts.push(format!("log {log}\nlog {log}\nquorum none"));
    texts.push(format!("log {}\nquorum none", w[0]));
    texts.push(format!("log {log}\nwitness a {log}\nquorum none"));
    let judged = texts.iter().map(|text| {
        let policy = Policy::parse(text.as_bytes()).ok();
        let check = |bytes: &[u8]| {
            let policy = policy.as_ref()?;
            Some(match policy.check(&SignedCheckpoint::parse(bytes).unwrap()) {
                Ok(accepted) => {
                    let names = accepted.witnesses.iter().map(|(name, _)| name.as_str());
                    format!("holds {}", names.collect::<Vec<_>>().join(" "))
                }
                Err(error) => ProblemCode::from(error.fault()).code().to_owned(),
            })
        };
        let altered: Vec<_> = altered.iter().map(|one| check(&one.to_bytes())).collect();
        json!({
            "text": text,
            "good": check(&signed.to_bytes()),
            "broken": check(broken.as_bytes()),
            "altered": altered,
        })
    });
    json!({
        "altered": altered.iter().map(|one| base64(&one.to_bytes())).collect::<Vec<_>>(),
        "good": base64(&signed.to_bytes()),
        "broken": base64(broken.as_bytes()),
        "all": judged.collect::<Vec<_>>(),
    })
}

fn manifests() -> Value {
    let mut draw = Draw::new(4);
    let operator = key("operator", 5);
    let paths = [
        "data/a.csv",
        "data/b/c.csv",
        "data.csv",
        "index.html",
        "z/\u{ff5e}",
        "z/\u{1f600}",
        "ñ",
    ];
    let files = paths.map(|path| (path.to_owned(), [path.len() as u8; 32]));
    let signed = Manifest::new("log.example/a", 9, [7; 32], files)
        .unwrap()
        .sign(&operator)
        .unwrap();
    let mut all = vec![(signed.note.clone(), signed.lists.clone())];
    for _ in 0..150 {
        all.push((damaged(&signed.note, &mut draw), signed.lists.clone()));
    }
    let places: Vec<&String> = signed.lists.keys().collect();
    // A list that differs from the one that is named, or is missing.
    for _ in 0..100 {
        let (mut lists, place) = (signed.lists.clone(), places[draw.below(places.len())]);
        let list = damaged(&lists[place], &mut draw);
        match draw.below(8) {
            0 => drop(lists.remove(place)),
            _ => drop(lists.insert(place.clone(), list)),
        }
        all.push((signed.note.clone(), lists));
    }
    // Lists that the operator signed, whatever they say: those above one that was changed are made anew.
    for _ in 0..400 {
        let (mut lists, place) = (signed.lists.clone(), places[draw.below(places.len())]);
        lists.insert(place.clone(), damaged(&signed.lists[place], &mut draw));
        if draw.below(4) == 0 {
            let line = WRONG_LINES[draw.below(WRONG_LINES.len())];
            let line = format!("{}  {line}\n", "0".repeat(64));
            let mut lines: Vec<u8> = signed.lists[place].clone();
            lines.extend(line.bytes());
            lists.insert(place.clone(), lines);
        }
        let hash = rehashed(&mut lists, place);
        let count = if draw.below(8) == 0 { 3 } else { count_of(&lists) };
        let text = format!(
            "cotejo/v1 manifest\nlog.example/a\n9\n{}\nsha256 {hash} {count}\n",
            base64(&[7; 32])
        );
        all.push((Note::sign(text, &[&operator]).unwrap().to_bytes(), lists));
    }
    let judged = all.iter().map(|(note, lists)| {
        let read = |path: &str| {
            lists.get(path).cloned().ok_or_else(|| ListError::Unread {
                code: ProblemCode::Missing,
                reason: String::new(),
            })
        };
        let checked = check(note, Some(operator.verifying_key()), read);
        let wrong = checked
            .errors
            .iter()
            .map(|error| (error.file(), error.code().code()));
        let wrong: Vec<_> = wrong.collect();
        let lists: BTreeMap<&String, String> =
            lists.iter().map(|(path, list)| (path, base64(list))).collect();
        let files: Vec<&String> = checked.named.files.keys().collect();
        json!({"note": base64(note), "lists": lists, "wrong": wrong, "files": files})
    });
    json!({"operator": operator.verifying_key().to_string(), "all": judged.collect::<Vec<_>>()})
}

/// Lines that stand in no list, each after all others.
const WRONG_LINES: [&str; 8] = [
    "~/",
    "~/a",
    "~/a/manifest.sha256",
    "~/../manifest.sha256",
    "~:/manifest.sha256",
    "~manifest.sha256",
    "~/manifest.sha256",
    "~\\",
];

/// Writes the hash of a list into those above it; gives that of the topmost one.
fn rehashed(lists: &mut BTreeMap<String, Vec<u8>>, place: &str) -> String {
    let hash = record::BlobHash::of(&lists[place]).hex();
    let Some(inner) = place.strip_suffix("/manifest.sha256") else {
        return hash;
    };
    let (above, own) = match inner.rsplit_once('/') {
        Some((above, own)) => (format!("{above}/manifest.sha256"), own),
        None => ("manifest.sha256".to_owned(), inner),
    };
    let end = format!("  {own}/manifest.sha256");
    let text = String::from_utf8(lists[&above].clone()).unwrap();
    let lines = text.lines().map(|line| match line.ends_with(&end) {
        true => format!("{hash}{end}\n"),
        false => format!("{line}\n"),
    });
    let lines: String = lines.collect();
    lists.insert(above.clone(), lines.into_bytes());
    rehashed(lists, &above)
}

/// How many files the lists name, by their lines.
fn count_of(lists: &BTreeMap<String, Vec<u8>>) -> usize {
    let lines = lists.values().flat_map(|list| list.split(|byte| *byte == b'\n'));
    lines
        .filter(|line| !line.is_empty() && !line.ends_with(b"/manifest.sha256"))
        .count()
}
