//! A song contest country by country, and marks of critics at film festivals.

use std::collections::BTreeMap;
use std::fmt::Write;

use count::Exact;

use super::plans::{candidates, counted, plan_of, rankings, result, vote};
use super::{kinds, read};

#[test]
fn points_from_country_to_country_add_up_to_a_whole_final() {
    let published = read("eurovision-1975");
    assert_eq!(published.what, "places-given");
    let ballots = kinds(&published);
    assert!(ballots.iter().all(|(times, order)| *times == 1 && order.len() == published.table.len()));
    let mut songs: Vec<&String> = ballots.iter().flat_map(|(_, order)| order).collect();
    songs.sort_unstable();
    songs.dedup();
    let table: Vec<String> = published.table.iter().map(ToString::to_string).collect();
    let rules = format!(
        "combine = {{ sum = [{{ stage = \"juries\", figure = {{ places = [{}] }}, normalise = \"none\", weight = 1 }}] }}\n\
         take = \"seats\"",
        table.join(", ")
    );
    let plan = plan_of(&[
        &vote("juries", "channel = []\nballot = { rank = { least = 10, most = 10 } }"),
        &result("juries", &rules),
    ]);
    let counted =
        counted(&plan, &[("candidates", candidates(songs.iter().copied())), ("ballots", rankings(&ballots))]);
    let rows = &counted.rounds[0].categories[0].ranking;
    let found: BTreeMap<&String, Exact> =
        rows.iter().map(|row| (&row.candidate, row.score.clone().unwrap())).collect();
    assert_eq!(found.len(), ballots.len(), "every country has a song");
    for (song, points) in &published.expected.points {
        assert_eq!(found[song], Exact::from(*points), "{song}");
    }
    let given = published.table.iter().sum::<u64>() * ballots.len() as u64;
    assert_eq!(found.values().sum::<Exact>(), Exact::from(given));
    assert_eq!((rows[0].candidate.as_str(), rows[0].status), ("nl", count::Status::Seated));
}

#[test]
fn a_grid_of_critics_has_the_means_that_were_printed() {
    let published = read("cannes-grid");
    assert_eq!(published.what, "marks");
    let review = "\n[[stage]]\nid = \"grid\"\nkind = \"review\"\nname = \"场刊\"\n[stage.review]\npanel = \"not stated\"\n\
                  rubric = [{ id = \"stars\", name = \"星级\", most = 4 }]\naggregate = \"mean\"\ntrim = 0\nsheets_least = 0\nrecusal = \"not stated\"\n";
    let rules = "combine = { sum = [{ stage = \"grid\", normalise = \"none\", weight = 1 }] }\nplaces = 1\ntake = \"seats\"";
    let plan = plan_of(&[review, &result("grid", rules)]);
    let mut sheets = "judge,category,candidate,criterion,score".to_owned();
    for (film, marks) in &published.marks {
        for (critic, stars) in marks.iter().enumerate() {
            write!(sheets, "\nj{critic},all,{film},stars,{stars}").unwrap();
        }
    }
    let counted = counted(&plan, &[("candidates", candidates(published.marks.keys())), ("sheets", sheets)]);
    let rows = &counted.rounds[0].categories[0].ranking;
    let found: BTreeMap<String, String> =
        rows.iter().map(|row| (row.candidate.clone(), row.score.as_ref().unwrap().fixed(1))).collect();
    assert_eq!(found, published.expected.means);
}

#[test]
fn dots_for_the_best_less_dots_for_the_worst() {
    let published = read("film-society-2022");
    assert_eq!(published.what, "net");
    let rules = "combine = { sum = [{ stage = \"vote\", figure = \"net\", normalise = \"none\", weight = 1 }] }\ntake = \"seats\"";
    let plan = plan_of(&[&vote("vote", "channel = []\nballot = { opinion = {} }"), &result("vote", rules)]);
    let mut tallies = "category,candidate,for,against".to_owned();
    for (film, marks) in &published.marks {
        write!(tallies, "\nall,{film},{},{}", marks[0], marks[1]).unwrap();
    }
    let counted = counted(&plan, &[("candidates", candidates(published.marks.keys())), ("tallies", tallies)]);
    let rows = &counted.rounds[0].categories[0].ranking;
    let found: Vec<(&String, String)> =
        rows.iter().map(|row| (&row.candidate, row.score.as_ref().unwrap().to_string())).collect();
    let told = published.expected.places.iter().map(|id| (id, published.expected.means[id].clone()));
    assert_eq!(found, told.collect::<Vec<_>>());
}
