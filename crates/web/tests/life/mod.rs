//! A whole small life of the Linyi selection behind the real router: a store in a temporary folder, a clock that is
//! moved by hand, people who are plainly invented. Stories drive it to a stage and then look at pages.

#![allow(dead_code, reason = "each story uses the part it needs")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "stories; clippy excuses only test functions")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use desk::{Clock, Desk, DeskError, Done, House, Keys};
use identity::session::{Token, Transport};
use plan::{Instant, Moment, Supplement, Tier};
use selection::recommend::{self, Form};
use selection::review::Mark;
use selection::screen::{self, Opinion, Outcome};
use selection::{Act, Actor, Note, Person, Profile, PublicText, Refusal, Role, Seat};
use selection::{closing, founding, naming, notice, publicity, result, review};
use sha2::{Digest, Sha256};
use store::{Entropy, MasterKey, SqliteStore};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{App, World};

const PLAN: &str = include_str!("../../../../plans/linyi-2022.toml");
const SUPPLEMENT: &str = include_str!("../../../../plans/linyi-2022-supplement-1.toml");

/// The selection's id.
pub const EL: &str = "linyi-2022";

/// A clock that stands still until it is moved.
pub struct Hand(AtomicI64);

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

/// What a page answered.
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// `Location`, where it redirects.
    pub to: String,
    /// `Content-Type`.
    pub kind: String,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The value of a hidden field of the page's form.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.body.split(&mark).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

/// A selection's life.
pub struct Life {
    /// The installation.
    pub house: Arc<House>,
    /// The selection's desk.
    pub desk: Desk,
    /// The server.
    pub app: App,
    clock: Arc<Hand>,
    asked: AtomicU64,
    _dir: TempDir,
}

/// An instant as plans write it, in Beijing.
pub fn at(text: &str) -> i64 {
    text.parse::<Moment>().unwrap().opening(&jiff::tz::TimeZone::get("Asia/Shanghai").unwrap()).0
}

/// A seat's actor; `citizen` is anybody, `root` the administrator.
pub fn actor(who: &str) -> Actor {
    match who {
        "citizen" => Actor::Citizen,
        "root" => Actor::Admin("root".into()),
        seat => Actor::Seat(seat.into()),
    }
}

/// An invented ID number that passes its check: region 371399 is given to nobody.
fn id_number(n: u32) -> String {
    let body = format!("37139919900101{n:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap();
    format!("{body}{check}")
}

/// Invented names, long and rare ones among them.
pub const NAMES: [&str; 12] = [
    "丁试样",
    "王试䶮",
    "欧阳试样",
    "阿卜杜热西提·试样·买买提江",
    "诸葛试𬭎",
    "吕试",
    "魏试堃",
    "刘试昇",
    "陈试珺",
    "司马试祎",
    "林试喆",
    "赵试㛃",
];

const UNITS: [&str; 6] = ["lanshan", "luozhuang", "hedong", "yinan", "gaoxin", "lingang"];

impl Life {
    /// The plan with its supplement adopted, every seat given, on the day before recommendation opens.
    pub async fn staffed() -> Life {
        let life = Life::empty("2022-11-28 09:00").await;
        life.appoint().await;
        life
    }

    async fn empty(now: &str) -> Life {
        let dir = TempDir::new().unwrap();
        let store =
            SqliteStore::open(dir.path(), MasterKey::new([7; 32]), Arc::new(Repeatable)).await.unwrap();
        let clock = Arc::new(Hand(AtomicI64::new(at(now))));
        let house = House::open(
            Arc::new(store),
            Arc::clone(&clock) as Arc<dyn Clock>,
            Arc::new(Repeatable),
            Keys::new([9; 32]),
        )
        .await
        .unwrap();
        let desk = house.open_selection(actor("root"), plan::read(PLAN).unwrap(), "open").await.unwrap();
        let world =
            World::open(Arc::clone(&house), "test.invalid", &dir.path().join("public")).await.unwrap();
        let app = App::new(world, Transport::Loopback, None);
        Life { house, desk, app, clock, asked: AtomicU64::new(0), _dir: dir }
    }

    async fn appoint(&self) {
        let supplement = Supplement::read(SUPPLEMENT).unwrap();
        self.ok("root", Act::Founding(founding::Act::Amend(Box::new(supplement)))).await;
        let free = |role: Role| Seat { role, unit: None, outlet: None };
        let mut seats = vec![free(Role::Office), free(Role::Receiver), free(Role::Auditor)];
        let plan = self.desk.snapshot().s.plan.clone().unwrap();
        for unit in UNITS {
            seats.push(Seat { unit: Some(unit.into()), ..free(Role::Unit { unit: unit.into() }) });
        }
        seats.extend(plan.sponsor.iter().map(|row| free(Role::Sponsor { sponsor: row.id.clone() })));
        seats.extend(plan.department.iter().map(|row| free(Role::Department { department: row.id.clone() })));
        seats.extend(plan.outlet.iter().map(|row| free(Role::Outlet { outlet: row.id.clone() })));
        seats.extend(
            (0..9).map(|n| free(Role::Judge { panel: if n < 5 { "expert" } else { "media" }.into() })),
        );
        for seat in seats {
            self.ok("root", Act::Founding(founding::Act::Appoint(seat))).await;
        }
        let standards = founding::Act::PublishStandards { blob: "a".repeat(64) };
        self.ok(&self.office(), Act::Founding(standards)).await;
    }

    /// Moves the clock and runs what is due.
    pub async fn go(&self, to: &str) {
        self.clock.0.store(at(to), Ordering::SeqCst);
        self.desk.tick().await.unwrap();
    }

    /// The handle of the first seat for which `keep` holds.
    pub fn seat(&self, keep: impl Fn(&Role) -> bool) -> String {
        self.desk.snapshot().s.seats_where(keep).next().unwrap().0.clone()
    }

    /// The office's seat.
    pub fn office(&self) -> String {
        self.seat(|role| *role == Role::Office)
    }

    /// Asks for an act.
    pub async fn ask(&self, who: &str, act: Act) -> Result<Done, Refusal> {
        let n = self.asked.fetch_add(1, Ordering::SeqCst);
        match self.desk.submit(actor(who), act, &format!("story-{n}")).await {
            Ok(done) => Ok(done),
            Err(DeskError::Refused(refusal)) => Err(refusal),
            Err(other) => panic!("{other}"),
        }
    }

    /// Asks for an act that has to be accepted.
    pub async fn ok(&self, who: &str, act: Act) -> Done {
        self.ask(who, act).await.unwrap_or_else(|refusal| panic!("{who}: {refusal:?}"))
    }

    /// Recommendations: `each` in either category, handles `p1` to `p<2 × each>`, odd ones park builders.
    pub async fn recommended(&self, each: u32) {
        self.go("2022-12-05 10:00").await;
        for n in 0..each * 2 {
            let (category, kind) = if n % 2 == 0 { ("park", "front-line") } else { ("citizen", "media") };
            let unit = UNITS[(n / 2) as usize % UNITS.len()];
            let plan = self.desk.snapshot().s.plan.clone().unwrap();
            let standards = plan.category(category).unwrap().standards.len() as u32;
            let face = format!("face-{n}");
            let due = at("2023-01-01");
            self.desk.store().put_file(&face, face.as_bytes(), "image/jpeg", due).await.unwrap();
            let form = Form {
                category: category.into(),
                kind: kind.into(),
                profile: Profile { portrait: face, ..profile(n) },
                person: Person {
                    id_number: id_number(n),
                    phone: format!("199{n:08}"),
                    id_key: String::new(),
                },
                checklist: (0..standards).collect(),
                minutes: Some("b".repeat(64)),
                ..Form::default()
            };
            let act = recommend::Act::Recommend {
                stage: "recommend".into(),
                tier: Tier::BottomUp,
                form: Box::new(form),
            };
            let seat = self.seat(|role| matches!(role, Role::Unit { unit: own } if own == unit));
            self.ok(&seat, Act::Recommend(act)).await;
        }
    }

    /// Screened, cleared, and published: in either category the first `pass` stand, the others are left out.
    pub async fn candidates(&self, pass: usize) {
        self.go("2022-12-11 09:00").await;
        let office = self.office();
        let mut order: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let nominees: Vec<(String, String)> = {
            let snapshot = self.desk.snapshot();
            let mut rows: Vec<_> = snapshot
                .s
                .recommend
                .nominees
                .iter()
                .map(|(p, row)| (p.clone(), row.category.clone()))
                .collect();
            rows.sort_by_key(|(handle, _)| selection::lists::serial(handle));
            rows
        };
        for (nominee, category) in nominees {
            let listed = order.entry(category).or_default();
            let outcome = if listed.len() < pass { Outcome::Pass } else { Outcome::Out("merit".into()) };
            if outcome == Outcome::Pass {
                listed.push(nominee.clone());
            }
            self.ok(&office, Act::Screen(screen::Act::Screen { nominee, outcome, note: String::new() }))
                .await;
        }
        let all: Vec<String> = order.values().flatten().cloned().collect();
        self.ok(&office, Act::Screen(screen::Act::AskClearance { nominees: all.clone() })).await;
        for nominee in &all {
            for department in self.desk.snapshot().s.departments_for(nominee) {
                let seat = self
                    .seat(|role| matches!(role, Role::Department { department: own } if *own == department));
                let clear = screen::Act::Clear {
                    nominee: nominee.clone(),
                    opinion: Opinion::Clear,
                    note: String::new(),
                };
                self.ok(&seat, Act::Screen(clear)).await;
            }
        }
        let order = order.into_iter().collect();
        self.ok(&office, Act::Screen(screen::Act::PublishCandidates { stage: "screen".into(), order })).await;
    }

    /// The vote is open, and so many voters have cast a ballot in either category.
    pub async fn voting(&self, voters: u64) {
        self.go("2022-12-15 15:30").await;
        if voters == 0 {
            return;
        }
        let ballots = self.app.world().ballots(&self.desk).await.unwrap();
        let codes = ballots.issue_codes(actor(&self.office()), "vote", "web", voters, "codes").await.unwrap();
        let list = self.desk.snapshot().s.lists.latest(plan::ListKind::Candidates).unwrap().clone();
        for (n, code) in codes.iter().enumerate() {
            let voter = ballots.voter(code).await.unwrap();
            for category in ["park", "citizen"] {
                let here: Vec<String> = list.of(category).map(|member| member.nominee.clone()).collect();
                let chosen =
                    here.iter().enumerate().filter(|(place, _)| (n * 7 + place * place) % (place + 2) == 0);
                let mut choices: Vec<String> = chosen.map(|(_, nominee)| nominee.clone()).take(10).collect();
                if choices.is_empty() {
                    choices.push(here[0].clone());
                }
                let req: [u8; 16] = Sha256::digest(format!("{n}{category}"))[..16].try_into().unwrap();
                ballots.cast(&voter, "vote", category, choices, req, self.desk.clock().now()).await.unwrap();
            }
        }
        self.go("2022-12-15 15:31").await;
        let anchor = selection::vote::Act::Anchor { stage: "vote".into() };
        self.desk.submit(Actor::System, Act::Vote(anchor), "anchor").await.unwrap();
    }

    /// The panel has scored everybody.
    pub async fn scored(&self) {
        self.go("2022-12-22 10:00").await;
        let judges: Vec<String> = self.desk.snapshot().s.judges().map(|(judge, _)| judge.clone()).collect();
        let members: Vec<String> =
            self.desk.snapshot().s.under_review().iter().map(|member| member.nominee.clone()).collect();
        for (row, judge) in judges.iter().enumerate() {
            for (place, nominee) in members.iter().enumerate() {
                let spread = ((row * 5 + place * 3) % 7) as u32;
                let scores =
                    [("political", 33 + spread), ("contribution", 27 + spread), ("ability", 18 + spread)];
                let scores = scores.into_iter().map(|(id, score)| (id.to_owned(), score)).collect();
                let act = if row == 1 && place == 0 {
                    let ground = plan::review::RecusalGround::Kin;
                    review::Act::Recuse {
                        stage: "review".into(),
                        nominee: nominee.clone(),
                        ground,
                        note: String::new(),
                    }
                } else {
                    review::Act::Sheet {
                        stage: "review".into(),
                        nominee: nominee.clone(),
                        mark: Mark::Scores(scores),
                    }
                };
                self.ok(judge, Act::Review(act)).await;
            }
        }
    }

    /// The panel is closed, the body has resolved on half of each category with one departure, the final list is public.
    pub async fn finalists(&self) {
        self.go("2022-12-29 15:00").await;
        let office = self.office();
        self.ok(&office, Act::Review(review::Act::ClosePanel { stage: "review".into() })).await;
        let counted = self.desk.snapshot().s.result.counted.get("final").unwrap().clone();
        let mut members = Vec::new();
        let mut reasons = BTreeMap::new();
        for (category, figures) in &counted {
            let ranked: Vec<String> = figures.ranking.iter().map(|row| row.nominee.clone()).collect();
            let keep = ranked.len().div_ceil(2).min(10);
            members.push((category.clone(), ranked[..keep].to_vec()));
            for row in &figures.ranking {
                reasons
                    .insert(row.nominee.clone(), "近三年已获同类市级表彰，把名额让给一线新人。".to_owned());
            }
        }
        let resolve = result::Resolve {
            rule: "final".into(),
            present: 8,
            of: 9,
            minutes: "c".repeat(64),
            members,
            reasons,
        };
        self.ok(&office, Act::Result(result::Act::Resolve(Box::new(resolve)))).await;
        self.ok(&office, Act::Result(result::Act::Publish { rule: "final".into() })).await;
    }

    /// The final list is on notice since 30 December 2022, until 5 January 2023.
    pub async fn on_notice(&self) {
        self.go("2022-12-30 10:00").await;
        self.ok(&self.office(), Act::Notice(notice::Act::Publish { stage: "notice".into() })).await;
    }

    /// An objection of a citizen to the newest notice.
    pub async fn objection(&self, about: Option<String>) {
        let number = self.desk.snapshot().s.notice.notices.len() as u32;
        let note =
            Note {
                text: "所写事迹与事实不符。".into(), name: "异议人试样".into(), contact: String::new()
            };
        let act = notice::Act::Object { notice: number, about, note, leads: true, to_receiver: false };
        self.ok("citizen", Act::Notice(act)).await;
    }

    /// Rules on an objection.
    pub async fn ruling(&self, objection: &str) {
        let act = notice::Act::Rule {
            objection: objection.into(),
            outcome: notice::Ruling::Dismissed,
            text: "经查，所列事迹属实，异议不成立。".into(),
        };
        self.ok(&self.office(), Act::Notice(act)).await;
    }

    /// Replaces the first on the final list by the first candidate of the category who is not on it.
    pub async fn replaced(&self) {
        let (out, with) = {
            let s = self.desk.snapshot().s.clone();
            let list = s.lists.latest(plan::ListKind::Finalists).unwrap().clone();
            let first = list.members[0].clone();
            let others = s.lists.latest(plan::ListKind::Candidates).unwrap().clone();
            let with =
                others.of(&first.category).find(|member| list.member(&member.nominee).is_none()).cloned();
            (first.nominee, with.map(|member| member.nominee))
        };
        let act = notice::Act::Replace {
            out, with, text: "经核实，本人提出不宜参评，按次序递补。".into()
        };
        self.ok(&self.office(), Act::Notice(act)).await;
    }

    /// Signed by all and named on 9 January 2023.
    pub async fn named(&self) {
        self.go("2023-01-09 10:00").await;
        let sponsors: Vec<String> = {
            let snapshot = self.desk.snapshot();
            snapshot
                .s
                .seats_where(|role| matches!(role, Role::Sponsor { .. }))
                .map(|(handle, _)| handle.clone())
                .collect()
        };
        for sponsor in sponsors {
            self.ok(&sponsor, Act::Naming(naming::Act::Sign { blob: "d".repeat(64) })).await;
        }
        let list = self.desk.snapshot().s.lists.latest(plan::ListKind::Finalists).unwrap().clone();
        let found = list.members.iter().map(|member| (member.nominee.clone(), true)).collect();
        let office = self.office();
        self.ok(&office, Act::Naming(naming::Act::Recheck { found })).await;
        let name = naming::Act::Name { stage: "naming".into(), document: "演练字〔2023〕2号".into() };
        self.ok(&office, Act::Naming(name)).await;
    }

    /// A report about the first honouree is public.
    pub async fn reported(&self) {
        self.go("2023-03-01 10:00").await;
        let office = self.office();
        let nominee = self.desk.snapshot().s.honourees()[0].nominee.clone();
        let assign = publicity::Act::Assign {
            stage: "publicity".into(),
            outlet: "ribao".into(),
            nominee,
            by: "2023-06-30".parse().unwrap(),
        };
        self.ok(&office, Act::Publicity(assign)).await;
        let text = PublicText {
            title: "城南那片会开花的边角地".into(),
            text: "清晨五点，他已经在园子里了。\n\n三年里，他和同伴把九块边角地还给了街坊。".into(),
        };
        let outlet = self.seat(|role| matches!(role, Role::Outlet { outlet } if outlet == "ribao"));
        self.ok(&outlet, Act::Publicity(publicity::Act::File { piece: "m1".into(), text })).await;
        let review = publicity::Act::Review { piece: "m1".into(), approve: true, note: String::new() };
        self.ok(&office, Act::Publicity(review)).await;
    }

    /// The last honouree's title is revoked; tells whose.
    pub async fn revoked(&self) -> String {
        let nominee = self.desk.snapshot().s.honourees().last().unwrap().nominee.clone();
        let act = naming::Act::Revoke {
            nominee: nominee.clone(),
            reason: "record".into(),
            text: "命名后查实有违纪行为，撤销称号。".into(),
        };
        self.ok(&self.office(), Act::Naming(act)).await;
        nominee
    }

    /// The publicity year is over and the selection closed.
    pub async fn closed(&self) {
        self.go("2024-01-02 10:00").await;
        self.ok(&self.office(), Act::Closing(closing::Act::Close { stage: "closing".into() })).await;
    }

    /// Asks for a page as a visitor with a token of their own.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty(), 1, "").await
    }

    /// Asks for a page as another visitor, or in another language (`lang=en` among the cookies).
    pub async fn get_as(&self, path: &str, visitor: u8, cookies: &str) -> Answer {
        self.send(Request::get(path), Body::empty(), visitor, cookies).await
    }

    /// Fills in the form of a page and sends it to the same address.
    pub async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.get(path).await;
        self.post(path, &form, fields).await
    }

    /// Sends a form that was opened before.
    pub async fn post(&self, path: &str, form: &Answer, fields: &[(&str, &str)]) -> Answer {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.append_pair("csrf", &form.hidden("csrf")).append_pair("request", &form.hidden("request"));
        pairs.extend_pairs(fields);
        let request = Request::post(path.split('?').next().unwrap())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.finish()), 1, "").await
    }

    async fn send(
        &self,
        request: axum::http::request::Builder,
        body: Body,
        visitor: u8,
        cookies: &str,
    ) -> Answer {
        let token = Token::from_random(&[visitor; 32]);
        let cookies = format!("visitor={}; {cookies}", token.expose());
        let request =
            request.header(header::HOST, "127.0.0.1").header(header::COOKIE, cookies).body(body).unwrap();
        let response = web::router(self.app.clone()).oneshot(request).await.unwrap();
        let head = |name| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (to, kind, status) = (head(header::LOCATION), head(header::CONTENT_TYPE), response.status());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, to, kind, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

fn profile(n: u32) -> Profile {
    let name = NAMES[n as usize % NAMES.len()];
    let round = n as usize / NAMES.len();
    let mark = ["", "甲", "乙", "丙", "丁", "戊", "己"][round % 7];
    let employers = [
        "兰山区园林环卫保障服务中心（试样）",
        "罗庄区城管局",
        "临沂临港经济开发区城市管理综合执法大队直属三中队（试样）",
        "市属某园林工程有限公司",
    ];
    let taglines = [
        "三年建成九处口袋公园，把边角地还给街坊",
        "守着老城西的十二块绿地，一年四季不断花",
        "带着邻居给每条巷子起名、画图、挂牌",
        "",
    ];
    Profile {
        name: format!("{name}{mark}"),
        gender: if n.is_multiple_of(2) { "男" } else { "女" }.into(),
        employer: employers[n as usize % 4].into(),
        position: ["绿化工", "队员", "技术员"][n as usize % 3].into(),
        tagline: taglines[n as usize % 4].into(),
        brief: "他把一块堆了十年杂物的荒地修成了口袋公园。每天清晨五点到岗，先看排水，再看苗木，最后看人：哪位老人没来，他都记得。三年里他和同伴建成九处口袋公园，没有一处重样。".into(),
        deeds: vec!["三年建成口袋公园九处，合计一万二千平方米。".into(), "带出徒弟六人，其中两人成为班组长。".into(), "连续四年没有一起安全事故。".into()],
        portrait: String::new(),
    }
}
