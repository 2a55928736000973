//! A saved web page to text.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// How far into a text the first tag may stand.
const HEAD: usize = 2_000;

/// Whether a text is a page rather than words: some tag of a page's skeleton stands near its beginning.
pub fn looks_like(text: &str) -> bool {
    let head: String = text.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let first = head.trim_start();
    first.starts_with('<')
        && [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<meta",
            "<div",
            "<p>",
            "<p ",
            "<table",
            "<article",
            "<h1",
        ]
        .iter()
        .any(|tag| head.contains(tag))
}

/// What a reader of the page sees, without scripts, styles, forms' menus and comments.
pub fn text(page: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut out = String::new();
    // Depth inside elements whose content nobody reads, by the name of the outermost.
    let mut hidden: Option<(Vec<u8>, u32)> = None;
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                if let Some((name, depth)) = &mut hidden {
                    if **name == **tag.name && !tag.self_closing {
                        *depth += 1;
                    }
                } else if unread(&tag.name) && !tag.self_closing {
                    hidden = Some((tag.name.to_vec(), 1));
                } else {
                    gap(&tag.name, &mut out);
                }
            }
            Token::EndTag(tag) => match &mut hidden {
                Some((name, depth)) if **name == **tag.name => {
                    *depth -= 1;
                    if *depth == 0 {
                        hidden = None;
                    }
                }
                Some(_) => {}
                None => gap(&tag.name, &mut out),
            },
            Token::String(words) if hidden.is_none() => {
                // Line ends in the source of a page mean nothing.
                for c in String::from_utf8_lossy(&words).chars() {
                    out.push(if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
                }
            }
            _ => {}
        }
    }
    let lines = out.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n")
}

fn unread(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"script" | b"style" | b"noscript" | b"template" | b"select" | b"svg" | b"title" | b"textarea"
    )
}

fn gap(tag: &[u8], out: &mut String) {
    const LINES: [&[u8]; 24] = [
        b"p",
        b"br",
        b"div",
        b"li",
        b"ul",
        b"ol",
        b"tr",
        b"table",
        b"h1",
        b"h2",
        b"h3",
        b"h4",
        b"h5",
        b"h6",
        b"section",
        b"article",
        b"header",
        b"footer",
        b"main",
        b"blockquote",
        b"dd",
        b"dt",
        b"hr",
        b"body",
    ];
    if matches!(tag, b"td" | b"th") {
        out.push_str("  ");
    } else if LINES.contains(&tag) && !out.ends_with('\n') {
        out.push('\n');
    }
}
