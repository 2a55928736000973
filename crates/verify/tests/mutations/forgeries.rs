//! Files that a stranger bent, heads that nobody signed, leaves that are none.

use super::*;

pub fn forgeries(t: &mut Table) {
    t.files("a head is gone", |f| drop(f.remove("acts/checkpoint")), "checkpoint-missing");
    let line = |text: String| text.replacen("\n\n", "\nextension\n\n", 1);
    t.files("a head has a line more", |f| edit(f, "ballots/checkpoint", line), "checkpoint-malformed");
    let size = |text: String| text.replacen("\n300\n", "\n299\n", 1);
    t.files("a head is altered", |f| edit(f, "ballots/checkpoint", size), "bad-signature");
    let strip = |text: String| {
        let own = text.lines().find(|line| line.starts_with("— demo.invalid/")).unwrap().to_owned();
        text.replace(&format!("{own}\n"), "")
    };
    t.files("the log's own signature is gone", |f| edit(f, "acts/checkpoint", strip), "not-signed");
    let resigned = |f: &mut Files, by: &ledger::SignerKey, witnesses: &[u8]| {
        let checkpoint = SignedCheckpoint::decode(&f["acts/checkpoint"]).unwrap().checkpoint;
        let signed = sign(checkpoint, by, witnesses).encode().unwrap();
        f.insert("acts/checkpoint".to_owned(), signed.into_bytes());
    };
    let stranger = ledger::SignerKey::from_seed(key(Log::Acts).name(), &[99; 32]).unwrap();
    t.files("a stranger signs in the log's name", |f| resigned(f, &stranger, &[1, 2, 3]), "not-signed");
    t.files("one witness is no quorum", |f| resigned(f, &key(Log::Acts), &[2]), "quorum-missing");
    let other = |text: String| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let last = lines.last_mut().unwrap();
        let middle = last.len() - 20;
        let swapped = if &last[middle..=middle] == "A" { "B" } else { "A" };
        last.replace_range(middle..=middle, swapped);
        lines.join("\n") + "\n"
    };
    t.files("a cosignature is altered", |f| edit(f, "acts/checkpoint", other), "bad-signature");

    t.files("the second head is gone", |f| drop(f.remove("ballots/checkpoint.sm")), "sm-missing");
    let tie = |text: String| text.replacen("sha256 ", "sha512 ", 1);
    t.files("the second head ties nothing", |f| edit(f, "acts/checkpoint.sm", tie), "sm-malformed");
    let second = |f: &mut Files, change: &dyn Fn(&mut ledger::SmCheckpoint), by: &ledger::SmSignerKey| {
        let mut checkpoint = SignedSmCheckpoint::decode(&f["ballots/checkpoint.sm"]).unwrap().checkpoint;
        change(&mut checkpoint);
        let signed = SignedSmCheckpoint::sign(checkpoint, by).unwrap().encode().unwrap();
        f.insert("ballots/checkpoint.sm".to_owned(), signed.into_bytes());
    };
    let own = sm_key(Log::Ballots);
    let stranger = ledger::SmSignerKey::from_seed("demo.invalid/small/ballots", &[98; 32]).unwrap();
    t.files("a stranger signs the second head", |f| second(f, &|_| {}, &stranger), "sm-not-signed");
    let older = |c: &mut ledger::SmCheckpoint| c.size = 240;
    t.files("an older second head is shown again", |f| second(f, &older, &own), "sm-untied");
    let root = |c: &mut ledger::SmCheckpoint| c.sm3 = ledger::Hash::of(b"another tree");
    t.files("the second head has another root", |f| second(f, &root, &own), "sm-root-wrong");
    let flip = |text: String| text.replacen("\n300\n", "\n301\n", 1);
    t.files("the second head is altered", |f| edit(f, "ballots/checkpoint.sm", flip), "bad-signature");

    let swap = |f: &mut Files| {
        for file in ["checkpoint", "checkpoint.sm"] {
            f.insert(format!("ballots/{file}"), f[&format!("acts/{file}")].clone());
        }
    };
    t.files("one log is shown as both", swap, "origin-wrong");

    // Split view: another tree under the same name, which the witnesses have not seen.
    let mut p = t.honest.closed.clone();
    let reminder = p.find("reminded", 0);
    p.acts.remove(reminder);
    p.renumber();
    p.relink();
    p.witnesses.clear();
    t.row("a second view of the log, unseen by witnesses", p.files(), "quorum-missing", "");

    t.files("a tile is gone", |f| drop(f.remove("ballots/tile/0/000")), "tile-missing");
    t.files("a bundle is gone", |f| drop(f.remove("ballots/tile/entries/000")), "tile-missing");
    t.files("a tile is bent", |f| bend(f, "ballots/tile/0/000", 77), "tile-wrong");
    let edge = path(&t.honest.closed.files(), "acts/tile/0/000.p/");
    t.files("the right edge is bent", |f| bend(f, &edge, 5), "root-wrong");
    t.files("a ballot is bent", |f| bend(f, "ballots/tile/entries/000", 100), "leaf-not-in-tree");
    t.files(
        "a bundle is cut off",
        |f| {
            f.get_mut("ballots/tile/entries/000").unwrap().pop();
        },
        "tile-wrong",
    );
    let shorter = |f: &mut Files| {
        let bundle = f.get_mut("ballots/tile/entries/000").unwrap();
        let first = usize::from(u16::from_be_bytes([bundle[0], bundle[1]])) + 2;
        bundle.drain(..first);
    };
    t.files("a ballot is dropped from its bundle", shorter, "tile-wrong");
    let rotate = |f: &mut Files| {
        let bundle = f.get_mut("ballots/tile/entries/000").unwrap();
        let first = usize::from(u16::from_be_bytes([bundle[0], bundle[1]])) + 2;
        bundle.rotate_left(first);
    };
    t.files("ballots change places in their bundle", rotate, "leaf-not-in-tree");
    let entries = path(&t.honest.closed.files(), "acts/tile/entries/000.p/");
    let title = |f: &mut Files| replace(f, &entries, "小型评选", "大型评选");
    t.files("the plan is tampered with", title, "plan-hash");
}

pub fn announcements(t: &mut Table) {
    let honest = t.honest.closed.files();
    t.row("another plan was announced", honest.clone(), "plan-not-announced", "");
    t.rows.last_mut().unwrap().trust = trust(&"ab".repeat(32));
    t.row("another log was announced", honest.clone(), "log-unknown", "");
    let spoilt = t.rows.last_mut().unwrap();
    spoilt.trust = spoilt
        .trust
        .lines()
        .filter(|line| !line.starts_with("log ") || !line.contains("/ballots+"))
        .map(|line| format!("{line}\n"))
        .collect();
    t.row("the announcement is cut off", honest, "trust-malformed", "");
    t.rows.last_mut().unwrap().trust.pop();
    t.signed(
        "a plan that was not announced, under its own hash",
        |p| {
            let body = &mut p.acts[0].entry.body;
            body["plan"]["title"] = json!("另一评选");
            let plan: plan::Plan = serde_json::from_value(body["plan"].clone()).unwrap();
            body["hash"] = json!(plan.hash().to_string());
        },
        "plan-not-announced",
        "",
    );
    t.signed(
        "the logs are named after another plan",
        |p| {
            let body = &mut p.acts[0].entry.body;
            body["plan"]["id"] = json!("large");
            let plan: plan::Plan = serde_json::from_value(body["plan"].clone()).unwrap();
            body["hash"] = json!(plan.hash().to_string());
        },
        "origin-wrong",
        "",
    );
    let own = t.honest.closed.clone();
    let spoilt = t.rows.last_mut().unwrap();
    let plan = spoilt.files["trust"].clone();
    assert_ne!(plan, own.files()["trust"]);
    spoilt.trust = String::from_utf8(plan).unwrap();
    t.signed(
        "a plan under another's hash",
        |p| p.acts[0].entry.body["plan"]["title"] = json!("另一评选"),
        "plan-hash",
        "",
    );
    t.acts("the plan is not the first entry", |p| p.acts.swap(0, 1), "plan-missing", "");
}

pub fn leaves(t: &mut Table) {
    let space = |p: &mut Publication| {
        let at = p.find("standards-published", 0);
        let text = String::from_utf8(p.acts[at].entry.encode().unwrap()).unwrap();
        p.acts[at].raw = Some(text.replacen("{\"at\":", "{ \"at\":", 1).into_bytes());
    };
    t.signed("an entry in another spelling", space, "leaf-not-canonical", "");
    let upper = |p: &mut Publication| {
        let text = String::from_utf8(p.ballots[7].leaf.encode().unwrap()).unwrap();
        p.ballots[7].raw = Some(text.replacen("\"slot\":0", "\"slot\":00", 1).into_bytes());
    };
    t.signed("a ballot in another spelling", upper, "leaf-not-canonical", "");
    t.acts(
        "an entry of an unknown kind",
        |p| {
            let at = p.find("standards-published", 0);
            p.acts[at].entry.kind = "blessed".into();
        },
        "leaf-unknown",
        "blessed",
    );
    t.acts(
        "a key that nobody reads",
        |p| p.body("standards-published", 0)["note"] = json!("x"),
        "leaf-unknown",
        "standards-published",
    );
    t.acts(
        "a key that nobody reads, under a seal",
        |p| p.body("sheet-filed", 0)["note"] = json!("x"),
        "leaf-unknown",
        "sheet-filed",
    );
    t.signed(
        "an entry is dropped and nothing numbered anew",
        |p| drop(p.acts.remove(30)),
        "leaf-misnumbered",
        "",
    );
    t.signed("a ballot stands twice", |p| p.ballots.insert(9, p.ballots[8].clone()), "leaf-misnumbered", "");
    t.signed(
        "an entry of another selection",
        |p| {
            let at = p.find("reminded", 0);
            p.acts[at].entry.el = "large".into();
        },
        "leaf-foreign",
        "",
    );
    t.signed("a ballot of another selection", |p| p.ballots[4].leaf.el = "large".into(), "leaf-foreign", "");
}
