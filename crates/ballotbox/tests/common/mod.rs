//! A selection with an open vote: the plan “拾音” (two rounds, works, an invented city), walked there by real acts.

#![allow(dead_code, reason = "each test uses its part")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ballotbox::{BallotBox, BallotError, Voter};
use desk::{Clock, Desk, Done, Keys};
use plan::{Instant, Tier};
use selection::recommend::Form;
use selection::screen::Outcome;
use selection::{Act, Actor, Profile, Role, Seat, founding, recommend, screen};
use store::{Entropy, MasterKey, SqliteStore, Store};
use tempfile::TempDir;

pub const EL: &str = "shiyin-2023";
pub const HOST: &str = "demo.invalid";
const WORKS: usize = 8;
const PLAN: &str = include_str!("../../../../plans/shiyin-2023.toml");

/// A clock that moves by hand.
pub struct HandClock(AtomicI64);

impl HandClock {
    pub fn set(&self, at: Instant) {
        self.0.store(at.0, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// Chance that repeats itself.
struct Repeatable;

impl Entropy for Repeatable {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        *ledger::Hash::of(&[b"repeatable".as_slice(), context].concat()).as_bytes()
    }
}

/// Milliseconds of a Beijing time such as `2023-03-14 08:00`.
pub fn at(civil: &str) -> Instant {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
    Instant::of(civil.replace(' ', "T").parse().unwrap(), &zone)
}

pub fn req(n: u64) -> [u8; 16] {
    u128::from(n).to_be_bytes()
}

/// A voter without a code: what a later way of admission will find.
pub fn voter(n: u64) -> Voter {
    Voter { nym: u128::from(n).to_be_bytes(), channel: "code".to_owned() }
}

/// When forms were made: long ago, so that every day of a vote is looked through for an earlier sending.
pub const LONG_AGO: Instant = Instant(0);

/// Works by number.
pub fn works(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|number| format!("p{number}")).collect()
}

pub struct World {
    pub dir: TempDir,
    pub clock: Arc<HandClock>,
    pub store: Arc<SqliteStore>,
    pub desk: Desk,
    pub ballots: BallotBox,
}

impl World {
    /// At the opening of the first round.
    pub async fn first_round() -> World {
        World::first_round_of(PLAN).await
    }

    /// The same where one may also vote without a code. A real plan could not give such votes a weight, as this one does.
    pub async fn first_round_for_anybody() -> World {
        let code = "{ id = \"code\", name = \"网页（凭听众码）\", identity = \"code\" }";
        let open =
            format!("{code}, {{ id = \"open\", name = \"网页（不凭码）\", identity = \"anonymous\" }}");
        // Such votes may have no weight.
        let mut plan = PLAN.replace(code, &open).replace("mode = \"weighted\"", "mode = \"advisory\"");
        for vote in ["vote-1", "vote-2"] {
            let weight =
                format!("{{ weighted = [{{ stage = \"{vote}\", weight = 100, normalise = \"share\" }}] }}");
            assert!(plan.contains(&weight) && plan.contains(&open));
            plan = plan.replace(&weight, "\"not stated\"");
        }
        World::first_round_of(&plan).await
    }

    async fn first_round_of(plan: &str) -> World {
        let world = World::open(tempfile::tempdir().unwrap(), "2023-02-25 10:00").await.unwrap();
        let plan = plan::read(plan).unwrap();
        let admin = Actor::Admin("admin".to_owned());
        world.act(&admin, Act::Founding(founding::Act::Adopt(Box::new(plan)))).await;
        let seat = Seat { role: Role::Office, unit: None, outlet: None };
        world.act(&admin, Act::Founding(founding::Act::Appoint(seat))).await;
        world.at("2023-03-02 10:00").await;
        for number in 1..=WORKS {
            let profile = Profile {
                name: format!("声音作品{number}"),
                brief: "清晨的渡口，汽笛一声，城市醒来。".to_owned(),
                ..Profile::default()
            };
            let form =
                Form { category: "sound".to_owned(), kind: "song".to_owned(), profile, ..Form::default() };
            let act = recommend::Act::Recommend {
                stage: "collect".to_owned(),
                tier: Tier::Own,
                form: Box::new(form),
            };
            world.act(&Actor::Citizen, Act::Recommend(act)).await;
        }
        world.at("2023-03-11 10:00").await;
        for nominee in works(&(1..=WORKS).collect::<Vec<_>>()) {
            let act = screen::Act::Screen { nominee, outcome: Outcome::Pass, note: String::new() };
            world.act(&office(), Act::Screen(act)).await;
        }
        let order = vec![("sound".to_owned(), works(&(1..=WORKS).collect::<Vec<_>>()))];
        let act = screen::Act::PublishCandidates { stage: "screen".to_owned(), order };
        world.act(&office(), Act::Screen(act)).await;
        world.at("2023-03-14 08:00").await;
        assert!(world.desk.snapshot().s.is_open("vote-1"));
        world
    }

    /// At the opening of the second round.
    pub async fn second_round() -> World {
        let world = World::first_round().await;
        world.at("2023-03-22 08:00").await;
        assert!(world.desk.snapshot().s.is_open("vote-2"));
        world
    }

    /// Opens what is in the folder.
    pub async fn open(dir: TempDir, now: &str) -> Result<World, (TempDir, BallotError)> {
        let clock = Arc::new(HandClock(AtomicI64::new(at(now).0)));
        let store = Arc::new(
            SqliteStore::open(dir.path(), MasterKey::new([7; 32]), Arc::new(Repeatable)).await.unwrap(),
        );
        let keys = Keys::new([9; 32]);
        let shared = (Arc::clone(&store) as Arc<dyn Store>, Arc::clone(&clock) as Arc<dyn Clock>);
        let desk = Desk::open(EL, shared.0, shared.1, Arc::new(Repeatable), keys).await.unwrap();
        match BallotBox::open(&desk, HOST, &[]).await {
            Ok(ballots) => Ok(World { dir, clock, store, desk, ballots }),
            Err(error) => {
                drop(desk);
                close(store).await;
                Err((dir, error))
            }
        }
    }

    /// Ends the server; what remains is the folder.
    pub async fn stop(self) -> TempDir {
        drop((self.ballots, self.desk));
        close(self.store).await;
        self.dir
    }

    /// Ends the server and starts it again.
    pub async fn restart(self, now: &str) -> World {
        let dir = self.stop().await;
        World::open(dir, now).await.map_err(|(_, error)| error).unwrap()
    }

    /// Moves the clock and runs what falls due.
    pub async fn at(&self, civil: &str) {
        self.clock.set(at(civil));
        self.desk.tick().await.unwrap();
    }

    pub async fn act(&self, who: &Actor, act: Act) -> Done {
        let req = format!("act-{}", self.desk.snapshot().s.n);
        self.desk.submit(who.clone(), act, &req).await.unwrap()
    }
}

pub fn office() -> Actor {
    Actor::Seat("office-1".to_owned())
}

/// Closes a store as soon as nobody uses it any more; the writer of a dropped box first ends its queue.
async fn close(mut store: Arc<SqliteStore>) {
    for _ in 0..10_000 {
        match Arc::try_unwrap(store) {
            Ok(store) => return store.close().await.unwrap(),
            Err(shared) => store = shared,
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    panic!("somebody keeps the store");
}

/// Works on a file of a stopped server, as somebody with access to the disk would.
pub async fn tamper(dir: &Path, file: &str, statements: &[&str]) {
    use sqlx::{ConnectOptions, Connection};
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(dir.join(file));
    let mut connection = options.connect().await.unwrap();
    for statement in statements {
        sqlx::raw_sql(sqlx::AssertSqlSafe(*statement)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// A ballot as its batch keeps it (`crates/store`, `sqlite/batch.rs`).
pub struct Raw {
    key: Vec<u8>,
    pub hash: Vec<u8>,
    /// Instant, words, slot, pseudonym, request, salt.
    pub before: Vec<u8>,
    pub choices: Vec<u8>,
}

/// Works on the ballots of a stopped server's only selection.
pub async fn tamper_with_ballots(dir: &Path, change: impl FnOnce(&mut Vec<Raw>)) {
    use sqlx::{ConnectOptions, Row};
    const BEFORE: usize = 8 + 4 * 4 + 16 + 16 + 32;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(dir.join("ballots.db"));
    let mut file = options.connect().await.unwrap();
    let rows = sqlx::query("SELECT place, keys, hashes, ballots FROM batches ORDER BY place")
        .fetch_all(&mut file)
        .await
        .unwrap();
    let mut all = Vec::new();
    for row in &rows {
        let (keys, hashes, mut rest): (&[u8], &[u8], &[u8]) = (row.get(1), row.get(2), row.get(3));
        for (key, hash) in keys.chunks(8).zip(hashes.chunks(32)) {
            let (before, behind) = rest.split_at(BEFORE);
            let (length, behind) = behind.split_first_chunk::<4>().unwrap();
            let (choices, behind) = behind.split_at(u32::from_be_bytes(*length) as usize);
            rest = behind;
            let [key, hash, before, choices] = [key, hash, before, choices].map(<[u8]>::to_vec);
            all.push(Raw { key, hash, before, choices });
        }
    }
    change(&mut all);
    let field = |ballot: &Raw| {
        let length = (ballot.choices.len() as u32).to_be_bytes();
        [ballot.before.as_slice(), &length, &ballot.choices].concat()
    };
    sqlx::raw_sql("DROP TRIGGER batches_stay; DELETE FROM batches").execute(&mut file).await.unwrap();
    sqlx::query("INSERT INTO batches VALUES (?, ?, ?, ?)")
        .bind(rows[0].get::<i64, _>(0))
        .bind(all.iter().flat_map(|ballot| ballot.key.clone()).collect::<Vec<u8>>())
        .bind(all.iter().flat_map(|ballot| ballot.hash.clone()).collect::<Vec<u8>>())
        .bind(all.iter().flat_map(field).collect::<Vec<u8>>())
        .execute(&mut file)
        .await
        .unwrap();
}
