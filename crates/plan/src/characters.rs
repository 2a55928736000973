//! 字数: how long a text is, by the rule an office counts by, and what typed text goes through before it is counted.
//!
//! # The rule
//!
//! Each Han character counts 1, each punctuation mark or symbol counts 1, a run of Latin letters or digits counts 1,
//! white space counts 0. The rule is written out here to the code point, because a page counts while somebody types
//! and must come to the number that the server refuses by. It uses no Unicode tables but the ones below, so that it
//! does not change with a browser or a library. `data/characters-cases.json` holds the cases that every implementation
//! is tested against.
//!
//! Every code point belongs to one class. Hexadecimal, both ends included; the first line that matches decides:
//!
//! | Class | Code points |
//! |---|---|
//! | Blank | 9, A, D, 20, A0, 1680, 2000–200A, 2028–2029, 202F, 205F, 2FF0–2FFF, 3000, 31EF |
//! | Joiner | 200D |
//! | Hidden | 0–1F, 7F–9F, AD, 34F, 61C, 115F–1160, 17B4–17B5, 200B–200F, 202A–202E, 2060–206F, 3164, FDD0–FDEF, FEFF, FFA0, FFF0–FFFB, FFFE–FFFF, E0000–E00FF, E01F0–E0FFF |
//! | Mark | 300–36F, 180B–180F, 1AB0–1AFF, 1DC0–1DFF, 20D0–20FF, 302A–302F, 3099–309A, FE00–FE0F, FE20–FE2F, E0100–E01EF |
//! | Emoji | 2190–21FF, 2300–23FF, 25A0–27BF, 2B00–2BFF, 1F000–1FBFF |
//! | Letter | 30–39, 41–5A, 61–7A, AA, B2–B3, B5, B9–BA, FF10–FF19, FF21–FF3A, FF41–FF5A |
//! | Single | 21–7E, A1–BF, D7, F7, 2010–2027, 2030–205E, 20A0–20CF, 2100–2BFF, 2E00–A4CF, A960–A97F, AC00–FAFF, FE10–FE1F, FE30–FE6F, FF01–FFFD, 16FE0–18DFF, 1AFF0–1B2FF, 20000–3FFFF, F0000–10FFFF |
//! | Letter | everything else |
//!
//! Read the text one code point at a time, with a total of 0, outside a run, and:
//!
//! - *Hidden*: passed over, as if it were not there.
//! - *Blank*: counts 0 and ends a run.
//! - *Mark* (accents, variation selectors): counts 0 and belongs to what stands before it; a run goes on through it,
//!   except through 20E3, the keycap, which ends the run.
//! - *Letter*: counts 1 outside a run and opens one; counts 0 inside.
//! - *Single*: counts 1 and ends a run. But one of `.` `,` `'` `-` or U+2019 with a Letter of the run before it and
//!   a Letter after it is inside the run and counts 0: `3.5`, `1,000`, `it's`, `2022-12-01` count 1 each.
//! - *Emoji*: counts 1 and ends a run, except that these belong to the emoji before them and count 0: an Emoji that
//!   follows an emoji and a Joiner; a skin tone (1F3FB–1F3FF) that follows an emoji; the second of two regional
//!   indicators (1F1E6–1F1FF), which make a flag. Marks may stand between, but not between a Joiner and its Emoji.
//! - *Joiner*: counts 0. Where it does not stand between two emoji it is passed over like Hidden.
//!
//! # Readings chosen
//!
//! - Single holds all Han characters, encoded now or later in planes 2 and 3, compatibility characters, radicals, 々 〇,
//!   kana, bopomofo, hangul, private-use characters (a rare character of a name may be one), and every punctuation
//!   mark: a dash —— and an ellipsis …… are two code points and count 2, as word processors count them.
//! - An ideographic description sequence counts its parts: ⿰钅宏 counts 2. Its operators (2FF0–2FFF, 31EF) count 0.
//!   Were a sequence to count 1, a row of operators would hide any number of characters behind it.
//! - Full-width Latin letters and digits are letters. ² ³ and other raised and lowered digits are, too: m² counts 1.
//! - Letters of other alphabets, with their marks, count as Latin ones do: a run counts 1.
//! - A run counts 1 at any length, so a limit of characters is no limit of size: a form also limits bytes.
//! - In JavaScript an unpaired surrogate reaches the server as U+FFFD: count it as Single.

/// The keycap that makes 1️⃣ of a 1.
const KEYCAP: char = '\u{20E3}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Joiner,
    Hidden,
    Mark,
    Emoji,
    Letter,
    Single,
}

fn class(c: char) -> Class {
    match u32::from(c) {
        0x9 | 0xA | 0xD | 0x20 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028..=0x2029 | 0x202F | 0x205F => {
            Class::Blank
        }
        0x2FF0..=0x2FFF | 0x3000 | 0x31EF => Class::Blank,
        0x200D => Class::Joiner,
        0x0..=0x1F | 0x7F..=0x9F | 0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 => Class::Hidden,
        0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFDD0..=0xFDEF | 0xFEFF => {
            Class::Hidden
        }
        0xFFA0 | 0xFFF0..=0xFFFB | 0xFFFE..=0xFFFF | 0xE0000..=0xE00FF | 0xE01F0..=0xE0FFF => Class::Hidden,
        0x300..=0x36F | 0x180B..=0x180F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF => Class::Mark,
        0x302A..=0x302F | 0x3099..=0x309A | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0xE0100..=0xE01EF => {
            Class::Mark
        }
        0x2190..=0x21FF | 0x2300..=0x23FF | 0x25A0..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FBFF => {
            Class::Emoji
        }
        0x30..=0x39 | 0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xB2..=0xB3 | 0xB5 | 0xB9..=0xBA => Class::Letter,
        0xFF10..=0xFF19 | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Class::Letter,
        0x21..=0x7E | 0xA1..=0xBF | 0xD7 | 0xF7 | 0x2010..=0x2027 | 0x2030..=0x205E | 0x20A0..=0x20CF => {
            Class::Single
        }
        0x2100..=0x2BFF | 0x2E00..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xFAFF => Class::Single,
        0xFE10..=0xFE1F | 0xFE30..=0xFE6F | 0xFF01..=0xFFFD => Class::Single,
        0x16FE0..=0x18DFF | 0x1AFF0..=0x1B2FF | 0x20000..=0x3FFFF | 0xF0000..=0x10FFFF => Class::Single,
        _ => Class::Letter,
    }
}

/// Where the count stands with respect to a run of letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Outside,
    Inside,
    /// After a mark that is part of the run if a letter follows; it has been counted for the case that none does.
    AfterInnerMark,
}

/// The length of a text in characters (字数), by the rule of this module.
///
/// `count(text)` equals `count(&normalise_input(text))`.
pub fn count(text: &str) -> usize {
    let mut total = 0;
    let mut run = Run::Outside;
    let mut after_emoji = false;
    let mut joined = false;
    let mut half_flag = false;
    for c in text.chars() {
        let class = class(c);
        match class {
            Class::Hidden => continue,
            Class::Joiner => {
                joined |= after_emoji;
                continue;
            }
            Class::Mark => {
                if c == KEYCAP {
                    run = Run::Outside;
                }
            }
            Class::Blank => run = Run::Outside,
            Class::Letter => {
                match run {
                    Run::Outside => total += 1,
                    Run::Inside => {}
                    Run::AfterInnerMark => total -= 1,
                }
                run = Run::Inside;
            }
            Class::Single => {
                total += 1;
                let may_be_inner = run == Run::Inside && matches!(c, '.' | ',' | '\'' | '-' | '\u{2019}');
                run = if may_be_inner { Run::AfterInnerMark } else { Run::Outside };
            }
            Class::Emoji => {
                let flag = matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
                let skin_tone = matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
                let part = joined || (after_emoji && skin_tone) || (half_flag && flag);
                total += usize::from(!part);
                half_flag = flag && !part;
                run = Run::Outside;
            }
        }
        joined = false;
        if class != Class::Mark {
            after_emoji = class == Class::Emoji;
            half_flag &= after_emoji;
        }
    }
    total
}

/// Whether a reader cannot see a character, or cannot see what it does: controls, line separators, zero-width and
/// bidirectional marks, fillers, invisible tags. None of them belongs in a line of text; variation selectors do, because
/// they choose the form of a character in a name.
pub fn unseen(c: char) -> bool {
    matches!(class(c), Class::Hidden | Class::Joiner)
        || c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2800}')
}

/// Whether a single line can be read as it is kept: nothing in it is [`unseen`], it does not consist of marks alone, and
/// no more than four marks are piled on a character. An empty line is legible.
pub fn is_legible(line: &str) -> bool {
    let mut piled = 0;
    let fits = line.chars().all(|c| {
        piled = if class(c) == Class::Mark { piled + 1 } else { 0 };
        !unseen(c) && piled <= 4
    });
    fits && (line.trim().is_empty() || count(line) > 0)
}

/// Whether a name can be kept: [legible](is_legible), something in it, at most [`NAME_MOST`] code points.
pub fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && is_legible(name) && name.chars().count() <= NAME_MOST
}

/// Most code points of a name: of somebody put forward, of an account, of whoever objects.
pub const NAME_MOST: usize = 60;

/// What typed text goes through before it is counted and kept.
///
/// CRLF, CR and the line and paragraph separators become LF; a tab becomes a space; other control characters,
/// zero-width and bidirectional controls and invisible tags are taken out, as is a zero-width joiner that does not
/// stand between two emoji; white space at both ends is taken off. What remains is as typed: no Unicode normalisation,
/// which would rewrite characters that occur in names, and variation selectors stay.
pub fn normalise_input(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut after_emoji = false;
    let mut joined = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                '\n'
            }
            '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            other => other,
        };
        let class = class(c);
        match class {
            Class::Hidden => continue,
            Class::Joiner => {
                joined |= after_emoji;
                continue;
            }
            Class::Emoji if joined => kept.push(ZERO_WIDTH_JOINER),
            _ => {}
        }
        joined = false;
        if class != Class::Mark {
            after_emoji = class == Class::Emoji;
        }
        kept.push(c);
    }
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    /// `data/characters-cases.json`, which the page's script is tested against as well.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Cases {
        about: String,
        cases: Vec<Case>,
        points: Vec<Point>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        name: String,
        text: String,
        #[serde(default = "once")]
        times: usize,
        #[serde(default)]
        then: String,
        count: usize,
        normalised: Option<String>,
    }

    /// A code point at an edge of the table: its count alone, between two letters, and after ✋ and a joiner.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Point {
        point: String,
        alone: usize,
        between_letters: usize,
        joined: usize,
    }

    fn once() -> usize {
        1
    }

    fn cases() -> Cases {
        serde_json::from_str(include_str!("../data/characters-cases.json")).unwrap()
    }

    #[test]
    fn every_case_of_the_shared_table_holds() {
        let Cases { about, cases, .. } = cases();
        assert!(about.contains("characters.rs"));
        assert!(cases.len() > 60);
        for case in cases {
            let text = case.text.repeat(case.times) + &case.then;
            assert_eq!(count(&text), case.count, "{}: {text:?}", case.name);
            if let Some(normalised) = case.normalised {
                assert_eq!(normalise_input(&text), normalised, "{}", case.name);
            }
        }
    }

    #[test]
    fn the_table_of_code_points_is_right_at_its_edges() {
        let points = cases().points;
        assert!(points.len() > 150);
        for Point { point, alone, between_letters, joined } in points {
            let c = char::from_u32(u32::from_str_radix(&point, 16).unwrap()).unwrap();
            assert_eq!(count(&c.to_string()), alone, "U+{point} alone");
            assert_eq!(count(&format!("a{c}b")), between_letters, "a, U+{point}, b");
            assert_eq!(count(&format!("\u{270B}\u{200D}{c}")), joined, "U+{point} joined to an emoji");
        }
    }

    #[test]
    fn five_hundred_fit_and_five_hundred_and_one_do_not() {
        assert_eq!(count(&"字".repeat(499)), 499);
        assert_eq!(count(&"字".repeat(500)), 500);
        assert_eq!(count(&"字".repeat(501)), 501);
        assert_eq!(count(&("字".repeat(500) + "\n")), 500);
    }

    #[test]
    fn names_with_rare_characters_pass_unchanged() {
        // Extension characters, a compatibility character, private use, a variation sequence, a description sequence.
        for name in
            ["𬭎", "㛃", "䶮", "㼆", "\u{FA0E}", "\u{E863}", "葛\u{E0100}", "⿰钅宏", "阿·买提", "々〇"]
        {
            assert_eq!(normalise_input(name), name);
        }
        assert_eq!(normalise_input("\u{F967}"), "\u{F967}", "not 不, which normalisation would make of it");
    }

    #[test]
    fn a_name_that_nobody_can_read_is_none_and_a_rare_one_is() {
        for name in [
            "葛\u{E0100}",
            "㐂\u{FE00}",
            "阿·买提",
            "古丽‧夏提",
            "\u{E863}",
            "⿰钅宏",
            "Zoë E\u{301}va",
            "某　某",
        ] {
            assert!(is_name(name), "{name:?}");
        }
        let unread = [
            "",
            " ",
            "\u{200B}\u{200B}",
            "\u{3164}",
            "\u{2800}",
            "\u{FE0F}",
            "\u{301}",
            "某\u{202E}某",
            "某\0某",
            "某\r\n某",
            "某\u{85}",
            "某\u{200D}某",
            "\u{FEFF}某",
            "某\u{2066}",
            "某\u{2060}某",
            "某\u{200F}",
            "某\t某",
        ];
        for name in unread {
            assert!(!is_name(name), "{name:?}");
        }
        assert!(!is_name(&("某".to_owned() + &"\u{301}".repeat(5))));
        assert!(is_name(&"某".repeat(60)) && !is_name(&"某".repeat(61)));
    }

    #[test]
    fn a_formula_and_hidden_text_are_counted_or_taken_out_and_never_run() {
        assert_eq!(count("=HYPERLINK(\"http://x\")"), 11);
        let hidden: String = "ab".chars().map(|c| char::from_u32(0xE0000 + u32::from(c)).unwrap()).collect();
        assert_eq!(normalise_input(&format!("好{hidden}人")), "好人");
        assert_eq!(normalise_input("好\u{202E}人\u{202C}"), "好人");
        assert_eq!(normalise_input("\0好\u{1b}[31m人\u{7f}\u{85}"), "好[31m人");
    }

    fn nasty() -> impl Strategy<Value = String> {
        let mixed = prop_oneof![
            any::<char>(),
            prop::sample::select(vec![
                'a',
                '1',
                '.',
                '-',
                '字',
                '，',
                ' ',
                '\t',
                '\n',
                '\r',
                '\u{200B}',
                '\u{200D}',
                '\u{FE0F}',
                '\u{20E3}',
                '\u{2028}',
                '👩',
                '🏽',
                '🇨',
                '🇳',
                '❤',
                '\u{E0100}',
                '\u{301}',
                '⿰',
                '\u{3000}',
                '\u{85}',
            ]),
        ];
        prop::collection::vec(mixed, 0..24).prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_is_taken_out_has_never_counted(text in nasty()) {
            let normalised = normalise_input(&text);
            prop_assert_eq!(count(&text), count(&normalised));
            prop_assert_eq!(&normalise_input(&normalised), &normalised);
            prop_assert!(!normalised.chars().any(|c| c.is_control() && c != '\n'));
        }

        #[test]
        fn a_text_is_never_longer_than_its_code_points_and_han_characters_all_count(text in nasty()) {
            prop_assert!(count(&text) <= text.chars().count());
            prop_assert_eq!(count(&format!("{text}\n汉字")), count(&text) + 2);
        }
    }
}
