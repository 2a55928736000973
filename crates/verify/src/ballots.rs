//! The ballots, each read once: its place in the tree and its form, its window and limits, its opening, and its votes.

mod openings;
mod place;

use std::collections::BTreeMap;

use ledger::{BallotLeaf, Hash, Nodes as _, SmFrontier, TileTree};
use plan::{Identity, StageKind};
use selection::Selection;
use selection::paper::{self, Figures};
use selection::vote::Tally;

use crate::fold::{Anchor, Folded, Told};
use crate::heads::Heads;
use crate::reason::{Check, Reason};
use crate::report::{Channel, Failure, Votes};
use crate::run::{Run, tile_failure};
use crate::source::Tiles;
use openings::Openings;
use place::{Place, Places};
use selection::vote::stage_of;

const LOG: &str = "ballots";

/// A ballot that an act does not tell of yet, so long after it was cast, is counted as late: it is in the log within
/// seconds. No rule forbids it, for a server may have stood still; many of them deserve a question.
const LATE: i64 = 10 * 60 * 1000;

/// Reads the ballots. Where the acts could not be followed, only their tree and their form are looked at.
pub(crate) fn ballots(run: &mut Run, heads: &Heads, acts: u64, folded: Option<&Folded>) {
    let head = &heads.ballots;
    let checkpoint = &head.checkpoint;
    let source = run.source;
    let tree = match TileTree::open(Tiles { source, log: LOG }, checkpoint.size, &checkpoint.root) {
        Ok(tree) => tree,
        Err(error) => return run.fail(tile_failure(LOG, &error)),
    };
    let mut judge = folded.map(|folded| Judge::new(run, folded, checkpoint.size));
    let mut second = SmFrontier::new();
    let mut n = 0;
    for bundle in 0..tree.bundles() {
        let leaves = match tree.leaves(bundle) {
            Ok(leaves) => leaves,
            Err(error) => return run.fail(tile_failure(LOG, &error)),
        };
        for bytes in leaves {
            second.push(ledger::sm::leaf_hash(&bytes));
            match BallotLeaf::decode(&bytes) {
                Err(error) => run.fail(Failure::of(Reason::LeafNotCanonical).leaf(LOG, n).about(error)),
                Ok(ballot) if ballot.n != n => run.fail(Failure::of(Reason::LeafMisnumbered).leaf(LOG, n)),
                Ok(ballot) if ballot.el != heads.el => {
                    run.fail(Failure::of(Reason::LeafForeign).leaf(LOG, n));
                }
                Ok(ballot) => {
                    if let Some(judge) = judge.as_mut().filter(|_| run.holds(Check::Leaves)) {
                        judge.take(run, &ballot);
                    }
                }
            }
            n += 1;
        }
        run.tell(Check::Ballots, n, checkpoint.size);
    }
    if let Some(sm) = &head.sm
        && sm.sm3 != second.root()
    {
        run.fail(Failure::of(Reason::SmRootWrong).log(LOG));
    }
    run.checked(Check::Tree, vec![("acts", acts), ("ballots", n), ("hashes", 2)]);
    if let Some(judge) = judge {
        let root_at = |size| tree.root_at(size).ok();
        judge.end(run, root_at);
    }
}

/// What the ballots of one category in one vote say.
#[derive(Default)]
struct Sum {
    ballots: u64,
    tally: Tally,
    channels: BTreeMap<String, (Identity, u64)>,
}

/// Judges one ballot after the other.
struct Judge<'a> {
    folded: &'a Folded,
    places: Places<'a>,
    /// Votes that were counted: how many ballots the log held then.
    counted: BTreeMap<&'a str, u64>,
    openings: BTreeMap<&'a str, Openings>,
    sums: BTreeMap<(String, String), Sum>,
    /// A key for each voter's slot, with the ballot that stands in it.
    slots: Vec<(u128, u64)>,
    /// The anchors by size, and how far they have been compared.
    anchors: Vec<&'a Anchor>,
    latest: i64,
    passed: usize,
    /// The tallies that the ballots gave when counts were shown, by number of the act.
    then: BTreeMap<u64, BTreeMap<String, Tally>>,
    opened: u64,
    unjudged: u64,
    late: u64,
    /// Pseudonyms of those who came with a code, by channel, as often as they came.
    coded: BTreeMap<String, Vec<u128>>,
    buffer: Vec<u8>,
}

impl<'a> Judge<'a> {
    fn new(run: &mut Run, folded: &'a Folded, size: u64) -> Judge<'a> {
        let counted: BTreeMap<&str, u64> = folded
            .anchors
            .iter()
            .filter(|anchor| matches!(anchor.told, Some(Told::Counted(_))))
            .map(|anchor| (anchor.stage.as_str(), anchor.size))
            .collect();
        let mut openings = BTreeMap::new();
        let votes = folded.s.plan.iter().flat_map(|plan| plan.stages(StageKind::Vote));
        for stage in votes {
            match counted.get_key_value(stage.id.as_str()) {
                Some((stage, _)) => {
                    openings.insert(*stage, Openings::of(stage));
                }
                None if Openings::of(&stage.id).any(run) && folded.until.is_none() => {
                    run.fail(Failure::of(Reason::BallotOpenedEarly).log(LOG).rule(&stage.id));
                }
                None => {}
            }
        }
        let mut anchors: Vec<&Anchor> = folded.anchors.iter().collect();
        let mut before = 0;
        for anchor in &anchors {
            if anchor.size < before {
                run.fail(Failure::of(Reason::AnchorShrinks).leaf("acts", anchor.n));
            }
            before = anchor.size;
        }
        anchors.sort_by_key(|anchor| anchor.size);
        let slots = Vec::with_capacity(usize::try_from(size.min(1 << 20)).unwrap_or_default());
        Judge {
            folded,
            places: Places::new(folded),
            counted,
            openings,
            sums: BTreeMap::new(),
            slots,
            anchors,
            latest: 0,
            passed: 0,
            then: BTreeMap::new(),
            opened: 0,
            unjudged: 0,
            late: 0,
            coded: BTreeMap::new(),
            buffer: Vec::new(),
        }
    }

    fn take(&mut self, run: &mut Run, ballot: &BallotLeaf) {
        self.anchors_up_to(run, ballot.n);
        self.latest = self.latest.max(ballot.at);
        let anchored = self.passed.checked_sub(1).and_then(|last| self.anchors.get(last));
        self.late += u64::from(anchored.is_some_and(|anchor| anchor.at.0 > ballot.at.saturating_add(LATE)));
        if self.folded.until.is_some_and(|until| ballot.at >= until.0) {
            self.unjudged += 1;
            return;
        }
        let fail = |reason| Failure::of(reason).leaf(LOG, ballot.n);
        let Some(stage) = stage_of(&ballot.period) else {
            return run.fail(fail(Reason::BallotStage).rule(&ballot.period));
        };
        let place = match self.places.of(stage, ballot) {
            Ok(place) => place,
            Err(reason) => return run.fail(fail(reason).rule(stage)),
        };
        if ballot.period != place.period {
            return run.fail(fail(Reason::BallotPeriod).rule(&place.period));
        }
        if ballot.supersedes.is_some() || ballot.withdraws.is_some() {
            return run.fail(fail(Reason::BallotReplaces));
        }
        let channel = place.channels.get(&ballot.channel).copied();
        let (Some(identity), true) = (channel, place.categories.contains_key(&ballot.cat)) else {
            return run.fail(fail(Reason::BallotPlace).rule(format!("{}/{}", ballot.cat, ballot.channel)));
        };
        if ballot.slot >= u64::from(place.slots) {
            return run.fail(fail(Reason::SlotOverLimit).rule(place.slots.to_string()));
        }
        if identity == Identity::Code {
            let nym = nym_key(&ballot.nym);
            match self.coded.get_mut(&ballot.channel) {
                Some(nyms) => nyms.push(nym),
                None => {
                    self.coded.insert(ballot.channel.clone(), vec![nym]);
                }
            }
        }
        self.slots.push((slot_key(&mut self.buffer, ballot), ballot.n));
        let key = (stage.to_owned(), ballot.cat.clone());
        let sum = self.sums.entry(key).or_default();
        sum.ballots += 1;
        match sum.channels.get_mut(&ballot.channel) {
            Some((_, count)) => *count += 1,
            None => {
                sum.channels.insert(ballot.channel.clone(), (identity, 1));
            }
        }
        let Some(size) = self.counted.get(stage) else { return };
        if ballot.n >= *size {
            return run.fail(fail(Reason::BallotAfterCount).rule(stage));
        }
        if let Some(openings) = self.openings.get_mut(stage)
            && let Some(choices) = openings.open(run, ballot)
        {
            self.opened += 1;
            count(&mut sum.tally, place, &ballot.cat, &choices);
        }
    }

    /// What the acts told of the log when it held this many ballots came after all of them.
    fn anchors_up_to(&mut self, run: &mut Run, size: u64) {
        while let Some(anchor) = self.anchors.get(self.passed).filter(|anchor| anchor.size <= size) {
            if anchor.at.0 < self.latest {
                run.fail(Failure::of(Reason::AnchorEarly).leaf("acts", anchor.n));
            }
            if matches!(anchor.told, Some(Told::Shown(_))) {
                self.then.insert(anchor.n, self.found(&anchor.stage));
            }
            self.passed += 1;
        }
    }

    /// The tallies of a vote as the ballots give them so far.
    fn found(&self, stage: &str) -> BTreeMap<String, Tally> {
        let own = self.sums.iter().filter(|((of, _), _)| of == stage);
        own.map(|((_, category), sum)| (category.clone(), sum.tally.clone())).collect()
    }

    fn end(mut self, run: &mut Run, root_at: impl Fn(u64) -> Option<Hash>) {
        self.anchors_up_to(run, u64::MAX);
        for anchor in &self.folded.anchors {
            let fail = |reason| Failure::of(reason).leaf("acts", anchor.n).rule(&anchor.stage);
            match root_at(anchor.size) {
                None => run.fail(fail(Reason::AnchorBeyondLog)),
                // A vote that was counted before there was a ballot may tell no root.
                Some(_) if anchor.size == 0 && anchor.root.is_empty() => {}
                Some(root) if root.to_string() == anchor.root => {}
                Some(_) => run.fail(fail(Reason::AnchorRoot)),
            }
        }
        self.slots.sort_unstable();
        let twice = self.slots.windows(2).filter_map(|pair| match pair {
            [one, other] if one.0 == other.0 => Some(other.1),
            _ => None,
        });
        if let Some(n) = twice.min() {
            run.fail(Failure::of(Reason::SlotTwice).leaf(LOG, n));
        }
        let coded = self.voters_with_codes(run);
        for (_, openings) in std::mem::take(&mut self.openings) {
            openings.end(run);
        }
        let ballots = self.slots.len() as u64;
        let anchors = self.folded.anchors.len() as u64;
        run.checked(
            Check::Ballots,
            vec![
                ("ballots", ballots),
                ("anchors", anchors),
                ("not-judged", self.unjudged),
                ("late", self.late),
                ("coded", coded),
            ],
        );
        // No entry of this version holds a ballot back.
        run.checked(Check::Quarantine, vec![("quarantined", 0)]);
        run.checked(Check::BallotOpenings, vec![("opened", self.opened)]);
        self.tallies(run);
    }

    /// A code stands for one voter in the whole selection, so there are no more voters with codes than codes. Gives how
    /// many voters there were.
    fn voters_with_codes(&mut self, run: &mut Run) -> u64 {
        let mut all = 0;
        for (channel, nyms) in &mut self.coded {
            nyms.sort_unstable();
            nyms.dedup();
            let votes = self.folded.s.vote.votes.values();
            let issued: u64 = votes.filter_map(|vote| vote.codes.get(channel)).sum();
            let voters = nyms.len() as u64;
            if voters > issued {
                let about = format!("{voters} / {issued}");
                run.fail(Failure::of(Reason::VotersOverCodes).log(LOG).rule(channel).about(about));
            }
            all += voters;
        }
        all
    }

    /// The tallies that the acts tell are those that the ballots give.
    fn tallies(mut self, run: &mut Run) {
        let (mut tallies, mut shown) = (0, 0);
        for anchor in &self.folded.anchors {
            let fail = |reason| Failure::of(reason).leaf("acts", anchor.n).rule(&anchor.stage);
            match &anchor.told {
                Some(Told::Counted(told)) => {
                    tallies += told.len() as u64;
                    if !agree(self.found(&anchor.stage), told) {
                        run.fail(fail(Reason::TallyDiffers));
                    }
                }
                // Before the vote is counted, its ballots are closed.
                Some(Told::Shown(told)) if self.counted.contains_key(anchor.stage.as_str()) => {
                    shown += 1;
                    if !agree(self.then.remove(&anchor.n).unwrap_or_default(), told) {
                        run.fail(fail(Reason::ShownDiffers));
                    }
                }
                Some(Told::Shown(_)) | None => {}
            }
        }
        let results = self.folded.s.result.counted.values().map(|by| by.len() as u64).sum();
        let papers = self.folded.s.vote.votes.iter().filter(|(_, vote)| vote.paper.counted.is_some());
        let batches = papers.map(|(_, vote)| vote.paper.counts().count() as u64).sum();
        run.checked(
            Check::Counts,
            vec![("tallies", tallies), ("shown", shown), ("batches", batches), ("results", results)],
        );
        // What came on paper alone is told as well.
        for (stage, vote) in &self.folded.s.vote.votes {
            for category in vote.paper.counted.iter().flat_map(|counted| counted.keys()) {
                self.sums.entry((stage.clone(), category.clone())).or_default();
            }
        }
        let counted = self.counted;
        let s = &self.folded.s;
        run.report.votes = self
            .sums
            .into_iter()
            .map(|((stage, category), sum)| Votes {
                tally: counted.contains_key(stage.as_str()).then_some(sum.tally),
                paper: paper_of(s, &stage, &category),
                stage,
                category,
                ballots: sum.ballots,
                channels: sum
                    .channels
                    .into_iter()
                    .map(|(channel, (identity, ballots))| Channel { channel, identity, ballots })
                    .collect(),
            })
            .collect();
    }
}

/// The tallies are those that were told. A category in which nobody voted is told with nothing.
fn agree(mut found: BTreeMap<String, Tally>, told: &BTreeMap<String, Tally>) -> bool {
    for category in told.keys() {
        found.entry(category.clone()).or_default();
    }
    found == *told
}

/// What came on paper in a category, once it is counted.
fn paper_of(s: &Selection, stage: &str, category: &str) -> Option<Figures> {
    paper::of(s, stage)?.counted.as_ref()?.get(category).cloned()
}

/// Counts one ballot.
fn count(tally: &mut Tally, place: &Place, category: &str, choices: &[String]) {
    let valid =
        place.categories.get(category).is_some_and(|known| known.check(&place.shape, choices).is_ok());
    if !valid {
        tally.invalid += 1;
        return;
    }
    tally.valid += 1;
    for choice in choices {
        match tally.votes.get_mut(choice) {
            Some(votes) => *votes += 1,
            None => {
                tally.votes.insert(choice.clone(), 1);
            }
        }
    }
}

/// A pseudonym as a number; one of another length than ours by its hash, so that no two are alike.
fn nym_key(nym: &str) -> u128 {
    let number = if nym.len() == 32 { u128::from_str_radix(nym, 16).ok() } else { None };
    number.unwrap_or_else(|| half(&Hash::of(nym.as_bytes())))
}

fn half(hash: &Hash) -> u128 {
    hash.as_bytes().first_chunk::<16>().map_or(0, |half| u128::from_be_bytes(*half))
}

/// 128 bits of a hash over everything that must be unique: enough that nobody finds two by chance, and whoever looks for
/// two alike on purpose only spoils a publication of their own.
fn slot_key(buffer: &mut Vec<u8>, ballot: &BallotLeaf) -> u128 {
    buffer.clear();
    for text in [&ballot.nym, &ballot.period, &ballot.cat] {
        buffer.extend_from_slice(text.as_bytes());
        buffer.push(b'/');
    }
    buffer.extend_from_slice(&ballot.slot.to_be_bytes());
    half(&Hash::of(buffer))
}
