//! Paper ballots in the office's hands: batches and how far they are, entering one without seeing what another entered,
//! taking one back, and the count.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use desk::{DeskError, View};
use ledger::Hash;
use plan::{BallotShape, ListKind, Stage, StageKind};
use selection::may::{ActKind, Who};
use selection::paper::{self, Act as PaperAct, Batch, Enter, Figures, Id, Paper, Standing};
use selection::{Act, Code, Refusal, Thing};
use serde::Deserialize;

use super::{Confirm, Frame, base, confirmed, enter, hex_of_proof, page};
use crate::app::App;
use crate::ask::{Ask, broken};
use crate::sent::Sent;
use crate::shell::{self, stamp};
use crate::ui::{self, Cell, Choice, Fact, Form, Page, Table, Tone};
use crate::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/s/{el}/office/paper/{stage}", get(room))
        .route("/s/{el}/office/paper/{stage}/enter", get(ask_enter).post(enter_batch))
        .route("/s/{el}/office/paper/{stage}/withdraw", get(ask_withdraw).post(withdraw))
        .route("/s/{el}/office/paper/{stage}/count", get(ask_count).post(count))
        .route("/s/{el}/office/paper/{stage}/scan", get(scan))
}

/// Which batch a page is about, by its key; empty: a new one.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Which {
    batch: String,
}

/// The address of a page of this room.
fn to(view: &View, stage: &Stage, page: &str) -> String {
    let room = base(view, &format!("paper/{}", stage.id));
    if page.is_empty() { room } else { format!("{room}/{page}") }
}

fn to_batch(view: &View, stage: &Stage, page: &str, batch: &Id) -> String {
    format!("{}?batch={}", to(view, stage, page), shell::encode(&batch.key()))
}

fn vote_stage<'a>(ask: &Ask, view: &'a View, stage: &str) -> Result<&'a Stage, Response> {
    let found = view.plan().and_then(|plan| plan.stage(stage));
    found.filter(|stage| stage.kind == StageKind::Vote).ok_or_else(|| shell::not_found(ask))
}

/// A vote with paper; of another the room says that it knows none.
fn paper_stage<'a>(ask: &Ask, view: &'a View, stage: &str) -> Result<&'a Stage, Response> {
    let stage = vote_stage(ask, view, stage)?;
    if stage.paper().next().is_some() { Ok(stage) } else { Err(shell::done(&to(view, stage, ""), None)) }
}

fn paper_in<'a>(view: &'a View, stage: &Stage) -> Option<&'a Paper> {
    paper::of(view.s(), &stage.id)
}

/// The batch of a key that still stands.
fn batch_of<'a>(ask: &Ask, view: &'a View, stage: &Stage, key: &str) -> Result<&'a Batch, Response> {
    let found = paper_in(view, stage).and_then(|paper| paper.batches.get(key));
    found.filter(|batch| batch.withdrawn.is_none()).ok_or_else(|| shell::not_found(ask))
}

/// The clause that allows paper.
fn clause(stage: &Stage) -> String {
    stage.paper().next().map(|(_, rules)| rules.clause.clone()).unwrap_or_default()
}

fn standing(page: &Page, batch: &Batch) -> Cell {
    let (tone, key) = match batch.standing() {
        Standing::One => (Tone::Wait, "paper-standing-one"),
        Standing::Differs => (Tone::Stop, "paper-standing-differs"),
        Standing::Agreed => (Tone::Done, "paper-standing-agreed"),
        Standing::Withdrawn => (Tone::Plain, "paper-standing-withdrawn"),
    };
    Cell::Tag(tone, page.t(key))
}

// ---- the room

#[derive(Template)]
#[template(path = "decide/paper.html")]
struct Room {
    page: Page,
    frame: Frame,
    facts: Vec<Fact>,
    batches: Table,
    /// No batch has been entered.
    none: bool,
    /// Where a batch is entered; empty where none can be.
    enter: String,
    /// Where the paper is counted; empty where it cannot be.
    count: String,
    /// The plan knows no paper in this vote.
    silent: bool,
    back: String,
}

async fn room(ask: Ask, Path((el, stage)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let stage = vote_stage(&ask, &view, &stage)?;
    let name = words::stage_name(&view, &stage.id, ask.lang());
    let page =
        page(&ask, &view, "vote", text::ta(ask.lang(), "paper-title", &text::args! { "stage" => name }));
    let silent = stage.paper().next().is_none();
    let paper = paper_in(&view, stage).cloned().unwrap_or_default();
    let counted = paper.counted.is_some();
    let columns = [
        page.t("paper-batch"),
        page.t("paper-by"),
        format!("#{}", page.t("paper-valid")),
        page.t("paper-standing"),
    ];
    let mut table = Table::new(page.t("paper-batches"), columns);
    for batch in paper.batches.values() {
        let by: Vec<String> = batch.by.iter().map(|seat| called(&view, &page, seat)).collect();
        let own = batch.counts().or_else(|| batch.sheets.values().next());
        let valid = own.map(|sheet| sheet.categories.values().map(|figures| figures.valid).sum::<u64>());
        let valid =
            valid.map_or_else(|| Cell::Figure("–".to_owned()), |valid| Cell::Figure(page.group(valid)));
        let name = words::batch(&view, &batch.id, page.lang);
        let cells =
            [Cell::Text(name), by.join(&page.t("common-list-mark")).into(), valid, standing(&page, batch)];
        let row = table.row(cells);
        if batch.withdrawn.is_none() {
            row.href(to_batch(&view, stage, "enter", &batch.id));
        }
        row.marked(batch.standing() == Standing::Differs);
    }
    let may = |kind| view.may(Thing::Do(kind)) && !silent && !counted && view.s().closed.is_none();
    let ready = paper::lacks(view.s(), stage, view.now());
    let ready = ready.iter().all(|lack| lack.done || lack.code == Code::PaperNotCounted);
    let begun = view.s().stage_state(&stage.id).opened.is_some();
    let open = stage
        .paper()
        .any(|(_, rules)| paper::until(view.s(), stage, rules).is_some_and(|until| view.now() < until));
    let none = paper.batches.is_empty();
    Ok(ui::html(&Room {
        frame: Frame::of(&view, &page),
        facts: facts(&view, &page, stage, &paper),
        batches: table,
        none,
        enter: if may(ActKind::EnterPaper) && begun && open {
            to(&view, stage, "enter")
        } else {
            String::new()
        },
        count: if may(ActKind::CountPaper) && ready { to(&view, stage, "count") } else { String::new() },
        silent,
        back: base(&view, "vote"),
        page,
    }))
}

/// A seat of the office: colleagues are told apart by its number.
fn called(view: &View, page: &Page, seat: &str) -> String {
    if seat == view.who().handle() {
        return page.t("paper-you");
    }
    let number = seat.rsplit('-').next().unwrap_or_default();
    page.t2("paper-seat", "role", words::who(view, seat, page.lang), "number", number)
}

fn facts(view: &View, page: &Page, stage: &Stage, paper: &Paper) -> Vec<Fact> {
    let count = |wanted: Standing| paper.batches.values().filter(|batch| batch.standing() == wanted).count();
    let mut facts = vec![
        Fact::new(page.t("paper-agreed-n"), page.t1("paper-n", "n", count(Standing::Agreed))),
        Fact::new(page.t("paper-unfinished-n"), page.t1("paper-n", "n", paper.unfinished().count())),
    ];
    if let Some((_, rules)) = stage.paper().next()
        && let Some(until) = paper::until(view.s(), stage, rules)
    {
        facts.push(Fact::new(page.t("paper-until"), page.deadline(&stamp(until))));
    }
    facts
}

// ---- entering

/// The figures of one category on the form.
struct Category {
    id: String,
    name: String,
    rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "decide/paper_enter.html")]
struct Entering {
    page: Page,
    frame: Frame,
    lead: String,
    /// Where it may come from; empty where the batch is known.
    places: Vec<Choice>,
    /// The batch's key; empty for a new one.
    batch: String,
    /// A file that was sent with an earlier try, hex.
    kept: String,
    scan_hint: String,
    scan_href: String,
    rule: String,
    categories: Vec<Category>,
    /// In which fields two people differ, in words.
    differs: Vec<String>,
    /// Two people agree, or the count is over: what stands is shown and cannot be entered again.
    done: String,
    figures: Vec<Table>,
    withdraw: String,
    action: String,
    back: String,
}

fn entering(
    ask: &Ask,
    view: &View,
    stage: &Stage,
    batch: Option<&Batch>,
    form: Form,
    kept: String,
) -> Entering {
    let lang = ask.lang();
    let title = match batch {
        Some(batch) => words::batch(view, &batch.id, lang),
        None => text::t(lang, "paper-enter-title"),
    };
    let page = page(ask, view, "vote", title).form(form);
    let places = match batch {
        Some(_) => Vec::new(),
        None => stage
            .paper()
            .flat_map(|(channel, rules)| rules.place.iter().map(move |place| (channel, place)))
            .map(|(channel, place)| Choice::new(format!("{}/{}", channel.id, place.id), place.name.clone()))
            .collect(),
    };
    let counted = paper_in(view, stage).is_some_and(|paper| paper.counted.is_some());
    let done = match batch.map(Batch::standing) {
        _ if counted => page.t("paper-done-counted"),
        Some(Standing::Agreed) => page.t("paper-done-agreed"),
        _ => String::new(),
    };
    let own = batch.and_then(|batch| batch.sheets.get(view.who().handle()));
    let shape = stage.vote.as_ref().and_then(|rules| rules.ballot.get());
    let rule = match shape.and_then(BallotShape::approve) {
        Some((least, most)) => page.t2("paper-rule", "least", least, "most", most),
        None => String::new(),
    };
    let stage_name = words::stage_name(view, &stage.id, lang);
    let lead = match (batch, own) {
        (None, _) => page.t1("paper-lead-new", "stage", stage_name),
        (Some(batch), None) => {
            let by: Vec<String> = batch.by.iter().map(|seat| called(view, &page, seat)).collect();
            page.t1("paper-lead-second", "by", by.join(&page.t("common-list-mark")))
        }
        (Some(batch), Some(_)) if batch.differs.is_empty() => page.t("paper-lead-own"),
        (Some(_), Some(_)) => page.t("paper-lead-differs"),
    };
    let scan_hint = match (batch, kept.is_empty()) {
        (_, false) => page.t("paper-scan-kept"),
        (Some(_), true) => page.t("paper-scan-there"),
        (None, true) => page.t("paper-scan-hint"),
    };
    let figures = match (batch.and_then(Batch::counts), done.is_empty()) {
        (Some(sheet), false) => tables(view, &page, &sheet.categories),
        _ => Vec::new(),
    };
    let waits = batch.filter(|batch| matches!(batch.standing(), Standing::One | Standing::Differs));
    let withdraw =
        waits.filter(|_| done.is_empty()).map(|batch| to_batch(view, stage, "withdraw", &batch.id));
    Entering {
        frame: Frame::of(view, &page),
        lead,
        places,
        batch: batch.map(|batch| batch.id.key()).unwrap_or_default(),
        kept,
        scan_hint,
        scan_href: batch.map(|batch| to_batch(view, stage, "scan", &batch.id)).unwrap_or_default(),
        rule,
        categories: categories(view, lang),
        differs: batch
            .into_iter()
            .flat_map(|batch| &batch.differs)
            .map(|field| field_name(view, &page, field))
            .collect(),
        done,
        figures,
        withdraw: withdraw.unwrap_or_default(),
        action: to(view, stage, "enter"),
        back: to(view, stage, ""),
        page,
    }
}

/// The candidates who are still in, by category.
fn categories(view: &View, lang: text::Lang) -> Vec<Category> {
    let list = view.s().lists.latest(ListKind::Candidates);
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let category = |category: &plan::Category| Category {
        id: category.id.clone(),
        name: words::category_name(view, &category.id, lang),
        rows: list
            .into_iter()
            .flat_map(|list| list.of(&category.id))
            .filter(|member| view.s().still_in(&member.nominee))
            .map(|member| {
                let field = format!("votes-{}", member.nominee);
                (field, words::nominee(view, &member.nominee, lang))
            })
            .collect(),
    };
    categories.iter().map(category).collect()
}

/// What a sheet says, a table a category.
fn tables(view: &View, page: &Page, categories: &BTreeMap<String, Figures>) -> Vec<Table> {
    let table = |(category, figures): (&String, &Figures)| {
        let args = text::args! {
            "category" => words::category_name(view, category, page.lang), "issued" => figures.issued,
            "valid" => figures.valid, "invalid" => figures.invalid,
        };
        let heads = [page.t("portal-candidate"), format!("#{}", page.t("counts-votes"))];
        let mut table = Table::new(page.ta("paper-of", &args), heads).empty(page.t("counts-none"));
        for (nominee, votes) in &figures.votes {
            table.row([Cell::Name(words::nominee(view, nominee, page.lang)), (*votes).into()]);
        }
        table
    };
    categories.iter().map(table).collect()
}

/// A field in which two people differ, in words.
fn field_name(view: &View, page: &Page, field: &str) -> String {
    let mut parts = field.splitn(3, '/');
    let (category, what, nominee) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    match (what, nominee) {
        (None, _) => page.t("paper-scan"),
        (Some("votes"), Some(nominee)) => words::nominee(view, nominee, page.lang),
        (Some(figure), _) => {
            let category = words::category_name(view, category, page.lang);
            page.t2("paper-figure-of", "category", category, "figure", page.t(format!("paper-{figure}")))
        }
    }
}

/// The form with what its viewer entered before, and what of it differs.
fn form_of(view: &View, page: &Page, batch: &Batch) -> Form {
    let Some(own) = batch.sheets.get(view.who().handle()) else { return Form::default() };
    let mut form = Form::default();
    for (category, figures) in &own.categories {
        for (name, figure) in
            [("issued", figures.issued), ("valid", figures.valid), ("invalid", figures.invalid)]
        {
            form = form.with(&format!("{name}-{category}"), figure);
        }
        for (nominee, votes) in &figures.votes {
            form = form.with(&format!("votes-{nominee}"), votes);
        }
    }
    for field in &batch.differs {
        let mut parts = field.splitn(3, '/');
        let name = match (parts.next(), parts.next(), parts.next()) {
            (Some(_), Some("votes"), Some(nominee)) => format!("votes-{nominee}"),
            (Some(category), Some(figure), None) => format!("{figure}-{category}"),
            _ => "scan".to_owned(),
        };
        form = form.fault(&name, page.t("paper-differs-here"), "");
    }
    form
}

async fn ask_enter(
    ask: Ask,
    Path((el, stage)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let stage = paper_stage(&ask, &view, &stage)?;
    if which.batch.is_empty() {
        return Ok(ui::html(&entering(&ask, &view, stage, None, Form::default(), String::new())));
    }
    let batch = batch_of(&ask, &view, stage, &which.batch)?;
    let form = form_of(&view, &page(&ask, &view, "vote", String::new()), batch);
    Ok(ui::html(&entering(&ask, &view, stage, Some(batch), form, String::new())))
}

async fn enter_batch(Path((el, stage)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let lang = ask.lang();
    let (desk, view) = enter(ask, &el).await?;
    let stage = paper_stage(ask, &view, &stage)?;
    let key = sent.get("batch");
    let known = if key.is_empty() { None } else { Some(batch_of(ask, &view, stage, key)?) };
    let mut form = sent.form();
    let id = match known {
        Some(batch) => batch.id.clone(),
        None => {
            let (channel, place) = sent.get("place").split_once('/').unwrap_or_default();
            if place.is_empty() {
                form = form.fault("place", text::t(lang, "paper-place-missing"), clause(stage));
            }
            let number = sent.number("number");
            if number.is_none() {
                let most = text::args! { "most" => paper::NUMBER_MOST };
                form = form.fault("number", text::ta(lang, "refusal-bad-figure", &most), clause(stage));
            }
            Id {
                stage: stage.id.clone(),
                channel: channel.to_owned(),
                place: place.to_owned(),
                number: number.unwrap_or_default(),
            }
        }
    };
    let scan = match hex_of_proof(&sent, &desk, "scan").await? {
        Ok(scan) => scan,
        Err(key) => {
            form = form.fault("scan", text::t(lang, key), clause(stage));
            String::new()
        }
    };
    let (categories, mut form) = read(&sent, &view, stage, form);
    let again = |form: Form| {
        let new = known.is_none();
        let shown = |field: &str| match field {
            "place" | "number" => new,
            field => field == "scan" || field.contains('-'),
        };
        let page = entering(ask, &view, stage, known, form.placed(shown), scan.clone());
        ui::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    if !form.faults().is_empty() {
        return Ok(again(form));
    }
    let (scan_hash, fresh) = (scan.clone(), known.is_none());
    let entered = Enter { batch: id.clone(), scan: scan_hash, categories, fresh };
    let act = Act::Paper(PaperAct::Enter(Box::new(entered)));
    match desk.submit(view.who().clone(), act, &sent.request()).await {
        Ok(done) => {
            let entry = done.records.first().map(|filed| filed.record.n);
            let after = desk.view(view.who().clone());
            let differs = paper_in(&after, stage)
                .and_then(|paper| paper.batches.get(&id.key()))
                .is_some_and(|batch| batch.standing() == Standing::Differs);
            let to = if differs { to_batch(&view, stage, "enter", &id) } else { to(&view, stage, "") };
            Ok(shell::done(&to, entry))
        }
        Err(DeskError::Refused(refusal)) => {
            for one in std::iter::once(&refusal).chain(&refusal.others) {
                form = beside(form, &view, one, lang);
            }
            Ok(again(form))
        }
        Err(other) => Err(broken(other)),
    }
}

/// A refusal beside the field that it is about.
fn beside(form: Form, view: &View, refusal: &Refusal, lang: text::Lang) -> Form {
    let given = |name: &str| refusal.args.iter().find(|(given, _)| *given == name).map(|(_, value)| value);
    let field = match (refusal.field, given("nominee"), given("category")) {
        (Some("votes"), Some(nominee), _) => format!("votes-{nominee}"),
        (Some(figure @ ("issued" | "valid" | "invalid")), _, Some(category)) => {
            format!("{figure}-{category}")
        }
        (field, _, _) => field.unwrap_or_default().to_owned(),
    };
    let fault = words::refusal(Some(view), refusal, lang);
    form.fault(&field, fault.text, fault.clause)
}

/// The figures of a form. An empty field of a candidate is no votes; of the ballots nothing goes without saying.
fn read(sent: &Sent, view: &View, stage: &Stage, mut form: Form) -> (BTreeMap<String, Figures>, Form) {
    let lang = sent.ask.lang();
    let mut categories = BTreeMap::new();
    for category in self::categories(view, lang) {
        let mut figure = |field: String, called: String, empty: Option<u64>| {
            let typed = sent.get(&field);
            if typed.is_empty() && empty.is_some() {
                return empty.unwrap_or_default();
            }
            // Figures come from paper as people write them.
            let plain: String = typed
                .chars()
                .filter(|letter| !matches!(letter, ',' | '，' | ' ' | '\u{3000}'))
                .map(|letter| match letter {
                    '０'..='９' => char::from(b'0' + (u32::from(letter) - u32::from('０')) as u8),
                    other => other,
                })
                .collect();
            match plain.parse().ok().filter(|figure| *figure <= paper::BALLOTS_MOST) {
                Some(figure) => figure,
                None => {
                    let args = text::args! { "figure" => called, "most" => paper::BALLOTS_MOST };
                    let fault = text::ta(lang, "paper-figure-missing", &args);
                    form = std::mem::take(&mut form).fault(&field, fault, clause(stage));
                    0
                }
            }
        };
        let mut figures = Figures {
            issued: figure(format!("issued-{}", category.id), text::t(lang, "paper-issued"), None),
            valid: figure(format!("valid-{}", category.id), text::t(lang, "paper-valid"), None),
            invalid: figure(format!("invalid-{}", category.id), text::t(lang, "paper-invalid"), None),
            ..Figures::default()
        };
        for (field, name) in &category.rows {
            let votes = figure(field.clone(), name.clone(), Some(0));
            if let Some(nominee) = field.strip_prefix("votes-") {
                figures.votes.insert(nominee.to_owned(), votes);
            }
        }
        categories.insert(category.id, figures);
    }
    (categories, form)
}

/// The scan of a batch: for the office and for auditors.
async fn scan(
    ask: Ask,
    Path((el, stage)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, Response> {
    let (desk, view) = ask.room(&el, &[Who::Office, Who::Auditor]).await?;
    let stage = vote_stage(&ask, &view, &stage)?;
    let batch = batch_of(&ask, &view, stage, &which.batch)?;
    let missing = || shell::not_found(&ask);
    let hash: Hash = batch.scan.parse().map_err(|_| missing())?;
    let bytes = desk.store().blob(hash.as_bytes()).await.map_err(broken)?.ok_or_else(missing)?;
    let (kind, ending) = match bytes.as_slice() {
        [b'%', b'P', b'D', b'F', ..] => ("application/pdf", "pdf"),
        [0x89, b'P', b'N', b'G', ..] => ("image/png", "png"),
        _ => ("image/jpeg", "jpg"),
    };
    Ok(shell::download(bytes, kind, &format!("{}-{}.{ending}", batch.id.place, batch.id.number)))
}

// ---- taking back, counting

fn withdraw_question(ask: &Ask, view: &View, stage: &Stage, batch: &Batch) -> Confirm {
    let page = page(ask, view, "vote", text::t(ask.lang(), "paper-withdraw-title"));
    let name = words::batch(view, &batch.id, page.lang);
    let back = to_batch(view, stage, "enter", &batch.id);
    let mut confirm = Confirm::new(view, page, to_batch(view, stage, "withdraw", &batch.id), back);
    confirm.says = vec![confirm.page.t1("paper-withdraw-what", "batch", name)];
    if batch.standing() != Standing::Agreed {
        confirm.yes = confirm.page.t("paper-withdraw-yes");
    }
    confirm
}

async fn ask_withdraw(
    ask: Ask,
    Path((el, stage)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let stage = paper_stage(&ask, &view, &stage)?;
    let batch = batch_of(&ask, &view, stage, &which.batch)?;
    Ok(ui::html(&withdraw_question(&ask, &view, stage, batch)))
}

async fn withdraw(
    Path((el, stage)): Path<(String, String)>,
    Query(which): Query<Which>,
    sent: Sent,
) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = enter(ask, &el).await?;
    let stage = paper_stage(ask, &view, &stage)?;
    let batch = batch_of(ask, &view, stage, &which.batch)?;
    let act = Act::Paper(PaperAct::Withdraw { batch: batch.id.clone() });
    let again = withdraw_question(ask, &view, stage, batch);
    confirmed(&sent, &desk, &view, act, &to(&view, stage, ""), again).await
}

fn count_question(ask: &Ask, view: &View, stage: &Stage) -> Confirm {
    let lang = ask.lang();
    let page = page(ask, view, "vote", text::t(lang, "paper-count-title"));
    let mut confirm = Confirm::new(view, page, to(view, stage, "count"), to(view, stage, ""));
    let batches = paper_in(view, stage).map_or(0, |paper| {
        paper.batches.values().filter(|batch| batch.standing() == Standing::Agreed).count()
    });
    confirm.says = vec![confirm.page.t2(
        "paper-count-what",
        "n",
        batches,
        "stage",
        words::stage_name(view, &stage.id, lang),
    )];
    let lacks = paper::lacks(view.s(), stage, view.now());
    let missing = lacks.iter().filter(|lack| !lack.done && lack.code != Code::PaperNotCounted);
    confirm.warns = missing.map(|lack| words::lack(view, lack, lang)).collect();
    if confirm.warns.is_empty() && paper::is_open(view.s(), stage) {
        confirm.yes = confirm.page.t("paper-count-yes");
        confirm.grave = true;
    }
    confirm
}

async fn ask_count(ask: Ask, Path((el, stage)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    let stage = paper_stage(&ask, &view, &stage)?;
    Ok(ui::html(&count_question(&ask, &view, stage)))
}

async fn count(Path((el, stage)): Path<(String, String)>, sent: Sent) -> Result<Response, Response> {
    let ask = &sent.ask;
    let (desk, view) = enter(ask, &el).await?;
    let stage = paper_stage(ask, &view, &stage)?;
    let act = Act::Paper(PaperAct::Count { stage: stage.id.clone() });
    let again = count_question(ask, &view, stage);
    confirmed(&sent, &desk, &view, act, &to(&view, stage, ""), again).await
}
