//! What an office enters: no row is lost, nobody votes twice, and nothing counts as decided that rests on too few.

use proptest::prelude::*;

use super::made::*;
use crate::tables::{Reason, sentences};

const PANEL: &str = r#"
[[electorate]]
id = "jury"
name = "评委会"
kind = "jury"
size = 15
"#;

fn panel(rules: &str) -> String {
    review(&format!("electorate = \"jury\"\n{rules}"))
}

fn by_panel(combine: &str) -> String {
    format!(
        "\n[[result]]\nid = \"final\"\nname = \"final\"\nafter = \"panel\"\nyields = \"finalists\"\ndecide = \"count\"\ncombine = {combine}\ntake = \"seats\"\nties = [\"all\"]\nvacancy = true\n"
    )
}

const HALF: &str = "{ support = { stage = \"panel\", of = \"present\", bar = [{ share = \"1/2\", reach = \"above\" }], ballots = 2 } }";
const VOTES: &str = "rubric = \"not stated\"\nballot = { approve = { least = 0, most = 2 } }";
const CANDIDATES: (&str, &str) = ("candidates", "id,category\na,builders\nb,builders\nc,builders\n");

fn faults(plan: &plan::Plan, tables: &[(&str, &str)]) -> Vec<String> {
    match read_tables(plan, tables) {
        Ok(_) => Vec::new(),
        Err(faults) => sentences(&faults, text::Lang::En),
    }
}

#[test]
fn more_choices_than_a_voter_has_are_a_fault_of_the_ballot() {
    let rules = |most: u32, faults: &str| {
        let vote = vote(&format!(
            "channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}]\nballot = {{ approve = {{ least = 1, most = {most} }} }}\nlimit = [{{ choices = 2, per = \"stage\" }}]\n{faults}"
        ));
        let sum = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]";
        let plan = plan_of(&[BUILDERS, &vote, &result("final", sum)]);
        let report = counted(
            &plan,
            &[CANDIDATES, ("ballots", "ballot,voter,choices\np1,v,b;c;a\np2,w,a\np3,w,b;c\n")],
        );
        let fallen: Vec<_> =
            report.invalid.iter().map(|it| format!("{} {:?}", it.ballot, it.reason)).collect();
        (fallen.join(", "), open(&report).join(", "), lines(&report.counted.rounds[0].categories[0]))
    };
    for most in [2, 5] {
        let (fallen, open, votes) = rules(most, "");
        assert_eq!(fallen, "p1 TooMany, p3 Limit", "most {most}");
        assert_eq!(open, "stage.vote.vote.faults.too-many", "most {most}");
        assert!(!votes.contains("seated"), "nobody is in while a ballot may count: {votes}");
        let (fallen, open, _) = rules(most, "faults = { too-many = \"category\" }");
        assert_eq!((fallen.as_str(), open.as_str()), ("p1 TooMany, p3 Limit", ""), "most {most}");
        let (fallen, open, votes) = rules(most, "faults = { too-many = \"excess\" }");
        assert_eq!((fallen.as_str(), open.as_str()), ("p3 Limit", ""), "most {most}");
        assert_eq!(votes, "1 a 1 seated\n1 b 1 seated\n1 c 1 seated\n", "most {most}");
    }
}

#[test]
fn ballots_of_which_the_plan_does_not_say_how_they_are_written_are_told() {
    let plan = plan_of(&[
        BUILDERS,
        &vote(
            "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = \"not stated\"\nlimit = \"not stated\"",
        ),
        &result(
            "final",
            "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]",
        ),
    ]);
    let report = counted(&plan, &[CANDIDATES, ("ballots", "choices\na\nb\n")]);
    assert_eq!(report.invalid.iter().filter(|it| it.reason == Reason::Unwritten).count(), 2);
    assert!(!report.decided());
}

#[test]
fn a_judge_votes_once_at_a_time_and_no_more_vote_than_are_there() {
    let plan = plan_of(&[BUILDERS, PANEL, &panel(VOTES), &by_panel(HALF)]);
    let there = ("electorates", "id,size,present\njury,15,3\n");
    let voted = |rows: &str| {
        faults(
            &plan,
            &[CANDIDATES, there, ("ballots", &format!("ballot,voter,channel,choices,replaces\n{rows}"))],
        )
    };
    assert_eq!(
        voted("p1,j1,1,a,\np2,j2,1,a,\np3,j1,2,b,\n"),
        Vec::<String>::new(),
        "a further ballot is another one"
    );
    assert_eq!(
        voted("p1,j1,1,a,\np2,j1,1,b,\n"),
        [
            "ballots.csv, line 3, column “voter”: This judge has voted already in line 2. Each has one ballot at a time; a change is told under replaces."
        ]
    );
    let four = "p1,j1,1,a,\np2,j2,1,a,\np3,j3,1,b,\np4,j4,1,b,\n";
    assert_eq!(
        voted(four),
        [
            "electorates.csv, line 2, column “present”: 4 votes, and only 3 can have voted. Check the votes, who was present, and who stood back."
        ]
    );
    assert_eq!(voted("p1,j1,3,a,\n").len(), 1, "the plan has two ballots");
    let tallies = faults(&plan, &[CANDIDATES, there, ("tallies", "candidate,channel,for\na,1,4\nb,1,2\n")]);
    assert_eq!(tallies.len(), 1, "{tallies:?}");
    // The plan's own number holds where the table has none.
    assert_eq!(faults(&plan, &[CANDIDATES, ("tallies", "candidate,channel,for\na,1,16\n")]).len(), 1);
}

#[test]
fn who_was_there_may_differ_by_category() {
    let gardeners = BUILDERS.replace("builders", "gardeners").replace("\"A\"", "\"B\"");
    let plan =
        plan_of(&[BUILDERS, &gardeners, PANEL, &panel(VOTES), &by_panel(&HALF.replace(", ballots = 2", ""))]);
    let report = counted(
        &plan,
        &[
            ("candidates", "id,category\na,builders\nb,gardeners\n"),
            ("electorates", "id,category,size,present\njury,,15,12\njury,gardeners,15,10\n"),
            ("tallies", "candidate,category,for\na,builders,6\nb,gardeners,6\n"),
        ],
    );
    // Six of twelve are no more than half; two judges stood back from the gardeners, and six of ten are.
    assert_eq!(all(&report), "final/builders\n- a - not\nfinal/gardeners\n- b - seated\n");
}

#[test]
fn a_panel_without_its_quorum_decides_nothing() {
    let scores = "rubric = [{ id = \"merit\", name = \"业绩\", most = 10 }]\naggregate = \"mean\"\ntrim = 0\nsheets_least = 1\nquorum = \"2/3\"\n";
    let sum = "{ sum = [{ stage = \"panel\", weight = 1, normalise = \"none\" }] }";
    let sheets: String =
        (0..10).map(|n| format!("j{n},a,merit,9\nj{n},b,merit,8\nj{n},c,merit,7\n")).collect();
    let sheets = format!("judge,candidate,criterion,score\n{sheets}");
    let with = |reach: &str, there: &str| {
        let plan = plan_of(&[BUILDERS, PANEL, &panel(&format!("{scores}{reach}")), &by_panel(sum)]);
        let table = format!("id,size,present\n{there}");
        let report = counted(&plan, &[CANDIDATES, ("electorates", &table), ("sheets", &sheets)]);
        (open(&report).join(", "), report.text(&plan, text::Lang::Zh))
    };
    let above = "quorum_reach = \"above\"";
    let (open, told) = with(above, "jury,15,10\n");
    assert_eq!(open, "stage.panel.review.quorum", "ten of fifteen are no more than two thirds");
    assert!(told.contains("到会10人，应到15人，没有达到法定人数"), "{told}");
    assert!(!told.contains("入选名单") && !told.contains("  入选"), "nobody is in: {told}");
    assert_eq!(with("quorum_reach = \"at-least\"", "jury,15,10\n").0, "");
    assert_eq!(with("", "jury,15,10\n").0, "stage.panel.review.quorum_reach");
    assert_eq!(with(above, "jury,15,11\n").0, "");
    assert_eq!(with(above, "jury,15,\n").0, "stage.panel.present", "ten scored; who else was there?");
    // Ten scored, and ten of fourteen suffice; that the plan has fifteen is another matter.
    assert_eq!(with(above, "jury,14,\n").0, "electorate.jury.size");
}

#[test]
fn nothing_at_all_is_not_decided() {
    let plan = plan_of(&[BUILDERS, PANEL, &panel(VOTES), &by_panel(HALF)]);
    let empty = counted(&plan, &[]);
    assert_eq!(open(&empty), ["candidates.builders"]);
    assert!(empty.text(&plan, text::Lang::Zh).contains("没有候选人或者选票：建设者。"));
    let unheld = counted(&plan, &[CANDIDATES]);
    assert!(!unheld.decided());
}

#[test]
fn a_body_that_picks_is_held_to_the_composition() {
    let rule = |decide: &str, combine: &str| {
        format!(
            "\n[[attribute]]\nid = \"post\"\nname = \"职务\"\n[[result]]\nid = \"final\"\nname = \"final\"\nafter = \"vote\"\nyields = \"finalists\"\ndecide = \"{decide}\"\ncombine = {combine}\ntake = \"seats\"\nties = [\"resolution\"]\ncomposition = [{{ id = \"heads\", name = \"负责人\", when = {{ attribute = \"post\", is = [\"head\"] }}, most = {{ share = \"1/2\" }} }}]\n"
        )
    };
    let voted = vote(
        "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"",
    );
    let sum = "{ sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }";
    for (decide, combine) in [("resolution", "{ pick = \"委员会\" }"), ("resolution", sum)] {
        let plan = plan_of(&[BUILDERS, &voted, &rule(decide, combine)]);
        let picked = |two: [&str; 2]| {
            let decisions = format!("candidate,kind,value\n{},pick,1\n{},pick,2\n", two[0], two[1]);
            counted(
                &plan,
                &[
                    ("candidates", "id,category,post\na,builders,head\nb,builders,head\nc,builders,none\n"),
                    ("ballots", "choices\na;b\na;b\na;c\n"),
                    ("decisions", &decisions),
                ],
            )
        };
        assert_eq!(open(&picked(["a", "b"])), ["result.final.composition.heads"], "{combine}");
        assert_eq!(open(&picked(["a", "c"])), Vec::<String>::new(), "{combine}");
        let told = picked(["a", "b"]).text(&plan, text::Lang::Zh);
        assert!(told.contains("不符合结构要求“负责人”"), "{told}");
    }
}

#[test]
fn a_new_vote_that_is_not_there_yet_tells_who_votes_and_where_it_is_entered() {
    let plan = plan_of(&[
        BUILDERS,
        PANEL,
        &panel(VOTES),
        &by_panel("{ sum = [{ stage = \"panel\", weight = 1, normalise = \"none\" }] }")
            .replace("[\"all\"]", "[{ revote = \"jury\" }]"),
    ]);
    let tallies = ("tallies", "candidate,for\na,9\nb,5\nc,5\n");
    let report = counted(&plan, &[CANDIDATES, tallies]);
    assert_eq!(open(&report), ["measure.jury"]);
    let told = report.text(&plan, text::Lang::Zh);
    assert!(told.contains("由评委会对b和c再投一次票") || told.contains("由评委会对b、c再投一次票"), "{told}");
    assert!(told.contains("measure栏填jury"), "{told}");
    assert!(!told.contains("有效票0张"), "how many ballots there were, nobody has entered: {told}");
    let again =
        counted(&plan, &[CANDIDATES, tallies, ("measures", "candidate,measure,value\nb,jury,7\nc,jury,6\n")]);
    assert!(again.decided());
}

#[test]
fn a_missing_measure_is_not_told_as_an_impossible_composition() {
    let rule = "\n[[attribute]]\nid = \"post\"\nname = \"职务\"\n[[measure]]\nid = \"visit\"\nname = \"走访\"\n[[result]]\nid = \"final\"\nname = \"final\"\nafter = \"vote\"\nyields = \"finalists\"\ndecide = \"count\"\ncombine = { sum = [{ measure = \"visit\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"resolution\"]\ncomposition = [{ id = \"heads\", name = \"负责人\", when = { attribute = \"post\", is = [\"head\"] }, least = { count = 1 } }]\n";
    let voted = vote(
        "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"",
    );
    let plan = plan_of(&[BUILDERS, &voted, rule]);
    let report = counted(&plan, &[("candidates", "id,category,post\na,builders,head\nb,builders,none\n")]);
    assert_eq!(open(&report), ["measure.visit"]);
}

#[test]
fn a_reason_names_the_clauses_that_stand_in_the_way_and_no_others() {
    let rule = "\n[[attribute]]\nid = \"post\"\nname = \"职务\"\n[[attribute]]\nid = \"age\"\nname = \"年龄\"\n[[measure]]\nid = \"visit\"\nname = \"走访\"\n[[result]]\nid = \"final\"\nname = \"final\"\nafter = \"vote\"\nyields = \"finalists\"\ndecide = \"count\"\ncombine = { sum = [{ measure = \"visit\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"resolution\"]\ncomposition = [\n{ id = \"heads\", name = \"负责人\", when = { attribute = \"post\", is = [\"head\"] }, most = { count = 1 } },\n{ id = \"workers\", name = \"职工\", when = { attribute = \"post\", is = [\"worker\"] }, least = { count = 1 } },\n{ id = \"young\", name = \"青年\", when = { attribute = \"age\", is = [\"young\"] }, least = { count = 0 } },\n]\n";
    let voted = vote(
        "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = \"not stated\"",
    );
    let plan = plan_of(&[BUILDERS, &voted, rule]);
    let report = counted(
        &plan,
        &[
            (
                "candidates",
                "id,category,post,age\na,builders,head,old\nb,builders,head,old\nc,builders,worker,old\n",
            ),
            ("measures", "candidate,measure,value\na,visit,9\nb,visit,8\nc,visit,7\n"),
        ],
    );
    let steps = &report.counted.rounds[0].categories[0].steps;
    let because: Vec<_> = steps
        .iter()
        .filter_map(|step| match step {
            crate::Step::PassedOver {
                candidate, because: crate::steps::Because::Composition(ids), ..
            } => Some((candidate.as_str(), ids.join(" "))),
            _ => None,
        })
        .collect();
    // Either of the two would have kept b out; the third has nothing to do with it.
    assert_eq!(because, [("b", "heads workers".to_owned())]);
}

#[test]
fn lines_are_numbered_as_in_the_file_and_many_of_one_kind_are_folded() {
    let plan = plan_of(&[BUILDERS, PANEL, &panel(VOTES), &by_panel(HALF)]);
    let rows: String = (0..5000).map(|_| "x!,builders\n").collect();
    let told = faults(&plan, &[("candidates", &format!("\n\nid,category\na,builders\n\n{rows}"))]);
    assert_eq!(
        told,
        [
            "candidates.csv, line 6, column “id”: “x!” is no id. Use letters, digits and hyphens only.",
            "candidates.csv: 4999 more lines have the same fault."
        ]
    );
    let header = faults(&plan, &[("candidates", "\nid,colour\n")]);
    assert!(header[0].starts_with("candidates.csv, line 2, column “colour”"), "{header:?}");
    let twice = faults(&plan, &[("electorates", "id,size\njury,15\n\njury,14\n")]);
    assert!(twice[0].starts_with("electorates.csv, line 4") && twice[0].contains("line 2"), "{twice:?}");
    // Candidates may bear their numbers.
    assert!(
        faults(&plan, &[("candidates", "id,category\nA01,builders\n"), ("ballots", "choices\nA01\n")])
            .is_empty()
    );
}

#[test]
fn where_a_further_ballot_is_entered_is_told() {
    let plan = plan_of(&[BUILDERS, PANEL, &panel(VOTES), &by_panel(HALF)]);
    let there = ("electorates", "id,present\njury,10\n");
    let report = counted(&plan, &[CANDIDATES, there, ("tallies", "candidate,for\na,9\nb,5\nc,5\n")]);
    assert_eq!(open(&report), ["stage.panel.ballot.2"]);
    let told = report.text(&plan, text::Lang::Zh);
    assert!(told.contains("第2次投票的数据") && told.contains("channel栏填2"), "{told}");
    // The second without the first tells nothing.
    let report = counted(&plan, &[CANDIDATES, there, ("tallies", "candidate,channel,for\na,2,9\n")]);
    assert_eq!(open(&report), ["stage.panel.ballot.1"]);
}

#[derive(Debug, Clone)]
struct Row {
    voter: u8,
    choices: Vec<usize>,
    status: &'static str,
    channel: &'static str,
    hour: u32,
}

fn row() -> impl Strategy<Value = Row> {
    let status = prop_oneof![6 => Just(""), 1 => Just("invalid"), 1 => Just("void"), 1 => Just("suspect")];
    let channel = prop_oneof![Just("web"), Just("paper")];
    let choices = prop::collection::vec(0..5_usize, 0..5);
    (0..4_u8, choices, status, channel, 0..230_u32).prop_map(|(voter, choices, status, channel, hour)| Row {
        voter,
        choices,
        status,
        channel,
        hour,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Valid ballots and those that are told not to count are together all rows.
    #[test]
    fn every_row_counts_or_is_told(
        rows in prop::collection::vec(row(), 0..20),
        limit in prop::sample::select(vec!["\"not stated\"", "[{ ballots = 1, per = \"day\" }]", "[{ choices = 2, per = \"stage\" }]", "[{ choices = 3, per = \"stage\" }, { same = 1, per = \"stage\" }]", "[{ ballots = 2, per = { minutes = 90 } }]"]),
        faults in prop::sample::select(vec!["", "too-many = \"excess\"", "too-many = \"category\", twice = \"excess\"", "too-many = \"paper\", too-few = \"paper\", twice = \"category\", unknown = \"excess\"", "unknown = \"category\""]),
        more in prop::sample::select(vec!["", "one_channel = true", "penalty = [{ voids = \"voter-day\" }]", "penalty = [{ voids = \"candidate-votes\" }]", "penalty = [{ voids = \"votes\" }]", "together = { least = 1, most = 2 }"]),
        ballot in prop::sample::select(vec!["{ approve = { least = 1, most = 2 } }", "{ approve = { least = 1, most = 4 } }", "\"not stated\""]),
    ) {
        let vote = vote(&format!(
            "channel = [{{ id = \"web\", name = \"网页\", identity = \"code\" }}, {{ id = \"paper\", name = \"报纸\", identity = \"phone\" }}]\nballot = {ballot}\nlimit = {limit}\nfaults = {{ {faults} }}\n{more}"
        ));
        let plan = plan_of(&[BUILDERS, &vote, &result("final", "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]")]);
        let known = ["a", "b", "c", "d", if faults.contains("unknown") { "stranger" } else { "a" }];
        let mut table = "ballot,voter,at,choices,status,channel,foul\n".to_owned();
        for (n, row) in rows.iter().enumerate() {
            let choices: Vec<&str> = row.choices.iter().map(|choice| known[*choice]).collect();
            let at = format!("2022-12-{:02} {:02}:10", 1 + row.hour / 24, row.hour % 24);
            let against = row.status == "void" && (more.contains("candidate") || more.contains("\"votes\""));
            let foul = choices.first().filter(|_| against).copied().unwrap_or_default();
            table += &format!("p{n},v{},{at},{},{},{},{foul}\n", row.voter, choices.join(";"), row.status, row.channel);
        }
        let tables = [("candidates", "id,category\na,builders\nb,builders\nc,builders\nd,builders\n"), ("ballots", table.as_str())];
        let read = read_tables(&plan, &tables).unwrap();
        let groups = read.data.polls.values().flat_map(|regions| regions.values()).flat_map(|poll| &poll.groups);
        let valid: u64 = groups.map(|group| group.valid).sum();
        prop_assert_eq!(valid as usize + read.invalid.len(), rows.len(), "{}", table);
        // What only the plan could say leaves the result open.
        if ballot.contains("not stated") && valid as usize + read.invalid.iter().filter(|it| it.reason != Reason::Unwritten).count() < rows.len() {
            prop_assert!(!read.data.missing.is_empty());
        }
        if read.invalid.iter().any(|it| it.reason == Reason::TooMany) && !faults.contains("too-many") {
            prop_assert!(read.data.missing.iter().any(|it| it.path.ends_with("faults.too-many")));
        }
    }
}

#[test]
fn one_committee_sits_twice_with_other_people_there() {
    let sitting = |id: &str| {
        format!(
            "\n[[stage]]\nid = \"{id}\"\nkind = \"review\"\nname = \"{id}\"\n[stage.review]\npanel = \"not stated\"\nelectorate = \"committee\"\nrubric = []\nballot = {{ opinion = {{}} }}\nrecusal = \"not stated\"\nquorum = \"2/3\"\nquorum_reach = \"at-least\"\n"
        )
    };
    let round = |id: &str, list: &str| {
        let of = format!(
            "combine = {{ support = {{ stage = \"{id}\", of = \"present\", bar = [{{ share = \"1/2\", reach = \"above\" }}] }} }}\ntake = \"passing\""
        );
        result(&format!("by-{id}"), &of)
            .replace("after = \"vote\"", &format!("after = \"{id}\""))
            .replace("finalists", list)
    };
    let committee = "[[electorate]]\nid = \"committee\"\nname = \"委员会\"\nkind = \"jury\"\nsize = 21\n";
    let plan = plan_of(&[
        BUILDERS,
        committee,
        &sitting("meet"),
        &sitting("again"),
        &round("meet", "candidates"),
        &round("again", "finalists"),
    ]);
    let tallies = "round,candidate,for,against,abstain\nmeet,a,10,8,0\nmeet,b,9,9,0\nagain,a,10,10,0\n";
    let told = |there: &str| {
        let electorates = format!("round,id,present\n{there}");
        match read_tables(&plan, &[("tallies", tallies), ("electorates", &electorates)]) {
            Err(faults) => faults.iter().map(|it| it.sentence(text::Lang::En)).collect::<Vec<_>>().join("\n"),
            Ok(_) => {
                let report = counted(&plan, &[("tallies", tallies), ("electorates", &electorates)]);
                let rounds = report.counted.rounds.iter().map(|round| lines(&round.categories[0]));
                format!("{}{}", rounds.collect::<Vec<_>>().join("| "), open(&report).concat())
            }
        }
    };
    // 10 of 18 are more than half, 10 of 20 are not; by the round's id as by the stage's.
    let two = "- a - seated\n- b - not\n| - a - not\n";
    assert_eq!(told("meet,committee,18\nagain,committee,20\n"), two);
    assert_eq!(told("by-meet,committee,18\nby-again,committee,20\n"), two);
    assert_eq!(told("meet,committee,18\n,committee,20\n"), two, "a row without a round is for all others");
    let told_of = told("meet,committee,18\nagain,committee,13\n");
    assert!(told_of.contains("line 3") && told_of.contains("20 votes, and only 13"), "{told_of}");
    assert!(told("meet,committee,18\nmeet,committee,20\n").contains("line 2"), "said twice");
    assert!(
        told("meet,committee,9\n").contains("and only 9"),
        "more voted than were there: {}",
        told("meet,committee,9\n")
    );
}

#[test]
fn where_nobody_was_let_through_there_is_nothing_to_vote_on_afterwards() {
    let rounds = |vacancy: &str| {
        let of = |stage: &str, more: &str| {
            format!(
                "combine = {{ support = {{ stage = \"{stage}\", of = \"valid\", bar = [{{ share = \"1/2\", reach = \"above\" }}] }} }}\n{more}"
            )
        };
        let first = result("first", &of("vote", "take = \"passing\"")).replace("finalists", "candidates");
        let last = result("last", &of("panel", &format!("take = {{ count = 1 }}\nvacancy = {vacancy}")));
        let scored = result(
            "scored",
            "combine = { sum = [{ stage = \"panel\", weight = 1, normalise = \"none\" }] }\ntake = \"all\"",
        );
        plan_of(&[
            BUILDERS,
            &super::given::free(),
            &review("rubric = []\nballot = { approve = { least = 0, most = 1 } }"),
            &first,
            &last,
            &scored,
        ])
    };
    let tallies = "round,candidate,for\nvote,a,5\nvote,b,5\nvote,,10\n";
    let tallies = tallies
        .replace("for\n", "for,against\n")
        .replace(",5\n", ",5,\n")
        .replace("vote,,10\n", "vote,,10,10\n");
    let told = |vacancy: &str| open(&counted(&rounds(vacancy), &[("tallies", &tallies)]));
    assert_eq!(told("true"), [""; 0], "the panel's vote is not asked for");
    assert_eq!(told("false"), ["result.last.vacancy"]);
    assert_eq!(told("\"not stated\""), [""; 0], "so many who go on are just not reached");
    let said = counted(&rounds("true"), &[("tallies", &tallies)]).text(&rounds("true"), text::Lang::En);
    assert!(said.contains("Seats left empty: 1"), "{said}");
    // Where the first round itself waits, so does the second.
    let report = counted(&rounds("false"), &[("candidates", "id\na\nb\n")]);
    assert!(open(&report).contains(&"result.first".to_owned()), "{:?}", open(&report));
}

#[test]
fn without_a_table_of_candidates_everybody_whom_another_table_names_stands() {
    let others = "[[category]]\nid = \"others\"\nname = \"其他\"\nprefix = \"B\"\nseats = { at-most = 2 }\nscope = \"not stated\"\n";
    let plan = plan_of(&[
        BUILDERS,
        others,
        "[[measure]]\nid = \"age\"\nname = \"资历\"\n",
        &super::given::free(),
        &review("rubric = [{ id = \"mark\", name = \"分\", most = 10 }]\nsheets_least = 0"),
        &result("final", &format!("{}\ntake = \"seats\"\nties = [\"all\"]", super::given::SUM)),
    ]);
    let all = [
        ("ballots", "category,choices\nbuilders,a;b\nbuilders,b;c\nothers,a\n"),
        (
            "sheets",
            "category,judge,candidate,criterion,score,state\nbuilders,j,a,,,recused\nothers,j,d,mark,3,\n",
        ),
        ("measures", "candidate,measure,value\na,age,3\n"),
        ("decisions", "category,candidate,kind\nothers,e,withdrawal\n"),
    ];
    // One sheet for one candidate strikes nobody off the ballots.
    let report = counted(&plan, &all);
    let standing = |at: usize| {
        let rows = report.counted.rounds[0].categories[at].ranking.iter();
        let mut standing: Vec<_> = rows.map(|row| row.candidate.clone()).collect();
        standing.sort();
        standing.concat()
    };
    assert_eq!((standing(0), standing(1)), ("abc".to_owned(), "ade".to_owned()));
}
