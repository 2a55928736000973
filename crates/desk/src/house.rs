//! All desks of an installation, and the organisation's own ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::{EntryLeaf, Leaf, V1};
use plan::Plan;
use selection::organisation::{self, LOG, Organisation, OrganisationError};
use selection::{Act, Actor, founding};
use store::{Entropy, JournalHead, NewEntry, Store, StoreError};
use tokio::sync::{Mutex, RwLock};

use crate::desk::DeskError;
use crate::{Clock, Desk, Keys};

/// Why the house did not do something.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    /// The organisation refused.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    /// A desk failed or refused.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The access journal does not hold the head that was entered: a row was changed, or the tail cut off.
    #[error(
        "the access journal does not hold the head of {0} rows that stands in the organisation's ledger: rows were \
         changed or cut off. Keep the folder as it is and look who had access to it."
    )]
    Journal(u64),
    /// The organisation's log cannot be read.
    #[error("entry {0} of the organisation's log cannot be read")]
    Unreadable(u64),
}

/// An installation.
pub struct House {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    keys: Keys,
    desks: RwLock<BTreeMap<String, Desk>>,
    organisation: Mutex<Organisation>,
}

impl House {
    /// Opens everything that is in the store.
    ///
    /// # Errors
    /// [`HouseError`] where a log cannot be read.
    pub async fn open(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        keys: Keys,
    ) -> Result<Arc<House>, HouseError> {
        let mut organisation = Organisation::default();
        loop {
            let rows = store.entries(LOG, organisation.n, 1000).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let Ok(Leaf::Entry(leaf)) = Leaf::decode(&row.entry) else {
                    return Err(HouseError::Unreadable(row.n));
                };
                let tagged = serde_json::json!({ "kind": leaf.kind, "body": leaf.body });
                let entry = serde_json::from_value(tagged).map_err(|_| HouseError::Unreadable(row.n))?;
                organisation.apply(plan::Instant(leaf.at), &entry);
            }
        }
        let mut desks = BTreeMap::new();
        for id in organisation.selections.keys() {
            let desk =
                Desk::open(id, Arc::clone(&store), Arc::clone(&clock), Arc::clone(&entropy), keys.clone())
                    .await?;
            desks.insert(id.clone(), desk);
        }
        let organisation = Mutex::new(organisation);
        Ok(Arc::new(House { store, clock, entropy, keys, desks: RwLock::new(desks), organisation }))
    }

    /// The desk of a selection.
    pub async fn desk(&self, id: &str) -> Option<Desk> {
        self.desks.read().await.get(id).cloned()
    }

    /// All desks, by id.
    pub async fn desks(&self) -> Vec<Desk> {
        self.desks.read().await.values().cloned().collect()
    }

    /// The store.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The clock.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// The source of chance.
    pub fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.entropy
    }

    /// The server's keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The organisation as it stands.
    pub async fn organisation(&self) -> Organisation {
        self.organisation.lock().await.clone()
    }

    /// Makes a plan a selection: an entry of the organisation, then the selection's first entry. Asked again after a
    /// stop in between, it finishes what was begun.
    ///
    /// # Errors
    /// [`OrganisationError::SelectionExists`] where another plan has the name.
    pub async fn open_selection(&self, who: Actor, plan: Plan, req: &str) -> Result<Desk, HouseError> {
        let hash = plan.hash().to_string();
        let id = plan.id.clone();
        let known = self.organisation.lock().await.selections.get(&id).cloned();
        match known {
            Some((_, other)) if other != hash => return Err(OrganisationError::SelectionExists(id).into()),
            Some(_) => {}
            None => {
                let entry = organisation::Entry::SelectionOpened { selection: id.clone(), plan: hash };
                self.record(&who, entry, req).await?;
            }
        }
        let desk = match self.desk(&id).await {
            Some(desk) => desk,
            None => {
                let desk = Desk::open(
                    &id,
                    Arc::clone(&self.store),
                    Arc::clone(&self.clock),
                    Arc::clone(&self.entropy),
                    self.keys.clone(),
                )
                .await?;
                self.desks.write().await.insert(id.clone(), desk.clone());
                desk
            }
        };
        if desk.snapshot().s.plan.is_none() {
            desk.submit(who, Act::Founding(founding::Act::Adopt(Box::new(plan))), &format!("adopt-{id}"))
                .await?;
        }
        Ok(desk)
    }

    /// Enters the access journal's head in the organisation's ledger, where it has grown since it was entered last; tells
    /// whether it had. What was entered before must still be there.
    ///
    /// # Errors
    /// [`HouseError::Journal`] where it is not: then nothing is entered.
    pub async fn enter_journal(&self) -> Result<bool, HouseError> {
        let head = self.store.journal_head().await?;
        self.holds_entered(head).await?;
        let entered = self.organisation.lock().await.journal.as_ref().map_or(0, |known| known.size);
        if head.size == entered {
            return Ok(false);
        }
        let hash = ledger::Hash::from_bytes(head.hash).to_string();
        let entry = organisation::Entry::JournalEntered { size: head.size, hash };
        self.record(&Actor::System, entry, &format!("journal-{}", head.size)).await?;
        Ok(true)
    }

    /// Goes through the whole access journal: every row follows from the one before, and the head that was entered last
    /// is among them.
    ///
    /// # Errors
    /// [`StoreError::JournalFault`] and [`HouseError::Journal`].
    pub async fn check_journal(&self) -> Result<JournalHead, HouseError> {
        let head = self.store.check_journal().await?;
        self.holds_entered(head).await?;
        Ok(head)
    }

    async fn holds_entered(&self, head: JournalHead) -> Result<(), HouseError> {
        let Some(known) = self.organisation.lock().await.journal.clone() else { return Ok(()) };
        let last = self.store.journal_page(known.size.saturating_sub(1), 1).await?;
        let holds = last.first().is_some_and(|row| {
            row.n.saturating_add(1) == known.size
                && ledger::Hash::from_bytes(row.hash).to_string() == known.hash
        });
        if holds && known.size <= head.size { Ok(()) } else { Err(HouseError::Journal(known.size)) }
    }

    /// Records something of the organisation.
    ///
    /// # Errors
    /// [`HouseError`] where it is refused or cannot be kept.
    pub async fn record(&self, who: &Actor, entry: organisation::Entry, req: &str) -> Result<(), HouseError> {
        let mut organisation = self.organisation.lock().await;
        organisation.check(&entry)?;
        let mut tagged = serde_json::to_value(&entry).unwrap_or_default();
        let now = self.clock.now();
        let leaf = EntryLeaf {
            v: V1,
            el: LOG.to_owned(),
            n: organisation.n,
            at: now.0,
            by: who.handle().to_owned(),
            req: req.to_owned(),
            kind: tagged.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned(),
            body: tagged.get_mut("body").map(serde_json::Value::take).unwrap_or_default(),
            sealed: Vec::new(),
        };
        let bytes = leaf.encode().map_err(|fault| DeskError::Sealing(fault.into()))?;
        let row = NewEntry {
            n: organisation.n,
            at: now.0,
            req: req.to_owned(),
            leaf_hash: *ledger::leaf_hash(&bytes).as_bytes(),
            leaf: bytes.clone(),
            entry: bytes,
            salt: None,
            parts: Vec::new(),
            files: Vec::new(),
            blobs: Vec::new(),
        };
        self.store.append(LOG, organisation.n, vec![row]).await?;
        organisation.apply(now, &entry);
        Ok(())
    }
}
