//! The result page.

use crate::support::*;

#[test]
fn totals_come_with_shares_and_coverage_and_whether_they_can_change() {
    let text = text(&page(&example(), language("en")));
    // The party's four sheets: 1,120 and 180 of 1,300.
    assert!(text.contains("Ana Díaz 1,120 86.15%"), "{text}");
    assert!(text.contains("Luis Soto 180 13.85%"));
    assert!(text.contains("4 of 5 stations (80.00%)"));
    assert!(text.contains("1,600 of 2,000 registered voters (80.00%)"));
    assert!(text.contains("Ana Díaz is 940 votes ahead of Luis Soto."));
    assert!(text.contains(
        "Decided. Even if all 400 voters not covered had voted for the second, the order would stand."
    ));
    // The council's three: 640 and 340, and 800 voters not covered.
    assert!(
        text.contains("Not decided. 800 registered voters are not covered: the order could still change.")
    );
}

#[test]
fn stations_are_counted_by_state_and_the_unnamed_ones_too() {
    let text = text(&page(&example(), language("en")));
    assert!(text.contains("Not named 1 Expected by the register"), "{text}");
    assert!(text.contains("Missing 0 No reading yet."));
    assert!(text.contains("Disputed 2 "), "{text}");
}

#[test]
fn accounts_are_laid_side_by_side_figure_by_figure() {
    let text = text_at(&example(), "compare/council-party.html");
    assert!(
        text.contains("In both 3 Equal 1 Different 2 Only in the council 0 Only in the party 1"),
        "{text}"
    );
    assert!(text.contains("s2 Ana Díaz 60 250 −190 Luis Soto 250 60 +190"));
    assert!(text.contains("s3 valid votes 321 320 +1"));
    assert!(
        text.contains("District A 2 1 1 0 0 District B 1 0 1 0 1"),
        "{text}"
    );
    let result = text_at(&example(), "index.html");
    assert!(
        result.contains("the council and the party: 3 stations in both, 2 differ"),
        "{result}"
    );
}

#[test]
fn findings_and_entries_that_count_for_nothing_are_listed() {
    let text = text_at(&example(), "arrival.html");
    assert!(
        text.contains("The options' votes together are not the stated valid votes Error 1"),
        "{text}"
    );
    assert!(text.contains("No key that was given a role has signed it entry_unknown_key 1 12"));
    let list = text_at(&example(), "finding/sum_not_valid.html");
    assert!(list.contains("s3 District B the council"), "{list}");
}

#[test]
fn options_without_colour_or_with_the_same_name_can_be_told_apart() {
    let options: Vec<String> = (0..60)
        .map(|n| format!("{{ id = \"o{n}\", name = \"Same\" }}"))
        .collect();
    let mut definition = ELECTION.replace(
        "{ id = \"ana\", name = \"Ana Díaz\" }, { id = \"luis\", name = \"Luis Soto\" }",
        &options.join(", "),
    );
    definition = definition.replace("id = \"o1\",", "id = \"o1\", color = \"#FF0000\",");
    let mut country = Record::with_importer(&definition);
    country.reading("party", "s1", counts(400, 3, &[("o0", 300), ("o1", 50)]));
    let files = files(&country);
    let options = json(&files, "site")["contests"][0]["options"].clone();
    assert_eq!(options.as_array().unwrap().len(), 60);
    assert_eq!(options[1]["color"], "#ff0000");
    assert_ne!(options[0]["color"], options[2]["color"]);
    let page = page(&country, language("en"));
    assert!(page.contains("fill=\"#ff0000\"") && page.contains("url(#p1)"));
    assert_well_formed(&page);
}

#[test]
fn figures_that_were_not_read_are_not_taken_for_nought() {
    let mut country = Record::with_importer(ELECTION);
    let mut sheet = counts(1_999, 0, &[("ana", 300), ("luis", 50)]);
    sheet.set_option("luis".parse().unwrap(), Figure::Illegible);
    sheet.null = Figure::NotOnForm;
    country.reading("party", "s1", sheet);
    let text = text(&page(&country, language("en")));
    assert!(
        text.contains("2,000 registered voters are not covered: the order could still change"),
        "{text}"
    );
    assert!(text.contains("null votes not on the form"));
    assert!(text.contains("1 figure of the standing sheets is illegible"));
    assert!(!text.contains("Decided."));
}
