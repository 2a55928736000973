//! A small selection for stories: a hand-turned clock, dossiers in a map, and a plan of every kind of stage. Its leaves and
//! openings are real ones, so that the verifier's stories play here too.

#![allow(dead_code, reason = "each story file uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the stories' own tools; clippy excuses only test functions"
)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use ledger::{EntryLeaf, OpenedEntry, Opening, Salt, SealedRef, V1, part_commit};
use plan::calendar::{Calendar, YearNotice};
use plan::{Instant, Moment, Tier};
use selection::recommend::Form;
use selection::review::Mark;
use selection::screen::{Opinion, Outcome};
use selection::seal::{OpeningFacts, sealing_of};
use selection::{
    Act, Actor, BallotHead, Code, Dossiers, Entry, Gate, Note, NumberFault, Part, Person, Profile, Record,
    Refusal, Role, Seat, Selection, apply, decide, due, founding, recommend, review, screen,
};

pub const PLAN: &str = include_str!("plan.toml");

/// Dossiers as a map: what the desk answers from the vault.
#[derive(Default)]
pub struct Shelf {
    pub id_keys: RefCell<BTreeMap<String, String>>,
    pub clearances: RefCell<BTreeMap<(String, String), String>>,
    pub ballots: RefCell<BTreeMap<String, BallotHead>>,
    /// Every entry as a leaf, with what it was sealed for.
    pub filed: RefCell<Vec<(EntryLeaf, Option<String>)>>,
    /// Every part, with the number of its entry.
    pub parts: RefCell<Vec<(u64, Part)>>,
    /// Pairs of seats that one person holds.
    pub one_person: RefCell<Vec<(String, String)>>,
    /// The house does not know who holds any seat.
    pub nobody: Cell<bool>,
}

/// The salt of an entry (`entry`) or of its part in a slot.
pub fn salt(n: u64, what: &str) -> Salt {
    Salt::from_bytes(*ledger::Hash::of(format!("salt/{n}/{what}").as_bytes()).as_bytes())
}

/// The blob that opens a gate, as entries were filed so far.
pub fn opening(filed: &[(EntryLeaf, Option<String>)], gate: &str) -> Opening {
    let sealed = filed.iter().filter(|(_, sealed)| sealed.as_deref() == Some(gate));
    let opened = |(entry, _): &(EntryLeaf, _)| OpenedEntry {
        n: entry.n,
        salt: salt(entry.n, "entry"),
        entry: entry.clone(),
    };
    Opening { gate: gate.to_owned(), entries: sealed.map(opened).collect() }
}

impl Dossiers for Shelf {
    fn identify(&self, id_number: &str) -> Result<String, NumberFault> {
        if id_number.len() == 18 { Ok(format!("key-{id_number}")) } else { Err(NumberFault("length")) }
    }
    fn phone_ok(&self, phone: &str) -> bool {
        phone.len() == 11
    }
    fn has_personal_number(&self, text: &str) -> bool {
        text.contains("19900")
    }
    fn same_person(&self, id_key: &str) -> Vec<String> {
        let keys = self.id_keys.borrow();
        keys.iter().filter(|(_, key)| *key == id_key).map(|(handle, _)| handle.clone()).collect()
    }
    fn holder(&self, seat: &str) -> Option<String> {
        (!self.nobody.get())
            .then(|| format!("试样{}", selection::lists::serial(seat.rsplit('-').next().unwrap())))
    }
    fn same_holder(&self, seat: &str, other: &str) -> bool {
        self.one_person
            .borrow()
            .iter()
            .any(|(a, b)| [(a, b), (b, a)].contains(&(&seat.to_owned(), &other.to_owned())))
    }
    fn clearance(&self, nominee: &str, department: &str) -> Option<String> {
        self.clearances.borrow().get(&(nominee.to_owned(), department.to_owned())).cloned()
    }
    fn lot(&self, text: &str) -> u64 {
        text.bytes().fold(7, |lot, byte| lot * 31 % 1_000_003 + u64::from(byte))
    }
    fn ballots(&self, stage: &str) -> Option<BallotHead> {
        Some(self.ballots.borrow().get(stage).cloned().unwrap_or_default())
    }
    fn opening(&self, gate: &Gate) -> Option<OpeningFacts> {
        let opening = opening(&self.filed.borrow(), &gate.name());
        let blob = opening.encode().unwrap().hash().to_string();
        Some(OpeningFacts { blob, entries: opening.entries.len() as u64 })
    }
    fn calendar_notices(&self, issued_by: jiff::civil::Date) -> Vec<YearNotice> {
        let known = Calendar::builtin().known_at(issued_by);
        (2022..=2024).filter_map(|year| known.notice(year).cloned()).collect()
    }
}

pub struct World {
    pub s: Selection,
    pub shelf: Shelf,
    pub now: Instant,
    pub records: Vec<Record>,
}

pub fn at(text: &str) -> Instant {
    let moment: Moment = text.parse().unwrap();
    moment.opening(&TimeZone::get("Asia/Shanghai").unwrap())
}

pub fn seat(role: Role) -> Seat {
    Seat { role, unit: None, outlet: None }
}

impl World {
    /// The plan adopted on 2022-11-25, and nobody in any seat.
    pub fn new() -> World {
        World::under(PLAN)
    }

    /// Another plan adopted on that day.
    pub fn under(plan: &str) -> World {
        let plan = plan::read(plan).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let mut world = World {
            s: Selection::new("small"),
            shelf: Shelf::default(),
            now: at("2022-11-25 09:00"),
            records: vec![],
        };
        world.ok(&Actor::Admin("root".into()), Act::Founding(founding::Act::Adopt(Box::new(plan))));
        world
    }

    /// With an office, two units, two judges, two sponsors, a department, an outlet, a receiver; standards public.
    pub fn staffed() -> World {
        World::staffed_under(PLAN)
    }

    /// The same under another plan.
    pub fn staffed_under(plan: &str) -> World {
        let mut world = World::under(plan);
        let root = Actor::Admin("root".into());
        let seats = [
            seat(Role::Office),
            seat(Role::Unit { unit: "east".into() }),
            seat(Role::Unit { unit: "west".into() }),
            Seat { role: Role::Judge { panel: "expert".into() }, unit: Some("east".into()), outlet: None },
            Seat { role: Role::Judge { panel: "media".into() }, unit: None, outlet: Some("daily".into()) },
            seat(Role::Judge { panel: "expert".into() }),
            seat(Role::Sponsor { sponsor: "first".into() }),
            seat(Role::Sponsor { sponsor: "second".into() }),
            seat(Role::Department { department: "police".into() }),
            seat(Role::Outlet { outlet: "daily".into() }),
            seat(Role::Receiver),
        ];
        for seat in seats {
            world.ok(&root, Act::Founding(founding::Act::Appoint(seat)));
        }
        world.ok(&office(), Act::Founding(founding::Act::PublishStandards { blob: "a".repeat(64) }));
        world
    }

    pub fn go(&mut self, to: &str) {
        self.now = at(to);
        self.tick();
    }

    pub fn tick(&mut self) {
        loop {
            let entries = due::due(&self.s, &self.shelf, self.now);
            if entries.is_empty() {
                return;
            }
            self.record(entries, "system");
        }
    }

    /// Records what was decided, as one act. Whatever is recorded must hold for a verifier, who sees nothing but the state
    /// before it and the entries.
    #[track_caller]
    fn record(&mut self, decided: Vec<selection::Decided>, by: &str) -> Vec<Entry> {
        let (before, first) = (self.s.clone(), self.records.len());
        let mut entries = Vec::new();
        for decided in decided {
            for part in &decided.parts {
                if part.slot == "person" {
                    let person: Person = serde_json::from_slice(&part.bytes).unwrap();
                    self.shelf.id_keys.borrow_mut().insert(part.subject.clone(), person.id_key);
                }
            }
            if let Entry::Screen(selection::screen::Entry::ClearanceAsked { nominee, clearance, .. }) =
                &decided.entry
            {
                let asked: selection::Asked = serde_json::from_slice(&decided.parts[0].bytes).unwrap();
                self.shelf
                    .clearances
                    .borrow_mut()
                    .insert((nominee.clone(), asked.department), clearance.clone());
            }
            // Every entry goes through JSON, as it does on its way to the log and back.
            let (kind, body) = decided.entry.kind_and_body();
            let entry = Entry::from_kind_and_body(&kind, &body).unwrap();
            assert_eq!(entry, decided.entry);
            let n = self.s.n;
            let part = |part: &Part| SealedRef {
                slot: part.slot.to_owned(),
                class: part.class,
                commit: part_commit(&self.s.id, n, part.slot, &salt(n, part.slot), &part.bytes),
            };
            let record = Record {
                n,
                at: self.now,
                by: decided.by.unwrap_or(by).to_owned(),
                req: format!("q{}", before.n),
                entry: entry.clone(),
                sealed: decided.parts.iter().map(part).collect(),
            };
            let leaf = EntryLeaf {
                v: V1,
                el: self.s.id.clone(),
                n,
                at: record.at.0,
                by: record.by.clone(),
                req: record.req.clone(),
                kind,
                body,
                sealed: record.sealed.clone(),
            };
            let sealing = sealing_of(&self.s, &entry).map(|sealing| sealing.name().into_owned());
            self.shelf.filed.borrow_mut().push((leaf, sealing));
            self.shelf.parts.borrow_mut().extend(decided.parts.into_iter().map(|part| (n, part)));
            apply(&mut self.s, &record);
            self.records.push(record);
            entries.push(entry);
        }
        let held = selection::hold::hold(&before, &self.records[first..]);
        assert_eq!(held, Ok(()), "{:#?}", &self.records[first..]);
        entries
    }

    pub fn ask(&mut self, who: &Actor, act: Act) -> Result<Vec<Entry>, Refusal> {
        self.tick();
        let decided = decide(&self.s, &self.shelf, who, act, self.now)?;
        Ok(self.record(decided, who.handle()))
    }

    #[track_caller]
    pub fn ok(&mut self, who: &Actor, act: Act) -> Vec<Entry> {
        match self.ask(who, act) {
            Ok(entries) => entries,
            Err(refusal) => panic!("refused: {refusal} {:?} {:?}", refusal.field, refusal.args),
        }
    }

    #[track_caller]
    pub fn no(&mut self, who: &Actor, act: Act) -> Refusal {
        self.tick();
        let before = self.s.hash();
        match self.ask(who, act) {
            Ok(entries) => panic!("accepted: {entries:?}"),
            Err(refusal) => {
                assert_eq!(before, self.s.hash(), "a refusal changes nothing");
                refusal
            }
        }
    }

    #[track_caller]
    pub fn refused(&mut self, who: &Actor, act: Act, code: Code, clause: &str) {
        let refusal = self.no(who, act);
        assert_eq!((refusal.code, refusal.clause.as_str()), (code, clause), "{refusal:?}");
    }
}

pub fn office() -> Actor {
    Actor::Seat("office-1".into())
}
pub fn east() -> Actor {
    Actor::Seat("unit-2".into())
}
pub fn west() -> Actor {
    Actor::Seat("unit-3".into())
}
pub fn judge_of_east() -> Actor {
    Actor::Seat("judge-4".into())
}
pub fn judge_of_daily() -> Actor {
    Actor::Seat("judge-5".into())
}
pub fn judge_free() -> Actor {
    Actor::Seat("judge-6".into())
}
pub fn first_sponsor() -> Actor {
    Actor::Seat("sponsor-7".into())
}
pub fn second_sponsor() -> Actor {
    Actor::Seat("sponsor-8".into())
}
pub fn police() -> Actor {
    Actor::Seat("department-9".into())
}
pub fn outlet() -> Actor {
    Actor::Seat("outlet-10".into())
}
pub fn receiver() -> Actor {
    Actor::Seat("receiver-11".into())
}

/// A sound form for the n-th synthetic person.
pub fn form(n: u32) -> Form {
    Form {
        category: "park".into(),
        kind: "worker".into(),
        profile: Profile {
            name: format!("试样{n}"),
            employer: "东区园林所".into(),
            brief: "他把一块荒地修成了口袋公园。".into(),
            ..Profile::default()
        },
        person: Person {
            id_number: format!("37139919900101{n:04}"),
            phone: "19900000000".into(),
            id_key: String::new(),
        },
        checklist: vec![0, 1],
        minutes: Some("b".repeat(64)),
        ..Form::default()
    }
}

pub fn bottom_up(form: Form) -> Act {
    recommend_as(Tier::BottomUp, form)
}

pub fn recommend_as(tier: Tier, form: Form) -> Act {
    Act::Recommend(recommend::Act::Recommend { stage: "recommend".into(), tier, form: Box::new(form) })
}

pub fn note(text: &str, name: &str) -> Note {
    Note { text: text.into(), name: name.into(), contact: String::new() }
}

pub fn screen_out(nominee: &str, outcome: Outcome) -> Act {
    Act::Screen(screen::Act::Screen { nominee: nominee.into(), outcome, note: String::new() })
}

pub fn clear(nominee: &str, opinion: Opinion) -> Act {
    Act::Screen(screen::Act::Clear { nominee: nominee.into(), opinion, note: "核查情况".into() })
}

pub fn publish_candidates(handles: &[&str]) -> Act {
    let order = vec![("park".to_owned(), handles.iter().map(|handle| (*handle).to_owned()).collect())];
    Act::Screen(screen::Act::PublishCandidates { stage: "screen".into(), order })
}

pub fn sheet(nominee: &str, deeds: u32, style: u32) -> Act {
    let scores = BTreeMap::from([("deeds".to_owned(), deeds), ("style".to_owned(), style)]);
    Act::Review(review::Act::Sheet {
        stage: "review".into(),
        nominee: nominee.into(),
        mark: Mark::Scores(scores),
    })
}

/// p1 and p2 from the east, p3 and p4 from the west, all candidates; the vote is open on 12-12.
pub fn voting() -> World {
    voting_under(PLAN)
}

/// The same under another plan.
pub fn voting_under(plan: &str) -> World {
    let mut w = World::staffed_under(plan);
    w.go("2022-12-01");
    w.ok(&east(), bottom_up(form(1)));
    w.ok(&east(), bottom_up(form(2)));
    w.ok(&west(), bottom_up(form(3)));
    let mut reporter = form(4);
    reporter.kind = "media".into();
    reporter.outlet = Some("daily".into());
    w.ok(&west(), bottom_up(reporter));
    w.go("2022-12-11");
    for nominee in ["p1", "p2", "p3", "p4"] {
        w.ok(&office(), screen_out(nominee, Outcome::Pass));
    }
    let everyone = ["p1", "p2", "p3", "p4"].map(ToOwned::to_owned).to_vec();
    w.ok(&office(), Act::Screen(screen::Act::AskClearance { nominees: everyone }));
    for nominee in ["p1", "p2", "p3"] {
        w.ok(&police(), clear(nominee, Opinion::Clear));
    }
    w.ok(&office(), publish_candidates(&["p1", "p2", "p3", "p4"]));
    w.go("2022-12-12");
    w
}
