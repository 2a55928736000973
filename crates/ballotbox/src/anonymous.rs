//! Ballots of voters who show nothing: each rests on a proof of work ([`identity::work`]), made for its place and no other.
//!
//! The ballot's request is the challenge's, so one solution is one ballot; which places a pseudonym has is the store's
//! unique key's business, as for everybody.

use identity::work::{self, Challenge, Place, WorkFault};
use plan::{Identity, Instant, SlotPer, StageKind};
use selection::{Code, Handle, Refusal, vote};

use crate::admission::Request;
use crate::{BallotBox, BallotError, Cast, Voter};

/// How long a challenge is good, ms: half an hour, in which one can read about forty people. Never beyond its period, so
/// that a ballot cannot lie in wait for the next.
const LASTS: i64 = 30 * 60 * 1_000;

impl BallotBox {
    /// A challenge for a voter's next ballot in a category. It costs the server one try.
    ///
    /// `tries`: how many it takes on average. `random`: 32 fresh random bytes.
    ///
    /// # Errors
    /// [`BallotError::Refused`] outside the window, and for voters who need none; [`BallotError::Work`].
    pub fn challenge(
        &self,
        voter: &Voter,
        stage: &str,
        category: &str,
        tries: u32,
        random: &[u8; 32],
    ) -> Result<Challenge, BallotError> {
        let snapshot = self.desk().snapshot();
        let now = self.desk().clock().now().max(snapshot.s.at);
        let stage = snapshot.s.within_window(stage, StageKind::Vote, now)?;
        let none = || Refusal::new(Code::NoVote, vote::ballot_clause(stage));
        let rules = vote::vote_rules(stage)?;
        let row = rules.channel.iter().find(|row| row.id == voter.channel);
        if row.and_then(|row| row.identity.get()) != Some(&Identity::Anonymous) {
            return Err(none().into());
        }
        let zone = snapshot.s.zone();
        let (period, _) = vote::period(rules, stage, &zone, now).ok_or_else(none)?;
        let daily = rules.slots().is_some_and(|limit| limit.per == SlotPer::Day);
        let midnight = daily.then(|| now.next_midnight(&zone));
        let ends = [Some(now.plus(LASTS)), midnight, stage.closes_at(&zone)].into_iter().flatten().min();
        let until = ends.unwrap_or(now).0;
        let place = Place { el: self.desk().id(), period: &period, category, nym: &voter.nym };
        let key = self.desk().keys().work();
        work::challenge(&key, &place, tries, (now.0, until), random)
            .map_err(|fault| BallotError::Work(fault.to_string()))
    }

    /// What a challenge for this voter's ballots of the moment says of its place, so that a browser knows whether one that
    /// it has is still good; nothing outside the window.
    pub fn place(&self, voter: &Voter, stage: &str, category: &str) -> Option<String> {
        let (_, current) = self.periods(stage, self.desk().clock().now());
        let place = Place { el: self.desk().id(), period: current.first()?, category, nym: &voter.nym };
        Some(place.mark(&self.desk().keys().work()))
    }

    /// Casts a ballot that rests on a proof of work. As [`BallotBox::cast`], but for the request: that is the challenge's.
    ///
    /// # Errors
    /// As there; and [`Code::WorkMissing`], [`Code::WorkWrong`], [`Code::WorkForeign`], [`Code::WorkExpired`].
    pub async fn cast_with_work(
        &self,
        voter: &Voter,
        stage: &str,
        category: &str,
        choices: Vec<Handle>,
        work: &str,
        made: Instant,
    ) -> Result<Cast, BallotError> {
        let key = self.desk().keys().work();
        let now = self.desk().clock().now().0;
        let judge = |period: &String| {
            let place = Place { el: self.desk().id(), period, category, nym: &voter.nym };
            work::judge(&key, &place, work, now)
        };
        let (earlier, current) = self.periods(stage, made);
        let judged = current.first().map_or(Err(WorkFault::Foreign), judge);
        let fault = match judged {
            Ok(proof) => {
                let request = Request { id: proof.id, made, worked: true };
                return self.cast_as(voter, stage, category, choices, request).await;
            }
            // Of the day before: good for what was cast on that day, and for nothing more.
            Err(WorkFault::Foreign) => match earlier.last().map(judge) {
                Some(Ok(proof)) => WorkFault::Expired(proof),
                Some(Err(fault)) => fault,
                None => WorkFault::Foreign,
            },
            Err(fault) => fault,
        };
        if let WorkFault::Expired(proof) = fault {
            // Whose answer was lost asks again, perhaps late. What was taken stays taken.
            self.core.drained().await?;
            let request = crate::leaf::request(voter, stage, category, &proof.id);
            let periods = [earlier, current].concat();
            if let Some(cast) = self.of_request(voter, category, &request, &periods).await? {
                return Ok(cast);
            }
        }
        let code = match fault {
            WorkFault::Missing => Code::WorkMissing,
            WorkFault::Wrong => Code::WorkWrong,
            WorkFault::Foreign => Code::WorkForeign,
            WorkFault::Expired(_) => Code::WorkExpired,
        };
        Err(Refusal::new(code, "").field("work").into())
    }
}
