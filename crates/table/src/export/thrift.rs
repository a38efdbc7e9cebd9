//! Thrift's compact protocol, as far as Parquet's metadata needs it; for untrusted bytes: every
//! length is checked against the bytes that are there, and nesting is bounded.
//!
//! Specification: <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>.

/// The deepest nesting of a skipped value.
const MAX_DEPTH: usize = 32;

/// Bytes that are not the compact protocol.
pub(crate) type Fault = &'static str;

/// A field's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    True,
    False,
    Byte,
    /// 16, 32 and 64 bits are written alike.
    Integer,
    Double,
    Binary,
    List,
    Map,
    Struct,
}

impl Kind {
    fn new(code: u8) -> Result<Kind, Fault> {
        Ok(match code {
            1 => Kind::True,
            2 => Kind::False,
            3 => Kind::Byte,
            4..=6 => Kind::Integer,
            7 => Kind::Double,
            8 => Kind::Binary,
            9 | 10 => Kind::List,
            11 => Kind::Map,
            12 => Kind::Struct,
            _ => return Err("an unknown type in the metadata"),
        })
    }
}

/// Reads one value after the other.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0 }
    }

    /// How many bytes have been read.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        let byte = *self.bytes.get(self.at).ok_or("the metadata ends early")?;
        self.at += 1;
        Ok(byte)
    }

    fn varint(&mut self) -> Result<u64, Fault> {
        let mut n: u64 = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        Err("a number in the metadata is too long")
    }

    /// A signed integer of up to 64 bits.
    pub(crate) fn integer(&mut self) -> Result<i64, Fault> {
        let n = self.varint()?;
        Ok((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    /// Bytes, or the bytes of a text.
    pub(crate) fn binary(&mut self) -> Result<&'a [u8], Fault> {
        let length = usize::try_from(self.varint()?).map_err(|_| "a text in the metadata is too long")?;
        let end = self
            .at
            .checked_add(length)
            .ok_or("a text in the metadata is too long")?;
        let bytes = self.bytes.get(self.at..end).ok_or("the metadata ends early")?;
        self.at = end;
        Ok(bytes)
    }

    /// The header of a list: its elements' type and number.
    pub(crate) fn list(&mut self) -> Result<(Kind, usize), Fault> {
        let byte = self.byte()?;
        let length = match byte >> 4 {
            15 => usize::try_from(self.varint()?).map_err(|_| "a list in the metadata is too long")?,
            n => n.into(),
        };
        // Every element has one byte at least.
        if length > self.bytes.len() - self.at {
            return Err("a list in the metadata is too long");
        }
        let kind = byte & 15;
        Ok((if length == 0 { Kind::Byte } else { Kind::new(kind)? }, length))
    }

    /// Calls `each` with the number and type of each field of a struct; it reads the field or skips
    /// it.
    pub(crate) fn fields(
        &mut self,
        mut each: impl FnMut(&mut Self, i64, Kind) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut id: i64 = 0;
        loop {
            let byte = self.byte()?;
            if byte == 0 {
                return Ok(());
            }
            id = match byte >> 4 {
                0 => self.integer()?,
                delta => id.wrapping_add(delta.into()),
            };
            each(self, id, Kind::new(byte & 15)?)?;
        }
    }

    /// Skips a field's value.
    pub(crate) fn skip(&mut self, kind: Kind) -> Result<(), Fault> {
        self.skip_within(kind, 0)
    }

    fn skip_within(&mut self, kind: Kind, depth: usize) -> Result<(), Fault> {
        if depth > MAX_DEPTH {
            return Err("the metadata is nested too deep");
        }
        match kind {
            Kind::True | Kind::False => {}
            Kind::Byte => {
                self.byte()?;
            }
            Kind::Integer => {
                self.varint()?;
            }
            Kind::Double => {
                for _ in 0..8 {
                    self.byte()?;
                }
            }
            Kind::Binary => {
                self.binary()?;
            }
            Kind::List => {
                let (kind, length) = self.list()?;
                for _ in 0..length {
                    self.skip_element(kind, depth)?;
                }
            }
            Kind::Map => {
                let length = self.varint()?;
                if length > 0 {
                    let kinds = self.byte()?;
                    let (key, value) = (Kind::new(kinds >> 4)?, Kind::new(kinds & 15)?);
                    for _ in 0..length {
                        self.skip_element(key, depth)?;
                        self.skip_element(value, depth)?;
                    }
                }
            }
            Kind::Struct => {
                self.fields(|reader, _, kind| reader.skip_within(kind, depth + 1))?;
            }
        }
        Ok(())
    }

    /// In lists and maps a boolean takes a byte.
    fn skip_element(&mut self, kind: Kind, depth: usize) -> Result<(), Fault> {
        match kind {
            Kind::True | Kind::False => self.byte().map(drop),
            _ => self.skip_within(kind, depth + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn integers_are_zigzag() {
        let read = |bytes: &[u8]| Reader::new(bytes).integer();
        assert_eq!(read(&[0x01]), Ok(-1));
        assert_eq!(read(&[0xac, 0x02]), Ok(150));
        assert!(read(&[0xff; 11]).is_err());
        assert!(read(&[0x80]).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_passed_over_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut reader = Reader::new(&bytes);
            let _ = reader.skip(Kind::Struct);
            prop_assert!(reader.position() <= bytes.len());
        }

        #[test]
        fn nesting_is_bounded(byte in prop::sample::select(vec![0x1cu8, 0x19, 0x1b, 0x2c])) {
            let bytes = vec![byte; 100_000];
            prop_assert!(Reader::new(&bytes).skip(Kind::Struct).is_err());
        }
    }
}
