//! Where somebody becomes a voter: the one place at which what they show, and the channel of the plan that accepts it, are
//! turned into a pseudonym.
//!
//! | What the plan calls it | What is shown | What the pseudonym is made of |
//! |---|---|---|
//! | `code` | an invitation code | the code's keyed hash |
//! | `anonymous` | a browser; each ballot brings a proof of work ([`crate::anonymous`]) | the random number that the browser was given |
//! | `phone`, `account`, `real-name` | not built: what a provider has vouched for | the keyed hash of the number or of the subject, never the plain thing |
//!
//! A new identity is a variant of [`Shown`] and an arm in [`BallotBox::recognise`]; nothing behind it, from limits to leaves to
//! the recount, knows identities apart.

use std::fmt;

use identity::code;
use plan::{Identity, Plan, StageKind};
use selection::{Refusal, vote};

use crate::{BallotBox, BallotError};

/// The scope of pseudonyms (LEDGER, "A ballot"): the widest span over which any limit of a plan counts. A limit counts
/// in a day or in a stage, and the voters of two stages are the same people, so it is the whole selection.
const NYM_SCOPE: &str = "selection";

/// Somebody who may vote. The pseudonym is personal data until its key is destroyed, so `Debug` prints `…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Voter {
    /// Keyed pseudonym, the same in all rounds of a selection.
    pub nym: [u8; 16],
    /// Channel (by id) by which the voter comes.
    pub channel: String,
}

impl fmt::Debug for Voter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Voter(…, {})", self.channel)
    }
}

/// What somebody shows who wants to vote.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// An invitation code, as a person typed it.
    Code(&'a str),
    /// Nothing: a random number that their browser was given, and keeps. Whoever throws it away is somebody else, and pays
    /// for each ballot anew.
    Browser(&'a [u8; 32]),
}

/// Channels (by id) whose voters show such a thing, in plan order.
pub(crate) fn channels(plan: &Plan, identity: Identity) -> Vec<&str> {
    let mut channels = Vec::new();
    let rules = plan.stages(StageKind::Vote).filter_map(|stage| stage.vote.as_ref());
    for row in rules.flat_map(|rules| &rules.channel) {
        if row.identity.get() == Some(&identity) && !channels.contains(&row.id.as_str()) {
            channels.push(row.id.as_str());
        }
    }
    channels
}

impl BallotBox {
    /// The voter whom this stands for. Codes and browsers are good for the whole selection.
    ///
    /// # Errors
    /// [`selection::Code::BadCode`] with the argument `fault`: what [`code::CodeFault::code`] says of a slip of the
    /// finger, or `code-unknown`. [`selection::Code::NoVote`] for a browser where the plan has no channel for it.
    pub async fn recognise(&self, shown: Shown<'_>) -> Result<Voter, BallotError> {
        let snapshot = self.desk().snapshot();
        let plan = snapshot.s.plan()?;
        let clause = plan.stages(StageKind::Vote).next().map(vote::ballot_clause).unwrap_or_default();
        match shown {
            Shown::Code(typed) => {
                let bad = |fault: &str| {
                    Refusal::new(selection::Code::BadCode, &clause).field("code").arg("fault", fault)
                };
                let code = code::normalise(typed).map_err(|fault| bad(fault.code()))?;
                let hash = self.code_hash(&code);
                for channel in channels(plan, Identity::Code) {
                    if self.issued(&hash, channel).await? {
                        return Ok(self.voter_of(&hash, channel));
                    }
                }
                Err(bad("code-unknown").into())
            }
            Shown::Browser(given) => {
                let channel = channels(plan, Identity::Anonymous).into_iter().next();
                let channel = channel.ok_or_else(|| Refusal::new(selection::Code::NoVote, &clause))?;
                // A word before it, so that no browser can be given the number that a code comes to.
                Ok(self.voter_of(&[b"browser/".as_slice(), given].concat(), channel))
            }
        }
    }

    /// The voter behind an invitation code as a person typed it.
    ///
    /// # Errors
    /// As [`BallotBox::recognise`].
    pub async fn voter(&self, typed: &str) -> Result<Voter, BallotError> {
        self.recognise(Shown::Code(typed)).await
    }

    fn voter_of(&self, identified: &[u8], channel: &str) -> Voter {
        let key = self.desk().keys().nyms(self.desk().id());
        let nym = identity::nym::nym(&key, self.desk().id(), NYM_SCOPE, identified);
        Voter { nym, channel: channel.to_owned() }
    }
}
