//! The candidates: the wall with its order and search, each one's deeds, and their portraits.

use std::cmp::Ordering;

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use desk::View;
use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_locale_core::locale;
use plan::stage::Order;
use plan::{ListKind, StageKind, names};
use selection::lists::{List, Member};
use sha2::{Digest, Sha256};

use super::telling;
use crate::ask::{Ask, broken};
use crate::ui::{self, Face, Fact, Link, Nav, Page};
use crate::words;
use crate::{rooms, shell};

/// What a reader of the wall asks for.
#[derive(serde::Deserialize, Default)]
pub struct Wish {
    /// Category id; empty: the first one that has members.
    #[serde(default)]
    pub cat: String,
    /// Words to look for in number, name, pinyin and unit.
    #[serde(default)]
    pub q: String,
    /// `random`, `strokes` or `number`; empty: as the plan says.
    #[serde(default)]
    pub order: String,
}

/// A wall of people, one category at a time.
pub struct Wall {
    /// The categories; empty where there is one.
    pub tabs: Vec<Nav>,
    /// The orders one may choose from.
    pub orders: Vec<Nav>,
    /// The people, found and ordered.
    pub faces: Vec<Face>,
    /// What the search form carries along.
    pub hidden: Vec<(String, String)>,
    /// Where a search leads back from; empty where nothing was looked for.
    pub clear: String,
}

/// The wall of a list. `here` is the page it stands on.
pub(super) fn wall(ask: &Ask, view: &View, list: &List, wish: &Wish, here: &str) -> Wall {
    let lang = ask.lang();
    let categories = view.plan().map(|plan| plan.category.as_slice()).unwrap_or_default();
    let filled: Vec<&plan::Category> =
        categories.iter().filter(|category| list.of(&category.id).next().is_some()).collect();
    let cat = filled
        .iter()
        .find(|category| category.id == wish.cat)
        .or(filled.first())
        .map(|category| category.id.clone());
    let cat = cat.unwrap_or_default();
    let (order, chosen) = match wish.order.as_str() {
        "random" => (Order::Random, true),
        "strokes" => (Order::Strokes, true),
        "number" => (Order::Number, true),
        _ => (default_order(view), false),
    };
    let href = |cat: &str, order: Option<Order>, q: &str| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.append_pair("cat", cat);
        if let Some(order) = order {
            pairs.append_pair("order", order_word(order));
        }
        if !q.is_empty() {
            pairs.append_pair("q", q);
        }
        format!("{here}?{}", pairs.finish())
    };
    let kept = chosen.then_some(order);
    let tabs = filled.iter().map(|category| {
        let name = category.called(lang);
        let count = list.of(&category.id).count() as u64;
        Nav::new(name, href(&category.id, kept, "")).count(count).here(category.id == cat)
    });
    let tabs: Vec<Nav> = if filled.len() > 1 { tabs.collect() } else { Vec::new() };
    let orders = [Order::Random, Order::Strokes, Order::Number].map(|other| {
        let label = words::of_selection(view, lang, &format!("portal-order-{}", order_word(other)));
        Nav::new(label, href(&cat, Some(other), &wish.q)).here(other == order)
    });
    let mut faces: Vec<Face> = list.of(&cat).map(|member| telling::face(view, member, lang)).collect();
    sort(&mut faces, order, &ask.visitor.as_bytes()[..]);
    let q = wish.q.to_lowercase();
    faces.retain(|face| q.split_whitespace().all(|word| face.search_key().contains(word)));
    let mut hidden = vec![("cat".to_owned(), cat.clone())];
    hidden.extend(kept.map(|order| ("order".to_owned(), order_word(order).to_owned())));
    let clear = if q.trim().is_empty() { String::new() } else { href(&cat, kept, "") };
    Wall { tabs, orders: orders.into(), faces, hidden, clear }
}

fn order_word(order: Order) -> &'static str {
    match order {
        Order::Random => "random",
        Order::Strokes => "strokes",
        Order::Number => "number",
    }
}

/// The order the plan states for its vote: of the one that is open, else of the first that states one; by number where
/// none does.
fn default_order(view: &View) -> Order {
    let open = view.s().open_vote();
    let votes = view.plan().into_iter().flat_map(|plan| plan.stages(StageKind::Vote));
    let stated = |stage: &plan::Stage| stage.vote.as_ref().and_then(|rules| rules.order.get()).copied();
    open.into_iter().chain(votes).find_map(stated).unwrap_or(Order::Number)
}

/// Puts people in order. The chance of `random` comes from the visitor's own token: it differs between visitors and
/// stays the same for one.
fn sort(faces: &mut [Face], order: Order, visitor: &[u8]) {
    let number = |a: &Face, b: &Face| a.number.cmp(&b.number);
    match order {
        Order::Number => faces.sort_by(number),
        Order::Random => faces.sort_by_cached_key(|face| {
            let mut hash = Sha256::new();
            hash.update(visitor);
            hash.update(face.id.as_bytes());
            <[u8; 32]>::from(hash.finalize())
        }),
        Order::Strokes => {
            let strokes =
                Collator::try_new(locale!("zh-u-co-stroke").into(), CollatorOptions::default()).ok();
            faces.sort_by(|a, b| {
                let names =
                    strokes.as_ref().map_or(Ordering::Equal, |strokes| strokes.compare(&a.name, &b.name));
                names.then_with(|| number(a, b))
            });
        }
    }
}

#[derive(Template)]
#[template(path = "portal/candidates.html")]
struct Candidates {
    page: Page,
    note: String,
    here: String,
    wall: Wall,
    share: String,
}

/// GET `/s/{el}/candidates`.
pub async fn all(ask: Ask, Path(el): Path<String>, Query(wish): Query<Wish>) -> Result<Response, Response> {
    ask.searches(&wish.q)?;
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let (Some(plan), Some(list)) = (view.plan(), view.s().lists.latest(ListKind::Candidates)) else {
        return Err(shell::not_found(&ask));
    };
    let here = format!("/s/{el}/candidates");
    let page = ask
        .page(Some(&view), words::list_name(&view, ListKind::Candidates, lang))
        .nav(rooms::public(&view, lang, "candidates"))
        .form(ui::Form::default().with("q", &wish.q));
    let wall = wall(&ask, &view, list, &wish, &here);
    let note = page.t2(
        "portal-candidates-note",
        "n",
        telling::count(plan, list.members.len(), &page),
        "at",
        telling::moment(&page, list.at),
    );
    let share = telling::front_line_says(&view, list.members.iter(), &page);
    Ok(ui::html(&Candidates { page, note, here, wall, share }))
}

/// A report about somebody, as the public reads it.
pub struct Story {
    /// Its title.
    pub title: String,
    /// Outlet and day.
    pub from: String,
    /// Its text.
    pub text: String,
}

/// The published reports about a nominee, oldest first; none once the title is revoked.
pub(super) fn stories(view: &View, nominee: &str, page: &Page) -> Vec<Story> {
    let s = view.s();
    if s.naming.revoked.contains_key(nominee) {
        return Vec::new();
    }
    let mut rows: Vec<(plan::Instant, Story)> = s
        .publicity
        .pieces
        .values()
        .filter(|piece| piece.nominee == nominee)
        .filter_map(|piece| {
            let at = piece.published?;
            let text = view.public_text(piece.text_n?, "piece")?;
            let outlet =
                view.plan().and_then(|plan| plan.outlet(&piece.outlet)).map(|outlet| outlet.name.clone());
            let outlet = outlet.unwrap_or_else(|| piece.outlet.clone());
            let from = page.t2("portal-piece-from", "outlet", outlet, "on", page.date(&shell::stamp(at)));
            Some((at, Story { title: text.title, from, text: text.text }))
        })
        .collect();
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, story)| story).collect()
}

#[derive(Template)]
#[template(path = "portal/candidate.html")]
struct Deeds {
    page: Page,
    crumbs: Vec<Link>,
    face: Face,
    facts: Vec<Fact>,
    brief: String,
    deeds: Vec<String>,
    stands: Vec<Fact>,
    stories: Vec<Story>,
    report: String,
}

#[derive(Template)]
#[template(path = "portal/gone.html")]
struct NoName {
    page: Page,
    crumbs: Vec<Link>,
    sentence: String,
    reason: String,
    clause: String,
    stands: Vec<Fact>,
}

/// GET `/s/{el}/candidates/{who}`: by number or handle. Who never stood on any list is not found.
pub async fn one(ask: Ask, Path((el, asked)): Path<(String, String)>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let Some(member) = find(&view, &asked).cloned() else { return Err(shell::not_found(&ask)) };
    let nominee = member.nominee.as_str();
    let Some(plan) = view.plan() else { return Err(shell::not_found(&ask)) };
    let base = format!("/s/{el}");
    let name = telling::who(&view, nominee, lang);
    let page = ask.page(Some(&view), &name).nav(rooms::public(&view, lang, "candidates"));
    let mut crumbs = Vec::new();
    if view.s().lists.latest(ListKind::Candidates).is_some() {
        let all = format!("{base}/candidates?cat={}", shell::encode(&member.category));
        crumbs.push(Link::new(page.t("room-public-candidates"), all));
    } else {
        crumbs.push(Link::new(page.t("room-public-lists"), format!("{base}/lists")));
    }
    crumbs.push(Link::new(&name, ""));
    let stands = stands(&view, nominee, &page, &base);
    let Some(profile) = view.profile(nominee) else {
        let gone = telling::gone(&view, nominee).map(telling::Gone::key).unwrap_or_default();
        let sentence = page.t(format!("portal-gone-{gone}"));
        let (reason, clause) = left_out(&view, nominee).unwrap_or_default();
        return Ok(ui::html(&NoName { page, crumbs, sentence, reason, clause, stands }));
    };
    let mut facts =
        vec![Fact::new(page.t("portal-category"), names::category(plan, &member.category, lang).to_owned())];
    for (key, value) in [
        ("portal-employer", &profile.employer),
        ("portal-position", &profile.position),
        ("portal-gender", &profile.gender),
    ] {
        if !value.is_empty() {
            facts.push(Fact::new(page.t(key), value));
        }
    }
    let unit = view.s().recommend.rec_of(nominee).and_then(|rec| rec.facts.unit.clone());
    if let Some(unit) = unit.and_then(|unit| plan.unit(&unit).map(|unit| unit.name.clone())) {
        facts.push(Fact::new(page.t("portal-recommended-by"), unit));
    }
    let named = view.s().honourees().iter().any(|honouree| honouree.nominee == nominee);
    let report = if named && view.s().closed.is_none() {
        format!("{base}/report?about={nominee}")
    } else {
        String::new()
    };
    let deeds = Deeds {
        crumbs,
        face: telling::face(&view, &member, lang),
        facts,
        brief: profile.brief.clone(),
        deeds: profile.deeds.clone(),
        stands,
        stories: stories(&view, nominee, &page),
        report,
        page,
    };
    Ok(ui::html(&deeds))
}

/// Somebody on a public list, by number or by handle.
fn find<'v>(view: &'v View, asked: &str) -> Option<&'v Member> {
    let lists = view.s().lists.published.iter().rev();
    let by_number =
        |list: &'v List| list.members.iter().find(|member| !asked.is_empty() && member.number == asked);
    lists.clone().find_map(by_number).or_else(|| telling::member_of(view, asked))
}

/// Where somebody stands on the newest version of each list, and in the figures once these are public.
fn stands(view: &View, nominee: &str, page: &Page, base: &str) -> Vec<Fact> {
    let lists = &view.s().lists;
    let mut rows = Vec::new();
    for (kind, _) in telling::LISTS {
        let Some(list) = lists.latest(kind) else { continue };
        // A revoked title is gone from the list in force, although the version that was published stays.
        let struck = kind == ListKind::Named && view.s().naming.revoked.contains_key(nominee);
        let key = match (list.member(nominee).is_some(), struck) {
            (true, true) => "portal-stands-struck",
            (true, false) => "portal-stands-on",
            (false, _) => "portal-stands-not",
        };
        let href = telling::list_href(base, kind, list.version);
        rows.push(Fact::new(words::list_name(view, kind, page.lang), page.t(key)).href(href));
    }
    let rules = view.plan().into_iter().flat_map(|plan| &plan.result);
    for rule in rules.filter(|rule| view.s().result.published.contains_key(&rule.id)) {
        let counted = view.s().result.counted.get(&rule.id);
        let placed = counted.into_iter().flat_map(|by| by.values()).flat_map(|counted| &counted.ranking);
        if let Some(row) = placed.into_iter().find(|row| row.nominee == nominee) {
            let says = match row.rank {
                Some(rank) => page.t1("portal-rank", "n", rank),
                None => page.t("portal-no-rank"),
            };
            let href = format!("{base}/result/{}/{nominee}", rule.id);
            rows.push(Fact::new(page.t1("portal-figures-of", "rule", &rule.name), says).href(href));
        }
    }
    if let Some(number) = view.s().naming.certificates.get(nominee) {
        rows.push(Fact::new(page.t("portal-certificate"), number));
    }
    rows
}

/// Why somebody was left out in screening, or why a title was revoked: the plan's public reason and its clause.
pub(super) fn left_out(view: &View, nominee: &str) -> Option<(String, String)> {
    use selection::screen::Outcome;
    let s = view.s();
    let code = match (s.naming.revoked.get(nominee), s.screen.outcomes.get(nominee)) {
        (Some((code, _)), _) | (None, Some(Outcome::Out(code))) => code.clone(),
        _ if s.screen.merged.contains_key(nominee) => "duplicate".to_owned(),
        _ => return None,
    };
    Some(reason(view, &code))
}

/// A public reason code in words, with its clause; the code itself where the plan does not know it.
pub(super) fn reason(view: &View, code: &str) -> (String, String) {
    let stages = view.plan().into_iter().flat_map(|plan| &plan.stage);
    let known = stages
        .filter_map(|stage| stage.screen.as_ref())
        .flat_map(|rules| &rules.reason)
        .find(|row| row.id == code);
    known.map_or_else(|| (code.to_owned(), String::new()), |row| (row.name.clone(), row.clause.clone()))
}

/// GET `/s/{el}/portrait/{file}`: only the portrait of somebody whose name is public now.
pub async fn portrait(ask: Ask, Path((el, file)): Path<(String, String)>) -> Result<Response, Response> {
    let (desk, view) = ask.public(&el).await?;
    let shown = view.s().lists.published.iter().flat_map(|list| &list.members);
    let public = shown
        .into_iter()
        .any(|member| view.profile(&member.nominee).is_some_and(|profile| profile.portrait == file));
    let found =
        if public && !file.is_empty() { desk.store().file(&file).await.map_err(broken)? } else { None };
    let Some(found) =
        found.filter(|found| ["image/jpeg", "image/png", "image/webp"].contains(&found.mime.as_str()))
    else {
        return Err(shell::not_found(&ask));
    };
    let kind =
        HeaderValue::from_str(&found.mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    // Short, and in the reader's own browser only: a portrait that is taken down has to go.
    let cache = HeaderValue::from_static("private, max-age=300");
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], found.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&str]) -> Vec<Face> {
        let face = |(n, name): (usize, &&str)| Face {
            id: format!("p{n}"),
            number: format!("A{n:02}"),
            name: (*name).to_owned(),
            ..Face::default()
        };
        names.iter().enumerate().map(face).collect()
    }

    fn names(faces: &[Face]) -> Vec<&str> {
        faces.iter().map(|face| face.name.as_str()).collect()
    }

    #[test]
    fn surnames_stand_in_the_order_of_their_strokes() {
        // 丁 2, 王 4, 刘 6, 欧阳 8, 魏 17
        let mut faces = people(&["魏无忌", "欧阳承泽", "丁一", "刘禾", "王守田"]);
        sort(&mut faces, Order::Strokes, b"");
        assert_eq!(names(&faces), ["丁一", "王守田", "刘禾", "欧阳承泽", "魏无忌"]);
    }

    #[test]
    fn chance_is_the_same_for_one_visitor_and_another_for_the_next() {
        let all = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
        let shuffled = |visitor: &[u8]| {
            let mut faces = people(&all);
            sort(&mut faces, Order::Random, visitor);
            names(&faces).join("")
        };
        assert_eq!(shuffled(b"one"), shuffled(b"one"));
        assert_ne!(shuffled(b"one"), shuffled(b"two"));
    }
}
