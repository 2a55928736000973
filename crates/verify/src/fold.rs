//! The acts, followed one by one: each is judged in the state before it, and folded into the state after it.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Log;
use plan::review::Disclosure;
use plan::{Instant, ListKind, StageKind};
use selection::hold::{self, Why};
use selection::seal::{Sealing, sealing_of};
use selection::vote::Tally;
use selection::{Entry, Record, Selection, apply, apply_unopened, due, founding, lists, review, vote};

use crate::acts::Known;
use crate::reason::{Check, Reason};
use crate::report::{self, Failure, Honouree, List};
use crate::run::Run;

const LOG: &str = "acts";

/// The acts as far as they could be followed.
pub(crate) struct Folded {
    pub s: Selection,
    /// The state whenever something changed by which ballots are judged, with the instant from which it holds.
    pub moments: Vec<(Instant, Selection)>,
    /// What the acts tell of the ballots' log, in order.
    pub anchors: Vec<Anchor>,
    /// The instant from which nothing is known, because a leaf still waits for its gate.
    pub until: Option<Instant>,
}

/// What an act tells of the ballots' log.
pub(crate) struct Anchor {
    pub n: u64,
    pub at: Instant,
    pub stage: String,
    pub size: u64,
    pub root: String,
    /// The tallies, where it tells any.
    pub told: Option<Told>,
}

/// What an act tells of a vote's tallies.
pub(crate) enum Told {
    /// Those with which the vote was counted.
    Counted(BTreeMap<String, Tally>),
    /// Those that the public was shown while it was open.
    Shown(BTreeMap<String, Tally>),
}

/// Tells each time that the logs were opened anew. The newest must be the one that gave the heads their names.
pub(crate) fn restored(run: &mut Run, generation: u32, known: &[Known]) {
    for entry in known {
        let Known::Entry(record, _) = entry else { continue };
        let Entry::Founding(founding::Entry::Restored(facts)) = &record.entry else { continue };
        run.report.restored.push(report::Restored {
            n: record.n,
            at: record.at.0,
            generation: facts.generation,
            acts_lost: facts.lost(Log::Acts),
            ballots_lost: facts.lost(Log::Ballots),
            earlier: facts.earlier.clone(),
        });
    }
    let told = run.report.restored.last().map_or(1, |restored| restored.generation);
    if told != generation && !known.is_empty() {
        run.fail(Failure::of(Reason::OriginWrong).log(LOG).about(format!("{generation} / {told}")));
    }
}

/// Follows the acts. Stops at the first that does not hold, and where an entry still waits for its gate.
pub(crate) fn fold(run: &mut Run, el: &str, known: &[Known]) -> Folded {
    let mut folded = Folded { s: Selection::new(el), moments: Vec::new(), anchors: Vec::new(), until: None };
    let mut requests = BTreeSet::new();
    let mut acts = 0;
    let (mut never, mut told) = (0, 0);
    let mut rest = known;
    while let Some((first, behind)) = rest.split_first() {
        match first {
            Known::Waiting(at) => {
                folded.until = Some(*at);
                break;
            }
            Known::Never(at) => {
                let n = folded.s.n;
                if let Err(fault) = hold::hold_unopened(&folded.s, n, *at) {
                    run.fail(failure(&fault));
                    break;
                }
                apply_unopened(&mut folded.s, n, *at);
                never += 1;
                rest = behind;
            }
            Known::Entry(record, _) => {
                let mut act: Vec<(Record, Option<String>)> = Vec::new();
                while let Some(Known::Entry(next, gate)) = rest.first()
                    && next.req == record.req
                {
                    act.push(((**next).clone(), gate.clone()));
                    rest = rest.get(1..).unwrap_or_default();
                }
                // The rest of this act may be what still waits.
                if let Some(Known::Waiting(at)) = rest.first()
                    && *at == record.at
                {
                    folded.until = Some(*at);
                    break;
                }
                if !requests.insert(record.req.clone()) {
                    run.fail(Failure::of(Reason::ActTornApart).leaf(LOG, record.n).rule(&record.req));
                    break;
                }
                if !one(run, &mut folded, &act) {
                    break;
                }
                acts += 1;
                told += act.iter().map(|(record, _)| leaves_told(&record.entry)).sum::<u64>();
                if told > never {
                    run.fail(Failure::of(Reason::HiddenLeaves).leaf(LOG, record.n));
                    break;
                }
            }
        }
        run.tell(Check::Acts, folded.s.n, known.len() as u64);
    }
    let whole = folded.s.n == known.len() as u64;
    if whole && told != never && !secret_panel_at_work(&folded.s) {
        run.fail(Failure::of(Reason::HiddenLeaves).log(LOG).about(format!("{never} / {told}")));
    }
    run.report.folded = folded.s.n;
    run.report.closed = folded.s.closed.is_some();
    tell(run, &folded, acts);
    folded
}

/// How many leaves sealed for good an entry tells of.
fn leaves_told(entry: &Entry) -> u64 {
    match entry {
        Entry::Review(review::Entry::PanelTallied { leaves, .. }) => *leaves,
        _ => 0,
    }
}

fn secret_panel_at_work(s: &Selection) -> bool {
    s.open_stages().iter().any(|stage| {
        stage.kind == StageKind::Review
            && review::disclosure(s, &stage.id) == Some(Disclosure::Secret)
            && s.review.reviews.get(&stage.id).is_none_or(|review| review.closed.is_none())
    })
}

/// Judges one act and folds it. False where it does not hold.
fn one(run: &mut Run, folded: &mut Folded, act: &[(Record, Option<String>)]) -> bool {
    let mut after = folded.s.clone();
    let mut sound = true;
    for (record, gate) in act {
        let expected = sealing_of(&after, &record.entry);
        let sealed = match &expected {
            None => gate.is_none(),
            Some(Sealing::Until(until)) => gate.as_deref() == Some(&*until.name()),
            Some(Sealing::ForGood) => false,
        };
        if !sealed {
            let kind = record.entry.kind_and_body().0;
            let about = expected.as_ref().map(Sealing::name).unwrap_or_default();
            run.fail(Failure::of(Reason::WrongGate).leaf(LOG, record.n).rule(kind).about(about));
            sound = false;
        }
        apply(&mut after, record);
    }
    let records: Vec<Record> = act.iter().map(|(record, _)| record.clone()).collect();
    if let Err(fault) = hold::hold(&folded.s, &records) {
        run.fail(failure(&fault));
        sound = false;
    }
    if !sound {
        return false;
    }
    let mut changed = false;
    for record in &records {
        changed |= changes_ballots(&record.entry);
        folded.anchors.extend(anchor(record));
        if let Entry::Founding(founding::Entry::Restored(facts)) = &record.entry {
            // What was told of ballots that are lost can be held against nothing; the entry tells of those that are left.
            folded.anchors.retain(|anchor| anchor.size <= facts.ballots);
            let (size, root) = (facts.ballots, facts.root.clone());
            let (n, at, stage) = (record.n, record.at, String::new());
            folded.anchors.push(Anchor { n, at, stage, size, root, told: None });
        }
    }
    folded.s = after;
    if changed {
        folded.moments.push((folded.s.at, folded.s.clone()));
    }
    true
}

/// Entries that change by what a ballot is judged.
fn changes_ballots(entry: &Entry) -> bool {
    match entry {
        Entry::Founding(entry) => {
            matches!(entry, founding::Entry::Adopted { .. } | founding::Entry::Amended { .. })
        }
        Entry::Due(entry) => {
            matches!(entry, due::Entry::StageOpened { .. } | due::Entry::StageClosed { .. })
        }
        Entry::List(lists::Entry::ListPublished { list, .. }) => *list == ListKind::Candidates,
        _ => false,
    }
}

fn anchor(record: &Record) -> Option<Anchor> {
    let (stage, size, root, told) = match &record.entry {
        Entry::Vote(vote::Entry::BallotsAnchored { stage, size, root }) => (stage, size, root, None),
        Entry::Vote(vote::Entry::BallotsCounted { stage, size, root, categories }) => {
            (stage, size, root, Some(Told::Counted(categories.clone())))
        }
        Entry::Vote(vote::Entry::CountsShown { stage, size, root, categories, .. }) => {
            (stage, size, root, Some(Told::Shown(categories.clone())))
        }
        _ => return None,
    };
    Some(Anchor { n: record.n, at: record.at, stage: stage.clone(), size: *size, root: root.clone(), told })
}

/// What a fault of an act means: what came out of a count, a resolution or a list wrong is told as such.
fn failure(fault: &hold::Fault) -> Failure {
    let reason = match &fault.why {
        Why::OutOfPlace => Reason::ActOutOfPlace,
        Why::TimeGoesBack => Reason::TimeGoesBack,
        Why::TornApart => Reason::ActTornApart,
        Why::DueFirst(_) => Reason::DueFirst,
        Why::NotDue => Reason::NotDue,
        Why::NoSuchAct => Reason::NoSuchAct,
        Why::Refused(_) => Reason::ActRefused,
        Why::Differs(kind) => match kind.as_str() {
            "counted" => Reason::CountDiffers,
            "resolved" => Reason::ResolutionDiffers,
            "list-published" => Reason::ListDiffers,
            "named" | "certificate-reissued" => Reason::NamingDiffers,
            "paper-counted" => Reason::PaperDiffers,
            _ => Reason::EntryDiffers,
        },
        Why::Lacks(_) => Reason::EntryLacking,
        Why::Parts(_) => Reason::PartsWrong,
        Why::Calendar => Reason::CalendarWrong,
        Why::Panel => Reason::PanelFigures,
        Why::NothingSecret => Reason::NothingSecret,
    };
    let rule = match &fault.why {
        Why::Refused(refusal) => refusal.code.as_str(),
        other => other.about(),
    };
    let about = match &fault.why {
        Why::Refused(refusal) => refusal.clause.as_str(),
        _ => "",
    };
    Failure::of(reason).leaf(LOG, fault.n).rule(rule).about(about)
}

/// What the acts led to.
fn tell(run: &mut Run, folded: &Folded, acts: u64) {
    let s = &folded.s;
    run.checked(Check::Acts, vec![("acts", acts), ("entries", s.n)]);
    let departures = s.result.resolutions.iter().map(|row| row.departures.len() as u64).sum();
    let resolutions = s.result.resolutions.len() as u64;
    run.checked(Check::Resolutions, vec![("resolutions", resolutions), ("departures", departures)]);
    for list in [ListKind::Recommended, ListKind::Candidates, ListKind::Finalists, ListKind::Named] {
        if let Some(newest) = s.lists.latest(list) {
            let members = newest.members.iter().cloned().collect();
            run.report.lists.push(List { list, version: newest.version, members });
        }
    }
    run.report.honourees = s
        .honourees()
        .into_iter()
        .map(|member| Honouree {
            category: member.category.clone(),
            nominee: member.nominee.clone(),
            number: member.number.clone(),
            certificate: s.naming.certificates.get(&member.nominee).cloned().unwrap_or_default(),
        })
        .collect();
    let versions = s.lists.published.len() as u64;
    let honourees = run.report.honourees.len() as u64;
    run.checked(Check::Lists, vec![("lists", versions), ("honourees", honourees)]);
    match ledger::state_hash(s) {
        Ok(hash) => run.report.state = Some(hash.to_string()),
        Err(error) => run.fail(Failure::of(Reason::StateUnwritable).about(error)),
    }
    run.checked(Check::State, vec![("entries", s.n)]);
}
