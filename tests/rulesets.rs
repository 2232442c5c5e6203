//! The shipped rulesets: complete, sound, and right about their own examples.

use crate::support::shipped;
use dumbrules::document::DocumentType;
use dumbrules::finding::{Outcome, test_examples};
use std::collections::{BTreeMap, BTreeSet};

/// Lints of the catalogue that the shipped rulesets grew from.
const LINTS_OF_THE_CATALOGUE: usize = 191;

#[test]
fn every_shipped_example_comes_out_as_it_should() {
    let mut failed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tested in test_examples(&shipped(), &|_| true) {
        if !tested.outcome.is_good() {
            let shown = format!("{}: {}", tested.outcome.word(), tested.example.replace('\n', " / "));
            failed.entry(tested.id).or_default().push(shown);
        }
    }
    let shown: Vec<String> = failed.iter().map(|(id, examples)| format!("{id}\n  {}", examples.join("\n  "))).collect();
    assert!(failed.is_empty(), "{} of them are wrong about their examples:\n{}", failed.len(), shown.join("\n"));
}

#[test]
fn examples_are_of_both_sorts() {
    let ruleset = shipped();
    let tested = test_examples(&ruleset, &|id| id == "refund/no-refunds");
    let count = |outcome| tested.iter().filter(|tested| tested.outcome == outcome).count();
    assert!(count(Outcome::Reported) >= 3, "{tested:?}");
    assert!(count(Outcome::Validated) >= 3, "two fair examples and the rewrite: {tested:?}");
}

#[test]
fn no_lint_of_the_catalogue_got_lost() {
    assert!(shipped().lints.len() >= LINTS_OF_THE_CATALOGUE, "{}", shipped().lints.len());
}

#[test]
fn ids_are_unique_over_lints_signals_facts_and_checks() {
    let ruleset = shipped();
    let lints = ruleset.lints.iter().map(|lint| lint.id.clone());
    let bright = ruleset.bright.iter().map(|bright| bright.id.clone());
    let kinds = ruleset.kinds.iter().map(|kind| kind.id.clone());
    let checks = dumbrules::finding::COMMENT_CHECKS.cards().map(|(id, _)| id);
    let ids: Vec<String> = lints.chain(bright).chain(kinds).chain(checks).collect();
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn every_lint_says_all_that_people_need_to_know() {
    for lint in &shipped().written.lints {
        for (field, text) in [
            ("title", &lint.title),
            ("customer_experience", &lint.customer_experience),
            ("why", &lint.why),
            ("rewrite", &lint.rewrite),
        ] {
            assert!(text.trim().len() >= 3, "{}: `{field}` says nothing", lint.id);
            assert_eq!(text.trim(), &**text, "{}: `{field}` has spaces around it", lint.id);
        }
        assert!(!lint.title.ends_with('.'), "{}: a title is no sentence", lint.id);
        assert!(!lint.detectors.is_empty(), "{}: nothing is looked for", lint.id);
        let types = lint.applies_to.iter().filter_map(|name| DocumentType::from_name(name)).count();
        assert_eq!(types, lint.applies_to.len(), "{}: a document type is unknown", lint.id);
    }
}

#[test]
fn no_examples_are_given_twice_in_a_lint() {
    let mut twice = Vec::new();
    for lint in &shipped().written.lints {
        let mut seen = BTreeSet::new();
        for example in lint.examples.flags.iter().chain(&lint.examples.passes) {
            if !seen.insert(format!("{example:?}")) {
                twice.push(format!("{}: {example:?}", lint.id));
            }
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}
