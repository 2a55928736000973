//! A selection is published while it lives: written on and never anew, verified at every step, and never from an older copy.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test are a test")]

#[path = "../../ballotbox/tests/common/mod.rs"]
mod world;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use ledger::{CosignerKey, Log, SignedCheckpoint, Witness, witness};
use publication::{Cosigning, PublishError, Published, Publisher, Reach, known_ballots};
use store::Store as _;
use verify::{Folder, Report};
use world::{HOST, LONG_AGO, World, office, req, voter, works};

async fn publisher(world: &World, out: &Path) -> Result<Publisher, PublishError> {
    Publisher::open(&world.desk, &world.ballots, HOST, out, None).await
}

async fn publish(world: &World, out: &Path) -> Published {
    publisher(world, out).await.unwrap().advance(|_| {}).await.unwrap()
}

/// As many ballots by voters of their own, for whom codes were issued.
async fn votes(world: &World, stage: &str, voters: std::ops::Range<u64>) {
    let (count, codes) = (voters.end - voters.start, format!("codes-{stage}-{}", voters.start));
    world.ballots.issue_codes(office(), stage, "code", count, &codes).await.unwrap();
    for n in voters {
        let works = works(&[1 + (n % 4) as usize, 5, 6, 7, 8]);
        let request = req(n + if stage == "vote-1" { 0 } else { 1_000_000 });
        world.ballots.cast(&voter(n), stage, "sound", works, request, LONG_AGO).await.unwrap();
    }
}

fn verified(out: &Path) -> Report {
    let trust = std::fs::read(out.join("trust")).unwrap();
    let report = verify::verify(&Folder(out.to_owned()), Some(&trust), &mut |_| {});
    assert!(report.ok, "{:?}", report.failure);
    report
}

/// Every file with its bytes.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for row in std::fs::read_dir(dir).unwrap() {
        let path = row.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

fn disclosed(out: &Path) -> String {
    let text = std::fs::read_to_string(out.join("acts/disclosed")).unwrap();
    let parts = text.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        base64::engine::general_purpose::STANDARD.decode(line["bytes"].as_str().unwrap()).unwrap()
    });
    parts.map(|bytes| String::from_utf8(bytes).unwrap()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn it_is_written_on_from_round_to_round_and_verifies_at_every_step() {
    let world = World::first_round().await;
    let out = world.dir.path().join("published");
    assert_eq!(publish(&world, &out).await.ballots, 0);
    verified(&out);
    assert!(!out.join("ballots/openings").exists());

    votes(&world, "vote-1", 0..300).await;
    let first = publish(&world, &out).await;
    assert_eq!(first.ballots, 300);
    verified(&out);
    let full = std::fs::read(out.join("ballots/tile/entries/000")).unwrap();

    // While the vote goes on nothing says for whom anybody voted; when it was counted every ballot is opened.
    votes(&world, "vote-1", 300..700).await;
    world.at("2023-03-20 20:00").await;
    let second = publish(&world, &out).await;
    assert_eq!(second.ballots, 700);
    assert!(second.acts > first.acts);
    let report = verified(&out);
    assert_eq!(report.votes.len(), 1);
    assert_eq!(std::fs::read(out.join("ballots/tile/entries/000")).unwrap(), full, "a full bundle stays");
    let openings = std::fs::read_to_string(out.join("ballots/openings/vote-1/0")).unwrap();
    assert_eq!(openings.lines().count(), 700);

    // The same publication made at once, in another folder: the same leaves under the same heads.
    let other = world.dir.path().join("other");
    publish(&world, &other).await;
    for path in
        ["acts/checkpoint", "ballots/checkpoint", "acts/disclosed", "ballots/openings/vote-1/0", "trust"]
    {
        assert_eq!(
            std::fs::read(out.join(path)).unwrap(),
            std::fs::read(other.join(path)).unwrap(),
            "{path}"
        );
    }

    // A server that starts again goes on where the folder ends, and one that has nothing new changes nothing.
    let dir = world.stop().await;
    let world = World::open(dir, "2023-03-20 21:00").await.map_err(|(_, error)| error).unwrap();
    let before = files(&out);
    assert_eq!(publish(&world, &out).await, second);
    let heads = |files: &BTreeMap<PathBuf, Vec<u8>>| {
        let fixed = files.iter().filter(|(path, _)| !path.ends_with("checkpoint.sm"));
        fixed.map(|(path, bytes)| (path.clone(), bytes.clone())).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(heads(&files(&out)), heads(&before));
    verified(&out);
}

/// Two witnesses, one of whom cannot be reached at first.
struct Bodies {
    witnesses: Vec<Witness>,
    known: Mutex<BTreeMap<(String, usize), witness::Known>>,
    away: AtomicBool,
}

#[async_trait::async_trait]
impl Reach for Bodies {
    async fn post(&self, url: &str, body: String) -> Result<(u16, String), String> {
        let n = usize::from(url.starts_with("http://second.invalid"));
        assert!(url.ends_with(".invalid/add-checkpoint"), "{url}");
        if n == 1 && self.away.load(Ordering::SeqCst) {
            return Err("nobody is there".to_owned());
        }
        let request = witness::Request::parse(body.as_bytes()).unwrap();
        let place = (request.origin().to_owned(), n);
        let known = self.known.lock().unwrap().get(&place).copied();
        match self.witnesses[n].add_checkpoint(known.as_ref(), &request, 1_678_760_000) {
            Ok(accepted) => {
                self.known.lock().unwrap().insert(place, accepted.known);
                Ok((200, accepted.answer))
            }
            Err(refusal) => Ok((refusal.status(), refusal.body())),
        }
    }
}

#[tokio::test]
async fn witnesses_cosign_what_extends_and_a_quorum_of_them_is_trusted() {
    let world = World::first_round().await;
    let out = world.dir.path().join("published");
    let keys = ["first.invalid/w", "second.invalid/w"]
        .map(|name| CosignerKey::from_seed(name, &[name.len() as u8; 32]).unwrap());
    let policy = format!(
        "witness w1 {} http://first.invalid/\nwitness w2 {} http://second.invalid\ngroup both all w1 w2\nquorum both\n",
        keys[0].verifier(),
        keys[1].verifier()
    );
    let logs = || {
        let key = |log: Log| world.desk.keys().log(&log.origin(HOST, "shiyin-2023")).unwrap().verifier();
        Log::ALL.map(|log| (log.origin(HOST, "shiyin-2023"), key(log)))
    };
    let bodies = Arc::new(Bodies {
        witnesses: keys.map(|key| Witness::new(key, logs())).into(),
        known: Mutex::default(),
        away: AtomicBool::new(true),
    });
    let cosigning = || {
        let reach = Arc::clone(&bodies) as Arc<dyn Reach>;
        Some(Arc::new(Cosigning::read(policy.as_bytes(), reach).unwrap()))
    };
    let open = || Publisher::open(&world.desk, &world.ballots, HOST, &out, cosigning());
    let verify = || {
        let trust = std::fs::read(out.join("trust")).unwrap();
        verify::verify(&Folder(out.clone()), Some(&trust), &mut |_| {})
    };
    let publisher = open().await.unwrap();
    publisher.advance(|_| {}).await.unwrap();
    let report = verify();
    assert!(!report.ok && report.failure.unwrap().reason == verify::Reason::QuorumMissing);
    assert_eq!(publisher.cosigned().await, None);

    // Both are there, and the house starts again: what they know is learned from their answers.
    bodies.away.store(false, Ordering::SeqCst);
    votes(&world, "vote-1", 0..30).await;
    let publisher = open().await.unwrap();
    publisher.advance(|_| {}).await.unwrap();
    verified(&out);
    votes(&world, "vote-1", 30..60).await;
    publisher.advance(|_| {}).await.unwrap();
    verified(&out);
    let head = SignedCheckpoint::decode(&std::fs::read(out.join("ballots/checkpoint")).unwrap()).unwrap();
    assert_eq!((head.checkpoint.size, head.signatures.len()), (60, 3));
    // A receipt under that head carries the witnesses away; after a start it is known again.
    let receipt = world.ballots.receipt_under(59, &head).await.unwrap().unwrap();
    let trust = ledger::Trust::parse(&std::fs::read(out.join("trust")).unwrap()).unwrap();
    assert_eq!(receipt.judge(&trust).unwrap().standing, ledger::Standing::Cosigned);
    assert!(receipt.encode().unwrap().len() < 2048);
    assert_eq!(open().await.unwrap().cosigned().await, Some(head.clone()));
    votes(&world, "vote-1", 60..61).await;
    assert_eq!(world.ballots.receipt_under(60, &head).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_damaged_in_the_folder_is_made_anew() {
    let world = World::first_round().await;
    votes(&world, "vote-1", 0..300).await;
    let out = world.dir.path().join("published");
    publish(&world, &out).await;
    std::fs::write(out.join("ballots/tile/entries/000"), b"noise").unwrap();
    std::fs::remove_file(out.join("acts/checkpoint.sm")).unwrap();
    votes(&world, "vote-1", 300..310).await;
    assert_eq!(publish(&world, &out).await.ballots, 310);
    verified(&out);
}

#[tokio::test]
async fn whoever_is_erased_is_taken_down_and_everything_still_verifies() {
    let world = World::first_round().await;
    let out = world.dir.path().join("published");
    publish(&world, &out).await;
    assert!(disclosed(&out).contains("声音作品3"));
    world.desk.erase(&office(), "p3").await.unwrap();
    publish(&world, &out).await;
    assert!(!disclosed(&out).contains("声音作品3") && disclosed(&out).contains("声音作品4"));
    verified(&out);
}

#[tokio::test]
async fn an_older_data_folder_is_told_apart_and_nothing_is_published() {
    let world = World::first_round().await;
    votes(&world, "vote-1", 0..10).await;
    let old = tempfile::tempdir().unwrap();
    let dir = world.stop().await;
    let everything = ["main.db", "ballots.db", "keys.db", "heads/shiyin-2023.ballots"];
    std::fs::create_dir(old.path().join("heads")).unwrap();
    for name in everything {
        std::fs::copy(dir.path().join(name), old.path().join(name)).unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    let world = World::open(dir, "2023-03-14 09:00").await.map_err(|(_, error)| error).unwrap();
    votes(&world, "vote-1", 10..20).await;
    world.at("2023-03-20 20:00").await;
    publish(&world, out.path()).await;
    let dir = world.stop().await;
    let before = files(out.path());

    // Everything is put back, also what lies beside the databases: only the publication knows.
    std::fs::remove_dir_all(dir.path().join("heads")).unwrap();
    std::fs::create_dir(dir.path().join("heads")).unwrap();
    for name in everything {
        std::fs::copy(old.path().join(name), dir.path().join(name)).unwrap();
    }
    let world = World::open(dir, "2023-03-14 09:00").await.map_err(|(_, error)| error).unwrap();
    let Err(error) = publisher(&world, out.path()).await else { panic!("it was opened") };
    assert!(matches!(error, PublishError::Forked { .. }), "{error}");
    assert!(error.to_string().contains("Restore the newest data folder"), "{error}");
    assert_eq!(files(out.path()), before);
    let known = known_ballots(out.path()).unwrap();
    let error = ballotbox::BallotBox::open(&world.desk, HOST, &known).await.map(|_| ()).unwrap_err();
    assert!(matches!(error, ballotbox::BallotError::Older { found: 10, recorded: 20, .. }), "{error}");
}

#[tokio::test]
async fn the_log_of_acts_does_not_go_on_behind_a_head_that_it_has_signed() {
    let world = World::first_round().await;
    let out = world.dir.path().join("published");
    publish(&world, &out).await;
    let kept = world.store.head("shiyin-2023.acts").await.unwrap().unwrap();
    let signed = SignedCheckpoint::decode(&kept).unwrap();
    assert_eq!(signed.checkpoint.origin, Log::Acts.origin(HOST, "shiyin-2023"));
    assert_eq!(signed.checkpoint.size, world.desk.snapshot().s.n);
    // The file is gone, and the database says that there was one; the published head will do for it.
    let file = world.dir.path().join("heads/shiyin-2023.acts");
    std::fs::remove_file(&file).unwrap();
    let Err(error) = publisher(&world, &out).await else { panic!("it was opened") };
    assert!(matches!(error, PublishError::HeadLost { .. }), "{error}");
    std::fs::copy(out.join("acts/checkpoint"), &file).unwrap();
    publish(&world, &out).await;
    // As if one more act had been shown than is here.
    let key = world.desk.keys().log(&signed.checkpoint.origin).unwrap();
    let more = ledger::Checkpoint { size: signed.checkpoint.size + 1, ..signed.checkpoint };
    let more = SignedCheckpoint::sign(more, &key).unwrap().encode().unwrap();
    world.store.put_head("shiyin-2023.acts", more.as_bytes()).await.unwrap();
    let Err(error) = publisher(&world, &out).await else { panic!("it was opened") };
    assert!(matches!(error, PublishError::Forked { .. }), "{error}");
}

#[tokio::test]
async fn the_folder_of_another_selection_is_left_alone() {
    let world = World::first_round().await;
    let out = world.dir.path().join("published");
    publish(&world, &out).await;
    let before = files(&out);
    let Err(error) = Publisher::open(&world.desk, &world.ballots, "other.invalid", &out, None).await else {
        panic!("it was opened")
    };
    assert!(matches!(error, PublishError::Foreign(_)), "{error}");
    assert_eq!(files(&out), before);
}
