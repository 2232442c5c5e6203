//! The text of a baseline → its entries, or every mistake in it.

use super::{Baseline, Known};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{is_acceptable, is_identity};
use crate::text::{SourceFile, Span};
use crate::verdict::document;
use crate::yaml::{self, Node, Reader, Shape};
use std::collections::BTreeMap;

/// The fields of an entry, in the order in which they are written.
pub(super) const FIELDS: [&str; 8] = ["finding", "lint", "document", "quote", "reason", "by", "on", "until"];

/// Reads a baseline. An empty file holds no entry.
///
/// # Errors
///
/// All mistakes of the file, in order of place.
pub fn load(source: &SourceFile) -> Result<Baseline, Vec<Error>> {
    let (entries, spans) = yaml::read(source, |reader, node| {
        if node.is_null() {
            return (Vec::new(), Vec::new());
        }
        let mut fields = reader.fields(node, "a baseline", &["baseline"]);
        fields.required("baseline", entries)
    })?;
    Ok(Baseline { source: source.clone(), entries, spans })
}

fn entries(reader: &mut Reader<'_>, node: &Node) -> (Vec<Known>, Vec<Span>) {
    // What is left when the last entry is removed.
    if node.is_null() || matches!(&node.shape, Shape::List(items) if items.is_empty()) {
        return (Vec::new(), Vec::new());
    }
    let known = reader.list(node, entry);
    let mut first: BTreeMap<(&str, &str), Span> = BTreeMap::new();
    for (known, item) in known.iter().zip(node.items()).filter(|(known, _)| !known.finding.is_empty()) {
        let span = item.get("finding").map_or(item.span, |node| node.span);
        if let Some(before) = first.insert((&known.document, &known.finding), span) {
            let line = reader.source().line_column(before.start).line;
            let message = format!("`{}` of {} is here already, on line {line}", known.finding, known.document);
            reader.mistake(span, message, "keep one of the two");
        }
    }
    let spans = node.items().iter().map(|item| written(reader.source(), item.span)).collect();
    (known, spans)
}

/// The first line of an entry: a place to point at.
fn written(source: &SourceFile, span: Span) -> Span {
    let line = source.line_span(source.line_column(span.start).line);
    Span::new(span.start, line.end.clamp(span.start, span.end.max(span.start)))
}

fn entry(reader: &mut Reader<'_>, node: &Node) -> Known {
    let day = |reader: &mut Reader<'_>, node: &Node| reader.parsed(node, "write YYYY-MM-DD", str::parse::<Day>);
    let mut fields = reader.fields(node, "an entry of the baseline", &FIELDS);
    let known = Known {
        finding: fields.required("finding", |reader, node| {
            let help = "copy the `identity` of the finding: `f1:` and 16 digits, from `audit --json`";
            let identity = |text: &str| is_identity(text).then(|| text.to_owned());
            reader.parsed(node, help, |text| {
                identity(text).ok_or_else(|| format!("`{text}` is no identity of a finding"))
            })
        }),
        lint: fields.required("lint", |reader, node| {
            reader.parsed(node, "mend what it speaks of", |text| {
                let wrong = || format!("`{text}` is a check of exceptions, which no other exception excuses");
                if is_acceptable(text) { Ok(text.to_owned()) } else { Err(wrong()) }
            })
        }),
        document: fields.required("document", |reader, node| {
            let help = "write it as seen from this file, for example `returns.md` or `shop/terms.md`";
            reader.parsed(node, help, document)
        }),
        quote: fields.required("quote", Reader::text),
        reason: fields.required("reason", Reader::text),
        by: fields.required("by", Reader::text),
        on: fields.required("on", day),
        until: fields.required("until", day),
    };
    if known.until < known.on && fields.has("until") {
        let span = node.get("until").map_or(node.span, |node| node.span);
        let message = format!("it ends on {}, before it was accepted on {}", known.until, known.on);
        fields.reader().mistake(span, message, "write a later day");
    }
    known
}
