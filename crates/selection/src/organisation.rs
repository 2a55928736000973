//! The organisation's own ledger: which selections were opened here, and who administers the installation.
//!
//! Accounts and passwords are kept by the store and never stand in a ledger; what stands here is who was given or lost
//! the administrator's part, by handle, and which plan became a selection.

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
}

/// Why the organisation refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum OrganisationError {
    /// A selection of that name is here already.
    #[error("a selection `{0}` is here already")]
    SelectionExists(String),
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
        }
    }
}
