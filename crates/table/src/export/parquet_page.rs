//! The values of Parquet's pages: plain, or dictionary-encoded.
//!
//! Specification: <https://parquet.apache.org/docs/file-format/data-pages/encodings/>.

use super::parquet_format::{PLAIN, PLAIN_DICTIONARY, PageHeader, RLE, RLE_DICTIONARY};
use super::table::{Cell, Kind};
use super::thrift::Fault;
use std::ops::Range;

const SHORT: Fault = "the page ends early";

/// The entries of a dictionary.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    bytes: Vec<u8>,
    integers: Vec<i64>,
    texts: Vec<Range<u32>>,
}

impl Dictionary {
    pub(crate) fn read(kind: Kind, header: &PageHeader, bytes: Vec<u8>) -> Result<Dictionary, Fault> {
        if header.encoding != PLAIN && header.encoding != PLAIN_DICTIONARY {
            return Err("the dictionary is not plain");
        }
        let mut dictionary = Dictionary {
            bytes,
            ..Dictionary::default()
        };
        let mut at = 0;
        // Each entry has bytes of its own, so that their number is bounded by the page's size.
        for _ in 0..header.values {
            match kind {
                Kind::Integer => dictionary
                    .integers
                    .push(plain_integer(&dictionary.bytes, &mut at)?),
                Kind::Text => {
                    let range = plain_text(&dictionary.bytes, &mut at)?;
                    std::str::from_utf8(&dictionary.bytes[range.clone()]).map_err(|_| NOT_TEXT)?;
                    // Pages are bounded far below 4 GiB.
                    dictionary.texts.push(range.start as u32..range.end as u32);
                }
            }
        }
        Ok(dictionary)
    }

    /// The bytes of memory that it holds.
    pub(crate) fn held(&self) -> usize {
        self.bytes.capacity() + self.integers.capacity() * 8 + self.texts.capacity() * 8
    }

    fn cell(&self, kind: Kind, entry: usize) -> Result<Cell<'_>, Fault> {
        const BEYOND: Fault = "a value is beyond the dictionary";
        match kind {
            Kind::Integer => self.integers.get(entry).map(|n| Cell::Integer(*n)).ok_or(BEYOND),
            Kind::Text => {
                let range = self.texts.get(entry).ok_or(BEYOND)?;
                text(&self.bytes[range.start as usize..range.end as usize])
            }
        }
    }
}

const NOT_TEXT: Fault = "a text is not UTF-8";

fn text(bytes: &[u8]) -> Result<Cell<'_>, Fault> {
    std::str::from_utf8(bytes).map(Cell::Text).map_err(|_| NOT_TEXT)
}

fn plain_integer(bytes: &[u8], at: &mut usize) -> Result<i64, Fault> {
    let value = bytes
        .get(*at..)
        .and_then(|rest| rest.first_chunk::<8>())
        .ok_or(SHORT)?;
    *at += 8;
    Ok(i64::from_le_bytes(*value))
}

fn plain_text(bytes: &[u8], at: &mut usize) -> Result<Range<usize>, Fault> {
    let length = bytes
        .get(*at..)
        .and_then(|rest| rest.first_chunk::<4>())
        .ok_or(SHORT)?;
    let start = *at + 4;
    let end = start
        .checked_add(u32::from_le_bytes(*length) as usize)
        .filter(|end| *end <= bytes.len())
        .ok_or(SHORT)?;
    *at = end;
    Ok(start..end)
}

/// A data page that is being read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) bytes: Vec<u8>,
    /// Cells that are left.
    pub(crate) left: u64,
    levels: Option<Hybrid>,
    values: Values,
}

#[derive(Debug)]
enum Values {
    Plain(usize),
    Dictionary(Hybrid),
}

impl Default for Values {
    fn default() -> Self {
        Values::Plain(0)
    }
}

impl Page {
    /// Begins with a page's decompressed bytes; `self.bytes` holds them.
    pub(crate) fn begin(&mut self, header: &PageHeader, optional: bool) -> Result<(), Fault> {
        let mut at = 0;
        self.levels = None;
        if optional {
            if header.level_encoding != RLE {
                return Err("the levels are not run-length encoded");
            }
            let length = self.bytes.first_chunk::<4>().ok_or(SHORT)?;
            let end = 4usize
                .checked_add(u32::from_le_bytes(*length) as usize)
                .filter(|end| *end <= self.bytes.len())
                .ok_or(SHORT)?;
            self.levels = Some(Hybrid::new(4..end, 1));
            at = end;
        }
        self.values = match header.encoding {
            PLAIN => Values::Plain(at),
            PLAIN_DICTIONARY | RLE_DICTIONARY => {
                let end = self.bytes.len();
                match self.bytes.get(at) {
                    Some(width) if *width <= 32 => {
                        Values::Dictionary(Hybrid::new(at + 1..end, (*width).into()))
                    }
                    Some(_) => return Err("the dictionary's numbers are too wide"),
                    // A page of empty cells alone may have no width.
                    None => Values::Plain(end),
                }
            }
            _ => return Err("the page is encoded otherwise than plain or with a dictionary"),
        };
        self.left = header.values;
        Ok(())
    }

    /// The next cell; there is one as long as `left` is not 0.
    #[inline]
    pub(crate) fn next<'a>(&'a mut self, kind: Kind, dictionary: &'a Dictionary) -> Result<Cell<'a>, Fault> {
        self.left = self.left.saturating_sub(1);
        if let Some(levels) = &mut self.levels
            && levels.next(&self.bytes)? == 0
        {
            return Ok(Cell::Empty);
        }
        match &mut self.values {
            Values::Dictionary(entries) => dictionary.cell(kind, entries.next(&self.bytes)? as usize),
            Values::Plain(at) => match kind {
                Kind::Integer => plain_integer(&self.bytes, at).map(Cell::Integer),
                Kind::Text => {
                    let range = plain_text(&self.bytes, at)?;
                    text(&self.bytes[range])
                }
            },
        }
    }
}

/// The RLE and bit-packing hybrid encoding.
#[derive(Debug)]
struct Hybrid {
    rest: Range<usize>,
    width: usize,
    /// Values left of the run; they are all the same, or packed.
    left: u64,
    run: Run,
}

#[derive(Debug)]
enum Run {
    Same(u32),
    /// The first packed byte, and how many values have been taken.
    Packed(usize, u64),
}

impl Hybrid {
    fn new(range: Range<usize>, width: usize) -> Hybrid {
        Hybrid {
            rest: range,
            width,
            left: 0,
            run: Run::Same(0),
        }
    }

    #[inline]
    fn next(&mut self, bytes: &[u8]) -> Result<u32, Fault> {
        while self.left == 0 {
            self.begin_run(bytes)?;
        }
        self.left -= 1;
        match &mut self.run {
            Run::Same(value) => Ok(*value),
            Run::Packed(start, taken) => {
                let bit = *taken * self.width as u64;
                *taken += 1;
                // The run's bytes are known to be there, so that the sum stays within the page.
                let at = *start + (bit / 8) as usize;
                let word = match bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
                    Some(word) => u64::from_le_bytes(*word),
                    None => {
                        let mut word = [0; 8];
                        let tail = bytes.get(at..).unwrap_or_default();
                        word[..tail.len()].copy_from_slice(tail);
                        u64::from_le_bytes(word)
                    }
                };
                let mask = (1u64 << self.width) - 1;
                Ok(((word >> (bit % 8)) & mask) as u32)
            }
        }
    }

    fn begin_run(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut header: u64 = 0;
        let mut shift = 0;
        loop {
            let byte = *bytes
                .get(self.rest.clone())
                .and_then(<[u8]>::first)
                .ok_or(SHORT)?;
            self.rest.start += 1;
            header |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift += 7;
            if shift > 35 {
                return Err("a run is too long");
            }
        }
        if header & 1 == 1 {
            let groups = header >> 1;
            let length = groups
                .checked_mul(self.width as u64)
                .and_then(|n| usize::try_from(n).ok());
            // A run at the end may leave out bytes that hold nothing but padding.
            let length = length.ok_or("a run is too long")?.min(self.rest.len());
            if self.width > 0 && length == 0 {
                return Err(SHORT);
            }
            // At bit width 0 all values are zero, and take no bytes.
            let whole = (length * 8)
                .checked_div(self.width)
                .map_or(u64::MAX, |whole| whole as u64);
            self.run = Run::Packed(self.rest.start, 0);
            self.left = whole.min(groups * 8);
            self.rest.start += length;
        } else {
            let length = self.width.div_ceil(8);
            let value = bytes
                .get(self.rest.clone())
                .and_then(|rest| rest.get(..length))
                .ok_or(SHORT)?;
            let mut word = [0; 4];
            word[..length].copy_from_slice(value);
            self.run = Run::Same(u32::from_le_bytes(word));
            self.left = header >> 1;
            self.rest.start += length;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn runs_and_packed_bits_are_read() {
        // The specification's example: 0 to 7 in 3 bits, then a run of five 4s.
        let bytes = [0x03, 0b1000_1000, 0b1100_0110, 0b1111_1010, 0x0a, 0x04];
        let mut hybrid = Hybrid::new(0..6, 3);
        let read: Vec<u32> = (0..13).map(|_| hybrid.next(&bytes).unwrap()).collect();
        assert_eq!(read, [0, 1, 2, 3, 4, 5, 6, 7, 4, 4, 4, 4, 4]);
        assert!(hybrid.next(&bytes).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in proptest::collection::vec(any::<u8>(), 0..100),
            width in 0..=32usize,
            optional: bool,
            encoding in prop::sample::select(vec![PLAIN, PLAIN_DICTIONARY]),
        ) {
            let mut hybrid = Hybrid::new(0..bytes.len(), width);
            for _ in 0..1000 {
                if hybrid.next(&bytes).is_err() {
                    break;
                }
            }
            let header = PageHeader { values: 50, encoding, level_encoding: RLE, ..PageHeader::default() };
            for kind in [Kind::Text, Kind::Integer] {
                let dictionary = Dictionary::read(kind, &PageHeader { encoding: PLAIN, values: 3, ..header }, bytes.clone()).unwrap_or_default();
                let mut page = Page { bytes: bytes.clone(), ..Page::default() };
                if page.begin(&header, optional).is_ok() {
                    while page.left > 0 && page.next(kind, &dictionary).is_ok() {}
                }
            }
        }
    }
}
