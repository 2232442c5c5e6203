//! A comparison for people at a terminal: the summary in words first, then the redline.

use super::comparison_verdict::{quiet, verdict};
use super::comparison_words::{
    REWRITTEN, TOLD, bends, classes, effects, facts, fate, headlines, moves, place, quote, references, rewritten,
    shown, silences,
};
use super::palette::{BAD, GOOD, GUTTER, QUIET, STRONG, WARN};
use super::sink::{Line, Sink, flowing};
use super::wording::count;
use super::wrap::wrap_behind;
use crate::revision::{Change, Class, Comparison, DocumentChange, Fate, Mark};
use anstyle::{AnsiColor, Color, Style};
use std::io::{self, Write};

/// Headlines of one class that are told before "and so many more".
const MOST_HEADLINES: usize = 25;
/// What went.
const GONE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red))).strikethrough();
/// What came.
const COME: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green))).underline();

/// How a comparison is written for people at a terminal.
#[derive(Debug, Clone, Default)]
pub struct ComparisonOptions {
    /// Whether to use colours.
    pub color: bool,
    /// Columns of running text.
    pub width: usize,
    /// Show text that binds nobody too, and the whole fact sheet.
    pub verbose: bool,
    /// Show the summary only.
    pub quiet: bool,
}

/// Writes the comparison.
pub(crate) fn emit(comparison: &Comparison, options: &ComparisonOptions, out: &mut dyn Write) -> io::Result<()> {
    let width = options.width.max(40);
    let mut page = Page { sink: Sink::new(out, options.color), width, color: options.color };
    page.summary(comparison, options.verbose)?;
    if options.quiet {
        return Ok(());
    }
    for document in comparison.documents.iter().filter(|document| document.fate != Fate::Same) {
        page.document(comparison, document, options.verbose)?;
    }
    page.sheet(comparison, options.verbose)
}

/// Writes the summary alone, as it stands in an audit.
pub(crate) fn emit_summary(
    comparison: &Comparison,
    color: bool,
    width: usize,
    verbose: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let options = ComparisonOptions { color, width, verbose, quiet: true };
    emit(comparison, &options, out)
}

struct Page<'o> {
    sink: Sink<'o>,
    width: usize,
    color: bool,
}

impl Page<'_> {
    fn summary(&mut self, comparison: &Comparison, verbose: bool) -> io::Result<()> {
        let title = format!("{} → {}", flowing(&comparison.base), flowing(&comparison.head));
        self.sink.line(Line::default().put(STRONG, &title))?;
        self.sink.line(Line::default().plainly(&verdict(comparison)))?;
        for (class, heading) in TOLD {
            let told = headlines(comparison, class);
            if told.is_empty() {
                continue;
            }
            self.sink.blank()?;
            self.sink.line(Line::default().put(style(class), &format!("{heading} ({})", told.len())))?;
            let most = if verbose { usize::MAX } else { MOST_HEADLINES };
            for headline in told.iter().take(most) {
                self.item(&format!("{} — {}", headline.text, headline.place))?;
            }
            if told.len() > most {
                self.item(&format!("and {} more, below", told.len() - most))?;
            }
        }
        self.items(REWRITTEN, &rewritten(comparison))?;
        self.items("Nothing is said any more about", &silences(comparison))?;
        self.items("References that lead elsewhere or nowhere", &references(comparison))?;
        self.items("Moved", &moves(comparison))?;
        let left_out = comparison.left_out.iter().map(|(path, why)| format!("{}: {}", flowing(path), flowing(why)));
        self.items("Not compared", &left_out.collect::<Vec<_>>())?;
        let also: Vec<String> =
            quiet(comparison).into_iter().chain(effects(comparison)).chain(bends(comparison)).collect();
        if !also.is_empty() {
            self.sink.blank()?;
            for line in wrap_behind(0, &also.join(" "), self.width) {
                self.sink.line(Line::default().put(QUIET, &line))?;
            }
        }
        Ok(())
    }

    fn items(&mut self, heading: &str, items: &[String]) -> io::Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        self.sink.blank()?;
        self.sink.line(Line::default().put(STRONG, &format!("{heading} ({})", items.len())))?;
        items.iter().try_for_each(|item| self.item(item))
    }

    fn item(&mut self, text: &str) -> io::Result<()> {
        for (index, line) in wrap_behind(0, text, self.width - 4).iter().enumerate() {
            let bullet = if index == 0 { "  - " } else { "    " };
            self.sink.line(Line::default().put(GUTTER, bullet).plainly(line))?;
        }
        Ok(())
    }

    fn document(&mut self, comparison: &Comparison, document: &DocumentChange, all: bool) -> io::Result<()> {
        let (changes, left) = shown(comparison, document, all);
        let path = flowing(document.new.as_deref().or(document.old.as_deref()).unwrap_or_default());
        let about: Vec<String> = [fate(document), format!("{} as before", count(document.unchanged, "rule"))]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        self.sink.blank()?;
        let rule = "─".repeat(self.width.saturating_sub(path.chars().count() + 4).clamp(2, 60));
        self.sink.line(Line::default().put(GUTTER, "── ").put(STRONG, &path).put(GUTTER, &format!(" {rule}")))?;
        self.sink
            .line(Line::default().put(QUIET, &format!("   {} · {}", flowing(&document.title), about.join(" · "))))?;
        for change in changes {
            self.change(change)?;
        }
        if left > 0 {
            self.sink.blank()?;
            let told =
                format!("   and {} more that changed and binds nobody: --verbose shows them", count(left, "text"));
            self.sink.line(Line::default().put(QUIET, &told))?;
        }
        Ok(())
    }

    fn change(&mut self, change: &Change) -> io::Result<()> {
        self.sink.blank()?;
        let class = change.classes.first().copied().unwrap_or(Class::Reworded);
        let label = change.place().map(|place| place.label.clone()).filter(|label| !label.is_empty());
        let label = label.map(|label| format!(" · {}", flowing(&label))).unwrap_or_default();
        let head =
            Line::default().put(style(class), &classes(change)).put(QUIET, &format!("  {}{label}", place(change)));
        self.sink.line(head)?;
        for reason in change.reasons.iter().filter(|reason| reason.topic != crate::revision::Topic::Rule) {
            for line in wrap_behind(0, &reason.text, self.width - 4) {
                self.sink.line(Line::default().put(GUTTER, "  = ").plainly(&line))?;
            }
        }
        if let Some(old) = change.old.as_ref().filter(|_| change.is(Class::Moved)) {
            let from = format!("from {}:{} {}", old.path, old.line, old.section.last().map_or("", String::as_str));
            self.sink.line(Line::default().put(GUTTER, "  = ").plainly(&flowing(&from)))?;
        }
        let context = change.place().map(|place| place.context.clone()).filter(|context| !context.is_empty());
        if let Some(context) = context {
            for line in wrap_behind(0, &context, self.width - 4) {
                self.sink.line(Line::default().put(GUTTER, "  │ ").put(QUIET, &line))?;
            }
        }
        if change.pieces.iter().all(|piece| piece.mark == Mark::Kept) {
            self.wrapped(&[(Style::new(), quote(change))])
        } else {
            self.redline(change)
        }
    }

    fn redline(&mut self, change: &Change) -> io::Result<()> {
        let marks = |mark| match (mark, self.color) {
            (Mark::Kept, _) => ("", ""),
            (_, true) => ("", ""),
            (Mark::Gone, false) => ("[-", "-]"),
            (Mark::Come, false) => ("{+", "+}"),
        };
        let style = |mark| match mark {
            Mark::Kept => Style::new(),
            Mark::Gone => GONE,
            Mark::Come => COME,
        };
        let mut parts: Vec<(Style, String)> = Vec::new();
        for (index, piece) in change.pieces.iter().enumerate() {
            let (open, close) = marks(piece.mark);
            let body = piece.text.trim();
            let lead = &piece.text[..piece.text.len() - piece.text.trim_start().len()];
            let trail = &piece.text[piece.text.trim_end().len()..];
            let apart = index > 0 && piece.mark == Mark::Come && change.pieces[index - 1].mark == Mark::Gone;
            parts.push((Style::new(), format!("{}{lead}", if apart { " " } else { "" })));
            if !body.is_empty() {
                parts.push((style(piece.mark), format!("{open}{body}{close}")));
                parts.push((Style::new(), trail.to_owned()));
            }
        }
        self.wrapped(&parts)
    }

    /// Styled text, wrapped at spaces.
    fn wrapped(&mut self, parts: &[(Style, String)]) -> io::Result<()> {
        let mut line = Line::default().put(GUTTER, "  │ ");
        let mut fresh = true;
        for (style, text) in parts {
            for word in flowing(text).split_inclusive(' ') {
                let piece = Line::default().put(*style, word.trim_end());
                if !fresh && line.width() + piece.width() > self.width {
                    self.sink.line(std::mem::replace(&mut line, Line::default().put(GUTTER, "  │ ")))?;
                    fresh = true;
                }
                if fresh && word.trim().is_empty() {
                    continue;
                }
                let space = if word.ends_with(' ') { " " } else { "" };
                line = line.join(piece).plainly(space);
                fresh = false;
            }
        }
        if fresh { Ok(()) } else { self.sink.line(line) }
    }

    fn sheet(&mut self, comparison: &Comparison, all: bool) -> io::Result<()> {
        let rows = facts(comparison, all);
        if rows.is_empty() {
            return Ok(());
        }
        self.sink.blank()?;
        self.sink.line(Line::default().put(STRONG, if all { "Facts" } else { "Facts that differ" }))?;
        for [title, old, new] in rows {
            self.item(&if old == new { format!("{title}: {old}") } else { format!("{title}: {old} → {new}") })?;
        }
        Ok(())
    }
}

/// The style of a class's word.
fn style(class: Class) -> Style {
    match class {
        Class::Tightened => BAD,
        Class::Loosened => GOOD,
        Class::Check => WARN,
        Class::Added | Class::Removed => STRONG,
        _ => QUIET,
    }
}
