//! A group that can both judge and be judged.

use std::collections::BTreeSet;

use super::{Finder, said};
use crate::electorate::ElectorateKind;
use crate::review::RecusalGround;
use crate::stage::Tier;

/// The shortest name that may stand inside a longer one and mean the same people.
const NAME_LEAST: usize = 2;

impl Finder<'_> {
    /// Those who vote or score come from those who are put forward, and nothing says that they stand back.
    pub(super) fn judges(&mut self) {
        let plan = self.plan;
        let mut told = BTreeSet::new();
        for (n, stage) in plan.stage.iter().enumerate() {
            let Some(review) = &stage.review else { continue };
            let own = review.recusal.get().is_some_and(|rules| rules.grounds.contains(&RecusalGround::Own));
            let panel = review.panel.get().into_iter().flatten();
            for (k, seat) in panel.enumerate().filter(|_| !own) {
                if self.may_be_judged(&seat.name) && told.insert(seat.name.clone()) {
                    let args = [("group", said(&seat.name))];
                    self.warn("judge-and-judged", format!("stage[{n}].review.panel[{k}]"), &args);
                }
            }
        }
        let closed = [ElectorateKind::Members, ElectorateKind::Representatives, ElectorateKind::Jury];
        for (n, electorate) in plan.electorate.iter().enumerate() {
            let stands_back = plan.stage.iter().filter_map(|stage| stage.review.as_ref()).any(|review| {
                let own = |rules: &crate::review::RecusalRules| rules.grounds.contains(&RecusalGround::Own);
                review.electorate.as_ref() == Some(&electorate.id) && review.recusal.get().is_some_and(own)
            });
            if stands_back || !closed.contains(&electorate.kind) {
                continue;
            }
            let names = std::iter::once(&electorate.name).chain(electorate.scope.get());
            let judged = names.into_iter().any(|name| self.may_be_judged(name));
            if judged && told.insert(electorate.name.clone()) {
                self.warn(
                    "judge-and-judged",
                    format!("electorate[{n}]"),
                    &[("group", said(&electorate.name))],
                );
            }
        }
        self.judging_sponsors();
    }

    /// A sponsor that is also a recommending unit screens and decides on its own nominees.
    fn judging_sponsors(&mut self) {
        let plan = self.plan;
        let recommends = plan.stage.iter().filter_map(|stage| stage.recommend.as_ref());
        if !recommends.into_iter().any(|rules| rules.tiers.contains(&Tier::BottomUp)) {
            return;
        }
        let reviews = plan.stage.iter().filter_map(|stage| stage.review.as_ref());
        let mut recusals = reviews.filter_map(|review| review.recusal.get());
        if recusals.any(|rules| rules.everywhere && rules.grounds.contains(&RecusalGround::SameUnit)) {
            return;
        }
        for (n, unit) in plan.unit.iter().enumerate() {
            let named = |sponsor: &&crate::Sponsor| sponsor.part.is_none() && sponsor.name == unit.name;
            if plan.sponsor.iter().any(|sponsor| named(&sponsor)) {
                self.warn("sponsor-recommends", format!("unit[{n}]"), &[("unit", said(&unit.name))]);
            }
        }
    }

    /// Whether people of this name may be put forward: they are a kind of nominee, or a category's scope is theirs.
    fn may_be_judged(&self, name: &str) -> bool {
        let name = name.trim();
        if name.chars().count() < NAME_LEAST {
            return false;
        }
        self.plan.category.iter().any(|category| {
            let kinds = category.kinds.iter().map(|kind| kind.name.as_str());
            let scope = category.scope.get().map(String::as_str);
            kinds.chain([category.name.as_str()]).chain(scope).any(|judged| judged.contains(name))
        })
    }
}
