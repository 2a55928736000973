//! Which ballots a plan lets a voter cast: changes, windows, one channel, limits, penalties, choices of a whole paper.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use plan::{BallotShape, Bounds, Clock, Instant, Limit, OwnBy, Penalty, Per, Spoils, Stated, Voids};

use super::ballots::{Cast, Mark};
use super::{Fallen, Reason};
use crate::data::{Data, Struck};
use crate::ranked::Ballot;
use crate::undecided::{Missing, What, needed};

/// What came in, with those who fall and why.
pub(super) struct Admitted<'p> {
    pub cast: Vec<Cast<'p>>,
    /// By place in `cast`. Those marked invalid are among the ballots handed in; all others are as if never cast.
    pub fallen: BTreeMap<usize, Reason>,
    /// The clause of the penalty by which a ballot falls, by place in `cast`.
    pub clauses: BTreeMap<usize, String>,
    /// Papers that a fault spoils in all categories: stage (by id) and paper.
    pub spoilt: BTreeSet<(String, String)>,
    /// Whose votes count no more (清零), by which penalty.
    pub zeroed: Vec<Struck>,
}

impl Admitted<'_> {
    /// What is told of ballots that fall.
    pub(super) fn told(&self) -> Vec<Fallen> {
        let one = |(at, reason): (&usize, &Reason)| {
            let clause = self.clauses.get(at).cloned().unwrap_or_default();
            Some(Fallen { clause, ..fallen(self.cast.get(*at)?, *reason) })
        };
        self.fallen.iter().filter_map(one).collect()
    }
}

pub(super) fn fallen(cast: &Cast, reason: Reason) -> Fallen {
    Fallen {
        ballot: cast.paper.clone(),
        stage: cast.stage.id.clone(),
        category: cast.category.clone(),
        reason,
        clause: String::new(),
    }
}

/// Applies the rules in the order in which a ballot meets them: the table's own mark, changes, windows, one channel and
/// limits, and at the end what falls with foul ballots.
pub(super) fn admit<'p>(zone: &TimeZone, cast: Vec<Cast<'p>>, data: &mut Data) -> Admitted<'p> {
    let mut admitted = Admitted {
        cast,
        fallen: BTreeMap::new(),
        clauses: BTreeMap::new(),
        spoilt: BTreeSet::new(),
        zeroed: Vec::new(),
    };
    let Admitted { cast, fallen, clauses, spoilt, zeroed } = &mut admitted;
    for (at, ballot) in cast.iter().enumerate() {
        match ballot.status {
            Mark::Invalid => fallen.insert(at, Reason::Marked),
            Mark::Void => fallen.insert(at, Reason::Void),
            Mark::Valid | Mark::Suspect | Mark::Foul => None,
        };
    }
    replaced(cast, fallen, data);
    for (at, ballot) in cast.iter().enumerate() {
        if !in_window(ballot, zone) {
            fallen.entry(at).or_insert(Reason::Window);
        }
    }
    own(cast, fallen, spoilt, data);
    // A paper with too many choices falls whole, whichever of them a voter's limit would leave.
    let over = over(cast, fallen);
    let struck = within_limits(cast, &over, fallen, spoilt, zone, data);
    for (at, most) in struck {
        if let Some((_, Ballot::Choices(ids))) = cast.get_mut(at).and_then(|ballot| ballot.says.as_mut()) {
            ids.truncate(most);
        }
    }
    together(cast, &over, fallen, data);
    penalties(cast, fallen, clauses, zeroed, zone, data);
    admitted
}

/// A later ballot takes the place of an earlier one where the plan lets voters change.
fn replaced(cast: &[Cast], fallen: &mut BTreeMap<usize, Reason>, data: &mut Data) {
    for (at, ballot) in cast.iter().enumerate().filter(|(_, ballot)| !ballot.replaces.is_empty()) {
        let change = ballot.stage.vote.as_ref().map_or(&Stated::NotStated, |vote| &vote.change);
        match needed(change, || format!("stage.{}.vote.change", ballot.stage.id)) {
            Ok(true) => {
                let earlier = cast
                    .iter()
                    .position(|other| other.paper == ballot.replaces && other.category == ballot.category);
                if let Some(earlier) = earlier.filter(|_| !fallen.contains_key(&at)) {
                    fallen.entry(earlier).or_insert(Reason::Replaced);
                }
            }
            Ok(false) => {
                fallen.entry(at).or_insert(Reason::NoChange);
            }
            Err(missing) => {
                note(data, missing);
                fallen.entry(at).or_insert(Reason::NoChange);
            }
        }
    }
}

/// No vote for one's own, where the plan says so: the name is struck, or the ballot falls.
fn own(
    cast: &mut [Cast],
    fallen: &mut BTreeMap<usize, Reason>,
    spoilt: &mut BTreeSet<(String, String)>,
    data: &mut Data,
) {
    for (at, ballot) in cast.iter_mut().enumerate() {
        let rule = ballot.stage.vote.as_ref().and_then(|vote| vote.not_own.as_ref());
        let Some(rule) = rule.filter(|_| !fallen.contains_key(&at)) else { continue };
        let voter = match rule.by {
            OwnBy::Region => ballot.region.clone(),
            OwnBy::Voter => ballot.voter.clone(),
        };
        let mut own: Vec<String> = Vec::new();
        for id in ballot.choices() {
            let mut rows = data.candidates.iter().filter(|row| row.category == ballot.category);
            let Some(row) = rows.find(|row| row.id == *id && row.beside.is_empty()) else { continue };
            match row.attributes.get(&rule.attribute) {
                Some(value) if *value == voter => own.push(id.clone()),
                Some(_) => {}
                None => {
                    let path = format!("attribute.{}", rule.attribute);
                    let (what, candidate) = (What::NoFigures, Some(id.clone()));
                    if !data.missing.iter().any(|it| it.path == path && it.candidate == candidate) {
                        data.missing.push(Missing { path, what, candidate });
                    }
                }
            }
        }
        if own.is_empty() {
            continue;
        }
        match needed(&ballot.faults().own, || format!("stage.{}.vote.faults.own", ballot.stage.id)) {
            Ok(Spoils::Excess) => {
                if let Some((_, says)) = &mut ballot.says {
                    says.strike(&own);
                }
                continue;
            }
            Ok(Spoils::Paper) => {
                spoilt.insert((ballot.stage.id.clone(), ballot.paper.clone()));
            }
            Ok(Spoils::Category) => {}
            Err(missing) => note(data, missing),
        }
        fallen.insert(at, Reason::Own);
    }
}

fn note(data: &mut Data, missing: Missing) {
    if !data.missing.contains(&missing) {
        data.missing.push(missing);
    }
}

/// Whether a ballot came while its channel was open; one without a time is taken to have.
fn in_window(ballot: &Cast, zone: &TimeZone) -> bool {
    let Some(at) = ballot.at else { return true };
    let way = ballot.way();
    let opens = way.and_then(|channel| channel.opens.get()).or(ballot.stage.opens.get());
    let closes = way.and_then(|channel| channel.closes.get()).map(|closes| closes.closing(zone));
    let civil = at.civil(zone);
    let minute = civil.hour() as u16 * 60 + civil.minute() as u16;
    let hours = &ballot.stage.hours;
    // Where the plan does not fix the day, the days within which it falls are the widest window there can be.
    let opens = opens.map(|opens| opens.opening(zone));
    let opens = opens.or(ballot.stage.opens_within.map(|days| days.opening(zone)));
    let closes = closes.or(ballot.stage.ends_at(zone));
    let closes = closes.or(ballot.stage.closes_within.map(|days| days.closing(zone)));
    opens.is_none_or(|opens| opens <= at)
        && closes.is_none_or(|closes| at < closes)
        && (hours.is_empty() || hours.iter().any(|hours| hours.from.0 <= minute && minute < hours.to.0))
}

/// What one voter has cast so far under one limit.
#[derive(Default)]
struct Used {
    ballots: Vec<(i64, Date, String)>,
    /// With the paper they stand on.
    choices: Vec<(i64, Date, String, String)>,
}

/// One channel, and every limit, ballot by ballot in the order of their times. Gives the ballots of which only the first
/// so many choices stand.
fn within_limits(
    cast: &[Cast],
    over: &BTreeSet<(String, String)>,
    fallen: &mut BTreeMap<usize, Reason>,
    spoilt: &mut BTreeSet<(String, String)>,
    zone: &TimeZone,
    data: &mut Data,
) -> Vec<(usize, usize)> {
    let mut struck = Vec::new();
    let mut order: Vec<usize> = (0..cast.len()).collect();
    order.sort_by_key(|at| (cast[*at].at, cast[*at].line));
    let mut channels: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let mut accounts: BTreeMap<(&str, &str, &str), &str> = BTreeMap::new();
    let mut used: BTreeMap<(String, String, String, usize), Used> = BTreeMap::new();
    // A voter's ballots of a stage, so that a changed one is not sought among everybody's.
    let mut of_voter: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, ballot) in cast.iter().enumerate() {
        of_voter.entry((ballot.stage.id.as_str(), ballot.voter.as_str())).or_default().push(at);
    }
    for at in order {
        let ballot = &cast[at];
        let Some(vote) = ballot.stage.vote.as_ref() else { continue };
        if fallen.contains_key(&at) || ballot.voter.is_empty() {
            continue;
        }
        let stage = ballot.stage.id.as_str();
        if vote.one_channel.get() == Some(&true) && !ballot.channel.is_empty() {
            let first = channels.entry((stage, &ballot.voter)).or_insert(&ballot.channel);
            if *first != ballot.channel {
                fallen.insert(at, Reason::Channel);
                continue;
            }
        }
        if !ballot.account.is_empty() {
            let key = (stage, ballot.voter.as_str(), ballot.channel.as_str());
            let first = *accounts.entry(key).or_insert(&ballot.account);
            let each = ballot.way().map_or(&Stated::NotStated, |channel| &channel.each_account);
            match needed(each, || format!("stage.{stage}.vote.channel.{}.each_account", ballot.channel)) {
                _ if first == ballot.account => {}
                Ok(true) => {}
                Ok(false) => {
                    fallen.insert(at, Reason::Account);
                    continue;
                }
                Err(missing) => note(data, missing),
            }
        }
        let own = vote.category.iter().find(|row| row.id == ballot.category).and_then(|row| row.limit.get());
        let of_channel = ballot.way().and_then(|channel| channel.limit.get());
        // A channel's limits hold beside those of the stage; a category's take their place.
        let limits: Vec<(String, &Limit)> = own
            .or(vote.limit.get())
            .into_iter()
            .flatten()
            .map(|limit| (String::new(), limit))
            .chain(of_channel.into_iter().flatten().map(|limit| (ballot.channel.clone(), limit)))
            .collect();
        // What counts for nobody takes none of a voter's choices.
        let void = !over.is_empty() && over.contains(&(stage.to_owned(), ballot.paper.clone()));
        let mut choices = if void { Vec::new() } else { ballot.choices() };
        // More choices on one ballot than a voter has at all are a fault of the ballot, not a voter's second ballot.
        let most = limits.iter().filter_map(|(_, limit)| limit.choices).min().map(|most| most as usize);
        if let Some(most) = most.filter(|most| choices.len() > *most) {
            choices.truncate(most);
            if !too_many_by_shape(ballot) {
                match excess(ballot, data) {
                    Some(Spoils::Excess) => struck.push((at, most)),
                    reach => {
                        if reach == Some(Spoils::Paper) {
                            spoilt.insert((stage.to_owned(), ballot.paper.clone()));
                        }
                        fallen.insert(at, Reason::TooMany);
                        continue;
                    }
                }
            }
        }
        let moment = ballot.at.unwrap_or_default();
        let day = moment.civil(zone).date();
        let key = |n: usize, channel: &str, limit: &Limit| {
            let category = if limit.together { String::new() } else { ballot.category.clone() };
            let channel = match ballot.apart() {
                "" => channel.to_owned(),
                account => format!("{channel} {} {account}", ballot.channel),
            };
            (format!("{stage} {}", ballot.voter), channel, category, n)
        };
        let keeps = |(n, (channel, limit)): (usize, &(String, &Limit))| {
            let so_far = used.get(&key(n, channel, limit));
            let counts = |at: i64, on: Date| match &limit.per {
                Per::Day => on == day,
                Per::DayFrom(Stated::Is(from)) => {
                    begun_at(Instant(at), *from, zone) == begun_at(moment, *from, zone)
                }
                // Wherever a day begins, it is no longer than a day.
                Per::DayFrom(_) => moment.0 - at < 1440 * 60_000,
                Per::Stage => true,
                Per::Minutes(minutes) => moment.0 - at < i64::from(*minutes) * 60_000,
            };
            // A paper of several categories is one ballot where all count together.
            let papers: BTreeSet<&String> = so_far
                .into_iter()
                .flat_map(|used| &used.ballots)
                .filter(|(at, on, paper)| counts(*at, *on) && *paper != ballot.paper)
                .map(|(_, _, paper)| paper)
                .collect();
            let earlier: Vec<&String> = so_far
                .into_iter()
                .flat_map(|used| &used.choices)
                .filter(|(at, on, _, _)| counts(*at, *on))
                .map(|(_, _, id, _)| id)
                .collect();
            let same = |id: &&String| {
                let before = earlier.iter().filter(|other| *other == id).count();
                limit.same.is_none_or(|most| before < most as usize)
            };
            limit.ballots.is_none_or(|most| papers.len() < most as usize)
                && limit.choices.is_none_or(|most| earlier.len() + choices.len() <= most as usize)
                && choices.iter().all(same)
        };
        let broken: Vec<&Limit> =
            limits.iter().enumerate().filter(|limit| !keeps(*limit)).map(|(_, (_, limit))| *limit).collect();
        // Where voters may change and have one ballot, the later one is the one that stands.
        let changes = vote.change.get() == Some(&true)
            && broken.iter().all(|limit| limit.ballots == Some(1) && !matches!(limit.per, Per::DayFrom(_)));
        if !broken.is_empty() && changes {
            let same_time = |other: &Cast| {
                let on = other.at.unwrap_or_default();
                broken.iter().all(|limit| match &limit.per {
                    Per::Day => on.civil(zone).date() == day,
                    Per::Minutes(minutes) => moment.0 - on.0 < i64::from(*minutes) * 60_000,
                    Per::DayFrom(_) | Per::Stage => true,
                })
            };
            let own = of_voter.get(&(stage, ballot.voter.as_str())).into_iter().flatten().copied();
            let earlier: Vec<usize> = own
                .filter(|n| *n != at && !fallen.contains_key(n))
                .filter(|n| {
                    cast.get(*n).is_some_and(|other| {
                        other.category == ballot.category
                            && (other.apart().is_empty() && ballot.apart().is_empty()
                                || other.channel == ballot.channel && other.apart() == ballot.apart())
                            && (other.at, other.line) < (ballot.at, ballot.line)
                            && same_time(other)
                    })
                })
                .collect();
            for n in earlier {
                fallen.insert(n, Reason::Replaced);
                let Some(paper) = cast.get(n).map(|other| &other.paper) else { continue };
                let voter = format!("{stage} {}", ballot.voter);
                let first = (voter.clone(), String::new(), String::new(), 0);
                let own = used.range_mut(first..).take_while(|(key, _)| key.0 == voter);
                for (_, used) in own {
                    used.ballots.retain(|(_, _, of)| of != paper);
                    used.choices.retain(|(_, _, _, of)| of != paper);
                }
            }
        } else if !broken.is_empty() {
            // Whether it is one too many hangs on where the day begins.
            if let Some(Per::DayFrom(from)) = broken.iter().map(|limit| &limit.per).find(open_day)
                && broken.iter().all(|limit| open_day(&&limit.per))
                && let Err(missing) = needed(from, || format!("stage.{stage}.vote.limit.per.day-from"))
            {
                note(data, missing);
            }
            fallen.insert(at, Reason::Limit);
            continue;
        }
        for (n, (channel, limit)) in limits.iter().enumerate() {
            let used = used.entry(key(n, channel, limit)).or_default();
            used.ballots.push((moment.0, day, ballot.paper.clone()));
            used.choices
                .extend(choices.iter().map(|id| (moment.0, day, (*id).clone(), ballot.paper.clone())));
        }
    }
    struck
}

/// Whether a ballot has more choices than one may have anyway, so that it is judged for that.
fn too_many_by_shape(ballot: &Cast) -> bool {
    let most = match ballot.says.as_ref().map(|(shape, _)| *shape) {
        Some(BallotShape::Approve { most, .. }) => Some(*most),
        Some(BallotShape::Rank { most, .. } | BallotShape::Opinion { most }) => *most,
        Some(BallotShape::Points { .. }) | None => None,
    };
    most.is_some_and(|most| ballot.choices().len() > most as usize)
}

/// What too many choices spoil; `None`, told as missing, where the plan does not say so, or not which are in excess.
fn excess(ballot: &Cast, data: &mut Data) -> Option<Spoils> {
    let path = || format!("stage.{}.vote.faults.too-many", ballot.stage.id);
    let simple = matches!(ballot.says, Some((_, Ballot::Choices(_))));
    match needed(&ballot.faults().too_many, path) {
        Ok(Spoils::Excess) if !simple => {
            note(data, Missing { path: path(), what: crate::What::NotStated, candidate: None });
            None
        }
        Ok(reach) => Some(*reach),
        Err(missing) => {
            note(data, missing);
            None
        }
    }
}

/// The voting day of an instant, by the date on which it began.
fn begun_at(at: Instant, from: Clock, zone: &TimeZone) -> Date {
    let civil = at.civil(zone);
    let minute = civil.hour() as u16 * 60 + civil.minute() as u16;
    let today = civil.date();
    if minute < from.0 { today.yesterday().unwrap_or(today) } else { today }
}

/// Whether the plan says neither that days begin at midnight nor at which other time.
fn open_day(per: &&Per) -> bool {
    matches!(per, Per::DayFrom(from) if !from.is_stated())
}

/// The rows of each paper that stand, by stage (its id) and paper, with the bounds of its choices.
fn papers<'c>(
    cast: &'c [Cast],
    fallen: &BTreeMap<usize, Reason>,
) -> impl Iterator<Item = ((String, String), Vec<usize>, Bounds)> + use<'c> {
    let mut papers: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    let bound = |ballot: &Cast| ballot.stage.vote.as_ref().is_some_and(|vote| vote.together.is_stated());
    let rows = cast.iter().enumerate().filter(|(at, ballot)| bound(ballot) && !fallen.contains_key(at));
    for (at, ballot) in rows {
        papers.entry((ballot.stage.id.clone(), ballot.paper.clone())).or_default().push(at);
    }
    papers.into_iter().filter_map(|(paper, rows)| {
        let vote = cast.get(*rows.first()?)?.stage.vote.as_ref()?;
        Some((paper, rows, *vote.together.get()?))
    })
}

fn choices_of(cast: &[Cast], rows: &[usize]) -> usize {
    rows.iter().filter_map(|at| cast.get(*at)).map(|ballot| ballot.choices().len()).sum()
}

/// The papers (by stage and id) with more choices over all categories than one may have.
fn over(cast: &[Cast], fallen: &BTreeMap<usize, Reason>) -> BTreeSet<(String, String)> {
    let over = papers(cast, fallen).filter(|(_, rows, bounds)| choices_of(cast, rows) > bounds.most as usize);
    over.map(|(paper, _, _)| paper).collect()
}

/// Fewest and most choices over all categories of one paper.
fn together(
    cast: &[Cast],
    over: &BTreeSet<(String, String)>,
    fallen: &mut BTreeMap<usize, Reason>,
    data: &mut Data,
) {
    let mut spoilt = Vec::new();
    for (paper, rows, bounds) in papers(cast, fallen) {
        let Some(vote) = rows.first().and_then(|at| cast[*at].stage.vote.as_ref()) else { continue };
        if over.contains(&paper) {
            // Which choices of which category are in excess nobody can tell.
            let path = || format!("stage.{}.vote.faults.too-many", cast[rows[0]].stage.id);
            match needed(&vote.faults.too_many, path) {
                Ok(plan::Spoils::Excess) => {
                    note(data, Missing { path: path(), what: crate::What::NotStated, candidate: None })
                }
                Ok(_) => {}
                Err(missing) => note(data, missing),
            }
            spoilt.extend(rows);
        } else if choices_of(cast, &rows) < bounds.least as usize {
            spoilt.extend(rows);
        }
    }
    fallen.extend(spoilt.into_iter().map(|at| (at, Reason::Together)));
}

/// What falls with foul ballots. Where the plan names nothing, they fall alone.
fn penalties(
    cast: &[Cast],
    fallen: &mut BTreeMap<usize, Reason>,
    clauses: &mut BTreeMap<usize, String>,
    zeroed: &mut Vec<Struck>,
    zone: &TimeZone,
    data: &mut Data,
) {
    let foul = cast.iter().enumerate().filter(|(_, ballot)| matches!(ballot.status, Mark::Void | Mark::Foul));
    for (own, one) in foul {
        let mut tell = |at: usize, penalty: &Penalty| {
            let clause = if penalty.clause.is_empty() { &one.stage.clause } else { &penalty.clause };
            clauses.entry(at).or_insert_with(|| clause.clone());
        };
        for penalty in one.penalties() {
            tell(own, penalty);
            let day = |ballot: &Cast| ballot.at.map(|at| at.civil(zone).date());
            let chosen = if one.status == Mark::Foul { one.foul.iter().collect() } else { one.choices() };
            let falls = |ballot: &Cast| {
                let voter = !one.voter.is_empty() && ballot.voter == one.voter;
                let here = ballot.stage.id == one.stage.id;
                here && match penalty.voids {
                    Voids::Ballots | Voids::Votes | Voids::Candidate | Voids::CandidateVotes => false,
                    Voids::VoterDay => voter && day(ballot) == day(one),
                    Voids::Voter => voter,
                }
            };
            for (at, _) in cast.iter().enumerate().filter(|(_, ballot)| falls(ballot)) {
                fallen.entry(at).or_insert_with(|| {
                    tell(at, penalty);
                    Reason::Penalty
                });
            }
            let struck = match penalty.voids {
                Voids::Candidate => &mut data.struck,
                Voids::CandidateVotes => &mut *zeroed,
                _ => continue,
            };
            for candidate in chosen {
                let one = Struck::under(penalty, one.stage, &one.category, candidate);
                if !struck.contains(&one) {
                    struck.push(one);
                }
            }
        }
    }
}
