//! The makings of small selections, and what every story and property is told with.

mod bodies;
mod bounds;
mod cast;
mod chaired;
mod empty;
mod entered;
mod equals;
mod every;
mod firm;
mod given;
mod known;
mod known_sums;
mod laws;
mod made;
mod marked;
mod misled;
mod named;
mod off;
mod panels;
mod penal;
mod portions;
mod properties;
mod seated;
mod silent;
mod tabled;
mod together;

use std::collections::{BTreeMap, BTreeSet};

use plan::review::RecusalRules;
use plan::{
    Aggregate, Combine, Criterion, Decide, ListKind, Normalise, Part, ResultRule, ReviewRules, Seats, Stated,
    Take, TieStep,
};

use crate::{Input, Known, Outcome, Panel, Ranked, Sheet, SheetState, VoteTally, Work};

/// A rule with two parts, stage `vote` and stage `panel`, which seats as many as the category has seats.
fn rule(vote: u32, panel: u32, ties: &[TieStep]) -> ResultRule {
    let part = |stage: &str, weight: u32, normalise| Part {
        stage: stage.to_owned(),
        weight: Stated::Is(weight.to_string().parse().unwrap()),
        normalise: Stated::Is(normalise),
        ..Part::default()
    };
    ResultRule {
        id: "final".to_owned(),
        name: "综合得分".to_owned(),
        after: "panel".into(),
        yields: ListKind::Finalists,
        among: None,
        category: Vec::new(),
        apart_by: None,
        award: Vec::new(),
        rounding: None,
        composition: Vec::new(),
        approval: Vec::new(),
        vacancy: Stated::NotStated,
        combine: Stated::Is(Combine::Weighted(vec![
            part("vote", vote, Normalise::DivideByMaximum),
            part("panel", panel, Normalise::None),
        ])),
        fewest: Vec::new(),
        take: Stated::Is(Take::Seats),
        decide: Stated::Is(Decide::Count),
        ties: Stated::Is(ties.to_vec()),
        places: Stated::NotStated,
        clause: String::new(),
    }
}

fn parts(rule: &mut ResultRule) -> &mut Vec<Part> {
    match &mut rule.combine {
        Stated::Is(Combine::Weighted(parts)) => parts,
        _ => panic!("the rule of these tests has parts"),
    }
}

/// A panel that scores `merit` (to 60) and `style` (to 40).
fn panel(trim: u32, least: u32) -> ReviewRules {
    let criterion =
        |id: &str, most| Criterion { id: id.to_owned(), name: id.to_owned(), most, ..Criterion::default() };
    ReviewRules {
        rubric: Stated::Is(vec![criterion("merit", 60), criterion("style", 40)]),
        aggregate: Stated::Is(Aggregate::Mean),
        trim: Stated::Is(trim),
        sheets_least: Stated::Is(least),
        recusal: Stated::Is(RecusalRules {
            grounds: Vec::new(),
            follows: Vec::new(),
            everywhere: false,
            clause: String::new(),
        }),
        ..ReviewRules::default()
    }
}

fn scored(judge: &str, candidate: &str, merit: u32, style: u32) -> Sheet {
    let scores = BTreeMap::from([("merit".to_owned(), merit), ("style".to_owned(), style)]);
    Sheet { judge: judge.to_owned(), candidate: candidate.to_owned(), state: SheetState::Scored(scores) }
}

fn votes(of: &[(&str, u64)]) -> VoteTally {
    let per_candidate: BTreeMap<String, u64> =
        of.iter().map(|(c, votes)| ((*c).to_owned(), *votes)).collect();
    VoteTally { valid: per_candidate.values().sum(), invalid: 0, per_candidate }
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| (*name).to_owned()).collect()
}

/// An input with votes alone; a test adds what its story needs.
fn input<'a>(
    rule: &'a ResultRule,
    seats: &'a Stated<Seats>,
    candidates: &'a [String],
    votes: VoteTally,
) -> Input<'a> {
    Input {
        category: "builders",
        seats,
        rule,
        candidates,
        votes: BTreeMap::from([("vote".to_owned(), votes)]),
        sheets: BTreeMap::new(),
        withdrawn: BTreeSet::new(),
        resolved: Vec::new(),
        known: Known::default(),
    }
}

fn with_sheets<'a>(mut input: Input<'a>, rules: &'a ReviewRules, sheets: Vec<Sheet>) -> Input<'a> {
    input.sheets.insert("panel".to_owned(), Panel { rules, work: Work::Sheets(sheets) });
    input
}

fn of<'o>(outcome: &'o Outcome, candidate: &str) -> &'o Ranked {
    outcome.ranking.iter().find(|ranked| ranked.candidate == candidate).unwrap()
}

/// One line per candidate: rank, handle, score, status.
fn told(outcome: &Outcome) -> String {
    let line = |r: &Ranked| {
        let rank = r.rank.map_or("-".to_owned(), |rank| rank.to_string());
        let score = r.score.as_ref().map_or("-".to_owned(), ToString::to_string);
        format!("{rank} {} {score} {:?}\n", r.candidate, r.status).to_lowercase()
    };
    outcome.ranking.iter().map(line).collect()
}
