//! Outcomes that looked decided and were not, or were another's: each from a plan that somebody wrote who saw the format
//! for the first time.

use super::made::*;
use crate::rank::Status;
use crate::steps::Step;

fn stage(id: &str, rules: &str) -> String {
    format!(
        "\n[[stage]]\nid = \"{id}\"\nkind = \"vote\"\nname = \"{id}\"\n[stage.vote]\nmode = \"weighted\"\n\
         display = \"hidden\"\nlimit = \"not stated\"\nchannel = []\n{rules}\n"
    )
}

fn round(id: &str, after: &str, yields: &str, rules: &str) -> String {
    format!(
        "\n[[result]]\nid = \"{id}\"\nname = \"{id}\"\nafter = \"{after}\"\nyields = \"{yields}\"\ndecide = \"count\"\n{rules}\n"
    )
}

const ONE_SEAT: &str = r#"
[[category]]
id = "builders"
name = "建设者"
prefix = "A"
seats = { at-most = 1 }
scope = "not stated"
"#;

/// Rows of ballots: `2 a>b` is two ballots that say `a>b`.
fn rows(round: &str, ballots: &str) -> String {
    let mut rows = String::new();
    for (n, line) in ballots.split(',').map(str::trim).enumerate() {
        let (times, says) = line.split_once(' ').unwrap();
        for copy in 0..times.parse::<u32>().unwrap() {
            rows += &format!("{round},{round}-{n}-{copy},{says}\n");
        }
    }
    rows
}

fn nominated_then_final(against: &str) -> plan::Plan {
    plan_of(&[
        ONE_SEAT,
        &stage("nomination", "ballot = { approve = { least = 1, most = 5 } }\nbeside = [\"write-in\"]"),
        &stage("final", "ballot = { rank = { least = 1 } }\nbeside = [\"no-award\"]"),
        &round(
            "ballot",
            "nomination",
            "candidates",
            "combine = { sum = [{ stage = \"nomination\", normalise = \"none\", weight = 1 }] }\ntake = { count = 2 }\nties = [\"all\"]",
        ),
        &round(
            "winner",
            "final",
            "named",
            &format!(
                "combine = {{ runoff = {{ stage = \"final\", ties = [\"together\"], against_no_award = {against} }} }}\ntake = \"seats\"\nvacancy = true"
            ),
        ),
    ])
}

#[test]
fn no_award_stands_in_the_rounds_of_its_own_stage_and_in_no_others() {
    let plan = nominated_then_final("true");
    let candidates = ("candidates", "id,category\na,builders\nb,builders\n");
    // c is written in, and goes on before b.
    let nominations = rows("nomination", "3 a;c, 2 b");
    let count = |last: &str| {
        let ballots = format!("round,ballot,choices\n{nominations}{}", rows("final", last));
        counted(&plan, &[candidates, ("ballots", &ballots)])
    };
    // Nobody is preferred to "no award", which most put first.
    let none = count("3 no-award, 2 a>c");
    assert_eq!(
        all(&none),
        "ballot/builders\n1 a 3 seated\n1 c 3 seated\n3 b 2 not\nwinner/builders\n- a - not\n- no-award - not\n- c - not\n"
    );
    // "No award" falls out first, c wins, and is held against it over all ballots.
    let held = count("3 c, 2 a>no-award, 1 no-award");
    let category = &held.counted.rounds[1].categories[0];
    let Some(Step::Runoff { places }) =
        category.steps.iter().find(|step| matches!(step, Step::Runoff { .. }))
    else {
        panic!("no run-off")
    };
    let held = places[0].against.as_ref().unwrap();
    assert_eq!((held.candidate.as_str(), held.ahead, held.behind), ("c", 3, 3), "as many: named");
    assert_eq!(category.ranking[0].candidate, "c");
}

#[test]
fn no_award_on_another_stages_ballot_is_an_unknown_choice() {
    let plan = nominated_then_final("true");
    let ballots = format!("round,ballot,choices\n{}", rows("nomination", "1 a;no-award"));
    let faults = read_tables(&plan, &[("candidates", "id,category\na,builders\n"), ("ballots", &ballots)]);
    let told = faults.unwrap_err()[0].sentence(text::Lang::En);
    assert!(told.contains("no-award"), "{told}");
    // A name that was written in may be ranked later on; one that never was may not.
    let ballots =
        |last: &str| format!("round,ballot,choices\n{}{}", rows("nomination", "1 a;c"), rows("final", last));
    let tables = |last: &str| {
        read_tables(&plan, &[("candidates", "id,category\na,builders\n"), ("ballots", &ballots(last))])
    };
    assert!(tables("1 c>a").is_ok());
    assert!(tables("1 d>a").is_err());
}

#[test]
fn equality_with_no_award_is_enough_or_not_as_the_plan_says() {
    let ballots = format!(
        "round,ballot,choices\n{}{}",
        rows("nomination", "1 a;b"),
        rows("final", "3 a>no-award, 1 b>no-award, 2 no-award")
    );
    let winner = |against: &str| {
        let report = counted(
            &nominated_then_final(against),
            &[("candidates", "id,category\na,builders\nb,builders\n"), ("ballots", &ballots)],
        );
        let category = &report.counted.rounds[1].categories[0];
        let seated = category.ranking.iter().filter(|row| row.status == Status::Seated);
        seated.map(|row| row.candidate.clone()).collect::<Vec<_>>()
    };
    assert_eq!((winner("true"), winner("\"at-least\"")), (vec!["a".to_owned()], vec!["a".to_owned()]));
    assert!(winner("\"above\"").is_empty());
    assert_eq!(winner("false"), ["a"]);
}

/// Who wins a run-off, with the ballots as `rows` reads them.
fn runoff(ties: &str, ballots: &str) -> Vec<String> {
    let plan = plan_of(&[
        ONE_SEAT,
        &stage("final", "ballot = { rank = { least = 1 } }"),
        &round(
            "winner",
            "final",
            "named",
            &format!("combine = {{ runoff = {{ stage = \"final\", {ties} }} }}\ntake = \"seats\""),
        ),
    ]);
    let table = format!("round,ballot,choices\n{}", rows("final", ballots));
    let report = counted(
        &plan,
        &[
            ("candidates", "id,category\na,builders\nb,builders\nc,builders\nd,builders\n"),
            ("ballots", &table),
        ],
    );
    let category = &report.counted.rounds[0].categories[0];
    let mut told: Vec<String> = category
        .ranking
        .iter()
        .filter(|row| row.status == Status::Seated)
        .map(|row| row.candidate.clone())
        .collect();
    told.extend(open(&report));
    told
}

#[test]
fn first_choices_alone_tell_equals_apart_and_the_last_two_have_a_chain_of_their_own() {
    // b and c have two first places each, c a second place more. By countback b falls out and a wins; by first places
    // alone both fall out together.
    let ballots = "3 a, 2 b>a, 2 c>a, 1 d>c";
    assert_eq!(runoff("ties = [\"countback\"]", ballots), ["a"]);
    assert_eq!(runoff("ties = [\"firsts\"]", "3 a, 2 b, 2 c>b"), ["result.winner.combine.runoff.ties"]);
    // d's ballot goes to b: a and b have 4 each, a with more first places.
    let last_two = "4 a, 3 b, 1 d>b";
    assert_eq!(runoff("ties = [\"firsts\", \"together\"]", last_two), ["a"]);
    assert_eq!(runoff("ties = [\"firsts\", \"together\"], last = [\"together\"]", last_two), ["a", "b"]);
    // Three are equal in every way: together they would all fall out, and that is the very end.
    let three = "1 a, 1 b, 1 c";
    assert_eq!(
        runoff("ties = [\"together\"], last = [\"named\"]", three),
        ["result.winner.combine.runoff.last"]
    );
    assert_eq!(runoff("ties = [\"together\"], last = [\"together\"]", three), ["a", "b", "c"]);
}

fn panel_votes(further: &str) -> plan::Plan {
    let review = "\n[[stage]]\nid = \"panel\"\nkind = \"review\"\nname = \"评审\"\n[stage.review]\npanel = \"not stated\"\nrubric = \"not stated\"\nrecusal = \"not stated\"\nballot = { approve = { least = 0, most = 2 } }\n";
    plan_of(&[
        BUILDERS,
        review,
        &round(
            "final",
            "panel",
            "finalists",
            &format!(
                "combine = {{ support = {{ stage = \"panel\", of = \"valid\", bar = [{{ share = \"1/2\", reach = \"above\" }}], ballots = 2{further} }} }}\ntake = \"seats\"\nties = [\"all\"]\nvacancy = true"
            ),
        ),
    ])
}

#[test]
fn a_further_ballot_is_among_so_many_as_the_plan_says() {
    let first = ("candidates", "id,category\na,builders\nb,builders\nc,builders\nd,builders\ne,builders\n");
    // One seat of two is left; twice as many stand again: b and c. e had nothing, and all vote for e.
    let count = |further: &str, before: &str, second: &str| {
        let rows = format!("channel,candidate,for,against,abstain\n1,a,9,,\n{before}1,e,0,,\n{second}");
        let totals = format!("{rows}1,,10,10,0\n{}", if second.is_empty() { "" } else { "2,,10,10,0\n" });
        counted(&panel_votes(further), &[first, ("tallies", &totals)])
    };
    let before = "1,b,4,,\n1,c,3,,\n1,d,2,,\n";
    let again = "2,b,5,,\n2,c,4,,\n2,e,9,,\n";
    let status = |report: &crate::report::Report| -> String {
        let category = &report.counted.rounds[0].categories[0];
        let mut rows: Vec<_> =
            category.ranking.iter().map(|row| format!("{}={:?}", row.candidate, row.status)).collect();
        rows.sort();
        rows.join(" ").to_lowercase()
    };
    assert_eq!(
        status(&count("", before, again)),
        "a=seated b=not c=not d=not e=seated",
        "everybody stands again"
    );
    let twice = ", further = { times = 2, equals = \"in\" }";
    let limited = count(twice, before, again);
    assert_eq!(status(&limited), "a=seated b=not c=not d=not e=not");
    let told = limited.text(&panel_votes(twice), text::Lang::Zh);
    assert!(told.contains("不参加这次投票的：d和e。") || told.contains("不参加这次投票的：d、e。"), "{told}");
    // Before it is held, only those who stand are open.
    assert_eq!(status(&count(twice, before, "")), "a=seated b=undecided c=undecided d=not e=not");
    // c and d are equal across the border.
    let equal = "1,b,4,,\n1,c,3,,\n1,d,3,,\n";
    assert_eq!(status(&count(twice, equal, "2,d,6,,\n")), "a=seated b=not c=not d=seated e=not");
    let out = ", further = { times = 2, equals = \"out\" }";
    assert_eq!(status(&count(out, equal, "2,d,6,,\n")), "a=seated b=not c=not d=not e=not");
    let silent = count(", further = { times = 2 }", equal, "2,d,6,,\n");
    assert_eq!(open(&silent), ["result.final.combine.support.further.equals"]);
    assert_eq!(status(&silent), "a=seated b=undecided c=undecided d=undecided e=undecided");
}

#[test]
fn a_channel_whose_ballots_count_several_times() {
    let stage = "\n[[stage]]\nid = \"vote\"\nkind = \"vote\"\nname = \"投票\"\n[stage.vote]\nmode = \"weighted\"\ndisplay = \"hidden\"\nlimit = \"not stated\"\nballot = { approve = { least = 1, most = 2 } }\nchannel = [{ id = \"web\", name = \"网站\", identity = \"code\" }, { id = \"paper\", name = \"报纸\", identity = \"phone\", worth = 3 }]\n";
    let with = |part: &str| {
        let plan = plan_of(&[
            BUILDERS,
            stage,
            &round(
                "final",
                "vote",
                "finalists",
                &format!(
                    "combine = {{ sum = [{{ stage = \"vote\", weight = 1, normalise = \"none\"{part} }}] }}\ntake = \"seats\"\nties = [\"all\"]"
                ),
            ),
        ]);
        let report = counted(
            &plan,
            &[(
                "tallies",
                "channel,candidate,for,against,abstain\nweb,a,1490,,\nweb,b,1000,,\nweb,c,10,,\npaper,a,2,,\npaper,b,200,,\npaper,c,0,,\nweb,,2000,2000,0\npaper,,250,250,0\n",
            )],
        );
        (lines(&report.counted.rounds[0].categories[0]), report.text(&plan, text::Lang::Zh))
    };
    let (votes, told) = with("");
    assert_eq!(votes, "1 b 1600 seated\n2 a 1496 seated\n3 c 10 not\n");
    assert!(told.contains("报纸：200票 × 3，计600票。"), "{told}");
    // A share of valid ballots is one of ballots as they count: 1600 of 2000 + 3 × 250.
    assert_eq!(
        with(", figure = { rate = \"valid\" }").0,
        "1 b 640/11 seated\n2 a 54.4 seated\n3 c 4/11 not\n"
    );
    assert_eq!(with(", channel = [\"paper\"]").0, "1 b 600 seated\n2 a 6 seated\n3 c 0 not\n");
}
