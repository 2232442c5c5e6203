//! Readability by direct counts: words, conditions, jargon, capitals, negations, things listed.
//!
//! No readability formula: on short or listed text they say little (ISO 24495-1 asks whether readers can use a text, and
//! counts at least point at the words to change).

use super::scan::Scan;
use crate::rule::{Class, words_of};
use crate::ruleset::detector::Metric;

/// What a passage measures, in its own words, without lead-in or table heads.
pub(super) fn measure(scan: &mut Scan<'_>, passage: usize, metric: Metric) -> usize {
    let ruleset = scan.ruleset;
    let reading = &scan.readings[passage];
    let own = &reading.text[reading.own_start..];
    match metric {
        Metric::SentenceWords => own.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count(),
        Metric::CapsRun => longest_run_of_capitals(own),
        Metric::ListItems => {
            own.matches([',', ';']).count() + own.matches(" and ").count() + own.matches(" or ").count()
        }
        Metric::Negations => negations(reading.own_lower()),
        Metric::Conditions => ruleset.conditions.iter().map(|&pattern| scan.count(passage, pattern)).sum(),
        Metric::Legalese => ruleset.legalese.iter().map(|&pattern| scan.count(passage, pattern)).sum(),
    }
}

/// What a measure says, for the message: "52 words".
pub(super) fn says(metric: Metric, measured: usize) -> String {
    let what = match metric {
        Metric::SentenceWords => "words",
        Metric::Conditions => "conditions",
        Metric::Legalese => "words of legal jargon",
        Metric::CapsRun => "words in capitals in a row",
        Metric::Negations => "negations",
        Metric::ListItems => "things listed",
    };
    format!("{measured} {what}")
}

fn longest_run_of_capitals(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    for word in words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1) {
        run = if word.chars().any(char::is_lowercase) { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    longest
}

fn negations(lower: &str) -> usize {
    let mut words = Vec::new();
    words_of(lower, &mut words);
    words
        .iter()
        .filter(|word| {
            let text = word.span.of(lower);
            let is_word =
                word.class.is(Class::NEGATION) || matches!(text, "unless" | "ineligible" | "invalid" | "inadmissible");
            is_word || text.starts_with("non-") || (text.starts_with("un") && text.ends_with("able") && text.len() > 8)
        })
        .count()
}
