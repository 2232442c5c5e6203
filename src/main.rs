//! Parses the arguments, calls [`dumbrules::cli::run`], returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dumbrules::cli::run(std::env::args_os()).into()
}
