//! What the HTML templates see of a comparison: words, ready to be put in place.

use super::comparison_words::{
    REWRITTEN, TOLD, bends, classes, effects, facts, fate, headlines, moves, place, quiet, references, rewritten,
    shown, silences, verdict,
};
use super::sink::flowing;
use super::wording::count;
use crate::revision::{Change, Class, Comparison, DocumentChange, Fate, Mark, Topic};
use serde::Serialize;

/// A comparison in words.
#[derive(Debug, Serialize)]
pub(crate) struct ComparisonPage {
    base: String,
    head: String,
    verdict: String,
    told: Vec<List>,
    lists: Vec<List>,
    also: Vec<String>,
    facts: Vec<Row>,
    documents: Vec<Redline>,
}

/// Items under a heading.
#[derive(Debug, Serialize)]
struct List {
    name: String,
    number: usize,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    text: String,
    place: String,
}

#[derive(Debug, Serialize)]
struct Row {
    title: String,
    old: String,
    new: String,
    changed: bool,
}

/// The changes of one document, in the order of the new edition.
#[derive(Debug, Serialize)]
struct Redline {
    path: String,
    title: String,
    about: String,
    changes: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Shown {
    class: &'static str,
    classes: String,
    place: String,
    from: String,
    reasons: Vec<String>,
    context: String,
    pieces: Vec<Part>,
    matched: String,
}

#[derive(Debug, Serialize)]
struct Part {
    mark: &'static str,
    text: String,
}

impl From<&Comparison> for ComparisonPage {
    fn from(comparison: &Comparison) -> Self {
        let told = TOLD.iter().map(|&(class, name)| {
            let items = headlines(comparison, class).into_iter();
            List::new(name, items.map(|told| Item { text: told.text, place: told.place }).collect())
        });
        let plain = |items: Vec<String>| items.into_iter().map(|text| Item { text, place: String::new() }).collect();
        let left_out = comparison.left_out.iter().map(|(path, why)| format!("{}: {}", flowing(path), flowing(why)));
        let lists = [
            List::new(REWRITTEN, plain(rewritten(comparison))),
            List::new("Nothing is said any more about", plain(silences(comparison))),
            List::new("References that lead elsewhere or nowhere", plain(references(comparison))),
            List::new("Moved", plain(moves(comparison))),
            List::new("Not compared", plain(left_out.collect())),
        ];
        let row = |[title, old, new]: [String; 3]| Row { changed: old != new, title, old, new };
        let documents = comparison.documents.iter().filter(|document| document.fate != Fate::Same);
        Self {
            base: flowing(&comparison.base),
            head: flowing(&comparison.head),
            verdict: verdict(comparison),
            told: told.filter(|list| list.number > 0).collect(),
            lists: lists.into_iter().filter(|list| list.number > 0).collect(),
            also: quiet(comparison).into_iter().chain(effects(comparison)).chain(bends(comparison)).collect(),
            facts: facts(comparison, true).into_iter().map(row).collect(),
            documents: documents.map(|document| Redline::new(comparison, document)).collect(),
        }
    }
}

impl List {
    fn new(name: &str, items: Vec<Item>) -> Self {
        Self { name: name.to_owned(), number: items.len(), items }
    }
}

impl Redline {
    fn new(comparison: &Comparison, document: &DocumentChange) -> Self {
        let fate = fate(document);
        let kept = format!("{} as before", count(document.unchanged, "rule"));
        Self {
            path: flowing(document.new.as_deref().or(document.old.as_deref()).unwrap_or_default()),
            title: flowing(&document.title),
            about: if fate.is_empty() { kept } else { format!("{fate} · {kept}") },
            changes: shown(comparison, document, true).into_iter().map(Shown::from).collect(),
        }
    }
}

impl From<&Change> for Shown {
    fn from(change: &Change) -> Self {
        let part = |piece: &crate::revision::Piece| Part {
            mark: match piece.mark {
                Mark::Kept => "kept",
                Mark::Gone => "gone",
                Mark::Come => "come",
            },
            text: flowing(&piece.text),
        };
        let reasons = change.reasons.iter().filter(|reason| reason.topic != Topic::Rule);
        let from = change.old.as_ref().filter(|_| change.is(Class::Moved));
        let sure = (change.sure * 100.0).round();
        let paired = change.old.is_some() && change.new.is_some();
        Self {
            class: change.classes.first().map_or("reworded", |class| class.word()),
            classes: classes(change),
            place: place(change),
            from: from.map(|place| flowing(&format!("{}:{}", place.path, place.line))).unwrap_or_default(),
            reasons: reasons.map(|reason| flowing(&reason.text)).collect(),
            context: change.place().map(|place| flowing(&place.context)).unwrap_or_default(),
            pieces: change.pieces.iter().map(part).collect(),
            matched: if paired { format!("paired by: {}, {sure} %", change.how.word()) } else { String::new() },
        }
    }
}
