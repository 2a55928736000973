//! One receipt against a publication: whether the ballot stands where the receipt says, in a log that has only grown
//! since. What any outsider can compute, from the same files: a head, its signatures, and a few tiles.
//!
//! What is handed in is a receipt's text (C2SP tlog-proof), or the address in the code on a receipt, which names a number
//! and the hash of the leaf. A receipt is asked one question after another, and the first that it fails is told, because
//! what to do differs.

use ledger::{
    BallotLeaf, Checkpoint, Distrust, Hash, LedgerError, Log, Nodes as _, Receipt, SignedCheckpoint,
    Standing, TileTree, Trust, VerifierKey, leaf_hash,
};

use crate::source::{Source, Tiles};

/// Longest text that is looked into, bytes; ours are below 2 KB.
pub const MOST: usize = 16 * 1024;

/// Ballots in a bundle.
const BUNDLE: u64 = 256;

/// What was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// A whole receipt, and what its leaf says.
    Receipt(Box<(Receipt, BallotLeaf)>),
    /// What the code on a receipt says.
    Place(Place),
}

/// What the code on a receipt says: an address with number and leaf hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The selection in the address; empty where it has none.
    pub el: String,
    /// Number of the ballot.
    pub n: u64,
    /// Hash of its leaf.
    pub leaf: Hash,
}

/// What holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Ballots in the log when the receipt was given; a code on a receipt does not say.
    pub then: Option<u64>,
    /// Ballots under the published head.
    pub now: u64,
    /// Root over them.
    pub root: Hash,
    /// Whether a quorum of witnesses has cosigned the published head; `None` where none is wanted.
    pub cosigned: Option<bool>,
    /// The receipt was given by the log before both were opened anew over an older backup, and the ballot is still there.
    pub restored: bool,
    /// Hash of the ballot's leaf.
    pub hash: Hash,
    /// What it says.
    pub leaf: BallotLeaf,
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no receipt.
    #[error("line {line} cannot be read")]
    Unreadable {
        /// Counted from 1.
        line: usize,
    },
    /// Leaf, index and hashes do not lead to the receipt's own root.
    #[error("leaf and proof do not lead to the root")]
    Path,
    /// Nothing is published yet.
    #[error("nothing is published")]
    Unpublished,
    /// It is the receipt of another log.
    #[error("a receipt of {origin}")]
    Origin {
        /// Of which.
        origin: String,
    },
    /// The keys that were brought are not those of the published log.
    #[error("no key of {origin} is known")]
    Unknown {
        /// The published log.
        origin: String,
    },
    /// The receipt carries no valid signature of the log.
    #[error("the receipt is not signed by the log")]
    Signature,
    /// The published head is damaged, or carries no valid signature of the log.
    #[error("the published head is not signed by the log")]
    Head,
    /// The receipt is newer than what is published.
    #[error("{now} ballots are published, fewer than the receipt knows")]
    Behind {
        /// Ballots published.
        now: u64,
    },
    /// There is no ballot of this number.
    #[error("there are {now} ballots")]
    Beyond {
        /// Ballots published.
        now: u64,
    },
    /// The ballot of this number is not the one whose hash an address names. Unlike a receipt, an address is signed by
    /// nobody: it proves nothing against the log.
    #[error("ballot {n} does not fit the address")]
    Address {
        /// Number.
        n: u64,
    },
    /// What was in the log when the receipt was given is not its beginning now.
    #[error("the first {then} ballots are not what they were")]
    Rewritten {
        /// Ballots when the receipt was given.
        then: u64,
    },
    /// Another ballot stands at this number.
    #[error("number {n} is another ballot")]
    Other {
        /// The number.
        n: u64,
    },
    /// The log was opened anew over an older backup, in which this ballot is not.
    #[error("the ballot was lost when the log was opened anew")]
    Lost,
    /// The published tiles cannot be read, or do not lead to the published head.
    #[error("the published files do not fit the head: {0}")]
    Files(String),
}

/// Reads what was handed in: a receipt, or the address in its code. Line ends and blanks around it say nothing: mail and
/// text fields change them.
///
/// # Errors
/// [`Fault::Unreadable`].
pub fn read(given: &str) -> Result<Handed, Fault> {
    let unreadable = |line| Fault::Unreadable { line };
    if given.len() > MOST {
        return Err(unreadable(1));
    }
    let given = given.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let given = given.trim();
    if !given.contains('\n')
        && let Some(place) = place(given)
    {
        return Ok(Handed::Place(place));
    }
    let receipt = Receipt::decode(&format!("{given}\n")).map_err(|fault| match fault {
        LedgerError::Format { line, .. } => unreadable(line),
        _ => unreadable(1),
    })?;
    let leaf = BallotLeaf::decode(&receipt.leaf).map_err(|_| unreadable(2))?;
    Ok(Handed::Receipt(Box::new((receipt, leaf))))
}

/// `…/s/<selection>/check?n=…&leaf=…`, in whichever order.
fn place(address: &str) -> Option<Place> {
    let (path, query) = address.split_once('?')?;
    let query = query.split('#').next()?;
    let value = |name: &str| {
        query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
            .map(|pair| pair.1)
    };
    let digits = value("n")?;
    let n = digits.parse().ok().filter(|n: &u64| n.to_string() == digits)?;
    let leaf = value("leaf")?.to_ascii_lowercase().parse().ok()?;
    let el = path.rsplit_once("/s/").and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default();
    Some(Place { el: el.to_owned(), n, leaf })
}

/// Reads what somebody trusts: a whole trust file, some of its lines, or one verifier key.
pub fn trust(text: &str) -> Option<Trust> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if let [one] = *lines
        && let Ok(key) = one.parse::<VerifierKey>()
    {
        return Some(Trust::in_log(&key));
    }
    let mut file = lines.join("\n") + "\n";
    if !lines.iter().any(|line| line.starts_with("quorum")) {
        file += "quorum none\n";
    }
    Trust::parse(file.as_bytes()).ok().filter(|trust| !trust.logs().is_empty())
}

/// Asks what was handed in one question after another. `trust`: whose signatures count; without it the keys that lie in
/// the publication itself, which prove no more than that its parts fit together.
///
/// # Errors
/// [`Fault`], the first that is found.
pub fn check(source: &dyn Source, trust: Option<&Trust>, handed: &Handed) -> Result<Found, Fault> {
    if let Handed::Receipt(receipt) = handed {
        receipt.0.check().map_err(|_| Fault::Path)?;
    }
    let own;
    let trust = match trust {
        Some(trust) => trust,
        None => {
            let bytes = file(source, "trust")?.ok_or(Fault::Unpublished)?;
            own = Trust::parse(&bytes).map_err(|_| Fault::Head)?;
            &own
        }
    };
    let head = file(source, &format!("{}/checkpoint", Log::Ballots.as_str()))?.ok_or(Fault::Unpublished)?;
    let head = SignedCheckpoint::decode(&head).map_err(|_| Fault::Head)?;
    let restored = same_log(handed, &head.checkpoint)?;
    let judged = trust.judge(&head).map_err(|distrust| match distrust {
        Distrust::UnknownLog { origin } => Fault::Unknown { origin },
        _ => Fault::Head,
    })?;
    let cosigned = trust.wants_witnesses().then_some(judged.standing == Standing::Cosigned);
    let Checkpoint { size: now, root, .. } = head.checkpoint;
    let tiles = Tiles { source, log: Log::Ballots.as_str() };
    let tree = || TileTree::open(tiles, now, &root).map_err(|fault| Fault::Files(format!("{fault:?}")));
    match handed {
        Handed::Receipt(handed) => {
            let (receipt, leaf) = &**handed;
            receipt.judge(trust).map_err(|distrust| match distrust {
                Distrust::UnknownLog { origin } => Fault::Unknown { origin },
                _ => Fault::Signature,
            })?;
            if restored {
                let files = |fault| Fault::Files(format!("{fault:?}"));
                let hash = leaf_hash(&receipt.leaf);
                // What the log before had shown is no beginning of this one; that the ballot is in it is what counts.
                if receipt.index >= now || tree()?.node(0, receipt.index).map_err(files)? != hash {
                    return Err(Fault::Lost);
                }
                return Ok(Found { then: None, now, root, cosigned, restored, hash, leaf: leaf.clone() });
            }
            let then = receipt.checkpoint.size;
            if then > now {
                return Err(Fault::Behind { now });
            }
            let tree = tree()?;
            let before = tree.root_at(then).map_err(|fault| Fault::Files(format!("{fault:?}")))?;
            let stands = tree.node(0, receipt.index).map_err(|fault| Fault::Files(format!("{fault:?}")))?;
            // Whoever holds such a receipt can show which ballot is not the one that was shown.
            if stands != leaf_hash(&receipt.leaf) {
                return Err(Fault::Other { n: receipt.index });
            }
            if before != receipt.checkpoint.root {
                return Err(Fault::Rewritten { then });
            }
            Ok(Found { then: Some(then), now, root, cosigned, restored, hash: stands, leaf: leaf.clone() })
        }
        Handed::Place(Place { n, leaf: hash, .. }) => {
            // The code does not say which log gave it.
            let other = |fault| if restored { Fault::Lost } else { fault };
            if *n >= now {
                return Err(other(Fault::Beyond { now }));
            }
            let files = |fault| Fault::Files(format!("{fault:?}"));
            let leaves = tree()?.leaves(n / BUNDLE).map_err(files)?;
            let bytes = usize::try_from(n % BUNDLE).ok().and_then(|at| leaves.get(at));
            let bytes = bytes
                .filter(|bytes| leaf_hash(bytes) == *hash)
                .ok_or_else(|| other(Fault::Address { n: *n }))?;
            let leaf = BallotLeaf::decode(bytes).map_err(|_| Fault::Other { n: *n })?;
            Ok(Found { then: None, now, root, cosigned, restored: false, hash: *hash, leaf })
        }
    }
}

/// What was handed in must be of the published log. True where it may be of the log before that was opened anew.
fn same_log(handed: &Handed, head: &Checkpoint) -> Result<bool, Fault> {
    let log = Log::Ballots;
    let present = log.read_origin(&head.origin);
    match handed {
        Handed::Receipt(receipt) if receipt.0.checkpoint.origin == head.origin => Ok(false),
        Handed::Receipt(receipt) => match (log.read_origin(&receipt.0.checkpoint.origin), present) {
            (Some((site, before)), Some((here, now))) if site == here && before < now => Ok(true),
            _ => Err(Fault::Origin { origin: receipt.0.checkpoint.origin.clone() }),
        },
        Handed::Place(Place { el, .. }) => {
            let own = el.is_empty() || head.origin.split('/').nth(1) == Some(el);
            if own {
                Ok(present.is_some_and(|(_, now)| now > 1))
            } else {
                Err(Fault::Origin { origin: el.clone() })
            }
        }
    }
}

fn file(source: &dyn Source, path: &str) -> Result<Option<Vec<u8>>, Fault> {
    source.read(path).map_err(|fault| Fault::Files(fault.to_string()))
}
