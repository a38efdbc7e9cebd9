//! Codes and ids as parts of files' names.

use note::BlobHash;

/// The longest slug, in characters: with what stands around it, a file's name that every disk allows.
const MAX_CHARACTERS: usize = 110;
/// How many characters are kept of a longer one, before `__` and so many hexadecimal digits of its hash.
const KEPT: usize = 76;
const HASH_DIGITS: usize = 32;

/// A code as part of a file's name and of a link. Small letters and digits of ASCII and `-` stand for themselves, capitals
/// for the small letters, and every other byte is `_` and two hexadecimal digits. Which letters are capitals is said
/// behind `__`: a hexadecimal digit for each four letters of ASCII, the first letter in the lowest bit, without zeros at the end. The
/// names of devices of Windows (`con`, `com1`) have their first letter as a byte. Longer ones than 110
/// characters are cut after 76 and go on with `__` and 32 hexadecimal digits of the code's SHA-256.
///
/// No two codes share a slug, whatever the case in which a disk or its reader compares names.
///
/// ```
/// assert_eq!(layout::slug("01-ñ"), "01-_c3_b1");
/// assert_eq!(layout::slug("Ab"), "ab__1");
/// assert_eq!(layout::slug("con"), "_63on");
/// ```
pub fn slug(code: &str) -> String {
    let mut slug = String::with_capacity(code.len());
    let mut capitals: Vec<u8> = Vec::new();
    let escaped = usize::from(is_device(code));
    for (at, byte) in code.bytes().enumerate() {
        if byte.is_ascii_alphabetic() {
            capitals.push(byte.is_ascii_uppercase().into());
        }
        match byte.to_ascii_lowercase() {
            small @ (b'0'..=b'9' | b'a'..=b'z' | b'-') if at >= escaped => slug.push(small.into()),
            _ => slug.push_str(&format!("_{byte:02x}")),
        }
    }
    let digit = |four: &[u8]| four.iter().rev().fold(0, |digit, bit| (digit << 1) | bit);
    let digits: String = capitals
        .chunks(4)
        .map(|four| format!("{:x}", digit(four)))
        .collect();
    let digits = digits.trim_end_matches('0');
    if !digits.is_empty() {
        slug.push_str("__");
        slug.push_str(digits);
    }
    if slug.len() > MAX_CHARACTERS {
        slug.truncate(KEPT);
        slug.push_str("__");
        slug.push_str(&BlobHash::of(code.as_bytes()).hex()[..HASH_DIGITS]);
    }
    slug
}

/// Whether it is, in small letters, a device that Windows has in every folder. In capitals the slug is none.
fn is_device(code: &str) -> bool {
    match code.as_bytes() {
        b"con" | b"prn" | b"aux" | b"nul" => true,
        [b'c', b'o', b'm', digit] | [b'l', b'p', b't', digit] => (b'1'..=b'9').contains(digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_that_differ_in_case_and_devices_are_other_files_on_every_disk() {
        let slugs = [
            "AB", "Ab", "aB", "ab", "CON", "con", "aux", "Aux", "com1", "lpt0", "com10",
        ]
        .map(slug);
        assert_eq!(
            slugs,
            [
                "ab__3", "ab__1", "ab__2", "ab", "con__7", "_63on", "_61ux", "aux__1", "_63om1", "lpt0",
                "com10"
            ]
        );
        assert_eq!(slug("01-ñ/.."), "01-_c3_b1_2f_2e_2e");
        assert_eq!(slug("A_b__1"), "a_5fb_5f_5f1__1");
        assert_eq!(slug("aaaaB"), "aaaab__01");
        assert_eq!(slug(&"é".repeat(150)).len(), MAX_CHARACTERS);
        assert_eq!(slug("市長"), "_e5_b8_82_e9_95_b7");
        assert_eq!(slug("議会"), "_e8_ad_b0_e4_bc_9a");
    }

    proptest! {
        #[test]
        fn no_two_codes_share_a_slug(a in "[aAbBcC0_ñ.-]{0,6}", b in "[aAbBcC0_ñ.-]{0,6}", long in ".{100,120}") {
            prop_assert_eq!(slug(&a) == slug(&b), a == b);
            let (a, b) = (format!("{long}{a}"), format!("{long}{b}"));
            prop_assert_eq!(slug(&a) == slug(&b), a == b);
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
            prop_assert!(slug(&a).bytes().all(plain));
            prop_assert!(slug(&a).len() <= MAX_CHARACTERS && !slug(&a).ends_with('_') && !is_device(&slug(&a)));
        }
    }
}
