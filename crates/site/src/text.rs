//! Untrusted text, made fit for a page: escaped, isolated (`<bdi>`), truncated where it is very long.

use askama::filters::HtmlSafe;
use std::fmt;

/// The most characters of an untrusted text that are shown in one place.
pub(crate) const MAX_SHOWN: usize = 600;

/// A piece of HTML in which nothing is left open and nothing unescaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Html(pub(crate) String);

impl HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Html {
    /// A text of ours.
    pub(crate) fn text(text: &str) -> Html {
        let mut html = Html::default();
        escape(text, &mut html.0);
        html
    }

    /// An untrusted text: truncated where it is very long, and isolated so that its direction of writing
    /// changes nothing around it.
    pub(crate) fn theirs(text: &str) -> Html {
        let mut html = Html("<bdi>".to_owned());
        escape(&shortened(text), &mut html.0);
        html.0.push_str("</bdi>");
        html
    }

    /// A code, which is isolated only where it may write in another direction: pages of hundreds of
    /// stations would otherwise be longer by a tenth.
    pub(crate) fn code(text: &str) -> Html {
        if text.is_ascii() {
            Html::text(text)
        } else {
            Html::theirs(text)
        }
    }

    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Pieces with a separator between them.
    pub(crate) fn join<'a>(pieces: impl IntoIterator<Item = &'a Html>, separator: &str) -> Html {
        let pieces: Vec<&str> = pieces.into_iter().map(|piece| piece.0.as_str()).collect();
        Html(pieces.join(separator))
    }
}

/// A text with its first [`MAX_SHOWN`] characters, and an ellipsis where there are more.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// An untrusted text for where there can be no element, such as a title: without the characters that
/// change the direction of writing (Unicode Annex 9).
pub(crate) fn plain(text: &str) -> String {
    let directs = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text.chars().filter(|c| !directs(*c)).collect();
    shortened(&plain)
}

/// Appends text so that a browser shows it as it is, in text and in quoted attributes. Control
/// characters, which HTML does not allow, become U+FFFD.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// A text percent-encoded for a link's path or fragment (RFC 3986).
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                out.push(byte.into())
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_control_characters_are_replaced() {
        let hostile = "<script>alert('x')</script>\" onload=\"&amp;\u{0}\u{7f}";
        let text = Html::text(hostile).0;
        assert!(!text.contains(['<', '>', '"', '\'', '\u{0}', '\u{7f}']), "{text}");
        assert!(text.contains("&amp;amp;\u{fffd}\u{fffd}"));
    }

    #[test]
    fn a_long_text_is_cut_and_a_title_has_no_marks_of_direction() {
        assert_eq!(shortened(&"ñ".repeat(601)).chars().count(), 601);
        assert_eq!(plain("a\u{202e}b\u{2067}c"), "abc");
    }

    #[test]
    fn a_link_stays_within_the_publication() {
        assert_eq!(percent_encoded("data/stations.csv"), "data/stations.csv");
        assert_eq!(
            percent_encoded("javascript:alert(1)"),
            "javascript%3Aalert%281%29"
        );
        assert_eq!(percent_encoded("a b?c#d%ñ"), "a%20b%3Fc%23d%25%C3%B1");
    }
}
