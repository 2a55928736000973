//! 专家评审 and 综合评定: recusals, sheets, figures, resolution, the list of final candidates.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use plan::ListKind;
use plan::review::RecusalGround;
use selection::result::{Placed, Resolve};
use selection::review::Mark;
use selection::screen::Opinion;
use selection::{Act, Code, Handle, result, review, screen};

use super::super::people::{self, JudgePerson, Person};
use super::super::player::Player;
use super::recommend::{departments, outlet};
use super::{Tale, stop};

const STAGE: &str = "review";
/// The result that the figures lead to.
const RULE: &str = "final";
/// Criteria with their highest scores.
const RUBRIC: [(&str, u32); 3] = [("political", 40), ("contribution", 35), ("ability", 25)];
/// Judges (by number from 1) who stand back of their own accord from a candidate (by place in the order of sheets).
const DECLARED: [(usize, usize, RecusalGround, &str); 3] = [
    (1, 6, RecusalGround::Other, "曾为该同志负责的项目做过技术评审。"),
    (2, 12, RecusalGround::Kin, "与该同志系近亲属。"),
    (8, 25, RecusalGround::Other, "采访过该同志，合著过文章。"),
];
/// A judge who hands in no score for one candidate without a ground, and one who corrects a sheet.
const ABSTAINS: (usize, usize) = (9, 30);
const CORRECTS: (usize, usize) = (4, 3);
/// Whose clearance is withdrawn after the scoring: the place in the figures of the first category, from 0.
const FALLS: usize = 6;

pub async fn play(tale: &Tale, p: &mut Player) -> Result<()> {
    p.chapter("review");
    let office = p.seat("office1")?;
    let order: Vec<u32> = tale.candidates.iter().flat_map(|(_, keys)| keys.clone()).collect();
    p.at("2022-12-21 08:00:00")?;
    p.tick().await?;
    p.at("2022-12-21 08:10:00")?;
    for (number, place, ground, note) in DECLARED {
        let nominee = tale.nominee(*order.get(place).context("no such candidate")?)?.clone();
        let act = review::Act::Recuse { stage: STAGE.to_owned(), nominee, ground, note: note.to_owned() };
        p.act(format!("recuse-{number}-{place}"), &p.seat(&format!("judge{number}"))?, Act::Review(act))
            .await?;
    }
    refusals(tale, p, &order).await?;

    let half = order.len() / 2;
    for (place, key) in order.iter().enumerate() {
        if place == half {
            p.at("2022-12-21 17:30:00")?;
            stop(p, "review").await?;
            p.refused("sheets-missing", &office, close(), Code::SheetsMissing).await?;
        }
        let (day, minutes) = if place < half { (21, place * 25) } else { (22, (place - half) * 4) };
        for (i, judge) in tale.judges.iter().enumerate() {
            let time = minutes + 30;
            p.at(&format!("2022-12-{day} {:02}:{:02}:{:02}", 8 + time / 60, time % 60, i * 5))?;
            sheet(tale, p, judge, i + 1, place, *key).await?;
        }
    }
    p.at("2022-12-22 09:58:00")?;
    let (number, place) = CORRECTS;
    let corrected = marks(p, number, *order.get(place).context("no such candidate")?, 1);
    let nominee = tale.nominee(*order.get(place).context("no such candidate")?)?.clone();
    let act = review::Act::Sheet { stage: STAGE.to_owned(), nominee: nominee.clone(), mark: corrected };
    p.act("corrected-sheet", &p.seat(&format!("judge{number}"))?, Act::Review(act)).await?;

    p.at("2022-12-22 10:00:00")?;
    p.act("close-panel", &office, close()).await?;
    p.at("2022-12-22 10:05:00")?;
    let late = review::Act::Sheet { stage: STAGE.to_owned(), nominee, mark: marks(p, number, 1, 0) };
    p.refused(
        "sheet-after-the-close",
        &p.seat(&format!("judge{number}"))?,
        Act::Review(late),
        Code::PanelClosed,
    )
    .await?;
    p.at("2022-12-22 11:00:00")?;
    stop(p, "result").await?;
    resolve(tale, p).await
}

async fn refusals(tale: &Tale, p: &mut Player, order: &[u32]) -> Result<()> {
    let people: Result<Vec<&Person>> = order.iter().map(|key| tale.person(*key)).collect();
    let people = people?;
    let plain = |mark: Mark, person: &Person| -> Result<Act> {
        let nominee = tale.nominee(person.key)?.clone();
        Ok(Act::Review(review::Act::Sheet { stage: STAGE.to_owned(), nominee, mark }))
    };
    for (i, judge) in tale.judges.iter().enumerate() {
        let who = p.seat(&judge.login)?;
        let same_unit = people.iter().find(|person| judge.unit_id == Some(person.unit_id));
        if let Some(person) = same_unit {
            let act = plain(marks(p, i + 1, person.key, 0), person)?;
            p.refused("judge-from-the-unit", &who, act, Code::JudgeSameUnit).await?;
        }
        let same_outlet =
            people.iter().find(|person| judge.sponsor_id.is_some() && judge.sponsor_id == outlet(person));
        if let Some(person) = same_outlet {
            let act = plain(marks(p, i + 1, person.key, 0), person)?;
            p.refused("judge-from-the-outlet", &who, act, Code::JudgeSameOutlet).await?;
        }
    }
    let person = people.first().context("no candidates")?;
    let high =
        RUBRIC.iter().map(|(id, most)| ((*id).to_owned(), most + u32::from(*id == "political"))).collect();
    let act = plain(Mark::Scores(high), person)?;
    p.refused("above-the-highest", &p.seat("judge9")?, act, Code::BadScore).await
}

fn close() -> Act {
    Act::Review(review::Act::ClosePanel { stage: STAGE.to_owned() })
}

/// The script knows who stands back as the software does: from unit, outlet and declarations.
fn stands_back(judge: &JudgePerson, number: usize, place: usize, person: &Person) -> bool {
    judge.unit_id == Some(person.unit_id)
        || judge.sponsor_id.is_some() && judge.sponsor_id == outlet(person)
        || DECLARED.iter().any(|row| (row.0, row.1) == (number, place))
}

async fn sheet(
    tale: &Tale,
    p: &mut Player,
    judge: &JudgePerson,
    number: usize,
    place: usize,
    key: u32,
) -> Result<()> {
    if stands_back(judge, number, place, tale.person(key)?) {
        return Ok(());
    }
    let mark = if (number, place) == ABSTAINS { Mark::Abstain } else { marks(p, number, key, 0) };
    let act = review::Act::Sheet { stage: STAGE.to_owned(), nominee: tale.nominee(key)?.clone(), mark };
    p.act(format!("sheet-{number}-{key}"), &p.seat(&judge.login)?, Act::Review(act)).await?;
    Ok(())
}

/// A judge's scores; `less`: so much less in the last criterion than at first.
fn marks(p: &Player, number: usize, key: u32, less: u32) -> Mark {
    let score = |(i, (id, most)): (usize, &(&str, u32))| {
        let score = people::scores(p.seed(), number as u32, key, i as u32, *most);
        ((*id).to_owned(), if i == 2 { score.saturating_sub(less) } else { score })
    };
    Mark::Scores(RUBRIC.iter().enumerate().map(score).collect::<BTreeMap<_, _>>())
}

/// The figures of a category, in order. Once counted they never change.
pub fn figures(p: &Player, category: &str) -> Vec<Placed> {
    let counted = p.now().s.result.counted.get(RULE).and_then(|by| by.get(category).cloned());
    counted.map(|counted| counted.ranking.iter().cloned().collect()).unwrap_or_default()
}

/// Who loses a clearance after the scoring.
pub fn fallen(p: &Player) -> Result<Handle> {
    Ok(figures(p, "park").get(FALLS).context("too few figures")?.nominee.clone())
}

async fn resolve(tale: &Tale, p: &mut Player) -> Result<()> {
    let office = p.seat("office1")?;
    let fallen = fallen(p)?;
    let department = departments(tale.who(&fallen)?).last().context("no department")?;
    p.at("2022-12-22 13:30:00")?;
    let act = screen::Act::Clear {
        nominee: fallen.clone(),
        opinion: Opinion::Withdrawn,
        note: "收到新的线索，正在核查，此前出具的意见撤回。".to_owned(),
    };
    p.act("clearance-withdrawn", &p.seat(&format!("clear-{department}"))?, Act::Screen(act)).await?;

    let mut members = Vec::new();
    let mut reasons = BTreeMap::new();
    for (category, _) in &tale.candidates {
        let figures = figures(p, category.id());
        let chosen: Vec<Handle> = figures
            .iter()
            .map(|row| row.nominee.clone())
            .filter(|nominee| *nominee != fallen)
            .take(10)
            .collect();
        if figures.iter().any(|row| row.nominee == fallen)
            && let Some(next) = chosen.last()
        {
            reasons.insert(
                fallen.clone(),
                "联审意见在评审结束后被撤回，不具备进入最终候选名单的条件。".to_owned(),
            );
            reasons.insert(next.clone(), "依次递补因联审意见撤回空出的名额。".to_owned());
        }
        members.push((category.id().to_owned(), chosen));
    }
    let minutes = p
        .document(
            "综合评定会议纪要（演练）\n应到九人，实到八人。票数仅供参考，以评审分为主要依据，逐人评议。\n",
        )
        .await?;
    let proposal = Resolve { rule: RULE.to_owned(), present: 8, of: 9, minutes, members, reasons };
    let act = |proposal: Resolve| Act::Result(result::Act::Resolve(Box::new(proposal)));
    p.at("2022-12-22 14:00:00")?;
    let few = Resolve { present: 5, ..proposal.clone() };
    p.refused("no-quorum", &office, act(few), Code::NoQuorum).await?;
    let silent = Resolve { reasons: BTreeMap::new(), ..proposal.clone() };
    p.refused("departure-without-reason", &office, act(silent), Code::DepartureReason).await?;
    p.at("2022-12-22 14:30:00")?;
    p.act("resolution", &office, act(proposal)).await?;
    p.at("2022-12-22 16:00:00")?;
    p.act("final-list", &office, Act::Result(result::Act::Publish { rule: RULE.to_owned() })).await?;
    anyhow::ensure!(p.now().s.lists.version(ListKind::Finalists, 1).is_some(), "no final list was published");
    Ok(())
}
