//! What the things of a plan are called in a reader's language: by id, where there is none of that id the id itself.

use text::Lang;

use crate::stage::Stage;
use crate::types::{Category, Plan, Sponsor};

/// The Chinese name, or on English pages the English one where the plan has it.
fn either<'n>(lang: Lang, zh: &'n str, en: &'n str) -> &'n str {
    if lang == Lang::En && !en.is_empty() { en } else { zh }
}

impl Stage {
    /// Its name.
    pub fn called(&self, lang: Lang) -> &str {
        either(lang, &self.name, &self.name_en)
    }
}

impl Category {
    /// Its name.
    pub fn called(&self, lang: Lang) -> &str {
        either(lang, &self.name, &self.name_en)
    }
}

impl Sponsor {
    /// Its name.
    pub fn called(&self, lang: Lang) -> &str {
        either(lang, &self.name, &self.name_en)
    }
}

/// The selection's title.
pub fn title(plan: &Plan, lang: Lang) -> &str {
    either(lang, &plan.title, &plan.title_en)
}

/// A sponsor.
pub fn sponsor<'p>(plan: &'p Plan, id: &'p str, lang: Lang) -> &'p str {
    plan.sponsor(id).map_or(id, |sponsor| sponsor.called(lang))
}

/// A stage.
pub fn stage<'p>(plan: &'p Plan, id: &'p str, lang: Lang) -> &'p str {
    plan.stage(id).map_or(id, |stage| stage.called(lang))
}

/// A category.
pub fn category<'p>(plan: &'p Plan, id: &'p str, lang: Lang) -> &'p str {
    plan.category(id).map_or(id, |category| category.called(lang))
}

/// Those who vote or judge.
pub fn electorate<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    plan.electorate.iter().find(|it| it.id == id).map_or(id, |it| &it.name)
}

/// A figure that somebody enters.
pub fn measure<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    plan.measure.iter().find(|it| it.id == id).map_or(id, |it| &it.name)
}

/// An attribute of candidates.
pub fn attribute<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    plan.attribute.iter().find(|it| it.id == id).map_or(id, |it| &it.name)
}

/// An award.
pub fn award<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    plan.award.iter().find(|it| it.id == id).map_or(id, |it| &it.name)
}

/// A round of the count.
pub fn round<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    plan.result.iter().find(|it| it.id == id).map_or(id, |it| &it.name)
}

/// A rule on the composition of those named.
pub fn composition<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    plan.result.iter().flat_map(|rule| &rule.composition).find(|it| it.id == id).map_or(id, |it| &it.name)
}
