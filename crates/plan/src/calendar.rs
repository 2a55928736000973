//! The working-day calendar: weekends, the State Council's holidays and make-up working days (调休), as versioned data.
//!
//! What counts as a working day is settled year by year by a notice of the General Office of the State Council. A
//! [`Calendar`] is a set of such notices. It can be asked what it would have said on an earlier day
//! ([`Calendar::known_at`]), because a period is reckoned with what is known when it is published, and a notice that
//! comes later may move its end: [`Calendar::compare`] says so, and somebody decides.
//!
//! A day whose notice has not come yet is judged by weekday alone and is *provisional*; so is every period that
//! reaches such a day.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::stage::DayKind;

/// The notices this binary was built with.
const BUILTIN: &str = include_str!("../data/calendar.toml");

/// From this day of December on, the notice for the next year may have a say. The New Year holiday has begun as early
/// as 30 December; a weekend worked for it lies within the week before.
const REACHES_BACK_TO: i8 = 24;

/// The notice for one year, with what was amended later. A ledger entry holds it as it is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearNotice {
    /// The year it arranges. It may name days from 24 December of the year before.
    pub year: i16,
    /// 发文字号.
    pub number: String,
    /// The date under the notice.
    pub issued: Date,
    /// The holidays as first announced.
    pub holidays: Vec<Holiday>,
    /// What later notices changed, in the order they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
}

/// One holiday: a run of days off, and the weekend days worked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name, in Chinese. Two runs of one holiday bear the same name.
    pub name: String,
    /// First day off.
    pub from: Date,
    /// Last day off.
    pub to: Date,
    /// Make-up working days (调休上班).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worked: Vec<Date>,
}

/// A later notice that changes a year's arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// 发文字号.
    pub number: String,
    /// The date under the notice.
    pub issued: Date,
    /// Names of the holidays that it arranges anew; their earlier days, off and worked, are void.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<String>,
    /// The holidays it arranges.
    pub holidays: Vec<Holiday>,
}

impl YearNotice {
    /// The holidays in force: those announced, less those replaced, and those of the amendments.
    pub fn in_force(&self) -> Vec<&Holiday> {
        let mut holidays: Vec<&Holiday> = self.holidays.iter().collect();
        for amendment in &self.amendments {
            holidays.retain(|holiday| !amendment.replaces.contains(&holiday.name));
            holidays.extend(&amendment.holidays);
        }
        holidays
    }

    /// This notice as it stood at the end of a day; `None` before it was issued.
    fn known_at(&self, date: Date) -> Option<YearNotice> {
        (self.issued <= date).then(|| {
            let mut known = self.clone();
            known.amendments.retain(|amendment| amendment.issued <= date);
            known
        })
    }

    fn names(&self, date: Date) -> bool {
        date.year() == self.year
            || (date.year() == self.year.saturating_sub(1) && in_reach_of_next_year(date))
    }

    /// Checks the days of the arrangement in force.
    fn check(&self) -> Result<(), CalendarError> {
        let mut seen = BTreeMap::new();
        for holiday in self.in_force() {
            if holiday.to < holiday.from {
                return Err(CalendarError::Reversed {
                    name: holiday.name.clone(),
                    from: holiday.from,
                    to: holiday.to,
                });
            }
            for date in [holiday.from, holiday.to].iter().chain(&holiday.worked) {
                if !self.names(*date) {
                    return Err(CalendarError::OtherYear { date: *date, year: self.year });
                }
            }
            if let Some(date) = holiday.worked.iter().find(|date| !is_weekend(**date)) {
                return Err(CalendarError::WorkedWeekday(*date));
            }
            for date in days(holiday.from, holiday.to).chain(holiday.worked.iter().copied()) {
                if seen.insert(date, ()).is_some() {
                    return Err(CalendarError::Twice(date));
                }
            }
        }
        Ok(())
    }
}

/// What is wrong with a set of notices.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Not a calendar file.
    #[error("not a calendar file: {0}")]
    Toml(#[from] toml::de::Error),
    /// Two notices arrange one year; a change is an amendment of the first.
    #[error("two notices for {0}; a change belongs among the amendments of the first")]
    TwoNotices(i16),
    /// A holiday ends before it begins.
    #[error("{name} ends on {to}, before it begins on {from}")]
    Reversed {
        /// The holiday.
        name: String,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// A notice names a day that is not its own.
    #[error("the notice for {year} names {date}")]
    OtherYear {
        /// The day.
        date: Date,
        /// The year of the notice.
        year: i16,
    },
    /// A make-up working day that is no weekend day.
    #[error("{0} is named as a make-up working day and is no weekend day")]
    WorkedWeekday(Date),
    /// A day named twice.
    #[error("{0} is named twice")]
    Twice(Date),
}

/// A set of notices, indexed by day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    notices: BTreeMap<i16, YearNotice>,
    named: BTreeMap<Date, Named>,
}

/// What the notices say of a day they name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    Off(String),
    Worked,
}

/// The form of `data/calendar.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Vec<YearNotice>,
}

/// What a calendar says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day<'a> {
    /// Whether it is a working day.
    pub working: bool,
    /// True where a notice that has not come yet could say otherwise.
    pub provisional: bool,
    /// The reason.
    pub why: Why<'a>,
}

/// Why a day is a working day or is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// Monday to Friday, and no notice says otherwise.
    Weekday,
    /// Saturday or Sunday, and no notice says otherwise.
    Weekend,
    /// A day off, by this name.
    Holiday(&'a str),
    /// A weekend day worked for a holiday (调休上班).
    MakeUp,
}

/// Which day is the first of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FirstDay {
    /// The day of publication, as practice often has it; if working days are counted and it is none, the next one.
    Same,
    /// The day after publication (民法典 201).
    Next,
}

/// A period of days, and how it was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The day from which it was reckoned: the day of publication.
    pub start: Date,
    /// How many days were asked for.
    pub days: u32,
    /// Which kind of day was counted.
    pub kind: DayKind,
    /// Whether `start` itself could count.
    pub first_day: FirstDay,
    /// The first day that counts.
    pub first: Date,
    /// The last day that counts. It counts to its end: the period is over at 24:00.
    pub last: Date,
    /// True where a day between `start` and `last` is provisional.
    pub provisional: bool,
}

/// A period under two calendars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The period as it was reckoned.
    pub old: Span,
    /// The same period under the newer calendar.
    pub new: Span,
    /// Days from its start to the later of the two ends that one calendar calls working and the other does not.
    pub changed: Vec<Date>,
}

impl Comparison {
    /// Whether the newer calendar moves the end.
    pub fn moves(&self) -> bool {
        self.old.last != self.new.last
    }
}

impl Calendar {
    /// The calendar this binary was built with: the notices for 2007 to 2026.
    pub fn builtin() -> &'static Calendar {
        // A file that could not be read would leave an empty calendar, in which every day is provisional; a test
        // proves that it can.
        static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::parse(BUILTIN).unwrap_or_default());
        &CALENDAR
    }

    /// Reads a calendar file: TOML, a `[[year]]` per [`YearNotice`], as in `data/calendar.toml`.
    ///
    /// # Errors
    /// [`CalendarError`] where the file is not of that form, or for the reasons of [`Calendar::new`].
    pub fn parse(toml: &str) -> Result<Calendar, CalendarError> {
        Calendar::new(toml::from_str::<File>(toml)?.year)
    }

    /// A calendar of these notices, in any order.
    ///
    /// # Errors
    /// [`CalendarError`] where two arrange one year, where one names a day that is not its own, names a day twice, or
    /// has a weekday as a make-up day. Each is checked as issued and after each amendment.
    pub fn new(notices: Vec<YearNotice>) -> Result<Calendar, CalendarError> {
        let mut by_year = BTreeMap::new();
        for notice in notices {
            let stands =
                std::iter::once(notice.issued).chain(notice.amendments.iter().map(|later| later.issued));
            for date in stands {
                notice.known_at(date).map_or(Ok(()), |known| known.check())?;
            }
            match by_year.entry(notice.year) {
                Entry::Occupied(_) => return Err(CalendarError::TwoNotices(notice.year)),
                Entry::Vacant(place) => place.insert(notice),
            };
        }
        Ok(Calendar::of(by_year))
    }

    fn of(notices: BTreeMap<i16, YearNotice>) -> Calendar {
        let mut named = BTreeMap::new();
        for holiday in notices.values().flat_map(YearNotice::in_force) {
            named.extend(days(holiday.from, holiday.to).map(|date| (date, Named::Off(holiday.name.clone()))));
            named.extend(holiday.worked.iter().map(|date| (*date, Named::Worked)));
        }
        Calendar { notices, named }
    }

    /// The calendar as it stood at the end of a day: the notices and amendments issued on or before it.
    pub fn known_at(&self, date: Date) -> Calendar {
        let known = |(year, notice): (&i16, &YearNotice)| Some((*year, notice.known_at(date)?));
        Calendar::of(self.notices.iter().filter_map(known).collect())
    }

    /// The years that have a notice, in order.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = i16> + '_ {
        self.notices.keys().copied()
    }

    /// The notice for a year.
    pub fn notice(&self, year: i16) -> Option<&YearNotice> {
        self.notices.get(&year)
    }

    /// Whether a day is a working day, whether that is certain, and why.
    ///
    /// A day is provisional while the notice for its year is missing. From 24 December on it is so as well while the
    /// notice for the next year is missing, because that one may name it: 2022-12-31 belongs to the notice for 2023.
    pub fn is_working_day(&self, date: Date) -> Day<'_> {
        match self.named.get(&date) {
            Some(Named::Off(name)) => Day { working: false, provisional: false, why: Why::Holiday(name) },
            Some(Named::Worked) => Day { working: true, provisional: false, why: Why::MakeUp },
            None => {
                let weekend = is_weekend(date);
                let missing = |year| !self.notices.contains_key(&year);
                Day {
                    working: !weekend,
                    provisional: missing(date.year())
                        || (in_reach_of_next_year(date) && missing(date.year().saturating_add(1))),
                    why: if weekend { Why::Weekend } else { Why::Weekday },
                }
            }
        }
    }

    /// The period of `n` days, of the kind asked for, that begins with a publication on `start`.
    ///
    /// A plan states at least one day, and its check says so; 0 is reckoned as 1, since no period ends before it begins.
    pub fn add_days(&self, start: Date, n: u32, kind: DayKind, first_day: FirstDay) -> Span {
        let mut date = match first_day {
            FirstDay::Same => start,
            FirstDay::Next => start.saturating_add(1.day()),
        };
        let mut first = None;
        let mut provisional = false;
        let mut counted = 0;
        loop {
            let counts = match kind {
                DayKind::Calendar => true,
                DayKind::Working => {
                    let day = self.is_working_day(date);
                    provisional |= day.provisional;
                    day.working
                }
            };
            if counts {
                first.get_or_insert(date);
                counted += 1;
            }
            if counted >= n.max(1) || date == Date::MAX {
                let first = first.unwrap_or(date);
                return Span { start, days: n, kind, first_day, first, last: date, provisional };
            }
            date = date.saturating_add(1.day());
        }
    }

    /// The period of `n` working days (工作日) that begins with a publication on `start`.
    pub fn add_working_days(&self, start: Date, n: u32, first_day: FirstDay) -> Span {
        self.add_days(start, n, DayKind::Working, first_day)
    }

    /// The period of `n` calendar days (自然日) that begins with a publication on `start`. It ends on its last day
    /// even where that is a holiday: 民法典 203 would move the end of a period set by law, and a plan sets its own.
    pub fn add_calendar_days(&self, start: Date, n: u32, first_day: FirstDay) -> Span {
        self.add_days(start, n, DayKind::Calendar, first_day)
    }

    /// What a newer calendar makes of a period that was reckoned with this one. It decides nothing: a published end
    /// never moves by itself.
    pub fn compare(&self, newer: &Calendar, span: &Span) -> Comparison {
        let new = newer.add_days(span.start, span.days, span.kind, span.first_day);
        let changed = match span.kind {
            DayKind::Calendar => Vec::new(),
            DayKind::Working => days(span.start, span.last.max(new.last))
                .filter(|date| self.is_working_day(*date).working != newer.is_working_day(*date).working)
                .collect(),
        };
        Comparison { old: *span, new, changed }
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn in_reach_of_next_year(date: Date) -> bool {
    date.month() == 12 && date.day() >= REACHES_BACK_TO
}

fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(1.day()).take_while(move |date| *date <= to)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn builtin() -> &'static Calendar {
        Calendar::builtin()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_builtin_file_can_be_read_and_covers_2007_to_2026_without_a_gap() {
        assert_eq!(&Calendar::parse(BUILTIN).unwrap(), builtin());
        assert_eq!(builtin().years().collect::<Vec<_>>(), (2007..=2026).collect::<Vec<_>>());
        assert!(builtin().notice(2027).is_none());
        let notice = builtin().notice(2023).unwrap();
        assert_eq!((notice.number.as_str(), notice.issued), ("国办发明电〔2022〕16号", date(2022, 12, 8)));
    }

    #[test]
    fn three_working_days_published_at_the_end_of_2022_end_as_the_table_says() {
        // published; the day of publication counts: ends; the next day is the first: ends
        let table = [
            ("2022-12-23", "2022-12-27", "2022-12-28"),
            ("2022-12-24", "2022-12-28", "2022-12-28"),
            ("2022-12-27", "2022-12-29", "2022-12-30"),
            ("2022-12-28", "2022-12-30", "2023-01-03"),
            ("2022-12-30", "2023-01-04", "2023-01-05"),
        ];
        for (published, same, next) in table {
            let same_day = builtin().add_working_days(day(published), 3, FirstDay::Same);
            let next_day = builtin().add_working_days(day(published), 3, FirstDay::Next);
            assert_eq!((same_day.last, next_day.last), (day(same), day(next)), "published on {published}");
            assert!(!same_day.provisional && !next_day.provisional);
        }
    }

    #[test]
    fn published_on_a_saturday_the_first_day_that_counts_is_monday_either_way() {
        for first_day in [FirstDay::Same, FirstDay::Next] {
            assert_eq!(builtin().add_working_days(day("2022-12-24"), 3, first_day).first, day("2022-12-26"));
        }
    }

    #[test]
    fn five_working_days_from_2021_12_22_end_on_12_28() {
        let span = builtin().add_working_days(day("2021-12-22"), 5, FirstDay::Same);
        assert_eq!((span.first, span.last), (day("2021-12-22"), day("2021-12-28")));
    }

    #[test]
    fn calendar_days_run_through_weekends_and_holidays() {
        let same = builtin().add_calendar_days(day("2022-12-30"), 5, FirstDay::Same);
        let next = builtin().add_calendar_days(day("2022-12-30"), 5, FirstDay::Next);
        assert_eq!((same.first, same.last), (day("2022-12-30"), day("2023-01-03")));
        assert_eq!((next.first, next.last), (day("2022-12-31"), day("2023-01-04")));
        assert!(!next.provisional);
    }

    #[test]
    fn the_weekend_after_the_spring_festival_of_2023_is_worked() {
        let last_off = builtin().is_working_day(day("2023-01-27"));
        assert_eq!(last_off, Day { working: false, provisional: false, why: Why::Holiday("春节") });
        for worked in ["2023-01-28", "2023-01-29"] {
            let expected = Day { working: true, provisional: false, why: Why::MakeUp };
            assert_eq!(builtin().is_working_day(day(worked)), expected);
        }
        assert_eq!(builtin().add_working_days(day("2023-01-20"), 4, FirstDay::Same).last, day("2023-01-30"));
    }

    #[test]
    fn the_last_day_of_2022_belongs_to_the_notice_for_2023() {
        assert_eq!(builtin().is_working_day(day("2022-12-31")).why, Why::Holiday("元旦"));
        assert_eq!(builtin().is_working_day(day("2023-01-03")).why, Why::Weekday);
        assert_eq!(builtin().is_working_day(day("2022-12-25")).why, Why::Weekend);
    }

    #[test]
    fn before_8_december_2022_a_notice_in_the_new_year_is_provisional_and_ends_too_early() {
        let before = builtin().known_at(day("2022-12-07"));
        assert!(before.notice(2023).is_none());
        assert!(before.notice(2022).is_some());
        let planned = before.add_working_days(day("2022-12-28"), 3, FirstDay::Next);
        assert_eq!(planned.last, day("2023-01-02"));
        assert!(planned.provisional);

        let after = builtin().known_at(day("2022-12-08"));
        assert!(after.notice(2023).is_some());
        assert!(after.notice(2024).is_none());
        let comparison = before.compare(&after, &planned);
        assert!(comparison.moves());
        assert_eq!((comparison.old.last, comparison.new.last), (day("2023-01-02"), day("2023-01-03")));
        assert_eq!(comparison.changed, [day("2023-01-02")]);
        assert!(!comparison.new.provisional);
    }

    #[test]
    fn a_newer_calendar_that_leaves_the_end_alone_moves_nothing() {
        let before = builtin().known_at(day("2022-12-07"));
        let span = before.add_working_days(day("2022-12-20"), 3, FirstDay::Same);
        let comparison = before.compare(builtin(), &span);
        assert!(!comparison.moves());
        assert_eq!(comparison.old, comparison.new);
        assert!(comparison.changed.is_empty());

        let ten_days = before.add_calendar_days(day("2022-12-28"), 10, FirstDay::Next);
        assert!(!before.compare(builtin(), &ten_days).moves());
    }

    #[test]
    fn a_year_without_a_notice_counts_weekends_alone_and_says_so() {
        let national_day = builtin().is_working_day(day("2027-10-01"));
        assert_eq!(national_day, Day { working: true, provisional: true, why: Why::Weekday });
        assert!(builtin().is_working_day(day("2027-10-02")).provisional);
        assert!(builtin().is_working_day(day("2005-03-01")).provisional);
        assert!(Calendar::default().add_working_days(day("2022-06-01"), 3, FirstDay::Same).provisional);
    }

    #[test]
    fn the_last_week_of_a_year_is_provisional_until_the_next_notice_comes() {
        assert!(!builtin().is_working_day(day("2026-12-23")).provisional);
        assert!(builtin().is_working_day(day("2026-12-24")).provisional);
        assert!(!builtin().is_working_day(day("2025-12-31")).provisional);
        // Named by the notice for 2007, so certain, although 2006 itself has no notice here.
        assert!(!builtin().is_working_day(day("2006-12-30")).provisional);
    }

    #[test]
    fn amendments_act_from_their_own_date() {
        // Labour Day 2019: one day, then four.
        let announced = builtin().known_at(day("2019-03-21"));
        assert_eq!(announced.is_working_day(day("2019-05-02")).why, Why::Weekday);
        assert_eq!(announced.is_working_day(day("2019-04-28")).why, Why::Weekend);
        let amended = builtin().known_at(day("2019-03-22"));
        assert_eq!(amended.is_working_day(day("2019-05-02")).why, Why::Holiday("劳动节"));
        assert_eq!(amended.is_working_day(day("2019-04-28")).why, Why::MakeUp);

        // Spring Festival 2020: Saturday 1 February was to be worked, and was not.
        assert_eq!(builtin().known_at(day("2020-01-25")).is_working_day(day("2020-02-01")).why, Why::MakeUp);
        assert_eq!(builtin().is_working_day(day("2020-02-01")).why, Why::Holiday("春节"));
        assert_eq!(builtin().is_working_day(day("2020-02-03")).why, Why::Weekday);
        assert_eq!(builtin().is_working_day(day("2020-01-19")).why, Why::MakeUp);

        // 3 September 2015, once.
        assert!(builtin().known_at(day("2015-05-12")).is_working_day(day("2015-09-03")).working);
        assert!(!builtin().is_working_day(day("2015-09-03")).working);
        assert!(builtin().is_working_day(day("2015-09-06")).working);
    }

    #[test]
    fn every_notice_is_issued_before_what_it_arranges_and_gives_at_least_eleven_days() {
        for year in builtin().years() {
            let notice = builtin().notice(year).unwrap();
            assert!(notice.number.starts_with(&format!("国办发明电〔{}〕", year - 1)), "{}", notice.number);
            assert!(notice.holidays.iter().all(|holiday| notice.issued < holiday.from), "{year}");
            for amendment in &notice.amendments {
                assert!(notice.issued < amendment.issued);
                assert!(
                    amendment.replaces.iter().all(|name| notice.holidays.iter().any(|h| h.name == *name))
                );
            }
            let off: usize =
                notice.in_force().iter().map(|holiday| days(holiday.from, holiday.to).count()).sum();
            assert!(off >= 11, "{year} has {off} days off");
            let names: Vec<&str> = notice.in_force().iter().map(|holiday| holiday.name.as_str()).collect();
            for expected in ["元旦", "春节", "劳动节", "国庆节"] {
                assert!(names.iter().any(|name| name.contains(expected)), "{year} lacks {expected}");
            }
            if year >= 2008 {
                for expected in ["清明节", "端午节", "中秋节"] {
                    assert!(names.iter().any(|name| name.contains(expected)), "{year} lacks {expected}");
                }
            }
        }
    }

    #[test]
    fn days_off_and_days_worked_of_each_year_add_up() {
        // Year, days off, weekend days worked. A slip in a date of the file shows here.
        let sums = [
            (2007, 24, 8),
            (2008, 29, 6),
            (2009, 27, 6),
            (2010, 29, 8),
            (2011, 29, 5),
            (2012, 27, 7),
            (2013, 29, 12),
            (2014, 22, 5),
            (2015, 26, 5),
            (2016, 24, 6),
            (2017, 24, 5),
            (2018, 23, 6),
            (2019, 24, 7),
            (2020, 30, 6),
            (2021, 31, 7),
            (2022, 31, 7),
            (2023, 27, 7),
            (2024, 28, 8),
            (2025, 28, 5),
            (2026, 33, 6),
        ];
        for (year, off, worked) in sums {
            let holidays = builtin().notice(year).unwrap().in_force();
            let days_off: usize = holidays.iter().map(|holiday| days(holiday.from, holiday.to).count()).sum();
            let days_worked: usize = holidays.iter().map(|holiday| holiday.worked.len()).sum();
            assert_eq!((days_off, days_worked), (off, worked), "{year}");
        }
    }

    #[test]
    fn a_notice_survives_a_ledger_entry() {
        for year in builtin().years() {
            let notice = builtin().notice(year).unwrap();
            let json = serde_json::to_string(notice).unwrap();
            assert!(!json.contains("null") && !json.contains('.'), "{json}");
            assert_eq!(&serde_json::from_str::<YearNotice>(&json).unwrap(), notice);
        }
        let notices = builtin().years().map(|year| builtin().notice(year).unwrap().clone()).rev().collect();
        assert_eq!(&Calendar::new(notices).unwrap(), builtin());
    }

    fn notice(year: i16, holidays: &[(&str, &str, &[&str])]) -> YearNotice {
        let holidays = holidays.iter().map(|(from, to, worked)| Holiday {
            name: "元旦".into(),
            from: day(from),
            to: day(to),
            worked: worked.iter().map(|date| day(date)).collect(),
        });
        YearNotice {
            year,
            number: format!("国办发明电〔{}〕999号", year - 1),
            issued: date(year - 1, 11, 1),
            holidays: holidays.collect(),
            amendments: Vec::new(),
        }
    }

    #[test]
    fn a_notice_typed_wrongly_is_refused_with_the_day() {
        let refuse = |notices| Calendar::new(notices).unwrap_err().to_string();
        let worked_weekday = notice(2027, &[("2027-01-01", "2027-01-03", &["2027-01-04"])]);
        assert!(refuse(vec![worked_weekday]).contains("2027-01-04"));
        let reversed = notice(2027, &[("2027-01-03", "2027-01-01", &[])]);
        assert!(refuse(vec![reversed]).contains("before it begins"));
        let other_year = notice(2027, &[("2026-12-23", "2027-01-01", &[])]);
        assert!(refuse(vec![other_year]).contains("the notice for 2027 names 2026-12-23"));
        let twice = notice(2027, &[("2027-01-01", "2027-01-03", &["2027-01-02"])]);
        assert!(refuse(vec![twice]).contains("2027-01-02 is named twice"));
        let good = notice(2027, &[("2027-01-01", "2027-01-03", &["2026-12-26"])]);
        assert!(Calendar::new(vec![good.clone()]).unwrap().is_working_day(day("2026-12-26")).working);
        assert!(refuse(vec![good.clone(), good.clone()]).contains("two notices for 2027"));

        // Sound once amended, but not as first issued: refused, because known_at can ask for that too.
        let mut mended = notice(2027, &[("2027-01-03", "2027-01-01", &[])]);
        let amended = notice(2027, &[("2027-01-01", "2027-01-03", &[])]).holidays;
        let (number, issued) = (String::from("国办发明电〔2026〕1000号"), day("2026-11-09"));
        mended.amendments.push(Amendment {
            number,
            issued,
            replaces: vec!["元旦".into()],
            holidays: amended,
        });
        assert!(refuse(vec![mended]).contains("before it begins"));
    }

    #[test]
    fn a_period_of_no_days_and_one_past_the_end_of_time_still_end() {
        let none = builtin().add_working_days(day("2022-12-23"), 0, FirstDay::Same);
        assert_eq!((none.first, none.last), (day("2022-12-23"), day("2022-12-23")));
        let far = builtin().add_working_days(day("9999-12-20"), u32::MAX, FirstDay::Next);
        assert_eq!(far.last, Date::MAX);
    }

    proptest! {
        #[test]
        fn a_period_holds_as_many_working_days_as_asked_and_begins_and_ends_on_one(
            offset in 0i64..7_500, n in 1u32..40, next in any::<bool>(),
        ) {
            let start = date(2007, 1, 1).saturating_add(offset.days());
            let first_day = if next { FirstDay::Next } else { FirstDay::Same };
            let span = builtin().add_working_days(start, n, first_day);
            let working = |date: &Date| builtin().is_working_day(*date).working;
            prop_assert!(working(&span.first) && working(&span.last));
            prop_assert_eq!(days(span.first, span.last).filter(working).count(), n as usize);
            let before_first = days(start, span.first).filter(working).count() - 1;
            prop_assert!(before_first == 0 || (next && before_first == 1 && working(&start)));
            let same = builtin().add_working_days(start, n, FirstDay::Same);
            prop_assert!(same.last <= span.last);
        }

        #[test]
        fn what_was_known_is_never_contradicted_without_having_been_provisional_or_amended(offset in 0i64..7_300) {
            let asked = date(2007, 1, 1).saturating_add(offset.days());
            let then = builtin().known_at(asked);
            let year_end = date(asked.year(), 12, 31);
            for date in days(asked, year_end) {
                let was = then.is_working_day(date);
                let is = builtin().is_working_day(date);
                let amended = builtin().notice(date.year()).is_some_and(|notice| !notice.amendments.is_empty());
                prop_assert!(was.provisional || amended || was.working == is.working, "{} asked on {}", date, asked);
            }
        }
    }
}
