//! Dates, hours and windows of time, as sentences write them, and the year of those that name none.

use std::ops::Range;

use jiff::civil::Date;
use plan::Moment;

use crate::numerals;
use crate::pattern::{number, pattern, word};

/// A point in time as it is written: what is not written is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: i8,
    /// Minutes since the date's 00:00.
    pub minute: Option<u16>,
}

/// A window of time in a folded sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    pub opens: Option<Written>,
    pub closes: Option<Written>,
    /// Where it stands.
    pub at: Range<usize>,
}

/// Where a year or a month came from, that a date does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum From {
    /// The date names it.
    Itself,
    /// A date before it in the same sentence, or the other end of its window.
    Sentence,
    /// A date in an earlier sentence.
    Before,
    /// The date under the text.
    Issued,
    /// The title.
    Title,
    /// The document's number.
    Number,
}

/// The points in time of a folded sentence, each with its place.
fn moments(folded: &str) -> Vec<(Range<usize>, Written)> {
    let shape = pattern!(
        "(?:(?P<y>[0-9]{4}|[〇零一二三四五六七八九]{4})年)?(?:(?P<m>{n})月)?(?P<d>{n})[日号](?:\\((?:周|星期|礼拜)[一二三四五六日天]\\))?(?P<half>上午|下午|中午|晚上?|凌晨|早上?)?(?:(?P<h>{n})(?:时|点)整?(?:(?P<min>{n})分|(?P<thirty>半))?|(?P<h2>[0-9]{1,2}):(?P<min2>[0-9]{2}))?|(?P<iy>[0-9]{4})[-./](?P<im>[0-9]{1,2})[-./](?P<id>[0-9]{1,2})(?P<ihalf>上午|下午)?(?:(?P<ih>[0-9]{1,2}):(?P<imin>[0-9]{2})|(?P<ih2>[0-9]{1,2})(?:时|点))?"
    );
    let mut out = Vec::new();
    for found in shape.all(folded) {
        let Some(whole) = found.get(0) else { continue };
        let first = |names: &[&str]| names.iter().find_map(|name| number(&found, name));
        // 第3日 and 每3日 are no dates, and nothing that begins in the middle of a number is one.
        let before = folded[..whole.start()].chars().next_back();
        let inside = before.is_some_and(|c| numerals::all(&c.to_string()).len() == 1);
        if inside || folded[..whole.start()].ends_with(['第', '每', '近', '逾', '前', '后', '满']) {
            continue;
        }
        let year = first(&["y", "iy"]).and_then(|n| i16::try_from(n).ok());
        let month = first(&["m", "im"]).and_then(|n| i8::try_from(n).ok());
        let Some(day) = first(&["d", "id"]).and_then(|n| i8::try_from(n).ok()) else { continue };
        let hour = first(&["h", "h2", "ih", "ih2"]);
        let half = [word(&found, "half"), word(&found, "ihalf")].concat();
        let minutes = match (first(&["min", "min2", "imin"]), word(&found, "thirty")) {
            (Some(n), _) => n,
            (None, "") => 0,
            (None, _) => 30,
        };
        let minute = hour.and_then(|hour| {
            let late = matches!(half.as_str(), "下午" | "晚" | "晚上") && hour < 12;
            let noon = half == "中午" && hour < 3;
            let minute = (hour + if late || noon { 12 } else { 0 }).checked_mul(60)? + minutes;
            u16::try_from(minute).ok().filter(|minute| *minute <= 1440 && minutes < 60)
        });
        let fits = (1..=31).contains(&day)
            && month.is_none_or(|month| (1..=12).contains(&month))
            && (hour.is_none() || minute.is_some())
            && !(year.is_some() && month.is_none());
        if fits {
            out.push((whole.range(), Written { year, month, day, minute }));
        }
    }
    out
}

/// A time of the day alone, at the beginning of a text: `17时30分`, `17:30`.
pub fn clock(text: &str) -> Option<(usize, u16)> {
    let shape = pattern!(
        "^(?P<half>上午|下午|中午|晚上?)?(?:(?P<h>{n})(?:时|点)整?(?:(?P<min>{n})分|(?P<thirty>半))?|(?P<h2>[0-9]{1,2}):(?P<min2>[0-9]{2}))"
    );
    let found = shape.captures(text)?;
    let hour = number(&found, "h").or_else(|| number(&found, "h2"))?;
    let minutes = number(&found, "min").or_else(|| number(&found, "min2"));
    let minutes = minutes.unwrap_or(if word(&found, "thirty").is_empty() { 0 } else { 30 });
    let late = matches!(word(&found, "half"), "下午" | "晚" | "晚上") && hour < 12;
    let minute = (hour + if late { 12 } else { 0 }).checked_mul(60)?.checked_add(minutes)?;
    let minute = u16::try_from(minute).ok().filter(|minute| *minute <= 1440 && minutes < 60)?;
    Some((found.get(0)?.end(), minute))
}

/// The windows of a folded sentence, in order. A date that neither begins nor ends anything is a window of one day.
pub fn windows(folded: &str) -> Vec<Window> {
    let moments = moments(folded);
    let mut out = Vec::new();
    let mut n = 0;
    while let Some((at, from)) = moments.get(n) {
        n += 1;
        let behind = &folded[at.end..];
        let joined = pattern!("^(?:起|开始)?(?:至|到|-)(?P<next>次日)?").find(behind);
        if let Some(joined) = joined {
            let rest = at.end + joined.end();
            if let Some((end, until)) = moments.get(n).filter(|(next, _)| next.start == rest) {
                n += 1;
                let tail =
                    pattern!("^(?:止|前|截止|结束)").find(&folded[end.end..]).map_or(0, |tail| tail.end());
                out.push(Window { opens: Some(*from), closes: Some(*until), at: at.start..end.end + tail });
                continue;
            }
            // 3月1日9时至17时: the same day, unless it says 次日.
            if let (Some((end, minute)), Some(_)) = (clock(&folded[rest..]), from.minute)
                && !joined.as_str().ends_with("次日")
            {
                let until = Written { minute: Some(minute), ..*from };
                out.push(Window { opens: Some(*from), closes: Some(until), at: at.start..rest + end });
                continue;
            }
        }
        // 9月26日前后 is no day.
        if behind.starts_with("前后") || behind.starts_with("左右") {
            continue;
        }
        let before = &folded[..at.start];
        let from_mark = pattern!("^(?:起|开始)").find(behind);
        let until_mark = pattern!("^(?:\\((?:含|不含)\\))?(?:之前|以前|前|止|截止|结束)").find(behind);
        let until_before =
            pattern!("(?:截止(?:时间|日期)?(?:为|是|到|至|:)?|截至|截止|最迟(?:于|在)?)$").is_match(before);
        out.push(match (from_mark, until_mark) {
            (Some(mark), _) => Window { opens: Some(*from), closes: None, at: at.start..at.end + mark.end() },
            (_, Some(mark)) => Window { opens: None, closes: Some(*from), at: at.start..at.end + mark.end() },
            _ if until_before => Window { opens: None, closes: Some(*from), at: at.clone() },
            _ => Window { opens: Some(*from), closes: Some(*from), at: at.clone() },
        });
    }
    out
}

/// A stretch of time that names no day: 6月中旬至7月中旬, 2023年3月-10月, 下半年.
pub fn vague(folded: &str) -> Option<Range<usize>> {
    let shape = pattern!(
        "(?:[0-9]{4}年)?{n}月(?:上旬|中旬|下旬|初|底|末)(?:(?:至|到|-)(?:[0-9]{4}年)?(?:{n}月)?(?:上旬|中旬|下旬|初|底|末))?|(?:[0-9]{4}年)?{n}月?(?:至|到|-)(?:[0-9]{4}年)?{n}月(?:份)?(?:[^0-9一二三四五六七八九十]|$)|(?:[0-9]{4}年)?{n}月{n}日(?:前后|左右)"
    );
    shape.find(folded).map(|found| found.range())
}

/// What is known of the year where a date does not name it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Years {
    /// The newest date with a year before this sentence, under the same heading.
    pub before: Option<Date>,
    /// The date under the text.
    pub issued: Option<Date>,
    /// The year in the title.
    pub title: Option<i16>,
    /// The year in the document's number.
    pub number: Option<i16>,
}

/// A window with every year in place: when it opens, when it closes, and where the weakest part came from.
pub type Resolved = (Option<Moment>, Option<Moment>, From);

/// The windows of a folded sentence, each with its dates; `None` where no year is to be known.
pub fn dated_windows(folded: &str, years: &Years) -> Vec<(Window, Option<Resolved>)> {
    let mut earlier = None;
    let mut out = Vec::new();
    for window in windows(folded) {
        let mut source = From::Itself;
        // A month that is not named is that of the date before it in the sentence.
        let opens = window.opens.map(|written| filled(written, earlier, &mut source));
        let closes = window.closes.map(|written| filled(written, opens.or(earlier), &mut source));
        earlier = closes.or(opens);
        out.push((window, resolved(opens, closes, source, years)));
    }
    out
}

fn resolved(
    opens: Option<Written>,
    closes: Option<Written>,
    mut source: From,
    years: &Years,
) -> Option<Resolved> {
    let first = opens.or(closes)?;
    let year = match (first.year, closes.and_then(|written| written.year)) {
        (Some(year), _) => year,
        // 12月1日至2022年12月10日
        (None, Some(year)) => {
            source = source.max(From::Sentence);
            let over = closes.is_some_and(|closes| (closes.month, closes.day) < (first.month, first.day));
            if over { year - 1 } else { year }
        }
        (None, None) => {
            let (year, from) = guessed(first, years)?;
            source = source.max(from);
            year
        }
    };
    let opens_on = match opens {
        Some(written) => Some(moment(written, year)?),
        None => None,
    };
    let closes_on = match closes {
        None => None,
        Some(written) => {
            let mut closes = moment(written, written.year.unwrap_or(year))?;
            // Over the end of the year.
            if written.year.is_none() && opens_on.is_some_and(|opens| closes.date < opens.date) {
                closes = moment(written, year + 1)?;
                source = source.max(From::Sentence);
            }
            Some(closes)
        }
    };
    match (opens_on, closes_on) {
        (Some(opens), Some(closes)) if closes.date < opens.date => None,
        _ => Some((opens_on, closes_on, source)),
    }
}

fn filled(written: Written, earlier: Option<Written>, source: &mut From) -> Written {
    let mut out = written;
    if let Some(earlier) = earlier {
        if out.month.is_none() {
            out.month = earlier.month;
            // 12月28日至3日 would be another month, and nobody writes it so.
            *source = (*source).max(From::Sentence);
            if out.year.is_none() {
                out.year = earlier.year;
            }
        } else if out.year.is_none()
            && earlier.year.is_some()
            && (out.month, out.day) >= (earlier.month, earlier.day)
        {
            out.year = earlier.year;
            *source = (*source).max(From::Sentence);
        }
    }
    out
}

fn guessed(written: Written, years: &Years) -> Option<(i16, From)> {
    let on = |year: i16| Date::new(year, written.month?, written.day).ok();
    if let Some(before) = years.before {
        let same = on(before.year())?;
        if same >= before {
            return Some((before.year(), From::Before));
        }
    }
    if let Some(issued) = years.issued {
        // A plan may go out a few weeks after its first day.
        let early = issued.checked_sub(jiff::Span::new().days(31)).ok()?;
        let same = on(issued.year());
        let year = if same.is_some_and(|same| same >= early) { issued.year() } else { issued.year() + 1 };
        return on(year).map(|_| (year, From::Issued));
    }
    let (year, from) = match (years.title, years.number) {
        (Some(year), _) => (year, From::Title),
        (None, number) => (number?, From::Number),
    };
    on(year).map(|_| (year, from))
}

fn moment(written: Written, year: i16) -> Option<Moment> {
    let date = Date::new(written.year.unwrap_or(year), written.month?, written.day).ok()?;
    (1980..2200).contains(&date.year()).then_some(Moment { date, minute: written.minute })
}

/// A date that is a whole line: 2022年11月24日, 二〇二二年十一月二十四日, 2022-11-24.
pub fn whole_date(folded: &str) -> Option<Date> {
    let (at, written) = moments(folded).into_iter().next()?;
    (at == (0..folded.len()) && written.minute.is_none()).then_some(())?;
    moment(written, written.year?).map(|moment| moment.date)
}

/// The first date with a year in a sentence.
pub fn dated(folded: &str) -> Option<Date> {
    moments(folded).into_iter().find_map(|(_, written)| Some(moment(written, written.year?)?.date))
}

/// The year that a title names; none where it is a year's work that is judged (2023年度), which may be another year's.
pub fn title_year(title: &str) -> Option<i16> {
    let found = pattern!("(?:^|[^0-9])(?P<y>20[0-9]{2})(?P<after>年度|[0-9])?").captures(title)?;
    let year = numerals::whole(word(&found, "y")).and_then(|year| i16::try_from(year).ok());
    year.filter(|_| word(&found, "after").is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::fold;

    fn told(text: &str, years: Years) -> Vec<String> {
        let folded = fold(text);
        let show = |at: Option<Moment>| at.map_or("…".to_owned(), |at| at.to_string());
        let windows = dated_windows(&folded, &years);
        let told = windows.into_iter().map(|(_, dates)| match dates {
            Some((opens, closes, from)) => format!("{} / {} {from:?}", show(opens), show(closes)),
            None => "no year".to_owned(),
        });
        told.collect()
    }

    fn issued(text: &str) -> Years {
        Years { issued: Some(text.parse().unwrap()), ..Years::default() }
    }

    #[test]
    fn windows_are_read_as_people_write_them() {
        for (text, window) in [
            ("2022年12月1日至10日", "2022-12-01 / 2022-12-10 Sentence"),
            ("２０２２年１２月１日——１２月１０日", "2022-12-01 / 2022-12-10 Sentence"),
            ("二〇二二年十二月一日至廿日", "2022-12-01 / 2022-12-20 Sentence"),
            ("2009年7月20日零时至8月10日24时", "2009-07-20 00:00 / 2009-08-10 24:00 Sentence"),
            ("2023年3月1日9时至17时30分", "2023-03-01 09:00 / 2023-03-01 17:30 Itself"),
            ("2023年3月1日上午9:00至3月5日下午5点半", "2023-03-01 09:00 / 2023-03-05 17:30 Sentence"),
            ("2022年12月25日至1月5日", "2022-12-25 / 2023-01-05 Sentence"),
            ("2022年12月1日(周四)至12月10日(周六)", "2022-12-01 / 2022-12-10 Sentence"),
            ("2023年3月10日前", "… / 2023-03-10 Itself"),
            ("自2023年3月10日起", "2023-03-10 / … Itself"),
            ("截止时间为2023年3月10日18时", "… / 2023-03-10 18:00 Itself"),
            ("2023-03-01至2023-03-10", "2023-03-01 / 2023-03-10 Itself"),
            ("2023年2月30日", "no year"),
        ] {
            assert_eq!(told(text, Years::default()), [window], "{text}");
        }
    }

    #[test]
    fn a_year_that_is_not_written_comes_from_where_it_can_be_known_and_says_so() {
        assert_eq!(told("12月1日——12月10日", issued("2022-11-24")), ["2022-12-01 / 2022-12-10 Issued"]);
        assert_eq!(told("1月5日至1月9日", issued("2022-11-24")), ["2023-01-05 / 2023-01-09 Issued"]);
        assert_eq!(told("12月25日至1月5日", issued("2022-11-24")), ["2022-12-25 / 2023-01-05 Issued"]);
        assert_eq!(told("11月20日至12月9日", issued("2022-11-24")), ["2022-11-20 / 2022-12-09 Issued"]);
        assert_eq!(
            told("5月7日至11日初审,12日至16日复审", issued("2012-05-02")),
            ["2012-05-07 / 2012-05-11 Issued", "2012-05-12 / 2012-05-16 Issued"]
        );
        let title = Years { title: Some(2024), ..Years::default() };
        assert_eq!(told("3月28日10时至4月10日11时", title), ["2024-03-28 10:00 / 2024-04-10 11:00 Title"]);
        assert_eq!(told("12月1日至10日", Years::default()), ["no year"]);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["公示3个工作日", "每日一次", "第3日", "15日内", "三天", "每天9时至17时30分"]
        {
            let windows = dated_windows(&fold(text), &issued("2022-11-24"));
            let dates: Vec<_> = windows.into_iter().filter_map(|(_, dates)| dates).collect();
            assert!(dates.is_empty(), "{text}: {dates:?}");
        }
        assert_eq!(title_year("中国网事·感动2024一季度"), Some(2024));
        assert_eq!(title_year("2023年度优秀志愿者"), None);
    }

    #[test]
    fn a_stretch_without_days_is_seen_and_not_made_a_date() {
        assert_eq!(vague("6月中旬至7月中旬在中央媒体").map(|at| at.end), Some("6月中旬至7月中旬".len()));
        assert!(vague("2023年3月-10月。").is_some());
        assert_eq!(vague("3月5日至10日"), None);
    }
}
