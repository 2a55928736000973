//! What every page is given: its language and reader, its site, its form, and the plain structs the components draw.
//!
//! A page is an askama template with a field `page: Page`; how to write one is in `templates/README.md`.

mod draw;
mod parts;
mod prefs;

pub use draw::{portrait_svg, qr_svg, work_svg};
pub use prefs::{Prefs, prefs_router};

use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt;
use std::sync::Arc;
use text::{Args, Lang, ToValue};

/// Markup that is already safe to print: made here, never by a reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(pub String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// The context of a page. Everything that is not the page's own subject.
#[derive(Clone, Debug)]
pub struct Page {
    /// The reader's language.
    pub lang: Lang,
    /// Large type (适老化): 20 px and 1.8 instead of 16 px and 1.7.
    pub elder: bool,
    /// The title in the browser's tab; the staff shell prints it as the heading too.
    pub title: String,
    /// Whose site this is.
    pub site: Arc<Site>,
    /// Path and query of this page, for links that come back to it.
    pub path: String,
    /// The zone times are printed in; the plan's, Beijing by default.
    pub zone: TimeZone,
    /// The token every form carries. Empty where nobody is signed in and nothing can be sent.
    pub csrf: String,
    /// The id of the act a form on this page would send, so that sending twice does it once. Empty: none.
    pub request: String,
    /// The rooms of the house, as far as this viewer may enter them.
    pub nav: Vec<Nav>,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// What the last act led to.
    pub flash: Option<Flash>,
    /// What the form on this page holds, and what is wrong with it.
    pub form: Form,
    /// It is about a selection of works, which have titles and authors, not names and units.
    pub works: bool,
    /// What the demo's bar offers; `None` on every page of a real installation.
    pub bar: Option<Bar>,
}

/// The demo's bar: jump to a stop of the selection's life, be anybody.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// Stops, in order.
    pub stops: Vec<Choice>,
    /// The stop we are at.
    pub here: String,
    /// Who one can be, by login.
    pub roles: Vec<Choice>,
    /// Who we are, by login; empty: a citizen.
    pub who: String,
    /// The demo's time, `2022-12-15T16:02`.
    pub clock: String,
    /// An invitation code nobody has used here; empty: none.
    pub code: String,
}

impl Page {
    /// A page of `site`, read as `prefs` say, at `path` (path and query).
    #[must_use]
    pub fn new(site: &Arc<Site>, prefs: Prefs, path: &str) -> Self {
        Self {
            lang: prefs.lang,
            elder: prefs.elder,
            title: String::new(),
            site: Arc::clone(site),
            path: path.to_owned(),
            zone: TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC),
            csrf: String::new(),
            request: String::new(),
            nav: Vec::new(),
            viewer: None,
            flash: None,
            form: Form::default(),
            works: false,
            bar: None,
        }
    }

    /// Sets the title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets the navigation.
    #[must_use]
    pub fn nav(mut self, nav: Vec<Nav>) -> Self {
        self.nav = nav;
        self
    }

    /// Sets who is signed in.
    #[must_use]
    pub fn viewer(mut self, name: impl Into<String>, role: impl Into<String>) -> Self {
        self.viewer = Some(Viewer { name: name.into(), role: role.into() });
        self
    }

    /// Sets the token and the request id that forms carry.
    #[must_use]
    pub fn sends(mut self, csrf: impl Into<String>, request: impl Into<String>) -> Self {
        self.csrf = csrf.into();
        self.request = request.into();
        self
    }

    /// Sets what the form holds.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// Sets the message at the top.
    #[must_use]
    pub fn flash(mut self, flash: Option<Flash>) -> Self {
        self.flash = flash;
        self
    }

    /// The message of this key.
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.ta(key, &Args::new())
    }

    /// The message of this key with its variables, as it is said of works where the page is about works; for templates
    /// mostly [`Page::t1`] and [`Page::t2`].
    pub fn ta(&self, key: impl AsRef<str>, args: &Args) -> String {
        if self.works {
            text::of_works(self.lang, key.as_ref(), args)
        } else {
            text::ta(self.lang, key.as_ref(), args)
        }
    }

    /// The message of this key with one variable.
    pub fn t1(&self, key: impl AsRef<str>, name: &str, value: impl ToValue) -> String {
        self.ta(key, &Args::new().set(name, value))
    }

    /// The message of this key with two variables.
    pub fn t2(&self, key: impl AsRef<str>, n1: &str, v1: impl ToValue, n2: &str, v2: impl ToValue) -> String {
        self.ta(key, &Args::new().set(n1, v1).set(n2, v2))
    }

    /// A sentence in which `**…**` is emphasised (figures one looks for) and `[…]` links to `href` (may be empty).
    pub fn rich(&self, sentence: impl AsRef<str>, href: impl AsRef<str>) -> Markup {
        Markup(rich(sentence.as_ref(), href.as_ref()))
    }

    /// `12月10日`.
    pub fn day(&self, at: &Timestamp) -> String {
        let z = at.to_zoned_datetime(self.zone.clone());
        text::day(self.lang, z.month(), z.day())
    }

    /// `2022年12月10日`.
    pub fn date(&self, at: &Timestamp) -> String {
        let z = at.to_zoned_datetime(self.zone.clone());
        text::date(self.lang, z.year(), z.month(), z.day())
    }

    /// `12月10日16:02`.
    pub fn day_time(&self, at: &Timestamp) -> String {
        let z = at.to_zoned_datetime(self.zone.clone());
        text::day_time(self.lang, z.month(), z.day(), z.hour(), z.minute())
    }

    /// `2022年12月15日16:02:31`.
    pub fn moment(&self, at: &Timestamp) -> String {
        let z = at.to_zoned_datetime(self.zone.clone());
        let date = (z.year(), z.month(), z.day());
        text::date_time(self.lang, date, (z.hour(), z.minute(), Some(z.second())))
    }

    /// `16:02`.
    pub fn clock(&self, at: &Timestamp) -> String {
        let z = at.to_zoned_datetime(self.zone.clone());
        format!("{:02}:{:02}", z.hour(), z.minute())
    }

    /// The end of a half-open window: one that ends at midnight is printed as 24:00 of its last day, `12月10日24:00`.
    pub fn deadline(&self, end: &Timestamp) -> String {
        let z = end.to_zoned_datetime(self.zone.clone());
        if z.hour() != 0 || z.minute() != 0 || z.second() != 0 {
            return self.day_time(end);
        }
        let last = self.last_day(end);
        text::day_time(self.lang, last.month(), last.day(), 24, 0)
    }

    /// The days of a half-open window in little room: `12.1–12.10`.
    pub fn span(&self, start: &Timestamp, end: &Timestamp) -> String {
        let first = start.to_zoned_datetime(self.zone.clone()).date();
        let last = self.last_day(end).max(first);
        text::span(self.lang, (first.month(), first.day()), (last.month(), last.day()))
    }

    /// How long until `end`, in its two largest units: `5天8小时`.
    pub fn left(&self, now: &Timestamp, end: &Timestamp) -> String {
        text::stretch(self.lang, end.as_second().saturating_sub(now.as_second()))
    }

    /// `183,406`.
    pub fn group(&self, n: impl fmt::Display) -> String {
        let plain = n.to_string();
        plain.parse().map_or(plain, text::group)
    }

    /// The link that switches to large type and back, and returns here.
    pub fn elder_href(&self) -> String {
        prefs::href("elder", if self.elder { "off" } else { "on" }, &self.path)
    }

    /// The link that switches the language, and returns here.
    pub fn lang_href(&self) -> String {
        prefs::href("lang", self.lang.other().code(), &self.path)
    }

    /// The style sheet's address.
    pub fn css(&self) -> &'static str {
        crate::assets::href("app.css")
    }

    /// The script's address.
    pub fn js(&self) -> &'static str {
        crate::assets::href("app.js")
    }

    /// The address of the script that does the work of a ballot without a code.
    pub fn work_js(&self) -> &'static str {
        crate::assets::href("work.js")
    }

    /// The mark's address.
    pub fn mark(&self) -> &'static str {
        crate::assets::href("mark.svg")
    }

    /// The day before the instant a half-open window ends at.
    fn last_day(&self, end: &Timestamp) -> jiff::civil::Date {
        let last = Timestamp::from_nanosecond(end.as_nanosecond() - 1).unwrap_or(*end);
        last.to_zoned_datetime(self.zone.clone()).date()
    }
}

/// A heading in which a short name in quotation marks is never broken across two lines: “最美城管人”.
pub(crate) fn unbroken(text: &str) -> Markup {
    /// Longest name that fits into a line of a telephone in the largest type.
    const SHORT: usize = 8;
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('“') {
        out += &escape(before);
        match behind.split_once('”') {
            Some((name, after)) if name.chars().count() <= SHORT => {
                out += &format!("<span class=\"unbroken\">“{}”</span>", escape(name));
                rest = after;
            }
            _ => {
                out.push('“');
                rest = behind;
            }
        }
    }
    Markup(out + &escape(rest))
}

fn rich(sentence: &str, href: &str) -> String {
    let escaped = escape(sentence);
    let mut out = String::with_capacity(escaped.len() + 16);
    for (i, part) in escaped.split("**").enumerate() {
        out.push_str(if i % 2 == 1 { "<b>" } else { "" });
        out.push_str(part);
        out.push_str(if i % 2 == 1 { "</b>" } else { "" });
    }
    if href.is_empty() {
        return out;
    }
    match out.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?))) {
        Some((before, (inside, after))) => {
            format!("{before}<a href=\"{}\">{inside}</a>{after}", escape(href))
        }
        None => out,
    }
}

/// Text made harmless in HTML text and attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The page as a response. A template that cannot be printed is a fault of ours: logged, and answered 500.
pub fn html(template: &impl Template) -> Response {
    html_with(StatusCode::OK, template)
}

/// The page as a response of this status.
pub fn html_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(body) => (status, Html(body)).into_response(),
        Err(fault) => {
            tracing::error!(%fault, "a page could not be printed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whose site this is: what stands in the top line and the footer. Empty fields are left out.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Beside the mark: `临沂 · 最美城管人`.
    pub brand: String,
    /// Where the mark leads on public pages.
    pub home: String,
    /// Beside the mark in the staff's rooms: `评选办公室`.
    pub office: String,
    /// Where the mark leads in the staff's rooms.
    pub office_home: String,
    /// Where the staff sign out (a form is posted there).
    pub sign_out: String,
    /// 演示: the strip on every page of a demo, and nothing on any other.
    pub demo: Option<String>,
    /// 主办单位, in the plan's order.
    pub sponsors: Vec<String>,
    /// 承办单位.
    pub host: String,
    /// 地址.
    pub address: String,
    /// 电话.
    pub phone: String,
    /// ICP备案号.
    pub icp: String,
    /// 网站标识码.
    pub site_id: String,
    /// 公安备案号.
    pub police: String,
    /// Links at the foot of public pages: privacy, accessibility, how the ledger works.
    pub links: Vec<Link>,
}

/// A link.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// An item of the navigation, or a tab.
#[derive(Clone, Debug, Default)]
pub struct Nav {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// How many things wait there. `None` or 0 shows nothing.
    pub count: u64,
    /// Whether we are there.
    pub here: bool,
}

impl Nav {
    /// An item with nothing waiting.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), count: 0, here: false }
    }

    /// Sets how many wait there.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = count;
        self
    }

    /// Says whether we are there.
    #[must_use]
    pub fn here(mut self, here: bool) -> Self {
        self.here = here;
        self
    }
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Their name.
    pub name: String,
    /// What they are here: `初审员`.
    pub role: String,
}

/// What the last act led to, shown once at the top of the next page.
#[derive(Clone, Debug)]
pub struct Flash {
    /// Green for done, ochre for something that waits on somebody.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// The entry it was recorded under; 0 for none.
    pub entry: u64,
}

/// The four tones, each with one meaning everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ink: a fact.
    #[default]
    Plain,
    /// Vermilion: going on now.
    Active,
    /// Ochre: waits on somebody.
    Wait,
    /// Green: proved or finished.
    Done,
    /// Vermilion outline: refused, cannot go on.
    Stop,
}

impl fmt::Display for Tone {
    /// The class's suffix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tone::Plain => "plain",
            Tone::Active => "active",
            Tone::Wait => "wait",
            Tone::Done => "done",
            Tone::Stop => "stop",
        })
    }
}

/// What a form holds: values by field (several for checkboxes) and faults by field.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    faults: Vec<Fault>,
}

/// What is wrong with one field, or with the whole form (`field` empty).
#[derive(Clone, Debug, Default)]
pub struct Fault {
    /// The field's name.
    pub field: String,
    /// What is wrong and how to put it right.
    pub text: String,
    /// The clause of the plan that says so; may be empty.
    pub clause: String,
}

impl Form {
    /// A form that holds these pairs, as they came.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { values: pairs.into_iter().collect(), faults: Vec::new() }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl ToString) -> Self {
        self.values.push((field.to_owned(), value.to_string()));
        self
    }

    /// Adds a fault.
    #[must_use]
    pub fn fault(mut self, field: &str, text: impl Into<String>, clause: impl Into<String>) -> Self {
        self.faults.push(Fault { field: field.to_owned(), text: text.into(), clause: clause.into() });
        self
    }

    /// Faults of fields that a page does not show become faults of the whole form: nothing that is wrong goes unsaid.
    #[must_use]
    pub fn placed(mut self, shown: impl Fn(&str) -> bool) -> Self {
        for fault in self.faults.iter_mut().filter(|fault| !shown(&fault.field)) {
            fault.field.clear();
        }
        self
    }

    /// The first value of a field, or nothing.
    pub fn value(&self, field: impl AsRef<str>) -> &str {
        self.values.iter().find(|(name, _)| name == field.as_ref()).map_or("", |(_, value)| value)
    }

    /// Whether a field holds this value among others: a chosen option, a ticked box.
    pub fn holds(&self, field: impl AsRef<str>, value: impl AsRef<str>) -> bool {
        self.values.iter().any(|(name, held)| name == field.as_ref() && held == value.as_ref())
    }

    /// The first fault of a field.
    pub fn fault_of(&self, field: impl AsRef<str>) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.field == field.as_ref())
    }

    /// Every fault of a field, in order.
    pub fn faults_of(&self, field: impl AsRef<str>) -> Vec<&Fault> {
        self.faults.iter().filter(|fault| fault.field == field.as_ref()).collect()
    }

    /// Every fault, in order.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

/// One of the values a field offers.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A word of explanation under it; may be empty.
    pub note: String,
}

impl Choice {
    /// A choice without a note.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), note: String::new() }
    }

    /// Adds a word of explanation.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// A station of the road: a stage with its days.
#[derive(Clone, Debug)]
pub struct Station {
    /// The stage's name.
    pub label: String,
    /// Its days, short: `12.1–12.10`, `3个工作日`.
    pub days: String,
    /// Behind us, here, or ahead.
    pub at: At,
    /// Where it leads; may be empty.
    pub href: String,
}

impl Station {
    /// A station without a link.
    pub fn new(label: impl Into<String>, days: impl Into<String>, at: At) -> Self {
        Self { label: label.into(), days: days.into(), at, href: String::new() }
    }

    /// Makes it a link.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }
}

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Behind us.
    Done,
    /// Here. Several stages may be open at once.
    Now,
    /// Ahead.
    Ahead,
}

impl fmt::Display for At {
    /// The class's and the message key's suffix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            At::Done => "done",
            At::Now => "now",
            At::Ahead => "ahead",
        })
    }
}

/// One thing the next stage needs: what the gate checks.
#[derive(Clone, Debug)]
pub struct Need {
    /// Whether it holds.
    pub done: bool,
    /// What it is: `23份推荐待审`.
    pub text: String,
    /// Where it is settled; may be empty.
    pub href: String,
    /// The clause that demands it; may be empty.
    pub clause: String,
}

impl Need {
    /// Something that holds, or does not yet.
    pub fn new(done: bool, text: impl Into<String>) -> Self {
        Self { done, text: text.into(), href: String::new(), clause: String::new() }
    }

    /// Where it is settled.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }

    /// The clause that demands it.
    #[must_use]
    pub fn clause(mut self, clause: impl Into<String>) -> Self {
        self.clause = clause.into();
        self
    }
}

/// An entry of the ledger as people read it.
#[derive(Clone, Debug, Default)]
pub struct Happening {
    /// When: `16:02`, `12月10日16:02`.
    pub when: String,
    /// What: `沂水县补报《会议纪要》`.
    pub what: String,
    /// Who did it; may be empty.
    pub who: String,
    /// Its number in the ledger.
    pub entry: u64,
    /// Where it can be read; may be empty.
    pub href: String,
    /// The leaf's hash, kept behind the technical fold; may be empty.
    pub hash: String,
}

/// A person or a work as the public sees them: on a card, on a ballot.
#[derive(Clone, Debug, Default)]
pub struct Face {
    /// What a ballot sends.
    pub id: String,
    /// The badge: `A01`. May be empty.
    pub number: String,
    /// The name.
    pub name: String,
    /// Where they serve; of a work, who made it.
    pub unit: String,
    /// One line of their story.
    pub line: String,
    /// Their page; may be empty.
    pub href: String,
    /// Their photo, 4:5; empty for a drawn figure.
    pub photo: String,
    /// What the drawn figure is drawn from; the same seed, the same figure.
    pub seed: u64,
    /// What a search on the page looks through besides number, name and unit: pinyin, initials.
    pub key: String,
    /// It is a work: what is drawn for it is no figure.
    pub work: bool,
}

impl Face {
    /// Everything a search on the page looks through.
    #[must_use]
    pub fn search_key(&self) -> String {
        format!("{} {} {} {}", self.number, self.name, self.unit, self.key).to_lowercase()
    }

    /// What is drawn where there is no photo.
    #[must_use]
    pub fn portrait(&self) -> Markup {
        Markup(if self.work { work_svg(self.seed) } else { portrait_svg(self.seed) })
    }
}

/// A fact with its name, or a figure with what it counts.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name.
    pub label: String,
    /// Its value.
    pub value: String,
    /// A word under it; may be empty.
    pub note: String,
    /// Where it leads; may be empty.
    pub href: String,
}

impl Fact {
    /// A fact.
    pub fn new(label: impl Into<String>, value: impl ToString) -> Self {
        Self { label: label.into(), value: value.to_string(), note: String::new(), href: String::new() }
    }

    /// Adds a word under it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Makes the value a link.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = href.into();
        self
    }
}

/// A refusal: what is wrong, by which clause, and what to do.
#[derive(Clone, Debug, Default)]
pub struct Refusal {
    /// What is wrong.
    pub what: String,
    /// By which clause; may be empty.
    pub clause: String,
    /// What to do; may be empty.
    pub remedy: String,
}

/// A table. On a phone every row becomes a block with the columns' names beside the values.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the table shows; read aloud, and printed above it unless `caption_hidden`.
    pub caption: String,
    /// The caption is for listeners only, because a heading stands right above.
    pub caption_hidden: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Row>,
    /// The totals; may be empty.
    pub foot: Vec<Cell>,
    /// What is said where there are no rows.
    pub empty: String,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head.
    pub label: String,
    /// Figures: right-aligned, tabular.
    pub figures: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Where the row leads: its first cell becomes the link, and the whole row its target. May be empty.
    pub href: String,
    /// The row one should look at first.
    pub marked: bool,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Text.
    Text(String),
    /// Text with a quieter line under it.
    Two(String, String),
    /// A person's name, in the serif.
    Name(String),
    /// A whole number; 0 is printed as an en dash.
    Count(u64),
    /// A figure already printed (a score, a fraction).
    Figure(String),
    /// A link.
    Link(Link),
    /// A status.
    Tag(Tone, String),
    /// Markup of a template of ours, never of a reader.
    Markup(Markup),
}

impl Table {
    /// A table with these columns. A head that begins with `#` marks a column of figures: `["单位", "#推荐"]`.
    pub fn new<S: AsRef<str>>(caption: impl Into<String>, columns: impl IntoIterator<Item = S>) -> Self {
        let column = |head: S| match head.as_ref().strip_prefix('#') {
            Some(label) => Column { label: label.to_owned(), figures: true },
            None => Column { label: head.as_ref().to_owned(), figures: false },
        };
        Self {
            caption: caption.into(),
            columns: columns.into_iter().map(column).collect(),
            ..Self::default()
        }
    }

    /// Hides the caption from sight.
    #[must_use]
    pub fn caption_hidden(mut self) -> Self {
        self.caption_hidden = true;
        self
    }

    /// Sets what is said where there are no rows.
    #[must_use]
    pub fn empty(mut self, text: impl Into<String>) -> Self {
        self.empty = text.into();
        self
    }

    /// Adds a row that leads nowhere.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Row {
        self.rows.push(Row { cells: cells.into_iter().collect(), ..Row::default() });
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// The cells of a row with the columns they stand in.
    pub(crate) fn pairs<'a>(&'a self, cells: &'a [Cell]) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(cells)
    }
}

impl Row {
    /// Makes the row a link.
    pub fn href(&mut self, href: impl Into<String>) -> &mut Self {
        self.href = href.into();
        self
    }

    /// Marks the row as the one to look at first.
    pub fn marked(&mut self, marked: bool) -> &mut Self {
        self.marked = marked;
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<u64> for Cell {
    fn from(n: u64) -> Self {
        Cell::Count(n)
    }
}

/// The pages of a long list: the first, the last, and those around the present one.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// The present page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The page before; empty on the first.
    pub previous: String,
    /// The page after; empty on the last.
    pub next: String,
    /// Numbers with their addresses; `None` is a gap.
    pub numbers: Vec<Option<Nav>>,
}

impl Pager {
    /// The pager of page `page` (from 1) of `pages`; `href` gives a page's address.
    pub fn new(page: usize, pages: usize, href: impl Fn(usize) -> String) -> Self {
        let pages = pages.max(1);
        let page = page.clamp(1, pages);
        let shown = |n: usize| n == 1 || n == pages || n.abs_diff(page) <= 1;
        let mut numbers: Vec<Option<Nav>> = Vec::new();
        for n in 1..=pages {
            if shown(n) {
                numbers.push(Some(Nav::new(n.to_string(), href(n)).here(n == page)));
            } else if numbers.last().is_some_and(Option::is_some) {
                numbers.push(None);
            }
        }
        let at = |n: usize| if (1..=pages).contains(&n) { href(n) } else { String::new() };
        Self { page, pages, previous: at(page - 1), next: at(page + 1), numbers }
    }
}

#[cfg(test)]
mod tests;
