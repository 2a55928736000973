CREATE TABLE keys (
  log     TEXT NOT NULL,
  subject TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (log, subject)
) WITHOUT ROWID;

-- One row, sealed under the master key, so that a wrong master key is refused at opening.
CREATE TABLE proof (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
);
