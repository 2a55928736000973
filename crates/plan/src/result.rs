//! How votes and sheets become a list.

use serde::{Deserialize, Serialize};

use crate::stage::ListKind;
use crate::stated::Stated;

/// How one list comes about out of votes and sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultRule {
    /// `[a-z0-9-]+`.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// The vote or review stage (by id) after whose end it is computed.
    pub after: String,
    /// The list it leads to.
    pub yields: ListKind,
    /// How the parts become one score.
    pub combine: Stated<Combine>,
    /// How many go on, per category.
    pub take: Stated<Take>,
    /// Who decides: the figures alone, or a body that is informed by them.
    pub decide: Stated<Decide>,
    /// What is tried, in order, where scores are equal at the last seat.
    #[serde(default)]
    pub ties: Stated<Vec<TieStep>>,
    /// Decimal places to which a final score is rounded, half up; not stated: it is not rounded.
    #[serde(default)]
    pub places: Stated<u32>,
    /// Clause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clause: String,
}

/// How parts become one score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Combine {
    /// The weighted sum of the parts.
    Weighted(Vec<Part>),
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The vote or review stage (by id) it comes from.
    pub stage: String,
    /// Its weight; weights of one sum add up to 100. Weight 0: shown, and without effect.
    pub weight: Number,
    /// How a raw figure becomes a part score.
    pub normalise: Stated<Normalise>,
}

/// How a raw figure becomes a part score of 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Normalise {
    /// The figure itself.
    None,
    /// Figure ÷ highest figure of the category × 100.
    DivideByMaximum,
    /// Figure ÷ sum of all figures of the category × 100.
    Share,
}

/// How many go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Take {
    /// As many as the category has seats.
    Seats,
    /// So many in each category.
    Count(u32),
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decide {
    /// The figures: first in rank, first seated.
    Count,
    /// A body by resolution (综合评定, 集体研究决定): the figures inform it.
    Resolution,
}

/// What is tried where scores are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum TieStep {
    /// The higher part score of this stage (by id).
    Part(String),
    /// The higher mean of this criterion (by id).
    Criterion(String),
    /// A resolution of the body.
    Resolution,
    /// All who are equal are seated, also past the seats.
    All,
}

/// An exact number as a plan writes it: `"30"`, `"0.5"`, `"2/3"`, or a TOML integer. Never a float.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    text: String,
    numerator: i128,
    denominator: i128,
}

impl Number {
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
