//! Ballots on paper, and counts shown at an hour of the day.

use super::*;

impl Table {
    /// The operator of a selection with paper changes what happened, numbers, opens and signs everything anew.
    fn papers(
        &mut self,
        what: &'static str,
        change: impl FnOnce(&mut Publication),
        reason: &'static str,
        rule: &'static str,
    ) {
        let mut p = self.honest.paper.clone();
        change(&mut p);
        p.renumber();
        p.relink();
        p.reroot();
        let trust = trust(&self.honest.paper.plan_hash());
        self.rows.push(Spoilt { what, files: p.files(), trust, reason, rule });
    }
}

/// The figures of the `nth` time that somebody entered a batch: 0 and 1 agree on the first.
fn figures(p: &mut Publication, nth: usize) -> &mut serde_json::Value {
    &mut p.body("paper-entered", nth)["categories"]["park"]
}

/// The first batch by both people, with something changed in each.
fn both(change: impl Fn(&mut serde_json::Value)) -> impl FnOnce(&mut Publication) {
    move |p| (0..2).for_each(|nth| change(figures(p, nth)))
}

pub fn paper(t: &mut Table) {
    t.papers(
        "what came on paper is told wrongly",
        |p| p.body("paper-counted", 0)["categories"]["park"]["votes"]["p3"] = json!(77),
        "paper-differs",
        "paper-counted",
    );
    t.papers(
        "a batch is left out of the count",
        |p| {
            for _ in 0..2 {
                p.acts.remove(p.find("paper-entered", 0));
            }
        },
        "paper-differs",
        "paper-counted",
    );
    t.papers(
        "a batch that was taken back is counted",
        |p| p.body("paper-counted", 0)["batches"] = json!(3),
        "paper-differs",
        "paper-counted",
    );
    t.papers(
        "a batch that one person entered is counted",
        |p| drop(p.acts.remove(p.find("paper-entered", 1))),
        "act-refused",
        "paper-unfinished",
    );
    t.papers(
        "one person enters a batch twice",
        |p| {
            let at = p.find("paper-entered", 1);
            p.acts[at].entry.by = p.acts[p.find("paper-entered", 0)].entry.by.clone();
        },
        "act-refused",
        "paper-unfinished",
    );
    t.papers(
        "two people who differ are counted",
        |p| figures(p, 1)["votes"]["p3"] = json!(44),
        "act-refused",
        "paper-unfinished",
    );
    t.papers(
        "a batch without a scan",
        |p| p.body("paper-entered", 0)["scan"] = json!(""),
        "act-refused",
        "scan-missing",
    );
    t.papers(
        "one scan for two batches",
        |p| {
            let scan = p.body("paper-entered", 0)["scan"].clone();
            p.body("paper-entered", 2)["scan"] = scan;
        },
        "act-refused",
        "scan-twice",
    );
    t.papers(
        "a batch is entered after its time",
        |p| {
            let at = p.find("paper-entered", 0);
            let mut late: Vec<_> = p.acts.splice(at..at + 2, []).collect();
            let opened = p.find("paper-counted", 0) - 1;
            late.iter_mut().for_each(|act| act.entry.at = p.acts[opened].entry.at);
            p.acts.splice(opened..opened, late);
        },
        "act-refused",
        "paper-late",
    );
    t.papers(
        "more is counted than was handed out",
        both(|figures| figures["issued"] = json!(51)),
        "act-refused",
        "paper-over-issued",
    );
    t.papers(
        "somebody has more votes than there are ballots",
        both(|figures| figures["votes"]["p3"] = json!(51)),
        "act-refused",
        "paper-votes-over-valid",
    );
    t.papers(
        "more votes than the ballots can hold",
        both(|figures| {
            for nominee in ["p1", "p2", "p3"] {
                figures["votes"][nominee] = json!(50);
            }
        }),
        "act-refused",
        "paper-too-many-votes",
    );
    t.papers(
        "fewer votes than the ballots must hold",
        both(|figures| figures["votes"]["p3"] = json!(29)),
        "act-refused",
        "paper-too-few-votes",
    );
    t.papers(
        "votes on paper for nobody",
        both(|figures| figures["votes"]["p77"] = json!(1)),
        "act-refused",
        "not-a-candidate",
    );
    t.papers(
        "paper from a place that does not exist",
        |p| p.body("paper-entered", 0)["batch"]["place"] = json!("p9"),
        "act-refused",
        "unknown",
    );
    for (what, by) in [("a unit enters paper", "unit-2"), ("an administrator enters paper", "root")] {
        t.papers(
            what,
            |p| {
                let at = p.find("paper-entered", 1);
                p.acts[at].entry.by = by.into();
            },
            "act-refused",
            "not-allowed",
        );
    }
    t.papers(
        "a batch is entered once more after two agreed",
        |p| {
            let at = p.find("paper-entered", 1);
            let mut again = p.acts[at].clone();
            again.entry.req = "again".into();
            p.acts.insert(at + 1, again);
        },
        "act-refused",
        "paper-agreed",
    );
    t.papers(
        "a batch that counts is taken back",
        |p| p.body("paper-withdrawn", 0)["batch"] = p.body("paper-entered", 0)["batch"].clone(),
        "act-refused",
        "paper-agreed",
    );
    t.papers(
        "paper is entered after it was counted",
        |p| {
            let (at, counted) = (p.find("paper-entered", 1), p.find("paper-counted", 0));
            let mut late = p.acts[at].clone();
            late.entry.at = p.acts[counted].entry.at;
            late.entry.req = "late".into();
            late.entry.body["batch"]["number"] = json!(9);
            // What comes after the opening can only be sealed for a later gate, which is wrong by itself.
            late.sealed = None;
            p.acts.insert(counted + 1, late);
        },
        "wrong-gate",
        "paper-entered",
    );
    t.papers(
        "figures on paper are no secret until the count",
        |p| {
            let at = p.find("paper-entered", 0);
            p.acts[at].sealed = None;
        },
        "wrong-gate",
        "paper-entered",
    );
    t.papers(
        "paper is opened and not counted",
        |p| drop(p.acts.remove(p.find("paper-counted", 0))),
        "entry-lacking",
        "paper-counted",
    );
    t.papers(
        "paper is counted while it can be entered",
        |p| {
            let at = p.find("paper-counted", 0);
            let mut count: Vec<_> = p.acts.splice(at - 1..at + 1, []).collect();
            let closes = stage(p, "stage-closed", "vote") - 1;
            count.iter_mut().for_each(|act| act.entry.at = p.acts[closes - 1].entry.at);
            p.acts.splice(closes..closes, count);
        },
        "act-refused",
        "paper-running",
    );
    t.papers(
        "a ballot comes by the way of paper",
        |p| {
            p.ballots[5].leaf.channel = "box".into();
            p.recommit();
        },
        "ballot-place",
        "park/box",
    );
    // A plan whose clause allows no paper.
    let from = t.honest.paper.clone();
    t.acts(
        "paper is entered where the plan knows none",
        |p| {
            let at = p.find("ballots-anchored", 4) + 1;
            let mut acts = vec![
                from.acts[from.find("paper-entered", 0)].clone(),
                from.acts[from.find("paper-counted", 0) - 1].clone(),
                from.acts[from.find("paper-counted", 0)].clone(),
            ];
            for act in &mut acts {
                act.entry.at = p.acts[at - 1].entry.at;
                // A number that no other entry's parts have.
                act.entry.n += 10_000;
                act.entry.req = format!("paper-{}", act.entry.kind == "paper-entered");
            }
            p.acts.splice(at..at, acts);
        },
        "act-refused",
        "no-paper",
    );
}

pub fn shown(t: &mut Table) {
    t.papers(
        "other counts are shown than there were",
        |p| p.body("counts-shown", 2)["categories"]["park"]["votes"]["p1"] = json!(25),
        "shown-differs",
        "vote",
    );
    t.papers(
        "counts of fewer ballots are shown",
        |p| {
            let earlier = p.body("counts-shown", 1)["categories"].clone();
            p.body("counts-shown", 2)["categories"] = earlier;
        },
        "shown-differs",
        "vote",
    );
    t.papers(
        "counts are shown for a size that they are not of",
        |p| p.body("counts-shown", 2)["size"] = json!(121),
        "anchor-early",
        "",
    );
    t.papers(
        "counts are not shown at their hour",
        |p| drop(p.acts.remove(p.find("counts-shown", 2))),
        "due-first",
        "counts-shown",
    );
    t.papers(
        "counts are shown for another hour",
        |p| {
            let due = p.body("counts-shown", 2)["due"].as_i64().unwrap();
            p.body("counts-shown", 2)["due"] = json!(due + 3_600_000);
        },
        "entry-differs",
        "counts-shown",
    );
    t.papers(
        "counts are shown a second time",
        |p| {
            let at = p.find("counts-shown", 2);
            let mut again = p.acts[at].clone();
            again.entry.req = "again".into();
            p.acts.insert(at + 1, again);
        },
        "not-due",
        "",
    );
    t.acts(
        "counts are shown where the plan hides them",
        |p| {
            let at = p.find("ballots-anchored", 1);
            let mut shown = p.acts[at].clone();
            shown.entry.kind = "counts-shown".into();
            shown.entry.by = "system".into();
            shown.entry.body["due"] = json!(shown.entry.at);
            shown.entry.body["categories"] = json!({});
            shown.entry.req = "shown".into();
            p.acts.insert(at + 1, shown);
        },
        "not-due",
        "",
    );
}
