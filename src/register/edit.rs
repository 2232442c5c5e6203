//! A register and changed bends → its new text. Everything outside the entries that change stays to the byte; within them,
//! comments, the order of fields and the way untouched fields are written stay too.
//!
//! The file is changed by splices, never written anew. Whatever comes out is read again before it is given away: if it
//! does not say exactly what it should, nothing is changed and the author is told.

use super::load_bend::FIELDS;
use super::{Bend, Entry, Register, load, write};
use crate::error::Error;
use crate::text::{SourceFile, Span, Splice, spliced};
use crate::yaml::{self, Node, behind_key, comments_between, indent_of, leaves, line_end_of, line_of, written_end};

/// A bend as it shall be. One of its id is changed where it stands; else it is added behind the others.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What its entry shall say.
    pub bend: Bend,
    /// What is left in the entry as a comment: who changed it, when and why.
    pub trail: Option<String>,
}

/// A text that was changed, and where.
#[derive(Debug, Clone)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// What was changed of the old one; empty when it said everything already.
    pub splices: Vec<Splice>,
}

/// Makes all edits at once, or none.
///
/// # Errors
///
/// The mistakes of the file, or why it cannot be changed without loss.
pub fn edit(source: &SourceFile, edits: &[Edit]) -> Result<Edited, Vec<Error>> {
    let mut register = load(source)?;
    let root = yaml::parse(source)?;
    let list = root.entries().iter().find(|entry| entry.key.text == "bends");
    let items = list.map_or(&[][..], |list| list.node.items());
    let known = items.len();
    let mut splices = Vec::new();
    let mut added = Vec::new();
    for Edit { bend, trail } in edits {
        let found = register.bends.iter().position(|entry| entry.value.id == bend.id);
        let bend = write::settled(bend, found.map(|at| &register.bends[at].value));
        match found {
            Some(at) if at < known => {
                let before = std::mem::replace(&mut register.bends[at].value, bend);
                let place = Place::of(&source.text, &items[at]);
                place.change(&before, &register.bends[at].value, trail.as_deref(), &mut splices);
            }
            Some(at) => register.bends[at].value = bend,
            None => {
                added.push(bend.clone());
                register.bends.push(Entry { value: bend, span: Span::default(), fields: Default::default() });
            }
        }
    }
    if !added.is_empty() {
        splices.extend(append(&source.text, &root, list, &added));
    }
    // At one place, what is put in comes before what gives way, and of two insertions the first that was made.
    splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
    checked(source, splices, &register)
}

/// The text with the splices made, if it says what it should.
fn checked(source: &SourceFile, splices: Vec<Splice>, expected: &Register) -> Result<Edited, Vec<Error>> {
    let refused = |message: String| {
        Error::new(message).in_file(source.path.as_str()).help(
            "nothing was changed; write the entry as `- id: …` with each further field on a line of its own below it",
        )
    };
    if splices.windows(2).any(|pair| pair[0].span.end > pair[1].span.start) {
        return Err(vec![refused("the register cannot be changed here without loss".to_owned())]);
    }
    let text = spliced(&source.text, &splices);
    match load(&SourceFile::new(source.path.as_str(), text.as_str())) {
        Ok(found) if found == *expected => Ok(Edited { text, splices }),
        Ok(_) => {
            Err(vec![refused("the register cannot be changed here without changing what else it says".to_owned())])
        }
        Err(errors) => Err(errors
            .into_iter()
            .map(|error| Error {
                message: format!("the register cannot be changed: {}", error.message),
                ..error.in_file(source.path.as_str())
            })
            .collect()),
    }
}

/// An entry and where it stands.
struct Place<'a> {
    text: &'a str,
    item: &'a Node,
    /// Whether it is written in braces.
    in_braces: bool,
    /// White space in front of its fields.
    indent: String,
    line_end: &'static str,
}

impl<'a> Place<'a> {
    fn of(text: &'a str, item: &'a Node) -> Self {
        let line = line_of(text, item.span.start);
        let in_braces = item.span.of(text).starts_with('{');
        let lead = text[line.start..item.span.start].trim_start_matches('\u{feff}');
        let indent = if in_braces { format!("{}  ", indent_of(lead)) } else { " ".repeat(lead.chars().count()) };
        Self { text, item, in_braces, indent, line_end: line_end_of(text) }
    }

    /// Puts into `splices` what makes the entry say `after` instead of `before`.
    fn change(&self, before: &Bend, after: &Bend, trail: Option<&str>, splices: &mut Vec<Splice>) {
        if before == after {
            return;
        }
        let goes = |field: &str| write::value(after, field).is_none() && write::value(before, field).is_some();
        // The field behind which the next new one is put.
        let mut last: Option<&yaml::Entry> = None;
        for field in FIELDS {
            let found = self.item.entries().iter().find(|entry| entry.key.text == field);
            let new = write::value(after, field);
            let is_same = write::value(before, field) == new;
            match (found, new, last) {
                (_, _, _) if is_same => {}
                (Some(entry), Some(new), _) => self.replace(entry, &new, splices),
                (Some(entry), None, _) => self.remove(entry, &goes, splices),
                (None, Some(new), Some(last)) => splices.push(self.insert(last, field, &new)),
                // An entry without an id is none; and what is not there need not go.
                (None, _, _) => {}
            }
            if let Some(entry) = found.filter(|_| !goes(field)) {
                last = Some(entry);
            }
        }
        let is_listed = self.text[line_of(self.text, self.item.span.start).start..self.item.span.start]
            .trim_start_matches('\u{feff}')
            .trim()
            == "-";
        if let Some(trail) = trail.filter(|_| is_listed) {
            let end = self.item.entries().iter().map(|entry| written_end(self.text, entry)).max();
            let end = if self.in_braces { self.item.span.end } else { end.unwrap_or(self.item.span.end) };
            let at = behind_comments(self.text, line_of(self.text, end.saturating_sub(1)).end, self.indent.len());
            splices.push(self.line(at, &format!("# {}", yaml::one_line(trail))));
        }
    }

    /// A line of the entry, put in at the start of another line or at the end of the text.
    fn line(&self, at: usize, line: &str) -> Splice {
        let (indent, line_end) = (&self.indent, self.line_end);
        let is_open = at > 0 && !self.text[..at].ends_with('\n');
        Splice::insert(
            at,
            if is_open { format!("{line_end}{indent}{line}") } else { format!("{indent}{line}{line_end}") },
        )
    }

    fn insert(&self, last: &yaml::Entry, field: &str, new: &str) -> Splice {
        let end = written_end(self.text, last);
        if self.in_braces {
            return Splice::insert(end, format!(", {field}: {new}"));
        }
        self.line(line_of(self.text, end.saturating_sub(1)).end, &format!("{field}: {new}"))
    }

    fn replace(&self, entry: &yaml::Entry, new: &str, splices: &mut Vec<Splice>) {
        let text = self.text;
        let (start, end) = (behind_key(text, entry), written_end(text, entry));
        if entry.node.span.start <= entry.key.span.start || start == end {
            let colon = if text[..start].ends_with(':') { " " } else { ": " };
            return splices.push(Splice::insert(start, format!("{colon}{new}")));
        }
        if self.in_braces || !text[start..end].contains('\n') {
            return splices.push(Splice::replace(Span::new(entry.node.span.start, end), new));
        }
        // A value of several lines becomes one; the comments in it go above the field.
        let comments = comments_between(text, Span::new(start, end), leaves(&entry.node).into_iter());
        let line = line_of(text, entry.key.span.start).start;
        let is_first = self.item.entries().first().is_some_and(|first| first.key.span == entry.key.span);
        let behind = comments.iter().filter(|_| is_first).map(|it| format!("{}{}{it}", self.line_end, self.indent));
        let behind: String = behind.collect();
        splices.extend(comments.iter().filter(|_| !is_first).map(|comment| self.line(line, comment)));
        splices.push(Splice::replace(Span::new(start, end), format!(" {new}{behind}")));
    }

    fn remove(&self, entry: &yaml::Entry, goes: &dyn Fn(&str) -> bool, splices: &mut Vec<Splice>) {
        let text = self.text;
        let (start, end) = (entry.key.span.start, written_end(text, entry));
        let is_first = self.item.entries().first().is_some_and(|first| first.key.span.start == start);
        let gone = if self.in_braces {
            let rest = &text[end..];
            let comma = rest.trim_start();
            let before = text[..start].trim_end();
            if comma.starts_with(',') {
                let end = text.len() - comma.len() + 1;
                Span::new(start, end + (text[end..].len() - text[end..].trim_start_matches(' ').len()))
            } else if before.ends_with(',')
                && !self.item.entries().iter().rev().skip(1).take(1).any(|it| goes(&it.key.text))
            {
                // The last one: the comma before it goes too, unless it goes with the field before.
                Span::new(before.len() - 1, end)
            } else {
                Span::new(start, end)
            }
        } else if is_first {
            // Its dash stays for the next field, when that stays too.
            let next = self.item.entries().get(1).filter(|next| !goes(&next.key.text)).map(|next| next.key.span.start);
            Span::new(start, next.filter(|next| !text[end..*next].contains('#')).unwrap_or(end))
        } else {
            Span::new(line_of(text, start).start, line_of(text, end.saturating_sub(1)).end)
        };
        splices.push(Splice::replace(gone, ""));
    }
}

/// The byte behind the comment lines that stand at `at` and are indented by `indent` columns or more.
fn behind_comments(text: &str, at: usize, indent: usize) -> usize {
    let lines = text[at..].split_inclusive('\n');
    let own = lines.take_while(|line| line.trim_start().starts_with('#') && indent_of(line).len() >= indent);
    at + own.map(str::len).sum::<usize>()
}

/// What puts entries behind all others.
fn append(text: &str, root: &Node, list: Option<&yaml::Entry>, added: &[Bend]) -> Vec<Splice> {
    let line_end = line_end_of(text);
    let lines = |indent: &str| added.iter().map(|bend| write::lines(bend, indent, line_end)).collect::<String>();
    let open = |at: usize| if at == 0 || text[..at].ends_with('\n') { "" } else { line_end };
    let in_braces = || added.iter().map(write::braces).collect::<Vec<_>>().join(", ");
    let Some(list) = list else {
        return vec![Splice::insert(text.len(), format!("{}bends:{line_end}{}", open(text.len()), lines("  ")))];
    };
    let (start, end) = (behind_key(text, list), written_end(text, list));
    match list.node.items().last() {
        Some(last) if list.node.span.of(text).starts_with('[') => {
            vec![Splice::insert(last.span.end, format!(", {}", in_braces()))]
        }
        Some(last) => {
            let first = list.node.items().first().unwrap_or(last);
            let line = line_of(text, first.span.start);
            let indent = indent_of(line.of(text));
            let at = behind_comments(text, line_of(text, end.saturating_sub(1)).end, indent.len() + 1);
            // Entries that are parted by an empty line stay so.
            let second = list.node.items().get(1);
            let is_apart = second.is_some_and(|second| {
                let above = line_of(text, second.span.start).start;
                let above = &text[..yaml::comments_above(text, above)];
                above.trim_end_matches([' ', '\t']).strip_suffix('\n').is_some_and(|above| {
                    let above = above.strip_suffix('\r').unwrap_or(above);
                    above.trim_end_matches([' ', '\t']).ends_with('\n')
                })
            });
            let gap = if is_apart { line_end } else { "" };
            let entries: String =
                added.iter().map(|bend| format!("{gap}{}", write::lines(bend, indent, line_end))).collect();
            vec![Splice::insert(at, format!("{}{entries}", open(at)))]
        }
        None if root.span.of(text).starts_with('{') => {
            vec![Splice::replace(Span::new(start, end), format!(" [{}]", in_braces()))]
        }
        None => {
            // `bends:` with nothing behind it, or with a value that says nothing: `[]`, `~`.
            let line = line_of(text, end.saturating_sub(1));
            let kept = comments_between(text, Span::new(start, end), std::iter::empty());
            let kept: String = kept.iter().map(|comment| format!("  {comment}{line_end}")).collect();
            let at = behind_comments(text, line.end, indent_of(line.of(text)).len() + 1);
            vec![
                Splice::replace(Span::new(start, end), ""),
                Splice::insert(at, format!("{}{kept}{}", open(at), lines("  "))),
            ]
        }
    }
}
