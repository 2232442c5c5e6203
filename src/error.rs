//! `Error`: what went wrong, where, and what to do about it. One type for the whole crate.

use crate::text::{LineColumn, SourceFile, Span};
use std::fmt;

/// Why the job, or a part of it, could not be done.
///
/// The message is lower case, has no final stop and names things in backquotes; the help says what to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub message: String,
    /// Where, when a file is to blame.
    pub place: Option<Box<Place>>,
    /// What to do now.
    pub help: Option<String>,
}

/// A place in a file, ready to be shown: the path, the line and column, and the line itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Relative path with forward slashes.
    pub path: String,
    /// Line and column; none when the file as a whole is meant.
    pub at: Option<LineColumn>,
    /// The line's text, and the part of it to underline (bytes of that text).
    pub line: Option<(String, Span)>,
}

impl Error {
    /// An error that no file is to blame for.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, help: None }
    }

    /// The same error, about a file as a whole.
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.place = Some(Box::new(Place { path: path.into(), at: None, line: None }));
        self
    }

    /// The same error, at a span of a source.
    pub fn at(mut self, source: &SourceFile, span: Span) -> Self {
        let at = source.line_column(span.start);
        let line = source.line_span(at.line);
        let start = span.start.clamp(line.start, line.end) - line.start;
        let end = span.end.clamp(line.start + start, line.end) - line.start;
        let line = (source.slice(line).to_owned(), Span::new(start, end));
        self.place = Some(Box::new(Place { path: source.path.clone(), at: Some(at), line: Some(line) }));
        self
    }

    /// The same error, with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Error {
    /// `path:line:column: message (help)`, on one line.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(out, "{}:", place.path)?;
            if let Some(at) = place.at {
                write!(out, "{}:{}:", at.line, at.column)?;
            }
            out.write_str(" ")?;
        }
        out.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(out, " ({help})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
