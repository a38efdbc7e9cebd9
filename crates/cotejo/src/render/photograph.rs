//! All that was seen in a photograph, in words.

use crate::output::Text;
use intake::photographs::Photograph;

/// Prints all that was seen.
pub(crate) fn describe(text: &mut Text, photograph: &Photograph) {
    text.line(format!("{:?}", photograph.name()).trim_matches('"'));
    let sheet = photograph.sheet();
    if let Some(picture) = photograph.picture() {
        text.line(format!(
            "  {} of {} × {} pixels, {} ms",
            sheet.map_or(picture.media, |sheet| sheet.media),
            picture.width,
            picture.height,
            photograph.milliseconds()
        ));
    }
    let reason = photograph.reason();
    if let Some(error) = reason.and_then(|reason| reason.error()) {
        text.line(format!("  {error}"));
    }
    if let Some(code) = photograph.code().and_then(|code| code.qr.as_ref()) {
        text.line(format!(
            "  QR code of version {}, level {:?}, mask {}; {} codewords put right; the modules agree to {:.2}",
            code.version, code.level, code.mask, code.corrected, code.agreement
        ));
    }
    if let Some(code) = photograph.code() {
        text.line(format!("  it says {:?}", code.payload));
    }
    if let Some(sheet) = sheet {
        let reading = &sheet.reading;
        text.line(format!(
            "  station {}, contest {}",
            reading.station, reading.contest
        ));
        for (which, figure) in reading.counts.sheet_figures() {
            text.line(format!("    {}: {figure}", which.name()));
        }
        for (option, figure) in reading.counts.options.iter() {
            text.line(format!("    {option}: {figure}"));
        }
        if sheet.redacted_from.is_some() {
            text.line("  parts of it are covered before it is kept");
        }
        for broken in &sheet.broken {
            text.line(format!("  breaks a rule: {broken}"));
        }
    }
    match reason {
        None => text.line("  read"),
        Some(reason) => text.line(format!("  {}", reason.kind().words())),
    }
}
