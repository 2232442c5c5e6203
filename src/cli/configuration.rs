//! The YAML of a `dumbrules.yaml` → [`Configuration`]: its fields, and what may stand in them.

use super::documents::DocumentGlob;
use super::globs::Glob;
use super::settings::Configuration;
use crate::document::{Audience, DocumentType};
use crate::ruleset::{Confidence, Override, Overrides, Severity};
use crate::text::Span;
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
    configuration.exclude =
        fields.or_default("exclude", |reader, node| reader.list(node, read_glob).into_iter().flatten().collect());
    configuration.rulesets = fields.or_default("rulesets", paths);
    let mut named = Vec::new();
    configuration.documents = fields.or_default("documents", |reader, node| {
        let all = reader.list(node, |reader, node| read_document_glob(reader, node, &mut named));
        all.into_iter().flatten().collect()
    });
    configuration.named_lints = named;
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
    let read = |reader: &mut yaml::Reader<'_>, node: &yaml::Node| {
        read_lints(reader, node, &["off", "reason", "severity", "threshold"], &mut configuration.named_lints)
    };
    configuration.overrides = fields.or_default("lints", read);
    configuration
}

/// What is said of lints, by id or group; `named` takes their places.
fn read_lints(
    reader: &mut yaml::Reader<'_>,
    node: &yaml::Node,
    legal: &[&str],
    named: &mut Vec<(String, Span)>,
) -> Overrides {
    let all = reader.map(node, |reader, node| read_override(reader, node, legal));
    named.extend(all.iter().map(|(key, _)| (key.text.clone(), key.span)));
    Overrides(all.into_iter().map(|(key, change)| (key.text.clone(), change)).collect())
}

fn read_override(reader: &mut yaml::Reader<'_>, node: &yaml::Node, legal: &[&str]) -> Override {
    let mut fields = reader.fields(node, "a lint's settings", legal);
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
    Override { off: reason.filter(|_| off), severity, threshold }
}

fn read_glob(reader: &mut yaml::Reader<'_>, node: &yaml::Node) -> Option<Glob> {
    let text = reader.text(node);
    let glob = Glob::new(&text).map_err(|(message, help)| {
        if !text.is_empty() {
            reader.mistake(node.span, message, help);
        }
    });
    glob.ok()
}

fn read_document_glob(
    reader: &mut yaml::Reader<'_>,
    node: &yaml::Node,
    named: &mut Vec<(String, Span)>,
) -> Option<DocumentGlob> {
    let legal = ["glob", "type", "audience", "min-confidence", "lints"];
    let mut fields = reader.fields(node, "an entry of `documents`", &legal);
    let glob = fields.required("glob", |reader, node| read_glob(reader, node).map(|glob| (glob, node.span)));
    let types = fields.optional("type", |reader, node| {
        let names: Vec<&str> = crate::document::TYPES.iter().map(|(name, _)| *name).collect();
        let text = reader.text(node);
        DocumentType::from_name(&text).unwrap_or_else(|| {
            reader.unknown(node.span, format!("`{text}` is no document type"), &text, "Types", &names);
            DocumentType::default()
        })
    });
    let audience = fields.optional("audience", |reader, node| reader.choice(node, Audience::ALL, Audience::word));
    let min_confidence =
        fields.optional("min-confidence", |reader, node| reader.choice(node, Confidence::ALL, Confidence::word));
    // A threshold is part of what is looked for, and that is the same everywhere.
    let lints =
        fields.or_default("lints", |reader, node| read_lints(reader, node, &["off", "reason", "severity"], named));
    let (glob, span) = glob?;
    Some(DocumentGlob { glob, types, audience, min_confidence, lints, span, file: String::new() })
}
