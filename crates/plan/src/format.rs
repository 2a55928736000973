//! The plan format described out of its own types: a JSON Schema for editors, and the reference page.
//!
//! What there is, and of which shape, comes from the types, so that nothing can be left out; what it means comes from
//! the message files (`format.ftl`), in both languages. A test holds the two together.

mod chapters;
mod examples;
mod page;
pub mod tables;

use schemars::generate::SchemaSettings;
use serde_json::Value;
use text::{Lang, args, try_t};

use crate::types::Plan;

pub use page::reference;

/// Tables that a writer never writes: they are kept by the house.
const KEPT: [&str; 1] = ["SupplementRecord"];

/// Keys whose silence is kept and still says nothing: see [`crate::silence`].
const OPTIONAL: [&str; 5] = [
    "format-result-rule.places",
    "format-naming-rules.title",
    "format-naming-rules.certificate",
    "format-publicity-rules.ceremony",
    "format-paper-rules.until",
];

/// One type of the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the code: `VoteRules`.
    pub name: String,
    /// A table's keys or a choice's values.
    pub form: Form,
}

/// What a type is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A table.
    Table(Vec<Key>),
    /// One of several.
    Choice(Vec<Variant>),
    /// A value of its own form: a date, an exact number.
    Value,
}

/// A key of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// As written.
    pub key: String,
    /// The message that tells its meaning.
    pub message: String,
    /// What stands there.
    pub shape: Shape,
    /// True where it may not be left out.
    pub required: bool,
    /// True where a plan may say that it does not say.
    pub silent: bool,
    /// True where leaving it out is silence that is asked about; otherwise, left out, there is no such rule.
    pub asked: bool,
}

/// A value of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// As written.
    pub key: String,
    /// The message that tells its meaning.
    pub message: String,
    /// What it holds; `None`: it is a word alone.
    pub holds: Option<Shape>,
    /// The keys of a table of its own.
    pub keys: Vec<Key>,
}

/// What stands behind a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    Text,
    /// A whole number of 0 or more.
    Whole,
    /// true or false.
    Truth,
    /// Another type, by name.
    Of(String),
    /// A list of these.
    List(Box<Shape>),
    /// A table of its own, whose keys are told in place.
    Own,
}

/// The JSON Schema (draft 2020-12) of a plan file, with its descriptions in a language. What it cannot say (ids that
/// must exist, sums, dates that must follow each other) is for [`crate::check`].
pub fn schema(lang: Lang) -> Value {
    let mut schema = raw();
    if let Some(title) = schema.get_mut("title") {
        *title = text::t(lang, "format-schema-title").into();
    }
    describe("Plan", &mut schema, lang);
    if let Some(types) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        for (name, body) in types {
            describe(name, body, lang);
        }
    }
    schema
}

/// The schema as a file.
pub fn schema_text(lang: Lang) -> String {
    format!("{:#}\n", schema(lang))
}

/// What `docs/` holds of the plan format: names and texts. The schema's descriptions are Chinese, as plans are.
pub fn documents() -> [(&'static str, String); 3] {
    [
        ("plan-format.zh.md", reference(Lang::Zh)),
        ("plan-format.en.md", reference(Lang::En)),
        ("plan.schema.json", schema_text(Lang::Zh)),
    ]
}

/// Every type of the format, in the order in which a plan meets them.
pub fn entries() -> Vec<Entry> {
    let schema = raw();
    let root = std::iter::once(("Plan".to_owned(), &schema));
    let types = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
    root.chain(types.map(|(name, body)| (name.clone(), body)))
        .filter(|(name, _)| !KEPT.contains(&name.as_str()))
        .map(|(name, body)| {
            let form = form(&name, body);
            Entry { name, form }
        })
        .collect()
}

/// What a key, a value or a type means, in a language: its own message, or the one that all keys of its name share.
pub fn meaning(message: &str, lang: Lang) -> Option<String> {
    let shared = || format!("format-any-{}", message.rsplit('.').next().unwrap_or_default());
    let own = message.replace('.', "_");
    try_t(lang, &own, &args! {}).or_else(|| try_t(lang, &shared(), &args! {}))
}

fn raw() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Plan>().to_value()
}

/// `VoteRules` → `format-vote-rules`.
fn message_of(name: &str) -> String {
    let mut message = "format-".to_owned();
    for (n, letter) in name.chars().enumerate() {
        if letter.is_ascii_uppercase() && n > 0 {
            message.push('-');
        }
        message.push(letter.to_ascii_lowercase());
    }
    message
}

/// `format-vote-rules`, `one_channel` → `format-vote-rules.one-channel`, in the message files
/// `format-vote-rules_one-channel`: the key `kind` of a stage and the type `StageKind` are two things. The last part
/// stands behind a dot, so that a shared message can be found by it.
fn message_at(of: &str, key: &str) -> String {
    format!("{}.{}", of.replace('.', "_"), key.replace('_', "-"))
}

fn form(name: &str, body: &Value) -> Form {
    let message = message_of(name);
    if let Some(variants) = body.get("oneOf").and_then(Value::as_array) {
        return Form::Choice(variants.iter().flat_map(|variant| variants_of(&message, variant)).collect());
    }
    if body.get("enum").is_some() {
        return Form::Choice(variants_of(&message, body));
    }
    match body.get("properties") {
        Some(_) => Form::Table(keys(&message, body)),
        None => Form::Value,
    }
}

/// The values that one branch of a choice stands for: words without a description stand together in one branch.
fn variants_of(message: &str, branch: &Value) -> Vec<Variant> {
    let word = |key: &str| Variant {
        key: key.to_owned(),
        message: message_at(message, key),
        holds: None,
        keys: Vec::new(),
    };
    let words = branch.get("enum").and_then(Value::as_array).into_iter().flatten();
    let mut found: Vec<_> = words.chain(branch.get("const")).filter_map(Value::as_str).map(word).collect();
    for (key, held) in branch.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let message = message_at(message, key);
        let keys = keys(&message, held);
        let (holds, _) = shape(held);
        found.push(Variant { key: key.clone(), message, holds: Some(holds), keys });
    }
    found
}

fn keys(message: &str, table: &Value) -> Vec<Key> {
    let required = table.get("required").and_then(Value::as_array);
    let is_required = |key: &str| required.is_some_and(|keys| keys.iter().any(|known| known == key));
    let keys = table.get("properties").and_then(Value::as_object).into_iter().flatten();
    keys.filter(|(_, held)| shape(held).0 != Shape::List(Box::new(Shape::Of(KEPT[0].to_owned()))))
        .map(|(key, held)| {
            let (shape, silent) = shape(held);
            let rule = message_at(message, key);
            // A plan keeps silence as it stands where it is always asked about, and drops it elsewhere.
            let kept = held.get("default").is_some_and(|word| word == crate::stated::NOT_STATED);
            let asked = kept && !OPTIONAL.contains(&rule.as_str());
            Key { key: key.clone(), message: rule, shape, required: is_required(key), silent, asked }
        })
        .collect()
}

/// What stands somewhere, and whether silence may stand there too.
fn shape(held: &Value) -> (Shape, bool) {
    if let Some(branches) = held.get("anyOf").and_then(Value::as_array) {
        let silent = branches
            .iter()
            .any(|branch| branch.get("const").is_some_and(|word| word == crate::stated::NOT_STATED));
        let value = branches.first().map_or(Shape::Own, |branch| shape(branch).0);
        return (value, silent);
    }
    if let Some(name) = held.get("$ref").and_then(Value::as_str) {
        return (Shape::Of(name.rsplit('/').next().unwrap_or_default().to_owned()), false);
    }
    let kind = match held.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or_default(),
        _ => "",
    };
    let shape = match kind {
        "string" => Shape::Text,
        "integer" => Shape::Whole,
        "boolean" => Shape::Truth,
        "array" => Shape::List(Box::new(held.get("items").map_or(Shape::Own, |item| shape(item).0))),
        _ => Shape::Own,
    };
    (shape, false)
}

/// Puts the meanings of a language where the schema has descriptions.
fn describe(name: &str, body: &mut Value, lang: Lang) {
    let message = message_of(name);
    set(body, meaning(&message, lang));
    describe_keys(&message, body, lang);
    for branch in body.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(word) = branch.get("const").and_then(Value::as_str) {
            let said = meaning(&message_at(&message, word), lang);
            set(branch, said);
            continue;
        }
        for (key, held) in branch.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
            let message = message_at(&message, key);
            set(held, meaning(&message, lang));
            describe_keys(&message, held, lang);
        }
        set(branch, None);
    }
}

fn describe_keys(message: &str, table: &mut Value, lang: Lang) {
    for (key, held) in table.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        set(held, meaning(&message_at(message, key), lang));
    }
}

fn set(held: &mut Value, said: Option<String>) {
    let Some(held) = held.as_object_mut() else { return };
    match said {
        Some(said) => held.insert("description".to_owned(), said.into()),
        None => held.remove("description"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every type, key and value with its message.
    fn messages() -> Vec<String> {
        let mut all = Vec::new();
        for entry in entries() {
            all.push(message_of(&entry.name));
            let keys = |keys: &[Key]| keys.iter().map(|key| key.message.clone()).collect::<Vec<_>>();
            match &entry.form {
                Form::Table(table) => all.extend(keys(table)),
                Form::Choice(variants) => {
                    for variant in variants {
                        all.push(variant.message.clone());
                        all.extend(keys(&variant.keys));
                    }
                }
                Form::Value => {}
            }
        }
        all
    }

    #[test]
    fn everything_in_the_format_is_told_in_both_languages() {
        for lang in Lang::ALL {
            let silent: Vec<_> =
                messages().into_iter().filter(|message| meaning(message, lang).is_none()).collect();
            assert!(silent.is_empty(), "{lang}: {} without a meaning: {silent:#?}", silent.len());
        }
    }

    #[test]
    fn nothing_is_told_that_is_not_in_the_format() {
        let known: Vec<_> = messages().into_iter().map(|message| message.replace('.', "_")).collect();
        for key in text::keys(Lang::Zh).filter(|key| key.starts_with("format-")) {
            let free = ["format-any-", "format-schema-", "format-page-"];
            assert!(
                known.iter().any(|known| known == key) || free.iter().any(|own| key.starts_with(own)),
                "{key} tells of nothing"
            );
        }
    }

    #[test]
    fn the_schema_takes_the_plans_that_the_reader_takes() {
        let schema = schema(Lang::Zh);
        assert_eq!(schema["title"], text::t(Lang::Zh, "format-schema-title"));
        assert!(schema["$defs"]["VoteRules"]["properties"]["channel"]["description"].is_string());
    }
}
