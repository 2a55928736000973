//! The selection in words: a sentence for every entry, refusal and lack, and what stages, lists, bodies and nominees
//! are called.
//!
//! Nothing here knows more than its viewer: names come through [`View::profile`], everything else out of the narrowed
//! state or the record itself.

mod entries;

pub use entries::{sealed, sentence};

use desk::View;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use plan::types::Subject;
use plan::{Instant, ListKind, Moment, Plan, Stage};
use selection::{Code, Lack, Refusal, Role, Thing, lists};
use serde::Serialize;
use text::{Args, Lang, Value, args};

use crate::ui::Fault;

/// What a message is given for a variable that is not there; its selectors have a variant of this name.
const NONE: &str = "none";

/// The name of a value of an enumeration: `word("count-status", &Status::Tied, lang)` is the message `count-status-tied`.
/// Families: `count-status`, and those of `record.ftl`: `stage-kind`, `list`, `tier`, `opinion`, `ruling`, `piece`, `ground`,
/// `vote-mode`, `identity`, `gate`.
pub fn word(family: &str, value: &impl Serialize, lang: Lang) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    text::t(lang, &format!("{family}-{}", value.as_str().unwrap_or_default()))
}

/// The name of a list.
pub fn list_name(view: &View, list: ListKind, lang: Lang) -> String {
    let value = serde_json::to_value(list).unwrap_or_default();
    of_selection(view, lang, &format!("list-{}", value.as_str().unwrap_or_default()))
}

/// Whether a selection is one of works: titles and authors stand where names and units do.
pub fn works(plan: &Plan) -> bool {
    plan.category.iter().all(|category| matches!(category.subject, Subject::Work | Subject::Place))
}

/// Whether a category is one of works.
pub fn is_work(view: &View, category: &str) -> bool {
    let category = view.plan().and_then(|plan| plan.category(category));
    category.is_some_and(|category| matches!(category.subject, Subject::Work | Subject::Place))
}

/// The message of a key as it is said in this selection, of people or of works.
pub fn of_selection(view: &View, lang: Lang, key: &str) -> String {
    match view.plan().is_some_and(works) {
        true => text::of_works(lang, key, &text::Args::new()),
        false => text::t(lang, key),
    }
}

/// The name of a stage; in English the kind's name where the plan has no English one.
pub fn stage(stage: &Stage, lang: Lang) -> String {
    if lang == Lang::En && stage.name_en.is_empty() {
        return word("stage-kind", &stage.kind, lang);
    }
    stage.called(lang).to_owned()
}

/// The same, by id.
pub fn stage_name(view: &View, id: &str, lang: Lang) -> String {
    Names::of(view, lang).stage(id)
}

/// The name of a unit, by id.
pub fn unit_name(view: &View, id: &str, lang: Lang) -> String {
    Names::of(view, lang).unit(id)
}

/// The name of a category, by id.
pub fn category_name(view: &View, id: &str, lang: Lang) -> String {
    Names::of(view, lang).category(id)
}

/// The name of a sponsor, by id.
pub fn sponsor_name(view: &View, id: &str, lang: Lang) -> String {
    Names::of(view, lang).sponsor(id)
}

/// The name of a clearance department, by id.
pub fn department_name(view: &View, id: &str, lang: Lang) -> String {
    Names::of(view, lang).department(id)
}

/// The name of an outlet, by id.
pub fn outlet_name(view: &View, id: &str, lang: Lang) -> String {
    Names::of(view, lang).outlet(id)
}

/// A public reason for leaving somebody out or revoking a title, by id.
pub fn reason_name(view: &View, id: &str, lang: Lang) -> String {
    Names::of(view, lang).reason(id)
}

/// A nominee: candidate number and name, or the name, where this viewer may see it; else `推荐对象p12`.
pub fn nominee(view: &View, handle: &str, lang: Lang) -> String {
    Names::of(view, lang).nominee(handle)
}

/// A role with its particulars: `沂水县`, `评委（专家）`, `办公室`.
pub fn role(view: &View, role: &Role, lang: Lang) -> String {
    Names::of(view, lang).role(role)
}

/// Who asked for an act, by the handle in its record: the body whose seat it was where the viewer may know, else the
/// kind of seat.
pub fn who(view: &View, handle: &str, lang: Lang) -> String {
    Names::of(view, lang).who(handle)
}

/// A gate by the name that stands in leaves.
pub fn gate(view: &View, name: &str, lang: Lang) -> String {
    match selection::Gate::named(name) {
        Some(gate) => Names::of(view, lang).gate(&gate),
        None => text::t(lang, &format!("gate-{name}")),
    }
}

/// A batch of paper: `第3投票点第2批`.
pub fn batch(view: &View, batch: &selection::paper::Id, lang: Lang) -> String {
    Names::of(view, lang).batch(&batch.key())
}

/// A condition of the next step: what is missing, or that nothing is.
pub fn lack(view: &View, lack: &Lack, lang: Lang) -> String {
    if lack.done {
        return text::t(lang, &format!("lack-{}-done", lack.what));
    }
    let names = Names::of(view, lang);
    let missing = names.lack(lack.what, lack.count, &lack.examples);
    missing.unwrap_or_else(|| text::t(lang, &format!("lack-{}", lack.what)))
}

/// A refusal in words: what is wrong and what to do, beside its field, with its clause.
pub fn refusal(view: Option<&View>, refusal: &Refusal, lang: Lang) -> Fault {
    let names = Names { view, lang };
    let args = variables(refusal.code)
        .iter()
        .fold(Args::new(), |args, name| args.set(name, names.variable(refusal, name)));
    Fault {
        field: refusal.field.unwrap_or_default().to_owned(),
        text: text::ta(lang, &format!("refusal-{}", refusal.code.as_str()), &args),
        clause: refusal.clause.clone(),
    }
}

/// The variables of a code's sentence. What a refusal does not carry is given as `none`.
pub(crate) fn variables(code: Code) -> &'static [&'static str] {
    match code {
        Code::TooEarly => &["stage", "opens"],
        Code::TooLate => &["stage", "closes"],
        Code::NotOpen => &["stage", "standing"],
        Code::Unknown | Code::ActsBackward | Code::GateOpen | Code::SheetsMissing | Code::NotDone => {
            &["what"]
        }
        Code::Missing | Code::DateOutside => &["field"],
        Code::FieldTooLong => &["most"],
        Code::BadSupplement => &["faults", "path"],
        Code::BeyondConduct => &["rules", "path"],
        Code::BriefTooLong | Code::TooManyCandidates | Code::TooManySeated | Code::TooManyChoices => {
            &["have", "most"]
        }
        Code::BadIdNumber | Code::BadCode => &["fault"],
        Code::OverQuota => &["quota", "have"],
        Code::ChecklistOpen => &["open"],
        Code::MustRecuse
        | Code::JudgeSameUnit
        | Code::JudgeSameOutlet
        | Code::NotEligible
        | Code::Twice
        | Code::DepartureReason => &["nominee"],
        Code::ClearanceMissing | Code::TooFewSheets | Code::RecheckMissing => &["count", "nominee"],
        Code::BadScore => &["criterion", "least", "most"],
        Code::NoQuorum => &["have", "of", "quorum"],
        Code::ObjectionOpen => &["count"],
        Code::SignaturesMissing | Code::SignatureDeclined => &["count", "sponsor"],
        Code::VoteClosed => &["opens", "closes"],
        Code::TooFewChoices => &["have", "least"],
        Code::LimitReached => &["limit"],
        Code::BadFigure => &["most"],
        Code::PaperUnfinished => &["count"],
        Code::ScanTwice => &["place", "number"],
        Code::PaperOverIssued => &["counted", "issued"],
        Code::PaperVotesOverValid => &["nominee", "valid"],
        Code::PaperTooManyVotes => &["votes", "most"],
        Code::PaperTooFewVotes => &["votes", "least"],
        Code::NotAllowed
        | Code::Closed
        | Code::NotStated
        | Code::AlreadyAdopted
        | Code::BadHandle
        | Code::PersonalNumber
        | Code::BadPhone
        | Code::TierClosed
        | Code::MinutesMissing
        | Code::AlreadyRecommended
        | Code::Illegible
        | Code::WrongStatus
        | Code::NobodyToReturnTo
        | Code::UnknownReason
        | Code::StandardsMissing
        | Code::PanelClosed
        | Code::SheetsAllIn
        | Code::NoName
        | Code::NotCounted
        | Code::TieOpen
        | Code::Undecided
        | Code::NoNotice
        | Code::NoticeRunning
        | Code::AlreadyRuled
        | Code::LeadsMissing
        | Code::NotASignatory
        | Code::AlreadySigned
        | Code::NotNamed
        | Code::UnknownOutlet
        | Code::PieceStatus
        | Code::NoVote
        | Code::NotACandidate
        | Code::NoPaper
        | Code::PaperLate
        | Code::PaperRunning
        | Code::PaperNotCounted
        | Code::PaperCounted
        | Code::PaperAgreed
        | Code::PaperThere
        | Code::CountedLost
        | Code::PaperSamePerson
        | Code::ScanMissing
        | Code::WorkMissing
        | Code::WorkWrong
        | Code::WorkForeign
        | Code::WorkExpired
        | Code::Busy => &[],
    }
}

/// What things are called for one viewer in one language.
#[derive(Clone, Copy)]
struct Names<'a> {
    view: Option<&'a View>,
    lang: Lang,
}

impl<'a> Names<'a> {
    fn of(view: &'a View, lang: Lang) -> Names<'a> {
        Names { view: Some(view), lang }
    }

    fn plan(&self) -> Option<&'a Plan> {
        self.view.and_then(|view| view.plan())
    }

    fn zone(&self) -> TimeZone {
        self.plan().map(Plan::zone).unwrap_or(TimeZone::UTC)
    }

    /// The English name where English is read and there is one.
    fn either(&self, name: &str, english: &str) -> String {
        if self.lang == Lang::En && !english.is_empty() { english.to_owned() } else { name.to_owned() }
    }

    fn stage(&self, id: &str) -> String {
        self.plan()
            .and_then(|plan| plan.stage(id))
            .map_or_else(|| id.to_owned(), |found| stage(found, self.lang))
    }

    fn unit(&self, id: &str) -> String {
        self.plan().and_then(|plan| plan.unit(id)).map_or(id, |unit| unit.name.as_str()).to_owned()
    }

    fn category(&self, id: &str) -> String {
        self.plan().map_or(id, |plan| plan::names::category(plan, id, self.lang)).to_owned()
    }

    fn sponsor(&self, id: &str) -> String {
        self.plan().map_or(id, |plan| plan::names::sponsor(plan, id, self.lang)).to_owned()
    }

    fn department(&self, id: &str) -> String {
        self.plan().and_then(|plan| plan.department(id)).map_or(id, |row| row.name.as_str()).to_owned()
    }

    fn outlet(&self, id: &str) -> String {
        let Some(row) = self.plan().and_then(|plan| plan.outlet(id)) else { return id.to_owned() };
        // An outlet has no English name of its own, but may be a sponsor, which has.
        let sponsor = row.sponsor.as_deref().and_then(|id| self.plan().and_then(|plan| plan.sponsor(id)));
        self.either(&row.name, sponsor.map_or("", |sponsor| &sponsor.name_en))
    }

    fn panel(&self, id: &str) -> String {
        let stages = self.plan().into_iter().flat_map(|plan| &plan.stage);
        let mut rows =
            stages.filter_map(|stage| stage.review.as_ref()).filter_map(|rules| rules.panel.get()).flatten();
        rows.find(|row| row.id == id).map_or(id, |row| row.name.as_str()).to_owned()
    }

    fn reason(&self, id: &str) -> String {
        let stages = self.plan().into_iter().flat_map(|plan| &plan.stage);
        let mut rows = stages.filter_map(|stage| stage.screen.as_ref()).flat_map(|rules| &rules.reason);
        rows.find(|row| row.id == id).map_or(id, |row| row.name.as_str()).to_owned()
    }

    fn rule(&self, id: &str) -> String {
        let rule = self.plan().and_then(|plan| plan.result.iter().find(|rule| rule.id == id));
        rule.map_or(id, |rule| rule.name.as_str()).to_owned()
    }

    /// A place where ballots are cast on paper. Places of two votes may share an id, and then mostly are one.
    fn place(&self, id: &str) -> String {
        let stages = self.plan().into_iter().flat_map(|plan| &plan.stage);
        let mut places = stages.flat_map(Stage::paper).flat_map(|(_, rules)| &rules.place);
        places.find(|place| place.id == id).map_or_else(|| id.to_owned(), |place| place.name.clone())
    }

    /// A batch of paper by its key ([`selection::paper::Id::key`]).
    fn batch(&self, key: &str) -> String {
        let mut parts = key.rsplit('/');
        let number: u32 = parts.next().and_then(|number| number.parse().ok()).unwrap_or_default();
        let place = parts.next().map(|place| self.place(place)).unwrap_or_default();
        text::ta(self.lang, "record-batch", &args! { "place" => place, "number" => number })
    }

    /// A gate, with the vote that it belongs to where it belongs to one.
    fn gate(&self, gate: &selection::Gate) -> String {
        match gate {
            selection::Gate::Paper(stage) => {
                text::ta(self.lang, "gate-paper", &args! { "stage" => self.stage(stage) })
            }
            gate => word("gate", gate, self.lang),
        }
    }

    fn nominee(&self, handle: &str) -> String {
        let unnamed = || text::ta(self.lang, "record-nominee", &args! { "handle" => handle });
        let Some((view, profile)) = self.view.and_then(|view| Some((view, view.profile(handle)?))) else {
            return unnamed();
        };
        match view.s().lists.number(handle) {
            Some(number) => {
                text::ta(self.lang, "record-numbered", &args! { "number" => number, "name" => &profile.name })
            }
            None => profile.name.clone(),
        }
    }

    fn judge(&self, handle: &str) -> String {
        text::ta(self.lang, "record-judge", &args! { "n" => lists::serial(handle) })
    }

    /// A judge with the name under a sheet, where the plan has sheets signed.
    fn signed(&self, stage: &str, judge: &str, nominee: &str) -> String {
        match self.view.and_then(|view| view.signature(stage, judge, nominee)) {
            Some(name) => text::ta(
                self.lang,
                "record-judge-named",
                &args! { "n" => lists::serial(judge), "name" => name },
            ),
            None => self.judge(judge),
        }
    }

    fn role(&self, role: &Role) -> String {
        match role {
            Role::Unit { unit } => self.unit(unit),
            Role::Sponsor { sponsor } => self.sponsor(sponsor),
            Role::Department { department } => self.department(department),
            Role::Outlet { outlet } => self.outlet(outlet),
            Role::Judge { panel } => {
                let (judge, panel) = (text::t(self.lang, "role-judge"), self.panel(panel));
                if self.lang == Lang::Zh {
                    format!("{judge}（{panel}）")
                } else {
                    format!("{judge} ({panel})")
                }
            }
            Role::Office | Role::Receiver | Role::Auditor => {
                text::t(self.lang, &format!("role-{}", role.name()))
            }
        }
    }

    fn who(&self, handle: &str) -> String {
        if let Some(("judge", _)) = handle.rsplit_once('-') {
            return self.judge(handle);
        }
        if let Some(seat) = self.view.and_then(|view| view.s().seats.get(handle)) {
            return self.role(&seat.role);
        }
        // A seat's handle begins with its role; an administrator's is the account's own.
        let kind = handle.rsplit_once('-').map_or(handle, |(kind, _)| kind);
        text::try_t(self.lang, &format!("role-{kind}"), &Args::new())
            .unwrap_or_else(|| text::t(self.lang, "role-admin"))
    }

    fn join(&self, names: impl IntoIterator<Item = String>) -> String {
        let names: Vec<String> = names.into_iter().collect();
        names.join(&text::t(self.lang, "common-list-mark"))
    }

    /// What a lack says while it does not hold; `None` where there is no lack of that name.
    fn lack(&self, what: &str, count: usize, examples: &[String]) -> Option<String> {
        let named = |name: &dyn Fn(&str) -> String| self.join(examples.iter().map(|example| name(example)));
        let mut names = match what {
            "recommend-open" | "stages" => named(&|id| self.stage(id)),
            "nobody" => named(&|id| self.category(id)),
            "panel-seats" => named(&|id| self.panel(id)),
            "declined" | "signatures" => named(&|id| self.sponsor(id)),
            "gone" => named(&|handle| self.nominee(handle)),
            "paper-unfinished" => named(&|key| self.batch(key)),
            _ => String::new(),
        };
        if count > examples.len() {
            names = text::ta(self.lang, "record-and-more", &args! { "names" => names });
        }
        text::try_t(self.lang, &format!("lack-{what}"), &args! { "count" => count, "names" => names })
    }

    /// The value of one variable of a refusal's sentence.
    fn variable(&self, refusal: &Refusal, name: &str) -> Value {
        let given = |name: &str| {
            let found =
                refusal.args.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_str());
            found.filter(|value| !value.is_empty())
        };
        let words = match name {
            "field" => refusal.field.map(ToOwned::to_owned),
            "stage" => given("stage").map(|stage| self.stage_called(stage)),
            "standing" => {
                let stage = given("stage").and_then(|stage| self.find_stage(stage));
                let open = stage.zip(self.view).is_some_and(|(stage, view)| view.s().is_open(&stage.id));
                open.then(|| "open".to_owned())
            }
            "place" => given("place").map(|place| self.place(place)),
            "opens" => given("opens").map(|moment| self.moment(moment, false)),
            "closes" => given("closes").map(|moment| self.moment(moment, true)),
            "nominee" => given("nominee").map(|handle| self.nominee(handle)),
            // A lack names what it is about in `nominee`, whatever that is.
            "sponsor" => given("nominee").map(|id| self.sponsor(id)),
            "fault" => given("fault").map(|code| {
                let known = text::try_t(self.lang, &format!("fault-{code}"), &Args::new());
                known.unwrap_or_else(|| text::t(self.lang, "fault-id-malformed"))
            }),
            "what" => {
                given("what").map(|what| self.what(refusal.code, what, given("count"), given("nominee")))
            }
            _ => return given(name).map_or_else(|| Value::Text(NONE.to_owned()), number),
        };
        Value::Text(words.unwrap_or_else(|| NONE.to_owned()))
    }

    fn what(&self, code: Code, what: &str, count: Option<&str>, example: Option<&str>) -> String {
        let known =
            |handle: &str| self.view.is_some_and(|view| view.s().recommend.nominees.contains_key(handle));
        match code {
            Code::ActsBackward if !matches!(what, "id" | "category") => self.stage_called(what),
            Code::GateOpen | Code::SheetsMissing | Code::NotDone => {
                let count = count.and_then(|count| count.parse().ok()).unwrap_or(1);
                let examples: Vec<String> = example.map(ToOwned::to_owned).into_iter().collect();
                match self.lack(what, count, &examples) {
                    Some(lack) => lack,
                    None if what == "list" => text::t(self.lang, "refusal-list-missing"),
                    None => {
                        text::ta(self.lang, "refusal-forgotten", &args! { "nominee" => self.nominee(what) })
                    }
                }
            }
            Code::Unknown if known(what) => self.nominee(what),
            _ => what.to_owned(),
        }
    }

    /// A stage that a refusal names by its id or by its printed name.
    fn find_stage(&self, called: &str) -> Option<&'a Stage> {
        let plan = self.plan()?;
        plan.stage(called).or_else(|| plan.stage.iter().find(|stage| stage.name == called))
    }

    fn stage_called(&self, called: &str) -> String {
        self.find_stage(called).map_or_else(|| called.to_owned(), |found| stage(found, self.lang))
    }

    /// A moment as the plan writes it, or a civil time: `12月10日24:00`.
    fn moment(&self, written: &str, closes: bool) -> String {
        if let Ok(moment) = written.parse::<Moment>() {
            let (month, day) = (moment.date.month(), moment.date.day());
            return match moment.minute {
                Some(minute) => {
                    text::day_time(self.lang, month, day, (minute / 60) as i8, (minute % 60) as i8)
                }
                None if closes => text::day_time(self.lang, month, day, 24, 0),
                None => text::day(self.lang, month, day),
            };
        }
        match written.parse::<DateTime>() {
            Ok(civil) => self.civil(civil, closes),
            Err(_) => written.to_owned(),
        }
    }

    fn civil(&self, civil: DateTime, closes: bool) -> String {
        let date = civil.date();
        if closes && civil.hour() == 0 && civil.minute() == 0 {
            let last = date.yesterday().unwrap_or(date);
            return text::day_time(self.lang, last.month(), last.day(), 24, 0);
        }
        text::day_time(self.lang, date.month(), date.day(), civil.hour(), civil.minute())
    }

    fn instant(&self, at: Instant) -> String {
        self.civil(at.civil(&self.zone()), false)
    }

    /// The end of a half-open window: midnight is 24:00 of the day before.
    fn deadline(&self, end: Instant) -> String {
        self.civil(end.civil(&self.zone()), true)
    }

    fn date(&self, date: Date) -> String {
        text::date(self.lang, date.year(), date.month(), date.day())
    }

    /// Whether the viewer may do or see a thing.
    fn may(&self, thing: Thing) -> bool {
        self.view.is_some_and(|view| view.may(thing))
    }
}

/// A figure chooses the plural; what is none is shown as it is.
fn number(written: &str) -> Value {
    written.parse().map_or_else(|_| Value::Text(written.to_owned()), Value::Whole)
}

#[cfg(test)]
mod tests;
