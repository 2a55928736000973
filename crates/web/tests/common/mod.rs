//! A served selection for stories: the plan of Linyi with its supplement, a hand-turned clock, synthetic people, and
//! browsers without scripts that keep cookies and send the forms they were given.

#![allow(dead_code, reason = "each story file uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the stories' own tools; clippy excuses only test functions"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use desk::{Clock, Desk, House, Keys};
use identity::session::{Transport, begin};
use plan::{Instant, Moment, Tier};
use selection::recommend::{self, Form};
use selection::screen::{self, Opinion, Outcome};
use selection::{Act, Actor, Person, Profile, Role, Seat, founding};
use store::{Account, Entropy, MasterKey, Session, SqliteStore};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{App, World};

const PLAN: &str = include_str!("../../../../plans/linyi-2022.toml");
const SUPPLEMENT: &str = include_str!("../../../../plans/linyi-2022-supplement-1.toml");
const HOST: &str = "127.0.0.1:8080";

pub struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

struct Repeatable;

impl Entropy for Repeatable {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        *ledger::Hash::of(&[b"repeatable".as_slice(), context].concat()).as_bytes()
    }
}

/// A Beijing time such as `2022-12-12 10:00`.
pub fn at(text: &str) -> Instant {
    text.parse::<Moment>().unwrap().opening(&jiff::tz::TimeZone::get("Asia/Shanghai").unwrap())
}

/// The holder of a seat: `office-1`, `unit-2`, `department-3`, `department-4`, `receiver-5`, `auditor-6`.
pub fn seat(handle: &str) -> Actor {
    Actor::Seat(handle.to_owned())
}

/// An ID number of nobody: of a region that does not exist, with a check digit that holds.
pub fn id_number(n: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("37139919800101{n:03}");
    let sum: usize =
        body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{body}{}", "10X98765432".as_bytes()[sum % 11] as char)
}

/// Synthetic people: a surname and a number in words, so that search and order have something to do.
pub fn name(n: usize) -> String {
    let surnames: Vec<char> = "林周欧孟王赵钱孙李吴郑冯陈卫蒋沈韩杨朱秦".chars().collect();
    let given: Vec<char> = "一二三四五六七八九十".chars().collect();
    format!("{}试{}", surnames[n % surnames.len()], given[n / surnames.len() % 10])
}

pub struct Town {
    pub dir: TempDir,
    pub clock: Arc<Hand>,
    pub house: Arc<House>,
    pub world: Arc<World>,
    pub desk: Desk,
    pub router: Router,
}

impl Town {
    /// A plan adopted, and seats given in this order.
    pub async fn open(plan: plan::Plan, now: &str, roles: Vec<Role>) -> Town {
        let dir = tempfile::tempdir().unwrap();
        let store =
            SqliteStore::open(dir.path(), MasterKey::new([7; 32]), Arc::new(Repeatable)).await.unwrap();
        let clock = Arc::new(Hand(AtomicI64::new(at(now).0)));
        let shared = Arc::clone(&clock) as Arc<dyn Clock>;
        let house =
            House::open(Arc::new(store), shared, Arc::new(Repeatable), Keys::new([9; 32])).await.unwrap();
        let root = Actor::Admin("root".to_owned());
        let desk = house.open_selection(root.clone(), plan, "open").await.unwrap();
        let world =
            World::open(Arc::clone(&house), "demo.invalid", &dir.path().join("public")).await.unwrap();
        // Little work, so that stories need not wait for it.
        let router = web::router(App::new(Arc::clone(&world), Transport::Loopback, None).asking(4));
        let town = Town { dir, clock, house, world, desk, router };
        for role in roles {
            let holds = Seat { role, unit: None, outlet: None };
            town.act(&root, Act::Founding(founding::Act::Appoint(holds))).await;
        }
        town
    }

    /// Linyi's plan, everybody in their seats, on the first day of recommending.
    pub async fn founded() -> Town {
        Town::founded_on(SUPPLEMENT).await
    }

    async fn founded_on(supplement: &str) -> Town {
        // Forty candidates, the most that the voting page is meant for.
        let supplement = supplement.replace("candidates_most = 20", "candidates_most = 40");
        let plan = plan::read_with_supplements(PLAN, &[&supplement]).unwrap();
        let roles = vec![
            Role::Office,
            Role::Unit { unit: "lanshan".to_owned() },
            Role::Department { department: "gongan".to_owned() },
            Role::Department { department: "jiwei".to_owned() },
            Role::Receiver,
            Role::Auditor,
        ];
        let town = Town::open(plan, "2022-11-29 09:00", roles).await;
        town.act(&seat("office-1"), Act::Founding(founding::Act::PublishStandards { blob: "a".repeat(64) }))
            .await;
        town.go("2022-12-01 09:00").await;
        town
    }

    /// An open vote with so many candidates in the first category and two in the second.
    pub async fn voting(candidates: usize) -> Town {
        Town::founded().await.walked_to_the_vote(candidates).await
    }

    /// An open vote whose counts the plan shows at any time.
    pub async fn voting_in_sight(candidates: usize) -> Town {
        let shown = SUPPLEMENT.replace("display = \"hidden\"", "display = \"live\"");
        assert_ne!(shown, SUPPLEMENT);
        Town::founded_on(&shown).await.walked_to_the_vote(candidates).await
    }

    /// An open vote, in sight, in which one may vote with a code or without; or only without.
    pub async fn voting_for_anybody(candidates: usize, by_code: bool) -> Town {
        let open = "{ id = \"open\", name = \"网页（不凭码）\", identity = \"anonymous\" }";
        let code = "{ id = \"web\", name = \"网页（凭投票码）\", identity = \"code\" }";
        let both = if by_code { format!("{code}, {open}") } else { open.to_owned() };
        let shown = SUPPLEMENT.replace("display = \"hidden\"", "display = \"live\"").replace(code, &both);
        assert!(shown.contains("anonymous"));
        Town::founded_on(&shown).await.walked_to_the_vote(candidates).await
    }

    async fn walked_to_the_vote(self, candidates: usize) -> Town {
        let town = self;
        let unit = seat("unit-2");
        for n in 0..candidates + 2 {
            let first = n < candidates;
            let portrait = town.portrait(n).await;
            let form = Form {
                category: if first { "park" } else { "citizen" }.to_owned(),
                kind: if first { "front-line" } else { "citizen" }.to_owned(),
                profile: Profile {
                    name: name(n),
                    employer: "兰山区城市管理局（演练）".to_owned(),
                    tagline: format!("第{}处口袋公园的建设者，把边角地还给街坊", n + 1),
                    brief: "他把一块荒地修成了口袋公园，一年四季不断花。".to_owned(),
                    portrait,
                    ..Profile::default()
                },
                person: Person {
                    id_number: id_number(n),
                    phone: format!("199000{n:05}"),
                    id_key: String::new(),
                },
                checklist: vec![0, 1, 2, 3],
                minutes: Some("b".repeat(64)),
                ..Form::default()
            };
            // One unit's quota does not reach for all.
            let (who, tier) =
                if n < 20 { (&unit, Tier::BottomUp) } else { (&seat("office-1"), Tier::TopDown) };
            let act = recommend::Act::Recommend { stage: "recommend".to_owned(), tier, form: Box::new(form) };
            town.act(who, Act::Recommend(act)).await;
        }
        let nominees: Vec<String> = (1..=candidates + 2).map(|n| format!("p{n}")).collect();
        let office = seat("office-1");
        town.act(&office, Act::Screen(screen::Act::AskClearance { nominees: nominees.clone() })).await;
        for (n, nominee) in nominees.iter().enumerate() {
            let departments =
                if n < candidates { &["department-3", "department-4"][..] } else { &["department-3"][..] };
            for department in departments {
                let act = screen::Act::Clear {
                    nominee: nominee.clone(),
                    opinion: Opinion::Clear,
                    note: String::new(),
                };
                town.act(&seat(department), Act::Screen(act)).await;
            }
            let act =
                screen::Act::Screen { nominee: nominee.clone(), outcome: Outcome::Pass, note: String::new() };
            town.act(&office, Act::Screen(act)).await;
        }
        town.go("2022-12-11 09:00").await;
        let (first, second) = nominees.split_at(candidates);
        let order = vec![("park".to_owned(), first.to_vec()), ("citizen".to_owned(), second.to_vec())];
        town.act(&office, Act::Screen(screen::Act::PublishCandidates { stage: "screen".to_owned(), order }))
            .await;
        town.go("2022-12-12 10:00").await;
        assert!(town.desk.snapshot().s.is_open("vote"));
        town
    }

    /// A portrait for one of the first two; the others have none.
    async fn portrait(&self, n: usize) -> String {
        let id = format!("face-{n}");
        if n > 1 {
            return String::new();
        }
        let due = self.clock.now().plus(86_400_000).0;
        self.house.store().put_file(&id, format!("face of {n}").as_bytes(), "image/jpeg", due).await.unwrap();
        id
    }

    /// Moves the clock and runs what falls due.
    pub async fn go(&self, to: &str) {
        self.clock.0.store(at(to).0, Ordering::SeqCst);
        self.desk.tick().await.unwrap();
    }

    pub async fn act(&self, who: &Actor, act: Act) -> u64 {
        let req = format!("act-{}", self.desk.snapshot().s.n);
        let kind = act.kind().as_str();
        match self.desk.submit(who.clone(), act, &req).await {
            Ok(done) => done.records.first().map_or(0, |filed| filed.record.n),
            Err(fault) => panic!("{kind} by {who:?}: {fault}"),
        }
    }

    /// Invitation codes.
    pub async fn codes(&self, count: u64) -> Vec<String> {
        let ballots = self.world.ballots(&self.desk).await.unwrap();
        ballots.issue_codes(seat("office-1"), "vote", "web", count, "codes").await.unwrap()
    }

    /// A browser of somebody.
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), address: None }
    }

    /// The same house behind a proxy on this machine that speaks TLS with the browsers.
    pub fn behind_a_proxy(&self) -> Router {
        let app = App::new(Arc::clone(&self.world), Transport::Tls, None);
        web::router(app.behind(identity::address::Proxies::on_this_machine()))
    }

    /// A browser in which the holder of a seat is signed in; `root` is the administrator.
    pub async fn signed_in(&self, handle: &str) -> Browser {
        let store = self.house.store();
        let account = Account {
            id: format!("id-{handle}"),
            login: handle.to_owned(),
            name: format!("试用{handle}"),
            password_hash: String::new(),
            seats: vec![store::Seat { selection: self.desk.id().to_owned(), handle: handle.to_owned() }],
            is_admin: handle == "root",
            must_change: false,
            disabled: false,
            failed: 0,
            locked_until: None,
            created_at: 0,
        };
        store.create_account(&account).await.unwrap();
        let now = self.clock.now().0;
        let fresh = begin(ledger::Hash::of(handle.as_bytes()).as_bytes(), None, now);
        let session = Session {
            account: Some(account.id),
            csrf: [0; 32],
            created_at: now,
            seen_at: now,
            expires_at: now + 86_400_000,
        };
        store.put_session(fresh.hash.as_bytes(), &session).await.unwrap();
        let mut browser = self.browser();
        browser.cookies.insert("session".to_owned(), fresh.token.expose().to_owned());
        browser
    }
}

/// A browser without scripts.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// What `X-Forwarded-For` says.
    pub address: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// Whether these words are on the page; pieces that wait for scripts are not.
    pub fn has(&self, words: &str) -> bool {
        let text = self.text();
        let mut pieces = text.split("<template");
        pieces.next().is_some_and(|first| first.contains(words))
            || pieces
                .any(|piece| piece.split_once("</template>").is_some_and(|(_, after)| after.contains(words)))
    }

    /// Where it leads.
    pub fn to(&self) -> String {
        let to = self.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        to.unwrap_or_else(|| panic!("{} leads nowhere: {}", self.status, self.text()))
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let field = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let (_, rest) = text.split_once(&field).unwrap_or_else(|| panic!("no field {name} in {text}"));
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    /// A browser without a past that comes to a router from an address.
    pub fn at(router: &Router, address: &str) -> Browser {
        Browser {
            router: router.clone(),
            cookies: BTreeMap::new(),
            address: Some(address.to_owned()).filter(|address| !address.is_empty()),
        }
    }

    async fn ask(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
        if let Some(address) = &self.address {
            request = request.header("x-forwarded-for", address);
        }
        request.header(header::COOKIE, cookies.join("; ")).header(header::ORIGIN, format!("http://{HOST}"))
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.ask(request).await
    }

    /// The bytes on the wire of a page or asset, compressed as browsers ask for it.
    pub async fn weight(&mut self, path: &str) -> usize {
        let request =
            self.request("GET", path).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let answer = self.ask(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.headers[header::CONTENT_ENCODING], "gzip", "{path}");
        answer.bytes.len()
    }

    /// Sends the form of a page with more fields.
    pub async fn send(&mut self, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &page.hidden("csrf")).append_pair("request", &page.hidden("request"));
        form.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        let request =
            self.request("POST", path).header(header::CONTENT_TYPE, kind).body(Body::from(form.finish()));
        self.ask(request.unwrap()).await
    }
}
