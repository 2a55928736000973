//! How often one may ask for what costs something. The first times are free; after them one waits, told in seconds,
//! and everything typed stays.
//!
//! Two counters for each kind. **By address** (an IPv6 line by its /64), because who floods can throw cookies away;
//! generous, because an office sits behind one address, a school votes from one, and a mobile network gives one to
//! thousands. **By browser** (or by voter, where one has shown who they are), because most who go too fast are one
//! person at one screen, and they should be slowed without holding up the others behind their address. Staff who are
//! signed in answer for what they do and are not slowed.
//!
//! Everything is in memory and bounded; a restart forgives all.

use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderValue, header};
use axum::response::Response;
use identity::address::line;
use identity::slowdown::{Pace, Slowdown};
use ledger::Hash;

use crate::ask::Ask;

/// Addresses, and browsers, that are remembered for each kind: some sixteen megabytes when all are full.
const ROOM: usize = 10_000;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Failed sign-ins. Accounts have a lock of their own beside this ([`identity::lockout`]).
    SignIn,
    /// Sending the set-up form: every try costs a password hash.
    SetUp,
    /// Voting codes that are no slip of the finger and were never issued. See [`Limit::paces`] for the odds.
    Code,
    /// Reading over and casting ballots, by voter only: whoever gets here has shown an invitation, the plan limits their
    /// ballots, and a whole school may do it at once from one address.
    Cast,
    /// Challenges for ballots without a code. Before anybody waits, the work grows: see [`Limits::effort`].
    Work,
    /// Recommendation forms of citizens: each may hold a picture to be decoded, and is a durable write.
    Recommend,
    /// Objections and reports: a durable write each, and people have to read them.
    Object,
    /// Receipts, and entries of the log: a path through a tree each.
    Check,
    /// Searches: a walk through all candidates or all entries each.
    Search,
}

impl Limit {
    const ALL: [Limit; 9] = [
        Limit::SignIn,
        Limit::SetUp,
        Limit::Code,
        Limit::Cast,
        Limit::Work,
        Limit::Recommend,
        Limit::Object,
        Limit::Check,
        Limit::Search,
    ];

    /// The pace by address, where there is one, and the pace by browser.
    ///
    /// **Guessing a voting code** ([`Limit::Code`]). A code holds 55 random bits, 2⁵⁵ ≈ 3.6 · 10¹⁶ of them; suppose a
    /// hundred thousand were issued, so that a guess hits with 2.8 · 10⁻¹². One address gets a hundred guesses at once
    /// and two a minute after that: some 29,000 in the ten days of a vote, which find one code with a chance of 1 in 12
    /// million. Ten thousand such addresses together: 1 in 1,200, for the ballots of one voter. Slips of the finger do
    /// not count (the check character tells them without a look-up: all single wrong characters and exchanged pairs,
    /// and 31 of 32 others), so 100 free wrong codes are enough for a school that was sent to the wrong vote. The wait
    /// of an address is never long, because one pupil who guesses must not keep the others out: half a minute; the
    /// guessing browser itself waits up to five.
    pub const fn paces(self) -> (Option<Pace>, Pace) {
        const fn pace(free: u32, forgive_ms: i64, first_ms: i64, longest_ms: i64) -> Pace {
            Pace { free, forgive_ms, first_ms, longest_ms }
        }
        match self {
            Limit::SignIn | Limit::SetUp => (Some(Pace::SIGN_IN), Pace::SIGN_IN),
            Limit::Code => {
                (Some(pace(100, MINUTE, SECOND, 30 * SECOND)), pace(5, 5 * MINUTE, 2 * SECOND, 5 * MINUTE))
            }
            // A voter needs two sendings a category; sixty leave room for changing one's mind in all of them.
            Limit::Cast => (None, pace(60, 10 * SECOND, SECOND, MINUTE)),
            // A school of two thousand votes in four categories within a quarter of an hour: nine challenges a second, and
            // ten are forgiven. One browser needs one a category, and another after half an hour.
            Limit::Work => (
                Some(pace(8_000, SECOND / 10, SECOND, 10 * SECOND)),
                pace(40, 30 * SECOND, SECOND, 30 * SECOND),
            ),
            // A library or a neighbourhood office helps many people in an afternoon: 200, then three a minute.
            Limit::Recommend => (
                Some(pace(200, 20 * SECOND, 2 * SECOND, MINUTE)),
                pace(10, 5 * MINUTE, 5 * SECOND, 10 * MINUTE),
            ),
            Limit::Object => {
                (Some(pace(50, MINUTE, 2 * SECOND, MINUTE)), pace(5, 10 * MINUTE, 10 * SECOND, 10 * MINUTE))
            }
            // A school looks at its receipts: 2,000, then five a second. Who wants them all takes the published log.
            Limit::Check => (
                Some(pace(2_000, SECOND / 5, SECOND, 10 * SECOND)),
                pace(120, 2 * SECOND, SECOND, 30 * SECOND),
            ),
            Limit::Search => {
                (Some(pace(1_000, SECOND / 10, SECOND, 5 * SECOND)), pace(40, SECOND, SECOND, 10 * SECOND))
            }
        }
    }
}

/// Whose asking is counted.
#[derive(Clone, Copy)]
pub struct Asker {
    address: Option<IpAddr>,
    /// Sixteen bytes of a hash.
    browser: u128,
}

impl Asker {
    /// The address and the browser of a request. An address that is not known is not counted.
    pub fn of(ask: &Ask) -> Asker {
        Asker { address: ask.address.map(line), browser: short(ask.visitor.as_bytes()) }
    }

    /// A voter of a selection, from wherever they come.
    pub fn voter(el: &str, nym: &[u8; 16]) -> Asker {
        let browser = Hash::of(&[b"voter/".as_slice(), el.as_bytes(), b"/", nym].concat());
        Asker { address: None, browser: short(browser.as_bytes()) }
    }

    /// A voter who has shown nothing: counted by their address too, because they can be another whenever they like.
    pub fn anybody(ask: &Ask, el: &str, nym: &[u8; 16]) -> Asker {
        Asker { address: ask.address.map(line), ..Asker::voter(el, nym) }
    }
}

fn short(hash: &[u8; 32]) -> u128 {
    hash.first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes))
}

/// How long one has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    ms: i64,
}

impl Wait {
    /// Whole seconds, rounded up; at least one.
    pub fn seconds(self) -> i64 {
        (self.ms.saturating_add(999) / 1000).max(1)
    }

    /// The answer with `Retry-After` (RFC 9110, 10.2.3).
    pub fn tell(self, mut response: Response) -> Response {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(self.seconds()));
        response
    }
}

struct Counters {
    lines: Option<Slowdown<IpAddr>>,
    browsers: Slowdown<u128>,
}

impl Counters {
    fn wait(&self, asker: &Asker, now_ms: i64) -> Option<Wait> {
        let line = self.lines.as_ref().zip(asker.address);
        let line = line.map_or(0, |(lines, address)| lines.wait_ms(&address, now_ms));
        let ms = line.max(self.browsers.wait_ms(&asker.browser, now_ms));
        (ms > 0).then_some(Wait { ms })
    }

    /// Quarters of what is free that are used up, by address or browser, whichever is more.
    fn quarters(&self, asker: &Asker, limit: Limit, now_ms: i64) -> u32 {
        let used = |owed: u32, pace: Pace| owed.saturating_mul(4) / pace.free.max(1);
        let (line, browser) = limit.paces();
        let lines = self.lines.as_ref().zip(asker.address).zip(line);
        let line = lines.map_or(0, |((lines, address), pace)| used(lines.owed(&address, now_ms), pace));
        line.max(used(self.browsers.owed(&asker.browser, now_ms), browser))
    }

    fn count(&mut self, asker: &Asker, now_ms: i64) {
        if let Some((lines, address)) = self.lines.as_mut().zip(asker.address) {
            lines.count(address, now_ms);
        }
        self.browsers.count(asker.browser, now_ms);
    }
}

/// All counters of a server.
pub struct Limits {
    by_limit: Vec<Mutex<Counters>>,
}

impl Default for Limits {
    fn default() -> Self {
        let counters = |limit: Limit| {
            let (line, browser) = limit.paces();
            let lines = line.map(|pace| Slowdown::new(pace, ROOM));
            Mutex::new(Counters { lines, browsers: Slowdown::new(browser, ROOM) })
        };
        Limits { by_limit: Limit::ALL.into_iter().map(counters).collect() }
    }
}

impl Limits {
    fn of(&self, limit: Limit) -> MutexGuard<'_, Counters> {
        // `ALL` is in the order of the enum.
        self.by_limit[limit as usize].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long this asker has to wait, where they have to.
    pub fn wait(&self, limit: Limit, asker: &Asker, now_ms: i64) -> Option<Wait> {
        self.of(limit).wait(asker, now_ms)
    }

    /// Counts one asking.
    pub fn count(&self, limit: Limit, asker: &Asker, now_ms: i64) {
        self.of(limit).count(asker, now_ms);
    }

    /// How many times the work of a challenge this asker is given: once, and twice as much with each quarter of the free
    /// askings that is used up, to eight times. So whoever asks a lot is slowed long before they are refused, and the
    /// others behind their address can still vote.
    pub fn effort(&self, asker: &Asker, now_ms: i64) -> u32 {
        1 << self.of(Limit::Work).quarters(asker, Limit::Work, now_ms).min(3)
    }

    /// Counts one asking, or says how long to wait; nothing is counted while one waits.
    ///
    /// # Errors
    /// The wait.
    pub fn take(&self, limit: Limit, asker: &Asker, now_ms: i64) -> Result<(), Wait> {
        let mut counters = self.of(limit);
        match counters.wait(asker, now_ms) {
            Some(wait) => Err(wait),
            None => {
                counters.count(asker, now_ms);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(address: &str, browser: u32) -> Asker {
        Asker { address: Some(line(address.parse().unwrap())), browser: u128::from(browser) }
    }

    #[test]
    fn every_limit_has_counters_of_its_own() {
        for (place, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, place);
        }
        let limits = Limits::default();
        let one = asker("192.0.2.7", 1);
        while limits.take(Limit::Object, &one, 0).is_ok() {}
        for other in Limit::ALL.into_iter().filter(|limit| *limit != Limit::Object) {
            assert_eq!(limits.take(other, &one, 0), Ok(()), "{other:?}");
        }
    }

    /// The most wrong codes that somebody who never rests gets judged in a time, from one address with ever new browsers.
    fn guesses(limits: &Limits, address: &str, until_ms: i64) -> u64 {
        let (mut now, mut judged) = (0, 0);
        while now < until_ms {
            let who = asker(address, judged as u32);
            match limits.take(Limit::Code, &who, now) {
                Ok(()) => judged += 1,
                Err(wait) => now += wait.ms,
            }
        }
        judged
    }

    #[test]
    fn guessing_voting_codes_is_hopeless() {
        const DAYS: i64 = 24 * 60 * MINUTE;
        let judged = guesses(&Limits::default(), "192.0.2.7", 10 * DAYS);
        assert!((28_000..=29_000).contains(&judged), "{judged} guesses in ten days");
        let codes = 1u128 << 55;
        let one_in = codes / (u128::from(judged) * 100_000);
        assert!(one_in > 12_000_000, "one address: 1 in {one_in}");
        assert!(one_in / 10_000 > 1_200, "ten thousand addresses: 1 in {}", one_in / 10_000);
    }

    #[test]
    fn a_school_votes_from_one_address() {
        let limits = Limits::default();
        // Two thousand pupils within a quarter of an hour; every twentieth types a code of another vote first.
        for pupil in 0..2_000_u32 {
            let now = i64::from(pupil) * 450;
            let (who, voter) = (
                asker("192.0.2.7", pupil),
                Asker::voter("el", &[pupil.to_be_bytes(); 4].concat().try_into().unwrap()),
            );
            if pupil % 20 == 0 {
                assert_eq!(
                    limits.take(Limit::Code, &who, now),
                    Ok(()),
                    "pupil {pupil} may type a wrong code"
                );
            }
            assert_eq!(limits.wait(Limit::Code, &who, now), None, "pupil {pupil} may type a code");
            for _ in 0..4 {
                assert_eq!(limits.take(Limit::Cast, &voter, now), Ok(()), "pupil {pupil} may vote");
            }
            for _ in 0..2 {
                assert_eq!(
                    limits.take(Limit::Check, &who, now),
                    Ok(()),
                    "pupil {pupil} may look at the receipts"
                );
            }
            assert_eq!(limits.take(Limit::Search, &who, now), Ok(()), "pupil {pupil} may search");
        }
    }

    #[test]
    fn the_work_grows_before_anybody_waits() {
        let limits = Limits::default();
        let one = asker("192.0.2.7", 1);
        let mut efforts = Vec::new();
        while limits.take(Limit::Work, &one, 0).is_ok() {
            efforts.push(limits.effort(&one, 0));
        }
        assert_eq!(efforts.len(), 41);
        assert_eq!((efforts[8], efforts[9], efforts[19], efforts[29], efforts[40]), (1, 2, 4, 8, 8));
        assert_eq!(limits.effort(&asker("192.0.2.7", 2), 0), 1, "the neighbour pays what everybody pays");
        assert_eq!(limits.effort(&one, 10 * MINUTE), 4, "it is forgiven");

        // Who throws cookies away is met at the address, by the others too.
        for browser in 100..2_100 {
            assert_eq!(limits.take(Limit::Work, &asker("198.51.100.7", browser), 0), Ok(()));
        }
        assert_eq!(limits.effort(&asker("198.51.100.7", 9_999), 0), 2);
    }

    #[test]
    fn a_school_that_votes_without_codes_does_no_more_work_than_others() {
        let limits = Limits::default();
        for n in 0..8_000_u32 {
            let (pupil, now) = (asker("192.0.2.7", n / 4), i64::from(n) * 112);
            assert_eq!(limits.take(Limit::Work, &pupil, now), Ok(()));
            assert_eq!(limits.effort(&pupil, now), 1, "challenge {n}");
        }
    }

    #[test]
    fn one_browser_is_slowed_before_its_address_is() {
        for limit in [Limit::Code, Limit::Recommend, Limit::Object, Limit::Check, Limit::Search] {
            let limits = Limits::default();
            let mut times = 0;
            while limits.take(limit, &asker("192.0.2.7", 1), 0).is_ok() {
                times += 1;
            }
            assert_eq!(
                times,
                i64::from(limit.paces().1.free) + 1,
                "{limit:?}: all free ones, and the first that costs"
            );
            assert_eq!(
                limits.take(limit, &asker("192.0.2.7", 2), 0),
                Ok(()),
                "{limit:?}: the neighbour goes on"
            );
        }
    }

    #[test]
    fn who_throws_cookies_away_is_met_at_the_address() {
        let limits = Limits::default();
        let mut times = 0;
        // One line of IPv6 has addresses without end.
        while limits.take(Limit::Object, &asker(&format!("2001:db8:1:2::{times:x}"), times), 0).is_ok() {
            times += 1;
        }
        assert_eq!(times, 51);
        assert_eq!(limits.take(Limit::Object, &asker("2001:db8:1:3::1", 1), 0), Ok(()));
    }
}
