//! QR codes (ISO/IEC 18004:2015) in photographs of paper.

mod corner_refinement;
mod finder_patterns;
mod finder_recovery;
mod fit;
mod grid;
mod grid_refinement;
pub(crate) mod layout;
mod mesh;
mod parts;
mod passes;
mod reed_solomon;
mod search;
pub(crate) mod soft_decode;
mod steep_triples;
mod symbol;
mod text;

use crate::grey::Grey;
use search::Search;

pub(crate) use grid::Homography;
pub use layout::Level;
pub use soft_decode::Automaton;
pub use symbol::Code;
pub use text::Part;

/// What a search looks for: prior knowledge of the text, and which texts count.
pub trait Wanted: Sync {
    /// Prior knowledge of the text, as the automaton of all texts that can occur.
    fn prior(&self) -> Option<&Automaton>;
    /// Whether a decoded text is one of those looked for.
    fn accepts(&self, payload: &[u8]) -> bool;
}

/// Any text at all.
pub struct Anything;

impl Wanted for Anything {
    fn prior(&self) -> Option<&Automaton> {
        None
    }
    fn accepts(&self, _: &[u8]) -> bool {
        true
    }
}

/// What a search finds.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A code whose text is accepted.
    Wanted(Code),
    /// A code with another text.
    Other(Code),
    /// A text in several codes, of which some are not in the picture.
    Incomplete {
        /// How many parts there are.
        of: u8,
        /// The parts that are not in the picture, from 1; none where by their parity they are not of one text.
        missing: Vec<u8>,
    },
    /// Something that looks like a code and cannot be decoded: how well its function patterns agree, from 0 to about 1.
    Damaged(f32),
    /// No code.
    Nothing,
}

/// The most wanted codes that are searched in a picture.
const MOST: usize = 16;

/// Searches a picture for a QR code, and stops at the first whose text is wanted.
pub fn find(grey: &Grey, wanted: &dyn Wanted) -> Found {
    let mut search = Search::new(wanted, 1);
    passes::run(grey, &mut search);
    search.results().swap_remove(0)
}

/// Searches a picture for all QR codes whose text is wanted, 16 at most, each text once, in the order of their texts.
///
/// Behind them stand the parts of incomplete texts, and one [`Found::Damaged`] where something else beside them is a code
/// for certain and cannot be decoded. Where no code is wanted it is what [`find`] gives. It is never empty.
pub fn find_all(grey: &Grey, wanted: &dyn Wanted) -> Vec<Found> {
    let mut search = Search::new(wanted, MOST);
    passes::run(grey, &mut search);
    search.results()
}

#[cfg(test)]
mod tests {
    use super::layout::Layout;
    use super::*;

    /// A picture of symbols of version 2 side by side, of which each holds a part of a text: its number from 0, how many
    /// there are, the parity of all, and the part.
    fn parts(symbols: &[(u8, u8, u8, &str)]) -> Grey {
        let layout = Layout::of(2);
        let (module, apart) = (4, (layout.side + 8) * 4);
        let (width, height) = (symbols.len() * apart, apart);
        let mut pixels = vec![220; width * height];
        for (at, (number, of, parity, text)) in symbols.iter().enumerate() {
            let header = [
                (0b0011, 4),
                (*number, 4),
                (of - 1, 4),
                (*parity, 8),
                (0b0100, 4),
                (text.len() as u8, 8),
            ];
            let fields = header.into_iter().chain(text.bytes().map(|byte| (byte, 8)));
            let mut bits: Vec<bool> = fields
                .flat_map(|(value, count)| (0..count).rev().map(move |bit| value >> bit & 1 == 1))
                .collect();
            let data = layout.blocks(Level::L).data();
            assert!(bits.len() + 4 <= data * 8, "the part is too long");
            bits.resize(data * 8, false);
            let words: Vec<u8> = bits
                .chunks(8)
                .map(|bits| bits.iter().fold(0, |word, bit| word << 1 | u8::from(*bit)))
                .collect();
            let modules = symbol::draw(layout, Level::L, 3, &words);
            for y in 0..layout.side * module {
                for x in 0..layout.side * module {
                    if modules[y / module * layout.side + x / module] {
                        pixels[(y + 16) * width + at * apart + x + 16] = 30;
                    }
                }
            }
        }
        Grey::new(width, height, pixels)
    }

    fn parity(text: &str) -> u8 {
        text.bytes().fold(0, |parity, byte| parity ^ byte)
    }

    #[test]
    fn a_text_in_several_codes_is_joined_where_all_parts_are_in_the_picture() {
        let text = "110601011.04!122,8,406!0!1";
        let grammar = crate::Grammar::new("{centre:9}.{table:2}!{boxes:,}!{null}!{blank}", 3).unwrap();
        let all = parity(text);
        let [a, b, c] = [&text[..9], &text[9..18], &text[18..]];
        let whole = parts(&[(1, 3, all, b), (2, 3, all, c), (0, 3, all, a)]);
        let found = find_all(&whole, &grammar);
        let [Found::Wanted(code)] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!((code.payload.as_slice(), code.part), (text.as_bytes(), None));
        // Its place is that of the first part, the third symbol of the picture.
        assert!(code.corners[0][0] > 2.0 * 33.0 * 4.0, "{:?}", code.corners);
        assert!(matches!(find(&whole, &grammar), Found::Wanted(_)));
    }

    #[test]
    fn parts_that_are_not_in_the_picture_are_named() {
        let text = "110601011.04!122,8,406!0!1";
        let all = parity(text);
        let found = find_all(&parts(&[(1, 3, all, &text[9..18])]), &Anything);
        let missing = Found::Incomplete {
            of: 3,
            missing: vec![1, 3],
        };
        assert_eq!(found, [missing]);
    }

    #[test]
    fn parts_of_two_texts_are_not_joined() {
        // Both say that they are of one text; by its parity they are not.
        let (first, second) = ("110601011.0", "4!122,8,406!0!1");
        let all = parity(first) ^ parity(second);
        let other = "5!122,8,406!0!1";
        assert_eq!(
            find_all(&parts(&[(0, 2, all, first), (1, 2, all, other)]), &Anything),
            [Found::Incomplete {
                of: 2,
                missing: vec![]
            }]
        );
        let found = find_all(&parts(&[(0, 2, all, first), (1, 2, all, second)]), &Anything);
        assert!(matches!(&found[..], [Found::Wanted(code)] if code.payload.starts_with(b"110601011.04!")));
    }
}
