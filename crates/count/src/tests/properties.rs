//! What must hold of every count, whatever the plan and the figures.

use plan::BallotShape;
use proptest::prelude::*;

use super::*;
use crate::{Exact, Panel, Status, Step, Work, count, piles, tally};

/// A small selection, as raw as it comes: candidates are numbers until they get names.
#[derive(Debug, Clone)]
struct Case {
    candidates: usize,
    seats: u32,
    ballots: Vec<Vec<usize>>,
    sheets: Vec<(usize, usize, u8, u32, u32)>,
    weight: u32,
    normalise: [Normalise; 2],
    trim: u32,
    least: u32,
    places: Option<u32>,
    ties: Vec<TieStep>,
    withdrawn: Option<usize>,
}

const SHAPE: BallotShape = BallotShape::Approve { least: 1, most: 3 };

fn cases() -> impl Strategy<Value = Case> {
    (1_usize..7).prop_flat_map(|candidates| {
        // Choices reach one past the candidates, so that some ballots name nobody.
        let ballots = prop::collection::vec(prop::collection::vec(0..=candidates, 0..5), 0..25);
        // Few distinct scores make many ties.
        let sheet = (0..4_u8, 0_u32..3, 0_u32..3);
        let sheets = prop::collection::vec(sheet, 5 * candidates).prop_map(move |sheets| {
            let at = |(i, (state, merit, style))| (i % 5, i / 5, state, merit * 20, style * 15);
            sheets.into_iter().enumerate().map(at).collect()
        });
        let normalise =
            prop::sample::select(vec![Normalise::None, Normalise::DivideByMaximum, Normalise::Share]);
        let step = prop::sample::select(vec![
            TieStep::Part("vote".to_owned()),
            TieStep::Part("panel".to_owned()),
            TieStep::Criterion("merit".to_owned()),
            TieStep::Resolution,
            TieStep::All,
        ]);
        (
            (Just(candidates), 0..5_u32, ballots, sheets),
            (prop::sample::select(vec![0, 30, 50, 100]), [normalise.clone(), normalise], 0..2_u32, 0..4_u32),
            (
                prop::option::of(0..3_u32),
                prop::collection::vec(step, 0..3),
                prop::option::weighted(0.2, 0..candidates),
            ),
        )
            .prop_map(|(raw, rules, rest)| Case {
                candidates: raw.0,
                seats: raw.1,
                ballots: raw.2,
                sheets: raw.3,
                weight: rules.0,
                normalise: rules.1,
                trim: rules.2,
                least: rules.3,
                places: rest.0,
                ties: rest.1,
                withdrawn: rest.2,
            })
    })
}

impl Case {
    fn rule(&self) -> ResultRule {
        let mut rule = rule(self.weight, 100 - self.weight, &self.ties);
        for (part, normalise) in parts(&mut rule).iter_mut().zip(self.normalise.clone()) {
            part.normalise = Stated::Is(normalise);
        }
        rule.places = self.places.map_or(Stated::NotStated, Stated::Is);
        rule
    }

    fn ballots(&self, name: impl Fn(usize) -> String) -> Vec<Vec<String>> {
        self.ballots.iter().map(|ballot| ballot.iter().map(|c| name(*c)).collect()).collect()
    }

    fn sheets(&self, name: impl Fn(usize) -> String) -> Vec<Sheet> {
        let sheet = |(judge, candidate, state, merit, style): &(usize, usize, u8, u32, u32)| {
            let mut sheet = scored(&format!("j{judge}"), &name(*candidate), *merit, *style);
            match state {
                0 => sheet.state = SheetState::Recused,
                1 if *judge == 4 => sheet.state = SheetState::Absent,
                _ => {}
            }
            sheet
        };
        self.sheets.iter().map(sheet).collect()
    }

    fn tally(&self, name: impl Fn(usize) -> String) -> VoteTally {
        let names: Vec<String> = (0..self.candidates).map(&name).collect();
        tally(&SHAPE, &names, self.ballots(&name).iter().map(Vec::as_slice))
    }

    /// The outcome with votes and sheets as given.
    fn count_of(&self, tally: VoteTally, sheets: Vec<Sheet>, name: impl Fn(usize) -> String) -> Outcome {
        let (rule, rules) = (self.rule(), panel(self.trim, self.least));
        let seats = Stated::Is(Seats::Exactly(self.seats));
        let people: Vec<String> = (0..self.candidates).map(&name).collect();
        let mut input = with_sheets(input(&rule, &seats, &people, tally), &rules, sheets);
        input.withdrawn.extend(self.withdrawn.map(&name));
        count(&input).unwrap()
    }

    fn count(&self) -> Outcome {
        self.count_of(self.tally(plain), self.sheets(plain), plain)
    }
}

fn plain(candidate: usize) -> String {
    format!("p-{candidate}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn piles_give_the_same_outcome_as_sheets_and_do_not_tell_whose_sheet_is_whose(
        (case, seeds) in cases().prop_flat_map(|case| {
            let judges = prop::collection::vec(Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle(), case.candidates);
            (Just(case), judges)
        })
    ) {
        let people: Vec<String> = (0..case.candidates).map(plain).collect();
        let sheets = case.sheets(plain);
        let told = piles(None, &people, &sheets);

        // For each candidate of its own, the judges change places.
        let mut mixed = case.sheets(plain);
        for (sheet, (judge, candidate, ..)) in mixed.iter_mut().zip(&case.sheets) {
            sheet.judge = format!("j{}", seeds[*candidate][*judge]);
        }
        prop_assert_eq!(&piles(None, &people, &mixed), &told);
        prop_assert_eq!(case.count_of(case.tally(plain), mixed, plain), case.count());

        let (rule, rules) = (case.rule(), panel(case.trim, case.least));
        let seats = Stated::Is(Seats::Exactly(case.seats));
        let mut input = input(&rule, &seats, &people, case.tally(plain));
        input.withdrawn.extend(case.withdrawn.map(plain));
        input.sheets.insert("panel".to_owned(), Panel { rules: &rules, work: Work::Piles(told) });
        prop_assert_eq!(count(&input).unwrap(), case.count());
    }

    #[test]
    fn the_order_of_ballots_and_sheets_does_not_matter(
        (case, mixed) in cases().prop_flat_map(|case| {
            let mixed = (Just(case.ballots.clone()).prop_shuffle(), Just(case.sheets.clone()).prop_shuffle());
            (Just(case), mixed)
        })
    ) {
        let other = Case { ballots: mixed.0, sheets: mixed.1, ..case.clone() };
        prop_assert_eq!(case.count(), other.count());
    }

    #[test]
    fn other_names_give_the_same_result_under_other_names(case in cases()) {
        // The new names sort the other way round, so nothing can lean on the order of names.
        let renamed = |candidate: usize| format!("q-{}", 9 - candidate);
        let there = case.count_of(case.tally(renamed), case.sheets(renamed), renamed);
        let mut text = serde_json::to_string(&there).unwrap();
        for candidate in 0..case.candidates {
            text = text.replace(&renamed(candidate), &plain(candidate));
        }
        prop_assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), case.count());
    }

    #[test]
    fn one_more_vote_never_lowers_a_rank_or_takes_a_seat(case in cases(), who in 0_usize..6) {
        let who = who % case.candidates;
        let before = case.count();
        let mut more = case.clone();
        more.ballots.push(vec![who]);
        let after = more.count();
        let (before, after) = (of(&before, &plain(who)), of(&after, &plain(who)));
        if let (Some(before), Some(after)) = (before.rank, after.rank) {
            prop_assert!(after <= before, "rank {before} became {after}");
        }
        if before.status == Status::Seated {
            prop_assert_eq!(after.status, Status::Seated);
        }
    }

    #[test]
    fn an_invalid_ballot_changes_no_ranking(case in cases(), at in any::<prop::sample::Index>()) {
        let mut spoilt = case.clone();
        let nobody = case.candidates;
        for bad in [vec![], vec![0, 0], vec![0, nobody], vec![0; 9]] {
            spoilt.ballots.insert(at.index(spoilt.ballots.len() + 1), bad);
        }
        prop_assert_eq!(spoilt.tally(plain).invalid, case.tally(plain).invalid + 4);
        prop_assert_eq!(spoilt.count().ranking, case.count().ranking);
    }

    #[test]
    fn a_tally_loses_and_invents_nothing(case in cases()) {
        let tally = case.tally(plain);
        prop_assert_eq!(tally.ballots(), case.ballots.len() as u64);
        let valid = case.ballots.iter().filter(|ballot| {
            let mut distinct = (*ballot).clone();
            distinct.sort_unstable();
            distinct.dedup();
            (1..=3).contains(&ballot.len())
                && distinct.len() == ballot.len()
                && distinct.iter().all(|choice| *choice < case.candidates)
        });
        let (ballots, votes) = valid.fold((0, 0), |(n, sum), ballot| (n + 1, sum + ballot.len() as u64));
        prop_assert_eq!(tally.valid, ballots);
        prop_assert_eq!(tally.per_candidate.values().sum::<u64>(), votes);
    }

    #[test]
    fn ranks_are_well_formed_and_seats_are_kept(case in cases()) {
        let outcome = case.count();
        prop_assert_eq!(outcome.ranking.len(), case.candidates);
        let scores: Vec<&Exact> = outcome.ranking.iter().filter_map(|r| r.score.as_ref()).collect();
        for ranked in &outcome.ranking {
            let higher = ranked.score.as_ref().map(|own| 1 + scores.iter().filter(|s| **s > own).count() as u64);
            prop_assert_eq!(ranked.rank, higher);
            let gone = case.withdrawn.map(plain).as_ref() == Some(&ranked.candidate);
            prop_assert_eq!(ranked.status == Status::Withdrawn, gone);
        }
        let number = |status| outcome.ranking.iter().filter(|r| r.status == status).count();
        let seats = case.seats as usize;
        if !case.ties.contains(&TieStep::All) {
            prop_assert!(number(Status::Seated) <= seats);
        }
        if number(Status::Tied) + number(Status::Undecided) == 0 {
            prop_assert!(number(Status::Seated) >= seats.min(scores.len()), "a seat stays empty");
        }
        // Nobody sits behind somebody with a lower score.
        let lowest = outcome.ranking.iter().filter(|r| r.status == Status::Seated).filter_map(|r| r.score.as_ref()).min();
        if let Some(lowest) = lowest {
            let passed = |r: &&Ranked| r.status == Status::Not && r.score.as_ref() > Some(lowest);
            prop_assert_eq!(outcome.ranking.iter().find(passed), None);
        }
        // Exactly so many seats, and nothing says whether one may stay empty.
        let short = number(Status::Seated) + number(Status::Tied) < seats;
        let loose = number(Status::Undecided) > 0 || short;
        prop_assert_eq!(loose, !outcome.undecided.is_empty(), "undecided and unexplained, or the reverse");
    }

    #[test]
    fn a_trimmed_mean_agrees_with_whole_numbers(
        totals in prop::collection::vec(0_u32..=60, 1..9),
        trim in 0_u32..4,
    ) {
        let (rule, rules, people) = (rule(0, 100, &[]), panel(trim, 0), names(&["a"]));
        let seats = Stated::Is(Seats::AtMost(1));
        let sheets =
            totals.iter().enumerate().map(|(i, total)| scored(&format!("j{i}"), "a", *total, 0)).collect();
        let outcome =
            count(&with_sheets(input(&rule, &seats, &people, VoteTally::default()), &rules, sheets)).unwrap();
        // The check shares nothing with the count: strike out extremes one pair at a time, compare cross products.
        let mut left = totals.clone();
        for _ in 0..trim {
            for extreme in [left.iter().min().copied(), left.iter().max().copied()] {
                if let Some(place) = left.iter().position(|total| Some(*total) == extreme) {
                    left.remove(place);
                }
            }
        }
        let sum = Exact::from(u64::from(left.iter().sum::<u32>()));
        match &outcome.ranking[0].score {
            Some(score) => prop_assert_eq!(&(score * &Exact::from(left.len() as u64)), &sum),
            None => prop_assert!(left.is_empty()),
        }
    }

    #[test]
    fn the_steps_lead_to_the_scores(case in cases()) {
        let outcome = case.count();
        for ranked in outcome.ranking.iter().filter(|ranked| ranked.score.is_some()) {
            let mut sum = Exact::zero();
            let mut told = None;
            for step in crate::why(&outcome, &ranked.candidate) {
                match step {
                    Step::Weighted { points, .. } => sum = &sum + points,
                    Step::Score { score, places, .. } => told = Some((score.clone(), *places)),
                    _ => {}
                }
            }
            let rounded = case.places.map_or(sum.clone(), |places| sum.rounded(places, plan::Rounding::HalfUp));
            prop_assert_eq!(told, Some((rounded.clone(), case.places)));
            prop_assert_eq!(ranked.score.as_ref(), Some(&rounded));
        }
        let text = serde_json::to_string(&outcome).unwrap();
        let tree: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert!(plain_json(&tree), "{text}");
        prop_assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
    }
}

/// Only what a ledger body may hold: strings, whole numbers, booleans, lists, and objects with ASCII keys.
fn plain_json(tree: &serde_json::Value) -> bool {
    use serde_json::Value;
    match tree {
        Value::Null => false,
        Value::Number(number) => number.is_u64(),
        Value::Array(items) => items.iter().all(plain_json),
        Value::Object(map) => map.iter().all(|(key, value)| key.is_ascii() && plain_json(value)),
        Value::Bool(_) | Value::String(_) => true,
    }
}
