//! The errors of a definition: numbers out of range, ids given twice or misleading, empty lists.

use crate::names::{Misleading, Names};

/// A definition that contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ElectionError {
    /// A list that may not be empty.
    #[error("{key}: at least one is needed")]
    Empty {
        /// The list, such as `contests`.
        key: String,
    },
    /// Two of the same name in one list.
    #[error("{key}: {id:?} stands there twice")]
    Twice {
        /// The list.
        key: String,
        /// The id.
        id: String,
    },
    /// An id that could be taken for something else.
    #[error("{key}: {source}")]
    Misleading {
        /// The list.
        key: String,
        /// Why.
        source: Misleading,
    },
    /// A figure that is neither one of the five, nor the options' sum, nor one of `figures`.
    #[error(
        "{key}: there is no figure {id:?}; name it in `figures`, or one of registered, ballots, valid, blank, null and options"
    )]
    NoSuchFigure {
        /// The list.
        key: String,
        /// The id.
        id: String,
    },
    /// A further figure with the id of an option, which tables and claims could not tell apart.
    #[error("figures: {id:?} is an option of a contest; choose another id")]
    FigureIsOption {
        /// The id.
        id: String,
    },
    /// A sum that is one of its own parts.
    #[error("sums: {of:?} is a part of itself")]
    PartOfItself {
        /// The sum.
        of: String,
    },
    /// A number out of its range.
    #[error("{key}: {found} is not within {expected}")]
    Range {
        /// The key.
        key: String,
        /// What stands there.
        found: String,
        /// What may stand there.
        expected: &'static str,
    },
}

/// Refuses a number out of its range.
pub(crate) fn within(
    key: &str,
    found: u64,
    range: std::ops::RangeInclusive<u64>,
    expected: &'static str,
) -> Result<(), ElectionError> {
    if range.contains(&found) {
        return Ok(());
    }
    Err(ElectionError::Range {
        key: key.to_owned(),
        found: found.to_string(),
        expected,
    })
}

/// Refuses a list in which an id stands twice, or could be taken for something else.
pub(super) fn distinct<'a>(key: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), ElectionError> {
    let mut names = Names::default();
    for id in ids {
        let misleading = |source| ElectionError::Misleading {
            key: key.to_owned(),
            source,
        };
        names.check(id).map_err(misleading)?;
        if !names.add(id) {
            return Err(twice(key, id));
        }
    }
    Ok(())
}

fn twice(key: &str, id: &str) -> ElectionError {
    ElectionError::Twice {
        key: key.to_owned(),
        id: id.to_owned(),
    }
}

/// Refuses a list in which an id stands twice.
pub(super) fn unique<'a>(key: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), ElectionError> {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(twice(key, id));
        }
    }
    Ok(())
}
