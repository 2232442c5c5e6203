//! `extends`: configurations that others build on. What stands nearer counts; lists of globs, lints and rulesets add up.

use super::files;
use super::own::OwnFiles;
use super::settings::{Configuration, FILE_NAME};
use crate::error::Error;
use std::path::{Path, PathBuf};

impl Configuration {
    /// Reads the configurations that this one extends, and takes over what it does not say itself. `above` are the files that
    /// led here.
    pub(super) fn extended(mut self, own: &OwnFiles, above: &[PathBuf]) -> Result<Self, Vec<Error>> {
        let mut bases = Vec::new();
        for (target, span) in std::mem::take(&mut self.extends) {
            let wrong = |message: String, help: &str| {
                let error = Error::new(message).help(help);
                vec![match self.source() {
                    Some(source) => error.at(source, span),
                    None => error,
                }]
            };
            if target.contains("://") {
                return Err(wrong(
                    format!("`{target}` is an address"),
                    "name a file or folder: nothing is ever fetched",
                ));
            }
            let path = self.folder.join(&target);
            let path = if own.is_file(&path) { path } else { path.join(FILE_NAME) };
            if !own.is_file(&path) {
                let message = format!("there is no configuration `{target}`");
                return Err(wrong(message, "name a file, or a folder with a dumbrules.yaml, as seen from this file"));
            }
            let absolute = files::absolute(&path);
            if above.contains(&absolute) {
                return Err(wrong(format!("`{target}` extends this file"), "take one of the two `extends` out"));
            }
            bases.push(Self::read(&path, own, above)?);
        }
        // The last one counts before those in front of it.
        for base in bases.iter().rev() {
            self.take_over(base);
        }
        self.bases = bases;
        Ok(self)
    }

    fn take_over(&mut self, base: &Self) {
        let moved = |path: &PathBuf| PathBuf::from(files::seen_from(&base.folder.join(path), &self.folder));
        let all = |paths: &[PathBuf]| -> Vec<PathBuf> { paths.iter().map(moved).collect() };
        for (own, other) in [
            (&mut self.policies, all(&base.policies)),
            (&mut self.log, all(&base.log)),
            (&mut self.nominations, all(&base.nominations)),
        ] {
            if own.is_empty() {
                *own = other;
            }
        }
        let file = |own: &Option<PathBuf>, other: &Option<PathBuf>| own.clone().or_else(|| other.as_ref().map(moved));
        self.verdicts = file(&self.verdicts, &base.verdicts);
        self.baseline = file(&self.baseline, &base.baseline);
        self.register = file(&self.register, &base.register);
        self.rulesets = [all(&base.rulesets), std::mem::take(&mut self.rulesets)].concat();
        self.exclude = [base.exclude.clone(), std::mem::take(&mut self.exclude)].concat();
        // The last entry that fits counts, so those of the base come first.
        self.documents = [base.documents.clone(), std::mem::take(&mut self.documents)].concat();
        self.fail_on = self.fail_on.or(base.fail_on);
        self.min_confidence = self.min_confidence.or(base.min_confidence);
        self.reviewer = self.reviewer.clone().or_else(|| base.reviewer.clone());
        self.overrides.take_over(&base.overrides);
    }

    /// This configuration and all that it extends, each with its file, what counts most first.
    pub(super) fn all(&self) -> Vec<&Self> {
        let below = self.bases.iter().rev().flat_map(Self::all);
        std::iter::once(self).chain(below).collect()
    }
}

/// The files that led to what a file extends.
pub(super) fn chain(above: &[PathBuf], path: &Path) -> Vec<PathBuf> {
    above.iter().cloned().chain([files::absolute(path)]).collect()
}
