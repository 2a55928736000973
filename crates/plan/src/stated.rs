//! A value that a plan may leave out on purpose.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The words that stand for silence in a plan file.
pub const NOT_STATED: &str = "not stated";

/// The key of a contradiction's table.
pub(crate) const CONTRADICTORY: &str = "contradictory";

/// The name under which a [`Stated`] asks to be read.
pub(crate) const NEWTYPE: &str = "Stated";

/// What a plan says about one rule: a value, nothing, or two things that exclude each other.
///
/// Silence and contradiction are values of their own (README of the real plans, dimension 22). A count that meets
/// either is `undecided`; no code may put a default in their place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stated<T> {
    /// The plan is silent. Written `"not stated"`.
    #[default]
    NotStated,
    /// The plan says things that cannot all hold. Written `{ contradictory = ["…", "…"] }`.
    Contradictory(Vec<String>),
    /// The plan says so.
    Is(T),
}

impl<T> Stated<T> {
    /// The value, where there is exactly one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Stated::Is(value) => Some(value),
            _ => None,
        }
    }

    /// True where the plan is silent.
    pub fn is_silent(&self) -> bool {
        matches!(self, Stated::NotStated)
    }

    /// True where the plan gives exactly one value.
    pub fn is_stated(&self) -> bool {
        matches!(self, Stated::Is(_))
    }
}

impl<T: JsonSchema> JsonSchema for Stated<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Stated{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({
            "anyOf": [
                value,
                { "const": NOT_STATED },
                {
                    "type": "object",
                    "properties": { CONTRADICTORY: { "type": "array", "items": { "type": "string" } } },
                    "required": [CONTRADICTORY],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contradictory {
    contradictory: Vec<String>,
}

impl<T: Serialize> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Stated::NotStated => serializer.serialize_str(NOT_STATED),
            Stated::Contradictory(said) => {
                Contradictory { contradictory: said.clone() }.serialize(serializer)
            }
            Stated::Is(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: serde::de::DeserializeOwned> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NEWTYPE, Said(PhantomData))
    }
}

/// Takes what is said in either of two ways: any deserializer hands itself over as a newtype's content; the reader of
/// plan files knows [`NEWTYPE`] and tells the three cases apart itself, so that it can name the place of a fault.
struct Said<T>(PhantomData<T>);

impl<'de, T: serde::de::DeserializeOwned> Visitor<'de> for Said<T> {
    type Value = Stated<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value or \"{NOT_STATED}\"")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // Through a tree rather than `untagged`, so that a wrong value is told in the words of `T`'s own error.
        let tree = serde_json::Value::deserialize(deserializer)?;
        if tree.as_str() == Some(NOT_STATED) {
            return Ok(Stated::NotStated);
        }
        if tree.get(CONTRADICTORY).is_some() {
            let said = Contradictory::deserialize(tree).map_err(serde::de::Error::custom)?;
            return Ok(Stated::Contradictory(said.contradictory));
        }
        T::deserialize(tree).map(Stated::Is).map_err(serde::de::Error::custom)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        Ok(Stated::NotStated)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let said = Contradictory::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Stated::Contradictory(said.contradictory))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(Stated::Is)
    }
}
