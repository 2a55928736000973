//! The pure decision of a witness (C2SP tlog-witness, `add-checkpoint`), and the log's side of the same call.
//!
//! A witness remembers the latest tree head of each log that it cosigned ([`Known`], by origin), and cosigns another
//! only when that extends it. Here is the judgement alone. **Whoever serves it does, for one origin at a time and in
//! this order:** read the request, load what is known, decide, save what is accepted so that it survives a loss of
//! power, answer. Two requests judged against the same knowledge could lead backwards.
//!
//! The request:
//!
//! ```text
//! old <size that the witness knows>
//! <hash, base64>                  the consistency proof, at most 63 lines
//!
//! <the signed checkpoint>
//! ```
//!
//! | Answer | When |
//! |---|---|
//! | 200 | the cosignature lines |
//! | 400 | malformed, or `old` beyond the checkpoint's size |
//! | 403 | no trusted key of the log has signed, or the signature of one does not verify |
//! | 404 | no log of that origin is configured |
//! | 409 | `old` is not the size that the witness knows; the body is that size |
//! | 422 | the proof does not hold; same size and another root; size 0 and not the empty root |

use std::collections::BTreeMap;

use crate::checkpoint::{Checkpoint, SignedCheckpoint, decimal};
use crate::cosignature::{CosignerKey, time_of};
use crate::error::LedgerError;
use crate::hash::Hash;
use crate::key::VerifierKey;
use crate::note::{MAX_NOTE_BYTES, Note, NoteError, SignatureLine};
use crate::tree::{EMPTY_ROOT, ProofError, verify_consistency};

/// Most lines of a consistency proof.
pub const MAX_PROOF: usize = 63;

/// Longest request in bytes.
pub const MAX_REQUEST_BYTES: usize = MAX_NOTE_BYTES + 4096;

/// Content type of the body that goes with 409.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// What a witness has to remember of a log: the latest tree head that it cosigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

/// A checkpoint that a log wants cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    old: u64,
    proof: Vec<Hash>,
    note: Note,
    checkpoint: Checkpoint,
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessRefusal {
    /// Status 400. The request has another form, or says that the log shrinks.
    #[error("the request is malformed: {0}")]
    Malformed(LedgerError),
    /// Status 403. Signed by no key that is trusted for this log, or wrongly.
    #[error("not signed by the log: {0}")]
    Forbidden(NoteError),
    /// Status 404. No log of this origin is configured.
    #[error("the log is not known here")]
    UnknownLog,
    /// Status 409. The witness knows another size.
    #[error("the witness knows {size} leaves")]
    Conflict {
        /// The size that it knows, 0 when it never cosigned.
        size: u64,
    },
    /// Status 422. The tree does not extend the known one. With a log's valid signature, this is what a split view looks
    /// like: keep the request.
    #[error("the checkpoint does not extend what is known: {0}")]
    Inconsistent(ProofError),
    /// Status 500. The witness's own clock says nothing that may be signed.
    #[error("the witness's clock is wrong: {0}")]
    Clock(LedgerError),
}

impl WitnessRefusal {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Forbidden(_) => 403,
            Self::UnknownLog => 404,
            Self::Conflict { .. } => 409,
            Self::Inconsistent(_) => 422,
            Self::Clock(_) => 500,
        }
    }

    /// The body: the size for [`Self::Conflict`], under [`SIZE_CONTENT_TYPE`]; else a line for people.
    pub fn body(&self) -> String {
        match self {
            Self::Conflict { size } => format!("{size}\n"),
            other => format!("{other}\n"),
        }
    }
}

/// A checkpoint that was accepted. Save [`Self::known`] before answering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What the witness knows from now on.
    pub known: Known,
    /// The answer's body: the cosignature line.
    pub answer: String,
    /// The checkpoint with the log's signature and the cosignature, to be served under
    /// `<monitoring prefix>/<SHA-256 of the origin>/checkpoint`.
    pub checkpoint: String,
}

/// A witness: its key, and the logs that it cosigns.
#[derive(Debug, Clone)]
pub struct Witness {
    key: CosignerKey,
    logs: BTreeMap<String, Vec<VerifierKey>>,
}

impl Witness {
    /// A witness for these logs, each by origin and key; a log may have several keys.
    pub fn new(key: CosignerKey, logs: impl IntoIterator<Item = (String, VerifierKey)>) -> Self {
        let mut by_origin: BTreeMap<String, Vec<VerifierKey>> = BTreeMap::new();
        for (origin, log) in logs {
            by_origin.entry(origin).or_default().push(log);
        }
        Self { key, logs: by_origin }
    }

    /// The witness's public key.
    pub fn verifier(&self) -> VerifierKey {
        self.key.verifier()
    }

    /// Decides. Nothing is saved here: see the head of this file for what the caller owes.
    ///
    /// `known`: what was saved for [`Request::origin`]. `now`: seconds since 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// [`WitnessRefusal`], from which the answer follows.
    pub fn add_checkpoint(
        &self,
        known: Option<&Known>,
        request: &Request,
        now: u64,
    ) -> Result<Accepted, WitnessRefusal> {
        let Checkpoint { origin, size, root } = &request.checkpoint;
        let keys = self.logs.get(origin).ok_or(WitnessRefusal::UnknownLog)?;
        let by_log = request.note.open(keys).map_err(WitnessRefusal::Forbidden)?;
        let shrunk = ProofError::Shrunk { old: request.old, new: *size };
        if request.old > *size {
            return Err(WitnessRefusal::Malformed(shrunk.into()));
        }
        let known_size = known.map_or(0, |known| known.size);
        if request.old != known_size {
            return Err(WitnessRefusal::Conflict { size: known_size });
        }
        // The roots of two empty trees, or of two trees of one size, are compared in there.
        let old_root = known.map_or(EMPTY_ROOT, |known| known.root);
        verify_consistency(request.old, *size, &request.proof, &old_root, root)
            .map_err(WitnessRefusal::Inconsistent)?;

        let line = self.key.cosign(request.note.text(), now).map_err(WitnessRefusal::Clock)?;
        let mut lines: Vec<SignatureLine> = by_log.into_iter().map(|(_, line)| line.clone()).collect();
        let answer = line.to_text();
        lines.push(line);
        let note = Note::new(request.note.text().to_owned(), lines)
            .map_err(|e| WitnessRefusal::Malformed(e.into()))?;
        Ok(Accepted { known: Known { size: *size, root: *root }, answer, checkpoint: note.encode() })
    }
}

impl Request {
    /// What a log sends: its new checkpoint and the proof from the size that the witness knows.
    ///
    /// # Errors
    /// [`LedgerError::Field`] for the origin or a proof beyond [`MAX_PROOF`], [`LedgerError::Note`] without
    /// signatures.
    pub fn new(old: u64, proof: Vec<Hash>, signed: &SignedCheckpoint) -> Result<Self, LedgerError> {
        if proof.len() > MAX_PROOF {
            return Err(LedgerError::Field { field: "proof", rule: "of at most 63 hashes" });
        }
        let note = Note::new(signed.checkpoint.to_text()?, signed.signatures.clone())?;
        Ok(Self { old, proof, note, checkpoint: signed.checkpoint.clone() })
    }

    /// Reads a request, of any log.
    ///
    /// # Errors
    /// [`WitnessRefusal::Malformed`] unless the bytes are exactly what [`Self::encode`] gives for some request.
    pub fn parse(bytes: &[u8]) -> Result<Self, WitnessRefusal> {
        Self::read(bytes).map_err(WitnessRefusal::Malformed)
    }

    fn read(bytes: &[u8]) -> Result<Self, LedgerError> {
        let wrong = |line, expected| LedgerError::Format { line, expected };
        if bytes.len() > MAX_REQUEST_BYTES {
            return Err(NoteError::TooLarge.into());
        }
        let end = bytes.windows(2).position(|pair| pair == b"\n\n");
        let (head, note) = end.map(|end| bytes.split_at(end)).ok_or(wrong(1, "an empty line"))?;
        let head = std::str::from_utf8(head).map_err(|_| wrong(1, "old and a size"))?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(decimal);
        let old = old.ok_or(wrong(1, "old and a size"))?;
        let mut proof = Vec::new();
        for (i, line) in lines.enumerate() {
            if i == MAX_PROOF {
                return Err(wrong(2 + i, "an empty line"));
            }
            proof.push(Hash::from_base64(line).ok_or(wrong(2 + i, "a hash in base64"))?);
        }
        let note = Note::parse(note.get(2..).unwrap_or_default())?;
        let (checkpoint, _) = Checkpoint::from_any_text(note.text())?;
        Ok(Self { old, proof, note, checkpoint })
    }

    /// The request's body.
    pub fn encode(&self) -> String {
        let mut text = format!("old {}\n", self.old);
        self.proof.iter().for_each(|hash| text.extend([hash.to_base64().as_str(), "\n"]));
        text + "\n" + &self.note.encode()
    }

    /// The log of which it speaks, by its own account: under this origin the caller keeps what is known.
    pub fn origin(&self) -> &str {
        &self.checkpoint.origin
    }
}

/// Takes a witness's answer of status 200 into the log's checkpoint, and gives the time at which the witness says it
/// signed. Lines of other keys are passed over.
///
/// # Errors
/// [`LedgerError::Note`] when the answer is malformed, or this witness has not signed, or wrongly.
pub fn take_answer(
    signed: &mut SignedCheckpoint,
    answer: &str,
    witness: &VerifierKey,
) -> Result<u64, LedgerError> {
    let note = Note::new(signed.checkpoint.to_text()?, SignatureLine::parse_all(answer)?)?;
    let (line, time) = note
        .open([witness])?
        .into_iter()
        .find_map(|(_, line)| Some((line.clone(), time_of(line)?)))
        .ok_or(NoteError::Unverified)?;
    signed.add(line);
    Ok(time)
}

/// Reads the body of a 409: the size that the witness knows.
pub fn read_conflict(body: &str) -> Option<u64> {
    decimal(body.strip_suffix('\n')?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SignerKey;
    use crate::tree::Tree;
    use crate::tree::tests::{leaves, tree};
    use proptest::prelude::*;

    const ORIGIN: &str = "demo.invalid/linyi-2022/ballots";
    const NOON: u64 = 1_670_731_200;

    fn log() -> SignerKey {
        SignerKey::from_seed(ORIGIN, &[1; 32]).unwrap()
    }

    fn witness() -> Witness {
        let key = CosignerKey::from_seed("witness.invalid/w1", &[2; 32]).unwrap();
        Witness::new(key, [(ORIGIN.to_owned(), log().verifier())])
    }

    fn grown() -> Tree {
        tree(&leaves(40))
    }

    fn signed(size: u64) -> SignedCheckpoint {
        let root = grown().root_at(size).unwrap();
        SignedCheckpoint::sign(Checkpoint { origin: ORIGIN.into(), size, root }, &log()).unwrap()
    }

    fn known(size: u64) -> Known {
        Known { size, root: grown().root_at(size).unwrap() }
    }

    fn ask(old: u64, size: u64) -> Request {
        Request::new(old, grown().consistency_proof(old, size).unwrap(), &signed(size)).unwrap()
    }

    fn answer(state: Option<Known>, body: &str) -> Result<Accepted, (u16, String)> {
        Request::parse(body.as_bytes())
            .and_then(|request| witness().add_checkpoint(state.as_ref(), &request, NOON))
            .map_err(|refusal| (refusal.status(), refusal.body()))
    }

    fn status(state: Option<Known>, body: &str) -> u16 {
        answer(state, body).map_or_else(|(status, _)| status, |_| 200)
    }

    #[test]
    fn a_log_grows_and_its_witness_goes_with_it() {
        let first = answer(None, &ask(0, 7).encode()).unwrap();
        assert_eq!(first.known, known(7));
        // The log believes that the witness is still at the beginning, is told, and asks again.
        let (status, body) = answer(Some(first.known), &ask(0, 29).encode()).unwrap_err();
        assert_eq!((status, body.as_str()), (409, "7\n"));
        let size = read_conflict(&body).unwrap();
        let second = answer(Some(first.known), &ask(size, 29).encode()).unwrap();
        assert_eq!(second.known, known(29));
        // The same head again is no harm, and gets a newer cosignature.
        assert_eq!(answer(Some(second.known), &ask(29, 29).encode()).unwrap().known, known(29));

        let mut ours = signed(29);
        assert_eq!(take_answer(&mut ours, &second.answer, &witness().verifier()), Ok(NOON));
        assert_eq!(ours.encode().unwrap(), second.checkpoint, "what monitors are served");
        let text = format!("log {}\nwitness w {}\nquorum w\n", log().verifier(), witness().verifier());
        let trust = crate::Trust::parse(text.as_bytes()).unwrap();
        assert_eq!(trust.judge(&ours).unwrap().standing, crate::Standing::Cosigned);
    }

    #[test]
    fn the_request_has_exactly_this_text() {
        let proof = grown().consistency_proof(5, 7).unwrap();
        let lines: String = proof.iter().map(|hash| hash.to_base64() + "\n").collect();
        let text = ask(5, 7).encode();
        assert_eq!(text, format!("old 5\n{lines}\n{}", signed(7).encode().unwrap()));
        assert_eq!(Request::parse(text.as_bytes()), Ok(ask(5, 7)));
        assert_eq!(ask(5, 7).origin(), ORIGIN);
        assert!(ask(0, 7).encode().starts_with("old 0\n\ndemo.invalid"));
    }

    #[test]
    fn a_tree_that_does_not_extend_the_known_one_is_never_cosigned() {
        let mut other = leaves(40);
        other[3] = b"rewritten".to_vec();
        let other = tree(&other);
        let forged = |old: u64, size: u64| {
            let root = other.root_at(size).unwrap();
            let signed = SignedCheckpoint::sign(Checkpoint { origin: ORIGIN.into(), size, root }, &log());
            let proof = other.consistency_proof(old, size).unwrap();
            Request::new(old, proof, &signed.unwrap()).unwrap().encode()
        };
        for size in [7, 8, 29] {
            assert_eq!(status(Some(known(7)), &forged(7, size)), 422, "{size}");
        }
        // Of a log that it never saw, a witness takes the first head it is shown.
        assert_eq!(status(None, &forged(0, 29)), 200);
        // A proof that is missing, for another size, or there where none belongs.
        let proofless = Request { proof: vec![], ..ask(7, 29) };
        let crossed = Request { proof: ask(8, 29).proof, ..ask(7, 29) };
        let needless = Request { proof: ask(7, 29).proof, ..ask(0, 29) };
        let repeated = Request { proof: ask(7, 29).proof, ..ask(29, 29) };
        assert_eq!(status(Some(known(7)), &proofless.encode()), 422);
        assert_eq!(status(Some(known(7)), &crossed.encode()), 422);
        assert_eq!(status(None, &needless.encode()), 422);
        assert_eq!(status(Some(known(29)), &repeated.encode()), 422);
    }

    #[test]
    fn a_log_cannot_be_led_backwards() {
        assert_eq!(answer(Some(known(29)), &ask(7, 29).encode()).unwrap_err(), (409, "29\n".to_owned()));
        assert_eq!(status(Some(known(29)), &ask(7, 7).encode()), 409);
        let shrinking = Request { old: 29, proof: vec![], ..ask(7, 7) };
        assert_eq!(status(Some(known(29)), &shrinking.encode()), 400);
        assert_eq!(status(Some(known(29)), &ask(0, 0).encode()), 409);
    }

    #[test]
    fn the_empty_tree_has_one_root() {
        assert_eq!(status(None, &ask(0, 0).encode()), 200);
        let checkpoint = Checkpoint { origin: ORIGIN.into(), size: 0, root: Hash::of(b"not empty") };
        let bad = Request::new(0, vec![], &SignedCheckpoint::sign(checkpoint, &log()).unwrap()).unwrap();
        assert_eq!(status(None, &bad.encode()), 422);
        let empty = Known { size: 0, root: EMPTY_ROOT };
        assert_eq!(status(Some(empty), &ask(0, 7).encode()), 200);
    }

    #[test]
    fn signatures_are_those_of_the_log_or_nobodys() {
        let stranger = SignerKey::from_seed(ORIGIN, &[7; 32]).unwrap();
        let checkpoint = signed(7).checkpoint;
        let text = checkpoint.to_text().unwrap();
        let by = |signatures: Vec<SignatureLine>| {
            let signed = SignedCheckpoint { checkpoint: checkpoint.clone(), signatures };
            status(None, &Request::new(0, vec![], &signed).unwrap().encode())
        };
        assert_eq!(by(vec![stranger.sign(&text)]), 403);
        assert_eq!(by(vec![log().sign("another text\n")]), 403);
        assert_eq!(by(vec![log().sign(&text), log().sign("another text\n")]), 403);
        assert_eq!(by(vec![stranger.sign(&text), log().sign(&text)]), 200);

        let elsewhere = SignerKey::from_seed("demo.invalid/linyi-2022/acts", &[1; 32]).unwrap();
        let other = Checkpoint { origin: elsewhere.name().to_owned(), ..checkpoint.clone() };
        let other = SignedCheckpoint::sign(other, &elsewhere).unwrap();
        assert_eq!(status(None, &Request::new(0, vec![], &other).unwrap().encode()), 404);
        // Whose log it is comes before whether the sizes fit.
        let unknown = Request { old: 99, ..Request::new(0, vec![], &other).unwrap() };
        assert_eq!(status(Some(known(7)), &unknown.encode()), 404);
    }

    #[test]
    fn a_strangers_log_with_extension_lines_is_cosigned_with_them() {
        let key = SignerKey::from_seed("sum.invalid", &[3; 32]).unwrap();
        let witness = Witness::new(
            CosignerKey::from_seed("witness.invalid/w1", &[2; 32]).unwrap(),
            [("a database with spaces".to_owned(), key.verifier())],
        );
        let text = format!("a database with spaces\n7\n{}\nextension\n", known(7).root.to_base64());
        let note = Note::new(text.clone(), vec![key.sign(&text)]).unwrap();
        let request = Request::parse(format!("old 0\n\n{}", note.encode()).as_bytes()).unwrap();
        let accepted = witness.add_checkpoint(None, &request, NOON).unwrap();
        let line = SignatureLine::parse_all(&accepted.answer).unwrap().remove(0);
        assert!(witness.verifier().verify(&text, line.signature()));
        // Strangers' signatures are not passed on to monitors.
        let note = Note::new(text.clone(), vec![log().sign(&text), key.sign(&text)]).unwrap();
        let request = Request::parse(format!("old 0\n\n{}", note.encode()).as_bytes()).unwrap();
        let accepted = witness.add_checkpoint(None, &request, NOON).unwrap();
        assert_eq!(Note::parse(accepted.checkpoint.as_bytes()).unwrap().signatures().len(), 2);
    }

    #[test]
    fn a_request_in_any_other_form_is_malformed() {
        let good = ask(5, 7).encode();
        let hash = Hash::of(b"").to_base64() + "\n";
        for bad in [
            good.replace("old 5", "old 05"),
            good.replace("old 5", "old  5"),
            good.replace("old 5", "old -5"),
            good.replace("old 5", "Old 5"),
            good.replace("old 5\n", ""),
            good.replacen("=\n", "\n", 1),
            good.replacen("=\n", "=\n\n", 1),
            good.replacen('\n', "\r\n", 1),
            good.replace("\n7\n", "\n07\n"),
            good[..good.len() - 1].to_owned(),
            good.replace('—', "-"),
            good.replace("old 5\n", &format!("old 5\n{}", hash.repeat(MAX_PROOF))),
            format!("old 5\n\n{}", signed(7).checkpoint.to_text().unwrap()),
            String::new(),
            "x".repeat(MAX_REQUEST_BYTES + 1),
        ] {
            assert_eq!(status(Some(known(5)), &bad), 400, "{bad:.300}");
        }
        assert_eq!(status(Some(known(5)), &good), 200);
        assert!(Request::new(0, vec![Hash::of(b""); 64], &signed(7)).is_err());
        assert!(Request::parse(b"old \xff\n\n").is_err());
    }

    #[test]
    fn an_answer_is_taken_only_from_the_witness_that_was_asked() {
        let key = |n| CosignerKey::from_seed("witness.invalid/w1", &[n; 32]).unwrap();
        let text = signed(7).checkpoint.to_text().unwrap();
        let ours = key(2).cosign(&text, NOON).unwrap().to_text();
        let other = key(3).cosign(&text, NOON).unwrap().to_text();
        let wrong = key(2).cosign("another text\n", NOON).unwrap().to_text();
        let take = |answer: &str| {
            let mut log = signed(7);
            let taken = take_answer(&mut log, answer, &key(2).verifier());
            assert_eq!(log.signatures.len(), if taken.is_ok() { 2 } else { 1 });
            taken.is_ok()
        };
        assert!(take(&ours) && take(&(other.clone() + &ours)));
        assert!(
            !take(&other) && !take(&wrong) && !take("") && !take("7\n") && !take(&ours[..ours.len() - 1])
        );
        assert_eq!((read_conflict("7\n"), read_conflict("7"), read_conflict("07\n")), (Some(7), None, None));
    }

    #[test]
    fn a_clock_that_stands_at_the_beginning_of_time_signs_nothing() {
        let refused = witness().add_checkpoint(None, &ask(0, 7), 0).unwrap_err();
        assert_eq!(refused.status(), 500);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_is_cosigned_extends_what_was_known(
            known_size in 0_u64..40, old in 0_u64..40, size in 0_u64..40, at in any::<prop::sample::Index>(), byte in any::<u8>(),
        ) {
            let state = (known_size > 0).then(|| known(known_size));
            let body = ask(old.min(size), size).encode();
            let fits = known_size == old.min(size);
            prop_assert_eq!(answer(state, &body).is_ok(), fits);
            let mut bent = body.clone().into_bytes();
            let at = at.index(bent.len());
            bent[at] = byte;
            if let Ok(read) = Request::parse(&bent) {
                prop_assert_eq!(read.encode().into_bytes(), bent.clone());
                if let Ok(accepted) = witness().add_checkpoint(state.as_ref(), &read, NOON) {
                    // Only a stranger's line can be bent without harm, and there is none.
                    prop_assert!(bent == body.clone().into_bytes() && accepted.known == known(size));
                }
            }
        }
    }
}
