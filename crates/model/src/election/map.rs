//! The map of an election: where its shapes come from, and which areas it shows.

use super::error::ElectionError;
use super::fault::Faults;
use crate::AreaCode;
use crate::document::Place;
use crate::id::is_blob_name;
use serde::{Deserialize, Serialize};

/// How maps are drawn: from a GeoJSON document (RFC 7946) whose features name areas, or stations, by their codes,
/// and from the locations of the register's stations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The document's file, beside the definition, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The property that has the code.
    #[serde(default = "Map::code")]
    pub property: String,
    /// The document in the record, as the name of a blob; written when the record is begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The topmost areas that the map of the whole country shows; all where none is named. Areas abroad are far
    /// away, so that the country would be small beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
}

impl Map {
    pub(super) fn faults(&self, faults: &mut Faults) {
        let at = Place::of("map");
        faults.unique(
            &at.key("areas"),
            "map.areas",
            self.areas.iter().map(AreaCode::as_str),
        );
        if let Some(document) = self.document.as_ref().filter(|name| !is_blob_name(name)) {
            let error = ElectionError::Range {
                key: "map.document".to_owned(),
                found: document.chars().take(80).collect(),
                expected: "names of blobs, sha256: and 64 hexadecimal digits",
            };
            faults.push(at.key("document"), error);
        }
    }

    fn code() -> String {
        "code".to_owned()
    }
}
