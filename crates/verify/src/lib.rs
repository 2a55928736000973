//! The recount: takes a publication and a short trust file, believes nobody, and reaches the same lists as the house, or
//! says which leaf is wrong and why.
//!
//! It knows `ledger` (what the files are), `selection` (which acts are allowed and what they lead to), `count` and
//! `plan`; nothing of the server. What it reads is behind a trait ([`Source`]).
//!
//! - [`reason`] the checks in order, and every reason for which a publication is refused
//! - `heads` the plan's hash, and the signed heads of both logs
//! - `acts` the leaves of the log of acts, and what was sealed among them
//! - `fold` the acts, each judged in the state before it (`selection::hold`)
//! - `ballots` the ballots, each read once: tree, form, window, limits, opening, tally
//! - [`report`] what was found
//! - [`receipt`] one receipt, for its holder: a head and a few tiles instead of everything
//!
//! Nothing is held back from counting in this version: there is no entry that puts a ballot into quarantine, so the check
//! of it has nothing to look at, and says so with the figure 0.
//!
//! A trust file names logs by their origins. Where both logs were opened anew over an older backup, their origins and keys
//! are others, and a trust file that names only the old ones gives `log-unknown`: whoever announced those has to announce
//! the new ones, and the entry `log-restored` says what was lost in between ([`report::Restored`]). The old publication
//! still verifies against the old file.
//!
//! A selection that is not closed is followed up to the first entry that still waits for its gate. Whether a choice had
//! withdrawn when a ballot was cast is not asked: the act that changes what may be chosen does not name the ballot from
//! which it counts, so the two logs alone cannot tell.
//!
//! # Reasons
//!
//! The first check that does not hold is told, with the first leaf or file found in it. A code, once released, keeps its
//! meaning. Under `act-refused` the rule is the code of the refusal (`selection::Code`); under the reasons that end in
//! `-differs`, `-lacking`, `-first` and `wrong-gate` it is the kind of the entry.
//!
//! | Check | Code | Means |
//! |---|---|---|
//! | `plan` | `trust-malformed` | the trust file cannot be read |
//! | `plan` | `plan-missing` | the log of acts does not begin with a plan |
//! | `plan` | `plan-hash` | the plan is not the one whose hash stands beside it |
//! | `plan` | `plan-not-announced` | the plan is not the one that was announced |
//! | `signatures` | `checkpoint-missing` | a head is not there |
//! | `signatures` | `checkpoint-malformed` | a head is no checkpoint |
//! | `signatures` | `origin-wrong` | the two heads are not those of one selection's two logs, or of another generation than the acts tell |
//! | `signatures` | `log-unknown` | the trust file knows no log of this origin |
//! | `signatures` | `not-signed` | the log has not signed its head |
//! | `signatures` | `bad-signature` | a signature of a known key does not hold |
//! | `signatures` | `quorum-missing` | fewer witnesses have cosigned than the trust file asks for |
//! | `signatures` | `sm-missing` | the head in domestic cryptography is not there |
//! | `signatures` | `sm-malformed` | the head in domestic cryptography is no such head |
//! | `signatures` | `sm-untied` | the head in domestic cryptography is one of another tree |
//! | `signatures` | `sm-not-signed` | no known key has signed the head in domestic cryptography |
//! | `tree` | `unreadable` | a file cannot be read |
//! | `tree` | `tile-missing` | a tile or bundle is not there |
//! | `tree` | `tile-wrong` | a tile or bundle is not the tree's |
//! | `tree` | `root-wrong` | the tiles do not lead to the root that was signed |
//! | `tree` | `leaf-not-in-tree` | a leaf is not the one in the tree |
//! | `tree` | `sm-root-wrong` | the leaves do not lead to the root in SM3 |
//! | `leaves` | `leaf-not-canonical` | a leaf is not in its one canonical form |
//! | `leaves` | `leaf-misnumbered` | a leaf has not the number of its place |
//! | `leaves` | `leaf-foreign` | a leaf belongs to another selection |
//! | `leaves` | `leaf-unknown` | nothing is known of an entry of this kind, or with such a body |
//! | `openings` | `blob-missing` | the blob of an opening is not there |
//! | `openings` | `blob-altered` | a blob has not the hash that names it |
//! | `openings` | `opening-malformed` | a blob is no opening of this gate |
//! | `openings` | `opening-incomplete` | a leaf that was sealed for the gate is not opened |
//! | `openings` | `opening-foreign` | a leaf is opened that was not sealed for the gate |
//! | `openings` | `opening-mismatch` | what is opened is not what was sealed |
//! | `openings` | `opening-count` | the entry tells another number of leaves than its blob opens |
//! | `openings` | `gate-twice` | a gate is opened a second time |
//! | `openings` | `wrong-gate` | an entry was sealed for another gate than its kind waits for, or not at all |
//! | `openings` | `sealed-at-closing` | the selection is closed and a leaf is still sealed |
//! | `openings` | `hidden-leaves` | more or fewer leaves are sealed for good than the panels told of |
//! | `openings` | `part-malformed` | the file of parts beside the log is not in its one form |
//! | `openings` | `part-foreign` | a part beside the log belongs to no entry, or may not be public |
//! | `openings` | `part-mismatch` | a part beside the log is not what its entry sealed |
//! | `acts` | `act-out-of-place` | an entry does not follow the one before it |
//! | `acts` | `time-goes-back` | an entry was recorded before the one that stands before it |
//! | `acts` | `act-torn-apart` | the entries of one request stand apart, or were recorded at different times |
//! | `acts` | `due-first` | a transition was due and had to be recorded first |
//! | `acts` | `not-due` | a transition was recorded that was not due |
//! | `acts` | `no-such-act` | no act gives such entries |
//! | `acts` | `act-refused` | the plan, the actor, the time or the order did not allow the act |
//! | `acts` | `entry-differs` | an entry is not the one that its act gives |
//! | `acts` | `entry-lacking` | an entry is missing that the act gives |
//! | `acts` | `parts-wrong` | an entry has other parts beside it than its kind has |
//! | `acts` | `calendar-wrong` | a holiday notice is not the one that was issued |
//! | `acts` | `nothing-secret` | a leaf is sealed for good where the plan keeps nothing secret |
//! | `ballots` | `ballot-stage` | a ballot belongs to no vote of the plan |
//! | `ballots` | `ballot-window` | a ballot was cast while its vote was not open |
//! | `ballots` | `ballot-period` | a ballot's period is not that of its time |
//! | `ballots` | `ballot-place` | a ballot's category or channel is not one of the plan's |
//! | `ballots` | `slot-over-limit` | a ballot's slot is beyond the plan's limit |
//! | `ballots` | `slot-twice` | two ballots of one voter stand in one slot |
//! | `ballots` | `voters-over-codes` | more voters came with codes than codes were issued |
//! | `ballots` | `ballot-replaces` | a ballot replaces or takes back another, which the plan does not allow |
//! | `ballots` | `ballot-after-count` | a ballot was added after its vote had been counted |
//! | `ballots` | `anchor-beyond-log` | the acts tell of more ballots than the log holds |
//! | `ballots` | `anchor-shrinks` | the acts tell of fewer ballots than they told of before |
//! | `ballots` | `anchor-root` | the acts tell of another root than the ballots had at that size |
//! | `ballots` | `anchor-early` | the acts tell of a ballot before it was cast |
//! | `ballot-openings` | `ballot-not-opened` | a ballot of a counted vote is not opened |
//! | `ballot-openings` | `ballot-opening-foreign` | a ballot is opened that is none of this vote, or a second time |
//! | `ballot-openings` | `ballot-opening-mismatch` | what is opened is not what the ballot committed to |
//! | `ballot-openings` | `ballot-opening-malformed` | a file of openings is not in its one form |
//! | `ballot-openings` | `ballot-opened-early` | ballots are opened before their vote was counted |
//! | `counts` | `tally-differs` | the ballots do not give the tally that was recorded |
//! | `counts` | `shown-differs` | the counts shown while a vote was open are not those that its ballots gave then |
//! | `counts` | `paper-differs` | what was counted of the paper is not the sum of the batches on which two people agree |
//! | `counts` | `count-differs` | the figures of a result are not those that votes and sheets give |
//! | `counts` | `panel-figures` | what is told of a secret panel does not fit together |
//! | `resolutions` | `resolution-differs` | a resolution does not name exactly its departures from the figures |
//! | `lists` | `list-differs` | a list is not the one that was decided on |
//! | `lists` | `naming-differs` | the naming or its certificates are not those of the final list |
//! | `state` | `state-unwritable` | the state has no canonical form |

mod acts;
mod ballots;
mod fold;
mod heads;
pub mod reason;
pub mod receipt;
pub mod report;
mod run;
pub mod source;

pub use reason::{Check, Reason};
pub use report::{Failure, Passed, Report};
pub use source::{Folder, Source, SourceError};

use run::Run;

/// How far a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Which.
    pub check: Check,
    /// So many leaves …
    pub done: u64,
    /// … of so many.
    pub of: u64,
}

/// Checks a publication. `trust`: the bytes of the file that the announcement printed; without it the origin stays
/// unproven. `progress` is called now and then.
pub fn verify(source: &dyn Source, trust: Option<&[u8]>, progress: &mut dyn FnMut(Progress)) -> Report {
    let mut run = Run::new(source, progress);
    if let Some(heads) = heads::heads(&mut run, trust) {
        let acts = acts::leaves(&mut run, &heads.acts);
        let known = acts.as_ref().and_then(|leaves| acts::entries(&mut run, &heads.el, leaves));
        // Where the acts cannot be followed to their end, the ballots are still proven to be in their tree and in their form.
        fold::restored(&mut run, heads.generation, known.as_deref().unwrap_or_default());
        let whole = run.holds(Check::Openings);
        let folded = known.filter(|_| whole).map(|known| fold::fold(&mut run, &heads.el, &known));
        let folded = folded.filter(|_| run.all_hold());
        ballots::ballots(&mut run, &heads, acts.map_or(0, |leaves| leaves.len() as u64), folded.as_ref());
    }
    run.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_at_the_head_of_this_room_names_every_reason() {
        let rows: Vec<(String, String)> = include_str!("lib.rs")
            .lines()
            .filter_map(|line| line.strip_prefix("//! | `"))
            .map(|row| {
                let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned());
                (cells.next().unwrap(), cells.next().unwrap())
            })
            .collect();
        let known: Vec<(String, String)> = Reason::ALL
            .iter()
            .map(|reason| (reason.check().as_str().to_owned(), reason.as_str().to_owned()))
            .collect();
        assert_eq!(rows, known);
        assert!(Reason::ALL.is_sorted_by_key(|reason| reason.check()), "told in the order of the checks");
    }
}
