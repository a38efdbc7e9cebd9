//! The stations' data files: which station's data stands in which file (shard).

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tally::{StationNumber, Tally};

/// The stations by shard: the first hexadecimal digits of the SHA-256 of their codes.
pub(crate) struct Shards {
    pub(crate) digits: usize,
    stations: Vec<StationNumber>,
    ends: Vec<u32>,
}

impl Shards {
    /// The shards of all stations that the record names.
    pub(crate) fn of(tally: &Tally) -> Shards {
        let stations = tally.stations();
        let digits = layout::shard_digits(stations.len());
        let mut keyed: Vec<(u32, StationNumber)> = (0..stations.len() as StationNumber)
            .into_par_iter()
            .map(|station| (shard(stations.code(station).as_str(), digits), station))
            .collect();
        keyed.par_sort_unstable_by(|a, b| {
            let code = |station: StationNumber| stations.code(station);
            a.0.cmp(&b.0).then_with(|| code(a.1).cmp(code(b.1)))
        });
        let mut ends = vec![0u32; 1 << (4 * digits)];
        for (shard, _) in &keyed {
            ends[*shard as usize] += 1;
        }
        let mut end = 0;
        for of_shard in &mut ends {
            end += *of_shard;
            *of_shard = end;
        }
        Shards {
            digits,
            stations: keyed.into_iter().map(|(_, station)| station).collect(),
            ends,
        }
    }

    /// How many shards there are, empty ones too.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A shard's stations, by code.
    pub(crate) fn stations(&self, shard: usize) -> &[StationNumber] {
        let start = shard.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.stations[start as usize..self.ends[shard] as usize]
    }

    /// A shard's digits.
    pub(crate) fn digits_of(&self, shard: usize) -> String {
        match self.digits {
            0 => String::new(),
            digits => format!("{shard:0digits$x}"),
        }
    }
}

/// The number of a station's shard.
fn shard(code: &str, digits: usize) -> u32 {
    let hash = Sha256::digest(code.as_bytes());
    let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    match digits {
        0 => 0,
        digits => first >> (32 - 4 * digits as u32),
    }
}
