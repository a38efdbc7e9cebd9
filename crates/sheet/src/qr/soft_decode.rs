//! Soft-decision decoding: updates the bits' log-likelihoods with prior knowledge of the text.

/// Prior knowledge of a code's text.
pub(crate) trait Prior: Sync {
    /// Whether there is any, so that it matters how the text starts.
    fn is_known(&self) -> bool;
    /// Updates the bits' log-likelihoods with the prior, for a text that starts so. `bits` are log-likelihood ratios up
    /// to a common factor: positive for a one, larger for more confidence. `text` gives the index in `bits` of each bit
    /// of the text.
    fn apply(&self, version: u8, start: Start, text: &[usize], bits: &mut [f32]);
}

/// What stands before the one byte segment that a prior knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Nothing.
    Plain,
    /// The ECI header for UTF-8 (assignment number 26), which many writers of codes put there.
    Utf8,
}

impl Start {
    /// The likelier first.
    pub(crate) const ALL: [Start; 2] = [Start::Plain, Start::Utf8];

    /// Its bits.
    fn bits(self) -> &'static [bool] {
        const ECI: [bool; 12] = {
            let bits = 0b0111_0001_1010u16;
            let mut all = [false; 12];
            let mut at = 0;
            while at < 12 {
                all[at] = bits >> (11 - at) & 1 == 1;
                at += 1;
            }
            all
        };
        match self {
            Start::Plain => &[],
            Start::Utf8 => &ECI,
        }
    }

    /// Whether it is worth a try: its bits agree with those seen for the most part.
    pub(crate) fn is_likely(self, text: &[usize], seen: &[f32]) -> bool {
        let (mut agreement, mut all) = (0.0, 0.0);
        for (index, one) in text.iter().zip(self.bits()) {
            let value = seen[*index];
            agreement += if *one { value } else { -value };
            all += value.abs();
        }
        agreement >= LIKELY * all
    }
}

/// The least agreement of a start that is tried: some two of its twelve bits may be wrong.
const LIKELY: f32 = 0.6;

/// No prior knowledge: every text is as likely.
pub(crate) struct NoPrior;

impl Prior for NoPrior {
    fn is_known(&self) -> bool {
        false
    }
    fn apply(&self, _: u8, _: Start, _: &[usize], _: &mut [f32]) {}
}

/// The texts that can stand in one byte segment, as a finite automaton; state 0 is the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Automaton {
    states: Vec<State>,
    /// The distinct sets of bytes on transitions: there are few of them.
    sets: Vec<Vec<u8>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct State {
    /// Transitions: the index of a set of bytes, and the next state.
    next: Vec<(u16, u16)>,
    /// Whether it is an accepting state.
    ends: bool,
}

impl Automaton {
    /// Adds a state without transitions, and returns its number.
    pub(crate) fn add(&mut self) -> u16 {
        self.states.push(State::default());
        (self.states.len() - 1) as u16
    }

    /// Adds a transition on any of these bytes.
    pub(crate) fn lead(&mut self, from: u16, bytes: &[u8], to: u16) {
        let set = self.sets.iter().position(|set| set == bytes).unwrap_or_else(|| {
            self.sets.push(bytes.to_vec());
            self.sets.len() - 1
        });
        self.states[usize::from(from)].next.push((set as u16, to));
    }

    /// Makes a state accepting.
    pub(crate) fn end(&mut self, state: u16) {
        self.states[usize::from(state)].ends = true;
    }
}

/// The log-likelihood of what is impossible.
const NEVER: f32 = -1e9;

/// The pad codewords, which alternate. Between them and the text stands the terminator, four zero bits, and zero bits
/// to the end of the byte (ISO/IEC 18004:2015, 7.4.9 and 7.4.10).
const PADDING: [u8; 2] = [0xec, 0x11];

impl Prior for Automaton {
    fn is_known(&self) -> bool {
        !self.states.is_empty()
    }

    /// The max-log version of the algorithm of Bahl, Cocke, Jelinek and Raviv (1974): each bit's new value is half the
    /// difference between the log-likelihoods of the best text in which it is one and of the best in which it is zero,
    /// over all texts of the automaton, their lengths and the padding behind them.
    fn apply(&self, version: u8, start: Start, text: &[usize], bits: &mut [f32]) {
        let before = start.bits();
        if text.len() < before.len() {
            return;
        }
        let (first, text) = text.split_at(before.len());
        for (index, one) in first.iter().zip(before) {
            bits[*index] = if *one { SURE } else { -SURE };
        }
        let counter = if version <= 9 { 8 } else { 16 };
        let header = 4 + counter;
        // The terminator, and zero bits to the end of its byte.
        let closing = 4 + (before.len() + header + 4).wrapping_neg() % 8;
        let states = self.states.len();
        if states == 0 || text.len() < header + 8 {
            return;
        }
        let seen: Vec<f32> = text.iter().map(|index| bits[*index]).collect();
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

        // The log-likelihood of the length field, the terminator and the padding of a text of `length` bytes.
        let ends = |length: usize| -> f32 {
            let count = (0..counter).map(|bit| signed(length >> (counter - 1 - bit) & 1 == 1, seen[4 + bit]));
            let count: f32 = count.sum();
            let behind = header + 8 * length;
            let zeros: f32 = seen[behind..text.len().min(behind + closing)]
                .iter()
                .map(|v| -v)
                .sum();
            let padding = (behind + closing..text.len().saturating_sub(7)).step_by(8);
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
            // For each set, the best path through a transition on it at this position.
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
                    let padding = at.checked_sub(behind + closing);
                    let one = padding.is_some_and(|n| PADDING[n / 8 % 2] << (n % 8) & 0x80 != 0);
                    put(at, one, score);
                }
            }
            backward = now;
        }
        // The mode indicator is known: byte mode, 0100.
        for (bit, one) in [false, true, false, false].into_iter().enumerate() {
            put(bit, one, 0.0);
        }
        for (index, [zero, one]) in text.iter().zip(best) {
            if one > NEVER || zero > NEVER {
                bits[*index] = ((one - zero) / 2.0).clamp(-SURE, SURE);
            }
        }
    }
}

/// The largest log-likelihood ratio: more than any module's.
const SURE: f32 = 1e6;
