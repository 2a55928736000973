//! `keys.db`: a key per subject and one per uploaded file, wrapped under the master key. One connection does everything here, so that no reader
//! can hold back the overwriting of old pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sqlx::SqliteConnection;

use super::Result;
use super::file::{Database, begin, empty_wal};
use crate::crypt::{Key, framed};
use crate::{Entropy, MasterKey, StoreError};

pub(super) struct Keys {
    database: Database,
    wrapping: Key,
    entropy: Arc<dyn Entropy>,
}

impl Keys {
    /// Errors: [`StoreError::WrongMasterKey`].
    pub(super) async fn open(
        database: Database,
        master: &MasterKey,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Keys> {
        let wrapping = master.derive("wrap");
        {
            let mut writer = database.writer().await;
            let mut tx = begin(&mut writer).await?;
            let proof: Option<Vec<u8>> =
                sqlx::query_scalar("SELECT sealed FROM proof").fetch_optional(&mut *tx).await?;
            match proof {
                Some(proof) => {
                    wrapping.open(&[b"proof"], &proof).ok_or(StoreError::WrongMasterKey)?;
                }
                None => {
                    sqlx::query("INSERT INTO proof (id, sealed) VALUES (1, ?)")
                        .bind(wrapping.seal(&[b"proof"], b"")?)
                        .execute(&mut *tx)
                        .await?;
                    tx.commit().await?;
                }
            }
        }
        Ok(Keys { database, wrapping, entropy })
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    pub(super) async fn close(self) -> Result<()> {
        self.database.close().await
    }

    /// The keys of these subjects; those that are missing are made, and are durable on return.
    pub(super) async fn ensure(&self, log: &str, subjects: &BTreeSet<&str>) -> Result<BTreeMap<String, Key>> {
        let mut writer = self.database.writer().await;
        let mut keys = self.read(&mut writer, log, subjects).await?;
        if keys.len() == subjects.len() {
            return Ok(keys);
        }
        let mut tx = begin(&mut writer).await?;
        for subject in subjects {
            if keys.contains_key(*subject) {
                continue;
            }
            let context = framed(&[b"xuanxian/store/subject", log.as_bytes(), subject.as_bytes()]);
            let key = Key::new(self.entropy.bytes32(&context));
            sqlx::query("INSERT INTO keys (log, subject, wrapped) VALUES (?, ?, ?)")
                .bind(log)
                .bind(*subject)
                .bind(self.wrapping.seal(&[b"subject", log.as_bytes(), subject.as_bytes()], key.bytes())?)
                .execute(&mut *tx)
                .await?;
            keys.insert((*subject).to_owned(), key);
        }
        tx.commit().await?;
        Ok(keys)
    }

    /// The keys of these subjects, as far as they are there.
    pub(super) async fn lookup(&self, log: &str, subjects: &BTreeSet<&str>) -> Result<BTreeMap<String, Key>> {
        let mut writer = self.database.writer().await;
        self.read(&mut writer, log, subjects).await
    }

    /// The key of a file that is about to be kept: a fresh one, or the one that a crash left before the file was.
    pub(super) async fn of_new_file(&self, id: &str) -> Result<Key> {
        if let Some(left) = self.of_file(id).await? {
            return Ok(left);
        }
        let key = Key::new(self.entropy.bytes32(&framed(&[b"xuanxian/store/file", id.as_bytes()])));
        let mut writer = self.database.writer().await;
        let mut tx = begin(&mut writer).await?;
        sqlx::query("INSERT INTO file_keys (id, wrapped) VALUES (?, ?)")
            .bind(id)
            .bind(self.wrapping.seal(&[b"file", id.as_bytes()], key.bytes())?)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(key)
    }

    /// The key of a file, where it is there.
    pub(super) async fn of_file(&self, id: &str) -> Result<Option<Key>> {
        let mut writer = self.database.writer().await;
        let wrapped: Option<Vec<u8>> = sqlx::query_scalar("SELECT wrapped FROM file_keys WHERE id = ?")
            .bind(id)
            .fetch_optional(&mut *writer)
            .await?;
        wrapped.map(|wrapped| self.unwrap(&[b"file", id.as_bytes()], &wrapped)).transpose()
    }

    /// Destroys keys of subjects and of files. On return no page of the database file or of its write-ahead log holds
    /// them.
    pub(super) async fn destroy(&self, subjects: &[(String, String)], files: &[String]) -> Result<()> {
        let mut writer = self.database.writer().await;
        let mut tx = begin(&mut writer).await?;
        for id in files {
            for sql in [
                "UPDATE file_keys SET wrapped = zeroblob(length(wrapped)) WHERE id = ?",
                "DELETE FROM file_keys WHERE id = ?",
            ] {
                sqlx::query(sql).bind(id).execute(&mut *tx).await?;
            }
        }
        for (log, subject) in subjects {
            // Overwritten in place before the row goes, then secure_delete wipes the row.
            for sql in [
                "UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE log = ? AND subject = ?",
                "DELETE FROM keys WHERE log = ? AND subject = ?",
            ] {
                sqlx::query(sql).bind(log).bind(subject).execute(&mut *tx).await?;
            }
        }
        tx.commit().await?;
        // When SQLite balances its tree it may leave copies of a row in a page's unused middle, which secure_delete
        // does not reach. Rewriting this small file does; emptying the log removes the pages of before.
        sqlx::query("VACUUM").execute(&mut *writer).await?;
        empty_wal(&mut writer).await
    }

    async fn read(
        &self,
        connection: &mut SqliteConnection,
        log: &str,
        subjects: &BTreeSet<&str>,
    ) -> Result<BTreeMap<String, Key>> {
        let mut keys = BTreeMap::new();
        for subject in subjects {
            let wrapped: Option<Vec<u8>> =
                sqlx::query_scalar("SELECT wrapped FROM keys WHERE log = ? AND subject = ?")
                    .bind(log)
                    .bind(*subject)
                    .fetch_optional(&mut *connection)
                    .await?;
            if let Some(wrapped) = wrapped {
                let key = self.unwrap(&[b"subject", log.as_bytes(), subject.as_bytes()], &wrapped)?;
                keys.insert((*subject).to_owned(), key);
            }
        }
        Ok(keys)
    }

    fn unwrap(&self, context: &[&[u8]], wrapped: &[u8]) -> Result<Key> {
        self.wrapping
            .open(context, wrapped)
            .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok())
            .map(Key::new)
            .ok_or(StoreError::Damaged("a kept key does not open"))
    }
}
