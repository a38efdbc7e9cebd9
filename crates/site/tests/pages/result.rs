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
        "The order can no longer change. Even if all 400 voters not covered had voted for one option, the order would stand."
    ));
    // The council's three: 640 and 340, and 800 voters not covered.
    assert!(text.contains("The order can still change. 800 registered voters are not covered."));
}

#[test]
fn stations_are_counted_by_state_and_the_unnamed_ones_too() {
    let text = text(&page(&example(), language("en")));
    assert!(text.contains("Not named 1 Expected by the register"), "{text}");
    assert!(text.contains("Missing 0 No reading yet."));
    assert!(
        text.contains("Contested 1 One side") && text.contains("Disputed 1 Several sides"),
        "{text}"
    );
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
        text.contains("The order can still change. 2,000 registered voters are not covered."),
        "{text}"
    );
    assert!(text.contains("null votes not given by these readings"));
    assert!(text.contains("Luis Soto illegible"));
    assert!(text.contains("At 1 covered station an option's votes are illegible or not given"));
    assert!(text.contains("1 figure of the standing sheets is illegible"));
    assert!(!text.contains("no longer change"));
}

/// A record of the party's sheets alone: of stations with 400 voters each, by an election that this is changed in.
fn sheets(change: impl Fn(&str) -> String, sheets: &[(&str, u32, u32)]) -> Record {
    let mut country = Record::with_importer(&change(ELECTION));
    for (name, ana, luis) in sheets {
        country.register(&[station(name, "A")]);
        country.reading("party", name, counts(400, 3, &[("ana", *ana), ("luis", *luis)]));
    }
    country
}

#[test]
fn a_tie_has_nobody_ahead_and_where_all_are_in_nobody_is_left() {
    let all_in = |text: &str| text.replace("stations = 5", "stations = 2");
    let tied = text(&page(
        &sheets(all_in, &[("s1", 100, 50), ("s2", 50, 100)]),
        language("en"),
    ));
    assert!(
        tied.contains("Ana Díaz and Luis Soto have the same number of votes. The order can no longer change. Nobody is left"),
        "{tied}"
    );
    assert!(!tied.contains("ahead"));
    // The register expects 2,000 voters, the two stations that there are have 800.
    let ahead = text(&page(
        &sheets(all_in, &[("s1", 100, 50), ("s2", 50, 99)]),
        language("en"),
    ));
    assert!(
        ahead.contains(
            "Ana Díaz is 1 vote ahead of Luis Soto. The order can no longer change. Nobody is left"
        )
    );
}

#[test]
fn more_than_all_is_a_finding_and_nothing_is_said_to_stay() {
    let one = |text: &str| text.replace("stations = 5", "stations = 1");
    let country = sheets(one, &[("s1", 300, 50), ("s2", 300, 50)]);
    for (code, words) in [
        ("en", "there are more stations or voters than are expected"),
        ("es", "hay más mesas o electores que los esperados"),
        ("pt", "há mais seções ou eleitores do que os esperados"),
    ] {
        let text = text(&page(&country, language(code)));
        assert!(text.contains(words), "{text}");
    }
    let text = text(&page(&country, language("en")));
    assert!(
        text.contains("2 of 1 station (200.00%)") && text.contains("Not known. How many voters"),
        "{text}"
    );
    assert!(!text.contains("no longer change"));
}

#[test]
fn a_station_of_nothing_but_zeros_is_not_covered_and_is_told() {
    let mut country = sheets(str::to_owned, &[("s1", 300, 50)]);
    country.register(&[station("s2", "A")]);
    country.reading("party", "s2", counts(400, 0, &[("ana", 0), ("luis", 0)]));
    let result = text(&page(&country, language("en")));
    assert!(result.contains("1 of 5 stations (20.00%)"), "{result}");
    assert!(result.contains("1 station is listed with nothing but zeros: it counts as not covered."));
    assert!(
        text_at(&country, &format!("area/{}.html", layout::slug("A")))
            .contains("1 station is listed with nothing but zeros")
    );
    assert!(text_at(&country, "finding/all_zero.html").contains("s2 District A the party"));
    country.reading("party", "s2", counts(400, 0, &[("ana", 1), ("luis", 0)]));
    let result = text(&page(&country, language("en")));
    assert!(result.contains("2 of 5 stations (40.00%)") && !result.contains("nothing but zeros"));
    assert!(!files(&country).keys().any(|path| path.ends_with("all_zero.html")));
}

#[test]
fn ways_to_win_are_told_apart_from_the_order() {
    let law = |text: &str| {
        let wins = "wins = [{ way = \"over\" }, { way = \"at_least\", percent = \"40\", lead = \"10\" }, \
                    { way = \"seats\", seats = 9, formula = \"dhondt\" }]";
        text.replace("name = \"Mayor\"", &format!("name = \"Mayor\"\n{wins}"))
            .replace("stations = 5", "stations = 1")
    };
    let one_seat =
        |text: &str| law(text).replace(", { way = \"seats\", seats = 9, formula = \"dhondt\" }", "");
    let result = text(&page(&sheets(one_seat, &[("s1", 160, 140)]), language("en")));
    assert!(
        result.contains("Wins with more than 50% of the votes for all options: reached by Ana Díaz; not reached by Luis Soto."),
        "{result}"
    );
    // 53.33% and 46.67%.
    assert!(result.contains(
        "Wins with 40% or more of the votes for all options, and 10 percentage points more than every other: reached by nobody."
    ));
    let result = text(&page(&sheets(law, &[("s1", 160, 140)]), language("en")));
    assert!(result.contains("The contest is for several seats"), "{result}");
    assert!(result.contains("Wins with one of 9 seats (dhondt): not computed."));
    assert!(!result.contains("ahead"));
}

#[test]
fn one_missing_station_is_not_all() {
    let many = |text: &str| {
        text.replace("stations = 5", "stations = 30026")
            .replace("registered = 2000", "registered = 900000")
    };
    let result = text(&page(&sheets(many, &[("s1", 1, 0)]), language("en")));
    assert!(result.contains("1 of 30,026 stations (0.01%)"), "{result}");
}
