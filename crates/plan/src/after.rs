//! The stages after whose end a list is computed.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name under which an [`After`] asks to be read: a text, or a list of texts.
pub(crate) const NEWTYPE: &str = "After";

/// The stages (by id) after whose end a list is computed: `"review"`, or `["vote", "review"]` where all have to end.
///
/// It stands for the last one named wherever one stage is asked for. A house that runs a selection takes one alone
/// ([`crate::conduct`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct After(Vec<String>);

impl After {
    /// All of them, as named.
    pub fn ids(&self) -> &[String] {
        &self.0
    }
}

impl Deref for After {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl From<&str> for After {
    fn from(id: &str) -> After {
        After(vec![id.to_owned()])
    }
}

impl From<String> for After {
    fn from(id: String) -> After {
        After(vec![id])
    }
}

impl From<Vec<String>> for After {
    fn from(ids: Vec<String>) -> After {
        After(ids)
    }
}

impl PartialEq<str> for After {
    fn eq(&self, id: &str) -> bool {
        self.0.len() == 1 && **self == *id
    }
}

impl Serialize for After {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [id] => serializer.serialize_str(id),
            ids => ids.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for After {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NEWTYPE, Read)
    }
}

/// As with [`crate::Size`]: the reader of plan files knows [`NEWTYPE`] and tells text from list itself.
struct Read;

impl<'de> Visitor<'de> for Read {
    type Value = After;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a stage, or a list of them")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<After, D::Error> {
        let tree = serde_json::Value::deserialize(deserializer)?;
        if tree.is_string() {
            return String::deserialize(tree).map(After::from).map_err(serde::de::Error::custom);
        }
        Vec::deserialize(tree).map(After).map_err(serde::de::Error::custom)
    }

    fn visit_str<E: serde::de::Error>(self, id: &str) -> Result<After, E> {
        Ok(After::from(id))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<After, D::Error> {
        Vec::deserialize(deserializer).map(After)
    }
}

impl JsonSchema for After {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "After".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
        })
    }
}
