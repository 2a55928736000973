//! Borders through a ranking: who stands before the last seat, and before the last place of each award.

use crate::chain::Chain;
use crate::rank::{Group, Status, Tie, TieEnd};
use crate::steps::Log;

/// Somebody with their place in the order of seats.
pub(crate) struct Place {
    pub candidate: String,
    pub rank: u64,
    pub status: Status,
    /// Which border they stand before, from 0; past all borders it is their number.
    pub segment: usize,
}

/// Candidates in the order of their places, and their ties.
#[derive(Default)]
pub(crate) struct Cut {
    pub order: Vec<Place>,
    pub ties: Vec<Tie>,
}

/// Lays borders through a ranking: after so many places each, ascending; the last is the last seat. Without a border
/// everybody is undecided.
///
/// Where equals stand across a border, the plan's chain is tried. Borders stay where they are: where all who are equal
/// get past one, those behind have so many places fewer before the next.
pub(crate) fn cut(groups: &[Group], borders: &[u64], chain: &Chain, log: &mut Log) -> Cut {
    let mut cut = Cut::default();
    let mut before = 0;
    for group in groups {
        let size = group.members.len() as u64;
        let mut end = TieEnd::Shared;
        divide(group.rank, &group.members, before, borders, chain, &mut cut.order, &mut end, log);
        if size > 1 {
            let inside = borders.iter().map(|border| border.saturating_sub(before));
            let seats = inside.filter(|left| (1..size).contains(left)).min();
            cut.ties.push(Tie { rank: group.rank, candidates: group.members.clone(), seats, end });
        }
        before += size;
    }
    cut
}

/// Places one group of equals that begins after `before` places.
#[allow(clippy::too_many_arguments, reason = "the place, the borders and what is written on")]
fn divide(
    rank: u64,
    members: &[String],
    before: u64,
    borders: &[u64],
    chain: &Chain,
    order: &mut Vec<Place>,
    end: &mut TieEnd,
    log: &mut Log,
) {
    let segment = borders.iter().take_while(|border| **border <= before).count();
    let place = |candidate: &String, status| Place { candidate: candidate.clone(), rank, status, segment };
    let after = before + members.len() as u64;
    match borders.get(segment) {
        None => {
            let status = if borders.is_empty() { Status::Undecided } else { Status::Not };
            order.extend(members.iter().map(|candidate| place(candidate, status)));
        }
        Some(border) if after <= *border => {
            order.extend(members.iter().map(|candidate| place(candidate, Status::Seated)));
        }
        Some(border) => {
            let mut settled = chain.settle(members, border - before, log);
            if settled.end == TieEnd::NobodySeated && segment + 1 < borders.len() {
                // Whether they then have the next award, or none, is not said.
                log.undecided(chain.exhausted());
                settled.end = TieEnd::Undecided;
            }
            let status = settled.end.status();
            if worse(&settled.end, end) {
                *end = settled.end.clone();
            }
            let mut next = before;
            for group in &settled.ahead {
                order.extend(group.iter().map(|candidate| place(candidate, Status::Seated)));
                next += group.len() as u64;
            }
            order.extend(settled.equals.iter().map(|candidate| place(candidate, status)));
            next += settled.equals.len() as u64;
            for group in &settled.behind {
                divide(rank, group, next, borders, chain, order, end, log);
                next += group.len() as u64;
            }
        }
    }
}

/// Whether an end leaves more open than another.
fn worse(end: &TieEnd, than: &TieEnd) -> bool {
    openness(end) > openness(than)
}

/// How much an end leaves open.
pub(crate) fn openness(end: &TieEnd) -> u8 {
    match end {
        TieEnd::Shared => 0,
        TieEnd::Broken(_) => 1,
        TieEnd::AllSeated | TieEnd::NobodySeated => 2,
        TieEnd::Waits => 3,
        TieEnd::Undecided => 4,
    }
}

/// Equals put in a strict order by the chain, as far as it goes: groups of one, but for those it cannot tell apart.
pub(crate) fn strict(group: &Group, chain: &Chain, log: &mut Log) -> (Vec<Group>, TieEnd) {
    let single = |candidate: &String| Group { rank: group.rank, members: vec![candidate.clone()] };
    let mut done = Vec::new();
    let mut rest = vec![group.members.clone()];
    let mut end = TieEnd::Shared;
    while let Some(next) = rest.pop() {
        if next.len() < 2 {
            done.extend(next.iter().map(single));
            continue;
        }
        let settled = chain.settle(&next, 1, log);
        if worse(&settled.end, &end) {
            end = settled.end.clone();
        }
        rest.extend(settled.behind.into_iter().rev());
        if settled.equals.is_empty() {
            rest.extend(settled.ahead.into_iter().rev());
        } else {
            // With one place to give, nobody stands ahead of those who cannot be told apart.
            done.push(Group { rank: group.rank, members: settled.equals });
        }
    }
    (done, end)
}
