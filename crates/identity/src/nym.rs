//! What stands for a voter on a ballot (LEDGER.md, "A ballot").
//!
//! A *nym* is a keyed pseudonym: the same voter in the same scope has always the same one, so limits can be counted by
//! anybody from the published ballots (limit k: at most k unique rows of nym, period, slot); nobody without the key can go
//! from a nym to a voter, or try voters until one fits.
//!
//! **Scope.** It is the widest span over which any limit of the plan counts: the whole selection, when a limit does; one
//! period, when every limit is per day. No wider: nyms of two scopes cannot be joined, so a narrow scope shows less of a
//! person's habits. The plan decides it, `plan explain` says it, and the caller passes its name, such as `selection` or
//! `period:2022-12-11`.
//!
//! The key is one key per selection, apart from every other. Auditors check with it; an act destroys it after the
//! objection period, and from then on nyms are no longer personal data.

use crate::ServerKey;

/// The nym of a voter: HMAC-SHA256, cut to 128 bits, at which two of a billion voters meet with a chance below 1 in 10^20.
///
/// `el`: the selection's id. `scope`: see above. `voter`: what the admission found to identify the voter, such as the hash
/// of an invitation code ([`crate::code::code_hash`]) or of an ID number ([`crate::idcard::id_key`]), never the plain thing.
pub fn nym(key: &ServerKey, el: &str, scope: &str, voter: &[u8]) -> [u8; 16] {
    let mac = key.mac("xuanxian/nym/v1", &[el.as_bytes(), scope.as_bytes(), voter]);
    std::array::from_fn(|i| mac[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voter_is_the_same_within_a_scope_and_somebody_else_outside_it() {
        let key = ServerKey::new([3; 32]);
        let monday = nym(&key, "linyi-2022", "period:2022-12-12", b"voter-1");
        assert_eq!(monday, nym(&key, "linyi-2022", "period:2022-12-12", b"voter-1"));
        let others = [
            nym(&key, "linyi-2022", "period:2022-12-13", b"voter-1"),
            nym(&key, "linyi-2023", "period:2022-12-12", b"voter-1"),
            nym(&key, "linyi-2022", "period:2022-12-12", b"voter-2"),
            nym(&ServerKey::new([4; 32]), "linyi-2022", "period:2022-12-12", b"voter-1"),
            nym(&key, "linyi-2022p", "eriod:2022-12-12", b"voter-1"),
        ];
        for other in others {
            assert_ne!(monday, other);
        }
    }

    #[test]
    fn the_nym_never_changes_between_releases() {
        // Reference: python3, hmac over length-prefixed parts; a change here would let people vote twice.
        let key = ServerKey::new([3; 32]);
        let hex: String =
            nym(&key, "linyi-2022", "selection", b"v").iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "c9e80af38952e77eb73c6c944249ba57");
    }
}
