//! Whether seats survive a change, in plain words.

use plan::Normalise;
use text::args;

use super::Names;
use crate::margins::{Margin, Without};

impl Names<'_> {
    /// What changes who goes on, a line each, and what does not: judges of one panel who change nothing stand in one line.
    pub fn margins(&self, margins: &[Margin]) -> (Vec<String>, Vec<String>) {
        let (firm, shaken): (Vec<&Margin>, Vec<_>) = margins.iter().partition(|margin| margin.holds());
        let mut told: Vec<(&Margin, Vec<&str>)> = Vec::new();
        for margin in firm {
            let same = |other: &Margin| {
                matches!(other.without, Without::Judge { .. })
                    && (&other.round, &other.category) == (&margin.round, &margin.category)
            };
            match (&margin.without, told.iter_mut().find(|(other, _)| same(other))) {
                (Without::Judge { judge }, Some((_, judges))) => judges.push(judge),
                (Without::Judge { judge }, None) => told.push((margin, vec![judge])),
                _ => told.push((margin, Vec::new())),
            }
        }
        let one = |(margin, judges): (&Margin, Vec<&str>)| match judges.as_slice() {
            [] | [_] => self.margin(margin, self.without(&margin.without)),
            judges => {
                let names = self.list(judges.iter().map(|judge| (*judge).to_owned()));
                let args = args! { "n" => judges.len() as u64, "who" => names };
                self.margin(margin, self.ta("count-without-any-judge", &args))
            }
        };
        let shaken = shaken.into_iter().map(|margin| self.margin(margin, self.without(&margin.without)));
        (shaken.collect(), told.into_iter().map(one).collect())
    }

    fn without(&self, without: &Without) -> String {
        match without {
            Without::Judge { judge } => self.ta("count-without-judge", &args! { "what" => judge }),
            Without::Channel { channel } => {
                self.ta("count-without-channel", &args! { "what" => self.any_channel(channel) })
            }
            Without::Suspects => self.t("count-without-suspects"),
            Without::Trimming => self.t("count-without-trimming"),
            Without::Normalisation { part, by } => {
                let key = match by {
                    Normalise::DivideByMaximum => "count-normalise-maximum",
                    Normalise::Share => "count-normalise-share",
                    _ => "count-normalise-rank",
                };
                let args = args! { "part" => self.part(part), "by" => self.t(key) };
                self.ta("count-without-normalisation", &args)
            }
        }
    }

    fn margin(&self, margin: &Margin, what: String) -> String {
        let mut changes = Vec::new();
        for (key, whom) in [("count-margin-in", &margin.in_), ("count-margin-out", &margin.out)] {
            if !whom.is_empty() {
                let who = self.list(whom.iter().map(|who| self.who(who)));
                changes.push(self.ta(key, &args! { "who" => who }));
            }
        }
        let key = match (margin.open, changes.is_empty()) {
            (true, _) => "count-margin-open",
            (false, true) => "count-margin-same",
            (false, false) => "count-margin-changes",
        };
        let args = args! {
            "round" => self.round(&margin.round), "category" => self.category(&margin.category),
            "what" => what, "who" => changes.join(&self.t("picture-and"))
        };
        self.ta(key, &args)
    }
}
