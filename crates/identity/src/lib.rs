//! Staff sign-in, voter identity and sessions: the mechanisms, without the rows.
//!
//! Everything here is a function of its arguments. Time comes in as `now_ms` (milliseconds since 1970 UTC),
//! randomness as bytes or as a source that fills them, keys as [`ServerKey`]; whoever calls keeps the rows.
//! So a sign-in, a lock or an invitation code can be replayed at its own time, in a demo or in a test.
//!
//! Plain texts (passwords, tokens, codes, resident ID and mobile numbers) live in types of their own whose `Debug`
//! prints `…`, so that they cannot slip into a log. What is kept of them is a hash: argon2id for passwords, which
//! people choose; SHA-256 for tokens, which are 256 random bits; a keyed hash for what could be guessed by trying
//! all of it (codes, ID numbers, voters).
//!
//! | Room | What is in it |
//! |---|---|
//! | [`password`] | argon2id, the password rules |
//! | [`lockout`] | failures of one account, of logins that do not exist |
//! | [`slowdown`] | free attempts, then growing waits, by address, browser or voter |
//! | [`address`] | whose address a request came from, behind a proxy too |
//! | [`session`] | tokens, timeouts, form tokens, cookies |
//! | [`origin`] | whether a request that changes something came from our own pages |
//! | [`code`] | invitation codes that people type |
//! | [`nym`] | what stands for a voter on a ballot |
//! | [`work`] | proof of work: what a ballot costs whoever shows nothing else |
//! | [`idcard`] | resident ID and mobile numbers: checking them, comparing them, finding them in text |
//! | [`secret`] | secret text, server keys, keyed hashes |

pub mod address;
pub mod code;
pub mod idcard;
pub mod lockout;
pub mod nym;
pub mod origin;
pub mod password;
pub mod secret;
pub mod session;
pub mod slowdown;
pub mod work;

mod width;

pub use secret::{Secret, ServerKey};

/// What can go wrong with the means, as opposed to what a person typed (that is a fault or a verdict of its room).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A kept password hash is not a PHC string of argon2id: the row is damaged. Never shown to who signs in.
    #[error("a kept password hash cannot be read")]
    BrokenHash,
    /// A kept lockout text is not one that [`lockout::Lockout::to_text`] writes: the row is damaged.
    #[error("a kept lockout state cannot be read")]
    BrokenLockout,
    /// argon2 could not run; in practice, memory for it was refused.
    #[error("the password hash could not be computed: {0}")]
    Argon2(String),
    /// A cookie's name or value holds a character that RFC 6265 does not allow there.
    #[error("a cookie's name or value holds a character that is not allowed")]
    CookieText,
    /// Plain HTTP on an address that others can reach: sessions would cross the network readable.
    #[error("sessions need TLS on any address but loopback")]
    PlainHttp,
}
