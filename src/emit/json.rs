//! A report → the JSON of [`super::contract`], field by field, and safe to print into a terminal or a build log.

use super::bends_json::{BendsOut, MayBend};
use super::contract::{
    Audit, Baseline, Bright, Bytes, Counts, Document, DocumentOverride, Failure, FindingOut, Lint, NotAudited,
    Overridden, Place, Position, Reviewed, Ruleset, SCHEMA, Silenced, Suppressed, Tool, Totals, Unused, Verdict,
};
use super::sink::is_hidden;
use super::usage_json::UsageOut;
use crate::baseline::{Held, State};
use crate::error::Error;
use crate::finding::{self, ExceptionSource, Finding, Label, is_own_check};
use crate::register::Discretion;
use crate::report::{self, Before, DocumentSummary, LintCard, Report};
use crate::ruleset::Severity;
use crate::text::{LineColumn, Span};
use crate::verdict::{self, Tally};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the report as one JSON object, indented, with a line end behind it.
pub(crate) fn emit(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&Audit::from(report)).map_err(io::Error::other)?;
    writeln!(out, "{}", escaped(&text))
}

/// Writes the findings, one JSON object a line, each as in the whole.
pub(crate) fn emit_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let text = serde_json::to_string(&FindingOut::new(finding, report)).map_err(io::Error::other)?;
        writeln!(out, "{}", escaped(&text))?;
    }
    Ok(())
}

/// The same JSON with every hidden character as an escape, and no `##[` in it. Both occur in strings only.
pub(crate) fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        let hidden = character != '\n' && is_hidden(character);
        if hidden || (character == '#' && text.ends_with('#')) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(character);
        }
    }
    text
}

impl<'a> From<&'a Report> for Audit<'a> {
    fn from(report: &'a Report) -> Self {
        let mut of_document: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in &report.findings {
            of_document.entry(&finding.primary.path).or_default().push(finding);
        }
        let document = |document: &'a DocumentSummary| {
            Document::new(document, &of_document.remove(document.path.as_str()).unwrap_or_default(), report)
        };
        Self {
            schema: SCHEMA,
            tool: Tool { name: "dumbrules", version: &report.tool_version },
            today: &report.today,
            inputs: &report.inputs,
            ruleset: Ruleset {
                lints: report.ruleset.lints,
                hash: &report.ruleset.hash,
                switched_off: overridden(&report.ruleset.switched_off),
                changed: overridden(&report.ruleset.changed),
            },
            overrides: report.overrides.iter().map(DocumentOverride::from).collect(),
            totals: Totals {
                documents: report.documents.len(),
                not_audited: report.not_audited.len(),
                errors: report.errors.len(),
                words: report.words(),
                rules: report.rules(),
                restrictive_rules: report.documents.iter().map(|document| document.restrictive_rules).sum(),
                findings: Counts::of(report.counted()),
                min_confidence: report.min_confidence.word(),
                less_sure: report.less_sure,
                passed_over: report.passed_over.len(),
                suppressed: report.suppressed(),
                accepted: report.accepted(),
                reviewed: report.tally().into(),
            },
            documents: report.documents.iter().map(document).collect(),
            not_audited: report
                .not_audited
                .iter()
                .map(|it| NotAudited { path: &it.path, reason: &it.reason })
                .collect(),
            errors: report.errors.iter().map(Failure::from).collect(),
            findings: report.findings.iter().map(|finding| FindingOut::new(finding, report)).collect(),
            lints: report.lints.iter().map(|(id, card)| (id.as_str(), Lint::from(card))).collect(),
            silenced: report
                .silenced
                .iter()
                .map(|it| Silenced { lint: &it.lint, path: &it.path, line: it.line, span: it.span.into(), by: &it.by })
                .collect(),
            unused_verdicts: report.reviewed.unused.iter().map(Unused::from).collect(),
            bends: report.bends.as_ref().map(BendsOut::from),
            usage: report.usage.as_ref().map(UsageOut::from),
            baseline: report.baseline.as_ref().map(Baseline::from),
            comparison: report.comparison.as_ref().map(super::comparison_json::Body::from),
        }
    }
}

impl Counts {
    /// How many findings there are of each severity.
    fn of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        findings.for_each(|finding| counts.add(finding.severity));
        counts
    }

    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::High => self.high += 1,
            Severity::Medium => self.medium += 1,
            Severity::Low => self.low += 1,
            Severity::Info => self.info += 1,
        }
    }
}

impl<'a> Document<'a> {
    pub(crate) fn new(document: &'a DocumentSummary, findings: &[&Finding], report: &Report) -> Self {
        let excepted = |source: ExceptionSource| {
            let covers = |finding: &&&Finding| finding.suppressed.as_ref().is_some_and(|cover| cover.source == source);
            findings.iter().filter(covers).count()
        };
        Self {
            path: &document.path,
            title: &document.title,
            types: &document.types,
            types_from: &document.types_from,
            audience: &document.audience,
            audience_from: &document.audience_from,
            owner: document.owner.as_deref(),
            words: document.words,
            rules: document.rules,
            restrictive_rules: document.restrictive_rules,
            findings: Counts::of(findings.iter().copied().filter(|finding| report.counts(finding))),
            suppressed: excepted(ExceptionSource::Comment),
            accepted: excepted(ExceptionSource::Baseline),
            reviewed: report.reviewed.tally(findings.iter().copied()).into(),
            bright: document.bright.iter().map(|(id, title)| Bright { id, title }).collect(),
            unread: &document.unread,
        }
    }
}

impl<'a> From<&'a Error> for Failure<'a> {
    fn from(error: &'a Error) -> Self {
        let at = error.place.as_ref().and_then(|place| place.at);
        Self {
            message: &error.message,
            path: error.place.as_ref().map(|place| place.path.as_str()),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            help: error.help.as_deref(),
        }
    }
}

impl<'a> FindingOut<'a> {
    pub(crate) fn new(finding: &'a Finding, report: &'a Report) -> Self {
        Self {
            lint: &finding.lint,
            severity: finding.severity.word(),
            confidence: finding.confidence.word(),
            told_by: &finding.told_by,
            message: &finding.message,
            identity: &finding.identity,
            primary: Place::from(&finding.primary),
            related: finding.related.iter().map(Place::from).collect(),
            suppressed: finding.suppressed.as_ref().map(Suppressed::from),
            lapsed: finding.lapsed.as_ref().map(Suppressed::from),
            before: report.before(finding).map(Before::word),
            may_bend: may_bend(report, finding),
            verdict: report.reviewed.of(finding).map(Verdict::from),
        }
    }
}

impl<'a> From<&'a finding::Suppressed> for Suppressed<'a> {
    fn from(cover: &'a finding::Suppressed) -> Self {
        Self { reason: &cover.reason, by: cover.by.as_deref(), until: &cover.until, source: cover.source.word() }
    }
}

impl<'a> From<&'a Held> for Baseline<'a> {
    fn from(held: &'a Held) -> Self {
        Self {
            file: &held.file,
            open: held.count(State::Open),
            expiring: held.count(State::Expiring),
            expired: held.count(State::Expired),
            fixed: held.count(State::Fixed),
            not_audited: held.count(State::NotAudited),
        }
    }
}

/// What staff may do with the rule of a finding; none without a register, or when it is about the register itself.
fn may_bend<'a>(report: &'a Report, finding: &Finding) -> Option<MayBend<'a>> {
    let bends = report.bends.as_ref().filter(|_| !is_own_check(&finding.lint))?;
    Some(MayBend::new(bends, report.discretion(finding).unwrap_or(&Discretion::Rigid)))
}

impl<'a> From<&'a verdict::Verdict> for Verdict<'a> {
    fn from(verdict: &'a verdict::Verdict) -> Self {
        Self {
            verdict: verdict.verdict.word(),
            reason: verdict.reason.as_deref(),
            note: verdict.note.as_deref(),
            by: verdict.by.as_deref(),
            on: &verdict.on,
        }
    }
}

impl<'a> From<&'a verdict::Verdict> for Unused<'a> {
    fn from(verdict: &'a verdict::Verdict) -> Self {
        Self {
            finding: &verdict.finding,
            lint: &verdict.lint,
            document: &verdict.document,
            quote: &verdict.quote,
            verdict: verdict.into(),
        }
    }
}

impl From<Tally> for Reviewed {
    fn from(tally: Tally) -> Self {
        Self { findings: tally.findings, confirmed: tally.confirmed, dismissed: tally.dismissed }
    }
}

impl<'a> From<&'a Label> for Place<'a> {
    fn from(label: &'a Label) -> Self {
        Self {
            path: &label.path,
            start: label.start.into(),
            end: label.end.into(),
            span: label.span.into(),
            matched: label.matched.into(),
            quote: &label.quote,
            reading: &label.reading,
            section: &label.section,
            anchor: label.anchor.as_deref(),
            note: label.note.as_deref(),
        }
    }
}

impl<'a> From<&'a LintCard> for Lint<'a> {
    fn from(card: &'a LintCard) -> Self {
        Self {
            title: &card.title,
            severity: card.severity.word(),
            layer: &card.layer,
            customer_experience: &card.customer_experience,
            why: &card.why,
            rewrite: &card.rewrite,
            acceptable_when: &card.acceptable_when,
            sources: &card.sources,
        }
    }
}

impl From<LineColumn> for Position {
    fn from(place: LineColumn) -> Self {
        Self { line: place.line, column: place.column }
    }
}

impl From<Span> for Bytes {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl<'a> From<&'a report::DocumentOverride> for DocumentOverride<'a> {
    fn from(it: &'a report::DocumentOverride) -> Self {
        let (lint, reason) = (it.lint.as_deref(), it.reason.as_deref());
        let (documents, findings) = (it.documents, it.findings);
        Self { glob: &it.glob, from: &it.from, lint, change: &it.change, reason, documents, findings }
    }
}

fn overridden(lints: &[(String, String)]) -> Vec<Overridden<'_>> {
    lints.iter().map(|(lint, reason)| Overridden { lint, reason }).collect()
}
