//! `documents` of a configuration: what it says of the documents that a glob names. Their type and audience, and what counts
//! otherwise in them: lints, and how sure a finding must be.

use super::files;
use super::globs::Glob;
use super::settings::{Configuration, Settings};
use crate::document::{Audience, DocumentType};
use crate::finding::{Adjusted, Adjustment, CONFIGURATION_CHECKS, Finding, Label, Options, identify};
use crate::report::{DocumentOverride, Report};
use crate::ruleset::{Confidence, Override, Overrides};
use crate::text::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

/// What is said of the documents that a glob names.
#[derive(Debug, Clone)]
pub(super) struct DocumentGlob {
    /// For example `support/**`.
    pub(super) glob: Glob,
    /// `type`.
    pub(super) types: Option<DocumentType>,
    /// `audience`.
    pub(super) audience: Option<Audience>,
    /// `min-confidence`.
    pub(super) min_confidence: Option<Confidence>,
    /// `lints`: off, or of another severity.
    pub(super) lints: Overrides,
    /// Where the glob stands.
    pub(super) span: Span,
    /// The file it stands in, as shown.
    pub(super) file: String,
}

/// How sure findings must be.
pub(super) struct Sureness<'a> {
    typed: Option<Confidence>,
    configuration: &'a Configuration,
}

impl Sureness<'_> {
    /// In documents that nothing else is said of.
    pub(super) fn general(&self) -> Confidence {
        self.typed.or(self.configuration.min_confidence).unwrap_or(Confidence::Likely)
    }

    /// In a document. What is typed goes before everything that is configured.
    pub(super) fn of(&self, path: &str) -> Confidence {
        let own = || self.configuration.documents_of(path).filter_map(|entry| entry.min_confidence).next_back();
        self.typed.or_else(own).unwrap_or_else(|| self.general())
    }

    /// Takes the findings out of a report that are less sure, and gives them back.
    pub(super) fn keep(&self, report: &mut Report) -> Vec<Finding> {
        report.keep_from(self.general(), &|path| self.of(path))
    }
}

impl Configuration {
    /// How sure findings must be: as typed, else as configured.
    pub(super) fn sureness(&self, typed: Option<Confidence>) -> Sureness<'_> {
        Sureness { typed, configuration: self }
    }

    /// What is said of a document, in order: the last one that says something counts.
    fn documents_of(&self, path: &str) -> impl DoubleEndedIterator<Item = &DocumentGlob> {
        self.documents.iter().filter(move |entry| self.fits(&entry.glob, path))
    }

    /// The type and audience that the configuration gives a document.
    pub(super) fn profile_of(&self, path: &str) -> (Option<DocumentType>, Option<Audience>) {
        let mut profile = (None, None);
        for document in self.documents_of(path) {
            profile = (document.types.or(profile.0), document.audience.or(profile.1));
        }
        profile
    }

    /// What is said of a lint in a document, and the entry that says it.
    fn override_of(&self, lint: &str, path: &str) -> Option<(&DocumentGlob, &Override)> {
        self.documents_of(path).rev().find_map(|entry| Some((entry, entry.lints.of(lint)?)))
    }

    /// Whether a lint is off in a document.
    pub(super) fn is_off_in(&self, lint: &str, path: &str) -> bool {
        self.override_of(lint, path).is_some_and(|(_, change)| change.off.is_some())
    }

    /// Where an entry stands: `dumbrules.yaml:12`.
    pub(super) fn place(&self, entry: &DocumentGlob) -> String {
        let source = self.all().into_iter().filter_map(Self::source).find(|source| source.path == entry.file);
        let line = source.map_or(1, |source| source.line_column(entry.span.start).line);
        format!("{}:{line}", entry.file)
    }

    /// Entries that fit none of some documents.
    pub(super) fn unused<'c>(&'c self, documents: &'c [&str]) -> impl Iterator<Item = &'c DocumentGlob> {
        self.documents.iter().filter(move |entry| !documents.iter().any(|path| self.fits(&entry.glob, path)))
    }

    /// Findings about entries that fit none of some documents.
    pub(super) fn unused_findings(&self, documents: &[&str]) -> Vec<Finding> {
        let mut found = Vec::new();
        for entry in self.unused(documents) {
            let source = self.all().into_iter().filter_map(Self::source).find(|source| source.path == entry.file);
            let Some(source) = source else { continue };
            let label = Label::of(source, entry.span, entry.span);
            let detail = format!("`{}`", entry.glob.text());
            found.push(CONFIGURATION_CHECKS.finding("configuration/unused", &detail, label, Vec::new()));
        }
        identify(found.iter_mut());
        found
    }
}

impl Settings {
    /// How one document is audited.
    pub(super) fn options_of<'o>(&self, path: &str, options: &'o Options) -> Cow<'o, Options> {
        let configuration = &self.configuration;
        if configuration.documents.iter().all(|entry| entry.lints.0.is_empty()) {
            return Cow::Borrowed(options);
        }
        let adjusted = self.ruleset.lints.iter().enumerate().filter_map(|(at, lint)| {
            let (_, change) = configuration.override_of(&lint.id, path)?;
            let severity = || change.severity.as_ref().map(|(severity, _)| Adjustment::Severity(*severity));
            change.off.as_ref().map(|_| Adjustment::Off).or_else(severity).map(|adjustment| (at, adjustment))
        });
        Cow::Owned(Options { adjusted: Adjusted(adjusted.collect()), ..options.clone() })
    }

    /// What is said of single documents, and what that does to the findings of an audit. `less_sure` are those that it left out.
    pub(super) fn document_overrides(&self, report: &Report, less_sure: &[Finding]) -> Vec<DocumentOverride> {
        let configuration = &self.configuration;
        let paths = || report.documents.iter().map(|document| document.path.as_str());
        let mut all = Vec::new();
        for entry in &configuration.documents {
            let documents = paths().filter(|path| configuration.fits(&entry.glob, path)).count();
            let mut say = |lint: Option<&str>, change: String, reason: Option<&str>, findings: usize| {
                let (glob, from) = (entry.glob.text().to_owned(), configuration.place(entry));
                let (lint, reason) = (lint.map(str::to_owned), reason.map(str::to_owned));
                all.push(DocumentOverride { glob, from, lint, change, reason, documents, findings });
            };
            // Of one key, so that a group is told once.
            let decides = |id: &str, change: &Override, path: &str| {
                configuration
                    .override_of(id, path)
                    .is_some_and(|(other, said)| std::ptr::eq(other, entry) && std::ptr::eq(said, change))
            };
            for (id, change) in &entry.lints.0 {
                if let Some(reason) = &change.off {
                    let passed = report.passed_over.iter().filter(|it| decides(&it.lint, change, &it.path)).count();
                    say(Some(id), "off".to_owned(), Some(reason), passed);
                } else if let Some((severity, reason)) = &change.severity {
                    let of = |finding: &&Finding| decides(&finding.lint, change, &finding.primary.path);
                    say(Some(id), severity.to_string(), Some(reason), report.findings.iter().filter(of).count());
                }
            }
            if let Some(least) = entry.min_confidence {
                let last = |path: &str| configuration.documents_of(path).rfind(|it| it.min_confidence.is_some());
                let of = |finding: &&Finding| last(&finding.primary.path).is_some_and(|it| std::ptr::eq(it, entry));
                say(None, format!("min-confidence {least}"), None, less_sure.iter().filter(of).count());
            }
        }
        all
    }

    /// Whether an audit reads everything that it reads when no paths are named: only then can a glob be said to fit nothing.
    pub(super) fn is_whole(&self) -> bool {
        let below = |path: &Path, folder: &Path| files::absolute(path).starts_with(files::absolute(folder));
        let usual = self.configuration.usual_paths();
        usual.iter().all(|path| self.paths.iter().any(|asked| below(path, asked)))
    }
}

/// The paths of everything that an audit came across.
pub(super) fn paths_of(report: &Report) -> Vec<&str> {
    let read = report.documents.iter().map(|document| document.path.as_str());
    let left_out = report.not_audited.iter().map(|document| document.path.as_str());
    let broken = report.errors.iter().filter_map(|error| error.place.as_ref().map(|place| place.path.as_str()));
    let all: BTreeSet<&str> = read.chain(left_out).chain(broken).collect();
    all.into_iter().collect()
}
