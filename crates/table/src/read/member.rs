//! Which file of a zip archive is the result file.

use crate::archive::Member;
use std::fmt;

/// An archive in which no one file can be told to be the result file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MemberError {
    /// The file that the profile names is not in the archive.
    #[error("the zip archive has no file {wanted:?}; it has {members}")]
    Missing {
        /// The name by the profile's `file.member`.
        wanted: String,
        /// The files that are there.
        members: MemberNames,
    },
    /// An Office Open XML workbook, which is a zip archive too.
    #[error("this is a spreadsheet; save the sheet as CSV")]
    Spreadsheet,
    /// The archive is empty.
    #[error("the zip archive holds no file")]
    NoFiles,
    /// The archive holds several files, and the profile names none of them.
    #[error("the zip archive holds {count} files ({members}); name one as `file.member` in the profile")]
    Several {
        /// How many files it holds.
        count: usize,
        /// Their names.
        members: MemberNames,
    },
}

/// The names of an archive's files, the first ten of them, as an error lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberNames {
    first: Vec<String>,
    has_more: bool,
}

impl MemberNames {
    /// The most names that an error lists.
    const SHOWN: usize = 10;

    fn of(members: &[Member]) -> MemberNames {
        let first = members.iter().take(Self::SHOWN);
        MemberNames {
            first: first.map(|member| member.name.clone()).collect(),
            has_more: members.len() > Self::SHOWN,
        }
    }
}

impl fmt::Display for MemberNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, name) in self.first.iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            write!(f, "{comma}{name:?}")?;
        }
        f.write_str(if self.has_more { ", …" } else { "" })
    }
}

/// The number of the member wanted, or of the only one, or of the only one that can be a result file.
pub(crate) fn choose(members: &[Member], wanted: Option<&str>) -> Result<usize, MemberError> {
    if let Some(wanted) = wanted {
        let found = members.iter().position(|member| member.name == wanted);
        return found.ok_or_else(|| MemberError::Missing {
            wanted: wanted.to_owned(),
            members: MemberNames::of(members),
        });
    }
    if members.iter().any(|member| member.name == "xl/workbook.xml") {
        return Err(MemberError::Spreadsheet);
    }
    let is_table = |member: &Member| {
        let name = member.name.to_lowercase();
        let table = [".csv", ".tsv", ".txt", ".dat"]
            .iter()
            .any(|end| name.ends_with(end));
        table && !name.starts_with("__macosx/")
    };
    let mut tables = (0..members.len()).filter(|number| is_table(&members[*number]));
    match (tables.next(), tables.next(), members) {
        (Some(number), None, _) => Ok(number),
        (_, _, [_]) => Ok(0),
        (_, _, []) => Err(MemberError::NoFiles),
        _ => Err(MemberError::Several {
            count: members.len(),
            members: MemberNames::of(members),
        }),
    }
}
