//! `audit`: every document read and held against the lints, and what is found of them all.

use super::args::AuditArgs;
use super::exit::Exit;
use super::register::RegisterFile;
use super::settings::Settings;
use super::weighed::{Asked, run};
use super::{files, stream, terminal};
use crate::document::{self, Audience, Document, DocumentType, Profile};
use crate::error::Error;
use crate::finding::{self, Audited, Options, Scratch};
use crate::register::{self, SeenDocument};
use crate::report::{LintCard, NotAudited, Report, RulesetSummary};
use crate::revision::Text;
use crate::ruleset::{Ruleset, Severity};
use crate::text::SourceFile;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// Runs `audit`.
pub(super) fn audit(arguments: &AuditArgs) -> Result<Exit, Vec<Error>> {
    if arguments.stream.stdin_jsonl {
        return stream::run(arguments);
    }
    let AuditArgs { input, weighed, expiry, output, base, .. } = arguments;
    let asked = Asked::new(input, weighed, expiry, base);
    let (_, report, _) = run(&asked, output)?;
    Ok(completeness(&report))
}

/// Whether the job was done: something was audited, and nothing was left unread.
pub(super) fn completeness(report: &Report) -> Exit {
    if report.errors.is_empty() && !report.documents.is_empty() { Exit::Clean } else { Exit::Failure }
}

/// What became of one file. One with mistakes in its front matter is audited all the same, as if it had none.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    Audited(Box<Audited>, Option<SeenDocument>, Vec<Error>),
    NotAudited(NotAudited),
    Unreadable(Error),
}

/// Audits every document that the settings name. Of each, what the register must know, when there is one.
pub(super) fn audit_all(
    settings: &Settings,
    options: &Options,
    register: Option<&RegisterFile>,
) -> (Report, Vec<SeenDocument>) {
    let (report, documents, _) = audit_and_keep(settings, options, register, None);
    (report, documents)
}

/// What names a document in both editions of a comparison, by its path.
pub(super) type Key<'k> = &'k (dyn Fn(&Path) -> String + Sync);

/// The same, and each document as it was read, when they are to be compared with another edition.
pub(super) fn audit_and_keep(
    settings: &Settings,
    options: &Options,
    register: Option<&RegisterFile>,
    key: Option<Key<'_>>,
) -> (Report, Vec<SeenDocument>, Vec<Arc<Text>>) {
    let (paths, mut errors) = settings.policies();
    if paths.is_empty() && errors.is_empty() {
        let looked: Vec<String> = settings.paths.iter().map(|path| format!("`{}`", files::shown(path))).collect();
        errors.push(
            Error::new(format!("there is nothing to audit in {}", looked.join(", ")))
                .help("name files or folders with .md, .markdown or .mdx policies"),
        );
    }
    let progress = terminal::Progress::new(paths.len());
    let outcomes: Vec<Kept> = paths
        .par_iter()
        .map_init(Scratch::default, |scratch, path| {
            let kept = audit_file(path, settings, options, register, key, scratch);
            progress.step();
            kept
        })
        .collect();
    progress.finish();
    let (outcomes, texts): (Vec<Outcome>, Vec<Option<Arc<Text>>>) = outcomes.into_iter().unzip();
    let (report, documents) = assemble(outcomes, errors, &settings.ruleset, options);
    (report, documents, texts.into_iter().flatten().collect())
}

/// What became of one file, and the document as it was read, when it is to be kept.
type Kept = (Outcome, Option<Arc<Text>>);

/// Audits one file. A fault of ours in it is told like any other error, and the other files are audited all the same.
fn audit_file(
    path: &Path,
    settings: &Settings,
    options: &Options,
    register: Option<&RegisterFile>,
    key: Option<Key<'_>>,
    scratch: &mut Scratch,
) -> Kept {
    let audit = || match read_document(path, settings) {
        Err(error) => (Outcome::Unreadable(error), None),
        Ok(Err(not_audited)) => (Outcome::NotAudited(not_audited), None),
        Ok(Ok((document, profile))) => {
            let key = key.map(|key| key(path));
            audit_and_keep_document(document, &profile, settings, options, register, key, scratch)
        }
    };
    unbroken(&files::shown(path), audit).unwrap_or_else(|error| (Outcome::Unreadable(error), None))
}

/// Audits one document. Of it, what the register must know, when there is one.
pub(super) fn audit_document(
    document: Document,
    profile: &Profile,
    settings: &Settings,
    options: &Options,
    register: Option<&RegisterFile>,
    scratch: &mut Scratch,
) -> Outcome {
    audit_and_keep_document(document, profile, settings, options, register, None, scratch).0
}

/// The same, and the document as it was read, under a key when there is one.
fn audit_and_keep_document(
    document: Document,
    profile: &Profile,
    settings: &Settings,
    options: &Options,
    register: Option<&RegisterFile>,
    key: Option<String>,
    scratch: &mut Scratch,
) -> Kept {
    let options = settings.options_of(&document.source.path, options);
    let mut audited = finding::audit(&document, profile, &settings.ruleset, &options, scratch);
    let understood = std::mem::take(&mut audited.understood);
    let seen = register.map(|file| register::seen(&document, profile, &understood, &file.ids()));
    let mistakes = document.front_matter.mistakes.clone();
    let text = key.map(|key| Arc::new(Text::known(key, document, profile, understood)));
    (Outcome::Audited(Box::new(audited), seen, mistakes), text)
}

/// What is made of a file; an error when a fault of ours breaks the work off.
pub(super) fn unbroken<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let error = Error::new("dumbrules broke down over this file").in_file(name);
        error.help("this is a fault of dumbrules: please report it, with the file if you may")
    })
}

/// Reads one policy; says why when it cannot be audited.
pub(super) fn read_document(
    path: &Path,
    settings: &Settings,
) -> Result<Result<(Document, Profile), NotAudited>, Error> {
    files::read_policy(path).map(|source| document_of(source, settings))
}

/// Parses one policy; says why when it cannot be audited.
pub(super) fn document_of(source: SourceFile, settings: &Settings) -> Result<(Document, Profile), NotAudited> {
    let told = settings.configuration.profile_of(&source.path);
    match &settings.stood {
        Some(stood) => stood.document(source, told),
        None => document_told(source, told),
    }
}

/// The same, for a policy whose type and audience somebody told.
pub(super) fn document_told(
    source: SourceFile,
    told: (Option<DocumentType>, Option<Audience>),
) -> Result<(Document, Profile), NotAudited> {
    let document = document::parse(source);
    let declared = document.front_matter.language.as_deref().map(str::to_ascii_lowercase);
    match refusal(&document, declared.as_deref()) {
        Some(reason) => Err(NotAudited { path: document.source.path.clone(), reason }),
        None => {
            let profile = Profile::of(&document, told);
            Ok((document, profile))
        }
    }
}

/// Why a document cannot be audited that declares this language; none when it can.
pub(super) fn refusal(document: &Document, declared: Option<&str>) -> Option<String> {
    if document.words == 0 {
        return Some("there is no text in it".to_owned());
    }
    if let Some(code) = declared {
        let told = format!("its front matter says language `{code}`; the rulesets read English");
        return (!is_english(code)).then_some(told);
    }
    let language = document::foreign_language(&document.lower)?;
    Some(format!("written in {language}; the rulesets read English"))
}

/// Whether a declared language, in lower case, is English.
pub(super) fn is_english(code: &str) -> bool {
    code == "en" || code.starts_with("en-") || code == "english"
}

/// Makes one report of what became of all files.
pub(super) fn assemble(
    outcomes: Vec<Outcome>,
    mut errors: Vec<Error>,
    ruleset: &Ruleset,
    options: &Options,
) -> (Report, Vec<SeenDocument>) {
    let mut report = Report {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        today: options.today.clone(),
        ruleset: RulesetSummary {
            lints: ruleset.lints.len(),
            hash: ruleset.hash.clone(),
            switched_off: ruleset.switched_off.clone(),
            changed: ruleset.changed.clone(),
        },
        ..Report::default()
    };
    let (mut claims, mut documents) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Outcome::Unreadable(error) => errors.push(error),
            Outcome::NotAudited(document) => report.not_audited.push(document),
            Outcome::Audited(audited, seen, mistakes) => {
                documents.extend(seen);
                errors.extend(mistakes);
                report.documents.push(audited.summary);
                report.findings.extend(audited.findings);
                report.silenced.extend(audited.silenced);
                report.passed_over.extend(audited.passed_over);
                claims.extend(audited.claims);
                report.told.extend(audited.told);
            }
        }
    }
    report.errors = errors;
    report.findings.extend(finding::compare(&claims, ruleset));
    report.passed_over.extend(finding::passed_over_between(&claims, ruleset));
    report.sort();
    report.told.sort_by(|a, b| (&a.kind, &a.path, a.span).cmp(&(&b.kind, &b.path, b.span)));
    let used: std::collections::BTreeSet<&str> = report.findings.iter().map(|finding| finding.lint.as_str()).collect();
    let cards = ruleset.lints.iter().filter(|lint| used.contains(lint.id.as_str()));
    report.lints = cards.map(|lint| (lint.id.clone(), card(ruleset, lint.written, lint.severity))).collect();
    let own = finding::COMMENT_CHECKS.cards().filter(|(id, _)| used.contains(id.as_str()));
    report.lints.extend(own.collect::<Vec<_>>());
    (report, documents)
}

/// What people need to know about a lint.
fn card(ruleset: &Ruleset, written: usize, severity: Severity) -> LintCard {
    let lint = &ruleset.written.lints[written];
    let texts = |list: &[crate::ruleset::Text]| list.iter().map(ToString::to_string).collect();
    LintCard {
        title: lint.title.to_string(),
        severity,
        layer: lint.layer.word().to_owned(),
        customer_experience: lint.customer_experience.to_string(),
        why: lint.why.to_string(),
        rewrite: lint.rewrite.to_string(),
        acceptable_when: texts(&lint.acceptable_when),
        sources: texts(&lint.sources),
    }
}
