//! The example elections: their definitions, and the checks of their claims against figures known from elsewhere; and the
//! same checks of made-up announcements, against figures added up by hand.

#![allow(clippy::unwrap_used)]

use model::{Claim, Claims, Contest, Election, Subject};
use stats::claim::{
    Amount, CheckKind, Coverage, Denominator, OwnArithmetic, Rounding, Sheets, Side, cannot_hold,
    own_arithmetic, percent_first,
};
use stats::decided::decided;
use std::path::{Path, PathBuf};
use testing::{real_data, sample};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read<T: serde::de::DeserializeOwned>(path: &str) -> T {
    read_path(&root().join("examples").join(path))
}

fn read_path<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap();
    model::document::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn venezuela() -> (Contest, Claim, Claim) {
    let election: Election = read("venezuela-2024/election.toml");
    let claims: Claims = read("venezuela-2024/claims.toml");
    let claim = |id: &str| {
        claims
            .claims
            .iter()
            .find(|c| c.id.as_str() == id)
            .unwrap()
            .clone()
    };
    (
        election.contests[0].clone(),
        claim("cne-first-bulletin"),
        claim("cne-second-bulletin"),
    )
}

/// The sheets of a campaign's table, one a line.
struct CampaignSheets {
    rows: Vec<Vec<String>>,
    /// The column of each of the contest's options, counted from the end of the line: the names of areas, which may hold
    /// a comma, come before.
    options: Vec<usize>,
    registered: usize,
}

impl CampaignSheets {
    fn read(path: &Path, contest: &Contest) -> CampaignSheets {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let head = cells(lines.next().unwrap());
        let from_end = |name: &str| head.len() - head.iter().position(|h| *h == name).unwrap();
        CampaignSheets {
            options: contest.options.iter().map(|o| from_end(o.id.as_str())).collect(),
            registered: from_end("RE"),
            rows: lines.map(cells).collect(),
        }
    }

    fn number(&self, station: usize, from_end: usize) -> Option<u32> {
        let row = &self.rows[station];
        row[row.len() - from_end].parse().ok()
    }

    fn sum(&self, from_end: usize) -> u64 {
        (0..self.rows.len())
            .map(|station| u64::from(self.number(station, from_end).unwrap()))
            .sum()
    }

    fn registered(&self) -> u64 {
        self.sum(self.registered)
    }

    fn sheets(&self) -> Sheets<impl Fn(usize, usize) -> Option<u32>, impl Fn(usize) -> Option<u32>> {
        Sheets::new(
            self.rows.len(),
            move |station, option| self.number(station, self.options[option]),
            move |station| self.number(station, self.registered),
        )
    }

    /// The votes of each option.
    fn votes(&self, contest: &Contest) -> Vec<(model::OptionId, u64)> {
        let ids = contest.options.iter().map(|option| option.id.clone());
        ids.zip(self.options.iter().map(|column| self.sum(*column)))
            .collect()
    }
}

#[test]
fn every_example_is_an_election_without_contradictions() {
    let mut found = 0;
    for folder in std::fs::read_dir(root().join("examples")).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.join("election.toml").exists() {
            continue;
        }
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let election: Election = read(&format!("{name}/election.toml"));
        election.check().unwrap_or_else(|error| panic!("{name}: {error}"));
        found += 1;
        if !folder.join("claims.toml").exists() {
            continue;
        }
        let claims: Claims = read(&format!("{name}/claims.toml"));
        let mut ids = std::collections::BTreeSet::new();
        for claim in &claims.claims {
            claim.check().unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(
                ids.insert(claim.id.clone()),
                "{name}: {} stands there twice",
                claim.id
            );
            assert!(
                election
                    .accounts
                    .iter()
                    .any(|account| account.id == claim.account),
                "{name}: claim {} is of an account that election.toml does not name",
                claim.id
            );
        }
    }
    assert!(found >= 2);
}

#[test]
fn the_first_bulletin_is_flagged_percent_first_and_the_second_is_not() {
    let (contest, first, second) = venezuela();
    let groups = percent_first(&first, &contest);
    assert_eq!(groups.len(), 1);
    assert!(groups[0].flagged);
    assert_eq!(groups[0].decimals, Some(1));
    let one_in = groups[0].one_in.unwrap();
    assert!((1.0e8..1.1e8).contains(&one_in), "{one_in}");

    let groups = percent_first(&second, &contest);
    assert!(groups.iter().all(|group| !group.flagged));
    let null = groups.iter().find(|g| g.figures[0].of.name() == "null").unwrap();
    assert!((null.one_in.unwrap() - 1239.0).abs() <= 1.0, "{:?}", null.one_in);
}

#[test]
fn the_turnout_of_the_second_bulletin_is_one_of_the_counted_stations() {
    let (contest, _, second) = venezuela();
    let differ: Vec<String> = own_arithmetic(&second, &contest, &[], Some(30_026))
        .checks
        .iter()
        .filter(|check| !check.agrees)
        .map(|check| serde_json::to_string(check).unwrap())
        .collect();
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert!(
        differ[0].contains(r#""of":"turnout","over":"registered""#),
        "{differ:?}"
    );
    assert!(differ[0].contains(r#""difference":"1.88""#), "{differ:?}");
}

#[test]
fn the_second_bulletin_cannot_hold_unless_thousands_of_published_sheets_are_false() {
    let Some(path) = real_data("ve2024/campaign_sheets.csv") else {
        return;
    };
    let (contest, _, second) = venezuela();
    let campaign = CampaignSheets::read(&path, &contest);
    let coverage = Coverage {
        stations_expected: Some(30_026),
        voters_not_covered: Some(21_321_805 - campaign.registered()),
        registered: None,
    };
    let found = cannot_hold(&second, &contest, &campaign.sheets(), coverage);
    assert_eq!(found.sheets, 24_532);
    assert_eq!(found.of.as_ref().unwrap().name(), "EG");
    let option = found.options.iter().find(|o| o.of.name() == "EG").unwrap();
    assert_eq!((option.in_sheets, option.excess), (7_156_462, 1_830_358));
    assert_eq!(found.left_out.unwrap().stations, 940);
    assert_eq!(found.sheets_false_at_least, 4_217);
    assert_eq!(found.after_left_out, Some(3_277));

    let order = decided(campaign.votes(&contest), coverage.voters_not_covered);
    assert_eq!(order.voters_not_covered, Some(3_576_566));
    assert_eq!((order.margin, order.decided), (Some(3_915_001), Some(true)));
}

#[test]
fn a_made_up_bulletin_cannot_hold_unless_two_sheets_are_false() {
    let election: Election = read_path(&sample("two-accounts/election.toml"));
    let claims: Claims = read_path(&sample("two-accounts/claims.toml"));
    let (contest, bulletin) = (&election.contests[0], &claims.claims[0]);
    let campaign = CampaignSheets::read(&sample("two-accounts/campaign_sheets.csv"), contest);
    let coverage = Coverage {
        stations_expected: Some(10),
        voters_not_covered: Some(4_135 - campaign.registered()),
        registered: None,
    };
    assert_eq!(coverage.voters_not_covered, Some(500));
    let found = cannot_hold(bulletin, contest, &campaign.sheets(), coverage);
    let option = |id: &str| found.options.iter().find(|o| o.of.name() == id).unwrap();

    // 1,500 votes in the sheets, 1,000 announced: no one sheet has 500, the two largest have 345 + 300.
    let below = option("EG");
    assert_eq!(
        (below.in_sheets, below.side, below.excess),
        (1_500, Some(Side::Below), 500)
    );
    assert_eq!(
        (below.sheets_false_at_least, &below.stations[..]),
        (Some(2), &[7, 3][..])
    );
    // 872 and 80 in the sheets; with 500 voters who are not covered there is room for 1,240 and 240.
    for (id, in_sheets) in [("NM", 872), ("others", 80)] {
        let within = option(id);
        assert_eq!(
            (within.in_sheets, within.side),
            (in_sheets, Some(Side::Within)),
            "{id}"
        );
        assert_eq!(within.sheets_false_at_least, Some(0), "{id}");
    }
    assert_eq!((found.sheets, found.sheets_false_at_least), (8, 2));
    assert_eq!(found.of.as_ref().unwrap().name(), "EG");
    // 90.0% of ten stations leave one out; 89.95% would leave out two.
    let left_out = found.left_out.unwrap();
    assert_eq!((left_out.stations, left_out.stations_if_rounded), (1, 2));
    assert_eq!(
        (found.after_left_out, found.after_left_out_if_rounded),
        (Some(1), Some(0))
    );

    // 1,500 to 872 with 500 voters who are not covered.
    let order = decided(campaign.votes(contest), coverage.voters_not_covered);
    assert_eq!((order.margin, order.decided), (Some(628), Some(true)));
    let order = decided(campaign.votes(contest), Some(628));
    assert_eq!(order.decided, Some(false));
}

#[test]
fn a_made_up_bulletin_agrees_with_itself_but_for_the_turnout_of_the_counted_stations() {
    let election: Election = read_path(&sample("two-accounts/election.toml"));
    let claims: Claims = read_path(&sample("two-accounts/claims.toml"));
    let (contest, bulletin) = (&election.contests[0], &claims.claims[0]);
    let found = own_arithmetic(bulletin, contest, &[], Some(10));
    assert_eq!((found.agree, found.differ), (9, 1));
    // 90.0% of 4,135 registered voters are 3,722, of whom 2,500 are 67.2%.
    let differs = found.checks.iter().find(|check| !check.agrees).unwrap();
    assert_eq!(
        (&differs.of, differs.over, differs.total),
        (
            &Subject::Turnout,
            Some(Denominator::RegisteredCounted),
            Some(3_722)
        )
    );
    assert_eq!(amounts(differs), ["60.5%", "67.2%", "-6.7%"]);

    // 50.0% of 2,480 are the 1,240 announced, but 40.3% are 999.4 and not 1,000.
    let groups = percent_first(bulletin, contest);
    let votes = groups
        .iter()
        .find(|group| group.over == Denominator::Valid)
        .unwrap();
    let gives: Vec<(u64, u64)> = votes.figures.iter().map(|f| (f.number, f.gives)).collect();
    assert_eq!(gives, [(1_240, 1_240), (1_000, 999), (240, 241)]);
    assert_eq!(votes.matches, None);
    assert!(groups.iter().all(|group| !group.flagged));
}

/// What a check states, what it computes, and how they differ.
fn amounts(check: &stats::claim::Check) -> [String; 3] {
    [check.stated, check.computed, check.difference].map(|amount: Amount| amount.to_string())
}

/// The options `a`, `b` and `c`, and an announcement of their votes and percentages, and of the valid votes.
fn announced(valid: u64, figures: [(u64, &str); 3]) -> (Contest, Claim) {
    let figure = |(id, (number, percent)): (&str, (u64, &str))| {
        format!(r#"{{ of = "{id}", number = {number}, percent = "{percent}" }}, "#)
    };
    let figures: String = ["a", "b", "c"].into_iter().zip(figures).map(figure).collect();
    let claims = format!(
        r#"
        [[claims]]
        id = "bulletin"
        account = "council"
        who = "the council"
        when = "2026-05-11"
        where = "its bulletin"
        contest = "mayor"
        figures = [{figures} {{ of = "valid", number = {valid} }}]
        "#
    );
    let contest = r#"
        id = "mayor"
        name = "Mayor"
        options = [{ id = "a", name = "A" }, { id = "b", name = "B" }, { id = "c", name = "C" }]
    "#;
    let claims: Claims = model::document::parse(&claims).unwrap();
    claims.claims[0].check().unwrap();
    (model::document::parse(contest).unwrap(), claims.claims[0].clone())
}

/// The checks of percentages against their numbers.
fn percents(found: &OwnArithmetic) -> Vec<(bool, Option<Rounding>, [String; 3])> {
    let checks = found.checks.iter();
    checks
        .filter(|check| check.check == CheckKind::Percent)
        .map(|check| (check.agrees, check.rounding, amounts(check)))
        .collect()
}

#[test]
fn percentages_of_whole_votes_to_one_decimal_agree() {
    // Of 150 votes: 76 are 50.67%, 49 are 32.67% and 25 are 16.67%.
    let (contest, claim) = announced(150, [(76, "50.7"), (49, "32.7"), (25, "16.7")]);
    let found = own_arithmetic(&claim, &contest, &[], None);
    assert_eq!(found.differ, 0, "{found:?}");
    // They add up to 100.1, which rounding three of them explains.
    let sum = found
        .checks
        .iter()
        .find(|c| c.check == CheckKind::PercentsSum)
        .unwrap();
    assert_eq!(amounts(sum), ["100.1%", "100.0%", "0.1%"]);
    assert_eq!(sum.allowed.unwrap().to_string(), "0.15");
    // One vote is more than half a percent: that a percentage gives its number says nothing.
    let groups = percent_first(&claim, &contest);
    assert_eq!((groups[0].one_in, groups[0].flagged), (Some(1.0), false));
}

#[test]
fn percentages_that_no_whole_votes_have_differ() {
    // Of 150 votes 49 are 32.67% and 50 are 33.33%: no number is 33.1%. 25 are 16.67%: cut off, not rounded, 16.6.
    let (contest, claim) = announced(150, [(76, "50.7"), (49, "33.1"), (25, "16.6")]);
    let found = own_arithmetic(&claim, &contest, &[], None);
    let said = |texts: [&str; 3]| texts.map(str::to_owned);
    assert_eq!(
        percents(&found),
        [
            (true, Some(Rounding::HalfUp), said(["50.7%", "50.7%", "0.0%"])),
            (false, None, said(["33.1%", "32.7%", "0.4%"])),
            (false, Some(Rounding::CutOff), said(["16.6%", "16.7%", "-0.1%"])),
        ]
    );
    assert!((0..=150).all(|votes| {
        let (contest, claim) = announced(150, [(votes, "33.1"), (0, "0.0"), (150 - votes, "0.0")]);
        !percents(&own_arithmetic(&claim, &contest, &[], None))[0].0
    }));
}

#[test]
fn votes_made_from_percentages_of_one_decimal_are_flagged_and_counted_ones_are_not() {
    // 51.2%, 44.2% and 4.6% of 1,000,000: each of two free numbers is one of 1,000 with its percentage.
    let (contest, made) = announced(1_000_000, [(512_000, "51.2"), (442_000, "44.2"), (46_000, "4.6")]);
    let group = &percent_first(&made, &contest)[0];
    assert_eq!((group.matches, group.decimals), (Some(Rounding::HalfUp), Some(1)));
    assert_eq!((group.one_in, group.flagged), (Some(1_000_000.0), true));
    // The same percentages of numbers that were counted: the announcement agrees with itself, and is not flagged.
    let (contest, counted) = announced(1_000_000, [(511_963, "51.2"), (442_318, "44.2"), (45_719, "4.6")]);
    assert_eq!(own_arithmetic(&counted, &contest, &[], None).differ, 0);
    let group = &percent_first(&counted, &contest)[0];
    assert_eq!((group.matches, group.one_in, group.flagged), (None, None, false));
    let off: Vec<i64> = group.figures.iter().map(|figure| figure.difference).collect();
    assert_eq!(off, [-37, 318, -281]);
}
