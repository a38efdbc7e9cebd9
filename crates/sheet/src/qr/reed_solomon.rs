//! Reed–Solomon codes over GF(2⁸): arithmetic, and decoding of errors and erasures (ISO/IEC 18004:2015, 7.5.2).

/// Powers of the generator 2 modulo x⁸+x⁴+x³+x²+1, twice over, and logarithms to that base.
const TABLES: ([u8; 510], [u8; 256]) = {
    let (mut power, mut log) = ([0; 510], [0; 256]);
    let (mut value, mut exponent) = (1u16, 0);
    while exponent < 255 {
        power[exponent] = value as u8;
        power[exponent + 255] = value as u8;
        log[value as usize] = exponent as u8;
        value <<= 1;
        if value > 255 {
            value ^= 0x11d;
        }
        exponent += 1;
    }
    (power, log)
};

fn multiply(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 {
        return 0;
    }
    TABLES.0[usize::from(TABLES.1[usize::from(a)]) + usize::from(TABLES.1[usize::from(b)])]
}

fn invert(a: u8) -> u8 {
    debug_assert!(a != 0);
    TABLES.0[255 - usize::from(TABLES.1[usize::from(a)])]
}

fn power(exponent: usize) -> u8 {
    TABLES.0[exponent % 255]
}

/// The value of a polynomial, lowest coefficient first.
fn value_at(polynomial: &[u8], x: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, c| multiply(sum, x) ^ c)
}

/// The check symbols of a block of data.
#[cfg(test)]
pub(crate) fn check_symbols(data: &[u8], checks: usize) -> Vec<u8> {
    // The generator, highest coefficient first without its leading 1.
    let mut generator = vec![0; checks];
    generator[checks - 1] = 1;
    for root in 0..checks {
        for at in 0..checks {
            generator[at] = multiply(generator[at], power(root));
            if at + 1 < checks {
                generator[at] ^= generator[at + 1];
            }
        }
    }
    let mut rest = vec![0; checks];
    for byte in data {
        let factor = byte ^ rest.remove(0);
        rest.push(0);
        for (symbol, coefficient) in rest.iter_mut().zip(&generator) {
            *symbol ^= multiply(*coefficient, factor);
        }
    }
    rest
}

fn syndromes(block: &[u8], checks: usize) -> Vec<u8> {
    let at = |root| block.iter().fold(0, |sum, c| multiply(sum, power(root)) ^ c);
    (0..checks).map(at).collect()
}

/// Corrects a block in place, with erasures at the positions `erased`, and returns the number of errors elsewhere. Twice
/// the errors plus the erasures must not exceed `checks`.
///
/// The locator comes from the Berlekamp–Massey algorithm begun with the erasures (Blahut 1983, chapter 7),
/// the magnitudes from Forney's formula. `None` where no codeword is within that distance.
pub(crate) fn correct(block: &mut [u8], checks: usize, erased: &[usize]) -> Option<usize> {
    let length = block.len();
    if erased.len() > checks || length > 255 {
        return None;
    }
    for at in erased {
        block[*at] = 0;
    }
    let syndromes_ = syndromes(block, checks);
    if syndromes_.iter().all(|s| *s == 0) {
        return Some(0);
    }
    let location = |at: usize| power(length - 1 - at);

    // The locator of the erasures, lowest coefficient first.
    let mut locator = vec![1u8];
    for at in erased {
        let x = location(*at);
        locator.push(0);
        for i in (1..locator.len()).rev() {
            locator[i] ^= multiply(locator[i - 1], x);
        }
    }
    let mut previous = locator.clone();
    let mut degree = erased.len();
    for step in erased.len()..checks {
        let discrepancy = (0..locator.len().min(step + 1))
            .fold(0, |sum, i| sum ^ multiply(locator[i], syndromes_[step - i]));
        previous.insert(0, 0);
        if discrepancy == 0 {
            continue;
        }
        let mut next = locator.clone();
        next.resize(next.len().max(previous.len()), 0);
        for (n, p) in next.iter_mut().zip(&previous) {
            *n ^= multiply(discrepancy, *p);
        }
        if 2 * degree <= step + erased.len() {
            degree = step + 1 + erased.len() - degree;
            let inverse = invert(discrepancy);
            previous = locator.iter().map(|c| multiply(*c, inverse)).collect();
        }
        locator = next;
    }
    while locator.last() == Some(&0) {
        locator.pop();
    }
    let found = locator.len() - 1;
    if found != degree || 2 * (found - erased.len().min(found)) + erased.len() > checks {
        return None;
    }

    // The evaluator is the product of syndromes and locator modulo x^checks.
    let mut evaluator = vec![0; checks];
    for (i, c) in locator.iter().enumerate() {
        for (j, s) in syndromes_.iter().enumerate().take(checks - i.min(checks)) {
            evaluator[i + j] ^= multiply(*c, *s);
        }
    }
    let derivative: Vec<u8> = (1..locator.len())
        .map(|i| if i % 2 == 1 { locator[i] } else { 0 })
        .collect();
    let (mut roots, mut wrong) = (0, 0);
    for (at, symbol) in block.iter_mut().enumerate() {
        let x = location(at);
        let inverse = invert(x);
        if value_at(&locator, inverse) != 0 {
            continue;
        }
        roots += 1;
        let below = value_at(&derivative, inverse);
        if below == 0 {
            return None;
        }
        let magnitude = multiply(x, multiply(value_at(&evaluator, inverse), invert(below)));
        if !erased.contains(&at) {
            wrong += 1;
        }
        *symbol ^= magnitude;
    }
    let whole = roots == found && syndromes(block, checks).iter().all(|s| *s == 0);
    whole.then_some(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn errors_and_erasures_within_the_bound_are_corrected(
            data in proptest::collection::vec(any::<u8>(), 1..120),
            checks in 7usize..30,
            places in proptest::collection::hash_set(0usize..150, 0..30),
            noise in proptest::collection::vec(1u8.., 30),
            erasures in 0usize..30,
        ) {
            let mut block = data.clone();
            block.extend(check_symbols(&data, checks));
            let good = block.clone();
            let places: Vec<usize> = places.into_iter().filter(|p| *p < block.len()).collect();
            let erasures = erasures.min(places.len()).min(checks);
            let errors = (places.len() - erasures).min((checks - erasures) / 2);
            for (at, n) in places.iter().take(erasures + errors).zip(&noise) {
                block[*at] ^= n;
            }
            prop_assert_eq!(correct(&mut block, checks, &places[..erasures]), Some(errors));
            prop_assert_eq!(block, good);
        }

        #[test]
        fn what_is_corrected_is_a_codeword(mut block in proptest::collection::vec(any::<u8>(), 20..120), checks in 7usize..16) {
            if correct(&mut block, checks, &[]).is_some() {
                let (data, rest) = block.split_at(block.len() - checks);
                prop_assert_eq!(check_symbols(data, checks), rest.to_vec());
            }
        }
    }
}
