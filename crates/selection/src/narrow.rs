//! A state narrowed to a viewer: what the viewer may not see is not in it.
//!
//! Every page is a function of a narrowed state, so that neither a count, nor a search, nor a sentence can tell more
//! than the page itself may show.

use imbl::OrdMap;

use crate::may::Thing;
use crate::{Actor, Gate, Selection, may, review};

/// The state as a viewer may see it.
pub fn narrow(s: &Selection, viewer: &Actor) -> Selection {
    let mut seen = s.clone();
    let board = may(s, viewer, Thing::Board);
    if !board {
        // Who holds which seat is the office's business; a viewer keeps their own.
        let own = s.seat(viewer).map(|seat| (viewer.handle().to_owned(), seat.clone()));
        seen.seats = own.into_iter().collect();
        recommendations(s, viewer, &mut seen);
        screening(s, viewer, &mut seen);
        naming(s, viewer, &mut seen);
        result(s, viewer, &mut seen);
        let visible = |outlet: &str| may(s, viewer, Thing::Pieces(outlet));
        seen.publicity.pieces =
            keep(&s.publicity.pieces, |_, piece| piece.published.is_some() || visible(&piece.outlet));
    }
    seen.notice.objections =
        keep(&s.notice.objections, |handle, _| may(s, viewer, Thing::ObjectionRow(handle)));
    for (stage, vote) in &s.vote.votes {
        let mut narrowed = vote.clone();
        if !may(s, viewer, Thing::Counts(stage)) {
            // The size of the ballot log is public at every anchor; who leads is not.
            narrowed.counted = None;
            narrowed.shown = None;
        }
        if !vote.paper.is_empty() {
            paper(s, viewer, stage, &mut narrowed.paper);
        }
        seen.vote.votes.insert(stage.clone(), narrowed);
    }
    sheets(s, viewer, &mut seen);
    seen
}

fn keep<K: Ord + Clone, V: Clone>(map: &OrdMap<K, V>, wanted: impl Fn(&K, &V) -> bool) -> OrdMap<K, V> {
    map.iter()
        .filter(|(key, value)| wanted(key, value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn recommendations(s: &Selection, viewer: &Actor, seen: &mut Selection) {
    // From the opening of the gate on, every recommendation is in the public log, by handle.
    if s.opened.contains_key(&Gate::Candidates) {
        return;
    }
    let nominees = keep(&s.recommend.nominees, |handle, _| may(s, viewer, Thing::Nominee(handle)));
    seen.recommend.recs = keep(&s.recommend.recs, |_, rec| nominees.contains_key(&rec.nominee));
    seen.recommend.nominees = nominees
        .iter()
        .map(|(handle, nominee)| {
            let mut nominee = nominee.clone();
            // That another unit put the same person forward is for the office to know.
            nominee.same_as = imbl::Vector::new();
            (handle.clone(), nominee)
        })
        .collect();
}

fn screening(s: &Selection, viewer: &Actor, seen: &mut Selection) {
    let open = s.opened.contains_key(&Gate::Candidates);
    if !open {
        seen.screen.outcomes = OrdMap::new();
        seen.screen.matched = OrdMap::new();
        seen.screen.merged = OrdMap::new();
    }
    // Which department said what is never for the public. A department keeps those of the nominees it was asked about;
    // which of them are its own only the dossiers tell, so the view leaves those and no others.
    let is_department = matches!(s.role(viewer), Some(crate::Role::Department { .. }));
    seen.screen.clearances =
        keep(&s.screen.clearances, |nominee, _| is_department && may(s, viewer, Thing::Clearance(nominee)));
}

fn naming(s: &Selection, viewer: &Actor, seen: &mut Selection) {
    seen.naming.checked = OrdMap::new();
    if s.opened.contains_key(&Gate::Named) {
        return;
    }
    let own = match s.role(viewer) {
        Some(crate::Role::Sponsor { sponsor }) => Some(sponsor.clone()),
        _ => None,
    };
    seen.naming.signatures = s
        .naming
        .signatures
        .iter()
        .filter(|signature| Some(&signature.sponsor) == own.as_ref())
        .cloned()
        .collect();
    seen.naming.declined = keep(&s.naming.declined, |sponsor, _| Some(sponsor) == own.as_ref());
}

/// Figures and resolutions are public with the list they led to.
fn result(s: &Selection, _viewer: &Actor, seen: &mut Selection) {
    seen.result.counted = keep(&s.result.counted, |rule, _| s.result.published.contains_key(rule));
    seen.result.resolutions = s
        .result
        .resolutions
        .iter()
        .filter(|resolution| s.result.published.contains_key(&resolution.rule))
        .cloned()
        .collect();
}

/// Whoever enters a batch knows that another was here and in which fields they differ, and never the other's figures.
fn paper(s: &Selection, viewer: &Actor, stage: &str, paper: &mut crate::paper::Paper) {
    if !may(s, viewer, Thing::Paper(stage)) {
        *paper = Default::default();
        return;
    }
    let narrowed = |batch: &crate::paper::Batch| crate::paper::Batch {
        sheets: keep(&batch.sheets, |seat, _| may(s, viewer, Thing::PaperSheet(stage, seat))),
        ..batch.clone()
    };
    paper.batches = paper.batches.iter().map(|(key, batch)| (key.clone(), narrowed(batch))).collect();
}

fn sheets(s: &Selection, viewer: &Actor, seen: &mut Selection) {
    for (stage, full) in &s.review.reviews {
        let readable = |judge: &str| may(s, viewer, Thing::Sheets(stage, judge));
        let review = review::ReviewState {
            sheets: keep(&full.sheets, |(judge, _), _| readable(judge)),
            recusals: keep(&full.recusals, |(judge, _), _| {
                readable(judge) || may(s, viewer, Thing::SheetProgress)
            }),
            judges: full.judges.clone(),
            reminded: keep(&full.reminded, |judge, _| {
                viewer.handle() == judge || may(s, viewer, Thing::SheetProgress)
            }),
            piles: if s.opened.contains_key(&Gate::Panel) { full.piles.clone() } else { Default::default() },
            closed: full.closed,
        };
        seen.review.reviews.insert(stage.clone(), review);
    }
    for (stage, full) in &s.review.secret {
        let readable = |judge: &str| may(s, viewer, Thing::Sheets(stage, judge));
        let book = review::Book {
            sheets: keep(&full.sheets, |(judge, _), _| readable(judge)),
            recusals: keep(&full.recusals, |(judge, _), _| {
                readable(judge) || may(s, viewer, Thing::SheetProgress)
            }),
            leaves: 0,
        };
        seen.review.secret.insert(stage.clone(), book);
    }
}

/// How far a judge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Sheets handed in.
    pub filed: u32,
    /// Candidates from whom the judge stands back.
    pub back: u32,
    /// Candidates who still lack the judge's sheet.
    pub left: u32,
    /// Whether and how often the judge was reminded.
    pub reminded: Option<review::Reminded>,
}

/// How far each judge is: what the office may know before the panel's work is closed.
pub fn progress(s: &Selection, viewer: &Actor, stage: &str) -> Option<OrdMap<String, Progress>> {
    if !may(s, viewer, Thing::SheetProgress) {
        return None;
    }
    let (book, review) = (s.review.book(stage), s.review.reviews.get(stage).cloned().unwrap_or_default());
    let rows = s.judges().map(|(judge, _)| {
        let candidates = s.under_review();
        let filed = |nominee: &str| book.sheets.contains_key(&(judge.clone(), nominee.to_owned()));
        let back = |nominee: &str| s.recused(stage, judge, nominee).is_some();
        let count = |holds: &dyn Fn(&str) -> bool| {
            candidates.iter().filter(|member| holds(&member.nominee)).count() as u32
        };
        let progress = Progress {
            filed: count(&filed),
            back: count(&back),
            left: s.sheets_left(stage, judge).len() as u32,
            reminded: review.reminded.get(judge).copied(),
        };
        (judge.clone(), progress)
    });
    Some(rows.collect())
}
