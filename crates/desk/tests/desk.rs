//! The writer of a selection over a real store: what is acknowledged is there after a restart, asked twice is recorded
//! once, erased is erased, and no leaf holds a name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::{Clock, Desk, DeskError, House, HouseError, Keys};
use ledger::{Leaf, Opening, SealedLeaf};
use plan::{Instant, Moment, Tier};
use selection::recommend::{self, Form};
use selection::screen::{self, Opinion, Outcome};
use selection::{Act, Actor, Person, Profile, Role, Seat, founding};
use sha2::{Digest, Sha256};
use store::{Entropy, MasterKey, SqliteStore};
use tempfile::TempDir;

const PLAN: &str = include_str!("../../selection/tests/world/plan.toml");
const NAMES: [&str; 2] = ["试样甲䶮", "试样乙·丙"];
const IDS: [&str; 2] = ["371399199001010010", "371399199001010029"];
const PHONES: [&str; 2] = ["19900000001", "19900000002"];

/// A clock that moves by hand, or a little at every look.
struct Hand(AtomicI64, AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.fetch_add(self.1.load(Ordering::SeqCst), Ordering::SeqCst))
    }
}

struct Repeatable;

impl Entropy for Repeatable {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        Sha256::digest(context).into()
    }
}

struct World {
    house: Arc<House>,
    desk: Desk,
    clock: Arc<Hand>,
}

fn at(text: &str) -> i64 {
    text.parse::<Moment>().unwrap().opening(&jiff::tz::TimeZone::get("Asia/Shanghai").unwrap()).0
}

async fn open(dir: &Path, now: &str) -> World {
    let store = SqliteStore::open(dir, MasterKey::new([7; 32]), Arc::new(Repeatable)).await.unwrap();
    let clock = Arc::new(Hand(AtomicI64::new(at(now)), AtomicI64::new(0)));
    let house = House::open(
        Arc::new(store),
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(Repeatable),
        Keys::new([9; 32]),
    )
    .await
    .unwrap();
    let plan = plan::read(PLAN).unwrap();
    let desk = house.open_selection(root(), plan, "open").await.unwrap();
    World { house, desk, clock }
}

fn root() -> Actor {
    Actor::Admin("root".into())
}

fn seat(handle: &str) -> Actor {
    Actor::Seat(handle.into())
}

fn form(n: usize) -> Form {
    Form {
        category: "park".into(),
        kind: "worker".into(),
        profile: Profile {
            name: NAMES[n].into(),
            employer: "东区园林所".into(),
            brief: "他把一块荒地修成了口袋公园。".into(),
            ..Profile::default()
        },
        person: Person { id_number: IDS[n].into(), phone: PHONES[n].into(), id_key: String::new() },
        checklist: vec![0, 1],
        minutes: Some("b".repeat(64)),
        note: "工作说明".into(),
        ..Form::default()
    }
}

fn put_forward(n: usize) -> Act {
    Act::Recommend(recommend::Act::Recommend {
        stage: "recommend".into(),
        tier: Tier::BottomUp,
        form: Box::new(form(n)),
    })
}

impl World {
    fn go(&self, to: &str) {
        self.clock.0.store(at(to), Ordering::SeqCst);
    }

    async fn ok(&self, who: &str, act: Act, req: &str) {
        self.desk.submit(seat(who), act, req).await.unwrap();
    }

    /// Two people put forward, screened, cleared, on the candidate list.
    async fn to_candidates(&self) {
        let seats = [
            Role::Office,
            Role::Unit { unit: "east".into() },
            Role::Department { department: "police".into() },
        ];
        for (n, role) in seats.into_iter().enumerate() {
            let seat = Seat { role, unit: None, outlet: None };
            self.desk
                .submit(root(), Act::Founding(founding::Act::Appoint(seat)), &format!("seat{n}"))
                .await
                .unwrap();
        }
        let standards = founding::Act::PublishStandards { blob: "a".repeat(64) };
        self.ok("office-1", Act::Founding(standards), "standards").await;
        self.go("2022-12-05");
        self.ok("unit-2", put_forward(0), "r1").await;
        self.ok("unit-2", put_forward(1), "r2").await;
        self.go("2022-12-11");
        let everyone = vec!["p1".to_owned(), "p2".to_owned()];
        for nominee in &everyone {
            let pass =
                screen::Act::Screen { nominee: nominee.clone(), outcome: Outcome::Pass, note: String::new() };
            self.ok("office-1", Act::Screen(pass), &format!("pass-{nominee}")).await;
        }
        self.ok("office-1", Act::Screen(screen::Act::AskClearance { nominees: everyone.clone() }), "ask")
            .await;
        for nominee in &everyone {
            let clear = screen::Act::Clear {
                nominee: nominee.clone(),
                opinion: Opinion::Clear,
                note: "无前科".into(),
            };
            self.ok("department-3", Act::Screen(clear), &format!("clear-{nominee}")).await;
        }
        let publish =
            screen::Act::PublishCandidates { stage: "screen".into(), order: vec![("park".into(), everyone)] };
        self.ok("office-1", Act::Screen(publish), "publish").await;
    }

    async fn leaves(&self) -> Vec<Vec<u8>> {
        self.desk.store().entries("small", 0, 10_000).await.unwrap().into_iter().map(|row| row.leaf).collect()
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    world.to_candidates().await;
    let before = world.desk.snapshot();
    drop(world);
    let world = open(dir.path(), "2022-12-11").await;
    let after = world.desk.snapshot();
    assert_eq!((after.s.hash(), after.root), (before.s.hash(), before.root));
    assert_eq!(after.book.profiles["p1"].name, NAMES[0]);
    let shelf = world.house.organisation().await;
    assert!(shelf.selections.contains_key("small"));
}

#[tokio::test]
async fn an_act_asked_for_twice_is_recorded_once() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    world.to_candidates().await;
    let size = world.desk.snapshot().s.n;
    let again = world.desk.submit(seat("unit-2"), put_forward(0), "r1").await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.records.len(), 1);
    assert_eq!(world.desk.snapshot().s.n, size);
}

#[tokio::test]
async fn two_writers_do_not_overwrite_each_other() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    let other = Desk::open(
        "small",
        Arc::clone(world.desk.store()),
        Arc::clone(world.desk.clock()),
        Arc::new(Repeatable),
        Keys::new([9; 32]),
    )
    .await
    .unwrap();
    let office =
        || Act::Founding(founding::Act::Appoint(Seat { role: Role::Office, unit: None, outlet: None }));
    world.desk.submit(root(), office(), "one").await.unwrap();
    other.submit(root(), office(), "two").await.unwrap();
    world.desk.submit(root(), office(), "three").await.unwrap();
    let seats: Vec<_> = world.desk.snapshot().s.seats.keys().cloned().collect();
    assert_eq!(seats, ["office-1", "office-2", "office-3"]);
}

#[tokio::test]
async fn erasing_everybody_leaves_the_state_hash_and_no_trace_of_them() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    world.to_candidates().await;
    let before = world.desk.snapshot();
    assert_eq!(world.desk.person(&seat("office-1"), "p1").await.unwrap().unwrap().phone, PHONES[0]);
    for subject in before.book.subjects() {
        world.desk.erase(&root(), &subject).await.unwrap();
    }
    assert_eq!(world.desk.snapshot().s.hash(), before.s.hash());
    assert!(world.desk.view(Actor::Citizen).profile("p1").is_none());
    assert!(world.desk.person(&seat("office-1"), "p1").await.unwrap().is_none());
    drop(world);
    let world = open(dir.path(), "2022-12-11").await;
    let after = world.desk.snapshot();
    assert_eq!((after.s.hash(), after.root), (before.s.hash(), before.root));
    assert!(after.book.profiles.is_empty());
    assert!(world.desk.view(Actor::Citizen).is_erased("p1"));
}

#[tokio::test]
async fn files_become_the_nominee_s_with_the_entry_and_go_with_the_person() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    let store = Arc::clone(world.desk.store());
    for (id, bytes) in [("face-0", "face"), ("paper-0", "paper"), ("face-1", "other face"), ("loose", "x")] {
        store.put_file(id, bytes.as_bytes(), "image/jpeg", at("2023-01-01")).await.unwrap();
    }
    let bring = |n: usize, face: &str, paper: Option<&str>| {
        let mut form = form(n);
        form.profile.portrait = face.to_owned();
        form.minutes_file = paper.map(ToOwned::to_owned);
        let (stage, tier) = ("recommend".into(), Tier::BottomUp);
        Act::Recommend(recommend::Act::Recommend { stage, tier, form: Box::new(form) })
    };
    for (n, role) in [Role::Office, Role::Unit { unit: "east".into() }].into_iter().enumerate() {
        let seat = Act::Founding(founding::Act::Appoint(Seat { role, unit: None, outlet: None }));
        world.desk.submit(root(), seat, &format!("seat{n}")).await.unwrap();
    }
    let standards = founding::Act::PublishStandards { blob: "a".repeat(64) };
    world.ok("office-1", Act::Founding(standards), "standards").await;
    world.go("2022-12-05");
    world.ok("unit-2", bring(0, "face-0", Some("paper-0")), "r1").await;
    let stolen = world.desk.submit(seat("unit-2"), bring(1, "face-0", None), "r2").await;
    assert!(matches!(stolen, Err(DeskError::Store(_))), "nobody takes another's face: {stolen:?}");
    assert_eq!(world.desk.snapshot().s.recommend.recs.len(), 1);
    world.ok("unit-2", bring(1, "face-1", None), "r3").await;

    // Sent back and mended without a portrait: the former one is gone, the paper with it, since none came again.
    let back = recommend::Act::Return { rec: "r2".into(), note: "请换一张照片。".into() };
    world.ok("office-1", Act::Recommend(back), "back").await;
    let mend = recommend::Act::Revise { rec: "r2".into(), form: Box::new(form(1)) };
    world.ok("unit-2", Act::Recommend(mend), "mend").await;
    assert_eq!(store.file("face-1").await.unwrap(), None);

    let before = world.desk.snapshot();
    assert_eq!(store.file_of("small", "p1", "minutes").await.unwrap().unwrap().bytes, b"paper");
    world.desk.erase(&root(), "p1").await.unwrap();
    for id in ["face-0", "paper-0"] {
        assert_eq!(store.file(id).await.unwrap(), None, "{id}");
    }
    assert!(store.file("loose").await.unwrap().is_some());
    drop((world, store));
    let world = open(dir.path(), "2022-12-05").await;
    let after = world.desk.snapshot();
    assert_eq!((after.s.hash(), after.root), (before.s.hash(), before.root));
}

#[tokio::test]
async fn no_leaf_and_no_opening_holds_a_name_a_number_or_a_note() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    world.to_candidates().await;
    let mut public: Vec<Vec<u8>> = world.leaves().await;
    let blob = world.desk.snapshot().s.opened.values().next().unwrap().clone();
    let hash: ledger::Hash = blob.parse().unwrap();
    let opened = world.desk.store().blob(hash.as_bytes()).await.unwrap().unwrap();
    let told = String::from_utf8(opened.clone()).unwrap();
    assert!(
        told.contains("cleared") && !told.contains("police") && !told.contains("department-3"),
        "who said what"
    );
    public.push(opened);
    let secrets = NAMES.iter().chain(&IDS).chain(&PHONES).chain(&["无前科", "工作说明", "荒地", "园林所"]);
    for secret in secrets {
        for bytes in &public {
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
                "{secret} is public"
            );
        }
    }
}

#[tokio::test]
async fn what_was_sealed_is_opened_at_its_gate_and_fits_its_commitment() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    world.to_candidates().await;
    let sealed: Vec<SealedLeaf> = world
        .leaves()
        .await
        .iter()
        .filter_map(|bytes| match Leaf::decode(bytes).unwrap() {
            Leaf::Sealed(sealed) => Some(sealed),
            Leaf::Entry(_) => None,
        })
        .collect();
    // Two recommendations, two decisions, two questions, two answers.
    assert_eq!(sealed.len(), 8);
    let snapshot = world.desk.snapshot();
    let hash: ledger::Hash = snapshot.s.opened[&selection::Gate::Candidates].parse().unwrap();
    let bytes = world.desk.store().blob(hash.as_bytes()).await.unwrap().unwrap();
    let opening = Opening::decode(&bytes).unwrap();
    opening.check(&sealed).unwrap();
    let (size, path, root) = world.desk.prove(3).await.unwrap();
    let leaf = ledger::leaf_hash(&world.leaves().await[3]);
    ledger::verify_inclusion(&leaf, 3, size, &path, &root).unwrap();
    assert_eq!(root, snapshot.root);
}

#[tokio::test]
async fn refusals_and_readings_of_numbers_are_journalled_without_personal_data() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    world.to_candidates().await;
    let late = world.desk.submit(seat("unit-2"), put_forward(0), "late").await;
    assert!(matches!(late, Err(DeskError::Refused(_))));
    assert!(world.desk.person(&Actor::Citizen, "p1").await.unwrap().is_none());
    world.desk.person(&seat("department-3"), "p1").await.unwrap().unwrap();
    let store = world.desk.store();
    let rows = store.journal_page(0, 100).await.unwrap();
    let kinds: Vec<&str> = rows.iter().map(|row| row.line.kind.as_str()).collect();
    assert_eq!(kinds, ["refused", "read-person"]);
    assert!(rows[0].line.detail.contains("too-late"));
    assert_eq!(store.journal_by_request("late").await.unwrap().len(), 1);
    assert_eq!(store.check_journal().await.unwrap().size, 2);
    for row in rows {
        assert!(!NAMES.iter().chain(&IDS).chain(&PHONES).any(|secret| row.line.detail.contains(secret)));
    }
}

#[tokio::test]
async fn a_transition_comes_in_its_very_millisecond_however_often_somebody_looked_before() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-30 09:00").await;
    let stands = || world.desk.snapshot().s.stage_state("recommend");
    for before in [at("2022-11-30 09:00"), at("2022-11-30 23:59"), at("2022-12-01") - 1] {
        world.clock.0.store(before, Ordering::SeqCst);
        for _ in 0..2 {
            world.desk.tick().await.unwrap();
            assert!(stands().opened.is_none());
        }
    }
    world.go("2022-12-01");
    world.desk.tick().await.unwrap();
    assert_eq!(stands().opened, Some(Instant(at("2022-12-01"))));
    // The holiday notice for 2023 was issued on 2022-12-08: a day begins, although no stage does.
    world.clock.0.store(at("2022-12-08") - 1, Ordering::SeqCst);
    world.desk.tick().await.unwrap();
    assert!(!world.desk.snapshot().s.notices.contains_key(&2023));
    world.go("2022-12-08");
    world.desk.tick().await.unwrap();
    assert!(world.desk.snapshot().s.notices.contains_key(&2023));
}

#[tokio::test]
async fn the_access_journal_s_head_stands_in_the_organisation_s_ledger_and_shows_a_cut_tail() {
    let dir = TempDir::new().unwrap();
    let world = open(dir.path(), "2022-11-25").await;
    assert!(!world.house.enter_journal().await.unwrap(), "an empty journal is nothing to enter");
    let read = async |world: &World, times: i64| {
        for at in 0..times {
            let (who, kind) = ("office-1".to_owned(), "read-person".to_owned());
            let line = store::JournalLine { at, who, kind, detail: "{}".into(), req: None };
            world.desk.store().journal(line).await.unwrap();
        }
    };
    read(&world, 5).await;
    assert!(world.house.enter_journal().await.unwrap());
    assert!(!world.house.enter_journal().await.unwrap(), "nothing new, nothing entered");
    read(&world, 2).await;
    let entered = world.house.organisation().await.journal.unwrap();
    let rows = world.desk.store().journal_page(0, 10).await.unwrap();
    assert_eq!((entered.size, entered.hash), (5, ledger::Hash::from_bytes(rows[4].hash).to_string()));
    assert_eq!(world.house.check_journal().await.unwrap().size, 7);
    drop(world);

    // Somebody takes the newest rows away, and writes as many others after them: the chain holds in itself.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(dir.path().join("main.db"));
    let mut intruder = sqlx::ConnectOptions::connect(&options).await.unwrap();
    for sql in ["DROP TRIGGER journal_stays", "DELETE FROM journal WHERE n >= 3"] {
        sqlx::query(sql).execute(&mut intruder).await.unwrap();
    }
    sqlx::Connection::close(intruder).await.unwrap();
    let world = open(dir.path(), "2022-11-26").await;
    let cut = |outcome: Result<_, HouseError>| matches!(outcome, Err(HouseError::Journal(5)));
    assert!(cut(world.house.enter_journal().await.map(|_| ())), "shorter than what was entered");
    read(&world, 6).await;
    assert_eq!(world.desk.store().check_journal().await.unwrap().size, 9, "the chain alone shows nothing");
    assert!(cut(world.house.check_journal().await.map(|_| ())));
    assert!(cut(world.house.enter_journal().await.map(|_| ())), "and it is not papered over");
    assert_eq!(world.house.organisation().await.journal.unwrap().size, 5);
}

#[tokio::test]
async fn what_falls_due_while_an_act_is_under_way_is_recorded_before_it_or_the_act_before_that() {
    // The clock passes the opening of recommendation at one look or another.
    for before in 0..12 {
        let dir = tempfile::tempdir().unwrap();
        let world = open(dir.path(), "2022-11-30").await;
        let opens = at("2022-12-01");
        world.clock.0.store(opens - before, Ordering::SeqCst);
        world.clock.1.store(1, Ordering::SeqCst);
        let seat = Seat { role: Role::Office, unit: None, outlet: None };
        world.desk.submit(root(), Act::Founding(founding::Act::Appoint(seat)), "seat").await.unwrap();
        let snapshot = world.desk.snapshot();
        let mut folded = selection::Selection::new(world.desk.id());
        for filed in &snapshot.filed {
            let due = selection::due::next_due(&folded, folded.at).filter(|due| *due <= filed.record.at);
            let is_due = matches!(filed.record.entry, selection::Entry::Due(_));
            assert!(due.is_none() || is_due, "{before} before: {:?} at {:?}", filed.record.entry, due);
            selection::apply(&mut folded, &filed.record);
        }
    }
}
