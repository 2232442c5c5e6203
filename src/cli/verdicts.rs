//! The file of verdicts on the disk: where it is, what it says about an audit, and how it is changed.

use super::args::VerdictArgs;
use super::beside::Beside;
use super::files;
use super::own::OwnFiles;
use super::replace::Replacement;
use super::settings::Settings;
use crate::error::Error;
use crate::finding::is_between_documents;
use crate::report::Report;
use crate::text::SourceFile;
use crate::verdict::{self, Reviewed, Verdict};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const BESIDE: Beside = Beside { name: "verdicts.yaml", what: "file of verdicts", option: "--verdicts" };

/// A file of verdicts, and what stood in it when it was read.
#[derive(Debug)]
pub(super) struct VerdictFile {
    path: PathBuf,
    source: SourceFile,
    verdicts: Vec<Verdict>,
}

impl VerdictFile {
    /// The file that counts; none when nobody named one and none lies beside the policies.
    ///
    /// # Errors
    ///
    /// A file that was named is not there, several lie beside the policies, or all mistakes of the one that is.
    pub(super) fn find(arguments: &VerdictArgs, settings: &Settings) -> Result<Option<Self>, Vec<Error>> {
        let path = BESIDE.counting(named(arguments, settings), &settings.paths, settings)?;
        path.map(|path| Self::read(path, &settings.own)).transpose()
    }

    /// The same, or a new one that is not yet on the disk.
    pub(super) fn find_or_new(arguments: &VerdictArgs, settings: &Settings) -> Result<Self, Vec<Error>> {
        let path = match named(arguments, settings) {
            Some(path) => path,
            None => BESIDE.find(&settings.paths, &settings.own)?.unwrap_or_else(|| BESIDE.new_path(settings)),
        };
        if path.symlink_metadata().is_ok() {
            Self::read(path, &settings.own)
        } else {
            Ok(Self { source: SourceFile::new(files::shown(&path), ""), path, verdicts: Vec::new() })
        }
    }

    fn read(path: PathBuf, own: &OwnFiles) -> Result<Self, Vec<Error>> {
        let started = |error: Error| if path.exists() { error } else { error.help("`dumbrules review` starts it") };
        let source = own.read(&path).map_err(|error| vec![started(error)])?;
        Ok(Self { verdicts: verdict::load(&source)?, source, path })
    }

    /// Its text, as it was read.
    pub(super) fn source(&self) -> &SourceFile {
        &self.source
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

    /// What it says about the findings of an audit.
    pub(super) fn reviewed(&self, report: &Report, settings: &Settings) -> Reviewed {
        let audited: BTreeSet<String> = report.documents.iter().map(|document| self.document(&document.path)).collect();
        let lints = &settings.ruleset.lints;
        let off = &settings.ruleset.switched_off;
        let is_whole = settings.paths.iter().all(|path| path.is_dir());
        // A verdict is unused only if this very audit would have found what it speaks of: not when its document was not
        // among those asked for, nor its lint, nor the other documents that it contradicts.
        let was_asked = |verdict: &Verdict| {
            if !audited.contains(&verdict.document) {
                return !self.folder().join(&verdict.document).exists();
            }
            let path = files::shown(&self.folder().join(&verdict.document));
            match lints.iter().find(|lint| lint.id == verdict.lint) {
                Some(_) if settings.configuration.is_off_in(&verdict.lint, &path) => false,
                Some(lint) => is_whole || !is_between_documents(lint),
                None => settings.all_shipped && !off.iter().any(|(id, _)| *id == verdict.lint),
            }
        };
        let document_of = |path: &str| self.document(path);
        Reviewed::new(self.shown(), &self.verdicts, &report.findings, document_of, was_asked)
    }

    /// Saves one verdict, in place of one about the same finding.
    pub(super) fn save(&self, verdict: &Verdict) -> Result<(), Vec<Error>> {
        self.change(|source| verdict::with(source, verdict))
    }

    /// Removes verdicts.
    pub(super) fn remove(&self, gone: &[Verdict]) -> Result<(), Vec<Error>> {
        self.change(|source| verdict::without(source, |verdict| gone.iter().any(|it| it.is_about_same(verdict))))
    }

    /// Changes the file as it is now on the disk: somebody may have edited it in the meantime, and nobody else does now.
    fn change(&self, change: impl Fn(&SourceFile) -> Result<String, Vec<Error>>) -> Result<(), Vec<Error>> {
        let one = |error| vec![error];
        let lock = Replacement::begin(&self.path).map_err(one)?;
        let source = match self.path.symlink_metadata() {
            Ok(_) => files::read_own(&self.path).map_err(one)?,
            Err(_) => SourceFile::new(self.shown(), ""),
        };
        let text = change(&source)?;
        lock.finish(text.as_bytes()).map_err(one)
    }
}

/// The file that `--verdicts` or the configuration names.
fn named(arguments: &VerdictArgs, settings: &Settings) -> Option<PathBuf> {
    let configured = || settings.configuration.verdicts.as_ref().map(|path| settings.configuration.folder.join(path));
    arguments.verdicts.clone().or_else(configured)
}
