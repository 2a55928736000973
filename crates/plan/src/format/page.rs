//! The reference page of the plan format, in Markdown.

use std::fmt::Write;

use text::{Lang, args, t, ta};

use super::{Entry, Form, Key, Shape, Variant, entries, meaning, message_of};

/// A piece of a real plan that shows a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The chapter it belongs to: a name of [`CHAPTERS`].
    pub chapter: String,
    /// Title of the plan it is taken from.
    pub plan: String,
    /// TOML.
    pub toml: String,
}

/// The chapters of the page, each with the types it tells of. A type that is in none is told in the last.
pub(super) const CHAPTERS: &[(&str, &[&str])] = &[
    (
        "head",
        &[
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
    ),
    ("units", &["Unit", "UnitKind", "FormerName"]),
    ("categories", &["Category", "Subject", "Kind", "Seats", "Eligibility", "Attribute", "Measure"]),
    ("electorates", &["Electorate", "ElectorateKind", "Draw", "Supervisor", "Over"]),
    ("stages", &["Stage", "StageKind", "Hours"]),
    ("tiers", &["RecommendRules", "Tier", "Allocation", "AllocationBy", "Consult", "ScreenRules", "Reason"]),
    ("votes", &["VoteRules", "VoteMode", "CategoryVote", "Display", "Order", "Penalty", "Voids"]),
    (
        "channels",
        &["Channel", "Identity", "Medium", "DatedBy", "Asks", "Checked", "PaperRules", "PollingPlace"],
    ),
    ("ballots", &["BallotShape", "Equals", "Bounds", "Beside", "Faults", "Spoils"]),
    ("limits", &["Limit", "Per"]),
    (
        "panels",
        &[
            "ReviewRules",
            "PanelSeat",
            "Criterion",
            "CategoryReview",
            "Aggregate",
            "Signed",
            "Disclosure",
            "RecusalRules",
            "RecusalGround",
        ],
    ),
    (
        "results",
        &["ResultRule", "ListKind", "Among", "Combine", "Part", "Figure", "Bar", "Decide", "Rounding"],
    ),
    ("normalisations", &["Normalise", "ScoreStep", "EqualPlaces"]),
    (
        "methods",
        &[
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
            "Whole",
        ],
    ),
    (
        "seats",
        &["Take", "TakeOf", "When", "Budget", "Award", "Composition", "Amount", "Approval", "ApprovalKind"],
    ),
    ("ties", &["TieStep"]),
    ("notices", &["NoticeRules", "DayKind", "FirstDay", "Upheld"]),
    ("ends", &["NamingRules", "PublicityRules", "ClosingRules", "Cycle"]),
    ("values", &["Moment", "Clock", "Span", "Number"]),
];

/// The reference page: how a plan file is written, then every table, key and value, chapter by chapter, each chapter
/// with examples from real plans.
pub fn reference(lang: Lang, examples: &[Example]) -> String {
    let mut page = Page { text: String::new(), lang };
    page.line(&format!("# {}", t(lang, "format-page-title")));
    page.line("");
    page.line(&t(lang, "format-page-lead"));
    page.line("");
    let all = entries();
    for (chapter, types) in CHAPTERS {
        page.line(&format!("- [{0}](#{1})", t(lang, &title(chapter)), chapter));
        let _ = types;
    }
    page.line("");
    for (chapter, types) in CHAPTERS {
        page.line(&format!("<a id=\"{chapter}\"></a>\n\n## {}", t(lang, &title(chapter))));
        page.line("");
        page.line(&t(lang, &format!("format-page-{chapter}-lead")));
        page.line("");
        for example in examples.iter().filter(|example| example.chapter == *chapter) {
            page.line(&ta(lang, "format-page-example", &args! { "plan" => example.plan.as_str() }));
            page.line(&format!("\n```toml\n{}\n```\n", example.toml.trim_end()));
        }
        for entry in types.iter().filter_map(|name| all.iter().find(|entry| entry.name == *name)) {
            page.entry(entry);
        }
    }
    page.text
}

fn title(chapter: &str) -> String {
    format!("format-page-{chapter}")
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn said(&self, message: &str) -> String {
        // A bar would end the cell of a table.
        meaning(message, self.lang).unwrap_or_default().replace('|', "\\|")
    }

    fn entry(&mut self, entry: &Entry) {
        let said = self.said(&message_of(&entry.name));
        self.line(&format!("<a id=\"{0}\"></a>\n\n### {1} `{0}`\n", entry.name, heading(&said)));
        self.line(&said);
        self.line("");
        match &entry.form {
            Form::Table(keys) => self.keys(keys),
            Form::Choice(variants) => self.variants(variants),
            Form::Value => {}
        }
    }

    fn head(&mut self, columns: &[&str]) {
        let names: Vec<_> = columns.iter().map(|column| t(self.lang, column)).collect();
        self.line(&format!("| {} |", names.join(" | ")));
        self.line(&format!("|{}", "---|".repeat(names.len())));
    }

    fn keys(&mut self, keys: &[Key]) {
        self.head(&["format-page-key", "format-page-value", "format-page-meaning"]);
        for key in keys {
            let mut value = self.shape(&key.shape);
            if key.silent {
                value.push_str(&t(self.lang, "format-page-or-silent"));
            }
            let need = if key.required { t(self.lang, "format-page-required") } else { String::new() };
            self.line(&format!("| `{}`{need} | {value} | {} |", key.key, self.said(&key.message)));
        }
        self.line("");
    }

    fn variants(&mut self, variants: &[Variant]) {
        self.head(&["format-page-value", "format-page-meaning"]);
        for variant in variants {
            let written = match &variant.holds {
                None => format!("`\"{}\"`", variant.key),
                Some(Shape::Own) => {
                    let inner: Vec<_> = variant.keys.iter().map(|key| format!("{} = …", key.key)).collect();
                    format!("`{{ {} = {{ {} }} }}`", variant.key, inner.join(", "))
                }
                Some(holds) => format!("`{{ {} = … }}`{}", variant.key, self.held(holds)),
            };
            self.line(&format!("| {written} | {} |", self.said(&variant.message)));
            for key in &variant.keys {
                let value = self.shape(&key.shape);
                let said = self.said(&key.message);
                self.line(&format!("| &emsp;`{}`: {value} | {said} |", key.key));
            }
        }
        self.line("");
    }

    fn held(&self, shape: &Shape) -> String {
        ta(self.lang, "format-page-holds", &args! { "shape" => self.shape(shape) })
    }

    fn shape(&self, shape: &Shape) -> String {
        match shape {
            Shape::Text => t(self.lang, "format-page-text"),
            Shape::Whole => t(self.lang, "format-page-whole"),
            Shape::Truth => t(self.lang, "format-page-truth"),
            Shape::Own => t(self.lang, "format-page-table"),
            Shape::Of(name) => {
                let said = heading(&self.said(&message_of(name)));
                format!("[{said}](#{name})")
            }
            Shape::List(inner) => ta(self.lang, "format-page-list", &args! { "shape" => self.shape(inner) }),
        }
    }
}

/// The name of a type: what its meaning begins with, up to the colon.
fn heading(said: &str) -> String {
    said.split(['：', ':', '。']).next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_stands_in_one_chapter() {
        for entry in entries() {
            let chapters = CHAPTERS.iter().filter(|(_, types)| types.contains(&entry.name.as_str())).count();
            assert_eq!(chapters, 1, "{} stands in {chapters} chapters", entry.name);
        }
        for (chapter, types) in CHAPTERS {
            for name in *types {
                assert!(entries().iter().any(|entry| entry.name == *name), "{chapter}: there is no {name}");
            }
        }
    }
}
