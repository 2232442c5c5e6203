//! Lessons: what a lint that was taught finds, how sure it is, which file mistakes are told, and how `lints teach` makes them.

use crate::cli::{Shop, text};
use crate::support::{Case, house_with, lint_file};
use dumbrules::lesson::{CONTEXT, Features, Packed, Seen, features};
use dumbrules::ruleset::{self, Confidence, Overrides, Ruleset, load};
use dumbrules::text::SourceFile;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The lint `house/bad` with this `match`, and lessons.
fn taught(detector: &str, lessons: &str) -> Arc<Ruleset> {
    let base = ruleset::written::Ruleset { lints: Vec::new(), lessons: Vec::new(), ..ruleset::builtin() };
    let files = [
        SourceFile::new("lints/house/bad.yaml", lint_file("house/bad", "", detector)),
        SourceFile::new("lints/lessons.yaml", format!("taught_by: [a test]\nlessons:\n{lessons}")),
    ];
    let own = load("lints", &files, Some(&base)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let compiled = ruleset::compile(base.extended(own), &Overrides::default(), ruleset::shelf());
    Arc::new(compiled.expect("the lint compiles"))
}

/// A lesson of `house/bad` in which one word decides.
fn lesson(marks: &str) -> String {
    format!("- lint: house/bad\n  hostile: 9\n  fair: 9\n  bias: -1\n{marks}  weights: fine 20, gladly -20\n")
}

/// `confidence by words` of each finding.
fn told(ruleset: &Arc<Ruleset>, policy: &str) -> Vec<String> {
    let findings = Case::policy(policy).ruleset(ruleset).audit().findings;
    findings.iter().map(|finding| format!("{} by {:?}", finding.confidence, finding.told_by)).collect()
}

#[test]
fn a_lint_that_is_taught_only_finds_by_its_words_and_names_them() {
    let ruleset = taught("kind: taught", &lesson("  likely: 0.5\n  possible: 0\n"));
    let found = told(&ruleset, "You must pay a fine.\n\nYou must gladly pay.\n\nA fine evening.\n");
    assert_eq!(found, [r#"likely by ["fine"]"#], "the last one binds nobody");
}

#[test]
fn what_a_lesson_finds_alone_is_never_certain() {
    let marks = "  certain: -9\n  likely: 0.5\n  possible: 0\n";
    assert_eq!(told(&taught("kind: taught", &lesson(marks)), "You must pay a fine.\n"), [r#"likely by ["fine"]"#]);
    let marks = "  certain: -9\n  possible: 0\n";
    assert_eq!(told(&taught("kind: taught", &lesson(marks)), "You must pay a fine.\n"), [r#"possible by ["fine"]"#]);
}

#[test]
fn a_lesson_is_a_second_opinion_on_what_a_detector_found() {
    let marks = "  certain: 3\n  likely: 50\n  doubtful_in_terms: -1\n";
    let ruleset = taught("kind: phrase\nany: [pay]", &lesson(marks));
    let found = told(&ruleset, &format!("You must pay a fine.\n\nYou must pay us.\n\n{DOUBTED}\n"));
    assert_eq!(found, ["certain by []", "likely by []", "possible by []"]);
}

/// More words than a pattern is sure to have read, and "gladly", which speaks for the customer.
const DOUBTED: &str = "You must gladly pay for what you took from us on the day before.";

#[test]
fn a_few_words_are_not_doubted() {
    let ruleset = taught("kind: phrase\nany: [pay]", &lesson("  doubtful_in_terms: -1\n"));
    assert_eq!(told(&ruleset, &format!("You must gladly pay.\n\n{DOUBTED}\n")), ["likely by []", "possible by []"]);
}

#[test]
fn terms_of_service_and_other_policies_have_a_mark_each() {
    let found = |marks: &str, types: &str| {
        let policy = format!("---\ntype: {types}\n---\n\n{DOUBTED}\n");
        told(&taught("kind: phrase\nany: [pay]", &lesson(marks)), &policy)
    };
    for (types, in_terms) in [("terms", true), ("refund", false), ("[refund, terms]", false)] {
        let expected = |doubted| if doubted { ["possible by []"] } else { ["likely by []"] };
        assert_eq!(found("  doubtful_in_terms: -1\n", types), expected(in_terms), "{types}");
        assert_eq!(found("  doubtful: -1\n", types), expected(!in_terms), "{types}");
    }
}

#[test]
fn a_lint_without_a_lesson_is_likely_and_a_count_is_certain() {
    let phrase = taught("kind: phrase\nany: [pay]", &lesson("").replace("house/bad", "house/gone"));
    assert_eq!(told(&phrase, "You must pay a fine.\n"), ["likely by []"]);
    let counted = taught("kind: readability\nmetric: sentence_words\nmax: 3", &lesson("  doubtful: 90\n"));
    assert_eq!(told(&counted, "You must pay a fine.\n"), ["certain by []"], "no lesson doubts a count");
}

#[test]
fn confidence_is_the_most_that_may_be_believed_of_a_detector() {
    let lesson = lesson("  certain: 3\n  likely: 0.5\n");
    for (cap, expected) in [("certain", "certain"), ("likely", "likely"), ("possible", "possible")] {
        let ruleset = taught(&format!("kind: phrase\nany: [pay]\nconfidence: {cap}"), &lesson);
        assert_eq!(told(&ruleset, "You must pay a fine.\n"), [format!("{expected} by []")]);
    }
    let ruleset = taught("kind: taught\nconfidence: possible", &lesson);
    assert_eq!(told(&ruleset, "You must pay a fine.\n"), [r#"possible by ["fine"]"#]);
}

#[test]
fn a_taught_detector_reads_where_it_says_and_is_silenced_as_any_other() {
    let ruleset = taught("kind: taught\nunless: ['\\bunless\\b']\nscope: [list-item]", &lesson("  likely: 0.5\n"));
    let policy = "You must pay a fine.\n\n- You must pay a fine.\n- You must pay a fine unless it rains.\n";
    let audited = Case::policy(policy).ruleset(&ruleset).audit();
    let lines: Vec<usize> = audited.findings.iter().map(|finding| finding.primary.start.line).collect();
    assert_eq!(lines, [3]);
    let silenced: Vec<_> = audited.silenced.iter().map(|it| (it.lint.as_str(), it.line, it.by.as_str())).collect();
    assert_eq!(silenced, [("house/bad", 4, "unless")]);
}

#[test]
fn one_rule_has_one_complaint_where_a_lint_yields_and_the_silent_one_is_noted() {
    let ruleset = house_with(&[
        ("house/plain", "yields_to: [house/sharp, house/gone]", "kind: phrase\nany: [fine]"),
        ("house/sharp", "", "kind: phrase\nany: [double fine]"),
    ]);
    let audited = Case::policy("Pay a fine.\n\nPay a double fine.\n").ruleset(&ruleset).audit();
    let found: Vec<_> = audited.findings.iter().map(|it| (it.lint.as_str(), it.primary.start.line)).collect();
    assert_eq!(found, [("house/plain", 1), ("house/sharp", 3)]);
    let silenced: Vec<_> = audited.silenced.iter().map(|it| (it.lint.as_str(), it.line, it.by.as_str())).collect();
    assert_eq!(silenced, [("house/plain", 3, "house/sharp")]);
}

#[test]
fn a_likely_find_does_not_yield_to_one_that_is_only_possible() {
    let of = |sharp: &str| {
        let ruleset = house_with(&[
            ("house/plain", "yields_to: [house/sharp]", "kind: phrase\nany: [fine]"),
            ("house/sharp", "", &format!("kind: phrase\nany: [double fine]\nconfidence: {sharp}")),
        ]);
        Case::policy("Pay a double fine.\n").ruleset(&ruleset).lints()
    };
    assert_eq!(of("likely"), ["house/sharp"]);
    assert_eq!(of("possible"), ["house/plain", "house/sharp"], "otherwise most reports would show neither");
}

#[test]
fn lints_that_yield_in_a_circle_are_refused() {
    let shop = Shop::new("circle");
    for (lint, other) in
        [("sale/no-way-back", "counter/receipt-or-nothing"), ("counter/receipt-or-nothing", "sale/no-way-back")]
    {
        let path = format!("lints/{lint}.yaml");
        shop.exits(&["audit", "policies"], 0, "");
        let text = shop.read(&path).replacen("match:", &format!("yields_to: [{other}]\nmatch:"), 1);
        shop.file(&path, text.as_bytes());
    }
    shop.exits(&["audit", "policies"], 2, "in a circle: `counter/receipt-or-nothing`, `sale/no-way-back`");
}

#[test]
fn mistakes_in_lessons_are_all_told_with_their_place_and_what_to_do() {
    let file = "taught_by: [a test]
lessons:
- lint: house/bad
  hostile: 9
  fair: 9
  bias: -1
  weihgts: fine 2
  weights: fine 2, no refund, late 99, back NaN
- lint: House Bad
  hostile: many
  fair: 9
  bias: 0
  weights: fine 2
- lint: house/bad
  also: [bad]
  hostile: 9
  fair: 9
  bias: 0
  weights: fine 2
";
    let mistakes = load("lints", &[SourceFile::new("lints/lessons.yaml", file)], None).expect_err("mistakes");
    let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// Copies a folder of the tests.
fn copy(shop: &Shop, from: &Path, to: &str) {
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let to = format!("{to}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            copy(shop, &entry.path(), &format!("{to}/"));
        } else {
            shop.file(&to, &std::fs::read(entry.path()).expect("a file"));
        }
    }
}

/// A shop with the rule books that teach a lint what a fine for lateness is.
fn school(name: &str) -> Shop {
    let shop = Shop::new(name);
    std::fs::remove_dir_all(shop.folder.join("lints")).expect("the shop has lints");
    copy(&shop, Path::new("tests/cli/teach.in"), "");
    shop
}

const TEACH: [&str; 5] = ["lints", "teach", "plan.yaml", "--out", "lints/lessons.yaml"];

#[test]
fn the_same_labels_teach_the_same_bytes_whatever_the_number_of_threads() {
    let shop = school("teach-threads");
    let teach = |threads: &str| {
        let arguments = [&TEACH[..], &crate::cli::LINTS].concat();
        let output = shop.command(&arguments).env("RAYON_NUM_THREADS", threads).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{}", text(output.stderr));
        shop.read("lints/lessons.yaml")
    };
    let one = teach("1");
    assert!(one.contains("- lint: 'hire/late-fine'"));
    // The second time, a lesson is there already: it must not teach.
    assert_eq!(teach("1"), one);
    assert_eq!(teach("4"), one);
}

#[test]
fn a_lint_with_examples_only_is_taught_and_then_found() {
    let shop = school("teach-and-find");
    shop.file(
        "policies/punts.md",
        "# Punts\n\nGuests must pay a fine of £9 if the punt is late.\n\nBring your lunch.\n".as_bytes(),
    );
    shop.exits(&["audit", "policies/punts.md"], 0, "No findings");
    let tested = || shop.run(&["lints", "test", "lints"]);
    let before = tested();
    assert_eq!(before.status.code(), Some(1));
    assert!(text(before.stdout).contains("untaught   hire/late-fine"), "what to do is told, not only what is missing");
    shop.exits(&TEACH, 0, "1 lesson written to lints/lessons.yaml");
    let after = tested();
    assert_eq!((after.status.code(), text(after.stdout).contains("untaught")), (Some(0), false));
    shop.exits(&["audit", "policies/punts.md"], 0, "= told by:  fine, late");
    let (_, out, _) = shop.with_lints(&["audit", "policies/punts.md", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let finding = &json["findings"][0];
    assert_eq!((&finding["lint"], &finding["confidence"]), (&"hire/late-fine".into(), &"likely".into()));
    assert_eq!(finding["told_by"][0], "fine");
    let (_, page, _) = shop.with_lints(&["audit", "policies/punts.md", "--html", "-"]);
    assert!(page.contains("Recognised by</dt><dd>fine, late"));
}

#[test]
fn mistakes_of_a_plan_are_told_with_their_place() {
    let shop = school("plan-mistakes");
    let cases = [
        ("- docs: docs\n", "plan.yaml:1:3"),
        ("- label: [labels.jsonl]\n", "unknown field `label`"),
        ("- labels: [gone.jsonl]\n", "it is not there"),
        ("- labels: [labels.jsonl]\n  docs: docs\n  weight: 2\n", "`2` is no weight"),
        ("- labels: [labels.jsonl]\n  docs: docs\n  weight: 0\n", "`0` is no weight"),
        ("- labels: [labels.jsonl]\n  docs: docs\n  lessons: {A: hire/late-fin}\n", "did you mean `hire/late-fine`"),
        ("- labels: [labels.jsonl]\n  docs: docs\n  map: map.yaml\n", "which lint learns from which label"),
        ("- labels: [labels.jsonl]\n  docs: lints\n", "there is no document"),
        ("- labels: [odd.jsonl]\n  docs: docs\n", "none of the labels is the id of a lint"),
        ("", "plan.yaml"),
    ];
    shop.file("map.yaml", b"hire/late-fine: A\n");
    shop.file("odd.jsonl", shop.read("labels.jsonl").replace("hire/late-fine", "A").as_bytes());
    for (plan, said) in cases {
        shop.file("plan.yaml", plan.as_bytes());
        shop.exits(&TEACH, 2, said);
    }
    assert!(!shop.folder.join("lints/lessons.yaml").exists(), "nothing is written from a plan with mistakes");
}

#[test]
fn labels_of_another_scheme_teach_the_lint_that_the_plan_names() {
    let shop = school("teach-foreign");
    shop.file("labels.jsonl", shop.read("labels.jsonl").replace("hire/late-fine", "A").as_bytes());
    shop.file("plan.yaml", b"- labels: [labels.jsonl]\n  docs: docs\n  lessons: {A: hire/late-fine}\n");
    shop.exits(&TEACH, 0, "1 lesson written");
}

#[test]
fn a_lint_that_the_lesson_of_another_judges_has_none_of_its_own() {
    let shop = school("teach-also");
    let own = |text: &str| text.replace("fine", "forfeit").replace("late", "lost").replace("lost-forfeit", "lost-punt");
    let (lint, labels) = (shop.read("lints/hire/late-fine.yaml"), shop.read("labels.jsonl"));
    shop.file("lints/hire/lost-punt.yaml", lint.replace("hire/late-fine", "hire/lost-punt").as_bytes());
    shop.file("labels.jsonl", labels.replace("hire/late-fine", "A").as_bytes());
    shop.file("own.jsonl", own(&labels).as_bytes());
    for entry in std::fs::read_dir(shop.folder.join("docs")).expect("a folder").map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().into_string().expect("a plain name");
        shop.file(&format!("own/{name}"), own(&shop.read(&format!("docs/{name}"))).as_bytes());
    }
    let plan = "- labels: [labels.jsonl]\n  docs: docs\n  lessons: {A: [hire/late-fine, hire/lost-punt]}\n\
                - labels: [own.jsonl]\n  docs: own\n";
    shop.file("plan.yaml", plan.as_bytes());
    shop.exits(&TEACH, 0, "1 lesson written");
    assert!(shop.read("lints/lessons.yaml").contains("also: [hire/lost-punt]"));
}

#[test]
fn invented_texts_and_a_handful_of_labels_are_too_little_to_learn_from() {
    let shop = school("too-little");
    let plan = shop.read("plan.yaml");
    shop.file("plan.yaml", format!("{plan}  weight: 0.3\n").as_bytes());
    shop.exits(&TEACH, 2, "there is too little to learn from");
    shop.file("plan.yaml", plan.as_bytes());
    let few: Vec<String> = shop.read("labels.jsonl").lines().take(7).map(str::to_owned).collect();
    shop.file("labels.jsonl", few.join("\n").as_bytes());
    shop.exits(&TEACH, 2, "a lesson needs 8 hostile rules");
}

proptest! {
    /// The packed table is quick and rounds weights to 1/1024; what it scores is what the file says.
    #[test]
    fn a_packed_score_is_the_score_of_the_written_weights(
        text in "(no|fine|late|refund|must|pay|5|£| ){0,20}",
        heading in "(fees|late|returns| ){0,4}",
        weights in prop::collection::btree_map(
            prop::sample::select(vec![
                "no", "fine", "late", "no fine", "must pay", "0", "£ 0", "heading:fe", "heading:late", "force:obligation",
            ]),
            -500_i32..500,
            0..8,
        ),
    ) {
        let named: Vec<(String, f32)> =
            weights.iter().map(|(name, hundredths)| ((*name).to_owned(), *hundredths as f32 / 100.0)).collect();
        let written: BTreeMap<&str, f32> = named.iter().map(|(name, weight)| (name.as_str(), *weight)).collect();
        let seen = Seen { text: &text, heading: &heading, rule: [Some("obligation"), None], facts: &[] };
        let (mut found, mut names) = (Features::default(), BTreeMap::new());
        features(&seen, &mut found, Some(&mut |hash, name| { names.insert(hash, name); }));
        let sum = |list: &[u64]| list.iter().filter_map(|hash| written.get(names[hash].as_str())).sum::<f32>();
        let share = 1.0 / (found.words.len().max(1) as f32).sqrt();
        let expected = 0.5 + sum(&found.words) * share + sum(&found.context) * CONTEXT;
        let mut scores = [0.0, 0.5];
        Packed::new(&[Vec::new(), named]).score(&found, &mut scores);
        prop_assert!((scores[1] - expected).abs() < 0.02, "{} and {expected}", scores[1]);
        prop_assert_eq!(scores[0], 0.0);
    }
}

#[test]
fn a_report_says_how_sure_it_had_to_be() {
    assert_eq!(Confidence::ALL.iter().map(|it| it.word()).collect::<Vec<_>>(), ["certain", "likely", "possible"]);
    let shop = Shop::new("min-confidence");
    let path = "lints/sale/no-way-back.yaml";
    let unsure = shop.read(path).replacen("match:\n", "match:\n  confidence: possible\n", 1);
    shop.file(path, unsure.as_bytes());
    let audited = |more: &[&str]| {
        let (_, out, err) = shop.with_lints(&[&["audit", "policies", "--json", "-"], more].concat());
        let json: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        let totals = &json["totals"];
        let found = json["findings"].as_array().map_or(0, Vec::len);
        (found, totals["less_sure"].as_u64().unwrap_or(99), totals["min_confidence"].as_str().unwrap_or("?").to_owned())
    };
    assert_eq!(audited(&[]), (0, 1, "likely".to_owned()));
    assert_eq!(audited(&["--min-confidence", "possible"]), (1, 0, "possible".to_owned()));
    assert_eq!(audited(&["--min-confidence", "certain"]), (0, 1, "certain".to_owned()));
    shop.exits(&["audit", "policies"], 0, "less sure");
    shop.exits(&["audit", "policies"], 0, "--min-confidence possible shows them");
    shop.exits(&["check", "policies"], 0, "No findings");
    shop.exits(&["check", "policies", "--min-confidence", "possible"], 1, "sale/no-way-back] (possible)");
    shop.exits(&["review", "policies", "--list"], 0, "0 of 0 reviewed");
    shop.exits(&["review", "policies", "--list", "--min-confidence", "possible"], 0, "0 of 1 reviewed");
    for command in ["audit", "check", "review"] {
        shop.exits(
            &[command, "policies", "--min-confidence", "sure"],
            2,
            "`sure` is no confidence: use one of certain",
        );
    }
    shop.file("dumbrules.yaml", b"min-confidence: possible\n");
    assert_eq!(audited(&[]).0, 1);
    assert_eq!(audited(&["--min-confidence", "likely"]).0, 0, "what is typed goes before the file");
    shop.exits(&["check", "policies"], 1, "1 high");
    shop.file("dumbrules.yaml", b"min-confidence: sure\n");
    shop.exits(&["audit", "policies"], 2, "dumbrules.yaml:1:17");
}

#[test]
fn what_a_person_confirmed_is_always_shown() {
    let shop = Shop::new("confirmed");
    let path = "lints/sale/no-way-back.yaml";
    let unsure = shop.read(path).replacen("match:\n", "match:\n  confidence: possible\n", 1);
    shop.file(path, unsure.as_bytes());
    let (_, out, _) = shop.with_lints(&["audit", "policies", "--min-confidence", "possible", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let verdict = |word: &str| {
        let identity = json["findings"][0]["identity"].as_str().expect("an identity");
        let verdict = format!(
            "verdicts:\n- finding: {identity}\n  lint: sale/no-way-back\n  document: bad.md\n  quote: Hats\n  \
             verdict: {word}\n  on: 2026-06-15\n"
        );
        shop.file("policies/verdicts.yaml", verdict.as_bytes());
    };
    shop.exits(&["check", "policies"], 0, "No findings");
    verdict("confirmed");
    shop.exits(&["check", "policies"], 1, "1 confirmed");
    shop.exits(&["check", "policies", "--min-confidence", "certain"], 1, "Hats cannot be returned.");
    verdict("dismissed\n  reason: hats are worn");
    shop.exits(&["check", "policies"], 0, "No findings");
}
