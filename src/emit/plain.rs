//! Pieces of plain text that commands show outside of a report: errors, lists, explanations.

use super::sink::{Sink, flowing};
use super::terminal::TerminalOptions;
use super::{sources, summary, wrap};
use crate::error::Error;

/// A stranger's text on one line, with nothing in it that a terminal or a build log would obey.
pub fn harmless(text: &str) -> String {
    flowing(text)
}

/// A text wrapped to a width in columns; at least one line.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    wrap::wrap(text, width)
}

/// What a source key stands for: `CRD-9` is "EU Consumer Rights Directive, article 9".
pub fn source_name(key: &str) -> String {
    sources::name_of(key)
}

/// Errors for people: message, place, the line with the place underlined, and what to do.
pub fn errors(errors: &[Error], color: bool, width: usize) -> String {
    let options = TerminalOptions { color, width, ..TerminalOptions::default() };
    let mut out = Vec::new();
    let mut sink = Sink::new(&mut out, color);
    for error in errors {
        // Writing to memory does not fail.
        let _ = summary::error(error, &options, &mut sink);
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A path as part of a URI: everything that is no plain letter of a path is percent-encoded.
pub fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
