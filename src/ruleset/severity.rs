//! `Severity`: how much a finding hurts the customer.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How much a finding hurts the customer; the order of the variants is the order of the pain, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advisory only, never scored.
    Info,
    /// Friction or tone.
    Low,
    /// Avoidable effort, unfairness or rigidity.
    #[default]
    Medium,
    /// Money, rights or exit lost with no route out.
    High,
    /// Takes a right or traps people, and regulators list it; or hits people in distress.
    Critical,
}

impl Severity {
    /// All severities, most severe first: the order of every list that people see.
    pub const ALL: [Self; 5] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::Info];

    /// The word used everywhere: YAML, flags and outputs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.word() == word)
            .ok_or_else(|| format!("`{word}` is no severity: use one of {}", Self::ALL.map(Self::word).join(", ")))
    }
}
