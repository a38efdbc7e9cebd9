//! Prints the limits of this machine as JSON, each the median of three, in seconds.
//!
//! `limits record ENTRIES BYTES FOLDER`: signing, checking and hashing so many messages of so many bytes,
//! each on all cores, and writing as many bytes to a file in the folder.
//! `limits write BYTES FOLDER`: the writing alone.
#![allow(clippy::print_stdout)]

use anyhow::{Context, bail};
use limits::{hash, median, sign, write};
use serde_json::json;
use std::path::Path;

fn three(mut one: impl FnMut() -> anyhow::Result<f64>) -> anyhow::Result<f64> {
    Ok(median((0..3).map(|_| one()).collect::<anyhow::Result<_>>()?))
}

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let value = match args.as_slice() {
        ["record", entries, bytes, folder] => {
            let entries: u64 = entries.parse().context("ENTRIES")?;
            let bytes: usize = bytes.parse().context("BYTES")?;
            let signing = three(|| Ok(sign(entries, bytes).seconds_signing))?;
            let signed = sign(entries, bytes);
            let verifying = three(|| signed.verify())?;
            drop(signed);
            json!({
                "cores": rayon::current_num_threads(),
                "sign": signing,
                "verify": verifying,
                "hash": three(|| Ok(hash(entries, bytes)))?,
                "write": three(|| Ok(write(Path::new(folder), entries * bytes as u64)?))?,
            })
        }
        ["write", bytes, folder] => {
            let bytes = bytes.parse().context("BYTES")?;
            json!({ "write": three(|| Ok(write(Path::new(folder), bytes)?))? })
        }
        _ => bail!("usage: limits record ENTRIES BYTES FOLDER, or limits write BYTES FOLDER"),
    };
    println!("{value}");
    Ok(())
}
