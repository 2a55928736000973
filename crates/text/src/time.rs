//! Dates and times as people read them, from plain integers: the calendar itself is the caller's.

use crate::Lang;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// An English month name, three letters; empty for a number that is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(pub i8);

impl Month {
    /// `Dec` for 12.
    #[must_use]
    pub fn short(self) -> &'static str {
        usize::try_from(i32::from(self.0) - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default()
    }
}

/// `2022年12月10日`, `10 Dec 2022`.
#[must_use]
pub fn date(lang: Lang, year: i16, month: i8, day: i8) -> String {
    match lang {
        Lang::Zh => format!("{year}年{month}月{day}日"),
        Lang::En => format!("{day} {} {year}", Month(month).short()),
    }
}

/// `12月10日`, `10 Dec`.
#[must_use]
pub fn day(lang: Lang, month: i8, day: i8) -> String {
    match lang {
        Lang::Zh => format!("{month}月{day}日"),
        Lang::En => format!("{day} {}", Month(month).short()),
    }
}

/// `12月10日24:00`, `10 Dec 24:00`. A window that ends at midnight is printed as 24:00 of its last day, so hour may be 24.
#[must_use]
pub fn day_time(lang: Lang, month: i8, day_: i8, hour: i8, minute: i8) -> String {
    join(lang, &day(lang, month, day_), &format!("{hour:02}:{minute:02}"))
}

/// `2022年12月15日16:02:31`, `15 Dec 2022 16:02:31`; seconds are left out where `None`.
#[must_use]
pub fn date_time(
    lang: Lang,
    (year, month, day): (i16, i8, i8),
    (hour, minute, second): (i8, i8, Option<i8>),
) -> String {
    let clock =
        second.map_or_else(|| format!("{hour:02}:{minute:02}"), |s| format!("{hour:02}:{minute:02}:{s:02}"));
    join(lang, &date(lang, year, month, day), &clock)
}

fn join(lang: Lang, date: &str, clock: &str) -> String {
    match lang {
        Lang::Zh => format!("{date}{clock}"),
        Lang::En => format!("{date} {clock}"),
    }
}

/// The days of a window in little room, as under a station of the road: `12.1–12.10`, `1–10 Dec`, `28 Dec–4 Jan`;
/// one day alone: `12.11`, `11 Dec`.
#[must_use]
pub fn span(lang: Lang, (m1, d1): (i8, i8), (m2, d2): (i8, i8)) -> String {
    match lang {
        Lang::Zh if (m1, d1) == (m2, d2) => format!("{m1}.{d1}"),
        Lang::Zh => format!("{m1}.{d1}–{m2}.{d2}"),
        Lang::En if (m1, d1) == (m2, d2) => day(lang, m1, d1),
        Lang::En if m1 == m2 => format!("{d1}–{}", day(lang, m2, d2)),
        Lang::En => format!("{}–{}", day(lang, m1, d1), day(lang, m2, d2)),
    }
}

/// How long is left, in its two largest units, rounded down: `5天8小时`, `5 days 8 hours`; `8小时12分`; `12分`; under a
/// minute `不到1分钟`. Negative counts as nothing left.
#[must_use]
pub fn stretch(lang: Lang, seconds: i64) -> String {
    let minutes = seconds.max(0) / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let say = |n: i64, zh: &str, en: &str| match lang {
        Lang::Zh => format!("{n}{zh}"),
        Lang::En => format!("{n} {en}{}", if n == 1 { "" } else { "s" }),
    };
    let parts: Vec<String> = match (days, hours, minutes) {
        (0, 0, 0) => {
            return if lang == Lang::Zh { "不到1分钟".into() } else { "less than a minute".into() };
        }
        (0, 0, m) => vec![say(m, "分钟", "minute")],
        (0, h, 0) => vec![say(h, "小时", "hour")],
        (0, h, m) => vec![say(h, "小时", "hour"), say(m, "分", "minute")],
        (d, 0, _) => vec![say(d, "天", "day")],
        (d, h, _) => vec![say(d, "天", "day"), say(h, "小时", "hour")],
    };
    parts.join(if lang == Lang::Zh { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Zh};

    #[test]
    fn a_deadline_at_midnight_is_printed_as_the_last_hour_of_its_day() {
        assert_eq!(day_time(Zh, 12, 10, 24, 0), "12月10日24:00");
        assert_eq!(day_time(En, 12, 10, 24, 0), "10 Dec 24:00");
    }

    #[test]
    fn dates_are_printed_without_padding_and_clocks_with_it() {
        assert_eq!(date(Zh, 2023, 1, 4), "2023年1月4日");
        assert_eq!(date(En, 2023, 1, 4), "4 Jan 2023");
        assert_eq!(date_time(Zh, (2022, 12, 15), (16, 2, Some(31))), "2022年12月15日16:02:31");
        assert_eq!(date_time(En, (2022, 12, 15), (9, 2, None)), "15 Dec 2022 09:02");
        assert_eq!(Month(13).short(), "");
        assert_eq!(Month(0).short(), "");
    }

    #[test]
    fn the_days_of_a_stage_fit_under_its_station() {
        assert_eq!(span(Zh, (12, 1), (12, 10)), "12.1–12.10");
        assert_eq!(span(Zh, (12, 11), (12, 11)), "12.11");
        assert_eq!(span(En, (12, 1), (12, 10)), "1–10 Dec");
        assert_eq!(span(En, (12, 28), (1, 4)), "28 Dec–4 Jan");
    }

    #[test]
    fn the_time_left_never_promises_more_than_there_is() {
        let hour = 3600;
        assert_eq!(stretch(Zh, 5 * 24 * hour + 8 * hour + 59 * 60), "5天8小时");
        assert_eq!(stretch(En, 24 * hour + hour), "1 day 1 hour");
        assert_eq!(stretch(Zh, 8 * hour + 12 * 60), "8小时12分");
        assert_eq!(stretch(Zh, 12 * 60), "12分钟");
        assert_eq!(stretch(Zh, 59), "不到1分钟");
        assert_eq!(stretch(En, -5), "less than a minute");
    }
}
