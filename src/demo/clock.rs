//! The clock of a play: it shows what the script sets, and never goes back.

use std::sync::atomic::{AtomicI64, Ordering};

use plan::Instant;

/// A clock that is set by hand. Set to an earlier instant, it stays where it is.
#[derive(Debug, Default)]
pub struct SimulatedClock(AtomicI64);

impl SimulatedClock {
    /// A clock that shows an instant.
    pub fn at(start: Instant) -> SimulatedClock {
        SimulatedClock(AtomicI64::new(start.0))
    }

    /// Shows an instant from now on, unless a later one is shown already.
    pub fn set(&self, to: Instant) {
        self.0.fetch_max(to.0, Ordering::SeqCst);
    }
}

impl desk::Clock for SimulatedClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }

    fn is_real(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::Clock;

    #[test]
    fn time_only_goes_forward() {
        let clock = SimulatedClock::at(Instant(5));
        clock.set(Instant(9));
        clock.set(Instant(7));
        assert_eq!(clock.now(), Instant(9));
        assert!(!clock.is_real());
    }
}
