//! Front matter: what a document says about itself between two `---` lines at its top.
//!
//! The file belongs to its authors and to other tools, so keys that are unknown here are left alone. What we do read must
//! be right: an audience that is misspelt would silently change which lints apply.

use super::{Audience, TYPES};
use crate::error::Error;
use crate::text::{SourceFile, Span};
use crate::yaml::{self, Node, Reader};

/// What a document says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The block's bytes in the source, fences included.
    pub source: Option<Span>,
    /// `title`.
    pub title: Option<String>,
    /// `type`: one word, or several.
    pub types: Vec<String>,
    /// `audience`.
    pub audience: Option<Audience>,
    /// `owner`.
    pub owner: Option<String>,
    /// `language`: an ISO 639-1 code.
    pub language: Option<String>,
    /// What is wrong with it; then nothing else of it is used.
    pub mistakes: Vec<Error>,
}

impl FrontMatter {
    /// Reads the front matter and tells at which byte the Markdown begins (0 without front matter).
    pub(super) fn split(source: &SourceFile) -> (Self, usize) {
        let bom = if source.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let Some((inner, end)) = fenced(&source.text, bom) else {
            return (Self::default(), bom);
        };
        let whole = Some(Span::new(bom, end));
        if inner.of(&source.text).trim().is_empty() {
            return (Self { source: whole, ..Self::default() }, end);
        }
        let front_matter = match yaml::read_part(source, inner, read) {
            Ok(front_matter) => Self { source: whole, ..front_matter },
            Err(mistakes) => Self { source: whole, mistakes, ..Self::default() },
        };
        (front_matter, end)
    }
}

/// The lines between two fences at the top, and where the second fence ends. A thematic break is no fence: the first line
/// that is neither empty nor a comment must look like `key:`.
fn fenced(text: &str, start: usize) -> Option<(Span, usize)> {
    let rest = text[start..].strip_prefix("---\n").or_else(|| text[start..].strip_prefix("---\r\n"))?;
    let first = text.len() - rest.len();
    let mut at = first;
    let mut has_key = false;
    for line in rest.split_inclusive('\n') {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            // Between two fences with nothing but comments stands a heading, unless there is nothing at all.
            return (has_key || at == first).then_some((Span::new(first, at), end));
        }
        let is_empty = line.trim().is_empty() || line.starts_with('#');
        if !has_key && !is_empty && !starts_with_key(line) {
            return None;
        }
        has_key |= !is_empty;
        at = end;
    }
    None
}

/// Whether a line begins with one word and a colon. A sentence with a colon in it does not.
fn starts_with_key(line: &str) -> bool {
    let key = line.split_once(':').map(|(key, _)| key.trim_end().trim_matches(['"', '\'']));
    key.is_some_and(|key| !key.is_empty() && !key.contains(char::is_whitespace))
}

fn read(reader: &mut Reader<'_>, node: &Node) -> FrontMatter {
    let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    let names: Vec<&str> = TYPES.iter().map(|(name, _)| *name).collect();
    let types = node.get("type").map_or_else(Vec::new, |node| {
        let given: Vec<&Node> = if node.items().is_empty() { vec![node] } else { node.items().iter().collect() };
        given.into_iter().filter_map(|node| reader.choose(node, &names, |word| word)).map(str::to_owned).collect()
    });
    FrontMatter {
        source: None,
        title: text("title"),
        types,
        audience: node.get("audience").and_then(|node| reader.choose(node, Audience::ALL, Audience::word)),
        owner: text("owner"),
        language: text("language"),
        mistakes: Vec::new(),
    }
}
