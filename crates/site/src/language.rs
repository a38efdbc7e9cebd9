//! The languages of the pages: those that `locales/languages` lists, each with its catalogue beside it.

use crate::assets::CATALOGUES;
use crate::words::Words;
use std::fmt;

/// A language that the pages are written in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Language(usize);

impl Language {
    /// All of them, in the order of the list and of the links between them; the first is the default.
    pub const ALL: [Language; CATALOGUES.len()] = {
        let mut all = [Language(0); CATALOGUES.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = Language(at);
            at += 1;
        }
        all
    };

    /// The language's code (BCP 47), as in the page's path and its `lang` attribute.
    pub fn code(self) -> &'static str {
        CATALOGUES[self.0].language
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        &Words::of(self).format().name
    }

    /// The language of that code.
    pub fn from_code(code: &str) -> Option<Language> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The path of the language's result page in the publication.
    pub fn page(self) -> String {
        layout::in_language(self.code(), layout::page::RESULT)
    }

    /// The language's place in the list.
    pub(crate) fn place(self) -> usize {
        self.0
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_code() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("xx"), None);
    }
}
