//! A file that holds one list of entries under one key: what has to change of its text when entries change.
//!
//! The file is changed by whole lines of single entries and never written anew, so that people's comments, their order and
//! their line ends stay. Whatever comes out is read again before it is given away: if it does not say exactly what it should,
//! nothing is changed and the author is told.

use super::layout::{comments_above, comments_between, line_end_of, line_of};
use super::node::{Entry, Node, Shape};
use super::parse::parse;
use crate::error::Error;
use crate::text::{SourceFile, Span};

/// What is kept as an entry of such a list.
pub trait Listed: Clone + PartialEq {
    /// The key that holds the list.
    const KEY: &'static str;
    /// How an entry begins, for people whose file cannot be changed: `- finding: …`.
    const BEGINS: &'static str;

    /// All entries of a file, in its order.
    ///
    /// # Errors
    ///
    /// All mistakes of the file.
    fn load(source: &SourceFile) -> Result<Vec<Self>, Vec<Error>>;

    /// The entry's lines, each with its line end; `indent` stands in front of the dash.
    fn lines(&self, indent: &str, line_end: &str) -> String;

    /// Whether the entry belongs in front of the other, where nobody has put either.
    fn comes_before(&self, other: &Self) -> bool;

    /// The entry as it comes back from a file.
    fn settled(&self) -> Self;
}

/// What becomes of the entries of a list.
#[derive(Debug, Clone)]
pub struct Changes<T> {
    /// Entries by their index, and what stands in their place. Comments inside one move above it.
    pub replaced: Vec<(usize, T)>,
    /// Indices of entries that go, with the comments inside them.
    pub gone: Vec<usize>,
    /// New entries; each goes where its order puts it.
    pub added: Vec<T>,
}

impl<T> Default for Changes<T> {
    fn default() -> Self {
        Self { replaced: Vec::new(), gone: Vec::new(), added: Vec::new() }
    }
}

impl<T> Changes<T> {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.replaced.is_empty() && self.gone.is_empty() && self.added.is_empty()
    }
}

/// The file's text with the changes made.
///
/// # Errors
///
/// The mistakes of the file, or why it cannot be changed without loss.
pub fn changed<T: Listed>(source: &SourceFile, changes: &Changes<T>) -> Result<String, Vec<Error>> {
    let before = T::load(source)?;
    let layout = Layout::of::<T>(source)?;
    let line_end = line_end_of(&source.text);
    let mut added: Vec<T> = changes.added.iter().map(T::settled).collect();
    // Stable, so that entries of the same order stay as they were given.
    added.sort_by(|one, other| one.comes_before(other).cmp(&other.comes_before(one)).reverse());
    let mut added = added.into_iter().peekable();
    let mut expected = Vec::new();
    let mut splices: Vec<(Span, String)> = Vec::new();
    for at in 0..=before.len() {
        let mut new = String::new();
        let belongs_here = |entry: &T| before.get(at).is_none_or(|next| entry.comes_before(next));
        while let Some(entry) = added.next_if(belongs_here) {
            new.push_str(&entry.lines(&layout.indent, line_end));
            expected.push(entry);
        }
        if !new.is_empty() {
            let (place, lead) = layout.gap(source, at, line_end, T::KEY);
            splices.push((place, lead + &new));
        }
        let Some(entry) = before.get(at) else { break };
        match changes.replaced.iter().find(|(index, _)| *index == at) {
            _ if changes.gone.contains(&at) => splices.push((layout.entries[at], String::new())),
            None => expected.push(entry.clone()),
            Some((_, entry)) => {
                let entry = entry.settled();
                let comments = layout.comments(source, at);
                let comments = comments.iter().map(|comment| format!("{}{comment}{line_end}", layout.indent));
                let lines = comments.collect::<String>() + &entry.lines(&layout.indent, line_end);
                splices.push((layout.entries[at], lines));
                expected.push(entry);
            }
        }
    }
    checked(source, &splices, &expected)
}

/// The text with the splices made, if it says what it should.
fn checked<T: Listed>(source: &SourceFile, splices: &[(Span, String)], expected: &[T]) -> Result<String, Vec<Error>> {
    let mut text = String::with_capacity(source.text.len() + 512);
    let mut done = 0;
    for (span, new) in splices {
        text.push_str(&source.text[done..span.start]);
        // A last line without its end.
        if !new.is_empty() && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(new);
        done = span.end;
    }
    text.push_str(&source.text[done..]);
    match T::load(&SourceFile::new(source.path.as_str(), text.as_str())) {
        Ok(found) if found == expected => Ok(text),
        Ok(_) => Err(vec![
            Error::new("the file cannot be changed without changing other entries")
                .in_file(source.path.as_str())
                .help(format!("write one `{}` entry below the other, each field on a line of its own", T::BEGINS)),
        ]),
        // The file would be too large, or a name in it be none that YAML can hold.
        Err(errors) => Err(errors
            .into_iter()
            .map(|error| Error {
                message: format!("the file cannot be changed: it would hold {}", error.message),
                ..error.in_file(source.path.as_str())
            })
            .collect()),
    }
}

/// Where the entries of a file stand.
struct Layout {
    /// Whole lines of each entry, in order.
    entries: Vec<Span>,
    /// What stands in front of a dash.
    indent: String,
    /// The key and its list; none in a file that holds nothing.
    list: Option<Entry>,
}

impl Layout {
    fn of<T: Listed>(source: &SourceFile) -> Result<Self, Vec<Error>> {
        let root = parse(source)?;
        let list = root.entries().iter().find(|entry| entry.key.text == T::KEY).cloned();
        let items = list.as_ref().map_or(&[][..], |entry| entry.node.items());
        let entries = items.iter().map(|item| lines_of::<T>(source, item));
        let entries = entries.collect::<Result<Vec<_>, _>>().map_err(|error| vec![error])?;
        let indent = items.first().map_or("", |item| {
            let line = source.slice(source.line_span(source.line_column(item.span.start).line));
            &line[..line.len() - line.trim_start().len()]
        });
        Ok(Self { indent: indent.to_owned(), entries, list })
    }

    /// Where entries go that come before the `at`th one, and what must stand in front of them.
    fn gap(&self, source: &SourceFile, at: usize, line_end: &str, key: &str) -> (Span, String) {
        let text = &source.text;
        let here = |byte: usize| Span::new(byte, byte);
        match (&self.list, at.checked_sub(1)) {
            // Right behind the one before it: comments above the next one are about that.
            (_, Some(before)) => (here(self.entries[before].end), String::new()),
            (_, None) if !self.entries.is_empty() => (here(comments_above(text, self.entries[0].start)), String::new()),
            (Some(list), None) => {
                // The key with nothing behind it, or with a value that says nothing: `[]`, `~`.
                let (key, value) = (list.key.span, list.node.span);
                let line = line_of(text, key.start);
                let value = if value.start >= key.end { value } else { Span::new(key.end, key.end) };
                let lead = text[key.end..value.start].trim_end();
                let rest = format!("{lead}{}", &text[value.end..line.end.max(value.end)]);
                let list = format!("{}{}{line_end}", &text[line.start..key.end], rest.trim_end());
                (Span::new(line.start, line.end.max(value.end)), list)
            }
            (None, None) => (here(text.len()), format!("{key}:{line_end}")),
        }
    }

    /// The comments inside an entry: what stands between its keys and values, from a `#` on.
    fn comments<'s>(&self, source: &'s SourceFile, at: usize) -> Vec<&'s str> {
        let lines = self.entries[at];
        let items = self.list.as_ref().map_or(&[][..], |list| list.node.items());
        let values = items[at].entries().iter().flat_map(|field| [field.key.span, field.node.span]);
        comments_between(&source.text, lines, values)
    }
}

/// The whole lines of an entry, if no other stands on them.
fn lines_of<T: Listed>(source: &SourceFile, item: &Node) -> Result<Span, Error> {
    let start = line_of(&source.text, item.span.start).start;
    let written = source.slice(item.span).trim_end().len();
    let end = line_of(&source.text, item.span.start + written.saturating_sub(1)).end;
    let lead = &source.text[start..item.span.start];
    let is_block = matches!(item.shape, Shape::Map(_)) && !source.slice(item.span).starts_with('{');
    if is_block && lead.trim() == "-" {
        return Ok(Span::new(start, end));
    }
    Err(Error::new("this entry does not stand on lines of its own, so the file cannot be changed")
        .at(source, item.span)
        .help(format!("write `{}` on one line, and each further field on a line of its own below it", T::BEGINS)))
}
