//! What a result needs and does not have, in plain words.

use text::{args, try_t};

use super::Names;
use crate::undecided::{Missing, What};

impl Names<'_> {
    /// Figures that nobody has entered, and where they are entered.
    fn no_figures(&self, path: &str) -> String {
        match path.split('.').collect::<Vec<_>>().as_slice() {
            ["candidates", id] => {
                let category = self.category(id);
                self.ta("count-missing-candidates", &args! { "category" => category })
            }
            ["stage", id, "ballot", n] => {
                self.ta("count-missing-ballot", &args! { "stage" => self.part(id), "n" => *n })
            }
            ["stage", id, "present"] => self.ta("count-missing-present", &args! { "stage" => self.part(id) }),
            ["stage", id, "members"] => self.ta("count-missing-members", &args! { "stage" => self.part(id) }),
            ["stage", id, "valid"] => self.ta("count-missing-ballots", &args! { "stage" => self.part(id) }),
            _ => self.ta("count-missing-no-figures", &args! { "path" => path }),
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
            What::NoFigures => self.no_figures(path),
            What::Barred => self.ta("count-missing-barred", &args! { "path" => path }),
            What::Absent => self.ta("count-missing-absent", &args! { "path" => path }),
            What::Unjudged => self.ta("count-missing-unjudged", &args! { "path" => path }),
            What::Quorum { present, members } => self.ta(
                "count-missing-quorum",
                &args! { "path" => path, "present" => *present, "members" => *members },
            ),
            What::Revote(equals) => {
                let id = path.strip_prefix("measure.").unwrap_or(path);
                let who = self.list(equals.iter().map(|who| self.who(who)));
                let args = args! { "by" => self.electorate(id), "id" => id, "who" => who };
                self.ta("count-missing-revote", &args)
            }
            What::NothingToDivideBy => self.ta("count-missing-nothing", &args! { "path" => path }),
            What::NoScore => self.ta("count-missing-no-score", &args! { "path" => path }),
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
