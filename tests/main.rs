//! One binary for all integration tests, one module per theme.

mod emitters;
mod quantities;
mod reports;
mod ruleset_files;
mod sentences;
mod yaml;
