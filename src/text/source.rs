//! `SourceFile`: a path, its text, and where its lines start. Reads no disk: the text comes in as a value.

use super::Span;
use std::sync::OnceLock;

/// A place for people: both parts count from 1, the column in characters (not bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in characters.
    pub column: usize,
}

/// One text and the path it is known by (relative, forward slashes).
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative path with forward slashes, as shown in every output.
    pub path: String,
    /// The whole text, as it stands in the file.
    pub text: String,
    line_starts: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// A source from its path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), line_starts: OnceLock::new() }
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    ///
    /// ```
    /// use dumbrules::text::SourceFile;
    /// let place = SourceFile::new("returns.md", "é\nNo refunds").line_column(6);
    /// assert_eq!((place.line, place.column), (2, 4));
    /// ```
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = offset.min(self.text.len());
        let line = self.line_starts().partition_point(|&start| start as usize <= offset);
        let start = self.line_starts()[line - 1] as usize;
        let column = self.text.as_bytes()[start..offset].iter().filter(|&&byte| byte & 0xC0 != 0x80).count() + 1;
        LineColumn { line, column }
    }

    /// The span of a 1-based line, without its line ending; empty when there is no such line.
    pub fn line_span(&self, line: usize) -> Span {
        let starts = self.line_starts();
        let Some(&start) = line.checked_sub(1).and_then(|index| starts.get(index)) else {
            return Span::new(self.text.len(), self.text.len());
        };
        let end = starts.get(line).map_or(self.text.len(), |&next| next as usize);
        let line = &self.text[start as usize..end];
        Span::new(start as usize, start as usize + line.trim_end_matches(['\n', '\r']).len())
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|end| end as u32 + 1)).collect()
        })
    }
}
