//! The text of a .docx (ECMA-376): the part `word/document.xml` of a ZIP file.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use zip::ZipArchive;

use super::{TEXT_MOST, Unreadable};

/// The longest document part that is inflated, in bytes: markup is many times the text, a bomb is much more.
const PART_MOST: u64 = 32 << 20;

/// The text, a paragraph a line. What was deleted with changes tracked, fields' codes and the second copies of text
/// boxes are left out. Numbers that Word itself puts before paragraphs are not in the text, so they are not here.
pub fn text(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotDocx)?;
    let part = archive.by_name("word/document.xml").map_err(|_| Unreadable::NotDocx)?;
    let mut xml = Vec::new();
    part.take(PART_MOST + 1).read_to_end(&mut xml).map_err(|_| Unreadable::NotDocx)?;
    if xml.len() as u64 > PART_MOST {
        return Err(Unreadable::TooLarge);
    }
    let xml = String::from_utf8(xml).map_err(|_| Unreadable::NotDocx)?;
    words(&xml)
}

fn words(xml: &str) -> Result<String, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut out = String::new();
    // Inside a run's text; how deep inside what is left out.
    let (mut text, mut out_of_sight, mut in_row) = (false, 0_u32, 0_u32);
    loop {
        match reader.read_event().map_err(|_| Unreadable::NotDocx)? {
            Event::Start(tag) => match local(tag.name().as_ref()) {
                _ if out_of_sight > 0 => out_of_sight += 1,
                "Fallback" | "moveFrom" | "del" => out_of_sight = 1,
                "t" => text = true,
                "tr" => in_row += 1,
                _ => {}
            },
            Event::End(tag) => match local(tag.name().as_ref()) {
                _ if out_of_sight > 0 => out_of_sight -= 1,
                "t" => text = false,
                "p" if in_row == 0 => out.push('\n'),
                "p" => out.push(' '),
                "tc" => out.push(' '),
                "tr" => {
                    in_row = in_row.saturating_sub(1);
                    out.push('\n');
                }
                _ => {}
            },
            Event::Empty(tag) if out_of_sight == 0 => match local(tag.name().as_ref()) {
                "tab" => out.push_str("  "),
                "br" | "cr" => out.push('\n'),
                "noBreakHyphen" => out.push('-'),
                "p" if in_row == 0 => out.push('\n'),
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
fn local(name: &str) -> &str {
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
