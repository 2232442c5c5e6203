//! JUnit and Checkstyle: the two XML formats that every build server reads.
//!
//! XML 1.0 has no place for most control characters, not even escaped: they become `U+FFFD`.

use super::grouped::groups;
use super::region::{Region, Unit};
use super::source_url::Root;
use super::wording::{Ending, capitalized, ending, headline};
use crate::report::Report;
use crate::ruleset::Severity;
use std::io::{self, Write};

/// Writes a suite a document, a failed case a finding; a document without findings is one case that passes.
pub(crate) fn junit(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let groups: Vec<_> = groups(report).into_iter().filter(|group| !group.counted.is_empty()).collect();
    let failures: usize = groups.iter().map(|group| group.counted.len()).sum();
    let clean: Vec<&str> = report.documents.iter().map(|document| document.path.as_str()).collect();
    let clean: Vec<&str> = clean.into_iter().filter(|path| !groups.iter().any(|group| group.path == *path)).collect();
    let errors = report.errors.len() + usize::from(ending(report) == Ending::Nothing && report.errors.is_empty());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let tests = failures + clean.len() + errors;
    writeln!(out, "<testsuites name=\"dumbrules\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">")?;
    if errors > 0 {
        writeln!(out, "  <testsuite name=\"dumbrules\" tests=\"{errors}\" failures=\"0\" errors=\"{errors}\">")?;
        let told = report.errors.iter().map(|error| {
            let place = error.place.as_ref().map_or("dumbrules".to_owned(), |place| root.path(&place.path));
            (place, format!("{} ({})", error.message, error.help.as_deref().unwrap_or_default()))
        });
        let nothing = report.errors.is_empty().then(|| ("dumbrules".to_owned(), headline(report)));
        for (place, message) in told.chain(nothing) {
            writeln!(out, "    <testcase classname=\"{}\" name=\"readable\">", escaped(&place))?;
            writeln!(out, "      <error message=\"{}\"/>", escaped(&message))?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    for group in &groups {
        let n = group.counted.len();
        let path = escaped(&root.path(group.path));
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{n}\" failures=\"{n}\" errors=\"0\">")?;
        for finding in &group.counted {
            let start = Region::of(&finding.primary, Unit::Characters).start;
            let name = format!("{} at line {} ({})", finding.lint, start.line, finding.identity);
            let message = escaped(&capitalized(&finding.message));
            writeln!(
                out,
                "    <testcase classname=\"{path}\" name=\"{}\" file=\"{path}\" line=\"{}\">",
                escaped(&name),
                start.line
            )?;
            let rewrite = report.lints.get(&finding.lint).map_or("", |card| card.rewrite.as_str());
            let text = format!(
                "{}:{}:{}\n{}\nInstead: {rewrite}",
                root.path(group.path),
                start.line,
                start.column,
                finding.primary.quote
            );
            writeln!(
                out,
                "      <failure type=\"{}\" message=\"{message}\">{}</failure>",
                finding.severity,
                escaped(&text)
            )?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    for path in clean {
        let path = escaped(&root.path(path));
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"0\">")?;
        writeln!(out, "    <testcase classname=\"{path}\" name=\"no findings\"/>")?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Writes the findings that count, by file.
pub(crate) fn checkstyle(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<checkstyle version=\"8.0\">")?;
    for error in &report.errors {
        let (path, line) = error
            .place
            .as_ref()
            .map_or(("dumbrules".to_owned(), 0), |place| (root.path(&place.path), place.at.map_or(0, |at| at.line)));
        writeln!(out, "  <file name=\"{}\">", escaped(&path))?;
        writeln!(
            out,
            "    <error line=\"{line}\" severity=\"error\" message=\"{}\" source=\"dumbrules\"/>",
            escaped(&error.message)
        )?;
        writeln!(out, "  </file>")?;
    }
    for group in groups(report).iter().filter(|group| !group.counted.is_empty()) {
        writeln!(out, "  <file name=\"{}\">", escaped(&root.path(group.path)))?;
        for finding in &group.counted {
            let start = Region::of(&finding.primary, Unit::Characters).start;
            let severity = match finding.severity {
                Severity::Critical | Severity::High => "error",
                Severity::Medium => "warning",
                Severity::Low | Severity::Info => "info",
            };
            writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"dumbrules.{}\"/>",
                start.line,
                start.column,
                escaped(&capitalized(&finding.message)),
                escaped(&finding.lint)
            )?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}

/// A text as XML holds it, in an attribute or between tags.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => escaped.push('\u{FFFD}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}
