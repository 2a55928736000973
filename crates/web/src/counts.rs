//! The votes of a stage as everybody, the office included, may see them: after the count, and before it only where the plan
//! shows them, at any time or as they stood at an hour. Whoever may see nothing gets nothing ([`Thing::Counts`]).
//!
//! What came on paper was added by people and not cast into the log: wherever there are totals, it stands apart in them.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use desk::{Desk, View};
use plan::{Display, Identity, Instant, Stage};
use selection::paper::{self, Figures};
use selection::vote::Tally;
use selection::{Handle, Thing};

use crate::ask::{Ask, broken};
use crate::shell::stamp;
use crate::ui::{Cell, Page, Table};
use crate::words;

/// The counts of a vote.
pub struct Counts {
    tallies: BTreeMap<String, Tally>,
    as_of: AsOf,
    paper: Paper,
}

/// Of which moment counts are.
enum AsOf {
    /// This one.
    Now,
    /// An hour of the day, and when they were recorded.
    Hour(Instant, Instant),
    /// The close of the vote.
    Close,
}

/// What is told of paper.
enum Paper {
    /// The plan knows none in this vote.
    None,
    /// It is not counted yet.
    Open,
    /// By category.
    Counted(BTreeMap<String, Figures>),
}

/// The counts of a vote; `None` where they may not be seen now, or nothing is voted on.
///
/// # Errors
/// The answer where the ballots cannot be read.
pub async fn of(ask: &Ask, desk: &Desk, view: &View, stage: &Stage) -> Result<Option<Counts>, Response> {
    if !view.may(Thing::Counts(&stage.id)) {
        return Ok(None);
    }
    let told = told(view, stage);
    if told.is_some() || !view.s().is_open(&stage.id) {
        return Ok(told);
    }
    if stage.vote.as_ref().and_then(|rules| rules.display.get()) != Some(&Display::Live) {
        return Ok(None);
    }
    let ballots = ask.world.ballots(desk).await.map_err(broken)?;
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let tally = |id: &String| (id.clone(), ballots.tally(&stage.id, id));
    let tallies = categories.iter().map(|category| tally(&category.id)).collect();
    Ok(Some(Counts { tallies, as_of: AsOf::Now, paper: paper_of(view, stage) }))
}

/// What must stand beside a vote's figures where some of its voters show nothing: that they are not so many people.
pub fn weak(page: &Page, stage: &Stage) -> Option<String> {
    let rules = stage.vote.as_ref()?;
    let open = rules.channel.iter().filter(|row| row.identity.get() == Some(&Identity::Anonymous));
    let names: Vec<&str> = open.map(|row| row.name.as_str()).collect();
    // A channel of which nobody stated what it proves takes no ballots.
    let all = rules.channel.iter().filter(|row| row.identity.is_stated()).count() == names.len();
    let all = if all { "yes" } else { "no" };
    (!names.is_empty())
        .then(|| page.t2("counts-weak", "channels", names.join(&page.t("common-list-mark")), "all", all))
}

/// The counts of a vote that the log tells: the final ones, or those of the newest hour.
pub fn told(view: &View, stage: &Stage) -> Option<Counts> {
    let vote = view.s().vote.votes.get(&stage.id)?;
    let (tallies, as_of) = match (&vote.counted, &vote.shown) {
        (Some(counted), _) => (counted.clone(), AsOf::Close),
        (None, Some(shown)) => (shown.categories.clone(), AsOf::Hour(shown.due, shown.at)),
        (None, None) => return None,
    };
    Some(Counts { tallies, as_of, paper: paper_of(view, stage) })
}

fn paper_of(view: &View, stage: &Stage) -> Paper {
    if stage.paper().next().is_none() {
        return Paper::None;
    }
    match paper::of(view.s(), &stage.id).and_then(|paper| paper.counted.clone()) {
        Some(counted) => Paper::Counted(counted),
        None => Paper::Open,
    }
}

impl Counts {
    /// Of which moment they are, and what stands in them of paper, in sentences.
    pub fn notes(&self, view: &View, page: &Page) -> Vec<String> {
        let day_time = |at: &Instant| page.day_time(&stamp(*at));
        let mut notes = match &self.as_of {
            AsOf::Now => vec![page.t1("counts-now-what", "at", day_time(&view.now()))],
            AsOf::Hour(due, at) => {
                vec![page.t2("counts-hour-what", "due", day_time(due), "at", day_time(at))]
            }
            AsOf::Close => Vec::new(),
        };
        match &self.paper {
            Paper::None => {}
            Paper::Open => notes.push(page.t("counts-paper-open")),
            Paper::Counted(_) => notes.push(page.t("counts-paper-what")),
        }
        notes
    }

    /// What came on paper stands in them.
    pub fn has_paper(&self) -> bool {
        matches!(self.paper, Paper::Counted(_))
    }

    /// A table a category: valid and invalid ballots, and the votes in order.
    pub fn tables(&self, view: &View, page: &Page) -> Vec<Table> {
        let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
        categories.iter().filter_map(|category| self.table(view, page, &category.id)).collect()
    }

    fn table(&self, view: &View, page: &Page, category: &str) -> Option<Table> {
        let tally = self.tallies.get(category)?;
        let name = words::category_name(view, category, page.lang);
        let Paper::Counted(paper) = &self.paper else {
            let args = text::args! { "category" => name, "valid" => tally.valid, "invalid" => tally.invalid };
            let heads = [page.t("portal-candidate"), format!("#{}", page.t("counts-votes"))];
            let mut table = Table::new(page.ta("counts-of", &args), heads).empty(page.t("counts-none"));
            for (nominee, [votes, ..]) in ranked(&tally.votes, &BTreeMap::new()) {
                table.row([Cell::Name(words::nominee(view, nominee, page.lang)), votes.into()]);
            }
            return Some(table);
        };
        let paper = paper.get(category).cloned().unwrap_or_default();
        let args = text::args! {
            "category" => name, "valid" => tally.valid, "invalid" => tally.invalid, "issued" => paper.issued,
            "paper" => paper.valid, "spoilt" => paper.invalid,
        };
        let heads = ["counts-online", "counts-on-paper", "counts-total"];
        let heads = heads.map(|key| format!("#{}", page.t(key)));
        let heads = std::iter::once(page.t("portal-candidate")).chain(heads);
        let mut table = Table::new(page.ta("counts-of-paper", &args), heads).empty(page.t("counts-none"));
        for (nominee, [online, paper, total]) in ranked(&tally.votes, &paper.votes) {
            let name = Cell::Name(words::nominee(view, nominee, page.lang));
            table.row([name, online.into(), paper.into(), total.into()]);
        }
        Some(table)
    }
}

/// Who has votes, the most first: by ballots, on paper, together.
fn ranked<'v>(
    online: &'v BTreeMap<Handle, u64>,
    paper: &'v BTreeMap<Handle, u64>,
) -> Vec<(&'v Handle, [u64; 3])> {
    let votes = |of: &BTreeMap<Handle, u64>, nominee| of.get(nominee).copied().unwrap_or_default();
    let nominees: BTreeSet<&Handle> = online.keys().chain(paper.keys()).collect();
    let row = |nominee: &'v Handle| {
        let (online, paper) = (votes(online, nominee), votes(paper, nominee));
        (nominee, [online, paper, online + paper])
    };
    let mut rows: Vec<_> = nominees.into_iter().map(row).collect();
    rows.sort_by(|a, b| b.1[2].cmp(&a.1[2]).then_with(|| a.0.cmp(b.0)));
    rows
}
