//! What was typed and configured means: defaults < `dumbrules.yaml` < flags.

use super::args::InputArgs;
use super::configuration::read_configuration;
use super::documents::DocumentGlob;
use super::extends::chain;
use super::files;
use super::globs::Glob;
use super::own::OwnFiles;
use super::stood::Stood;
use super::walk;
use crate::error::Error;
use crate::ruleset::{self, Confidence, Overrides, Ruleset, Severity};
use crate::text::{SourceFile, Span, did_you_mean};
use crate::yaml;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The configuration's file name.
pub(super) const FILE_NAME: &str = "dumbrules.yaml";

/// What a `dumbrules.yaml` says.
#[derive(Debug, Clone, Default)]
pub(super) struct Configuration {
    /// Folder of the file: paths in it are relative to it.
    pub(super) folder: PathBuf,
    /// `extends`: other configurations, with their places; empty once they are read.
    pub(super) extends: Vec<(String, Span)>,
    /// The configurations that it extends, in order; what they say is taken over.
    pub(super) bases: Vec<Self>,
    /// `policies`: files and folders.
    pub(super) policies: Vec<PathBuf>,
    /// `exclude`: globs of documents to leave out.
    pub(super) exclude: Vec<Glob>,
    /// `rulesets`: further folders of lints.
    pub(super) rulesets: Vec<PathBuf>,
    /// `lints`: switched off, other severity, other threshold.
    pub(super) overrides: Overrides,
    /// Where each lint is named in the file.
    pub(super) named_lints: Vec<(String, Span)>,
    /// The file itself; none when there is none.
    source: Option<SourceFile>,
    /// `documents`: what is said of documents by glob, in order; the last that fits and says something counts.
    pub(super) documents: Vec<DocumentGlob>,
    /// `fail-on`.
    pub(super) fail_on: Option<Severity>,
    /// `min-confidence`.
    pub(super) min_confidence: Option<Confidence>,
    /// `verdicts`: the file that `review` writes.
    pub(super) verdicts: Option<PathBuf>,
    /// `baseline`: findings that were known before.
    pub(super) baseline: Option<PathBuf>,
    /// `register`: the register of bends.
    pub(super) register: Option<PathBuf>,
    /// `log`: files and folders of exception logs.
    pub(super) log: Vec<PathBuf>,
    /// `nominations`: files of nominations.
    pub(super) nominations: Vec<PathBuf>,
    /// `reviewer`: who gives verdicts.
    pub(super) reviewer: Option<String>,
}

/// Everything a command needs to know before it starts.
#[derive(Debug)]
pub(super) struct Settings {
    /// The configuration; the default one when there is no file.
    pub(super) configuration: Configuration,
    /// Files and folders to read, as they are to be named in outputs.
    pub(super) paths: Vec<PathBuf>,
    /// The lints, ready to run.
    pub(super) ruleset: Ruleset,
    /// Whether the shipped lints are among them.
    pub(super) all_shipped: bool,
    /// Where all other files of our own are read.
    pub(super) own: OwnFiles,
    /// What documents were before the change that is judged; none when none is.
    pub(super) stood: Option<Stood>,
}

impl Settings {
    /// Finds and reads the configuration and the rulesets.
    ///
    /// # Errors
    ///
    /// Every mistake of the configuration and of the rulesets it names.
    pub(super) fn load(input: &InputArgs) -> Result<Self, Vec<Error>> {
        Self::load_from(input, OwnFiles::Disk)
    }

    /// The same, of files that are read elsewhere.
    pub(super) fn load_from(input: &InputArgs, own: OwnFiles) -> Result<Self, Vec<Error>> {
        if let Some(threads) = input.work.threads {
            // Fails only when a pool is there already, which then does.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        }
        let configuration = Configuration::find_in(input.lints.config.as_deref(), &own)?;
        let ruleset = load_ruleset_in(&configuration, &input.lints.ruleset, !input.no_shipped, &own)?;
        let paths = if input.paths.is_empty() { configuration.usual_paths() } else { input.paths.clone() };
        Ok(Self { configuration, paths, ruleset, all_shipped: !input.no_shipped, own, stood: None })
    }

    /// The policies that are asked for, sorted.
    pub(super) fn policies(&self) -> (Vec<PathBuf>, Vec<Error>) {
        walk::policies(&self.paths, &|path| self.excludes(path), self.own.passing().as_ref())
    }

    /// Whether the configuration leaves a document out.
    pub(super) fn excludes(&self, path: &str) -> bool {
        self.configuration.excludes(path)
    }
}

/// The shipped rulesets, those that the configuration names and those of `--ruleset`, with all overrides.
pub(super) fn load_ruleset(
    configuration: &Configuration,
    folders: &[PathBuf],
    shipped: bool,
) -> Result<Ruleset, Vec<Error>> {
    load_ruleset_in(configuration, folders, shipped, &OwnFiles::Disk)
}

/// The same, of folders that are read elsewhere. A folder that a revision does not have holds nothing there.
fn load_ruleset_in(
    configuration: &Configuration,
    folders: &[PathBuf],
    shipped: bool,
    own: &OwnFiles,
) -> Result<Ruleset, Vec<Error>> {
    let mut written = ruleset::builtin();
    let named = configuration.rulesets.iter().map(|folder| configuration.folder.join(folder));
    let mut folders: Vec<PathBuf> = named.chain(folders.iter().cloned()).collect();
    if own.revision().is_some() {
        folders.retain(|folder| own.yaml_files(folder).is_ok_and(|files| !files.is_empty()));
    }
    if !shipped {
        // Vocabulary and kinds of fact stay: one's own lints may speak of them. A folder that is itself a version of the
        // shipped rulesets brings its own.
        let stands_alone =
            folders.iter().map(|folder| holds_shipped_in(folder, &written, own)).collect::<Result<Vec<_>, _>>()?;
        written =
            if stands_alone.contains(&true) { ruleset::written::Ruleset::default() } else { written.without_lints() };
    }
    for folder in folders {
        let further = load_folder_in(&folder, Some(&written), own)?;
        written = written.extended(further);
    }
    configuration.check_lints(&written)?;
    if written.lints.is_empty() {
        return Err(vec![
            Error::new("there are no lints to audit with").help("drop --no-shipped, or name a folder with --ruleset"),
        ]);
    }
    ruleset::compile(written, &configuration.overrides, ruleset::shelf())
}

/// Whether a folder holds a file for a lint that is shipped: then it is a version of the shipped rulesets.
pub(super) fn holds_shipped(folder: &Path, shipped: &ruleset::written::Ruleset) -> Result<bool, Vec<Error>> {
    holds_shipped_in(folder, shipped, &OwnFiles::Disk)
}

fn holds_shipped_in(folder: &Path, shipped: &ruleset::written::Ruleset, own: &OwnFiles) -> Result<bool, Vec<Error>> {
    let files = own.yaml_files(folder).map_err(|error| vec![error])?;
    let below = files.iter().filter_map(|file| file.strip_prefix(folder).ok());
    let ids: BTreeSet<String> = below.map(|path| files::shown(&path.with_extension(""))).collect();
    Ok(shipped.lints.iter().any(|lint| ids.contains(&*lint.id)))
}

/// The lints of one folder; `base` is what they may refer to.
pub(super) fn load_folder(
    folder: &Path,
    base: Option<&ruleset::written::Ruleset>,
) -> Result<ruleset::written::Ruleset, Vec<Error>> {
    load_folder_in(folder, base, &OwnFiles::Disk)
}

fn load_folder_in(
    folder: &Path,
    base: Option<&ruleset::written::Ruleset>,
    own: &OwnFiles,
) -> Result<ruleset::written::Ruleset, Vec<Error>> {
    let files = own.yaml_files(folder).map_err(|error| vec![error])?;
    if files.is_empty() {
        return Err(vec![
            Error::new("there is no lint in the folder")
                .in_file(files::shown(folder))
                .help("put GROUP/NAME.yaml files into it"),
        ]);
    }
    let mut sources = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        match own.read(&file) {
            Ok(source) => sources.push(source),
            Err(error) => errors.push(error),
        }
    }
    match ruleset::load(&files::shown(folder), &sources, base) {
        Ok(written) if errors.is_empty() => Ok(written),
        Ok(_) => Err(errors),
        Err(found) => Err(errors.into_iter().chain(found).collect()),
    }
}

/// Says that there is no such lint, and which one may be meant.
pub(super) fn unknown_lint(id: &str, written: &ruleset::written::Ruleset) -> Error {
    if let Some(group) = id.strip_suffix("/*") {
        let known = written.lints.iter().filter_map(|lint| Some(lint.id.split_once('/')?.0));
        let meant = did_you_mean(group, known);
        let error = Error::new(format!("there is no group of lints `{group}`"));
        return error.help(format!("{meant}`dumbrules lints list` shows every lint"));
    }
    let known = written.lints.iter().map(|lint| &*lint.id);
    let meant = did_you_mean(id, known);
    Error::new(format!("there is no lint `{id}`")).help(format!("{meant}`dumbrules lints list` shows every lint"))
}

impl Configuration {
    /// The configuration of `--config`, else the nearest one in this folder or above, else the default.
    pub(super) fn find(named: Option<&Path>) -> Result<Self, Vec<Error>> {
        Self::find_in(named, &OwnFiles::Disk)
    }

    /// The same, of files that are read elsewhere. A revision without it has none, even when it is named.
    pub(super) fn find_in(named: Option<&Path>, own: &OwnFiles) -> Result<Self, Vec<Error>> {
        let named = named.filter(|path| own.revision().is_none() || own.is_file(path));
        let found = match named {
            Some(path) => Some(path.to_owned()),
            None => std::env::current_dir().ok().and_then(|here| {
                here.ancestors()
                    .enumerate()
                    .map(|(up, _)| Path::new(&"../".repeat(up)).join(FILE_NAME))
                    .find(|path| own.is_file(path))
            }),
        };
        let Some(path) = found else {
            return Ok(Self::default());
        };
        Self::read(&path, own, &[])
    }

    /// Reads a configuration, and what it extends. `above` are the files that led here.
    pub(super) fn read(path: &Path, own: &OwnFiles, above: &[PathBuf]) -> Result<Self, Vec<Error>> {
        let source = own.read(path).map_err(|error| vec![error])?;
        let mut configuration = yaml::read(&source, read_configuration)?;
        configuration.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        configuration.documents.iter_mut().for_each(|entry| entry.file.clone_from(&source.path));
        configuration.source = Some(source);
        configuration.extended(own, &chain(above, path))
    }

    /// The file itself; none when there is none.
    pub(super) fn source(&self) -> Option<&SourceFile> {
        self.source.as_ref()
    }

    /// Refuses lints that are not there.
    fn check_lints(&self, written: &ruleset::written::Ruleset) -> Result<(), Vec<Error>> {
        let is_known = |name: &str| {
            let group = name.strip_suffix('*').filter(|group| group.ends_with('/'));
            written.lints.iter().any(|lint| *lint.id == *name || group.is_some_and(|group| lint.id.starts_with(group)))
        };
        let unknown = self.named_lints.iter().filter(|(id, _)| !is_known(id));
        let errors: Vec<Error> = unknown
            .map(|(id, span)| match &self.source {
                Some(source) => unknown_lint(id, written).at(source, *span),
                None => unknown_lint(id, written),
            })
            .collect();
        let below = self.bases.iter().filter_map(|base| base.check_lints(written).err()).flatten();
        let errors: Vec<Error> = errors.into_iter().chain(below).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Whether it leaves a document out.
    pub(super) fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|glob| self.fits(glob, path))
    }

    /// What is read when nobody names files or folders.
    pub(super) fn usual_paths(&self) -> Vec<PathBuf> {
        if !self.policies.is_empty() {
            return self.policies.iter().map(|path| self.folder.join(path)).collect();
        }
        vec![PathBuf::from(if Path::new("policies").is_dir() { "policies" } else { "." })]
    }

    /// Whether a glob, relative to the configuration's folder, fits a path, relative to the current one.
    pub(super) fn fits(&self, glob: &Glob, path: &str) -> bool {
        glob.fits(&files::seen_from(Path::new(path), &self.folder))
    }
}
