//! Proof of work (ALTCHA, version 2): what a ballot costs whoever shows nothing else.
//!
//! It proves no person. It makes a ballot cost a moment of computing, so that a hundred thousand of them cost hours, and
//! asks nobody for a name.
//!
//! **The puzzle.** A challenge holds a nonce, a salt and the first half of a key; a solver counts from 0 and derives a key
//! for each number ([`ROUNDS`] rounds of PBKDF2-SHA-256) until one begins with that half. The number was drawn evenly
//! below twice the mean, so that nobody waits longer than twice the mean, and no place to begin is better than another.
//! The other half of the key proves that the number was found: the server knows a keyed hash of it and derives nothing
//! again. Challenges and solutions are those of the ALTCHA widget, to the byte.
//!
//! **Bound to one place.** A challenge names, as a keyed hash, the selection, period, category and pseudonym it was made
//! for, and is signed, so that the server remembers nothing: no list of challenges that were spent, and nothing that a
//! restart could lose. A ballot that rests on a challenge has the [`Proof::id`] for its request, and one request is one
//! ballot; so one solution is one ballot, however often it is sent and however many a plan allows.
//!
//! **Time.** The widget's `expiresAt` is judged by the machine's clock; a selection has a clock of its own. So the end
//! stands in `data.until` (milliseconds), beside `data.lasts`, which a browser whose clock is wrong can use.

use std::collections::BTreeMap;

pub use altcha::Challenge;
use altcha::{ChallengeParameters, HmacAlgorithm, Payload, SolveChallengeOptions, VerifySolutionOptions};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::ServerKey;
use crate::secret::same;

/// Rounds of PBKDF2-SHA-256 for one try. Few enough that making a challenge, which takes one try, costs the server no more
/// than a few ballots do; enough that what a browser needs around each try does not favour programs over it.
pub const ROUNDS: u32 = 500;

/// Tries on average, where nobody set another number: one or two seconds on a telephone of five years, by estimate
/// (`xuanxian bench work` says what they cost on this machine).
pub const TRIES: u32 = 6_000;

/// Most tries on average that can be asked for.
pub const MOST_TRIES: u32 = 10_000_000;

/// Most bytes of a solution as a form carries it. Ours have some 700.
const LONGEST: usize = 2_048;

const ALGORITHM: &str = "PBKDF2/SHA-256";
/// Bytes of a derived key: half of them are shown.
const KEY: usize = 32;

/// The place that a ballot takes: nothing else can be bought with a solution made for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Selection.
    pub el: &'a str,
    /// Period, which names the stage.
    pub period: &'a str,
    /// Category.
    pub category: &'a str,
    /// The voter's pseudonym.
    pub nym: &'a [u8; 16],
}

impl Place<'_> {
    /// What a challenge says of its place: a keyed hash, 32 hexadecimal digits.
    pub fn mark(&self, key: &ServerKey) -> String {
        let parts = [self.el.as_bytes(), self.period.as_bytes(), self.category.as_bytes(), self.nym];
        hex(&key.mac("xuanxian/work/place/v1", &parts)[..16])
    }
}

/// A solution that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Stands for the challenge: the same each time it is sent.
    pub id: [u8; 16],
}

/// Why a solution does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkFault {
    /// There is none.
    Missing,
    /// It is no solution, or to no challenge of ours.
    Wrong,
    /// It was made for another place.
    Foreign,
    /// It came after the end of its challenge. It held otherwise, so a ballot that was cast with it may be looked for.
    Expired(Proof),
}

/// Why a challenge could not be made: nothing that comes from outside; a fault of this code.
#[derive(Debug, thiserror::Error)]
#[error("a challenge could not be made: {0}")]
pub struct Unmade(String);

impl From<altcha::Error> for Unmade {
    fn from(fault: altcha::Error) -> Self {
        Unmade(fault.to_string())
    }
}

/// Makes a challenge for a place.
///
/// `tries`: how many it takes on average, held between 1 and [`MOST_TRIES`]. `now_ms`, `until_ms`: from when to when it is
/// good. `random`: 32 uniformly random bytes.
///
/// # Errors
/// [`Unmade`].
pub fn challenge(
    key: &ServerKey,
    place: &Place<'_>,
    tries: u32,
    (now_ms, until_ms): (i64, i64),
    random: &[u8; 32],
) -> Result<Challenge, Unmade> {
    let most = 2 * tries.clamp(1, MOST_TRIES);
    let drawn = key.mac("xuanxian/work/counter/v1", &[random]);
    // 64 bits against a number below 2^25: the first numbers are likelier by less than one in 10^11.
    let drawn = drawn.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    let counter = (drawn % u64::from(most)) as u32;
    let data = BTreeMap::from([
        ("place".to_owned(), place.mark(key).into()),
        ("until".to_owned(), until_ms.into()),
        ("lasts".to_owned(), (until_ms - now_ms).into()),
        ("most".to_owned(), most.into()),
    ]);
    let parameters = ChallengeParameters {
        algorithm: ALGORITHM.to_owned(),
        cost: ROUNDS,
        data: Some(data),
        expires_at: None,
        key_length: KEY,
        key_prefix: String::new(),
        key_signature: None,
        memory_cost: None,
        nonce: hex(&random[..16]),
        parallelism: None,
        salt: hex(&random[16..]),
    };
    // The library derives keys only where it solves. An empty prefix fits the first key it derives, which is the one
    // that is wanted here.
    let open = Challenge { parameters, signature: None };
    let first = SolveChallengeOptions { counter_start: counter, ..SolveChallengeOptions::new(&open) };
    let solved = altcha::solve_challenge(first)?.ok_or_else(|| Unmade("no key".to_owned()))?;
    let derived = unhex(&solved.derived_key).ok_or_else(|| Unmade("no key".to_owned()))?;
    let mut parameters = open.parameters;
    parameters.key_prefix = solved.derived_key.get(..KEY).unwrap_or_default().to_owned();
    let (sign, prove) = secrets(key);
    Ok(altcha::sign_challenge(&HmacAlgorithm::Sha256, &mut parameters, Some(&derived), &sign, Some(&prove))?)
}

/// Judges a solution as a form carries it: base64 of `{"challenge":…,"solution":…}`. What is cheap comes first.
///
/// # Errors
/// [`WorkFault`].
pub fn judge(key: &ServerKey, place: &Place<'_>, sent: &str, now_ms: i64) -> Result<Proof, WorkFault> {
    if sent.is_empty() {
        return Err(WorkFault::Missing);
    }
    if sent.len() > LONGEST {
        return Err(WorkFault::Wrong);
    }
    let json = STANDARD.decode(sent).map_err(|_| WorkFault::Wrong)?;
    let Payload { challenge, solution } = serde_json::from_slice(&json).map_err(|_| WorkFault::Wrong)?;
    let told = |name: &str| challenge.parameters.data.as_ref().and_then(|data| data.get(name));
    let mark = told("place").and_then(|mark| mark.as_str()).unwrap_or_default();
    if !same(mark.as_bytes(), place.mark(key).as_bytes()) {
        return Err(WorkFault::Foreign);
    }
    // Without this the library would derive the key again, at whatever cost the sender wrote down.
    if challenge.parameters.key_signature.as_ref().is_none_or(String::is_empty) {
        return Err(WorkFault::Wrong);
    }
    let until = told("until").and_then(serde_json::Value::as_i64).unwrap_or_default();
    let (sign, prove) = secrets(key);
    let mut options = VerifySolutionOptions::new(&challenge, &solution, sign);
    options.hmac_key_signature_secret = Some(prove);
    if !altcha::verify_solution(options).is_ok_and(|judged| judged.verified) {
        return Err(WorkFault::Wrong);
    }
    let signature = challenge.signature.as_deref().unwrap_or_default();
    let mac = key.mac("xuanxian/work/id/v1", &[signature.as_bytes()]);
    let proof = Proof { id: std::array::from_fn(|i| mac[i]) };
    if now_ms < until { Ok(proof) } else { Err(WorkFault::Expired(proof)) }
}

/// Solves a challenge as a browser does, and gives what its form would carry. For measuring and for tests.
///
/// # Errors
/// [`Unmade`] where the challenge cannot be read.
pub fn solve(challenge: &Challenge) -> Result<String, Unmade> {
    let options = SolveChallengeOptions { timeout_ms: 0, ..SolveChallengeOptions::new(challenge) };
    let solution = altcha::solve_challenge(options)?.ok_or_else(|| Unmade("no solution".to_owned()))?;
    let payload = Payload { challenge: challenge.clone(), solution };
    let json = serde_json::to_vec(&payload).map_err(|fault| Unmade(fault.to_string()))?;
    Ok(STANDARD.encode(json))
}

/// How many tries a solution took, in the order in which browsers try; `None` where it is none. For measuring.
pub fn tries_of(sent: &str) -> Option<u64> {
    let json = STANDARD.decode(sent).ok()?;
    let payload: Payload = serde_json::from_slice(&json).ok()?;
    Some(u64::from(payload.solution.counter) + 1)
}

/// The keys that sign a challenge and its answer. The library takes text.
fn secrets(key: &ServerKey) -> (String, String) {
    let of = |tag| hex(&key.mac(tag, &[]));
    (of("xuanxian/work/sign/v1"), of("xuanxian/work/answer/v1"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len() / 2).map(|i| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use altcha::Solution;

    const HERE: Place<'static> = Place { el: "e", period: "vote-all", category: "park", nym: &[1; 16] };

    fn key() -> ServerKey {
        ServerKey::new([4; 32])
    }

    fn made(seed: u8) -> Challenge {
        challenge(&key(), &HERE, 4, (1_000, 61_000), &[seed; 32]).unwrap()
    }

    fn sent(challenge: &Challenge, solution: &Solution) -> String {
        let payload = Payload { challenge: challenge.clone(), solution: solution.clone() };
        STANDARD.encode(serde_json::to_vec(&payload).unwrap())
    }

    fn judged(sent: &str, now_ms: i64) -> Result<Proof, WorkFault> {
        judge(&key(), &HERE, sent, now_ms)
    }

    #[test]
    fn whoever_counts_far_enough_is_let_through_until_the_end() {
        for seed in 0..20 {
            let challenge = made(seed);
            let told = solve(&challenge).unwrap();
            assert!(told.len() < 900, "{} bytes in a form", told.len());
            let proof = judged(&told, 60_999).unwrap();
            assert_eq!(judged(&told, 1_000), Ok(proof), "the same each time");
            assert_eq!(judged(&told, 61_000), Err(WorkFault::Expired(proof)));
            assert_ne!(judged(&solve(&made(seed + 1)).unwrap(), 1_000), Ok(proof));
        }
    }

    #[test]
    fn the_work_is_spread_evenly_up_to_twice_the_mean() {
        let mut found: Vec<u32> = (0..=255)
            .map(|seed| {
                let told = STANDARD.decode(solve(&made(seed)).unwrap()).unwrap();
                serde_json::from_slice::<Payload>(&told).unwrap().solution.counter
            })
            .collect();
        found.sort_unstable();
        assert_eq!((found[0], found[255]), (0, 7));
        for n in 0..8 {
            let many = found.iter().filter(|counter| **counter == n).count();
            assert!((16..=50).contains(&many), "{n} was drawn {many} times of 256");
        }
    }

    #[test]
    fn a_solution_is_good_for_its_own_place_only() {
        let told = solve(&made(1)).unwrap();
        let nym = [2; 16];
        for other in [
            Place { el: "f", ..HERE },
            Place { period: "vote-2022-12-12", ..HERE },
            Place { category: "citizen", ..HERE },
            Place { nym: &nym, ..HERE },
            Place { el: "evote-all", period: "", ..HERE },
        ] {
            assert_eq!(judge(&key(), &other, &told, 1_000), Err(WorkFault::Foreign), "{other:?}");
        }
        assert_eq!(judge(&ServerKey::new([5; 32]), &HERE, &told, 1_000), Err(WorkFault::Foreign));
    }

    #[test]
    fn nothing_of_a_challenge_can_be_changed_and_no_key_guessed() {
        let challenge = made(3);
        let payload: Payload =
            serde_json::from_slice(&STANDARD.decode(solve(&challenge).unwrap()).unwrap()).unwrap();
        let good = payload.solution;
        assert!(judged(&sent(&challenge, &good), 1_000).is_ok());

        type Change = fn(&mut Challenge, &mut Solution);
        let changes: [(&str, Change); 12] = [
            ("a later end", |c, _| {
                c.parameters.data.as_mut().unwrap().insert("until".into(), i64::MAX.into());
            }),
            ("no end", |c, _| {
                c.parameters.data.as_mut().unwrap().remove("until");
            }),
            ("cheaper", |c, _| c.parameters.cost = 1),
            ("dearer", |c, _| c.parameters.cost = u32::MAX),
            ("another nonce", |c, _| c.parameters.nonce = "00".repeat(16)),
            ("another prefix", |c, _| c.parameters.key_prefix = String::new()),
            ("no signature", |c, _| c.signature = None),
            ("an empty signature", |c, _| c.signature = Some(String::new())),
            ("no answer's signature", |c, _| c.parameters.key_signature = None),
            ("an empty answer's signature", |c, _| c.parameters.key_signature = Some(String::new())),
            ("the half that is shown", |c, s| s.derived_key = c.parameters.key_prefix.repeat(2)),
            ("no key", |_, s| s.derived_key = String::new()),
        ];
        for (what, change) in changes {
            let (mut challenge, mut solution) = (challenge.clone(), good.clone());
            change(&mut challenge, &mut solution);
            assert_eq!(judged(&sent(&challenge, &solution), 1_000), Err(WorkFault::Wrong), "{what}");
        }
        let other = solve(&made(4)).unwrap();
        let other: Payload = serde_json::from_slice(&STANDARD.decode(other).unwrap()).unwrap();
        assert_eq!(
            judged(&sent(&challenge, &other.solution), 1_000),
            Err(WorkFault::Wrong),
            "another's answer"
        );
    }

    #[test]
    fn what_is_no_solution_is_told_from_none() {
        assert_eq!(judged("", 1_000), Err(WorkFault::Missing));
        for nonsense in ["x", "e30=", &STANDARD.encode(b"{\"challenge\":{}}"), &"A".repeat(LONGEST + 4)] {
            assert_eq!(judged(nonsense, 1_000), Err(WorkFault::Wrong), "{nonsense}");
        }
    }

    #[test]
    fn the_format_is_that_of_the_widget() {
        let told = serde_json::to_value(made(1)).unwrap();
        let parameters = told["parameters"].as_object().unwrap();
        let mut names: Vec<&str> = parameters.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            ["algorithm", "cost", "data", "keyLength", "keyPrefix", "keySignature", "nonce", "salt"]
        );
        assert_eq!(parameters["algorithm"], "PBKDF2/SHA-256");
        assert_eq!(parameters["keyPrefix"].as_str().unwrap().len(), KEY);
        assert_eq!(parameters["data"]["most"], 8);
        assert_eq!(told["signature"].as_str().unwrap().len(), 64);
    }
}
