//! A file of verdicts and a change → its new text. People's comments, their order and their line ends stay.
//!
//! The file is changed by whole lines of one entry, never written anew. Whatever comes out is read again before it is given
//! away: if it does not say exactly what it should, nothing is changed and the author is told.

use super::load::load;
use super::{Verdict, write};
use crate::error::Error;
use crate::text::{SourceFile, Span};
use crate::yaml::{self, Entry, Node, Shape, comments_above, line_of, one_line};

/// The file's text with this verdict in it. One about the same finding is replaced where it stands, and comments inside
/// it move above it; a new one goes where [`Verdict::order`] puts it.
///
/// # Errors
///
/// The mistakes of the file, or why it cannot be changed without loss.
pub fn with(source: &SourceFile, verdict: &Verdict) -> Result<String, Vec<Error>> {
    let mut verdicts = load(source)?;
    let layout = Layout::of(source)?;
    let verdict = cleaned(verdict);
    let line_end = yaml::line_end_of(&source.text);
    let entry = write::entry(&verdict, &layout.indent, line_end);
    let same = verdicts.iter().position(|other| other.is_about_same(&verdict));
    let (place, new) = match same {
        Some(at) => {
            verdicts[at] = verdict;
            let comments = layout.comments(source, at);
            let comments = comments.iter().map(|comment| format!("{}{comment}{line_end}", layout.indent));
            (layout.entries[at], comments.collect::<String>() + &entry)
        }
        None => {
            let at = verdicts.iter().position(|other| other.order() > verdict.order()).unwrap_or(verdicts.len());
            verdicts.insert(at, verdict);
            let (place, lead) = layout.gap(source, at, line_end);
            (place, lead + &entry)
        }
    };
    checked(source, &[(place, new)], &verdicts)
}

/// The file's text without the entries that are `gone`; comments inside them go too, all others stay.
///
/// # Errors
///
/// The mistakes of the file, or why it cannot be changed without loss.
pub fn without(source: &SourceFile, gone: impl Fn(&Verdict) -> bool) -> Result<String, Vec<Error>> {
    let verdicts = load(source)?;
    let layout = Layout::of(source)?;
    let cut = verdicts.iter().zip(&layout.entries).filter(|(verdict, _)| gone(verdict));
    let changes: Vec<_> = cut.map(|(_, lines)| (*lines, String::new())).collect();
    let left: Vec<_> = verdicts.iter().filter(|verdict| !gone(verdict)).cloned().collect();
    checked(source, &changes, &left)
}

/// The verdict as it comes back from the file.
fn cleaned(verdict: &Verdict) -> Verdict {
    let text = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
    Verdict {
        quote: one_line(&verdict.quote),
        reason: text(&verdict.reason),
        note: text(&verdict.note),
        by: text(&verdict.by),
        ..verdict.clone()
    }
}

/// The text with the changes made, if it says what it should.
fn checked(source: &SourceFile, changes: &[(Span, String)], expected: &[Verdict]) -> Result<String, Vec<Error>> {
    let mut text = String::with_capacity(source.text.len() + 512);
    let mut done = 0;
    for (span, new) in changes {
        text.push_str(&source.text[done..span.start]);
        // A last line without its end.
        if !new.is_empty() && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(new);
        done = span.end;
    }
    text.push_str(&source.text[done..]);
    match load(&SourceFile::new(source.path.as_str(), text.as_str())) {
        Ok(found) if found == expected => Ok(text),
        Ok(_) => Err(vec![
            Error::new("the file cannot be changed without changing other entries")
                .in_file(source.path.as_str())
                .help("write one `- finding: …` entry below the other, each field on a line of its own"),
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
    /// The `verdicts` key and its value; none in a file that holds nothing.
    list: Option<Entry>,
}

impl Layout {
    fn of(source: &SourceFile) -> Result<Self, Vec<Error>> {
        let root = yaml::parse(source)?;
        let list = root.entries().first().cloned();
        let items = list.as_ref().map_or(&[][..], |entry| entry.node.items());
        let entries = items.iter().map(|item| lines_of(source, item));
        let entries = entries.collect::<Result<Vec<_>, _>>().map_err(|error| vec![error])?;
        let indent = items.first().map_or("", |item| {
            let line = source.slice(source.line_span(source.line_column(item.span.start).line));
            &line[..line.len() - line.trim_start().len()]
        });
        Ok(Self { indent: indent.to_owned(), entries, list })
    }

    /// Where an entry goes that comes before the `at`th one, and what must stand in front of it.
    fn gap(&self, source: &SourceFile, at: usize, line_end: &str) -> (Span, String) {
        let text = &source.text;
        let here = |byte: usize| Span::new(byte, byte);
        match (&self.list, at.checked_sub(1)) {
            // Right behind the one before it: comments above the next one are about that.
            (_, Some(before)) => (here(self.entries[before].end), String::new()),
            (_, None) if !self.entries.is_empty() => (here(comments_above(text, self.entries[0].start)), String::new()),
            (Some(list), None) => {
                // `verdicts:` with nothing behind it, or with a value that says nothing: `[]`, `~`.
                let (key, value) = (list.key.span, list.node.span);
                let line = line_of(text, key.start);
                let value = if value.start >= key.end { value } else { Span::new(key.end, key.end) };
                let lead = text[key.end..value.start].trim_end();
                let rest = format!("{lead}{}", &text[value.end..line.end.max(value.end)]);
                let list = format!("{}{}{line_end}", &text[line.start..key.end], rest.trim_end());
                (Span::new(line.start, line.end.max(value.end)), list)
            }
            (None, None) => (here(text.len()), format!("verdicts:{line_end}")),
        }
    }

    /// The comments inside an entry: what stands between its keys and values, from a `#` on.
    fn comments<'s>(&self, source: &'s SourceFile, at: usize) -> Vec<&'s str> {
        let lines = self.entries[at];
        let items = self.list.as_ref().map_or(&[][..], |list| list.node.items());
        let values = items[at].entries().iter().flat_map(|field| [field.key.span, field.node.span]);
        yaml::comments_between(&source.text, lines, values)
    }
}

/// The whole lines of an entry, if no other stands on them.
fn lines_of(source: &SourceFile, item: &Node) -> Result<Span, Error> {
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
        .help("write `- finding: …` on one line, and each further field on a line of its own below it"))
}
