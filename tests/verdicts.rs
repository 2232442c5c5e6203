//! Files of verdicts: what they may say, how they are changed without loss, and what they do to an audit.

use crate::support::Case;
use dumbrules::report::Report;
use dumbrules::text::SourceFile;
use dumbrules::verdict::{
    Judgement, Reviewed, Tally, Verdict, is_reviewable, labels, load, one_line, short_quote, with, without,
};
use proptest::prelude::*;

const FILE: &str = "\
# Verdicts on the handbook of the corner shop.
# Ask Maud before you change one.

verdicts:

# The returns page, read with Tess.
- finding: f1:00000000000000b0
  lint: refund/no-refunds
  document: returns.md
  quote: 'No refunds.'
  verdict: dismissed   # after a long talk
  # The board knows.
  reason: 'hats only, which we''d never sell on'
  by: Maud Fenwick
  on: 2026-06-15
# Shipping is not done yet.
- finding: f1:00000000000000a0
  lint: ship/slow
  document: shipping.md
  quote: 'Nine weeks.'
  verdict: confirmed
  on: 2026-06-15
# The end.
";

fn source(text: &str) -> SourceFile {
    SourceFile::new("policies/verdicts.yaml", text)
}

fn verdict(document: &str, lint: &str, finding: u64) -> Verdict {
    Verdict {
        finding: format!("f1:{finding:016x}"),
        lint: lint.to_owned(),
        document: document.to_owned(),
        quote: "Never.".to_owned(),
        on: "2026-06-20".to_owned(),
        ..Verdict::default()
    }
}

#[track_caller]
fn changed(text: &str, verdict: &Verdict) -> String {
    with(&source(text), verdict).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// The lines of the second text that the first does not have.
fn added(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    changes.map(|change| format!("{}{}", change.tag(), change)).collect()
}

#[test]
fn a_file_says_who_decided_what_and_why() {
    let verdicts = load(&source(FILE)).expect("the file has no mistakes");
    assert_eq!(verdicts.len(), 2);
    let first = &verdicts[0];
    assert_eq!((first.document.as_str(), first.verdict), ("returns.md", Judgement::Dismissed));
    assert_eq!(first.reason.as_deref(), Some("hats only, which we'd never sell on"));
    assert_eq!((first.by.as_deref(), first.on.as_str()), (Some("Maud Fenwick"), "2026-06-15"));
    let right: Vec<_> =
        labels(&verdicts).map(|label| (label.document, label.finding, label.lint, label.right)).collect();
    let expected = [
        ("returns.md", "f1:00000000000000b0", "refund/no-refunds", false),
        ("shipping.md", "f1:00000000000000a0", "ship/slow", true),
    ];
    assert_eq!(right, expected);
    for empty in ["", "# nothing yet\n", "verdicts:\n", "verdicts: []\n", "---\nverdicts:\n"] {
        assert_eq!(load(&source(empty)), Ok(Vec::new()), "{empty:?}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_with_their_place_and_what_to_do() {
    let wrong = "\
verdict: []
verdicts:
- finding: f1:00000000000000A0
  lint: suppression/expired
  document: ./returns.md
  quote:
  verdict: wrong
  reasen: hats
  on: 2026-02-30
- finding: f1:00000000000000a0
  lint: ship/slow
  document: shipping.md
  quote: Nine weeks.
  verdict: dismissed
  on: 2026-06-15
- {finding: 'f1:00000000000000a0', lint: ship/slow, document: shipping.md, quote: x, verdict: confirmed, on: 2026-06-15}
";
    let mistakes = load(&source(wrong)).expect_err("nearly all of it is wrong");
    let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(mistakes.join("\n"));
}

#[test]
fn the_schema_takes_what_the_loader_takes_and_refuses_what_it_refuses() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../docs/verdicts.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let is_valid = |text: &str| {
        let value: serde_json::Value = serde_yaml::from_str(text).expect("YAML");
        validator.is_valid(&value)
    };
    let refused = [
        ("  reason: 'hats only, which we''d never sell on'\n", ""),
        ("verdict: confirmed", "verdict: maybe"),
        ("f1:00000000000000a0", "f2:00000000000000a0"),
        ("  by: Maud Fenwick", "  whom: Maud Fenwick"),
        ("on: 2026-06-15", "on: June"),
        ("  lint: ship/slow\n", ""),
        ("quote: 'Nine weeks.'", "quote: ''"),
    ];
    assert!(is_valid(FILE) && load(&source(FILE)).is_ok());
    assert!(is_valid(&changed(FILE, &verdict("b.md", "a/b", 7))));
    for (from, to) in refused {
        let text = FILE.replace(from, to);
        assert_ne!(text, FILE, "{from}");
        assert!(!is_valid(&text), "the schema takes {to:?}");
        assert!(load(&source(&text)).is_err(), "the loader takes {to:?}");
    }
}

#[test]
fn a_new_verdict_goes_where_its_document_lint_and_identity_put_it() {
    let first = changed(FILE, &verdict("a.md", "z/z", 1));
    insta::assert_snapshot!(added(FILE, &first), @r"
    +- finding: f1:0000000000000001
    +  lint: z/z
    +  document: a.md
    +  quote: 'Never.'
    +  verdict: confirmed
    +  on: 2026-06-20
    ");
    let places =
        |text: &str| load(&source(text)).expect("valid").iter().map(|it| it.document.clone()).collect::<Vec<_>>();
    assert_eq!(places(&first), ["a.md", "returns.md", "shipping.md"]);
    // The comment that stands above an entry stays above it.
    assert!(first.contains("\n\n- finding: f1:0000000000000001"), "{first}");
    assert!(first.contains("\n# The returns page, read with Tess.\n- finding: f1:00000000000000b0"), "{first}");
    let between = changed(FILE, &verdict("returns.md", "ship/slow", 1));
    assert!(between.contains("# Shipping is not done yet.\n- finding: f1:00000000000000a0"), "{between}");
    let last = changed(FILE, &verdict("warranty.md", "a/a", 1));
    assert_eq!(places(&last), ["returns.md", "shipping.md", "warranty.md"]);
    assert!(last.ends_with("# The end.\n"), "{last}");
}

#[test]
fn the_same_verdicts_give_the_same_file_in_whatever_order_people_gave_them() {
    let mut verdicts: Vec<Verdict> = Vec::new();
    for (first, document, lint) in [(1, "b.md", "x/y"), (1, "a.md", "x/y"), (5, "b.md", "a/b"), (1, "a/a.md", "x/y")] {
        verdicts.extend([2, 0, 1].map(|more| verdict(document, lint, first + more)));
    }
    let file = |verdicts: &[Verdict]| verdicts.iter().fold(String::new(), |text, verdict| changed(&text, verdict));
    let one = file(&verdicts);
    verdicts.reverse();
    assert_eq!(one, file(&verdicts));
    verdicts.sort_by(|a, b| a.order().cmp(&b.order()));
    assert_eq!(load(&source(&one)), Ok(verdicts));
}

#[test]
fn a_changed_verdict_stays_where_it_is_and_keeps_its_comments() {
    let new = Verdict { finding: "f1:00000000000000b0".to_owned(), ..verdict("returns.md", "refund/no-refunds", 0) };
    let text = changed(FILE, &new);
    insta::assert_snapshot!(added(FILE, &text), @r"
    +# after a long talk
    +# The board knows.
    -  quote: 'No refunds.'
    -  verdict: dismissed   # after a long talk
    -  # The board knows.
    -  reason: 'hats only, which we''d never sell on'
    -  by: Maud Fenwick
    -  on: 2026-06-15
    +  quote: 'Never.'
    +  verdict: confirmed
    +  on: 2026-06-20
    ");
}

#[test]
fn a_file_that_is_new_empty_or_written_otherwise_can_be_added_to() {
    let new = verdict("a.md", "a/b", 1);
    for (before, start) in [
        ("", "verdicts:\n- finding"),
        ("# Ours.\n", "# Ours.\nverdicts:\n- finding"),
        ("# Ours.", "# Ours.\nverdicts:\n- finding"),
        ("verdicts:", "verdicts:\n- finding"),
        ("verdicts: [] # none yet\n# Ours.\n", "verdicts: # none yet\n- finding"),
        ("verdicts: ~\n", "verdicts:\n- finding"),
        ("verdicts: null\n", "verdicts:\n- finding"),
    ] {
        let text = changed(before, &new);
        assert!(text.starts_with(start), "{before:?} becomes {text:?}");
        assert_eq!(load(&source(&text)), Ok(vec![new.clone()]), "{before:?}");
    }
    let windows = FILE.replace('\n', "\r\n");
    let text = changed(&windows, &new);
    assert!(text.lines().count() > windows.lines().count() && !text.replace("\r\n", "").contains('\n'), "{text:?}");
    let indented = "verdicts:\n    - lint: a/b\n      finding: f1:0000000000000001\n      document: b.md\n      quote: >\n        two\n        lines\n      verdict: confirmed\n      on: 2026-06-15";
    let text = changed(indented, &new);
    assert!(text.starts_with("verdicts:\n    - finding: f1:0000000000000001\n      lint"), "{text}");
    let text = changed(&text, &Verdict { note: Some("seen".to_owned()), ..verdict("b.md", "a/b", 1) });
    assert!(text.contains("      note: 'seen'\n") && !text.contains("lines"), "{text}");
}

#[test]
fn a_file_that_cannot_be_changed_without_loss_is_refused_and_says_so() {
    let flow = "verdicts: [{finding: 'f1:0000000000000001', lint: a/b, document: a.md, quote: x, verdict: confirmed, on: 2026-06-15}]\n";
    let lines = "verdicts:\n-\n  finding: f1:0000000000000001\n  lint: a/b\n  document: a.md\n  quote: x\n  verdict: confirmed\n  on: 2026-06-15\n";
    let braces = "verdicts:\n- {finding: 'f1:0000000000000001', lint: a/b,\n   document: a.md, quote: x, verdict: confirmed, on: 2026-06-15}\n";
    for text in [flow, lines, braces] {
        assert!(load(&source(text)).is_ok(), "{text}");
        let errors = with(&source(text), &verdict("b.md", "a/b", 1)).expect_err("it is refused");
        assert!(errors[0].message.contains("does not stand on lines of its own"), "{errors:?}");
        assert!(errors[0].place.is_some() && errors[0].help.is_some());
        assert!(without(&source(text), |_| true).is_err());
    }
    let errors = with(&source("verdicts: 3\n"), &verdict("b.md", "a/b", 1)).expect_err("the file is wrong already");
    assert_eq!(errors[0].to_string(), load(&source("verdicts: 3\n")).expect_err("wrong")[0].to_string());
    let broken = Verdict { document: "a\u{7}.md".to_owned(), ..verdict("", "a/b", 1) };
    let errors = with(&source(FILE), &broken).expect_err("such a path cannot be kept");
    assert!(errors[0].message.starts_with("the file cannot be changed: it would hold"), "{errors:?}");
    let full: String = (0..3845)
        .map(|id| {
            let entry =
                "- finding: f1:ID\n  lint: a/b\n  document: a.md\n  quote: x\n  verdict: confirmed\n  on: 2026-01-01\n";
            entry.replace("ID", &format!("{id:016x}"))
        })
        .collect();
    let too_many = with(&source(&format!("verdicts:\n{full}")), &verdict("b.md", "a/b", 1)).expect_err("it is full");
    let said = "the file cannot be changed: it would hold more than 50,000 values in one file";
    assert_eq!((too_many[0].message.as_str(), too_many[0].help.as_deref()), (said, Some("split the file")));
}

#[test]
fn entries_are_removed_with_nothing_else() {
    let text = without(&source(FILE), |verdict| verdict.document == "returns.md").expect("it can be changed");
    assert!(text.contains("# The returns page, read with Tess.\n# Shipping is not done yet.\n"), "{text}");
    assert_eq!(load(&source(&text)).map(|left| left.len()), Ok(1));
    let nothing = without(&source(FILE), |_| true).expect("it can be changed");
    assert_eq!(load(&source(&nothing)), Ok(Vec::new()));
    assert!(nothing.ends_with("# The end.\n") && nothing.starts_with("# Verdicts"), "{nothing}");
    let back = changed(&nothing, &verdict("a.md", "a/b", 1));
    assert_eq!(load(&source(&back)).map(|left| left.len()), Ok(1));
    assert_eq!(without(&source(FILE), |_| false).as_deref(), Ok(FILE));
}

#[test]
fn a_quote_is_short_holds_the_words_that_matter_and_cuts_none() {
    let case = |text: &str| Case::policy(text).lint("kind: phrase\nany: [never]").audit().findings.remove(0).primary;
    assert_eq!(short_quote(&case("We  **never**\nrefund\u{202e} hats.")), "We **never** refund\u{fffd} hats.");
    let long = format!("{} we will never refund any of these {}.", "hats and".repeat(20), "scarves".repeat(30));
    let quote = short_quote(&case(&long));
    assert!(quote.starts_with('…') && quote.ends_with('…') && quote.contains("never refund any"), "{quote}");
    assert!(quote.chars().count() <= 102, "{quote}");
}

/// A report on one document, and verdicts on its findings, each by the word that gave it away.
fn reviewed(policy: &str, given: &[(&str, Judgement)]) -> Report {
    let result = Case::policy(policy).lint("kind: phrase\nany: [never, always, only]").audit();
    let mut report = Report { findings: result.findings, documents: result.summaries, ..Report::default() };
    let verdicts: Vec<Verdict> = given
        .iter()
        .map(|(words, judgement)| {
            let finding = report.findings.iter().find(|it| it.primary.quote.contains(words)).expect("it is found");
            Verdict {
                finding: finding.identity.clone(),
                verdict: *judgement,
                reason: Some("no".to_owned()),
                ..verdict("here/policy.md", &finding.lint, 0)
            }
        })
        .chain([verdict("here/policy.md", "house/bad", 9)])
        .collect();
    let document_of = |path: &str| format!("here/{path}");
    report.reviewed = Reviewed::new("verdicts.yaml".to_owned(), &verdicts, &report.findings, document_of, |_| true);
    report
}

#[test]
fn a_dismissed_finding_is_not_counted_a_confirmed_one_is() {
    let policy = "We never pay.\n\nWe always charge.\n\nCash only.\n";
    let report = reviewed(policy, &[("never", Judgement::Dismissed), ("always", Judgement::Confirmed)]);
    let counted: Vec<&str> = report.counted().map(|finding| finding.primary.quote.as_str()).collect();
    assert_eq!(counted, ["We always charge.", "Cash only."]);
    assert_eq!(report.tally(), Tally { findings: 3, confirmed: 1, dismissed: 1 });
    assert_eq!(report.tally().to_string(), "2 of 3 reviewed: 1 confirmed, 1 dismissed");
    assert_eq!(report.suppressed(), 0);
    let unused: Vec<&str> = report.reviewed.unused.iter().map(|verdict| verdict.finding.as_str()).collect();
    assert_eq!(unused, ["f1:0000000000000009"]);
}

#[test]
fn a_finding_stays_dismissed_when_the_text_around_it_changes_and_comes_back_when_its_own_does() {
    let report = reviewed("We never pay.\n", &[("never", Judgement::Dismissed)]);
    let verdicts: Vec<Verdict> = report.findings.iter().filter_map(|it| report.reviewed.of(it)).cloned().collect();
    let counted = |policy: &str| {
        let result = Case::policy(policy).lint("kind: phrase\nany: [never, always, only]").audit();
        let document_of = |path: &str| format!("here/{path}");
        let reviewed = Reviewed::new(String::new(), &verdicts, &result.findings, document_of, |_| true);
        let counted = result.findings.iter().filter(|finding| !reviewed.dismisses(finding)).count();
        (counted, reviewed.unused.len())
    };
    assert_eq!(counted("We are kind.\n\nWe **never**\npay.\n"), (0, 0));
    assert_eq!(counted("We never pay twice.\n"), (1, 1));
    assert_eq!(counted("We are kind.\n"), (0, 1));
}

#[test]
fn a_suppressed_finding_and_a_check_of_comments_are_not_for_people_to_judge() {
    let policy = "We never pay. <!-- audit: allow house/bad until=2026-12-31 reason=\"x\" -->\n\n\
                  Cash. <!-- audit: allow house/bad until=2026-12-31 reason=\"x\" -->\n";
    let report = reviewed(policy, &[("never", Judgement::Dismissed)]);
    assert_eq!(report.findings.iter().filter(|finding| is_reviewable(finding)).count(), 0);
    // The comment decides: the finding is counted as suppressed, once, and its verdict is not unused.
    assert_eq!((report.suppressed(), report.tally()), (1, Tally::default()));
    assert_eq!(report.reviewed.unused.len(), 1);
}

#[test]
fn a_verdict_that_names_another_lint_speaks_of_nothing() {
    let result = Case::policy("We never pay.\n").lint("kind: phrase\nany: [never]").audit();
    let wrong = Verdict { finding: result.findings[0].identity.clone(), ..verdict("policy.md", "house/other", 0) };
    let reviewed = Reviewed::new(String::new(), &[wrong], &result.findings, str::to_owned, |_| true);
    assert_eq!((reviewed.of(&result.findings[0]), reviewed.unused.len()), (None, 1));
}

fn any_verdict() -> impl Strategy<Value = Verdict> {
    let text = || proptest::option::of("[ -~éß’“”\u{200b}\u{202e}\u{85}\u{feff}\n\t'\"#:]{0,40}|\\PC{1,20}|.{1,20}");
    // Two letters: no group of our own checks ("log") is so short.
    let names = ("[a-c/ é'#:]{1,6}", "[a-z]{1,2}/[a-z-]{1,5}", 0_u64..6);
    (names, (text(), text(), text(), text()), any::<bool>()).prop_map(|((document, lint, id), texts, right)| {
        let (quote, reason, note, by) = texts;
        let or = |text: Option<String>, other: &str| match text {
            Some(text) if !one_line(&text).is_empty() => text,
            _ => other.to_owned(),
        };
        let document = document.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        Verdict {
            document: or(Some(document), "a.md"),
            quote: or(quote, "x"),
            verdict: if right { Judgement::Confirmed } else { Judgement::Dismissed },
            reason: if right { reason } else { Some(or(reason, "why not")) },
            note,
            by,
            ..verdict("", &lint, id)
        }
    })
}

/// What comes back of a text: one line of it, or nothing.
fn kept(text: &Option<String>) -> Option<String> {
    text.as_deref().map(one_line).filter(|text| !text.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_saved_is_what_is_loaded_and_comments_survive(
        verdicts in proptest::collection::vec(any_verdict(), 1..8),
        line_end in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let mut text = FILE.replace('\n', line_end);
        let mut expected = load(&source(FILE)).expect("valid");
        for verdict in &verdicts {
            let saved = with(&source(&text), verdict);
            prop_assert!(saved.is_ok(), "{saved:?}\n{verdict:?}");
            text = saved.expect("it is");
            expected.retain(|other| !other.is_about_same(verdict));
            expected.push(Verdict {
                quote: one_line(&verdict.quote),
                reason: kept(&verdict.reason),
                note: kept(&verdict.note),
                by: kept(&verdict.by),
                ..verdict.clone()
            });
        }
        let mut found = load(&source(&text)).expect("valid");
        found.sort_by(|a, b| a.order().cmp(&b.order()));
        expected.sort_by(|a, b| a.order().cmp(&b.order()));
        prop_assert_eq!(found, expected);
        // Every line of the file from before is still there, in order: nothing but entries was added.
        let mut lines = text.lines();
        for line in FILE.lines() {
            prop_assert!(lines.any(|other| other == line), "{line:?} is gone from\n{text}");
        }
    }
}
