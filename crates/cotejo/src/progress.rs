//! Progress of long work: on a terminal only, and only once it has taken over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Progress of one piece of work.
pub(crate) struct Progress {
    bar: ProgressBar,
    began: Instant,
    shown: bool,
}

impl Progress {
    /// Begins a piece of work of so many steps.
    pub(crate) fn new(what: &str, steps: u64) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        let template = "{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        Progress {
            bar,
            began: Instant::now(),
            shown: false,
        }
    }

    /// So many steps are done now.
    pub(crate) fn at(&mut self, steps: u64) {
        if !self.shown && self.began.elapsed() > Duration::from_secs(1) && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        self.bar.set_position(steps);
    }
}

impl publication::Progress for Progress {
    fn at(&mut self, steps: u64) {
        Progress::at(self, steps);
    }
}

/// Shows the work of libraries on a terminal.
pub(crate) struct Terminal;

impl publication::Events for Terminal {
    fn begin(&self, what: &'static str, steps: u64) -> Box<dyn publication::Progress> {
        Box::new(Progress::new(what, steps))
    }

    fn warn(&self, warning: &str) {
        // Nobody may be listening, and the work goes on.
        let _ = writeln!(std::io::stderr().lock(), "{warning}");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// How long the parts of a verb's work took, in seconds, for its JSON and for benchmarks.
#[derive(Default, serde::Serialize)]
#[serde(transparent)]
pub(crate) struct Seconds(std::collections::BTreeMap<&'static str, f64>);

impl Seconds {
    /// Runs a part of the work and notes how long it took.
    pub(crate) fn time<T>(&mut self, part: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let result = work();
        self.add(part, began.elapsed());
        result
    }

    /// Notes how long a part of the work took.
    pub(crate) fn add(&mut self, part: &'static str, took: Duration) {
        *self.0.entry(part).or_default() += took.as_secs_f64();
    }

    /// Adds the parts of some work that was done beside this one.
    pub(crate) fn add_all(&mut self, other: Seconds) {
        for (part, seconds) in other.0 {
            *self.0.entry(part).or_default() += seconds;
        }
    }

    /// The seconds of all parts together.
    pub(crate) fn total(&self) -> f64 {
        self.0.values().sum()
    }
}
