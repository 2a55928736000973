//! The second recount, in Python and from the formats alone, agrees with what was published, and sees what was changed.

#![allow(clippy::unwrap_used, reason = "the tests' own tools; clippy excuses only test functions")]

mod world;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use world::{Files, Publication, life, publication};

fn recount(files: &Files) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let script: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/recount.py");
    let done = Command::new("python3").arg(script).arg(folder.path()).output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
    (done.status.success(), said)
}

fn published(life: &life::Life) -> Publication {
    publication(&life.w, &life.ballots)
}

#[test]
fn two_who_do_not_know_each_other_come_to_one_result() {
    for plan in [life::plan(), life::secret_plan(), life::plan().replace("trim = 0", "trim = 1")] {
        let life = life::closed(&plan);
        let (agrees, said) = recount(&published(&life).files());
        assert!(agrees, "{said}");
        assert!(
            said.contains("small: 86 entries, 300 ballots") || said.contains(" entries, 300 ballots"),
            "{said}"
        );
        assert!(said.contains("honourees: p3 p1"), "{said}");
        for row in &life.w.s.result.counted["final"]["park"].ranking {
            let score = row.score.as_ref().map(ToString::to_string).unwrap_or_else(|| "None".to_owned());
            assert!(said.contains(&format!("final park: {} {score} ", row.nominee)), "{said}");
        }
    }
}

#[test]
fn a_selection_on_its_way_is_recounted_as_far_as_it_is_open() {
    let plan = life::plan();
    for life in [life::voting(&plan), life::reviewed(&plan), life::on_notice(&plan), life::named(&plan)] {
        let (agrees, said) = recount(&published(&life).files());
        assert!(agrees, "{said}");
    }
}

#[test]
fn paper_and_counts_shown_are_recounted_too() {
    let plan = life::paper_plan();
    let life = life::closed(&plan);
    let honest = published(&life);
    let (agrees, said) = recount(&honest.files());
    assert!(agrees && said.contains("honourees: p3 p1"), "{said}");
    for life in [life::voting(&plan), life::reviewed(&plan)] {
        let (agrees, said) = recount(&published(&life).files());
        assert!(agrees, "{said}");
    }
    let tries: [(&str, &Change); 7] = [
        ("another sum of the paper", &|p| {
            p.body("paper-counted", 0)["categories"]["park"]["votes"]["p3"] = json!(77);
        }),
        ("no two people agree", &|p| drop(p.acts.remove(p.find("paper-entered", 1)))),
        ("no two people agree", &|p| {
            let at = p.find("paper-entered", 1);
            p.acts[at].entry.by = "office-1".into();
        }),
        ("no sound batch", &|p| p.body("paper-entered", 0)["scan"] = json!("")),
        ("no sound batch", &|p| p.body("paper-entered", 0)["categories"]["park"]["issued"] = json!(1)),
        ("another result", &|p| {
            // The paper is told without a batch, and the result left.
            for _ in 0..2 {
                p.acts.remove(p.find("paper-entered", 0));
            }
            let left = p.body("paper-entered", 1)["categories"].clone();
            p.body("paper-counted", 0)["categories"] = left;
            p.body("paper-counted", 0)["batches"] = json!(1);
        }),
        ("another tally", &|p| p.body("counts-shown", 2)["categories"]["park"]["valid"] = json!(119)),
    ];
    for (reason, change) in tries {
        let mut p = honest.clone();
        change(&mut p);
        p.renumber();
        p.relink();
        p.reroot();
        let (agrees, said) = recount(&p.files());
        assert!(!agrees && said.contains(reason), "{reason}: {said}");
    }
}

type Change = dyn Fn(&mut Publication);

#[test]
fn what_was_changed_is_seen() {
    let honest = published(&life::closed(&life::plan()));
    let spoilt = |change: &Change| {
        let mut p = honest.clone();
        change(&mut p);
        p.renumber();
        p.relink();
        p.recommit();
        p.reroot();
        recount(&p.files())
    };
    let tries: [(&str, &Change); 9] = [
        ("another tally", &|p| p.ballots[10].choices = vec!["p1".into()]),
        ("beyond the limit", &|p| p.ballots[10].leaf.slot = 1),
        ("a second one in its slot", &|p| p.ballots[71].leaf.nym = p.ballots[70].leaf.nym.clone()),
        ("in the period", &|p| p.ballots[70].leaf.period = "vote-2022-12-18".into()),
        ("another result", &|p| p.body("counted", 0)["ranking"][0]["score"] = json!("99")),
        ("another result", &|p| p.body("sheet-filed", 7)["mark"]["scores"]["deeds"] = json!(60)),
        ("does not name its departures", &|p| {
            p.body("resolved", 0)["departures"].as_array_mut().unwrap().pop();
        }),
        ("publishes another list", &|p| {
            p.body("list-published", 3)["members"][1]["nominee"] = json!("p4");
        }),
        ("not that of its hash", &|p| p.acts[0].entry.body["plan"]["title"] = json!("另一评选")),
    ];
    for (reason, change) in tries {
        let (agrees, said) = spoilt(change);
        assert!(!agrees && said.contains(reason), "{reason}: {said}");
    }
    let mut files = honest.files();
    files.get_mut("ballots/tile/entries/000").unwrap()[60] ^= 1;
    let (agrees, said) = recount(&files);
    assert!(!agrees, "{said}");
}
