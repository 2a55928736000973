//! The sheet itself: which fields a category asks for, what was typed, and what becomes of files on the way.

use std::fmt;

use axum::response::Response;
use desk::{Desk, View};
use identity::session::{form_token, form_token_holds};
use ledger::hash::hex_of;
use plan::types::Subject;
use plan::{Category, Plan, Stage, Tier};
use selection::recommend::{Form, GENDERS};
use selection::{Person, Profile, Refusal, Role};
use text::Lang;
use tokio::sync::Semaphore;

use super::portrait;
use crate::ask::{Ask, broken};
use crate::sent::{Sent, UPLOAD_KEPT, Upload};
use crate::ui::{self, Choice};
use crate::words;

/// Most bytes of a record of minutes.
const MINUTES_MOST: usize = 5 * 1024 * 1024;

/// A picture may unfold into a quarter of a gigabyte: so many are decoded at once, the others queue.
static DECODING: Semaphore = Semaphore::const_new(2);

/// From where a sheet is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// 公众推荐, 自荐.
    Citizen,
    /// 自下而上: a unit.
    Unit,
    /// 自上而下: the office or a sponsor.
    Above,
}

impl Way {
    /// The ways in that it may use, as far as the stage has opened them.
    pub fn tiers(self, stage: &Stage) -> Vec<Tier> {
        let own: &[Tier] = match self {
            Way::Citizen => &[Tier::Public, Tier::Own],
            Way::Unit => &[Tier::BottomUp],
            Way::Above => &[Tier::TopDown],
        };
        let open = stage.recommend.as_ref().map(|rules| rules.tiers.clone()).unwrap_or_default();
        own.iter().copied().filter(|tier| open.contains(tier)).collect()
    }

    /// Its name in the names of drafts.
    pub fn name(self) -> &'static str {
        match self {
            Way::Citizen => "citizen",
            Way::Unit => "unit",
            Way::Above => "above",
        }
    }
}

/// What a sheet shows beside what was typed.
pub struct Fields {
    /// From where it is filled in.
    pub way: Way,
    /// Where it is sent.
    pub action: String,
    /// Category id.
    pub category: String,
    /// Category as printed.
    pub category_name: String,
    /// Who may be put forward, in the plan's words.
    pub scope: String,
    /// Where another category is chosen; empty where it stays.
    pub change: String,
    /// `person`, `group`, `work`, `place`.
    pub subject: &'static str,
    /// Ways in to choose from; empty where there is one.
    pub tiers: Vec<Choice>,
    /// Kinds of nominees; empty where the category has none.
    pub kinds: Vec<Choice>,
    /// Units that it may be sent to; empty where the own one stands.
    pub units: Vec<Choice>,
    /// Units that may employ the nominee.
    pub employers: Vec<Choice>,
    /// Outlets that may employ the nominee.
    pub outlets: Vec<Choice>,
    /// The employer must be given.
    pub needs_employer: bool,
    /// 字数 at most; 0: no limit is stated.
    pub brief_most: u32,
    /// How long the brief may be, by which clause, and what must not stand in it.
    pub brief_hint: String,
    /// As printed on official forms; the value is what is shown.
    pub genders: Vec<Choice>,
    /// Standards to sign.
    pub standards: Vec<Choice>,
    /// Standards to read.
    pub to_read: Vec<String>,
    /// The record of the unit's democratic step is asked for.
    pub asks_minutes: bool,
    /// It must be there.
    pub needs_minutes: bool,
    /// A portrait has been uploaded already.
    pub has_portrait: bool,
    /// Minutes have been uploaded already.
    pub has_minutes: bool,
    /// It can be kept as a draft.
    pub can_draft: bool,
    /// What is shown was a draft.
    pub is_draft: bool,
    /// Whoever hands it in signs every standard.
    pub must_sign: bool,
    /// What to know before filling it in; mostly empty.
    pub lead: String,
    /// Why it was sent back; empty where it was not.
    pub why: String,
    /// The one button.
    pub submit: String,
}

impl Fields {
    /// The fields of a category for a way in. `form` is what they will show.
    pub fn new(
        ask: &Ask,
        plan: &Plan,
        stage: &Stage,
        category: &Category,
        way: Way,
        form: &ui::Form,
    ) -> Fields {
        let lang = ask.lang();
        let rules = stage.recommend.as_ref();
        let most = rules.and_then(|rules| rules.brief_most.get()).copied().unwrap_or_default();
        let own_clause = rules.map(|rules| rules.brief_clause.clone()).filter(|clause| !clause.is_empty());
        let tiers = way.tiers(stage);
        let units = || plan.unit.iter().map(|unit| Choice::new(&unit.id, &unit.name)).collect::<Vec<_>>();
        let signs = way != Way::Citizen;
        Fields {
            way,
            action: String::new(),
            category: category.id.clone(),
            category_name: category_name(category, lang),
            scope: category.scope.get().cloned().unwrap_or_default(),
            change: String::new(),
            subject: match category.subject {
                Subject::Person => "person",
                Subject::Group => "group",
                Subject::Work => "work",
                Subject::Place => "place",
            },
            tiers: match tiers.as_slice() {
                [_] => Vec::new(),
                several => several
                    .iter()
                    .map(|tier| {
                        let name = tier_name(*tier);
                        Choice::new(name, text::t(lang, &format!("recommendation-tier-{name}")))
                            .note(text::t(lang, &format!("recommendation-tier-{name}-note")))
                    })
                    .collect(),
            },
            kinds: category.kinds.iter().map(|kind| Choice::new(&kind.id, &kind.name)).collect(),
            units: if way == Way::Unit { Vec::new() } else { units() },
            employers: units(),
            outlets: plan.outlet.iter().map(|outlet| Choice::new(&outlet.id, &outlet.name)).collect(),
            needs_employer: category.needs_employer,
            brief_most: most,
            brief_hint: match most {
                0 => text::t(lang, "recommendation-brief-free"),
                most => {
                    let clause = own_clause.unwrap_or_else(|| stage.clause.clone());
                    text::ta(
                        lang,
                        "recommendation-brief-hint",
                        &text::args! { "max" => most, "clause" => clause },
                    )
                }
            },
            genders: GENDERS
                .into_iter()
                .zip(["recommendation-gender-m", "recommendation-gender-f"])
                .map(|(gender, key)| Choice::new(gender, text::t(lang, key)))
                .collect(),
            standards: if signs { standards(category) } else { Vec::new() },
            to_read: if signs { Vec::new() } else { category.standards.clone() },
            asks_minutes: way == Way::Unit,
            needs_minutes: way == Way::Unit && rules.is_some_and(|rules| rules.minutes),
            has_portrait: !form.value("kept_portrait").is_empty(),
            has_minutes: !form.value("kept_minutes").is_empty(),
            can_draft: way != Way::Citizen,
            is_draft: false,
            must_sign: way == Way::Unit,
            lead: String::new(),
            why: String::new(),
            submit: text::t(lang, "recommendation-submit"),
        }
    }
}

impl Fields {
    /// 字数 at most, as the counter takes it.
    pub fn limit(&self) -> u32 {
        self.brief_most
    }

    /// Message of the picture's label.
    pub fn portrait_key(&self) -> &'static str {
        match (self.has_portrait, self.subject) {
            (true, _) => "recommendation-portrait-other",
            (false, "person") => "recommendation-portrait",
            (false, _) => "recommendation-picture",
        }
    }

    /// Message of the minutes' label.
    pub fn minutes_key(&self) -> &'static str {
        if self.has_minutes { "recommendation-minutes-other" } else { "recommendation-minutes" }
    }

    /// Message of the unit's label: a citizen asks a unit to check, the staff say where the nominee belongs.
    pub fn unit_key(&self) -> &'static str {
        if self.way == Way::Citizen { "recommendation-unit" } else { "recommendation-unit-above" }
    }

    /// Message of what becomes public.
    pub fn privacy_key(&self) -> &'static str {
        if self.subject == "person" { "recommendation-privacy" } else { "recommendation-privacy-work" }
    }
}

/// The standards of a category, each to be signed by its index.
pub fn standards(category: &Category) -> Vec<Choice> {
    let numbered = category.standards.iter().enumerate();
    numbered.map(|(index, standard)| Choice::new(index.to_string(), standard)).collect()
}

/// A category's name in the reader's language.
pub fn category_name(category: &Category, lang: Lang) -> String {
    category.called(lang).to_owned()
}

/// The name of a way in, in forms and message keys.
pub fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::BottomUp => "bottom-up",
        Tier::TopDown => "top-down",
        Tier::Public => "public",
        Tier::Own => "own",
    }
}

/// What a form says of a file that was uploaded with an earlier try. Nobody can name another's file: the token holds
/// for this browser and this file only.
pub fn keep(ask: &Ask, what: &str, value: &str) -> String {
    format!(
        "{value}.{}",
        form_token(&ask.world.house.keys().forms(), &ask.binding(), &format!("{what}:{value}"))
    )
}

fn kept(ask: &Ask, what: &str, field: &str) -> Option<String> {
    let (value, token) = field.split_once('.')?;
    let purpose = format!("{what}:{value}");
    form_token_holds(&ask.world.house.keys().forms(), &ask.binding(), &purpose, token)
        .then(|| value.to_owned())
}

/// A record of minutes that was uploaded: the file, and the hash that the log will hold.
pub struct Paper {
    /// File id; empty where only the hash is known.
    pub file: String,
    /// SHA-256 of the file, hex.
    pub hash: String,
}

impl Paper {
    /// Reads what it is written as in a form or a draft.
    pub fn parse(text: &str) -> Option<Paper> {
        let (file, hash) = text.split_once(':')?;
        Some(Paper { file: file.to_owned(), hash: hash.to_owned() })
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.hash)
    }
}

/// Whether a file of an earlier try can still be handed in; it waits for another day. A form that was answered before is
/// answered alike, whatever became of its files.
async fn still_there(sent: &Sent, desk: &Desk, own: Option<&str>, id: &str) -> Result<bool, Response> {
    if !desk.snapshot().of_request(&sent.request()).is_empty() {
        return Ok(true);
    }
    let due = sent.ask.now().plus(UPLOAD_KEPT).0;
    let owner = own.map(|nominee| (desk.id(), nominee));
    desk.store().renew_file(id, owner, due).await.map_err(broken)
}

/// Keeps an upload under a fresh id; loose until a recommendation makes it the nominee's.
async fn keep_file(ask: &Ask, desk: &Desk, bytes: &[u8], mime: &str) -> Result<String, Response> {
    let id = hex_of(&ask.app.fresh()[..16]);
    let due = ask.now().plus(UPLOAD_KEPT).0;
    desk.store().put_file(&id, bytes, mime, due).await.map_err(broken)?;
    Ok(id)
}

/// A sheet as it was sent.
pub struct Read {
    /// What is asked for.
    pub form: Form,
    /// What the page shows again.
    pub shown: ui::Form,
    /// Every file could be taken.
    pub sound: bool,
}

impl Read {
    /// The minutes that came with it.
    pub fn paper(&self) -> Option<Paper> {
        let hash = self.form.minutes.clone()?;
        Some(Paper { file: self.form.minutes_file.clone().unwrap_or_default(), hash })
    }
}

/// Reads a sheet; files are kept on the way, so that a refusal does not ask for them again. `own`: the nominee whose files
/// may be named again, where a recommendation is mended.
///
/// # Errors
/// The answer where the store failed.
pub async fn read(sent: &Sent, desk: &Desk, own: Option<&str>) -> Result<Read, Response> {
    let ask = &sent.ask;
    let lang = ask.lang();
    let mut faults: Vec<(&str, &str)> = Vec::new();
    let mut picture = kept(ask, "portrait", sent.get("kept_portrait"));
    if sent.get("drop_portrait") == "on" || sent.file("portrait").is_some() {
        picture = None;
    }
    if let Some(id) = &picture
        && !still_there(sent, desk, own, id).await?
    {
        picture = None;
        faults.push(("portrait", "recommendation-file-expired"));
    }
    if let Some(file) = sent.file("portrait") {
        match remade(file).await {
            Ok(bytes) => picture = Some(keep_file(ask, desk, &bytes, "image/jpeg").await?),
            Err(fault) => faults.push(("portrait", fault.key())),
        }
    }
    let mut minutes = kept(ask, "minutes", sent.get("kept_minutes")).and_then(|text| Paper::parse(&text));
    if sent.file("minutes").is_some() {
        minutes = None;
    }
    if let Some(paper) = minutes.as_ref().filter(|paper| !paper.file.is_empty())
        && !still_there(sent, desk, own, &paper.file).await?
    {
        minutes = None;
        faults.push(("minutes", "recommendation-file-expired"));
    }
    if let Some(file) = sent.file("minutes") {
        match minutes_kind(&file.bytes) {
            _ if file.bytes.len() > MINUTES_MOST => {
                faults.push(("minutes", "recommendation-minutes-too-large"))
            }
            None => faults.push(("minutes", "recommendation-minutes-unreadable")),
            Some((mime, _)) => {
                let hash = ledger::Hash::of(&file.bytes).to_string();
                minutes = Some(Paper { file: keep_file(ask, desk, &file.bytes, mime).await?, hash });
            }
        }
    }
    let sound = faults.is_empty();
    let pairs = typed(sent);
    let shown = faults
        .into_iter()
        .fold(show(ask, pairs, picture.as_deref(), minutes.as_ref()), |form, (field, key)| {
            form.fault(field, text::t(lang, key), "")
        });
    let mut checklist: Vec<u32> =
        sent.all("checklist").iter().filter_map(|index| index.parse().ok()).collect();
    checklist.sort_unstable();
    checklist.dedup();
    let form = Form {
        category: sent.get("category").to_owned(),
        kind: sent.get("kind").to_owned(),
        unit: sent.some("unit"),
        employer_unit: sent.some("employer_unit"),
        outlet: sent.some("outlet"),
        profile: Profile {
            name: sent.get("name").to_owned(),
            gender: sent.get("gender").to_owned(),
            employer: sent.get("employer").to_owned(),
            position: sent.get("position").to_owned(),
            tagline: sent.get("tagline").to_owned(),
            brief: sent.get("brief").to_owned(),
            deeds: sent
                .get("deeds")
                .lines()
                .map(|deed| deed.trim().to_owned())
                .filter(|deed| !deed.is_empty())
                .collect(),
            portrait: picture.unwrap_or_default(),
        },
        person: Person {
            id_number: sent.get("id_number").to_owned(),
            phone: sent.get("phone").to_owned(),
            id_key: String::new(),
        },
        checklist,
        minutes: minutes.as_ref().map(|paper| paper.hash.clone()),
        minutes_file: minutes.map(|paper| paper.file).filter(|file| !file.is_empty()),
        note: sent.get("note").to_owned(),
    };
    Ok(Read { form, shown, sound })
}

/// A sheet with everything that was refused of it, one fault a field, each beside its own.
pub fn told(form: ui::Form, view: &View, refusal: &Refusal, lang: Lang) -> ui::Form {
    std::iter::once(refusal).chain(&refusal.others).fold(form, |form, refusal| {
        let fault = words::refusal(Some(view), refusal, lang);
        if form.faults().iter().any(|other| other.field == fault.field) {
            return form;
        }
        form.fault(&fault.field, fault.text, fault.clause)
    })
}

/// A sheet as it was sent, with the files of earlier tries: nothing is decided and nothing new is kept.
pub fn again(sent: &Sent) -> ui::Form {
    let portrait = kept(&sent.ask, "portrait", sent.get("kept_portrait"));
    let minutes = kept(&sent.ask, "minutes", sent.get("kept_minutes")).and_then(|text| Paper::parse(&text));
    show(&sent.ask, typed(sent), portrait.as_deref(), minutes.as_ref())
}

/// What was typed, without what belongs to the sending.
pub fn typed(sent: &Sent) -> Vec<(String, String)> {
    let machinery = ["csrf", "request", "do", "kept_portrait", "kept_minutes", "drop_portrait"];
    sent.with_prefix("")
        .filter(|(name, _)| !machinery.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// What the fields show: pairs, and the files that are here already.
pub fn show(
    ask: &Ask,
    pairs: impl IntoIterator<Item = (String, String)>,
    portrait: Option<&str>,
    minutes: Option<&Paper>,
) -> ui::Form {
    let mut form = ui::Form::of(pairs);
    if let Some(id) = portrait.filter(|id| !id.is_empty()) {
        form = form.with("kept_portrait", keep(ask, "portrait", id));
    }
    if let Some(paper) = minutes {
        form = form.with("kept_minutes", keep(ask, "minutes", &paper.to_string()));
    }
    form
}

/// What the fields of an empty sheet hold: a unit mostly puts forward its own people.
pub fn empty(view: &View, category: &Category, way: Way) -> ui::Form {
    let own = match view.s().role(view.who()) {
        Some(Role::Unit { unit }) if way == Way::Unit && category.needs_employer => unit.as_str(),
        _ => "",
    };
    ui::Form::default().with("employer_unit", own)
}

async fn remade(file: &Upload) -> Result<Vec<u8>, portrait::PortraitError> {
    let bytes = file.bytes.clone();
    let Ok(_turn) = DECODING.acquire().await else { return Err(portrait::PortraitError::Unreadable) };
    let task = tokio::task::spawn_blocking(move || portrait::remake(&bytes));
    // A decoder that panics on a file could not read it.
    task.await.unwrap_or(Err(portrait::PortraitError::Unreadable))
}

/// Media type of a record of minutes, by how its bytes begin: a scan, a photo or a text document.
pub fn minutes_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let kinds: [(&[u8], &str, &str); 4] = [
        (b"%PDF-", "application/pdf", "pdf"),
        (b"\xFF\xD8\xFF", "image/jpeg", "jpg"),
        (b"\x89PNG\r\n\x1A\n", "image/png", "png"),
        (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ];
    kinds.into_iter().find(|(begin, _, _)| bytes.starts_with(begin)).map(|(_, mime, name)| (mime, name))
}
