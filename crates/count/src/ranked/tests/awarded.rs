//! Awards by lists of preference.

use std::collections::BTreeMap;

use super::ids;
use crate::ranked::{AwardList, lists};

#[test]
fn a_lower_award_goes_past_whoever_holds_a_higher_one() {
    let list =
        |award: &str, seats, order: &str| AwardList { award: award.to_owned(), seats, order: ids(order) };
    let awards = [list("excellence", 1, "a b c"), list("design", 2, "a b c"), list("judges", 1, "b a")];
    let given = lists(&awards, &BTreeMap::new(), true);
    let to: Vec<_> = given.iter().map(|given| given.to.clone()).collect();
    assert_eq!(to, [ids("a"), ids("b c"), ids("")], "a list that ends leaves its award empty");
    let passed = |id: &str, award: &str| (id.to_owned(), award.to_owned());
    assert_eq!(given.get(2).unwrap().passed_over, [passed("b", "design"), passed("a", "excellence")]);
    let given = lists(&awards, &BTreeMap::new(), false);
    assert_eq!(given.get(2).unwrap().to, ids("b"));
}
