//! What a browser remembers of a voter: pseudonym and channel under a keyed hash. The invitation code itself is used
//! once and kept nowhere, so that who finds the telephone later cannot carry it away.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use ballotbox::Voter;
use desk::{Desk, Keys};
use identity::secret::same;
use identity::session::{clear_cookie, read_cookie, set_cookie};

use ledger::hash::hex_of;

use crate::ask::Ask;

/// Name of the cookie; a browser may hold one for each selection.
fn name(el: &str) -> String {
    format!("voter-{el}")
}

/// The keyed hash over selection, pseudonym and channel. None of them holds a `/`.
fn seal(keys: &Keys, el: &str, nym: &str, channel: &str) -> String {
    hex_of(&keys.derive(&format!("voter-cookie/{el}/{nym}/{channel}")))
}

/// Name and value of the cookie by which a browser remembers a voter of a selection.
pub fn cookie(keys: &Keys, el: &str, voter: &Voter) -> (String, String) {
    let nym = hex_of(&voter.nym);
    let value = format!("{nym}.{}.{}", voter.channel, seal(keys, el, &nym, &voter.channel));
    (name(el), value)
}

/// Lets the browser remember a voter for so many seconds, or until it is closed.
pub(super) fn remember(ask: &Ask, desk: &Desk, voter: &Voter, lasts: Option<u32>, response: &mut Response) {
    let (name, value) = cookie(desk.keys(), desk.id(), voter);
    put(set_cookie(&name, &value, ask.app.transport(), lasts), response);
}

/// Lets the browser forget.
pub(super) fn forget(ask: &Ask, desk: &Desk, response: &mut Response) {
    put(clear_cookie(&name(desk.id()), ask.app.transport()), response);
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
    let value = read_cookie(&cookies, &name(desk.id()), ask.app.transport())?;
    let mut parts = value.split('.');
    let (nym, channel, given) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some()
        || !same(given.as_bytes(), seal(desk.keys(), desk.id(), nym, channel).as_bytes())
    {
        return None;
    }
    let mut bytes = [0; 16];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(nym.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(Voter { nym: bytes, channel: channel.to_owned() })
}
