//! Door to ignore: globs as in `.gitignore`, one by one and in files.

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::fmt;

/// A glob that a person wrote.
#[derive(Clone)]
pub(super) struct Glob {
    text: String,
    globs: Gitignore,
}

impl Glob {
    /// Reads one; says what is wrong with it, and what to do.
    pub(super) fn new(text: &str) -> Result<Self, (String, &'static str)> {
        let mut builder = GitignoreBuilder::new("");
        let help = "globs are those of .gitignore: `faq.md`, `/faq.md`, `support/**`";
        builder.add_line(None, text).map_err(|_| (format!("`{text}` is no glob"), help))?;
        let globs = builder.build().map_err(|_| (format!("`{text}` is no glob"), help))?;
        if globs.num_ignores() == 0 {
            return Err((format!("`{text}` fits no path"), "a glob that begins with `!` or `#` names nothing"));
        }
        Ok(Self { text: text.to_owned(), globs })
    }

    /// As it was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it fits a path or a folder above it. The path is relative to the folder that the glob is relative to.
    pub(super) fn fits(&self, path: &str) -> bool {
        // What lies above the folder is named by no glob of it.
        !path.starts_with("../") && self.globs.matched_path_or_any_parents(path, false).is_ignore()
    }
}

impl fmt::Debug for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// The lines of an ignore file.
#[derive(Debug)]
pub(super) struct Globs(Gitignore);

impl Globs {
    /// Reads them; a line that is no glob says nothing, as in git.
    pub(super) fn new(text: &str) -> Self {
        let mut builder = GitignoreBuilder::new("");
        for line in text.trim_start_matches('\u{feff}').lines() {
            let _ = builder.add_line(None, line);
        }
        Self(builder.build().unwrap_or_else(|_| Gitignore::empty()))
    }

    /// Whether they pass a path over (true) or take it back in (false); none when they do not speak of it.
    pub(super) fn decide(&self, path: &str, is_folder: bool) -> Option<bool> {
        match self.0.matched(path, is_folder) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        }
    }
}

/// Whether a glob that was typed fits a path.
pub(super) fn fits(glob: &str, path: &str) -> bool {
    Glob::new(glob).is_ok_and(|glob| glob.fits(path))
}
