//! Decoding a record's bytes as text.

use crate::read::profile::Encoding;
use encoding_rs::WINDOWS_1252;

/// The text of a record; the scratch holds it where it had to be converted. `Err` is the offset of the
/// first byte that is not UTF-8.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    encoding: Encoding,
    scratch: &'a mut String,
) -> Result<&'a str, usize> {
    let fault = match (encoding, std::str::from_utf8(bytes)) {
        (Encoding::Utf8 | Encoding::Detect, Ok(text)) => return Ok(text),
        (Encoding::Latin1, Ok(text)) if text.is_ascii() => return Ok(text),
        (Encoding::Utf8, Err(error)) => error.valid_up_to(),
        (Encoding::Latin1 | Encoding::Detect, _) => {
            // Windows-1252 as the web has it: every byte is a character.
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            scratch.clear();
            scratch.push_str(&text);
            return Ok(scratch);
        }
    };
    Err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_utf_8_where_it_is_valid_and_as_windows_1252_where_not() {
        let text = |bytes: &[u8], encoding| decode(bytes, encoding, &mut String::new()).map(str::to_owned);
        assert_eq!(text("Táchira".as_bytes(), Encoding::Detect).unwrap(), "Táchira");
        assert_eq!(text(b"T\xe1chira", Encoding::Detect).unwrap(), "Táchira");
        assert_eq!(text(b"T\xe1chira \x80", Encoding::Latin1).unwrap(), "Táchira €");
        assert_eq!(text("Tá".as_bytes(), Encoding::Latin1).unwrap(), "TÃ¡");
        assert_eq!(text(b"T\xe1chira", Encoding::Utf8).unwrap_err(), 1);
    }
}
