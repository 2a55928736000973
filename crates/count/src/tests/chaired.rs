//! A chair: a vote that counts several times, from the nth ballot on, and a vote that decides among equals.

use proptest::prelude::*;

use super::made::*;
use crate::rank::Status;
use crate::report::Report;

const BODIES: &str = r#"
[[electorate]]
id = "jury"
name = "评审会"
kind = "jury"
size = 10
[[electorate]]
id = "chair"
name = "评审会主席"
kind = "jury"
size = 1
"#;

const ONE: &str =
    "[[category]]\nid = \"builders\"\nname = \"建设者\"\nseats = { exactly = 1 }\nscope = \"not stated\"\n";

/// As the Prix Goncourt does: half of the votes in the first ballots, then whoever has most.
const BAR: &str =
    "bar = [{ from = 3, share = 0, reach = \"above\" }, { share = \"1/2\", reach = \"above\" }], ballots = 3";

fn plan(bar: &str, ties: &str) -> plan::Plan {
    let review = review("electorate = \"jury\"\nballot = { approve = { least = 1, most = 1 } }\nrubric = []");
    let rule = result(
        "final",
        &format!(
            "combine = {{ support = {{ stage = \"panel\", of = \"valid\", {bar} }} }}\ntake = \"seats\"\nvacancy = true\n{ties}"
        ),
    )
    .replace("after = \"vote\"", "after = \"panel\"");
    plan_of(&[ONE, BODIES, &review, &rule])
}

const CANDIDATES: (&str, &str) = ("candidates", "id,category\na,builders\nb,builders\nc,builders\n");

/// Ballots of three rounds, the chair's first in each: whom they name.
fn ballots(rounds: &[&str]) -> String {
    let mut rows = "ballot,voter,channel,choices,electorate\n".to_owned();
    for (n, round) in (1..).zip(rounds) {
        for (judge, choice) in round.chars().enumerate() {
            let own = if judge == 0 { "chair" } else { "jury" };
            rows += &format!("n{n}-{judge},j{judge},{n},{choice},{own}\n");
        }
    }
    rows
}

fn seated(report: &Report) -> Vec<&str> {
    let rows = report.counted.rounds[0].categories[0].ranking.iter();
    rows.filter(|row| row.status == Status::Seated).map(|row| row.candidate.as_str()).collect()
}

const SPLIT: &str = "aaaaabbbbb";

#[test]
fn the_chairs_vote_counts_double_from_the_ballot_that_the_plan_names() {
    let double = format!("{BAR}, casting = {{ who = \"chair\", times = 2, from = 3 }}");
    let plan = plan(&double, "ties = \"not stated\"");
    let rows = ballots(&[SPLIT, SPLIT, SPLIT]);
    let report = counted(&plan, &[CANDIDATES, ("ballots", &rows)]);
    assert_eq!((seated(&report), open(&report)), (vec!["a"], vec![]));
    let told = report.text(&plan, text::Lang::Zh);
    assert!(told.contains("第3次投票：评审会主席的一票计2票"), "{told}");
    assert!(!told.contains("第2次投票：评审会主席"), "{told}");
    assert!(!report.text(&plan, text::Lang::En).contains('⟦'));
    // Two ballots have not decided it, and nobody can tell what the third will bring.
    let two = ballots(&[SPLIT, SPLIT]);
    let report = counted(&plan, &[CANDIDATES, ("ballots", &two)]);
    assert_eq!((seated(&report), open(&report)), (vec![], vec!["stage.panel.ballot.3".to_owned()]));
    // Double from the first ballot on, it is six of eleven at once.
    let always = self::plan(&double.replace(", from = 3 }", " }"), "ties = \"not stated\"");
    let one = ballots(&[SPLIT]);
    let report = counted(&always, &[CANDIDATES, ("ballots", &one)]);
    assert_eq!((seated(&report), open(&report)), (vec!["a"], vec![]));
    // Where nobody entered which ballot is the chair's, that is what is missing.
    let blank = rows.replace(",chair", ",").replace(",jury", ",");
    let report = counted(&plan, &[CANDIDATES, ("ballots", &blank)]);
    assert_eq!((seated(&report), open(&report)), (vec![], vec!["stage.panel.casting.3".to_owned()]));
}

#[test]
fn a_tie_at_the_last_ballot_is_decided_by_the_chair() {
    let plan = plan(BAR, "ties = [{ casting = \"chair\" }]");
    let rows = ballots(&[SPLIT, SPLIT, SPLIT]);
    let report = counted(&plan, &[CANDIDATES, ("ballots", &rows)]);
    assert_eq!((seated(&report), open(&report)), (vec!["a"], vec![]));
    assert!(report.text(&plan, text::Lang::Zh).contains("评审会主席的票"));
    // It is the chair's last ballot that tells: the chair has gone over to b.
    let over = ballots(&[SPLIT, SPLIT, "baaaaabbbb"]);
    let report = counted(&plan, &[CANDIDATES, ("ballots", &over)]);
    assert_eq!((seated(&report), open(&report)), (vec!["b"], vec![]));
    // A chair who voted for neither has still to decide, and so has one whose ballot nobody told apart.
    let neither = ballots(&[SPLIT, SPLIT, "caaaabbbb"]);
    let blank = rows.replace(",chair", ",jury");
    for rows in [&neither, &blank] {
        let report = counted(&plan, &[CANDIDATES, ("ballots", rows)]);
        assert_eq!((seated(&report), open(&report)), (vec![], vec!["tie a b".to_owned()]));
        let chosen = "category,candidate,kind,value\nbuilders,b,pick,1\nbuilders,a,pick,2\n";
        let report = counted(&plan, &[CANDIDATES, ("ballots", rows), ("decisions", chosen)]);
        assert_eq!((seated(&report), open(&report)), (vec!["b"], vec![]));
    }
}

#[test]
fn the_chair_is_one_of_the_panel_and_votes_once() {
    let plan = plan(BAR, "ties = [{ casting = \"chair\" }]");
    let eleven = ballots(&["aaaaabbbbbb"]);
    let faults = read_tables(&plan, &[CANDIDATES, ("ballots", &eleven)]).unwrap_err();
    assert_eq!(faults.len(), 1, "ten members cannot cast eleven ballots");
    assert!(faults[0].sentence(text::Lang::Zh).contains("11"), "{faults:#?}");
    // Nobody else than a body of this panel may be named on its ballots.
    let other = ballots(&[SPLIT]).replace(",chair", ",jury,");
    assert!(read_tables(&plan, &[CANDIDATES, ("ballots", &other)]).is_err());
}

proptest! {
    /// A vote that counts so many times is that many voters of one mind.
    #[test]
    fn a_vote_that_counts_several_times_is_as_many_voters(
        times in 2_usize..5,
        votes in prop::collection::vec(prop::sample::select(vec!['a', 'b', 'c']), 1..7),
    ) {
        let bar = "bar = [{ share = \"1/3\", reach = \"above\" }]";
        let casting = format!("{bar}, casting = {{ who = \"chair\", times = {times} }}");
        let several = plan(&casting, "ties = [\"all\"]");
        let alone: String = votes.iter().collect();
        // The others of one mind stand where the chair does not.
        let many: String = votes.iter().chain(std::iter::repeat_n(&votes[0], times - 1)).collect();
        let one = counted(&several, &[CANDIDATES, ("ballots", &ballots(&[&alone]))]);
        let all = counted(&plan(bar, "ties = [\"all\"]"), &[CANDIDATES, ("ballots", &ballots_of(&many))]);
        prop_assert_eq!(super::made::all(&one), super::made::all(&all));
    }
}

/// The same ballots, all of the panel.
fn ballots_of(round: &str) -> String {
    ballots(&[round]).replace(",chair", ",jury")
}
