//! What happens to ballots, told from the opening of a vote to its count.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are a test")]

mod common;

use std::collections::BTreeSet;

use ballotbox::{BallotBox, BallotError, Cast, Voter};
use common::{EL, LONG_AGO, Raw, World, at, office, req, tamper, tamper_with_ballots, voter, works};
use ledger::{BallotLeaf, Receipt};
use selection::vote::{Entry as VoteEntry, Tally};
use selection::{Act, Actor, Code, Entry, Refusal, vote};
use store::Store;
use tokio::task::JoinSet;

const SOUND: &str = "sound";

fn refusal(answer: Result<Cast, BallotError>) -> Refusal {
    match answer {
        Err(BallotError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Any five works.
fn five() -> Vec<String> {
    works(&[1, 2, 3, 4, 5])
}

async fn in_first(ballots: &BallotBox, voter: &Voter, n: u64) -> Result<Cast, BallotError> {
    ballots.cast(voter, "vote-1", SOUND, five(), req(n), LONG_AGO).await
}

async fn in_second(ballots: &BallotBox, voter: &Voter, n: u64) -> Result<Cast, BallotError> {
    ballots.cast(voter, "vote-2", SOUND, works(&[7]), req(n), LONG_AGO).await
}

/// The newest entry of a vote.
fn newest_vote_entry(world: &World) -> VoteEntry {
    let snapshot = world.desk.snapshot();
    let entries = snapshot.filed.iter().rev().filter_map(|filed| match &filed.record.entry {
        Entry::Vote(entry) => Some(entry.clone()),
        _ => None,
    });
    entries.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_citizen_types_a_code_votes_and_carries_a_receipt_away() {
    let world = World::first_round().await;
    let box_ = &world.ballots;
    let codes = box_.issue_codes(office(), "vote-1", "code", 3, "codes-1").await.unwrap();
    let citizen = box_.voter(&format!(" {} ", codes[0].to_lowercase().replace('-', " "))).await.unwrap();
    assert_eq!(citizen, box_.voter(&codes[0]).await.unwrap());
    assert_ne!(citizen.nym, box_.voter(&codes[1]).await.unwrap().nym);
    assert_eq!(citizen.channel, "code");

    let cast = in_first(box_, &citizen, 1).await.unwrap();
    assert_eq!((cast.n, cast.at, cast.repeated), (0, at("2023-03-14 08:00"), false));
    let first = box_.receipt(0).await.unwrap().unwrap();
    for n in 1..7 {
        in_first(box_, &voter(n), n).await.unwrap();
    }
    // The receipt of that day holds for ever, and a newer one covers the newer log.
    first.check().unwrap();
    box_.receipt(6).await.unwrap().unwrap();
    let newer = box_.receipt(0).await.unwrap().unwrap();
    let text = newer.encode().unwrap();
    let read = Receipt::decode(&text).unwrap();
    read.check().unwrap();
    assert_eq!((read.checkpoint.size, read.checkpoint.root), box_.head());
    assert_eq!(read.checkpoint.origin, "demo.invalid/shiyin-2023/ballots");
    assert_eq!(ledger::leaf_hash(&read.leaf), cast.leaf_hash);
    assert!(box_.judge(&read).is_ok(), "the log signed it");
    let forged = Receipt { signatures: first.signatures.clone(), ..read.clone() };
    assert!(box_.judge(&forged).is_err(), "and that head alone");

    let leaf = BallotLeaf::decode(&read.leaf).unwrap();
    assert_eq!((leaf.el.as_str(), leaf.n, leaf.cat.as_str(), leaf.slot), (EL, 0, SOUND, 0));
    assert_eq!((leaf.period.as_str(), leaf.channel.as_str()), ("vote-1-all", "code"));
    // What was chosen is behind the commitment, and only the salt in the store opens it.
    let stored = world.store.ballot(EL, 0).await.unwrap().unwrap().ballot;
    leaf.check_opening(&ledger::Salt::from_bytes(stored.salt), &five()).unwrap();
    assert!(leaf.check_opening(&ledger::Salt::from_bytes(stored.salt), &works(&[1, 2, 3, 4, 6])).is_err());

    assert_eq!(box_.receipt(7).await.unwrap(), None);
    let tally = box_.tally("vote-1", SOUND);
    assert_eq!((tally.valid, tally.votes.get("p5"), tally.votes.get("p6")), (7, Some(&7), None));
}

#[tokio::test]
async fn a_wrong_code_is_told_apart_from_a_slip_of_the_finger() {
    let world = World::first_round().await;
    let codes = world.ballots.issue_codes(office(), "vote-1", "code", 1, "codes-1").await.unwrap();
    let slip = codes[0].chars().rev().collect::<String>();
    for (typed, fault) in [
        ("", "code-wrong-length"),
        ("7K2M-9QXU-4TPW", "code-bad-character"),
        (slip.as_str(), "code-check-fails"),
        ("0000-0000-0000", "code-unknown"),
    ] {
        let Err(BallotError::Refused(refusal)) = world.ballots.voter(typed).await else { panic!("{typed}") };
        assert_eq!((refusal.code, refusal.clause.as_str()), (Code::BadCode, "5.1"));
        assert_eq!(refusal.args, [("fault", fault.to_owned())]);
    }
}

#[tokio::test]
async fn codes_are_made_by_the_office_alone_recorded_by_their_root_and_shown_once() {
    let world = World::first_round().await;
    let box_ = &world.ballots;
    for who in [Actor::Citizen, Actor::System, Actor::Admin("admin".to_owned())] {
        let refused = box_.issue_codes(who, "vote-1", "code", 5, "not-mine").await;
        assert!(matches!(refused, Err(BallotError::Refused(Refusal { code: Code::NotAllowed, .. }))));
    }
    assert_eq!(world.store.code_count(EL).await.unwrap(), 0);

    let codes = box_.issue_codes(office(), "vote-1", "code", 50, "codes-1").await.unwrap();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 50);
    let VoteEntry::CodesIssued { channel, count, root, .. } = newest_vote_entry(&world) else { panic!() };
    assert_eq!((channel.as_str(), count, root.len()), ("code", 50, 64));
    for code in &codes {
        box_.voter(code).await.unwrap();
    }
    // A repeatable source makes the same codes for the same request, and others for another.
    assert_eq!(box_.issue_codes(office(), "vote-1", "code", 50, "codes-1").await.unwrap(), codes);
    let others = box_.issue_codes(office(), "vote-1", "code", 50, "codes-2").await.unwrap();
    assert!(others.iter().all(|code| !codes.contains(code)));
    assert_eq!(world.store.code_count(EL).await.unwrap(), 100);
    // A request that made codes makes no different ones.
    let changed = box_.issue_codes(office(), "vote-1", "code", 51, "codes-1").await;
    assert!(matches!(changed, Err(BallotError::CodesShown)), "{changed:?}");
    let unknown = box_.issue_codes(office(), "vote-1", "sms", 5, "codes-3").await;
    assert!(matches!(unknown, Err(BallotError::Refused(Refusal { code: Code::Unknown, .. }))));
}

#[tokio::test]
async fn three_ballots_in_the_first_round_and_one_a_day_in_the_second() {
    let world = World::first_round().await;
    let (box_, citizen) = (&world.ballots, voter(1));
    for used in 0..3 {
        assert_eq!(box_.left(&citizen, "vote-1", SOUND).await.unwrap(), 3 - used);
        in_first(box_, &citizen, u64::from(used)).await.unwrap();
    }
    assert_eq!(box_.left(&citizen, "vote-1", SOUND).await.unwrap(), 0);
    let fourth = refusal(in_first(box_, &citizen, 3).await);
    assert_eq!((fourth.code, fourth.clause.as_str()), (Code::LimitReached, "5.1"));
    assert_eq!(fourth.args, [("limit", "3".to_owned())]);
    in_first(box_, &voter(2), 4).await.unwrap();
    let slots: Vec<u32> =
        world.store.ballots(EL, 0, 9).await.unwrap().iter().map(|stored| stored.ballot.slot).collect();
    assert_eq!(slots, [0, 1, 2, 0]);

    // Between the rounds nothing can be cast.
    world.at("2023-03-21 12:00").await;
    assert_eq!(box_.left(&citizen, "vote-1", SOUND).await.unwrap(), 0);
    assert_eq!(box_.left(&citizen, "vote-2", SOUND).await.unwrap(), 0);
    assert_eq!(refusal(in_second(box_, &citizen, 5).await).code, Code::VoteClosed);

    world.at("2023-03-22 23:59:59.999").await;
    in_second(box_, &citizen, 6).await.unwrap();
    let twice = refusal(in_second(box_, &citizen, 7).await);
    assert_eq!((twice.code, twice.clause.as_str()), (Code::LimitReached, "5.2"));
    world.at("2023-03-23 00:00").await;
    assert_eq!(box_.left(&citizen, "vote-2", SOUND).await.unwrap(), 1);
    let next_day = in_second(box_, &citizen, 8).await.unwrap();
    let leaf = BallotLeaf::decode(&box_.receipt(next_day.n).await.unwrap().unwrap().leaf).unwrap();
    assert_eq!(leaf.period, "vote-2-2023-03-23");

    // Each round has its own count, and one log has them all.
    assert_eq!(box_.tally("vote-1", SOUND).valid, 4);
    assert_eq!(box_.tally("vote-2", SOUND).valid, 2);
    assert_eq!(box_.tally("vote-2", SOUND).votes.get("p7"), Some(&2));
    assert_eq!(box_.head().0, 6);
}

#[tokio::test]
async fn a_ballot_of_the_wrong_shape_is_refused_and_leaves_nothing() {
    let world = World::first_round().await;
    for (choices, code) in [
        (works(&[1, 2, 3, 4]), Code::TooFewChoices),
        (works(&[1, 2, 3, 4, 5, 6]), Code::TooManyChoices),
        (works(&[1, 2, 3, 4, 4]), Code::NotACandidate),
        (works(&[1, 2, 3, 4, 99]), Code::NotACandidate),
    ] {
        let refused =
            refusal(world.ballots.cast(&voter(1), "vote-1", SOUND, choices, req(1), LONG_AGO).await);
        assert_eq!((refused.code, refused.clause.as_str()), (code, "5.1"));
    }
    let elsewhere = world.ballots.cast(&voter(1), "vote-1", "poems", five(), req(1), LONG_AGO).await;
    assert_eq!(refusal(elsewhere).code, Code::NoVote);
    let by_letter = Voter { channel: "letter".to_owned(), ..voter(1) };
    assert_eq!(refusal(in_first(&world.ballots, &by_letter, 1).await).code, Code::Unknown);
    assert_eq!(world.ballots.head(), (0, ledger::tree::EMPTY_ROOT));
}

#[tokio::test]
async fn the_same_request_has_the_same_answer_for_ever() {
    let world = World::second_round().await;
    let box_ = &world.ballots;
    let cast = in_second(box_, &voter(1), 1).await.unwrap();
    // Sent again on the same day, when the limit is reached; with other choices; on another day; after the close.
    let told = Cast { repeated: true, ..cast };
    assert_eq!(in_second(box_, &voter(1), 1).await.unwrap(), told);
    assert_eq!(box_.cast(&voter(1), "vote-2", SOUND, works(&[1, 2]), req(1), LONG_AGO).await.unwrap(), told);
    world.at("2023-03-25 12:00").await;
    assert_eq!(in_second(box_, &voter(1), 1).await.unwrap(), told);
    world.at("2023-04-02 12:00").await;
    assert_eq!(in_second(box_, &voter(1), 1).await.unwrap(), told);
    assert_eq!(refusal(in_second(box_, &voter(1), 2).await).code, Code::VoteClosed);
    // Nobody is answered with another's ballot.
    assert_eq!(refusal(in_second(box_, &voter(2), 1).await).code, Code::VoteClosed);
    let expected = Tally { valid: 1, invalid: 0, votes: [("p7".to_owned(), 1)].into() };
    assert_eq!(box_.tally("vote-2", SOUND), expected);
}

#[tokio::test]
async fn a_form_that_is_sent_many_times_at_once_is_one_ballot() {
    let world = World::first_round().await;
    let mut sent = JoinSet::new();
    for _ in 0..20 {
        let box_ = world.ballots.clone();
        sent.spawn(async move { in_first(&box_, &voter(1), 1).await.unwrap() });
    }
    let answers = sent.join_all().await;
    assert!(answers.iter().all(|cast| cast.n == 0 && cast.leaf_hash == answers[0].leaf_hash));
    assert_eq!(answers.iter().filter(|cast| !cast.repeated).count(), 1);
    // The repetitions used up no place.
    assert_eq!(world.ballots.left(&voter(1), "vote-1", SOUND).await.unwrap(), 2);
    for n in 2..4 {
        in_first(&world.ballots, &voter(1), n).await.unwrap();
    }
    assert_eq!(refusal(in_first(&world.ballots, &voter(1), 4).await).code, Code::LimitReached);
}

#[tokio::test]
async fn the_window_is_judged_to_the_millisecond_and_by_no_clock_that_goes_back() {
    let world = World::first_round().await;
    let box_ = &world.ballots;
    let closes = at("2023-03-20 20:00");
    world.clock.set(closes.plus(-1));
    in_first(box_, &voter(1), 1).await.unwrap();
    // The close has come, but its entry has not been made yet.
    world.clock.set(closes);
    let late = refusal(in_first(box_, &voter(2), 2).await);
    assert_eq!((late.code, late.clause.as_str()), (Code::VoteClosed, "5.1"));
    // Once somebody looked at the log at the close, a clock that is put back opens nothing again.
    world.clock.set(closes.plus(-1));
    assert_eq!(refusal(in_first(box_, &voter(2), 3).await).code, Code::VoteClosed);
    world.clock.set(closes);
    world.desk.tick().await.unwrap();
    world.clock.set(closes.plus(-1));
    assert_eq!(refusal(in_first(box_, &voter(2), 4).await).code, Code::VoteClosed);
    assert_eq!(box_.head().0, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_from_one_voter_get_as_many_ballots_as_the_limit_allows() {
    let world = World::first_round().await;
    let storm = |stage: &'static str, choices: Vec<String>| {
        let mut sent = JoinSet::new();
        for n in 0..24 {
            let (box_, choices) = (world.ballots.clone(), choices.clone());
            sent.spawn(
                async move { box_.cast(&voter(n % 2), stage, SOUND, choices, req(n), LONG_AGO).await },
            );
        }
        sent
    };
    let check = |answers: Vec<Result<Cast, BallotError>>, taken: usize| {
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), taken);
        for answer in answers.into_iter().filter(|answer| answer.is_err()) {
            assert_eq!(refusal(answer).code, Code::LimitReached);
        }
    };
    check(storm("vote-1", five()).join_all().await, 2 * 3);
    world.at("2023-03-22 08:00").await;
    check(storm("vote-2", works(&[1])).join_all().await, 2);
    assert_eq!(world.ballots.head().0, 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_thousand_people_vote_at_once_and_each_has_a_ballot_of_their_own() {
    let world = World::first_round().await;
    let codes = world.ballots.issue_codes(office(), "vote-1", "code", 2000, "codes-1").await.unwrap();
    let mut sent = JoinSet::new();
    for (n, code) in codes.into_iter().enumerate() {
        let box_ = world.ballots.clone();
        sent.spawn(async move {
            let citizen = box_.voter(&code).await.unwrap();
            in_first(&box_, &citizen, n as u64).await.unwrap()
        });
    }
    let answers = sent.join_all().await;
    assert!(answers.iter().all(|cast| !cast.repeated));
    let numbers: BTreeSet<u64> = answers.iter().map(|cast| cast.n).collect();
    assert_eq!(numbers, (0..2000).collect());
    let hashes = world.store.ballot_hashes(EL, 0, 2000).await.unwrap();
    for cast in &answers {
        assert_eq!(hashes[cast.n as usize], *cast.leaf_hash.as_bytes());
    }
    for cast in answers.iter().step_by(97) {
        let receipt = world.ballots.receipt(cast.n).await.unwrap().unwrap();
        assert_eq!(ledger::leaf_hash(&receipt.leaf), cast.leaf_hash);
        receipt.check().unwrap();
    }
    assert_eq!(world.ballots.tally("vote-1", SOUND).valid, 2000);

    let head = world.ballots.head();
    let tally = world.ballots.tally("vote-1", SOUND);
    let world = world.restart("2023-03-14 09:00").await;
    assert_eq!((world.ballots.head(), world.ballots.tally("vote-1", SOUND)), (head, tally));
}

#[tokio::test]
async fn a_full_queue_says_so_and_loses_nothing_and_a_counted_vote_starts_from_its_counts() {
    const VOTERS: u64 = 5200;
    let world = World::first_round().await;
    // The first batch cannot be written for a moment, while everybody comes.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(world.dir.path().join("ballots.db"));
    let mut foreign = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut foreign).await.unwrap();
    let mut sent = JoinSet::new();
    for n in 0..VOTERS {
        let box_ = world.ballots.clone();
        sent.spawn(async move { in_first(&box_, &voter(n), n).await });
    }
    let mut answers = vec![sent.join_next().await.unwrap().unwrap()];
    sqlx::raw_sql("ROLLBACK").execute(&mut foreign).await.unwrap();
    answers.extend(sent.join_all().await);
    let (taken, turned_away): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert!(!turned_away.is_empty(), "the queue was never full");
    assert!(turned_away.iter().all(|answer| matches!(answer, Err(BallotError::Busy))));
    assert_eq!(world.store.ballot_count(EL).await.unwrap(), taken.len() as u64);
    assert_eq!(world.store.meta_get("ballots/shiyin-2023").await.unwrap(), None);
    // Whoever was turned away comes again and is taken, once; so is everybody else.
    for n in 0..VOTERS {
        in_first(&world.ballots, &voter(n), n).await.unwrap();
    }
    assert_eq!(world.ballots.head().0, VOTERS);
    // A start from the saved counts and one from the ballots alone come to the same.
    world.at("2023-03-20 20:00").await;
    let before = (world.ballots.head(), world.ballots.tally("vote-1", SOUND));
    assert!(world.store.meta_get("ballots/shiyin-2023").await.unwrap().is_some());
    let world = world.restart("2023-03-20 21:00").await;
    assert_eq!((world.ballots.head(), world.ballots.tally("vote-1", SOUND)), before);
    world.store.meta_put("ballots/shiyin-2023", b"").await.unwrap();
    let world = world.restart("2023-03-20 22:00").await;
    assert_eq!((world.ballots.head(), world.ballots.tally("vote-1", SOUND)), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_close_counts_every_acknowledged_ballot_and_no_other() {
    let world = World::first_round().await;
    world.clock.set(at("2023-03-20 19:59:59"));
    let mut sent = JoinSet::new();
    for n in 0..1500 {
        let box_ = world.ballots.clone();
        sent.spawn(async move { in_first(&box_, &voter(n), n).await });
    }
    // The close comes while they are arriving.
    while world.ballots.head().0 < 100 {
        tokio::task::yield_now().await;
    }
    world.at("2023-03-20 20:00").await;
    let answers = sent.join_all().await;
    let taken = answers.iter().filter(|answer| answer.is_ok()).count() as u64;
    for answer in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(answer).code, Code::VoteClosed);
    }
    let VoteEntry::BallotsCounted { stage, size, root, categories } = newest_vote_entry(&world) else {
        panic!()
    };
    assert_eq!((stage.as_str(), size, categories[SOUND].valid), ("vote-1", taken, taken));
    assert_eq!((size, root), (world.ballots.head().0, world.ballots.head().1.to_string()));
    assert_eq!(categories[SOUND], world.ballots.tally("vote-1", SOUND));
}

#[tokio::test]
async fn anchors_tie_the_two_logs_and_each_round_is_counted_by_itself() {
    let world = World::first_round().await;
    let anchor = |stage: &str| Act::Vote(vote::Act::Anchor { stage: stage.to_owned() });
    for n in 0..3 {
        in_first(&world.ballots, &voter(n), n).await.unwrap();
    }
    world.act(&Actor::System, anchor("vote-1")).await;
    let (size, root) = world.ballots.head();
    let expected = VoteEntry::BallotsAnchored { stage: "vote-1".to_owned(), size, root: root.to_string() };
    assert_eq!(newest_vote_entry(&world), expected);
    // An hour without ballots needs no second anchor.
    assert!(world.act(&Actor::System, anchor("vote-1")).await.records.is_empty());

    world.at("2023-03-22 08:00").await;
    for n in 0..2 {
        in_second(&world.ballots, &voter(n), n).await.unwrap();
    }
    world.at("2023-03-31 20:00").await;
    let votes = world.desk.snapshot().s.vote.votes.clone();
    let valid = |stage: &str| votes.get(stage).unwrap().counted.as_ref().unwrap()[SOUND].valid;
    assert_eq!((valid("vote-1"), valid("vote-2")), (3, 2));
    assert_eq!(votes.get("vote-1").unwrap().anchor.as_ref().unwrap().0, 3);
    assert_eq!(votes.get("vote-2").unwrap().anchor, Some((5, world.ballots.head().1.to_string())));
}

#[tokio::test]
async fn counts_shown_at_an_hour_are_those_of_the_log_as_it_is_then() {
    let world = World::second_round().await;
    for n in 0..2 {
        in_second(&world.ballots, &voter(n), n).await.unwrap();
    }
    world.at("2023-03-22 09:00").await;
    let (size, root) = world.ballots.head();
    in_second(&world.ballots, &voter(2), 2).await.unwrap();
    world.at("2023-03-22 10:00").await;
    let VoteEntry::CountsShown { stage, due, size: told, root: at_root, categories } =
        newest_vote_entry(&world)
    else {
        panic!()
    };
    assert_eq!((stage.as_str(), due), ("vote-2", at("2023-03-22 09:00")));
    assert_eq!((told, at_root), (size, root.to_string()));
    assert_eq!((told, categories[SOUND].valid), (2, 2));
    assert_eq!(world.ballots.tally("vote-2", SOUND).valid, 3, "what came later is for the next hour");
}

#[tokio::test]
async fn a_vote_in_which_nobody_voted_is_counted_with_nothing() {
    let world = World::second_round().await;
    let VoteEntry::BallotsCounted { size, categories, .. } = newest_vote_entry(&world) else { panic!() };
    assert_eq!((size, categories), (0, [(SOUND.to_owned(), Tally::default())].into()));
    world.restart("2023-03-22 09:00").await;
}

/// Two rounds with five ballots, an anchor after three of them, and two beyond the saved counts.
async fn voted() -> World {
    let world = World::first_round().await;
    for n in 0..3 {
        in_first(&world.ballots, &voter(n), n).await.unwrap();
    }
    world.at("2023-03-22 08:00").await;
    for n in 0..2 {
        in_second(&world.ballots, &voter(n), n).await.unwrap();
    }
    world
}

#[tokio::test]
async fn a_restart_finds_the_same_log_and_the_same_counts_with_saved_counts_or_without() {
    let world = voted().await;
    let told = |world: &World| {
        let box_ = &world.ballots;
        (box_.head(), box_.tally("vote-1", SOUND), box_.tally("vote-2", SOUND))
    };
    let before = told(&world);
    let world = world.restart("2023-03-22 09:00").await;
    assert_eq!(told(&world), before);
    // Counts that this server did not save are not believed, were they ever so well made.
    let good = world.store.meta_get("ballots/shiyin-2023").await.unwrap().unwrap();
    let (seal, json) = good.split_at(32);
    let json = String::from_utf8(json.to_vec()).unwrap();
    let more = json.replace("\"valid\":3", "\"valid\":9");
    assert_ne!(json, more, "the close saved the count of the first round");
    for (name, bytes) in [("noise", b"noise".to_vec()), ("forged", [seal, more.as_bytes()].concat())] {
        world.store.meta_put("ballots/shiyin-2023", &bytes).await.unwrap();
        let again = BallotBox::open(&world.desk, "demo.invalid", &[]).await.unwrap();
        assert_eq!((again.head(), again.tally("vote-1", SOUND)), (before.0, before.1.clone()), "{name}");
        world.store.meta_put("ballots/shiyin-2023", &good).await.unwrap();
    }
    // A limit reached before the restart is reached after it, and the log goes on.
    let world = world.restart("2023-03-22 10:00").await;
    assert_eq!(refusal(in_second(&world.ballots, &voter(1), 9).await).code, Code::LimitReached);
    assert_eq!(in_second(&world.ballots, &voter(5), 9).await.unwrap().n, 5);
}

#[tokio::test]
async fn chance_that_repeats_itself_gives_the_same_log_to_the_byte() {
    let (one, other) = (voted().await, voted().await);
    assert_eq!(one.ballots.head(), other.ballots.head());
}

#[tokio::test]
async fn ballots_that_are_not_those_that_were_recorded_are_found_at_the_start() {
    const FORGET_SAVED: &str = "DELETE FROM meta WHERE key LIKE 'ballots/%'";
    fn swap(all: &mut [Raw], n: usize) {
        all[n].choices = br#"["p1","p2","p3","p4","p8"]"#.to_vec();
    }
    type Story = (fn(&mut Vec<Raw>), bool, fn(&BallotError) -> bool);
    let stories: [Story; 8] = [
        // With the saved counts, which cover three ballots, and without.
        (|all| all[1].hash.fill(0), false, |e| matches!(e, BallotError::Changed { size: 3, .. })),
        (|all| all[1].hash.fill(0), true, |e| matches!(e, BallotError::Damaged(1))),
        (|all| swap(all, 1), true, |e| matches!(e, BallotError::Damaged(1))),
        (|all| swap(all, 4), false, |e| matches!(e, BallotError::Damaged(4))),
        (|all| all[4].before[7] ^= 1, false, |e| matches!(e, BallotError::Damaged(4))),
        (|all| drop(all.remove(1)), true, |e| matches!(e, BallotError::Older { found: 4, recorded: 5, .. })),
        (|all| all.truncate(2), false, |e| matches!(e, BallotError::Older { found: 2, recorded: 5, .. })),
        (|all| all.truncate(2), true, |e| matches!(e, BallotError::Older { found: 2, recorded: 5, .. })),
    ];
    for (number, (change, forget, is_right)) in stories.into_iter().enumerate() {
        let dir = voted().await.stop().await;
        if forget {
            tamper(dir.path(), "main.db", &[FORGET_SAVED]).await;
        }
        tamper_with_ballots(dir.path(), change).await;
        let Err((_, error)) = World::open(dir, "2023-03-22 09:00").await else {
            panic!("story {number}: opened")
        };
        assert!(is_right(&error), "story {number}: {error}");
    }
}

#[tokio::test]
async fn a_whole_other_ballots_file_does_not_lead_to_the_recorded_root() {
    let (dir, other) = (voted().await, World::first_round().await);
    for n in 0..5 {
        in_first(&other.ballots, &voter(100 + n), n).await.unwrap();
    }
    let (dir, other) = (dir.stop().await, other.stop().await);
    // Even where everything the box itself remembers is gone, the acts remember.
    tamper(dir.path(), "main.db", &["DELETE FROM meta WHERE key LIKE 'ballot%'"]).await;
    std::fs::remove_file(dir.path().join("heads/shiyin-2023.ballots")).unwrap();
    std::fs::copy(other.path().join("ballots.db"), dir.path().join("ballots.db")).unwrap();
    let Err((_, error)) = World::open(dir, "2023-03-22 09:00").await else { panic!("opened") };
    assert!(matches!(error, BallotError::Changed { size: 3, .. }), "{error}");
    assert!(error.to_string().contains("the log of acts, vote-1"), "{error}");
}

#[tokio::test]
async fn what_the_disk_did_not_take_is_not_acknowledged_and_may_come_again() {
    use sqlx::ConnectOptions;
    let world = World::first_round().await;
    in_first(&world.ballots, &voter(1), 1).await.unwrap();
    let head = world.ballots.head();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(world.dir.path().join("ballots.db"));
    let mut foreign = options.connect().await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut foreign).await.unwrap();
    let answer = in_first(&world.ballots, &voter(2), 2).await;
    assert!(matches!(answer, Err(BallotError::Store(_))), "{answer:?}");
    assert_eq!(world.ballots.head(), head);
    sqlx::raw_sql("ROLLBACK").execute(&mut foreign).await.unwrap();
    let cast = in_first(&world.ballots, &voter(2), 2).await.unwrap();
    assert_eq!((cast.n, cast.repeated), (1, false));
    assert_eq!(world.ballots.tally("vote-1", SOUND).valid, 2);
}

#[tokio::test]
async fn a_ballot_that_was_kept_unseen_is_taken_in_before_the_next_one() {
    let world = World::first_round().await;
    in_first(&world.ballots, &voter(1), 1).await.unwrap();
    // Kept by a commit that the first box did not see the end of.
    let unseen = BallotBox::open(&world.desk, "demo.invalid", &[]).await.unwrap();
    let kept = in_first(&unseen, &voter(2), 2).await.unwrap();
    assert_eq!((kept.n, world.ballots.head().0), (1, 1));
    assert_eq!(in_first(&world.ballots, &voter(2), 2).await.unwrap(), Cast { repeated: true, ..kept });
    assert_eq!(in_first(&world.ballots, &voter(3), 3).await.unwrap().n, 2);
    assert_eq!(world.ballots.tally("vote-1", SOUND).valid, 3);
    let hashes = world.store.ballot_hashes(EL, 0, 9).await.unwrap();
    let tree: ledger::Tree = hashes.into_iter().map(ledger::Hash::from_bytes).collect();
    assert_eq!(world.ballots.head(), (3, tree.root()));
}

#[tokio::test]
async fn after_a_disk_fault_nothing_is_acknowledged_any_more() {
    let world = World::first_round().await;
    in_first(&world.ballots, &voter(1), 1).await.unwrap();
    let head = world.ballots.head();
    // The file goes bad under the running server.
    let file = world.dir.path().join("ballots.db");
    tamper(world.dir.path(), "ballots.db", &["CREATE TABLE other (x)", "PRAGMA wal_checkpoint(TRUNCATE)"])
        .await;
    std::fs::write(&file, vec![0x5a; std::fs::metadata(&file).unwrap().len() as usize]).unwrap();
    let first = in_first(&world.ballots, &voter(2), 2).await;
    assert!(matches!(first, Err(BallotError::Store(_))), "{first:?}");
    for n in 3..6 {
        let Err(error) = in_first(&world.ballots, &voter(n), n).await else { panic!("acknowledged") };
        assert!(
            matches!(&error, BallotError::Store(cause) if matches!(**cause, store::StoreError::Halted)),
            "{error}"
        );
        assert!(error.to_string().contains("nothing more is accepted"), "{error}");
    }
    assert_eq!(world.ballots.head(), head);
}

#[tokio::test]
async fn a_box_is_not_opened_under_a_name_that_no_checkpoint_can_carry() {
    let world = World::first_round().await;
    for host in ["", "two words", "a+b", "https://demo.invalid"] {
        let opened = BallotBox::open(&world.desk, host, &[]).await;
        assert!(matches!(opened, Err(BallotError::Host(_))), "{host}");
    }
}
