//! The shipped rulesets. `build.rs` reads and checks `rulesets/` and leaves them here as data.

use super::written::Ruleset;
use crate::pattern::Shelf;
use std::sync::OnceLock;

static DATA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rulesets.postcard"));

/// The shipped rulesets; their texts are borrowed from the program.
///
/// ```
/// let ruleset = dumbrules::ruleset::builtin();
/// assert!(ruleset.lints.iter().any(|lint| lint.id == "refund/no-refunds"));
/// ```
pub fn builtin() -> Ruleset {
    postcard::from_bytes(DATA).expect("`build.rs` wrote the data with the same types")
}

static PATTERNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.postcard"));

/// The shipped patterns, prepared at build time.
pub fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| Shelf::unpack(PATTERNS).expect("`build.rs` wrote the data with the same types"))
}
