//! Numbers as a person would write them: 45 days rather than 41.

use crate::rule::quantity::Amount;

/// Lengths of time in days that people write.
const DAYS: [u64; 21] = [1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 75, 90, 100, 120, 150, 180, 270, 365];
/// Steps of sums and shares within a power of ten, in tenths.
const STEPS: [u64; 9] = [10, 15, 20, 25, 30, 40, 50, 60, 80];

/// The next length of time that people write, no shorter.
///
/// From a year on these are whole years.
pub(super) fn days_up(days: Amount) -> u64 {
    let whole = days.thousandths().div_ceil(1000);
    DAYS.into_iter().find(|step| *step >= whole).unwrap_or_else(|| whole.div_ceil(365) * 365)
}

/// The next length of time that people write, no longer; nothing when that is less than a day.
pub(super) fn days_down(days: Amount) -> u64 {
    let whole = days.thousandths() / 1000;
    let longest = if whole > 365 { whole / 365 * 365 } else { 0 };
    DAYS.into_iter().rev().find(|step| *step <= whole).unwrap_or_default().max(longest)
}

/// The next sum or share that people write, no smaller.
pub(super) fn up(amount: Amount) -> u64 {
    let whole = amount.thousandths().div_ceil(1000);
    steps(whole).find(|step| *step >= whole).unwrap_or(whole)
}

/// The next sum or share that people write, no larger.
pub(super) fn down(amount: Amount) -> u64 {
    let whole = amount.thousandths() / 1000;
    steps(whole).filter(|step| *step <= whole).last().unwrap_or_default()
}

/// The steps about a number, in order: below ten every whole number.
fn steps(about: u64) -> impl Iterator<Item = u64> {
    let power = 10u64.saturating_pow(about.max(1).ilog10());
    let ones = (1..10).filter(move |_| power < 10);
    let small = STEPS.into_iter().filter(move |_| power >= 10).map(move |step| power / 10 * step);
    let next = STEPS.into_iter().map(move |step| power.saturating_mul(step));
    ones.chain(small).chain(next)
}

#[cfg(test)]
mod tests {
    use super::{days_down, days_up, down, up};
    use crate::rule::quantity::Amount;

    #[test]
    fn numbers_are_rounded_to_what_people_write() {
        let whole = Amount::whole;
        let days = [0, 1, 8, 30, 31, 41, 45, 61, 366, 800].map(|day| days_up(whole(day)));
        assert_eq!(days, [1, 1, 10, 30, 45, 45, 45, 75, 730, 1095]);
        assert_eq!(days_up(Amount::from_thousandths(30_500)), 45);
        assert_eq!([0, 1, 9, 29, 44, 400].map(|day| days_down(whole(day))), [0, 1, 7, 21, 30, 365]);
        assert_eq!([1, 7, 10, 11, 41, 95, 150, 161].map(|sum| up(whole(sum))), [1, 7, 10, 15, 50, 100, 150, 200]);
        assert_eq!([0, 7, 12, 41, 95, 161].map(|sum| down(whole(sum))), [0, 7, 10, 40, 80, 150]);
    }
}
