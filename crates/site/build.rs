//! Embeds the catalogues of the languages that `locales/languages` lists, and the scripts of `web/dist`, where they have
//! been built.

use std::fmt::Write;
use std::path::Path;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("Cargo names the package's folder");
    let out = std::env::var("OUT_DIR").expect("Cargo names a folder to write to");
    let (root, out) = (Path::new(&root), Path::new(&out));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let list =
        std::fs::read_to_string(root.join("locales/languages")).expect("the list of languages is there");
    let languages: Vec<&str> = list.lines().collect();
    let code = [catalogues(root, &languages), scripts(root, &languages)].concat();
    std::fs::write(out.join("embedded.rs"), code).expect("the folder can be written to");
}

/// The catalogues by language: `<language>.ftl`, and `columns.<language>.ftl` where there is one.
fn catalogues(root: &Path, languages: &[&str]) -> String {
    let mut list = String::new();
    for (n, language) in languages.iter().enumerate() {
        let embed = |name: String| {
            let path = root.join("locales").join(name);
            path.exists().then(|| format!("include_str!({path:?})"))
        };
        let words = embed(format!("{language}.ftl")).expect("every language of the list has a catalogue");
        let columns = match embed(format!("columns.{language}.ftl")) {
            Some(columns) => format!("Some({columns})"),
            None => "None".to_owned(),
        };
        let _ = writeln!(
            list,
            "    crate::words::Catalogue {{ language: {language:?}, words: {words}, columns: {columns}, \
             write_numbers: crate::words::write_numbers::<{n}> }},"
        );
    }
    format!(
        "/// The catalogues of the languages, in the order of `locales/languages`.\n\
         pub(crate) const CATALOGUES: &[crate::words::Catalogue] = &[\n{list}];\n"
    )
}

/// The scripts: one of the pages for each language, and the verifier.
fn scripts(root: &Path, languages: &[&str]) -> String {
    let dist = root.join("../../web/dist");
    // A path that is not there makes Cargo run this again each time; only where `web/` is there is that worth it.
    let watched = dist.parent().is_some_and(Path::is_dir);
    let mut scripts = String::new();
    let mut missing = Vec::new();
    let pages = languages.iter().map(|language| format!("site.{language}.js"));
    for name in pages.chain(["verifier.js".to_owned()]) {
        let path = dist.join(&name);
        if watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        match path.canonicalize() {
            Ok(path) => {
                let _ = write!(scripts, "({name:?}, include_bytes!({path:?})), ");
            }
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
    format!(
        "/// The scripts of `web/dist` by their names; none where one of them was missing.\n\
         pub(crate) const SCRIPTS: &[(&str, &[u8])] = &[{scripts}];\n"
    )
}
