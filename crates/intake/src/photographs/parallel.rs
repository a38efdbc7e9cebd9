//! Many photographs at once: as many as rayon has threads (`RAYON_NUM_THREADS`), which is as many as there are processors.

use futures::StreamExt;
use futures::stream::FuturesUnordered;

/// Does all of this work, as many pieces at a time as rayon has threads, and gives what comes of it in its order.
pub(super) async fn in_order<F: Future>(work: impl Iterator<Item = F>) -> Vec<F::Output> {
    let at_once = rayon::current_num_threads();
    let numbered = |(number, work): (usize, F)| async move { (number, work.await) };
    let mut waiting = work.enumerate().map(numbered);
    let mut running: FuturesUnordered<_> = waiting.by_ref().take(at_once).collect();
    let mut done = Vec::new();
    while let Some(one) = running.next().await {
        done.push(one);
        running.extend(waiting.next());
    }
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, one)| one).collect()
}
