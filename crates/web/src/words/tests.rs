//! Stories about sentences: every code, lack, act and entry has its words in both languages, and nobody reads a name
//! or an opinion that is not theirs to read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use desk::{Clock, Desk, House, Keys};
use identity::idcard::IdFault;
use jiff::civil::date;
use ledger::Hash;
use plan::review::RecusalGround;
use plan::{DayKind, Identity, StageKind, Tier, VoteMode};
use selection::may::ActKind;
use selection::notice::Ruling;
use selection::publicity::PieceStatus;
use selection::screen::{Opinion, Outcome};
use selection::{
    Act, Actor, Entry, Gate, Person, Profile, Record, Seat, closing, due, founding, naming, notice, paper,
    publicity, recommend, result, review, screen, vote,
};
use store::{Entropy, MasterKey, SqliteStore};
use tempfile::TempDir;

const FILES: [(Lang, &str, &str); 2] = [
    (
        Lang::Zh,
        include_str!("../../../text/locales/zh-CN/refusal.ftl"),
        include_str!("../../../text/locales/zh-CN/record.ftl"),
    ),
    (
        Lang::En,
        include_str!("../../../text/locales/en/refusal.ftl"),
        include_str!("../../../text/locales/en/record.ftl"),
    ),
];

/// Each message of a file with the variables it uses.
fn messages(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut key = "";
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) =
            line.split_once(" = ").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            key = name;
        }
        let used = line.split('$').skip(1).map(|rest| {
            &rest[..rest
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
                .unwrap_or(rest.len())]
        });
        out.entry(key).or_default().extend(used);
    }
    out
}

fn readable(lang: Lang, what: &str, sentence: &str) {
    let broken = ["⟦", "{$", "{ ", "none"].iter().find(|mark| sentence.contains(**mark));
    assert!(broken.is_none() && !sentence.trim().is_empty(), "{lang}, {what}: {sentence}");
}

// A selection with a nominee of each category, from plan to candidates.

struct Then(std::sync::atomic::AtomicI64);

impl Clock for Then {
    fn now(&self) -> Instant {
        Instant(self.0.load(std::sync::atomic::Ordering::Relaxed))
    }
}

struct Repeatable;

impl Entropy for Repeatable {
    fn bytes32(&self, context: &[u8]) -> [u8; 32] {
        *Hash::of(context).as_bytes()
    }
}

struct Story {
    _dir: TempDir,
    desk: Desk,
    clock: Arc<Then>,
    seats: BTreeMap<&'static str, Actor>,
    asked: std::sync::atomic::AtomicU32,
}

impl Story {
    /// The plan is adopted, the seats are given, the standards are public, recommendation is open.
    async fn begin() -> Story {
        let dir = tempfile::tempdir().unwrap();
        let plan = plan::read_with_supplements(
            include_str!("../../../../plans/linyi-2022.toml"),
            &[include_str!("../../../../plans/linyi-2022-supplement-1.toml")],
        )
        .unwrap();
        let clock = Arc::new(Then(at(&plan, "2022-11-28 09:00").0.into()));
        let store =
            SqliteStore::open(dir.path(), MasterKey::new([7; 32]), Arc::new(Repeatable)).await.unwrap();
        let house = House::open(Arc::new(store), clock.clone(), Arc::new(Repeatable), Keys::new([9; 32]))
            .await
            .unwrap();
        let admin = Actor::Admin("a1".to_owned());
        let desk = house.open_selection(admin.clone(), plan, "open").await.unwrap();
        let mut story = Story {
            _dir: dir,
            desk,
            clock,
            seats: BTreeMap::new(),
            asked: std::sync::atomic::AtomicU32::new(0),
        };
        let roles: Vec<(&'static str, Role)> = vec![
            ("office", Role::Office),
            ("yishui", Role::Unit { unit: "yishui".to_owned() }),
            ("gongan", Role::Department { department: "gongan".to_owned() }),
            ("jiwei", Role::Department { department: "jiwei".to_owned() }),
            ("judge", Role::Judge { panel: "expert".to_owned() }),
            ("auditor", Role::Auditor),
        ];
        for (name, role) in roles {
            let seat = Seat { role, unit: None, outlet: None };
            let done = story.act(&admin, Act::Founding(founding::Act::Appoint(seat))).await;
            let Entry::Founding(founding::Entry::Appointed { seat, .. }) = &done[0].entry else {
                panic!("no seat")
            };
            story.seats.insert(name, Actor::Seat(seat.clone()));
        }
        let standards = founding::Act::PublishStandards { blob: "ab".repeat(32) };
        story.act(&story.seats["office"], Act::Founding(standards)).await;
        story.turn_to("2022-12-01 09:00");
        story
    }

    fn turn_to(&self, moment: &str) {
        let snapshot = self.desk.snapshot();
        let now = at(snapshot.s.plan().unwrap(), moment);
        self.clock.0.store(now.0, std::sync::atomic::Ordering::Relaxed);
    }

    async fn ask(&self, who: &Actor, act: Act) -> Result<Vec<Record>, desk::DeskError> {
        let n = self.asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let done = self.desk.submit(who.clone(), act, &format!("request-{n}")).await?;
        Ok(done.records.iter().map(|filed| filed.record.clone()).collect())
    }

    async fn act(&self, who: &Actor, act: Act) -> Vec<Record> {
        self.ask(who, act).await.unwrap()
    }

    async fn refused(&self, who: &str, act: Act) -> Refusal {
        match self.ask(&self.seats[who], act).await {
            Err(desk::DeskError::Refused(refusal)) => refusal,
            other => panic!("not refused: {other:?}"),
        }
    }

    fn view(&self, who: &str) -> View {
        self.desk.view(self.seats.get(who).cloned().unwrap_or(Actor::Citizen))
    }

    async fn recommend(&self, category: &str, kind: &str, name: &str, id_number: &str) -> Record {
        let form = form(category, kind, name, id_number);
        let act = recommend::Act::Recommend { stage: "recommend".to_owned(), tier: Tier::BottomUp, form };
        self.act(&self.seats["yishui"], Act::Recommend(act)).await.remove(0)
    }

    /// Both nominees are cleared and pass, and become candidates A01 and B01.
    async fn to_candidates(&self) {
        let office = &self.seats["office"];
        let nominees = vec!["p1".to_owned(), "p2".to_owned()];
        self.act(office, Act::Screen(screen::Act::AskClearance { nominees })).await;
        for (department, nominee) in [("gongan", "p1"), ("jiwei", "p1"), ("gongan", "p2")] {
            let (nominee, note) = (nominee.to_owned(), String::new());
            let act = screen::Act::Clear { nominee, opinion: Opinion::Clear, note };
            self.act(&self.seats[department], Act::Screen(act)).await;
        }
        for nominee in ["p1", "p2"] {
            let (nominee, note) = (nominee.to_owned(), String::new());
            let act = screen::Act::Screen { nominee, outcome: Outcome::Pass, note };
            self.act(office, Act::Screen(act)).await;
        }
        self.turn_to("2022-12-11 10:00");
        let order =
            vec![("park".to_owned(), vec!["p1".to_owned()]), ("citizen".to_owned(), vec!["p2".to_owned()])];
        let act = screen::Act::PublishCandidates { stage: "screen".to_owned(), order };
        self.act(office, Act::Screen(act)).await;
    }
}

fn at(plan: &Plan, moment: &str) -> Instant {
    moment.parse::<Moment>().unwrap().opening(&plan.zone())
}

fn form(category: &str, kind: &str, name: &str, id_number: &str) -> Box<recommend::Form> {
    Box::new(recommend::Form {
        category: category.to_owned(),
        kind: kind.to_owned(),
        profile: Profile {
            name: name.to_owned(),
            employer: "沂水县测试园林队".to_owned(),
            brief: "把三块荒地修成口袋公园。".to_owned(),
            ..Profile::default()
        },
        person: Person {
            id_number: id_number.to_owned(),
            phone: "13900000000".to_owned(),
            ..Person::default()
        },
        checklist: vec![0, 1, 2, 3],
        minutes: Some("cd".repeat(32)),
        ..recommend::Form::default()
    })
}

const FIRST: &str = "371300199001010019";
const SECOND: &str = "371300199102020021";

/// A story up to two recommendations; the first record is the first recommendation.
async fn recommended() -> (Story, Record) {
    let story = Story::begin().await;
    let first = story.recommend("park", "front-line", "测试甲", FIRST).await;
    story.recommend("citizen", "citizen", "测试乙", SECOND).await;
    (story, first)
}

fn record(entry: Entry) -> Record {
    Record { n: 1, at: Instant(0), by: "office-1".to_owned(), req: "r".to_owned(), entry, sealed: Vec::new() }
}

#[tokio::test]
async fn a_recommendation_bears_its_nominees_name_for_those_alone_who_may_see_it() {
    let (story, first) = recommended().await;
    let told = |who: &str, lang| sentence(&story.view(who), &first, lang);
    assert_eq!(told("office", Lang::Zh), "沂水县提出推荐：测试甲（最美口袋公园建设者），简要事迹12字");
    assert_eq!(told("yishui", Lang::Zh), told("office", Lang::Zh));
    assert_eq!(told("gongan", Lang::Zh), "沂水县提出推荐：推荐对象p1（最美口袋公园建设者），简要事迹12字");
    assert_eq!(
        told("citizen", Lang::En),
        "沂水县 recommended nominee p1 (Finest Pocket-Park Builders), brief account of 12 characters"
    );
    let row = story.view("citizen").row(first.n).unwrap();
    assert!(row.record.is_none());
    assert_eq!(
        sealed(&story.view("citizen"), &row, Lang::Zh),
        "已密封，将于公布候选人名单时公开（“初审”阶段）"
    );
    assert_eq!(
        sealed(&story.view("citizen"), &row, Lang::En),
        "Sealed; it will be opened at the publication of the candidates (stage “Screening”)"
    );
}

#[tokio::test]
async fn a_candidate_is_called_by_number_and_name_and_departments_stay_unseen_when_the_seal_is_opened() {
    let (story, first) = recommended().await;
    story.to_candidates().await;
    let citizen = story.view("citizen");
    assert_eq!(nominee(&citizen, "p1", Lang::Zh), "A01测试甲");
    assert_eq!(nominee(&citizen, "p9", Lang::En), "nominee p9");
    let row = citizen.row(first.n).unwrap();
    assert_eq!(
        sentence(&citizen, &row.record.unwrap(), Lang::Zh),
        "沂水县提出推荐：A01测试甲（最美口袋公园建设者），简要事迹12字"
    );
    let all = |view: &View| -> Vec<String> {
        view.log(None, 100)
            .into_iter()
            .filter_map(|row| row.record)
            .map(|r| sentence(view, &r, Lang::Zh))
            .collect()
    };
    let (open, inside) = (all(&citizen), all(&story.view("office")));
    assert_eq!(open.len(), inside.len(), "every entry is open by now");
    let opinion = "A01测试甲联审：纪检监察机关无异议".to_owned();
    assert!(inside.contains(&opinion) && !open.contains(&opinion), "{inside:#?}");
    assert!(open.contains(&"A01测试甲的一份联审意见已到".to_owned()), "{open:#?}");
    assert!(open.iter().all(|said| !said.contains("纪检") && !said.contains("公安")), "{open:#?}");
    assert!(open.contains(&"公布候选人名单第1版，共2名".to_owned()));
    assert!(
        open.contains(&"设立席位judge-5：评委".to_owned())
            && inside.contains(&"设立席位judge-5：评委（专家）".to_owned())
    );
    for view in [&citizen, &story.view("office")] {
        for said in view.log(None, 100).into_iter().filter_map(|row| row.record) {
            readable(Lang::En, "log", &sentence(view, &said, Lang::En));
        }
    }
}

#[tokio::test]
async fn who_asked_is_told_by_the_seat() {
    let story = Story::begin().await;
    let handle = |who: &str| story.seats[who].handle().to_owned();
    let office = story.view("office");
    for (by, called) in [
        (handle("yishui"), "沂水县"),
        (handle("office"), "办公室"),
        (handle("judge"), "评委5"),
        ("system".to_owned(), "系统"),
        ("citizen".to_owned(), "公众"),
        ("a1".to_owned(), "系统管理员"),
    ] {
        assert_eq!(who(&office, &by, Lang::Zh), called);
    }
    assert_eq!(who(&story.view("citizen"), &handle("yishui"), Lang::Zh), "推荐单位");
}

#[tokio::test]
async fn the_office_reads_what_the_next_step_lacks() {
    let (story, _) = recommended().await;
    let view = story.view("office");
    let (_, lacks) = view.lacks().unwrap();
    let told = |lang| -> Vec<String> { lacks.iter().map(|row| lack(&view, row, lang)).collect() };
    assert_eq!(
        told(Lang::Zh),
        [
            "推荐还没有截止：推荐",
            "没有退回待改的推荐",
            "没有等单位签署的推荐",
            "2份推荐待审",
            "没有待核的重复推荐",
            "还没有人通过初审：最美口袋公园建设者、最美新市民",
            "详细评选标准已公布",
        ]
    );
    assert_eq!(told(Lang::En)[3], "2 recommendations wait to be screened");
    let many =
        Lack { count: 9, examples: vec!["recommend".to_owned(), "vote".to_owned()], ..lacks[0].clone() };
    assert_eq!(
        lack(&view, &Lack { what: "stages", ..many }, Lang::Zh),
        "9个阶段还没有结束：推荐、网络评选等"
    );
}

#[tokio::test]
async fn a_refusal_names_people_stages_and_hours_as_people_do() {
    let (story, _) = recommended().await;
    let office = story.view("office");
    let said = |refused: &Refusal, lang| refusal(Some(&office), refused, lang).text;

    let order = vec![];
    let act = screen::Act::PublishCandidates { stage: "screen".to_owned(), order };
    let open = story.refused("office", Act::Screen(act)).await;
    assert_eq!(said(&open, Lang::Zh), "还有事项没有办完：推荐还没有截止：推荐。请先办好，再来办理此事。");

    let act = vote::Act::Anchor { stage: "vote".to_owned() };
    let early = story.ask(&Actor::System, Act::Vote(act)).await;
    let Err(desk::DeskError::Refused(early)) = early else { panic!("{early:?}") };
    assert_eq!(said(&early, Lang::Zh), "“网络评选”还没有开始，12月11日20:00开始。请到时再办理。");
    assert_eq!(
        said(&early, Lang::En),
        "“Online vote” has not begun; it begins on 11 Dec 20:00. Please come back then."
    );

    let late =
        Refusal::new(Code::TooLate, "七（三）").arg("stage", "公示").arg("closes", "2022-12-31T00:00:00");
    assert_eq!(
        said(&late, Lang::Zh),
        "“公示”已于12月30日24:00截止，不能再办理。确有特殊情况的，请联系评选办公室。"
    );
    let silent = Refusal::new(Code::TooLate, "").arg("stage", "").arg("closes", "");
    assert_eq!(
        said(&silent, Lang::Zh),
        "这件事的办理时间已经截止，不能再办理。确有特殊情况的，请联系评选办公室。"
    );
    let bare = Refusal::new(Code::TooLate, "").arg("stage", "推荐").arg("closes", "2022-12-10");
    assert!(said(&bare, Lang::En).starts_with("“Recommendation” ended on 10 Dec 24:00,"));

    // A refusal names the stage it waits for by id; it is open.
    let waits = Refusal::new(Code::NotOpen, "").arg("stage", "screen");
    assert_eq!(said(&waits, Lang::Zh), "“初审”还没有结束，现在不能办理。请先办完前面的事项。");
    assert_eq!(
        said(&Refusal::new(Code::NotOpen, ""), Lang::Zh),
        "还没有进行到这一步，现在不能办理。请先办完前面的事项。"
    );

    let recuse = Refusal::new(Code::MustRecuse, "").arg("nominee", "p1");
    assert_eq!(said(&recuse, Lang::Zh), "与测试甲有应当回避的关系，不能办理。请交由其他人员办理。");
    assert!(refusal(Some(&story.view("citizen")), &recuse, Lang::Zh).text.starts_with("与推荐对象p1有"));
    assert!(refusal(None, &recuse, Lang::Zh).text.starts_with("与推荐对象p1有"));

    let bad = form("park", "front-line", "测试丙", "371300199001010018");
    let act = recommend::Act::Recommend { stage: "recommend".to_owned(), tier: Tier::BottomUp, form: bad };
    let bad = story.refused("yishui", Act::Recommend(act)).await;
    let fault = refusal(Some(&office), &bad, Lang::Zh);
    assert_eq!(fault.field, "id_number");
    assert_eq!(fault.text, "身份证号码不对：校验位对不上，可能有一位填错了。请对照证件重新填写。");

    let forgotten = Refusal::new(Code::GateOpen, "").arg("what", "p1").arg("count", 1);
    assert!(said(&forgotten, Lang::Zh).contains("测试甲已通过初审，却没有排进名单"));
    let unsigned = Refusal::new(Code::SignaturesMissing, "七")
        .arg("what", "signatures")
        .arg("count", 2)
        .arg("nominee", "ribao");
    assert_eq!(
        said(&unsigned, Lang::En),
        "2 sponsors have not signed, Linyi Daily Press Group among them. The naming needs every signature."
    );
    assert_eq!(refusal(None, &unsigned, Lang::Zh).clause, "七");
}

#[test]
fn every_refusal_has_a_sentence_with_exactly_the_variables_it_is_given() {
    for (lang, refusals, _) in FILES {
        let messages = messages(refusals);
        for code in Code::ALL {
            let key = format!("refusal-{}", code.as_str());
            let used = messages.get(key.as_str()).unwrap_or_else(|| panic!("{lang}: no {key}"));
            let given: BTreeSet<&str> = variables(*code).iter().copied().collect();
            assert_eq!(*used, given, "{lang}: {key}");
            // Nothing given, and everything given: both must read as sentences.
            readable(
                lang,
                &key,
                &refusal(None, &Refusal::new(*code, ""), lang).text.replace("none", &none_figures(*code)),
            );
            let full = given
                .iter()
                .fold(Refusal::new(*code, "七").field("text"), |refusal, name| refusal.arg(name, "2"));
            let full = full.arg("nominee", "p2").arg("what", "to-screen");
            readable(lang, &key, &refusal(None, &full, lang).text);
        }
    }
}

/// Figures are always given where their sentence counts something; where the test gives none, they may show as `none`.
fn none_figures(code: Code) -> String {
    let figures = [
        "count", "have", "most", "least", "quota", "open", "of", "quorum", "faults", "limit", "fault",
        "nominee", "number", "issued", "rules", "path",
    ];
    if variables(code).iter().any(|name| figures.contains(name)) { "2".to_owned() } else { "none".to_owned() }
}

fn source(crate_file: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(crate_file);
    std::fs::read_to_string(path).unwrap()
}

/// What follows each occurrence of a text, up to the next quotation mark.
fn quoted_after<'a>(source: &'a str, before: &str) -> BTreeSet<&'a str> {
    source.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_variable_of_a_sentence_is_one_that_some_refusal_of_its_code_carries() {
    let files = [
        "selection/src/founding.rs",
        "selection/src/recommend.rs",
        "selection/src/screen.rs",
        "selection/src/vote.rs",
        "selection/src/paper.rs",
        "selection/src/review.rs",
        "selection/src/result.rs",
        "selection/src/notice.rs",
        "selection/src/naming.rs",
        "selection/src/publicity.rs",
        "selection/src/closing.rs",
        "selection/src/state.rs",
        "ballotbox/src/voter.rs",
        "ballotbox/src/writer.rs",
    ];
    let all: String = files.map(source).concat();
    let gates = ["selection/src/gate.rs", "selection/src/paper.rs"].map(source).concat();
    for code in Code::ALL {
        let after = |source: &str| -> Vec<String> {
            let name = format!("Code::{code:?}");
            let whole = |rest: &&str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
            // A code may be chosen in one statement and get its arguments in one of the next two.
            let statements = |rest: &str| rest.split(';').take(3).collect::<String>();
            source.split(&name).skip(1).filter(whole).map(statements).collect()
        };
        let mut carried: BTreeSet<String> = BTreeSet::new();
        for rest in after(&all) {
            carried.extend(quoted_after(&rest, ".arg(\"").into_iter().map(ToOwned::to_owned));
        }
        if !after(&gates).is_empty() {
            carried.extend(["what", "count", "nominee"].map(ToOwned::to_owned));
        }
        for name in variables(*code) {
            let source = match *name {
                "field" => continue,
                "standing" => "stage",
                "sponsor" => "nominee",
                // The window of a vote is the window of its stage, under a code of its own.
                "opens" | "closes" if *code == Code::VoteClosed => continue,
                name => name,
            };
            assert!(carried.contains(source), "{code:?} never carries {source}: {carried:?}");
        }
    }
}

#[test]
fn every_lack_has_its_two_forms() {
    let gates = ["selection/src/gate.rs", "selection/src/paper.rs"].map(source).concat();
    let results = source("selection/src/result.rs");
    let mut lacks = quoted_after(&gates, "Lack::new(\"");
    lacks.extend(quoted_after(&results, "lack(\""));
    assert_eq!(lacks.len(), 29, "{lacks:?}");
    for (lang, _, records) in FILES {
        let messages = messages(records);
        for lack in &lacks {
            let used = messages
                .get(format!("lack-{lack}").as_str())
                .unwrap_or_else(|| panic!("{lang}: no lack-{lack}"));
            assert!(used.iter().all(|name| matches!(*name, "count" | "names")), "{lang}: {lack}");
            let done = messages
                .get(format!("lack-{lack}-done").as_str())
                .unwrap_or_else(|| panic!("{lang}: {lack}"));
            assert!(done.is_empty(), "{lang}: {lack}");
        }
        let written = messages.keys().filter(|key| key.starts_with("lack-")).count();
        assert_eq!(written, lacks.len() * 2, "{lang}: a lack that no gate knows");
    }
}

#[test]
fn every_act_fault_and_value_has_its_name() {
    fn named(family: &str, value: &impl Serialize, lang: Lang) {
        readable(lang, family, &word(family, value, lang));
    }
    for lang in Lang::ALL {
        for kind in ActKind::ALL {
            readable(lang, "act", &text::t(lang, &format!("act-{}", kind.as_str())));
        }
        for fault in IdFault::ALL {
            let refused = Refusal::new(Code::BadIdNumber, "").arg("fault", fault.code());
            let own = refusal(None, &refused, lang).text;
            let other =
                refusal(None, &Refusal::new(Code::BadIdNumber, "").arg("fault", "malformed"), lang).text;
            readable(lang, "fault", &own);
            assert_ne!(own, other, "{}", fault.code());
        }
        for fault in ["code-wrong-length", "code-bad-character", "code-check-fails", "code-unknown"] {
            readable(lang, "fault", &text::t(lang, &format!("fault-{fault}")));
        }
        for who in selection::may::Who::ALL {
            let name = format!("{who:?}").to_lowercase();
            readable(lang, "role", &text::t(lang, &format!("role-{name}")));
        }
        use StageKind as K;
        for kind in
            [K::Recommend, K::Screen, K::Vote, K::Review, K::Notice, K::Naming, K::Publicity, K::Closing]
        {
            named("stage-kind", &kind, lang);
        }
        for list in [ListKind::Recommended, ListKind::Candidates, ListKind::Finalists, ListKind::Named] {
            named("list", &list, lang);
        }
        for tier in [Tier::BottomUp, Tier::TopDown, Tier::Public, Tier::Own] {
            named("tier", &tier, lang);
        }
        for opinion in [Opinion::Clear, Opinion::Against, Opinion::Withdrawn] {
            named("opinion", &opinion, lang);
        }
        for ruling in [Ruling::Upheld, Ruling::Dismissed, Ruling::Partly] {
            named("ruling", &ruling, lang);
        }
        use count::Status as S;
        for status in [S::Seated, S::Not, S::Tied, S::Undecided, S::Withdrawn] {
            named("count-status", &status, lang);
        }
        for piece in
            [PieceStatus::Assigned, PieceStatus::Filed, PieceStatus::Returned, PieceStatus::Published]
        {
            named("piece", &piece, lang);
        }
        use RecusalGround as G;
        for ground in [G::Own, G::Kin, G::SameUnit, G::SameOutlet, G::Recommender, G::Other] {
            named("ground", &ground, lang);
        }
        for mode in [VoteMode::None, VoteMode::Display, VoteMode::Advisory, VoteMode::Weighted] {
            named("vote-mode", &mode, lang);
        }
        use Identity as I;
        for identity in [I::Anonymous, I::Account, I::Phone, I::Code, I::Paper, I::RealName] {
            named("identity", &identity, lang);
        }
        for gate in Gate::ALL {
            named("gate", &gate, lang);
            assert_eq!(word("gate", &gate, lang), text::t(lang, &format!("gate-{}", gate.name())));
        }
    }
}

/// One entry of every kind, and a second where its sentence has two shapes.
fn samples(plan: &Plan) -> Vec<Entry> {
    let s = |text: &str| text.to_owned();
    let day = |n| date(2022, 12, n);
    let span = plan::calendar::Calendar::builtin().add_days(
        day(27),
        3,
        DayKind::Working,
        plan::calendar::FirstDay::Next,
    );
    let days = plan::calendar::Span { kind: DayKind::Calendar, ..span };
    let ends = Instant::of(span.last.tomorrow().unwrap().at(0, 0, 0, 0), &plan.zone());
    let facts = recommend::Facts {
        category: s("park"),
        kind: s("front-line"),
        unit: Some(s("yishui")),
        employer_unit: None,
        outlet: None,
        brief_len: 487,
        signed: 4,
        minutes: None,
    };
    let member = lists::Member { category: s("park"), nominee: s("p1"), number: s("A01") };
    let certificate = naming::Certificate { nominee: s("p1"), number: s("演练〔2022〕1号") };
    let supplement =
        plan::Supplement::read(include_str!("../../../../plans/linyi-2022-supplement-1.toml")).unwrap();
    let year = plan::calendar::Calendar::builtin().notice(2023).unwrap().clone();
    let recommended = |tier| recommend::Entry::Recommended {
        rec: s("r1"),
        nominee: s("p1"),
        stage: s("recommend"),
        tier,
        facts: facts.clone(),
        same_as: vec![],
        at: recommend::Desk::Office,
    };
    let sheet =
        |mark| review::Entry::SheetFiled { stage: s("review"), judge: s("judge-5"), nominee: s("p1"), mark };
    let published = |span| notice::Entry::NoticePublished {
        notice: 1,
        stage: s("notice"),
        list: ListKind::Finalists,
        version: 1,
        span,
        ends,
    };
    let objected = |about, named, to_receiver| notice::Entry::Objected {
        objection: s("o3"),
        notice: 1,
        about,
        named,
        leads: true,
        to_receiver,
        rule_by: None,
    };
    let resolved = |departures| result::Entry::Resolved {
        resolution: 1,
        rule: s("final"),
        present: 7,
        of: 9,
        minutes: s("ab"),
        members: vec![member.clone()],
        departures,
    };
    let founding = [
        founding::Entry::Adopted { plan: Box::new(plan.clone()), hash: s("ab"), notices: vec![] },
        founding::Entry::Amended { supplement: Box::new(supplement), hash: s("ab") },
        founding::Entry::Appointed {
            seat: s("judge-5"),
            holds: Seat { role: Role::Judge { panel: s("expert") }, unit: None, outlet: None },
        },
        founding::Entry::Dismissed { seat: s("judge-5") },
        founding::Entry::StandardsPublished { version: 1, blob: s("ab") },
        founding::Entry::SignedFor { unit: s("yishui") },
        founding::Entry::Reminded { unit: s("yishui") },
        founding::Entry::Promoted { stage: s("recommend"), task: 1 },
        founding::Entry::Restored(founding::Restored {
            generation: 2,
            acts: 7,
            ballots: 3,
            root: s("ab"),
            earlier: vec![founding::EarlierLog { origin: s("a/b/ballots"), size: 5, root: s("ab") }],
        }),
    ];
    let due = [
        due::Entry::StageOpened { stage: s("vote"), due: ends },
        due::Entry::StageClosed { stage: s("vote"), due: ends },
        due::Entry::CalendarIssued { notice: year.clone(), differs: vec![] },
        due::Entry::CalendarIssued { notice: year, differs: vec![1, 2] },
    ];
    let recommend = [
        recommended(Tier::BottomUp),
        recommended(Tier::TopDown),
        recommended(Tier::Public),
        recommended(Tier::Own),
        recommend::Entry::Returned { rec: s("r1") },
        recommend::Entry::Revised {
            rec: s("r1"),
            facts: facts.clone(),
            same_as: vec![],
            at: recommend::Desk::Office,
        },
        recommend::Entry::Endorsed { rec: s("r9"), unit: s("yishui"), signed: 1 },
        recommend::Entry::Withdrawn { nominee: s("p1") },
    ];
    let screen = [
        screen::Entry::ClearanceAsked { nominee: s("p1"), clearance: s("k1"), instead_of: None },
        screen::Entry::Cleared { nominee: s("p1"), clearance: s("k1"), opinion: Opinion::Clear },
        screen::Entry::Matched { keep: s("p1"), other: s("p2"), same: true },
        screen::Entry::Matched { keep: s("p1"), other: s("p2"), same: false },
        screen::Entry::Screened { nominee: s("p1"), outcome: Outcome::Pass },
        screen::Entry::Screened { nominee: s("p1"), outcome: Outcome::Out(s("merit")) },
    ];
    let list = [
        lists::Entry::ListPublished { list: ListKind::Candidates, version: 1, members: vec![member.clone()] },
        lists::Entry::GateOpened { gate: Gate::Candidates, blob: s("ab"), entries: 12 },
    ];
    let tally = vote::Tally { valid: 183_000, invalid: 406, votes: BTreeMap::new() };
    let second = vote::Tally { valid: 20_000, invalid: 0, votes: BTreeMap::new() };
    let vote = [
        vote::Entry::CodesIssued { stage: s("vote"), channel: s("web"), count: 2000, root: s("ab") },
        vote::Entry::BallotsAnchored { stage: s("vote"), size: 1, root: s("ab") },
        vote::Entry::CountsShown {
            stage: s("vote"),
            due: ends,
            size: 12,
            root: s("ab"),
            categories: BTreeMap::new(),
        },
        vote::Entry::BallotsCounted {
            stage: s("vote"),
            size: 183_406,
            root: s("ab"),
            categories: BTreeMap::from([(s("park"), tally)]),
        },
        vote::Entry::BallotsCounted {
            stage: s("vote"),
            size: 40_000,
            root: s("ab"),
            categories: BTreeMap::from([(s("park"), second)]),
        },
    ];
    let batch = paper::Id { stage: s("vote"), channel: s("box"), place: s("p3"), number: 2 };
    let figures = paper::Figures { issued: 120, valid: 100, invalid: 3, votes: BTreeMap::new() };
    let categories = BTreeMap::from([(s("park"), figures)]);
    let paper = [
        paper::Entry::PaperEntered { batch: batch.clone(), scan: s("ab"), categories: categories.clone() },
        paper::Entry::PaperWithdrawn { batch },
        paper::Entry::PaperCounted { stage: s("vote"), batches: 3, categories },
    ];
    let review = [
        review::Entry::Recused {
            stage: s("review"),
            judge: s("judge-5"),
            nominee: s("p1"),
            ground: RecusalGround::SameOutlet,
        },
        sheet(review::Mark::Scores(BTreeMap::from([(s("political"), 38), (s("ability"), 20)]))),
        sheet(review::Mark::Abstain),
        review::Entry::JudgeReminded { stage: s("review"), judge: s("judge-5"), times: 2 },
        review::Entry::PanelClosed { stage: s("review"), sheets: 18, recusals: 1 },
        review::Entry::PanelTallied { stage: s("review"), leaves: 19, piles: vec![] },
    ];
    let counted = |open| result::Entry::Counted {
        rule: s("final"),
        category: s("park"),
        ranking: vec![],
        open,
        outcome: s("ab"),
    };
    let result = [
        counted(true),
        counted(false),
        resolved(vec![]),
        resolved(vec![result::Departure { nominee: s("p1"), goes_on: true }]),
    ];
    let notice = [
        published(span),
        published(days),
        notice::Entry::NoticeVoided { notice: 1 },
        notice::Entry::NoticeExtended { notice: 1, span, ends },
        objected(None, true, false),
        objected(Some(s("p1")), false, true),
        notice::Entry::Ruled { objection: s("o3"), outcome: Ruling::Dismissed },
        notice::Entry::Replaced { out: s("p1"), with: None },
        notice::Entry::Replaced { out: s("p1"), with: Some(s("p2")) },
    ];
    let naming = [
        naming::Entry::Signed { sponsor: s("ribao"), version: 1, blob: s("ab") },
        naming::Entry::Declined { sponsor: s("ribao"), version: 1 },
        naming::Entry::Rechecked { day: s("2022-12-31"), clean: vec![s("p1")], hits: vec![s("p2")] },
        naming::Entry::Named {
            document: s("演练〔2022〕9号"),
            version: 1,
            certificates: vec![certificate.clone()],
        },
        naming::Entry::CertificateReissued { certificate, old: s("演练〔2022〕0号") },
        naming::Entry::Revoked { nominee: s("p1"), reason: s("record") },
    ];
    let publicity = [
        publicity::Entry::Assigned {
            piece: s("m1"),
            stage: s("publicity"),
            outlet: s("guangdian"),
            nominee: s("p1"),
            by: date(2023, 3, 1),
        },
        publicity::Entry::PieceFiled { piece: s("m1") },
        publicity::Entry::PiecePublished { piece: s("m1") },
        publicity::Entry::PieceReturned { piece: s("m1") },
        publicity::Entry::CeremonyFixed { stage: s("publicity"), on: date(2023, 1, 18) },
    ];
    let close = |open| closing::Entry::SelectionClosed { successor: s("chengguanju"), open, seats: 31 };
    let closing = [close(vec![]), close(vec![s("o3")])];
    let mut all = Vec::new();
    all.extend(founding.map(Entry::Founding));
    all.extend(due.map(Entry::Due));
    all.extend(recommend.map(Entry::Recommend));
    all.extend(screen.map(Entry::Screen));
    all.extend(list.map(Entry::List));
    all.extend(vote.map(Entry::Vote));
    all.extend(paper.map(Entry::Paper));
    all.extend(review.map(Entry::Review));
    all.extend(result.map(Entry::Result));
    all.extend(notice.map(Entry::Notice));
    all.extend(naming.map(Entry::Naming));
    all.extend(publicity.map(Entry::Publicity));
    all.extend(closing.map(Entry::Closing));
    all
}

#[tokio::test]
async fn every_kind_of_entry_has_its_sentence_for_every_reader_in_both_languages() {
    let (story, _) = recommended().await;
    let office = story.view("office");
    let samples = samples(office.plan().unwrap());
    let kinds: BTreeSet<String> = samples.iter().map(|entry| entry.kind_and_body().0).collect();
    for (lang, _, records) in FILES {
        let messages = messages(records);
        let written: BTreeSet<String> = messages
            .keys()
            .filter_map(|key| key.strip_prefix("entry-"))
            .map(|kind| kind.strip_suffix("-unseen").unwrap_or(kind).to_owned())
            .collect();
        assert_eq!(written, kinds, "{lang}: a kind without a message, or a message without a sample");
        for who in ["office", "auditor", "judge", "citizen"] {
            for entry in &samples {
                let said = sentence(&story.view(who), &record(entry.clone()), lang);
                readable(lang, who, &said);
                assert!(!said.ends_with(['。', '.']), "{lang}: {said}");
            }
        }
    }
}

#[tokio::test]
async fn sheets_recusals_and_checks_are_told_to_those_alone_whose_they_are() {
    let (story, _) = recommended().await;
    let said = |who: &str, kind: &str| -> Vec<String> {
        let view = story.view(who);
        let of_kind = |entry: &Entry| entry.kind_and_body().0 == kind;
        let entries = samples(view.plan().unwrap()).into_iter().filter(of_kind);
        entries.map(|entry| sentence(&view, &record(entry), Lang::Zh)).collect()
    };
    assert_eq!(
        said("judge", "sheet-filed"),
        ["评委5提交推荐对象p1的评分表：合计58分", "评委5提交推荐对象p1的评分表：弃权"]
    );
    assert_eq!(said("office", "sheet-filed")[0], "一名评委提交一份评分表");
    assert_eq!(said("office", "recused"), ["评委5回避测试甲：同一媒体"]);
    assert_eq!(said("citizen", "recused"), ["一名评委申报一次回避"]);
    assert_eq!(said("office", "rechecked"), ["2022年12月31日失信核查：共核查2人，查有记录1人"]);
    assert_eq!(said("citizen", "rechecked"), ["2022年12月31日失信核查：共核查2人"]);
    assert_eq!(
        said("citizen", "notice-published")[0],
        "第1号公示：最终候选名单第1版，12月28日起，12月30日24:00止，共3个工作日"
    );
    assert_eq!(said("office", "objected")[1], "收到第3号异议，针对测试甲，匿名，由监督受理办理");
    assert_eq!(
        said("office", "recommended")[1],
        "办公室提出推荐：测试甲（最美口袋公园建设者），简要事迹487字"
    );
    assert_eq!(
        said("citizen", "ballots-counted"),
        [
            "“网络评选”选票清点完毕，共183,406张：有效183,000张，无效406张",
            "“网络评选”选票清点完毕，共20,000张：有效20,000张，无效0张；选票账本连同此前各轮共40,000张"
        ]
    );
    assert_eq!(
        said("citizen", "selection-closed")[1],
        "评选结束：31个席位全部撤销，1件未裁定的异议交接，由临沂市城市管理局接手"
    );
}
