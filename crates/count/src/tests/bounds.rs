//! How many go on where that is no plain number, and where a voter's day ends.

use super::made::*;
use crate::tables::Reason;

fn scored(seats: &str, rules: &str) -> crate::report::Report {
    let category = format!(
        "[[category]]\nid = \"builders\"\nname = \"建设者\"\nseats = {seats}\nscope = \"not stated\"\n[[attribute]]\nid = \"group\"\nname = \"组\"\n"
    );
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"");
    let plan = plan_of(&[&category, &vote, &result("final", rules)]);
    counted(
        &plan,
        &[
            (
                "candidates",
                "id,category,group\na,builders,one\nb,builders,two\nc,builders,one\nd,builders,two\ne,builders,two",
            ),
            (
                "tallies",
                "category,candidate,for\nbuilders,a,50\nbuilders,b,40\nbuilders,c,30\nbuilders,d,20\nbuilders,e,10",
            ),
        ],
    )
}

const SUM: &str =
    "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\nties = [\"all\"]";

#[test]
fn the_last_two_of_each_group_fall_out_however_many_it_has() {
    let report = scored("\"not stated\"", &format!("{SUM}\napart_by = \"group\"\ntake = {{ but = 2 }}"));
    insta::assert_snapshot!(all(&report), @r"
    final/builders/one
    1 a 50 not
    2 c 30 not
    final/builders/two
    1 b 40 seated
    2 d 20 not
    3 e 10 not
    ");
    assert_eq!(open(&report), [""; 0]);
    // Whoever stands back is none of those who fall out.
    let report = scored("\"not stated\"", &format!("{SUM}\ntake = {{ but = 2 }}"));
    assert_eq!(all(&report).matches("seated").count(), 3);
}

#[test]
fn seats_without_a_bound_are_filled_by_a_bar_or_by_a_body_and_never_by_everybody() {
    // A bar says who is worthy.
    let bar = SUM.replace("weight = 1", "bar = { figure = 30, reach = \"at-least\" }, weight = 1");
    let report = scored("\"unlimited\"", &format!("{bar}\ntake = \"seats\""));
    assert_eq!(all(&report).matches("seated").count(), 3);
    assert_eq!(open(&report), [""; 0]);
    // Figures alone do not.
    let report = scored("\"unlimited\"", &format!("{SUM}\ntake = \"seats\""));
    assert_eq!(
        (all(&report).matches("seated").count(), open(&report)),
        (0, vec!["result.final.take".to_owned()])
    );
    // A body does, and that is all that is open.
    let rules = format!("{SUM}\ntake = \"seats\"").replace("decide = \"count\"", "");
    let report = scored_by_body(&rules);
    assert_eq!(open(&report), ["resolution"]);
}

fn scored_by_body(rules: &str) -> crate::report::Report {
    let category =
        "[[category]]\nid = \"builders\"\nname = \"建设者\"\nseats = \"unlimited\"\nscope = \"not stated\"\n";
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"");
    let rule = result("final", rules).replace("decide = \"count\"", "decide = \"resolution\"");
    counted(
        &plan_of(&[category, &vote, &rule]),
        &[("tallies", "category,candidate,for\nbuilders,a,50\nbuilders,b,40")],
    )
}

/// One voter votes at nine in the evening, and at ten the next morning.
fn twice_in_a_night(per: &str) -> (usize, Vec<String>) {
    let vote = vote(&format!(
        "channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}]\nballot = {{ approve = {{ least = 1, most = 1 }} }}\nlimit = [{{ ballots = 1, per = {per} }}]"
    ));
    let rule = result("final", &format!("{SUM}\ntake = \"seats\""));
    let plan = plan_of(&[BUILDERS, &vote, &rule]);
    let ballots = "ballot,voter,category,channel,at,choices\n\
                   1,v1,builders,web,2022-12-02T21:00:00+08:00,a\n\
                   2,v1,builders,web,2022-12-03T10:00:00+08:00,a\n\
                   3,v2,builders,web,2022-12-03T19:00:00+08:00,b\n\
                   4,v2,builders,web,2022-12-04T20:00:00+08:00,b";
    let read = read_tables(&plan, &[("ballots", ballots)]).unwrap();
    assert!(read.invalid.iter().all(|fallen| fallen.reason == Reason::Limit));
    let missing = read.data.missing.iter().map(|missing| missing.path.clone()).collect();
    (read.invalid.len(), missing)
}

#[test]
fn where_a_voting_day_ends_decides_whether_a_ballot_is_the_second_of_its_day() {
    assert_eq!(twice_in_a_night("\"day\""), (0, vec![]));
    assert_eq!(twice_in_a_night("{ day-from = \"20:00\" }"), (1, vec![]));
    assert_eq!(twice_in_a_night("{ day-from = \"09:00\" }"), (0, vec![]));
    // The plan leaves it open, and only for the one ballot does it matter.
    let open = vec!["stage.vote.vote.limit.per.day-from".to_owned()];
    assert_eq!(twice_in_a_night("{ day-from = \"not stated\" }"), (1, open));
}

#[test]
fn days_within_which_a_vote_falls_are_the_widest_window_that_it_can_have() {
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 1 } }\nlimit = \"not stated\"")
        .replace("opens = \"2022-12-01\"", "opens_within = { from = \"2022-12-01\", to = \"2022-12-10\" }")
        .replace("closes = \"2022-12-10\"", "closes_within = { from = \"2022-12-11\", to = \"2022-12-20\" }");
    let plan = plan_of(&[BUILDERS, &vote, &result("final", &format!("{SUM}\ntake = \"seats\""))]);
    let ballots = "ballot,category,at,choices\n\
                   1,builders,2022-11-30T23:59:00+08:00,a\n\
                   2,builders,2022-12-01T00:00:00+08:00,a\n\
                   3,builders,2022-12-20T23:59:00+08:00,a\n\
                   4,builders,2022-12-21T00:00:00+08:00,a";
    let read = read_tables(&plan, &[("ballots", ballots)]).unwrap();
    let fallen: Vec<_> = read.invalid.iter().map(|fallen| (fallen.ballot.as_str(), fallen.reason)).collect();
    assert_eq!(fallen, [("1", Reason::Window), ("4", Reason::Window)]);
}
