//! Support against a bar: 过半数, 三分之二以上, of a stated whole; with ballots that are repeated while seats are left.

use std::collections::{BTreeMap, BTreeSet};

use plan::{AtBorder, Further, Number, Reach, SupportBar, SupportRule, Whole};
use serde::{Deserialize, Serialize};

use super::judge::Received;
use super::roll::Roster;
use super::sums::Sums;
use crate::exact::Exact;
use crate::undecided::{Missing, What, needed};

/// What one ballot of a panel or electorate gave: of ballots counted here, or as entered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SupportBallot {
    /// Support of each candidate.
    pub support: BTreeMap<String, u64>,
    /// Opposition to each; `None` where ballots cannot oppose.
    pub oppose: Option<BTreeMap<String, u64>>,
    /// Valid ballots.
    pub valid: u64,
    /// All ballots handed in, also invalid ones and those in doubt.
    pub cast: u64,
    /// Members present, where that is known.
    pub present: Option<u64>,
    /// All members, where that is known.
    pub members: Option<u64>,
    /// Members present who stood back from a candidate (回避): they are left out of those present.
    pub recused: BTreeMap<String, u64>,
}

impl SupportBallot {
    /// Of ballots that were counted; `None` for rankings and points, which support nobody.
    pub fn of(roster: &Roster, sums: &Sums, received: &Received) -> Option<Self> {
        let by_id = |figures: &[u64]| -> BTreeMap<String, u64> {
            roster.all().zip(figures).map(|(c, votes)| (roster.id(c).to_owned(), *votes)).collect()
        };
        let (support, oppose) = match sums {
            Sums::Votes(votes) => (by_id(&votes.of), None),
            Sums::Opinions(marks) => (by_id(&marks.support), Some(by_id(&marks.oppose))),
            Sums::Placings(_) => return None,
        };
        Some(SupportBallot {
            support,
            oppose,
            valid: received.valid,
            cast: received.ballots(),
            ..SupportBallot::default()
        })
    }
}

/// What came of all ballots.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supported {
    /// Ballot after ballot.
    pub rounds: Vec<SupportRound>,
    /// Who passed and has a seat, ballot by ballot, most support first.
    pub passed: Vec<String>,
    /// Equal support at the last seat: all of them passed, and there are fewer seats.
    pub equals: Vec<String>,
    /// Seats left for the equals, or for a further ballot; absent: the number is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats_left: Option<u64>,
    /// True where the plan has a further ballot, which is not held yet.
    pub again: bool,
    /// Who stands in that further ballot; where nobody can say who does, all who did not pass.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// What the plan, or whoever entered the figures, would have to say.
    pub missing: Vec<Missing>,
}

/// One ballot.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportRound {
    /// Everybody who was voted on.
    pub of: BTreeMap<String, Support>,
    /// Who did not pass before and did not stand again, because a further ballot is among so many only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub out: Vec<String>,
    /// True where it was on those alone who were equal at the border of a further ballot: it seats nobody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anew: bool,
    /// Who alone is voted on in the ballot after this one, because they are equal at such a border.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<String>,
}

/// How one candidate stands to the bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Votes for.
    pub support: u64,
    /// Votes against; absent: the ballots cannot oppose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oppose: Option<u64>,
    /// Valid ballots that do neither.
    pub abstain: u64,
    /// The whole; absent: it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<u64>,
    /// Support ÷ whole, 0 to 1; absent also where the whole is nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Exact>,
    /// The bar that holds for the candidate, with the word that says whether it suffices to reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<(Number, Reach)>,
    /// Whether it is passed; absent: it cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes: Option<bool>,
}

/// Holds support against the bar.
///
/// - `path` where the rule stands, `result.final.combine.support`
/// - `standing` who is voted on; `attributes` by candidate, by attribute
/// - `ballots` in the order they were held: every further one is on those who did not pass before
/// - `seats` `None` where everybody who passes goes on
pub fn support(
    rule: &SupportRule,
    path: &str,
    standing: &[String],
    attributes: &BTreeMap<String, BTreeMap<String, String>>,
    ballots: &[SupportBallot],
    seats: Option<u64>,
) -> Supported {
    let mut found = Supported { seats_left: seats, ..Supported::default() };
    let entrants = u32::try_from(standing.len()).unwrap_or(u32::MAX);
    let most = rule.ballots.unwrap_or(1) as usize;
    if ballots.is_empty() {
        found.missing.push(Missing::no_figures(format!("stage.{}", rule.stage)));
    }
    let mut standing: Vec<&String> = standing.iter().collect();
    let mut out = Vec::new();
    let mut border: Option<Border> = None;
    for (number, ballot) in (1_u32..).zip(ballots).take(most) {
        if found.seats_left == Some(0) || !found.equals.is_empty() {
            break;
        }
        if let (None, Some(further), Some(before)) = (&border, &rule.further, found.rounds.last()) {
            match stands_again(further, path, before, &standing, found.seats_left) {
                Ok(next) => border = Some(next),
                Err(missing) => {
                    found.missing.push(missing);
                    found.open = standing.iter().map(|candidate| (*candidate).clone()).collect();
                    return found;
                }
            }
        }
        if let Some(next) = border.as_mut().filter(|next| !next.equals.is_empty()) {
            found.rounds.push(next.anew(ballot));
            continue;
        }
        if let Some(next) = border.take() {
            out = standing.iter().filter(|c| !next.stand.contains(**c)).map(|c| (*c).clone()).collect();
            standing.retain(|candidate| next.stand.contains(*candidate));
        }
        if standing.is_empty() {
            break;
        }
        let bar = Bar { rule, path, attributes, ballot, number, entrants };
        let judged =
            standing.iter().map(|candidate| ((*candidate).clone(), bar.judge(candidate, &mut found.missing)));
        let round = SupportRound {
            of: judged.collect(),
            out: std::mem::take(&mut out),
            anew: false,
            then: Vec::new(),
        };
        seat(&round, &mut found);
        let gone: BTreeSet<String> = found.passed.iter().chain(&found.equals).cloned().collect();
        standing.retain(|candidate| !gone.contains(*candidate));
        found.rounds.push(round);
    }
    let again = found.missing.is_empty()
        && found.equals.is_empty()
        && found.seats_left != Some(0)
        && !standing.is_empty()
        && found.rounds.len() < most;
    if !again {
        return found;
    }
    let next = match (border, &rule.further, found.rounds.last()) {
        (Some(next), _, _) => Ok(next),
        (None, Some(further), Some(before)) => {
            stands_again(further, path, before, &standing, found.seats_left)
        }
        _ => Ok(Border::of(&standing)),
    };
    match next {
        Ok(next) => {
            if let Some(last) = found.rounds.last_mut() {
                last.then = next.equals.clone();
            }
            found.open = next.stand.into_iter().chain(next.equals).collect();
            // Where nobody would stand, no further ballot is held.
            found.again = !found.open.is_empty();
        }
        Err(missing) => {
            found.missing.push(missing);
            found.open = standing.iter().map(|candidate| (*candidate).clone()).collect();
        }
    }
    found
}

/// Who stands in a further ballot, as far as that is known.
#[derive(Default)]
struct Border {
    stand: BTreeSet<String>,
    /// Equal at the border: they are voted on among themselves first.
    equals: Vec<String>,
    /// How many of the equals stand.
    room: u64,
}

impl Border {
    fn of(standing: &[&String]) -> Border {
        Border { stand: standing.iter().map(|id| (*id).clone()).collect(), ..Border::default() }
    }

    /// The ballot on the equals alone: those with most votes stand. Whom it leaves equal is voted on once more.
    fn anew(&mut self, ballot: &SupportBallot) -> SupportRound {
        let of = |figures: &BTreeMap<String, u64>, id: &String| figures.get(id).copied().unwrap_or(0);
        let stood = |id: &String| Support {
            support: of(&ballot.support, id),
            oppose: ballot.oppose.as_ref().map(|oppose| of(oppose, id)),
            abstain: 0,
            whole: None,
            share: None,
            bar: None,
            passes: None,
        };
        let equals = std::mem::take(&mut self.equals);
        let round: BTreeMap<String, Support> = equals.iter().map(|id| (id.clone(), stood(id))).collect();
        let mut groups: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for id in equals {
            groups.entry(of(&ballot.support, &id)).or_default().push(id);
        }
        for group in groups.into_values().rev() {
            if self.room == 0 || !self.equals.is_empty() {
                break;
            }
            match self.room.checked_sub(group.len() as u64) {
                Some(left) => {
                    self.room = left;
                    self.stand.extend(group);
                }
                None => self.equals = group,
            }
        }
        SupportRound { of: round, out: Vec::new(), anew: true, then: Vec::new() }
    }
}

/// Who stands in a further ballot: those with most support before, so many times the seats that are left, or all but the
/// last.
fn stands_again(
    rule: &Further,
    path: &str,
    before: &SupportRound,
    standing: &[&String],
    left: Option<u64>,
) -> Result<Border, Missing> {
    let all = standing.len() as u64;
    let most = match (&rule.times, rule.but, left) {
        (Some(times), _, Some(left)) => {
            (&Exact::from(times) * &Exact::from(left)).whole_below().unwrap_or(u64::MAX)
        }
        (None, Some(but), _) => all.saturating_sub(u64::from(but)),
        _ => all,
    };
    let mut groups: BTreeMap<u64, Vec<&String>> = BTreeMap::new();
    for candidate in standing {
        let support = before.of.get(*candidate).map_or(0, |stood| stood.support);
        groups.entry(support).or_default().push(candidate);
    }
    let mut next = Border::default();
    for group in groups.into_values().rev() {
        let room = most.saturating_sub(next.stand.len() as u64);
        if room == 0 {
            break;
        }
        if group.len() as u64 > room {
            match needed(&rule.equals, || format!("{path}.further.equals"))? {
                AtBorder::In => {}
                AtBorder::Out => break,
                AtBorder::Anew => {
                    (next.equals, next.room) = (group.into_iter().cloned().collect(), room);
                    break;
                }
            }
        }
        next.stand.extend(group.into_iter().cloned());
    }
    Ok(next)
}

/// Gives the seats left to those who passed, most support first.
fn seat(round: &SupportRound, found: &mut Supported) {
    let mut groups: BTreeMap<u64, Vec<&String>> = BTreeMap::new();
    for (candidate, support) in &round.of {
        if support.passes == Some(true) {
            groups.entry(support.support).or_default().push(candidate);
        }
    }
    for group in groups.into_values().rev() {
        let size = group.len() as u64;
        match found.seats_left {
            Some(0) => break,
            Some(left) if left < size => {
                found.equals = group.into_iter().cloned().collect();
                break;
            }
            left => {
                found.seats_left = left.map(|left| left - size);
                found.passed.extend(group.into_iter().cloned());
            }
        }
    }
}

struct Bar<'a> {
    rule: &'a SupportRule,
    path: &'a str,
    attributes: &'a BTreeMap<String, BTreeMap<String, String>>,
    ballot: &'a SupportBallot,
    /// Which of the repeated ballots it is, from 1.
    number: u32,
    /// How many took part in the round.
    entrants: u32,
}

impl Bar<'_> {
    fn judge(&self, candidate: &str, missing: &mut Vec<Missing>) -> Support {
        let of = |figures: &BTreeMap<String, u64>| figures.get(candidate).copied().unwrap_or(0);
        let support = of(&self.ballot.support);
        let oppose = self.ballot.oppose.as_ref().map(of);
        let whole = told(self.whole(candidate, support, oppose), missing);
        let bar = told(self.bar(candidate), missing);
        let share = whole.and_then(|whole| Exact::from(support).over(&Exact::from(whole)));
        let passes = share.as_ref().zip(bar.as_ref()).map(|(share, (bar, reach))| {
            let bar = Exact::from(bar);
            *share > bar || *reach == Reach::AtLeast && *share == bar
        });
        Support {
            support,
            oppose,
            abstain: self.ballot.valid.saturating_sub(support + oppose.unwrap_or(0)),
            whole,
            share,
            bar,
            // Nobody passes a share of nobody.
            passes: if whole == Some(0) { Some(false) } else { passes },
        }
    }

    fn whole(&self, candidate: &str, support: u64, oppose: Option<u64>) -> Result<u64, Missing> {
        let lacking = |what: &str| Missing::no_figures(format!("stage.{}.{what}", self.rule.stage));
        let recused = self.ballot.recused.get(candidate).copied().unwrap_or(0);
        match needed(&self.rule.of, || format!("{}.of", self.path))? {
            Whole::ForAndAgainst => oppose.map(|oppose| support + oppose).ok_or_else(|| lacking("against")),
            // Votes without ballots: how many there were was not entered.
            Whole::Valid | Whole::Cast if self.ballot.cast == 0 && self.voted() => Err(lacking("valid")),
            Whole::Valid => Ok(self.ballot.valid),
            Whole::Cast => Ok(self.ballot.cast),
            Whole::Present => {
                let present = self.ballot.present.ok_or_else(|| lacking("present"))?;
                Ok(present.saturating_sub(recused))
            }
            Whole::Members => self.ballot.members.ok_or_else(|| lacking("members")),
        }
    }

    fn voted(&self) -> bool {
        let opposed = self.ballot.oppose.iter().flat_map(BTreeMap::values);
        self.ballot.support.values().chain(opposed).any(|votes| *votes > 0)
    }

    /// The first row that fits.
    fn bar(&self, candidate: &str) -> Result<(Number, Reach), Missing> {
        let path = format!("{}.bar", self.path);
        let fits = |row: &&SupportBar| {
            let among = row.entrants.is_none_or(|n| (n.least..=n.most).contains(&self.entrants));
            let held = among && row.from.is_none_or(|from| from <= self.number);
            held && row.when.as_ref().is_none_or(|when| {
                let value = self.attributes.get(candidate).and_then(|of| of.get(&when.attribute));
                value.is_some_and(|value| when.is.contains(value))
            })
        };
        let row = needed(&self.rule.bar, || path.clone())?.iter().find(fits);
        let silent =
            Missing { path: path.clone(), what: What::NotStated, candidate: Some(candidate.to_owned()) };
        let row = row.ok_or(silent)?;
        let reach = needed(&row.reach, || format!("{path}.reach"))?;
        Ok((row.share.clone(), *reach))
    }
}

fn told<T>(found: Result<T, Missing>, missing: &mut Vec<Missing>) -> Option<T> {
    match found {
        Ok(value) => Some(value),
        Err(lacking) => {
            if !missing.contains(&lacking) {
                missing.push(lacking);
            }
            None
        }
    }
}
