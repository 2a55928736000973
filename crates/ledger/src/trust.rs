//! What a reader trusts: the file for `--trust`, whose content the announcement of a selection printed.
//!
//! It is a C2SP tlog-policy, line by line, with two kinds of line more, which are ours (strip them with
//! `grep -v '^log-sm\|^plan'` and any tool for such policies reads the rest):
//!
//! ```text
//! # a comment
//! log <verifier key> [<url>]               a log: type 0x01, called like the log's origin
//! log-sm <verifier key>                    ours: the key of its checkpoint.sm, called <origin>/sm3
//! plan <sha256, 64 hexadecimal digits>     ours, at most once: hash of the plan as it was announced
//! witness <name> <verifier key> [<url>]    a witness: type 0x04; the name is for this file alone
//! group <name> <k|all|any> <name>...       fulfilled when k of its members are; witnesses or earlier groups
//! quorum <name|none>                       exactly once: what makes a checkpoint cosigned
//! ```
//!
//! Words are divided by spaces and tabs, lines end with a line feed; names are bytes, and nothing is read into them.
//! No public key may stand in two `log` lines, nor in two `witness` lines, even under another name: a log of acts and
//! a log of ballots have a key each. A name is a member of one group at most, so that nobody counts twice.

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::cosignature::time_of;
use crate::error::LedgerError;
use crate::hash::Hash;
use crate::key::{SignatureType, VerifierKey};
use crate::note::{self, SignatureLine};

/// Longest trust file in bytes.
pub const MAX_TRUST_BYTES: usize = 1 << 18;

/// A line that a trust file may not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct TrustError {
    /// Counted from 1; behind the last one for what is missing.
    pub line: usize,
    /// What is wrong with it.
    pub fault: TrustFault,
}

/// The ways in which a trust file can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustFault {
    /// More than [`MAX_TRUST_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// A control character other than tab and line feed.
    #[error("a control character")]
    Control,
    /// The last line does not end.
    #[error("the file is cut off")]
    CutOff,
    /// A line of a kind that does not exist, or with too few or too many words.
    #[error("expected log, log-sm, plan, witness, group or quorum with its words")]
    Syntax,
    /// A verifier key that cannot be read, or of a type that does not belong there.
    #[error("not a verifier key of the type that belongs here")]
    Key,
    /// The same public key twice.
    #[error("this public key was given before")]
    DuplicateKey,
    /// A plan that is not 64 lower-case hexadecimal digits.
    #[error("not the SHA-256 of a plan")]
    Plan,
    /// A second `plan` or `quorum`.
    #[error("given before")]
    Again,
    /// A name that was defined before, or `none`.
    #[error("this name is taken")]
    NameTaken,
    /// A name that no earlier line defines.
    #[error("no earlier line defines this name")]
    UnknownName,
    /// A name that is a member of a group already.
    #[error("a member of a group already")]
    MemberTwice,
    /// A threshold outside 1 to the number of members, or not in decimal.
    #[error("the threshold is all, any, or a number from 1 to that of the members")]
    Threshold,
    /// No `quorum` line.
    #[error("the quorum is missing")]
    NoQuorum,
}

/// What the announcement printed: keys, witnesses, quorum, and the plan's hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    logs: Vec<VerifierKey>,
    sm: Vec<VerifierKey>,
    plan: Option<Hash>,
    /// Witnesses and groups in order of definition, so that members stand before their groups.
    members: Vec<Member>,
    /// Index in `members`; `None` for `quorum none`.
    quorum: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Member {
    name: Vec<u8>,
    kind: Kind,
    in_group: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Witness(VerifierKey),
    Group { k: usize, of: Vec<usize> },
}

/// What the signatures of a checkpoint are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// In short.
    pub standing: Standing,
    /// The witnesses that have cosigned, by the names of their keys, with the seconds since 1970-01-01T00:00Z at which
    /// they say they did; in the order of the signature lines.
    pub cosigned: Vec<(String, u64)>,
}

/// Whether the log alone vouches for a checkpoint, or the witnesses do too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The log has signed. Until enough witnesses have, it could have shown somebody else another tree. With
    /// `quorum none` it stays at this, and a page that says "provisional" should ask [`Trust::wants_witnesses`] first.
    Provisional,
    /// The log has signed, and the quorum of witnesses.
    Cosigned,
}

/// Why a checkpoint is not trusted at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Distrust {
    /// No `log` line has this origin.
    #[error("the log {origin} is not trusted")]
    UnknownLog {
        /// The origin.
        origin: String,
    },
    /// Nobody signed, or nobody who is known, or the log itself did not.
    #[error("the log has not signed")]
    NotSigned,
    /// The note does not hold.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Trust {
    /// Trust in one log's own key and in nobody else: what a log believes of its own past.
    pub fn in_log(key: &VerifierKey) -> Self {
        Self { logs: vec![key.clone()], sm: Vec::new(), plan: None, members: Vec::new(), quorum: None }
    }

    /// Reads a trust file.
    ///
    /// # Errors
    /// [`TrustError`] names the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, TrustError> {
        let fail = |line, fault| Err(TrustError { line, fault });
        if bytes.len() > MAX_TRUST_BYTES {
            return fail(1, TrustFault::TooLarge);
        }
        let mut read = Self { logs: vec![], sm: vec![], plan: None, members: vec![], quorum: None };
        let mut quorum = false;
        let mut count = 0;
        for (i, line) in bytes.split_inclusive(|&b| b == b'\n').enumerate() {
            count = i + 1;
            let Some(line) = line.strip_suffix(b"\n") else { return fail(count, TrustFault::CutOff) };
            if line.iter().any(|&b| (b < b' ' && b != b'\t') || b == 0x7f) {
                return fail(count, TrustFault::Control);
            }
            let words: Vec<&[u8]> =
                line.split(|b| matches!(b, b' ' | b'\t')).filter(|word| !word.is_empty()).collect();
            read.take(&words, &mut quorum).map_err(|fault| TrustError { line: count, fault })?;
        }
        if quorum { Ok(read) } else { fail(count + 1, TrustFault::NoQuorum) }
    }

    fn take(&mut self, words: &[&[u8]], quorum: &mut bool) -> Result<(), TrustFault> {
        match words {
            [] => {}
            [first, ..] if first.starts_with(b"#") => {}
            [b"log", key] | [b"log", key, _] => {
                self.logs.push(key_of(key, SignatureType::Ed25519, &self.logs)?)
            }
            [b"log-sm", key] => self.sm.push(key_of(key, SignatureType::Sm2Sm3, &self.sm)?),
            [b"plan", _] if self.plan.is_some() => return Err(TrustFault::Again),
            [b"plan", hash] => self.plan = Some(text(hash)?.parse().map_err(|_| TrustFault::Plan)?),
            [b"witness", name, key] | [b"witness", name, key, _] => {
                let key = key_of(key, SignatureType::Cosignature, self.witnesses())?;
                self.define(name, Kind::Witness(key))?;
            }
            [b"group", name, k, of @ ..] => {
                let of = of.iter().map(|name| self.find(name)).collect::<Result<Vec<_>, _>>()?;
                let k = match *k {
                    b"all" => of.len(),
                    b"any" => 1,
                    digits => number(digits).ok_or(TrustFault::Threshold)?,
                };
                if !(1..=of.len()).contains(&k) {
                    return Err(TrustFault::Threshold);
                }
                self.define(name, Kind::Group { k, of: of.clone() })?;
                for member in of {
                    let taken =
                        self.members.get_mut(member).is_none_or(|m| std::mem::replace(&mut m.in_group, true));
                    if taken {
                        return Err(TrustFault::MemberTwice);
                    }
                }
            }
            [b"quorum", _] if *quorum => return Err(TrustFault::Again),
            [b"quorum", name] => {
                *quorum = true;
                self.quorum = if *name == b"none" { None } else { Some(self.find(name)?) };
            }
            _ => return Err(TrustFault::Syntax),
        }
        Ok(())
    }

    fn define(&mut self, name: &[u8], kind: Kind) -> Result<(), TrustFault> {
        if name == b"none" || self.find(name).is_ok() {
            return Err(TrustFault::NameTaken);
        }
        self.members.push(Member { name: name.to_vec(), kind, in_group: false });
        Ok(())
    }

    fn find(&self, name: &[u8]) -> Result<usize, TrustFault> {
        self.members.iter().position(|member| member.name == name).ok_or(TrustFault::UnknownName)
    }

    /// The keys of the logs.
    pub fn logs(&self) -> &[VerifierKey] {
        &self.logs
    }

    /// The SM2 keys of the logs, for [`crate::sm::SignedSmCheckpoint::check`].
    pub fn sm_keys(&self) -> &[VerifierKey] {
        &self.sm
    }

    /// Hash of the plan that was announced.
    pub fn plan(&self) -> Option<Hash> {
        self.plan
    }

    /// The keys of the witnesses.
    pub fn witnesses(&self) -> impl Iterator<Item = &VerifierKey> {
        self.members.iter().filter_map(|member| match &member.kind {
            Kind::Witness(key) => Some(key),
            Kind::Group { .. } => None,
        })
    }

    /// Whether the quorum is other than `none`.
    pub fn wants_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// Judges the signatures of a checkpoint.
    ///
    /// Every line of a known log key or witness must verify; one that does not condemns the checkpoint.
    ///
    /// # Errors
    /// [`Distrust`].
    pub fn judge(&self, signed: &SignedCheckpoint) -> Result<Judgement, Distrust> {
        self.judge_parts(&signed.checkpoint, &signed.signatures)
    }

    pub(crate) fn judge_parts(
        &self,
        checkpoint: &Checkpoint,
        signatures: &[SignatureLine],
    ) -> Result<Judgement, Distrust> {
        let origin = &checkpoint.origin;
        let mut known: Vec<&VerifierKey> = self.logs.iter().filter(|key| key.name() == origin).collect();
        if known.is_empty() {
            return Err(Distrust::UnknownLog { origin: origin.clone() });
        }
        known.extend(self.witnesses());
        let opened = match note::open(&checkpoint.to_text()?, signatures, known) {
            Ok(opened) => opened,
            Err(note::NoteError::Unverified) => return Err(Distrust::NotSigned),
            Err(other) => return Err(Distrust::Ledger(other.into())),
        };
        if !opened.iter().any(|(key, _)| key.kind() == SignatureType::Ed25519) {
            return Err(Distrust::NotSigned);
        }
        let by: Vec<&VerifierKey> = opened.iter().map(|(key, _)| *key).collect();
        let standing = if self.quorum_of(&by) { Standing::Cosigned } else { Standing::Provisional };
        let cosigned = opened
            .iter()
            .filter(|(key, _)| key.kind() == SignatureType::Cosignature)
            .filter_map(|(key, line)| Some((key.name().to_owned(), time_of(line)?)))
            .collect();
        Ok(Judgement { standing, cosigned })
    }

    fn quorum_of(&self, by: &[&VerifierKey]) -> bool {
        let mut holds: Vec<bool> = Vec::with_capacity(self.members.len());
        for member in &self.members {
            holds.push(match &member.kind {
                Kind::Witness(key) => by.contains(&key),
                Kind::Group { k, of } => of.iter().filter(|&&m| holds.get(m) == Some(&true)).count() >= *k,
            });
        }
        self.quorum.is_some_and(|quorum| holds.get(quorum) == Some(&true))
    }
}

fn key_of<'k>(
    word: &[u8],
    kind: SignatureType,
    before: impl IntoIterator<Item = &'k VerifierKey>,
) -> Result<VerifierKey, TrustFault> {
    let key: VerifierKey = text(word).map_err(|_| TrustFault::Key)?.parse().map_err(|_| TrustFault::Key)?;
    if key.kind() != kind {
        return Err(TrustFault::Key);
    }
    if before.into_iter().any(|other| other.public() == key.public()) {
        return Err(TrustFault::DuplicateKey);
    }
    Ok(key)
}

fn text(word: &[u8]) -> Result<&str, TrustFault> {
    std::str::from_utf8(word).map_err(|_| TrustFault::Syntax)
}

fn number(digits: &[u8]) -> Option<usize> {
    let digits = std::str::from_utf8(digits).ok()?;
    crate::checkpoint::decimal(digits)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cosignature::CosignerKey;
    use crate::key::SignerKey;
    use crate::note::NoteError;
    use crate::sm::SmSignerKey;

    const ORIGIN: &str = "demo.invalid/linyi-2022/ballots";

    fn log() -> SignerKey {
        SignerKey::from_seed(ORIGIN, &[1; 32]).unwrap()
    }

    fn witness(n: u8) -> CosignerKey {
        CosignerKey::from_seed(&format!("witness.invalid/w{n}"), &[0x40 + n; 32]).unwrap()
    }

    fn lines(of: &[u8]) -> String {
        of.iter().map(|&n| format!("witness w{n} {}\n", witness(n).verifier())).collect()
    }

    fn trust(more: &str) -> Trust {
        Trust::parse(format!("log {}\n{}{more}", log().verifier(), lines(&[1, 2, 3])).as_bytes()).unwrap()
    }

    fn signed(by: &[u8]) -> SignedCheckpoint {
        let checkpoint = Checkpoint { origin: ORIGIN.into(), size: 7, root: Hash::of(b"abc") };
        let text = checkpoint.to_text().unwrap();
        let mut signed = SignedCheckpoint::sign(checkpoint, &log()).unwrap();
        by.iter().for_each(|&n| signed.add(witness(n).cosign(&text, 1000 + u64::from(n)).unwrap()));
        signed
    }

    fn standing(trust: &Trust, by: &[u8]) -> Standing {
        trust.judge(&signed(by)).unwrap().standing
    }

    #[test]
    fn an_announcement_names_keys_witnesses_quorum_and_plan() {
        let sm = SmSignerKey::from_seed(ORIGIN, &[5; 32]).unwrap().verifier();
        let plan = Hash::of(b"plan");
        let text = format!(
            "# 临沂市第六届最美城管人\n\n\tlog {} https://demo.invalid/ballots\nlog-sm {sm}\nplan {plan}\n{}group half 2 w1 w2 w3\nquorum half \n",
            log().verifier(),
            lines(&[1, 2, 3])
        );
        let read = Trust::parse(text.as_bytes()).unwrap();
        assert_eq!(read.logs(), [log().verifier()]);
        assert_eq!(read.sm_keys(), [sm]);
        assert_eq!(read.plan(), Some(plan));
        assert_eq!(read.witnesses().count(), 3);
        assert!(read.wants_witnesses());
    }

    #[test]
    fn two_of_three_witnesses_make_a_provisional_checkpoint_a_cosigned_one() {
        let trust = trust("group two 2 w1 w2 w3\nquorum two\n");
        assert_eq!(standing(&trust, &[]), Standing::Provisional);
        assert_eq!(standing(&trust, &[2]), Standing::Provisional);
        assert_eq!(standing(&trust, &[9, 8, 2]), Standing::Provisional, "strangers do not count");
        assert_eq!(standing(&trust, &[3, 1]), Standing::Cosigned);
        let judged = trust.judge(&signed(&[3, 9, 1])).unwrap();
        let named = |n: u8| (format!("witness.invalid/w{n}"), 1000 + u64::from(n));
        assert_eq!(judged, Judgement { standing: Standing::Cosigned, cosigned: vec![named(3), named(1)] });
        let mut twice = signed(&[1]);
        twice.signatures.push(witness(1).cosign(&twice.checkpoint.to_text().unwrap(), 2000).unwrap());
        assert_eq!(
            trust.judge(&twice).unwrap().standing,
            Standing::Provisional,
            "one witness is one witness"
        );
    }

    #[test]
    fn groups_stand_within_groups() {
        let all = trust("group first any w1 w2\ngroup both all first w3\nquorum both\n");
        for (by, expected) in [
            (&[1, 2][..], Standing::Provisional),
            (&[3], Standing::Provisional),
            (&[2, 3], Standing::Cosigned),
            (&[1, 3], Standing::Cosigned),
        ] {
            assert_eq!(standing(&all, by), expected, "{by:?}");
        }
        assert_eq!(standing(&trust("quorum w2\n"), &[1]), Standing::Provisional);
        assert_eq!(standing(&trust("quorum w2\n"), &[2]), Standing::Cosigned);
        let none = trust("quorum none\n");
        assert_eq!(standing(&none, &[1, 2, 3]), Standing::Provisional);
        assert!(!none.wants_witnesses());
    }

    #[test]
    fn without_the_logs_own_signature_nothing_is_trusted() {
        let trust = trust("quorum w1\n");
        let mut only_witnesses = signed(&[1, 2, 3]);
        only_witnesses.signatures.remove(0);
        assert_eq!(trust.judge(&only_witnesses), Err(Distrust::NotSigned));
        let unsigned = SignedCheckpoint { signatures: vec![], ..signed(&[]) };
        assert_eq!(trust.judge(&unsigned), Err(Distrust::NotSigned));

        let mut elsewhere = signed(&[1]);
        elsewhere.checkpoint.origin = "demo.invalid/linyi-2022/acts".into();
        let origin = elsewhere.checkpoint.origin.clone();
        assert_eq!(trust.judge(&elsewhere), Err(Distrust::UnknownLog { origin }));

        let mut altered = signed(&[1]);
        altered.checkpoint.size += 1;
        let bad = |said| matches!(said, Err(Distrust::Ledger(LedgerError::Note(NoteError::Bad { .. }))));
        assert!(bad(trust.judge(&altered)));
        // The log's signature holds; a known witness's does not.
        let mut condemned = signed(&[1]);
        condemned.signatures[1] = witness(1).cosign("another text\n", 1).unwrap();
        assert!(bad(trust.judge(&condemned)));
    }

    #[test]
    fn a_log_and_a_witness_cannot_stand_in_for_each_other() {
        // A witness whose name is the log's origin.
        let witness = CosignerKey::from_seed(ORIGIN, &[1; 32]).unwrap();
        let text = format!("log {}\nwitness w {}\nquorum w\n", log().verifier(), witness.verifier());
        let trust = Trust::parse(text.as_bytes()).unwrap();
        let mut signed = signed(&[]);
        assert_eq!(trust.judge(&signed).unwrap().standing, Standing::Provisional);
        signed.signatures = vec![witness.cosign(&signed.checkpoint.to_text().unwrap(), 5).unwrap()];
        assert_eq!(trust.judge(&signed), Err(Distrust::NotSigned));
    }

    #[test]
    fn a_wrong_line_is_named() {
        use TrustFault::*;
        let key = log().verifier();
        let w = |n| witness(n).verifier();
        let renamed = VerifierKey::new(SignatureType::Ed25519, "demo.invalid/acts", key.public()).unwrap();
        let plan = Hash::of(b"plan");
        for (bad, line, fault) in [
            (String::new(), 1, NoQuorum),
            (format!("log {key}\n"), 2, NoQuorum),
            ("quorum none".into(), 1, CutOff),
            ("quorum none\r\n".into(), 1, Control),
            ("quorum none\nquorum none\n".into(), 2, Again),
            ("quorum\n".into(), 1, Syntax),
            ("quorum a b\n".into(), 1, Syntax),
            ("Quorum none\n".into(), 1, Syntax),
            ("quorum w1\n".into(), 1, UnknownName),
            (format!("quorum w1\nwitness w1 {}\n", w(1)), 1, UnknownName),
            ("log\n".into(), 1, Syntax),
            (format!("log {key} url more\n"), 1, Syntax),
            (format!("log {}\n", w(1)), 1, Key),
            ("log \u{9009}+00000000+AA==\n".into(), 1, Key),
            (format!("log {key}\n# again\nlog {key}\n"), 3, DuplicateKey),
            (format!("log {key}\nlog {renamed}\n"), 2, DuplicateKey),
            (format!("log-sm {key}\n"), 1, Key),
            (format!("witness a {key}\n"), 1, Key),
            (format!("witness none {}\n", w(1)), 1, NameTaken),
            (format!("witness a {}\nwitness a {}\n", w(1), w(2)), 2, NameTaken),
            (format!("witness a {}\nwitness b {}\n", w(1), w(1)), 2, DuplicateKey),
            (format!("witness a {}\ngroup a any a\n", w(1)), 2, NameTaken),
            (format!("witness a {}\ngroup g any\n", w(1)), 2, Threshold),
            (format!("witness a {}\ngroup g 0 a\n", w(1)), 2, Threshold),
            (format!("witness a {}\ngroup g 2 a\n", w(1)), 2, Threshold),
            (format!("witness a {}\ngroup g 01 a\n", w(1)), 2, Threshold),
            (format!("witness a {}\ngroup g some a\n", w(1)), 2, Threshold),
            (format!("witness a {}\ngroup g any a a\n", w(1)), 2, MemberTwice),
            (format!("witness a {}\ngroup g any a\ngroup h any a\n", w(1)), 3, MemberTwice),
            ("group g any none\n".into(), 1, UnknownName),
            ("group g any g\n".into(), 1, UnknownName),
            (format!("plan {plan}\nplan {plan}\n"), 2, Again),
            (format!("plan {}\n", plan.to_string().to_uppercase()), 1, Plan),
            ("# ".to_owned() + &"x".repeat(MAX_TRUST_BYTES), 1, TooLarge),
        ] {
            assert_eq!(
                Trust::parse(bad.as_bytes()).map(|_| ()),
                Err(TrustError { line, fault }),
                "{bad:.100}"
            );
        }
        // Names are bytes: a Kelvin sign is no K, and what is not UTF-8 is a name too.
        let mut odd = format!("witness K {}\nwitness \u{212a} {}\n", w(1), w(2)).into_bytes();
        odd.extend(b"group g any K\nquorum g\n");
        assert!(Trust::parse(&odd).is_ok());
        let odd: Vec<u8> =
            [b"witness \xff ".as_slice(), w(1).to_string().as_bytes(), b"\nquorum \xff\n"].concat();
        assert!(Trust::parse(&odd).is_ok());
    }
}
