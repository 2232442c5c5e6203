//! The policies of an edition before they are parsed: as they stand in a commit, or lie in folders.

use super::editions::{Asked, Place};
use super::files;
use super::git::Repository;
use super::settings::Settings;
use super::walk::{self, Passing};
use crate::error::Error;
use crate::text::SourceFile;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A policy before it is parsed: its key, and its text or why that cannot be had.
pub(super) type Source = (String, Result<SourceFile, Error>);

/// The policies of one of two editions that are compared.
pub(super) fn sources(
    place: &Place,
    repository: Option<&Repository>,
    settings: &Settings,
    asked: &Asked,
) -> Result<Vec<Source>, Error> {
    let both_files =
        [&asked.base, &asked.head].iter().all(|place| matches!(place, Place::Path(path) if path.is_file()));
    Ok(match (place, repository) {
        (Place::Commit { hash, .. }, Some(repository)) => committed(repository, hash, settings, asked)?,
        (Place::Path(path), _) => lying(std::slice::from_ref(path), &|own| key_below(own, path, both_files), settings),
        _ => lying(&settings.paths, &|own| working_key(own, repository, &asked.base, settings), settings),
    })
}

/// A document's name in both editions, when folders are compared: its path below the folder.
fn key_below(path: &Path, folder: &Path, both_files: bool) -> String {
    match (both_files, folder.is_file()) {
        (true, _) => String::new(),
        (false, true) => file_name(path),
        (false, false) => files::seen_from(path, folder),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The same, when the working tree is compared with a revision or with a folder.
pub(super) fn working_key(path: &Path, repository: Option<&Repository>, base: &Place, settings: &Settings) -> String {
    match (base, repository) {
        (Place::Commit { .. }, Some(repository)) => files::seen_from(path, &repository.root),
        (Place::Path(base), _) if base.is_file() => file_name(path),
        _ => {
            let folder =
                settings.paths.iter().find(|folder| files::absolute(path).starts_with(files::absolute(folder)));
            folder
                .filter(|folder| folder.is_dir())
                .map_or_else(|| file_name(path), |folder| files::seen_from(path, folder))
        }
    }
}

/// What lies in folders and files.
fn lying(paths: &[PathBuf], key: &dyn Fn(&Path) -> String, settings: &Settings) -> Vec<Source> {
    let (found, errors) = walk::policies(paths, &|path| settings.excludes(path), settings.own.passing().as_ref());
    let read = found.iter().map(|path| (key(path), files::read_policy(path)));
    read.chain(errors.into_iter().map(|error| (String::new(), Err(error)))).collect()
}

/// What stands in a commit, under the paths that were asked for.
fn committed(repository: &Repository, hash: &str, settings: &Settings, asked: &Asked) -> Result<Vec<Source>, Error> {
    let wanted: Vec<String> = settings.paths.iter().map(|path| files::seen_from(path, &repository.root)).collect();
    let shown = |path: &str| files::shown(&repository.root.join(path));
    let walked: Option<BTreeSet<String>> = (asked.head == Place::WorkingTree).then(|| {
        let (found, _) = walk::policies(&settings.paths, &|_| false, None);
        found.iter().map(|path| files::shown(path)).collect()
    });
    let passed_over = |path: &str| match settings.own.passing() {
        Some(Passing { ignores, .. }) => wanted.iter().any(|from| ignores.hides(from, path)),
        // What lies there and is passed over there (.dumbrulesignore) did not vanish.
        None => {
            walked.as_ref().is_some_and(|walked| repository.root.join(path).is_file() && !walked.contains(&shown(path)))
        }
    };
    let mut entries = repository.policies(hash)?;
    entries.retain(|entry| {
        files::is_below(&entry.path, &wanted) && !settings.excludes(&shown(&entry.path)) && !passed_over(&entry.path)
    });
    let hashes: Vec<String> = entries
        .iter()
        .filter(|entry| files::refused_size("", entry.size).is_none())
        .map(|entry| entry.hash.clone())
        .collect();
    let mut contents = repository.contents(&hashes)?.into_iter();
    let read = entries.into_iter().map(|entry| {
        let shown = shown(&entry.path);
        let source = match files::refused_size(&shown, entry.size) {
            Some(error) => Err(error),
            None => contents
                .next()
                .flatten()
                .map_or_else(|| Err(missing(&shown)), |bytes| files::policy_of(shown.clone(), bytes)),
        };
        (entry.path, source)
    });
    Ok(read.collect())
}

/// What is said of a file that a partial clone does not hold.
pub(super) fn missing(shown: &str) -> Error {
    Error::new("git does not have the content of this file here")
        .in_file(shown)
        .help("fetch it first: nothing is fetched by this tool")
}
