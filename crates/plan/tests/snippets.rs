//! What the reference page shows can be written: every piece of TOML on it, in both languages, is put into a plan, and
//! the check finds no error.

// Helpers of tests may panic as tests may; clippy knows test functions only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use plan::{Fault, Severity, Source, read_files};
use text::Lang;

const SMALL: &str = include_str!("../../../plans/small.toml");

/// Where a piece of a real plan speaks of what the small plan does not have, or has at another time.
const ELSEWHERE: [&str; 17] = [
    "unknown-stage",
    "wrong-stage-kind",
    "unknown-sponsor",
    "unknown-electorate",
    "unknown-category",
    "unknown-attribute",
    "unknown-measure",
    "unknown-award",
    "unknown-round",
    "unknown-criterion",
    "unknown-outlet",
    "duplicate-prefix",
    "part-not-over",
    "after-impossible",
    "window-empty",
    "channel-window-empty",
    "take-more-than-candidates",
];

/// A block of the page.
struct Piece {
    toml: String,
    /// The header that the page says it stands below; empty: the outermost.
    place: String,
    /// The real plan it is taken from.
    of: Option<String>,
}

/// Every block of TOML on a page, with what the page says of its place.
fn pieces(page: &str) -> Vec<Piece> {
    let (mut place, mut of, mut found) = (String::new(), None, Vec::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            (place, of) = (String::new(), None);
        } else if line.starts_with("**") {
            let written = line.split_once("`[").and_then(|(_, rest)| rest.split_once('`'));
            place = written.map(|(place, _)| format!("[{place}")).unwrap_or_default();
        } else if let Some((_, rest)) = line.split_once("（`plans/").or_else(|| line.split_once("(`plans/"))
        {
            of = rest.split_once('`').map(|(path, _)| path.to_owned());
        } else if line == "```toml" {
            let toml: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push(Piece { toml: toml.join("\n"), place: place.clone(), of: of.take() });
        }
    }
    found
}

impl Piece {
    /// As a supplement to the small plan.
    fn supplement(&self) -> String {
        let head = "format = 1\namends = \"haolinju-2026\"\nid = \"piece\"\ntitle = \"piece\"\nissued = \"2026-01-01\"\n";
        if self.toml.contains("amends = ") {
            return self.toml.clone();
        }
        let of_stage = |id: &str| format!("[[stage]]\nid = \"{id}\"\n");
        let place = match self.place.as_str() {
            _ if self.toml.contains("[[") && self.of.is_none() => String::new(),
            "" => String::new(),
            "[[category]]" => "[[category]]\nid = \"neighbour\"\n".to_owned(),
            "[[stage]]" => of_stage("vote"),
            "[[result]]" => "[[result]]\nid = \"final\"\n".to_owned(),
            rules => of_stage(&rules["[stage.".len()..rules.len() - 1]) + rules + "\n",
        };
        format!("{head}{place}{}\n", self.toml)
    }

    /// A piece of a real plan names stages of its own; its rules stand in a stage of their kind.
    fn of_real(&self) -> String {
        let rules = self.toml.lines().next().unwrap();
        let stage = match rules.strip_prefix("[stage.").and_then(|rest| rest.strip_suffix(']')) {
            Some(kind) => format!("[[stage]]\nid = \"{kind}\"\n"),
            None => String::new(),
        };
        let piece = Piece { toml: format!("{stage}{}", self.toml), place: String::new(), of: None };
        piece.supplement()
    }
}

fn errors(plan: &str, supplement: Option<&str>) -> Vec<Fault> {
    let supplements: Vec<_> = supplement.iter().map(|text| Source { name: "", text }).collect();
    match read_files(Source { name: "", text: plan }, &supplements) {
        Ok(reading) => {
            reading.check(None).into_iter().filter(|fault| fault.severity == Severity::Error).collect()
        }
        Err(faults) => faults,
    }
}

fn told(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{} {}: {}", fault.code, fault.path, fault.text(Lang::En))).collect()
}

#[test]
fn every_piece_of_the_page_can_be_put_into_a_plan() {
    for lang in Lang::ALL {
        let pieces = pieces(&plan::format::reference(lang));
        assert!(pieces.len() > 120, "{lang}: {} pieces", pieces.len());
        let mut wrong = Vec::new();
        for piece in &pieces {
            let faults = match &piece.of {
                Some(path) => {
                    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans");
                    let whole = std::fs::read_to_string(folder.join(path)).unwrap();
                    let amends = plan::read::amends(&whole);
                    let in_part = amends.is_some();
                    let mut faults = match amends {
                        Some(plan) => {
                            let plan = std::fs::read_to_string(folder.join(plan + ".toml")).unwrap();
                            errors(&plan, Some(&whole))
                        }
                        None => errors(&whole, None),
                    };
                    let here = errors(SMALL, Some(&piece.of_real()));
                    // A supplement leaves out what it does not change.
                    faults.extend(here.into_iter().filter(|fault| {
                        !(ELSEWHERE.contains(&fault.code) || in_part && fault.code == "missing-key")
                    }));
                    faults
                }
                None if piece.toml.starts_with("#:schema") => {
                    errors(&format!("{}\n{SMALL}", piece.toml), None)
                }
                None if piece.toml.contains("\nrules = ") => errors(&piece.toml, None),
                // Several rounds come one after the other, in place of the one round that the small plan has.
                None if piece.toml.matches("[[result]]").count() > 1 => {
                    let (plan, _) = SMALL.split_once("[[result]]").unwrap();
                    errors(plan, Some(&piece.supplement()))
                }
                None => errors(SMALL, Some(&piece.supplement())),
            };
            if !faults.is_empty() {
                wrong.push(format!("{}\n{:#?}\n", piece.toml, told(&faults)));
            }
        }
        assert!(wrong.is_empty(), "{lang}: {} pieces\n{}", wrong.len(), wrong.join("\n"));
    }
}
