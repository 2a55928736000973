//! Awards and seats that somebody might be told they have before anybody can know it.

use super::made::*;

const WEB: &str = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\n";
pub(super) const SUM: &str = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }";

pub(super) fn award(id: &str, seats: u32, more: &str) -> String {
    format!("\n[[award]]\nid = \"{id}\"\nname = \"{id}\"\nseats = {{ exactly = {seats} }}\n{more}\n")
}

fn round(id: &str, more: &str) -> String {
    result(id, &format!("{SUM}\naward = [\"{id}\"]\ntake = \"awards\"\n{more}"))
}

/// Everybody's votes, a row each.
pub(super) fn votes(of: &[(&str, u32)]) -> String {
    of.iter().fold("candidate,for\n".to_owned(), |text, (who, n)| text + &format!("{who},{n}\n"))
}

pub(super) fn free() -> String {
    vote(&format!("{WEB}limit = \"not stated\""))
}

#[test]
fn a_lower_award_waits_until_the_higher_one_is_decided() {
    let plan = plan_of(&[
        "one_award = true\n",
        BUILDERS,
        &free(),
        &award("first", 1, ""),
        &award("second", 2, ""),
        &round("first", "ties = [\"resolution\"]"),
        &round("second", "ties = [\"resolution\"]"),
    ]);
    let tied = counted(&plan, &[("tallies", &votes(&[("a", 10), ("b", 10), ("c", 5), ("d", 1)]))]);
    assert_eq!(tied.counted.awards, [], "{}", all(&tied));
    assert!(open(&tied).contains(&"result.first".to_owned()), "{:?}", open(&tied));
    let clear = counted(&plan, &[("tallies", &votes(&[("a", 11), ("b", 10), ("c", 5), ("d", 1)]))]);
    let given: Vec<_> =
        clear.counted.awards.iter().map(|it| (it.award.as_str(), it.candidate.as_str())).collect();
    assert_eq!(given, [("first", "a"), ("second", "b"), ("second", "c")]);
    assert!(clear.decided());
}

#[test]
fn there_are_no_more_of_an_award_than_the_plan_has_however_many_give_it() {
    let others = "[[category]]\nid = \"others\"\nname = \"其他\"\nprefix = \"B\"\nseats = { at-most = 2 }\nscope = \"not stated\"\n";
    let plan = plan_of(&[
        BUILDERS,
        others,
        &free(),
        &award("best", 1, ""),
        &round("best", "ties = [\"resolution\"]"),
    ]);
    let rows = "category,candidate,for\nbuilders,a,3\nbuilders,c,1\nothers,b,2\nothers,d,1\n";
    let report = counted(&plan, &[("tallies", rows)]);
    assert_eq!(open(&report), ["award.best.seats"], "one award, and two categories give it");
}

#[test]
fn equals_whom_the_plan_seats_past_the_places_are_no_more_of_an_award_than_there_are() {
    let grades = format!(
        "{SUM}\naward = [\"first\", \"second\"]\ntake = \"awards\"\nties = [\"all\"]\nvacancy = true\n"
    );
    let plan = plan_of(&[
        "one_award = true\n",
        BUILDERS,
        &free(),
        &award("first", 1, ""),
        &award("second", 3, ""),
        &result("final", &grades),
    ]);
    let given = |rows: &[(&str, u32)], decisions: &str| {
        let tables = [("tallies", votes(rows)), ("decisions", format!("candidate,kind,value\n{decisions}"))];
        let tables: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let report = counted(&plan, &tables);
        assert_eq!(open(&report), [""; 0], "{}", all(&report));
        let given = report.counted.awards.iter();
        given.map(|it| format!("{} {}", it.award, it.candidate)).collect::<Vec<_>>().join(", ")
    };
    let top = [("a", 9), ("b", 9), ("c", 8), ("d", 7), ("e", 6)];
    assert_eq!(given(&top, ""), "first a, first b, second c, second d");
    let last = [("a", 9), ("b", 8), ("c", 7), ("d", 6), ("e", 6)];
    assert_eq!(given(&last, ""), "first a, second b, second c, second d, second e");
    // Whoever is in without a count takes the place of their own award.
    assert_eq!(given(&last, "e,direct,first\n"), "first e, second a, second b, second c");
}

#[test]
fn whoever_holds_a_higher_award_is_not_given_a_lower_one_by_a_later_decision() {
    let pick = "combine = { pick = \"评委会\" }\naward = [\"mention\"]\ntake = \"awards\"\n";
    let plan = |one: &str| {
        plan_of(&[
            one,
            BUILDERS,
            &free(),
            &award("best", 1, ""),
            &award("mention", 1, ""),
            &round("best", "ties = [\"resolution\"]"),
            &result("mention", pick).replace("decide = \"count\"", "decide = \"resolution\""),
        ])
    };
    let tables = [
        ("tallies", votes(&[("a", 9), ("b", 1)])),
        ("decisions", "candidate,kind,value,round\na,pick,1,mention\n".to_owned()),
    ];
    let tables: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let report = counted(&plan("one_award = true\n"), &tables);
    let given: Vec<_> = report.counted.awards.iter().map(|it| it.award.as_str()).collect();
    assert_eq!((given, open(&report)), (vec!["best"], vec!["award.mention".to_owned()]));
    // Where the plan has such a rule and does not say which, that is asked; where it has none or allows it, nothing is.
    assert_eq!(open(&counted(&plan("one_award = \"not stated\"\n"), &tables)), ["one_award"]);
    assert_eq!(open(&counted(&plan(""), &tables)), [""; 0]);
    assert_eq!(open(&counted(&plan("one_award = false\n"), &tables)), [""; 0]);
}

#[test]
fn an_award_that_nobody_passes_for_is_not_decided_where_it_may_not_stay_empty() {
    let told = |vacancy: &str| {
        let support = "combine = { support = { stage = \"vote\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"above\" }] } }\naward = [\"best\"]\ntake = \"awards\"\nties = [\"resolution\"]\n";
        let plan = plan_of(&[
            BUILDERS,
            &free(),
            &award("best", 1, ""),
            &result("best", &format!("{support}{vacancy}")),
        ]);
        open(&counted(&plan, &[("ballots", "choices\na\na\nb\nb\nc\n")]))
    };
    assert_eq!(told("vacancy = false"), ["result.best.vacancy"]);
    assert_eq!(told("vacancy = \"not stated\""), ["result.best.vacancy"]);
    assert_eq!(told("vacancy = true"), [""; 0]);
}

#[test]
fn where_voters_may_change_the_last_ballot_stands() {
    let rows =
        "ballot,voter,at,choices\n1,v,2022-12-01 09:00,a\n2,v,2022-12-01 10:00,b\n3,v,2022-12-02 10:00,c\n";
    let told = |change: &str, per: &str| {
        let vote = vote(&format!("{WEB}limit = [{{ ballots = 1, per = \"{per}\" }}]\nchange = {change}"));
        let rule = result("final", &format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]"));
        let report = counted(&plan_of(&[BUILDERS, &vote, &rule]), &[("ballots", rows)]);
        report
            .invalid
            .iter()
            .map(|it| format!("{} {:?}", it.ballot, it.reason))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(told("true", "day"), "1 Replaced");
    assert_eq!(told("true", "stage"), "1 Replaced, 2 Replaced");
    assert_eq!(told("false", "day"), "2 Limit");
    assert_eq!(told("false", "stage"), "2 Limit, 3 Limit");
}

#[test]
fn whoever_does_not_fulfil_a_condition_or_lacks_what_a_rule_asks_for_is_a_fault_of_the_table() {
    let category = format!(
        "{BUILDERS}eligibility = [{{ text = \"往届获奖者\", excludes = true, when = {{ attribute = \"former\", is = [\"是\"] }} }}]\n"
    );
    let more = "[[attribute]]\nid = \"former\"\nname = \"往届\"\nvalues = [\"是\", \"否\"]\n";
    let rule = result("final", &format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]"));
    let plan = plan_of(&[&category, &free(), &rule, more]);
    let told = |rows: &str| match read_tables(&plan, &[("candidates", rows)]) {
        Ok(_) => String::new(),
        Err(faults) => faults.iter().map(|it| it.sentence(text::Lang::Zh)).collect::<Vec<_>>().join("\n"),
    };
    assert_eq!(told("id,category,former\na,builders,否\n"), "");
    assert!(told("id,category,former\na,builders,是\n").contains("不符合参评条件“往届获奖者”"));
    assert!(told("id,category,former\na,builders,\n").contains("不能为空"));
}

#[test]
fn equals_that_wait_for_a_lot_are_told_which_row_brings_it() {
    let plan = plan_of(&[
        BUILDERS,
        &free(),
        &result("final", &format!("{SUM}\ntake = \"seats\"\nties = [{{ lot = \"开奖号码\" }}]")),
    ]);
    let tallies = votes(&[("a", 10), ("b", 9), ("c", 9)]);
    let waits = counted(&plan, &[("tallies", &tallies)]);
    assert!(!waits.decided() && waits.text(&plan, text::Lang::Zh).contains("kind填lot，value填公布的种子"));
    let drawn =
        counted(&plan, &[("tallies", &tallies), ("decisions", "candidate,kind,value\n,lot,20260101\n")]);
    assert!(drawn.decided());
}

#[test]
fn nobody_holds_an_award_while_it_is_open_who_else_stands_for_it() {
    let panel = review(
        "rubric = [{ id = \"mark\", name = \"分\", most = 10 }]\nsheets_least = 1\ntrim = 0\naggregate = \"mean\"",
    );
    let first = result("first", &format!("{SUM}\ntake = \"seats\"\nties = [\"resolution\"]"))
        .replace("finalists", "candidates");
    let last = round("best", "ties = [\"resolution\"]").replace("stage = \"vote\"", "stage = \"panel\"");
    let plan = plan_of(&[BUILDERS, &free(), &panel, &award("best", 1, ""), &first, &last]);
    let sheets = "judge,candidate,criterion,score\nj,a,mark,9\nj,b,mark,5\nj,c,mark,6\n";
    let told = |c: u32, picks: &str| {
        let tallies = votes(&[("a", 9), ("b", 5), ("c", c)]);
        let decisions = format!("candidate,kind,value,round\n{picks}");
        let report = counted(&plan, &[("tallies", &tallies), ("sheets", sheets), ("decisions", &decisions)]);
        let given: Vec<_> = report.counted.awards.iter().map(|it| it.candidate.clone()).collect();
        let open = open(&report);
        let rows = report.counted.rounds[1].categories[0].ranking.iter();
        let seated = rows.filter(|row| row.status == crate::Status::Seated).count();
        assert_eq!(seated, given.len(), "the round says the same");
        let placed = |step: &crate::Step| matches!(step, crate::Step::Placed { status, .. } if *status == crate::Status::Seated);
        let steps = &report.counted.rounds[1].categories[0].steps;
        assert_eq!(steps.iter().filter(|step| placed(step)).count(), seated, "and so does its last step");
        format!("{} {}", given.concat(), open.join(" "))
    };
    assert_eq!(told(4, ""), "a ");
    assert!(told(5, "").starts_with(' ') && told(5, "").ends_with("result.first"), "{}", told(5, ""));
    assert_eq!(told(5, "c,pick,1,first\nb,pick,2,first\n"), "a ");
}

#[test]
fn whoever_may_still_get_a_higher_award_in_another_category_has_no_lower_one() {
    let others = "[[category]]\nid = \"others\"\nname = \"其他\"\nprefix = \"B\"\nseats = { at-most = 1 }\nscope = \"not stated\"\n";
    let held = |id: &str, category: &str| {
        round(id, &format!("category = [\"{category}\"]\nties = [\"resolution\"]"))
    };
    let rows =
        |b: u32| format!("category,candidate,for\nbuilders,a,9\nbuilders,b,{b}\nothers,a,5\nothers,c,1\n");
    // Whether the higher award is counted first or last makes no difference.
    for order in [["high", "low"], ["low", "high"]] {
        let rounds = order.map(|id| held(id, if id == "high" { "builders" } else { "others" })).concat();
        let plan = plan_of(&[
            "one_award = true\n",
            BUILDERS,
            others,
            &free(),
            &award("high", 1, ""),
            &award("low", 1, ""),
            &rounds,
        ]);
        let tied = counted(&plan, &[("tallies", &rows(9))]);
        assert_eq!(tied.counted.awards, [], "{order:?}");
        assert!(open(&tied).contains(&"result.high".to_owned()), "{:?}", open(&tied));
        assert!(!all(&tied).contains("seated"), "{order:?} {}", all(&tied));
        // Whoever does not stand for the higher one may have the lower one now.
        let free = counted(&plan, &[("tallies", &rows(9).replace("others,a,5", "others,d,5"))]);
        assert_eq!(holds_all(&free), ["low:d"], "{order:?}");
    }
}

/// Every award with who holds it.
fn holds_all(report: &crate::report::Report) -> Vec<String> {
    report.counted.awards.iter().map(|it| format!("{}:{}", it.award, it.candidate)).collect()
}
