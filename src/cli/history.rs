//! `history`: the revisions that touched the policies, and how rules and findings went from one to the next.
//!
//! A document that did not change between two commits is read and audited once, known by the hash of its content.

use super::args::ListingFormat;
use super::args_compare::HistoryArgs;
use super::audit::document_of;
use super::editions::{missing, read};
use super::exit::Exit;
use super::git::{Commit, Entry, Repository, short};
use super::history_table::{csv, json, text};
use super::listing::print;
use super::settings::Settings;
use super::{files, output, terminal};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{self, Claim, Finding, Options, Scratch};
use crate::revision::{self, Class, Edition, Text};
use crate::ruleset::Severity;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

/// One document as it stood for a while.
struct Known {
    text: Arc<Text>,
    findings: Vec<Finding>,
    claims: Vec<Claim>,
}

/// One revision in figures.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) commit: String,
    pub(super) day: String,
    pub(super) subject: String,
    pub(super) documents: usize,
    pub(super) rules: usize,
    pub(super) findings: BTreeMap<&'static str, usize>,
    pub(super) opened: Option<usize>,
    pub(super) closed: Option<usize>,
    pub(super) tightened: Option<usize>,
    pub(super) loosened: Option<usize>,
    pub(super) check: Option<usize>,
}

/// A finding of the newest revision, and how long it has been there.
#[derive(Debug, Serialize)]
pub(super) struct Open {
    pub(super) lint: String,
    pub(super) severity: &'static str,
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) message: String,
    pub(super) identity: String,
    pub(super) first_seen: String,
    pub(super) age_in_days: Option<i64>,
}

/// Runs `history`.
pub(super) fn run(arguments: &HistoryArgs) -> Result<Exit, Vec<Error>> {
    let one = |error: Error| vec![error];
    let today = output::today(arguments.today.as_deref())?;
    let settings = Settings::load(&arguments.input)?;
    let repository = Repository::around(Path::new(".")).map_err(one)?;
    let paths: Vec<String> = settings.paths.iter().map(|path| files::seen_from(path, &repository.root)).collect();
    let pathspecs: Vec<String> = paths.iter().filter(|path| !path.is_empty()).cloned().collect();
    let head = repository.resolve("HEAD").map_err(one)?;
    let since = arguments.since.as_deref().map(|since| repository.resolve(since)).transpose().map_err(one)?;
    let mut commits = repository.commits(&head, since.as_deref(), &pathspecs).map_err(one)?;
    commits.truncate(arguments.max);
    commits.reverse();
    if commits.is_empty() {
        let error = Error::new("no revision touched the policies");
        let help = if repository.is_shallow() {
            "this is a shallow clone: `git fetch --unshallow` brings the rest"
        } else {
            "name the folder of the policies, or another --since"
        };
        return Err(vec![error.help(help)]);
    }
    let mut walk = Walk {
        repository,
        settings,
        paths,
        options: Options { today: today.to_string(), ..Options::default() },
        known: HashMap::new(),
        errors: Vec::new(),
    };
    let (rows, open) = walk.all(&commits, &today.to_string()).map_err(one)?;
    print(&match arguments.format {
        ListingFormat::Json => json(&rows, &open),
        ListingFormat::Csv => csv(&rows),
        ListingFormat::Table => text(&rows, &open),
    })?;
    walk.errors.sort_by_key(ToString::to_string);
    walk.errors.dedup();
    terminal::show_errors(&walk.errors);
    Ok(if walk.errors.is_empty() { Exit::Clean } else { Exit::Failure })
}

struct Walk {
    repository: Repository,
    settings: Settings,
    paths: Vec<String>,
    options: Options,
    /// Documents by path and hash; nothing for one that is not audited.
    known: HashMap<(String, String), Option<Known>>,
    errors: Vec<Error>,
}

impl Walk {
    fn all(&mut self, commits: &[Commit], today: &str) -> Result<(Vec<Row>, Vec<Open>), Error> {
        let mut rows = Vec::new();
        let mut first_seen: HashMap<String, String> = HashMap::new();
        let mut before: Option<(Edition, Vec<Finding>)> = None;
        for commit in commits {
            let (edition, findings) = self.edition(commit)?;
            let mut row = Row::new(commit, &edition, &findings);
            match &before {
                Some((old, then)) => {
                    let comparison = revision::compare(old, &edition, &self.settings.ruleset.kinds);
                    let effects = revision::effects(&comparison, old, &edition, then, &findings);
                    row.opened = Some(effects.opened.len());
                    row.closed = Some(effects.closed.len());
                    row.tightened = Some(comparison.of(Class::Tightened).count());
                    row.loosened = Some(comparison.of(Class::Loosened).count());
                    row.check = Some(comparison.of(Class::Check).count());
                    let carried = effects.carried.into_iter().map(|carried| {
                        let day = first_seen.get(&carried.from).cloned().unwrap_or_else(|| commit.day.clone());
                        (carried.to, day)
                    });
                    let mut next: HashMap<String, String> = carried.collect();
                    next.extend(effects.opened.into_iter().map(|finding| (finding.identity, commit.day.clone())));
                    first_seen = next;
                }
                None => first_seen.extend(findings.iter().map(|it| (it.identity.clone(), commit.day.clone()))),
            }
            rows.push(row);
            before = Some((edition, findings));
        }
        let findings = before.map(|(_, findings)| findings).unwrap_or_default();
        let mut open: Vec<Open> = findings.iter().map(|finding| Open::new(finding, &first_seen, today)).collect();
        open.sort_by(|a, b| (&a.first_seen, &a.path, a.line, &a.lint).cmp(&(&b.first_seen, &b.path, b.line, &b.lint)));
        Ok((rows, open))
    }

    /// The policies of one commit; what is known already is not read again.
    fn edition(&mut self, commit: &Commit) -> Result<(Edition, Vec<Finding>), Error> {
        let mut entries = self.repository.policies(&commit.hash)?;
        let below = |path: &str| {
            self.paths
                .iter()
                .any(|wanted| wanted.is_empty() || path == wanted || path.starts_with(&format!("{wanted}/")))
        };
        let shown = |path: &str| files::shown(&self.repository.root.join(path));
        entries.retain(|entry| below(&entry.path) && !self.settings.excludes(&shown(&entry.path)));
        let is_new = |entry: &&Entry| !self.known.contains_key(&(entry.path.clone(), entry.hash.clone()));
        let (large, fresh): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().filter(is_new).partition(|entry| files::refused_size("", entry.size).is_some());
        let refused: Vec<Error> =
            large.iter().filter_map(|entry| files::refused_size(&shown(&entry.path), entry.size)).collect();
        let hashes: Vec<String> = fresh.iter().map(|entry| entry.hash.clone()).collect();
        let contents = if hashes.is_empty() { Vec::new() } else { self.repository.contents(&hashes)? };
        let (settings, options) = (&self.settings, &self.options);
        let outcomes: Vec<_> = fresh
            .into_par_iter()
            .zip(contents)
            .map_init(Scratch::default, |scratch, (entry, bytes)| {
                let shown = shown(&entry.path);
                let known = match bytes.map(|bytes| files::policy_of(shown.clone(), bytes)) {
                    None => Err(missing(&shown)),
                    Some(Err(error)) => Err(error),
                    Some(Ok(source)) => Ok(document_of(source, settings).ok().map(|(document, profile)| {
                        let (text, audited, _) =
                            read(entry.path.clone(), document, &profile, settings, options, None, scratch);
                        Known { text: Arc::new(text), findings: audited.findings, claims: audited.claims }
                    })),
                };
                ((entry.path.clone(), entry.hash.clone()), known)
            })
            .collect();
        self.errors.extend(refused);
        for (key, outcome) in outcomes {
            match outcome {
                Ok(known) => drop(self.known.insert(key, known)),
                Err(error) => {
                    self.errors.push(error);
                    self.known.insert(key, None);
                }
            }
        }
        let mut edition = Edition { name: short(&commit.hash).to_owned(), documents: Vec::new() };
        let (mut findings, mut claims) = (Vec::new(), Vec::new());
        for entry in entries {
            if let Some(Some(known)) = self.known.get(&(entry.path, entry.hash)) {
                edition.documents.push(Arc::clone(&known.text));
                findings.extend(known.findings.iter().cloned());
                claims.extend(known.claims.iter().cloned());
            }
        }
        findings.extend(finding::compare(&claims, &self.settings.ruleset));
        let least = self.settings.configuration.sureness(None);
        findings
            .retain(|finding| finding.confidence <= least.of(&finding.primary.path) && finding.suppressed.is_none());
        Ok((edition, findings))
    }
}

impl Row {
    fn new(commit: &Commit, edition: &Edition, findings: &[Finding]) -> Self {
        let of = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            commit: commit.hash.clone(),
            day: commit.day.clone(),
            subject: commit.subject.clone(),
            documents: edition.documents.len(),
            rules: edition.documents.iter().map(|text| text.rules()).sum(),
            findings: Severity::ALL.iter().map(|severity| (severity.word(), of(*severity))).collect(),
            opened: None,
            closed: None,
            tightened: None,
            loosened: None,
            check: None,
        }
    }
}

impl Open {
    fn new(finding: &Finding, first_seen: &HashMap<String, String>, today: &str) -> Self {
        let first = first_seen.get(&finding.identity).cloned().unwrap_or_default();
        let day = |text: &str| text.parse::<Day>().ok();
        let age = day(today).zip(day(&first)).map(|(now, then)| now.days_since(then));
        Self {
            lint: finding.lint.clone(),
            severity: finding.severity.word(),
            path: finding.primary.path.clone(),
            line: finding.primary.start.line,
            message: finding.message.clone(),
            identity: finding.identity.clone(),
            first_seen: first,
            age_in_days: age,
        }
    }
}
