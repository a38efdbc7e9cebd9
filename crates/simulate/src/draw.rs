//! Random numbers from a seed (ChaCha8): the same on every machine, since nothing but `+ - * /` and `sqrt` is used.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// The independent random streams of a seed, so that planting faults does not change the country.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    /// Names, sizes and leanings.
    Country,
    /// Faults: which station has which, and its details.
    Faults,
    /// The sheet shared by the stations of a pair.
    Pair(u64),
    /// The sheet of the station with this index, where a fault needs another one.
    Station(u64),
    /// The sample of photographed stations, their levels and roles.
    Photographs,
    /// Typing errors in the figures of stations that are photographed.
    Typist,
    /// The paper of the sheet with this number.
    Paper(u64),
    /// The photograph with this number.
    Photograph(u64),
}

/// A random stream.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn new(seed: u64, stream: Stream) -> Draw {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..24].copy_from_slice(b"cotejo simulate ");
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(match stream {
            Stream::Country => 0,
            Stream::Faults => 1,
            Stream::Pair(pair) => 2 + pair,
            Stream::Station(at) => (1 << 63) + at,
            Stream::Photographs => 1 << 60,
            Stream::Typist => (1 << 60) + 1,
            Stream::Paper(sheet) => (1 << 62) + sheet,
            Stream::Photograph(number) => (1 << 61) + number,
        });
        Draw(rng)
    }

    /// A number from 0 up to, but not including, `end`, which is at least 1. Its bias is below `end`/2^64.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// An element of a list, which must not be empty.
    pub(crate) fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// Shuffles a list (Fisher–Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at as u64 + 1) as usize);
        }
    }

    /// From 0 up to, but not including, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `low` up to, but not including, `high`.
    pub(crate) fn range(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A uniformly distributed unit vector.
    pub(crate) fn direction(&mut self) -> [f64; 2] {
        loop {
            let (x, y) = (self.range(-1.0, 1.0), self.range(-1.0, 1.0));
            let squared = x * x + y * y;
            if squared > 0.01 && squared <= 1.0 {
                let length = squared.sqrt();
                return [x / length, y / length];
            }
        }
    }

    /// Approximately standard normal numbers, fast: sums of four bytes each, within ±3.5.
    pub(crate) fn normals(&mut self) -> Normals<'_> {
        Normals {
            draw: self,
            bits: 0,
            left: 0,
        }
    }

    /// An approximately standard normal number: the sum of eight uniform ones (Irwin–Hall), within ±4.9.
    pub(crate) fn normal(&mut self) -> f64 {
        let mut sum = 0;
        for _ in 0..2 {
            let bits = self.0.next_u64();
            sum += (0..4).map(|n| (bits >> (16 * n)) & 0xffff).sum::<u64>();
        }
        // Eight uniform numbers on 0..65536 have the mean 8 × 32767.5 and the variance 8 × 65536²/12.
        (sum as f64 - 262_140.0) / (65_536.0 * (8.0f64 / 12.0).sqrt())
    }

    /// A binomially distributed number: by inversion where the mean is small, otherwise by the normal approximation.
    pub(crate) fn binomial(&mut self, n: u32, p: f64) -> u32 {
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        let mean = f64::from(n) * p;
        if n == 0 || p <= 0.0 {
            return 0;
        }
        if mean > 12.0 {
            let drawn = mean + (mean * (1.0 - p)).sqrt() * self.normal() + 0.5;
            return (drawn.max(0.0) as u32).min(n);
        }
        let odds = p / (1.0 - p);
        let mut chance = power(1.0 - p, n);
        let mut rest = self.unit();
        for k in 0..n {
            if rest < chance {
                return k;
            }
            rest -= chance;
            chance = chance * odds * f64::from(n - k) / f64::from(k + 1);
        }
        n
    }
}

/// See [`Draw::normals`].
pub(crate) struct Normals<'d> {
    draw: &'d mut Draw,
    bits: u64,
    left: u32,
}

impl Normals<'_> {
    pub(crate) fn next(&mut self) -> f32 {
        if self.left == 0 {
            (self.bits, self.left) = (self.draw.0.next_u64(), 2);
        }
        // Four bytes have the mean 4 × 127.5 and the variance 4 × 65535/12, whose root is 147.8.
        let pairs = (self.bits & 0x00ff_00ff) + ((self.bits >> 8) & 0x00ff_00ff);
        let sum = (pairs & 0xffff) + ((pairs >> 16) & 0xffff);
        self.bits >>= 32;
        self.left -= 1;
        (sum as f32 - 510.0) * (1.0 / 147.8)
    }
}

fn power(base: f64, exponent: u32) -> f64 {
    let (mut result, mut square, mut left) = (1.0, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        square *= square;
        left >>= 1;
    }
    result
}

/// An approximation of e^x for |x| up to 8, always positive: (1 + x/1024)^1024.
pub(crate) fn exp(x: f64) -> f64 {
    power(1.0 + x / 1024.0, 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_the_same_numbers_for_ever() {
        let mut draw = Draw::new(7, Stream::Country);
        let drawn: Vec<u64> = (0..4).map(|_| draw.below(1_000_000)).collect();
        assert_eq!(drawn, [371_453, 610_258, 353_977, 814_552]);
    }

    #[test]
    fn a_normal_number_has_mean_zero_and_variance_one() {
        let mut draw = Draw::new(1, Stream::Faults);
        let drawn: Vec<f64> = (0..100_000).map(|_| draw.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 100_000.0;
        let variance = drawn.iter().map(|z| z * z).sum::<f64>() / 100_000.0;
        assert!(
            mean.abs() < 0.02 && (variance - 1.0).abs() < 0.02,
            "{mean} {variance}"
        );
    }

    #[test]
    fn many_normal_numbers_have_mean_zero_and_variance_one() {
        let mut draw = Draw::new(1, Stream::Photographs);
        let mut normals = draw.normals();
        let drawn: Vec<f64> = (0..100_000).map(|_| f64::from(normals.next())).collect();
        let mean = drawn.iter().sum::<f64>() / 100_000.0;
        let variance = drawn.iter().map(|z| z * z).sum::<f64>() / 100_000.0;
        assert!(
            mean.abs() < 0.02 && (variance - 1.0).abs() < 0.02,
            "{mean} {variance}"
        );
    }

    #[test]
    fn a_binomial_number_has_its_mean_whether_it_is_small_or_large() {
        let mut draw = Draw::new(1, Stream::Pair(0));
        for (n, p) in [
            (300, 0.01),
            (300, 0.4),
            (300, 0.97),
            (3, 0.5),
            (0, 0.5),
            (40, 0.0),
        ] {
            let sum: u32 = (0..20_000).map(|_| draw.binomial(n, p)).sum();
            let (mean, expected) = (f64::from(sum) / 20_000.0, f64::from(n) * p);
            assert!(
                (mean - expected).abs() <= 0.02 * expected,
                "{n} {p}: {mean} for {expected}"
            );
        }
    }

    #[test]
    fn the_exponential_is_close_enough_for_a_made_up_country() {
        for x in [-3.0, -0.5, 0.0, 0.5, 3.0] {
            assert!((exp(x) / f64::exp(x) - 1.0).abs() < 0.01, "{x}");
        }
    }
}
