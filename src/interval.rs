//! How far to trust a share: Wilson's interval at 95 %. It takes what is counted as independent.

/// The ends of an interval, both between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// 97.5 % of a normal distribution lie below so many standard deviations.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's score interval of `part` out of `whole`, which is not 0 (E. B. Wilson, JASA 22, 1927, 209-212).
///
/// ```
/// use dumbrules::interval::wilson;
/// let interval = wilson(9, 10);
/// assert_eq!((format!("{:.3}", interval.low), format!("{:.3}", interval.high)), ("0.596".into(), "0.982".into()));
/// ```
pub fn wilson(part: usize, whole: usize) -> Interval {
    let (part, whole) = (part as f64, whole as f64);
    let share = part / whole;
    let square = Z * Z;
    let centre = share + square / (2.0 * whole);
    let spread = Z * (share * (1.0 - share) / whole + square / (4.0 * whole * whole)).sqrt();
    let scale = 1.0 + square / whole;
    Interval { low: ((centre - spread) / scale).max(0.0), high: ((centre + spread) / scale).min(1.0) }
}
