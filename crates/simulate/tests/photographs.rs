//! Photographs of made-up sheets: the same from the same seed, and what photos.csv says of them is so.
#![allow(clippy::unwrap_used, missing_docs)]

use model::Election;
use sheet::Form;
use sheet::decode::{Limits, decode};
use sheet::qr::{Found, find};
use simulate::{Options, Photos, Summary, simulate};
use std::collections::BTreeMap;
use std::path::PathBuf;

struct Country {
    _folder: tempfile::TempDir,
    path: PathBuf,
    summary: Summary,
}

/// A line of photos.csv.
struct Line {
    file: String,
    level: u8,
    station: String,
    payload: String,
    planted: String,
    of: String,
}

fn options(count: u64, levels: &str, with_faults: bool) -> Options {
    Options {
        stations: 300,
        seed: 5,
        with_faults,
        photos: Some(Photos {
            count,
            levels: levels.parse().unwrap(),
        }),
    }
}

fn country(options: &Options) -> Country {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("country");
    let summary = simulate(options, &path).unwrap();
    Country {
        _folder: folder,
        path,
        summary,
    }
}

impl Country {
    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path.join(name)).unwrap()
    }

    fn lines(&self) -> Vec<Line> {
        let text = self.text("photos.csv");
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("file,level,station,payload,planted,of"));
        let line = |line: &str| {
            let parts: Vec<&str> = line.split('"').collect();
            let before: Vec<&str> = parts[0].split(',').collect();
            let after: Vec<&str> = parts[2].split(',').collect();
            Line {
                file: before[0].to_owned(),
                level: before[1].parse().unwrap(),
                station: before[2].to_owned(),
                payload: parts[1].to_owned(),
                planted: after[1].to_owned(),
                of: after[2].to_owned(),
            }
        };
        lines.map(line).collect()
    }

    fn photo(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path.join("photos").join(name)).unwrap()
    }

    fn form(&self) -> Form {
        let election: Election = model::document::parse(&self.text("election.toml")).unwrap();
        election.check().unwrap();
        Form::of(&election).unwrap().unwrap()
    }
}

/// The photographs in the order of their names, one behind the other.
fn photographs(country: &Country) -> Vec<u8> {
    let lines = country.lines();
    lines.iter().flat_map(|line| country.photo(&line.file)).collect()
}

#[test]
fn one_seed_gives_the_same_photographs_however_many_work_on_them() {
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| country(&options(24, "1-5", true)))
    };
    let (one, three) = (made(1), made(3));
    for name in ["photos.csv", "planted.json", "campaign.csv"] {
        assert_eq!(one.text(name), three.text(name), "{name}");
    }
    assert!(photographs(&one) == photographs(&three));
    let other = country(&Options {
        seed: 6,
        ..options(24, "1-5", true)
    });
    assert!(photographs(&one) != photographs(&other));
}

#[test]
fn photographs_have_the_same_bytes_on_every_machine() {
    let country = country(&options(24, "1-5", true));
    let hash = |bytes: &[u8]| record::BlobHash::of(bytes).to_string();
    assert_eq!(
        [
            hash(country.text("photos.csv").as_bytes()),
            hash(&photographs(&country))
        ],
        [
            "sha256:2c37dd072378bcf51271088bda0f6c476a315f5e11a7727216fcbda53aafd9a8",
            "sha256:853ca4d6b7e50fecfb3f057a37b52b637ed8680ee410a8d9f662296d320dc35c",
        ]
    );
}

#[test]
fn what_is_said_of_each_photograph_is_what_is_seen_in_it() {
    let country = country(&options(60, "1", true));
    let (form, lines) = (country.form(), country.lines());
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    for line in &lines {
        let grey = decode(&country.photo(&line.file), &Limits::default()).unwrap();
        match (line.planted.as_str(), find(&grey, &form)) {
            ("no_code", Found::Nothing | Found::Damaged(_)) => assert_eq!(line.payload, ""),
            ("other_code", Found::Other(code)) => assert_eq!(code.payload, line.payload.as_bytes()),
            (planted, Found::Wanted(code)) => {
                assert!(!matches!(planted, "no_code" | "other_code"), "{}", line.file);
                assert_eq!(code.payload, line.payload.as_bytes(), "{}", line.file);
                let read = form.read(&code.payload).unwrap();
                assert_eq!(read.station.as_str(), line.station);
            }
            (_, found) => panic!("{}: {found:?}", line.file),
        }
        assert_eq!(line.level, 1);
        *seen.entry(&line.planted).or_default() += 1;
        if let "resent" | "photographed_again" = line.planted.as_str() {
            let first = lines.iter().find(|first| first.file == line.of).unwrap();
            assert_eq!((&first.station, &first.payload), (&line.station, &line.payload));
            assert!(country.photo(&first.file) != country.photo(&line.file));
        } else {
            assert_eq!(line.of, "");
        }
    }
    assert_eq!(seen.remove(""), Some(50));
    for kind in [
        "no_code",
        "other_code",
        "file_differs",
        "resent",
        "photographed_again",
    ] {
        assert_eq!(seen.remove(kind), Some(2), "{kind}");
        assert_eq!(country.summary.planted[kind], 2, "{kind}");
        assert_eq!(
            country
                .text("planted.json")
                .matches(&format!("\"{kind}\""))
                .count(),
            3
        );
    }
    assert!(seen.is_empty(), "{seen:?}");
    let kept = std::fs::read_dir(country.path.join("photos")).unwrap().count();
    assert_eq!((kept, country.summary.photographs), (60, Some(60)));
}

#[test]
fn a_row_differs_from_its_photograph_in_one_figure_where_that_was_planted_and_nowhere_else() {
    let country = country(&options(60, "1", true));
    let form = country.form();
    let text = country.text("campaign.csv");
    let mut rows = text.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let rows: BTreeMap<&str, Vec<&str>> = rows.map(|row| (row[0], row)).collect();
    for line in country.lines() {
        let Some(read) = form.read(line.payload.as_bytes()) else {
            continue;
        };
        let row = &rows[line.station.as_str()];
        let figures = header.iter().zip(row).skip(1).filter(|(name, written)| {
            let figure = match model::CountField::from_name(name) {
                Some(field) => read.counts.field(field),
                None => read.counts.option(name),
            };
            figure
                .read()
                .is_some_and(|figure| figure.to_string() != **written)
        });
        let expected = usize::from(line.planted == "file_differs");
        assert_eq!(figures.count(), expected, "{}", line.station);
    }
}

#[test]
fn photographs_change_nothing_of_the_country_but_what_is_planted_with_them() {
    let with = country(&options(60, "5", true));
    let without = country(&Options {
        photos: None,
        ..options(60, "5", true)
    });
    for name in ["register.csv", "council.csv", "claims.toml", "profile.toml"] {
        assert_eq!(with.text(name), without.text(name), "{name}");
    }
    let (with, without) = (with.text("campaign.csv"), without.text("campaign.csv"));
    let different = with.lines().zip(without.lines()).filter(|(a, b)| a != b);
    assert_eq!(different.count(), 2);
}

#[test]
fn without_faults_nothing_is_planted_among_photographs() {
    let country = country(&options(60, "1-5", false));
    assert!(country.summary.planted.is_empty());
    assert!(country.lines().iter().all(|line| line.planted.is_empty()));
    assert_eq!(country.text("council.csv"), country.text("campaign.csv"));
}

#[test]
fn no_photographs_and_more_than_there_are_sheets_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for count in [0, 301, 2_000_000, u64::MAX] {
        let error = simulate(&options(count, "1", false), folder.path()).unwrap_err();
        assert!(error.to_string().contains("expected 1 to 300"), "{error}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
