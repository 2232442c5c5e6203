//! The YAML of a `dumbrules.yaml` → [`Configuration`]: its fields, and what may stand in them.

use super::settings::{Configuration, DocumentGlob};
use crate::document::{Audience, DocumentType};
use crate::ruleset::{Confidence, Severity};
use crate::yaml;
use std::path::PathBuf;

/// Reads a whole configuration.
pub(super) fn read_configuration(reader: &mut yaml::Reader<'_>, node: &yaml::Node) -> Configuration {
    let mut configuration = Configuration::default();
    if node.is_null() {
        return configuration;
    }
    let legal = [
        "extends",
        "policies",
        "exclude",
        "documents",
        "rulesets",
        "lints",
        "fail-on",
        "min-confidence",
        "verdicts",
        "baseline",
        "reviewer",
        "register",
        "log",
        "nominations",
    ];
    let mut fields = reader.fields(node, "the configuration", &legal);
    let paths = |reader: &mut yaml::Reader<'_>, node: &yaml::Node| -> Vec<PathBuf> {
        reader.texts(node).into_iter().map(PathBuf::from).collect()
    };
    configuration.extends = fields.or_default("extends", |reader, node| match &node.shape {
        yaml::Shape::List(_) => reader.list(node, |reader, node| (reader.text(node), node.span)),
        _ => vec![(reader.text(node), node.span)],
    });
    configuration.policies = fields.or_default("policies", paths);
    configuration.exclude = fields.or_default("exclude", yaml::Reader::texts);
    configuration.rulesets = fields.or_default("rulesets", paths);
    configuration.documents = fields.or_default("documents", |reader, node| reader.list(node, read_document_glob));
    configuration.fail_on =
        fields.optional("fail-on", |reader, node| reader.choice(node, &Severity::ALL, Severity::word));
    configuration.min_confidence =
        fields.optional("min-confidence", |reader, node| reader.choice(node, Confidence::ALL, Confidence::word));
    configuration.verdicts = fields.optional("verdicts", yaml::Reader::text).map(PathBuf::from);
    configuration.baseline = fields.optional("baseline", yaml::Reader::text).map(PathBuf::from);
    configuration.register = fields.optional("register", yaml::Reader::text).map(PathBuf::from);
    configuration.log = fields.or_default("log", paths);
    configuration.nominations = fields.or_default("nominations", paths);
    configuration.reviewer = fields.optional("reviewer", yaml::Reader::text);
    let overrides = fields.or_default("lints", |reader, node| reader.map(node, read_override));
    for (key, change) in overrides {
        let id = key.text.clone();
        configuration.named_lints.push((id.clone(), key.span));
        if let Some(reason) = change.off {
            configuration.overrides.off.insert(id.clone(), reason);
        }
        if let Some(severity) = change.severity {
            configuration.overrides.severity.insert(id.clone(), severity);
        }
        if let Some(threshold) = change.threshold {
            configuration.overrides.threshold.insert(id, threshold);
        }
    }
    configuration
}

/// What a configuration changes about one lint.
#[derive(Debug, Default)]
struct Change {
    off: Option<String>,
    severity: Option<(Severity, String)>,
    threshold: Option<f64>,
}

fn read_override(reader: &mut yaml::Reader<'_>, node: &yaml::Node) -> Change {
    let mut fields = reader.fields(node, "a lint's settings", &["off", "reason", "severity", "threshold"]);
    let off = fields.or_default("off", yaml::Reader::flag);
    let reason = fields.optional("reason", yaml::Reader::text);
    let severity = fields.optional("severity", |reader, node| reader.choice(node, &Severity::ALL, Severity::word));
    let threshold = fields.optional("threshold", yaml::Reader::number);
    if (off || severity.is_some()) && reason.is_none() {
        let span = fields.node().span;
        fields.reader().mistake(
            span,
            "a lint is changed without a reason",
            "add `reason: …`: it is printed in every report",
        );
    }
    let severity = severity.zip(reason.clone());
    Change { off: reason.filter(|_| off), severity, threshold }
}

fn read_document_glob(reader: &mut yaml::Reader<'_>, node: &yaml::Node) -> DocumentGlob {
    let mut fields = reader.fields(node, "an entry of `documents`", &["glob", "type", "audience"]);
    let glob = fields.required("glob", yaml::Reader::text);
    let types = fields.optional("type", |reader, node| {
        let names: Vec<&str> = crate::document::TYPES.iter().map(|(name, _)| *name).collect();
        let text = reader.text(node);
        DocumentType::from_name(&text).unwrap_or_else(|| {
            reader.unknown(node.span, format!("`{text}` is no document type"), &text, "Types", &names);
            DocumentType::default()
        })
    });
    let audience = fields.optional("audience", |reader, node| reader.choice(node, Audience::ALL, Audience::word));
    DocumentGlob { glob, types, audience }
}
