//! What was sealed and is opened wrongly, too late, or never; and parts beside the log.

use super::*;

pub fn openings(t: &mut Table) {
    let blob = path(&t.honest.closed.files(), "acts/blob/");
    t.files("an opening is gone", |f| drop(f.remove(&blob)), "blob-missing");
    t.files("an opening is altered", |f| bend(f, &blob, 90), "blob-altered");
    t.signed(
        "a gate is opened with another's blob",
        |p| {
            let other = p.acts[p.find("gate-opened", 1)].entry.body["blob"].clone();
            p.body("gate-opened", 0)["blob"] = other;
        },
        "opening-malformed",
        "candidates",
    );
    t.signed(
        "an opening that tells another number",
        |p| p.body("gate-opened", 1)["entries"] = json!(3),
        "opening-count",
        "panel",
    );
    let opened = |p: &Publication, change: &dyn Fn(&mut Vec<OpenedEntry>)| {
        let gate = p.find("gate-opened", 1);
        let filed: Vec<_> =
            p.acts[..gate].iter().map(|act| (act.entry.clone(), act.sealed.clone())).collect();
        let mut opening = house::opening(&filed, "panel");
        change(&mut opening.entries);
        let mut lying = p.clone();
        let blob = opening.encode().unwrap();
        lying.acts[gate].entry.body["blob"] = json!(blob.hash().to_string());
        lying.acts[gate].entry.body["entries"] = json!(opening.entries.len());
        let mut files = lying.files();
        files.insert(format!("acts/{}", blob.path()), blob.bytes().to_vec());
        files
    };
    let hidden = opened(&t.honest.closed, &|entries| drop(entries.remove(2)));
    t.row("an opening leaves one out", hidden, "opening-incomplete", "panel");
    let altered = opened(&t.honest.closed, &|entries| {
        let mark = entries.iter_mut().find(|opened| opened.entry.kind == "sheet-filed").unwrap();
        mark.entry.body["mark"]["scores"]["deeds"] = json!(59);
    });
    t.row("an opening tells another score", altered, "opening-mismatch", "panel");
    let salted = opened(&t.honest.closed, &|entries| entries[0].salt = house::salt(1, "entry"));
    t.row("an opening under another's salt", salted, "opening-mismatch", "panel");
    let standards = t.honest.closed.acts[t.honest.closed.find("standards-published", 0)].entry.clone();
    let foreign = opened(&t.honest.closed, &|entries| {
        let salt = house::salt(standards.n, "entry");
        entries.insert(0, OpenedEntry { n: standards.n, salt, entry: standards.clone() });
    });
    t.row("an opening of what was never sealed", foreign, "opening-foreign", "panel");
    t.acts(
        "a gate is opened twice",
        |p| {
            let at = p.find("gate-opened", 0);
            p.acts.insert(at + 1, p.acts[at].clone());
        },
        "gate-twice",
        "candidates",
    );
    t.acts(
        "a gate is never opened",
        |p| {
            let at = p.find("gate-opened", 1);
            p.acts.remove(at);
        },
        "sealed-at-closing",
        "panel",
    );
    t.acts(
        "a sheet waits for a later gate",
        |p| {
            let at = p.find("sheet-filed", 3);
            p.acts[at].sealed = Some("named".into());
        },
        "wrong-gate",
        "sheet-filed",
    );
    t.acts(
        "a sheet lies open before its gate",
        |p| {
            let at = p.find("sheet-filed", 3);
            p.acts[at].sealed = None;
        },
        "wrong-gate",
        "sheet-filed",
    );
    t.acts(
        "a public act is sealed",
        |p| {
            let at = p.find("ballots-anchored", 2);
            p.acts[at].sealed = Some("panel".into());
        },
        "wrong-gate",
        "ballots-anchored",
    );

    let base = t.honest.secret.clone();
    let never =
        |p: &Publication| p.acts.iter().position(|act| act.sealed.as_deref() == Some("never")).unwrap();
    let mut more = base.clone();
    let at = never(&more);
    let mut copy = more.acts[at].clone();
    copy.entry.req = "one more".into();
    more.acts.insert(at + 1, copy);
    more.renumber();
    more.relink();
    let trust = trust(&base.plan_hash());
    let secret = |t: &mut Table, what, files, reason, rule| {
        let trust = trust.clone();
        t.rows.push(Spoilt { what, files, trust, reason, rule });
    };
    secret(t, "one leaf more is hidden than was told of", more.files(), "hidden-leaves", "");
    let mut fewer = base.clone();
    fewer.acts.remove(at);
    fewer.renumber();
    fewer.relink();
    secret(t, "one leaf fewer is hidden than was told of", fewer.files(), "hidden-leaves", "");
    let mut piles = base.clone();
    piles.body("panel-tallied", 0)["piles"][0]["abstained"] = json!(1);
    piles.relink();
    secret(t, "an abstention that nobody filed", piles.files(), "panel-figures", "");
    let mut totals = base.clone();
    totals.body("panel-tallied", 0)["piles"][1]["totals"][0] = json!(99);
    totals.relink();
    secret(t, "a total that no scores make", totals.files(), "act-refused", "undecided");
    let mut scores = base.clone();
    let pile = &mut scores.body("panel-tallied", 0)["piles"][0];
    let last = pile["totals"].as_array().unwrap().len() - 1;
    for list in ["totals", "scores"] {
        let row = if list == "totals" { &mut pile["totals"] } else { &mut pile["scores"]["deeds"] };
        row[last] = json!(row[last].as_u64().unwrap() + 5);
    }
    scores.relink();
    secret(t, "a panel's scores are raised", scores.files(), "count-differs", "counted");

    t.acts(
        "something is hidden for good where nothing is secret",
        |p| {
            let at = p.find("sheet-filed", 0);
            let mut act = p.acts[at].clone();
            act.sealed = Some(ledger::NEVER.into());
            act.entry.req = "hidden".into();
            p.acts.insert(at, act);
        },
        "nothing-secret",
        "",
    );
}

pub fn parts(t: &mut Table) {
    t.signed(
        "a name beside the log is another",
        |p| p.parts[0].2 = b"{}".to_vec(),
        "part-mismatch",
        "profile",
    );
    t.signed(
        "a number of the person is published",
        |p| {
            let n = p.parts[0].0;
            p.parts.insert(0, (n, "person".into(), b"{}".to_vec()));
        },
        "part-foreign",
        "person",
    );
    t.signed(
        "a part of an entry that has none",
        |p| p.parts.insert(0, (0, "profile".into(), b"{}".to_vec())),
        "part-foreign",
        "profile",
    );
    t.signed("parts stand out of order", |p| p.parts.swap(0, 1), "part-malformed", "");
    t.files(
        "parts are cut off",
        |f| {
            f.get_mut("acts/disclosed").unwrap().pop();
        },
        "part-malformed",
    );
}
