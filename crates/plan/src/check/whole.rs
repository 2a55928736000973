//! The plan as a whole: its parts, its basis, its publication record.

use jiff::civil::Date;

use super::{Finder, said};
use crate::fault::{Arg, Severity};
use crate::stage::StageKind;

impl Finder<'_> {
    /// What concerns the plan as a whole.
    pub(super) fn whole(&mut self) {
        let plan = self.plan;
        match plan.time_zone.get() {
            Some(zone) if jiff::tz::TimeZone::get(zone).is_err() => {
                self.error("unknown-time-zone", "time_zone", &[("found", said(zone))]);
            }
            // A plan without dates needs no zone.
            None if plan.dated() && plan.time_zone.is_silent() => {
                self.ask("not-stated", "time_zone", &[("rule", Arg::Rule("time-zone".to_owned()))]);
            }
            _ => {}
        }
        for (missing, key, word) in [
            (plan.category.is_empty(), "category", "plan-word-category"),
            (plan.stage.is_empty(), "stage", "plan-word-stage"),
        ] {
            if missing {
                self.error("none-at-all", key, &[("what", Arg::Word(word))]);
            }
        }
        // Many notices of a selection name nobody; who holds it has to be found out, and the rules stand.
        if plan.sponsor.is_empty() {
            self.ask("none-at-all", "sponsor", &[("what", Arg::Word("plan-word-sponsor"))]);
        }
        if plan.cycle.as_ref().is_some_and(|cycle| cycle.months.get() == Some(&0)) {
            self.error("zero", "cycle.months", &[("what", Arg::Word("plan-rule-cycle-months"))]);
        }
        // Where a plan does not even say in which zone it holds, its law is not known either: then these are asked.
        let lawless = !plan.time_zone.is_stated();
        if plan.stages(StageKind::Notice).next().is_none() && (lawless || self.mainland()) {
            let severity = if lawless { Severity::Question } else { Severity::Warning };
            self.tell(severity, "no-notice", "stage", &[]);
        }
        let approved = plan.approval.get().is_some_and(|basis| !basis.trim().is_empty());
        if !approved && self.mainland() {
            self.warn("no-approval", "approval", &[]);
            self.wording();
        } else if !approved {
            self.ask("not-stated", "approval", &[("rule", Arg::Rule("approval".to_owned()))]);
        }
        self.publication();
    }

    /// Every moment that the stages state lies before today: adopted now, everything would open and end at once.
    pub(super) fn over(&mut self, today: Date) {
        let zone = self.plan.zone();
        let moments = self.plan.stage.iter().enumerate().flat_map(|(n, stage)| {
            // A window begins before its last instant is over, so a moment of closing is the instant before.
            let closes = stage.ends_at(&zone).map(|at| (at.plus(-1), format!("stage[{n}].closes")));
            let opens = stage.opens_at(&zone).map(|at| (at, format!("stage[{n}].opens")));
            [opens, closes].into_iter().flatten().map(move |(at, path)| (at, path, stage))
        });
        let Some((at, path, stage)) = moments.max_by_key(|(at, _, _)| *at) else { return };
        let day = at.civil(&zone).date();
        if day < today {
            self.warn("all-over", path, &[("stage", said(&stage.name)), ("date", Arg::Day(day))]);
        }
    }

    pub(super) fn publication(&mut self) {
        let record = &self.plan.publication;
        if let (Some(index), Some(published)) = (&record.index, record.published) {
            self.year("publication.index", index, published);
        }
        for (path, number) in [
            ("publication.document", &record.document),
            ("publication.header_document", &record.header_document),
        ] {
            if let (Some(number), Some(issued)) = (number, record.issued) {
                self.year(path, number, issued);
            }
        }
        if let (Some(issued), Some(published)) = (record.issued, record.published)
            && published < issued
        {
            self.warn(
                "published-before-issued",
                "publication.published",
                &[("published", published.into()), ("issued", issued.into())],
            );
        }
        let first = self.plan.stage.iter().filter_map(|stage| stage.opens.get()).min();
        if let (Some(published), Some(first)) = (record.published, first)
            && published > first.date
        {
            self.warn(
                "published-after-opening",
                "publication.published",
                &[("published", published.into()), ("opens", first.date.into())],
            );
        }
        let owners = self.plan.sponsor.iter().filter(|sponsor| sponsor.owns_document).count();
        if record.document.is_some() && owners != 1 {
            self.warn("document-owner", "sponsor", &[("n", owners.into())]);
        }
    }

    /// A year in a number that is not the date's year. Real records disagree with themselves: never an error.
    pub(super) fn year(&mut self, path: &str, number: &str, date: Date) {
        let runs = number.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
        let mut years =
            runs.filter_map(|run| run.parse::<i16>().ok()).filter(|year| (1950..2100).contains(year));
        if let Some(year) = years.find(|year| *year != date.year()) {
            let args = [("number", said(number)), ("year", said(&year.to_string())), ("date", date.into())];
            self.warn("year-disagrees", path, &args);
        }
    }
}
