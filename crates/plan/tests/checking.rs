//! Checking plans: what a jurist would point out, and the rules in plain words.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::civil::date;
use plan::check::check;
use plan::explain::{explain, sections};
use plan::{Fault, Plan, Severity, Source, read, read_files, read_with_supplements};
use text::Lang;

const LINYI: &str = include_str!("../../../plans/linyi-2022.toml");
const SUPPLEMENT: &str = include_str!("../../../plans/linyi-2022-supplement-1.toml");
const SHIYIN: &str = include_str!("../../../plans/shiyin-2023.toml");
const MEANING: &str = include_str!("plans/meaning.toml");

fn told(faults: &[Fault], lang: Lang) -> String {
    let line = |fault: &Fault| {
        let word = text::t(lang, fault.severity.key());
        format!("{fault} {word} [{}] {} {}（{}）\n", fault.code, fault.path, fault.text(lang), fault.clause)
    };
    faults.iter().map(line).collect()
}

fn good(text: &str, supplements: &[&str]) -> Plan {
    read_with_supplements(text, supplements).unwrap_or_else(|faults| panic!("{}", told(&faults, Lang::En)))
}

fn codes(plan: &Plan, severity: Severity) -> Vec<&'static str> {
    check(plan, None).into_iter().filter(|fault| fault.severity == severity).map(|fault| fault.code).collect()
}

/// The codes that a change of one line of the second plan, which has no fault, brings about.
fn shiyin_with(from: &str, to: &str) -> Vec<&'static str> {
    assert!(SHIYIN.contains(from), "{from}");
    let plan = good(&SHIYIN.replacen(from, to, 1), &[]);
    let before = check(&good(SHIYIN, &[]), None);
    check(&plan, None).into_iter().filter(|fault| !before.contains(fault)).map(|fault| fault.code).collect()
}

#[test]
fn every_fault_of_meaning_is_told_at_once_with_its_line() {
    let reading = read_files(Source { name: "meaning.toml", text: MEANING }, &[]).unwrap();
    insta::assert_snapshot!(told(&reading.check(None), Lang::Zh));
}

#[test]
fn linyi_can_be_run_and_leaves_much_open() {
    let reading = read_files(Source { name: "linyi", text: LINYI }, &[]).unwrap();
    let faults = reading.check(None);
    assert!(faults.iter().all(|fault| fault.severity != Severity::Error), "{}", told(&faults, Lang::En));
    insta::assert_snapshot!(told(&faults, Lang::En));
}

#[test]
fn the_rehearsal_answers_every_question_and_the_second_plan_asks_none() {
    let linyi = good(LINYI, &[SUPPLEMENT]);
    assert_eq!(codes(&linyi, Severity::Error), [""; 0]);
    assert_eq!(codes(&linyi, Severity::Question), [""; 0]);
    assert_eq!(told(&check(&good(SHIYIN, &[]), None), Lang::En), "");
}

#[test]
fn a_notice_too_late_for_the_publicity_year_names_the_last_day_that_is_early_enough() {
    let faults = check(&good(LINYI, &[]), None);
    let late = faults.iter().find(|fault| fault.code == "notice-ends-late").unwrap();
    // The plan's table: published 12-27, three working days from the next day end on 12-30.
    assert!(late.text(Lang::En).contains("publish it by Tue 27 Dec 2022"), "{}", late.text(Lang::En));
    assert!(late.text(Lang::En).contains("ends on Thu 5 Jan 2023"), "{}", late.text(Lang::En));
}

#[test]
fn before_the_holidays_are_announced_a_date_at_the_turn_of_the_year_is_provisional() {
    let plan = good(LINYI, &[]);
    let provisional = |today| {
        let faults = check(&plan, Some(today));
        faults
            .iter()
            .filter(|fault| fault.code == "year-provisional")
            .map(|f| f.text(Lang::En))
            .collect::<Vec<_>>()
    };
    assert_eq!(provisional(date(2022, 12, 7)).len(), 1);
    assert!(provisional(date(2022, 12, 7))[0].contains("2023"));
    assert!(provisional(date(2022, 12, 8)).is_empty());
}

#[test]
fn a_plan_whose_time_has_passed_says_so_with_line_and_clause() {
    let reading = read_files(Source { name: "shiyin.toml", text: SHIYIN }, &[]).unwrap();
    let over = |today| {
        let faults = reading.check(Some(today)).into_iter();
        faults.filter(|fault| fault.code == "all-over").collect::<Vec<_>>()
    };
    // The closing, its last stage, opens on 28 April 2023.
    assert_eq!(over(date(2023, 4, 28)), []);
    let faults = over(date(2023, 4, 29));
    assert_eq!((faults.len(), faults[0].severity, faults[0].clause.as_str()), (1, Severity::Warning, "8"));
    let line = SHIYIN.lines().position(|line| line == "opens = \"2023-04-28 17:00\"").unwrap() + 1;
    assert!(faults[0].to_string().contains(&line.to_string()), "{}", faults[0]);
    assert!(faults[0].text(Lang::Zh).contains("全部阶段的时间都已过去"));
    assert!(faults[0].text(Lang::En).contains("28 Apr 2023"));
}

#[test]
fn a_weight_needs_a_decision_and_an_identity() {
    assert_eq!(
        shiyin_with("weight_basis = \"组委会2023年2月17日会议纪要第2项（虚构）\"", "weight_basis = \" \""),
        ["weight-without-decision",]
    );
    assert_eq!(shiyin_with("identity = \"code\"", "identity = \"anonymous\""), ["anonymous-weight"]);
    assert_eq!(shiyin_with("identity = \"code\"", "identity = \"account\""), ["weak-identity"]);
    assert_eq!(shiyin_with("mode = \"weighted\"", "mode = \"advisory\""), ["weight-against-mode"]);
    assert_eq!(shiyin_with("weight = 100", "weight = \"99.99\""), ["weights-not-100"]);
    assert_eq!(shiyin_with("weight = 100", "weight = \"200/2\""), [""; 0], "weights are exact");
}

#[test]
fn paper_needs_a_clause_that_allows_it_and_places() {
    let clause = "paper = { clause = \"5.2\", place";
    assert_eq!(shiyin_with(clause, "paper = { place"), ["paper-without-clause"]);
    assert_eq!(shiyin_with(clause, "paper = { clause = \" \", place"), ["paper-without-clause"]);
    let without = shiyin_with("identity = \"paper\", paper =", "identity = \"code\", paper =");
    assert_eq!(without, ["paper-elsewhere"]);
    assert_eq!(
        shiyin_with(clause, "paper = { clause = \"5.2\", until = \"2023-03-22 08:00\", place"),
        ["paper-before-vote"]
    );
    assert_eq!(
        shiyin_with(clause, "paper = { clause = \"5.2\", until = \"2023-04-01 12:00\", place"),
        [""; 0]
    );
    assert_eq!(
        shiyin_with(
            "id = \"xiting\", name = \"西汀文化站（虚构）\"",
            "id = \"dongting\", name = \"西汀文化站（虚构）\""
        ),
        ["duplicate-id"]
    );
    assert_eq!(shiyin_with("display = { daily = 9 }", "display = { daily = 24 }"), ["display-hour"]);
    assert_eq!(shiyin_with("display = { daily = 9 }", "display = { daily = 0 }"), [""; 0]);
}

#[test]
fn silence_where_a_count_would_need_a_rule_is_a_question() {
    assert_eq!(shiyin_with("ties = [\"all\"]", "ties = \"not stated\""), ["no-tie-rule"]);
    assert_eq!(shiyin_with("ties = [\"all\"]", "ties = []"), ["no-tie-rule"]);
    assert_eq!(shiyin_with("normalise = \"share\"", "normalise = \"not stated\""), ["no-normalisation"]);
    assert_eq!(
        shiyin_with("signatories = [\"wenhuaguan\"]", "signatories = \"not stated\""),
        ["no-signatories"]
    );
    assert_eq!(shiyin_with("successor = \"wenhuaguan\"", "successor = \"not stated\""), ["no-successor"]);
    assert_eq!(shiyin_with("days = 5", "days = { contradictory = [\"五日\", \"七日\"] }"), ["contradictory"]);
}

#[test]
fn windows_that_cannot_be_are_errors_and_those_that_overlap_are_pointed_out() {
    assert_eq!(
        shiyin_with("closes = \"2023-03-31 20:00\"", "closes = \"2023-03-22 08:00\""),
        ["window-empty"]
    );
    assert_eq!(
        shiyin_with("closes = \"2023-03-13 17:00\"", "closes = \"2023-03-14 17:00\""),
        ["screen-after-vote"]
    );
    assert_eq!(
        shiyin_with("closes = \"2023-03-20 20:00\"", "closes = \"2023-03-22 20:00\""),
        ["after-overlap", "after-overlap"]
    );
    assert_eq!(
        shiyin_with("closes = \"2023-03-10 18:00\"", "closes = \"2023-03-11 18:00\""),
        ["closes-on-day-off"]
    );
    assert_eq!(
        shiyin_with("opens = \"2023-04-03 09:00\"", "opens = \"2023-03-26 09:00\""),
        ["notice-ends-after-opening", "after-overlap",]
    );
    assert_eq!(shiyin_with("days = 5", "days = 0"), ["notice-days"]);
    // A vote moved into the days of the review.
    let within = LINYI.replacen(
        "opens = \"2022-12-11\"\ncloses = \"2022-12-20\"\nafter = [\"screen\"]",
        "opens = \"2022-12-31\"\ncloses = \"2022-12-31\"",
        1,
    );
    assert!(codes(&good(&within, &[]), Severity::Warning).contains(&"vote-within-review"));
}

#[test]
fn the_whole_of_linyi_in_plain_chinese() {
    insta::assert_snapshot!(explain(&good(LINYI, &[SUPPLEMENT]), Lang::Zh));
}

#[test]
fn what_linyi_says_and_leaves_open_in_plain_english() {
    insta::assert_snapshot!(explain(&good(LINYI, &[]), Lang::En));
}

#[test]
fn the_second_plan_in_plain_words_has_no_open_point_and_nothing_of_linyi() {
    let plan = good(SHIYIN, &[]);
    for lang in Lang::ALL {
        assert!(sections(&plan, lang).iter().flat_map(|section| &section.items).all(|item| item.stated));
        let text = explain(&plan, lang);
        assert!(!text.contains("临沂") && !text.contains('⟦') && !text.contains("{$"), "{text}");
    }
    let text = explain(&plan, Lang::En);
    assert!(text.contains("bear one pseudonym; another stage"), "the widest limit of round one is the stage");
    assert!(text.contains("bear one pseudonym; another day"), "that of round two is the day");
}

/// The rooms that tell faults.
fn sources() -> Vec<String> {
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![src.join("read.rs"), src.join("check.rs"), src.join("conduct.rs")];
    files.extend(std::fs::read_dir(src.join("check")).unwrap().map(|entry| entry.unwrap().path()));
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn every_code_that_a_fault_can_bear_has_its_sentence() {
    let sources = sources();
    let messages = include_str!("../../text/locales/zh-CN/plan.ftl");
    // The other way round: a sentence that no code can say is dead.
    for line in messages.lines().filter_map(|line| line.strip_prefix("fault-")) {
        let (code, _) = line.split_once(" = ").unwrap();
        let quoted = format!("\"{code}\"");
        let said = sources.iter().any(|source| source.contains(&quoted));
        assert!(said || code == "amends-absent", "{code}");
    }
    // A code stands behind a severity: what is told in these rooms has its sentence.
    for source in &sources {
        for told in ["error(", "warn(", "ask(", "tell("] {
            for (_, rest) in source.match_indices(told).map(|(at, _)| source.split_at(at + told.len())) {
                let Some(code) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
                else {
                    continue;
                };
                assert!(messages.contains(&format!("\nfault-{code} = ")), "{code}");
            }
        }
    }
    assert!(read("").unwrap_err().iter().all(|fault| !fault.text(Lang::Zh).contains('⟦')));
}

/// Every value of a plan in turn is made to contradict itself; where the format lets it, the check must name the rule.
#[test]
fn every_rule_that_can_be_left_open_has_a_name() {
    let mut open = 0;
    for plan in [good(LINYI, &[SUPPLEMENT]), good(SHIYIN, &[])] {
        let json = serde_json::to_value(&plan).unwrap();
        let mut pointers = Vec::new();
        values(&json, String::new(), &mut pointers);
        for pointer in pointers {
            let mut json = json.clone();
            *json.pointer_mut(&pointer).unwrap() = serde_json::json!({ "contradictory": ["甲", "乙"] });
            let Ok(plan) = serde_json::from_value::<Plan>(json) else { continue };
            open += 1;
            let faults = check(&plan, None);
            let told =
                faults.iter().find(|fault| fault.code == "contradictory").map(|fault| fault.text(Lang::Zh));
            assert!(told.as_ref().is_some_and(|text| !text.contains('⟦')), "{pointer}: {told:?}");
            assert!(!explain(&plan, Lang::En).contains('⟦'), "{pointer}");
        }
    }
    assert!(open > 60, "only {open} places were tried");
}

fn values(json: &serde_json::Value, pointer: String, found: &mut Vec<String>) {
    match json {
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(key, value)| values(value, format!("{pointer}/{key}"), found));
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, value)| values(value, format!("{pointer}/{n}"), found));
        }
        _ => {}
    }
    found.push(pointer);
}
