//! Passages in common: how much of one text stands word for word in another.
//!
//! A text is taken as the set of its runs of five words (A. Z. Broder, "On the resemblance and containment of
//! documents", 1997). Of a long text only the passages with the smallest hashes are kept, so that any two can be
//! compared in bounded time. `docs/methods.md` has the method, what it assumes and what it does not say.

use record::BlobHash;
use serde::Serialize;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How many words a passage has; a shorter text is one passage.
pub const WORDS: usize = 5;
/// The most passages of a text that are kept. A text with no more distinct ones is compared whole.
pub const MAX_KEPT: usize = 16_384;
/// The longest document that is compared, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// The most texts that are compared with one another on a page.
pub const MAX_TEXTS: usize = 500;

/// Two texts repeat one another from this share of the shorter one's passages on, in percent.
pub const REPEATS_PERCENT: u64 = 10;
/// With fewer passages in common, half of the shorter text must be in the other.
pub const REPEATS_PASSAGES: u64 = 20;
/// Where only samples could be compared, the shorter text's must be at least this large.
pub const SMALLEST_SAMPLE: u64 = 100;

/// The distinct passages of a text, by their hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passages {
    /// The smallest hashes, ascending.
    hashes: Vec<u64>,
    distinct: u64,
}

/// What two texts have in common. Where `sampled`, the numbers are those of a sample of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct InCommon {
    /// Distinct passages that stand in both.
    pub common: u64,
    /// Distinct passages of the first text.
    pub first: u64,
    /// Distinct passages of the second text.
    pub second: u64,
    /// Whether only a sample of the passages was compared.
    pub sampled: bool,
}

impl Passages {
    /// The passages of a text; `None` where it has no words.
    pub fn of(text: &str) -> Option<Passages> {
        let plain: String = text
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .collect();
        let words: Vec<&str> = plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            return None;
        }
        let mut hashes: Vec<u64> = words
            .windows(WORDS.min(words.len()))
            .map(|passage| hash(&passage.join(" ")))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        let distinct = hashes.len() as u64;
        hashes.truncate(MAX_KEPT);
        hashes.shrink_to_fit();
        Some(Passages { hashes, distinct })
    }

    /// How many distinct passages the text has.
    pub fn distinct(&self) -> u64 {
        self.distinct
    }

    /// The largest hash up to which all passages of the text are kept.
    fn complete_to(&self) -> u64 {
        match self.hashes.last() {
            Some(last) if (self.hashes.len() as u64) < self.distinct => *last,
            _ => u64::MAX,
        }
    }

    /// What this text and another have in common: up to the hash to which both are complete, the passages
    /// of both are a sample drawn alike.
    pub fn in_common(&self, other: &Passages) -> InCommon {
        let to = self.complete_to().min(other.complete_to());
        let first = &self.hashes[..self.hashes.partition_point(|hash| *hash <= to)];
        let second = &other.hashes[..other.hashes.partition_point(|hash| *hash <= to)];
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < first.len() && j < second.len() {
            let (a, b) = (first[i], second[j]);
            common += u64::from(a == b);
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        InCommon {
            common,
            first: first.len() as u64,
            second: second.len() as u64,
            sampled: to < u64::MAX,
        }
    }
}

impl InCommon {
    /// The passages of the text that has fewer: what `common` is a share of (Broder's containment).
    pub fn shorter(&self) -> u64 {
        self.first.min(self.second)
    }

    /// The distinct passages of both together: `common` over these is Broder's resemblance.
    pub fn together(&self) -> u64 {
        self.first + self.second - self.common
    }

    /// Whether so much is in common that the two should not be taken for two independent sources.
    pub fn repeats(&self) -> bool {
        let shorter = self.shorter();
        let enough = self.common >= REPEATS_PASSAGES || 2 * self.common >= shorter;
        let known = !self.sampled || shorter >= SMALLEST_SAMPLE;
        self.common > 0 && known && enough && 100 * self.common >= REPEATS_PERCENT * shorter
    }
}

/// The first 64 bits of a passage's SHA-256, so that nobody can choose which passages are kept.
fn hash(passage: &str) -> u64 {
    let hash = BlobHash::of(passage.as_bytes()).0;
    hash.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
}

/// The groups that links make of the numbers below `n`: each in ascending order, by their first.
pub fn groups(n: usize, links: impl IntoIterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut first: Vec<usize> = (0..n).collect();
    fn root(first: &mut [usize], mut at: usize) -> usize {
        while first[at] != at {
            first[at] = first[first[at]];
            at = first[at];
        }
        at
    }
    for (a, b) in links {
        let (a, b) = (root(&mut first, a), root(&mut first, b));
        first[a.max(b)] = a.min(b);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); n];
    for at in 0..n {
        groups[root(&mut first, at)].push(at);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The text of a document, where its media type is one of text for people, it has at most [`MAX_BYTES`] and
/// holds no NUL. Bytes that are not UTF-8 become U+FFFD. Of HTML the tags, scripts and styles are left out.
pub fn text_of(media: &str, bytes: &[u8]) -> Option<String> {
    if !is_text(media) || bytes.len() > MAX_BYTES || bytes.contains(&0) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    Some(match essence(media).as_str() {
        "text/html" => without_tags(&text),
        _ => text.into_owned(),
    })
}

/// Whether documents of a media type are texts for people; tables are not, since rows of figures agree in
/// much without one having been taken from the other.
pub fn is_text(media: &str) -> bool {
    let media = essence(media);
    media.starts_with("text/") && !matches!(media.as_str(), "text/csv" | "text/tab-separated-values")
}

/// A media type without its parameters.
fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// HTML with a space in place of each tag, comment, script, style and reference that stands for no letter. One
/// that is not closed takes the rest with it.
fn without_tags(html: &str) -> String {
    let lower = html.to_ascii_lowercase(); // of the same length
    let mut text = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(next) = html[at..].find(['<', '&']) {
        text.push_str(&html[at..at + next]);
        at += next;
        let rest = &lower[at..];
        if rest.starts_with('&') {
            let (c, length) = reference(&html[at..]);
            text.push(c);
            at += length;
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            text.push('<');
            at += 1;
            continue;
        }
        text.push(' ');
        let close = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<script") => "</script",
            _ if rest.starts_with("<style") => "</style",
            _ => ">",
        };
        match rest.find(close) {
            Some(end) => at += end + close.len(),
            None => return text,
        }
        if close.starts_with("</") {
            match lower[at..].find('>') {
                Some(end) => at += end + 1,
                None => return text,
            }
        }
    }
    text.push_str(&html[at..]);
    text
}

/// What a character reference at the beginning stands for, as far as words go, and its length.
fn reference(html: &str) -> (char, usize) {
    let name = &html[1..];
    let length = name
        .bytes()
        .take(32)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let (name, rest) = name.split_at(length);
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => digits.parse().ok(),
        },
        None => None,
    };
    // Accents are taken off anyhow, so that `&eacute;` may be an `e`.
    let accented = |name: &str| {
        const ACCENTS: [&str; 8] = ["acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "caron"];
        let letter = name.chars().next()?;
        ACCENTS.contains(&&name[letter.len_utf8()..]).then_some(letter)
    };
    let c = number.and_then(char::from_u32).or_else(|| accented(name));
    (c.unwrap_or(' '), 1 + length + usize::from(rest.starts_with(';')))
}

#[cfg(test)]
#[path = "passages_tests.rs"]
mod tests;
