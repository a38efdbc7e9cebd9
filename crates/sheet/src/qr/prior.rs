//! What is known of a code's text before it is read.

/// A set of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteSet([u64; 4]);

impl ByteSet {
    /// The set of these bytes.
    pub fn of(bytes: impl IntoIterator<Item = u8>) -> ByteSet {
        let mut set = [0; 4];
        for byte in bytes {
            set[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        ByteSet(set)
    }

    /// Its bytes, the least first.
    pub fn iter(&self) -> impl Iterator<Item = u8> + '_ {
        (0..=255).filter(|byte| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1)
    }

    /// Whether the byte is in it.
    pub fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }
}

/// Something known of a code's text.
pub(crate) trait Prior: Sync {
    /// Changes the values of bits to what they come to with what is known. `text` names, for each bit of
    /// the text, its place in `bits`, whose values are positive for ones, the surer the greater.
    fn apply(&self, version: u8, text: &[usize], bits: &mut [f32]);
}

/// Nothing is known.
pub(crate) struct Nothing;

impl Prior for Nothing {
    fn apply(&self, _: u8, _: &[usize], _: &mut [f32]) {}
}

/// The text is one byte segment of a length in this range, whose bytes are from these sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes {
    /// The least and the greatest length, in bytes.
    pub length: (usize, usize),
    /// For the first bytes, which they may be.
    pub first: Vec<ByteSet>,
    /// Which all others may be.
    pub others: ByteSet,
}

/// Surer than any module.
const SURE: f32 = 1e6;

impl Prior for Bytes {
    fn apply(&self, version: u8, text: &[usize], bits: &mut [f32]) {
        let counter = if version <= 9 { 8 } else { 16 };
        let header = 4 + counter;
        if text.len() < header + 8 * self.length.0 {
            return;
        }
        let mut know = |at: usize, one: bool| bits[text[at]] = if one { SURE } else { -SURE };
        for (bit, one) in [false, true, false, false].into_iter().enumerate() {
            know(bit, one);
        }
        // The bits that all possible lengths share.
        let (least, most) = self.length;
        let most = most.min((1 << counter) - 1);
        let same = (0..counter).take_while(|bit| (least ^ most) >> (counter - 1 - bit) == 0);
        for bit in same {
            know(4 + bit, least >> (counter - 1 - bit) & 1 == 1);
        }
        for byte in 0..self.length.0 {
            let set = self.first.get(byte).unwrap_or(&self.others);
            let places: [usize; 8] = std::array::from_fn(|bit| text[header + byte * 8 + bit]);
            let seen = places.map(|place| bits[place]);
            let score = |value: u8| -> f32 {
                (0..8)
                    .map(|bit| {
                        if value << bit & 0x80 != 0 {
                            seen[bit]
                        } else {
                            -seen[bit]
                        }
                    })
                    .sum()
            };
            // For each bit, the best score among the bytes where it is nought and where it is one.
            let mut best = [[-SURE; 2]; 8];
            for value in set.iter() {
                let score = score(value);
                for (bit, best) in best.iter_mut().enumerate() {
                    let one = usize::from(value << bit & 0x80 != 0);
                    best[one] = best[one].max(score);
                }
            }
            for (place, [nought, one]) in places.iter().zip(best) {
                bits[*place] = (one - nought) / 2.0;
            }
        }
    }
}
