//! Exit codes: the same three for every command.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: the job was done, and nothing stands in the way.
    Clean,
    /// 1: the job was done, and the gate does not open: findings at or above `--fail-on`, examples that fail, an
    /// evaluation that is worse.
    Findings,
    /// 2: the job, or a part of it, could not be done.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::Failure => Self::from(2),
        }
    }
}
