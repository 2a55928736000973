//! Why an act was refused: a stable code, the clause of the plan, the field, and what the sentence needs.

use std::fmt;

/// A refused act. Its sentence is the message `refusal-<code>`; nothing of the selection has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code.
    pub code: Code,
    /// The clause of the plan that it rests on; empty where it rests on the software's own rules.
    pub clause: String,
    /// The field of the form that it stands beside.
    pub field: Option<&'static str>,
    /// Values for the sentence. They are numbers, codes and handles, never personal data.
    pub args: Vec<(&'static str, String)>,
    /// What else is wrong with the same form, each beside its own field; mostly empty.
    pub others: Vec<Refusal>,
}

impl Refusal {
    /// A refusal that rests on a clause.
    pub fn new(code: Code, clause: impl Into<String>) -> Refusal {
        Refusal { code, clause: clause.into(), field: None, args: Vec::new(), others: Vec::new() }
    }

    /// Everything that is wrong with a form as one refusal, the first first; `None` where nothing is.
    pub fn of_all(faults: Vec<Refusal>) -> Option<Refusal> {
        let mut faults = faults.into_iter();
        let mut first = faults.next()?;
        first.others = faults.collect();
        Some(first)
    }

    /// Beside a field.
    pub fn field(mut self, field: &'static str) -> Refusal {
        self.field = Some(field);
        self
    }

    /// With a value for the sentence.
    pub fn arg(mut self, name: &'static str, value: impl fmt::Display) -> Refusal {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        if !self.clause.is_empty() {
            write!(f, " ({})", self.clause)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Every reason for which an act can be refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, for the table in the documentation and the parity check of messages.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The actor has no seat that may ask for this.
    NotAllowed = "not-allowed",
    /// The selection has ended: every role is gone and the archive is read-only.
    Closed = "closed",
    /// The stage has not opened yet.
    TooEarly = "too-early",
    /// Ballots of a vote that was counted are lost, and no restoration goes past a count.
    CountedLost = "counted-lost",
    /// The stage's window has passed.
    TooLate = "too-late",
    /// The stage has not opened, because something before it is missing.
    NotOpen = "not-open",
    /// No such thing in this selection.
    Unknown = "unknown",
    /// A field that must be filled is empty.
    Missing = "missing",
    /// A field has too many characters of any kind.
    FieldTooLong = "field-too-long",
    /// A line holds characters that nobody can see, or nothing but marks.
    Illegible = "illegible",
    /// The plan does not state what this act needs.
    NotStated = "not-stated",
    /// The plan has already been adopted.
    AlreadyAdopted = "already-adopted",
    /// The plan holds rules that the software cannot run a selection by yet ([`plan::conduct::beyond`] lists them).
    BeyondConduct = "beyond-conduct",
    /// A supplement names another plan, or leaves a plan with errors.
    BadSupplement = "bad-supplement",
    /// A change would act backward: it touches a stage that has opened.
    ActsBackward = "acts-backward",
    /// A handle is taken or malformed.
    BadHandle = "bad-handle",
    /// The brief is longer than the plan allows.
    BriefTooLong = "brief-too-long",
    /// Text that will be public contains what looks like an ID or telephone number.
    PersonalNumber = "personal-number",
    /// The ID number is malformed.
    BadIdNumber = "bad-id-number",
    /// The telephone number is malformed.
    BadPhone = "bad-phone",
    /// The way in is not open in this plan.
    TierClosed = "tier-closed",
    /// The unit has used up its quota in the category.
    OverQuota = "over-quota",
    /// Not every standard of the checklist has been signed.
    ChecklistOpen = "checklist-open",
    /// The record of the unit's democratic step is missing.
    MinutesMissing = "minutes-missing",
    /// This unit has already put this person forward in this category.
    AlreadyRecommended = "already-recommended",
    /// The recommendation is not where this act could be done.
    WrongStatus = "wrong-status",
    /// The recommendation came from somebody without an account, so it cannot be returned.
    NobodyToReturnTo = "nobody-to-return-to",
    /// The reason code is not one of the plan's.
    UnknownReason = "unknown-reason",
    /// The actor must stand back from this nominee.
    MustRecuse = "must-recuse",
    /// A judge from the nominee's unit may not score.
    JudgeSameUnit = "judge-same-unit",
    /// A judge from the nominee's outlet may not score.
    JudgeSameOutlet = "judge-same-outlet",
    /// Something must be done before the list may be published.
    GateOpen = "gate-open",
    /// More candidates than the plan allows.
    TooManyCandidates = "too-many-candidates",
    /// More people than seats.
    TooManySeated = "too-many-seated",
    /// Somebody on the list may not be on it.
    NotEligible = "not-eligible",
    /// Somebody stands twice.
    Twice = "twice",
    /// A clearance is missing, refused or expired.
    ClearanceMissing = "clearance-missing",
    /// The detailed standards are not public yet.
    StandardsMissing = "standards-missing",
    /// A score is missing or out of range.
    BadScore = "bad-score",
    /// The panel's work is closed.
    PanelClosed = "panel-closed",
    /// Sheets are missing.
    SheetsMissing = "sheets-missing",
    /// Every sheet of the judge is in, so there is nothing to remind of.
    SheetsAllIn = "sheets-all-in",
    /// The plan has sheets signed, and the house does not know who holds the seat.
    NoName = "no-name",
    /// A candidate has fewer sheets than the plan asks for.
    TooFewSheets = "too-few-sheets",
    /// The result has not been counted.
    NotCounted = "not-counted",
    /// A tie at the last seat has not been broken.
    TieOpen = "tie-open",
    /// The count cannot decide because the plan is silent.
    Undecided = "undecided",
    /// The sitting has no quorum.
    NoQuorum = "no-quorum",
    /// A departure from the count lacks its reason.
    DepartureReason = "departure-reason",
    /// No notice is running.
    NoNotice = "no-notice",
    /// The notice has not ended.
    NoticeRunning = "notice-running",
    /// An objection is open.
    ObjectionOpen = "objection-open",
    /// The objection has already been ruled on.
    AlreadyRuled = "already-ruled",
    /// An anonymous objection needs concrete leads.
    LeadsMissing = "leads-missing",
    /// Signatures are missing.
    SignaturesMissing = "signatures-missing",
    /// This sponsor is not among the signatories.
    NotASignatory = "not-a-signatory",
    /// This sponsor has signed this version already.
    AlreadySigned = "already-signed",
    /// A sponsor has declined to sign.
    SignatureDeclined = "signature-declined",
    /// The dishonesty check has not been repeated on the naming day.
    RecheckMissing = "recheck-missing",
    /// The person has not been named, or no longer is.
    NotNamed = "not-named",
    /// The outlet is not among the plan's.
    UnknownOutlet = "unknown-outlet",
    /// The date lies outside the stage.
    DateOutside = "date-outside",
    /// The piece is not where this act could be done.
    PieceStatus = "piece-status",
    /// The selection's task is not done yet.
    NotDone = "not-done",
    /// The ballot is outside the vote's window.
    VoteClosed = "vote-closed",
    /// The plan holds no vote, or does not state its rules.
    NoVote = "no-vote",
    /// Fewer choices than the ballot needs.
    TooFewChoices = "too-few-choices",
    /// More choices than the ballot allows.
    TooManyChoices = "too-many-choices",
    /// A choice is not a candidate of the category.
    NotACandidate = "not-a-candidate",
    /// This voter's ballots for the period are used up.
    LimitReached = "limit-reached",
    /// The invitation code is not known.
    BadCode = "bad-code",
    /// No clause of the plan allows ballots on paper here.
    NoPaper = "no-paper",
    /// A number is not one that can be.
    BadFigure = "bad-figure",
    /// No new batch of paper can be entered any more.
    PaperLate = "paper-late",
    /// Paper can still be entered, so it cannot be counted.
    PaperRunning = "paper-running",
    /// A batch of paper has to be finished or withdrawn first.
    PaperUnfinished = "paper-unfinished",
    /// The paper of the vote has not been counted.
    PaperNotCounted = "paper-not-counted",
    /// The paper of the vote has been counted.
    PaperCounted = "paper-counted",
    /// Two people agree on this batch already.
    PaperAgreed = "paper-agreed",
    /// A batch that was meant as a new one has been entered before.
    PaperThere = "paper-there",
    /// The same person has entered this batch from another seat.
    PaperSamePerson = "paper-same-person",
    /// The scan of the batch is missing.
    ScanMissing = "scan-missing",
    /// Another batch has the same scan.
    ScanTwice = "scan-twice",
    /// More ballots were counted than handed out.
    PaperOverIssued = "paper-over-issued",
    /// Somebody has more votes than there are valid ballots.
    PaperVotesOverValid = "paper-votes-over-valid",
    /// More votes than the valid ballots can hold.
    PaperTooManyVotes = "paper-too-many-votes",
    /// Fewer votes than the valid ballots must hold.
    PaperTooFewVotes = "paper-too-few-votes",
    /// A ballot without a code came without its proof of work.
    WorkMissing = "work-missing",
    /// The proof of work does not hold.
    WorkWrong = "work-wrong",
    /// The proof of work was made for another ballot.
    WorkForeign = "work-foreign",
    /// The proof of work came too late.
    WorkExpired = "work-expired",
    /// The vote has too much to do at the moment; nothing was lost.
    Busy = "busy",
}
