//! What those who go on must be together (结构比例).
//!
//! Among all sets of the wanted size that satisfy every clause, the best ranked is taken: the one whose members' places,
//! written in ascending order, come first in lexicographic order. In other words: from the top, everybody is taken who
//! can be, as long as what is left below can still satisfy every clause. Equals are put in order by the tie chain
//! before, but only where it makes a difference.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Amount, Composition, Number, Of};

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
    /// Those of whom its shares are, where that is not everybody: then it counts none but them.
    pub those: Option<Those<'a>>,
}

/// A part of those who go on, of which a clause asks for shares.
#[derive(Debug, Clone)]
pub(crate) struct Those<'a> {
    members: BTreeSet<String>,
    least: Option<&'a Number>,
    most: Option<&'a Number>,
    about: Option<&'a Number>,
}

impl Those<'_> {
    /// A share of those of them who go on.
    fn share(&self, of: Option<&Number>, taken: &BTreeSet<String>) -> Option<Exact> {
        Some(&Exact::from(of?) * &Exact::from(self.count(taken)))
    }

    fn count(&self, taken: &BTreeSet<String>) -> u64 {
        self.members.intersection(taken).count() as u64
    }
}

impl Clause<'_> {
    /// What is told of it where these go on, `size` of them.
    pub(crate) fn told(&self, taken: &BTreeSet<String>, size: u64) -> Step {
        let (least, most) = self.bounds(taken);
        let about = self.those.as_ref().and_then(|those| those.share(those.about, taken));
        Step::Composed {
            composition: self.rule.id.clone(),
            value: self.value.clone(),
            count: self.count(taken),
            of: self.those.as_ref().map_or(size, |those| those.count(taken)),
            least,
            most,
            about: about.or_else(|| self.about.clone()),
        }
    }

    /// At least and at most so many where these go on. At least a share is rounded up, at most a share down: both hold
    /// exactly.
    fn bounds(&self, taken: &BTreeSet<String>) -> (Option<u64>, Option<u64>) {
        let Some(those) = &self.those else { return (self.least, self.most) };
        let least = those.share(those.least, taken).and_then(|share| share.whole_above());
        let most = those.share(those.most, taken).and_then(|share| share.whole_below());
        (least.max(self.least), [most, self.most].into_iter().flatten().min())
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
        let (least, most) = self.bounds(taken);
        if most.is_some_and(|most| count > most) {
            Some(of(true))
        } else if least.is_some_and(|least| count < least) {
            Some(of(false))
        } else {
            None
        }
    }
}

/// The clauses for a set of `size` among these candidates, for so many `seats`.
pub(crate) fn clauses<'a>(
    rules: impl Iterator<Item = &'a Composition>,
    size: u64,
    seats: u64,
    candidates: &[String],
    attributes: &BTreeMap<String, BTreeMap<String, String>>,
) -> Vec<Clause<'a>> {
    let value = |candidate: &String, attribute: &str| {
        attributes.get(candidate).and_then(|of| of.get(attribute)).filter(|value| !value.is_empty())
    };
    let mut clauses = Vec::new();
    for rule in rules {
        let those = match &rule.of {
            Some(Of::Those(when)) => {
                let fits =
                    |id: &&String| value(id, &when.attribute).is_some_and(|value| when.is.contains(value));
                Some(candidates.iter().filter(fits).cloned().collect::<BTreeSet<String>>())
            }
            _ => None,
        };
        let whole = if rule.of == Some(Of::Seats) { seats } else { size };
        let exact = |amount: &Amount| match amount {
            Amount::Count(n) => Some(Exact::from(u64::from(*n))),
            Amount::Share(_) if those.is_some() => None,
            Amount::Share(share) => Some(&Exact::from(share) * &Exact::from(whole)),
        };
        let counted: Vec<&String> = candidates
            .iter()
            .filter(|candidate| {
                those.as_ref().is_none_or(|those| those.contains(*candidate))
                    && rule.when.as_ref().is_none_or(|when| {
                        value(candidate, &when.attribute).is_some_and(|v| when.is.contains(v))
                    })
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
                least: rule.least.as_ref().and_then(|amount| exact(amount)?.whole_above()),
                most: rule.most.as_ref().and_then(|amount| exact(amount)?.whole_below()),
                about: rule.about.as_ref().and_then(exact),
                members,
                those: those.as_ref().map(|those| Those {
                    members: those.clone(),
                    least: share(rule.least.as_ref()),
                    most: share(rule.most.as_ref()),
                    about: share(rule.about.as_ref()),
                }),
            });
        }
    }
    clauses
}

fn share(amount: Option<&Amount>) -> Option<&Number> {
    match amount? {
        Amount::Share(share) => Some(share),
        Amount::Count(_) => None,
    }
}

/// A share of a part of those who go on, as a sum over all of them that must not be negative: whoever helps adds to it,
/// whoever is one more of the whole takes from it.
struct Balance {
    of: Vec<i128>,
    /// How many who add stand at a position or behind it.
    behind: Vec<u64>,
    /// What each of them adds.
    adds: i128,
}

impl Balance {
    fn all(order: &[String], clause: &Clause) -> Vec<Balance> {
        let Some(those) = &clause.those else { return Vec::new() };
        let balance = |share: &Number, least: bool| {
            let (share, whole) = share.ratio();
            let sign = if least { 1 } else { -1 };
            let of = |id: &String| match (clause.members.contains(id), those.members.contains(id)) {
                (true, _) => sign * (whole - share),
                (false, true) => -sign * share,
                (false, false) => 0,
            };
            let of: Vec<i128> = order.iter().map(of).collect();
            let mut behind = vec![0; order.len() + 1];
            for at in (0..order.len()).rev() {
                behind[at] = behind[at + 1] + u64::from(of[at] > 0);
            }
            Balance { adds: of.iter().copied().max().unwrap_or(0).max(0), of, behind }
        };
        let least = those.least.map(|share| balance(share, true));
        least.into_iter().chain(those.most.map(|share| balance(share, false))).collect()
    }

    /// Whether the sum can still be kept with so many more from a position on.
    fn possible(&self, at: usize, left: u64, sum: i128) -> bool {
        sum + self.adds * i128::from(self.behind[at].min(left)) >= 0
    }
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
    let balances: Vec<Balance> = clauses.iter().flat_map(|clause| Balance::all(order, clause)).collect();
    let counts = (vec![0; bound.len()], vec![0; balances.len()]);
    let mut search = Search {
        inside,
        behind,
        bound,
        balances,
        forced,
        size,
        taken: Vec::new(),
        failed: BTreeSet::new(),
        steps: 0,
    };
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
    balances: Vec<Balance>,
    forced: usize,
    size: u64,
    taken: Vec<usize>,
    /// Positions with counts from which nothing was found.
    failed: BTreeSet<(usize, u64, Counts)>,
    steps: u32,
}

/// How many of each clause are taken, and each balance.
type Counts = (Vec<u64>, Vec<i128>);

impl Search<'_> {
    /// Whether a set can be completed from a position on; leaves it in `taken`.
    fn from(&mut self, mut at: usize, mut counts: Counts) -> bool {
        // Choices of this level that may have to be taken back, with the counts before them.
        let mut choices: Vec<(usize, Counts)> = Vec::new();
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
                    counts.0[*clause] += 1;
                }
                for (sum, balance) in counts.1.iter_mut().zip(&self.balances) {
                    *sum += balance.of[at];
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
    fn possible(&self, at: usize, left: u64, (counts, sums): &Counts) -> bool {
        if ((self.inside.len() - at) as u64) < left || (left == 0 && at < self.forced) {
            return false;
        }
        let mut balances = self.balances.iter().zip(sums);
        let balanced = balances.all(|(balance, sum)| balance.possible(at, left, *sum));
        balanced
            && self.bound.iter().enumerate().all(|(clause, rule)| {
                let (count, more) = (counts[clause], self.behind[at][clause].min(left));
                // Whoever is left over beside the members has to come from outside them.
                let outside = (self.inside.len() - at) as u64 - self.behind[at][clause];
                let fewest = count + left.saturating_sub(outside);
                rule.most.is_none_or(|most| count <= most && fewest <= most)
                    && rule.least.is_none_or(|least| count + more >= least)
            })
    }
}
