//! What is checked, in which order, and every reason for which a publication is refused. The table is at the head of
//! this room.

use serde::Serialize;

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The checks, in the order in which they are told. The first one that does not hold is the one that is named.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Check { $($(#[$doc])* $name,)* }

        impl Check {
            /// All checks in order.
            pub const ALL: &'static [Check] = &[$(Check::$name,)*];

            /// The stable name; its title is the message `verify-check-<name>`.
            pub fn as_str(self) -> &'static str {
                match self { $(Check::$name => $text,)* }
            }
        }
    };
}

checks! {
    /// The plan is the one that was announced.
    Plan = "plan",
    /// The heads of both logs are signed, and cosigned where the trust file asks for it.
    Signatures = "signatures",
    /// Every tile and every leaf leads to the heads, in both hashes.
    Tree = "tree",
    /// Every leaf is canonical and of a known kind.
    Leaves = "leaves",
    /// What was sealed is opened, once, at its gate, and is what was sealed.
    Openings = "openings",
    /// Every act was allowed by plan, actor, time and order.
    Acts = "acts",
    /// Every ballot was cast in its window, within the limits, once; and the two logs are tied.
    Ballots = "ballots",
    /// Every ballot that was held back was released or made void.
    Quarantine = "quarantine",
    /// Every ballot of a counted vote is opened and is what was cast.
    BallotOpenings = "ballot-openings",
    /// Votes, panels, combination, ties and seats, counted anew.
    Counts = "counts",
    /// Every resolution names where it departs from the figures.
    Resolutions = "resolutions",
    /// The four lists and the naming follow from what was decided.
    Lists = "lists",
    /// The state that all this leads to has a hash.
    State = "state",
}

macro_rules! reasons {
    ($($check:ident { $($(#[$doc:meta])* $name:ident = $text:literal,)* })*) => {
        /// Every reason for which a publication is refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Reason { $($($(#[$doc])* $name,)*)* }

        impl Reason {
            /// All reasons.
            pub const ALL: &'static [Reason] = &[$($(Reason::$name,)*)*];

            /// The stable code; its sentence is the message `verify-reason-<code>`.
            pub fn as_str(self) -> &'static str {
                match self { $($(Reason::$name => $text,)*)* }
            }

            /// The check that does not hold.
            pub fn check(self) -> Check {
                match self { $($(Reason::$name => Check::$check,)*)* }
            }
        }
    };
}

reasons! {
    Plan {
        /// The trust file cannot be read.
        TrustMalformed = "trust-malformed",
        /// The log of acts does not begin with a plan.
        PlanMissing = "plan-missing",
        /// The plan is not the one whose hash stands beside it.
        PlanHash = "plan-hash",
        /// The plan is not the one that was announced.
        PlanNotAnnounced = "plan-not-announced",
    }
    Signatures {
        /// A head is not there.
        CheckpointMissing = "checkpoint-missing",
        /// A head is no checkpoint.
        CheckpointMalformed = "checkpoint-malformed",
        /// The two heads are not those of one selection's two logs.
        OriginWrong = "origin-wrong",
        /// The trust file knows no log of this origin.
        LogUnknown = "log-unknown",
        /// The log has not signed its head.
        NotSigned = "not-signed",
        /// A signature of a known key does not hold.
        BadSignature = "bad-signature",
        /// Fewer witnesses have cosigned than the trust file asks for.
        QuorumMissing = "quorum-missing",
        /// The head in domestic cryptography is not there.
        SmMissing = "sm-missing",
        /// The head in domestic cryptography is no such head.
        SmMalformed = "sm-malformed",
        /// The head in domestic cryptography is one of another tree.
        SmUntied = "sm-untied",
        /// The head in domestic cryptography is not signed by a known key, or the signature does not hold.
        SmNotSigned = "sm-not-signed",
    }
    Tree {
        /// A file cannot be read.
        Unreadable = "unreadable",
        /// A tile or bundle is not there.
        TileMissing = "tile-missing",
        /// A tile or bundle is not the tree's.
        TileWrong = "tile-wrong",
        /// The tiles do not lead to the root that was signed.
        RootWrong = "root-wrong",
        /// A leaf is not the one in the tree.
        LeafNotInTree = "leaf-not-in-tree",
        /// The leaves do not lead to the root in SM3.
        SmRootWrong = "sm-root-wrong",
    }
    Leaves {
        /// A leaf is not in its one canonical form.
        LeafNotCanonical = "leaf-not-canonical",
        /// A leaf has not the number of its place.
        LeafMisnumbered = "leaf-misnumbered",
        /// A leaf belongs to another selection.
        LeafForeign = "leaf-foreign",
        /// Nothing is known of an entry of this kind, or with such a body.
        LeafUnknown = "leaf-unknown",
    }
    Openings {
        /// The blob of an opening is not there.
        BlobMissing = "blob-missing",
        /// A blob has not the hash that names it.
        BlobAltered = "blob-altered",
        /// A blob is no opening of this gate.
        OpeningMalformed = "opening-malformed",
        /// A leaf that was sealed for the gate is not opened.
        OpeningIncomplete = "opening-incomplete",
        /// A leaf is opened that was not sealed for the gate.
        OpeningForeign = "opening-foreign",
        /// What is opened is not what was sealed.
        OpeningMismatch = "opening-mismatch",
        /// The entry tells another number of leaves than its blob opens.
        OpeningCount = "opening-count",
        /// A gate is opened a second time.
        GateTwice = "gate-twice",
        /// An entry was sealed for another gate than its kind waits for, or not at all.
        WrongGate = "wrong-gate",
        /// The selection is closed and a leaf is still sealed.
        SealedAtClosing = "sealed-at-closing",
        /// More or fewer leaves are sealed for good than the panels told of.
        HiddenLeaves = "hidden-leaves",
        /// The file of parts beside the log is not in its one form.
        PartMalformed = "part-malformed",
        /// A part beside the log belongs to no entry, or may not be public.
        PartForeign = "part-foreign",
        /// A part beside the log is not what its entry sealed.
        PartMismatch = "part-mismatch",
    }
    Acts {
        /// An entry does not follow the one before it.
        ActOutOfPlace = "act-out-of-place",
        /// An entry was recorded before the one that stands before it.
        TimeGoesBack = "time-goes-back",
        /// The entries of one request stand apart, or were recorded at different times.
        ActTornApart = "act-torn-apart",
        /// A transition was due and had to be recorded first.
        DueFirst = "due-first",
        /// A transition was recorded that was not due.
        NotDue = "not-due",
        /// No act gives such entries.
        NoSuchAct = "no-such-act",
        /// The plan, the actor, the time or the order did not allow the act.
        ActRefused = "act-refused",
        /// An entry is not the one that its act gives.
        EntryDiffers = "entry-differs",
        /// An entry is missing that the act gives.
        EntryLacking = "entry-lacking",
        /// An entry has other parts beside it than its kind has.
        PartsWrong = "parts-wrong",
        /// A holiday notice is not the one that was issued.
        CalendarWrong = "calendar-wrong",
        /// A leaf is sealed for good where the plan keeps nothing secret.
        NothingSecret = "nothing-secret",
    }
    Ballots {
        /// A ballot belongs to no vote of the plan.
        BallotStage = "ballot-stage",
        /// A ballot was cast while its vote was not open.
        BallotWindow = "ballot-window",
        /// A ballot's period is not that of its time.
        BallotPeriod = "ballot-period",
        /// A ballot's category or channel is not one of the plan's.
        BallotPlace = "ballot-place",
        /// A ballot's slot is beyond the plan's limit.
        SlotOverLimit = "slot-over-limit",
        /// Two ballots of one voter stand in one slot.
        SlotTwice = "slot-twice",
        /// More voters came with codes than codes were issued.
        VotersOverCodes = "voters-over-codes",
        /// A ballot replaces or takes back another, which the plan does not allow.
        BallotReplaces = "ballot-replaces",
        /// A ballot was added after its vote had been counted.
        BallotAfterCount = "ballot-after-count",
        /// The acts tell of more ballots than the log holds.
        AnchorBeyondLog = "anchor-beyond-log",
        /// The acts tell of fewer ballots than they told of before.
        AnchorShrinks = "anchor-shrinks",
        /// The acts tell of another root than the ballots had at that size.
        AnchorRoot = "anchor-root",
        /// The acts tell of a ballot before it was cast.
        AnchorEarly = "anchor-early",
    }
    BallotOpenings {
        /// A ballot of a counted vote is not opened.
        BallotNotOpened = "ballot-not-opened",
        /// A ballot is opened that is none of this vote, or a second time.
        BallotOpeningForeign = "ballot-opening-foreign",
        /// What is opened is not what the ballot committed to.
        BallotOpeningMismatch = "ballot-opening-mismatch",
        /// A file of openings is not in its one form.
        BallotOpeningMalformed = "ballot-opening-malformed",
        /// Ballots are opened before their vote was counted.
        BallotOpenedEarly = "ballot-opened-early",
    }
    Counts {
        /// The ballots do not give the tally that was recorded.
        TallyDiffers = "tally-differs",
        /// The counts shown while a vote was open are not those that its ballots gave then.
        ShownDiffers = "shown-differs",
        /// What was counted of the paper is not the sum of the batches on which two people agree.
        PaperDiffers = "paper-differs",
        /// The figures of a result are not those that votes and sheets give.
        CountDiffers = "count-differs",
        /// What is told of a secret panel does not fit together.
        PanelFigures = "panel-figures",
    }
    Resolutions {
        /// A resolution does not name exactly its departures from the figures, or could not be taken so.
        ResolutionDiffers = "resolution-differs",
    }
    Lists {
        /// A list is not the one that was decided on.
        ListDiffers = "list-differs",
        /// The naming or its certificates are not those of the final list.
        NamingDiffers = "naming-differs",
    }
    State {
        /// The state has no canonical form.
        StateUnwritable = "state-unwritable",
    }
}
