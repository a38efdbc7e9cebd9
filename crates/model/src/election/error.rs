//! The errors of a definition: numbers out of range, ids given twice or misleading, empty lists.

use crate::names::Misleading;

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
    /// An account of `acceptance.alone` that the definition does not name.
    #[error("{key}: {account:?} is not within the accounts that the definition names in accounts")]
    NoSuchAccount {
        /// The key.
        key: String,
        /// The account.
        account: String,
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

impl ElectionError {
    /// Whether something is not there that another part of the definition names or needs: in one that could not be read as a whole
    /// it may well be.
    pub fn is_of_absence(&self) -> bool {
        matches!(
            self,
            ElectionError::Empty { .. }
                | ElectionError::NoSuchFigure { .. }
                | ElectionError::NoSuchAccount { .. }
        )
    }
}
