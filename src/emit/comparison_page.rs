//! What the HTML templates see of a comparison: words, ready to be put in place.

use super::comparison_verdict::{quiet, verdict};
use super::comparison_words::{
    REWRITTEN, TOLD, bends, classes, effects, facts, fate, headlines, moves, place, references, rewritten, shown,
    silences,
};
use super::sink::flowing;
use super::wording::count;
use crate::revision::{Change, Class, Comparison, DocumentChange, Fate, Mark, Topic};
use serde::Serialize;

/// Items of a list before the fold.
const MOST_ITEMS: usize = 10;

/// A comparison in words.
#[derive(Debug, Serialize)]
pub(crate) struct ComparisonPage {
    base: String,
    head: String,
    verdict: String,
    told: Vec<List>,
    lists: Vec<List>,
    also: Vec<String>,
    /// Facts that differ.
    facts: Vec<Row>,
    /// Facts that are as they were.
    kept: Vec<Row>,
    documents: Vec<Redline>,
}

/// Items under a heading.
#[derive(Debug, Serialize)]
struct List {
    name: String,
    number: usize,
    /// The first ones.
    items: Vec<Item>,
    /// The others, in a fold.
    more: Vec<Item>,
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
        let row = |[title, old, new]: [String; 3]| Row { title, old, new };
        let differs = |[_, old, new]: &[String; 3]| old != new;
        let (facts, kept): (Vec<_>, Vec<_>) = facts(comparison, true).into_iter().partition(differs);
        let documents = comparison.documents.iter().filter(|document| document.fate != Fate::Same);
        Self {
            base: flowing(&comparison.base),
            head: flowing(&comparison.head),
            verdict: verdict(comparison),
            told: told.filter(|list| list.number > 0).collect(),
            lists: lists.into_iter().filter(|list| list.number > 0).collect(),
            also: quiet(comparison).into_iter().chain(effects(comparison)).chain(bends(comparison)).collect(),
            facts: facts.into_iter().map(row).collect(),
            kept: kept.into_iter().map(row).collect(),
            documents: documents.map(|document| Redline::new(comparison, document)).collect(),
        }
    }
}

impl List {
    fn new(name: &str, mut items: Vec<Item>) -> Self {
        let number = items.len();
        // A fold around one or two would save no room.
        let more = if number > MOST_ITEMS + 2 { items.split_off(MOST_ITEMS) } else { Vec::new() };
        Self { name: name.to_owned(), number, items, more }
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
            changes: shown(comparison, document, true).0.into_iter().map(Shown::from).collect(),
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
