//! Ballots, what the acts tell of them, and their openings.

use super::*;

pub fn votes(t: &mut Table) {
    t.ballots(
        "a vote before the window",
        |p| {
            p.ballots[0].leaf.at = at("2022-12-11 23:59");
            p.ballots[0].leaf.period = "vote-2022-12-11".into();
        },
        "ballot-window",
        "vote",
    );
    t.ballots(
        "a vote after the window",
        |p| {
            p.ballots[299].leaf.at = at("2022-12-21 00:00");
            p.ballots[299].leaf.period = "vote-2022-12-21".into();
        },
        "ballot-window",
        "vote",
    );
    t.ballots(
        "a vote in another day's period",
        |p| p.ballots[70].leaf.period = "vote-2022-12-18".into(),
        "ballot-period",
        "vote-2022-12-13",
    );
    t.ballots("a second vote on a day", |p| p.ballots[70].leaf.slot = 1, "slot-over-limit", "1");
    t.ballots(
        "two votes of one voter in one slot",
        |p| p.ballots[71].leaf.nym = p.ballots[70].leaf.nym.clone(),
        "slot-twice",
        "",
    );
    t.acts(
        "more voters than codes",
        |p| p.body("codes-issued", 0)["count"] = json!(59),
        "voters-over-codes",
        "web",
    );
    t.ballots(
        "a vote in a category that does not exist",
        |p| p.ballots[5].leaf.cat = "road".into(),
        "ballot-place",
        "road/web",
    );
    t.ballots(
        "a vote by a channel that does not exist",
        |p| p.ballots[5].leaf.channel = "fax".into(),
        "ballot-place",
        "park/fax",
    );
    t.ballots(
        "a vote in a stage that does not exist",
        |p| p.ballots[5].leaf.period = "again-all".into(),
        "ballot-stage",
        "again",
    );
    t.ballots(
        "a vote that takes another back",
        |p| p.ballots[200].leaf.withdraws = Some(3),
        "ballot-replaces",
        "",
    );
    t.ballots(
        "a vote is added after the count",
        |p| {
            let last = p.ballots[299].leaf.at;
            p.ballots.push(ballot("small", 300, last + 5, "2022-12-16", 777, &["p1"]));
        },
        "ballot-after-count",
        "vote",
    );
    t.signed("the last votes are dropped", |p| p.ballots.truncate(290), "anchor-beyond-log", "vote");
    t.signed(
        "a vote is changed",
        |p| {
            p.ballots[10].choices = vec!["p1".into()];
            p.recommit();
        },
        "anchor-root",
        "vote",
    );
    t.signed(
        "two votes change places",
        |p| {
            p.ballots.swap(20, 21);
            p.renumber();
            p.recommit();
        },
        "anchor-root",
        "vote",
    );
    t.acts(
        "another root is told",
        |p| p.body("ballots-anchored", 1)["root"] = json!("7".repeat(64)),
        "anchor-root",
        "vote",
    );
    t.acts(
        "fewer votes are told of than before",
        |p| {
            p.body("ballots-anchored", 2)["size"] = json!(100);
            p.reroot();
        },
        "anchor-shrinks",
        "",
    );
    t.acts(
        "a vote is told of before it was cast",
        |p| {
            p.body("ballots-anchored", 0)["size"] = json!(61);
            p.reroot();
        },
        "anchor-early",
        "",
    );
    t.ballots(
        "a vote is changed and the tally left",
        |p| p.ballots[10].choices = vec!["p1".into()],
        "tally-differs",
        "vote",
    );
    t.ballots(
        "a vote is dropped from the middle and the tally left",
        |p| {
            p.ballots.remove(130);
            let sizes = [60, 120, 179, 239, 299];
            for (nth, size) in sizes.into_iter().enumerate() {
                p.body("ballots-anchored", nth)["size"] = json!(size);
            }
            p.body("ballots-counted", 0)["size"] = json!(299);
        },
        "tally-differs",
        "vote",
    );
    t.ballots(
        "a vote for nobody is counted",
        |p| {
            let one = p.ballots.iter().position(|cast| cast.choices == ["p4"]).unwrap();
            p.ballots[one].choices.push("p77".into());
            p.retally();
        },
        "tally-differs",
        "vote",
    );
    t.acts(
        "a tally is told wrongly",
        |p| p.body("ballots-counted", 0)["categories"]["park"]["votes"]["p1"] = json!(61),
        "count-differs",
        "counted",
    );
    t.ballots(
        "votes are changed and told anew, and the result left",
        |p| {
            (0..40).for_each(|n| p.ballots[n].choices = vec!["p1".into()]);
            p.retally();
        },
        "count-differs",
        "counted",
    );

    let file = |k: u64| format!("ballots/openings/vote/{k}");
    t.files("openings are gone", |f| drop(f.remove(&file(1))), "ballot-not-opened");
    t.files("all openings are gone", |f| (0..3).for_each(|k| drop(f.remove(&file(k)))), "ballot-not-opened");
    let drop_line = |text: String| text.lines().skip(1).map(|line| format!("{line}\n")).collect();
    t.files("one ballot is not opened", |f| edit(f, &file(1), drop_line), "ballot-not-opened");
    let other = |text: String| text.replacen("[\"p1\"]", "[\"p4\"]", 1);
    t.files("a ballot is opened to another choice", |f| edit(f, &file(0), other), "ballot-opening-mismatch");
    let replayed = |text: String| {
        let lines: Vec<&str> = text.lines().collect();
        let again = lines[0].replace("\"n\":100,", "\"n\":101,");
        [lines[0], &again]
            .iter()
            .copied()
            .chain(lines[2..].iter().copied())
            .map(|line| format!("{line}\n"))
            .collect()
    };
    t.files(
        "one ballot's opening is shown for another",
        |f| edit(f, &file(1), replayed),
        "ballot-opening-mismatch",
    );
    let twice = |text: String| format!("{}\n{text}", text.lines().next().unwrap());
    t.files("a ballot is opened twice", |f| edit(f, &file(2), twice), "ballot-opening-foreign");
    let beyond = |text: String| {
        let last = text.lines().last().unwrap().replace("\"n\":299,", "\"n\":300,");
        format!("{text}{last}\n")
    };
    t.files(
        "a ballot is opened that was never cast",
        |f| edit(f, &file(2), beyond),
        "ballot-opening-foreign",
    );
    let spaced = |text: String| text.replacen("{\"choices\":", "{ \"choices\":", 1);
    t.files("an opening in another spelling", |f| edit(f, &file(0), spaced), "ballot-opening-malformed");
    t.files(
        "openings are cut off",
        |f| {
            f.get_mut(&file(2)).unwrap().pop();
        },
        "ballot-opening-malformed",
    );

    let mut early = t.honest.voting.files();
    early.insert(file(0), t.honest.closed.files()[&file(0)].clone());
    t.row("ballots are opened while the vote goes on", early, "ballot-opened-early", "vote");
}
