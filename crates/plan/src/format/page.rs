//! The reference page of the plan format, in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use text::{Lang, args, t, ta};

use super::chapters::{CHAPTERS, Chapter};
use super::examples::{EXAMPLES, SMALL, TOUR};
use super::{Entry, Form, Key, Shape, Variant, entries, meaning, message_of};

/// The reference page: how to write a plan, a whole small one, then every table, key and value, chapter by chapter,
/// each with how the commonest sentences are written and with pieces of real plans.
pub fn reference(lang: Lang) -> String {
    let all = entries();
    let mut page = Page { text: String::new(), lang, places: places(&all) };
    page.line(&format!("# {}\n", t(lang, "format-page-title")));
    page.line(&format!("{}\n", t(lang, "format-page-lead")));
    page.contents();
    for part in PARTS {
        page.line(&format!("<a id=\"{part}\"></a>\n\n## {}\n", t(lang, &format!("format-page-{part}"))));
        page.line(&format!("{}\n", t(lang, &format!("format-page-{part}-lead"))));
        match part {
            "tour" => page.code(&in_one_language(TOUR, lang)),
            "small" => page.code(&in_one_language(SMALL, lang)),
            "editor" => page.code("#:schema ./docs/plan.schema.json"),
            "silence" => page.code("[[stage]]\nid = \"recommend\"\n\n[stage.recommend]\nbrief_most = \"not stated\"\nquota = { contradictory = [\"第三条：每单位3名\", \"第七条：每单位5名\"] }"),
            "supplement" => page.code(
                "format = 1\namends = \"haolinju-2026\"\nid = \"haolinju-2026-1\"\ntitle = \"关于延长投票时间的补充通知\"\nissued = \"2026-03-24\"\n\n[[stage]]\nid = \"vote\"\ncloses = \"2026-03-28 20:00\"",
            ),
            _ => {}
        }
    }
    for chapter in CHAPTERS {
        page.chapter(chapter, &all);
    }
    let title = t(lang, "format-page-tables");
    page.line(&format!("<a id=\"tables\"></a>\n\n## {title}\n\n{}", super::tables::chapter(lang)));
    page.text
}

/// What stands before the chapters, in order: from one page that shows it all to what is looked up.
const PARTS: [&str; 8] = ["tour", "find", "start", "small", "file", "silence", "supplement", "editor"];

/// The plan with its comments in one language: `# 中文 // English`.
fn in_one_language(toml: &str, lang: Lang) -> String {
    let mut text = String::new();
    for line in toml.lines() {
        let line = match (line.split_once(" // "), lang) {
            (None, Lang::En) if line.starts_with('#') => continue,
            (None, _) => line.to_owned(),
            (Some((zh, _)), Lang::Zh) if zh.trim() == "#" => continue,
            (Some((zh, _)), Lang::Zh) => zh.to_owned(),
            (Some((zh, en)), Lang::En) => {
                let code = zh.rfind("# ").map_or("", |from| zh.get(..from).unwrap_or_default());
                format!("{code}# {en}")
            }
        };
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Where the values of each type stand: the type, and the key or header written there, by the name of what stands there.
fn places(all: &[Entry]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut places: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let is_table =
        |name: &str| all.iter().any(|entry| entry.name == name && matches!(entry.form, Form::Table(_)));
    let mut add = |shape: &Shape, of: &str, key: &str| {
        if let Some(name) = inner(shape) {
            let known = places.entry(name.to_owned()).or_default();
            let written = match (of, matches!(shape, Shape::List(_)), is_table(name)) {
                ("Plan", true, true) => format!("[[{key}]]"),
                ("Plan", false, true) => format!("[{key}]"),
                ("Stage", false, true) => format!("[stage.{key}]"),
                _ => key.to_owned(),
            };
            let place = (of.to_owned(), written);
            if !known.contains(&place) {
                known.push(place);
            }
        }
    };
    for entry in all {
        match &entry.form {
            Form::Table(keys) => keys.iter().for_each(|key| add(&key.shape, &entry.name, &key.key)),
            Form::Choice(variants) => {
                for variant in variants {
                    variant.holds.iter().for_each(|holds| add(holds, &entry.name, &variant.key));
                    variant.keys.iter().for_each(|key| add(&key.shape, &entry.name, &key.key));
                }
            }
            Form::Value => {}
        }
    }
    places
}

fn inner(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Of(name) => Some(name),
        Shape::List(shape) => inner(shape),
        _ => None,
    }
}

/// The anchor of a type: `VoteRules` → `vote-rules`.
fn anchor(name: &str) -> String {
    message_of(name).trim_start_matches("format-").to_owned()
}

struct Page {
    text: String,
    lang: Lang,
    places: BTreeMap<String, Vec<(String, String)>>,
}

impl Page {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn code(&mut self, toml: &str) {
        self.line(&format!("```toml\n{}\n```\n", toml.trim_end()));
    }

    fn said(&self, message: &str) -> String {
        // A bar would end the cell of a table.
        meaning(message, self.lang).unwrap_or_default().replace('|', "\\|")
    }

    fn heading(&self, name: &str) -> String {
        heading(&self.said(&message_of(name)))
    }

    fn link(&self, name: &str) -> String {
        format!("[{}](#{})", self.heading(name), anchor(name))
    }

    fn contents(&mut self) {
        let chapters = CHAPTERS.iter().map(|chapter| chapter.name).chain(["tables"]);
        for part in PARTS.into_iter().chain(chapters) {
            let title = t(self.lang, &format!("format-page-{part}"));
            self.line(&format!("- [{title}](#{part})"));
        }
        self.line("");
    }

    fn chapter(&mut self, chapter: &Chapter, all: &[Entry]) {
        let title = t(self.lang, &format!("format-page-{}", chapter.name));
        let lead = t(self.lang, &format!("format-page-{}-lead", chapter.name));
        self.line(&format!("<a id=\"{}\"></a>\n\n## {title}\n\n{lead}\n", chapter.name));
        let types: Vec<_> = chapter.types.iter().map(|name| self.link(name)).collect();
        let list = types.join(&t(self.lang, "format-page-comma"));
        self.line(&format!("{}\n", ta(self.lang, "format-page-in-chapter", &args! { "types" => list })));
        self.ways(chapter);
        for example in EXAMPLES.iter().filter(|example| example.chapter == chapter.name) {
            if let Some((plan, toml)) = example.take() {
                let path = example.path();
                let args = args! { "plan" => plan, "path" => path.as_str() };
                let key =
                    if example.of_supplement() { "format-page-example-part" } else { "format-page-example" };
                self.line(&format!("{}\n", ta(self.lang, key, &args)));
                self.code(&toml);
            }
        }
        for entry in chapter.types.iter().filter_map(|name| all.iter().find(|entry| entry.name == *name)) {
            self.entry(entry);
        }
    }

    /// What plans say most often, and how it is written.
    fn ways(&mut self, chapter: &Chapter) {
        let intro = match chapter.place {
            "" => t(self.lang, "format-page-ways"),
            place => ta(self.lang, "format-page-ways-below", &args! { "place" => place }),
        };
        for (n, way) in chapter.ways().enumerate() {
            if n == 0 {
                self.line(&format!("**{intro}**\n"));
            }
            self.line(&format!("{}\n", t(self.lang, &format!("format-page-way-{}", way.key))));
            self.code(way.toml);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let said = self.said(&message_of(&entry.name));
        self.line(&format!("<a id=\"{}\"></a>\n\n### {}\n", anchor(&entry.name), heading(&said)));
        self.line(&format!("{}\n", told(&said)));
        self.found_at(&entry.name);
        match &entry.form {
            Form::Table(keys) => self.keys(keys),
            Form::Choice(variants) => self.variants(variants),
            Form::Value => {}
        }
    }

    /// Where a type is written. Dates and numbers stand everywhere.
    fn found_at(&mut self, name: &str) {
        let Some(places) = self.places.get(name).filter(|places| places.len() < 9) else { return };
        let places: Vec<_> = places.iter().map(|(of, key)| self.place(of, key)).collect();
        let list = places.join(&t(self.lang, "format-page-comma"));
        self.line(&format!("{}\n", ta(self.lang, "format-page-found", &args! { "places" => list })));
    }

    fn place(&self, of: &str, key: &str) -> String {
        let key = format!("`{key}`");
        ta(self.lang, "format-page-place", &args! { "of" => self.link(of), "key" => key })
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
            if let Some(silence) = silence(key) {
                value.push_str(&t(self.lang, silence));
            }
            let need = if key.required { t(self.lang, "format-page-required") } else { String::new() };
            self.line(&format!("| `{}`{need} | {value} | {} |", key.key, self.said(&key.message)));
        }
        self.line("");
    }

    fn variants(&mut self, variants: &[Variant]) {
        self.head(&["format-page-written", "format-page-meaning"]);
        for variant in variants {
            let written = match &variant.holds {
                None => format!("`\"{}\"`", variant.key),
                Some(Shape::Own) => {
                    let inner: Vec<_> = variant.keys.iter().map(|key| format!("{} = …", key.key)).collect();
                    format!("`{{ {} = {{ {} }} }}`", variant.key, inner.join(", "))
                }
                Some(holds) => {
                    let held = ta(self.lang, "format-page-holds", &args! { "shape" => self.shape(holds) });
                    format!("`{{ {} = … }}`{held}", variant.key)
                }
            };
            self.line(&format!("| {written} | {} |", self.said(&variant.message)));
            for key in &variant.keys {
                let mut value = self.shape(&key.shape);
                if let Some(silence) = silence(key) {
                    value.push_str(&t(self.lang, silence));
                }
                let need = if key.required { t(self.lang, "format-page-required") } else { String::new() };
                let colon = t(self.lang, "format-page-colon");
                let said = self.said(&key.message);
                self.line(&format!("| &emsp;`{}`{need}{colon}{value} | {said} |", key.key));
            }
        }
        self.line("");
    }

    fn shape(&self, shape: &Shape) -> String {
        match shape {
            Shape::Text => t(self.lang, "format-page-text"),
            Shape::Whole => t(self.lang, "format-page-whole"),
            Shape::Truth => t(self.lang, "format-page-truth"),
            Shape::Own => t(self.lang, "format-page-table"),
            Shape::Of(name) => self.link(name),
            Shape::List(inner) => ta(self.lang, "format-page-list", &args! { "shape" => self.shape(inner) }),
        }
    }
}

/// What is said of silence at a key: whether it has to be written, is asked for, or means that there is no such rule.
fn silence(key: &Key) -> Option<&'static str> {
    match (key.silent, key.required, key.asked) {
        (false, _, _) => None,
        (true, true, _) => Some("format-page-or-silent"),
        (true, false, true) => Some("format-page-or-asked"),
        (true, false, false) => Some("format-page-or-left"),
    }
}

/// The name of a type: what its meaning begins with, up to the colon.
fn heading(said: &str) -> String {
    said.split(['：', ':', '。']).next().unwrap_or_default().trim_end_matches('.').to_owned()
}

/// What a type's meaning says behind its name, as a sentence of its own.
fn told(said: &str) -> String {
    let rest = said.split_once(['：', ':']).map_or(said, |(_, rest)| rest).trim_start();
    let mut letters = rest.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_type_stands_in_one_chapter() {
        for entry in entries() {
            let chapters =
                CHAPTERS.iter().filter(|chapter| chapter.types.contains(&entry.name.as_str())).count();
            assert_eq!(chapters, 1, "{} stands in {chapters} chapters", entry.name);
        }
        for chapter in CHAPTERS {
            for name in chapter.types {
                assert!(
                    entries().iter().any(|entry| entry.name == *name),
                    "{}: there is no {name}",
                    chapter.name
                );
            }
        }
    }

    #[test]
    fn every_link_of_the_page_leads_somewhere_and_every_message_is_there() {
        for lang in Lang::ALL {
            let page = reference(lang);
            assert!(!page.contains('⟦'), "{lang}: a message is missing: {}", page.split('⟦').nth(1).unwrap());
            let anchors: Vec<_> =
                page.split("<a id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let known: BTreeSet<_> = anchors.iter().collect();
            assert_eq!(known.len(), anchors.len(), "{lang}: two anchors of one name");
            for link in page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
                assert!(known.contains(&link), "{lang}: nothing is called {link}");
            }
        }
    }

    #[test]
    fn names_of_types_are_short_and_their_own() {
        for lang in Lang::ALL {
            let mut known = BTreeSet::new();
            for entry in entries() {
                let said = meaning(&message_of(&entry.name), lang).unwrap();
                let name = heading(&said);
                assert!(name.chars().count() <= 30 && name.len() < said.len(), "{lang}: {name}");
                assert!(known.insert(name.clone()), "{lang}: two types are called {name}");
            }
        }
    }

    #[test]
    fn every_way_that_is_told_is_shown() {
        let ways: usize = CHAPTERS.iter().map(|chapter| chapter.ways().count()).sum();
        let told = text::keys(Lang::Zh).filter(|key| key.starts_with("format-page-way-")).count();
        assert_eq!(ways, told, "a way is told and not shown");
    }

    #[test]
    fn the_first_page_explains_every_line_and_has_no_error() {
        let reading = crate::read_files(crate::Source { name: "", text: TOUR }, &[]).unwrap();
        let errors: Vec<_> =
            reading.check(None).into_iter().filter(|it| it.severity == crate::Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
        // Ids and names that are given again explain themselves.
        let plain =
            |line: &&str| !line.is_empty() && !line.starts_with("id = ") && !line.starts_with("name = ");
        for line in TOUR.lines().filter(plain) {
            assert!(line.contains(" # ") && line.contains(" // "), "{line}");
        }
    }

    #[test]
    fn the_small_plan_has_nothing_to_be_mended_and_comments_in_both_languages() {
        let reading = crate::read_files(crate::Source { name: "", text: SMALL }, &[]).unwrap();
        let faults = reading.check(None);
        assert!(faults.is_empty(), "{faults:?}");
        let (zh, en) = (in_one_language(SMALL, Lang::Zh), in_one_language(SMALL, Lang::En));
        assert_eq!(crate::read(&zh).unwrap(), crate::read(&en).unwrap());
        let comments = |text: &str| text.lines().filter(|line| line.contains('#')).count();
        assert_eq!(comments(&zh), comments(&en));
        assert!(zh.contains("# 每天1票") && !zh.contains("ballot a day"));
        assert!(en.contains("# 1 ballot a day") && !en.contains("每天1票"));
    }
}
