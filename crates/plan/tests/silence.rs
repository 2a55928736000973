//! What a plan leaves open is told by the check and by the explanation alike, wherever its file says so.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;

use plan::explain::{sections, unstated};
use plan::silence::open;
use plan::{Plan, Source, Supplement, read, read_files};
use text::Lang;

const SMALL: &str = include_str!("../../../plans/small.toml");

/// The small plan with a line more behind one that it has.
fn with(behind: &str, line: &str) -> Plan {
    assert_eq!(SMALL.matches(behind).count(), 1, "{behind}");
    read(&SMALL.replace(behind, &format!("{behind}\n{line}\n"))).unwrap()
}

fn marked(plan: &Plan, lang: Lang) -> Vec<String> {
    let items = sections(plan, lang).into_iter().flat_map(|section| section.items);
    items.filter(|item| !item.stated).map(|item| item.text).collect()
}

#[test]
fn words_that_a_file_writes_are_told_though_the_key_could_be_left_out() {
    assert_eq!(unstated(&read(SMALL).unwrap()), 0);
    for (behind, line, path, rule) in [
        ("anonymous = true", "upheld = \"not stated\"", "stage[4].notice.upheld", "notice-upheld"),
        ("anonymous = true", "inquiry = \"not stated\"", "stage[4].notice.inquiry", "notice-inquiry"),
        (
            "order = \"random\"",
            "one_channel = \"not stated\"",
            "stage[2].vote.one_channel",
            "vote-one-channel",
        ),
        ("order = \"random\"", "change = \"not stated\"", "stage[2].vote.change", "vote-change"),
        (
            "order = \"random\"",
            "faults = { twice = \"not stated\" }",
            "stage[2].vote.faults.twice",
            "faults-twice",
        ),
        (
            "disclosure = \"pseudonymous\"",
            "signed = \"not stated\"",
            "stage[3].review.signed",
            "review-signed",
        ),
        ("disclosure = \"pseudonymous\"", "shown = \"not stated\"", "stage[3].review.shown", "review-shown"),
        (
            "disclosure = \"pseudonymous\"",
            "alternates = \"not stated\"",
            "stage[3].review.alternates",
            "review-alternates",
        ),
        (
            "disclosure = \"pseudonymous\"",
            "open_count = \"not stated\"",
            "stage[3].review.open_count",
            "review-open-count",
        ),
        (
            "signatories = [\"minzheng\"]",
            "acceptance = \"not stated\"",
            "stage[5].naming.acceptance",
            "naming-acceptance",
        ),
        (
            "decide = \"count\" # 按得分 // by the scores",
            "vacancy = \"not stated\"",
            "result[0].vacancy",
            "result-vacancy",
        ),
    ] {
        let plan = with(behind, line);
        let told: Vec<_> = open(&plan).into_iter().map(|it| (it.path, it.rule)).collect();
        assert_eq!(told, [(path.to_owned(), rule.to_owned())], "{line}");
        let name = text::t(Lang::Zh, &format!("plan-rule-{rule}"));
        let faults = plan::check::check(&plan, None);
        assert!(faults.iter().any(|fault| fault.path == path), "{line}: {faults:?}");
        assert!(marked(&plan, Lang::Zh).iter().any(|text| text.contains(&name)), "{line}");
        assert_eq!(unstated(&plan), 1, "{line}");
        // It survives being kept as JSON, and a supplement answers it.
        let kept: Plan = serde_json::from_value(serde_json::to_value(&plan).unwrap()).unwrap();
        assert_eq!(open(&kept), open(&plan));
    }
}

#[test]
fn a_supplement_answers_what_a_plan_says_it_leaves_open() {
    let plan = with("anonymous = true", "upheld = \"not stated\"");
    let answer = "format = 1\namends = \"haolinju-2026\"\nid = \"answer\"\ntitle = \"answer\"\nissued = \"2026-03-01\"\n[[stage]]\nid = \"notice\"\n[stage.notice]\nupheld = \"removed\"\n";
    let answered = plan.amended(&Supplement::read(answer).unwrap()).unwrap();
    assert_eq!(open(&answered), []);
    let other = answer.replace("upheld = \"removed\"", "days = 7");
    let still = plan.amended(&Supplement::read(&other).unwrap()).unwrap();
    assert_eq!(open(&still).len(), 1, "what is not answered stays open");
}

#[test]
fn one_channel_of_several_is_told_by_its_name() {
    let plan = SMALL.replace(
        "channel = [{ id = \"web\"",
        "channel = [{ id = \"paper\", name = \"报纸\", identity = \"phone\", ballot = \"not stated\" }, { id = \"web\"",
    );
    let told = marked(&read(&plan).unwrap(), Lang::Zh);
    assert_eq!(told.iter().filter(|text| text.contains("渠道的选票怎样填（报纸）")).count(), 1, "{told:?}");
}

/// Sixty real plans: as many marks in the explanation as the check asks of silence and contradiction.
#[test]
fn the_check_and_the_explanation_tell_the_same_of_every_real_plan() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/corpus");
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("plan.toml")) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let reading = read_files(Source { name: "", text: &text }, &[]).unwrap();
        let name = &reading.plan.id;
        let told = open(&reading.plan);
        let asked: BTreeSet<String> = reading.check(None).into_iter().map(|fault| fault.path).collect();
        for silence in told.iter().filter(|silence| !asked.contains(&silence.path)) {
            wrong.push(format!("{name}: the check does not ask of {}", silence.path));
        }
        let marked = marked(&reading.plan, Lang::Zh);
        // The last mark gives the number.
        let marks = marked.len().saturating_sub(1);
        assert_eq!(unstated(&reading.plan), marks, "{name}");
        if marks != told.len() {
            let rules: Vec<_> = told.iter().map(|silence| silence.path.as_str()).collect();
            wrong.push(format!(
                "{name}: {marks} marks, {} open\n  {}\n  {}",
                told.len(),
                rules.join(" "),
                marked.join("")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
