//! Codes that a reader takes for one another: leading zeros, capitals, wide letters, letters and digits of other scripts,
//! letters without width, and one accent in two forms (Unicode NFC and NFD).
//!
//! The record compares bytes and makes nothing alike. This is for whoever takes in, who asks before two codes of one
//! station are signed.

use unicode_normalization::UnicodeNormalization;

/// The zeros of the scripts' decimal digits (Unicode general category Nd); the nine others follow each of them.
const ZEROS: [u32; 36] = [
    0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xff10,
];

/// The value of a decimal digit of any script, `0` to `9`.
pub fn decimal(c: char) -> Option<char> {
    let code = u32::from(c);
    let script = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    char::from_digit(code - ZEROS[script], 10)
}

/// Whether a character is not seen: it has no width, or directs the writing of others (Unicode
/// Default_Ignorable_Code_Point).
pub fn is_invisible(c: char) -> bool {
    matches!(
        u32::from(c),
        0x00ad
            | 0x034f
            | 0x061c
            | 0x115f..=0x1160
            | 0x17b4..=0x17b5
            | 0x180b..=0x180f
            | 0x200b..=0x200f
            | 0x202a..=0x202e
            | 0x2060..=0x206f
            | 0x3164
            | 0xfe00..=0xfe0f
            | 0xfeff
            | 0xffa0
            | 0xfff0..=0xfff8
            | 0x1bca0..=0x1bca3
            | 0x1d173..=0x1d17a
            | 0xe0000..=0xe0fff
    )
}

/// What a code looks like: two codes that look alike have the same. It is no code itself, and is shown to nobody.
///
/// Letters are compared by the confusables of Unicode Technical Standard 39.
pub fn skeleton(code: &str) -> String {
    let plain = code.nfkc().filter(|c| !is_invisible(*c));
    let plain = plain
        .map(|c| decimal(c).unwrap_or(c))
        .flat_map(char::to_lowercase);
    let mut text = String::with_capacity(code.len());
    // Where the number that is being written begins.
    let mut number = None;
    for c in plain {
        match (c.is_ascii_digit(), number) {
            (true, None) => number = Some(text.len()),
            (true, Some(start)) if text[start..] == *"0" => text.truncate(start),
            (false, _) => number = None,
            _ => {}
        }
        text.push(c);
    }
    unicode_security::confusable_detection::skeleton(&text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_that_a_reader_takes_for_one_another_have_one_skeleton() {
        for (a, b) in [
            ("01.1", "1.1"),
            ("1.01", "1.1"),
            ("a-7", "A-7"),
            ("１０", "10"),
            ("٣٤", "34"),
            ("01.1", "01\u{200b}.1"),
            ("A7", "\u{410}7"),
            ("Potosí", "Potosi\u{301}"),
            ("0", "000"),
        ] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
    }

    #[test]
    fn codes_that_differ_to_the_eye_do_not() {
        for (a, b) in [
            ("0102.1", "0102.10"),
            ("10", "1"),
            ("1.1", "11"),
            ("Potosí", "Potosi"),
            ("100", "1"),
            ("0", ""),
        ] {
            assert_ne!(skeleton(a), skeleton(b), "{a} {b}");
        }
    }

    #[test]
    fn every_script_counts_from_nought_to_nine() {
        assert!(ZEROS.is_sorted());
        for zero in ZEROS {
            let ten = (zero..zero + 10).map(|code| decimal(char::from_u32(code).unwrap()).unwrap());
            assert_eq!(ten.collect::<String>(), "0123456789");
            assert_eq!(decimal(char::from_u32(zero - 1).unwrap()), None);
        }
        assert_eq!(decimal('½'), None);
    }

    proptest! {
        #[test]
        fn what_is_not_seen_and_leading_zeros_change_nothing(a in "[1-9][0-9a-z]{0,6}", zeros in 0usize..4) {
            let other: String = a.chars().flat_map(|c| [c, '\u{2060}']).collect();
            prop_assert_eq!(skeleton(&a), skeleton(&format!("{}{other}", "0".repeat(zeros))));
        }
    }
}
