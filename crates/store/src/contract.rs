//! The contract: what can be kept, and what every implementation promises.

use std::fmt;

use async_trait::async_trait;

use crate::{JournalHead, JournalLine, JournalRow, StoreError};

type Result<T> = std::result::Result<T, StoreError>;

/// An entry to be appended, with its leaf and its sealed parts.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Number in the log, from 0, without gaps.
    pub n: u64,
    /// Instant, ms.
    pub at: i64,
    /// Request id. One act may make several entries under one request id.
    pub req: String,
    /// Canonical bytes of the whole entry.
    pub entry: Vec<u8>,
    /// Leaf of the public log.
    pub leaf: Vec<u8>,
    /// Hash of the leaf in the tree.
    pub leaf_hash: [u8; 32],
    /// Salt of the commitment when the whole entry is sealed until its gate.
    pub salt: Option<[u8; 32]>,
    /// The personal or untimely parts.
    pub parts: Vec<NewPart>,
    /// Files that become somebody's, or cease to be, with this entry.
    pub files: Vec<NewHold>,
    /// SHA-256 of blobs that it names: they are loose no longer. One that is not there is no fault here.
    pub blobs: Vec<[u8; 32]>,
}

/// What file somebody has in a slot from an entry on. Another one that they had there is given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHold {
    /// Handle of the one person (or body) whose file it is; it goes when they are erased.
    pub subject: String,
    /// What it is to them: `portrait`, `minutes`.
    pub slot: String,
    /// The file; `None`: they have none there any more.
    pub file: Option<String>,
}

/// An entry read back. The parts are read by [`Store::parts`].
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Number in the log.
    pub n: u64,
    /// Instant, ms.
    pub at: i64,
    /// Request id.
    pub req: String,
    /// Canonical bytes of the whole entry.
    pub entry: Vec<u8>,
    /// Leaf of the public log.
    pub leaf: Vec<u8>,
    /// Hash of the leaf in the tree.
    pub leaf_hash: [u8; 32],
    /// Salt of a sealed leaf.
    pub salt: Option<[u8; 32]>,
}

/// A part to be sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPart {
    /// Name of the part within its entry.
    pub slot: String,
    /// Class of the part: who may ever see it.
    pub class: String,
    /// Handle of the one person (or body) whom the part is about; the key is theirs.
    pub subject: String,
    /// Salt of the commitment; kept sealed together with `plain`.
    pub salt: [u8; 32],
    /// Commitment that stands in the leaf.
    pub commit: [u8; 32],
    /// The content.
    pub plain: Vec<u8>,
}

/// A part read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Number of the entry in its log.
    pub n: u64,
    /// Name of the part within its entry.
    pub slot: String,
    /// Class of the part.
    pub class: String,
    /// Handle of the subject.
    pub subject: String,
    /// Commitment that stands in the leaf; outlives an erasure.
    pub commit: [u8; 32],
    /// What it holds, or that it was erased.
    pub content: Content,
}

/// What is in a part.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// Still there.
    Plain {
        /// Salt of the commitment.
        salt: [u8; 32],
        /// The content.
        bytes: Vec<u8>,
    },
    /// Salt and content were destroyed.
    Erased,
}

/// A subject's data was destroyed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erasure {
    /// Log of the subject.
    pub log: String,
    /// Handle of the subject.
    pub subject: String,
    /// Instant of the first asking, ms.
    pub at: i64,
}

/// A ballot. Its leaf is not stored: it is made anew from these columns, its number and the commitment to `choices`
/// under `salt`.
#[derive(Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Instant of admission, ms.
    pub at: i64,
    /// Category.
    pub cat: String,
    /// Period of the limit, as the caller names it.
    pub period: String,
    /// Which of the voter's ballots in this category and period, from 0. The caller leaves no slot out.
    pub slot: u32,
    /// Keyed pseudonym of the voter.
    pub nym: [u8; 16],
    /// Channel it came by.
    pub channel: String,
    /// Request id. A second ballot under it in the same place (category, period, slot, pseudonym) is a repetition,
    /// whatever it holds.
    pub req: [u8; 16],
    /// Salt of the commitment to the choices.
    pub salt: [u8; 32],
    /// The choices, canonically encoded.
    pub choices: Vec<u8>,
}

/// A ballot read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBallot {
    /// Number in the ballot log, from 0, without gaps.
    pub n: u64,
    /// Hash of its leaf in the tree.
    pub leaf_hash: [u8; 32],
    /// The ballot itself.
    pub ballot: Ballot,
}

/// What became of a ballot in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallotOutcome {
    /// New, kept under this number.
    Stored {
        /// Its number.
        n: u64,
    },
    /// This request has this place: the same receipt again.
    Repeated {
        /// Number of the ballot that was stored then.
        n: u64,
    },
    /// Another request took (category, period, slot) for this pseudonym.
    Duplicate {
        /// Number of the ballot that holds the place.
        n: u64,
    },
}

/// Makes the leaf of the `i`th ballot of a batch, which gets number `n`, and returns the leaf's hash in the tree. An error
/// says in English what is wrong with the ballot, without its contents.
pub type MakeLeaf<'a> = dyn Fn(u64, usize) -> std::result::Result<[u8; 32], String> + Sync + 'a;

/// An uploaded file.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its id.
    pub id: String,
    /// Media type.
    pub mime: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Somebody who can sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Opaque id, given by the caller, never used again.
    pub id: String,
    /// What is typed at sign-in; unique without regard to ASCII case.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Opaque password hash.
    pub password_hash: String,
    /// Roles held, in order.
    pub seats: Vec<Seat>,
    /// May administer the installation.
    pub is_admin: bool,
    /// Has to choose a new password first.
    pub must_change: bool,
    /// Cannot sign in.
    pub disabled: bool,
    /// Wrong passwords since the last right one. Changed by [`Store::count_failure`] and [`Store::set_lockout`] only.
    pub failed: u32,
    /// Locked until this instant, ms. Changed by [`Store::set_lockout`] only.
    pub locked_until: Option<i64>,
    /// Instant of creation, ms.
    pub created_at: i64,
}

/// A role in a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Selection.
    pub selection: String,
    /// Handle of the role in it.
    pub handle: String,
}

/// A session. The store sees only the hash of its token.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Account id; none for a visitor.
    pub account: Option<String>,
    /// Secret that forms carry.
    pub csrf: [u8; 32],
    /// Instant of creation, ms.
    pub created_at: i64,
    /// Instant last seen, ms.
    pub seen_at: i64,
    /// Instant from which it is void, ms.
    pub expires_at: i64,
}

/// What [`Store::sweep`] removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Drafts.
    pub drafts: u64,
    /// Sessions.
    pub sessions: u64,
    /// One-time tokens.
    pub tokens: u64,
    /// Loose files.
    pub files: u64,
    /// Loose blobs.
    pub blobs: u64,
}

/// What is kept. See the crate's own page for what holds of every call.
///
/// Lists come in the order of their numbers; `from` is the first number wanted, `limit` the most rows returned.
#[async_trait]
pub trait Store: Send + Sync {
    // ---- logs: a log's name is opaque; a log exists from its first entry on

    /// Appends entries, seals their parts and hands over their files, in one transaction. Keys of new subjects are
    /// durable before the entries that need them. `entries[i].n` must be `expected + i`.
    ///
    /// Errors: [`StoreError::Conflict`] when the log's size is not `expected`; [`StoreError::Erased`] when a part or a
    /// file is of an erased subject; [`StoreError::Unknown`] (`"file"`) when a file is not there or is somebody else's.
    async fn append(&self, log: &str, expected: u64, entries: Vec<NewEntry>) -> Result<()>;
    /// Entries from `from` on.
    async fn entries(&self, log: &str, from: u64, limit: u32) -> Result<Vec<StoredEntry>>;
    /// Number of entries.
    async fn log_size(&self, log: &str) -> Result<u64>;
    /// Numbers of the entries that a request made; empty when it made none.
    async fn by_request(&self, log: &str, req: &str) -> Result<Vec<u64>>;
    /// Names of all logs, in byte order.
    async fn logs(&self) -> Result<Vec<String>>;

    // ---- vault

    /// One part.
    async fn part(&self, log: &str, n: u64, slot: &str) -> Result<Option<Part>>;
    /// All parts of the `limit` entries from number `from` on, by entry and slot. An entry's parts are never cut.
    async fn parts(&self, log: &str, from: u64, limit: u32) -> Result<Vec<Part>>;
    /// Destroys the subject's key, the salts and ciphertexts of all its parts, and its files with theirs; the
    /// commitments stay. Final and idempotent: asked again, it returns the first erasure.
    async fn erase(&self, log: &str, subject: &str, at: i64) -> Result<Erasure>;
    /// All erasures, by log and subject: what a restore has to replay.
    async fn erasures(&self) -> Result<Vec<Erasure>>;
    /// Carries out erasures taken from elsewhere (after restoring an older copy). Returns how many were new here.
    async fn replay_erasures(&self, erasures: &[Erasure]) -> Result<u64>;

    // ---- ballots

    /// Appends a batch in one transaction and numbers the new ballots from `expected` on. From then on everybody reads
    /// them, but they are durable only after [`Store::sync_ballots`], so that one batch can be written while the one before
    /// is on its way to the disk. Outcomes are in the order of the batch. `make_leaf(n, i)` returns the leaf hash of the batch's `i`th ballot, which gets number `n`; it may be
    /// called more than once for a ballot, with other numbers, and the last call counts.
    ///
    /// Errors: [`StoreError::Conflict`] when the ballot count is not `expected`; [`StoreError::Leaf`].
    async fn append_ballots(
        &self,
        el: &str,
        expected: u64,
        ballots: &[Ballot],
        make_leaf: &MakeLeaf<'_>,
    ) -> Result<Vec<BallotOutcome>>;
    /// Makes everything durable that was appended before this call. After an error nobody knows what is.
    async fn sync_ballots(&self) -> Result<()>;
    /// Ballots from `from` on.
    async fn ballots(&self, el: &str, from: u64, limit: u32) -> Result<Vec<StoredBallot>>;
    /// Leaf hashes from `from` on: what a tree is rebuilt from.
    async fn ballot_hashes(&self, el: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>>;
    /// One ballot.
    async fn ballot(&self, el: &str, n: u64) -> Result<Option<StoredBallot>>;
    /// Number of ballots.
    async fn ballot_count(&self, el: &str) -> Result<u64>;
    /// A pseudonym's ballots in a category and period, by slot, up to the first slot that is free.
    async fn voter_ballots(
        &self,
        el: &str,
        cat: &str,
        period: &str,
        nym: &[u8; 16],
    ) -> Result<Vec<StoredBallot>>;

    // ---- heads: small public things outside the databases, so that an older copy of these is noticed

    /// Keeps or replaces a head, whole or not at all. `name`: lower-case letters, digits, `-` and `.`, neither first nor
    /// last a `.`.
    async fn put_head(&self, name: &str, bytes: &[u8]) -> Result<()>;
    /// A head.
    async fn head(&self, name: &str) -> Result<Option<Vec<u8>>>;

    // ---- files: all sealed; nobody's (blobs), or with a key of their own and an owner

    /// Keeps bytes under their SHA-256, which it returns. Idempotent. For what is about nobody in particular: openings,
    /// standards, minutes of a body, signed pages. With `due` (ms) it is loose until an entry names it
    /// ([`NewEntry::blobs`]), and nothing may be expected of it after that; what is kept for good stays so.
    async fn save_blob(&self, bytes: &[u8], due: Option<i64>) -> Result<[u8; 32]>;
    /// Lets a loose blob wait until `due` at least; tells whether the blob is there, loose or not.
    async fn renew_blob(&self, hash: &[u8; 32], due: i64) -> Result<bool>;
    /// Bytes with this SHA-256, checked again on reading ([`StoreError::Damaged`]).
    async fn blob(&self, hash: &[u8; 32]) -> Result<Option<Vec<u8>>>;
    /// Keeps an uploaded file under a fresh random id ([`StoreError::Taken`] when it is not fresh). It is loose until an
    /// entry makes it somebody's ([`NewEntry::files`]), and nothing may be expected of it after `due` (ms).
    async fn put_file(&self, id: &str, bytes: &[u8], mime: &str, due: i64) -> Result<()>;
    /// A file, loose or somebody's.
    async fn file(&self, id: &str) -> Result<Option<StoredFile>>;
    /// The file that somebody has in a slot.
    async fn file_of(&self, log: &str, subject: &str, slot: &str) -> Result<Option<StoredFile>>;
    /// Lets a loose file wait until `due` at least; tells whether an entry could make it `owner`'s (log and subject):
    /// it is loose, or theirs already.
    async fn renew_file(&self, id: &str, owner: Option<(&str, &str)>, due: i64) -> Result<bool>;
    /// Takes a loose file away; tells whether it was there. What is somebody's goes with an entry or with them.
    async fn drop_file(&self, id: &str) -> Result<bool>;

    // ---- drafts: encrypted, outside every log

    /// Keeps or replaces a draft until `expires_at` (ms).
    async fn put_draft(&self, account: &str, form: &str, bytes: &[u8], expires_at: i64) -> Result<()>;
    /// A draft that has not expired at `now`.
    async fn draft(&self, account: &str, form: &str, now: i64) -> Result<Option<Vec<u8>>>;
    /// Takes a draft away; tells whether it was there.
    async fn drop_draft(&self, account: &str, form: &str) -> Result<bool>;

    // ---- accounts

    /// A new account. Errors: [`StoreError::Taken`] (`"login"`, `"account"`).
    async fn create_account(&self, account: &Account) -> Result<()>;
    /// Replaces all of an account but `failed`, `locked_until` and `created_at`.
    /// Errors: [`StoreError::Unknown`], [`StoreError::Taken`].
    async fn update_account(&self, account: &Account) -> Result<()>;
    /// The account with this login, without regard to ASCII case.
    async fn account_by_login(&self, login: &str) -> Result<Option<Account>>;
    /// The account with this id.
    async fn account(&self, id: &str) -> Result<Option<Account>>;
    /// All accounts, by creation, then id.
    async fn accounts(&self) -> Result<Vec<Account>>;
    /// Counts one more wrong password and returns the new count; two at once count two.
    async fn count_failure(&self, id: &str) -> Result<u32>;
    /// Sets the count of wrong passwords and the lock.
    async fn set_lockout(&self, id: &str, failed: u32, locked_until: Option<i64>) -> Result<()>;

    // ---- sessions

    /// A new session under the SHA-256 of its token. Errors: [`StoreError::Taken`].
    async fn put_session(&self, token: &[u8; 32], session: &Session) -> Result<()>;
    /// A session, expired or not: the caller judges `expires_at`.
    async fn session(&self, token: &[u8; 32]) -> Result<Option<Session>>;
    /// Sets when a session was seen and when it ends; tells whether it is there. A durable write: call it once a
    /// minute, not once a page.
    async fn touch_session(&self, token: &[u8; 32], seen_at: i64, expires_at: i64) -> Result<bool>;
    /// Ends a session; tells whether it was there.
    async fn drop_session(&self, token: &[u8; 32]) -> Result<bool>;
    /// Ends all sessions of an account; tells how many.
    async fn drop_sessions_of(&self, account: &str) -> Result<u64>;

    // ---- codes and tokens, by hash only

    /// Adds voter codes to a selection; returns how many are new.
    async fn put_codes(&self, el: &str, hashes: &[[u8; 32]]) -> Result<u64>;
    /// Whether this code was issued for this selection.
    async fn has_code(&self, el: &str, hash: &[u8; 32]) -> Result<bool>;
    /// Number of codes issued for a selection.
    async fn code_count(&self, el: &str) -> Result<u64>;
    /// Keeps a one-time token. Errors: [`StoreError::Taken`].
    async fn put_token(&self, hash: &[u8; 32], data: &[u8], expires_at: i64) -> Result<()>;
    /// Spends a token: returns its data once, and never when it has expired at `now`.
    async fn take_token(&self, hash: &[u8; 32], now: i64) -> Result<Option<Vec<u8>>>;

    /// Removes drafts, sessions and tokens that have expired at `now` (`expires_at <= now`), and loose files and blobs that
    /// are due, files with their keys.
    async fn sweep(&self, now: i64) -> Result<Swept>;

    // ---- access journal

    /// Appends a row.
    async fn journal(&self, line: JournalLine) -> Result<JournalRow>;
    /// Rows from `from` on.
    async fn journal_page(&self, from: u64, limit: u32) -> Result<Vec<JournalRow>>;
    /// Rows of a request.
    async fn journal_by_request(&self, req: &str) -> Result<Vec<JournalRow>>;
    /// Where the journal ends, as stored.
    async fn journal_head(&self) -> Result<JournalHead>;
    /// Goes through the whole chain and returns the head it comes to.
    /// Errors: [`StoreError::JournalFault`].
    async fn check_journal(&self) -> Result<JournalHead>;

    // ---- small things by name: tree frontiers, count snapshots

    /// A value, or none.
    async fn meta_get(&self, key: &str) -> Result<Option<Vec<u8>>>;
    /// Sets a value.
    async fn meta_put(&self, key: &str, value: &[u8]) -> Result<()>;

    // ---- the end

    /// Waits until the disk has failed or is full, so that nothing more is acknowledged ([`StoreError::Halted`]). What it
    /// returns says in English what happened.
    async fn halted(&self) -> String;
}

// Debug by hand where a field is secret or personal: these types end up in test failures and traces.

impl fmt::Debug for NewEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEntry").field("n", &self.n).field("at", &self.at).finish_non_exhaustive()
    }
}

impl fmt::Debug for StoredEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredEntry").field("n", &self.n).field("at", &self.at).finish_non_exhaustive()
    }
}

impl fmt::Debug for NewPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPart")
            .field("slot", &self.slot)
            .field("class", &self.class)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Plain { bytes, .. } => write!(f, "Plain({} bytes)", bytes.len()),
            Content::Erased => f.write_str("Erased"),
        }
    }
}

impl fmt::Debug for StoredFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredFile({}, {}, {} bytes)", self.id, self.mime, self.bytes.len())
    }
}

impl fmt::Debug for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ballot")
            .field("at", &self.at)
            .field("cat", &self.cat)
            .field("period", &self.period)
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("seats", &self.seats).finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("account", &self.account).finish_non_exhaustive()
    }
}
