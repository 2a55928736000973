//! What `xuanxian count` tells: one object for programs, tables with reasons for people.

use std::collections::BTreeMap;

use plan::{Plan, TieStep, Upheld, names};
use serde::Serialize;
use text::{Lang, args};

use crate::margins::{self, Margin};
use crate::rank::{Status, Tie, TieEnd};
use crate::rounds::{Category, Counted, Open, OpenIs, Round, Row};
use crate::steps::Step;
use crate::tables::{Fallen, Read, Reason};
use crate::tell::{Names, number, short};
use crate::{CountError, rounds};

/// A count from tables, as JSON gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rounds, awards, what is open.
    #[serde(flatten)]
    pub counted: Counted,
    /// Ballots that do not count.
    pub invalid: Vec<Fallen>,
    /// Whether seats survive; information only.
    pub margins: Vec<Margin>,
    /// What candidates (by id) are called; programs go by the ids.
    #[serde(skip)]
    pub names: BTreeMap<String, String>,
}

/// Counts what was read.
///
/// # Errors
/// [`CountError`] where the tables contradict the plan or themselves.
pub fn report(plan: &Plan, read: &Read) -> Result<Report, CountError> {
    let counted = rounds::rounds(plan, &read.data)?;
    let margins = margins::margins(plan, read, &counted);
    Ok(Report { counted, invalid: read.invalid.clone(), margins, names: read.data.names.clone() })
}

impl Report {
    /// True where nothing is open.
    pub fn decided(&self) -> bool {
        self.counted.open.is_empty()
    }

    /// What a candidate (by id) is called; the id where no table names them.
    pub fn who(&self, id: &str) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The whole report in words: a table for each round and category with why, then awards, what is open, and ballots
    /// that do not count.
    pub fn text(&self, plan: &Plan, lang: Lang) -> String {
        let who = |id: &str| self.who(id);
        let tell = Names { plan, who: &who, lang };
        let section = |head: String, lines: Vec<String>| match lines.as_slice() {
            [] => String::new(),
            lines => {
                format!("\n{head}\n{}", lines.iter().map(|line| format!("  {line}\n")).collect::<String>())
            }
        };
        let mut out = vec![format!("{}\n", plan.title)];
        for round in &self.counted.rounds {
            out.extend(round.categories.iter().map(|category| tell.category_in_words(round, category)));
            out.extend(round.steps.iter().map(|step| format!("  {}\n", tell.step(step))));
        }
        let awards = self.counted.awards.iter();
        let awards =
            awards.map(|given| format!("{}: {}", tell.award(&given.award), tell.who(&given.candidate)));
        out.push(section(tell.t("count-awards"), awards.collect()));
        let (shaken, firm) = tell.margins(&self.margins);
        out.push(section(tell.t("count-margins"), [shaken, firm].concat()));
        let fallen = self.invalid.iter().map(|fallen| tell.fallen(fallen)).collect();
        out.push(section(tell.ta("count-fallen", &args! { "n" => self.invalid.len() as u64 }), fallen));
        out.push(match self.counted.open.as_slice() {
            [] => format!("\n{}\n", tell.t("count-decided")),
            open => section(tell.t("count-open"), open.iter().map(|open| tell.open(open)).collect()),
        });
        out.concat()
    }
}

/// What a report says beside the steps themselves.
impl Names<'_> {
    /// A category (by id).
    pub fn category(&self, id: &str) -> String {
        names::category(self.plan, id, self.lang).to_owned()
    }

    /// A round (by id).
    pub fn round(&self, id: &str) -> String {
        names::round(self.plan, id).to_owned()
    }

    /// A round in a category, and in the value that is counted apart.
    pub fn heading(&self, round: &str, category: &str, apart: Option<&str>) -> String {
        let apart = apart.map(|value| format!(" {value}")).unwrap_or_default();
        let category = format!("{}{apart}", self.category(category));
        self.ta("count-category", &args! { "round" => self.round(round), "category" => category })
    }

    /// What concerns a whole category, a line each: ballots, rounds, clauses on the composition, seats left empty, ties.
    pub fn general(&self, category: &Category) -> Vec<String> {
        let steps = category.steps.iter().filter(|step| step.concerns(""));
        steps.flat_map(|step| self.lines(step)).chain(self.ties(category)).collect()
    }

    /// Every tie that somebody or something had to end, a line each.
    pub fn ties(&self, category: &Category) -> Vec<String> {
        let ties = category.ties.iter().filter(|tie| tie.end != TieEnd::Shared);
        // What waits for a new vote or a lot waits for no resolution.
        let waits_for = |tie: &Tie| {
            category.steps.iter().rev().find_map(|step| match step {
                Step::Tie { by: by @ (TieStep::Revote(_) | TieStep::Lot(_)), groups, .. } => {
                    let equals = matches!(groups.as_slice(), [all] if all.iter().all(|one| tie.candidates.contains(one)));
                    (equals && tie.end == TieEnd::Waits).then(|| self.tie_step(by))
                }
                _ => None,
            })
        };
        let told = |tie| match waits_for(tie) {
            Some(by) => self.equals(tie, self.ta("count-tie-waits-for", &args! { "by" => by })),
            None => self.tie(tie),
        };
        ties.map(told).collect()
    }

    /// Why a candidate stands where they stand, a line each.
    pub fn why(&self, steps: &[Step], candidate: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for step in steps {
            lines.extend(self.story(step, candidate));
            if !step.concerns("") && step.concerns(candidate) {
                lines.extend(self.lines(step));
            }
        }
        lines
    }

    /// Equals, and how they were told apart or who does it.
    pub fn tie(&self, tie: &Tie) -> String {
        self.equals(tie, self.tie_end(&tie.end))
    }

    fn equals(&self, tie: &Tie, end: String) -> String {
        let who = self.list(tie.candidates.iter().map(|who| self.who(who)));
        self.ta("count-tie", &args! { "rank" => tie.rank, "who" => who, "end" => end })
    }

    fn category_in_words(&self, round: &Round, category: &Category) -> String {
        let mut out =
            vec![format!("\n{}\n", self.heading(&round.id, &category.id, category.apart.as_deref()))];
        out.extend(category.ranking.iter().map(|row| self.row(row, &category.steps)));
        if let Some(margin) = &category.margin {
            out.push(format!("  {}\n", self.ta("count-margin", &args! { "n" => number(margin) })));
        }
        out.extend(self.general(category).iter().map(|line| format!("  {}\n", line.trim())));
        out.push(format!("  {}\n", self.t("count-why")));
        for row in &category.ranking {
            out.push(format!("    {}\n", self.who(&row.candidate)));
            let why = self.why(&category.steps, &row.candidate);
            out.extend(why.iter().map(|line| format!("      {}\n", line.trim())));
        }
        out.concat()
    }

    fn row(&self, row: &Row, steps: &[Step]) -> String {
        let rank = row.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        let score = row.score.as_ref().map_or_else(|| "-".to_owned(), short);
        let award = row.award.as_ref().map(|id| format!("  {}", self.award(id))).unwrap_or_default();
        let status = self.status_of(row, steps);
        let who = self.who(&row.candidate);
        // A Han character is as wide as two others.
        let wide: usize = who.chars().map(|c| if c > '\u{2E7F}' { 2 } else { 1 }).sum();
        let space = " ".repeat(20_usize.saturating_sub(wide));
        format!("{rank:>4}  {who}{space} {score:>14}  {status}{award}\n")
    }

    /// What becomes of a candidate, in a word; whoever is off says why.
    fn status_of(&self, row: &Row, steps: &[Step]) -> String {
        let off = steps.iter().find_map(|step| match step {
            Step::Disqualified { candidate, .. } if *candidate == row.candidate => {
                Some("count-status-disqualified")
            }
            Step::Upheld { candidate, follows: Some(Upheld::Removed | Upheld::Replaced), .. }
                if *candidate == row.candidate =>
            {
                Some("count-status-upheld")
            }
            Step::Vetoed { candidate, .. } if *candidate == row.candidate => Some("count-status-vetoed"),
            Step::Refused { candidate, .. } if *candidate == row.candidate => Some("count-status-refused"),
            _ => None,
        });
        match off.filter(|_| matches!(row.status, Status::Not | Status::Withdrawn)) {
            Some(key) => self.t(key),
            None => self.status(row.status),
        }
    }

    /// A ballot that does not count, and why.
    pub fn fallen(&self, fallen: &Fallen) -> String {
        let mut reason = self.reason(fallen.reason);
        if !fallen.clause.is_empty() {
            reason += &self.ta("count-fallen-clause", &args! { "clause" => &fallen.clause });
        }
        format!("{} ({}): {reason}", fallen.ballot, self.category(&fallen.category))
    }

    /// Why a ballot does not count.
    pub fn reason(&self, reason: Reason) -> String {
        self.t(reason_key(reason))
    }

    /// What is open, and where.
    pub fn open(&self, open: &Open) -> String {
        let says = match &open.is {
            OpenIs::Missing { missing } => self.missing(missing),
            OpenIs::Tie { rank, candidates } if self.by_lot(&open.round) => {
                let who = self.list(candidates.iter().map(|who| self.who(who)));
                self.ta("count-tie-lot", &args! { "rank" => *rank, "who" => who })
            }
            OpenIs::Tie { rank, candidates } => self.tie(&Tie {
                rank: *rank,
                candidates: candidates.clone(),
                seats: None,
                end: TieEnd::Waits,
            }),
            OpenIs::Resolution => self.t("count-open-resolution"),
        };
        if open.round.is_empty() {
            return says;
        }
        format!("{} {says}", self.heading(&open.round, &open.category, open.apart.as_deref()))
    }

    /// Whether equals of a round (by id) wait for the seed of a lot.
    fn by_lot(&self, round: &str) -> bool {
        let rule = self.plan.result.iter().find(|rule| rule.id == round);
        let ties = rule.and_then(|rule| rule.ties.get());
        ties.is_some_and(|ties| ties.iter().any(|step| matches!(step, TieStep::Lot(_))))
    }
}

fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Marked => "count-reason-marked",
        Reason::Void => "count-reason-void",
        Reason::Penalty => "count-reason-penalty",
        Reason::Replaced => "count-reason-replaced",
        Reason::NoChange => "count-reason-no-change",
        Reason::Window => "count-reason-window",
        Reason::Limit => "count-reason-limit",
        Reason::Channel => "count-reason-channel",
        Reason::Account => "count-reason-account",
        Reason::Together => "count-reason-together",
        Reason::Out => "count-reason-out",
        Reason::TooFew => "count-reason-too-few",
        Reason::TooMany => "count-reason-too-many",
        Reason::Twice => "count-reason-twice",
        Reason::Unknown => "count-reason-unknown",
        Reason::Equals => "count-reason-equals",
        Reason::Own => "count-reason-own",
        Reason::Elsewhere => "count-reason-elsewhere",
        Reason::Unwritten => "count-reason-unwritten",
    }
}
