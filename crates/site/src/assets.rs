//! Files that are embedded in the program: the style sheet, the catalogues of the languages, and the scripts that `web/`
//! builds, where they were there when the program was built.

/// The style sheet.
pub(crate) const STYLE: &str = include_str!("../assets/style.css");

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
