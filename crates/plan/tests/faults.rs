//! Faults that real plans have, one by one: each is brought into a plan without it, and must be told.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use plan::check::check;
use plan::{Fault, Plan, Severity, read};
use text::Lang;

const SHIYIN: &str = include_str!("../../../plans/shiyin-2023.toml");

fn good(text: &str) -> Plan {
    read(text).unwrap_or_else(|faults| {
        panic!("{:?}", faults.iter().map(|fault| fault.text(Lang::En)).collect::<Vec<_>>())
    })
}

/// The second plan, which has no fault, with some lines changed.
fn shiyin(changes: &[(&str, &str)]) -> Vec<Fault> {
    let text = changes.iter().fold(SHIYIN.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    check(&good(&text), None)
}

fn codes(changes: &[(&str, &str)]) -> Vec<&'static str> {
    shiyin(changes).into_iter().map(|fault| fault.code).collect()
}

/// The last round counts otherwise.
fn combined(combine: &str) -> Vec<&'static str> {
    codes(&[("weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]", combine)])
}

const BALLOT: &str = "ballot = { approve = { least = 1, most = 3 } }";
const RANKS: (&str, &str) = (BALLOT, "ballot = { rank = { least = 1, equals = \"end\" } }");
const TAKE: &str = "take = \"seats\"";
const LIMIT: &str = "limit = [{ ballots = 1, per = \"day\" }]";
const TIES: &str = "ties = [\"all\"]\nplaces = 4\nclause = \"5.2\"";

#[test]
fn prize_money_is_added_up() {
    // The sixty prizes of 600 that one plan prints as 6,000.
    let award = |seats: &str, prize: &str, together: &str| {
        let rows = format!(
            "[[award]]\nid = \"fine\"\nname = \"优秀奖\"\nseats = {seats}\nprize = {prize}\nprize_together = {together}\n\n[[unit]]\nid = \"dongting\""
        );
        let result = format!("award = [\"fine\"]\n{TAKE}");
        shiyin(&[("[[unit]]\nid = \"dongting\"", &rows), (TAKE, &result)])
    };
    let told = award("{ exactly = 60 }", "600", "6000");
    assert_eq!((told.len(), told[0].code, told[0].severity), (1, "prize-sum", Severity::Warning));
    assert!(told[0].text(Lang::Zh).contains("合计应为36000元，方案写的是6000元"));
    assert_eq!(award("{ exactly = 60 }", "600", "36000"), []);
    assert_eq!(award("{ about = 60 }", "600", "6000"), [], "about sixty prizes have no sum");
}

#[test]
fn five_working_days_are_reckoned_by_the_calendar_and_dates_settle_which_day_is_the_first() {
    // Jinjiang 2021-12-22 to 12-28.
    let notice = |opens: &str, closes: &str, first: &str| {
        let text = SHIYIN
            .replacen(
                "opens = \"2023-03-22 09:00\"",
                &format!("opens = \"{opens}\"\ncloses = \"{closes}\""),
                1,
            )
            .replacen("day = \"calendar\"\nfirst = \"same\"", &format!("day = \"working\"\n{first}"), 1)
            .replacen("after = [\"vote-1\"]\nclause = \"6\"", "clause = \"6\"", 1);
        let found = check(&good(&text), None).into_iter();
        found.map(|fault| fault.code).filter(|code| code.starts_with("notice-")).collect::<Vec<_>>()
    };
    assert_eq!(notice("2021-12-22", "2021-12-28", ""), [""; 0]);
    assert_eq!(notice("2021-12-22", "2021-12-28 17:00", ""), [""; 0], "at the close of business");
    assert_eq!(notice("2021-12-22", "2021-12-28", "first = \"next\""), ["notice-closes-early"]);
    assert_eq!(notice("2021-12-22", "2021-12-27", ""), ["notice-closes-early"]);
    assert_eq!(notice("2021-12-22", "2022-03-01", ""), ["notice-dates-longer"]);
}

#[test]
fn a_rank_formula_whose_own_example_is_off_is_told_as_such() {
    let formula = "normalise = { contradictory = [\"每名递减1分\", \"第20名80分\"] }";
    let told = shiyin(&[("normalise = \"share\"", formula)]);
    assert_eq!((told.len(), told[0].code), (1, "contradictory"));
    assert!(told[0].text(Lang::Zh).contains("每名递减1分 / 第20名80分"));
}

#[test]
fn votes_that_are_weighted_as_they_are_have_no_rule_of_conversion() {
    assert_eq!(
        combined("weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"none\" }]"),
        ["votes-not-scaled"]
    );
    assert_eq!(
        combined("weighted = [{ stage = \"vote-2\", weight = 100, normalise = { out-of = 1000 } }]"),
        [""; 0]
    );
    let step = "weighted = [{ stage = \"vote-2\", weight = 100, normalise = { rank-step = { first = 100, step = 1 } }";
    assert_eq!(combined(&format!("{step} }}]")), ["no-equals"]);
    assert_eq!(combined(&format!("{step}, equals = \"mean\" }}]")), [""; 0]);
    let spread = "weighted = [{ stage = \"vote-2\", weight = 100, equals = \"mean\", normalise = { rank-spread = { first = 10, last = 90 } } }]";
    assert_eq!(combined(spread), ["spread-turned"]);
    let table = "weighted = [{ stage = \"vote-2\", weight = 100, equals = \"mean\", normalise = { rank-table = [60, 120] } }]";
    assert_eq!(combined(table), ["places-turned", "more-than-hundred"]);
    let per = "weighted = [{ stage = \"vote-2\", weight = 100, normalise = { per = { unit = 10000, points = 1 } } }]";
    assert_eq!(combined(per), ["part-without-cap"]);
    assert_eq!(combined(&per.replace("stage =", "cap = 100, stage =")), [""; 0]);
}

#[test]
fn weights_add_up_at_every_depth() {
    let tree = |one: u32, other: u32| {
        let parts = format!(
            "{{ id = \"a\", stage = \"vote-2\", normalise = \"share\", weight = {one} }}, {{ id = \"b\", stage = \"vote-1\", normalise = \"share\", weight = {other} }}"
        );
        combined(&format!("weighted = [{{ id = \"all\", name = \"总\", parts = [{parts}], weight = 100 }}]"))
    };
    assert_eq!(tree(60, 40), [""; 0]);
    assert_eq!(tree(60, 30), ["weights-not-100"]);
    let nothing = combined("weighted = [{ id = \"none\", weight = 100, normalise = \"none\" }]");
    assert!(nothing.contains(&"part-source"), "{nothing:?}");
    assert_eq!(
        combined("weighted = [{ stage = \"vote-2\", measure = \"m\", weight = 100, normalise = \"share\" }]")
            [0],
        "part-source"
    );
    let unknown = "weighted = [{ stage = \"vote-2\", channel = [\"sms\"], electorate = [\"all\"], per = \"heads\", weight = 100, normalise = \"share\" }]";
    assert_eq!(combined(unknown), ["unknown-measure", "unknown-electorate", "unknown-channel"]);
}

#[test]
fn a_method_counts_what_is_on_the_ballots_and_ends() {
    assert_eq!(
        combined("runoff = { stage = \"vote-2\", ties = [\"resolution\"] }"),
        ["method-needs-ranking"]
    );
    let ranked = |combine: &str| {
        codes(&[RANKS, ("weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]", combine)])
    };
    assert_eq!(ranked("runoff = { stage = \"vote-2\", ties = [\"countback\", \"resolution\"] }"), [""; 0]);
    assert_eq!(ranked("runoff = { stage = \"vote-2\", ties = [\"countback\"] }"), ["ties-may-remain"]);
    assert_eq!(ranked("runoff = { stage = \"vote-2\" }"), ["no-tie-rule"]);
    let silent = "transfer = { stage = \"vote-2\", quota = \"not stated\", reach = \"at-least\", surplus = \"not stated\", ties = [\"resolution\"] }";
    assert_eq!(ranked(silent), ["no-quota", "not-stated"]);
    let support =
        |bar: &str| combined(&format!("support = {{ stage = \"vote-2\", of = \"valid\", bar = {bar} }}"));
    assert_eq!(support("[{ share = \"1/2\", reach = \"above\" }]"), [""; 0]);
    assert_eq!(support("[{ share = \"3/2\", reach = \"above\" }]"), ["bar-range"]);
    assert_eq!(support("[{ share = 1, reach = \"above\" }]"), ["bar-range"], "nobody has more than all");
    assert_eq!(support("\"not stated\""), ["no-bar"]);
    let ranking = codes(&[(BALLOT, "ballot = { rank = { least = 1 } }")]);
    assert_eq!(ranking, ["no-equals-on-ballot"]);
    let net = "weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\", figure = \"net\" }]";
    assert_eq!(combined(net), ["figure-not-on-ballot"]);
}

#[test]
fn what_is_taken_comes_in_and_a_chain_of_rounds_does_not_grow() {
    assert_eq!(codes(&[(TAKE, "take = { count = 41 }")]), [""; 0], "all equals of the first round may go on");
    let resolved = ("ties = [\"all\"]", "ties = [\"resolution\"]");
    assert_eq!(codes(&[resolved, (TAKE, "take = { count = 13 }")]), ["take-more-than-candidates"]);
    assert_eq!(codes(&[resolved, (TAKE, "take = { count = 12 }")]), [""; 0]);
    assert_eq!(codes(&[(TAKE, "take = \"passing\"")]), ["passing-without-bar"]);
    assert_eq!(codes(&[(TAKE, "take = \"awards\"")]), ["take-no-awards"]);
    assert_eq!(codes(&[(TAKE, "take = { count = 0 }")]), ["zero"]);
    assert_eq!(codes(&[(TAKE, "take = { multiple = \"0.5\" }")]), ["take-fewer-than-all-seats"]);
    assert_eq!(codes(&[("seats = { exactly = 6 }", "seats = { about = 6 }")]), ["about-without-body"]);
    assert_eq!(codes(&[(TAKE, &format!("{TAKE}\namong = {{ taken = \"third\" }}"))]), ["unknown-round"]);
    assert_eq!(codes(&[(TAKE, &format!("{TAKE}\namong = {{ rest = \"six\" }}"))]), ["round-later"]);
}

#[test]
fn ties_are_followed_to_their_end() {
    let ties = |ties: &str| codes(&[(TIES, &TIES.replace("[\"all\"]", ties))]);
    assert_eq!(ties("[{ part = \"vote-1\" }]"), ["ties-may-remain"]);
    assert_eq!(ties("[\"all\", \"resolution\"]"), ["step-never-reached"]);
    assert_eq!(ties("[{ lot = \" \" }]"), ["lot-without-seed"]);
    assert_eq!(ties("[{ measure = \"age\" }, \"all\"]"), ["unknown-measure"]);
    assert_eq!(ties("[{ revote = \"jury\" }, \"all\"]"), ["unknown-electorate"]);
}

#[test]
fn ballots_and_limits_that_cannot_be_filled_in_or_reached_are_told() {
    let ballot = |shape: &str| codes(&[(BALLOT, &format!("ballot = {{ {shape} }}"))]);
    assert_eq!(ballot("points = { least = 5, most = 3 }"), ["ballot-range"]);
    assert_eq!(ballot("points = { least = 1, most = 9, total = 5 }"), ["points-out-of-reach"]);
    assert_eq!(ballot("opinion = { most = 0 }"), ["ballot-range"]);
    let first = "ballot = { approve = { least = 5, most = 5 } }";
    assert_eq!(
        codes(&[(first, "ballot = { approve = { least = 41, most = 41 } }")]),
        ["ballot-more-than-candidates"]
    );
    assert_eq!(
        codes(&[(first, "ballot = { approve = { least = 1, most = 41 } }")]),
        ["ballot-wider-than-candidates"]
    );
    let limit = |limit: &str| codes(&[(LIMIT, &format!("limit = [{limit}]"))]);
    assert_eq!(limit("{ choices = 3, same = 5, per = \"day\" }"), ["same-more-than-choices"]);
    assert_eq!(limit("{ per = \"day\" }"), ["limit-of-nothing"]);
    assert_eq!(limit("{ ballots = 1, per = { minutes = 0 } }"), ["zero"]);
    assert_eq!(
        limit("{ ballots = 5, per = \"day\" }, { ballots = 3, per = \"stage\" }"),
        ["limit-out-of-reach"]
    );
    let more = |rule: &str| codes(&[(LIMIT, &format!("{LIMIT}\n{rule}"))]);
    assert_eq!(more("faults = { too-few = \"excess\" }"), ["nothing-to-strike"]);
    assert_eq!(more("together = { least = 4, most = 6 }"), ["together-impossible"]);
    assert_eq!(more("category = [{ id = \"song\" }]"), ["unknown-category"]);
    assert_eq!(more("reward = [\"抽奖\"]"), ["vote-rewarded"]);
    let channel = |rules: &str| {
        let code = "channel = [{ id = \"code\", name";
        codes(&[(code, &format!("channel = [{{ id = \"code\", {rules}, name"))])
    };
    assert_eq!(channel("fee = 1"), ["vote-fee"]);
    assert_eq!(channel("fee = 0"), [""; 0]);
    assert_eq!(channel("asks = [\"follow\", \"id-number\"]"), ["follow-forced", "asks-too-much"]);
    assert_eq!(channel("undone_by = \"取消关注\""), ["vote-undone"]);
    assert_eq!(channel("accounts = 4"), ["no-each-account"]);
    assert_eq!(channel("medium = \"post\""), ["no-dated-by"]);
    assert_eq!(channel("opens = \"2023-03-13\""), ["channel-outside-stage"]);
    assert_eq!(channel("closes = \"2023-03-21\""), ["channel-outside-stage"]);
    assert_eq!(channel("opens = \"2023-03-18\", closes = \"2023-03-17\""), ["channel-window-empty"]);
}

#[test]
fn a_list_can_be_what_it_must_be_together() {
    let row = |row: &str| {
        let attribute = "[[attribute]]\nid = \"region\"\nname = \"赛区\"\nvalues = [\"东\", \"西\"]\n\n[[unit]]\nid = \"dongting\"";
        let rule = format!("{TAKE}\ncomposition = [{row}]");
        codes(&[("[[unit]]\nid = \"dongting\"", attribute), (TAKE, &rule)])
    };
    let east = "id = \"e\", name = \"东\", when = { attribute = \"region\", is = [\"东\"] }";
    let west = "id = \"w\", name = \"西\", when = { attribute = \"region\", is = [\"西\"] }";
    assert_eq!(row(&format!("{{ {east}, least = {{ count = 2 }} }}")), [""; 0]);
    assert_eq!(
        row(&format!("{{ {east}, least = {{ count = 7 }} }}")),
        ["composition-impossible", "composition-together"]
    );
    assert_eq!(
        row(&format!("{{ {east}, least = {{ count = 4 }} }}, {{ {west}, least = {{ count = 3 }} }}")),
        ["composition-together"]
    );
    assert_eq!(
        row(&format!("{{ {east}, least = {{ count = 3 }}, most = {{ count = 2 }} }}")),
        ["composition-impossible"]
    );
    assert_eq!(row(&format!("{{ {east} }}")), ["composition-without-bound"]);
    assert_eq!(row("{ id = \"x\", name = \"某\", most = { count = 1 } }"), ["composition-of-nobody"]);
    assert_eq!(
        row("{ id = \"x\", name = \"每区一件\", each = \"region\", most = { count = 1 } }"),
        ["composition-cannot-fill"]
    );
    assert_eq!(
        row(&format!("{{ {}, least = {{ count = 1 }} }}", east.replace("\"东\"] }", "\"南\"] }"))),
        ["unknown-value"]
    );
    assert_eq!(
        row("{ id = \"x\", name = \"某\", each = \"grade\", most = { count = 1 } }"),
        ["unknown-attribute"]
    );
}

#[test]
fn windows_of_other_kinds_cross_too() {
    let opens = "opens = \"2023-03-22 08:00\"";
    assert_eq!(
        codes(&[(opens, &format!("{opens}\nhours = [{{ from = \"20:00\", to = \"08:00\" }}]"))]),
        ["hours-empty"]
    );
    assert_eq!(codes(&[(opens, &format!("{opens}\nlasts = \"2d\""))]), ["lasts-disagrees"]);
    let naming = ("after = [\"vote-2\", \"notice\"]", "after = [\"notice\"]");
    assert_eq!(codes(&[naming]), [""; 0]);
    assert_eq!(
        codes(&[naming, ("opens = \"2023-04-03 09:00\"", "opens = \"2023-03-29 09:00\"")]),
        ["naming-before-end"]
    );
}

#[test]
fn conditions_that_nobody_fulfils_and_quotas_that_are_no_quotas_are_told() {
    let eligible = |rule: &str| {
        let scope = "standards = [\"能听出";
        codes(&[(scope, &format!("eligibility = [{{ text = \"条件\", {rule} }}]\n{scope}"))])
    };
    assert_eq!(eligible("age_least = 60, age_most = 18"), ["ages-cross"]);
    assert_eq!(eligible("from = \"2023-02-01\", until = \"2022-02-01\""), ["dates-cross"]);
    let recommend = |rule: &str| codes(&[("brief_most = 200", &format!("brief_most = 200\n{rule}"))]);
    assert_eq!(recommend("outside_quota = [\"public\"]"), ["outside-quota-open"]);
    assert_eq!(recommend("outside_quota = [\"top-down\"]"), ["tier-not-open"]);
    assert_eq!(
        recommend(
            "allocation = [{ id = \"a\", name = \"按人数\", total = 9, by = [{ measure = \"heads\", weight = 90 }] }]"
        ),
        ["unknown-measure", "weights-not-100"]
    );
}

/// A review in the place of the second vote.
fn reviewed(rules: &str) -> Vec<&'static str> {
    let from = SHIYIN.find("[[stage]]\nid = \"notice\"").unwrap();
    let review = format!(
        "[[stage]]\nid = \"panel\"\nkind = \"review\"\nname = \"评审\"\nopens = \"2023-04-01\"\ncloses = \"2023-04-02 12:00\"\nclause = \"5.3\"\n\n[stage.review]\n{rules}\nsheets_least = 5\nquorum = \"2/3\"\nrecusal = {{ grounds = [\"own\", \"kin\", \"same-unit\"], everywhere = true }}\n\n"
    );
    let text = format!("{}{review}{}", &SHIYIN[..from], &SHIYIN[from..]);
    let day_off = ["closes-on-day-off", "not-stated"];
    let found = check(&good(&text), None).into_iter().map(|fault| fault.code);
    found.filter(|code| !day_off.contains(code)).collect()
}

#[test]
fn a_panel_has_a_rubric_that_adds_up_and_a_procedure_that_works() {
    let panel = |seats: u32| format!("panel = [{{ id = \"e\", name = \"专家\", seats = {seats} }}]");
    let plain =
        "rubric = [{ id = \"a\", name = \"甲\", most = 60 }, { id = \"b\", name = \"乙\", most = 40 }]";
    let rules = |seats: u32, more: &str| reviewed(&format!("{}\n{plain}\ntrim = 1\n{more}", panel(seats)));
    assert_eq!(rules(7, ""), [""; 0]);
    assert_eq!(rules(4, ""), ["trim-few-judges", "sheets-more-than-panel"]);
    assert_eq!(rules(2, ""), ["trim-eats-all", "sheets-more-than-panel"]);
    assert_eq!(rules(7, "aggregate = \"median\""), ["trim-without-mean"]);
    assert_eq!(rules(7, "signed = \"secret\"\ndisclosure = \"signed\""), ["secret-and-signed"]);
    assert_eq!(rules(7, "rounding = \"cut\""), ["rounding-without-places"]);
    assert_eq!(rules(7, "electorate = \"jury\""), ["unknown-electorate"]);
    let rubric = |rubric: &str| reviewed(&format!("{}\nrubric = [{rubric}]\ntrim = 1", panel(7)));
    assert_eq!(rubric("{ id = \"a\", name = \"甲\", most = 90 }"), ["rubric-not-100"]);
    assert_eq!(rubric("{ id = \"a\", name = \"甲\", most = 10 }"), [""; 0], "a scale of ten");
    assert_eq!(
        rubric(
            "{ id = \"a\", name = \"甲\", most = 10, weight = 60 }, { id = \"b\", name = \"乙\", most = 10, weight = 30 }"
        ),
        ["weights-not-100"]
    );
    assert_eq!(
        rubric(
            "{ id = \"a\", name = \"甲\", most = 50, weight = 60 }, { id = \"b\", name = \"乙\", most = 50 }"
        ),
        ["weights-mixed"]
    );
    assert_eq!(
        rubric(
            "{ id = \"a\", name = \"甲\", most = 100, lines = [{ id = \"c\", name = \"丙\", most = 60 }, { id = \"d\", name = \"丁\", most = 40 }] }"
        ),
        [""; 0]
    );
    assert_eq!(
        rubric(
            "{ id = \"a\", name = \"甲\", most = 90, lines = [{ id = \"c\", name = \"丙\", most = 60 }, { id = \"c\", name = \"丁\", most = 40 }] }"
        ),
        ["heading-disagrees", "duplicate-id"]
    );
}

#[test]
fn a_group_that_judges_and_may_be_judged_is_pointed_out_unless_it_stands_back() {
    let panel = "panel = [{ id = \"s\", name = \"作者\", seats = 7 }]\nrubric = [{ id = \"a\", name = \"甲\", most = 100 }]\ntrim = 1";
    assert_eq!(reviewed(panel), [""; 0], "its members stand back from their own works");
    let text = format!("{panel}\nsigned = \"named\"");
    let from = SHIYIN.find("[[stage]]\nid = \"notice\"").unwrap();
    let review = format!(
        "[[stage]]\nid = \"panel\"\nkind = \"review\"\nname = \"评审\"\n\n[stage.review]\n{text}\nrecusal = {{ grounds = [\"kin\", \"same-unit\"], everywhere = true }}\n\n"
    );
    let plan = good(&format!("{}{review}{}", &SHIYIN[..from], &SHIYIN[from..]));
    let told = check(&plan, None);
    let fault = told.iter().find(|fault| fault.code == "judge-and-judged").unwrap();
    assert_eq!(fault.severity, Severity::Warning);
    assert!(fault.text(Lang::Zh).contains("“作者”既参加评判，又可以参评"));
}

#[test]
fn a_law_is_held_against_those_alone_whom_it_binds() {
    let abroad = [
        ("time_zone = \"Asia/Shanghai\"", "time_zone = \"Europe/London\""),
        ("approval = \"云汀市文化馆2023年活动计划第3项（虚构）\"", "approval = \"not stated\""),
    ];
    assert_eq!(codes(&abroad), ["not-stated"], "elsewhere its silence is a question");
    assert_eq!(codes(&abroad[1..]), ["no-approval"]);
}
