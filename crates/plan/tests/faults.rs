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
    // In euros it is the same fault, told in euros.
    let euros = award("{ exactly = 60 }", "600", "6000\ncurrency = \"EUR\"");
    assert!(euros[0].text(Lang::Zh).contains("合计应为36000欧元"), "{}", euros[0].text(Lang::Zh));
    assert!(euros[0].text(Lang::En).contains("36000 euros"));
    let euro = award("{ exactly = 60 }", "600", "36000\ncurrency = \"euro\"");
    assert_eq!((euro.len(), euro[0].code, euro[0].severity), (1, "no-currency", Severity::Error));
}

#[test]
fn sums_of_two_currencies_are_never_added() {
    let total = |total: &str, currency: &str| {
        let rows = format!(
            "[[award]]\nid = \"fine\"\nname = \"优秀奖\"\nseats = {{ exactly = 2 }}\nprize = 300\n{currency}\n\n[[unit]]\nid = \"dongting\""
        );
        let result = format!("award = [\"fine\"]\n{TAKE}");
        codes(&[("[[unit]]\nid = \"dongting\"", &rows), (TAKE, &result), ("id = \"shiyin-2023\"", total)])
    };
    let dollars = "id = \"shiyin-2023\"\ncurrency = \"USD\"\nprize_total = 500";
    assert_eq!(total(dollars, ""), ["prize-total"], "the prize is in the currency of the plan");
    assert_eq!(total(dollars, "currency = \"CNY\""), [""; 0], "300 yuan are no part of 500 dollars");
}

#[test]
fn a_lowest_score_leaves_room_below_the_highest_and_stands_on_scored_lines_alone() {
    let rubric = |line: &str| {
        let panel = format!("rubric = [{line}]");
        let stage = format!(
            "[[stage]]\nid = \"marks\"\nkind = \"review\"\nname = \"评分\"\nafter = [\"vote-1\"]\n[stage.review]\npanel = [{{ id = \"j\", name = \"评委\", seats = 9 }}]\n{panel}\ntrim = 1\nsheets_least = 5\nquorum = \"2/3\"\ndisclosure = \"signed\"\nrecusal = {{ grounds = [\"own\", \"kin\", \"same-unit\"], everywhere = true }}\n\n[[result]]"
        );
        codes(&[("[[result]]", &stage)])
    };
    let of = |line: &str| rubric(line).into_iter().filter(|code| *code == "score-least").count();
    assert_eq!(of("{ id = \"a\", name = \"甲\", least = 60, most = 100 }"), 0);
    assert_eq!(of("{ id = \"a\", name = \"甲\", least = 100, most = 100 }"), 1);
    let lines = "lines = [{ id = \"b\", name = \"乙\", least = 5, most = 100 }]";
    assert_eq!(of(&format!("{{ id = \"a\", name = \"甲\", least = 6, {lines} }}")), 1);
    assert_eq!(of(&format!("{{ id = \"a\", name = \"甲\", {lines} }}")), 0);
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
    assert_eq!(combined(spread), ["spread-turned", "never-full"]);
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
    // A method that tells equals apart by itself has no use for the round's own chain.
    let own = |ballots: (&str, &str), combine: &str| {
        let by = ("weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]", combine);
        codes(&[(ballots.0, ballots.1), by, (TIES, "places = 4\nclause = \"5.2\"")])
    };
    let needs = own((BALLOT, BALLOT), "runoff = { stage = \"vote-2\", ties = [\"resolution\"] }");
    assert_eq!(needs, ["method-needs-ranking"]);
    let ranked = |combine: &str| own(RANKS, combine);
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
    assert_eq!(ties("[{ part = \"vote-2\" }]"), ["ties-may-remain"]);
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
    assert_eq!(channel("opens = \"2023-03-13\""), [""; 0], "a channel may open before the others");
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

#[test]
fn units_with_quotas_of_their_own_are_told_from_the_others() {
    let units = |tiers: &str, rules: &str| {
        let rules = format!("brief_most = 200\n{rules}");
        let units = [("tiers = [\"public\", \"own\"]", tiers), ("brief_most = 200", rules.as_str())];
        shiyin(&units).iter().map(|fault| format!("{} {}", fault.code, fault.path)).collect::<Vec<_>>()
    };
    let (open, shut) = ("tiers = [\"bottom-up\", \"public\"]", "tiers = [\"bottom-up\"]");
    let counties = "{ kind = [\"county\"], quota = 9 }";
    let east = "{ unit = [\"dongting\"], quota = 6 }";
    // Somebody has no quota; everybody has one; those who have none are bodies that the plan does not name.
    assert_eq!(units(open, &format!("quota_of = [{east}]")), ["not-stated stage[0].recommend.quota"]);
    assert_eq!(units(open, &format!("quota_of = [{east}, {counties}]")), [""; 0]);
    let named = "{ unit = [\"dongting\", \"xiting\", \"nanting\", \"beiting\"], quota = 1 }";
    assert_eq!(units(shut, &format!("quota_of = [{named}]")), ["quota-too-small stage[0].recommend.quota"]);
    assert_eq!(units(shut, &format!("quota = 2\nquota_of = [{named}]")), [""; 0]);
    let outside = "{ unit = [\"beiting\"], outside = true }";
    assert_eq!(units(shut, &format!("quota = 1\nquota_of = [{outside}]")), [""; 0], "no bound of its own");
    for (row, told) in [
        ("{ unit = [\"nobody\"], quota = 1 }", "unknown-unit stage[0].recommend.quota_of[0].unit[0]"),
        (
            "{ category = [\"none\"], quota = 1 }",
            "unknown-category stage[0].recommend.quota_of[0].category[0]",
        ),
        ("{ unit = [\"dongting\"] }", "not-stated stage[0].recommend.quota_of[0]"),
        ("{ unit = [\"dongting\"], quota = 0 }", "zero stage[0].recommend.quota_of[0].quota"),
        (
            "{ unit = [\"dongting\"], quota = 1, outside = true }",
            "quota-and-outside stage[0].recommend.quota_of[0]",
        ),
        (
            "{ quota = 9 }, { kind = [\"county\"], quota = 9 }",
            "row-never-reached stage[0].recommend.quota_of[0]",
        ),
    ] {
        assert_eq!(units(open, &format!("quota = 9\nquota_of = [{row}]")), [told], "{row}");
    }
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
    // What calls itself by another name for Beijing time is of the mainland; what has a zone of its own is not.
    let zone = |zone: &'static str| [(abroad[0].0, zone), abroad[1]];
    assert_eq!(codes(&zone("time_zone = \"PRC\"")), ["no-approval"]);
    for elsewhere in ["Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei"] {
        let line = format!("time_zone = \"{elsewhere}\"");
        assert_eq!(codes(&[(abroad[0].0, &line), abroad[1]]), ["not-stated"], "{elsewhere}");
    }
    // Its working days are not this calendar's: the end of a notice is not reckoned by days that nobody there keeps.
    let working = ("day = \"calendar\"", "day = \"working\"");
    assert_eq!(codes(&[abroad[0], working]), ["other-working-days"]);
}

#[test]
fn days_that_are_not_fixed_stand_in_their_order_and_around_the_day_that_is() {
    let open = "opens = \"2023-03-22 08:00\"";
    let with = |more: &str| codes(&[(open, &format!("{open}\n{more}"))]);
    assert_eq!(with("opens_within = { from = \"2023-03-21\", to = \"2023-03-31\" }"), [""; 0]);
    assert_eq!(with("opens_within = { from = \"2023-03-31\", to = \"2023-03-21\" }"), ["days-backwards"]);
    assert_eq!(with("opens_within = { from = \"2023-03-01\", to = \"2023-03-10\" }"), ["days-disagree"]);
    assert_eq!(with("standing = true"), ["standing-closes"]);
}

#[test]
fn all_but_the_last_so_many_leaves_somebody() {
    assert_eq!(codes(&[(TAKE, "take = { but = 0 }")]), ["zero"]);
    assert_eq!(codes(&[(TAKE, "take = { but = 2 }")]), [""; 0]);
    let two = "take = { count = 2 }\ndecide = \"count\"\nties = [\"resolution\"]";
    let most = ("take = { count = 12 }\ndecide = \"count\"\nties = [\"all\"]", two);
    assert!(!codes(&[most, (TAKE, "take = { but = 1 }")]).contains(&"all-fall-out"));
    assert!(codes(&[most, (TAKE, "take = { but = 2 }")]).contains(&"all-fall-out"));
}

#[test]
fn counts_that_are_shown_once_a_day_are_shown_at_an_hour_of_the_day() {
    let display = "display = \"hidden\"";
    assert!(SHIYIN.contains(display) || SHIYIN.contains("display = \"live\""));
    let display = if SHIYIN.contains(display) { display } else { "display = \"live\"" };
    assert_eq!(codes(&[(display, "display = { daily = 24 }")]), ["display-hour"]);
    assert_eq!(codes(&[(display, "display = { daily = \"not stated\" }")]), ["not-stated"]);
}

#[test]
fn a_composition_over_all_categories_needs_two_and_has_the_seats_of_all() {
    let row = |more: &str| {
        let rule = format!(
            "take = \"seats\"\ncomposition = [{{ id = \"east\", name = \"东片\", when = {{ attribute = \"area\", is = [\"东\"] }}, least = {{ count = 20 }}{more} }}]"
        );
        let area = "[[attribute]]\nid = \"area\"\nname = \"片区\"\nvalues = [\"东\", \"西\"]\n\n[[stage]]";
        codes(&[(TAKE, &rule), ("[[stage]]", area)])
    };
    assert!(row("").contains(&"composition-impossible"), "more than there are seats");
    let one = plan::read(SHIYIN).unwrap().category.len() < 2;
    let told: &[&str] = if one { &["together-of-one"] } else { &[] };
    assert_eq!(row(", together = true"), told);
}

#[test]
fn a_panel_of_eleven_to_seventeen_and_odd_is_held_against_what_it_is_made_of() {
    let body = |size: &str, seats: &str| {
        let review = format!(
            "[[electorate]]\nid = \"jury\"\nname = \"评委会\"\nkind = \"jury\"\n{size}\n\n[[stage]]\nid = \"panel\"\nkind = \"review\"\nname = \"评审\"\n\n[stage.review]\nelectorate = \"jury\"\npanel = [{{ id = \"a\", name = \"专家\", seats = {seats} }}, {{ id = \"b\", name = \"群众\", seats = 6 }}]\nrubric = \"not stated\"\nrecusal = \"not stated\"\n\n[[stage]]\nid = \"vote-2\""
        );
        let told = shiyin(&[("[[stage]]\nid = \"vote-2\"", &review)]).into_iter();
        let sizes = ["size-not-odd", "bounds-crossed", "panel-not-electorate", "zero"];
        told.filter(|fault| sizes.contains(&fault.code)).map(|fault| fault.text(Lang::Zh)).collect::<Vec<_>>()
    };
    let odd = "size = { between = { least = 11, most = 17 } }\nodd = true";
    assert_eq!(body(odd, "7"), [""; 0]);
    assert_eq!(body(odd, "{ at-least = 7 }"), [""; 0], "how many there are is open");
    assert_eq!(body(odd, "3"), ["评审组各类成员共9人，评审群体却有11–17人"]);
    assert_eq!(body("size = 15", "8"), ["评审组各类成员共14人，评审群体却有15人"]);
    assert_eq!(body("size = { exactly = 14 }\nodd = true", "8"), ["人数须为单数，而14是双数"]);
    assert_eq!(
        body("size = { between = { least = 17, most = 11 } }", "{ about = 7 }"),
        ["最少17，最多11，前后矛盾"]
    );
    assert_eq!(body("size = { at-most = 0 }", "\"not stated\"").len(), 1);
}

#[test]
fn how_many_become_candidates_is_said_once_and_leaves_room_for_the_seats() {
    let screen = |rules: &str| {
        let told = shiyin(&[("candidates_most = 40", rules)]).into_iter();
        told.map(|fault| format!("{} {}", fault.code, fault.path)).collect::<Vec<_>>()
    };
    for rules in [
        "candidates = { exactly = 40 }",
        "candidates = { multiple = \"4\" }",
        "candidates = { at-least = 40 }",
    ] {
        let told = screen(rules);
        assert!(told.iter().all(|told| !told.contains("candidates")), "{rules}: {told:?}");
    }
    // The seats are six.
    for rules in
        ["candidates = { exactly = 5 }", "candidates = { multiple = \"0.9\" }", "candidates_most = 5"]
    {
        assert!(screen(rules).iter().any(|told| told.starts_with("seats-more-than-candidates")), "{rules}");
    }
    let twice = "candidates_most = 40\ncandidates = { exactly = 40 }";
    assert!(screen(twice).contains(&"candidates-twice stage[1].screen.candidates_most".to_owned()));
    let crossed = "candidates = { between = { least = 40, most = 20 } }";
    assert!(screen(crossed).contains(&"bounds-crossed stage[1].screen.candidates".to_owned()));
    let heads = "candidates = { exactly = 40 }\ncomposition = [{ id = \"heads\", name = \"负责人\", when = { attribute = \"post\", is = [\"负责人\"] }, most = { share = \"0.3\" } }]";
    assert!(
        screen(heads).contains(&"unknown-attribute stage[1].screen.composition[0].when.attribute".to_owned())
    );
}

#[test]
fn a_result_follows_votes_and_reviews_one_or_several_and_no_screening() {
    let after = |after: &str| {
        let told = shiyin(&[("after = \"vote-2\"\nyields", &format!("after = {after}\nyields"))]).into_iter();
        told.map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(after("\"vote-2\""), [""; 0]);
    assert_eq!(after("[\"vote-1\", \"vote-2\"]"), [""; 0]);
    assert!(after("\"screen\"").contains(&"wrong-stage-kind"));
    assert!(after("[\"vote-2\", \"nowhere\"]").contains(&"unknown-stage"));
    assert!(after("[]").contains(&"none-at-all"));
}

#[test]
fn a_round_that_takes_everybody_needs_no_count_and_no_tie_rule_and_one_that_never_has_enough_is_told() {
    let combine = "combine = { weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }] }\n";
    let ties = (TIES, "places = 4\nclause = \"5.2\"");
    let all = codes(&[(combine, ""), (TAKE, "take = \"all\""), ties]);
    assert_eq!(all, ["weighted-without-weight"], "the vote has a weight nowhere now");
    let told = codes(&[(combine, ""), ties]);
    assert!(told.contains(&"no-vote-rule") && told.contains(&"no-tie-rule"), "{told:?}");
    let first = "take = { count = 12 }";
    let fewest = |n: u32| {
        codes(&[(first, &format!("{first}\nfewest = [{{ count = {n}, otherwise = \"not-held\" }}]"))])
    };
    assert_eq!(fewest(3), [""; 0]);
    assert_eq!(fewest(41), ["never-enough"], "forty come in");
    assert_eq!(fewest(0), ["zero"]);
}

#[test]
fn a_day_for_ages_needs_an_age_and_departments_that_are_asked_exist() {
    let category = |rule: &str| {
        let scope = "standards = [\"能听出";
        codes(&[(scope, &format!("{rule}\n{scope}"))])
    };
    let age = |rule: &str| category(&format!("eligibility = [{{ text = \"条件\", {rule} }}]"));
    assert_eq!(age("age_most = 55, age_on = \"2025-06-30\""), [""; 0]);
    assert_eq!(age("age_on = \"2025-06-30\""), ["age-on-without-age"]);
    assert_eq!(age("excludes = true, when = { attribute = \"past\", is = [\"是\"] }"), ["unknown-attribute"]);
    assert_eq!(category("clearance = [\"nobody\"]"), ["unknown-department"]);
}

#[test]
fn the_end_of_seven_days_of_no_kind_is_open_and_nothing_is_reckoned_with_it() {
    let days = |days: &str| codes(&[("day = \"calendar\"", "day = \"not stated\""), ("days = 5", days)]);
    assert!(SHIYIN.contains("days = 5") && SHIYIN.contains("day = \"calendar\""));
    assert_eq!(days("days = 5"), ["not-stated"]);
    assert!(days("days = 0").contains(&"notice-days"), "whatever kind of day");
    let text = SHIYIN.replacen("day = \"calendar\"", "day = \"not stated\"", 1);
    let said = plan::explain::explain(&good(&text), Lang::Zh);
    assert!(said.contains("公示到哪一天满期，要先定按工作日还是按自然日算"));
}

#[test]
fn a_text_that_names_neither_place_nor_zone_is_asked_about_both_and_cannot_be_run() {
    let zone = "time_zone = \"Asia/Shanghai\"\n";
    let place = SHIYIN.lines().find(|line| line.starts_with("place = ")).unwrap();
    for silent in ["", "time_zone = \"not stated\"\n"] {
        let text = SHIYIN.replacen(zone, silent, 1).replacen(place, "place = \"not stated\"", 1);
        let plan = good(&text);
        let told = check(&plan, None);
        let open: Vec<_> = told.iter().map(|fault| (fault.severity, fault.path.as_str())).collect();
        assert!(open.contains(&(Severity::Question, "time_zone")), "{open:?}");
        assert!(open.contains(&(Severity::Question, "place")), "{open:?}");
        assert!(told.iter().all(|fault| fault.severity != Severity::Error));
        let said = plan::explain::explain(&plan, Lang::Zh);
        assert!(!said.contains("not stated") && said.contains("没有写明：地区"), "{said}");
        assert!(plan::conduct::beyond(&plan).iter().any(|fault| fault.path == "time_zone"));
        assert_eq!(plan.brand(), plan.short);
    }
}

#[test]
fn what_follows_from_a_ground_is_said_of_grounds_and_categories_that_there_are() {
    let recusal = |follows: &str| {
        let review = format!(
            "[[stage]]\nid = \"panel\"\nkind = \"review\"\nname = \"评审\"\n\n[stage.review]\npanel = \"not stated\"\nrubric = \"not stated\"\nrecusal = {{ grounds = [\"own\", \"kin\", \"same-unit\"], follows = [{follows}], everywhere = true }}\n\n[[stage]]\nid = \"notice\""
        );
        let told = shiyin(&[("[[stage]]\nid = \"notice\"", &review)]).into_iter().map(|fault| fault.code);
        told.filter(|code| ["ground-unknown", "unknown-category"].contains(code)).collect::<Vec<_>>()
    };
    assert_eq!(
        recusal("{ grounds = [\"own\"], from = \"category\", present = false }, { from = \"nominee\" }"),
        [""; 0]
    );
    assert_eq!(recusal("{ grounds = [\"other\"], from = \"category\" }"), ["ground-unknown"]);
    assert_eq!(recusal("{ category = [\"none\"], from = \"review\" }"), ["unknown-category"]);
}

#[test]
fn a_method_has_what_it_is_told_to_hold_against_and_nothing_is_written_for_nothing() {
    const WEIGHTED: &str = "weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]";
    let runoff = |more: &str| {
        let combine = format!("runoff = {{ stage = \"vote-2\", ties = [\"together\"]{more} }}");
        codes(&[RANKS, (WEIGHTED, &combine), (TIES, "places = 4\nclause = \"5.2\"")])
    };
    assert_eq!(runoff(", against_no_award = true"), ["nothing-to-be-held-against"]);
    assert_eq!(runoff(", against_no_award = \"above\""), ["nothing-to-be-held-against"]);
    assert_eq!(runoff(", against_no_award = false"), [""; 0]);
    assert_eq!(runoff(", last = [\"firsts\"]"), ["ties-may-remain"]);
    let with = codes(&[RANKS, (WEIGHTED, "runoff = { stage = \"vote-2\", ties = [\"together\"] }")]);
    assert_eq!(with, ["ties-without-effect"]);
    let support = |more: &str| {
        combined(&format!(
            "support = {{ stage = \"vote-2\", of = \"valid\", bar = [{{ share = \"1/2\", reach = \"above\" }}]{more} }}"
        ))
    };
    assert_eq!(support(", further = { times = 2, equals = \"in\" }"), ["further-never-held"]);
    assert_eq!(
        support(", ballots = 2, further = { times = \"1/2\" }"),
        ["further-below-seats", "further-equals"]
    );
    assert_eq!(support(", ballots = 2, further = { times = 2, equals = \"out\" }"), [""; 0]);
}

#[test]
fn a_round_that_counts_again_among_some_is_asked_whether_its_maximum_is_meant() {
    const WEIGHTED: &str = "weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]";
    let again = |stage: &str, normalise: &str| {
        let by = format!("weighted = [{{ stage = \"{stage}\", weight = 100, normalise = \"{normalise}\" }}]");
        let take = format!("{TAKE}\namong = {{ rest = \"twelve\" }}");
        codes(&[(WEIGHTED, by.as_str()), (TAKE, take.as_str())]).contains(&"maximum-of-the-rest")
    };
    assert!(
        again("vote-1", "share") && again("vote-1", "divide-by-maximum") && again("vote-1", "rank-share")
    );
    assert!(!again("vote-2", "share"), "new votes, of which nothing has been a maximum yet");
    assert!(!again("vote-1", "none"));
}

#[test]
fn a_stage_for_some_categories_is_counted_in_these_alone() {
    let category = |of: &str| {
        let stage = format!("id = \"vote-2\"\ncategory = [\"{of}\"]");
        codes(&[("id = \"vote-2\"", &stage)])
    };
    let plan = good(SHIYIN);
    let all = plan.category.len();
    let first = plan.category[0].id.clone();
    let told = category(&first);
    assert_eq!(told.iter().filter(|code| **code == "category-not-of-stage").count(), all - 1, "{told:?}");
    assert!(category("nobody").contains(&"unknown-category"));
}

#[test]
fn a_chair_counts_more_than_once_in_a_ballot_that_is_held() {
    let support = |more: &str| {
        let combine = format!(
            "support = {{ stage = \"vote-2\", of = \"valid\", bar = [{{ share = \"1/2\", reach = \"above\" }}], ballots = 3{more} }}"
        );
        codes(&[
            ("weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]", &combine),
            (
                "[[unit]]\nid = \"dongting\"",
                "[[electorate]]\nid = \"chair\"\nname = \"主席\"\nkind = \"jury\"\n\n[[unit]]\nid = \"dongting\"",
            ),
        ])
    };
    let whole = support("");
    let casting = |of: &str| -> Vec<_> {
        let told = support(&format!(", casting = {{ {of} }}"));
        told.into_iter().filter(|code| !whole.contains(code)).collect()
    };
    assert_eq!(casting("who = \"chair\", times = 2, from = 3"), [""; 0]);
    assert_eq!(casting("who = \"chair\", times = 1"), ["casting-once"]);
    assert_eq!(casting("who = \"chair\", times = 2, from = 4"), ["ballot-never-held"]);
    assert_eq!(casting("who = \"nobody\", times = 2"), ["unknown-electorate"]);
}

#[test]
fn shares_of_seats_and_entries_are_shares() {
    let seats = "seats = { at-most = 3 }";
    assert!(SHIYIN.contains("seats = "), "the plan has seats");
    let line = SHIYIN.lines().find(|line| line.starts_with("seats = ")).unwrap_or(seats);
    let of = |portion: &str| -> Vec<_> {
        let told = codes(&[(line, &format!("seats = {{ share = {{ {portion} }} }}"))]);
        told.into_iter()
            .filter(|code| ["portion-range", "bounds-crossed", "not-stated"].contains(code))
            .collect()
    };
    assert_eq!(of("share = \"3/10\", rounding = \"cut\""), [""; 0]);
    assert_eq!(of("share = \"3/10\""), ["not-stated"], "how it is rounded");
    assert_eq!(of("share = \"3/2\", rounding = \"cut\""), ["portion-range"]);
    assert_eq!(of("share = 0, rounding = \"up\""), ["portion-range"]);
    assert_eq!(of("share = \"3/10\", rounding = \"up\", least = 4, most = 3"), ["bounds-crossed"]);
    // Rows for few: each its own number, awards that the round gives.
    let first = "take = \"seats\"";
    let few = |rows: &str| codes(&[(first, &format!("{first}\nfewest = [{rows}]"))]);
    let halved = "{ count = 3, otherwise = { seats = { share = \"1/2\", rounding = \"cut\" } } }";
    assert_eq!(few(halved), [""; 0]);
    assert_eq!(few(&format!("{halved}, {halved}")), ["row-never-reached"]);
    assert_eq!(few("{ count = 3, otherwise = { without = [\"first\"] } }"), ["unknown-award"]);
    assert_eq!(
        few("{ count = 3, otherwise = { seats = { share = 2, rounding = \"cut\" } } }"),
        ["portion-range"]
    );
}

#[test]
fn a_tie_step_needs_one_part_of_its_round() {
    let ties = |step: &str, parts: &str| {
        let weighted = format!("weighted = [{parts}]");
        codes(&[
            ("weighted = [{ stage = \"vote-2\", weight = 100, normalise = \"share\" }]", &weighted),
            (TIES, &TIES.replace("[\"all\"]", &format!("[{{ part = \"{step}\" }}, \"all\"]"))),
        ])
    };
    let whole = "{ stage = \"vote-2\", weight = 100, normalise = \"share\" }";
    let of =
        |id: &str| format!("{{ id = \"{id}\", stage = \"vote-2\", weight = 50, normalise = \"share\" }}");
    let halves = format!("{}, {}", of("one"), of("two"));
    assert_eq!(ties("vote-2", whole), [""; 0]);
    assert!(ties("vote-2", &halves).contains(&"tie-part-ambiguous"));
    assert!(!ties("one", &halves).contains(&"tie-part-ambiguous"));
    // The votes of the round before are no part of this one, until they are written as one that counts for nothing.
    assert_eq!(ties("vote-1", whole), ["tie-part-absent"]);
    let beside = format!("{whole}, {{ stage = \"vote-1\", weight = 0, normalise = \"none\" }}");
    assert!(!ties("vote-1", &beside).contains(&"tie-part-absent"));
}
