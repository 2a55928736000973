//! A plan's rules in plain words, for whoever votes, recommends or only wants to know.
//!
//! What the plan does not say is said to be unsaid, in its place among what it does say.

mod about;
mod awards;
mod methods;
mod notice;
mod parts;
mod results;
mod review;
mod stages;
mod votes;

use jiff::civil::Weekday;
use serde::Serialize;
use text::{Args, Lang, args, t, ta};

use crate::moment::Moment;
use crate::names;
use crate::result::{Part, When};
use crate::silence::{self, Silence};
use crate::stage::ListKind;
use crate::stated::Stated;
use crate::types::Plan;

pub use votes::{limit_sentences, shape_sentence};

/// A part of the explanation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its sentences.
    pub items: Vec<Item>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Item {
    /// The sentence.
    pub text: String,
    /// The clause it rests on; empty where the plan names none.
    pub clause: String,
    /// False where it says that the plan is silent or contradicts itself.
    pub stated: bool,
}

/// The whole explanation as text: headings, and a line for each sentence with its clause.
pub fn explain(plan: &Plan, lang: Lang) -> String {
    let mut out = format!("{}\n", names::title(plan, lang));
    for section in sections(plan, lang) {
        out.push_str(&format!("\n{}\n", section.title));
        for item in section.items {
            let mark = if item.stated { "-" } else { "?" };
            let clause = match item.clause.as_str() {
                "" => String::new(),
                clause => ta(lang, "explain-clause", &args! { "clause" => clause }),
            };
            out.push_str(&format!("  {mark} {}{clause}\n", item.text));
        }
    }
    out
}

/// The explanation in parts, for a page.
pub fn sections(plan: &Plan, lang: Lang) -> Vec<Section> {
    let json = silence::spelled(plan);
    let open: Vec<Silence> = silence::open(plan).into_iter().filter(|it| it.sides.is_none()).collect();
    // What is open below these keys, with where that is; the part's own name is its heading.
    let under = |keys: &[&str]| {
        let below = |path: &str, key: &str| {
            path.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let mine = open.iter().filter(|it| keys.iter().any(|key| below(&it.path, key)));
        let heading = usize::from(keys.first().is_some_and(|key| key.ends_with(']')));
        mine.map(|it| Open {
            rule: t(lang, &format!("plan-rule-{}", it.rule)),
            place: silence::names(&json, &it.path).into_iter().skip(heading).collect(),
        })
        .collect::<Vec<_>>()
    };
    let mut sections = vec![
        about::about(plan, under(&ABOUT), lang),
        about::categories(plan, under(&["category"]), lang),
        about::units(plan, under(&["unit", "department", "outlet"]), lang),
        about::figures(plan, under(&["electorate", "attribute", "measure", "listed"]), lang),
        awards::awards(plan, under(&["award", "one_award"]), lang),
    ];
    for (n, stage) in plan.stage.iter().enumerate() {
        let open = under(&[&format!("stage[{n}]")]);
        sections.push(stages::of_stage(plan, stage, n + 1, open, lang));
    }
    for (n, rule) in plan.result.iter().enumerate() {
        sections.push(results::result(plan, rule, under(&[&format!("result[{n}]")]), lang));
    }
    if !plan.requirement.is_empty() {
        let mut page = Page::new(t(lang, "explain-requirements"), "", Vec::new(), lang);
        for rule in &plan.requirement {
            page.clause.clone_from(&rule.clause);
            page.say("explain-requirement", args! { "title" => &rule.title, "text" => &rule.text });
        }
        sections.push(page.done());
    }
    let mut page = Page::new(t(lang, "explain-silence"), "", Vec::new(), lang);
    match count(&sections) {
        0 => page.say("explain-silence-none", args! {}),
        n => page.unsaid("explain-silence-some", args! { "n" => n }),
    }
    sections.push(page.done());
    sections.retain(|section| !section.items.is_empty());
    sections
}

/// How a part of a score is called: its own name, or that of what it comes from.
pub fn part_name(plan: &Plan, part: &Part, lang: Lang) -> String {
    parts::called(plan, part, lang)
}

/// Where a part of a score comes from and how it is converted, a sentence each; without its weight, and without the parts
/// inside it.
pub fn part_sentences(plan: &Plan, part: &Part, lang: Lang) -> Vec<String> {
    let mut page = Page::new(String::new(), "", Vec::new(), lang);
    parts::one(&mut page, plan, part, &parts::called(plan, part, lang));
    page.section.items.into_iter().map(|item| item.text).collect()
}

/// In how many places a plan is silent or contradicts itself, as the explanation tells them.
pub fn unstated(plan: &Plan) -> usize {
    let mut sections = sections(plan, Lang::Zh);
    sections.pop();
    count(&sections)
}

fn count(sections: &[Section]) -> usize {
    sections.iter().flat_map(|section| &section.items).filter(|item| !item.stated).count()
}

/// The keys of a plan that the part about the plan itself tells of.
const ABOUT: [&str; 13] = [
    "title",
    "short",
    "place",
    "time_zone",
    "publication",
    "approval",
    "sponsor",
    "office",
    "interpreter",
    "supervisor",
    "cycle",
    "standards",
    "greeting",
];

/// A rule that is left open and has not been told yet: its name, and what it belongs to.
struct Open {
    rule: String,
    place: Vec<String>,
}

/// A section being written.
struct Page {
    lang: Lang,
    clause: String,
    section: Section,
    open: Vec<Open>,
    /// The clause of the whole section.
    whole: String,
    /// What stands before each sentence; most often nothing.
    head: String,
}

impl Page {
    fn new(title: String, clause: &str, open: Vec<Open>, lang: Lang) -> Page {
        let section = Section { title, items: Vec::new() };
        let clause = clause.to_owned();
        Page { lang, whole: clause.clone(), clause, section, open, head: String::new() }
    }

    /// Takes a rule off what is still to be told; whether it was there.
    fn open(&mut self, rule: &str) -> bool {
        let name = t(self.lang, &format!("plan-rule-{rule}"));
        let at = self.open.iter().position(|open| open.rule == name);
        at.map(|at| self.open.remove(at)).is_some()
    }

    fn push(&mut self, key: &str, args: Args, stated: bool) {
        let text = format!("{}{}", self.head, ta(self.lang, key, &args));
        self.section.items.push(Item { text, clause: self.clause.clone(), stated });
    }

    /// Says something with these words before each sentence: what it holds for.
    fn headed(&mut self, head: String, say: impl FnOnce(&mut Page)) {
        let space = match self.lang {
            Lang::Zh => "",
            Lang::En => " ",
        };
        let outer = std::mem::replace(&mut self.head, head + space);
        say(self);
        self.head = outer;
    }

    fn say(&mut self, key: &str, args: Args) {
        self.push(key, args, true);
    }

    fn unsaid(&mut self, key: &str, args: Args) {
        self.push(key, args, false);
    }

    /// Says a rule where it is stated, and otherwise that it is not: `rule` is its name's message key.
    fn rule<T>(&mut self, rule: &str, value: &Stated<T>, say: impl FnOnce(&mut Page, &T)) {
        let lang = self.lang;
        let name = || t(lang, &format!("plan-rule-{rule}"));
        match value {
            Stated::Is(value) => say(self, value),
            Stated::NotStated => {
                let told = self.open(rule);
                if told || !silence::optional(rule) {
                    let args = args! { "rule" => name() };
                    self.unsaid("explain-not-stated", args);
                }
            }
            Stated::Contradictory(sides) => {
                let args = args! { "rule" => name(), "sides" => sides.join(" / ") };
                self.unsaid("explain-contradictory", args);
            }
        }
    }

    /// Says a rule of which silence says nothing: where it is stated, or contradicts itself.
    fn where_said<T>(&mut self, rule: &str, value: &Stated<T>, say: impl FnOnce(&mut Page, &T)) {
        if !value.is_silent() {
            self.rule(rule, value, say);
        }
    }

    /// A rule's name and its value.
    fn fact(&mut self, rule: &str, value: impl Into<String>) {
        // The plan's own sentences bring their full stop.
        let value: String = value.into();
        let value = value.trim_end_matches(['。', '.']);
        let args = args! { "rule" => self.heads(rule), "value" => value };
        self.say("explain-fact", args);
    }

    /// A rule's name where a sentence begins with it.
    fn heads(&self, rule: &str) -> String {
        let name = t(self.lang, &format!("plan-rule-{rule}"));
        let mut letters = name.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => name,
        }
    }

    /// A fact, where there is a value.
    fn fact_of(&mut self, rule: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.fact(rule, value.to_string());
        }
    }

    /// The same, where there are words.
    fn fact_said(&mut self, rule: &str, value: &str) {
        if !value.is_empty() {
            self.fact(rule, value);
        }
    }

    /// The same, where there are words, each a sentence or name.
    fn fact_list(&mut self, rule: &str, values: &[String]) {
        if !values.is_empty() {
            let values = self.list(values);
            self.fact(rule, values);
        }
    }

    /// A rule of which silence says nothing, as its name and value.
    fn where_fact<T: ToString>(&mut self, rule: &str, value: &Stated<T>) {
        self.where_said(rule, value, |page, value| page.fact(rule, value.to_string()));
    }

    /// The same for one of the format's choices; `kind` is the choice's name in the message files.
    fn where_word<T: Serialize>(&mut self, rule: &str, kind: &str, value: &Stated<T>) {
        self.where_said(rule, value, |page, value| {
            let value = page.word(kind, value);
            page.fact(rule, value);
        });
    }

    /// The same for yes and no.
    fn where_yes(&mut self, rule: &str, value: &Stated<bool>) {
        self.where_said(rule, value, |page, yes| {
            let value = page.yes(*yes);
            page.fact(rule, value);
        });
    }

    fn yes(&self, yes: bool) -> String {
        t(self.lang, if yes { "plan-yes" } else { "plan-no" })
    }

    /// The name of a choice: `plan-<kind>-<choice>`.
    fn word<T: Serialize>(&self, kind: &str, value: &T) -> String {
        let value = serde_json::to_value(value).unwrap_or_default();
        t(self.lang, &format!("plan-{kind}-{}", value.as_str().unwrap_or_default()))
    }

    /// Says something under a clause of its own, where it has one.
    fn under(&mut self, clause: &str, say: impl FnOnce(&mut Page)) {
        if clause.is_empty() {
            return say(self);
        }
        let outer = std::mem::replace(&mut self.clause, clause.to_owned());
        say(self);
        self.clause = outer;
    }

    /// Names joined as the language joins them.
    fn list<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> String {
        let names: Vec<_> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        names.join(match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }

    fn words(&self, keys: impl IntoIterator<Item = &'static str>) -> String {
        self.list(keys.into_iter().map(|key| t(self.lang, key)))
    }

    /// The section, with what is left open and had no place of its own above.
    fn done(mut self) -> Section {
        self.clause.clone_from(&self.whole);
        for Open { rule, place } in std::mem::take(&mut self.open) {
            let key = if place.is_empty() { "explain-not-stated" } else { "explain-not-stated-at" };
            let place = self.list(place);
            self.unsaid(key, args! { "rule" => rule, "place" => place });
        }
        self.section
    }
}

/// Whom a condition on an attribute holds for.
fn whom(page: &Page, plan: &Plan, when: &When) -> String {
    let args = args! {
        "attribute" => names::attribute(plan, &when.attribute),
        "values" => page.list(&when.is),
    };
    ta(page.lang, "explain-whom", &args)
}

/// A moment with its weekday and hour: a bare date opens at 00:00 and closes at 24:00.
fn hour(lang: Lang, moment: Moment, bare: u16) -> String {
    let minute = moment.minute.unwrap_or(bare);
    let clock = format!("{:02}:{:02}", minute / 60, minute % 60);
    ta(lang, "explain-hour", &args! { "day" => day(lang, moment.date), "clock" => clock })
}

/// A sum of money as people say it: `3000元`, `2000欧元`; `currency` is the code of ISO 4217.
pub(crate) fn money(lang: Lang, sum: &str, currency: &str) -> String {
    ta(lang, "plan-money", &args! { "sum" => sum, "currency" => currency })
}

/// A date with its weekday: `2022年12月10日（周六）`, `Sat 10 Dec 2022`.
pub fn day(lang: Lang, date: jiff::civil::Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "plan-monday",
        Weekday::Tuesday => "plan-tuesday",
        Weekday::Wednesday => "plan-wednesday",
        Weekday::Thursday => "plan-thursday",
        Weekday::Friday => "plan-friday",
        Weekday::Saturday => "plan-saturday",
        Weekday::Sunday => "plan-sunday",
    };
    let date = text::date(lang, date.year(), date.month(), date.day());
    ta(lang, "plan-day", &args! { "day" => date, "weekday" => t(lang, weekday) })
}

pub(crate) fn list_key(list: ListKind) -> &'static str {
    match list {
        ListKind::Recommended => "plan-list-recommended",
        ListKind::Candidates => "plan-list-candidates",
        ListKind::Finalists => "plan-list-finalists",
        ListKind::Named => "plan-list-named",
    }
}
