//! How plan files are written: the reference page of the plan format, for whoever is to write one.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Response;
use pulldown_cmark::{Options, Parser, html};
use text::Lang;

use crate::ask::Ask;
use crate::ui::{self, Page};

#[derive(Template)]
#[template(path = "portal/format.html")]
struct Format {
    page: Page,
    body: &'static str,
}

/// The page in each language, made once: it depends on nothing but this program.
static ZH: LazyLock<String> = LazyLock::new(|| html_of(&plan::format::reference(Lang::Zh)));
static EN: LazyLock<String> = LazyLock::new(|| html_of(&plan::format::reference(Lang::En)));

/// GET `/help/plan`.
pub async fn plan_format(ask: Ask) -> Result<Response, Response> {
    let lang = ask.lang();
    let body = match lang {
        Lang::Zh => ZH.as_str(),
        Lang::En => EN.as_str(),
    };
    Ok(ui::html(&Format { page: ask.page(None, text::t(lang, "format-page-title")), body }))
}

fn html_of(markdown: &str) -> String {
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    // An anchor stands in a paragraph of its own before its heading, as other renderers need it: here the heading is it.
    let mut parts = page.split("<p><a id=\"");
    let mut body = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("\"></a></p>\n<h").and_then(|(id, rest)| Some((id, rest.split_once('>')?))) {
            Some((id, (level, rest))) => body += &format!("<h{level} id=\"{id}\">{rest}"),
            None => body += part,
        }
    }
    // Long lines are scrolled, also with keys alone.
    body.replace("<pre>", "<pre tabindex=\"0\">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_anchors_and_nothing_is_styled_in_place() {
        for page in [&*ZH, &*EN] {
            assert!(page.contains("<h3 id=\"vote-rules\">") && page.contains("href=\"#vote-rules\""));
            assert!(!page.contains("<a id=") && !page.contains("style="));
            assert!(page.contains("<td>") && page.contains("<pre tabindex=\"0\"><code"));
        }
    }
}
