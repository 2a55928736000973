//! How a reader wants to read: language and type size, kept in two cookies that say nothing about who they are.

use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use text::Lang;

const PATH: &str = "/display";
/// A year, in seconds.
const KEPT: u32 = 31_536_000;

/// A reader's preferences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefs {
    /// The language.
    pub lang: Lang,
    /// Large type.
    pub elder: bool,
}

impl Prefs {
    /// What the cookies say. Without a cookie: Chinese, standard type. The browser's own language is not asked, because
    /// a foreign browser in a Chinese office would surprise its user.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let mut prefs = Self::default();
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
        for (name, value) in cookies.flat_map(|c| c.split(';')).filter_map(|c| c.trim().split_once('=')) {
            match name {
                "lang" => prefs.lang = value.parse().unwrap_or_default(),
                "elder" => prefs.elder = value == "on",
                _ => {}
            }
        }
        prefs
    }
}

/// The link that sets one preference and comes back to `path`.
pub(super) fn href(name: &str, value: &str, path: &str) -> String {
    let mut to = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                to.push(char::from(byte))
            }
            _ => to.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{PATH}?{name}={value}&to={to}")
}

/// `GET /display?elder=on&lang=en&to=/path`: sets the cookies and goes back. A plain link, so that it works everywhere.
pub fn prefs_router() -> Router {
    Router::new().route(PATH, get(set))
}

#[derive(Deserialize)]
struct Wish {
    elder: Option<String>,
    lang: Option<String>,
    to: Option<String>,
}

async fn set(Query(wish): Query<Wish>) -> Response {
    let mut headers = HeaderMap::new();
    let mut keep = |name: &str, value: &str| {
        let cookie = format!("{name}={value}; Path=/; Max-Age={KEPT}; SameSite=Lax; HttpOnly");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    };
    if let Some(elder) = wish.elder {
        keep("elder", if elder == "on" { "on" } else { "off" });
    }
    if let Some(Ok(lang)) = wish.lang.map(|tag| tag.parse::<Lang>()) {
        keep("lang", lang.code());
    }
    let to = wish.to.filter(|to| is_local(to)).unwrap_or_else(|| "/".to_owned());
    headers.insert(header::LOCATION, HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/")));
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// A path on this site. `//host` and `/\host` would lead elsewhere, so a stranger could borrow our good name with them.
fn is_local(to: &str) -> bool {
    to.starts_with('/') && !to[1..].starts_with(['/', '\\']) && to.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    async fn get_display(query: &str) -> (String, Vec<String>) {
        let request = Request::get(format!("/display?{query}")).body(Body::empty()).unwrap();
        let response = prefs_router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let text = |v: &HeaderValue| v.to_str().unwrap().to_owned();
        let cookies = response.headers().get_all(header::SET_COOKIE).iter().map(text).collect();
        (text(&response.headers()[header::LOCATION]), cookies)
    }

    #[tokio::test]
    async fn the_switch_to_large_type_comes_back_to_the_page_it_was_pressed_on() {
        let link = href("elder", "on", "/candidates?q=林 知&page=2");
        let (to, cookies) = get_display(link.split_once('?').unwrap().1).await;
        // Non-ASCII in the way back has to be escaped by the browser's own address, so this one falls back to home.
        assert_eq!(to, "/");
        assert_eq!(cookies, ["elder=on; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"]);

        let link = href("lang", "en", "/candidates?q=%E6%9E%97&page=2");
        let (to, cookies) = get_display(link.split_once('?').unwrap().1).await;
        assert_eq!(to, "/candidates?q=%E6%9E%97&page=2");
        assert!(cookies[0].starts_with("lang=en;"));
    }

    #[tokio::test]
    async fn nobody_is_led_to_another_site() {
        for to in ["//evil.invalid", "/%5Cevil.invalid", "https://evil.invalid/", "", "x"] {
            assert_eq!(get_display(&format!("elder=on&to={to}")).await.0, "/", "{to}");
        }
    }

    #[test]
    fn cookies_are_read_and_nonsense_in_them_is_ignored() {
        let mut headers = HeaderMap::new();
        assert_eq!(Prefs::of(&headers), Prefs { lang: Lang::Zh, elder: false });
        headers.insert(header::COOKIE, "a=b; lang=en; elder=on".parse().unwrap());
        assert_eq!(Prefs::of(&headers), Prefs { lang: Lang::En, elder: true });
        headers.insert(header::COOKIE, "lang=xx; elder=1; =".parse().unwrap());
        assert_eq!(Prefs::of(&headers), Prefs::default());
    }
}
