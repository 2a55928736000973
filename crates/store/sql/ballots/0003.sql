-- A row for a whole batch instead of two for each ballot. What rows at random places cost grew with the file; now a commit
-- writes at its end only. The keys that tell ballots apart stand in the row, in order of numbers; where one is, the store
-- remembers.
DROP TABLE places;
DROP TABLE unplaced;
CREATE TABLE batches (
  -- The selection's number × 2^40 + the number of the first ballot: two writers cannot both write at one place.
  place   INTEGER PRIMARY KEY,
  keys    BLOB NOT NULL,
  hashes  BLOB NOT NULL,
  ballots BLOB NOT NULL
);
CREATE TRIGGER batches_stay BEFORE DELETE ON batches BEGIN SELECT RAISE(ABORT, 'ballots are never deleted'); END;
CREATE TRIGGER batches_stand BEFORE UPDATE ON batches BEGIN SELECT RAISE(ABORT, 'ballots are never changed'); END;
-- Ballots that were there before stay in `ballots` until the file has been opened once.
