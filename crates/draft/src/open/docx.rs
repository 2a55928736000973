//! The text of a .docx (ECMA-376): the part `word/document.xml` of a ZIP file, with the numbers that Word puts before
//! its paragraphs.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use zip::ZipArchive;

use super::numbering::{Numbering, level, value};
use super::{TEXT_MOST, Unreadable};

/// The longest document part that is inflated, in bytes: markup is many times the text, a bomb is much more.
const PART_MOST: u64 = 32 << 20;

/// The longest part that tells of numbers and styles, in bytes. Where one is longer, there are no numbers.
const SIDE_MOST: u64 = 4 << 20;

/// The text, a paragraph a line. What was deleted with changes tracked, fields' codes and the second copies of text
/// boxes are left out.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotDocx)?;
    let mut side = |name: &str| match part(&mut archive, name, SIDE_MOST) {
        Ok(Some(xml)) => xml,
        _ => String::new(),
    };
    let (numbering, styles) = (side("word/numbering.xml"), side("word/styles.xml"));
    let xml = part(&mut archive, "word/document.xml", PART_MOST)?.ok_or(Unreadable::TooLarge)?;
    words(&xml, Numbering::of(&numbering, &styles))
}

/// A part's text; `None` where it is longer than `most`.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    most: u64,
) -> Result<Option<String>, Unreadable> {
    let part = archive.by_name(name).map_err(|_| Unreadable::NotDocx)?;
    let mut xml = Vec::new();
    part.take(most + 1).read_to_end(&mut xml).map_err(|_| Unreadable::NotDocx)?;
    if xml.len() as u64 > most {
        return Ok(None);
    }
    String::from_utf8(xml).map(Some).map_err(|_| Unreadable::NotDocx)
}

/// What the properties of a paragraph say of its number.
#[derive(Default)]
struct Numbered {
    style: Option<String>,
    number: Option<String>,
    level: Option<usize>,
}

fn words(xml: &str, mut numbering: Numbering) -> Result<String, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut out = String::new();
    // Inside a run's text; how deep inside what is left out.
    let (mut text, mut out_of_sight, mut in_row) = (false, 0_u32, 0_u32);
    let mut properties: Option<Numbered> = None;
    loop {
        match reader.read_event().map_err(|_| Unreadable::NotDocx)? {
            Event::Start(tag) => match local(tag.name().as_ref()) {
                _ if out_of_sight > 0 => out_of_sight += 1,
                // A change tells how a paragraph was before.
                "Fallback" | "moveFrom" | "del" | "pPrChange" => out_of_sight = 1,
                "pPr" => properties = Some(Numbered::default()),
                "t" => text = true,
                "tr" => in_row += 1,
                _ => {}
            },
            Event::End(tag) => match local(tag.name().as_ref()) {
                _ if out_of_sight > 0 => out_of_sight -= 1,
                "t" => text = false,
                "pPr" => {
                    let told = properties.take().unwrap_or_default();
                    let number = numbering.next(told.style.as_deref(), told.number.as_deref(), told.level);
                    out.push_str(&number.unwrap_or_default());
                }
                "p" if in_row == 0 => out.push('\n'),
                "p" => out.push(' '),
                "tc" => out.push(' '),
                "tr" => {
                    in_row = in_row.saturating_sub(1);
                    out.push('\n');
                }
                _ => {}
            },
            Event::Empty(tag) if out_of_sight == 0 => match (local(tag.name().as_ref()), &mut properties) {
                ("numId", Some(told)) => told.number = value(&tag, "val"),
                ("ilvl", Some(told)) => told.level = value(&tag, "val").as_deref().and_then(level),
                ("pStyle", Some(told)) => told.style = value(&tag, "val"),
                // Tabs among the properties are stops.
                ("tab", None) => out.push_str("  "),
                ("br" | "cr", _) => out.push('\n'),
                ("noBreakHyphen", _) => out.push('-'),
                ("p", _) if in_row == 0 => out.push('\n'),
                _ => {}
            },
            Event::Text(words) if text && out_of_sight == 0 => out.push_str(&words),
            Event::CData(words) if text && out_of_sight == 0 => out.push_str(&words),
            Event::GeneralRef(name) if text && out_of_sight == 0 => out.extend(character(&name)),
            Event::Eof => break,
            _ => {}
        }
        if out.len() > TEXT_MOST {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(out)
}

/// A name without its namespace's prefix: every writer of .docx uses `w:`, some another.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// `&amp;` and its like, `&#20013;`. A document has no entities of its own.
fn character(name: &BytesRef<'_>) -> Option<char> {
    match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    }
}
