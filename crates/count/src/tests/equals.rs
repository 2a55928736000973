//! Equals: whom a plan seats together, what a tie step can compare, and how many of them there may be.

use super::made::*;

const VOTE: &str = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"\n";
const SUM: &str =
    "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\n";
const SEX: &str =
    "[[attribute]]\nid = \"sex\"\nname = \"性别\"\n[[attribute]]\nid = \"unit\"\nname = \"单位\"\n";

/// Two seats, votes, and rules of the round; a row is who, sex, unit and votes.
fn told(rules: &str, rows: &str) -> String {
    let plan = plan_of(&[BUILDERS, SEX, &vote(VOTE), &result("final", &format!("{SUM}{rules}"))]);
    let (mut candidates, mut tallies) = ("id,sex,unit\n".to_owned(), "candidate,for\n".to_owned());
    for row in rows.split("; ") {
        let [who, sex, unit, votes] = row.split(' ').collect::<Vec<_>>()[..] else { panic!("{row}") };
        candidates += &format!("{who},{sex},{unit}\n");
        tallies += &format!("{who},{votes}\n");
    }
    let report = counted(&plan, &[("candidates", &candidates), ("tallies", &tallies)]);
    format!("{}{}", all(&report), open(&report).join(", "))
}

#[test]
fn equals_who_are_all_seated_are_seated_beside_clauses_on_the_composition() {
    let woman = "ties = [\"all\"]\ncomposition = [{ id = \"w\", name = \"女性\", when = { attribute = \"sex\", is = [\"w\"] }, least = { count = 1 } }]";
    // The woman has the second seat in any case, and two men are equal for the first.
    assert_eq!(
        told(woman, "a m x 9; b m x 9; c m x 8; d w x 1"),
        "final/builders\n1 a 9 seated\n1 b 9 seated\n3 c 8 not\n4 d 1 seated\n"
    );
    assert_eq!(
        told(woman, "a m x 9; b m x 8; c w x 7; d w x 7"),
        "final/builders\n1 a 9 seated\n2 b 8 not\n3 c 7 seated\n3 d 7 seated\n"
    );
    // Where a clause forbids what the tie rule says, the plan does not tell which of the two gives way.
    let unit = "ties = [\"all\"]\ncomposition = [{ id = \"u\", name = \"单位\", each = \"unit\", most = { count = 1 } }]";
    assert_eq!(
        told(unit, "a m x 9; b m y 8; c m y 8; d w z 1"),
        "final/builders\n1 a 9 seated\n2 b 8 undecided\n2 c 8 undecided\n4 d 1 not\nresult.final.composition.u"
    );
    assert_eq!(
        told(unit, "a m x 9; b m y 8; c m z 8; d w z 1"),
        "final/builders\n1 a 9 seated\n2 b 8 seated\n2 c 8 seated\n4 d 1 not\n"
    );
    // Whoever shares a rank and could not be in beside those above is nobody's equal at the border.
    assert_eq!(
        told(unit, "a m x 9; b m x 8; c m z 8; d w z 1"),
        "final/builders\n1 a 9 seated\n2 c 8 seated\n2 b 8 not\n4 d 1 not\n"
    );
}

#[test]
fn what_equals_earn_is_asked_only_where_somebody_goes_on_by_it() {
    let rule = "combine = { sum = [{ id = \"web\", name = \"网上\", stage = \"vote\", normalise = { rank-table = [9, 7, 6, 3, 2, 1] }, weight = 1 }, { measure = \"visit\", normalise = { rank-table = [9, 7, 6, 3, 2, 1] }, weight = 1 }] }\ntake = \"seats\"\nties = [\"all\"]";
    let measures = "[[measure]]\nid = \"visit\"\nname = \"走访\"\n";
    let plan = plan_of(&[BUILDERS, measures, &vote(VOTE), &result("final", rule)]);
    let told = |votes: &str| {
        let visits =
            ("measures", "candidate,measure,value\na,visit,9\nb,visit,8\nc,visit,7\nd,visit,1\ne,visit,1\n");
        let candidates = ("candidates", "id\na\nb\nc\nd\ne\n");
        let report = counted(&plan, &[candidates, ("tallies", &format!("candidate,for\n{votes}")), visits]);
        (format!("{}{}", all(&report), open(&report).join(", ")), report.text(&plan, text::Lang::En))
    };
    // d and e are equal for places 4 and 5 in both parts; a and b go on whatever that earns.
    let (rows, words) = told("a,9\nb,8\nc,7\nd,0\ne,0\n");
    assert_eq!(rows, "final/builders\n1 a 18 seated\n2 b 14 seated\n3 c 12 not\n4 d - not\n4 e - not\n");
    assert!(words.contains("some are equal, and the plan does not say what equals earn."), "{words}");
    // Two whose places are all known are equal for the last seat, and the tie rule tells what follows.
    let (rows, _) = told("a,9\nb,7\nc,8\nd,0\ne,0\n");
    assert!(rows.starts_with("final/builders\n1 a 18 seated\n2 b 13 seated\n2 c 13 seated\n"), "{rows}");
    // a and b share the first place of the vote, and c would be ahead of b, or not.
    let (rows, words) = told("a,9\nc,9\nb,8\nd,0\ne,0\n");
    assert!(rows.ends_with("result.final.combine.visit.equals"), "{rows}");
    assert!(words.contains("The plan does not state what equals earn (final (网上))"), "{words}");
}

#[test]
fn equals_go_on_or_none_of_them_does_by_how_many_they_are() {
    let ties = "ties = [{ up-to = 2 }, \"nobody\"]";
    assert_eq!(
        told(ties, "a m x 9; b m y 8; c m z 8; d w z 1"),
        "final/builders\n1 a 9 seated\n2 b 8 seated\n2 c 8 seated\n4 d 1 not\n"
    );
    assert_eq!(
        told(ties, "a m x 9; b m y 8; c m z 8; d w z 8; e w z 1"),
        "final/builders\n1 a 9 seated\n2 b 8 not\n2 c 8 not\n2 d 8 not\n5 e 1 not\n"
    );
    // The rule itself leaves the seat empty, also where there are exactly so many.
    let exactly = BUILDERS.replace("at-most", "exactly");
    let plan = plan_of(&[&exactly, &vote(VOTE), &result("final", &format!("{SUM}{ties}"))]);
    let report = counted(&plan, &[("tallies", "candidate,for\na,9\nb,8\nc,8\nd,8\n")]);
    assert!(report.decided(), "{:?}", open(&report));
    assert!(report.text(&plan, text::Lang::En).contains("None of them is seated"));
}

#[test]
fn whose_score_is_lacking_may_yet_take_a_place_from_the_last() {
    let visits = "[[measure]]\nid = \"visit\"\nname = \"走访\"\n";
    let rule = "combine = { sum = [{ measure = \"visit\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]";
    let plan = plan_of(&[BUILDERS, visits, &vote(VOTE), &result("final", rule)]);
    let candidates = ("candidates", "id\na\nb\nc\nd\n");
    let measures = ("measures", "candidate,measure,value\na,visit,9\nb,visit,8\nc,visit,7\n");
    let report = counted(&plan, &[candidates, measures]);
    // Whatever d has, a is among two; b is only where d has less.
    assert_eq!(all(&report), "final/builders\n1 a 9 seated\n2 b 8 undecided\n3 c 7 not\n- d - undecided\n");
    assert_eq!(report.counted.rounds[0].categories[0].margin, None);
}

#[test]
fn a_tie_step_names_a_part_by_its_stage_where_one_alone_comes_from_there_at_any_depth() {
    let measures = "[[measure]]\nid = \"visit\"\nname = \"走访\"\n";
    let rule = "combine = { weighted = [{ id = \"both\", name = \"合\", weight = 100, parts = [{ id = \"web\", stage = \"vote\", weight = 50, normalise = \"none\" }, { measure = \"visit\", weight = 50, normalise = \"none\" }] }] }\ntake = { count = 1 }\nties = [{ part = \"vote\" }, \"all\"]";
    let plan = plan_of(&[BUILDERS, measures, &vote(VOTE), &result("final", rule)]);
    let tallies = ("tallies", "candidate,for\na,10\nb,20\n");
    let visits = ("measures", "candidate,measure,value\na,visit,20\nb,visit,10\n");
    let report = counted(&plan, &[tallies, visits]);
    assert_eq!(all(&report), "final/builders\n1 b 15 seated\n1 a 15 not\n");
}
