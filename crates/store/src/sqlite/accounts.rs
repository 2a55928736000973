//! Who can sign in.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::file::{begin, small_at};
use super::{Result, SqliteStore};
use crate::{Account, Seat, StoreError};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, login, name, password_hash, is_admin, must_change, disabled, failed, locked_until, created_at
             FROM accounts ",
            $rest
        )
    };
}

pub(super) async fn create(store: &SqliteStore, account: &Account) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM accounts WHERE id = ?")
        .bind(&account.id)
        .fetch_optional(&mut *tx)
        .await?;
    if known.is_some() {
        return Err(StoreError::Taken("account"));
    }
    sqlx::query(
        "INSERT INTO accounts (id, login, login_key, name, password_hash, is_admin, must_change, disabled, failed,
         locked_until, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&account.id)
    .bind(&account.login)
    .bind(account.login.to_ascii_lowercase())
    .bind(&account.name)
    .bind(&account.password_hash)
    .bind(account.is_admin)
    .bind(account.must_change)
    .bind(account.disabled)
    .bind(account.failed)
    .bind(account.locked_until)
    .bind(account.created_at)
    .execute(&mut *tx)
    .await
    .map_err(login_taken)?;
    write_seats(&mut tx, account).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn update(store: &SqliteStore, account: &Account) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    // Without failed and locked_until: an edit that overlaps a guessing attack must not give back its tries.
    let done = sqlx::query(
        "UPDATE accounts SET login = ?, login_key = ?, name = ?, password_hash = ?, is_admin = ?, must_change = ?,
         disabled = ? WHERE id = ?",
    )
    .bind(&account.login)
    .bind(account.login.to_ascii_lowercase())
    .bind(&account.name)
    .bind(&account.password_hash)
    .bind(account.is_admin)
    .bind(account.must_change)
    .bind(account.disabled)
    .bind(&account.id)
    .execute(&mut *tx)
    .await
    .map_err(login_taken)?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Unknown("account"));
    }
    sqlx::query("DELETE FROM seats WHERE account = ?").bind(&account.id).execute(&mut *tx).await?;
    write_seats(&mut tx, account).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn by_login(store: &SqliteStore, login: &str) -> Result<Option<Account>> {
    let row = sqlx::query(select!("WHERE login_key = ?"))
        .bind(login.to_ascii_lowercase())
        .fetch_optional(store.main.readers())
        .await?;
    one(store, row).await
}

pub(super) async fn by_id(store: &SqliteStore, id: &str) -> Result<Option<Account>> {
    let row = sqlx::query(select!("WHERE id = ?")).bind(id).fetch_optional(store.main.readers()).await?;
    one(store, row).await
}

pub(super) async fn all(store: &SqliteStore) -> Result<Vec<Account>> {
    let rows = sqlx::query(select!("ORDER BY created_at, id")).fetch_all(store.main.readers()).await?;
    let mut accounts = Vec::with_capacity(rows.len());
    for row in rows {
        accounts.push(read(store, &row).await?);
    }
    Ok(accounts)
}

pub(super) async fn count_failure(store: &SqliteStore, id: &str) -> Result<u32> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let row = sqlx::query("UPDATE accounts SET failed = failed + 1 WHERE id = ? RETURNING failed")
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(StoreError::Unknown("account"))?;
    tx.commit().await?;
    small_at(&row, 0)
}

pub(super) async fn set_lockout(
    store: &SqliteStore,
    id: &str,
    failed: u32,
    locked_until: Option<i64>,
) -> Result<()> {
    let mut writer = store.main.writer().await;
    let mut tx = begin(&mut writer).await?;
    let done = sqlx::query("UPDATE accounts SET failed = ?, locked_until = ? WHERE id = ?")
        .bind(failed)
        .bind(locked_until)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Unknown("account"));
    }
    Ok(tx.commit().await?)
}

async fn write_seats(connection: &mut SqliteConnection, account: &Account) -> Result<()> {
    for (place, seat) in (0i64..).zip(&account.seats) {
        sqlx::query("INSERT INTO seats (account, place, selection, handle) VALUES (?, ?, ?, ?)")
            .bind(&account.id)
            .bind(place)
            .bind(&seat.selection)
            .bind(&seat.handle)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn login_taken(error: sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Database(fault) if fault.is_unique_violation() => StoreError::Taken("login"),
        other => other.into(),
    }
}

async fn one(store: &SqliteStore, row: Option<SqliteRow>) -> Result<Option<Account>> {
    match row {
        Some(row) => read(store, &row).await.map(Some),
        None => Ok(None),
    }
}

async fn read(store: &SqliteStore, row: &SqliteRow) -> Result<Account> {
    let id: String = row.try_get(0)?;
    let seats = sqlx::query("SELECT selection, handle FROM seats WHERE account = ? ORDER BY place")
        .bind(&id)
        .fetch_all(store.main.readers())
        .await?
        .iter()
        .map(|row| Ok(Seat { selection: row.try_get(0)?, handle: row.try_get(1)? }))
        .collect::<Result<_>>()?;
    Ok(Account {
        id,
        login: row.try_get(1)?,
        name: row.try_get(2)?,
        password_hash: row.try_get(3)?,
        seats,
        is_admin: row.try_get(4)?,
        must_change: row.try_get(5)?,
        disabled: row.try_get(6)?,
        failed: small_at(row, 7)?,
        locked_until: row.try_get(8)?,
        created_at: row.try_get(9)?,
    })
}
