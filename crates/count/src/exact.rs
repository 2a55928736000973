//! Exact numbers: every figure that decides anything is a fraction of whole numbers, never a float.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};
use plan::Rounding;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact number. Only support less opposition can be below zero.
///
/// It is shown, and written in JSON as a string, as a decimal where that ends (`75`, `0.125`) and otherwise as a
/// fraction in lowest terms (`1/3`). One value has one spelling; reading refuses every other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Exact(BigRational);

impl Exact {
    /// Zero.
    pub fn zero() -> Self {
        Exact(BigRational::zero())
    }

    /// This number divided by another; `None` where that is zero.
    pub fn over(&self, divisor: &Exact) -> Option<Exact> {
        (!divisor.0.is_zero()).then(|| Exact(&self.0 / &divisor.0))
    }

    /// The largest whole number that is not above it; `None` where that is below zero or above what a `u64` holds.
    pub fn whole_below(&self) -> Option<u64> {
        u64::try_from(self.0.floor().to_integer()).ok()
    }

    /// The smallest whole number that is not below it; `None` as for [`whole_below`](Self::whole_below).
    pub fn whole_above(&self) -> Option<u64> {
        u64::try_from(self.0.ceil().to_integer()).ok()
    }

    /// Rounded to so many decimal places: `0.125` to 2 places is `0.13` half up, `0.12` half even or cut.
    pub fn rounded(&self, places: u32, by: Rounding) -> Exact {
        Exact(BigRational::new(self.scaled(places, by), ten_to(places)))
    }

    /// This number less another; zero where that is larger.
    pub fn less(&self, other: &Exact) -> Exact {
        if other.0 >= self.0 { Exact::zero() } else { Exact(&self.0 - &other.0) }
    }

    /// The whole number at or below it.
    pub fn floor(&self) -> Exact {
        Exact(self.0.floor())
    }

    /// Cut off after so many decimal places: `0.129` to 2 places is `0.12`.
    pub fn cut(&self, places: u32) -> Exact {
        let scale = BigRational::from_integer(ten_to(places));
        Exact((&self.0 * &scale).floor() / scale)
    }

    /// True for zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Rounded half up and written with exactly so many places, for columns of figures: `75` to 2 places is `75.00`.
    pub fn fixed(&self, places: u32) -> String {
        point(&self.scaled(places, Rounding::HalfUp), places)
    }

    /// The whole number of units of `10^-places` that it is rounded to, by its distance from zero.
    fn scaled(&self, places: u32, by: Rounding) -> BigInt {
        let half = BigRational::new(BigInt::one(), BigInt::from(2));
        let units = (&self.0 * ten_to(places)).abs();
        let down = units.floor().to_integer();
        let rest = units.fract();
        let up = match by {
            Rounding::HalfUp => rest >= half,
            Rounding::HalfEven => rest > half || rest == half && !(&down % 2_u32).is_zero(),
            Rounding::Cut => false,
            Rounding::Up => !rest.is_zero(),
        };
        let rounded = if up { down + 1_u32 } else { down };
        if self.0.is_negative() { -rounded } else { rounded }
    }

    /// How many decimal places say the number exactly; `None` where none do.
    fn places(&self) -> Option<u32> {
        let mut rest = self.0.denom().clone();
        let mut strip = |prime: u32| {
            let mut times = 0;
            while (&rest % prime).is_zero() {
                rest /= prime;
                times += 1;
            }
            times
        };
        let places = strip(2).max(strip(5));
        rest.is_one().then_some(places)
    }
}

fn ten_to(places: u32) -> BigInt {
    BigInt::from(10).pow(places)
}

/// Writes a whole number of units of `10^-places` with its decimal point.
fn point(units: &BigInt, places: u32) -> String {
    let places = places as usize;
    let mut digits = format!("{:0>width$}", units.abs().to_string(), width = places + 1);
    if places > 0 {
        digits.insert(digits.len() - places, '.');
    }
    if units.is_negative() { format!("-{digits}") } else { digits }
}

impl From<u64> for Exact {
    fn from(whole: u64) -> Self {
        Exact(BigRational::from_integer(BigInt::from(whole)))
    }
}

impl From<&plan::Number> for Exact {
    fn from(number: &plan::Number) -> Self {
        let (numerator, denominator) = number.ratio();
        Exact(BigRational::new(BigInt::from(numerator), BigInt::from(denominator)))
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(numbers: I) -> Exact {
        numbers.fold(Exact::zero(), |sum, number| &sum + &number)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(terms: I) -> Exact {
        terms.fold(Exact::zero(), |sum, term| &sum + term)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.places() {
            Some(places) => f.pad(&self.fixed(places)),
            None => f.pad(&format!("{}/{}", self.0.numer(), self.0.denom())),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Text that is not the one spelling of an exact number.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not an exact number in its one spelling, such as 75, 0.125 or 1/3")]
pub struct BadExact(pub String);

impl FromStr for Exact {
    type Err = BadExact;

    fn from_str(text: &str) -> Result<Self, BadExact> {
        let bad = || BadExact(text.to_owned());
        let whole = |digits: &str| -> Result<BigInt, BadExact> {
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(bad());
            }
            digits.parse().map_err(|_| bad())
        };
        let (sign, plain) = match text.strip_prefix('-') {
            Some(plain) => (-1, plain),
            None => (1, text),
        };
        let (numerator, denominator) = if let Some((above, below)) = plain.split_once('/') {
            (whole(above)?, whole(below)?)
        } else if let Some((units, places)) = plain.split_once('.') {
            let scale = ten_to(places.len() as u32);
            (whole(units)? * &scale + whole(places)?, scale)
        } else {
            (whole(plain)?, BigInt::one())
        };
        if denominator.is_zero() {
            return Err(bad());
        }
        let number = Exact(BigRational::new(numerator * sign, denominator));
        // A second spelling of the same value would give the same result a second hash.
        if number.to_string() == text { Ok(number) } else { Err(bad()) }
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: u64, denominator: u64) -> Exact {
        Exact::from(numerator).over(&Exact::from(denominator)).unwrap()
    }

    #[test]
    fn a_decimal_that_ends_is_written_as_one_and_any_other_number_as_a_fraction() {
        let written = |n, d| ratio(n, d).to_string();
        assert_eq!(written(75, 1), "75");
        assert_eq!(written(1, 8), "0.125");
        assert_eq!(written(1003, 100), "10.03");
        assert_eq!(written(2, 6), "1/3");
        assert_eq!(written(0, 7), "0");
        assert!(Exact::from(1).over(&Exact::zero()).is_none());
    }

    #[test]
    fn rounding_is_half_up_on_the_exact_value() {
        assert_eq!(ratio(1, 8).rounded(2, Rounding::HalfUp).to_string(), "0.13");
        assert_eq!(ratio(1249, 10000).rounded(2, Rounding::HalfUp).to_string(), "0.12");
        assert_eq!(ratio(2, 3).rounded(0, Rounding::HalfUp).to_string(), "1");
        assert_eq!(ratio(999, 1000).fixed(2), "1.00");
        assert_eq!(ratio(1, 3).fixed(4), "0.3333");
    }

    #[test]
    fn half_even_and_cutting_are_what_a_plan_may_say_instead() {
        let to_two = |n, d, by| ratio(n, d).rounded(2, by).to_string();
        assert_eq!(to_two(1, 8, Rounding::HalfEven), "0.12");
        assert_eq!(to_two(3, 8, Rounding::HalfEven), "0.38");
        assert_eq!(to_two(1251, 10000, Rounding::HalfEven), "0.13");
        assert_eq!(to_two(1299, 10000, Rounding::Cut), "0.12");
        let below = &Exact::zero() - &ratio(1, 8);
        assert_eq!(below.to_string(), "-0.125");
        assert_eq!("-0.125".parse(), Ok(below.clone()));
        assert_eq!(below.rounded(2, Rounding::HalfUp).to_string(), "-0.13");
    }

    #[test]
    fn a_value_has_one_spelling() {
        for text in ["0", "75", "0.125", "1/3", "100000000000000000000000000000000001/7"] {
            assert_eq!(text.parse::<Exact>().unwrap().to_string(), text);
        }
        for text in
            ["", "01", "0.50", "2/6", "1/2", "75.0", "-0", "--1", "1/0", "1e2", ".5", "5.", "+1", " 1"]
        {
            assert!(text.parse::<Exact>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Exact>("0.5").is_err(), "a JSON number is a float");
        assert_eq!(serde_json::to_string(&ratio(1, 2)).unwrap(), r#""0.5""#);
    }

    #[test]
    fn a_plan_s_number_stays_exact() {
        assert_eq!(Exact::from(&"0.30".parse::<plan::Number>().unwrap()).to_string(), "0.3");
        assert_eq!(Exact::from(&"2/3".parse::<plan::Number>().unwrap()).to_string(), "2/3");
    }
}
