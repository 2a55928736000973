//! Lists in order of preference, one for each award: an award goes to the first on its list who holds no higher one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An award with its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardList {
    /// The award (by id).
    pub award: String,
    /// How many may have it.
    pub seats: u64,
    /// Candidates, most preferred first.
    pub order: Vec<String>,
}

/// What became of one award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The award (by id).
    pub award: String,
    /// Who have it, in the order of the list; fewer than its seats where the list ends.
    pub to: Vec<String>,
    /// Who was passed over on the way, with the higher award (by id) they hold.
    pub passed_over: Vec<(String, String)>,
}

/// Gives the awards, the highest first as listed. `held` are awards from before, by candidate. Where nobody is barred
/// from a second award, `one_each` is false, and every list is followed as it stands.
pub fn lists(awards: &[AwardList], held: &BTreeMap<String, String>, one_each: bool) -> Vec<Given> {
    let mut held = held.clone();
    let mut all = Vec::new();
    for AwardList { award, seats, order } in awards {
        let mut given = Given { award: award.clone(), to: Vec::new(), passed_over: Vec::new() };
        for candidate in order {
            if given.to.len() as u64 == *seats {
                break;
            }
            if given.to.contains(candidate) {
                continue;
            }
            match held.get(candidate).filter(|_| one_each) {
                Some(higher) => given.passed_over.push((candidate.clone(), higher.clone())),
                None => given.to.push(candidate.clone()),
            }
        }
        for candidate in &given.to {
            held.entry(candidate.clone()).or_insert_with(|| award.clone());
        }
        all.push(given);
    }
    all
}
