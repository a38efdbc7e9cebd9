//! Work that keeps a processor or a disk busy, away from the threads that a runtime waits on.

use crate::events::{Events, Progress};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// What the work tells of itself. Pieces of work are numbered.
enum Told {
    Begin(u64, &'static str, u64),
    At(u64, u64),
    End(u64),
    Warn(String),
}

/// Events on the blocking thread.
struct Relay {
    to: UnboundedSender<Told>,
    next: AtomicU64,
}

impl Events for Relay {
    fn begin(&self, what: &'static str, steps: u64) -> Box<dyn Progress> {
        let piece = self.next.fetch_add(1, Ordering::Relaxed);
        let to = self.to.clone();
        // Where nobody listens any more, the work is given up or done soon.
        let _ = to.send(Told::Begin(piece, what, steps));
        Box::new(Piece { to, piece })
    }

    fn warn(&self, warning: &str) {
        let _ = self.to.send(Told::Warn(warning.to_owned()));
    }
}

/// The progress of one piece of work on the blocking thread.
struct Piece {
    to: UnboundedSender<Told>,
    piece: u64,
}

impl Progress for Piece {
    fn at(&mut self, steps: u64) {
        let _ = self.to.send(Told::At(self.piece, steps));
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        let _ = self.to.send(Told::End(self.piece));
    }
}

/// Does work that computes or waits for files on one of the runtime's blocking threads. A panic of the work goes on in
/// the caller.
///
/// # Panics
/// Outside a tokio runtime.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    done(tokio::task::spawn_blocking(work)).await
}

/// What a task on a blocking thread gives.
async fn done<T>(task: JoinHandle<T>) -> T {
    match task.await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // Blocking work that has begun is not cancelled; what has not begun is, as the runtime ends with it.
            Err(_) => std::future::pending().await,
        },
    }
}

/// The same, while the work's progress and warnings reach whoever listens.
///
/// # Panics
/// Outside a tokio runtime.
pub(crate) async fn blocking_telling<T: Send + 'static>(
    events: &dyn Events,
    work: impl FnOnce(&dyn Events) -> T + Send + 'static,
) -> T {
    let (to, mut told) = unbounded_channel();
    let task = tokio::task::spawn_blocking(move || {
        let next = AtomicU64::new(0);
        work(&Relay { to, next })
    });
    let mut pieces: HashMap<u64, Box<dyn Progress>> = HashMap::new();
    // The channel closes when the work is done.
    while let Some(told) = told.recv().await {
        match told {
            Told::Begin(piece, what, steps) => {
                pieces.insert(piece, events.begin(what, steps));
            }
            Told::At(piece, steps) => {
                if let Some(progress) = pieces.get_mut(&piece) {
                    progress.at(steps);
                }
            }
            Told::End(piece) => {
                pieces.remove(&piece);
            }
            Told::Warn(warning) => events.warn(&warning),
        }
    }
    done(task).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
    use super::*;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Heard(std::sync::Arc<Mutex<Vec<String>>>);

    impl Events for Heard {
        fn begin(&self, what: &'static str, steps: u64) -> Box<dyn Progress> {
            self.0.lock().unwrap().push(format!("{what} of {steps}"));
            Box::new(Heard(self.0.clone()))
        }
        fn warn(&self, warning: &str) {
            self.0.lock().unwrap().push(warning.to_owned());
        }
    }

    impl Progress for Heard {
        fn at(&mut self, steps: u64) {
            self.0.lock().unwrap().push(format!("at {steps}"));
        }
    }

    #[tokio::test]
    async fn what_the_work_tells_is_heard_in_its_order_by_a_runtime_of_one_thread() {
        let heard = Heard::default();
        let done = blocking_telling(&heard, |events| {
            let mut progress = events.begin("counting", 2);
            progress.at(1);
            events.warn("one is odd");
            progress.at(2);
            3
        })
        .await;
        assert_eq!(done, 3);
        let heard = heard.0.lock().unwrap().clone();
        assert_eq!(heard, ["counting of 2", "at 1", "one is odd", "at 2"]);
    }
}
