//! Resident ID numbers (GB 11643) and mobile numbers: checking, comparing, and finding them in text.
//!
//! A number that has been checked is an [`IdNumber`] or [`Mobile`], whose `Debug` prints `…`. Comparison is by
//! [`id_key`]; faults carry no part of what was typed; [`find_personal_numbers`] answers with places only.
//!
//! The six digits of the region are not looked up: codes come and go, people keep the number they were given.

use std::fmt;
use std::ops::Range;

use zeroize::Zeroizing;

use crate::ServerKey;
use crate::width::{is_hyphen, is_invisible, is_separator, narrow};

/// A calendar day, for comparison only: whoever makes one answers for its being real.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Of the common era.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day of the Gregorian calendar, or `None`.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Day { year, month, day })
    }
}

/// A resident ID number that has been checked: 17 digits and a digit or `X`. The memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber(Zeroizing<String>);

impl IdNumber {
    /// The 18 characters, for the vault.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What is wrong with an ID number. Texts are in the message files, under [`IdFault::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    /// Nothing was given.
    Empty,
    /// A spreadsheet took the number for a quantity, as in `3.71399E+17`: its last digits are lost.
    SpreadsheetFloat,
    /// The 15 digits of before 1999, which have had no validity since 2013.
    FifteenDigits,
    /// Not 18 characters.
    WrongLength,
    /// A character that cannot stand in its place.
    BadCharacter,
    /// Digits or letters of full width. A matter of form.
    FullWidth,
    /// Spaces, hyphens or invisible characters in or about it. A matter of form.
    Spacing,
    /// `x` for `X`. A matter of form.
    LowerCaseX,
    /// The date of birth is no day, or one before 1900.
    BadDate,
    /// The date of birth is yet to come.
    FutureDate,
    /// The check character does not fit: something is mistyped.
    CheckFails,
}

impl IdFault {
    /// Every fault, for a test that each has its text.
    pub const ALL: [IdFault; 11] = [
        IdFault::Empty,
        IdFault::SpreadsheetFloat,
        IdFault::FifteenDigits,
        IdFault::WrongLength,
        IdFault::BadCharacter,
        IdFault::FullWidth,
        IdFault::Spacing,
        IdFault::LowerCaseX,
        IdFault::BadDate,
        IdFault::FutureDate,
        IdFault::CheckFails,
    ];

    /// A stable code, `[a-z-]+`.
    pub const fn code(self) -> &'static str {
        match self {
            IdFault::Empty => "id-empty",
            IdFault::SpreadsheetFloat => "id-spreadsheet-float",
            IdFault::FifteenDigits => "id-fifteen-digits",
            IdFault::WrongLength => "id-wrong-length",
            IdFault::BadCharacter => "id-bad-character",
            IdFault::FullWidth => "id-full-width",
            IdFault::Spacing => "id-spacing",
            IdFault::LowerCaseX => "id-lower-case-x",
            IdFault::BadDate => "id-bad-date",
            IdFault::FutureDate => "id-future-date",
            IdFault::CheckFails => "id-check-fails",
        }
    }

    /// Whether it is a matter of form, which [`normalise`] puts right.
    pub const fn is_form(self) -> bool {
        matches!(self, IdFault::FullWidth | IdFault::Spacing | IdFault::LowerCaseX)
    }
}

/// Everything that is wrong with a number as it stands, form included; empty when it is good. `today`: the last day that
/// can be a date of birth.
pub fn check_strict(input: &str, today: Day) -> Vec<IdFault> {
    look(input, today).1
}

/// Reads what a person typed or pasted: `x` for `X`, full-width characters, spaces and hyphens are put right.
///
/// # Errors
/// Everything else that is wrong, at once; never empty.
pub fn normalise(input: &str, today: Day) -> Result<IdNumber, Vec<IdFault>> {
    let (text, mut faults) = look(input, today);
    faults.retain(|fault| !fault.is_form());
    if faults.is_empty() { Ok(IdNumber(text)) } else { Err(faults) }
}

fn look(input: &str, today: Day) -> (Zeroizing<String>, Vec<IdFault>) {
    // Enough room from the start: a growing string would leave copies behind that nobody wipes.
    let mut text = Zeroizing::new(String::with_capacity(input.len()));
    text.extend(input.chars().filter(|c| !is_separator(*c)).map(|c| narrow(c).to_ascii_uppercase()));
    let mut faults = Vec::new();
    if text.is_empty() {
        return (text, vec![IdFault::Empty]);
    }
    if is_float(input) {
        return (text, vec![IdFault::SpreadsheetFloat]);
    }
    if input.chars().any(|c| !is_separator(c) && narrow(c) != c) {
        faults.push(IdFault::FullWidth);
    }
    if input.chars().any(is_separator) {
        faults.push(IdFault::Spacing);
    }
    if input.chars().any(|c| narrow(c) == 'x') {
        faults.push(IdFault::LowerCaseX);
    }
    let all_digits = text.bytes().all(|b| b.is_ascii_digit());
    match text.chars().count() {
        18 => match digits18(&text) {
            None => faults.push(IdFault::BadCharacter),
            Some(digits) => {
                match birth(&digits).filter(|day| day.year >= 1900) {
                    None => faults.push(IdFault::BadDate),
                    Some(day) if day > today => faults.push(IdFault::FutureDate),
                    Some(_) => {}
                }
                if !check_holds(&digits) {
                    faults.push(IdFault::CheckFails);
                }
            }
        },
        15 if all_digits => faults.push(IdFault::FifteenDigits),
        _ => {
            faults.push(IdFault::WrongLength);
            if !text.trim_end_matches('X').bytes().all(|b| b.is_ascii_digit()) {
                faults.push(IdFault::BadCharacter);
            }
        }
    }
    (text, faults)
}

/// `3.71399E+17` and its like: digits, perhaps a point and digits, an E, an exponent.
fn is_float(input: &str) -> bool {
    let text: String = input.trim().chars().map(narrow).collect();
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(fraction) && digits(exponent.strip_prefix('+').unwrap_or(exponent))
}

/// The value of `X` in the last place.
const X: u8 = 10;

fn digits18(text: &str) -> Option<[u8; 18]> {
    let bytes: [u8; 18] = text.as_bytes().try_into().ok()?;
    let mut digits = [0; 18];
    for (i, (digit, byte)) in digits.iter_mut().zip(bytes).enumerate() {
        *digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'X' if i == 17 => X,
            _ => return None,
        };
    }
    // No region's code begins with 0: such a number is one whose first digits are missing.
    (digits[0] != 0).then_some(digits)
}

fn birth(digits: &[u8; 18]) -> Option<Day> {
    let year = digits[6..10].iter().fold(0u16, |n, d| n * 10 + u16::from(*d));
    Day::new(year, digits[10] * 10 + digits[11], digits[12] * 10 + digits[13])
}

/// ISO 7064 MOD 11-2: the sum of digit × 2^(17−i) is 1 modulo 11, X being 10. Worked by Horner's rule.
fn check_holds(digits: &[u8; 18]) -> bool {
    digits.iter().fold(0u32, |sum, d| (sum * 2 + u32::from(*d)) % 11) == 1
}

/// What an ID number is compared by: a keyed hash. Keyed, because all numbers that can exist could be tried.
pub fn id_key(key: &ServerKey, number: &IdNumber) -> [u8; 32] {
    key.mac("xuanxian/id/v1", &[number.0.as_bytes()])
}

/// A mobile number of mainland China that has been checked: 11 digits. The memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Mobile(Zeroizing<String>);

impl Mobile {
    /// The 11 digits, for the vault.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What is wrong with a mobile number. Texts are in the message files, under [`MobileFault::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MobileFault {
    /// Nothing was given.
    Empty,
    /// Something else than digits.
    BadCharacter,
    /// Not 11 digits, `+86` aside.
    WrongLength,
    /// 11 digits, but not 13 to 19 in front.
    NotMobile,
}

impl MobileFault {
    /// Every fault, for a test that each has its text.
    pub const ALL: [MobileFault; 4] =
        [MobileFault::Empty, MobileFault::BadCharacter, MobileFault::WrongLength, MobileFault::NotMobile];

    /// A stable code, `[a-z-]+`.
    pub const fn code(self) -> &'static str {
        match self {
            MobileFault::Empty => "mobile-empty",
            MobileFault::BadCharacter => "mobile-bad-character",
            MobileFault::WrongLength => "mobile-wrong-length",
            MobileFault::NotMobile => "mobile-not-mobile",
        }
    }
}

/// Reads a mobile number: spaces, hyphens, full-width digits and a country code `+86`, `86` or `0086` are put right. Only
/// the first two digits of the number itself are judged: operators' ranges change every year.
///
/// # Errors
/// See [`MobileFault`].
pub fn normalise_mobile(input: &str) -> Result<Mobile, MobileFault> {
    let mut text = Zeroizing::new(String::with_capacity(input.len()));
    text.extend(input.chars().filter(|c| !is_separator(*c)).map(narrow));
    if text.is_empty() {
        return Err(MobileFault::Empty);
    }
    let number = ["+86", "0086", "86"].iter().find_map(|code| text.strip_prefix(code)).unwrap_or(&text);
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(MobileFault::BadCharacter);
    }
    match number.as_bytes() {
        [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 => Ok(Mobile(Zeroizing::new(number.to_owned()))),
        all if all.len() == 11 => Err(MobileFault::NotMobile),
        _ => Err(MobileFault::WrongLength),
    }
}

/// Finds everything in a text that looks like a resident ID number or a mobile number, as byte ranges: in order, apart from
/// each other, within character boundaries. Used to block publication, so it finds too much rather than too little:
///
/// - 18 digits, or 17 and an X, in one piece: whatever they say, since a mistyped number is still somebody's;
/// - such a number in groups (spaces, hyphens, dots between), or within a longer row of digits with its check
///   character right, when it begins with a province and holds a date;
/// - 15 digits that begin with a province and hold a date, in one piece or in groups;
/// - 11 digits that begin with 13 to 19, in one piece (`+86` before it or not) or in the groups in which such numbers are
///   written: at most four beginning with three digits or more, or one by one.
///
/// Full-width digits count as digits, invisible characters as nothing. Numbers do not run over the end of a line or a table
/// cell (tab), nor over more than three separators, else any two columns of figures would make one. Numbers written out
/// in Chinese characters are not found.
pub fn find_personal_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for row in rows(text) {
        find_in_row(&row, &mut found);
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// A digit (or [`X`]) in a text.
struct Figure {
    value: u8,
    /// Its bytes in the text.
    at: Range<usize>,
    /// What stands between it and the figure before.
    before: Gap,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    /// Spaces and hyphens.
    Plain,
    /// A dot among them, which also stands in numbers of other kinds.
    Dot,
}

/// The rows of figures that could belong together.
fn rows(text: &str) -> Vec<Vec<Figure>> {
    const LONGEST_GAP: usize = 3;
    let mut rows = Vec::new();
    let mut row: Vec<Figure> = Vec::new();
    let mut gap = Gap::None;
    let mut gap_len = 0;
    for (start, c) in text.char_indices() {
        let at = start..start + c.len_utf8();
        let ends = match narrow(c) {
            digit @ '0'..='9' => {
                row.push(Figure { value: digit as u8 - b'0', at, before: gap });
                (gap, gap_len) = (Gap::None, 0);
                false
            }
            'x' | 'X' | '×' if !row.is_empty() => {
                row.push(Figure { value: X, at, before: gap });
                true
            }
            _ if is_invisible(c) => false,
            '.' | '·' | '•' => {
                gap = Gap::Dot;
                gap_len += 1;
                gap_len > LONGEST_GAP
            }
            n if is_hyphen(c)
                || (n.is_whitespace() && !matches!(n, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}')) =>
            {
                gap = gap.max(Gap::Plain);
                gap_len += 1;
                gap_len > LONGEST_GAP
            }
            _ => true,
        };
        if ends {
            if !row.is_empty() {
                rows.push(std::mem::take(&mut row));
            }
            (gap, gap_len) = (Gap::None, 0);
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

fn find_in_row(row: &[Figure], found: &mut Vec<Range<usize>>) {
    let begins = |i: usize| i == 0 || row[i].before != Gap::None;
    let ends = |i: usize| row.get(i).is_none_or(|f| f.before != Gap::None || f.value == X);
    for (i, first) in row.iter().enumerate() {
        let mut take = |len: usize, looks: &dyn Fn(&[Figure]) -> bool| {
            if let Some(part) = row.get(i..i + len).filter(|part| looks(part)) {
                found.push(first.at.start..part[len - 1].at.end);
            }
        };
        take(18, &|part| {
            let digits: [u8; 18] = std::array::from_fn(|k| part[k].value);
            let whole = begins(i) && (digits[17] == X || ends(i + 18));
            let likely =
                is_province(part) && birth(&digits).is_some_and(|day| (1900..2100).contains(&day.year));
            digits[..17].iter().all(|d| *d != X)
                && ((whole && (in_one_piece(part) || likely)) || (likely && check_holds(&digits)))
        });
        take(15, &|part| {
            let two = |k: usize| part[k].value * 10 + part[k + 1].value;
            begins(i)
                && ends(i + 15)
                && part.iter().all(|f| f.value != X)
                && is_province(part)
                && Day::new(1900 + u16::from(two(6)), two(8), two(10)).is_some()
        });
        take(11, &|part| {
            part[0].value == 1
                && (3..=9).contains(&part[1].value)
                && part.iter().all(|f| f.value != X)
                && ends(i + 11)
                && (begins(i) || after_country_code(row, i, &begins))
                && (in_one_piece(part) || is_phone_shape(part))
        });
    }
}

fn in_one_piece(part: &[Figure]) -> bool {
    part[1..].iter().all(|f| f.before == Gap::None)
}

/// Whether `86` or `0086` stands right before figure `i`, and nothing before that.
fn after_country_code(row: &[Figure], i: usize, begins: &dyn Fn(usize) -> bool) -> bool {
    [&[8u8, 6][..], &[0, 0, 8, 6]].iter().any(|code| {
        i.checked_sub(code.len()).is_some_and(|start| {
            begins(start)
                && in_one_piece(&row[start..=i])
                && row[start..i].iter().map(|f| f.value).eq(code.iter().copied())
        })
    })
}

fn is_phone_shape(part: &[Figure]) -> bool {
    let mut groups = vec![1];
    for figure in &part[1..] {
        match (figure.before, groups.last_mut()) {
            (Gap::None, Some(last)) => *last += 1,
            _ => groups.push(1),
        }
    }
    if part[1..].iter().any(|f| f.before == Gap::Dot) {
        return groups == [3, 4, 4];
    }
    groups.len() == part.len() || (groups.len() <= 4 && groups[0] >= 3)
}

/// The first two digits: provinces; residence permits of people from Hong Kong, Macao and Taiwan (81 to 83); the 9 and the
/// province's first digit of foreigners' permanent residence cards. Years of our time (19.., 20..) are none of them, which
/// keeps dates in rows of figures out.
fn is_province(part: &[Figure]) -> bool {
    matches!(
        part[0].value * 10 + part[1].value,
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91..=98
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Day = Day { year: 2022, month: 12, day: 10 };
    const GOOD: [&str; 4] =
        ["371399199001010010", "371399199001010029", "371399198812310151", "37139919850307006X"];

    /// 17 digits and the check character that belongs to them.
    fn with_check(seventeen: &str) -> String {
        "0123456789X"
            .chars()
            .map(|c| format!("{seventeen}{c}"))
            .find(|n| check_holds(&digits18(n).unwrap()))
            .unwrap()
    }

    #[test]
    fn good_numbers_are_good() {
        for number in GOOD {
            assert_eq!(check_strict(number, TODAY), []);
            assert_eq!(normalise(number, TODAY).unwrap().expose(), number);
        }
    }

    #[test]
    fn matters_of_form_are_reported_and_put_right() {
        use IdFault::*;
        for (typed, form, meant) in [
            ("37139919850307006x", vec![LowerCaseX], GOOD[3]),
            ("３７１３９９１９９００１０１００１０", vec![FullWidth], GOOD[0]),
            ("３７１３９９１９８５０３０７００６ｘ", vec![FullWidth, LowerCaseX], GOOD[3]),
            ("371399 19900101 0010", vec![Spacing], GOOD[0]),
            (" 371399199001010010\n", vec![Spacing], GOOD[0]),
            ("371399-19900101-0010\u{200B}", vec![Spacing], GOOD[0]),
            ("　371399198812310151", vec![Spacing], GOOD[2]),
        ] {
            assert_eq!(check_strict(typed, TODAY), form, "{typed}");
            assert_eq!(normalise(typed, TODAY).unwrap().expose(), meant, "{typed}");
        }
    }

    #[test]
    fn bad_numbers_are_told_all_that_is_wrong() {
        use IdFault::*;
        for (typed, faults) in [
            ("", vec![Empty]),
            (" \u{3000}", vec![Empty]),
            ("371399199001010011", vec![CheckFails]),
            (&with_check("37139919900230001"), vec![BadDate]),
            ("371399199002300010", vec![BadDate, CheckFails]),
            (&with_check("37139918991231001"), vec![BadDate]),
            (&with_check("37139920221211001"), vec![FutureDate]),
            (&with_check("37139919000229001"), vec![BadDate]),
            ("371399900101001", vec![FifteenDigits]),
            ("3.71399E+17", vec![SpreadsheetFloat]),
            ("3.71399e17", vec![SpreadsheetFloat]),
            ("4E+17", vec![SpreadsheetFloat]),
            ("３．７１３９９Ｅ＋１７", vec![SpreadsheetFloat]),
            ("3713991990010100", vec![WrongLength]),
            ("3713991990010100100", vec![WrongLength]),
            ("37139919900101001A", vec![BadCharacter]),
            ("3713991990X1010010", vec![BadCharacter]),
            ("071399199001010010", vec![BadCharacter]),
            ("身份证", vec![WrongLength, BadCharacter]),
            ("十七个汉字加一共十八个汉字不是号码啊啊", vec![WrongLength, BadCharacter]),
        ] {
            assert_eq!(check_strict(typed, TODAY), faults, "{typed}");
            assert_eq!(normalise(typed, TODAY), Err(faults), "{typed}");
        }
    }

    #[test]
    fn somebody_born_today_or_on_a_leap_day_exists() {
        for good in ["37139920221210001", "37139920000229001", "37139919000101001"] {
            assert_eq!(check_strict(&with_check(good), TODAY), [], "{good}");
        }
    }

    #[test]
    fn the_check_agrees_with_the_table_of_the_standard() {
        // The weights and check characters as GB 11643 prints them, worked the long way.
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        for n in 0..500 {
            let number = with_check(&format!("37139919900101{n:03}"));
            let sum: u32 = number.bytes().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
            assert_eq!(number.as_bytes()[17], b"10X98765432"[(sum % 11) as usize]);
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_found(which in 0usize..4, place in 0usize..17, wrong in 0u8..10) {
            let mut bytes = GOOD[which].as_bytes().to_vec();
            prop_assume!(bytes[place] != b'0' + wrong);
            bytes[place] = b'0' + wrong;
            prop_assert!(!check_strict(std::str::from_utf8(&bytes).unwrap(), TODAY).is_empty());
        }

        #[test]
        fn no_text_is_too_odd(text: String) {
            let _ = normalise(&text, TODAY);
            let _ = normalise_mobile(&text);
            for range in find_personal_numbers(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }

        #[test]
        fn a_number_is_found_whatever_stands_round_it(
            before in "[一-龥a-wy-z，。（]{0,5}", after in "[一-龥a-wy-z，。）]{0,5}", which in 0usize..4, sep in "[ \u{3000}－-]{0,3}",
        ) {
            let (a, rest) = GOOD[which].split_at(6);
            let (b, c) = rest.split_at(8);
            let inner = format!("{a}{sep}{b}{sep}{c}");
            let text = format!("{before}{inner}{after}");
            prop_assert_eq!(found(&text), vec![inner.as_str()]);
        }

        #[test]
        fn a_mobile_number_is_found_whatever_stands_round_it(
            before in "[一-龥a-z，。（]{0,5}", after in "[一-龥a-z，。）]{0,5}", second in 3u8..10, rest in "[0-9]{9}", sep in "[ \u{3000}－-]{0,3}",
        ) {
            let inner = format!("1{second}{}{sep}{}{sep}{}", &rest[..1], &rest[1..5], &rest[5..]);
            let text = format!("{before}{inner}{after}");
            prop_assert_eq!(found(&text), vec![inner.as_str()]);
        }
    }

    #[test]
    fn numbers_are_compared_by_keyed_hash_and_never_printed() {
        let key = ServerKey::new([8; 32]);
        let id = |text: &str| normalise(text, TODAY).unwrap();
        assert_eq!(id_key(&key, &id("37139919850307006x")), id_key(&key, &id(GOOD[3])));
        assert_ne!(id_key(&key, &id(GOOD[0])), id_key(&key, &id(GOOD[1])));
        assert_ne!(id_key(&key, &id(GOOD[0])), id_key(&ServerKey::new([9; 32]), &id(GOOD[0])));
        assert_eq!(format!("{:?} {:?}", id(GOOD[0]), normalise_mobile("13800000000").unwrap()), "… …");
    }

    #[test]
    fn mobile_numbers_are_read_as_people_write_them() {
        for typed in [
            "13800000000",
            "138 0000 0000",
            "138-0000-0000",
            "+86 13800000000",
            "8613800000000",
            "0086-138-0000-0000",
            "１３８０００００００0",
        ] {
            assert_eq!(normalise_mobile(typed).unwrap().expose(), "13800000000", "{typed}");
        }
        for (typed, fault) in [
            ("", MobileFault::Empty),
            ("  ", MobileFault::Empty),
            ("1380000000", MobileFault::WrongLength),
            ("138000000000", MobileFault::WrongLength),
            ("12800000000", MobileFault::NotMobile),
            ("05390000000", MobileFault::NotMobile),
            ("1380000000a", MobileFault::BadCharacter),
            ("1.38E+10", MobileFault::BadCharacter),
            ("+1 13800000000", MobileFault::BadCharacter),
        ] {
            assert_eq!(normalise_mobile(typed), Err(fault), "{typed}");
        }
    }

    fn found(text: &str) -> Vec<&str> {
        find_personal_numbers(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn numbers_in_text_are_found() {
        for (text, numbers) in [
            ("身份证371399199001010010，电话13800000000。", vec!["371399199001010010", "13800000000"]),
            ("ID:37139919850307006x;", vec!["37139919850307006x"]),
            ("371399199001010011", vec!["371399199001010011"]), // mistyped, but somebody's
            ("371399199002300010", vec!["371399199002300010"]),
            ("３７１３９９１９９００１０１００１０号", vec!["３７１３９９１９９００１０１００１０"]),
            ("371399 1990 0101 0010", vec!["371399 1990 0101 0010"]),
            ("3713-9919-8503-0700-6X", vec!["3713-9919-8503-0700-6X"]),
            ("371399 19850307 006 X", vec!["371399 19850307 006 X"]),
            ("371399.1990.01.01.0010", vec!["371399.1990.01.01.0010"]),
            ("3713\u{200B}99199\u{FEFF}001010010", vec!["3713\u{200B}99199\u{FEFF}001010010"]),
            ("编号2371399199001010010末", vec!["371399199001010010"]), // run together with another figure
            ("37139919900101001013800000000", vec!["371399199001010010"]), // enough to block the page
            ("371399199001010010 13800000000", vec!["371399199001010010", "13800000000"]),
            ("371399900101001", vec!["371399900101001"]),
            ("371399 900101 001", vec!["371399 900101 001"]),
            ("138-0000-0000/139 0000 0000", vec!["138-0000-0000", "139 0000 0000"]),
            ("1 3 8 0 0 0 0 0 0 0 0", vec!["1 3 8 0 0 0 0 0 0 0 0"]),
            ("138.0000.0000", vec!["138.0000.0000"]),
            ("１３８－００００－００００", vec!["１３８－００００－００００"]),
            ("+8613800000000 或 008613900000000", vec!["13800000000", "13900000000"]),
            ("+86 138 0000 0000", vec!["138 0000 0000"]),
            ("共3人 13800000000", vec!["13800000000"]),
            ("3 13800000000 5", vec!["13800000000"]),
            ("tel13800000000x2", vec!["13800000000"]),
            ("=HYPERLINK(\"tel:13800000000\")", vec!["13800000000"]),
        ] {
            assert_eq!(found(text), numbers, "{text}");
        }
    }

    #[test]
    fn what_a_list_may_hold_is_left_alone() {
        for text in [
            "",
            "2022年12月1日至2022年12月10日",
            "2022-12-01 2022-12-10",
            "2022.12.01-2022.12.10 2023.01.01",
            "索引号 1442453032/cgj/2023-0000013，临城字〔2022〕66号",
            "0539-0000000",
            "邮编 276000 电话 0539-0000000",
            "选票 13 20 18 15 20 10 9",
            "15 2022-12-01 3",
            "139.196.123.45",
            "票数\n13800\n000000",
            "13800\t000000",
            "1380000000",
            "138000000001",
            "订单 12345678901234567890",
            "20221201120000123",
            "流水号 202212900101001", // 15 digits that begin with a year, not with a province
            "9.85 9.90 9.75 9.80",
            "面积1380平方米，投资0000000元",
            "x X × 3×4",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn codes_are_distinct() {
        let mut codes = IdFault::ALL.map(IdFault::code).to_vec();
        codes.extend(MobileFault::ALL.map(MobileFault::code));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), IdFault::ALL.len() + MobileFault::ALL.len());
    }
}
