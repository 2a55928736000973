//! Figures, resolutions, lists and the naming, told otherwise than they came about.

use super::*;

pub fn results(t: &mut Table) {
    t.acts(
        "a score is told wrongly",
        |p| p.body("counted", 0)["ranking"][0]["score"] = json!("99"),
        "count-differs",
        "counted",
    );
    t.acts(
        "a seat is told wrongly",
        |p| {
            p.body("counted", 0)["ranking"][1]["status"] = json!("not");
        },
        "count-differs",
        "counted",
    );
    t.acts(
        "the steps of a count are told wrongly",
        |p| p.body("counted", 0)["outcome"] = json!("0".repeat(64)),
        "count-differs",
        "counted",
    );
    t.acts(
        "a sheet is raised and the figures are left",
        |p| p.body("sheet-filed", 7)["mark"]["scores"]["deeds"] = json!(60),
        "count-differs",
        "counted",
    );
    t.acts(
        "the figures of a category are missing",
        |p| {
            let at = p.find("counted", 0);
            p.acts.remove(at);
        },
        "entry-lacking",
        "counted",
    );
    t.acts(
        "a resolution hides a departure",
        |p| {
            p.body("resolved", 0)["departures"].as_array_mut().unwrap().pop();
        },
        "resolution-differs",
        "resolved",
    );
    t.acts(
        "a resolution by too few",
        |p| p.body("resolved", 0)["present"] = json!(1),
        "act-refused",
        "no-quorum",
    );
    t.acts(
        "a resolution seats more than there are seats",
        |p| {
            let members = p.body("resolved", 0)["members"].as_array_mut().unwrap();
            members.push(json!({ "category": "park", "nominee": "p4", "number": "A04" }));
        },
        "act-refused",
        "too-many-seated",
    );
    t.acts(
        "a resolution seats a stranger",
        |p| {
            p.body("resolved", 0)["members"][0]["nominee"] = json!("p77");
        },
        "act-refused",
        "not-eligible",
    );
    t.acts(
        "another is seated than was resolved",
        |p| {
            p.body("list-published", 2)["members"][1] =
                json!({ "category": "park", "nominee": "p4", "number": "A04" });
        },
        "list-differs",
        "list-published",
    );
    t.acts(
        "a notice is shorter than the plan says",
        |p| {
            let ends = p.body("notice-published", 0)["ends"].as_i64().unwrap();
            p.body("notice-published", 0)["ends"] = json!(ends - 86_400_000);
        },
        "entry-differs",
        "notice-published",
    );
    t.acts(
        "an objection is passed over",
        |p| {
            let at = p.find("ruled", 0);
            p.acts.remove(at);
        },
        "act-refused",
        "objection-open",
    );
    t.acts(
        "the office rules on what went to the receiver",
        |p| {
            let at = p.find("ruled", 0);
            p.acts[at].entry.by = "office-1".into();
        },
        "act-refused",
        "not-allowed",
    );
    t.acts(
        "an objection without a name and without leads",
        |p| p.body("objected", 0)["leads"] = json!(false),
        "act-refused",
        "leads-missing",
    );
    t.acts(
        "named while the notice runs",
        |p| {
            let (closed, opened) = (stage(p, "stage-closed", "notice"), stage(p, "stage-opened", "naming"));
            p.acts.remove(opened.max(closed));
            p.acts.remove(opened.min(closed));
            let named = p.find("named", 0);
            for at in p.find("signed", 0)..act_of(p, named).end {
                p.acts[at].entry.at = at_early();
            }
            let day = p.find("rechecked", 0);
            p.acts[day].entry.body["day"] = json!("2022-12-27");
            let list = act_of(p, named);
            for at in list {
                if p.acts[at].entry.kind == "stage-closed" {
                    p.acts[at].entry.body["due"] = json!(at_early());
                }
            }
        },
        "act-refused",
        "notice-running",
    );
    t.acts(
        "a signature is missing",
        |p| {
            let at = p.find("signed", 1);
            p.acts.remove(at);
        },
        "act-refused",
        "signatures-missing",
    );
    t.acts(
        "a sponsor signs for another",
        |p| p.body("signed", 1)["sponsor"] = json!("first"),
        "entry-differs",
        "signed",
    );
    t.acts(
        "a sponsor signs twice instead of another",
        |p| {
            let at = p.find("signed", 1);
            p.acts[at].entry.by = "sponsor-7".into();
            p.acts[at].entry.body["sponsor"] = json!("first");
        },
        "act-refused",
        "already-signed",
    );
    t.acts(
        "nobody was looked up on the day",
        |p| {
            let at = p.find("rechecked", 0);
            p.acts.remove(at);
        },
        "act-refused",
        "recheck-missing",
    );
    t.acts(
        "named without a document",
        |p| p.body("named", 0)["document"] = json!(" "),
        "act-refused",
        "missing",
    );
    t.acts(
        "a certificate has another number",
        |p| {
            p.body("named", 0)["certificates"][0]["number"] = json!("试字第7号");
        },
        "naming-differs",
        "named",
    );
    t.acts(
        "another is named than was signed for",
        |p| {
            p.body("list-published", 3)["members"][1] =
                json!({ "category": "park", "nominee": "p4", "number": "A04" });
        },
        "list-differs",
        "list-published",
    );
    t.acts(
        "the naming is not followed by its list",
        |p| {
            let at = p.find("list-published", 3);
            p.acts.remove(at);
        },
        "entry-differs",
        "stage-closed",
    );
    t.acts(
        "a report is published unreviewed",
        |p| {
            let at = p.find("piece-filed", 0);
            p.acts.remove(at);
        },
        "act-refused",
        "piece-status",
    );
    t.acts(
        "closed before its time",
        |p| {
            let closing = act_of(p, p.find("selection-closed", 0)).start;
            p.acts.drain(p.find("objected", 1) + 1..closing);
            let closing = p.find("selection-closed", 0);
            let at = at("2023-06-02 09:00");
            for position in act_of(p, closing) {
                p.acts[position].entry.at = at;
            }
        },
        "act-refused",
        "not-done",
    );
    t.acts(
        "another takes over than the plan says",
        |p| p.body("selection-closed", 0)["successor"] = json!("第二主办"),
        "entry-differs",
        "selection-closed",
    );
    t.acts(
        "an open objection is lost at the closing",
        |p| p.body("selection-closed", 0)["open"] = json!([]),
        "entry-differs",
        "selection-closed",
    );
    t.acts(
        "an entry that no act gives",
        |p| {
            let mut void = p.acts[p.find("notice-published", 0)].clone();
            void.entry.kind = "notice-voided".into();
            void.entry.body = json!({ "notice": 1 });
            void.entry.req = "void".into();
            let at = p.find("objected", 0);
            p.acts.insert(at, void);
        },
        "no-such-act",
        "",
    );
    t.acts(
        "something is done after the closing",
        |p| {
            let mut more = p.acts[p.find("reminded", 0)].clone();
            more.entry.at = p.acts.last().unwrap().entry.at + 1;
            more.entry.req = "after".into();
            p.acts.push(more);
        },
        "act-refused",
        "closed",
    );
}

fn at_early() -> i64 {
    at("2022-12-27 10:00")
}
