//! Ballots: a row is what one paper says in one category.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use plan::{BallotShape, Channel, Faults, Instant, Opinion, OwnBy, Penalty, Plan, Stage, Stated, Voids};

use super::beside::Ballots;
use super::fault::{TableFault, Wrong};
use super::rows::{Row, Table, is_id};
use super::{Fallen, Leave, admit, penal, polled, stage_of};
use crate::data::Data;
use crate::ranked::Ballot;
use crate::sheets::{Sheet, SheetState};

/// A ballot as it was handed in.
pub(super) struct Cast<'p> {
    /// Id of the paper; rows of several categories share it.
    pub paper: String,
    pub line: u64,
    pub stage: &'p Stage,
    pub category: String,
    pub channel: String,
    /// Which of the channel's accounts it came through; empty where nobody says so.
    pub account: String,
    pub electorate: String,
    pub region: String,
    pub voter: String,
    pub at: Option<Instant>,
    pub status: Mark,
    /// The penalty of the stage that a foul ballot falls under, from 1; `None`: the only one there is.
    pub penalty: Option<usize>,
    /// Whose votes on it are foul, where the rest of it stands.
    pub foul: Vec<String>,
    pub replaces: String,
    /// What it says, where the plan says how ballots are written.
    pub says: Option<(&'p BallotShape, Ballot)>,
}

/// What the table says of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing against it.
    Valid,
    /// Counted among the invalid.
    Invalid,
    /// Foul: it falls, with whatever falls with it.
    Void,
    /// Some of its votes are foul, and the rest of it stands.
    Foul,
    /// Counts, and is watched.
    Suspect,
}

impl<'p> Cast<'p> {
    /// The channel it came through.
    pub(super) fn way(&self) -> Option<&'p Channel> {
        let channels = self.stage.vote.as_ref().map(|vote| vote.channel.as_slice()).unwrap_or_default();
        channels.iter().find(|channel| channel.id == self.channel)
    }

    /// The account that a voter's limits are held apart by, where one may vote through each.
    pub(super) fn apart(&self) -> &str {
        let each = self.way().is_some_and(|channel| channel.each_account.get() == Some(&true));
        if each { &self.account } else { "" }
    }

    /// The penalties that it falls under, where it is foul.
    pub(super) fn penalties(&self) -> impl Iterator<Item = &'p Penalty> {
        let rules = self.stage.vote.as_ref().map(|vote| vote.penalty.as_slice()).unwrap_or_default();
        let own = self.penalty;
        rules
            .iter()
            .enumerate()
            .filter(move |(n, _)| own.is_none_or(|own| own == n + 1))
            .map(|(_, rule)| rule)
    }

    /// What faults spoil.
    pub(super) fn faults(&self) -> &'p Faults {
        const NONE: &Faults = &Faults {
            too_many: Stated::NotStated,
            too_few: Stated::NotStated,
            twice: Stated::NotStated,
            unknown: Stated::NotStated,
            own: Stated::NotStated,
        };
        match (&self.stage.vote, &self.stage.review) {
            (Some(vote), _) => &vote.faults,
            (_, Some(review)) => &review.faults,
            _ => NONE,
        }
    }

    /// Whom it names, in whatever way.
    pub(super) fn named(&self) -> Vec<&String> {
        match self.says.as_ref().map(|(_, ballot)| ballot) {
            Some(Ballot::Points(points)) => points.iter().map(|(id, _)| id).collect(),
            Some(Ballot::Opinions(marks)) => marks.iter().map(|(id, _)| id).collect(),
            _ => self.choices(),
        }
    }

    /// Whom it names, with how many choices that is.
    pub(super) fn choices(&self) -> Vec<&String> {
        match self.says.as_ref().map(|(_, ballot)| ballot) {
            None => Vec::new(),
            Some(Ballot::Choices(ids)) => ids.iter().collect(),
            Some(Ballot::Points(points)) => points.iter().filter(|(_, n)| *n > 0).map(|(id, _)| id).collect(),
            Some(Ballot::Ranking(places)) => places.iter().flatten().collect(),
            Some(Ballot::Opinions(marks)) => {
                marks.iter().filter(|(_, mark)| *mark == Opinion::Support).map(|(id, _)| id).collect()
            }
        }
    }
}

/// Reads ballots, applies what the plan allows a voter, and adds what stands to the polls.
/// All ballots count, unless the question is what would be without some of them.
pub(super) fn ballots(
    plan: &Plan,
    table: &Table,
    without: &Leave,
    data: &mut Data,
    faults: &mut Vec<TableFault>,
) -> Vec<Fallen> {
    let zone = plan.zone();
    let on = Ballots::of(plan);
    let mut cast = Vec::new();
    let mut seen: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut voted: BTreeMap<[String; 4], u64> = BTreeMap::new();
    let mut accounts: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for row in &table.rows {
        match one(plan, row, data, &on, &zone) {
            Ok(ballot) => {
                if let Some(line) = seen.insert((ballot.paper.clone(), ballot.category.clone()), row.line) {
                    faults.push(row.fault("ballot", Wrong::Twice(line)));
                }
                // A judge has one ballot, unless a later one takes its place.
                let counts = matches!(ballot.status, Mark::Valid | Mark::Suspect | Mark::Foul);
                let judge = ballot.stage.review.is_some() && !ballot.voter.is_empty() && counts;
                let list =
                    ballot.stage.vote.is_none() && plan.award.iter().any(|award| award.id == ballot.paper);
                if judge && !list && ballot.replaces.is_empty() {
                    let key = [&ballot.stage.id, &ballot.category, &ballot.channel, &ballot.voter];
                    if let Some(line) = voted.insert(key.map(String::clone), row.line) {
                        faults.push(row.fault("voter", Wrong::VotedTwice(line)));
                    }
                }
                if let Some(most) =
                    ballot.way().and_then(|way| way.accounts).filter(|_| !ballot.account.is_empty())
                {
                    let key = (ballot.stage.id.clone(), ballot.channel.clone());
                    let known = accounts.entry(key).or_default();
                    if known.insert(ballot.account.clone()) && known.len() > most as usize {
                        let wrong = Wrong::TooMany(known.len() as u64, u64::from(most));
                        faults.push(row.fault("account", wrong));
                    }
                }
                if let Some(id) = stands_back(&ballot, data).filter(|_| counts) {
                    faults.push(row.fault("choices", Wrong::VotedRecused(id.clone())));
                }
                cast.push((row, ballot));
            }
            Err(found) => faults.extend(found),
        }
    }
    for (row, ballot) in cast.iter().filter(|(_, ballot)| !ballot.replaces.is_empty()) {
        let earlier = cast.iter().any(|(_, other)| {
            other.paper == ballot.replaces && other.category == ballot.category && other.voter == ballot.voter
        });
        if !earlier || ballot.replaces == ballot.paper {
            faults.push(row.fault("replaces", Wrong::NoSuchBallot(ballot.replaces.clone())));
        }
    }
    if !faults.is_empty() {
        return Vec::new();
    }
    let mut cast: Vec<Cast> = cast.into_iter().map(|(_, ballot)| ballot).collect();
    cast.retain(|ballot| match without {
        Leave::Nothing => true,
        Leave::Suspects => ballot.status != Mark::Suspect,
        Leave::Judge(judge) => ballot.stage.review.is_none() || ballot.voter != *judge,
    });
    let admitted = admit::admit(&zone, cast, data);
    let zeroed = admitted.zeroed.clone();
    let fallen = polled::judge(plan, admitted, &on, data);
    for struck in zeroed {
        penal::zero(struck, data);
    }
    fallen
}

/// Whom a judge's ballot is for or against although the table of sheets has the judge stand back from them.
fn stands_back<'c>(ballot: &'c Cast, data: &Data) -> Option<&'c String> {
    let sheets = data.sheets.get(&(ballot.stage.id.clone(), ballot.category.clone()))?;
    let recused = |id: &&String| {
        let of = |sheet: &Sheet| sheet.judge == ballot.voter && sheet.candidate == **id;
        sheets.iter().any(|sheet| sheet.state == SheetState::Recused && of(sheet))
    };
    let opposed = match ballot.says.as_ref().map(|(_, says)| says) {
        Some(Ballot::Opinions(marks)) => marks.as_slice(),
        _ => &[],
    };
    let opposed = opposed.iter().filter(|(_, mark)| *mark == Opinion::Oppose).map(|(id, _)| id);
    ballot.choices().into_iter().chain(opposed).find(recused)
}

fn one<'p>(
    plan: &'p Plan,
    row: &Row,
    data: &Data,
    on: &Ballots,
    zone: &TimeZone,
) -> Result<Cast<'p>, Vec<TableFault>> {
    let mut faults = Vec::new();
    let category = row.category(plan, false).map_err(|fault| faults.push(fault)).unwrap_or_default();
    let channels = plan.stage.iter().filter_map(|stage| stage.vote.as_ref()).flat_map(|vote| &vote.channel);
    let channel = polled::ballot_or_channel(row, channels.map(|channel| &channel.id));
    faults.extend(channel.err());
    let stage = stage_of(plan, row, false, &category).map_err(|fault| faults.push(fault)).ok();
    let paper = row.id("ballot", true).map_err(|fault| faults.push(fault)).unwrap_or_default();
    let replaces = row.id("replaces", true).map_err(|fault| faults.push(fault)).unwrap_or_default();
    let (status, penalty) = match row.get("status").split_once(':') {
        Some(("void", number)) => (Ok("void"), Some(number)),
        _ => (row.word("status", &["valid", "invalid", "void", "suspect"]), None),
    };
    let account = row.id("account", true).map_err(|fault| faults.push(fault)).unwrap_or_default();
    let status = status.map_err(|fault| faults.push(fault)).unwrap_or("valid");
    let at = match row.get("at") {
        "" => None,
        text => {
            let at = instant(text, zone);
            if at.is_none() {
                faults.push(row.fault("at", Wrong::BadTime(text.to_owned())));
            }
            at
        }
    };
    faults.extend(stage.and_then(|stage| polled::no_such_ballot(plan, row, stage)));
    // Where a plan has several penalties, nobody can guess which of them a foul ballot falls under.
    let penalties = stage.and_then(|stage| stage.vote.as_ref()).map_or(0, |vote| vote.penalty.len());
    let penalty = match (status, penalty) {
        ("void", Some(number)) => {
            let number = number.parse::<usize>().ok().filter(|n| (1..=penalties).contains(n));
            number.or_else(|| {
                faults.push(row.fault("status", Wrong::WhichPenalty(penalties as u64)));
                None
            })
        }
        ("void", None) if penalties > 1 => {
            faults.push(row.fault("status", Wrong::WhichPenalty(penalties as u64)));
            None
        }
        _ => None,
    };
    let Some(stage) = stage.filter(|_| faults.is_empty()) else { return Err(faults) };
    let mut cast = Cast {
        paper: if paper.is_empty() { format!("line-{}", row.line) } else { paper },
        line: row.line,
        stage,
        category,
        channel: match (row.get("channel"), stage.vote.as_ref().map(|vote| vote.channel.as_slice())) {
            // Where there is one way in, everybody came by it.
            ("", Some([only])) => only.id.clone(),
            (channel, _) => channel.to_owned(),
        },
        account,
        electorate: row.get("electorate").to_owned(),
        region: row.get("region").to_owned(),
        voter: row.get("voter").to_owned(),
        at,
        status: match status {
            "valid" => Mark::Valid,
            "invalid" => Mark::Invalid,
            "void" => Mark::Void,
            _ => Mark::Suspect,
        },
        penalty,
        foul: Vec::new(),
        replaces,
        says: None,
    };
    // Whose own a candidate is, is told by a column that nobody may leave out then.
    if let Some(own) = stage.vote.as_ref().and_then(|vote| vote.not_own.as_ref()) {
        let column = match own.by {
            OwnBy::Region => "region",
            OwnBy::Voter => "voter",
        };
        if row.get(column).is_empty() {
            return Err(vec![row.fault(column, Wrong::Empty)]);
        }
    }
    match (cast.way(), cast.account.as_str()) {
        // A voter who may vote through each account is held to a limit in each.
        (Some(way), "") if way.each_account.get() == Some(&true) && !cast.voter.is_empty() => {
            return Err(vec![row.fault("account", Wrong::Empty)]);
        }
        (_, "") => {}
        (Some(way), _) if way.accounts.is_some() || way.each_account.is_stated() => {}
        (None, _) if cast.channel.is_empty() => return Err(vec![row.fault("channel", Wrong::Empty)]),
        _ => return Err(vec![row.fault("account", Wrong::NotHere)]),
    }
    let shape = shape(&cast);
    if let Some(shape) = shape {
        let written = row.get("choices");
        let says = written_as(shape, written)
            .ok_or_else(|| vec![row.fault("choices", Wrong::BadChoices(written.to_owned(), form(shape)))])?;
        // A name that stands nowhere is a slip of the table, unless the plan says what becomes of such a ballot.
        if !cast.faults().unknown.is_stated() {
            let known =
                |id: &&str| data.candidates.iter().any(|row| row.id == **id && on.name(row, &cast.stage.id));
            if let Some(stranger) = named(written).into_iter().find(|id| !known(id)) {
                let ids = data
                    .candidates
                    .iter()
                    .filter(|row| row.category == cast.category && on.name(row, &cast.stage.id))
                    .map(|row| row.id.clone());
                let wrong = Wrong::UnknownId(stranger.to_owned(), ids.take(20).collect());
                return Err(vec![row.fault("choices", wrong)]);
            }
        }
        cast.says = Some((shape, says));
    }
    foul(&mut cast, row)?;
    Ok(cast)
}

/// Reads whose votes on a ballot are foul. A penalty against a candidate needs to know which of those it names.
fn foul(cast: &mut Cast, row: &Row) -> Result<(), Vec<TableFault>> {
    let against = |voids| matches!(voids, Voids::Votes | Voids::CandidateVotes | Voids::Candidate);
    let of_candidate = cast.status == Mark::Void && cast.penalties().any(|penalty| against(penalty.voids));
    let of_votes = of_candidate && cast.penalties().all(|penalty| penalty.voids == Voids::Votes);
    let mut names: Vec<String> = match cast.says {
        Some(_) => cast.choices().into_iter().cloned().collect(),
        None => named(row.get("choices")).into_iter().map(str::to_owned).collect(),
    };
    names.sort_unstable();
    names.dedup();
    let said: Vec<&str> = row.get("foul").split(';').map(str::trim).filter(|id| !id.is_empty()).collect();
    if !of_candidate && !said.is_empty() {
        return Err(vec![row.fault("foul", Wrong::NotHere)]);
    }
    if of_candidate && said.is_empty() && names.len() > 1 {
        return Err(vec![row.fault("foul", Wrong::WhoseVotes)]);
    }
    if let Some(stranger) = said.iter().find(|id| !names.iter().any(|name| name == **id)) {
        return Err(vec![row.fault("foul", Wrong::UnknownId((*stranger).to_owned(), names))]);
    }
    if !said.is_empty() {
        (cast.status, cast.foul) = (Mark::Foul, said.into_iter().map(str::to_owned).collect());
    } else if of_votes {
        (cast.status, cast.foul) = (Mark::Foul, names);
    }
    Ok(())
}

/// What the plan lets such a ballot say: the channel's word, the category's, the stage's.
pub(super) fn shape<'p>(cast: &Cast<'p>) -> Option<&'p BallotShape> {
    if let Some(shape) = cast.way().and_then(|channel| channel.ballot.get()) {
        return Some(shape);
    }
    if let Some(vote) = &cast.stage.vote {
        let own = vote.category.iter().find(|row| row.id == cast.category).and_then(|row| row.ballot.get());
        return own.or(vote.ballot.get());
    }
    cast.stage.review.as_ref().and_then(|review| review.ballot.get())
}

/// How ballots of a shape are written.
fn form(shape: &BallotShape) -> &'static str {
    match shape {
        BallotShape::Approve { .. } => "a;b",
        BallotShape::Points { .. } => "a=3;b=1",
        BallotShape::Rank { .. } => "a>b=c",
        BallotShape::Opinion { .. } => "a=+;b=-;c=0",
    }
}

/// Whom a ballot names, whatever its form.
pub(super) fn named(written: &str) -> Vec<&str> {
    let marks = |item: &&str| matches!(*item, "+" | "-") || item.bytes().all(|byte| byte.is_ascii_digit());
    let items = written.split([';', '>', '=']).map(str::trim);
    items.filter(|item| !item.is_empty() && !marks(item)).collect()
}

/// Reads what a ballot says; `None` where it is not written in the form of its shape.
fn written_as(shape: &BallotShape, written: &str) -> Option<Ballot> {
    let items = || written.split(';').map(str::trim).filter(|item| !item.is_empty());
    let id = |text: &str| is_id(text).then(|| text.to_owned());
    Some(match shape {
        BallotShape::Approve { .. } => Ballot::Choices(items().map(id).collect::<Option<_>>()?),
        BallotShape::Points { .. } => {
            let one = |item: &str| {
                let (who, points) = item.split_once('=')?;
                Some((id(who.trim())?, points.trim().parse().ok()?))
            };
            Ballot::Points(items().map(one).collect::<Option<_>>()?)
        }
        BallotShape::Rank { .. } => {
            let place = |place: &str| place.split('=').map(|who| id(who.trim())).collect::<Option<Vec<_>>>();
            let places = written.split('>').map(str::trim).filter(|place| !place.is_empty());
            Ballot::Ranking(places.map(place).collect::<Option<_>>()?)
        }
        BallotShape::Opinion { .. } => {
            let one = |item: &str| {
                let (who, mark) = item.split_once('=')?;
                let mark = match mark.trim() {
                    "+" => Opinion::Support,
                    "-" => Opinion::Oppose,
                    "0" => Opinion::Abstain,
                    _ => return None,
                };
                Some((id(who.trim())?, mark))
            };
            Ballot::Opinions(items().map(one).collect::<Option<_>>()?)
        }
    })
}

/// An instant: with an offset, or in the plan's zone; a date alone is its first moment.
fn instant(text: &str, zone: &TimeZone) -> Option<Instant> {
    if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
        return Some(Instant(stamp.as_millisecond()));
    }
    let civil = text.parse::<jiff::civil::DateTime>();
    civil.ok().map(|civil| Instant::of(civil, zone))
}
