//! The end: what it still lacks, what it does, and the act itself, confirmed by typing the selection's short name.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use desk::View;
use plan::{Stage, StageKind};
use selection::may::ActKind;
use selection::{Act, Thing};

use super::{Confirm, Frame, base, confirmed, enter, mistyped, page, typed, typed_right};
use crate::app::App;
use crate::ask::Ask;
use crate::sent::Sent;
use crate::shell;
use crate::ui::{self, Fact};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/s/{el}/office/closing", get(room).post(close))
}

fn stage_of<'a>(ask: &Ask, view: &'a View) -> Result<&'a Stage, Response> {
    let stage = view.plan().and_then(|plan| plan.stages(StageKind::Closing).next());
    stage.ok_or_else(|| shell::not_found(ask))
}

fn short(view: &View) -> &str {
    view.plan().map(|plan| plan.short.as_str()).unwrap_or_default()
}

fn question(ask: &Ask, view: &View) -> Result<Confirm, Response> {
    let stage = stage_of(ask, view)?;
    let page = page(ask, view, "closing", text::t(ask.lang(), "room-office-closing"));
    let mut confirm = Confirm::new(view, page, base(view, "closing"), base(view, ""));
    let s = view.s();
    let lacks = selection::gate::closing(s, view.now());
    confirm.frame = Frame::at_gate(view, &confirm.page, stage, &lacks);
    let page = &confirm.page;
    let rules = stage.closing.as_ref();
    let successor = rules.and_then(|rules| rules.successor.get());
    let named = successor
        .and_then(|id| view.plan().and_then(|plan| plan.sponsor(id)))
        .map(|sponsor| sponsor.name.clone());
    let successor = named.or_else(|| successor.cloned()).unwrap_or_else(|| page.t("decide-not-stated"));
    let done =
        rules.and_then(|rules| rules.done.get()).cloned().unwrap_or_else(|| page.t("decide-not-stated"));
    confirm.says = ["decide-closing-roles", "decide-closing-archive", "decide-closing-gates"]
        .map(|key| page.t(key))
        .to_vec();
    let open = s.notice.open_objections().count();
    confirm.facts = vec![
        Fact::new(page.t("decide-closing-done"), done).note(stage.clause.clone()),
        Fact::new(page.t("decide-closing-seats"), page.t1("decide-seats-n", "n", s.seats.len())),
        Fact::new(page.t("decide-closing-open"), page.t1("decide-objections-n", "n", open)),
        Fact::new(page.t("decide-closing-successor"), successor),
    ];
    if lacks.iter().all(|lack| lack.done) && view.may(Thing::Do(ActKind::Close)) {
        confirm.questions = vec![typed(page, short(view))];
        confirm.yes = page.t("decide-closing-yes");
        confirm.grave = true;
    } else {
        confirm.warns = vec![page.t("decide-closing-not-yet")];
    }
    Ok(confirm)
}

async fn room(ask: Ask, Path(el): Path<String>) -> Result<Response, Response> {
    let (_, view) = enter(&ask, &el).await?;
    Ok(ui::html(&question(&ask, &view)?))
}

async fn close(Path(el): Path<String>, sent: Sent) -> Result<Response, Response> {
    let (desk, view) = enter(&sent.ask, &el).await?;
    let again = question(&sent.ask, &view)?;
    if !typed_right(&sent, short(&view)) {
        let form = mistyped(&sent, short(&view));
        return Ok(again.again(form));
    }
    let stage = stage_of(&sent.ask, &view)?.id.clone();
    let act = Act::Closing(selection::closing::Act::Close { stage });
    // Every seat is gone then, this one too: what is left is the public page.
    confirmed(&sent, &desk, &view, act, &format!("/s/{el}"), again).await
}
