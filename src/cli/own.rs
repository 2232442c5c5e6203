//! Files of our own (configuration, lints, register, baseline, verdicts): as they lie on the disk, or as they stood in a
//! revision, so that a change is not judged by what it says itself.

use super::files;
use super::git::{Entry, Repository};
use super::settings::Settings;
use crate::error::Error;
use crate::text::SourceFile;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    files: BTreeMap<String, Entry>,
}

impl OwnFiles {
    /// Those of a commit.
    pub(super) fn of_commit(repository: Repository, hash: &str, name: &str) -> Result<Self, Error> {
        let files = repository.files(hash)?;
        Ok(Self::of_files(repository, files, name))
    }

    /// Those of a revision that has these files.
    pub(super) fn of_files(repository: Repository, files: Vec<Entry>, name: &str) -> Self {
        let files = files.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
        Self::Revision(Box::new(Revision { name: name.to_owned(), repository, files }))
    }

    /// The revision they are read from; none when it is the disk.
    pub(super) fn revision(&self) -> Option<&Revision> {
        match self {
            Self::Disk => None,
            Self::Revision(revision) => Some(revision),
        }
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
        files::own_of(shown.clone(), bytes.ok_or_else(|| super::editions::missing(&shown))?)
    }

    /// Every `.yaml` or `.yml` file under a folder, sorted; none when a revision does not have the folder.
    pub(super) fn yaml_files(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let Some((revision, name)) = self.inside(folder) else { return files::yaml_files(folder) };
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
