//! The terminal's colours: sixteen-colour codes only, so that the reader's own theme decides how they look.

use crate::ruleset::Severity;
use anstyle::{AnsiColor, Color, Style};

/// Lines and numbers beside the text.
pub(crate) const GUTTER: Style = colored(AnsiColor::BrightBlue);
/// What a title or a message says.
pub(crate) const STRONG: Style = Style::new().bold();
/// What may be skipped.
pub(crate) const QUIET: Style = Style::new().dimmed();
/// An error, and anything else that makes the result worth less.
pub(crate) const BAD: Style = colored(AnsiColor::Red).bold();
/// A gap in what was audited.
pub(crate) const WARN: Style = colored(AnsiColor::Yellow).bold();
/// A kinder wording; a clean result.
pub(crate) const GOOD: Style = colored(AnsiColor::Green).bold();
/// Places that belong to a finding.
pub(crate) const RELATED: Style = colored(AnsiColor::BrightBlue).bold();

/// The style of a severity's word and of the words it underlines.
pub(crate) const fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Critical => colored(AnsiColor::Magenta).bold(),
        Severity::High => colored(AnsiColor::Red).bold(),
        Severity::Medium => colored(AnsiColor::Yellow).bold(),
        Severity::Low => colored(AnsiColor::Cyan).bold(),
        Severity::Info => colored(AnsiColor::BrightBlue),
    }
}

const fn colored(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(color)))
}
