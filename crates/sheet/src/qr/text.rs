//! The text of a symbol's data codewords (ISO/IEC 18004:2015, 7.4), and texts in parts (clause 8).

use encoding_rs::Encoding;

/// The text of one symbol.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// In UTF-8 where its character set is named and known, else as it stands in the symbol.
    pub(super) bytes: Vec<u8>,
    pub(super) part: Option<Part>,
}

/// A symbol's part of a text that is spread over several (structured append, clause 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Which part it is, from 0 to 15.
    pub number: u8,
    /// How many parts there are, 1 to 16.
    pub of: u8,
    /// The parity of the whole text, the same in each part: all its bytes by exclusive or.
    pub parity: u8,
    /// The same of this part's bytes alone, as they stand in the symbol.
    pub own: u8,
}

/// The character set of bytes until a symbol names one: they stay as they are.
const AS_THEY_ARE: Option<&Encoding> = None;

/// The characters of the alphanumeric mode (table 5).
const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// What separates fields where a symbol has FNC1 (7.4.8.2).
const FIELD_SEPARATOR: u8 = 0x1d;

// Mode indicators (table 2).
const END: u32 = 0b0000;
const NUMERIC: u32 = 0b0001;
const LETTERS: u32 = 0b0010;
const STRUCTURED_APPEND: u32 = 0b0011;
const BYTES: u32 = 0b0100;
const FNC1_FIRST: u32 = 0b0101;
const ECI: u32 = 0b0111;
const KANJI: u32 = 0b1000;
const FNC1_SECOND: u32 = 0b1001;

impl Text {
    /// The text of these data codewords; `None` where they are malformed or have a mode that is not the standard's.
    pub(super) fn of(data: &[u8], version: u8) -> Option<Text> {
        let mut bits = Bits { data, at: 0 };
        let mut text = Writer::default();
        let (mut part, mut has_fnc1) = (None, false);
        let size = |small, middle, large| match version {
            0..=9 => small,
            10..=26 => middle,
            _ => large,
        };
        while bits.left() >= 4 {
            match bits.take(4)? {
                END => break,
                NUMERIC => text.numeric(&mut bits, size(10, 12, 14))?,
                LETTERS => text.alphanumeric(&mut bits, size(9, 11, 13), has_fnc1)?,
                BYTES => text.bytes(&mut bits, size(8, 16, 16))?,
                KANJI => text.kanji(&mut bits, size(8, 10, 12))?,
                ECI => text.set = character_set(assignment_number(&mut bits)?),
                STRUCTURED_APPEND => {
                    let (number, last) = (bits.take(4)? as u8, bits.take(4)? as u8);
                    if number > last {
                        return None;
                    }
                    part = Some((number, last + 1, bits.take(8)? as u8));
                }
                FNC1_FIRST => has_fnc1 = true,
                // The application indicator names the industry whose format the text has; it is no part of that.
                FNC1_SECOND => {
                    has_fnc1 = true;
                    bits.take(8)?;
                }
                _ => return None,
            }
        }
        Some(Text {
            bytes: text.out,
            part: part.map(|(number, of, parity)| Part {
                number,
                of,
                parity,
                own: text.parity,
            }),
        })
    }
}

/// A text as it is put together.
#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    /// All bytes as they stand in the symbol, by exclusive or.
    parity: u8,
    /// The character set that an ECI header named.
    set: Option<&'static Encoding>,
}

impl Writer {
    /// Writes bytes of a character set.
    fn write(&mut self, bytes: &[u8], set: Option<&'static Encoding>) {
        self.parity = bytes.iter().fold(self.parity, |parity, byte| parity ^ byte);
        match set {
            None => self.out.extend(bytes),
            Some(set) => {
                let (text, _) = set.decode_without_bom_handling(bytes);
                self.out.extend(text.as_bytes());
            }
        }
    }

    fn numeric(&mut self, bits: &mut Bits<'_>, counter: usize) -> Option<()> {
        let mut count = bits.take(counter)?;
        while count > 0 {
            let digits = count.min(3);
            let value = bits.take([0, 4, 7, 10][digits as usize])?;
            if value >= 10u32.pow(digits) {
                return None;
            }
            let text = format!("{value:0width$}", width = digits as usize);
            self.write(text.as_bytes(), AS_THEY_ARE);
            count -= digits;
        }
        Some(())
    }

    fn alphanumeric(&mut self, bits: &mut Bits<'_>, counter: usize, has_fnc1: bool) -> Option<()> {
        let mut letters = Vec::new();
        let mut count = bits.take(counter)?;
        while count > 1 {
            let value = bits.take(11)? as usize;
            letters.extend([*ALPHANUMERIC.get(value / 45)?, ALPHANUMERIC[value % 45]]);
            count -= 2;
        }
        if count == 1 {
            letters.push(*ALPHANUMERIC.get(bits.take(6)? as usize)?);
        }
        if has_fnc1 {
            letters = with_separators(&letters);
        }
        self.write(&letters, AS_THEY_ARE);
        Some(())
    }

    fn bytes(&mut self, bits: &mut Bits<'_>, counter: usize) -> Option<()> {
        let count = bits.take(counter)?;
        let bytes: Vec<u8> = (0..count)
            .map(|_| bits.take(8).map(|byte| byte as u8))
            .collect::<Option<_>>()?;
        self.write(&bytes, self.set);
        Some(())
    }

    /// Characters of Shift JIS in 13 bits each (7.4.6).
    fn kanji(&mut self, bits: &mut Bits<'_>, counter: usize) -> Option<()> {
        let mut bytes = Vec::new();
        for _ in 0..bits.take(counter)? {
            let value = bits.take(13)?;
            let packed = ((value / 0xc0) << 8) | (value % 0xc0);
            let character = packed + if packed < 0x1f00 { 0x8140 } else { 0xc140 };
            bytes.extend((character as u16).to_be_bytes());
        }
        self.write(&bytes, Some(encoding_rs::SHIFT_JIS));
        Some(())
    }
}

/// Alphanumeric text of a symbol with FNC1: a percent sign is a separator of fields, and two are one (7.4.8.2).
fn with_separators(letters: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(letters.len());
    let mut rest = letters.iter().peekable();
    while let Some(letter) = rest.next() {
        out.push(match letter {
            b'%' if rest.next_if_eq(&&b'%').is_some() => b'%',
            b'%' => FIELD_SEPARATOR,
            other => *other,
        });
    }
    out
}

/// The number of an ECI header's character set, of one to three bytes (table 4).
fn assignment_number(bits: &mut Bits<'_>) -> Option<u32> {
    let first = bits.take(8)?;
    let (more, own) = match (first as u8).leading_ones() {
        0 => (0, first),
        1 => (8, first & 0x3f),
        2 => (16, first & 0x1f),
        _ => return None,
    };
    Some(own << more | bits.take(more)?)
}

/// The character set of an assignment number (AIM ITS/04-023); `None` where the bytes are UTF-8, or the number names
/// nothing that is known here: then they stay as they are.
fn character_set(number: u32) -> Option<&'static Encoding> {
    use encoding_rs as e;
    Some(match number {
        // The windows code pages have the same characters as ISO/IEC 8859 and a few more.
        1 | 3 | 23 => e::WINDOWS_1252,
        4 => e::ISO_8859_2,
        5 => e::ISO_8859_3,
        6 => e::ISO_8859_4,
        7 => e::ISO_8859_5,
        8 => e::ISO_8859_6,
        9 => e::ISO_8859_7,
        10 => e::ISO_8859_8,
        11 => e::WINDOWS_1254,
        12 => e::ISO_8859_10,
        13 => e::WINDOWS_874,
        15 => e::ISO_8859_13,
        16 => e::ISO_8859_14,
        17 => e::ISO_8859_15,
        18 => e::ISO_8859_16,
        20 => e::SHIFT_JIS,
        21 => e::WINDOWS_1250,
        22 => e::WINDOWS_1251,
        24 => e::WINDOWS_1256,
        25 => e::UTF_16BE,
        28 => e::BIG5,
        29 | 31 => e::GBK,
        30 => e::EUC_KR,
        32 => e::GB18030,
        33 => e::UTF_16LE,
        _ => return AS_THEY_ARE,
    })
}

/// A bit reader, most significant bit first.
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        self.data.len() * 8 - self.at
    }

    fn take(&mut self, count: usize) -> Option<u32> {
        if self.left() < count {
            return None;
        }
        let mut value = 0;
        for _ in 0..count {
            value = value << 1 | u32::from(self.data[self.at / 8] >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Values, each in so many bits.
    type Fields<'a> = &'a [(u32, usize)];

    /// Codewords of these values.
    fn codewords(fields: Fields<'_>) -> Vec<u8> {
        let bits: Vec<bool> = fields
            .iter()
            .flat_map(|(value, count)| (0..*count).rev().map(move |bit| value >> bit & 1 == 1))
            .collect();
        let byte =
            |bits: &[bool]| (0..8).fold(0, |byte, at| byte << 1 | u8::from(bits.get(at) == Some(&true)));
        bits.chunks(8).map(byte).collect()
    }

    fn bytes(text: &[u8]) -> Vec<(u32, usize)> {
        let each = text.iter().map(|byte| (u32::from(*byte), 8));
        [(BYTES, 4), (text.len() as u32, 8)]
            .into_iter()
            .chain(each)
            .collect()
    }

    fn text(fields: Fields<'_>) -> Option<Vec<u8>> {
        Text::of(&codewords(&[fields, &[(END, 4)]].concat()), 1).map(|text| text.bytes)
    }

    #[test]
    fn a_header_of_every_length_names_the_character_set_of_the_bytes_behind_it() {
        let headers: [(Fields<'_>, &[u8]); 6] = [
            // UTF-8, 26, in each of the three lengths.
            (&[(ECI, 4), (26, 8)], "é7".as_bytes()),
            (&[(ECI, 4), (0b10, 2), (26, 14)], "é7".as_bytes()),
            (&[(ECI, 4), (0b110, 3), (26, 21)], "é7".as_bytes()),
            // ISO/IEC 8859-1.
            (&[(ECI, 4), (3, 8)], b"\xe97"),
            // UTF-16, big-endian.
            (&[(ECI, 4), (25, 8)], b"\0\xe9\x007"),
            // A number that is not known here: the bytes stay as they are.
            (&[(ECI, 4), (0b110, 3), (999_999, 21)], "é7".as_bytes()),
        ];
        for (header, says) in headers {
            assert_eq!(
                text(&[header, &bytes(says)].concat()).as_deref(),
                Some("é7".as_bytes()),
                "{header:?}"
            );
        }
        assert_eq!(text(&[(ECI, 4), (0b1110, 4), (0, 20)]), None);
        // An ECI header says nothing of digits.
        assert_eq!(
            text(&[(ECI, 4), (25, 8), (NUMERIC, 4), (2, 10), (42, 7)]).as_deref(),
            Some(&b"42"[..])
        );
    }

    #[test]
    fn a_symbol_of_several_says_which_part_it_is() {
        let part = [(STRUCTURED_APPEND, 4), (1, 4), (2, 4), (0x5a, 8)];
        let read = Text::of(&codewords(&[&part[..], &bytes(b"7!3")].concat()), 1).unwrap();
        let expected = Part {
            number: 1,
            of: 3,
            parity: 0x5a,
            own: b'7' ^ b'!' ^ b'3',
        };
        assert_eq!((read.bytes.as_slice(), read.part), (&b"7!3"[..], Some(expected)));
        // The fourth of three.
        let wrong = [(STRUCTURED_APPEND, 4), (3, 4), (2, 4), (0x5a, 8)];
        assert_eq!(
            Text::of(&codewords(&[&wrong[..], &bytes(b"7")].concat()), 1),
            None
        );
    }

    #[test]
    fn a_percent_sign_separates_fields_behind_fnc1_alone() {
        // "1%", "%A": pairs of letters in eleven bits.
        let letters = [(LETTERS, 4), (4, 9), (45 + 38, 11), (38 * 45 + 10, 11)];
        assert_eq!(text(&letters).as_deref(), Some(&b"1%%A"[..]));
        let first = [&[(FNC1_FIRST, 4)][..], &letters].concat();
        assert_eq!(text(&first).as_deref(), Some(&b"1%A"[..]));
        // The application indicator 37 behind FNC1 in second position is no text. "1%", and then "A".
        let second = [
            (FNC1_SECOND, 4),
            (37, 8),
            (LETTERS, 4),
            (3, 9),
            (45 + 38, 11),
            (10, 6),
        ];
        assert_eq!(text(&second).as_deref(), Some(&b"1\x1dA"[..]));
        assert_eq!(
            text(&[&[(FNC1_FIRST, 4)][..], &bytes(b"50%")].concat()).as_deref(),
            Some(&b"50%"[..])
        );
    }

    #[test]
    fn kanji_of_both_ranges_are_text() {
        // The examples of 7.4.6: 0x935F and 0xE4AA in Shift JIS.
        let kanji = [
            (KANJI, 4),
            (2, 8),
            (0b0_1101_1001_1111, 13),
            (0b1_1010_1010_1010, 13),
        ];
        assert_eq!(text(&kanji).as_deref(), Some("点茗".as_bytes()));
    }

    #[test]
    fn text_that_ends_early_and_modes_that_are_not_the_standards_are_refused() {
        assert_eq!(Text::of(&codewords(&[(BYTES, 4), (200, 8), (1, 8)]), 1), None);
        assert_eq!(text(&[(NUMERIC, 4), (3, 10), (1_000, 10)]), None);
        assert_eq!(text(&[(LETTERS, 4), (1, 9), (45, 6)]), None);
        assert_eq!(text(&[(LETTERS, 4), (2, 9), (45 * 45, 11)]), None);
        for mode in [0b0110, 0b1010, 0b1101, 0b1111] {
            assert_eq!(text(&[(mode, 4), (0, 8)]), None, "{mode:04b}");
        }
    }

    proptest! {
        #[test]
        fn no_codewords_make_it_panic(data in proptest::collection::vec(any::<u8>(), 0..80), version in 1u8..=40) {
            let _ = Text::of(&data, version);
        }
    }
}
