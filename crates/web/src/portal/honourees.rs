//! Who was named and whose title stands; which titles were revoked.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use plan::{ListKind, names};
use selection::naming;
use selection::{Entry, lists::Member};

use super::{candidates, telling};
use crate::ask::Ask;
use crate::ui::{self, Cell, Face, Fact, Link, Page, Table};
use crate::words;
use crate::{rooms, shell};

struct Group {
    name: String,
    note: String,
    faces: Vec<Face>,
}

#[derive(Template)]
#[template(path = "portal/honourees.html")]
struct Honourees {
    page: Page,
    lead: String,
    facts: Vec<Fact>,
    groups: Vec<Group>,
    stories: Table,
    revoked: Table,
    share: String,
    report: String,
}

/// GET `/s/{el}/honourees`.
pub async fn page(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = ask.public(&el).await?;
    let lang = ask.lang();
    let s = view.s();
    let (Some(plan), Some(named)) = (view.plan(), s.naming.named.as_ref()) else {
        return Err(shell::not_found(&ask));
    };
    let base = format!("/s/{el}");
    let page = ask
        .page(Some(&view), words::of_selection(&view, lang, "room-public-honourees"))
        .nav(rooms::public(&view, lang, "honourees"));
    let honourees: Vec<Member> = s.honourees().into_iter().cloned().collect();
    let on = |category: &plan::Category| {
        let faces: Vec<Face> = honourees
            .iter()
            .filter(|member| member.category == category.id)
            .map(|member| {
                let number = s.naming.certificates.get(&member.nominee).cloned().unwrap_or_default();
                Face {
                    line: page.t1("portal-certificate-no", "no", number),
                    ..telling::face(&view, member, lang)
                }
            })
            .collect();
        let name = category.called(lang).to_owned();
        Group { name, note: telling::count(plan, faces.len(), &page), faces }
    };
    let groups = plan.category.iter().map(on).filter(|group| !group.faces.is_empty()).collect();
    let mut stories = Table::new(
        page.t("portal-pieces"),
        [page.t("portal-piece-title"), page.t("portal-piece-about"), page.t("portal-piece-out")],
    )
    .caption_hidden();
    for member in &honourees {
        let name = telling::who(&view, &member.nominee, lang);
        let href = telling::face(&view, member, lang).href;
        for story in candidates::stories(&view, &member.nominee, &page) {
            let title = Link::new(story.title, format!("{href}#pieces"));
            stories.row([Cell::Link(title), Cell::Name(name.clone()), Cell::Text(story.from)]);
        }
    }
    let columns = ["portal-handle", "portal-reason", "portal-basis", "portal-since"].map(|key| page.t(key));
    let mut revoked = Table::new(page.t("portal-revoked"), columns).caption_hidden();
    for (nominee, (code, at)) in &s.naming.revoked {
        let (reason, clause) = candidates::reason(&view, code);
        let record = telling::newest(
            &view,
            |entry| matches!(entry, Entry::Naming(naming::Entry::Revoked { nominee: other, .. }) if other == nominee),
        );
        let text = record.and_then(|record| view.public_text(record.n, "reason")).map(|text| text.text);
        let cells = [
            Cell::Text(telling::who(&view, nominee, lang)),
            Cell::Two(reason, text.unwrap_or_default()),
            Cell::Text(clause),
            Cell::Text(page.date(&shell::stamp(*at))),
        ];
        revoked.row(cells).href(format!("{base}/candidates/{nominee}"));
    }
    let list = s.lists.latest(ListKind::Named);
    let mut facts = vec![
        Fact::new(page.t("portal-document"), &named.document),
        Fact::new(page.t("portal-named-at"), page.date(&shell::stamp(named.at))),
    ];
    if let Some(list) = list {
        let name = page.t2(
            "portal-list-version",
            "list",
            words::list_name(&view, list.list, lang),
            "n",
            list.version,
        );
        facts.push(Fact::new(page.t("portal-list"), name).href(telling::list_href(
            &base,
            list.list,
            list.version,
        )));
    }
    let signed = s.naming.signatures.iter().filter(|signature| signature.version == named.version);
    let signed = telling::join(
        signed.map(|signature| names::sponsor(plan, &signature.sponsor, lang).to_owned()),
        lang,
    );
    if !signed.is_empty() {
        facts.push(Fact::new(page.t("portal-signed-by"), signed));
    }
    let title = plan.stages(plan::StageKind::Naming).find_map(|stage| stage.naming.as_ref()?.title.get());
    let lead = match title {
        Some(title) => page.t2(
            "portal-honourees-lead-title",
            "n",
            telling::count(plan, honourees.len(), &page),
            "title",
            title,
        ),
        None => page.t1("portal-honourees-lead", "n", telling::count(plan, honourees.len(), &page)),
    };
    let share = telling::front_line_says(&view, honourees.iter(), &page);
    let report = if s.closed.is_none() { format!("{base}/report") } else { String::new() };
    Ok(ui::html(&Honourees { page, lead, facts, groups, stories, revoked, share, report }))
}
