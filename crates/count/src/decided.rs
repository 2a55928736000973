//! Lists that a body makes, and everybody where nobody is ranked.

use std::collections::BTreeSet;

use plan::{Combine, Decide, Seats, Stated, Take};

use crate::rank::{Group, Status};
use crate::ranked::NO_AWARD;
use crate::seats::{self, Seated};
use crate::steps::{Because, Log, Step};
use crate::terms::{self, Terms};
use crate::undecided::{Missing, What};
use crate::{CountError, Decision, Input, compose, off};

/// Whether a body picks without figures, and has picked.
pub(crate) fn picks_alone(input: &Input) -> bool {
    matches!(input.rule.combine.get(), Some(Combine::Pick(_))) && !input.known.picks.is_empty()
}

/// The place (from 0) of each pick. Whoever is picked for the place of somebody who is off says the same place.
pub(crate) fn places(picks: &[Decision], off: impl Fn(&Decision) -> bool) -> Vec<u64> {
    let mut places = Vec::new();
    let mut next = 0;
    for (n, pick) in picks.iter().enumerate() {
        places.push(next);
        let same = |other: &Decision| !pick.value.is_empty() && other.value == pick.value && !off(other);
        next += u64::from(!(off(pick) && picks[n + 1..].iter().any(same)));
    }
    places
}

/// Puts those who go on directly ahead of whom ballots or a body found.
pub(crate) fn behind(input: &Input, ahead: &[&Decision], mut places: Seated, log: &mut Log) -> Seated {
    // Whom the body named as well has the place that it gave.
    let named =
        |id: &String| places.order.iter().any(|one| one.candidate == *id && one.status == Status::Seated);
    let ahead: Vec<&Decision> = ahead.iter().filter(|one| !named(&one.candidate)).copied().collect();
    places.order.retain(|one| !ahead.iter().any(|direct| direct.candidate == one.candidate));
    let order = ahead.iter().map(|direct| {
        let (candidate, reference) = (direct.candidate.clone(), direct.reference.clone());
        let step = Step::Direct { candidate: candidate.clone(), reference };
        if !log.steps.contains(&step) {
            log.step(step);
        }
        let award = input.known.awards.iter().find(|award| award.id == direct.value);
        let award = award.map(|award| award.id.clone());
        if let Some(award) = award.clone() {
            log.step(Step::Awarded { candidate: candidate.clone(), award });
        }
        seats::SeatedOne { candidate, rank: None, status: Status::Seated, award }
    });
    let order: Vec<_> = order.collect();
    places.order.splice(0..0, order);
    places
}

/// Whom a body picks without figures, in its order.
pub(crate) fn picked(input: &Input, log: &mut Log) -> Seated {
    if input.known.picks.is_empty() && input.candidates.len() > input.withdrawn.len() {
        log.undecided(Missing::no_figures(format!("result.{}.combine.pick", input.rule.id)));
    }
    for pick in &input.known.picks {
        let mut awards = input.known.awards.iter();
        if let Some(award) = awards.find(|award| seats::shut_out(input, award, &pick.candidate)) {
            let path = format!("award.{}.eligibility", award.id);
            log.undecided(Missing { path, what: What::Barred, candidate: Some(pick.candidate.clone()) });
        }
    }
    let places = places(&input.known.picks, |pick| off::is_off(input, &pick.candidate));
    let order = input.known.picks.iter().enumerate().zip(&places).map(|((n, pick), place)| {
        log.step(Step::Picked { candidate: pick.candidate.clone(), reference: pick.reference.clone() });
        // Somebody else has been picked for the place of whoever is off.
        let kept = !places[n + 1..].contains(place);
        let award = terms::awards(input.rule, &input.known.awards, input.rule.decide.get()).ok().flatten();
        let award = award.filter(|_| kept).and_then(|borders| {
            let segment = borders.iter().take_while(|border| *border <= place).count();
            input.known.awards.get(segment).map(|award| award.id.clone())
        });
        seats::SeatedOne {
            candidate: pick.candidate.clone(),
            rank: None,
            status: if kept { Status::Seated } else { Status::Not },
            award,
        }
    });
    Seated { order: order.collect(), ties: Vec::new() }
}

/// Everybody who takes part, without a rank; the award is theirs whom its conditions do not shut out.
pub(crate) fn everybody(input: &Input, standing: &[&String], log: &mut Log) -> Seated {
    let awards = &input.known.awards;
    let room = match terms::awards(input.rule, awards, input.rule.decide.get()) {
        Ok(borders) => borders.and_then(|borders| borders.last().copied()),
        Err(missing) => {
            missing.into_iter().for_each(|missing| log.undecided(missing));
            Some(0)
        }
    };
    let mut given = 0;
    let mut order = Vec::new();
    for candidate in standing.iter().filter(|candidate| **candidate != NO_AWARD) {
        let award = awards.iter().find(|award| !seats::shut_out(input, award, candidate));
        if !awards.is_empty() && award.is_none() {
            let because = Because::Barred(awards.iter().map(|award| award.id.clone()).collect());
            log.step(Step::PassedOver { candidate: (*candidate).clone(), because, clause: String::new() });
        }
        let seated = awards.is_empty() || award.is_some();
        given += u64::from(seated);
        order.push(seats::SeatedOne {
            candidate: (*candidate).clone(),
            rank: None,
            status: if seated { Status::Seated } else { Status::Not },
            award: award.map(|award| award.id.clone()),
        });
    }
    // More than there are awards: nobody is ranked, so nobody can say who goes without.
    if let Some(award) = awards.last().filter(|_| room.is_some_and(|room| given > room)) {
        if room != Some(0) {
            let path = format!("award.{}.seats", award.id);
            log.undecided(Missing { path, what: What::TooMany, candidate: None });
        }
        for one in order.iter_mut().filter(|one| one.status == Status::Seated) {
            (one.status, one.award) = (Status::Undecided, None);
        }
    }
    for one in &order {
        if let Some(award) = &one.award {
            log.step(Step::Awarded { candidate: one.candidate.clone(), award: award.clone() });
        }
    }
    Seated { order, ties: Vec::new() }
}

/// What a resolution makes of the figures: whom it names goes on, in its order, behind those who go on directly, and
/// nobody else.
pub(crate) fn resolve(input: &Input, groups: &[Group], places: &mut Seated, log: &mut Log) {
    let ahead: Vec<&Decision> = seats::direct(input).collect();
    let picked = picked(input, log);
    let chosen = behind(input, &ahead, picked, log);
    let mut others: Vec<seats::SeatedOne> = std::mem::take(&mut places.order);
    others.retain(|one| !chosen.order.iter().any(|pick| pick.candidate == one.candidate));
    others.iter_mut().for_each(|one| (one.status, one.award) = (Status::Not, None));
    places.order = chosen.order;
    for one in &mut places.order {
        let group = groups.iter().find(|group| group.members.contains(&one.candidate));
        one.rank = group.map(|group| group.rank);
    }
    places.order.extend(others);
}

/// Holds a list that the figures did not make, or not by the clauses on its composition, against these clauses. A body
/// that made it hears of it, and its list stays as it is; of one that ballots made, those are open who may have to give
/// way.
pub(crate) fn held(input: &Input, seats: Option<u64>, places: &mut Seated, log: &mut Log) {
    let seated = places.order.iter().filter(|one| one.status == Status::Seated);
    let taken: BTreeSet<String> = seated.map(|one| one.candidate.clone()).collect();
    let open = places.order.iter().any(|one| matches!(one.status, Status::Tied | Status::Undecided));
    if taken.is_empty() || open {
        return;
    }
    let own = input.rule.composition.iter().filter(|rule| !rule.together);
    let size = taken.len() as u64;
    for clause in
        compose::clauses(own, size, seats.unwrap_or(size), input.candidates, &input.known.attributes)
    {
        log.step(clause.told(&taken, size));
        let Some(doubtful) = clause.in_doubt(&taken) else { continue };
        log.undecided(Missing::unkept(&input.rule.id, &clause.rule.id));
        let by_body = matches!(input.rule.combine.get(), Some(Combine::Pick(_)))
            || input.rule.decide.get() == Some(&Decide::Resolution);
        for one in places.order.iter_mut().filter(|one| !by_body && doubtful.contains(&one.candidate)) {
            (one.status, one.award) = (Status::Undecided, None);
            let gone =
                |step: &Step| matches!(step, Step::Awarded { candidate, .. } if *candidate == one.candidate);
            log.steps.retain(|step| !gone(step));
        }
    }
}

/// Refuses more decisions than there are seats; whoever is off again leaves theirs to somebody else.
pub(crate) fn fit(input: &Input, terms: &Terms) -> Result<(), CountError> {
    let picks = if picks_alone(input) || input.rule.decide.get() == Some(&Decide::Resolution) {
        places(&input.known.picks, |pick| off::is_off(input, &pick.candidate)).last().map_or(0, |at| at + 1)
    } else {
        0
    };
    let stays = |decision: &&Decision| !off::is_off(input, &decision.candidate);
    let direct = input.known.direct.iter().filter(stays);
    // Whom a body names may be in directly as well.
    let named =
        |of: &&Decision| picks > 0 && input.known.picks.iter().any(|pick| pick.candidate == of.candidate);
    let decided = picks + direct.filter(|decision| !named(decision)).count() as u64;
    // About so many: the body that decides sets the number.
    let about = |seats: &Stated<Seats>| matches!(seats, Stated::Is(Seats::About(_)));
    let by_body = match input.rule.take.get() {
        Some(Take::Seats) => about(input.seats),
        Some(Take::Awards) => input.known.awards.last().is_some_and(|award| about(&award.seats)),
        _ => false,
    };
    match terms.seats.filter(|_| !by_body) {
        Some(seats) if decided > seats => {
            Err(CountError::TooManyDecided { rule: input.rule.id.clone(), decided, seats })
        }
        _ => Ok(()),
    }
}
