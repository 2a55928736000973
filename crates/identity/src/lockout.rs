//! Locks after failed sign-ins (GB/T 22239: 登录失败处理), as a pure state machine.
//!
//! Three counters, because each alone can be walked round: one per account, which is kept with it ([`Lockout`]); one for
//! logins that do not exist, so that a lock does not tell who does ([`Strangers`]); one per address, against trying
//! one password on many accounts ([`crate::slowdown`]). The last two are small, bounded and in memory.
//!
//! The order of a sign-in: the wait of the address; then [`crate::password::verify_login`], always, so that the time of
//! the answer is the same; then [`Lockout::attempt`] or [`Strangers::attempt`]; a refusal is counted at the address. A
//! success forgives nothing there: who owns one account must not be able to try the others freely.

use std::collections::BTreeMap;

use crate::{Error, ServerKey};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// When an account locks, and for how long. Times are milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockoutPolicy {
    /// So many failures within `window_ms` lock the account.
    pub failures: u32,
    /// How far back a failure counts.
    pub window_ms: i64,
    /// The first lock; each further one is twice the one before.
    pub first_ms: i64,
    /// No lock is longer.
    pub longest_ms: i64,
    /// After so long without a lock in force, the next one is a first one again.
    pub forget_ms: i64,
}

impl LockoutPolicy {
    /// Five failures in 15 minutes lock for 15 minutes, then 30, 60, … up to 4 hours; forgotten after a day. Four hours,
    /// because a lock is also a means of keeping an officer out.
    pub const STAFF: LockoutPolicy = LockoutPolicy {
        failures: 5,
        window_ms: 15 * MINUTE,
        first_ms: 15 * MINUTE,
        longest_ms: 4 * HOUR,
        forget_ms: 24 * HOUR,
    };

    fn lock_ms(&self, earlier_locks: u32) -> i64 {
        let doubled = self.first_ms.checked_mul(1i64.checked_shl(earlier_locks.min(40)).unwrap_or(i64::MAX));
        doubled.unwrap_or(i64::MAX).min(self.longest_ms)
    }
}

/// What a sign-in comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// The right password, and no lock.
    Accepted,
    /// A wrong login, a wrong password, or a lock: one answer, which does not say which. Only the time differs, and
    /// it does so for logins that do not exist too.
    Refused {
        /// When a lock is in force: from this moment on the next attempt is judged.
        retry_at_ms: Option<i64>,
    },
}

/// The failures of one account. The default is an account in peace, and what an administrator's unlocking writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lockout {
    recent: Vec<i64>,
    locks: u32,
    locked_until: Option<i64>,
}

impl Lockout {
    /// Judges an attempt and keeps count. `password_right` is the answer of [`crate::password::verify_login`]. While
    /// locked, nothing is judged and nothing counted: the right password is refused too, and a wrong one does not
    /// make the lock longer.
    pub fn attempt(&mut self, policy: &LockoutPolicy, password_right: bool, now_ms: i64) -> Attempt {
        if let Some(until) = self.locked_until {
            if now_ms < until {
                return Attempt::Refused { retry_at_ms: Some(until) };
            }
            if now_ms.saturating_sub(until) >= policy.forget_ms {
                *self = Lockout::default();
            }
        }
        if password_right {
            *self = Lockout::default();
            return Attempt::Accepted;
        }
        self.recent.retain(|at| now_ms.saturating_sub(*at) < policy.window_ms);
        self.recent.push(now_ms);
        if self.recent.len() < policy.failures as usize {
            return Attempt::Refused { retry_at_ms: None };
        }
        let until = now_ms.saturating_add(policy.lock_ms(self.locks));
        self.recent.clear();
        self.locks = self.locks.saturating_add(1);
        self.locked_until = Some(until);
        Attempt::Refused { retry_at_ms: Some(until) }
    }

    /// Until when the account is locked, for the administrator's list; `None` when it is not.
    pub fn locked_until(&self, now_ms: i64) -> Option<i64> {
        self.locked_until.filter(|until| now_ms < *until)
    }

    /// The state as one short text to keep with the account: `locks;until;failure,failure,…` (until empty: never locked).
    pub fn to_text(&self) -> String {
        let recent: Vec<String> = self.recent.iter().map(i64::to_string).collect();
        let until = self.locked_until.map(|at| at.to_string()).unwrap_or_default();
        format!("{};{until};{}", self.locks, recent.join(","))
    }

    /// Reads what [`Lockout::to_text`] wrote; the empty text is an account in peace.
    ///
    /// # Errors
    /// [`Error::BrokenLockout`] for any other text.
    pub fn from_text(text: &str) -> Result<Self, Error> {
        if text.is_empty() {
            return Ok(Lockout::default());
        }
        let broken = |_| Error::BrokenLockout;
        let [locks, until, recent] = text.split(';').collect::<Vec<_>>()[..] else {
            return Err(Error::BrokenLockout);
        };
        Ok(Lockout {
            locks: locks.parse().map_err(broken)?,
            locked_until: if until.is_empty() { None } else { Some(until.parse().map_err(broken)?) },
            recent: if recent.is_empty() {
                Vec::new()
            } else {
                recent.split(',').map(|at| at.parse().map_err(broken)).collect::<Result<_, _>>()?
            },
        })
    }
}

/// Lockouts of logins that do not exist, so that these lock as accounts do. In memory, of bounded size; holds keyed
/// hashes, because people type passwords into the login field. A restart, or a flood of invented logins, forgets some:
/// then a stranger is free sooner than an account would be, and whoever can flood is held by [`crate::slowdown`].
#[derive(Debug)]
pub struct Strangers {
    key: ServerKey,
    capacity: usize,
    by_login: BTreeMap<[u8; 32], (i64, Lockout)>,
}

impl Strangers {
    /// Room for `capacity` logins (at least one). The key may be a fresh one at every start.
    pub fn new(key: ServerKey, capacity: usize) -> Self {
        Strangers { key, capacity: capacity.max(1), by_login: BTreeMap::new() }
    }

    /// An attempt at a login that does not exist; the login in the form in which accounts are looked up. Always
    /// [`Attempt::Refused`].
    pub fn attempt(&mut self, policy: &LockoutPolicy, login: &str, now_ms: i64) -> Attempt {
        let id = self.key.mac("xuanxian/stranger/v1", &[login.as_bytes()]);
        if !self.by_login.contains_key(&id) && self.by_login.len() >= self.capacity {
            let oldest = self.by_login.iter().min_by_key(|(_, (seen, _))| *seen).map(|(id, _)| *id);
            if let Some(oldest) = oldest {
                self.by_login.remove(&oldest);
            }
        }
        let (seen, lockout) = self.by_login.entry(id).or_default();
        *seen = now_ms;
        lockout.attempt(policy, false, now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAFF: LockoutPolicy = LockoutPolicy::STAFF;
    const WRONG: Attempt = Attempt::Refused { retry_at_ms: None };

    fn locked(until: i64) -> Attempt {
        Attempt::Refused { retry_at_ms: Some(until) }
    }

    fn fail_times(lockout: &mut Lockout, n: u32, now: i64) -> Attempt {
        (0..n).map(|_| lockout.attempt(&STAFF, false, now)).last().unwrap()
    }

    #[test]
    fn an_officer_mistypes_four_times_and_then_gets_in() {
        let mut account = Lockout::default();
        assert_eq!(fail_times(&mut account, 4, 0), WRONG);
        assert_eq!(account.attempt(&STAFF, true, 10 * SECOND), Attempt::Accepted);
        assert_eq!(account, Lockout::default(), "success wipes the slate");
        assert_eq!(fail_times(&mut account, 4, 20 * SECOND), WRONG);
    }

    #[test]
    fn the_fifth_failure_locks_even_against_the_right_password() {
        let mut account = Lockout::default();
        assert_eq!(fail_times(&mut account, 5, 0), locked(15 * MINUTE));
        assert_eq!(account.locked_until(15 * MINUTE - 1), Some(15 * MINUTE));
        assert_eq!(account.attempt(&STAFF, true, 1), locked(15 * MINUTE));
        assert_eq!(
            account.attempt(&STAFF, false, 15 * MINUTE - 1),
            locked(15 * MINUTE),
            "trying on does not lengthen it"
        );
        assert_eq!(account.locked_until(15 * MINUTE), None);
        assert_eq!(account.attempt(&STAFF, true, 15 * MINUTE), Attempt::Accepted);
    }

    #[test]
    fn locks_grow_up_to_four_hours_and_are_forgotten_after_a_quiet_day() {
        let mut account = Lockout::default();
        let mut now = 0;
        let mut lengths = Vec::new();
        for _ in 0..6 {
            let Attempt::Refused { retry_at_ms: Some(until) } = fail_times(&mut account, 5, now) else {
                panic!()
            };
            lengths.push((until - now) / MINUTE);
            now = until;
        }
        assert_eq!(lengths, [15, 30, 60, 120, 240, 240]);
        now += 24 * HOUR;
        assert_eq!(fail_times(&mut account, 5, now), locked(now + 15 * MINUTE));
    }

    #[test]
    fn the_window_slides() {
        let mut account = Lockout::default();
        for minute in [0, 12, 13, 14] {
            assert_eq!(account.attempt(&STAFF, false, minute * MINUTE), WRONG);
        }
        // The first has fallen out, so this is the fourth; the next is the fifth within a quarter of an hour.
        assert_eq!(account.attempt(&STAFF, false, 15 * MINUTE), WRONG);
        assert_eq!(account.attempt(&STAFF, false, 16 * MINUTE), locked(31 * MINUTE));
    }

    #[test]
    fn a_lock_settles_the_failures_that_led_to_it() {
        let short = LockoutPolicy { first_ms: MINUTE, ..STAFF };
        let mut account = Lockout::default();
        for _ in 0..5 {
            account.attempt(&short, false, 0);
        }
        assert_eq!(account.attempt(&short, false, MINUTE), WRONG, "the first of five, not the sixth");
    }

    #[test]
    fn slow_guessing_never_locks() {
        let mut account = Lockout::default();
        for n in 0..50 {
            assert_eq!(account.attempt(&STAFF, false, n * 4 * MINUTE), WRONG);
        }
    }

    #[test]
    fn the_state_survives_a_restart_at_any_point() {
        let mut account = Lockout::default();
        assert_eq!(Lockout::from_text(""), Ok(Lockout::default()));
        for n in 0..12 {
            let read_back = Lockout::from_text(&account.to_text()).unwrap();
            assert_eq!(read_back, account);
            account.attempt(&STAFF, false, n * 200 * SECOND);
        }
        for bad in ["x", ";;", "1;2", "1;2;3;4", "1;;a", "-1;;", "1;x;"] {
            assert_eq!(Lockout::from_text(bad), Err(Error::BrokenLockout), "{bad}");
        }
    }

    #[test]
    fn a_login_that_does_not_exist_answers_as_an_account_does() {
        let mut account = Lockout::default();
        let mut strangers = Strangers::new(ServerKey::new([1; 32]), 100);
        for n in 0..40 {
            let now = n * 70 * SECOND;
            assert_eq!(
                strangers.attempt(&STAFF, "nobody", now),
                account.attempt(&STAFF, false, now),
                "attempt {n}"
            );
        }
    }

    #[test]
    fn strangers_are_bounded_and_the_longest_unseen_goes_first() {
        let mut strangers = Strangers::new(ServerKey::new([1; 32]), 3);
        for _ in 0..4 {
            strangers.attempt(&STAFF, "kept", 5);
        }
        for n in 0..50 {
            strangers.attempt(&STAFF, &format!("invented-{n}"), 10 + n);
            strangers.attempt(&STAFF, "other", 10 + n);
        }
        assert_eq!(strangers.by_login.len(), 3);
        assert_eq!(strangers.attempt(&STAFF, "other", 70), locked(14 + 15 * MINUTE), "seen all along");
        assert_eq!(strangers.attempt(&STAFF, "kept", 70), WRONG, "was forgotten, so this is its first");
        assert!(!format!("{strangers:?}").contains("other"), "no login in Debug output");
    }
}
