//! SARIF 2.1.0, for code scanning and every viewer that reads it. Only here a lint is called a rule, because SARIF does.
//!
//! Columns are UTF-16 units, as `columnKind` says. Paths are relative to `%SRCROOT%`. A finding's identity is its partial
//! fingerprint, so that a viewer follows it through edits; a suppressed or dismissed one is there, with why.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use super::bends::may_bend;
use super::json::escaped;
use super::plain::uri;
use super::region::{Region, Unit};
use super::source_url::Root;
use super::sources::resembles;
use super::wording::{capitalized, decided, excepted};
use crate::finding::{ExceptionSource, Finding, Label};
use crate::report::{LintCard, Report};
use crate::ruleset::{Confidence, Severity};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Most results that are written: readers of SARIF take no more of one run.
const MOST_RESULTS: usize = 25_000;

/// Writes the report as one SARIF log with one run.
pub(crate) fn emit(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let ids: Vec<&str> = report.lints.keys().map(String::as_str).collect();
    let rules: Vec<Value> = report.lints.iter().map(|(id, card)| rule(id, card)).collect();
    let results: Vec<Value> =
        report.findings.iter().take(MOST_RESULTS).map(|finding| result(finding, report, root, &ids)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "dumbrules",
                "semanticVersion": report.tool_version,
                "rules": rules,
                "properties": {"ruleset": report.ruleset.hash},
            }},
            "columnKind": "utf16CodeUnits",
            "invocations": [invocation(report, root)],
            "results": results,
        }],
    });
    let text = serde_json::to_string_pretty(&log).map_err(io::Error::other)?;
    writeln!(out, "{}", escaped(&text))
}

/// What a viewer shows of a lint.
fn rule(id: &str, card: &LintCard) -> Value {
    let help = [
        ("What the customer lives through", card.customer_experience.as_str()),
        ("Why it hurts", &card.why),
        ("Try instead", &card.rewrite),
    ];
    let help: Vec<(&str, String)> = help
        .into_iter()
        .map(|(title, text)| (title, text.to_owned()))
        .chain([("Acceptable when", card.acceptable_when.join("; "))])
        .chain([("Sources", resembles(&card.sources).map(|it| capitalized(&it)).unwrap_or_default())])
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    let plain: Vec<String> = help.iter().map(|(title, text)| format!("{title}: {text}")).collect();
    let markdown: Vec<String> = help.iter().map(|(title, text)| format!("**{title}.** {}", marked(text))).collect();
    let words = id.split(['/', '-']).map(capitalized);
    json!({
        "id": id,
        "name": words.collect::<String>(),
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": if card.customer_experience.is_empty() { &card.why } else { &card.customer_experience }},
        "help": {"text": plain.join("\n\n"), "markdown": markdown.join("\n\n")},
        "defaultConfiguration": {"level": level(card.severity)},
        "properties": {
            "tags": [id.split('/').next().unwrap_or_default(), card.layer],
            "problem.severity": problem(card.severity),
            "severity": card.severity.word(),
        },
    })
}

fn result(finding: &Finding, report: &Report, root: &Root, ids: &[&str]) -> Value {
    let mut result = json!({
        "ruleId": finding.lint,
        "level": level(finding.severity),
        "message": {"text": capitalized(&finding.message)},
        "locations": [location(&finding.primary, root, None)],
        "partialFingerprints": {"dumbrules/v1": finding.identity},
        "properties": {
            "severity": finding.severity.word(),
            "confidence": finding.confidence.word(),
            "precision": precision(finding.confidence),
        },
    });
    let fields = result.as_object_mut().expect("it was made an object above");
    if let Some(index) = ids.iter().position(|id| *id == finding.lint) {
        fields.insert("ruleIndex".to_owned(), json!(index));
    }
    if let (Some(told), Some(properties)) = (may_bend(report, finding), fields["properties"].as_object_mut()) {
        properties.insert("mayBend".to_owned(), json!(told));
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(at, label)| location(label, root, Some(at)));
        fields.insert("relatedLocations".to_owned(), related.collect());
    }
    if let Some(before) = report.before(finding) {
        fields.insert("baselineState".to_owned(), json!(before.word()));
    }
    let suppressions = suppressions(finding, report);
    if !suppressions.is_empty() {
        fields.insert("suppressions".to_owned(), Value::Array(suppressions));
    }
    result
}

/// Why a finding does not count: a comment in the text, an entry of the baseline, or what a person decided.
fn suppressions(finding: &Finding, report: &Report) -> Vec<Value> {
    let in_source = finding.suppressed.iter().map(|cover| {
        let kind = match cover.source {
            ExceptionSource::Comment => "inSource",
            ExceptionSource::Baseline => "external",
        };
        json!({"kind": kind, "status": "accepted", "justification": excepted(cover)})
    });
    let dismissed = report.reviewed.dismisses(finding).then(|| report.reviewed.of(finding)).flatten();
    let external = dismissed.map(
        |verdict| json!({"kind": "external", "status": "accepted", "justification": capitalized(&decided(verdict))}),
    );
    in_source.chain(external).collect()
}

fn location(label: &Label, root: &Root, id: Option<usize>) -> Value {
    let Region { start, end } = Region::of(label, Unit::Utf16);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(&root.path(&label.path)), "uriBaseId": "%SRCROOT%"},
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
                "snippet": {"text": label.quote},
            },
        },
    });
    let fields: &mut Map<String, Value> = location.as_object_mut().expect("it was made an object above");
    if !label.section.is_empty() {
        let name = label.section.join(" › ");
        fields.insert("logicalLocations".to_owned(), json!([{"fullyQualifiedName": name, "kind": "section"}]));
    }
    if let Some(id) = id {
        fields.insert("id".to_owned(), json!(id));
        let note = label.note.as_deref().unwrap_or("belongs to it");
        fields.insert("message".to_owned(), json!({"text": capitalized(note)}));
    }
    location
}

/// Whether the job was done, and what was not.
fn invocation(report: &Report, root: &Root) -> Value {
    let errors = report.errors.iter().map(|error| {
        let place = error.place.as_ref().map(|place| format!("{}: ", root.path(&place.path))).unwrap_or_default();
        let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        json!({"level": "error", "message": {"text": format!("{place}{}{help}", error.message)}})
    });
    let left_out = report.not_audited.iter().map(|document| {
        json!({"level": "warning", "message": {"text": format!("{}: not audited, {}", root.path(&document.path), document.reason)}})
    });
    let more = report.findings.len().checked_sub(MOST_RESULTS).filter(|more| *more > 0);
    let more = more.map(|more| {
        let text = format!("{more} more findings are left out: readers of SARIF take {MOST_RESULTS} at most");
        json!({"level": "warning", "message": {"text": text}})
    });
    let notifications: Vec<Value> = errors.chain(left_out).chain(more).collect();
    json!({
        "executionSuccessful": report.errors.is_empty() && !report.documents.is_empty(),
        "toolExecutionNotifications": notifications,
    })
}

/// SARIF has three levels.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// The word that code scanning sorts by.
const fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "recommendation",
    }
}

/// The word that code scanning shows.
const fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "high",
        Confidence::Likely => "medium",
        Confidence::Possible => "low",
    }
}

/// A text with nothing in it that Markdown would read as markup.
fn marked(text: &str) -> String {
    super::markdown::escaped(text)
}
