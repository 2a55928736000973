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

/// All that holds for every request, as one layer: each layer of its own copies the whole router's services for every
/// request.
pub async fn every(State(app): State<App>, request: Request, next: Next) -> Response {
    around(&app, request, async |request| visitor(&app, request, next).await).await
}

/// What holds for every request, around what answers it.
pub async fn around(app: &App, request: Request, answer: impl AsyncFnOnce(Request) -> Response) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = match refused(app, &request) {
        Some(refused) => refused.into_response(),
        None => answer(request).await,
    };
    headers(app, is_asset, &mut response);
    log(&method, route.as_ref(), response.status());
    response
}

/// Sets the headers that make a browser strict, on every answer.
fn headers(app: &App, is_asset: bool, response: &mut Response) {
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
}

/// Refuses hosts that are not ours where we listen on loopback only: a foreign name that resolves to this machine must
/// not reach a demo in somebody's browser. And refuses forms that other sites send.
fn refused(app: &App, request: &Request) -> Option<StatusCode> {
    let host = text(request, &header::HOST).unwrap_or_default();
    if matches!(app.transport(), Transport::Loopback) {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        if !["127.0.0.1", "localhost", "::1"].contains(&name) {
            return Some(StatusCode::MISDIRECTED_REQUEST);
        }
    }
    let asked = Asked {
        method: request.method().as_str(),
        origin: text(request, &header::ORIGIN),
        sec_fetch_site: text(request, &HeaderName::from_static("sec-fetch-site")),
        host: Some(host),
    };
    (!matches!(judge(&asked), Verdict::Allow)).then_some(StatusCode::FORBIDDEN)
}

/// Gives a browser without a token one: it binds forms to the browser and is kept nowhere.
async fn visitor(app: &App, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let wants_page =
        request.method() == Method::GET && !path.starts_with("/assets/") && path != "/favicon.ico";
    if !wants_page {
        return next.run(request).await;
    }
    let cookies: Vec<&str> =
        request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).collect();
    let known = read_cookie(&cookies.join("; "), VISITOR, app.transport()).and_then(Token::parse).is_some();
    let fresh = (!known).then(|| Token::from_random(&app.fresh()));
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
fn log(method: &Method, route: Option<&MatchedPath>, status: StatusCode) {
    let route = route.map(MatchedPath::as_str).unwrap_or_default();
    if status.is_server_error() {
        tracing::warn!(%method, route, status = status.as_u16(), "answered");
    } else {
        tracing::debug!(%method, route, status = status.as_u16(), "answered");
    }
}
