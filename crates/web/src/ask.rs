//! A request: who asks, how they read, and through which door they come in.
//!
//! Every handler begins with an [`Ask`]. Pages for the public look as a citizen, whoever is signed in; pages of a room
//! look through the seat that belongs to the room. A seat is found here and nowhere else.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::{Desk, View};
use identity::session::{SessionPolicy, Standing, Token, TokenHash, read_cookie};
use plan::Instant;
use selection::Actor;
use selection::may::{Who, who};
use store::Account;
use text::Lang;

use crate::app::{App, World};
use crate::limits::{Asker, Limit, Wait};
use crate::shell;
use crate::ui::{Page, Prefs};

/// Name of the staff's cookie.
pub const SESSION: &str = "session";
/// Name of everybody's cookie: it binds forms to a browser and is not kept anywhere.
pub const VISITOR: &str = "visitor";

/// The token that the visitor layer gave to a browser that had none.
#[derive(Clone)]
pub struct FreshVisitor(pub String);

/// Who is signed in.
#[derive(Clone)]
pub struct Signed {
    /// The account.
    pub account: Account,
    /// The session's token, hashed.
    pub session: TokenHash,
}

/// A request.
#[derive(Clone)]
pub struct Ask {
    /// The server.
    pub app: App,
    /// The world this request looks at.
    pub world: Arc<World>,
    /// How the reader reads.
    pub prefs: Prefs,
    /// Path and query.
    pub path: String,
    /// Who is signed in.
    pub signed: Option<Signed>,
    /// The visitor's token, hashed.
    pub visitor: TokenHash,
    /// Where the request comes from; `None` where the proxy in front does not say.
    pub address: Option<IpAddr>,
}

impl FromRequestParts<App> for Ask {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Ask, Response> {
        let world = app.world();
        let prefs = Prefs::of(&parts.headers);
        let cookies: Vec<&str> =
            parts.headers.get_all(header::COOKIE).iter().filter_map(|row| row.to_str().ok()).collect();
        let cookies = cookies.join("; ");
        let fresh = parts.extensions.get::<FreshVisitor>().map(|fresh| fresh.0.clone());
        let visitor = fresh
            .as_deref()
            .or_else(|| read_cookie(&cookies, VISITOR, app.transport()))
            .and_then(Token::parse)
            .unwrap_or_else(|| Token::from_random(&app.fresh()))
            .hash();
        let now = world.house.clock().now();
        let signed = match read_cookie(&cookies, SESSION, app.transport()).and_then(Token::parse) {
            Some(token) => signed(&world, token.hash(), now).await?,
            None => None,
        };
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip())
            .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let forwarded = parts.headers.get_all("x-forwarded-for");
        let address = app.client(peer, forwarded.iter().map(|value| value.to_str().unwrap_or_default()));
        let path = path_of(&parts.uri);
        Ok(Ask { app: app.clone(), world, prefs, path, signed, visitor, address })
    }
}

fn path_of(uri: &Uri) -> String {
    uri.path_and_query().map(ToString::to_string).unwrap_or_else(|| "/".to_owned())
}

/// The session behind a token, if it still stands.
async fn signed(world: &World, session: TokenHash, now: Instant) -> Result<Option<Signed>, Response> {
    let store = world.house.store();
    let Some(row) = store.session(session.as_bytes()).await.map_err(broken)? else { return Ok(None) };
    // The demo's clock jumps; a session from another time simply ends.
    match SessionPolicy::STAFF.judge(row.created_at, row.seen_at, now.0) {
        Standing::Live { touch } => {
            if touch {
                store.touch_session(session.as_bytes(), now.0, row.expires_at).await.map_err(broken)?;
            }
        }
        _ => {
            store.drop_session(session.as_bytes()).await.map_err(broken)?;
            return Ok(None);
        }
    }
    let Some(id) = row.account else { return Ok(None) };
    let account = store.account(&id).await.map_err(broken)?.filter(|account| !account.disabled);
    Ok(account.map(|account| Signed { account, session }))
}

impl Ask {
    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.prefs.lang
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.world.house.clock().now()
    }

    /// The desk of a selection, or the page that says there is none.
    pub async fn desk(&self, el: &str) -> Result<Desk, Response> {
        match self.world.house.desk(el).await {
            Some(desk) => Ok(desk),
            None => Err(shell::not_found(self)),
        }
    }

    /// A selection as a citizen sees it.
    pub async fn public(&self, el: &str) -> Result<(Desk, View), Response> {
        let desk = self.desk(el).await?;
        tick(&desk).await?;
        let view = desk.view(Actor::Citizen);
        Ok((desk, view))
    }

    /// A selection through the seat that opens a room. Who is not signed in is asked to; who has no such seat is told.
    pub async fn room(&self, el: &str, rooms: &[Who]) -> Result<(Desk, View), Response> {
        let desk = self.desk(el).await?;
        let Some(signed) = &self.signed else {
            return Err(Redirect::to(&format!("/sign-in?to={}", shell::encode(&self.path))).into_response());
        };
        if signed.account.must_change {
            return Err(Redirect::to("/account/password").into_response());
        }
        tick(&desk).await?;
        let snapshot = desk.snapshot();
        let seats = signed.account.seats.iter().filter(|seat| seat.selection == el);
        let actors = seats.map(|seat| Actor::Seat(seat.handle.clone()));
        let admin = signed.account.is_admin.then(|| Actor::Admin(signed.account.id.clone()));
        let found = actors.chain(admin).find(|actor| rooms.contains(&who(&snapshot.s, actor)));
        match found {
            Some(actor) => {
                let view = desk.view(actor);
                Ok((desk, view))
            }
            None => Err(shell::forbidden(self)),
        }
    }

    /// The administrator who asks, or the way to sign in.
    pub fn admin(&self) -> Result<Actor, Response> {
        match &self.signed {
            None => Err(Redirect::to(&format!("/sign-in?to={}", shell::encode(&self.path))).into_response()),
            Some(signed) if signed.account.must_change => {
                Err(Redirect::to("/account/password").into_response())
            }
            Some(signed) if signed.account.is_admin => Ok(Actor::Admin(signed.account.id.clone())),
            Some(_) => Err(shell::forbidden(self)),
        }
    }

    /// What a form's token is bound to: the session of who is signed in, else the visitor.
    pub fn binding(&self) -> TokenHash {
        self.signed.as_ref().map(|signed| signed.session).unwrap_or(self.visitor)
    }

    /// Counts one asking of who is not signed in, or says how long they have to wait.
    ///
    /// # Errors
    /// The wait.
    pub fn take(&self, limit: Limit) -> Result<(), Wait> {
        match self.signed {
            Some(_) => Ok(()),
            None => self.app.limits().take(limit, &Asker::of(self), self.now().0),
        }
    }

    /// Counts a search, where words are looked for.
    ///
    /// # Errors
    /// The page that says how long to wait.
    pub fn searches(&self, q: &str) -> Result<(), Response> {
        if q.trim().is_empty() {
            return Ok(());
        }
        self.take(Limit::Search).map_err(|wait| shell::slow(self, wait))
    }

    /// A page of this request.
    pub fn page(&self, view: Option<&View>, title: impl Into<String>) -> Page {
        shell::page(self, view, title.into())
    }
}

/// Runs what is due before anybody looks, so that a page never shows a stage as open after its hour.
pub(crate) async fn tick(desk: &Desk) -> Result<(), Response> {
    desk.tick().await.map(|_| ()).map_err(|fault| {
        tracing::error!(%fault, "due transitions failed");
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    })
}

/// The answer where the store failed: logged for the operator, and nothing of it for the reader.
pub fn broken(fault: impl std::fmt::Display) -> Response {
    tracing::error!(%fault, "the store failed");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
