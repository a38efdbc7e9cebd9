//! Further figures of the sheets, and the sums between them.

use crate::support::*;

/// One station of two accounts, whose sheets have a figure besides the five and differ in it; one of them is not the sum
/// that the election says it is.
fn country() -> Record {
    let election = ELECTION.replace(
        "figures = [\"challenged\"]",
        "figures = [\"challenged\", \"un&used\"]\nsums = [{ of = \"challenged\", parts = [\"null\", \"blank\"], severity = \"warning\" }]",
    );
    let mut country = Record::with_importer(&election);
    country.register(&[station("s1", "A"), station("s2", "A")]);
    for (account, challenged) in [("party", 5), ("council", 6)] {
        let mut sheet = counts(400, 3, &[("ana", 300), ("luis", 50)]);
        sheet.blank = Figure::Read(2);
        sheet
            .more
            .set("challenged".parse().unwrap(), Figure::Read(challenged));
        sheet.more.set("un&used".parse().unwrap(), Figure::Illegible);
        sheet.more.set("lost".parse().unwrap(), Figure::Read(1));
        country.reading(account, "s1", sheet);
    }
    country.claims(
        "[[claims]]\nid='b'\naccount='council'\nwho='The council'\nwhen='2026-05-11'\nwhere='h'\ncontest='mayor'\n\
         figures=[{of='challenged',number=77},{of='null',number=3},{of='blank',number=4}]",
    );
    country
}

#[test]
fn pages_show_further_figures_by_their_ids() {
    let country = country();
    let result = text_at(&country, "index.html");
    assert!(
        result.contains("challenged 6 1") && result.contains("un&used – 0"),
        "{result}"
    );
    assert!(!result.contains("lost"));
    let area = page_at(&country, language("en"), "area/a__1.html");
    assert!(area.contains("<bdi>challenged</bdi>") && area.contains("<bdi>un&amp;used</bdi>"));
    let pair = text_at(&country, "compare/council-party.html");
    assert!(pair.contains("challenged 6 5 +1"), "{pair}");
    let claims = text_at(&country, "claims.html");
    assert!(claims.contains("challenged") && claims.contains("77"));
    assert!(claims.contains("challenged is the sum of its parts"), "{claims}");
}

#[test]
fn a_finding_names_its_sum_and_the_figure_that_is_not_of_the_election() {
    let country = country();
    let sums = text_at(&country, "finding/sum_differs.html");
    assert!(sums.contains("challenged = null votes + blank votes"), "{sums}");
    assert!(sums.contains("Warning"), "{sums}");
    let unknown = text_at(&country, "finding/unknown_figure.html");
    assert!(unknown.contains("lost"), "{unknown}");
}

#[test]
fn a_station_s_file_has_its_further_figures_and_names_the_sum_of_a_finding() {
    let files = files(&country());
    assert_eq!(
        json(&files, "site")["figures"],
        serde_json::json!([{"id": "challenged", "name": "challenged"}, {"id": "un&used", "name": "un&used"}])
    );
    let mayor = &json(&files, "station/all")["s1"]["contests"]["mayor"];
    assert_eq!(
        mayor["readings"][1]["counts"]["more"],
        serde_json::json!({"challenged": 6, "un&used": "illegible"})
    );
    let findings = mayor["findings"].as_array().unwrap();
    let sum = findings
        .iter()
        .find(|finding| finding["rule"] == "sum_differs")
        .unwrap();
    assert_eq!((&sum["sum"], &sum["reading"]), (&"challenged".into(), &1.into()));
    assert!(
        findings
            .iter()
            .all(|finding| finding["rule"] == "sum_differs" || finding.get("sum").is_none())
    );
}
