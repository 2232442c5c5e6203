//! The shipped rulesets. `build.rs` reads and checks `rulesets/` and leaves them here as data.

use super::written::Ruleset;
use crate::pattern::{Memo, Prepared};
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

static PATTERNS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.postcard"));

/// The shipped patterns, prepared at build time, by source.
pub fn memo() -> &'static HashMap<String, Prepared> {
    static MEMO: OnceLock<HashMap<String, Prepared>> = OnceLock::new();
    MEMO.get_or_init(|| {
        let memo: Memo = postcard::from_bytes(PATTERNS).expect("`build.rs` wrote the data with the same types");
        memo.into_iter().map(|prepared| (prepared.source.clone(), prepared)).collect()
    })
}
