//! Dates, hours and lengths of time as a plan writes them, and the instants they stand for.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z. Ledger, state and store hold instants only in this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The civil date and time of this instant in a time zone.
    pub fn civil(self, zone: &TimeZone) -> DateTime {
        jiff::Timestamp::from_millisecond(self.0)
            .map(|stamp| zone.to_datetime(stamp))
            .unwrap_or(DateTime::MIN)
    }

    /// The instant of a civil date and time. Where a zone skips or repeats an hour, the compatible reading is taken.
    pub fn of(civil: DateTime, zone: &TimeZone) -> Instant {
        zone.to_ambiguous_timestamp(civil)
            .compatible()
            .map(|at| Instant(at.as_millisecond()))
            .unwrap_or_default()
    }

    /// The instant at which a date begins.
    pub fn midnight(date: Date, zone: &TimeZone) -> Instant {
        Instant::of(date.to_datetime(Time::midnight()), zone)
    }

    /// The first midnight behind this instant; on the last day that a calendar knows, that day's own.
    pub fn next_midnight(self, zone: &TimeZone) -> Instant {
        let today = self.civil(zone).date();
        Instant::midnight(today.tomorrow().unwrap_or(today), zone)
    }

    /// This instant moved by milliseconds.
    pub fn plus(self, milliseconds: i64) -> Instant {
        Instant(self.0.saturating_add(milliseconds))
    }
}

/// A point in time as a plan writes it: `2022-12-10`, `2022-12-10 18:00`, or `2022-12-10 24:00`.
///
/// A bare date opens at its 00:00 and closes at its 24:00, so that both ends of "12月1日—12月10日" are written as the
/// plan prints them. Windows are half-open: 24:00 is the first instant that is too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The civil date.
    pub date: Date,
    /// Minutes since the date's 00:00, 0 to 1440; `None` for a bare date.
    pub minute: Option<u16>,
}

impl Moment {
    /// The instant where a window that opens at this moment begins.
    pub fn opening(self, zone: &TimeZone) -> Instant {
        self.at_minute(self.minute.unwrap_or(0), zone)
    }

    /// The first instant after a window that closes at this moment.
    pub fn closing(self, zone: &TimeZone) -> Instant {
        self.at_minute(self.minute.unwrap_or(1440), zone)
    }

    fn at_minute(self, minute: u16, zone: &TimeZone) -> Instant {
        let (date, minute) =
            if minute >= 1440 { (self.date.tomorrow().unwrap_or(self.date), 0) } else { (self.date, minute) };
        let time = Time::new((minute / 60) as i8, (minute % 60) as i8, 0, 0).unwrap_or(Time::midnight());
        Instant::of(date.to_datetime(time), zone)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        match self.minute {
            Some(minute) => write!(f, " {:02}:{:02}", minute / 60, minute % 60),
            None => Ok(()),
        }
    }
}

/// A moment that is not of the form `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a date: write 2022-12-10, 2022-12-10 18:00 or 2022-12-10 24:00")]
pub struct BadMoment(pub String);

impl FromStr for Moment {
    type Err = BadMoment;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadMoment(text.to_owned());
        let (date, time) = match text.split_once(' ') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        if date.len() != 10 {
            return Err(bad());
        }
        let date = date.parse::<Date>().map_err(|_| bad())?;
        let minute = match time {
            None => None,
            Some(time) => {
                let (hour, minute) = time.split_once(':').ok_or_else(bad)?;
                if hour.len() != 2 || minute.len() != 2 {
                    return Err(bad());
                }
                let hour = hour.parse::<u16>().map_err(|_| bad())?;
                let minute = minute.parse::<u16>().map_err(|_| bad())?;
                let total = hour * 60 + minute;
                if minute > 59 || total > 1440 {
                    return Err(bad());
                }
                Some(total)
            }
        };
        Ok(Moment { date, minute })
    }
}

/// A time of day: `09:00` to `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock(pub u16);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Text that is no time of day.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a time of day: write 09:00 or 24:00")]
pub struct BadClock(pub String);

impl FromStr for Clock {
    type Err = BadClock;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadClock(text.to_owned());
        let (hour, minute) = text.split_once(':').ok_or_else(bad)?;
        let two = |digits: &str| {
            let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain { digits.parse::<u16>().ok() } else { None }
        };
        let (hour, minute) = (two(hour).ok_or_else(bad)?, two(minute).ok_or_else(bad)?);
        let total = hour * 60 + minute;
        if minute > 59 || total > 1440 { Err(bad()) } else { Ok(Clock(total)) }
    }
}

/// Hours of the day in which something is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// From this time on …
    pub from: Clock,
    /// … to this one, which is the first too late.
    pub to: Clock,
}

/// Days within which something falls that a plan does not fix to the day: 6月上旬 is from 06-01 to 06-10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// The first day that it can be …
    #[schemars(with = "Moment")]
    pub from: Date,
    /// … and the last.
    #[schemars(with = "Moment")]
    pub to: Date,
}

impl Days {
    /// The first instant of these days.
    pub fn opening(self, zone: &TimeZone) -> Instant {
        Instant::midnight(self.from, zone)
    }

    /// The first instant after them.
    pub fn closing(self, zone: &TimeZone) -> Instant {
        Instant::midnight(self.to.tomorrow().unwrap_or(self.to), zone)
    }
}

/// A length of time, in minutes: `45m`, `21h`, `7d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub u32);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            minutes if minutes > 0 && minutes % 1440 == 0 => write!(f, "{}d", minutes / 1440),
            minutes if minutes > 0 && minutes % 60 == 0 => write!(f, "{}h", minutes / 60),
            minutes => write!(f, "{minutes}m"),
        }
    }
}

/// Text that is no length of time.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a length of time: write 45m, 21h or 7d")]
pub struct BadSpan(pub String);

impl FromStr for Span {
    type Err = BadSpan;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadSpan(text.to_owned());
        let unit = [('m', 1), ('h', 60), ('d', 1440)].into_iter();
        let (digits, minutes) = unit
            .filter_map(|(unit, minutes)| Some((text.strip_suffix(unit)?, minutes)))
            .next()
            .ok_or_else(bad)?;
        if digits.is_empty() || digits.len() > 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        digits.parse::<u32>().map(|n| Span(n * minutes)).map_err(|_| bad())
    }
}

macro_rules! as_text {
    ($($name:ident)*) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

as_text!(Moment Clock Span);

/// A schema of text of one form.
fn text_schema(form: &str, about: &str) -> schemars::Schema {
    schemars::json_schema!({ "type": "string", "pattern": form, "description": about })
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        text_schema(
            r"^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$",
            "A date, or a date with a time: 2022-12-10, 2022-12-10 18:00",
        )
    }
}

impl JsonSchema for Clock {
    fn schema_name() -> Cow<'static, str> {
        "Clock".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        text_schema(r"^\d{2}:\d{2}$", "A time of day: 09:00")
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        text_schema(r"^\d{1,5}[mhd]$", "A length of time: 45m, 21h, 7d")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_date_opens_at_its_start_and_closes_at_its_end() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let day: Moment = "2022-12-10".parse().unwrap();
        let next: Moment = "2022-12-11".parse().unwrap();
        assert_eq!(day.closing(&zone), next.opening(&zone));
        assert_eq!(day.closing(&zone).0 - day.opening(&zone).0, 24 * 3_600_000);
        let spelled: Moment = "2022-12-10 24:00".parse().unwrap();
        assert_eq!(spelled.closing(&zone), day.closing(&zone));
        assert_eq!(spelled.to_string(), "2022-12-10 24:00");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2022-2-1",
            "2022-02-30",
            "2022-12-10 24:01",
            "2022-12-10T18:00",
            "",
            "20221210",
            "2022-12-10 9:00",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
