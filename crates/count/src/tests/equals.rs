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
