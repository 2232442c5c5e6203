//! What a comparison comes to, in a sentence or two, and what is different besides.

use super::wording::{count, list};
use crate::revision::{Change, Class, Comparison};

/// What a rule may have become, and how a sentence counts it.
const COUNTED: [(Class, &str); 7] = [
    (Class::Tightened, "worse"),
    (Class::Loosened, "better"),
    (Class::Check, "to be checked"),
    (Class::Added, "new"),
    (Class::Removed, "gone"),
    (Class::Moved, "moved"),
    (Class::Reworded, "reworded"),
];
/// Those that say what a change means for the customer: the others are counted only where none of these is told.
const MEANT: [Class; 3] = [Class::Tightened, Class::Loosened, Class::Check];

/// The whole in one or two sentences.
pub(crate) fn verdict(comparison: &Comparison) -> String {
    let rules = comparison.changed_rules();
    if rules == 0 {
        return if comparison.is_empty() {
            "Nothing changed for the customer."
        } else if comparison.changes.is_empty() {
            "No rule changed for the customer: only the form is different."
        } else {
            "No rule changed for the customer; what is different is told below."
        }
        .to_owned();
    }
    let anew: usize =
        comparison.documents.iter().map(|document| comparison.in_rewrite(document)).map(|(a, b)| a + b).sum();
    let number = |class: Class| {
        let counts = |change: &&Change| MEANT.contains(&class) || !MEANT.iter().any(|meant| change.is(*meant));
        comparison.of(class).filter(counts).count()
    };
    let parts = COUNTED.iter().map(|&(class, word)| (class, number(class), word));
    // What came and went with a text that was rewritten is told apart.
    let is_apart = |class: Class| anew > 0 && matches!(class, Class::Added | Class::Removed);
    let told = parts.filter(|&(class, number, _)| number > 0 && !is_apart(class));
    let mut told: Vec<String> = told.map(|(_, number, word)| format!("{number} {word}")).collect();
    if anew > 0 {
        told.push(format!("{anew} came or went with a text that was rewritten"));
    }
    format!("{} changed: {}.", count(rules, "rule"), list(&told))
}

/// What is different and does not change a rule, in sentences.
pub(crate) fn quiet(comparison: &Comparison) -> Vec<String> {
    let mut sentences = Vec::new();
    let reworded = comparison.of(Class::Reworded).count();
    if reworded > 0 {
        let were = if reworded == 1 { "was" } else { "were" };
        sentences
            .push(format!("{} {were} reworded, and nothing differs that is known to matter.", count(reworded, "rule")));
    }
    let idle = comparison.changes.iter().filter(|change| !change.binds).count();
    if idle > 0 {
        let bind = if idle == 1 { "binds" } else { "bind" };
        sentences.push(format!("{} changed that {bind} nobody.", count(idle, "text")));
    }
    let numbers: usize = comparison.documents.iter().map(|document| document.renumbered.len()).sum();
    if numbers > 0 {
        sentences.push(format!("{} shifted.", count(numbers, "number")));
    }
    let forms: usize = comparison.documents.iter().map(|document| document.formatting).sum();
    if forms > 0 {
        let differ = if forms == 1 { "differs" } else { "differ" };
        sentences.push(format!("{} {differ} only in form.", count(forms, "sentence")));
    }
    sentences
}
