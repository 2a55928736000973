//! A small selection behind the whole site: a house on a temporary store with a clock one sets by hand, somebody in
//! every seat, and requests as a browser sends them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use desk::{Clock, Desk, House, Keys};
use identity::session::{Token, Transport, form_token};
use plan::{Instant, Moment, Tier};
use selection::recommend::{self, Form};
use selection::review::{self, Mark};
use selection::screen::{self, Opinion, Outcome};
use selection::{Act, Actor, Person, Profile, Role, Seat, founding, result};
use sha2::{Digest, Sha256};
use store::{Account, Entropy, MasterKey, Session, SqliteStore};
use tempfile::TempDir;
use tower::ServiceExt;

pub const PLAN: &str = include_str!("../../../selection/tests/world/plan.toml");

/// Who was put forward: `p1` to `p4`, candidates `A01` to `A04`.
pub const NAMES: [&str; 4] = ["试样甲", "试样乙", "试样丙", "试样丁"];

/// The beginning of a PDF, which is all that is looked at.
pub const SCAN: &[u8] = b"%PDF-1.7 a scan of a sealed page";

struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }

    fn is_real(&self) -> bool {
        false
    }
}

struct Repeatable;

impl Entropy for Repeatable {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        Sha256::digest(context).into()
    }
}

/// The site and what stands behind it.
pub struct World {
    pub desk: Desk,
    pub site: Router,
    house: Arc<House>,
    clock: Arc<Hand>,
    count: AtomicU64,
    _dir: TempDir,
}

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    /// Where it redirects; empty: nowhere.
    pub to: String,
    pub kind: String,
    pub body: String,
}

impl Answer {
    /// The page, which must be there.
    pub fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.body
    }

    /// The page that shows what is wrong.
    pub fn refused(self) -> String {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {}", self.to, self.body);
        self.body
    }

    /// Where it goes after the act.
    pub fn done(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.to
    }
}

pub fn at(text: &str) -> Instant {
    text.parse::<Moment>().unwrap().opening(&jiff::tz::TimeZone::get("Asia/Shanghai").unwrap())
}

fn seat(role: Role) -> Seat {
    Seat { role, unit: None, outlet: None }
}

/// A well-formed number of nobody (the region does not exist).
fn id_number(n: usize) -> String {
    let body = format!("37139919900101{:03}", n * 10 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{body}{check}")
}

/// An account with one seat, called as the seat is.
fn account(handle: &str, name: String) -> Account {
    Account {
        id: handle.to_owned(),
        login: handle.to_owned(),
        name,
        password_hash: String::new(),
        seats: vec![store::Seat { selection: "small".into(), handle: handle.to_owned() }],
        is_admin: false,
        must_change: false,
        disabled: false,
        failed: 0,
        locked_until: None,
        created_at: 0,
    }
}

impl World {
    /// The plan adopted on 2022-11-25, a holder for each seat: `office-1`, `unit-2` (east), `unit-3` (west), `judge-4`
    /// (of east), `judge-5` (of the daily), `judge-6`, `sponsor-7`, `sponsor-8`, `department-9`, `outlet-10`,
    /// `receiver-11`.
    pub async fn staffed() -> World {
        World::staffed_under(PLAN).await
    }

    /// The same under another plan.
    pub async fn staffed_under(plan: &str) -> World {
        let dir = TempDir::new().unwrap();
        let store =
            SqliteStore::open(dir.path(), MasterKey::new([7; 32]), Arc::new(Repeatable)).await.unwrap();
        let clock = Arc::new(Hand(AtomicI64::new(at("2022-11-25 09:00").0)));
        let hand = Arc::clone(&clock) as Arc<dyn Clock>;
        let house =
            House::open(Arc::new(store), hand, Arc::new(Repeatable), Keys::new([9; 32])).await.unwrap();
        let root = Actor::Admin("root".into());
        let desk = house.open_selection(root.clone(), plan::read(plan).unwrap(), "open").await.unwrap();
        let world =
            web::World::open(Arc::clone(&house), "test.invalid", &dir.path().join("public")).await.unwrap();
        let site = web::router(web::App::new(world, Transport::Loopback, None));
        let world = World { desk, site, house, clock, count: AtomicU64::new(0), _dir: dir };
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
        for (n, seat) in seats.into_iter().enumerate() {
            let handle = format!("{}-{}", seat.role.name(), n + 1);
            let act = Act::Founding(founding::Act::Appoint(seat));
            world.desk.submit(root.clone(), act, &format!("seat-{n}")).await.unwrap();
            world.house.store().create_account(&account(&handle, format!("试样{n}"))).await.unwrap();
        }
        world.ok("office-1", Act::Founding(founding::Act::PublishStandards { blob: "a".repeat(64) })).await;
        world
    }

    async fn appoint(&self, handle: &str) {
        let appoint = Act::Founding(founding::Act::Appoint(seat(Role::Office)));
        let root = Actor::Admin("root".into());
        self.desk.submit(root, appoint, &format!("seat-{handle}")).await.unwrap();
        assert!(self.desk.snapshot().s.seats.contains_key(handle));
    }

    /// A further clerk of the office, in the next seat that is given.
    pub async fn clerk(&self, handle: &str) {
        self.appoint(handle).await;
        self.house.store().create_account(&account(handle, "试样办".into())).await.unwrap();
    }

    /// Gives an account a further seat of the office.
    pub async fn also(&self, id: &str, handle: &str) {
        self.appoint(handle).await;
        let store = self.house.store();
        let mut account = store.account(id).await.unwrap().unwrap();
        account.seats.push(store::Seat { selection: "small".into(), handle: handle.into() });
        store.update_account(&account).await.unwrap();
    }

    pub async fn go(&self, to: &str) {
        self.clock.0.store(at(to).0, Ordering::SeqCst);
        self.desk.tick().await.unwrap();
    }

    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::SeqCst)
    }

    /// An act asked for past the site.
    pub async fn ok(&self, who: &str, act: Act) {
        let req = format!("past-{}", self.next());
        self.desk.submit(Actor::Seat(who.into()), act, &req).await.unwrap();
    }

    /// Four people on the candidate list; the vote is open.
    pub async fn to_vote(&self) {
        self.go("2022-12-05").await;
        for (n, name) in NAMES.iter().enumerate() {
            let form = Form {
                category: "park".into(),
                kind: "worker".into(),
                profile: Profile {
                    name: (*name).into(),
                    employer: "某地园林所".into(),
                    brief: "他把一块荒地修成了口袋公园。".into(),
                    ..Profile::default()
                },
                person: Person {
                    id_number: id_number(n),
                    phone: format!("1990000000{n}"),
                    id_key: String::new(),
                },
                checklist: vec![0, 1],
                minutes: Some("b".repeat(64)),
                ..Form::default()
            };
            let act = recommend::Act::Recommend {
                stage: "recommend".into(),
                tier: Tier::BottomUp,
                form: Box::new(form),
            };
            self.ok(if n < 2 { "unit-2" } else { "unit-3" }, Act::Recommend(act)).await;
        }
        self.go("2022-12-11").await;
        let everyone: Vec<String> = (1..=4).map(|n| format!("p{n}")).collect();
        for nominee in everyone.clone() {
            let pass = screen::Act::Screen { nominee, outcome: Outcome::Pass, note: String::new() };
            self.ok("office-1", Act::Screen(pass)).await;
        }
        self.ok("office-1", Act::Screen(screen::Act::AskClearance { nominees: everyone.clone() })).await;
        for nominee in everyone.clone() {
            let clear = screen::Act::Clear { nominee, opinion: Opinion::Clear, note: String::new() };
            self.ok("department-9", Act::Screen(clear)).await;
        }
        let order = vec![("park".into(), everyone)];
        self.ok("office-1", Act::Screen(screen::Act::PublishCandidates { stage: "screen".into(), order }))
            .await;
        self.go("2022-12-12 09:00").await;
    }

    /// The vote is over and the panel at work; no sheet is in.
    pub async fn to_review(&self) {
        self.to_vote().await;
        self.go("2022-12-21 09:00").await;
    }

    /// Every judge has scored whom they may: `p1` best, `p4` last.
    pub async fn score_all(&self) {
        for judge in ["judge-4", "judge-5", "judge-6"] {
            for n in 1..=4_u32 {
                if judge == "judge-4" && n <= 2 {
                    continue; // comes from their unit
                }
                let scores = [("deeds".to_owned(), 60 - n * 5), ("style".to_owned(), 30)].into();
                let sheet = review::Act::Sheet {
                    stage: "review".into(),
                    nominee: format!("p{n}"),
                    mark: Mark::Scores(scores),
                };
                self.ok(judge, Act::Review(sheet)).await;
            }
        }
    }

    /// The final list is public: `p1` and `p2`.
    pub async fn to_finalists(&self) {
        self.to_review().await;
        self.score_all().await;
        self.ok("office-1", Act::Review(review::Act::ClosePanel { stage: "review".into() })).await;
        let resolve = result::Resolve {
            rule: "final".into(),
            present: 3,
            of: 3,
            minutes: "c".repeat(64),
            members: vec![("park".into(), vec!["p1".into(), "p2".into()])],
            ..Default::default()
        };
        self.ok("office-1", Act::Result(result::Act::Resolve(Box::new(resolve)))).await;
        self.ok("office-1", Act::Result(result::Act::Publish { rule: "final".into() })).await;
    }

    /// A session of this account; empty: a citizen's browser. The cookie and the token of its forms.
    async fn browser(&self, who: &str) -> (String, String) {
        let token = Token::from_random(&Sha256::digest(format!("browser-{}", self.next())).into());
        let csrf = form_token(&self.house.keys().forms(), &token.hash(), web::shell::FORM);
        if who.is_empty() {
            return (format!("visitor={}", token.expose()), csrf);
        }
        let now = self.clock.now().0;
        let session = Session {
            account: Some(who.to_owned()),
            csrf: [0; 32],
            created_at: now,
            seen_at: now,
            expires_at: now + 3_600_000,
        };
        self.house.store().put_session(token.hash().as_bytes(), &session).await.unwrap();
        (format!("session={}", token.expose()), csrf)
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.site.clone().oneshot(request).await.unwrap();
        let header =
            |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (status, to, kind) = (response.status(), header(header::LOCATION), header(header::CONTENT_TYPE));
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, to, kind, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        let (cookie, _) = self.browser(who).await;
        let request = Request::get(path).header(header::HOST, "localhost").header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A form without files.
    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let (cookie, csrf) = self.browser(who).await;
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &csrf).extend_pairs(fields);
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.finish())).unwrap()).await
    }

    /// A form with one file.
    pub async fn upload(
        &self,
        who: &str,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Answer {
        let (cookie, csrf) = self.browser(who).await;
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain(&[("csrf", csrf.as_str())]) {
            let part =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"a.pdf\"\r\n\r\n",
            file.0
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file.1);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).unwrap()).await
    }
}
