//! A publication of any size, made up without a server: the plan of the benches, forty works, and a vote that is over and
//! counted. The acts are those that `selection` decides; the keys are known to all the world.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use ledger::{
    BallotLeaf, BallotOpening, BundleWriter, Checkpoint, EntryLeaf, Hash, Leaf, Log, OpenedEntry, Opening,
    Salt, SealedRef, SignedCheckpoint, SignedSmCheckpoint, SignerKey, SmCheckpoint, SmFrontier, SmSignerKey,
    Tile, TileWriter, V1, ballot_commit, part_commit, seal_entry,
};
use plan::{Instant, Moment, Tier};
use selection::recommend::Form;
use selection::screen::Outcome;
use selection::seal::{OpeningFacts, sealing_of};
use selection::vote::Tally;
use selection::{
    Act, Actor, BallotHead, Decided, Dossiers, Gate, NumberFault, Profile, Record, Role, Seat, Selection,
    apply, decide, due, founding, recommend, screen, vote,
};

const HOST: &str = "bench.invalid";
const EL: &str = "bench";
const CATEGORY: &str = "work";
const CANDIDATES: u64 = 40;
/// Days of the vote, each with its own ballot for every voter.
const DAYS: i64 = 9;
const DAY: i64 = 86_400_000;
/// Lines of a file of openings.
const LINES: u64 = 65_536;

/// Writes the publication into a folder and gives its trust file.
///
/// # Errors
/// Where the folder cannot be written.
pub fn publish(folder: &Path, ballots: u64) -> Result<String> {
    let mut made = Made::begin(ballots)?;
    let opens = moment("2022-12-10")?;
    made.go(opens)?;
    let mut log = LogFolder::new(folder.join(Log::Ballots.as_str()), Log::Ballots)?;
    let (tally, root) = cast(&mut log, ballots, opens)?;
    log.close()?;
    made.facts.head.borrow_mut().replace(BallotHead {
        size: ballots,
        root: root.to_string(),
        categories: BTreeMap::from([(CATEGORY.to_owned(), tally)]),
    });
    made.go(opens.plus(DAYS * DAY))?;
    let mut log = LogFolder::new(folder.join(Log::Acts.as_str()), Log::Acts)?;
    for (entry, gate) in made.facts.filed.borrow().iter() {
        let leaf = match gate {
            None => Leaf::Entry(entry.clone()),
            Some(gate) => Leaf::Sealed(seal_entry(entry, gate, &salt(entry.n, "entry"))?),
        };
        log.push(&leaf.encode()?)?;
    }
    log.close()?;
    for blob in made.facts.blobs.borrow().iter() {
        let blob = ledger::opening::Blob::new(blob.clone());
        write(&folder.join(Log::Acts.as_str()).join(blob.path()), blob.bytes())?;
    }
    let mut trust = String::new();
    for log in Log::ALL {
        trust += &format!("log {}\nlog-sm {}\n", key(log)?.verifier(), sm_key(log)?.verifier());
    }
    let plan = made.s.plan_hashes.front().context("no plan")?;
    Ok(trust + &format!("plan {plan}\nquorum none\n"))
}

/// The key of one of its logs, known to all the world.
///
/// # Errors
/// None that could happen: its name is a name.
pub fn key(log: Log) -> Result<SignerKey> {
    Ok(SignerKey::from_seed(&log.origin(HOST, EL), &[1 + log as u8; 32])?)
}

fn sm_key(log: Log) -> Result<SmSignerKey> {
    Ok(SmSignerKey::from_seed(&log.origin(HOST, EL), &[11 + log as u8; 32])?)
}

fn salt(n: u64, what: &str) -> Salt {
    Salt::from_bytes(*Hash::of(format!("{n}/{what}").as_bytes()).as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::create_dir_all(path.parent().context("no folder")?)?;
    Ok(fs::write(path, bytes)?)
}

fn moment(text: &str) -> Result<Instant> {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").context("no time zone data")?;
    Ok(text.parse::<Moment>()?.opening(&zone))
}

/// Casts, opens and counts the ballots.
fn cast(log: &mut LogFolder, ballots: u64, opens: Instant) -> Result<(Tally, Hash)> {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").context("no time zone data")?;
    let mut tally = Tally::default();
    let openings = log.folder.join("openings").join("vote");
    fs::create_dir_all(&openings)?;
    let mut out: Option<BufWriter<File>> = None;
    for n in 0..ballots {
        let at = opens.plus((n as i64).saturating_mul(DAYS * DAY - 1) / (ballots.max(1) as i64));
        let many = 1 + n % 10;
        let mut choices: Vec<String> =
            (0..many).map(|i| format!("p{}", 1 + (n * 7 + i * 3) % CANDIDATES)).collect();
        choices.dedup();
        let salt = salt(n, "ballot");
        let (period, nym) =
            (format!("vote-{}", at.civil(&zone).date()), Hash::of(&n.to_be_bytes()).to_string());
        let commit = ballot_commit(EL, CATEGORY, &period, 0, &nym, &salt, &choices)?;
        let leaf = BallotLeaf {
            v: V1,
            el: EL.to_owned(),
            n,
            at: at.0,
            cat: CATEGORY.to_owned(),
            period,
            slot: 0,
            nym,
            channel: "code".to_owned(),
            commit,
            supersedes: None,
            withdraws: None,
        };
        log.push(&leaf.encode()?)?;
        tally.valid += 1;
        for choice in &choices {
            *tally.votes.entry(choice.clone()).or_default() += 1;
        }
        if n % LINES == 0 {
            let file = File::create(openings.join((n / LINES).to_string()))?;
            out.replace(BufWriter::new(file)).map_or(Ok(()), |mut last| last.flush())?;
        }
        if let Some(out) = &mut out {
            out.write_all(BallotOpening::encode_all([&BallotOpening { n, salt, choices }])?.bytes())?;
        }
    }
    out.map_or(Ok(()), |mut last| last.flush())?;
    Ok((tally, log.tiles.root()))
}

/// One log on its way into a folder.
struct LogFolder {
    folder: PathBuf,
    log: Log,
    tiles: TileWriter,
    bundles: BundleWriter,
    second: SmFrontier,
    made: Vec<Tile>,
}

impl LogFolder {
    fn new(folder: PathBuf, log: Log) -> Result<LogFolder> {
        fs::create_dir_all(&folder)?;
        let (tiles, bundles, second) = (TileWriter::new(), BundleWriter::new(), SmFrontier::new());
        Ok(LogFolder { folder, log, tiles, bundles, second, made: Vec::new() })
    }

    fn push(&mut self, leaf: &[u8]) -> Result<()> {
        let hash = self.bundles.push(leaf, &mut self.made)?;
        self.tiles.push(hash, &mut self.made);
        self.second.push(ledger::sm::leaf_hash(leaf));
        self.flush()
    }

    fn flush(&mut self) -> Result<()> {
        self.made.drain(..).try_for_each(|tile| write(&self.folder.join(tile.path.to_string()), &tile.bytes))
    }

    fn close(&mut self) -> Result<()> {
        self.tiles.publish(&mut self.made);
        self.bundles.publish(&mut self.made);
        self.flush()?;
        let origin = self.log.origin(HOST, EL);
        let checkpoint = Checkpoint { origin, size: self.tiles.size(), root: self.tiles.root() };
        let second = SmCheckpoint::beside(&checkpoint, &self.second)?;
        let signed = SignedCheckpoint::sign(checkpoint, &key(self.log)?)?.encode()?;
        write(&self.folder.join("checkpoint"), signed.as_bytes())?;
        let signed = SignedSmCheckpoint::sign(second, &sm_key(self.log)?)?.encode()?;
        write(&self.folder.join(ledger::sm::FILE_NAME), signed.as_bytes())
    }
}

/// A selection that is played.
struct Made {
    s: Selection,
    now: Instant,
    facts: Facts,
}

impl Made {
    /// Up to the list of candidates.
    fn begin(ballots: u64) -> Result<Made> {
        let text = include_str!("plan.toml")
            .replace("{collect-opens}", "2022-12-01")
            .replace("{collect-closes}", "2022-12-02")
            .replace("{screen-closes}", "2022-12-09")
            .replace("{vote-opens}", "2022-12-10")
            .replace("{vote-closes}", "2022-12-18");
        let plan = plan::read(&text).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
        let (root, office) = (Actor::Admin("root".to_owned()), Actor::Seat("office-1".to_owned()));
        let mut made =
            Made { s: Selection::new(EL), now: moment("2022-11-25 09:00")?, facts: Facts::default() };
        made.act(&root, Act::Founding(founding::Act::Adopt(Box::new(plan))))?;
        let seat = Seat { role: Role::Office, unit: None, outlet: None };
        made.act(&root, Act::Founding(founding::Act::Appoint(seat)))?;
        made.go(moment("2022-12-01 09:00")?)?;
        let mut order = Vec::new();
        for i in 1..=CANDIDATES {
            let profile = Profile {
                name: format!("测试作品{i}"),
                brief: "为测量而作。".to_owned(),
                ..Profile::default()
            };
            let form = Form { category: CATEGORY.to_owned(), profile, ..Form::default() };
            let stage = "collect".to_owned();
            let put = recommend::Act::Recommend { stage, tier: Tier::TopDown, form: Box::new(form) };
            made.act(&office, Act::Recommend(put))?;
            let nominee = format!("p{i}");
            order.push(nominee.clone());
            let pass = screen::Act::Screen { nominee, outcome: Outcome::Pass, note: String::new() };
            made.act(&office, Act::Screen(pass))?;
        }
        made.go(moment("2022-12-04 09:00")?)?;
        let order = vec![(CATEGORY.to_owned(), order)];
        let list = screen::Act::PublishCandidates { stage: "screen".to_owned(), order };
        made.act(&office, Act::Screen(list))?;
        let (stage, channel) = ("vote".to_owned(), "code".to_owned());
        let codes = vote::Act::IssueCodes { stage, channel, count: ballots.max(1), root: "0".repeat(64) };
        made.act(&office, Act::Vote(codes))?;
        Ok(made)
    }

    fn go(&mut self, to: Instant) -> Result<()> {
        self.now = to;
        loop {
            let step = due::due(&self.s, &self.facts, to);
            if step.is_empty() {
                return Ok(());
            }
            self.record(step, Actor::System.handle())?;
        }
    }

    fn act(&mut self, who: &Actor, act: Act) -> Result<()> {
        match decide(&self.s, &self.facts, who, act, self.now) {
            Ok(decided) => self.record(decided, who.handle()),
            Err(refusal) => bail!("refused: {refusal}"),
        }
    }

    fn record(&mut self, decided: Vec<Decided>, by: &str) -> Result<()> {
        let req = format!("made-{}", self.s.n);
        for decided in decided {
            let n = self.s.n;
            let sealed: Vec<SealedRef> = decided
                .parts
                .iter()
                .map(|part| SealedRef {
                    slot: part.slot.to_owned(),
                    class: part.class,
                    commit: part_commit(EL, n, part.slot, &salt(n, part.slot), &part.bytes),
                })
                .collect();
            let sealing = sealing_of(&self.s, &decided.entry).map(|sealing| sealing.name().into_owned());
            let (kind, body) = decided.entry.kind_and_body();
            let by = decided.by.unwrap_or(by).to_owned();
            let leaf = EntryLeaf {
                v: V1,
                el: EL.to_owned(),
                n,
                at: self.now.0,
                by: by.clone(),
                req: req.clone(),
                kind,
                body,
                sealed: sealed.clone(),
            };
            self.facts.filed.borrow_mut().push((leaf, sealing));
            let record = Record { n, at: self.now, by, req: req.clone(), entry: decided.entry, sealed };
            apply(&mut self.s, &record);
        }
        Ok(())
    }
}

/// What the acts ask of the world.
#[derive(Default)]
struct Facts {
    filed: RefCell<Vec<(EntryLeaf, Option<String>)>>,
    blobs: RefCell<Vec<Vec<u8>>>,
    head: RefCell<Option<BallotHead>>,
}

impl Dossiers for Facts {
    fn identify(&self, _: &str) -> Result<String, NumberFault> {
        Err(NumberFault("none"))
    }

    fn phone_ok(&self, _: &str) -> bool {
        false
    }

    fn has_personal_number(&self, _: &str) -> bool {
        false
    }

    fn same_person(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn holder(&self, _: &str) -> Option<String> {
        None
    }

    fn same_holder(&self, _: &str, _: &str) -> bool {
        false
    }

    fn clearance(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn lot(&self, _: &str) -> u64 {
        0
    }

    fn ballots(&self, _: &str) -> Option<BallotHead> {
        Some(self.head.borrow().clone().unwrap_or_default())
    }

    fn opening(&self, gate: &Gate) -> Option<OpeningFacts> {
        let filed = self.filed.borrow();
        let sealed = filed.iter().filter(|(_, until)| until.as_deref() == Some(&*gate.name()));
        let entries: Vec<OpenedEntry> = sealed
            .map(|(entry, _)| OpenedEntry { n: entry.n, salt: salt(entry.n, "entry"), entry: entry.clone() })
            .collect();
        let count = entries.len() as u64;
        let blob = Opening { gate: gate.name().into_owned(), entries }.encode().ok()?;
        self.blobs.borrow_mut().push(blob.bytes().to_vec());
        Some(OpeningFacts { blob: blob.hash().to_string(), entries: count })
    }

    fn calendar_notices(&self, _: jiff::civil::Date) -> Vec<plan::calendar::YearNotice> {
        Vec::new()
    }
}
