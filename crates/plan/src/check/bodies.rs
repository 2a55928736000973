//! Bodies and categories: ids, references, who may be put forward.

use super::{Finder, said};
use crate::fault::Arg;
use crate::size::Size;
use crate::types::Eligibility;

impl Finder<'_> {
    /// Ids that stand twice in one list.
    pub(super) fn ids(&mut self) {
        let plan = self.plan;
        self.unique("sponsor", plan.sponsor.iter().map(|it| it.id.as_str()));
        self.unique("unit", plan.unit.iter().map(|it| it.id.as_str()));
        self.unique("category", plan.category.iter().map(|it| it.id.as_str()));
        self.unique("department", plan.department.iter().map(|it| it.id.as_str()));
        self.unique("outlet", plan.outlet.iter().map(|it| it.id.as_str()));
        self.unique("electorate", plan.electorate.iter().map(|it| it.id.as_str()));
        self.unique("attribute", plan.attribute.iter().map(|it| it.id.as_str()));
        self.unique("measure", plan.measure.iter().map(|it| it.id.as_str()));
        self.unique("award", plan.award.iter().map(|it| it.id.as_str()));
        self.unique("stage", plan.stage.iter().map(|it| it.id.as_str()));
        self.unique("result", plan.result.iter().map(|it| it.id.as_str()));
        for (n, category) in plan.category.iter().enumerate() {
            self.unique(&format!("category[{n}].kinds"), category.kinds.iter().map(|it| it.id.as_str()));
        }
        for (n, rule) in plan.result.iter().enumerate() {
            let ids = rule.composition.iter().map(|it| it.id.as_str());
            self.unique(&format!("result[{n}].composition"), ids);
        }
        for (n, stage) in plan.stage.iter().enumerate() {
            if let Some(rules) = &stage.recommend {
                let ids = rules.allocation.iter().map(|it| it.id.as_str());
                self.unique(&format!("stage[{n}].recommend.allocation"), ids);
            }
            if let Some(screen) = &stage.screen {
                self.unique(
                    &format!("stage[{n}].screen.reason"),
                    screen.reason.iter().map(|it| it.id.as_str()),
                );
                let ids = screen.composition.iter().map(|it| it.id.as_str());
                self.unique(&format!("stage[{n}].screen.composition"), ids);
            }
            if let Some(vote) = &stage.vote {
                self.unique(
                    &format!("stage[{n}].vote.channel"),
                    vote.channel.iter().map(|it| it.id.as_str()),
                );
                self.unique(
                    &format!("stage[{n}].vote.category"),
                    vote.category.iter().map(|it| it.id.as_str()),
                );
                for (c, rules) in
                    vote.channel.iter().enumerate().filter_map(|(c, it)| Some((c, it.paper.as_ref()?)))
                {
                    self.unique(
                        &format!("stage[{n}].vote.channel[{c}].paper.place"),
                        rules.place.iter().map(|it| it.id.as_str()),
                    );
                }
            }
            if let Some(review) = &stage.review {
                let panel = review.panel.get().into_iter().flatten();
                self.unique(&format!("stage[{n}].review.panel"), panel.map(|it| it.id.as_str()));
                let categories = review.category.iter().map(|it| it.id.as_str());
                self.unique(&format!("stage[{n}].review.category"), categories);
            }
        }
    }

    pub(super) fn bodies(&mut self) {
        let plan = self.plan;
        if let Some(host) = plan.office.host.get() {
            self.sponsor("office.host", host);
        }
        if let Some(standards) = &plan.standards {
            self.sponsor("standards.set_by", &standards.set_by);
            self.known(
                plan.stage(&standards.before).is_some(),
                "unknown-stage",
                "standards.before",
                &standards.before,
            );
        }
        for (n, electorate) in plan.electorate.iter().enumerate() {
            let path = format!("electorate[{n}].size");
            let Some(size) = electorate.size.get() else { continue };
            self.size(size, &path, "plan-rule-electorate-size");
            if let Some(n) = size.exact().filter(|n| electorate.odd && n.is_multiple_of(2)) {
                self.error("size-not-odd", path, &[("n", n.into())]);
            }
        }
        for (n, listed) in plan.listed.iter().enumerate() {
            if let Some(id) = &listed.category {
                self.known(
                    plan.category(id).is_some(),
                    "unknown-category",
                    format!("listed[{n}].category"),
                    id,
                );
            }
        }
        for (n, outlet) in plan.outlet.iter().enumerate() {
            if let Some(sponsor) = &outlet.sponsor {
                self.sponsor(format!("outlet[{n}].sponsor"), sponsor);
            }
        }
        for (n, unit) in plan.unit.iter().enumerate() {
            for (k, row) in unit.values.iter().enumerate() {
                self.measure(format!("unit[{n}].values[{k}].measure"), &row.measure);
            }
            let path = format!("unit[{n}].parent");
            if let Some(parent) = &unit.parent {
                self.known(plan.unit(parent).is_some(), "unknown-unit", path.as_str(), parent);
            }
            let up = std::iter::successors(unit.parent.as_deref(), |id| plan.unit(id)?.parent.as_deref());
            if up.take(plan.unit.len() + 1).any(|id| id == unit.id) {
                self.error("unit-cycle", path, &[("id", said(&unit.id))]);
            }
        }
    }

    /// A number of people: somebody, and bounds that do not cross.
    pub(super) fn size(&mut self, size: &Size, path: &str, what: &'static str) {
        if size.most() == Some(0) {
            self.error("zero", path, &[("what", Arg::Word(what))]);
        } else if size.most().is_some_and(|most| most < size.least()) {
            let args = [("least", size.least().into()), ("most", size.most().unwrap_or_default().into())];
            self.error("bounds-crossed", path, &args);
        }
    }

    pub(super) fn categories(&mut self) {
        let plan = self.plan;
        for (n, category) in plan.category.iter().enumerate() {
            let path = format!("category[{n}]");
            let prefix = &category.prefix;
            if prefix.len() > 3 || !prefix.bytes().all(|byte| byte.is_ascii_uppercase()) {
                self.error("bad-prefix", format!("{path}.prefix"), &[("found", said(prefix))]);
            }
            if plan.category[..n].iter().any(|other| !prefix.is_empty() && other.prefix == *prefix) {
                self.error("duplicate-prefix", format!("{path}.prefix"), &[("found", said(prefix))]);
            }
            self.seats_shared(&category.seats, &format!("{path}.seats"));
            if category.seats.get().is_some_and(|seats| seats.most() == Some(0)) {
                self.error(
                    "zero",
                    format!("{path}.seats"),
                    &[("what", Arg::Word("plan-rule-category-seats"))],
                );
            }
            self.eligibility(&category.eligibility, &path);
            self.named_once(&format!("{path}.clearance"), &category.clearance);
            for (d, id) in category.clearance.iter().enumerate() {
                let path = format!("{path}.clearance[{d}]");
                self.known(plan.department(id).is_some(), "unknown-department", path, id);
            }
            for (k, kind) in category.kinds.iter().enumerate() {
                for (d, id) in kind.clearance.iter().enumerate() {
                    let path = format!("{path}.kinds[{k}].clearance[{d}]");
                    self.known(plan.department(id).is_some(), "unknown-department", path, id);
                }
            }
        }
    }

    /// Conditions that nobody can fulfil.
    pub(super) fn eligibility(&mut self, rules: &[Eligibility], path: &str) {
        for (n, rule) in rules.iter().enumerate() {
            let path = format!("{path}.eligibility[{n}]");
            if let Some(when) = &rule.when {
                self.when(&format!("{path}.when"), when);
            }
            if let (Some(least), Some(most)) = (rule.age_least, rule.age_most)
                && least > most
            {
                let args = [("least", least.into()), ("most", most.into())];
                self.error("ages-cross", format!("{path}.age_least"), &args);
            }
            if rule.age_on.is_some() && rule.age_least.is_none() && rule.age_most.is_none() {
                self.warn("age-on-without-age", format!("{path}.age_on"), &[]);
            }
            if let (Some(from), Some(until)) = (rule.from, rule.until)
                && from > until
            {
                self.error(
                    "dates-cross",
                    format!("{path}.from"),
                    &[("from", from.into()), ("until", until.into())],
                );
            }
        }
    }
}
