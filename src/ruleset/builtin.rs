//! The shipped rulesets. `build.rs` reads and checks `rulesets/` and leaves them here as data.

use super::literals::{Clause, Memo};
use super::written::Ruleset;
use std::collections::HashMap;
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

static CLAUSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/clauses.postcard"));

/// The clauses of the shipped patterns, found at build time.
pub fn memo() -> &'static HashMap<String, Vec<Clause>> {
    static MEMO: OnceLock<HashMap<String, Vec<Clause>>> = OnceLock::new();
    MEMO.get_or_init(|| {
        let memo: Memo = postcard::from_bytes(CLAUSES).expect("`build.rs` wrote the data with the same types");
        memo.into_iter().collect()
    })
}
