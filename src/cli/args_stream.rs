//! Door to clap for streams of documents: what was typed.

use clap::Args;

/// Documents that come as lines of JSON.
#[derive(Debug, Args)]
pub(super) struct StreamArgs {
    /// Read documents from standard input, one JSON object a line: {"id": …, "text": …}; write JSON lines
    ///
    /// For data frames and pipelines: each document is audited on its own, in bounded memory; what is found is written in
    /// the order of the lines. Each line is answered by its findings and then by one record that says how it ended:
    /// `document`, `not_audited` or `error`. A line may also hold `path`, `type` and `audience`.
    #[arg(long, conflicts_with_all = [
        "paths", "base", "trusted_rev", "verdicts", "register", "baseline", "expiry", "log", "nominations", "format", "output", "json",
        "html", "verbose",
    ])]
    pub(super) stdin_jsonl: bool,
}
