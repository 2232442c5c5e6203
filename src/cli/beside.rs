//! Our own files beside the policies: `verdicts.yaml`, `bends.yaml`. Where the one that counts is, or where a new one goes.

use super::files;
use super::own::{OwnFiles, is_added};
use super::settings::Settings;
use crate::error::Error;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A kind of file that lies beside the policies.
pub(super) struct Beside {
    /// Its name, where nothing else is said.
    pub(super) name: &'static str,
    /// What people call it: "file of verdicts".
    pub(super) what: &'static str,
    /// The option that names one.
    pub(super) option: &'static str,
}

impl Beside {
    /// The one beside the policies that lie at `paths` or in a folder above them; none when there is none.
    ///
    /// # Errors
    ///
    /// There are several.
    pub(super) fn find(&self, paths: &[PathBuf], own: &OwnFiles) -> Result<Option<PathBuf>, Vec<Error>> {
        let nearest = |path: &PathBuf| {
            let folder = files::absolute(&folder_of(path));
            folder.ancestors().map(|folder| folder.join(self.name)).find(|file| own.is_file(file))
        };
        let found: BTreeSet<PathBuf> = paths.iter().filter_map(nearest).collect();
        if found.len() > 1 {
            let shown: Vec<_> = found.iter().map(|path| format!("`{}`", files::shown(path))).collect();
            return Err(vec![Error::new(format!("there is more than one {}: {}", self.what, shown.join(", "))).help(
                format!("name one with {} or in dumbrules.yaml, or audit the folders one by one", self.option),
            )]);
        }
        Ok(found.into_iter().next())
    }

    /// The one that counts for policies that lie at `paths`: the one that somebody named, unless only the change that is judged
    /// adds it; else the one beside the policies; none when there is none.
    ///
    /// # Errors
    ///
    /// Nobody named one, and there are several.
    pub(super) fn counting(
        &self,
        named: Option<PathBuf>,
        paths: &[PathBuf],
        settings: &Settings,
    ) -> Result<Option<PathBuf>, Vec<Error>> {
        match named {
            Some(path) => Ok(Some(path).filter(|path| !is_added(path, settings))),
            None => self.find(paths, &settings.own),
        }
    }

    /// Where a new one goes: the folder that holds all policies.
    pub(super) fn new_path(&self, settings: &Settings) -> PathBuf {
        let mut folders = settings.paths.iter().map(|path| folder_of(path));
        let first = folders.next().unwrap_or_default();
        let shared = folders.fold(first, |shared, folder| {
            let both = shared.components().zip(folder.components()).take_while(|(one, other)| one == other);
            both.map(|(part, _)| part).collect()
        });
        shared.join(self.name)
    }
}

fn folder_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.to_owned() } else { path.parent().unwrap_or(Path::new("")).to_owned() }
}
