//! `cotejo new`: begins an election's record.

use crate::Outcome;
use crate::election::{DEFINITION, Folder, LOG, OPERATOR, now, read_text};
use crate::output::{Output, number};
use anyhow::{Context, bail};
use model::Election;
use record::{Body, ElectionBody, RegisterBody};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Begin an election's record from its definition.
///
/// Makes the folder with the operator's and the log's private keys in keys/ (keep them safe and apart) and
/// the log with the definition as its first entry.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cotejo new venezuela --from examples/venezuela-2024/election.toml")]
pub(crate) struct Args {
    /// The folder to make.
    dir: PathBuf,
    /// The definition to begin from.
    #[arg(long, value_name = "ELECTION.toml")]
    from: PathBuf,
    /// The register of stations: a CSV table with the columns station, registered, and for each level its
    /// id and its id with _name.
    #[arg(long, value_name = "REGISTER.csv")]
    register: Option<PathBuf>,
}

/// What was made.
#[derive(Serialize)]
struct Made<'a> {
    election: &'a str,
    origin: &'a str,
    operator: String,
    log: String,
    stations: u64,
    size: u64,
}

/// Reads and checks an election's definition.
pub(crate) fn read_definition(path: &Path) -> anyhow::Result<(Election, String)> {
    let text = read_text(path)?;
    let election: Election = model::document::parse(&text).with_context(|| path.display().to_string())?;
    election.check().with_context(|| path.display().to_string())?;
    sheet::Form::of(&election).with_context(|| path.display().to_string())?;
    Ok((election, text))
}

/// The most bytes of a map.
const MAX_MAP: usize = 32 << 20;

/// Reads the map that a definition names, beside it, and writes its name in the record into the definition.
fn read_map(definition: &Path, election: &mut Election) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(map) = &mut election.map else {
        return Ok(None);
    };
    let Some(file) = &map.file else {
        return Ok(None);
    };
    let path = definition.parent().unwrap_or(Path::new("")).join(file);
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read the map {}", path.display()))?;
    if bytes.len() > MAX_MAP {
        bail!("the map {} has more than 32 MiB", path.display());
    }
    let json: serde_json::Value =
        serde_json::from_slice(&bytes).with_context(|| format!("the map {}", path.display()))?;
    if json["type"] != "FeatureCollection" {
        bail!("the map {} is not a GeoJSON FeatureCollection", path.display());
    }
    let name = record::BlobHash::of(&bytes).to_string();
    if map.document.as_ref().is_some_and(|known| *known != name) {
        bail!(
            "the map {} is not the document that the definition names",
            path.display()
        );
    }
    map.document = Some(name);
    Ok(Some(bytes))
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let (mut election, text) = read_definition(&args.from)?;
    let map = read_map(&args.from, &mut election)?;
    let register = match &args.register {
        None => None,
        Some(path) => {
            let blob = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            let count = record::register::read(&election, &blob, |_| {})
                .with_context(|| path.display().to_string())?;
            Some((
                blob,
                u32::try_from(count).context("the register has too many stations")?,
            ))
        }
    };
    if election.register.complete && register.is_none() {
        bail!(
            "{} says that the register is complete: give it with --register REGISTER.csv",
            args.from.display()
        );
    }
    election
        .origin
        .parse::<note::KeyName>()
        .with_context(|| format!("origin {:?}", election.origin))?;

    let folder = Folder::create(&args.dir)?;
    let operator = folder.create_key(OPERATOR, OPERATOR)?;
    let log = folder.create_key(LOG, &election.origin)?;
    std::fs::write(folder.path(DEFINITION), text).context("cannot write election.toml")?;
    let at = now()?;
    let blobs = folder.blobs()?;
    if let Some(map) = map {
        folder.wait(blobs.put(map.into()))?;
    }
    let definition = folder.wait(blobs.put(serde_json::to_vec(&election)?.into()))?;
    let mut entries = vec![record::sign(
        &Body::Election(ElectionBody {
            election: election.id.clone(),
            definition: definition,
            operator: operator.verifying_key().to_string(),
            log: log.verifying_key().to_string(),
            at: at.clone(),
        }),
        &[&operator],
    )?];
    let mut stations = 0;
    if let Some((blob, count)) = register {
        stations = count;
        let blob = folder.wait(blobs.put(blob.into()))?;
        let body = RegisterBody {
            election: election.id.clone(),
            stations: blob,
            count,
            of: None,
            expected: Vec::new(),
            at,
        };
        entries.push(record::sign(&Body::Register(body), &[&operator])?);
    }
    let mut writer = folder.create_log(log.clone())?;
    let appended = folder.wait(writer.append(&entries))?;

    let made = Made {
        election: election.id.as_str(),
        origin: &election.origin,
        operator: operator.verifying_key().to_string(),
        log: log.verifying_key().to_string(),
        stations: stations.into(),
        size: appended.checkpoint.size(),
    };
    output.result(&made, |text| {
        text.line(format!("{} has begun in {}.", election.name, args.dir.display()));
        if stations > 0 {
            text.line(format!(
                "{} stations are on the register.",
                number(stations.into())
            ));
        }
        text.line(format!(
            "The operator's public key, for everyone to verify by:\n  {}",
            made.operator
        ));
        text.line(format!("The log's public key:\n  {}", made.log));
        text.line(format!(
            "The private keys are in {}: keep them safe.",
            folder.path("keys").display()
        ));
    })?;
    Ok(Outcome::Agrees)
}
