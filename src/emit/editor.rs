//! What an editor shows of a report: the hover over a rule, and places as the Language Server Protocol counts them.

use super::bends::{discretion, may_bend};
use super::markdown::escaped;
use super::region::{Place, Region, Unit};
use super::sources::resembles;
use super::wording::{capitalized, decided, long_day};
use crate::finding::{Finding, Label};
use crate::report::Report;

/// Start and end of a label's matched words: line and column, both from 0, the column in units of UTF-16.
pub fn utf16_range(label: &Label) -> [(usize, usize); 2] {
    let Region { start, end } = Region::of(label, Unit::Utf16);
    [start, end].map(|Place { line, column }| (line - 1, column - 1))
}

/// What a finding says in one or two lines: what is wrong, and what to write instead.
pub fn brief(finding: &Finding, report: &Report) -> String {
    let rewrite = report.lints.get(&finding.lint).map(|card| card.rewrite.as_str()).filter(|text| !text.is_empty());
    let rewrite = rewrite.map(|text| format!("\nInstead: {text}")).unwrap_or_default();
    format!("{}{rewrite}", capitalized(&finding.message))
}

/// What is known of a finding, as Markdown: what the customer lives through, why, what to write instead, who may bend.
pub fn hover(finding: &Finding, report: &Report) -> String {
    let title =
        format!("**{}** · {} · {}", escaped(&capitalized(&finding.message)), finding.severity, finding.confidence);
    let mut parts = vec![title, format!("`{}`", finding.lint)];
    let mut part = |name: &str, text: &str| {
        if !text.is_empty() {
            parts.push(format!("**{name}.** {}", escaped(text)));
        }
    };
    if let Some(card) = report.lints.get(&finding.lint) {
        part("Customer", &card.customer_experience);
        part("Why", &card.why);
        part("Instead", &card.rewrite);
        part("Fine if", &card.acceptable_when.join("; "));
        part("Resembles", &resembles(&card.sources).unwrap_or_default());
    }
    if let Some(told) = may_bend(report, finding) {
        part("May bend", &told);
    }
    if let Some(suppressed) = &finding.suppressed {
        part("Suppressed", &format!("{} (until {})", suppressed.reason, long_day(&suppressed.until)));
    }
    if let Some(verdict) = report.reviewed.of(finding) {
        part("Reviewed", &capitalized(&decided(verdict)));
    }
    parts.join("\n\n")
}

/// Who may bend the rule at these bytes of a document, as Markdown; none without a register, or where there is no rule.
pub fn hover_bends(path: &str, byte: usize, report: &Report) -> Option<String> {
    let bends = report.bends.as_ref()?;
    let rules = bends.documents.iter().filter(|document| document.path == path).flat_map(|document| &document.rules);
    let seen = rules.into_iter().find(|seen| seen.label.span.start <= byte && byte <= seen.label.span.end)?;
    let told = discretion(bends, bends.discretion(path, seen.label.span)?);
    let anchor = seen.label.anchor.as_ref().map(|anchor| format!("`{anchor}`\n\n")).unwrap_or_default();
    Some(format!("{anchor}**May bend.** {}", escaped(&told)))
}
