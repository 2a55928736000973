//! What `xuanxian count` tells: one object for programs, tables with reasons for people.

use plan::{Normalise, Plan};
use serde::Serialize;
use text::{Lang, args, t, ta};

use crate::margins::{self, Margin};
use crate::rank::TieEnd;
use crate::rounds::{Category, Counted, Open, OpenIs, Round, Row};
use crate::tables::{Fallen, Read, Reason};
use crate::tell::{Names, number};
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
}

/// Counts what was read.
///
/// # Errors
/// [`CountError`] where the tables contradict the plan or themselves.
pub fn report(plan: &Plan, read: &Read) -> Result<Report, CountError> {
    let counted = rounds::rounds(plan, &read.data)?;
    let margins = margins::margins(plan, &read.data, read.unsuspected.as_ref(), &counted);
    Ok(Report { counted, invalid: read.invalid.clone(), margins })
}

impl Report {
    /// True where nothing is open.
    pub fn decided(&self) -> bool {
        self.counted.open.is_empty()
    }

    /// The whole report in words: a table for each round and category with why, then awards, what is open, and ballots
    /// that do not count.
    pub fn text(&self, plan: &Plan, lang: Lang) -> String {
        let who = |id: &str| id.to_owned();
        let names = Names { plan, who: &who, lang };
        let tell = Telling { plan, names, lang };
        let mut out = vec![format!("{}\n", plan.title)];
        for round in &self.counted.rounds {
            out.extend(round.categories.iter().map(|category| tell.category(round, category)));
        }
        if !self.counted.awards.is_empty() {
            let given = self.counted.awards.iter().map(|given| {
                let award = plan.award.iter().find(|award| award.id == given.award);
                format!(
                    "  {}: {}\n",
                    award.map_or(given.award.as_str(), |award| &award.name),
                    given.candidate
                )
            });
            out.push(format!("{}\n{}", t(lang, "count-awards"), given.collect::<String>()));
        }
        if !self.margins.is_empty() {
            let told = self.margins.iter().map(|margin| format!("  {}\n", tell.margin(margin)));
            out.push(format!("{}\n{}", t(lang, "count-margins"), told.collect::<String>()));
        }
        if !self.invalid.is_empty() {
            out.push(ta(lang, "count-fallen", &args! { "n" => self.invalid.len() as u64 }) + "\n");
            out.extend(self.invalid.iter().map(|fallen| {
                let reason = t(lang, reason_key(fallen.reason));
                format!("  {} ({}): {reason}\n", fallen.ballot, tell.category_name(&fallen.category))
            }));
        }
        match self.counted.open.as_slice() {
            [] => out.push(t(lang, "count-decided") + "\n"),
            open => {
                out.push(t(lang, "count-open") + "\n");
                out.extend(open.iter().map(|open| format!("  {}\n", tell.open(open))));
            }
        }
        out.concat()
    }
}

struct Telling<'a> {
    plan: &'a Plan,
    names: Names<'a>,
    lang: Lang,
}

impl Telling<'_> {
    fn category_name(&self, id: &str) -> String {
        self.plan
            .category
            .iter()
            .find(|row| row.id == id)
            .map_or_else(|| id.to_owned(), |row| row.name.clone())
    }

    fn round_name(&self, id: &str) -> String {
        self.plan.result.iter().find(|row| row.id == id).map_or_else(|| id.to_owned(), |row| row.name.clone())
    }

    fn category(&self, round: &Round, category: &Category) -> String {
        let apart = category.apart.as_ref().map(|value| format!(" {value}")).unwrap_or_default();
        let title = args! {
            "round" => self.round_name(&round.id), "category" => format!("{}{apart}", self.category_name(&category.id))
        };
        let mut out = vec![format!("\n{}\n", ta(self.lang, "count-category", &title))];
        out.extend(category.ranking.iter().map(|row| self.row(row)));
        if let Some(margin) = &category.margin {
            out.push(format!("  {}\n", ta(self.lang, "count-margin", &args! { "n" => number(margin) })));
        }
        let general = category.steps.iter().filter(|step| step.concerns(""));
        out.extend(general.map(|step| format!("  {}\n", self.names.step(step))));
        for tie in category.ties.iter().filter(|tie| tie.end != TieEnd::Shared) {
            let args = args! {
                "rank" => tie.rank, "who" => tie.candidates.join(", "), "end" => self.names.tie_end(&tie.end)
            };
            out.push(format!("  {}\n", ta(self.lang, "count-tie", &args)));
        }
        out.push(format!("  {}\n", t(self.lang, "count-why")));
        for row in &category.ranking {
            out.push(format!("    {}\n", row.candidate));
            let steps =
                category.steps.iter().filter(|step| !step.concerns("") && step.concerns(&row.candidate));
            out.extend(steps.map(|step| format!("      {}\n", self.names.step(step).trim())));
        }
        out.concat()
    }

    fn row(&self, row: &Row) -> String {
        let rank = row.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        let score = row.score.as_ref().map_or_else(|| "-".to_owned(), number);
        let award = row.award.as_ref().and_then(|id| self.plan.award.iter().find(|award| award.id == *id));
        let award = award.map(|award| format!("  {}", award.name)).unwrap_or_default();
        let status = self.names.status(row.status);
        format!("{rank:>4}  {:<20} {score:>14}  {status}{award}\n", row.candidate)
    }

    fn open(&self, open: &Open) -> String {
        let says = match &open.is {
            OpenIs::Missing { missing } => self.names.missing(missing),
            OpenIs::Tie { rank, candidates } => {
                let end = self.names.tie_end(&TieEnd::Waits);
                let args = args! { "rank" => *rank, "who" => candidates.join(", "), "end" => end };
                ta(self.lang, "count-tie", &args)
            }
            OpenIs::Resolution => t(self.lang, "count-open-resolution"),
        };
        if open.round.is_empty() {
            return says;
        }
        let apart = open.apart.as_ref().map(|value| format!(" {value}")).unwrap_or_default();
        let category = format!("{}{apart}", self.category_name(&open.category));
        let args = args! { "round" => self.round_name(&open.round), "category" => category };
        format!("{} {says}", ta(self.lang, "count-category", &args))
    }

    fn margin(&self, margin: &Margin) -> String {
        let what = match &margin.without {
            margins::Without::Judge { judge } => {
                ta(self.lang, "count-without-judge", &args! { "what" => judge })
            }
            margins::Without::Channel { channel } => {
                ta(self.lang, "count-without-channel", &args! { "what" => channel })
            }
            margins::Without::Suspects => t(self.lang, "count-without-suspects"),
            margins::Without::Trimming => t(self.lang, "count-without-trimming"),
            margins::Without::Normalisation { part, by } => {
                let key = match by {
                    Normalise::DivideByMaximum => "count-normalise-maximum",
                    Normalise::Share => "count-normalise-share",
                    _ => "count-normalise-rank",
                };
                let args = args! { "part" => self.names.part(part), "by" => t(self.lang, key) };
                ta(self.lang, "count-without-normalisation", &args)
            }
        };
        let changes: Vec<String> = margin.in_.iter().chain(&margin.out).cloned().collect();
        let args = args! {
            "round" => self.round_name(&margin.round), "category" => self.category_name(&margin.category),
            "what" => what, "who" => changes.join(", ")
        };
        let key = if changes.is_empty() { "count-margin-same" } else { "count-margin-changes" };
        ta(self.lang, key, &args)
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
        Reason::Together => "count-reason-together",
        Reason::TooFew => "count-reason-too-few",
        Reason::TooMany => "count-reason-too-many",
        Reason::Twice => "count-reason-twice",
        Reason::Unknown => "count-reason-unknown",
        Reason::Equals => "count-reason-equals",
        Reason::Elsewhere => "count-reason-elsewhere",
        Reason::Unwritten => "count-reason-unwritten",
    }
}
