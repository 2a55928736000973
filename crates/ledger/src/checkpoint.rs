//! A tree's head as text (C2SP tlog-checkpoint, "Note text").
//!
//! Three lines: origin, size in decimal, root in base64. LEDGER, "Layout", allows no extension lines. A checkpoint
//! becomes one by its signature; this is the text that will be signed.

use crate::error::LedgerError;
use crate::hash::Hash;

/// The two logs of a selection (LEDGER, "Two logs per selection"). They have two origins, for a witness would take
/// two trees under one origin for a split view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    /// One leaf per entry.
    Acts,
    /// One leaf per ballot.
    Ballots,
}

impl Log {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Acts, Self::Ballots];

    /// The last part of the origin.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acts => "acts",
            Self::Ballots => "ballots",
        }
    }

    /// `<host>/<selection>/acts` or `<host>/<selection>/ballots`: the log's name in checkpoints, without a scheme.
    pub fn origin(self, host: &str, el: &str) -> String {
        format!("{host}/{el}/{}", self.as_str())
    }
}

/// Which log, how many leaves, and the root over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log; see [`Log::origin`].
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The three lines, each with its line feed.
    ///
    /// # Errors
    /// [`LedgerError::Field`] when the origin is empty or holds a space, a control character or `+`, which
    /// signature lines could not carry.
    pub fn to_text(&self) -> Result<String, LedgerError> {
        if !is_origin(&self.origin) {
            return Err(LedgerError::Field {
                field: "origin",
                rule: "without spaces, control characters and +",
            });
        }
        Ok(format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64()))
    }

    /// Reads the three lines and requires that nothing follows.
    ///
    /// # Errors
    /// [`LedgerError::Format`] names the line, counted from 1.
    pub fn from_text(text: &str) -> Result<Self, LedgerError> {
        let mut lines =
            text.split_inclusive('\n').enumerate().map(|(i, line)| (i + 1, line.strip_suffix('\n')));
        let mut next = |expected| match lines.next() {
            Some((_, Some(line))) => Ok(line),
            Some((line, None)) => Err(LedgerError::Format { line, expected }),
            None => Err(LedgerError::Format { line: text.lines().count() + 1, expected }),
        };
        let wrong = |line, expected| LedgerError::Format { line, expected };
        let origin = "the log's origin";
        let origin = Some(next(origin)?).filter(|o| is_origin(o)).ok_or(wrong(1, origin))?.to_owned();
        let size = "the tree's size";
        let size = decimal(next(size)?).ok_or(wrong(2, size))?;
        let root = "the tree's root in base64";
        let root = Hash::from_base64(next(root)?).ok_or(wrong(3, root))?;
        match lines.next() {
            None => Ok(Self { origin, size, root }),
            Some((line, _)) => Err(wrong(line, "the end")),
        }
    }
}

fn is_origin(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

/// ASCII digits without a leading zero, as all numbers in C2SP formats.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Checkpoint {
        let origin = Log::Ballots.origin("demo.invalid", "linyi-2022");
        Checkpoint { origin, size: 20_000, root: Hash::of(b"abc") }
    }

    #[test]
    fn a_checkpoint_is_three_lines() {
        let text = "demo.invalid/linyi-2022/ballots\n20000\nungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n";
        assert_eq!(example().to_text().unwrap(), text);
        assert_eq!(Checkpoint::from_text(text), Ok(example()));
    }

    #[test]
    fn any_other_text_is_refused_at_its_line() {
        let good = example().to_text().unwrap();
        for (bad, at) in [
            (good.replace("demo", "de mo"), 1),
            (good.replace("demo", "de+mo"), 1),
            (good.replacen(|_: char| true, "\n", 1), 1),
            (good.replace("20000", "020000"), 2),
            (good.replace("20000", "+20000"), 2),
            (good.replace("20000", "-1"), 2),
            (good.replace("20000", "18446744073709551616"), 2),
            (good.replace("20000", ""), 2),
            (good.replace("a0=", "a0"), 3),
            (good[..good.len() - 1].to_owned(), 3),
            (good.replace('\n', "\r\n"), 1),
            (format!("{good}\n"), 4),
            (format!("{good}extension\n"), 4),
            ("demo.invalid\n0\n".to_owned(), 3),
            (String::new(), 1),
        ] {
            let said = Checkpoint::from_text(&bad).unwrap_err();
            assert!(matches!(said, LedgerError::Format { line, .. } if line == at), "{bad:?}: {said}");
        }
        assert!(Checkpoint { origin: "two words".to_owned(), ..example() }.to_text().is_err());
    }
}
