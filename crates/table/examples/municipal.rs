//! What the fold and the tables of a municipal record take: time, and memory at the peak.
//!
//! ```text
//! cargo run -p cotejo-table --example municipal -- TOWNS STATIONS-OF-A-TOWN
//! ```

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::ops::ControlFlow;
use std::time::Instant;
use table::tables::Tables;
use tally::Overview;

fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let kilobytes: u64 = line.trim().strip_suffix(" kB").unwrap().parse().unwrap();
    kilobytes * 1_024 / 1_000_000
}

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .skip(1)
        .map(|number| number.parse().unwrap())
        .collect();
    let record = testing::municipal(numbers[0], numbers[1]);
    // By proc_pid_clear_refs(5): the peak is that from here on.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, began) = (peak(), Instant::now());
    let tally = record.tally();
    let folded = began.elapsed();
    let overview = Overview::new(&tally);
    let tables = Tables::new(&overview);
    let mut rows = 0;
    for table in tables.all() {
        let _ = table.rows(&mut |_| {
            rows += 1;
            ControlFlow::Continue(())
        });
    }
    println!(
        "{} contests, {} stations, {} entries, {} readings: fold {:.2} s, with {rows} rows of tables {:.2} s, {} MB",
        tally.election().contests.len(),
        tally.stations().len(),
        tally.entries(),
        tally.readings().rows().len(),
        folded.as_secs_f64(),
        began.elapsed().as_secs_f64(),
        peak() - before
    );
}
