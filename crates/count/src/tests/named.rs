//! What is missing is told by what it is called and where it is entered, and never by a path.

use text::Lang;

use super::made::*;
use crate::tell::Names;

/// What is missing, in both languages.
fn missing(pieces: &[&str], tables: &[(&str, &str)]) -> [String; 2] {
    let plan = plan_of(pieces);
    let report = counted(&plan, tables);
    Lang::ALL.map(|lang| {
        let who = |id: &str| id.to_owned();
        let names = Names { plan: &plan, who: &who, lang };
        let categories = report.counted.rounds.iter().flat_map(|round| &round.categories);
        let told: Vec<_> =
            categories.flat_map(|category| &category.undecided).map(|it| names.missing(it)).collect();
        told.join("\n")
    })
}

const TWO: (&str, &str) = ("candidates", "id,category\na,builders\nb,builders\nc,builders");

#[test]
fn a_body_that_has_not_picked_yet_is_named() {
    let deliberates = review("rubric = []");
    let rule = result("final", "combine = { pick = \"评委会\" }\ntake = \"seats\"")
        .replace("after = \"vote\"", "after = \"panel\"");
    let [zh, en] = missing(&[BUILDERS, &deliberates, &rule], &[TWO]);
    assert_eq!(
        en,
        "final: 评委会 has not chosen yet: enter it in decisions, a row each, with pick in the column kind."
    );
    assert!(zh.contains("请填在decisions表"), "{zh}");
}

#[test]
fn a_part_none_of_whose_ballots_are_there_is_named() {
    let bodies = "[[electorate]]\nid = \"public\"\nname = \"公众\"\nkind = \"public\"\n[[electorate]]\nid = \"guild\"\nname = \"会员\"\nkind = \"members\"\n";
    let vote = vote(
        "electorate = [\"public\", \"guild\"]\nchannel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = [{ ballots = 1, per = \"stage\" }]",
    );
    let rule = result(
        "final",
        "combine = { sum = [\n  { id = \"p\", stage = \"vote\", electorate = [\"public\"], normalise = \"none\", weight = 1 },\n  { id = \"g\", stage = \"vote\", electorate = [\"guild\"], normalise = \"none\", weight = 1 },\n] }\ntake = \"seats\"\nties = [\"all\"]",
    );
    let tallies = (
        "tallies",
        "round,electorate,channel,category,candidate,for\nvote,public,web,builders,a,5\nvote,public,web,builders,b,3",
    );
    let [zh, en] = missing(&[BUILDERS, bodies, &vote, &rule], &[TWO, tallies]);
    assert!(en.contains("none that “投票 (会员)” counts") && !en.contains("stage."), "{en}");
    assert!(zh.contains("没有“投票（会员）”要计的"), "{zh}");
}

#[test]
fn too_few_sheets_are_told_with_how_many_are_needed() {
    let panel = review(
        "rubric = [{ id = \"merit\", name = \"业绩\", most = 100 }]\naggregate = \"mean\"\ntrim = 0\nsheets_least = 2",
    );
    let rule = result("final", "combine = { weighted = [{ stage = \"panel\", weight = 100, normalise = \"none\" }] }\ntake = \"seats\"\nties = [\"all\"]").replace("after = \"vote\"", "after = \"panel\"");
    let sheets = (
        "sheets",
        "judge,category,candidate,criterion,score\nj1,builders,a,merit,90\nj2,builders,a,merit,80\nj1,builders,b,merit,70\nj1,builders,c,merit,60\nj2,builders,c,merit,60",
    );
    let [zh, en] = missing(&[BUILDERS, &panel, &rule], &[TWO, sheets]);
    assert_eq!(en, "b: 评审: fewer score sheets than the 2 that are needed, so no score.");
    assert_eq!(zh, "b：评审：评分表不足2份，没有得分。");
}

#[test]
fn a_measure_that_a_tie_asks_for_is_named() {
    let measure = "[[measure]]\nid = \"order\"\nname = \"出场次序\"\n";
    let vote = vote(
        "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = [{ ballots = 1, per = \"stage\" }]",
    );
    let rule = result(
        "final",
        "combine = { sum = [{ stage = \"vote\", normalise = \"none\", weight = 1 }] }\ntake = \"seats\"\nties = [{ measure = \"order\" }]",
    );
    let tallies = (
        "tallies",
        "round,channel,category,candidate,for\nvote,web,builders,a,5\nvote,web,builders,b,3\nvote,web,builders,c,3",
    );
    let [_, en] = missing(&[BUILDERS, measure, &vote, &rule], &[TWO, tallies]);
    assert_eq!(
        en,
        "There are no figures for “出场次序”: enter them in measures, a row each, with order in the column measure."
    );
}

#[test]
fn of_equals_whoever_has_the_lower_figure_can_be_first() {
    let measure = "[[measure]]\nid = \"order\"\nname = \"出场次序\"\ndistinct = true\n";
    let vote = vote(
        "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = [{ ballots = 1, per = \"stage\" }]",
    );
    let tallies = (
        "tallies",
        "round,channel,category,candidate,for\nvote,web,builders,a,5\nvote,web,builders,b,3\nvote,web,builders,c,3",
    );
    let orders = ("measures", "category,candidate,measure,value\nbuilders,b,order,7\nbuilders,c,order,2");
    let seated = |step: &str| {
        let rule = result(
            "final",
            &format!(
                "combine = {{ sum = [{{ stage = \"vote\", normalise = \"none\", weight = 1 }}] }}\ntake = \"seats\"\nties = [{{ {step} = \"order\" }}]"
            ),
        );
        let report = counted(&plan_of(&[BUILDERS, measure, &vote, &rule]), &[TWO, tallies, orders]);
        assert_eq!(open(&report), [""; 0]);
        let rows = &report.counted.rounds[0].categories[0].ranking;
        let seated = rows.iter().filter(|row| row.status == crate::rank::Status::Seated);
        seated.map(|row| row.candidate.clone()).collect::<Vec<_>>()
    };
    assert_eq!(seated("lower"), ["a", "c"]);
    assert_eq!(seated("measure"), ["a", "b"]);
}

#[test]
fn a_number_between_two_is_for_a_body_to_settle() {
    let vote = vote(
        "channel = [{ id = \"web\", name = \"网页\", identity = \"code\" }]\nballot = { approve = { least = 1, most = 2 } }\nlimit = [{ ballots = 1, per = \"stage\" }]",
    );
    let tallies = (
        "tallies",
        "round,channel,category,candidate,for\nvote,web,builders,a,5\nvote,web,builders,b,4\nvote,web,builders,c,3",
    );
    let rule = result(
        "final",
        "combine = { sum = [{ stage = \"vote\", normalise = \"none\", weight = 1 }] }\ntake = { between = { least = 1, most = 2 } }\nties = [\"all\"]",
    );
    let resolved = rule.replace("decide = \"count\"", "decide = \"resolution\"");
    let picks = ("decisions", "kind,category,candidate\npick,builders,a\npick,builders,b");
    let report = counted(&plan_of(&[BUILDERS, &vote, &resolved]), &[TWO, tallies, picks]);
    assert_eq!(open(&report), [""; 0]);
    assert_eq!(all(&report).matches("seated").count(), 2, "{}", all(&report));
    // By figures alone the first is in, and whether the second is nobody has said.
    let report = counted(&plan_of(&[BUILDERS, &vote, &rule]), &[TWO, tallies]);
    assert!(open(&report).contains(&"result.final.take".to_owned()), "{:?}", open(&report));
    assert_eq!(all(&report).matches("seated").count(), 1, "{}", all(&report));
}

#[test]
fn a_pick_is_told_once_and_rounds_that_a_judge_had_no_part_in_are_not_told() {
    let deliberates = review("rubric = []");
    let picked = result("first", "combine = { pick = \"评委会\" }\ntake = \"seats\"")
        .replace("after = \"vote\"", "after = \"panel\"")
        .replace("decide = \"count\"", "decide = \"resolution\"");
    let scores = review("rubric = [{ id = \"merit\", name = \"业绩\", most = 100 }]\naggregate = \"mean\"\ntrim = 0\nsheets_least = 1").replace("\"panel\"", "\"scores\"");
    let last = result("final", "combine = { weighted = [{ stage = \"scores\", weight = 100, normalise = \"none\" }] }\ntake = { count = 1 }\nties = [\"all\"]\namong = { taken = \"first\" }").replace("after = \"vote\"", "after = \"scores\"");
    let plan = plan_of(&[BUILDERS, &deliberates, &scores, &picked, &last]);
    let picks = ("decisions", "kind,round,category,candidate\npick,first,builders,a\npick,first,builders,b");
    let sheets = (
        "sheets",
        "judge,category,candidate,criterion,score\nj1,builders,a,merit,90\nj2,builders,a,merit,80\nj1,builders,b,merit,70\nj2,builders,b,merit,70",
    );
    let report = counted(&plan, &[TWO, picks, sheets]);
    let text = report.text(&plan, Lang::En);
    assert_eq!(text.matches("Picked by the body.").count(), 2, "{text}");
    assert!(report.margins.iter().all(|margin| margin.round == "final"), "{text}");
    assert_eq!(report.margins.len(), 2, "a line for each judge: {text}");
}

#[test]
fn the_example_shows_how_somebody_stands_back_from_a_panel_that_votes() {
    let panel = review("rubric = []\nballot = { approve = { least = 1, most = 1 } }\nelectorate = \"jury\"")
        .replace("recusal = \"not stated\"", "recusal = { grounds = [\"kin\"] }");
    let jury = "[[electorate]]\nid = \"jury\"\nname = \"评委会\"\nkind = \"jury\"\nsize = 5\n";
    let rule = result(
        "final",
        "combine = { support = { stage = \"panel\", of = \"present\", bar = [{ share = \"1/2\", reach = \"above\" }] } }\ntake = \"passing\"",
    );
    let plan = plan_of(&[BUILDERS, &panel, jury, &rule]);
    let samples = crate::tables::examples(&plan);
    let sheets = samples.iter().find(|source| source.name.starts_with("sheets"));
    assert!(sheets.is_some_and(|source| source.text.contains("recused")));
}
