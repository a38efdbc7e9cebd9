//! Embeds the scripts of `web/dist`, where they have been built.

use std::path::Path;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("Cargo names the package's folder");
    let out = std::env::var("OUT_DIR").expect("Cargo names a folder to write to");
    let dist = Path::new(&root).join("../../web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    // A path that is not there makes Cargo run this again each time; only where `web/` is there is that worth it.
    let watched = dist.parent().is_some_and(Path::is_dir);
    let mut code = String::new();
    for (name, file) in [("SITE", "site.js"), ("VERIFIER", "verifier.js")] {
        let path = dist.join(file);
        if watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let value = if path.is_file() {
            let path = path.canonicalize().expect("the file is there");
            format!("Some(include_bytes!({:?}))", path.display().to_string())
        } else {
            println!(
                "cargo::warning=web/dist/{file} is not there: pages are published without it (see web/README.md)"
            );
            "None".to_owned()
        };
        code.push_str(&format!(
            "/// `web/dist/{file}`.\npub(crate) const {name}: Option<&[u8]> = {value};\n"
        ));
    }
    std::fs::write(Path::new(&out).join("scripts.rs"), code).expect("the folder can be written to");
}
