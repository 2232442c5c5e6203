//! Audits a company's policy handbook for rules that hurt its customers.
//!
//! The code tells one sentence: text → document → rule → fact → lesson → ruleset → finding → verdict →
//! baseline → evaluation → register → log → revision → card → report → emit → cli. Each module uses only those before it; `docs/architecture.md` has the map.
//!
//! ```
//! use dumbrules::document::{self, Profile};
//! use dumbrules::finding::{self, Options, Scratch};
//! use dumbrules::ruleset::{self, Overrides};
//! use dumbrules::text::SourceFile;
//!
//! let ruleset = ruleset::compile(ruleset::builtin(), &Overrides::default(), ruleset::shelf()).expect("shipped lints run");
//! let policy = document::parse(SourceFile::new("returns.md", "# Returns\n\nNo refunds under any circumstances.\n"));
//! let profile = Profile::of(&policy, (None, None));
//! let audited = finding::audit(&policy, &profile, &ruleset, &Options::default(), &mut Scratch::default());
//! assert!(audited.findings.iter().any(|finding| finding.lint == "refund/no-refunds"));
//! ```

pub mod baseline;
pub mod card;
pub mod cli;
pub mod day;
pub mod document;
pub mod emit;
pub mod error;
pub mod evaluation;
pub mod fact;
pub mod finding;
pub mod interval;
pub mod lesson;
pub mod log;
pub mod pattern;
pub mod register;
pub mod report;
pub mod revision;
pub mod rule;
pub mod ruleset;
pub mod text;
pub mod verdict;
mod words;
pub mod yaml;
