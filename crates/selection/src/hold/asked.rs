//! From an act's entries to what must have been asked for, and by whom.

use std::collections::BTreeMap;

use plan::{ListKind, StageKind, Tier};

use crate::founding::Act as Founding;
use crate::recommend::{Desk, Facts, Form};
use crate::screen::Opinion;
use crate::{
    Act, Actor, Entry, Gate, Handle, Note, Person, Profile, PublicText, Record, Role, Selection, closing,
    due, founding, lists, naming, notice, paper, publicity, recommend, result, review, screen, vote,
};

/// Words where the entry shows only that there were some.
const SAID: &str = "—";

/// Longest brief that any plan takes; whatever is longer is refused as well as this.
const BRIEF_MOST: u32 = 20_001;

/// More standards than any category has.
const TICKS_MOST: u32 = 10_000;

/// The head of the ballots' log is recorded by the house, and is an act of its own.
pub(super) fn is_anchor(entry: &Entry) -> bool {
    matches!(entry, Entry::Vote(vote::Entry::BallotsAnchored { .. }))
}

/// What may have been asked for, the likeliest first; empty where no act gives such entries.
pub(super) fn asked(s: &Selection, act: &[Record]) -> Vec<(Actor, Act)> {
    let Some(first) = act.first() else { return Vec::new() };
    let who = actor(s, &first.by);
    if let Entry::Screen(screen::Entry::Cleared { nominee, opinion, .. }) = &first.entry {
        let clear = || {
            Act::Screen(screen::Act::Clear {
                nominee: nominee.clone(),
                opinion: *opinion,
                // An opinion without objection needs no grounds.
                note: if *opinion == Opinion::Clear { String::new() } else { SAID.to_owned() },
            })
        };
        // The entry hides which department it was: any may have been.
        let departments = s.seats_where(|role| matches!(role, Role::Department { .. }));
        let mut tries: Vec<_> = departments.map(|(seat, _)| (Actor::Seat(seat.clone()), clear())).collect();
        if tries.is_empty() {
            tries.push((Actor::Citizen, clear()));
        }
        return tries;
    }
    acts(s, act, &first.entry).into_iter().map(|act| (who.clone(), act)).collect()
}

/// Who stands behind a handle. Handles of seats say that they are; whatever else is not of the house is an account's.
fn actor(s: &Selection, by: &str) -> Actor {
    const ROLES: [&str; 8] =
        ["office", "unit", "sponsor", "department", "judge", "outlet", "receiver", "auditor"];
    if by == Actor::System.handle() {
        return Actor::System;
    }
    if by == Actor::Citizen.handle() {
        return Actor::Citizen;
    }
    let seat = by.rsplit_once('-').filter(|(role, _)| ROLES.contains(role));
    let given = seat.and_then(|(_, serial)| serial.parse::<u64>().ok()).is_some_and(|n| n <= s.seats_made);
    if given { Actor::Seat(by.to_owned()) } else { Actor::Admin(by.to_owned()) }
}

fn acts(s: &Selection, act: &[Record], first: &Entry) -> Vec<Act> {
    let closed = |record: &Record| match &record.entry {
        Entry::Due(due::Entry::StageClosed { stage, .. }) => Some(stage.clone()),
        _ => None,
    };
    let ended = act.iter().rev().find_map(closed);
    let last = act.last().map(|record| &record.entry);
    if matches!(last, Some(Entry::Closing(_))) {
        let stage = ended.unwrap_or_else(|| first_of(s, StageKind::Closing));
        return vec![Act::Closing(closing::Act::Close { stage })];
    }
    match first {
        Entry::Founding(entry) => vec![Act::Founding(founding(entry))],
        Entry::Recommend(entry) => vec![Act::Recommend(recommend(s, entry))],
        Entry::Screen(entry) => screen(act, entry).map(Act::Screen).into_iter().collect(),
        Entry::List(lists::Entry::ListPublished { list, members, .. }) => {
            let mut may = Vec::new();
            let rules = s.plan.iter().flat_map(|plan| plan.results_for(*list));
            for rule in rules.filter(|rule| !s.result.published.contains_key(&rule.id)) {
                may.push(Act::Result(result::Act::Publish { rule: rule.id.clone() }));
            }
            if *list == ListKind::Candidates {
                let stage = ended.unwrap_or_else(|| first_of(s, StageKind::Screen));
                let order = by_category(members);
                may.push(Act::Screen(screen::Act::PublishCandidates { stage, order }));
                may.rotate_right(1);
            }
            may
        }
        Entry::List(lists::Entry::GateOpened { gate: Gate::Paper(stage), .. }) => {
            vec![Act::Paper(paper::Act::Count { stage: stage.clone() })]
        }
        Entry::List(lists::Entry::GateOpened { .. }) | Entry::Closing(_) => Vec::new(),
        Entry::Due(due::Entry::StageOpened { stage, .. }) => {
            vec![Act::Notice(notice::Act::Publish { stage: stage.clone() })]
        }
        Entry::Due(_) => Vec::new(),
        Entry::Paper(entry) => vec![Act::Paper(paper(entry))],
        Entry::Vote(entry) => vote(entry).map(Act::Vote).into_iter().collect(),
        Entry::Review(entry) => review(entry).map(Act::Review).into_iter().collect(),
        Entry::Result(entry) => vec![Act::Result(result(s, entry))],
        Entry::Notice(entry) => notice(entry).map(Act::Notice).into_iter().collect(),
        Entry::Naming(entry) => {
            let stage = || ended.clone().unwrap_or_else(|| first_of(s, StageKind::Naming));
            vec![Act::Naming(naming(entry, stage))]
        }
        Entry::Publicity(entry) => vec![Act::Publicity(publicity(entry))],
    }
}

fn first_of(s: &Selection, kind: StageKind) -> String {
    let stage = s.plan.as_deref().and_then(|plan| plan.stages(kind).next());
    stage.map(|stage| stage.id.clone()).unwrap_or_default()
}

/// The members of a list in runs of one category.
fn by_category(members: &[lists::Member]) -> Vec<(String, Vec<Handle>)> {
    let mut order: Vec<(String, Vec<Handle>)> = Vec::new();
    for member in members {
        match order.last_mut().filter(|(category, _)| *category == member.category) {
            Some((_, handles)) => handles.push(member.nominee.clone()),
            None => order.push((member.category.clone(), vec![member.nominee.clone()])),
        }
    }
    order
}

fn founding(entry: &founding::Entry) -> Founding {
    use founding::Entry as E;
    match entry {
        E::Adopted { plan, .. } => Founding::Adopt(plan.clone()),
        E::Amended { supplement, .. } => Founding::Amend(supplement.clone()),
        E::Appointed { holds, .. } => Founding::Appoint(holds.clone()),
        E::Dismissed { seat } => Founding::Dismiss(seat.clone()),
        E::StandardsPublished { blob, .. } => Founding::PublishStandards { blob: blob.clone() },
        E::SignedFor { .. } => Founding::SignFor,
        E::Reminded { unit } => Founding::Remind { unit: unit.clone() },
        E::Promoted { stage, task } => Founding::Promote { stage: stage.clone(), task: *task },
        E::Restored(facts) => Founding::Restore { facts: facts.clone(), reason: SAID.to_owned() },
    }
}

fn recommend(s: &Selection, entry: &recommend::Entry) -> recommend::Act {
    use recommend::{Act, Entry as E};
    let all = |category: &str| {
        let standards = s.plan.as_deref().and_then(|plan| plan.category(category));
        (0..standards.map_or(0, |category| category.standards.len() as u32)).collect::<Vec<u32>>()
    };
    match entry {
        E::Recommended { stage, tier, facts, .. } => {
            let checklist = if *tier == Tier::BottomUp { all(&facts.category) } else { ticks(facts) };
            Act::Recommend { stage: stage.clone(), tier: *tier, form: Box::new(form(facts, checklist)) }
        }
        E::Returned { rec } => Act::Return { rec: rec.clone(), note: SAID.to_owned() },
        E::Revised { rec, facts, .. } => {
            let signs = s
                .recommend
                .recs
                .get(rec)
                .is_some_and(|found| found.tier == Tier::BottomUp || matches!(found.desk, Desk::Unit(_)));
            let checklist = if signs { all(&facts.category) } else { ticks(facts) };
            Act::Revise { rec: rec.clone(), form: Box::new(form(facts, checklist)) }
        }
        E::Endorsed { rec, .. } => {
            let category = s.recommend.recs.get(rec).map(|found| found.facts.category.clone());
            Act::Endorse { rec: rec.clone(), checklist: all(&category.unwrap_or_default()) }
        }
        E::Withdrawn { nominee } => Act::Withdraw { nominee: nominee.clone(), note: SAID.to_owned() },
    }
}

fn ticks(facts: &Facts) -> Vec<u32> {
    (0..facts.signed.min(TICKS_MOST)).collect()
}

/// A form that leads to these facts.
fn form(facts: &Facts, checklist: Vec<u32>) -> Form {
    Form {
        category: facts.category.clone(),
        kind: facts.kind.clone(),
        unit: facts.unit.clone(),
        employer_unit: facts.employer_unit.clone(),
        outlet: facts.outlet.clone(),
        profile: Profile {
            name: SAID.to_owned(),
            employer: SAID.to_owned(),
            brief: "字".repeat(facts.brief_len.min(BRIEF_MOST) as usize),
            ..Profile::default()
        },
        person: Person::default(),
        checklist,
        minutes: facts.minutes.clone(),
        minutes_file: None,
        note: String::new(),
    }
}

fn screen(act: &[Record], entry: &screen::Entry) -> Option<screen::Act> {
    use screen::{Act, Entry as E};
    Some(match entry {
        E::ClearanceAsked { .. } => {
            let mut nominees: Vec<Handle> = Vec::new();
            for record in act {
                if let Entry::Screen(E::ClearanceAsked { nominee, .. }) = &record.entry
                    && nominees.last() != Some(nominee)
                {
                    nominees.push(nominee.clone());
                }
            }
            Act::AskClearance { nominees }
        }
        E::Cleared { .. } => return None,
        E::Matched { keep, other, same } => {
            Act::Match { keep: keep.clone(), other: other.clone(), same: *same }
        }
        E::Screened { nominee, outcome } => {
            Act::Screen { nominee: nominee.clone(), outcome: outcome.clone(), note: String::new() }
        }
    })
}

fn vote(entry: &vote::Entry) -> Option<vote::Act> {
    use vote::{Act, Entry as E};
    Some(match entry {
        E::CodesIssued { stage, channel, count, root } => Act::IssueCodes {
            stage: stage.clone(),
            channel: channel.clone(),
            count: *count,
            root: root.clone(),
        },
        E::BallotsAnchored { stage, .. } => Act::Anchor { stage: stage.clone() },
        E::BallotsCounted { .. } | E::CountsShown { .. } => return None,
    })
}

fn paper(entry: &paper::Entry) -> paper::Act {
    use paper::{Act, Enter, Entry as E};
    match entry {
        E::PaperEntered { batch, scan, categories } => Act::Enter(Box::new(Enter {
            batch: batch.clone(),
            scan: scan.clone(),
            categories: categories.clone(),
            fresh: false,
        })),
        E::PaperWithdrawn { batch } => Act::Withdraw { batch: batch.clone() },
        E::PaperCounted { stage, .. } => Act::Count { stage: stage.clone() },
    }
}

fn review(entry: &review::Entry) -> Option<review::Act> {
    use review::{Act, Entry as E};
    Some(match entry {
        E::Recused { stage, nominee, ground, .. } => Act::Recuse {
            stage: stage.clone(),
            nominee: nominee.clone(),
            ground: *ground,
            note: String::new(),
        },
        E::SheetFiled { stage, nominee, mark, .. } => {
            Act::Sheet { stage: stage.clone(), nominee: nominee.clone(), mark: mark.clone() }
        }
        E::JudgeReminded { stage, judge, .. } => Act::Remind { stage: stage.clone(), judge: judge.clone() },
        E::PanelClosed { stage, .. } => Act::ClosePanel { stage: stage.clone() },
        E::PanelTallied { .. } => return None,
    })
}

fn result(s: &Selection, entry: &result::Entry) -> result::Act {
    use result::{Act, Entry as E, Resolve};
    match entry {
        E::Counted { rule, .. } => Act::Count { rule: rule.clone() },
        E::Resolved { rule, present, of, minutes, members, .. } => {
            // With a reason for everybody: whether the departures are told in full is for `decide` to find.
            let figures = s.result.counted.get(rule).into_iter().flat_map(|by| by.values());
            let rows = figures.flat_map(|counted| counted.ranking.iter());
            let reasons: BTreeMap<Handle, String> =
                rows.map(|row| (row.nominee.clone(), SAID.to_owned())).collect();
            Act::Resolve(Box::new(Resolve {
                rule: rule.clone(),
                present: *present,
                of: *of,
                minutes: minutes.clone(),
                members: by_category(members),
                reasons,
            }))
        }
    }
}

fn notice(entry: &notice::Entry) -> Option<notice::Act> {
    use notice::{Act, Entry as E};
    Some(match entry {
        E::NoticePublished { stage, .. } => Act::Publish { stage: stage.clone() },
        E::NoticeVoided { .. } => return None,
        E::NoticeExtended { notice, .. } => Act::Extend { notice: *notice, text: SAID.to_owned() },
        E::Objected { notice, about, named, leads, to_receiver, .. } => Act::Object {
            notice: *notice,
            about: about.clone(),
            note: Note {
                text: SAID.to_owned(),
                name: if *named { SAID.to_owned() } else { String::new() },
                ..Note::default()
            },
            leads: *leads,
            to_receiver: *to_receiver,
        },
        E::Ruled { objection, outcome } => {
            Act::Rule { objection: objection.clone(), outcome: *outcome, text: SAID.to_owned() }
        }
        E::Replaced { out, with } => {
            Act::Replace { out: out.clone(), with: with.clone(), text: SAID.to_owned() }
        }
    })
}

fn naming(entry: &naming::Entry, stage: impl Fn() -> String) -> naming::Act {
    use naming::{Act, Entry as E};
    match entry {
        E::Signed { blob, .. } => Act::Sign { blob: blob.clone() },
        E::Declined { .. } => Act::Decline { text: SAID.to_owned() },
        E::Rechecked { clean, hits, .. } => {
            let rows = |handles: &[Handle], clean| -> Vec<(Handle, bool)> {
                handles.iter().map(|handle| (handle.clone(), clean)).collect()
            };
            Act::Recheck { found: [rows(clean, true), rows(hits, false)].concat() }
        }
        E::Named { document, .. } => Act::Name { stage: stage(), document: document.clone() },
        E::CertificateReissued { certificate, .. } => Act::Reissue { nominee: certificate.nominee.clone() },
        E::Revoked { nominee, reason } => {
            Act::Revoke { nominee: nominee.clone(), reason: reason.clone(), text: SAID.to_owned() }
        }
    }
}

fn publicity(entry: &publicity::Entry) -> publicity::Act {
    use publicity::{Act, Entry as E};
    match entry {
        E::Assigned { stage, outlet, nominee, by, .. } => {
            Act::Assign { stage: stage.clone(), outlet: outlet.clone(), nominee: nominee.clone(), by: *by }
        }
        E::PieceFiled { piece } => Act::File {
            piece: piece.clone(),
            text: PublicText { title: SAID.to_owned(), text: SAID.to_owned() },
        },
        E::PiecePublished { piece } => {
            Act::Review { piece: piece.clone(), approve: true, note: String::new() }
        }
        E::PieceReturned { piece } => {
            Act::Review { piece: piece.clone(), approve: false, note: SAID.to_owned() }
        }
        E::CeremonyFixed { stage, on } => Act::Ceremony { stage: stage.clone(), on: *on },
    }
}
