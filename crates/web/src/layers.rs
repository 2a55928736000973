//! What holds for every request: headers, origins, hosts, and a visitor's token.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use identity::origin::{Asked, Verdict, judge};
use identity::session::{Token, Transport, read_cookie, set_cookie};

use crate::app::App;
use crate::ask::{FreshVisitor, VISITOR};
use crate::assets;

fn text<'a>(request: &'a Request, name: &HeaderName) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Sets the headers that make a browser strict, on every answer.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, assets::CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if !is_asset {
        set(header::CACHE_CONTROL, "no-store");
    }
    if matches!(app.transport(), Transport::Tls) {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Refuses hosts that are not ours where we listen on loopback only: a foreign name that resolves to this machine must
/// not reach a demo in somebody's browser. And refuses forms that other sites send.
pub async fn origins(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = text(&request, &header::HOST).unwrap_or_default().to_owned();
    if matches!(app.transport(), Transport::Loopback) {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        if !["127.0.0.1", "localhost", "::1"].contains(&name) {
            return StatusCode::MISDIRECTED_REQUEST.into_response();
        }
    }
    let asked = Asked {
        method: request.method().as_str(),
        origin: text(&request, &header::ORIGIN),
        sec_fetch_site: text(&request, &HeaderName::from_static("sec-fetch-site")),
        host: Some(&host),
    };
    if !matches!(judge(&asked), Verdict::Allow) {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

/// Gives a browser without a token one: it binds forms to the browser and is kept nowhere.
pub async fn visitor(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let wants_page =
        request.method() == Method::GET && !path.starts_with("/assets/") && path != "/favicon.ico";
    let cookies: Vec<&str> =
        request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).collect();
    let known = read_cookie(&cookies.join("; "), VISITOR, app.transport()).and_then(Token::parse).is_some();
    let fresh = (wants_page && !known).then(|| Token::from_random(&app.fresh()));
    if let Some(token) = &fresh {
        request.extensions_mut().insert(FreshVisitor(token.expose().to_owned()));
    }
    let mut response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    if let Some(token) = fresh.filter(|_| is_page)
        && let Ok(cookie) = set_cookie(VISITOR, token.expose(), app.transport(), None)
        && let Ok(cookie) = HeaderValue::from_str(&cookie)
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// One line a request: method, the route's pattern (never the path, which may hold a code), status.
pub async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route =
        request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    if response.status().is_server_error() {
        tracing::warn!(%method, route, status, "answered");
    } else {
        tracing::debug!(%method, route, status, "answered");
    }
    response
}
