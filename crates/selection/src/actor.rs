//! Who asks, and which seat they hold.

use serde::{Deserialize, Serialize};

/// Who asks for an act or looks at a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// The house itself: due transitions.
    System,
    /// A system administrator (by account handle): adopts plans and gives seats, and sees no dossier.
    Admin(String),
    /// Somebody in a seat of this selection, by handle.
    Seat(String),
    /// Anybody.
    Citizen,
}

impl Actor {
    /// What stands under `by` in an entry.
    pub fn handle(&self) -> &str {
        match self {
            Actor::System => "system",
            Actor::Admin(handle) | Actor::Seat(handle) => handle,
            Actor::Citizen => "citizen",
        }
    }
}

/// What a seat may do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Role {
    /// 办公室.
    Office,
    /// 推荐单位.
    Unit {
        /// Unit id.
        unit: String,
    },
    /// 主办单位.
    Sponsor {
        /// Sponsor id.
        sponsor: String,
    },
    /// 联审部门.
    Department {
        /// Department id.
        department: String,
    },
    /// 评委.
    Judge {
        /// Kind of panel seat, by id.
        panel: String,
    },
    /// 宣传媒体.
    Outlet {
        /// Outlet id.
        outlet: String,
    },
    /// 监督受理: takes objections apart from the office.
    Receiver,
    /// 审计: sees everything that is recorded, changes nothing.
    Auditor,
}

impl Role {
    /// The role's name without its particulars.
    pub fn name(&self) -> &'static str {
        match self {
            Role::Office => "office",
            Role::Unit { .. } => "unit",
            Role::Sponsor { .. } => "sponsor",
            Role::Department { .. } => "department",
            Role::Judge { .. } => "judge",
            Role::Outlet { .. } => "outlet",
            Role::Receiver => "receiver",
            Role::Auditor => "auditor",
        }
    }
}

/// A seat in a selection: a role and where its holder comes from, as far as recusal needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// What the seat may do.
    pub role: Role,
    /// The unit (by id) its holder works for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The outlet (by id) its holder works for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
}
