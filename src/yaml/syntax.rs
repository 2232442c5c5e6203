//! Syntax errors of the YAML crate, said so that the author of a file knows what to do.

use crate::error::Error;
use crate::text::Span;
use serde_yaml::granit_parser::{ErrorKind, ScanError};

/// The error and its place in the whole file; `part` is the part that was parsed.
pub(super) fn explain(error: &ScanError, part: Span) -> (Span, Error) {
    let offset = error.marker().byte_offset().unwrap_or_default();
    let start = (part.start + offset).min(part.end);
    let (message, help) = words(error.kind());
    (Span::new(start, start), Error::new(message).help(help))
}

fn words(kind: &ErrorKind) -> (String, &'static str) {
    let (message, help) = match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => ("a tab in the indentation", "indent with spaces"),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
            ("a quote is opened and never closed", "close it; `''` is a quote in quotes")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("text after a closing quote", "put the whole text in single quotes; `''` is a quote in quotes")
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            ("a `\\` inside double quotes", "use single quotes: they keep `\\` as it is")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::BlockEntryInFlowCollection => {
            ("brackets that do not match, or a comma too many", "text that holds brackets goes in single quotes")
        }
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::InvalidColonPlacement => {
            ("a line that is neither `key: value` nor part of a text", "put text that holds `: ` in quotes")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::ExpectedDocumentStart => {
            ("a line that does not fit the ones above it", "give items of one list or mapping the same indentation")
        }
        ErrorKind::MissingAnchorOrAliasName => ("a text cannot start with `*` or `&`", "put the text in single quotes"),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            return (format!("the invisible character U+{:04X}", u32::from(*character)), "remove it");
        }
        ErrorKind::UnexpectedCharacter { character } => {
            return (format!("a text cannot start with `{}`", character), "put the text in single quotes");
        }
        ErrorKind::RecursionLimitExceeded => {
            ("nested deeper than 12 levels", "no file of ours needs that: is it the right file?")
        }
        ErrorKind::DirectiveDisallowed => ("a directive (`%…`)", "remove the line"),
        other => return (format!("not valid YAML: {other}"), "put text with special characters in single quotes"),
    };
    (message.to_owned(), help)
}
