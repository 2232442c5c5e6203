//! Front matter: what a document says about itself between two `---` lines at its top.

use crate::text::{SourceFile, Span};

/// What a document says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The block's bytes in the source, fences included.
    pub source: Option<Span>,
    /// `title`.
    pub title: Option<String>,
    /// `type`: one word, or several.
    pub types: Vec<String>,
    /// `audience`: `customer` or `staff`.
    pub audience: Option<String>,
    /// `owner`.
    pub owner: Option<String>,
    /// `language`: an ISO 639-1 code.
    pub language: Option<String>,
}

impl FrontMatter {
    /// Reads the front matter and tells at which byte the Markdown begins (0 without front matter).
    pub(super) fn split(source: &SourceFile) -> (Self, usize) {
        let bom = if source.text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let text = &source.text[bom..];
        let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
            return (Self::default(), bom);
        };
        let start = source.text.len() - rest.len();
        let mut at = start;
        for line in rest.split_inclusive('\n') {
            let end = at + line.len();
            if matches!(line.trim_end(), "---" | "...") {
                return (Self { source: Some(Span::new(bom, end)), ..Self::default() }, end);
            }
            at = end;
        }
        (Self::default(), bom)
    }
}
