//! The paths, within a language's folder, of the pages that scripts and other crates name. Every other page's path stands
//! in its own file in `site`. Of a list of several pages the first has number 0.

/// The result.
pub const RESULT: &str = "index.html";
/// A station: its code stands in the fragment.
pub const STATION: &str = "station.html";
/// The search.
pub const SEARCH: &str = "search.html";
/// How to verify.
pub const VERIFY: &str = "verify.html";

/// An area, by its code's slug.
pub fn area(slug: &str, page: usize) -> String {
    numbered(&format!("area/{slug}"), page)
}

/// The stations in no area.
pub fn no_area(page: usize) -> String {
    area("_", page)
}

/// The findings of a rule, by its code.
pub fn finding(rule: &str, page: usize) -> String {
    numbered(&format!("finding/{rule}"), page)
}

/// A page of a list: its further pages are `<name>.2.html` and so on.
pub fn numbered(name: &str, page: usize) -> String {
    match page {
        0 => format!("{name}.html"),
        page => format!("{name}.{}.html", page + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_of_a_list_are_numbered_from_2() {
        assert_eq!(area("0101", 0), "area/0101.html");
        assert_eq!(no_area(1), "area/_.2.html");
        assert_eq!(finding("sum_differs", 9), "finding/sum_differs.10.html");
    }
}
