-- Selections, categories, periods and channels repeat in every row, so a row holds their numbers.
CREATE TABLE words (
  id   INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
);

CREATE TABLE ballots (
  el        INTEGER NOT NULL,
  n         INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  cat       INTEGER NOT NULL,
  period    INTEGER NOT NULL,
  slot      INTEGER NOT NULL,
  nym       BLOB    NOT NULL,
  channel   INTEGER NOT NULL,
  req       BLOB    NOT NULL,
  salt      BLOB    NOT NULL,
  choices   BLOB    NOT NULL,
  leaf_hash BLOB    NOT NULL,
  PRIMARY KEY (el, n)
) WITHOUT ROWID;

-- The two keys that tell ballots apart. Period first: the pages of past periods stay cold.
CREATE UNIQUE INDEX ballots_once ON ballots (el, cat, period, nym, slot);
CREATE UNIQUE INDEX ballots_by_request ON ballots (el, req);

CREATE TRIGGER ballots_stay BEFORE DELETE ON ballots BEGIN SELECT RAISE(ABORT, 'ballots are never deleted'); END;
CREATE TRIGGER ballots_stand BEFORE UPDATE ON ballots BEGIN SELECT RAISE(ABORT, 'ballots are never changed'); END;
