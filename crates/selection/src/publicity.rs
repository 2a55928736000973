//! 集中宣传: outlets report on honourees; nothing is published before it was reviewed (先审后发).

use imbl::OrdMap;
use jiff::civil::Date;
use ledger::leaf::PartClass;
use plan::{Instant, Stage, StageKind};
use serde::{Deserialize, Serialize};

use crate::{
    Code, Context, Decided, Handle, Note, Part, PublicText, Record, Refusal, Role, Selection, notice,
};

/// What can be asked for.
#[derive(Debug, Clone)]
pub enum Act {
    /// Give an outlet the task of reporting on an honouree.
    Assign {
        /// Publicity stage.
        stage: String,
        /// Outlet.
        outlet: String,
        /// Honouree.
        nominee: Handle,
        /// Last day.
        by: Date,
    },
    /// The outlet hands its report in, or in again.
    File {
        /// Piece.
        piece: Handle,
        /// Title and text.
        text: PublicText,
    },
    /// The office approves a report, which publishes it, or sends it back.
    Review {
        /// Piece.
        piece: Handle,
        /// Approve.
        approve: bool,
        /// What is to be changed.
        note: String,
    },
    /// The event's date is fixed (适时举办发布仪式).
    Ceremony {
        /// Publicity stage.
        stage: String,
        /// Date.
        on: Date,
    },
}

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Entry {
    /// A task.
    Assigned {
        /// Piece.
        piece: Handle,
        /// Publicity stage.
        stage: String,
        /// Outlet.
        outlet: String,
        /// Honouree.
        nominee: Handle,
        /// Last day.
        by: Date,
    },
    /// A report was handed in.
    PieceFiled {
        /// Piece.
        piece: Handle,
    },
    /// A report was approved and is public.
    PiecePublished {
        /// Piece.
        piece: Handle,
    },
    /// A report was sent back.
    PieceReturned {
        /// Piece.
        piece: Handle,
    },
    /// The event's date was fixed.
    CeremonyFixed {
        /// Publicity stage.
        stage: String,
        /// Date.
        on: Date,
    },
}

/// Where a piece lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PieceStatus {
    /// With the outlet.
    Assigned,
    /// With the office for review.
    Filed,
    /// Back with the outlet.
    Returned,
    /// Public.
    Published,
}

/// A task and its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Publicity stage.
    pub stage: String,
    /// Outlet.
    pub outlet: String,
    /// Honouree.
    pub nominee: Handle,
    /// Last day.
    pub by: Date,
    /// Where it lies.
    pub status: PieceStatus,
    /// Number of the entry that holds the newest text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_n: Option<u64>,
    /// When it became public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Instant>,
}

/// State.
#[derive(Debug, Clone, Default, Serialize)]
pub struct State {
    /// Pieces by handle (`m1`, …).
    pub pieces: OrdMap<Handle, Piece>,
    /// Dates of events by stage.
    pub ceremonies: OrdMap<String, Date>,
}

impl Piece {
    /// Late: its last day has passed and it is not public.
    pub fn is_late(&self, today: Date) -> bool {
        self.published.is_none() && today > self.by
    }
}

fn inside(stage: &Stage, zone: &jiff::tz::TimeZone, day: Date) -> bool {
    let noon = Instant::of(day.at(12, 0, 0, 0), zone);
    stage.opens_at(zone).is_none_or(|opens| noon >= opens)
        && stage.closes_at(zone).is_none_or(|closes| noon < closes)
}

fn lookup<'a>(s: &'a Selection, piece: &str) -> Result<&'a Piece, Refusal> {
    s.publicity.pieces.get(piece).ok_or_else(|| Refusal::new(Code::Unknown, "").arg("what", piece))
}

pub(crate) fn decide(c: &Context, act: Act) -> Result<Vec<Decided>, Refusal> {
    let s = c.s;
    match act {
        Act::Assign { stage, outlet, nominee, by } => {
            let stage = s.open_stage(&stage, StageKind::Publicity, c.now)?;
            let known = stage.publicity.as_ref().is_some_and(|rules| rules.outlets.contains(&outlet));
            if !known {
                return Err(Refusal::new(Code::UnknownOutlet, &stage.clause).field("outlet"));
            }
            if !s.honourees().iter().any(|member| member.nominee == nominee) {
                return Err(Refusal::new(Code::NotNamed, &stage.clause).field("nominee"));
            }
            if !inside(stage, &s.zone(), by) {
                return Err(Refusal::new(Code::DateOutside, &stage.clause).field("by"));
            }
            let piece = format!("m{}", s.publicity.pieces.len() + 1);
            let entry = Entry::Assigned { piece, stage: stage.id.clone(), outlet, nominee, by };
            Ok(vec![crate::Entry::Publicity(entry).into()])
        }
        Act::File { piece, text } => {
            let found = lookup(s, &piece)?;
            let stage = s.open_stage(&found.stage, StageKind::Publicity, c.now)?;
            let theirs = matches!(s.role(c.who), Some(Role::Outlet { outlet }) if *outlet == found.outlet);
            if !theirs {
                return Err(Refusal::new(Code::NotAllowed, &stage.clause));
            }
            if found.status == PieceStatus::Published || s.naming.revoked.contains_key(&found.nominee) {
                return Err(Refusal::new(Code::PieceStatus, &stage.clause));
            }
            if text.title.trim().is_empty() {
                return Err(Refusal::new(Code::Missing, &stage.clause).field("title"));
            }
            notice::public_text(c, &text.text, &stage.clause)?;
            if c.files.has_personal_number(&text.title) {
                return Err(Refusal::new(Code::PersonalNumber, &stage.clause).field("title"));
            }
            let part = Part::new("piece", PartClass::Disclosed, &found.nominee, &text);
            Ok(vec![Decided::from(crate::Entry::Publicity(Entry::PieceFiled { piece })).with(part)])
        }
        Act::Review { piece, approve, note } => {
            let found = lookup(s, &piece)?;
            let stage = s.open_stage(&found.stage, StageKind::Publicity, c.now)?;
            if found.status != PieceStatus::Filed
                || (approve && s.naming.revoked.contains_key(&found.nominee))
            {
                return Err(Refusal::new(Code::PieceStatus, &stage.clause));
            }
            if approve {
                return Ok(vec![crate::Entry::Publicity(Entry::PiecePublished { piece }).into()]);
            }
            if note.trim().is_empty() {
                return Err(Refusal::new(Code::Missing, &stage.clause).field("note"));
            }
            let part = Part::new("note", PartClass::Office, &piece, &Note { text: note, ..Note::default() });
            Ok(vec![Decided::from(crate::Entry::Publicity(Entry::PieceReturned { piece })).with(part)])
        }
        Act::Ceremony { stage, on } => {
            let stage = s.open_stage(&stage, StageKind::Publicity, c.now)?;
            if !inside(stage, &s.zone(), on) {
                return Err(Refusal::new(Code::DateOutside, &stage.clause).field("on"));
            }
            Ok(vec![crate::Entry::Publicity(Entry::CeremonyFixed { stage: stage.id.clone(), on }).into()])
        }
    }
}

pub(crate) fn apply(s: &mut Selection, record: &Record, entry: &Entry) {
    let state = &mut s.publicity;
    match entry {
        Entry::Assigned { piece, stage, outlet, nominee, by } => {
            let fresh = Piece {
                stage: stage.clone(),
                outlet: outlet.clone(),
                nominee: nominee.clone(),
                by: *by,
                status: PieceStatus::Assigned,
                text_n: None,
                published: None,
            };
            state.pieces.insert(piece.clone(), fresh);
        }
        Entry::PieceFiled { piece } => {
            if let Some(piece) = state.pieces.get_mut(piece) {
                piece.status = PieceStatus::Filed;
                piece.text_n = Some(record.n);
            }
        }
        Entry::PiecePublished { piece } => {
            if let Some(piece) = state.pieces.get_mut(piece) {
                piece.status = PieceStatus::Published;
                piece.published = Some(record.at);
            }
        }
        Entry::PieceReturned { piece } => {
            if let Some(piece) = state.pieces.get_mut(piece) {
                piece.status = PieceStatus::Returned;
            }
        }
        Entry::CeremonyFixed { stage, on } => {
            state.ceremonies.insert(stage.clone(), *on);
        }
    }
}
