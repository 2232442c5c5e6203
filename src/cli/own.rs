//! Files of our own (configuration, lints, register, baseline, verdicts): as they lie on the disk, or as they stood in a
//! revision, so that a change is not judged by what it says itself.

use super::files;
use super::git::{Entry, Repository};
use super::ignores::{self, Ignores};
use super::settings::Settings;
use super::walk::{self, Passing};
use crate::error::Error;
use crate::text::SourceFile;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where files of our own are read.
#[derive(Debug, Default)]
pub(super) enum OwnFiles {
    /// On the disk.
    #[default]
    Disk,
    /// In a revision; what lies outside its repository, on the disk.
    Revision(Box<Revision>),
}

/// The files of a revision.
#[derive(Debug)]
pub(super) struct Revision {
    /// What people call it.
    pub(super) name: String,
    repository: Repository,
    /// Its ignore files; none when those on the disk count.
    ignores: Option<Arc<Ignores>>,
    files: BTreeMap<String, Entry>,
}

impl Revision {
    fn new(repository: Repository, files: Vec<Entry>, name: &str) -> Self {
        let files = files.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
        Self { name: name.to_owned(), repository, ignores: None, files }
    }
}

impl OwnFiles {
    /// Those of a commit.
    pub(super) fn of_commit(repository: Repository, hash: &str, name: &str) -> Result<Self, Error> {
        let files = repository.files(hash)?;
        let is_ignore_file = |entry: &&Entry| {
            let name = entry.path.rsplit('/').next().unwrap_or_default();
            ignores::NAMES.contains(&name) && files::fits_own(&entry.path, entry.size as usize).is_ok()
        };
        let found: Vec<&Entry> = files.iter().filter(is_ignore_file).collect();
        let hashes: Vec<String> = found.iter().map(|entry| entry.hash.clone()).collect();
        let texts = if hashes.is_empty() { Vec::new() } else { repository.contents(&hashes)? };
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let read = found.iter().zip(texts).filter_map(|(entry, bytes)| Some((entry.path.clone(), text(bytes?))));
        let ignores = Arc::new(Ignores::new(read));
        Ok(Self::Revision(Box::new(Revision { ignores: Some(ignores), ..Revision::new(repository, files, name) })))
    }

    /// Those of a revision that has these files. Which documents are passed over is said on the disk.
    pub(super) fn of_files(repository: Repository, files: Vec<Entry>, name: &str) -> Self {
        Self::Revision(Box::new(Revision::new(repository, files, name)))
    }

    /// The revision they are read from; none when it is the disk.
    pub(super) fn revision(&self) -> Option<&Revision> {
        match self {
            Self::Disk => None,
            Self::Revision(revision) => Some(revision),
        }
    }

    /// The ignore files that count; none when it is those on the disk.
    pub(super) fn passing(&self) -> Option<Passing> {
        let revision = self.revision()?;
        Some(Passing { root: revision.repository.root.clone(), ignores: Arc::clone(revision.ignores.as_ref()?) })
    }

    /// The revision that holds a path, and its name there.
    fn inside(&self, path: &Path) -> Option<(&Revision, String)> {
        let revision = self.revision()?;
        let name = files::seen_from(path, &revision.repository.root);
        (name != ".." && !name.starts_with("../")).then_some((revision, name))
    }

    /// Whether there is such a file.
    pub(super) fn is_file(&self, path: &Path) -> bool {
        match self.inside(path) {
            Some((revision, name)) => revision.files.contains_key(&name),
            None => path.is_file(),
        }
    }

    /// The hash of what a file of a revision holds.
    pub(super) fn hash(&self, path: &Path) -> Option<&str> {
        let (revision, name) = self.inside(path)?;
        revision.files.get(&name).map(|entry| entry.hash.as_str())
    }

    /// Reads a file.
    pub(super) fn read(&self, path: &Path) -> Result<SourceFile, Error> {
        let Some((revision, name)) = self.inside(path) else { return files::read_own(path) };
        let shown = files::shown(path);
        let Some(entry) = revision.files.get(&name) else {
            let error = Error::new(format!("the file is not in {}", revision.name)).in_file(shown);
            return Err(error.help("what a change adds to its own judge does not count for it; see --trusted-rev"));
        };
        let bytes = revision.repository.contents(std::slice::from_ref(&entry.hash))?.pop().flatten();
        files::own_of(shown.clone(), bytes.ok_or_else(|| super::edition_sources::missing(&shown))?)
    }

    /// Every `.yaml` or `.yml` file under a folder, sorted; none when a revision does not have the folder.
    pub(super) fn yaml_files(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let Some((revision, name)) = self.inside(folder) else { return walk::yaml_files(folder) };
        let below = if name.is_empty() { name } else { format!("{name}/") };
        let is_lint = |path: &&String| {
            let rest = path.strip_prefix(&below);
            rest.is_some_and(|rest| !rest.split('/').any(|part| part.starts_with('.')))
                && [".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
        };
        Ok(revision.files.keys().filter(is_lint).map(|path| folder.join(&path[below.len()..])).collect())
    }
}

/// Whether a file that somebody named is not in the revision that counts: then there is none.
pub(super) fn is_added(path: &Path, settings: &Settings) -> bool {
    settings.own.revision().is_some() && !settings.own.is_file(path)
}
