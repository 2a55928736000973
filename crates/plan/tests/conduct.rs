//! What a running selection cannot hold to yet: told before a plan is adopted, and no fault of the plan.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use plan::conduct::beyond;
use plan::{Plan, Severity, Source, read, read_files, read_with_supplements};
use text::Lang;

const LINYI: &str = include_str!("../../../plans/linyi-2022.toml");
const SUPPLEMENT: &str = include_str!("../../../plans/linyi-2022-supplement-1.toml");
const SHIYIN: &str = include_str!("../../../plans/shiyin-2023.toml");
const TWO_WAYS: &str = include_str!("../../../tests/plans/two-ways.toml");

/// What a change of one line of the second plan, by which a selection can be run, puts beyond the house.
fn shiyin_with(from: &str, to: &str) -> Vec<String> {
    assert!(SHIYIN.contains(from), "{from}");
    let text = SHIYIN.replacen(from, to, 1);
    let plan = read(&text).unwrap_or_else(|faults| panic!("{to}: {faults:#?}"));
    beyond(&plan).iter().map(|fault| format!("{} {}", fault.path, fault.text(Lang::En))).collect()
}

#[test]
fn everything_that_the_plans_of_this_house_say_can_be_run() {
    let linyi = read_with_supplements(LINYI, &[SUPPLEMENT]).unwrap();
    for plan in [linyi, read(LINYI).unwrap(), read(SHIYIN).unwrap(), read(TWO_WAYS).unwrap()] {
        assert_eq!(beyond(&plan), [], "{}", plan.id);
    }
}

#[test]
fn a_ballot_that_ranks_is_sound_and_cannot_be_cast_online_yet() {
    let text = SHIYIN.replacen("approve = { least = 1, most = 3 }", "rank = { least = 1 }", 1);
    let reading = read_files(Source { name: "shiyin.toml", text: &text }, &[]).unwrap();
    assert!(reading.check(None).iter().all(|fault| fault.severity != Severity::Error));
    let told = reading.beyond();
    let line = text.lines().position(|line| line.contains("rank = {")).unwrap() as u32 + 1;
    assert_eq!((told.len(), told[0].line, told[0].clause.as_str()), (1, Some(line), "5.2"));
    assert_eq!(told[0].text(Lang::Zh), "一张选票可选几人：“rank”");
}

#[test]
fn each_rule_that_would_be_passed_over_is_named_and_placed() {
    let vote = "limit = [{ ballots = 1, per = \"day\" }]";
    let more = |rule: &str| shiyin_with(vote, &format!("{vote}\n{rule}"));
    assert_eq!(more("change = true"), ["stage[3].vote.change whether a ballot may be changed: “true”"]);
    assert_eq!(more("change = false"), [""; 0], "the house takes no change of a ballot");
    assert_eq!(
        more("one_channel = true"),
        ["stage[3].vote.one_channel whether a voter keeps to one channel"]
    );
    assert_eq!(more("one_channel = \"not stated\""), [""; 0], "silence is the check's matter");
    assert_eq!(more("beside = [\"no-award\"]").len(), 1);
    assert_eq!(more("faults = { twice = \"category\" }"), [""; 0]);
    assert_eq!(
        more("faults = { twice = \"paper\" }"),
        ["stage[3].vote.faults.twice a candidate named twice: “paper”"]
    );
    assert_eq!(
        shiyin_with(vote, "limit = [{ ballots = 1, per = \"day\" }, { ballots = 9, per = \"stage\" }]").len(),
        1
    );
    assert_eq!(shiyin_with(vote, "limit = [{ ballots = 1, per = { minutes = 1440 } }]").len(), 1);
    assert_eq!(shiyin_with(vote, "limit = [{ ballots = 1, per = \"day\", together = true }]").len(), 1);
    let code = "channel = [{ id = \"code\", name = \"网页（凭听众码）\", identity = \"code\"";
    assert_eq!(
        shiyin_with(code, &code.replace("\"code\", name", "\"code\", fee = 1, name")),
        ["stage[2].vote.channel[0].fee what a ballot costs"]
    );
    assert_eq!(shiyin_with(code, &code.replace("identity = \"code\"", "identity = \"phone\"")).len(), 1);
    let open = "opens = \"2023-03-22 08:00\"";
    assert_eq!(
        shiyin_with(open, &format!("{open}\nhours = [{{ from = \"08:00\", to = \"20:00\" }}]")).len(),
        1
    );
    let take = "take = \"seats\"";
    for rule in [
        "vacancy = true",
        "among = { list = \"candidates\" }",
        "composition = [{ id = \"c\", name = \"结构\", each = \"unit\", most = { count = 1 } }]",
        "approval = [{ by = \"馆务会\", kind = \"approves\" }]",
    ] {
        assert_eq!(shiyin_with(take, &format!("{take}\n{rule}")).len(), 1, "{rule}");
    }
    assert_eq!(shiyin_with(take, "take = { multiple = \"1.5\" }").len(), 1);
    assert_eq!(shiyin_with("ties = [\"all\"]", "ties = [{ lot = \"当日开奖号码\" }]").len(), 1);
    assert_eq!(shiyin_with("normalise = \"share\"", "normalise = \"rank-share\"").len(), 1);
    assert_eq!(
        shiyin_with("after = \"vote-2\"\nyields", "after = [\"vote-1\", \"vote-2\"]\nyields").len(),
        1
    );
    let candidates = |rule: &str| shiyin_with("candidates_most = 40", &format!("candidates = {rule}")).len();
    assert_eq!([candidates("{ exactly = 40 }"), candidates("{ at-most = 40 }")], [1, 0]);
    let weighted = "weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]";
    let combine = |combine: &str| shiyin_with(weighted, combine);
    assert_eq!(combine("runoff = { stage = \"vote-2\" }").len(), 1);
    assert_eq!(combine(&weighted.replace("stage =", "cap = 90, stage =")).len(), 1);
    assert_eq!(shiyin_with("seats = { exactly = 6 }", "seats = { about = 6 }").len(), 1);
    assert_eq!(
        shiyin_with("yields = \"finalists\"", "yields = \"candidates\"").len(),
        1,
        "two rules, one list"
    );
    assert_eq!(shiyin_with("id = \"code\", name", "id = \"code\", manner = [\"写明理由\"], name"), [""; 0]);
}

#[test]
fn a_plan_without_the_stages_of_an_office_is_sound_and_no_selection() {
    // The stages that only a running selection needs, taken out.
    let mut plan: Plan = read(SHIYIN).unwrap();
    plan.stage.retain(|stage| stage.kind == plan::StageKind::Vote);
    plan.stage.iter_mut().for_each(|stage| stage.after.retain(|id| id == "vote-1"));
    let errors =
        plan::check::check(&plan, None).into_iter().filter(|fault| fault.severity == Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), []);
    let codes: Vec<_> = beyond(&plan).iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["no-recommend", "no-naming", "no-closing"]);
}

#[test]
fn every_rule_that_is_told_has_its_name_in_both_languages() {
    let plan = read(include_str!("plans/everything.toml")).unwrap();
    let told = beyond(&plan);
    assert!(told.len() > 60, "{}", told.len());
    for fault in told {
        for lang in Lang::ALL {
            let text = fault.text(lang);
            assert!(!text.contains('⟦') && !text.contains("{$"), "{}: {text}", fault.path);
        }
    }
}

#[test]
fn bodies_and_prefixes_that_a_plan_does_not_name_are_asked_for_before_it_is_run() {
    let text = SHIYIN.replacen("prefix = \"W\"\n", "", 1);
    let (before, office) = text.split_once("[office]").unwrap();
    let (_, after) = office.split_once("[[unit]]").unwrap();
    let text = format!("{before}[[unit]]{after}")
        .replace("signatories = [\"wenhuaguan\"]", "signatories = \"not stated\"")
        .replace("successor = \"wenhuaguan\"", "successor = \"not stated\"");
    let reading = read_files(Source { name: "shiyin.toml", text: &text }, &[]).unwrap();
    assert!(
        reading.check(None).iter().all(|fault| fault.severity != Severity::Error),
        "a question, no error"
    );
    let told: Vec<_> =
        reading.beyond().into_iter().map(|fault| format!("{} {}", fault.code, fault.path)).collect();
    for wanted in ["none-at-all sponsor", "none-at-all office", "bad-prefix category[0].prefix"] {
        assert!(told.iter().any(|told| told == wanted), "{wanted}: {told:?}");
    }
}

#[test]
fn a_place_with_a_time_and_a_calendar_of_its_own_is_told_before_pages_tell_it_the_wrong_ones() {
    let line = "time_zone = \"Asia/Shanghai\"";
    assert_eq!(shiyin_with(line, "time_zone = \"Asia/Chongqing\""), [""; 0]);
    let told = shiyin_with(line, "time_zone = \"Asia/Taipei\"");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("time_zone the time zone Asia/Taipei"), "{told:?}");
}
