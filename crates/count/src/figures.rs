//! Raw figures of the stages of a round, and who stood back from whom.

use std::collections::BTreeMap;

use plan::{Combine, Figure, Part, ResultRule, Whole};

use crate::polls::{self, Poll};
use crate::sheets::{self, Panel, SheetState, Work};
use crate::steps::{Log, Step};
use crate::undecided::{Missing, What};
use crate::{Figures, Input, ballots};

/// The raw figures of every stage that has some, also of stages that are no part of the score.
pub(crate) fn figures(input: &Input, standing: &[&String], log: &mut Log) -> BTreeMap<String, Figures> {
    let mut figures = BTreeMap::new();
    for (stage, tally) in &input.votes {
        figures.insert(stage.clone(), ballots::figures(stage, tally, standing, log));
    }
    for (stage, poll) in &input.known.polls {
        if repeated(input, stage, poll) {
            continue;
        }
        let (valid, invalid) = poll.ballots();
        // Totals without a row for the ballots: how many there were is not known.
        if valid + invalid > 0 || !poll.voted() {
            log.step(Step::Ballots { stage: stage.clone(), valid, invalid });
        }
        if poll.ranks() {
            for group in &poll.groups {
                worth(stage, group, None, group.valid, log);
            }
            continue;
        }
        let mut votes = Figures::default();
        for candidate in standing {
            let n = poll.votes(candidate);
            log.step(Step::Votes { stage: stage.clone(), candidate: (*candidate).clone(), votes: n });
            for group in &poll.groups {
                let said = group.said.get(*candidate).map_or(0, |said| said.votes);
                worth(stage, group, Some(candidate), said, log);
            }
            votes.of.insert((*candidate).clone(), poll.counted(candidate));
        }
        figures.insert(stage.clone(), votes);
    }
    for (stage, panel) in &input.sheets {
        let scored = sheets::figures(stage, input.category, panel, standing, log);
        figures.insert(stage.clone(), Figures { panel: true, ..scored });
    }
    figures
}

/// Whether a panel voted several times: each ballot is held against the bar by itself, and their sum says nothing.
fn repeated(input: &Input, stage: &str, poll: &Poll) -> bool {
    let held = matches!(input.rule.combine.get(), Some(Combine::Support(rule)) if rule.stage == stage && rule.ballots.is_some());
    held && poll.groups.iter().any(|group| group.channel.parse::<u32>().is_ok_and(|number| number > 1))
}

/// Tells of a channel whose ballots count several times.
fn worth(stage: &str, group: &polls::Group, candidate: Option<&String>, votes: u64, log: &mut Log) {
    if let Some(worth) = &group.worth {
        log.step(Step::Worth {
            stage: stage.to_owned(),
            candidate: candidate.cloned(),
            channel: group.channel.clone(),
            votes,
            worth: worth.clone(),
        });
    }
}

/// Judges who stood back, by stage and candidate, where they are left out of those present.
pub(crate) fn recused(input: &Input, log: &mut Log) -> BTreeMap<String, BTreeMap<String, u64>> {
    let of = |panel: &Panel| -> BTreeMap<String, u64> {
        let mut recused = BTreeMap::new();
        match &panel.work {
            Work::Piles(piles) => {
                recused.extend(piles.iter().map(|pile| (pile.candidate.clone(), pile.recused)));
            }
            Work::Sheets(sheets) => {
                for sheet in sheets.iter().filter(|sheet| sheet.state == SheetState::Recused) {
                    *recused.entry(sheet.candidate.clone()).or_insert(0) += 1;
                }
            }
        }
        recused
    };
    let mut recused = BTreeMap::new();
    for (stage, panel) in &input.sheets {
        let rules = panel.rules.recusal.get();
        let counted_in = rules.map_or(Some(false), |rules| rules.present(input.category));
        let of = of(panel);
        if counted_in.is_none() && of.values().any(|n| *n > 0) && of_present(input.rule, stage) {
            // A table of sheets does not know on which ground somebody stood back.
            let path = format!("stage.{stage}.review.recusal.follows.present");
            log.undecided(Missing { path, what: What::NotStated, candidate: None });
        }
        if counted_in != Some(true) {
            recused.insert(stage.clone(), of);
        }
    }
    recused
}

/// Whether a rule holds a stage's votes against those present.
fn of_present(rule: &ResultRule, stage: &str) -> bool {
    fn inside(part: &Part, stage: &str) -> bool {
        part.stage == stage && part.figure == Some(Figure::Rate(Whole::Present))
            || part.parts.iter().any(|part| inside(part, stage))
    }
    match rule.combine.get() {
        Some(Combine::Support(rule)) => rule.stage == stage && rule.of.get() == Some(&Whole::Present),
        Some(combine) => combine.parts().iter().any(|part| inside(part, stage)),
        None => false,
    }
}
