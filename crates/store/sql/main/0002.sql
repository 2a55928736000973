-- Files have an owner and a key of their own (keys.db): they go with their owner, out of older copies too. No release
-- ever wrote the format before, in which they lay in clear and belonged to nobody, so none is taken over.
DROP TABLE files;
CREATE TABLE files (
  id      TEXT PRIMARY KEY,
  mime    TEXT NOT NULL,
  -- NULL: given up. First the contents go, then the key, then the row, so that a crash in between leaves no contents.
  sealed  BLOB,
  -- Loose files: a form brought them and nothing has named them yet. After this nothing will.
  due     INTEGER,
  -- Files that are somebody's.
  log     TEXT,
  subject TEXT,
  slot    TEXT
);
CREATE UNIQUE INDEX files_by_subject ON files (log, subject, slot) WHERE log IS NOT NULL;
CREATE INDEX files_by_due ON files (due) WHERE due IS NOT NULL;
CREATE INDEX files_given_up ON files (id) WHERE sealed IS NULL;

-- Blobs are sealed under a key of the house: signed pages and minutes are among them. Opening the folder seals what
-- lies in clear.
ALTER TABLE blobs RENAME TO blobs_in_clear;
CREATE TABLE blobs (
  hash   BLOB PRIMARY KEY,
  sealed BLOB NOT NULL,
  -- As in files; NULL: an entry names it, or it was never loose.
  due    INTEGER
);
CREATE INDEX blobs_by_due ON blobs (due) WHERE due IS NOT NULL;
