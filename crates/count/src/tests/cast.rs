//! What a voter may cast: when, how often, through which account, and what a whole paper may say.

use super::made::*;
use crate::tables::Reason;

const SUM: &str = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]";
const PEOPLE: (&str, &str) = ("candidates", "id\na\nb\nc\n");

/// Which ballots of these tables fall, and why.
fn fallen(plan: &plan::Plan, tables: &[(&str, &str)]) -> Vec<(String, Reason)> {
    let read = read_tables(plan, tables).unwrap();
    read.invalid.into_iter().map(|fallen| (fallen.ballot, fallen.reason)).collect()
}

#[test]
fn a_vote_that_lasts_three_hours_is_over_after_three_hours() {
    let vote = vote(
        "channel = [{ id = \"key\", name = \"表决器\", identity = \"code\" }]\n\
         ballot = { approve = { least = 1, most = 1 } }\nlimit = [{ ballots = 1, per = \"stage\" }]",
    )
    .replace(
        "opens = \"2022-12-01\"\ncloses = \"2022-12-10\"",
        "opens = \"2020-09-26 19:00\"\nlasts = \"3h\"",
    );
    let plan = plan_of(&[BUILDERS, &vote, &result("final", SUM)]);
    let at = |n: usize, at: &str| format!("b{n},v{n},{at},a\n");
    let times =
        ["2020-09-26 18:59", "2020-09-26 19:00", "2020-09-26 21:59", "2020-09-26 22:00", "2020-09-27 09:00"];
    let ballots: String = times.iter().enumerate().map(|(n, time)| at(n, time)).collect();
    let ballots = format!("ballot,voter,at,choices\n{ballots}");
    let out = fallen(&plan, &[PEOPLE, ("ballots", &ballots)]);
    assert_eq!(out, ["b0", "b3", "b4"].map(|id| (id.to_owned(), Reason::Window)));
}
