//! Folding: the text that people see, made uniform for reading by machine, with the way back to the source.
//!
//! What folding does: white space runs become one space; curly quotes and typographic dashes become ASCII; compatibility
//! forms (full width, ligatures, mathematical letters) become plain letters (NFKC); invisible characters vanish; letters of
//! other scripts that imitate Latin ones inside a Latin word become these. Case stays: [`FoldedText::lower`] has it folded.
//! Every folded byte knows the source bytes it came from.

use super::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// Stands for code, images and addresses in folded text: never part of a word, so that neighbours are not glued.
pub const PLACEHOLDER: char = '\u{FFFC}';

/// Filler of the same length that replaces a web address in place.
const ADDRESS_FILLER: u8 = b'~';

/// A stretch of folded text and its source: verbatim stretches map byte by byte, others as a whole.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    text_start: u32,
    source: (u32, u32),
    verbatim: bool,
}

/// Folded text that grows piece by piece and remembers where each piece came from.
#[derive(Debug, Default, Clone)]
pub struct FoldedText {
    text: String,
    stretches: Vec<Stretch>,
}

impl FoldedText {
    /// Room for about `bytes` of text.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), stretches: Vec::with_capacity(bytes / 40) }
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text in ASCII lower case: same length, same offsets.
    pub fn lower(&self) -> String {
        self.text.to_ascii_lowercase()
    }

    /// Adds source text that stands at `source_start`; `verbatim` says that `piece` is byte for byte what stands there,
    /// otherwise `source_end` bounds what it was rendered from (an entity, an escape).
    pub fn push(&mut self, piece: &str, source_start: usize, source_end: usize) {
        let verbatim = piece.len() == source_end - source_start;
        let bytes = piece.as_bytes();
        let mut run = 0;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if (0x21..0x7F).contains(&byte) || (byte == b' ' && !self.ends_in_space_after(piece, run, at)) {
                at += 1;
                continue;
            }
            self.push_run(piece, run, at, source_start, source_end, verbatim);
            let character = piece[at..].chars().next().unwrap_or(' ');
            let next = at + character.len_utf8();
            let source = if verbatim { (source_start + at, source_start + next) } else { (source_start, source_end) };
            self.push_folded(character, &piece[next..], source);
            at = next;
            run = next;
        }
        self.push_run(piece, run, at, source_start, source_end, verbatim);
    }

    /// Adds text that has no letters in the source of its own: a placeholder, or the space of a line break.
    pub fn push_replacement(&mut self, replacement: char, source_start: usize, source_end: usize) {
        if replacement == ' ' && self.at_space() {
            return;
        }
        self.stretch(source_start, source_end, false);
        self.text.push(replacement);
    }

    /// Ends a block that began at `start`: trailing space goes, addresses are masked, a line break parts it from the next.
    /// Returns the block's span, or none when nothing was written.
    pub fn end_block(&mut self, start: usize) -> Option<Span> {
        while self.text.len() > start && self.text.ends_with(' ') {
            self.text.pop();
        }
        let end = self.text.len();
        if end == start {
            return None;
        }
        self.mask_addresses(start);
        self.stretches.push(Stretch { text_start: end as u32, source: (u32::MAX, u32::MAX), verbatim: false });
        self.text.push('\n');
        Some(Span::new(start, end))
    }

    /// The source bytes that a non-empty span of this text came from.
    pub fn to_source(&self, span: Span) -> Span {
        let first = self.stretch_at(span.start);
        let last = self.stretch_at(span.end.saturating_sub(1).max(span.start));
        let start = first.source.0 as usize + if first.verbatim { span.start - first.text_start as usize } else { 0 };
        let end = if last.verbatim {
            last.source.0 as usize + (span.end - last.text_start as usize)
        } else {
            last.source.1 as usize
        };
        Span::new(start, end.max(start))
    }

    fn stretch_at(&self, offset: usize) -> Stretch {
        let index = self.stretches.partition_point(|stretch| stretch.text_start as usize <= offset);
        self.stretches[index.saturating_sub(1)]
    }

    fn stretch(&mut self, source_start: usize, source_end: usize, verbatim: bool) {
        let text_start = self.text.len() as u32;
        let source = (source_start as u32, source_end as u32);
        if let Some(last) = self.stretches.last() {
            let grown = (text_start - last.text_start) as usize;
            if verbatim && last.verbatim && last.source.0 as usize + grown == source_start {
                return;
            }
        }
        self.stretches.push(Stretch { text_start, source, verbatim });
    }

    fn at_space(&self) -> bool {
        self.text.is_empty() || self.text.ends_with([' ', '\n'])
    }

    fn ends_in_space_after(&self, piece: &str, run: usize, at: usize) -> bool {
        if at > run { piece.as_bytes()[at - 1] == b' ' } else { self.at_space() }
    }

    fn push_run(&mut self, piece: &str, run: usize, end: usize, start: usize, source_end: usize, verbatim: bool) {
        if run == end {
            return;
        }
        let source = if verbatim { (start + run, start + end) } else { (start, source_end) };
        self.stretch(source.0, source.1, verbatim);
        self.text.push_str(&piece[run..end]);
    }

    /// Adds one character; `rest` is what follows it.
    fn push_folded(&mut self, character: char, rest: &str, source: (usize, usize)) {
        if character.is_whitespace() || character.is_ascii_control() {
            return self.push_replacement(' ', source.0, source.1);
        }
        if let Some(plain) = punctuation(character) {
            if plain == " - " && self.at_space() {
                return self.push_plain("- ", source);
            }
            return self.push_plain(plain, source);
        }
        if is_invisible(character) {
            return;
        }
        if is_combining(character)
            && let Some(base) = self.text.chars().next_back()
        {
            if let Some(composed) = compose(base, character) {
                let from = self.to_source(Span::new(self.text.len() - base.len_utf8(), self.text.len()));
                self.text.pop();
                self.stretch(from.start, source.1, false);
                self.text.push(composed);
            }
            return;
        }
        if let Some(latin) = imitated(character)
            && (self.text.ends_with(|before: char| before.is_ascii_alphabetic()) || leads_to_latin(rest))
        {
            return self.push_plain(latin.encode_utf8(&mut [0; 4]), source);
        }
        let mut folded = [character].into_iter().nfkc();
        if folded.next() == Some(character) && folded.next().is_none() {
            self.stretch(source.0, source.1, false);
            self.text.push(character);
        } else {
            // What it is made of may need folding in its turn: a space, a dash, an accent.
            for part in [character].into_iter().nfkc() {
                self.push_folded(part, rest, source);
            }
        }
    }

    fn push_plain(&mut self, plain: &str, source: (usize, usize)) {
        if !plain.is_empty() {
            self.stretch(source.0, source.1, false);
            self.text.push_str(plain);
        }
    }

    /// Web addresses are link targets, not prose: their bytes are overwritten in place.
    fn mask_addresses(&mut self, start: usize) {
        let block = &self.text[start..];
        if !block.contains("://") && !block.contains("www.") {
            return;
        }
        let masked: String = block
            .split_inclusive(' ')
            .map(|word| {
                let Some(from) = word
                    .find("http")
                    .or_else(|| word.find("www."))
                    .filter(|_| word.contains("://") || word.contains("www."))
                else {
                    return word.to_owned();
                };
                let end = word.trim_end_matches([' ', '.', ',', ')', ';', ':', '!', '?', '"', '\'', ']']).len();
                let end = end.max(from);
                format!(
                    "{}{}{}",
                    &word[..from],
                    char::from(ADDRESS_FILLER).to_string().repeat(end - from),
                    &word[end..]
                )
            })
            .collect();
        self.text.truncate(start);
        self.text.push_str(&masked);
    }
}

/// Folds a text that comes from no document: examples, quotes, register entries.
///
/// ```
/// assert_eq!(dumbrules::text::fold("You  “may”\nreturn—within 30\u{a0}days"), "You \"may\" return - within 30 days");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = FoldedText::with_capacity(text.len());
    folded.push(text, 0, text.len());
    folded.text.trim_end().to_owned()
}

fn punctuation(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{00B4}' | '\u{02BC}' | '\u{FF07}' => "'",
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' | '\u{00AB}' | '\u{00BB}' => "\"",
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => "-",
        '\u{2014}' | '\u{2015}' => " - ",
        '\u{2026}' => "...",
        '\u{2122}' | '\u{00AE}' | '\u{00A9}' => "",
        _ => return None,
    })
}

/// Characters that are drawn as nothing (a choice of Unicode's `Default_Ignorable_Code_Point`) and directional marks.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}')
}

/// Whether Latin letters follow, other imitations and what is not seen left aside. Looks at a bounded number of characters.
fn leads_to_latin(rest: &str) -> bool {
    const REACH: usize = 32;
    let is_seen = |c: &char| !is_invisible(*c) && !is_combining(*c) && punctuation(*c) != Some("");
    let mut seen = rest.chars().take(REACH).filter(is_seen).nfkc();
    seen.find(|&c| imitated(c).is_none()).is_some_and(|c| c.is_ascii_alphabetic())
}

/// The Latin letter that a Greek or Cyrillic one looks like (a choice of Unicode's confusables).
fn imitated(character: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('і', 'i'),
        ('ѕ', 's'),
        ('ј', 'j'),
        ('һ', 'h'),
        ('ԁ', 'd'),
        ('ո', 'n'),
        ('υ', 'u'),
        ('ν', 'v'),
        ('ο', 'o'),
        ('α', 'a'),
        ('ι', 'i'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('У', 'Y'),
        ('Х', 'X'),
        ('І', 'I'),
        ('Ο', 'O'),
        ('Α', 'A'),
        ('Ε', 'E'),
        ('Ν', 'N'),
        ('Τ', 'T'),
        ('т', 't'),
        ('м', 'm'),
        ('н', 'n'),
        ('в', 'b'),
        ('к', 'k'),
    ];
    PAIRS.iter().find(|(other, _)| *other == character).map(|&(_, latin)| latin)
}
