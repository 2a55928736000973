//! Whoever is taken off a list again, however it came about and whatever takes them off.

use super::given::{SUM, award, free, votes};
use super::made::*;

#[test]
fn a_seat_that_an_objection_frees_stays_empty_or_is_taken_as_the_notice_says() {
    let told = |upheld: &str| {
        let notice = format!(
            "\n[[stage]]\nid = \"notice\"\nkind = \"notice\"\nname = \"公示\"\n[stage.notice]\nlist = \"finalists\"\ndays = 7\nday = \"calendar\"\nupheld = {upheld}\n"
        );
        let plan = plan_of(&[
            BUILDERS,
            &free(),
            &notice,
            &result("final", &format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]")),
        ]);
        let report = counted(
            &plan,
            &[
                ("tallies", &votes(&[("a", 10), ("b", 9), ("c", 8)])),
                ("decisions", "candidate,kind,ref\na,upheld,核查结论\n"),
            ],
        );
        let seated = report.counted.rounds[0].categories[0].ranking.iter();
        let seated: Vec<_> = seated.filter(|row| row.status == crate::Status::Seated).collect();
        (seated.iter().map(|row| row.candidate.clone()).collect::<Vec<_>>().concat(), open(&report))
    };
    assert_eq!(told("\"removed\""), ("b".to_owned(), vec![]));
    assert_eq!(told("\"replaced\""), ("bc".to_owned(), vec![]));
    assert_eq!(told("\"heard\""), ("ab".to_owned(), vec![]));
    assert_eq!(told("\"not stated\""), ("b".to_owned(), vec!["stage.notice.notice.upheld".to_owned()]));
}

/// A plan in whose round a body picks, and in which a body may take somebody off at the naming.
fn picked(round: &str, naming: &str) -> plan::Plan {
    let naming = format!(
        "\n[[stage]]\nid = \"naming\"\nkind = \"naming\"\nname = \"命名\"\nafter = [\"vote\"]\n[stage.naming]\nsignatories = \"not stated\"\n{naming}\n"
    );
    let rule = result("final", round).replace("decide = \"count\"", "decide = \"resolution\"");
    plan_of(&[BUILDERS, &free(), &naming, &award("best", 1, ""), &award("good", 1, ""), &rule])
}

const VETO: &str = "approval = [{ by = \"领导小组\", kind = \"vetoes\" }]";

/// Who holds what, and what is open.
fn holds(report: &crate::report::Report) -> String {
    let given = report.counted.awards.iter().map(|it| format!("{}:{}", it.award, it.candidate));
    given.chain(open(report)).collect::<Vec<_>>().join(" ")
}

#[test]
fn whoever_a_body_picked_and_another_takes_off_holds_nothing() {
    let tallies = votes(&[("a", 3), ("b", 2), ("c", 1)]);
    let told = |round: &str, off: &str| {
        let rows = format!("candidate,kind,value\na,pick,1\nb,pick,2\n{off}\n");
        let plan = picked(&format!("{round}\naward = [\"best\", \"good\"]\ntake = \"awards\""), VETO);
        holds(&counted(&plan, &[("tallies", &tallies), ("decisions", &rows)]))
    };
    for way in ["combine = { pick = \"评委会\" }", SUM] {
        let with = |vacancy: &str| format!("{way}\nvacancy = {vacancy}");
        assert_eq!(told(&with("true"), ""), "best:a good:b");
        for off in ["a,veto,", "a,withdrawal,"] {
            // The place stays empty where it may; nobody whom the body gave another award moves up.
            assert_eq!(told(&with("true"), off), "good:b", "{way} {off}");
            assert_eq!(told(&with("false"), off), "good:b result.final.vacancy", "{way} {off}");
            assert_eq!(told(&with("\"not stated\""), off), "good:b result.final.vacancy", "{way} {off}");
            // The body picks somebody for the place that has become free.
            let again = format!("{off}\nc,pick,1");
            assert_eq!(told(&with("false"), &again), "best:c good:b", "{way} {off}");
        }
    }
}

#[test]
fn whoever_goes_on_directly_and_is_taken_off_again_goes_on_no_more() {
    let told = |off: &str| {
        let round = format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]\n{VETO}\nvacancy = true");
        let plan = plan_of(&[BUILDERS, &free(), &result("final", &round)]);
        let rows = format!("candidate,kind\nc,direct\n{off}\n");
        let tallies = votes(&[("a", 3), ("b", 2), ("c", 1)]);
        let report = counted(&plan, &[("tallies", &tallies), ("decisions", &rows)]);
        assert!(report.decided(), "{off}");
        lines(&report.counted.rounds[0].categories[0])
    };
    assert_eq!(told(""), "3 c 1 seated\n1 a 3 seated\n2 b 2 not\n");
    assert_eq!(told("c,veto"), "3 c 1 not\n1 a 3 seated\n2 b 2 not\n", "the place that c had stays empty");
    assert_eq!(told("c,withdrawal"), "1 a 3 seated\n2 b 2 seated\n- c - withdrawn\n", "as if never stood");
}

#[test]
fn whoever_goes_on_directly_takes_a_seat_however_the_others_are_found() {
    let support = "combine = { support = { stage = \"vote\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"above\" }] } }";
    let plan = plan_of(&[
        BUILDERS,
        &free(),
        &result("final", &format!("{support}\ntake = \"seats\"\nties = [\"all\"]\nvacancy = true")),
    ]);
    let ballots = ("ballots", "choices\na\na;b\na;b\nc;b\n");
    let told = |rows: &str| {
        let rows = format!("candidate,kind\n{rows}\n");
        let report = counted(&plan, &[ballots, ("decisions", &rows)]);
        assert!(report.decided(), "{:?}", open(&report));
        lines(&report.counted.rounds[0].categories[0])
    };
    // a and b pass, and c is in directly: there are two seats, and a and b are equal for the last.
    assert_eq!(told(""), "- a - seated\n- b - seated\n- c - not\n");
    assert!(told("c,direct").starts_with("- c - seated\n"), "{}", told("c,direct"));
    let by_body = result("final", "combine = { pick = \"评委会\" }\ntake = \"seats\"")
        .replace("\"count\"", "\"resolution\"");
    let plan = plan_of(&[BUILDERS, &free(), &by_body]);
    let report = counted(&plan, &[ballots, ("decisions", "candidate,kind\nc,direct\na,pick\n")]);
    assert_eq!(lines(&report.counted.rounds[0].categories[0]), "- c - seated\n- a - seated\n- b - not\n");
}

#[test]
fn a_lot_is_drawn_with_the_seed_of_its_own_region_and_a_decision_is_said_once() {
    let region = "[[attribute]]\nid = \"region\"\nname = \"赛区\"\n";
    let plan = plan_of(&[
        BUILDERS,
        region,
        &free(),
        &result(
            "final",
            &format!(
                "{SUM}\napart_by = \"region\"\ntake = {{ count = 1 }}\nties = [{{ lot = \"开奖号码\" }}]"
            ),
        ),
    ]);
    let people = ("candidates", "id,region\na,east\nb,east\nc,west\nd,west\n");
    let tallies = votes(&[("a", 1), ("b", 1), ("c", 1), ("d", 1)]);
    let told = |rows: &str| {
        let rows = format!("region,candidate,kind,value\n{rows}");
        let all = [people, ("tallies", tallies.as_str()), ("decisions", &rows)];
        match read_tables(&plan, &all) {
            Err(faults) => faults.iter().map(|it| it.sentence(text::Lang::En)).collect(),
            Ok(_) => {
                let report = counted(&plan, &all);
                let lists = report.counted.rounds[0].categories.iter();
                let seated = |list: &crate::rounds::Category| {
                    let mut seated = list.ranking.iter().filter(|row| row.status == crate::Status::Seated);
                    seated.next().map_or("-".to_owned(), |row| row.candidate.clone())
                };
                lists.map(seated).collect::<Vec<_>>().concat()
            }
        }
    };
    let (one, two) = (told(",,lot,3\n"), told(",,lot,8\n"));
    assert_ne!(one, two, "the seeds of this story give different lots");
    let mixed = format!("{}{}", &one[..1], &two[1..]);
    assert_eq!(told("east,,lot,3\nwest,,lot,8\n"), mixed);
    assert_eq!(told("west,,lot,8\n,,lot,3\n"), mixed);
    assert_eq!(told("east,,lot,3\n"), format!("{}-", &one[..1]), "the other region's lot is not drawn yet");
    assert!(told(",,lot,3\n,,lot,8\n").contains("line 2"), "which of two seeds holds, nobody can say");
}

#[test]
fn a_decision_on_somebody_of_another_category_is_a_fault() {
    let others = "[[category]]\nid = \"others\"\nname = \"其他\"\nprefix = \"B\"\nseats = { at-most = 1 }\nscope = \"not stated\"\n";
    let plan = plan_of(&[
        BUILDERS,
        others,
        &free(),
        &result("final", &format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]")),
    ]);
    let rows = [
        ("candidates", "id,category\na,builders\nb,others\n"),
        ("decisions", "category,candidate,kind\nothers,a,withdrawal\n"),
    ];
    let faults = read_tables(&plan, &rows).map(|_| ()).unwrap_err();
    assert!(faults[0].sentence(text::Lang::En).contains("column “candidate”"), "{faults:?}");
}

#[test]
fn a_body_takes_somebody_off_where_it_may_and_however_winners_are_found() {
    let support = "combine = { support = { stage = \"vote\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"above\" }] } }\n";
    let told = |vacancy: &str, round: &str| {
        let first = result("first", &format!("{support}take = {{ count = 3 }}\nvacancy = true"))
            .replace("finalists", "candidates");
        let last = result("last", &format!("{support}take = \"seats\"\n{VETO}\nvacancy = {vacancy}"));
        let plan = plan_of(&[BUILDERS, &free(), &first, &last]);
        let rows = format!("candidate,kind,round\na,veto,{round}\n");
        let ballots = "choices\na;b\na;b\na;b\na;c\na;c\nb;c\nb;c\n";
        let report = counted(&plan, &[("ballots", ballots), ("decisions", &rows)]);
        let seated = |at: usize| {
            let rows = report.counted.rounds[at].categories[0].ranking.iter();
            let mut seated: Vec<_> = rows
                .filter(|row| row.status == crate::Status::Seated)
                .map(|row| row.candidate.clone())
                .collect();
            seated.sort();
            seated.concat()
        };
        format!("{} {} {}", seated(0), seated(1), open(&report).concat())
    };
    // The clause stands at the last round: nobody is struck from the first, whether the row says so or not.
    for round in ["", "last", "vote"] {
        assert_eq!(told("true", round), "abc b ", "{round}");
    }
    assert_eq!(told("false", "last"), "abc bc ", "the next who passes takes the place");
}

fn notice(id: &str, list: &str, upheld: &str) -> String {
    format!(
        "\n[[stage]]\nid = \"{id}\"\nkind = \"notice\"\nname = \"公示\"\n[stage.notice]\nlist = \"{list}\"\ndays = 7\nday = \"calendar\"\nupheld = \"{upheld}\"\n"
    )
}

#[test]
fn a_row_names_a_stage_and_counts_in_what_comes_out_of_it_or_is_a_fault() {
    let later = "\n[[stage]]\nid = \"second\"\nkind = \"vote\"\nname = \"再投\"\n[stage.vote]\nmode = \"weighted\"\ndisplay = \"hidden\"\nlimit = \"not stated\"\nchannel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\n";
    let rule = |id: &str, stage: &str, list: &str| {
        let sum = SUM.replace("stage = \"vote\"", &format!("stage = \"{stage}\""));
        result(id, &format!("{sum}\ntake = \"seats\"\nties = [{{ measure = \"age\" }}]"))
            .replace("after = \"vote\"", &format!("after = \"{stage}\""))
            .replace("finalists", list)
    };
    let plan = plan_of(&[
        BUILDERS,
        &free(),
        later,
        "[[measure]]\nid = \"age\"\nname = \"资历\"\n",
        &notice("shown", "finalists", "removed"),
        &rule("first", "vote", "candidates"),
        &rule("last", "second", "finalists"),
    ]);
    let rows = "round,candidate,for\nvote,a,3\nvote,b,2\nvote,c,1\nsecond,a,3\nsecond,b,2\n";
    let tables = |decisions: &str, measures: &str| {
        let all = [("tallies", rows), ("decisions", decisions), ("measures", measures)];
        match read_tables(&plan, &all) {
            Err(faults) => faults.iter().map(|it| it.sentence(text::Lang::En)).collect::<Vec<_>>().join("\n"),
            Ok(_) => {
                let report = counted(&plan, &all);
                let rows = report.counted.rounds.iter().map(|round| round.categories[0].ranking.iter());
                let seated = rows.map(|rows| {
                    let seated = rows.filter(|row| row.status == crate::Status::Seated);
                    seated.map(|row| row.candidate.clone()).collect::<Vec<_>>().concat()
                });
                seated.collect::<Vec<_>>().join(" ")
            }
        }
    };
    let age = "candidate,measure,value\na,age,1\n";
    let off = |kind: &str, round: &str| tables(&format!("candidate,kind,round\na,{kind},{round}\n"), age);
    assert_eq!(off("withdrawal", "second"), "ab b");
    assert_eq!(off("withdrawal", "last"), "ab b");
    assert_eq!(off("withdrawal", "vote"), "bc bc");
    assert_eq!(off("upheld", "shown"), "ab b");
    assert!(off("withdrawal", "shown").contains("column “round”"), "nothing comes out of a notice");
    assert!(off("upheld", "first").contains("no notice of such a list"), "{}", off("upheld", "first"));
    // Figures of a stage count where its votes do.
    let tied = "round,candidate,for\nvote,a,3\nvote,b,2\nvote,c,2\nsecond,a,3\nsecond,c,2\n";
    for round in ["vote", "first", ""] {
        let measures = format!("round,candidate,measure,value\n{round},b,age,1\n{round},c,age,2\n");
        let report = counted(&plan, &[("tallies", tied), ("measures", &measures)]);
        assert!(report.decided(), "{round}: {:?}", open(&report));
    }
}

#[test]
fn an_objection_during_the_notice_of_candidates_takes_somebody_off_before_the_rounds() {
    let told = |upheld: &str| {
        let round = format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]");
        let plan =
            plan_of(&[BUILDERS, &free(), &notice("early", "candidates", upheld), &result("final", &round)]);
        let rows = [
            ("tallies", votes(&[("a", 3), ("b", 2), ("c", 1)])),
            ("decisions", "candidate,kind\na,upheld\n".to_owned()),
        ];
        let report = counted(&plan, &rows.each_ref().map(|(name, text)| (*name, text.as_str())));
        let said = report.text(&plan, text::Lang::En);
        assert!(said.contains("objection was found true") && !said.contains("ithdrawn"), "{said}");
        (lines(&report.counted.rounds[0].categories[0]), open(&report).concat())
    };
    let off = "1 b 2 seated\n2 c 1 seated\n- a - withdrawn\n".to_owned();
    assert_eq!(told("removed"), (off.clone(), String::new()));
    assert_eq!(told("replaced"), (off, String::new()));
    assert_eq!(told("heard"), ("1 a 3 seated\n2 b 2 seated\n3 c 1 not\n".to_owned(), String::new()));
    let (lines, open) = told("reviewed");
    assert_eq!(open, "stage.early.notice.upheld");
    assert!(!lines.contains("seated"), "who takes part is not known: {lines}");
}

#[test]
fn the_next_takes_the_place_by_the_scores_that_were_published() {
    // b is second only because a has so many votes: without a the maximum would be another.
    let combine = "combine = { weighted = [{ stage = \"vote\", weight = 60, normalise = \"divide-by-maximum\" }, { measure = \"mark\", weight = 40, normalise = \"divide-by-maximum\" }] }";
    let told = |upheld: &str, off: &str| {
        let round = format!("{combine}\ntake = \"seats\"\nties = [\"all\"]");
        let plan = plan_of(&[
            BUILDERS,
            &free(),
            "[[measure]]\nid = \"mark\"\nname = \"评分\"\n",
            &notice("shown", "finalists", upheld),
            &result("final", &round),
        ]);
        let tallies = votes(&[("a", 1000), ("b", 100), ("c", 440), ("d", 410)]);
        let measures = "candidate,measure,value\na,mark,20\nb,mark,18\nc,mark,5\nd,mark,4\n";
        let rows = format!("candidate,kind,ref\n{off}");
        let report = counted(&plan, &[("tallies", &tallies), ("measures", measures), ("decisions", &rows)]);
        assert!(report.decided());
        (lines(&report.counted.rounds[0].categories[0]), report.text(&plan, text::Lang::En))
    };
    let published = "1 a 100 seated\n2 b 42 seated\n3 c 36.4 not\n4 d 32.6 not\n";
    assert_eq!(told("replaced", "").0, published);
    let (after, said) = told("replaced", "a,upheld,核查结论\n");
    assert_eq!(
        after, "1 a 100 not\n2 b 42 seated\n3 c 36.4 seated\n4 d 32.6 not\n",
        "nobody else loses a place"
    );
    assert!(said.contains("off after an objection") && said.contains("核查结论"), "{said}");
    assert!(!said.contains("by the body that reviews") && !said.contains("ithdrawn"), "{said}");
    let (after, said) = told("removed", "a,upheld,\n");
    assert_eq!(after, "1 a 100 not\n2 b 42 seated\n3 c 36.4 not\n4 d 32.6 not\n");
    assert!(said.contains("Seats left empty: 1"), "{said}");
}

#[test]
fn a_list_is_held_against_its_clauses_again_where_somebody_is_taken_off_it() {
    let clause = "composition = [{ id = \"women\", name = \"女性\", when = { attribute = \"sex\", is = [\"f\"] }, least = { count = 1 } }]";
    let round = format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]\n{clause}");
    let sex = "[[attribute]]\nid = \"sex\"\nname = \"性别\"\nvalues = [\"f\", \"m\"]\n";
    let told = |upheld: &str, who: &str| {
        let plan = plan_of(&[
            BUILDERS,
            &free(),
            sex,
            &notice("shown", "finalists", upheld),
            &result("final", &round),
        ]);
        let rows = format!("candidate,kind\n{who},upheld\n");
        let report = counted(
            &plan,
            &[
                ("candidates", "id,sex\na,m\nb,m\nc,f\nd,f\n"),
                ("tallies", &votes(&[("a", 4), ("b", 3), ("c", 2), ("d", 1)])),
                ("decisions", &rows),
            ],
        );
        let said = report.text(&plan, text::Lang::En);
        let composed: Vec<_> =
            said.lines().filter(|line| line.contains("who go on")).map(str::trim).collect();
        format!("{} {}", composed.join(" "), open(&report).concat())
    };
    assert_eq!(told("removed", "a"), "Composition “女性”: 1 of 1 who go on (at least 1). ");
    assert_eq!(
        told("removed", "c"),
        "Composition “女性”: 0 of 1 who go on (at least 1). result.final.composition.women"
    );
    assert_eq!(told("replaced", "c"), "Composition “女性”: 1 of 2 who go on (at least 1). ");
}

#[test]
fn a_review_that_is_held_again_is_waited_for_and_its_row_is_taken_out() {
    let round = format!("{SUM}\ntake = \"seats\"\nties = [\"all\"]");
    let plan =
        plan_of(&[BUILDERS, &free(), &notice("shown", "finalists", "reviewed"), &result("final", &round)]);
    let tallies = votes(&[("a", 3), ("b", 2), ("c", 1)]);
    // Whoever was behind may be in front when the review has been held again.
    for who in ["a", "c"] {
        let rows = format!("candidate,kind\n{who},upheld\n");
        let report = counted(&plan, &[("tallies", &tallies), ("decisions", &rows)]);
        let rows = &report.counted.rounds[0].categories[0].ranking;
        assert!(rows.iter().any(|row| row.candidate == who && row.status == crate::Status::Undecided));
        let said = report.text(&plan, text::Lang::En);
        assert!(said.contains("the review is held again. Enter its new outcome"), "{said}");
        assert!(!said.contains("does not state"), "{said}");
    }
}

#[test]
fn ballots_for_somebody_who_withdraws_stay_valid_ballots_whether_entered_one_by_one_or_in_sums() {
    let support = "combine = { support = { stage = \"vote\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"at-least\" }] } }\n";
    let plan = plan_of(&[BUILDERS, &free(), &result("final", &format!("{support}take = \"passing\""))]);
    let off = ("decisions", "candidate,kind\na,withdrawal\n");
    let told = |votes: (&str, &str)| lines(&counted(&plan, &[votes, off]).counted.rounds[0].categories[0]);
    // Three of the six valid ballots name b; two name nobody else than a. Of sums nobody could tell which those are.
    let one_by_one = told(("ballots", "choices\na\na\na;b\nb;c\nb\nc\n"));
    assert_eq!(one_by_one, "- b - seated\n- c - not\n- a - withdrawn\n");
    assert_eq!(told(("tallies", "candidate,for,against\na,3,\nb,3,\nc,2,\n,,6\n")), one_by_one);
}

#[test]
fn whoever_is_asked_and_refuses_leaves_the_seat_as_the_plan_says() {
    let told = |acceptance: &str, vacancy: &str| {
        let round = format!(
            "{SUM}\naward = [\"best\", \"good\"]\ntake = \"awards\"\nties = [\"all\"]\nvacancy = {vacancy}"
        );
        let rest = result("rest", "among = { rest = \"final\" }\naward = [\"named\"]\ntake = \"all\"");
        let plan = plan_of(&[
            BUILDERS,
            &free(),
            &format!(
                "\n[[stage]]\nid = \"naming\"\nkind = \"naming\"\nname = \"命名\"\nafter = [\"vote\"]\n[stage.naming]\nsignatories = \"not stated\"\nacceptance = {acceptance}\n"
            ),
            &award("best", 1, ""),
            &award("good", 1, ""),
            &result("final", &round),
            &award("named", 9, ""),
            &rest,
        ]);
        let all = [
            ("tallies", votes(&[("a", 3), ("b", 2), ("c", 1)])),
            ("decisions", "candidate,kind,ref\na,refusal,来函\n".to_owned()),
        ];
        let all = all.each_ref().map(|(name, text)| (*name, text.as_str()));
        match read_tables(&plan, &all) {
            Err(faults) => faults.iter().map(|it| it.sentence(text::Lang::En)).collect(),
            Ok(_) => holds(&counted(&plan, &all)),
        }
    };
    // Nobody moves up into an empty seat's award, and who refuses is not among the rest.
    assert_eq!(told("true", "true"), "good:b named:c");
    assert_eq!(told("true", "false"), "best:b good:c");
    assert_eq!(told("true", "\"not stated\""), "good:b named:c result.final.vacancy");
    assert!(told("false", "true").contains("does not say that those chosen are asked"));
}
