//! Markdown for a comment on a pull request or the summary of a build: short enough to be read, with a fold for the rest.

use super::bends::may_bend;
use super::region::{Region, Unit};
use super::sink::flowing;
use super::source_url::Root;
use super::wording::{by_severity, capitalized, count, headline, verdict};
use crate::finding::{CHANGE_CHECKS, Finding};
use crate::report::Report;
use crate::ruleset::Severity;
use std::io::{self, Write};

/// Findings that are shown before the fold.
const MOST_OPEN: usize = 10;
/// Findings that are shown at all; GitHub takes a comment of 65,536 characters.
const MOST_SHOWN: usize = 100;

/// Writes what counts: the verdict, the worst findings, the others behind a fold.
pub(crate) fn emit(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Policy audit: {}\n", escaped(&headline(report)))?;
    if !report.errors.is_empty() {
        writeln!(out, "> [!CAUTION]\n> This audit is not complete.")?;
        for error in &report.errors {
            let place =
                error.place.as_ref().map(|place| format!("`{}`: ", code(&root.path(&place.path)))).unwrap_or_default();
            writeln!(out, "> - {place}{}", escaped(&error.message))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}\n", escaped(&verdict(report)))?;
    changes(report, root, out)?;
    let mut findings: Vec<&Finding> = report.counted().filter(|finding| !CHANGE_CHECKS.has(&finding.lint)).collect();
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}\n", by_severity(&report.severity_counts()))?;
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let worst = findings.iter().filter(|finding| finding.severity >= Severity::High).count().clamp(1, MOST_OPEN);
    let (open, folded) = findings.split_at(worst.min(findings.len()));
    table(report, root, open, out)?;
    if !folded.is_empty() {
        let shown = &folded[..folded.len().min(MOST_SHOWN)];
        writeln!(out, "\n<details>\n<summary>{}</summary>\n", count(folded.len(), "more finding"))?;
        table(report, root, shown, out)?;
        if let Some(more) = folded.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            writeln!(out, "\nAnd {}, in the full report.", count(more, "more finding"))?;
        }
        writeln!(out, "\n</details>")?;
    }
    writeln!(
        out,
        "\n<sub>dumbrules {} · candidates, not verdicts · not legal advice</sub>",
        escaped(&report.tool_version)
    )
}

/// What the change does to the files that judge it, and the exceptions that it adds: never behind a fold.
fn changes(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let changes: Vec<&Finding> = report.findings.iter().filter(|finding| CHANGE_CHECKS.has(&finding.lint)).collect();
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "**This change also decides what audits say.** A person should say yes to each:\n")?;
    for finding in changes {
        let place = format!("{}:{}", code(&root.path(&finding.primary.path)), finding.primary.start.line);
        writeln!(out, "- {} (`{place}`)", escaped(&capitalized(&finding.message)))?;
    }
    writeln!(out)
}

fn table(report: &Report, root: &Root, findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    let in_use = report.bends.is_some();
    let (may, line) = if in_use { (" May bend |", "---|") } else { ("", "") };
    writeln!(out, "| | Where | What | The rule |{may}\n|---|---|---|---|{line}")?;
    for finding in findings {
        let start = Region::of(&finding.primary, Unit::Characters).start;
        let quote = flowing(&finding.primary.quote);
        let short: String = quote.chars().take(MOST_QUOTED).collect();
        let rest = if short.len() < quote.len() { "…" } else { "" };
        let may = if in_use {
            format!(" {} |", escaped(&may_bend(report, finding).unwrap_or_default()))
        } else {
            String::new()
        };
        writeln!(
            out,
            "| **{}** | `{}:{}` | {}<br>`{}` | {}{rest} |{may}",
            finding.severity,
            code(&root.path(&finding.primary.path)),
            start.line,
            escaped(&capitalized(&finding.message)),
            code(&finding.lint),
            escaped(&short)
        )?;
    }
    Ok(())
}

/// Characters of a quote in a table.
const MOST_QUOTED: usize = 160;

/// A text with nothing in it that Markdown or HTML would read as markup, nor GitHub as a mention.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in flowing(text).chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // A zero-width space would be a hidden character; an entity shows the same sign and mentions nobody.
            '@' => escaped.push_str("&#64;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A text inside a code span.
fn code(text: &str) -> String {
    flowing(text).replace('`', "'").replace('|', "¦")
}
