//! 网络评选: codes, ballots over ten days, and what the box does not take.

use anyhow::{Context, Result};
use selection::{Code, Handle};

use super::super::ballots::Round;
use super::super::player::Player;
use super::{Tale, founding, stop};

const STAGE: &str = "vote";

pub async fn play(tale: &Tale, p: &mut Player, ballots: u64) -> Result<()> {
    p.chapter("vote");
    let office = p.seat("office1")?;
    p.at("2022-12-11 18:30:00")?;
    founding::panel(p, &tale.judges).await?;

    let mut categories: Vec<(String, Vec<Handle>)> = Vec::new();
    for (category, keys) in &tale.candidates {
        let handles: Result<Vec<_>> = keys.iter().map(|key| tale.nominee(*key).cloned()).collect();
        categories.push((category.id().to_owned(), handles?));
    }
    let plan = p.now().s.plan.clone().context("no plan")?;
    let stage = plan.stage(STAGE).context("no vote")?;
    let mut round = Round::new(p, stage, &categories, ballots, 0)?;
    p.at("2022-12-11 19:00:00")?;
    round.issue(p, &office).await?;

    let (category, candidates) = categories.first().context("no category")?;
    let one: Vec<Handle> = candidates.iter().take(1).cloned().collect();
    p.at("2022-12-11 19:59:59")?;
    spare(p, &mut round, "before-the-window", 0, category, &one, Code::VoteClosed).await?;

    p.at("2022-12-11 20:00:00")?;
    p.tick().await?;
    if !p.was_refused("unknown-code").await? {
        // Well formed, and issued to nobody.
        let answer = p.ballots().voter("0000-0000-0000").await;
        p.ballot_refused("unknown-code", answer, Code::BadCode).await?;
    }
    let eleven: Vec<Handle> = candidates.iter().take(11).cloned().collect();
    spare(p, &mut round, "eleven-choices", 1, category, &eleven, Code::TooManyChoices).await?;
    spare(p, &mut round, "nobody-chosen", 1, category, &[], Code::TooFewChoices).await?;

    // Somebody who has voted votes once more on the same day.
    let third = round.len() / 3;
    round.cast_until(p, third).await?;
    if let Some(last) = third.checked_sub(1).and_then(|last| round.wish(last)).cloned()
        && !p.was_refused("second-ballot").await?
    {
        let voter = round.voter(p, last.voter).await?;
        let answer =
            p.ballots().cast(&voter, STAGE, &last.category, last.choices, [2; 16], p.now().s.at).await;
        p.ballot_refused("second-ballot", answer, Code::LimitReached).await?;
    }
    round.cast_until(p, round.len() * 3 / 5).await?;
    stop(p, "vote").await?;
    round.cast_until(p, round.len()).await?;

    p.at("2022-12-21 00:00:00")?;
    p.tick().await?;
    spare(p, &mut round, "after-the-window", 0, category, &one, Code::VoteClosed).await
}

/// A ballot of somebody who casts none that counts.
async fn spare(
    p: &mut Player,
    round: &mut Round,
    step: &str,
    number: u64,
    category: &str,
    choices: &[Handle],
    code: Code,
) -> Result<()> {
    if p.was_refused(step).await? {
        return Ok(());
    }
    let voter = round.spare(p, number).await?;
    let answer = p.ballots().cast(&voter, STAGE, category, choices.to_vec(), [1; 16], p.now().s.at).await;
    p.ballot_refused(step, answer, code).await
}
