//! What is published in good faith is believed, at every stage of a selection's life.

mod world;

use ledger::Log;
use plan::ListKind;
use verify::{Check, Report, verify};
use world::{Files, Publication, life, publication, trust};

fn checked(files: &Files, trust: Option<&str>) -> Report {
    verify(files, trust.map(str::as_bytes), &mut |_| {})
}

fn published(life: &life::Life) -> Publication {
    publication(&life.w, &life.ballots)
}

#[test]
fn a_whole_selection_is_recounted_to_the_same_lists_and_the_same_state() {
    let life = life::closed(&life::plan());
    let p = published(&life);
    let report = checked(&p.files(), Some(&trust(&p.plan_hash())));
    assert_eq!(report.failure, None);
    assert!(report.ok && report.trusted && report.closed);
    assert_eq!(report.state, Some(life.w.s.hash()), "server and verifier come to one state");
    assert_eq!(report.passed.iter().map(|row| row.check).collect::<Vec<_>>(), Check::ALL);
    let honourees: Vec<_> =
        report.honourees.iter().map(|row| (row.nominee.as_str(), row.certificate.as_str())).collect();
    assert_eq!(honourees, [("p3", "试字第1号"), ("p1", "试字第2号")]);
    let finalists = report.lists.iter().find(|row| row.list == ListKind::Finalists).unwrap();
    assert_eq!(finalists.members.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["A03", "A01"]);
    let votes = &report.votes[0];
    assert_eq!((votes.ballots, votes.tally.as_ref().unwrap().votes["p3"]), (300, 180));
    assert_eq!(votes.channels[0].identity, plan::Identity::Code, "what the total rests on stands beside it");
    assert!(report.waiting.is_empty());
    assert_eq!(report.heads.iter().map(|head| head.cosigned.len()).collect::<Vec<_>>(), [2, 2]);
    let figures = |check| {
        let row = report.passed.iter().find(|row| row.check == check).unwrap();
        row.figures.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(figures(Check::Ballots), "ballots 300, anchors 6, not-judged 0, late 0, coded 60");
    assert_eq!(figures(Check::Resolutions), "resolutions 1, departures 2");
    assert_eq!(figures(Check::Quarantine), "quarantined 0");
}

#[test]
fn a_selection_before_its_first_ballot_is_verified_too() {
    let w = world::house::World::staffed();
    let p = publication(&w, &[]);
    let report = checked(&p.files(), Some(&trust(&p.plan_hash())));
    assert_eq!((report.failure, report.folded, report.votes.len()), (None, p.acts.len() as u64, 0));
    assert_eq!(report.state, Some(w.s.hash()));
}

#[test]
fn without_the_announcement_the_origin_is_unproven_and_what_lies_beside_the_log_proves_nothing() {
    let p = published(&life::closed(&life::plan()));
    let report = checked(&p.files(), None);
    assert!(report.ok && !report.trusted);
    assert!(report.heads.iter().all(|head| head.cosigned.is_empty()));
}

#[test]
fn sheets_that_nobody_ever_sees_are_counted_all_the_same() {
    let life = life::closed(&life::secret_plan());
    let p = published(&life);
    let report = checked(&p.files(), Some(&trust(&p.plan_hash())));
    assert_eq!(report.failure, None);
    assert_eq!(report.sealed_for_good, 10);
    assert_eq!(report.state, Some(life.w.s.hash()));
}

#[test]
fn a_selection_on_its_way_is_followed_as_far_as_it_is_open() {
    let plan = life::plan();
    let lives = [life::voting(&plan), life::reviewed(&plan), life::on_notice(&plan), life::named(&plan)];
    let mut told = Vec::new();
    for life in &lives {
        let p = published(life);
        let report = checked(&p.files(), Some(&trust(&p.plan_hash())));
        assert_eq!(report.failure, None);
        let waiting: Vec<_> = report.waiting.iter().map(|(gate, n)| format!("{gate} {n}")).collect();
        told.push((
            report.folded == p.acts.len() as u64,
            waiting.join(", "),
            report.votes[0].tally.is_some(),
        ));
    }
    let row = |whole, waiting: &str, counted| (whole, waiting.to_owned(), counted);
    assert_eq!(
        told,
        [
            row(true, "", false),
            row(false, "panel 10", true),
            row(false, "named 1", true),
            row(true, "", true)
        ]
    );
}

#[test]
fn a_ballot_that_entered_the_log_long_after_it_was_cast_is_no_fault_and_is_told() {
    let mut p = published(&life::closed(&life::plan()));
    // Cast on the first day, they say, and in the log on the last.
    for (n, voter) in [(297, 1001), (298, 1002)] {
        let at = p.ballots[5].leaf.at;
        let choices: Vec<&str> = p.ballots[n].choices.iter().map(String::as_str).collect();
        p.ballots[n] = world::ballot("small", n as u64, at, "2022-12-12", voter, &choices);
    }
    p.reroot();
    let report = checked(&p.files(), None);
    assert_eq!(report.failure, None);
    let ballots = report.passed.iter().find(|row| row.check == Check::Ballots).unwrap();
    assert!(ballots.figures.contains(&("late", 2)), "{:?}", ballots.figures);
}

#[test]
fn parts_that_were_taken_down_are_not_missed() {
    let mut p = published(&life::closed(&life::plan()));
    assert!(p.parts.len() > 3);
    p.parts.remove(0);
    assert!(checked(&p.files(), None).ok);
    let mut files = p.files();
    files.remove("acts/disclosed");
    assert!(checked(&files, None).ok);
}

#[test]
fn partial_tiles_of_earlier_heads_may_lie_beside_the_last_ones() {
    let p = published(&life::closed(&life::plan()));
    let mut files = p.files();
    let leaves = p.ballot_leaves();
    world::tree(&leaves[..100], |tile| {
        files.insert(format!("{}/{}", Log::Ballots.as_str(), tile.path), tile.bytes);
    });
    assert!(checked(&files, None).ok);
}

/// A source of chance that repeats itself.
struct Lots(u64);

impl Lots {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

#[test]
fn no_bit_of_any_file_can_be_turned_unnoticed() {
    let p = published(&life::closed(&life::plan()));
    let honest = p.files();
    let announced = trust(&p.plan_hash());
    // What lies beside the log for convenience proves nothing, so nobody reads it.
    let paths: Vec<&String> = honest.keys().filter(|path| *path != "trust").collect();
    let mut lots = Lots(20_221_201);
    for turn in 0..150 {
        let mut files = honest.clone();
        let path = paths[if turn < paths.len() { turn } else { lots.below(paths.len()) }];
        let bytes = files.get_mut(path).unwrap();
        let (at, bit) = (lots.below(bytes.len()), lots.below(8));
        bytes[at] ^= 1 << bit;
        let report = checked(&files, Some(&announced));
        assert!(!report.ok && !report.trusted, "{path}, byte {at}, bit {bit}");
    }
}

#[test]
fn no_file_can_go_unnoticed_but_those_that_may_be_taken_down() {
    let p = published(&life::closed(&life::plan()));
    let honest = p.files();
    let announced = trust(&p.plan_hash());
    let missed = |path: &&String| {
        let mut files = honest.clone();
        files.remove(*path);
        checked(&files, Some(&announced)).ok
    };
    assert_eq!(honest.keys().filter(missed).collect::<Vec<_>>(), ["acts/disclosed", "trust"]);
}
