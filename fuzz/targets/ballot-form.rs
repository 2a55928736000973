//! The form that casts a ballot: read, judged, and committed to, up to the queue.
#![no_main]

use ledger::{BallotLeaf, Salt, V1, ballot_commit};
use libfuzzer_sys::fuzz_target;
use plan::Instant;
use selection::vote::{admit, stage_of};
use world::World;

#[allow(dead_code)]
#[path = "../../crates/web/src/sent/pairs.rs"]
mod pairs;
#[path = "../../crates/selection/tests/world/mod.rs"]
mod world;

use pairs::Pairs;

thread_local! {
    /// A selection whose vote is open.
    static OPEN: World = world::voting();
}

fuzz_target!(|bytes: &[u8]| {
    let pairs = Pairs::parse(bytes);
    // Written out again, the pairs are the same.
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(pairs.iter());
    assert_eq!(Pairs::parse(out.finish().as_bytes()).owned(), pairs.owned());
    if let Some(request) = pairs.request() {
        assert!(request.len() <= 64 && request.is_ascii());
    }
    let made = Instant(pairs.number("made").unwrap_or_default());

    let choices: Vec<String> = pairs.all("choice").into_iter().map(ToOwned::to_owned).collect();
    OPEN.with(|world| {
        let (stage, category) = (pairs.get("stage"), pairs.get("cat"));
        // The form tells when it was made; the box asks for ballots of the days between that and now.
        let _ = admit(&world.s, stage, category, "web", &choices, made);
        let Ok(admitted) = admit(&world.s, stage, category, "web", &choices, world.now) else { return };
        assert!((1..=2).contains(&choices.len()), "as many as the plan allows");
        assert!(choices.iter().all(|choice| ["p1", "p2", "p3", "p4"].contains(&choice.as_str())));
        assert_eq!(stage_of(&admitted.period), Some("vote"));
        let (nym, salt) = ("ab".repeat(32), Salt::from_bytes([7; 32]));
        let commit = ballot_commit("small", category, &admitted.period, 0, &nym, &salt, &choices).unwrap();
        let leaf = BallotLeaf {
            v: V1,
            el: "small".to_owned(),
            n: 0,
            at: world.now.0,
            cat: category.to_owned(),
            period: admitted.period,
            slot: 0,
            nym,
            channel: "web".to_owned(),
            commit,
            supersedes: None,
            withdraws: None,
        };
        assert_eq!(BallotLeaf::decode(&leaf.encode().unwrap()).unwrap(), leaf);
    });
});
