//! Seats, ties, composition, awards and rounds, as plans state them.

use insta::assert_snapshot;

use super::made::*;
use crate::steps::{Because, Step};

const WEB: &str = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"\n";
const BY_VOTES: &str = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\n";
const ATTRIBUTES: &str = "[[attribute]]\nid = \"kind\"\nname = \"类型\"\n";

/// Counts votes under a rule; the category has two seats.
fn votes(rule: &str, more: &str, tables: &[(&str, &str)]) -> crate::report::Report {
    let plan = plan_of(&[BUILDERS, &vote(WEB), &result("final", &format!("{BY_VOTES}{rule}")), more]);
    counted(&plan, tables)
}

#[test]
fn two_sixths_are_followed_by_an_eighth() {
    let report = votes(
        "take = { count = 7 }",
        "",
        &[("tallies", "candidate,for\na,9\nb,8\nc,7\nd,6\ne,5\nf,4\ng,4\nh,1\n")],
    );
    assert_snapshot!(all(&report), @r"
    final/builders
    1 a 9 seated
    2 b 8 seated
    3 c 7 seated
    4 d 6 seated
    5 e 5 seated
    6 f 4 seated
    6 g 4 seated
    8 h 1 not
    ");
}

#[test]
fn a_lot_that_anybody_can_repeat_and_one_without_a_seed() {
    let tallies = ("tallies", "candidate,for\na,5\nb,3\nc,3\nd,3\n");
    let rule = "take = \"seats\"\nties = [{ lot = \"开奖号码\" }]";
    // printf 'a-seed\0b' | sha256sum and so on: d is lowest.
    let drawn = votes(rule, "", &[tallies, ("decisions", "candidate,kind,value\n,lot,a-seed\n")]);
    let steps = &drawn.counted.rounds[0].categories[0].steps;
    let lots = steps.iter().find_map(|step| match step {
        Step::Tie { lots, groups, .. } => Some((lots.clone(), groups.clone())),
        _ => None,
    });
    let (lots, groups) = lots.unwrap();
    assert_eq!(lots["b"], "d16b0f95b165cb4143c7cbbbf3827dbf3021ea8a1046f51d74d8290f8b61c40a");
    let mut order: Vec<&String> = lots.keys().collect();
    order.sort_by_key(|id| &lots[*id]);
    assert_eq!(groups.iter().flatten().collect::<Vec<_>>(), order);
    assert!(drawn.decided());
    let waits = votes(rule, "", &[tallies]);
    assert_eq!(open(&waits), ["tie b c d"]);
    assert_snapshot!(all(&waits), @r"
    final/builders
    1 a 5 seated
    2 b 3 tied
    2 c 3 tied
    2 d 3 tied
    ");
}

#[test]
fn measures_new_votes_preferences_and_countback_tell_equals_apart() {
    let tallies = ("tallies", "candidate,for\na,5\nb,3\nc,3\n");
    let more = "[[measure]]\nid = \"years\"\nname = \"工龄\"\n[[electorate]]\nid = \"jury\"\nname = \"评委\"\nkind = \"jury\"\n";
    let winner = |ties: &str, tables: &[(&str, &str)]| {
        let tables: Vec<(&str, &str)> = [tallies].iter().chain(tables).copied().collect();
        let report = votes(&format!("take = \"seats\"\nties = [{ties}]"), more, &tables);
        let row = report.counted.rounds[0].categories[0].ranking[1].clone();
        if report.decided() { row.candidate } else { open(&report).join(", ") }
    };
    assert_eq!(
        winner("{ measure = \"years\" }", &[("measures", "candidate,measure,value\nb,years,3\nc,years,4\n")]),
        "c"
    );
    assert_eq!(
        winner("{ revote = \"jury\" }", &[("measures", "candidate,measure,value\nb,jury,3\nc,jury,4\n")]),
        "c"
    );
    // The new votes would be a measure of that name.
    assert_eq!(winner("{ revote = \"jury\" }", &[]), "measure.jury");
    assert_eq!(winner("{ preference = \"短、实、新优先\" }", &[]), "tie b c");
    let picks = ("decisions", "candidate,kind,value\nc,pick,1\nb,pick,2\n");
    assert_eq!(winner("{ preference = \"短、实、新优先\" }", &[picks]), "c");
    assert_eq!(winner("", &[]), "result.final.ties");

    let rank = WEB.replace("{ approve = { least = 1, most = 2 } }", "{ rank = { least = 1 } }");
    let rule = "combine = { sum = [{ stage = \"vote\", figure = { borda = 0 }, weight = 1, normalise = \"none\" }] }\ntake = { count = 1 }\nties = [{ countback = \"vote\" }]";
    let plan = plan_of(&[BUILDERS, &vote(&rank), &result("final", rule)]);
    // a: 1st 1st 3rd 3rd; b: 2nd 2nd 1st 2nd … both have 4 + … equal Borda points, a more first places.
    let ballots = "choices\na>b>c\na>b>c\nb>c>a\nc>b>a\n";
    let report = counted(&plan, &[("ballots", ballots)]);
    assert_snapshot!(all(&report), @r"
    final/builders
    1 b 5 seated
    2 a 4 not
    3 c 3 not
    ");
    let ballots = "choices\na>b>c\na>c>b\nb>c>a\nb>a>c\nc>b>a\nc>a>b\nb>a>c\na>c>b\n";
    let report = counted(&plan, &[("ballots", ballots)]);
    assert!(report.decided(), "{}", all(&report));
}

#[test]
fn seats_are_a_multiple_a_score_a_bar_so_many_of_each_or_a_sum_of_money() {
    let tallies = ("tallies", "candidate,for\na,9\nb,7\nc,6\nd,2\n");
    let candidates = (
        "candidates",
        "id,category,kind\na,builders,leader\nb,builders,leader\nc,builders,worker\nd,builders,worker\n",
    );
    let seated = |take: &str, tables: &[(&str, &str)]| {
        let tables: Vec<(&str, &str)> = [tallies, candidates].iter().chain(tables).copied().collect();
        let more = format!("{ATTRIBUTES}[[measure]]\nid = \"cost\"\nname = \"经费\"\n");
        let report = votes(take, &more, &tables);
        let rows = report.counted.rounds[0].categories[0].ranking.iter();
        let seated: Vec<String> =
            rows.filter(|row| row.status == crate::Status::Seated).map(|row| row.candidate.clone()).collect();
        format!("{} {}", seated.join(""), open(&report).join(", ")).trim().to_owned()
    };
    assert_eq!(seated("take = { multiple = \"1.5\" }", &[]), "abc");
    assert_eq!(seated("take = { score = 6 }", &[]), "category.builders.seats", "there are two seats");
    assert_eq!(seated("take = { score = 7 }", &[]), "ab");
    assert_eq!(
        seated(
            "take = { of = [{ when = { attribute = \"kind\", is = [\"worker\"] }, count = 1 }, { when = { attribute = \"kind\", is = [\"leader\"] }, count = 1 }] }",
            &[]
        ),
        "ac"
    );
    let costs = ("measures", "candidate,measure,value\na,cost,50\nb,cost,40\nc,cost,20\nd,cost,10\n");
    let budget =
        |skip: &str| format!("take = {{ budget = {{ measure = \"cost\", total = 80, skip = {skip} }} }}");
    assert_eq!(seated(&budget("true"), &[costs]), "acd");
    assert_eq!(seated(&budget("false"), &[costs]), "a");
    assert_eq!(seated(&budget("\"not stated\""), &[costs]), "a result.final.take.budget.skip");

    let passing = BY_VOTES.replace("weight = 1", "weight = 1, bar = { figure = 6, reach = \"above\" }");
    let plan = plan_of(&[BUILDERS, &vote(WEB), &result("final", &format!("{passing}take = \"passing\""))]);
    assert_snapshot!(all(&counted(&plan, &[tallies])), @r"
    final/builders
    1 a 9 seated
    2 b 7 seated
    - c 0 not
    - d 0 not
    ");
}

#[test]
fn a_number_that_only_a_body_can_set_is_open_where_figures_decide() {
    let told = |seats: &str| {
        let category = BUILDERS.replace("{ at-most = 2 }", seats);
        let plan =
            plan_of(&[&category, &vote(WEB), &result("final", &format!("{BY_VOTES}take = \"seats\""))]);
        let report = counted(&plan, &[("tallies", "candidate,for\na,9\nb,7\nc,6\n")]);
        format!("{}{}", lines(&report.counted.rounds[0].categories[0]), open(&report).join(", "))
    };
    assert_snapshot!(told("{ about = 2 }"), @r"
    1 a 9 undecided
    2 b 7 undecided
    3 c 6 not
    category.builders.seats
    ");
    assert_snapshot!(told("{ between = { least = 1, most = 2 } }"), @r"
    1 a 9 seated
    2 b 7 undecided
    3 c 6 not
    category.builders.seats
    ");
    assert_snapshot!(told("{ exactly = 2 }"), @r"
    1 a 9 seated
    2 b 7 seated
    3 c 6 not
    ");
}

#[test]
fn the_best_ranked_set_that_satisfies_every_clause() {
    let candidates = (
        "candidates",
        "id,category,unit,kind\na,builders,u1,leader\nb,builders,u1,worker\nc,builders,u2,leader\nd,builders,u3,worker\ne,builders,u3,worker\n",
    );
    let tallies = ("tallies", "candidate,for\na,9\nb,8\nc,7\nd,6\ne,5\n");
    let told = |rule: &str| {
        let report = votes(&format!("take = {{ count = 3 }}\n{rule}"), ATTRIBUTES, &[candidates, tallies]);
        let category = &report.counted.rounds[0].categories[0];
        let over: Vec<String> = category
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::PassedOver { candidate, because: Because::Composition(ids), .. } => {
                    Some(format!("{candidate} by {}", ids.join("+")))
                }
                _ => None,
            })
            .collect();
        let rows = category.ranking.iter().filter(|row| row.status == crate::Status::Seated);
        let seated: Vec<String> = rows.map(|row| row.candidate.clone()).collect();
        format!("{} | {} | {}", seated.join(""), over.join(", "), open(&report).join(", "))
            .trim_end()
            .to_owned()
    };
    let workers = "{ id = \"workers\", name = \"一线\", when = { attribute = \"kind\", is = [\"worker\"] }, least = { share = \"1/2\" } }";
    let leaders = "{ id = \"leaders\", name = \"领导\", when = { attribute = \"kind\", is = [\"leader\"] }, most = { share = \"0.2\" } }";
    let units = "{ id = \"units\", name = \"每单位一名\", each = \"unit\", most = { count = 1 } }";
    assert_eq!(told(""), "abc |  |");
    // Half of three are one and a half, so two workers: c makes way.
    assert_eq!(told(&format!("composition = [{workers}]")), "abd | c by workers |");
    // A fifth of three leaders is none.
    assert_eq!(told(&format!("composition = [{leaders}]")), "bde | a by leaders, c by leaders |");
    assert_eq!(told(&format!("composition = [{units}]")), "acd | b by units |");
    // One of each unit, and two workers: a and b share a unit, so b has to stand in for a.
    assert_eq!(told(&format!("composition = [{units}, {workers}]")), "bcd | a by units+workers |");
    let four = "{ id = \"four\", name = \"四名\", when = { attribute = \"kind\", is = [\"worker\"] }, least = { count = 4 } }";
    assert_eq!(told(&format!("composition = [{four}]")), " |  | result.final.composition");
    let about = "{ id = \"about\", name = \"约半数\", when = { attribute = \"kind\", is = [\"worker\"] }, about = { share = \"1/2\" } }";
    assert_eq!(told(&format!("composition = [{about}]")), "abc |  |");
}

#[test]
fn a_choice_among_equals_that_makes_no_difference_needs_no_rule() {
    let candidates =
        ("candidates", "id,category,kind\na,builders,leader\nb,builders,leader\nc,builders,worker\n");
    let tallies = ("tallies", "candidate,for\na,9\nb,5\nc,5\n");
    let one = "composition = [{ id = \"one\", name = \"一名\", when = { attribute = \"kind\", is = [\"leader\"] }, most = { count = 1 } }]";
    let report = votes(&format!("take = {{ count = 2 }}\n{one}"), ATTRIBUTES, &[candidates, tallies]);
    assert_snapshot!(all(&report), @r"
    final/builders
    1 a 9 seated
    2 c 5 seated
    2 b 5 not
    ");
    assert!(report.decided());
    let two = one.replace("count = 1", "count = 2");
    let report = votes(&format!("take = {{ count = 2 }}\n{two}"), ATTRIBUTES, &[candidates, tallies]);
    assert_eq!(open(&report), ["result.final.ties"]);
}

const AWARDS: &str = r#"
[[award]]
id = "gold"
name = "一等奖"
seats = { exactly = 1 }
[[award]]
id = "silver"
name = "二等奖"
seats = { exactly = 2 }
[[award]]
id = "popular"
name = "人气奖"
seats = { exactly = 1 }
"#;

#[test]
fn awards_from_the_top_and_one_award_for_each() {
    let measures = ("measures", "candidate,measure,value\na,score,9\nb,score,8\nc,score,7\nd,score,1\n");
    let tallies = ("tallies", "candidate,for\na,90\nb,10\nc,10\nd,50\n");
    let grades = "combine = { sum = [{ measure = \"score\", weight = 1, normalise = \"none\" }] }\ntake = \"awards\"\naward = [\"gold\", \"silver\"]";
    let popular =
        format!("{BY_VOTES}take = \"awards\"\naward = [\"popular\"]\namong = {{ list = \"candidates\" }}");
    let given = |one: &str| {
        let measure = "[[measure]]\nid = \"score\"\nname = \"得分\"\n";
        let head = if one.is_empty() { String::new() } else { format!("one_award = {one}\n") };
        let plan = plan_of(&[
            &head,
            BUILDERS,
            &vote(WEB),
            &result("grades", grades),
            &result("people", &popular),
            measure,
            AWARDS,
        ]);
        let report = counted(&plan, &[measures, tallies]);
        let given: Vec<String> = report
            .counted
            .awards
            .iter()
            .map(|given| format!("{} {}", given.award, given.candidate))
            .collect();
        format!("{} | {}", given.join(", "), open(&report).join(", ")).trim_end().to_owned()
    };
    assert_eq!(given("true"), "gold a, silver b, silver c, popular d |");
    assert_eq!(given("false"), "gold a, silver b, silver c, popular a |");
    assert_eq!(given("\"not stated\""), "gold a, silver b, silver c, popular a | one_award");
    assert_eq!(given(""), given("false"), "left out, there is no such rule");
}

#[test]
fn rounds_follow_each_other_and_a_body_fills_the_rest() {
    let first = result("first", &format!("{BY_VOTES}take = {{ count = 3 }}\nties = [\"all\"]"))
        .replace("finalists", "candidates");
    let second = result(
        "second",
        "combine = { sum = [{ measure = \"score\", weight = 1, normalise = \"none\" }] }\namong = { taken = \"first\" }\ntake = { count = 1 }",
    );
    let rest =
        result("rest", "combine = { pick = \"评委会\" }\namong = { rest = \"first\" }\ntake = { count = 1 }");
    let plan = plan_of(&[
        BUILDERS,
        &vote(WEB),
        &first,
        &second,
        &rest,
        "[[measure]]\nid = \"score\"\nname = \"得分\"\n",
    ]);
    let tallies = ("tallies", "candidate,for\na,9\nb,8\nc,5\nd,5\ne,1\nf,1\n");
    let measures = ("measures", "candidate,measure,value\na,score,1\nb,score,2\nc,score,3\nd,score,2\n");
    let picks = ("decisions", "candidate,kind,value,ref,round\nf,pick,1,纪要2号,rest\n");
    let report = counted(&plan, &[tallies, measures, picks]);
    assert_snapshot!(all(&report), @r"
    first/builders
    1 a 9 seated
    2 b 8 seated
    3 c 5 seated
    3 d 5 seated
    5 e 1 not
    5 f 1 not
    second/builders
    1 c 3 seated
    2 b 2 not
    2 d 2 not
    4 a 1 not
    rest/builders
    - f - seated
    - e - not
    ");
    assert!(report.decided());
    let report = counted(&plan, &[tallies, measures]);
    assert_eq!(open(&report), ["result.rest.combine.pick"]);
}

#[test]
fn a_seat_that_a_body_frees() {
    let tallies = ("tallies", "candidate,for\na,9\nb,8\nc,5\n");
    let veto = ("decisions", "candidate,kind,ref\na,veto,决议\n");
    let told = |vacancy: &str| {
        let rule =
            format!("take = \"seats\"\napproval = [{{ by = \"领导小组\", kind = \"vetoes\" }}]\n{vacancy}");
        let report = votes(&rule, "", &[tallies, veto]);
        let rows = report.counted.rounds[0].categories[0].ranking.iter();
        let seated: Vec<String> =
            rows.filter(|row| row.status == crate::Status::Seated).map(|row| row.candidate.clone()).collect();
        format!("{} {}", seated.join(""), open(&report).join(", ")).trim().to_owned()
    };
    assert_eq!(told("vacancy = true"), "b");
    assert_eq!(told("vacancy = false"), "bc");
    assert_eq!(told(""), "b result.final.vacancy");
}

#[test]
fn a_plan_that_does_not_say_how_winners_are_found_is_undecided_and_says_what_is_missing() {
    let plan =
        plan_of(&[BUILDERS, &vote(WEB), &result("final", "combine = \"not stated\"\ntake = \"not stated\"")]);
    let report = counted(&plan, &[("tallies", "candidate,for\na,9\nb,8\n")]);
    assert_eq!(open(&report), ["result.final.combine", "result.final.take"]);
    assert!(
        !report.decided()
            && report.text(&plan, text::Lang::Zh).contains("方案没有写明：票数和评分怎样合成得分（")
    );
}

#[test]
fn rounds_call_run_off_transfer_shared_point_support_and_lists() {
    let rank = WEB.replace("{ approve = { least = 1, most = 2 } }", "{ rank = { least = 1 } }");
    let seated = |vote_rules: &str, rule: &str, more: &str, tables: &[(&str, &str)]| {
        let plan = plan_of(&[BUILDERS, &vote(vote_rules), &result("final", rule), more]);
        let report = counted(&plan, tables);
        assert!(
            !report.text(&plan, text::Lang::En).contains('⟦')
                && !report.text(&plan, text::Lang::Zh).contains('⟦')
        );
        let rows = report.counted.rounds[0].categories[0].ranking.iter();
        let seated: Vec<String> =
            rows.filter(|row| row.status == crate::Status::Seated).map(|row| row.candidate.clone()).collect();
        format!("{} {}", seated.join(" "), open(&report).join(", ")).trim().to_owned()
    };
    // c falls out and its ballot makes b the winner over a.
    let rankings = ("ballots", "choices\na\na>c\nb>a\nb>c\nc>b\n");
    assert_eq!(
        seated(&rank, "combine = { runoff = { stage = \"vote\" } }\ntake = { count = 1 }", "", &[rankings]),
        "b"
    );
    let transfer = "combine = { transfer = { stage = \"vote\", quota = \"droop\", reach = \"at-least\", surplus = \"not stated\" } }\ntake = \"seats\"";
    assert_eq!(seated(&rank, transfer, "", &[rankings]), "a b");
    let points = "combine = { shared-point = { stage = \"vote\" } }\ntake = \"seats\"";
    let nominations = ("ballots", "choices\na;b\na\nb\nc\nd\nd\n");
    // d has two points, a and b one and a half each: equal, so that both go on.
    assert_eq!(seated(WEB, points, "", &[nominations]), "d a b");
    let opinion = WEB.replace("{ approve = { least = 1, most = 2 } }", "{ opinion = {} }");
    let support = "combine = { support = { stage = \"vote\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"above\" }] } }\ntake = \"passing\"";
    let marks = ("ballots", "choices\na=+;b=+\na=+;b=-\na=+;b=+\na=-\n");
    assert_eq!(seated(&opinion, support, "", &[marks]), "a");
    let rule = "combine = { lists = \"vote\" }\ntake = \"awards\"\naward = [\"gold\", \"silver\"]";
    let plan = plan_of(&["one_award = true\n", BUILDERS, &vote(&rank), &result("final", rule), AWARDS]);
    let report = counted(&plan, &[("ballots", "ballot,choices\ngold,a>b>c\nsilver,a>c>b>d\n")]);
    let given: Vec<String> =
        report.counted.awards.iter().map(|given| format!("{} {}", given.award, given.candidate)).collect();
    assert_eq!(given, ["gold a", "silver c", "silver b"]);
}

#[test]
fn margins_inform_and_change_nothing() {
    let review = review(
        "rubric = [{ id = \"merit\", name = \"业绩\", most = 10 }]\naggregate = \"mean\"\ntrim = 1\nsheets_least = 1",
    );
    let rule =
        "combine = { sum = [{ stage = \"panel\", weight = 1, normalise = \"none\" }] }\ntake = { count = 1 }";
    let plan = plan_of(&[
        BUILDERS,
        &review,
        &result("final", rule).replace("after = \"vote\"", "after = \"panel\""),
    ]);
    let sheets = "judge,candidate,criterion,score\nj1,a,merit,9\nj2,a,merit,8\nj3,a,merit,1\nj1,b,merit,7\nj2,b,merit,7\nj3,b,merit,7\n";
    let report = counted(&plan, &[("sheets", sheets)]);
    assert_eq!(all(&report), "final/builders\n1 a 8 seated\n2 b 7 not\n");
    let told: Vec<String> = report
        .margins
        .iter()
        .map(|margin| {
            let open = if margin.open { ", open" } else { "" };
            format!("{:?}: in {:?}, out {:?}{open}", margin.without, margin.in_, margin.out)
        })
        .collect();
    // Of two sheets nothing is left after the highest and the lowest are dropped.
    assert_snapshot!(told.join("\n"), @r#"
    Judge { judge: "j1" }: in [], out [], open
    Judge { judge: "j2" }: in [], out [], open
    Judge { judge: "j3" }: in [], out [], open
    Trimming: in ["b"], out ["a"]
    "#);
    assert_eq!(report.counted.rounds[0].categories[0].margin.as_ref().unwrap().to_string(), "1");

    // Suspect ballots, a channel, and another normalisation.
    let ways = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }, { id = \"sms\", name = \"短信\", identity = \"phone\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"\n";
    let rule = "combine = { weighted = [{ stage = \"vote\", weight = 50, normalise = \"divide-by-maximum\" }, { measure = \"score\", weight = 50, normalise = \"none\" }] }\ntake = { count = 1 }";
    let plan = plan_of(&[
        BUILDERS,
        &vote(ways),
        &result("final", rule),
        "[[measure]]\nid = \"score\"\nname = \"得分\"\n",
    ]);
    let ballots = "channel,choices,status\nweb,a,suspect\nweb,a,suspect\nweb,b,\nsms,a,\n";
    let report = counted(
        &plan,
        &[("ballots", ballots), ("measures", "candidate,measure,value\na,score,50\nb,score,60\n")],
    );
    // a: 50 + 25; b: 16.7 + 30. Without the suspects both have one vote, and b is ahead.
    assert!(all(&report).starts_with("final/builders\n1 a 75 seated"), "{}", all(&report));
    let changes: Vec<String> = report
        .margins
        .iter()
        .filter(|margin| !margin.out.is_empty())
        .map(|margin| format!("{:?}", margin.without))
        .collect();
    // Neither channel alone nor another way of making scores would have changed it.
    assert_eq!(changes, ["Suspects"]);
    let told = report.text(&plan, text::Lang::En);
    assert!(
        !told.contains('⟦') && told.contains("without suspect ballots, the list changes: in b, out a."),
        "{told}"
    );
}

#[test]
fn those_who_are_elected_with_the_same_votes_share_a_rank() {
    let rank = WEB.replace("{ approve = { least = 1, most = 2 } }", "{ rank = { least = 1 } }");
    let surplus = "surplus = { parcel = \"pile\", by = \"value\", over = \"all\", order = \"largest\" }";
    let transfer = format!(
        "{{ transfer = {{ stage = \"vote\", quota = \"droop\", reach = \"at-least\", {surplus} }} }}"
    );
    let runoff = "{ runoff = { stage = \"vote\", ties = [\"together\"] } }".to_owned();
    let told = |combine: &str, candidates: &str, ballots: &str| {
        let rule = format!("combine = {combine}\ntake = \"seats\"");
        let plan = plan_of(&[BUILDERS, &vote(&rank), &result("final", &rule)]);
        lines(
            &counted(&plan, &[("candidates", candidates), ("ballots", ballots)]).counted.rounds[0].categories
                [0],
        )
    };
    for candidates in ["id\na\nb\nc\n", "id\nb\na\nc\n"] {
        let ranks = |combine: &str| {
            let mut lines: Vec<String> =
                told(combine, candidates, "choices\na\na\nb\nb\nc\n").lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(ranks(&transfer), ["- c - not", "1 a - seated", "1 b - seated"]);
        assert_eq!(ranks(&runoff), ["- c - not", "1 a - seated", "1 b - seated"]);
    }
}

/// Three prizes of one category, the highest of which nobody has twice, and a nomination for all the rest.
const GRADED: &str = r#"
[[attribute]]
id = "past"
name = "往届一等奖"
values = ["是", "否"]

[[award]]
id = "gold"
name = "一等奖"
seats = { exactly = 2 }
eligibility = [{ text = "获得过一等奖的不再参评", excludes = true, when = { attribute = "past", is = ["是"] } }]

[[award]]
id = "silver"
name = "二等奖"
seats = { exactly = 2 }

[[award]]
id = "nominee"
name = "提名奖"
"#;

fn graded(rest: &str, tables: &[(&str, &str)]) -> crate::report::Report {
    let grades = format!("{BY_VOTES}take = \"awards\"\naward = [\"gold\", \"silver\"]\nties = [\"all\"]");
    let rest = format!("among = {{ rest = \"final\" }}\ntake = \"all\"\naward = [\"nominee\"]\n{rest}");
    let plan = plan_of(&[BUILDERS, &vote(WEB), &result("final", &grades), &result("rest", &rest), GRADED]);
    counted(&plan, tables)
}

#[test]
fn who_may_not_have_an_award_again_leaves_it_to_the_next_and_may_have_a_lower_one_and_all_the_rest_are_nominated()
 {
    let candidates = (
        "candidates",
        "id,category,past\na,builders,是\nb,builders,否\nc,builders,否\nd,builders,否\ne,builders,是\nf,builders,否\n",
    );
    let tallies = ("tallies", "candidate,for\na,9\nb,8\nc,7\nd,6\ne,2\nf,1\n");
    let report = graded("", &[candidates, tallies]);
    assert_snapshot!(all(&report), @r"
    final/builders
    1 a 9 seated silver
    2 b 8 seated gold
    3 c 7 seated gold
    4 d 6 seated silver
    5 e 2 not
    6 f 1 not
    rest/builders
    - e - seated nominee
    - f - seated nominee
    ");
    assert!(report.decided(), "{:?}", open(&report));
    let shut_out: Vec<&str> = report.counted.rounds[0].categories[0]
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::ShutOut { candidate, award } if award == "gold" => Some(candidate.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(shut_out, ["a"], "e does not stand high enough to be told so");
}

#[test]
fn equals_before_an_award_that_one_of_them_may_not_have_are_no_tie() {
    let candidates =
        ("candidates", "id,category,past\na,builders,否\nb,builders,是\nc,builders,否\nd,builders,否\n");
    let tallies = ("tallies", "candidate,for\na,9\nb,5\nc,5\nd,1\n");
    let report = graded("", &[candidates, tallies]);
    assert_snapshot!(all(&report), @r"
    final/builders
    1 a 9 seated gold
    2 c 5 seated gold
    2 b 5 seated silver
    4 d 1 seated silver
    rest/builders
    ");
}

#[test]
fn more_nominations_than_there_are_awards_are_for_nobody_to_choose_where_nobody_is_ranked() {
    let candidates = (
        "candidates",
        "id,category,past\na,builders,否\nb,builders,否\nc,builders,否\nd,builders,否\ne,builders,否\nf,builders,否\n",
    );
    let tallies = ("tallies", "candidate,for\na,9\nb,8\nc,7\nd,6\ne,2\nf,1\n");
    let one = GRADED.replace("name = \"提名奖\"", "name = \"提名奖\"\nseats = { at-most = 1 }");
    let grades = format!("{BY_VOTES}take = \"awards\"\naward = [\"gold\", \"silver\"]\nties = [\"all\"]");
    let rest = "among = { rest = \"final\" }\ntake = \"all\"\naward = [\"nominee\"]";
    let plan = plan_of(&[BUILDERS, &vote(WEB), &result("final", &grades), &result("rest", rest), &one]);
    let report = counted(&plan, &[candidates, tallies]);
    assert_eq!(open(&report), ["award.nominee.seats"]);
}

#[test]
fn a_category_with_too_few_is_not_held_or_waits_for_whoever_decides() {
    let tallies = ("tallies", "candidate,for\na,9\nb,8\n");
    let held = |fewest: &str| {
        let report = votes(&format!("take = \"seats\"\nfewest = [{fewest}]"), "", &[tallies]);
        (all(&report), open(&report))
    };
    let (lines, missing) = held("{ count = 3, otherwise = \"not-held\" }");
    assert_snapshot!(lines, @r"
    final/builders
    - a - not
    - b - not
    ");
    assert_eq!(missing, [""; 0]);
    let whole = held("{ count = 2, otherwise = \"not-held\" }");
    assert!(whole.0.contains("1 a 9 seated"), "two are enough");
    assert_eq!(
        held("{ count = 3, otherwise = \"resolution\" }"),
        (whole.0.replace("seated", "undecided"), vec!["result.final.fewest".to_owned()])
    );
    assert_eq!(held("{ count = 3, otherwise = \"not stated\" }").1, ["result.final.fewest.otherwise"]);
}
