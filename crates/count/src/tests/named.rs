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
