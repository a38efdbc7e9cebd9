//! What was announced, and by which documents.

use crate::support::*;

#[test]
fn an_announcement_stands_with_its_arithmetic_and_what_the_sheets_allow() {
    for path in ["claims.html", "compare/council-party.html"] {
        let text = text_at(&example(), path);
        assert!(text.contains("The council, 11 May 2026"), "{text}");
        // 66.66% of 900 is 599.94: the share is 66.666…, cut off, not rounded.
        assert!(text.contains(
            "Luis Soto as a share of valid votes differs by −0.01%: cut off, not rounded 600 ÷ 900 = 66.666666% … 66.66% 66.67%"
        ), "{text}");
        // Ana's 1,120 in the party's sheets are 820 more than 300: 290 + 280 … of 300, 290, 280, 250.
        assert!(text.contains(
            "Against the party (4 sheets): cannot hold unless at least 3 of these sheets are false; at least 2, once the stations that it leaves out (1)"
        ));
    }
}

#[test]
fn a_bound_is_spelled_out_so_that_it_can_be_redone_on_paper() {
    let text = text_at(&example(), "compare/council-party.html");
    assert!(text.contains("Ana Díaz: the sheets hold 1,120; 300 were announced. That is 820 fewer."));
    assert!(
        text.contains("The first 3 come to 870, which reaches 820; the first 2 come to 590, which does not.")
    );
    assert!(text.contains("s1 300 s4 290 s3 280"), "{text}");
}

#[test]
fn announcements_stand_by_subject_in_the_order_of_the_days() {
    let mut country = example();
    country.claims(
        r#"
        [[claims]]
        id = "later"
        account = "press"
        who = "An agency"
        when = "2026-05-13"
        where = "its wire"
        counts = [{ of = "arrests", number = 700 }, { of = "deaths", number = 1 }]
        [[claims]]
        id = "latest"
        account = "press"
        who = "The ministry"
        when = "2026-05-14"
        where = "a statement"
        words = "all of them at night"
        counts = [{ of = "arrests", number = 749 }]
        "#,
    );
    let text = text_at(&country, "claims.html");
    let arrests = "12 May 2026 A newspaper its edition of that day more than 1,200 \
                   13 May 2026 An agency its wire 700 \
                   14 May 2026 The ministry a statement: all of them at night 749";
    assert!(text.contains(arrests), "{text}");
    assert!(text.contains("These numbers are not the same: An agency: 700; The ministry: 749."));
    assert!(text.contains("11 May 2026 The council its first bulletin: with 80% of the stations – 80%"));
}

#[test]
fn sources_that_repeat_one_another_stand_together_as_one() {
    let mut country = Record::with_importer(ELECTION);
    country.register(&[station("s1", "A")]);
    country.reading("party", "s1", counts(400, 3, &[("ana", 20), ("luis", 50)]));
    let words = |range: std::ops::Range<u32>| range.map(|n| format!("w{n} ")).collect::<String>();
    let texts = [
        ("The <first>", words(0..100)),
        ("Of its own", words(200..300)),
        ("The longer", words(60..190)),
        ("Its last part", words(150..196)),
    ];
    for (title, text) in &texts {
        country.source(title, "text/plain", text.as_bytes());
    }
    // The party's result file is no source of this kind, and a document that is no text stands alone.
    country.source("party.csv", "text/csv", b"party");
    country.source("A scan", "application/pdf", b"scan");
    country.source("Too long", "text/plain", b"too long");
    let passages = texts.iter().map(|(_, text)| {
        let hash = record::BlobHash::of(text.as_bytes()).0;
        (hash, passages::Passages::of(text).unwrap())
    });
    let publication = site::Publication {
        passages: passages.collect(),
        ..publication(&country)
    };
    for (code, one) in [
        ("en", "3 documents that repeat one another, taken as one:"),
        ("es", "3 documentos que se repiten entre sí, tomados como uno:"),
        ("pt", "3 documentos que se repetem entre si, tomados como um:"),
    ] {
        let path = format!("{code}/claims.html");
        let page = page_of(&country, &publication, &path);
        assert_well_formed(&page);
        assert_headings_in_order(&page);
        let text = text(&page);
        assert!(text.contains(one), "{text}");
        assert!(text.contains("A scan") && !text.contains("party.csv"), "{text}");
        if code == "en" {
            // 36 of 96 passages, and 36 of 42.
            assert!(
                text.contains("agrees word for word in 38% of its passages with The longer"),
                "{text}"
            );
            assert!(
                text.contains("agrees word for word in 86% of its passages with The longer"),
                "{text}"
            );
            assert!(text.contains("1 further text was not compared."), "{text}");
            // It is in the list of pages although nobody announced figures.
            assert!(page.contains("aria-current=\"page\">Announcements"), "{page}");
        }
    }
}

#[test]
fn documents_and_what_was_announced_in_them_lead_to_the_record() {
    let mut country = example();
    country.source("Its <report>", "text/plain", b"more than 1,200 arrests");
    let name = record::BlobHash::of(b"more than 1,200 arrests");
    let claims = |document: &str| {
        format!(
            "[[claims]]\nid = \"c\"\naccount = \"press\"\nwho = \"An agency\"\nwhen = \"2026-05-13\"\nwhere = \"its wire\"\n\
             document = \"{document}\"\ncounts = [{{ of = \"arrests\", number = 1300 }}]"
        )
    };
    country.claims(&claims(&name.to_string()));
    let page = page_at(&country, language("en"), "claims.html");
    assert_well_formed(&page);
    let href = format!("../log/blob/sha256/{}/{}", &name.hex()[..2], name.hex());
    assert!(
        page.contains(&format!("<a href=\"{href}\"><bdi>its wire</bdi></a>")),
        "{page}"
    );
    assert!(page.contains(&format!(
        "<a href=\"{href}\"><cite><bdi>Its &lt;report&gt;</bdi></cite></a>"
    )));
    // A document that is no source of the record is no link.
    let unknown = record::BlobHash::of(b"elsewhere").to_string();
    country.claims(&claims(&unknown));
    assert!(!page_at(&country, language("en"), "claims.html").contains("<bdi>its wire</bdi></a>"));
    // Two announcements of arrests are drawn on one scale, beside their table.
    let drawing = page
        .split_once("<svg class=\"chart claims\"")
        .unwrap()
        .1
        .split_once("</svg>")
        .unwrap()
        .0;
    assert!(drawing.contains("A newspaper") && drawing.contains("An agency") && drawing.contains("1,300"));
    assert!(drawing.contains("class=\"loose\"") && drawing.contains("class=\"exact\""));
}

#[test]
fn every_figure_of_an_announcement_is_tested_or_said_not_to_be() {
    let mut country = example();
    country.claims(
        r#"
        [[claims]]
        id = "second"
        account = "council"
        who = "The council again"
        when = "2026-05-12"
        where = "its second bulletin"
        contest = "mayor"
        figures = [
            { of = "ana", number = 1120, percent = "71.00" },
            { of = "null", number = 1500 },
            { of = "blank", number = 1 },
            { of = "luis", number = 200, bound = "about" },
        ]
        "#,
    );
    let text = text_at(&country, "claims.html");
    let bounds = text.split("The council again, 12 May 2026").nth(1).unwrap();
    // Twelve null votes in the four sheets, 400 voters not covered; a sheet of 400 voters can have 397 more.
    assert!(
        bounds.contains(
            "Against the party (4 sheets): cannot hold unless at least 3 of these sheets are false. \
         Tested, and within what these sheets allow: Ana Díaz, Ana Díaz (share). \
         Not tested: Luis Soto (not announced as exact). Not tested: blank votes (no sheet gives it)."
        ),
        "{bounds}"
    );
    assert!(
        bounds.contains(
            "null votes 1,088 above what the sheets and every voter not covered come to 1,500 12 3"
        ),
        "{bounds}"
    );
}
