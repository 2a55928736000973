//! Words that repeat in every ballot (selections, categories, periods, channels), and the numbers that stand for them.

use std::collections::BTreeMap;

use sqlx::{Row, SqliteConnection};

use super::Result;
use crate::StoreError;

/// The words that are committed.
#[derive(Default, Clone)]
pub(super) struct Words {
    numbers: BTreeMap<String, u32>,
    words: BTreeMap<u32, String>,
}

impl Words {
    /// Reads them all.
    pub(super) async fn load(connection: &mut SqliteConnection) -> Result<Words> {
        let mut words = Words::default();
        for row in sqlx::query("SELECT id, word FROM words").fetch_all(connection).await? {
            words.note(row.try_get(0)?, row.try_get(1)?)?;
        }
        Ok(words)
    }

    fn note(&mut self, id: i64, word: String) -> Result<()> {
        let id = u32::try_from(id).map_err(|_| StoreError::Damaged("a word's number"))?;
        self.words.insert(id, word.clone());
        self.numbers.insert(word, id);
        Ok(())
    }

    /// The number of a word, where it has one.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The number of a word that was learned.
    pub(super) fn number(&self, word: &str) -> Result<u32> {
        self.find(word).ok_or(StoreError::Invalid("a word was not learned"))
    }

    /// The word of a number that stands in a ballot.
    pub(super) fn word(&self, number: u32) -> Result<&str> {
        self.words.get(&number).map(String::as_str).ok_or(StoreError::Damaged("a word's number"))
    }

    /// Gives a word its number on first use, in a commit of its own.
    pub(super) async fn learn(&mut self, writer: &mut SqliteConnection, word: &str) -> Result<()> {
        if self.find(word).is_some() {
            return Ok(());
        }
        sqlx::query("INSERT INTO words (word) VALUES (?) ON CONFLICT DO NOTHING")
            .bind(word)
            .execute(&mut *writer)
            .await?;
        let id: i64 =
            sqlx::query_scalar("SELECT id FROM words WHERE word = ?").bind(word).fetch_one(writer).await?;
        self.note(id, word.to_owned())
    }
}
