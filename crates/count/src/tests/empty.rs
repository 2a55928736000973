//! Seats that stay empty, and numbers of seats that are bounds: what a plan lets be, and what it would have to say.

use super::made::*;

const VOTE: &str = "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 0, most = 9 } }\nlimit = \"not stated\"\n";
const SUM: &str = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }";
const BAR: &str = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\", bar = { figure = 5, reach = \"above\" } }] }";
const HALF: &str = "combine = { support = { stage = \"vote\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"above\" }] } }";

/// Ten voters, of whom so many name a, b, c …: who goes on, and what is open.
fn told(seats: &str, rules: &str, votes: &[u32]) -> String {
    let award = format!("\n[[award]]\nid = \"medal\"\nname = \"奖章\"\nseats = {seats}\n");
    let plan = plan_of(&[
        &BUILDERS.replace("{ at-most = 2 }", seats),
        &vote(VOTE),
        &result("final", &format!("ties = [\"all\"]\n{rules}")),
        &award,
    ]);
    let name = |at: usize| char::from(b'a' + at as u8).to_string();
    let candidates = (0..votes.len()).fold("id\n".to_owned(), |text, at| format!("{text}{}\n", name(at)));
    let ballots = (0..10).fold("voter,choices\n".to_owned(), |text, voter| {
        let named = (0..votes.len()).filter(|at| votes[*at] > voter).map(name);
        format!("{text}v{voter},{}\n", named.collect::<Vec<_>>().join(";"))
    });
    let report = counted(&plan, &[("candidates", &candidates), ("ballots", &ballots)]);
    let rows = &report.counted.rounds[0].categories[0].ranking;
    let of = |status: crate::Status| {
        let rows = rows.iter().filter(move |row| row.status == status);
        rows.map(|row| row.candidate.clone() + if row.award.is_some() { "*" } else { "" }).collect::<String>()
    };
    let undecided = match of(crate::Status::Undecided) {
        none if none.is_empty() => none,
        some => format!(" ?{some}"),
    };
    format!("{}{undecided} {}", of(crate::Status::Seated), open(&report).join(", ")).trim().to_owned()
}

#[test]
fn seats_that_are_not_filled_and_must_be_are_told() {
    for (rules, votes) in [(SUM, vec![9, 8, 7]), (BAR, vec![9, 8, 7, 5]), (HALF, vec![9, 8, 7, 5])] {
        let with =
            |more: &str| told("{ exactly = 5 }", &format!("{rules}\ntake = \"seats\"\n{more}"), &votes);
        assert_eq!(with(""), "abc result.final.vacancy", "{rules}");
        assert_eq!(with("vacancy = \"not stated\""), "abc result.final.vacancy", "{rules}");
        assert_eq!(with("vacancy = false"), "abc result.final.vacancy", "{rules}");
        assert_eq!(with("vacancy = true"), "abc", "{rules}");
        let award = |more: &str| {
            told(
                "{ exactly = 5 }",
                &format!("{rules}\ntake = \"awards\"\naward = [\"medal\"]\n{more}"),
                &votes,
            )
        };
        assert_eq!(award(""), "a*b*c* result.final.vacancy", "{rules}");
        assert_eq!(award("vacancy = true"), "a*b*c*", "{rules}");
    }
    // The first so many of fewer are all of them, and no seat.
    assert_eq!(told("{ exactly = 5 }", &format!("{SUM}\ntake = {{ count = 5 }}"), &[9, 8, 7]), "abc");
}

#[test]
fn fewer_than_a_bound_are_what_it_allows() {
    for rules in [BAR, HALF] {
        for more in ["", "vacancy = \"not stated\"", "vacancy = false", "vacancy = true"] {
            let rules = format!("{rules}\ntake = \"seats\"\n{more}");
            assert_eq!(told("{ at-most = 4 }", &rules, &[7, 7, 5, 5]), "ab", "{rules}");
        }
    }
}

#[test]
fn a_bar_sets_the_number_between_two_bounds_and_a_ranking_does_not() {
    let between = "{ between = { least = 2, most = 4 } }";
    for take in ["take = \"seats\"", "take = \"awards\"\naward = [\"medal\"]"] {
        let half = |votes: &[u32]| told(between, &format!("{HALF}\n{take}"), votes).replace('*', "");
        assert_eq!(half(&[7, 6, 5, 5]), "ab", "{take}");
        assert_eq!(half(&[9, 8, 7, 6, 5]), "abcd", "{take}");
        assert_eq!(half(&[9, 8, 7, 6, 6]), "abcde", "equals are seated past the seats: {take}");
        assert_eq!(half(&[9, 5, 5]), "a result.final.vacancy", "{take}");
        let missing = if take.contains("awards") { "award.medal.seats" } else { "category.builders.seats" };
        let sum = |votes: &[u32]| told(between, &format!("{SUM}\n{take}"), votes).replace('*', "");
        assert_eq!(sum(&[9, 8, 7]), format!("ab ?c {missing}"), "{take}");
        assert_eq!(sum(&[9, 8]), "ab", "two have to go on in any case: {take}");
    }
}

#[test]
fn more_or_fewer_than_the_last_list_has_places_for_are_not_decided_by_a_bar() {
    let half = |seats: &str, votes: &[u32]| told(seats, &format!("{HALF}\ntake = \"passing\""), votes);
    assert_eq!(half("{ at-most = 4 }", &[9, 9, 8, 8, 8]), "?abcde category.builders.seats");
    assert_eq!(half("{ between = { least = 2, most = 4 } }", &[9, 9, 8, 5]), "abc");
    assert_eq!(half("{ between = { least = 2, most = 4 } }", &[5, 5]), "result.final.vacancy");
    assert_eq!(half("\"not stated\"", &[9, 9, 8, 8, 8]), "abcde");
    let award = |votes: &[u32]| {
        told("{ at-most = 2 }", &format!("{HALF}\ntake = \"passing\"\naward = [\"medal\"]"), votes)
    };
    assert_eq!(award(&[9, 8]), "a*b*");
    assert_eq!(award(&[9, 8, 7]), "?abc award.medal.seats");
}

#[test]
fn about_so_many_are_as_many_as_the_body_that_decides_names() {
    let by_body = |picks: &str| {
        let rules = format!("{SUM}\ntake = \"seats\"");
        let plan = plan_of(&[
            &BUILDERS.replace("{ at-most = 2 }", "{ about = 2 }"),
            &vote(VOTE),
            &result("final", &rules).replace("decide = \"count\"", "decide = \"resolution\""),
        ]);
        let report = counted(
            &plan,
            &[
                ("tallies", "candidate,for\na,9\nb,8\nc,7\n"),
                ("decisions", &format!("candidate,kind,value\n{picks}")),
            ],
        );
        (lines(&report.counted.rounds[0].categories[0]).matches("seated").count(), open(&report))
    };
    assert_eq!(by_body("a,pick,1\nb,pick,2\nc,pick,3\n"), (3, vec![]));
    assert_eq!(by_body("a,pick,1\n"), (1, vec![]));
}
