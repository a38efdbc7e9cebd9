//! The kinds of mutants, each a function that writes one or a few entries on top of an honest record.

mod authority;
mod evidence;
mod figures;
mod texts;

use super::{Record, vkey};
use serde_json::Value;

/// A kind of mutant.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Whether little counts any more after it.
    pub(super) ends: bool,
    pub(super) make: fn(&mut Record),
}

const fn kind(name: &'static str, make: fn(&mut Record)) -> Kind {
    Kind {
        name,
        ends: false,
        make,
    }
}

const fn last(name: &'static str, make: fn(&mut Record)) -> Kind {
    Kind {
        name,
        ends: true,
        make,
    }
}

pub(super) const KINDS: [Kind; 36] = [
    kind(
        "account declared again, with other stages, too late",
        authority::account,
    ),
    kind("amend with wrong words, or by another", authority::amend),
    kind("bounds beyond a registrar's", authority::beyond_bounds),
    kind("grant of a grant", authority::grant_of_a_grant),
    kind("grants to too many keys", authority::too_many_grants),
    kind("key that is in use", authority::key_in_use),
    kind(
        "key without a role, or with another one",
        authority::another_signer,
    ),
    kind("out of time", authority::out_of_time),
    kind("register with other stations or extents", authority::register),
    kind("withhold of what may not be, or by one", authority::withhold),
    last("close, and what is written after it", authority::close),
    last("recovery by too few", authority::recovery_by_too_few),
    last("recovery to a key in use", authority::recovery_to_a_key_in_use),
    last("recovery twice, with other lines", authority::recovery_twice),
    last(
        "revoked, void, then given again",
        authority::void_then_given_again,
    ),
    kind("capture of another contest, station or none", evidence::capture),
    kind("evidence that is not there", evidence::without_evidence),
    kind("machine", evidence::machine),
    kind("message without a gateway", evidence::message),
    kind("pages in another order, or twice", evidence::pages),
    kind("seal never opened", evidence::seal_never_opened),
    kind("seal opened twice or after another", evidence::seal_opened_late),
    kind("seal opened wrongly", evidence::seal_opened_wrongly),
    kind("sealed twice", evidence::sealed_twice),
    kind(
        "correction of what is not one's own, or twice",
        figures::correction,
    ),
    kind("empty row, and a figure after it", figures::empty_row),
    kind(
        "figure that differs, is illegible or out of range",
        figures::figure,
    ),
    kind("further figures and options that are unknown", figures::unknown),
    kind("row doubled", figures::row_doubled),
    kind("row of another area, contest or account", figures::row_elsewhere),
    kind("ruling on what is not there", figures::ruling),
    kind("stage that is another's, or none", figures::stage),
    kind("line added, taken or damaged", texts::lines),
    kind("the same again, by others", texts::again),
    kind("JSON that two parsers read differently", texts::json),
    kind("JSON with room, spaces, another order", texts::same_json),
];

impl Record {
    /// Writes an honest entry's like with one member changed.
    fn write_with(&mut self, kind: &str, body: Value, signers: &[&'static str]) {
        let said = super::Said {
            kind: kind.to_owned(),
            body,
            signers: signers.to_vec(),
        };
        self.write(&said);
    }

    /// One of these.
    fn choose<T: Clone>(&mut self, list: &[T]) -> T {
        self.draw.pick(list).clone()
    }
}

/// Any key that was given a role, but the operators'.
const HOLDERS: [&str; 13] = [
    "imp-council",
    "imp-campaign",
    "imp-first",
    "agent-a",
    "agent-1",
    "agent-b",
    "typist-1",
    "typist-2",
    "gateway-1",
    "reviewer-1",
    "observer-1",
    "registrar-1",
    "given-1",
];

/// A `key` entry.
fn grant(name: &str, role: &str, bounds: Value) -> Value {
    let mut body = bounds;
    body["key"] = vkey(name).into();
    body["role"] = role.into();
    body
}

/// What the seed of a new key is called.
const NEW: [&str; 8] = [
    "new-1", "new-2", "new-3", "new-4", "new-5", "new-6", "new-7", "new-8",
];
