//! Marks that have a lowest as well as a highest: 在60至100分之间打分.

use super::made::*;

const SHEETS: &str = "judge,candidate,criterion,score\nj1,a,merit,60\nj1,b,merit,100\nj2,a,merit,";

fn plan(line: &str) -> plan::Plan {
    let review = review(&format!(
        "rubric = [{{ id = \"merit\", name = \"业绩\", {line} }}]\naggregate = \"mean\"\ntrim = 0\nsheets_least = 1"
    ));
    let rule = result(
        "final",
        "combine = { weighted = [{ stage = \"panel\", weight = 100, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]",
    )
    .replace("after = \"vote\"", "after = \"panel\"");
    plan_of(&[BUILDERS, &review, &rule])
}

fn told(line: &str, last: &str) -> Vec<String> {
    let sheets = format!("{SHEETS}{last}\nj2,b,merit,80");
    let faults = read_tables(&plan(line), &[("sheets", &sheets)]).err().unwrap_or_default();
    faults.iter().map(|fault| fault.sentence(text::Lang::Zh)).collect()
}

#[test]
fn a_mark_below_the_lowest_is_told_with_its_line_and_the_lowest_itself_is_a_mark() {
    let line = "least = 60, most = 100";
    assert_eq!(told(line, "60"), [""; 0]);
    assert_eq!(told("most = 100", "59"), [""; 0]);
    let told = told(line, "59");
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("sheets.csv") && told[0].contains('4') && told[0].contains("60至100分"),
        "{told:?}"
    );
    // A lowest mark changes no figure: a mark counts as given.
    let sheets = format!("{SHEETS}70\nj2,b,merit,80");
    let report = counted(&plan(line), &[("sheets", &sheets)]);
    insta::assert_snapshot!(all(&report), @r"
    final/builders
    1 b 90 seated
    2 a 65 seated
    ");
}

#[test]
fn the_lowest_is_held_in_the_units_of_its_line() {
    let line = "least = 6, most = 10, places = 1";
    let of = |score: &str| {
        let sheets = format!("judge,candidate,criterion,score\nj1,a,merit,{score}");
        read_tables(&plan(line), &[("sheets", &sheets)]).is_ok()
    };
    assert!(of("6") && of("6.0") && of("9.9") && of("10"));
    assert!(!of("5.9") && !of("0") && !of("10.1"));
}

#[test]
fn an_example_sheet_keeps_to_its_rubric() {
    let plan = plan("least = 60, most = 100");
    let examples = crate::tables::examples(&plan);
    assert!(crate::tables::read(&plan, &examples).is_ok());
}
