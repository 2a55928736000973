//! Where the plan is silent, the plan is named; where a table is missing, the table.

use super::made::*;
use crate::{Missing, What};

/// What is missing of a panel with these rules, under this combination, with no table but the candidates'.
fn lacking(panel: &str, combine: &str) -> Vec<Missing> {
    let rule = result("final", &format!("{combine}\ntake = \"seats\"\nties = [\"all\"]"));
    let members = "[[electorate]]\nid = \"members\"\nname = \"评委会\"\nkind = \"jury\"\n";
    let plan = plan_of(&[BUILDERS, &review(panel), &rule, members]);
    let counted = counted(&plan, &[("candidates", "id,category\na,builders\nb,builders")]);
    counted.counted.rounds[0].categories[0].undecided.clone()
}

const RUBRIC: &str =
    "rubric = [{ id = \"merit\", name = \"业绩\", most = 10 }]\naggregate = \"mean\"\ntrim = 0";
const SCORE: &str =
    "combine = { weighted = [{ stage = \"panel\", weight = 100, normalise = { out-of = \"10\" } }] }";
const SUPPORT: &str = "combine = { support = { stage = \"panel\", of = \"present\", bar = [{ share = \"1/2\", reach = \"above\" }] } }";
const OPINION: &str = "rubric = \"not stated\"\nballot = { opinion = {} }";

#[test]
fn a_panel_that_the_plan_lets_neither_score_nor_vote_is_the_plans_silence_and_no_missing_table() {
    let of = |panel: &str, combine: &str| {
        let missing = lacking(panel, combine);
        assert_eq!(missing.len(), 1, "{missing:?}");
        (missing[0].path.clone(), missing[0].what.clone())
    };
    let silent = "rubric = \"not stated\"";
    for combine in [SCORE, SUPPORT] {
        assert_eq!(of(silent, combine), ("stage.panel.review".to_owned(), What::Unjudged));
    }
    // It scores by a rubric, and nobody has said what its ballots are.
    assert_eq!(of(RUBRIC, SUPPORT), ("stage.panel.review.ballot".to_owned(), What::NotStated));
    // The plan has said all; what is missing are the tables.
    assert_eq!(of(RUBRIC, SCORE), ("stage.panel".to_owned(), What::NoFigures));
    assert_eq!(of(OPINION, SUPPORT), ("stage.panel".to_owned(), What::NoFigures));
}

#[test]
fn a_share_of_those_present_needs_a_plan_that_says_who_judges() {
    let rule = result("final", &format!("{SUPPORT}\ntake = \"passing\"\nties = [\"all\"]"));
    let members = "[[electorate]]\nid = \"members\"\nname = \"评委会\"\nkind = \"jury\"\n";
    let of = |panel: &str| {
        let plan = plan_of(&[BUILDERS, &review(panel), &rule, members]);
        let ballots = "ballot,voter,category,choices\n1,j1,builders,a=+;b=-\n2,j2,builders,a=+;b=+";
        let counted =
            counted(&plan, &[("candidates", "id,category\na,builders\nb,builders"), ("ballots", ballots)]);
        let missing = &counted.counted.rounds[0].categories[0].undecided;
        missing.iter().map(|missing| (missing.path.clone(), missing.what.clone())).collect::<Vec<_>>()
    };
    assert_eq!(of(OPINION), [("stage.panel.review.electorate".to_owned(), What::NotStated)]);
    let named = format!("{OPINION}\nelectorate = \"members\"");
    assert_eq!(of(&named), [("electorate.members".to_owned(), What::NoFigures)]);
}
