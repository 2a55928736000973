//! Methods that find winners from ballots directly, in the terms of a round: whom they seat, and what they leave open.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Casting, Combine, SupportRule, Take};

use crate::chain::Chain;
use crate::polls::{Group, Poll};
use crate::rank::{Status, Tie, TieEnd};
use crate::ranked::support::{SupportBallot, Supported, support};
use crate::ranked::{
    About, AwardList, Ballot, Course, Index, Means, Roll, Rolls, Roster, SettledEnd, lists, runoff,
    shared_point, transfer,
};
use crate::seats::{self, Seated, SeatedOne};
use crate::steps::{Log, Step};
use crate::terms::Terms;
use crate::undecided::{Missing, What, needed};
use crate::{CountError, Input, off, terms};

/// What a method works on.
pub(crate) struct Method<'a> {
    pub input: &'a Input<'a>,
    pub polls: &'a BTreeMap<String, Poll>,
    pub recused: &'a BTreeMap<String, BTreeMap<String, u64>>,
    pub standing: &'a [&'a String],
    pub chain: &'a Chain<'a>,
    pub terms: &'a Terms,
    /// How many are in already, without a count.
    pub ahead: u64,
}

/// Somebody's outcome in a method, before the others are added.
fn one(candidate: &str, rank: Option<u64>, status: Status) -> SeatedOne {
    SeatedOne { candidate: candidate.to_owned(), rank, status, award: None }
}

impl Method<'_> {
    /// The seats that are left for it.
    fn seats(&self) -> Option<u64> {
        self.terms.seats.map(|seats| seats.saturating_sub(self.ahead))
    }

    /// Seats by the rule's method; `None` where the rule has none.
    ///
    /// # Errors
    /// [`CountError`] where there are more candidates than ballots can name.
    pub(crate) fn seat(&self, log: &mut Log) -> Result<Option<Seated>, CountError> {
        let path = |method: &str| format!("result.{}.combine.{method}", self.input.rule.id);
        let Some(combine) = self.input.rule.combine.get() else { return Ok(None) };
        let mut found = Seated { order: Vec::new(), ties: Vec::new() };
        match combine {
            Combine::Weighted(_) | Combine::Sum(_) | Combine::Pick(_) => return Ok(None),
            Combine::Lists(_) => self.lists(&mut found, log),
            Combine::Support(rule) => self.support(rule, &path("support"), &mut found, log),
            Combine::Runoff(_) | Combine::Transfer(_) | Combine::SharedPoint(_) => {
                let stage = combine.stage().unwrap_or_default();
                let poll = self.polls.get(stage);
                if let (Some(poll), Some(seats)) = (poll, self.seats()) {
                    // How many places there are decides how votes are counted for them.
                    self.terms.open.iter().for_each(|missing| log.undecided(missing.clone()));
                    self.by_rounds(combine, poll, seats, &path, &mut found, log)?;
                } else if poll.is_none() && !self.standing.is_empty() {
                    log.undecided(self.nothing_from(stage));
                }
            }
        }
        self.awards(&mut found, log);
        self.others(&mut found, log);
        Ok(Some(found))
    }

    fn by_rounds(
        &self,
        combine: &Combine,
        poll: &Poll,
        seats: u64,
        path: &dyn Fn(&str) -> String,
        found: &mut Seated,
        log: &mut Log,
    ) -> Result<(), CountError> {
        let ids: Vec<String> = self.standing.iter().map(|id| (*id).clone()).collect();
        let roster = Roster::new(&ids)?;
        let standing: Vec<Index> = roster.all().collect();
        let means = Means { seed: self.input.known.seed.as_deref(), resolved: &self.input.resolved };
        match combine {
            Combine::Runoff(rule) => {
                let roll = rankings(poll, &roster, self.standing)?;
                let places = runoff(rule, &path("runoff"), &roster, &roll, &standing, seats, means);
                for place in &places {
                    if let Some(winner) = &place.winner {
                        // Equals who win one place together have one course, and share its rank.
                        let before =
                            places.iter().take_while(|other| other.course != place.course).count() as u64;
                        let rank = before + place.course.rank(winner);
                        found.order.push(one(winner, Some(rank), Status::Seated));
                    }
                    self.open(&place.course, found, log);
                }
                log.step(Step::Runoff { places });
            }
            Combine::Transfer(rule) => {
                let roll = rankings(poll, &roster, self.standing)?;
                let course = transfer(rule, &path("transfer"), &roster, &roll, &standing, seats, means);
                for elected in &course.elected {
                    found.order.push(one(elected, Some(course.rank(elected)), Status::Seated));
                }
                self.open(&course, found, log);
                log.step(Step::Transfer { course });
            }
            _ => {
                let roll = choices(poll, &roster)?;
                if roll.is_empty() {
                    log.undecided(self.nothing_from(combine.stage().unwrap_or_default()));
                    return Ok(());
                }
                let nomination = shared_point(&roster, &roll, &standing, seats);
                found.order.extend(nomination.nominated.iter().map(|id| one(id, None, Status::Seated)));
                log.step(Step::Nomination { nomination });
            }
        }
        Ok(())
    }

    /// What is told of a stage without ballots.
    fn nothing_from(&self, stage: &str) -> Missing {
        let of = self.input.known.stages.get(stage).copied();
        Missing::nothing_from(stage, of, self.input.category, true)
    }

    /// What a course leaves open.
    fn open(&self, course: &Course, found: &mut Seated, log: &mut Log) {
        course.missing.iter().for_each(|missing| log.undecided(missing.clone()));
        let (status, end) = match course.waits {
            Some(_) => (Status::Tied, TieEnd::Waits),
            None => (Status::Undecided, TieEnd::Undecided),
        };
        if !course.open.is_empty() {
            found.order.extend(course.open.iter().map(|id| one(id, None, status)));
        }
        let tie = course.rounds.last().and_then(|round| round.ties.last());
        let tie = tie.filter(|tie| matches!(tie.end, SettledEnd::Waits | SettledEnd::Undecided));
        if let Some(tie) = tie.filter(|_| !course.open.is_empty()) {
            // Equals for elimination are the last of those who are left.
            let before = match tie.about {
                About::Elimination => course.open.len().saturating_sub(tie.equals.len()),
                About::Surplus | About::Seat => 0,
            };
            let rank = (course.elected.len() + before) as u64 + 1;
            found.ties.push(Tie { rank, candidates: tie.equals.clone(), seats: None, end });
        }
    }

    /// Support against a bar; the ballots of a panel that votes anew are numbered 1, 2 … in place of a channel.
    fn support(&self, rule: &SupportRule, path: &str, found: &mut Seated, log: &mut Log) {
        // Each is held against the bar alone, so that whoever makes room for the next can be left out before.
        let ids = self.standing.iter().filter(|id| !off::makes_room(self.input, id));
        let ids: Vec<String> = ids.map(|id| (*id).clone()).collect();
        let passing = self.input.rule.take.get() == Some(&Take::Passing);
        if self.seats().is_none() && !passing {
            return;
        }
        let ballots = match self.ballots(rule, log) {
            Ok(ballots) => ballots,
            Err(missing) => {
                log.undecided(missing);
                return;
            }
        };
        let attributes = &self.input.known.attributes;
        let Supported { rounds, passed, equals, seats_left, again, open, missing } =
            support(rule, path, &ids, attributes, &ballots, self.seats());
        for lacking in missing {
            log.undecided(self.of_support(rule, lacking));
        }
        found.order.extend(passed.iter().map(|id| one(id, None, Status::Seated)));
        if let (false, Some(left)) = (equals.is_empty(), seats_left) {
            let settled = self.chain.settle(&equals, left, log);
            let status = match &settled.end {
                TieEnd::AllSeated => Status::Seated,
                TieEnd::Waits => Status::Tied,
                _ => Status::Undecided,
            };
            found.order.extend(settled.ahead.iter().flatten().map(|id| one(id, None, Status::Seated)));
            found.order.extend(settled.equals.iter().map(|id| one(id, None, status)));
            found.order.extend(settled.behind.iter().flatten().map(|id| one(id, None, Status::Not)));
            let rank = passed.len() as u64 + 1;
            found.ties.push(Tie { rank, candidates: equals, seats: Some(left), end: settled.end });
        }
        if again {
            // The panel votes anew, and that ballot is not held yet.
            log.undecided(Missing::no_figures(format!("stage.{}.ballot.{}", rule.stage, ballots.len() + 1)));
        }
        let filled = found.order.iter().filter(|one| one.status != Status::Not).count() as u64;
        if let (Some(seats), false) = (self.seats(), !log.undecided.is_empty() || again) {
            let must = self.terms.must.map_or(seats, |must| must.saturating_sub(self.ahead));
            seats::empty(self.input, seats.saturating_sub(filled), must.saturating_sub(filled), log);
        }
        let placed: BTreeSet<String> = found.order.iter().map(|one| one.candidate.clone()).collect();
        for (id, stood) in rounds.last().into_iter().flat_map(|round| &round.of) {
            if stood.passes.is_none() && !placed.contains(id) && !open.contains(id) {
                found.order.push(one(id, None, Status::Undecided));
            }
        }
        found.order.extend(open.iter().map(|id| one(id, None, Status::Undecided)));
        log.step(Step::Support { rounds });
    }

    /// What support lacks, told as what the plan does not say where that is the reason.
    fn of_support(&self, rule: &SupportRule, missing: Missing) -> Missing {
        let known = &self.input.known;
        let of = |what: &str| missing.path == format!("stage.{}{what}", rule.stage);
        if missing.what == What::NoFigures && of("") {
            return self.nothing_from(&rule.stage);
        }
        if missing.what == What::NoFigures && (of(".present") || of(".members")) {
            let electorates = known.electorates.get(&rule.stage).map(Vec::as_slice).unwrap_or_default();
            return Missing::no_size(&rule.stage, known.stages.get(&rule.stage).copied(), electorates);
        }
        missing
    }

    /// The ballots of a panel, in the order of their numbers.
    fn ballots(&self, rule: &SupportRule, log: &mut Log) -> Result<Vec<SupportBallot>, Missing> {
        let mut numbered: BTreeMap<u32, Vec<&Group>> = BTreeMap::new();
        for group in self.polls.get(&rule.stage).into_iter().flat_map(|poll| &poll.groups) {
            let number = group.channel.parse().ok().filter(|_| rule.ballots.is_some());
            numbered.entry(number.unwrap_or(1)).or_default().push(group);
        }
        let known = &self.input.known;
        let electorates = known.electorates.get(&rule.stage).map(Vec::as_slice).unwrap_or_default();
        let sizes: Option<Vec<_>> =
            electorates.iter().map(|id| known.sizes.get(&rule.stage)?.get(id)).collect();
        let sizes = sizes.filter(|sizes| !sizes.is_empty());
        let ballot = |(number, groups): (u32, Vec<&Group>)| {
            let (mut support, mut oppose) = (BTreeMap::new(), BTreeMap::new());
            let mut opposed = false;
            let counts = |group: &Group| match &rule.casting {
                Some(casting) if casts(casting, number) && group.electorate == casting.who => {
                    u64::from(casting.times)
                }
                _ => 1,
            };
            for (group, (id, said)) in
                groups.iter().flat_map(|group| group.said.iter().map(move |said| (group, said)))
            {
                *support.entry(id.clone()).or_insert(0) += said.votes * counts(group);
                *oppose.entry(id.clone()).or_insert(0) += said.against * counts(group);
                opposed |= said.against + said.abstain > 0;
            }
            let valid = groups.iter().map(|group| group.valid * counts(group)).sum();
            SupportBallot {
                support,
                oppose: opposed.then_some(oppose),
                valid,
                cast: valid + groups.iter().map(|group| group.invalid * counts(group)).sum::<u64>(),
                present: sizes.as_ref().and_then(|sizes| sizes.iter().map(|size| size.present).sum()),
                members: sizes.as_ref().and_then(|sizes| sizes.iter().map(|size| size.members).sum()),
                recused: self.recused.get(&rule.stage).cloned().unwrap_or_default(),
            }
        };
        if let Some((lacking, _)) = (1..).zip(numbered.keys()).find(|(n, number)| n != *number) {
            return Err(Missing::no_figures(format!("stage.{}.ballot.{lacking}", rule.stage)));
        }
        if let Some(casting) = &rule.casting {
            for (number, groups) in numbered.iter().filter(|(number, _)| casts(casting, **number)) {
                let own = groups.iter().any(|group| group.electorate == casting.who);
                // Where every ballot bears its electorate and none this one, the chair has not voted.
                if !own && groups.iter().any(|group| group.electorate.is_empty()) {
                    return Err(Missing::no_figures(format!("stage.{}.casting.{number}", rule.stage)));
                }
                if own {
                    let (stage, who) = (rule.stage.clone(), casting.who.clone());
                    log.step(Step::Casting {
                        stage,
                        who,
                        ballot: u64::from(*number),
                        times: u64::from(casting.times),
                    });
                }
            }
        }
        Ok(numbered.into_iter().map(ballot).collect())
    }

    /// An award's list is the ballot that bears its id.
    fn lists(&self, found: &mut Seated, log: &mut Log) {
        let known = &self.input.known;
        let mut all = Vec::new();
        for award in &known.awards {
            let seats = needed(&award.seats, || format!("award.{}.seats", award.id));
            match (known.lists.get(&award.id), seats) {
                (Some(order), Ok(seats)) => {
                    let stands = |id: &&String| self.standing.contains(id);
                    let order = order.iter().filter(stands).cloned().collect();
                    all.push(AwardList {
                        award: award.id.clone(),
                        seats: seats.most().map_or(u64::MAX, u64::from),
                        order,
                    });
                }
                (None, _) if known.lists.is_empty() => {
                    let stage = self.input.rule.combine.get().and_then(Combine::stage).unwrap_or_default();
                    match self.nothing_from(stage) {
                        silent if silent.what != What::NoFigures => log.undecided(silent),
                        _ => log.undecided(Missing::no_figures(format!("award.{}", award.id))),
                    }
                }
                (None, _) => log.undecided(Missing::no_figures(format!("award.{}", award.id))),
                (_, Err(missing)) => log.undecided(missing),
            }
        }
        let one_each = needed(&known.one_award, || "one_award".to_owned()).map_err(|missing| {
            log.undecided(missing);
        });
        let Ok(one_each) = one_each else { return };
        let given = lists(&all, &known.holders, *one_each);
        for award in &given {
            for id in &award.to {
                // With several awards for one person, the highest is the one that stands in the ranking.
                if !found.order.iter().any(|one| one.candidate == *id) {
                    let award = Some(award.award.clone());
                    found.order.push(SeatedOne {
                        candidate: id.clone(),
                        rank: None,
                        status: Status::Seated,
                        award,
                    });
                }
            }
        }
        log.step(Step::Lists { given });
    }

    /// Awards down the order in which a method seats people.
    fn awards(&self, found: &mut Seated, log: &mut Log) {
        let rule = self.input.rule;
        let awards = match terms::awards(rule, &self.input.known.awards, rule.decide.get()) {
            Ok(Some(borders)) if !matches!(rule.combine.get(), Some(Combine::Lists(_))) => borders,
            _ => Vec::new(),
        };
        let seated = found.order.iter_mut().filter(|one| one.status == Status::Seated && !awards.is_empty());
        for (place, one) in (0_u64..).zip(seated) {
            let segment = awards.iter().take_while(|border| **border <= place).count();
            one.award = self.input.known.awards.get(segment).map(|award| award.id.clone());
        }
        for one in &found.order {
            if let Some(award) = &one.award {
                log.step(Step::Awarded { candidate: one.candidate.clone(), award: award.clone() });
            }
        }
    }

    /// Everybody else: without a seat where the method has ended, else undecided.
    fn others(&self, found: &mut Seated, log: &Log) {
        let status = if log.undecided.is_empty() { Status::Not } else { Status::Undecided };
        let placed: BTreeSet<String> = found.order.iter().map(|one| one.candidate.clone()).collect();
        // A count that stands still still knows who has fallen out.
        let out: BTreeSet<&String> = log
            .steps
            .iter()
            .flat_map(|step| match step {
                Step::Transfer { course } => {
                    course.out.iter().flatten().chain(&course.left).collect::<Vec<_>>()
                }
                Step::Support { rounds } => {
                    let failed = rounds.last().into_iter().flat_map(|round| &round.of);
                    let failed = failed.filter(|(_, stood)| stood.passes == Some(false)).map(|(id, _)| id);
                    failed.chain(rounds.iter().flat_map(|round| &round.out)).collect()
                }
                _ => Vec::new(),
            })
            .collect();
        let gone = |id: &String| out.contains(id) || off::makes_room(self.input, id);
        for id in self.standing.iter().filter(|id| !placed.contains(**id)) {
            found.order.push(one(id, None, if gone(id) { Status::Not } else { status }));
        }
    }
}

/// Whether a ballot counts several times in this of the repeated ballots.
fn casts(casting: &Casting, number: u32) -> bool {
    casting.from.is_none_or(|from| from <= number)
}

/// Rankings laid close together.
fn rankings(poll: &Poll, roster: &Roster, standing: &[&String]) -> Result<Roll<Index>, CountError> {
    let mut rolls = Rolls::Rankings(Roll::default());
    for (ranking, times) in poll.rankings(standing) {
        let ballot = Ballot::Ranking(ranking);
        for _ in 0..times {
            rolls.push(roster, &ballot)?;
        }
    }
    match rolls {
        Rolls::Rankings(roll) => Ok(roll),
        _ => Err(CountError::Shape),
    }
}

/// Choices laid close together.
fn choices(poll: &Poll, roster: &Roster) -> Result<Roll<Index>, CountError> {
    let mut rolls = Rolls::Choices(Roll::default());
    for (choice, times) in poll.groups.iter().flat_map(|group| &group.choices) {
        let ballot = Ballot::Choices(choice.clone());
        for _ in 0..*times {
            rolls.push(roster, &ballot)?;
        }
    }
    match rolls {
        Rolls::Choices(roll) => Ok(roll),
        _ => Err(CountError::Shape),
    }
}
