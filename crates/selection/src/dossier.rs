//! The personal parts behind a handle, and what `decide` may ask of the world outside the fold.
//!
//! `decide` writes every fact it relied on into the entry's body, so that the fold never needs a dossier.

use serde::{Deserialize, Serialize};

use crate::BallotHead;
use crate::seal::{Gate, OpeningFacts};

/// What the public may read of somebody once a list that carries them is public (class `disclosed`).
///
/// The allow-list of published fields: name, gender, unit, position, deeds. Nothing else is ever published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name of a person or group, title of a work.
    pub name: String,
    /// Gender as printed; empty for groups and works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gender: String,
    /// Employer or unit in words; for a work its author.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    /// Position.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub position: String,
    /// One line for cards.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tagline: String,
    /// 简要事迹; for a work its description.
    pub brief: String,
    /// Deeds, a fact a line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deeds: Vec<String>,
    /// File id of a portrait that was uploaded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub portrait: String,
}

/// What is never published (class `person`), encrypted under the subject's own key.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// ID number, GB 11643; empty for groups and works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id_number: String,
    /// Mobile number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Keyed hash of the ID number, hex: finds the same person again without showing who it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id_key: String,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

/// Work notes and grounds (class `office`): never public.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The text.
    pub text: String,
    /// How the writer can be reached, where they said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// The writer's name, where they gave it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Note(…)")
    }
}

/// Text for the public that is not about one nominee: reasons of a resolution, a ruling, a piece (class `disclosed`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicText {
    /// Title; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text.
    pub text: String,
}

/// Whose sheet or recusal an entry is, by name (class `disclosed`): only where the plan has sheets signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The judge's name, as the house knows who holds the seat.
    pub name: String,
    /// The candidate it is about.
    pub nominee: String,
}

/// Which department a clearance was asked of (class `office`): never public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Department id.
    pub department: String,
}

/// Why an ID or telephone number was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFault(pub &'static str);

/// What `decide` may ask of the world outside the fold. All answers are facts of the moment; those that matter go
/// into the body.
pub trait Dossiers {
    /// The keyed hash (hex) of a well-formed ID number, or what is wrong with it.
    fn identify(&self, id_number: &str) -> Result<String, NumberFault>;
    /// Whether a mobile number is well formed.
    fn phone_ok(&self, phone: &str) -> bool;
    /// Whether a text holds anything that looks like an ID or mobile number.
    fn has_personal_number(&self, text: &str) -> bool;
    /// Handles of nominees with this keyed hash.
    fn same_person(&self, id_key: &str) -> Vec<String>;
    /// The name of whoever holds a seat.
    fn holder(&self, seat: &str) -> Option<String>;
    /// Whether one person holds two seats.
    fn same_holder(&self, seat: &str, other: &str) -> bool;
    /// The handle of the newest clearance that a department was asked for on a nominee.
    fn clearance(&self, nominee: &str, department: &str) -> Option<String>;
    /// A keyed number for a text: an order that nobody outside can foresee.
    fn lot(&self, text: &str) -> u64;
    /// Size, root and tallies of a vote's ballots, all admitted ones settled.
    fn ballots(&self, stage: &str) -> Option<BallotHead>;
    /// The opening of all sealed entries of a gate that are not open yet.
    fn opening(&self, gate: &Gate) -> Option<OpeningFacts>;
    /// Holiday notices issued on or before a date, for the years named.
    fn calendar_notices(&self, issued_by: jiff::civil::Date) -> Vec<plan::calendar::YearNotice>;
}
