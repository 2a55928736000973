//! An anchor is not earlier than the ballots under it, however long it had to wait for them, and whatever the machine's
//! clock did meanwhile.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are a test")]

mod common;

use std::sync::Arc;

use async_trait::async_trait;
use common::{HandClock, LONG_AGO, World, at, req, voter, works};
use desk::{BallotSource, Clock, Snapshot};
use plan::Instant;
use selection::{Act, Actor, BallotHead, vote};
use store::StoreError;

/// A box in which the last ballot under an anchor is admitted while the anchor waits.
struct Busy {
    ballots: ballotbox::BallotBox,
    clock: Arc<HandClock>,
}

#[async_trait]
impl BallotSource for Busy {
    async fn settle(&self, _: &Snapshot, _: &str) -> Result<BallotHead, StoreError> {
        self.clock.set(self.clock.now().plus(250));
        self.ballots
            .cast(&voter(7), "vote-1", "sound", works(&[1, 2, 3, 4, 5]), req(7), LONG_AGO)
            .await
            .unwrap();
        let (size, root) = self.ballots.head();
        Ok(BallotHead { size, root: root.to_string(), categories: Default::default() })
    }

    fn latest(&self) -> Instant {
        self.clock.now()
    }
}

#[tokio::test]
async fn an_anchor_is_not_earlier_than_the_ballots_under_it() {
    let world = World::first_round().await;
    let asked = world.clock.now();
    world
        .desk
        .set_ballots(Arc::new(Busy { ballots: world.ballots.clone(), clock: Arc::clone(&world.clock) }));
    world
        .desk
        .submit(Actor::System, Act::Vote(vote::Act::Anchor { stage: "vote-1".to_owned() }), "a")
        .await
        .unwrap();
    let anchored = world.desk.snapshot().s.vote.votes["vote-1"].clone();
    assert_eq!(anchored.anchor.unwrap().0, 1);
    assert_eq!(anchored.anchored_at, Some(asked.plus(250)), "as late as the ballot that it covers");
}

/// Casts a ballot and anchors it, with the clock set back by an hour between the two.
async fn anchored_after_the_clock_went_back(again: bool) {
    let mut world = World::first_round().await;
    world.at("2023-03-14 10:00").await;
    let cast_at = world.clock.now();
    world
        .ballots
        .cast(&voter(7), "vote-1", "sound", works(&[1, 2, 3, 4, 5]), req(7), LONG_AGO)
        .await
        .unwrap();
    if again {
        world = world.restart("2023-03-14 09:00").await;
    }
    world.clock.set(at("2023-03-14 09:00"));
    world
        .desk
        .submit(Actor::System, Act::Vote(vote::Act::Anchor { stage: "vote-1".to_owned() }), "a")
        .await
        .unwrap();
    let anchored = world.desk.snapshot().s.vote.votes["vote-1"].clone();
    assert_eq!(anchored.anchor.unwrap().0, 1);
    assert!(anchored.anchored_at.unwrap() >= cast_at, "a recount finds no anchor before its ballots");
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_no_anchor_that_is_too_early() {
    anchored_after_the_clock_went_back(false).await;
}

#[tokio::test]
async fn nor_does_it_over_a_restart() {
    anchored_after_the_clock_went_back(true).await;
}
