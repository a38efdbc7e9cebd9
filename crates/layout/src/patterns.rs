//! The list of paths that the scripts of `web/` are held to.

use crate::{page, *};

/// Every path by a name, with `{placeholder}` where something is filled in: `{hex}` is a SHA-256 as 64 hexadecimal
/// digits and `{hex2}` the first two of them, `{tile}` a tile's level and index, `{entry}` an entry's number, `{width}` a partial one's width.
/// The pages' are within a language's folder.
pub fn patterns() -> Vec<(&'static str, String)> {
    let text = str::to_owned;
    let image = |name: &str| format!("image/{{hex2}}/{{hex}}.{name}.jpg");
    vec![
        ("log", text(LOG)),
        ("checkpoint", text(CHECKPOINT)),
        ("cosigned", text(COSIGNED)),
        ("tile", log_file("tile/{tile}")),
        ("partial_tile", log_file("tile/{tile}.p/{width}")),
        ("entry", log_file("entry/{entry}")),
        ("document", log_file("blob/sha256/{hex2}/{hex}")),
        ("thumbnail", image("thumb")),
        ("web_image", image("web")),
        ("data", text(DATA)),
        ("data_file", data_file("{name}")),
        ("manifest", text(MANIFEST)),
        ("manifest_list", text(MANIFEST_LIST)),
        ("archive", text(ARCHIVE)),
        ("index", text(INDEX)),
        ("style", text(STYLE)),
        ("site_script", site_script("{language}")),
        ("verifier_script", script("verifier.js")),
        ("site_data", text(SITE_DATA)),
        ("stations", "station/{shard}.js".to_owned()),
        ("search_index", text(SEARCH_INDEX)),
        ("search_words", search_words("{prefix}")),
        ("search_areas", "search/a-{chunk}.js".to_owned()),
        ("gzip", gzip("{path}")),
        ("in_language", in_language("{language}", "{page}")),
        ("page_result", text(page::RESULT)),
        ("page_station", text(page::STATION)),
        ("page_search", text(page::SEARCH)),
        ("page_verify", text(page::VERIFY)),
        ("page_area", page::area("{slug}", 0)),
        ("page_no_area", page::no_area(0)),
        ("page_finding", page::finding("{rule}", 0)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use note::BlobHash;

    fn filled(name: &str) -> String {
        let hex = "ab".repeat(32);
        let patterns = patterns();
        let (_, pattern) = patterns.iter().find(|(known, _)| *known == name).expect(name);
        let tile = "0/000";
        pattern
            .replace("{hex2}", "ab")
            .replace("{hex}", &hex)
            .replace("{tile}", tile)
            .replace("{width}", "6")
            .replace("{entry}", "x001/067")
            .replace("{chunk}", "3")
    }

    #[test]
    fn patterns_that_are_not_made_by_the_functions_agree_with_them() {
        let blob = BlobHash([0xab; 32]);
        assert_eq!(filled("entry"), entry(1_067));
        assert_eq!(filled("document"), document(&blob));
        assert_eq!(filled("thumbnail"), thumbnail(&blob));
        assert_eq!(filled("web_image"), web_image(&blob));
        assert_eq!(filled("search_areas"), search_areas(3));
        let full = tlog::Tile::new(0, 0, tlog::FULL_WIDTH).expect("a tile");
        assert_eq!(filled("tile"), log_file(&full.path()));
        let partial = tlog::Tile::new(0, 0, 6).expect("a tile");
        assert_eq!(filled("partial_tile"), log_file(&partial.path()));
        assert_eq!(full_tile(&filled("partial_tile")), Some(filled("tile").as_str()));
    }
}
