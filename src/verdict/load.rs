//! The text of a file of verdicts → verdicts, or every mistake in it.

use super::{Judgement, Verdict};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{is_identity, is_own_check};
use crate::text::{SourceFile, Span};
use crate::yaml::{self, Node, Reader, Shape};
use std::collections::BTreeMap;

/// The fields of an entry, in the order in which they are written.
pub(super) const FIELDS: [&str; 9] = ["finding", "lint", "document", "quote", "verdict", "reason", "note", "by", "on"];

/// Reads a file of verdicts. An empty one holds none.
///
/// # Errors
///
/// All mistakes of the file, in order of place.
pub fn load(source: &SourceFile) -> Result<Vec<Verdict>, Vec<Error>> {
    yaml::read(source, |reader, node| {
        if node.is_null() {
            return Vec::new();
        }
        let mut fields = reader.fields(node, "a file of verdicts", &["verdicts"]);
        fields.required("verdicts", entries)
    })
}

fn entries(reader: &mut Reader<'_>, node: &Node) -> Vec<Verdict> {
    // What is left when the last entry is removed.
    if node.is_null() || matches!(&node.shape, Shape::List(items) if items.is_empty()) {
        return Vec::new();
    }
    let verdicts = reader.list(node, entry);
    let mut first: BTreeMap<(&str, &str), Span> = BTreeMap::new();
    for (verdict, item) in verdicts.iter().zip(node.items()) {
        let span = item.get("finding").map_or(item.span, |node| node.span);
        if verdict.finding.is_empty() {
            continue;
        }
        if let Some(before) = first.insert((&verdict.document, &verdict.finding), span) {
            let line = reader.source().line_column(before.start).line;
            let message =
                format!("`{}` of {} has a verdict already, on line {line}", verdict.finding, verdict.document);
            reader.mistake(span, message, "keep one of the two");
        }
    }
    verdicts
}

fn entry(reader: &mut Reader<'_>, node: &Node) -> Verdict {
    let mut fields = reader.fields(node, "a verdict", &FIELDS);
    let verdict = Verdict {
        finding: fields.required("finding", |reader, node| {
            reader.parsed(
                node,
                "copy the `identity` of the finding: `f1:` and 16 digits, from `audit --json`",
                |text| {
                    let wrong = || format!("`{text}` is no identity of a finding");
                    if is_identity(text) { Ok(text.to_owned()) } else { Err(wrong()) }
                },
            )
        }),
        lint: fields.required("lint", |reader, node| {
            reader.parsed(node, "mend or remove the comment that it speaks of", |text| {
                let wrong = || format!("`{text}` is a check of comments to the tool, which nobody needs to judge");
                if is_own_check(text) { Err(wrong()) } else { Ok(text.to_owned()) }
            })
        }),
        document: fields.required("document", |reader, node| {
            reader.parsed(
                node,
                "write it as seen from this file, for example `returns.md` or `shop/terms.md`",
                document,
            )
        }),
        quote: fields.required("quote", Reader::text),
        verdict: fields.required("verdict", |reader, node| reader.choice(node, Judgement::ALL, Judgement::word)),
        reason: fields.optional("reason", Reader::text),
        note: fields.optional("note", Reader::text),
        by: fields.optional("by", Reader::text),
        on: fields.required("on", |reader, node| {
            reader.parsed(node, "write YYYY-MM-DD", |text| text.parse::<Day>().map(|day| day.to_string()))
        }),
    };
    if verdict.verdict == Judgement::Dismissed && !fields.has("reason") {
        let span = node.get("verdict").map_or(node.span, |node| node.span);
        let help = "add `reason: …`: whoever reads it later asks why the finding is wrong";
        fields.reader().mistake(span, "a finding is dismissed without a reason", help);
    }
    verdict
}

/// A path as it can be compared: relative, forward slashes, no `.` in it.
pub(crate) fn document(text: &str) -> Result<String, String> {
    let is_plain = !text.contains('\\') && !text.split('/').any(|part| part.is_empty() || part == ".");
    if is_plain { Ok(text.to_owned()) } else { Err(format!("`{text}` is no relative path with forward slashes")) }
}
