//! A share of a number of people, or of a figure, as a whole number.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::number::Number;
use crate::result::Rounding;
use crate::stated::Stated;

/// A share of something, as a whole number: 参评数的30%, 每1000人1名.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portion {
    /// The share: `"3/10"`; `"1/1000"` is one for each thousand.
    pub share: Number,
    /// How what is not whole is rounded.
    #[serde(default)]
    pub rounding: Stated<Rounding>,
    /// Never fewer (不足1000人的推荐1名).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// Never more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

/// What a portion comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portioned {
    /// So many.
    Whole(u32),
    /// One of these two, by how it is rounded, which the plan does not state.
    Open(u32, u32),
}

impl Portion {
    /// The portion of a whole, numerator and denominator; `None` where the numbers are too large to be reckoned with.
    pub fn of(&self, whole: (i128, i128)) -> Option<Portioned> {
        let (above, below) = self.share.ratio();
        let (above, below) = (above.checked_mul(whole.0)?, below.checked_mul(whole.1)?);
        let (down, rest) = (above.checked_div(below)?, above.checked_rem(below)?);
        let up = if rest > 0 { down.checked_add(1)? } else { down };
        let twice = rest.checked_mul(2)?;
        let held = |n: i128| -> Option<u32> {
            let n = n.max(self.least.map_or(0, i128::from));
            u32::try_from(self.most.map_or(n, |most| n.min(i128::from(most)))).ok()
        };
        let rounded = match self.rounding.get() {
            Some(Rounding::Cut) => down,
            Some(Rounding::Up) => up,
            Some(Rounding::HalfUp) => {
                if twice >= below {
                    up
                } else {
                    down
                }
            }
            Some(Rounding::HalfEven) => {
                if twice > below || twice == below && down % 2 == 1 {
                    up
                } else {
                    down
                }
            }
            // How it is rounded matters only where that gives two numbers.
            None => {
                let (down, up) = (held(down)?, held(up)?);
                return Some(if down == up { Portioned::Whole(up) } else { Portioned::Open(down, up) });
            }
        };
        held(rounded).map(Portioned::Whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portion(share: &str, rounding: Option<Rounding>, least: Option<u32>, most: Option<u32>) -> Portion {
        let rounding = rounding.map_or(Stated::NotStated, Stated::Is);
        Portion { share: share.parse().unwrap(), rounding, least, most }
    }

    #[test]
    fn one_for_each_thousand_and_one_for_fewer() {
        let of = |rounding, heads| portion("1/1000", rounding, Some(1), None).of((heads, 1));
        assert_eq!(of(None, 999), Some(Portioned::Whole(1)), "however it is rounded");
        assert_eq!(of(None, 1000), Some(Portioned::Whole(1)));
        assert_eq!(of(None, 2300), Some(Portioned::Open(2, 3)));
        assert_eq!(of(Some(Rounding::Cut), 2999), Some(Portioned::Whole(2)));
        assert_eq!(of(Some(Rounding::Up), 2001), Some(Portioned::Whole(3)));
        assert_eq!(of(Some(Rounding::Up), 0), Some(Portioned::Whole(1)));
    }

    #[test]
    fn halves_go_where_the_rounding_sends_them_and_bounds_hold_at_last() {
        let half = |rounding, n| portion("1/2", Some(rounding), None, Some(3)).of((n, 1));
        assert_eq!(half(Rounding::HalfUp, 3), Some(Portioned::Whole(2)));
        assert_eq!(half(Rounding::HalfEven, 3), Some(Portioned::Whole(2)));
        assert_eq!(half(Rounding::HalfEven, 5), Some(Portioned::Whole(2)));
        assert_eq!(half(Rounding::HalfUp, 5), Some(Portioned::Whole(3)));
        assert_eq!(half(Rounding::Cut, 5), Some(Portioned::Whole(2)));
        assert_eq!(half(Rounding::Up, 99), Some(Portioned::Whole(3)));
        assert_eq!(portion("1/2", None, None, Some(3)).of((9, 1)), Some(Portioned::Whole(3)));
        assert_eq!(portion("1/3", None, None, None).of((5, 2)), Some(Portioned::Open(0, 1)), "of 2.5");
    }
}
