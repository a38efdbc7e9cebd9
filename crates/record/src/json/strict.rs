//! A deserializer over another one that takes each kind of JSON value only where that kind belongs: an object for a
//! struct or a map, a list for a sequence, a text for a string or an enum, an integer for a number.
//!
//! serde's own rules are wider: a derived struct also takes a list of its values, an enum an object with one key, an
//! option `null`. Since the check is made where a type asks for its value, no type can let such a value through.

use super::room::{self, Ignored};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

/// Where in a text a fault lies: the keys and indices on the way to it, the innermost first. Filled only when an error
/// is on its way out.
#[derive(Debug, Default)]
pub(super) struct Place(RefCell<Vec<String>>);

impl Place {
    fn add(&self, step: impl Into<String>) {
        self.0.borrow_mut().push(step.into());
    }

    /// The way from the outermost object, such as `counts.options.ana` or `expected[0].area`.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.borrow().iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }
}

/// The strict deserializer over `json`.
pub(super) struct Strict<'p, D> {
    json: D,
    place: &'p Place,
    /// Whether the object that stands here may have the key [`room::KEY`].
    room: bool,
}

impl<'p, D> Strict<'p, D> {
    /// Reads an object that has room to grow.
    pub(super) fn outermost(json: D, place: &'p Place) -> Self {
        let room = true;
        Strict { json, place, room }
    }
}

/// A kind of JSON value. There is no null, and there are no fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    Boolean,
    Number,
    Text,
    List,
    Object,
}

/// Methods that ask `json` for a value by one of its own methods, and take it only if it is of one kind.
macro_rules! only {
    ($($kind:ident by $ask:ident: $($method:ident($($name:ident: $type:ty),*))+;)+) => {
        $($(
            fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, D::Error> {
                let Strict { json, place, room } = self;
                json.$ask(Only { kind: Kind::$kind, visitor, place, room })
            }
        )+)+
    };
}

/// Methods for values that the record's JSON does not have.
macro_rules! never {
    ($($method:ident($($name:ident: $type:ty),*))+) => {
        $(
            fn $method<V: Visitor<'de>>(self, $($name: $type,)* visitor: V) -> Result<V::Value, D::Error> {
                Err(D::Error::invalid_type(Unexpected::Other("a value that the record does not have"), &visitor))
            }
        )+
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<'_, D> {
    type Error = D::Error;

    only! {
        // What is ignored is read all the same: serde_json skips over texts and numbers without a look at them.
        Any by deserialize_any: deserialize_any() deserialize_ignored_any();
        Boolean by deserialize_bool: deserialize_bool();
        Number by deserialize_u64: deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64();
        Number by deserialize_i64: deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64();
        Text by deserialize_str: deserialize_char() deserialize_str() deserialize_string() deserialize_identifier();
        List by deserialize_seq: deserialize_seq() deserialize_tuple(_len: usize)
            deserialize_tuple_struct(_name: &'static str, _len: usize);
        Object by deserialize_map: deserialize_map()
            deserialize_struct(_name: &'static str, _fields: &'static [&'static str]);
    }

    never! {
        deserialize_f32() deserialize_f64() deserialize_bytes() deserialize_byte_buf() deserialize_unit()
        deserialize_unit_struct(_name: &'static str)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.json.deserialize_str(Choice(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn is_human_readable(&self) -> bool {
        self.json.is_human_readable()
    }
}

/// Gives a visitor a value if it is of one kind.
struct Only<'p, V> {
    kind: Kind,
    visitor: V,
    place: &'p Place,
    room: bool,
}

impl<'de, V: Visitor<'de>> Only<'_, V> {
    fn of<E: de::Error>(self, kind: Kind, found: Unexpected<'_>) -> Result<Self, E> {
        if self.kind == Kind::Any || self.kind == kind {
            Ok(self)
        } else {
            Err(E::invalid_type(found, &self))
        }
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Only<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Object => f.write_str("an object"),
            Kind::List => f.write_str("a list"),
            Kind::Any | Kind::Boolean | Kind::Number | Kind::Text => self.visitor.expecting(f),
        }
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<V::Value, E> {
        let own = self.of::<E>(Kind::Boolean, Unexpected::Bool(value))?;
        own.visitor.visit_bool(value)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<V::Value, E> {
        let own = self.of::<E>(Kind::Number, Unexpected::Unsigned(number))?;
        own.visitor.visit_u64(number)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<V::Value, E> {
        let own = self.of::<E>(Kind::Number, Unexpected::Signed(number))?;
        own.visitor.visit_i64(number)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<V::Value, E> {
        let own = self.of::<E>(Kind::Text, Unexpected::Str(text))?;
        own.visitor.visit_str(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<V::Value, A::Error> {
        let own = self.of::<A::Error>(Kind::List, Unexpected::Seq)?;
        own.visitor.visit_seq(Items {
            list,
            place: own.place,
            next: 0,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<V::Value, A::Error> {
        let own = self.of::<A::Error>(Kind::Object, Unexpected::Map)?;
        own.visitor.visit_map(Members {
            object,
            place: own.place,
            room: own.room,
            keys: Vec::new(),
        })
    }
}

/// Gives a visitor of an enum without values the text that names one.
struct Choice<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Choice<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<V::Value, E> {
        self.0.visit_enum(StrDeserializer::new(text))
    }
}

/// Reads a value strictly.
struct Seed<'p, S> {
    seed: S,
    place: &'p Place,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Seed<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<S::Value, D::Error> {
        let Seed { seed, place } = self;
        let room = false;
        seed.deserialize(Strict { json, place, room })
    }
}

/// The values of a list.
struct Items<'p, A> {
    list: A,
    place: &'p Place,
    next: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let (place, at) = (self.place, self.next);
        self.next += 1;
        self.list
            .next_element_seed(Seed { seed, place })
            .inspect_err(|_| place.add(format!("[{at}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        self.list.size_hint()
    }
}

/// The members of an object, whose keys are all different.
struct Members<'p, 'de, A> {
    object: A,
    place: &'p Place,
    room: bool,
    /// Those so far, with their escapes resolved.
    keys: Vec<Cow<'de, str>>,
}

impl<'de, A: MapAccess<'de>> Members<'_, 'de, A> {
    /// Refuses a key that stands there twice. A derived struct has found one of its own before; a map has not.
    fn end(&mut self) -> Result<(), A::Error> {
        if !self.keys.is_sorted_by(|a, b| a < b) {
            self.keys.sort_unstable();
        }
        match self.keys.windows(2).find(|pair| pair[0] == pair[1]) {
            None => Ok(()),
            Some(pair) => Err(A::Error::custom(format_args!("duplicate key {:?}", pair[0]))),
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        while let Some(key) = self.object.next_key_seed(Key)? {
            let for_later = self.room && key == room::KEY;
            self.keys.push(key);
            if !for_later {
                let key = self.keys.last().map_or("", |key| key);
                return seed.deserialize(StrDeserializer::new(key)).map(Some);
            }
            self.next_value_seed(Ignored::OUTERMOST)?;
        }
        self.end()?;
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let (place, keys) = (self.place, &self.keys);
        self.object
            .next_value_seed(Seed { seed, place })
            .inspect_err(|_| place.add(keys.last().map_or("", |key| key)))
    }

    fn size_hint(&self) -> Option<usize> {
        self.object.size_hint()
    }
}

/// Reads a key, borrowed where no escape stands in it.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Cow<'de, str>, D::Error> {
        key.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(key))
    }
}
