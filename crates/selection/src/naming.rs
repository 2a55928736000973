//! 会签 and 命名: sponsors sign one version of the final list, the list is named, certificates are numbered; and what
//! undoes it: revocation.

use imbl::{OrdMap, OrdSet, Vector};
use ledger::leaf::PartClass;
use plan::{Instant, ListKind, NamingRules, Stage, StageKind};
use serde::{Deserialize, Serialize};

use crate::lists::{self, Member};
use crate::{
    Code, Context, Decided, Gate, Handle, Part, PublicText, Record, Refusal, Role, Selection, due, gate,
    notice,
};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// A sponsor signs the newest final list: the scan of the sealed page is bound, not a click.
    Sign {
        /// SHA-256 (hex) of the scan or electronic seal.
        blob: String,
    },
    /// A sponsor declines to sign the newest final list.
    Decline {
        /// Why, for the public.
        text: String,
    },
    /// The dishonesty check (失信被执行人) of the day.
    Recheck {
        /// Nominees that were looked up, each with whether nothing was found.
        found: Vec<(Handle, bool)>,
    },
    /// Name.
    Name {
        /// Naming stage.
        stage: String,
        /// Number of the naming document (文号).
        document: String,
    },
    /// A certificate is issued anew under a new number.
    Reissue {
        /// Honouree.
        nominee: Handle,
    },
    /// A title is revoked: it goes from pages, posters and lists in force everywhere.
    Revoke {
        /// Honouree.
        nominee: Handle,
        /// Public reason code of the plan.
        reason: String,
        /// What the public reads.
        text: String,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// A sponsor signed.
    Signed {
        /// Sponsor.
        sponsor: String,
        /// Version of the final list.
        version: u32,
        /// SHA-256 of what was signed, hex.
        blob: String,
    },
    /// A sponsor declined.
    Declined {
        /// Sponsor.
        sponsor: String,
        /// Version of the final list.
        version: u32,
    },
    /// The dishonesty check of a day.
    Rechecked {
        /// The day, `2022-12-31`.
        day: String,
        /// Of whom nothing was found.
        clean: Vec<Handle>,
        /// Of whom something was found.
        hits: Vec<Handle>,
    },
    /// The naming, with certificate numbers.
    Named {
        /// Number of the document.
        document: String,
        /// Version of the final list that is named.
        version: u32,
        /// Certificates.
        certificates: Vec<Certificate>,
    },
    /// A certificate was issued anew; the old number is void.
    CertificateReissued {
        /// The new certificate.
        certificate: Certificate,
        /// The old number.
        old: String,
    },
    /// A title was revoked.
    Revoked {
        /// Honouree.
        nominee: Handle,
        /// Public reason code.
        reason: String,
    },
}

impl Entry {
    /// Sealed until the naming.
    pub(crate) fn is_sealed(&self) -> bool {
        matches!(self, Entry::Signed { .. } | Entry::Declined { .. } | Entry::Rechecked { .. })
    }
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Honouree.
    pub nominee: Handle,
    /// Number as printed.
    pub number: String,
}

/// A naming.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedList {
    /// When.
    pub at: Instant,
    /// Number of its entry.
    pub n: u64,
    /// Number of the document.
    pub document: String,
    /// Version of the final list.
    pub version: u32,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Sponsor.
    pub sponsor: String,
    /// Version of the final list.
    pub version: u32,
    /// SHA-256 of what was signed, hex.
    pub blob: String,
    /// When.
    pub at: Instant,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Signatures, oldest first.
    pub signatures: Vector<Signature>,
    /// The version each sponsor declined last.
    pub declined: OrdMap<String, u32>,
    /// Newest check of each nominee: day and whether nothing was found.
    pub checked: OrdMap<Handle, (String, bool)>,
    /// The naming.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<NamedList>,
    /// Certificate in force, by honouree.
    pub certificates: OrdMap<Handle, String>,
    /// Certificate numbers ever given.
    pub numbers: OrdSet<String>,
    /// Revoked titles with their public reason code and time.
    pub revoked: OrdMap<Handle, (String, Instant)>,
}

impl State {
    /// A sponsor has signed a version and has not declined it since.
    pub fn has_signed(&self, sponsor: &str, version: u32) -> bool {
        self.signatures.iter().any(|signature| signature.sponsor == sponsor && signature.version == version)
            && self.declined.get(sponsor) != Some(&version)
    }
}

impl Selection {
    /// Honourees whose title stands, in the order of the naming.
    pub fn honourees(&self) -> Vec<&Member> {
        self.lists
            .latest(ListKind::Named)
            .into_iter()
            .flat_map(|list| list.members.iter())
            .filter(|member| !self.naming.revoked.contains_key(&member.nominee))
            .collect()
    }
}

/// Clause of the naming stage.
pub fn clause(s: &Selection) -> String {
    s.plan
        .as_deref()
        .and_then(|plan| plan.stages(StageKind::Naming).next())
        .map(|stage| stage.clause.clone())
        .unwrap_or_default()
}

fn rules(stage: &Stage) -> Result<&NamingRules, Refusal> {
    stage.naming.as_ref().ok_or_else(|| Refusal::new(Code::NotStated, &stage.clause))
}

/// The number of the `serial`-th certificate under the plan's shape; the plain number where the plan states none.
fn certificate_number(rules: &NamingRules, serial: usize) -> String {
    match rules.certificate.get() {
        Some(shape) => shape.replace("{n}", &serial.to_string()),
        None => serial.to_string(),
    }
}

/// The sponsor who asks, and the version of the final list that is to be signed.
fn signing(c: &Context) -> Result<(String, u32), Refusal> {
    let s = c.s;
    let clause = clause(s);
    let Some(Role::Sponsor { sponsor }) = s.role(c.who) else {
        return Err(Refusal::new(Code::NotAllowed, clause));
    };
    let stage = s.plan()?.stages(StageKind::Naming).next().ok_or_else(|| Refusal::new(Code::Unknown, ""))?;
    let signatories =
        rules(stage)?.signatories.get().ok_or_else(|| Refusal::new(Code::NotStated, &clause))?;
    if !signatories.contains(sponsor) {
        return Err(Refusal::new(Code::NotASignatory, clause));
    }
    let list = s
        .lists
        .latest(ListKind::Finalists)
        .ok_or_else(|| Refusal::new(Code::NotOpen, &clause).arg("stage", &stage.name))?;
    if s.naming.named.is_some() {
        return Err(Refusal::new(Code::WrongStatus, clause));
    }
    Ok((sponsor.clone(), list.version))
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    let clause = clause(s);
    match act {
        Act::Sign { blob } => {
            let (sponsor, version) = signing(c)?;
            if s.naming.has_signed(&sponsor, version) {
                return Err(Refusal::new(Code::AlreadySigned, clause));
            }
            if blob.len() != 64 || !blob.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(Refusal::new(Code::Missing, clause).field("file"));
            }
            Ok(vec![crate::Entry::Naming(Entry::Signed { sponsor, version, blob }).into()])
        }
        Act::Decline { text } => {
            let (sponsor, version) = signing(c)?;
            notice::public_text(c, &text, &clause)?;
            let subject = format!("decline-{sponsor}-{version}");
            let part =
                Part::new("reason", PartClass::Office, &subject, &crate::Note { text, ..Default::default() });
            Ok(vec![Decided::from(crate::Entry::Naming(Entry::Declined { sponsor, version })).with(part)])
        }
        Act::Recheck { found } => {
            let list = s
                .lists
                .latest(ListKind::Finalists)
                .ok_or_else(|| Refusal::new(Code::NotOpen, &clause).arg("stage", ""))?;
            if let Some((stranger, _)) = found.iter().find(|(nominee, _)| list.member(nominee).is_none()) {
                return Err(Refusal::new(Code::Unknown, clause).arg("what", stranger));
            }
            let pick =
                |clean: bool| found.iter().filter(|row| row.1 == clean).map(|row| row.0.clone()).collect();
            let day = c.now.civil(&s.zone()).date().to_string();
            Ok(vec![
                crate::Entry::Naming(Entry::Rechecked { day, clean: pick(true), hits: pick(false) }).into(),
            ])
        }
        Act::Name { stage, document } => {
            if s.naming.named.is_some() {
                return Err(Refusal::new(Code::WrongStatus, clause));
            }
            let plan = s.plan()?;
            let stage = plan
                .stage(&stage)
                .filter(|stage| stage.kind == StageKind::Naming)
                .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", &stage))?;
            if let Some(lack) = gate::naming(s, stage, c.now).into_iter().find(|lack| !lack.done) {
                return Err(lack.refusal());
            }
            let stage = s.open_stage(&stage.id, StageKind::Naming, c.now)?;
            if document.trim().is_empty() {
                return Err(Refusal::new(Code::Missing, clause).field("document"));
            }
            if document.chars().count() > 60 || document.chars().any(char::is_control) {
                return Err(Refusal::new(Code::FieldTooLong, clause).field("document").arg("most", 60));
            }
            let rules = rules(stage)?;
            let list =
                s.lists.latest(ListKind::Finalists).ok_or_else(|| Refusal::new(Code::NotOpen, &clause))?;
            let certificates = list
                .members
                .iter()
                .enumerate()
                .map(|(index, member)| Certificate {
                    nominee: member.nominee.clone(),
                    number: certificate_number(rules, index + 1),
                })
                .collect();
            let members = list.members.iter().cloned().collect();
            let named = Entry::Named { document, version: list.version, certificates };
            let mut entries: Vec<Decided> = vec![
                crate::Entry::Naming(named).into(),
                lists::publish(s, ListKind::Named, members).into(),
                due::close_now(&stage.id, c.now),
            ];
            entries.extend(lists::open_gate(c, Gate::Named));
            Ok(entries)
        }
        Act::Reissue { nominee } => {
            let old = s
                .naming
                .certificates
                .get(&nominee)
                .filter(|_| !s.naming.revoked.contains_key(&nominee))
                .ok_or_else(|| Refusal::new(Code::NotNamed, &clause))?;
            let stage =
                s.plan()?.stages(StageKind::Naming).next().ok_or_else(|| Refusal::new(Code::Unknown, ""))?;
            let number = certificate_number(rules(stage)?, s.naming.numbers.len() + 1);
            let certificate = Certificate { nominee, number };
            Ok(vec![
                crate::Entry::Naming(Entry::CertificateReissued { certificate, old: old.clone() }).into(),
            ])
        }
        Act::Revoke { nominee, reason, text } => {
            let named = s.lists.latest(ListKind::Named).and_then(|list| list.member(&nominee));
            if named.is_none() || s.naming.revoked.contains_key(&nominee) {
                return Err(Refusal::new(Code::NotNamed, clause));
            }
            let known = s
                .plan()?
                .stage
                .iter()
                .filter_map(|stage| stage.screen.as_ref())
                .flat_map(|rules| &rules.reason)
                .find(|row| row.id == reason);
            let Some(row) = known else {
                return Err(Refusal::new(Code::UnknownReason, clause).field("reason"));
            };
            notice::public_text(c, &text, &row.clause)?;
            let subject = format!("revocation-{nominee}");
            let part = Part::new(
                "reason",
                PartClass::Disclosed,
                &subject,
                &PublicText { title: String::new(), text },
            );
            Ok(vec![Decided::from(crate::Entry::Naming(Entry::Revoked { nominee, reason })).with(part)])
        }
    }
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    let state = &mut s.naming;
    match entry {
        Entry::Signed { sponsor, version, blob } => {
            state.declined.remove(sponsor);
            let signature =
                Signature { sponsor: sponsor.clone(), version: *version, blob: blob.clone(), at: record.at };
            state.signatures.push_back(signature);
        }
        Entry::Declined { sponsor, version } => {
            state.declined.insert(sponsor.clone(), *version);
        }
        Entry::Rechecked { day, clean, hits } => {
            for (nominees, is_clean) in [(clean, true), (hits, false)] {
                for nominee in nominees {
                    state.checked.insert(nominee.clone(), (day.clone(), is_clean));
                }
            }
        }
        Entry::Named { document, version, certificates } => {
            for certificate in certificates {
                state.certificates.insert(certificate.nominee.clone(), certificate.number.clone());
                state.numbers.insert(certificate.number.clone());
            }
            let named =
                NamedList { at: record.at, n: record.n, document: document.clone(), version: *version };
            state.named = Some(named);
        }
        Entry::CertificateReissued { certificate, .. } => {
            state.certificates.insert(certificate.nominee.clone(), certificate.number.clone());
            state.numbers.insert(certificate.number.clone());
        }
        Entry::Revoked { nominee, reason } => {
            state.certificates.remove(nominee);
            state.revoked.insert(nominee.clone(), (reason.clone(), record.at));
        }
    }
}
