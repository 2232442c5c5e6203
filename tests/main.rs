//! One binary for all integration tests, one module per theme.

mod audit;
mod cli;
mod documents;
mod emitters;
mod evaluation;
mod facts;
mod git;
mod lessons;
mod patterns;
mod properties;
mod quantities;
mod reports;
mod review;
mod revision;
mod rules;
mod ruleset_files;
mod rulesets;
mod sentences;
mod support;
mod tidy;
mod verdicts;
mod yaml;
