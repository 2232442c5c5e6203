//! Figures of the log in the words that several outputs share.

use super::{Figures, GrantedUse, Measure, RuleUse, Share};
use crate::rule::quantity::{Extent, Money};
use std::fmt;

impl RuleUse {
    /// What it is called: its anchor, else the bend that names it.
    pub fn name(&self) -> String {
        let bend = || self.bends.iter().find_map(|bend| bend.bend.clone());
        self.rule.clone().or_else(bend).unwrap_or_else(|| "-".to_owned())
    }
}

impl Figures {
    /// What nine of ten were granted at most, in the unit that most rows have: "27 days".
    pub fn most_granted(&self) -> Option<String> {
        let GrantedUse { measure, currency, p90, .. } = self.granted.iter().max_by_key(|granted| granted.count)?;
        Some(match (measure, currency) {
            (Measure::Days, _) => format!("{p90} days"),
            (Measure::Money, Some(currency)) => Money { extent: Extent::one(*p90), currency: *currency }.to_string(),
            (Measure::Percent, _) => format!("{p90} %"),
            _ => p90.to_string(),
        })
    }
}

impl fmt::Display for Share {
    /// The share and its interval: "43 % (33–53)".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| format!("{:.0}", 100.0 * share);
        let share = percent(self.uses as f64 / self.cases as f64);
        write!(out, "{share} % ({}–{})", percent(self.interval.low), percent(self.interval.high))
    }
}
