//! What is printed on a sheet is read back from it.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use model::{CountField, Counts, Election, Figure, StationCode};
use proptest::prelude::*;
use sheet::Form;
use sheet::print::{Sheet, print};
use sheet::qr::{Found, find};

/// Layouts with their station's template and which figures beside the boxes they have.
const LAYOUTS: [(&str, &str, &[CountField], bool); 4] = [
    (
        "{centre:9}.{table:2}!{boxes:,}!{null}!{blank}",
        "{centre}.{table}",
        &[CountField::Null, CountField::Blank],
        true,
    ),
    (
        "{table:2}{centre:9};{serial:6};{boxes:-};{ballots};{registered:4}",
        "{centre}.{table}",
        &[CountField::Ballots, CountField::Registered],
        true,
    ),
    (
        "v{valid}/{centre:9}{table:2}",
        "{centre}.{table}",
        &[CountField::Valid],
        false,
    ),
    ("{centre:9}.{table:2}", "{centre}.{table}", &[], false),
];

fn election(layout: usize, options: usize) -> Election {
    let (layout, station, _, boxes) = LAYOUTS[layout];
    let names = [
        "Adela Núñez",
        "João Conceição",
        "Óscar Güell",
        "Ana",
        "Inés",
        "Luís",
        "Tomás",
        "Ño",
    ];
    let list = |entry: &dyn Fn(usize) -> String| (0..options).map(entry).collect::<Vec<_>>().join(",");
    let contest = list(&|n| format!("{{id='o{n}',name='{}'}}", names[n % names.len()]));
    let count = list(&|n| format!("{{option='o{n}',count={}}}", 1 + n % 3));
    let boxes = if boxes {
        format!("boxes=[{count}]")
    } else {
        String::new()
    };
    let text = format!(
        "id='e'\nname='Elección de prueba'\ndate='2026-05-10'\norigin='o'\n[[contests]]\nid='p'\nname='Presidente'\n\
         options=[{contest}]\n[sheet.code]\nlayout='{layout}'\nstation='{station}'\n{boxes}"
    );
    model::document::parse(&text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_printed_is_read_back(
        layout in 0usize..4, options in 2usize..12, module in 3usize..9, table in 1u32..100, centre in 0u32..999_999_999,
        numbers in proptest::collection::vec(0u32..10_000, 17),
    ) {
        let election = election(layout, options);
        let form = Form::of(&election).unwrap().unwrap();
        let station: StationCode = format!("{centre:09}.{table:02}").parse().unwrap();
        let mut counts = Counts::default();
        for (field, number) in LAYOUTS[layout].2.iter().zip(&numbers[12..]) {
            counts.set_field(*field, Figure::Read(*number));
        }
        if LAYOUTS[layout].3 {
            for (option, number) in election.contests[0].options.iter().zip(&numbers) {
                counts.set_option(option.id.clone(), Figure::Read(*number));
            }
        }
        let sheet = Sheet::of(&election, &form, &station, &["Palmar".into()], &counts).unwrap();
        let printed = print(&sheet, module).unwrap();
        let found = find(&printed.grey, &form);
        let Found::Wanted(code) = &found else {
            return Err(TestCaseError::fail(format!("{found:?}")));
        };
        let read = form.read(&code.payload).unwrap();
        prop_assert_eq!(read.station, station);
        prop_assert_eq!(read.counts, counts);
    }
}

#[test]
fn a_form_to_be_filled_in_has_an_identifier_and_room_for_every_figure() {
    let election = election(3, 3);
    let form = Form::of(&election).unwrap().unwrap();
    let station: StationCode = "110601011.04".parse().unwrap();
    let sheet = Sheet::of(&election, &form, &station, &[], &Counts::default()).unwrap();
    assert_eq!((sheet.options.len(), sheet.totals.len()), (3, 5));
    assert_eq!(sheet.code, "110601011.04");
}

#[test]
fn a_printed_sheets_file_is_decoded_to_the_same_pixels() {
    let sheet = Sheet {
        code: "110601011.04".into(),
        ..Sheet::default()
    };
    let printed = print(&sheet, 4).unwrap();
    let decoded = sheet::decode::decode(&printed.png().unwrap(), &sheet::decode::Limits::default());
    assert_eq!(decoded.unwrap(), printed.grey);
}
