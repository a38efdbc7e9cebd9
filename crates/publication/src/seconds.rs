//! How long the parts of a piece of work took.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Wall-clock seconds by part of the work, as reports and benchmarks show them.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct Seconds(BTreeMap<&'static str, f64>);

impl Seconds {
    /// Runs a part of the work and notes how long it took.
    pub fn time<T>(&mut self, part: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let result = work();
        self.add(part, began.elapsed());
        result
    }

    /// Notes how long a part of the work took.
    pub fn add(&mut self, part: &'static str, took: Duration) {
        *self.0.entry(part).or_default() += took.as_secs_f64();
    }

    /// Adds the parts of some work that was done beside this one.
    pub fn add_all(&mut self, other: Seconds) {
        for (part, seconds) in other.0 {
            *self.0.entry(part).or_default() += seconds;
        }
    }

    /// The seconds of all parts together.
    pub fn total(&self) -> f64 {
        self.0.values().sum()
    }
}
