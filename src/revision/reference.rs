//! References that lead nowhere any more: "see section 4" when that is section 5 now, links to headings that are gone.

use super::edition::{Edition, Text};
use super::label::number_of;
use super::lines::Spot;
use super::unit::{Unit, UnitKind};
use std::collections::{BTreeSet, HashMap};

/// Words that name a part, before its number.
const NAMES: [&str; 16] = [
    "section",
    "sections",
    "clause",
    "clauses",
    "article",
    "articles",
    "chapter",
    "part",
    "paragraph",
    "annex",
    "appendix",
    "schedule",
    "rule",
    "rules",
    "step",
    "point",
];

/// Of these, what names an item of a list.
const ITEMS: [&str; 4] = ["rule", "rules", "step", "point"];

/// A reference to what moved or vanished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The document that refers.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// The sentence, or the link.
    pub text: String,
    /// What it points at: "section 4", "#returns".
    pub points_at: String,
    /// Where that is now: "section 5"; none when it is gone.
    pub now: Option<String>,
}

/// Two documents of which one became the other, with what became of each old unit.
pub(super) struct Mapped<'d> {
    pub(super) old: &'d Text,
    pub(super) old_units: &'d [Unit],
    pub(super) new: &'d Text,
    pub(super) new_units: &'d [Unit],
    /// For each old unit its place in the same new document.
    pub(super) to: HashMap<usize, usize>,
    /// Old passages behind each new passage of this document.
    pub(super) before: HashMap<usize, Spot>,
}

/// References by number in one document.
pub(super) fn by_number(mapped: &Mapped<'_>, found: &mut Vec<Reference>) {
    let targets = targets(mapped.old_units);
    if targets.is_empty() {
        return;
    }
    let document = &mapped.new.document;
    for (index, passage) in document.passages.iter().enumerate() {
        let text = document.slice(passage.text);
        for (name, number) in named(text) {
            let Some(before) = mapped.before.get(&index) else { continue };
            let then =
                before.passages.iter().map(|&at| mapped.old.document.slice(mapped.old.document.passages[at].text));
            // What the author changed with the rule is not looked into.
            let is_old = then.flat_map(named).any(|known| known == (name.clone(), number.clone()));
            let is_item = ITEMS.contains(&name.as_str());
            let Some(&target) = targets.get(&(is_item, number.clone())).filter(|_| is_old) else { continue };
            let now = mapped.to.get(&target).map(|&unit| number_of(&mapped.new_units[unit].label));
            if now.as_deref() == Some(number.as_str()) {
                continue;
            }
            let now = now.filter(|now| !now.is_empty());
            found.push(Reference {
                path: document.source.path.clone(),
                line: document.source.line_column(document.to_source(passage.text).start).line,
                text: text.to_owned(),
                points_at: format!("{name} {number}"),
                now: now.map(|now| format!("{name} {now}")),
            });
        }
    }
}

/// Units by number, as far as no two have the same: whether it is an item of a list, and the number.
fn targets(units: &[Unit]) -> HashMap<(bool, String), usize> {
    let mut found: HashMap<(bool, String), Option<usize>> = HashMap::new();
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.label.is_empty()) {
        let is_item = unit.kind == UnitKind::Item && unit.label_bytes == 0;
        found.entry((is_item, number_of(&unit.label))).and_modify(|known| *known = None).or_insert(Some(at));
    }
    found.into_iter().filter_map(|(key, at)| Some((key, at?))).filter(|((_, number), _)| !number.is_empty()).collect()
}

/// Parts that a text names with their numbers: "section" and "4.2".
fn named(text: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = text.split([' ', '\u{a0}']).collect();
    let part = |pair: &[&str]| {
        let name = pair[0].trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
        let number = number_of(pair[1].trim_end_matches([',', ';', '?', '!', '"']));
        let is_number = number.starts_with(|first: char| first.is_ascii_digit());
        (NAMES.contains(&name.as_str()) && is_number).then(|| (name.trim_end_matches('s').to_owned(), number))
    };
    words.windows(2).filter_map(part).collect()
}

/// Numbers by which a text names other parts, in words as they stand: 15 and 16 in "sections 15 and 16".
pub(super) fn part_numbers(lower: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut names = false;
    for word in lower.split([' ', '\u{a0}']) {
        let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        if bare.starts_with(|first: char| first.is_ascii_digit()) && names {
            found.push(bare.to_owned());
        } else {
            names = NAMES.contains(&bare) || (names && matches!(bare, "and" | "or" | "to"));
        }
    }
    found
}

/// Links to headings and documents that were there and are not.
pub(super) fn by_link(old: &Edition, new: &Edition, renamed: &HashMap<String, String>, found: &mut Vec<Reference>) {
    let slugs = |edition: &Edition| {
        let of = |text: &Text| {
            (text.key.clone(), text.document.sections.iter().map(|section| slug(&section.title)).collect())
        };
        edition.documents.iter().map(|text| of(text)).collect::<HashMap<String, BTreeSet<String>>>()
    };
    let (then, now) = (slugs(old), slugs(new));
    for text in &new.documents {
        for (at, link) in links(&text.document.source.text) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { text.key.clone() } else { joined(&text.key, path) };
            // A document that was renamed had its anchors under its old name.
            let source = renamed.iter().find(|(_, new)| **new == target).map_or(&target, |(old, _)| old);
            let lost_document = then.contains_key(&target) && !now.contains_key(&target);
            let lost_anchor = !anchor.is_empty()
                && then.get(source).is_some_and(|known| known.contains(anchor))
                && now.get(&target).is_some_and(|known| !known.contains(anchor));
            if lost_document || lost_anchor {
                found.push(Reference {
                    path: text.document.source.path.clone(),
                    line: text.document.source.line_column(at).line,
                    text: String::new(),
                    points_at: link.to_owned(),
                    now: renamed.get(&target).filter(|_| lost_document).cloned(),
                });
            }
        }
    }
}

/// The targets of links within the handbook, with their place.
fn links(source: &str) -> impl Iterator<Item = (usize, &str)> {
    source.match_indices("](").filter_map(|(at, _)| {
        let rest = &source[at + 2..];
        let end = rest.find([')', ' ', '\n', '"'])?;
        let link = &rest[..end];
        let inside = !link.is_empty() && !link.contains(':') && !link.starts_with('/') && link.len() < 300;
        inside.then_some((at, link))
    })
}

/// A path as seen from a document's folder.
fn joined(key: &str, path: &str) -> String {
    let mut parts: Vec<&str> = key.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The anchor that web sites give a heading: "Refunds & returns" is `refunds--returns`.
fn slug(title: &str) -> String {
    let letters = title.to_lowercase();
    let kept = letters.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}
