//! What a plan tries, in order, where more candidates are equal than there are seats left.

use std::collections::BTreeMap;

use plan::{ResultRule, TieStep};

use crate::Figures;
use crate::combine::Combined;
use crate::exact::Exact;
use crate::places::placed;
use crate::polls::{self, Group, Poll};
use crate::rank::TieEnd;
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What, needed};

/// The chain of a rule, with everything its steps may compare.
pub(crate) struct Chain<'a> {
    pub rule: &'a ResultRule,
    pub combined: &'a Combined,
    pub figures: &'a BTreeMap<String, Figures>,
    pub measures: &'a BTreeMap<String, BTreeMap<String, Exact>>,
    pub polls: &'a BTreeMap<String, Poll>,
    /// The order that a resolution or a body gives, first placed first.
    pub resolved: &'a [String],
    /// The seed of the public lot, where it is known.
    pub seed: Option<&'a str>,
}

/// Equals after a chain has been tried for a border among them.
pub(crate) struct Settled {
    /// Before the border, in groups, first placed first.
    pub ahead: Vec<Vec<String>>,
    /// Still equal across the border; empty: none are.
    pub equals: Vec<String>,
    /// Behind the border.
    pub behind: Vec<Vec<String>>,
    /// How it ended.
    pub end: TieEnd,
}

/// What a step makes of equals.
#[derive(Default)]
struct Told {
    groups: Vec<Vec<String>>,
    figures: BTreeMap<String, Exact>,
    places: BTreeMap<String, Vec<u64>>,
    lots: BTreeMap<String, String>,
}

/// Why a step tells nothing.
enum Silent {
    /// A body or a lot has not spoken yet.
    Waits,
    /// What it compares is lacking.
    Lacks(Vec<Missing>),
}

impl Chain<'_> {
    pub(crate) fn path(&self) -> String {
        format!("result.{}.ties", self.rule.id)
    }

    /// Gives `left` places, at least one and fewer than there are equals, to some of the equals.
    pub(crate) fn settle(&self, equals: &[String], mut left: u64, log: &mut Log) -> Settled {
        let (mut ahead, mut behind) = (Vec::new(), Vec::new());
        let mut equals = equals.to_vec();
        let chain = match needed(&self.rule.ties, || self.path()) {
            Ok(chain) => chain,
            Err(missing) => {
                log.undecided(missing);
                return Settled { ahead, equals, behind, end: TieEnd::Undecided };
            }
        };
        for step in chain {
            // What goes by how many they are, and tells nobody apart.
            let few = |n: &u32| equals.len() as u64 <= u64::from(*n);
            let end = match step {
                TieStep::All => Some(TieEnd::AllSeated),
                TieStep::UpTo(n) => few(n).then_some(TieEnd::AllSeated),
                TieStep::Nobody => Some(TieEnd::NobodySeated),
                _ => None,
            };
            if end.is_some() || matches!(step, TieStep::UpTo(_)) {
                log.step(self.tie(step, Told { groups: vec![equals.clone()], ..Told::default() }, left));
                let Some(end) = end else { continue };
                return Settled { ahead, equals, behind, end };
            }
            let told = match self.tell(step, &equals) {
                Ok(told) => told,
                Err(Silent::Waits) => {
                    if let TieStep::Revote(id) = step {
                        let (path, what) = (format!("measure.{id}"), What::Revote(equals.clone()));
                        log.undecided(Missing { path, what, candidate: None });
                    }
                    log.step(self.tie(step, Told { groups: vec![equals.clone()], ..Told::default() }, left));
                    return Settled { ahead, equals, behind, end: TieEnd::Waits };
                }
                Err(Silent::Lacks(missing)) => {
                    missing.into_iter().for_each(|missing| log.undecided(missing));
                    return Settled { ahead, equals, behind, end: TieEnd::Undecided };
                }
            };
            let groups = told.groups.clone();
            log.step(self.tie(step, told, left));
            let (mut straddling, mut lower) = (Vec::new(), Vec::new());
            for group in groups {
                if left == 0 || !straddling.is_empty() {
                    lower.push(group);
                } else if group.len() as u64 <= left {
                    left -= group.len() as u64;
                    ahead.push(group);
                } else {
                    straddling = group;
                }
            }
            // Whoever this step put lower still stands before those whom an earlier step put lower.
            behind.splice(0..0, lower);
            if straddling.is_empty() {
                return Settled { ahead, equals: Vec::new(), behind, end: TieEnd::Broken(step.clone()) };
            }
            equals = straddling;
        }
        log.undecided(self.exhausted());
        Settled { ahead, equals, behind, end: TieEnd::Undecided }
    }

    /// What is told where the chain ends and leaves them equal.
    pub(crate) fn exhausted(&self) -> Missing {
        Missing { path: self.path(), what: What::Exhausted, candidate: None }
    }

    fn tie(&self, by: &TieStep, told: Told, seats: u64) -> Step {
        let Told { groups, figures, places, lots } = told;
        Step::Tie { by: by.clone(), figures, places, lots, groups, seats }
    }

    fn tell(&self, step: &TieStep, equals: &[String]) -> Result<Told, Silent> {
        match step {
            TieStep::Resolution | TieStep::Preference(_) => {
                let groups = self.resolution(equals).ok_or(Silent::Waits)?;
                Ok(Told { groups, ..Told::default() })
            }
            TieStep::Casting(id) => match self.resolution(equals) {
                Some(groups) => Ok(Told { groups, ..Told::default() }),
                None => self.casting(id, equals).ok_or(Silent::Waits),
            },
            TieStep::Lot(_) => {
                let seed = self.seed.ok_or(Silent::Waits)?;
                let lots: BTreeMap<String, String> =
                    equals.iter().map(|candidate| (candidate.clone(), lot(seed, candidate))).collect();
                let mut order = equals.to_vec();
                order.sort_by(|a, b| lots.get(a).cmp(&lots.get(b)));
                let groups = order.into_iter().map(|candidate| vec![candidate]).collect();
                Ok(Told { groups, lots, ..Told::default() })
            }
            TieStep::Countback(stage) => {
                let poll = self.polls.get(stage).filter(|poll| poll.ranks());
                let poll = poll.ok_or_else(|| self.lacks())?;
                // Places are counted among all who stood, not among the equals alone.
                let standing: Vec<&String> = self.combined.scores.keys().collect();
                let counts = polls::counted_back(poll, &standing);
                let mut groups: BTreeMap<&Vec<u64>, Vec<String>> = BTreeMap::new();
                let none = Vec::new();
                for candidate in equals {
                    groups.entry(counts.get(candidate).unwrap_or(&none)).or_default().push(candidate.clone());
                }
                let groups = groups.into_values().rev().collect();
                let mut places = counts;
                places.retain(|candidate, _| equals.contains(candidate));
                Ok(Told { groups, places, ..Told::default() })
            }
            _ => {
                let figures = self.compared(step, equals)?;
                let lower = matches!(step, TieStep::Lower(_));
                let order =
                    |group: Vec<String>| equals.iter().filter(|c| group.contains(c)).cloned().collect();
                let groups = placed(&figures, lower).into_iter().map(|(_, group)| order(group)).collect();
                Ok(Told { groups, figures, ..Told::default() })
            }
        }
    }

    fn lacks(&self) -> Silent {
        Silent::Lacks(vec![Missing::no_figures(self.path())])
    }

    /// Whom an electorate voted for in the last ballot, where that tells equals apart.
    fn casting(&self, id: &str, equals: &[String]) -> Option<Told> {
        let groups = self.polls.values().flat_map(|poll| &poll.groups);
        let own: Vec<&Group> = groups.filter(|group| group.electorate == id).collect();
        // Ballots that a panel repeats are numbered; a vote that is held once has channels.
        let number = |group: &&Group| group.channel.parse::<u32>().unwrap_or(1);
        let last = own.iter().map(number).max()?;
        let said = |candidate: &String| {
            let of = own.iter().filter(|group| number(group) == last);
            let said = of.filter_map(|group| group.said.get(candidate));
            said.fold(Exact::zero(), |sum, said| {
                &(&sum + &Exact::from(said.votes)) - &Exact::from(said.against)
            })
        };
        let figures: BTreeMap<String, Exact> =
            equals.iter().map(|candidate| (candidate.clone(), said(candidate))).collect();
        let order = |group: Vec<String>| equals.iter().filter(|c| group.contains(c)).cloned().collect();
        let groups: Vec<Vec<String>> =
            placed(&figures, false).into_iter().map(|(_, group)| order(group)).collect();
        (groups.len() > 1).then(|| Told { groups, figures, ..Told::default() })
    }

    /// The order a resolution gives, where it speaks of all of them.
    fn resolution(&self, equals: &[String]) -> Option<Vec<Vec<String>>> {
        let order: Vec<Vec<String>> = self
            .resolved
            .iter()
            .filter(|candidate| equals.contains(candidate))
            .map(|candidate| vec![candidate.clone()])
            .collect();
        (order.len() == equals.len()).then_some(order)
    }

    /// The figure that a step compares, for each of the equals; or what is lacking for it.
    fn compared(&self, step: &TieStep, equals: &[String]) -> Result<BTreeMap<String, Exact>, Silent> {
        let figures = match step {
            TieStep::Part(id) => self.part(id),
            TieStep::Criterion(id) => {
                // Two panels with a criterion of the same name leave open which is meant.
                let mut panels = self.figures.values().filter_map(|figures| figures.criteria.get(id));
                match (panels.next(), panels.next()) {
                    (Some(means), None) => Some(means),
                    _ => None,
                }
            }
            // A new vote among the equals is a step of its own, and until it is held, it waits.
            TieStep::Revote(id) => match self.measures.get(id) {
                None => return Err(Silent::Waits),
                votes => votes,
            },
            TieStep::Measure(id) | TieStep::Lower(id) => self.measures.get(id),
            _ => None,
        };
        let at = match step {
            TieStep::Measure(id) | TieStep::Lower(id) => format!("measure.{id}"),
            _ => self.path(),
        };
        let figures = figures.ok_or_else(|| Silent::Lacks(vec![Missing::no_figures(at.clone())]))?;
        let missing: Vec<Missing> = equals
            .iter()
            .filter(|candidate| !figures.contains_key(*candidate))
            .map(|c| Missing { path: at.clone(), what: What::NoScore, candidate: Some(c.clone()) })
            .collect();
        if !missing.is_empty() {
            return Err(Silent::Lacks(missing));
        }
        Ok(figures.iter().filter(|(c, _)| equals.contains(c)).map(|(c, f)| (c.clone(), f.clone())).collect())
    }

    /// The scores of a part: by its key, or by its stage where one part alone comes from that.
    fn part(&self, id: &str) -> Option<&BTreeMap<String, Exact>> {
        let by_key = self.combined.parts.get(id);
        let parts = self.rule.combine.get().map(plan::Combine::parts).unwrap_or_default();
        let from = plan::Part::from_stage(parts, id);
        let mut from = from.into_iter();
        by_key.or_else(|| match (from.next(), from.next()) {
            (Some(part), None) => self.combined.parts.get(part.key()),
            _ => None,
        })
    }
}

/// The lot of a candidate, hex.
fn lot(seed: &str, candidate: &str) -> String {
    crate::ranked::lot(seed, candidate).iter().map(|byte| format!("{byte:02x}")).collect()
}
