//! What the ballots of a stage say in one category, as far apart as a plan may count them apart, and the figures that can
//! be taken from them.

use std::collections::{BTreeMap, BTreeSet};

use plan::{EqualPlaces, Figure, Part, Stage, Stated, Whole};
use serde::{Deserialize, Serialize};

use crate::ballots::VoteTally;
use crate::exact::Exact;
use crate::normalise::in_table;
use crate::places::shared;
use crate::undecided::{Missing, What};

/// The ballots of one stage in one category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Poll {
    /// One for each channel and electorate that had ballots.
    pub groups: Vec<Group>,
}

/// The ballots of one channel and electorate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The channel (by id); empty: not known.
    pub channel: String,
    /// The electorate (by id); empty: not known.
    pub electorate: String,
    /// What a vote or point of these ballots counts; `None`: 1. What stands below is not multiplied with it.
    pub worth: Option<Exact>,
    /// Ballots handed out, where that is known.
    pub issued: Option<u64>,
    /// Ballots that count.
    pub valid: u64,
    /// Ballots that count for nobody.
    pub invalid: u64,
    /// What was said of each candidate (by handle).
    pub said: BTreeMap<String, Said>,
    /// Rankings, first place first, and how many ballots say each. Several in one place are equal there.
    pub rankings: BTreeMap<Vec<Vec<String>>, u64>,
    /// Choices without an order, sorted, and how many ballots make each.
    pub choices: BTreeMap<Vec<String>, u64>,
}

/// What ballots say of one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said {
    /// Votes or support, or points altogether.
    pub votes: u64,
    /// Opposition.
    pub against: u64,
    /// Abstention that was written down or that follows from silence.
    pub abstain: u64,
}

/// How many members an electorate has, and how many took part in a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// All members (应到).
    pub members: Option<u64>,
    /// Members present (实到).
    pub present: Option<u64>,
}

impl Group {
    /// So many votes or points of these ballots, as they count.
    fn counts(&self, votes: u64) -> Exact {
        let votes = Exact::from(votes);
        self.worth.as_ref().map_or(votes.clone(), |worth| &votes * worth)
    }

    /// What these ballots say of some candidates; the others are passed over, and places close up.
    pub(crate) fn among(&self, people: &[String]) -> Group {
        let inside = |candidate: &&String| people.contains(candidate);
        let standing: Vec<&String> = people.iter().collect();
        let mut choices = BTreeMap::new();
        for (choice, times) in &self.choices {
            let kept: Vec<String> = choice.iter().filter(inside).cloned().collect();
            *choices.entry(kept).or_insert(0) += times;
        }
        Group {
            said: self
                .said
                .iter()
                .filter(|(id, _)| people.contains(id))
                .map(|(id, said)| (id.clone(), *said))
                .collect(),
            rankings: rankings(std::iter::once(self), &standing),
            choices,
            ..self.clone()
        }
    }
}

impl From<&VoteTally> for Poll {
    fn from(tally: &VoteTally) -> Poll {
        let said = |votes: &u64| Said { votes: *votes, ..Said::default() };
        Poll {
            groups: vec![Group {
                valid: tally.valid,
                invalid: tally.invalid,
                said: tally.per_candidate.iter().map(|(of, votes)| (of.clone(), said(votes))).collect(),
                ..Group::default()
            }],
        }
    }
}

impl Poll {
    /// The groups that a part counts.
    fn of<'p>(&'p self, part: &'p Part) -> impl Iterator<Item = &'p Group> {
        let fits = |ids: &[String], id: &String| ids.is_empty() || ids.contains(id);
        self.groups.iter().filter(move |group| {
            fits(&part.channel, &group.channel) && fits(&part.electorate, &group.electorate)
        })
    }

    /// Ballots that count, and ballots that do not.
    pub fn ballots(&self) -> (u64, u64) {
        self.groups
            .iter()
            .fold((0, 0), |(valid, invalid), group| (valid + group.valid, invalid + group.invalid))
    }

    /// Whether somebody has a vote or an opposing one.
    pub(crate) fn voted(&self) -> bool {
        let said = self.groups.iter().flat_map(|group| group.said.values());
        said.into_iter().any(|said| said.votes + said.against > 0)
    }

    /// Whether the ballots are rankings.
    pub fn ranks(&self) -> bool {
        self.groups.iter().any(|group| !group.rankings.is_empty())
    }

    /// Votes or points of a candidate over all groups.
    pub fn votes(&self, candidate: &str) -> u64 {
        self.groups.iter().filter_map(|group| group.said.get(candidate)).map(|said| said.votes).sum()
    }

    /// Votes or points of a candidate over all groups, as they count.
    pub fn counted(&self, candidate: &str) -> Exact {
        let groups = self.groups.iter();
        groups.filter_map(|group| Some(group.counts(group.said.get(candidate)?.votes))).sum()
    }

    /// All rankings together, without those who are not in the count, whose places close up.
    pub fn rankings(&self, standing: &[&String]) -> BTreeMap<Vec<Vec<String>>, u64> {
        rankings(self.groups.iter(), standing)
    }
}

fn rankings<'g>(
    groups: impl Iterator<Item = &'g Group>,
    standing: &[&String],
) -> BTreeMap<Vec<Vec<String>>, u64> {
    let standing: BTreeSet<&String> = standing.iter().copied().collect();
    let mut rankings = BTreeMap::new();
    for (ranking, times) in groups.flat_map(|group| &group.rankings) {
        let kept: Vec<Vec<String>> = ranking
            .iter()
            .map(|place| place.iter().filter(|candidate| standing.contains(candidate)).cloned().collect())
            .filter(|place: &Vec<String>| !place.is_empty())
            .collect();
        *rankings.entry(kept).or_insert(0) += times;
    }
    rankings
}

/// The figures that a part takes from ballots.
pub(crate) struct Taken {
    /// Figure by candidate.
    pub of: BTreeMap<String, Exact>,
    /// The whole that votes were a share of, by candidate.
    pub whole: BTreeMap<String, Exact>,
    /// True where the lowest is the best.
    pub fewest: bool,
}

/// Who took part, and who stood back.
pub(crate) struct Attendance<'a> {
    /// The electorates of the stage (by id).
    pub electorates: &'a [String],
    /// Their sizes.
    pub sizes: &'a BTreeMap<String, Size>,
    /// Members who stood back, by candidate.
    pub recused: &'a BTreeMap<String, u64>,
    /// The stage, where it is known.
    pub stage: Option<&'a Stage>,
}

/// Takes a part's figures from the ballots of its stage. `path` is the part's.
pub(crate) fn take(
    poll: &Poll,
    part: &Part,
    path: &str,
    standing: &[&String],
    attendance: &Attendance,
) -> Result<Taken, Vec<Missing>> {
    let groups: Vec<&Group> = poll.of(part).collect();
    if groups.is_empty() {
        // Of a part that counts some of the ballots, others may be there.
        let some = !part.channel.is_empty() || !part.electorate.is_empty();
        let path = if some && !poll.groups.is_empty() {
            format!("stage.{}.part.{}", part.stage, part.key())
        } else {
            format!("stage.{}", part.stage)
        };
        return Err(vec![Missing::no_figures(path)]);
    }
    let said = |candidate: &String| {
        let (mut votes, mut against) = (Exact::zero(), Exact::zero());
        for (group, said) in groups.iter().filter_map(|group| Some((group, group.said.get(candidate)?))) {
            votes = &votes + &group.counts(said.votes);
            against = &against + &group.counts(said.against);
        }
        (votes, against)
    };
    let all = |figure: &dyn Fn(&String) -> Exact| Taken {
        of: standing.iter().map(|candidate| ((*candidate).clone(), figure(candidate))).collect(),
        whole: BTreeMap::new(),
        fewest: false,
    };
    let ranks = groups.iter().any(|group| !group.rankings.is_empty());
    let takes = match &part.figure {
        // What becomes of places, only the plan can say.
        None if ranks => {
            let path = format!("{path}.figure");
            return Err(vec![Missing { path, what: What::NotStated, candidate: None }]);
        }
        None => &Figure::Votes,
        Some(figure) => figure,
    };
    let by_place = |earns: &dyn Fn(u64) -> Exact| {
        let sums = points(groups.iter().copied(), standing, &part.equals, earns);
        sums.map_err(|what| vec![Missing { path: format!("{path}.equals"), what, candidate: None }])
    };
    match takes {
        Figure::Votes => Ok(all(&|candidate| said(candidate).0)),
        Figure::Net => Ok(all(&|candidate| {
            let (votes, against) = said(candidate);
            &votes - &against
        })),
        Figure::Rate(whole) => rate(*whole, &groups, part, path, standing, attendance, said),
        Figure::Places(table) => {
            Ok(Taken { of: by_place(&|place| in_table(table, place))?, ..all(&|_| Exact::zero()) })
        }
        Figure::Borda(last) => {
            let n = standing.len() as u64;
            let earns = |place: u64| &Exact::from(last) + &Exact::from(n.saturating_sub(place));
            Ok(Taken { of: by_place(&earns)?, ..all(&|_| Exact::zero()) })
        }
        Figure::Firsts => {
            let earns = |place: u64| Exact::from(u64::from(place == 1));
            Ok(Taken { of: by_place(&earns)?, ..all(&|_| Exact::zero()) })
        }
        Figure::PlaceSum => {
            let full = |ranking: &Vec<Vec<String>>| ranking.iter().flatten().count() == standing.len();
            if !rankings(groups.iter().copied(), standing).keys().all(full) {
                let path = format!("stage.{}", part.stage);
                return Err(vec![Missing { path, what: What::NoScore, candidate: None }]);
            }
            Ok(Taken { of: by_place(&|place| Exact::from(place))?, whole: BTreeMap::new(), fewest: true })
        }
    }
}

/// Votes as a share of a whole, in hundredths.
fn rate(
    whole: Whole,
    groups: &[&Group],
    part: &Part,
    path: &str,
    standing: &[&String],
    attendance: &Attendance,
    said: impl Fn(&String) -> (Exact, Exact),
) -> Result<Taken, Vec<Missing>> {
    let electorates = if part.electorate.is_empty() { attendance.electorates } else { &part.electorate };
    let size = |of: fn(&Size) -> Option<u64>| -> Result<u64, Vec<Missing>> {
        let sizes = electorates.iter().map(|id| attendance.sizes.get(id).and_then(of));
        let sum = sizes.sum::<Option<u64>>().filter(|_| !electorates.is_empty());
        sum.ok_or_else(|| vec![Missing::no_size(&part.stage, attendance.stage, electorates)])
    };
    let ballots = |of: &dyn Fn(&Group) -> u64| groups.iter().map(|group| group.counts(of(group))).sum();
    let common: Option<Exact> = match whole {
        Whole::ForAndAgainst => None,
        Whole::Valid => Some(ballots(&|group| group.valid)),
        Whole::Cast => Some(ballots(&|group| group.valid + group.invalid)),
        Whole::Present => Some(Exact::from(size(|size| size.present)?)),
        Whole::Members => Some(Exact::from(size(|size| size.members)?)),
    };
    let mut taken = Taken { of: BTreeMap::new(), whole: BTreeMap::new(), fewest: false };
    for candidate in standing {
        let (votes, against) = said(candidate);
        let recused = attendance.recused.get(*candidate).copied().unwrap_or(0);
        let whole = match (&common, whole) {
            (None, _) => &votes + &against,
            (Some(present), Whole::Present) => present.less(&Exact::from(recused)),
            (Some(common), _) => common.clone(),
        };
        let share = votes.over(&whole).ok_or_else(|| {
            let candidate = Some((*candidate).clone());
            vec![Missing { path: format!("{path}.figure"), what: What::NothingToDivideBy, candidate }]
        })?;
        taken.of.insert((*candidate).clone(), &share * &Exact::from(100));
        taken.whole.insert((*candidate).clone(), whole);
    }
    Ok(taken)
}

/// Points for places, added up over all rankings. Whoever a ranking does not name earns nothing from it.
fn points<'g>(
    groups: impl Iterator<Item = &'g Group>,
    standing: &[&String],
    equals: &Stated<EqualPlaces>,
    earns: &dyn Fn(u64) -> Exact,
) -> Result<BTreeMap<String, Exact>, What> {
    let mut sums: BTreeMap<String, Exact> =
        standing.iter().map(|candidate| ((*candidate).clone(), Exact::zero())).collect();
    // Channels whose ballots count the same are counted together.
    let mut by_worth: BTreeMap<Option<&Exact>, Vec<&Group>> = BTreeMap::new();
    groups.for_each(|group| by_worth.entry(group.worth.as_ref()).or_default().push(group));
    for groups in by_worth.into_values() {
        for (ranking, times) in rankings(groups.iter().copied(), standing) {
            let times = groups.first().map_or_else(Exact::zero, |group| group.counts(times));
            let mut place = 1;
            for group in ranking {
                let each = &shared(equals, place, group.len() as u64, earns)? * &times;
                place += group.len() as u64;
                for candidate in &group {
                    if let Some(sum) = sums.get_mut(candidate) {
                        *sum = &*sum + &each;
                    }
                }
            }
        }
    }
    Ok(sums)
}

/// How many first, second, third places each candidate has.
pub(crate) fn counted_back(poll: &Poll, standing: &[&String]) -> BTreeMap<String, Vec<u64>> {
    let none = || vec![0; standing.len()];
    let mut counts: BTreeMap<String, Vec<u64>> =
        standing.iter().map(|candidate| ((*candidate).clone(), none())).collect();
    for (ranking, times) in poll.rankings(standing) {
        let mut place = 0;
        for group in ranking {
            for candidate in &group {
                if let Some(count) = counts.get_mut(candidate).and_then(|counts| counts.get_mut(place)) {
                    *count += times;
                }
            }
            place += group.len();
        }
    }
    counts
}
