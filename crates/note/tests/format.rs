//! The format of notes, as strangers send them, and beside another implementation of it.
#![allow(clippy::unwrap_used, missing_docs)]

use note::{Error, MAX_NOTE_BYTES, MAX_SIGNATURES, Note, NoteRef, SigningKey, VerifyingKey};
use proptest::prelude::*;
use signed_note::{Note as OtherNote, StandardSigner, StandardVerifier, VerifierList};

fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(name.parse().unwrap(), [seed; 32])
}

fn line() -> String {
    key("k", 1).sign_text("text\n").unwrap().to_line()
}

#[test]
fn the_example_of_go_verifies() {
    // golang.org/x/mod/sumdb/note, documentation.
    let public: VerifyingKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        .parse()
        .unwrap();
    let text = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n\n\
                \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let note = Note::parse(text.as_bytes()).unwrap();
    assert_eq!(note.verify(std::slice::from_ref(&public)).unwrap(), [&public]);
    assert_eq!(note.to_bytes(), text.as_bytes());
}

#[test]
fn malformed_notes_are_refused() {
    let good = format!("text\n\n{}", line());
    Note::parse(good.as_bytes()).unwrap();
    let bad: Vec<Vec<u8>> = [
        String::new(),
        "\n".into(),
        "\n\n".into(),
        "text\n".into(),
        "text\n\n".into(),
        format!("text\n{}", line()),
        format!("\n{}", line()),
        format!("text\n\n{}", line().trim_end()),
        format!("text\r\n\n{}", line()),
        format!("te\txt\n\n{}", line()),
        format!("te\0xt\n\n{}", line()),
        format!("{good}\n"),
        format!("{good}more\n"),
        good.replace('\u{2014}', "-"),
        good.replace("\u{2014} ", "\u{2014}"),
        good.replace(" k ", "  "),
        good.replace(" k ", " k  "),
        good.replace(" k ", " k+l "),
        good.replace(" k ", " k\u{a0}l "),
        good.replace(" k ", &format!(" {} ", "k".repeat(256))),
        good.replace("=\n", "\n"),
        good.replace("=\n", "==\n"),
        good.replace("=\n", "= \n"),
        "text\n\n\u{2014} k AAAA\n".into(),
        "text\n\n\u{2014} k AAAAAA==\n".into(),
        "text\n\n\u{2014} k \n".into(),
    ]
    .into_iter()
    .map(String::into_bytes)
    .chain([[b"te\xffxt\n\n", line().as_bytes()].concat()])
    .collect();
    for note in bad {
        assert!(
            Note::parse(&note).is_err(),
            "{:?}",
            String::from_utf8_lossy(&note)
        );
    }
}

#[test]
fn errors_name_the_place() {
    let error = |text: String| Note::parse(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error("te\txt\n".into()),
        "note has the control character 0x09 at byte 2"
    );
    assert_eq!(
        error(format!("text\n\n{}- k x\n", line())),
        "malformed signature line 2: it does not begin with a dash and a space"
    );
}

#[test]
fn the_text_may_hold_blank_lines_and_signature_lines() {
    let text = format!("a\n\n{}\n\u{2014}\n\n", line());
    let signer = key("k", 1);
    let bytes = Note::sign(text.clone(), &[&signer]).unwrap().to_bytes();
    let note = NoteRef::parse(&bytes).unwrap();
    assert_eq!(note.text(), text);
    assert_eq!(note.signatures().len(), 1);
    note.verify(std::slice::from_ref(signer.verifying_key())).unwrap();
}

#[test]
fn size_and_number_of_signatures_are_bounded() {
    let many = |count: usize| format!("text\n\n{}", line().repeat(count));
    assert_eq!(
        NoteRef::parse(many(MAX_SIGNATURES).as_bytes())
            .unwrap()
            .signatures()
            .len(),
        MAX_SIGNATURES
    );
    assert_eq!(
        Note::parse(many(MAX_SIGNATURES + 1).as_bytes()),
        Err(Error::TooManySignatures)
    );
    let rest = line().len() + 2;
    let long = |length: usize| format!("{}\n\n{}", "x".repeat(length - rest), line());
    assert!(Note::parse(long(MAX_NOTE_BYTES).as_bytes()).is_ok());
    assert!(matches!(
        Note::parse(long(MAX_NOTE_BYTES + 1).as_bytes()),
        Err(Error::NoteTooLong(_))
    ));
    assert!(Note::sign("x".repeat(MAX_NOTE_BYTES - rest) + "\n", &[&key("k", 1)]).is_ok());
    assert!(Note::sign("x".repeat(MAX_NOTE_BYTES - rest + 1) + "\n", &[&key("k", 1)]).is_err());
    let keys: Vec<SigningKey> = (0..65).map(|n| key("k", n)).collect();
    assert!(Note::sign("a\n", &keys[..64].iter().collect::<Vec<_>>()).is_ok());
    assert!(Note::sign("a\n", &keys.iter().collect::<Vec<_>>()).is_err());
    assert!(Note::sign("a\n", &[]).is_err() && Note::sign("a", &[&keys[0]]).is_err());
}

#[test]
fn a_signature_of_another_kind_is_kept_and_passed_over() {
    let signer = key("k", 1);
    let mut note = Note::sign("text\n", &[&signer]).unwrap();
    let other =
        Note::parse_signature_lines(format!("\u{2014} pq {}\n", "AAAA".repeat(810)).as_bytes()).unwrap();
    assert_eq!(other[0].bytes.len(), 2426);
    note.add(other[0].clone()).unwrap();
    note.add(other[0].clone()).unwrap();
    let read = Note::parse(&note.to_bytes()).unwrap();
    assert_eq!(read, note);
    assert_eq!(read.signatures().len(), 2);
    read.verify(std::slice::from_ref(signer.verifying_key())).unwrap();
}

#[test]
fn one_bad_signature_by_a_known_key_refuses_the_whole_note() {
    let (ana, bea, eva) = (key("ana", 1), key("bea", 2), key("eva", 3));
    let mut note = Note::sign("text\n", &[&ana]).unwrap();
    note.add(bea.sign_text("another text\n").unwrap()).unwrap();
    let known = |keys: &[&SigningKey]| {
        keys.iter()
            .map(|key| key.verifying_key().clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(note.verify(&known(&[&ana])).unwrap().len(), 1);
    assert_eq!(
        note.verify(&known(&[&eva, &ana])).unwrap()[0],
        ana.verifying_key()
    );
    assert!(
        matches!(note.verify(&known(&[&ana, &bea])), Err(Error::BadSignature { name, .. }) if name == "bea")
    );
    assert_eq!(note.verify(&known(&[&eva])), Err(Error::NoKnownKey));
    assert_eq!(note.verify(&[]), Err(Error::NoKnownKey));
    // Another key under a known name is not known.
    assert_eq!(note.verify(&known(&[&key("ana", 9)])), Err(Error::NoKnownKey));
}

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec("[^\\x00-\\x1f]{0,30}", 1..6).prop_map(|lines| lines.join("\n") + "\n")
}

proptest! {
    #[test]
    fn notes_made_here_verify_in_the_other_implementation_and_back(text in texts(), seed: [u8; 32], name in "[a-z./]{1,20}") {
        let ours = SigningKey::from_seed(name.parse().unwrap(), seed);
        let bytes = Note::sign(text.clone(), &[&ours]).unwrap().to_bytes();

        let verifier = StandardVerifier::new(&ours.verifying_key().to_string()).unwrap();
        let other = OtherNote::from_bytes(&bytes).unwrap();
        let (verified, unverified) = other.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
        prop_assert_eq!((verified.len(), unverified.len()), (1, 0));
        prop_assert_eq!(other.text(), text.as_bytes());

        let signer = StandardSigner::new(&ours.to_secret_text()).unwrap();
        let mut theirs = OtherNote::new(text.as_bytes(), &[]).unwrap();
        theirs.add_sigs(&[&signer]).unwrap();
        prop_assert!(theirs.to_bytes() == bytes);

        let note = NoteRef::parse(&bytes).unwrap();
        prop_assert_eq!(note.verify(std::slice::from_ref(ours.verifying_key())).unwrap().len(), 1);
        prop_assert_eq!(note.to_owned().unwrap().to_bytes(), bytes);
    }

    #[test]
    fn any_bytes_are_judged_as_by_the_other_implementation(text in texts(), cut in 0usize..200, with in "[\\x00-\\x7f\u{2014}\u{2003}]{0,3}") {
        let mut bytes = Note::sign(text, &[&key("k", 1)]).unwrap().to_bytes();
        let at = bytes.len() - cut.min(bytes.len());
        let end = (at + 1).min(bytes.len());
        bytes.splice(at..end, with.bytes());
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert!(note.to_bytes() == bytes);
            prop_assert!(OtherNote::from_bytes(&bytes).is_ok());
        }
    }

    #[test]
    fn reading_any_bytes_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = NoteRef::parse(&bytes);
        let _ = Note::parse_signature_lines(&bytes);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let _ = text.parse::<VerifyingKey>();
            let _ = text.parse::<SigningKey>();
        }
    }
}
