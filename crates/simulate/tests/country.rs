//! A made-up country as its files show it.
#![allow(clippy::unwrap_used, missing_docs)]

use model::{Claims, Counts, Election, Rule};
use simulate::{Options, Summary, simulate};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use table::{Profile, ReadError, read};

const FILES: [&str; 7] = [
    "campaign.csv",
    "claims.toml",
    "council.csv",
    "election.toml",
    "planted.json",
    "profile.toml",
    "register.csv",
];

struct Country {
    _folder: tempfile::TempDir,
    path: PathBuf,
    summary: Summary,
}

fn country(stations: u64, seed: u64, with_faults: bool) -> Country {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("country");
    let options = Options {
        stations,
        seed,
        with_faults,
        photos: None,
    };
    let summary = simulate(&options, &path).unwrap();
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

    fn election(&self) -> Election {
        let election: Election = model::document::parse(&self.text("election.toml")).unwrap();
        election.check().unwrap();
        election
    }

    fn registered(&self) -> BTreeMap<String, u32> {
        let mut stations = BTreeMap::new();
        let blob = self.text("register.csv");
        record::register::read(&self.election(), blob.as_bytes(), |station| {
            stations.insert(station.code.to_string(), station.registered.unwrap());
        })
        .unwrap();
        stations
    }

    /// The rows that can be read, and the lines of those that cannot.
    fn rows(&self, account: &str) -> (Vec<(String, Counts)>, Vec<u64>) {
        let profile = Profile::parse(&self.text("profile.toml")).unwrap();
        profile.check(&self.election()).unwrap();
        let file: &Path = &self.path.join(format!("{account}.csv"));
        let (mut rows, mut refused) = (Vec::new(), Vec::new());
        for row in read::from_path(file, &profile).unwrap() {
            match row {
                Ok(row) => rows.push((row.station.code.to_string(), row.counts)),
                Err(ReadError::Row(error)) => refused.push(error.line),
                Err(error) => panic!("{error}"),
            }
        }
        (rows, refused)
    }

    /// The faults that a reader of the files finds: account, station (the line of a row that cannot be
    /// read), what.
    fn found(&self) -> BTreeSet<(String, String, String)> {
        let (election, registered) = (self.election(), self.registered());
        let mut found = BTreeSet::new();
        let mut first_of = BTreeMap::new();
        for account in ["council", "campaign"] {
            let mut add = |station: &str, what: &str| {
                found.insert((account.to_owned(), station.to_owned(), what.to_owned()));
            };
            let (rows, refused) = self.rows(account);
            let text = self.text(&format!("{account}.csv"));
            let lines: Vec<&str> = text.lines().collect();
            let mut seen: BTreeMap<String, Counts> = BTreeMap::new();
            let mut identical: BTreeMap<Vec<u32>, Vec<String>> = BTreeMap::new();
            for (station, counts) in rows {
                for broken in model::rules::check(&counts, &election.contests[0], &election) {
                    add(&station, broken.rule.code());
                }
                match registered.get(&station) {
                    None => {
                        add(&station, "unknown_station");
                        continue;
                    }
                    Some(n) if counts.registered.read() != Some(*n) => add(&station, "registered_differs"),
                    Some(_) => {}
                }
                let votes: Vec<u32> = counts.options.iter().filter_map(|(_, f)| f.read()).collect();
                match seen.get(&station) {
                    Some(_) => add(&station, "more_than_one_sheet"),
                    None => {
                        let once_in = f64::from(election.rules.identical_one_in);
                        if model::rules::identical_once_in(votes.iter().copied()) >= once_in {
                            identical.entry(votes).or_default().push(station.clone());
                        }
                        seen.insert(station, counts);
                    }
                }
            }
            for station in identical.into_values().filter(|same| same.len() > 1).flatten() {
                add(&station, "identical_counts");
            }
            let mut unreadable = BTreeSet::new();
            for line in refused {
                let station = lines[line as usize - 1].split(',').next().unwrap();
                add(station, "unreadable_row");
                unreadable.insert(station);
            }
            for station in registered.keys() {
                if !seen.contains_key(station) && !unreadable.contains(station.as_str()) {
                    add(station, "missing_station");
                }
            }
            for (station, counts) in seen {
                first_of.entry(station).or_insert_with(Vec::new).push(counts);
            }
        }
        for (station, counts) in first_of {
            // Both sheets are whole, and only votes moved between options.
            if let [a, b] = &counts[..]
                && a.options != b.options
                && (a.valid, a.registered) == (b.valid, b.registered)
                && !found.iter().any(|(_, of, _)| *of == station)
            {
                found.insert(("campaign".into(), station, "accounts_differ".into()));
            }
        }
        found
    }

    fn planted(&self) -> BTreeSet<(String, String, String)> {
        let planted: serde_json::Value = serde_json::from_str(&self.text("planted.json")).unwrap();
        let text = |fault: &serde_json::Value, key: &str| fault[key].as_str().unwrap().to_owned();
        let faults = planted["faults"].as_array().unwrap().iter();
        faults
            .map(|fault| {
                (
                    text(fault, "account"),
                    text(fault, "station"),
                    text(fault, "what"),
                )
            })
            .collect()
    }
}

#[test]
fn one_seed_gives_the_same_bytes_and_another_seed_others() {
    let (one, again, other) = (
        country(300, 5, true),
        country(300, 5, true),
        country(300, 6, true),
    );
    for name in FILES {
        assert_eq!(one.text(name), again.text(name), "{name}");
        assert_ne!(
            one.text(name),
            other.text(name).replace("sim-6", "sim-5"),
            "{name}"
        );
    }
    assert_eq!(std::fs::read_dir(&one.path).unwrap().count(), FILES.len());
}

#[test]
fn the_bytes_are_the_same_on_every_machine() {
    let country = country(2_000, 1, true);
    let hash = |name| record::BlobHash::of(country.text(name).as_bytes()).to_string();
    let hashes = ["register.csv", "council.csv", "campaign.csv", "planted.json"].map(hash);
    let expected = [
        "sha256:b54fef6c04d99f76d4b9fa9399d85c55aef83485b7fdcff07a6d507b4d89514b",
        "sha256:e28b04ec915b811e46d3cf0405de222f0e71d691d2848456444bb1a7d70c3686",
        "sha256:f869a214ccc6919e6d63edb19c717a859b1bf6ce2409bd27d8b69d644454a332",
        "sha256:3cbba3bf2f5eb668bba90b3a91fdc84a19b04d2b959213621f755544f72df853",
    ];
    assert_eq!(hashes, expected);
}

#[test]
fn every_planted_fault_is_in_the_files_and_no_other() {
    for (stations, seed) in [(50, 1), (50, 2), (2_000, 1), (20_000, 3)] {
        let country = country(stations, seed, true);
        let planted = country.planted();
        let mut found = country.found();
        // A sheet of zeros is a turnout of zero, too.
        for (account, station, _) in planted.iter().filter(|fault| fault.2 == "all_zero") {
            assert!(found.remove(&(account.clone(), station.clone(), "turnout_low".into())));
        }
        assert_eq!(found, planted, "{stations} stations, seed {seed}");
        let count: u64 = country.summary.planted.values().sum();
        assert_eq!(count, planted.len() as u64);
    }
}

#[test]
fn every_rule_is_planted_but_those_that_the_documentation_names() {
    let methods = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/methods.md");
    let methods = std::fs::read_to_string(methods).unwrap();
    let (_, rest) = methods.split_once("plants every one of these faults").unwrap();
    let (exceptions, _) = rest.split_once("\n\n").unwrap();
    let planted = country(50, 9, true).summary.planted;
    for rule in Rule::ALL {
        let excepted = exceptions.contains(&format!("`{}`", rule.code()));
        assert_eq!(planted.contains_key(rule.code()), !excepted, "{}", rule.code());
    }
    for other in ["accounts_differ", "missing_station", "unreadable_row"] {
        assert!(planted.contains_key(other), "{other}");
    }
}

#[test]
fn a_country_without_faults_has_none_and_its_accounts_agree() {
    for stations in [1, 2, 7, 99, 5_000] {
        let country = country(stations, 4, false);
        assert!(country.found().is_empty());
        assert!(country.planted().is_empty());
        assert_eq!(country.text("council.csv"), country.text("campaign.csv"));
        assert_eq!(country.rows("council").0.len() as u64, stations);
    }
}

#[test]
fn planting_faults_does_not_change_the_country_but_where_it_must() {
    let (clean, faulty) = (country(2_000, 8, false), country(2_000, 8, true));
    let (clean, faulty) = (clean.text("register.csv"), faulty.text("register.csv"));
    assert_eq!(clean.lines().count(), faulty.lines().count());
    let different = clean.lines().zip(faulty.lines()).filter(|(a, b)| a != b).count();
    assert!(different < 30, "{different}");
}

#[test]
fn the_country_is_plausible() {
    let country = country(20_000, 11, true);
    let summary = &country.summary;
    assert_eq!(country.registered().len(), 20_000);
    assert_eq!(
        country.registered().values().map(|n| u64::from(*n)).sum::<u64>(),
        summary.registered
    );
    assert!(country.registered().values().all(|n| (50..=1_000).contains(n)));
    assert!((400..650).contains(&(summary.registered / summary.stations)));
    let turnout = summary.ballots * 100 / summary.registered;
    assert!((52..68).contains(&turnout), "{turnout}");
    for part in [summary.null, summary.blank] {
        let per_thousand = part * 1_000 / summary.ballots;
        assert!((5..40).contains(&per_thousand), "{per_thousand}");
    }
    assert_eq!(summary.options.values().sum::<u64>(), summary.valid);
    let mut votes: Vec<u64> = summary.options.values().copied().collect();
    votes.sort_unstable();
    let largest = votes[votes.len() - 2..].iter().sum::<u64>();
    assert!(largest * 100 / summary.valid > 75, "{votes:?}");
    assert!((6..=10).contains(&votes.len()));
}

#[test]
fn the_second_bulletin_is_the_sum_of_the_councils_sheets() {
    let country = country(2_000, 1, true);
    let claims: Claims = model::document::parse(&country.text("claims.toml")).unwrap();
    assert_eq!(claims.claims.len(), 2);
    claims.claims.iter().for_each(|claim| claim.check().unwrap());

    let registered = country.registered();
    let mut first: BTreeMap<String, Counts> = BTreeMap::new();
    for (station, counts) in country.rows("council").0 {
        if registered.contains_key(&station) {
            first.entry(station).or_insert(counts);
        }
    }
    for figure in &claims.claims[1].figures {
        let name = figure.of.name();
        let sum: u64 = match model::CountField::from_name(name) {
            Some(field) => first
                .values()
                .filter_map(|c| c.field(field).read())
                .map(u64::from)
                .sum(),
            None if name == "stations" => first.len() as u64,
            None => first
                .values()
                .filter_map(|c| c.option(name).read())
                .map(u64::from)
                .sum(),
        };
        assert_eq!(figure.number, Some(sum), "{name}");
    }
}

#[test]
fn the_first_bulletins_votes_are_its_percentages_of_their_total() {
    for seed in 1..20 {
        let country = country(400, seed, true);
        let claims: Claims = model::document::parse(&country.text("claims.toml")).unwrap();
        let figures = &claims.claims[0].figures[1..];
        let total: u64 = figures.iter().filter_map(|figure| figure.number).sum();
        for figure in figures {
            assert_eq!(figure.number, figure.percent.map(|percent| percent.of(total)));
        }
    }
}

#[test]
fn a_folder_that_holds_a_country_is_not_written_over() {
    let country = country(60, 1, true);
    let before = country.text("register.csv");
    let error = simulate(&Options::default(), &country.path).unwrap_err();
    assert!(error.to_string().contains("register.csv"), "{error}");
    assert_eq!(country.text("register.csv"), before);
}

#[test]
fn too_few_and_too_many_stations_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (stations, with_faults) in [(0, false), (49, true), (10_000_001, false)] {
        let options = Options {
            stations,
            seed: 1,
            with_faults,
            photos: None,
        };
        assert!(simulate(&options, folder.path()).is_err());
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
