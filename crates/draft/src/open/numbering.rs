//! Numbers that Word itself puts before paragraphs (ECMA-376 17.9): `word/numbering.xml`, with the styles of
//! `word/styles.xml` that number. Decimal and Chinese counting are restored; a paragraph with any other kind of number
//! or with a bullet gets none.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::docx::local;

/// Most lists and styles that are kept; a document has dozens.
const KEPT_MOST: usize = 4_000;
/// Levels of a list.
const LEVELS: usize = 9;
/// The longest value of an attribute, in bytes.
const TEXT_MOST: usize = 60;
/// How far styles are followed that rest on others.
const DEPTH_MOST: usize = 12;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1` stands for the number of the first level.
    text: String,
    /// True where numbers of upper levels are shown in digits.
    digits: bool,
}

/// One use of a list.
#[derive(Debug, Clone, Default)]
struct Use {
    list: String,
    restart: HashMap<usize, u32>,
    begun: bool,
}

/// What a style says of numbers.
#[derive(Debug, Clone, Default)]
struct Style {
    upon: String,
    number: Option<String>,
    level: Option<usize>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: HashMap<String, Vec<Level>>,
    uses: HashMap<String, Use>,
    styles: HashMap<String, Style>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

/// The value of an element's `w:val`, or of another attribute.
pub fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes();
    let found = all.with_checks(false).flatten().find(|attribute| local(attribute.key.as_ref()) == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    (value.len() <= TEXT_MOST).then(|| value.into_owned())
}

/// A level's number, 0 to 8.
pub fn level(text: &str) -> Option<usize> {
    text.parse().ok().filter(|level| *level < LEVELS)
}

impl Numbering {
    /// Reads what the two parts say; what is broken in them is left out.
    pub fn of(numbering: &str, styles: &str) -> Numbering {
        let mut out = Numbering::default();
        out.lists(numbering);
        out.styles(styles);
        out
    }

    fn lists(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut list, mut number, mut at) = (None::<String>, None::<String>, None::<usize>);
        while let Ok(event) = reader.read_event() {
            let (tag, open) = match &event {
                Event::Start(tag) => (tag, true),
                Event::Empty(tag) => (tag, false),
                Event::End(tag) => {
                    match local(tag.name().as_ref()) {
                        "abstractNum" => list = None,
                        "num" => number = None,
                        "lvl" | "lvlOverride" => at = None,
                        _ => {}
                    }
                    continue;
                }
                Event::Eof => return,
                _ => continue,
            };
            let val = || value(tag, "val");
            match local(tag.name().as_ref()) {
                "abstractNum" if open && self.lists.len() < KEPT_MOST => {
                    list = value(tag, "abstractNumId");
                    if let Some(id) = &list {
                        self.lists.insert(id.clone(), vec![Level::default(); LEVELS]);
                    }
                }
                "num" if open && self.uses.len() < KEPT_MOST => {
                    number = value(tag, "numId");
                    if let Some(id) = &number {
                        self.uses.insert(id.clone(), Use::default());
                    }
                }
                "abstractNumId" => {
                    if let Some(used) = number.as_ref().and_then(|id| self.uses.get_mut(id)) {
                        used.list = val().unwrap_or_default();
                    }
                }
                "lvl" | "lvlOverride" if open => at = value(tag, "ilvl").as_deref().and_then(level),
                "startOverride" => {
                    if let (Some(used), Some(at), Some(n)) = (
                        number.as_ref().and_then(|id| self.uses.get_mut(id)),
                        at,
                        val().and_then(|n| n.parse().ok()),
                    ) {
                        used.restart.insert(at, n);
                    }
                }
                name => {
                    let level = list.as_ref().and_then(|id| self.lists.get_mut(id)?.get_mut(at?));
                    let Some(level) = level else { continue };
                    match name {
                        "start" => level.start = val().and_then(|n| n.parse().ok()).unwrap_or(0),
                        "numFmt" => level.format = val().unwrap_or_default(),
                        "lvlText" => level.text = val().unwrap_or_default(),
                        "isLgl" => level.digits = val().is_none_or(|on| on != "0" && on != "false"),
                        _ => {}
                    }
                }
            }
        }
    }

    fn styles(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut id = None::<String>;
        while let Ok(event) = reader.read_event() {
            let (tag, open) = match &event {
                Event::Start(tag) => (tag, true),
                Event::Empty(tag) => (tag, false),
                Event::End(tag) if local(tag.name().as_ref()) == "style" => {
                    id = None;
                    continue;
                }
                Event::Eof => return,
                _ => continue,
            };
            if local(tag.name().as_ref()) == "style" && open && self.styles.len() < KEPT_MOST {
                id = value(tag, "styleId");
                if let Some(id) = &id {
                    self.styles.insert(id.clone(), Style::default());
                }
                continue;
            }
            let Some(style) = id.as_ref().and_then(|id| self.styles.get_mut(id)) else { continue };
            match local(tag.name().as_ref()) {
                "basedOn" => style.upon = value(tag, "val").unwrap_or_default(),
                "numId" => style.number = value(tag, "val"),
                "ilvl" => style.level = value(tag, "val").as_deref().and_then(level),
                _ => {}
            }
        }
    }

    /// The number before the next paragraph, with what stands around it. Each call counts on.
    pub fn next(&mut self, style: Option<&str>, number: Option<&str>, at: Option<usize>) -> Option<String> {
        let (number, at) = match number {
            Some(number) => (number.to_owned(), at.unwrap_or(0)),
            None => self.of_style(style?)?,
        };
        // List 0 takes a number away that a style gives.
        let used = self.uses.get_mut(&number).filter(|_| number != "0")?;
        let levels = self.lists.get(&used.list)?;
        let counts = self.counts.entry(used.list.clone()).or_insert([None; LEVELS]);
        if !used.begun {
            used.begun = true;
            for (level, start) in &used.restart {
                if let Some(count) = counts.get_mut(*level) {
                    *count = start.checked_sub(1);
                }
            }
        }
        let start = levels.get(at)?.start;
        let count = counts.get_mut(at)?;
        *count = Some(count.map_or(start, |n| n.saturating_add(1)));
        counts.iter_mut().skip(at + 1).for_each(|count| *count = None);
        let label = label(levels, counts, at)?;
        let open = label.chars().last().is_some_and(char::is_alphanumeric)
            && !label.ends_with(['条', '章', '节', '款']);
        Some(if open { label + "、" } else { label })
    }

    fn of_style(&self, style: &str) -> Option<(String, usize)> {
        let (mut id, mut at) = (style, None);
        for _ in 0..DEPTH_MOST {
            let style = self.styles.get(id)?;
            at = at.or(style.level);
            if let Some(number) = &style.number {
                return Some((number.clone(), at.unwrap_or(0)));
            }
            id = &style.upon;
        }
        None
    }
}

/// `%1` and its like replaced by the numbers of their levels. `None` where one of them has no number known here.
fn label(levels: &[Level], counts: &[Option<u32>; LEVELS], at: usize) -> Option<String> {
    let own = levels.get(at)?;
    let mut out = String::new();
    let mut chars = own.text.chars().peekable();
    let mut any = false;
    while let Some(c) = chars.next() {
        let digit = if c == '%' { chars.peek().and_then(|c| c.to_digit(10)) } else { None };
        let Some(digit) = digit.filter(|n| (1..=9).contains(n)) else {
            out.push(c);
            continue;
        };
        chars.next();
        let place = digit as usize - 1;
        let level = levels.get(place)?;
        let n = counts.get(place).copied().flatten().unwrap_or(level.start);
        let format = if own.digits { "decimal" } else { level.format.as_str() };
        out.push_str(&written(n, format)?);
        any = true;
    }
    any.then_some(out)
}

/// A number in one of the formats that are restored.
fn written(n: u32, format: &str) -> Option<String> {
    match format {
        "" | "decimal" => Some(n.to_string()),
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(n.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect())
        }
        "decimalZero" => Some(format!("{n:02}")),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            (1..=10).contains(&n).then(|| char::from_u32(0x2460 + n - 1).map(String::from))?
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => chinese(n),
        _ => None,
    }
}

/// 1 to 9999: 一, 十二, 一百零三.
fn chinese(n: u32) -> Option<String> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if !(1..10_000).contains(&n) {
        return None;
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / place % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        // 十二, not 一十二.
        if !(place == 10 && digit == 1 && out.is_empty()) {
            out.push(*DIGITS.get(digit as usize)?);
        }
        out.push_str(name);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_are_written_as_word_writes_them() {
        for (n, text) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (21, "二十一"),
            (103, "一百零三"),
            (110, "一百一十"),
            (2_005, "二千零五"),
        ] {
            assert_eq!(chinese(n).as_deref(), Some(text));
            assert_eq!(crate::numerals::whole(text), Some(n));
        }
        assert_eq!((chinese(0), written(3, "bullet"), written(3, "lowerLetter")), (None, None, None));
    }

    #[test]
    fn lists_count_each_level_and_begin_anew_below_an_upper_one() {
        let xml = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">\
            <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
            <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
            <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%3\"/><w:isLgl/></w:lvl>\
            <w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"·\"/></w:lvl>\
            </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
            <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
            </w:numbering>";
        let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"a\"><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
            <w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style><w:style w:styleId=\"c\"><w:basedOn w:val=\"c\"/></w:style></w:styles>";
        let mut numbering = Numbering::of(xml, styles);
        let mut told = |style, number, level| numbering.next(style, number, level).unwrap_or_default();
        assert_eq!(told(None, Some("1"), Some(0)), "一、");
        assert_eq!(told(Some("b"), None, None), "（一）");
        assert_eq!(told(Some("a"), None, None), "（二）");
        assert_eq!(told(None, Some("1"), Some(2)), "1.1、");
        assert_eq!(told(None, Some("1"), None), "二、");
        assert_eq!(told(Some("b"), None, None), "（一）");
        assert_eq!(told(None, Some("1"), Some(3)), "");
        assert_eq!(told(Some("a"), Some("0"), None), "");
        assert_eq!(told(None, Some("2"), Some(0)), "五、");
        assert_eq!(told(None, Some("1"), Some(0)), "六、");
        assert_eq!(
            (told(Some("c"), None, None), told(None, Some("9"), None)),
            (String::new(), String::new())
        );
    }
}
