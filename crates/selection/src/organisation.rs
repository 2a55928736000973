//! The organisation's own ledger: which selections were opened here, and who administers the installation.
//!
//! Accounts and passwords are kept by the store and never stand in a ledger; what stands here is who was given or lost
//! the administrator's part, by handle, which plan became a selection, and where the access journal ended: a chain alone
//! does not show that its tail was cut off.

use imbl::{OrdMap, OrdSet};
use plan::Instant;
use serde::{Deserialize, Serialize};

/// The name under which the organisation's log is kept.
pub const LOG: &str = "organisation";

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// Somebody became an administrator.
    AdminGiven {
        /// Account handle.
        account: String,
    },
    /// Somebody is no longer an administrator.
    AdminTaken {
        /// Account handle.
        account: String,
    },
    /// A plan became a selection.
    SelectionOpened {
        /// Selection id.
        selection: String,
        /// Hash of its plan, hex.
        plan: String,
    },
    /// Where the access journal ends.
    JournalEntered {
        /// Rows.
        size: u64,
        /// Hash of the last one, hex.
        hash: String,
    },
}

/// The newest head of the access journal that was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalEntered {
    /// When.
    pub at: Instant,
    /// Rows.
    pub size: u64,
    /// Hash of the last one, hex.
    pub hash: String,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Organisation {
    /// Number of entries.
    pub n: u64,
    /// Administrators by account handle.
    pub admins: OrdSet<String>,
    /// Selections with the time they were opened and their plan's hash.
    pub selections: OrdMap<String, (Instant, String)>,
    /// The newest head of the access journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<JournalEntered>,
}

/// Why the organisation refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum OrganisationError {
    /// A selection of that name is here already.
    #[error("a selection `{0}` is here already")]
    SelectionExists(String),
    /// A journal never gets shorter.
    #[error("a journal of {size} rows cannot follow one of {entered}")]
    JournalShorter {
        /// Rows now.
        size: u64,
        /// Rows entered before.
        entered: u64,
    },
    /// The last administrator cannot go.
    #[error("the last administrator cannot be removed")]
    LastAdmin,
}

impl Organisation {
    /// Checks an entry against the state.
    ///
    /// # Errors
    /// See [`OrganisationError`].
    pub fn check(&self, entry: &Entry) -> Result<(), OrganisationError> {
        match entry {
            Entry::SelectionOpened { selection, .. } if self.selections.contains_key(selection) => {
                Err(OrganisationError::SelectionExists(selection.clone()))
            }
            Entry::AdminTaken { account } if self.admins.len() == 1 && self.admins.contains(account) => {
                Err(OrganisationError::LastAdmin)
            }
            Entry::JournalEntered { size, .. } => match &self.journal {
                Some(known) if *size < known.size => {
                    Err(OrganisationError::JournalShorter { size: *size, entered: known.size })
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Folds an entry into the state.
    pub fn apply(&mut self, at: Instant, entry: &Entry) {
        self.n += 1;
        match entry {
            Entry::AdminGiven { account } => {
                self.admins.insert(account.clone());
            }
            Entry::AdminTaken { account } => {
                self.admins.remove(account);
            }
            Entry::SelectionOpened { selection, plan } => {
                self.selections.insert(selection.clone(), (at, plan.clone()));
            }
            Entry::JournalEntered { size, hash } => {
                self.journal = Some(JournalEntered { at, size: *size, hash: hash.clone() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_access_journal_never_gets_shorter() {
        let entered = |size| Entry::JournalEntered { size, hash: "ab".repeat(32) };
        let mut organisation = Organisation::default();
        assert_eq!(organisation.check(&entered(5)), Ok(()));
        organisation.apply(Instant(1), &entered(5));
        assert_eq!(organisation.check(&entered(5)), Ok(()));
        let shorter = OrganisationError::JournalShorter { size: 4, entered: 5 };
        assert_eq!(organisation.check(&entered(4)), Err(shorter));
    }
}
