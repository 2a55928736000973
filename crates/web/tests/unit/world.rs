//! The plan of Linyi with its supplement behind the real router, a clock moved by hand, and browsers without scripts
//! that send the forms they were given, files too.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the stories' own tools; clippy excuses only test functions"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use desk::{Clock, Desk, House, Keys};
use identity::session::{Token, Transport};
use plan::{Instant, Moment};
use selection::{Act, Actor, Role, Seat, founding};
use sha2::{Digest, Sha256};
use store::{Account, Entropy, MasterKey, Session, SqliteStore};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{App, World};

const PLAN: &str = include_str!("../../../../plans/linyi-2022.toml");
const SUPPLEMENT: &str = include_str!("../../../../plans/linyi-2022-supplement-1.toml");
const BOUNDARY: &str = "------------------------story";

pub struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

struct Repeatable;

impl Entropy for Repeatable {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        Sha256::digest(context).into()
    }
}

pub struct Town {
    clock: Arc<Hand>,
    house: Arc<House>,
    pub desk: Desk,
    router: Router,
    _dir: TempDir,
}

/// An ID number of nobody: of a region that does not exist, with a check digit that holds.
pub fn id_number(n: u32) -> String {
    let body = format!("37139919800202{n:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{body}{}", "10X98765432".as_bytes()[(sum % 11) as usize] as char)
}

pub fn seat(handle: &str) -> Actor {
    Actor::Seat(handle.to_owned())
}

impl Town {
    /// Everybody in their seats, on the first day of recommending: `office-1`, `unit-2` (兰山区), `unit-3` (罗庄区),
    /// `department-4`, `sponsor-5` (市城市管理局), `sponsor-6` (宣传部), `department-7`.
    pub async fn recommending() -> Town {
        let dir = tempfile::tempdir().unwrap();
        let store =
            SqliteStore::open(dir.path(), MasterKey::new([7; 32]), Arc::new(Repeatable)).await.unwrap();
        let clock = Arc::new(Hand(AtomicI64::new(0)));
        let shared = Arc::clone(&clock) as Arc<dyn Clock>;
        let house =
            House::open(Arc::new(store), shared, Arc::new(Repeatable), Keys::new([9; 32])).await.unwrap();
        let plan = plan::read_with_supplements(PLAN, &[SUPPLEMENT]).unwrap();
        set(&clock, "2022-11-29 09:00");
        let root = Actor::Admin("root".to_owned());
        let desk = house.open_selection(root.clone(), plan, "open").await.unwrap();
        let world =
            World::open(Arc::clone(&house), "test.invalid", &dir.path().join("public")).await.unwrap();
        let router = web::router(App::new(world, Transport::Loopback, None));
        let town = Town { clock, house, desk, router, _dir: dir };
        let unit = |unit: &str| Role::Unit { unit: unit.to_owned() };
        let roles = [
            Role::Office,
            unit("lanshan"),
            unit("luozhuang"),
            Role::Department { department: "gongan".to_owned() },
            Role::Sponsor { sponsor: "chengguanju".to_owned() },
            Role::Sponsor { sponsor: "xuanchuanbu".to_owned() },
            Role::Department { department: "jiwei".to_owned() },
        ];
        for role in roles {
            let holds = Seat { role, unit: None, outlet: None };
            town.act(&root, Act::Founding(founding::Act::Appoint(holds))).await;
        }
        town.act(&seat("office-1"), Act::Founding(founding::Act::PublishStandards { blob: "a".repeat(64) }))
            .await;
        town.go("2022-12-01 09:00").await;
        town
    }

    pub async fn go(&self, to: &str) {
        set(&self.clock, to);
        self.desk.tick().await.unwrap();
    }

    pub async fn act(&self, who: &Actor, act: Act) {
        let req = format!("act-{}", self.desk.snapshot().s.n);
        self.desk.submit(who.clone(), act, &req).await.unwrap();
    }

    /// A browser of a citizen.
    pub fn citizen(&self) -> Browser {
        let visitor = Token::from_random(&[5; 32]);
        Browser { router: self.router.clone(), cookies: format!("visitor={}", visitor.expose()) }
    }

    /// A browser in which the holder of a seat is signed in.
    pub async fn signed_in(&self, handle: &str) -> Browser {
        let store = self.house.store();
        let account = Account {
            id: format!("id-{handle}"),
            login: handle.to_owned(),
            name: format!("试用{handle}"),
            password_hash: String::new(),
            seats: vec![store::Seat { selection: "linyi-2022".to_owned(), handle: handle.to_owned() }],
            is_admin: false,
            must_change: false,
            disabled: false,
            failed: 0,
            locked_until: None,
            created_at: 0,
        };
        store.create_account(&account).await.unwrap();
        self.again(handle).await
    }

    /// Another browser of somebody who was signed in before: sessions end overnight.
    pub async fn again(&self, handle: &str) -> Browser {
        let now = self.clock.now().0;
        let token = Token::from_random(&Sha256::digest(format!("{handle}/{now}")).into());
        let session = Session {
            account: Some(format!("id-{handle}")),
            csrf: [0; 32],
            created_at: now,
            seen_at: now,
            expires_at: now + 86_400_000,
        };
        self.house.store().put_session(token.hash().as_bytes(), &session).await.unwrap();
        Browser { router: self.router.clone(), cookies: format!("session={}", token.expose()) }
    }

    /// How often a kind of access stands in the journal.
    pub async fn journalled(&self, kind: &str) -> usize {
        let rows = self.house.store().journal_page(0, 1000).await.unwrap();
        rows.iter().filter(|row| row.line.kind == kind).count()
    }
}

fn set(clock: &Hand, to: &str) {
    let moment: Moment = to.parse().unwrap();
    clock.0.store(moment.opening(&jiff::tz::TimeZone::get("Asia/Shanghai").unwrap()).0, Ordering::SeqCst);
}

pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub body: String,
}

impl Answer {
    pub fn has(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    /// The value of a hidden field; empty where there is none.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.body.split(&mark).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// What a field says is wrong; empty where nothing is.
    pub fn fault(&self, field: &str) -> &str {
        let mark = format!("id=\"e-{field}\">");
        self.body.split(&mark).nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or_default()
    }
}

pub struct Browser {
    router: Router,
    cookies: String,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// Sends fields with the tokens of a page, as a form with files does.
    pub async fn send(
        &self,
        page: &Answer,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        let tokens = [("csrf", page.hidden("csrf")), ("request", page.hidden("request"))];
        let tokens = tokens.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in tokens.chain(fields.iter().copied()) {
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"f\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.ask(Request::post(path).header(header::CONTENT_TYPE, kind), Body::from(body)).await
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header(header::HOST, "127.0.0.1")
            .header(header::COOKIE, &self.cookies)
            .body(body)
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let to =
            parts.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, to, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
