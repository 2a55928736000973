//! What `decide` asks of the world outside the fold, answered by the entries that it led to.

use std::collections::BTreeMap;

use plan::calendar::YearNotice;

use crate::seal::OpeningFacts;
use crate::{
    BallotHead, Dossiers, Entry, Gate, NumberFault, Record, Selection, due, founding, lists, recommend,
    screen, vote,
};

/// Answers out of one act's records.
pub(super) struct Told<'a> {
    act: &'a [Record],
    /// Whom the act calls the same person; only somebody who was put forward can be.
    same_as: Vec<String>,
    /// Which clearance a nominee's department has, as far as it can be laid out so that the act makes sense.
    clearances: BTreeMap<(String, String), String>,
    /// The order in which departments were asked.
    lots: BTreeMap<String, u64>,
}

impl<'a> Told<'a> {
    pub(super) fn of(s: &Selection, act: &'a [Record]) -> Told<'a> {
        let mut same_as: Vec<String> = act
            .iter()
            .find_map(|record| match &record.entry {
                Entry::Recommend(
                    recommend::Entry::Recommended { same_as, .. } | recommend::Entry::Revised { same_as, .. },
                ) => Some(same_as.clone()),
                _ => None,
            })
            .unwrap_or_default();
        same_as.retain(|other| s.recommend.nominees.contains_key(other));
        let mut told = Told { act, same_as, clearances: BTreeMap::new(), lots: BTreeMap::new() };
        told.lay_out(s);
        told
    }

    /// Which department stands behind which handle is nobody's business: any layout will do under which the office
    /// asked exactly those that it had to. Handles that were asked anew get a department each, then as many departments
    /// stay without one as were asked for the first time, and the rest keep the handles that still hold.
    fn lay_out(&mut self, s: &Selection) {
        let mut asked: BTreeMap<&String, Vec<Option<&String>>> = BTreeMap::new();
        for record in self.act {
            if let Entry::Screen(screen::Entry::ClearanceAsked { nominee, instead_of, .. }) = &record.entry {
                asked.entry(nominee).or_default().push(instead_of.as_ref());
            }
        }
        for (nominee, renewed) in asked {
            let mut free = s.departments_for(nominee).into_iter();
            let mut order = 0;
            for earlier in &renewed {
                let Some(department) = free.next() else { break };
                order += 1;
                self.lots.insert(format!("clearance/{nominee}/{department}"), order);
                if let Some(earlier) = earlier {
                    self.clearances.insert((nominee.clone(), department), (*earlier).clone());
                }
            }
            let lacks = s.clearance_lacks(nominee, self.act.first().map_or(s.at, |record| record.at));
            let given = s.screen.clearances.get(nominee);
            let renews = |handle: &String| {
                lacks.contains(handle)
                    && given.and_then(|given| given.get(handle)).is_some_and(|row| row.answer.is_some())
            };
            let left = |handle: &&String| !renewed.contains(&Some(*handle));
            let handles: Vec<&String> =
                given.into_iter().flat_map(|given| given.keys()).filter(left).collect();
            let (wanting, holding): (Vec<&String>, Vec<&String>) =
                handles.into_iter().partition(|handle| renews(handle));
            for (department, handle) in free.zip(holding.into_iter().chain(wanting)) {
                self.clearances.insert((nominee.clone(), department), handle.clone());
            }
        }
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.act.iter().map(|record| &record.entry)
    }
}

/// The holiday notices that an act's entries hold.
pub(super) fn notices(act: &[Record]) -> impl Iterator<Item = &YearNotice> {
    act.iter().flat_map(|record| match &record.entry {
        Entry::Founding(founding::Entry::Adopted { notices, .. }) => notices.as_slice(),
        Entry::Due(due::Entry::CalendarIssued { notice, .. }) => std::slice::from_ref(notice),
        _ => &[],
    })
}

impl Dossiers for Told<'_> {
    fn identify(&self, _: &str) -> Result<String, NumberFault> {
        Ok("told".to_owned())
    }

    fn phone_ok(&self, _: &str) -> bool {
        true
    }

    fn has_personal_number(&self, _: &str) -> bool {
        false
    }

    fn same_person(&self, _: &str) -> Vec<String> {
        self.same_as.clone()
    }

    fn holder(&self, seat: &str) -> Option<String> {
        Some(seat.to_owned())
    }

    fn same_holder(&self, seat: &str, other: &str) -> bool {
        seat == other
    }

    fn clearance(&self, nominee: &str, department: &str) -> Option<String> {
        let answered = self.entries().find_map(|entry| match entry {
            Entry::Screen(screen::Entry::Cleared { clearance, .. }) => Some(clearance.clone()),
            _ => None,
        });
        answered.or_else(|| self.clearances.get(&(nominee.to_owned(), department.to_owned())).cloned())
    }

    fn lot(&self, text: &str) -> u64 {
        self.lots.get(text).copied().unwrap_or_default()
    }

    /// Size, root and tallies are compared with the ballots themselves, which this room does not see.
    fn ballots(&self, stage: &str) -> Option<BallotHead> {
        let told = self.entries().find_map(|entry| match entry {
            Entry::Vote(vote::Entry::BallotsAnchored { stage: of, size, root }) if of == stage => {
                Some(BallotHead { size: *size, root: root.clone(), categories: BTreeMap::new() })
            }
            Entry::Vote(
                vote::Entry::BallotsCounted { stage: of, size, root, categories }
                | vote::Entry::CountsShown { stage: of, size, root, categories, .. },
            ) if of == stage => {
                Some(BallotHead { size: *size, root: root.clone(), categories: categories.clone() })
            }
            _ => None,
        });
        Some(told.unwrap_or_default())
    }

    /// What a blob holds is compared with the sealed leaves by whoever reads it. Where an act opens no gate, this answers
    /// all the same, so that a gate that should have been opened is missed.
    fn opening(&self, gate: &Gate) -> Option<OpeningFacts> {
        let told = self.entries().find_map(|entry| match entry {
            Entry::List(lists::Entry::GateOpened { gate: of, blob, entries }) if of == gate => {
                Some(OpeningFacts { blob: blob.clone(), entries: *entries })
            }
            _ => None,
        });
        Some(told.unwrap_or(OpeningFacts { blob: String::new(), entries: 0 }))
    }

    fn calendar_notices(&self, _: jiff::civil::Date) -> Vec<YearNotice> {
        notices(self.act).cloned().collect()
    }
}
