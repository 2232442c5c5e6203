//! What an editor has open, and the audit of the whole handbook as it stands there: saved or not.
//!
//! Only documents that changed are audited again; what stands between documents, and the register, is looked at anew. So
//! the editor says what `dumbrules audit` would say of the same texts.

use super::args_baseline::Expiry;
use super::args_lsp::LspArgs;
use super::audit::{Outcome, assemble, audit_document, document_of, unbroken};
use super::baseline_file::BaselineFile;
use super::exceptions::Exceptions;
use super::lsp_places::{file_of, shown_from, uri_of};
use super::register::RegisterFile;
use super::settings::Settings;
use super::verdicts::VerdictFile;
use super::walk;
use super::{files, output};
use crate::day::Day;
use crate::document::{Document, Profile};
use crate::error::Error;
use crate::finding::{Options, Scratch};
use crate::report::Report;
use crate::text::SourceFile;
use lsp_types::Uri;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A document that the editor has open.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// What the editor calls it.
    pub(super) uri: Uri,
    /// The number of its last change.
    pub(super) version: i32,
    /// Its text as it stands in the editor.
    pub(super) text: String,
}

/// What the audits of an editor rest on: read anew when something is saved.
struct Ground {
    settings: Settings,
    today: Day,
    options: Options,
    verdicts: Option<VerdictFile>,
    register: Option<RegisterFile>,
    baseline: Option<BaselineFile>,
}

/// Which state of a document was audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open(i32),
    Saved(Option<SystemTime>, u64),
}

/// The handbook as an editor sees it.
pub(super) struct Workspace<'a> {
    /// The folder that the editor opened, as it names it.
    pub(super) root: Option<PathBuf>,
    /// Open documents, by the path that outputs know them by.
    pub(super) open: BTreeMap<String, Open>,
    /// The last audit.
    pub(super) report: Report,
    /// Why configuration, lints, verdicts or register cannot be used; the last ones that could be are in force.
    pub(super) mistakes: Vec<Error>,
    arguments: &'a LspArgs,
    ground: Option<Ground>,
    audited: BTreeMap<String, (State, Outcome)>,
}

impl<'a> Workspace<'a> {
    /// One in which nothing is open.
    pub(super) fn new(arguments: &'a LspArgs, root: Option<PathBuf>) -> Self {
        Self {
            root,
            open: BTreeMap::new(),
            report: Report::default(),
            mistakes: Vec::new(),
            arguments,
            ground: None,
            audited: BTreeMap::new(),
        }
    }

    /// The path by which outputs know a file of the editor.
    pub(super) fn shown(&self, uri: &Uri) -> Option<String> {
        file_of(uri).map(|path| shown_from(&path, self.root.as_deref()))
    }

    /// What the editor calls a file that outputs know by `path`.
    pub(super) fn uri(&self, path: &str) -> Option<Uri> {
        if let Some(open) = self.open.get(path) {
            return Some(open.uri.clone());
        }
        let root = self.root.clone().or_else(|| std::env::current_dir().ok())?;
        uri_of(&files::absolute(&root.join(path)))
    }

    /// The day of the audit.
    pub(super) fn today(&self) -> Option<Day> {
        self.ground.as_ref().map(|ground| ground.today)
    }

    /// The register's file, when there is one.
    pub(super) fn register(&self) -> Option<&SourceFile> {
        self.ground.as_ref()?.register.as_ref().map(|file| &file.source)
    }

    /// An open policy, parsed, and what it is.
    pub(super) fn document(&self, path: &str) -> Option<(Document, Profile)> {
        let text = self.open.get(path)?.text.clone();
        let source = files::policy_of(path.to_owned(), text.into_bytes()).ok()?;
        document_of(source, &self.ground.as_ref()?.settings).ok()
    }

    /// The settings that are in force.
    pub(super) fn settings(&self) -> Option<&Settings> {
        self.ground.as_ref().map(|ground| &ground.settings)
    }

    /// Reads configuration, lints, verdicts and register anew, with the next audit.
    pub(super) fn reload(&mut self) {
        match self.read_ground() {
            Ok(ground) => {
                // What was audited under other conditions must be audited again.
                if self.ground.as_ref().is_none_or(|before| before.conditions() != ground.conditions()) {
                    self.audited.clear();
                }
                self.ground = Some(ground);
                self.mistakes.clear();
            }
            Err(mistakes) => self.mistakes = mistakes,
        }
    }

    fn read_ground(&self) -> Result<Ground, Vec<Error>> {
        let today = output::today(self.arguments.today.as_deref())?;
        let mut settings = Settings::load(&self.arguments.input)?;
        if self.root.is_none() && self.arguments.input.paths.is_empty() {
            // A file on its own: nobody asked for those that happen to lie around it.
            settings.paths.clear();
        }
        Ok(Ground {
            options: Options { today: today.to_string(), ..Options::default() },
            verdicts: VerdictFile::find(&self.arguments.verdicts, &settings)?,
            register: RegisterFile::find(&self.arguments.register, &settings)?,
            baseline: BaselineFile::find(&self.arguments.baseline, &settings)?,
            settings,
            today,
        })
    }

    /// Audits what changed since the last time.
    pub(super) fn audit(&mut self) {
        let Some(ground) = &self.ground else { return };
        let (paths, errors) = ground.settings.policies();
        let mut known: BTreeMap<String, Option<&Open>> = BTreeMap::new();
        for path in &paths {
            let shown = files::shown(path);
            let open = self.open.get(&shown);
            known.insert(shown, open);
        }
        for (path, open) in self.open.iter().filter(|(path, _)| self.is_policy(path, ground)) {
            known.insert(path.clone(), Some(open));
        }
        let before = std::mem::take(&mut self.audited);
        let after: Vec<(String, (State, Outcome))> = known
            .into_par_iter()
            .map_init(Scratch::default, |scratch, (path, open)| {
                let state = open.map_or_else(|| saved(&path), |open| State::Open(open.version));
                let same = before.get(&path).filter(|(then, _)| *then == state);
                let outcome = same.map_or_else(|| ground.outcome(&path, open, scratch), |(_, outcome)| outcome.clone());
                (path, (state, outcome))
            })
            .collect();
        let outcomes = after.iter().map(|(_, (_, outcome))| outcome.clone()).collect();
        self.report = ground.report(outcomes, errors, self.arguments);
        self.audited = after.into_iter().collect();
    }

    /// Whether an open document that was not found on the disk counts as a policy.
    fn is_policy(&self, path: &str, ground: &Ground) -> bool {
        let file = Path::new(path);
        if !walk::is_policy(file) || ground.settings.excludes(path) {
            return false;
        }
        if self.root.is_none() {
            return true;
        }
        // What is there and was not found is left out by an ignore file; what is new counts where policies lie.
        let below = |folder: &PathBuf| files::absolute(file).starts_with(files::absolute(folder));
        !file.exists() && ground.settings.paths.iter().any(below)
    }
}

impl Ground {
    /// Everything besides its text that decides what is found in one document.
    fn conditions(&self) -> (&str, Day, Option<&str>, String) {
        let register = self.register.as_ref().map(|file| file.source.text.as_str());
        (&self.settings.ruleset.hash, self.today, register, format!("{:?}", self.settings.configuration))
    }

    fn outcome(&self, path: &str, open: Option<&Open>, scratch: &mut Scratch) -> Outcome {
        let read = || match open {
            Some(open) => files::policy_of(path.to_owned(), open.text.clone().into_bytes()),
            None => files::read_policy(Path::new(path)),
        };
        let audit = || match read().map(|source| document_of(source, &self.settings)) {
            Err(error) => Outcome::Unreadable(error),
            Ok(Err(not_audited)) => Outcome::NotAudited(not_audited),
            Ok(Ok((document, profile))) => {
                audit_document(document, &profile, &self.settings, &self.options, self.register.as_ref(), scratch)
            }
        };
        unbroken(path, audit).unwrap_or_else(Outcome::Unreadable)
    }

    fn report(&self, outcomes: Vec<Outcome>, errors: Vec<Error>, arguments: &LspArgs) -> Report {
        let (mut report, documents) = assemble(outcomes, errors, &self.settings.ruleset, &self.options);
        if let Some(file) = &self.verdicts {
            report.reviewed = file.reviewed(&report, &self.settings);
        }
        let least = self.settings.configuration.sureness(arguments.confidence.min_confidence);
        let left_out = least.keep(&mut report);
        if let Some(file) = &self.register {
            let bends = file.reconcile(documents, &report, &self.settings, self.today);
            report.hold(bends);
        }
        let (baseline, settings, today) = (self.baseline.as_ref(), &self.settings, self.today);
        let exceptions = Exceptions { baseline, expiry: Expiry::Auto, settings, today, is_trusted: false };
        exceptions.settle(&mut report, None, &left_out);
        report
    }
}

/// The state of a file on the disk.
fn saved(path: &str) -> State {
    let metadata = std::fs::metadata(path).ok();
    let modified = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
    State::Saved(modified, metadata.map_or(0, |metadata| metadata.len()))
}
