//! Witnesses: other bodies that remember a log's heads and cosign what extends them (C2SP tlog-witness). Whoever trusts a
//! quorum of them need not believe that the house shows everybody the same log.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use ledger::witness::{Request, read_conflict, take_answer};
use ledger::{Nodes, SignedCheckpoint, Trust, TrustError, VerifierKey};

/// How a witness is reached.
#[async_trait]
pub trait Reach: Send + Sync {
    /// Sends `body` to an address by POST; the status and the body of the answer, or why there was none.
    async fn post(&self, url: &str, body: String) -> Result<(u16, String), String>;
}

/// The witnesses of an installation.
pub struct Cosigning {
    /// Their lines, groups and quorum, for the trust file.
    policy: String,
    witnesses: Vec<(VerifierKey, String)>,
    reach: Arc<dyn Reach>,
    /// Size of a log that a witness knows, by origin and key.
    known: Mutex<BTreeMap<(String, String), u64>>,
}

impl Cosigning {
    /// Reads a C2SP tlog-policy: its lines `witness <name> <verifier key> <url>`, `group` and `quorum`.
    ///
    /// # Errors
    /// [`TrustError`] names the line. A witness without an address is trusted, and never asked.
    pub fn read(text: &[u8], reach: Arc<dyn Reach>) -> Result<Cosigning, TrustError> {
        let trust = Trust::parse(text)?;
        let lines = String::from_utf8_lossy(text);
        let keys: BTreeMap<String, &VerifierKey> =
            trust.witnesses().map(|key| (key.to_string(), key)).collect();
        let (mut policy, mut witnesses) = (String::new(), Vec::new());
        for line in lines.lines() {
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            if let ["witness", _, key, url] = words.as_slice()
                && let Some(key) = keys.get(*key)
            {
                witnesses.push(((*key).clone(), url.trim_end_matches('/').to_owned()));
            }
            if matches!(words.first(), Some(&("witness" | "group" | "quorum"))) {
                policy.push_str(line);
                policy.push('\n');
            }
        }
        Ok(Cosigning { policy, witnesses, reach, known: Mutex::default() })
    }

    /// The lines of a trust file that say whose cosignatures count.
    pub(crate) fn policy(&self) -> &str {
        &self.policy
    }

    /// The head with the cosignatures of every witness that gives one now. One that cannot be reached, or refuses, is
    /// passed over and told to the operator: the head is true without it.
    pub(crate) async fn cosign<N: Nodes>(&self, signed: &SignedCheckpoint, log: N) -> SignedCheckpoint
    where
        N::Error: std::fmt::Display,
    {
        let mut cosigned = signed.clone();
        let origin = &signed.checkpoint.origin;
        for (key, url) in &self.witnesses {
            let place = (origin.clone(), key.to_string());
            // Asked a second time with the size that it says it knows.
            for _ in 0..2 {
                let old = self.lock().get(&place).copied().unwrap_or_default();
                let request = log
                    .consistency_proof(old.min(signed.checkpoint.size), signed.checkpoint.size)
                    .map_err(|fault| fault.to_string())
                    .and_then(|proof| Request::new(old, proof, signed).map_err(|fault| fault.to_string()));
                let answer = match request {
                    Ok(request) => self.reach.post(&format!("{url}/add-checkpoint"), request.encode()).await,
                    Err(fault) => Err(fault),
                };
                match answer {
                    Ok((200, body)) => {
                        match take_answer(&mut cosigned, &body, key) {
                            Ok(_) => {
                                self.lock().insert(place, signed.checkpoint.size);
                            }
                            Err(fault) => tracing::warn!(%origin, url, %fault, "a witness's answer is none"),
                        }
                        break;
                    }
                    Ok((409, body)) => match read_conflict(&body) {
                        Some(size) if size <= signed.checkpoint.size && size != old => {
                            self.lock().insert(place.clone(), size);
                        }
                        size => {
                            // It has cosigned more than there is: somebody goes on from an older copy.
                            tracing::error!(%origin, url, ?size, "a witness knows another log of this name");
                            break;
                        }
                    },
                    Ok((status, body)) => {
                        tracing::error!(%origin, url, status, body = body.trim(), "a witness does not cosign");
                        break;
                    }
                    Err(fault) => {
                        tracing::warn!(%origin, url, fault, "a witness cannot be reached");
                        break;
                    }
                }
            }
        }
        cosigned
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<(String, String), u64>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
