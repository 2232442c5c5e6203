//! The baseline on the disk: where it is, what it says about an audit, and how it is changed.

use super::args_baseline::BaselineFileArgs;
use super::beside::Beside;
use super::files;
use super::own::OwnFiles;
use super::replace::Replacement;
use super::settings::Settings;
use crate::baseline::{self, Baseline, Held, Known, Names, matched};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{Finding, is_between_documents, is_own_check};
use crate::report::Report;
use crate::text::SourceFile;
use crate::yaml::{Changes, changed};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const BESIDE: Beside = Beside { name: "baseline.yaml", what: "baseline", option: "--baseline" };

/// A baseline, and what stood in its file when it was read.
#[derive(Debug)]
pub(super) struct BaselineFile {
    path: PathBuf,
    pub(super) baseline: Baseline,
}

/// What a finding was in an older edition: path as shown, and identity; none when it is new, or worse.
pub(super) type Past<'a> = &'a dyn Fn(&Finding) -> Option<(String, String)>;

impl BaselineFile {
    /// The file that counts; none when nobody named one and none lies beside the policies.
    ///
    /// # Errors
    ///
    /// A file that was named is not there, several lie beside the policies, or all mistakes of the one that is.
    pub(super) fn find(arguments: &BaselineFileArgs, settings: &Settings) -> Result<Option<Self>, Vec<Error>> {
        let path = BESIDE.counting(named(arguments, settings), &settings.paths, settings)?;
        path.map(|path| Self::read(path, &settings.own)).transpose()
    }

    /// The same; it must be there.
    pub(super) fn require(arguments: &BaselineFileArgs, settings: &Settings) -> Result<Self, Vec<Error>> {
        Self::find(arguments, settings)?.ok_or_else(|| {
            let error = Error::new("there is no baseline");
            vec![error.help("`dumbrules baseline create` makes one; or name one with --baseline")]
        })
    }

    /// One that is not on the disk yet.
    ///
    /// # Errors
    ///
    /// It is there.
    pub(super) fn fresh(arguments: &BaselineFileArgs, settings: &Settings) -> Result<Self, Vec<Error>> {
        let found = match named(arguments, settings) {
            Some(path) => Some(path),
            None => BESIDE.find(&settings.paths, &settings.own)?,
        };
        let path = found.unwrap_or_else(|| BESIDE.new_path(settings));
        if path.symlink_metadata().is_ok() {
            let error = Error::new("there is a baseline already").in_file(files::shown(&path));
            return Err(vec![error.help("`dumbrules baseline update --accept-new` adds to it; `show` lists it")]);
        }
        let source = SourceFile::new(files::shown(&path), "");
        Ok(Self { path, baseline: Baseline { source, entries: Vec::new(), spans: Vec::new() } })
    }

    fn read(path: PathBuf, own: &OwnFiles) -> Result<Self, Vec<Error>> {
        let source = own.read(&path).map_err(|error| vec![error])?;
        Ok(Self { baseline: baseline::load(&source)?, path })
    }

    /// Its text, as it was read.
    pub(super) fn source(&self) -> &SourceFile {
        &self.baseline.source
    }

    /// Its path, as shown.
    pub(super) fn shown(&self) -> String {
        files::shown(&self.path)
    }

    /// How it names a document of an audit.
    pub(super) fn document(&self, path: &str) -> String {
        files::seen_from(Path::new(path), self.folder())
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Holds it against the findings of an audit, and covers those that it accepts. `left_out` was found too.
    pub(super) fn hold(
        &self,
        report: &mut Report,
        settings: &Settings,
        today: Day,
        left_out: &[Finding],
        past: Past<'_>,
    ) -> Held {
        let audited: BTreeSet<String> = report.documents.iter().map(|document| self.document(&document.path)).collect();
        let lints = &settings.ruleset.lints;
        let off = &settings.ruleset.switched_off;
        let is_whole = settings.paths.iter().all(|path| path.is_dir());
        let is_off_in = |known: &Known| {
            let path = files::shown(&self.folder().join(&known.document));
            settings.configuration.is_off_in(&known.lint, &path)
        };
        // An entry is mended only if this very audit would have found what it speaks of.
        let was_asked = |known: &Known| {
            if left_out.iter().any(|finding| finding.identity == known.finding) {
                return false;
            }
            if is_own_check(&known.lint) {
                return is_whole;
            }
            if !audited.contains(&known.document) {
                return !self.folder().join(&known.document).exists();
            }
            match lints.iter().find(|lint| lint.id == known.lint) {
                Some(_) if is_off_in(known) => false,
                Some(lint) => is_whole || !is_between_documents(lint),
                None => settings.all_shipped && !off.iter().any(|(id, _)| *id == known.lint),
            }
        };
        let names = Names {
            document: &|path| self.document(path),
            before: &|finding| past(finding).map(|(path, identity)| (self.document(&path), identity)),
        };
        let found = matched(&self.baseline.entries, &report.findings, &names);
        baseline::hold(&self.baseline, &found, &mut report.findings, today, was_asked)
    }

    /// Changes the file, if it is still as it was read.
    ///
    /// # Errors
    ///
    /// Somebody changed it in the meantime, or it cannot be changed without loss.
    pub(super) fn change(&self, changes: &Changes<Known>) -> Result<(), Vec<Error>> {
        let one = |error| vec![error];
        let lock = Replacement::begin(&self.path).map_err(one)?;
        let source = match self.path.symlink_metadata() {
            Ok(_) => files::read_own(&self.path).map_err(one)?,
            Err(_) => SourceFile::new(self.shown(), ""),
        };
        if source.text != self.baseline.source.text {
            let error = Error::new("somebody else changed the file in the meantime").in_file(self.shown());
            return Err(vec![error.help("look at it, and run the command again")]);
        }
        let text = changed(&source, changes)?;
        files::fits_own(&self.shown(), text.len()).map_err(one)?;
        lock.finish(text.as_bytes()).map_err(one)
    }
}

/// The file that `--baseline` or the configuration names.
fn named(arguments: &BaselineFileArgs, settings: &Settings) -> Option<PathBuf> {
    let configured = || settings.configuration.baseline.as_ref().map(|path| settings.configuration.folder.join(path));
    arguments.baseline.clone().or_else(configured)
}
