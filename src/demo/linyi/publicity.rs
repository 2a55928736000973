//! 集中宣传 and 结束: reports over a year, a certificate issued anew, a title revoked, and the end of every role.

use anyhow::{Context, Result};
use jiff::civil::{Date, date};
use plan::{Instant, ListKind};
use selection::notice::Ruling;
use selection::publicity::Act as Publicity;
use selection::{Act, Actor, Code, Handle, Note, PublicText, closing, naming, notice};

use super::super::people::Person;
use super::super::player::{Player, instant};
use super::notice::rule;
use super::{Tale, stop};

const STAGE: &str = "publicity";
const DAY: i64 = 86_400_000;
/// Places on the list of honourees: whose report is sent back once, whose is late, whose certificate is issued anew,
/// whose title is revoked.
const RETURNED: usize = 4;
const LATE: usize = 7;
const REISSUED: usize = 2;
const REVOKED: usize = 13;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    File(usize),
    SendBack(usize),
    FileAgain(usize),
    Approve(usize),
    Reissue,
    Ceremony,
    Stop,
    Report,
    Uphold,
    Revoke,
    RevokedPiece,
    Holidays,
    LastReport,
    TooEarly,
}

pub async fn play(tale: &Tale, p: &mut Player) -> Result<()> {
    p.chapter("publicity");
    let office = p.seat("office1")?;
    let named: Vec<Handle> = {
        let list = p.now().s.lists.version(ListKind::Named, 1).cloned().context("nobody was named")?;
        list.members.iter().map(|member| member.nominee.clone()).collect()
    };
    p.at("2023-01-01 00:00:00")?;
    p.tick().await?;
    p.at("2023-01-04 09:00:00")?;
    for (i, nominee) in named.iter().enumerate() {
        let act = Publicity::Assign {
            stage: STAGE.to_owned(),
            outlet: outlet(i).to_owned(),
            nominee: nominee.clone(),
            by: due(i),
        };
        p.act(format!("assign-{i}"), &office, Act::Publicity(act)).await?;
    }
    for (at, step) in agenda(p, named.len())? {
        p.set(at);
        take(tale, p, &named, step).await?;
    }

    p.chapter("closing");
    let office = p.seat("office1")?;
    p.at("2024-01-01 00:00:00")?;
    p.tick().await?;
    p.at("2024-01-02 09:00:00")?;
    p.act("close", &office, close()).await?;
    let nominee = named.first().context("nobody was named")?.clone();
    p.at("2024-01-02 09:05:00")?;
    p.refused("after-the-end", &office, Act::Naming(naming::Act::Reissue { nominee }), Code::Closed).await?;
    stop(p, "closed").await
}

fn close() -> Act {
    Act::Closing(closing::Act::Close { stage: "closing".to_owned() })
}

fn outlet(i: usize) -> &'static str {
    if i.is_multiple_of(2) { "ribao" } else { "guangdian" }
}

/// Last day of each report, over the year.
fn due(i: usize) -> Date {
    if i == REVOKED {
        date(2023, 9, 20)
    } else {
        date(2023, 1 + (i % 12) as i8, if i < 12 { 16 } else { 26 })
    }
}

fn agenda(p: &Player, honourees: usize) -> Result<Vec<(Instant, Step)>> {
    let at = |civil: &str| instant(civil, p.zone());
    let mut steps = vec![
        (at("2023-03-15 10:00:00")?, Step::Reissue),
        (at("2023-04-10 09:00:00")?, Step::Ceremony),
        (at("2023-06-15 12:00:00")?, Step::Stop),
        (at("2023-08-08 20:10:00")?, Step::Report),
        (at("2023-08-14 16:00:00")?, Step::Uphold),
        (at("2023-08-15 09:00:00")?, Step::Revoke),
        (at("2023-09-18 15:00:00")?, Step::RevokedPiece),
        // The day on which the holiday notice for 2024 was issued.
        (at("2023-10-25 18:00:00")?, Step::Holidays),
        (at("2023-12-22 11:30:00")?, Step::LastReport),
        (at("2023-12-28 09:00:00")?, Step::TooEarly),
    ];
    for i in (0..honourees).filter(|i| *i != REVOKED) {
        let day = Instant::of(due(i).at(10, 0, 0, 0), p.zone());
        let filed = if i == LATE { day.plus(5 * DAY) } else { day.plus(-3 * DAY) };
        steps.push((filed, Step::File(i)));
        let mut approved = filed.plus(DAY);
        if i == RETURNED {
            steps.push((filed.plus(3_600_000), Step::SendBack(i)));
            steps.push((filed.plus(DAY), Step::FileAgain(i)));
            approved = filed.plus(DAY + 7_200_000);
        }
        steps.push((approved, Step::Approve(i)));
    }
    steps.sort();
    Ok(steps)
}

async fn take(tale: &Tale, p: &mut Player, named: &[Handle], step: Step) -> Result<()> {
    let office = p.seat("office1")?;
    let who = |place: usize| named.get(place).cloned().context("too few honourees");
    match step {
        Step::File(i) => {
            let honouree = tale.who(&who(i)?)?;
            let text = if i == RETURNED { first_draft(honouree) } else { report(honouree) };
            p.act(format!("file-{i}"), &editor(p, i)?, file(i, text)).await?;
        }
        Step::SendBack(i) => {
            let note = "文中“全市第一”没有出处，请删去或注明来源。".to_owned();
            p.act(format!("send-back-{i}"), &office, review(i, false, note)).await?;
        }
        Step::FileAgain(i) => {
            let text = report(tale.who(&who(i)?)?);
            p.act(format!("file-again-{i}"), &editor(p, i)?, file(i, text)).await?;
        }
        Step::Approve(i) => {
            p.act(format!("approve-{i}"), &office, review(i, true, String::new())).await?;
        }
        Step::Reissue => {
            p.act("reissue", &office, Act::Naming(naming::Act::Reissue { nominee: who(REISSUED)? })).await?;
        }
        Step::Ceremony => {
            let act = Publicity::Ceremony { stage: STAGE.to_owned(), on: date(2023, 5, 18) };
            p.act("ceremony", &office, Act::Publicity(act)).await?;
        }
        Step::Stop => stop(p, "publicity").await?,
        Step::Report => {
            let note = Note {
                text:
                    "反映该同志事迹中的两处口袋公园并非由其参与建设，有施工合同和验收单为证，可以当面提供。"
                        .to_owned(),
                contact: "19900000808".to_owned(),
                name: "佟见微".to_owned(),
            };
            p.act("report", &Actor::Citizen, object(who(REVOKED)?, note, false)).await?;
        }
        Step::Uphold => {
            let found = "经调阅施工合同和验收单，反映属实。";
            rule(p, "ruling-report", &office, "o4", Ruling::Upheld, found).await?;
        }
        Step::Revoke => {
            let act = naming::Act::Revoke {
                nominee: who(REVOKED)?,
                reason: "brief".to_owned(),
                text: "申报材料不实，撤销称号，收回证书，相关宣传一并撤下。".to_owned(),
            };
            p.act("revoke", &office, Act::Naming(act)).await?;
        }
        Step::RevokedPiece => {
            let text = report(tale.who(&who(REVOKED)?)?);
            p.refused("report-on-the-revoked", &editor(p, REVOKED)?, file(REVOKED, text), Code::PieceStatus)
                .await?;
        }
        Step::Holidays => p.tick().await?,
        Step::LastReport => {
            let note = Note {
                text: "反映一处口袋公园移交后无人养护，与宣传不符。照片和巡查记录在社区存档。".to_owned(),
                ..Note::default()
            };
            p.act("last-report", &Actor::Citizen, object(who(0)?, note, true)).await?;
        }
        Step::TooEarly => p.refused("too-early", &office, close(), Code::NotDone).await?,
    }
    Ok(())
}

fn object(about: Handle, note: Note, to_receiver: bool) -> Act {
    Act::Notice(notice::Act::Object { notice: 0, about: Some(about), note, leads: true, to_receiver })
}

fn editor(p: &Player, i: usize) -> Result<Actor> {
    p.seat(&format!("edit-{}", outlet(i)))
}

/// Pieces are numbered in the order of their assignment.
fn file(i: usize, text: PublicText) -> Act {
    Act::Publicity(Publicity::File { piece: format!("m{}", i + 1), text })
}

fn review(i: usize, approve: bool, note: String) -> Act {
    Act::Publicity(Publicity::Review { piece: format!("m{}", i + 1), approve, note })
}

fn report(person: &Person) -> PublicText {
    PublicText { title: person.tagline.clone(), text: person.brief.clone() }
}

fn first_draft(person: &Person) -> PublicText {
    PublicText { title: format!("全市第一！{}", person.tagline), text: person.brief.clone() }
}
