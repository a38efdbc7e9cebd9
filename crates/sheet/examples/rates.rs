//! Reads made-up sheets and prints how many were read, by level: `rates FOLDER` with its truth.tsv.
#![allow(clippy::print_stdout, clippy::unwrap_used)]
use sheet::qr::{Found, find};
use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let layout = "{centre:9}.{table:2}.{n:1}.{serial:4}!{boxes:,}!{null}!{blank}";
    let wanted = sheet::Grammar::new(layout, 38).unwrap();
    let truth = std::fs::read_to_string(format!("{folder}/truth.tsv")).unwrap();
    let mut levels: BTreeMap<String, [f64; 8]> = BTreeMap::new();
    for line in truth.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let bytes = std::fs::read(format!("{folder}/{}", cells[0])).unwrap();
        let began = Instant::now();
        let options = zune_core::options::DecoderOptions::default()
            .jpeg_set_out_colorspace(zune_core::colorspace::ColorSpace::Luma);
        let mut decoder =
            zune_jpeg::JpegDecoder::new_with_options(zune_core::bytestream::ZCursor::new(&bytes), options);
        let pixels = decoder.decode().unwrap();
        let (w, h) = decoder.dimensions().unwrap();
        let grey = sheet::Grey::new(w, h, pixels);
        let decoded = began.elapsed().as_secs_f64();
        let began = Instant::now();
        let found = find(&grey, &wanted);
        let took = began.elapsed().as_secs_f64();
        let level = levels.entry(cells[1].to_owned()).or_default();
        level[0] += 1.0;
        level[6] += decoded;
        level[7] += took;
        let kind = match &found {
            Found::Wanted(code) if code.payload == cells[2].as_bytes() => 1,
            Found::Wanted(_) => 2,
            Found::Other(_) => 3,
            Found::Damaged(_) => 4,
            Found::Nothing => 5,
        };
        level[kind] += 1.0;
        if kind != 1 && std::env::args().nth(2).is_some() {
            println!(
                "{} {}",
                cells[0],
                match found {
                    Found::Wanted(c) | Found::Other(c) =>
                        format!("{:?}", String::from_utf8_lossy(&c.payload)),
                    other => format!("{other:?}"),
                }
            );
        }
    }
    for (level, [n, right, wrong, other, damaged, nothing, decoded, took]) in levels {
        println!(
            "level {level}: {n} images, right {right} ({:.1}%), wrong {wrong}, other {other}, damaged {damaged}, nothing {nothing}, jpeg {:.1} ms, find {:.1} ms",
            100.0 * right / n,
            1e3 * decoded / n,
            1e3 * took / n
        );
    }
}
