//! What those who go on must be together (结构比例).
//!
//! Among all sets of the wanted size that satisfy every clause, the best ranked is taken: the one whose members' places,
//! written in ascending order, come first in lexicographic order. In other words: from the top, everybody is taken who
//! can be, as long as what is left below can still satisfy every clause. Equals are put in order by the tie chain
//! before, but only where it makes a difference.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Amount, Composition};

use crate::exact::Exact;
use crate::steps::Step;

/// The most steps of a search; beyond it the clauses are too entangled to say.
const STEPS_MOST: u32 = 2_000_000;

/// A clause for a set of a certain size, with the candidates it counts.
#[derive(Debug, Clone)]
pub(crate) struct Clause<'a> {
    pub rule: &'a Composition,
    /// The value of the attribute that is counted apart; `None`: one count.
    pub value: Option<String>,
    pub least: Option<u64>,
    pub most: Option<u64>,
    pub about: Option<Exact>,
    pub members: BTreeSet<String>,
}

impl Clause<'_> {
    /// What is told of it where these go on, `size` of them.
    pub(crate) fn told(&self, taken: &BTreeSet<String>, size: u64) -> Step {
        Step::Composed {
            composition: self.rule.id.clone(),
            value: self.value.clone(),
            count: self.count(taken),
            of: size,
            least: self.least,
            most: self.most,
            about: self.about.clone(),
        }
    }

    fn count(&self, taken: &BTreeSet<String>) -> u64 {
        self.members.iter().filter(|candidate| taken.contains(*candidate)).count() as u64
    }

    /// Those who go on of whom somebody has to give way before it holds: its members where they are too many, the others
    /// where they are too few; `None` where it holds.
    pub(crate) fn in_doubt(&self, taken: &BTreeSet<String>) -> Option<BTreeSet<String>> {
        let count = self.count(taken);
        let of =
            |inside: bool| taken.iter().filter(|id| self.members.contains(*id) == inside).cloned().collect();
        if self.most.is_some_and(|most| count > most) {
            Some(of(true))
        } else if self.least.is_some_and(|least| count < least) {
            Some(of(false))
        } else {
            None
        }
    }
}

/// The clauses for a set of `size` among these candidates.
pub(crate) fn clauses<'a>(
    rules: impl Iterator<Item = &'a Composition>,
    size: u64,
    candidates: &[String],
    attributes: &BTreeMap<String, BTreeMap<String, String>>,
) -> Vec<Clause<'a>> {
    let value = |candidate: &String, attribute: &str| {
        attributes.get(candidate).and_then(|of| of.get(attribute)).filter(|value| !value.is_empty())
    };
    let exact = |amount: &Amount| match amount {
        Amount::Count(n) => Exact::from(u64::from(*n)),
        Amount::Share(share) => &Exact::from(share) * &Exact::from(size),
    };
    let mut clauses = Vec::new();
    for rule in rules {
        let counted: Vec<&String> = candidates
            .iter()
            .filter(|candidate| {
                rule.when
                    .as_ref()
                    .is_none_or(|when| value(candidate, &when.attribute).is_some_and(|v| when.is.contains(v)))
            })
            .collect();
        let mut groups: BTreeMap<Option<String>, BTreeSet<String>> = BTreeMap::new();
        for candidate in counted {
            match &rule.each {
                None => groups.entry(None).or_default().insert(candidate.clone()),
                // Who has no value of the attribute is of nobody's unit.
                Some(attribute) => match value(candidate, attribute) {
                    Some(value) => groups.entry(Some(value.clone())).or_default().insert(candidate.clone()),
                    None => continue,
                },
            };
        }
        if rule.each.is_none() {
            groups.entry(None).or_default();
        }
        for (value, members) in groups {
            clauses.push(Clause {
                rule,
                value,
                // At least a share is rounded up, at most a share down: both hold exactly.
                least: rule.least.as_ref().and_then(|amount| exact(amount).whole_above()),
                most: rule.most.as_ref().and_then(|amount| exact(amount).whole_below()),
                about: rule.about.as_ref().map(exact),
                members,
            });
        }
    }
    clauses
}

/// Why there is no best set.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoSet {
    /// No set of this size satisfies the clauses.
    None,
    /// The search was given up.
    Entangled,
}

/// The best set of `size` members, as positions in `order`, ascending. The first `forced` are in it in any case.
pub(crate) fn best(
    order: &[String],
    forced: usize,
    size: u64,
    clauses: &[&Clause],
) -> Result<Vec<usize>, NoSet> {
    let bound: Vec<&&Clause> = clauses.iter().filter(|c| c.least.is_some() || c.most.is_some()).collect();
    let inside: Vec<Vec<usize>> = order
        .iter()
        .map(|candidate| {
            (0..bound.len()).filter(|clause| bound[*clause].members.contains(candidate)).collect()
        })
        .collect();
    // How many members of each clause stand at a position or behind it.
    let mut behind = vec![vec![0_u64; bound.len()]; order.len() + 1];
    for at in (0..order.len()).rev() {
        behind[at] = behind[at + 1].clone();
        for clause in &inside[at] {
            behind[at][*clause] += 1;
        }
    }
    let mut search =
        Search { inside, behind, bound, forced, size, taken: Vec::new(), failed: BTreeSet::new(), steps: 0 };
    let counts = vec![0; search.bound.len()];
    if search.from(0, counts) {
        Ok(search.taken)
    } else if search.steps > STEPS_MOST {
        Err(NoSet::Entangled)
    } else {
        Err(NoSet::None)
    }
}

struct Search<'c> {
    inside: Vec<Vec<usize>>,
    behind: Vec<Vec<u64>>,
    bound: Vec<&'c &'c Clause<'c>>,
    forced: usize,
    size: u64,
    taken: Vec<usize>,
    /// Positions with counts from which nothing was found.
    failed: BTreeSet<(usize, u64, Vec<u64>)>,
    steps: u32,
}

impl Search<'_> {
    /// Whether a set can be completed from a position on; leaves it in `taken`.
    fn from(&mut self, mut at: usize, mut counts: Vec<u64>) -> bool {
        // Choices of this level that may have to be taken back, with the counts before them.
        let mut choices: Vec<(usize, Vec<u64>)> = Vec::new();
        loop {
            self.steps += 1;
            if self.steps > STEPS_MOST {
                return false;
            }
            let left = self.size.saturating_sub(self.taken.len() as u64);
            let key = (at, left, counts.clone());
            if self.possible(at, left, &counts) && !self.failed.contains(&key) {
                if left == 0 {
                    return true;
                }
                choices.push((at, counts.clone()));
                for clause in &self.inside[at] {
                    counts[*clause] += 1;
                }
                self.taken.push(at);
                at += 1;
                continue;
            }
            self.failed.insert(key);
            // Back to the last one who was taken, and on without them.
            let Some((last, before)) = choices.pop() else { return false };
            self.taken.pop();
            if last < self.forced {
                return false;
            }
            at = last + 1;
            counts = before;
        }
    }

    /// What has to hold in any case for a set to be completed.
    fn possible(&self, at: usize, left: u64, counts: &[u64]) -> bool {
        if ((self.inside.len() - at) as u64) < left || (left == 0 && at < self.forced) {
            return false;
        }
        self.bound.iter().enumerate().all(|(clause, rule)| {
            let (count, more) = (counts[clause], self.behind[at][clause].min(left));
            // Whoever is left over beside the members has to come from outside them.
            let outside = (self.inside.len() - at) as u64 - self.behind[at][clause];
            let fewest = count + left.saturating_sub(outside);
            rule.most.is_none_or(|most| count <= most && fewest <= most)
                && rule.least.is_none_or(|least| count + more >= least)
        })
    }
}
