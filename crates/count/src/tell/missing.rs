//! What a result needs and does not have, in plain words.

use plan::{Combine, names};
use text::{args, try_t};

use super::Names;
use crate::undecided::{Missing, What};

impl Names<'_> {
    /// Figures that nobody has entered, and where they are entered.
    fn no_figures(&self, path: &str) -> String {
        match path.split('.').collect::<Vec<_>>().as_slice() {
            ["result", id, "combine", "pick"] => {
                let round = self.plan.result.iter().find(|rule| rule.id == *id);
                let who = round.and_then(|rule| rule.combine.get()).and_then(|combine| match combine {
                    Combine::Pick(who) => Some(who.as_str()),
                    _ => None,
                });
                let args = args! { "round" => names::round(self.plan, id), "who" => who.unwrap_or_default() };
                self.ta("count-missing-pick", &args)
            }
            ["measure", id] => {
                let args = args! { "name" => names::measure(self.plan, id), "id" => *id };
                self.ta("count-missing-measure", &args)
            }
            ["electorate", id] => {
                let args = args! { "name" => self.electorate(id), "id" => *id };
                self.ta("count-missing-electorate", &args)
            }
            ["award", id] => self.ta("count-missing-list", &args! { "award" => self.award(id) }),
            ["stage", id, "part", part] => {
                self.ta("count-missing-part", &args! { "part" => self.part(part), "stage" => self.part(id) })
            }
            ["candidates", id] => {
                let category = self.category(id);
                self.ta("count-missing-candidates", &args! { "category" => category })
            }
            ["stage", id, "ballot", n] => {
                self.ta("count-missing-ballot", &args! { "stage" => self.part(id), "n" => *n })
            }
            ["stage", id, "casting", n] => {
                self.ta("count-missing-casting", &args! { "stage" => self.part(id), "n" => *n })
            }
            ["stage", id, "present"] => self.ta("count-missing-present", &args! { "stage" => self.part(id) }),
            ["stage", id, "members"] => self.ta("count-missing-members", &args! { "stage" => self.part(id) }),
            ["stage", id, "valid"] => self.ta("count-missing-ballots", &args! { "stage" => self.part(id) }),
            _ => self.ta("count-missing-no-figures", &args! { "path" => self.place(path) }),
        }
    }

    /// A candidate without a score, and why that may be.
    fn no_score(&self, path: &str) -> String {
        let stage = path.strip_prefix("stage.").and_then(|id| self.plan.stage(id));
        let Some((stage, rules)) = stage.and_then(|stage| Some((stage, stage.review.as_ref()?))) else {
            let of = path.strip_prefix("measure.").map(|id| names::measure(self.plan, id).to_owned());
            let of = of.unwrap_or_else(|| self.place(path));
            return self.ta("count-missing-no-score", &args! { "path" => of });
        };
        let called = stage.called(self.lang);
        match rules.sheets_least.get() {
            Some(least) if *least > 1 => {
                self.ta("count-missing-sheets", &args! { "stage" => called, "least" => *least })
            }
            _ => self.ta("count-missing-no-score", &args! { "path" => called }),
        }
    }

    /// A stage, a round or a category by its name; a rule of one by its own name, with what it belongs to; anything else
    /// by its path.
    fn place(&self, path: &str) -> String {
        let keys: Vec<&str> = path.split('.').collect();
        let [kind, id, rest @ ..] = keys.as_slice() else { return path.to_owned() };
        let name = match *kind {
            "stage" => self.plan.stage(id).map(|stage| stage.called(self.lang)),
            "result" => self.plan.result.iter().find(|rule| rule.id == *id).map(|rule| rule.name.as_str()),
            "category" => self.plan.category(id).map(|category| category.called(self.lang)),
            "award" => Some(names::award(self.plan, id)),
            _ => None,
        };
        let Some(last) = rest.last() else { return name.unwrap_or(path).to_owned() };
        // The table that holds the rule; of a part of a score, whose name stands in its place, that of parts.
        let table = if keys.len() > 3 { keys.get(keys.len() - 2) } else { Some(kind) };
        let tables = table.into_iter().chain(keys.contains(&"combine").then_some(&"weighted"));
        let rule = tables
            .filter_map(|table| {
                let key = format!("plan-rule-{table}-{last}").replace('_', "-");
                try_t(self.lang, &key, &args! {})
            })
            .next();
        match (name, rule) {
            (Some(name), Some(rule)) => {
                // A rule of one part of a score: which.
                let part = matches!(rest, ["combine", _, ..] if rest.len() > 2).then(|| rest[rest.len() - 2]);
                let part = part.map(|key| self.part(key)).filter(|part| part != name);
                let name = match part {
                    Some(part) => self.ta("count-part-of", &args! { "stage" => name, "of" => part }),
                    None => name.to_owned(),
                };
                self.ta("count-missing-rule", &args! { "rule" => rule, "of" => name })
            }
            _ => path.to_owned(),
        }
    }

    /// What a result needs and does not have, with the place in the plan where it would stand.
    pub fn missing(&self, missing: &Missing) -> String {
        let path = &self.place(&missing.path);
        let ids = |ids: &[String]| self.list(ids.iter().map(|id| self.composition(id)));
        let says = match &missing.what {
            What::NotStated => self.ta("count-missing-not-stated", &args! { "path" => path }),
            What::Contradictory(said) => {
                let said = said.join(" / ");
                self.ta("count-missing-contradictory", &args! { "path" => path, "said" => said })
            }
            What::NoFigures => self.no_figures(&missing.path),
            What::Barred => self.ta("count-missing-barred", &args! { "path" => path }),
            What::Absent => self.ta("count-missing-absent", &args! { "path" => path }),
            What::Unjudged => self.ta("count-missing-unjudged", &args! { "path" => path }),
            What::Quorum { present, members } => self.ta(
                "count-missing-quorum",
                &args! { "path" => path, "present" => *present, "members" => *members },
            ),
            What::Size { members, stated } => {
                let who = self.electorate(path.split('.').nth(1).unwrap_or(path));
                let args = args! { "who" => who, "n" => *members, "stated" => stated };
                self.ta("count-missing-size", &args)
            }
            What::Even { members } => {
                let who = self.electorate(path.split('.').nth(1).unwrap_or(path));
                self.ta("count-missing-even", &args! { "who" => who, "n" => *members })
            }
            What::Revote(equals) => {
                let id = path.strip_prefix("measure.").unwrap_or(path);
                let who = self.list(equals.iter().map(|who| self.who(who)));
                let args = args! { "by" => self.electorate(id), "id" => id, "who" => who };
                self.ta("count-missing-revote", &args)
            }
            What::NothingToDivideBy => self.ta("count-missing-nothing", &args! { "path" => path }),
            What::NoScore => self.no_score(&missing.path),
            What::Exhausted => self.ta("count-missing-exhausted", &args! { "path" => path }),
            What::FewestIsBest => self.ta("count-missing-fewest", &args! { "path" => path }),
            What::Unfilled => self.ta("count-missing-unfilled", &args! { "path" => path }),
            What::Unsatisfiable(of) => {
                self.ta("count-missing-unsatisfiable", &args! { "path" => path, "what" => ids(of) })
            }
            What::Unkept(id) => {
                self.ta("count-missing-unkept", &args! { "path" => path, "what" => self.composition(id) })
            }
            What::TooFew => self.ta("count-missing-too-few", &args! { "path" => path }),
            What::TooMany => self.ta("count-missing-too-many", &args! { "path" => path }),
            What::Again => self.t("count-missing-again"),
            What::Waits => self.ta("count-missing-waits", &args! { "path" => path }),
        };
        match &missing.candidate {
            Some(candidate) => {
                self.ta("count-missing-of", &args! { "name" => self.who(candidate), "says" => says })
            }
            None => says,
        }
    }
}
