//! The message files, read once.

use crate::{Args, Lang, group};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every message file: its name, its Chinese and its English text.
        pub(crate) const FILES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../locales/zh-CN/", $name, ".ftl")),
            include_str!(concat!("../locales/en/", $name, ".ftl")),
        )),*];
    };
}

// One file per audience. To add one: a line here, and the file in both languages.
files![
    "common", "portal", "vote", "office", "decide", "unit", "panel", "watch", "account", "refusal", "record",
    "plan", "draft", "format", "count", "demo", "cli", "verify",
];

static ZH: LazyLock<Bundle> = LazyLock::new(|| build(Lang::Zh));
static EN: LazyLock<Bundle> = LazyLock::new(|| build(Lang::En));

pub(crate) fn sources(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().map(move |(name, zh, en)| (*name, if lang == Lang::Zh { *zh } else { *en }))
}

/// Faults in a file are the tests' business: what can be read of it is used, and what cannot shows as ⟦key⟧.
fn build(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks guard mixed-direction text; Chinese and English need none, and they would spoil copying.
    bundle.set_use_isolating(false);
    let _ = bundle.add_function("GROUP", |values, _| grouped(values));
    for (_, source) in sources(lang) {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// `GROUP($n)` in a message: the number with commas. What is not a whole number stays as it is.
fn grouped<'a>(values: &[FluentValue<'a>]) -> FluentValue<'a> {
    let plain = match values.first() {
        Some(FluentValue::Number(n)) => n.as_string().into_owned(),
        Some(FluentValue::String(s)) => s.to_string(),
        _ => return FluentValue::Error,
    };
    FluentValue::from(plain.parse().map_or(plain, group))
}

fn bundle(lang: Lang) -> &'static Bundle {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// The message of this key, without variables. A key that is missing comes back as `⟦key⟧`, so that it is seen.
#[must_use]
pub fn t(lang: Lang, key: &str) -> String {
    ta(lang, key, &Args::new())
}

/// The message of this key with its variables. A key that is missing comes back as `⟦key⟧`.
#[must_use]
pub fn ta(lang: Lang, key: &str, args: &Args) -> String {
    try_t(lang, key, args).unwrap_or_else(|| format!("⟦{key}⟧"))
}

/// The message of this key, or `None` where there is none. A variable the message wants and `args` lacks shows
/// inside it as `{$name}`.
#[must_use]
pub fn try_t(lang: Lang, key: &str, args: &Args) -> Option<String> {
    let bundle = bundle(lang);
    let pattern = bundle.get_message(key)?.value()?;
    Some(bundle.format_pattern(pattern, Some(&args.to_fluent()), &mut Vec::new()).into_owned())
}

/// The message of a key as it is said of works: that of `<key>-work` where there is one, else that of the key.
#[must_use]
pub fn of_works(lang: Lang, key: &str, args: &Args) -> String {
    try_t(lang, &format!("{key}-work"), args).unwrap_or_else(|| ta(lang, key, args))
}

/// Every key of a language, in the order of the files.
pub fn keys(lang: Lang) -> impl Iterator<Item = &'static str> {
    sources(lang).flat_map(|(_, source)| source.lines().filter_map(key_of))
}

/// The key a line of a message file begins, if it begins one.
pub(crate) fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let starts = key.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use std::collections::{BTreeMap, BTreeSet};

    /// Key to the text of its message, comments left out.
    fn messages(lang: Lang) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        for (file, source) in sources(lang) {
            let mut current: Option<String> = None;
            for line in source.lines().filter(|l| !l.starts_with('#')) {
                if let Some(key) = key_of(line) {
                    let before = out.insert(key.to_owned(), String::new());
                    assert!(before.is_none(), "{lang}/{file}.ftl: {key} is written twice");
                    current = Some(key.to_owned());
                }
                if let Some(text) = current.as_ref().and_then(|k| out.get_mut(k)) {
                    let value = key_of(line).map_or(line, |k| &line[k.len()..]);
                    text.push_str(value);
                    text.push('\n');
                }
            }
        }
        out
    }

    fn variables(message: &str) -> BTreeSet<String> {
        message
            .split('$')
            .skip(1)
            .map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect()
            })
            .collect()
    }

    /// The words between placeables: `{ $n }` and selector keys are not prose.
    fn prose(message: &str) -> String {
        let mut depth = 0usize;
        let mut out = String::new();
        for c in message.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => out.push(c),
                _ => {}
            }
        }
        out
    }

    fn han(c: char) -> bool {
        matches!(u32::from(c), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0x2_0000..=0x3_ffff)
    }

    #[test]
    fn every_file_parses_and_no_key_is_written_twice() {
        for lang in Lang::ALL {
            let mut bundle: Bundle = FluentBundle::new_concurrent(vec![]);
            for (name, source) in sources(lang) {
                let resource = FluentResource::try_new(source.to_owned())
                    .unwrap_or_else(|(_, faults)| panic!("{lang}/{name}.ftl: {faults:?}"));
                bundle
                    .add_resource(resource)
                    .unwrap_or_else(|faults| panic!("{lang}/{name}.ftl: {faults:?}"));
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_with_the_same_variables() {
        let (zh, en) = (messages(Lang::Zh), messages(Lang::En));
        let only = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> Vec<String> {
            a.keys().filter(|k| !b.contains_key(*k)).cloned().collect()
        };
        assert_eq!(only(&zh, &en), Vec::<String>::new(), "Chinese only");
        assert_eq!(only(&en, &zh), Vec::<String>::new(), "English only");
        for (key, message) in &zh {
            assert_eq!(variables(message), variables(&en[key]), "variables of {key}");
        }
    }

    #[test]
    fn every_message_has_words_and_can_be_formatted() {
        for lang in Lang::ALL {
            for (key, message) in messages(lang) {
                let args = variables(&message).into_iter().fold(Args::new(), |a, v| a.set(&v, 2));
                let shown = try_t(lang, &key, &args).unwrap_or_else(|| panic!("{lang}: {key} has no text"));
                assert!(
                    !shown.trim().is_empty() && !shown.contains("{$"),
                    "{lang}: {key} shows as {shown:?}"
                );
            }
        }
    }

    #[test]
    fn chinese_is_set_with_full_width_marks_and_curly_quotes() {
        for (key, message) in messages(Lang::Zh) {
            let text: Vec<char> = prose(&message).chars().collect();
            for (i, c) in text.iter().enumerate() {
                let near = |j: Option<usize>| j.and_then(|j| text.get(j)).is_some_and(|c| han(*c));
                let beside_han = near(i.checked_sub(1)) || near(Some(i + 1));
                assert!(
                    !(beside_han && matches!(c, ',' | '.' | ':' | ';' | '?' | '!' | '(' | ')')),
                    "{key}: half-width {c} beside a Han character"
                );
            }
        }
    }

    /// The hair of space between Han and Latin is the style sheet's work (`text-autospace`); a typed one would double it.
    #[test]
    fn no_space_is_typed_between_han_and_latin() {
        for (key, message) in messages(Lang::Zh) {
            for line in message.lines() {
                let text: Vec<char> = line.chars().collect();
                for three in text.windows(3).filter(|three| three[1] == ' ') {
                    let latin = |c: char| c.is_ascii_alphanumeric() || c == '{' || c == '}';
                    let mixed = (han(three[0]) && latin(three[2])) || (latin(three[0]) && han(three[2]));
                    assert!(!mixed, "{key}: space typed in {line:?}");
                }
            }
        }
    }

    #[test]
    fn quotation_marks_are_curly_in_both_languages() {
        for lang in Lang::ALL {
            for (key, message) in messages(lang) {
                // What stands between backticks is code, and quoted as code is.
                let text: String = prose(&message).split('`').step_by(2).collect();
                assert!(!text.contains(['"', '\'']), "{lang}: {key}: straight quote");
            }
        }
    }

    #[test]
    fn a_missing_key_is_seen() {
        assert_eq!(t(Lang::Zh, "no-such-key"), "⟦no-such-key⟧");
        assert_eq!(try_t(Lang::Zh, "no-such-key", &Args::new()), None);
    }

    #[test]
    fn numbers_come_out_plain_unless_the_message_groups_them() {
        let mut bundle: Bundle = FluentBundle::new_concurrent(vec!["zh-CN".parse().unwrap()]);
        bundle.set_use_isolating(false);
        bundle.add_function("GROUP", |values, _| grouped(values)).unwrap();
        let source = "plain = { $n }\ngrouped = { GROUP($n) }\n";
        bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
        let show = |key: &str, args: &Args| {
            let pattern = bundle.get_message(key).unwrap().value().unwrap();
            bundle.format_pattern(pattern, Some(&args.to_fluent()), &mut Vec::new()).into_owned()
        };
        assert_eq!(show("plain", &args! { "n" => 183_406u64 }), "183406");
        assert_eq!(show("grouped", &args! { "n" => 183_406u64 }), "183,406");
        assert_eq!(show("plain", &args! { "n" => u64::MAX }), u64::MAX.to_string());
        assert_eq!(show("grouped", &args! { "n" => "约两千" }), "约两千");
    }

    #[test]
    fn english_counts_its_people_properly() {
        assert_eq!(ta(Lang::En, "common-people", &args! { "n" => 1 }), "1 person");
        assert_eq!(ta(Lang::En, "common-people", &args! { "n" => 7 }), "7 people");
        assert_eq!(ta(Lang::Zh, "common-people", &args! { "n" => 7 }), "7人");
    }
}
