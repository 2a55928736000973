//! 公示 and 异议: the notice, four objections, a replacement, and the notice that starts again.

use anyhow::{Context, Result};
use plan::ListKind;
use selection::notice::Ruling;
use selection::{Act, Code, Handle, Note, notice};

use super::super::people::{Category, Objection, ObjectionKind, objections};
use super::super::player::Player;
use super::{Tale, review, stop};

/// Places on the first final list of park builders: who is objected to in vain, and who is replaced.
const CLEARED: usize = 2;
const REPLACED: usize = 5;

pub async fn play(tale: &Tale, p: &mut Player) -> Result<()> {
    p.chapter("notice");
    let office = p.seat("office1")?;
    let receiver = p.seat("watch")?;
    let anybody = selection::Actor::Citizen;
    let all = objections(p.seed());
    let kind = |kind: ObjectionKind| {
        all.iter()
            .find(|objection| objection.kind == kind)
            .with_context(|| format!("no objection is {kind:?}"))
    };

    p.at("2022-12-23 09:00:00")?;
    p.act("publish", &office, Act::Notice(notice::Act::Publish { stage: "notice".to_owned() })).await?;
    p.at("2022-12-24 10:20:00")?;
    let about = finalist(p, Category::Park, CLEARED)?;
    p.act("named-objection", &anybody, object(1, Some(about), kind(ObjectionKind::Named)?, false)).await?;
    p.at("2022-12-25 21:05:00")?;
    let out = finalist(p, Category::Park, REPLACED)?;
    let anonymous = object(1, Some(out.clone()), kind(ObjectionKind::Anonymous)?, true);
    p.act("anonymous-objection", &anybody, anonymous).await?;
    p.at("2022-12-25 22:40:00")?;
    let about = finalist(p, Category::Citizen, 1)?;
    let vague = object(1, Some(about), kind(ObjectionKind::Vague)?, false);
    p.refused("vague-objection", &anybody, vague, Code::LeadsMissing).await?;
    p.at("2022-12-26 10:00:00")?;
    rule(
        p,
        "ruling-1",
        &office,
        "o1",
        Ruling::Dismissed,
        "经核对施工日志和交接单，公示材料中“参与建成”的表述属实，到岗时间已在材料中注明。",
    )
    .await?;
    p.at("2022-12-26 15:00:00")?;
    stop(p, "notice").await?;

    p.at("2022-12-27 09:30:00")?;
    rule(
        p,
        "ruling-2",
        &receiver,
        "o2",
        Ruling::Upheld,
        "经实地查看和调阅验收单，公示的成活率与实际不符，异议成立。",
    )
    .await?;
    p.at("2022-12-27 10:00:00")?;
    let with = Some(substitute(tale, p)?);
    let text = "异议成立，原候选人退出最终候选名单，按评审名次递补。公示重新开始。".to_owned();
    p.act("replace", &office, Act::Notice(notice::Act::Replace { out, with, text })).await?;
    p.at("2022-12-30 23:59:30")?;
    let about = finalist(p, Category::Citizen, 4)?;
    let last = object(2, Some(about), kind(ObjectionKind::LastMinute)?, false);
    p.act("last-minute-objection", &anybody, last).await?;
    Ok(())
}

/// Somebody on the first final list, which no later version changes.
pub fn finalist(p: &Player, category: Category, place: usize) -> Result<Handle> {
    let snapshot = p.now();
    let list = snapshot.s.lists.version(ListKind::Finalists, 1).context("no final list")?;
    Ok(list.of(category.id()).nth(place).context("the final list is too short")?.nominee.clone())
}

/// The next in the figures who is not on the first list and may be on it.
fn substitute(tale: &Tale, p: &Player) -> Result<Handle> {
    let snapshot = p.now();
    let list = snapshot.s.lists.version(ListKind::Finalists, 1).context("no final list")?;
    let fallen = review::fallen(p)?;
    let next = review::figures(p, Category::Park.id())
        .into_iter()
        .map(|row| row.nominee)
        .find(|nominee| list.member(nominee).is_none() && *nominee != fallen)
        .context("nobody is left to come in")?;
    tale.who(&next)?;
    Ok(next)
}

/// An objection as it comes in.
pub fn object(notice: u32, about: Option<Handle>, objection: &Objection, to_receiver: bool) -> Act {
    let (name, contact) = match &objection.from {
        Some(from) => (from.name.clone(), from.phone.clone()),
        None => (String::new(), String::new()),
    };
    let leads = objection.kind != ObjectionKind::Vague;
    let note = Note { text: objection.text.to_owned(), contact, name };
    Act::Notice(notice::Act::Object { notice, about, note, leads, to_receiver })
}

/// A ruling.
pub async fn rule(
    p: &mut Player,
    step: &str,
    who: &selection::Actor,
    objection: &str,
    outcome: Ruling,
    text: &str,
) -> Result<()> {
    let act = notice::Act::Rule { objection: objection.to_owned(), outcome, text: text.to_owned() };
    p.act(step, who, Act::Notice(act)).await?;
    Ok(())
}
