//! A publication is served, and written anew as its log grows.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod workbench;

use std::time::{Duration, Instant};
use workbench::Workbench;
use workbench::serving::Serving;

#[test]
fn the_folder_is_written_again_when_the_log_has_grown() {
    let bench = Workbench::new();
    bench.simulated(60, false);
    let words = "serve public --election election --listen 127.0.0.1:0 --every 1 --zip";
    let serving = Serving::start(&bench, &words.split(' ').collect::<Vec<_>>());
    let (head, page) = serving.get("/", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(
        head.contains("content-security-policy: default-src 'none'"),
        "{head}"
    );
    assert!(String::from_utf8_lossy(&page).contains("<main id=\"main\""));
    let (head, packed) = serving.get("/en/index.html", "Accept-Encoding: gzip\r\n");
    assert!(head.contains("content-encoding: gzip"), "{head}");
    assert!(packed.len() < page.len());

    let (head, archive) = serving.get("/everything.zip", "");
    assert!(head.contains("content-type: application/zip"), "{head}");
    assert!(archive.starts_with(b"PK"));

    let before = serving.get("/log/checkpoint", "").1;
    bench.write(
        "claims.toml",
        "[[claims]]\nid = 'late'\naccount = 'council'\nwho = 'The council'\nwhere = 'a speech'\nwhen = '2026-05-11'\n\
         [[claims.counts]]\nof = 'people in the hall'\nnumber = 7\n",
    );
    bench.run(&["claim", "election", "claims.toml"], 0);
    let began = Instant::now();
    while serving.get("/log/checkpoint", "").1 == before {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "the folder was not written again"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    // The checkpoint is there before the pages are.
    while !String::from_utf8_lossy(&serving.get("/en/claims.html", "").1).contains("people in the hall") {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "the page was not written again"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_folder_that_holds_no_publication_is_not_served() {
    let bench = Workbench::new();
    std::fs::create_dir(bench.path("empty")).unwrap();
    let run = bench.run(&["serve", "empty"], 2);
    assert!(
        run.stderr.contains("empty holds no publication"),
        "{}",
        run.stderr
    );
}
