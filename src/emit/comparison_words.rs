//! A comparison in words: what a reader is told first, the same in every format.

use super::sink::flowing;
use super::wording::count;
use crate::revision::{Change, Class, Comparison, Direction, DocumentChange, Fate, Topic};

/// Words of a rule that are quoted in a summary.
const QUOTED_WORDS: usize = 16;
/// Words of what must be read before it.
const CONTEXT_WORDS: usize = 7;
/// Changes of texts that bind nobody that the redline of a document shows unless all is asked for.
const MOST_IDLE: usize = 12;

/// One thing that a summary tells.
pub(crate) struct Headline {
    /// Document and section: "returns.md › Time limits".
    pub(crate) place: String,
    /// What it is: "Time to send something back: 30 days → 14 days".
    pub(crate) text: String,
}

/// The classes that matter to a customer, each with what a heading calls it.
pub(crate) const TOLD: [(Class, &str); 3] = [
    (Class::Tightened, "Worse for the customer"),
    (Class::Loosened, "Better for the customer"),
    (Class::Check, "To be checked: the words do not say which way"),
];

/// What a summary tells of one class: what changed in a rule that stays before rules that came or went whole, each in the
/// order of the documents; a change that is worse in one point and better in
/// another is told under both.
pub(crate) fn headlines(comparison: &Comparison, class: Class) -> Vec<Headline> {
    let mut changes: Vec<&Change> = comparison.of(class).collect();
    changes.sort_by_key(|change| change.reasons.iter().map(|reason| weight(reason.topic)).min().unwrap_or(4));
    changes
        .into_iter()
        .map(|change| Headline { place: place_in(comparison, change), text: reason(change, class) })
        .collect()
}

/// How soon a reader wants to hear of a topic.
fn weight(topic: Topic) -> usize {
    match topic {
        Topic::Window | Topic::Wait | Topic::Fee | Topic::Notice | Topic::Remedy | Topic::Negation => 0,
        Topic::Modality | Topic::Exception | Topic::Proof | Topic::Role | Topic::Channel | Topic::Start => 1,
        Topic::Condition | Topic::Number | Topic::Word | Topic::Place => 2,
        Topic::Rule => 3,
    }
}

/// Where a change is: path and innermost heading.
pub(crate) fn place(change: &Change) -> String {
    let Some(place) = change.place() else { return String::new() };
    let section = place.section.last().map(|title| format!(" › {title}")).unwrap_or_default();
    flowing(&format!("{}:{}{section}", place.path, place.line))
}

/// The same where a summary names it: the path of the only document goes without saying.
fn place_in(comparison: &Comparison, change: &Change) -> String {
    let (Some(place), [_]) = (change.place(), comparison.documents.as_slice()) else { return place(change) };
    let old = if change.new.is_none() { " of the old text" } else { "" };
    let section = place.section.last().map(|title| format!(" › {title}")).unwrap_or_default();
    flowing(&format!("line {}{old}{section}", place.line))
}

/// Why a change is of a class, in words.
pub(crate) fn reason(change: &Change, class: Class) -> String {
    let direction = match class {
        Class::Tightened => Direction::Tightened,
        Class::Loosened => Direction::Loosened,
        _ => Direction::Unknown,
    };
    let fitting = change.reasons.iter().filter(|reason| reason.direction == direction);
    let texts: Vec<String> = fitting.map(|reason| flowing(&reason.text)).collect();
    let alone = change.reasons.iter().any(|reason| reason.topic == Topic::Rule);
    let quoted = format!("“{}”", quote(change));
    match texts.as_slice() {
        [] => format!("the wording changed much: {quoted}"),
        [text] if alone => format!("{text}: {quoted}"),
        // A number says enough by its name; of a single word one wants to read the rule.
        texts if change.reasons.iter().any(|reason| weight(reason.topic) == 0 && reason.text.contains(": ")) => {
            texts.join("; ")
        }
        texts => format!("{}: {quoted}", texts.join("; ")),
    }
}

/// The beginning of what a rule says, or said, behind a few words of what must be read before it.
pub(crate) fn quote(change: &Change) -> String {
    let Some(place) = change.place() else { return String::new() };
    let own = beginning(&place.text, QUOTED_WORDS);
    flowing(&if place.context.is_empty() {
        own
    } else {
        format!("{} — {own}", beginning(&place.context, CONTEXT_WORDS))
    })
}

/// The first words of a text.
fn beginning(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= most { text.to_owned() } else { format!("{} …", words[..most].join(" ")) }
}

/// Documents that were written anew, a sentence each.
pub(crate) fn rewritten(comparison: &Comparison) -> Vec<String> {
    let anew = comparison.documents.iter().filter(|document| document.rewritten);
    let told = anew.map(|document| {
        let (new, gone) = comparison.in_rewrite(document);
        let path = flowing(document.new.as_deref().or(document.old.as_deref()).unwrap_or_default());
        let kept = count(document.unchanged, "rule");
        let are = if new == 1 { "is" } else { "are" };
        format!(
            "{path}: {} {are} new and {gone} gone, {kept} as before; which took the place of which cannot be told",
            count(new, "rule")
        )
    });
    told.collect()
}

/// The heading of these.
pub(crate) const REWRITTEN: &str = "Rewritten: read it whole";

/// What became of a document, in words: "new", "renamed from old.md".
pub(crate) fn fate(document: &DocumentChange) -> String {
    match document.fate {
        Fate::Added => "new".to_owned(),
        Fate::Removed => "gone".to_owned(),
        Fate::Renamed => format!("renamed from {}", flowing(document.old.as_deref().unwrap_or_default())),
        Fate::Changed => String::new(),
        Fate::Same => "unchanged".to_owned(),
    }
}

/// What became of findings, in a sentence.
pub(crate) fn effects(comparison: &Comparison) -> Option<String> {
    let effects = comparison.effects.as_ref()?;
    let renamed = effects.carried.iter().filter(|carried| carried.from != carried.to).count();
    let known =
        if renamed > 0 { format!(" ({renamed} of them in other words or another place)") } else { String::new() };
    Some(format!(
        "Findings: {} new, {} closed, {} as before{known}.",
        effects.opened.len(),
        effects.closed.len(),
        effects.carried.len()
    ))
}

/// What became of bends, a sentence each.
pub(crate) fn bends(comparison: &Comparison) -> Vec<String> {
    let effects = comparison.effects.iter().flat_map(|effects| &effects.bends);
    let told = effects.map(|it| {
        let (id, what) = (flowing(&it.id), flowing(&it.what));
        format!("Bend {id}, {what}: {} → {} ({}).", it.before, it.after, it.after.meaning())
    });
    told.collect()
}

/// "path:line" and its heading, of what went silent.
pub(crate) fn silences(comparison: &Comparison) -> Vec<String> {
    let silence = |silence: &crate::revision::Silence| {
        format!(
            "{} ({}, last said at {}:{})",
            flowing(&silence.topic),
            count(silence.rules, "rule"),
            flowing(&silence.path),
            silence.line
        )
    };
    comparison.silent.iter().map(silence).collect()
}

/// References that lead nowhere any more, in sentences.
pub(crate) fn references(comparison: &Comparison) -> Vec<String> {
    let reference = |reference: &crate::revision::Reference| {
        let now = match &reference.now {
            Some(now) => format!("which is {} now", flowing(now)),
            None => "which is gone".to_owned(),
        };
        format!("{}:{} points at {}, {now}", flowing(&reference.path), reference.line, flowing(&reference.points_at))
    };
    comparison.references.iter().map(reference).collect()
}

/// What moved, in sentences.
pub(crate) fn moves(comparison: &Comparison) -> Vec<String> {
    let moved = comparison.documents.iter().flat_map(|document| &document.moved);
    let sentence = |moved: &crate::revision::Moved| {
        format!(
            "{} ({}): from {} to {}",
            flowing(&moved.what),
            count(moved.rules, "rule"),
            flowing(&moved.from),
            flowing(&moved.to)
        )
    };
    moved.map(sentence).collect()
}

/// Rows of the fact sheet that differ: title, old values, new values.
pub(crate) fn facts(comparison: &Comparison, all: bool) -> Vec<[String; 3]> {
    let values = |stated: &[crate::revision::Stated]| {
        let values: Vec<String> = stated.iter().map(|stated| flowing(&stated.value)).collect();
        if values.is_empty() { "–".to_owned() } else { values.join(", ") }
    };
    let rows = comparison.facts.iter().filter(|row| all || row.changed);
    rows.map(|row| [flowing(&row.title), values(&row.old), values(&row.new)]).collect()
}

/// Changes that the redline of a document shows, and how many it leaves out, all of which bind nobody.
pub(crate) fn shown<'c>(comparison: &'c Comparison, document: &DocumentChange, all: bool) -> (Vec<&'c Change>, usize) {
    let changes = document.lines.iter().filter_map(|line| comparison.changes.get(line.change?));
    // Where a heading stands says nothing that its rules do not say.
    let changes: Vec<&Change> =
        changes.filter(|change| all || change.binds || !(change.is_name && change.is(Class::Moved))).collect();
    let idle = changes.iter().filter(|change| !change.binds).count();
    if all || idle <= MOST_IDLE {
        return (changes, 0);
    }
    let mut left = MOST_IDLE;
    let mut has_room = |change: &&Change| {
        let taken = usize::from(!change.binds);
        let fits = left >= taken;
        left -= taken.min(left);
        fits
    };
    (changes.into_iter().filter(|change| has_room(change)).collect(), idle - MOST_IDLE)
}

/// The classes of a change, as words.
pub(crate) fn classes(change: &Change) -> String {
    change.classes.iter().map(|class| class.word()).collect::<Vec<_>>().join(", ")
}
