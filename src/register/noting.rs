//! Notes into a document for staff: `> **May bend** (B-001): …` under the rules that may be bent, and nothing else changed.
//!
//! A note that is there is brought up to date where it stands; a new one goes under its rule's paragraph, item or table;
//! one whose bend may not be relied on goes. What comes out is parsed again, and must hold the same rules as before.

use super::note::{Note, notes};
use crate::document::{self, BlockKind, Document};
use crate::error::Error;
use crate::text::{SourceFile, Span, Splice, fold, spliced};
use crate::words::words;
use crate::yaml::{line_end_of, line_of};

words! {
    /// What is wrong with a note.
    NoteFault {
        /// It is not there.
        Missing = "missing",
        /// It says something else than the register.
        Differs = "differs",
        /// Its bend may not be relied on, or is none.
        Outdated = "outdated",
    }
}

/// A note to be written under a rule.
#[derive(Debug, Clone)]
pub struct WantedNote {
    /// The rule's passage.
    pub passage: usize,
    /// The bend's id.
    pub bend: String,
}

/// A note that is not as it should be, and what puts it right.
#[derive(Debug, Clone)]
pub struct NoteChange {
    /// The bend it speaks of.
    pub bend: String,
    /// What is wrong.
    pub fault: NoteFault,
    /// Its place; that of the rule when it is missing.
    pub line: usize,
    /// What puts it right.
    pub splice: Splice,
}

/// Notes that are not as they should be, in order of place. `text_of` gives the Markdown of a bend that may be relied on.
///
/// # Errors
///
/// The document would say something else with the notes put right.
pub fn noting(
    document: &Document,
    wanted: &[WantedNote],
    text_of: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<NoteChange>, Vec<Error>> {
    let there = notes(document);
    let mut changes: Vec<NoteChange> = there.iter().filter_map(|note| put_right(document, note, text_of)).collect();
    for wanted in wanted.iter().filter(|wanted| !there.iter().any(|note| note.bend == wanted.bend)) {
        if let Some(text) = text_of(&wanted.bend) {
            changes.push(new_note(document, wanted, &text));
        }
    }
    changes.sort_by_key(|change| change.splice.span.start);
    let splices: Vec<Splice> = changes.iter().map(|change| change.splice.clone()).collect();
    let overlaps = splices.windows(2).any(|pair| pair[0].span.end > pair[1].span.start);
    if changes.is_empty() || (!overlaps && holds(document, &splices, wanted, text_of)) {
        return Ok(changes);
    }
    let error = Error::new("the notes about bends would change how the document is read");
    let help = "nothing was written; write the rule as a paragraph, item or table of its own, or the note by hand";
    Err(vec![error.in_file(document.source.path.as_str()).help(help)])
}

/// Whether the document holds the same rules with the splices made, and every note as it should be.
fn holds(
    document: &Document,
    splices: &[Splice],
    wanted: &[WantedNote],
    text_of: &dyn Fn(&str) -> Option<String>,
) -> bool {
    let text = spliced(&document.source.text, splices);
    let after = document::parse(SourceFile::new(document.source.path.as_str(), text));
    let notes_after = notes(&after);
    let readings = |document: &Document, notes: &[Note]| -> Vec<String> {
        let passages = document.passages.iter().filter(|passage| !notes.iter().any(|note| note.block == passage.block));
        passages.map(|passage| document.reading(passage).text.into_owned()).collect()
    };
    let is_right = |note: &Note| text_of(&note.bend).is_some_and(|text| plain(&text) == note.text);
    readings(document, &notes(document)) == readings(&after, &notes_after)
        && notes_after.iter().all(is_right)
        && wanted.iter().all(|it| text_of(&it.bend).is_none() || notes_after.iter().any(|note| note.bend == it.bend))
}

/// The text of a note without its markup, as a document has it.
fn plain(markdown: &str) -> String {
    fold(&markdown.replacen("**", "", 2))
}

/// What brings a note up to date; none when it is.
fn put_right(document: &Document, note: &Note, text_of: &dyn Fn(&str) -> Option<String>) -> Option<NoteChange> {
    let text = &document.source.text;
    let span = document.to_source(document.blocks[note.block].text);
    let lines = line_of(text, span.start).cover(line_of(text, span.end.saturating_sub(1).max(span.start)));
    let change = |fault, splice| NoteChange { bend: note.bend.clone(), fault, line: note.label.start.line, splice };
    let Some(new) = text_of(&note.bend) else {
        // With the empty line above, where another follows.
        let above = lines.start.checked_sub(1).map(|byte| line_of(text, byte));
        let is_empty = |line: Span| line.of(text).trim().is_empty();
        let is_last = lines.end == text.len() || is_empty(line_of(text, lines.end));
        let start = above.filter(|above| is_last && is_empty(*above)).map_or(lines.start, |above| above.start);
        return Some(change(NoteFault::Outdated, Splice::replace(Span::new(start, lines.end), "")));
    };
    if plain(&new) == note.text {
        return None;
    }
    // What stands in front of the note on its first line: indent and `>`.
    let lead = text[lines.start..span.start].trim_end_matches(['*', '_']);
    let end = lines.start + lines.of(text).trim_end_matches(['\n', '\r']).len();
    Some(change(NoteFault::Differs, Splice::replace(Span::new(lines.start, end), format!("{lead}{new}"))))
}

/// What puts a new note under its rule.
fn new_note(document: &Document, wanted: &WantedNote, note: &str) -> NoteChange {
    let text = &document.source.text;
    let block = &document.blocks[document.passages[wanted.passage].block];
    let span = document.to_source(block.text);
    let rule = document.to_source(document.passages[wanted.passage].text);
    let line_end = line_end_of(text);
    let first = line_of(text, span.start);
    let lead = container(&text[first.start..span.start]);
    let in_table = matches!(block.kind, BlockKind::TableCell { .. } | BlockKind::TableHead);
    let mut end = line_of(text, span.end.saturating_sub(1).max(span.start)).end;
    // The rest of a table; or comments that belong to the paragraph.
    while end < text.len() {
        let next = line_of(text, end);
        let words = next.of(text).trim_start_matches([' ', '\t', '>']);
        let belongs = if in_table { !words.trim().is_empty() } else { words.starts_with("<!--") };
        if !belongs {
            break;
        }
        end = next.end;
    }
    let open = if text[..end].ends_with('\n') { "" } else { line_end };
    let next_is_empty =
        end == text.len() || line_of(text, end).of(text).trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty();
    let gap = lead.trim_end();
    let behind = if next_is_empty { String::new() } else { format!("{gap}{line_end}") };
    let new = format!("{open}{gap}{line_end}{lead}> {note}{line_end}{behind}");
    NoteChange {
        bend: wanted.bend.clone(),
        fault: NoteFault::Missing,
        line: document.source.line_column(rule.start).line,
        splice: Splice::insert(end, new),
    }
}

/// What stands in front of a further paragraph of the same item or quote: markers of lists become spaces.
fn container(lead: &str) -> String {
    let mut new = String::new();
    let mut rest = lead;
    loop {
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        new.push_str(&rest[..spaces]);
        rest = &rest[spaces..];
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let marker = match rest.as_bytes().get(digits) {
            Some(b'>') if digits == 0 => {
                new.push('>');
                rest = &rest[1..];
                continue;
            }
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            Some(b'.' | b')') if digits > 0 => digits + 1,
            _ => return new,
        };
        if !rest[marker..].starts_with([' ', '\t']) {
            return new;
        }
        new.push_str(&" ".repeat(marker));
        rest = &rest[marker..];
    }
}
