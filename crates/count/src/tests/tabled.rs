//! Tables as an office fills them in: every table, every column, and everything that can be wrong.

use insta::assert_snapshot;

use super::made::*;
use crate::tables::{Reason, TABLES};

const WAYS: &str = r#"
electorate = ["public", "members"]
channel = [
  { id = "web", name = "网页", identity = "code" },
  { id = "paper", name = "报纸", identity = "phone", limit = [{ ballots = 1, per = "stage" }] },
]
one_channel = true
ballot = { approve = { least = 1, most = 2 } }
change = true
"#;

const ELECTORATES: &str = r#"
[[electorate]]
id = "public"
name = "公众"
kind = "public"
[[electorate]]
id = "members"
name = "会员"
kind = "members"
"#;

fn seats_by_votes() -> String {
    result(
        "final",
        "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]",
    )
}

#[test]
fn every_table_and_every_column_has_a_use() {
    let vote = vote(&format!("{WAYS}limit = [{{ ballots = 1, per = \"day\" }}]"));
    let review = review(
        "rubric = [{ id = \"merit\", name = \"业绩\", most = 10, places = 1 }]\naggregate = \"mean\"\ntrim = 0\nsheets_least = 1\nelectorate = \"members\"",
    );
    let rule = r#"
apart_by = "region"
combine = { sum = [
  { id = "rate", stage = "vote", channel = ["web"], electorate = ["members"], figure = { rate = "members" }, weight = 1, normalise = "none" },
  { id = "paper", stage = "vote", channel = ["paper"], weight = 1, normalise = "none" },
  { stage = "panel", weight = 1, normalise = "none" },
  { measure = "visit", weight = 1, normalise = "none" },
] }
take = "seats"
ties = [{ lot = "开奖号码" }]
approval = [{ by = "领导小组", kind = "vetoes" }]
vacancy = true
"#;
    let more =
        "[[attribute]]\nid = \"region\"\nname = \"赛区\"\n[[measure]]\nid = \"visit\"\nname = \"走访\"\n";
    let plan = plan_of(&[BUILDERS, &vote, &review, &result("final", rule), ELECTORATES, more]);
    let tables = [
        (
            "candidates",
            "id,category,unit,name,region\na,builders,u1,甲,east\nb,builders,u1,乙,east\nc,builders,u2,丙,west\nd,builders,u2,丁,west\n",
        ),
        ("electorates", "id,region,size,present\nmembers,east,10,8\nmembers,west,4,4\n"),
        (
            "ballots",
            "ballot,voter,category,channel,at,choices,replaces,status,round,electorate,region\n\
             p1,v1,builders,web,2022-12-01 09:00,a;b,,,final,members,east\n\
             p2,v1,builders,web,2022-12-01T10:00:00+08:00,b,p1,,final,members,east\n\
             p3,v2,builders,web,2022-12-02,a,,suspect,vote,members,east\n\
             p4,v3,builders,web,2022-12-02,c,,invalid,vote,members,west\n\
             p5,v4,builders,web,2022-12-02,c,,void,vote,members,west\n\
             p6,v5,builders,web,2022-12-02,c,,valid,vote,members,west\n\
             p7,v5,builders,web,2022-12-02 12:00,c,,valid,vote,members,west\n\
             p8,v5,builders,paper,2022-12-03 12:00,d,,valid,vote,members,west\n\
             p9,v6,builders,web,2022-12-11,c,,valid,vote,members,west\n",
        ),
        (
            "tallies",
            "category,channel,candidate,for,against,abstain,electorate,region,round\n\
             builders,paper,a,3,,,public,east,final\nbuilders,paper,b,4,,,public,east,final\n\
             builders,paper,,12,7,1,public,east,final\nbuilders,paper,d,2,,,public,west,final\n",
        ),
        (
            "sheets",
            "judge,category,candidate,criterion,score,state,round,electorate,region\n\
             j1,builders,a,merit,8.5,scored,panel,members,\nj1,builders,b,merit,8,,,,\nj1,builders,c,merit,7,,,,\nj1,builders,d,merit,9,,,,\n\
             j2,builders,a,,,abstain,,,\nj2,builders,b,,,recused,,,\nj2,builders,c,,,absent,,,\n",
        ),
        (
            "measures",
            "category,candidate,measure,value,round\nbuilders,a,visit,1/3,final\n,b,visit,0.5,\n,c,visit,1,\n,d,visit,2,\n",
        ),
        (
            "decisions",
            "category,candidate,kind,value,ref,round\nbuilders,d,veto,,决议3号,final\n,,lot,20221210,公告,\nbuilders,c,withdrawal,,来函,final\n",
        ),
    ];
    assert_eq!(tables.map(|(name, _)| TABLES.contains(&name)), [true; 7]);
    let report = counted(&plan, &tables);
    // East: a 1 of 10 members online (10), 3 on paper, 8.5, 1/3; b 1 of 10, 4, 8, 0.5.
    assert_snapshot!(all(&report), @r"
    final/builders/east
    1 b 22.5 seated
    2 a 131/6 seated
    final/builders/west
    1 d 13 not
    - c - withdrawn
    ");
    let fallen: Vec<(&str, Reason)> =
        report.invalid.iter().map(|fallen| (fallen.ballot.as_str(), fallen.reason)).collect();
    assert_eq!(
        fallen,
        [
            ("p1", Reason::Replaced),
            ("p4", Reason::Marked),
            ("p5", Reason::Void),
            ("p6", Reason::Replaced),
            ("p8", Reason::Channel),
            ("p9", Reason::Window)
        ]
    );
    let json = serde_json::to_value(&report).unwrap();
    let row = &json["rounds"][0]["categories"][0]["ranking"][1];
    assert_eq!(
        *row,
        serde_json::json!({
            "candidate": "a", "rank": 2, "score": "131/6", "award": null, "status": "seated",
            "parts": { "rate": "10", "paper": "3", "panel": "8.5", "visit": "1/3" },
        })
    );
    for key in ["rounds", "awards", "open", "invalid"] {
        assert!(json[key].is_array(), "{key}");
    }
    let told = report.text(&plan, text::Lang::Zh);
    assert!(told.contains("决议3号") && told.contains("走访：0.3333 (1/3)"), "{told}");
    assert!(told.contains("投票（网页、会员）：得票占应到人数10的百分比，得10"), "{told}");
    assert!(!told.contains('⟦') && !report.text(&plan, text::Lang::En).contains('⟦'));
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_file_line_and_column() {
    let vote = vote(&format!("{WAYS}limit = [{{ ballots = 1, per = \"day\" }}]"));
    let review = review(
        "rubric = [{ id = \"merit\", name = \"业绩\", most = 10, places = 1 }, { id = \"style\", name = \"作风\", most = 5 }]\naggregate = \"mean\"\ntrim = 0",
    );
    let plan = plan_of(&[BUILDERS, &vote, &review, &seats_by_votes(), ELECTORATES]);
    let tables = [
        ("candidates", "id,category,colour\na,builders,red\na,builders,red\nB!,builders,\nb,garden,\n"),
        ("votes", "id\n"),
        ("electorates", "id,size,present\nmembers,4,5\nnobody,1,1\npublic,-1,\n"),
        (
            "ballots",
            "ballot,voter,channel,at,choices,replaces,status\n\
             p1,v1,web,gestern,a,,\np2,v1,radio,,a,,\np3,v1,web,,a>a,,\np4,v1,web,,a;zz,,\np5,v1,web,,a,p9,\np6,v1,web,,a,,maybe\np1,v1,web,,a,,\n",
        ),
        ("tallies", "candidate,channel,for,against,abstain\na,web,9,,\n,web,5,4,3\nzz,web,1,,\na,web,x,,\n"),
        (
            "sheets",
            "judge,candidate,criterion,score,state\nj1,a,merit,10.5,\nj2,a,merit,8.55,\nj3,a,merit,8,\nj4,a,,,gone\nj5,a,merit,,recused\n",
        ),
        ("measures", "candidate,value\n"),
        ("decisions", "candidate,kind,value\na,praise,\na,veto,\na,pick,first\n,lot,\n"),
    ];
    let faults = read_tables(&plan, &tables).unwrap_err();
    let told: Vec<String> = faults.iter().map(|fault| fault.sentence(text::Lang::En)).collect();
    assert_snapshot!(told.join("\n"));
    assert!(faults.iter().all(|fault| !fault.sentence(text::Lang::Zh).contains('⟦')));
}

/// How many votes stand, and what fell, where one voter casts these ballots.
fn cast(rules: &str, rows: &str) -> String {
    let vote = vote(rules);
    let plan = plan_of(&[BUILDERS, &vote, &seats_by_votes()]);
    let report = counted(
        &plan,
        &[("candidates", "id,category\na,builders\nb,builders\nc,builders\n"), ("ballots", rows)],
    );
    let fallen: Vec<String> =
        report.invalid.iter().map(|fallen| format!("{} {:?}", fallen.ballot, fallen.reason)).collect();
    let votes = report.counted.rounds[0].categories[0].ranking.iter().map(|row| {
        format!("{}={}", row.candidate, row.score.as_ref().map_or("-".to_owned(), ToString::to_string))
    });
    format!("{} | {} | {}", votes.collect::<Vec<_>>().join(" "), fallen.join(", "), open(&report).join(", "))
        .trim_end()
        .to_owned()
}

#[test]
fn limits_hold_by_day_stage_minutes_choices_and_candidate() {
    let ways = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\n";
    let rows = "ballot,voter,at,choices\np1,v,2022-12-01 09:00,a\np2,v,2022-12-01 09:20,a;b\np3,v,2022-12-02 09:10,b\np4,w,2022-12-01 09:00,c\n";
    let limit = |limit: &str| cast(&format!("{ways}limit = [{limit}]"), rows);
    assert_eq!(limit("{ ballots = 1, per = \"day\" }"), "a=1 b=1 c=1 | p2 Limit |");
    assert_eq!(limit("{ ballots = 1, per = \"stage\" }"), "a=1 c=1 b=0 | p2 Limit, p3 Limit |");
    assert_eq!(limit("{ ballots = 1, per = { minutes = 30 } }"), "a=1 b=1 c=1 | p2 Limit |");
    assert_eq!(limit("{ ballots = 1, per = { minutes = 1440 } }"), "a=1 b=1 c=1 | p2 Limit |");
    assert_eq!(limit("{ ballots = 1, per = { minutes = 20 } }"), "a=2 b=2 c=1 |  |");
    assert_eq!(limit("{ choices = 3, per = \"stage\" }"), "a=2 b=1 c=1 | p3 Limit |");
    assert_eq!(limit("{ same = 1, per = \"stage\" }"), "a=1 b=1 c=1 | p2 Limit |");
    // The order of the rows is no order of time.
    let mixed = "ballot,voter,at,choices\np2,v,2022-12-01 09:20,a;b\np4,w,2022-12-01 09:00,c\np1,v,2022-12-01 09:00,a\np3,v,2022-12-02 09:10,b\n";
    assert_eq!(
        cast(&format!("{ways}limit = [{{ ballots = 1, per = \"day\" }}]"), mixed),
        "a=1 b=1 c=1 | p2 Limit |"
    );
}

#[test]
fn a_change_that_nobody_allows_and_one_of_which_the_plan_is_silent() {
    let ways = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"\n";
    let rows = "ballot,voter,choices,replaces\np1,v,a,\np2,v,b,p1\n";
    assert_eq!(cast(&format!("{ways}change = true"), rows), "b=1 a=0 c=0 | p1 Replaced |");
    assert_eq!(cast(&format!("{ways}change = false"), rows), "a=1 b=0 c=0 | p2 NoChange |");
    assert_eq!(cast(ways, rows), "a=1 b=0 c=0 | p2 NoChange | stage.vote.vote.change");
}

#[test]
fn a_foul_ballot_takes_down_what_the_plan_says() {
    let rows = "ballot,voter,at,choices,status\np1,v,2022-12-01 09:00,a,void\np2,v,2022-12-01 10:00,b,\np3,v,2022-12-02 10:00,c,\np4,w,2022-12-02 10:00,a;b,\n";
    let with = |voids: &str| {
        let penalty =
            if voids.is_empty() { String::new() } else { format!("penalty = [{{ voids = \"{voids}\" }}]\n") };
        cast(
            &format!(
                "channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}]\nballot = {{ approve = {{ least = 1, most = 2 }} }}\nlimit = \"not stated\"\n{penalty}"
            ),
            rows,
        )
    };
    assert_eq!(with(""), "b=2 a=1 c=1 | p1 Void |");
    assert_eq!(with("voter-day"), "a=1 b=1 c=1 | p1 Void, p2 Penalty |");
    assert_eq!(with("voter"), "a=1 b=1 c=0 | p1 Void, p2 Penalty, p3 Penalty |");
    assert_eq!(with("candidate-votes"), "b=2 c=1 a=0 | p1 Void |");
    assert_eq!(with("candidate"), "b=2 c=1 a=- | p1 Void |");
}

#[test]
fn a_fault_spoils_as_far_as_the_plan_says_and_silence_is_told() {
    let rows = "choices\na;b;c\na;a\nb\n";
    let with = |faults: &str| {
        cast(
            &format!(
                "channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}]\nballot = {{ approve = {{ least = 1, most = 2 }} }}\nlimit = \"not stated\"\nfaults = {{ {faults} }}\n"
            ),
            rows,
        )
    };
    assert_eq!(
        with("too-many = \"category\", twice = \"category\""),
        "b=1 a=0 c=0 | line-2 TooMany, line-3 Twice |"
    );
    assert_eq!(with("too-many = \"excess\", twice = \"excess\""), "a=2 b=2 c=0 |  |");
    assert_eq!(with("twice = \"excess\""), "a=1 b=1 c=0 | line-2 TooMany | stage.vote.vote.faults.too-many");
}
