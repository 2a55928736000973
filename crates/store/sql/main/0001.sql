-- Logs. The store knows bytes, not meanings: entry and leaf are what the caller encoded.
CREATE TABLE logs (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE entries (
  log       INTEGER NOT NULL REFERENCES logs (id),
  n         INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  req       TEXT    NOT NULL,
  entry     BLOB    NOT NULL,
  leaf      BLOB    NOT NULL,
  leaf_hash BLOB    NOT NULL,
  salt      BLOB,
  UNIQUE (log, n)
);
CREATE INDEX entries_by_request ON entries (log, req, n);

CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entries_stand BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

-- The vault. `sealed` is salt and plaintext under the subject's key (keys.db), NULL once erased.
CREATE TABLE parts (
  log        INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  slot       TEXT    NOT NULL,
  class      TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  commitment BLOB    NOT NULL,
  sealed     BLOB,
  UNIQUE (log, n, slot),
  FOREIGN KEY (log, n) REFERENCES entries (log, n)
);
CREATE INDEX parts_by_subject ON parts (log, subject);
CREATE TRIGGER parts_stay BEFORE DELETE ON parts BEGIN SELECT RAISE(ABORT, 'parts are erased, never deleted'); END;

-- Logs by name, so that erasures can be replayed before or after the log itself is restored.
-- finished = 0: a crash may have left the key behind; the next opening ends the work.
CREATE TABLE erasures (
  log      TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  finished INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (log, subject)
) WITHOUT ROWID;
CREATE TRIGGER erasures_stay BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures are final'); END;

CREATE TABLE blobs (
  hash  BLOB PRIMARY KEY,
  bytes BLOB NOT NULL
);

CREATE TABLE files (
  id    TEXT PRIMARY KEY,
  mime  TEXT NOT NULL,
  bytes BLOB NOT NULL
);

CREATE TABLE drafts (
  account    TEXT    NOT NULL,
  form       TEXT    NOT NULL,
  sealed     BLOB    NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (account, form)
);

-- login_key: the login in ASCII lower case, made by the program so that every database folds alike.
CREATE TABLE accounts (
  id            TEXT    PRIMARY KEY,
  login         TEXT    NOT NULL,
  login_key     TEXT    NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  password_hash TEXT    NOT NULL,
  is_admin      INTEGER NOT NULL,
  must_change   INTEGER NOT NULL,
  disabled      INTEGER NOT NULL,
  failed        INTEGER NOT NULL,
  locked_until  INTEGER,
  created_at    INTEGER NOT NULL
);

CREATE TABLE seats (
  account   TEXT    NOT NULL REFERENCES accounts (id),
  place     INTEGER NOT NULL,
  selection TEXT    NOT NULL,
  handle    TEXT    NOT NULL,
  PRIMARY KEY (account, place)
) WITHOUT ROWID;

CREATE TABLE sessions (
  token      BLOB    PRIMARY KEY,
  account    TEXT    REFERENCES accounts (id),
  csrf       BLOB    NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);

CREATE TABLE codes (
  el   TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (el, hash)
) WITHOUT ROWID;

CREATE TABLE tokens (
  hash       BLOB    PRIMARY KEY,
  data       BLOB    NOT NULL,
  expires_at INTEGER NOT NULL
);

CREATE TABLE journal (
  n      INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  who    TEXT    NOT NULL,
  kind   TEXT    NOT NULL,
  detail TEXT    NOT NULL,
  req    TEXT,
  hash   BLOB    NOT NULL
);
CREATE INDEX journal_by_request ON journal (req, n) WHERE req IS NOT NULL;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
CREATE TRIGGER journal_stands BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
);
