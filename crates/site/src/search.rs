//! The search index: words of areas' codes and names, in pieces that a browser gets as it needs them.
//!
//! The areas are numbered in the order of the tree, each before those below it, so that what lies together in the
//! country has numbers close together. `docs/pages.md` describes the files.

use crate::data::script;
use crate::text::slug;
use std::collections::BTreeMap;
use std::ops::Range;
use tally::{AreaNumber, Tally};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How many areas a file of areas holds.
pub(crate) const CHUNK: usize = 200;
/// What a piece should not exceed, in bytes, before it is split by one more letter.
const PIECE: usize = 40_000;
/// A word of more areas than this finds nothing on its own.
const COMMON: usize = 8_000;
/// The most letters of a word that are looked at.
const LETTERS: usize = 40;

/// The words of all areas.
pub(crate) struct Index {
    /// Each word with the places of its areas in the tree's order, both sorted.
    words: Vec<(String, Vec<u32>)>,
    /// Each piece: its prefix, and where its words stand.
    pieces: Vec<(String, Range<usize>)>,
}

/// A text's words: small letters without accents, apart at everything that is neither letter nor digit.
pub(crate) fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LETTERS).collect())
        .collect()
}

impl Index {
    pub(crate) fn of(tally: &Tally, tree: &crate::site::Tree) -> Index {
        let areas = tally.areas();
        let mut found: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (place, area) in (0u32..).zip(&tree.preorder) {
            let code = areas.code(*area).as_str();
            for word in words(code).into_iter().chain(words(&areas.node(*area).name)) {
                let places = found.entry(word).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        let words: Vec<(String, Vec<u32>)> = found.into_iter().collect();
        let mut index = Index {
            words,
            pieces: Vec::new(),
        };
        index.split(0..index.words.len(), 2);
        index.pieces.sort_by(|a, b| a.0.cmp(&b.0));
        index
    }

    /// Cuts some words, which follow each other, into pieces by their first letters.
    fn split(&mut self, range: Range<usize>, letters: usize) {
        let prefix = |word: &str| word.chars().take(letters).collect::<String>();
        let mut start = range.start;
        while start < range.end {
            let of = prefix(&self.words[start].0);
            let more = self.words[start..range.end]
                .iter()
                .take_while(|(word, _)| prefix(word) == of);
            let end = start + more.count();
            let size: usize = (start..end).map(|at| self.entry(at).len() + 1).sum();
            if size > PIECE && end - start > 1 {
                // The word that is the prefix itself stays a piece of its own.
                let whole = usize::from(self.words[start].0 == of);
                if whole == 1 {
                    self.pieces.push((of, start..start + 1));
                }
                self.split(start + whole..end, letters + 1);
            } else {
                self.pieces.push((of, start..end));
            }
            start = end;
        }
    }

    /// A word with its areas: the first one's number, then how much further on each next one is; 0 for a word of
    /// too many.
    fn entry(&self, at: usize) -> String {
        let (word, places) = &self.words[at];
        let mut entry = serde_json::to_string(word).unwrap_or_default();
        if places.len() > COMMON {
            entry.push_str(":0");
            return entry;
        }
        let mut before = 0;
        entry.push_str(":[");
        for (n, place) in places.iter().enumerate() {
            if n > 0 {
                entry.push(',');
            }
            entry.push_str(&(place - before).to_string());
            before = *place;
        }
        entry.push(']');
        entry
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// A piece's name.
    pub(crate) fn piece_name(&self, piece: usize) -> String {
        format!("search/w-{}", slug(&self.pieces[piece].0))
    }

    /// A piece: an object of its words.
    pub(crate) fn piece(&self, piece: usize) -> Vec<u8> {
        let entries: Vec<String> = self.pieces[piece].1.clone().map(|at| self.entry(at)).collect();
        script(&self.piece_name(piece), &format!("{{{}}}", entries.join(",")))
    }

    /// The index of the pieces.
    pub(crate) fn index(&self, areas: usize) -> Vec<u8> {
        let prefixes: Vec<&str> = self.pieces.iter().map(|(prefix, _)| prefix.as_str()).collect();
        let value = serde_json::json!({ "areas": areas, "chunk": CHUNK, "pieces": prefixes });
        script("search/index", &value.to_string())
    }
}

/// A file of areas: `[code, name, parent's number or null, page within the language's folder, stations]` each.
pub(crate) fn areas(site: &crate::Site<'_>, chunk: usize) -> Vec<u8> {
    let tree = &site.tree;
    let areas = site.tally.areas();
    let mut rows = Vec::new();
    let first = chunk * CHUNK;
    let of_chunk: &[AreaNumber] = &tree.preorder[first..tree.preorder.len().min(first + CHUNK)];
    for area in of_chunk {
        let node = areas.node(*area);
        let parent = node.parent.map(|parent| tree.place[parent as usize]);
        rows.push(serde_json::json!([
            areas.code(*area).as_str(),
            &*node.name,
            parent,
            site.area_path(Some(*area)),
            tree.within[*area as usize],
        ]));
    }
    let value = serde_json::Value::Array(rows);
    script(&format!("search/a-{chunk}"), &value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_small_letters_without_accents() {
        assert_eq!(
            words("Peña de Águila-2, İzmir"),
            ["pena", "de", "aguila", "2", "izmir"]
        );
        assert_eq!(words("\u{202e}<b>ÇA</b>"), ["b", "ca", "b"]);
        assert_eq!(words("١٢ 東京"), ["١٢", "東京"]);
        assert!(words(" — ").is_empty());
        assert_eq!(words(&"w".repeat(500))[0].len(), LETTERS);
    }
}
