//! `Amount`: an exact decimal number. `Extent`: one amount, or the two ends of a range.
//!
//! Amounts count thousandths in an integer, so that two readings of "1.5" are equal and no sum of floats ever is not.
//! They are never negative: no policy promises less than nothing.

use std::fmt;

/// An exact number of thousandths, zero or more; what is too big stays at the largest.
///
/// ```
/// use dumbrules::rule::quantity::Amount;
/// assert_eq!(Amount::from_thousandths(1_499_990).to_string(), "1,499.99");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount {
    thousandths: u64,
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self::whole(0);
    /// One.
    pub const ONE: Self = Self::whole(1);
    /// One half.
    pub(super) const HALF: Self = Self::from_thousandths(500);

    /// A whole number.
    pub const fn whole(number: u64) -> Self {
        Self { thousandths: number.saturating_mul(1000) }
    }

    /// A number of thousandths: 1,500 of them are 1.5.
    pub const fn from_thousandths(thousandths: u64) -> Self {
        Self { thousandths }
    }

    /// How many thousandths.
    pub const fn thousandths(self) -> u64 {
        self.thousandths
    }

    /// The nearest float, for arithmetic that may be inexact.
    pub fn as_f64(self) -> f64 {
        self.thousandths as f64 / 1000.0
    }

    /// The sum.
    pub(super) const fn plus(self, other: Self) -> Self {
        Self { thousandths: self.thousandths.saturating_add(other.thousandths) }
    }

    /// The product, cut off after the third decimal.
    pub(super) fn times(self, factor: Self) -> Self {
        let product = u128::from(self.thousandths) * u128::from(factor.thousandths) / 1000;
        Self { thousandths: u64::try_from(product).unwrap_or(u64::MAX) }
    }

    /// The amount that digits with separators stand for: `3,000`, `1.5`, `1,499.99`, `1.499,99`, `1,00,000`.
    /// A version (`4.2.1`) or a day (`30.6.2026`) is no amount.
    pub(super) fn read(digits: &str) -> Option<Self> {
        let last = digits.bytes().rposition(|byte| matches!(byte, b'.' | b','));
        let Some(last) = last else { return Self::joined(digits, "") };
        let (head, tail) = (&digits[..last], &digits[last + 1..]);
        let (separator, other) = if digits.as_bytes()[last] == b'.' { ('.', ',') } else { (',', '.') };
        if head.contains(separator) {
            // "1,000,000": the separator comes twice, so it parts thousands. "4.2.1" is written with dots.
            let is_grouped = separator == ',' && !head.contains(other) && is_grouped(digits, ',');
            return if is_grouped { Self::joined(digits, "") } else { None };
        }
        if head.contains(other) {
            return if is_grouped(head, other) { Self::joined(head, tail) } else { None };
        }
        if separator == ',' && is_grouped(digits, ',') { Self::joined(digits, "") } else { Self::joined(head, tail) }
    }

    /// Digits before the decimal separator (others in between are ignored) and digits after it.
    fn joined(whole: &str, decimals: &str) -> Option<Self> {
        let digits = whole.bytes().filter(u8::is_ascii_digit);
        let mut thousandths =
            digits.clone().fold(0u64, |sum, digit| sum.saturating_mul(10).saturating_add(value(digit)));
        if digits.count() > 15 {
            return None;
        }
        for place in 0..3 {
            thousandths = thousandths * 10 + decimals.as_bytes().get(place).map_or(0, |&digit| value(digit));
        }
        let rounding = decimals.as_bytes().get(3).is_some_and(|&digit| digit >= b'5');
        Some(Self { thousandths: thousandths + u64::from(rounding) })
    }
}

impl fmt::Display for Amount {
    /// Thousands parted by commas, decimals only where there are any.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = (self.thousandths / 1000).to_string();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                out.write_str(",")?;
            }
            write!(out, "{digit}")?;
        }
        let decimals = format!("{:03}", self.thousandths % 1000);
        match decimals.trim_end_matches('0') {
            "" => Ok(()),
            decimals => write!(out, ".{decimals}"),
        }
    }
}

/// One amount, or a range of them: "30 days" or "3-5 days".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extent {
    /// The amount, or the lower end of the range.
    pub low: Amount,
    /// The same amount, or the upper end of the range.
    pub high: Amount,
}

impl Extent {
    /// One amount.
    pub const fn one(amount: Amount) -> Self {
        Self { low: amount, high: amount }
    }

    /// Whether the two ends differ.
    pub fn is_range(self) -> bool {
        self.low != self.high
    }

    /// Both ends through the same change.
    pub(super) fn map(self, change: impl Fn(Amount) -> Amount) -> Self {
        Self { low: change(self.low), high: change(self.high) }
    }
}

impl fmt::Display for Extent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.low.fmt(out)?;
        if self.is_range() { write!(out, "-{}", self.high) } else { Ok(()) }
    }
}

/// Whether the separators part thousands: up to three digits, then groups of three, or of two before the last as in
/// India.
fn is_grouped(digits: &str, separator: char) -> bool {
    let mut groups = digits.split(separator);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && !group.starts_with('0'));
    let mut groups = groups.rev();
    let last = groups.next().is_some_and(|group| group.len() == 3);
    first && last && groups.all(|group| matches!(group.len(), 2 | 3))
}

fn value(digit: u8) -> u64 {
    u64::from(digit - b'0')
}
