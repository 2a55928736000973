//! All rounds of a plan, one after the other: whom one takes is whom the next is among.

mod among;
mod doubt;
mod given;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use plan::{Combine, Decide, ListKind, Plan, ResultRule, Stated, Upheld};
use serde::Serialize;

use self::doubt::{in_doubt, told_anew};
pub use self::sources::stages;
pub(crate) use self::sources::{figures_from, voters};

use crate::data::{Candidate, Data, DecisionKind};
use crate::exact::Exact;
use crate::off::{self, Off, OffBy};
use crate::rank::{Status, Tie, TieEnd};
use crate::sheets::{Panel, Work};
use crate::steps::Step;
use crate::undecided::{Missing, What};
use crate::{CountError, Decision, Input, Known, Outcome, count, fewer};

/// What all rounds came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Round by round.
    pub rounds: Vec<Round>,
    /// Awards, highest first.
    pub awards: Vec<Given>,
    /// What is open.
    pub open: Vec<Open>,
}

/// One round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Round {
    /// The rule (by id).
    pub id: String,
    /// Category by category; where the plan counts values of an attribute apart, one for each.
    pub categories: Vec<Category>,
    /// What its categories are like together, where the plan has clauses on that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// One round in one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Category {
    /// The category (by id).
    pub id: String,
    /// The value of the attribute that is counted apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<String>,
    /// How many go on, where that is one number.
    pub seats: Option<u64>,
    /// By how much the last who goes on is ahead of the first who does not; absent: nobody is on one of the sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<Exact>,
    /// Everybody.
    pub ranking: Vec<Row>,
    /// Every step.
    pub steps: Vec<Step>,
    /// Every tie.
    pub ties: Vec<Tie>,
    /// What is missing here.
    pub undecided: Vec<Missing>,
}

/// Where one candidate stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Who.
    pub candidate: String,
    /// Rank by score.
    pub rank: Option<u64>,
    /// Score.
    pub score: Option<Exact>,
    /// Part scores by part (its key).
    pub parts: BTreeMap<String, Exact>,
    /// The award (by id).
    pub award: Option<String>,
    /// What becomes of them.
    pub status: Status,
}

/// An award and who gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// The award (by id).
    pub award: String,
    /// The round (by id) that gives it.
    pub round: String,
    /// The category (by id).
    pub category: String,
    /// Who.
    pub candidate: String,
}

/// Something that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// The round (by id).
    pub round: String,
    /// The category (by id); empty: all.
    pub category: String,
    /// The value that is counted apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<String>,
    /// What is open.
    #[serde(flatten)]
    pub is: OpenIs,
}

/// What is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OpenIs {
    /// The plan or the figures would have to say something.
    Missing {
        /// What.
        #[serde(flatten)]
        missing: Missing,
    },
    /// A tie waits for a body or a lot.
    Tie {
        /// The rank they share.
        rank: u64,
        /// Who.
        candidates: Vec<String>,
    },
    /// A body has yet to decide; the figures inform it.
    Resolution,
}

/// Counts every round of a plan.
///
/// # Errors
/// [`CountError`] where the data contradict the plan or themselves. Silence of the plan is no error: see
/// [`Counted::open`].
pub fn rounds(plan: &Plan, data: &Data) -> Result<Counted, CountError> {
    let mut run =
        Run { plan, data, taken: BTreeMap::new(), lists: Vec::new(), awards: Vec::new(), open: Vec::new() };
    let mut rounds = Vec::new();
    for rule in &plan.result {
        rounds.push(run.round(rule)?);
    }
    run.below_open_awards(&mut rounds);
    // However many rounds and categories give an award, there are no more of it than the plan has.
    for award in &plan.award {
        // About so many are no bound.
        let seats = award.seats.get().filter(|seats| !matches!(seats, plan::Seats::About(_)));
        let most = seats.and_then(|seats| seats.most()).map(|most| most as usize);
        let places = |(round, category): (&Round, &Category)| {
            let held = |row: &&Row| {
                let of = |given: &&Given| given.round == round.id && given.category == category.id;
                let mut given = run.awards.iter().filter(of);
                given.any(|given| given.award == award.id && given.candidate == row.candidate)
            };
            let holders: Vec<&Row> = category.ranking.iter().filter(held).collect();
            // Equals whom the plan seats past the places are no more than it has.
            let mut all = category.ties.iter().filter(|tie| tie.end == TieEnd::AllSeated);
            let all = all.any(|tie| holders.iter().any(|row| tie.candidates.contains(&row.candidate)));
            if all { holders.len().min(most.unwrap_or(usize::MAX)) } else { holders.len() }
        };
        let categories = rounds.iter().flat_map(|round| round.categories.iter().map(move |of| (round, of)));
        let given: usize = categories.map(places).sum();
        if most.is_some_and(|most| given > most) {
            let missing =
                Missing { path: format!("award.{}.seats", award.id), what: What::TooMany, candidate: None };
            let is = OpenIs::Missing { missing };
            run.open.push(Open { round: String::new(), category: String::new(), apart: None, is });
        }
    }
    let order = |award: &str| plan.award.iter().position(|row| row.id == award);
    let mut awards = run.awards;
    awards.sort_by_key(|given| order(&given.award));
    let missing = data.missing.iter().map(|missing| Open {
        round: String::new(),
        category: String::new(),
        apart: None,
        is: OpenIs::Missing { missing: missing.clone() },
    });
    let open = missing.chain(run.open).collect();
    Ok(Counted { rounds, awards, open })
}

/// Who went on in one round and category.
#[derive(Default)]
struct Taken {
    seated: Vec<String>,
    rest: Vec<String>,
    /// Everybody who took part.
    stood: BTreeSet<String>,
    /// Those of whom it is open whether they go on.
    doubtful: BTreeSet<String>,
    open: bool,
}

struct Run<'a> {
    plan: &'a Plan,
    data: &'a Data,
    /// By round and category.
    taken: BTreeMap<(String, String), Taken>,
    /// Rounds so far, with the list they fill.
    lists: Vec<(ListKind, String)>,
    awards: Vec<Given>,
    open: Vec<Open>,
}

impl Run<'_> {
    fn round(&mut self, rule: &ResultRule) -> Result<Round, CountError> {
        let mut round = Round { id: rule.id.clone(), categories: Vec::new(), steps: Vec::new() };
        for category in &self.plan.category {
            if !rule.category.is_empty() && !rule.category.contains(&category.id) {
                continue;
            }
            let (pool, waits_for) = self.pool(rule, &category.id);
            if !self.data.candidates.iter().any(|candidate| candidate.category == category.id) {
                let missing = Missing::no_figures(format!("candidates.{}", category.id));
                let is = OpenIs::Missing { missing };
                self.open.push(Open {
                    round: rule.id.clone(),
                    category: category.id.clone(),
                    apart: None,
                    is,
                });
                continue;
            }
            let mut taken = Taken::default();
            for (apart, people) in self.apart(rule, &category.id, pool) {
                let mut outcome =
                    self.count(rule, category, apart.as_deref(), &people, waits_for.is_empty())?;
                if !waits_for.is_empty() {
                    in_doubt(&mut outcome, waits_for.iter().map(|round| Missing::waits(round)).collect());
                }
                self.past_the_places(rule, category, &mut outcome);
                self.after_open_awards(rule, &category.id, &mut outcome);
                let lacking = self.quorums(rule, &category.id, apart.as_deref());
                // A body of another size than the plan says has decided; one without a quorum has not.
                let decided = |it: &Missing| matches!(it.what, What::Size { .. } | What::Even { .. });
                if lacking.iter().all(decided) && !self.unjudged(rule) {
                    outcome.undecided.extend(lacking);
                } else {
                    in_doubt(&mut outcome, lacking);
                }
                self.note(rule, &category.id, apart.as_deref(), &outcome, &mut taken);
                round.categories.push(as_category(outcome, apart));
            }
            self.taken.insert((rule.id.clone(), category.id.clone()), taken);
        }
        self.together(rule, &mut round);
        self.lists.push((rule.yields, rule.id.clone()));
        Ok(round)
    }

    fn count(
        &self,
        rule: &ResultRule,
        category: &plan::Category,
        apart: Option<&str>,
        people: &[String],
        known_pool: bool,
    ) -> Result<Outcome, CountError> {
        let inside = |id: &String| people.contains(id);
        let here = |rounds: &[String], of: &str| {
            (rounds.is_empty() || rounds.contains(&rule.id)) && (of.is_empty() || of == category.id)
        };
        let decided = |kind: DecisionKind| -> Vec<Decision> {
            let rows =
                self.data.decisions.iter().filter(|row| {
                    row.kind == kind && here(&row.rounds, &row.category) && inside(&row.candidate)
                });
            let mut found: Vec<Decision> = rows
                .map(|row| Decision {
                    candidate: row.candidate.clone(),
                    value: row.value.clone(),
                    reference: row.reference.clone(),
                })
                .collect();
            // Places first; without them the order of the table stays.
            found.sort_by_key(|decision| decision.value.parse::<u64>().unwrap_or(u64::MAX));
            found
        };
        let mut picks = decided(DecisionKind::Pick);
        let mut resolved: Vec<String> = picks.iter().map(|pick| pick.candidate.clone()).collect();
        resolved.extend(decided(DecisionKind::Lot).into_iter().map(|lot| lot.candidate));
        let by_body = matches!(rule.combine.get(), Some(Combine::Pick(_)))
            || rule.decide.get() == Some(&Decide::Resolution);
        if !by_body {
            // Where the figures decide, a body's picks only put equals in order.
            picks.clear();
        }
        // Whoever is decided on and does not take part here: told, where it cannot have been meant for another round.
        let absent = self.data.decisions.iter().filter(|row| {
            let meant =
                row.rounds.as_slice() == [rule.id.clone()] || row.rounds.is_empty() && picks.is_empty();
            let of = row.category.is_empty() || row.category == category.id;
            by_body
                && apart.is_none()
                && row.kind == DecisionKind::Pick
                && meant
                && of
                && !inside(&row.candidate)
        });
        let absent: Vec<String> = absent.map(|row| row.candidate.clone()).collect();
        // A seed of the region's own comes before that of all.
        let seeds = self.data.decisions.iter().filter(|row| {
            let lot = row.kind == DecisionKind::Lot && row.candidate.is_empty();
            lot && here(&row.rounds, &row.category)
                && (row.region.is_empty() || apart == Some(row.region.as_str()))
        });
        let seed = seeds
            .max_by_key(|row| (!row.region.is_empty(), !row.category.is_empty(), !row.rounds.is_empty()));
        let mut measures: BTreeMap<String, BTreeMap<String, Exact>> = BTreeMap::new();
        for row in
            self.data.measures.iter().filter(|row| here(&row.rounds, &row.category) && inside(&row.candidate))
        {
            measures.entry(row.measure.clone()).or_default().insert(row.candidate.clone(), row.value.clone());
        }
        let stages = stages(rule);
        let polls = self.polls(&stages, &category.id, apart, people);
        let mut sheets = BTreeMap::new();
        let mut electorates = BTreeMap::new();
        let mut used = BTreeMap::new();
        for id in &stages {
            let Some(stage) = self.plan.stage(id) else { continue };
            used.insert(id.clone(), stage);
            electorates.insert(id.clone(), voters(stage, &category.id));
            let rows = self.data.sheets.get(&(id.clone(), category.id.clone()));
            if let (Some(rules), Some(rows)) = (&stage.review, rows) {
                let rows = rows.iter().filter(|sheet| inside(&sheet.candidate)).cloned().collect();
                sheets.insert(id.clone(), Panel { rules, work: Work::Sheets(rows) });
            }
        }
        let attributes = people.iter().map(|id| (id.clone(), self.attributes(&category.id, id))).collect();
        let known = Known {
            polls,
            measures,
            attributes,
            sizes: stages.iter().map(|id| (id.clone(), self.sizes(&category.id, apart, id))).collect(),
            electorates,
            stages: used,
            seed: seed.map(|row| row.value.clone()),
            picks,
            direct: decided(DecisionKind::Direct),
            off: Vec::new(),
            awards: self.awards_of(rule, &category.id),
            award_order: self.plan.award.iter().map(|award| award.id.clone()).collect(),
            one_award: self.one_award(rule),
            lists: self.lists(rule, &category.id),
            struck: Vec::new(),
            entrants: None,
            holders: self.awards.iter().map(|given| (given.candidate.clone(), given.award.clone())).collect(),
        };
        // Votes deducted concern the rounds that use them; who is disqualified is out of every later one.
        let of = |struck: &&crate::data::Struck| {
            let used = struck.votes.is_none() || known.stages.contains_key(&struck.stage);
            struck.category == category.id && inside(&struck.candidate) && used
        };
        let struck: Vec<_> = self.data.struck.iter().filter(of).cloned().collect();
        let mut withdrawn: BTreeSet<String> =
            decided(DecisionKind::Withdrawal).into_iter().map(|row| row.candidate).collect();
        let mut off: Vec<Off> = Vec::new();
        for (kind, by) in [(DecisionKind::Veto, OffBy::Veto), (DecisionKind::Refusal, OffBy::Refusal)] {
            let rows = decided(kind).into_iter();
            off.extend(rows.map(|Decision { candidate, reference, .. }| Off {
                by: by.clone(),
                candidate,
                reference,
            }));
        }
        let mut doubt = Vec::new();
        for row in decided(DecisionKind::Upheld) {
            let Some((upheld, before)) = self.upheld(&row.value, &category.id) else { continue };
            // Off a list that was there before the first round: as if they had never stood.
            match upheld {
                Stated::Is(Upheld::Removed | Upheld::Replaced) if before => {
                    withdrawn.insert(row.candidate.clone());
                }
                Stated::Is(Upheld::Reviewed) if before => doubt.push(off::again(&row.value, &row.candidate)),
                Stated::Is(_) => {}
                silent if before => doubt.push(off::silent(&row.value, silent)),
                _ => {}
            }
            let by = OffBy::Objection { notice: row.value, upheld: upheld.clone() };
            off.push(Off { candidate: row.candidate, reference: row.reference, by });
        }
        let out = struck.iter().filter(|struck| struck.votes.is_none());
        withdrawn.extend(out.map(|struck| struck.candidate.clone()));
        // Entered is who stands in the table, however far they came.
        let here =
            self.data.candidates.iter().filter(|row| row.category == category.id && row.beside.is_empty());
        let of_value = |row: &&Candidate| match (&rule.apart_by, apart) {
            (Some(attribute), Some(value)) => {
                row.attributes.get(attribute).map_or("", String::as_str) == value
            }
            _ => true,
        };
        let entered = here.filter(of_value).filter(|row| !withdrawn.contains(&row.id)).count();
        let known = Known { struck, off, entrants: Some(entered as u64), ..known };
        let input = Input {
            category: &category.id,
            seats: &category.seats,
            rule,
            candidates: people,
            votes: BTreeMap::new(),
            sheets,
            withdrawn,
            resolved,
            known,
        };
        let mut outcome = if people.iter().all(|id| input.withdrawn.contains(id)) {
            fewer::empty(&input, known_pool)
        } else {
            count(&input)?
        };
        if !doubt.is_empty() {
            in_doubt(&mut outcome, doubt);
        }
        for candidate in absent {
            let path = format!("result.{}", rule.id);
            outcome.undecided.push(Missing { path, what: What::Absent, candidate: Some(candidate) });
        }
        Ok(outcome)
    }
}

fn as_category(mut outcome: Outcome, apart: Option<String>) -> Category {
    told_anew(&mut outcome.steps, outcome.ranking.iter().map(|row| (&row.candidate, row.status)));
    let open = outcome.ranking.iter().any(|row| matches!(row.status, Status::Tied | Status::Undecided));
    let row = |row: crate::Ranked| Row {
        candidate: row.candidate,
        rank: row.rank,
        score: row.score,
        parts: row.parts,
        award: row.award,
        status: row.status,
    };
    let scores = |status: Status| {
        outcome.ranking.iter().filter(move |row| row.status == status).filter_map(|row| row.score.as_ref())
    };
    let margin = match (scores(Status::Seated).min(), scores(Status::Not).max()) {
        // Among whom somebody's place is open, nobody is the last yet.
        (Some(last), Some(first)) if first <= last && !open => Some(last - first),
        _ => None,
    };
    Category {
        id: outcome.category,
        apart,
        seats: outcome.seats,
        margin,
        ranking: outcome.ranking.into_iter().map(row).collect(),
        steps: outcome.steps,
        ties: outcome.ties,
        undecided: outcome.undecided,
    }
}
