//! The one way for a stranger's text to a terminal or a build log: [`Sink`], and [`visible`] under it.
//!
//! Policies, file names and rulesets are written by people we do not know. Two promises hold for every line written here,
//! whatever they wrote: no character is hidden or moves others about (control and bidi characters are spelled `\u{…}`),
//! and no line is a command to the build server that keeps the log (none starts with `::`, none contains `##[`).
//! See <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use anstyle::Style;
use std::borrow::Cow;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// What build servers act upon wherever it stands in a line: GitHub and Azure, Azure, TeamCity.
const COMMANDS: [&str; 3] = ["##[", "##vso[", "##teamcity["];

/// Writes lines of styled text, each of them harmless.
pub(crate) struct Sink<'a> {
    out: &'a mut dyn Write,
    color: bool,
}

/// One line in the making: pieces of text, each with its style, all made [`visible`].
#[derive(Default)]
pub(crate) struct Line {
    parts: Vec<(Style, String)>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, color: bool) -> Self {
        Self { out, color }
    }

    /// Writes the line. One that would read as a command loses its styles, so that it can be defused as a whole.
    pub(crate) fn line(&mut self, line: Line) -> io::Result<()> {
        let plain = line.plain();
        let plain = plain.trim_end();
        let harmless = defused(plain);
        if !self.color || harmless != plain {
            return writeln!(self.out, "{harmless}");
        }
        let mut left = plain.len();
        for (style, text) in &line.parts {
            let text = &text[..text.len().min(left)];
            left -= text.len();
            if !text.is_empty() {
                write!(self.out, "{style}{text}{style:#}")?;
            }
        }
        writeln!(self.out)
    }

    /// Writes an empty line.
    pub(crate) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }
}

impl Line {
    /// The same line with more text behind it.
    pub(crate) fn put(mut self, style: Style, text: &str) -> Self {
        self.parts.push((style, visible(text).into_owned()));
        self
    }

    /// The same line with more text behind it, in no style.
    pub(crate) fn plainly(self, text: &str) -> Self {
        self.put(Style::new(), text)
    }

    /// This line, then the other.
    pub(crate) fn join(mut self, other: Self) -> Self {
        self.parts.extend(other.parts);
        self
    }

    /// Columns the line takes.
    pub(crate) fn width(&self) -> usize {
        self.parts.iter().map(|(_, text)| text.width()).sum()
    }

    /// The line without styles.
    fn plain(&self) -> String {
        self.parts.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// The text with every hidden character spelled out as `\u{…}`, and nothing in it that is a command to a build server
/// in the middle of a line.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_hidden(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(without_commands(shown))
}

/// Running text made [`visible`]: line ends, tabs and runs of spaces are one space each.
pub(crate) fn flowing(text: &str) -> String {
    let mut flow = String::with_capacity(text.len());
    for character in text.chars() {
        let space = matches!(character, ' ' | '\t' | '\n' | '\r');
        if !(space && flow.ends_with(' ')) {
            flow.push(if space { ' ' } else { character });
        }
    }
    visible(&flow).into_owned()
}

/// Whether a character is not seen or moves others about: C0, C1, bidi controls, line separators, invisible fillers, tags.
/// Zero-width joiners are left alone: emoji and some scripts need them.
pub(crate) const fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Whether a text begins with a command that build servers act upon in the middle of a line.
pub(crate) fn is_command(text: &str) -> bool {
    COMMANDS.iter().any(|command| text.starts_with(command))
}

/// A whole line that no build server takes for a command.
fn defused(line: &str) -> String {
    let start = line.trim_start();
    let line = match start.strip_prefix("::") {
        Some(rest) => format!("{}: :{rest}", &line[..line.len() - start.len()]),
        None => line.to_owned(),
    };
    without_commands(line)
}

fn without_commands(mut text: String) -> String {
    for command in COMMANDS {
        if text.contains(command) {
            text = text.replace(command, &format!("# {}", &command[1..]));
        }
    }
    text
}
