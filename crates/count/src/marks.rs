//! Totals and scores in JSON: a whole number as a number, any other exact number as a string. One value has one
//! spelling, and whole totals look as they always have.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::exact::Exact;

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Mark {
    Whole(u64),
    Other(Exact),
}

/// Writes a list of marks.
pub(crate) fn serialize<S: Serializer>(marks: &[Exact], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(marks.iter().map(|mark| match mark.to_string().parse() {
        Ok(whole) => Mark::Whole(whole),
        Err(_) => Mark::Other(mark.clone()),
    }))
}

/// Reads a list of marks.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Exact>, D::Error> {
    let marks = Vec::<Mark>::deserialize(deserializer)?;
    let exact = |mark| match mark {
        Mark::Whole(whole) => Ok(Exact::from(whole)),
        Mark::Other(mark) if mark.to_string().parse::<u64>().is_ok() => {
            Err(D::Error::custom("a whole mark is written as a number"))
        }
        Mark::Other(mark) => Ok(mark),
    };
    marks.into_iter().map(exact).collect()
}
