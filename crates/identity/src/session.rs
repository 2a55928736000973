//! Sessions: tokens, timeouts, form tokens, cookies.
//!
//! The browser holds a token of 32 random bytes; we keep only its SHA-256, so that who reads the table cannot sign in.
//! A form carries a token of its own, tied to the session and to what the form is for.

use std::fmt;
use std::net::IpAddr;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::secret::same;
use crate::{Error, ServerKey};

/// Characters of a token: 32 bytes in base64url without padding (RFC 4648 section 5).
const TOKEN_CHARS: usize = 43;

/// What the browser holds. `Debug` prints `…`; the memory is wiped on drop.
pub struct Token(Zeroizing<String>);

impl Token {
    /// A token of 32 uniformly random bytes.
    pub fn from_random(random: &[u8; 32]) -> Self {
        Token(Zeroizing::new(base64url(random)))
    }

    /// A token as it comes back in a cookie; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let letter = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let fits = text.len() == TOKEN_CHARS && text.bytes().all(letter);
        fits.then(|| Token(Zeroizing::new(text.to_owned())))
    }

    /// 43 characters of base64url, for the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is kept, and what a session is looked up by. It is taken over the text, because the last character of
    /// base64url has two idle bits and a token must have one form only. A plain hash suffices for 256 random bits, and
    /// because the look-up is by hash, its time tells nothing about a token.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// SHA-256 of a token: the key of a session's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// A hash read back from where it is kept.
    pub const fn from_kept(bytes: [u8; 32]) -> Self {
        TokenHash(bytes)
    }

    /// The 32 bytes to keep.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// How long a session lasts. Times are milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPolicy {
    /// Without a request for so long, it ends.
    pub idle_ms: i64,
    /// So long after sign-in it ends in any case.
    pub absolute_ms: i64,
}

/// What a session is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In force.
    Live {
        /// Whether the row's `seen_ms` should be moved to now. Not on every request: a write per page view is more
        /// than a session is worth, and a minute's grain ends it at most a minute early, never late.
        touch: bool,
    },
    /// Ended for want of requests.
    Idle,
    /// Ended by age.
    TooOld,
}

impl SessionPolicy {
    /// Staff: 30 minutes without a request, 12 hours in all (GB/T 22239: 会话超时自动退出; a working day).
    pub const STAFF: SessionPolicy = SessionPolicy { idle_ms: 30 * 60_000, absolute_ms: 12 * 3_600_000 };

    const GRAIN_MS: i64 = 60_000;

    /// Judges a session by when it was made and last seen. Ends are half-open: at the very moment it is over. A clock
    /// that was set back counts as no time passed.
    pub fn judge(&self, created_ms: i64, seen_ms: i64, now_ms: i64) -> Standing {
        let idle = now_ms.saturating_sub(seen_ms);
        if now_ms.saturating_sub(created_ms) >= self.absolute_ms {
            Standing::TooOld
        } else if idle >= self.idle_ms {
            Standing::Idle
        } else {
            Standing::Live { touch: idle >= Self::GRAIN_MS.min(self.idle_ms / 2) }
        }
    }
}

/// A session that has just begun.
#[derive(Debug)]
pub struct NewSession {
    /// For the cookie; kept nowhere.
    pub token: Token,
    /// For the row.
    pub hash: TokenHash,
    /// When it began and was last seen, milliseconds.
    pub created_ms: i64,
    /// The session that came with the sign-in request. Its row is to be deleted in the same transaction: a token that was
    /// planted in the browser before sign-in must not become worth more by it.
    pub ended: Option<TokenHash>,
}

/// Begins a session after a successful sign-in, always under a new token. `random`: 32 bytes, never used before.
pub fn begin(random: &[u8; 32], before: Option<TokenHash>, now_ms: i64) -> NewSession {
    let token = Token::from_random(random);
    NewSession { hash: token.hash(), token, created_ms: now_ms, ended: before }
}

/// The hidden field of a form: HMAC of the session and of what the form is for, base64url. A token taken from one form
/// is of no use for another, nor in another session.
pub fn form_token(key: &ServerKey, session: &TokenHash, purpose: &str) -> String {
    base64url(&key.mac("xuanxian/form/v1", &[&session.0, purpose.as_bytes()]))
}

/// Whether a form's hidden field is the right one; in constant time.
pub fn form_token_holds(key: &ServerKey, session: &TokenHash, purpose: &str, given: &str) -> bool {
    same(form_token(key, session, purpose).as_bytes(), given.as_bytes())
}

/// How requests reach us, which decides what a cookie may promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// TLS, ours or that of a proxy before us.
    Tls,
    /// Plain HTTP that does not leave the machine.
    Loopback,
}

impl Transport {
    /// The transport of a server that listens on `listen`. `tls`: the configuration says that every request came over TLS.
    ///
    /// # Errors
    /// [`Error::PlainHttp`] without TLS on any address but loopback: there, sessions are refused altogether rather than
    /// sent readable.
    pub fn of(tls: bool, listen: IpAddr) -> Result<Self, Error> {
        match (tls, listen.to_canonical().is_loopback()) {
            (true, _) => Ok(Transport::Tls),
            (false, true) => Ok(Transport::Loopback),
            (false, false) => Err(Error::PlainHttp),
        }
    }

    /// `__Host-` binds a cookie to this very host over TLS, so that no neighbouring host can plant one. Browsers
    /// refuse the prefix without `Secure`, and not all accept `Secure` over plain HTTP on loopback.
    fn prefix(self) -> &'static str {
        match self {
            Transport::Tls => "__Host-",
            Transport::Loopback => "",
        }
    }
}

/// The value of a `Set-Cookie` header: HttpOnly, SameSite=Lax, Path=/, Secure over TLS. `name` is without its prefix.
/// `max_age_s`: seconds; `None`: until the browser closes.
///
/// # Errors
/// [`Error::CookieText`] when name or value holds anything but the characters of RFC 6265, or the name is empty.
pub fn set_cookie(
    name: &str,
    value: &str,
    transport: Transport,
    max_age_s: Option<u32>,
) -> Result<String, Error> {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    let octet = |b: u8| b.is_ascii_graphic() && !b"\",;\\".contains(&b);
    if name.is_empty() || !name.bytes().all(token) || !value.bytes().all(octet) {
        return Err(Error::CookieText);
    }
    let age = max_age_s.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    let secure = if transport == Transport::Tls { "; Secure" } else { "" };
    Ok(format!("{}{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", transport.prefix()))
}

/// The value of a `Set-Cookie` header that takes a cookie away.
///
/// # Errors
/// As [`set_cookie`].
pub fn clear_cookie(name: &str, transport: Transport) -> Result<String, Error> {
    set_cookie(name, "", transport, Some(0))
}

/// Reads a cookie of ours out of a `Cookie` header; `name` is without its prefix. `None` when it is missing, and when it is
/// there twice with different values: then somebody else set one of them, and which is ours cannot be told.
pub fn read_cookie<'a>(header: &'a str, name: &str, transport: Transport) -> Option<&'a str> {
    let mut found = None;
    for pair in header.split(';') {
        let Some((key, value)) = pair.split_once('=') else { continue };
        if key.trim().strip_prefix(transport.prefix()) != Some(name) {
            continue;
        }
        let value = value.trim();
        if found.is_some_and(|earlier| earlier != value) {
            return None;
        }
        found = Some(value);
    }
    found
}

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64url(bytes: &[u8; 32]) -> String {
    let sextet = |bits: u32, shift: u32| char::from(BASE64URL[(bits >> shift & 63) as usize]);
    let mut out = String::with_capacity(TOKEN_CHARS);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..=chunk.len() as u32 {
            out.push(sextet(bits, 18 - 6 * n));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const LIVE: Standing = Standing::Live { touch: false };
    const TOUCH: Standing = Standing::Live { touch: true };

    #[test]
    fn tokens_are_base64url_of_the_bytes_and_only_the_hash_prints() {
        // Reference: python3 base64.urlsafe_b64encode(bytes([251]*31+[255])), hashlib.sha256 of it without padding
        let mut random = [251; 32];
        random[31] = 255;
        let token = Token::from_random(&random);
        assert_eq!(token.expose(), "-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_8");
        let hex: String = token.hash().as_bytes().iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "dab3fa515de6141dbf0cbfb647284f40f246242de81c5c8bc6708a9ee7528933");
        assert_eq!(format!("{token:?}"), "…");
        let back = Token::parse(token.expose()).unwrap();
        assert_eq!(back.hash(), token.hash());
        assert_eq!(TokenHash::from_kept(*token.hash().as_bytes()), token.hash());
    }

    #[test]
    fn what_cannot_be_a_token_is_none() {
        let good = Token::from_random(&[9; 32]).expose().to_owned();
        for bad in [
            "",
            "short",
            &good[1..],
            &format!("{good}A"),
            &good.replace(&good[..1], "+"),
            &format!("{}é", &good[2..]),
        ] {
            assert!(Token::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_session_ends_after_half_an_hour_of_silence_or_twelve_hours_of_work() {
        let p = SessionPolicy::STAFF;
        assert_eq!(p.judge(0, 0, 0), LIVE);
        assert_eq!(p.judge(0, 0, MINUTE - 1), LIVE, "no write for every click");
        assert_eq!(p.judge(0, 0, MINUTE), TOUCH);
        assert_eq!(p.judge(0, 0, 30 * MINUTE - 1), TOUCH);
        assert_eq!(p.judge(0, 0, 30 * MINUTE), Standing::Idle);
        let noon = 12 * 60 * MINUTE;
        assert_eq!(p.judge(0, noon - 1, noon - 1), LIVE);
        assert_eq!(p.judge(0, noon - 1, noon), Standing::TooOld);
        assert_eq!(p.judge(500, 500, 0), LIVE, "a clock set back ends nothing");
    }

    #[test]
    fn sign_in_always_changes_the_token() {
        let planted = Token::from_random(&[1; 32]).hash();
        let new = begin(&[2; 32], Some(planted), 77);
        assert_ne!(new.hash, planted);
        assert_eq!(new.ended, Some(planted));
        assert_eq!(new.hash, new.token.hash());
        assert_eq!(new.created_ms, 77);
        assert_eq!(begin(&[2; 32], None, 77).ended, None);
    }

    #[test]
    fn a_form_token_is_good_for_its_session_and_its_form_only() {
        let key = ServerKey::new([5; 32]);
        let mine = Token::from_random(&[1; 32]).hash();
        let other = Token::from_random(&[2; 32]).hash();
        let given = form_token(&key, &mine, "screen:n-017");
        assert_eq!(given.len(), 43);
        assert!(form_token_holds(&key, &mine, "screen:n-017", &given));
        assert!(!form_token_holds(&key, &mine, "screen:n-018", &given));
        assert!(!form_token_holds(&key, &other, "screen:n-017", &given));
        assert!(!form_token_holds(&ServerKey::new([6; 32]), &mine, "screen:n-017", &given));
        assert!(!form_token_holds(&key, &mine, "screen:n-017", ""));
        assert!(!form_token_holds(&key, &mine, "screen:n-017", &given[..42]));
    }

    #[test]
    fn cookies_promise_what_the_transport_can_keep() {
        assert_eq!(
            set_cookie("staff", "abc", Transport::Tls, Some(600)).unwrap(),
            "__Host-staff=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"
        );
        assert_eq!(
            set_cookie("staff", "abc", Transport::Loopback, None).unwrap(),
            "staff=abc; Path=/; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            clear_cookie("staff", Transport::Tls).unwrap(),
            "__Host-staff=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"
        );
        for (name, value) in [
            ("", "v"),
            ("a b", "v"),
            ("a", "v; Domain=example"),
            ("a", "v\r\nX: y"),
            ("a=", "v"),
            ("a", "汉"),
        ] {
            assert_eq!(
                set_cookie(name, value, Transport::Tls, None),
                Err(Error::CookieText),
                "{name} {value}"
            );
        }
    }

    #[test]
    fn sessions_over_plain_http_exist_on_loopback_only() {
        let of = |tls, ip: &str| Transport::of(tls, ip.parse().unwrap());
        assert_eq!(of(false, "127.0.0.1"), Ok(Transport::Loopback));
        assert_eq!(of(false, "::1"), Ok(Transport::Loopback));
        assert_eq!(of(false, "::ffff:127.0.0.1"), Ok(Transport::Loopback));
        assert_eq!(of(false, "0.0.0.0"), Err(Error::PlainHttp));
        assert_eq!(of(false, "192.0.2.1"), Err(Error::PlainHttp));
        assert_eq!(of(true, "0.0.0.0"), Ok(Transport::Tls));
        assert_eq!(of(true, "127.0.0.1"), Ok(Transport::Tls));
    }

    #[test]
    fn a_cookie_header_is_read_as_browsers_write_it() {
        let header = "lang=en; staff=one; __Host-staff=two; broken;xstaff=three";
        assert_eq!(read_cookie(header, "staff", Transport::Tls), Some("two"));
        assert_eq!(read_cookie(header, "staff", Transport::Loopback), Some("one"));
        assert_eq!(
            read_cookie(header, "lang", Transport::Tls),
            None,
            "without the prefix anybody could have set it"
        );
        assert_eq!(read_cookie(header, "broken", Transport::Loopback), None);
        assert_eq!(read_cookie("", "staff", Transport::Tls), None);
        assert_eq!(
            read_cookie("staff=a; staff=b", "staff", Transport::Loopback),
            None,
            "planted beside ours"
        );
        assert_eq!(read_cookie("staff=a;staff=a", "staff", Transport::Loopback), Some("a"));
        assert_eq!(read_cookie("staff=a=b", "staff", Transport::Loopback), Some("a=b"));
    }
}
