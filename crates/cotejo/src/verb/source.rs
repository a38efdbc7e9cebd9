//! `cotejo source`: takes in documents, and says which earlier ones they repeat.

use crate::Outcome;
use crate::election::{Folder, now};
use crate::output::{Output, number, share};
use crate::passages;
use crate::verb::import::{media_type, read_document};
use crate::verb::keys::own_key;
use ::passages::{InCommon, Passages};
use anyhow::{Context, bail};
use bytes::Bytes;
use model::AccountId;
use record::{BlobHash, Body, Role, Source};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Take in source documents, such as news reports and communiqués.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    Add(AddArgs),
}

/// Take in documents with their metadata, and say which earlier texts they repeat.
///
/// A document is published whole. One that is recorded already is not recorded twice. Texts (plain, HTML, at
/// most 4 MiB) are compared by their passages of five words: two that agree in a tenth of the shorter one's are
/// named, since they may not be independent of one another.
#[derive(clap::Args)]
#[command(after_help = "Example:
  cotejo source add venezuela report.txt --publisher 'A newspaper' --title 'Its report' --date 2024-08-05

Exit codes: 0 all documents are recorded, 2 none of them was.")]
struct AddArgs {
    /// The election's folder.
    dir: PathBuf,
    /// The documents, of at most 64 MiB each.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Who published them.
    #[arg(long, value_name = "NAME")]
    publisher: String,
    /// The document's title; its file name where it is left out.
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The day on which they were published, such as 2024-08-05.
    #[arg(long, value_name = "DATE")]
    date: Option<model::Date>,
    /// Their media type, such as text/plain; by the file name's ending where it is left out.
    #[arg(long, value_name = "TYPE")]
    media: Option<String>,
    /// Sign with the importer's key of this account, not with the operator's.
    #[arg(long, value_name = "ID")]
    account: Option<AccountId>,
}

/// The longest document that is taken in, in bytes.
const MAX_DOCUMENT: usize = 64 << 20;
/// The longest title and name of a publisher, in bytes.
const MAX_NAME: usize = 1_000;

/// A document with what it was compared with.
#[derive(Serialize)]
struct Added {
    file: String,
    document: BlobHash,
    title: String,
    media: String,
    bytes: u64,
    /// Whether it was recorded now, not before.
    recorded: bool,
    /// How many distinct passages it has; none where it is no text that could be compared.
    passages: Option<u64>,
    near_duplicates: Vec<Near>,
    #[serde(skip)]
    sketch: Option<Passages>,
}

/// A text that agrees with a document in many passages.
#[derive(Serialize)]
struct Near {
    document: BlobHash,
    title: String,
    publisher: String,
    #[serde(flatten)]
    in_common: InCommon,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    match &args.verb {
        Verb::Add(args) => add(args, output),
    }
}

fn add(args: &AddArgs, output: &Output) -> anyhow::Result<Outcome> {
    if args.title.is_some() && args.files.len() > 1 {
        bail!("--title names one document, {} files are given", args.files.len());
    }
    one_line("--publisher", &args.publisher)?;
    if let Some(media) = &args.media
        && !is_media_type(media)
    {
        bail!("--media {media:?} is not a media type such as text/plain");
    }
    let titles: Vec<String> = args
        .files
        .iter()
        .map(|file| title(args, file))
        .collect::<anyhow::Result<_>>()?;
    let folder = Folder::open(&args.dir)?;
    // All are looked at before any is kept, so that a wrong one leaves nothing half done.
    for file in &args.files {
        read_document(file, MAX_DOCUMENT)?;
    }
    let (mut writer, folded) = folder.write()?;
    let tally = &folded.tally;
    let (key, granted) = match &args.account {
        None => (folder.operator()?, None),
        Some(account) => own_key(&folder, tally, ("importer", Role::Importer), account)?,
    };
    let (at, blobs) = (now()?, folder.blobs()?);
    let mut entries = Vec::new();
    let mut added: Vec<Added> = Vec::new();
    for (file, title) in args.files.iter().zip(titles) {
        let bytes = read_document(file, MAX_DOCUMENT)?;
        let document = BlobHash::of(&bytes);
        let before = tally.sources().iter().find(|row| row.source.document == document);
        let in_this_run = added.iter().any(|added| added.document == document);
        let source = Source {
            election: tally.election().id.clone(),
            document,
            bytes: bytes.len() as u64,
            media: args
                .media
                .clone()
                .unwrap_or_else(|| media_type(&title_of(file)).to_owned()),
            title,
            publisher: args.publisher.clone(),
            date: args.date.clone(),
            at: at.clone(),
        };
        let recorded = before.is_none() && !in_this_run;
        let source = before.map_or(source, |row| row.source.clone());
        let sketch = sketch(&source.media, &bytes);
        if recorded {
            folder.wait(blobs.put(bytes))?;
            let entry = record::sign(&Body::Source(source.clone()), &[&key])
                .with_context(|| file.display().to_string())?;
            entries.push(entry);
        }
        added.push(Added {
            file: file.display().to_string(),
            document,
            title: source.title,
            media: source.media,
            bytes: source.bytes,
            recorded,
            passages: sketch.as_ref().map(Passages::distinct),
            near_duplicates: Vec::new(),
            sketch,
        });
    }
    compare(&folder, &blobs, tally, &mut added, &args.publisher)?;
    let new = entries.len() as u64;
    if new > 0 {
        folder.wait(writer.append(&Vec::from_iter(granted.into_iter().chain(entries))))?;
    }
    let value = serde_json::json!({ "documents": added, "recorded": new, "size": writer.size() });
    output.result(&value, |text| {
        for added in &added {
            text.line(format!(
                "{}: {}{}.",
                shown(&added.file),
                if added.recorded { "recorded" } else { "recorded before" },
                match (added.passages, added.bytes) {
                    (Some(_), _) => "",
                    (None, _) => "; not compared, as it is no text of at most 4 MiB",
                }
            ));
            for near in &added.near_duplicates {
                let common = &near.in_common;
                text.line(format!(
                    "  agrees word for word in {} of the shorter one's passages with {} ({}): {} of {}, {} in both together{}",
                    share(common.common, common.shorter()),
                    shown(&near.title),
                    shown(&near.publisher),
                    number(common.common),
                    number(common.shorter()),
                    number(common.together()),
                    if common.sampled { ", in a sample" } else { "" },
                ));
            }
        }
        text.line(format!(
            "Documents: {}, recorded now: {}. The log has {} entries.",
            number(added.len() as u64),
            number(new),
            number(writer.size())
        ));
    })?;
    Ok(Outcome::Agrees)
}

/// Compares each document with the sources that came before it, and with those before it in this run.
fn compare(
    folder: &Folder,
    blobs: &tlog::Blobs,
    tally: &tally::Tally,
    added: &mut [Added],
    publisher: &str,
) -> anyhow::Result<()> {
    if added.iter().all(|added| added.sketch.is_none()) {
        return Ok(());
    }
    for row in tally.sources() {
        let source = &row.source;
        let Some(earlier) =
            passages::of_source(folder, blobs, source).with_context(|| format!("entry {}", row.entry))?
        else {
            continue;
        };
        for added in added.iter_mut().filter(|added| added.document != source.document) {
            near(
                added,
                source.document,
                (&source.title, &source.publisher),
                &earlier,
            );
        }
    }
    for at in 1..added.len() {
        let (before, rest) = added.split_at_mut(at);
        let added = &mut rest[0];
        let document = added.document;
        let new = |before: &&Added| before.recorded && before.document != document;
        for before in before.iter().filter(new) {
            if let Some(earlier) = &before.sketch {
                near(added, before.document, (&before.title, publisher), earlier);
            }
        }
    }
    for added in added {
        // The largest share first; level ones in the order of the log.
        added.near_duplicates.sort_by(|a, b| {
            let (a, b) = (&a.in_common, &b.in_common);
            (b.common * a.shorter()).cmp(&(a.common * b.shorter()))
        });
    }
    Ok(())
}

fn near(added: &mut Added, document: BlobHash, (title, publisher): (&str, &str), earlier: &Passages) {
    let in_common = added.sketch.as_ref().map(|sketch| sketch.in_common(earlier));
    if let Some(in_common) = in_common.filter(InCommon::repeats) {
        added.near_duplicates.push(Near {
            document,
            title: title.to_owned(),
            publisher: publisher.to_owned(),
            in_common,
        });
    }
}

fn sketch(media: &str, bytes: &Bytes) -> Option<Passages> {
    Passages::of_document(media, bytes)
}

/// The name of a file without its folder.
fn title_of(file: &Path) -> String {
    file.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn title(args: &AddArgs, file: &Path) -> anyhow::Result<String> {
    match &args.title {
        Some(title) => {
            one_line("--title", title)?;
            Ok(title.clone())
        }
        None => {
            let title = title_of(file);
            one_line("the file's name", &title).context("give it a title with --title")?;
            Ok(title)
        }
    }
}

/// Refuses what could not stand in a line.
fn one_line(what: &str, text: &str) -> anyhow::Result<()> {
    if text.trim().is_empty() || text.len() > MAX_NAME || text.chars().any(char::is_control) {
        bail!("{what} {text:?}: one line of 1 to {MAX_NAME} bytes without control characters is needed");
    }
    Ok(())
}

/// Whether a text is a media type (RFC 6838 §4.2) without parameters.
fn is_media_type(text: &str) -> bool {
    let good = |name: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        (1..=127).contains(&name.len())
            && name.as_bytes()[0].is_ascii_alphanumeric()
            && name.bytes().all(known)
    };
    text.split_once('/')
        .is_some_and(|(kind, name)| good(kind) && good(name))
}

/// A stranger's text for the terminal: without control characters and those that change the direction of writing.
fn shown(text: &str) -> String {
    let directs = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = |c: char| {
        if c.is_control() || directs(c) {
            '\u{fffd}'
        } else {
            c
        }
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_two_names() {
        for good in ["text/plain", "application/vnd.ms-excel", "image/svg+xml"] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "",
            "text",
            "text/",
            "/plain",
            "text/plain; charset=utf-8",
            "text/a/b",
            "te\nxt/a",
            "-a/b",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_shown() {
        assert_eq!(shown("a\u{1b}[2J\nb\u{202e}c"), "a\u{fffd}[2J\u{fffd}b\u{fffd}c");
    }
}
