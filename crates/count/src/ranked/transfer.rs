//! Single transferable vote: several seats by quota; what is above the quota goes on.

use plan::{DividedOver, Parcel, Quota, Reach, ReckonedBy, Stated, Surplus, SurplusOrder, TransferRule};

use super::field::{Division, Field, Place, Tally};
use super::roll::{Index, Roll, Roster};
use super::rounds::{About, Course, ElectedBy, Round};
use super::runoff::{by_votes, drop_out, elect, lowest, stand_still};
use super::ties::{Chain, Means, Stuck};
use crate::exact::Exact;
use crate::undecided::{Missing, needed};

/// Counts a transfer of votes. Equals who share one fate may be seated past the seats.
///
/// What the plan leaves out stops the count only where the ballots ask for it: whoever has no votes that nobody is next
/// on needs no rule for them.
///
/// - `roll` the valid rankings; `standing` the candidates still in, by place in the roster
/// - `path` where the rule stands, `result.final.combine.transfer`
pub fn transfer(
    rule: &TransferRule,
    path: &str,
    roster: &Roster,
    roll: &Roll<Index>,
    standing: &[Index],
    seats: u64,
    means: Means,
) -> Course {
    let mut count = Count {
        rule,
        path,
        roster,
        chain: Chain::new(&rule.ties, format!("{path}.ties"), roster, roll, means),
        last: (!rule.last.is_silent())
            .then(|| Chain::new(&rule.last, format!("{path}.last"), roster, roll, means)),
        field: Field::new(roster, roll, standing),
        course: Course { valid: roll.len() as u64, ..Course::default() },
        waiting: Vec::new(),
        seats,
    };
    if roll.is_empty() {
        count.course.missing.push(Missing::no_figures(format!("stage.{}", rule.stage)));
        count.course.open = roster.ids(standing);
        return count.course;
    }
    count.course.quota = rule.quota.get().map(|quota| quota_of(*quota, roll.len() as u64, seats));
    while count.round() {}
    count.course
}

/// What elects: v valid ballots, s seats. A whole without seats is a quota nobody needs.
fn quota_of(quota: Quota, valid: u64, seats: u64) -> Exact {
    let over = |parts: u64| Exact::from(valid).over(&Exact::from(parts)).unwrap_or_else(Exact::zero);
    match quota {
        Quota::Droop => &over(seats + 1).floor() + &Exact::from(1),
        Quota::DroopExact => over(seats + 1),
        Quota::Hare => over(seats),
        Quota::HareWhole => over(seats).floor(),
    }
}

struct Count<'a> {
    rule: &'a TransferRule,
    path: &'a str,
    roster: &'a Roster,
    chain: Chain<'a>,
    /// For the last seat, where that is a chain of its own.
    last: Option<Chain<'a>>,
    field: Field<'a>,
    course: Course,
    /// Elected with votes above the quota that have not gone on yet.
    waiting: Vec<Index>,
    seats: u64,
}

impl Count<'_> {
    fn last(&self) -> &Chain<'_> {
        self.last.as_ref().unwrap_or(&self.chain)
    }

    fn seats_left(&self) -> u64 {
        self.seats.saturating_sub(self.course.elected.len() as u64)
    }

    /// One round; false where it was the last.
    fn round(&mut self) -> bool {
        let mut round = self.field.round();
        let now = self.field.tally();
        let standing = by_votes(self.field.standing(), &now);
        if standing.is_empty() || self.seats_left() == 0 {
            return self.end(round, &now);
        }
        // Nobody has to reach a quota where there are no more than seats.
        let done = if standing.len() as u64 <= self.seats_left() {
            self.elect_all(&standing, &mut round, ElectedBy::Remaining);
            Ok(())
        } else {
            self.elect(&standing, &now, &mut round).and_then(|()| self.go_on(&now, &mut round))
        };
        if let Err(stuck) = done {
            let open = by_votes(self.field.standing(), &now);
            stand_still(&mut self.course, stuck, round, self.roster.ids(&open));
            return false;
        }
        if round.moves.is_empty() {
            return self.end(round, &now);
        }
        self.course.rounds.push(round);
        self.field.earlier.push(now);
        true
    }

    fn end(&mut self, round: Round, now: &Tally) -> bool {
        self.course.rounds.push(round);
        self.course.left = self.roster.ids(&by_votes(self.field.standing(), now));
        false
    }

    fn elect_all(&mut self, whom: &[Index], round: &mut Round, by: ElectedBy) {
        for candidate in whom {
            self.field.put(*candidate, Place::Elected);
            elect(&mut self.course, round, self.roster, *candidate, by);
        }
    }

    /// Elects whoever reaches the quota, but no more than there are seats.
    fn elect(&mut self, standing: &[Index], now: &Tally, round: &mut Round) -> Result<(), Stuck> {
        stated(&self.rule.quota, self.path, "quota")?;
        let quota = self.course.quota.clone().unwrap_or_default();
        // Reached or passed is all one where nobody has exactly the quota.
        let at_quota = standing.iter().any(|candidate| now.of(*candidate) == quota);
        let reaches = at_quota && *stated(&self.rule.reach, self.path, "reach")? == Reach::AtLeast;
        let passes = |votes: &Exact| *votes > quota || reaches && *votes == quota;
        let mut passing: Vec<Index> = standing.iter().copied().filter(|c| passes(&now.of(*c))).collect();
        let mut left = usize::try_from(self.seats_left()).unwrap_or(usize::MAX);
        let mut by = ElectedBy::Quota;
        let mut chosen = Vec::new();
        let mut stuck = None;
        while passing.len() > left && left > 0 {
            // A quota so low that more reach it than there are seats: those with most votes have them.
            let most = passing.first().map(|candidate| now.of(*candidate));
            let mut equals: Vec<Index> =
                passing.iter().copied().take_while(|c| Some(now.of(*c)) == most).collect();
            if equals.len() > left {
                equals.sort_unstable();
                let (settled, first) = self.last().apart(&equals, About::Seat, &self.field.earlier);
                round.ties.push(settled);
                match first {
                    Ok(first) => equals = first,
                    Err(why) => {
                        stuck = Some(why);
                        break;
                    }
                }
                if equals.len() > left {
                    by = ElectedBy::Together;
                }
            }
            passing.retain(|candidate| !equals.contains(candidate));
            left = left.saturating_sub(equals.len());
            chosen.append(&mut equals);
        }
        if left > 0 && stuck.is_none() {
            chosen.append(&mut passing);
        }
        self.waiting.extend(chosen.iter().copied().filter(|candidate| now.of(*candidate) > quota));
        self.elect_all(&chosen, round, by);
        stuck.map_or(Ok(()), Err)
    }

    /// Passes on a surplus, or else drops the last.
    fn go_on(&mut self, now: &Tally, round: &mut Round) -> Result<(), Stuck> {
        let standing = by_votes(self.field.standing(), now);
        if self.seats_left() == 0 || standing.is_empty() {
            return Ok(());
        }
        if standing.len() as u64 <= self.seats_left() {
            self.elect_all(&standing, round, ElectedBy::Remaining);
            return Ok(());
        }
        if self.pass_on(now, round)? {
            return Ok(());
        }
        let left = self.seats_left();
        let others = |equals: &[Index]| (standing.len() - equals.len()) as u64;
        // Whoever has no votes changes nothing by falling out, as long as enough are left.
        let same = |equals: &[Index]| {
            others(equals) >= left && equals.iter().all(|candidate| now.of(*candidate).is_zero())
        };
        // Where one more than seats are left, whoever falls out loses the last seat.
        let chain = if standing.len() as u64 == left + 1 { self.last() } else { &self.chain };
        let dropped = lowest(&self.field, chain, &standing, now, round, same)?;
        if others(&dropped) < left {
            self.elect_all(&dropped, round, ElectedBy::Together);
            // Those above them are no more than the seats that were left for all.
            let rest = by_votes(self.field.standing(), now);
            self.elect_all(&rest, round, ElectedBy::Remaining);
            return Ok(());
        }
        drop_out(&mut self.field, &mut self.course, round, self.roster, &dropped);
        Ok(())
    }

    /// Passes on what waits above the quota; false where nothing does.
    fn pass_on(&mut self, now: &Tally, round: &mut Round) -> Result<bool, Stuck> {
        if self.waiting.is_empty() {
            return Ok(false);
        }
        let path = format!("{}.surplus", self.path);
        let quota = self.course.quota.clone().unwrap_or_default();
        let rule = stated(&self.rule.surplus, self.path, "surplus")?;
        if let Some(from) = &rule.from {
            let bar = &quota * &Exact::from(from);
            self.waiting.retain(|candidate| now.of(*candidate) >= bar);
        }
        let going = self.first_to_go(rule, &path, now, round)?;
        self.waiting.retain(|candidate| !going.contains(candidate));
        let mut divisions = Vec::new();
        for candidate in &going {
            let surplus = now.of(*candidate).less(&quota);
            divisions.push((*candidate, self.division(rule, &path, *candidate, surplus)?));
        }
        for (candidate, division) in &divisions {
            round.moves.push(self.field.pass_on(*candidate, division));
        }
        Ok(!divisions.is_empty())
    }

    fn first_to_go(
        &self,
        rule: &Surplus,
        path: &str,
        now: &Tally,
        round: &mut Round,
    ) -> Result<Vec<Index>, Stuck> {
        if self.waiting.len() < 2 {
            return Ok(self.waiting.clone());
        }
        let order = stated(&rule.order, path, "order")?;
        if *order == SurplusOrder::Together {
            return Ok(self.waiting.clone());
        }
        let most = self.waiting.iter().map(|candidate| now.of(*candidate)).max();
        let mut equals: Vec<Index> =
            self.waiting.iter().copied().filter(|c| Some(now.of(*c)) == most).collect();
        if equals.len() < 2 {
            return Ok(equals);
        }
        equals.sort_unstable();
        let (settled, first) = self.chain.apart(&equals, About::Surplus, &self.field.earlier);
        round.ties.push(settled);
        first
    }

    fn division(
        &self,
        rule: &Surplus,
        path: &str,
        candidate: Index,
        surplus: Exact,
    ) -> Result<Division, Stuck> {
        let last_batch = if self.field.open(candidate, false).batches {
            *stated(&rule.parcel, path, "parcel")? == Parcel::LastParcel
        } else {
            false
        };
        let open = self.field.open(candidate, last_batch);
        let by_papers = open.values && *stated(&rule.by, path, "by")? == ReckonedBy::Papers;
        // By papers the two ways differ even where all go on: only in one of them no ballot becomes worth more.
        let transferable =
            (open.nobody || by_papers) && *stated(&rule.over, path, "over")? == DividedOver::Transferable;
        Ok(Division { surplus, last_batch, by_papers, transferable, places: rule.places })
    }
}

fn stated<'r, T>(rule: &'r Stated<T>, path: &str, name: &str) -> Result<&'r T, Stuck> {
    needed(rule, || format!("{path}.{name}")).map_err(Stuck::Missing)
}
