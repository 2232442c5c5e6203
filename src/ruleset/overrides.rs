//! What a configuration changes about lints, in all documents or in some: by id, or by group.

use super::Severity;
use std::collections::BTreeMap;

/// What is changed about one lint, or about a group of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Override {
    /// Why it is off; none when it is not.
    pub off: Option<String>,
    /// Another severity, and why.
    pub severity: Option<(Severity, String)>,
    /// Another threshold (`value` of a numeric threshold or fact, `max` of a readability lint, `min` of stacking).
    pub threshold: Option<f64>,
}

/// What is changed about lints; each key is an id, or `GROUP/*` for all lints of a group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overrides(pub BTreeMap<String, Override>);

impl Overrides {
    /// What is said of a lint: of itself, and where nothing is, of its group. It counts whole.
    pub fn of(&self, id: &str) -> Option<&Override> {
        self.0.get(id).or_else(|| self.0.get(&format!("{}/*", id.split_once('/')?.0)))
    }

    /// Takes over what `base` says of lints that nothing is said of here.
    pub fn take_over(&mut self, base: &Self) {
        let new: Vec<_> = base.0.iter().filter(|(id, _)| self.of(id).is_none()).collect();
        self.0.extend(new.into_iter().map(|(id, change)| (id.clone(), change.clone())));
    }
}
