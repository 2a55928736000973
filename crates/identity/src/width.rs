//! Characters that people type or paste in place of the ASCII ones.

/// The ASCII form of a full-width character (U+FF01..U+FF5E, U+3000); any other character unchanged.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Hyphens and dashes of every kind that an input method or a word processor puts in.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Characters that take no room on the page: zero-width spaces and joiners, byte order mark, soft hyphen,
/// and the direction marks that come along with numbers copied from phones and spreadsheets.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character only separates groups of a number: any space, hyphen or invisible character.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace() || is_hyphen(c) || is_invisible(c)
}
