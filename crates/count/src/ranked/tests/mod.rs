//! Stories and properties of ballots and methods.

mod awarded;
mod held;
mod judged;
mod nominated;
mod properties;
mod transferred;

use plan::{BallotShape, Break, Equals, Faults, Spoils, Stated};

use super::roll::{Index, Roll};
use super::{Ballot, Form, Rolls, Roster, Sums, Verdict, add_up, sound};

const PATH: &str = "stage.vote.vote";

fn ids(names: &str) -> Vec<String> {
    names.split_whitespace().map(str::to_owned).collect()
}

fn roster(names: &str) -> Roster {
    Roster::new(&ids(names)).unwrap()
}

/// Every fault spoils this much.
fn all(spoils: Spoils) -> Faults {
    let rule = || Stated::Is(spoils);
    Faults {
        too_many: rule(),
        too_few: Stated::NotStated,
        twice: rule(),
        unknown: rule(),
        own: Stated::NotStated,
    }
}

/// `a>b=c`: a ranking.
fn ranking(text: &str) -> Ballot {
    let place = |place: &str| place.split('=').map(str::to_owned).collect();
    Ballot::Ranking(text.split('>').filter(|place| !place.is_empty()).map(place).collect())
}

fn choices(text: &str) -> Ballot {
    Ballot::Choices(ids(text))
}

/// `a=3 b=1`: points.
fn points(text: &str) -> Ballot {
    let one = |part: &str| part.split_once('=').map(|(id, n)| (id.to_owned(), n.parse().unwrap())).unwrap();
    Ballot::Points(text.split_whitespace().map(one).collect())
}

/// Both ways of judging, which have to agree on what came in.
fn judged(
    shape: &BallotShape,
    faults: &Faults,
    roster: &Roster,
    ballots: &[Ballot],
) -> (Sums, Rolls, Verdict) {
    let form = Form { shape, faults, path: PATH };
    let rolls = Rolls::of(roster, ballots).unwrap();
    let (sums, verdict) = add_up(&form, roster.len(), &rolls, &[]).unwrap();
    let (kept, again) = sound(&form, roster.len(), &rolls, &[]).unwrap();
    assert_eq!(verdict, again);
    assert_eq!(kept.len() as u64, verdict.received.valid);
    assert_eq!(verdict.received.ballots(), ballots.len() as u64);
    (sums, kept, verdict)
}

/// `40 a>b>c, 35 b>c, 25 c`: so many rankings of each kind, all of them valid.
fn rankings(roster: &Roster, text: &str) -> Roll<Index> {
    let mut ballots = Vec::new();
    for kind in text.split(',') {
        let (times, order) = kind.trim().split_once(' ').unwrap();
        ballots.extend(std::iter::repeat_n(ranking(order), times.parse().unwrap()));
    }
    let shape = BallotShape::Rank { least: 0, most: None, equals: Stated::Is(Equals::Share) };
    match judged(&shape, &Faults::default(), roster, &ballots).1 {
        Rolls::Rankings(roll) => roll,
        _ => panic!("rankings stay rankings"),
    }
}

fn everybody(roster: &Roster) -> Vec<Index> {
    roster.all().collect()
}

fn ties(steps: &[Break]) -> Stated<Vec<Break>> {
    Stated::Is(steps.to_vec())
}

/// Votes preserved: in every round the piles, the exhausted and what was cut off are the valid ballots.
fn preserved(course: &super::Course) {
    for round in &course.rounds {
        let all = &(&round.votes.values().sum() + &round.exhausted) + &round.cut;
        assert_eq!(all, crate::Exact::from(course.valid), "{round:?}");
        for step in &round.moves {
            let went = &(&step.to.values().sum() + &step.exhausted) + &step.cut;
            assert_eq!(went, step.votes, "{step:?}");
        }
    }
}

fn told(round: &super::Round) -> String {
    let votes: Vec<String> = round.votes.iter().map(|(id, votes)| format!("{id} {votes}")).collect();
    format!("{} | {} | {}", votes.join(", "), round.exhausted, round.cut)
}
