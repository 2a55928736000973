//! The one vocabulary of permission: who may ask for which act, and who may see what.
//!
//! Asked in `decide` for acts, and wherever a snapshot is narrowed to a viewer for reading. There is no other place
//! that decides who may.

use plan::Display;

use crate::recommend::Desk;
use crate::{
    Act, Actor, Code, Entry, Gate, Refusal, Role, Selection, closing, founding, naming, notice, paper,
    publicity, recommend, result, review, screen, vote,
};

/// Something that a viewer may or may not do or see.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Thing<'a> {
    /// Ask for an act of this kind.
    Do(ActKind),
    /// See where the work of the office stands: counts of recommendations by unit and status, gates.
    Board,
    /// See a nominee's whole file but what is never shown: name, deeds, recommendation, opinions.
    Nominee(&'a str),
    /// See a nominee's ID number and telephone number.
    Person(&'a str),
    /// See a nominee's name, unit and deeds.
    Profile(&'a str),
    /// See what departments said of a nominee.
    Clearance(&'a str),
    /// See the votes of each candidate of a stage as they stand.
    Counts(&'a str),
    /// See the batches of paper of a stage and how far they are; figures are another thing.
    Paper(&'a str),
    /// See what a seat (the second) entered of the paper of a stage (the first).
    PaperSheet(&'a str, &'a str),
    /// See a judge's sheets in a review stage.
    Sheets(&'a str, &'a str),
    /// See how many sheets each judge has handed in.
    SheetProgress,
    /// See who objected and what they wrote.
    Objection(&'a str),
    /// See that an objection is there: its number, when, about whom.
    ObjectionRow(&'a str),
    /// See an entry before its gate.
    Sealed(&'a Entry),
    /// See an outlet's pieces that are not public.
    Pieces(&'a str),
    /// Erase what is personal about a nominee, a judge, an objector.
    Erase(&'a str),
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal => [$($who:ident),*],)*) => {
        /// Kinds of acts, each with who may ask for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActKind { $($(#[$doc])* $name,)* }

        impl ActKind {
            /// All kinds.
            pub const ALL: &'static [ActKind] = &[$(ActKind::$name,)*];

            /// The stable name; its title is the message `act-<name>`.
            pub fn as_str(self) -> &'static str {
                match self { $(ActKind::$name => $text,)* }
            }

            /// Who may ask. Particulars (whose recommendation, which sponsor) are judged with the act.
            pub fn who(self) -> &'static [Who] {
                match self { $(ActKind::$name => &[$(Who::$who),*],)* }
            }
        }
    };
}

/// Who may ask, by kind of seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The house itself.
    System,
    /// A system administrator.
    Admin,
    /// 办公室.
    Office,
    /// 推荐单位.
    Unit,
    /// 主办单位.
    Sponsor,
    /// 联审部门.
    Department,
    /// 评委.
    Judge,
    /// 宣传媒体.
    Outlet,
    /// 监督受理.
    Receiver,
    /// 审计.
    Auditor,
    /// Anybody without a seat.
    Citizen,
}

impl Who {
    /// All kinds of askers.
    pub const ALL: [Who; 11] = [
        Who::System,
        Who::Admin,
        Who::Office,
        Who::Unit,
        Who::Sponsor,
        Who::Department,
        Who::Judge,
        Who::Outlet,
        Who::Receiver,
        Who::Auditor,
        Who::Citizen,
    ];
}

kinds! {
    /// Adopt a plan.
    Adopt = "adopt" => [Admin],
    /// Adopt a supplement.
    Amend = "amend" => [Admin, Office],
    /// Give a seat.
    Appoint = "appoint" => [Admin, Office],
    /// Take a seat away.
    Dismiss = "dismiss" => [Admin, Office],
    /// Publish standards.
    PublishStandards = "publish-standards" => [Office],
    /// Sign for the plan.
    SignFor = "sign-for" => [Unit],
    /// Remind a unit.
    Remind = "remind" => [Office],
    /// Carry out a task of publicity.
    Promote = "promote" => [Office],
    /// Open the logs anew over an older backup.
    Restore = "restore" => [Admin],
    /// Put somebody forward.
    Recommend = "recommend" => [Unit, Office, Sponsor, Citizen],
    /// Send a recommendation back.
    Return = "return" => [Office, Unit],
    /// Hand a recommendation in again.
    Revise = "revise" => [Unit, Office, Sponsor],
    /// Vouch for a recommendation.
    Endorse = "endorse" => [Unit],
    /// Take a nominee out.
    Withdraw = "withdraw" => [Office, Unit],
    /// Ask for clearance.
    AskClearance = "ask-clearance" => [Office],
    /// Give clearance.
    Clear = "clear" => [Department],
    /// Decide whether two nominees are one person.
    Match = "match" => [Office],
    /// Decide on a nominee.
    Screen = "screen" => [Office],
    /// Publish the candidate list.
    PublishCandidates = "publish-candidates" => [Office],
    /// Make invitation codes.
    IssueCodes = "issue-codes" => [Office],
    /// Record the ballot log's size and root.
    Anchor = "anchor" => [System],
    /// Enter a batch of paper ballots.
    EnterPaper = "enter-paper" => [Office],
    /// Take back a batch of paper ballots.
    WithdrawPaper = "withdraw-paper" => [Office],
    /// Count the paper of a vote.
    CountPaper = "count-paper" => [Office],
    /// Stand back.
    Recuse = "recuse" => [Judge],
    /// Hand in a sheet.
    Sheet = "sheet" => [Judge],
    /// Remind a judge.
    RemindJudge = "remind-judge" => [Office],
    /// Close the panel's work.
    ClosePanel = "close-panel" => [Office],
    /// Count a rule.
    Count = "count" => [Office],
    /// Resolve.
    Resolve = "resolve" => [Office],
    /// Publish the list of a rule.
    PublishResult = "publish-result" => [Office],
    /// Put a list on notice.
    PublishNotice = "publish-notice" => [Office],
    /// Object.
    Object = "object" => [Citizen, Unit, Sponsor, Department, Judge, Outlet],
    /// Rule on an objection.
    Rule = "rule" => [Office, Receiver],
    /// Replace somebody on the final list.
    Replace = "replace" => [Office],
    /// Move a notice's end later.
    Extend = "extend" => [Office],
    /// Sign the final list.
    Sign = "sign" => [Sponsor],
    /// Decline to sign.
    Decline = "decline" => [Sponsor],
    /// Check for dishonesty.
    Recheck = "recheck" => [Office],
    /// Name.
    Name = "name" => [Office],
    /// Issue a certificate anew.
    Reissue = "reissue" => [Office],
    /// Revoke a title.
    Revoke = "revoke" => [Office],
    /// Give an outlet a task.
    Assign = "assign" => [Office],
    /// Hand a report in.
    FilePiece = "file-piece" => [Outlet],
    /// Review a report.
    ReviewPiece = "review-piece" => [Office],
    /// Fix the event's date.
    Ceremony = "ceremony" => [Office],
    /// Close the selection.
    Close = "close" => [Office],
}

impl Act {
    /// The act's kind.
    pub fn kind(&self) -> ActKind {
        use ActKind as K;
        match self {
            Act::Founding(act) => match act {
                founding::Act::Adopt(_) => K::Adopt,
                founding::Act::Amend(_) => K::Amend,
                founding::Act::Appoint(_) => K::Appoint,
                founding::Act::Dismiss(_) => K::Dismiss,
                founding::Act::PublishStandards { .. } => K::PublishStandards,
                founding::Act::SignFor => K::SignFor,
                founding::Act::Remind { .. } => K::Remind,
                founding::Act::Promote { .. } => K::Promote,
                founding::Act::Restore { .. } => K::Restore,
            },
            Act::Recommend(act) => match act {
                recommend::Act::Recommend { .. } => K::Recommend,
                recommend::Act::Return { .. } => K::Return,
                recommend::Act::Revise { .. } => K::Revise,
                recommend::Act::Endorse { .. } => K::Endorse,
                recommend::Act::Withdraw { .. } => K::Withdraw,
            },
            Act::Screen(act) => match act {
                screen::Act::AskClearance { .. } => K::AskClearance,
                screen::Act::Clear { .. } => K::Clear,
                screen::Act::Match { .. } => K::Match,
                screen::Act::Screen { .. } => K::Screen,
                screen::Act::PublishCandidates { .. } => K::PublishCandidates,
            },
            Act::Vote(act) => match act {
                vote::Act::IssueCodes { .. } => K::IssueCodes,
                vote::Act::Anchor { .. } => K::Anchor,
            },
            Act::Paper(act) => match act {
                paper::Act::Enter(_) => K::EnterPaper,
                paper::Act::Withdraw { .. } => K::WithdrawPaper,
                paper::Act::Count { .. } => K::CountPaper,
            },
            Act::Review(act) => match act {
                review::Act::Recuse { .. } => K::Recuse,
                review::Act::Sheet { .. } => K::Sheet,
                review::Act::Remind { .. } => K::RemindJudge,
                review::Act::ClosePanel { .. } => K::ClosePanel,
            },
            Act::Result(act) => match act {
                result::Act::Count { .. } => K::Count,
                result::Act::Resolve(_) => K::Resolve,
                result::Act::Publish { .. } => K::PublishResult,
            },
            Act::Notice(act) => match act {
                notice::Act::Publish { .. } => K::PublishNotice,
                notice::Act::Object { .. } => K::Object,
                notice::Act::Rule { .. } => K::Rule,
                notice::Act::Replace { .. } => K::Replace,
                notice::Act::Extend { .. } => K::Extend,
            },
            Act::Naming(act) => match act {
                naming::Act::Sign { .. } => K::Sign,
                naming::Act::Decline { .. } => K::Decline,
                naming::Act::Recheck { .. } => K::Recheck,
                naming::Act::Name { .. } => K::Name,
                naming::Act::Reissue { .. } => K::Reissue,
                naming::Act::Revoke { .. } => K::Revoke,
            },
            Act::Publicity(act) => match act {
                publicity::Act::Assign { .. } => K::Assign,
                publicity::Act::File { .. } => K::FilePiece,
                publicity::Act::Review { .. } => K::ReviewPiece,
                publicity::Act::Ceremony { .. } => K::Ceremony,
            },
            Act::Closing(closing::Act::Close { .. }) => K::Close,
        }
    }
}

/// What kind of asker somebody is in a selection: a seat that has ended makes its holder a citizen again.
pub fn who(s: &Selection, viewer: &Actor) -> Who {
    match viewer {
        Actor::System => Who::System,
        Actor::Admin(_) => Who::Admin,
        Actor::Citizen => Who::Citizen,
        Actor::Seat(_) => match s.role(viewer) {
            None => Who::Citizen,
            Some(Role::Office) => Who::Office,
            Some(Role::Unit { .. }) => Who::Unit,
            Some(Role::Sponsor { .. }) => Who::Sponsor,
            Some(Role::Department { .. }) => Who::Department,
            Some(Role::Judge { .. }) => Who::Judge,
            Some(Role::Outlet { .. }) => Who::Outlet,
            Some(Role::Receiver) => Who::Receiver,
            Some(Role::Auditor) => Who::Auditor,
        },
    }
}

/// Whether one person may hold two seats of a selection. Who receives objections or audits does nothing else in it; who
/// judges holds one seat and does not run it; and what the office needs from outside, a clearance or a sponsor's signature,
/// it cannot give itself.
pub fn compatible(one: &Role, other: &Role) -> bool {
    let either = |role: fn(&Role) -> bool| role(one) || role(other);
    let both = |first: fn(&Role) -> bool, second: fn(&Role) -> bool| {
        first(one) && second(other) || second(one) && first(other)
    };
    let apart = |role: &Role| matches!(role, Role::Receiver | Role::Auditor);
    let office = |role: &Role| matches!(role, Role::Office);
    let judge = |role: &Role| matches!(role, Role::Judge { .. });
    let outside = |role: &Role| matches!(role, Role::Sponsor { .. } | Role::Department { .. });
    !(either(apart) || both(office, judge) || both(judge, judge) || both(office, outside))
}

pub(crate) fn require(s: &Selection, viewer: &Actor, act: &Act) -> Result<(), Refusal> {
    if may(s, viewer, Thing::Do(act.kind())) {
        return Ok(());
    }
    // After closing every seat is gone; the reason is the closing, not the person.
    match &s.closed {
        Some(_) => Err(Refusal::new(Code::Closed, s.closing_clause())),
        None => Err(Refusal::new(Code::NotAllowed, "")),
    }
}

/// Whether a viewer may do or see a thing now.
pub fn may(s: &Selection, viewer: &Actor, thing: Thing) -> bool {
    let asker = who(s, viewer);
    match thing {
        Thing::Do(kind) => kind.who().contains(&asker),
        Thing::Board => matches!(asker, Who::Office | Who::Auditor),
        Thing::Nominee(nominee) => works_on(s, viewer, nominee),
        // Auditors read the record, not the person.
        Thing::Person(nominee) => asker != Who::Auditor && works_on(s, viewer, nominee),
        Thing::Profile(nominee) => public_name(s, nominee) || works_on(s, viewer, nominee),
        Thing::Clearance(nominee) => match s.role(viewer) {
            Some(Role::Office | Role::Auditor) => true,
            Some(Role::Department { department }) => was_asked(s, department, nominee),
            _ => false,
        },
        Thing::Counts(stage) => counts_visible(s, stage),
        Thing::Paper(stage) => paper_counted(s, stage) || matches!(asker, Who::Office | Who::Auditor),
        Thing::PaperSheet(stage, seat) => {
            paper_counted(s, stage)
                || asker == Who::Auditor
                || asker == Who::Office && viewer.handle() == seat
        }
        Thing::Sheets(stage, judge) => {
            viewer.handle() == judge && asker == Who::Judge && own_sheets(s, stage) || sheets_public(s, stage)
        }
        Thing::SheetProgress => matches!(asker, Who::Office | Who::Auditor),
        Thing::Objection(objection) => {
            let Some(objection) = s.notice.objections.get(objection) else { return false };
            if objection.to_receiver { asker == Who::Receiver } else { asker == Who::Office }
        }
        Thing::ObjectionRow(objection) => {
            let Some(objection) = s.notice.objections.get(objection) else { return false };
            let ruled = objection.ruling.is_some();
            ruled || matches!(asker, Who::Office | Who::Receiver | Who::Auditor)
        }
        Thing::Sealed(entry) => match entry {
            // What the plan keeps secret for good, nobody reads, not even an auditor.
            Entry::Review(entry) if review::is_secret(s, entry) => false,
            Entry::Review(review::Entry::JudgeReminded { .. }) => matches!(asker, Who::Office | Who::Auditor),
            // One person of the office enters a batch without knowing what another has entered.
            Entry::Paper(_) => asker == Who::Auditor,
            // Not even the office reads single sheets before the list they lead to is public.
            Entry::Review(_) => asker == Who::Auditor,
            Entry::Notice(_) => matches!(asker, Who::Office | Who::Receiver | Who::Auditor),
            _ => matches!(asker, Who::Office | Who::Auditor),
        },
        Thing::Pieces(outlet) => match s.role(viewer) {
            Some(Role::Office | Role::Auditor) => true,
            Some(Role::Outlet { outlet: own }) => own == outlet,
            _ => false,
        },
        // What somebody objected stays until it has been ruled on, and what went to the receiver is nothing that the office
        // may make disappear at all. The administrator may erase whomever else at any time: after the closing nobody else
        // is left whom somebody could ask.
        Thing::Erase(subject) => match (asker, s.notice.objections.get(subject)) {
            (Who::Admin, Some(objection)) => objection.ruling.is_some(),
            (Who::Office, Some(objection)) => objection.ruling.is_some() && !objection.to_receiver,
            (Who::Admin | Who::Office, None) => true,
            _ => false,
        },
    }
}

/// A name is public while its bearer stands on a list that is: candidates of the newest list, final candidates,
/// honourees. Who was left out or revoked is a handle again. A work's title follows the same rule.
pub fn public_name(s: &Selection, nominee: &str) -> bool {
    if s.naming.revoked.contains_key(nominee) {
        return false;
    }
    let withdrawn = s.recommend.nominees.get(nominee).is_none_or(|nominee| nominee.withdrawn.is_some());
    // A candidate stays one in public record after another was preferred: lists are immutable. Only withdrawal and
    // revocation take the name off.
    !withdrawn && s.lists.ever_public(nominee)
}

/// The viewer's seat has to do with the nominee: it screens, recommended, holds, was asked, or reviews.
fn works_on(s: &Selection, viewer: &Actor, nominee: &str) -> bool {
    let Some(role) = s.role(viewer) else { return false };
    let Some(found) = s.recommend.nominees.get(nominee) else { return false };
    match role {
        Role::Office | Role::Auditor => true,
        Role::Unit { unit } => found.recs.iter().filter_map(|rec| s.recommend.recs.get(rec)).any(|rec| {
            rec.facts.unit.as_ref() == Some(unit)
                && (rec.tier == plan::Tier::BottomUp || rec.desk != Desk::Recommender)
                || rec.desk == Desk::Unit(unit.clone())
        }),
        Role::Sponsor { .. } => found
            .recs
            .iter()
            .filter_map(|rec| s.recommend.recs.get(rec))
            .any(|rec| s.put_forward(viewer, rec)),
        Role::Department { department } => was_asked(s, department, nominee),
        Role::Judge { .. } | Role::Outlet { .. } | Role::Receiver => false,
    }
}

/// Departments are asked about every kind of nominee they are named for, all at once.
fn was_asked(s: &Selection, department: &str, nominee: &str) -> bool {
    s.screen.clearances.contains_key(nominee)
        && s.departments_for(nominee).iter().any(|row| row == department)
}

/// Votes may be seen by nobody, not even the office, while the plan hides them.
fn counts_visible(s: &Selection, stage: &str) -> bool {
    if s.vote.votes.get(stage).is_some_and(|vote| vote.counted.is_some()) {
        return true;
    }
    let rules = s.plan.as_deref().and_then(|plan| plan.stage(stage)).and_then(|stage| stage.vote.as_ref());
    match rules.and_then(|rules| rules.display.get()) {
        Some(Display::Live) => true,
        // Those of the hour, which anybody reads in the log; never those of the moment ([`vote::Shown`]).
        Some(Display::Daily(_)) => s.vote.votes.get(stage).is_some_and(|vote| vote.shown.is_some()),
        Some(Display::Hidden) | None => false,
    }
}

fn paper_counted(s: &Selection, stage: &str) -> bool {
    paper::of(s, stage).is_some_and(|paper| paper.counted.is_some())
}

/// Sheets are public with the list they led to, where the plan discloses single sheets at all.
fn sheets_public(s: &Selection, stage: &str) -> bool {
    use plan::review::Disclosure;
    let closed = s.review.reviews.get(stage).is_some_and(|review| review.closed.is_some());
    let disclosure = review::disclosure(s, stage);
    closed
        && s.opened.contains_key(&Gate::Panel)
        && matches!(disclosure, Some(Disclosure::Signed | Disclosure::Pseudonymous))
}

/// A judge looks into the own sheets, of a secret panel only while they can still be changed: afterwards nobody can be
/// asked to show how they scored.
fn own_sheets(s: &Selection, stage: &str) -> bool {
    let closed = s.review.reviews.get(stage).is_some_and(|review| review.closed.is_some());
    !closed || review::disclosure(s, stage) != Some(plan::review::Disclosure::Secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_watches_judges_or_signs_for_themselves() {
        let unit = Role::Unit { unit: "lanshan".to_owned() };
        let sponsor = Role::Sponsor { sponsor: "ribao".to_owned() };
        let department = Role::Department { department: "gongan".to_owned() };
        let judge = Role::Judge { panel: "expert".to_owned() };
        let outlet = Role::Outlet { outlet: "ribao".to_owned() };
        for other in [&unit, &sponsor, &department, &judge, &outlet, &Role::Office, &Role::Auditor] {
            assert!(!compatible(&Role::Receiver, other) && !compatible(other, &Role::Receiver), "{other:?}");
        }
        for other in [&sponsor, &department, &judge] {
            assert!(!compatible(&Role::Office, other) && !compatible(other, &Role::Office), "{other:?}");
        }
        assert!(!compatible(&judge, &judge), "one person, one voice");
        assert!(
            compatible(&Role::Office, &unit) && compatible(&sponsor, &outlet) && compatible(&unit, &judge)
        );
        assert!(compatible(&Role::Office, &Role::Office), "an office has several clerks' seats");
    }
}
