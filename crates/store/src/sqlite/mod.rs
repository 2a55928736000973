//! The contract on SQLite: three files in one data folder.
//!
//! | File | Holds | Why apart |
//! |---|---|---|
//! | `main.db` | logs, sealed parts and files, accounts, journal | |
//! | `ballots.db` | ballots | the big stream: its commits wait for nothing else |
//! | `keys.db` | the keys of subjects and files, wrapped | stays out of ordinary backups, so that an erasure reaches those too |
//!
//! Locks are taken in the order main, ballots, keys. `LOCK` is locked while the folder is open, and says which file it is,
//! so that a copied folder is noticed. `heads/` holds what the databases are held against at their next opening.

mod accounts;
mod ballots;
mod batch;
mod drafts;
mod file;
mod files;
mod heads;
mod journal;
mod keys;
mod logs;
mod meta;
mod places;
mod sessions;
mod vault;
mod wal;
mod words;

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use async_trait::async_trait;
use tokio::sync::watch;

use self::file::{Database, Kind};
use self::keys::Keys;
use crate::crypt::Key;
use crate::{
    Account, Ballot, BallotOutcome, Entropy, Erasure, JournalHead, JournalLine, JournalRow, MakeLeaf,
    MasterKey, NewEntry, Part, Session, Store, StoreError, StoredBallot, StoredEntry, StoredFile, Swept,
};

const MAIN: Kind = Kind {
    name: "main.db",
    steps: &[include_str!("../../sql/main/0001.sql"), include_str!("../../sql/main/0002.sql")],
    cache_kib: 16 * 1024,
    by_itself: true,
};
const BALLOTS: Kind = Kind {
    name: "ballots.db",
    steps: &[
        include_str!("../../sql/ballots/0001.sql"),
        include_str!("../../sql/ballots/0002.sql"),
        include_str!("../../sql/ballots/0003.sql"),
    ],
    cache_kib: 4 * 1024,
    by_itself: false,
};
const KEYS: Kind = Kind {
    name: "keys.db",
    steps: &[include_str!("../../sql/keys/0001.sql"), include_str!("../../sql/keys/0002.sql")],
    cache_kib: 2 * 1024,
    by_itself: true,
};

type Result<T> = std::result::Result<T, StoreError>;

/// A data folder, open. Only one store can have it open at a time, in this process or another.
pub struct SqliteStore {
    main: Database,
    ballots: Database,
    keys: Keys,
    drafts: Key,
    blobs: Key,
    known: ballots::Known,
    halt: Halt,
    heads: PathBuf,
    // Last: fields drop in this order, and the folder is free only when the files are.
    _lock: File,
}

impl SqliteStore {
    /// Opens a data folder, making it when it is not there, and brings its files to the present format. The folder
    /// gets mode 0700, its files 0600. Erasures that a crash interrupted are carried to their end.
    ///
    /// Errors: [`StoreError::InUse`], [`StoreError::Folder`], [`StoreError::NewerSchema`],
    /// [`StoreError::WrongMasterKey`].
    pub async fn open(dir: &Path, master: MasterKey, entropy: Arc<dyn Entropy>) -> Result<SqliteStore> {
        make_folder(dir)?;
        let lock = lock(dir)?;
        let keys = Keys::open(Database::open(dir, &KEYS).await?, &master, entropy).await?;
        let main = Database::open(dir, &MAIN).await?;
        let ballots = Database::open(dir, &BALLOTS).await?;
        let (drafts, blobs) = (master.derive("drafts"), master.derive("blobs"));
        let heads = heads::folder(dir)?;
        let (known, halt) = (ballots::Known::default(), Halt::default());
        let store = SqliteStore { main, ballots, keys, drafts, blobs, known, halt, heads, _lock: lock };
        ballots::open(&store).await?;
        files::seal_what_lies_in_clear(&store).await?;
        vault::finish_erasures(&store).await?;
        Ok(store)
    }

    /// Copies the data folder as it is at one moment into `dir`, which must not exist or be empty. Writers wait
    /// meanwhile, readers do not. The copy opens under the same master key. Heads stay behind: they are what a copy that
    /// is put back is held against.
    pub async fn copy_to(&self, dir: &Path) -> Result<()> {
        make_folder(dir)?;
        if std::fs::read_dir(dir).map_err(io(dir))?.next().is_some() {
            return Err(StoreError::Folder { dir: dir.to_owned(), why: "it is not empty" });
        }
        {
            let mut main = self.main.writer().await;
            let mut ballots = self.ballots.writer().await;
            let mut keys = self.keys.database().writer().await;
            self.main.copy(&mut main, dir).await?;
            self.ballots.copy(&mut ballots, dir).await?;
            self.keys.database().copy(&mut keys, dir).await?;
        }
        for database in [&self.main, &self.ballots, self.keys.database()] {
            sync(dir.join(database.name())).await?;
        }
        sync(dir.to_owned()).await
    }

    /// Moves the write-ahead logs into the files and frees the folder. Without it nothing is lost: the next opening
    /// reads the logs.
    pub async fn close(self) -> Result<()> {
        self.main.close().await?;
        self.ballots.close().await?;
        self.keys.close().await
    }

    /// Refuses writing after a disk fault.
    fn writable(&self) -> Result<()> {
        if self.halt.0.borrow().is_some() { Err(StoreError::Halted) } else { Ok(()) }
    }

    /// Looks at the outcome of a write: the first disk fault ends all writing.
    fn watch<T>(&self, outcome: Result<T>) -> Result<T> {
        if let Err(error) = &outcome {
            self.halt.watch(error);
        }
        outcome
    }
}

/// Why writing has ended, once it has. A failed fsync leaves pages in an unknown state, so nothing may be acknowledged
/// after it, and the same pages may not be tried again.
#[derive(Clone, Default)]
struct Halt(watch::Sender<Option<String>>);

impl Halt {
    fn watch(&self, error: &StoreError) {
        if error.is_disk_fault() {
            self.0.send_if_modified(|why| {
                let first = why.is_none();
                if first {
                    *why = Some(error.to_string());
                }
                first
            });
        }
    }
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError {
    let path = PathBuf::from(path);
    move |source| StoreError::Io { path, source }
}

fn make_folder(dir: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(io(dir))?;
    let mode = std::fs::metadata(dir).map_err(io(dir))?.permissions().mode();
    if mode & 0o1000 != 0 {
        // Closing /tmp to everybody else would be a poor greeting.
        return Err(StoreError::Folder {
            dir: dir.to_owned(),
            why: "it is shared by everybody; name one inside it",
        });
    }
    if mode & 0o077 != 0 {
        std::fs::set_permissions(dir, Permissions::from_mode(0o700)).map_err(io(dir))?;
    }
    Ok(())
}

fn lock(dir: &Path) -> Result<File> {
    let path = dir.join("LOCK");
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(io(&path))?;
    match file.try_lock() {
        Ok(()) => at_home(dir, &path, file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(dir.to_owned())),
        Err(TryLockError::Error(source)) => Err(StoreError::Io { path, source }),
    }
}

/// A lock file says which file it is, by number and birth on its file system. A copy of it is another file.
fn at_home(dir: &Path, path: &Path, mut file: File) -> Result<File> {
    let metadata = file.metadata().map_err(io(path))?;
    let born = metadata.created().ok().and_then(|born| born.duration_since(UNIX_EPOCH).ok());
    let own = format!("{} {}\n", metadata.ino(), born.map_or(0, |born| born.as_nanos()));
    let mut said = String::new();
    file.read_to_string(&mut said).map_err(io(path))?;
    if said.is_empty() {
        file.write_all(own.as_bytes()).and_then(|()| file.sync_all()).map_err(io(path))?;
    } else if said != own {
        return Err(StoreError::Moved(dir.to_owned()));
    }
    Ok(file)
}

/// fsync of a file or folder, off the async threads.
async fn sync(path: PathBuf) -> Result<()> {
    let result = tokio::task::spawn_blocking({
        let path = path.clone();
        move || File::open(path)?.sync_all()
    })
    .await;
    result.map_err(std::io::Error::other).and_then(|done| done).map_err(io(&path))
}

/// A write: refused after a disk fault, and watched for one.
macro_rules! write {
    ($store:ident, $work:expr) => {{
        $store.writable()?;
        $store.watch($work.await)
    }};
}

#[async_trait]
impl Store for SqliteStore {
    async fn append(&self, log: &str, expected: u64, entries: Vec<NewEntry>) -> Result<()> {
        write!(self, logs::append(self, log, expected, entries))
    }
    async fn entries(&self, log: &str, from: u64, limit: u32) -> Result<Vec<StoredEntry>> {
        logs::entries(self, log, from, limit).await
    }
    async fn log_size(&self, log: &str) -> Result<u64> {
        logs::size(self, log).await
    }
    async fn by_request(&self, log: &str, req: &str) -> Result<Vec<u64>> {
        logs::by_request(self, log, req).await
    }
    async fn logs(&self) -> Result<Vec<String>> {
        logs::names(self).await
    }

    async fn part(&self, log: &str, n: u64, slot: &str) -> Result<Option<Part>> {
        vault::part(self, log, n, slot).await
    }
    async fn parts(&self, log: &str, from: u64, limit: u32) -> Result<Vec<Part>> {
        vault::parts(self, log, from, limit).await
    }
    async fn erase(&self, log: &str, subject: &str, at: i64) -> Result<Erasure> {
        write!(self, vault::erase(self, log, subject, at))
    }
    async fn erasures(&self) -> Result<Vec<Erasure>> {
        vault::erasures(self).await
    }
    async fn replay_erasures(&self, erasures: &[Erasure]) -> Result<u64> {
        write!(self, vault::replay(self, erasures))
    }

    async fn append_ballots(
        &self,
        el: &str,
        expected: u64,
        ballots: &[Ballot],
        make_leaf: &MakeLeaf<'_>,
    ) -> Result<Vec<BallotOutcome>> {
        write!(self, ballots::append(self, el, expected, ballots, make_leaf))
    }
    async fn sync_ballots(&self) -> Result<()> {
        write!(self, self.ballots.sync())
    }
    async fn ballots(&self, el: &str, from: u64, limit: u32) -> Result<Vec<StoredBallot>> {
        ballots::page(self, el, from, limit).await
    }
    async fn ballot_hashes(&self, el: &str, from: u64, limit: u32) -> Result<Vec<[u8; 32]>> {
        ballots::hashes(self, el, from, limit).await
    }
    async fn ballot(&self, el: &str, n: u64) -> Result<Option<StoredBallot>> {
        Ok(ballots::page(self, el, n, 1).await?.pop())
    }
    async fn ballot_count(&self, el: &str) -> Result<u64> {
        ballots::count(self, el).await
    }
    async fn voter_ballots(
        &self,
        el: &str,
        cat: &str,
        period: &str,
        nym: &[u8; 16],
    ) -> Result<Vec<StoredBallot>> {
        ballots::of_voter(self, el, cat, period, nym).await
    }

    async fn put_head(&self, name: &str, bytes: &[u8]) -> Result<()> {
        write!(self, heads::put(self, name, bytes))
    }
    async fn head(&self, name: &str) -> Result<Option<Vec<u8>>> {
        heads::head(self, name).await
    }

    async fn save_blob(&self, bytes: &[u8], due: Option<i64>) -> Result<[u8; 32]> {
        write!(self, files::save_blob(self, bytes, due))
    }
    async fn renew_blob(&self, hash: &[u8; 32], due: i64) -> Result<bool> {
        write!(self, files::renew_blob(self, hash, due))
    }
    async fn blob(&self, hash: &[u8; 32]) -> Result<Option<Vec<u8>>> {
        files::blob(self, hash).await
    }
    async fn put_file(&self, id: &str, bytes: &[u8], mime: &str, due: i64) -> Result<()> {
        write!(self, files::put(self, id, bytes, mime, due))
    }
    async fn file(&self, id: &str) -> Result<Option<StoredFile>> {
        files::file(self, id).await
    }
    async fn file_of(&self, log: &str, subject: &str, slot: &str) -> Result<Option<StoredFile>> {
        files::file_of(self, log, subject, slot).await
    }
    async fn renew_file(&self, id: &str, owner: Option<(&str, &str)>, due: i64) -> Result<bool> {
        write!(self, files::renew(self, id, owner, due))
    }
    async fn drop_file(&self, id: &str) -> Result<bool> {
        write!(self, files::drop(self, id))
    }

    async fn put_draft(&self, account: &str, form: &str, bytes: &[u8], expires_at: i64) -> Result<()> {
        write!(self, drafts::put(self, account, form, bytes, expires_at))
    }
    async fn draft(&self, account: &str, form: &str, now: i64) -> Result<Option<Vec<u8>>> {
        drafts::draft(self, account, form, now).await
    }
    async fn drop_draft(&self, account: &str, form: &str) -> Result<bool> {
        write!(self, drafts::drop(self, account, form))
    }

    async fn create_account(&self, account: &Account) -> Result<()> {
        write!(self, accounts::create(self, account))
    }
    async fn update_account(&self, account: &Account) -> Result<()> {
        write!(self, accounts::update(self, account))
    }
    async fn account_by_login(&self, login: &str) -> Result<Option<Account>> {
        accounts::by_login(self, login).await
    }
    async fn account(&self, id: &str) -> Result<Option<Account>> {
        accounts::by_id(self, id).await
    }
    async fn accounts(&self) -> Result<Vec<Account>> {
        accounts::all(self).await
    }
    async fn count_failure(&self, id: &str) -> Result<u32> {
        write!(self, accounts::count_failure(self, id))
    }
    async fn set_lockout(&self, id: &str, failed: u32, locked_until: Option<i64>) -> Result<()> {
        write!(self, accounts::set_lockout(self, id, failed, locked_until))
    }

    async fn put_session(&self, token: &[u8; 32], session: &Session) -> Result<()> {
        write!(self, sessions::put(self, token, session))
    }
    async fn session(&self, token: &[u8; 32]) -> Result<Option<Session>> {
        sessions::session(self, token).await
    }
    async fn touch_session(&self, token: &[u8; 32], seen_at: i64, expires_at: i64) -> Result<bool> {
        write!(self, sessions::touch(self, token, seen_at, expires_at))
    }
    async fn drop_session(&self, token: &[u8; 32]) -> Result<bool> {
        write!(self, sessions::drop(self, token))
    }
    async fn drop_sessions_of(&self, account: &str) -> Result<u64> {
        write!(self, sessions::drop_of(self, account))
    }

    async fn put_codes(&self, el: &str, hashes: &[[u8; 32]]) -> Result<u64> {
        write!(self, sessions::put_codes(self, el, hashes))
    }
    async fn has_code(&self, el: &str, hash: &[u8; 32]) -> Result<bool> {
        sessions::has_code(self, el, hash).await
    }
    async fn code_count(&self, el: &str) -> Result<u64> {
        sessions::code_count(self, el).await
    }
    async fn put_token(&self, hash: &[u8; 32], data: &[u8], expires_at: i64) -> Result<()> {
        write!(self, sessions::put_token(self, hash, data, expires_at))
    }
    async fn take_token(&self, hash: &[u8; 32], now: i64) -> Result<Option<Vec<u8>>> {
        write!(self, sessions::take_token(self, hash, now))
    }

    async fn sweep(&self, now: i64) -> Result<Swept> {
        write!(self, sessions::sweep(self, now))
    }

    async fn journal(&self, line: JournalLine) -> Result<JournalRow> {
        write!(self, journal::append(self, line))
    }
    async fn journal_page(&self, from: u64, limit: u32) -> Result<Vec<JournalRow>> {
        journal::page(self, from, limit).await
    }
    async fn journal_by_request(&self, req: &str) -> Result<Vec<JournalRow>> {
        journal::by_request(self, req).await
    }
    async fn journal_head(&self) -> Result<JournalHead> {
        journal::head(self).await
    }
    async fn check_journal(&self) -> Result<JournalHead> {
        journal::check(self).await
    }

    async fn meta_get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        meta::get(self, key).await
    }
    async fn meta_put(&self, key: &str, value: &[u8]) -> Result<()> {
        write!(self, meta::put(self, key, value))
    }

    async fn halted(&self) -> String {
        let mut halt = self.halt.0.subscribe();
        match halt.wait_for(Option::is_some).await {
            Ok(why) => why.clone().unwrap_or_default(),
            // The sender is ours, so it is there as long as we are.
            Err(_) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
