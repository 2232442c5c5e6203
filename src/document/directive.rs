//! Comments addressed to the tool: `<!-- rule: returns.window -->` and `<!-- audit: allow LINT until=… reason="…" -->`.
//!
//! They stand **after** the sentence they speak of, inside its paragraph, item or cell. Here they are only read; whether a
//! suppression is used, expired or without reason is for `finding` to say.

use super::Document;
use crate::text::Span;

/// A comment addressed to the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The comment's bytes in the source.
    pub source: Span,
    /// What it says.
    pub kind: DirectiveKind,
    /// Index of the passage it follows, when there is one in the same block.
    pub passage: Option<usize>,
}

/// What a comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectiveKind {
    /// Names the rule before it.
    Anchor(Anchor),
    /// Silences findings on the rule before it.
    Allow(Allow),
    /// Addressed to the tool, but not understood: says why.
    Malformed(String),
}

/// The name of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// `[a-z0-9]+(\.[a-z0-9-]+)*`, for example `returns.window`.
    pub id: String,
    /// Whether the author says that nobody may bend it (`bendable=never`).
    pub never_bendable: bool,
}

/// A suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The lint that is silenced.
    pub lint: String,
    /// Last day on which it holds, as written.
    pub until: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who decided it.
    pub by: Option<String>,
}

/// Reads one HTML comment (`<!-- … -->`); none when it is not addressed to the tool.
pub(super) fn read(comment: &str) -> Option<DirectiveKind> {
    let body = comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    if let Some(rest) = body.strip_prefix("rule:") {
        return Some(read_anchor(rest.trim()));
    }
    let rest = body.strip_prefix("audit:")?.trim();
    Some(read_allow(rest))
}

fn read_anchor(text: &str) -> DirectiveKind {
    let mut words = text.split_ascii_whitespace();
    let id = words.next().unwrap_or_default();
    if !is_anchor_id(id) {
        return DirectiveKind::Malformed(format!(
            "`{id}` is no rule id: write lower-case words parted by full stops, for example `returns.window`"
        ));
    }
    let mut never_bendable = false;
    for word in words {
        if word != "bendable=never" {
            return DirectiveKind::Malformed(format!(
                "`{word}` is unknown here: only `bendable=never` may follow the id"
            ));
        }
        never_bendable = true;
    }
    DirectiveKind::Anchor(Anchor { id: id.to_owned(), never_bendable })
}

/// Whether `id` may name a rule: `[a-z0-9]+(\.[a-z0-9-]+)*`.
pub fn is_anchor_id(id: &str) -> bool {
    let letters = |part: &str, dash: bool| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || (dash && b == b'-'))
    };
    let mut parts = id.split('.');
    parts.next().is_some_and(|first| letters(first, false)) && parts.all(|part| letters(part, true))
}

fn read_allow(text: &str) -> DirectiveKind {
    const USAGE: &str = "write `audit: allow LINT until=YYYY-MM-DD by=\"…\" reason=\"…\"`";
    let Some(rest) = text.strip_prefix("allow").filter(|rest| rest.starts_with(char::is_whitespace)) else {
        return DirectiveKind::Malformed(format!("only `allow` is known after `audit:`; {USAGE}"));
    };
    // Comments are wrapped as other text is: a line end parts words as a space does.
    let (lint, mut rest) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let mut allow = Allow { lint: lint.to_owned(), until: None, reason: None, by: None };
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return DirectiveKind::Allow(allow);
        }
        let Some((key, value)) = rest.split_once('=') else {
            return DirectiveKind::Malformed(format!("`{rest}` is not understood; {USAGE}"));
        };
        let (value, tail) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        match key {
            "until" => allow.until = Some(value.to_owned()),
            "reason" => allow.reason = one_line(value),
            "by" => allow.by = one_line(value),
            _ => return DirectiveKind::Malformed(format!("`{key}` is unknown; {USAGE}")),
        }
        rest = tail;
    }
}

/// A text in one line, unless it is empty.
fn one_line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(words.join(" ")).filter(|text| !text.is_empty())
}

/// Hands each directive to the last passage that ends before it in the same block.
pub(super) fn attach(document: &mut Document, directives: Vec<(Directive, usize)>) {
    for (mut directive, at) in directives {
        if directive.passage.is_some() {
            let before = document.passages.partition_point(|passage| passage.text.start < at);
            directive.passage = before.checked_sub(1);
        }
        document.directives.push(directive);
    }
}
