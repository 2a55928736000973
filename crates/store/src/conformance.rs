//! What every implementation of [`Store`] must do, as stories. A new implementation calls [`run`] in a test.
#![allow(clippy::unwrap_used, clippy::panic)] // test code, though not under cfg(test) for other crates

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;

use crate::{
    Account, Ballot, BallotOutcome, Content, Erasure, JournalHead, JournalLine, NewEntry, NewHold, NewPart,
    Seat, Session, Store, StoreError, Swept,
};

/// Runs every story on a fresh, empty store each; panics with the story's own words when one fails.
pub async fn run<F, O>(fresh: F)
where
    F: Fn() -> O,
    O: Future<Output = Arc<dyn Store>>,
{
    entries_come_back_as_they_went_in(&*fresh().await).await;
    two_writers_cannot_both_append_at_one_place(fresh().await).await;
    a_part_opens_until_its_subject_is_erased(&*fresh().await).await;
    an_erasure_is_final_and_can_be_replayed(&*fresh().await).await;
    ballots_of_a_batch_are_told_apart(&*fresh().await).await;
    ballots_are_told_apart_across_batches_of_any_size(&*fresh().await).await;
    a_batch_is_all_or_nothing(&*fresh().await).await;
    elections_do_not_share_ballots(&*fresh().await).await;
    blobs_come_back(&*fresh().await).await;
    a_file_is_loose_until_an_entry_makes_it_somebody_s(&*fresh().await).await;
    files_go_with_the_person_they_are_of(&*fresh().await).await;
    what_no_entry_ever_named_expires(&*fresh().await).await;
    drafts_expire(&*fresh().await).await;
    accounts_are_one_per_login(&*fresh().await).await;
    guesses_at_once_are_all_counted(fresh().await).await;
    sessions_end(&*fresh().await).await;
    codes_and_tokens_are_spent_once(fresh().await).await;
    the_journal_is_a_chain(&*fresh().await).await;
    small_things_are_kept_by_name(&*fresh().await).await;
    heads_are_replaced_whole(&*fresh().await).await;
}

/// An entry without parts, different in every field for every `n`.
pub fn entry(n: u64, req: &str) -> NewEntry {
    NewEntry {
        n,
        at: 1_669_852_800_000 + n as i64,
        req: req.to_owned(),
        entry: format!("{{\"n\":{n}}}").into_bytes(),
        leaf: format!("leaf {n}").into_bytes(),
        leaf_hash: [n as u8; 32],
        salt: n.is_multiple_of(2).then_some([n as u8 ^ 0xff; 32]),
        parts: Vec::new(),
        files: Vec::new(),
        blobs: Vec::new(),
    }
}

/// A part about `subject` with contents derived from its place.
pub fn part(slot: &str, class: &str, subject: &str, plain: &str) -> NewPart {
    let mut salt = [0x51; 32];
    for (to, from) in salt.iter_mut().zip(format!("{slot}{subject}").bytes()) {
        *to ^= from;
    }
    NewPart {
        slot: slot.to_owned(),
        class: class.to_owned(),
        subject: subject.to_owned(),
        salt,
        commit: [plain.len() as u8; 32],
        plain: plain.as_bytes().to_vec(),
    }
}

/// The `i`th ballot of a run: voter, request and contents all follow from `i`.
pub fn ballot(i: u32) -> Ballot {
    let mut nym = [0; 16];
    nym[..4].copy_from_slice(&i.wrapping_mul(2_654_435_761).to_be_bytes());
    nym[4..8].copy_from_slice(&i.to_be_bytes());
    let mut req = nym;
    req[8] = 1;
    Ballot {
        at: 1_670_688_000_000 + i64::from(i),
        cat: "parks".to_owned(),
        period: "2022-12-11".to_owned(),
        slot: 0,
        nym,
        channel: "web".to_owned(),
        req,
        salt: [i as u8; 32],
        choices: format!("p{};p{}", i % 40, (i + 1) % 40).into_bytes(),
    }
}

/// Appends a batch with leaves made by [`leaf`].
pub async fn append(
    store: &dyn Store,
    el: &str,
    expected: u64,
    batch: &[Ballot],
) -> Result<Vec<BallotOutcome>, StoreError> {
    store.append_ballots(el, expected, batch, &|n, i| leaf(n, &batch[i])).await
}

/// A stand-in for a leaf hash that shows which number it was made for.
pub fn leaf(n: u64, ballot: &Ballot) -> Result<[u8; 32], String> {
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&n.to_be_bytes());
    hash[8..24].copy_from_slice(&ballot.nym);
    Ok(hash)
}

async fn entries_come_back_as_they_went_in(store: &dyn Store) {
    assert_eq!(store.log_size("linyi-2022").await.unwrap(), 0, "a log that nobody wrote to is empty");
    assert!(store.logs().await.unwrap().is_empty());
    store.append("linyi-2022", 0, vec![entry(0, "a"), entry(1, "a")]).await.unwrap();
    store.append("linyi-2022", 2, vec![entry(2, "b")]).await.unwrap();
    store.append("org", 0, vec![entry(0, "a")]).await.unwrap();

    assert_eq!(store.log_size("linyi-2022").await.unwrap(), 3);
    assert_eq!(store.logs().await.unwrap(), ["linyi-2022", "org"]);
    let all = store.entries("linyi-2022", 0, 100).await.unwrap();
    assert_eq!(all.len(), 3);
    for (n, got) in (0..).zip(&all) {
        let put = entry(n, if n < 2 { "a" } else { "b" });
        assert_eq!((got.n, got.at, &got.req), (n, put.at, &put.req));
        assert_eq!((&got.entry, &got.leaf), (&put.entry, &put.leaf));
        assert_eq!((got.leaf_hash, got.salt), (put.leaf_hash, put.salt));
    }
    let page = store.entries("linyi-2022", 1, 1).await.unwrap();
    assert_eq!(page, all[1..2], "a page is a piece of the whole");
    assert!(store.entries("linyi-2022", 3, 10).await.unwrap().is_empty());
    assert_eq!(store.by_request("linyi-2022", "a").await.unwrap(), [0, 1], "one act, two entries");
    assert!(store.by_request("linyi-2022", "%").await.unwrap().is_empty(), "a request id is no pattern");
    assert!(store.by_request("linyi-2022", "A").await.unwrap().is_empty(), "nor is its case folded");
    assert_eq!(store.by_request("org", "a").await.unwrap(), [0]);

    let wrong = store.append("linyi-2022", 3, vec![entry(4, "c")]).await;
    assert!(matches!(wrong, Err(StoreError::Invalid(_))), "a gap is refused: {wrong:?}");
}

async fn two_writers_cannot_both_append_at_one_place(store: Arc<dyn Store>) {
    store.append("org", 0, vec![entry(0, "a")]).await.unwrap();
    let mut late = entry(0, "late");
    late.parts = vec![part("id", "person", "late", "late")];
    match store.append("org", 0, vec![late, entry(1, "late")]).await {
        Err(StoreError::Conflict { expected: 0, actual: 1 }) => {}
        other => panic!("expected a conflict, got {other:?}"),
    }
    assert!(matches!(
        store.append("org", 7, vec![]).await,
        Err(StoreError::Conflict { expected: 7, actual: 1 })
    ));
    assert_eq!(store.log_size("org").await.unwrap(), 1, "a conflict writes nothing");
    assert!(store.by_request("org", "late").await.unwrap().is_empty());
    assert!(store.parts("org", 0, 10).await.unwrap().is_empty());

    let race = (0..8).map(|i| {
        let store = store.clone();
        tokio::spawn(async move { store.append("org", 1, vec![entry(1, &format!("r{i}"))]).await.is_ok() })
    });
    let mut won = 0;
    for task in race.collect::<Vec<_>>() {
        won += usize::from(task.await.unwrap());
    }
    assert_eq!(won, 1, "of eight who expect the same size, one gets in");
    assert_eq!(store.log_size("org").await.unwrap(), 2);
}

async fn a_part_opens_until_its_subject_is_erased(store: &dyn Store) {
    let mut first = entry(0, "a");
    first.parts = vec![
        part("name", "disclosed", "h1", "王建国"),
        part("id", "person", "h1", "371399199001010010"),
        part("phone", "person", "h2", "00000000002"),
    ];
    let mut second = entry(1, "b");
    second.parts = vec![part("ground", "office", "h1", "a ground"), part("empty", "office", "h3", "")];
    let put = [first.parts.clone(), second.parts.clone()];
    store.append("l", 0, vec![first, second, entry(2, "c")]).await.unwrap();

    let all = store.parts("l", 0, 10).await.unwrap();
    let order: Vec<(u64, &str)> = all.iter().map(|part| (part.n, part.slot.as_str())).collect();
    assert_eq!(order, [(0, "id"), (0, "name"), (0, "phone"), (1, "empty"), (1, "ground")]);
    for got in &all {
        let put = put[got.n as usize].iter().find(|put| put.slot == got.slot).unwrap();
        assert_eq!((&got.class, &got.subject, got.commit), (&put.class, &put.subject, put.commit));
        assert!(got.content == Content::Plain { salt: put.salt, bytes: put.plain.clone() }, "{}", got.slot);
    }
    assert_eq!(store.parts("l", 0, 1).await.unwrap(), all[..3], "the parts of one entry are not cut");
    assert_eq!(store.part("l", 1, "ground").await.unwrap().as_ref(), all.last());
    assert_eq!(store.part("l", 1, "id").await.unwrap(), None);
    assert_eq!(store.part("m", 0, "id").await.unwrap(), None);

    let before = store.entries("l", 0, 10).await.unwrap();
    store.erase("l", "h1", 77).await.unwrap();
    for got in store.parts("l", 0, 10).await.unwrap() {
        let was = all.iter().find(|was| (was.n, &was.slot) == (got.n, &got.slot)).unwrap();
        assert_eq!(got.commit, was.commit, "the commitment outlives an erasure");
        match got.subject.as_str() {
            "h1" => assert_eq!(got.content, Content::Erased, "every class goes: {}", got.slot),
            _ => assert_eq!(got.content, was.content, "others are untouched: {}", got.slot),
        }
    }
    assert_eq!(store.part("l", 0, "id").await.unwrap().unwrap().content, Content::Erased);
    assert_eq!(store.entries("l", 0, 10).await.unwrap(), before, "an erasure changes no entry");
}

async fn an_erasure_is_final_and_can_be_replayed(store: &dyn Store) {
    for log in ["l", "m"] {
        let mut first = entry(0, "a");
        first.parts = vec![part("id", "person", "h1", "one"), part("id2", "person", "h2", "two")];
        store.append(log, 0, vec![first]).await.unwrap();
    }
    let erasure = Erasure { log: "l".into(), subject: "h1".into(), at: 77 };
    assert_eq!(store.erase("l", "h1", 77).await.unwrap(), erasure);
    assert_eq!(store.erase("l", "h1", 99).await.unwrap(), erasure, "asked again: the first erasure");
    assert_eq!(store.erasures().await.unwrap(), std::slice::from_ref(&erasure));
    assert!(
        matches!(store.part("m", 0, "id").await.unwrap().unwrap().content, Content::Plain { .. }),
        "the same handle in another log is somebody else"
    );

    let mut more = entry(1, "b");
    more.parts = vec![part("again", "person", "h1", "again")];
    match store.append("l", 1, vec![more]).await {
        Err(StoreError::Erased { log, subject }) => assert_eq!((log.as_str(), subject.as_str()), ("l", "h1")),
        other => panic!("nothing more can be sealed for an erased subject, got {other:?}"),
    }
    assert_eq!(store.log_size("l").await.unwrap(), 1);

    let taken_from_elsewhere = [
        erasure.clone(),
        Erasure { log: "m".into(), subject: "h2".into(), at: 88 },
        Erasure { log: "x".into(), subject: "nobody yet".into(), at: 89 },
    ];
    assert_eq!(store.replay_erasures(&taken_from_elsewhere).await.unwrap(), 2, "one was known");
    assert_eq!(store.replay_erasures(&taken_from_elsewhere).await.unwrap(), 0);
    assert_eq!(store.erasures().await.unwrap(), taken_from_elsewhere);
    assert_eq!(store.part("m", 0, "id2").await.unwrap().unwrap().content, Content::Erased);
    assert!(matches!(store.part("m", 0, "id").await.unwrap().unwrap().content, Content::Plain { .. }));
}

async fn ballots_of_a_batch_are_told_apart(store: &dyn Store) {
    let (first, mut second_try, mut next_slot) = (ballot(1), ballot(1), ballot(1));
    second_try.req = [9; 16];
    second_try.choices = b"p7".to_vec();
    next_slot.slot = 1;
    next_slot.req = [10; 16];
    let mut other_period = ballot(1);
    other_period.period = "2022-12-12".into();
    other_period.req = [11; 16];
    let mut other_cat = ballot(1);
    other_cat.cat = "citizens".into();
    other_cat.req = [12; 16];
    let batch =
        [first.clone(), first.clone(), second_try, ballot(2), next_slot.clone(), other_period, other_cat];
    let outcomes = append(store, "el", 0, &batch).await.unwrap();
    use BallotOutcome::{Duplicate, Repeated, Stored};
    assert_eq!(
        outcomes,
        [
            Stored { n: 0 },
            Repeated { n: 0 },
            Duplicate { n: 0 },
            Stored { n: 1 },
            Stored { n: 2 },
            Stored { n: 3 },
            Stored { n: 4 }
        ]
    );
    assert_eq!(store.ballot_count("el").await.unwrap(), 5, "numbers have no gaps");
    let kept = store.ballots("el", 0, 100).await.unwrap();
    assert_eq!(kept[0].ballot, first, "the first try stands");
    for (n, got) in (0..).zip(&kept) {
        assert_eq!(got.n, n);
        assert_eq!(Ok(got.leaf_hash), leaf(n, &got.ballot), "the leaf was made for the number it got");
    }
    assert_eq!(store.ballot("el", 2).await.unwrap().unwrap().ballot, next_slot);
    assert_eq!(store.ballot("el", 5).await.unwrap(), None);
    let of = async |cat, period, nym: &[u8; 16]| store.voter_ballots("el", cat, period, nym).await.unwrap();
    let pair = [kept[0].clone(), kept[2].clone()];
    assert_eq!(of("parks", "2022-12-11", &first.nym).await, pair, "by slot; a duplicate is not kept");
    assert_eq!(of("parks", "2022-12-12", &first.nym).await, kept[3..4]);
    assert_eq!(of("parks", "2022-12-13", &first.nym).await, []);
    assert_eq!(of("citizens", "2022-12-11", &first.nym).await, kept[4..5]);
    assert_eq!(of("parks", "2022-12-11", &[0xee; 16]).await, []);
    assert_eq!(store.voter_ballots("other", "parks", "2022-12-11", &first.nym).await.unwrap(), []);

    // One request in another place is another ballot; in its own it is told again, whatever slot it comes from.
    let elsewhere = Ballot { period: "2022-12-14".into(), ..first.clone() };
    let outcomes = append(store, "el", 5, &[next_slot, elsewhere.clone(), elsewhere]).await.unwrap();
    assert_eq!(outcomes, [Repeated { n: 2 }, Stored { n: 5 }, Repeated { n: 5 }]);
}

async fn ballots_are_told_apart_across_batches_of_any_size(store: &dyn Store) {
    // 0..=120 twice over in overlapping batches, so that statements of many rows meet old ballots in every place.
    let mut known = 0u64;
    for (from, to) in [(0u32, 121u32), (100, 220), (0, 1), (219, 221), (0, 400)] {
        let batch: Vec<Ballot> = (from..to).map(ballot).collect();
        let outcomes = append(store, "el", known, &batch).await.unwrap();
        for (i, outcome) in (u64::from(from)..).zip(outcomes) {
            let want =
                if i < known { BallotOutcome::Repeated { n: i } } else { BallotOutcome::Stored { n: i } };
            assert_eq!(outcome, want, "ballot {i} in batch {from}..{to}");
        }
        known = known.max(u64::from(to));
        assert_eq!(store.ballot_count("el").await.unwrap(), known);
    }
    let again: Vec<Ballot> = (0..400).map(|i| Ballot { req: [i as u8; 16], ..ballot(i) }).collect();
    let outcomes = append(store, "el", 400, &again[..200]).await.unwrap();
    let want: Vec<BallotOutcome> = (0..200).map(|n| BallotOutcome::Duplicate { n }).collect();
    assert_eq!(outcomes, want, "a second request of each voter");
    let kept = store.ballots("el", 0, 1000).await.unwrap();
    assert_eq!(kept.len(), 400);
    for (i, got) in (0..).zip(&kept) {
        assert_eq!(got.ballot, ballot(i));
        assert_eq!(Ok(got.leaf_hash), leaf(u64::from(i), &got.ballot));
    }
    let hashes = store.ballot_hashes("el", 130, 140).await.unwrap();
    assert_eq!(hashes, kept[130..270].iter().map(|got| got.leaf_hash).collect::<Vec<_>>());
    assert_eq!(store.ballots("el", 130, 140).await.unwrap(), kept[130..270]);
}

async fn a_batch_is_all_or_nothing(store: &dyn Store) {
    append(store, "el", 0, &[ballot(0)]).await.unwrap();
    match append(store, "el", 0, &[ballot(1)]).await {
        Err(StoreError::Conflict { expected: 0, actual: 1 }) => {}
        other => panic!("expected a conflict, got {other:?}"),
    }
    let batch: Vec<Ballot> = (1..130).map(ballot).collect();
    let poisoned = |n: u64, i: usize| if n == 77 { Err("no leaf".to_owned()) } else { leaf(n, &batch[i]) };
    match store.append_ballots("el", 1, &batch, &poisoned).await {
        Err(StoreError::Leaf(why)) => assert_eq!(why, "no leaf"),
        other => panic!("expected the leaf's fault, got {other:?}"),
    }
    assert_eq!(store.ballot_count("el").await.unwrap(), 1, "the seventy-six before it are out as well");
    let outcomes = append(store, "el", 1, &batch).await.unwrap();
    assert_eq!(outcomes.last(), Some(&BallotOutcome::Stored { n: 129 }));
    assert!(append(store, "el", 130, &[]).await.unwrap().is_empty());
}

async fn elections_do_not_share_ballots(store: &dyn Store) {
    for el in ["one", "two"] {
        let outcomes = append(store, el, 0, &[ballot(3)]).await.unwrap();
        assert_eq!(outcomes, [BallotOutcome::Stored { n: 0 }], "{el}");
    }
    assert_eq!(store.ballot_count("three").await.unwrap(), 0);
    assert!(store.ballots("parks", 0, 10).await.unwrap().is_empty(), "a category's name is no selection");
}

async fn blobs_come_back(store: &dyn Store) {
    let hash = store.save_blob(b"abc", None).await.unwrap();
    assert_eq!(hash[..4], [0xba, 0x78, 0x16, 0xbf], "SHA-256 of abc, FIPS 180-4");
    assert_eq!(store.save_blob(b"abc", None).await.unwrap(), hash);
    assert_eq!(store.blob(&hash).await.unwrap().unwrap(), b"abc");
    assert_eq!(store.blob(&[0; 32]).await.unwrap(), None);
}

fn hold(subject: &str, slot: &str, file: Option<&str>) -> NewHold {
    NewHold { subject: subject.to_owned(), slot: slot.to_owned(), file: file.map(ToOwned::to_owned) }
}

fn holding(n: u64, holds: Vec<NewHold>) -> NewEntry {
    NewEntry { files: holds, ..entry(n, "r") }
}

async fn a_file_is_loose_until_an_entry_makes_it_somebody_s(store: &dyn Store) {
    store.put_file("f1", &[1, 2, 3], "image/png", 100).await.unwrap();
    assert!(matches!(store.put_file("f1", &[4], "image/png", 100).await, Err(StoreError::Taken("file"))));
    let file = store.file("f1").await.unwrap().unwrap();
    assert_eq!((file.mime.as_str(), file.bytes.as_slice()), ("image/png", &[1, 2, 3][..]));
    assert!(store.drop_file("f1").await.unwrap());
    assert!(!store.drop_file("f1").await.unwrap());
    assert_eq!(store.file("f1").await.unwrap(), None);
    store.put_file("f1", &[5], "image/png", 100).await.unwrap(); // an id that was given up is fresh again

    store.append("l", 0, vec![holding(0, vec![hold("p1", "portrait", Some("f1"))])]).await.unwrap();
    assert_eq!(store.file_of("l", "p1", "portrait").await.unwrap().unwrap().id, "f1");
    assert_eq!(store.file_of("l", "p1", "minutes").await.unwrap(), None);
    assert_eq!(
        store.file_of("m", "p1", "portrait").await.unwrap(),
        None,
        "another log's p1 is somebody else"
    );
    assert!(!store.drop_file("f1").await.unwrap(), "what is somebody's is not dropped from under them");
    assert!(matches!(store.put_file("f1", &[6], "image/png", 100).await, Err(StoreError::Taken("file"))));

    // Another's file, or one that is not there, cannot be had, and then nothing is written at all.
    store.put_file("f2", &[7], "image/png", 100).await.unwrap();
    for (stolen, subject) in [("f1", "p2"), ("f9", "p2"), ("f1", "p1")] {
        let holds = vec![hold("p3", "portrait", Some("f2")), hold(subject, "minutes", Some(stolen))];
        let refused = store.append("l", 1, vec![holding(1, holds)]).await;
        assert!(matches!(refused, Err(StoreError::Unknown("file"))), "{stolen} for {subject}: {refused:?}");
    }
    assert_eq!(store.log_size("l").await.unwrap(), 1);
    assert_eq!(store.file_of("l", "p3", "portrait").await.unwrap(), None);

    // The same again changes nothing; another one takes its place; none leaves none.
    store.append("l", 1, vec![holding(1, vec![hold("p1", "portrait", Some("f1"))])]).await.unwrap();
    assert_eq!(store.file_of("l", "p1", "portrait").await.unwrap().unwrap().bytes, [5]);
    store.append("l", 2, vec![holding(2, vec![hold("p1", "portrait", Some("f2"))])]).await.unwrap();
    assert_eq!(store.file_of("l", "p1", "portrait").await.unwrap().unwrap().bytes, [7]);
    assert_eq!(store.file("f1").await.unwrap(), None, "what was replaced is gone");
    store.append("l", 3, vec![holding(3, vec![hold("p1", "portrait", None)])]).await.unwrap();
    assert_eq!(store.file_of("l", "p1", "portrait").await.unwrap(), None);
    assert_eq!(store.file("f2").await.unwrap(), None);
}

async fn files_go_with_the_person_they_are_of(store: &dyn Store) {
    for (id, bytes) in [("f1", &[1][..]), ("f2", &[2]), ("f3", &[3]), ("f4", &[4])] {
        store.put_file(id, bytes, "image/jpeg", 100).await.unwrap();
    }
    let holds = vec![
        hold("p1", "portrait", Some("f1")),
        hold("p1", "minutes", Some("f2")),
        hold("p2", "portrait", Some("f3")),
    ];
    let mut first = holding(0, holds);
    first.parts = vec![part("id", "person", "p1", "one")];
    store.append("l", 0, vec![first]).await.unwrap();
    store.append("m", 0, vec![holding(0, vec![hold("p1", "portrait", Some("f4"))])]).await.unwrap();
    let before = store.entries("l", 0, 9).await.unwrap();

    store.erase("l", "p1", 77).await.unwrap();
    for id in ["f1", "f2"] {
        assert_eq!(store.file(id).await.unwrap(), None, "{id}");
    }
    assert_eq!(store.file_of("l", "p1", "portrait").await.unwrap(), None);
    assert_eq!(
        store.file_of("l", "p2", "portrait").await.unwrap().unwrap().bytes,
        [3],
        "the neighbour's stays"
    );
    assert_eq!(
        store.file_of("m", "p1", "portrait").await.unwrap().unwrap().bytes,
        [4],
        "and the other log's"
    );
    assert_eq!(store.entries("l", 0, 9).await.unwrap(), before);

    store.put_file("f5", &[5], "image/jpeg", 100).await.unwrap();
    let late = store.append("l", 1, vec![holding(1, vec![hold("p1", "portrait", Some("f5"))])]).await;
    assert!(
        matches!(late, Err(StoreError::Erased { .. })),
        "nothing more comes to whoever was erased: {late:?}"
    );
    store.replay_erasures(&[Erasure { log: "m".into(), subject: "p1".into(), at: 78 }]).await.unwrap();
    assert_eq!(store.file("f4").await.unwrap(), None, "a restored copy lets them go as well");
}

async fn what_no_entry_ever_named_expires(store: &dyn Store) {
    for (id, due) in [("f1", 100), ("f2", 200), ("f3", 100), ("f4", 100)] {
        store.put_file(id, id.as_bytes(), "image/png", due).await.unwrap();
    }
    store.append("l", 0, vec![holding(0, vec![hold("p1", "portrait", Some("f3"))])]).await.unwrap();
    assert!(store.renew_file("f4", None, 300).await.unwrap());
    assert!(store.renew_file("f4", None, 50).await.unwrap(), "there, and not shortened");
    assert!(!store.renew_file("f3", None, 300).await.unwrap(), "somebody's already");
    assert!(!store.renew_file("f3", Some(("l", "p2")), 300).await.unwrap(), "and not another's");
    assert!(store.renew_file("f3", Some(("l", "p1")), 300).await.unwrap(), "but their own");
    assert!(!store.renew_file("f9", None, 300).await.unwrap());

    let loose = store.save_blob(b"loose", Some(100)).await.unwrap();
    let renewed = store.save_blob(b"renewed", Some(100)).await.unwrap();
    assert!(store.renew_blob(&renewed, 300).await.unwrap());
    let twice = store.save_blob(b"twice", Some(300)).await.unwrap();
    store.save_blob(b"twice", Some(100)).await.unwrap();
    let kept = store.save_blob(b"kept", None).await.unwrap();
    store.save_blob(b"kept", Some(1)).await.unwrap();
    let named = store.save_blob(b"named", Some(100)).await.unwrap();
    let mut naming = entry(1, "r");
    naming.blobs = vec![named, [0; 32]];
    store.append("l", 1, vec![naming]).await.unwrap();
    assert!(store.renew_blob(&named, 1).await.unwrap(), "renewing makes nothing loose again");
    assert!(!store.renew_blob(&[0; 32], 1).await.unwrap());

    assert_eq!(store.sweep(99).await.unwrap(), Swept::default(), "nothing is due yet");
    assert_eq!(store.sweep(100).await.unwrap(), Swept { files: 1, blobs: 1, ..Swept::default() });
    assert_eq!(store.file("f1").await.unwrap(), None);
    assert_eq!(store.blob(&loose).await.unwrap(), None);
    let late = store.append("l", 2, vec![holding(2, vec![hold("p2", "portrait", Some("f1"))])]).await;
    assert!(matches!(late, Err(StoreError::Unknown("file"))), "{late:?}");
    assert_eq!(store.sweep(300).await.unwrap(), Swept { files: 2, blobs: 2, ..Swept::default() });
    for hash in [renewed, twice] {
        assert_eq!(store.blob(&hash).await.unwrap(), None);
    }
    store.sweep(i64::MAX).await.unwrap();
    assert_eq!(store.file("f3").await.unwrap().unwrap().bytes, b"f3", "what is somebody's stays");
    for hash in [kept, named] {
        assert!(store.blob(&hash).await.unwrap().is_some());
    }
}

async fn drafts_expire(store: &dyn Store) {
    store.put_draft("a1", "recommend", b"first", 100).await.unwrap();
    store.put_draft("a1", "recommend", b"second", 200).await.unwrap();
    store.put_draft("a2", "recommend", b"hers", 150).await.unwrap();
    assert_eq!(store.draft("a1", "recommend", 199).await.unwrap().unwrap(), b"second");
    assert_eq!(store.draft("a1", "recommend", 200).await.unwrap(), None, "expired");
    assert_eq!(store.draft("a1", "object", 1).await.unwrap(), None);
    assert_eq!(store.draft("a2", "recommend", 1).await.unwrap().unwrap(), b"hers");
    assert_eq!(store.sweep(150).await.unwrap(), Swept { drafts: 1, ..Swept::default() });
    assert!(store.drop_draft("a1", "recommend").await.unwrap());
    assert!(!store.drop_draft("a2", "recommend").await.unwrap(), "swept already");
}

fn account(id: &str, login: &str) -> Account {
    Account {
        id: id.to_owned(),
        login: login.to_owned(),
        name: "合成甲".to_owned(),
        password_hash: "$argon2id$x".to_owned(),
        seats: vec![
            Seat { selection: "linyi-2022".into(), handle: "unit-3".into() },
            Seat { selection: "linyi-2022".into(), handle: "office-1".into() },
        ],
        is_admin: false,
        must_change: true,
        disabled: false,
        failed: 0,
        locked_until: None,
        created_at: 5,
    }
}

async fn accounts_are_one_per_login(store: &dyn Store) {
    let mut anna = account("a1", "Anna");
    store.create_account(&anna).await.unwrap();
    assert!(matches!(store.create_account(&account("a2", "aNNA")).await, Err(StoreError::Taken("login"))));
    assert!(matches!(store.create_account(&account("a1", "ben")).await, Err(StoreError::Taken("account"))));
    store.create_account(&account("a3", "王Ä")).await.unwrap();
    store.create_account(&account("a4", "王ä")).await.unwrap(); // other letters are not folded
    assert_eq!(store.account_by_login("ANNA").await.unwrap().as_ref(), Some(&anna));
    assert_eq!(store.account_by_login("ann_").await.unwrap(), None, "a login is no pattern");
    assert_eq!(store.account_by_login("%").await.unwrap(), None);
    assert_eq!(store.account("a1").await.unwrap().as_ref(), Some(&anna));
    assert_eq!(store.account("a9").await.unwrap(), None);

    assert_eq!(store.count_failure("a1").await.unwrap(), 1);
    store.set_lockout("a1", 5, Some(900)).await.unwrap();
    anna.name = "合成乙".into();
    anna.seats.remove(0);
    (anna.must_change, anna.is_admin, anna.disabled) = (false, true, true);
    store.update_account(&anna).await.unwrap();
    (anna.failed, anna.locked_until) = (5, Some(900));
    assert_eq!(store.account("a1").await.unwrap().as_ref(), Some(&anna), "an edit does not lift a lock");
    store.set_lockout("a1", 0, None).await.unwrap();
    assert_eq!(store.account("a1").await.unwrap().unwrap().locked_until, None);

    anna.login = "王Ä".into();
    assert!(matches!(store.update_account(&anna).await, Err(StoreError::Taken("login"))));
    assert!(matches!(store.update_account(&account("a9", "x")).await, Err(StoreError::Unknown("account"))));
    assert!(matches!(store.count_failure("a9").await, Err(StoreError::Unknown("account"))));
    assert!(matches!(store.set_lockout("a9", 0, None).await, Err(StoreError::Unknown("account"))));
    let ids: Vec<String> = store.accounts().await.unwrap().into_iter().map(|account| account.id).collect();
    assert_eq!(ids, ["a1", "a3", "a4"]);
    assert_eq!(store.account("a1").await.unwrap().unwrap().login, "Anna", "a refused edit changed nothing");
}

async fn guesses_at_once_are_all_counted(store: Arc<dyn Store>) {
    store.create_account(&account("a1", "anna")).await.unwrap();
    let guesses: Vec<_> = (0..10)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.count_failure("a1").await.unwrap() })
        })
        .collect();
    let mut seen = BTreeSet::new();
    for guess in guesses {
        seen.insert(guess.await.unwrap());
    }
    assert_eq!(seen, (1..=10).collect(), "ten guesses at once count ten");
}

async fn sessions_end(store: &dyn Store) {
    store.create_account(&account("a1", "anna")).await.unwrap();
    let mut session =
        Session { account: Some("a1".into()), csrf: [3; 32], created_at: 1, seen_at: 1, expires_at: 100 };
    let visitor = Session { account: None, ..session.clone() };
    store.put_session(&[1; 32], &session).await.unwrap();
    store.put_session(&[2; 32], &session).await.unwrap();
    store.put_session(&[3; 32], &visitor).await.unwrap();
    assert!(matches!(store.put_session(&[1; 32], &visitor).await, Err(StoreError::Taken("session"))));
    let nobody = Session { account: Some("a9".into()), ..session.clone() };
    assert!(matches!(store.put_session(&[4; 32], &nobody).await, Err(StoreError::Unknown("account"))));
    assert_eq!(store.session(&[3; 32]).await.unwrap(), Some(visitor));
    assert!(store.touch_session(&[1; 32], 50, 150).await.unwrap());
    (session.seen_at, session.expires_at) = (50, 150);
    assert_eq!(store.session(&[1; 32]).await.unwrap(), Some(session.clone()));
    assert_eq!(store.sweep(100).await.unwrap(), Swept { sessions: 2, ..Swept::default() });
    assert_eq!(store.session(&[2; 32]).await.unwrap(), None);
    assert!(!store.touch_session(&[2; 32], 50, 150).await.unwrap());
    store.put_session(&[5; 32], &session).await.unwrap();
    assert!(store.drop_session(&[5; 32]).await.unwrap());
    assert!(!store.drop_session(&[5; 32]).await.unwrap());
    assert_eq!(store.drop_sessions_of("a1").await.unwrap(), 1);
    assert_eq!(store.session(&[1; 32]).await.unwrap(), None);
}

async fn codes_and_tokens_are_spent_once(store: Arc<dyn Store>) {
    assert_eq!(store.put_codes("el", &[[1; 32], [2; 32], [1; 32]]).await.unwrap(), 2);
    assert_eq!(store.put_codes("el", &[[2; 32], [3; 32]]).await.unwrap(), 1);
    assert!(store.has_code("el", &[3; 32]).await.unwrap());
    assert!(!store.has_code("el", &[4; 32]).await.unwrap());
    assert!(!store.has_code("other", &[3; 32]).await.unwrap(), "a code holds in its own selection");
    assert_eq!(store.code_count("el").await.unwrap(), 3);
    assert_eq!(store.code_count("other").await.unwrap(), 0);

    store.put_token(&[7; 32], b"first administrator", 100).await.unwrap();
    assert!(matches!(store.put_token(&[7; 32], b"x", 100).await, Err(StoreError::Taken("token"))));
    assert_eq!(store.take_token(&[7; 32], 100).await.unwrap(), None, "expired");
    let takers: Vec<_> = (0..6)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.take_token(&[7; 32], 99).await.unwrap() })
        })
        .collect();
    let mut got = Vec::new();
    for taker in takers {
        got.extend(taker.await.unwrap());
    }
    assert_eq!(got, [b"first administrator".to_vec()], "of six takers at once, one gets it");
    store.put_token(&[8; 32], b"", 50).await.unwrap();
    assert_eq!(store.sweep(50).await.unwrap(), Swept { tokens: 1, ..Swept::default() });
}

async fn the_journal_is_a_chain(store: &dyn Store) {
    assert_eq!(store.journal_head().await.unwrap(), JournalHead::EMPTY);
    assert_eq!(store.check_journal().await.unwrap(), JournalHead::EMPTY);
    let line = |i: i64| JournalLine {
        at: i,
        who: format!("a{i}"),
        kind: "refusal".into(),
        detail: "{}".into(),
        req: (i % 2 == 0).then(|| format!("r{}", i % 4)),
    };
    let mut rows = Vec::new();
    for i in 0..7 {
        rows.push(store.journal(line(i)).await.unwrap());
    }
    assert_eq!(store.journal_page(0, 100).await.unwrap(), rows);
    assert_eq!(store.journal_page(2, 3).await.unwrap(), rows[2..5]);
    assert_eq!(store.journal_by_request("r2").await.unwrap(), [rows[2].clone(), rows[6].clone()]);
    let hashes: BTreeSet<[u8; 32]> = rows.iter().map(|row| row.hash).collect();
    assert_eq!(hashes.len(), 7);
    let head = JournalHead { size: 7, hash: rows[6].hash };
    assert_eq!(store.journal_head().await.unwrap(), head);
    assert_eq!(store.check_journal().await.unwrap(), head);
}

async fn small_things_are_kept_by_name(store: &dyn Store) {
    assert_eq!(store.meta_get("frontier").await.unwrap(), None);
    store.meta_put("frontier", &[1, 2]).await.unwrap();
    store.meta_put("frontier", &[3]).await.unwrap();
    store.meta_put("empty", &[]).await.unwrap();
    assert_eq!(store.meta_get("frontier").await.unwrap().unwrap(), [3]);
    assert_eq!(store.meta_get("empty").await.unwrap().unwrap(), [0u8; 0]);
}

async fn heads_are_replaced_whole(store: &dyn Store) {
    assert_eq!(store.head("linyi-2022.ballots").await.unwrap(), None);
    store.put_head("linyi-2022.ballots", b"first").await.unwrap();
    store.put_head("linyi-2022.ballots", b"2").await.unwrap();
    store.put_head("other.ballots", b"other").await.unwrap();
    assert_eq!(store.head("linyi-2022.ballots").await.unwrap().unwrap(), b"2");
    for name in ["", ".", "..", "../x", "a/b", ".a", "a.", "A"] {
        assert!(matches!(store.put_head(name, b"x").await, Err(StoreError::Invalid(_))), "{name}");
    }
}
