//! The leaves of the log *ballots* (LEDGER, "Leaves", "A ballot").
//!
//! This is the hot path, and the form is fixed, so it is written and read by hand: no escapes can occur, the keys
//! come in one order, and what the reader accepts is canonical by construction. Property tests hold it against the
//! general writer of [`crate::canon`].

use serde::{Deserialize, Serialize};

use crate::canon::to_canonical;
use crate::commit::{Tag, commit};
use crate::error::LedgerError;
use crate::hash::{Hash, Salt, hex};
use crate::leaf::{V1, check_id, check_instant, check_number, rule, same};

/// Longest pseudonym, in hexadecimal digits: 512 bits.
const MAX_NYM: usize = 128;

/// A ballot as it stands in the log. The choices are behind `commit` until the vote closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotLeaf {
    /// Version of the leaf.
    pub v: V1,
    /// Id of the selection.
    pub el: String,
    /// Number of the ballot, which is the leaf's index: from 0, without gaps.
    pub n: u64,
    /// When it was admitted, in milliseconds since 1970-01-01T00:00Z; not negative.
    pub at: i64,
    /// Id of the category.
    pub cat: String,
    /// Id of the period within which the plan's limit counts, such as a day.
    pub period: String,
    /// Which of the ballots that the limit allows: limit k is k unique rows (nym, period, slot).
    pub slot: u64,
    /// Keyed pseudonym of the voter: lower-case hexadecimal digits, an even number of them, at most 128.
    pub nym: String,
    /// Id of the channel by which it came.
    pub channel: String,
    /// [`ballot_commit`] over the choices.
    pub commit: Hash,
    /// Number of the earlier ballot that this one replaces, where the plan allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<u64>,
    /// Number of the earlier ballot that this one takes back, where the plan allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<u64>,
}

/// The commitment to a ballot's choices: their canonical JSON array, in the context `cat/period/slot/nym`.
///
/// A choice is written as in the column `choices` of `ballots.csv`: `id`, `id=points`, `id=+`, `a>b=c`. Their order
/// is the voter's and is kept.
///
/// # Errors
/// [`LedgerError::Field`] unless `cat` and `period` are ids and `nym` is hexadecimal (else two places could have one
/// context), [`LedgerError::Canon`] for a control character in a choice.
pub fn ballot_commit<S: AsRef<str>>(
    el: &str,
    cat: &str,
    period: &str,
    slot: u64,
    nym: &str,
    salt: &Salt,
    choices: &[S],
) -> Result<Hash, LedgerError> {
    check_place(cat, period, nym)?;
    let choices: Vec<&str> = choices.iter().map(AsRef::as_ref).collect();
    Ok(commit_to(el, cat, period, slot, nym, salt, &to_canonical(&choices)?))
}

/// What keeps the context of one place from being that of another.
fn check_place(cat: &str, period: &str, nym: &str) -> Result<(), LedgerError> {
    check_id("cat", cat)?;
    check_id("period", period)?;
    check_nym(nym)
}

fn commit_to(el: &str, cat: &str, period: &str, slot: u64, nym: &str, salt: &Salt, choices: &[u8]) -> Hash {
    commit(Tag::Ballot, el, &format!("{cat}/{period}/{slot}/{nym}"), salt, choices)
}

/// As [`ballot_commit`], for choices whose canonical JSON array ([`to_canonical`]) the caller has already.
///
/// # Errors
/// [`LedgerError::Field`] as there. That `canonical` is what it should be is for the caller to know.
pub fn ballot_commit_canonical(
    el: &str,
    cat: &str,
    period: &str,
    slot: u64,
    nym: &str,
    salt: &Salt,
    canonical: &[u8],
) -> Result<Hash, LedgerError> {
    check_place(cat, period, nym)?;
    Ok(commit_to(el, cat, period, slot, nym, salt, canonical))
}

/// A leaf that waits for its number: everything else is written and checked, so that whoever numbers ballots in a row has
/// next to nothing to do for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnnumberedBallot {
    /// The leaf's bytes without the digits of its number.
    bytes: Vec<u8>,
    /// Where these belong.
    at: usize,
    /// The least number that it may have.
    least: u64,
}

impl UnnumberedBallot {
    /// The leaf's bytes with this number.
    ///
    /// # Errors
    /// [`LedgerError::Canon`] for a number beyond 2^53 − 1, [`LedgerError::Field`] for one that is not behind the ballot it
    /// refers to, [`LedgerError::TooLarge`].
    pub fn number(&self, n: u64) -> Result<Vec<u8>, LedgerError> {
        check_number("n", n)?;
        rule(n >= self.least, "n", "behind the ballot it refers to")?;
        let (before, behind) = self.bytes.split_at(self.at);
        let mut out = Vec::with_capacity(self.bytes.len() + 16);
        out.extend_from_slice(before);
        put_number(&mut out, n);
        out.extend_from_slice(behind);
        if out.len() > crate::leaf::MAX_LEAF_BYTES {
            return Err(LedgerError::TooLarge { len: out.len() });
        }
        Ok(out)
    }
}

impl BallotLeaf {
    /// The leaf's bytes.
    ///
    /// # Errors
    /// [`LedgerError::Field`], [`LedgerError::Canon`] for a number beyond 2^53 − 1, [`LedgerError::TooLarge`].
    pub fn encode(&self) -> Result<Vec<u8>, LedgerError> {
        self.check()?;
        self.write().number(self.n)
    }

    /// The leaf but for its number, whatever `n` says.
    ///
    /// # Errors
    /// As [`Self::encode`], with what is wrong without the number.
    pub fn unnumbered(mut self) -> Result<UnnumberedBallot, LedgerError> {
        self.n = self.least();
        self.check()?;
        Ok(self.write())
    }

    fn least(&self) -> u64 {
        self.supersedes.or(self.withdraws).map_or(0, |earlier| earlier.saturating_add(1))
    }

    fn write(&self) -> UnnumberedBallot {
        let mut out = Vec::with_capacity(320);
        out.extend_from_slice(b"{\"at\":");
        put_number(&mut out, self.at.unsigned_abs());
        put_text(&mut out, b",\"cat\":\"", self.cat.as_bytes());
        put_text(&mut out, b",\"channel\":\"", self.channel.as_bytes());
        put_text(&mut out, b",\"commit\":\"", &hex(self.commit.as_bytes()));
        put_text(&mut out, b",\"el\":\"", self.el.as_bytes());
        out.extend_from_slice(b",\"n\":");
        let at = out.len();
        put_text(&mut out, b",\"nym\":\"", self.nym.as_bytes());
        put_text(&mut out, b",\"period\":\"", self.period.as_bytes());
        out.extend_from_slice(b",\"slot\":");
        put_number(&mut out, self.slot);
        if let Some(earlier) = self.supersedes {
            out.extend_from_slice(b",\"supersedes\":");
            put_number(&mut out, earlier);
        }
        out.extend_from_slice(b",\"v\":1");
        if let Some(earlier) = self.withdraws {
            out.extend_from_slice(b",\"withdraws\":");
            put_number(&mut out, earlier);
        }
        out.push(b'}');
        UnnumberedBallot { bytes: out, at, least: self.least() }
    }

    /// Reads a leaf.
    ///
    /// # Errors
    /// [`LedgerError`] unless the bytes are exactly what [`Self::encode`] gives for some ballot.
    pub fn decode(bytes: &[u8]) -> Result<Self, LedgerError> {
        if bytes.len() > crate::leaf::MAX_LEAF_BYTES {
            return Err(LedgerError::TooLarge { len: bytes.len() });
        }
        let mut read = Reader { bytes, at: 0 };
        read.literal("{\"at\":")?;
        let at = read.number()?.cast_signed(); // sixteen digits at most, so the sign stays
        let cat = read.text(",\"cat\":\"")?;
        let channel = read.text(",\"channel\":\"")?;
        let commit = read.text(",\"commit\":\"")?.parse()?;
        let el = read.text(",\"el\":\"")?;
        read.literal(",\"n\":")?;
        let n = read.number()?;
        let nym = read.text(",\"nym\":\"")?;
        let period = read.text(",\"period\":\"")?;
        read.literal(",\"slot\":")?;
        let slot = read.number()?;
        let supersedes = if read.skip(",\"supersedes\":") { Some(read.number()?) } else { None };
        read.literal(",\"v\":1")?;
        let withdraws = if read.skip(",\"withdraws\":") { Some(read.number()?) } else { None };
        read.literal("}")?;
        if read.at != bytes.len() {
            return Err(read.expected("the end"));
        }
        let leaf = Self { v: V1, el, n, at, cat, period, slot, nym, channel, commit, supersedes, withdraws };
        leaf.check()?;
        Ok(leaf)
    }

    /// Checks that salt and choices are what this ballot committed to.
    ///
    /// # Errors
    /// [`LedgerError::OpeningMismatch`].
    pub fn check_opening<S: AsRef<str>>(&self, salt: &Salt, choices: &[S]) -> Result<(), LedgerError> {
        let opened = ballot_commit(&self.el, &self.cat, &self.period, self.slot, &self.nym, salt, choices)?;
        same(self.n, "commit", &self.commit, &opened)
    }

    fn check(&self) -> Result<(), LedgerError> {
        let ids =
            [("el", &self.el), ("cat", &self.cat), ("period", &self.period), ("channel", &self.channel)];
        for (field, text) in ids {
            check_id(field, text)?;
        }
        check_nym(&self.nym)?;
        check_instant(self.at)?;
        check_number("n", self.n)?;
        check_number("slot", self.slot)?;
        for (field, earlier) in [("supersedes", self.supersedes), ("withdraws", self.withdraws)] {
            rule(earlier.is_none_or(|e| e < self.n), field, "the number of an earlier ballot")?;
        }
        rule(
            self.supersedes.is_none() || self.withdraws.is_none(),
            "withdraws",
            "left out beside `supersedes`",
        )
    }
}

fn check_nym(nym: &str) -> Result<(), LedgerError> {
    let digits = nym.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let length = nym.len().is_multiple_of(2) && (1..=MAX_NYM).contains(&nym.len());
    rule(digits && length, "nym", "at most 64 bytes in lower-case hexadecimal")
}

fn put_text(out: &mut Vec<u8>, before: &[u8], text: &[u8]) {
    out.extend_from_slice(before);
    out.extend_from_slice(text);
    out.push(b'"');
}

fn put_number(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] += (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn expected(&self, expected: &'static str) -> LedgerError {
        LedgerError::BallotSyntax { offset: self.at, expected }
    }

    fn skip(&mut self, literal: &str) -> bool {
        let here = self.bytes[self.at..].starts_with(literal.as_bytes());
        if here {
            self.at += literal.len();
        }
        here
    }

    fn literal(&mut self, literal: &'static str) -> Result<(), LedgerError> {
        if self.skip(literal) { Ok(()) } else { Err(self.expected(literal)) }
    }

    /// Digits without a leading zero; sixteen are enough for 2^53 − 1, which is enforced with the other rules.
    fn number(&mut self) -> Result<u64, LedgerError> {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if len == 0 || len > 16 || (rest[0] == b'0' && len > 1) {
            return Err(self.expected("an integer"));
        }
        let number = rest[..len].iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        self.at += len;
        Ok(number)
    }

    /// A string in which nothing can need an escape: its letters are checked against their field's rule later.
    fn text(&mut self, before: &'static str) -> Result<String, LedgerError> {
        self.literal(before)?;
        let rest = &self.bytes[self.at..];
        let len = rest.iter().position(|&b| b == b'"').ok_or_else(|| self.expected("a closing quote"))?;
        let text = std::str::from_utf8(&rest[..len]).map_err(|_| self.expected("UTF-8"))?;
        self.at += len + 1;
        Ok(text.to_owned())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::canon::{MAX_INT, decode_canonical};
    use crate::leaf::MAX_LEAF_BYTES;
    use proptest::prelude::*;

    pub(crate) fn ballot(n: u64, salt: &Salt, choices: &[&str]) -> BallotLeaf {
        let nym = "0123456789abcdef".repeat(4);
        BallotLeaf {
            v: V1,
            el: "linyi-2022".to_owned(),
            n,
            at: 1_670_740_000_000,
            cat: "park".to_owned(),
            period: "2022-12-11".to_owned(),
            slot: 0,
            channel: "web".to_owned(),
            commit: ballot_commit("linyi-2022", "park", "2022-12-11", 0, &nym, salt, choices).unwrap(),
            nym,
            supersedes: None,
            withdraws: None,
        }
    }

    #[test]
    fn a_ballot_has_exactly_this_text() {
        let leaf = ballot(41, &Salt::from_bytes([1; 32]), &["p31"]);
        let text = String::from_utf8(leaf.encode().unwrap()).unwrap();
        assert_eq!(
            text,
            format!(
                r#"{{"at":1670740000000,"cat":"park","channel":"web","commit":"{}","el":"linyi-2022","n":41,"nym":"{}","period":"2022-12-11","slot":0,"v":1}}"#,
                leaf.commit, leaf.nym
            )
        );
    }

    #[test]
    fn a_number_given_later_makes_the_same_leaf() {
        let leaf = |n| ballot(n, &Salt::from_bytes([1; 32]), &["p31"]);
        let waiting = leaf(7).unnumbered().unwrap();
        for n in [0, 9, 10, 4_294_967_296, MAX_INT] {
            assert_eq!(waiting.number(n), leaf(n).encode(), "{n}");
        }
        assert!(waiting.number(MAX_INT + 1).is_err());
        let again = BallotLeaf { supersedes: Some(4), ..leaf(0) }.unnumbered().unwrap();
        assert!(again.number(4).is_err(), "it replaces an earlier one");
        assert_eq!(again.number(5), BallotLeaf { supersedes: Some(4), ..leaf(5) }.encode());
        let salt = Salt::from_bytes([2; 32]);
        assert_eq!(
            ballot_commit_canonical("el", "park", "day", 1, "ab", &salt, br#"["p1","p2"]"#),
            ballot_commit("el", "park", "day", 1, "ab", &salt, &["p1", "p2"])
        );
    }

    #[test]
    fn a_commitment_covers_place_order_and_every_choice() {
        let salt = Salt::from_bytes([1; 32]);
        let leaf = ballot(41, &salt, &["p31", "p07=2"]);
        assert_eq!(leaf.check_opening(&salt, &["p31", "p07=2"]), Ok(()));
        let refused = Err(LedgerError::OpeningMismatch { n: 41, what: "commit" });
        for other in [&["p07=2", "p31"][..], &["p31"], &["p31", "p07=3"], &["p31\",\"p07=2"], &[]] {
            assert_eq!(leaf.check_opening(&salt, other), refused, "{other:?}");
        }
        assert_eq!(leaf.check_opening(&Salt::from_bytes([2; 32]), &["p31", "p07=2"]), refused);
        let changes: [fn(&mut BallotLeaf); 5] = [
            |l| l.el = "linyi-2023".into(),
            |l| l.cat = "road".into(),
            |l| l.period = "2022-12-12".into(),
            |l| l.slot = 1,
            |l| l.nym = l.nym.replace("01", "10"),
        ];
        for change in changes {
            let mut moved = leaf.clone();
            change(&mut moved);
            assert_eq!(moved.check_opening(&salt, &["p31", "p07=2"]), refused, "{moved:?}");
        }
        // The number is not covered: it is given after the voter has committed.
        assert_eq!(BallotLeaf { n: 42, ..leaf }.check_opening(&salt, &["p31", "p07=2"]), Ok(()));
        assert!(ballot_commit("e", "a/b", "c", 0, "ab", &salt, &["x"]).is_err());
        assert!(ballot_commit("e", "a", "b", 0, "AB", &salt, &["x"]).is_err());
        assert!(ballot_commit("e", "a", "b", 0, "ab", &salt, &["x\n"]).is_err());
    }

    #[test]
    fn a_ballot_that_could_not_be_read_again_is_not_written() {
        let broken = |change: fn(&mut BallotLeaf)| {
            let mut leaf = ballot(41, &Salt::from_bytes([1; 32]), &["p31"]);
            change(&mut leaf);
            leaf.encode().unwrap_err().to_string()
        };
        assert_eq!(
            broken(|l| l.cat = "公园".into()),
            "`cat` must be an id of the letters a-z, digits and hyphens"
        );
        assert_eq!(
            broken(|l| l.channel.clear()),
            "`channel` must be an id of the letters a-z, digits and hyphens"
        );
        assert_eq!(
            broken(|l| l.nym = "abc".into()),
            "`nym` must be at most 64 bytes in lower-case hexadecimal"
        );
        assert_eq!(broken(|l| l.nym.clear()), "`nym` must be at most 64 bytes in lower-case hexadecimal");
        assert_eq!(broken(|l| l.slot = 1 << 53), "$.slot: the integer is beyond 2^53 - 1");
        assert_eq!(broken(|l| l.at = i64::MIN), "`at` must be not before 1970");
        assert_eq!(
            broken(|l| l.supersedes = Some(41)),
            "`supersedes` must be the number of an earlier ballot"
        );
        assert_eq!(
            broken(|l| (l.supersedes, l.withdraws) = (Some(1), Some(1))),
            "`withdraws` must be left out beside `supersedes`"
        );
        assert!(broken(|l| l.cat = "a".repeat(65_536)).ends_with("a leaf has at most 65535"));
    }

    #[test]
    fn a_ballot_in_any_other_form_is_not_read() {
        let leaf = BallotLeaf { withdraws: Some(7), ..ballot(41, &Salt::from_bytes([1; 32]), &["p31"]) };
        let good = String::from_utf8(leaf.encode().unwrap()).unwrap();
        assert_eq!(BallotLeaf::decode(good.as_bytes()), Ok(leaf));
        for (bad, message) in [
            (format!("{good} "), "expected the end"),
            (format!("{good}{good}"), "expected the end"),
            (good.replace("\"n\":41", "\"n\":041"), "expected an integer"),
            (good.replace("\"n\":41", "\"n\":4.1"), "expected ,\"nym\""),
            (good.replace("\"n\":41", "\"n\":-41"), "expected an integer"),
            (good.replace("\"n\":41", "\"n\":9007199254740992"), "beyond 2^53 - 1"),
            (good.replace("\"slot\":0", "\"slot\":99999999999999999999"), "expected an integer"),
            (good.replace("\"slot\":0", "\"slot\":9007199254740992"), "beyond 2^53 - 1"),
            (good.replace("\"at\":1670740000000", "\"at\":9007199254740992"), "beyond 2^53 - 1"),
            (good.replace("\"withdraws\":7", "\"withdraws\":41"), "an earlier ballot"),
            (good.replace("\"v\":1", "\"v\":2"), "expected ,\"v\":1"),
            (good.replace("\"v\":1", "\"v\":10"), "expected }"),
            (good.replace("park", "p\\u0061rk"), "`cat` must be"),
            (good.replace("park", "公园"), "`cat` must be"),
            (good.replace("park", &"a".repeat(MAX_LEAF_BYTES)), "at most 65535"),
        ] {
            assert_ne!(bad, good);
            let said = BallotLeaf::decode(bad.as_bytes()).unwrap_err().to_string();
            assert!(said.contains(message), "{said}");
        }
    }

    fn leaves() -> impl Strategy<Value = BallotLeaf> {
        let number = prop_oneof![0_u64..1000, Just(MAX_INT), 0..=MAX_INT];
        let id = "[a-z0-9-]{1,12}";
        let words = (id, id, id, id, "([0-9a-f]{2}){1,64}");
        (number.clone(), number.clone(), number, words, any::<[u8; 32]>(), 0..3, any::<prop::sample::Index>())
            .prop_map(|(n, at, slot, (el, cat, period, channel, nym), commit, link, earlier)| {
                let earlier = (n > 0).then(|| earlier.index(n as usize) as u64);
                BallotLeaf {
                    v: V1,
                    el,
                    n,
                    at: at as i64,
                    cat,
                    period,
                    slot,
                    nym,
                    channel,
                    commit: Hash::from_bytes(commit),
                    supersedes: earlier.filter(|_| link == 1),
                    withdraws: earlier.filter(|_| link == 2),
                }
            })
    }

    proptest! {
        #[test]
        fn the_fast_writer_and_reader_agree_with_the_general_ones(leaf in leaves()) {
            let bytes = leaf.encode().unwrap();
            prop_assert_eq!(&bytes, &to_canonical(&leaf).unwrap());
            prop_assert_eq!(&BallotLeaf::decode(&bytes).unwrap(), &leaf);
            prop_assert_eq!(&decode_canonical::<BallotLeaf>(&bytes).unwrap(), &leaf);
        }

        #[test]
        fn a_changed_leaf_is_refused_or_is_another_leaf(
            leaf in leaves(), at in any::<prop::sample::Index>(), byte in "[ -~]", how in 0..4,
        ) {
            let good = leaf.encode().unwrap();
            let mut bad = good.clone();
            let at = at.index(bad.len());
            match how {
                0 => bad[at] = byte.as_bytes()[0],
                1 => bad.insert(at, byte.as_bytes()[0]),
                2 => drop(bad.remove(at)),
                _ => bad.truncate(at),
            }
            match BallotLeaf::decode(&bad) {
                Ok(read) => {
                    prop_assert_eq!(read.encode().unwrap(), bad.clone());
                    prop_assert_eq!(read == leaf, bad == good);
                    prop_assert_eq!(decode_canonical::<BallotLeaf>(&bad).unwrap(), read);
                }
                // What the fast reader refuses, the general one refuses, or it breaks a rule of the fields.
                Err(_) => prop_assert!(decode_canonical::<BallotLeaf>(&bad).map_or(true, |read| read.check().is_err())),
            }
        }

        #[test]
        fn noise_is_refused_calmly(noise in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(BallotLeaf::decode(&noise).is_err());
        }
    }
}
