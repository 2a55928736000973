//! Sums that can be done by hand, and what a plan's silence does.

use insta::assert_snapshot;
use plan::BallotShape;

use super::*;
use crate::{CountError, Invalid, Missing, Pile, Status, Step, TieEnd, What, Work, count, piles, tally, why};

const SEATS: fn(u32) -> Stated<Seats> = |n| Stated::Is(Seats::AtMost(n));

fn missing(outcome: &Outcome) -> Vec<&str> {
    outcome.undecided.iter().map(|missing| missing.path.as_str()).collect()
}

#[test]
fn three_quarters_of_the_most_votes_are_75_points() {
    let (rule, seats, people) = (rule(100, 0, &[]), SEATS(1), names(&["a", "b"]));
    let outcome = count(&input(&rule, &seats, &people, votes(&[("a", 150_000), ("b", 200_000)]))).unwrap();
    assert_snapshot!(told(&outcome), @r"
    1 b 100 seated
    2 a 75 not
    ");
    assert_eq!(outcome.undecided, [], "a panel of weight 0 that handed in nothing is not needed");
}

#[test]
fn thirty_for_the_public_and_seventy_for_the_panel() {
    let (rule, seats, people) = (rule(30, 70, &[]), SEATS(1), names(&["a", "b"]));
    let rules = panel(0, 1);
    let sheets = vec![scored("j1", "a", 55, 35), scored("j2", "a", 50, 35), scored("j1", "b", 50, 30)];
    let input = input(&rule, &seats, &people, votes(&[("a", 150_000), ("b", 200_000)]));
    let outcome = count(&with_sheets(input, &rules, sheets)).unwrap();
    // a: 75 × 0.3 + 87.5 × 0.7 = 22.5 + 61.25; b: 100 × 0.3 + 80 × 0.7 = 30 + 56
    assert_snapshot!(told(&outcome), @r"
    1 b 86 seated
    2 a 83.75 not
    ");
}

#[test]
fn two_share_the_sixth_rank_and_the_next_is_eighth() {
    let (rule, seats) = (rule(100, 0, &[]), SEATS(8));
    let people = names(&["a", "b", "c", "d", "e", "f", "g", "h"]);
    let figures = [("a", 80), ("b", 90), ("c", 100), ("d", 70), ("e", 60), ("f", 50), ("g", 20), ("h", 50)];
    let outcome = count(&input(&rule, &seats, &people, votes(&figures))).unwrap();
    assert_snapshot!(told(&outcome), @r"
    1 c 100 seated
    2 b 90 seated
    3 a 80 seated
    4 d 70 seated
    5 e 60 seated
    6 f 50 seated
    6 h 50 seated
    8 g 20 seated
    ");
    let tie = &outcome.ties[0];
    assert_eq!((tie.rank, tie.seats, &tie.end), (6, None, &TieEnd::Shared));
}

#[test]
fn a_vote_that_only_advises_is_shown_and_moves_nobody() {
    let (rule, seats, people) = (rule(0, 100, &[]), SEATS(1), names(&["a", "b"]));
    let rules = panel(0, 1);
    let sheets = || vec![scored("j1", "a", 60, 40), scored("j1", "b", 60, 39)];
    let loved = with_sheets(input(&rule, &seats, &people, votes(&[("a", 1), ("b", 1000)])), &rules, sheets());
    let outcome = count(&loved).unwrap();
    assert_snapshot!(told(&outcome), @r"
    1 a 100 seated
    2 b 99 not
    ");
    assert_eq!(of(&outcome, "a").parts["vote"].to_string(), "0.1");
    assert_eq!(of(&outcome, "b").figures["vote"].to_string(), "1000");

    let mut silent = rule.clone();
    parts(&mut silent)[0].normalise = Stated::NotStated;
    let outcome = count(&Input { rule: &silent, ..loved }).unwrap();
    assert_eq!(outcome.undecided, [], "how an advisory vote becomes a score need not be stated");
    assert_eq!(of(&outcome, "b").figures["vote"].to_string(), "1000");
}

#[test]
fn highest_and_lowest_sheet_fall_away_and_recused_judges_count_for_nothing() {
    let (rule, seats, people) = (rule(0, 100, &[]), SEATS(1), names(&["a"]));
    let rules = panel(1, 3);
    let mut sheets = vec![
        scored("j1", "a", 60, 40),
        scored("j2", "a", 50, 33),
        scored("j3", "a", 0, 0),
        scored("j4", "a", 50, 31),
        scored("j5", "a", 60, 26),
    ];
    for (judge, state) in
        [("j6", SheetState::Recused), ("j7", SheetState::Absent), ("j8", SheetState::Abstained)]
    {
        sheets.push(Sheet { judge: judge.to_owned(), candidate: "a".to_owned(), state });
    }
    let input = with_sheets(input(&rule, &seats, &people, votes(&[("a", 1)])), &rules, sheets);
    let outcome = count(&input).unwrap();
    assert_eq!(of(&outcome, "a").score.as_ref().unwrap().to_string(), "250/3", "(81 + 83 + 86) ÷ 3");
    let sheets = outcome.steps.iter().find(|step| matches!(step, Step::Sheets { .. })).unwrap();
    assert_snapshot!(serde_json::to_string(sheets).unwrap(), @r#"{"step":"sheets","stage":"panel","candidate":"a","abstained":1,"recused":1,"absent":1,"dropped_low":[0],"kept":[81,83,86],"dropped_high":[100],"least":3,"mean":"250/3"}"#);
    let style = outcome
        .steps
        .iter()
        .find_map(|step| match step {
            Step::Criterion { criterion, mean, .. } if criterion == "style" => Some(mean.to_string()),
            _ => None,
        })
        .unwrap();
    assert_eq!(style, "26", "a criterion's mean is over all five scored sheets");

    let mut rounded = rule.clone();
    rounded.places = Stated::Is(2);
    let outcome = count(&Input { rule: &rounded, ..input }).unwrap();
    assert_eq!(of(&outcome, "a").score.as_ref().unwrap().to_string(), "83.33");
}

#[test]
fn a_candidate_for_whom_every_judge_stood_back_has_no_score_and_may_yet_take_the_last_place() {
    let (rule, seats, people) = (rule(0, 100, &[]), SEATS(2), names(&["a", "b", "c"]));
    let rules = panel(0, 1);
    let mut sheets = vec![scored("j1", "b", 30, 30), scored("j1", "c", 40, 30)];
    sheets.push(Sheet { judge: "j1".into(), candidate: "a".into(), state: SheetState::Recused });
    let tally = votes(&[("a", 9), ("b", 5), ("c", 1)]);
    let input = with_sheets(input(&rule, &seats, &people, tally), &rules, sheets);
    let outcome = count(&input).unwrap();
    assert_snapshot!(told(&outcome), @r"
    1 c 70 seated
    2 b 60 undecided
    - a - undecided
    ");
    let lacking = Missing { path: "stage.panel".into(), what: What::NoScore, candidate: Some("a".into()) };
    assert_eq!(outcome.undecided, [lacking]);

    let mut silent = rules.clone();
    silent.sheets_least = Stated::NotStated;
    let sheets =
        BTreeMap::from([("panel".to_owned(), Panel { rules: &silent, ..input.sheets["panel"].clone() })]);
    let outcome = count(&Input { sheets, ..input }).unwrap();
    assert_eq!(
        missing(&outcome),
        ["stage.panel.review.sheets_least"],
        "uneven numbers of sheets need the rule"
    );
    assert!(outcome.ranking.iter().all(|ranked| ranked.status == Status::Undecided));
}

#[test]
fn trimming_more_sheets_than_there_are_leaves_no_score() {
    let (rule, seats, people) = (rule(0, 100, &[]), SEATS(1), names(&["a"]));
    let rules = panel(1, 0);
    let sheets = vec![scored("j1", "a", 10, 10), scored("j2", "a", 20, 20)];
    let outcome =
        count(&with_sheets(input(&rule, &seats, &people, votes(&[("a", 1)])), &rules, sheets)).unwrap();
    assert_eq!(told(&outcome), "- a - undecided\n");
}

#[test]
fn what_the_plan_does_not_state_and_the_result_needs_is_undecided_and_named() {
    type Unsay = fn(&mut ResultRule, &mut ReviewRules, &mut Stated<Seats>);
    let silences: &[(Unsay, &str)] = &[
        (|rule, _, _| rule.combine = Stated::NotStated, "result.final.combine"),
        (|rule, _, _| rule.take = Stated::NotStated, "result.final.take"),
        (|rule, _, _| rule.decide = Stated::NotStated, "result.final.decide"),
        (|rule, _, _| rule.places = Stated::Contradictory(names(&["1", "2"])), "result.final.places"),
        (|rule, _, _| parts(rule)[0].normalise = Stated::NotStated, "result.final.combine.vote.normalise"),
        (|rule, _, _| parts(rule)[0].stage = "second".to_owned(), "stage.second"),
        (|_, panel, _| panel.trim = Stated::NotStated, "stage.panel.review.trim"),
        (|_, panel, _| panel.rubric = Stated::NotStated, "stage.panel.review.rubric"),
        (|_, _, seats| *seats = Stated::NotStated, "category.builders.seats"),
    ];
    for (unsay, path) in silences {
        let (mut rule, mut rules, mut seats, people) =
            (rule(30, 70, &[]), panel(0, 1), SEATS(1), names(&["a", "b"]));
        unsay(&mut rule, &mut rules, &mut seats);
        let sheets = vec![scored("j1", "a", 50, 30), scored("j1", "b", 50, 31)];
        let tally = votes(&[("a", 1), ("b", 2)]);
        let outcome = count(&with_sheets(input(&rule, &seats, &people, tally), &rules, sheets)).unwrap();
        assert_eq!(missing(&outcome), [*path]);
        assert!(outcome.ranking.iter().all(|r| r.status == Status::Undecided), "{path}: {}", told(&outcome));
    }
}

#[test]
fn what_the_result_does_not_need_may_stay_unstated() {
    let (mut rule, mut rules, seats, people) = (rule(30, 70, &[]), panel(0, 1), SEATS(1), names(&["a", "b"]));
    rule.ties = Stated::NotStated;
    rules.sheets_least = Stated::NotStated;
    let sheets = vec![scored("j1", "a", 50, 30), scored("j1", "b", 50, 31)];
    let input = with_sheets(input(&rule, &seats, &people, votes(&[("a", 1), ("b", 2)])), &rules, sheets);
    let outcome = count(&input).unwrap();
    assert_eq!(outcome.undecided, [], "no tie at the last seat, equally many sheets");
    assert_eq!(of(&outcome, "b").status, Status::Seated);
}

#[test]
fn nobody_voted_so_there_is_no_maximum_to_divide_by() {
    let (rule, seats, people) = (rule(100, 0, &[]), SEATS(1), names(&["a", "b"]));
    let outcome = count(&input(&rule, &seats, &people, votes(&[("a", 0), ("b", 0)]))).unwrap();
    assert_eq!(outcome.undecided[0].what, What::NothingToDivideBy);
    assert_eq!(of(&outcome, "a").status, Status::Undecided);
}

#[test]
fn a_share_is_of_the_votes_of_those_still_standing() {
    let (mut rule, seats, people) = (rule(100, 0, &[]), SEATS(1), names(&["a", "b", "c"]));
    parts(&mut rule)[0].normalise = Stated::Is(Normalise::Share);
    let mut input = input(&rule, &seats, &people, votes(&[("a", 1), ("b", 2), ("c", 7)]));
    input.withdrawn.insert("c".to_owned());
    assert_snapshot!(told(&count(&input).unwrap()), @r"
    1 b 200/3 seated
    2 a 100/3 not
    - c - withdrawn
    ");
}

/// Three candidates with equal scores and two seats left beside the first; `d` is last.
fn tie_of_three(ties: Stated<Vec<TieStep>>, resolved: &[&str]) -> Outcome {
    tie_of_three_for(3, ties, resolved)
}

fn tie_of_three_for(seats: u32, ties: Stated<Vec<TieStep>>, resolved: &[&str]) -> Outcome {
    let (mut rule, seats, people) = (rule(50, 50, &[]), SEATS(seats), names(&["a", "b", "c", "x", "d"]));
    rule.ties = ties;
    let rules = panel(0, 1);
    // Votes ÷ 100 and panel add up to 120 for a, b and c.
    let tally = votes(&[("a", 40), ("b", 60), ("c", 40), ("x", 100), ("d", 1)]);
    let sheets = vec![
        scored("j1", "a", 50, 30),
        scored("j1", "b", 35, 25),
        scored("j1", "c", 45, 35),
        scored("j1", "x", 60, 40),
        scored("j1", "d", 0, 0),
    ];
    let mut input = with_sheets(input(&rule, &seats, &people, tally), &rules, sheets);
    input.resolved = names(resolved);
    count(&input).unwrap()
}

fn part(stage: &str) -> TieStep {
    TieStep::Part(stage.to_owned())
}

fn criterion(id: &str) -> TieStep {
    TieStep::Criterion(id.to_owned())
}

#[test]
fn equals_at_the_last_seat_are_told_apart_step_by_step() {
    let outcome = tie_of_three(Stated::Is(vec![part("vote"), criterion("style"), TieStep::Resolution]), &[]);
    // The vote seats b; of a and c, who are still equal, style seats c. The rank is by score and stays shared.
    assert_snapshot!(told(&outcome), @r"
    1 x 100 seated
    2 b 60 seated
    2 c 60 seated
    2 a 60 not
    5 d 0.5 not
    ");
    assert_eq!((outcome.ties[0].seats, &outcome.ties[0].end), (Some(2), &TieEnd::Broken(criterion("style"))));
    let tried: Vec<String> = outcome
        .steps
        .iter()
        .filter(|step| matches!(step, Step::Tie { .. }))
        .map(|step| serde_json::to_string(step).unwrap())
        .collect();
    assert_snapshot!(tried.join("\n"), @r#"
    {"step":"tie","by":{"part":"vote"},"figures":{"a":"40","b":"60","c":"40"},"groups":[["b"],["a","c"]],"seats":2}
    {"step":"tie","by":{"criterion":"style"},"figures":{"a":"30","c":"35"},"groups":[["c"],["a"]],"seats":1}
    "#);
}

#[test]
fn who_falls_back_later_stands_before_who_fell_back_earlier() {
    let outcome = tie_of_three_for(2, Stated::Is(vec![part("panel"), criterion("style")]), &[]);
    assert_snapshot!(told(&outcome), @r"
    1 x 100 seated
    2 c 60 seated
    2 a 60 not
    2 b 60 not
    5 d 0.5 not
    ");
}

#[test]
fn a_pile_that_no_panel_can_have_left_is_refused() {
    let (rule, seats, people) = (rule(0, 100, &[]), SEATS(1), names(&["a", "b"]));
    let rules = panel(0, 1);
    let sheets = [scored("j1", "a", 55, 35), scored("j2", "a", 50, 36), scored("j1", "b", 50, 30)];
    let good = piles(None, &people, &sheets);
    assert_eq!(
        (good[0].totals.as_slice(), good[0].scores["style"].as_slice()),
        (&[86.into(), 90.into()][..], &[35, 36][..])
    );
    let judge = |piles: Vec<Pile>| {
        let mut input = input(&rule, &seats, &people, VoteTally::default());
        input.sheets.insert("panel".to_owned(), Panel { rules: &rules, work: Work::Piles(piles) });
        count(&input).map(|outcome| told(&outcome))
    };
    assert!(judge(good.clone()).is_ok());
    let spoils: [fn(&mut Pile); 7] = [
        |pile| pile.totals[1] = &pile.totals[1] + &1.into(),
        |pile| pile.totals = vec![75.into(), 101.into()],
        |pile| pile.totals.reverse(),
        |pile| pile.scores.get_mut("style").unwrap().reverse(),
        |pile| pile.scores.get_mut("style").unwrap().truncate(1),
        |pile| drop(pile.scores.insert("charm".to_owned(), vec![0, 0])),
        |pile| (pile.totals[1], pile.scores.get_mut("style").unwrap()[1]) = (95.into(), 41),
    ];
    for (n, spoil) in spoils.into_iter().enumerate() {
        let mut bad = good.clone();
        spoil(&mut bad[0]);
        let refused = CountError::BadPile { stage: "panel".into(), candidate: "a".into() };
        assert_eq!(judge(bad), Err(refused), "spoil {n}");
    }
    assert!(judge(vec![good[0].clone(), good[0].clone()]).is_err());
    let stranger = Pile { candidate: "z".into(), ..Pile::default() };
    assert_eq!(judge(vec![stranger]), Err(CountError::UnknownCandidate("z".into())));
}

#[test]
fn a_criterion_that_two_panels_score_does_not_say_which_is_meant() {
    let (rule, seats, people) = (rule(100, 0, &[criterion("merit")]), SEATS(1), names(&["a", "b"]));
    let rules = panel(0, 1);
    let mut input = input(&rule, &seats, &people, votes(&[("a", 1), ("b", 1)]));
    let sheets = vec![scored("j", "a", 9, 1), scored("j", "b", 8, 1)];
    input.sheets.insert("panel".to_owned(), Panel { rules: &rules, work: Work::Sheets(sheets.clone()) });
    assert_eq!(of(&count(&input).unwrap(), "a").status, Status::Seated);
    input.sheets.insert("second".to_owned(), Panel { rules: &rules, work: Work::Sheets(sheets) });
    let outcome = count(&input).unwrap();
    assert_eq!((missing(&outcome), of(&outcome, "a").status), (vec!["result.final.ties"], Status::Undecided));
}

#[test]
fn a_tie_may_seat_all_or_wait_for_a_resolution_or_be_ended_by_one() {
    let ends = |ties: &[TieStep], resolved: &[&str]| {
        let outcome = tie_of_three(Stated::Is(ties.to_vec()), resolved);
        let status = |candidate| of(&outcome, candidate).status;
        (status("a"), status("b"), status("c"), outcome.ties[0].end.clone(), outcome.undecided.len())
    };
    use Status::{Not, Seated, Tied, Undecided};
    assert_eq!(ends(&[TieStep::All], &[]), (Seated, Seated, Seated, TieEnd::AllSeated, 0));
    assert_eq!(ends(&[TieStep::Resolution], &[]), (Tied, Tied, Tied, TieEnd::Waits, 0));
    assert_eq!(ends(&[part("vote"), TieStep::Resolution], &[]), (Tied, Seated, Tied, TieEnd::Waits, 0));
    let resolved = TieEnd::Broken(TieStep::Resolution);
    assert_eq!(ends(&[TieStep::Resolution], &["c", "a", "b"]), (Seated, Not, Seated, resolved, 0));
    assert_eq!(
        ends(&[TieStep::Resolution], &["c", "a"]),
        (Tied, Tied, Tied, TieEnd::Waits, 0),
        "it must speak of all"
    );
    // a and c stay equal, and the plan has no further step.
    assert_eq!(ends(&[part("vote")], &[]), (Undecided, Seated, Undecided, TieEnd::Undecided, 1));
    // The vote is the panel's mirror here: by the panel, b is last and nothing more is needed.
    let broken = TieEnd::Broken(part("panel"));
    assert_eq!(ends(&[part("panel")], &[]), (Seated, Not, Seated, broken, 0));
}

#[test]
fn a_tie_without_a_rule_or_with_one_that_has_no_figures_is_undecided() {
    let outcome = tie_of_three(Stated::NotStated, &[]);
    assert_eq!(missing(&outcome), ["result.final.ties"]);
    assert_eq!(of(&outcome, "a").status, Status::Undecided);
    assert_eq!(of(&outcome, "x").status, Status::Seated);
    assert_eq!(of(&outcome, "d").status, Status::Not);

    let outcome = tie_of_three(Stated::Is(vec![criterion("courage"), TieStep::All]), &[]);
    assert_eq!(
        outcome.undecided[0].what,
        What::NoFigures,
        "a step is not skipped because it cannot be taken"
    );
    assert_eq!(of(&outcome, "a").status, Status::Undecided);
}

#[test]
fn where_a_body_decides_the_figures_still_rank() {
    let (mut rule, seats, people) = (rule(100, 0, &[]), SEATS(1), names(&["a", "b"]));
    rule.decide = Stated::Is(Decide::Resolution);
    let outcome = count(&input(&rule, &seats, &people, votes(&[("a", 1), ("b", 2)]))).unwrap();
    assert_eq!(outcome.decide, Some(Decide::Resolution));
    assert_eq!(of(&outcome, "b").status, Status::Seated);
}

#[test]
fn a_ballot_with_one_fault_counts_for_nobody() {
    let shape = BallotShape::Approve { least: 1, most: 2 };
    let mut running = VoteTally::new(&["a", "b", "c"]);
    assert_eq!(running.add(&shape, &["a", "b"]), Ok(()));
    assert_eq!(running.add::<&str>(&shape, &[]), Err(Invalid::TooFew));
    assert_eq!(running.add(&shape, &["a", "b", "c"]), Err(Invalid::TooMany));
    assert_eq!(running.add(&shape, &["a", "a"]), Err(Invalid::Twice));
    assert_eq!(running.add(&shape, &["a", "nobody"]), Err(Invalid::Unknown));
    assert_eq!((running.valid, running.invalid, running.ballots()), (1, 4, 5));
    assert_eq!(running.per_candidate, votes(&[("a", 1), ("b", 1), ("c", 0)]).per_candidate);
}

#[test]
fn input_that_contradicts_itself_is_refused() {
    let (good, seats, people) = (rule(30, 70, &[]), SEATS(1), names(&["a", "b"]));
    let rules = panel(0, 1);
    let base = || with_sheets(input(&good, &seats, &people, votes(&[("a", 1)])), &rules, Vec::new());
    let sheets = |sheets: Vec<Sheet>| count(&with_sheets(base(), &rules, sheets)).unwrap_err();

    assert!(matches!(sheets(vec![scored("j", "z", 1, 1)]), CountError::UnknownCandidate(_)));
    assert!(matches!(sheets(vec![scored("j", "a", 61, 1)]), CountError::BadSheet { .. }));
    assert!(matches!(
        sheets(vec![scored("j", "a", 1, 1), scored("j", "a", 1, 1)]),
        CountError::SheetTwice { .. }
    ));
    let mut short = scored("j", "a", 1, 1);
    short.state = SheetState::Scored(BTreeMap::from([("merit".to_owned(), 1)]));
    assert!(matches!(sheets(vec![short]), CountError::BadSheet { .. }));

    let twice = names(&["a", "a"]);
    assert_eq!(
        count(&Input { candidates: &twice, ..base() }),
        Err(CountError::CandidateTwice("a".to_owned()))
    );
    let resolved = names(&["a", "a"]);
    assert_eq!(count(&Input { resolved, ..base() }), Err(CountError::ResolvedTwice("a".to_owned())));
    let withdrawn = BTreeSet::from(["z".to_owned()]);
    assert_eq!(count(&Input { withdrawn, ..base() }), Err(CountError::UnknownCandidate("z".to_owned())));
    let strangers = BTreeMap::from([("vote".to_owned(), votes(&[("z", 1)]))]);
    assert_eq!(
        count(&Input { votes: strangers, ..base() }),
        Err(CountError::UnknownCandidate("z".to_owned()))
    );
    let both = BTreeMap::from([("panel".to_owned(), votes(&[("a", 1)]))]);
    assert_eq!(count(&Input { votes: both, ..base() }), Err(CountError::BothKinds("panel".to_owned())));

    let light = rule(30, 60, &[]);
    let sum = crate::Exact::from(90);
    assert_eq!(
        count(&Input { rule: &light, ..base() }),
        Err(CountError::Weights { rule: "final".into(), sum })
    );
    let mut double = rule(50, 50, &[]);
    parts(&mut double)[0].stage = "panel".to_owned();
    assert!(matches!(count(&Input { rule: &double, ..base() }), Err(CountError::PartTwice { .. })));
    let mut fine = rule(30, 70, &[]);
    fine.places = Stated::Is(19);
    assert!(matches!(count(&Input { rule: &fine, ..base() }), Err(CountError::Places { .. })));
}

#[test]
fn the_outcome_is_plain_json_and_tells_one_candidate_why() {
    let (rule, seats, people) = (rule(40, 60, &[]), SEATS(1), names(&["a", "b"]));
    let rules = panel(0, 1);
    let sheets = vec![scored("j1", "a", 50, 30), scored("j1", "b", 50, 31)];
    let input = with_sheets(input(&rule, &seats, &people, votes(&[("a", 3), ("b", 2)])), &rules, sheets);
    let outcome = count(&input).unwrap();
    let text = serde_json::to_string(&outcome).unwrap();
    assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
    let line = |step: &Step| serde_json::to_string(step).unwrap();
    assert_snapshot!(why(&outcome, "b").into_iter().map(line).collect::<Vec<_>>().join("\n"), @r#"
    {"step":"ballots","stage":"vote","valid":5,"invalid":0}
    {"step":"votes","stage":"vote","candidate":"b","votes":2}
    {"step":"sheets","stage":"panel","candidate":"b","abstained":0,"recused":0,"absent":0,"dropped_low":[],"kept":[81],"dropped_high":[],"least":1,"mean":"81"}
    {"step":"criterion","stage":"panel","candidate":"b","criterion":"merit","mean":"50"}
    {"step":"criterion","stage":"panel","candidate":"b","criterion":"style","mean":"31"}
    {"step":"normalised","stage":"vote","candidate":"b","figure":"2","by":"divide-by-maximum","divisor":"3","part":"200/3"}
    {"step":"normalised","stage":"panel","candidate":"b","figure":"81","by":"none","part":"81"}
    {"step":"weighted","stage":"vote","candidate":"b","part":"200/3","weight":"40","points":"80/3"}
    {"step":"weighted","stage":"panel","candidate":"b","part":"81","weight":"60","points":"48.6"}
    {"step":"score","candidate":"b","sum":"1129/15","score":"1129/15"}
    {"step":"placed","candidate":"b","rank":2,"status":"not"}
    "#);
    let bare = Outcome { steps: Vec::new(), ..outcome };
    assert_snapshot!(serde_json::to_string(&bare).unwrap(), @r#"{"category":"builders","rule":"final","decide":"count","seats":1,"ranking":[{"candidate":"a","rank":1,"score":"88","figures":{"panel":"80","vote":"3"},"parts":{"panel":"80","vote":"100"},"status":"seated"},{"candidate":"b","rank":2,"score":"1129/15","figures":{"panel":"81","vote":"2"},"parts":{"panel":"81","vote":"200/3"},"status":"not"}],"steps":[],"ties":[],"undecided":[]}"#);
}

#[test]
fn a_category_without_candidates_has_an_empty_result() {
    let (rule, seats, people) = (rule(100, 0, &[]), SEATS(1), Vec::new());
    let outcome = count(&input(
        &rule,
        &seats,
        &people,
        tally::<&str, &str>(&BallotShape::Approve { least: 1, most: 1 }, &[], []),
    ))
    .unwrap();
    assert_eq!((outcome.ranking.len(), outcome.undecided.len()), (0, 0));
}

#[test]
fn where_everybody_has_withdrawn_nothing_is_missing() {
    let (rule, seats, people) = (rule(0, 100, &[]), SEATS(1), names(&["a"]));
    let rules = panel(0, 1);
    let mut input = with_sheets(input(&rule, &seats, &people, votes(&[("a", 1)])), &rules, Vec::new());
    input.withdrawn.insert("a".to_owned());
    let outcome = count(&input).unwrap();
    assert_eq!((told(&outcome).as_str(), outcome.undecided), ("- a - withdrawn\n", Vec::new()));
}
