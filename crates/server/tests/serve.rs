//! A folder over HTTP, as clients see it.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use server::{Limits, serve};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// A server with a folder of its own, which ends with the test's runtime.
struct Served {
    folder: tempfile::TempDir,
    address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

impl Served {
    fn new(limits: Limits) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let address = listener.local_addr().unwrap();
        let path = folder.path().to_owned();
        runtime.spawn(serve(listener, path, limits, std::future::pending()));
        Served {
            folder,
            address,
            _runtime: runtime,
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn send(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    /// The answer's head with the names of its fields in lower case, and its body.
    fn ask(&self, method: &str, path: &str, more: &str) -> (String, Vec<u8>) {
        let mut bytes = Vec::new();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n");
        self.send(&head).read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let lower = |line: &str| match line.split_once(": ") {
            Some((name, value)) => format!("{}: {value}", name.to_lowercase()),
            None => line.to_owned(),
        };
        let lines: Vec<String> = head.lines().map(lower).collect();
        (lines.join("\n"), bytes[end + 4..].to_vec())
    }
}

#[test]
fn a_page_comes_with_a_policy_and_is_asked_for_again() {
    let served = Served::new(Limits::default());
    served.write("index.html", b"<p>root");
    served.write("es/index.html", b"<p>hola");
    let (head, body) = served.ask("GET", "/es/index.html", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(body, b"<p>hola");
    for expected in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-cache",
        "content-security-policy: default-src 'none'; script-src 'self'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
    ] {
        assert!(head.contains(expected), "{expected}: {head}");
    }
    assert_eq!(served.ask("GET", "/", "").1, b"<p>root");
    let (head, body) = served.ask("HEAD", "/es/index.html", "");
    assert!(head.contains("content-length: 7") && body.is_empty(), "{head}");
    let changed = head
        .lines()
        .find_map(|line| line.strip_prefix("last-modified: "))
        .unwrap()
        .to_owned();
    let again = served.ask(
        "GET",
        "/es/index.html",
        &format!("If-Modified-Since: {changed}\r\n"),
    );
    assert!(again.0.starts_with("HTTP/1.1 304"), "{}", again.0);
}

#[test]
fn what_the_record_holds_is_kept_for_good_and_never_run() {
    let served = Served::new(Limits::default());
    served.write("log/blob/sha256/aa/aa", b"<html><script>alert(1)</script>");
    served.write("log/blob/sha256/bb/bb", b"\xff\xd8\xff\xe0 a picture");
    served.write("log/tile/0/000", &[7; 64]);
    served.write("log/checkpoint", b"origin\n");
    let (head, _) = served.ask("GET", "/log/blob/sha256/aa/aa", "");
    assert!(head.contains("content-type: application/octet-stream"), "{head}");
    assert!(
        head.contains("content-security-policy: default-src 'none'; sandbox"),
        "{head}"
    );
    assert!(head.contains("immutable"), "{head}");
    let (head, _) = served.ask("GET", "/log/blob/sha256/bb/bb", "");
    assert!(head.contains("content-type: image/jpeg"), "{head}");
    let (head, body) = served.ask("GET", "/log/tile/0/000", "Range: bytes=0-31\r\n");
    assert!(head.starts_with("HTTP/1.1 206"), "{head}");
    assert_eq!(body.len(), 32);
    let (head, _) = served.ask("GET", "/log/checkpoint", "");
    assert!(head.contains("cache-control: no-store"), "{head}");
    assert!(head.contains("access-control-allow-origin: *"), "{head}");
}

#[test]
fn what_is_told_of_a_file_does_not_depend_on_how_its_address_is_spelled() {
    let served = Served::new(Limits::default());
    let document = format!("log/blob/sha256/ab/ab{}", "0".repeat(62));
    served.write("log/checkpoint", b"a checkpoint");
    served.write(&document, b"<script>alert(1)</script>");
    let spelled = document.replace('/', "%2f");
    for (address, other) in [
        ("/log/checkpoint".to_owned(), "/%6cog/checkpoint".to_owned()),
        (format!("/{document}"), format!("/{spelled}")),
    ] {
        let told = |address: &str| {
            let (head, _) = served.ask("GET", address, "");
            assert!(head.starts_with("HTTP/1.1 200"), "{address}: {head}");
            let mut lines: Vec<String> = head.lines().map(str::to_lowercase).collect();
            lines.retain(|line| !line.starts_with("date:"));
            lines
        };
        assert_eq!(told(&address), told(&other), "{address}");
    }
}

#[test]
fn a_compressed_copy_is_sent_to_who_can_read_it() {
    let served = Served::new(Limits::default());
    served.write("site.js", b"plain");
    served.write("site.js.gz", b"packed");
    let (head, body) = served.ask("GET", "/site.js", "Accept-Encoding: gzip\r\n");
    assert!(head.contains("content-encoding: gzip"), "{head}");
    assert!(head.contains("content-type: text/javascript"), "{head}");
    assert!(head.contains("vary: accept-encoding"), "{head}");
    assert_eq!(body, b"packed");
    let (head, body) = served.ask("GET", "/site.js", "");
    assert!(!head.contains("content-encoding"), "{head}");
    assert_eq!(body, b"plain");
}

#[test]
fn nothing_but_the_folder_s_files_is_served() {
    let served = Served::new(Limits::default());
    served.write("inner/page.html", b"x");
    served.write(".hidden", b"x");
    let outside = served.folder.path().with_extension("outside");
    std::fs::write(&outside, b"secret").unwrap();
    let name = outside.file_name().unwrap().to_str().unwrap().to_owned();
    for path in [
        format!("/../{name}"),
        format!("/%2e%2e/{name}"),
        format!("/inner/..%2f..%2f{name}"),
        format!("/inner/..%5c..%5c{name}"),
        format!("//../{name}"),
        "/.hidden".to_owned(),
        "/%2ehidden".to_owned(),
        "/inner/%2e%2e/%2Ehidden".to_owned(),
        "//inner/page.html".to_owned(),
        "/inner//page.html".to_owned(),
        "/./inner/page.html".to_owned(),
        "/inner/%2e/page.html".to_owned(),
        "/%00".to_owned(),
        "/none.html".to_owned(),
    ] {
        let (head, body) = served.ask("GET", &path, "");
        assert!(
            head.starts_with("HTTP/1.1 40") || head.starts_with("HTTP/1.1 30"),
            "{path}: {head}"
        );
        assert!(!body.ends_with(b"secret"), "{path}");
    }
    std::fs::remove_file(outside).unwrap();
    let (head, _) = served.ask("POST", "/inner/page.html", "Content-Length: 0\r\n");
    assert!(head.starts_with("HTTP/1.1 405"), "{head}");
    let (head, _) = served.ask("GET", &format!("/{}", "a".repeat(20_000)), "");
    assert!(head.starts_with("HTTP/1.1 4"), "{head}");
}

#[test]
fn who_sends_nothing_is_cut_off_and_others_come_in() {
    let served = Served::new(Limits {
        connections: 2,
        head: Duration::from_millis(300),
    });
    served.write("index.html", b"x");
    let began = Instant::now();
    let idle: Vec<TcpStream> = (0..4).map(|_| served.send("GET / HT")).collect();
    let (head, _) = served.ask("GET", "/", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(began.elapsed() < Duration::from_secs(15));
    drop(idle);
}
