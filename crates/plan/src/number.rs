//! Exact numbers as a plan writes them.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An exact number as a plan writes it: `"30"`, `"0.5"`, `"2/3"`, or a TOML integer. Never a float.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    text: String,
    numerator: i128,
    denominator: i128,
}

impl Number {
    /// A share in words: a decimal of whole hundredths as `20%`, anything else as it is written (`2/3`).
    pub(crate) fn share(&self) -> String {
        let (above, below) = self.ratio();
        match above.checked_mul(100) {
            Some(hundred) if self.as_str().contains('.') && hundred % below == 0 => {
                format!("{}%", hundred / below)
            }
            _ => self.as_str().to_owned(),
        }
    }

    /// Numerator and denominator (above 0), as written, not reduced.
    pub fn ratio(&self) -> (i128, i128) {
        (self.numerator, self.denominator)
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// True for zero.
    pub fn is_zero(&self) -> bool {
        self.numerator == 0
    }
}

/// Text that is no exact number.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not an exact number: write 30, \"0.5\" or \"2/3\"")]
pub struct BadNumber(pub String);

impl std::str::FromStr for Number {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadNumber(text.to_owned());
        let digits = |part: &str| -> Result<i128, BadNumber> {
            // 18 digits keep every product of two such numbers inside an i128.
            if part.is_empty() || part.len() > 18 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(bad());
            }
            part.parse().map_err(|_| bad())
        };
        let (numerator, denominator) = if let Some((above, below)) = text.split_once('/') {
            (digits(above)?, digits(below)?)
        } else if let Some((whole, places)) = text.split_once('.') {
            if whole.len() + places.len() > 18 {
                return Err(bad());
            }
            let scale = 10_i128.pow(places.len() as u32);
            (digits(whole)? * scale + digits(places)?, scale)
        } else {
            (digits(text)?, 1)
        };
        if denominator == 0 {
            return Err(bad());
        }
        Ok(Number { text: text.to_owned(), numerator, denominator })
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Integer(u64),
            Text(String),
        }
        let written = Written::deserialize(deserializer)
            .map_err(|_| serde::de::Error::custom("an exact number is written 30, \"0.5\" or \"2/3\""))?;
        let text = match written {
            Written::Integer(n) => n.to_string(),
            Written::Text(text) => text,
        };
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact number: 30, \"0.5\" or \"2/3\"",
            "anyOf": [
                { "type": "integer", "minimum": 0 },
                { "type": "string", "pattern": r"^\d+(\.\d+|/\d+)?$" },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_floats_are_refused() {
        assert_eq!("0.30".parse::<Number>().unwrap().ratio(), (30, 100));
        assert_eq!("2/3".parse::<Number>().unwrap().ratio(), (2, 3));
        for text in ["", "-1", "1/0", "1e3", ".5", "5.", "½", "1234567890123456789"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Number>("0.3").is_err());
        assert_eq!(serde_json::from_str::<Number>("30").unwrap().as_str(), "30");
    }
}
