//! From votes and sheets to a list: the figures are counted, a body resolves where the plan says so, the list is
//! published.

use std::collections::{BTreeMap, BTreeSet};

use count::{Exact, Input, Known, Outcome, Panel, Status, VoteTally, Work};
use imbl::{OrdMap, Vector};
use ledger::leaf::PartClass;
use plan::{Combine, Decide, Instant, ListKind, ResultRule, StageKind};
use serde::{Deserialize, Serialize};

use crate::lists::{self, Member};
use crate::{
    Code, Context, Decided, Gate, Handle, Lack, Part, Record, Refusal, Selection, due, notice, paper, review,
};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Count a rule whose stage has ended; a panel's close counts by itself.
    Count {
        /// Rule.
        rule: String,
    },
    /// The body decides (集体研究决定). The figures inform it; every departure from them has its reason.
    Resolve(Box<Resolve>),
    /// Publish the list a rule yields.
    Publish {
        /// Rule.
        rule: String,
    },
}

/// A resolution as it is proposed.
#[derive(Debug, Clone, Default)]
pub struct Resolve {
    /// Rule it decides on.
    pub rule: String,
    /// Members present.
    pub present: u32,
    /// Members of the body.
    pub of: u32,
    /// SHA-256 (hex) of the signed minutes.
    pub minutes: String,
    /// Who goes on, in order, by category.
    pub members: Vec<(String, Vec<Handle>)>,
    /// The public reason of each departure from the figures, by nominee.
    pub reasons: BTreeMap<Handle, String>,
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// The figures of one category under a rule. The whole outcome with every step follows from the entries; its hash
    /// stands here.
    Counted {
        /// Rule.
        rule: String,
        /// Category.
        category: String,
        /// Where everyone stands.
        ranking: Vec<Placed>,
        /// True where the figures leave the result open, because the plan is silent or a tie stands.
        open: bool,
        /// SHA-256 of the whole outcome's canonical JSON, hex.
        outcome: String,
    },
    /// A resolution.
    Resolved {
        /// Number, from 1.
        resolution: u32,
        /// Rule it decides on.
        rule: String,
        /// Members present.
        present: u32,
        /// Members of the body.
        of: u32,
        /// SHA-256 of the minutes, hex.
        minutes: String,
        /// Who goes on, in order.
        members: Vec<Member>,
        /// Where it departs from the figures; the reasons are published beside the log.
        departures: Vec<Departure>,
    },
}

impl Entry {
    /// Figures and resolution on a panel's sheets stay sealed until the list they lead to is public, like the sheets
    /// themselves; figures on votes follow from tallies that are public already.
    pub(crate) fn rests_on_panel(&self, s: &Selection) -> bool {
        let (Entry::Counted { rule, .. } | Entry::Resolved { rule, .. }) = self;
        let Some(plan) = s.plan.as_deref() else { return false };
        let after = plan.result.iter().find(|row| row.id == *rule).and_then(|rule| plan.stage(&rule.after));
        after.is_some_and(|stage| stage.kind == StageKind::Review)
    }
}

/// Where somebody stands in the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// Nominee.
    pub nominee: Handle,
    /// Rank; absent without a score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u64>,
    /// Score; absent where it cannot be computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Exact>,
    /// What the figures alone make of them.
    pub status: Status,
}

/// A departure of a resolution from the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// Nominee.
    pub nominee: Handle,
    /// True: goes on against the figures. False: does not, against the figures.
    pub goes_on: bool,
}

/// The figures of one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// When they were counted.
    pub at: Instant,
    /// Where everyone stands.
    pub ranking: Vector<Placed>,
    /// The figures leave the result open.
    pub open: bool,
    /// SHA-256 of the whole outcome, hex.
    pub outcome: String,
}

/// A resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolution {
    /// Number, from 1.
    pub number: u32,
    /// Rule it decided on.
    pub rule: String,
    /// When.
    pub at: Instant,
    /// Number of its entry.
    pub n: u64,
    /// Members present and members of the body.
    pub attendance: (u32, u32),
    /// SHA-256 of the minutes, hex.
    pub minutes: String,
    /// Who goes on.
    pub members: Vector<Member>,
    /// Where it departs from the figures.
    pub departures: Vector<Departure>,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Figures by rule, then category.
    pub counted: OrdMap<String, OrdMap<String, Counted>>,
    /// Resolutions, oldest first.
    pub resolutions: Vector<Resolution>,
    /// Rules whose list is public.
    pub published: OrdMap<String, u32>,
}

impl State {
    /// The newest resolution on a rule.
    pub fn resolution_on(&self, rule: &str) -> Option<&Resolution> {
        self.resolutions.iter().rev().find(|resolution| resolution.rule == rule)
    }
}

/// The whole outcome of a rule in one category, with every step: what pages and papers tell, recomputed from the state.
///
/// # Errors
/// A refusal where the rule or category is unknown, or what it rests on has not ended.
pub fn outcome(s: &Selection, rule: &ResultRule, category: &str) -> Result<Outcome, Refusal> {
    let plan = s.plan()?;
    let row = plan
        .category(category)
        .ok_or_else(|| Refusal::new(Code::Unknown, &rule.clause).arg("what", category))?;
    // The list that was voted on and scored: candidates published before the rule's own list.
    let list = s
        .lists
        .versions(ListKind::Candidates)
        .filter(|list| {
            rule.yields != ListKind::Candidates || Some(&list.version) != s.result.published.get(&rule.id)
        })
        .filter(|list| {
            s.result
                .published
                .get(&rule.id)
                .is_none_or(|own| rule.yields != ListKind::Candidates || list.version < *own)
        })
        .last()
        .ok_or_else(|| Refusal::new(Code::NotCounted, &rule.clause))?;
    let candidates: Vec<String> = list.of(category).map(|member| member.nominee.clone()).collect();
    let withdrawn: BTreeSet<String> =
        candidates.iter().filter(|handle| withdrawn_then(s, rule, handle)).cloned().collect();
    let mut votes = BTreeMap::new();
    for (stage, vote) in &s.vote.votes {
        if let Some(tally) = vote.total(category) {
            let mut known = VoteTally::new(&candidates);
            known.valid = tally.valid;
            known.invalid = tally.invalid;
            for (nominee, count) in &tally.votes {
                if let Some(slot) = known.per_candidate.get_mut(nominee) {
                    *slot = *count;
                }
            }
            votes.insert(stage.clone(), known);
        }
    }
    let mut sheets = BTreeMap::new();
    let stages: BTreeSet<&String> = s.review.reviews.keys().chain(s.review.secret.keys()).collect();
    for stage in stages {
        let Some(rules) = plan.stage(stage).and_then(|stage| stage.review.as_ref()) else { continue };
        let told = s.review.reviews.get(stage).map(|review| &review.piles).filter(|piles| !piles.is_empty());
        let work = match told {
            // What was told is what anybody can count from, so the house counts from it too.
            Some(piles) => Work::Piles(
                piles.iter().filter(|pile| candidates.contains(&pile.candidate)).cloned().collect(),
            ),
            None => Work::Sheets(review::sheets(&s.review.book(stage), &candidates)),
        };
        sheets.insert(stage.clone(), Panel { rules, work });
    }
    let input = Input {
        category,
        seats: &row.seats,
        rule,
        candidates: &candidates,
        votes,
        sheets,
        withdrawn,
        resolved: Vec::new(),
        known: Known::default(),
    };
    count::count(&input).map_err(|fault| Refusal::new(Code::Undecided, &rule.clause).arg("what", fault))
}

/// Somebody who had withdrawn when the rule was counted stays withdrawn in it; a later withdrawal changes no count.
fn withdrawn_then(s: &Selection, rule: &ResultRule, nominee: &str) -> bool {
    let counted_at =
        s.result.counted.get(&rule.id).and_then(|by| by.values().map(|counted| counted.at).min());
    let withdrawn = s.recommend.nominees.get(nominee).and_then(|nominee| nominee.withdrawn);
    match (withdrawn, counted_at) {
        (Some(when), Some(counted)) => when <= counted,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The entries that count every category under the rule of a stage that has ended.
pub(crate) fn counted(s: &Selection, stage: &str) -> Result<Vec<Decided>, Refusal> {
    let plan = s.plan()?;
    let Some(rule) = plan.result_after(stage) else { return Ok(Vec::new()) };
    for part in rule.combine.get().into_iter().flat_map(Combine::parts) {
        if let Some(stage) = plan.stage(&part.stage) {
            paper::require_counted(s, stage)?;
        }
    }
    let mut entries = Vec::new();
    for category in &plan.category {
        let outcome = outcome(s, rule, &category.id)?;
        let digest = ledger::to_canonical(&outcome)
            .map(|bytes| ledger::Hash::of(&bytes).to_string())
            .map_err(|fault| Refusal::new(Code::Undecided, &rule.clause).arg("what", fault))?;
        let open =
            !outcome.undecided.is_empty() || outcome.ranking.iter().any(|row| row.status == Status::Tied);
        let ranking = outcome
            .ranking
            .iter()
            .map(|row| Placed {
                nominee: row.candidate.clone(),
                rank: row.rank,
                score: row.score.clone(),
                status: row.status,
            })
            .collect();
        let entry = Entry::Counted {
            rule: rule.id.clone(),
            category: category.id.clone(),
            ranking,
            open,
            outcome: digest,
        };
        entries.push(crate::Entry::Result(entry).into());
    }
    Ok(entries)
}

fn rule_of<'a>(s: &'a Selection, id: &str) -> Result<&'a ResultRule, Refusal> {
    s.plan()?
        .result
        .iter()
        .find(|rule| rule.id == id)
        .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", id))
}

/// What still lacks between the figures after a stage and the list they lead to.
pub fn lacks(s: &Selection, stage: &str) -> Vec<Lack> {
    let Some(rule) = s.plan.as_deref().and_then(|plan| plan.result_after(stage)) else { return Vec::new() };
    let missing = |lacks: bool| if lacks { vec![rule.id.clone()] } else { Vec::new() };
    let lack = |what, code, lacks| {
        let examples = missing(lacks);
        Lack { what, count: examples.len(), done: !lacks, clause: rule.clause.clone(), code, examples }
    };
    let mut rows = vec![lack("count", Code::NotCounted, !s.result.counted.contains_key(&rule.id))];
    if rule.decide.get() == Some(&Decide::Resolution) {
        rows.push(lack("resolution", Code::GateOpen, s.result.resolution_on(&rule.id).is_none()));
    }
    rows.push(lack("result-list", Code::GateOpen, !s.result.published.contains_key(&rule.id)));
    rows
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    match act {
        Act::Count { rule } => {
            let rule = rule_of(s, &rule)?;
            if s.stage_state(&rule.after).closed.is_none() {
                return Err(Refusal::new(Code::NotOpen, &rule.clause).arg("stage", &rule.after));
            }
            if s.result.counted.contains_key(&rule.id) {
                return Ok(Vec::new());
            }
            counted(s, &rule.after)
        }
        Act::Resolve(proposal) => resolve(c, *proposal),
        Act::Publish { rule } => publish(c, &rule),
    }
}

fn resolve(c: &Context, proposal: Resolve) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let rule = rule_of(s, &proposal.rule)?;
    let figures =
        s.result.counted.get(&rule.id).ok_or_else(|| Refusal::new(Code::NotCounted, &rule.clause))?;
    if rule.decide.get() != Some(&Decide::Resolution) {
        return Err(Refusal::new(Code::NotStated, &rule.clause));
    }
    if s.result.published.contains_key(&rule.id) {
        return Err(Refusal::new(Code::WrongStatus, &rule.clause));
    }
    let plan = s.plan()?;
    let stage = plan.stage(&rule.after);
    if let Some(quorum) = stage.and_then(|stage| stage.review.as_ref()).and_then(|rules| rules.quorum.get()) {
        let (numerator, denominator) = quorum.ratio();
        let enough = i128::from(proposal.present) * denominator >= i128::from(proposal.of) * numerator;
        if proposal.of == 0 || proposal.present > proposal.of || !enough {
            return Err(Refusal::new(Code::NoQuorum, &rule.clause)
                .field("present")
                .arg("have", proposal.present)
                .arg("of", proposal.of)
                .arg("quorum", quorum.as_str()));
        }
    }
    if proposal.minutes.len() != 64 {
        return Err(Refusal::new(Code::MinutesMissing, &rule.clause).field("minutes"));
    }
    let mut members = Vec::new();
    let mut departures = Vec::new();
    for category in &plan.category {
        let empty = Vec::new();
        let chosen = proposal
            .members
            .iter()
            .find(|(id, _)| *id == category.id)
            .map(|(_, handles)| handles)
            .unwrap_or(&empty);
        let most = category.seats.get().and_then(plan::Seats::most);
        if let Some(most) = most.filter(|most| chosen.len() > *most as usize) {
            return Err(Refusal::new(Code::TooManySeated, &category.clause)
                .arg("have", chosen.len())
                .arg("most", most));
        }
        let figures = figures.get(&category.id).map(|counted| counted.ranking.clone()).unwrap_or_default();
        for (index, nominee) in chosen.iter().enumerate() {
            let stands = figures.iter().any(|row| row.nominee == *nominee);
            if !stands || !s.still_in(nominee) {
                return Err(Refusal::new(Code::NotEligible, &rule.clause)
                    .field("members")
                    .arg("nominee", nominee));
            }
            if chosen[..index].contains(nominee) {
                return Err(Refusal::new(Code::Twice, &rule.clause).field("members").arg("nominee", nominee));
            }
            let number = s.lists.number(nominee).unwrap_or_default().to_owned();
            members.push(Member { number, ..Member::plain(&category.id, nominee) });
        }
        for row in &figures {
            let goes_on = chosen.contains(&row.nominee);
            let departs = match row.status {
                Status::Seated => !goes_on,
                Status::Not => goes_on,
                _ => false,
            };
            if departs {
                departures.push(Departure { nominee: row.nominee.clone(), goes_on });
            }
        }
    }
    if let Some(silent) = departures.iter().find(|departure| {
        proposal.reasons.get(&departure.nominee).is_none_or(|reason| reason.trim().is_empty())
    }) {
        return Err(Refusal::new(Code::DepartureReason, &rule.clause)
            .field("reasons")
            .arg("nominee", &silent.nominee));
    }
    for reason in proposal.reasons.values().filter(|reason| !reason.trim().is_empty()) {
        notice::public_text(c, reason, &rule.clause)?;
    }
    let resolution = s.result.resolutions.len() as u32 + 1;
    let reasons: BTreeMap<&Handle, &String> = proposal
        .reasons
        .iter()
        .filter(|(nominee, _)| departures.iter().any(|departure| departure.nominee == **nominee))
        .collect();
    let part = Part::new("reasons", PartClass::Disclosed, &format!("resolution-{resolution}"), &reasons);
    let entry = Entry::Resolved {
        resolution,
        rule: rule.id.clone(),
        present: proposal.present,
        of: proposal.of,
        minutes: proposal.minutes,
        members,
        departures,
    };
    let decided = Decided::from(crate::Entry::Result(entry));
    Ok(vec![if reasons.is_empty() { decided } else { decided.with(part) }])
}

fn publish(c: &Context, rule: &str) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let rule = rule_of(s, rule)?;
    let figures =
        s.result.counted.get(&rule.id).ok_or_else(|| Refusal::new(Code::NotCounted, &rule.clause))?;
    if s.result.published.contains_key(&rule.id) {
        return Err(Refusal::new(Code::WrongStatus, &rule.clause));
    }
    let members: Vec<Member> = match rule.decide.get() {
        None => return Err(Refusal::new(Code::Undecided, &rule.clause).arg("what", "decide")),
        Some(Decide::Resolution) => s
            .result
            .resolution_on(&rule.id)
            .ok_or_else(|| {
                Refusal::new(Code::GateOpen, &rule.clause).arg("what", "resolution").arg("count", 1)
            })?
            .members
            .iter()
            .cloned()
            .collect(),
        Some(Decide::Count) => {
            if let Some(open) = figures.values().find(|counted| counted.open) {
                let tied = open.ranking.iter().any(|row| row.status == Status::Tied);
                return Err(Refusal::new(if tied { Code::TieOpen } else { Code::Undecided }, &rule.clause)
                    .arg("what", &rule.id));
            }
            let seated = |category: &plan::Category| {
                let ranking =
                    figures.get(&category.id).map(|counted| counted.ranking.clone()).unwrap_or_default();
                let category = category.id.clone();
                ranking.into_iter().filter(|row| row.status == Status::Seated).map(move |row| Member {
                    number: s.lists.number(&row.nominee).unwrap_or_default().to_owned(),
                    ..Member::plain(&category, &row.nominee)
                })
            };
            s.plan()?.category.iter().flat_map(seated).collect()
        }
    };
    if let Some(member) = members.iter().find(|member| !s.still_in(&member.nominee)) {
        return Err(Refusal::new(Code::NotEligible, &rule.clause).arg("nominee", &member.nominee));
    }
    if let Some(member) = members.iter().find(|member| !s.clearance_lacks(&member.nominee, c.now).is_empty())
    {
        return Err(Refusal::new(Code::ClearanceMissing, &rule.clause)
            .arg("nominee", &member.nominee)
            .arg("count", 1)
            .arg("what", "clearances"));
    }
    let mut entries: Vec<Decided> = vec![lists::publish(s, rule.yields, members).into()];
    let open =
        s.plan()?.stage(&rule.after).filter(|stage| stage.kind == StageKind::Review && s.is_open(&stage.id));
    entries.extend(open.map(|stage| due::close_now(&stage.id, c.now)));
    if s.plan()?.stage(&rule.after).is_some_and(|stage| stage.kind == StageKind::Review) {
        entries.extend(lists::open_gate(c, Gate::Panel));
    }
    Ok(entries)
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    match entry {
        Entry::Counted { rule, category, ranking, open, outcome } => {
            let counted = Counted {
                at: record.at,
                ranking: ranking.iter().cloned().collect(),
                open: *open,
                outcome: outcome.clone(),
            };
            s.result.counted.entry(rule.clone()).or_default().insert(category.clone(), counted);
        }
        Entry::Resolved { resolution, rule, present, of, minutes, members, departures } => {
            s.result.resolutions.push_back(Resolution {
                number: *resolution,
                rule: rule.clone(),
                at: record.at,
                n: record.n,
                attendance: (*present, *of),
                minutes: minutes.clone(),
                members: members.iter().cloned().collect(),
                departures: departures.iter().cloned().collect(),
            });
        }
    }
}

/// Notes which rule a list came from, as the list is published.
pub(crate) fn list_published(s: &mut Selection, list: ListKind, version: u32) {
    let Some(plan) = s.plan.clone() else { return };
    let counted_not_listed = plan
        .results_for(list)
        .find(|rule| s.result.counted.contains_key(&rule.id) && !s.result.published.contains_key(&rule.id));
    if let Some(rule) = counted_not_listed {
        s.result.published.insert(rule.id.clone(), version);
    }
}
