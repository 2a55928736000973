//! Slowing down whoever keeps trying: the first attempts are free, after them the wait grows.
//!
//! One mechanism for everything that somebody without an account can send or make expensive. The crate `governor`
//! was weighed and left out: it refuses above a constant rate, while a person should wait a little, then longer; and its
//! keyed states grow with the keys until somebody sweeps them, while a flood of addresses is the very case. What it does
//! well, counting by a theoretical arrival time (GCRA), is done here in one line.

use std::collections::BTreeMap;

/// How fast somebody may go on. Times are milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// So many attempts cost nothing.
    pub free: u32,
    /// One attempt is forgiven each time so much has passed. Whoever never rests is judged once in this time, or once in
    /// `longest_ms` where that is shorter.
    pub forgive_ms: i64,
    /// The wait after the first attempt that is not free; each further one doubles it.
    pub first_ms: i64,
    /// No wait is longer.
    pub longest_ms: i64,
}

impl Pace {
    /// Failed sign-ins from one address: ten are free, because an office sits behind one address; then 1, 2, 4, … seconds
    /// up to a minute. One is forgiven a minute.
    pub const SIGN_IN: Pace = Pace { free: 10, forgive_ms: 60_000, first_ms: 1_000, longest_ms: 60_000 };

    /// Nobody owes more than this, so that nobody is held much longer after they stop: the free ones, and as many again
    /// as it takes to reach the longest wait, and as many again.
    fn most(&self) -> u32 {
        let mut doublings = 0;
        while doublings < 40 && self.wait_of(doublings) < self.longest_ms {
            doublings += 1;
        }
        self.free.saturating_add(1 + 2 * doublings)
    }

    /// The wait of the attempt that is `over` beyond the first one that is not free.
    fn wait_of(&self, over: u32) -> i64 {
        self.first_ms.saturating_mul(1_i64 << over.min(40)).min(self.longest_ms)
    }
}

/// What is remembered of one key.
#[derive(Debug, Clone, Copy)]
struct Heat {
    /// When everything would be forgiven (GCRA's theoretical arrival time).
    cold_ms: i64,
    /// The last attempt.
    last_ms: i64,
}

impl Heat {
    /// Attempts that are not forgiven yet. A clock that was set back forgives all: nobody must be held by it.
    fn owed(self, pace: &Pace, now_ms: i64) -> u32 {
        if now_ms < self.last_ms {
            return 0;
        }
        let left = self.cold_ms.saturating_sub(now_ms).max(0);
        // Rounded up: an attempt is owed until it is forgiven whole.
        let owed = left.saturating_add(pace.forgive_ms - 1) / pace.forgive_ms.max(1);
        u32::try_from(owed).unwrap_or(u32::MAX)
    }
}

impl Heat {
    /// Counts one more attempt.
    fn more(&mut self, pace: &Pace, now_ms: i64) {
        let owed = self.owed(pace, now_ms);
        let from = if owed == 0 { now_ms } else { self.cold_ms };
        let most = now_ms.saturating_add(pace.forgive_ms.saturating_mul(i64::from(pace.most())));
        let cold_ms = from.saturating_add(pace.forgive_ms).min(most);
        *self = Heat { cold_ms, last_ms: now_ms };
    }
}

/// Attempts by key (an address, a browser, a voter), in memory, of bounded size.
#[derive(Debug)]
pub struct Slowdown<K> {
    pace: Pace,
    capacity: usize,
    by_key: BTreeMap<K, Heat>,
}

impl<K: Ord + Clone> Slowdown<K> {
    /// Room for `capacity` keys (at least one).
    pub fn new(pace: Pace, capacity: usize) -> Self {
        Slowdown { pace, capacity: capacity.max(1), by_key: BTreeMap::new() }
    }

    /// How long this key has to wait before an attempt is judged, in milliseconds; 0: now.
    pub fn wait_ms(&self, key: &K, now_ms: i64) -> i64 {
        let Some(heat) = self.by_key.get(key) else { return 0 };
        let Some(over) = heat.owed(&self.pace, now_ms).checked_sub(self.pace.free + 1) else { return 0 };
        let ends = heat.last_ms.saturating_add(self.pace.wait_of(over));
        ends.saturating_sub(now_ms).clamp(0, self.pace.longest_ms)
    }

    /// How many attempts of this key are not forgiven yet.
    pub fn owed(&self, key: &K, now_ms: i64) -> u32 {
        self.by_key.get(key).map_or(0, |heat| heat.owed(&self.pace, now_ms))
    }

    /// Counts an attempt. When there is no more room, the keys that owe least give way: a flood of new addresses must
    /// not wash an old offender out.
    pub fn count(&mut self, key: K, now_ms: i64) {
        let pace = self.pace;
        if let Some(heat) = self.by_key.get_mut(&key) {
            return heat.more(&pace, now_ms);
        }
        if self.by_key.len() >= self.capacity {
            self.make_room(now_ms);
        }
        let mut heat = Heat { cold_ms: now_ms, last_ms: now_ms };
        heat.more(&pace, now_ms);
        self.by_key.insert(key, heat);
    }

    /// Lets a sixteenth go at once, so that a flood does not pay the search for the least again and again.
    fn make_room(&mut self, now_ms: i64) {
        let pace = self.pace;
        let mut all: Vec<(u32, i64, K)> = self
            .by_key
            .iter()
            .map(|(key, heat)| (heat.owed(&pace, now_ms), heat.last_ms, key.clone()))
            .collect();
        let go = (self.capacity / 16).max(1).min(all.len());
        if go < all.len() {
            all.select_nth_unstable(go);
        }
        for (_, _, key) in &all[..go] {
            self.by_key.remove(key);
        }
    }

    /// How many keys are remembered.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether no key is remembered.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000;
    const MINUTE: i64 = 60 * SECOND;
    const HOUR: i64 = 60 * MINUTE;

    fn slow(capacity: usize) -> Slowdown<u32> {
        Slowdown::new(Pace::SIGN_IN, capacity)
    }

    #[test]
    fn who_keeps_failing_waits_longer_and_longer() {
        let mut slow = slow(10);
        let mut waits = Vec::new();
        for _ in 0..20 {
            slow.count(7, 0);
            waits.push(slow.wait_ms(&7, 0) / SECOND);
        }
        assert_eq!(waits, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        assert_eq!(slow.wait_ms(&7, 59 * SECOND), SECOND, "the wait runs down");
        assert_eq!(slow.wait_ms(&7, 60 * SECOND), 0);
        assert_eq!(slow.wait_ms(&8, 0), 0, "others are not held up");
        slow.count(7, 10 * MINUTE);
        assert_eq!(slow.wait_ms(&7, 10 * MINUTE), SECOND, "ten forgiven in ten minutes, one added: eleven");
    }

    #[test]
    fn forgiveness_comes_steadily_however_often_one_asks() {
        // A whole school searches nine times a second where ten are forgiven: it never waits.
        let pace = Pace { free: 20, forgive_ms: 100, first_ms: 1_000, longest_ms: 5_000 };
        let mut slow = Slowdown::new(pace, 10);
        for n in 0..10_000_i64 {
            assert_eq!(slow.wait_ms(&1, n * 111), 0, "search {n}");
            slow.count(1, n * 111);
        }
        // At eleven a second it does, and comes through once it slows down.
        let start = 10_000 * 111;
        let waited = (0..1_000_i64).any(|n| {
            let now = start + n * 90;
            let waits = slow.wait_ms(&1, now) > 0;
            slow.count(1, now);
            waits
        });
        assert!(waited);
        assert_eq!(slow.wait_ms(&1, start + 90_000 + 10 * SECOND), 0);
    }

    #[test]
    fn forgiveness_comes_whole_however_long_it_took() {
        let mut slow = slow(10);
        for _ in 0..500 {
            slow.count(7, 0);
        }
        for _ in 0..10 {
            slow.count(7, HOUR);
        }
        assert_eq!(slow.wait_ms(&7, HOUR), 0);
    }

    #[test]
    fn a_clock_set_back_holds_nobody() {
        let mut slow = slow(10);
        for _ in 0..30 {
            slow.count(7, HOUR);
        }
        assert_eq!(slow.wait_ms(&7, HOUR), Pace::SIGN_IN.longest_ms);
        assert_eq!(slow.wait_ms(&7, 0), 0);
        for _ in 0..10 {
            slow.count(7, 0);
        }
        assert_eq!(slow.wait_ms(&7, 0), 0, "and counts anew from there");
        slow.count(7, 0);
        assert_eq!(slow.wait_ms(&7, 0), SECOND);
    }

    #[test]
    fn a_flood_of_keys_does_not_wash_an_offender_out() {
        let mut slow = slow(64);
        assert!(slow.is_empty());
        for _ in 0..20 {
            slow.count(0, 0);
        }
        for n in 1..5_000 {
            slow.count(n, 1);
            assert!(slow.len() <= 64);
        }
        assert_eq!(slow.wait_ms(&0, 1), Pace::SIGN_IN.longest_ms - 1);
    }

    #[test]
    fn every_pace_ends_at_its_longest_wait_and_nothing_overflows() {
        let odd = Pace { free: 0, forgive_ms: 1, first_ms: i64::MAX / 2, longest_ms: i64::MAX };
        for pace in [Pace::SIGN_IN, odd] {
            let mut slow = Slowdown::new(pace, 1);
            for now in [0, 1, i64::MAX - 1, i64::MAX, i64::MIN] {
                for _ in 0..200 {
                    slow.count(1, now);
                }
                let wait = slow.wait_ms(&1, now);
                assert!((0..=pace.longest_ms).contains(&wait));
            }
        }
    }
}
