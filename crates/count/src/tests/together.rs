//! What a list must be together: over several categories, and where a body made it.

use super::made::*;
use crate::report::Report;

const TWO: &str = r#"
[[category]]
id = "people"
name = "个人"
seats = { exactly = 2 }
scope = "not stated"
[[category]]
id = "groups"
name = "集体"
seats = { exactly = 1 }
scope = "not stated"
[[attribute]]
id = "unit"
name = "单位"
"#;

const CANDIDATES: (&str, &str) = (
    "candidates",
    "id,category,unit\na,people,east\nb,people,west\nc,people,west\nd,people,north\nx,groups,west\ny,groups,north",
);
const TALLIES: (&str, &str) = (
    "tallies",
    "category,candidate,for\npeople,a,40\npeople,b,30\npeople,c,20\npeople,d,10\ngroups,x,9\ngroups,y,5",
);

fn by_votes(composition: &str) -> Report {
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"");
    let rule = format!(
        "combine = {{ sum = [{{ stage = \"vote\", weight = 1, normalise = \"none\" }}] }}\ntake = \"seats\"\nties = [\"all\"]\ncomposition = [{composition}]"
    );
    counted(&plan_of(&[TWO, &vote, &result("final", &rule)]), &[CANDIDATES, TALLIES])
}

/// Composed steps of the round: which clause, how many of how many.
fn composed(report: &Report) -> Vec<String> {
    let round = &report.counted.rounds[0];
    let own = round.categories.iter().flat_map(|category| &category.steps);
    own.chain(&round.steps)
        .filter_map(|step| match step {
            crate::Step::Composed { composition, value, count, of, .. } => {
                Some(format!("{composition} {} {count}/{of}", value.clone().unwrap_or_default()))
            }
            _ => None,
        })
        .collect()
}

const ONE: &str = "id = \"one\", name = \"每单位一名\", each = \"unit\", most = { count = 1 }";

#[test]
fn one_of_each_unit_over_all_categories_is_not_one_of_each_in_every_category() {
    // In every category by itself nobody is in anybody's way.
    let report = by_votes(&format!("{{ {ONE} }}"));
    insta::assert_snapshot!(all(&report), @r"
    final/people
    1 a 40 seated
    2 b 30 seated
    3 c 20 not
    4 d 10 not
    final/groups
    1 x 9 seated
    2 y 5 not
    ");
    assert_eq!(open(&report), [""; 0]);
    // Together b and x are two of the west, and nobody has said which category gives way.
    let report = by_votes(&format!("{{ {ONE}, together = true }}"));
    insta::assert_snapshot!(all(&report), @r"
    final/people
    1 a 40 seated
    2 b 30 undecided
    3 c 20 not
    4 d 10 not
    final/groups
    1 x 9 undecided
    2 y 5 not
    ");
    assert_eq!(open(&report), ["result.final.composition.one"]);
    assert!(composed(&report).contains(&"one west 2/3".to_owned()));
    // Two of each are kept, and that is told.
    let two = ONE.replace("count = 1", "count = 2");
    let report = by_votes(&format!("{{ {two}, together = true }}"));
    assert!(report.decided());
    assert_eq!(composed(&report), ["one east 1/3", "one north 0/3", "one west 2/3"]);
}

#[test]
fn too_few_over_all_categories_leaves_those_open_who_would_give_way() {
    let north = "id = \"north\", name = \"北边至少一名\", when = { attribute = \"unit\", is = [\"north\"] }, least = { count = 1 }, together = true";
    let report = by_votes(&format!("{{ {north} }}"));
    assert_eq!(all(&report).matches("undecided").count(), 3);
    assert_eq!(open(&report), ["result.final.composition.north"]);
    let text = report.text(
        &plan_of(&[TWO, &vote("channel = []\nballot = \"not stated\"\nlimit = \"not stated\"")]),
        text::Lang::Zh,
    );
    assert!(text.contains("由谁让出：result.final.composition.north"), "{text}");
}

#[test]
fn a_body_hears_where_its_list_breaks_the_composition_and_its_list_stands() {
    let panel = review("rubric = \"not stated\"");
    for (together, told) in [("", "one west 2/2"), (", together = true", "one west 2/3")] {
        let rule = result(
            "final",
            &format!(
                "combine = {{ pick = \"评委会\" }}\ntake = \"seats\"\ncomposition = [{{ {ONE}{together} }}]"
            ),
        );
        let rule = rule.replace("decide = \"count\"", "decide = \"resolution\"");
        let picks = "category,candidate,kind,value\npeople,b,pick,1\npeople,c,pick,2\ngroups,y,pick,1";
        let report = counted(&plan_of(&[TWO, &panel, &rule]), &[CANDIDATES, ("decisions", picks)]);
        assert!(composed(&report).contains(&told.to_owned()), "{:?}", composed(&report));
        assert_eq!(open(&report), ["result.final.composition.one"]);
        assert_eq!(all(&report).matches("seated").count(), 3);
    }
}

#[test]
fn of_those_who_pass_a_bar_the_best_supported_go_on_who_keep_the_composition() {
    let told = |rules: &str| {
        let vote = vote(
            "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"",
        );
        let support = "combine = { support = { stage = \"vote\", of = \"valid\", bar = [{ share = \"1/2\", reach = \"above\" }] } }";
        let rule = format!("{support}\ntake = \"seats\"\nties = [\"resolution\"]\n{rules}");
        let candidates =
            "id,category,unit\na,people,east\nb,people,east\nc,people,west\nd,people,north\nx,groups,west";
        let tallies = "category,candidate,for,against,abstain\npeople,a,9,,\npeople,b,8,,\npeople,c,7,,\npeople,d,4,,\npeople,,10,10,0\ngroups,x,9,,\ngroups,,10,10,0";
        let report = counted(
            &plan_of(&[TWO, &vote, &result("final", &rule)]),
            &[("candidates", candidates), ("tallies", tallies)],
        );
        let people = &report.counted.rounds[0].categories[0];
        (lines(people), open(&report), report.text(&plan_of(&[TWO, &vote]), text::Lang::En))
    };
    let (rows, open, words) = told(&format!("vacancy = true\ncomposition = [{{ {ONE} }}]"));
    assert_eq!(rows, "- a - seated\n- c - seated\n- b - not\n- d - not\n");
    assert_eq!(open, [""; 0]);
    assert!(words.contains("Ranked high enough, but not taken"), "{words}");
    // Nobody who does not pass is taken for the sake of a clause.
    let north = "{ id = \"n\", name = \"北边\", when = { attribute = \"unit\", is = [\"north\"] }, least = { count = 1 } }";
    let (rows, open, _) = told(&format!("category = [\"people\"]\nvacancy = true\ncomposition = [{north}]"));
    assert!(!rows.contains("seated"), "{rows}");
    assert_eq!(open, ["result.final.composition"]);
}

#[test]
fn a_share_may_be_of_some_of_those_who_go_on_or_of_the_places() {
    const KINDS: &str =
        "[[attribute]]\nid = \"kind\"\nname = \"类型\"\n[[attribute]]\nid = \"post\"\nname = \"岗位\"\n";
    let told = |seats: u32, rules: &str, rows: &str| {
        let vote =
            vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"");
        let sum = "combine = { sum = [{ stage = \"vote\", weight = 1, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]";
        let plan = plan_of(&[
            &BUILDERS.replace("at-most = 2", &format!("at-most = {seats}")),
            KINDS,
            &vote,
            &result("final", &format!("{sum}\ncomposition = [{rules}]")),
        ]);
        let (mut candidates, mut tallies) = ("id,kind,post\n".to_owned(), "candidate,for\n".to_owned());
        for (at, row) in rows.split(' ').enumerate() {
            let (kind, post) = row.split_at(1);
            let name = char::from(b'a' + at as u8);
            candidates += &format!("{name},{kind},{post}\n");
            tallies += &format!("{name},{}\n", 99 - at);
        }
        let report = counted(&plan, &[("candidates", &candidates), ("tallies", &tallies)]);
        assert!(report.decided(), "{:?}", open(&report));
        let seated = report.counted.rounds[0].categories[0].ranking.iter();
        let seated = seated.filter(|row| row.status == crate::Status::Seated);
        (seated.map(|row| row.candidate.clone()).collect::<String>(), composed(&report).concat())
    };
    // Of the enterprise staff (E) who go on at least half are workers (w); officials (O) are no part of that.
    let workers = "{ id = \"w\", name = \"工人\", when = { attribute = \"post\", is = [\"w\"] }, of = { those = { attribute = \"kind\", is = [\"E\"] } }, least = { share = \"1/2\" } }";
    assert_eq!(told(4, workers, "Eh Eh Oo Eh Ew Oo"), ("acef".to_owned(), "w  1/2".to_owned()));
    assert_eq!(told(3, workers, "Eh Eh Oo Eh Ew Oo"), ("ace".to_owned(), "w  1/2".to_owned()));
    assert_eq!(told(2, workers, "Oo Oo Eh Ew"), ("ab".to_owned(), "w  0/0".to_owned()));
    let heads = workers.replace("least", "most").replace("[\"w\"]", "[\"h\"]").replace("1/2", "1/3");
    assert_eq!(told(4, &heads, "Eh Eh Ew Ew Oo Ew"), ("acde".to_owned(), "w  1/3".to_owned()));
    // A quarter of eight places is two, however few go on; of those who go on, one of four.
    let quarter = "{ id = \"q\", name = \"女\", when = { attribute = \"post\", is = [\"f\"] }, most = { share = \"1/4\" } }";
    assert_eq!(told(8, quarter, "Om Om Of Of Of"), ("ab".to_owned(), "q  0/2".to_owned()));
    let places = quarter.replace("most", "of = \"seats\", most");
    assert_eq!(told(8, &places, "Om Om Of Of Of"), ("abcd".to_owned(), "q  2/4".to_owned()));
}

#[test]
fn a_list_from_which_an_objection_took_somebody_is_held_against_its_clauses_anew() {
    let vote = vote("channel = []\nballot = { approve = { least = 1, most = 9 } }\nlimit = \"not stated\"");
    let notice = "\n[[stage]]\nid = \"notice\"\nkind = \"notice\"\nname = \"公示\"\n[stage.notice]\nlist = \"finalists\"\ndays = 7\nday = \"calendar\"\nupheld = \"removed\"\n";
    let west = "{ id = \"w\", name = \"西边\", when = { attribute = \"unit\", is = [\"west\"] }, least = { count = 1 } }";
    let rule = format!(
        "category = [\"people\"]\ncombine = {{ sum = [{{ stage = \"vote\", weight = 1, normalise = \"none\" }}] }}\ntake = \"seats\"\nties = [\"all\"]\ncomposition = [{west}]"
    );
    let plan = plan_of(&[TWO, &vote, notice, &result("final", &rule)]);
    let upheld = "category,candidate,kind,ref\npeople,b,upheld,核查结论";
    let report = counted(&plan, &[CANDIDATES, TALLIES, ("decisions", upheld)]);
    assert_eq!(composed(&report), ["w  0/1"], "a and b were on it, and b was the one of the west");
    assert_eq!(open(&report), ["result.final.composition.w"]);
    assert!(report.text(&plan, text::Lang::En).contains("Seats left empty: 1"));
}
