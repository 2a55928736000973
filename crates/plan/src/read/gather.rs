//! Deserialising a tree so that *every* fault of shape is told, not the first one alone.
//!
//! serde stops at its first error. [`gather`] notes the error with its place, repairs the tree there (an unknown key is
//! taken out; a wrong or missing value becomes a [`Value::Hole`], which fits every type) and begins again. Each pass
//! takes one fault away, so it ends; and a fault never shows twice, nor as the "missing key" that its removal would
//! cause.

use std::fmt;

use serde::de::{self, DeserializeOwned, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::tree::{Node, Step, Value};
use crate::{after, size, stated};

/// What is wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snag {
    /// From the root.
    pub path: Vec<Step>,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Unknown {
        key: String,
        known: &'static [&'static str],
    },
    Missing {
        key: &'static str,
    },
    /// A value of another shape; the word is a key of the message files.
    Shape {
        wanted: &'static str,
    },
    Choice {
        found: String,
        known: &'static [&'static str],
    },
    Date {
        found: String,
    },
    Moment {
        found: String,
    },
    Number {
        found: String,
    },
    /// A type's own refusal, in its words.
    Value {
        said: String,
    },
}

/// Faults told before gathering gives up.
pub(super) const MOST: usize = 100;

/// Reads a value out of a tree, or tells everything that is wrong with it. The tree is repaired on the way.
pub(super) fn gather<T: DeserializeOwned>(tree: &mut Node) -> Result<T, Vec<Snag>> {
    let mut snags = Vec::new();
    loop {
        match T::deserialize(&*tree) {
            Ok(value) if snags.is_empty() => return Ok(value),
            Ok(_) => return Err(snags),
            Err(snag) => {
                repair(tree, &snag);
                snags.push(snag);
                if snags.len() == MOST {
                    return Err(snags);
                }
            }
        }
    }
}

fn repair(tree: &mut Node, snag: &Snag) {
    let Some(node) = tree.at_mut(&snag.path) else { return };
    match &snag.what {
        What::Unknown { key, .. } if node.remove(key).is_some() => {}
        What::Missing { key } if matches!(node.value, Value::Table(_)) => {
            node.insert(key, Node { value: Value::Hole, place: node.place });
        }
        _ => node.value = Value::Hole,
    }
}

impl Snag {
    fn new(what: What) -> Snag {
        Snag { path: Vec::new(), what }
    }

    fn shape(wanted: &'static str) -> Snag {
        Snag::new(What::Shape { wanted })
    }

    fn below(mut self, step: Step) -> Snag {
        self.path.insert(0, step);
        self
    }
}

impl fmt::Display for Snag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.what)
    }
}

impl std::error::Error for Snag {}

impl de::Error for Snag {
    fn custom<T: fmt::Display>(said: T) -> Self {
        let said = said.to_string();
        // This crate's own refusals come in English words, of which the reader's language wants the value alone.
        let quoted = |mark: &str| {
            let (found, _) = said.strip_prefix('`')?.split_once(mark)?;
            Some(found.to_owned())
        };
        Snag::new(if let Some(found) = quoted("` is not a date") {
            What::Moment { found }
        } else if let Some(found) = quoted("` is not an exact number") {
            What::Number { found }
        } else if said.starts_with("an exact number") {
            What::Shape { wanted: "plan-shape-number" }
        } else {
            What::Value { said }
        })
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Snag::new(What::Unknown { key: key.to_owned(), known })
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        Snag::new(What::Choice { found: found.to_owned(), known })
    }

    fn missing_field(key: &'static str) -> Self {
        Snag::new(What::Missing { key })
    }
}

/// What a hole gives where text is asked for: also a date, the one text in a plan that must be of a form.
const HOLE_TEXT: &str = "2000-01-01";

macro_rules! whole {
    ($($ask:ident)*) => {$(
        fn $ask<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
            match &self.value {
                // A negative number or one too large is the same mistake to the writer: not a count.
                Value::Whole(n) => visitor.visit_i64(*n).map_err(|_: Snag| Snag::shape("plan-shape-whole")),
                Value::Hole => visitor.visit_u64(0),
                _ => Err(Snag::shape("plan-shape-whole")),
            }
        }
    )*};
}

impl<'de> de::Deserializer<'de> for &'de Node {
    type Error = Snag;

    whole! {
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
    }

    // Asked by an exact number, which may be written 30 or "0.5", and by a choice between true, false and a word.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        match &self.value {
            Value::Whole(n) => visitor.visit_i64(*n),
            Value::Text(text) => visitor.visit_str(text),
            Value::Flag(flag) => visitor.visit_bool(*flag),
            Value::Hole => visitor.visit_u64(0),
            _ => Err(Snag::shape("plan-shape-number")),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        match &self.value {
            Value::Flag(flag) => visitor.visit_bool(*flag),
            Value::Hole => visitor.visit_bool(false),
            _ => Err(Snag::shape("plan-shape-flag")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        match &self.value {
            Value::Text(text) => visitor.visit_str(text),
            Value::Hole => visitor.visit_str(HOLE_TEXT),
            _ => Err(Snag::shape("plan-shape-text")),
        }
    }

    // A `String` asks for an owned one; who asks for a borrowed one here is a date.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        match &self.value {
            Value::Text(text) => {
                visitor.visit_str(text).map_err(|_: Snag| Snag::new(What::Date { found: text.clone() }))
            }
            Value::Hole => visitor.visit_str(HOLE_TEXT),
            _ => Err(Snag::shape("plan-shape-date")),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        match &self.value {
            Value::Hole => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Snag> {
        if name == size::NEWTYPE {
            return match &self.value {
                Value::Whole(n) => visitor.visit_i64(*n).map_err(|_: Snag| Snag::shape("plan-shape-whole")),
                Value::Hole => visitor.visit_u64(0),
                Value::Table(_) => visitor.visit_some(self),
                _ => Err(Snag::shape("plan-shape-size")),
            };
        }
        if name == after::NEWTYPE {
            return match &self.value {
                Value::Text(text) => visitor.visit_str(text),
                Value::Hole => visitor.visit_str(HOLE_TEXT),
                Value::List(_) => visitor.visit_some(self),
                _ => Err(Snag::shape("plan-shape-text")),
            };
        }
        if name != stated::NEWTYPE {
            return visitor.visit_newtype_struct(self);
        }
        match &self.value {
            Value::Hole => visitor.visit_unit(),
            Value::Text(text) if text == stated::NOT_STATED => visitor.visit_unit(),
            Value::Table(pairs) if pairs.iter().any(|(key, _)| key == stated::CONTRADICTORY) => {
                visitor.visit_map(Pairs::new(pairs))
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        match &self.value {
            Value::List(items) => visitor.visit_seq(Items { items, next: 0 }),
            Value::Hole => visitor.visit_seq(Items { items: &[], next: 0 }),
            _ => Err(Snag::shape("plan-shape-list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        match &self.value {
            Value::Table(pairs) => visitor.visit_map(Pairs::new(pairs)),
            Value::Hole => visitor.visit_map(Pairs::new(&[])),
            _ => Err(Snag::shape("plan-shape-table")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Snag> {
        match &self.value {
            Value::Hole => visitor.visit_map(Holes { fields, next: 0, node: self }),
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Snag> {
        let choice = match &self.value {
            Value::Text(tag) => Choice { tag, content: None },
            Value::Hole => Choice { tag: variants.first().copied().unwrap_or_default(), content: Some(self) },
            Value::Table(pairs) => match pairs.as_slice() {
                [(tag, content)] => Choice { tag, content: Some(content) },
                _ => return Err(Snag::shape("plan-shape-choice")),
            },
            _ => return Err(Snag::shape("plan-shape-choice")),
        };
        visitor.visit_enum(choice)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Snag> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct }
}

struct Items<'de> {
    items: &'de [Node],
    next: usize,
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Snag;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Snag> {
        let Some(item) = self.items.get(self.next) else { return Ok(None) };
        let index = self.next;
        self.next += 1;
        seed.deserialize(item).map(Some).map_err(|snag| snag.below(Step::Index(index)))
    }
}

struct Pairs<'de> {
    pairs: std::slice::Iter<'de, (String, Node)>,
    value: Option<&'de (String, Node)>,
}

impl<'de> Pairs<'de> {
    fn new(pairs: &'de [(String, Node)]) -> Pairs<'de> {
        Pairs { pairs: pairs.iter(), value: None }
    }
}

impl<'de> de::MapAccess<'de> for Pairs<'de> {
    type Error = Snag;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Snag> {
        self.value = self.pairs.next();
        self.value.map(|(key, _)| seed.deserialize(key.as_str().into_deserializer())).transpose()
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Snag> {
        let (key, node) = self.value.take().ok_or_else(|| Snag::shape("plan-shape-table"))?;
        seed.deserialize(node).map_err(|snag| snag.below(Step::Key(key.clone())))
    }
}

/// The fields of a table that is a hole: holes.
struct Holes<'de> {
    fields: &'static [&'static str],
    next: usize,
    node: &'de Node,
}

impl<'de> de::MapAccess<'de> for Holes<'de> {
    type Error = Snag;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Snag> {
        let key = self.fields.get(self.next);
        self.next += 1;
        key.map(|key| seed.deserialize((*key).into_deserializer())).transpose()
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Snag> {
        seed.deserialize(self.node)
    }
}

/// A choice as written: `"seats"`, or `{ count = 12 }`.
struct Choice<'de> {
    tag: &'de str,
    content: Option<&'de Node>,
}

impl<'de> de::EnumAccess<'de> for Choice<'de> {
    type Error = Snag;
    type Variant = Content<'de>;

    fn variant_seed<S: de::DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Content<'de>), Snag> {
        let choice = seed.deserialize(self.tag.into_deserializer())?;
        Ok((choice, Content { tag: self.tag, content: self.content }))
    }
}

struct Content<'de> {
    tag: &'de str,
    content: Option<&'de Node>,
}

impl<'de> Content<'de> {
    fn node(&self) -> Result<&'de Node, Snag> {
        self.content.ok_or_else(|| Snag::shape("plan-shape-content"))
    }

    /// A hole has no key of its own to step down to.
    fn below(&self, snag: Snag) -> Snag {
        match self.content.map(|node| &node.value) {
            Some(Value::Hole) => snag,
            _ => snag.below(Step::Key(self.tag.to_owned())),
        }
    }
}

impl<'de> de::VariantAccess<'de> for Content<'de> {
    type Error = Snag;

    fn unit_variant(self) -> Result<(), Snag> {
        match self.content.map(|node| &node.value) {
            None | Some(Value::Hole) => Ok(()),
            Some(_) => Err(Snag::shape("plan-shape-word")),
        }
    }

    fn newtype_variant_seed<S: de::DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Snag> {
        seed.deserialize(self.node()?).map_err(|snag| self.below(snag))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Snag> {
        de::Deserializer::deserialize_seq(self.node()?, visitor).map_err(|snag| self.below(snag))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Snag> {
        de::Deserializer::deserialize_struct(self.node()?, "", fields, visitor)
            .map_err(|snag| self.below(snag))
    }
}
