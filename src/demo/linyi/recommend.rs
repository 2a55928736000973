//! 推荐, 初审 and 联审, side by side: recommendations come in over ten days and are looked at as they come.

use anyhow::{Context, Result};
use plan::stage::Tier;
use plan::{Instant, Supplement};
use selection::recommend::Form;
use selection::screen::{Opinion, Outcome};
use selection::{Act, Actor, Code, Profile, founding, recommend, screen};

use super::super::people::{self, Dice, FULL_BRIEF, Gender, Kind, Person, Planned, Reason, Via};
use super::super::player::{Player, instant};
use super::{Tale, founding as before, stop};

/// The stage.
const STAGE: &str = "recommend";
/// Accepted in the last second of the last day.
const LAST_SECOND: u32 = 2;
/// So many are sent back by the office and handed in again; the last of them on the last day, to be mended after it.
const RETURNED: usize = 6;
/// As many of each category are compared closely and cleared; candidates are the best of them.
const COMPARED: usize = 28;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A step on the way of one recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Recommend(u32),
    Return(u32),
    Revise(u32),
    Endorse(u32),
    Withdraw(u32),
    Ask(u32),
    /// By the n-th of the departments asked.
    Clear(u32, usize),
    Match(u32),
    Screen(u32),
}

/// Who is sent back: people whom their units put forward.
fn returned(tale: &Tale) -> Vec<u32> {
    let plain = |person: &&Person| {
        person.via == Via::Unit && person.planned == Planned::Pass && person.key > LAST_SECOND
    };
    tale.people.iter().filter(plain).map(|person| person.key).step_by(19).take(RETURNED).collect()
}

/// Who is taken out by the unit, at their own wish.
fn withdrawn(tale: &Tale) -> Option<u32> {
    let returned = returned(tale);
    let plain = |person: &&Person| {
        let key = person.key;
        let as_planned = person.via == Via::Unit && person.planned == Planned::Pass;
        as_planned && key > 60 && !tale.is_candidate(key) && !returned.contains(&key)
    };
    tale.people.iter().find(plain).map(|person| person.key)
}

pub async fn play(tale: &mut Tale, p: &mut Player) -> Result<()> {
    let agenda = agenda(tale, p)?;
    let mut steps = agenda.into_iter().peekable();
    p.chapter("recommend");
    p.at("2022-12-01 08:00:00")?;
    p.tick().await?;

    on_until(tale, p, &mut steps, "2022-12-05 10:00:00").await?;
    refusals(tale, p).await?;
    on_until(tale, p, &mut steps, "2022-12-05 18:00:00").await?;
    stop(p, "recommend").await?;

    on_until(tale, p, &mut steps, "2022-12-08 18:00:00").await?;
    // The holiday notice for 2023 was issued on this day, after the plan.
    p.tick().await?;
    on_until(tale, p, &mut steps, "2022-12-11 00:00:00").await?;
    // The first instant that is too late.
    p.tick().await?;
    let late = form(tale.person(31)?, Some(minutes(p, tale.person(31)?).await?));
    p.refused("too-late", &p.seat("unit-lanshan")?, put(Tier::BottomUp, late), Code::TooLate).await?;

    p.chapter("screen");
    on_until(tale, p, &mut steps, "2022-12-11 09:40:00").await?;
    stop(p, "screen").await?;
    let office = p.seat("office1")?;
    let hers = tale
        .people
        .iter()
        .find(|person| person.unit_id == before::CLERK_FROM && person.planned == Planned::Pass);
    let hers = tale.nominee(hers.context("nobody comes from the clerk's unit")?.key)?.clone();
    let act = Act::Screen(screen::Act::Screen { nominee: hers, outcome: Outcome::Pass, note: String::new() });
    p.refused("clerk-of-the-same-unit", &p.seat("office2")?, act, Code::MustRecuse).await?;
    p.refused("candidates-too-early", &office, publish(tale)?, Code::GateOpen).await?;
    on_until(tale, p, &mut steps, "2022-12-11 16:00:00").await?;
    p.refused("clearance-missing", &office, publish(tale)?, Code::ClearanceMissing).await?;
    on_until(tale, p, &mut steps, "2022-12-11 17:00:00").await?;
    p.act("candidates", &office, publish(tale)?).await?;
    Ok(())
}

/// Every step of every recommendation with its time, in order.
fn agenda(tale: &Tale, p: &Player) -> Result<Vec<(Instant, Step)>> {
    let at = |civil: &str| instant(civil, p.zone());
    let first = at("2022-12-01 00:00:00")?;
    let last_ask = at("2022-12-11 08:15:00")?;
    let mut compared: Vec<u32> = Vec::new();
    for (category, _) in &tale.candidates {
        compared.extend(people::shortlist(&tale.people, *category, COMPARED));
    }
    let returned = returned(tale);
    let withdrawn = withdrawn(tale);
    let last_candidate = tale.candidates.iter().flat_map(|(_, keys)| keys).max().copied();
    let mut steps = Vec::new();
    let mut decisions = Vec::new();
    for person in &tale.people {
        let key = person.key;
        let mut dice = Dice::new(p.seed(), "way", u64::from(key));
        let direct = matches!(person.via, Via::Unit | Via::TopDown);
        // Who turns to a unit does so early enough for the unit to vouch in time.
        let day = dice.below(if direct { 10 } else { 8 }) as i64;
        let minute = i64::from(dice.between(8 * 60 + 10, 21 * 60 + 50));
        let mut reached = first.plus(day * DAY + minute * 60_000 + i64::from(dice.between(0, 59)) * 1000);
        if key == LAST_SECOND {
            reached = at("2022-12-10 23:59:59")?;
        }
        if returned.contains(&key) {
            reached = first.plus((day % 7) * DAY + minute * 60_000);
        }
        steps.push((reached, Step::Recommend(key)));
        if !direct {
            let morning = reached.plus(DAY);
            reached = Instant(morning.0 - (morning.0 - first.0) % DAY)
                .plus(9 * HOUR + i64::from(dice.between(0, 420)) * 60_000);
            steps.push((reached, Step::Endorse(key)));
        }
        if returned.last() == Some(&key) {
            steps.push((at("2022-12-10 17:40:00")?, Step::Return(key)));
            reached = at("2022-12-11 08:10:00")?;
            steps.push((reached, Step::Revise(key)));
        } else if returned.contains(&key) {
            steps.push((reached.plus(14 * HOUR), Step::Return(key)));
            reached = reached.plus(30 * HOUR);
            steps.push((reached, Step::Revise(key)));
        }
        if Some(key) == withdrawn {
            steps.push((at("2022-12-10 11:00:00")?.max(reached.plus(HOUR)), Step::Withdraw(key)));
            continue;
        }
        if let Planned::SameAs(_) = person.planned {
            steps.push((at("2022-12-11 08:20:00")?.plus(i64::from(key) * 1000), Step::Match(key)));
            continue;
        }
        let dishonest = person.planned == Planned::Fail(Reason::Dishonest);
        if compared.contains(&key) || dishonest {
            let evening = Instant(reached.0 - (reached.0 - first.0) % DAY).plus(17 * HOUR + HOUR / 2);
            let asked =
                if evening > reached { evening } else { evening.plus(DAY) }.min(last_ask).max(reached);
            let asked = asked.plus(i64::from(key) * 1000);
            steps.push((asked, Step::Ask(key)));
            for n in 0..departments(person).len() {
                let spread = i64::from(dice.between(0, 300)) * 60_000;
                let normal = Instant(asked.0 - (asked.0 - first.0) % DAY).plus(DAY + 9 * HOUR + spread);
                let mut cleared = normal.min(at("2022-12-11 08:30:00")?.plus(spread)).max(asked.plus(60_000));
                if Some(key) == last_candidate && n == 0 {
                    cleared = at("2022-12-11 16:20:00")?;
                }
                steps.push((cleared, Step::Clear(key, n)));
            }
        }
        match person.planned {
            // What the papers themselves show is decided the next day.
            Planned::Fail(reason) if reason != Reason::Dishonest => {
                let next = Instant(reached.0 - (reached.0 - first.0) % DAY).plus(DAY + 14 * HOUR);
                steps.push((
                    next.min(at("2022-12-11 09:00:00")?).max(reached.plus(1000)).plus(i64::from(key)),
                    Step::Screen(key),
                ));
            }
            _ => decisions.push(key),
        }
    }
    // The others are compared when all are there.
    for (i, key) in decisions.into_iter().enumerate() {
        steps.push((at("2022-12-11 08:40:00")?.plus(i as i64 * 120_000), Step::Screen(key)));
    }
    steps.sort();
    Ok(steps)
}

/// Does what stands on the agenda before a time, then sets the clock to it.
async fn on_until(
    tale: &mut Tale,
    p: &mut Player,
    steps: &mut std::iter::Peekable<std::vec::IntoIter<(Instant, Step)>>,
    until: &str,
) -> Result<()> {
    let until = instant(until, p.zone())?;
    while let Some((at, step)) = steps.next_if(|(at, _)| *at < until) {
        p.set(at);
        take(tale, p, step).await?;
    }
    p.set(until);
    Ok(())
}

async fn take(tale: &mut Tale, p: &mut Player, step: Step) -> Result<()> {
    let office = p.seat("office1")?;
    match step {
        Step::Recommend(key) => {
            let person = tale.person(key)?;
            let (who, tier) = recommender(p, person)?;
            let paper = if tier == Tier::BottomUp { Some(minutes(p, person).await?) } else { None };
            let mut form = form(person, paper);
            if returned(tale).contains(&key) {
                // A first version that says too little.
                form.profile.deeds.clear();
                form.profile.brief = form.profile.brief.split_inclusive('。').take(2).collect();
            }
            let done = p.act(format!("put-forward-{key}"), &who, put(tier, form)).await?;
            let handles = done.records.iter().find_map(|filed| match &filed.record.entry {
                selection::Entry::Recommend(recommend::Entry::Recommended { rec, nominee, .. }) => {
                    Some((rec.clone(), nominee.clone()))
                }
                _ => None,
            });
            tale.handles.insert(key, handles.context("no recommendation was recorded")?);
        }
        Step::Return(key) => {
            let rec = tale.rec(key)?.clone();
            let note = "事迹只写了经过，没有写成效。请补充可以核实的数字和佐证材料。".to_owned();
            p.act(format!("return-{key}"), &office, Act::Recommend(recommend::Act::Return { rec, note }))
                .await?;
        }
        Step::Revise(key) => {
            let person = tale.person(key)?;
            let (who, _) = recommender(p, person)?;
            let form = Box::new(form(person, Some(minutes(p, person).await?)));
            let act = Act::Recommend(recommend::Act::Revise { rec: tale.rec(key)?.clone(), form });
            p.act(format!("revise-{key}"), &who, act).await?;
        }
        Step::Endorse(key) => {
            let who = p.seat(&format!("unit-{}", tale.person(key)?.unit_id))?;
            let act = recommend::Act::Endorse { rec: tale.rec(key)?.clone(), checklist: vec![0, 1, 2, 3] };
            p.act(format!("endorse-{key}"), &who, Act::Recommend(act)).await?;
        }
        Step::Withdraw(key) => {
            let who = p.seat(&format!("unit-{}", tale.person(key)?.unit_id))?;
            let note = "本人来函，称工作属于团队，请把机会让给同事。".to_owned();
            let act = recommend::Act::Withdraw { nominee: tale.nominee(key)?.clone(), note };
            p.act(format!("withdraw-{key}"), &who, Act::Recommend(act)).await?;
        }
        Step::Ask(key) => {
            let act = screen::Act::AskClearance { nominees: vec![tale.nominee(key)?.clone()] };
            p.act(format!("ask-{key}"), &office, Act::Screen(act)).await?;
        }
        Step::Clear(key, n) => {
            let person = tale.person(key)?;
            let department = departments(person).get(n).context("no such department")?;
            let who = p.seat(&format!("clear-{department}"))?;
            let bad = person.planned == Planned::Fail(Reason::Dishonest) && n == 0;
            let (opinion, note) = match bad {
                true => (Opinion::Against, Reason::Dishonest.note().to_owned()),
                false => (Opinion::Clear, String::new()),
            };
            let act = screen::Act::Clear { nominee: tale.nominee(key)?.clone(), opinion, note };
            p.act(format!("clear-{key}-{department}"), &who, Act::Screen(act)).await?;
        }
        Step::Match(key) => {
            let Planned::SameAs(first) = tale.person(key)?.planned else { return Ok(()) };
            let act = screen::Act::Match {
                keep: tale.nominee(first)?.clone(),
                other: tale.nominee(key)?.clone(),
                same: true,
            };
            p.act(format!("match-{key}"), &office, Act::Screen(act)).await?;
        }
        Step::Screen(key) => {
            let (outcome, note) = match tale.person(key)?.planned {
                Planned::Fail(reason) => {
                    let code = match reason {
                        Reason::NotFrontLine | Reason::OutOfScope => "scope",
                        Reason::Dishonest => "clearance",
                        Reason::Copied | Reason::Unproven | Reason::OtherPerson => "brief",
                    };
                    (Outcome::Out(code.to_owned()), reason.note().to_owned())
                }
                _ if tale.is_candidate(key) => (Outcome::Pass, String::new()),
                _ => (Outcome::Out("merit".to_owned()), String::new()),
            };
            let act = screen::Act::Screen { nominee: tale.nominee(key)?.clone(), outcome, note };
            p.act(format!("screen-{key}"), &office, Act::Screen(act)).await?;
        }
    }
    Ok(())
}

/// What units try and the rules do not let them.
async fn refusals(tale: &Tale, p: &mut Player) -> Result<()> {
    let unit = p.seat("unit-luozhuang")?;
    let model = tale.people.iter().find(|person| person.unit_id == "luozhuang" && person.via == Via::Unit);
    let model = model.context("nobody comes from below in luozhuang")?;
    // Somebody who is not in the play, so that only the fault in question stands in the way.
    let stranger = Person {
        id_number: "371399199203040015".to_owned(),
        phone: "19900123456".to_owned(),
        ..model.clone()
    };
    let paper = minutes(p, model).await?;
    let good = form(&stranger, Some(paper));
    let variant = |change: &dyn Fn(&mut Form)| {
        let mut form = good.clone();
        change(&mut form);
        put(Tier::BottomUp, form)
    };
    let long = people::brief_of(p.seed(), 501);
    let cases: [(&str, Act, Code); 6] = [
        ("brief-501", variant(&|form| form.profile.brief.clone_from(&long)), Code::BriefTooLong),
        (
            "check-digit",
            variant(&|form| form.person.id_number = "371399199001010011".to_owned()),
            Code::BadIdNumber,
        ),
        (
            "phone-in-brief",
            variant(&|form| form.profile.brief.push_str("联系电话19900123456。")),
            Code::PersonalNumber,
        ),
        ("checklist", variant(&|form| form.checklist = vec![0, 1]), Code::ChecklistOpen),
        ("minutes", variant(&|form| form.minutes = None), Code::MinutesMissing),
        ("not-their-way", put(Tier::TopDown, good.clone()), Code::NotAllowed),
    ];
    for (step, act, code) in cases {
        p.refused(step, &unit, act, code).await?;
    }
    // Somebody the same unit has put forward already.
    let first = tale.people.iter().find(|person| {
        person.via == Via::Unit
            && tale.handles.contains_key(&person.key)
            && !matches!(person.planned, Planned::SameAs(_))
    });
    let first = first.context("nobody was put forward yet")?;
    let again = put(Tier::BottomUp, form(first, Some(minutes(p, first).await?)));
    p.refused("twice", &p.seat(&format!("unit-{}", first.unit_id))?, again, Code::AlreadyRecommended).await?;
    // A change of the rules while they are being used.
    let backward = "format = 1\namends = \"linyi-2022\"\nid = \"linyi-2022-backward\"\ntitle = \"（演练）把字数放宽到八百\"\n\
                    issued = \"2022-12-05\"\n[[stage]]\nid = \"recommend\"\n[stage.recommend]\nbrief_most = 800\n";
    let backward =
        Supplement::read(backward).map_err(|_| anyhow::anyhow!("the backward supplement has faults"))?;
    let act = Act::Founding(founding::Act::Amend(Box::new(backward)));
    p.refused("backward", &p.seat("office1")?, act, Code::ActsBackward).await?;
    anyhow::ensure!(
        plan::characters::count(&tale.person(FULL_BRIEF)?.brief) == 500,
        "one brief has exactly 500 characters"
    );
    Ok(())
}

fn publish(tale: &Tale) -> Result<Act> {
    let mut order = Vec::new();
    for (category, keys) in &tale.candidates {
        let handles: Result<Vec<_>> = keys.iter().map(|key| tale.nominee(*key).cloned()).collect();
        order.push((category.id().to_owned(), handles?));
    }
    Ok(Act::Screen(screen::Act::PublishCandidates { stage: "screen".to_owned(), order }))
}

fn put(tier: Tier, form: Form) -> Act {
    recommend(tier, form)
}

/// The act that puts somebody forward.
pub fn recommend(tier: Tier, form: Form) -> Act {
    Act::Recommend(recommend::Act::Recommend { stage: STAGE.to_owned(), tier, form: Box::new(form) })
}

/// Who puts a person forward, and on what way.
fn recommender(p: &Player, person: &Person) -> Result<(Actor, Tier)> {
    Ok(match person.via {
        Via::Unit => (p.seat(&format!("unit-{}", person.unit_id))?, Tier::BottomUp),
        Via::TopDown if person.key.is_multiple_of(2) => (p.seat("sign-chengguanju")?, Tier::TopDown),
        Via::TopDown => (p.seat("office2")?, Tier::TopDown),
        Via::Public => (Actor::Citizen, Tier::Public),
        Via::SelfRec => (Actor::Citizen, Tier::Own),
    })
}

/// The record of the unit's democratic step: SHA-256 of the paper, and its file.
async fn minutes(p: &Player, person: &Person) -> Result<(String, String)> {
    let unit = people::unit_name(person.unit_id);
    p.minutes(&format!("{unit}推荐“最美城管人”会议纪要（演练）\n到会人员逐一评议，同意推荐。\n")).await
}

/// Departments whose clearance the plan asks for, by kind.
pub fn departments(person: &Person) -> &'static [&'static str] {
    match person.kind {
        Kind::FrontLine => &["gongan", "jiwei"],
        Kind::Contract | Kind::Media { .. } => &["gongan", "renshe"],
        Kind::Enterprise => &["gongan", "shuiwu", "renshe"],
        Kind::Citizen => &["gongan"],
    }
}

/// The outlet (by id) that employs somebody.
pub fn outlet(person: &Person) -> Option<&'static str> {
    match &person.kind {
        Kind::Media { outlet, sponsor: true } if outlet.contains("日报") => Some("ribao"),
        Kind::Media { sponsor: true, .. } => Some("guangdian"),
        _ => None,
    }
}

/// A recommendation form, filled in.
pub fn form(person: &Person, minutes: Option<(String, String)>) -> Form {
    let (minutes, minutes_file) = minutes.unzip();
    let kind = match person.kind {
        Kind::FrontLine => "front-line",
        Kind::Contract => "contract",
        Kind::Enterprise => "enterprise",
        Kind::Citizen => "citizen",
        Kind::Media { .. } => "media",
    };
    let note = match &person.recommender {
        Some(from) => format!("推荐人：{}，电话：{}", from.name, from.phone),
        None => String::new(),
    };
    Form {
        category: person.category.id().to_owned(),
        kind: kind.to_owned(),
        unit: Some(person.unit_id.to_owned()),
        employer_unit: matches!(person.kind, Kind::FrontLine | Kind::Contract)
            .then(|| person.unit_id.to_owned()),
        outlet: outlet(person).map(str::to_owned),
        profile: Profile {
            name: person.name.clone(),
            gender: match person.gender {
                Gender::Male => "男",
                Gender::Female => "女",
            }
            .to_owned(),
            employer: person.employer.clone(),
            position: person.position.clone(),
            tagline: person.tagline.clone(),
            brief: person.brief.clone(),
            deeds: person.deeds.clone(),
            portrait: String::new(),
        },
        person: selection::Person {
            id_number: person.id_number.clone(),
            phone: person.phone.clone(),
            id_key: String::new(),
        },
        checklist: vec![0, 1, 2, 3],
        minutes,
        minutes_file,
        note,
    }
}
