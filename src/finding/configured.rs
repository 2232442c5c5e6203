//! Checks of the configuration that only show when documents have been read.

use super::Checks;
use crate::ruleset::Severity;

/// The checks of the configuration.
pub const CONFIGURATION_CHECKS: Checks = Checks {
    layer: "core",
    customer_experience: "",
    table: &[(
        "configuration/unused",
        Severity::Low,
        "An entry of `documents` fits no document",
        "It was written for documents that were renamed or removed, or its glob is mistyped; so what it says does not hold \
         where somebody thinks it does.",
        "Mend the glob, or remove the entry.",
    )],
};
