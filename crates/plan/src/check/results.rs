//! Results: what comes in, how many go on, who decides, what happens in a tie.

use super::{Finder, said};
use crate::ballot::BallotShape;
use crate::fault::Arg;
use crate::result::{Among, Combine, Decide, ResultRule, Take, TieStep, TooFew};
use crate::stage::{ListKind, ScreenRules, Stage, StageKind};
use crate::types::Seats;

/// How deep rounds may rest on rounds before nobody follows them any more; a circle is told apart.
const ROUNDS_MOST: u32 = 32;

impl Finder<'_> {
    pub(super) fn result(&mut self, rule: &ResultRule, path: &str) {
        let plan = self.plan;
        let scored = [StageKind::Vote, StageKind::Review];
        self.after(rule, &scored, path);
        self.among(rule, path);
        self.categories_of(&format!("{path}.category"), &rule.category);
        if let Some(id) = &rule.apart_by {
            let known = plan.attribute.iter().any(|it| it.id == *id);
            self.known(known, "unknown-attribute", format!("{path}.apart_by"), id);
        }
        for (n, id) in rule.award.iter().enumerate() {
            let known = plan.award.iter().any(|it| it.id == *id);
            self.known(known, "unknown-award", format!("{path}.award[{n}]"), id);
        }
        self.combine(rule, path);
        self.stages_take(rule, path);
        self.composition(rule, path);
        if rule.rounding.is_some() && rule.places.is_silent() {
            self.warn("rounding-without-places", format!("{path}.rounding"), &[]);
        }
        for (n, step) in rule.ties.get().into_iter().flatten().enumerate() {
            let path = format!("{path}.ties[{n}]");
            match step {
                TieStep::Part(id) if part_of(rule, id) => {}
                TieStep::Part(id) => {
                    let parts = rule.combine.get().map(Combine::parts).unwrap_or_default();
                    let from = crate::Part::from_stage(parts, id).len();
                    self.stage_of(path.as_str(), id, &scored);
                    // A method that finds winners from ballots has no parts, and tells equals apart by its own rules.
                    if plan.stage(id).is_some() && !parts.is_empty() && from != 1 {
                        let code = if from == 0 { "tie-part-absent" } else { "tie-part-ambiguous" };
                        let args = [("stage", said(id)), ("result", said(&rule.name))];
                        self.error(code, path, &args);
                    }
                }
                TieStep::Criterion(id) => {
                    self.known(has_criterion(plan, id), "unknown-criterion", path, id);
                }
                TieStep::Measure(id) | TieStep::Lower(id) => self.measure(path, id),
                TieStep::Countback(id) => self.stage_of(path, id, &scored),
                TieStep::Revote(id) | TieStep::Casting(id) => self.electorate(path, id),
                TieStep::Lot(seed) if seed.trim().is_empty() => self.error("lot-without-seed", path, &[]),
                TieStep::UpTo(0 | 1) => self.warn("step-never-reached", path, &[]),
                TieStep::Lot(_) | TieStep::Preference(_) | TieStep::Resolution => {}
                TieStep::UpTo(_) | TieStep::All | TieStep::Nobody => {}
            }
        }
        self.tie_chain(rule, path);
        self.take(rule, path);
        for (n, fewest) in rule.fewest.iter().enumerate() {
            let place = format!("{path}.fewest[{n}]");
            let path = format!("{place}.count");
            let twice = rule.fewest[..n].iter().any(|other| other.count == fewest.count);
            if fewest.count == 0 {
                self.error("zero", path, &[("what", Arg::Word("plan-rule-result-fewest"))]);
            } else if twice {
                self.warn("row-never-reached", path, &[]);
            } else if let Some(most) = self.incoming(rule, 0).filter(|most| *most < fewest.count) {
                self.error("never-enough", path, &[("least", fewest.count.into()), ("most", most.into())]);
            }
            match fewest.otherwise.get() {
                Some(TooFew::Seats(portion)) => {
                    self.portion(portion, true, &format!("{place}.otherwise.seats"))
                }
                Some(TooFew::Without(ids)) => {
                    let path = format!("{place}.otherwise.without");
                    if ids.is_empty() {
                        self.error("none-at-all", path.as_str(), &[("what", Arg::Word("plan-rule-award"))]);
                    }
                    for (k, id) in ids.iter().enumerate() {
                        self.known(rule.award.contains(id), "unknown-award", format!("{path}[{k}]"), id);
                    }
                }
                _ => {}
            }
        }
        self.deciding(rule, path);
    }

    /// What a round counts has to be for every category that it counts.
    fn stages_take(&mut self, rule: &ResultRule, path: &str) {
        let plan = self.plan;
        let Some(combine) = rule.combine.get() else { return };
        let held = plan.category.iter().filter(|category| holds_for(rule, &category.id));
        let counted = |stage: &&Stage| {
            combine.stage() == Some(stage.id.as_str()) || part_of_stage(combine.parts(), &stage.id)
        };
        for category in held {
            for stage in plan.stage.iter().filter(counted).filter(|stage| !stage.takes(&category.id)) {
                let args = [("stage", said(&stage.name)), ("category", said(&category.name))];
                self.error("category-not-of-stage", format!("{path}.combine"), &args);
            }
        }
    }

    /// Stages that are voted or judged in. What screening yields is the matter of its own stage.
    fn after(&mut self, rule: &ResultRule, scored: &[StageKind], path: &str) {
        let path = format!("{path}.after");
        let ids = rule.after.ids();
        if ids.is_empty() {
            self.error("none-at-all", path.as_str(), &[("what", Arg::Word("plan-word-stage"))]);
        }
        self.named_once(&path, ids);
        for id in ids {
            self.stage_of(path.as_str(), id, scored);
        }
    }

    /// Who takes part: a round that exists, and that is over.
    fn among(&mut self, rule: &ResultRule, path: &str) {
        let Some(Among::Taken(id) | Among::Rest(id)) = &rule.among else { return };
        let place = |id: &str| self.plan.result.iter().position(|other| other.id == id);
        let path = format!("{path}.among");
        match (place(id), place(&rule.id)) {
            (None, _) => self.error("unknown-round", path, &[("id", said(id))]),
            (Some(earlier), Some(own)) if earlier >= own => {
                self.error("round-later", path, &[("id", said(id))])
            }
            _ => {}
        }
    }

    /// A chain of ties that can be followed to its end, and that has one.
    fn tie_chain(&mut self, rule: &ResultRule, path: &str) {
        let Some(steps) = rule.ties.get() else { return };
        let path = format!("{path}.ties");
        let plan = self.plan;
        let distinct = |id: &String| plan.measure.iter().any(|measure| measure.id == *id && measure.distinct);
        let ends = |step: &TieStep| match step {
            TieStep::Casting(_)
            | TieStep::Lot(_)
            | TieStep::Preference(_)
            | TieStep::Resolution
            | TieStep::All
            | TieStep::Nobody => true,
            TieStep::Measure(id) | TieStep::Lower(id) => distinct(id),
            _ => false,
        };
        let Some(last) = steps.last() else {
            return self.ask("no-tie-rule", path, &[("result", said(&rule.name))]);
        };
        if let Some(n) = steps.iter().position(ends).filter(|n| n + 1 < steps.len()) {
            self.warn("step-never-reached", format!("{path}[{}]", n + 1), &[]);
        }
        if !ends(last) {
            self.ask("ties-may-remain", path, &[("result", said(&rule.name))]);
        }
    }

    /// How many go on: not more than come in, not fewer than there are seats, and a number that can be known.
    fn take(&mut self, rule: &ResultRule, path: &str) {
        let path = format!("{path}.take");
        match rule.take.get() {
            Some(Take::Count(take)) => self.taken(rule, *take, &path),
            Some(Take::Between(bounds)) if bounds.least > bounds.most => {
                let args = [("least", bounds.least.into()), ("most", bounds.most.into())];
                self.error("bounds-crossed", path, &args);
            }
            Some(Take::Between(bounds)) => self.taken(rule, bounds.most, &path),
            Some(Take::Seats) => self.seats_against(rule, &path),
            Some(Take::But(last)) => self.all_but(rule, *last, &path),
            Some(Take::Awards) if rule.award.is_empty() => self.ask("take-no-awards", path, &[]),
            Some(Take::Awards) => {
                for (n, id) in rule.award.iter().enumerate() {
                    let award = self.plan.award.iter().find(|it| it.id == *id);
                    if let Some(award) = award.filter(|award| !award.seats.is_stated()) {
                        let path = format!("{}[{n}]", path.replace(".take", ".award"));
                        self.ask("award-seats-open", path, &[("award", said(&award.name))]);
                    }
                }
            }
            Some(Take::Multiple(times)) if super::numbers::ordered(times.ratio(), (1, 1)).is_lt() => {
                self.warn("take-fewer-than-all-seats", path, &[("times", said(times.as_str()))]);
            }
            Some(Take::Passing) if !has_bar(rule) => self.ask("passing-without-bar", path, &[]),
            Some(Take::Of(rows)) => {
                for (n, row) in rows.iter().enumerate() {
                    self.when(&format!("{path}.of[{n}].when"), &row.when);
                    if row.count == 0 {
                        let what = Arg::Word("plan-rule-result-take");
                        self.error("zero", format!("{path}.of[{n}].count"), &[("what", what)]);
                    }
                }
            }
            Some(Take::Budget(budget)) => self.measure(format!("{path}.budget.measure"), &budget.measure),
            _ => {}
        }
    }

    /// So many go on: not more than come in, not fewer than there are seats.
    fn taken(&mut self, rule: &ResultRule, take: u32, path: &str) {
        if take == 0 {
            let what = Arg::Word("plan-rule-result-take");
            return self.error("zero", path, &[("what", what)]);
        }
        if let Some(most) = self.incoming(rule, 0).filter(|most| *most < take) {
            let args = [("take", take.into()), ("most", most.into())];
            self.error("take-more-than-candidates", path, &args);
        }
        // Where several rounds fill one list, each may take fewer.
        let alone = self.plan.results_for(rule.yields).count() == 1;
        let list = matches!(rule.yields, ListKind::Candidates | ListKind::Finalists);
        for category in self.plan.category.iter().filter(|it| alone && list && holds_for(rule, &it.id)) {
            let seats = category.seats.get().and_then(Seats::most).unwrap_or(0);
            if take < seats {
                let args =
                    [("take", take.into()), ("seats", seats.into()), ("category", said(&category.name))];
                self.warn("take-fewer-than-seats", path, &args);
            }
        }
    }

    /// All but the last so many go on: somebody falls out, and somebody is left.
    fn all_but(&mut self, rule: &ResultRule, last: u32, path: &str) {
        if last == 0 {
            let what = Arg::Word("plan-rule-result-take");
            self.error("zero", path, &[("what", what)]);
        } else if let Some(most) = self.incoming(rule, 0).filter(|most| *most <= last) {
            self.error("all-fall-out", path, &[("last", last.into()), ("most", most.into())]);
        }
    }

    /// Seats that cannot be filled with those who come in.
    fn seats_against(&mut self, rule: &ResultRule, path: &str) {
        let Some(most) = self.incoming(rule, 0) else { return };
        for category in self.plan.category.iter().filter(|category| holds_for(rule, &category.id)) {
            let Some(Seats::Exactly(seats)) = category.seats.get() else { continue };
            if *seats > most {
                let args =
                    [("category", said(&category.name)), ("seats", (*seats).into()), ("most", most.into())];
                self.error("seats-more-than-candidates", path, &args);
            }
        }
    }

    /// A number of seats that is left open needs somebody who settles it.
    fn deciding(&mut self, rule: &ResultRule, path: &str) {
        if rule.decide.get() != Some(&Decide::Count) || rule.take.get() != Some(&Take::Seats) {
            return;
        }
        for category in self.plan.category.iter().filter(|category| holds_for(rule, &category.id)) {
            if let Some(Seats::About(n)) = category.seats.get() {
                let args = [("category", said(&category.name)), ("seats", (*n).into())];
                self.ask("about-without-body", format!("{path}.decide"), &args);
            }
        }
    }

    /// The most candidates of a category that a vote or a panel has before it, where the plan says so.
    pub(super) fn candidates_of(&self, stage: &Stage) -> Option<u32> {
        let uses = |rule: &&ResultRule| {
            let combine = rule.combine.get();
            combine.is_some_and(|it| it.stage() == Some(&stage.id) || part_of_stage(it.parts(), &stage.id))
        };
        let mut rounds = self.plan.result.iter().filter(uses).peekable();
        if rounds.peek().is_none() {
            return self.screened();
        }
        rounds.map(|rule| self.incoming(rule, 0)).try_fold(0, |most, n| Some(most.max(n?)))
    }

    /// The most candidates of a category after screening.
    pub(super) fn screened(&self) -> Option<u32> {
        let of = |screen: &ScreenRules| {
            let each = self.plan.category.iter().map(|category| screen.most(category));
            each.max_by_key(|most| most.unwrap_or(u32::MAX)).flatten()
        };
        self.plan.stage.iter().filter_map(|stage| of(stage.screen.as_ref()?)).max()
    }

    /// The most that come into a round in each category, where the plan says so.
    fn incoming(&self, rule: &ResultRule, depth: u32) -> Option<u32> {
        if depth > ROUNDS_MOST {
            return None;
        }
        let round = |id: &str| self.plan.result.iter().find(|other| other.id == id);
        match &rule.among {
            Some(Among::Taken(id)) => self.going_on(round(id)?),
            Some(Among::Rest(id)) => {
                let before = round(id)?;
                self.incoming(before, depth + 1)?.checked_sub(self.going_on(before)?)
            }
            Some(Among::List(ListKind::Recommended)) => {
                let stages = self.plan.stage.iter().filter_map(|stage| stage.recommend.as_ref()?.received);
                stages.max()
            }
            Some(Among::List(list)) => {
                let mut rounds = self.plan.results_for(*list);
                match (rounds.next(), rounds.next()) {
                    (Some(one), None) if one.category.is_empty() => self.going_on(one),
                    (None, _) if *list == ListKind::Candidates => self.screened(),
                    _ => None,
                }
            }
            None => {
                let own = self.plan.result.iter().position(|other| std::ptr::eq(other, rule))?;
                let earlier = self.plan.result.get(..own)?.iter().filter(|other| other.yields < rule.yields);
                let last = earlier.clone().map(|other| other.yields).max();
                let mut feeding = earlier.filter(|other| Some(other.yields) == last);
                match (feeding.next(), feeding.next()) {
                    (None, _) => self.screened(),
                    (Some(one), None) if one.category.is_empty() => self.going_on(one),
                    _ => None,
                }
            }
        }
    }

    /// How many a round lets through in each category at most.
    fn going_on(&self, rule: &ResultRule) -> Option<u32> {
        // Equals at the last seat may all go on.
        let more = |step: &TieStep| matches!(step, TieStep::All | TieStep::UpTo(_));
        if rule.ties.get().is_some_and(|steps| steps.iter().any(more)) {
            return None;
        }
        match rule.take.get()? {
            Take::Count(n) => Some(*n),
            Take::Between(bounds) => Some(bounds.most),
            Take::Seats => {
                let held = self.plan.category.iter().filter(|category| holds_for(rule, &category.id));
                held.map(|category| category.seats.get().and_then(Seats::most))
                    .try_fold(0, |m, n| Some(m.max(n?)))
            }
            _ => None,
        }
    }
}

impl<'p> Finder<'p> {
    /// What the ballots of a stage say: of a vote also in its categories and channels, of a panel its judges' ballots.
    pub(super) fn shapes_of(&self, stage: &str) -> Vec<&'p BallotShape> {
        let Some(stage) = self.plan.stage(stage) else { return Vec::new() };
        let votes = stage.vote.iter().flat_map(|vote| {
            let categories = vote.category.iter().filter_map(|category| category.ballot.get());
            let channels = vote.channel.iter().filter_map(|channel| channel.ballot.get());
            vote.ballot.get().into_iter().chain(categories).chain(channels)
        });
        votes.chain(stage.review.iter().filter_map(|review| review.ballot.get())).collect()
    }
}

/// Whether a round is about a category.
fn holds_for(rule: &ResultRule, category: &str) -> bool {
    rule.category.is_empty() || rule.category.iter().any(|id| id == category)
}

/// Whether a combination or one of its parts has a bar.
fn has_bar(rule: &ResultRule) -> bool {
    match rule.combine.get() {
        // A body that picks needs none.
        Some(Combine::Support(_) | Combine::Pick(_)) | None => true,
        Some(combine) => combine.parts().iter().any(|part| part.bar.is_some()),
    }
}

/// Whether a part of the score, at any depth, has this name.
fn part_of(rule: &ResultRule, id: &str) -> bool {
    fn inside(parts: &[crate::Part], id: &str) -> bool {
        parts.iter().any(|part| part.key() == id || inside(&part.parts, id))
    }
    rule.combine.get().is_some_and(|combine| inside(combine.parts(), id))
}

fn part_of_stage(parts: &[crate::Part], stage: &str) -> bool {
    !crate::Part::from_stage(parts, stage).is_empty()
}

/// Whether some rubric has this criterion, at any depth.
fn has_criterion(plan: &crate::Plan, id: &str) -> bool {
    fn inside(lines: &[crate::Criterion], id: &str) -> bool {
        lines.iter().any(|line| line.id == id || inside(&line.lines, id))
    }
    let reviews = plan.stage.iter().filter_map(|stage| stage.review.as_ref());
    let rubrics = reviews.flat_map(|review| {
        let own = review.category.iter().filter_map(|category| category.rubric.get());
        review.rubric.get().into_iter().chain(own)
    });
    rubrics.into_iter().any(|rubric| inside(rubric, id))
}
