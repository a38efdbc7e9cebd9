//! The sources that were taken in beside result files, with those together that repeat one another.

use crate::summary::Capped;
use model::Claim;
use passages::{InCommon, MAX_TEXTS, Passages, groups, is_text};
use record::BlobHash;
use std::collections::{BTreeMap, HashSet};
use tally::{SourceRow, Tally};

/// The most groups of sources on the page, those of one source included.
const GROUPS: usize = 200;
/// The most sources of a group that are named.
const OF_GROUP: usize = 30;
/// The most texts that a text is said to agree with.
const AGREE: usize = 5;

/// The documents of the page of claims.
pub(crate) struct Sources<'a> {
    /// In the order of the log, by their first.
    pub(crate) groups: Capped<Capped<Text<'a>>>,
    /// How many texts were not compared: too long, without words, or after the most that are.
    pub(crate) not_compared: u64,
    /// All documents that are sources.
    known: HashSet<[u8; 32]>,
}

/// A source, and what it repeats.
pub(crate) struct Text<'a> {
    pub(crate) row: &'a SourceRow,
    /// The longer texts that it agrees with, or those of the same length that came before; most first.
    pub(crate) agrees: Capped<(&'a SourceRow, InCommon)>,
}

impl<'a> Sources<'a> {
    /// All sources from which no readings were taken.
    pub(crate) fn of(tally: &'a Tally, passages: &BTreeMap<[u8; 32], Passages>) -> Sources<'a> {
        let readings = tally.readings();
        let mut read: Vec<[u8; 32]> = Vec::new();
        for (number, _) in (0..).zip(readings.rows()) {
            for BlobHash(document) in readings.documents(number) {
                // The readings of a document mostly follow one another.
                if read.last() != Some(document) {
                    read.push(*document);
                }
            }
        }
        let read: HashSet<[u8; 32]> = read.into_iter().collect();
        let mut once = HashSet::new();
        let rows: Vec<&SourceRow> = tally
            .sources()
            .iter()
            .filter(|row| !read.contains(&row.source.document.0) && once.insert(row.source.document.0))
            .collect();
        let texts: Vec<(usize, &Passages)> = (0..)
            .zip(&rows)
            .filter_map(|(at, row)| Some((at, passages.get(&row.source.document.0)?)))
            .take(MAX_TEXTS)
            .collect();
        let all = rows.iter().filter(|row| is_text(&row.source.media)).count();
        let mut agrees: Vec<Vec<(usize, InCommon)>> = vec![Vec::new(); rows.len()];
        let mut links = Vec::new();
        for (place, (later, passages)) in texts.iter().enumerate() {
            for (earlier, before) in &texts[..place] {
                let in_common = passages.in_common(before);
                if in_common.repeats() {
                    links.push((*earlier, *later));
                    match in_common.second < in_common.first {
                        true => agrees[*earlier].push((*later, in_common)),
                        false => agrees[*later].push((*earlier, in_common)),
                    }
                }
            }
        }
        let text = |at: usize| {
            let mut with = agrees[at].clone();
            with.sort_by(|(_, a), (_, b)| (b.common * a.shorter()).cmp(&(a.common * b.shorter())));
            Text {
                row: rows[at],
                agrees: Capped::new(with.into_iter().map(|(with, common)| (rows[with], common)), AGREE),
            }
        };
        let together = groups(rows.len(), links);
        let shown = together
            .iter()
            .map(|group| Capped::new(group.iter().map(|at| text(*at)), OF_GROUP));
        Sources {
            groups: Capped::new(shown, GROUPS),
            not_compared: all.saturating_sub(texts.len()) as u64,
            known: tally.sources().iter().map(|row| row.source.document.0).collect(),
        }
    }

    /// The document of the record in which a claim stands, where it names one that is a source.
    pub(crate) fn of_claim(&self, claim: &Claim) -> Option<BlobHash> {
        let name: BlobHash = claim.document.as_ref()?.parse().ok()?;
        self.known.contains(&name.0).then_some(name)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.groups.shown.is_empty()
    }
}
