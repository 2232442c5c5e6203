//! Ruleset files: the shipped ones are sound, and a user's mistakes are all reported with their places.

use dumbrules::document::TYPES;
use dumbrules::ruleset::written::{Claims, Example, Kind, Lint, Ruleset, Within};
use dumbrules::ruleset::{builtin, load};
use dumbrules::text::SourceFile;
use dumbrules::yaml;
use std::path::Path;

/// The shipped files, by path.
fn shipped_files() -> Vec<SourceFile> {
    fn collect(folder: &Path, files: &mut Vec<SourceFile>) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                collect(&path, files)?;
            } else {
                let shown: Vec<_> =
                    path.iter().skip_while(|part| *part != "rulesets").map(|part| part.to_string_lossy()).collect();
                files.push(SourceFile::new(shown.join("/"), std::fs::read_to_string(&path)?));
            }
        }
        Ok(())
    }
    let mut files = Vec::new();
    collect(Path::new("rulesets"), &mut files).expect("tests run in the folder of the crate");
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn mistakes(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> = files.iter().map(|&(path, text)| SourceFile::new(path, text)).collect();
    let errors = load("house", &files, Some(&builtin())).expect_err("a mistake");
    errors.iter().map(ToString::to_string).collect()
}

/// A lint file without mistakes, whose `match` is given.
fn lint_file(detector: &str) -> String {
    let detector: String = detector.lines().map(|line| format!("  {line}\n")).collect();
    format!(
        "id: gifts/no-wrap\ntitle: T\nseverity: low\nlayer: core\naudience: both\napplies_to: [any]\n\
         customer_experience: C\nwhy: W\nmatch:\n{detector}rewrite: R\nexamples:\n  flags: [a, b, c]\n  passes: [d, e]\n"
    )
}

/// The mistakes of one lint, without the path.
fn detector_mistakes(detector: &str) -> Vec<String> {
    let mistakes = mistakes(&[("house/gifts/no-wrap.yaml", &lint_file(detector))]);
    mistakes.iter().map(|mistake| mistake.replace("house/gifts/no-wrap.yaml:", "")).collect()
}

fn lint(detector: &str) -> Lint {
    let files = [SourceFile::new("house/gifts/no-wrap.yaml", lint_file(detector))];
    let ruleset = load("house", &files, Some(&builtin())).expect("a sound lint");
    ruleset.lints.into_iter().next().expect("one lint")
}

#[test]
fn shipped_files_load_and_are_what_is_embedded() {
    let ruleset = load("rulesets", &shipped_files(), None).unwrap();
    assert_eq!(ruleset, Ruleset { digest: None, ..builtin() });
    assert!(ruleset.lints.len() >= 191, "{}", ruleset.lints.len());
    assert!(ruleset.bright.len() >= 16, "{}", ruleset.bright.len());
    assert!(ruleset.vocabulary.contains_key("exception"));
}

#[test]
fn shipped_files_have_their_fields_in_one_order() {
    let lint = [
        "id",
        "title",
        "severity",
        "layer",
        "audience",
        "applies_to",
        "customer_experience",
        "why",
        "sources",
        "acceptable_when",
        "yields_to",
        "match",
        "rewrite",
        "examples",
    ];
    let detector = [
        "kind",
        "any",
        "all",
        "near",
        "lexicon",
        "min",
        "trigger",
        "complement",
        "topic",
        "a",
        "b",
        "facts",
        "same_document",
        "metric",
        "max",
        "op",
        "value",
        "from",
        "polarity",
        "unless",
        "within",
        "unless_within",
        "unless_near",
        "scope",
        "section",
        "modality",
        "bearer",
        "ignore_meta",
        "confidence",
    ];
    let bright = ["id", "title", "earns", "any", "unless", "metric", "max", "examples"];
    let fact = ["id", "title", "quantity", "role", "worse", "topic", "any", "unless", "examples"];
    let mut wrong = Vec::new();
    let mut in_order = |node: &yaml::Node, order: &[&str], path: &str| {
        let at = |key: &str| order.iter().position(|name| *name == key).unwrap_or(usize::MAX);
        let places: Vec<_> = node.entries().iter().map(|entry| at(&entry.key.text)).collect();
        if !places.is_sorted() {
            wrong.push(path.to_owned());
        }
    };
    for file in shipped_files() {
        let node = yaml::parse(&file).unwrap();
        match file.path.split('/').nth(1) {
            Some("vocabulary.yaml" | "lessons.yaml") => {}
            Some("bright") => in_order(&node, &bright, &file.path),
            Some("facts") => in_order(&node, &fact, &file.path),
            _ => {
                in_order(&node, &lint, &file.path);
                // Most lints yield to none; every other field is given even when it is empty.
                let given = node.entries().iter().filter(|entry| entry.key.text != "yields_to").count();
                assert_eq!(given, lint.len() - 1, "{}: give every field", file.path);
                let found = node.get("match").unwrap();
                let detectors = if found.items().is_empty() { std::slice::from_ref(found) } else { found.items() };
                detectors.iter().for_each(|node| in_order(node, &detector, &file.path));
            }
        }
    }
    wrong.dedup();
    let orders = format!("lint: {}\nmatch: {}", lint.join(", "), detector.join(", "));
    assert!(wrong.is_empty(), "{} files have fields out of order:\n{}\n{orders}", wrong.len(), wrong.join("\n"));
}

#[test]
fn lists_expand_to_their_patterns() {
    let ruleset = builtin();
    let list = ["a".into(), "@changeofmind".into(), "b".into()];
    let patterns = ruleset.expand(&list);
    assert_eq!((patterns[0], patterns[patterns.len() - 1]), ("a", "b"));
    assert!(patterns.contains(&r"\bchange-of-mind\b"), "{patterns:?}");
}

#[test]
fn seven_mistakes_are_seven_errors() {
    let text = r"id: gifts/no-wraping
title: No gift wrap
severity: hihg
layer: core
audience: both
applies_to: [shop]
customer_experience: The present looks like a parcel.
match:
  kind: regex
  any:
    - '\bno (?:gift wrap\b'
  unles:
    - '@exeption'
rewrite: We wrap it for you.
examples:
  flags: [No gift wrap.]
  passes: [Gift wrap is free., We wrap gifts.]
";
    let types: Vec<&str> = TYPES.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        mistakes(&[("house/gifts/no-wrap.yaml", text)]),
        [
            "house/gifts/no-wrap.yaml:1:1: `why` is missing in a lint (add `why: …`)",
            "house/gifts/no-wrap.yaml:1:5: `gifts/no-wraping` is not the id of this file \
         (write `id: gifts/no-wrap`, or rename the file)",
            "house/gifts/no-wrap.yaml:3:11: `hihg` is not possible here \
         (did you mean `high`? possible: critical, high, medium, low, info)",
            &*format!(
                "house/gifts/no-wrap.yaml:6:14: `shop` is not possible here (possible: any, {})",
                types.join(", ")
            ),
            "house/gifts/no-wrap.yaml:11:13: not a pattern: unclosed group \
         (put a backslash before a character that stands for itself, such as `\\(` or `\\?`)",
            "house/gifts/no-wrap.yaml:12:3: unknown field `unles` in a `regex` detector (did you mean `unless`? \
         fields: kind, any, all, unless, within, unless_within, unless_near, scope, section, modality, bearer, ignore_meta, confidence)",
            "house/gifts/no-wrap.yaml:16:10: too few examples: 1 (give 3 or more)",
        ]
    );
}

#[test]
fn mistakes_of_all_files_are_reported_together() {
    let errors = mistakes(&[
        ("house/gifts/a.yaml", "id: [\n"),
        ("house/gifts/B.yaml", ""),
        ("house/readme.yaml", ""),
        ("house/gifts/notes.yml", ""),
        ("house/refund/no-refunds.yaml", "- x\n"),
        ("house/vocabulary.yaml", "exception: ['a']\nOdd name: ['b']\nnested: ['@faulty']\nempty: []\n"),
    ]);
    let heads: Vec<_> = errors.iter().map(|error| error.split(" (").next().unwrap()).collect();
    let place = "not a place for a ruleset file";
    assert_eq!(
        heads,
        [
            "house/vocabulary.yaml:1:1: the list `@exception` is shipped with dumbrules",
            "house/vocabulary.yaml:2:1: `Odd name` is no name for a list",
            "house/vocabulary.yaml:3:10: `@faulty` inside a list of the vocabulary",
            "house/vocabulary.yaml:4:8: the list is empty",
            &format!("house/gifts/B.yaml: {place}"),
            "house/gifts/a.yaml:1:5: brackets that do not match, or a comma too many",
            &format!("house/gifts/notes.yml: {place}"),
            &format!("house/readme.yaml: {place}"),
            "house/refund/no-refunds.yaml:1:1: a lint is needed here, not a list",
            "house/refund/no-refunds.yaml: `refund/no-refunds` is shipped with dumbrules",
        ]
    );
}

#[test]
fn a_field_of_another_kind_is_unknown() {
    assert_eq!(
        detector_mistakes("kind: phrase\nany: [no wrap]\nmin: 3"),
        ["12:3: unknown field `min` in a `phrase` detector \
         (fields: kind, any, all, unless, within, unless_within, unless_near, scope, section, modality, bearer, ignore_meta, confidence)"]
    );
}

#[test]
fn detectors_say_what_they_miss() {
    assert_eq!(
        detector_mistakes("any: [a]"),
        ["10:3: `kind` is missing in a detector (add `kind: …`, one of phrase, regex, absence-of-exception, \
         numeric-threshold, stacking, missing-complement, asymmetry, contradiction, readability, fact, taught)"]
    );
    assert_eq!(
        detector_mistakes("kind: regx"),
        ["10:9: `regx` is not possible here (did you mean `regex`? possible: phrase, regex, absence-of-exception, \
         numeric-threshold, stacking, missing-complement, asymmetry, contradiction, readability, fact, taught)"]
    );
    assert_eq!(
        detector_mistakes("kind: numeric-threshold\nany: ['within {day}', 'within days']\nop: >\nvalue: 14"),
        [
            "11:17: unknown placeholder `{day}` (placeholders: {duration}, {percent}, {money}, {count}; \
             families of words stand in the vocabulary)",
            "11:25: the pattern needs exactly one placeholder \
             (put one of {duration}, {percent}, {money}, {count} where the quantity stands)",
            "13:3: `op` is empty (write it in quotes: `op: '>'`)",
        ]
    );
    assert_eq!(
        detector_mistakes("kind: contradiction\na: [x]\ntopic: ['{money}']"),
        ["10:3: a contradiction needs one sort of claims (give `topic`, or `facts`, or `a` and `b`)"]
    );
    let mistakes = detector_mistakes("kind: fact\nfacts: [no.such]\nop: '<'");
    assert_eq!(mistakes[0], "10:3: `value` is missing in a `fact` detector (add `value: …`)");
    assert!(mistakes[1].starts_with("11:11: there is no fact `no.such` (facts: "), "{mistakes:?}");
    assert_eq!(
        detector_mistakes("kind: phrase\nany: ['@exception']"),
        ["11:9: `@exception` among literal phrases (use `kind: regex` with lists of patterns)"]
    );
}

#[test]
fn patterns_are_checked() {
    let mistake = |pattern: &str| detector_mistakes(&format!("kind: regex\nany: ['{pattern}']")).join("\n");
    assert!(mistake(r"(?:a|b)*").contains("the pattern matches an empty text"), "{}", mistake("(?:a|b)*"));
    assert!(mistake(r"no (?!x)").contains("look-around"), "{}", mistake(r"no (?!x)"));
    assert!(mistake(r"no (?!x)").contains("say what must not be there under `unless`"));
    assert!(mistake(r"(a)\1").contains("backreferences"), "{}", mistake(r"(a)\1"));
    assert!(mistake(&"{".repeat(1_000_000)).contains("a pattern of more than 2,000 bytes"));
    let fine = r"\b{duration} x{2}\p{Lu}\x{41}\{a";
    assert!(
        matches!(&lint(&format!("kind: regex\nany: ['{fine}']")).detectors[0].kind, Kind::Regex { any, .. } if any[0] == fine)
    );
}

#[test]
fn defaults_depend_on_the_kind() {
    let extent = |detector: &str| {
        let detector = lint(detector).detectors.remove(0);
        (detector.within, detector.unless_within)
    };
    assert_eq!(extent("kind: regex\nany: [a]"), (Within::Rule, Within::Rule));
    assert_eq!(extent("kind: missing-complement\ntrigger: [a]\ncomplement: [b]"), (Within::Section, Within::Rule));
    assert_eq!(extent("kind: asymmetry\na: [a]\nb: [b]\nwithin: corpus"), (Within::Corpus, Within::Corpus));
    assert_eq!(extent("kind: contradiction\na: [a]\nb: [b]"), (Within::Corpus, Within::Rule));
    assert_eq!(extent("kind: regex\nany: [a]\nunless_within: section"), (Within::Rule, Within::Section));
}

#[test]
fn a_lint_may_have_several_detectors() {
    let text =
        lint_file("- kind: regex\n  any: [a]\n- kind: contradiction\n  topic: ['{money}']\n  same_document: true");
    let ruleset = load("house", &[SourceFile::new("house/gifts/no-wrap.yaml", text)], None).unwrap();
    let kinds: Vec<_> = ruleset.lints[0].detectors.iter().map(|detector| &detector.kind).collect();
    let topic = Kind::Contradiction { claims: Claims::Topic(vec!["{money}".into()]), same_document: true };
    assert_eq!(kinds, [&Kind::Regex { any: vec!["a".into()], all: vec![] }, &topic]);
}

#[test]
fn examples_may_be_several_documents() {
    let ruleset = builtin();
    let lint = ruleset.lints.iter().find(|lint| lint.id == "consistency/fee-differs").unwrap();
    let Example::Documents(documents) = &lint.examples.flags[0] else { panic!("documents") };
    let documents: Vec<_> = documents.iter().map(|it| (&*it.name, it.document_type.as_deref(), &*it.text)).collect();
    assert_eq!(
        documents,
        [("fees.md", Some("fees"), "The late fee is £5."), ("terms.md", Some("terms"), "A late fee of £12 applies.")]
    );
}

#[test]
fn a_family_stands_for_every_form_of_its_words() {
    let files = [
        SourceFile::new(
            "house/vocabulary.yaml",
            "paper: ['\\b{wrap}\\b.{0,9}paper']\nwrap: {verbs: [wrap, tie], nouns: [bow], words: [done up]}\n",
        ),
        SourceFile::new("house/gifts/no-wrap.yaml", lint_file("kind: regex\nany: ['\\bno {wrap}', '\\b{refund}\\b']")),
    ];
    let house = load("house", &files, Some(&builtin())).unwrap();
    let forms = "(?:wrap|wraps|wraping|wrapping|wraped|wrapped|tie|ties|tying|tied|bow|bows|done up)";
    assert_eq!(*house.vocabulary["paper"][0], *format!(r"\b{forms}\b.{{0,9}}paper"));
    let Kind::Regex { any, .. } = &house.lints[0].detectors[0].kind else { panic!("{:?}", house.lints[0].detectors) };
    assert_eq!(*any[0], *format!(r"\bno {forms}"));
    assert!(any[1].contains("|reimbursed|") && any[1].contains("|repaid|"), "a shipped family: {}", any[1]);
}

#[test]
fn mistakes_in_a_family_are_told_where_they_stand() {
    let errors = mistakes(&[
        (
            "house/vocabulary.yaml",
            "duration: {verbs: [last]}\nempty: {}\nodd: {verbs: ['wrap.*'], adverbs: [a]}\nrefund: {verbs: [pay]}\n",
        ),
        (
            "house/gifts/a.yaml",
            &lint_file("kind: regex\nany: ['{refnd} it', '\\b{start}wrap']").replace("no-wrap", "a"),
        ),
    ]);
    assert_eq!(
        errors,
        [
            "house/vocabulary.yaml:1:1: `{duration}` stands for a quantity (choose another name)",
            "house/vocabulary.yaml:2:8: a family without words (name some under `verbs`, `nouns` or `words`)",
            "house/vocabulary.yaml:3:15: `wrap.*` is no word \
             (write a word, not a pattern: lower-case letters, spaces, hyphens and apostrophes)",
            "house/vocabulary.yaml:3:26: unknown field `adverbs` in a family of words \
             (did you mean `verbs`? fields: verbs, nouns, words)",
            "house/vocabulary.yaml:4:1: the family `{refund}` is shipped with dumbrules (choose another name)",
            "house/gifts/a.yaml:11:10: unknown placeholder `{refnd}` (did you mean `{refund}`? \
             placeholders: {duration}, {percent}, {money}, {count}; families of words stand in the vocabulary)",
        ]
    );
}

#[test]
fn a_users_ruleset_uses_and_extends_the_shipped_one() {
    let files = [
        SourceFile::new("house/vocabulary.yaml", "paper: ['\\bpaper\\b']\n"),
        SourceFile::new("house/gifts/no-wrap.yaml", lint_file("kind: regex\nany: ['@paper']\nunless: ['@exception']")),
        SourceFile::new(
            "house/facts/gift.limit.yaml",
            "id: gift.limit\ntitle: T\nquantity: money\nrole: cap\nworse: lower\ntopic: [gift]\n\
             examples:\n  - {text: Gifts up to £5., value: £5}\n  - {text: No., none: true}\n",
        ),
    ];
    let shipped = builtin();
    let count = shipped.lints.len();
    let house: Ruleset = load("house", &files, Some(&shipped)).unwrap();
    assert_eq!(house.facts[0].examples[0].value, Some("£5".into()));
    let both = shipped.extended(house);
    assert_eq!(both.lints.len(), count + 1);
    assert_eq!(both.expand(&["@paper".into()]), [r"\bpaper\b"]);
    assert!(both.lints.is_sorted_by(|a, b| a.id < b.id));
}
