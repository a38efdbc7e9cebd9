//! Writing HTML in which nothing is left open and nothing unescaped.
//!
//! Names, words and paths come from strangers. All text and all attribute values pass through
//! [`escape`]; only names of elements and attributes are written as they are, and those are ours.

use crate::language::Language;

/// The most characters of a stranger's text that are shown in one place.
pub(crate) const MAX_SHOWN: usize = 600;

/// A piece of HTML in the making, in one language.
#[derive(Debug, Default)]
pub(crate) struct Html {
    out: String,
    language: Language,
}

/// Attributes: names of ours, and values that are escaped.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    /// A whole document, from its doctype on.
    pub(crate) fn document(language: Language, inside: impl FnOnce(&mut Html)) -> String {
        let out = String::from("<!doctype html>\n");
        let mut html = Html { out, language };
        html.node("html", &[("lang", language.code())], inside);
        html.out
    }

    /// The language that is written in.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// An element with what is inside it; it is closed in any case.
    pub(crate) fn node(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Html),
    ) {
        self.start(name, attributes);
        inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if is_block(name) {
            self.out.push('\n');
        }
    }

    /// An element with text only.
    pub(crate) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.node(name, attributes, |html| html.text(text));
    }

    /// An element that has no inside, such as `meta`.
    pub(crate) fn void(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.out.push('\n');
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// A stranger's text: cut where it is very long, and set apart so that its direction of writing
    /// changes nothing around it.
    pub(crate) fn theirs(&mut self, text: &str) {
        self.leaf("bdi", &[], &shortened(text));
    }

    /// The style sheet, which is ours and holds no `<`.
    pub(crate) fn style(&mut self, css: &'static str) {
        self.node("style", &[], |html| html.out.push_str(css));
    }

    fn start(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }
}

/// A text with its first [`MAX_SHOWN`] characters, and an ellipsis where there are more.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A stranger's text for where there can be no element, such as a title: without the characters that
/// change the direction of writing (Unicode Annex 9).
pub(crate) fn plain(text: &str) -> String {
    let directs = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text.chars().filter(|c| !directs(*c)).collect();
    shortened(&plain)
}

/// Appends text so that a browser shows it as it is, in text and in quoted attributes. Control
/// characters, which HTML does not allow, become U+FFFD.
fn escape(text: &str, out: &mut String) {
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

/// Whether a line may end after the element without a visible space.
fn is_block(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr" | "b" | "bdi" | "code" | "q" | "rect" | "small" | "span" | "strong" | "svg" | "time"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn html(inside: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::default();
        inside(&mut html);
        html.out
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        let hostile = "<script>alert('x')</script>\" onload=\"&amp;\u{0}\u{7f}";
        let text = html(|h| h.leaf("span", &[("title", hostile)], hostile));
        assert_eq!(text.matches('<').count(), 2);
        assert_eq!(text.matches('"').count(), 2);
        assert!(text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload"));
        assert!(text.contains("&amp;amp;\u{fffd}\u{fffd}"));
    }

    #[test]
    fn elements_nest_and_void_ones_are_not_closed() {
        let text = html(|h| {
            h.node("p", &[], |h| {
                h.void("br", &[]);
                h.leaf("b", &[], "a");
            });
        });
        assert_eq!(text, "<p><br>\n<b>a</b></p>\n");
    }

    #[test]
    fn very_long_texts_are_cut_between_characters() {
        assert_eq!(shortened(&"ñ".repeat(MAX_SHOWN)), "ñ".repeat(MAX_SHOWN));
        assert_eq!(
            shortened(&"ñ".repeat(MAX_SHOWN + 1)),
            format!("{}…", "ñ".repeat(MAX_SHOWN))
        );
    }

    #[test]
    fn a_title_has_no_marks_of_direction() {
        assert_eq!(plain("a\u{202e}b\u{2067}c"), "abc");
    }

    proptest! {
        #[test]
        fn whatever_is_escaped_holds_no_mark_up(text in any::<String>()) {
            let out = html(|h| h.text(&text));
            let out = out.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").replace("&quot;", "").replace("&#39;", "");
            prop_assert!(!out.contains(['<', '>', '"', '\'', '&']));
        }
    }
}
