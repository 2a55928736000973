//! Notices: their days against the calendar, and against what follows.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Finder, said};
use crate::calendar::{FirstDay, Span};
use crate::fault::{Arg, Severity};
use crate::stage::{DayKind, ListKind, NoticeRules, Stage, StageKind};

/// The longest notice that makes sense, in days.
const NOTICE_MOST: u32 = 365;

impl Finder<'_> {
    pub(super) fn notice(&mut self, stage: &Stage, rules: &NoticeRules, path: &str) {
        if rules.ruling_days.get() == Some(&0) {
            let what = Arg::Word("plan-rule-notice-ruling-days");
            self.error("zero", format!("{path}.notice.ruling_days"), &[("what", what)]);
        }
        // The other lists come out of stages; this one comes out of a result alone.
        let made = self.plan.results_for(ListKind::Finalists).next().is_some();
        if rules.list == ListKind::Finalists && !made {
            self.ask("list-never-made", format!("{path}.notice.list"), &[]);
        }
        let days_path = format!("{path}.notice.days");
        let Some(days) = rules.days.get() else { return };
        if !(1..=NOTICE_MOST).contains(days) {
            self.error("notice-days", days_path, &[("days", (*days).into()), ("most", NOTICE_MOST.into())]);
            return;
        }
        // Nobody can reckon the end of seven days that are neither working days nor calendar days.
        let Some(kind) = rules.day.get() else { return };
        let zone = self.plan.time_zone.get().map(String::as_str);
        if let (DayKind::Working, Some(zone), false) = (kind, zone, self.mainland()) {
            // Which days are worked elsewhere this calendar does not know.
            self.ask("other-working-days", days_path, &[("zone", said(zone))]);
            return;
        }
        let opens = stage.opens.get().map(|opens| opens.date);
        let closes = stage.closes.get().map(|closes| closes.date);
        let earlier =
            stage.after.iter().filter_map(|id| self.plan.stage(id)?.closes.get()).map(|closes| closes.date);
        let Some(start) = opens.or(earlier.max()) else { return };
        let span_of = |start: Date, first: FirstDay| self.calendar.add_days(start, *days, *kind, first);
        // Where the plan does not say which day is the first, its own dates may: 12月22日至28日 are five working days
        // only if the 22nd is one of them. Otherwise the later reading is the careful one.
        let fits = opens.is_some() && closes == Some(span_of(start, FirstDay::Same).last);
        let silent = if fits { FirstDay::Same } else { FirstDay::Next };
        let first = rules.first.get().copied().unwrap_or(silent);
        let end = |start: Date| span_of(start, first);
        let span: Span = end(start);
        let zone = self.plan.zone();
        let over = |span: &Span| crate::Moment { date: span.last, minute: None }.closing(&zone);
        let ends = over(&span);
        let mut told = Vec::new();
        // On its last day a notice may end at the close of business.
        if closes.is_some_and(|closes| closes < span.last) {
            told.push((
                Severity::Error,
                "notice-closes-early",
                format!("{path}.closes"),
                vec![("end", span.last.into())],
            ));
        }
        // A few days more are a courtesy; twice the days are another rule.
        if let Some(closes) = stage.closes_at(&zone)
            && opens.is_some()
            && closes > over(&span_of(span.last, FirstDay::Next))
        {
            let args = vec![("days", (*days).into()), ("end", span.last.into())];
            told.push((Severity::Warning, "notice-dates-longer", format!("{path}.closes"), args));
        }
        for (n, later) in self.plan.stage.iter().enumerate() {
            let follows = matches!(later.kind, StageKind::Naming | StageKind::Publicity | StageKind::Closing);
            let Some(opens) = later.opens_at(&zone).filter(|_| follows || later.after.contains(&stage.id))
            else {
                continue;
            };
            if opens >= ends {
                continue;
            }
            let day = later.opens.get().map_or(start, |moment| moment.date);
            let mut args =
                vec![("stage", said(&later.name)), ("start", start.into()), ("end", span.last.into())];
            let earlier = (1..NOTICE_MOST as i64).filter_map(|back| start.checked_sub(back.days()).ok());
            let movable = stage.opens.get().is_none();
            let in_time = earlier.into_iter().find(|start| over(&end(*start)) <= opens).filter(|_| movable);
            args.push(("opens", day.into()));
            args.extend(in_time.map(|latest| ("latest", latest.into())));
            let code = if in_time.is_some() { "notice-ends-late" } else { "notice-ends-after-opening" };
            told.push((Severity::Warning, code, format!("stage[{n}].opens"), args));
        }
        for (severity, code, path, args) in told {
            self.tell(severity, code, path, &args);
        }
        if *kind == DayKind::Working && span.provisional {
            self.year_provisional(days_path, span.last);
        }
    }
}
