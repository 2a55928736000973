//! Steps, ties and gaps of a count in words, with the names that the site knows.

use count::{Exact, Missing, Step, Tie, TieEnd, What};
use desk::View;
use plan::{Normalise, Plan, TieStep};
use text::args;

use super::result::status_key;
use super::telling::{self, figure};
use crate::ui::Page;

/// What it tells of.
pub(super) struct Telling<'t> {
    pub view: &'t View,
    pub plan: &'t Plan,
    pub page: &'t Page,
}

impl Telling<'_> {
    fn stage(&self, id: &str) -> String {
        telling::stage_by_id(self.plan, id, self.page.lang)
    }

    fn criterion(&self, id: &str) -> String {
        let rubrics =
            self.plan.stage.iter().filter_map(|stage| stage.review.as_ref()?.rubric.get()).flatten();
        rubrics.into_iter().find(|row| row.id == id).map_or_else(|| id.to_owned(), |row| row.name.clone())
    }

    fn measure<'i>(&'i self, id: &'i str) -> &'i str {
        self.plan.measure.iter().find(|row| row.id == id).map_or(id, |row| &row.name)
    }

    fn electorate<'i>(&'i self, id: &'i str) -> &'i str {
        self.plan.electorate.iter().find(|row| row.id == id).map_or(id, |row| &row.name)
    }

    pub fn who(&self, handle: &str) -> String {
        telling::who(self.view, handle, self.page.lang)
    }

    fn names(&self, handles: &[String]) -> String {
        telling::join(handles.iter().map(|handle| self.who(handle)), self.page.lang)
    }

    fn totals(&self, totals: &[Exact]) -> String {
        telling::join(totals.iter().map(|total| figure(total, true)), self.page.lang)
    }

    /// What concerns everybody, a line each; a count by rounds has a line for each round.
    pub fn lines(&self, step: &Step) -> Vec<String> {
        match step {
            Step::Ballots { .. } => vec![self.step(step)],
            other => self.named(|names| names.lines(other)),
        }
    }

    /// What a step says of one candidate, a line each: of a count by rounds, their own way through it.
    pub fn of_one(&self, step: &Step, candidate: &str) -> Vec<String> {
        if step.has_rounds() {
            self.named(|names| names.story(step, candidate))
        } else {
            vec![self.step(step)]
        }
    }

    fn named<T>(&self, say: impl FnOnce(&count::tell::Names) -> T) -> T {
        let who = |handle: &str| self.who(handle);
        say(&count::tell::Names { plan: self.plan, who: &who, lang: self.page.lang })
    }

    /// One step in a sentence, or a few.
    pub fn step(&self, step: &Step) -> String {
        let page = self.page;
        match step {
            Step::Withdrawn { .. } => page.t("portal-step-withdrawn"),
            Step::Ballots { stage, valid, invalid } => {
                page.ta("portal-step-ballots", &args! { "stage" => self.stage(stage), "valid" => valid, "invalid" => invalid })
            }
            Step::Votes { stage, votes, .. } => page.t2("portal-step-votes", "stage", self.stage(stage), "n", *votes),
            Step::Sheets {
                stage,
                candidate: _,
                abstained,
                recused,
                absent,
                dropped_low,
                kept,
                dropped_high,
                least,
                mean,
                aggregate: None,
                score: None,
                ..
            } => {
                // All sheets first, then what is cut, then what remains: done so, the figure comes out.
                let all = [dropped_low.as_slice(), kept, dropped_high].concat();
                let mut told = vec![match all.len() {
                    0 => page.t1("portal-step-no-sheet", "stage", self.stage(stage)),
                    n => page.ta(
                        "portal-step-sheets",
                        &args! { "stage" => self.stage(stage), "n" => n, "totals" => self.totals(&all) },
                    ),
                }];
                if mean.is_some() && all.len() > kept.len() {
                    let (low, high) = (self.totals(dropped_low), self.totals(dropped_high));
                    let left = self.totals(kept);
                    told.push(page.ta("portal-step-dropped", &args! { "low" => low, "high" => high, "left" => left }));
                }
                told.push(match mean {
                    Some(mean) => page.t1("portal-step-mean", "n", figure(mean, true)),
                    None if (all.len() as u64) < *least => page.t1("portal-step-too-few", "n", *least),
                    None => page.t("portal-step-none-left"),
                });
                for (key, n) in [("abstained", abstained), ("recused", recused), ("absent", absent)] {
                    if *n > 0 {
                        told.push(page.t1(format!("portal-step-{key}"), "n", *n));
                    }
                }
                told.concat()
            }
            Step::Criterion { criterion, mean, .. } => {
                page.t2("portal-step-criterion", "what", self.criterion(criterion), "n", figure(mean, true))
            }
            Step::Normalised {
                stage,
                figure: raw,
                by: by @ (Normalise::None | Normalise::DivideByMaximum | Normalise::Share),
                divisor,
                part,
                ..
            } => {
                let key = match by {
                    Normalise::DivideByMaximum => "portal-step-by-maximum",
                    Normalise::Share => "portal-step-by-sum",
                    _ => "portal-step-as-it-is",
                };
                let divisor = divisor.as_ref().map_or_else(|| "–".to_owned(), |by| figure(by, true));
                let raw = figure(raw, true);
                page.ta(key, &args! { "stage" => self.stage(stage), "raw" => raw, "by" => divisor, "part" => figure(part, true) })
            }
            Step::Weighted { stage, part, weight, points, .. } => page.ta(
                "portal-step-weighted",
                &args! {
                    "stage" => self.stage(stage), "part" => figure(part, true),
                    "weight" => figure(weight, true), "points" => figure(points, true)
                },
            ),
            Step::Score { sum, places, score, .. } => match places {
                Some(places) => page.ta(
                    "portal-step-score-rounded",
                    &args! { "sum" => figure(sum, true), "places" => *places, "score" => score.fixed(*places) },
                ),
                None => page.t1("portal-step-score", "score", figure(score, true)),
            },
            Step::Tie { by, figures, places, lots, groups, seats } if places.is_empty() && lots.is_empty() => {
                let told = groups.iter().map(|group| self.names(group)).collect::<Vec<_>>();
                let apart = groups.len() > 1;
                let order = told.join(&page.t("portal-then"));
                let had = figures.iter().map(|(who, number)| {
                    page.t2("portal-step-had", "name", self.who(who), "n", figure(number, true))
                });
                let had = telling::join(had, page.lang);
                let had = if had.is_empty() { String::new() } else { page.t1("portal-step-compared", "figures", had) };
                let key = if apart { "portal-step-tie-apart" } else { "portal-step-tie-equal" };
                let args = args! { "seats" => *seats, "by" => self.tie_step(by), "order" => order };
                format!("{}{had}", page.ta(key, &args))
            }
            Step::Placed { rank, status, .. } => {
                let status = page.t(status_key(*status));
                match rank {
                    Some(rank) => page.t2("portal-step-placed", "rank", *rank, "status", status),
                    None => page.t1("portal-step-unplaced", "status", status),
                }
            }
            other => self.named(|names| names.step(other)),
        }
    }

    fn tie_step(&self, by: &TieStep) -> String {
        match by {
            TieStep::Part(stage) => self.page.t1("portal-tie-part", "stage", self.stage(stage)),
            TieStep::Criterion(criterion) => {
                self.page.t1("portal-tie-criterion", "what", self.criterion(criterion))
            }
            TieStep::Measure(id) => self.page.t1("portal-tie-measure", "what", self.measure(id)),
            TieStep::Countback(stage) => self.page.t1("portal-tie-countback", "stage", self.stage(stage)),
            TieStep::Revote(id) => self.page.t1("portal-tie-revote", "who", self.electorate(id)),
            TieStep::Casting(id) => self.page.t1("portal-tie-casting", "who", self.electorate(id)),
            TieStep::Lot(seed) => self.page.t1("portal-tie-lot", "seed", seed),
            TieStep::Preference(text) => self.page.t1("portal-tie-preference", "text", text),
            TieStep::Resolution => self.page.t("portal-tie-resolution"),
            TieStep::All => self.page.t("portal-tie-all"),
        }
    }

    pub fn tie(&self, tie: &Tie) -> String {
        let page = self.page;
        let how = match &tie.end {
            TieEnd::Shared => page.t("portal-tie-shared"),
            TieEnd::Broken(by) => page.t1("portal-tie-broken", "by", self.tie_step(by)),
            TieEnd::AllSeated => page.t("portal-tie-all-seated"),
            TieEnd::Waits => page.t("portal-tie-waits"),
            TieEnd::Undecided => page.t("portal-tie-undecided"),
        };
        let names = self.names(&tie.candidates);
        format!("{}{how}", page.t2("portal-tie", "rank", tie.rank, "names", names))
    }

    /// What the result would need and nobody stated.
    pub fn missing(&self, missing: &Missing) -> String {
        let page = self.page;
        let last = missing.path.rsplit('.').next().unwrap_or_default().replace('_', "-");
        let rule = ["result", "weighted", "review", "category"]
            .into_iter()
            .find_map(|of| text::try_t(page.lang, &format!("plan-rule-{of}-{last}"), &args! {}));
        let stage =
            missing.path.strip_prefix("stage.").filter(|id| !id.contains('.')).map(|id| self.stage(id));
        let what = rule.or(stage).unwrap_or_else(|| missing.path.clone());
        let says = match &missing.what {
            What::NotStated => page.t1("portal-missing-not-stated", "what", what),
            What::Contradictory(sides) => page.t2(
                "portal-missing-contradictory",
                "what",
                what,
                "sides",
                telling::join(sides.iter().cloned(), page.lang),
            ),
            What::NoFigures => page.t1("portal-missing-no-figures", "what", what),
            What::NothingToDivideBy => page.t1("portal-missing-nothing", "what", what),
            What::NoScore => page.t1("portal-missing-no-score", "what", what),
            What::Exhausted => page.t("portal-missing-exhausted"),
            _ => {
                let whole = Missing { candidate: None, ..missing.clone() };
                self.named(|names| names.missing(&whole))
            }
        };
        match &missing.candidate {
            Some(candidate) => page.t2("portal-missing-of", "name", self.who(candidate), "says", says),
            None => says,
        }
    }
}
