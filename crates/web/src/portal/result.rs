//! How a list came about: the figures of every category, every step in words, and what a body made of them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use count::{Exact, Missing, Outcome, Status, Step, Tie, TieEnd, What};
use desk::View;
use plan::{Decide, Normalise, Plan, ResultRule, StageKind, TieStep};
use text::args;

use super::telling::{self, figure};
use crate::ask::Ask;
use crate::picture;
use crate::ui::{self, Cell, Fact, Link, Markup, Page, Table, Tone};
use crate::words;
use crate::{counts, rooms, scores, shell};

struct Category {
    id: String,
    name: String,
    seats: String,
    picture: Markup,
    ranking: Table,
    general: Vec<String>,
    ties: Vec<String>,
    open: Vec<String>,
}

struct Resolved {
    facts: Vec<Fact>,
    departures: Table,
    minutes: String,
}

#[derive(Template)]
#[template(path = "portal/result.html")]
struct ResultPage {
    page: Page,
    heading: String,
    lead: String,
    parts: Vec<Fact>,
    /// What the votes behind it do not prove.
    weak: Vec<String>,
    clause: String,
    categories: Vec<Category>,
    resolved: Option<Resolved>,
    /// What the panels' sheets say, as far as the plan discloses them.
    scores: Vec<Table>,
    /// Where what came on paper stands apart; empty where nothing did.
    paper: String,
    list: Link,
}

/// The rule of this id, once its list is public.
fn public_rule<'v>(view: &'v View, id: &str) -> Option<(&'v Plan, &'v ResultRule)> {
    let plan = view.plan()?;
    let public = view.s().result.published.contains_key(id);
    plan.result.iter().find(|rule| rule.id == id && public).map(|rule| (plan, rule))
}

/// GET `/s/{el}/result/{rule}`.
pub async fn page(ask: Ask, Path((el, id)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let (plan, rule) = public_rule(&view, &id).ok_or_else(|| shell::not_found(&ask))?;
    let lang = ask.lang();
    let base = format!("/s/{el}");
    let name = name_of(rule, lang);
    let page = ask.page(Some(&view), &name).nav(rooms::public(&view, lang, "lists"));
    let version = view.s().result.published.get(&rule.id).copied().unwrap_or_default();
    let list = Link::new(
        page.t2("portal-list-version", "list", words::list_name(&view, rule.yields, lang), "n", version),
        telling::list_href(&base, rule.yields, version),
    );
    let weights = match rule.combine.get() {
        Some(combine) => combine.parts(),
        None => &[],
    };
    let mut parts: Vec<Fact> = weights
        .iter()
        .map(|part| {
            let fact = Fact::new(
                telling::stage_by_id(plan, &part.stage, lang),
                part.weight.get().map_or_else(
                    || page.t("portal-not-stated"),
                    |weight| page.t1("portal-weight", "n", weight.as_str()),
                ),
            );
            if part.weighs_nothing() { fact.note(page.t("portal-weight-zero")) } else { fact }
        })
        .collect();
    if let Some(places) = rule.places.get() {
        parts.push(Fact::new(page.t("portal-rounding"), page.t1("portal-rounding-to", "n", *places)));
    }
    let weighing: Vec<(String, String)> = weights
        .iter()
        .filter(|part| !part.weighs_nothing())
        .map(|part| (part.key().to_owned(), telling::stage_by_id(plan, part.key(), lang)))
        .collect();
    let lead = match rule.decide.get() {
        Some(Decide::Count) => page.t("portal-decide-count"),
        Some(Decide::Resolution) => page.t("portal-decide-resolution"),
        None => page.t("portal-decide-open"),
    };
    let outcomes =
        plan.category.iter().filter_map(|category| Some((category, view.outcome(rule, &category.id)?)));
    let categories = outcomes
        .map(|(category, outcome)| {
            let tell = Telling { view: &view, plan, page: &page };
            let general = outcome.steps.iter().filter(|step| matches!(step, Step::Ballots { .. }));
            let who =
                |handle: &str| Link::new(tell.who(handle), format!("{base}/result/{}/{handle}", rule.id));
            Category {
                id: category.id.clone(),
                picture: picture::scores(&page, &outcome, &weighing, who).unwrap_or_default(),
                name: telling::either(lang, &category.name, &category.name_en).to_owned(),
                seats: outcome
                    .seats
                    .map(|n| {
                        page.t1(
                            "portal-seats",
                            "n",
                            telling::count(plan, usize::try_from(n).unwrap_or(usize::MAX), &page),
                        )
                    })
                    .unwrap_or_default(),
                ranking: ranking(&tell, rule, version, &outcome, &base),
                general: general.map(|step| tell.step(step)).collect(),
                ties: outcome.ties.iter().map(|tie| tell.tie(tie)).collect(),
                open: outcome.undecided.iter().map(|missing| tell.missing(missing)).collect(),
            }
        })
        .collect();
    let resolved = resolved(&view, rule, &page, &base);
    let rests_on = weights.iter().map(|part| part.stage.as_str()).chain([&*rule.after]);
    let stages: BTreeSet<&str> = rests_on.collect();
    let weak = weak(plan, &page, &stages);
    let panels = plan.stages(StageKind::Review).filter(|stage| stages.contains(stage.id.as_str()));
    let scores = panels.filter_map(|stage| scores::table(&view, &page, stage).ok());
    let scores = scores.map(Table::caption_hidden).collect();
    let clause = rule.clause.clone();
    let on_paper =
        weights.iter().filter_map(|part| plan.stage(&part.stage)).any(|stage| stage.paper().next().is_some());
    let paper = if on_paper { format!("{base}/paper") } else { String::new() };
    Ok(ui::html(&ResultPage {
        page,
        heading: name,
        lead,
        parts,
        weak,
        clause,
        categories,
        resolved,
        scores,
        paper,
        list,
    }))
}

/// What must stand beside the figures of these stages where voters showed nothing.
fn weak(plan: &Plan, page: &Page, stages: &BTreeSet<&str>) -> Vec<String> {
    let votes = plan.stages(StageKind::Vote).filter(|stage| stages.contains(stage.id.as_str()));
    votes.filter_map(|stage| counts::weak(page, stage)).collect()
}

fn name_of(rule: &ResultRule, lang: text::Lang) -> String {
    text::ta(lang, "portal-result-of", &args! { "rule" => &rule.name })
}

/// The stages whose figures a rule's outcome shows, in the plan's order.
fn stages<'o>(plan: &'o Plan, outcome: &Outcome) -> Vec<&'o plan::Stage> {
    plan.stage
        .iter()
        .filter(|stage| outcome.ranking.iter().any(|row| row.figures.contains_key(&stage.id)))
        .collect()
}

fn ranking(tell: &Telling, rule: &ResultRule, version: u32, outcome: &Outcome, base: &str) -> Table {
    let (page, view) = (tell.page, tell.view);
    let stages = stages(tell.plan, outcome);
    let mut heads = vec![page.t("portal-candidate"), format!("#{}", page.t("portal-place"))];
    // Short where there is one vote and one panel, because a phone has little room; by the stage's name where not.
    let alone = |stage: &plan::Stage| stages.iter().filter(|other| other.kind == stage.kind).count() == 1;
    heads.extend(stages.iter().map(|stage| match (alone(stage), stage.vote.is_some()) {
        (true, true) => format!("#{}", page.t("portal-head-votes")),
        (true, false) => format!("#{}", page.t("portal-head-points")),
        (false, _) => format!("#{}", telling::stage(stage, page.lang)),
    }));
    heads.extend([
        format!("#{}", page.t("portal-score")),
        page.t("portal-by-figures"),
        page.t("portal-outcome"),
    ]);
    let mut table =
        Table::new(telling::category(tell.plan, &outcome.category, page.lang), heads).caption_hidden();
    let list = view.s().lists.version(rule.yields, version);
    for row in &outcome.ranking {
        let goes_on = list.is_some_and(|list| list.member(&row.candidate).is_some());
        let mut cells = vec![
            Cell::Name(telling::who(view, &row.candidate, page.lang)),
            Cell::Figure(row.rank.map(|rank| rank.to_string()).unwrap_or_else(|| "–".to_owned())),
        ];
        let shown = |number: Option<&Exact>| {
            Cell::Figure(number.map_or_else(|| "–".to_owned(), |number| figure(number, false)))
        };
        cells.extend(stages.iter().map(|stage| match row.figures.get(&stage.id) {
            Some(points) if stage.review.is_some() => Cell::Figure(points.fixed(2)),
            votes => shown(votes),
        }));
        cells.push(match (&row.score, rule.places.get()) {
            (Some(score), Some(places)) => Cell::Figure(score.fixed(*places)),
            (score, _) => shown(score.as_ref()),
        });
        cells.push(Cell::Text(page.t(status_key(row.status))));
        cells.push(if goes_on {
            Cell::Tag(Tone::Done, page.t("portal-goes-on"))
        } else {
            Cell::Tag(Tone::Plain, page.t("portal-does-not"))
        });
        let departs = matches!((row.status, goes_on), (Status::Seated, false) | (Status::Not, true));
        table.row(cells).href(format!("{base}/result/{}/{}", rule.id, row.candidate)).marked(departs);
    }
    table
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Seated => "status-seated",
        Status::Not => "status-not",
        Status::Tied => "status-tied",
        Status::Undecided => "status-undecided",
        Status::Withdrawn => "status-withdrawn",
    }
}

/// What the body resolved, who was there, and why it departed from the figures where it did.
fn resolved(view: &View, rule: &ResultRule, page: &Page, base: &str) -> Option<Resolved> {
    let found = view.s().result.resolution_on(&rule.id)?;
    let (present, of) = found.attendance;
    let facts = vec![
        Fact::new(page.t("portal-resolution"), page.t1("portal-resolution-n", "n", found.number))
            .href(format!("{base}/log")),
        Fact::new(page.t("portal-resolved-at"), telling::moment(page, found.at)),
        Fact::new(page.t("portal-attendance"), page.t2("portal-attendance-of", "n", present, "of", of)),
        Fact::new(page.t("portal-departures"), found.departures.len()),
    ];
    let reasons: BTreeMap<String, String> = view.public_json(found.n, "reasons").unwrap_or_default();
    let columns = ["portal-candidate", "portal-reason", "portal-resolved-so"].map(|key| page.t(key));
    let mut departures = Table::new(page.t("portal-departures"), columns);
    for departure in &found.departures {
        let name = telling::who(view, &departure.nominee, page.lang);
        let reason =
            reasons.get(&departure.nominee).cloned().unwrap_or_else(|| page.t("portal-reason-erased"));
        let so = if departure.goes_on {
            Cell::Tag(Tone::Done, page.t("portal-departs-in"))
        } else {
            Cell::Tag(Tone::Wait, page.t("portal-departs-out"))
        };
        departures.row([Cell::Name(name), Cell::Text(reason), so]);
    }
    Some(Resolved { facts, departures, minutes: found.minutes.clone() })
}

#[derive(Template)]
#[template(path = "portal/why.html")]
struct Why {
    page: Page,
    crumbs: Vec<Link>,
    heading: String,
    lead: String,
    steps: Vec<String>,
    weak: Vec<String>,
    deeds: String,
}

/// GET `/s/{el}/result/{rule}/{nominee}`: why one candidate stands where they stand.
pub async fn why(
    ask: Ask,
    Path((el, id, nominee)): Path<(String, String, String)>,
) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let (plan, rule) = public_rule(&view, &id).ok_or_else(|| shell::not_found(&ask))?;
    let lang = ask.lang();
    let found =
        plan.category.iter().filter_map(|category| view.outcome(rule, &category.id)).find_map(|outcome| {
            let row = outcome.ranking.iter().find(|row| row.candidate == nominee)?.clone();
            Some((outcome, row))
        });
    let Some((outcome, row)) = found else { return Err(shell::not_found(&ask)) };
    let base = format!("/s/{el}");
    let name = telling::who(&view, &nominee, lang);
    let heading = text::ta(lang, "portal-why", &args! { "name" => &name });
    let page = ask.page(Some(&view), &heading).nav(rooms::public(&view, lang, "lists"));
    let crumbs =
        vec![Link::new(name_of(rule, lang), format!("{base}/result/{}", rule.id)), Link::new(&name, "")];
    let tell = Telling { view: &view, plan, page: &page };
    let steps = count::why(&outcome, &nominee).into_iter().map(|step| tell.step(step)).collect();
    let status = page.t(status_key(row.status));
    let lead = match (&row.score, row.rank) {
        (Some(score), Some(rank)) => {
            let score = rule.places.get().map_or_else(|| figure(score, false), |places| score.fixed(*places));
            page.ta("portal-why-lead", &args! { "score" => score, "rank" => rank, "status" => status })
        }
        _ => page.t1("portal-why-lead-none", "status", status),
    };
    let deeds = format!("{base}/candidates/{nominee}");
    let weak = weak(plan, &page, &row.figures.keys().map(String::as_str).collect());
    Ok(ui::html(&Why { crumbs, heading, lead, steps, weak, deeds, page }))
}

/// Steps, ties and gaps of a count in words.
struct Telling<'t> {
    view: &'t View,
    plan: &'t Plan,
    page: &'t Page,
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

    fn who(&self, handle: &str) -> String {
        telling::who(self.view, handle, self.page.lang)
    }

    fn names(&self, handles: &[String]) -> String {
        telling::join(handles.iter().map(|handle| self.who(handle)), self.page.lang)
    }

    fn totals(&self, totals: &[Exact]) -> String {
        telling::join(totals.iter().map(|total| figure(total, true)), self.page.lang)
    }

    /// One step in a sentence, or a few.
    fn step(&self, step: &Step) -> String {
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
            other => {
                let who = |handle: &str| self.who(handle);
                count::tell::Names { plan: self.plan, who: &who, lang: page.lang }.step(other)
            }
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
            TieStep::Lot(seed) => self.page.t1("portal-tie-lot", "seed", seed),
            TieStep::Preference(text) => self.page.t1("portal-tie-preference", "text", text),
            TieStep::Resolution => self.page.t("portal-tie-resolution"),
            TieStep::All => self.page.t("portal-tie-all"),
        }
    }

    fn tie(&self, tie: &Tie) -> String {
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
    fn missing(&self, missing: &Missing) -> String {
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
                let who = |handle: &str| self.who(handle);
                let whole = Missing { candidate: None, ..missing.clone() };
                count::tell::Names { plan: self.plan, who: &who, lang: page.lang }.missing(&whole)
            }
        };
        match &missing.candidate {
            Some(candidate) => page.t2("portal-missing-of", "name", self.who(candidate), "says", says),
            None => says,
        }
    }
}
