//! Votes against those who could cast them: a panel votes with a ballot a head, and so does every vote of one ballot.

use std::collections::BTreeMap;

use plan::{BallotShape, Limit, Per, Plan, Stage};

use super::casting;
use super::fault::{TableFault, Wrong};
use super::rows::Table;
use crate::data::Data;
use crate::polls::Group;
use crate::rounds::{stages, voters};
use crate::sheets::SheetState;

/// How often a panel votes at most, by the rounds that count its ballots.
pub(super) fn ballots_most(plan: &Plan, stage: &str) -> u32 {
    let rules = plan.result.iter().filter_map(|rule| match rule.combine.get() {
        Some(plan::Combine::Support(rule)) if rule.stage == stage => rule.ballots,
        _ => None,
    });
    rules.max().unwrap_or(1)
}

/// Whether everybody has one ballot of a category at most.
fn one_each(stage: &Stage, category: &str) -> bool {
    let once = |limit: &Limit| limit.ballots == Some(1) && limit.per == Per::Stage;
    match &stage.vote {
        Some(vote) => {
            let own = vote.category.iter().find(|row| row.id == category).and_then(|row| row.limit.get());
            own.or(vote.limit.get()).is_some_and(|limits| limits.iter().any(once))
        }
        None => stage.review.is_some(),
    }
}

/// Tells of more ballots, or more votes for one candidate, than the plan or the table of electorates has voters.
pub(super) fn attendance(plan: &Plan, tables: &[Table], data: &Data, faults: &mut Vec<TableFault>) {
    for ((id, category), regions) in &data.polls {
        let Some(stage) = plan.stage(id).filter(|stage| one_each(stage, category)) else { continue };
        let electorates = voters(stage, category);
        // The chair is one of the panel.
        let chairs = casting(plan, id);
        for (region, poll) in regions {
            let mut numbered: BTreeMap<u32, Vec<&Group>> = BTreeMap::new();
            for group in &poll.groups {
                // A panel's ballots are numbered where others have channels.
                let number = group.channel.parse().ok().filter(|_| stage.vote.is_none()).unwrap_or(1);
                numbered.entry(number).or_default().push(group);
            }
            for groups in numbered.into_values() {
                for electorate in &electorates {
                    // Ballots without an electorate can be anybody's, where there are several.
                    let own = groups.iter().copied().filter(|group| {
                        group.electorate == *electorate
                            || electorates.len() == 1 && chairs.contains(group.electorate.as_str())
                            || electorates.len() == 1 && group.electorate.is_empty()
                    });
                    let own: Vec<&Group> = own.collect();
                    let Some((there, at)) = there(plan, tables, data, id, electorate, region, category)
                    else {
                        continue;
                    };
                    let said = said(stage, category, &own);
                    let ballots: u64 = own.iter().map(|group| group.valid + group.invalid).sum();
                    let votes = ballots.max(said.values().copied().max().unwrap_or(0));
                    // Whoever stands back from somebody has no vote about them.
                    let back = recused(data, id, category);
                    let about = said.into_iter().map(|(who, votes)| {
                        (votes, there.saturating_sub(back.get(who).copied().unwrap_or(0)))
                    });
                    let over = |(votes, there): &(u64, u64)| votes > there;
                    if let Some((votes, there)) = [(votes, there)].into_iter().chain(about).find(over) {
                        faults.push(TableFault { wrong: Wrong::MoreThanPresent(votes, there), ..at });
                    }
                }
            }
        }
    }
}

/// How many ballots are for or against somebody, where every ballot says so at most once.
fn said<'g>(stage: &Stage, category: &str, groups: &[&'g Group]) -> BTreeMap<&'g String, u64> {
    let shape = match (&stage.vote, &stage.review) {
        (Some(vote), _) => {
            let own = vote.category.iter().find(|row| row.id == category).and_then(|row| row.ballot.get());
            own.or(vote.ballot.get())
        }
        (_, Some(review)) => review.ballot.get(),
        _ => None,
    };
    let one_a_ballot = matches!(shape, Some(BallotShape::Approve { .. } | BallotShape::Opinion { .. }));
    let mut said: BTreeMap<&String, u64> = BTreeMap::new();
    for (candidate, marks) in groups.iter().flat_map(|group| &group.said).filter(|_| one_a_ballot) {
        *said.entry(candidate).or_insert(0) += marks.votes + marks.against;
    }
    said
}

/// How many judges stand back from each candidate.
fn recused<'d>(data: &'d Data, stage: &str, category: &str) -> BTreeMap<&'d String, u64> {
    let sheets = data.sheets.get(&(stage.to_owned(), category.to_owned()));
    let back = sheets.into_iter().flatten().filter(|sheet| sheet.state == SheetState::Recused);
    let mut recused = BTreeMap::new();
    back.for_each(|sheet| *recused.entry(&sheet.candidate).or_insert(0) += 1);
    recused
}

/// How many of an electorate can have voted, and where that stands.
fn there(
    plan: &Plan,
    tables: &[Table],
    data: &Data,
    stage: &str,
    electorate: &str,
    region: &str,
    category: &str,
) -> Option<(u64, TableFault)> {
    let of = |at: &str, category: &str| {
        let key = [at, electorate, region, category].map(str::to_owned);
        data.sizes.get(&key.into()).copied()
    };
    // A sitting's own row before those of all.
    let told = [stage, ""].into_iter().find_map(|at| of(at, category).or_else(|| of(at, "")));
    let fault = |file: &str, line, column: &str| TableFault {
        file: format!("{file}.csv"),
        line,
        column: column.to_owned(),
        wrong: Wrong::Empty,
    };
    // Members of a region are not those of all, so that the plan's number says nothing of one region.
    let stated = plan.electorate.iter().find(|row| row.id == electorate).and_then(|row| row.size.get());
    let members = told.and_then(|size| size.members).or(stated.and_then(plan::Size::exact).map(u64::from));
    let table = tables.iter().find(|table| table.name == "electorates");
    let sits = |round: &str| {
        let of_rule = plan.result.iter().find(|rule| rule.id == round).map(stages);
        round.is_empty() || round == stage || of_rule.is_some_and(|of| of.contains(stage))
    };
    let rows = table.into_iter().flat_map(|table| &table.rows);
    let rows = rows.filter(|row| {
        let category_fits = row.get("category") == category || row.get("category").is_empty();
        let here = row.get("id") == electorate && row.get("region") == region;
        here && category_fits && sits(row.get("round"))
    });
    let row = rows.min_by_key(|row| (row.get("round").is_empty(), row.get("category").is_empty()));
    match (told.and_then(|size| size.present), row) {
        (Some(present), Some(row)) => Some((present, fault("electorates", row.line, "present"))),
        (_, Some(row)) => members.map(|members| (members, fault("electorates", row.line, "size"))),
        _ => {
            let file =
                ["ballots", "tallies"].into_iter().find(|name| tables.iter().any(|it| it.name == *name));
            members.map(|members| (members, fault(file.unwrap_or("ballots"), 1, "electorate")))
        }
    }
}
