//! What is known of a code's text before it is read, and what the modules come to with it.

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

/// The texts that may stand in one byte segment, as a finite automaton: state 0 is the beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Automaton {
    states: Vec<State>,
    /// The sets of bytes that lead from state to state: there are few of them.
    sets: Vec<Vec<u8>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct State {
    /// The sets of bytes that may come next, by their numbers, and where they lead.
    next: Vec<(u16, u16)>,
    /// Whether the text may end here.
    ends: bool,
}

impl Automaton {
    /// Adds a state that nothing leads to yet, and gives its number.
    pub(crate) fn add(&mut self) -> u16 {
        self.states.push(State::default());
        (self.states.len() - 1) as u16
    }

    /// Lets any of these bytes lead from one state to another.
    pub(crate) fn lead(&mut self, from: u16, bytes: &[u8], to: u16) {
        let set = self.sets.iter().position(|set| set == bytes).unwrap_or_else(|| {
            self.sets.push(bytes.to_vec());
            self.sets.len() - 1
        });
        self.states[usize::from(from)].next.push((set as u16, to));
    }

    /// Lets the text end in a state.
    pub(crate) fn end(&mut self, state: u16) {
        self.states[usize::from(state)].ends = true;
    }
}

/// Less likely than anything.
const NEVER: f32 = -1e9;

/// The bits behind a text that ends: four noughts, noughts to the end of the byte (there are none left where
/// the text is one byte segment), then these two bytes in turn (ISO/IEC 18004:2015, 7.4.10).
const PADDING: [u8; 2] = [0xec, 0x11];

impl Prior for Automaton {
    /// For each bit the best text in which it is one against the best in which it is nought: the forward and
    /// backward passes of Bahl, Cocke, Jelinek and Raviv (1974) with greatest values instead of sums, over all
    /// texts of the automaton, their lengths and the padding behind them.
    fn apply(&self, version: u8, text: &[usize], bits: &mut [f32]) {
        let counter = if version <= 9 { 8 } else { 16 };
        let header = 4 + counter;
        let states = self.states.len();
        if states == 0 || text.len() < header + 8 {
            return;
        }
        let seen: Vec<f32> = text.iter().map(|place| bits[*place]).collect();
        let most = ((text.len() - header) / 8).min((1 << counter) - 1);
        let signed = |one: bool, value: f32| if one { value } else { -value };
        let byte_at = |at: usize, byte: u8| -> f32 {
            (0..8)
                .map(|bit| signed(byte << bit & 0x80 != 0, seen[at + bit]))
                .sum()
        };
        let byte = |position: usize, byte: u8| byte_at(header + 8 * position, byte);
        // The best byte of each set at each position.
        let mut sets = Vec::with_capacity(most * self.sets.len());
        for position in 0..most {
            let best = |set: &Vec<u8>| set.iter().map(|b| byte(position, *b)).fold(NEVER, f32::max);
            sets.extend(self.sets.iter().map(best));
        }
        let set = |position: usize, set: u16| sets[position * self.sets.len() + usize::from(set)];

        // What the header and the padding add where the text has so many bytes.
        let ends = |length: usize| -> f32 {
            let count = (0..counter).map(|bit| signed(length >> (counter - 1 - bit) & 1 == 1, seen[4 + bit]));
            let count: f32 = count.sum();
            let behind = header + 8 * length;
            let zeros: f32 = seen[behind..text.len().min(behind + 4)].iter().map(|v| -v).sum();
            let padding = (behind + 4..text.len().saturating_sub(7)).step_by(8);
            count
                + zeros
                + padding
                    .zip(PADDING.iter().cycle())
                    .map(|(at, pad)| byte_at(at, *pad))
                    .sum::<f32>()
        };

        let mut forward = vec![NEVER; (most + 1) * states];
        forward[0] = 0.0;
        for position in 0..most {
            let (before, after) = forward.split_at_mut((position + 1) * states);
            let before = &before[position * states..];
            for (state, score) in self.states.iter().zip(before) {
                if *score > NEVER {
                    for (bytes, to) in &state.next {
                        let score = score + set(position, *bytes);
                        let after = &mut after[usize::from(*to)];
                        *after = after.max(score);
                    }
                }
            }
        }
        let mut best = vec![[NEVER; 2]; text.len()];
        let mut put = |at: usize, one: bool, score: f32| {
            let best = &mut best[at][usize::from(one)];
            *best = best.max(score);
        };
        let mut backward = vec![NEVER; states];
        for position in (0..=most).rev() {
            let here = &forward[position * states..][..states];
            let mut now = vec![NEVER; states];
            // For each set, the best way on which a byte of it comes here.
            let mut ways = vec![NEVER; self.sets.len()];
            let ended = self.states.iter().zip(here).filter(|(state, _)| state.ends);
            let ended = ended.fold(NEVER, |best, (_, score)| best.max(*score));
            let end = if ended > NEVER { ends(position) } else { NEVER };
            for ((state, forward), now) in self.states.iter().zip(here).zip(&mut now) {
                if state.ends {
                    *now = end;
                }
                if *forward <= NEVER {
                    continue;
                }
                if position == most {
                    continue;
                }
                for (bytes, to) in &state.next {
                    let after = backward[usize::from(*to)];
                    if after > NEVER {
                        *now = now.max(set(position, *bytes) + after);
                        let way = &mut ways[usize::from(*bytes)];
                        *way = way.max(forward + after);
                    }
                }
            }
            for (bytes, way) in self.sets.iter().zip(ways).filter(|(_, way)| *way > NEVER) {
                for value in bytes {
                    let score = way + byte(position, *value);
                    for bit in 0..8 {
                        put(header + 8 * position + bit, value << bit & 0x80 != 0, score);
                    }
                }
            }
            if ended > NEVER {
                let score = ended + end;
                for bit in 0..counter {
                    put(4 + bit, position >> (counter - 1 - bit) & 1 == 1, score);
                }
                let behind = header + 8 * position;
                for at in behind..text.len() {
                    let padding = at.checked_sub(behind + 4);
                    let one = padding.is_some_and(|n| PADDING[n / 8 % 2] << (n % 8) & 0x80 != 0);
                    put(at, one, score);
                }
            }
            backward = now;
        }
        // The kind of the segment is known.
        for (bit, one) in [false, true, false, false].into_iter().enumerate() {
            put(bit, one, 0.0);
        }
        for (place, [nought, one]) in text.iter().zip(best) {
            if one > NEVER || nought > NEVER {
                bits[*place] = ((one - nought) / 2.0).clamp(-SURE, SURE);
            }
        }
    }
}

/// Surer than any module.
const SURE: f32 = 1e6;
