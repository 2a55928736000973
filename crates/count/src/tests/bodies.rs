//! Bodies as the plan has them: panels that vote again among those still in, of the size that the plan says, and stages
//! that take part of the categories only.

use super::made::*;
use crate::report::Report;
use crate::tables::Reason;

const SUPPORT: &str = "combine = { support = { stage = \"panel\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"above\" }], ballots = 2 } }\ntake = \"seats\"\nties = [\"all\"]\nvacancy = true";

fn panel(electorate: &str, faults: &str) -> plan::Plan {
    let review = review(&format!(
        "electorate = \"jury\"\nrubric = []\nballot = {{ approve = {{ least = 0, most = 2 }} }}\n{faults}"
    ));
    let body = format!("[[electorate]]\nid = \"jury\"\nname = \"评委会\"\nkind = \"jury\"\n{electorate}\n");
    let rule = result("final", SUPPORT).replace("after = \"vote\"", "after = \"panel\"");
    plan_of(&[BUILDERS, &body, &review, &rule])
}

/// In the first ballot a alone passes; in the second, one judge names a again.
const TWICE: &str = "ballot,voter,channel,choices\n\
    1a,j1,1,a;b\n1b,j2,1,a;b\n1c,j3,1,a;c\n1d,j4,1,a;c\n1e,j5,1,a\n\
    2a,j1,2,a;b\n2b,j2,2,b\n2c,j3,2,b\n2d,j4,2,c\n2e,j5,2,\n";

fn again(faults: &str) -> (Vec<(String, Reason)>, Report) {
    let plan = panel("", faults);
    let tables = [("candidates", "id\na\nb\nc\n"), ("ballots", TWICE)];
    let read = read_tables(&plan, &tables).unwrap();
    let fallen = read.invalid.iter().map(|fallen| (fallen.ballot.clone(), fallen.reason)).collect();
    (fallen, counted(&plan, &tables))
}

#[test]
fn in_a_further_ballot_whoever_is_out_is_no_candidate_any_more() {
    let told = vec![("2a".to_owned(), Reason::Out)];
    // The ballot falls as a whole: b has two of four.
    let (fallen, report) = again("faults = { unknown = \"category\" }");
    assert_eq!(fallen, told);
    assert_eq!(all(&report), "final/builders\n- a - seated\n- b - not\n- c - not\n");
    assert_eq!(open(&report), [""; 0]);
    // The vote alone is struck, and told: b has three of five.
    let (fallen, report) = again("faults = { unknown = \"excess\" }");
    assert_eq!(fallen, told);
    assert_eq!(all(&report), "final/builders\n- a - seated\n- b - seated\n- c - not\n");
    assert_eq!(open(&report), [""; 0]);
    let text = report.text(&panel("", ""), text::Lang::Zh);
    assert!(text.contains("选了前一次投票后已不在候选之列的人"), "{text}");
    // Where the plan says neither, that is what is missing, and the ballot is told all the same.
    let (fallen, report) = again("");
    assert_eq!(fallen, told);
    assert_eq!(open(&report), ["stage.panel.review.faults.unknown"]);
}

#[test]
fn a_first_ballot_and_a_second_that_names_only_who_is_left_lose_nothing() {
    let plan = panel("", "");
    let rows = TWICE.replace("2,a;b", "2,b");
    let tables = [("candidates", "id\na\nb\nc\n"), ("ballots", rows.as_str())];
    assert_eq!(read_tables(&plan, &tables).unwrap().invalid, []);
    let report = counted(&plan, &tables);
    assert_eq!((all(&report).matches("seated").count(), open(&report)), (2, vec![]));
    // A second ballot that nobody waits for, because the first filled the seats, is among all.
    let filled = rows.replace("1c,j3,1,a;c", "1c,j3,1,a;b").replace("2b,j2,2,b", "2b,j2,2,a");
    let tables = [("candidates", "id\na\nb\nc\n"), ("ballots", filled.as_str())];
    assert_eq!(read_tables(&plan, &tables).unwrap().invalid, []);
}

#[test]
fn a_panel_of_another_size_than_the_plan_says_is_told_and_its_count_stands() {
    let sized = |electorate: &str, row: &str| {
        let plan = panel(electorate, "");
        let report = counted(
            &plan,
            &[
                ("candidates", "id\na\nb\n"),
                ("ballots", "ballot,voter,channel,choices\n1a,j1,1,a;b\n1b,j2,1,a;b\n"),
                ("electorates", &format!("id,region,size\n{row}\n")),
            ],
        );
        assert_eq!(all(&report).matches("seated").count(), 2);
        (open(&report), report.text(&plan, text::Lang::Zh))
    };
    let range = "size = { between = { least = 15, most = 21 } }";
    let size = vec!["electorate.jury.size".to_owned()];
    for (members, told) in [(14, &size), (15, &vec![]), (21, &vec![]), (22, &size)] {
        assert_eq!(&sized(range, &format!("jury,,{members}")).0, told, "{members}");
    }
    let (_, text) = sized(range, "jury,,14");
    assert!(text.contains("评委会实有14人，方案规定是15–21人"), "{text}");
    // About so many are as many as there are; one region is not the whole.
    assert_eq!(sized("size = { about = 15 }", "jury,,40").0, [""; 0]);
    assert_eq!(sized(range, "jury,east,5").0, [""; 0]);
    // An odd number, 单数.
    let odd = format!("{range}\nodd = true");
    assert_eq!(sized(&odd, "jury,,17").0, [""; 0]);
    assert_eq!(sized(&odd, "jury,,16").0, ["electorate.jury.odd"]);
}

#[test]
fn a_stage_takes_the_categories_that_it_is_for() {
    let categories = format!(
        "{BUILDERS}{}",
        BUILDERS.replace("builders", "guards").replace("prefix = \"A\"", "prefix = \"B\"")
    );
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"");
    let review = review("rubric = []\nballot = { approve = { least = 0, most = 2 } }");
    let support = result("builders", SUPPORT).replace("take =", "category = [\"builders\"]\ntake =");
    let sum = result(
        "guards",
        "category = [\"guards\"]\ncombine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]",
    );
    let plan = |vote_for: &str, panel_for: &str| {
        let only = |stage: &str, of: &str| match of {
            "" => stage.to_owned(),
            of => stage.replacen("\nkind", &format!("\ncategory = [\"{of}\"]\nkind"), 1),
        };
        plan_of(&[&categories, &only(&vote, vote_for), &only(&review, panel_for), &support, &sum])
    };
    let tables = [(
        "tallies",
        "category,candidate,for,against,abstain\nbuilders,a,9,,\nbuilders,,10,10,0\nguards,b,7,,\n",
    )];
    // Without it, nobody can say whether a row is the vote's or the panel's.
    assert_eq!(read_tables(&plan("", ""), &tables).err().map(|faults| faults.len()), Some(3));
    let report = counted(&plan("guards", "builders"), &tables);
    assert_eq!(all(&report), "builders/builders\n- a - seated\nguards/guards\n1 b 7 seated\n");
    assert_eq!(open(&report), [""; 0]);
    let turned =
        read_tables(&plan("guards", "guards"), &[("tallies", "category,candidate,for\nbuilders,a,9\n")]);
    let told: Vec<String> = turned.unwrap_err().iter().map(|fault| fault.sentence(text::Lang::Zh)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    // Examples of tables ask for nothing of a category that a stage does not take.
    let ours = plan("guards", "builders");
    for table in crate::tables::examples(&ours) {
        assert!(!table.text.contains("guards,1,"), "{}", table.text);
    }
}
