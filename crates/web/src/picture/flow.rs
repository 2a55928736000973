//! Where votes went from round to round: everybody a row, every round a column, a bar as high as somebody's votes, and
//! bands from bar to bar. Of a run-off, a transfer of votes, and a nomination by shared points.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use count::ranked::{Course, Nomination, Why};
use count::{Exact, Step};

use super::{along, drawn};
use crate::ui::{Markup, Page};

/// Widths and heights, in pixels.
const NAMES: std::ops::RangeInclusive<u64> = 148..=260;
const COLUMN: u64 = 116;
const BAR: u64 = 12;
const HEAD: u64 = 26;
/// The highest bar.
const HIGH: u64 = 84;
/// The lowest row, which holds a name.
const LOW: u64 = 26;
const GAP: u64 = 8;
/// Half a Han character of a name, and what stands free after it.
const HALF: u64 = 7;
const FREE: u64 = 15;
/// More bars than this are no picture any more.
const BARS_MOST: usize = 1200;

/// What everybody has in one round, and what becomes of it.
#[derive(Debug, Default)]
struct Round {
    /// Votes, by candidate.
    pub votes: BTreeMap<String, Exact>,
    /// Votes of nobody.
    pub spent: Exact,
    /// Who is elected in it.
    pub elected: BTreeSet<String>,
    /// Who falls out in it.
    pub out: BTreeSet<String>,
    /// From whom, to whom (empty: nobody), how many, and whether they are a surplus.
    pub moves: Vec<(String, String, Exact, bool)>,
}

struct Row {
    name: String,
    whole_name: String,
    /// Where bars stand.
    foot: u64,
    /// Where the quota is; 0: nowhere.
    quota: u64,
}

struct Bar {
    x: u64,
    y: u64,
    height: u64,
    kind: &'static str,
    label: String,
    says: String,
    foot: u64,
}

struct Band {
    kind: &'static str,
    d: String,
}

struct Head {
    x: u64,
    label: String,
}

#[derive(Template)]
#[template(path = "picture/flow.html")]
struct Drawn<'p> {
    page: &'p Page,
    says: String,
    width: u64,
    height: u64,
    names: u64,
    heads: Vec<Head>,
    rows: Vec<Row>,
    bars: Vec<Bar>,
    bands: Vec<Band>,
    /// What the key has to tell.
    moved: bool,
    surplus: bool,
    quota: bool,
}

/// The pictures of all courses among these steps.
pub fn flows<'a>(
    page: &'a Page,
    steps: &'a [Step],
    who: impl Fn(&str) -> String + 'a,
) -> impl Iterator<Item = Markup> + 'a {
    let courses = steps.iter().flat_map(rounds);
    courses.filter_map(move |(quota, rounds)| flow(page, quota.as_ref(), &rounds, &who))
}

/// The courses that a step holds, each with the quota it had; nothing for a step that has none.
fn rounds(step: &Step) -> Vec<(Option<Exact>, Vec<Round>)> {
    match step {
        Step::Runoff { places } => {
            let mut courses: Vec<&Course> = places.iter().map(|place| &place.course).collect();
            // Equals who are placed together share one course.
            courses.dedup();
            courses.into_iter().map(|course| (None, of_course(course))).collect()
        }
        Step::Transfer { course } => vec![(course.quota.clone(), of_course(course))],
        Step::Nomination { nomination } => vec![(None, of_nomination(nomination))],
        _ => Vec::new(),
    }
}

fn of_course(course: &Course) -> Vec<Round> {
    let round = |round: &count::ranked::Round| {
        let mut moves = Vec::new();
        for moved in &round.moves {
            let surplus = moved.why == Why::Surplus;
            for (to, votes) in &moved.to {
                moves.push((moved.from.clone(), to.clone(), votes.clone(), surplus));
            }
            moves.push((moved.from.clone(), String::new(), moved.exhausted.clone(), surplus));
        }
        Round {
            votes: round.votes.clone(),
            spent: round.exhausted.clone(),
            elected: round.elected.iter().map(|elected| elected.candidate.clone()).collect(),
            out: round.moves.iter().filter(|it| it.why == Why::Out).map(|it| it.from.clone()).collect(),
            moves,
        }
    };
    course.rounds.iter().map(round).collect()
}

/// Points of whoever falls out go to others on the same ballots, which ballot by ballot is not kept: bars without moves.
fn of_nomination(nomination: &Nomination) -> Vec<Round> {
    let last = nomination.rounds.len().saturating_sub(1);
    let round = |(n, round): (usize, &count::ranked::PointRound)| Round {
        votes: round.of.iter().map(|(who, had)| (who.clone(), had.points.clone())).collect(),
        spent: Exact::from(round.exhausted),
        elected: if n == last { nomination.nominated.iter().cloned().collect() } else { BTreeSet::new() },
        out: round.out.iter().cloned().collect(),
        moves: Vec::new(),
    };
    nomination.rounds.iter().enumerate().map(round).collect()
}

/// The picture of one course. `who`: what a candidate is called. Nothing where there is one round only and nothing moves,
/// or so much that nobody could read it.
fn flow(
    page: &Page,
    quota: Option<&Exact>,
    rounds: &[Round],
    who: impl Fn(&str) -> String,
) -> Option<Markup> {
    let order = order(rounds);
    let most = rounds.iter().flat_map(|round| round.votes.values().chain([&round.spent])).max()?.clone();
    if rounds.len() < 2 || most.is_zero() || order.len() * rounds.len() > BARS_MOST {
        return None;
    }
    let high = |votes: &Exact| along(votes, &most, HIGH);
    let longest =
        order.iter().map(|id| who(id)).chain([page.t("picture-spent")]).map(|name| wide(&name)).max();
    let names = (longest.unwrap_or_default() * HALF + FREE).clamp(*NAMES.start(), *NAMES.end());
    let mut rows = Vec::new();
    let mut feet = BTreeMap::new();
    let mut y = HEAD;
    let spent = rounds.iter().any(|round| !round.spent.is_zero());
    for id in order.iter().map(String::as_str).chain(spent.then_some("")) {
        let tallest = rounds.iter().filter_map(|round| held(round, id)).map(high).max().unwrap_or(0);
        y += GAP + tallest.max(LOW);
        feet.insert(id.to_owned(), y);
        let name = if id.is_empty() { page.t("picture-spent") } else { who(id) };
        let quota = quota.filter(|_| !id.is_empty()).map(high).filter(|quota| (1..=tallest).contains(quota));
        rows.push(Row {
            name: short(&name, (names - FREE) / HALF),
            whole_name: name,
            foot: y,
            quota: quota.map_or(0, |quota| y - quota),
        });
    }
    let mut picture = Drawn {
        page,
        says: page.t1("picture-flow", "n", rounds.len() as u64),
        width: names + COLUMN * rounds.len() as u64,
        height: y + GAP,
        names,
        heads: Vec::new(),
        quota: rows.iter().any(|row| row.quota > 0),
        rows,
        bars: Vec::new(),
        bands: Vec::new(),
        moved: false,
        surplus: false,
    };
    for (n, round) in (0_u64..).zip(rounds) {
        let x = names + COLUMN * n;
        picture.heads.push(Head { x, label: page.t1("picture-round", "n", n + 1) });
        for (id, foot) in &feet {
            let Some(votes) = held(round, id) else { continue };
            let height = high(votes);
            let (kind, says) = match id.as_str() {
                "" => ("spent", ""),
                id if round.elected.contains(id) => ("elected", "picture-elected"),
                id if round.out.contains(id) => ("out", "picture-out"),
                _ => ("in", ""),
            };
            picture.bars.push(Bar {
                x,
                y: foot - height,
                height,
                kind,
                label: figure(page, votes),
                says: if says.is_empty() { String::new() } else { page.t(says) },
                foot: *foot,
            });
        }
        let next = usize::try_from(n).ok().and_then(|n| rounds.get(n + 1));
        if let Some(next) = next {
            picture.bands.extend(bands(round, next, &feet, x, high));
        }
    }
    picture.moved = picture.bands.iter().any(|band| band.kind == "moved");
    picture.surplus = picture.bands.iter().any(|band| band.kind == "surplus");
    Some(drawn(&picture))
}

/// Whoever is elected first, then whoever stays longest; among equals most votes first.
fn order(rounds: &[Round]) -> Vec<String> {
    let ids: BTreeSet<&String> = rounds.iter().flat_map(|round| round.votes.keys()).collect();
    let place = |id: &String| {
        let elected = rounds.iter().position(|round| round.elected.contains(id)).unwrap_or(usize::MAX);
        let last = rounds.iter().rposition(|round| round.votes.contains_key(id)).unwrap_or_default();
        let votes =
            rounds.get(last).and_then(|round| round.votes.get(id)).cloned().unwrap_or_else(Exact::zero);
        (elected, std::cmp::Reverse(last), std::cmp::Reverse(votes))
    };
    let mut order: Vec<String> = ids.into_iter().cloned().collect();
    order.sort_by_cached_key(place);
    order
}

fn held<'r>(round: &'r Round, id: &str) -> Option<&'r Exact> {
    if id.is_empty() { Some(&round.spent) } else { round.votes.get(id) }
}

/// What stays stands below, what comes is laid on it, in the order of the moves.
fn bands(
    round: &Round,
    next: &Round,
    feet: &BTreeMap<String, u64>,
    x: u64,
    high: impl Fn(&Exact) -> u64,
) -> Vec<Band> {
    let (from_x, to_x) = (x + BAR, x + COLUMN);
    let mut gone: BTreeMap<&str, Exact> = BTreeMap::new();
    for (from, _, votes, _) in &round.moves {
        let sum = gone.entry(from).or_insert_with(Exact::zero);
        *sum = &*sum + votes;
    }
    let mut bands = Vec::new();
    // How much of each bar is used, from its foot.
    let (mut left, mut laid): (BTreeMap<&str, Exact>, BTreeMap<&str, Exact>) = Default::default();
    for (id, foot) in feet {
        let (Some(now), Some(then)) = (held(round, id), held(next, id)) else { continue };
        let stays = gone.get(id.as_str()).map_or_else(|| now.clone(), |gone| now.less(gone));
        let stays = stays.min(then.clone());
        if !stays.is_zero() {
            let height = high(&stays);
            bands.push(band("stays", (from_x, *foot), (to_x, *foot), height));
        }
        left.insert(id, stays.clone());
        laid.insert(id, stays);
    }
    for (from, to, votes, surplus) in &round.moves {
        let (Some(start), Some(end)) = (feet.get(from), feet.get(to)) else { continue };
        if votes.is_zero() {
            continue;
        }
        let used = left.entry(from).or_insert_with(Exact::zero);
        let on = laid.entry(to).or_insert_with(Exact::zero);
        let kind = if *surplus { "surplus" } else { "moved" };
        bands.push(band(kind, (from_x, start - high(used)), (to_x, end - high(on)), high(votes).max(1)));
        *used = &*used + votes;
        *on = &*on + votes;
    }
    bands
}

/// A band between two bars; the points are its lower corners.
fn band(kind: &'static str, (x1, y1): (u64, u64), (x2, y2): (u64, u64), height: u64) -> Band {
    let middle = u64::midpoint(x1, x2);
    let (top1, top2) = (y1.saturating_sub(height), y2.saturating_sub(height));
    let d = format!(
        "M{x1} {top1}C{middle} {top1} {middle} {top2} {x2} {top2}V{y2}C{middle} {y2} {middle} {y1} {x1} {y1}Z"
    );
    Band { kind, d }
}

/// Whole numbers as they are, others to two places.
fn figure(page: &Page, votes: &Exact) -> String {
    match votes.to_string() {
        whole if whole.bytes().all(|c| c.is_ascii_digit()) => page.group(whole),
        _ => votes.fixed(2),
    }
}

/// How wide a name is, in halves of a Han character.
fn wide(name: &str) -> u64 {
    name.chars().map(|c| if c > '\u{2E7F}' { 2 } else { 1 }).sum()
}

/// As much of a name as there is room for, in halves of a Han character.
fn short(name: &str, room: u64) -> String {
    if wide(name) <= room {
        return name.to_owned();
    }
    let mut out = String::new();
    for c in name.chars() {
        // The mark of what is left out is as wide as a Han character.
        if wide(&out) + wide(c.encode_utf8(&mut [0; 4])) + 2 > room {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Prefs, Site};
    use std::sync::Arc;
    use text::Lang;

    fn page() -> Page {
        Page::new(&Arc::new(Site::default()), Prefs { lang: Lang::Zh, elder: false }, "")
    }

    fn votes(of: &[(&str, u64)]) -> BTreeMap<String, Exact> {
        of.iter().map(|(who, n)| ((*who).to_owned(), Exact::from(*n))).collect()
    }

    fn moved(from: &str, to: &str, n: u64, surplus: bool) -> (String, String, Exact, bool) {
        (from.to_owned(), to.to_owned(), Exact::from(n), surplus)
    }

    #[test]
    fn bars_are_as_high_as_votes_and_bands_fill_the_bars_they_lead_to() {
        let first = Round {
            votes: votes(&[("a", 40), ("b", 30), ("c", 14)]),
            out: ["c".to_owned()].into(),
            moves: vec![moved("c", "a", 2, false), moved("c", "b", 9, false), moved("c", "", 3, false)],
            ..Round::default()
        };
        let second = Round {
            votes: votes(&[("a", 42), ("b", 39)]),
            spent: Exact::from(3),
            elected: ["a".to_owned()].into(),
            ..Round::default()
        };
        let drawn = flow(&page(), None, &[first, second], str::to_uppercase).unwrap().0;
        // The highest bar is 42 votes and 84 pixels: two a vote.
        for height in [80, 60, 28, 84, 78, 6] {
            assert!(
                drawn.contains(&format!("width=\"12\" height=\"{height}\"")),
                "no bar of {height} in {drawn}"
            );
        }
        assert_eq!(drawn.matches("flow__band--moved\" d=").count(), 3);
        assert_eq!(drawn.matches("flow__band--stays\" d=").count(), 2);
        assert!(drawn.contains("当选") && drawn.contains("淘汰") && drawn.contains("无后续选择"));
        assert!(!drawn.contains("flow__quota"));
    }

    #[test]
    fn one_round_is_no_picture_and_neither_is_one_that_nobody_could_read() {
        let round = || Round { votes: votes(&[("a", 2), ("b", 1)]), ..Round::default() };
        assert!(flow(&page(), None, &[round()], str::to_owned).is_none());
        assert!(flow(&page(), None, &[round(), round()], str::to_owned).is_some());
        let many: Vec<Round> = (0..700).map(|_| round()).collect();
        assert!(flow(&page(), None, &many, str::to_owned).is_none());
    }

    #[test]
    fn a_long_name_is_cut_where_the_room_ends_and_told_whole_to_who_asks() {
        assert_eq!(short("甲乙丙丁戊己庚辛壬", 19), "甲乙丙丁戊己庚辛壬");
        assert_eq!(short("甲乙丙丁戊己庚辛壬癸子", 19), "甲乙丙丁戊己庚辛…");
        assert_eq!(short("a work in nineteen.", 19), "a work in nineteen.");
    }
}
