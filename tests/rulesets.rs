//! The shipped rulesets: complete, sound, and right about their own examples.

use crate::support::{Case, shipped};
use dumbrules::document::DocumentType;
use dumbrules::finding::{Outcome, Tested, test_examples};
use dumbrules::ruleset::written::Example;
use dumbrules::ruleset::{self, Overrides};
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

/// How many of the hostile examples that a company would also write so are lost when it does, and how many there are.
fn lost(written_so: impl Fn(&str) -> String) -> (usize, usize) {
    let mut ruleset = ruleset::builtin();
    for lint in &mut ruleset.lints {
        lint.examples.passes.clear();
        let so = |example: &Example| match example {
            Example::Text(text) if !text.contains(['\n', '|', '"', '#']) => {
                let so = written_so(text);
                (so != **text).then(|| Example::Text(so.into()))
            }
            _ => None,
        };
        lint.examples.flags = lint.examples.flags.iter().filter_map(so).collect();
    }
    let ruleset =
        ruleset::compile(ruleset, &Overrides::default(), ruleset::shelf()).expect("the shipped lints compile");
    let hostile = |tested: &Tested| matches!(tested.outcome, Outcome::Reported | Outcome::Missing);
    let tested: Vec<Tested> = test_examples(&ruleset, &|_| true).into_iter().filter(hostile).collect();
    (tested.iter().filter(|tested| tested.outcome == Outcome::Missing).count(), tested.len())
}

#[test]
fn what_is_found_does_not_depend_on_how_it_is_written() {
    let replaced = |pairs: &'static [(&str, &str)]| {
        move |text: &str| pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    const CONTRACTED: &[(&str, &str)] = &[
        (" are not ", " aren't "),
        (" cannot ", " can't "),
        (" do not ", " don't "),
        (" does not ", " doesn't "),
        (" is not ", " isn't "),
        (" will not ", " won't "),
    ];
    const NUMBERS_TWICE: &[(&str, &str)] = &[
        (" 2 days", " 2 (two) days"),
        (" 3 days", " 3 (three) days"),
        (" 7 days", " 7 (seven) days"),
        (" 14 days", " fourteen (14) days"),
        (" 24 hours", " twenty-four (24) hours"),
        (" 48 hours", " 48 (forty-eight) hours"),
        (" 30 days", " 30 (thirty) days"),
    ];
    let after = |before: &'static str| move |text: &str| format!("{before}{text}");
    let bold = |text: &str| text.split_once(' ').map_or(text.to_owned(), |(first, rest)| format!("**{first}** {rest}"));
    let spread = |text: &str| text.replace(' ', "\u{a0}");
    // At most so many of a hundred may be lost.
    let ways: [(&str, (usize, usize), usize); 7] = [
        ("in contracted words", lost(replaced(CONTRACTED)), 2),
        ("with numbers in words and digits", lost(replaced(NUMBERS_TWICE)), 3),
        ("in capitals", lost(|text| text.to_uppercase()), 1),
        ("as a list item", lost(after("- ")), 1),
        ("in bold", lost(bold), 1),
        ("with spaces that do not break", lost(spread), 1),
        ("after a polite opening", lost(after("Please note: ")), 1),
    ];
    for (way, (lost, of), most) in ways {
        assert!(of > 40 && lost * 100 <= of * most, "{way}: {lost} of {of} are lost");
    }
}

/// Sentences that a kind company writes, with all the words of unkind ones in them.
#[test]
fn a_kind_policy_is_left_in_peace() {
    let policy = std::fs::read_to_string("tests/cases/kind/policy.md").expect("it is in the repository");
    let findings = Case::policy(&policy).audit().findings;
    let of_harm = findings.iter().filter(|finding| !finding.lint.starts_with("clarity/"));
    let told: Vec<_> =
        of_harm.map(|finding| format!("{}: line {}", finding.lint, finding.primary.start.line)).collect();
    let sentences = policy.lines().filter(|line| !line.is_empty()).count();
    assert!(told.len() * 40 < sentences, "of {sentences} sentences:\n{}", told.join("\n"));
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
