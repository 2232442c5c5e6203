//! Document → rules: what each passage demands, of whom, under which conditions, with which numbers.

use super::Rule;
use super::lexicon::{Class, Word};
use super::modality::modality_of;
use super::quantity::{Value, quantities};
use super::talk::{is_answer, is_talk, is_title};
use crate::document::{Audience, Reading};
use crate::text::Span;

/// Reads one passage, whose reading was cut into `words`. Every passage gives a [`Rule`]; it binds somebody only when its modality is known.
pub fn rule_of(reading: &Reading<'_>, words: &[Word], passage: usize, audience: Audience) -> Rule {
    let lower = &*reading.lower;
    let mut found_quantities = Vec::new();
    quantities(&reading.text, &mut found_quantities);
    let quantified = found_quantities.iter().any(|quantity| !matches!(quantity.value, Value::Count(_)));
    let first = words.partition_point(|word| word.span.start < reading.own_start);
    // Staff are told by advice too: "We recommend a refund" is how their handbook commands.
    let is_staff = audience == Audience::Staff;
    let names = !reading.has_context() && is_title(&reading.text, words);
    let own = &words[first..];
    let talks = || is_talk(lower, reading.own_start, own, quantified) || is_answer(lower, own);
    let found =
        if names || (!is_staff && talks()) { None } else { modality_of(lower, words, is_staff, quantified, first) };
    let clauses = |class| clauses(lower, words, class, reading.own_start);
    Rule {
        passage,
        modality: found.map(|(modality, _)| modality),
        bearer: found.and_then(|(_, bearer)| bearer),
        conditions: clauses(Class::CONDITION),
        exceptions: clauses(Class::EXCEPTION),
        quantities: found_quantities,
    }
}

/// The clauses that words of a class open, each up to the next comma, semicolon or the end.
fn clauses(lower: &str, words: &[Word], class: Class, own_start: usize) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for word in words.iter().filter(|word| word.class.is(class)) {
        if found.last().is_some_and(|last| word.span.start < last.end) || !opens_clause(lower, word.span) {
            continue;
        }
        let rest = &lower[word.span.start..];
        let length = rest.find([',', ';', '(', ')']).unwrap_or(rest.len());
        let end = word.span.start + rest[..length].trim_end_matches(['.', '!', '?', ' ', '-', ':']).len();
        if end > own_start {
            found.push(Span::new(word.span.start.max(own_start), end));
        }
    }
    found
}

/// Words that open a clause only in company: "other than", "subject to", "save where".
fn opens_clause(lower: &str, word: Span) -> bool {
    let rest = lower[word.end..].trim_start();
    let before = lower[..word.start].trim_end();
    match word.of(lower) {
        "other" => rest.starts_with("than"),
        "apart" => rest.starts_with("from"),
        "save" => ["where", "that", "as", "for"].iter().any(|next| rest.starts_with(next)),
        "subject" => rest.starts_with("to"),
        "once" => !before.ends_with(" at"),
        "should" => before.is_empty() || before.ends_with(','),
        "exception" | "exceptions" | "otherwise" => false,
        "provided" => {
            rest.starts_with("that") || before.ends_with(',') || rest.starts_with("you") || rest.starts_with("the")
        }
        _ => true,
    }
}
