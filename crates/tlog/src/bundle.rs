//! Bundles of entries (tlog-tiles, *Log Entries*): each entry with its length before it.

use bytes::Bytes;

use crate::{Error, Hash, LogFile, Result, leaf_hash};

/// The longest entry, in bytes.
pub const MAX_ENTRY_BYTES: usize = 65_535;
/// The longest bundle, in bytes.
pub const MAX_BUNDLE_BYTES: usize = 256 * (MAX_ENTRY_BYTES + 2);

/// The entries of one bundle, in order. Shares the bytes that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    bytes: Bytes,
    /// Where each entry ends.
    ends: Vec<u32>,
}

impl Bundle {
    /// Reads the contents of the bundle `file`: as many entries as its width says.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the file's path when the entries are cut short, too few or too
    /// many.
    pub fn parse(file: LogFile, bytes: Bytes) -> Result<Self> {
        let mut bundle = Self {
            ends: Vec::with_capacity(usize::from(file.width())),
            bytes,
        };
        let mut rest: &[u8] = &bundle.bytes;
        while !rest.is_empty() {
            if bundle.ends.len() == usize::from(file.width()) {
                let why = format!("it has more than {} entries", file.width());
                return Err(Error::malformed(file.path(), why));
            }
            let Some((_, after)) = split_entry(rest) else {
                let why = format!("entry {} is cut short", bundle.ends.len());
                return Err(Error::malformed(file.path(), why));
            };
            rest = after;
            let end = u32::try_from(bundle.bytes.len() - rest.len()).map_err(|_| Error::TooLong {
                path: file.path(),
                max: MAX_BUNDLE_BYTES as u64,
            })?;
            bundle.ends.push(end);
        }
        if bundle.ends.len() < usize::from(file.width()) {
            let why = format!("it has {} entries, not {}", bundle.ends.len(), file.width());
            return Err(Error::malformed(file.path(), why));
        }
        Ok(bundle)
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no entries; a bundle of a log always has some.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The entry at `place` in the bundle.
    pub fn get(&self, place: usize) -> Option<&[u8]> {
        let end = *self.ends.get(place)? as usize;
        self.bytes.get(self.start(place)..end)
    }

    /// The entry at `place`, sharing the bundle's bytes.
    pub fn entry(&self, place: usize) -> Option<Bytes> {
        let end = *self.ends.get(place)? as usize;
        Some(self.bytes.slice(self.start(place)..end))
    }

    /// The entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        (0..self.len()).map(|place| &self.bytes[self.start(place)..self.ends[place] as usize])
    }

    /// The hash of each entry; this is what the tile of level 0 with the same index holds.
    pub fn leaf_hashes(&self) -> Vec<Hash> {
        self.iter().map(leaf_hash).collect()
    }

    /// The file's contents.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    fn start(&self, place: usize) -> usize {
        2 + place
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize)
    }

    /// The first `width` entries as a bundle of their own; all of them if there are no more.
    pub fn truncated(mut self, width: u16) -> Self {
        self.ends.truncate(usize::from(width));
        self.bytes
            .truncate(self.ends.last().map_or(0, |end| *end as usize));
        self
    }
}

/// Appends an entry with its length before it. The length has been checked.
#[cfg(any(feature = "store", test))]
pub(crate) fn put_entry(out: &mut Vec<u8>, entry: &[u8]) {
    out.extend_from_slice(&(entry.len() as u16).to_be_bytes());
    out.extend_from_slice(entry);
}

/// The first entry and what follows it.
pub(crate) fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(width: u16) -> LogFile {
        LogFile::Entries { index: 0, width }
    }

    #[test]
    fn a_bundle_that_is_cut_short_or_too_long_is_refused() {
        let mut bytes = Vec::new();
        put_entry(&mut bytes, b"one");
        put_entry(&mut bytes, b"two");
        for cut in 0..bytes.len() {
            assert!(
                Bundle::parse(file(2), Bytes::copy_from_slice(&bytes[..cut])).is_err(),
                "{cut}"
            );
        }
        assert!(Bundle::parse(file(1), bytes.clone().into()).is_err());
        assert!(Bundle::parse(file(3), bytes.clone().into()).is_err());
        let error = Bundle::parse(file(3), bytes.into()).unwrap_err().to_string();
        assert_eq!(
            error,
            "tile/entries/000.p/3 is malformed: it has 2 entries, not 3"
        );
    }

    proptest! {
        #[test]
        fn a_bundle_reads_back_as_what_was_written(entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..400), 1..=256)) {
            let mut bytes = Vec::new();
            entries.iter().for_each(|entry| put_entry(&mut bytes, entry));
            let bundle = Bundle::parse(file(entries.len() as u16), bytes.into()).unwrap();
            prop_assert_eq!(bundle.iter().map(<[u8]>::to_vec).collect::<Vec<_>>(), entries.as_slice());
            for (place, entry) in entries.iter().enumerate() {
                prop_assert_eq!(bundle.get(place), Some(entry.as_slice()));
                prop_assert_eq!(bundle.entry(place).unwrap(), entry.as_slice());
            }
            prop_assert_eq!(bundle.get(entries.len()), None);
        }

        #[test]
        fn reading_any_bytes_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..600), width in 1u16..=256) {
            let _ = Bundle::parse(file(width), bytes.into());
        }
    }
}
