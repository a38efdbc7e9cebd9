//! Prints the limits of this machine as JSON: `limits ENTRIES BYTES FOLDER`.
//!
//! ENTRIES is the number of signatures and hashes, BYTES the size of each message, and FOLDER where a
//! file of ENTRIES × BYTES bytes is written. Each is the median of three.
#![allow(clippy::print_stdout)]

use anyhow::{Context, bail};
use limits::{hash, median, sign, write};
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [entries, bytes, folder] = args.as_slice() else {
        bail!("usage: limits ENTRIES BYTES FOLDER");
    };
    let entries: u64 = entries.parse().context("ENTRIES")?;
    let bytes: usize = bytes.parse().context("BYTES")?;
    let three = |one: &mut dyn FnMut() -> anyhow::Result<f64>| -> anyhow::Result<f64> {
        Ok(median((0..3).map(|_| one()).collect::<anyhow::Result<_>>()?))
    };
    let written = entries * bytes as u64;
    let signing = three(&mut || Ok(sign(entries, bytes).seconds_signing))?;
    let signed = sign(entries, bytes);
    let verifying = three(&mut || Ok(signed.verify()?))?;
    drop(signed);
    let hashing = three(&mut || Ok(hash(entries, bytes)))?;
    let writing = three(&mut || Ok(write(Path::new(folder), written)?))?;
    println!(
        "{}",
        serde_json::json!({
            "entries": entries,
            "bytes": bytes,
            "bytes_written": written,
            "cores": rayon::current_num_threads(),
            "seconds": {
                "sign": signing,
                "verify": verifying,
                "hash": hashing,
                "write": writing,
            },
        })
    );
    Ok(())
}
