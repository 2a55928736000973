//! What the public pages call things: names in the reader's language, people on cards, dates and figures in words.

use count::Exact;
use desk::View;
use pinyin::ToPinyin;
use plan::types::Subject;
use plan::{Category, Instant, ListKind, Plan};
use selection::lists::{List, Member, serial};
use selection::{Entry, Record};
use text::Lang;

use crate::shell::stamp;
use crate::ui::{Face, Page};
use crate::words;

/// The four lists in the order of a selection's life, with the word that stands for each in addresses.
pub(super) const LISTS: [(ListKind, &str); 4] = [
    (ListKind::Recommended, "recommended"),
    (ListKind::Candidates, "candidates"),
    (ListKind::Finalists, "finalists"),
    (ListKind::Named, "named"),
];

/// The word for a list in addresses and message keys.
pub(super) fn list_word(kind: ListKind) -> &'static str {
    LISTS.iter().find(|(known, _)| *known == kind).map_or("", |(_, word)| *word)
}

/// The address of a version of a list.
pub(super) fn list_href(base: &str, kind: ListKind, version: u32) -> String {
    format!("{base}/lists/{}/{version}", list_word(kind))
}

/// Date and hour, `2022年12月15日16:02`.
pub(super) fn moment(page: &Page, at: Instant) -> String {
    let z = at.civil(&page.zone);
    text::date_time(page.lang, (z.year(), z.month(), z.day()), (z.hour(), z.minute(), None))
}

/// The end of a half-open window with its year, a midnight as 24:00 of the last day: `2023年1月6日24:00`.
pub(super) fn end(page: &Page, ends: Instant) -> String {
    let z = ends.civil(&page.zone);
    if z.hour() != 0 || z.minute() != 0 {
        return moment(page, ends);
    }
    let last = ends.plus(-1).civil(&page.zone);
    text::date_time(page.lang, (last.year(), last.month(), last.day()), (24, 0, None))
}

/// A calendar day.
pub(super) fn day(page: &Page, on: jiff::civil::Date) -> String {
    text::date(page.lang, on.year(), on.month(), on.day())
}

/// An exact number in little room: a whole one with its thousands apart, the decimal where it ends, else two places.
pub(super) fn figure(number: &Exact) -> String {
    if number.to_string().contains('/') { number.fixed(2) } else { count::tell::number(number) }
}

/// A share in percent with one place, half up. `None` of nothing.
pub(super) fn percent(part: u64, of: u64) -> Option<String> {
    let tenths = (part * 2000 + of).checked_div(of * 2)?;
    Some(format!("{}.{}%", tenths / 10, tenths % 10))
}

/// So many people, works or others, as the plan's categories are: `12人`, `12件`.
pub(super) fn count(plan: &Plan, n: usize, page: &Page) -> String {
    let all = |subject: Subject| plan.category.iter().all(|category| category.subject == subject);
    let of = if all(Subject::Person) {
        "person"
    } else if all(Subject::Work) {
        "work"
    } else {
        "other"
    };
    page.t2("portal-how-many", "n", n, "of", of)
}

/// The head of a column of names in a category.
pub(super) fn name_head(category: &Category, page: &Page) -> String {
    page.t(if category.subject == Subject::Person { "portal-name-person" } else { "portal-name" })
}

/// Names joined as the language joins them.
pub(super) fn join(names: impl IntoIterator<Item = String>, lang: Lang) -> String {
    names.into_iter().collect::<Vec<_>>().join(&text::t(lang, "portal-and"))
}

/// A nominee with number and name where these are public, else by handle.
pub(super) fn who(view: &View, nominee: &str, lang: Lang) -> String {
    words::nominee(view, nominee, lang)
}

/// The newest list that prints names, for a wall of people.
pub(super) fn shown_list(view: &View) -> Option<&List> {
    let lists = &view.s().lists;
    [ListKind::Named, ListKind::Finalists, ListKind::Candidates]
        .into_iter()
        .find_map(|kind| lists.latest(kind))
}

/// Where a nominee stands on the newest public list that has them; the list of recommendations last.
pub fn member_of<'v>(view: &'v View, nominee: &str) -> Option<&'v Member> {
    view.s().lists.published.iter().rev().find_map(|list| list.member(nominee))
}

/// Why a nominee has no public name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// The title was revoked.
    Revoked,
    /// They have withdrawn.
    Withdrawn,
    /// Their dossier was erased.
    Erased,
    /// They never stood on a list that prints names.
    NotPublic,
}

impl Gone {
    /// The message that says so.
    pub(super) fn key(self) -> &'static str {
        match self {
            Gone::Revoked => "revoked",
            Gone::Withdrawn => "withdrawn",
            Gone::Erased => "erased",
            Gone::NotPublic => "not-public",
        }
    }
}

/// Why a nominee has no public name; `None` where they have one.
pub(super) fn gone(view: &View, nominee: &str) -> Option<Gone> {
    if view.profile(nominee).is_some() {
        return None;
    }
    let s = view.s();
    Some(if s.naming.revoked.contains_key(nominee) {
        Gone::Revoked
    } else if s.recommend.nominees.get(nominee).is_some_and(|nominee| nominee.withdrawn.is_some()) {
        Gone::Withdrawn
    } else if view.is_erased(nominee) && s.lists.ever_public(nominee) {
        Gone::Erased
    } else {
        Gone::NotPublic
    })
}

/// A member of a list on a card: number, name, unit and a line of their story, as far as this viewer may see them.
///
/// The drawn figure follows the handle, so that it is the same on every page.
pub fn face(view: &View, member: &Member, lang: Lang) -> Face {
    let base = format!("/s/{}", view.s().id);
    let number = view.s().lists.number(&member.nominee).unwrap_or_default().to_owned();
    let href = format!("{base}/candidates/{}", if number.is_empty() { &member.nominee } else { &number });
    let seed = serial(&member.nominee);
    let id = member.nominee.clone();
    let work = words::is_work(view, &member.category);
    let Some(profile) = view.profile(&member.nominee) else {
        let reason = gone(view, &member.nominee).map(Gone::key).unwrap_or_default();
        let name = text::ta(lang, "record-nominee", &text::args! { "handle" => &member.nominee });
        let unit = text::t(lang, &format!("portal-gone-{reason}-short"));
        return Face { id, number, name, unit, href, seed, work, ..Face::default() };
    };
    let photo = match profile.portrait.as_str() {
        "" => String::new(),
        file => format!("{base}/portrait/{file}"),
    };
    Face {
        id,
        number,
        name: profile.name.clone(),
        unit: profile.employer.clone(),
        line: profile.tagline.clone(),
        href,
        photo,
        seed,
        key: spelled(&profile.name),
        work,
    }
}

/// A name in pinyin, whole and by initials, for a search: `欧阳承泽` gives `ouyangchengze oycz`.
fn spelled(name: &str) -> String {
    let syllables: Vec<&str> = name.to_pinyin().flatten().map(|syllable| syllable.plain()).collect();
    let initials: String = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    // A keyboard has no ü; people type v, and many type u.
    let whole = syllables.concat();
    let typed = whole.replace('ü', "v");
    if typed == whole {
        format!("{whole} {initials}")
    } else {
        format!("{whole} {typed} {} {initials}", whole.replace('ü', "u"))
    }
}

/// How many of some members are front-line people, and of how many that is known; `None` where the plan does not ask
/// or the public does not know yet.
pub(super) fn front_line<'m>(
    view: &View,
    members: impl Iterator<Item = &'m Member>,
) -> Option<(usize, usize)> {
    let plan = view.plan()?;
    plan.category.iter().flat_map(|category| &category.kinds).find(|kind| kind.front_line)?;
    let (mut front, mut of) = (0, 0);
    for member in members {
        let Some(rec) = view.s().recommend.rec_of(&member.nominee) else { continue };
        of += 1;
        let kinds =
            plan.category(&rec.facts.category).map(|category| category.kinds.as_slice()).unwrap_or_default();
        front += usize::from(kinds.iter().any(|kind| kind.id == rec.facts.kind && kind.front_line));
    }
    (of > 0).then_some((front, of))
}

/// The sentence that tells the share of front-line people; empty where it is not known.
pub(super) fn front_line_says<'m>(
    view: &View,
    members: impl Iterator<Item = &'m Member>,
    page: &Page,
) -> String {
    let (Some(plan), Some((front, of))) = (view.plan(), front_line(view, members)) else {
        return String::new();
    };
    let share = percent(front as u64, of as u64).unwrap_or_default();
    let (n, of) = (count(plan, front, page), count(plan, of, page));
    page.ta("portal-front-line", &text::args! { "n" => n, "of" => of, "share" => share })
}

/// The newest record that this viewer may read and for which `wanted` holds.
pub(super) fn newest(view: &View, wanted: impl Fn(&Entry) -> bool) -> Option<Record> {
    view.log(None, usize::MAX).into_iter().filter_map(|row| row.record).find(|record| wanted(&record.entry))
}

/// How long until an instant.
pub(super) fn left(page: &Page, view: &View, until: Instant) -> String {
    page.left(&stamp(view.now()), &stamp(until))
}

#[cfg(test)]
mod tests {
    use super::{percent, spelled};

    #[test]
    fn a_name_is_found_by_whole_pinyin_and_by_initials() {
        assert_eq!(spelled("欧阳承泽"), "ouyangchengze oycz");
        assert!(spelled("吕明").contains("lvming") && spelled("吕明").contains("luming"));
        assert_eq!(spelled("Anna"), " ");
    }

    #[test]
    fn a_share_is_told_to_one_place_half_up() {
        assert_eq!(percent(1, 3).as_deref(), Some("33.3%"));
        assert_eq!(percent(1, 16).as_deref(), Some("6.3%"));
        assert_eq!(percent(20, 20).as_deref(), Some("100.0%"));
        assert_eq!(percent(0, 0), None);
    }
}
