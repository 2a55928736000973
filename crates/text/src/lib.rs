//! Messages: every sentence a person reads, in Chinese and English.
//!
//! Sentences live in `locales/{zh-CN,en}/*.ftl` (Fluent), one file per audience; code asks for them by key:
//!
//! ```
//! use text::{Lang, args, t, ta};
//! assert_eq!(t(Lang::Zh, "common-back"), "返回");
//! assert_eq!(ta(Lang::En, "common-people", &args! { "n" => 1 }), "1 person");
//! ```
//!
//! The tests of this crate hold both languages to the same keys and variables and to the house's punctuation.

mod args;
mod bundle;
mod time;

pub use args::{Args, ToValue, Value};
pub use bundle::{keys, of_works, t, ta, try_t};
pub use time::{Month, date, date_time, day, day_time, span, stretch};

use std::fmt;
use std::str::FromStr;

/// A language of the product. Chinese is first and the default; English is complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Simplified Chinese, `zh-CN`.
    #[default]
    Zh,
    /// English, `en`.
    En,
}

impl Lang {
    /// Every language, Chinese first.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// The BCP 47 tag: for `<html lang>`, cookies and file names.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The language a reader of this one would switch to.
    #[must_use]
    pub const fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The tag given is neither Chinese nor English.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown language: {0}")]
pub struct UnknownLang(pub String);

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads any tag whose primary subtag is `zh` or `en`, in any case (`zh`, `ZH-Hans-CN`, `en_GB`).
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "zh" => Ok(Lang::Zh),
            "en" => Ok(Lang::En),
            _ => Err(UnknownLang(tag.to_owned())),
        }
    }
}

/// A whole number with a comma at every third digit: `183,406`. The same in both languages, as Chinese statistics print it.
#[must_use]
pub fn group(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn grouping_changes_nothing_but_the_commas(n: u64) {
            let shown = group(n);
            prop_assert_eq!(shown.replace(',', "").parse(), Ok(n));
            prop_assert!(shown.split(',').skip(1).all(|part| part.len() == 3));
            prop_assert!(!shown.starts_with(','));
        }
    }

    #[test]
    fn a_language_is_read_from_whatever_tag_a_browser_sends() {
        for tag in ["zh", "zh-CN", "ZH-Hans-CN", "zh_TW"] {
            assert_eq!(tag.parse(), Ok(Lang::Zh), "{tag}");
        }
        assert_eq!("en-GB".parse(), Ok(Lang::En));
        assert_eq!("fr".parse::<Lang>(), Err(UnknownLang("fr".into())));
        assert!("".parse::<Lang>().is_err());
    }

    #[test]
    fn numbers_are_grouped_by_three_digits() {
        for (n, shown) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (183_406, "183,406"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(group(n), shown);
        }
    }
}
