//! What can go wrong when something is taken in.

use crate::allowed::WouldNotCount;
use crate::codes::WrongCode;
use model::{AccountId, StageId};
use std::io;
use std::path::{Path, PathBuf};

/// The result of this crate's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be taken in. A message names the file, and where there is one the line; what lies beneath it
/// is its [source](std::error::Error::source).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The election's folder is not there.
    #[error("there is no folder {dir}; `cotejo new {dir} --from ELECTION.toml` makes one", dir = .0.display())]
    NoFolder(PathBuf),
    /// The folder is not an election's.
    #[error("{} holds no election: it has no folder log", .0.display())]
    NotAnElection(PathBuf),
    /// An election is there where a new one was to begin.
    #[error("{} holds an election already", .0.display())]
    ElectionExists(PathBuf),
    /// A file or folder cannot be read, written, made or removed.
    #[error("cannot {doing} {}", path.display())]
    File {
        /// What was being done: `read`, `write`, `make the folder`, `remove`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// A file cannot be read within its bounds.
    #[error(transparent)]
    Unreadable(#[from] publication::files::FileError),
    /// A file could not be written in one step.
    #[error(transparent)]
    Unwritten(#[from] Box<publication::Error>),
    /// A TOML file is not what was expected.
    #[error("{}", path.display())]
    Document {
        /// The file.
        path: PathBuf,
        /// The place in it, and what is wrong there.
        source: model::document::DocumentError,
    },
    /// An election's definition cannot be used.
    #[error("{}{mistakes}", path.display())]
    Definition {
        /// The file.
        path: PathBuf,
        /// All that is wrong with it, by its lines.
        mistakes: crate::mistakes::Mistakes,
    },
    /// A definition says that its register is complete, and none was given.
    #[error("{} says that the register is complete: give it with --register REGISTER.csv", .0.display())]
    RegisterMissing(PathBuf),
    /// A register of stations cannot be used.
    #[error("{}", path.display())]
    Register {
        /// The file.
        path: PathBuf,
        /// The line and column, and what is wrong there.
        source: record::register::RegisterError,
    },
    /// Stations cannot be put on the register.
    #[error("the stations to be added to the register")]
    Additions(#[source] record::register::RegisterError),
    /// A map is not JSON.
    #[error("the map {}", path.display())]
    MapJson {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A map is JSON of something else.
    #[error("the map {} is not a GeoJSON FeatureCollection", .0.display())]
    NotAMap(PathBuf),
    /// A map is another than the definition names.
    #[error("the map {} is not the document that the definition names", .0.display())]
    OtherMap(PathBuf),
    /// A value of ours cannot be written as JSON.
    #[error("the law, the words or a line as JSON")]
    Json(#[source] serde_json::Error),
    /// An edited definition has another law than the record.
    #[error(
        "{} has another law than the record, whose law never changes: {}; put back what the record says. Words (names, \
         colours, questions, sheets, maps) may change, and `cotejo register add` says where contests are held, which \
         stations there are and when polls close",
        path.display(), differences.join("; ")
    )]
    LawDiffers {
        /// The file.
        path: PathBuf,
        /// Where, what the record says, and what the file says.
        differences: Vec<String>,
    },
    /// A register names a contest that the law lacks.
    #[error("{}: the contest {contest:?} is not in the law, which has {known}", path.display())]
    UnknownContest {
        /// The file.
        path: PathBuf,
        /// The contest.
        contest: String,
        /// The contests that there are.
        known: String,
    },
    /// A register that adds nothing.
    #[error(
        "nothing is to be added: give stations with --stations, or other changes with --polls-close or --with"
    )]
    NothingToAdd,
    /// A station's code fits no mask of the law.
    #[error(transparent)]
    WrongCode(WrongCode),
    /// A profile of a result file cannot be used.
    #[error("{}", path.display())]
    Profile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: Box<table::ProfileError>,
    },
    /// A result file cannot be read at all.
    #[error(transparent)]
    Table(Box<table::FileError>),
    /// A result file could be read in part only.
    #[error("the file could not be read to its end; the {recorded} readings before are recorded")]
    Stopped {
        /// How many readings of it are recorded.
        recorded: u64,
        /// Why it ends there.
        source: Box<table::FileError>,
    },
    /// A result file has more lines than an entry can name.
    #[error("{0} has over 4294967295 lines: split it")]
    TooManyLines(String),
    /// An import was to make no reading durable at once.
    #[error("--batch 0: at least one reading at once")]
    EmptyBatch,
    /// A private key is not in the election's folder.
    #[error("{} is missing: {needed}", path.display())]
    NoKey {
        /// Its file.
        path: PathBuf,
        /// What it is needed for.
        needed: String,
    },
    /// A file of `keys/` is not a private key.
    #[error("{} is not a private key", path.display())]
    NotAKey {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: note::Error,
    },
    /// A name that no file of a key can have.
    #[error("{0:?} cannot name a key: use letters, digits, -, _ and .")]
    KeyFileName(String),
    /// A name that no key can have.
    #[error("{name:?} as a key's name")]
    KeyName {
        /// The name.
        name: String,
        /// What is wrong.
        source: note::Error,
    },
    /// What is said of the recovery keys cannot be.
    #[error("the recovery keys: {0}")]
    Recovery(#[source] record::ContentError),
    /// A `recover` entry cannot be made, or not be put in as it is.
    #[error("{}: {why}", path.display())]
    Recover {
        /// The file that holds it.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A public key is another's than was said.
    #[error("the public key is named {found}, not {expected}")]
    OtherKeyName {
        /// The name that was said.
        expected: String,
        /// The name that the key has.
        found: String,
    },
    /// No key of that name may act.
    #[error("no key named {name:?} may act now; `cotejo keys {}` lists them", folder.display())]
    NoSuchKey {
        /// The name.
        name: String,
        /// The election's folder.
        folder: PathBuf,
    },
    /// There is no randomness to make a key from.
    #[error("this machine gives no randomness")]
    Randomness(#[source] getrandom::Error),
    /// The log cannot be read or written.
    #[error("the log in {}", path.display())]
    Log {
        /// Its folder.
        path: PathBuf,
        /// What is wrong.
        source: Box<tlog::Error>,
    },
    /// The log cannot be folded.
    #[error("the log in {}", path.display())]
    Fold {
        /// Its folder.
        path: PathBuf,
        /// What is wrong.
        source: Box<publication::replay::FoldError>,
    },
    /// The index of entries by station cannot be read.
    #[error("cannot read {}; it may be removed, and is made anew", path.display())]
    Index {
        /// The index.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// Somebody else is appending to the log.
    #[error("another writer is appending to the log: try again when it is done")]
    AnotherWriter,
    /// An entry cannot be made.
    #[error("{of}")]
    Entry {
        /// What it is of: a line, a claim, a file.
        of: String,
        /// What is wrong.
        source: record::EntryError,
    },
    /// What was to be signed would count for nothing. Nothing was written.
    #[error(transparent)]
    WouldNotCount(Box<WouldNotCount>),
    /// None of a result file's rows would count. Nothing was written.
    #[error("{} of {} rows would count for nothing, and no other can be recorded: nothing was written", .refused, .rows)]
    NoRowCounts {
        /// How many rows the file has.
        rows: u64,
        /// How many of them the key may not write.
        refused: u64,
        /// Why the first of them would not count.
        source: Box<WouldNotCount>,
    },
    /// None of the photographs would count. Nothing was written into the record.
    #[error(
        "{refused} photographs would count for nothing, and no other can be recorded: nothing was written"
    )]
    NoPhotographCounts {
        /// How many of them the key may not write.
        refused: u64,
        /// Why the first of them would not count.
        source: Box<WouldNotCount>,
    },
    /// An election's definition does not say what its sheets' codes look like.
    #[error("the election's definition has no [sheet.code]: it does not say what the codes look like")]
    NoCodes,
    /// An election's definition in the log has a `[sheet.code]` that cannot be used.
    #[error("the election's definition in the log")]
    Form(#[from] sheet::FormError),
    /// A line of a private file beside the log is not what it should be.
    #[error("{}, line {line}: {expected}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What was expected, and what can be done.
        expected: &'static str,
        /// What is wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A text that must be one line of moderate length is not.
    #[error("{what} {text:?}: one line of 1 to {most} bytes without control characters is needed{remedy}")]
    NotOneLine {
        /// Which text.
        what: &'static str,
        /// The text.
        text: String,
        /// The longest that is allowed, in bytes.
        most: usize,
        /// What can be done.
        remedy: &'static str,
    },
    /// A text is not a media type.
    #[error("--media {0:?} is not a media type such as text/plain")]
    MediaType(String),
    /// A picture has metadata that may tell of who made it.
    #[error(
        "{}: the picture has metadata ({kinds}), which may tell who made it, where, when and with what device, and would be published: \
         --clean records it without them, --keep-metadata as it is", .path.display()
    )]
    Metadata {
        /// The file.
        path: PathBuf,
        /// What it has.
        kinds: String,
    },
    /// What metadata a picture has is not known, or they cannot be removed.
    #[error(
        "{}: {source}; its metadata, which may tell who made it, cannot be removed: save it anew as a JPEG or PNG, \
         or record it as it is with --keep-metadata", .path.display()
    )]
    MetadataUnknown {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: sheet::ImageError,
    },
    /// One title for several documents.
    #[error("--title names one document, {0} files are given")]
    OneTitle(usize),
    /// A ruling names no contest where there are several.
    #[error("--contest is needed: the election has {0}")]
    WhichContest(String),
    /// A correction names a reading that the log does not have.
    #[error("no reading that counts has the name {name}; `cotejo show {dir} STATION --json` lists a station's", dir = .folder.display())]
    NoReading {
        /// The name.
        name: record::ReadingName,
        /// The election's folder.
        folder: PathBuf,
    },
    /// A correction reads a figure that the sheet does not have.
    #[error("the contest has no figure {name:?}; it has {known}")]
    NoFigure {
        /// The figure.
        name: String,
        /// The figures that there are.
        known: String,
    },
    /// A claim contradicts itself.
    #[error("{}", path.display())]
    Claim {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: model::claim::ClaimError,
    },
    /// The record has no such account.
    #[error(
        "the record has no account {account}{}; the operator adds it by `cotejo account {} add {account}`",
        listed(.known, "its accounts are"),
        folder.display()
    )]
    NoAccount {
        /// The account.
        account: AccountId,
        /// The accounts that there are.
        known: String,
        /// The election's folder.
        folder: PathBuf,
    },
    /// An account has stages, and none was named.
    #[error("the account {account} has the stages {stages}: say with --stage which one this is")]
    StageMissing {
        /// The account.
        account: AccountId,
        /// Its stages.
        stages: String,
    },
    /// The account has no such stage.
    #[error(
        "the account {account} has no stage {stage}{}; the operator adds it by `cotejo account {} add {account} --stage {stage}`",
        listed(.stages, "its stages are"),
        folder.display()
    )]
    NoStage {
        /// The account.
        account: AccountId,
        /// The stage.
        stage: StageId,
        /// The stages that it has.
        stages: String,
        /// The election's folder.
        folder: PathBuf,
    },
    /// A claim names a contest that the election does not have.
    #[error("{}: claim {claim}: the contest {contest:?} is not defined in election.toml", path.display())]
    NoContest {
        /// The file.
        path: PathBuf,
        /// The claim.
        claim: String,
        /// The contest.
        contest: String,
    },
    /// A claim names an option that its contest does not have.
    #[error("{}: claim {claim}: the contest {contest} has no option {option:?}; it has {known}", path.display())]
    NoOption {
        /// The file.
        path: PathBuf,
        /// The claim.
        claim: String,
        /// The contest.
        contest: String,
        /// The option.
        option: String,
        /// The options that there are.
        known: String,
    },
}

/// What there is, where there is something.
fn listed(known: &str, what: &str) -> String {
    match known {
        "" => String::new(),
        known => format!("; {what} {known}"),
    }
}

impl Error {
    /// What failed on a file, for `map_err`.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::File {
            doing,
            path: path.to_owned(),
            source,
        }
    }
}

impl From<WouldNotCount> for Error {
    fn from(error: WouldNotCount) -> Error {
        Error::WouldNotCount(Box::new(error))
    }
}

impl From<table::FileError> for Error {
    fn from(error: table::FileError) -> Error {
        Error::Table(Box::new(error))
    }
}
