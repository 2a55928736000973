//! The ballots of a play: who votes when, for whom, and how they are cast.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use ballotbox::{Shown, Voter};
use jiff::ToSpan;
use jiff::civil::Time;
use plan::{Instant, SlotPer, Stage};
use selection::{Act, Actor, Handle, vote};
use sha2::{Digest, Sha256};
use store::Store;

use super::people::{Dice, is_automated, voter_choices};
use super::player::Player;

/// Ballots of one moment share commits; moments are so far apart.
const MOMENT: i64 = 5 * 60_000;
/// The ballot log is anchored in the acts so often, if there is something new.
const ANCHOR: i64 = 6 * 3_600_000;
/// How often a voter comes back, where the limit allows it.
const PASSES: u64 = 2;
/// Codes that nobody votes with in the play.
pub const SPARE: u64 = 12;

/// A ballot that somebody will cast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// When.
    pub at: Instant,
    /// Which voter.
    pub voter: usize,
    /// Category.
    pub category: String,
    /// The voter's first of its category and period.
    pub first: bool,
    /// Candidates chosen.
    pub choices: Vec<Handle>,
    /// Request id.
    pub req: [u8; 16],
}

/// One vote stage of a play.
pub struct Round {
    stage: String,
    channel: String,
    /// The channel of those who show nothing, where there is one: every fourth voter comes by it.
    open: Option<String>,
    /// In the order in which they are cast.
    wishes: Vec<Wish>,
    voters: u64,
    codes: Vec<String>,
    known: Vec<Option<Voter>>,
    /// Ballots in the log before this stage's.
    before: u64,
    /// How many were cast.
    cast: usize,
    /// The next time at which the log is anchored, and how many had been cast at the last.
    anchor: Instant,
    anchored: usize,
}

/// What a plan must state for its vote to be played.
struct Rules {
    least: usize,
    most: usize,
    per: SlotPer,
    limit: u32,
    opens: Instant,
    closes: Instant,
}

fn rules(p: &Player, stage: &Stage) -> Option<Rules> {
    let vote = stage.vote.as_ref()?;
    let (least, most) = vote.ballot.get()?.approve()?;
    let limit = vote.slots()?;
    Some(Rules {
        least: least as usize,
        most: most as usize,
        per: limit.per,
        limit: limit.ballots,
        opens: stage.opens_at(p.zone())?,
        closes: stage.closes_at(p.zone())?,
    })
}

impl Round {
    /// Draws up a stage's ballots. `categories`: candidates by category; `ballots`: how many; `before`: how many earlier
    /// stages have.
    ///
    /// # Errors
    /// Where the plan does not state what a ballot needs.
    pub fn new(
        p: &Player,
        stage: &Stage,
        categories: &[(String, Vec<Handle>)],
        ballots: u64,
        before: u64,
    ) -> Result<Round> {
        let silent = || format!("{}: the plan does not state what a ballot needs", stage.id);
        let rules = rules(p, stage).with_context(silent)?;
        let channel = stage
            .vote
            .iter()
            .flat_map(|vote| &vote.channel)
            .find(|row| row.identity.get() == Some(&plan::Identity::Code))
            .with_context(silent)?;
        let rows = stage.vote.iter().flat_map(|vote| &vote.channel);
        let open = rows.into_iter().find(|row| row.identity.get() == Some(&plan::Identity::Anonymous));
        let days = days(p, &rules);
        let passes = match rules.per {
            SlotPer::Day => PASSES.min(days.len() as u64),
            SlotPer::Stage => PASSES.min(u64::from(rules.limit)).min(days.len() as u64),
        }
        .max(1);
        let kinds = categories.len().max(1) as u64;
        let voters = ballots.div_ceil(kinds * passes).max(1);
        let mut wishes: Vec<Wish> = Vec::new();
        for number in 0..ballots {
            let (voter, turn) = (number % voters, number / voters);
            let (pass, kind) = (turn / kinds, turn % kinds);
            let Some((category, candidates)) = categories.get(kind as usize) else { continue };
            let mut dice = Dice::new(p.seed(), &stage.id, voter);
            let day = (dice.below(days.len() as u64) + pass) % days.len().max(1) as u64;
            let Some(&(from, to, night)) = days.get(day as usize) else { continue };
            // Programs vote at night, all within minutes; people by day, in both categories one after the other.
            let at = if is_automated(p.seed(), number) {
                Instant(night + dice.below(20 * 60_000) as i64)
            } else {
                let span = (to - from).max(1) as u64;
                Instant(from + Dice::new(p.seed(), "hour", voter * PASSES + pass).below(span) as i64)
            };
            let at = Instant((at.0 - at.0.rem_euclid(MOMENT)).max(rules.opens.0).min(rules.closes.0 - 1));
            let seed = p
                .seed()
                .wrapping_add(kind)
                .wrapping_add(stage.id.len() as u64 * 1000 + u64::from(rules.limit));
            let mut chosen = voter_choices(seed, number, candidates.len(), rules.most);
            let others = (0..candidates.len()).map(|i| (i + number as usize) % candidates.len());
            for other in others {
                if chosen.len() < rules.least && !chosen.contains(&other) {
                    chosen.push(other);
                }
            }
            let digest = Sha256::digest(format!("demo/ballot/{}/{number}", stage.id));
            wishes.push(Wish {
                at,
                voter: voter as usize,
                category: category.clone(),
                first: true,
                choices: chosen.into_iter().filter_map(|i| candidates.get(i).cloned()).collect(),
                req: std::array::from_fn(|i| digest[i]),
            });
        }
        wishes.sort_by_key(|wish| wish.at);
        let mut seen = BTreeSet::new();
        for wish in &mut wishes {
            let period = match rules.per {
                SlotPer::Day => wish.at.civil(p.zone()).date().to_string(),
                SlotPer::Stage => String::new(),
            };
            wish.first = seen.insert((wish.voter, wish.category.clone(), period));
        }
        // A later ballot of a voter takes another round in the box; kept apart, both kinds keep their order whatever
        // commits they share.
        wishes.sort_by_key(|wish| (wish.at, !wish.first));
        let anchor = Instant(rules.opens.0 + ANCHOR);
        Ok(Round {
            stage: stage.id.clone(),
            channel: channel.id.clone(),
            open: open.map(|row| row.id.clone()),
            wishes,
            voters,
            codes: Vec::new(),
            known: Vec::new(),
            before,
            cast: 0,
            anchor,
            anchored: 0,
        })
    }

    /// Ballots of this stage.
    pub fn len(&self) -> usize {
        self.wishes.len()
    }

    /// A ballot by its place in the order of casting.
    pub fn wish(&self, index: usize) -> Option<&Wish> {
        self.wishes.get(index)
    }

    /// The office issues the codes: one for each voter, and some to spare. Codes of an earlier round are good for this
    /// one too. After the close they are needed no more.
    ///
    /// # Errors
    /// Where they are refused.
    pub async fn issue(&mut self, p: &mut Player, office: &Actor) -> Result<()> {
        if p.now().s.stage_state(&self.stage).closed.is_some() {
            return Ok(());
        }
        let count = self.voters + SPARE;
        let req = format!("{}/codes", self.stage);
        let codes = p.ballots().issue_codes(office.clone(), &self.stage, &self.channel, count, &req).await?;
        p.spare_codes(codes.iter().skip(self.voters as usize).cloned().collect())?;
        self.known = vec![None; codes.len()];
        self.codes = codes;
        Ok(())
    }

    /// A voter, by number; those after the last who votes are spare.
    ///
    /// # Errors
    /// Where there is no such code.
    pub async fn voter(&mut self, p: &Player, number: usize) -> Result<Voter> {
        if let Some(Some(voter)) = self.known.get(number) {
            return Ok(voter.clone());
        }
        let voter = if self.open.is_some() && number % 4 == 3 && (number as u64) < self.voters {
            let given = Sha256::digest(format!("demo/browser/{}/{number}", p.seed())).into();
            p.ballots().recognise(Shown::Browser(&given)).await?
        } else {
            let code = self.codes.get(number).with_context(|| format!("no code {number} was issued"))?;
            p.ballots().voter(code).await?
        };
        if let Some(place) = self.known.get_mut(number) {
            *place = Some(voter.clone());
        }
        Ok(voter)
    }

    /// A voter who casts no ballot in the play.
    ///
    /// # Errors
    /// Where no codes were issued.
    pub async fn spare(&mut self, p: &Player, number: u64) -> Result<Voter> {
        self.voter(p, (self.voters + number) as usize).await
    }

    /// Casts, in order, until so many of the stage's ballots are in.
    ///
    /// # Errors
    /// Where one is refused.
    pub async fn cast_until(&mut self, p: &mut Player, end: usize) -> Result<()> {
        let end = end.min(self.wishes.len());
        // Ballots stand in the store in the order of the script, so what is there is its beginning.
        let stored = p.store().ballot_count(&p.now().s.id).await?.saturating_sub(self.before) as usize;
        while let Some(next) = self.wishes.get(self.cast).filter(|_| self.cast < end) {
            let (at, first) = (next.at, next.first);
            loop {
                // What falls due among the ballots, such as counts shown at an hour, falls due at its time.
                let due = p.next_due().filter(|due| *due <= at);
                if let Some(due) = due.filter(|due| *due <= self.anchor) {
                    p.set(due);
                    p.tick().await?;
                } else if at >= self.anchor {
                    let due = self.anchor;
                    self.anchor = due.plus(ANCHOR);
                    self.note(p, due).await?;
                } else {
                    break;
                }
            }
            let together = |wish: &&Wish| wish.at == at && wish.first == first;
            let batch: Vec<Wish> = self.wishes[self.cast..end].iter().take_while(together).cloned().collect();
            p.set(at);
            if stored < self.cast + batch.len() {
                let mut casts = Vec::with_capacity(batch.len());
                for wish in &batch {
                    casts.push((self.voter(p, wish.voter).await?, wish));
                }
                p.cast(&self.stage, self.open.as_deref(), &casts).await?;
            }
            let hundreds = (self.cast + batch.len()) / 100 - self.cast / 100;
            self.cast += batch.len();
            p.advanced(hundreds as u64);
        }
        Ok(())
    }

    /// Casts what is cast before a moment.
    ///
    /// # Errors
    /// Where one is refused.
    pub async fn cast_before(&mut self, p: &mut Player, moment: Instant) -> Result<()> {
        let end = self.wishes.partition_point(|wish| wish.at < moment);
        self.cast_until(p, end).await
    }

    /// Anchors the ballot log, where ballots have come since the last time.
    async fn note(&mut self, p: &mut Player, at: Instant) -> Result<()> {
        if self.anchored == self.cast {
            return Ok(());
        }
        self.anchored = self.cast;
        p.set(at);
        let act = Act::Vote(vote::Act::Anchor { stage: self.stage.clone() });
        p.act(format!("{}-anchor-{}", self.stage, at.0), &Actor::System, act).await?;
        Ok(())
    }
}

/// Each day of a vote: from when to when people vote, and when programs begin, ms.
fn days(p: &Player, rules: &Rules) -> Vec<(i64, i64, i64)> {
    let zone = p.zone();
    let mut days = Vec::new();
    let mut date = rules.opens.civil(zone).date();
    loop {
        let hour = |hour: i8| Instant::of(date.to_datetime(Time::constant(hour, 0, 0, 0)), zone).0;
        if hour(0) >= rules.closes.0 {
            return days;
        }
        let from = hour(7).max(rules.opens.0);
        let to = hour(23).min(rules.closes.0);
        if from < to {
            days.push((from, to, hour(3).max(rules.opens.0)));
        }
        match date.checked_add(1.day()) {
            Ok(next) => date = next,
            Err(_) => return days,
        }
    }
}
