-- One key instead of two. Both were random, and a random key is what a commit pays for: a page for each ballot, once the
-- file is large. Places (category, period, pseudonym, slot) are kept under 64 bits of their hash, which makes the rows
-- small; a request is told again by comparing it with the ballot in its place.
DROP INDEX ballots_once;
DROP INDEX ballots_by_request;
CREATE TABLE places (
  key INTEGER PRIMARY KEY,
  el  INTEGER NOT NULL,
  n   INTEGER NOT NULL
);
-- Ballots that were there before: opening the file gives them their places, and nothing is appended before that.
CREATE TABLE unplaced (el INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (el, n)) WITHOUT ROWID;
INSERT INTO unplaced SELECT el, n FROM ballots;
