//! A sentence for every entry of the log of acts.

use desk::View;
use desk::view::Row;
use ledger::Log;
use plan::{StageKind, Tier};
use selection::{
    Entry, Gate, Record, Thing, closing, due, founding, lists, naming, notice, publicity, recommend, result,
    review, screen, vote,
};
use text::{Lang, args};

use super::{NONE, Names, word};

/// What an entry says, in one sentence without its full stop. It tells no more than the record and the viewer's own
/// rights give: names where the viewer may see them, departments and judges where the viewer may know them.
pub fn sentence(view: &View, record: &Record, lang: Lang) -> String {
    let names = Names::of(view, lang);
    let told = match &record.entry {
        Entry::Founding(entry) => founding(names, entry),
        Entry::Due(entry) => due(names, entry),
        Entry::Recommend(entry) => recommend(names, record, entry),
        Entry::Screen(entry) => screen(names, entry),
        Entry::List(entry) => list(names, entry),
        Entry::Vote(entry) => vote(names, entry),
        Entry::Paper(entry) => paper(names, entry),
        Entry::Review(entry) => review(names, entry),
        Entry::Result(entry) => result(names, entry),
        Entry::Notice(entry) => notice(names, entry),
        Entry::Naming(entry) => naming(names, entry),
        Entry::Publicity(entry) => publicity(names, entry),
        Entry::Closing(entry) => closing(names, entry),
    };
    // `nominee p12` may begin a sentence.
    let mut letters = told.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// What stands in place of an entry that is sealed for this viewer.
pub fn sealed(view: &View, row: &Row, lang: Lang) -> String {
    if row.gate.as_deref() == Some(ledger::NEVER) {
        return text::t(lang, "sealed-never");
    }
    let gate = row.gate.as_deref().and_then(Gate::named);
    let Some(gate) = gate else { return text::t(lang, "sealed-open") };
    let names = Names::of(view, lang);
    let kind = match &gate {
        Gate::Candidates => StageKind::Screen,
        Gate::Paper(_) => {
            let args = args! { "gate" => names.gate(&gate), "stage" => NONE };
            return text::ta(lang, "sealed-until", &args);
        }
        Gate::Panel => StageKind::Review,
        Gate::Named => StageKind::Naming,
        Gate::Closed => StageKind::Closing,
    };
    let stages: Vec<String> = names
        .plan()
        .into_iter()
        .flat_map(|plan| plan.stages(kind))
        .map(|stage| super::stage(stage, names.lang))
        .collect();
    let stage = if stages.is_empty() { NONE.to_owned() } else { names.join(stages) };
    text::ta(lang, "sealed-until", &args! { "gate" => names.gate(&gate), "stage" => stage })
}

fn or_none(name: Option<String>) -> String {
    name.unwrap_or_else(|| NONE.to_owned())
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

impl Names<'_> {
    /// A recommendation by its nominee, where the viewer may know that; else by its handle.
    fn rec(&self, rec: &str) -> String {
        match self.view.and_then(|view| view.s().recommend.recs.get(rec)) {
            Some(found) => {
                text::ta(self.lang, "record-rec-of", &args! { "nominee" => self.nominee(&found.nominee) })
            }
            None => text::ta(self.lang, "record-rec", &args! { "handle" => rec }),
        }
    }

    fn piece(&self, piece: &str) -> String {
        text::ta(self.lang, "record-piece", &args! { "handle" => piece })
    }
}

fn founding(names: Names, entry: &founding::Entry) -> String {
    use founding::Entry as E;
    let lang = names.lang;
    match entry {
        E::Adopted { plan, .. } => text::ta(
            lang,
            "entry-plan-adopted",
            &args! { "title" => names.either(&plan.title, &plan.title_en) },
        ),
        E::Amended { supplement, .. } => {
            let document = or_none(supplement.document.clone());
            text::ta(
                lang,
                "entry-plan-amended",
                &args! { "title" => &supplement.title, "document" => document },
            )
        }
        E::Appointed { seat, holds } => {
            // Who holds which seat is the office's business; that there is one is everybody's.
            let own = names.view.is_some_and(|view| view.s().seats.contains_key(seat));
            let role = if own || names.may(Thing::Board) {
                names.role(&holds.role)
            } else {
                text::t(lang, &format!("role-{}", holds.role.name()))
            };
            text::ta(lang, "entry-seat-given", &args! { "seat" => seat, "role" => role })
        }
        E::Dismissed { seat } => text::ta(lang, "entry-seat-taken", &args! { "seat" => seat }),
        E::StandardsPublished { version, .. } => {
            text::ta(lang, "entry-standards-published", &args! { "version" => version })
        }
        E::SignedFor { unit } => text::ta(lang, "entry-signed-for", &args! { "unit" => names.unit(unit) }),
        E::Reminded { unit } => text::ta(lang, "entry-reminded", &args! { "unit" => names.unit(unit) }),
        E::Promoted { stage, task } => {
            let rules =
                names.plan().and_then(|plan| plan.stage(stage)).and_then(|stage| stage.recommend.as_ref());
            let task = rules
                .and_then(|rules| rules.promotion.get(*task as usize).cloned())
                .unwrap_or_else(|| (task + 1).to_string());
            text::ta(lang, "entry-promoted", &args! { "task" => task })
        }
        E::Restored(facts) => text::ta(
            lang,
            "entry-log-restored",
            &args! { "acts" => facts.lost(Log::Acts), "ballots" => facts.lost(Log::Ballots) },
        ),
    }
}

fn due(names: Names, entry: &due::Entry) -> String {
    use due::Entry as E;
    let lang = names.lang;
    match entry {
        E::StageOpened { stage, .. } => {
            text::ta(lang, "entry-stage-opened", &args! { "stage" => names.stage(stage) })
        }
        E::StageClosed { stage, .. } => {
            text::ta(lang, "entry-stage-closed", &args! { "stage" => names.stage(stage) })
        }
        E::CalendarIssued { notice, differs } => {
            let args =
                args! { "year" => notice.year, "number" => &notice.number, "differs" => differs.len() };
            text::ta(lang, "entry-calendar-issued", &args)
        }
    }
}

fn recommend(names: Names, record: &Record, entry: &recommend::Entry) -> String {
    use recommend::Entry as E;
    let lang = names.lang;
    match entry {
        E::Recommended { nominee, tier, facts, .. } => {
            let who = match (tier, &facts.unit) {
                (Tier::BottomUp, Some(unit)) => names.unit(unit),
                _ => names.who(&record.by),
            };
            let args = args! {
                "tier" => tier_key(*tier), "who" => who, "nominee" => names.nominee(nominee),
                "category" => names.category(&facts.category), "words" => facts.brief_len,
            };
            text::ta(lang, "entry-recommended", &args)
        }
        E::Returned { rec } => text::ta(lang, "entry-returned", &args! { "rec" => names.rec(rec) }),
        E::Revised { rec, facts, .. } => {
            let args = args! { "rec" => names.rec(rec), "words" => facts.brief_len };
            text::ta(lang, "entry-revised", &args)
        }
        E::Endorsed { rec, unit, signed } => {
            let args = args! { "unit" => names.unit(unit), "rec" => names.rec(rec), "signed" => signed };
            text::ta(lang, "entry-endorsed", &args)
        }
        E::Withdrawn { nominee } => {
            text::ta(lang, "entry-withdrawn", &args! { "nominee" => names.nominee(nominee) })
        }
    }
}

/// The variants of `entry-recommended`; what both ways through a seat share is its default.
fn tier_key(tier: Tier) -> &'static str {
    match tier {
        Tier::Own => "own",
        Tier::Public => "public",
        Tier::BottomUp | Tier::TopDown => "seat",
    }
}

fn screen(names: Names, entry: &screen::Entry) -> String {
    use screen::Entry as E;
    let lang = names.lang;
    match entry {
        E::ClearanceAsked { nominee, clearance, .. } => {
            let department = names.view.and_then(|view| view.department_of(nominee, clearance));
            let nominee = names.nominee(nominee);
            let Some(department) = department else {
                return text::ta(lang, "entry-clearance-asked-unseen", &args! { "nominee" => nominee });
            };
            let args = args! { "nominee" => nominee, "department" => names.department(&department) };
            text::ta(lang, "entry-clearance-asked", &args)
        }
        E::Cleared { nominee, clearance, opinion } => {
            let department = names.view.and_then(|view| view.department_of(nominee, clearance));
            let nominee = names.nominee(nominee);
            let Some(department) = department else {
                return text::ta(lang, "entry-cleared-unseen", &args! { "nominee" => nominee });
            };
            let args = args! {
                "nominee" => nominee, "department" => names.department(&department),
                "opinion" => word("opinion", opinion, lang),
            };
            text::ta(lang, "entry-cleared", &args)
        }
        E::Matched { keep, other, same } => {
            let args = args! { "keep" => names.nominee(keep), "other" => names.nominee(other), "same" => yes(*same) };
            text::ta(lang, "entry-matched", &args)
        }
        E::Screened { nominee, outcome } => {
            let reason = match outcome {
                screen::Outcome::Pass => NONE.to_owned(),
                screen::Outcome::Out(reason) => names.reason(reason),
            };
            text::ta(
                lang,
                "entry-screened",
                &args! { "nominee" => names.nominee(nominee), "reason" => reason },
            )
        }
    }
}

fn list(names: Names, entry: &lists::Entry) -> String {
    use lists::Entry as E;
    let lang = names.lang;
    match entry {
        E::ListPublished { list, version, members } => {
            let args =
                args! { "list" => word("list", list, lang), "version" => version, "count" => members.len() };
            text::ta(lang, "entry-list-published", &args)
        }
        E::GateOpened { gate, entries, .. } => {
            text::ta(lang, "entry-gate-opened", &args! { "gate" => names.gate(gate), "count" => entries })
        }
    }
}

fn vote(names: Names, entry: &vote::Entry) -> String {
    use vote::Entry as E;
    let lang = names.lang;
    match entry {
        E::CodesIssued { stage, channel, count, .. } => {
            let rules = names.plan().and_then(|plan| plan.stage(stage)).and_then(|stage| stage.vote.as_ref());
            let row = rules.and_then(|rules| rules.channel.iter().find(|row| row.id == *channel));
            let channel = row.map_or(channel, |row| &row.name);
            let args = args! { "stage" => names.stage(stage), "count" => count, "channel" => channel };
            text::ta(lang, "entry-codes-issued", &args)
        }
        E::BallotsAnchored { stage, size, .. } => text::ta(
            lang,
            "entry-ballots-anchored",
            &args! { "stage" => names.stage(stage), "count" => size },
        ),
        E::CountsShown { stage, due, categories, .. } => {
            let sum = |figure: fn(&vote::Tally) -> u64| categories.values().map(figure).sum::<u64>();
            let args = args! {
                "stage" => names.stage(stage), "at" => names.instant(*due),
                "count" => sum(vote::Tally::ballots), "valid" => sum(|tally| tally.valid),
            };
            text::ta(lang, "entry-counts-shown", &args)
        }
        E::BallotsCounted { stage, size, categories, .. } => {
            let sum = |figure: fn(&vote::Tally) -> u64| categories.values().map(figure).sum::<u64>();
            let own = sum(vote::Tally::ballots);
            let args = args! {
                "stage" => names.stage(stage), "count" => own,
                "valid" => sum(|tally| tally.valid), "invalid" => sum(|tally| tally.invalid),
            };
            // All rounds share one log: its size may be another figure than the ballots of this one.
            let args = if own == *size { args.set("log", "none") } else { args.set("log", size) };
            text::ta(lang, "entry-ballots-counted", &args)
        }
    }
}

fn paper(names: Names, entry: &selection::paper::Entry) -> String {
    use selection::paper::{self, Entry as E};
    let lang = names.lang;
    let named = |batch: &paper::Id| {
        args! {
            "stage" => names.stage(&batch.stage), "place" => names.place(&batch.place), "number" => batch.number,
        }
    };
    let sums = |args: text::Args, categories: &std::collections::BTreeMap<String, paper::Figures>| {
        let sum = |figure: fn(&paper::Figures) -> u64| categories.values().map(figure).sum::<u64>();
        args.set("issued", sum(|figures| figures.issued))
            .set("valid", sum(|figures| figures.valid))
            .set("invalid", sum(|figures| figures.invalid))
    };
    match entry {
        E::PaperEntered { batch, categories, .. } => {
            text::ta(lang, "entry-paper-entered", &sums(named(batch), categories))
        }
        E::PaperWithdrawn { batch } => text::ta(lang, "entry-paper-withdrawn", &named(batch)),
        E::PaperCounted { stage, batches, categories } => {
            let args = args! { "stage" => names.stage(stage), "batches" => batches };
            text::ta(lang, "entry-paper-counted", &sums(args, categories))
        }
    }
}

fn review(names: Names, entry: &review::Entry) -> String {
    use review::Entry as E;
    let lang = names.lang;
    match entry {
        E::Recused { stage, judge, nominee, ground } => {
            if !names.may(Thing::Sheets(stage, judge)) && !names.may(Thing::SheetProgress) {
                return text::t(lang, "entry-recused-unseen");
            }
            let args = args! {
                "judge" => names.signed(stage, judge, nominee), "nominee" => names.nominee(nominee),
                "ground" => word("ground", ground, lang),
            };
            text::ta(lang, "entry-recused", &args)
        }
        E::SheetFiled { stage, judge, nominee, mark } => {
            if !names.may(Thing::Sheets(stage, judge)) {
                return text::t(lang, "entry-sheet-filed-unseen");
            }
            let total = match mark {
                review::Mark::Scores(scores) => {
                    text::Value::Whole(scores.values().map(|score| i128::from(*score)).sum())
                }
                review::Mark::Abstain => text::Value::Text(NONE.to_owned()),
            };
            let judge = names.signed(stage, judge, nominee);
            let args = args! { "judge" => judge, "nominee" => names.nominee(nominee), "total" => total };
            text::ta(lang, "entry-sheet-filed", &args)
        }
        E::JudgeReminded { stage, judge, times } => {
            let args = args! {
                "stage" => names.stage(stage), "judge" => names.judge(judge), "times" => times,
            };
            text::ta(lang, "entry-judge-reminded", &args)
        }
        E::PanelTallied { stage, leaves, piles } => {
            let args = args! {
                "stage" => names.stage(stage), "leaves" => leaves, "candidates" => piles.len(),
            };
            text::ta(lang, "entry-panel-tallied", &args)
        }
        E::PanelClosed { stage, sheets, recusals } => {
            let args = args! { "stage" => names.stage(stage), "sheets" => sheets, "recusals" => recusals };
            text::ta(lang, "entry-panel-closed", &args)
        }
    }
}

fn result(names: Names, entry: &result::Entry) -> String {
    use result::Entry as E;
    let lang = names.lang;
    match entry {
        // Who stands where is told by the pages, once the list is public.
        E::Counted { rule, category, ranking, open, .. } => {
            let args = args! {
                "rule" => names.rule(rule), "category" => names.category(category), "count" => ranking.len(),
                "open" => yes(*open),
            };
            text::ta(lang, "entry-counted", &args)
        }
        E::Resolved { resolution, rule, present, of, members, departures, .. } => {
            let args = args! {
                "number" => resolution, "rule" => names.rule(rule), "present" => present, "of" => of,
                "count" => members.len(), "departures" => departures.len(),
            };
            text::ta(lang, "entry-resolved", &args)
        }
    }
}

fn notice(names: Names, entry: &notice::Entry) -> String {
    use notice::Entry as E;
    let lang = names.lang;
    match entry {
        E::NoticePublished { notice, list, version, span, ends, .. } => {
            let args = args! {
                "notice" => notice, "list" => word("list", list, lang), "version" => version,
                "first" => text::day(lang, span.first.month(), span.first.day()), "ends" => names.deadline(*ends),
                "kind" => match span.kind {
                    plan::DayKind::Working => "working",
                    plan::DayKind::Calendar => "calendar",
                },
                "days" => span.days,
            };
            text::ta(lang, "entry-notice-published", &args)
        }
        E::NoticeVoided { notice } => text::ta(lang, "entry-notice-voided", &args! { "notice" => notice }),
        E::NoticeExtended { notice, ends, .. } => text::ta(
            lang,
            "entry-notice-extended",
            &args! { "notice" => notice, "ends" => names.deadline(*ends) },
        ),
        E::Objected { objection, about, named, to_receiver, .. } => {
            let args = args! {
                "n" => lists::serial(objection),
                "about" => or_none(about.as_deref().map(|about| names.nominee(about))),
                "named" => yes(*named), "to" => if *to_receiver { "receiver" } else { "office" },
            };
            text::ta(lang, "entry-objected", &args)
        }
        E::Ruled { objection, outcome } => {
            let found = names.view.and_then(|view| view.s().notice.objections.get(objection));
            let about = found.and_then(|found| found.about.as_deref()).map(|about| names.nominee(about));
            let args = args! {
                "n" => lists::serial(objection), "about" => or_none(about), "ruling" => word("ruling", outcome, lang),
            };
            text::ta(lang, "entry-ruled", &args)
        }
        E::Replaced { out, with } => {
            let with = or_none(with.as_deref().map(|with| names.nominee(with)));
            text::ta(lang, "entry-replaced", &args! { "out" => names.nominee(out), "with" => with })
        }
    }
}

fn naming(names: Names, entry: &naming::Entry) -> String {
    use naming::Entry as E;
    let lang = names.lang;
    match entry {
        E::Signed { sponsor, version, .. } => text::ta(
            lang,
            "entry-signed",
            &args! { "sponsor" => names.sponsor(sponsor), "version" => version },
        ),
        E::Declined { sponsor, version } => text::ta(
            lang,
            "entry-declined",
            &args! { "sponsor" => names.sponsor(sponsor), "version" => version },
        ),
        E::Rechecked { day, clean, hits } => {
            let day = day.parse().map_or_else(|_| day.clone(), |day| names.date(day));
            let args = args! { "day" => day, "count" => clean.len() + hits.len() };
            // Whether anything was found is the office's to know.
            if names.may(Thing::Board) {
                text::ta(lang, "entry-rechecked", &args.set("hits", hits.len()))
            } else {
                text::ta(lang, "entry-rechecked-unseen", &args)
            }
        }
        E::Named { document, certificates, .. } => {
            text::ta(lang, "entry-named", &args! { "document" => document, "count" => certificates.len() })
        }
        E::CertificateReissued { certificate, old } => {
            let args = args! {
                "nominee" => names.nominee(&certificate.nominee), "number" => &certificate.number, "old" => old,
            };
            text::ta(lang, "entry-certificate-reissued", &args)
        }
        E::Revoked { nominee, reason } => {
            let args = args! { "nominee" => names.nominee(nominee), "reason" => names.reason(reason) };
            text::ta(lang, "entry-revoked", &args)
        }
    }
}

fn publicity(names: Names, entry: &publicity::Entry) -> String {
    use publicity::Entry as E;
    let lang = names.lang;
    match entry {
        E::Assigned { outlet, nominee, by, .. } => {
            let args = args! {
                "outlet" => names.outlet(outlet), "nominee" => names.nominee(nominee), "by" => names.date(*by),
            };
            text::ta(lang, "entry-assigned", &args)
        }
        E::PieceFiled { piece } => {
            text::ta(lang, "entry-piece-filed", &args! { "piece" => names.piece(piece) })
        }
        E::PiecePublished { piece } => {
            text::ta(lang, "entry-piece-published", &args! { "piece" => names.piece(piece) })
        }
        E::PieceReturned { piece } => {
            text::ta(lang, "entry-piece-returned", &args! { "piece" => names.piece(piece) })
        }
        E::CeremonyFixed { stage, on } => {
            let args = args! { "stage" => names.stage(stage), "on" => names.date(*on) };
            text::ta(lang, "entry-ceremony-fixed", &args)
        }
    }
}

fn closing(names: Names, entry: &closing::Entry) -> String {
    let closing::Entry::SelectionClosed { successor, open, seats } = entry;
    let args = args! { "seats" => seats, "open" => open.len(), "successor" => names.sponsor(successor) };
    text::ta(names.lang, "entry-selection-closed", &args)
}
