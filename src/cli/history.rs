//! `history`: the revisions that touched the policies, and how rules and findings went from one to the next.
//!
//! A document that did not change between two commits is read and audited once, known by the hash of its content; so is the
//! register.

use super::args::{ListingFormat, RegisterArgs};
use super::args_compare::HistoryArgs;
use super::audit::document_of;
use super::edition_sources::missing;
use super::editions::read;
use super::exit::Exit;
use super::git::{Commit, Entry, Repository, short};
use super::history_bends::{Bends, Kept, Registers, bends_on};
use super::history_rows::{History, Open, Row};
use super::history_table::{csv, json, text};
use super::listing::print;
use super::register::RegisterFile;
use super::settings::Settings;
use super::{files, output, terminal, walk};
use crate::day::Day;
use crate::document::Profile;
use crate::error::Error;
use crate::finding::{self, Claim, Finding, Options, Scratch};
use crate::register::{self, SeenDocument};
use crate::revision::{self, Class, Edition, Text};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// One document as it stood for a while.
struct Known {
    text: Arc<Text>,
    profile: Profile,
    findings: Vec<Finding>,
    claims: Vec<Claim>,
    /// What the register must know of it, once there is one.
    seen: OnceLock<SeenDocument>,
}

impl Known {
    fn seen(&self) -> &SeenDocument {
        // Where bends are mentioned is of no account here: no ids are looked for.
        self.seen.get_or_init(|| register::seen(&self.text.document, &self.profile, &self.text.understood, &[]))
    }
}

/// What names a document as it stood: its path from the root, and the hash of its content.
type Key = (String, String);

/// One revision.
struct Stood {
    edition: Edition,
    findings: Vec<Finding>,
    keys: Vec<Key>,
    register: Kept,
    /// Paths of all its files.
    paths: BTreeSet<String>,
}

/// Runs `history`.
pub(super) fn run(arguments: &HistoryArgs) -> Result<Exit, Vec<Error>> {
    let one = |error: Error| vec![error];
    let today = output::today(arguments.today.as_deref())?;
    let settings = Settings::load(&arguments.input)?;
    let repository = Repository::around(Path::new(".")).map_err(one)?;
    let paths: Vec<String> = settings.paths.iter().map(|path| files::seen_from(path, &repository.root)).collect();
    let register = RegisterFile::place(&arguments.register, &settings, &settings.paths)?;
    let pathspecs = pathspecs(&paths, register.map(|path| files::seen_from(&path, &repository.root)));
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
        register: &arguments.register,
        registers: Registers::default(),
        options: Options { today: today.to_string(), ..Options::default() },
        known: HashMap::new(),
        errors: Vec::new(),
    };
    let history = walk.all(&commits, today).map_err(one)?;
    if let Some(path) = arguments.register.register.as_deref().filter(|_| history.has_no_register()) {
        // Named, and nowhere to be read.
        files::read_own(path).map_err(one)?;
    }
    print(&match arguments.format {
        ListingFormat::Json => json(&history),
        ListingFormat::Csv => csv(&history),
        ListingFormat::Table => text(&history),
    })?;
    if walk.repository.is_shallow() && commits.len() < arguments.max {
        terminal::warn(
            "warning: older revisions are missing in this shallow clone: `git fetch --unshallow` brings them\n",
        );
    }
    walk.errors.sort_by_key(ToString::to_string);
    walk.errors.dedup();
    terminal::show_errors(&walk.errors);
    Ok(if walk.errors.is_empty() { Exit::Clean } else { Exit::Failure })
}

/// What a commit must touch to be told: the policies, or the register wherever it lies; nothing when that is the whole
/// repository.
fn pathspecs(paths: &[String], register: Option<String>) -> Vec<String> {
    if paths.iter().any(String::is_empty) {
        return Vec::new();
    }
    let register = register.filter(|path| !path.starts_with(".."));
    paths.iter().cloned().chain(register).collect()
}

struct Walk<'a> {
    repository: Repository,
    settings: Settings,
    paths: Vec<String>,
    register: &'a RegisterArgs,
    registers: Registers,
    options: Options,
    /// Documents as they stood; nothing for one that is not audited.
    known: HashMap<Key, Option<Known>>,
    errors: Vec<Error>,
}

impl Walk<'_> {
    fn all(&mut self, commits: &[Commit], today: Day) -> Result<History, Error> {
        let mut rows = Vec::new();
        let mut first_seen: HashMap<String, String> = HashMap::new();
        let mut before: Option<Stood> = None;
        for commit in commits {
            let stood = self.stood(commit)?;
            let Stood { edition, findings, .. } = &stood;
            let mut row = Row::new(commit, edition, findings);
            match &stood.register {
                Kept::Nothing => {}
                Kept::Register(file) => row.bends = Some(self.bends(&stood, file, commit.day.parse().unwrap_or(today))),
                Kept::Unread(why) => {
                    if Some(commit) != commits.last() {
                        self.registers.warn(commit, why);
                    }
                    row.bends_unread = Some(why.clone());
                }
            }
            match &before {
                Some(Stood { edition: old, findings: then, .. }) => {
                    let comparison = revision::compare(old, edition, &self.settings.ruleset.kinds);
                    let effects = revision::effects(&comparison, old, edition, then, findings);
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
            before = Some(stood);
        }
        let newest = before.as_ref();
        // A mistake of an old register was made good, or nobody can; that of the newest one can be mended.
        self.errors.append(&mut self.registers.errors);
        let bends = newest.and_then(|stood| match &stood.register {
            Kept::Register(file) => Some(self.bends(stood, file, today)),
            _ => None,
        });
        let findings = newest.map(|stood| stood.findings.as_slice()).unwrap_or_default();
        let mut open: Vec<Open> = findings.iter().map(|finding| Open::new(finding, &first_seen, today)).collect();
        open.sort_by(|a, b| (&a.first_seen, &a.path, a.line, &a.lint).cmp(&(&b.first_seen, &b.path, b.line, &b.lint)));
        Ok(History { today: today.to_string(), rows, open, bends })
    }

    /// How the bends of a revision stand on a day.
    fn bends(&self, stood: &Stood, file: &RegisterFile, day: Day) -> Bends {
        let known = stood.keys.iter().filter_map(|key| self.known.get(key)?.as_ref());
        let documents: Vec<&SeenDocument> = known.map(Known::seen).collect();
        bends_on(file, &documents, &stood.paths, &self.repository, &self.settings, day)
    }

    /// One commit: its policies, of which those that are known already are not read again, and its register.
    fn stood(&mut self, commit: &Commit) -> Result<Stood, Error> {
        let files = self.repository.files(&commit.hash)?;
        let paths = files.iter().map(|entry| entry.path.clone()).collect();
        let mut entries = files.clone();
        let register = self.registers.at(commit, files, &self.repository, self.register, &mut self.settings);
        let shown = |path: &str| files::shown(&self.repository.root.join(path));
        entries.retain(|entry| {
            walk::is_policy(Path::new(&entry.path))
                && files::is_below(&entry.path, &self.paths)
                && !self.settings.excludes(&shown(&entry.path))
        });
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
                        let (findings, claims) = (audited.findings, audited.claims);
                        Known { text: Arc::new(text), profile, findings, claims, seen: OnceLock::new() }
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
        let keys: Vec<Key> = entries.into_iter().map(|entry| (entry.path, entry.hash)).collect();
        for known in keys.iter().filter_map(|key| self.known.get(key)?.as_ref()) {
            edition.documents.push(Arc::clone(&known.text));
            findings.extend(known.findings.iter().cloned());
            claims.extend(known.claims.iter().cloned());
        }
        findings.extend(finding::compare(&claims, &self.settings.ruleset));
        let least = self.settings.configuration.sureness(None);
        findings
            .retain(|finding| finding.confidence <= least.of(&finding.primary.path) && finding.suppressed.is_none());
        Ok(Stood { edition, findings, keys, register, paths })
    }
}
