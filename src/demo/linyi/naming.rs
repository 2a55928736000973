//! 会签 and 命名: five sponsors sign, what is still missing stands in the way, the list is named.

use anyhow::{Context, Result};
use plan::ListKind;
use selection::notice::Ruling;
use selection::{Act, Code, naming};

use super::super::people::{Category, ObjectionKind, SPONSORS, objections};
use super::super::player::Player;
use super::notice::{finalist, object, rule};
use super::{Tale, stop};

/// The sponsor who signs last, and declines first.
const LAST: &str = "guangdian";

pub async fn play(_tale: &Tale, p: &mut Player) -> Result<()> {
    p.chapter("naming");
    let office = p.seat("office1")?;
    let signers: Vec<&str> = SPONSORS.iter().map(|sponsor| sponsor.0).filter(|id| *id != LAST).collect();
    // Not in the order of the day: the steps before stand at 23:59:30, so these come after the end of the notice.
    p.at("2022-12-30 23:59:40")?;
    p.refused("notice-running", &office, name(), Code::NoticeRunning).await?;
    p.at("2022-12-31 00:00:00")?;
    p.tick().await?;
    let late = objections(p.seed()).into_iter().find(|objection| objection.kind == ObjectionKind::LastMinute);
    let late = object(2, Some(finalist(p, Category::Citizen, 0)?), &late.context("no objection")?, false);
    p.refused("objection-after-the-end", &selection::Actor::Citizen, late, Code::TooLate).await?;

    for (i, sponsor) in signers.iter().enumerate() {
        p.at(&format!("2022-12-31 08:{:02}:00", 10 + i * 5))?;
        sign(p, sponsor).await?;
    }
    p.at("2022-12-31 08:40:00")?;
    p.refused("objection-open", &office, name(), Code::ObjectionOpen).await?;
    p.at("2022-12-31 09:10:00")?;
    let found =
        "签到表照片和出差审批单已收到。经核实，当日另有三人以视频方式参加，纪要已注明，程序符合方案要求。";
    rule(p, "ruling-3", &office, "o3", Ruling::Dismissed, found).await?;
    p.at("2022-12-31 09:20:00")?;
    p.refused("four-of-five", &office, name(), Code::SignaturesMissing).await?;
    p.at("2022-12-31 09:30:00")?;
    stop(p, "naming").await?;

    p.at("2022-12-31 09:40:00")?;
    let text = "送签稿附件二漏了一名获评者的单位全称，请更正后再送。".to_owned();
    p.act("decline", &p.seat(&format!("sign-{LAST}"))?, Act::Naming(naming::Act::Decline { text })).await?;
    p.refused("declined", &office, name(), Code::SignatureDeclined).await?;
    p.at("2022-12-31 10:30:00")?;
    sign(p, LAST).await?;
    p.refused("no-recheck", &office, name(), Code::RecheckMissing).await?;
    p.at("2022-12-31 10:50:00")?;
    // The second version of the final list, which the replacement made, is the one that is named.
    let list = p.now().s.lists.version(ListKind::Finalists, 2).cloned().context("no second version")?;
    let found = list.members.iter().map(|member| (member.nominee.clone(), true)).collect();
    p.act("recheck", &office, Act::Naming(naming::Act::Recheck { found })).await?;
    p.at("2022-12-31 15:00:00")?;
    p.act("name", &office, name()).await?;
    Ok(())
}

fn name() -> Act {
    Act::Naming(naming::Act::Name {
        stage: "naming".to_owned(), document: "演练字〔2022〕9号".to_owned()
    })
}

async fn sign(p: &mut Player, sponsor: &str) -> Result<()> {
    let blob = p.document(&format!("命名决定会签页扫描件（演练）：{sponsor}\n")).await?;
    p.act(
        format!("sign-{sponsor}"),
        &p.seat(&format!("sign-{sponsor}"))?,
        Act::Naming(naming::Act::Sign { blob }),
    )
    .await?;
    Ok(())
}
