//! Files that are broken, hostile or simply not what the profile describes.

#![allow(clippy::unwrap_used)]

use flate2::Compression;
use flate2::write::GzEncoder;
use model::Figure;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use table::read::{MemberError, UnpackError};
use table::{FileError, FileReading, Profile, ReadError, read};

const PROFILE: &str = r#"
name = "Test"
contest = "mayor"
illegible = ["?"]
[station]
code = "{centre|pad 4}.{table|pad 2}"
areas = [{ code = "{centre|pad 4|slice 0 2}", name = "{town}" }]
[counts]
valid = "{valid}"
[options]
ana = "{Ana}"
luis = "{Luis}"
"#;

const HEADER: &str = "centre,table,town,valid,Ana,Luis\n";

fn profile(extra: &str) -> Profile {
    Profile::parse(&format!("{PROFILE}{extra}")).unwrap()
}

fn read_bytes(
    bytes: impl Into<Vec<u8>>,
    profile: &Profile,
) -> Result<Vec<Result<FileReading, String>>, FileError> {
    let rows = read::from_reader("t.csv", Cursor::new(bytes.into()), profile)?;
    rows.map(|row| match row {
        Ok(row) => Ok(Ok(row)),
        Err(ReadError::Row(error)) => Ok(Err(error.to_string())),
        Err(ReadError::File(error)) => Err(error),
    })
    .collect()
}

fn rows(text: &str) -> Vec<Result<FileReading, String>> {
    read_bytes(format!("{HEADER}{text}"), &profile("")).unwrap()
}

fn refused(bytes: impl Into<Vec<u8>>) -> String {
    read_bytes(bytes, &profile("")).unwrap_err().to_string()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A file of one byte over and over, as large as one likes.
struct Endless(u8);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(self.0);
        Ok(buffer.len())
    }
}

impl Seek for Endless {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn an_empty_file_a_folder_and_a_missing_file_are_told_apart() {
    assert_eq!(refused(""), "t.csv: the file is empty");
    assert_eq!(refused("\u{feff}"), "t.csv: the file is empty");
    assert_eq!(refused(gz(b"")), "t.csv: the file is empty");
    let folder = tempfile::tempdir().unwrap();
    let error = |path: &std::path::Path| read::from_path(path, &profile("")).err().unwrap();
    assert!(matches!(
        error(folder.path()),
        FileError::NotAFile {
            found: "a folder",
            ..
        }
    ));
    assert!(matches!(
        error(&folder.path().join("none.csv")),
        FileError::Io { .. }
    ));
}

#[test]
fn a_file_without_line_breaks_fails_fast() {
    let error = read::from_reader("big.csv", Endless(b'7'), &profile(""))
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "big.csv, line 1: the record has more than 1048576 bytes without ending; is this the right kind of file?"
    );
    let quotes = read::from_reader("big.csv", Endless(b'"'), &profile(""))
        .err()
        .unwrap();
    assert!(
        matches!(quotes, FileError::RecordTooLong { line: 1, .. }),
        "{quotes}"
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut bytes = HEADER.as_bytes().to_vec();
    let row = format!("1,1,{},3,1,2\n", "A".repeat(10_000));
    bytes.extend(row.repeat(2_500).bytes());
    for packed in [gz(&bytes), zip(&[("a.csv", &bytes)])] {
        let error = read_bytes(packed, &profile("")).unwrap_err();
        assert!(matches!(error, FileError::Bomb { limit: 200, .. }), "{error}");
    }
}

#[test]
fn a_packed_file_larger_than_the_profile_allows_is_refused() {
    let text = format!(
        "{HEADER}{}",
        (0..999).map(|n| format!("{n},1,A,3,1,2\n")).collect::<String>()
    );
    let profile =
        Profile::parse(&PROFILE.replace("[station]", "file.max_unpacked_bytes = 5000\n[station]")).unwrap();
    let error = read_bytes(gz(text.as_bytes()), &profile).unwrap_err();
    assert!(
        matches!(error, FileError::TooLarge { limit: 5000, .. }),
        "{error}"
    );
}

#[test]
fn zip_and_gz_are_read_in_place() {
    let text = format!("{HEADER}1,1,A,3,1,2\n");
    for packed in [
        gz(text.as_bytes()),
        zip(&[("a.csv", text.as_bytes())]),
        zip(&[("readme.md", b"x"), ("b.CSV", text.as_bytes())]),
    ] {
        assert_eq!(read_bytes(packed, &profile("")).unwrap().len(), 1);
    }
    let two = zip(&[("a.csv", b"x"), ("b.csv", text.as_bytes())]);
    assert!(refused(two.clone()).contains("holds 2 files (\"a.csv\", \"b.csv\")"));
    let named = Profile::parse(&PROFILE.replace("[station]", "file.member = \"b.csv\"\n[station]")).unwrap();
    assert_eq!(read_bytes(two, &named).unwrap().len(), 1);
    assert!(refused(zip(&[("xl/workbook.xml", b"x"), ("y.xml", b"")])).contains("spreadsheet"));
    assert!(refused(zip(&[])).contains("no file"));
}

#[test]
fn an_archive_without_one_file_to_read_says_why() {
    let refused = |members: &[(&str, &[u8])], file: &str| {
        let error = read_bytes(zip(members), &profile(file)).unwrap_err();
        // The command prints an error with its sources, and would say it twice.
        assert!(std::error::Error::source(&error).is_none());
        let message = error.to_string();
        match error {
            FileError::Archive {
                fault: UnpackError::Member(fault),
                ..
            } => (fault, message),
            other => panic!("{other}"),
        }
    };
    let many: Vec<String> = (0..11).map(|n| format!("{n}.csv")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let (fault, message) = refused(&many, "");
    assert!(matches!(fault, MemberError::Several { count: 11, .. }));
    assert_eq!(
        message,
        "t.csv: the zip archive holds 11 files (\"0.csv\", \"1.csv\", \"2.csv\", \"3.csv\", \"4.csv\", \"5.csv\", \
         \"6.csv\", \"7.csv\", \"8.csv\", \"9.csv\", …); name one as `file.member` in the profile"
    );
    let (fault, message) = refused(&many[..2], "\n[file]\nmember = \"2.csv\"");
    assert!(matches!(fault, MemberError::Missing { .. }));
    assert_eq!(
        message,
        "t.csv: the zip archive has no file \"2.csv\"; it has \"0.csv\", \"1.csv\""
    );
    let (fault, message) = refused(&[("xl/workbook.xml", b"x"), ("y.xml", b"")], "");
    assert_eq!(fault, MemberError::Spreadsheet);
    assert_eq!(message, "t.csv: this is a spreadsheet; save the sheet as CSV");
    let (fault, message) = refused(&[], "");
    assert_eq!(fault, MemberError::NoFiles);
    assert_eq!(message, "t.csv: the zip archive holds no file");
}

#[test]
fn a_damaged_archive_is_refused() {
    let text = format!(
        "{HEADER}{}",
        (0..99).map(|n| format!("{n},1,A,3,1,2\n")).collect::<String>()
    );
    for packed in [gz(text.as_bytes()), zip(&[("a.csv", text.as_bytes())])] {
        let cut = &packed[..packed.len() / 2];
        assert!(read_bytes(cut, &profile("")).is_err());
        for at in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            // Whatever it says, it must not panic; and what it reads as whole must be the text.
            if let Ok(rows) = read_bytes(damaged, &profile("")) {
                assert_eq!(rows.len(), 99, "byte {at}");
            }
        }
    }
}

#[test]
fn a_header_without_the_columns_names_them_and_the_nearest() {
    let error = refused("centre,table,town,vaild,Ana\n1,1,A,3,1\n");
    assert_eq!(
        error,
        "t.csv, line 1: the header lacks \"Luis\", \"valid\" (did you mean \"vaild\"?)"
    );
    let twice = refused("centre,table,town,valid,Ana,Ana,Luis\n");
    assert!(twice.contains("\"Ana\" stands in the header twice"), "{twice}");
    assert!(refused(vec![0xff, 0xfe, b'a', 0]).contains("UTF-16"));
    assert!(refused(",".repeat(5000)).contains("more than 4096 columns"));
}

#[test]
fn figures_that_are_none_fail_their_row_alone() {
    let found =
        rows("1,1,A,-3,1,2\n1,2,A,1.5,1,2\n1,3,A,4294967296,1,2\n1,4,A,many,1,2\n1,5,A,,1,2\n1,6,A,3,1,2\n");
    let errors: Vec<_> = found.iter().filter_map(|row| row.as_ref().err()).collect();
    assert_eq!(errors.len(), 5);
    assert_eq!(
        errors[0],
        "line 2, column valid: expected a whole number from 0 to 4294967295, or \"?\" for an illegible figure, found \"-3\""
    );
    assert!(errors[4].contains("found \"\""));
    assert_eq!(found[5].as_ref().unwrap().line, 7);
}

#[test]
fn an_illegible_figure_is_not_nought() {
    let found = rows("1,1,A,?, 1 ,2\n");
    let counts = &found[0].as_ref().unwrap().counts;
    assert_eq!(
        (counts.valid, counts.option("ana")),
        (Figure::Illegible, Figure::Read(1))
    );
}

#[test]
fn duplicate_stations_are_passed_on() {
    assert_eq!(
        rows("1,1,A,3,1,2\n1,1,A,3,1,2\n")
            .iter()
            .filter(|row| row.is_ok())
            .count(),
        2
    );
}

#[test]
fn rows_with_too_few_or_too_many_cells_fail_and_empty_lines_are_none() {
    let found = rows("1,1,A,3,1\n\n1,2,A,3,1,2,9\r\n1,3,A,3,1,2,,\n\r\n1,4,A,3,1,2");
    assert_eq!(found.len(), 4);
    assert!(
        found[0]
            .as_ref()
            .unwrap_err()
            .contains("line 2: expected 6 cells, as in the header, but there are 5")
    );
    assert!(found[1].as_ref().unwrap_err().contains("there are 7"));
    assert_eq!(found[2].as_ref().unwrap().line, 5);
    assert_eq!(found[3].as_ref().unwrap().station.code.as_str(), "0001.04");
}

#[test]
fn quoted_cells_may_hold_line_breaks_and_lines_are_still_counted() {
    let found = rows("1,1,\"A, \"\"b\"\"\nc\",3,1,2\n1,2,A \"x\",3,1,2\n");
    let first = found[0].as_ref().unwrap();
    assert_eq!(&*first.station.areas[0].name, "A, \"b\"\nc");
    let second = found[1].as_ref().unwrap();
    assert_eq!((second.line, &*second.station.areas[0].name), (4, "A \"x\""));
}

#[test]
fn a_wrong_quote_costs_one_row() {
    let found = rows("1,1,\"A\"b,3,1,2\n1,2,A,3,1,2\n1,3,\"A,3,1,2\n1,4,A,3,1,2\n");
    assert_eq!(found.len(), 4);
    assert!(
        found[0]
            .as_ref()
            .unwrap_err()
            .starts_with("line 2: expected a delimiter or the end of the line")
    );
    assert!(
        found[2]
            .as_ref()
            .unwrap_err()
            .starts_with("line 4: expected a closing quote")
    );
    assert_eq!(found[3].as_ref().unwrap().line, 5);
}

#[test]
fn a_row_of_another_encoding_fails_alone_unless_it_is_to_be_detected() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"1,1,T\xe1chira,3,1,2\n");
    bytes.extend("1,2,Táchira,3,1,2\n".as_bytes());
    let found = read_bytes(bytes.clone(), &profile("")).unwrap();
    assert!(
        found[0]
            .as_ref()
            .unwrap_err()
            .contains("line 2: expected UTF-8 text, found \"1,1,T\u{fffd}chira")
    );
    assert!(found[1].is_ok());
    let detect =
        Profile::parse(&PROFILE.replace("[station]", "file.encoding = \"detect\"\n[station]")).unwrap();
    for row in read_bytes(bytes, &detect).unwrap() {
        assert_eq!(&*row.unwrap().station.areas[0].name, "Táchira");
    }
}

#[test]
fn a_code_is_never_made_of_an_empty_cell() {
    let found = rows(",1,A,3,1,2\n");
    assert_eq!(
        found[0].as_ref().unwrap_err(),
        "line 2, column centre: expected a value, found \"\""
    );
}

#[test]
fn an_error_in_the_middle_of_the_file_ends_it() {
    let text = format!("{HEADER}1,1,A,3,1,2\n");
    let reader = Cursor::new(text.into_bytes());
    struct Then(Cursor<Vec<u8>>);
    impl Read for Then {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(std::io::Error::other("the disk is gone")),
                n => Ok(n),
            }
        }
    }
    impl Seek for Then {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let opened = read::from_reader("t.csv", Then(reader), &profile(""));
    let errors = match opened {
        Err(error) => vec![error.to_string()],
        Ok(rows) => rows
            .filter_map(Result::err)
            .map(|error| error.to_string())
            .collect(),
    };
    assert_eq!(errors, ["t.csv: cannot be read: the disk is gone"]);
}

#[test]
fn rows_within_quotes_that_belong_to_other_cells_are_not_lost() {
    let found = rows("1,1,\"A,3,1,2\n1,2,B,4,1,3\n1,3,C\",5,1,4\n1,4,D,6,1,5\n");
    assert_eq!(
        found[0].as_ref().unwrap_err(),
        "line 2: expected no line break within quotes, but those of this line go on to line 4, and what is between them looks \
         like rows, found \"1,2,B,4,1,3\"; where quotes mean nothing in this file, say `file.quote = \"\"` in the profile; the \
         lines below are read as rows of their own"
    );
    // The quote that should have closed opens a cell of its own, and costs its row.
    assert_eq!(found[1].as_ref().unwrap().line, 3);
    assert!(found[2].as_ref().unwrap().line == 4 && found[3].as_ref().unwrap().line == 5);
    // The cells of a note of several lines are no rows.
    let note = rows("1,1,\"A\nb, c\nd\",3,1,2\n1,2,A,3,1,2\n");
    assert_eq!(note.iter().filter(|row| row.is_ok()).count(), 2);
}

#[test]
fn files_that_were_joined_are_read_with_their_marks_and_headers() {
    let one = format!("\u{feff}{HEADER}1,1,A,3,1,2\n");
    let two = format!("\u{feff}{HEADER}\u{feff}\"1\",2,A,3,1,2\n");
    let mut readings = read::from_reader(
        "t.csv",
        Cursor::new(format!("{one}{two}").into_bytes()),
        &profile(""),
    )
    .unwrap();
    let codes: Vec<String> = readings
        .by_ref()
        .map(|row| row.unwrap().station.code.to_string())
        .collect();
    assert_eq!(codes, ["0001.01", "0001.02"]);
    assert_eq!(readings.passed_over().headers, 1);
}

#[test]
fn letters_that_are_not_seen_are_named_and_the_filter_that_drops_them() {
    let code = PROFILE.replace("{centre|pad 4}.{table|pad 2}", "{centre}");
    let text = format!("{HEADER}01\u{200b},1,A,3,1,2\n\u{202e}02,1,A,3,1,2\n03,1,A,3,1,2\n");
    let found = read_bytes(text.clone(), &Profile::parse(&code).unwrap()).unwrap();
    let said = found[0].as_ref().unwrap_err();
    assert!(
        said.starts_with(
            "line 2, column centre: expected a value without letters that are not seen, but it has U+200B"
        ),
        "{said}"
    );
    assert!(
        said.ends_with("the filter `visible` drops them: \"{centre|visible}\""),
        "{said}"
    );
    assert!(found[1].as_ref().unwrap_err().contains("U+202E"));
    assert!(found[2].is_ok());
    let visible = Profile::parse(
        &code
            .replace("{centre}", "{centre|visible}")
            .replace("|pad 4|slice 0 2", "|visible"),
    );
    let found = read_bytes(text, &visible.unwrap()).unwrap();
    assert_eq!(found[1].as_ref().unwrap().station.code.as_str(), "02");
}

#[test]
fn codes_that_a_spreadsheet_has_rewritten_fail_their_rows_unless_the_profile_says_that_codes_are_so() {
    let plain = |codes: &str| {
        let text = PROFILE.replace(
            "code = \"{centre|pad 4}.{table|pad 2}\"",
            &format!("code = \"{{centre}}\"\n{codes}"),
        );
        let text = text.replace(
            "areas = [{ code = \"{centre|pad 4|slice 0 2}\", name = \"{town}\" }]",
            "",
        );
        read_bytes(
            format!("{HEADER}1.1E+08,1,A,3,1,2\n1-Apr,1,A,3,1,2\n7,1,A,3,1,2\n"),
            &Profile::parse(&text).unwrap(),
        )
        .unwrap()
    };
    let found = plain("");
    let said = found[0].as_ref().unwrap_err();
    assert!(
        said.starts_with(
            "line 2, column centre: expected a station's code as it was published, and not a number with an exponent, found \"1.1E+08\""
        ) && said.contains("`station.codes`"),
        "{said}"
    );
    assert!(found[1].as_ref().unwrap_err().contains("not a day of a month"));
    assert!(found[2].is_ok());
    let found = plain("codes = [\"9.9\", \"9-***\"]");
    assert_eq!(
        found[0].as_ref().unwrap_err(),
        "line 2, column centre: expected a station's code that fits 9.9 or 9-*** (9 is a digit, A a capital, * any character), found \"1.1E+08\""
    );
    assert!(found[1].is_ok() && found[2].is_err());
}

#[test]
fn carriage_returns_alone_end_lines_where_a_file_has_no_other_ends() {
    let old = "centre,table,town,valid,Ana,Luis\r1,1,A,3,1,2\r1,2,A,x,1,2\r1,3,\"A\",3,1,2\r";
    for end in ["", "\n"] {
        let found = read_bytes(format!("{old}{end}"), &profile("")).unwrap();
        assert_eq!(found.len(), 3);
        assert!(found[1].as_ref().unwrap_err().starts_with("line 3, column valid"));
        assert_eq!(found[2].as_ref().unwrap().line, 4);
    }
    let found = rows("1,1,A,3,1,2\n1,2,A,3\r1,3,A,3,1,2\n");
    assert!(found[0].is_ok());
    assert!(
        found[1]
            .as_ref()
            .unwrap_err()
            .contains("carriage returns alone within this line")
    );
}

#[test]
fn rows_that_a_filter_leaves_out_are_counted_by_the_filter() {
    let filters = "[only]\ntown = [\"A\", \"B\"]\n[except]\ntable = [\"TOTAL\"]\n";
    let text = "1,1,A,3,1,2\n1,2,C,3,1,2\n1,TOTAL,B,3,1,2\n1,3,D,3,1,2\n";
    let file = Cursor::new(format!("{HEADER}{text}").into_bytes());
    let mut readings = read::from_reader("t.csv", file, &profile(filters)).unwrap();
    assert_eq!(readings.by_ref().filter(Result::is_ok).count(), 1);
    let passed_over = readings.passed_over();
    let filtered = |key: &str, rows, line, value: &str| read::Filtered {
        key: key.to_owned(),
        rows,
        line,
        value: value.to_owned(),
    };
    assert_eq!(
        passed_over.filters,
        [
            filtered("only.town", 2, 3, "C"),
            filtered("except.table", 1, 4, "TOTAL")
        ]
    );
    assert_eq!(passed_over.rows(), 3);
    let empty = Profile::parse(&format!("{PROFILE}[only]\ntown = []\n")).unwrap_err();
    assert!(
        empty.to_string().starts_with("only.town: the list is empty"),
        "{empty}"
    );
}

#[test]
fn a_column_that_the_file_may_lack_is_named_where_its_value_is_needed() {
    let text = PROFILE.replace("[station]", "file.may_lack = [\"valid\"]\n[station]");
    let found = read_bytes(
        "centre,table,town,Ana,Luis\n1,1,A,1,2\n",
        &Profile::parse(&text).unwrap(),
    )
    .unwrap();
    let said = found[0].as_ref().unwrap_err();
    assert!(
        said.starts_with("line 2, column valid: expected a whole number"),
        "{said}"
    );
    assert!(
        said.ends_with("add \"\" to `not_on_form`; where it could not be read, to `illegible`"),
        "{said}"
    );
}

#[test]
fn what_is_wrong_is_said_with_the_key_that_mends_it() {
    let found = rows("1,1,A,1.234,1,2\n1,2,A,n/a,1,2\n1;3;A;3;1;2\n");
    let said = |at: usize| found[at].as_ref().unwrap_err();
    assert!(said(0).ends_with("say `thousands = \".\"`"), "{}", said(0));
    assert!(said(1).contains("add \"n/a\" to `not_on_form`"), "{}", said(1));
    assert!(said(2).contains("`file.delimiter`"), "{}", said(2));
    let header = refused("centre;table;town;valid;Ana;Luis\n1;1;A;3;1;2\n");
    assert!(
        header.ends_with("say `file.delimiter = \";\"` in the profile"),
        "{header}"
    );
}
