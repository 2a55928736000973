//! Sums that real plans print, through plan and tables.

use insta::assert_snapshot;

use super::made::*;

const WEB: &str =
    "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nlimit = \"not stated\"\n";

fn votes(rules: &str, tallies: &str) -> crate::report::Report {
    let vote = vote(&format!("{WEB}ballot = {{ approve = {{ least = 1, most = 2 }} }}"));
    let plan = plan_of(&[BUILDERS, &vote, &result("final", rules)]);
    counted(&plan, &[("tallies", tallies)])
}

#[test]
fn three_quarters_of_the_top_are_75() {
    let report = votes(
        "combine = { weighted = [{ stage = \"vote\", weight = 100, normalise = \"divide-by-maximum\" }] }\ntake = \"seats\"",
        "category,channel,candidate,for\nbuilders,web,a,150000\nbuilders,web,b,200000\n",
    );
    assert_snapshot!(all(&report), @r"
    final/builders
    1 b 100 seated
    2 a 75 seated
    ");
    assert!(report.decided());
}

/// Twenty candidates with falling votes: candidate n has rank n.
fn twenty() -> String {
    let rows = (1..=20).map(|n| format!("builders,c{n:02},{}\n", 100 - n));
    format!("category,candidate,for\n{}", rows.collect::<String>())
}

#[test]
fn one_less_each_rank_gives_the_twentieth_81() {
    let report = votes(
        "combine = { weighted = [{ stage = \"vote\", weight = 100, normalise = { rank-step = { first = 100, step = 1 } } }] }\ntake = \"seats\"",
        &twenty(),
    );
    let rows = &report.counted.rounds[0].categories[0].ranking;
    assert_eq!(
        (rows[19].candidate.as_str(), rows[19].score.as_ref().unwrap().to_string()),
        ("c20", "81".into())
    );
}

#[test]
fn five_points_by_rank_are_shared_out_as_the_text_says() {
    // 5/N*(N−rank+1): the first of twenty has 5, the last a quarter of a point.
    let report = votes(
        "combine = { sum = [{ stage = \"vote\", weight = \"1/20\", normalise = \"rank-share\" }] }\ntake = \"seats\"",
        &twenty(),
    );
    let score =
        |at: usize| report.counted.rounds[0].categories[0].ranking[at].score.as_ref().unwrap().to_string();
    assert_eq!((score(0), score(1), score(19)), ("5".into(), "4.75".into(), "0.25".into()));
}

#[test]
fn every_way_of_making_a_score_of_a_figure() {
    let score = |normalise: &str, more: &str| {
        let rules = format!(
            "combine = {{ sum = [{{ stage = \"vote\", weight = 1, normalise = {normalise}{more} }}] }}\ntake = \"seats\"\nties = [\"all\"]"
        );
        let report = votes(&rules, "candidate,for\na,40\nb,30\nc,30\nd,0\n");
        let rows = report.counted.rounds[0].categories[0].ranking.clone();
        let told = |id: &str| {
            let row = rows.iter().find(|row| row.candidate == id).unwrap();
            row.score.as_ref().map_or("-".to_owned(), ToString::to_string)
        };
        let scores = ["a", "b", "c", "d"].map(told).join(" ");
        if report.decided() { scores } else { format!("{scores} open: {}", open(&report).join(", ")) }
    };
    assert_eq!(score("\"none\"", ""), "40 30 30 0");
    assert_eq!(score("\"share\"", ""), "40 30 30 0");
    assert_eq!(score("{ out-of = 80 }", ""), "50 37.5 37.5 0");
    assert_eq!(score("{ per = { unit = 100, points = 2 } }", ""), "0.8 0.6 0.6 0");
    assert_eq!(score("{ per = { unit = 100, points = 2 } }", ", cap = \"0.7\""), "0.7 0.6 0.6 0");
    assert_eq!(score("{ rank-table = [12, 10, 8] }", ", equals = \"mean\""), "12 9 9 0");
    assert_eq!(score("{ rank-table = [12, 10, 8] }", ", equals = \"highest\""), "12 10 10 0");
    assert_eq!(score("{ rank-spread = { first = 1, last = 0 } }", ", equals = \"lowest\""), "1 1/3 1/3 0");
    // Whatever two equals earn for places 2 and 3, they are equal for the last seat, and both are in.
    assert_eq!(score("\"rank-share\"", ""), "100 - - 25");
    let steps = "{ steps = [{ from = 40, reach = \"above\", points = 9 }, { from = 30, reach = \"at-least\", points = 5 }] }";
    assert_eq!(score(steps, ""), "5 5 5 0");
    // Nobody stands on the step of 35, so that its missing word does no harm; on 30 somebody does.
    assert_eq!(score("{ steps = [{ from = 35, reach = \"not stated\", points = 5 }] }", ""), "5 0 0 0");
    let open = score("{ steps = [{ from = 30, reach = \"not stated\", points = 5 }] }", "");
    assert!(open.ends_with("open: result.final.combine.vote.normalise.steps.reach"), "{open}");
    // Who does not pass the bar has 0 here, and no rank among those who do.
    assert_eq!(
        score(
            "{ rank-spread = { first = 2, last = 1 } }",
            ", equals = \"mean\", bar = { figure = 30, reach = \"at-least\" }"
        ),
        "2 1.25 1.25 0"
    );
}

#[test]
fn parts_inside_a_part_and_a_measure_per_head() {
    let vote = vote(&format!("{WEB}ballot = {{ approve = {{ least = 1, most = 2 }} }}"));
    let rules = r#"
combine = { weighted = [
  { id = "show", weight = 60, parts = [
    { stage = "vote", per = "heads", weight = 40, normalise = "divide-by-maximum" },
    { measure = "visit", weight = 60, normalise = "none" },
  ] },
  { id = "again", measure = "visit", weight = 40, normalise = { out-of = 50 } },
] }
take = "seats"
places = 1
rounding = "cut"
"#;
    let measures =
        "[[measure]]\nid = \"heads\"\nname = \"人数\"\n[[measure]]\nid = \"visit\"\nname = \"走访\"\n";
    let plan = plan_of(&[BUILDERS, &vote, &result("final", rules), measures]);
    let tables = [
        ("tallies", "candidate,for\na,30\nb,30\n"),
        ("measures", "candidate,measure,value\na,heads,10\nb,heads,15\na,visit,40\nb,visit,45.55\n"),
    ];
    let report = counted(&plan, &tables);
    // a: 0.6 × (0.4 × 100 + 0.6 × 40) + 0.4 × 80 = 70.4
    // b: 0.6 × (0.4 × 66.6… + 0.6 × 45.55) + 0.4 × 91.1 = 16 + 16.398 + 36.44 = 68.838, cut to 68.8
    assert_snapshot!(all(&report), @r"
    final/builders
    1 a 70.4 seated
    2 b 68.8 seated
    ");
}

#[test]
fn a_panel_s_median_sum_and_rank_sum() {
    let told = |rules: &str, normalise: &str| {
        let review = review(&format!(
            "rubric = [{{ id = \"merit\", name = \"业绩\", most = 10, places = 1 }}]\n{rules}"
        ));
        let rule = format!(
            "combine = {{ sum = [{{ stage = \"panel\", weight = 1, normalise = \"{normalise}\" }}] }}\ntake = \"seats\""
        );
        let plan = plan_of(&[
            BUILDERS,
            &review,
            &result("final", &rule).replace("after = \"vote\"", "after = \"panel\""),
        ]);
        let sheets = "judge,candidate,criterion,score\nj1,a,merit,9.5\nj1,b,merit,9\nj1,c,merit,8\n\
                      j2,a,merit,7\nj2,b,merit,8\nj2,c,merit,8\nj3,a,merit,9\nj3,b,merit,8.1\nj3,c,merit,1\n";
        let report = counted(&plan, &[("sheets", sheets)]);
        format!("{}{}", lines(&report.counted.rounds[0].categories[0]), open(&report).join("\n"))
    };
    assert_snapshot!(told("aggregate = \"median\"", "none"), @r"
    1 a 9 seated
    2 b 8.1 seated
    3 c 8 not
    ");
    assert_snapshot!(told("aggregate = \"sum\"\ntrim = 0", "none"), @r"
    1 a 25.5 seated
    2 b 25.1 seated
    3 c 17 not
    ");
    // Ranks: a 1, 3, 1; b 2, 1.5, 2; c 3, 1.5, 3. The fewest is the best.
    assert_snapshot!(told("aggregate = \"rank-sum\"\ntrim = 0", "none"), @r"
    1 a 5 seated
    2 b 5.5 seated
    3 c 7.5 not
    ");
    // Mean of b: 25.1 ÷ 3 = 8.3666…
    assert_snapshot!(told("aggregate = \"mean\"\ntrim = 0\nplaces = 2", "none"), @r"
    1 a 8.5 seated
    2 b 8.37 seated
    3 c 5.67 not
    ");
    assert_snapshot!(told("trim = 0", "none"), @r"
    - a - undecided
    - b - undecided
    - c - undecided
    stage.panel.review.aggregate
    ");
    assert!(
        told("aggregate = \"rank-sum\"\ntrim = 0", "share").contains("result.final.combine.panel.normalise")
    );
}

#[test]
fn a_nested_rubric_with_weights() {
    let rubric = r#"rubric = [
  { id = "papers", name = "材料", weight = 40, lines = [{ id = "summary", name = "总结", most = 40 }, { id = "service", name = "服务", most = 60 }] },
  { id = "show", name = "展示", weight = 60, most = 10 },
]
aggregate = "mean"
trim = 0"#;
    let rule = "combine = { weighted = [{ stage = \"panel\", weight = 100, normalise = \"none\" }] }\ntake = \"seats\"";
    let plan = plan_of(&[
        BUILDERS,
        &review(rubric),
        &result("final", rule).replace("after = \"vote\"", "after = \"panel\""),
    ]);
    let sheets = "judge,candidate,criterion,score\nj1,a,summary,20\nj1,a,service,60\nj1,a,show,5\n";
    // 40 × 80/100 + 60 × 5/10
    assert_eq!(all(&counted(&plan, &[("sheets", sheets)])), "final/builders\n1 a 62 seated\n");
}

#[test]
fn what_can_be_taken_from_rankings_and_opinions() {
    let told = |ballot: &str, figure: &str, ballots: &str, more: &str| {
        let vote = vote(&format!("{WEB}electorate = [\"members\"]\nballot = {ballot}"));
        let rule = format!(
            "combine = {{ sum = [{{ stage = \"vote\", figure = {figure}, weight = 1, normalise = \"none\"{more} }}] }}\ntake = \"seats\"\nties = [\"all\"]"
        );
        let electorate = "[[electorate]]\nid = \"members\"\nname = \"会员\"\nkind = \"members\"\n";
        let plan = plan_of(&[BUILDERS, &vote, &result("final", &rule), electorate]);
        let tables = [("ballots", ballots), ("electorates", "id,size,present\nmembers,10,8\n")];
        let report = counted(&plan, &tables);
        let rows = &report.counted.rounds[0].categories[0].ranking;
        let score = |row: &crate::rounds::Row| row.score.as_ref().map_or("-".to_owned(), ToString::to_string);
        let scores =
            rows.iter().map(|row| format!("{} {}", row.candidate, score(row))).collect::<Vec<_>>().join(", ");
        if report.decided() { scores } else { format!("{scores} open: {}", open(&report).join(", ")) }
    };
    let rank = "{ rank = { least = 1, equals = \"share\" } }";
    let rankings = "choices\na>b>c\nb>c>a\nb>a>c\n";
    assert_eq!(told(rank, "{ places = [3, 1] }", rankings, ""), "b 7, a 4, c 1");
    assert_eq!(told(rank, "{ borda = 0 }", rankings, ""), "b 5, a 3, c 1");
    assert_eq!(told(rank, "{ borda = 1 }", rankings, ""), "b 8, a 6, c 4");
    assert_eq!(told(rank, "\"firsts\"", rankings, ""), "b 2, a 1, c 0");
    assert_eq!(told(rank, "\"place-sum\"", rankings, ""), "b 4, a 6, c 8");
    assert_eq!(told(rank, "{ places = [3, 1] }", "choices\na=b>c\n", ", equals = \"mean\""), "a 2, b 2, c 0");
    assert!(
        told(rank, "{ places = [3, 1] }", "choices\na=b>c\nc>a\n", "")
            .contains("open: result.final.combine.vote.equals")
    );
    let opinion = "{ opinion = {} }";
    let marks = "choices\na=+;b=-\na=+;b=+\na=-\na=0;b=+\n";
    assert_eq!(told(opinion, "\"net\"", marks, ""), "a 1, b 1");
    assert_eq!(told(opinion, "{ rate = \"for-and-against\" }", marks, ""), "a 200/3, b 200/3");
    assert_eq!(told(opinion, "{ rate = \"valid\" }", marks, ""), "a 50, b 50");
    assert_eq!(told(opinion, "{ rate = \"present\" }", marks, ""), "a 25, b 25");
    assert_eq!(told(opinion, "{ rate = \"members\" }", marks, ""), "a 20, b 20");
}
