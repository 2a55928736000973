//! Ballots of every shape, made from one and the same wish of a voter.

use proptest::prelude::*;

use crate::Exact;

/// What a voter wants: an order of the candidates, how many of them to name, and how much to make of each.
#[derive(Debug, Clone)]
pub struct Wish {
    order: Vec<usize>,
    named: usize,
    level: Vec<u32>,
}

pub fn wishes(candidates: usize) -> impl Strategy<Value = Vec<Wish>> {
    let order = Just((0..candidates).collect::<Vec<_>>()).prop_shuffle();
    let wish = (order, 1..=candidates, prop::collection::vec(0..4_u32, candidates));
    prop::collection::vec(wish.prop_map(|(order, named, level)| Wish { order, named, level }), 1..9)
}

/// A ballot shape of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Approve {
        least: usize,
        most: usize,
    },
    Points {
        most: u32,
        total: Option<u32>,
    },
    /// `full`: everybody is ranked, and nobody shares a place.
    Rank {
        full: bool,
    },
    Opinion {
        most: Option<usize>,
    },
}

/// What one ballot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Choices(Vec<usize>),
    Points(Vec<(usize, u32)>),
    Ranking(Vec<Vec<usize>>),
    Marks(Vec<(usize, char)>),
}

impl Shape {
    /// As the plan writes it.
    pub fn toml(self) -> String {
        match self {
            Shape::Approve { least, most } => format!("{{ approve = {{ least = {least}, most = {most} }} }}"),
            Shape::Points { most, total } => {
                let total = total.map(|total| format!(", total = {total}")).unwrap_or_default();
                format!("{{ points = {{ least = 0, most = {most}{total} }} }}")
            }
            Shape::Rank { .. } => "{ rank = { least = 1, equals = \"share\" } }".to_owned(),
            Shape::Opinion { most: Some(most) } => format!("{{ opinion = {{ most = {most} }} }}"),
            Shape::Opinion { most: None } => "{ opinion = {} }".to_owned(),
        }
    }

    /// A valid ballot out of a wish.
    pub fn says(self, wish: &Wish) -> Said {
        let first = |named: usize| wish.order.iter().take(named).copied();
        match self {
            Shape::Approve { least, most } => Said::Choices(first(wish.named.clamp(least, most)).collect()),
            Shape::Points { most, total } => {
                let mut left = total.unwrap_or(u32::MAX);
                let mut points = Vec::new();
                for candidate in first(wish.named) {
                    let given = (wish.level[candidate] * 2).min(most).min(left);
                    left -= given;
                    points.push((candidate, given));
                }
                Said::Points(points)
            }
            Shape::Rank { full } => {
                let mut places: Vec<Vec<usize>> = Vec::new();
                for candidate in first(if full { wish.order.len() } else { wish.named }) {
                    match places.last_mut().filter(|_| !full && wish.level[candidate] == 0) {
                        Some(place) => place.push(candidate),
                        None => places.push(vec![candidate]),
                    }
                }
                Said::Ranking(places)
            }
            Shape::Opinion { most } => {
                let mut left = most.unwrap_or(usize::MAX);
                let mark = |candidate: usize| match wish.level[candidate] {
                    0 => (candidate, '-'),
                    1 => (candidate, '0'),
                    _ if left > 0 => {
                        left -= 1;
                        (candidate, '+')
                    }
                    _ => (candidate, '0'),
                };
                Said::Marks(first(wish.named).map(mark).collect())
            }
        }
    }

    /// The same ballot with somebody one step higher; `None` where there is no higher step. Where a ballot is full, another
    /// makes way if that may be.
    pub fn raised(self, said: &Said, who: usize, way: bool) -> Option<Said> {
        match (self, said.clone()) {
            (Shape::Approve { most, .. }, Said::Choices(mut chosen)) => {
                if chosen.contains(&who) || chosen.len() == most && !way {
                    return None;
                }
                chosen.truncate(most - 1);
                chosen.push(who);
                Some(Said::Choices(chosen))
            }
            (Shape::Points { most, total }, Said::Points(mut points)) => {
                if !points.iter().any(|(candidate, _)| *candidate == who) {
                    points.push((who, 0));
                }
                let sum: u32 = points.iter().map(|(_, points)| points).sum();
                if total.is_some_and(|total| sum >= total) {
                    points.iter_mut().find(|(candidate, points)| *candidate != who && *points > 0)?.1 -= 1;
                }
                let own = points.iter_mut().find(|(candidate, _)| *candidate == who)?;
                own.1 += 1;
                (own.1 <= most).then_some(Said::Points(points))
            }
            (Shape::Rank { .. }, Said::Ranking(mut places)) => {
                let Some(at) = places.iter().position(|place| place.contains(&who)) else {
                    places.push(vec![who]);
                    return Some(Said::Ranking(places));
                };
                let alone = places[at].len() == 1;
                if at == 0 && alone {
                    return None;
                }
                places[at].retain(|candidate| *candidate != who);
                // Out of a shared place into one of their own before it; from there before the one ahead.
                places.insert(if alone { at - 1 } else { at }, vec![who]);
                places.retain(|place| !place.is_empty());
                Some(Said::Ranking(places))
            }
            (Shape::Opinion { most }, Said::Marks(mut marks)) => {
                if !marks.iter().any(|(candidate, _)| *candidate == who) {
                    marks.push((who, '0'));
                }
                let supported = marks.iter().filter(|(_, mark)| *mark == '+').count();
                let own = marks.iter().position(|(candidate, _)| *candidate == who)?;
                marks[own].1 = match marks[own].1 {
                    '-' => '0',
                    '0' => '+',
                    _ => return None,
                };
                if marks[own].1 == '+' && most == Some(supported) {
                    marks.iter_mut().find(|(candidate, mark)| *candidate != who && *mark == '+')?.1 = '0';
                }
                Some(Said::Marks(marks))
            }
            _ => None,
        }
    }

    /// Ballots that would help somebody if they counted.
    pub fn spoilt(self, who: &str, others: &[&str]) -> Vec<String> {
        let joined = |mark: &str, joint: &str| {
            let all: Vec<String> =
                std::iter::once(&who).chain(others).map(|id| format!("{id}{mark}")).collect();
            all.join(joint)
        };
        match self {
            Shape::Approve { .. } => vec![format!("{who};{who}"), format!("{who};nobody"), joined("", ";")],
            Shape::Points { most, .. } => {
                vec![format!("{who}={}", most + 1), format!("{who}=1;{who}=1"), format!("{who}=1;nobody=1")]
            }
            Shape::Rank { .. } => vec![format!("{who}>{who}"), format!("{who}>nobody")],
            Shape::Opinion { most } => {
                let mut spoilt = vec![format!("{who}=+;{who}=+"), format!("{who}=+;nobody=+")];
                spoilt.extend(most.map(|_| joined("=+", ";")));
                spoilt
            }
        }
    }
}

impl Said {
    /// As a table has it.
    pub fn text(&self, names: &[&str]) -> String {
        match self {
            Said::Choices(chosen) => chosen.iter().map(|c| names[*c]).collect::<Vec<_>>().join(";"),
            Said::Points(points) => {
                points.iter().map(|(c, n)| format!("{}={n}", names[*c])).collect::<Vec<_>>().join(";")
            }
            Said::Ranking(places) => {
                let place =
                    |place: &Vec<usize>| place.iter().map(|c| names[*c]).collect::<Vec<_>>().join("=");
                places.iter().map(place).collect::<Vec<_>>().join(">")
            }
            Said::Marks(marks) => {
                marks.iter().map(|(c, mark)| format!("{}={mark}", names[*c])).collect::<Vec<_>>().join(";")
            }
        }
    }

    /// Votes, points or support that it gives somebody.
    pub fn votes(&self, who: usize) -> u64 {
        match self {
            Said::Choices(chosen) => u64::from(chosen.contains(&who)),
            Said::Points(points) => {
                points.iter().filter(|(c, _)| *c == who).map(|(_, points)| u64::from(*points)).sum()
            }
            Said::Marks(marks) => marks.iter().filter(|mark| **mark == (who, '+')).count() as u64,
            Said::Ranking(_) => 0,
        }
    }

    /// Opposition to somebody.
    pub fn against(&self, who: usize) -> u64 {
        match self {
            Said::Marks(marks) => marks.iter().filter(|mark| **mark == (who, '-')).count() as u64,
            _ => 0,
        }
    }

    /// What the places that somebody fills earn, from first to last, equals the mean of theirs.
    pub fn earns(&self, who: usize, earns: impl Fn(u64) -> u64) -> Exact {
        let Said::Ranking(places) = self else { return Exact::zero() };
        let mut before = 0;
        for place in places {
            let filled = before + 1..=before + place.len() as u64;
            if place.contains(&who) {
                let sum = Exact::from(filled.map(&earns).sum::<u64>());
                return sum.over(&Exact::from(place.len() as u64)).unwrap();
            }
            before += place.len() as u64;
        }
        Exact::zero()
    }
}
