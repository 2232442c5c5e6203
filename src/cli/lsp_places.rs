//! Places as editors know them: URIs of files, lines and columns in units of UTF-16, from 0.

use super::files;
use crate::emit;
use crate::finding::Label;
use crate::text::{SourceFile, Span};
use lsp_types::{Position, Range, Uri};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The file that a URI names; none when it names none (an unsaved buffer, a remote file).
pub(super) fn file_of(uri: &Uri) -> Option<PathBuf> {
    let is_here = uri.authority().is_none_or(|authority| matches!(authority.as_str(), "" | "localhost"));
    if !is_here || uri.scheme().is_none_or(|scheme| !scheme.as_str().eq_ignore_ascii_case("file")) {
        return None;
    }
    let path = uri.path().as_estr().decode().into_string().ok()?;
    // Windows: the drive stands behind a slash of its own.
    let drive = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// The URI of a file; none when a path cannot be one.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", emit::uri(&path))).ok()
}

/// The path by which outputs know a file, when the editor knows it as `path` and the folder that it opened as `root`.
pub(super) fn shown_from(path: &Path, root: Option<&Path>) -> String {
    // The current folder may be the root with its links followed, which the editor knows nothing of.
    root.and_then(|root| path.strip_prefix(root).ok()).map_or_else(|| files::shown(path), files::shown)
}

/// A place of the protocol → a byte of the text. What lies behind the end of a line is that end.
pub(super) fn byte_at(source: &SourceFile, place: Position) -> usize {
    let line = source.line_span(place.line as usize + 1);
    let mut units = 0;
    for (at, letter) in source.slice(line).char_indices() {
        if units >= place.character as usize {
            return line.start + at;
        }
        units += letter.len_utf16();
    }
    line.end
}

/// A byte of the text → a place of the protocol.
pub(super) fn position(source: &SourceFile, byte: usize) -> Position {
    let line = source.line_column(byte).line;
    let start = source.line_span(line).start;
    let units: usize = source.text[start..byte].chars().map(char::len_utf16).sum();
    at(line - 1, units)
}

/// The same for a stretch of the text.
pub(super) fn range(source: &SourceFile, span: Span) -> Range {
    Range::new(position(source, span.start), position(source, span.end))
}

/// Where the matched words of a label stand.
pub(super) fn range_of(label: &Label) -> Range {
    let [start, end] = emit::utf16_range(label).map(|(line, column)| at(line, column));
    Range::new(start, end)
}

/// A place from its line and column.
pub(super) fn at(line: usize, column: usize) -> Position {
    // Texts are a few megabytes at most.
    Position::new(u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
