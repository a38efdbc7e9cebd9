//! Writes the files of the simulated country: register, accounts, definition, profile, photographs.

use crate::accounts::Planted;
use crate::country::Station;
use crate::made_sheet::MadeSheet;
use crate::names::Party;
use crate::planted::FIGURES;
use crate::{Error, Summary, put};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// The accounts' ids; their files are named after them, with `.csv`.
pub(crate) const ACCOUNTS: [&str; 2] = ["council", "campaign"];
/// The account of those who read the photographs.
pub(crate) const VOLUNTEERS: &str = "volunteers";
/// The day of the vote.
pub(crate) const DATE: &str = "2026-05-10";
/// The day after.
pub(crate) const NEXT_DATE: &str = "2026-05-11";

struct Out {
    path: PathBuf,
    to: BufWriter<File>,
}

impl Out {
    fn create(folder: &Path, name: &str) -> Result<Out, Error> {
        let path = folder.join(name);
        match File::create_new(&path) {
            Ok(file) => Ok(Out {
                path,
                to: BufWriter::with_capacity(1 << 18, file),
            }),
            Err(source) => Err(Error::Write { path, source }),
        }
    }

    fn put(&mut self, text: &str) -> Result<(), Error> {
        put(&mut self.to, &self.path, text.as_bytes())
    }

    fn finish(mut self) -> Result<(), Error> {
        self.to.flush().map_err(|source| Error::Write {
            path: self.path,
            source,
        })
    }
}

/// The folder being written.
pub(crate) struct Folder {
    path: PathBuf,
    register: Out,
    accounts: [Out; 2],
    planted: Out,
    any_planted: bool,
    line: String,
}

impl Folder {
    pub(crate) fn create(path: &Path, parties: &[Party]) -> Result<Folder, Error> {
        std::fs::create_dir_all(path).map_err(|source| Error::Write {
            path: path.to_owned(),
            source,
        })?;
        let mut folder = Folder {
            path: path.to_owned(),
            register: Out::create(path, "register.csv")?,
            accounts: [
                Out::create(path, "council.csv")?,
                Out::create(path, "campaign.csv")?,
            ],
            planted: Out::create(path, "planted.json")?,
            any_planted: false,
            line: String::new(),
        };
        // As record::register writes it.
        folder
            .register
            .put("station,registered,state,state_name,municipality,municipality_name,centre,centre_name\n")?;
        let ids: Vec<&str> = parties.iter().map(|party| party.id).collect();
        for account in &mut folder.accounts {
            account.put(&format!("station,{},{}\n", FIGURES.join(","), ids.join(",")))?;
        }
        folder.planted.put("{\"faults\":[")?;
        Ok(folder)
    }

    /// Writes a station's row of the register. Made-up names need no quotes.
    pub(crate) fn register(&mut self, station: &Station<'_>) -> Result<(), Error> {
        self.line.clear();
        self.line.push_str(station.code);
        number(&mut self.line, station.sheet.registered);
        for area in station.areas {
            self.line
                .extend([",", area.code.as_str(), ",", area.name.as_str()]);
        }
        self.line.push('\n');
        self.register.put(&self.line)
    }

    /// Writes a row of an account's file; `instead` replaces one figure by a text.
    pub(crate) fn row(
        &mut self,
        account: usize,
        code: &str,
        sheet: &MadeSheet,
        instead: Option<(usize, &str)>,
    ) -> Result<(), Error> {
        self.line.clear();
        self.line.push_str(code);
        let figures = [
            sheet.registered,
            sheet.ballots,
            sheet.valid,
            sheet.blank,
            sheet.null,
        ];
        for (at, figure) in figures.into_iter().chain(sheet.votes.iter().copied()).enumerate() {
            match instead {
                Some((place, text)) if place == at => self.line.extend([",", text]),
                _ => number(&mut self.line, figure),
            }
        }
        self.line.push('\n');
        self.accounts[account].put(&self.line)
    }

    pub(crate) fn planted(&mut self, planted: &Planted<'_>) -> Result<(), Error> {
        let json = serde_json::to_string(planted).map_err(|error| Error::Write {
            path: self.planted.path.clone(),
            source: error.into(),
        })?;
        self.planted.put(if self.any_planted { ",\n" } else { "\n" })?;
        self.any_planted = true;
        self.planted.put(&json)
    }

    /// Writes a whole file.
    pub(crate) fn text(&self, name: &str, text: &str) -> Result<(), Error> {
        let mut out = Out::create(&self.path, name)?;
        out.put(text)?;
        out.finish()
    }

    /// Creates the folder of the photographs.
    pub(crate) fn make_photos(&self) -> Result<(), Error> {
        let path = self.path.join("photos");
        std::fs::create_dir(&path).map_err(|source| Error::Write { path, source })
    }

    /// Writes a photograph.
    pub(crate) fn photo(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.path.join("photos").join(name);
        let made = File::create_new(&path).and_then(|mut file| file.write_all(bytes));
        made.map_err(|source| Error::Write { path, source })
    }

    pub(crate) fn finish(mut self, summary: &Summary) -> Result<(), Error> {
        let json = serde_json::to_string(summary).map_err(|error| Error::Write {
            path: self.planted.path.clone(),
            source: error.into(),
        })?;
        self.planted.put(&format!("\n],\n\"summary\":{json}}}\n"))?;
        self.planted.finish()?;
        self.register.finish()?;
        self.accounts.into_iter().try_for_each(Out::finish)
    }
}

fn number(line: &mut String, number: u32) {
    line.push(',');
    line.push_str(itoa::Buffer::new().format(number));
}

/// `election.toml`; with photographs it has the sheets' code layout and the account that reads them.
pub(crate) fn election(summary: &Summary, parties: &[Party], photographs: bool) -> String {
    let seed = summary.seed;
    let volunteers = if photographs {
        format!("    {{ id = \"{VOLUNTEERS}\", name = \"Volunteers\" }},\n")
    } else {
        String::new()
    };
    let mut text = format!(
        "# A simulated country: nothing in it is real.\n\
         id = \"sim-{seed}\"\n\
         name = \"Simulated election, seed {seed}\"\n\
         date = \"{DATE}\"\n\
         origin = \"cotejo.example/sim-{seed}\"\n\
         levels = [\"state\", \"municipality\", \"centre\"]\n\
         accounts = [\n    {{ id = \"council\", name = \"The council\" }},\n    \
         {{ id = \"campaign\", name = \"A campaign\" }},\n{volunteers}]\n\n\
         [[contests]]\nid = \"president\"\nname = \"President\"\noptions = [\n"
    );
    for party in parties {
        let _ = writeln!(
            text,
            "    {{ id = \"{}\", name = \"{}\" }},",
            party.id, party.name
        );
    }
    let _ = write!(
        text,
        "]\n\n[register]\ncomplete = true\nstations = {}\nregistered = {}\n\n[acceptance]\nagree = 2\n",
        summary.stations, summary.registered
    );
    if photographs {
        text.push_str(
            "\n# The QR code of a sheet. Every third candidate stands for two parties with a ballot box each.\n\
             [sheet.code]\n\
             layout = \"{centre:9}.{table:2}!{boxes:,}!{null}!{blank}!{ballots}!{registered}\"\n\
             station = \"{centre}.{table}\"\nboxes = [\n",
        );
        for (party, at) in parties.iter().zip(0..) {
            let count = if at % 3 == 0 { 2 } else { 1 };
            let _ = writeln!(text, "    {{ option = \"{}\", count = {count} }},", party.id);
        }
        text.push_str("]\n");
    }
    text
}

/// `profile.toml`, which reads both accounts' files.
pub(crate) fn profile(parties: &[Party]) -> String {
    let mut text = "name = \"Simulated results\"\ncontest = \"president\"\nillegible = [\"?\"]\n\n\
                    [station]\ncode = \"{station}\"\n\n[counts]\n"
        .to_owned();
    for figure in FIGURES {
        let _ = writeln!(text, "{figure} = \"{{{figure}}}\"");
    }
    text.push_str("\n[options]\n");
    for party in parties {
        let _ = writeln!(text, "{0} = \"{{{0}}}\"", party.id);
    }
    text
}
