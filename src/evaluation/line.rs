//! One line of a labels file: a JSON object whose mistakes are all told, each at its key.

use crate::error::Error;
use crate::text::{SourceFile, Span, did_you_mean};
use serde_json::{Map, Value};

/// A line that is read, and the mistakes found on the way.
pub(super) struct Line<'s> {
    source: &'s SourceFile,
    /// The line's bytes in the source.
    pub(super) span: Span,
    /// What it holds.
    pub(super) object: Map<String, Value>,
    /// What is wrong with it.
    pub(super) mistakes: Vec<Error>,
}

impl<'s> Line<'s> {
    /// Reads a line.
    pub(super) fn parse(source: &'s SourceFile, span: Span) -> Result<Self, Error> {
        match serde_json::from_str(source.slice(span)) {
            Ok(Value::Object(object)) => Ok(Self { source, span, object, mistakes: Vec::new() }),
            Ok(_) => Err(Error::new("a line of labels is one JSON object").at(source, span).help(super::labels::FORMS)),
            Err(error) => {
                // The column counts bytes from 1, and is 0 at the end of an empty text.
                let at = (span.start + error.column().saturating_sub(1)).min(span.end);
                let message = error.to_string();
                let what = message.split(" at line ").next().unwrap_or_default();
                let at = (at..=span.end).find(|&at| source.text.is_char_boundary(at)).unwrap_or(span.end);
                Err(Error::new(format!("the line is no JSON: {what}"))
                    .at(source, Span::new(at, (at + 1).min(span.end)))
                    .help("write one JSON object a line"))
            }
        }
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.object.contains_key(key)
    }

    /// Notes a mistake at a key, or about the whole line when the key is not there.
    pub(super) fn mistake(&mut self, key: &str, message: String, help: impl Into<String>) {
        let quoted = format!("\"{key}\"");
        let found = self.source.slice(self.span).find(&quoted);
        let span = found.map_or(self.span, |at| Span::new(0, quoted.len()).shifted(self.span.start + at));
        self.mistakes.push(Error::new(message).at(self.source, span).help(help));
    }

    /// Refuses every key that the form does not know.
    pub(super) fn only(&mut self, form: &str, legal: &[&str]) {
        let unknown: Vec<String> = self.object.keys().filter(|key| !legal.contains(&key.as_str())).cloned().collect();
        for key in unknown {
            let meant = did_you_mean(&key, legal.iter().copied());
            let help = format!("{meant}{form} has: {}", legal.join(", "));
            self.mistake(&key, format!("unknown key `{key}`"), help);
        }
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, key: &str) -> String {
        match self.object.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => text.clone(),
            Some(_) => self.wrong(key, "a text with something in it"),
            None => self.missing(key, "\"…\""),
        }
    }

    /// A text that may be empty, `null` or not there.
    pub(super) fn text_or_nothing(&mut self, key: &str) -> String {
        match self.object.get(key) {
            Some(Value::String(text)) => text.trim().to_owned(),
            None | Some(Value::Null) => String::new(),
            Some(_) => self.wrong(key, "a text"),
        }
    }

    /// A list of texts that may be empty; `needed` says whether it may be left out.
    pub(super) fn texts(&mut self, key: &str, needed: bool) -> Vec<String> {
        match self.object.get(key) {
            Some(Value::Array(items)) => {
                let texts: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
                texts.unwrap_or_else(|| self.wrong(key, "a list of texts"))
            }
            Some(_) => self.wrong(key, "a list of texts"),
            None if needed => self.missing(key, "[]"),
            None => Vec::new(),
        }
    }

    /// A whole number, zero or more.
    pub(super) fn count(&mut self, key: &str) -> usize {
        match self.object.get(key).map(|value| value.as_u64().map(|number| number as usize)) {
            Some(Some(number)) => number,
            Some(None) => self.wrong(key, "a whole number, zero or more"),
            None => self.missing(key, "0"),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        match self.object.get(key) {
            Some(Value::Bool(flag)) => *flag,
            Some(_) => self.wrong(key, "`true` or `false`"),
            None => self.missing(key, "true"),
        }
    }

    /// One of some words; nothing when it is `null` or not there.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, legal: &[T], word: impl Fn(T) -> &'static str) -> Option<T> {
        let written = match self.object.get(key)? {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let found = legal.iter().copied().find(|&value| word(value) == written);
        if found.is_none() {
            let words: Vec<&str> = legal.iter().map(|&value| word(value)).collect();
            self.mistake(key, format!("`{written}` is not possible here"), format!("possible: {}", words.join(", ")));
        }
        found
    }

    fn wrong<T: Default>(&mut self, key: &str, needed: &str) -> T {
        self.mistake(key, format!("`{key}` is not {needed}"), format!("write {needed}"));
        T::default()
    }

    fn missing<T: Default>(&mut self, key: &str, value: &str) -> T {
        self.mistake(key, format!("`{key}` is missing"), format!("add \"{key}\": {value}"));
        T::default()
    }
}
