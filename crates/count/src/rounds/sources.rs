//! What a round counts from: its stages, who votes and judges in them, how many they are, and what they said.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Combine, ResultRule, Stage, TieStep};

use super::Run;
use crate::exact::Exact;
use crate::polls::{Group, Poll, Size};
use crate::quorum;
use crate::undecided::Missing;

impl Run<'_> {
    /// The ballots of these stages, of the region that is counted, about those who take part.
    pub(super) fn polls(
        &self,
        stages: &BTreeSet<String>,
        category: &str,
        apart: Option<&str>,
        people: &[String],
    ) -> BTreeMap<String, Poll> {
        let mut polls = BTreeMap::new();
        for stage in stages {
            let Some(regions) = self.data.polls.get(&(stage.clone(), category.to_owned())) else { continue };
            let vote = self.plan.stage(stage).and_then(|stage| stage.vote.as_ref());
            let worth = |channel: &str| {
                let ways = vote.into_iter().flat_map(|vote| &vote.channel);
                ways.filter(|way| way.id == channel).find_map(|way| way.worth.as_ref().map(Exact::from))
            };
            let mut poll = Poll::default();
            for (region, part) in regions {
                if region.is_empty() || apart.is_none_or(|value| value == region) {
                    poll.groups.extend(part.groups.iter().map(|group| {
                        let worth = worth(&group.channel).filter(|worth| *worth != Exact::from(1));
                        Group { worth, ..group.among(people) }
                    }));
                }
            }
            polls.insert(stage.clone(), poll);
        }
        polls
    }

    /// The lists of preference that a rule gives awards by.
    pub(super) fn lists(&self, rule: &ResultRule, category: &str) -> BTreeMap<String, Vec<String>> {
        let Some(Combine::Lists(stage)) = rule.combine.get() else { return BTreeMap::new() };
        let here = self.data.lists.iter().filter(|((of, within, _), _)| of == stage && within == category);
        here.map(|((_, _, award), order)| (award.clone(), order.clone())).collect()
    }

    /// Whether the plan does not say what becomes of some of the ballots that a rule counts; that is told of the tables.
    pub(super) fn unjudged(&self, rule: &ResultRule) -> bool {
        let stages = stages(rule);
        let mut of = self.data.missing.iter().filter_map(|missing| missing.path.strip_prefix("stage."));
        of.any(|rest| rest.split('.').next().is_some_and(|stage| stages.contains(stage)))
    }

    /// Sizes of electorates at a stage, in the region that is counted, from the table, else from the plan.
    pub(super) fn sizes(&self, category: &str, apart: Option<&str>, stage: &str) -> BTreeMap<String, Size> {
        let mut sizes: BTreeMap<String, Size> = BTreeMap::new();
        for electorate in &self.plan.electorate {
            let members = electorate.size.get().and_then(plan::Size::exact).map(u64::from);
            sizes.insert(electorate.id.clone(), Size { members, present: None });
        }
        let mut told: BTreeMap<String, Size> = BTreeMap::new();
        // An electorate with rows of this sitting has no others here, and so with rows of this category.
        let rows = || self.data.sizes.iter();
        let sat = |id: &String| rows().any(|((at, of, _, _), _)| of == id && at == stage);
        let of_sitting =
            rows().filter(|((at, of, _, _), _)| if sat(of) { at == stage } else { at.is_empty() });
        let of_sitting: Vec<_> = of_sitting.collect();
        let own =
            |id: &String| of_sitting.iter().any(|((_, of, _, within), _)| of == id && within == category);
        for ((_, electorate, region, within), size) in &of_sitting {
            let elsewhere = !region.is_empty() && apart.is_some_and(|value| value != region);
            let here = if own(electorate) { within == category } else { within.is_empty() };
            if elsewhere || !here {
                continue;
            }
            let sum = told.entry(electorate.clone()).or_insert(Size { members: Some(0), present: Some(0) });
            let add = |a: Option<u64>, b: Option<u64>| Some(a?.saturating_add(b?));
            *sum = Size { members: add(sum.members, size.members), present: add(sum.present, size.present) };
        }
        for (electorate, size) in told {
            let known = sizes.entry(electorate).or_default();
            *known = Size { members: size.members.or(known.members), present: size.present };
        }
        sizes
    }

    /// What is wrong with the bodies that a rule counts and their sittings: another size than the plan has, too few who
    /// took part, or nobody knows.
    pub(super) fn quorums(&self, rule: &ResultRule, category: &str, apart: Option<&str>) -> Vec<Missing> {
        let stages = figures_from(rule);
        let stages = stages.iter().filter_map(|id| self.plan.stage(id));
        let of = |stage: &Stage| {
            let sizes = self.sizes(category, apart, &stage.id);
            let sized = quorum::sized(self.plan, stage, category, self.data);
            sized.into_iter().chain(quorum::lacking(stage, category, &sizes, self.data))
        };
        let mut found: Vec<Missing> = stages.flat_map(of).collect();
        // One electorate of two stages is told once.
        found.dedup();
        found
    }
}

/// Every stage (by id) whose ballots or sheets a rule uses.
pub fn stages(rule: &ResultRule) -> BTreeSet<String> {
    let mut stages = figures_from(rule);
    for step in rule.ties.get().into_iter().flatten() {
        if let TieStep::Countback(stage) = step {
            stages.insert(stage.clone());
        }
    }
    stages
}

/// Every stage (by id) that a rule's figures come from.
pub(crate) fn figures_from(rule: &ResultRule) -> BTreeSet<String> {
    fn inside(part: &plan::Part, stages: &mut BTreeSet<String>) {
        if !part.stage.is_empty() {
            stages.insert(part.stage.clone());
        }
        part.parts.iter().for_each(|part| inside(part, stages));
    }
    let mut stages = BTreeSet::new();
    if let Some(combine) = rule.combine.get() {
        combine.parts().iter().for_each(|part| inside(part, &mut stages));
        stages.extend(combine.stage().map(str::to_owned));
    }
    stages
}

/// The electorates (by id) of a stage in a category.
pub(crate) fn voters(stage: &Stage, category: &str) -> Vec<String> {
    if let Some(vote) = &stage.vote {
        let own = vote.category.iter().find(|row| row.id == category).map(|row| &row.electorate);
        return own.filter(|own| !own.is_empty()).unwrap_or(&vote.electorate).clone();
    }
    stage.review.iter().filter_map(|review| review.electorate.clone()).collect()
}
