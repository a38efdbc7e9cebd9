//! Many photographs at once: as many as rayon has threads (`RAYON_NUM_THREADS`), which is as many as there are processors.

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use std::time::Instant;

/// Does this work, as many pieces at a time as rayon has threads, and gives what comes of it in its order: of all of it, or
/// of what was begun before `until`, which is at least one piece.
pub(super) async fn in_order<F: Future>(
    work: impl Iterator<Item = F>,
    until: Option<Instant>,
) -> Vec<F::Output> {
    let at_once = rayon::current_num_threads();
    let numbered = |(number, work): (usize, F)| async move { (number, work.await) };
    let mut waiting = work.enumerate().map(numbered);
    let mut running: FuturesUnordered<_> = waiting.by_ref().take(at_once).collect();
    let mut done = Vec::new();
    while let Some(one) = running.next().await {
        done.push(one);
        if until.is_none_or(|until| Instant::now() < until) {
            running.extend(waiting.next());
        }
    }
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_begun_in_time_is_given_and_nothing_is_left_out_of_it() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let work = || (0..1_000).map(|number| async move { number });
        let all = runtime.block_on(in_order(work(), None));
        assert_eq!(all, Vec::from_iter(0..1_000));
        let some = runtime.block_on(in_order(work(), Some(Instant::now())));
        assert!(!some.is_empty() && some.len() < 1_000, "{}", some.len());
        assert_eq!(some, Vec::from_iter(0..some.len()));
    }
}
