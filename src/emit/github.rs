//! Workflow commands of GitHub Actions: annotations beside the lines of a pull request.
//!
//! Values are escaped as the runner unescapes them, so that no policy can write a command of its own. Columns are given only
//! when the words stand on one line. GitHub shows ten of each kind a step, so ten are written and the rest is counted.
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use super::region::{Region, Unit};
use super::sink::flowing;
use super::source_url::Root;
use super::wording::{capitalized, count, headline};
use crate::finding::Finding;
use crate::report::Report;
use crate::ruleset::Severity;
use std::io::{self, Write};

/// Annotations of each kind that GitHub shows.
const MOST: usize = 10;

/// Writes one command a finding that counts, the worst of each kind first, and one that says how it ended.
pub(crate) fn emit(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    for error in &report.errors {
        let place = error.place.as_ref().map_or_else(String::new, |place| {
            let line = place.at.map_or_else(String::new, |at| format!(",line={}", at.line));
            format!(" file={}{line}", property(&root.path(&place.path)))
        });
        let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        writeln!(out, "::error{place}::{}", data(&format!("{}{help}", error.message)))?;
    }
    let mut left = 0;
    for kind in ["error", "warning", "notice"] {
        let mut findings: Vec<&Finding> =
            report.counted().filter(|finding| self::kind(finding.severity) == kind).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        left += findings.len().saturating_sub(MOST);
        for finding in findings.into_iter().take(MOST) {
            writeln!(out, "{}", command(finding, report, root, kind))?;
        }
    }
    let more = match left {
        0 => String::new(),
        left => format!(" {} not shown here: GitHub shows {MOST} of a kind.", count(left, "more finding")),
    };
    writeln!(out, "::notice title=dumbrules::{}", data(&format!("{}.{more}", headline(report))))
}

fn command(finding: &Finding, report: &Report, root: &Root, kind: &str) -> String {
    let Region { start, end } = Region::of(&finding.primary, Unit::Characters);
    let columns =
        if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    let title = format!("{} [{}]", finding.severity, finding.lint);
    let rewrite = report.lints.get(&finding.lint).map(|card| card.rewrite.as_str()).filter(|text| !text.is_empty());
    let rewrite = rewrite.map(|text| format!("\nInstead: {text}")).unwrap_or_default();
    format!(
        "::{kind} file={},line={},endLine={}{columns},title={}::{}",
        property(&root.path(&finding.primary.path)),
        start.line,
        end.line,
        property(&title),
        data(&format!("{}{rewrite}", capitalized(&finding.message)))
    )
}

const fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    }
}

/// A message as the runner unescapes it, with nothing hidden in it and nothing that another runner would obey.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(flowing).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property as the runner unescapes it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
