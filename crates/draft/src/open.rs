//! A file's bytes to plain text: text in UTF-8, UTF-16 or GB18030, a saved web page, a .docx.
//!
//! Whatever the bytes are, this ends soon and in bounded memory. What layout meant is kept only as far as the rules
//! need it: a paragraph is a line, the cells of a table's row stand on one line with two spaces between.

mod docx;
mod html;
mod numbering;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// The largest file, in bytes.
pub const FILE_MOST: usize = 10 << 20;

/// The longest text, in bytes of UTF-8: a plan of a hundred pages has less than half of it.
pub const TEXT_MOST: usize = 1 << 20;

/// Why a file gives no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// More than [`FILE_MOST`] bytes, or more than [`TEXT_MOST`] bytes of text in it.
    #[error("too large")]
    TooLarge,
    /// A PDF: its text has to be copied by hand, because a PDF does not say what a line is.
    #[error("a PDF")]
    Pdf,
    /// A .doc or .wps of the old kind; saved as .docx it can be read.
    #[error("an old office document")]
    OldOffice,
    /// A ZIP file without a Word document in it, or one that is damaged.
    #[error("no Word document, or a damaged one")]
    NotDocx,
    /// No text in any encoding that is known here.
    #[error("not text")]
    NotText,
    /// Text, and nothing in it.
    #[error("empty")]
    Empty,
}

impl Unreadable {
    /// The key of its sentence in the message files.
    pub fn key(&self) -> &'static str {
        match self {
            Unreadable::TooLarge => "draft-too-large",
            Unreadable::Pdf => "draft-pdf",
            Unreadable::OldOffice => "draft-old-office",
            Unreadable::NotDocx => "draft-not-docx",
            Unreadable::NotText => "draft-not-text",
            Unreadable::Empty => "draft-empty",
        }
    }
}

/// The text of a file. What kind it is shows in its first bytes; its name does not matter.
///
/// # Errors
/// [`Unreadable`], which a person can be told with what to do about it.
pub fn open(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > FILE_MOST {
        return Err(Unreadable::TooLarge);
    }
    let text = match bytes {
        [b'P', b'K', 3 | 5, ..] => docx::text(bytes)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(Unreadable::OldOffice),
        [b'%', b'P', b'D', b'F', ..] => return Err(Unreadable::Pdf),
        _ => {
            let text = decoded(bytes)?;
            if html::looks_like(&text) { html::text(&text) } else { text }
        }
    };
    if text.len() > TEXT_MOST {
        return Err(Unreadable::TooLarge);
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(text)
}

/// UTF-8 or UTF-16 with a mark, UTF-8, or else GB18030, which contains GBK and GB 2312.
fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or(if std::str::from_utf8(bytes).is_ok() {
        (UTF_8, 0)
    } else {
        (GB18030, 0)
    });
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes.get(mark..).unwrap_or_default())
        .ok_or(Unreadable::NotText)?;
    // Pictures and programs are valid GB18030 now and then; no text has such characters.
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{1a}'))
    {
        return Err(Unreadable::NotText);
    }
    Ok(text.into_owned())
}
