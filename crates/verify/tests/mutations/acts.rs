//! Acts that plan, actor, time or order did not allow.

use super::*;

pub fn acts(t: &mut Table) {
    t.acts(
        "two acts change places",
        |p| {
            let at = p.find("sheet-filed", 0);
            p.acts.swap(at, at + 1);
        },
        "time-goes-back",
        "",
    );
    t.acts(
        "an act is recorded twice",
        |p| {
            let at = p.find("sheet-filed", 0);
            p.acts.insert(at + 1, p.acts[at].clone());
        },
        "entry-differs",
        "sheet-filed",
    );
    t.acts(
        "a request is answered again later",
        |p| {
            let at = p.find("sheet-filed", 0);
            let mut again = p.acts[at].clone();
            again.entry.at = p.acts[at + 2].entry.at;
            p.acts.insert(at + 3, again);
        },
        "act-torn-apart",
        "",
    );
    t.acts(
        "an act is done in two moments",
        |p| {
            let at = p.find("named", 0);
            act_of(p, at).skip(1).for_each(|at| p.acts[at].entry.at += 1);
        },
        "act-torn-apart",
        "",
    );
    t.acts(
        "a recommendation after the last day",
        |p| {
            let mut late = p.acts.remove(p.find("recommended", 3));
            let closed = stage(p, "stage-closed", "recommend");
            late.entry.at = p.acts[closed].entry.at;
            let behind = act_of(p, closed).end;
            p.acts.insert(behind, late);
            // The list of recommendations is told without it.
            let list = p.body("list-published", 0)["members"].as_array_mut().unwrap();
            list.pop();
        },
        "act-refused",
        "too-late",
    );
    t.acts(
        "a vote opens before its day",
        |p| {
            let at = stage(p, "stage-opened", "vote");
            p.acts[at].entry.at = p.acts[at - 1].entry.at;
        },
        "not-due",
        "",
    );
    t.acts(
        "a stage is not closed when it is due",
        |p| {
            let at = stage(p, "stage-opened", "publicity");
            p.acts.remove(at);
        },
        "due-first",
        "stage-opened",
    );
    t.acts(
        "a vote is not counted when it is over",
        |p| {
            let at = p.find("ballots-counted", 0);
            p.acts.drain(act_of(p, at));
        },
        "not-due",
        "",
    );
    t.acts(
        "a judge decides on a nominee",
        |p| {
            let at = p.find("screened", 0);
            p.acts[at].entry.by = "judge-6".into();
        },
        "act-refused",
        "not-allowed",
    );
    t.acts(
        "an account without a seat decides on a nominee",
        |p| {
            let at = p.find("screened", 0);
            p.acts[at].entry.by = "mallory".into();
        },
        "act-refused",
        "not-allowed",
    );
    t.acts(
        "a seat that was never given signs",
        |p| {
            let at = p.find("signed", 1);
            p.acts[at].entry.by = "sponsor-99".into();
        },
        "act-refused",
        "not-allowed",
    );
    t.acts(
        "a unit recommends in another's name",
        |p| {
            let at = p.find("recommended", 0);
            p.acts[at].entry.by = "unit-3".into();
        },
        "entry-differs",
        "recommended",
    );
    t.acts(
        "somebody is called the same as a stranger",
        |p| p.body("recommended", 0)["same_as"] = json!(["p77"]),
        "entry-differs",
        "recommended",
    );
    t.acts(
        "a handle is given out of order",
        |p| p.body("recommended", 2)["nominee"] = json!("p9"),
        "entry-differs",
        "recommended",
    );
    t.acts(
        "a brief is longer than the plan allows",
        |p| p.body("recommended", 0)["facts"]["brief_len"] = json!(31),
        "act-refused",
        "brief-too-long",
    );
    t.acts(
        "the unit's minutes are missing",
        |p| {
            p.body("recommended", 0)["facts"].as_object_mut().unwrap().remove("minutes");
        },
        "act-refused",
        "minutes-missing",
    );
    t.acts(
        "a recommendation without its dossier",
        |p| {
            let at = p.find("recommended", 0);
            p.acts[at].entry.sealed.retain(|part| part.slot != "person");
        },
        "parts-wrong",
        "recommended",
    );
    t.acts(
        "a part that the entry does not have",
        |p| {
            let at = p.find("standards-published", 0);
            let commit = ledger::Hash::of(b"");
            p.acts[at].entry.sealed.push(SealedRef {
                slot: "more".into(),
                class: ledger::PartClass::Office,
                commit,
            });
        },
        "parts-wrong",
        "standards-published",
    );
    t.acts(
        "a candidate without clearance",
        |p| {
            let at = p.find("cleared", 1);
            p.acts.remove(at);
        },
        "act-refused",
        "clearance-missing",
    );
    t.acts(
        "a department answers that was not asked",
        |p| {
            let at = p.find("clearance-asked", 2);
            p.acts.remove(at);
        },
        "act-refused",
        "unknown",
    );
    t.acts(
        "somebody who passed is forgotten",
        |p| {
            p.body("list-published", 1)["members"].as_array_mut().unwrap().pop();
        },
        "act-refused",
        "gate-open",
    );
    t.acts(
        "a candidate has another's number",
        |p| p.body("list-published", 1)["members"][0]["number"] = json!("A09"),
        "list-differs",
        "list-published",
    );
    t.acts(
        "the recommended are told wrongly",
        |p| {
            p.body("list-published", 0)["members"].as_array_mut().unwrap().pop();
        },
        "list-differs",
        "list-published",
    );
    t.acts(
        "a judge scores a colleague",
        |p| {
            let at = p.find("sheet-filed", 6);
            p.acts[at].entry.body["nominee"] = json!("p1");
        },
        "act-refused",
        "judge-same-unit",
    );
    t.acts(
        "a sheet is dropped",
        |p| {
            let at = p.find("sheet-filed", 2);
            p.acts.remove(at);
        },
        "act-refused",
        "sheets-missing",
    );
    t.acts(
        "a score beyond the rubric",
        |p| p.body("sheet-filed", 2)["mark"]["scores"]["deeds"] = json!(61),
        "act-refused",
        "bad-score",
    );
    t.acts(
        "a holiday notice is another than the one issued",
        |p| {
            let at = p.find("calendar-issued", 0);
            p.acts[at].entry.body["notice"]["number"] = json!("国办发明电〔2022〕99号");
        },
        "calendar-wrong",
        "",
    );
    t.acts(
        "a seat in a unit that does not exist",
        |p| p.body("seat-given", 1)["holds"]["unit"] = json!("moon"),
        "act-refused",
        "unknown",
    );
    t.acts(
        "a gate is not opened where it should be",
        |p| {
            // Nothing is left sealed: what waited for it waits for the end instead.
            let at = p.find("gate-opened", 2);
            p.acts.remove(at);
            let sealed = p.acts.iter_mut().filter(|act| act.sealed.as_deref() == Some("named"));
            sealed.for_each(|act| act.sealed = Some("closed".into()));
        },
        "wrong-gate",
        "objected",
    );
}
