//! Audits a company's policy handbook for rules that hurt its customers.

pub mod cli;
pub mod document;
pub mod emit;
pub mod error;
pub mod fact;
pub mod finding;
pub mod pattern;
pub mod report;
pub mod rule;
pub mod ruleset;
pub mod text;
mod words;
pub mod yaml;
