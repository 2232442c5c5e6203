//! Checks of what a change does to the files that judge it: they are told, so that a person looks.

use super::Checks;
use crate::ruleset::Severity;

const WHY: &str =
    "It decides what audits say from now on. What a change adds to its own judge does not excuse that change.";
const LOOK: &str = "Whoever reviews the change reads this too, and says yes to it or not.";

/// The checks of changes.
pub const CHANGE_CHECKS: Checks = Checks {
    layer: "core",
    customer_experience: "",
    table: &[
        ("change/configuration", Severity::Info, "This change edits the configuration", WHY, LOOK),
        ("change/lints", Severity::Info, "This change edits lints", WHY, LOOK),
        ("change/baseline", Severity::Info, "This change edits the baseline", WHY, LOOK),
        ("change/verdicts", Severity::Info, "This change edits verdicts", WHY, LOOK),
        ("change/register", Severity::Info, "This change edits the register of bends", WHY, LOOK),
        ("change/passed-over", Severity::Info, "This change edits which documents are passed over", WHY, LOOK),
        ("change/document", Severity::Info, "This change edits what a document is", WHY, LOOK),
        ("change/suppression", Severity::Info, "This change adds a suppression", WHY, LOOK),
    ],
};
