//! Counts kept beside the ballots, so that a start need not read every ballot again.
//!
//! They are bound by a keyed hash to the server's master key: counts that somebody wrote into the file by hand are not
//! believed but made anew from the ballots. What they cover was checked, ballot by ballot, when it was counted.

use desk::Keys;
use identity::secret::same;
use ledger::Hash;
use selection::vote::Tally;
use serde::{Deserialize, Serialize};

/// Counts at one size of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saved {
    /// Ballots counted.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// When the latest of them was admitted, ms.
    pub latest: i64,
    /// Tally of each vote stage and category.
    pub tallies: Vec<(String, String, Tally)>,
}

/// Name under which the counts of a selection are kept.
pub(crate) fn name(el: &str) -> String {
    format!("ballots/{el}")
}

impl Saved {
    /// For keeping: 32 bytes of keyed hash, then JSON.
    pub fn to_bytes(&self, keys: &Keys, el: &str) -> Vec<u8> {
        let json = serde_json::to_vec(self).unwrap_or_default();
        [seal(keys, el, &json).as_slice(), &json].concat()
    }

    /// Reads what [`Saved::to_bytes`] wrote under the same keys, for the same selection.
    pub fn from_bytes(keys: &Keys, el: &str, bytes: &[u8]) -> Option<Saved> {
        let (seal_found, json) = bytes.split_first_chunk::<32>()?;
        if !same(seal_found, &seal(keys, el, json)) {
            return None;
        }
        serde_json::from_slice(json).ok()
    }
}

fn seal(keys: &Keys, el: &str, json: &[u8]) -> [u8; 32] {
    keys.derive(&format!("ballot-counts/{el}/{}", Hash::of(json)))
}
