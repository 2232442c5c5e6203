//! Checks of what authors write for the tool: comments, the register of bends, its log. Each part of the program has one
//! table of them; what they find are ordinary findings.

use super::{Finding, Label, LintCard};
use crate::ruleset::{Confidence, Severity};

/// A check: id, severity where nothing else is said, title, why it matters, what to do.
pub type Check = (&'static str, Severity, &'static str, &'static str, &'static str);

/// The checks of one part of the program.
#[derive(Debug)]
pub struct Checks {
    /// The layer they are shown under, `core` or `experience`.
    pub layer: &'static str,
    /// What the customer lives through; empty where nobody outside does, and why it matters is told instead.
    pub customer_experience: &'static str,
    /// The checks themselves.
    pub table: &'static [Check],
}

impl Checks {
    /// What people need to know about each check, by id.
    pub fn cards(&self) -> impl Iterator<Item = (String, LintCard)> {
        self.table.iter().map(|&(id, severity, title, why, repair)| {
            let card = LintCard {
                title: title.to_owned(),
                severity,
                layer: self.layer.to_owned(),
                customer_experience: self.customer_experience.to_owned(),
                why: why.to_owned(),
                rewrite: repair.to_owned(),
                acceptable_when: Vec::new(),
                sources: Vec::new(),
            };
            (id.to_owned(), card)
        })
    }

    /// Whether an id names one of them.
    pub fn has(&self, id: &str) -> bool {
        self.table.iter().any(|check| check.0 == id)
    }

    /// A finding of a check of this table, with the check's usual severity and no identity yet. Its message is the title,
    /// and the detail behind it unless that is empty.
    ///
    /// # Panics
    /// If no check of the table has this id.
    pub fn finding(&self, id: &str, detail: &str, primary: Label, related: Vec<Label>) -> Finding {
        let &(id, severity, title, ..) =
            self.table.iter().find(|check| check.0 == id).expect("a check is raised by an id of its table");
        Finding {
            lint: id.to_owned(),
            severity,
            confidence: Confidence::Certain,
            told_by: Vec::new(),
            message: if detail.is_empty() { title.to_owned() } else { format!("{title}: {detail}") },
            primary,
            related,
            identity: String::new(),
            suppressed: None,
            lapsed: None,
        }
    }
}
