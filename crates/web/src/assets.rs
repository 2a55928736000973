//! Style sheet, script and mark, in the binary, under names that hold their hash: `/assets/app-3f9c….css`.
//!
//! What a name holds never changes, so a browser may keep it for ever; a new release has new names.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::LazyLock;

/// What pages may load and do: nothing but our own files, and forms that come back to us. No inline style or script.
pub const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
     worker-src 'self'; form-action 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

struct Asset {
    /// What templates call it: `app.css`.
    name: &'static str,
    /// Where it is: `/assets/app-3f9c….css`.
    href: String,
    mime: &'static str,
    body: Vec<u8>,
}

static ASSETS: LazyLock<[Asset; 7]> = LazyLock::new(|| {
    [
        asset("app.css", "text/css; charset=utf-8", &sheet()),
        asset("app.js", "text/javascript; charset=utf-8", &file("js/app.js")),
        asset("check.js", "text/javascript; charset=utf-8", &file("js/check.js")),
        asset("receipt.js", "text/javascript; charset=utf-8", &file("js/receipt.js")),
        asset("ed25519.js", "text/javascript; charset=utf-8", &file("js/vendor/noble-ed25519.js")),
        asset("work.js", "text/javascript; charset=utf-8", &file("js/work.js")),
        asset("mark.svg", "image/svg+xml", &file("img/mark.svg")),
    ]
});

/// The style sheets in the order of their names, as one.
fn sheet() -> Vec<u8> {
    let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with("css/")).collect();
    names.sort();
    names.iter().flat_map(|name| file(name)).collect()
}

/// The style sheets as text, for a page that stands alone.
pub(crate) fn sheet_text() -> String {
    String::from_utf8_lossy(&sheet()).into_owned()
}

fn file(path: &str) -> Vec<u8> {
    Files::get(path).map(|file| file.data.into_owned()).unwrap_or_default()
}

fn asset(name: &'static str, mime: &'static str, body: &[u8]) -> Asset {
    let hash = Sha256::digest(body).iter().take(8).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    Asset { name, href: format!("/assets/{stem}-{hash}.{extension}"), mime, body: body.to_vec() }
}

/// Where an asset is, by the name templates call it: `app.css`, `app.js`, `check.js`, `receipt.js`, `ed25519.js`, `work.js`,
/// `mark.svg`. Empty for any other.
#[must_use]
pub fn href(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| &asset.href)
}

/// Serves `/assets/…`, and the mark again as `/favicon.ico`, which browsers ask for unbidden.
pub fn router() -> Router {
    Router::new().route("/assets/{name}", get(serve)).route("/favicon.ico", get(favicon))
}

async fn serve(Path(name): Path<String>) -> Response {
    let found = ASSETS.iter().find(|asset| asset.href.strip_prefix("/assets/") == Some(&name));
    found.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |a| respond(a, "public, max-age=31536000, immutable"),
    )
}

async fn favicon() -> Response {
    let found = ASSETS.iter().find(|asset| asset.name == "mark.svg");
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |a| respond(a, "public, max-age=86400"))
}

fn respond(asset: &'static Asset, cache: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.mime)),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, asset.body.as_slice()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    async fn fetch(path: &str) -> Response {
        router().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn what_a_name_holds_may_be_kept_for_ever() {
        for asset in ASSETS.iter() {
            let response = fetch(&asset.href).await;
            assert_eq!(response.status(), StatusCode::OK, "{}", asset.href);
            assert_eq!(response.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
            assert_eq!(response.headers()[header::CONTENT_TYPE], asset.mime);
            assert!(to_bytes(response.into_body(), usize::MAX).await.unwrap().len() > 200, "{}", asset.name);
        }
        assert_eq!(fetch("/assets/app.css").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(fetch("/assets/app-0000000000000000.css").await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_layers_are_named_before_anything_is_put_into_them() {
        let css = String::from_utf8(sheet()).unwrap();
        let first = css.lines().find(|line| line.starts_with('@')).unwrap();
        assert_eq!(first, "@layer reset, tokens, base, components, pages, utilities;");
        assert!(
            !css.contains("http:") && !css.contains("https:") && !css.contains("@import"),
            "leads outside"
        );
    }

    #[test]
    fn the_style_sheet_leaves_room_for_the_voting_page() {
        // The voting page has 50 KB over the wire; the sheet is the largest part of it that is not people.
        assert!(sheet().len() < 64 * 1024, "{} bytes before compression", sheet().len());
    }
}
