//! Counts elections given as JSON, one a line, and prints what came of each: tests hold it against other people's programs.
//!
//! A line is `{"candidates", "ballots", "shape", "faults", "count", "seats", "resolved"}`: handles, ballots and the plan's
//! own words; `count` is a `combine` of a plan, absent where votes or points are only added up. Nothing here decides
//! anything; it only calls `count::ranked`.

use std::io::{BufRead, Write};

use count::ranked::{self, Ballot, Form, Means, Rolls, Roster, Sums};
use plan::{BallotShape, Combine, Faults};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Election {
    candidates: Vec<String>,
    ballots: Vec<Ballot>,
    shape: BallotShape,
    #[serde(default)]
    faults: Faults,
    count: Option<Combine>,
    #[serde(default)]
    seats: u64,
    #[serde(default)]
    resolved: Vec<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let found = counted(&serde_json::from_str(&line?)?)?;
        writeln!(out, "{found}")?;
    }
    Ok(out.flush()?)
}

fn counted(election: &Election) -> Result<Value, Box<dyn std::error::Error>> {
    let roster = Roster::new(&election.candidates)?;
    let rolls = Rolls::of(&roster, &election.ballots)?;
    let form = Form { shape: &election.shape, faults: &election.faults, path: "stage.vote.vote" };
    let Some(combine) = &election.count else {
        let (sums, verdict) = ranked::add_up(&form, roster.len(), &rolls, &[])?;
        let figures = match &sums {
            Sums::Votes(votes) => json!(votes.of),
            Sums::Opinions(marks) => json!([marks.support, marks.oppose]),
            Sums::Placings(placings) => {
                json!(roster.all().map(|c| placings.of(c).collect::<Vec<_>>()).collect::<Vec<_>>())
            }
        };
        return Ok(json!({ "received": verdict.received, "figures": figures }));
    };
    let (sound, verdict) = ranked::sound(&form, roster.len(), &rolls, &[])?;
    let standing: Vec<_> = roster.all().collect();
    let means = Means { seed: None, resolved: &election.resolved };
    let seats = election.seats;
    let found = match (combine, &sound) {
        (Combine::Runoff(rule), Rolls::Rankings(roll)) => {
            json!(ranked::runoff(rule, "combine.runoff", &roster, roll, &standing, seats, means))
        }
        (Combine::Transfer(rule), Rolls::Rankings(roll)) => {
            json!(ranked::transfer(rule, "combine.transfer", &roster, roll, &standing, seats, means))
        }
        (Combine::SharedPoint(_), Rolls::Choices(roll)) => {
            json!(ranked::shared_point(&roster, roll, &standing, seats))
        }
        _ => return Err("this method does not count such ballots".into()),
    };
    Ok(json!({ "received": verdict.received, "found": found }))
}
