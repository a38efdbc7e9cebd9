//! The search index: words of areas' codes and names and of codes of their stations, in pieces that a browser fetches
//! as it needs them.
//!
//! The areas are numbered in the order of the tree, each before those below it, so that what lies together in the
//! country has numbers close together. `docs/pages.md` describes the files.

use crate::script_data::script;
use model::lookalike::decimal;
use std::collections::BTreeMap;
use std::ops::Range;
use tally::{AreaNumber, Tally};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_script::UnicodeScript;

/// How many areas a file of areas holds.
pub(crate) const CHUNK: usize = 200;
/// What a piece should not exceed, in bytes, before it is split by one more letter.
const PIECE: usize = 40_000;
/// A word of more areas than this finds nothing on its own.
const COMMON: usize = 8_000;
/// The most letters of a word that are looked at.
const LETTERS: usize = 40;
/// How many of the largest areas stand in the index itself.
const LARGEST: usize = 200;
/// An area with more stations than this directly in it lists none of them.
const LISTED: usize = 100;

/// The words of all areas.
pub(crate) struct Index {
    /// Each word with the places of its areas in the tree's order, both sorted.
    words: Vec<(String, Vec<u32>)>,
    /// Each piece: its prefix, and where its words stand.
    pieces: Vec<(String, Range<usize>)>,
}

/// A text's words: without diacritics and case (so that ß is ss, and ı is i), the digits of all scripts as 0 to 9, split at
/// everything that is neither letter nor digit.
pub(crate) fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| decimal(c).unwrap_or(c))
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LETTERS).collect())
        .collect()
}

/// A text's words, and the rest of each from every letter of a script that is written without spaces, in which a word begins
/// anywhere.
fn parts(text: &str) -> impl Iterator<Item = String> {
    words(text).into_iter().flat_map(|word| {
        let begins = word.char_indices().filter(|(at, c)| *at == 0 || is_unspaced(*c));
        let parts: Vec<String> = begins.map(|(at, _)| word[at..].to_owned()).collect();
        parts
    })
}

/// Whether a letter is of a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    use unicode_script::Script;
    matches!(
        c.script(),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    )
}

impl Index {
    pub(crate) fn of(tally: &Tally, tree: &crate::tree::Tree) -> Index {
        let areas = tally.areas();
        let mut found: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (place, area) in (0u32..).zip(&tree.preorder) {
            let code = areas.code(*area).as_str();
            // A station's code that goes on from its area's is found by that.
            let apart = listed(tally, tree, *area).filter(|station| !station.starts_with(code));
            let own = [code, &*areas.node(*area).name].into_iter();
            for word in own.chain(apart).flat_map(parts) {
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

    /// A word with its areas, delta-encoded: the first one's number, then each one's difference from the one before; 0
    /// for a word of too many.
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

    /// A piece's path.
    pub(crate) fn piece_path(&self, piece: usize) -> String {
        layout::search_words(&layout::slug(&self.pieces[piece].0))
    }

    /// A piece: an object of its words.
    pub(crate) fn piece(&self, piece: usize) -> Vec<u8> {
        let entries: Vec<String> = self.pieces[piece].1.clone().map(|at| self.entry(at)).collect();
        script(&self.piece_path(piece), &format!("{{{}}}", entries.join(",")))
    }

    /// The index of the pieces, with the largest areas, by which a single letter is answered.
    pub(crate) fn index(&self, site: &crate::Site<'_>) -> Vec<u8> {
        let tree = &site.tree;
        let prefixes: Vec<&str> = self.pieces.iter().map(|(prefix, _)| prefix.as_str()).collect();
        let mut largest = tree.preorder.clone();
        // What an area lies in is no smaller and stands before it.
        largest.sort_by_key(|area| std::cmp::Reverse(tree.within[*area as usize]));
        largest.truncate(LARGEST);
        let rows = largest.iter().map(|area| {
            let mut row = vec![tree.place[*area as usize].into()];
            row.extend(area_row(site, *area));
            serde_json::Value::Array(row)
        });
        let value = serde_json::json!({
            "areas": tree.preorder.len(),
            "chunk": CHUNK,
            "pieces": prefixes,
            "largest": rows.collect::<Vec<_>>(),
        });
        script(layout::SEARCH_INDEX, &value.to_string())
    }
}

/// The codes of the stations directly in an area, none of too many.
fn listed<'a>(
    tally: &'a Tally,
    tree: &'a crate::tree::Tree,
    area: AreaNumber,
) -> impl Iterator<Item = &'a str> {
    let direct = tree.direct(Some(area));
    let some = if direct.len() > LISTED { &[] } else { direct };
    some.iter()
        .map(|station| tally.stations().code(*station).as_str())
}

/// An area's code, name, parent's number or null, page within the language's folder, and number of stations.
fn area_row(site: &crate::Site<'_>, area: AreaNumber) -> [serde_json::Value; 5] {
    let tree = &site.tree;
    let areas = site.tally.areas();
    let node = areas.node(area);
    [
        areas.code(area).as_str().into(),
        (*node.name).into(),
        node.parent.map(|parent| tree.place[parent as usize]).into(),
        site.area_path(Some(area)).into(),
        tree.within[area as usize].into(),
    ]
}

/// Codes as their common prefix, then the rest of each.
fn shortened(codes: &[&str]) -> Vec<String> {
    let first = codes.first().copied().unwrap_or_default();
    let mut end = codes.iter().fold(first.len(), |end, code| {
        let same = first.bytes().zip(code.bytes()).take_while(|(a, b)| a == b);
        end.min(same.count())
    });
    while !first.is_char_boundary(end) {
        end -= 1;
    }
    let ends = codes.iter().map(|code| &code[end..]);
    std::iter::once(&first[..end])
        .chain(ends)
        .map(str::to_owned)
        .collect()
}

/// A file of areas: what [`area_row`] gives of each, and the stations directly in it, where it has some.
pub(crate) fn areas(site: &crate::Site<'_>, chunk: usize) -> Vec<u8> {
    let tree = &site.tree;
    let first = chunk * CHUNK;
    let of_chunk = &tree.preorder[first..tree.preorder.len().min(first + CHUNK)];
    let rows = of_chunk.iter().map(|area| {
        let mut row = area_row(site, *area).to_vec();
        let codes: Vec<&str> = listed(site.tally, tree, *area).collect();
        if !codes.is_empty() {
            row.push(shortened(&codes).into());
        }
        serde_json::Value::Array(row)
    });
    let value = serde_json::Value::Array(rows.collect());
    script(&layout::search_areas(chunk), &value.to_string())
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
        assert_eq!(words("١٢ 東京"), ["12", "東京"]);
        assert_eq!(words("Straße ılıca ΟΔΟΣ ſ"), ["strasse", "ilica", "οδοσ", "s"]);
        assert!(words(" — ").is_empty());
        assert_eq!(words(&"w".repeat(500))[0].len(), LETTERS);
    }

    #[test]
    fn a_word_without_spaces_is_found_from_each_of_its_letters() {
        let of = |text: &str| parts(text).collect::<Vec<_>>();
        assert_eq!(of("東京都"), ["東京都", "京都", "都"]);
        assert_eq!(of("第3区 Lima"), ["第3区", "区", "lima"]);
        assert_eq!(of("กรุง")[1], "รง");
    }

    #[test]
    fn codes_are_shortened_by_what_they_all_begin_with() {
        assert_eq!(shortened(&["10.01", "10.02"]), ["10.0", "1", "2"]);
        assert_eq!(shortened(&["10.01"]), ["10.01", ""]);
        assert_eq!(shortened(&["1", "10"]), ["1", "", "0"]);
        // Both letters begin with the same byte.
        assert_eq!(shortened(&["aé", "aè"]), ["a", "é", "è"]);
    }
}
