//! The rules that read: one module per part of a plan. Each looks at folded sentences and tells what it finds; none
//! knows the plan's types beyond the words of a fact.

mod awards;
mod ballots;
mod bodies;
mod notice;
mod panel;
mod people;
mod record;
mod score;
mod stages;
mod tables;
mod vote;

pub use score::{of_review, of_vote};

use crate::days::Years;
use crate::fact::{Fact, Found, Near, Sureness, Why};
use crate::numerals;
use crate::source::{Part, Sentence, Source, fold, printed};

/// Most findings; a plan of ten pages has a hundred.
const FOUND_MOST: usize = 500;

/// Everything that is found in a text, in the order in which a plan file has it.
pub fn read(source: &Source) -> Finder<'_> {
    let mut finder = Finder {
        source,
        found: Vec::new(),
        used: vec![false; source.sentences.len()],
        years: Years::default(),
    };
    record::read(&mut finder);
    bodies::read(&mut finder);
    awards::read(&mut finder);
    tables::read(&mut finder);
    stages::read(&mut finder);
    vote::read(&mut finder);
    panel::read(&mut finder);
    ballots::read(&mut finder);
    vote::implied(&mut finder);
    score::read(&mut finder);
    people::read(&mut finder);
    notice::read(&mut finder);
    stages::implied(&mut finder);
    finder
}

/// What was found so far.
pub struct Finder<'s> {
    pub source: &'s Source,
    pub found: Vec<Found>,
    /// Which sentences something was taken from.
    pub used: Vec<bool>,
    /// What is known of years.
    pub years: Years,
}

impl<'s> Finder<'s> {
    /// The sentence says it.
    pub fn tell(&mut self, at: usize, fact: Fact) {
        self.push(Found { fact, at, sure: Sureness::Stated, why: None });
    }

    /// It follows from the sentence, and from what `why` says.
    pub fn infer(&mut self, at: usize, fact: Fact, key: &'static str, word: impl Into<String>) {
        self.push(Found { fact, at, sure: Sureness::Inferred, why: Some(Why::new(key, word)) });
    }

    /// It is understood, and cannot stand in a plan file as a value.
    pub fn note(&mut self, at: usize, what: &'static str, near: Near, folded: &str) {
        self.tell(at, Fact::Note { what, near, text: printed(folded) });
    }

    fn push(&mut self, found: Found) {
        let Some(sentence) = self.source.sentences.get(found.at).map(|it| &it.numbers) else { return };
        // A text that cuts a number of its sentence in two would say another one.
        if found.fact.words().is_some_and(|words| {
            words
                .split_whitespace()
                .flat_map(|word| numerals::all(&fold(word)))
                .any(|n| !sentence.contains(&n))
        }) {
            return;
        }
        // What is hidden from rules is in no value.
        if found.fact.words().is_some_and(|words| words.contains(['□', '¿'])) {
            return;
        }
        // Nor may a number be a part of a longer one.
        let values: Vec<u32> = sentence.iter().filter_map(|n| numerals::whole(n)).collect();
        if found.fact.counts().iter().any(|n| !values.contains(n)) {
            return;
        }
        if self.found.len() >= FOUND_MOST {
            return;
        }
        if let Some(used) = self.used.get_mut(found.at) {
            *used = true;
        }
        // Said twice is found once, at its first place.
        let again = !matches!(found.fact, Fact::Window { .. })
            && self.found.iter().any(|earlier| earlier.fact == found.fact);
        if !again {
            self.found.push(found);
        }
    }

    /// The sentences of a plan's own text, with their numbers: without the site's foot.
    pub fn body(&self) -> impl Iterator<Item = (usize, &'s Sentence)> + use<'s> {
        self.source.sentences.iter().enumerate().filter(|(_, sentence)| sentence.part != Part::Foot)
    }

    pub fn has(&self, wanted: impl Fn(&Fact) -> bool) -> bool {
        self.found.iter().any(|found| wanted(&found.fact))
    }

    /// The names of the sponsors that were found.
    pub fn sponsors(&self) -> Vec<String> {
        let names = self.found.iter().filter_map(|found| match &found.fact {
            Fact::Sponsor(name) => Some(name.clone()),
            _ => None,
        });
        names.collect()
    }

    /// The names of the categories that were found.
    pub fn categories(&self) -> Vec<String> {
        let names = self.found.iter().filter_map(|found| match &found.fact {
            Fact::Category(name) => Some(name.clone()),
            _ => None,
        });
        names.collect()
    }

    pub fn title(&self) -> Option<&str> {
        self.found.iter().find_map(|found| match &found.fact {
            Fact::Title(title) => Some(title.as_str()),
            _ => None,
        })
    }
}

/// The sponsor that an abbreviation stands for: the only one whose name has its characters in order, 市城管局 in
/// 临沂市城市管理局.
pub fn meant(short: &str, sponsors: &[String]) -> Option<String> {
    let short = short.strip_suffix("办公室").filter(|rest| rest.chars().count() > 1).unwrap_or(short);
    let fits = |name: &&String| {
        let mut rest = name.chars();
        name.chars().last() == short.chars().last() && short.chars().all(|c| rest.any(|other| other == c))
    };
    let mut fitting = sponsors.iter().filter(fits);
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn an_abbreviation_is_one_sponsor_or_none() {
        let names = ["中共临沂市委宣传部", "临沂市城市管理局", "临沂市广播电视台"].map(str::to_owned);
        assert_eq!(meant("市城管局办公室", &names).as_deref(), Some("临沂市城市管理局"));
        assert_eq!(meant("市委宣传部", &names).as_deref(), Some("中共临沂市委宣传部"));
        assert_eq!(meant("市财政局", &names), None);
        assert_eq!(meant("市", &names), None);
    }
}
