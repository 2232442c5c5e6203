//! Door to ignore: finds files, walking folders as ripgrep does.

use super::files::{absolute, seen_from, shown};
use super::ignores::{Ignores, NAMES};
use crate::error::Error;
use ignore::{DirEntry, WalkBuilder};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const POLICY_ENDINGS: [&str; 3] = ["md", "markdown", "mdx"];

/// Ignore files of a revision that count instead of those on the disk.
#[derive(Debug, Clone)]
pub(super) struct Passing {
    /// The root of the repository.
    pub(super) root: PathBuf,
    /// Its ignore files.
    pub(super) ignores: Arc<Ignores>,
}

/// The policies under `paths`, sorted, each once; a path that does not exist is an error.
pub(super) fn policies(
    paths: &[PathBuf],
    excluded: &dyn Fn(&str) -> bool,
    passing: Option<&Passing>,
) -> (Vec<PathBuf>, Vec<Error>) {
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        match path.symlink_metadata() {
            Err(_) if !path.exists() => errors.push(
                Error::new(format!("there is no `{}`", shown(path)))
                    .help("check the path; paths are relative to this folder"),
            ),
            Ok(metadata) if metadata.is_dir() => walk(path, passing, &is_policy, &mut found, &mut errors),
            _ => found.push(path.clone()),
        }
    }
    found.retain(|path| !excluded(&shown(path)));
    found.sort_by_key(|path| shown(path));
    found.dedup_by_key(|path| shown(path));
    (found, errors)
}

/// The ignore files that lie in the folders under `paths` or above them, up to the root of a repository.
pub(super) fn ignore_files(paths: &[PathBuf], passing: &Passing) -> Vec<PathBuf> {
    let is_ignore_file = |path: &Path| path.file_name().is_some_and(|name| NAMES.iter().any(|it| name == *it));
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, Some(passing), &is_ignore_file, &mut found, &mut Vec::new());
        }
        let path = absolute(path);
        let above = path.ancestors().take_while(|folder| folder.starts_with(&passing.root));
        found.extend(above.flat_map(|folder| NAMES.map(|name| folder.join(name))).filter(|file| file.is_file()));
    }
    found.iter_mut().for_each(|path| *path = absolute(path));
    found.sort();
    found.dedup();
    found
}

fn walk(
    folder: &Path,
    passing: Option<&Passing>,
    is_wanted: &dyn Fn(&Path) -> bool,
    found: &mut Vec<PathBuf>,
    errors: &mut Vec<Error>,
) {
    let mut builder = WalkBuilder::new(folder);
    builder.require_git(false);
    match passing.filter(|passing| absolute(folder).starts_with(&passing.root)).cloned() {
        None => drop(builder.add_custom_ignore_filename(NAMES[0])),
        Some(Passing { root, ignores }) => {
            let is_read = move |entry: &DirEntry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let is_ignore_file = !is_folder && entry.file_name().to_str().is_some_and(|name| NAMES.contains(&name));
                entry.depth() == 0 || is_ignore_file || !ignores.passes_over(&seen_from(entry.path(), &root), is_folder)
            };
            builder.hidden(false).ignore(false).git_ignore(false).filter_entry(is_read);
        }
    }
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && is_wanted(entry.path()) {
                    found.push(entry.into_path());
                }
            }
            Err(error) => errors.push(Error::new(format!("cannot look into a folder: {error}")).in_file(shown(folder))),
        }
    }
}

/// Whether a file's ending is that of a policy.
pub(super) fn is_policy(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    POLICY_ENDINGS.iter().any(|policy| ending.eq_ignore_ascii_case(policy))
}

/// Every `.yaml` or `.yml` file under a folder, sorted.
pub(super) fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    with_ending(folder, &["yaml", "yml"])
}

/// Every file under a folder that has one of these endings, sorted.
pub(super) fn with_ending(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Err(Error::new(format!("there is no folder `{}`", shown(folder))).help("name a folder of lint files"));
    }
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        let entry =
            entry.map_err(|error| Error::new(format!("cannot look into a folder: {error}")).in_file(shown(folder)))?;
        let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if entry.file_type().is_some_and(|kind| kind.is_file()) && endings.contains(&ending) {
            found.push(entry.into_path());
        }
    }
    found.sort();
    Ok(found)
}
