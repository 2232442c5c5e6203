//! The policy as written: its text in blocks and passages, each with its context and its exact place in the source.
//!
//! A policy is never wrong: parsing gives a [`Document`] whatever the text is. What could not be read is listed in it.

mod context;
mod directive;
mod front_matter;
mod language;
mod markdown;
mod profile;
mod prose;
mod raw_html;
mod reading;
mod types;

pub use directive::{Allow, Anchor, Directive, DirectiveKind, is_anchor_id};
pub use front_matter::FrontMatter;
pub use language::foreign_language;
pub use markdown::parse;
pub use profile::{Audience, Origin, Profile};
pub use reading::Reading;
pub use types::{DocumentType, TYPES};

use crate::text::{FoldedText, SourceFile, Span};

/// One policy document, parsed.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path and text as they stand in the file.
    pub source: SourceFile,
    /// What the front matter says.
    pub front_matter: FrontMatter,
    /// Everything people can read, folded; blocks are parted by line breaks.
    pub text: FoldedText,
    /// [`Document::text`] in ASCII lower case, with the same offsets.
    pub lower: String,
    /// Headings, paragraphs, list items and table cells, in order.
    pub blocks: Vec<Block>,
    /// The heading tree, in order; the first is the document itself, above every heading.
    pub sections: Vec<Section>,
    /// Sentences, list items and table cells: what a rule can be, in order.
    pub passages: Vec<Passage>,
    /// Comments addressed to this tool.
    pub directives: Vec<Directive>,
    /// Blocks of raw HTML that hold text which was not read.
    pub raw_html_blocks: usize,
    /// Words in the text.
    pub words: usize,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Text of a list item.
    ListItem,
    /// A cell of a table's head.
    TableHead,
    /// A cell of a table's body; its column counts from 0.
    TableCell {
        /// 0-based column.
        column: usize,
    },
}

/// A stretch of text that Markdown holds together.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in [`Document::text`].
    pub text: Span,
    /// Index into [`Document::sections`].
    pub section: usize,
    /// Whether it stands in a block quote (an alert or callout counts).
    pub quoted: bool,
    /// The block that introduces it ("You must bring:"), as an index into [`Document::blocks`].
    pub lead_in: Option<usize>,
    /// The head cell of its column.
    pub column_head: Option<usize>,
    /// The first cell of its row.
    pub row_head: Option<usize>,
    /// Its passages, as a range into [`Document::passages`].
    pub passages: (usize, usize),
}

/// A heading and what stands under it up to the next one.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading's text; empty for the document itself.
    pub title: String,
    /// 0 for the document itself, else 1 to 6.
    pub level: u8,
    /// The section above, as an index into [`Document::sections`].
    pub parent: Option<usize>,
}

/// A sentence, a list item's sentence or a table cell's: the unit that a rule can be.
#[derive(Debug, Clone, Copy)]
pub struct Passage {
    /// Its bytes in [`Document::text`].
    pub text: Span,
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// What must be read before it, as spans of [`Document::text`]: list lead-in, or row head and column head, or question.
    pub context: Context,
}

/// What must be read before a passage to understand it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Context {
    /// It stands on its own.
    #[default]
    None,
    /// A list lead-in, a heading above clipped items, or the question it answers.
    LeadIn(Span),
    /// Heads of a table cell's row and column.
    Cell {
        /// First cell of the row, unless the cell is that itself.
        row: Option<Span>,
        /// Head cell of the column.
        column: Option<Span>,
    },
}

impl Document {
    /// The text of a span of [`Document::text`].
    pub fn slice(&self, span: Span) -> &str {
        span.of(self.text.as_str())
    }

    /// The source bytes of a span of [`Document::text`].
    pub fn to_source(&self, span: Span) -> Span {
        self.text.to_source(span)
    }

    /// Titles of the sections that hold `section`, outermost first; the document itself is not among them.
    pub fn section_path(&self, section: usize) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = Some(section);
        while let Some(index) = at {
            if self.sections[index].level > 0 {
                path.push(self.sections[index].title.as_str());
            }
            at = self.sections[index].parent;
        }
        path.reverse();
        path
    }

    /// The document's title: front matter, else first heading, else file name without extension.
    pub fn title(&self) -> String {
        let heading = || self.sections.iter().find(|section| section.level > 0).map(|section| section.title.clone());
        self.front_matter.title.clone().or_else(heading).unwrap_or_else(|| {
            let name = self.source.path.rsplit('/').next().unwrap_or_default();
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
        })
    }

    /// The block a passage stands in.
    pub fn block_of(&self, passage: &Passage) -> &Block {
        &self.blocks[passage.block]
    }
}
