//! Ignore files of a revision: what a change adds to them must not hide a document from the check of that change.
//!
//! They mean what they mean when folders are walked: the nearest one that speaks of a path decides, the tool's own before
//! git's, and what lies in a folder that is passed over is not reached.

use super::globs::Globs;
use std::collections::BTreeMap;

/// Their names; what stands in front counts before what stands behind.
pub(super) const NAMES: [&str; 3] = [".dumbrulesignore", ".ignore", ".gitignore"];

/// The ignore files of a revision. Paths are seen from the root of its repository.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    /// For each name, the files by their folder.
    by_folder: [BTreeMap<String, Globs>; NAMES.len()],
}

impl Ignores {
    /// Reads them: path and text of each.
    pub(super) fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut ignores = Self::default();
        for (path, text) in files {
            let (folder, name) = parted(&path);
            if let Some(kind) = NAMES.iter().position(|known| *known == name) {
                ignores.by_folder[kind].insert(folder.to_owned(), Globs::new(&text));
            }
        }
        ignores
    }

    /// The paths of the files.
    pub(super) fn files(&self) -> impl Iterator<Item = String> {
        let named = NAMES.iter().zip(&self.by_folder);
        let path =
            |folder: &String, name| if folder.is_empty() { String::from(name) } else { format!("{folder}/{name}") };
        named.flat_map(move |(name, by_folder)| by_folder.keys().map(move |folder| path(folder, *name)))
    }

    /// Whether somebody who walks from a folder does not come to a file below it.
    pub(super) fn hides(&self, from: &str, file: &str) -> bool {
        let below =
            if from.is_empty() { Some(file) } else { file.strip_prefix(from).and_then(|it| it.strip_prefix('/')) };
        let Some(below) = below.filter(|below| !below.is_empty()) else { return false };
        let start = file.len() - below.len();
        let ends = below.match_indices('/').map(|(at, _)| start + at);
        ends.chain([file.len()]).any(|end| self.passes_over(&file[..end], end < file.len()))
    }

    /// Whether a file or folder is passed over when its folder is walked: hidden, or named by an ignore file.
    pub(super) fn passes_over(&self, path: &str, is_folder: bool) -> bool {
        self.decided(path, is_folder).unwrap_or_else(|| parted(path).1.starts_with('.'))
    }

    fn decided(&self, path: &str, is_folder: bool) -> Option<bool> {
        self.by_folder.iter().find_map(|by_folder| {
            let mut folder = parted(path).0;
            loop {
                let below = path[folder.len()..].trim_start_matches('/');
                if let Some(decided) = by_folder.get(folder).and_then(|globs| globs.decide(below, is_folder)) {
                    return Some(decided);
                }
                if folder.is_empty() {
                    return None;
                }
                folder = parted(folder).0;
            }
        })
    }
}

/// A path's folder, and its name.
fn parted(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
