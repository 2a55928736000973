//! Reading plan files: every structural fault at once with its line, supplements, silence that stays silence.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use plan::{
    Decide, Fault, Plan, Seats, Size, Source, Stated, Supplement, Take, VoteMode, read, read_files,
    read_with_supplements,
};
use proptest::prelude::*;
use text::Lang;

const LINYI: &str = include_str!("../../../plans/linyi-2022.toml");
const SUPPLEMENT: &str = include_str!("../../../plans/linyi-2022-supplement-1.toml");
const SHIYIN: &str = include_str!("../../../plans/shiyin-2023.toml");
const SHAPE: &str = include_str!("plans/shape.toml");

/// A line for each fault, as the command prints it.
fn told(faults: &[Fault]) -> String {
    let line = |fault: &Fault| format!("{fault} {} {}: {}\n", fault.code, fault.path, fault.text(Lang::En));
    faults.iter().map(line).collect()
}

fn good(text: &str, supplements: &[&str]) -> Plan {
    read_with_supplements(text, supplements).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

fn bad(text: &str) -> Vec<Fault> {
    read(text).expect_err("this plan should not read")
}

/// Linyi with one line changed.
fn linyi_with(from: &str, to: &str) -> String {
    assert!(LINYI.contains(from), "{from}");
    LINYI.replacen(from, to, 1)
}

#[test]
fn every_fault_of_writing_is_told_at_once_with_its_line() {
    let faults = read_files(Source { name: "shape.toml", text: SHAPE }, &[]).unwrap_err();
    insta::assert_snapshot!(told(&faults));
}

#[test]
fn a_syntax_error_is_told_with_other_faults_but_not_with_its_own_consequences() {
    let text = linyi_with("id = \"xuanchuanbu\"", "id = \"xuanchuanbu");
    let text = text.replacen("kind = \"county\"", "kind = \"shire\"", 1);
    let faults = bad(&text);
    let lines: Vec<_> = faults.iter().map(|fault| (fault.code, fault.line)).collect();
    let line = |of: &str| text.lines().position(|line| line == of).map(|n| n as u32 + 1);
    let (broken, wrong) = (line("id = \"xuanchuanbu"), line("kind = \"shire\""));
    assert_eq!(lines, [("syntax", broken), ("unknown-choice", wrong)], "{}", told(&faults));
}

#[test]
fn what_linyi_does_not_say_stays_unsaid() {
    let plan = good(LINYI, &[]);
    assert_eq!(plan.approval, Stated::NotStated);
    assert!(plan.category.iter().all(|category| category.scope == Stated::NotStated));
    assert_eq!(plan.category[0].seats, Stated::Is(Seats::AtMost(10)));
    let vote = plan.stage("vote").and_then(|stage| stage.vote.as_ref()).unwrap();
    assert_eq!((&vote.mode, &vote.ballot), (&Stated::NotStated, &Stated::NotStated));
    assert_eq!(
        (&vote.limit, &vote.display, &vote.order),
        (&Stated::NotStated, &Stated::NotStated, &Stated::NotStated)
    );
    let notice = plan.stage("notice").and_then(|stage| stage.notice.as_ref()).unwrap();
    assert_eq!((&notice.days, &notice.first), (&Stated::Is(3), &Stated::NotStated));
    let naming = plan.stage("naming").and_then(|stage| stage.naming.as_ref()).unwrap();
    assert_eq!(naming.signatories, Stated::NotStated);
    assert_eq!(plan.result[0].combine, Stated::NotStated);
    // Through JSON, as a ledger entry carries it, nothing is filled in either.
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
}

#[test]
fn the_windows_of_linyi_are_those_of_the_plan() {
    let plan = good(LINYI, &[]);
    let zone = plan.zone();
    let window = |id: &str| {
        let stage = plan.stage(id).unwrap();
        let show = |at: Option<plan::Instant>| at.map_or("-".into(), |at| at.civil(&zone).to_string());
        format!("{id} {} {}", show(stage.opens_at(&zone)), show(stage.closes_at(&zone)))
    };
    let windows: Vec<_> = plan.stage.iter().map(|stage| window(&stage.id)).collect();
    assert_eq!(
        windows,
        [
            "recommend 2022-12-01T00:00:00 2022-12-11T00:00:00",
            "screen 2022-12-11T00:00:00 2022-12-21T00:00:00",
            "vote 2022-12-11T00:00:00 2022-12-21T00:00:00",
            "review 2022-12-21T00:00:00 2023-01-01T00:00:00",
            "notice - -",
            "naming - -",
            "publicity 2023-01-01T00:00:00 2024-01-01T00:00:00",
            "closing - -",
        ]
    );
}

#[test]
fn a_supplement_answers_what_the_plan_left_open_and_leaves_the_rest() {
    let plan = good(LINYI, &[SUPPLEMENT]);
    assert_eq!(plan.unit.len(), 15 + 6, "new ids are appended");
    assert_eq!(plan.unit[0].id, "lanshan");
    let vote = plan.stage("vote").unwrap();
    assert_eq!(vote.name, "网络评选", "what it does not touch stays");
    let rules = vote.vote.as_ref().unwrap();
    assert_eq!(rules.mode, Stated::Is(VoteMode::Advisory));
    assert_eq!(rules.channel.len(), 1, "a channel of the same id is the same channel");
    assert_eq!(rules.channel[0].name, "网页（凭投票码）");
    let panel = plan.stage("review").and_then(|stage| stage.review.as_ref()?.panel.get()).unwrap();
    assert_eq!(
        panel.iter().map(|seat| (seat.name.as_str(), seat.seats.clone())).collect::<Vec<_>>(),
        [("专家", Stated::Is(Size::Exactly(5))), ("媒体代表", Stated::Is(Size::Exactly(4))),]
    );
    assert!(plan.stage("screen").unwrap().after.is_empty(), "a list without ids is replaced");
    assert_eq!(plan.result[0].take, Stated::Is(Take::Seats));
    assert_eq!(plan.result[0].decide, Stated::Is(Decide::Resolution));
    assert_eq!(plan.supplement[0].id, "linyi-2022-supplement-1");
    assert_eq!(plan.approval, Stated::NotStated, "a rehearsal cannot give what only an authority can");
}

#[test]
fn amending_from_json_gives_the_plan_that_reading_both_files_gives() {
    let supplement = Supplement::read(SUPPLEMENT).unwrap();
    let entry = serde_json::to_string(&supplement).unwrap();
    let supplement: Supplement = serde_json::from_str(&entry).unwrap();
    let amended = good(LINYI, &[]).amended(&supplement).unwrap_or_else(|faults| panic!("{}", told(&faults)));
    assert_eq!(amended, good(LINYI, &[SUPPLEMENT]));
    let file = Source { name: "", text: SUPPLEMENT };
    assert_eq!(good(LINYI, &[]).amended_by(file).unwrap().plan, amended);
    assert_eq!(amended.hash(), good(LINYI, &[SUPPLEMENT]).hash());
    assert_ne!(amended.hash(), good(LINYI, &[]).hash());
}

#[test]
fn a_choice_is_replaced_whole_and_not_mixed_with_the_old_one() {
    let supplement = "format = 1\namends = \"shiyin-2023\"\nid = \"s\"\ntitle = \"补充\"\nissued = \"2023-03-01\"\n\
        [[category]]\nid = \"sound\"\nseats = { at-most = 8 }\n\
        [[stage]]\nid = \"vote-2\"\n[stage.vote]\ndisplay = \"hidden\"\n";
    let plan = good(SHIYIN, &[supplement]);
    assert_eq!(plan.category[0].seats, Stated::Is(Seats::AtMost(8)));
    let vote = plan.stage("vote-2").and_then(|stage| stage.vote.as_ref()).unwrap();
    assert_eq!(vote.display, Stated::Is(plan::Display::Hidden));
}

#[test]
fn a_supplement_is_refused_with_its_own_file_and_line() {
    let head =
        "format = 1\namends = \"linyi-2022\"\nid = \"s-1\"\ntitle = \"补充\"\nissued = \"2022-11-30\"\n";
    let refused = |rest: &str, head: &str| {
        let text = format!("{head}{rest}");
        let plan = Source { name: "plan.toml", text: LINYI };
        let more = Source { name: "more.toml", text: &text };
        let told = |faults: Vec<Fault>| -> Vec<_> {
            faults.iter().map(|fault| format!("{fault} {}", fault.code)).collect()
        };
        let faults = told(read_files(plan, &[more]).unwrap_err());
        assert_eq!(
            told(good(LINYI, &[]).amended_by(more).unwrap_err()),
            faults,
            "the plan in force says the same"
        );
        faults
    };
    assert_eq!(refused("rules = 2\n", head), ["more.toml:6 supplement-fixed"]);
    assert_eq!(refused("time_zone = \"UTC\"\n", head), ["more.toml:6 supplement-fixed"]);
    assert_eq!(
        refused("[[unit]]\nid = \"x\"\nname = \"x\"\nkind = \"town\"\n", head),
        ["more.toml:9 unknown-choice"]
    );
    assert_eq!(refused("[[stage]]\nid = \"vote\"\nspeed = 1\n", head), ["more.toml:8 unknown-key"]);
    let twice = "[[unit]]\nid = \"x\"\n[[unit]]\nid = \"x\"\n";
    assert_eq!(refused(twice, head), ["more.toml:9 duplicate-id"]);
    let other = head.replace("linyi-2022", "linyi-2023");
    assert_eq!(refused("", &other), ["more.toml:2 amends-another"]);
    assert_eq!(
        refused("", &head.replace("title = \"补充\"\n", "titel = \"补充\"\n")),
        ["more.toml:1 missing-key",]
    );
    let plan = good(LINYI, &[SUPPLEMENT]);
    let again = plan.amended(&Supplement::read(SUPPLEMENT).unwrap()).unwrap_err();
    assert_eq!(again[0].code, "supplement-twice");
}

#[test]
fn what_a_supplement_makes_of_a_plan_is_checked_with_its_lines() {
    // The vote closes before it opens, by line 8. What the plan itself leaves open is asked too, and has no line here.
    let text = "format = 1\namends = \"linyi-2022\"\nid = \"s-1\"\ntitle = \"补充\"\nissued = \"2022-11-30\"\n\
        [[stage]]\nid = \"vote\"\ncloses = \"2022-12-01\"\n";
    let faults = good(LINYI, &[]).amended_by(Source { name: "more.toml", text }).unwrap().check(None);
    let of_stage: Vec<_> = faults.iter().filter(|fault| fault.line.is_some()).collect();
    assert!(!of_stage.is_empty(), "{}", told(&faults));
    assert!(of_stage.iter().all(|fault| fault.file.as_deref() == Some("more.toml")), "{}", told(&faults));
    assert!(of_stage.iter().any(|fault| fault.line == Some(8)), "{}", told(&faults));
    assert!(faults.iter().any(|fault| fault.line.is_none() && fault.file.is_none()), "{}", told(&faults));
}

#[test]
fn what_a_reader_cannot_see_may_not_stand_in_a_rule() {
    for hidden in ["\\u0000", "\\n", "\\u202E", "\\u200B"] {
        let faults = bad(&linyi_with("name = \"兰山区\"", &format!("name = \"兰山{hidden}区\"")));
        assert_eq!((faults[0].code, faults.len()), ("control-character", 1), "{hidden}");
        assert_eq!(faults[0].path, "unit[0].name");
    }
}

#[test]
fn a_plan_that_no_leaf_can_hold_is_refused() {
    let faults = bad(&linyi_with("name = \"兰山区\"", &format!("name = \"{}\"", "区".repeat(20_000))));
    assert_eq!((faults[0].code, faults.len()), ("too-large", 1));
    let overlay = serde_json::json!({ "greeting": "长".repeat(20_000) });
    let supplement = Supplement { overlay, ..Supplement::read(SUPPLEMENT).unwrap() };
    assert_eq!(good(LINYI, &[]).amended(&supplement).unwrap_err()[0].code, "too-large");
}

#[test]
fn a_plan_for_another_version_of_the_rules_is_refused() {
    for rules in [0, 2] {
        let faults = bad(&linyi_with("rules = 1", &format!("rules = {rules}")));
        assert_eq!((faults[0].code, faults[0].line), ("rules-unknown", Some(4)));
    }
}

#[test]
fn faults_without_end_are_cut_off_and_it_is_said() {
    let text = LINYI.to_owned() + &"[[unit]]\n".repeat(200);
    let faults = bad(&text);
    assert!(faults.iter().any(|fault| fault.code == "too-many"));
    assert!(faults.len() <= 101);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to a plan file on its way, it is read or refused with faults; nothing panics, every fault has a
    /// sentence, and what was read can be checked and explained.
    #[test]
    fn no_mutilated_file_brings_the_reader_down(
        source in prop::sample::select(vec![LINYI, SUPPLEMENT, SHIYIN]),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, "[\\[\\]{}=\",.#a-z0-9- \n区]{0,4}"), 1..6),
    ) {
        let mut letters: Vec<char> = source.chars().collect();
        for (at, gone, new) in cuts {
            let at = at.index(letters.len());
            let end = (at + gone).min(letters.len());
            letters.splice(at..end, new.chars());
        }
        let text: String = letters.into_iter().collect();
        let outcomes = [
            read_files(Source { name: "a", text: &text }, &[]),
            read_files(Source { name: "a", text: LINYI }, &[Source { name: "b", text: &text }]),
        ];
        for outcome in outcomes {
            let faults = match outcome {
                Ok(reading) => {
                    prop_assert!(!plan::explain::explain(&reading.plan, Lang::Zh).contains('⟦'));
                    reading.check(None)
                }
                Err(faults) => {
                    prop_assert!(!faults.is_empty());
                    faults
                }
            };
            for fault in faults {
                let sentence = fault.text(Lang::Zh);
                prop_assert!(!sentence.contains("{$") && !sentence.contains('⟦'), "{sentence}");
            }
        }
    }

    /// Whole lines lost: keys go missing, tables merge with their neighbours.
    #[test]
    fn no_lost_line_brings_the_reader_down(lost in prop::collection::btree_set(0_usize..340, 1..40)) {
        let kept = LINYI.lines().enumerate().filter(|(n, _)| !lost.contains(n)).map(|(_, line)| line);
        let text = kept.collect::<Vec<_>>().join("\n");
        if let Ok(reading) = read_files(Source { name: "", text: &text }, &[]) {
            prop_assert!(!reading.check(None).is_empty(), "Linyi leaves much open");
        }
    }
}

#[test]
fn a_number_of_people_is_read_as_a_number_or_as_a_bound_and_written_as_it_was() {
    let read = |seats: &str| {
        let text = LINYI.replacen("seats = \"not stated\"", &format!("seats = {seats}"), 1);
        assert_ne!(text, LINYI);
        plan::read(&text).map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let seats = |plan: plan::Plan| {
        let review = plan.stage.iter().find_map(|stage| stage.review.clone()).unwrap();
        serde_json::to_value(&review.panel.get().unwrap()[0].seats).unwrap()
    };
    assert_eq!(seats(read("5").unwrap()), serde_json::json!(5));
    assert_eq!(seats(read("{ exactly = 5 }").unwrap()), serde_json::json!(5));
    assert_eq!(seats(read("{ at-least = 5 }").unwrap()), serde_json::json!({ "at-least": 5 }));
    let between = serde_json::json!({ "between": { "least": 3, "most": 5 } });
    assert_eq!(seats(read("{ between = { least = 3, most = 5 } }").unwrap()), between);
    for wrong in ["\"5\"", "-5", "{ atleast = 5 }", "{ between = { least = 3 } }", "true"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}
