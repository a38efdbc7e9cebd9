//! Texts that are spread over several codes (structured append, ISO/IEC 18004:2015, clause 8).

use super::symbol::Code;

/// The parts of one text that were found, at most one of each number.
#[derive(Debug)]
pub(super) struct Parts {
    of: u8,
    parity: u8,
    codes: Vec<(u8, u8, Code)>,
}

impl Parts {
    /// Files a code with the other parts of its text, if it is a part.
    pub(super) fn file(all: &mut Vec<Parts>, code: &Code) {
        let Some(part) = code.part else { return };
        let own = all
            .iter()
            .position(|parts| (parts.of, parts.parity) == (part.of, part.parity))
            .unwrap_or_else(|| {
                all.push(Parts {
                    of: part.of,
                    parity: part.parity,
                    codes: Vec::new(),
                });
                all.len() - 1
            });
        let codes = &mut all[own].codes;
        if codes.iter().all(|(number, ..)| *number != part.number) {
            codes.push((part.number, part.own, code.clone()));
            codes.sort_by_key(|(number, ..)| *number);
        }
    }

    /// How many parts the text has.
    pub(super) fn of(&self) -> u8 {
        self.of
    }

    /// The parts that were not found, from 1.
    pub(super) fn missing(&self) -> Vec<u8> {
        let found = |number: u8| self.codes.iter().any(|(own, ..)| *own == number);
        (0..self.of)
            .filter(|number| !found(*number))
            .map(|n| n + 1)
            .collect()
    }

    /// The whole text as one code, in the place of the first; `None` while parts are missing, or where the parity says
    /// that these are not parts of one text.
    pub(super) fn joined(&self) -> Option<Code> {
        let [(_, _, first), ..] = &self.codes[..] else {
            return None;
        };
        let parity = self.codes.iter().fold(0, |parity, (_, own, _)| parity ^ own);
        if self.codes.len() < usize::from(self.of) || parity != self.parity {
            return None;
        }
        let codes = || self.codes.iter().map(|(.., code)| code);
        Some(Code {
            payload: codes().flat_map(|code| code.payload.iter().copied()).collect(),
            part: None,
            corrected: codes().map(|code| code.corrected).sum(),
            agreement: codes().fold(f32::MAX, |least, code| least.min(code.agreement)),
            ..first.clone()
        })
    }
}
