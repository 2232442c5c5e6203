//! How right the lints are: labels as people write them, what stands on what, the counting, and its three outputs.

use crate::support::{check_all, house, parse_at, shipped};
use dumbrules::document::Profile;
use dumbrules::emit::{EvaluationFormat, EvaluationOptions, emit_evaluation, read_evaluation};
use dumbrules::evaluation::resample::{Shares, resample};
use dumbrules::evaluation::{
    Comparison, Counts, Evaluation, Judged, JudgedUnit, Map, Misplaced, compare, drills, judge, labels, score,
};
use dumbrules::finding::{self, Options, Scratch};
use dumbrules::interval::wilson;
use dumbrules::ruleset::Confidence;
use dumbrules::text::SourceFile;
use std::fmt::Write;

/// Units written as `labels = lints` lines, a document each paragraph: `x` is a lint, `x~` a label given with low confidence,
/// `x?` is a finding that is only possible, nothing on a side means nothing said or found.
fn judged(text: &str) -> Vec<Judged> {
    let surely = |lint: &str| {
        let confidence = if lint.ends_with('?') { Confidence::Possible } else { Confidence::Likely };
        (lint.trim_end_matches('?').to_owned(), confidence)
    };
    let words = |side: &str| side.split_whitespace().map(|word| word.trim_end_matches('~').to_owned()).collect();
    let unit = |(line, text): (usize, &str)| {
        let (said, found) = text.split_once('=').expect("labels = lints");
        let labels: Vec<String> = words(said);
        let sure = if said.contains('~') { Some(dumbrules::evaluation::LabelConfidence::Low) } else { None };
        JudgedUnit {
            line: line + 1,
            text: format!("unit {line}"),
            hostile: !labels.is_empty(),
            labels,
            confidence: sure,
            found: found.split_whitespace().map(surely).collect(),
            ..JudgedUnit::default()
        }
    };
    let document = |(index, text): (usize, &str)| Judged {
        doc: format!("doc-{index}.md"),
        units: text.lines().filter(|line| !line.trim().is_empty()).enumerate().map(unit).collect(),
        ..Judged::default()
    };
    text.split("\n\n").enumerate().map(document).collect()
}

fn map(yaml: &str) -> Map {
    if yaml.is_empty() {
        return Map::default();
    }
    Map::read(&SourceFile::new("map.yaml", yaml)).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// `name: right/reported found/labelled`, a line each figure that `wanted` names.
fn told(evaluation: &Evaluation, wanted: &str) -> String {
    let all = evaluation.figures.iter().chain(&evaluation.labels).chain(&evaluation.groups).chain(&evaluation.lints);
    let mut figures = all.filter(|figure| figure.name == wanted);
    figures.next().map_or_else(
        || "not told".to_owned(),
        |figure| {
            let Counts { gold, found, predicted, right, on_hostile } = figure.counts;
            format!("{right}/{predicted} right, {found}/{gold} found, {on_hostile} on a hostile unit")
        },
    )
}

const CONCEPT: &str = "hostile beyond clarity, by concept";
const ANY: &str = "hostile beyond clarity, any finding";

#[test]
fn wilson_agrees_with_what_was_published() {
    // R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
    for (part, whole, low, high) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let interval = wilson(part, whole);
        assert!((interval.low - low).abs() < 0.00006, "{part}/{whole}: {interval:?}");
        assert!((interval.high - high).abs() < 0.00006, "{part}/{whole}: {interval:?}");
    }
    let all = wilson(20, 20);
    assert!((all.low - 0.8389).abs() < 0.00006 && all.high == 1.0, "{all:?}");
}

#[test]
fn the_interval_of_f1_comes_from_whole_documents_and_is_always_the_same() {
    let good = Counts { gold: 4, found: 4, predicted: 4, right: 4, on_hostile: 0 };
    let bad = Counts { gold: 4, found: 0, predicted: 4, right: 0, on_hostile: 0 };
    let half: Shares = (0..40).map(|at| (at, if at % 2 == 0 { good } else { bad })).collect();
    let (intervals, mean) = resample(40, std::slice::from_ref(&half), &[0]);
    let interval = intervals[0].expect("forty documents are enough");
    // A mean of forty coin tosses: 0.5 ± 1.96 · 0.5/√40.
    assert!((interval.low - 0.345).abs() < 0.03 && (interval.high - 0.655).abs() < 0.03, "{interval:?}");
    assert_eq!(mean, intervals[0], "the mean of one figure is that figure");
    assert_eq!(resample(40, &[half], &[0]).0, intervals);
    assert_eq!(resample(1, &[vec![(0, good)]], &[0]), (vec![None], None), "one document says nothing about others");
    let alike: Shares = (0..40).map(|at| (at, good)).collect();
    assert_eq!(resample(40, &[alike], &[]).0, [None], "forty right documents are no proof of perfection");
    assert_eq!(resample(40, &[vec![(7, good)]], &[]).0, [None]);
}

#[test]
fn the_main_figure_counts_concepts_at_units_beyond_clarity() {
    check_all(
        &[
            ("a/x = a/x", "1/1 right, 1/1 found, 0 on a hostile unit"),
            ("a/x = a/y", "0/1 right, 0/1 found, 1 on a hostile unit"),
            ("a/x = a/x a/y", "1/2 right, 1/1 found, 1 on a hostile unit"),
            ("a/x a/y = a/y", "1/1 right, 1/1 found, 0 on a hostile unit"),
            ("= a/x", "0/1 right, 0/0 found, 0 on a hostile unit"),
            ("a/x =", "0/0 right, 0/1 found, 0 on a hostile unit"),
            ("clarity/long = clarity/long", "0/0 right, 0/0 found, 0 on a hostile unit"),
            ("clarity/long = a/x", "0/1 right, 0/0 found, 1 on a hostile unit"),
            ("a/x = clarity/long", "0/0 right, 0/1 found, 0 on a hostile unit"),
            ("other = a/x", "0/1 right, 0/0 found, 1 on a hostile unit"),
            ("a/x other = a/x", "1/1 right, 1/1 found, 0 on a hostile unit"),
            ("a/x = a/x\n= a/x\na/x =", "1/2 right, 1/2 found, 0 on a hostile unit"),
        ],
        |text| told(&score(&judged(text), &Map::default()), CONCEPT),
    );
}

#[test]
fn any_finding_on_a_hostile_unit_counts_in_a_figure_of_its_own() {
    check_all(
        &[
            ("a/x = a/y", "1/1 right, 1/1 found, 0 on a hostile unit"),
            ("other = a/x a/y", "1/1 right, 1/1 found, 0 on a hostile unit"),
            ("clarity/long = a/x", "1/1 right, 0/0 found, 0 on a hostile unit"),
            ("a/x = clarity/long", "0/0 right, 0/1 found, 0 on a hostile unit"),
            ("= a/x", "0/1 right, 0/0 found, 0 on a hostile unit"),
        ],
        |text| told(&score(&judged(text), &Map::default()), ANY),
    );
}

#[test]
fn near_synonyms_are_right_and_count_once_under_the_name_that_was_said() {
    let map = map("accept: [[a/x, a/y], [a/z, other]]\n");
    check_all(
        &[
            ("a/x = a/y", "1/1 right, 1/1 found, 0 on a hostile unit"),
            ("a/x = a/x a/y", "1/1 right, 1/1 found, 0 on a hostile unit"),
            ("a/x = a/z", "0/1 right, 0/1 found, 1 on a hostile unit"),
            ("other = a/z", "1/1 right, 0/0 found, 0 on a hostile unit"),
            ("= a/x a/y", "0/2 right, 0/0 found, 0 on a hostile unit"),
        ],
        |text| told(&score(&judged(text), &map), CONCEPT),
    );
    let evaluation = score(&judged("a/x = a/y"), &map);
    assert_eq!(told(&evaluation, "a/x"), "1/1 right, 1/1 found, 0 on a hostile unit");
    assert_eq!(told(&evaluation, "a/y"), "not told");
    assert_eq!(evaluation.decisions[0].lints, ["a/y"]);
}

#[test]
fn lints_stand_for_labels_of_another_scheme_and_those_without_one_count_as_findings_only() {
    let map = map("a/x: A\na/y: [A, B]\na/z: null\n");
    assert_eq!(map, Map { named: map.named.clone(), ..self::map(r#"{"a/x": "A", "a/y": ["A", "B"], "a/z": []}"#) });
    let evaluation = score(&judged("A = a/x a/y\n= a/z\nB = a/y\nC ="), &map);
    assert_eq!(told(&evaluation, "A"), "1/2 right, 1/1 found, 1 on a hostile unit");
    assert_eq!(told(&evaluation, "B"), "1/2 right, 1/1 found, 1 on a hostile unit");
    assert_eq!(told(&evaluation, "C"), "0/0 right, 0/1 found, 0 on a hostile unit");
    assert_eq!(told(&evaluation, ANY), "2/3 right, 2/3 found, 0 on a hostile unit");
    assert_eq!(
        told(&evaluation, "a/y"),
        "2/2 right, 0/0 found, 0 on a hostile unit",
        "right when one of its labels is"
    );
    assert_eq!(told(&evaluation, "a/z"), "not told");
}

#[test]
fn labels_and_lints_that_are_left_out_count_nowhere_and_others_may_be_the_only_ones() {
    let evaluation = score(&judged("a/x = a/x b/y\nb/y ="), &map("leave_out: [b/*]\n"));
    assert_eq!(told(&evaluation, CONCEPT), "1/1 right, 1/1 found, 0 on a hostile unit");
    assert_eq!(told(&evaluation, ANY), "1/1 right, 1/1 found, 0 on a hostile unit");
    let evaluation = score(&judged("a/x = a/x b/y\nb/y ="), &map("only: [b/y]\n"));
    assert_eq!(told(&evaluation, CONCEPT), "0/1 right, 0/1 found, 1 on a hostile unit");
}

#[test]
fn what_the_labeller_was_not_sure_of_is_left_out_of_one_figure() {
    let evaluation = score(&judged("a/x = a/x\na/x~ =\na/y~ = a/x"), &Map::default());
    assert_eq!(told(&evaluation, CONCEPT), "1/2 right, 1/3 found, 1 on a hostile unit");
    assert_eq!(told(&evaluation, "the same, where the label is sure"), "1/1 right, 1/1 found, 0 on a hostile unit");
}

#[test]
fn findings_that_are_surer_have_figures_of_their_own() {
    let evaluation = score(&judged("a/x = a/x\na/x = a/x?\n= a/y?"), &Map::default());
    let all = told(&evaluation, CONCEPT);
    assert_eq!(all, "2/3 right, 2/2 found, 0 on a hostile unit");
    let by_confidence: Vec<String> = evaluation
        .confidences
        .iter()
        .map(|figure| format!("{}: {}/{}", figure.name, figure.counts.right, figure.counts.predicted))
        .collect();
    assert_eq!(
        by_confidence,
        [
            "certain and likely findings: 1/1",
            "all findings, also possible ones: 2/3",
            "certain and likely, on a hostile rule: 1/1",
            "all, also possible, on a hostile rule: 2/3"
        ],
        "none is certain"
    );
    let alike = score(&judged("a/x = a/x\n= a/y"), &Map::default());
    assert!(alike.confidences.is_empty(), "all are equally sure");
    let sureness = evaluation.decisions.iter().map(|decision| decision.sureness).collect::<Vec<_>>();
    assert_eq!(sureness, [Some(Confidence::Likely), Some(Confidence::Possible), Some(Confidence::Possible)]);
}

#[test]
fn the_mean_over_labels_weighs_each_label_the_same() {
    let evaluation = score(&judged("a/x = a/x\na/x = a/x\na/x = a/x\n\na/y =\n= a/z"), &Map::default());
    let mean = evaluation.figures.iter().find(|figure| figure.name.starts_with("mean")).expect("a mean");
    let value = |estimate: Option<dumbrules::evaluation::Estimate>| estimate.map(|it| it.value);
    assert_eq!([value(mean.precision), value(mean.recall), value(mean.f1)], [Some(0.5); 3]);
    assert_eq!(told(&evaluation, "labels, all together (micro)"), "3/4 right, 3/4 found, 0 on a hostile unit");
    assert_eq!(told(&evaluation, "a"), "3/4 right, 3/4 found, 0 on a hostile unit");
}

/// A document under one lint, with labels; each unit as `line: labels / lints`.
fn side_by_side(document: &str, lines: &str) -> Result<String, String> {
    let ruleset = house(&[("house/bad", "kind: regex\nany:\n- '\\bcannot be returned\\b'\n")]);
    let read = labels::read(&SourceFile::new("labels.jsonl", lines), 0).expect("labels");
    let document = parse_at("policy.md", document);
    let profile = Profile::of(&document, (None, None));
    let audited = finding::audit(&document, &profile, &ruleset, &Options::default(), &mut Scratch::default());
    let rules = finding::rule_spans(&document, &profile, &ruleset, &mut Scratch::default());
    let judged = judge(&read.texts[0], &document, &audited.findings, &rules)
        .map_err(|misplaced: Vec<Misplaced<'_>>| format!("{} misplaced", misplaced.len()))?;
    let mut out = String::new();
    for unit in judged.units {
        let found: Vec<&str> = unit.found.keys().map(String::as_str).collect();
        let rule = if unit.rule.is_some() && unit.read_as_rule { ", a rule" } else { "" };
        let _ = writeln!(out, "{}: {} / {}{rule}", unit.line, unit.labels.join(" "), found.join(" "));
    }
    for (lint, count) in judged.stray {
        let _ = writeln!(out, "stray: {count} {lint}");
    }
    Ok(out)
}

#[test]
fn what_is_not_listed_is_fair() {
    let out = side_by_side(
        "Hats cannot be returned.\n\nShoes cannot be returned. Shoes cannot be returned.\n",
        r#"{"doc": "p.md", "text": "Shoes cannot be returned.", "hostile": ["house/bad"]}"#,
    );
    assert_eq!(out.unwrap(), "3: house/bad / house/bad\n1:  / house/bad\n3:  / house/bad\n");
}

#[test]
fn equal_words_are_the_next_ones_each_time() {
    let line = r#"{"doc": "p.md", "text": "Hats cannot be returned.", "hostile": ["house/bad"]}"#;
    let out = side_by_side("Hats cannot be returned.\n\nHats cannot be returned.\n", &format!("{line}\n{line}\n"));
    assert_eq!(out.unwrap(), "1: house/bad / house/bad\n3: house/bad / house/bad\n");
}

#[test]
fn places_are_counted_in_characters_and_checked_against_the_words() {
    let line = |start: usize, end: usize| {
        format!(
            r#"{{"doc": "p.md", "start": {start}, "end": {end}, "text": "Hats cannot be returned.", "rule": true, "hostile": []}}"#
        )
    };
    let document = "Café.\n\nHats cannot be returned.\n\nShoes cannot be returned.\n";
    assert_eq!(side_by_side(document, &line(7, 31)).unwrap(), "3:  / house/bad, a rule\nstray: 1 house/bad\n");
    assert_eq!(side_by_side(document, &line(8, 32)), Err("1 misplaced".to_owned()));
    assert_eq!(side_by_side(document, &line(7, 9_999)), Err("1 misplaced".to_owned()));
}

#[test]
fn a_finding_stands_on_the_unit_that_it_shares_most_with() {
    let lines = [("Note: hats", "house/a"), ("cannot be returned.", "house/b")];
    let lines: Vec<String> = lines
        .iter()
        .map(|(text, label)| format!(r#"{{"doc": "p.md", "text": "{text}", "hostile": ["{label}"]}}"#))
        .collect();
    let out = side_by_side("Note: hats cannot be returned.\n", &lines.join("\n"));
    assert_eq!(out.unwrap(), "1: house/a / \n1: house/b / house/bad\n");
}

#[test]
fn sentences_match_by_their_letters_and_else_when_one_holds_the_other() {
    let line = |text: &str| format!(r#"{{"doc": "p", "sentence": "{text}", "labels": []}}"#);
    let on = |document: &str, sentence: &str| side_by_side(document, &line(sentence)).unwrap();
    let found = "1:  / house/bad\n";
    assert_eq!(on("*Hats*  cannot be returned.", "hats cannot be returned ."), found);
    assert_eq!(on("Our hats cannot be returned.", "cannot be returned"), "0:  / \nstray: 1 house/bad\n", "too short");
    assert_eq!(on("Our hats and our gloves cannot be returned.", "hats and our gloves cannot be returned"), found);
    assert_eq!(on("Gloves cannot be returned today.", "4.1 Gloves cannot be returned today; see below"), found);
    assert_eq!(
        on("Our socks cannot be returned at all.", "hats and our gloves cannot be returned"),
        "0:  / \nstray: 1 house/bad\n"
    );
}

#[test]
fn mistakes_in_labels_are_all_told_with_their_line_and_what_to_do() {
    let file = r#"
{"doc": "p.md", "text": "Hats.", "hostil": ["a/x"], "confidence": "sure"}
[1]
{"doc": 3, "start": -1, "end": 2, "text": "", "rule": "yes", "hostile": "x"}
{"doc": "p.md", "text": }
{"nothing": 1}
{"doc": "p.md", "text": "Hats.", "hostile": []}
{"doc": "p", "sentence": "Hats.", "labels": [1]}
{"doc": "p", "sentence": "Hats.", "case": "x"}
"#;
    let mistakes = labels::read(&SourceFile::new("labels.jsonl", file), 0).unwrap_err();
    let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(mistakes.join("\n"));
}

#[test]
fn mistakes_in_maps_and_drills_are_told_too() {
    let wrong = "acept: [[a, b]]\na/x: {}\nonly: A\n";
    let mistakes = Map::read(&SourceFile::new("map.yaml", wrong)).unwrap_err();
    let drill = "- hostile: [x]\n- id: a/x\n  fare: [y]\n";
    let more = drills::read(&SourceFile::new("drills.yaml", drill), 0).unwrap_err();
    let mistakes: Vec<String> = mistakes.iter().chain(&more).map(ToString::to_string).collect();
    insta::assert_snapshot!(mistakes.join("\n"));
}

#[test]
fn committed_maps_name_lints_that_are_shipped() {
    let ruleset = shipped();
    let ids: Vec<&str> = ruleset.lints.iter().map(|lint| lint.id.as_str()).collect();
    for name in ["claudette", "refund-policies", "tosdr"] {
        let path = format!("docs/evaluation/{name}.yaml");
        let text = std::fs::read_to_string(&path).expect("the map is there");
        let map = Map::read(&SourceFile::new(path, text)).unwrap_or_else(|errors| panic!("{errors:#?}"));
        assert!(!map.named.is_empty());
        for (lint, _) in &map.named {
            assert!(ids.contains(&lint.as_str()), "{name}: {lint}");
        }
    }
}

/// An evaluation with every part filled, and a comparison with an earlier one.
fn rich() -> (Evaluation, Comparison) {
    let before = score(&judged("a/x = a/x\n= a/y\na/y =\n\na/x ="), &Map::default());
    let json = written(&Evaluation { ruleset_hash: "sha256:0".to_owned(), ..before }, None, EvaluationFormat::Json);
    let previous = read_evaluation(&SourceFile::new("before.json", json)).expect("what was written can be read");
    let now = score(&judged("a/x =\n= a/y\na/y = a/y\n= clarity/z\n\na/x~ = a/y"), &map("leave_out: [b/*]\n"));
    let now = Evaluation {
        tool_version: "0.0.0".to_owned(),
        lints_used: 3,
        ruleset_hash: "sha256:1".to_owned(),
        labels_from: vec!["labels.jsonl".to_owned()],
        map_from: Some("map.yaml".to_owned()),
        not_audited: vec![("french.md".to_owned(), "written in French".to_owned())],
        stray: 1,
        ..now
    };
    let comparison = compare(&now, &previous);
    (now, comparison)
}

fn written(evaluation: &Evaluation, against: Option<&Comparison>, format: EvaluationFormat) -> String {
    let mut out = Vec::new();
    emit_evaluation(evaluation, against, format, &EvaluationOptions::default(), &mut out).expect("a Vec takes all");
    String::from_utf8(out).expect("every format is UTF-8")
}

#[test]
fn an_evaluation_is_as_people_and_programs_see_it() {
    let (evaluation, comparison) = rich();
    insta::assert_snapshot!("evaluation_terminal", written(&evaluation, Some(&comparison), EvaluationFormat::Terminal));
    insta::assert_snapshot!("evaluation_json", written(&evaluation, Some(&comparison), EvaluationFormat::Json));
    let page = written(&evaluation, Some(&comparison), EvaluationFormat::Html);
    let (start, body) = page.split_once("<style>").expect("a style");
    let (_, body) = body.split_once("</style>").expect("its end");
    // The style and its hash belong to the report's page, whose snapshots show them.
    let (start, hash) = start.split_once("'sha256-").expect("a policy for the style");
    let (_, start_behind) = hash.split_once('\'').expect("the end of the hash");
    insta::assert_snapshot!("evaluation_html", format!("{start}'sha256-…'{start_behind}<style>…</style>{body}"));
}

#[test]
fn what_got_better_and_what_broke_is_told_by_item() {
    let (_, comparison) = rich();
    let moved: Vec<String> = comparison
        .moved
        .iter()
        .map(|(how, decision)| format!("{}: {} in {}", how.words(), decision.label, decision.doc))
        .collect();
    assert_eq!(
        moved,
        [
            "now found: a/y in doc-0.md",
            "no longer found: a/x in doc-0.md",
            "a new false alarm: a/y in doc-1.md",
            "a new false alarm: clarity/z in doc-0.md",
        ]
    );
    assert!(comparison.is_worse() && comparison.same_documents && !comparison.same_lints);
}

#[test]
fn an_evaluation_compared_with_itself_has_not_moved() {
    let (evaluation, _) = rich();
    let json = SourceFile::new("same.json", written(&evaluation, None, EvaluationFormat::Json));
    let comparison = compare(&evaluation, &read_evaluation(&json).expect("it can be read"));
    assert!(comparison.moved.is_empty() && !comparison.is_worse());
    assert!(comparison.same_documents && comparison.same_lints);
    for (text, said) in [("{", "this is no evaluation"), (r#"{"schema": "x"}"#, "missing field")] {
        let error = read_evaluation(&SourceFile::new("odd.json", text)).unwrap_err();
        assert!(error.message.contains(said), "{error}");
    }
    let other = json.text.replace("evaluation/1", "evaluation/9");
    let error = read_evaluation(&SourceFile::new("newer.json", other)).unwrap_err();
    assert!(error.message.contains("dumbrules/evaluation/9"), "{error}");
}

#[test]
fn text_of_strangers_stays_text_in_every_format() {
    let bad = "<script>alert(1)</script> & \u{1b}[31m\u{202e} ##[error] \"q\"";
    let mut judged = judged("a/x =\n= a/y");
    judged[0].doc = bad.to_owned();
    for unit in &mut judged[0].units {
        unit.text = bad.to_owned();
        unit.labels.iter_mut().for_each(|label| *label = format!("a/{bad}"));
    }
    let mut evaluation = score(&judged, &Map::default());
    evaluation.labels_from.push(bad.to_owned());
    evaluation.not_audited.push((bad.to_owned(), bad.to_owned()));
    let previous = read_evaluation(&SourceFile::new("x.json", written(&evaluation, None, EvaluationFormat::Json)));
    let mut before = previous.expect("hostile text survives the way through JSON");
    assert_eq!(before.decisions, evaluation.decisions);
    before.decisions.clear();
    let comparison = compare(&evaluation, &before);
    for &format in EvaluationFormat::ALL {
        let text = written(&evaluation, Some(&comparison), format);
        assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{format}");
        assert!(!text.contains("##["), "{format}");
        assert!(format != EvaluationFormat::Html || !text.contains("<script"), "{format}");
    }
}
