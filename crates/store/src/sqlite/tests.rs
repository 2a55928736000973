//! The contract holds on SQLite; and what is true of its files in particular: erasure to the last byte, crashes, locks.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use crate::conformance::{append, ballot, entry, part};
use crate::{
    Ballot, BallotOutcome, Content, Entropy, JournalLine, MasterKey, SqliteStore, Store, StoreError,
};
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tempfile::TempDir;

mod ballots;

/// Repeatable, so that a test knows the keys it must not find.
struct Seeded;

impl Entropy for Seeded {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        Sha256::new().chain_update(b"seed").chain_update(context).finalize().into()
    }
}

async fn open(dir: &Path) -> Result<SqliteStore, StoreError> {
    SqliteStore::open(dir, MasterKey::new(*MASTER), Arc::new(Seeded)).await
}

/// Like nothing else that these tests write, because they search the files for it.
const MASTER: &[u8; 32] = b"master key of the store's tests.";

/// A connection of somebody who goes around the store.
async fn intruder(dir: &Path, file: &str) -> SqliteConnection {
    SqliteConnectOptions::new().filename(dir.join(file)).connect().await.unwrap()
}

/// Which files hold which of the needles (each at least two bytes long).
fn holding(dir: &Path, needles: &[Vec<u8>]) -> Vec<(String, usize)> {
    let mut by_start = vec![Vec::new(); 1 << 16];
    for (i, needle) in needles.iter().enumerate() {
        by_start[usize::from(needle[0]) << 8 | usize::from(needle[1])].push(i);
    }
    let mut found = Vec::new();
    for file in fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        let Ok(bytes) = fs::read(&path) else { continue };
        for (at, pair) in bytes.windows(2).enumerate() {
            for i in &by_start[usize::from(pair[0]) << 8 | usize::from(pair[1])] {
                if bytes[at..].starts_with(&needles[*i]) {
                    found.push((path.file_name().unwrap().to_str().unwrap().to_owned(), *i));
                }
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_keeps_the_contract() {
    let folders = TempDir::new().unwrap();
    let next = std::sync::atomic::AtomicUsize::new(0);
    crate::conformance::run(|| {
        let dir = folders.path().join(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_string());
        async move { Arc::new(open(&dir).await.unwrap()) as Arc<dyn Store> }
    })
    .await;
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_any_byte_of_any_file() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    // Many subjects, so that the trees have been split and balanced; long contents, so that pages overflow.
    let subjects: Vec<String> =
        (0..300).map(|i| format!("subject-{:08x}", i * 0x9e37_79b1u64 % 0xffff_ffff)).collect();
    for (n, subject) in (0..).zip(&subjects) {
        let mut new = entry(n, "r");
        new.parts = vec![
            part("id", "person", subject, &format!("371399-{subject}")),
            part(
                "deeds",
                "disclosed",
                subject,
                &format!("事迹 {subject} ").repeat(if n % 10 < 2 { 300 } else { 3 }),
            ),
        ];
        store.append("linyi-2022", n, vec![new]).await.unwrap();
    }
    let wrapped: Vec<(String, Vec<u8>)> = {
        let mut keys = intruder(dir.path(), "keys.db").await;
        sqlx::query_as("SELECT subject, wrapped FROM keys").fetch_all(&mut keys).await.unwrap()
    };
    let sealed: Vec<(String, Vec<u8>)> = {
        let mut main = intruder(dir.path(), "main.db").await;
        sqlx::query_as("SELECT subject, sealed FROM parts WHERE slot = 'id'")
            .fetch_all(&mut main)
            .await
            .unwrap()
    };
    assert_eq!((wrapped.len(), sealed.len()), (300, 300));
    let start_of = |list: &[(String, Vec<u8>)], subject: &str| {
        list.iter().find(|(of, _)| of == subject).map(|(_, bytes)| bytes[..20].to_vec()).unwrap()
    };
    let traces = |subject: &String| [start_of(&wrapped, subject), start_of(&sealed, subject)];
    let all: Vec<Vec<u8>> = subjects.iter().flat_map(traces).collect();
    let seen: BTreeSet<usize> = holding(dir.path(), &all).into_iter().map(|(_, i)| i).collect();
    assert_eq!(seen.len(), all.len(), "the search works: what is still there is found");

    let erased: Vec<&String> = subjects.iter().step_by(7).collect();
    for (i, subject) in erased.iter().enumerate() {
        store.erase("linyi-2022", subject, 9).await.unwrap();
        if i % 10 == 0 {
            assert_eq!(holding(dir.path(), &traces(subject)), [], "right after erasing {subject}");
        }
    }
    let gone: Vec<Vec<u8>> = erased.into_iter().flat_map(traces).collect();
    assert_eq!(holding(dir.path(), &gone), [], "wrapped keys and ciphertexts");
    for n in 0..subjects.len() as u64 {
        let part = store.part("linyi-2022", n, "deeds").await.unwrap().unwrap();
        assert_eq!(part.content == Content::Erased, n % 7 == 0, "entry {n}");
    }
    // Of anybody, erased or not: plaintexts, salts and bare keys are in no file at all.
    let mut secrets = vec![MASTER.to_vec()];
    for subject in &subjects {
        let plain = part("id", "person", subject, &format!("371399-{subject}"));
        let context = crate::crypt::framed(&[b"xuanxian/store/subject", b"linyi-2022", subject.as_bytes()]);
        secrets.extend([plain.plain, plain.salt.to_vec(), Seeded.bytes32(&context).to_vec()]);
    }
    assert_eq!(holding(dir.path(), &secrets), []);
}

#[tokio::test]
async fn an_erasure_that_a_crash_cut_short_is_ended_at_the_next_opening() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let mut first = entry(0, "a");
    first.parts = vec![part("id", "person", "h1", "one"), part("id2", "person", "h2", "two")];
    store.append("l", 0, vec![first]).await.unwrap();
    store.close().await.unwrap();
    // The moment after the first step: recorded, key still there.
    let mut main = intruder(dir.path(), "main.db").await;
    sqlx::query("INSERT INTO erasures (log, subject, at) VALUES ('l', 'h1', 5)")
        .execute(&mut main)
        .await
        .unwrap();
    sqlx::query("UPDATE parts SET sealed = NULL WHERE subject = 'h1'").execute(&mut main).await.unwrap();
    main.close().await.unwrap();

    let store = open(dir.path()).await.unwrap();
    let mut keys = intruder(dir.path(), "keys.db").await;
    let left: Vec<String> =
        sqlx::query_scalar("SELECT subject FROM keys").fetch_all(&mut keys).await.unwrap();
    assert_eq!(left, ["h2"]);
    assert_eq!(store.part("l", 0, "id").await.unwrap().unwrap().content, Content::Erased);
    assert!(matches!(store.part("l", 0, "id2").await.unwrap().unwrap().content, Content::Plain { .. }));
}

#[tokio::test]
async fn a_lost_key_is_a_fault_and_not_an_erasure() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let mut first = entry(0, "a");
    first.parts = vec![part("id", "person", "h1", "one")];
    store.append("l", 0, vec![first]).await.unwrap();
    let mut keys = intruder(dir.path(), "keys.db").await;
    sqlx::query("DELETE FROM keys").execute(&mut keys).await.unwrap();
    assert!(matches!(store.part("l", 0, "id").await, Err(StoreError::MissingKey { .. })));
}

#[tokio::test]
async fn a_part_moved_to_another_place_does_not_open() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let mut first = entry(0, "a");
    first.parts = vec![part("id", "person", "h1", "one"), part("name", "person", "h1", "two")];
    store.append("l", 0, vec![first]).await.unwrap();
    let mut main = intruder(dir.path(), "main.db").await;
    sqlx::query("UPDATE parts SET class = 'disclosed' WHERE slot = 'id'").execute(&mut main).await.unwrap();
    assert!(matches!(store.part("l", 0, "id").await, Err(StoreError::Damaged(_))));
    sqlx::query("UPDATE parts SET sealed = (SELECT sealed FROM parts WHERE slot = 'id') WHERE slot = 'name'")
        .execute(&mut main)
        .await
        .unwrap();
    assert!(matches!(store.part("l", 0, "name").await, Err(StoreError::Damaged(_))));
}

#[tokio::test]
async fn the_journal_tells_where_it_was_tampered_with() {
    for (sql, fault) in [
        ("UPDATE journal SET detail = '{\"x\":1}' WHERE n = 3", 3),
        ("UPDATE journal SET req = '' WHERE n = 4", 4),
        ("UPDATE journal SET at = at - 1 WHERE n = 0", 0),
        ("UPDATE journal SET who = '', kind = who || kind WHERE n = 2", 2),
        ("UPDATE journal SET hash = zeroblob(32) WHERE n = 9", 9),
        ("DELETE FROM journal WHERE n = 5", 5),
        ("DELETE FROM journal WHERE n = 0", 0),
        ("UPDATE journal SET n = CASE n WHEN 6 THEN 70 ELSE n END", 6),
    ] {
        let dir = TempDir::new().unwrap();
        let store = open(dir.path()).await.unwrap();
        for i in 0..10 {
            let (who, kind) = ("a1".to_owned(), "read".to_owned());
            store.journal(JournalLine { at: i, who, kind, detail: "{}".into(), req: None }).await.unwrap();
        }
        assert_eq!(store.check_journal().await.unwrap().size, 10);
        let mut main = intruder(dir.path(), "main.db").await;
        assert!(sqlx::query(sql).execute(&mut main).await.is_err(), "the file itself objects first: {sql}");
        for trigger in ["journal_stays", "journal_stands"] {
            let drop = format!("DROP TRIGGER {trigger}");
            sqlx::query(sqlx::AssertSqlSafe(drop)).execute(&mut main).await.unwrap();
        }
        sqlx::query(sql).execute(&mut main).await.unwrap();
        match store.check_journal().await {
            Err(StoreError::JournalFault { n }) => assert_eq!(n, fault, "{sql}"),
            other => panic!("{sql} went unnoticed: {other:?}"),
        }
    }
}

#[tokio::test]
async fn entries_and_ballots_cannot_be_changed_even_by_a_fault_of_our_own() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let mut first = entry(0, "a");
    first.parts = vec![part("id", "person", "h1", "one")];
    store.append("l", 0, vec![first]).await.unwrap();
    append(&store, "el", 0, &[ballot(0)]).await.unwrap();
    store.erase("l", "h1", 5).await.unwrap();
    for (file, sql) in [
        ("main.db", "DELETE FROM entries"),
        ("main.db", "UPDATE entries SET at = 0"),
        ("main.db", "DELETE FROM parts"),
        ("main.db", "DELETE FROM erasures"),
        ("ballots.db", "DELETE FROM batches"),
        ("ballots.db", "UPDATE batches SET ballots = x'00'"),
    ] {
        let mut connection = intruder(dir.path(), file).await;
        assert!(sqlx::query(sql).execute(&mut connection).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn a_blob_that_rotted_is_not_handed_out() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let hash = store.save_blob(b"plan", None).await.unwrap();
    let mut main = intruder(dir.path(), "main.db").await;
    sqlx::query("UPDATE blobs SET sealed = x'00'").execute(&mut main).await.unwrap();
    assert!(matches!(store.blob(&hash).await, Err(StoreError::Damaged(_))));
}

#[tokio::test]
async fn no_upload_is_readable_in_any_file_and_an_erased_person_s_leaves_not_even_its_key() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let scan = |who: &str| {
        format!("%PDF-1.7 minutes of a sitting that never was, on {who} ").repeat(300).into_bytes()
    };
    let mut new = entry(0, "r");
    for i in 0..60 {
        let (id, who) = (format!("file-{i}"), format!("p{i}"));
        store.put_file(&id, &scan(&who), "application/pdf", 100).await.unwrap();
        new.files.push(crate::NewHold { subject: who, slot: "minutes".into(), file: Some(id) });
    }
    store.append("l", 0, vec![new]).await.unwrap();
    store.save_blob(&scan("everybody"), None).await.unwrap();
    let in_clear = vec![b"minutes of a sitting".to_vec()];
    assert_eq!(holding(dir.path(), &in_clear), []);

    let wrapped: Vec<(String, Vec<u8>)> = {
        let mut keys = intruder(dir.path(), "keys.db").await;
        sqlx::query_as("SELECT id, wrapped FROM file_keys").fetch_all(&mut keys).await.unwrap()
    };
    let sealed: Vec<(String, Vec<u8>)> = {
        let mut main = intruder(dir.path(), "main.db").await;
        sqlx::query_as("SELECT id, substr(sealed, 1, 40) FROM files").fetch_all(&mut main).await.unwrap()
    };
    let of = |i: u32| -> Vec<Vec<u8>> {
        let id = format!("file-{i}");
        let all = wrapped.iter().chain(&sealed);
        all.filter(|(of, _)| *of == id).map(|(_, bytes)| bytes[..20].to_vec()).collect()
    };
    let found: BTreeSet<usize> = holding(dir.path(), &of(7)).into_iter().map(|(_, i)| i).collect();
    assert_eq!(found.len(), 2, "the search works: key and file are found while they are there");
    for i in (0..60).step_by(7) {
        store.erase("l", &format!("p{i}"), 9).await.unwrap();
        assert_eq!(holding(dir.path(), &of(i)), [], "right after erasing p{i}");
    }
    // What only lost its place to another file: its contents are not there for anybody, its key goes with the next sweep.
    store.put_file("other", b"other", "application/pdf", 100).await.unwrap();
    let mut newer = entry(1, "r");
    newer.files =
        vec![crate::NewHold { subject: "p1".into(), slot: "minutes".into(), file: Some("other".into()) }];
    store.append("l", 1, vec![newer]).await.unwrap();
    store.sweep(0).await.unwrap();
    assert_eq!(holding(dir.path(), &of(1)[..1]), [], "its key; without it the rest says nothing");
    // What was uploaded and never handed in goes with its key when it is due.
    store.put_file("loose", &scan("loose"), "application/pdf", 100).await.unwrap();
    let wrapped = async || -> Vec<Vec<u8>> {
        let mut keys = intruder(dir.path(), "keys.db").await;
        let sql = "SELECT wrapped FROM file_keys WHERE id = 'loose'";
        sqlx::query_scalar(sql).fetch_all(&mut keys).await.unwrap()
    };
    let key = wrapped().await;
    assert_eq!(key.len(), 1);
    assert_eq!(store.sweep(100).await.unwrap().files, 1);
    assert!(wrapped().await.is_empty());
    assert_eq!(holding(dir.path(), &[key[0][..20].to_vec()]), []);
}

#[tokio::test]
async fn an_erasure_of_files_that_a_crash_cut_short_is_ended_at_the_next_opening() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    store.put_file("f1", b"one", "image/jpeg", 100).await.unwrap();
    store.put_file("f2", b"two", "image/jpeg", 100).await.unwrap();
    store.close().await.unwrap();
    // The moment after the first step: contents gone, key still there.
    let mut main = intruder(dir.path(), "main.db").await;
    sqlx::query("UPDATE files SET sealed = NULL, due = NULL WHERE id = 'f1'")
        .execute(&mut main)
        .await
        .unwrap();
    main.close().await.unwrap();
    let store = open(dir.path()).await.unwrap();
    let mut keys = intruder(dir.path(), "keys.db").await;
    let left: Vec<String> =
        sqlx::query_scalar("SELECT id FROM file_keys").fetch_all(&mut keys).await.unwrap();
    assert_eq!(left, ["f2"]);
    assert_eq!(store.file("f2").await.unwrap().unwrap().bytes, b"two");
    // A key that is missing although nothing was given up is a fault.
    sqlx::query("DELETE FROM file_keys").execute(&mut keys).await.unwrap();
    assert!(matches!(store.file("f2").await, Err(StoreError::MissingKey { .. })));
}

#[tokio::test]
async fn blobs_of_the_first_format_are_kept_and_no_longer_lie_in_clear() {
    let dir = TempDir::new().unwrap();
    let opening = b"an opening that a log names ".repeat(400);
    let hash: [u8; 32] = Sha256::digest(&opening).into();
    {
        let options =
            SqliteConnectOptions::new().filename(dir.path().join("main.db")).create_if_missing(true);
        let mut main = options.connect().await.unwrap();
        sqlx::raw_sql("CREATE TABLE format (version INTEGER NOT NULL); INSERT INTO format VALUES (1)")
            .execute(&mut main)
            .await
            .unwrap();
        sqlx::raw_sql(include_str!("../../sql/main/0001.sql")).execute(&mut main).await.unwrap();
        for bytes in [&opening[..], b"", b"another"] {
            sqlx::query("INSERT INTO blobs (hash, bytes) VALUES (?, ?)")
                .bind(Sha256::digest(bytes).as_slice())
                .bind(bytes)
                .execute(&mut main)
                .await
                .unwrap();
        }
        main.close().await.unwrap();
    }
    let store = open(dir.path()).await.unwrap();
    assert_eq!(store.blob(&hash).await.unwrap().unwrap(), opening);
    assert_eq!(store.blob(&Sha256::digest(b"another").into()).await.unwrap().unwrap(), b"another");
    assert_eq!(store.blob(&Sha256::digest(b"").into()).await.unwrap().unwrap(), b"");
    assert_eq!(holding(dir.path(), &[b"an opening that a log names".to_vec()]), []);
}

/// The files of a folder as they lie, without the lock, which belongs to the folder.
fn copy_files(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() && !path.ends_with("LOCK") {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[tokio::test]
async fn drafts_are_not_readable_in_the_file() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    store.put_draft("a1", "recommend", b"371399199001010010", 100).await.unwrap();
    assert_eq!(holding(dir.path(), &[b"371399199001010010".to_vec()]), []);
}

#[tokio::test]
async fn a_folder_has_one_owner_at_a_time_and_is_closed_to_others() {
    let outer = TempDir::new().unwrap();
    let dir = outer.path().join("data");
    let store = open(&dir).await.unwrap();
    match open(&dir).await.err() {
        Some(StoreError::InUse(path)) => assert_eq!(path, dir),
        other => panic!("a second opening must be refused, got {other:?}"),
    }
    store.append("l", 0, vec![entry(0, "a")]).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    let mut names = vec![];
    for file in fs::read_dir(&dir).unwrap() {
        let path = file.unwrap().path();
        let closed = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), closed, "{}", path.display());
        names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
    }
    assert!(
        names.iter().any(|name| name == "main.db-wal"),
        "the write-ahead log was looked at too: {names:?}"
    );
    store.close().await.unwrap();
    open(&dir).await.unwrap();

    let shared = outer.path().join("shared");
    fs::create_dir(&shared).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o1777)).unwrap();
    assert!(matches!(open(&shared).await.err(), Some(StoreError::Folder { .. })));
    assert_eq!(
        fs::metadata(&shared).unwrap().permissions().mode() & 0o7777,
        0o1777,
        "a shared folder is left alone"
    );
}

#[tokio::test]
async fn a_wrong_master_key_is_refused_before_anything_is_written() {
    let dir = TempDir::new().unwrap();
    open(dir.path()).await.unwrap().close().await.unwrap();
    let other = SqliteStore::open(dir.path(), MasterKey::new([1; 32]), Arc::new(Seeded)).await;
    assert!(matches!(other.err(), Some(StoreError::WrongMasterKey)));
    open(dir.path()).await.unwrap();
}

#[tokio::test]
async fn files_of_a_newer_program_are_refused_and_left_as_they_are() {
    for file in ["main.db", "ballots.db", "keys.db"] {
        let dir = TempDir::new().unwrap();
        open(dir.path()).await.unwrap().close().await.unwrap();
        let mut connection = intruder(dir.path(), file).await;
        sqlx::query("UPDATE format SET version = 99").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        match open(dir.path()).await.err() {
            Some(StoreError::NewerSchema { file: name, found: 99, .. }) => assert_eq!(name, file),
            other => panic!("{file}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn after_a_disk_fault_nothing_more_is_acknowledged() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    for i in 0..20 {
        let batch: Vec<Ballot> = (i * 100..(i + 1) * 100).map(ballot).collect();
        append(&store, "el", u64::from(i) * 100, &batch).await.unwrap();
    }
    store.close().await.unwrap();
    let store = open(dir.path()).await.unwrap();
    let path = dir.path().join("ballots.db");
    // What the store remembers of the file no longer holds, so it has to read.
    let mut other = intruder(dir.path(), "ballots.db").await;
    let change = "CREATE TABLE other (x); PRAGMA wal_checkpoint(TRUNCATE)";
    sqlx::raw_sql(change).execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[3 * 4096..].fill(0xa5); // all but the schema
    fs::write(&path, bytes).unwrap();
    let batch: Vec<Ballot> = (2000..2100).map(ballot).collect();
    assert!(matches!(append(&store, "el", 2000, &batch).await, Err(StoreError::Sql(_))));
    assert!(matches!(append(&store, "el", 2000, &batch).await, Err(StoreError::Halted)));
    assert!(
        matches!(store.append("l", 0, vec![entry(0, "a")]).await, Err(StoreError::Halted)),
        "nor elsewhere"
    );
    assert_eq!(store.log_size("l").await.unwrap(), 0, "reading goes on where it can");
    assert!(store.halted().await.contains("malformed"), "whoever waits for it is told why");
}

#[tokio::test]
async fn a_caller_who_gives_up_leaves_no_half_done_write() {
    let dir = TempDir::new().unwrap();
    let store = open(dir.path()).await.unwrap();
    let mut size = 0;
    for polls in 0..60u32 {
        // Dropped after a growing number of steps: before, inside and after the transaction.
        let batch: Vec<Ballot> = (polls * 120..(polls + 1) * 120).map(ballot).collect();
        let mut call = Box::pin(append(&store, "el", size, &batch));
        for _ in 0..polls {
            if futures_poll(&mut call).await {
                break;
            }
        }
        drop(call);
        let now = store.ballot_count("el").await.unwrap();
        assert!(now == size || now == size + 120, "all or nothing after {polls} steps: {size} -> {now}");
        // Whatever became of it, the next call works; and what the dropped one stored is known.
        let outcomes = append(&store, "el", store_size(&store).await, &batch).await.unwrap();
        assert!(
            outcomes.iter().all(|outcome| matches!(outcome, BallotOutcome::Stored { .. }))
                || outcomes.iter().all(|outcome| matches!(outcome, BallotOutcome::Repeated { .. })),
            "after {polls} steps"
        );
        size = store.ballot_count("el").await.unwrap();
        assert_eq!(size, u64::from(polls + 1) * 120);
    }
}

async fn store_size(store: &SqliteStore) -> u64 {
    // A dropped call may still be committing on its thread; a read behind the writer tells for sure.
    match append(store, "el", u64::MAX >> 1, &[]).await {
        Err(StoreError::Conflict { actual, .. }) => actual,
        other => panic!("{other:?}"),
    }
}

/// One step of a future; true when it is done.
async fn futures_poll<F: Future + Unpin>(future: &mut F) -> bool {
    let done = std::future::poll_fn(|cx| {
        std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(cx).is_ready())
    })
    .await;
    if !done {
        tokio::time::sleep(std::time::Duration::from_micros(200)).await;
    }
    done
}

#[tokio::test]
async fn a_copy_is_the_folder_at_one_moment_and_opens_by_itself() {
    let outer = TempDir::new().unwrap();
    let (dir, copy) = (outer.path().join("data"), outer.path().join("stage"));
    let store = open(&dir).await.unwrap();
    let mut first = entry(0, "a");
    first.parts = vec![part("id", "person", "h1", "one"), part("id2", "person", "h2", "two")];
    store.append("l", 0, vec![first]).await.unwrap();
    store.erase("l", "h2", 4).await.unwrap();
    append(&store, "el", 0, &(0..300).map(ballot).collect::<Vec<_>>()).await.unwrap();
    store.copy_to(&copy).await.unwrap();
    assert!(
        matches!(store.copy_to(&copy).await, Err(StoreError::Folder { .. })),
        "a copy overwrites nothing"
    );
    store.append("l", 1, vec![entry(1, "after")]).await.unwrap();

    let copied = open(&copy).await.unwrap();
    assert_eq!(copied.log_size("l").await.unwrap(), 1);
    assert_eq!(copied.entries("l", 0, 9).await.unwrap(), store.entries("l", 0, 1).await.unwrap());
    assert_eq!(copied.parts("l", 0, 9).await.unwrap(), store.parts("l", 0, 9).await.unwrap());
    assert_eq!(copied.ballots("el", 0, 999).await.unwrap(), store.ballots("el", 0, 999).await.unwrap());
    copied.append("l", 1, vec![entry(1, "elsewhere")]).await.unwrap();
    for file in fs::read_dir(&copy).unwrap() {
        let metadata = file.unwrap().metadata().unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, if metadata.is_dir() { 0o700 } else { 0o600 });
    }
}

#[tokio::test]
async fn files_taken_in_the_middle_of_running_open_with_everything_acknowledged() {
    let outer = TempDir::new().unwrap();
    let (dir, crashed) = (outer.path().join("data"), outer.path().join("crashed"));
    let store = open(&dir).await.unwrap();
    let mut first = entry(0, "a");
    first.parts = vec![part("id", "person", "h1", "one")];
    store.append("l", 0, vec![first, entry(1, "b")]).await.unwrap();
    append(&store, "el", 0, &(0..77).map(ballot).collect::<Vec<_>>()).await.unwrap();
    // What a power cut leaves: the files as they lie, write-ahead logs and all.
    fs::create_dir(&crashed).unwrap();
    copy_files(&dir, &crashed);
    let again = open(&crashed).await.unwrap();
    assert_eq!(again.log_size("l").await.unwrap(), 2);
    assert_eq!(again.parts("l", 0, 9).await.unwrap(), store.parts("l", 0, 9).await.unwrap());
    assert_eq!(again.ballot_count("el").await.unwrap(), 77);
}

const CHILD: &str = "STORE_TEST_CHILD_FOLDER";

/// Not a test of its own: the other side of the next one, in a process that can be killed.
#[tokio::test]
async fn child_that_appends_until_it_is_killed() {
    let Some(dir) = std::env::var_os(CHILD) else { return };
    let store = open(Path::new(&dir)).await.unwrap();
    let (mut ballots, mut entries) =
        (store.ballot_count("el").await.unwrap(), store.log_size("l").await.unwrap());
    loop {
        let from = ballots as u32;
        let batch: Vec<Ballot> = (from..from + 120).map(ballot).collect();
        append(&store, "el", ballots, &batch).await.unwrap();
        ballots += 120;
        let mut new = entry(entries, "r");
        new.parts = vec![part("id", "person", &format!("h{entries}"), "plain")];
        store.append("l", entries, vec![new]).await.unwrap();
        entries += 1;
        println!("acknowledged {ballots} {entries}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_outlives_a_killed_process() {
    use std::io::BufRead;
    let dir = TempDir::new().unwrap();
    let (mut ballots, mut entries) = (0, 0);
    for round in 0..6 {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "sqlite::tests::child_that_appends_until_it_is_killed", "--nocapture"])
            .env(CHILD, dir.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        while seen < 3 + round * 2 {
            let line = lines.next().expect("the child goes on until it is killed").unwrap();
            if let Some((b, e)) = line.strip_prefix("acknowledged ").and_then(|rest| rest.split_once(' ')) {
                (ballots, entries) = (b.parse().unwrap(), e.parse().unwrap());
                seen += 1;
            }
        }
        tokio::time::sleep(std::time::Duration::from_micros(700 * round)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            if let Some((b, e)) = line.strip_prefix("acknowledged ").and_then(|rest| rest.split_once(' ')) {
                (ballots, entries) = (b.parse().unwrap(), e.parse().unwrap());
            }
        }
        let store = open(dir.path()).await.unwrap();
        let (kept, logged): (u64, u64) =
            (store.ballot_count("el").await.unwrap(), store.log_size("l").await.unwrap());
        assert!(kept >= ballots && logged >= entries, "{kept} of {ballots}, {logged} of {entries}");
        assert_eq!(kept % 120, 0, "batches are whole");
        let parts = store.parts("l", 0, u32::MAX).await.unwrap();
        assert_eq!(parts.len() as u64, logged, "each entry with its part, each part with its key");
        let all = store.ballots("el", 0, u32::MAX).await.unwrap();
        assert!((0..).zip(&all).all(|(n, got)| got.n == n), "numbers without gaps");
        store.close().await.unwrap();
    }
}
