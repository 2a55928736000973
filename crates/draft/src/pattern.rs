//! Patterns of rules: regular expressions over the folded text (see [`crate::source`]), so in half-width forms and
//! without blanks.

/// A pattern, compiled on first use. `{n}` stands for a whole number in digits or Chinese numerals, `{u}` for a word
/// that counts people or works.
macro_rules! pattern {
    ($text:expr) => {{
        static PATTERN: std::sync::LazyLock<$crate::pattern::Pattern> =
            std::sync::LazyLock::new(|| $crate::pattern::Pattern::new($text));
        &*PATTERN
    }};
}
pub(crate) use pattern;

use regex::{Captures, Match, Regex};

use crate::numerals;

/// A whole number.
pub const NUMBER: &str = "(?:[0-9]{1,9}|[〇零一二三四五六七八九十百千万两廿卅]{1,9})";

/// What follows the number of those who are chosen.
pub const UNIT: &str = "(?:名|人|位|个|件|项|家|组|队|首|部|篇|幅|户|处)";

/// A compiled pattern. One that does not compile matches nothing; in a debug build it stops every test.
#[derive(Debug)]
pub struct Pattern(Option<Regex>);

impl Pattern {
    pub fn new(text: &str) -> Pattern {
        let built = Regex::new(&text.replace("{n}", NUMBER).replace("{u}", UNIT));
        debug_assert!(built.is_ok(), "{built:?}");
        Pattern(built.ok())
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }

    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.0.as_ref()?.captures(text)
    }

    pub fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.0.iter().flat_map(|pattern| pattern.captures_iter(text)).collect()
    }

    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.0.as_ref()?.find(text)
    }
}

/// The text of a named group; empty where it took no part.
pub fn word<'t>(found: &Captures<'t>, group: &str) -> &'t str {
    found.name(group).map_or("", |group| group.as_str())
}

/// The number in a named group.
pub fn number(found: &Captures<'_>, group: &str) -> Option<u32> {
    numerals::whole(word(found, group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_out_of_its_words() {
        let found = Pattern::new("共(?P<n>{n}){u}").captures("共廿一名").unwrap();
        assert_eq!((word(&found, "n"), number(&found, "n")), ("廿一", Some(21)));
    }
}
