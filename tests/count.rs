//! An office rehearses its rule: `xuanxian count` over a plan and a folder of tables, in words and for programs, with the
//! exit code that each outcome has.

#![allow(clippy::unwrap_used, reason = "a test's helpers are a test")]

use std::path::Path;
use std::process::{Command, Output};

const PLAN: &str = r#"
format = 1
rules = 1
id = "small"
title = "小型评选"
short = "小评"
place = "某地"
time_zone = "Asia/Shanghai"
approval = "试验"
interpreter = "first"
publication = {}
office = { group = "领导小组", name = "办公室", host = "first" }
sponsor = [{ id = "first", name = "第一主办" }]

[[category]]
id = "builders"
name = "建设者"
prefix = "A"
seats = { at-most = 1 }
scope = "not stated"

[[stage]]
id = "vote"
kind = "vote"
name = "投票"
[stage.vote]
mode = "weighted"
channel = [{ id = "web", name = "网页", identity = "code" }]
ballot = { approve = { least = 1, most = 2 } }
limit = [{ ballots = 1, per = "day" }]
display = "hidden"

[[result]]
id = "final"
name = "结果"
after = "vote"
yields = "finalists"
combine = { weighted = [{ stage = "vote", weight = 100, normalise = "divide-by-maximum" }] }
take = "seats"
decide = "count"
"#;

fn count(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xuanxian"))
        .arg("count")
        .arg("--plan")
        .arg(folder.join("plan.toml"))
        .arg("--tables")
        .arg(folder)
        .args(more)
        .output()
        .unwrap()
}

fn folder(tallies: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    std::fs::write(folder.path().join("tallies.csv"), tallies).unwrap();
    folder
}

#[test]
fn a_result_that_is_decided_ends_with_0_and_tells_why() {
    let folder = folder("candidate,for\na,150000\nb,200000\n");
    let told = count(folder.path(), &[]);
    let words = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told.status.code(), Some(0), "{words}");
    assert!(words.contains("150,000÷本类最高200,000×100，得75") && words.contains("结果已定"), "{words}");
    let english = count(folder.path(), &["--lang", "en"]);
    assert!(String::from_utf8(english.stdout).unwrap().contains("The result is decided."));
    let json: serde_json::Value = serde_json::from_slice(&count(folder.path(), &["--json"]).stdout).unwrap();
    let row = &json["rounds"][0]["categories"][0]["ranking"][1];
    assert_eq!(
        (&row["candidate"], &row["score"], &row["status"]),
        (&"a".into(), &"75".into(), &"not".into())
    );
    assert_eq!(json["open"], serde_json::json!([]));
}

#[test]
fn a_tie_without_a_rule_ends_with_2_and_a_faulty_table_with_1() {
    let tied = folder("candidate,for\na,5\nb,5\n");
    let told = count(tied.path(), &["--json"]);
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(told.status.code(), Some(2));
    assert_eq!(json["open"][0]["path"], "result.final.ties");
    let faulty = folder("candidate,votes\na,5\n");
    let told = count(faulty.path(), &[]);
    assert_eq!(told.status.code(), Some(1));
    let words = String::from_utf8(told.stdout).unwrap();
    assert!(
        words.contains("tallies.csv第1行“votes”列") && words.contains("tallies.csv第1行“for”列"),
        "{words}"
    );
}

#[test]
fn on_the_page_figures_stand_under_one_another_and_what_changes_nothing_is_folded_away() {
    let folder = folder("candidate,for\na,150000\nb,200000\nc,75000\n");
    let file = folder.path().join("count.html");
    assert_eq!(count(folder.path(), &["--html", file.to_str().unwrap()]).status.code(), Some(0));
    let page = std::fs::read_to_string(&file).unwrap();
    for figure in ["100.0", "75.0", "37.5"] {
        assert!(page.contains(&format!(">{figure}</td>")), "{figure} is not in the table");
    }

    // Two channels, of which one alone would seat somebody else.
    let plan = PLAN
        .replace(
            "[{ id = \"web\"",
            "[{ id = \"app\", name = \"客户端\", identity = \"code\" }, { id = \"web\"",
        )
        .replace("per = \"day\"", "per = \"stage\"");
    std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
    std::fs::remove_file(folder.path().join("tallies.csv")).unwrap();
    let ballots = "voter,channel,choices\n1,app,a\n2,app,a\n3,app,a\n4,web,b\n5,web,b\n";
    std::fs::write(folder.path().join("ballots.csv"), ballots).unwrap();
    assert_eq!(count(folder.path(), &["--html", file.to_str().unwrap()]).status.code(), Some(0));
    let page = std::fs::read_to_string(&file).unwrap();
    let (_, margins) = page.split_once("id=\"margins\"").unwrap();
    let (shown, folded) = margins.split_once("<details").unwrap();
    assert!(shown.contains("不计渠道客户端，入选名单有变") && !shown.contains("不变。"), "{shown}");
    assert!(folded.contains("不计渠道网页，入选名单不变。"), "{folded}");
}

/// Rankings of three works, counted as a run-off; one work bears a name that would be markup.
fn run_off() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let plan = PLAN.replace("approve = { least = 1, most = 2 }", "rank = { least = 1, most = 3 }").replace(
        "weighted = [{ stage = \"vote\", weight = 100, normalise = \"divide-by-maximum\" }]",
        "runoff = { stage = \"vote\", ties = [\"countback\"] }",
    );
    std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let names = "id,category,name\na,builders,甲作\nb,builders,乙作\nc,builders,<script>丙\n";
    std::fs::write(folder.path().join("candidates.csv"), names).unwrap();
    let ballots = ["a>c>b"; 4].into_iter().chain(["b>c>a"; 3]).chain(["c>b>a"; 2]).collect::<Vec<_>>();
    let ballots = format!("choices\n{}\n", ballots.join("\n"));
    std::fs::write(folder.path().join("ballots.csv"), ballots).unwrap();
    folder
}

#[test]
fn a_run_off_is_told_round_by_round_and_everybody_has_a_story_of_their_own() {
    let told = count(run_off().path(), &[]);
    let words = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told.status.code(), Some(0), "{words}");
    for said in [
        "第1轮：甲作 4、乙作 3、<script>丙 2。淘汰<script>丙。<script>丙的2票转给：乙作 2。",
        "第2轮：乙作 5、甲作 4。乙作当选。",
        "第2轮：<script>丙转来2票，共5票。超过余下票数的一半，当选。",
        "第1轮：2票。本轮淘汰。2票转给：乙作 2。",
    ] {
        assert!(words.contains(said), "{said} is not in:\n{words}");
    }
}

#[test]
fn a_count_is_written_as_one_page_that_needs_nothing_else() {
    let folder = run_off();
    let file = folder.path().join("count.html");
    let told = count(folder.path(), &["--html", file.to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(0));
    let page = std::fs::read_to_string(&file).unwrap();
    for foreign in ["<script", "<link", "src=", "http://", "https://", "url(", "@import"] {
        assert!(!page.contains(foreign), "{foreign} is on a page that should stand alone");
    }
    // The picture: a bar for everybody in each round they are in, what moved, and the same in words.
    assert_eq!(page.matches("class=\"flow__bar ").count(), 3 + 2);
    assert_eq!(page.matches("flow__band--moved\" d=").count(), 1);
    assert_eq!(page.matches("flow__band--stays\" d=").count(), 2);
    assert!(
        page.contains("第2轮：&#60;script&#62;丙转来2票，共5票。")
            || page.contains("第2轮：&lt;script&gt;丙转来2票，共5票。")
    );
    // Every name leads to its own way, which is there.
    let anchors: Vec<&str> =
        page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(anchors.len() >= 3);
    for anchor in anchors {
        assert!(page.contains(&format!("id=\"{anchor}\"")), "#{anchor} leads nowhere");
    }
    let nowhere = folder.path().join("no/such/folder.html");
    let told = count(folder.path(), &["--html", nowhere.to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8(told.stderr).unwrap().contains("无法写入"));
}

#[test]
fn an_earlier_page_stays_whole_until_the_next_one_is() {
    let folder = run_off();
    let file = folder.path().join("count.html");
    let (link, kept) = (folder.path().join("newest.html"), folder.path().join("kept.html"));
    std::fs::write(&file, "上一次").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    // A second name for the earlier page: written in place, the new page would be under it too.
    std::fs::hard_link(&file, &kept).unwrap();
    assert_eq!(count(folder.path(), &["--html", link.to_str().unwrap()]).status.code(), Some(0));
    assert!(std::fs::read_to_string(&file).unwrap().contains("flow__bar"));
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "上一次");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink(), "a link stays a link");
    let part = folder.path().join("count.html.part");
    assert!(!part.exists());
    // Where nothing can be written beside it, the earlier page is still there.
    std::fs::write(&file, "上一次").unwrap();
    std::fs::create_dir(&part).unwrap();
    assert_eq!(count(folder.path(), &["--html", file.to_str().unwrap()]).status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "上一次");
}
