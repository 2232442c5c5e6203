//! One binary for all integration tests, one module per theme.

mod audit;
mod cli;
mod documents;
mod emitters;
mod evaluation;
mod facts;
mod lessons;
mod patterns;
mod properties;
mod quantities;
mod register_edits;
mod register;
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
