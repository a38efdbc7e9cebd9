//! Embeds the scripts of `web/dist`, where they have been built.

use std::path::Path;

const SCRIPTS: [&str; 4] = ["site.en.js", "site.es.js", "site.pt.js", "verifier.js"];

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("Cargo names the package's folder");
    let out = std::env::var("OUT_DIR").expect("Cargo names a folder to write to");
    let dist = Path::new(&root).join("../../web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    // A path that is not there makes Cargo run this again each time; only where `web/` is there is that worth it.
    let watched = dist.parent().is_some_and(Path::is_dir);
    let mut scripts = String::new();
    let mut missing = Vec::new();
    for name in SCRIPTS {
        let path = dist.join(name);
        if watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        match path.canonicalize() {
            Ok(path) => scripts.push_str(&format!("({name:?}, include_bytes!({path:?})), ")),
            Err(_) => missing.push(name),
        }
    }
    if !missing.is_empty() {
        // Pages with some of them only would differ from each other in what they can do.
        scripts.clear();
        println!(
            "cargo::warning=web/dist has no {}: pages are published without scripts (see web/README.md)",
            missing.join(", ")
        );
    }
    let code = format!(
        "/// The scripts of `web/dist` by their names; none where one of them was missing.\n\
         pub(crate) const SCRIPTS: &[(&str, &[u8])] = &[{scripts}];\n"
    );
    std::fs::write(Path::new(&out).join("scripts.rs"), code).expect("the folder can be written to");
}
