//! What a pattern may say: its source text read, placeholders filled in, checked, and made fit for folded text.
//!
//! The texts that patterns are searched in are ASCII-lower-cased, so the pattern's letters are lowered too; `\b`, `\w`,
//! `\d` and `\s` mean ASCII; `.` is any character but a line feed. Positions are bytes of the source as written.
//! Used by the build script, too: see [`super::prepare`].

use super::negation;
use regex_syntax::ast::{self, AssertionKind, Ast, ClassSet, ClassSetItem};
use regex_syntax::hir::{Hir, translate::TranslatorBuilder};
use std::fmt;

/// Longest source of a pattern, in bytes.
pub(super) const MAX_SOURCE: usize = 4096;
/// Groups, repetitions and classes may nest this deep.
const MAX_NESTING: u32 = 24;
/// Numbers in words, longest first where one begins another.
const NUMBER: &str = "seventy-two|forty-eight|twenty-eight|twenty-four|twenty-one|forty-five|thirteen|fourteen|fifteen\
    |sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety|eleven|twelve|seven|three|eight|zero|four\
    |five|nine|one|two|six|ten|an|a";
/// Codes of currencies, as they stand before or behind a sum.
const CURRENCY: &str = "usd|eur|gbp|inr|aed|aud|cad|nzd|sgd|hkd|zar|chf|myr|php|ngn|kes|pkr|lkr|bdt|thb|jpy|sar|qar";
/// The group that holds the quantity of a pattern.
pub(super) const QUANTITY: &str = "q";

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong: lower case, no final stop.
    pub message: String,
    /// Where: a byte of the source as written.
    pub position: usize,
    /// What to do now.
    pub help: Option<&'static str>,
}

impl fmt::Display for PatternError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} at byte {} of the pattern", self.message, self.position)?;
        self.help.map_or(Ok(()), |help| write!(out, " ({help})"))
    }
}

impl std::error::Error for PatternError {}

/// Reads the source of a pattern.
pub(super) fn parse(source: &str) -> Result<Hir, PatternError> {
    if source.len() > MAX_SOURCE {
        let help = "split it into several patterns";
        return Err(error(format!("the pattern is longer than {MAX_SOURCE} bytes"), MAX_SOURCE, help));
    }
    let expanded = expand(source)?;
    let mut parser = ast::parse::ParserBuilder::new().nest_limit(MAX_NESTING).build();
    let mut tree = parser.parse(&expanded.text).map_err(|wrong| {
        let (message, help) = explain(wrong.kind());
        PatternError { message, position: expanded.position(wrong.span().start.offset), help }
    })?;
    lower(&mut tree).map_err(|wrong| PatternError { position: expanded.position(wrong.position), ..wrong })?;
    negation::widen(&mut tree);
    TranslatorBuilder::new().build().translate(&expanded.text, &tree).map_err(|wrong| PatternError {
        message: wrong.kind().to_string(),
        position: expanded.position(wrong.span().start.offset),
        help: None,
    })
}

/// A source with its placeholder filled in, and where that was.
struct Expanded {
    text: String,
    at: usize,
    placeholder: usize,
    filling: usize,
}

impl Expanded {
    /// The byte of the source that stands behind a byte of the text.
    fn position(&self, offset: usize) -> usize {
        if offset <= self.at {
            offset
        } else if offset < self.at + self.filling {
            self.at
        } else {
            offset - self.filling + self.placeholder
        }
    }
}

fn expand(source: &str) -> Result<Expanded, PatternError> {
    let mut found = None;
    for name in ["{duration}", "{percent}", "{money}", "{count}"] {
        for (at, _) in source.match_indices(name) {
            let backslashes = source[..at].bytes().rev().take_while(|&byte| byte == b'\\').count();
            if backslashes % 2 == 1 {
                continue;
            }
            if let Some((other, _)) = found.replace((at, name)) {
                let help = "a pattern reads one quantity: write the other as plain text, such as `\\d+`";
                return Err(error("a second placeholder".to_owned(), at.max(other), help));
            }
        }
    }
    let (at, name) = found.unwrap_or((source.len(), ""));
    let filling = match name {
        "{duration}" => format!(
            r"(?P<{QUANTITY}>\b(?:(?:\d+|(?:{NUMBER})\b)(?: ?- ?| to | or ))?(?:\d+(?:[.]\d+)?|(?:{NUMBER})\b)(?: ?\((?:\d+|{NUMBER})\))?(?:[ -](?:full|business|working|calendar|consecutive|clear))?[ -](?:hours?|days?|weeks?|months?|years?|(?:billing|statement) (?:cycle|period)s?))"
        ),
        "{percent}" => {
            format!(r"(?P<{QUANTITY}>\b(?:\d+(?:[.]\d+)? ?%?(?: ?- ?| to ))?\d+(?:[.]\d+)? ?(?:%|per ?cent))")
        }
        "{money}" => format!(
            r"(?P<{QUANTITY}>(?:[$£€₹¥]|\b(?:{CURRENCY}|rs[.]?)) ?\d[\d,]*(?:[.]\d+)?|\b\d[\d,]*(?:[.]\d+)? ?(?:dollars|pounds|euros|rupees|{CURRENCY}))"
        ),
        "{count}" => format!(r"(?P<{QUANTITY}>\b(?:\d+|(?:{NUMBER})\b)(?: ?\((?:\d+|{NUMBER})\))?)"),
        _ => String::new(),
    };
    let text = format!("{}{filling}{}", &source[..at], &source[at + name.len()..]);
    Ok(Expanded { text, at, placeholder: name.len(), filling: filling.len() })
}

/// Lowers the letters and makes the escapes ASCII.
fn lower(tree: &mut Ast) -> Result<(), PatternError> {
    match tree {
        Ast::Empty(_) | Ast::Dot(_) | Ast::ClassUnicode(_) => Ok(()),
        Ast::Flags(flags) => Err(no_flags(flags.span)),
        Ast::Literal(literal) => {
            literal.c = literal.c.to_ascii_lowercase();
            Ok(())
        }
        Ast::Assertion(assertion) => match assertion.kind {
            AssertionKind::WordBoundary => {
                *tree = ascii_boundary((**assertion).clone());
                Ok(())
            }
            AssertionKind::StartLine | AssertionKind::EndLine | AssertionKind::StartText | AssertionKind::EndText => {
                Ok(())
            }
            _ => {
                let help = "of places only `\\b`, `^` and `$` can be asked for";
                Err(error("this escape is not supported".to_owned(), assertion.span.start.offset, help))
            }
        },
        Ast::ClassPerl(class) => {
            let kind = ClassSet::Item(ascii(class));
            *tree = Ast::class_bracketed(ast::ClassBracketed { span: class.span, negated: false, kind });
            Ok(())
        }
        Ast::ClassBracketed(class) => {
            lower_set(&mut class.kind);
            Ok(())
        }
        Ast::Repetition(repetition) => lower(&mut repetition.ast),
        Ast::Group(group) => match &group.kind {
            ast::GroupKind::NonCapturing(flags) if !flags.items.is_empty() => Err(no_flags(flags.span)),
            _ => lower(&mut group.ast),
        },
        Ast::Alternation(alternation) => alternation.asts.iter_mut().try_for_each(lower),
        Ast::Concat(concat) => concat.asts.iter_mut().try_for_each(lower),
    }
}

/// `\b` → `(?-u:\b)`.
fn ascii_boundary(boundary: ast::Assertion) -> Ast {
    let span = boundary.span;
    let unicode_off = [ast::FlagsItemKind::Negation, ast::FlagsItemKind::Flag(ast::Flag::Unicode)];
    let items = unicode_off.map(|kind| ast::FlagsItem { span, kind }).into();
    let kind = ast::GroupKind::NonCapturing(ast::Flags { span, items });
    Ast::group(ast::Group { span, kind, ast: Box::new(Ast::assertion(boundary)) })
}

fn lower_set(set: &mut ClassSet) {
    match set {
        ClassSet::Item(item) => lower_item(item),
        ClassSet::BinaryOp(operation) => {
            lower_set(&mut operation.lhs);
            lower_set(&mut operation.rhs);
        }
    }
}

fn lower_item(item: &mut ClassSetItem) {
    match item {
        ClassSetItem::Empty(_) | ClassSetItem::Unicode(_) => {}
        ClassSetItem::Literal(literal) => literal.c = literal.c.to_ascii_lowercase(),
        ClassSetItem::Range(range) => {
            let (first, last) = (range.start.c.max('A'), range.end.c.min('Z'));
            if first <= last {
                let mut small = range.clone();
                (small.start.c, small.end.c) = (first.to_ascii_lowercase(), last.to_ascii_lowercase());
                let mut both = ast::ClassSetUnion { span: range.span, items: Vec::new() };
                both.push(ClassSetItem::Range(small));
                both.push(ClassSetItem::Range(range.clone()));
                *item = ClassSetItem::Union(both);
            }
        }
        ClassSetItem::Ascii(class) => {
            if class.kind == ast::ClassAsciiKind::Upper {
                class.kind = ast::ClassAsciiKind::Lower;
            }
        }
        ClassSetItem::Perl(class) => *item = ascii(class),
        ClassSetItem::Bracketed(class) => lower_set(&mut class.kind),
        ClassSetItem::Union(union) => union.items.iter_mut().for_each(lower_item),
    }
}

fn ascii(class: &ast::ClassPerl) -> ClassSetItem {
    let kind = match class.kind {
        ast::ClassPerlKind::Digit => ast::ClassAsciiKind::Digit,
        ast::ClassPerlKind::Space => ast::ClassAsciiKind::Space,
        ast::ClassPerlKind::Word => ast::ClassAsciiKind::Word,
    };
    ClassSetItem::Ascii(ast::ClassAscii { span: class.span, kind, negated: class.negated })
}

fn explain(kind: &ast::ErrorKind) -> (String, Option<&'static str>) {
    match kind {
        ast::ErrorKind::UnsupportedLookAround => (
            "look-around is not supported".to_owned(),
            Some("say what must not stand there in a pattern of its own, under `unless`"),
        ),
        ast::ErrorKind::UnsupportedBackreference => {
            ("backreferences are not supported".to_owned(), Some("write the words again"))
        }
        ast::ErrorKind::NestLimitExceeded(limit) => {
            (format!("groups nest deeper than {limit}"), Some("split it into several patterns"))
        }
        ast::ErrorKind::RepetitionCountDecimalEmpty | ast::ErrorKind::RepetitionCountUnclosed => (
            "braces that are neither a count nor a placeholder".to_owned(),
            Some("counts: `{2}`, `{0,40}`; placeholders: {duration}, {percent}, {money}, {count}; a brace: `\\{`"),
        ),
        other => (other.to_string(), None),
    }
}

fn no_flags(span: ast::Span) -> PatternError {
    let help = "remove them: case never counts, and `.` never crosses a line";
    error("flags are not supported".to_owned(), span.start.offset, help)
}

fn error(message: String, position: usize, help: &'static str) -> PatternError {
    PatternError { message, position, help: Some(help) }
}
