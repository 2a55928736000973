//! Seats that hang on how many take part: a share of those who entered, fewer where few did.

use proptest::prelude::*;

use super::made::*;
use crate::report::Report;

const GRADES: &str = r#"
[[award]]
id = "first"
name = "一等奖"
seats = { at-most = 2 }
[[award]]
id = "second"
name = "二等奖"
seats = { at-most = 4 }
"#;

const SUM: &str = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\nties = [\"all\"]\nvacancy = true";

/// So many candidates, the first with the most votes, under a category with these seats and a round with these rules.
fn held(n: usize, seats: &str, awards: &str, rules: &str, decisions: &str) -> Report {
    let category = format!(
        "[[category]]\nid = \"builders\"\nname = \"建设者\"\nseats = {seats}\nscope = \"not stated\"\n"
    );
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"");
    let plan = plan_of(&[&category, awards, &vote, &result("final", &format!("{SUM}\n{rules}"))]);
    let votes: String = (0..n).map(|i| format!("c{i:02},{}\n", 1000 - i)).collect();
    let rows: String = (0..n).map(|i| format!("c{i:02}\n")).collect();
    counted(
        &plan,
        &[
            ("candidates", &format!("id\n{rows}")),
            ("tallies", &format!("candidate,for\n{votes}")),
            ("decisions", &format!("candidate,kind,value\n{decisions}")),
        ],
    )
}

fn seated(report: &Report) -> usize {
    all(report).matches("seated").count()
}

fn of(report: &Report, award: &str) -> usize {
    report.counted.awards.iter().filter(|given| given.award == award).count()
}

#[test]
fn not_more_awards_than_three_tenths_of_the_entries() {
    let cut = "{ share = { share = \"3/10\", rounding = \"cut\", most = 8 } }";
    let count = |n| held(n, cut, "", "take = \"seats\"", "");
    assert_eq!([1, 3, 4, 9, 10, 20, 26, 99].map(|n| seated(&count(n))), [0, 0, 1, 2, 3, 6, 7, 8]);
    let told = count(10);
    assert_eq!(open(&told), [""; 0]);
    assert!(told.text(&small(), text::Lang::Zh).contains("名额：参评10名，按0.3计，3个"));
    // Who withdraws has not entered.
    assert_eq!(seated(&held(10, cut, "", "take = \"seats\"", "c09,withdrawal,\n")), 2);
    // How it is rounded is asked only where it makes a difference, and those who are in anyway are in.
    let silent = |n| held(n, "{ share = { share = \"3/10\" } }", "", "take = \"seats\"", "");
    assert_eq!(open(&silent(10)), [""; 0]);
    let report = silent(9);
    assert_eq!(
        (seated(&report), open(&report)),
        (2, vec!["category.builders.seats.share.rounding".to_owned()])
    );
    assert_eq!(all(&report).matches("undecided").count(), 1);
    assert!(!report.text(&small(), text::Lang::En).contains('⟦'));
}

/// Any plan with these categories, for names.
fn small() -> plan::Plan {
    plan_of(&[
        BUILDERS,
        GRADES,
        &vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\""),
        &result("final", &format!("{SUM}\ntake = \"seats\"")),
    ])
}

#[test]
fn grades_are_shares_of_those_who_entered_not_of_those_who_are_left() {
    let grades = "[[award]]\nid = \"first\"\nname = \"一等奖\"\nseats = { share = { share = \"1/10\", rounding = \"up\" } }\n[[award]]\nid = \"second\"\nname = \"二等奖\"\nseats = { share = { share = \"2/10\", rounding = \"half-up\" } }\n";
    let rules = "take = \"awards\"\naward = [\"first\", \"second\"]";
    let report = held(12, "\"not stated\"", grades, rules, "");
    assert_eq!((of(&report, "first"), of(&report, "second")), (2, 2));
    // An earlier round leaves six of them.
    let category = "[[category]]\nid = \"builders\"\nname = \"建设者\"\nseats = \"not stated\"\nscope = \"not stated\"\n";
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"");
    let first = result("half", &format!("{SUM}\ntake = {{ count = 6 }}"));
    let last = result("final", &format!("{SUM}\namong = {{ taken = \"half\" }}\n{rules}"));
    let plan = plan_of(&[category, grades, &vote, &first, &last]);
    let votes: String = (0..12).map(|i| format!("c{i:02},{}\n", 1000 - i)).collect();
    let report = counted(&plan, &[("tallies", &format!("candidate,for\n{votes}"))]);
    assert_eq!((of(&report, "first"), of(&report, "second")), (2, 2));
}

#[test]
fn where_few_take_part_awards_are_halved_or_the_highest_is_not_given_or_nothing_is_held() {
    let rows = "fewest = [{ count = 10, otherwise = { seats = { share = \"1/2\", rounding = \"cut\" } } }, { count = 4, otherwise = \"not-held\" }]";
    let rules = format!("take = \"awards\"\naward = [\"first\", \"second\"]\n{rows}");
    let count = |n| {
        let report = held(n, "\"not stated\"", GRADES, &rules, "");
        assert_eq!(open(&report), [""; 0]);
        (of(&report, "first"), of(&report, "second"))
    };
    assert_eq!([12, 10, 9, 4, 3].map(count), [(2, 4), (2, 4), (1, 2), (1, 2), (0, 0)]);
    let told = held(9, "\"not stated\"", GRADES, &rules, "").text(&small(), text::Lang::Zh);
    assert!(told.contains("一等奖：参加的不足，由2个按") && told.contains("减为1个"), "{told}");
    let without =
        rules.replace("{ seats = { share = \"1/2\", rounding = \"cut\" } }", "{ without = [\"first\"] }");
    let report = held(9, "\"not stated\"", GRADES, &without, "");
    assert_eq!((of(&report, "first"), of(&report, "second"), open(&report)), (0, 4, vec![]));
    assert!(report.text(&small(), text::Lang::Zh).contains("不设一等奖"));
    let report = held(10, "\"not stated\"", GRADES, &without, "");
    assert_eq!((of(&report, "first"), of(&report, "second")), (2, 4), "ten are enough");
    // So many as the round itself names are halved too, and an open half is told once.
    let halves = |rounding: &str| {
        let few = format!(
            "take = {{ count = 3 }}\nfewest = [{{ count = 9, otherwise = {{ seats = {{ share = \"1/2\"{rounding} }} }} }}]"
        );
        let report = held(8, "\"not stated\"", "", &few, "");
        (seated(&report), open(&report))
    };
    assert_eq!(halves(", rounding = \"up\""), (2, vec![]));
    assert_eq!(halves(", rounding = \"cut\""), (1, vec![]));
    assert_eq!(halves(", rounding = \"cut\", least = 2"), (2, vec![]));
    assert_eq!(halves(""), (1, vec!["result.final.fewest.otherwise.seats.rounding".to_owned()]));
}

proptest! {
    /// However a share is rounded, more entries never make fewer seats, seats never leave the bounds, and what every way
    /// of rounding gives needs none.
    #[test]
    fn shares_grow_with_the_entries(
        above in 1_u32..20, more in 0_u32..20, least in 0_u32..3, most in 3_u32..9, n in 1_u32..60,
    ) {
        let share = format!("{above}/{}", above + more);
        let of = |rounding: Option<plan::Rounding>, n: u32| {
            let rounding = rounding.map_or(plan::Stated::NotStated, plan::Stated::Is);
            let share = share.parse().unwrap();
            plan::Portion { share, rounding, least: Some(least), most: Some(most) }.of((n.into(), 1)).unwrap()
        };
        use plan::Rounding::{Cut, HalfEven, HalfUp, Up};
        let ways = [Cut, HalfEven, HalfUp, Up].map(|by| match of(Some(by), n) {
            plan::Portioned::Whole(n) => n,
            plan::Portioned::Open(..) => panic!("{by:?} gives one number"),
        });
        prop_assert!(ways.is_sorted() && ways.iter().all(|n| (least..=most).contains(n)));
        for (by, now) in [Cut, HalfEven, HalfUp, Up].into_iter().zip(ways) {
            prop_assert!(matches!(of(Some(by), n + 1), plan::Portioned::Whole(next) if next >= now));
        }
        let open = of(None, n);
        if ways[0] == ways[3] {
            prop_assert_eq!(open, plan::Portioned::Whole(ways[0]));
        } else {
            prop_assert_eq!(open, plan::Portioned::Open(ways[0], ways[3]));
        }
    }
}

/// What is told of candidates put forward by units, under a quota of one for each thousand heads.
fn put_forward(quota: &str, candidates: &str, measures: &str) -> Vec<String> {
    let units = "[[unit]]\nid = \"dong\"\nname = \"东区\"\nkind = \"county\"\nvalues = [{ measure = \"heads\", value = 2300 }]\n[[unit]]\nid = \"xi\"\nname = \"西区\"\nkind = \"county\"\n[[measure]]\nid = \"heads\"\nname = \"人数\"\n";
    let recommend = format!(
        "[[stage]]\nid = \"collect\"\nkind = \"recommend\"\nname = \"推荐\"\n[stage.recommend]\ntiers = [\"bottom-up\"]\nbrief_most = \"not stated\"\n{quota}\n"
    );
    let plan = plan_of(&[
        BUILDERS,
        units,
        &recommend,
        &vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\""),
        &result("final", &format!("{SUM}\ntake = \"seats\"")),
    ]);
    let tables = [
        ("candidates", format!("id,unit\n{candidates}")),
        ("measures", format!("unit,candidate,measure,value\n{measures}")),
    ];
    let tables: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let faults = read_tables(&plan, &tables).err().unwrap_or_default();
    faults.iter().map(|fault| fault.sentence(text::Lang::Zh)).collect()
}

#[test]
fn a_unit_puts_forward_one_for_each_thousand_of_its_people_and_one_for_fewer() {
    let by = |rounding: &str| {
        format!(
            "quota_of = [{{ by = {{ measure = \"heads\", portion = {{ share = \"1/1000\", least = 1{rounding} }} }} }}]"
        )
    };
    let cut = by(", rounding = \"cut\"");
    let dong = "a,dong\nb,东区\nc,dong\n";
    // 2,300 people: two places, and three where what is left counts as a thousand. The plan's own number holds.
    let told = put_forward(&cut, dong, "");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("candidates.csv") && told[0].contains("3名候选人") && told[0].contains("2名"),
        "{told:?}"
    );
    assert_eq!(put_forward(&by(", rounding = \"up\""), dong, ""), [""; 0]);
    assert_eq!(put_forward(&by(""), dong, ""), [""; 0], "whether two or three, the plan does not say");
    // 西区 stands in the plan without its number, 南区 not at all: a table gives both.
    let others = "a,xi\nb,西区\nc,南区\nd,南区\n";
    let heads = "西区,,heads,2000\n南区,,heads,640\n";
    let told = put_forward(&cut, others, heads);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("第5行") && told[0].contains("1名"), "{told:?}");
    assert_eq!(put_forward(&cut, others, ""), [""; 0], "without a number there is no quota to hold them to");
    // A guide binds nobody, and who takes no place of a quota is not told apart in the table.
    assert_eq!(put_forward(&format!("{cut}\nquota_binds = false"), dong, ""), [""; 0]);
    assert_eq!(put_forward(&format!("{cut}\noutside_quota = [\"own\"]"), dong, ""), [""; 0]);
    // A plain quota is held in the same way.
    assert_eq!(put_forward("quota = 2", dong, "").len(), 1);
    // A figure is a unit's or a candidate's.
    assert_eq!(put_forward(&cut, "a,xi\n", "西区,a,heads,2000\n").len(), 1);
    assert_eq!(put_forward(&cut, "a,xi\n", "西区,,heads,viele\n").len(), 1);
}
