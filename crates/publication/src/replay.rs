//! From a log in a store to its tally.
//!
//! The only loop that feeds a [`tally::Replay`]. The next window of entries is read, and the tree above the one
//! before is checked, while a window is prepared and folded in; that work goes to threads of its own, so that
//! nothing here blocks a runtime.

use crate::blocking::blocking;
use crate::{Events, Progress};
use bytes::Bytes;
use futures::future::join3;
use futures::{Stream, StreamExt};
use record::{BlobHash, LeafHash};
use tally::{Again, FirstEntry, Pushed, Replay, Start, StartError, Step, Tally, WINDOW, WINDOW_BYTES};
use tlog::{Blobs, Reader};

/// Why a log cannot be folded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FoldError {
    /// There is no entry at all.
    #[error("the log is empty")]
    Empty,
    /// A file of the log is missing or wrong.
    #[error(transparent)]
    Log(#[from] tlog::Error),
    /// The log does not begin as a record must.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The blob of the law, or of the words, is missing or wrong.
    #[error("the election's law or words")]
    Definition(#[source] tlog::Error),
    /// The checkpoint is not signed by the key that is the log's at its size.
    #[error("the checkpoint")]
    Checkpoint(#[source] tlog::Error),
}

/// A log and its tally.
#[derive(Debug)]
pub struct Folded {
    /// The first entry: the law, the words and the keys.
    pub start: Start,
    /// The log.
    pub reader: Reader,
    /// The tally of all its entries.
    pub tally: Tally,
}

/// Folds a whole log, and checks that its checkpoint is signed by the key that is the log's at its size.
///
/// The entries are not held against the tree; [`replay`] gives their hashes to whoever wants to.
///
/// # Errors
/// [`FoldError::Empty`] for a log without entries; [`FoldError::Start`] or [`FoldError::Definition`] where it
/// does not begin as a record must; [`FoldError::Checkpoint`] where the log's key has not signed;
/// [`FoldError::Log`] where a file of it cannot be read. The blob of a register or of an amendment's words that is missing or wrong is no
/// error: the entry that names it counts for nothing.
pub async fn fold(reader: Reader, blobs: &Blobs, events: &dyn Events) -> Result<Folded, FoldError> {
    if reader.size() == 0 {
        return Err(FoldError::Empty);
    }
    let first = FirstEntry::read(&reader.entry(0).await?)?;
    let start = read_start(&first, blobs).await?;
    let progress = events.begin("reading the log", reader.size());
    let entries = || {
        reader.bundles_from(0).map(|bundle| {
            let bundle = bundle?;
            Ok((0..bundle.len()).filter_map(|at| bundle.entry(at)).collect())
        })
    };
    let blob = move |name| async move {
        match blobs.get(name, tlog::MAX_BLOB_BYTES).await {
            // Another machine could have it: nothing is concluded from this one's failing.
            Err(error @ tlog::Error::Store { .. }) => Err(FoldError::Log(error)),
            found => Ok(found),
        }
    };
    let replay = replay(&start, entries, blob, &mut Shown(progress)).await?;
    let tally = blocking(|| replay.finish()).await;
    let checkpoint = reader.checkpoint();
    let log = tally.succession().log_key_at(checkpoint.size());
    checkpoint.verify(log).map_err(FoldError::Checkpoint)?;
    Ok(Folded { start, reader, tally })
}

/// Reads the law and the words that a first entry names.
async fn read_start(first: &FirstEntry, blobs: &Blobs) -> Result<Start, FoldError> {
    let law = blobs.get(*first.law(), tlog::MAX_BLOB_BYTES).await;
    let words = blobs.get(*first.words(), tlog::MAX_BLOB_BYTES).await;
    let (law, words) = (
        law.map_err(FoldError::Definition)?,
        words.map_err(FoldError::Definition)?,
    );
    Ok(first.start(&law, &words)?)
}

/// Shows how far a fold has come.
struct Shown(Box<dyn Progress>);

impl Leaves<FoldError> for Shown {
    async fn window(&mut self, first: u64, hashes: Vec<LeafHash>) -> Result<(), FoldError> {
        self.0.at(first + hashes.len() as u64);
        Ok(())
    }
}

/// Listens to the hashes of a log's entries while they are replayed: its tree's leaves.
pub trait Leaves<E> {
    /// These are the hashes of the next entries; `first` is the first one's place in the log.
    ///
    /// # Errors
    /// Whatever error is to end the replay.
    fn window(&mut self, first: u64, hashes: Vec<LeafHash>) -> impl Future<Output = Result<(), E>> + Send;
}

/// Replays a log from entry 0 on.
///
/// `entries` gives the entries in the order of the log, a few at a time; they are gathered into windows. It is asked for
/// them a second time where an entry makes earlier ones void: the rest of the log is looked at then, and all of it folded
/// again. `blob` is asked for the blobs of registers and words: its inner error makes their entry count for nothing and is
/// published with it, its outer one ends the replay. `leaves` is told the hashes of a window's entries, once, while the
/// next window is prepared.
///
/// # Errors
/// The first error of `entries`, `blob` or `leaves`.
pub async fn replay<E, B, S>(
    start: &Start,
    entries: impl Fn() -> S,
    mut blob: impl FnMut(BlobHash) -> B,
    leaves: &mut impl Leaves<E>,
) -> Result<Replay, E>
where
    B: Future<Output = Result<Result<Bytes, tlog::Error>, E>>,
    S: Stream<Item = Result<Vec<Bytes>, E>> + Unpin,
{
    let mut replay = Replay::new(start);
    let mut told = Told { leaves, until: 0 };
    loop {
        let mut windows = entries();
        let mut again = match replay_once(replay, &mut windows, &mut blob, &mut told).await? {
            Passed::Whole(replay) => return Ok(*replay),
            Passed::Again(again) => again,
        };
        while let Some(window) = next_window(&mut windows).await? {
            again = blocking(move || {
                again.look(&window);
                again
            })
            .await;
        }
        replay = again.replay();
    }
}

/// How one pass over a log has ended.
enum Passed {
    /// All of it was folded.
    Whole(Box<Replay>),
    /// The windows so far and those to come are to be folded again.
    Again(Box<Again>),
}

/// What was told of a log's hashes: each once, however often the log is folded.
struct Told<'l, L> {
    leaves: &'l mut L,
    until: u64,
}

impl<L> Told<'_, L> {
    async fn window<E>(&mut self, first: u64, hashes: Vec<LeafHash>) -> Result<(), E>
    where
        L: Leaves<E>,
    {
        // The windows are the same each time.
        if first < self.until {
            return Ok(());
        }
        self.until = first + hashes.len() as u64;
        self.leaves.window(first, hashes).await
    }
}

/// Replays a log's windows up to the last one, or up to one that makes earlier entries void.
async fn replay_once<E, B, L>(
    mut replay: Replay,
    entries: &mut (impl Stream<Item = Result<Vec<Bytes>, E>> + Unpin),
    blob: &mut impl FnMut(BlobHash) -> B,
    told: &mut Told<'_, L>,
) -> Result<Passed, E>
where
    B: Future<Output = Result<Result<Bytes, tlog::Error>, E>>,
    L: Leaves<E>,
{
    let mut window = next_window(entries).await?;
    let mut before: Option<(u64, Vec<LeafHash>)> = None;
    while let Some(entries_now) = window {
        let pushing = async {
            let mut step = blocking(move || replay.push(entries_now)).await;
            loop {
                step = match step {
                    Step::Ready(pushed) => return Ok(Ok(*pushed)),
                    Step::Again(again) => return Ok(Err(again)),
                    Step::Blob(wanted) => match blob(*wanted.name()).await? {
                        Ok(bytes) => blocking(move || wanted.give(bytes)).await,
                        Err(error) => blocking(move || wanted.missing(error)).await,
                    },
                }
            }
        };
        let telling = async {
            match before.take() {
                Some((first, own)) => told.window(first, own).await,
                None => Ok(()),
            }
        };
        let (pushed, has_told, next) = join3(pushing, telling, next_window(entries)).await;
        has_told?;
        let Pushed {
            replay: went_on,
            first,
            leaves: own,
        } = match pushed? {
            Ok(pushed) => pushed,
            Err(mut again) => {
                // What was read ahead is the first of the rest.
                if let Some(window) = next? {
                    again.look(&window);
                }
                return Ok(Passed::Again(again));
            }
        };
        replay = went_on;
        before = Some((first, own));
        window = next?;
    }
    if let Some((first, own)) = before {
        told.window(first, own).await?;
    }
    Ok(Passed::Whole(Box::new(replay)))
}

/// The next entries, as many as a window should hold; `None` at the end of the log.
async fn next_window<E>(
    entries: &mut (impl Stream<Item = Result<Vec<Bytes>, E>> + Unpin),
) -> Result<Option<Vec<Bytes>>, E> {
    let mut window: Vec<Bytes> = Vec::new();
    let mut bytes = 0;
    while window.len() < WINDOW && bytes < WINDOW_BYTES {
        match entries.next().await {
            None => break,
            Some(some) => {
                let some = some?;
                bytes += some.iter().map(Bytes::len).sum::<usize>();
                window.extend(some);
            }
        }
    }
    Ok((!window.is_empty()).then_some(window))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    const DEFINITION: &str = "id='e'\nname='E'\ndate='2026-05-10'\norigin='count.example/e'\nlevels=['state']\n\
        [[contests]]\nid='c'\nname='C'\noptions=[{id='a',name='A'}]";

    /// A log of a first entry and of register entries, whose blobs are kept or not.
    async fn log(registers: &[(&str, bool)]) -> (Reader, Blobs) {
        let store = Arc::new(object_store::memory::InMemory::new());
        let blobs = Blobs::open(store.clone(), "").unwrap();
        let election: model::Election = model::document::parse(DEFINITION).unwrap();
        let operator = note::SigningKey::from_seed("operator".parse().unwrap(), [1; 32]);
        let log = note::SigningKey::from_seed("count.example/e".parse().unwrap(), [2; 32]);
        let at: model::Hour = "2026-05-10T20Z".parse().unwrap();
        let law = record::json::write(&election.law()).unwrap();
        let words = record::json::write(&election.words()).unwrap();
        let mut bodies = vec![record::Body::Election(record::ElectionBody {
            election: election.id.clone(),
            law: blobs.put(law.into()).await.unwrap(),
            words: blobs.put(words.into()).await.unwrap(),
            operator: operator.verifying_key().to_string(),
            log: log.verifying_key().to_string(),
            recovery: None,
            at: at.clone(),
        })];
        for (row, kept) in registers {
            let blob = format!("station,registered,state,state_name\n{row}\n");
            let stations = BlobHash::of(blob.as_bytes());
            if *kept {
                blobs.put(blob.into()).await.unwrap();
            }
            bodies.push(record::Body::Register(record::RegisterBody {
                election: election.id.clone(),
                stations,
                count: 1,
                of: None,
                expected: vec![],
                polls_close: None,
                contests: vec![],
                at: at.clone(),
            }));
        }
        let entries: Vec<Vec<u8>> = bodies
            .iter()
            .map(|body| record::sign(body, &[&operator]).unwrap())
            .collect();
        let mut writer = tlog::Writer::create(store.clone(), "", log).await.unwrap();
        writer.append(&entries).await.unwrap();
        (Reader::open(store, "").await.unwrap(), blobs)
    }

    #[tokio::test]
    async fn each_register_of_a_window_is_asked_for_and_one_that_is_missing_counts_for_nothing() {
        let (reader, blobs) = log(&[("s1,10,A,", true), ("s2,20,A,", false), ("s3,30,B,", true)]).await;
        let folded = fold(reader, &blobs, &crate::Silent).await.unwrap();
        let tally = &folded.tally;
        assert_eq!(tally.entries(), 4);
        assert_eq!(tally.stations().listed(), 2);
        assert_eq!(tally.refused().kept().len(), 1);
        let refused = &tally.refused().kept()[0];
        assert_eq!((refused.entry, refused.refusal.code()), (2, "entry_blob"));
        assert!(refused.refusal.to_string().ends_with(" is missing"));
    }

    struct Heard(Vec<(u64, Vec<LeafHash>)>);

    impl Leaves<()> for Heard {
        async fn window(&mut self, first: u64, hashes: Vec<LeafHash>) -> Result<(), ()> {
            self.0.push((first, hashes));
            Ok(())
        }
    }

    #[tokio::test]
    async fn every_window_is_told_with_the_hashes_of_its_entries() {
        let (reader, blobs) = log(&[("s1,10,A,", true), ("s2,20,A,", true)]).await;
        let all: Vec<Bytes> = {
            let bundle = reader.bundle(0).await.unwrap();
            (0..bundle.len()).filter_map(|at| bundle.entry(at)).collect()
        };
        let first = FirstEntry::read(&all[0]).unwrap();
        let start = read_start(&first, &blobs).await.unwrap();
        let entries = || futures::stream::iter(all.iter().map(|entry| Ok::<_, ()>(vec![entry.clone()])));
        let mut told = Heard(Vec::new());
        let replay = replay(
            &start,
            entries,
            |name| {
                let blobs = blobs.clone();
                async move { Ok(blobs.get(name, 1 << 20).await) }
            },
            &mut told,
        );
        assert_eq!(replay.await.unwrap().entries(), 3);
        let hashes = all.iter().map(|entry| LeafHash::of(entry)).collect();
        assert_eq!(told.0, [(0, hashes)]);
    }

    #[tokio::test]
    async fn a_log_whose_last_entries_make_the_first_ones_void_is_folded_again() {
        let definition = testing::definition(&[], "");
        let mut record = testing::Record::with_recovery(&definition, &["keeper"], 1);
        record.grant("importer", record::Role::Importer);
        for n in 0..WINDOW {
            record.reading("council", &format!("s{n}"), testing::counts(9, 0, &[("ana", 1)]));
        }
        for (operator, from) in [("operator-2", 9), ("operator-3", 1)] {
            let body = record::Body::Recover(record::Recover {
                election: record.election.id.clone(),
                operator: Some(testing::vkey(operator)),
                from: Some(from),
                keep: vec![],
                log: None,
                reason: "lost".to_owned(),
                at: "2026-05-10T22Z".parse().unwrap(),
            });
            record.sign(&body, &[&testing::key("keeper")]);
        }
        let (reader, blobs) = record.log().await;
        let first = FirstEntry::read(&record.entries[0]).unwrap();
        let start = read_start(&first, &blobs).await.unwrap();
        let passes = std::cell::Cell::new(0);
        let entries = || {
            passes.set(passes.get() + 1);
            let bundles = record.entries.chunks(256).map(|some| Ok::<_, ()>(some.to_vec()));
            futures::stream::iter(bundles)
        };
        let blob = |name| {
            let blobs = blobs.clone();
            async move { Ok(blobs.get(name, 1 << 20).await) }
        };
        let mut heard = Heard(Vec::new());
        replay(&start, entries, blob, &mut heard).await.unwrap();
        assert_eq!(passes.get(), 2);
        // Each window once, as without the second pass.
        let hashes: Vec<_> = heard.0.iter().flat_map(|(_, hashes)| hashes.clone()).collect();
        let all: Vec<_> = record.entries.iter().map(|entry| LeafHash::of(entry)).collect();
        assert_eq!(hashes, all);
        let tally = fold(reader, &blobs, &crate::Silent).await.unwrap().tally;
        assert!(tally.readings().rows().is_empty());
        // The readings, and the importer's key and source.
        assert_eq!(tally.refused().counts()["entry_void"], WINDOW as u64 + 2);
    }

    #[tokio::test]
    async fn a_log_that_cannot_be_folded_says_why() {
        let (reader, _) = log(&[]).await;
        let empty = Blobs::open(Arc::new(object_store::memory::InMemory::new()), "").unwrap();
        let error = fold(reader, &empty, &crate::Silent).await.unwrap_err();
        assert!(
            matches!(error, FoldError::Definition(tlog::Error::Missing { .. })),
            "{error:?}"
        );
    }

    #[test]
    fn a_server_may_fold_on_any_of_its_threads() {
        fn any_thread(_: impl Send) {}
        let fold_on = |reader: Reader, blobs: Blobs| {
            any_thread(async move { fold(reader, &blobs, &crate::Silent).await })
        };
        let _ = fold_on;
    }
}
