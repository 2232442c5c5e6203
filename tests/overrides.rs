//! What the configuration says of single documents: lints that are off in them, other severities, how sure findings must be.

use crate::cli::{LINTS, Shop, text};
use crate::support::{Case, house};
use dumbrules::finding::{self, Adjusted, Adjustment, Options, Scratch, passed_over_between};
use serde_json::Value;

/// A shop with lawyers: three documents that say the same, two of them in a folder of their own.
fn shop(name: &str, documents: &str) -> Shop {
    let shop = Shop::new(&format!("overrides-{name}"));
    shop.file("policies/legal/terms.md", b"# Sale terms\n\nHats cannot be returned.\n");
    shop.file("policies/legal/sale.md", b"# Sale terms\n\nBelts cannot be returned.\n");
    shop.file("dumbrules.yaml", format!("documents:\n{documents}").as_bytes());
    shop
}

/// Documents with findings that count, each with the severity.
fn found(shop: &Shop, more: &[&str]) -> Vec<String> {
    let (_, out, err) = shop.with_lints(&[&["audit", "--format", "jsonl"], more].concat());
    let line = |line: &str| serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}{err}"));
    let of = |it: Value| {
        let word = |field: &str| it[field].as_str().expect("a text").to_owned();
        format!("{} {} {}", word("path").trim_start_matches("policies/"), word("lint"), word("severity"))
    };
    out.lines().map(line).map(of).collect()
}

/// A text without the spaces that align it, and the lines that fill its width.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const ALL: [&str; 3] =
    ["bad.md sale/no-way-back high", "legal/sale.md sale/no-way-back high", "legal/terms.md sale/no-way-back high"];

#[test]
fn a_lint_is_off_in_the_documents_that_a_glob_names_and_what_it_finds_there_is_counted() {
    let shop = shop("off", "- glob: legal/\n  lints:\n    sale/no-way-back: {off: true, reason: lawyers wrote it}\n");
    assert_eq!(found(&shop, &[]), &ALL[..1]);
    let (_, out, _) = shop.with_lints(&["audit"]);
    assert!(out.contains("in legal/: sale/no-way-back off, 2 findings: lawyers wrote it\n"), "{out}");
    assert!(words(&out).contains("passed over 2 where their lint is off"), "{out}");
    assert!(out.contains("2 findings are passed over by the configuration."), "{out}");
    let (_, json, _) = shop.with_lints(&["audit", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["totals"]["passed_over"], 2);
    let said = serde_json::json!([{
        "glob": "legal/", "from": "dumbrules.yaml:2", "lint": "sale/no-way-back", "change": "off",
        "reason": "lawyers wrote it", "documents": 2, "findings": 2
    }]);
    assert_eq!(json["overrides"], said);
    for format in ["html", "markdown"] {
        let (_, out, _) = shop.with_lints(&["audit", "--format", format]);
        assert!(out.contains("2 findings are passed over by the configuration."), "{format}");
    }
}

#[test]
fn a_finding_has_another_severity_in_the_documents_that_a_glob_names() {
    let mild = "- glob: policies/legal/terms.md\n  lints:\n    sale/*: {severity: low, reason: nobody buys there}\n";
    let shop = shop("severity", mild);
    assert_eq!(found(&shop, &[]), [ALL[0], ALL[1], "legal/terms.md sale/no-way-back low"]);
    let (_, out, _) = shop.with_lints(&["audit"]);
    assert!(out.contains("in policies/legal/terms.md: sale/* low, 1 finding: nobody buys there\n"), "{out}");
    shop.exits(&["check", "policies/legal/terms.md"], 0, "");
    shop.exits(&["check", "policies/legal/sale.md"], 1, "");
}

#[test]
fn how_sure_a_finding_must_be_may_differ_by_document_and_what_is_typed_goes_before() {
    let lint = "kind: phrase\nany: [cannot be returned]\nconfidence: possible";
    let shop = shop("sure", "- {glob: legal/, min-confidence: possible}\n");
    let file = crate::support::lint_file("house/maybe", "", lint);
    shop.file("lints/house/maybe.yaml", file.as_bytes());
    let maybe = |more: &[&str]| -> Vec<String> {
        let of = |it: String| it.split_once(" house/maybe").map(|(path, _)| path.to_owned());
        found(&shop, more).into_iter().filter_map(of).collect()
    };
    assert_eq!(maybe(&[]), ["legal/sale.md", "legal/terms.md"]);
    assert!(maybe(&["--min-confidence", "likely"]).is_empty());
    assert_eq!(maybe(&["--min-confidence", "possible"]).len(), 3);
    shop.file("dumbrules.yaml", b"min-confidence: possible\ndocuments:\n- {glob: legal/, min-confidence: likely}\n");
    assert_eq!(maybe(&[]), ["bad.md"]);
    let (_, out, _) = shop.with_lints(&["audit"]);
    assert!(out.contains("in legal/: min-confidence likely, 2 findings less sure\n"), "{out}");
}

#[test]
fn the_last_entry_that_speaks_of_a_lint_counts_and_a_lint_before_its_group() {
    let off = "{off: true, reason: lawyers wrote it}";
    let back = format!(
        "- glob: legal/\n  lints:\n    sale/no-way-back: {off}\n- glob: terms.md\n  lints:\n    sale/no-way-back: {{off: false}}\n"
    );
    assert_eq!(found(&shop("back", &back), &[]), [ALL[0], ALL[2]]);
    let before =
        format!("- glob: legal/\n  lints:\n    sale/*: {off}\n    sale/no-way-back: {{severity: low, reason: x}}\n");
    let low = ALL[1..].iter().map(|it| it.replace("high", "low"));
    assert_eq!(found(&shop("before", &before), &[]), [vec![ALL[0].to_owned()], low.collect()].concat());
    // An entry about something else takes nothing back.
    let other = format!("- glob: legal/\n  lints:\n    sale/*: {off}\n- {{glob: terms.md, type: terms}}\n");
    assert_eq!(found(&shop("other", &other), &[]), &ALL[..1]);
}

#[test]
fn entries_of_the_files_that_are_extended_come_first() {
    let shop = shop("extends", "- glob: terms.md\n  lints:\n    sale/no-way-back: {off: false}\n");
    let own = shop.read("dumbrules.yaml");
    let shared = "documents:\n- glob: legal/\n  lints:\n    sale/no-way-back: {off: true, reason: shared}\n";
    shop.file("shared/dumbrules.yaml", shared.as_bytes());
    shop.file("dumbrules.yaml", format!("extends: shared\n{own}").as_bytes());
    assert_eq!(found(&shop, &[]), [ALL[0], ALL[2]]);
    let listed = text(shop.run(&[&["config", "--format", "csv"], &LINTS[1..]].concat()).stdout);
    assert!(
        listed.contains("documents legal/.lints.sale/no-way-back.off,true,shared/dumbrules.yaml:4\r\n"),
        "{listed}"
    );
    assert!(listed.contains("documents terms.md.lints.sale/no-way-back.off,false,dumbrules.yaml:5\r\n"), "{listed}");
    let (_, json, _) = shop.with_lints(&["audit", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["overrides"][0]["from"], "shared/dumbrules.yaml:2");
}

#[test]
fn an_entry_that_fits_no_document_is_told() {
    let shop = shop("unused", "- {glob: legal/, audience: staff}\n- {glob: lgeal/, audience: staff}\n");
    let unused = "configuration/unused";
    assert_eq!(found(&shop, &[])[0], "dumbrules.yaml configuration/unused low");
    shop.exits(&["audit"], 0, "An entry of `documents` fits no document: `lgeal/`");
    let listed = text(shop.run(&[&["config"], &LINTS[1..]].concat()).stdout);
    assert!(listed.contains("No document fits lgeal/ (dumbrules.yaml:3)."), "{listed}");
    // Who asks for one document asks nothing about the others.
    let (_, out, _) = shop.with_lints(&["audit", "policies/good.md"]);
    assert!(!out.contains(unused), "{out}");
    shop.exits(&["audit", "policies"], 0, unused);
    // From a folder below, globs are still those of the folder of the configuration.
    let mut below = shop
        .command(&[&["audit", "legal", "--format", "jsonl"], &["--no-shipped", "--ruleset", "../lints"][..]].concat());
    let out = text(below.current_dir(shop.folder.join("policies")).output().expect("it runs").stdout);
    assert!(!out.contains(unused) && out.contains("legal/terms.md"), "{out}");
}

#[test]
fn globs_mean_the_same_from_a_folder_below() {
    let shop = shop("below", "- glob: policies/legal/\n  lints:\n    sale/*: {off: true, reason: lawyers wrote it}\n");
    let below = |folder: &str, paths: &str| {
        let command = ["audit", paths, "--format", "jsonl", "--no-shipped", "--ruleset"];
        let lints = shop.folder.join("lints");
        let mut command = shop.command(&[&command[..], &[lints.to_str().expect("a plain path")]].concat());
        text(command.current_dir(shop.folder.join(folder)).output().expect("it runs").stdout).lines().count()
    };
    assert_eq!((below(".", "policies"), below("policies", "."), below("policies/legal", ".")), (1, 1, 0));
}

#[test]
fn what_is_wrong_with_an_entry_is_told_at_its_place() {
    for (entry, said) in [
        (
            "- glob: legal/\n  lints:\n    sale/no-way-bakc: {off: true, reason: x}\n",
            "did you mean `sale/no-way-back`?",
        ),
        ("- glob: legal/\n  lints:\n    slae/*: {off: true, reason: x}\n", "did you mean `sale`?"),
        ("- glob: legal/\n  lints:\n    sale/*: {off: true}\n", "a lint is changed without a reason"),
        ("- glob: legal/\n  lints:\n    sale/*: {threshold: 3}\n", "unknown field `threshold`"),
        ("- glob: legal/\n  min-confidence: surely\n", "min-confidence"),
        ("- glob: legal/\n  min-confidense: likely\n", "did you mean `min-confidence`?"),
        ("- glob: '{legal'\n  type: terms\n", "`{legal` is no glob"),
        ("- glob: '!legal/'\n  type: terms\n", "`!legal/` fits no path"),
    ] {
        let shop = shop("wrong", entry);
        let (code, out, err) = shop.with_lints(&["audit"]);
        assert_eq!(code, 2, "{entry}: {out}");
        assert!(err.contains(said) && err.contains("--> dumbrules.yaml:"), "{entry}: {err}");
    }
}

#[test]
fn neither_a_baseline_nor_verdicts_take_a_finding_for_mended_whose_lint_is_off_there() {
    let shop = shop("kept", "- {glob: bad.md, audience: customer}\n");
    let create =
        ["baseline", "create", "--reason", "old", "--by", "Maud", "--until", "2027-01-01", "--today", "2026-06-15"];
    shop.exits(&create, 0, "");
    shop.file("dumbrules.yaml", b"documents:\n- glob: bad.md\n  lints:\n    sale/*: {off: true, reason: x}\n");
    let (_, out, _) = shop.with_lints(&["audit", "--today", "2026-06-15"]);
    assert!(!out.contains("baseline/fixed") && words(&out).contains("passed over 1 "), "{out}");
}

/// A lint that is off in a document silences no other there, and takes part in no contradiction.
#[test]
fn a_lint_that_is_off_keeps_quiet_in_every_way() {
    let stronger = "kind: phrase\nany: [cannot be returned]";
    let ruleset = crate::support::house_with(&[
        ("house/bad", "yields_to: [house/worse]", stronger),
        ("house/worse", "", stronger),
    ]);
    let of = |id: &str| ruleset.lints.iter().position(|lint| lint.id == id).expect("it is there");
    let off = |id: &str| Options { adjusted: Adjusted([(of(id), Adjustment::Off)].into()), ..Options::default() };
    let document = crate::support::parse("Hats cannot be returned.\n");
    let profile = dumbrules::document::Profile::of(&document, (None, None));
    let audit = |options: &Options| {
        let audited = finding::audit(&document, &profile, &ruleset, options, &mut Scratch::default());
        let found: Vec<String> = audited.findings.into_iter().map(|finding| finding.lint).collect();
        (found.concat(), audited.passed_over.into_iter().map(|it| it.lint).collect::<Vec<_>>().concat())
    };
    assert_eq!(audit(&Options::default()), ("house/worse".to_owned(), String::new()));
    assert_eq!(audit(&off("house/worse")), ("house/bad".to_owned(), "house/worse".to_owned()));
    // What would have been silent anyway is not said to be passed over.
    assert_eq!(audit(&off("house/bad")), ("house/worse".to_owned(), String::new()));
}

#[test]
fn documents_in_which_a_lint_is_off_contradict_nobody_and_that_is_counted() {
    let ruleset = house(&[("house/bad", "kind: contradiction\nfacts: [return.window]")]);
    let claims = |text: &str, path: &str, off: bool| {
        let adjusted = if off { Adjusted([(0, Adjustment::Off)].into()) } else { Adjusted::default() };
        let document = crate::support::parse_at(path, text);
        let profile = dumbrules::document::Profile::of(&document, (None, None));
        let options = Options { adjusted, ..Options::default() };
        finding::audit(&document, &profile, &ruleset, &options, &mut Scratch::default()).claims
    };
    let (a, b) = ("You can return items within 30 days.\n", "You can return items within 14 days.\n");
    let all = |off: bool| [claims(a, "a.md", false), claims(b, "b.md", off)].concat();
    let told = |claims: &[finding::Claim]| {
        (finding::compare(claims, &ruleset).len(), passed_over_between(claims, &ruleset).len())
    };
    assert_eq!(told(&all(false)), (1, 0));
    assert_eq!(told(&all(true)), (0, 1));
    // A third document keeps the contradiction alive.
    let third = [all(true), claims(b, "c.md", false)].concat();
    assert_eq!(told(&third), (1, 0));
    assert_eq!(Case::policy(a).ruleset(&ruleset).lints(), Vec::<String>::new());
}

#[test]
fn the_sample_of_the_documentation_is_understood() {
    let told = include_str!("../docs/configuration.md");
    let sample = told.split_once("```yaml\n").and_then(|(_, rest)| rest.split_once("```")).expect("a sample").0;
    let shop = Shop::new("overrides-sample");
    shop.file("dumbrules.yaml", sample.as_bytes());
    let out = shop.run(&["config"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(out.stderr));
}
