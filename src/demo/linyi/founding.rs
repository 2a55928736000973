//! Before anything opens: plan, supplement, seats, sign-for, standards, first publicity.

use anyhow::{Result, anyhow};
use plan::Supplement;
use selection::{Act, Code, Role, Seat, founding};

use super::super::people::{Duty, JudgePerson, Side, Staff};
use super::super::player::{ADMIN, Player};
use super::{SUPPLEMENT, Tale, stop};

/// The unit that signs last, after two reminders.
const LATE: &str = "lingang";
/// Where the second clerk of the office works: one who must stand back from nominees of that unit.
pub const CLERK_FROM: &str = "zhifa";

pub async fn play(tale: &mut Tale, p: &mut Player) -> Result<()> {
    p.chapter("before");
    p.at("2022-11-25 09:30:00")?;
    let admin = p.admin();
    let staff = tale.staff.clone();
    for person in staff.iter().filter(|person| person.duty == Duty::SystemAdmin && person.login == ADMIN) {
        p.account(&person.login, &person.name, Vec::new()).await?;
    }
    seats(p, staff.iter().filter(|person| person.duty == Duty::Office && person.login == "office1")).await?;

    p.at("2022-11-28 09:00:00")?;
    let supplement = Supplement::read(SUPPLEMENT)
        .map_err(|faults| anyhow!("the supplement has {} faults", faults.len()))?;
    p.act("supplement", &admin, Act::Founding(founding::Act::Amend(Box::new(supplement)))).await?;
    // Everybody in the list whose body the plan knows: bodies come with the supplement.
    let known = |person: &&Staff| match person.duty {
        Duty::Clearance => {
            p.now().s.plan.as_deref().is_some_and(|plan| plan.department(person.body_id).is_some())
        }
        Duty::SystemAdmin | Duty::SecurityAdmin => false,
        _ => person.login != "office1",
    };
    let others: Vec<Staff> = staff.iter().filter(known).cloned().collect();
    seats(p, others.iter()).await?;

    let office = p.seat("office1")?;
    p.at("2022-11-28 11:00:00")?;
    let standards =
        "“最美城管人”评选细化标准（演练）\n政治表现四十分，贡献大小三十五分，能力作风二十五分。\n";
    let blob = p.document(standards).await?;
    p.act("standards", &office, Act::Founding(founding::Act::PublishStandards { blob })).await?;

    let units: Vec<&Staff> = staff.iter().filter(|person| person.duty == Duty::UnitClerk).collect();
    for (i, clerk) in units.iter().filter(|clerk| clerk.body_id != LATE).enumerate() {
        p.at(&format!("2022-11-28 {:02}:{:02}:00", 14 + i / 6, i % 6 * 10))?;
        sign(p, clerk).await?;
    }
    for (i, time) in ["2022-11-29 09:00:00", "2022-11-30 09:00:00"].into_iter().enumerate() {
        p.at(time)?;
        let act = Act::Founding(founding::Act::Remind { unit: LATE.to_owned() });
        p.act(format!("remind-{i}"), &office, act).await?;
    }
    p.at("2022-11-30 10:20:00")?;
    for clerk in units.iter().filter(|clerk| clerk.body_id == LATE) {
        sign(p, clerk).await?;
    }
    for task in 0..3 {
        p.at(&format!("2022-11-30 {:02}:00:00", 11 + task))?;
        let act = Act::Founding(founding::Act::Promote { stage: "recommend".to_owned(), task });
        p.act(format!("promote-{task}"), &office, act).await?;
    }
    p.at("2022-11-30 15:00:00")?;
    let early = super::recommend::form(tale.person(1)?, None);
    let act = super::recommend::recommend(plan::Tier::BottomUp, early);
    p.refused("too-early", &p.seat("unit-lanshan")?, act, Code::TooEarly).await?;
    p.at("2022-11-30 17:00:00")?;
    stop(p, "before").await
}

async fn sign(p: &mut Player, clerk: &Staff) -> Result<()> {
    let who = p.seat(&clerk.login)?;
    p.act(format!("sign-for-{}", clerk.body_id), &who, Act::Founding(founding::Act::SignFor)).await?;
    Ok(())
}

async fn seats(p: &mut Player, staff: impl Iterator<Item = &Staff>) -> Result<()> {
    let admin = p.admin();
    for person in staff {
        let id = person.body_id.to_owned();
        let role = match person.duty {
            Duty::Office => Role::Office,
            Duty::UnitClerk => Role::Unit { unit: id },
            Duty::Signer => Role::Sponsor { sponsor: id },
            Duty::Clearance => Role::Department { department: id },
            Duty::Editor => Role::Outlet { outlet: id },
            Duty::Supervision => Role::Receiver,
            Duty::AuditAdmin => Role::Auditor,
            Duty::SystemAdmin | Duty::SecurityAdmin => continue,
        };
        let unit = (person.login == "office2").then(|| CLERK_FROM.to_owned());
        p.appoint(&admin, &person.login, &person.name, Seat { role, unit, outlet: None }).await?;
    }
    Ok(())
}

/// The panel is drawn before the vote opens, so that nobody can choose judges by the votes.
pub async fn panel(p: &mut Player, judges: &[JudgePerson]) -> Result<()> {
    let admin = p.admin();
    for judge in judges {
        let panel = match judge.side {
            Side::Expert => "expert",
            Side::Media => "media",
        };
        let seat = Seat {
            role: Role::Judge { panel: panel.to_owned() },
            unit: judge.unit_id.map(str::to_owned),
            outlet: judge.sponsor_id.map(str::to_owned),
        };
        p.appoint(&admin, &judge.login, &judge.name, seat).await?;
    }
    Ok(())
}
