//! 推荐: units from below, the office from above, citizens, and people themselves put nominees forward.

use imbl::{OrdMap, Vector};
use ledger::leaf::PartClass;
use plan::characters;
use plan::types::Subject;
use plan::{Category, Instant, Plan, RecommendRules, Stage, StageKind, Tier};
use serde::{Deserialize, Serialize};

use crate::founding::seat_handle;
use crate::lists::Member;
use crate::{
    Actor, Code, Context, Decided, Handle, Note, Part, Person, Profile, Record, Refusal, Role, Selection,
};

/// What may stand for a nominee's gender, beside nothing: as printed on official forms.
pub const GENDERS: [&str; 2] = ["男", "女"];

/// What a recommender fills in.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Category id.
    pub category: String,
    /// Kind of nominee, by id; empty where the category has none.
    pub kind: String,
    /// Unit (by id) that a citizen's recommendation goes to; for staff their own unit stands.
    pub unit: Option<String>,
    /// Unit (by id) that employs the nominee, where it is one of the plan's.
    pub employer_unit: Option<String>,
    /// Outlet (by id) that employs the nominee, where it is one of the plan's.
    pub outlet: Option<String>,
    /// What the public may read later.
    pub profile: Profile,
    /// What nobody may read.
    pub person: Person,
    /// Which standards of the category the recommender signs, by index.
    pub checklist: Vec<u32>,
    /// The record of the unit's democratic step is attached: SHA-256 (hex) of the file.
    pub minutes: Option<String>,
    /// Id of that file, where it was uploaded.
    pub minutes_file: Option<String>,
    /// Words to the office.
    pub note: String,
}

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Put somebody forward.
    Recommend {
        /// Recommend stage.
        stage: String,
        /// Way in. Staff of a unit: from below; of the office or a sponsor: from above.
        tier: Tier,
        /// The form.
        form: Box<Form>,
    },
    /// Send a recommendation back for changes: to whom it came from, or, where a citizen without an account turned to a
    /// unit, to the unit that vouched.
    Return {
        /// Recommendation.
        rec: Handle,
        /// What is to be changed.
        note: String,
    },
    /// Hand a returned recommendation in again. Anybody with a seat of the body it came from may; what a citizen handed
    /// in, the unit with which it lies mends, and vouches for it with the same step.
    Revise {
        /// Recommendation.
        rec: Handle,
        /// The form.
        form: Box<Form>,
    },
    /// The unit above, or the unit a citizen turned to, vouches for a recommendation and passes it to the office.
    Endorse {
        /// Recommendation.
        rec: Handle,
        /// Which standards it signs, by index.
        checklist: Vec<u32>,
    },
    /// Take a nominee out at their own or their unit's wish.
    Withdraw {
        /// Nominee.
        nominee: Handle,
        /// Why.
        note: String,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// Somebody was put forward.
    Recommended {
        /// Recommendation.
        rec: Handle,
        /// Nominee.
        nominee: Handle,
        /// Recommend stage.
        stage: String,
        /// Way in.
        tier: Tier,
        /// The facts that count.
        facts: Facts,
        /// Other nominees with the same ID number, as far as known at this moment.
        same_as: Vec<Handle>,
        /// Where it goes first.
        at: Desk,
    },
    /// A recommendation was sent back.
    Returned {
        /// Recommendation.
        rec: Handle,
    },
    /// A returned recommendation was handed in again.
    Revised {
        /// Recommendation.
        rec: Handle,
        /// The facts that count.
        facts: Facts,
        /// Other nominees with the same ID number.
        same_as: Vec<Handle>,
        /// Where it goes now.
        at: Desk,
    },
    /// A unit vouched for a recommendation.
    Endorsed {
        /// Recommendation.
        rec: Handle,
        /// Unit id.
        unit: String,
        /// How many standards it signed.
        signed: u32,
    },
    /// A nominee was taken out.
    Withdrawn {
        /// Nominee.
        nominee: Handle,
    },
}

/// What the fold knows of a recommendation's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Category id.
    pub category: String,
    /// Kind of nominee; empty where the category has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Recommending unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Employing unit, where it is one of the plan's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer_unit: Option<String>,
    /// Employing outlet, where it is one of the plan's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// 字数 of the brief.
    pub brief_len: u32,
    /// How many standards were signed.
    pub signed: u32,
    /// SHA-256 (hex) of the record of the democratic step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<String>,
}

/// Where a recommendation lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Desk {
    /// With a unit that must vouch for it.
    Unit(String),
    /// With the office.
    Office,
    /// Back with the recommender.
    Recommender,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// Nominee it puts forward.
    pub nominee: Handle,
    /// Recommend stage.
    pub stage: String,
    /// Way in.
    pub tier: Tier,
    /// Seat that handed it in, or `citizen`.
    pub by: Handle,
    /// What that seat was: its body answers for the recommendation, whoever holds the seat. Absent: a citizen's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Role>,
    /// The facts that count.
    pub facts: Facts,
    /// Where it lies.
    pub desk: Desk,
    /// How often it was sent back.
    pub returned: u32,
    /// When it was handed in last.
    pub at: Instant,
    /// Number of the entry that holds its newest parts.
    pub n: u64,
    /// Number of the entry that sent it back last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_n: Option<u64>,
}

impl Recommendation {
    /// Where it lies when it is sent back; `None` where there is nobody to send it to. A citizen has no account: the
    /// unit that vouched can ask them and mend it, and without a unit there is only the decision.
    pub fn back_to(&self) -> Option<Desk> {
        match (&self.from, &self.desk, &self.facts.unit) {
            (Some(_), Desk::Office | Desk::Unit(_), _) => Some(Desk::Recommender),
            (None, Desk::Office, Some(unit)) => Some(Desk::Unit(unit.clone())),
            _ => None,
        }
    }
}

/// A nominee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nominee {
    /// Category.
    pub category: String,
    /// Recommendations that put them forward.
    pub recs: Vector<Handle>,
    /// Other nominees with the same ID number.
    pub same_as: Vector<Handle>,
    /// Taken out, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Instant>,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Recommendations by handle (`r1`, `r2`, …).
    pub recs: OrdMap<Handle, Recommendation>,
    /// Nominees by handle (`p1`, `p2`, …).
    pub nominees: OrdMap<Handle, Nominee>,
}

impl State {
    /// The newest recommendation of a nominee.
    pub fn rec_of(&self, nominee: &str) -> Option<&Recommendation> {
        self.nominees.get(nominee).and_then(|nominee| nominee.recs.last()).and_then(|rec| self.recs.get(rec))
    }

    /// Nominees whose recommendation has reached the office and who were not taken out.
    pub fn in_office(&self) -> impl Iterator<Item = (&Handle, &Nominee)> {
        self.nominees.iter().filter(|(_, nominee)| {
            nominee.withdrawn.is_none()
                && nominee
                    .recs
                    .iter()
                    .any(|rec| self.recs.get(rec).is_some_and(|rec| rec.desk == Desk::Office))
        })
    }

    pub(crate) fn recommended_members(&self) -> Vec<Member> {
        let mut members: Vec<Member> =
            self.in_office().map(|(handle, nominee)| Member::plain(&nominee.category, handle)).collect();
        members.sort_by_key(|member| (member.category.clone(), crate::lists::serial(&member.nominee)));
        members
    }
}

impl Selection {
    /// The asker holds a seat of the body that handed a recommendation in.
    pub fn put_forward(&self, who: &Actor, rec: &Recommendation) -> bool {
        rec.from.is_some() && self.role(who) == rec.from.as_ref()
    }

    /// The asker may mend a recommendation where it lies now: it came back to their body, or a citizen handed it in and
    /// it lies with their unit.
    pub fn mends(&self, who: &Actor, rec: &Recommendation) -> bool {
        match &rec.desk {
            Desk::Recommender => self.put_forward(who, rec),
            Desk::Unit(at) => {
                rec.from.is_none() && matches!(self.role(who), Some(Role::Unit { unit }) if unit == at)
            }
            Desk::Office => false,
        }
    }

    /// No stage that decides on recommendations has ended: what was handed in in time may still be mended and vouched
    /// for, because a return may come on the last day and a citizen in the last hour.
    pub fn screening_goes_on(&self) -> bool {
        let Some(plan) = self.plan.as_deref() else { return false };
        plan.stages(StageKind::Screen).all(|stage| self.stage_state(&stage.id).closed.is_none())
    }

    /// Whether a seat's holder must stand back from a nominee for a reason the software can see.
    pub fn conflict(&self, who: &Actor, nominee: &str) -> Option<plan::review::RecusalGround> {
        use plan::review::RecusalGround;
        let seat = self.seat(who)?;
        let rec = self.recommend.rec_of(nominee)?;
        let same = |mine: &Option<String>, theirs: &Option<String>| mine.is_some() && mine == theirs;
        if same(&seat.unit, &rec.facts.employer_unit) || same(&seat.unit, &rec.facts.unit) {
            return Some(RecusalGround::SameUnit);
        }
        if same(&seat.outlet, &rec.facts.outlet) {
            return Some(RecusalGround::SameOutlet);
        }
        (rec.by == who.handle()).then_some(RecusalGround::Recommender)
    }

    /// The rule of recusal that binds outside the panel too, where the plan has one.
    pub fn recusal_rules(&self) -> Option<&plan::review::RecusalRules> {
        let plan = self.plan.as_deref()?;
        plan.stage.iter().filter_map(|stage| stage.review.as_ref()).find_map(|rules| rules.recusal.get())
    }

    /// Refuses an act of office, department or unit on a nominee from whom its asker must stand back.
    pub(crate) fn must_not_conflict(&self, who: &Actor, nominee: &str) -> Result<(), Refusal> {
        let Some(rules) = self.recusal_rules().filter(|rules| rules.everywhere) else { return Ok(()) };
        match self.conflict(who, nominee) {
            Some(ground)
                if rules.grounds.contains(&ground) && ground != plan::review::RecusalGround::Recommender =>
            {
                Err(Refusal::new(Code::MustRecuse, &rules.clause).arg("nominee", nominee))
            }
            _ => Ok(()),
        }
    }
}

fn rules(stage: &Stage) -> Result<&RecommendRules, Refusal> {
    stage.recommend.as_ref().ok_or_else(|| Refusal::new(Code::NotStated, &stage.clause))
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    match act {
        Act::Recommend { stage, tier, form } => recommend(c, &stage, tier, *form),
        Act::Return { rec, note } => {
            let found = lookup(s, &rec)?;
            s.must_not_conflict(c.who, &found.nominee)?;
            let stage_clause = stage_clause(s, &found.stage);
            holds_desk(s, c.who, found)?;
            still_screening(s, &found.stage)?;
            if found.back_to().is_none() {
                return Err(Refusal::new(Code::NobodyToReturnTo, stage_clause));
            }
            if note.trim().is_empty() {
                return Err(Refusal::new(Code::Missing, stage_clause).field("note"));
            }
            let part =
                Part::new("note", PartClass::Office, &found.nominee, &Note { text: note, ..Note::default() });
            Ok(vec![Decided::from(crate::Entry::Recommend(Entry::Returned { rec })).with(part)])
        }
        Act::Revise { rec, form } => {
            let found = lookup(s, &rec)?.clone();
            if found.desk == Desk::Office {
                return Err(Refusal::new(Code::WrongStatus, stage_clause(s, &found.stage)));
            }
            if !s.mends(c.who, &found) {
                return Err(Refusal::new(Code::NotAllowed, stage_clause(s, &found.stage)));
            }
            still_screening(s, &found.stage)?;
            let plan = s.plan()?;
            let stage = plan
                .stage(&found.stage)
                .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", &found.stage))?;
            if form.category != found.facts.category {
                return Err(Refusal::new(Code::WrongStatus, &stage.clause).field("category"));
            }
            let unit = found.facts.unit.clone();
            let checked = check(c, plan, stage, found.tier, &form, unit, Some(&found.nominee))?;
            let Checked { mut facts, same_as, id_key } = checked;
            let desk = match &found.desk {
                // The unit asked the citizen, mended, and vouches for what it hands in.
                Desk::Unit(unit) => {
                    facts.signed = checklist_signed(plan, &form.category, &form.checklist)?;
                    over_quota(s, &found.stage, found.tier, &facts.category, unit)?;
                    Desk::Office
                }
                _ => first_desk(plan, found.tier, facts.unit.as_deref()),
            };
            let entry = Entry::Revised { rec, facts, same_as, at: desk };
            Ok(vec![with_parts(crate::Entry::Recommend(entry), &found.nominee, *form, id_key)])
        }
        Act::Endorse { rec, checklist } => {
            let found = lookup(s, &rec)?;
            let clause = stage_clause(s, &found.stage);
            still_screening(s, &found.stage)?;
            let (Desk::Unit(at), Some(Role::Unit { unit })) = (&found.desk, s.role(c.who)) else {
                return Err(Refusal::new(Code::WrongStatus, clause));
            };
            if at != unit {
                return Err(Refusal::new(Code::NotAllowed, clause));
            }
            let signed = checklist_signed(s.plan()?, &found.facts.category, &checklist)?;
            over_quota(s, &found.stage, found.tier, &found.facts.category, unit)?;
            Ok(vec![crate::Entry::Recommend(Entry::Endorsed { rec, unit: unit.clone(), signed }).into()])
        }
        Act::Withdraw { nominee, note } => {
            let found = s
                .recommend
                .nominees
                .get(&nominee)
                .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", &nominee))?;
            let own = s.recommend.rec_of(&nominee).is_some_and(|rec| s.put_forward(c.who, rec));
            if !own && s.role(c.who) != Some(&Role::Office) {
                return Err(Refusal::new(Code::NotAllowed, ""));
            }
            if found.withdrawn.is_some() {
                return Err(Refusal::new(Code::WrongStatus, ""));
            }
            if s.naming.named.is_some() {
                return Err(Refusal::new(Code::WrongStatus, crate::naming::clause(s)));
            }
            if note.trim().is_empty() {
                return Err(Refusal::new(Code::Missing, "").field("note"));
            }
            let part =
                Part::new("note", PartClass::Office, &nominee, &Note { text: note, ..Note::default() });
            Ok(vec![Decided::from(crate::Entry::Recommend(Entry::Withdrawn { nominee })).with(part)])
        }
    }
}

fn recommend(c: &Context, stage: &str, tier: Tier, form: Form) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let stage = s.within_window(stage, StageKind::Recommend, c.now)?;
    let plan = s.plan()?;
    if !rules(stage)?.tiers.contains(&tier) {
        return Err(Refusal::new(Code::TierClosed, &stage.clause));
    }
    let unit = match (tier, s.role(c.who)) {
        (Tier::BottomUp, Some(Role::Unit { unit })) => Some(unit.clone()),
        (Tier::TopDown, Some(Role::Office | Role::Sponsor { .. })) => form.unit.clone(),
        (Tier::Public | Tier::Own, None) => form.unit.clone(),
        _ => return Err(Refusal::new(Code::NotAllowed, &stage.clause)),
    };
    let Checked { facts, same_as, id_key } = check(c, plan, stage, tier, &form, unit, None)?;
    if let Some(unit) = facts.unit.as_deref() {
        let twice = same_as.iter().filter_map(|other| s.recommend.rec_of(other)).any(|other| {
            other.facts.unit.as_deref() == Some(unit)
                && other.facts.category == facts.category
                && other.tier == tier
        });
        if twice {
            return Err(Refusal::new(Code::AlreadyRecommended, &stage.clause).field("id_number"));
        }
        if tier == Tier::BottomUp {
            over_quota(s, &stage.id, tier, &facts.category, unit)?;
        }
    }
    let rec = format!("r{}", s.recommend.recs.len() + 1);
    let nominee = format!("p{}", s.recommend.nominees.len() + 1);
    let desk = first_desk(plan, tier, facts.unit.as_deref());
    let entry = Entry::Recommended {
        rec,
        nominee: nominee.clone(),
        stage: stage.id.clone(),
        tier,
        facts,
        same_as,
        at: desk,
    };
    Ok(vec![with_parts(crate::Entry::Recommend(entry), &nominee, form, id_key)])
}

/// A form that fits the plan.
struct Checked {
    facts: Facts,
    same_as: Vec<Handle>,
    id_key: String,
}

/// Checks a form against the plan and gives the facts that count, or everything that is wrong with the form.
fn check(
    c: &Context,
    plan: &Plan,
    stage: &Stage,
    tier: Tier,
    form: &Form,
    unit: Option<String>,
    nominee: Option<&str>,
) -> Result<Checked, Refusal> {
    let rules = rules(stage)?;
    let clause = stage.clause.as_str();
    let missing = |field| Refusal::new(Code::Missing, clause).field(field);
    // What else is asked for depends on the category.
    let Some(category) = plan.category(&form.category) else { return Err(missing("category")) };
    let mut faults = Vec::new();
    if !category.kinds.is_empty() && !category.kinds.iter().any(|kind| kind.id == form.kind) {
        faults.push(missing("kind"));
    }
    for (field, unit) in [("unit", &unit), ("employer_unit", &form.employer_unit)] {
        if unit.as_deref().is_some_and(|unit| plan.unit(unit).is_none()) {
            faults.push(missing(field));
        }
    }
    if form.outlet.as_deref().is_some_and(|outlet| plan.outlet(outlet).is_none()) {
        faults.push(missing("outlet"));
    }
    let brief_clause = if rules.brief_clause.is_empty() { clause } else { rules.brief_clause.as_str() };
    let brief_len = characters::count(&form.profile.brief) as u32;
    faults.extend(line_faults(c, category, form, clause));
    faults.extend(brief_fault(c, rules, form, brief_len, brief_clause));
    let mut same_as = Vec::new();
    let mut id_key = String::new();
    if category.subject == Subject::Person {
        match c.files.identify(&form.person.id_number) {
            Ok(key) => {
                same_as = c.files.same_person(&key);
                same_as.retain(|other| Some(other.as_str()) != nominee);
                id_key = key;
            }
            Err(fault) => {
                faults.push(Refusal::new(Code::BadIdNumber, "").field("id_number").arg("fault", fault.0))
            }
        }
        if !c.files.phone_ok(&form.person.phone) {
            faults.push(Refusal::new(Code::BadPhone, "").field("phone"));
        }
    }
    let mut signed = form.checklist.len() as u32;
    if tier == Tier::BottomUp {
        match checklist_signed(plan, &form.category, &form.checklist) {
            Ok(all) => signed = all,
            Err(open) => faults.push(open),
        }
        if rules.minutes && form.minutes.is_none() {
            faults.push(Refusal::new(Code::MinutesMissing, clause).field("minutes"));
        }
    }
    if let Some(refusal) = Refusal::of_all(faults) {
        return Err(refusal);
    }
    let facts = Facts {
        category: form.category.clone(),
        kind: form.kind.clone(),
        unit,
        employer_unit: form.employer_unit.clone(),
        outlet: form.outlet.clone(),
        brief_len,
        signed,
        minutes: form.minutes.clone(),
    };
    Ok(Checked { facts, same_as, id_key })
}

/// What is wrong with the fields that hold one line each, and with the note: one fault a field.
fn line_faults(c: &Context, category: &Category, form: &Form, clause: &str) -> Vec<Refusal> {
    let profile = &form.profile;
    let lines: [(&'static str, &str, usize, bool); 4] = [
        ("name", &profile.name, characters::NAME_MOST, true),
        ("employer", &profile.employer, 80, category.needs_employer),
        ("position", &profile.position, 60, false),
        ("tagline", &profile.tagline, 60, false),
    ];
    let fault = |(field, value, most, needed): (&'static str, &str, usize, bool)| {
        let refused = if needed && value.trim().is_empty() {
            Refusal::new(Code::Missing, clause)
        } else if value.chars().count() > most {
            Refusal::new(Code::FieldTooLong, clause).arg("most", most)
        } else if !characters::is_legible(value) {
            Refusal::new(Code::Illegible, "")
        } else if c.files.has_personal_number(value) {
            Refusal::new(Code::PersonalNumber, "")
        } else {
            return None;
        };
        Some(refused.field(field))
    };
    let mut faults: Vec<Refusal> = lines.into_iter().filter_map(fault).collect();
    if !profile.gender.is_empty() && !GENDERS.contains(&profile.gender.as_str()) {
        faults.push(Refusal::new(Code::Missing, clause).field("gender"));
    }
    if form.note.chars().count() > 2000 {
        faults.push(Refusal::new(Code::FieldTooLong, clause).field("note").arg("most", 2000));
    }
    faults
}

/// What is wrong with the brief, or with the deeds beside it. Characters in them that nobody can see are no fault: they
/// come with pasted text, are not counted, and are taken out before it is kept.
fn brief_fault(
    c: &Context,
    rules: &RecommendRules,
    form: &Form,
    brief_len: u32,
    clause: &str,
) -> Option<Refusal> {
    let profile = &form.profile;
    if brief_len == 0 {
        return Some(Refusal::new(Code::Missing, clause).field("brief"));
    }
    if let Some(most) = rules.brief_most.get().filter(|most| brief_len > **most) {
        let refused = Refusal::new(Code::BriefTooLong, clause).field("brief");
        return Some(refused.arg("have", brief_len).arg("most", most));
    }
    // A bound of our own where the plan has none: a text nobody could read is refused before it is stored.
    if profile.brief.chars().count() > 20_000 || profile.deeds.iter().map(String::len).sum::<usize>() > 20_000
    {
        return Some(Refusal::new(Code::FieldTooLong, clause).field("brief").arg("most", 20_000));
    }
    let deeds = profile.deeds.iter().map(|deed| ("deeds", deed));
    let numbered = |(field, text): (&'static str, &String)| {
        // Without what is taken out, which could hide a number.
        let told = c.files.has_personal_number(&characters::normalise_input(text));
        told.then(|| Refusal::new(Code::PersonalNumber, "").field(field))
    };
    [("brief", &profile.brief)].into_iter().chain(deeds).find_map(numbered)
}

/// How many standards were signed: all of the category's, or a refusal.
fn checklist_signed(plan: &Plan, category: &str, checklist: &[u32]) -> Result<u32, Refusal> {
    let Some(category) = plan.category(category) else { return Ok(0) };
    let open = (0..category.standards.len() as u32).filter(|index| !checklist.contains(index)).count();
    if open > 0 {
        return Err(Refusal::new(Code::ChecklistOpen, &category.clause).field("checklist").arg("open", open));
    }
    Ok(category.standards.len() as u32)
}

fn over_quota(s: &Selection, stage: &str, tier: Tier, category: &str, unit: &str) -> Result<(), Refusal> {
    let plan = s.plan()?;
    let Some(stage) = plan.stage(stage) else { return Ok(()) };
    let rules = rules(stage)?;
    let own = plan.unit(unit).and_then(|unit| rules.quota_for(unit, category));
    let Some(quota) = own.and_then(|quota| quota.get().copied()) else { return Ok(()) };
    let outside = |tier: Tier| rules.outside_quota.contains(&tier);
    if outside(tier) {
        return Ok(());
    }
    let have = s
        .recommend
        .recs
        .values()
        .filter(|rec| rec.facts.unit.as_deref() == Some(unit) && rec.facts.category == category)
        .filter(|rec| !outside(rec.tier) && (rec.tier == Tier::BottomUp || rec.desk == Desk::Office))
        .filter(|rec| {
            s.recommend.nominees.get(&rec.nominee).is_some_and(|nominee| nominee.withdrawn.is_none())
        })
        .count();
    if have >= quota as usize {
        return Err(Refusal::new(Code::OverQuota, &stage.clause).arg("quota", quota).arg("have", have));
    }
    Ok(())
}

/// A unit with a unit above it, and a citizen who names a unit, pass through that unit first.
fn first_desk(plan: &Plan, tier: Tier, unit: Option<&str>) -> Desk {
    match (tier, unit) {
        (Tier::BottomUp, Some(unit)) => match plan.unit(unit).and_then(|unit| unit.parent.clone()) {
            Some(parent) => Desk::Unit(parent),
            None => Desk::Office,
        },
        (Tier::Public | Tier::Own, Some(unit)) => Desk::Unit(unit.to_owned()),
        _ => Desk::Office,
    }
}

fn with_parts(entry: crate::Entry, nominee: &str, mut form: Form, id_key: String) -> Decided {
    form.person.id_key = id_key;
    form.profile.brief = characters::normalise_input(&form.profile.brief);
    for deed in &mut form.profile.deeds {
        *deed = characters::normalise_input(deed);
    }
    form.profile.deeds.retain(|deed| !deed.is_empty());
    let mut decided = Decided::from(entry)
        .with(Part::new("profile", PartClass::Disclosed, nominee, &form.profile))
        .with(Part::new("person", PartClass::Person, nominee, &form.person))
        .holding("portrait", nominee, Some(form.profile.portrait).filter(|id| !id.is_empty()))
        .holding("minutes", nominee, form.minutes_file);
    if !form.note.trim().is_empty() {
        let note = Note { text: form.note, ..Note::default() };
        decided = decided.with(Part::new("note", PartClass::Office, nominee, &note));
    }
    decided
}

fn lookup<'a>(s: &'a Selection, rec: &str) -> Result<&'a Recommendation, Refusal> {
    s.recommend.recs.get(rec).ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", rec))
}

fn stage_clause(s: &Selection, stage: &str) -> String {
    s.plan.as_ref().and_then(|plan| plan.stage(stage)).map(|stage| stage.clause.clone()).unwrap_or_default()
}

/// The asker is whom the recommendation lies with.
fn holds_desk(s: &Selection, who: &Actor, rec: &Recommendation) -> Result<(), Refusal> {
    seat_handle(who)?;
    let holds = match (&rec.desk, s.role(who)) {
        (Desk::Office, Some(Role::Office)) => true,
        (Desk::Unit(at), Some(Role::Unit { unit })) => at == unit,
        _ => false,
    };
    if holds { Ok(()) } else { Err(Refusal::new(Code::WrongStatus, stage_clause(s, &rec.stage))) }
}

/// Refuses what comes after a stage that decides on recommendations has ended.
fn still_screening(s: &Selection, stage: &str) -> Result<(), Refusal> {
    if s.screening_goes_on() {
        return Ok(());
    }
    Err(Refusal::new(Code::TooLate, stage_clause(s, stage)).arg("stage", "").arg("closes", ""))
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    let from = s.seats.get(&record.by).map(|seat| seat.role.clone());
    let state = &mut s.recommend;
    match entry {
        Entry::Recommended { rec, nominee, stage, tier, facts, same_as, at } => {
            let fresh = Nominee {
                category: facts.category.clone(),
                recs: Vector::unit(rec.clone()),
                same_as: same_as.iter().cloned().collect(),
                withdrawn: None,
            };
            state.nominees.insert(nominee.clone(), fresh);
            let fresh = Recommendation {
                nominee: nominee.clone(),
                stage: stage.clone(),
                tier: *tier,
                by: record.by.clone(),
                from,
                facts: facts.clone(),
                desk: at.clone(),
                returned: 0,
                at: record.at,
                n: record.n,
                return_n: None,
            };
            state.recs.insert(rec.clone(), fresh);
        }
        Entry::Returned { rec } => {
            if let Some(rec) = state.recs.get_mut(rec) {
                rec.desk = rec.back_to().unwrap_or(Desk::Recommender);
                rec.returned += 1;
                rec.return_n = Some(record.n);
            }
        }
        Entry::Revised { rec, facts, same_as, at } => {
            if let Some(rec) = state.recs.get_mut(rec) {
                rec.facts = facts.clone();
                rec.desk = at.clone();
                rec.at = record.at;
                rec.n = record.n;
                if let Some(nominee) = state.nominees.get_mut(&rec.nominee) {
                    nominee.same_as = same_as.iter().cloned().collect();
                }
                // A decision was about what had been handed in before.
                s.screen.outcomes.remove(&rec.nominee);
            }
        }
        Entry::Endorsed { rec, .. } => {
            if let Some(rec) = state.recs.get_mut(rec) {
                rec.desk = Desk::Office;
            }
        }
        Entry::Withdrawn { nominee } => {
            if let Some(nominee) = state.nominees.get_mut(nominee) {
                nominee.withdrawn = Some(record.at);
            }
        }
    }
}
