//! The play of ballots on paper: what two clerks enter, apart from each other.

use std::collections::BTreeMap;

use anyhow::Result;
use plan::{ListKind, Stage};
use selection::paper::{Act as Paper, Enter, Figures, Id};
use selection::{Act, Handle};

use super::player::Player;

/// Ballots of the first batch; each further one has some more.
const VALID: u64 = 36;

/// Enters two batches at the first place and one at each other. On one of them the two differ at first.
///
/// # Errors
/// Where one is refused.
pub async fn enter(p: &mut Player, stage: &Stage) -> Result<()> {
    let (first, second) = (p.seat("office1")?, p.seat("office2")?);
    let batches: Vec<Id> = stage
        .paper()
        .flat_map(|(channel, rules)| {
            rules.place.iter().enumerate().map(move |(n, place)| (channel, n, place))
        })
        .flat_map(|(channel, n, place)| {
            (1..=if n == 0 { 2 } else { 1 }).map(move |number| (channel, place, number))
        })
        .map(|(channel, place, number)| Id {
            stage: stage.id.clone(),
            channel: channel.id.clone(),
            place: place.id.clone(),
            number,
        })
        .collect();
    for (nth, batch) in (0_u64..).zip(&batches) {
        let key = batch.key();
        let scan = p.document(&format!("%PDF-1.4\n演示扫描件 {} {key}\n", stage.id)).await?;
        let right = figures(p, stage, VALID + 7 * nth);
        let act = |categories: &BTreeMap<String, Figures>| {
            Act::Paper(Paper::Enter(Box::new(Enter {
                batch: batch.clone(),
                scan: scan.clone(),
                categories: categories.clone(),
                fresh: false,
            })))
        };
        p.act(format!("{}-paper-{nth}-1", stage.id), &first, act(&right)).await?;
        if nth == 1 {
            // One ballot was put on the wrong pile.
            let mut wrong = right.clone();
            for figures in wrong.values_mut() {
                figures.invalid += 1;
            }
            p.act(format!("{}-paper-{nth}-2", stage.id), &second, act(&wrong)).await?;
        }
        p.act(format!("{}-paper-{nth}-3", stage.id), &second, act(&right)).await?;
    }
    Ok(())
}

/// The count of the paper.
///
/// # Errors
/// Where it is refused.
pub async fn count(p: &mut Player, stage: &Stage) -> Result<()> {
    let act = Act::Paper(Paper::Count { stage: stage.id.clone() });
    p.act(format!("{}-paper-count", stage.id), &p.seat("office1")?, act).await?;
    Ok(())
}

/// So many ballots in each category, each with as many votes as it may have, going round among the candidates.
fn figures(p: &Player, stage: &Stage, valid: u64) -> BTreeMap<String, Figures> {
    let snapshot = p.now();
    let Some(list) = snapshot.s.lists.latest(ListKind::Candidates) else { return BTreeMap::new() };
    let most = match stage.vote.as_ref().and_then(|rules| rules.ballot.get()?.approve()) {
        Some((_, most)) => most as usize,
        None => 0,
    };
    let categories = snapshot.s.plan.iter().flat_map(|plan| &plan.category);
    let of = |category: &plan::Category| {
        let standing: Vec<&Handle> = list
            .of(&category.id)
            .map(|member| &member.nominee)
            .filter(|nominee| snapshot.s.still_in(nominee))
            .collect();
        let mut votes: BTreeMap<Handle, u64> = BTreeMap::new();
        for ballot in 0..valid as usize {
            // Some are liked better than others.
            let from = ballot * ballot;
            for nominee in
                standing.iter().cycle().skip(from % standing.len().max(1)).take(most.min(standing.len()))
            {
                *votes.entry((*nominee).clone()).or_default() += 1;
            }
        }
        (category.id.clone(), Figures { issued: valid + 5, valid, invalid: 2, votes })
    };
    categories.map(of).collect()
}
