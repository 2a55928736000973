//! The rehearsal of Linyi's selection of 2022: one selection from its plan to the end of its publicity year.
//!
//! A chapter a file, in the order of a selection's life. Each step has its time and its request id; what is done comes
//! from the seed and from what no later step changes (see [`super::player`]). Acts that must be refused stand beside
//! those that succeed.

mod founding;
mod naming;
mod notice;
mod publicity;
mod recommend;
mod review;
mod vote;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use selection::Handle;

use super::people::{self, Category, JudgePerson, Person, Staff};
use super::player::Player;

/// The plan, as it stands in the repository.
pub const PLAN: &str = include_str!("../../../plans/linyi-2022.toml");
/// The rehearsal's supplement.
pub const SUPPLEMENT: &str = include_str!("../../../plans/linyi-2022-supplement-1.toml");
/// When the plan is adopted.
pub const BEGINS: &str = "2022-11-25 09:00:00";
/// Steps besides ballots.
pub const STEPS: u64 = 1167;

/// Candidates of each category.
const CANDIDATES: usize = 20;

/// Everybody in the rehearsal, and the handles they have been given.
struct Tale {
    people: Vec<Person>,
    judges: Vec<JudgePerson>,
    staff: Vec<Staff>,
    /// Recommendation and nominee of each person, by key.
    handles: BTreeMap<u32, (Handle, Handle)>,
    /// Keys of the candidates of each category, in the order of their numbers.
    candidates: [(Category, Vec<u32>); 2],
}

/// Plays the whole life.
///
/// # Errors
/// Where a step does not come out as written.
pub async fn play(p: &mut Player, ballots: u64) -> Result<()> {
    let people = people::people(p.seed());
    let candidates = [Category::Park, Category::Citizen]
        .map(|category| (category, people::shortlist(&people, category, CANDIDATES)));
    let mut tale = Tale {
        judges: people::judges(p.seed()),
        staff: people::staff(p.seed()),
        handles: BTreeMap::new(),
        candidates,
        people,
    };
    founding::play(&mut tale, p).await?;
    recommend::play(&mut tale, p).await?;
    vote::play(&tale, p, ballots).await?;
    review::play(&tale, p).await?;
    notice::play(&tale, p).await?;
    naming::play(&tale, p).await?;
    publicity::play(&tale, p).await
}

impl Tale {
    fn person(&self, key: u32) -> Result<&Person> {
        self.people.get(key as usize - 1).with_context(|| format!("nobody has the key {key}"))
    }

    fn nominee(&self, key: u32) -> Result<&Handle> {
        self.handles
            .get(&key)
            .map(|(_, nominee)| nominee)
            .with_context(|| format!("{key} was not put forward"))
    }

    fn rec(&self, key: u32) -> Result<&Handle> {
        self.handles.get(&key).map(|(rec, _)| rec).with_context(|| format!("{key} was not put forward"))
    }

    fn is_candidate(&self, key: u32) -> bool {
        self.candidates.iter().any(|(_, keys)| keys.contains(&key))
    }

    /// Who has this handle.
    fn who(&self, nominee: &str) -> Result<&Person> {
        let key = self.handles.iter().find(|(_, (_, handle))| handle == nominee).map(|(key, _)| *key);
        self.person(key.with_context(|| format!("{nominee} is nobody"))?)
    }
}

/// A stop, with its titles from the message files.
async fn stop(p: &mut Player, name: &str) -> Result<()> {
    let key = format!("demo-stop-{name}");
    p.stop(name, &text::t(text::Lang::Zh, &key), &text::t(text::Lang::En, &key)).await
}
