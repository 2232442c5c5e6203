//! One test binary, one module per theme.

mod ruleset_files;
mod yaml;
