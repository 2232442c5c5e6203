//! Exception logs, files of cases and nominations on the disk: which there are, and what they say about an audit.

use super::args_log::LogArgs;
use super::files;
use super::register::RegisterFile;
use super::settings::Settings;
use crate::error::Error;
use crate::finding::Finding;
use crate::log::{Cases, Nominations, Tally, weigh};
use crate::register::Reconciled;
use crate::report::Report;
use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The files that tell what staff do.
#[derive(Debug, Default)]
pub(super) struct LogFiles {
    exceptions: Vec<PathBuf>,
    cases: Vec<PathBuf>,
    nominations: Vec<PathBuf>,
}

impl LogFiles {
    /// What the options name, else what the configuration names.
    ///
    /// # Errors
    ///
    /// A file is not there, or a folder holds none.
    pub(super) fn find(arguments: &LogArgs, settings: &Settings) -> Result<Self, Vec<Error>> {
        let configuration = &settings.configuration;
        let or_configured = |typed: &[PathBuf], configured: &[PathBuf]| -> Vec<PathBuf> {
            if typed.is_empty() {
                configured.iter().map(|path| configuration.folder.join(path)).collect()
            } else {
                typed.to_vec()
            }
        };
        let mut logs = Self::default();
        let mut errors = Vec::new();
        for path in or_configured(&arguments.log, &configuration.log) {
            logs.add(&path, &mut errors);
        }
        for path in or_configured(&arguments.nominations, &configuration.nominations) {
            if path.exists() {
                logs.nominations.push(path);
            } else {
                errors.push(missing(&path));
            }
        }
        for paths in [&mut logs.exceptions, &mut logs.cases, &mut logs.nominations] {
            paths.sort_by_key(|path| files::shown(path));
            paths.dedup_by_key(|path| files::shown(path));
        }
        if errors.is_empty() { Ok(logs) } else { Err(errors) }
    }

    fn add(&mut self, path: &Path, errors: &mut Vec<Error>) {
        if !path.is_dir() {
            if path.exists() {
                self.list(path).push(path.to_owned());
            } else {
                errors.push(missing(path));
            }
            return;
        }
        // Not as policies are looked for: whoever keeps logs out of git with .gitignore still means them.
        let entries = match path.read_dir().and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => entries,
            Err(error) => return errors.push(unreadable(path, &error)),
        };
        let is_csv = |file: &PathBuf| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let found = entries.into_iter().map(|entry| entry.path()).filter(is_csv).filter(|file| kind(file).is_some());
        let found: Vec<PathBuf> = found.filter(|file| file.is_file()).collect();
        if found.is_empty() {
            let error = Error::new("there is no log in the folder").in_file(files::shown(path));
            return errors.push(error.help("put exceptions*.csv, cases*.csv or nominations*.csv into it"));
        }
        for file in found {
            self.list(&file).push(file);
        }
    }

    /// Where a file belongs, by its name.
    fn list(&mut self, path: &Path) -> &mut Vec<PathBuf> {
        match kind(path) {
            Some("cases") => &mut self.cases,
            Some("nominations") => &mut self.nominations,
            _ => &mut self.exceptions,
        }
    }

    /// Whether there is nothing to read.
    pub(super) fn is_empty(&self) -> bool {
        self.exceptions.is_empty() && self.cases.is_empty() && self.nominations.is_empty()
    }

    /// What the audit is held against: the register; an empty one, when there is none and logs are read.
    pub(super) fn ground<'r>(&self, register: Option<&'r RegisterFile>) -> Option<Cow<'r, RegisterFile>> {
        match register {
            Some(register) => Some(Cow::Borrowed(register)),
            None => (!self.is_empty()).then(|| Cow::Owned(RegisterFile::nothing())),
        }
    }

    /// Reads all of it, and takes what it says into the report.
    pub(super) fn weigh(&self, file: &RegisterFile, bends: &Reconciled, settings: &Settings, report: &mut Report) {
        if self.is_empty() {
            return;
        }
        let mut errors = Vec::new();
        let mut open = |path: &Path| {
            let opened = File::open(path);
            opened.map_err(|error| errors.push(unreadable(path, &error))).ok()
        };
        let mut tally = Tally::new(bends);
        let mut cases = Cases::default();
        let mut nominations = Nominations::new(bends.today);
        for path in &self.exceptions {
            if let Some(mut input) = open(path) {
                tally.read(&files::shown(path), &mut input);
            }
        }
        for path in &self.cases {
            if let Some(mut input) = open(path) {
                cases.read(&files::shown(path), &mut input);
            }
        }
        for path in &self.nominations {
            if let Some(mut input) = open(path) {
                nominations.read(&files::shown(path), &mut input);
            }
        }
        let counted: Vec<&Finding> = report.counted().collect();
        let weighed = weigh(tally, &cases, &nominations, &file.source, &counted, file.is_whole(settings));
        report.errors.extend(errors);
        report.heed(weighed);
    }
}

/// What a file is, by the beginning of its name.
fn kind(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    ["exceptions", "cases", "nominations"].into_iter().find(|kind| name.starts_with(kind))
}

fn missing(path: &Path) -> Error {
    Error::new(format!("there is no `{}`", files::shown(path)))
        .help("check the path; paths are relative to this folder")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::new(format!("cannot read the file: {}", error.kind()))
        .in_file(files::shown(path))
        .help("check that it exists and may be read")
}
