//! What somebody decided about foul votes: so many votes of a candidate deducted, or the candidate disqualified. The plan
//! has to have such a penalty; which one, by whom and under which clause is told with it.

use plan::{Penalty, Plan, Stage, Stated, Voids};

use super::fault::{TableFault, Wrong};
use super::polled::ballot_or_channel;
use super::rows::{Row, Table};
use super::stage_of;
use crate::data::{Data, Struck};

/// The kinds of decisions that are penalties.
pub(super) const KINDS: [&str; 2] = ["deduct", "disqualify"];

impl Struck {
    /// A penalty of a stage against a candidate.
    pub(super) fn under(penalty: &Penalty, stage: &Stage, category: &str, candidate: &str) -> Struck {
        let clause = if penalty.clause.is_empty() { &stage.clause } else { &penalty.clause };
        let by = match &penalty.by {
            Stated::Is(by) => by.clone(),
            _ => String::new(),
        };
        Struck {
            stage: stage.id.clone(),
            category: category.to_owned(),
            candidate: candidate.to_owned(),
            says: penalty.text.clone(),
            by,
            clause: clause.clone(),
            ..Struck::default()
        }
    }
}

/// Reads the penalties among the decisions, and deducts votes that are known as sums alone.
pub(super) fn penalties(plan: &Plan, table: &Table, data: &mut Data, faults: &mut Vec<TableFault>) {
    for row in table.rows.iter().filter(|row| KINDS.contains(&row.get("kind"))) {
        let struck = match row.get("kind") {
            "deduct" => deducted(plan, row, data),
            _ => disqualified(plan, row, data),
        };
        match struck {
            Ok(struck) => data.struck.extend(struck),
            Err(found) => faults.extend(found),
        }
    }
}

/// Takes all votes of a candidate in a vote away, whatever channel they came by; ballots stay what they are for others.
pub(super) fn zero(struck: Struck, data: &mut Data) {
    let mut votes = 0;
    let polls = data.polls.get_mut(&(struck.stage.clone(), struck.category.clone()));
    for group in polls.into_iter().flatten().flat_map(|(_, poll)| &mut poll.groups) {
        if let Some(said) = group.said.get_mut(&struck.candidate) {
            votes += said.votes;
            said.votes = 0;
        }
        let out = |id: &String| *id != struck.candidate;
        let rankings = std::mem::take(&mut group.rankings);
        for (places, times) in rankings {
            let places = places.into_iter().map(|place| place.into_iter().filter(out).collect::<Vec<_>>());
            let places: Vec<_> = places.filter(|place| !place.is_empty()).collect();
            *group.rankings.entry(places).or_insert(0) += times;
        }
        let choices = std::mem::take(&mut group.choices);
        for (chosen, times) in choices {
            *group.choices.entry(chosen.into_iter().filter(out).collect()).or_insert(0) += times;
        }
    }
    data.struck.push(Struck { votes: Some(votes), ..struck });
}

/// The candidate of a row, and its category: stated, or the only one in which the candidate stands.
fn whose(plan: &Plan, row: &Row, data: &Data) -> Result<(String, String), Vec<TableFault>> {
    let category = row.category(plan, false);
    let here = category.clone().unwrap_or_default();
    let known = data.candidates.iter().filter(|row| row.category == here).map(|row| &row.id);
    match (category, row.id_of("candidate", known, false)) {
        (Ok(category), Ok(candidate)) => Ok((category, candidate)),
        (category, candidate) => Err(category.err().into_iter().chain(candidate.err()).collect()),
    }
}

fn penalty(stage: &Stage, fits: impl Fn(Voids) -> bool) -> Option<&Penalty> {
    stage.vote.as_ref()?.penalty.iter().find(|penalty| fits(penalty.voids))
}

fn deducted(plan: &Plan, row: &Row, data: &mut Data) -> Result<Vec<Struck>, Vec<TableFault>> {
    let (category, candidate) = whose(plan, row, data)?;
    let one = |fault: TableFault| vec![fault];
    let stage = stage_of(plan, row, false, &category).map_err(one)?;
    let channels = stage.vote.iter().flat_map(|vote| &vote.channel).map(|channel| &channel.id);
    let channel = ballot_or_channel(row, channels).map_err(one)?;
    let votes = row.whole("value").map_err(one)?;
    let all = penalty(stage, |voids| voids == Voids::CandidateVotes);
    if let (None, Some(rule)) = (votes, all) {
        let struck = Struck::under(rule, stage, &category, &candidate);
        zero(Struck { reference: row.get("ref").to_owned(), ..struck }, data);
        return Ok(Vec::new());
    }
    let rule = penalty(stage, |voids| !matches!(voids, Voids::Candidate | Voids::CandidateVotes));
    let rule = match (rule, all) {
        (Some(rule), _) => rule,
        // Such a penalty takes all of somebody's votes, and no number of them.
        (None, Some(_)) => return Err(vec![row.fault("value", Wrong::NotHere)]),
        (None, None) => return Err(vec![row.fault("kind", Wrong::NoPenalty)]),
    };
    let votes = votes.ok_or_else(|| vec![row.fault("value", Wrong::Empty)])?;
    let (region, electorate) = (row.get("region"), row.get("electorate"));
    let polls = data.polls.get_mut(&(stage.id.clone(), category.clone()));
    let regions = polls.into_iter().flatten().filter(|(of, _)| region.is_empty() || *of == region);
    let mut groups: Vec<_> = regions
        .flat_map(|(_, poll)| &mut poll.groups)
        .filter(|group| channel.is_empty() || group.channel == channel)
        .filter(|group| electorate.is_empty() || group.electorate == electorate)
        .filter(|group| group.said.contains_key(&candidate))
        .collect();
    // Where several sums hold votes of this candidate, the row has to say which of them shrinks.
    let [group] = groups.as_mut_slice() else { return Err(vec![row.fault("channel", Wrong::WhichVotes)]) };
    if !group.choices.is_empty() || !group.rankings.is_empty() {
        // Ballots that are there one by one are marked as foul, one by one.
        return Err(vec![row.fault("kind", Wrong::MarkBallots)]);
    }
    if let Some(said) = group.said.get_mut(&candidate) {
        said.votes = said
            .votes
            .checked_sub(votes)
            .ok_or_else(|| vec![row.fault("value", Wrong::TooMany(votes, said.votes))])?;
    }
    let struck = Struck::under(rule, stage, &category, &candidate);
    let reference = row.get("ref").to_owned();
    Ok(vec![Struck { votes: Some(votes), channel: group.channel.clone(), reference, ..struck }])
}

fn disqualified(plan: &Plan, row: &Row, data: &Data) -> Result<Vec<Struck>, Vec<TableFault>> {
    let (category, candidate) = whose(plan, row, data)?;
    if !row.get("value").is_empty() {
        return Err(vec![row.fault("value", Wrong::NotHere)]);
    }
    let round = row.get("round");
    let of_rule = plan.result.iter().find(|rule| rule.id == round).map(crate::rounds::stages);
    let fits = |stage: &&Stage| {
        round.is_empty() || stage.id == round || of_rule.as_ref().is_some_and(|of| of.contains(&stage.id))
    };
    let mut rules = plan
        .stage
        .iter()
        .filter(fits)
        .filter_map(|stage| Some((stage, penalty(stage, |voids| voids == Voids::Candidate)?)));
    let (stage, rule) = rules.next().ok_or_else(|| vec![row.fault("kind", Wrong::NoPenalty)])?;
    let struck = Struck::under(rule, stage, &category, &candidate);
    Ok(vec![Struck { reference: row.get("ref").to_owned(), ..struck }])
}
