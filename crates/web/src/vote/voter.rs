//! What a browser remembers of a voter: pseudonym and channel under a keyed hash. The invitation code itself is used
//! once and kept nowhere, so that who finds the telephone later cannot carry it away.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use ballotbox::Voter;
use desk::Desk;
use identity::secret::same;
use identity::session::{clear_cookie, read_cookie, set_cookie};

use crate::ask::Ask;

/// Name of the cookie; a browser may hold one for each selection.
fn name(desk: &Desk) -> String {
    format!("voter-{}", desk.id())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The keyed hash over selection, pseudonym and channel. None of them holds a `/`.
fn seal(desk: &Desk, nym: &str, channel: &str) -> String {
    hex(&desk.keys().derive(&format!("voter-cookie/{}/{nym}/{channel}", desk.id())))
}

/// Lets the browser remember a voter until it is closed.
pub(super) fn remember(ask: &Ask, desk: &Desk, voter: &Voter, response: &mut Response) {
    let nym = hex(&voter.nym);
    let value = format!("{nym}.{}.{}", voter.channel, seal(desk, &nym, &voter.channel));
    put(set_cookie(&name(desk), &value, ask.app.transport(), None), response);
}

/// Lets the browser forget.
pub(super) fn forget(ask: &Ask, desk: &Desk, response: &mut Response) {
    put(clear_cookie(&name(desk), ask.app.transport()), response);
}

fn put(cookie: Result<String, identity::Error>, response: &mut Response) {
    match cookie.map(|cookie| HeaderValue::from_str(&cookie)) {
        Ok(Ok(cookie)) => {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        _ => tracing::error!("a voter's cookie could not be written"),
    }
}

/// The voter whom the browser remembers; nobody where the cookie is not one of ours.
pub(super) fn recall(ask: &Ask, desk: &Desk, headers: &HeaderMap) -> Option<Voter> {
    let rows: Vec<&str> =
        headers.get_all(header::COOKIE).iter().filter_map(|row| row.to_str().ok()).collect();
    let cookies = rows.join("; ");
    let value = read_cookie(&cookies, &name(desk), ask.app.transport())?;
    let mut parts = value.split('.');
    let (nym, channel, given) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !same(given.as_bytes(), seal(desk, nym, channel).as_bytes()) {
        return None;
    }
    let mut bytes = [0; 16];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(nym.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(Voter { nym: bytes, channel: channel.to_owned() })
}
