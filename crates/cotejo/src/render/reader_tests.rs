//! Plays the reader: the sentences of `tally` and `compare` about small made-up records, as values and as the words that are
//! printed, held against all that what is missing can come to.

use super::claim::answers;
use super::comparison::comparison_json;
use super::total::{coverage_lines, decided_lines};
use crate::output::Text;
use model::{Counts, Figure, Method};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use record::{BlobHash, Body, Reading};
use stats::claim::Side;
use stats::decided::of_total;
use stats::wins::WayState;
use stats::{ClaimAnalysis, Decided};
use std::collections::BTreeSet;
use tally::{Coverage, Group, Tally, View};
use testing::{Record, key, station};

const OPTIONS: [&str; 3] = ["ana", "luis", "eva"];
/// How many records are made up; the seed of each is its number, which a failure names.
const RECORDS: u64 = 1_500;

/// What has become of a station's sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// The council's file has it, and the press says the same.
    Settled,
    /// A preliminary file had other figures.
    Staged,
    /// Nobody has it.
    Missing,
    /// The council's file lists it with zeros.
    Zeros,
    /// The first option's votes are illegible.
    Illegible,
    /// The press contradicts it.
    Contested,
    /// The party, whose file suffices too, contradicts it: nothing stands.
    Disputed,
}

#[derive(Debug)]
struct Poll {
    voters: u32,
    votes: Vec<u32>,
    null: u32,
    fate: Fate,
    /// Whether the register has its voters.
    on_register: bool,
    /// Whether the sheet states its voters.
    states_voters: bool,
}

/// How many stations and voters the law expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expects {
    Nothing,
    TheTruth,
    TooFew,
}

#[derive(Debug)]
struct World {
    polls: Vec<Poll>,
    options: usize,
    complete: bool,
    expects: Expects,
}

struct Draw(ChaCha8Rng);

impl Draw {
    fn below(&mut self, n: u32) -> u32 {
        self.0.next_u32() % n
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }
}

fn world(draw: &mut Draw) -> World {
    use Fate::{Contested, Disputed, Illegible, Missing, Settled, Staged, Zeros};
    let fates = [
        Settled, Settled, Settled, Staged, Missing, Zeros, Illegible, Contested, Disputed,
    ];
    let options = 2 + draw.below(2) as usize;
    let all_known = draw.one_in(2);
    let polls = (0..1 + draw.below(4)).map(|_| {
        let mut left = 1 + draw.below(5);
        let voters = left;
        let mut part = |draw: &mut Draw| {
            let part = draw.below(left + 1);
            left -= part;
            part
        };
        let votes: Vec<u32> = (0..options).map(|_| part(draw)).collect();
        let null = part(draw);
        let fate = fates[draw.below(fates.len() as u32) as usize];
        // An empty row would be one of zeros.
        let is_empty = votes.iter().sum::<u32>() + null == 0;
        Poll {
            voters,
            votes,
            null,
            fate: if is_empty && fate != Missing { Zeros } else { fate },
            on_register: all_known || draw.one_in(2),
            states_voters: all_known || draw.one_in(2),
        }
    });
    World {
        polls: polls.collect(),
        options,
        complete: draw.one_in(3),
        expects: [
            Expects::Nothing,
            Expects::TheTruth,
            Expects::TheTruth,
            Expects::TooFew,
        ][draw.below(4) as usize],
    }
}

impl Poll {
    /// Whether the sheet holds a place and stands among the accepted ones.
    fn stands(&self) -> bool {
        !matches!(self.fate, Fate::Missing | Fate::Zeros | Fate::Disputed)
    }

    /// Whether nothing of it is open.
    fn is_settled(&self) -> bool {
        matches!(self.fate, Fate::Settled | Fate::Staged)
    }

    fn counts(&self, options: &[(&str, Figure)]) -> Counts {
        let mut counts = Counts {
            null: Figure::Read(self.null),
            ..Counts::default()
        };
        if self.states_voters {
            counts.registered = Figure::Read(self.voters);
        }
        for (option, figure) in options {
            counts.set_option(option.parse().unwrap(), *figure);
        }
        counts
    }

    fn sheet(&self, change: impl Fn(usize, u32) -> Figure) -> Counts {
        let votes = self.votes.iter().enumerate();
        let options: Vec<_> = votes.map(|(at, n)| (OPTIONS[at], change(at, *n))).collect();
        self.counts(&options)
    }
}

impl World {
    fn definition(&self) -> String {
        let options = OPTIONS[..self.options].iter();
        let options: Vec<String> = options
            .map(|id| format!("{{ id = '{id}', name = '{id}' }}"))
            .collect();
        let (stations, voters) = self.expected();
        let register = match (stations, voters) {
            (Some(stations), Some(voters)) => format!("stations = {stations}\nregistered = {voters}"),
            _ => String::new(),
        };
        format!(
            "id = 'e'\nname = 'E'\ndate = '2026-05-10'\norigin = 'count.example/e'\n\
             [[accounts]]\nid = 'council'\nname = ''\nstages = ['early', 'late']\n\
             [[accounts]]\nid = 'party'\nname = ''\n[[accounts]]\nid = 'press'\nname = ''\n\
             [[contests]]\nid = 'mayor'\nname = 'Mayor'\noptions = [{}]\nwins = [{{ way = 'most' }}, {{ way = 'over' }}, \
             {{ way = 'at_least', percent = '40', lead = '10', of = 'cast' }}, {{ way = 'over', percent = '30', of = 'registered' }}]\n\
             [[contests]]\nid = 'board'\nname = 'Board'\noptions = [{{ id = 'yes', name = '' }}, {{ id = 'no', name = '' }}]\n\
             [register]\ncomplete = {}\n{register}\n\
             [acceptance]\nagree = 9\nalone = [{{ method = 'file', account = 'council' }}, {{ method = 'file', account = 'party' }}]\n",
            options.join(", "),
            self.complete
        )
    }

    /// The stations and voters that the law expects.
    fn expected(&self) -> (Option<u64>, Option<u64>) {
        let voters: u64 = self.polls.iter().map(|poll| u64::from(poll.voters)).sum();
        match self.expects {
            Expects::Nothing => (None, None),
            Expects::TheTruth => (Some(self.polls.len() as u64), Some(voters)),
            Expects::TooFew => (Some(self.polls.len() as u64 - 1), Some(0)),
        }
    }

    fn record(&self) -> Record {
        let mut record = Record::with_importer(&self.definition());
        let named = |at: usize| format!("s{at}");
        let listed: Vec<_> = self
            .polls
            .iter()
            .enumerate()
            .filter(|(_, poll)| self.complete || poll.on_register)
            .collect();
        let stations: Vec<_> = listed
            .iter()
            .map(|(at, poll)| station(&named(*at), &[], poll.on_register.then_some(poll.voters)))
            .collect();
        record.register(&stations);
        for account in ["council", "party", "press"] {
            let role = record::KeyBody {
                account: Some(account.parse().unwrap()),
                ..testing::key_body("importer-all", record::Role::Importer)
            };
            record.sign(&Body::Key(role), &[&key("operator")]);
        }
        for account in ["council", "party", "press"] {
            record.source(account, "text/csv", account.as_bytes());
        }
        for (at, poll) in self.polls.iter().enumerate() {
            let truth = |_: usize, n: u32| Figure::Read(n);
            // Everybody who voted for somebody moved to the last option, or one more vote where nobody did.
            let other = |place: usize, n: u32| match place + 1 == self.options {
                true => Figure::Read(n + 1),
                false => Figure::Read(n),
            };
            let mut write = |account: &str, stage: Option<&str>, counts: Counts| {
                let body = Body::Reading(Reading {
                    election: "e".parse().unwrap(),
                    account: account.parse().unwrap(),
                    stage: stage.map(|stage| stage.parse().unwrap()),
                    station: named(at).parse().unwrap(),
                    contest: "mayor".parse().unwrap(),
                    counts,
                    method: Method::File,
                    of: vec![BlobHash::of(account.as_bytes())],
                    salt: None,
                    line: None,
                    as_of: None,
                    corrects: None,
                    at: "2026-05-10T22Z".parse().unwrap(),
                });
                record.sign(&body, &[&key("importer-all")]);
            };
            let mut council = |stage: &str, counts: Counts| write("council", Some(stage), counts);
            // It states no voters, so that it breaks no rule.
            let mut others = poll.sheet(other);
            others.registered = Figure::NotOnForm;
            match poll.fate {
                Fate::Missing => {}
                Fate::Zeros => {
                    let mut zeros = poll.sheet(|_, _| Figure::Read(0));
                    zeros.null = Figure::Read(0);
                    council("late", zeros);
                }
                Fate::Illegible => council(
                    "late",
                    poll.sheet(|place, n| match place {
                        0 => Figure::Illegible,
                        _ => Figure::Read(n),
                    }),
                ),
                Fate::Staged => {
                    council("early", others.clone());
                    council("late", poll.sheet(truth));
                }
                Fate::Settled | Fate::Contested | Fate::Disputed => council("late", poll.sheet(truth)),
            }
            match poll.fate {
                Fate::Settled => write("press", None, poll.sheet(truth)),
                Fate::Contested => write("press", None, others),
                Fate::Disputed => write("party", None, others),
                _ => {}
            }
        }
        record
    }

    /// All that the votes of the options and the null votes can come to at the end: what is settled, and of every other
    /// station anything that its voters can do.
    fn ends(&self) -> Vec<(Vec<u64>, u64)> {
        let settled = self.polls.iter().filter(|poll| poll.is_settled());
        let mut sum = (vec![0; self.options], 0);
        for poll in settled {
            for (sum, votes) in sum.0.iter_mut().zip(&poll.votes) {
                *sum += u64::from(*votes);
            }
            sum.1 += u64::from(poll.null);
        }
        let mut ends = BTreeSet::from([sum]);
        for _ in 0..self.open() {
            let more = |(votes, null): &(Vec<u64>, u64)| {
                let mut ends = vec![(votes.clone(), *null), (votes.clone(), null + 1)];
                ends.extend((0..self.options).map(|at| {
                    let mut votes = votes.clone();
                    votes[at] += 1;
                    (votes, *null)
                }));
                ends
            };
            ends = ends.iter().flat_map(more).collect();
        }
        ends.into_iter().collect()
    }

    /// The voters of whom nothing is settled.
    fn open(&self) -> u64 {
        let open = self.polls.iter().filter(|poll| !poll.is_settled());
        open.map(|poll| u64::from(poll.voters)).sum()
    }

    /// Whether all voters of all stations can be known by who reads the record.
    fn is_all_known(&self) -> bool {
        let known = |poll: &Poll| poll.on_register || poll.states_voters && poll.stands();
        self.expects == Expects::TheTruth && self.polls.iter().all(known)
    }
}

#[test]
fn every_sentence_of_tally_holds_whatever_is_missing() {
    let mut said = BTreeSet::new();
    for seed in 0..RECORDS {
        let world = world(&mut Draw(ChaCha8Rng::seed_from_u64(seed)));
        let tally = folded(&world.record());
        let total = tally.totals(View::Accepted, 0, None, Group::Whole).remove(0);
        if world.expects == Expects::TooFew && total.coverage.more_than_expected().is_none() {
            continue; // Nobody can see that yet.
        }
        let decided = of_total(&tally, 0, &total);
        let covered = Text::of(|text| coverage_lines(text, &total.coverage));
        let order = Text::of(|text| decided_lines(text, &decided));
        let place = format!("record {seed}: {world:?}\n{covered}{order}");
        coverage(&world, &total.coverage, &covered, &place);
        order_of_options(&world, &decided, &order, &place);
        ways_to_win(&world, &decided, &order, &place);
        let zeros = world.polls.iter().filter(|poll| poll.fate == Fate::Zeros).count();
        assert_eq!(tally.listed_with_zeros(View::Accepted, 0).len(), zeros, "{place}");
        // A contest without a sheet has no leader.
        let none = tally.totals(View::Accepted, 1, None, Group::Whole).remove(0);
        let none = Text::of(|text| decided_lines(text, &of_total(&tally, 1, &none)));
        assert_eq!(none, "No sheet is in: nobody leads.\n", "{place}");
        said.extend(
            order
                .lines()
                .filter_map(|line| line.split(':').next())
                .map(str::to_owned),
        );
    }
    // The records bring about every kind of sentence.
    for kind in [
        "The order can no longer change",
        "The first place can no longer change",
        "The order can still change",
        "Whether the order can still change is not known",
        "No sheet is in",
    ] {
        assert!(said.contains(kind), "{kind} was never said: {said:?}");
    }
}

/// The fold of a record, of which everything counts.
fn folded(record: &Record) -> Tally {
    let tally = record.tally();
    assert_eq!(tally.refused().total(), 0, "{:?}", tally.refused().kept());
    tally
}

fn coverage(world: &World, coverage: &Coverage, words: &str, place: &str) {
    let stands = world.polls.iter().filter(|poll| poll.stands()).count() as u64;
    assert_eq!(coverage.stations, stands, "{place}");
    let is_more = coverage.of_stations.is_some_and(|of| stands > of)
        || coverage
            .of_registered
            .is_some_and(|of| coverage.registered_at_least() > of);
    assert_eq!(words.contains("Finding: more"), is_more, "{place}");
    match coverage.voters_not_covered() {
        None => {}
        Some(open) => {
            assert!(!is_more, "{place}");
            assert!(open >= world.open(), "{place}");
        }
    }
    if world.is_all_known() {
        assert_eq!(coverage.voters_not_covered(), Some(world.open()), "{place}");
    }
    if let Some(of) = coverage.of_stations.filter(|of| *of > 0) {
        assert_eq!(words.contains("stations (100.00%)"), stands == of, "{place}");
        assert_eq!(words.contains("stations (0.00%)"), stands == 0, "{place}");
    }
    // Who is said to be covered is covered: they voted, or could.
    let at_most: u64 = world
        .polls
        .iter()
        .filter(|poll| poll.stands())
        .map(|poll| u64::from(poll.voters))
        .sum();
    let over = world
        .polls
        .iter()
        .filter(|poll| poll.fate == Fate::Contested)
        .count() as u64;
    assert!(coverage.registered_at_least() <= at_most + over, "{place}");
}

fn order_of_options(world: &World, decided: &Decided, words: &str, place: &str) {
    // What is shown: the votes of all sheets that stand.
    let shown: Vec<u64> = (0..world.options)
        .map(|at| {
            let read = |poll: &&Poll| poll.stands() && !(at == 0 && poll.fate == Fate::Illegible);
            world
                .polls
                .iter()
                .filter(read)
                .map(|poll| u64::from(poll.votes[at]))
                .sum()
        })
        .collect();
    let stands = world.polls.iter().any(Poll::stands);
    let most = shown.iter().max().copied().unwrap_or(0);
    let first: Vec<&str> = (0..world.options)
        .filter(|at| shown[*at] == most)
        .map(|at| OPTIONS[at])
        .collect();
    let line = words.lines().next().unwrap_or_default();
    match (stands, &first[..]) {
        (false, _) => return assert!(line.starts_with("No sheet is in"), "{place}"),
        (true, [one]) => {
            let margin = most - shown.iter().filter(|n| **n < most).max().copied().unwrap_or(0);
            let ahead = format!(
                "{one} is {margin} vote{} ahead of",
                if margin == 1 { "" } else { "s" }
            );
            assert!(line.contains(&ahead), "{place}");
        }
        (true, _) => assert!(
            line.contains("have the same number of votes") && !line.contains("ahead"),
            "{place}"
        ),
    }
    let ends = world.ends();
    let place_of = |id: &model::OptionId| OPTIONS.iter().position(|option| *option == id.as_str()).unwrap();
    let order: Vec<usize> = decided
        .order
        .iter()
        .map(|standing| place_of(&standing.option))
        .collect();
    let stays = |votes: &[u64]| order.windows(2).all(|pair| votes[pair[0]] > votes[pair[1]]);
    let is_first = |votes: &[u64]| (1..order.len()).all(|at| votes[order[0]] > votes[order[at]]);
    if line.starts_with("The order can no longer change")
        && !line.ends_with("nobody is left who is not covered.")
    {
        assert!(ends.iter().all(|(votes, _)| stays(votes)), "{place}");
    }
    if line.ends_with("nobody is left who is not covered.") {
        assert_eq!(
            ends.iter().map(|(votes, _)| votes).collect::<BTreeSet<_>>(),
            BTreeSet::from([&shown]),
            "{place}"
        );
    }
    if line.starts_with("The first place can no longer change") {
        assert!(ends.iter().all(|(votes, _)| is_first(votes)), "{place}");
        assert!(
            !world.is_all_known() || ends.iter().any(|(votes, _)| !stays(votes)),
            "{place}"
        );
    }
    if line.starts_with("The order can still change") && world.is_all_known() && first.len() == 1 {
        // What contradicted or partly read sheets show does not stand for certain.
        assert!(ends.iter().any(|(votes, _)| !is_first(votes)), "{place}");
    }
    for standing in &decided.order {
        let (Some(least), Some(_)) = (standing.percent_at_least, standing.percent_at_most) else {
            continue;
        };
        let at = place_of(&standing.option);
        let reach = ends.iter().filter(|(votes, _)| votes.iter().sum::<u64>() > 0);
        for (votes, _) in reach {
            let share = i128::from(votes[at]) * 10_000;
            assert!(
                least.units * i128::from(votes.iter().sum::<u64>()) <= share,
                "{place}"
            );
        }
    }
}

fn ways_to_win(world: &World, decided: &Decided, words: &str, place: &str) {
    let ends = world.ends();
    let voters: u64 = world.polls.iter().map(|poll| u64::from(poll.voters)).sum();
    let wins = |way: usize, option: usize, (votes, null): &(Vec<u64>, u64)| {
        let all: u64 = votes.iter().sum();
        let (own, cast) = (votes[option], all + null);
        let next = (0..world.options)
            .filter(|at| *at != option)
            .map(|at| votes[at])
            .max()
            .unwrap_or(0);
        match way {
            0 => own > next,
            1 => 2 * own > all,
            2 => cast > 0 && 100 * own >= 40 * cast && own >= next && 100 * (own - next) >= 10 * cast,
            _ => 10 * own > 3 * voters,
        }
    };
    for (way, result) in decided.ways.iter().enumerate() {
        let line = words.lines().nth(1 + way).unwrap();
        if result.state != WayState::Computed {
            assert!(
                line.contains("not known") || line.contains("no sheet is in"),
                "{place}"
            );
            continue;
        }
        for (option, name) in OPTIONS[..world.options].iter().enumerate() {
            let has = |list: &[model::OptionId]| list.iter().any(|id| id.as_str() == *name);
            let all: BTreeSet<bool> = ends.iter().map(|end| wins(way, option, end)).collect();
            if has(&result.reached) {
                assert_eq!(all, BTreeSet::from([true]), "{name}, way {way}: {place}");
                assert!(line.contains("reached by"), "{place}");
            } else if has(&result.out_of_reach) {
                assert_eq!(all, BTreeSet::from([false]), "{name}, way {way}: {place}");
            } else {
                assert!(
                    has(&result.open) && line.contains("open for"),
                    "{name}, way {way}: {place}"
                );
                assert!(
                    !world.is_all_known() || all.len() == 2,
                    "{name}, way {way}: {place}"
                );
            }
        }
    }
}

#[test]
fn every_sentence_of_compare_holds_whatever_is_missing() {
    let (mut bounds, mut allowed) = (0, 0);
    for seed in 0..RECORDS {
        let mut draw = Draw(ChaCha8Rng::seed_from_u64(seed));
        let world = world(&mut draw);
        let mut record = world.record();
        let numbers = [draw.below(25), draw.below(12), draw.below(30)].map(u64::from);
        record.claims(&format!(
            "[[claims]]\nid = 'c'\naccount = 'party'\nwho = 'x'\nwhen = '2026-05-11'\nwhere = 'y'\ncontest = 'mayor'\n\
             figures = [{{ of = 'ana', number = {} }}, {{ of = 'null', number = {} }}, {{ of = 'ballots', number = {} }}, \
             {{ of = 'luis', number = 1, bound = 'about' }}]",
            numbers[0], numbers[1], numbers[2]
        ));
        let tally = folded(&record);
        let account = |id: &str| View::Account(tally.account_number(id).unwrap());
        let claim = &tally.claims()[0].claim;
        let covered = tally.totals(account("council"), 0, None, Group::Whole)[0].coverage;
        if world.expects == Expects::TooFew && covered.more_than_expected().is_none() {
            continue; // Nobody can see that yet.
        }
        let bound = tally
            .bound_by_sheets(claim, account("council"))
            .unwrap()
            .cannot_hold;
        let party = tally.account_number("party").unwrap();
        let answers = answers(&tally, party, (account("council"), "council"), (0, None));
        let said = Text::of(|text| answers[0].text(text, &tally));
        let place = format!("record {seed}: {world:?}\n{said}");
        assert!(!said.contains("The published sheets allow it"), "{place}");
        assert!(said.contains("luis (not announced as exact)"), "{place}");
        let figures = bound.numbers().filter(|figure| figure.of.name() != "luis");
        for (figure, number) in figures.zip(numbers) {
            let Some(side) = figure.side else { continue };
            // Of the sheets, and of the voters without one, the least and the most that can belong to the figure, with so
            // many sheets false.
            let name = figure.of.name();
            let sheet = |poll: &Poll| -> (u64, u64) {
                let all = u64::from(poll.voters);
                let votes: u64 = poll.votes.iter().map(|n| u64::from(*n)).sum();
                let torn = poll.fate == Fate::Illegible;
                match name {
                    "ana" if torn => (0, all),
                    "ana" => (poll.votes[0].into(), poll.votes[0].into()),
                    "null" => (poll.null.into(), poll.null.into()),
                    _ => {
                        let read = if torn {
                            votes - u64::from(poll.votes[0])
                        } else {
                            votes
                        };
                        (read + u64::from(poll.null), all)
                    }
                }
            };
            let of_council: Vec<bool> = world
                .polls
                .iter()
                .map(|poll| !matches!(poll.fate, Fate::Missing | Fate::Zeros))
                .collect();
            let holds = |wrong: u32| {
                let (mut least, mut most) = (0, 0);
                for (at, poll) in world.polls.iter().enumerate() {
                    let open = !of_council[at] || wrong >> at & 1 == 1;
                    let (low, high) = if open {
                        (0, poll.voters.into())
                    } else {
                        sheet(poll)
                    };
                    least += low;
                    most += high;
                }
                (least..=most).contains(&number)
            };
            let sets = (0u32..1 << world.polls.len())
                .filter(|set| (0..world.polls.len()).all(|at| set >> at & 1 == 0 || of_council[at]));
            let fewest = sets.filter(|set| holds(*set)).map(u32::count_ones).min();
            let is_exact = world.is_all_known();
            match side {
                Side::Within => {
                    allowed += 1;
                    assert!(!is_exact || fewest == Some(0), "{name}: {place}");
                    assert!(
                        said.contains("Tested, and within what the published sheets allow"),
                        "{place}"
                    );
                }
                Side::Below | Side::Above => {
                    bounds += 1;
                    assert_ne!(fewest, Some(0), "{name}: {place}");
                    let least = figure.sheets_false_at_least;
                    if let (Some(least), Some(fewest)) = (least, fewest) {
                        assert!(least <= u64::from(fewest), "{name}: {place}");
                        assert!(!is_exact || least == u64::from(fewest), "{name}: {place}");
                    }
                    assert!(said.contains(&format!("{name}: the announced")), "{place}");
                }
            }
        }
        if bound.sheets_false_at_least > 0 {
            let unless = format!(
                "It cannot hold unless at least {} of the",
                bound.sheets_false_at_least
            );
            assert!(said.contains(&unless), "{place}");
        }
        stations_side_by_side(&world, &tally, &place);
    }
    assert!(bounds > 100 && allowed > 100, "{bounds} {allowed}");
}

/// The council's late figures beside the press's, counted by hand.
fn stations_side_by_side(world: &World, tally: &Tally, place: &str) {
    let account = |id: &str| View::Account(tally.account_number(id).unwrap());
    let compared = tally.compare((account("council"), account("press")), 0, None, Group::Whole);
    let json = comparison_json(tally, &compared, Group::Whole);
    let of = |fate: Fate| world.polls.iter().filter(|poll| poll.fate == fate).count();
    let only = [Fate::Staged, Fate::Illegible, Fate::Disputed]
        .map(of)
        .iter()
        .sum::<usize>();
    // The press has a vote more: where the council has zeros for all options, only the press has votes.
    let is_zeros = |poll: &&Poll| poll.fate == Fate::Contested && poll.votes.iter().all(|votes| *votes == 0);
    let zeros = world.polls.iter().filter(is_zeros).count();
    let (settled, contested) = (of(Fate::Settled), of(Fate::Contested) - zeros);
    for (key, n) in [
        ("both", settled + contested),
        ("equal", settled),
        ("different", contested),
        ("first_only", only),
        ("second_only", zeros),
        ("first_empty", zeros),
    ] {
        assert_eq!(json[key], n, "{key}: {place}");
    }
}
