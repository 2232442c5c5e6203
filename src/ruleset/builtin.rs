//! The shipped rulesets. `build.rs` reads and checks `rulesets/` and leaves them here as data.

use super::written::Ruleset;

static DATA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rulesets.postcard"));

/// The shipped rulesets; their texts are borrowed from the program.
///
/// ```
/// let ruleset = dumbrules::ruleset::builtin::ruleset();
/// assert!(ruleset.lints.iter().any(|lint| lint.id == "refund/no-refunds"));
/// ```
pub fn ruleset() -> Ruleset {
    postcard::from_bytes(DATA).expect("`build.rs` wrote the data with the same types")
}
