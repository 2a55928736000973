//! Sums and comparisons of a plan's exact numbers. What is too large to add up is told by `None`, and never as a fault.

use std::cmp::Ordering;

use crate::number::Number;

/// A fraction: numerator and denominator (above 0), reduced.
pub(super) type Ratio = (i128, i128);

/// The sum of numbers.
pub(super) fn sum<'n>(numbers: impl IntoIterator<Item = &'n Number>) -> Option<Ratio> {
    numbers.into_iter().map(Number::ratio).try_fold((0, 1), add)
}

/// One fraction and another.
pub(super) fn add((above, below): Ratio, (n, d): Ratio) -> Option<Ratio> {
    let sum = above.checked_mul(d)?.checked_add(n.checked_mul(below)?)?;
    Some(reduced(sum, below.checked_mul(d)?))
}

/// So many times a number.
pub(super) fn times(number: &Number, by: u32) -> Option<Ratio> {
    let (above, below) = number.ratio();
    Some(reduced(above.checked_mul(i128::from(by))?, below))
}

/// Exactly 100.
pub(super) fn adds_to_100<'n>(weights: impl IntoIterator<Item = &'n Number>) -> bool {
    sum(weights) == Some((100, 1))
}

/// Which of two numbers is the larger.
pub(super) fn compare(one: &Number, other: &Number) -> Ordering {
    ordered(one.ratio(), other.ratio())
}

/// Above a whole number.
pub(super) fn above(number: &Number, whole: u32) -> bool {
    ordered(number.ratio(), (i128::from(whole), 1)) == Ordering::Greater
}

/// Which of two fractions is the larger: 18 digits each keep the products inside an i128.
pub(super) fn ordered((a, b): Ratio, (c, d): Ratio) -> Ordering {
    a.saturating_mul(d).cmp(&c.saturating_mul(b))
}

/// A sum of money or points as a plan would write it: `6000`, `12.5`, otherwise a fraction.
pub(super) fn written((above, below): Ratio) -> String {
    if below == 1 {
        return above.to_string();
    }
    let places = (1..=6_u32).find(|places| 10_i128.pow(*places) % below == 0);
    match places {
        Some(places) => {
            let scale = 10_i128.pow(places);
            let all = above.saturating_mul(scale / below);
            format!("{}.{:0width$}", all / scale, all % scale, width = places as usize)
        }
        None => format!("{above}/{below}"),
    }
}

fn reduced(above: i128, below: i128) -> Ratio {
    let shared = gcd(above, below);
    (above / shared, below / shared)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_and_what_is_too_large_is_no_sum() {
        let number = |text: &str| text.parse::<Number>().unwrap();
        let weights = ["100/3", "100/3", "100/3"].map(number);
        assert!(adds_to_100(&weights));
        assert!(!adds_to_100(&weights[..2]));
        assert_eq!(sum(&["0.1", "0.2"].map(number)), Some((3, 10)));
        assert_eq!(times(&number("600"), 60).map(written), Some("36000".to_owned()));
        assert_eq!(written((25, 2)), "12.5");
        assert_eq!(written((1, 3)), "1/3");
        let huge = vec![
            number("1/999999999999999989"),
            number("1/999999999999999877"),
            number("1/999999999999999863"),
        ];
        assert_eq!(sum(&huge), None);
        assert!(above(&number("1.0001"), 1) && !above(&number("2/2"), 1));
    }
}
