//! How many people a body has, as far as a plan fixes it.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ballot::Bounds;

/// The name under which a [`Size`] asks to be read: a whole number, or a choice.
pub(crate) const NEWTYPE: &str = "Size";

/// How many people a body has. A number alone says exactly so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Exactly so many. Written `9`, or `{ exactly = 9 }`.
    Exactly(u32),
    /// At least so many.
    AtLeast(u32),
    /// At most so many.
    AtMost(u32),
    /// About so many (左右).
    About(u32),
    /// Between these.
    Between(Bounds),
}

impl Size {
    /// The number, where there is exactly one.
    pub fn exact(&self) -> Option<u32> {
        match self {
            Size::Exactly(n) => Some(*n),
            Size::Between(bounds) if bounds.least == bounds.most => Some(bounds.most),
            _ => None,
        }
    }

    /// The smallest number.
    pub fn least(&self) -> u32 {
        match self {
            Size::Exactly(n) | Size::AtLeast(n) => *n,
            Size::Between(bounds) => bounds.least,
            Size::AtMost(_) | Size::About(_) => 0,
        }
    }

    /// The largest number, where there is one.
    pub fn most(&self) -> Option<u32> {
        match self {
            Size::Exactly(n) | Size::AtMost(n) => Some(*n),
            Size::Between(bounds) => Some(bounds.most),
            Size::AtLeast(_) | Size::About(_) => None,
        }
    }

    /// Whether so many fit. About so many fits any number: a body says so.
    pub fn holds(&self, n: u32) -> bool {
        n >= self.least() && self.most().is_none_or(|most| n <= most)
    }
}

impl From<u32> for Size {
    fn from(n: u32) -> Size {
        Size::Exactly(n)
    }
}

/// `9`, `≥ 9`, `≤ 9`, `≈ 9`, `9–11`: for tables and labels that have no room for a sentence.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Size::Exactly(n) => write!(f, "{n}"),
            Size::AtLeast(n) => write!(f, "≥ {n}"),
            Size::AtMost(n) => write!(f, "≤ {n}"),
            Size::About(n) => write!(f, "≈ {n}"),
            Size::Between(bounds) => write!(f, "{}–{}", bounds.least, bounds.most),
        }
    }
}

/// The forms that are written as tables.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Form {
    Exactly(u32),
    AtLeast(u32),
    AtMost(u32),
    About(u32),
    Between(Bounds),
}

impl From<Form> for Size {
    fn from(form: Form) -> Size {
        match form {
            Form::Exactly(n) => Size::Exactly(n),
            Form::AtLeast(n) => Size::AtLeast(n),
            Form::AtMost(n) => Size::AtMost(n),
            Form::About(n) => Size::About(n),
            Form::Between(bounds) => Size::Between(bounds),
        }
    }
}

impl Serialize for Size {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            // A plan that gives a number has it in its hash as it always had.
            Size::Exactly(n) => serializer.serialize_u32(n),
            Size::AtLeast(n) => Form::AtLeast(n).serialize(serializer),
            Size::AtMost(n) => Form::AtMost(n).serialize(serializer),
            Size::About(n) => Form::About(n).serialize(serializer),
            Size::Between(bounds) => Form::Between(bounds).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NEWTYPE, Read)
    }
}

/// As with [`crate::Stated`]: any deserializer hands itself over, and the reader of plan files knows [`NEWTYPE`] and
/// tells number from table itself, so that it can name the place of a fault.
struct Read;

impl<'de> Visitor<'de> for Read {
    type Value = Size;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or a table such as { at-least = 9 }")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Size, D::Error> {
        let tree = serde_json::Value::deserialize(deserializer)?;
        if tree.is_number() {
            return u32::deserialize(tree).map(Size::Exactly).map_err(serde::de::Error::custom);
        }
        Form::deserialize(tree).map(Size::from).map_err(serde::de::Error::custom)
    }

    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<Size, E> {
        u32::try_from(n).map(Size::Exactly).map_err(E::custom)
    }

    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<Size, E> {
        u32::try_from(n).map(Size::Exactly).map_err(E::custom)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Size, D::Error> {
        Form::deserialize(deserializer).map(Size::from)
    }
}

impl JsonSchema for Size {
    fn schema_name() -> Cow<'static, str> {
        "Size".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Form::json_schema(generator);
        let number = json_schema!({ "type": "integer", "minimum": 0 });
        if let Some(forms) = schema.get_mut("oneOf").and_then(serde_json::Value::as_array_mut) {
            forms.insert(0, number.to_value());
        }
        schema
    }
}
