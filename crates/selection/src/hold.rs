//! Whether an act that stands in the log was allowed: what a verifier asks before it folds the act's entries.
//!
//! No rule is written twice here. From the entries of one act [`asked`] finds what must have been asked for, [`told`]
//! lets the entries themselves answer what `decide` asks of the world outside the fold, and `decide` decides anew: the
//! act was allowed exactly when it gives the same entries again. Transitions that time brings are compared with what
//! [`due`] gives, and nothing may have been due before any other act.
//!
//! # What stays a claim
//!
//! These facts come from dossiers that the public never sees. They are taken as the entries tell them:
//!
//! - that an ID or telephone number was well formed, and that two nominees have the same one (`same_as`)
//! - what was known of the logs before they were opened anew
//! - how long a brief is, that its fields were filled, that public texts hold no personal numbers
//! - which standards a citizen ticked, and what lies behind the hashes of minutes, standards and signed pages
//! - which department was asked under a clearance's handle, which of them answered, and the grounds it gave
//! - who holds a seat, and the name under a signed sheet; that two seats are held by two people
//! - what lies behind the hash of a batch's scan
//! - what a judge wrote on a sheet; that it counts as it stands is checked
//! - how many sat in a meeting, the number of the naming's document, how many codes were printed
//! - whether an objection bore a name and to whom it was addressed, as long as the plan takes such
//! - the text of every reason, ruling and objection; only that there is one where the plan wants one
//! - single sheets and recusals of a panel that the plan keeps secret: what is told of them must fit together
//! - that an account whose handle is no seat's is an administrator's
//! - that no holiday notice was passed over in silence

mod asked;
mod told;

use plan::calendar::{Calendar, YearNotice};
use plan::review::Disclosure;
use plan::{Instant, ListKind, StageKind};

use crate::{
    Act, Actor, Code, Context, Decided, Entry, Record, Refusal, Selection, Thing, apply, decide, due, gate,
    may, result, review,
};
use told::Told;

/// Why an act that stands in the log may not stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Number of the entry.
    pub n: u64,
    /// What is wrong with it.
    pub why: Why,
}

/// The ways in which an act can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It has not the next number.
    OutOfPlace,
    /// It was recorded before the entry that stands before it.
    TimeGoesBack,
    /// The entries of one request were not recorded at one instant.
    TornApart,
    /// A transition was due first, of this kind.
    DueFirst(String),
    /// The transition was not due, or something else was.
    NotDue,
    /// No act gives such entries.
    NoSuchAct,
    /// The act would have been refused.
    Refused(Refusal),
    /// The entry, of this kind, is not the one that the act gives here.
    Differs(String),
    /// The act gives a further entry, of this kind.
    Lacks(String),
    /// The parts beside the entry are not those that it must have.
    Parts(String),
    /// A holiday notice is not the one that was issued.
    Calendar,
    /// What is told of a secret panel does not fit together.
    Panel,
    /// A leaf is sealed for good where the plan keeps nothing secret.
    NothingSecret,
}

impl Why {
    /// Stable name; that of the refusal's code where the act would have been refused.
    pub fn as_str(&self) -> &'static str {
        match self {
            Why::OutOfPlace => "out-of-place",
            Why::TimeGoesBack => "time-goes-back",
            Why::TornApart => "torn-apart",
            Why::DueFirst(_) => "due-first",
            Why::NotDue => "not-due",
            Why::NoSuchAct => "no-such-act",
            Why::Refused(refusal) => refusal.code.as_str(),
            Why::Differs(_) => "differs",
            Why::Lacks(_) => "lacks",
            Why::Parts(_) => "parts",
            Why::Calendar => "calendar",
            Why::Panel => "panel",
            Why::NothingSecret => "nothing-secret",
        }
    }

    /// Kind of the entry it is about, or the clause of the refusal; empty where neither says more.
    pub fn about(&self) -> &str {
        match self {
            Why::DueFirst(kind) | Why::Differs(kind) | Why::Lacks(kind) | Why::Parts(kind) => kind,
            Why::Refused(refusal) => &refusal.clause,
            _ => "",
        }
    }
}

/// Whether one act, all its records in order, was allowed in the state before it.
///
/// The records of one act carry one request id, instant and asker, and stand next to each other.
///
/// # Errors
/// [`Fault`] names the first entry that may not stand there.
pub fn hold(s: &Selection, act: &[Record]) -> Result<(), Fault> {
    let Some(first) = act.first() else { return Ok(()) };
    let fault = |n: u64, why: Why| Err(Fault { n, why });
    for (n, record) in (s.n..).zip(act) {
        if record.n != n {
            return fault(record.n, Why::OutOfPlace);
        }
        if record.at < s.at {
            return fault(n, Why::TimeGoesBack);
        }
        if record.at != first.at || record.req != first.req {
            return fault(n, Why::TornApart);
        }
    }
    calendars(act)?;
    let told = Told::of(s, act);
    let by_time = first.by == Actor::System.handle() && !asked::is_anchor(&first.entry);
    if by_time {
        let expected = due::due(s, &told, first.at);
        return match compare(act, &expected, Actor::System.handle()) {
            // What was not due at all is told as such, rather than as a difference to nothing.
            Err(_) if expected.is_empty() => fault(first.n, Why::NotDue),
            Err(Fault { n, why: Why::Differs(_) }) if n == first.n && !same_kind(act, &expected) => {
                fault(n, Why::NotDue)
            }
            other => other,
        };
    }
    nothing_due(s, first)?;
    let mut answer = Err(Fault { n: first.n, why: Why::NoSuchAct });
    for (place, (who, wanted)) in asked::asked(s, act).into_iter().enumerate() {
        let this = again(s, &told, &who, wanted, act);
        if this.is_ok() {
            return Ok(());
        }
        if place == 0 {
            answer = this;
        }
    }
    answer
}

/// Whether a leaf that is sealed for good may stand here: the sheet or recusal of a secret panel that is at work.
///
/// # Errors
/// [`Fault`].
pub fn hold_unopened(s: &Selection, n: u64, at: Instant) -> Result<(), Fault> {
    if n != s.n {
        return Err(Fault { n, why: Why::OutOfPlace });
    }
    if at < s.at {
        return Err(Fault { n, why: Why::TimeGoesBack });
    }
    if let Some(kind) = pending(s, at) {
        return Err(Fault { n, why: Why::DueFirst(kind) });
    }
    let at_work = s.open_stages().into_iter().any(|stage| {
        stage.kind == StageKind::Review
            && review::disclosure(s, &stage.id) == Some(Disclosure::Secret)
            && s.within_window(&stage.id, StageKind::Review, at).is_ok()
            && s.review.reviews.get(&stage.id).is_none_or(|review| review.closed.is_none())
    });
    if at_work { Ok(()) } else { Err(Fault { n, why: Why::NothingSecret }) }
}

/// Kind of the transition that is due at an instant, if one is.
fn pending(s: &Selection, at: Instant) -> Option<String> {
    let step = due::due(s, &Told::of(s, &[]), at);
    // An opening of a vote's ballots stands before its close; the close is what was due.
    step.last().map(|decided| decided.entry.kind_and_body().0)
}

fn nothing_due(s: &Selection, first: &Record) -> Result<(), Fault> {
    match pending(s, first.at) {
        Some(kind) => Err(Fault { n: first.n, why: Why::DueFirst(kind) }),
        None => Ok(()),
    }
}

fn same_kind(act: &[Record], expected: &[Decided]) -> bool {
    let kind = |entry: &Entry| entry.kind_and_body().0;
    match (act.first(), expected.first()) {
        (Some(one), Some(other)) => {
            let (one_kind, one_body) = one.entry.kind_and_body();
            let (other_kind, other_body) = other.entry.kind_and_body();
            one_kind == other_kind && one_body.get("stage") == other_body.get("stage")
                || kind(&one.entry) == "calendar-issued"
        }
        _ => false,
    }
}

/// Lets `decide` decide anew.
fn again(s: &Selection, told: &Told, who: &Actor, wanted: Act, act: &[Record]) -> Result<(), Fault> {
    let Some(first) = act.first() else { return Ok(()) };
    let refused = |refusal| Fault { n: first.n, why: Why::Refused(refusal) };
    if let Act::Review(review::Act::ClosePanel { stage }) = &wanted
        && review::disclosure(s, stage) == Some(Disclosure::Secret)
    {
        return secret_panel(s, told, who, stage, act);
    }
    let decided = decide(s, told, who, wanted, first.at).map_err(refused)?;
    compare(act, &decided, who.handle())
}

/// The entries as recorded are those that were decided, by the same asker and with the parts that they must have.
fn compare(act: &[Record], decided: &[Decided], by: &str) -> Result<(), Fault> {
    for (record, expected) in act.iter().zip(decided) {
        let kind = record.entry.kind_and_body().0;
        let n = record.n;
        if record.entry != expected.entry || record.by != expected.by.unwrap_or(by) {
            return Err(Fault { n, why: Why::Differs(kind) });
        }
        // Beside what an entry must have, only a note to the office may stand.
        let has =
            |slot: &str, class| record.sealed.iter().any(|part| part.slot == slot && part.class == class);
        let must = expected.parts.iter().all(|part| has(part.slot, part.class));
        let may = record.sealed.iter().all(|part| {
            expected.parts.iter().any(|own| own.slot == part.slot)
                || part.slot == "note" && part.class == ledger::PartClass::Office
        });
        if !must || !may {
            return Err(Fault { n, why: Why::Parts(kind) });
        }
    }
    match (act.get(decided.len()), decided.get(act.len())) {
        (Some(more), _) => Err(Fault { n: more.n, why: Why::Differs(more.entry.kind_and_body().0) }),
        (None, Some(lacking)) => {
            let last = act.last().map_or(0, |record| record.n);
            Err(Fault { n: last, why: Why::Lacks(lacking.entry.kind_and_body().0) })
        }
        (None, None) => Ok(()),
    }
}

/// The close of a panel whose sheets nobody outside ever sees: what is told of them must fit together and the rules, and
/// the figures must follow from what is told.
fn secret_panel(s: &Selection, told: &Told, who: &Actor, stage: &str, act: &[Record]) -> Result<(), Fault> {
    let [closing, tallied, counted @ ..] = act else {
        let n = act.first().map_or(s.n, |record| record.n);
        return Err(Fault { n, why: Why::Lacks("panel-tallied".to_owned()) });
    };
    let refused = |refusal| Fault { n: closing.n, why: Why::Refused(refusal) };
    let context = Context { s, files: told, who, now: closing.at };
    let wanted = Act::Review(review::Act::ClosePanel { stage: stage.to_owned() });
    if !may(s, who, Thing::Do(wanted.kind())) || closing.by != who.handle() || tallied.by != who.handle() {
        return Err(refused(Refusal::new(Code::NotAllowed, "")));
    }
    let stage = s.open_stage(stage, StageKind::Review, context.now).map_err(refused)?;
    if s.review.reviews.get(&stage.id).is_some_and(|review| review.closed.is_some()) {
        return Err(refused(Refusal::new(Code::PanelClosed, &stage.clause)));
    }
    if let Some(lack) =
        gate::panel(s, stage).into_iter().find(|lack| lack.what == "panel-seats" && !lack.done)
    {
        return Err(refused(lack.refusal()));
    }
    let (
        Entry::Review(review::Entry::PanelClosed { sheets, recusals, .. }),
        Entry::Review(review::Entry::PanelTallied { stage: of, leaves, piles }),
    ) = (&closing.entry, &tallied.entry)
    else {
        return Err(Fault { n: tallied.n, why: Why::Differs(tallied.entry.kind_and_body().0) });
    };
    let list = s.lists.latest(ListKind::Candidates);
    let listed = list.into_iter().flat_map(|list| &list.members).map(|row| &row.nominee);
    let judges: Vec<&String> = s.judges().map(|(judge, _)| judge).collect();
    let least = stage.review.as_ref().and_then(|rules| rules.sheets_least.get()).copied().unwrap_or(1);
    let under_review = s.under_review();
    let whole = piles.iter().all(|pile| {
        let still_in = under_review.iter().any(|member| member.nominee == pile.candidate);
        let must = judges.iter().filter(|judge| s.recused(&stage.id, judge, &pile.candidate).is_none());
        let filed = pile.totals.len() as u64 + pile.abstained + pile.recused;
        !still_in || filed >= must.count() as u64 && pile.totals.len() as u64 >= u64::from(least)
    });
    let filed: u64 = piles.iter().map(|pile| pile.totals.len() as u64 + pile.abstained).sum();
    let stood_back: u64 = piles.iter().map(|pile| pile.recused).sum();
    let fits = *of == stage.id
        && listed.eq(piles.iter().map(|pile| &pile.candidate))
        && whole
        && piles.iter().all(|pile| pile.absent == 0)
        && filed == *sheets
        && stood_back == *recusals
        && *leaves >= filed + stood_back;
    if !fits {
        return Err(Fault { n: tallied.n, why: Why::Panel });
    }
    let mut after = s.clone();
    apply(&mut after, closing);
    apply(&mut after, tallied);
    let expected = result::counted(&after, &stage.id).map_err(refused)?;
    if counted.is_empty() && !expected.is_empty() {
        return Err(Fault { n: tallied.n, why: Why::Lacks("counted".to_owned()) });
    }
    compare(counted, &expected, who.handle())
}

/// A holiday notice is public: where this binary knows one of that year and day, it must say the same. One that the
/// binary does not know yet is taken as it stands, as long as it was issued by then.
fn calendars(act: &[Record]) -> Result<(), Fault> {
    let Some(first) = act.first() else { return Ok(()) };
    for notice in told::notices(act) {
        // What changed it later may be in it, or come as an entry of its own.
        let newest = notice.amendments.iter().map(|row| row.issued).fold(notice.issued, Ord::max);
        let known = Calendar::builtin().known_at(newest);
        let same = |known: &YearNotice| known.year == notice.year || known.number == notice.number;
        let other =
            known.years().filter_map(|year| known.notice(year)).any(|known| same(known) && known != notice);
        // The day is that of the plan's zone; a day of grace spares the question which.
        let issued = newest.at(0, 0, 0, 0);
        let future = Instant::of(issued, &jiff::tz::TimeZone::UTC) > first.at.plus(86_400_000);
        if other || future {
            return Err(Fault { n: first.n, why: Why::Calendar });
        }
    }
    Ok(())
}
