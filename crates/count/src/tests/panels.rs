//! Panels that vote: who stands back, and what a ballot then may say.

use text::Lang;

use super::made::*;
use crate::tables::examples;

const JURY: &str = "[[electorate]]\nid = \"jury\"\nname = \"评委会\"\nkind = \"jury\"\n";
const PEOPLE: (&str, &str) = ("candidates", "id\na\nb\nc\n");

fn panel(follows: &str) -> String {
    format!(
        "\n[[stage]]\nid = \"panel\"\nkind = \"review\"\nname = \"评审\"\n[stage.review]\npanel = \"not stated\"\n\
         electorate = \"jury\"\nrubric = []\nballot = {{ approve = {{ least = 1, most = 2 }} }}\n\
         recusal = {{ grounds = [\"kin\", \"other\"], follows = [{follows}] }}\n"
    )
}

fn more_than_half_of_those_present() -> String {
    result(
        "final",
        "combine = { support = { stage = \"panel\", of = \"present\", bar = [{ share = \"1/2\", reach = \"above\" }] } }\n\
         take = \"seats\"\nvacancy = true",
    )
    .replace("after = \"vote\"", "after = \"panel\"")
}

fn faults(plan: &plan::Plan, tables: &[(&str, &str)]) -> Vec<String> {
    let read = read_tables(plan, tables);
    read.err().into_iter().flatten().map(|fault| fault.sentence(Lang::En)).collect()
}

#[test]
fn a_judge_who_stands_back_from_somebody_cannot_be_for_them() {
    let plan = plan_of(&[BUILDERS, JURY, &panel(""), &more_than_half_of_those_present()]);
    let there = ("electorates", "id,size,present\njury,4,4\n");
    let back = ("sheets", "judge,candidate,criterion,score,state\nj1,a,,,recused\n");
    let named = ("ballots", "voter,choices\nj1,a;b\nj2,a\nj3,b\nj4,c\n");
    assert_eq!(
        faults(&plan, &[PEOPLE, there, back, named]),
        [
            "ballots.csv, line 2, column “choices”: This judge stands back from a in sheets.csv, and this ballot is for or against them. Take the name off the ballot, or the row out of sheets.csv."
        ]
    );

    // Two of the three who are left are more than half of them; without the recusal they would be half of four.
    let fair = ("ballots", "voter,choices\nj1,b\nj2,a\nj3,a\nj4,c\n");
    let report = counted(&plan, &[PEOPLE, there, back, fair]);
    assert_eq!(open(&report), Vec::<String>::new());
    assert_eq!(lines(&report.counted.rounds[0].categories[0]), "- a - seated\n- b - not\n- c - not\n");
}

#[test]
fn without_names_on_ballots_nobody_has_more_votes_than_judges_who_may_vote() {
    let plan = plan_of(&[BUILDERS, JURY, &panel(""), &more_than_half_of_those_present()]);
    let there = ("electorates", "id,size,present\njury,12,8\n");
    let back = (
        "sheets",
        "judge,candidate,criterion,score,state\nj9,a,,,recused\nj10,a,,,recused\nj11,a,,,recused\nj12,a,,,recused\n",
    );
    let ballots: String = (1..=8).map(|_| "a;b\n").collect();
    assert_eq!(
        faults(&plan, &[PEOPLE, there, back, ("ballots", &format!("choices\n{ballots}"))]),
        [
            "electorates.csv, line 2, column “present”: 8 votes, and only 4 can have voted. Check the votes, who was present, and who stood back."
        ]
    );
}

#[test]
fn a_plan_may_count_whoever_stands_back_among_those_present() {
    let there = ("electorates", "id,size,present\njury,4,4\n");
    let back = ("sheets", "judge,candidate,criterion,score,state\nj1,a,,,recused\n");
    let ballots = ("ballots", "voter,choices\nj1,b\nj2,a\nj3,a\nj4,c\n");
    let told = |follows: &str| {
        let plan = plan_of(&[BUILDERS, JURY, &panel(follows), &more_than_half_of_those_present()]);
        let report = counted(&plan, &[PEOPLE, there, back, ballots]);
        (lines(&report.counted.rounds[0].categories[0]), open(&report))
    };
    let (stays, _) = told("{ from = \"nominee\", present = true }");
    assert_eq!(stays, "- a - not\n- b - not\n- c - not\n", "two of four are not more than half");
    let (_, asks) = told("{ grounds = [\"kin\"], from = \"nominee\", present = true }");
    assert_eq!(
        asks,
        ["stage.panel.review.recusal.follows.present"],
        "the table does not say on which ground"
    );
}

#[test]
fn the_example_of_a_panel_that_votes_shows_where_recusal_is_written() {
    let plan = plan_of(&[BUILDERS, JURY, &panel(""), &more_than_half_of_those_present()]);
    let tables = examples(&plan);
    let sheets = tables.iter().find(|table| table.name == "sheets").unwrap();
    assert_eq!(
        sheets.text,
        "judge,category,candidate,criterion,score,state,round\nj3,builders,a01,,,recused,panel\n"
    );
}

#[test]
fn without_a_table_of_candidates_whoever_is_on_a_ballot_stands_beside_whom_a_sheet_names() {
    let plan = plan_of(&[BUILDERS, JURY, &panel(""), &more_than_half_of_those_present()]);
    let there = ("electorates", "id,size,present\njury,4,4\n");
    let back = ("sheets", "judge,candidate,criterion,score,state\nj1,a,,,recused\n");
    let ballots = ("ballots", "voter,choices\nj1,b\nj2,a\nj3,a\nj4,c\n");
    let report = counted(&plan, &[there, back, ballots]);
    assert_eq!(lines(&report.counted.rounds[0].categories[0]), "- a - seated\n- b - not\n- c - not\n");
}

#[test]
fn votes_of_several_ballots_are_not_added_up() {
    let rule = more_than_half_of_those_present()
        .replace("of = \"present\"", "of = \"members\"")
        .replace("}] }", "}], ballots = 2 }");
    let jury = JURY.replace("kind = \"jury\"\n", "kind = \"jury\"\nsize = 61\n");
    let plan = plan_of(&[BUILDERS, &jury, &panel(""), &rule]);
    let votes = ("tallies", "candidate,channel,for\na,1,40\nb,1,30\nc,1,20\nb,2,33\nc,2,28\n");
    let report = counted(&plan, &[PEOPLE, votes]);
    assert_eq!(lines(&report.counted.rounds[0].categories[0]), "- a - seated\n- b - seated\n- c - not\n");
    let text = report.text(&plan, Lang::En);
    assert!(text.contains("33") && !text.contains("63") && !text.contains("48 votes"), "{text}");
}

#[test]
fn where_equals_for_the_last_place_are_voted_on_alone_nobody_else_can_be_named() {
    let rule = more_than_half_of_those_present()
        .replace("of = \"present\"", "of = \"valid\"")
        .replace("}] }", "}], ballots = 4, further = { but = 1, equals = \"anew\" } }");
    let plan = plan_of(&[BUILDERS, JURY, &panel(""), &rule]);
    let first = "j1,1,a\nj2,1,a\nj3,1,b\nj4,1,c\n";
    let second = "j1,2,b\nj2,2,b\nj3,2,c\nj4,2,a\n";
    let ballots = format!("voter,channel,choices\n{first}{second}");
    let report = counted(&plan, &[PEOPLE, ("ballots", &ballots)]);
    assert_eq!(open(&report), ["stage.panel.ballot.3"]);
    assert_eq!(
        lines(&report.counted.rounds[0].categories[0]),
        "- a - undecided\n- b - undecided\n- c - not\n"
    );
    assert_eq!(
        report.invalid.len(),
        1,
        "the vote for a in the ballot on b and c alone is told: {:?}",
        report.invalid
    );
}
