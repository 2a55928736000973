//! What the explanation says is so, and is said once: sentences that fit what the plan is.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use plan::explain::explain;
use plan::{Plan, read};
use text::Lang;

const BASE: &str = r#"
format = 1
rules = 1
id = "prize-2026"
title = "年度图书奖（虚构）"
short = "图书奖"
place = "云汀市（虚构）"
time_zone = "Asia/Shanghai"
approval = "not stated"
interpreter = "not stated"

[[category]]
id = "book"
name = "图书"
subject = "work"
seats = { exactly = 1 }
scope = "年内出版的图书"
"#;

const REVIEW: &str = r#"
[[stage]]
id = "jury"
kind = "review"
name = "评审"
[stage.review]
panel = [{ id = "judge", name = "评委", seats = 10 }]
recusal = { grounds = ["own", "kin", "same-unit"] }
"#;

fn result(rest: &str) -> String {
    format!(
        "\n[[result]]\nid = \"prize\"\nname = \"获奖\"\nafter = \"jury\"\nyields = \"finalists\"\n{rest}\n"
    )
}

fn plan(pieces: &[&str]) -> Plan {
    let text = format!("{BASE}{}", pieces.concat());
    read(&text).unwrap_or_else(|faults| {
        panic!("{:?}", faults.iter().map(|fault| fault.text(Lang::En)).collect::<Vec<_>>())
    })
}

fn told(pieces: &[&str], lang: Lang) -> String {
    let text = explain(&plan(pieces), lang);
    assert!(!text.contains('⟦'), "{text}");
    text
}

/// These sentences stand in the explanation, once each, and those do not.
fn says(text: &str, there: &[&str], not: &[&str]) {
    for sentence in there {
        assert_eq!(text.matches(sentence).count(), 1, "“{sentence}” in\n{text}");
    }
    for sentence in not {
        assert!(!text.contains(sentence), "“{sentence}” in\n{text}");
    }
}

#[test]
fn a_category_without_a_prefix_has_no_numbers_that_begin_with_nothing() {
    let stage = "\n[[stage]]\nid = \"call\"\nkind = \"event\"\nname = \"征集\"\n";
    says(&told(&[stage], Lang::En), &["图书: works."], &["numbers begin"]);
    says(&told(&[stage], Lang::Zh), &["图书：评作品。"], &["编号"]);
}

#[test]
fn a_panel_is_told_by_what_it_gives() {
    let panel = |rules: &str| format!("{REVIEW}{rules}");
    let votes = panel(
        "rubric = []\nballot = { rank = { least = 10, most = 10, equals = \"void\" } }\ndisclosure = \"secret\"\n",
    );
    says(
        &told(&[&votes], Lang::En),
        &["Judges vote and give no scores.", "exactly 10 candidates in order", "never who voted how"],
        &["Judges vote, too", "10 to 10", "Only the scores", "sheet"],
    );
    says(
        &told(&[&votes], Lang::Zh),
        &["评委只投票，不打分。", "正好给10个候选人"],
        &["也投票", "10至10", "评分表"],
    );
    let both = panel(
        "rubric = [{ id = \"craft\", name = \"文笔\", most = 100 }]\nballot = { approve = { least = 1, most = 1 } }\ntrim = 0\nsheets_least = 3\nquorum = \"2/3\"\ndisclosure = \"signed\"\n",
    );
    says(
        &told(&[&both], Lang::En),
        &["Judges vote, too.", "Each score sheet is published with", "Each judge’s ballot is published with"],
        &["give no scores"],
    );
    let deliberates = panel("rubric = []\n");
    says(
        &told(&[&deliberates], Lang::En),
        &["Judges deliberate; they neither score nor vote."],
        &["dropped", "sheets", "published", "Judges vote"],
    );
    assert_eq!(
        plan::check::check(&plan(&[&deliberates]), None)
            .into_iter()
            .filter(|fault| fault.path.starts_with("stage[0].review.") && !fault.path.ends_with("quorum"))
            .map(|fault| (fault.code, fault.path))
            .filter(|(code, _)| !code.starts_with("recusal"))
            .collect::<Vec<_>>(),
        []
    );
}

#[test]
fn who_decides_is_told_by_what_there_is_to_decide_on() {
    let panel = format!("{REVIEW}rubric = []\nballot = {{ approve = {{ least = 1, most = 1 }} }}\n");
    let round = |combine: &str, take: &str, decide: &str| {
        let rest = format!("{combine}\ntake = {take}\ndecide = \"{decide}\"\nties = [\"resolution\"]");
        told(&[&panel, &result(&rest)], Lang::En)
    };
    let pick = "combine = { pick = \"评委会\" }";
    says(
        &round(pick, "\"seats\"", "resolution"),
        &["评委会 picks, without figures.", "A resolution decides."],
        &["Scores inform", "Scores are not rounded", "ranking"],
    );
    says(&round("", "\"all\"", "count"), &["Nobody is scored or ranked"], &["The ranking", "Scores are"]);
    says(&round("", "\"all\"", "resolution"), &["A resolution decides."], &["Scores inform"]);
    let support = "combine = { support = { stage = \"jury\", of = \"present\", bar = [{ share = \"1/2\", reach = \"above\" }] } }";
    says(
        &round(support, "\"passing\"", "count"),
        &["The count of the ballots decides."],
        &["ranking by score", "Scores are not rounded"],
    );
    let scores = "combine = { sum = [{ stage = \"jury\", normalise = \"none\", weight = 1 }] }";
    says(
        &round(scores, "\"seats\"", "count"),
        &["The ranking by score decides.", "Scores are not rounded."],
        &[],
    );
}

#[test]
fn the_days_within_which_a_stage_falls_are_no_silence() {
    let stage = |rest: &str| {
        let text = format!("\n[[stage]]\nid = \"call\"\nkind = \"event\"\nname = \"征集\"\n{rest}\n");
        told(&[&text], Lang::En)
    };
    let within = "{ from = \"2026-06-01\", to = \"2026-06-10\" }";
    let both = stage(&format!("opens_within = {within}\ncloses_within = {within}"));
    says(
        &both,
        &["It opens between", "It closes between"],
        &["No dates are stated", "when the stage opens", "when the stage closes"],
    );
    let opens = stage(&format!("opens_within = {within}"));
    says(&opens, &["It opens between", "Not stated: when the stage closes."], &["when the stage opens"]);
    let lasts = stage("opens = \"2026-06-01 19:00\"\nlasts = \"3h\"");
    says(&lasts, &["It lasts 3 hours"], &["an act ends it", "when the stage closes"]);
    let standing = stage("opens = \"2026-06-01\"\nstanding = true");
    says(&standing, &["It never closes"], &["an act ends it"]);
    let printed = stage("printed = \"适时\"");
    says(&printed, &["The time as printed: 适时.", "when the stage opens"], &["No dates are stated"]);
}

#[test]
fn votes_are_told_by_how_they_come_in() {
    let vote = r#"
[[stage]]
id = "jury"
kind = "vote"
name = "投票"
[stage.vote]
mode = "advisory"
ballot = { approve = { least = 1, most = 5 } }
limit = [{ ballots = 1, per = "day" }]
display = "hidden"
together = { least = 5, most = 5 }
channel = [
  { id = "call", name = "电话", identity = "phone", medium = "phone" },
  { id = "web", name = "网络", identity = "phone", medium = "web" },
]
"#;
    let parts = result(
        "combine = { sum = [{ id = \"pcall\", stage = \"jury\", channel = [\"call\"], normalise = \"none\", weight = 2 }, { id = \"pweb\", stage = \"jury\", channel = [\"web\"], normalise = \"none\", weight = 1 }] }\ntake = \"seats\"\ndecide = \"count\"\nties = [{ part = \"pweb\" }, \"resolution\"]",
    );
    says(
        &told(&[vote, &parts], Lang::En),
        &[
            "电话; identified by: the telephone number that calls",
            "网络; identified by: a code sent to a mobile number",
            "exactly 5 choices over all categories",
            "“投票 (电话)” is added up, times 2.",
            "the higher score in “投票 (网络)”",
        ],
        &["“投票” is added up", "these channels only"],
    );
    let nobody = vote.replace("mode = \"advisory\"", "mode = \"display\"");
    let none = nobody.split("channel = [").next().unwrap().to_owned() + "channel = []\n";
    says(&told(&[&none], Lang::En), &["Not stated: voting channel."], &[]);
}

#[test]
fn limits_of_every_channel_need_none_for_all_together() {
    let vote = |limit: &str, second: &str| {
        format!(
            r#"
[[stage]]
id = "jury"
kind = "vote"
name = "投票"
[stage.vote]
mode = "advisory"
ballot = {{ approve = {{ least = 1, most = 5 }} }}
display = "hidden"
{limit}
channel = [
  {{ id = "call", name = "电话", identity = "phone", limit = [{{ ballots = 1, per = "stage" }}] }},
  {{ id = "web", name = "网络", identity = "phone"{second} }},
]
"#
        )
    };
    let own = ", limit = [{ ballots = 1, per = \"day\" }]";
    let asked = |text: &str| {
        let faults = plan::check::check(&plan(&[text]), None);
        faults.iter().filter(|fault| fault.path.ends_with("limit")).count()
    };
    let silence = "Not stated: how often one may vote.";
    assert_eq!(asked(&vote("", own)), 0);
    says(&told(&[&vote("", own)], Lang::En), &[], &[silence]);
    assert_eq!(asked(&vote("", "")), 1, "one channel has no limit");
    says(&told(&[&vote("", "")], Lang::En), &[silence], &[]);
}

#[test]
fn a_score_cannot_come_from_a_panel_that_only_deliberates() {
    let panel = format!("{REVIEW}rubric = []\n");
    let scores = result(
        "combine = { sum = [{ stage = \"jury\", normalise = \"none\", weight = 1 }] }\ntake = \"seats\"\ndecide = \"count\"",
    );
    let codes = |pieces: &[&str]| {
        let faults = plan::check::check(&plan(pieces), None);
        faults.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert!(codes(&[&panel, &scores]).contains(&"part-of-nothing"));
    let picks = result("combine = { pick = \"评委会\" }\ntake = \"seats\"\ndecide = \"resolution\"");
    assert!(!codes(&[&panel, &picks]).contains(&"part-of-nothing"));
}

#[test]
fn what_is_meant_so_is_not_pointed_at() {
    let sitting = |id: &str| {
        REVIEW.replace("\"jury\"", &format!("\"{id}\""))
            + "rubric = []\nballot = { approve = { least = 1, most = 1 } }\ndisclosure = \"secret\"\n"
    };
    let faults = plan::check::check(&plan(&[&sitting("first"), &sitting("second")]), None);
    let of = |code: &str| faults.iter().filter(|fault| fault.code == code).count();
    assert_eq!(of("recusal-panel-only"), 1, "one rule for two sittings is told once");
    assert_eq!(of("secret-few-sheets"), 0, "nobody scores");
    assert!(!faults.iter().any(|fault| fault.path == "office"), "no office need be named");
}
