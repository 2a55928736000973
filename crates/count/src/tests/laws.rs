//! What must hold of every seat that is given, whatever the plan's clauses: held against a search of all sets.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Amount, Composition, Of, When};
use proptest::prelude::*;

use crate::compose::{best, clauses};
use crate::polls::{Group, Poll};

/// A clause over one of three kinds; every other one asks for thirds of two of three units.
fn clause(n: usize, kind: usize, each: bool, least: Option<u32>, most: Option<u32>) -> Composition {
    let when = When { attribute: "kind".into(), is: vec![format!("k{kind}")] };
    let those = When { attribute: "unit".into(), is: vec!["u0".to_owned(), "u1".to_owned()] };
    let thirds = n % 2 == 1;
    let amount = |n: u32| match thirds {
        true => Amount::Share(format!("{}/3", n.min(3)).parse().unwrap()),
        false => Amount::Count(n),
    };
    Composition {
        together: false,
        id: format!("c{n}"),
        name: format!("c{n}"),
        when: (!each).then_some(when),
        each: each.then(|| "unit".to_owned()),
        least: least.filter(|_| !each).map(amount),
        most: most.map(amount),
        about: None,
        of: thirds.then_some(Of::Those(those)),
        clause: String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_best_set_is_the_first_of_all_sets_that_satisfy_every_clause(
        people in prop::collection::vec((0..3_usize, 0..3_usize), 1..9),
        rules in prop::collection::vec((0..3_usize, any::<bool>(), prop::option::of(0..3_u32), prop::option::of(0..4_u32)), 0..4),
        size in 0..6_usize,
    ) {
        let ids: Vec<String> = (0..people.len()).map(|n| format!("p{n}")).collect();
        let attributes: BTreeMap<String, BTreeMap<String, String>> = ids.iter().zip(&people).map(|(id, (kind, unit))| {
            let of = [("kind".to_owned(), format!("k{kind}")), ("unit".to_owned(), format!("u{unit}"))];
            (id.clone(), BTreeMap::from(of))
        }).collect();
        let rules: Vec<Composition> =
            rules.iter().enumerate().map(|(n, (kind, each, least, most))| clause(n, *kind, *each, *least, *most)).collect();
        let all = clauses(rules.iter(), size as u64, size as u64, &ids, &attributes);
        let found = best(&ids, 0, size as u64, &all.iter().collect::<Vec<_>>()).ok();
        // Every subset of this size, in lexicographic order of places.
        let holds = |set: &Vec<usize>| all.iter().all(|clause| {
            let inside = set.iter().filter(|at| clause.members.contains(&ids[**at])).count() as u64;
            if clause.rule.of.is_some() {
                let (inside, part) = (inside as i128, set.iter().filter(|at| people[**at].1 < 2).count() as i128);
                let share = |amount: &Option<Amount>| match amount {
                    Some(Amount::Share(share)) => Some(share.ratio()),
                    _ => None,
                };
                return share(&clause.rule.least).is_none_or(|(n, of)| inside * of >= n * part)
                    && share(&clause.rule.most).is_none_or(|(n, of)| inside * of <= n * part);
            }
            clause.least.is_none_or(|least| inside >= least) && clause.most.is_none_or(|most| inside <= most)
        });
        let mut sets: Vec<Vec<usize>> = (0..1_u32 << ids.len())
            .filter(|bits| bits.count_ones() as usize == size)
            .map(|bits| (0..ids.len()).filter(|at| bits >> at & 1 == 1).collect())
            .collect();
        sets.sort();
        prop_assert_eq!(found, sets.into_iter().find(holds));
    }

    #[test]
    fn ballots_lose_nobody_when_candidates_are_taken_out(
        rankings in prop::collection::vec((Just(vec![0, 1, 2, 3]).prop_shuffle(), 0..5_usize), 0..12),
        out in prop::collection::btree_set(0..4_usize, 0..3),
    ) {
        let id = |n: usize| format!("p{n}");
        let mut group = Group { valid: rankings.len() as u64, ..Group::default() };
        for (order, length) in &rankings {
            let ballot = order.iter().take(*length).map(|n| vec![id(*n)]).collect();
            *group.rankings.entry(ballot).or_insert(0) += 1;
            for n in order.iter().take(*length) {
                group.said.entry(id(*n)).or_default().votes += 1;
            }
        }
        let left: Vec<String> = (0..4).filter(|n| !out.contains(n)).map(id).collect();
        let kept = Poll { groups: vec![group.among(&left)] };
        let all: u64 = kept.rankings(&left.iter().collect::<Vec<_>>()).values().sum();
        prop_assert_eq!(all, rankings.len() as u64);
        let named: BTreeSet<&String> = kept.groups[0].said.keys().collect();
        prop_assert!(named.iter().all(|id| left.contains(id)));
    }
}

/// Votes under one of several ways of making scores; equals at the last seat are undecided, as the plan has no rule.
fn voted(normalise: &str, ballots: &[(String, Vec<String>)]) -> crate::report::Report {
    use super::made::*;
    let ways = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"\nfaults = { too-many = \"category\", twice = \"category\" }";
    let rule = format!(
        "combine = {{ sum = [{{ stage = \"vote\", weight = 1, normalise = {normalise}, equals = \"mean\" }}] }}\ntake = \"seats\""
    );
    let plan = plan_of(&[BUILDERS, &vote(ways), &result("final", &rule)]);
    let rows: String =
        ballots.iter().map(|(paper, choices)| format!("{paper},v-{paper},{}\n", choices.join(";"))).collect();
    let candidates = "id\na\nb\nc\nd\n";
    counted(&plan, &[("candidates", candidates), ("ballots", &format!("ballot,voter,choices\n{rows}"))])
}

/// Rank, score and status of each.
fn standing(
    report: &crate::report::Report,
) -> BTreeMap<String, (Option<u64>, Option<String>, crate::Status)> {
    let rows = &report.counted.rounds[0].categories[0].ranking;
    let told = |row: &crate::rounds::Row| (row.rank, row.score.as_ref().map(ToString::to_string), row.status);
    rows.iter().map(|row| (row.candidate.clone(), told(row))).collect()
}

fn normalisations() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\"none\"",
        "\"divide-by-maximum\"",
        "\"share\"",
        "\"rank-share\"",
        "{ rank-table = [9, 4, 1] }",
        "{ per = { unit = 3, points = 2 } }",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_voters_and_names_decide_nothing_and_a_vote_more_never_harms(
        normalise in normalisations(),
        (ballots, shuffled) in prop::collection::vec(prop::collection::vec(0..4_usize, 1..4), 1..9)
            .prop_flat_map(|ballots| (Just(ballots.clone()), Just(ballots).prop_shuffle())),
        names in Just(vec!["a", "b", "c", "d"]).prop_shuffle(),
        who in 0..4_usize,
    ) {
        let plain = ["a", "b", "c", "d"];
        let papers = |ballots: &[Vec<usize>], names: &[&str]| -> Vec<(String, Vec<String>)> {
            let named = |ballot: &Vec<usize>| ballot.iter().map(|n| names[*n].to_owned()).collect();
            ballots.iter().enumerate().map(|(n, ballot)| (format!("p{n}"), named(ballot))).collect()
        };
        let first = voted(normalise, &papers(&ballots, &plain));
        // The same ballots from other voters, in another order.
        let mixed = voted(normalise, &papers(&shuffled, &plain));
        prop_assert_eq!(&first.counted, &mixed.counted);
        // The same rows in another order: the whole report, to the byte.
        let mut turned = papers(&ballots, &plain);
        turned.reverse();
        let json = |report: &crate::report::Report| serde_json::to_string(report).unwrap();
        prop_assert_eq!(json(&voted(normalise, &turned)), json(&first));
        // Other names, and everybody stands where their namesake stood.
        let renamed = standing(&voted(normalise, &papers(&ballots, &names)));
        for (at, name) in names.iter().enumerate() {
            prop_assert_eq!(&renamed[*name], &standing(&first)[plain[at]]);
        }
        // One more vote for somebody never puts them lower, and a spoilt ballot that names them moves nobody.
        let mut more = papers(&ballots, &plain);
        more.push(("more".to_owned(), vec![plain[who].to_owned()]));
        let (before, after) = (standing(&first), standing(&voted(normalise, &more)));
        if let (Some(before), Some(after)) = (before[plain[who]].0, after[plain[who]].0) {
            prop_assert!(after <= before);
        }
        let mut spoilt = papers(&ballots, &plain);
        spoilt.push(("spoilt".to_owned(), vec![plain[who].to_owned(), plain[who].to_owned()]));
        prop_assert_eq!(standing(&voted(normalise, &spoilt)), standing(&first));
        // Every vote is somebody's: sums are kept.
        let valid: usize = ballots.iter().filter(|ballot| {
            let distinct: BTreeSet<&usize> = ballot.iter().collect();
            distinct.len() == ballot.len() && ballot.len() <= 2
        }).map(Vec::len).sum();
        let votes = first.counted.rounds[0].categories[0].steps.iter().filter_map(|step| match step {
            crate::Step::Votes { votes, .. } => Some(*votes),
            _ => None,
        });
        prop_assert_eq!(votes.sum::<u64>(), valid as u64);
    }
}
