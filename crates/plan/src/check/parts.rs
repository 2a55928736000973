//! The combination tree: parts, weights, figures, and how a figure becomes a score.

use super::{Finder, numbers, said};
use crate::ballot::BallotShape;
use crate::fault::Arg;
use crate::moment::Instant;
use crate::number::Number;
use crate::result::{Among, Combine, Figure, Normalise, Part, ResultRule};
use crate::review::Aggregate;
use crate::stage::{Stage, StageKind};
use crate::stated::Stated;

/// What a part needs to know of where it stands.
#[derive(Clone, Copy)]
struct Where {
    /// When the round is computed.
    ends: Option<Instant>,
    /// A part score is 0 to 100 here, and weights add up to 100.
    hundred: bool,
}

impl Finder<'_> {
    pub(super) fn combine(&mut self, rule: &ResultRule, path: &str) {
        let zone = self.plan.zone();
        let after = rule.after.ids().iter().filter_map(|id| self.plan.stage(id));
        let ends = after.filter_map(|stage| stage.ends_at(&zone)).max();
        match rule.combine.get() {
            None => {}
            Some(Combine::Weighted(parts)) => {
                self.parts(parts, Where { ends, hundred: true }, &format!("{path}.combine.weighted"));
            }
            Some(Combine::Sum(parts)) => {
                self.parts(parts, Where { ends, hundred: false }, &format!("{path}.combine.sum"));
            }
            Some(method) => self.method(rule, method, &format!("{path}.combine")),
        }
        self.maxima(rule, path);
    }

    /// A maximum, a sum or a rank is one of those who take part: where a later round counts again what the round before
    /// it counted, among some of the candidates only, its scores are others.
    fn maxima(&mut self, rule: &ResultRule, path: &str) {
        let Some(Among::Taken(before) | Among::Rest(before)) = &rule.among else { return };
        let mut rounds = self.plan.result.iter().take_while(|other| !std::ptr::eq(*other, rule));
        let Some(before) = rounds.find(|other| other.id == *before) else { return };
        let earlier = before.combine.get().map(Combine::parts).unwrap_or_default();
        let mut found = Vec::new();
        let parts = rule.combine.get().map(Combine::parts).unwrap_or_default();
        relative(parts, &format!("{path}.combine"), &mut found);
        for (part, path) in found {
            if counts(earlier, part) {
                let args = [("result", said(&rule.name)), ("part", said(self.part_name(part)))];
                self.ask("maximum-of-the-rest", path, &args);
            }
        }
    }

    fn parts(&mut self, parts: &[Part], at: Where, path: &str) {
        if parts.is_empty() {
            let what = Arg::Word("plan-word-part");
            return self.error("none-at-all", path, &[("what", what)]);
        }
        for (n, part) in parts.iter().enumerate() {
            let path = format!("{path}[{n}]");
            if parts[..n].iter().any(|other| other.key() == part.key()) {
                self.error("part-twice", path.as_str(), &[("id", said(part.key()))]);
            }
            self.part(part, at, &path);
        }
        let weights: Option<Vec<&Number>> = parts.iter().map(|part| part.weight.get()).collect();
        if let Some(weights) =
            weights.filter(|weights| at.hundred && !numbers::adds_to_100(weights.iter().copied()))
        {
            let weights: Vec<_> = weights.iter().map(|weight| weight.as_str()).collect();
            let path = path.strip_suffix(".weighted").unwrap_or(path);
            self.error("weights-not-100", path, &[("weights", said(&weights.join(" + ")))]);
        }
    }

    fn part(&mut self, part: &Part, at: Where, path: &str) {
        let sources = [!part.stage.is_empty(), part.measure.is_some(), !part.parts.is_empty()];
        let sources = sources.into_iter().filter(|it| *it).count();
        if sources != 1 {
            return self.error(
                "part-source",
                path,
                &[("part", said(self.part_name(part))), ("n", sources.into())],
            );
        }
        if let Some(id) = &part.measure {
            self.measure(format!("{path}.measure"), id);
        }
        if let Some(id) = &part.per {
            self.measure(format!("{path}.per"), id);
        }
        if let Some(when) = &part.when {
            self.when(&format!("{path}.when"), when);
        }
        self.electorates(&format!("{path}.electorate"), &part.electorate);
        if !part.parts.is_empty() {
            self.parts(&part.parts, Where { hundred: true, ..at }, &format!("{path}.parts"));
        }
        if !part.stage.is_empty() {
            self.stage_of(format!("{path}.stage"), &part.stage, &[StageKind::Vote, StageKind::Review]);
            if let Some(stage) = self.plan.stage(&part.stage) {
                self.part_of_stage(part, stage, at, path);
            }
        }
        if let Some(normalise) = part.normalise.get() {
            self.normalise(part, normalise, at, &format!("{path}.normalise"));
        }
        // Points by rank are taken to be out of a hundred, and a weight takes its share of them: whoever writes the points
        // that a place is worth in the end wants a plain sum.
        let best = match part.normalise.get() {
            Some(Normalise::RankStep { first, .. } | Normalise::RankSpread { first, .. }) => Some(first),
            Some(Normalise::RankTable(points)) if !points.iter().any(|points| numbers::above(points, 99)) => {
                points.first()
            }
            _ => None,
        };
        let part_of_hundred = best.filter(|_| at.hundred && !part.weighs_nothing());
        if let (Some(first), Some(weight)) = (part_of_hundred, part.weight.get())
            && !numbers::above(first, 99)
        {
            let args = [("points", said(first.as_str())), ("weight", said(weight.as_str()))];
            self.warn("never-full", format!("{path}.normalise"), &args);
        }
        if let Some(cap) = &part.cap {
            if cap.is_zero() {
                let what = Arg::Word("plan-rule-weighted-cap");
                self.error("zero", format!("{path}.cap"), &[("what", what)]);
            } else if at.hundred && numbers::above(cap, 100) {
                self.warn("more-than-hundred", format!("{path}.cap"), &[("points", said(cap.as_str()))]);
            }
        }
    }

    fn part_of_stage(&mut self, part: &Part, stage: &Stage, at: Where, path: &str) {
        let ends = stage.ends_at(&self.plan.zone());
        if ends > at.ends && at.ends.is_some() {
            self.error("part-not-over", format!("{path}.stage"), &[("id", said(&part.stage))]);
        }
        if stage.review.as_ref().is_some_and(crate::review::ReviewRules::deliberates) {
            self.error("part-of-nothing", format!("{path}.stage"), &[("stage", said(&stage.name))]);
        }
        let channels = stage.vote.iter().flat_map(|rules| &rules.channel);
        let channels: Vec<&str> = channels.map(|channel| channel.id.as_str()).collect();
        for (n, id) in part.channel.iter().enumerate() {
            let known = channels.contains(&id.as_str());
            self.known(known, "unknown-channel", format!("{path}.channel[{n}]"), id);
        }
        self.figure(part, stage, path);
        // Votes are no points out of a hundred: without a conversion the larger electorate outweighs every weight.
        let plain = matches!(part.figure, None | Some(Figure::Votes | Figure::Net));
        let votes = stage.kind == StageKind::Vote && plain && part.per.is_none();
        if at.hundred && votes && part.normalise == Stated::Is(Normalise::None) && !part.weighs_nothing() {
            self.warn("votes-not-scaled", format!("{path}.normalise"), &[("stage", said(&stage.name))]);
        }
        if let (Some(Normalise::OutOf(full)), Some(rules)) = (part.normalise.get(), &stage.review) {
            let rubric = rules.rubric.get().filter(|_| part.figure.is_none());
            let flat =
                rubric.filter(|rubric| rubric.iter().all(|it| it.weight.is_none() && it.lines.is_empty()));
            let sum: Option<u64> = flat.map(|rubric| rubric.iter().map(|it| u64::from(it.most)).sum());
            let mean = matches!(rules.aggregate.get(), None | Some(Aggregate::Mean | Aggregate::Median));
            let agrees = |sum: u64| numbers::ordered(full.ratio(), (i128::from(sum), 1)).is_eq();
            if let Some(sum) = sum.filter(|sum| mean && !agrees(*sum)) {
                let args = [("full", said(full.as_str())), ("sum", Arg::Whole(sum))];
                self.warn("full-score-disagrees", format!("{path}.normalise"), &args);
            }
        }
    }

    /// A figure that the ballots of the stage have.
    fn figure(&mut self, part: &Part, stage: &Stage, path: &str) {
        let by_place = match &part.figure {
            Some(Figure::Places(_) | Figure::Borda(_) | Figure::PlaceSum | Figure::Firsts) => true,
            Some(Figure::Net | Figure::Rate(_) | Figure::Votes) | None => false,
        };
        let shapes = self.shapes_of(&stage.id);
        let bears = |shape: &&BallotShape| match &part.figure {
            None | Some(Figure::Votes) => true,
            Some(Figure::Net) => matches!(shape, BallotShape::Opinion { .. }),
            Some(Figure::Rate(_)) => {
                matches!(shape, BallotShape::Opinion { .. } | BallotShape::Approve { .. })
            }
            Some(_) => matches!(shape, BallotShape::Rank { .. }),
        };
        let fits = shapes.is_empty() || shapes.iter().any(bears);
        if !fits {
            self.error("figure-not-on-ballot", format!("{path}.figure"), &[("stage", said(&stage.name))]);
        }
        // Places that only tell equals apart may stand in any order.
        if let Some(Figure::Places(points)) = &part.figure
            && !part.weighs_nothing()
        {
            self.falling(points, &format!("{path}.figure"));
        }
        let by_rank = matches!(
            part.normalise.get(),
            Some(
                Normalise::RankShare
                    | Normalise::RankStep { .. }
                    | Normalise::RankSpread { .. }
                    | Normalise::RankTable(_)
            )
        );
        let share = |shape: &&BallotShape| matches!(shape, BallotShape::Rank { equals, .. } if equals.get() == Some(&crate::Equals::Share));
        let shared = by_place && shapes.iter().any(share);
        if (by_rank || shared) && part.equals == Stated::NotStated && !part.weighs_nothing() {
            self.ask("no-equals", format!("{path}.equals"), &[("part", said(self.part_name(part)))]);
        }
    }

    fn normalise(&mut self, part: &Part, normalise: &Normalise, at: Where, path: &str) {
        let what = |key: &'static str| [("what", Arg::Word(key))];
        let points: Vec<&Number> = match normalise {
            Normalise::OutOf(full) if full.is_zero() => {
                return self.error("zero", path, &what("plan-word-full-score"));
            }
            Normalise::Per { unit, .. } if unit.is_zero() => {
                return self.error("zero", path, &what("plan-word-unit"));
            }
            Normalise::Per { .. } => {
                if at.hundred && part.cap.is_none() {
                    self.warn("part-without-cap", path, &[("part", said(self.part_name(part)))]);
                }
                return;
            }
            Normalise::RankStep { first, step } => {
                self.runs_out(part, first, step, path);
                vec![first]
            }
            Normalise::RankSpread { first, last } => {
                if numbers::compare(last, first).is_gt() {
                    let args = [("first", said(first.as_str())), ("last", said(last.as_str()))];
                    self.error("spread-turned", path, &args);
                }
                vec![first]
            }
            Normalise::RankTable(points) => {
                self.falling(points, path);
                points.iter().collect()
            }
            Normalise::Steps(steps) => {
                if steps.is_empty() {
                    self.error("none-at-all", path, &what("plan-word-step"));
                }
                let turned = |pair: &&[crate::ScoreStep]| match pair {
                    [one, next] => {
                        let from = numbers::compare(&one.from, &next.from);
                        from.is_eq() || from != numbers::compare(&one.points, &next.points)
                    }
                    _ => false,
                };
                if steps.windows(2).any(|pair| turned(&pair)) {
                    self.warn("steps-turned", path, &[]);
                }
                steps.iter().map(|step| &step.points).collect()
            }
            _ => return,
        };
        let most = points.into_iter().max_by(|one, other| numbers::compare(one, other));
        if let Some(most) = most.filter(|most| at.hundred && part.cap.is_none() && numbers::above(most, 100))
        {
            self.warn("more-than-hundred", path, &[("points", said(most.as_str()))]);
        }
    }

    /// Each rank so much less: from some rank on, everybody has nothing.
    fn runs_out(&mut self, part: &Part, first: &Number, step: &Number, path: &str) {
        if step.is_zero() {
            let what = Arg::Word("plan-word-rank-step");
            return self.error("zero", path, &[("what", what)]);
        }
        let candidates = self.plan.stage(&part.stage).and_then(|stage| self.candidates_of(stage));
        let Some(candidates) = candidates.filter(|n| *n > 1) else { return };
        let Some(lost) = numbers::times(step, candidates - 1) else { return };
        if numbers::ordered(lost, first.ratio()).is_gt() {
            let args = [("candidates", candidates.into())];
            self.warn("rank-step-runs-out", path, &args);
        }
    }

    /// Points for places: there are some, and none lower down earns more.
    fn falling(&mut self, points: &[Number], path: &str) {
        if points.is_empty() {
            let what = Arg::Word("plan-word-place-points");
            return self.error("none-at-all", path, &[("what", what)]);
        }
        let rises = points.windows(2).any(|pair| matches!(pair, [a, b] if numbers::compare(a, b).is_lt()));
        if rises {
            self.warn("places-turned", path, &[]);
        }
    }

    /// Whether some result takes a panel's score as it is, as points out of a hundred; or none says what it does.
    pub(super) fn wants_100(&self, stage: &str, sum: u64) -> bool {
        fn of<'p>(parts: &'p [Part], stage: &str, hundred: bool, found: &mut Vec<(&'p Part, bool)>) {
            for part in parts {
                if part.stage == stage {
                    found.push((part, hundred));
                }
                of(&part.parts, stage, true, found);
            }
        }
        let mut found = Vec::new();
        for combine in self.plan.result.iter().filter_map(|rule| rule.combine.get()) {
            of(combine.parts(), stage, matches!(combine, Combine::Weighted(_)), &mut found);
        }
        // A scale of 10 that nobody combines with anything is a scale like another.
        if found.is_empty() {
            return !matches!(sum, 5 | 10);
        }
        let plain = |part: &Part| matches!(part.normalise, Stated::NotStated | Stated::Is(Normalise::None));
        found.iter().any(|(part, hundred)| *hundred && plain(part) && part.figure.is_none())
    }

    /// How a part is called: its own name, or that of what it comes from.
    pub(super) fn part_name<'p>(&self, part: &'p Part) -> &'p str
    where
        Self: 'p,
    {
        if part.name.is_empty() { part.key() } else { &part.name }
    }
}

/// The parts whose scores depend on who else takes part, at any depth.
fn relative<'p>(parts: &'p [Part], path: &str, found: &mut Vec<(&'p Part, String)>) {
    for part in parts {
        let by = part.normalise.get();
        let by_others = by.is_some_and(|by| {
            matches!(
                by,
                Normalise::DivideByMaximum
                    | Normalise::Share
                    | Normalise::RankShare
                    | Normalise::RankStep { .. }
                    | Normalise::RankSpread { .. }
                    | Normalise::RankTable(_)
            )
        });
        if by_others && !part.weighs_nothing() {
            found.push((part, path.to_owned()));
        }
        relative(&part.parts, path, found);
    }
}

/// Whether some of these parts, at any depth, comes from the same stage or measure as another.
fn counts(parts: &[Part], other: &Part) -> bool {
    parts.iter().any(|part| {
        let same = part.stage == other.stage && part.measure == other.measure;
        same && part.parts.is_empty() && other.parts.is_empty() || counts(&part.parts, other)
    })
}
