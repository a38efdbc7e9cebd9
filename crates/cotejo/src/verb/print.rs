//! `cotejo print`: a station's sheet with its code, as a picture.

use crate::Outcome;
use crate::args::scope::{station, view};
use crate::election::Folder;
use crate::output::Output;
use anyhow::{Context, bail};
use model::Counts;
use model::rules::Field;
use serde_json::json;
use sheet::Form;
use sheet::print::{Sheet, print};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use tally::{ReadingNumber, Tally};

/// Print a station's sheet with its code as a PNG picture: the reading that stands, or, where the code is only an
/// identifier and nothing was read, a form to be filled in.
///
/// It is a copy made from the record and no evidence: what a sheet has beside its figures, such as signatures and
/// a serial number, is not on it.
#[derive(clap::Args)]
#[command(after_help = "Example:
  cotejo print venezuela 110601011.04 --account campaign --to sheet.png")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The station's code.
    station: String,
    /// The file to write; one that is there is not written over.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Whose reading; the accepted one where it is left out.
    #[arg(long, value_name = "ID", default_value = "accepted")]
    account: String,
    /// The width of a module of the code, in pixels.
    #[arg(long, value_name = "PIXELS", default_value_t = 6)]
    module: usize,
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let folded = folder.fold()?;
    let tally = &folded.tally;
    let form = Form::of(tally.election())?
        .context("the election's definition has no [sheet.code]: it does not say what the codes look like")?;
    let station = station(tally, &args.station)?;
    let contest = tally
        .contest_number(form.contest().as_str())
        .context("the contest of the sheets' codes")?;
    let stands = tally.standing(view(tally, &args.account)?, contest, station);
    let counts = match stands {
        Some(reading) => counts(tally, reading),
        None if form.has_figures() => bail!(
            "no reading of station {} stands in {}, and the code of its sheet says figures",
            args.station,
            args.account
        ),
        None => Counts::default(),
    };
    let places: Vec<String> = tally
        .areas()
        .upwards(tally.stations().row(station).area)
        .map(|area| match tally.areas().node(area).name.as_str() {
            "" => tally.areas().code(area).to_string(),
            name => name.to_owned(),
        })
        .collect();
    let code = tally.stations().code(station);
    let printed = print(
        &Sheet::of(tally.election(), &form, code, &places, &counts)?,
        args.module,
    )?;
    let context = || format!("cannot write {}", args.to.display());
    let mut file = File::create_new(&args.to).with_context(context)?;
    file.write_all(&printed.png()?).with_context(context)?;
    let value = json!({
        "station": code,
        "account": args.account,
        "reading": stands.map(|reading| tally.readings().place(reading)),
        "file": args.to.display().to_string(),
        "width": printed.grey.width(),
        "height": printed.grey.height(),
    });
    output.result(&value, |text| {
        text.line(format!(
            "The sheet of station {code} is in {} ({} × {} pixels).",
            args.to.display(),
            printed.grey.width(),
            printed.grey.height()
        ));
    })?;
    Ok(Outcome::Agrees)
}

/// The figures of a reading.
fn counts(tally: &Tally, reading: ReadingNumber) -> Counts {
    let fields = tally.fields(tally.readings().row(reading).contest);
    let mut counts = Counts::default();
    for (field, figure) in fields.zip(tally.readings().figures(reading).iter()) {
        match field {
            Field::Count(field) => counts.set_field(field, *figure),
            Field::Further(id) => counts.more.set(id, *figure),
            Field::Option(id) => counts.set_option(id, *figure),
            Field::Options => {}
        }
    }
    counts
}
