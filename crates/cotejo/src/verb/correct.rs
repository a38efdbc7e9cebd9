//! `cotejo correct`: a reading that takes the place of one that was misread.

use crate::Outcome;
use crate::clock::now;
use crate::election::Folder;
use crate::output::{Output, number};
use intake::decisions::NewCorrection;
use model::Figure;
use record::{BlobHash, ReadingName};
use std::path::PathBuf;

/// Record a reading in place of one that was misread; that one stays readable.
///
/// Figures that are not given stay as they were. Only the key that signed the reading, or a reviewer's, may correct it.
/// Nothing is signed that would not count; whether a photograph, document or gateway stands behind it is said before.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cotejo show my-election 01.1 --json
  cotejo correct my-election ee1c…4a4d luis=100 null=4 --key agent-51b0e2 --reason 'luis has 100, not 110'
  cotejo correct my-election ee1c…4a4d null=illegible --key reviewer-1 --reason 'blurred'")]
pub(crate) struct Args {
    /// The election's folder.
    dir: PathBuf,
    /// The name of the reading that was misread.
    reading: ReadingName,
    /// A figure that is read anew: registered, ballots, valid, blank, null or an option's id, and a number, `illegible`, or
    /// nothing where the form does not have it.
    #[arg(required = true, value_name = "NAME=FIGURE", value_parser = figure)]
    figures: Vec<(String, Figure)>,
    /// The photograph that the figures were read from, by its name in the record, where it is another one; may be given
    /// again for further pages.
    #[arg(long = "image", value_name = "BLOB")]
    images: Vec<BlobHash>,
    /// Why; it stands in the record.
    #[arg(long)]
    reason: String,
    /// The key that signs it: the name of its file in keys/.
    #[arg(long, value_name = "NAME")]
    key: String,
}

fn figure(text: &str) -> Result<(String, Figure), String> {
    let (name, figure) = text.rsplit_once('=').ok_or("expected NAME=FIGURE")?;
    let figure = match figure {
        "" => Figure::NotOnForm,
        "illegible" => Figure::Illegible,
        number => {
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            let read = number.parse().ok().filter(|_| digits);
            Figure::Read(read.ok_or_else(|| {
                format!(
                    "expected a whole number from 0 to 4294967295, illegible or nothing, found {number:?}"
                )
            })?)
        }
    };
    Ok((name.to_owned(), figure))
}

pub(crate) fn run(args: &Args, output: &Output) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&args.dir)?;
    let correction = NewCorrection {
        reading: args.reading,
        figures: args.figures.clone(),
        images: args.images.clone(),
        reason: args.reason.clone(),
        key: args.key.clone(),
    };
    let recorded = folder.wait(correction.add(&folder, &now()?, output))?;
    output.result(&recorded, |text| {
        text.line(format!(
            "The reading is recorded as entry {}, {}; the one that it corrects stays readable.",
            number(recorded.entry),
            recorded.name
        ));
    })?;
    Ok(Outcome::Agrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_number_or_illegible_or_not_on_the_form() {
        let read = |text| figure(text).map(|(name, figure)| format!("{name} {figure}"));
        assert_eq!(read("ana=12"), Ok("ana 12".to_owned()));
        assert_eq!(read("a=b=illegible"), Ok("a=b illegible".to_owned()));
        assert_eq!(read("null="), Ok("null not on form".to_owned()));
        for wrong in ["ana", "ana=-1", "ana=+1", "ana=4294967296", "ana=1.0", "ana=x"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
