//! `demo --headless`: plays a selection's whole life and prints how it came out.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use anyhow::Result;
use plan::{Instant, ListKind, Stage, StageKind};
use selection::{Entry, Selection, due, lists, vote};
use text::{Lang, args, t, ta};
use tokio::sync::watch;

use crate::demo::Options;
use crate::demo::folder::Folder;
use crate::demo::player::{Met, Played, Progress, Said};
use crate::demo::script::Script;

/// What does not belong to a stage: adoption, seats, standards.
const BEFORE: &str = "";

/// Plays and prints.
///
/// # Errors
/// Where the plan or the folder cannot be used, or a step does not come out as written.
pub async fn run(options: &Options, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let script = Script::choose(&options.plan, options.seed, options.ballots)?;
    let (folder, _) = Folder::take(&options.data.join("headless"), &script.identity())?;
    let progress = Arc::new(watch::Sender::new(Progress::default()));
    let shown = tokio::spawn(show(progress.subscribe(), lang));
    let played = script.play(folder, None, Arc::clone(&progress)).await;
    drop(progress);
    shown.await?;
    let (played, silent) = played?;
    print(&played, &silent, lang, out)?;
    Ok(())
}

/// Progress on stderr: a line that is overwritten where somebody watches, else a line a chapter.
async fn show(mut progress: watch::Receiver<Progress>, lang: Lang) {
    const WIDTH: u64 = 30;
    let watched = io::stderr().is_terminal();
    let (mut chapter, mut shown) = (String::new(), u64::MAX);
    while progress.changed().await.is_ok() {
        let now = progress.borrow_and_update().clone();
        if now.total == 0 {
            continue;
        }
        let percent = now.done * 100 / now.total;
        let title = t(lang, &format!("play-chapter-{}", now.chapter));
        let line = ta(lang, "play-progress", &args! { "percent" => percent, "chapter" => title });
        // Nothing is lost where stderr is closed.
        let _ = if watched && (percent != shown || chapter != now.chapter) {
            let filled = (percent * WIDTH / 100) as usize;
            let bar = "█".repeat(filled) + &"░".repeat(WIDTH as usize - filled);
            write!(io::stderr(), "\r\u{1b}[2K{bar} {line}")
        } else if !watched && chapter != now.chapter {
            writeln!(io::stderr(), "{line}")
        } else {
            Ok(())
        };
        (chapter, shown) = (now.chapter, percent);
    }
    if watched {
        let _ = write!(io::stderr(), "\r\u{1b}[2K");
    }
}

fn print(played: &Played, silent: &[Said], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let s = &played.snapshot.s;
    let Some(plan) = s.plan.as_deref() else { return Ok(()) };
    let english = lang == Lang::En;
    let title = if english && !plan.title_en.is_empty() { &plan.title_en } else { &plan.title };
    writeln!(out, "{}\n", ta(lang, "play-title", &args! { "title" => title.as_str() }))?;

    let mut entries: BTreeMap<String, u64> = BTreeMap::new();
    for filed in &played.snapshot.filed {
        *entries.entry(stage_of(s, &filed.record.entry, filed.record.at)).or_default() += 1;
    }
    let mut met: BTreeMap<String, u64> = BTreeMap::new();
    for refusal in &played.met {
        *met.entry(stage_of_step(s, refusal)).or_default() += 1;
    }
    let head = ["play-stage", "play-dates", "play-entries", "play-people", "play-met"];
    let mut rows = vec![head.map(|key| t(lang, key))];
    let count =
        |map: &BTreeMap<String, u64>, stage: &str| map.get(stage).copied().unwrap_or_default().to_string();
    let first = played.snapshot.filed.iter().map(|filed| filed.record.at).min().unwrap_or_default();
    let last_before = s.stages.values().filter_map(|stage| stage.opened).min();
    rows.push([
        t(lang, "play-before"),
        span(s, Some(first), last_before),
        count(&entries, BEFORE),
        ta(lang, "play-people-before", &args! { "n" => s.seats_made }),
        count(&met, BEFORE),
    ]);
    for stage in &plan.stage {
        let state = s.stage_state(&stage.id);
        rows.push([
            stage.called(lang).to_owned(),
            span(s, state.opened, state.closed),
            count(&entries, &stage.id),
            outcome(played, stage, lang),
            count(&met, &stage.id),
        ]);
    }
    table(&rows, out)?;

    writeln!(out, "\n{}", ta(lang, "play-refusals", &args! { "n" => played.met.len() }))?;
    for refusal in &played.met {
        let clause =
            if refusal.clause.is_empty() { t(lang, "play-own-rule") } else { refusal.clause.clone() };
        let at = refusal.at.civil(&s.zone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
        writeln!(out, "  {at}  {}  [{clause}]\n      {}", refusal.code, refusal.said.clone().in_lang(lang))?;
    }
    if !s.notice.notices.is_empty() {
        writeln!(out, "\n{}", t(lang, "play-notices"))?;
    }
    for notice in &s.notice.notices {
        let told = args! {
            "number" => notice.number,
            "from" => written(s, notice.at, false),
            "to" => written(s, notice.ends, true),
            "fate" => if notice.voided { "voided" } else { "ended" },
        };
        writeln!(out, "  {}", ta(lang, "play-notice", &told))?;
    }
    if !silent.is_empty() {
        writeln!(out, "\n{}", t(lang, "play-silent"))?;
    }
    for said in silent {
        writeln!(out, "  {}", said.clone().in_lang(lang))?;
    }
    writeln!(out)?;
    writeln!(out, "{}  {}", ta(lang, "play-acts", &args! { "n" => s.n }), played.acts)?;
    writeln!(out, "{}  {}", ta(lang, "play-ballots", &args! { "n" => played.cast }), played.ballots)?;
    writeln!(out, "{}  {}", t(lang, "play-state"), s.hash())
}

/// The stage an entry belongs to; [`BEFORE`] where it belongs to none.
fn stage_of(s: &Selection, entry: &Entry, at: Instant) -> String {
    let of_kind = |kind: StageKind| {
        let all: Vec<&Stage> = s.plan.iter().flat_map(|plan| plan.stages(kind)).collect();
        let then_open = all.iter().find(|stage| {
            let state = s.stage_state(&stage.id);
            state.opened.is_some_and(|opened| opened <= at) && state.closed.is_none_or(|closed| at <= closed)
        });
        then_open.or(all.first()).map(|stage| stage.id.clone()).unwrap_or_default()
    };
    let after = |rule: &str| {
        let rules = s.plan.iter().flat_map(|plan| &plan.result);
        rules.filter(|row| row.id == rule).map(|row| row.after.to_string()).next().unwrap_or_default()
    };
    match entry {
        Entry::Founding(_) | Entry::Due(due::Entry::CalendarIssued { .. }) => BEFORE.to_owned(),
        Entry::Due(due::Entry::StageOpened { stage, .. } | due::Entry::StageClosed { stage, .. }) => {
            stage.clone()
        }
        Entry::Recommend(_) => of_kind(StageKind::Recommend),
        Entry::Screen(_) => of_kind(StageKind::Screen),
        Entry::List(lists::Entry::ListPublished { list, version, .. }) => match list {
            ListKind::Recommended => of_kind(StageKind::Recommend),
            ListKind::Candidates if *version == 1 => of_kind(StageKind::Screen),
            ListKind::Named => of_kind(StageKind::Naming),
            _ => match s.result.published.iter().find(|(_, published)| *published == version) {
                Some((rule, _)) => after(rule),
                None => of_kind(StageKind::Notice),
            },
        },
        Entry::List(lists::Entry::GateOpened { gate, .. }) => match gate {
            selection::Gate::Candidates => of_kind(StageKind::Screen),
            selection::Gate::Paper(stage) => stage.clone(),
            selection::Gate::Panel => of_kind(StageKind::Review),
            selection::Gate::Named => of_kind(StageKind::Naming),
            selection::Gate::Closed => of_kind(StageKind::Closing),
        },
        Entry::Vote(
            vote::Entry::CodesIssued { stage, .. }
            | vote::Entry::BallotsAnchored { stage, .. }
            | vote::Entry::CountsShown { stage, .. }
            | vote::Entry::BallotsCounted { stage, .. },
        ) => stage.clone(),
        Entry::Paper(entry) => entry.stage().to_owned(),
        Entry::Review(_) => of_kind(StageKind::Review),
        Entry::Result(
            selection::result::Entry::Counted { rule, .. } | selection::result::Entry::Resolved { rule, .. },
        ) => after(rule),
        Entry::Notice(_) => of_kind(StageKind::Notice),
        Entry::Naming(_) => of_kind(StageKind::Naming),
        Entry::Publicity(_) => of_kind(StageKind::Publicity),
        Entry::Closing(_) => of_kind(StageKind::Closing),
    }
}

/// The stage a refusal was met in: the chapter of its step, or the stage its step's name begins with.
fn stage_of_step(s: &Selection, met: &Met) -> String {
    let (chapter, step) = met.step.split_once('/').unwrap_or(("", &met.step));
    let ids = || s.plan.iter().flat_map(|plan| &plan.stage).map(|stage| stage.id.as_str());
    let found = ids()
        .find(|id| *id == chapter)
        .or_else(|| ids().filter(|id| step.starts_with(id)).max_by_key(|id| id.len()));
    let closing = || {
        s.plan.iter().flat_map(|plan| plan.stages(StageKind::Closing)).map(|stage| stage.id.as_str()).next()
    };
    let found = found.or_else(|| (chapter != "before").then(closing).flatten());
    found.unwrap_or(BEFORE).to_owned()
}

/// What came out of a stage.
fn outcome(played: &Played, stage: &Stage, lang: Lang) -> String {
    let s = &played.snapshot.s;
    let listed = |list: ListKind| s.lists.latest(list).map_or(0, |list| list.members.len());
    let (key, n) = match stage.kind {
        StageKind::Recommend => ("recommend", s.recommend.nominees.len()),
        StageKind::Screen => {
            ("screen", s.lists.version(ListKind::Candidates, 1).map_or(0, |list| list.members.len()))
        }
        StageKind::Vote => {
            let counted = s.vote.votes.get(&stage.id).and_then(|vote| vote.counted.as_ref());
            (
                "vote",
                counted.map_or(0, |counted| {
                    counted.values().map(|tally| (tally.valid + tally.invalid) as usize).sum()
                }),
            )
        }
        StageKind::Review => {
            ("review", s.review.reviews.get(&stage.id).map_or(0, |review| review.judges.len()))
        }
        StageKind::Notice => {
            ("notice", s.notice.notices.iter().filter(|notice| notice.stage == stage.id).count())
        }
        StageKind::Naming => ("naming", listed(ListKind::Named)),
        StageKind::Publicity => {
            ("publicity", s.publicity.pieces.values().filter(|piece| piece.published.is_some()).count())
        }
        StageKind::Event => return String::new(),
        StageKind::Closing => ("closing", s.closed.as_ref().map_or(0, |closed| closed.seats as usize)),
    };
    ta(lang, &format!("play-people-{key}"), &args! { "n" => n as u64 })
}

fn span(s: &Selection, from: Option<Instant>, to: Option<Instant>) -> String {
    let told = |at: Option<Instant>, end| at.map_or_else(|| "—".to_owned(), |at| written(s, at, end));
    format!("{} – {}", told(from, false), told(to, true))
}

/// A time in the plan's zone; a window's end at midnight is 24:00 of the day before.
fn written(s: &Selection, at: Instant, end: bool) -> String {
    let civil = at.civil(&s.zone());
    if end && civil.time() == jiff::civil::Time::midnight() {
        return format!("{} 24:00", civil.date().yesterday().unwrap_or(civil.date()));
    }
    civil.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Columns under each other, where Han characters are twice as wide as Latin ones.
fn table(rows: &[[String; 5]], out: &mut dyn Write) -> io::Result<()> {
    let wide = |text: &str| {
        text.chars()
            .map(|c| if u32::from(c) >= 0x1100 && !('‐'..='…').contains(&c) { 2 } else { 1 })
            .sum::<usize>()
    };
    for row in rows {
        let mut line = String::new();
        for (i, cell) in row.iter().enumerate() {
            let width = rows.iter().map(|row| wide(&row[i])).max().unwrap_or_default();
            line.push_str(cell);
            line.push_str(&" ".repeat(width - wide(cell) + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
