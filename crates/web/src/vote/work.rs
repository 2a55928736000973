//! The proof of work of voters who show nothing: its challenge, and what a page says of it.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ballotbox::BallotError;
use plan::Identity;
use selection::{Code, Refusal};

use super::ballot::{Booth, booth};
use super::{Vote, hall};
use crate::ask::{Ask, broken};
use crate::limits::{Asker, Limit};

/// What a page tells its script, and readers without scripts.
pub struct Work {
    /// Where challenges come from.
    pub href: String,
    /// What a challenge for this place says of it.
    pub place: String,
    /// The form it is for.
    pub form: &'static str,
    /// Where the other ways to vote are; empty where there are none.
    pub others: String,
}

impl Work {
    /// For a voter in front of a form; nothing where their code is enough.
    pub(super) fn of(booth: &Booth, vote: Vote<'_>, form: &'static str) -> Option<Work> {
        if !vote.is_open(&booth.voter.channel) {
            return None;
        }
        let place = booth.ballots.place(&booth.voter, &vote.stage.id, &booth.category)?;
        let by_code = vote.takes(Identity::Code);
        let others = if by_code { format!("/s/{}/vote", booth.desk.id()) } else { String::new() };
        Some(Work { href: format!("{}/work", booth.base()), place, form, others })
    }
}

/// Whether a ballot was refused for its proof of work: then nothing is wrong with what was chosen.
pub(super) fn is_work(refusal: &Refusal) -> bool {
    matches!(refusal.code, Code::WorkMissing | Code::WorkWrong | Code::WorkForeign | Code::WorkExpired)
}

/// `GET /s/{el}/vote/{cat}/work`: a challenge for this voter's next ballot, in JSON as ALTCHA's widget takes it. 429 with
/// `Retry-After` for whoever asks too often, whose challenges have grown before that; 404 where none is needed or given.
pub(super) async fn challenge(
    ask: Ask,
    Path((el, cat)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let none = || StatusCode::NOT_FOUND.into_response();
    let booth = booth(&ask, &el, &cat, &headers).await.map_err(|_| none())?;
    let vote = booth.vote().map_err(|_| none())?;
    if !vote.is_open(&booth.voter.channel) {
        return Err(none());
    }
    let asker = Asker::anybody(&ask, &el, &booth.voter.nym);
    let (limits, now) = (ask.app.limits(), ask.now().0);
    if let Err(wait) = limits.take(Limit::Work, &asker, now) {
        return Ok(wait.tell(StatusCode::TOO_MANY_REQUESTS.into_response()));
    }
    let tries = ask.app.tries().saturating_mul(limits.effort(&asker, now));
    let ballots = hall::ballots(&ask, &booth.desk).await?;
    match ballots.challenge(&booth.voter, &vote.stage.id, &cat, tries, &ask.app.fresh()) {
        Ok(challenge) => {
            let json = serde_json::to_string(&challenge).map_err(broken)?;
            Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
        }
        Err(BallotError::Refused(_)) => Err(none()),
        Err(fault) => Err(broken(fault)),
    }
}
