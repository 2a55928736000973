//! Steps, ends of ties and open questions in plain words, for pages, papers and the command line.

mod firm;
mod missing;
mod rounds;

use plan::{Aggregate, ApprovalKind, Figure, Normalise, Plan, Rounding, TieStep, Upheld, Whole, names};
use text::{Args, Lang, args, t, ta};

use crate::exact::Exact;
use crate::rank::{Status, TieEnd};
use crate::ranked::NO_AWARD;
use crate::steps::{Because, Penal, Step};

/// What things and people are called.
pub struct Names<'a> {
    /// The plan that names stages, parts, awards and clauses.
    pub plan: &'a Plan,
    /// The name of a candidate (by id or handle).
    pub who: &'a dyn Fn(&str) -> String,
    /// The language.
    pub lang: Lang,
}

impl Names<'_> {
    pub(crate) fn t(&self, key: &str) -> String {
        t(self.lang, key)
    }

    pub(crate) fn ta(&self, key: &str, args: &Args) -> String {
        ta(self.lang, key, args)
    }

    /// A stage, measure or part (by id or key).
    pub fn part(&self, key: &str) -> String {
        if let Some(stage) = self.plan.stage(key) {
            return stage.called(self.lang).to_owned();
        }
        if let Some(measure) = self.plan.measure.iter().find(|measure| measure.id == key) {
            return measure.name.clone();
        }
        let rules = self.plan.result.iter().filter_map(|rule| rule.combine.get());
        rules
            .flat_map(|combine| combine.parts())
            .find_map(|part| self.inside(part, key))
            .unwrap_or_else(|| key.to_owned())
    }

    fn inside(&self, part: &plan::Part, key: &str) -> Option<String> {
        if part.key() == key {
            return Some(plan::explain::part_name(self.plan, part, self.lang));
        }
        part.parts.iter().find_map(|line| self.inside(line, key))
    }

    /// A line of a rubric (by id).
    fn criterion(&self, id: &str) -> String {
        let reviews = self.plan.stage.iter().filter_map(|stage| stage.review.as_ref());
        let rubrics = reviews.flat_map(|rules| {
            rules.rubric.get().into_iter().chain(rules.category.iter().filter_map(|own| own.rubric.get()))
        });
        let mut lines = rubrics.flat_map(|rubric| crate::rubric::lines(rubric));
        lines.find(|line| line.id == id).map_or_else(|| id.to_owned(), |line| line.name.clone())
    }

    /// An award (by id).
    pub fn award(&self, id: &str) -> String {
        names::award(self.plan, id).to_owned()
    }

    fn composition(&self, id: &str) -> String {
        names::composition(self.plan, id).to_owned()
    }

    fn electorate(&self, id: &str) -> String {
        names::electorate(self.plan, id).to_owned()
    }

    fn channel(&self, stage: &str, id: &str) -> String {
        let vote = self.plan.stage(stage).and_then(|stage| stage.vote.as_ref());
        let mut ways = vote.into_iter().flat_map(|vote| &vote.channel);
        ways.find(|way| way.id == id).map_or_else(|| id.to_owned(), |way| way.name.clone())
    }

    /// The name of a channel, whatever vote it belongs to.
    pub(crate) fn any_channel(&self, id: &str) -> String {
        let votes = self.plan.stage.iter().filter_map(|stage| stage.vote.as_ref());
        let mut ways = votes.flat_map(|vote| &vote.channel);
        ways.find(|way| way.id == id).map_or_else(|| id.to_owned(), |way| way.name.clone())
    }

    pub(crate) fn list(&self, items: impl IntoIterator<Item = String>) -> String {
        items.into_iter().collect::<Vec<_>>().join(&self.t("portal-and"))
    }

    /// A candidate (by id or handle); "no award" has a name of its own.
    pub fn who(&self, candidate: &str) -> String {
        if candidate == NO_AWARD { self.t("count-no-award") } else { (self.who)(candidate) }
    }

    /// One step, a sentence or a few a line; a count by rounds has a line for each of them.
    pub fn lines(&self, step: &Step) -> Vec<String> {
        self.by_rounds(step).unwrap_or_else(|| vec![self.step(step)])
    }

    /// One step in a sentence, or a few. It does not name whom it is about.
    pub fn step(&self, step: &Step) -> String {
        match step {
            Step::Withdrawn { .. } => self.t("count-step-withdrawn"),
            Step::Disqualified { penalty, .. } => {
                format!("{}{}", self.t("count-step-disqualified"), self.penal(penalty))
            }
            Step::Deducted { stage, channel, votes, penalty, .. } => {
                let mut of = self.part(stage);
                let stages = self.plan.stage(stage).and_then(|stage| stage.vote.as_ref());
                let mut ways = stages.iter().flat_map(|vote| &vote.channel);
                if let Some(way) = ways.find(|way| way.id == *channel) {
                    of = self.ta("count-part-of", &args! { "stage" => of, "of" => &way.name });
                }
                let says = self.ta("count-step-deducted", &args! { "stage" => of, "n" => *votes });
                format!("{says}{}", self.penal(penalty))
            }
            Step::Ballots { stage, valid, invalid } => self.ta(
                "count-step-ballots",
                &args! { "stage" => self.part(stage), "valid" => valid, "invalid" => invalid },
            ),
            Step::Votes { stage, votes, .. } => {
                self.ta("count-step-votes", &args! { "stage" => self.part(stage), "n" => *votes })
            }
            Step::Worth { stage, channel, votes, worth, .. } => {
                let counted = &Exact::from(*votes) * worth;
                let args = args! {
                    "channel" => self.channel(stage, channel), "n" => *votes,
                    "worth" => number(worth), "counted" => number(&counted)
                };
                self.ta("count-step-worth", &args)
            }
            Step::Sheets { .. } => self.sheets(step),
            Step::Criterion { criterion, mean, .. } => self.ta(
                "count-step-criterion",
                &args! { "what" => self.criterion(criterion), "n" => number(mean) },
            ),
            Step::Taken { part, by, of, figure, .. } => self.taken(part, by, of.as_ref(), figure),
            Step::Given { part, figure, .. } => {
                self.ta("count-step-given", &args! { "part" => self.part(part), "n" => number(figure) })
            }
            Step::PerHead { part, measure, by, figure, .. } => self.ta(
                "count-step-per",
                &args! {
                    "part" => self.part(part), "measure" => self.part(measure),
                    "by" => number(by), "n" => number(figure)
                },
            ),
            Step::Barred { part, figure, bar, .. } => self.ta(
                "count-step-barred",
                &args! { "part" => self.part(part), "n" => number(figure), "bar" => number(bar) },
            ),
            Step::Normalised { stage, figure, by, divisor, rank, part, .. } => {
                let (key, by) = match (by, divisor, rank) {
                    (Normalise::None, ..) => ("count-step-as-it-is", String::new()),
                    (Normalise::DivideByMaximum, Some(by), _) => ("count-step-by-maximum", number(by)),
                    (Normalise::Share, Some(by), _) => ("count-step-by-sum", number(by)),
                    (_, Some(by), _) => ("count-step-out-of", number(by)),
                    (_, _, Some(rank)) => ("count-step-by-rank", rank.to_string()),
                    _ => ("count-step-by-rule", String::new()),
                };
                self.ta(
                    key,
                    &args! {
                        "stage" => self.part(stage), "raw" => number(figure), "by" => by, "part" => number(part)
                    },
                )
            }
            Step::Capped { part, score, cap, .. } => self.ta(
                "count-step-capped",
                &args! { "part" => self.part(part), "n" => number(score), "cap" => number(cap) },
            ),
            Step::Weighted { stage, part, weight, points, .. } => {
                // In a plain sum the weight is a factor.
                let factor = !weight.is_zero() && &(weight * part) == points;
                let key = if factor { "count-step-times" } else { "count-step-weighted" };
                self.ta(
                    key,
                    &args! {
                        "stage" => self.part(stage), "part" => number(part),
                        "weight" => number(weight), "points" => number(points)
                    },
                )
            }
            Step::Score { sum, places, rounding, score, .. } => match places {
                None => self.ta("count-step-score", &args! { "score" => number(score) }),
                Some(places) => {
                    let key = match rounding {
                        None | Some(Rounding::HalfUp) => "count-step-score-rounded",
                        Some(Rounding::HalfEven) => "count-step-score-half-even",
                        Some(Rounding::Cut) => "count-step-score-cut",
                        Some(Rounding::Up) => "count-step-score-up",
                    };
                    let score = score.fixed(*places);
                    self.ta(key, &args! { "sum" => number(sum), "places" => *places, "score" => score })
                }
            },
            Step::Tie { .. } => self.tried(step),
            Step::Direct { reference, .. } => self.referring("count-step-direct", reference),
            Step::Picked { reference, .. } => self.referring("count-step-picked", reference),
            Step::Vetoed { reference, .. } => self.referring("count-step-vetoed", reference),
            Step::Refused { reference, .. } => self.referring("count-step-refused", reference),
            Step::Upheld { follows, reference, .. } => {
                let key = match follows {
                    Some(Upheld::Removed) => "count-step-upheld-removed",
                    Some(Upheld::Replaced) => "count-step-upheld-replaced",
                    Some(Upheld::Reviewed) => "count-step-upheld-reviewed",
                    Some(Upheld::Heard) => "count-step-upheld-heard",
                    None => "count-step-upheld",
                };
                self.referring(key, reference)
            }
            Step::PassedOver { because, clause, .. } => {
                let why = match because {
                    Because::Composition(ids) => {
                        let names = self.list(ids.iter().map(|id| self.composition(id)));
                        self.ta("count-because-composition", &args! { "what" => names })
                    }
                    Because::Holds(award) => {
                        self.ta("count-because-holds", &args! { "award" => self.award(award) })
                    }
                    Because::Barred(awards) => {
                        let awards = self.list(awards.iter().map(|award| self.award(award)));
                        self.ta("count-because-barred", &args! { "award" => awards })
                    }
                    Because::Budget => self.t("count-because-budget"),
                    Because::NoAward => self.t("count-because-no-award"),
                    Because::Veto => self.t("count-because-veto"),
                };
                let key = if clause.is_empty() {
                    "count-step-passed-over"
                } else {
                    "count-step-passed-over-clause"
                };
                self.ta(key, &args! { "why" => why, "clause" => clause })
            }
            Step::Composed { composition, value, count, of, least, most, about } => {
                let mut what = self.composition(composition);
                if let Some(value) = value {
                    what = format!("{what} {value}");
                }
                let bound = |key, n: String| self.ta(key, &args! { "n" => n });
                let bounds = [
                    least.map(|n| bound("count-at-least", n.to_string())),
                    most.map(|n| bound("count-at-most", n.to_string())),
                    about.as_ref().map(|n| bound("count-about", number(n))),
                ];
                let bounds = self.list(bounds.into_iter().flatten());
                self.ta(
                    "count-step-composed",
                    &args! { "what" => what, "n" => *count, "of" => *of, "bounds" => bounds },
                )
            }
            Step::Portion { award, entered, of, share, seats } => {
                let key = if *entered { "count-step-portion" } else { "count-step-fewer" };
                let what = award.as_deref().map_or_else(|| self.t("count-step-seats"), |id| self.award(id).to_owned());
                let args = args! { "what" => what, "of" => *of, "share" => share.to_string(), "n" => *seats };
                self.ta(key, &args)
            }
            Step::NotGiven { award } => {
                self.ta("count-step-not-given", &args! { "award" => self.award(award) })
            }
            Step::Casting { stage, ballot, who, times } => self.ta(
                "count-step-casting",
                &args! { "stage" => self.part(stage), "n" => *ballot, "who" => self.electorate(who), "times" => *times },
            ),
            Step::Vacant { seats } => self.ta("count-step-vacant", &args! { "n" => *seats }),
            Step::TooFew { have, least } => {
                self.ta("count-step-too-few", &args! { "have" => *have, "least" => *least })
            }
            Step::ShutOut { award, .. } => {
                self.ta("count-step-shut-out", &args! { "award" => self.award(award) })
            }
            Step::Awarded { award, .. } => {
                self.ta("count-step-awarded", &args! { "award" => self.award(award) })
            }
            Step::Indifferent { parts } => {
                let parts = self.list(parts.iter().map(|part| self.part(part)));
                self.ta("count-step-indifferent", &args! { "parts" => parts })
            }
            Step::Approval { by, kind, clause } => {
                let key = match kind {
                    ApprovalKind::Approves => "count-step-approves",
                    ApprovalKind::Vetoes => "count-step-vetoes",
                    ApprovalKind::Resolves => "count-step-resolves",
                };
                let says = self.ta(key, &args! { "by" => by });
                let penal = Penal { clause: clause.clone(), ..Penal::default() };
                format!("{says}{}", self.penal(&penal))
            }
            Step::Runoff { .. }
            | Step::Transfer { .. }
            | Step::Nomination { .. }
            | Step::Support { .. }
            | Step::Lists { .. } => self.lines(step).join("\n  "),
            Step::Placed { rank, status, .. } => {
                let status = self.status(*status);
                match rank {
                    Some(rank) => {
                        self.ta("count-step-placed", &args! { "rank" => *rank, "status" => status })
                    }
                    None => self.ta("count-step-unplaced", &args! { "status" => status }),
                }
            }
        }
    }

    /// A penalty's words, clause, who finds it and what that refers to, as far as they are known.
    fn penal(&self, penalty: &Penal) -> String {
        let parts = [
            ("count-penalty-says", &penalty.says),
            ("count-penalty-clause", &penalty.clause),
            ("count-penalty-by", &penalty.by),
            ("count-penalty-ref", &penalty.reference),
        ];
        let said = parts.into_iter().filter(|(_, text)| !text.is_empty());
        let told: Vec<String> = said.map(|(key, text)| self.ta(key, &args! { "text" => text })).collect();
        if told.is_empty() {
            return String::new();
        }
        self.ta("count-penalty", &args! { "told" => told.join(&self.t("count-penalty-and")) })
    }

    fn referring(&self, key: &str, reference: &str) -> String {
        let says = self.t(key);
        if reference.is_empty() {
            says
        } else {
            format!("{says}{}", self.ta("count-step-ref", &args! { "ref" => reference }))
        }
    }

    fn sheets(&self, step: &Step) -> String {
        let Step::Sheets {
            stage,
            abstained,
            recused,
            absent,
            dropped_low,
            kept,
            dropped_high,
            least,
            mean,
            aggregate,
            score,
            ..
        } = step
        else {
            return String::new();
        };
        let marks = |marks: &[Exact]| self.list(marks.iter().map(number));
        let all = [dropped_low.as_slice(), kept, dropped_high].concat();
        let stage = self.part(stage);
        let mut told = vec![match all.len() {
            0 => self.ta("count-step-no-sheet", &args! { "stage" => stage }),
            n => self.ta("count-step-sheets", &args! { "stage" => stage, "n" => n, "totals" => marks(&all) }),
        }];
        if all.len() > kept.len() && (mean.is_some() || score.is_some()) {
            let (low, high, left) = (marks(dropped_low), marks(dropped_high), marks(kept));
            told.push(self.ta("count-step-dropped", &args! { "low" => low, "high" => high, "left" => left }));
        }
        told.push(match (mean, score, aggregate) {
            (Some(mean), None, _) => self.ta("count-step-mean", &args! { "n" => number(mean) }),
            (Some(mean), Some(score), _) => {
                let mean = self.ta("count-step-mean", &args! { "n" => number(mean) });
                format!("{mean}{}", self.ta("count-step-rounded", &args! { "n" => number(score) }))
            }
            (None, Some(score), Some(aggregate)) => {
                let key = match aggregate {
                    Aggregate::Mean => "count-step-mean",
                    Aggregate::Median => "count-step-median",
                    Aggregate::Sum => "count-step-sum",
                    Aggregate::RankSum => "count-step-rank-sum",
                };
                self.ta(key, &args! { "n" => number(score) })
            }
            _ if (all.len() as u64) < *least => {
                self.ta("count-step-too-few-sheets", &args! { "n" => *least })
            }
            _ => self.t("count-step-none-left"),
        });
        for (key, n) in [("abstained", abstained), ("recused", recused), ("absent", absent)] {
            if *n > 0 {
                told.push(self.ta(&format!("count-step-{key}"), &args! { "n" => *n }));
            }
        }
        told.concat()
    }

    fn taken(&self, part: &str, by: &Figure, of: Option<&Exact>, figure: &Exact) -> String {
        let what = match by {
            Figure::Votes => self.t("count-figure-votes"),
            Figure::Rate(whole) => {
                let whole = match whole {
                    Whole::ForAndAgainst => "count-whole-for-and-against",
                    Whole::Valid => "count-whole-valid",
                    Whole::Cast => "count-whole-cast",
                    Whole::Present => "count-whole-present",
                    Whole::Members => "count-whole-members",
                };
                let n = of.map(number).unwrap_or_default();
                self.ta("count-figure-rate", &args! { "whole" => self.t(whole), "n" => n })
            }
            Figure::Net => self.t("count-figure-net"),
            Figure::Places(_) => self.t("count-figure-places"),
            Figure::Borda(_) => self.t("count-figure-borda"),
            Figure::PlaceSum => self.t("count-figure-place-sum"),
            Figure::Firsts => self.t("count-figure-firsts"),
        };
        self.ta(
            "count-step-taken",
            &args! { "part" => self.part(part), "what" => what, "n" => number(figure) },
        )
    }

    fn tried(&self, step: &Step) -> String {
        let Step::Tie { by, figures, places, lots, groups, seats } = step else { return String::new() };
        let order =
            groups.iter().map(|group| self.list(group.iter().map(|who| self.who(who)))).collect::<Vec<_>>();
        let key = if groups.len() > 1 { "count-step-tie-apart" } else { "count-step-tie-equal" };
        let order = order.join(&self.t("portal-then"));
        let told = self.ta(key, &args! { "seats" => *seats, "by" => self.tie_step(by), "order" => order });
        let had =
            |who: &String, n: String| self.ta("count-step-had", &args! { "name" => self.who(who), "n" => n });
        let by_place = |counts: &Vec<u64>| counts.iter().map(u64::to_string).collect::<Vec<_>>().join("/");
        let had = figures
            .iter()
            .map(|(who, n)| had(who, number(n)))
            .chain(places.iter().map(|(who, counts)| had(who, by_place(counts))))
            .chain(lots.iter().map(|(who, lot)| had(who, lot.chars().take(12).collect())));
        let had = self.list(had);
        if had.is_empty() {
            told
        } else {
            format!("{told}{}", self.ta("count-step-compared", &args! { "figures" => had }))
        }
    }

    /// What a plan tries among equals.
    pub fn tie_step(&self, step: &TieStep) -> String {
        match step {
            TieStep::Part(id) => self.ta("count-tie-part", &args! { "stage" => self.part(id) }),
            TieStep::Criterion(id) => self.ta("count-tie-criterion", &args! { "what" => self.criterion(id) }),
            TieStep::Measure(id) => self.ta("count-tie-measure", &args! { "what" => self.part(id) }),
            TieStep::Lower(id) => self.ta("count-tie-lower", &args! { "what" => self.part(id) }),
            TieStep::Countback(id) => self.ta("count-tie-countback", &args! { "stage" => self.part(id) }),
            TieStep::Revote(id) => self.ta("count-tie-revote", &args! { "who" => self.electorate(id) }),
            TieStep::Casting(id) => self.ta("count-tie-casting", &args! { "who" => self.electorate(id) }),
            TieStep::Lot(seed) => self.ta("count-tie-by-lot", &args! { "seed" => seed }),
            TieStep::Preference(text) => self.ta("count-tie-preference", &args! { "text" => text }),
            TieStep::Resolution => self.t("count-tie-resolution"),
            TieStep::UpTo(n) => self.ta("count-tie-up-to", &args! { "n" => *n }),
            TieStep::All => self.t("count-tie-all"),
            TieStep::Nobody => self.t("count-tie-nobody"),
        }
    }

    /// How a tie ended.
    pub fn tie_end(&self, end: &TieEnd) -> String {
        match end {
            TieEnd::Shared => self.t("count-tie-shared"),
            TieEnd::Broken(by) => self.ta("count-tie-broken", &args! { "by" => self.tie_step(by) }),
            TieEnd::AllSeated => self.t("count-tie-all-seated"),
            TieEnd::NobodySeated => self.t("count-tie-nobody-seated"),
            TieEnd::Waits => self.t("count-tie-waits"),
            TieEnd::Undecided => self.t("count-tie-undecided"),
        }
    }

    /// What becomes of a candidate, in a word.
    pub fn status(&self, status: Status) -> String {
        self.t(match status {
            Status::Seated => "count-status-seated",
            Status::Not => "count-status-not",
            Status::Tied => "count-status-tied",
            Status::Undecided => "count-status-undecided",
            Status::Withdrawn => "count-status-withdrawn",
        })
    }
}

/// An exact number in little room: the decimal where it ends, else four places.
pub fn short(number: &Exact) -> String {
    let exact = number.to_string();
    if exact.contains('/') { number.fixed(4) } else { exact }
}

/// An exact number for a reader: a whole one with its thousands apart, a decimal where it ends, else four places and the
/// fraction.
pub fn number(number: &Exact) -> String {
    let exact = number.to_string();
    match exact.parse() {
        Ok(whole) => text::group(whole),
        Err(_) if exact.contains('/') => format!("{} ({exact})", number.fixed(4)),
        Err(_) => exact,
    }
}
