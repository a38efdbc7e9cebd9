//! A station's sheet is printed from the record, and what is printed is read back.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use workbench::{HEADER, PROFILE, SMALL, Workbench};

/// The small election with this code on its sheets.
fn begin(bench: &Workbench, code: &str) {
    bench.write("election.toml", format!("{SMALL}\n[sheet.code]\n{code}"));
    bench.write("profile.toml", PROFILE);
    bench.run(&["new", "election", "--from", "election.toml"], 0);
    bench.import(&format!("{HEADER}101.01,1,90,48,2,30,18\n"), "party", 0);
}

const WITH_FIGURES: &str = "layout = '{a:3}.{b:2}!{boxes:,}!{null}'\nstation = '{a}.{b}'\n\
                            boxes = [{ option = 'ana', count = 2 }, { option = 'luis' }]";

#[test]
fn what_is_printed_of_a_station_is_read_back() {
    let bench = Workbench::new();
    begin(&bench, WITH_FIGURES);
    let words = "print election 101.01 --account party --to sheet.png";
    let printed = bench.json(&words.split(' ').collect::<Vec<_>>(), 0);
    assert_eq!(printed["station"], "101.01");
    let seen = bench.json(&["read", "election", "--check", "sheet.png"], 0);
    assert_eq!(seen["payload"], "101.01!30,0,18!2");
    // A file that is there stays as it is.
    let again = bench.run(&words.split(' ').collect::<Vec<_>>(), 2);
    assert!(again.stderr.contains("sheet.png"), "{}", again.stderr);
}

#[test]
fn a_form_to_be_filled_in_is_printed_where_the_code_is_an_identifier() {
    let bench = Workbench::new();
    begin(&bench, "layout = '{a:3}.{b:2}'\nstation = '{a}.{b}'");
    let printed = bench.json(&["print", "election", "101.01", "--to", "form.png"], 0);
    assert!(printed["entry"].is_null(), "{printed}");
    // Its figures are still to be typed.
    let seen = bench.json(&["read", "election", "--check", "form.png"], 1);
    assert_eq!(
        (&seen["payload"], &seen["station"], &seen["reason"]),
        (&"101.01".into(), &"101.01".into(), &"no_figures".into())
    );
}

#[test]
fn what_cannot_be_printed_is_said() {
    let bench = Workbench::new();
    begin(&bench, WITH_FIGURES);
    for (words, said) in [
        (
            "101.01 --to x.png",
            "no reading of station 101.01 stands in accepted",
        ),
        ("101.02 --to x.png", "no station \"101.02\""),
        (
            "101.01 --account party --module 0 --to x.png",
            "0 pixels a module",
        ),
        ("101.01 --account other --to x.png", "no account \"other\""),
        ("101.01 --account party --to no/x.png", "cannot write no/x.png"),
    ] {
        let words: Vec<&str> = ["print", "election"]
            .into_iter()
            .chain(words.split(' '))
            .collect();
        let run = bench.run(&words, 2);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
}
