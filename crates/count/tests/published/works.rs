//! A Hugo Award: every pass of a final ballot.

use count::Step;

use super::plans::{candidates, counted, plan_of, rankings, result, vote};
use super::{kinds, read};

#[test]
fn every_pass_for_every_place_of_a_final_ballot() {
    let published = read("hugo-novel-2018");
    assert_eq!(published.what, "runoff");
    let plan = plan_of(&[
        &vote("final", "channel = []\nballot = { rank = { least = 1 } }\nbeside = [\"no-award\"]"),
        &result(
            "final",
            &format!(
                "combine = {{ runoff = {{ stage = \"final\", against_no_award = true }} }}\ntake = {{ count = {} }}",
                published.seats
            ),
        ),
    ]);
    let works = published.candidates.iter().filter(|id| *id != "no-award");
    let ballots = rankings(&kinds(&published));
    let counted = counted(&plan, &[("candidates", candidates(works)), ("ballots", ballots)]);
    let category = &counted.rounds[0].categories[0];
    let places = category.steps.iter().find_map(|step| match step {
        Step::Runoff { places } => Some(places),
        _ => None,
    });
    let places = places.unwrap();
    let expected = &published.expected;
    let winners: Vec<&String> = places.iter().filter_map(|place| place.winner.as_ref()).collect();
    assert_eq!(winners, expected.places.iter().collect::<Vec<_>>());
    assert_eq!(places.len(), expected.passes.len());
    for ((place, passes), preference) in places.iter().zip(&expected.passes).zip(&expected.preference) {
        assert_eq!(place.course.rounds.len(), passes.len());
        for ((round, votes), prefer) in place.course.rounds.iter().zip(passes).zip(preference) {
            let found = round.votes.iter().map(|(id, votes)| (id.clone(), votes.clone()));
            let told = votes.iter().map(|(id, votes)| (id.clone(), count::Exact::from(*votes)));
            assert!(found.eq(told), "{:?} is not {votes:?}", round.votes);
            assert_eq!(round.votes.values().sum::<count::Exact>(), count::Exact::from(*prefer));
        }
    }
    let held = places[0].against.as_ref().unwrap();
    assert_eq!(vec![held.ahead, held.behind], expected.against_no_award);
}
