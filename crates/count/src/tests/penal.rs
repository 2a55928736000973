//! Votes got by foul means, as somebody found and the plan punishes them.

use super::made::*;
use crate::tables::Reason;

fn plan_with(penalty: &str) -> plan::Plan {
    let vote = vote(&format!(
        "channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}, {{ id = \"paper\", name = \"报纸\", identity = \"paper\" }}]\nballot = {{ approve = {{ least = 1, most = 2 }} }}\nlimit = \"not stated\"\n{penalty}"
    ));
    let rule = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]";
    plan_of(&[BUILDERS, &vote, &result("final", rule)])
}

const BOTH: &str = "penalty = [{ voids = \"ballots\", text = \"刷票扣票\", by = \"监票组\", clause = \"六\" }, { voids = \"candidate\", text = \"组织刷票的取消资格\", clause = \"六之二\" }]";

const TALLIES: (&str, &str) = (
    "tallies",
    "category,channel,candidate,for\nbuilders,web,a,50\nbuilders,web,b,40\nbuilders,web,c,30\nbuilders,paper,a,5\nbuilders,paper,b,5\nbuilders,paper,c,5",
);

fn decisions(rows: &str) -> String {
    format!("category,candidate,kind,value,channel,ref\n{rows}")
}

#[test]
fn deducted_votes_and_the_disqualified_are_told_with_their_clause_and_who_found_it() {
    let rows = decisions("builders,a,deduct,30,web,笔录2号\nbuilders,b,disqualify,,,笔录3号");
    let plan = plan_with(BOTH);
    let report = counted(&plan, &[TALLIES, ("decisions", &rows)]);
    insta::assert_snapshot!(all(&report), @r"
    final/builders
    1 c 35 seated
    2 a 25 seated
    - b - withdrawn
    ");
    let text = report.text(&plan, text::Lang::Zh);
    for told in [
        "投票（网页）：扣除30票。（“刷票扣票”；六；由监票组认定；依据：笔录2号）",
        "取消资格，得票和评分不参与任何计算。（“组织刷票的取消资格”；六之二；依据：笔录3号）",
    ] {
        assert!(text.contains(told), "{told}\n{text}");
    }
    let line = text.lines().find(|line| line.trim_start().starts_with("-  b")).unwrap();
    assert!(line.ends_with("取消资格"), "{line}");
    assert!(report.text(&plan, text::Lang::En).contains("30 votes deducted. (“刷票扣票”; clause 六"));
}

#[test]
fn a_penalty_that_the_plan_does_not_have_is_no_decision_that_anybody_could_take() {
    let fault = |penalty: &str, tables: &[(&str, &str)], rows: &str| {
        let rows = decisions(rows);
        let tables: Vec<(&str, &str)> =
            tables.iter().copied().chain([("decisions", rows.as_str())]).collect();
        let faults = read_tables(&plan_with(penalty), &tables).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        (faults[0].column.clone(), format!("{:?}", faults[0].wrong))
    };
    let none = || ("kind".to_owned(), "NoPenalty".to_owned());
    assert_eq!(fault("", &[TALLIES], "builders,a,deduct,3,web,"), none());
    assert_eq!(fault("", &[TALLIES], "builders,a,disqualify,,,"), none());
    let alone = "penalty = [{ voids = \"candidate\" }]";
    assert_eq!(fault(alone, &[TALLIES], "builders,a,deduct,3,web,"), none());
    // Of which votes? And of how many?
    assert_eq!(
        fault(BOTH, &[TALLIES], "builders,a,deduct,3,,"),
        ("channel".to_owned(), "WhichVotes".to_owned())
    );
    assert_eq!(
        fault(BOTH, &[TALLIES], "builders,a,deduct,51,web,"),
        ("value".to_owned(), "TooMany(51, 50)".to_owned())
    );
    assert_eq!(fault(BOTH, &[TALLIES], "builders,a,deduct,,web,"), ("value".to_owned(), "Empty".to_owned()));
    assert_eq!(
        fault(BOTH, &[TALLIES], "builders,a,disqualify,1,,"),
        ("value".to_owned(), "NotHere".to_owned())
    );
    // Ballots that are there are marked one by one, so that each falls once.
    let ballots =
        ("ballots", "ballot,voter,category,channel,choices\n1,v,builders,web,a\n2,w,builders,web,a");
    assert_eq!(
        fault(BOTH, &[ballots], "builders,a,deduct,1,web,"),
        ("kind".to_owned(), "MarkBallots".to_owned())
    );
}

#[test]
fn a_foul_ballot_falls_under_the_clause_of_its_penalty_and_takes_the_candidate_with_it() {
    let ballots = (
        "ballots",
        "ballot,voter,category,channel,choices,status\n1,v,builders,web,a,void:2\n2,w,builders,web,a;b,\n3,x,builders,web,b;c,",
    );
    let plan = plan_with(BOTH);
    let report = counted(&plan, &[ballots]);
    let fallen: Vec<_> =
        report.invalid.iter().map(|it| (it.ballot.as_str(), it.reason, it.clause.as_str())).collect();
    assert_eq!(fallen, [("1", Reason::Void, "六之二")]);
    insta::assert_snapshot!(all(&report), @r"
    final/builders
    1 b 2 seated
    2 c 1 seated
    - a - withdrawn
    ");
    let text = report.text(&plan, text::Lang::Zh);
    assert!(text.contains("取消资格，得票和评分不参与任何计算。（“组织刷票的取消资格”；六之二）"), "{text}");
}

#[test]
fn a_penalty_may_take_the_votes_of_one_candidate_and_leave_the_rest_of_a_ballot() {
    let told = |voids: &str, rows: &str| {
        let plan = plan_with(&format!(
            "penalty = [{{ voids = \"{voids}\", text = \"取消所得票数\", clause = \"八\" }}]"
        ));
        let ballots = format!("ballot,voter,category,channel,choices,status,foul\n{rows}");
        let read = read_tables(&plan, &[("ballots", &ballots)]);
        read.map(|_| {
            let report = counted(&plan, &[("ballots", &ballots)]);
            (all(&report), report.text(&plan, text::Lang::En))
        })
    };
    let rows = "1,v,builders,web,a;b,void,a\n2,w,builders,web,a;b,,\n3,x,builders,web,b;c,,\n";
    let (votes, text) = told("votes", rows).unwrap();
    insta::assert_snapshot!(votes, @r"
    final/builders
    1 b 3 seated
    2 a 1 seated
    2 c 1 seated
    ");
    assert!(text.contains("1 votes deducted. (“取消所得票数”; clause 八"), "{text}");
    let (all_of_one, _) = told("candidate-votes", rows).unwrap();
    insta::assert_snapshot!(all_of_one, @r"
    final/builders
    1 b 3 seated
    2 c 1 seated
    3 a 0 not
    ");
    // Against whom the penalty is has to be said; where whole ballots fall, there is nothing to say.
    let fault = |voids: &str, rows: &str| {
        let faults = told(voids, rows).unwrap_err();
        (faults[0].column.clone(), format!("{:?}", faults[0].wrong))
    };
    let silent = "1,v,builders,web,a;b,void,\n";
    for voids in ["votes", "candidate-votes", "candidate"] {
        assert_eq!(fault(voids, silent), ("foul".to_owned(), "WhoseVotes".to_owned()), "{voids}");
    }
    assert_eq!(fault("ballots", rows), ("foul".to_owned(), "NotHere".to_owned()));
    let other = "1,v,builders,web,a;b,void,c\n2,w,builders,web,c,,\n";
    assert!(fault("votes", other).1.starts_with("UnknownId"));
}

#[test]
fn all_votes_of_a_candidate_are_taken_off_without_a_sum_by_hand() {
    let plan = plan_with("penalty = [{ voids = \"candidate-votes\", text = \"清零\" }]");
    let ballots =
        ("ballots", "ballot,voter,category,channel,choices\n1,v,builders,web,a;b\n2,w,builders,web,a\n");
    let paper = ("tallies", "category,channel,candidate,for\nbuilders,paper,a,5\nbuilders,paper,b,3");
    let rows = decisions("builders,a,deduct,,,会议纪要");
    let report = counted(&plan, &[ballots, paper, ("decisions", &rows)]);
    assert_eq!(all(&report), "final/builders\n1 b 4 seated\n2 a 0 seated\n");
    assert!(report.text(&plan, text::Lang::En).contains("7 votes deducted."));
}
