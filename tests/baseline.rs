//! The baseline: what is accepted, what is new, what is mended, and a file that changes without loss.

use crate::cli::Shop;
use dumbrules::baseline::load;
use dumbrules::text::SourceFile;
use dumbrules::yaml::{Changes, changed};
use proptest::prelude::*;

const FILE: &str = "\
# Findings of the adoption. Maud asks about them each quarter.
baseline:
# The sale page waits for the new till.
- finding: f1:00000000000000a0
  lint: sale/no-way-back
  document: bad.md
  quote: 'Hats cannot be returned.'
  reason: 'found when the tool was adopted'
  by: Maud Fenwick # until she leaves
  on: 2026-06-15
  until: 2026-12-31
# The end.
";

fn source(text: &str) -> SourceFile {
    SourceFile::new("baseline.yaml", text)
}

/// A shop that has adopted the tool with one old finding.
fn adopted(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.file("policies/bad.md", b"# Sale\n\nHats cannot be returned.\n");
    shop.exits(&["check", "policies", "--today", "2026-06-15"], 1, "1 high");
    let create = [
        "baseline",
        "create",
        "policies",
        "--reason",
        "found at adoption",
        "--by",
        "Maud",
        "--until",
        "2026-12-31",
        "--today",
        "2026-06-15",
    ];
    shop.exits(&create, 0, "Wrote policies/baseline.yaml: 1 finding accepted until 2026-12-31.");
    shop
}

#[test]
fn what_was_there_at_adoption_is_accepted_and_what_is_new_is_not() {
    let shop = adopted("baseline-new");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 0, "by the baseline, each with a reason");
    shop.file("policies/bad.md", b"# Sale\n\nHats cannot be returned.\n\nGloves cannot be returned.\n");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 1, "policies/bad.md:5:8");
}

#[test]
fn one_old_finding_that_goes_does_not_pay_for_a_new_one() {
    let shop = adopted("baseline-swap");
    shop.file("policies/bad.md", b"# Sale\n\nGloves cannot be returned.\n");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 1, "policies/bad.md:3:8");
    shop.exits(&["audit", "policies", "--today", "2026-06-16"], 0, "baseline/fixed");
    shop.exits(
        &["baseline", "show", "policies", "--today", "2026-06-16"],
        0,
        "1 entry: 1 fixed; 1 finding is not in it.",
    );
}

#[test]
fn a_copy_of_an_accepted_rule_is_new() {
    let shop = adopted("baseline-copy");
    shop.file("policies/copy.md", b"# Sale\n\nHats cannot be returned.\n");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 1, "policies/copy.md:3:6");
}

#[test]
fn a_rule_that_moves_stays_accepted_and_update_writes_down_where_it_stands() {
    let shop = adopted("baseline-moved");
    std::fs::remove_file(shop.folder.join("policies/bad.md")).expect("it is there");
    shop.file(
        "policies/sale.md",
        b"# Sale\n\nSome words before.\n\n## What we keep\n\nHats **cannot** be\nreturned.\n",
    );
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 1, "");
    // The document and the heading above it, each on its own.
    shop.file("policies/sale.md", b"# Sale\n\nSome words before.\n\nHats **cannot** be\nreturned.\n");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 0, "");
    shop.exits(&["baseline", "update", "policies", "--today", "2026-06-16"], 0, "0 mended and removed, 1 followed.");
    let text = shop.read("policies/baseline.yaml");
    assert!(text.contains("document: sale.md\n") && text.contains("reason: 'found at adoption'\n"), "{text}");
    shop.file("policies/sale.md", b"# Sale of the year\n\nHats **cannot** be\nreturned.\n");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 0, "");
}

#[test]
fn a_mended_finding_leaves_the_file_and_nothing_else_does() {
    let shop = adopted("baseline-mended");
    let before = shop.read("policies/baseline.yaml");
    shop.exits(&["baseline", "prune", "policies", "--today", "2026-06-16"], 0, "0 mended and removed, 1 left.");
    assert_eq!(shop.read("policies/baseline.yaml"), before);
    shop.file("policies/bad.md", b"# Sale\n\nBring hats back when you like.\n");
    // What was not asked for is not mended.
    shop.exits(&["baseline", "prune", "policies/good.md", "--today", "2026-06-16"], 0, "0 mended and removed, 1 left.");
    // What cannot be read is not mended.
    shop.file("policies/wrong.md", b"Caf\xe9");
    shop.exits(&["baseline", "prune", "policies", "--today", "2026-06-16"], 2, "nothing was written");
    std::fs::remove_file(shop.folder.join("policies/wrong.md")).expect("it is there");
    shop.exits(&["baseline", "prune", "policies", "--today", "2026-06-16"], 0, "1 mended and removed, 0 left.");
    assert_eq!(shop.read("policies/baseline.yaml"), "baseline:\n");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 0, "");
}

#[test]
fn an_entry_ends_is_told_a_month_ahead_and_then_shuts_the_gate_unless_asked_to_warn() {
    let shop = adopted("baseline-expiry");
    let check = |day: &'static str, expiry: &'static str| ["check", "policies", "--today", day, "--expiry", expiry];
    let (_, out, _) = shop.with_lints(&check("2026-11-30", "auto"));
    assert!(!out.contains("baseline/expiring"), "{out}");
    shop.exits(
        &check("2026-12-01", "auto"),
        0,
        "Entries of the baseline end soon: 1 entry on 2026-12-31, 30 days from now",
    );
    shop.exits(&check("2026-12-31", "fail"), 0, "which is today");
    shop.exits(&check("2027-01-01", "auto"), 1, "Entries of the baseline have expired: 1 entry ended on 2026-12-31");
    shop.exits(&check("2027-01-01", "fail"), 1, "1 high, 1 medium");
    shop.exits(&check("2027-01-01", "warn"), 0, "1 medium");
    // Whatever the threshold: to renew or not is a decision that somebody must take.
    let critical = ["check", "policies", "--today", "2027-01-01", "--fail-on", "critical"];
    shop.exits(&critical, 1, "");
    shop.exits(&[&critical[..], &["--expiry", "warn"]].concat(), 0, "");
}

#[test]
fn what_is_accepted_needs_a_reason_a_name_and_a_day_to_come() {
    let shop = Shop::new("baseline-needs");
    let create = |more: &[&'static str]| [&["baseline", "create", "policies", "--today", "2026-06-15"], more].concat();
    shop.exits(&create(&["--by", "Maud"]), 2, "accepted with a reason only");
    shop.exits(&create(&["--reason", "x"]), 2, "nobody is named who accepts");
    shop.exits(&create(&["--reason", "x", "--by", "M", "--until", "2026-06-14"]), 2, "2026-06-14 is over");
    shop.exits(&create(&["--reason", "x", "--by", "M", "--until", "soon"]), 2, "`soon` is no date");
    shop.exits(&["baseline", "prune", "policies"], 2, "there is no baseline");
    assert!(!shop.folder.join("policies/baseline.yaml").exists());
    shop.file("dumbrules.yaml", b"reviewer: Maud Fenwick\nbaseline: accepted.yaml\n");
    shop.exits(&create(&["--reason", "x"]), 0, "Wrote accepted.yaml: 1 finding accepted until 2026-12-15.");
    assert!(shop.read("accepted.yaml").contains("document: policies/bad.md"));
    shop.exits(&create(&["--reason", "x"]), 2, "there is a baseline already");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 0, "");
}

#[test]
fn new_findings_are_added_only_when_asked_for() {
    let shop = adopted("baseline-add");
    shop.file("policies/more.md", b"# More\n\nGloves cannot be returned.\n");
    let update = ["baseline", "update", "policies", "--today", "2026-07-01"];
    shop.exits(&update, 0, "1 finding is not in it: --accept-new would accept them.");
    shop.exits(&["check", "policies", "--today", "2026-07-01"], 1, "");
    let more = ["--accept-new", "--reason", "bought in May", "--by", "Nia", "--until", "2026-09-30"];
    shop.exits(&[&update[..], &more].concat(), 0, "1 finding accepted until 2026-09-30");
    shop.exits(&["check", "policies", "--today", "2026-07-01"], 0, "");
    let listed = shop.with_lints(&["baseline", "show", "policies", "--today", "2026-07-01", "--format", "csv"]).1;
    assert!(listed.starts_with("state,until,by,document,lint,how,reason,quote,finding\r\n"), "{listed}");
    assert!(listed.contains("open,2026-09-30,Nia,more.md,sale/no-way-back,same,bought in May,"), "{listed}");
}

#[test]
fn accepted_findings_stay_in_every_machine_output_with_why() {
    let shop = adopted("baseline-outputs");
    shop.file("policies/more.md", b"# More\n\nGloves cannot be returned.\n");
    let out =
        |format: &'static str| shop.with_lints(&["audit", "policies", "--today", "2026-06-16", "--format", format]).1;
    let sarif: serde_json::Value = serde_json::from_str(&out("sarif")).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let by_state = |state: &str| results.iter().find(|it| it["baselineState"] == state).expect("one of that state");
    let why = "found at adoption (Maud, until 2026-12-31)";
    assert_eq!(by_state("unchanged")["suppressions"][0]["justification"], why);
    assert_eq!(by_state("unchanged")["suppressions"][0]["kind"], "external");
    assert!(by_state("new").get("suppressions").is_none());
    let json: serde_json::Value = serde_json::from_str(&out("json")).expect("JSON");
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../docs/audit.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let errors: Vec<_> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!((&json["totals"]["accepted"], &json["baseline"]["open"]), (&1.into(), &1.into()));
    assert!(out("csv").contains(why) && out("jsonl").contains("\"before\":\"new\""));
    assert!(out("markdown").contains("1 finding is accepted with a reason."));
    assert!(out("html").contains("found at adoption (Maud)"));
}

#[test]
fn all_mistakes_of_a_baseline_are_told_at_once_with_their_place_and_what_to_do() {
    let wrong = FILE
        .replace("f1:00000000000000a0", "00a0")
        .replace("sale/no-way-back", "suppression/unused")
        .replace("bad.md", "./bad.md")
        .replace("by: Maud Fenwick", "who: Maud Fenwick")
        .replace("2026-12-31", "2026-05-31");
    let mistakes = load(&source(&wrong)).expect_err("nearly all of it is wrong");
    let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(mistakes.join("\n"), @r"
    baseline.yaml:4:3: `by` is missing in an entry of the baseline (add `by: …`)
    baseline.yaml:4:12: `00a0` is no identity of a finding (copy the `identity` of the finding: `f1:` and 16 digits, from `audit --json`)
    baseline.yaml:5:9: `suppression/unused` is a check of exceptions, which no other exception excuses (mend what it speaks of)
    baseline.yaml:6:13: `./bad.md` is no relative path with forward slashes (write it as seen from this file, for example `returns.md` or `shop/terms.md`)
    baseline.yaml:9:3: unknown field `who` in an entry of the baseline (fields: finding, lint, document, quote, reason, by, on, until)
    baseline.yaml:11:10: it ends on 2026-05-31, before it was accepted on 2026-06-15 (write a later day)
    ");
    let twice = FILE.replace("# The end.\n", &FILE[FILE.find("- finding").expect("an entry")..]);
    let mistakes = load(&source(&twice)).expect_err("an entry stands there twice");
    assert!(mistakes[0].message.contains("is here already, on line 4"), "{mistakes:?}");
}

#[test]
fn the_schema_takes_what_the_loader_takes_and_refuses_what_it_refuses() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../docs/baseline.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let is_valid = |text: &str| {
        let value: serde_json::Value = serde_yaml::from_str(text).expect("YAML");
        validator.is_valid(&value)
    };
    assert!(is_valid(FILE) && load(&source(FILE)).is_ok());
    for (from, to) in [
        ("f1:00000000000000a0", "f2:00000000000000a0"),
        ("  by: Maud Fenwick # until she leaves\n", ""),
        ("  reason: 'found when the tool was adopted'\n", ""),
        ("until: 2026-12-31", "until: December"),
        ("quote: 'Hats cannot be returned.'", "quote: ''"),
        ("document:", "file:"),
    ] {
        let text = FILE.replace(from, to);
        assert_ne!(text, FILE, "{from}");
        assert!(!is_valid(&text), "the schema takes {to:?}");
        assert!(load(&source(&text)).is_err(), "the loader takes {to:?}");
    }
}

#[test]
fn comments_and_other_entries_stay_when_one_changes() {
    let old = load(&source(FILE)).expect("no mistakes").entries.remove(0);
    let moved = dumbrules::baseline::Known { document: "sale.md".to_owned(), ..old.clone() };
    let early = dumbrules::baseline::Known { document: "a.md".to_owned(), ..old.clone() };
    let changes = Changes { replaced: vec![(0, moved)], added: vec![early], ..Changes::default() };
    insta::assert_snapshot!(changed(&source(FILE), &changes).expect("it can be changed"), @r"
    # Findings of the adoption. Maud asks about them each quarter.
    baseline:
    - finding: f1:00000000000000a0
      lint: sale/no-way-back
      document: a.md
      quote: 'Hats cannot be returned.'
      reason: 'found when the tool was adopted'
      by: Maud Fenwick
      on: 2026-06-15
      until: 2026-12-31
    # The sale page waits for the new till.
    # until she leaves
    - finding: f1:00000000000000a0
      lint: sale/no-way-back
      document: sale.md
      quote: 'Hats cannot be returned.'
      reason: 'found when the tool was adopted'
      by: Maud Fenwick
      on: 2026-06-15
      until: 2026-12-31
    # The end.
    ");
    let gone = Changes::<dumbrules::baseline::Known> { gone: vec![0], ..Changes::default() };
    let text = changed(&source(FILE), &gone).expect("it can be changed");
    assert!(text.ends_with("baseline:\n# The sale page waits for the new till.\n# The end.\n"), "{text}");
}

fn any_known() -> impl Strategy<Value = dumbrules::baseline::Known> {
    (0..99u64, "[a-z]{1,6}", "\\PC{1,30}", "\\PC{1,20}", 0..9000i64, 0..900i64).prop_filter_map(
        "texts that hold something",
        |(id, document, reason, by, on, days)| {
            let on = dumbrules::day::Day::since_1970(on);
            let known = dumbrules::baseline::Known {
                finding: format!("f1:{id:016x}"),
                lint: "a/b".to_owned(),
                document: format!("{document}.md"),
                quote: reason.clone(),
                reason,
                by,
                on,
                until: on.plus_days(days),
            };
            let holds = |text: &str| !dumbrules::verdict::one_line(text).is_empty();
            (holds(&known.reason) && holds(&known.by)).then_some(known)
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_accepted_comes_back_from_the_file_and_goes_out_of_it_without_a_trace(
        known in proptest::collection::vec(any_known(), 1..8)
    ) {
        let mut known = known;
        known.sort_by(|a, b| a.order().cmp(&b.order()));
        known.dedup_by(|a, b| a.order() == b.order());
        let added = Changes { added: known.clone(), ..Changes::default() };
        let text = changed(&source(FILE), &added).expect("it can be changed");
        let loaded = load(&source(&text)).expect("no mistakes").entries;
        prop_assert_eq!(loaded.len(), known.len() + 1);
        let gone = loaded.iter().enumerate().filter(|(_, it)| it.lint == "a/b").map(|(at, _)| at).collect();
        let back = changed(&source(&text), &Changes::<dumbrules::baseline::Known> { gone, ..Changes::default() });
        prop_assert_eq!(back.expect("it can be changed"), FILE);
    }
}
