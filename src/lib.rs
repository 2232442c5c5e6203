//! Audits a company's policy handbook for rules that hurt its customers.

pub mod emit;
pub mod error;
pub mod finding;
pub mod report;
pub mod rule;
pub mod ruleset;
pub mod text;
pub mod yaml;
