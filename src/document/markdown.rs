//! Door to pulldown-cmark: Markdown source → [`Document`]. Never fails; linear in the length of the text.
//!
//! Options are explicit: tables, footnotes, strikethrough, task lists, GitHub alerts. Front matter is cut off here, because
//! the parser's own metadata blocks take quadratic time on hostile input.

use super::prose::{count_words, is_sentence};
use super::{Block, BlockKind, Directive, Document, FrontMatter, Section, context, directive, raw_html};
use crate::text::{FoldedText, PLACEHOLDER, SourceFile, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What is Markdown to us.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// Parses one document.
///
/// ```
/// use dumbrules::{document, text::SourceFile};
/// let source = SourceFile::new("returns.md", "# Returns\n\nYou must bring:\n\n- the **receipt**\n- the box\n");
/// let document = document::parse(source);
/// let item = document.passages.iter().find(|passage| document.slice(passage.text) == "the receipt").unwrap();
/// assert_eq!(document.source.slice(document.to_source(item.text)), "the **receipt");
/// assert_eq!(document.section_path(document.block_of(item).section), ["Returns"]);
/// ```
pub fn parse(source: SourceFile) -> Document {
    let (front_matter, body) = FrontMatter::split(&source);
    let mut builder = Builder::new(&source.text);
    for (event, range) in Parser::new_ext(&source.text[body..], OPTIONS).into_offset_iter() {
        builder.event(event, range.start + body, range.end + body);
    }
    builder.end_block();
    let Builder { text, blocks, sections, directives, raw_html_blocks, .. } = builder;
    let lower = text.lower();
    let mut document = Document {
        source,
        front_matter,
        text,
        lower,
        blocks,
        sections,
        passages: Vec::new(),
        directives: Vec::new(),
        raw_html_blocks,
        words: 0,
    };
    context::find_passages(&mut document);
    document.words = count_words(document.text.as_str());
    directive::attach(&mut document, directives);
    document
}

/// A list, an item of it, or a quote that is open while parsing.
#[derive(Debug)]
enum Container {
    List { lead_in: Option<usize> },
    Item { lead_in: Option<usize>, first: Option<usize> },
    Quote,
}

#[derive(Debug, Default)]
struct Table {
    heads: Vec<usize>,
    in_head: bool,
    column: usize,
    row_head: Option<usize>,
}

struct Builder<'s> {
    source: &'s str,
    text: FoldedText,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    directives: Vec<(Directive, usize)>,
    raw_html_blocks: usize,
    containers: Vec<Container>,
    quotes: usize,
    table: Option<Table>,
    start: usize,
    kind: BlockKind,
    heading: Option<u8>,
    image_depth: usize,
    code_block: bool,
    hidden_link: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            text: FoldedText::with_capacity(source.len()),
            blocks: Vec::new(),
            sections: vec![Section { title: String::new(), level: 0, parent: None }],
            directives: Vec::new(),
            raw_html_blocks: 0,
            containers: Vec::new(),
            quotes: 0,
            table: None,
            start: 0,
            kind: BlockKind::Paragraph,
            heading: None,
            image_depth: 0,
            code_block: false,
            hidden_link: false,
        }
    }

    fn event(&mut self, event: Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(tag) => self.open(&tag, start, end),
            Event::End(tag) => self.close(tag, start, end),
            Event::Text(text) if !self.code_block && self.image_depth == 0 && !self.hidden_link => {
                let verbatim = self.source.get(start..end) == Some(&*text);
                if verbatim || text.len() != end - start {
                    self.text.push(&text, start, end);
                } else {
                    // Same length but other bytes: a whole that maps as one.
                    for character in text.chars() {
                        self.text.push_replacement(character, start, end);
                    }
                }
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) if self.image_depth == 0 => {
                self.text.push_replacement(PLACEHOLDER, start, end);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push_replacement(' ', start, end),
            Event::InlineHtml(html) => self.inline_html(&html, start, end),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>, start: usize, end: usize) {
        match tag {
            Tag::Paragraph => self.begin_block(),
            Tag::Heading { level, .. } => {
                self.begin_block();
                self.heading = Some(depth(*level));
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
                self.containers.push(Container::Quote);
            }
            Tag::List(_) => {
                self.end_block();
                let lead_in = self.introduction();
                self.containers.push(Container::List { lead_in });
            }
            Tag::Item => {
                self.begin_block();
                let lead_in = match self.containers.last() {
                    Some(Container::List { lead_in }) => *lead_in,
                    _ => None,
                };
                self.containers.push(Container::Item { lead_in, first: None });
            }
            Tag::Table(_) => {
                self.end_block();
                self.table = Some(Table::default());
            }
            Tag::TableHead => self.table_mut(|table| table.in_head = true),
            Tag::TableRow => self.table_mut(|table| (table.column, table.row_head) = (0, None)),
            Tag::TableCell | Tag::FootnoteDefinition(_) => self.begin_block(),
            Tag::CodeBlock(_) => {
                self.end_block();
                self.code_block = true;
            }
            Tag::Image { .. } => {
                if self.image_depth == 0 {
                    self.text.push_replacement(PLACEHOLDER, start, end);
                }
                self.image_depth += 1;
            }
            Tag::Link { link_type: pulldown_cmark::LinkType::Autolink, .. } => {
                self.hidden_link = true;
                self.text.push_replacement(PLACEHOLDER, start, end);
            }
            Tag::HtmlBlock => {
                self.end_block();
                self.html_block(start, end);
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, _start: usize, _end: usize) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::FootnoteDefinition => self.end_block(),
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes -= 1;
                self.containers.pop();
            }
            TagEnd::Item | TagEnd::List(_) => {
                self.end_block();
                self.containers.pop();
            }
            TagEnd::TableCell => {
                self.end_block();
                self.table_mut(|table| table.column += 1);
            }
            TagEnd::TableHead => self.table_mut(|table| table.in_head = false),
            TagEnd::Table => self.table = None,
            TagEnd::CodeBlock => self.code_block = false,
            TagEnd::Image => self.image_depth = self.image_depth.saturating_sub(1),
            TagEnd::Link => self.hidden_link = false,
            _ => {}
        }
    }

    fn table_mut(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = &mut self.table {
            change(table);
        }
    }

    fn begin_block(&mut self) {
        self.end_block();
        self.start = self.text.len();
    }

    /// Closes the block that is being written; a block without text leaves no trace, but keeps its table column.
    fn end_block(&mut self) {
        let heading = self.heading.take();
        let Some(span) = self.text.end_block(self.start) else {
            return;
        };
        self.start = self.text.len();
        let heading = heading.filter(|_| !is_sentence(span.of(self.text.as_str())));
        if let Some(level) = heading {
            self.open_section(level, span);
        }
        let index = self.blocks.len();
        let mut block = Block {
            kind: heading.map_or(BlockKind::Paragraph, BlockKind::Heading),
            text: span,
            section: self.sections.len() - 1,
            quoted: self.quotes > 0,
            lead_in: None,
            column_head: None,
            row_head: None,
            passages: (0, 0),
        };
        if let Some(table) = &mut self.table {
            if table.in_head {
                block.kind = BlockKind::TableHead;
                table.heads.resize(table.column, usize::MAX);
                table.heads.push(index);
            } else {
                block.kind = BlockKind::TableCell { column: table.column };
                block.column_head = table.heads.get(table.column).copied().filter(|&head| head != usize::MAX);
                block.row_head = table.row_head;
                if table.column == 0 {
                    table.row_head = Some(index);
                }
            }
        } else if heading.is_none()
            && let Some(Container::Item { lead_in, first }) = self.containers.last_mut()
        {
            block.kind = BlockKind::ListItem;
            block.lead_in = *lead_in;
            first.get_or_insert(index);
        }
        self.blocks.push(block);
        self.kind = block.kind;
    }

    fn open_section(&mut self, level: u8, title: Span) {
        let mut parent = self.sections.len() - 1;
        while self.sections[parent].level >= level {
            parent = self.sections[parent].parent.unwrap_or(0);
        }
        let title = title.of(self.text.as_str()).to_owned();
        self.sections.push(Section { title, level, parent: Some(parent) });
    }

    /// What introduces a list that starts here: the text of the item it is nested in, else the block right before it.
    fn introduction(&self) -> Option<usize> {
        if let Some(Container::Item { first, .. }) = self.containers.last() {
            return *first;
        }
        let last = self.blocks.len().checked_sub(1)?;
        let block = &self.blocks[last];
        let same_quote = block.quoted == (self.quotes > 0);
        (same_quote && matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_))).then_some(last)
    }

    fn inline_html(&mut self, html: &str, start: usize, end: usize) {
        if html.starts_with("<!--") {
            let passage = (self.text.len() > self.start).then_some(usize::MAX);
            self.comment(html, Span::new(start, end), passage);
        } else {
            self.text.push_replacement(' ', start, end);
        }
    }

    fn html_block(&mut self, start: usize, end: usize) {
        let read = raw_html::read(self.source, Span::new(start, end));
        for comment in read.comments {
            self.comment(comment.of(self.source), comment, None);
        }
        for text in read.texts {
            self.begin_block();
            self.text.push(text.of(self.source), text.start, text.end);
            self.end_block();
        }
        self.raw_html_blocks += usize::from(read.unread);
    }

    fn comment(&mut self, comment: &str, source: Span, passage: Option<usize>) {
        if let Some(kind) = directive::read(comment) {
            self.directives.push((Directive { source, kind, passage }, self.text.len()));
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}
