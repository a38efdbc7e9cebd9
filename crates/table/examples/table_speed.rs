//! How fast tables are written and checked, and files read: `cargo run --release -p table --example
//! table_speed [ROWS] [FOLDER]`.

#![allow(clippy::print_stdout)]

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::BufWriter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;
use table::{Cell, Column, Profile, Table, export, read};

/// A made-up table of stations: nine columns of texts, sixteen of figures.
struct Stations {
    rows: u64,
    columns: Vec<Column>,
}

impl Stations {
    fn new(rows: u64) -> Stations {
        let mut columns = vec![Column::text("station", "the station's code")];
        for level in ["state", "municipality", "parish", "centre"] {
            columns.push(Column::text(level, "the area's code"));
        }
        columns.push(Column::text("name", "the parish's name"));
        columns.push(Column::text("condition", "the state of the station's count"));
        columns.push(Column::text("account", "the account").nullable());
        columns.push(Column::text("source", "the file's hash").nullable());
        for count in ["entry", "registered", "ballots", "valid", "blank", "null"] {
            columns.push(Column::integer(count, "a figure").nullable());
        }
        for option in 0..10 {
            columns.push(Column::integer(format!("votes_{option}"), "votes").nullable());
        }
        Stations { rows, columns }
    }
}

impl Table for Stations {
    fn name(&self) -> &str {
        "stations"
    }
    fn columns(&self) -> Cow<'_, [Column]> {
        Cow::Borrowed(&self.columns)
    }
    fn rows(&self, each: &mut dyn FnMut(&[Cell<'_>]) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut random: u64 = 42;
        let mut next = |below: u64| {
            random = random
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (random >> 33) % below
        };
        let mut code = String::new();
        for n in 0..self.rows {
            code.clear();
            let _ = write!(code, "{:09}.{:02}", 10_101_001 + n / 3 * 7, n % 3 + 1);
            let name = ["Sucre, \"La Vega\"", "El Recreo", "San Martín", "Catedral"][next(4) as usize];
            let mut cells = [Cell::Empty; 25];
            cells[0] = Cell::Text(&code);
            for (at, length) in [2, 4, 6, 9].into_iter().enumerate() {
                cells[at + 1] = Cell::Text(&code[..length]);
            }
            cells[5] = Cell::Text(name);
            cells[6] = Cell::Text(if next(20) == 0 { "pending" } else { "accepted" });
            cells[7] = Cell::Text("campaign");
            cells[8] = Cell::Text("sha256:9f86d081884c7d659a2feaa0");
            cells[9] = Cell::Integer(n as i64);
            let registered = 200 + next(600);
            cells[10] = Cell::Integer(registered as i64);
            for cell in &mut cells[11..15] {
                *cell = if next(30) == 0 {
                    Cell::Empty
                } else {
                    Cell::Integer(next(registered) as i64)
                };
            }
            for (at, cell) in cells[15..].iter_mut().enumerate() {
                *cell = Cell::Integer((next(registered) >> at) as i64);
            }
            each(&cells)?;
        }
        ControlFlow::Continue(())
    }
}

/// The time that the first thread has had a core for, where the system tells it; on a busy machine it
/// says more than the clock.
fn busy_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

fn timed<T>(what: &str, rows: u64, path: &Path, run: impl FnOnce() -> T) -> T {
    let (start, busy) = (Instant::now(), busy_seconds());
    let done = run();
    let (seconds, busy) = (start.elapsed().as_secs_f64(), busy_seconds() - busy);
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    println!(
        "{what:<28} {seconds:>7.3} s  {busy:>7.3} s on a core  {:>10.0} rows/s  {:>7.1} MB",
        rows as f64 / seconds,
        size as f64 / 1e6
    );
    done
}

const PROFILE: &str = r#"
name = "speed"
contest = "president"
[station]
code = "{station}"
registered = "{registered}"
areas = [{ code = "{state}" }, { code = "{municipality}" }, { code = "{parish}", name = "{name}" }, { code = "{station|slice 0 9|pad 9}" }]
[counts]
registered = "{registered}"
[options]
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows: u64 = arguments.next().map_or(Ok(1_000_000), |rows| rows.parse())?;
    let folder = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let table = Stations::new(rows);
    let path = |end: &str| folder.join(format!("table_speed.{end}"));

    let _ = timed("rows alone", rows, Path::new(""), || {
        table.rows(&mut |cells| {
            std::hint::black_box(cells);
            ControlFlow::Continue(())
        })
    });
    let csv = path("csv");
    timed("write CSV", rows, &csv, || {
        export::write_csv(&table, File::create(&csv)?).map_err(Box::<dyn std::error::Error>::from)
    })?;
    timed("check CSV", rows, &csv, || {
        export::check_csv(File::open(&csv)?, &table).map_err(Box::<dyn std::error::Error>::from)
    })?;
    let json = path("jsonl");
    timed("write JSON lines", rows, &json, || {
        export::write_json_lines(&table, File::create(&json)?).map_err(Box::<dyn std::error::Error>::from)
    })?;
    timed("check JSON lines", rows, &json, || {
        export::check_json_lines(File::open(&json)?, &table).map_err(Box::<dyn std::error::Error>::from)
    })?;
    let parquet = path("parquet");
    timed("write Parquet", rows, &parquet, || {
        export::write_parquet(&table, BufWriter::new(File::create(&parquet)?))
            .map_err(Box::<dyn std::error::Error>::from)
    })?;
    timed("check Parquet", rows, &parquet, || {
        export::check_parquet(File::open(&parquet)?, &table).map_err(Box::<dyn std::error::Error>::from)
    })?;
    let sqlite = path("sqlite");
    let _ = std::fs::remove_file(&sqlite);
    timed("write SQLite", rows, &sqlite, || {
        export::write_sqlite(&[&table], &sqlite)
    })?;
    timed("check SQLite", rows, &sqlite, || {
        export::check_sqlite(&sqlite, &[&table])
    })?;

    let options: String = (0..10).map(|n| format!("o{n} = \"{{votes_{n}}}\"\n")).collect();
    let profile = Profile::parse(&format!("{PROFILE}{options}"))?;
    let found = timed("read CSV by profile", rows, &csv, || {
        read::from_path(&csv, &profile).map(|rows| rows.filter(Result::is_ok).count())
    })?;
    println!("{found} readings");

    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ve2024/campaign_sheets.csv");
    if real.exists() {
        let profile = std::fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../profiles/ve2024-campaign.toml"),
        )?;
        let profile = Profile::parse(&profile)?;
        timed("read the real file", 24_532, &real, || {
            read::from_path(&real, &profile).map(|rows| rows.filter(Result::is_ok).count())
        })?;
    }
    Ok(())
}
