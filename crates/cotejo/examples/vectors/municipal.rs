//! A record of many contests, each at few stations, and what its fold comes to: the states and the country's sums of each contest
//! and view, which both verifiers must reach in a time and memory that its readings need. `COTEJO_TOWNS` sets how many towns there
//! are, `COTEJO_TOWN_STATIONS` how many stations each has.

use crate::base64;
use serde_json::{Value, json};
use tally::View;

pub(crate) fn vectors() -> Value {
    let number =
        |name: &str, usual| std::env::var(name).map_or(usual, |number| number.parse().expect("a number"));
    let record = testing::municipal(number("COTEJO_TOWNS", 3_000), number("COTEJO_TOWN_STATIONS", 4));
    let tally = record.tally();
    let contests = tally.election().contests.iter().zip(0..);
    let contests = contests.map(|(contest, number)| {
        let accounts = tally.accounts_with_readings(number).into_iter();
        let views = [View::Accepted].into_iter().chain(accounts.map(View::Account));
        let sums = views.map(|view| {
            let country = tally.all_totals(view, number).country;
            let sums: Vec<u64> = country.figures().iter().map(|sum| sum.sum).collect();
            json!([country.coverage.stations, country.coverage.of_stations, sums])
        });
        json!([contest.id, tally.states(number, None), sums.collect::<Vec<_>>()])
    });
    json!({
        "entries": record.entries.iter().map(|entry| base64(entry)).collect::<Vec<_>>(),
        "blobs": record.blobs.values().map(|blob| base64(blob)).collect::<Vec<_>>(),
        "contests": contests.collect::<Vec<_>>(),
        "findings": tally.findings().len(),
        "extent": tally.extent(),
    })
}
