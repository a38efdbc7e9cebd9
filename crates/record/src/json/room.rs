//! Room to grow: the key `x` of an entry, a law or words, whose object this version looks through and drops.

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The key.
pub(super) const KEY: &str = "x";

/// The most objects and lists that may stand within each other there, the value of [`KEY`] itself being the first.
const MAX_LEVELS: usize = 8;

/// The largest number there either way: 2^53 − 1, the largest that every JSON parser keeps.
const MAX_NUMBER: u64 = model::claim::MAX_NUMBER;

/// Takes any object that the record's JSON allows, read through a strict deserializer.
#[derive(Clone, Copy)]
pub(super) struct Ignored {
    level: usize,
}

impl Ignored {
    /// The value of [`KEY`].
    pub(super) const OUTERMOST: Ignored = Ignored { level: 1 };

    fn inside<E: de::Error>(self) -> Result<Ignored, E> {
        if self.level > MAX_LEVELS {
            return Err(E::custom(format_args!(
                "nested more than {MAX_LEVELS} levels deep"
            )));
        }
        let level = self.level + 1;
        Ok(Ignored { level })
    }
}

impl<'de> DeserializeSeed<'de> for Ignored {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        match self.level {
            1 => json.deserialize_map(self),
            _ => json.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Ignored {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, a list, a text, an integer, true or false")
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        match number {
            0..=MAX_NUMBER => Ok(()),
            _ => Err(E::custom(format_args!("{number} is over {MAX_NUMBER}"))),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        match number.unsigned_abs() {
            0..=MAX_NUMBER => Ok(()),
            _ => Err(E::custom(format_args!("{number} is under -{MAX_NUMBER}"))),
        }
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let inside = self.inside::<A::Error>()?;
        while list.next_element_seed(inside)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let inside = self.inside::<A::Error>()?;
        while object.next_key::<IgnoredAny>()?.is_some() {
            object.next_value_seed(inside)?;
        }
        Ok(())
    }
}
