//! One binary for all integration tests, one module per theme.

mod audit;
mod cli;
mod documents;
mod editing;
mod emitters;
mod evaluation;
mod facts;
mod lessons;
mod log;
mod marks;
mod patterns;
mod properties;
mod quantities;
mod register;
mod register_edits;
mod reports;
mod review;
mod rules;
mod ruleset_files;
mod rulesets;
mod sentences;
mod support;
mod tidy;
mod verdicts;
mod yaml;
