//! The register of bends on the disk: where it is, and what it says about the documents of an audit.

use super::args::RegisterArgs;
use super::beside::Beside;
use super::editions::Loaded;
use super::files;
use super::own::OwnFiles;
use super::settings::Settings;
use crate::day::Day;
use crate::error::Error;
use crate::finding::Finding;
use crate::register::{self, Census, Reconciled, Register, Scope, SeenDocument};
use crate::report::Report;
use crate::text::SourceFile;
use std::path::{Path, PathBuf};

const BESIDE: Beside = Beside { name: "bends.yaml", what: "register of bends", option: "--register" };

/// A register, and what stood in its file when it was read.
#[derive(Debug, Clone)]
pub(super) struct RegisterFile {
    /// The file.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) source: SourceFile,
    /// What it says.
    pub(super) register: Register,
}

impl RegisterFile {
    /// The register that counts; none when nobody named one and none lies beside the policies.
    ///
    /// # Errors
    ///
    /// One that was named is not there, several lie beside the policies, or all mistakes of the one that is.
    pub(super) fn find(arguments: &RegisterArgs, settings: &Settings) -> Result<Option<Self>, Vec<Error>> {
        Self::find_beside(arguments, settings, &settings.paths)
    }

    /// The same, for policies that lie at `paths`.
    pub(super) fn find_beside(
        arguments: &RegisterArgs,
        settings: &Settings,
        paths: &[PathBuf],
    ) -> Result<Option<Self>, Vec<Error>> {
        Self::place(arguments, settings, paths)?.map(|path| Self::read(path, &settings.own)).transpose()
    }

    /// Where the register is that counts for policies that lie at `paths`.
    ///
    /// # Errors
    ///
    /// Several lie beside the policies.
    pub(super) fn place(
        arguments: &RegisterArgs,
        settings: &Settings,
        paths: &[PathBuf],
    ) -> Result<Option<PathBuf>, Vec<Error>> {
        BESIDE.counting(named(arguments, settings), paths, settings)
    }

    /// The same; it must be there.
    pub(super) fn require(arguments: &RegisterArgs, settings: &Settings) -> Result<Self, Vec<Error>> {
        Self::find(arguments, settings)?.ok_or_else(|| {
            let path = files::shown(&BESIDE.new_path(settings));
            vec![
                Error::new("there is no register of bends")
                    .help(format!("`dumbrules bends init` starts one in {path}; or name one with --register")),
            ]
        })
    }

    /// Where a new one goes.
    pub(super) fn new_path(arguments: &RegisterArgs, settings: &Settings) -> PathBuf {
        named(arguments, settings).unwrap_or_else(|| BESIDE.new_path(settings))
    }

    /// Reads a register.
    pub(super) fn read(path: PathBuf, own: &OwnFiles) -> Result<Self, Vec<Error>> {
        let source = own.read(&path).map_err(|error| vec![error])?;
        Ok(Self { register: register::load(&source)?, source, path })
    }

    /// One without anything in it, for logs that are read where there is none.
    pub(super) fn nothing() -> Self {
        Self { path: PathBuf::new(), source: SourceFile::new("", ""), register: Register::default() }
    }

    /// The ids of its bends.
    pub(super) fn ids(&self) -> Vec<&str> {
        self.register.bends.iter().map(|bend| bend.value.id.as_str()).collect()
    }

    /// How it names a document of an audit.
    pub(super) fn document(&self, path: &str) -> String {
        files::seen_from(Path::new(path), self.folder())
    }

    /// Whether every policy that it can speak of was asked for: its own folder, or one above it; without a file, any folder.
    pub(super) fn is_whole(&self, settings: &Settings) -> bool {
        let folder = files::absolute(self.folder());
        let holds = |path: &Path| self.source.path.is_empty() || folder.starts_with(files::absolute(path));
        settings.paths.iter().any(|path| path.is_dir() && holds(path))
    }

    /// The folder from which it names documents.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Where each bend stands, given all documents of an edition, wherever they come from.
    pub(super) fn follow(&self, documents: Vec<SeenDocument>, today: Day) -> Reconciled {
        let scope = Scope { name_of: &|path| self.document(path), exists: &|_| false, is_whole: true };
        register::reconcile(self.register.clone(), &self.source, documents, &[], today, &scope)
    }

    /// What was wrong before a change, given the documents of the older edition and their findings that count.
    pub(super) fn faults_then(
        &self,
        then: &Loaded,
        counted: &[&Finding],
        settings: &Settings,
        today: Day,
    ) -> Vec<Finding> {
        let is_whole = self.is_whole(settings);
        let scope = Scope { name_of: &|path| self.document(path), exists: &|_| false, is_whole };
        let documents = then.seen.clone();
        register::reconcile(self.register.clone(), &self.source, documents, counted, today, &scope).findings
    }

    /// How many bends stand where, given the documents of an edition; `exists` knows whether it has a document that the
    /// register names so.
    pub(super) fn census(
        &self,
        documents: &[&SeenDocument],
        exists: &dyn Fn(&str) -> bool,
        settings: &Settings,
        today: Day,
    ) -> Census {
        let scope = Scope { name_of: &|path| self.document(path), exists, is_whole: self.is_whole(settings) };
        register::census(&self.register, documents, today, &scope)
    }

    /// Where each bend stands, given the documents of an audit and its findings.
    pub(super) fn reconcile(
        &self,
        documents: Vec<SeenDocument>,
        report: &Report,
        settings: &Settings,
        today: Day,
    ) -> Reconciled {
        let is_whole = self.is_whole(settings);
        let counted: Vec<&Finding> = report.counted().collect();
        let scope =
            Scope { name_of: &|path| self.document(path), exists: &|name| self.folder().join(name).exists(), is_whole };
        register::reconcile(self.register.clone(), &self.source, documents, &counted, today, &scope)
    }
}

/// The file that `--register` or the configuration names.
fn named(arguments: &RegisterArgs, settings: &Settings) -> Option<PathBuf> {
    let configured = || settings.configuration.register.as_ref().map(|path| settings.configuration.folder.join(path));
    arguments.register.clone().or_else(configured)
}
