//! Stories about pages: what the tokens promise, that every message asked for exists, how times and lists are printed.

use super::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn page() -> Page {
    Page::new(&Arc::new(Site::default()), Prefs::default(), "/")
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_window_that_ends_at_midnight_is_printed_as_the_evening_before() {
    let mut page = page();
    let (opens, closes) = (at("2022-12-01T00:00:00+08:00"), at("2022-12-11T00:00:00+08:00"));
    assert_eq!(page.deadline(&closes), "12月10日24:00");
    assert_eq!(page.span(&opens, &closes), "12.1–12.10");
    assert_eq!(page.deadline(&at("2022-12-10T17:30:00+08:00")), "12月10日17:30");
    assert_eq!(page.deadline(&at("2023-01-01T00:00:00+08:00")), "12月31日24:00");
    assert_eq!(page.moment(&at("2022-12-15T16:02:31+08:00")), "2022年12月15日16:02:31");
    page.lang = Lang::En;
    assert_eq!(page.deadline(&closes), "10 Dec 24:00");
    assert_eq!(
        page.left(&at("2022-12-15T16:00:00+08:00"), &at("2022-12-21T00:00:00+08:00")),
        "5 days 8 hours"
    );
}

#[test]
fn a_sentence_is_made_harmless_before_it_is_made_strong() {
    let page = page();
    let shown = page.rich("还有**23**份，见[<b>清单</b>]", "/a?b=\"c\"").to_string();
    assert_eq!(shown, "还有<b>23</b>份，见<a href=\"/a?b=&quot;c&quot;\">&lt;b&gt;清单&lt;/b&gt;</a>");
    assert_eq!(page.rich("[不是链接]", "").to_string(), "[不是链接]");
}

#[test]
fn a_long_list_shows_its_ends_and_where_one_is() {
    let shown = |page, pages| -> Vec<String> {
        let pager = Pager::new(page, pages, |n| format!("?p={n}"));
        pager.numbers.iter().map(|n| n.as_ref().map_or("…".into(), |n| n.label.clone())).collect()
    };
    assert_eq!(shown(7, 21), ["1", "…", "6", "7", "8", "…", "21"]);
    assert_eq!(shown(1, 3), ["1", "2", "3"]);
    assert_eq!(shown(99, 2), ["1", "2"]);
    let last = Pager::new(3, 3, |n| format!("?p={n}"));
    assert_eq!((last.previous.as_str(), last.next.as_str()), ("?p=2", ""));
    assert_eq!(Pager::new(0, 0, |n| n.to_string()).page, 1);
}

#[test]
fn a_field_remembers_what_was_written_and_what_was_wrong_with_it() {
    let pairs =
        [("kind", "park"), ("kind", "citizen"), ("name", "林知远")].map(|(k, v)| (k.into(), v.into()));
    let form = Form::of(pairs).fault("name", "已有同名推荐", "第三条").fault("", "窗口已截止", "");
    assert!(form.holds("kind", "park") && form.holds("kind", "citizen") && !form.holds("name", "park"));
    assert_eq!(form.value("name"), "林知远");
    assert_eq!(form.value("absent"), "");
    assert_eq!(form.fault_of("name").map(|f| f.clause.as_str()), Some("第三条"));
    assert!(form.fault_of("kind").is_none());
    assert_eq!(form.faults().len(), 2);
}

fn files(dir: &Path, extensions: &[&str], out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extensions, out);
        } else if path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
            out.push(path);
        }
    }
}

#[test]
fn every_message_a_page_asks_for_exists() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&here.join("templates"), &["html"], &mut sources);
    files(&here.join("src"), &["rs"], &mut sources);
    let known: Vec<&str> = text::keys(Lang::Zh).collect();
    let mut asked = 0;
    for path in sources.iter().filter(|path| !path.ends_with("tests.rs")) {
        let source = std::fs::read_to_string(path).unwrap();
        for call in [".t(\"", ".t1(\"", ".t2(\"", ".ta(\"", "text::t(lang, \"", "text::ta(lang, \""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(known.contains(&key), "{}: no message {key}", path.display());
                asked += 1;
            }
        }
    }
    assert!(asked > 30, "the search has lost its way: {asked} keys");
}

/// The tokens that are plain colours.
fn colours() -> BTreeMap<String, [u8; 3]> {
    let css = include_str!("../../assets/css/20-tokens.css");
    let mut out = BTreeMap::new();
    for line in css.lines().filter_map(|line| line.trim().strip_prefix("--")) {
        if let Some((name, value)) = line.split_once(": #") {
            let byte = |i: usize| u8::from_str_radix(&value[i..i + 2], 16).unwrap();
            out.insert(name.to_owned(), [byte(0), byte(2), byte(4)]);
        }
    }
    out
}

/// Contrast of two colours as WCAG 2.2 defines it, 1.0 to 21.0.
#[allow(clippy::float_arithmetic)] // the standard's formula is written in real numbers, and nothing is decided by it
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |rgb: [u8; 3]| {
        let [r, g, b] = rgb
            .map(|c| f64::from(c) / 255.0)
            .map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_colour_of_words_can_be_read_on_every_ground_it_stands_on() {
    let colours = colours();
    let grounds = ["paper", "card", "shade", "red-wash", "green-wash", "ochre-wash"];
    let mut pairs: Vec<(&str, &str, f64)> = Vec::new();
    for ink in ["ink", "ink-2", "red-deep"] {
        pairs.extend(grounds.map(|ground| (ink, ground, 4.5)));
    }
    pairs.extend(["paper", "card", "shade"].map(|ground| ("ink-3", ground, 4.5)));
    pairs.extend(["paper", "card", "green-wash"].map(|ground| ("green", ground, 4.5)));
    pairs.extend(["paper", "card", "ochre-wash"].map(|ground| ("ochre", ground, 4.5)));
    pairs.push(("card", "red", 4.5));
    // The edges of controls and the marks of states: 3:1 (1.4.11).
    pairs.extend(["paper", "card", "shade"].map(|ground| ("edge", ground, 3.0)));
    pairs.extend(["paper", "card", "red-wash"].map(|ground| ("red", ground, 3.0)));
    for (ink, ground, least) in pairs {
        let is = contrast(colours[ink], colours[ground]);
        assert!(is >= least, "{ink} on {ground}: {is:.2}, must be {least}");
    }
}

#[test]
fn a_short_name_in_a_heading_stays_in_one_line_and_nothing_in_it_is_markup() {
    let drawn = |text: &str| super::unbroken(text).to_string();
    assert_eq!(drawn("第六届“最美城管人”评选"), "第六届<span class=\"unbroken\">“最美城管人”</span>评选");
    let long = "“临沂市第六届最美城管人”评选";
    assert_eq!(drawn(long), long);
    assert_eq!(drawn("“<b>”<i>“"), "<span class=\"unbroken\">“&lt;b&gt;”</span>&lt;i&gt;“");
}
