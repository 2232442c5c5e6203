//! The register of bends as it stood at each revision, held against the policies of that revision on the day of its commit.
//!
//! Which file it is follows the rules of `audit`. One that did not change between two commits is read once.

use super::args::RegisterArgs;
use super::git::{Commit, Entry, Repository, short};
use super::own::OwnFiles;
use super::register::RegisterFile;
use super::settings::Settings;
use super::{files, terminal};
use crate::day::Day;
use crate::error::Error;
use crate::register::{Census, SeenDocument, State};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::rc::Rc;

/// How the bends of one revision stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Bends {
    pub(super) listed: usize,
    pub(super) usable: usize,
    pub(super) states: BTreeMap<&'static str, usize>,
    pub(super) bendable_rules: usize,
}

impl Bends {
    /// Bends in one state.
    pub(super) fn of(&self, state: State) -> usize {
        self.states.get(state.word()).copied().unwrap_or(0)
    }
}

impl From<Census> for Bends {
    fn from(census: Census) -> Self {
        Self {
            listed: census.listed(),
            usable: census.usable(),
            bendable_rules: census.bendable,
            states: census.states.into_iter().map(|(state, bends)| (state.word(), bends)).collect(),
        }
    }
}

/// What one revision has of a register.
pub(super) enum Kept {
    /// None.
    Nothing,
    /// One that can be read.
    Register(Rc<RegisterFile>),
    /// One that cannot: why, on one line.
    Unread(String),
}

/// The registers of all revisions, each read once.
#[derive(Default)]
pub(super) struct Registers {
    /// By path and hash; a file outside the repository has no hash.
    read: HashMap<(PathBuf, String), Result<Rc<RegisterFile>, Vec<Error>>>,
    /// Errors that were told.
    told: BTreeSet<String>,
    /// What is wrong with the one that was looked at last.
    pub(super) errors: Vec<Error>,
}

impl Registers {
    /// The register of a commit that has these files. From here on the settings read files of our own there.
    pub(super) fn at(
        &mut self,
        commit: &Commit,
        entries: Vec<Entry>,
        repository: &Repository,
        arguments: &RegisterArgs,
        settings: &mut Settings,
    ) -> Kept {
        settings.own = OwnFiles::of_files(repository.clone(), entries, short(&commit.hash));
        self.errors.clear();
        let found = RegisterFile::place(arguments, settings, &settings.paths).and_then(|path| {
            let Some(path) = path else { return Ok(None) };
            let key = (path.clone(), settings.own.hash(&path).unwrap_or_default().to_owned());
            let read = || RegisterFile::read(path, &settings.own).map(Rc::new);
            self.read.entry(key).or_insert_with(read).clone().map(Some)
        });
        match found {
            Ok(None) => Kept::Nothing,
            Ok(Some(file)) => Kept::Register(file),
            Err(errors) => {
                let why = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
                self.errors = errors;
                Kept::Unread(why)
            }
        }
    }

    /// Says once of each register that could not be read which revision was the first to have it.
    pub(super) fn warn(&mut self, commit: &Commit, why: &str) {
        if self.told.insert(why.to_owned()) {
            let name = short(&commit.hash);
            terminal::warn(&format!("warning: no bends as of {name}: {}\n", crate::emit::harmless(why)));
        }
    }
}

/// How the bends of a register stand on a day, given the documents of one revision and the paths of all its files.
pub(super) fn bends_on(
    file: &RegisterFile,
    documents: &[&SeenDocument],
    paths: &BTreeSet<String>,
    repository: &Repository,
    settings: &Settings,
    day: Day,
) -> Bends {
    let exists = |name: &str| paths.contains(&files::seen_from(&file.folder().join(name), &repository.root));
    file.census(documents, &exists, settings, day).into()
}
