//! The state of a selection: the fold of its entry bodies.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::tz::TimeZone;
use plan::calendar::{Calendar, YearNotice};
use plan::{Instant, Plan, Stage, StageKind};
use serde::Serialize;

use crate::{Actor, Code, Gate, Handle, Refusal, Role, Seat};
use crate::{closing, founding, lists, naming, notice, publicity, recommend, result, review, screen, vote};

/// Everything the entries say. Cloning is cheap: the maps share structure.
///
/// Holds no personal data, so that erasing everybody leaves [`Selection::hash`] unchanged.
#[derive(Debug, Clone, Serialize)]
pub struct Selection {
    /// The plan's id.
    pub id: String,
    /// Number of entries.
    pub n: u64,
    /// `at` of the newest entry.
    pub at: Instant,
    /// The effective plan; `None` until one is adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Arc<Plan>>,
    /// Hashes (hex) of the plan and of each amended plan, oldest first.
    pub plan_hashes: imbl::Vector<String>,
    /// Holiday notices in force, by year.
    pub notices: OrdMap<i16, YearNotice>,
    /// Stage instances by id.
    pub stages: OrdMap<String, StageState>,
    /// Seats by handle; gone after closing.
    pub seats: OrdMap<Handle, Seat>,
    /// How many seats each role has had, for new handles.
    pub seats_made: u64,
    /// Gates passed, with the opening's blob (hex).
    pub opened: OrdMap<Gate, String>,
    /// Standards, sign-for, promotion.
    pub founding: founding::State,
    /// 推荐.
    pub recommend: recommend::State,
    /// 初审.
    pub screen: screen::State,
    /// The four lists.
    pub lists: lists::State,
    /// 网络评选.
    pub vote: vote::State,
    /// 专家评审.
    pub review: review::State,
    /// Results and resolutions.
    pub result: result::State,
    /// 公示.
    pub notice: notice::State,
    /// 命名.
    pub naming: naming::State,
    /// 集中宣传.
    pub publicity: publicity::State,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<closing::Closed>,
}

/// Where a stage instance stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct StageState {
    /// When it opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<Instant>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Instant>,
}

impl StageState {
    /// Open and not ended.
    pub fn is_open(&self) -> bool {
        self.opened.is_some() && self.closed.is_none()
    }
}

impl Selection {
    /// A selection before its first entry.
    pub fn new(id: &str) -> Selection {
        Selection {
            id: id.to_owned(),
            n: 0,
            at: Instant(0),
            plan: None,
            plan_hashes: imbl::Vector::new(),
            notices: OrdMap::new(),
            stages: OrdMap::new(),
            seats: OrdMap::new(),
            seats_made: 0,
            opened: OrdMap::new(),
            founding: Default::default(),
            recommend: Default::default(),
            screen: Default::default(),
            lists: Default::default(),
            vote: Default::default(),
            review: Default::default(),
            result: Default::default(),
            notice: Default::default(),
            naming: Default::default(),
            publicity: Default::default(),
            closed: None,
        }
    }

    /// The state hash: SHA-256 over the canonical JSON of the state. Server and verifier print the same.
    pub fn hash(&self) -> String {
        ledger::state_hash(self).map(|hash| hash.to_string()).unwrap_or_default()
    }

    /// The plan, or the refusal that there is none.
    pub fn plan(&self) -> Result<&Plan, Refusal> {
        self.plan.as_deref().ok_or_else(|| Refusal::new(Code::NotOpen, ""))
    }

    /// The plan's time zone.
    pub fn zone(&self) -> TimeZone {
        self.plan.as_ref().map(|plan| plan.zone()).unwrap_or(TimeZone::UTC)
    }

    /// The working-day calendar as far as notices are in force.
    pub fn calendar(&self) -> Calendar {
        Calendar::new(self.notices.values().cloned().collect()).unwrap_or_default()
    }

    /// Where a stage stands.
    pub fn stage_state(&self, id: &str) -> StageState {
        self.stages.get(id).cloned().unwrap_or_default()
    }

    /// True where the stage is open.
    pub fn is_open(&self, id: &str) -> bool {
        self.stages.get(id).is_some_and(StageState::is_open)
    }

    /// The stages that are open, in plan order.
    pub fn open_stages(&self) -> Vec<&Stage> {
        let Some(plan) = self.plan.as_deref() else { return Vec::new() };
        plan.stage.iter().filter(|stage| self.is_open(&stage.id)).collect()
    }

    /// The stage of this id and kind, judged at `now`: open, or the refusal with its clause.
    pub fn open_stage(&self, id: &str, kind: StageKind, now: Instant) -> Result<&Stage, Refusal> {
        let plan = self.plan()?;
        let stage = plan
            .stage(id)
            .filter(|stage| stage.kind == kind)
            .ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", id))?;
        let state = self.stage_state(id);
        let zone = plan.zone();
        let late = || {
            let refusal = Refusal::new(Code::TooLate, &stage.clause).arg("stage", &stage.name);
            match stage.closes.get() {
                Some(moment) => refusal.arg("closes", moment),
                None => refusal.arg("closes", ""),
            }
        };
        if state.closed.is_some() {
            return Err(late());
        }
        if state.opened.is_none() {
            let opens = stage.opens_at(&zone);
            if opens.is_some_and(|opens| now < opens) {
                let opens = stage.opens.get().map(ToString::to_string).unwrap_or_default();
                return Err(Refusal::new(Code::TooEarly, &stage.clause)
                    .arg("stage", &stage.name)
                    .arg("opens", opens));
            }
            return Err(Refusal::new(Code::NotOpen, &stage.clause).arg("stage", &stage.name));
        }
        Ok(stage)
    }

    /// Like [`Selection::open_stage`], and its window has not passed either: for acts that come from outside the
    /// office (a recommendation, a sheet), where the cut-off hour binds.
    pub fn within_window(&self, id: &str, kind: StageKind, now: Instant) -> Result<&Stage, Refusal> {
        let stage = self.open_stage(id, kind, now)?;
        let closes = stage.closes_at(&self.zone());
        if closes.is_some_and(|closes| now >= closes) {
            let moment = stage.closes.get().map(ToString::to_string).unwrap_or_default();
            return Err(Refusal::new(Code::TooLate, &stage.clause)
                .arg("stage", &stage.name)
                .arg("closes", moment));
        }
        Ok(stage)
    }

    /// The seat of an actor.
    pub fn seat(&self, who: &Actor) -> Option<&Seat> {
        match who {
            Actor::Seat(handle) => self.seats.get(handle),
            _ => None,
        }
    }

    /// The role of an actor.
    pub fn role(&self, who: &Actor) -> Option<&Role> {
        self.seat(who).map(|seat| &seat.role)
    }

    /// The seats that have a role for which `keep` holds, by handle.
    pub fn seats_where<'a>(
        &'a self,
        keep: impl Fn(&Role) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a Handle, &'a Seat)> + 'a {
        self.seats.iter().filter(move |(_, seat)| keep(&seat.role))
    }

    /// Clause of the closing stage.
    pub fn closing_clause(&self) -> String {
        self.plan
            .as_ref()
            .and_then(|plan| plan.stages(StageKind::Closing).next().map(|stage| stage.clause.clone()))
            .unwrap_or_default()
    }
}
