//! Stories and properties of ballots and methods.

mod judged;

use plan::{BallotShape, Faults, Spoils, Stated};

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
    Faults { too_many: rule(), too_few: Stated::NotStated, twice: rule(), unknown: rule() }
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
