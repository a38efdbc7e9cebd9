//! Two accounts side by side.

use crate::support::*;

#[test]
fn long_lists_of_a_pair_go_on_in_further_pages() {
    let options: Vec<String> = (0..150)
        .map(|n| format!("{{ id = \"o{n}\", name = \"Option {n}\" }}"))
        .collect();
    let definition = ELECTION.replace(
        "options = [{ id = \"ana\", name = \"Ana Díaz\" }, { id = \"luis\", name = \"Luis Soto\" }]",
        &format!("options = [{}]", options.join(", ")),
    );
    let mut country = Country::new(&definition);
    for n in 0..600 {
        let name = format!("s{n:03}");
        country.reading("party", &name, counts(400, n, &[("o0", 10), ("o149", 7)]));
        country.reading("council", &name, counts(400, n, &[("o0", 11), ("o149", 7)]));
    }
    for n in 600..700 {
        country.reading("party", &format!("s{n:03}"), counts(400, n, &[("o0", 10)]));
    }
    let result = page(&country, language("en"));
    assert!(result.len() < 150_000, "{} bytes", result.len());
    assert!(text(&result).contains("50 more options together 4,200"));
    let first = text_at(&country, "compare/council-party.html");
    assert!(
        first.contains("Only in the party 100") && first.contains("Page 1 of 2"),
        "{first}"
    );
    assert!(first.contains("s000 valid votes 18 17 +1 Option 0 11 10 +1") && !first.contains("s600"));
    let second = text_at(&country, "compare/council-party.2.html");
    assert!(
        second.contains("s599 valid votes") && second.contains("Only in the party s600 s601"),
        "{second}"
    );
}
