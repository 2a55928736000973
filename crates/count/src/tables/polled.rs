//! Ballots that stand, and totals of paper, to polls.

use std::collections::{BTreeMap, BTreeSet};

use plan::{BallotShape, Opinion, OwnBy, Plan, Stage, Voids};

use super::admit::{Admitted, fallen};
use super::attendance::ballots_most;
use super::ballots::{Cast, Mark, shape};
use super::beside::Ballots;
use super::fault::{TableFault, Wrong};
use super::rows::{Row, Table};
use super::{Fallen, Reason, further, stage_of};
use crate::data::{Candidate, Data, Struck};
use crate::polls::{Group, Said};
use crate::ranked::{Ballot, Fault, Form, Rolls, Roster, SHARED, sound};
use crate::undecided::{Missing, What};

/// Where a poll's group belongs: stage, category, region, channel, electorate.
pub(super) type Key = (String, String, String, String, String);

fn group<'d>(data: &'d mut Data, key: &Key) -> &'d mut Group {
    let (stage, category, region, channel, electorate) = key.clone();
    let poll = data.polls.entry((stage, category)).or_default().entry(region).or_default();
    let at = poll.groups.iter().position(|group| group.channel == channel && group.electorate == electorate);
    let at = at.unwrap_or_else(|| {
        poll.groups.push(Group { channel, electorate, ..Group::default() });
        poll.groups.len() - 1
    });
    &mut poll.groups[at]
}

/// Judges admitted ballots, adds them up, and tells which do not count.
pub(super) fn judge(plan: &Plan, admitted: Admitted, on: &Ballots, data: &mut Data) -> Vec<Fallen> {
    let mut told = admitted.told();
    let mut batches: BTreeMap<Key, Vec<&Cast>> = BTreeMap::new();
    for (at, cast) in admitted.cast.iter().enumerate() {
        let key = (
            cast.stage.id.clone(),
            cast.category.clone(),
            cast.region.clone(),
            cast.channel.clone(),
            cast.electorate.clone(),
        );
        match admitted.fallen.get(&at) {
            None => batches.entry(key).or_default().push(cast),
            // An invalid ballot was handed in all the same.
            Some(Reason::Marked | Reason::TooMany | Reason::Together | Reason::Own) => {
                group(data, &key).invalid += 1
            }
            Some(_) => {}
        }
    }
    for cast in batches.values().flatten() {
        // A list of preference bears the id of its award.
        if let Some((_, Ballot::Ranking(places))) = &cast.says {
            let key = (cast.stage.id.clone(), cast.category.clone(), cast.paper.clone());
            data.lists.insert(key, places.iter().flatten().cloned().collect());
        }
    }
    // A panel's further ballots are among those whom the earlier ones left: these are judged first.
    let mut numbers: Vec<u32> = batches.keys().map(|key| further::number(plan, key)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let here: BTreeMap<&Key, &Vec<&Cast>> =
            batches.iter().filter(|(key, _)| further::number(plan, key) == number).collect();
        let left = further::left(plan, here.keys().copied(), number, data);
        let mut elsewhere = admitted.spoilt.clone();
        // A fault that spoils a whole paper is known only when every category has been judged once.
        for pass in 0..2 {
            let mut spoilt = BTreeSet::new();
            for (key, batch) in &here {
                let left = left.get(&(key.0.clone(), key.1.clone()));
                let Some(judged) = Judged::of(batch, on, left, data, &elsewhere) else {
                    if pass == 1 {
                        told.extend(batch.iter().map(|cast| fallen(cast, Reason::Unwritten)));
                    }
                    continue;
                };
                let papers = judged.verdict.papers().filter_map(|at| batch.get(at as usize));
                spoilt.extend(papers.map(|cast| (cast.stage.id.clone(), cast.paper.clone())));
                if pass == 1 {
                    told.extend(judged.add(key, batch, left, data));
                }
            }
            elsewhere = &spoilt | &admitted.spoilt;
        }
    }
    for (key, _) in
        batches.iter().filter(|(_, batch)| batch.first().is_some_and(|cast| shape(cast).is_none()))
    {
        let kind = if batches[key][0].stage.vote.is_some() { "vote" } else { "review" };
        let missing = Missing {
            path: format!("stage.{}.{kind}.ballot", key.0),
            what: What::NotStated,
            candidate: None,
        };
        if !data.missing.contains(&missing) {
            data.missing.push(missing);
        }
    }
    told
}

struct Judged {
    roster: Roster,
    shape: BallotShape,
    rolls: Rolls,
    verdict: crate::ranked::Verdict,
    /// Whose votes are foul, by place among the ballots that stand.
    foul: BTreeMap<usize, BTreeSet<u16>>,
}

/// Whether the penalty of a foul ballot takes votes off it and leaves the rest.
fn takes_votes(cast: &Cast) -> bool {
    cast.status == Mark::Foul && cast.penalties().any(|penalty| penalty.voids == Voids::Votes)
}

impl Judged {
    /// `None` where the plan does not say how such ballots are written.
    fn of(
        batch: &[&Cast],
        on: &Ballots,
        left: Option<&BTreeSet<String>>,
        data: &Data,
        elsewhere: &BTreeSet<(String, String)>,
    ) -> Option<Judged> {
        let first = batch.first()?;
        let shape = shape(first)?;
        let here = data.candidates.iter().filter(|row| row.category == first.category);
        let here = here.filter(|row| on.name(row, &first.stage.id));
        let here = here.filter(|row| left.is_none_or(|left| left.contains(&row.id)));
        let ids: Vec<String> = here.map(|row| row.id.clone()).collect();
        let roster = Roster::new(&ids).ok()?;
        let ballots: Vec<Ballot> =
            batch.iter().filter_map(|cast| cast.says.as_ref().map(|(_, ballot)| ballot.clone())).collect();
        let rolls = Rolls::of(&roster, &ballots).ok()?;
        let elsewhere: Vec<u32> = (0_u32..)
            .zip(batch)
            .filter(|(_, cast)| elsewhere.contains(&(cast.stage.id.clone(), cast.paper.clone())))
            .map(|(at, _)| at)
            .collect();
        let path = format!(
            "stage.{}.{}",
            first.stage.id,
            if first.stage.vote.is_some() { "vote" } else { "review" }
        );
        let form = Form { shape, faults: first.faults(), path: &path };
        let (rolls, verdict) = sound(&form, roster.len(), &rolls, &elsewhere).ok()?;
        let aside: BTreeSet<u32> = verdict.aside.iter().map(|aside| aside.ballot).collect();
        let standing = (0_u32..).zip(batch).filter(|(at, _)| !aside.contains(at)).map(|(_, cast)| cast);
        let foul = standing.enumerate().filter(|(_, cast)| takes_votes(cast)).map(|(at, cast)| {
            let out = roster.all().filter(|candidate| cast.foul.iter().any(|id| id == roster.id(*candidate)));
            (at, out.collect())
        });
        let foul = foul.collect();
        Some(Judged { roster, shape: shape.clone(), rolls, verdict, foul })
    }

    /// Whether a vote of a ballot that stands counts for a candidate.
    fn counts(&self, ballot: usize, candidate: u16) -> bool {
        self.foul.get(&ballot).is_none_or(|out| !out.contains(&candidate))
    }

    /// Adds what stands to its group, and tells what does not.
    fn add(
        &self,
        key: &Key,
        batch: &[&Cast],
        left: Option<&BTreeSet<String>>,
        data: &mut Data,
    ) -> Vec<Fallen> {
        for missing in &self.verdict.missing {
            if !data.missing.contains(missing) {
                data.missing.push(missing.clone());
            }
        }
        let to = group(data, key);
        let received = &self.verdict.received;
        to.valid += received.valid;
        to.invalid += received.ballots() - received.valid;
        for candidate in self.roster.all() {
            to.said.entry(self.roster.id(candidate).to_owned()).or_default();
        }
        self.said(to);
        let standing = self.foul.values().flatten();
        let mut taken: BTreeMap<u16, u64> = BTreeMap::new();
        standing.for_each(|candidate| *taken.entry(*candidate).or_insert(0) += 1);
        if let (BallotShape::Opinion { .. }, valid) = (&self.shape, received.valid) {
            // Whoever a ballot does not name is abstained on.
            let said: BTreeMap<String, Said> = self.opinions();
            for candidate in self.roster.all() {
                let id = self.roster.id(candidate);
                let marked = said.get(id).copied().unwrap_or_default();
                if let Some(sum) = to.said.get_mut(id) {
                    sum.abstain += valid.saturating_sub(marked.votes + marked.against);
                }
            }
        }
        for (candidate, votes) in taken {
            let first = batch.iter().find(|cast| takes_votes(cast));
            let rule =
                first.and_then(|cast| Some((cast, cast.penalties().find(|it| it.voids == Voids::Votes)?)));
            if let Some((cast, rule)) = rule {
                let struck = Struck::under(rule, cast.stage, &cast.category, self.roster.id(candidate));
                data.struck.push(Struck { votes: Some(votes), channel: cast.channel.clone(), ..struck });
            }
        }
        let reason = |fault| match fault {
            Fault::TooFew => Reason::TooFew,
            Fault::TooMany => Reason::TooMany,
            Fault::Twice => Reason::Twice,
            Fault::Unknown => Reason::Unknown,
            Fault::Equals => Reason::Equals,
            Fault::Elsewhere => Reason::Elsewhere,
        };
        // Somebody who is a candidate, and is out since an earlier ballot.
        let out = |cast: &Cast| {
            let stands =
                |id: &&String| data.candidates.iter().any(|row| row.category == key.1 && row.id == **id);
            let left = left.filter(|_| cast.named().iter().all(stands));
            left.is_some_and(|left| cast.named().iter().any(|id| !left.contains(*id)))
        };
        let aside = self.verdict.aside.iter();
        let mut told: Vec<Fallen> = aside
            .filter_map(|aside| {
                let cast = batch.get(aside.ballot as usize)?;
                let out = aside.fault == Fault::Unknown && out(cast);
                Some(fallen(cast, if out { Reason::Out } else { reason(aside.fault) }))
            })
            .collect();
        // Where such a vote alone is struck, the ballot counts, and the vote is told all the same.
        let aside: BTreeSet<u32> = self.verdict.aside.iter().map(|aside| aside.ballot).collect();
        let mended = (0_u32..).zip(batch).filter(|(at, cast)| !aside.contains(at) && out(cast));
        told.extend(mended.map(|(_, cast)| fallen(cast, Reason::Out)));
        told
    }

    fn said(&self, to: &mut Group) {
        let id = |candidate: u16| self.roster.id(candidate).to_owned();
        match &self.rolls {
            Rolls::Choices(roll) => {
                for (at, ballot) in roll.iter().enumerate() {
                    let counts = ballot.iter().filter(|candidate| self.counts(at, **candidate));
                    let mut ids: Vec<String> = counts.map(|candidate| id(*candidate)).collect();
                    ids.iter().for_each(|id| to.said.entry(id.clone()).or_default().votes += 1);
                    ids.sort_unstable();
                    *to.choices.entry(ids).or_insert(0) += 1;
                }
            }
            Rolls::Points(roll) => {
                let points =
                    roll.iter().enumerate().flat_map(|(at, ballot)| ballot.iter().map(move |it| (at, it)));
                for (_, (candidate, points)) in
                    points.filter(|(at, (candidate, _))| self.counts(*at, *candidate))
                {
                    to.said.entry(id(*candidate)).or_default().votes += u64::from(*points);
                }
            }
            Rolls::Rankings(roll) => {
                for (at, ballot) in roll.iter().enumerate() {
                    let counts = |item: &&u16| self.counts(at, **item & !SHARED);
                    let places = ballot.chunk_by(|_, next| next & SHARED != 0);
                    let ids =
                        |place: &[u16]| place.iter().filter(counts).map(|item| id(item & !SHARED)).collect();
                    let places = places.map(ids).filter(|place: &Vec<String>| !place.is_empty());
                    *to.rankings.entry(places.collect()).or_insert(0) += 1;
                }
            }
            Rolls::Opinions(_) => {
                for (candidate, said) in self.opinions() {
                    let sum = to.said.entry(candidate).or_default();
                    sum.votes += said.votes;
                    sum.against += said.against;
                }
            }
        }
    }

    fn opinions(&self) -> BTreeMap<String, Said> {
        let mut said: BTreeMap<String, Said> = BTreeMap::new();
        if let Rolls::Opinions(roll) = &self.rolls {
            let marks =
                roll.iter().enumerate().flat_map(|(at, ballot)| ballot.iter().map(move |it| (at, it)));
            for (_, (candidate, mark)) in marks.filter(|(at, (candidate, _))| self.counts(*at, *candidate)) {
                let sum = said.entry(self.roster.id(*candidate).to_owned()).or_default();
                match mark {
                    Opinion::Support => sum.votes += 1,
                    Opinion::Oppose => sum.against += 1,
                    Opinion::Abstain => {}
                }
            }
        }
        said
    }
}

/// Reads totals: a row for each candidate, and one without a candidate for ballots issued, valid and invalid.
pub(super) fn tallies(plan: &Plan, table: &Table, data: &mut Data, faults: &mut Vec<TableFault>) {
    let mut seen: BTreeMap<(Key, String), u64> = BTreeMap::new();
    let mut sums: BTreeMap<Key, (u64, Tallied)> = BTreeMap::new();
    let on = Ballots::of(plan);
    for row in &table.rows {
        match tallied(plan, row, &on, data) {
            Ok((key, candidate, figures)) => {
                if let Some(line) = seen.insert((key.clone(), candidate.clone()), row.line) {
                    faults.push(row.fault("candidate", Wrong::Twice(line)));
                    continue;
                }
                let sum = &mut sums.entry(key).or_insert_with(|| (row.line, Tallied::default())).1;
                if candidate.is_empty() {
                    sum.totals = Some((row.line, figures));
                } else {
                    sum.of.insert(candidate, figures);
                }
            }
            Err(found) => faults.extend(found),
        }
    }
    for (key, (line, tallied)) in sums {
        faults.extend(tallied.check(plan, &key, line));
        tallied.add(group(data, &key));
    }
}

/// The three figures of a row.
type Figures = [Option<u64>; 3];

#[derive(Default)]
struct Tallied {
    of: BTreeMap<String, Figures>,
    totals: Option<(u64, Figures)>,
}

impl Tallied {
    /// Figures that cannot all be true.
    fn check(&self, plan: &Plan, key: &Key, line: u64) -> Vec<TableFault> {
        let fault = |line, column: &str, n, most| TableFault {
            file: "tallies.csv".to_owned(),
            line,
            column: column.to_owned(),
            wrong: Wrong::TooMany(n, most),
        };
        let mut faults = Vec::new();
        let Some((at, [issued, valid, invalid])) = &self.totals else { return faults };
        let (valid, invalid) = (valid.unwrap_or(0), invalid.unwrap_or(0));
        if let Some(issued) = issued.filter(|issued| valid + invalid > *issued) {
            faults.push(fault(*at, "against", valid + invalid, issued));
        }
        let vote = plan.stage(&key.0).and_then(|stage| stage.vote.as_ref());
        let points = vote.is_some_and(|vote| matches!(vote.ballot.get(), Some(BallotShape::Points { .. })));
        for said in self.of.values().filter(|_| !points) {
            let all: u64 = said.iter().flatten().sum();
            if all > valid {
                faults.push(fault(line, "for", all, valid));
            }
        }
        faults
    }

    fn add(&self, to: &mut Group) {
        for (candidate, [votes, against, abstain]) in &self.of {
            let sum = to.said.entry(candidate.clone()).or_default();
            sum.votes += votes.unwrap_or(0);
            sum.against += against.unwrap_or(0);
            sum.abstain += abstain.unwrap_or(0);
        }
        if let Some((_, [issued, valid, invalid])) = self.totals {
            to.issued = issued.map(|issued| issued + to.issued.unwrap_or(0)).or(to.issued);
            to.valid += valid.unwrap_or(0);
            to.invalid += invalid.unwrap_or(0);
        } else if self.of.values().all(|said| said[2].is_some()) {
            // Where every mark is counted, abstentions too, they are the valid ballots.
            to.valid += self.of.values().map(|said| said.iter().flatten().sum()).max().unwrap_or(0);
        }
    }
}

/// A channel (by id); where a panel votes several times, the number of the ballot.
pub(super) fn ballot_or_channel<'k>(
    row: &Row,
    known: impl Iterator<Item = &'k String>,
) -> Result<String, TableFault> {
    let said = row.get("channel");
    if said.parse::<u32>().is_ok() { Ok(said.to_owned()) } else { row.id_of("channel", known, true) }
}

/// A number of a ballot that a panel never holds.
pub(super) fn no_such_ballot(plan: &Plan, row: &Row, stage: &Stage) -> Option<TableFault> {
    let number: u64 = row.get("channel").parse().ok().filter(|_| stage.vote.is_none())?;
    let most = u64::from(ballots_most(plan, &stage.id));
    (number == 0 || number > most).then(|| row.fault("channel", Wrong::TooMany(number, most)))
}

fn tallied(
    plan: &Plan,
    row: &Row,
    on: &Ballots,
    data: &Data,
) -> Result<(Key, String, Figures), Vec<TableFault>> {
    let category = row.category(plan, false);
    let here = category.clone().unwrap_or_default();
    let channels = plan.stage.iter().filter_map(|stage| stage.vote.as_ref()).flat_map(|vote| &vote.channel);
    let channel = ballot_or_channel(row, channels.map(|channel| &channel.id));
    let stage = stage_of(plan, row, false, &here);
    let may = |other: &&Candidate| stage.as_ref().map_or(true, |stage| on.name(other, &stage.id));
    let known = data.candidates.iter().filter(|row| row.category == here).filter(may).map(|row| &row.id);
    let candidate = row.id_of("candidate", known, true);
    let figures = (row.whole("for"), row.whole("against"), row.whole("abstain"));
    match (category, candidate, channel, stage, figures) {
        (Ok(category), Ok(candidate), Ok(channel), Ok(stage), (Ok(votes), Ok(against), Ok(abstain))) => {
            let (region, electorate) = (row.get("region").to_owned(), row.get("electorate").to_owned());
            let key = (stage.id.clone(), category, region, channel, electorate);
            if let Some(fault) = no_such_ballot(plan, row, stage) {
                return Err(vec![fault]);
            }
            let own = stage.vote.as_ref().and_then(|vote| vote.not_own.as_ref());
            if let Some(own) = own.filter(|own| own.by == OwnBy::Region && votes.unwrap_or(0) > 0) {
                let mut rows = data.candidates.iter().filter(|it| it.category == key.1 && it.id == candidate);
                let value = rows.find_map(|it| it.attributes.get(&own.attribute));
                if value.is_some_and(|value| *value == key.2) {
                    return Err(vec![row.fault("for", Wrong::NotHere)]);
                }
            }
            if !candidate.is_empty() && votes.is_none() {
                return Err(vec![row.fault("for", Wrong::Empty)]);
            }
            Ok((key, candidate, [votes, against, abstain]))
        }
        (category, candidate, channel, stage, figures) => {
            let all = [category.err(), candidate.err(), channel.err(), stage.err(), figures.0.err()];
            Err(all.into_iter().chain([figures.1.err(), figures.2.err()]).flatten().collect())
        }
    }
}
