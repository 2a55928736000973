//! A walk through any plan with people or works that do not exist, as far as the plan's stated rules carry.
//!
//! What a plan does not say is not made up: a stage without its rules passes empty, and where the next step needs what
//! is not stated, the walk ends and says so. Steps stand on an agenda by time. What each step does, and which steps
//! follow, comes from plan, seed and entries that no later step changes, so that a walk cut off anywhere goes on (see
//! [`super::player`]).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use desk::DeskError;
use jiff::ToSpan;
use jiff::civil::Time;
use plan::types::Subject;
use plan::{
    Category, Decide, Instant, ListKind, Plan, RecommendRules, Stage, StageKind, Supplement, Tier, VoteMode,
};
use selection::notice::Ruling;
use selection::recommend::Form;
use selection::result::Resolve;
use selection::review::Mark;
use selection::screen::{Opinion, Outcome};
use selection::{
    Act, Actor, Code, Handle, Note, Profile, PublicText, Role, Seat, closing, founding, gate, naming, notice,
    publicity, recommend, result, review, screen,
};
use text::{Args, Lang, args};

use super::ballots::Round;
use super::paper;
use super::people::{self, Gender};
use super::player::{ADMIN, Player, Said};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Recommendations in each category, where the plan does not bound them lower.
const MOST: usize = 30;

/// A step on the agenda. Steps of one moment come in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A stage ends by its time.
    Closes(String),
    /// A stage begins.
    Opens(String),
    Late(String),
    Recommend(String, usize),
    Endorse(usize),
    Screen(String),
    Candidates(String),
    Middle(String),
    Paper(String),
    Sheets(String, bool),
    ClosePanel(String),
    Count(String),
    Resolve(String),
    Result(String),
    PublishNotice(String),
    Object(String),
    Rule(String),
    NoticeEnds(String),
    Sign(String),
    Name(String),
    Pieces(String),
    Close(String),
}

/// When a walk begins: when the plan was published, or a week before its first stage.
pub fn begins(plan: &Plan, supplements: &[Supplement]) -> Instant {
    let zone = plan.zone();
    let morning = |date: jiff::civil::Date| Instant::of(date.at(9, 0, 0, 0), &zone);
    let first = plan.stage.iter().filter_map(|stage| stage.opens_at(&zone)).min();
    let published = plan.publication.published.or(plan.publication.issued).map(morning);
    let issued = supplements.first().map(|supplement| morning(supplement.issued));
    let begins = published.or(issued).or(first.map(|first| first.plus(-7 * DAY)));
    let begins = begins.unwrap_or_else(|| morning(jiff::civil::date(2023, 1, 3)));
    first.map_or(begins, |first| begins.min(first.plus(-HOUR)))
}

/// Steps besides ballots, about: what is done for each nominee, and by each judge.
pub fn steps(plan: &Plan) -> u64 {
    let panel =
        plan.stages(StageKind::Review).filter_map(|stage| stage.review.as_ref()?.panel.get()).flatten();
    let judges: u32 = panel.filter_map(|row| row.seats.get()).map(plan::Size::least).sum();
    let nominees = plan.category.len() * wanted(plan);
    let seats = plan.unit.len() * 2 + plan.sponsor.len() * 2 + plan.department.len();
    40 + seats as u64 + nominees as u64 * (3 + u64::from(judges))
}

/// How many are put forward in each category: as many as may become candidates, within the units' quota.
fn wanted(plan: &Plan) -> usize {
    let screens = plan.stages(StageKind::Screen).filter_map(|stage| stage.screen.as_ref());
    let bound =
        screens.flat_map(|rules| plan.category.iter().filter_map(|category| rules.most(category))).min();
    let bound = bound.map_or(MOST, |bound| bound as usize);
    let recommends = plan.stages(StageKind::Recommend).filter_map(|stage| stage.recommend.as_ref());
    let quota = recommends.filter_map(|rules| rules.quota.get()).min();
    let quota =
        quota.filter(|_| !plan.unit.is_empty()).map_or(MOST, |quota| *quota as usize * plan.unit.len());
    bound.min(quota).min(MOST)
}

/// Who or what was put forward.
struct Nominee {
    category: String,
    rec: Handle,
    handle: Handle,
    /// Unit that has to vouch first.
    through: Option<String>,
}

struct Walk {
    plan: Plan,
    agenda: BTreeSet<(Instant, Step)>,
    /// Who was put forward, by number; and the next number.
    nominees: BTreeMap<usize, Nominee>,
    numbered: usize,
    rounds: Vec<(String, Round)>,
    ballots: u64,
    /// Ballots of the rounds so far.
    before: u64,
    /// Stages whose opening stands on the agenda.
    awaited: BTreeSet<String>,
    /// Screen stages that have begun and wait for the last recommendation.
    begun: BTreeSet<String>,
    closed: BTreeMap<String, Instant>,
    objections: u32,
    judges: Vec<String>,
    notes: Vec<Said>,
}

/// Walks. Gives back where the plan is silent, a sentence each; the last one is where the walk had to end, if it did.
///
/// # Errors
/// Where a step fails for another reason than the plan's silence.
pub async fn play(p: &mut Player, supplements: &[Supplement], ballots: u64) -> Result<Vec<Said>> {
    let mut walk = Walk::found(p, supplements, ballots).await?;
    while let Some((at, step)) = walk.agenda.pop_first() {
        for (_, round) in &mut walk.rounds {
            round.cast_before(p, at).await?;
        }
        p.set(at);
        match walk.take(p, at, step).await {
            Ok(()) => {}
            Err(error) => match error.downcast::<Silence>() {
                Ok(silence) => {
                    walk.notes.push(silence.0);
                    return Ok(walk.notes);
                }
                Err(other) => return Err(other),
            },
        }
    }
    if p.now().s.closed.is_none() {
        let waiting: Vec<&str> = walk
            .plan
            .stage
            .iter()
            .filter(|stage| !walk.closed.contains_key(&stage.id))
            .map(|stage| stage.name.as_str())
            .collect();
        let told = |lang: Lang| {
            text::ta(
                lang,
                "walk-waits",
                &args! { "stages" => waiting.join(&text::t(lang, "common-list-mark")) },
            )
        };
        let waits = Said { zh: told(Lang::Zh), en: told(Lang::En) };
        walk.notes.push(waits);
    }
    Ok(walk.notes)
}

/// The plan does not carry the walk further.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.zh)]
struct Silence(Said);

/// The end of a walk, as an error.
fn silence(key: &str, args: &Args) -> anyhow::Error {
    anyhow::Error::new(Silence(Said::of(key, args)))
}

impl Walk {
    async fn found(p: &mut Player, supplements: &[Supplement], ballots: u64) -> Result<Walk> {
        p.chapter("before");
        let admin = p.admin();
        let names: Vec<String> = people::staff(p.seed()).into_iter().map(|staff| staff.name).collect();
        let mut names = names.iter().cycle();
        let mut name = || names.next().cloned().unwrap_or_default();
        p.account(ADMIN, &name(), Vec::new()).await?;
        for (i, supplement) in supplements.iter().enumerate() {
            p.set(Instant::of(supplement.issued.at(9, 30, 0, 0), p.zone()));
            let act = Act::Founding(founding::Act::Amend(Box::new(supplement.clone())));
            p.act(format!("supplement-{i}"), &admin, act).await?;
        }
        // The plan as the supplements leave it; no step of the walk changes it any more.
        let plan = p.now().s.plan.as_deref().cloned().context("no plan was adopted")?;
        let mut seats = vec![("office1".to_owned(), Role::Office)];
        seats.extend(
            plan.unit.iter().map(|row| (format!("unit-{}", row.id), Role::Unit { unit: row.id.clone() })),
        );
        seats.extend(
            plan.sponsor
                .iter()
                .map(|row| (format!("sign-{}", row.id), Role::Sponsor { sponsor: row.id.clone() })),
        );
        seats.extend(
            plan.department
                .iter()
                .map(|row| (format!("clear-{}", row.id), Role::Department { department: row.id.clone() })),
        );
        seats.extend(
            plan.outlet
                .iter()
                .map(|row| (format!("edit-{}", row.id), Role::Outlet { outlet: row.id.clone() })),
        );
        if plan.stages(StageKind::Vote).any(|stage| stage.paper().next().is_some()) {
            // Paper takes two people of the office.
            seats.push(("office2".to_owned(), Role::Office));
        }
        seats.push(("watch".to_owned(), Role::Receiver));
        seats.push(("auditadmin".to_owned(), Role::Auditor));
        let mut judges = Vec::new();
        let reviews = plan.stages(StageKind::Review).filter_map(|stage| stage.review.as_ref());
        for row in reviews.filter_map(|rules| rules.panel.get()).flatten() {
            for _ in 0..row.seats.get().map_or(0, plan::Size::least) {
                let login = format!("judge{}", judges.len() + 1);
                seats.push((login.clone(), Role::Judge { panel: row.id.clone() }));
                judges.push(login);
            }
        }
        for (login, role) in seats {
            p.appoint(&admin, &login, &name(), Seat { role, unit: None, outlet: None }).await?;
        }
        let office = p.seat("office1")?;
        if plan.standards.is_some() {
            let blob = p.document("细化标准（演示）\n").await?;
            p.act("standards", &office, Act::Founding(founding::Act::PublishStandards { blob })).await?;
        }
        for unit in &plan.unit {
            p.act(
                format!("sign-for-{}", unit.id),
                &p.seat(&format!("unit-{}", unit.id))?,
                Act::Founding(founding::Act::SignFor),
            )
            .await?;
        }
        p.stop("before", &text::t(Lang::Zh, "demo-stop-before"), &text::t(Lang::En, "demo-stop-before"))
            .await?;
        let mut walk = Walk {
            plan,
            agenda: BTreeSet::new(),
            nominees: BTreeMap::new(),
            numbered: 0,
            rounds: Vec::new(),
            ballots,
            before: 0,
            awaited: BTreeSet::new(),
            begun: BTreeSet::new(),
            closed: BTreeMap::new(),
            objections: 0,
            judges,
            notes: Vec::new(),
        };
        walk.open_what_can(p, Instant(0));
        Ok(walk)
    }

    fn stage(&self, id: &str) -> Result<Stage> {
        self.plan.stage(id).cloned().with_context(|| format!("no stage {id}"))
    }

    /// Puts on the agenda every stage that waits for nothing but its hour.
    fn open_what_can(&mut self, p: &Player, now: Instant) {
        for stage in &self.plan.stage {
            if self.awaited.contains(&stage.id) {
                continue;
            }
            let before: Option<Vec<Instant>> =
                stage.after.iter().map(|id| self.closed.get(id).copied()).collect();
            let (Some(before), opens) = (before, stage.opens_at(p.zone())) else { continue };
            if opens.is_none() && before.is_empty() {
                let args = args! { "stage" => stage.name.as_str() };
                self.notes.push(Said::of("walk-no-opening", &args));
                self.awaited.insert(stage.id.clone());
                continue;
            }
            let at = before.into_iter().chain(opens).max().unwrap_or(now).max(now);
            self.agenda.insert((at, Step::Opens(stage.id.clone())));
            self.awaited.insert(stage.id.clone());
        }
    }

    fn ended(&mut self, p: &Player, stage: &str, at: Instant) {
        self.closed.insert(stage.to_owned(), at);
        self.open_what_can(p, at);
        self.screen_what_can(at);
    }

    /// Screening is done when all who can come have come.
    fn screen_what_can(&mut self, at: Instant) {
        for screen in self.plan.stages(StageKind::Screen) {
            let of = screen.screen.as_ref().map(|rules| rules.of.as_slice()).unwrap_or_default();
            let all_came = !of.is_empty() && of.iter().all(|id| self.closed.contains_key(id));
            if all_came && self.begun.contains(&screen.id) && !self.closed.contains_key(&screen.id) {
                self.begun.remove(&screen.id);
                self.agenda.insert((at.plus(HOUR), Step::Screen(screen.id.clone())));
            }
        }
    }

    /// The plan's end of a stage's window, or the walk's end.
    fn window(&self, p: &Player, stage: &Stage) -> Result<Instant> {
        match stage.closes_at(p.zone()) {
            Some(closes) => Ok(closes),
            None => Err(silence("walk-no-closing", &args! { "stage" => stage.name.as_str() })),
        }
    }

    /// Asks for an act; what the plan does not let happen ends the walk.
    async fn act(
        &mut self,
        p: &mut Player,
        stage: &str,
        step: &str,
        who: &Actor,
        act: Act,
    ) -> Result<desk::Done> {
        let name = self.stage(stage)?.name;
        match p.act(format!("{stage}-{step}"), who, act).await {
            Err(error) => match error.downcast_ref::<DeskError>() {
                Some(DeskError::Refused(refusal)) => {
                    let why = p.said(who, refusal);
                    let told = |lang: Lang| {
                        let args = args! {
                            "stage" => name.as_str(), "why" => why.clone().in_lang(lang), "clause" => if refusal.clause.is_empty() { "none" } else { refusal.clause.as_str() },
                        };
                        text::ta(lang, "walk-ends", &args)
                    };
                    Err(Silence(Said { zh: told(Lang::Zh), en: told(Lang::En) }).into())
                }
                _ => Err(error),
            },
            done => done,
        }
    }

    async fn take(&mut self, p: &mut Player, at: Instant, step: Step) -> Result<()> {
        let office = p.seat("office1")?;
        match step {
            Step::Opens(id) => self.opens(p, at, &id).await,
            Step::Closes(id) => {
                p.tick().await?;
                self.rounds.retain(|(stage, _)| *stage != id);
                self.ended(p, &id, at);
                if let Some(rule) = self.plan.result_after(&id).map(|rule| rule.id.clone())
                    && self.stage(&id)?.kind == StageKind::Vote
                {
                    self.agenda.insert((at.plus(HOUR), Step::Count(rule)));
                }
                Ok(())
            }
            Step::Late(id) => {
                let (_, who, tier, form) = self.form(p, &id, usize::MAX)?;
                let act = recommend::Act::Recommend { stage: id.clone(), tier, form: Box::new(form) };
                p.refused(format!("{id}-too-late"), &who, Act::Recommend(act), Code::TooLate).await
            }
            Step::Recommend(id, number) => self.recommend(p, at, &id, number).await,
            Step::Endorse(number) => {
                let Some(nominee) = self.nominees.get(&number) else { return Ok(()) };
                let Some(unit) = nominee.through.clone() else { return Ok(()) };
                let (rec, category) = (nominee.rec.clone(), nominee.category.clone());
                let checklist = self.checklist(&category);
                let act = Act::Recommend(recommend::Act::Endorse { rec, checklist });
                p.act(format!("endorse-{number}"), &p.seat(&format!("unit-{unit}"))?, act).await?;
                Ok(())
            }
            Step::Middle(id) => {
                let stage = self.stage(&id)?;
                p.stop(&id, &stage.name, stage.called(Lang::En)).await
            }
            Step::Paper(id) => paper::enter(p, &self.stage(&id)?).await,
            Step::Screen(id) => self.screen(p, at, &id).await,
            Step::Candidates(id) => self.candidates(p, at, &id).await,
            Step::Sheets(id, second) => self.sheets(p, &id, second).await,
            Step::ClosePanel(id) => {
                let act = Act::Review(review::Act::ClosePanel { stage: id.clone() });
                self.act(p, &id, "close-panel", &office, act).await?;
                if let Some(rule) = self.plan.result_after(&id).map(|rule| rule.id.clone()) {
                    self.agenda.insert((at.plus(HOUR), Step::Resolve(rule)));
                }
                Ok(())
            }
            Step::Count(rule) => {
                let after = self.rule(&rule)?.after.to_string();
                let stage = self.stage(&after)?;
                if stage.paper().next().is_some() {
                    paper::count(p, &stage).await?;
                }
                let act = Act::Result(result::Act::Count { rule: rule.clone() });
                self.act(p, &after, "count", &office, act).await?;
                self.agenda.insert((at.plus(HOUR), Step::Resolve(rule)));
                Ok(())
            }
            Step::Resolve(rule) => self.resolve(p, at, &rule).await,
            Step::Result(rule) => {
                let after = self.rule(&rule)?.after.to_string();
                let act = Act::Result(result::Act::Publish { rule });
                self.act(p, &after, "result", &office, act).await?;
                if self.stage(&after)?.kind == StageKind::Review {
                    self.ended(p, &after, at);
                }
                Ok(())
            }
            Step::PublishNotice(id) => self.publish_notice(p, at, &id).await,
            Step::Object(id) => self.object(p, at, &id).await,
            Step::Rule(objection) => {
                let text = "经核实，所反映的情况与事实不符，异议不成立。".to_owned();
                let act =
                    notice::Act::Rule { objection: objection.clone(), outcome: Ruling::Dismissed, text };
                p.act(format!("rule-{objection}"), &office, Act::Notice(act)).await?;
                Ok(())
            }
            Step::NoticeEnds(id) => {
                p.tick().await?;
                self.ended(p, &id, at);
                Ok(())
            }
            Step::Sign(id) => self.sign(p, at, &id).await,
            Step::Name(id) => {
                let list = p.now().s.lists.latest(ListKind::Finalists).cloned();
                if let Some(list) = list.filter(|_| {
                    self.plan
                        .stage(&id)
                        .and_then(|stage| stage.naming.as_ref())
                        .is_some_and(|rules| rules.recheck)
                }) {
                    let found = list.members.iter().map(|member| (member.nominee.clone(), true)).collect();
                    self.act(p, &id, "recheck", &office, Act::Naming(naming::Act::Recheck { found })).await?;
                }
                let document = "演示〔1〕号".to_owned();
                let act = Act::Naming(naming::Act::Name { stage: id.clone(), document });
                self.act(p, &id, "name", &office, act).await?;
                self.ended(p, &id, at);
                Ok(())
            }
            Step::Pieces(id) => self.pieces(p, &id).await,
            Step::Close(id) => {
                let act = Act::Closing(closing::Act::Close { stage: id.clone() });
                self.act(p, &id, "close", &office, act).await?;
                self.ended(p, &id, at);
                let last = Act::Founding(founding::Act::Remind { unit: String::new() });
                p.refused("after-the-end", &office, last, Code::Closed).await?;
                p.stop(
                    "closed",
                    &text::t(Lang::Zh, "demo-stop-closed"),
                    &text::t(Lang::En, "demo-stop-closed"),
                )
                .await
            }
        }
    }

    /// A stage begins: what happens in it goes on the agenda.
    async fn opens(&mut self, p: &mut Player, at: Instant, id: &str) -> Result<()> {
        let stage = self.stage(id)?;
        p.chapter("walk");
        p.tick().await?;
        // What a body does, it does in the morning.
        let morning = morning(p, at);
        match stage.kind {
            StageKind::Recommend => {
                let closes = self.window(p, &stage)?;
                let number = self.plan.category.len() * wanted(&self.plan);
                let first = self.numbered;
                self.numbered += number;
                for i in 0..number {
                    let when = at.plus((closes.0 - at.0) * (i as i64 * 8 / 10 + 1) / (number as i64 + 1));
                    self.agenda.insert((when, Step::Recommend(id.to_owned(), first + i)));
                }
                self.agenda.insert((at.plus((closes.0 - at.0) / 2), Step::Middle(id.to_owned())));
                self.agenda.insert((closes, Step::Closes(id.to_owned())));
                self.agenda.insert((closes, Step::Late(id.to_owned())));
            }
            StageKind::Screen => {
                self.begun.insert(id.to_owned());
                self.screen_what_can(at);
            }
            StageKind::Vote => {
                let closes = self.window(p, &stage)?;
                let mode = stage.vote.as_ref().and_then(|rules| rules.mode.get().copied());
                if mode.is_none_or(|mode| mode == VoteMode::None) {
                    self.notes.push(Said::of("walk-no-vote", &args! { "stage" => stage.name.as_str() }));
                } else {
                    self.vote(p, &stage).await?;
                }
                self.agenda.insert((at.plus((closes.0 - at.0) / 2), Step::Middle(id.to_owned())));
                if stage.paper().next().is_some() {
                    // Before the middle, so that the demo's stop shows batches that wait for the count.
                    self.agenda.insert((at.plus((closes.0 - at.0) / 3), Step::Paper(id.to_owned())));
                }
                self.agenda.insert((closes, Step::Closes(id.to_owned())));
            }
            StageKind::Review => {
                self.agenda.insert((morning.plus(HOUR), Step::Sheets(id.to_owned(), false)));
                self.agenda.insert((morning.plus(2 * HOUR), Step::Middle(id.to_owned())));
                self.agenda.insert((morning.plus(3 * HOUR), Step::Sheets(id.to_owned(), true)));
                self.agenda.insert((morning.plus(4 * HOUR), Step::ClosePanel(id.to_owned())));
            }
            StageKind::Notice => {
                self.agenda.insert((morning, Step::PublishNotice(id.to_owned())));
            }
            StageKind::Naming => {
                self.agenda.insert((morning, Step::Sign(id.to_owned())));
                self.agenda.insert((morning.plus(6 * HOUR), Step::Name(id.to_owned())));
            }
            StageKind::Publicity => {
                let closes = self.window(p, &stage)?;
                self.agenda.insert((morning, Step::Pieces(id.to_owned())));
                self.agenda.insert((at.plus((closes.0 - at.0) / 2), Step::Middle(id.to_owned())));
                self.agenda.insert((closes, Step::Closes(id.to_owned())));
            }
            StageKind::Closing => {
                self.agenda.insert((morning, Step::Close(id.to_owned())));
            }
            StageKind::Event => {}
        }
        Ok(())
    }

    fn recommend_rules(&self, id: &str) -> Result<RecommendRules> {
        self.stage(id)?.recommend.with_context(|| format!("{id} has no rules"))
    }

    fn checklist(&self, category: &str) -> Vec<u32> {
        let standards = self.plan.category(category).map_or(0, |category| category.standards.len());
        (0..standards as u32).collect()
    }

    /// A form for the number-th nominee of the walk, who hands it in, and on what way.
    fn form(&self, p: &Player, stage: &str, number: usize) -> Result<(String, Actor, Tier, Form)> {
        let rules = self.recommend_rules(stage)?;
        let (each, categories) = (wanted(&self.plan).max(1), self.plan.category.len().max(1));
        let category =
            self.plan.category.get(number / each % categories).context("the plan has no category")?;
        let unit = (!self.plan.unit.is_empty()).then(|| &self.plan.unit[number % self.plan.unit.len()]);
        let from_below = rules.tiers.contains(&Tier::BottomUp) && unit.is_some();
        let alone = [Tier::Own, Tier::Public].into_iter().find(|tier| rules.tiers.contains(tier));
        let (who, tier) = match (from_below && (number % 5 != 4 || alone.is_none()), alone, unit) {
            (true, _, Some(unit)) => (p.seat(&format!("unit-{}", unit.id))?, Tier::BottomUp),
            (_, Some(tier), _) => (Actor::Citizen, tier),
            _ if rules.tiers.contains(&Tier::TopDown) => (p.seat("office1")?, Tier::TopDown),
            _ => return Err(silence("walk-no-way-in", &args! { "stage" => stage })),
        };
        let kind = category.kinds.iter().find(|kind| kind.id == "song" && category.subject == Subject::Work);
        let kind = kind.or_else(|| category.kinds.get(number % category.kinds.len().max(1)));
        let all = people::people(p.seed());
        let person = &all[number % all.len()];
        let (profile, person) = if matches!(category.subject, Subject::Work | Subject::Place) {
            let works = people::works(p.seed());
            let work = &works[number % works.len()];
            let profile = Profile {
                name: work.title.clone(),
                employer: work.author.clone(),
                tagline: work.kind.name().to_owned(),
                brief: work.description.clone(),
                ..Profile::default()
            };
            (profile, selection::Person::default())
        } else {
            let gender = if person.gender == Gender::Male { "男" } else { "女" };
            let profile = Profile {
                name: person.name.clone(),
                gender: gender.to_owned(),
                employer: person.employer.clone(),
                position: person.position.clone(),
                tagline: person.tagline.clone(),
                brief: person.brief.clone(),
                deeds: person.deeds.clone(),
                portrait: String::new(),
            };
            let person = selection::Person {
                id_number: person.id_number.clone(),
                phone: person.phone.clone(),
                id_key: String::new(),
            };
            (profile, person)
        };
        let mut form = Form {
            category: category.id.clone(),
            kind: kind.map(|kind| kind.id.clone()).unwrap_or_default(),
            unit: (tier == Tier::BottomUp || number % 3 != 2)
                .then(|| unit.map(|unit| unit.id.clone()))
                .flatten(),
            profile,
            person,
            checklist: self.checklist(&category.id),
            ..Form::default()
        };
        // A bound lower than the stories are long: whole sentences, as many as fit.
        if let Some(most) = rules.brief_most.get() {
            let fits = |text: &str| plan::characters::count(text) as u32 <= *most;
            while !fits(&form.profile.brief) {
                let shorter = form
                    .profile
                    .brief
                    .trim_end_matches('。')
                    .rsplit_once('。')
                    .map(|(head, _)| format!("{head}。"));
                form.profile.brief =
                    shorter.unwrap_or_else(|| form.profile.brief.chars().take(*most as usize).collect());
            }
        }
        Ok((category.id.clone(), who, tier, form))
    }

    async fn recommend(&mut self, p: &mut Player, at: Instant, id: &str, number: usize) -> Result<()> {
        let rules = self.recommend_rules(id)?;
        let (category, who, tier, mut form) = self.form(p, id, number)?;
        if rules.minutes && tier == Tier::BottomUp {
            let (minutes, file) = p.minutes("会议纪要（演示）\n").await?;
            (form.minutes, form.minutes_file) = (Some(minutes), Some(file));
        }
        if let Some(most) = rules.brief_most.get().filter(|_| number == 0) {
            let long = Form {
                profile: Profile { brief: "字".repeat(*most as usize + 1), ..form.profile.clone() },
                ..form.clone()
            };
            let act = recommend::Act::Recommend { stage: id.to_owned(), tier, form: Box::new(long) };
            p.refused(format!("{id}-brief-too-long"), &who, Act::Recommend(act), Code::BriefTooLong).await?;
        }
        let act = recommend::Act::Recommend { stage: id.to_owned(), tier, form: Box::new(form) };
        let done = self.act(p, id, &format!("put-forward-{number}"), &who, Act::Recommend(act)).await?;
        let (rec, handle, desk) = done
            .records
            .iter()
            .find_map(|filed| match &filed.record.entry {
                selection::Entry::Recommend(recommend::Entry::Recommended { rec, nominee, at, .. }) => {
                    Some((rec.clone(), nominee.clone(), at.clone()))
                }
                _ => None,
            })
            .context("no recommendation was recorded")?;
        let through = match desk {
            recommend::Desk::Unit(unit) => Some(unit),
            _ => None,
        };
        if through.is_some() {
            let closes = self.window(p, &self.stage(id)?)?;
            self.agenda.insert((at.plus((closes.0 - at.0) / 2), Step::Endorse(number)));
        }
        self.nominees.insert(number, Nominee { category, rec, handle, through });
        Ok(())
    }

    /// All who came in: cleared where the plan asks for it, and passed, but for one whom a public reason leaves out.
    async fn screen(&mut self, p: &mut Player, at: Instant, id: &str) -> Result<()> {
        let stage = self.stage(id)?;
        let office = p.seat("office1")?;
        let reason =
            stage.screen.as_ref().and_then(|rules| rules.reason.first()).map(|reason| reason.id.clone());
        let nominees: Vec<(usize, Handle)> =
            self.nominees.iter().map(|(i, nominee)| (*i, nominee.handle.clone())).collect();
        let departments = |nominee: &Handle| p.now().s.departments_for(nominee);
        let asked: Vec<Handle> = nominees
            .iter()
            .map(|row| row.1.clone())
            .filter(|nominee| !departments(nominee).is_empty())
            .collect();
        if !asked.is_empty() {
            let act = Act::Screen(screen::Act::AskClearance { nominees: asked.clone() });
            self.act(p, id, "ask", &office, act).await?;
        }
        for nominee in asked {
            for department in p.now().s.departments_for(&nominee) {
                let act = screen::Act::Clear {
                    nominee: nominee.clone(),
                    opinion: Opinion::Clear,
                    note: String::new(),
                };
                let who = p.seat(&format!("clear-{department}"))?;
                self.act(p, id, &format!("clear-{nominee}-{department}"), &who, Act::Screen(act)).await?;
            }
        }
        for (number, nominee) in nominees {
            let outcome = match &reason {
                Some(reason) if number == 1 => Outcome::Out(reason.clone()),
                _ => Outcome::Pass,
            };
            let act = screen::Act::Screen { nominee: nominee.clone(), outcome, note: String::new() };
            self.act(p, id, &format!("screen-{nominee}"), &office, Act::Screen(act)).await?;
        }
        let zone = p.zone().clone();
        let next = self
            .plan
            .stage
            .iter()
            .filter(|next| next.after.iter().any(|before| before == id))
            .filter_map(|next| next.opens_at(&zone))
            .min();
        let bound = stage
            .closes_at(&zone)
            .into_iter()
            .chain(next)
            .min()
            .filter(|bound| *bound > at)
            .unwrap_or(at.plus(8 * HOUR));
        let span = bound.0 - at.0;
        self.agenda.insert((at.plus(span / 4), Step::Middle(id.to_owned())));
        self.agenda.insert((at.plus(span / 2), Step::Candidates(id.to_owned())));
        Ok(())
    }

    async fn candidates(&mut self, p: &mut Player, at: Instant, id: &str) -> Result<()> {
        let office = p.seat("office1")?;
        let left_out =
            |nominee: &Handle| matches!(p.now().s.screen.outcomes.get(nominee), Some(Outcome::Out(_)));
        let of = |category: &Category| -> Vec<Handle> {
            let all = self.nominees.values().filter(|nominee| nominee.category == category.id);
            all.map(|nominee| nominee.handle.clone()).filter(|nominee| !left_out(nominee)).collect()
        };
        let order = self.plan.category.iter().map(|category| (category.id.clone(), of(category))).collect();
        let act = Act::Screen(screen::Act::PublishCandidates { stage: id.to_owned(), order });
        self.act(p, id, "candidates", &office, act).await?;
        self.ended(p, id, at);
        Ok(())
    }

    async fn vote(&mut self, p: &mut Player, stage: &Stage) -> Result<()> {
        let office = p.seat("office1")?;
        // The version that was published before this vote opened: later ones come from its own result.
        let earlier = |rule: &plan::ResultRule| {
            rule.yields == ListKind::Candidates && self.closed.contains_key(&*rule.after)
        };
        let version = 1 + self.plan.result.iter().filter(|rule| earlier(rule)).count() as u32;
        let snapshot = p.now();
        let list = snapshot.s.lists.version(ListKind::Candidates, version).cloned();
        let Some(list) = list else {
            self.notes.push(Said::of("walk-no-vote", &args! { "stage" => stage.name.as_str() }));
            return Ok(());
        };
        let categories: Vec<(String, Vec<Handle>)> = self
            .plan
            .category
            .iter()
            .map(|category| {
                (category.id.clone(), list.of(&category.id).map(|member| member.nominee.clone()).collect())
            })
            .collect();
        match Round::new(p, stage, &categories, self.ballots, self.before) {
            Err(_) => {
                self.notes.push(Said::of("walk-no-vote", &args! { "stage" => stage.name.as_str() }));
            }
            Ok(mut round) => {
                round.issue(p, &office).await?;
                self.before += round.len() as u64;
                let most = match stage.vote.as_ref().and_then(|rules| rules.ballot.get()?.approve()) {
                    Some((_, most)) => most as usize,
                    None => usize::MAX,
                };
                let step = format!("{}-too-many", stage.id);
                if let Some((category, all)) = categories.iter().find(|(_, all)| all.len() > most)
                    && !p.was_refused(step.clone()).await?
                {
                    let voter = round.spare(p, 0).await?;
                    let choices = all.iter().take(most + 1).cloned().collect();
                    let answer =
                        p.ballots().cast(&voter, &stage.id, category, choices, [3; 16], p.now().s.at).await;
                    p.ballot_refused(step, answer, Code::TooManyChoices).await?;
                }
                self.rounds.push((stage.id.clone(), round));
            }
        }
        Ok(())
    }

    async fn sheets(&mut self, p: &mut Player, id: &str, second: bool) -> Result<()> {
        let stage = self.stage(id)?;
        let rules = stage.review.as_ref().context("a review without rules")?;
        let may_score = rules.disclosure.is_stated() && !self.judges.is_empty();
        let (Some(rubric), true) = (rules.rubric.get(), may_score) else {
            return Err(silence("walk-no-rubric", &args! { "stage" => stage.name.as_str() }));
        };
        let list = p.now().s.lists.version(ListKind::Candidates, 1).cloned().context("no candidates")?;
        let half = list.members.len() / 2;
        let judges = self.judges.clone();
        for (place, member) in list.members.iter().enumerate() {
            if (place >= half) != second {
                continue;
            }
            for (i, judge) in judges.iter().enumerate() {
                let score = |(n, row): (usize, &plan::Criterion)| {
                    let seen = selection::lists::serial(&member.nominee) as u32;
                    (row.id.clone(), people::scores(p.seed(), i as u32 + 1, seen, n as u32, row.most))
                };
                let mark = Mark::Scores(rubric.iter().enumerate().map(score).collect());
                let act = review::Act::Sheet { stage: id.to_owned(), nominee: member.nominee.clone(), mark };
                self.act(p, id, &format!("sheet-{i}-{}", member.nominee), &p.seat(judge)?, Act::Review(act))
                    .await?;
            }
        }
        Ok(())
    }

    fn rule(&self, id: &str) -> Result<plan::ResultRule> {
        self.plan.result.iter().find(|rule| rule.id == id).cloned().with_context(|| format!("no result {id}"))
    }

    /// Where the plan wants a resolution, the body follows the figures.
    async fn resolve(&mut self, p: &mut Player, at: Instant, id: &str) -> Result<()> {
        let rule = self.rule(id)?;
        if rule.decide.get() == Some(&Decide::Resolution) {
            let snapshot = p.now();
            let counted = snapshot.s.result.counted.get(id).context("nothing was counted")?;
            let mut members = Vec::new();
            for category in &self.plan.category {
                let figures =
                    counted.get(&category.id).map(|counted| counted.ranking.clone()).unwrap_or_default();
                let seats = category.seats.get().and_then(plan::Seats::most).unwrap_or(0) as usize;
                let first = figures.iter().filter(|row| row.score.is_some()).take(seats);
                members.push((category.id.clone(), first.map(|row| row.nominee.clone()).collect()));
            }
            let present = self.judges.len().max(1) as u32;
            let minutes = p.document("评议会议纪要（演示）\n").await?;
            let proposal =
                Resolve { rule: id.to_owned(), present, of: present, minutes, members, ..Resolve::default() };
            let act = Act::Result(result::Act::Resolve(Box::new(proposal)));
            self.act(p, &rule.after, "resolve", &p.seat("office1")?, act).await?;
        }
        self.agenda.insert((at.plus(HOUR), Step::Result(id.to_owned())));
        Ok(())
    }

    async fn publish_notice(&mut self, p: &mut Player, at: Instant, id: &str) -> Result<()> {
        let office = p.seat("office1")?;
        let act = Act::Notice(notice::Act::Publish { stage: id.to_owned() });
        let done = self.act(p, id, "publish", &office, act).await?;
        let ends = done.records.iter().find_map(|filed| match &filed.record.entry {
            selection::Entry::Notice(notice::Entry::NoticePublished { ends, .. }) => Some(*ends),
            _ => None,
        });
        let ends = ends.context("no notice was recorded")?;
        self.agenda.insert((at.plus((ends.0 - at.0) / 4), Step::Object(id.to_owned())));
        self.agenda.insert((at.plus((ends.0 - at.0) / 3), Step::Middle(id.to_owned())));
        self.agenda.insert((ends, Step::NoticeEnds(id.to_owned())));
        Ok(())
    }

    async fn object(&mut self, p: &mut Player, at: Instant, id: &str) -> Result<()> {
        let snapshot = p.now();
        let running =
            snapshot.s.notice.notices.iter().find(|notice| notice.stage == id).context("no notice")?;
        let list = snapshot.s.lists.version(running.list, running.version).context("no list on notice")?;
        let about = list.members.iter().nth(1).map(|member| member.nominee.clone());
        let rules = self.stage(id)?.notice.context("a notice without rules")?;
        let from = people::objections(p.seed())
            .into_iter()
            .find_map(|objection| objection.from)
            .context("no objector")?;
        let act = |name: String| {
            let note = Note {
                text: "材料中的时间与事实不符，请核对。".to_owned(),
                contact: from.phone.clone(),
                name,
            };
            let (about, notice) = (about.clone(), running.number);
            Act::Notice(notice::Act::Object { notice, about, note, leads: false, to_receiver: false })
        };
        let code = if rules.anonymous.get() == Some(&true) { Code::LeadsMissing } else { Code::Missing };
        p.refused(format!("{id}-anonymous"), &Actor::Citizen, act(String::new()), code).await?;
        self.act(p, id, "object", &Actor::Citizen, act(from.name.clone())).await?;
        self.objections += 1;
        let half = (running.ends.0 - at.0) / 2;
        self.agenda.insert((at.plus(half), Step::Rule(format!("o{}", self.objections))));
        Ok(())
    }

    async fn sign(&mut self, p: &mut Player, at: Instant, id: &str) -> Result<()> {
        let office = p.seat("office1")?;
        let stage = self.stage(id)?;
        let Some(signatories) = stage.naming.as_ref().and_then(|rules| rules.signatories.get()).cloned()
        else {
            return Err(silence("walk-no-signatories", &args! { "stage" => stage.name.as_str() }));
        };
        if p.now().s.lists.version(ListKind::Finalists, 1).is_none() {
            return Err(silence("walk-no-finalists", &args! { "stage" => stage.name.as_str() }));
        }
        let name =
            Act::Naming(naming::Act::Name { stage: id.to_owned(), document: "演示〔1〕号".to_owned() });
        for (i, sponsor) in signatories.iter().enumerate() {
            if i + 1 == signatories.len() {
                p.set(at.plus(HOUR));
                let lacks = gate::naming(&p.now().s, &stage, at.plus(HOUR));
                if let Some(lack) = lacks.into_iter().find(|lack| !lack.done) {
                    p.refused(format!("{id}-signature-missing"), &office, name.clone(), lack.code).await?;
                }
                p.stop(id, &stage.name, stage.called(Lang::En)).await?;
            }
            let blob = p.document(&format!("会签页扫描件（演示）：{sponsor}\n")).await?;
            let who = p.seat(&format!("sign-{sponsor}"))?;
            self.act(p, id, &format!("sign-{sponsor}"), &who, Act::Naming(naming::Act::Sign { blob }))
                .await?;
        }
        Ok(())
    }

    async fn pieces(&mut self, p: &mut Player, id: &str) -> Result<()> {
        let office = p.seat("office1")?;
        let stage = self.stage(id)?;
        let outlets = stage.publicity.as_ref().map(|rules| rules.outlets.clone()).unwrap_or_default();
        let named = p.now().s.lists.version(ListKind::Named, 1).cloned().context("nobody was named")?;
        let by = p.now().s.zone();
        let by = stage.closes_at(&by).map(|closes| closes.plus(-1).civil(&by).date()).context("no end")?;
        for (i, (member, outlet)) in named.members.iter().zip(outlets.iter().cycle()).enumerate() {
            let assign = publicity::Act::Assign {
                stage: id.to_owned(),
                outlet: outlet.clone(),
                nominee: member.nominee.clone(),
                by,
            };
            self.act(p, id, &format!("assign-{i}"), &office, Act::Publicity(assign)).await?;
            let piece = format!("m{}", i + 1);
            let text = PublicText {
                title: "获评者的故事".to_owned(),
                text: "记者到现场看了，写下所见。".to_owned(),
            };
            let editor = p.seat(&format!("edit-{outlet}"))?;
            self.act(
                p,
                id,
                &format!("file-{i}"),
                &editor,
                Act::Publicity(publicity::Act::File { piece: piece.clone(), text }),
            )
            .await?;
            let review = publicity::Act::Review { piece, approve: true, note: String::new() };
            self.act(p, id, &format!("approve-{i}"), &office, Act::Publicity(review)).await?;
        }
        Ok(())
    }
}

/// The first nine o'clock from an instant on.
fn morning(p: &Player, at: Instant) -> Instant {
    let date = at.civil(p.zone()).date();
    let nine = |date: jiff::civil::Date| Instant::of(date.to_datetime(Time::constant(9, 0, 0, 0)), p.zone());
    let today = nine(date);
    if today >= at { today } else { date.checked_add(1.day()).map_or(at, nine) }
}
