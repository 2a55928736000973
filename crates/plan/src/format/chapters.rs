//! The chapters of the reference page, and how the commonest sentences of plans are written.

/// A chapter: what it tells of, and how it is written most often.
pub(super) struct Chapter {
    /// Its anchor; its title is the message `format-page-<name>`, its lead `format-page-<name>-lead`.
    pub name: &'static str,
    /// Its types, in the order told.
    pub types: &'static [&'static str],
    /// The header below which its ways stand, those apart that begin with a header of their own; empty: the outermost.
    pub place: &'static str,
}

/// How a common sentence is written.
pub(super) struct Way {
    /// What the sentence says: the message `format-page-way-<key>`.
    pub key: &'static str,
    /// TOML.
    pub toml: &'static str,
}

impl Chapter {
    /// The commonest sentences of this chapter.
    pub fn ways(&self) -> impl Iterator<Item = Way> {
        include_str!("ways.toml").split("\n#: ").skip(1).filter_map(|way| {
            let (head, toml) = way.split_once('\n')?;
            let key = head.strip_prefix(self.name)?.strip_prefix(' ')?;
            Some(Way { key, toml: toml.trim() })
        })
    }
}

/// All chapters, in the order of the page. A type stands in exactly one.
pub(super) const CHAPTERS: &[Chapter] = &[
    Chapter {
        name: "head",
        types: &[
            "Plan",
            "Publication",
            "Site",
            "Sponsor",
            "SponsorPart",
            "Office",
            "Standards",
            "Department",
            "Outlet",
            "Requirement",
        ],
        place: "",
    },
    Chapter { name: "units", types: &["Unit", "UnitKind", "UnitValue", "FormerName"], place: "" },
    Chapter {
        name: "categories",
        types: &["Category", "Subject", "Kind", "Seats", "Eligibility", "Attribute", "Measure"],
        place: "[[category]]",
    },
    Chapter {
        name: "electorates",
        types: &["Electorate", "ElectorateKind", "Size", "Draw", "Supervisor", "Over"],
        place: "",
    },
    Chapter { name: "stages", types: &["Stage", "StageKind", "Hours", "Days"], place: "[[stage]]" },
    Chapter {
        name: "tiers",
        types: &[
            "RecommendRules",
            "Tier",
            "Nominator",
            "QuotaOf",
            "QuotaBy",
            "Material",
            "Allocation",
            "AllocationBy",
            "Consult",
            "ScreenRules",
            "Candidates",
            "Reason",
        ],
        place: "[stage.recommend]",
    },
    Chapter {
        name: "votes",
        types: &["VoteRules", "VoteMode", "CategoryVote", "Display", "Order", "Penalty", "Voids"],
        place: "[stage.vote]",
    },
    Chapter {
        name: "channels",
        types: &["Channel", "Identity", "Medium", "DatedBy", "Asks", "Checked", "PaperRules", "PollingPlace"],
        place: "[stage.vote]",
    },
    Chapter {
        name: "ballots",
        types: &["BallotShape", "Equals", "Bounds", "Beside", "NotOwn", "OwnBy", "Faults", "Spoils"],
        place: "[stage.vote]",
    },
    Chapter { name: "limits", types: &["Limit", "Per"], place: "[stage.vote]" },
    Chapter {
        name: "panels",
        types: &[
            "ReviewRules",
            "PanelSeat",
            "PanelShare",
            "Criterion",
            "CategoryReview",
            "Aggregate",
            "Signed",
            "Disclosure",
            "RecusalRules",
            "Recused",
            "StandsBack",
            "RecusalGround",
        ],
        place: "[stage.review]",
    },
    Chapter {
        name: "results",
        types: &[
            "ResultRule",
            "Fewest",
            "TooFew",
            "Portion",
            "ListKind",
            "Listed",
            "Among",
            "Combine",
            "Part",
            "Figure",
            "Bar",
            "Decide",
            "Rounding",
        ],
        place: "[[result]]",
    },
    Chapter {
        name: "normalisations",
        types: &["Normalise", "ScoreStep", "EqualPlaces"],
        place: "[[result]]",
    },
    Chapter {
        name: "methods",
        types: &[
            "RunoffRule",
            "Break",
            "TransferRule",
            "Quota",
            "Reach",
            "Surplus",
            "Parcel",
            "ReckonedBy",
            "DividedOver",
            "SurplusOrder",
            "SharedPointRule",
            "SupportRule",
            "SupportBar",
            "Further",
            "Casting",
            "AtBorder",
            "Whole",
        ],
        place: "[[result]]",
    },
    Chapter {
        name: "awards",
        types: &[
            "Take",
            "TakeOf",
            "When",
            "Budget",
            "Award",
            "Composition",
            "Amount",
            "Of",
            "Approval",
            "ApprovalKind",
        ],
        place: "[[result]]",
    },
    Chapter { name: "ties", types: &["TieStep"], place: "[[result]]" },
    Chapter {
        name: "notices",
        types: &["NoticeRules", "DayKind", "FirstDay", "Upheld"],
        place: "[stage.notice]",
    },
    Chapter { name: "ends", types: &["NamingRules", "PublicityRules", "ClosingRules", "Cycle"], place: "" },
    Chapter { name: "values", types: &["Moment", "Clock", "Span", "Number"], place: "" },
];
