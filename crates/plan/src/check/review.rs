//! Reviews: the panel, its rubric and procedure, recusal.

use std::collections::BTreeSet;

use super::{Finder, numbers, said};
use crate::fault::Arg;
use crate::method::Reach;
use crate::review::{Aggregate, Criterion, Disclosure, RecusalGround, ReviewRules, Signed};
use crate::size::Size;
use crate::stage::Stage;
use crate::stated::Stated;

/// Dropping the highest and the lowest sheet wants at least so many judges.
const TRIM_PANEL_LEAST: u64 = 5;

/// Secret sheets hide nothing where a candidate has fewer than so many.
const SECRET_SHEETS_LEAST: u64 = 3;

impl Finder<'_> {
    pub(super) fn review(&mut self, stage: &Stage, rules: &ReviewRules, path: &str) {
        let number = |size: &Size| size.exact().map(u64::from);
        let panel = rules
            .panel
            .get()
            .and_then(|seats| seats.iter().map(|seat| number(seat.seats.get()?)).sum::<Option<u64>>());
        for (n, seat) in rules.panel.get().into_iter().flatten().enumerate() {
            if let Some(size) = seat.seats.get() {
                self.size(size, &format!("{path}.panel[{n}].seats"), "plan-rule-panel-seats");
            }
        }
        let trim = u64::from(rules.trim.get().copied().unwrap_or(0));
        if let Some(panel) = panel.filter(|panel| trim > 0 && *panel < TRIM_PANEL_LEAST) {
            let args =
                [("panel", Arg::Whole(panel)), ("least", Arg::Whole(panel)), ("trim", Arg::Whole(trim))];
            if panel <= trim * 2 {
                self.error("trim-eats-all", format!("{path}.trim"), &args[1..]);
            } else {
                self.warn("trim-few-judges", format!("{path}.trim"), &args[..1]);
            }
        }
        if trim > 0 && matches!(rules.aggregate.get(), Some(Aggregate::Median | Aggregate::RankSum)) {
            self.warn("trim-without-mean", format!("{path}.trim"), &[]);
        }
        if let Some(id) = &rules.electorate {
            self.electorate(format!("{path}.electorate"), id);
            let size = self.plan.electorate.iter().find(|it| it.id == *id).and_then(|it| it.size.get());
            if let (Some(size), Some(panel)) = (size, panel)
                && u32::try_from(panel).is_ok_and(|panel| !size.holds(panel))
            {
                let args = [("panel", Arg::Whole(panel)), ("size", said(&size.to_string()))];
                self.warn("panel-not-electorate", format!("{path}.panel"), &args);
            }
        }
        let candidates = self.candidates_of(stage);
        self.shape(&rules.ballot, candidates, &format!("{path}.ballot"));
        self.ballot_faults(&rules.faults, path);
        if rules.rounding.is_some() && rules.places.is_silent() {
            self.warn("rounding-without-places", format!("{path}.rounding"), &[]);
        }
        if rules.signed.get() == Some(&Signed::Secret) && rules.disclosure.get() == Some(&Disclosure::Signed)
        {
            self.error("secret-and-signed", format!("{path}.disclosure"), &[]);
        }
        if let Some(least) = rules.sheets_least.get().map(|n| u64::from(*n)) {
            if least <= trim * 2 {
                let args = [("least", Arg::Whole(least)), ("trim", Arg::Whole(trim))];
                self.error("trim-eats-all", format!("{path}.sheets_least"), &args);
            }
            if let Some(panel) = panel.filter(|panel| *panel < least) {
                let args = [("least", Arg::Whole(least)), ("panel", Arg::Whole(panel))];
                self.error("sheets-more-than-panel", format!("{path}.sheets_least"), &args);
            }
        }
        if let Some(quorum) = rules.quorum.get() {
            let (above, below) = quorum.ratio();
            let whole_passed = above == below && rules.quorum_reach.get() == Some(&Reach::Above);
            if above == 0 || above > below || whole_passed {
                self.error("quorum-range", format!("{path}.quorum"), &[("found", said(quorum.as_str()))]);
            }
        }
        self.rubric(stage, rules, &rules.rubric, &format!("{path}.rubric"));
        for (n, category) in rules.category.iter().enumerate() {
            let path = format!("{path}.category[{n}]");
            let known = self.plan.category(&category.id).is_some();
            self.known(known, "unknown-category", format!("{path}.id"), &category.id);
            self.rubric(stage, rules, &category.rubric, &format!("{path}.rubric"));
        }
        // With one or two scores, whoever knows one of them knows the other's.
        if rules.may_score()
            && rules.disclosure.get() == Some(&Disclosure::Secret)
            && rules.sheets_least.get().is_none_or(|least| u64::from(*least) < SECRET_SHEETS_LEAST)
        {
            let least = Arg::Whole(SECRET_SHEETS_LEAST);
            self.warn("secret-few-sheets", format!("{path}.sheets_least"), &[("least", least)]);
        }
        self.recusal(rules, path);
    }

    /// Those who judge come from where the nominees come from: without a duty to stand back, a body judges its own.
    pub(super) fn recusal(&mut self, rules: &ReviewRules, path: &str) {
        let path = format!("{path}.recusal");
        let Some(recusal) = rules.recusal.get() else {
            if rules.recusal == Stated::NotStated {
                self.warn("no-recusal", path, &[]);
            }
            return;
        };
        // Several sittings under one rule are told once.
        let reviews = self.plan.stage.iter().filter_map(|stage| stage.review.as_ref());
        let mut earlier = reviews.take_while(|other| !std::ptr::eq(*other, rules));
        let told = earlier.any(|other| other.recusal == rules.recusal);
        let mut needed = vec![
            (RecusalGround::Own, "plan-recusal-own"),
            (RecusalGround::Kin, "plan-recusal-kin"),
            (RecusalGround::SameUnit, "plan-recusal-same-unit"),
        ];
        if !self.plan.outlet.is_empty() {
            needed.push((RecusalGround::SameOutlet, "plan-recusal-same-outlet"));
        }
        for (ground, word) in needed {
            if !told && !recusal.grounds.contains(&ground) {
                self.warn("recusal-ground", path.as_str(), &[("ground", Arg::Word(word))]);
            }
        }
        for (n, row) in recusal.follows.iter().enumerate() {
            let path = format!("{path}.follows[{n}]");
            self.categories_of(&format!("{path}.category"), &row.category);
            for (k, ground) in row.grounds.iter().enumerate() {
                if !recusal.grounds.contains(ground) {
                    let args = [("ground", Arg::Word(ground_key(*ground)))];
                    self.error("ground-unknown", format!("{path}.grounds[{k}]"), &args);
                }
            }
        }
        if !told && !recusal.everywhere {
            self.warn("recusal-panel-only", path, &[]);
        }
    }

    fn rubric(&mut self, stage: &Stage, rules: &ReviewRules, rubric: &Stated<Vec<Criterion>>, path: &str) {
        let Some(rubric) = rubric.get() else { return };
        if rubric.is_empty() {
            // A panel that votes or deliberates does not score: an empty list says so.
            if rules.ballot.is_stated() || rules.deliberates() {
                return;
            }
            let what = Arg::Word("plan-rule-review-rubric");
            return self.error("none-at-all", path, &[("what", what)]);
        }
        self.criteria(rubric, path, &mut BTreeSet::new());
        // With weights every score is its share of the highest; otherwise a part that is taken as it is wants 100.
        let weighted = rubric.iter().any(|criterion| criterion.weight.is_some());
        let sum: u64 = rubric.iter().map(highest).sum();
        if sum != 100 && !weighted && self.wants_100(&stage.id, sum) {
            self.warn("rubric-not-100", path, &[("sum", Arg::Whole(sum))]);
        }
    }

    /// The lines of one level of a rubric, and the levels below.
    fn criteria<'c>(&mut self, lines: &'c [Criterion], path: &str, seen: &mut BTreeSet<&'c str>) {
        for (n, line) in lines.iter().enumerate() {
            let path = format!("{path}[{n}]");
            if !seen.insert(&line.id) {
                self.error("duplicate-id", format!("{path}.id"), &[("id", said(&line.id))]);
            }
            if line.lines.is_empty() && line.most == 0 {
                let what = Arg::Word("plan-word-criterion-most");
                self.error("zero", format!("{path}.most"), &[("what", what)]);
            }
            if line.least > 0 && (line.least >= line.most || !line.lines.is_empty()) {
                let args =
                    [("name", said(&line.name)), ("least", line.least.into()), ("most", line.most.into())];
                self.error("score-least", format!("{path}.least"), &args);
            }
            let below: u64 = line.lines.iter().map(highest).sum();
            if !line.lines.is_empty() && line.most > 0 && u64::from(line.most) != below {
                let args =
                    [("name", said(&line.name)), ("most", line.most.into()), ("sum", Arg::Whole(below))];
                self.error("heading-disagrees", format!("{path}.most"), &args);
            }
            self.criteria(&line.lines, &format!("{path}.lines"), seen);
        }
        let weights: Vec<_> = lines.iter().filter_map(|line| line.weight.as_ref()).collect();
        if weights.is_empty() {
            return;
        }
        if weights.len() < lines.len() {
            return self.error("weights-mixed", path, &[]);
        }
        if !numbers::adds_to_100(weights.iter().copied()) {
            let weights: Vec<_> = weights.iter().map(|weight| weight.as_str()).collect();
            self.error("weights-not-100", path, &[("weights", said(&weights.join(" + ")))]);
        }
    }
}

/// The message key of a ground's name.
pub(crate) fn ground_key(ground: RecusalGround) -> &'static str {
    match ground {
        RecusalGround::Own => "plan-recusal-own",
        RecusalGround::Kin => "plan-recusal-kin",
        RecusalGround::SameUnit => "plan-recusal-same-unit",
        RecusalGround::SameOutlet => "plan-recusal-same-outlet",
        RecusalGround::Recommender => "plan-recusal-recommender",
        RecusalGround::Other => "plan-recusal-other",
    }
}

/// The highest score of a criterion: its own, or that of its lines together.
fn highest(line: &Criterion) -> u64 {
    if line.lines.is_empty() { u64::from(line.most) } else { line.lines.iter().map(highest).sum() }
}
