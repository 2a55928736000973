//! Support against a bar.

use std::collections::BTreeMap;

use plan::{AtBorder, Bounds, Further, Reach, Stated, SupportBar, SupportRule, When, Whole};

use super::ids;
use crate::ranked::{SupportBallot, Supported, support};

const PATH: &str = "result.final.combine.support";

fn bar(share: &str, reach: Reach) -> SupportBar {
    SupportBar {
        when: None,
        from: None,
        entrants: None,
        share: share.parse().unwrap(),
        reach: Stated::Is(reach),
    }
}

fn rule(of: Whole, rows: &[SupportBar]) -> SupportRule {
    SupportRule {
        stage: "panel".to_owned(),
        of: Stated::Is(of),
        bar: Stated::Is(rows.to_vec()),
        ballots: None,
        further: None,
        casting: None,
    }
}

/// 12 members, 9 present, 8 hand in a ballot, 7 of them valid.
fn ballot(marks: &[(&str, u64, u64)]) -> SupportBallot {
    SupportBallot {
        support: marks.iter().map(|(id, support, _)| ((*id).to_owned(), *support)).collect(),
        oppose: Some(marks.iter().map(|(id, _, oppose)| ((*id).to_owned(), *oppose)).collect()),
        valid: 7,
        cast: 8,
        present: Some(9),
        members: Some(12),
        recused: BTreeMap::new(),
    }
}

fn hold(rule: &SupportRule, names: &str, ballots: &[SupportBallot], seats: Option<u64>) -> Supported {
    support(rule, PATH, &ids(names), &BTreeMap::new(), ballots, seats)
}

#[test]
fn the_same_votes_pass_or_fail_by_what_they_are_a_share_of() {
    let ballots = [ballot(&[("a", 4, 1)])];
    let share = |of| {
        let found = hold(&rule(of, &[bar("1/2", Reach::Above)]), "a", &ballots, None);
        let a = found.rounds.first().unwrap().of.get("a").unwrap().clone();
        (a.share.unwrap().to_string(), a.passes.unwrap(), a.abstain)
    };
    assert_eq!(share(Whole::ForAndAgainst), ("0.8".to_owned(), true, 2));
    assert_eq!(share(Whole::Valid), ("4/7".to_owned(), true, 2));
    assert_eq!(share(Whole::Cast), ("0.5".to_owned(), false, 2), "half is not more than half");
    assert_eq!(share(Whole::Present), ("4/9".to_owned(), false, 2));
    assert_eq!(share(Whole::Members), ("1/3".to_owned(), false, 2));
    let reached = hold(&rule(Whole::Cast, &[bar("0.5", Reach::AtLeast)]), "a", &ballots, None);
    assert_eq!(reached.passed, ids("a"));
}

#[test]
fn whoever_stood_back_from_a_candidate_is_not_among_those_present() {
    let mut ballots = [ballot(&[("a", 4, 0)])];
    ballots[0].recused.insert("a".to_owned(), 2);
    let found = hold(&rule(Whole::Present, &[bar("1/2", Reach::Above)]), "a", &ballots, None);
    assert_eq!(found.passed, ids("a"), "4 of 7");
}

#[test]
fn the_first_row_that_fits_a_candidate_holds() {
    let mut two_thirds = bar("2/3", Reach::AtLeast);
    two_thirds.when = Some(When { attribute: "grade".to_owned(), is: ids("first") });
    let rule = rule(Whole::Valid, &[two_thirds.clone(), bar("1/2", Reach::Above)]);
    let of = |grade: &str| BTreeMap::from([("grade".to_owned(), grade.to_owned())]);
    let attributes = BTreeMap::from([("a".to_owned(), of("first")), ("b".to_owned(), of("second"))]);
    let ballots = [ballot(&[("a", 4, 0), ("b", 4, 0)])];
    let found = support(&rule, PATH, &ids("a b"), &attributes, &ballots, None);
    assert_eq!(found.passed, ids("b"));
    let alone = SupportRule { bar: Stated::Is(vec![two_thirds]), ..rule };
    let found = support(&alone, PATH, &ids("a b"), &attributes, &ballots, None);
    let missing = found.missing.first().unwrap();
    assert_eq!(
        (missing.path.as_str(), missing.candidate.as_deref()),
        ("result.final.combine.support.bar", Some("b"))
    );
}

#[test]
fn a_panel_votes_anew_on_those_who_did_not_pass_while_seats_are_left() {
    let rule = SupportRule { ballots: Some(3), ..rule(Whole::Valid, &[bar("1/2", Reach::Above)]) };
    let first = ballot(&[("a", 6, 0), ("b", 3, 0), ("c", 3, 0)]);
    let found = hold(&rule, "a b c", std::slice::from_ref(&first), Some(2));
    assert_eq!((&found.passed, found.seats_left, found.again), (&ids("a"), Some(1), true));
    let second = ballot(&[("b", 5, 0), ("c", 2, 0)]);
    let found = hold(&rule, "a b c", &[first.clone(), second], Some(2));
    assert_eq!((found.passed, found.seats_left, found.again), (ids("a b"), Some(0), false));
    let once = SupportRule { ballots: None, ..rule.clone() };
    assert!(!hold(&once, "a b c", std::slice::from_ref(&first), Some(2)).again);
    let equal = ballot(&[("b", 5, 0), ("c", 5, 0)]);
    let found = hold(&rule, "a b c", &[first, equal], Some(2));
    assert_eq!((found.passed, found.equals, found.again), (ids("a"), ids("b c"), false));
}

#[test]
fn silence_and_figures_that_nobody_entered_are_told_by_their_place() {
    let told = |rule: &SupportRule, ballots: &[SupportBallot]| {
        hold(rule, "a", ballots, None).missing.iter().map(|m| m.path.clone()).collect::<Vec<_>>()
    };
    let full = rule(Whole::Present, &[bar("1/2", Reach::Above)]);
    let silent = SupportRule { of: Stated::NotStated, ..full.clone() };
    assert_eq!(told(&silent, &[ballot(&[])]), ["result.final.combine.support.of"]);
    let silent = SupportRule { bar: Stated::NotStated, ..full.clone() };
    assert_eq!(told(&silent, &[ballot(&[])]), ["result.final.combine.support.bar"]);
    let unknown = SupportBallot { present: None, ..ballot(&[]) };
    assert_eq!(told(&full, &[unknown]), ["stage.panel.present"]);
    assert_eq!(told(&full, &[]), ["stage.panel"]);
    let cannot = SupportBallot { oppose: None, ..ballot(&[]) };
    let against = rule(Whole::ForAndAgainst, &[bar("1/2", Reach::Above)]);
    assert_eq!(told(&against, &[cannot]), ["stage.panel.against"]);
}

#[test]
fn a_bar_may_hang_on_how_many_take_part() {
    // 只有一名候选人的须三分之二以上, otherwise more than half.
    let alone = SupportBar { entrants: Some(Bounds { least: 1, most: 1 }), ..bar("2/3", Reach::AtLeast) };
    let rule = rule(Whole::Valid, &[alone, bar("1/2", Reach::Above)]);
    let passed = |names: &str| hold(&rule, names, &[ballot(&[("a", 4, 3), ("b", 3, 4)])], Some(1)).passed;
    assert_eq!(passed("a"), ids(""), "4 of 7 are less than two thirds");
    assert_eq!(passed("a b"), ids("a"));
}

/// A ballot in which each of these has so many of 100 votes.
fn votes(of: &[(&str, u64)]) -> SupportBallot {
    let support = of.iter().map(|(id, votes)| ((*id).to_owned(), *votes)).collect();
    SupportBallot { support, oppose: None, valid: 100, cast: 100, ..ballot(&[]) }
}

fn last_drops_out(equals: AtBorder) -> SupportRule {
    SupportRule {
        ballots: Some(9),
        further: Some(Further { times: None, but: Some(1), equals: Stated::Is(equals) }),
        ..rule(Whole::Valid, &[bar("1/2", Reach::Above)])
    }
}

#[test]
fn the_last_drops_out_ballot_by_ballot_until_somebody_has_more_than_half() {
    let rule = last_drops_out(AtBorder::Anew);
    let first = votes(&[("a", 40), ("b", 35), ("c", 20), ("d", 5)]);
    let once = hold(&rule, "a b c d", std::slice::from_ref(&first), Some(1));
    assert!(once.again);
    assert_eq!(once.open, ids("a b c"));
    let second = votes(&[("a", 45), ("b", 36), ("c", 19)]);
    let third = votes(&[("a", 48), ("b", 52)]);
    let found = hold(&rule, "a b c d", &[first, second, third], Some(1));
    assert_eq!(found.passed, ids("b"));
    assert_eq!((&found.rounds[1].out, &found.rounds[2].out), (&ids("d"), &ids("c")));
}

#[test]
fn equals_for_the_last_place_are_voted_on_among_themselves() {
    let rule = last_drops_out(AtBorder::Anew);
    let first = votes(&[("a", 40), ("b", 30), ("c", 15), ("d", 15)]);
    let waits = hold(&rule, "a b c d", std::slice::from_ref(&first), Some(1));
    assert!(waits.again);
    assert_eq!(waits.open, ids("a b c d"), "nobody knows yet who of the two drops out");
    // They are equal once more; then c is ahead, and stands in the fourth ballot.
    let (equal, apart) = (votes(&[("c", 50), ("d", 50)]), votes(&[("c", 51), ("d", 49)]));
    let held = [first.clone(), equal, apart];
    let found = hold(&rule, "a b c d", &held, Some(1));
    assert_eq!(found.passed, ids(""), "a ballot among the last seats nobody, with whatever share");
    assert_eq!((found.again, found.open), (true, ids("a b c")));
    let fourth = votes(&[("a", 60), ("b", 30), ("c", 10)]);
    let found = hold(&rule, "a b c d", &[&held[..], &[fourth]].concat(), Some(1));
    assert_eq!((found.passed, &found.rounds[3].out), (ids("a"), &ids("d")));
    // Under another rule both drop out, or both stay.
    let next = |equals| hold(&last_drops_out(equals), "a b c d", std::slice::from_ref(&first), Some(1)).open;
    assert_eq!((next(AtBorder::Out), next(AtBorder::In)), (ids("a b"), ids("a b c d")));
}
