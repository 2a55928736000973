//! What is left open or contradicts itself.

use super::{Finder, said};
use crate::fault::Arg;
use crate::silence::{Silence, open};

impl Finder<'_> {
    /// Everything that is not stated, and everything that contradicts itself.
    pub(super) fn silences(&mut self) {
        for Silence { path, rule, sides } in open(self.plan) {
            match sides {
                Some(sides) => {
                    self.ask("contradictory", path, &[("rule", Arg::Rule(rule)), ("sides", said(&sides))])
                }
                // Told by the rule's own check already.
                None if self.faults.iter().any(|fault| fault.path == path) => {}
                None => self.silence(path, rule),
            }
        }
    }

    fn silence(&mut self, path: String, rule: String) {
        match rule.as_str() {
            "result-combine" => self.ask("no-vote-rule", path, &[]),
            "result-ties" => self.ask("no-tie-rule", path, &[]),
            "weighted-normalise" | "sum-normalise" | "parts-normalise" => {
                self.ask("no-normalisation", path, &[])
            }
            "transfer-quota" => self.ask("no-quota", path, &[]),
            "support-bar" => self.ask("no-bar", path, &[]),
            "category-scope" => self.ask("no-scope", path, &[]),
            "naming-signatories" => self.ask("no-signatories", path, &[]),
            "closing-successor" => self.ask("no-successor", path, &[]),
            _ => self.ask("not-stated", path, &[("rule", Arg::Rule(rule))]),
        }
    }
}
