//! The plan's hash, and the heads of the two logs with their signatures.

use ledger::tile::{TILE_WIDTH, TileKind, decode_bundle};
use ledger::{
    Checkpoint, Distrust, Hash, Leaf, LedgerError, Log, NoteError, SignedCheckpoint, SignedSmCheckpoint,
    SmCheckpoint, Standing, TilePath, Trust,
};
use selection::{Entry, founding};

use crate::reason::{Check, Reason};
use crate::report::{Failure, Head};
use crate::run::Run;

/// The two heads as they were published.
pub(crate) struct Heads {
    pub acts: HeadPair,
    pub ballots: HeadPair,
    /// The selection's id, as the origins tell it.
    pub el: String,
    /// The generation of both logs, as the origins tell it.
    pub generation: u32,
}

/// One log's head in both hashes.
pub(crate) struct HeadPair {
    pub checkpoint: Checkpoint,
    pub sm: Option<SmCheckpoint>,
}

/// Reads the trust file, both heads and the plan. `None` where there are no heads to go on from.
pub(crate) fn heads(run: &mut Run, trust: Option<&[u8]>) -> Option<Heads> {
    if let Some(bytes) = trust {
        match Trust::parse(bytes) {
            Ok(trust) => run.trust = Some(trust),
            Err(error) => run.fail(Failure::of(Reason::TrustMalformed).about(error)),
        }
    }
    let acts = head(run, Log::Acts);
    let ballots = head(run, Log::Ballots);
    let planned = acts.as_ref().and_then(|acts| plan(run, acts.checkpoint.size));
    let (acts, ballots) = (acts?, ballots?);
    let (el, generation) = same_selection(run, &acts.checkpoint, &ballots.checkpoint)?;
    if planned.is_some_and(|id| id != el) {
        run.fail(Failure::of(Reason::OriginWrong).leaf("acts", 0).about(&el));
    }
    run.report.selection = el.clone();
    let cosigned = run.report.heads.iter().map(|head| head.cosigned.len() as u64).sum();
    let witnessed = u64::from(run.trust.as_ref().is_some_and(Trust::wants_witnesses));
    run.checked(
        Check::Signatures,
        vec![("checkpoints", 2), ("cosignatures", cosigned), ("quorum", witnessed)],
    );
    Some(Heads { acts, ballots, el, generation })
}

/// The origins are `<host>/<selection>/acts` and `<host>/<selection>/ballots`, or both of one later generation.
fn same_selection(run: &mut Run, acts: &Checkpoint, ballots: &Checkpoint) -> Option<(String, u32)> {
    let site = Log::Acts.read_origin(&acts.origin);
    let el = site.and_then(|(site, _)| site.rsplit_once('/')).map(|(_, el)| el.to_owned());
    if el.is_none() || Log::Ballots.read_origin(&ballots.origin) != site {
        run.fail(Failure::of(Reason::OriginWrong).about(format!("{} {}", acts.origin, ballots.origin)));
        return None;
    }
    Some((el?, site?.1))
}

fn head(run: &mut Run, log: Log) -> Option<HeadPair> {
    let name = log.as_str();
    let path = format!("{name}/checkpoint");
    let Some(bytes) = run.read(&path) else {
        run.missing(Failure::of(Reason::CheckpointMissing).log(name).path(path));
        return None;
    };
    let signed = match SignedCheckpoint::decode(&bytes) {
        Ok(signed) => signed,
        Err(error) => {
            run.fail(Failure::of(Reason::CheckpointMalformed).log(name).path(path).about(error));
            return None;
        }
    };
    let mut cosigned = Vec::new();
    if let Some(trust) = &run.trust {
        match trust.judge(&signed) {
            Ok(judged) => {
                cosigned = judged.cosigned.into_iter().map(|(witness, _)| witness).collect();
                if trust.wants_witnesses() && judged.standing != Standing::Cosigned {
                    run.fail(Failure::of(Reason::QuorumMissing).log(name).path(&path));
                }
            }
            Err(distrust) => {
                let reason = match &distrust {
                    Distrust::UnknownLog { .. } => Reason::LogUnknown,
                    Distrust::NotSigned => Reason::NotSigned,
                    _ => Reason::BadSignature,
                };
                run.fail(Failure::of(reason).log(name).path(&path).about(distrust));
            }
        }
    }
    let checkpoint = signed.checkpoint;
    let sm = second_head(run, name, &checkpoint);
    run.report.heads.push(Head {
        log: name,
        origin: checkpoint.origin.clone(),
        size: checkpoint.size,
        root: checkpoint.root.to_base64(),
        sm3: sm.as_ref().map(|sm| sm.sm3.to_base64()).unwrap_or_default(),
        cosigned,
    });
    Some(HeadPair { checkpoint, sm })
}

/// The head in domestic cryptography. A trust file without such keys leaves its signature unproven, as no trust file
/// does; what it says is compared with the tree all the same.
fn second_head(run: &mut Run, log: &'static str, checkpoint: &Checkpoint) -> Option<SmCheckpoint> {
    let path = format!("{log}/{}", ledger::sm::FILE_NAME);
    let Some(bytes) = run.read(&path) else {
        run.missing(Failure::of(Reason::SmMissing).log(log).path(path));
        return None;
    };
    let signed = match SignedSmCheckpoint::decode(&bytes) {
        Ok(signed) => signed,
        Err(error) => {
            run.fail(Failure::of(Reason::SmMalformed).log(log).path(path).about(error));
            return None;
        }
    };
    if let Some(trust) = run.trust.as_ref().filter(|trust| !trust.sm_keys().is_empty())
        && let Err(error) = signed.check(trust.sm_keys())
    {
        let bad = matches!(error, LedgerError::Note(NoteError::Bad { .. }));
        let reason = if bad { Reason::BadSignature } else { Reason::SmNotSigned };
        run.fail(Failure::of(reason).log(log).path(&path).about(error));
    }
    if !signed.checkpoint.ties(checkpoint) {
        run.fail(Failure::of(Reason::SmUntied).log(log).path(path));
        return None;
    }
    Some(signed.checkpoint)
}

/// The log of acts begins with the plan, whose hash is the announced one. The first leaf is read here before its place in
/// the tree is proven: whoever altered it is told so first. Gives the plan's id.
fn plan(run: &mut Run, size: u64) -> Option<String> {
    let Some((plan, told)) = first_entry(run, size) else {
        run.fail(Failure::of(Reason::PlanMissing).leaf("acts", 0));
        return None;
    };
    let found = plan.hash().to_string();
    if found != told {
        run.fail(Failure::of(Reason::PlanHash).leaf("acts", 0).about(&found));
    }
    let announced = run.trust.as_ref().and_then(Trust::plan);
    if let Some(announced) = announced
        && found.parse::<Hash>() != Ok(announced)
    {
        run.fail(Failure::of(Reason::PlanNotAnnounced).leaf("acts", 0).about(&found));
    }
    run.report.plan = Some(found);
    run.checked(Check::Plan, vec![("announced", u64::from(announced.is_some()))]);
    Some(plan.id)
}

fn first_entry(run: &mut Run, size: u64) -> Option<(Box<plan::Plan>, String)> {
    let width = size.min(TILE_WIDTH);
    let path = TilePath::new(TileKind::Entries, 0, width).ok()?;
    let bytes = match run.read(&format!("acts/{path}")) {
        Some(bytes) => bytes,
        None => run.read(&format!("acts/{}", path.full()))?,
    };
    let leaves = decode_bundle(&bytes)?;
    let Leaf::Entry(leaf) = Leaf::decode(leaves.first()?).ok()? else { return None };
    match Entry::from_kind_and_body(&leaf.kind, &leaf.body).ok()? {
        Entry::Founding(founding::Entry::Adopted { plan, hash, .. }) => Some((plan, hash)),
        _ => None,
    }
}
