//! People vote without a code: each ballot costs their browser some computing, and buys one place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are a test")]

mod common;

use ballotbox::{BallotError, Cast, Shown, Voter};
use common::{EL, LONG_AGO, World, at, office, req, works};
use identity::work;
use selection::{Code, Refusal};
use store::Store;

/// So little work that tests need not wait for it.
const TRIES: u32 = 3;

fn refusal(answer: Result<Cast, BallotError>) -> Refusal {
    match answer {
        Err(BallotError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn browser(world: &World, n: u8) -> Voter {
    world.ballots.recognise(Shown::Browser(&[n; 32])).await.unwrap()
}

/// What a browser sends after it has solved a challenge for a voter's next ballot.
fn worked(world: &World, voter: &Voter, stage: &str, seed: u8) -> String {
    let challenge = world.ballots.challenge(voter, stage, "sound", TRIES, &[seed; 32]).unwrap();
    work::solve(&challenge).unwrap()
}

async fn in_first(world: &World, voter: &Voter, work: &str) -> Result<Cast, BallotError> {
    world.ballots.cast_with_work(voter, "vote-1", "sound", works(&[1, 2, 3, 4, 5]), work, LONG_AGO).await
}

async fn in_second(world: &World, voter: &Voter, work: &str) -> Result<Cast, BallotError> {
    let made = world.desk.clock().now();
    world.ballots.cast_with_work(voter, "vote-2", "sound", works(&[7]), work, made).await
}

#[tokio::test]
async fn a_browser_is_the_same_voter_for_as_long_as_it_keeps_its_number() {
    let world = World::first_round_for_anybody().await;
    let one = browser(&world, 1).await;
    assert_eq!(one, browser(&world, 1).await);
    assert_eq!(one.channel, "open");
    assert_ne!(one.nym, browser(&world, 2).await.nym);
    let codes = world.ballots.issue_codes(office(), "vote-1", "code", 1, "codes-1").await.unwrap();
    assert_eq!(world.ballots.voter(&codes[0]).await.unwrap().channel, "code", "codes are good beside it");

    let only_codes = World::first_round().await;
    let none = only_codes.ballots.recognise(Shown::Browser(&[1; 32])).await;
    assert!(matches!(none, Err(BallotError::Refused(Refusal { code: Code::NoVote, .. }))), "{none:?}");
}

#[tokio::test]
async fn each_ballot_costs_its_own_work_up_to_the_plans_limit() {
    let world = World::first_round_for_anybody().await;
    let voter = browser(&world, 1).await;
    let first = worked(&world, &voter, "vote-1", 1);
    let cast = in_first(&world, &voter, &first).await.unwrap();
    assert_eq!((cast.n, cast.repeated), (0, false));
    // The plan has three ballots for everybody; the same solution is the same ballot all the same, whatever it holds.
    let again = in_first(&world, &voter, &first).await.unwrap();
    assert_eq!((again.n, again.repeated), (0, true));
    for seed in 2..4 {
        let more = worked(&world, &voter, "vote-1", seed);
        assert_eq!(in_first(&world, &voter, &more).await.unwrap().n, u64::from(seed) - 1);
    }
    let fourth = worked(&world, &voter, "vote-1", 4);
    assert_eq!(refusal(in_first(&world, &voter, &fourth).await).code, Code::LimitReached);
    assert_eq!(world.ballots.head().0, 3);

    let leaf = world.ballots.receipt(2).await.unwrap().unwrap().leaf;
    let leaf = ledger::BallotLeaf::decode(&leaf).unwrap();
    assert_eq!((leaf.channel.as_str(), leaf.slot), ("open", 2));
}

#[tokio::test]
async fn sent_many_times_at_once_one_solution_is_one_ballot() {
    let world = World::first_round_for_anybody().await;
    let voter = browser(&world, 1).await;
    let told = worked(&world, &voter, "vote-1", 1);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (box_, voter, told) = (world.ballots.clone(), voter.clone(), told.clone());
        tasks.spawn(async move {
            let five = works(&[1, 2, 3, 4, 5]);
            box_.cast_with_work(&voter, "vote-1", "sound", five, &told, LONG_AGO).await.unwrap().n
        });
    }
    while let Some(n) = tasks.join_next().await {
        assert_eq!(n.unwrap(), 0);
    }
    assert_eq!(world.ballots.head().0, 1);
    // Nor does a restart forget what was spent.
    let world = world.restart("2023-03-14 08:05").await;
    assert_eq!(in_first(&world, &voter, &told).await.unwrap().n, 0);
    assert_eq!(world.ballots.head().0, 1);
}

#[tokio::test]
async fn without_work_or_with_anothers_nothing_is_taken() {
    let world = World::first_round_for_anybody().await;
    let (mine, other) = (browser(&world, 1).await, browser(&world, 2).await);
    let told = worked(&world, &mine, "vote-1", 1);
    assert_eq!(refusal(in_first(&world, &mine, "").await).code, Code::WorkMissing);
    assert_eq!(refusal(in_first(&world, &mine, "e30=").await).code, Code::WorkWrong);
    assert_eq!(refusal(in_first(&world, &other, &told).await).code, Code::WorkForeign);
    // Past the door for proofs: the box itself takes no such ballot.
    let past = world.ballots.cast(&mine, "vote-1", "sound", works(&[1, 2, 3, 4, 5]), req(1), LONG_AGO).await;
    assert_eq!(refusal(past).code, Code::WorkMissing);
    // A ballot that is wrong in itself spends nothing.
    let few = world.ballots.cast_with_work(&mine, "vote-1", "sound", works(&[1]), &told, LONG_AGO).await;
    assert_eq!(refusal(few).code, Code::TooFewChoices);
    assert_eq!(world.ballots.head().0, 0);
    assert_eq!(world.store.ballot_count(EL).await.unwrap(), 0);
    assert_eq!(in_first(&world, &mine, &told).await.unwrap().n, 0);
    // Who shows a code needs no work, and gets no challenge.
    let code = Voter { nym: [9; 16], channel: "code".to_owned() };
    assert!(world.ballots.challenge(&code, "vote-1", "sound", TRIES, &[1; 32]).is_err());
}

#[tokio::test]
async fn late_work_is_told_so_but_what_was_taken_with_it_stays_taken() {
    let world = World::first_round_for_anybody().await;
    let voter = browser(&world, 1).await;
    let (spent, unspent) = (worked(&world, &voter, "vote-1", 1), worked(&world, &voter, "vote-1", 2));
    in_first(&world, &voter, &spent).await.unwrap();
    world.at("2023-03-14 08:29").await;
    let mark = world.ballots.place(&voter, "vote-1", "sound");
    assert!(mark.is_some());
    world.at("2023-03-14 08:30").await;
    assert_eq!(refusal(in_first(&world, &voter, &unspent).await).code, Code::WorkExpired);
    assert_eq!(in_first(&world, &voter, &spent).await.unwrap().n, 0, "the answer was lost");
    assert_eq!(world.ballots.place(&voter, "vote-1", "sound"), mark, "the same place");
    let fresh = worked(&world, &voter, "vote-1", 3);
    assert_eq!(in_first(&world, &voter, &fresh).await.unwrap().n, 1);
    // Also after the close.
    world.at("2023-03-20 20:00").await;
    assert_eq!(in_first(&world, &voter, &spent).await.unwrap().n, 0);
    assert_eq!(world.ballots.head().0, 2);
}

#[tokio::test]
async fn work_of_one_day_buys_nothing_on_the_next() {
    let world = World::first_round_for_anybody().await;
    world.at("2023-03-23 23:50").await;
    let voter = browser(&world, 1).await;
    let (spent, unspent) = (worked(&world, &voter, "vote-2", 1), worked(&world, &voter, "vote-2", 2));
    in_second(&world, &voter, &spent).await.unwrap();
    let mark = world.ballots.place(&voter, "vote-2", "sound");
    world.at("2023-03-24 00:00").await;
    assert_ne!(world.ballots.place(&voter, "vote-2", "sound"), mark, "another day is another place");
    let made = at("2023-03-23 23:55");
    for old in [&spent, &unspent] {
        let late = in_second(&world, &voter, old).await;
        assert!(matches!(refusal(late).code, Code::WorkForeign), "the form says it is of today");
    }
    let cast = |old: String| {
        let (box_, voter) = (world.ballots.clone(), voter.clone());
        async move { box_.cast_with_work(&voter, "vote-2", "sound", works(&[7]), &old, made).await }
    };
    assert_eq!(refusal(cast(unspent).await).code, Code::WorkExpired);
    assert_eq!(cast(spent).await.unwrap().n, 0, "the answer of yesterday was lost");
    let fresh = worked(&world, &voter, "vote-2", 3);
    assert_eq!(in_second(&world, &voter, &fresh).await.unwrap().n, 1);
}
