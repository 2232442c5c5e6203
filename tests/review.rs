//! `review` as people use it: answers through a pipe, what is saved, and what `audit` and `check` make of it.

use crate::cli::{LINTS, Shop, text};
use std::fs;
use std::io::Write;
use std::process::Stdio;

const DAY: [&str; 2] = ["--today", "2026-06-15"];

/// A shop whose one document has two findings of high severity and one of low.
fn shop(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.file(
        "policies/bad.md",
        b"# Sale\n\nHats cannot be returned.\n\nScarves cannot be returned.\n\nBring the receipt.\n",
    );
    shop
}

/// Runs `review policies` with these answers: exit code and all that is said.
fn review(shop: &Shop, more: &[&str], answers: &str) -> (i32, String) {
    let arguments = [&["review", "policies"], &LINTS[..], &DAY, more].concat();
    let mut command = shop.command(&arguments);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program runs");
    // A program that stopped with an error reads no answers.
    let _ = child.stdin.take().expect("a pipe").write_all(answers.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    (output.status.code().expect("no signal"), text(output.stdout) + &text(output.stderr))
}

#[track_caller]
fn says(found: (i32, String), code: i32, said: &str) {
    assert_eq!(found.0, code, "{}", found.1);
    assert!(found.1.contains(said), "{said:?} is not in\n{}", found.1);
}

#[test]
fn every_answer_is_saved_and_the_gate_opens_when_what_shut_it_is_dismissed() {
    let shop = shop("review-gate");
    shop.exits(&["check", "policies"], 1, "2 high");
    says(
        review(&shop, &["--by", "Maud"], "y\nn\nWinter sale only.\n"),
        0,
        "2 of 3 reviewed: 1 confirmed, 1 dismissed.",
    );
    insta::assert_snapshot!(shop.read("policies/verdicts.yaml"));
    shop.exits(&["check", "policies"], 1, "1 high");
    shop.exits(&["audit", "policies"], 0, "= verdict:  confirmed by Maud on 15 June 2026");
    says(review(&shop, &["--redo"], "n\nThey can.\n"), 0, "2 dismissed");
    shop.exits(&["check", "policies"], 0, "2 findings are dismissed with a reason.");
    // A changed rule is a new finding, and shuts the gate again.
    let changed = shop.read("policies/bad.md").replace("Hats", "Hats and gloves");
    shop.file("policies/bad.md", changed.as_bytes());
    shop.exits(&["check", "policies"], 1, "1  verdicts without a finding");
    says(review(&shop, &["--prune"], ""), 0, "Removed from policies/verdicts.yaml: 1 verdict.");
    shop.exits(
        &["check", "policies", "--fail-on", "critical"],
        0,
        "1  of 3: 0 confirmed, 1 dismissed; 2 are provisional",
    );
    says(review(&shop, &["--prune"], ""), 0, "Nothing to remove from policies/verdicts.yaml");
}

#[test]
fn what_was_answered_before_the_answers_end_is_kept() {
    let shop = shop("review-end");
    for (answers, reviewed) in [("", 0), ("y\nn\n", 1), ("y\na\n", 2), ("q\ny\n", 2)] {
        says(review(&shop, &[], answers), 0, &format!("{reviewed} of 3 reviewed"));
    }
    says(review(&shop, &[], "y"), 0, "3 of 3 reviewed: 3 confirmed, 0 dismissed");
    says(review(&shop, &[], "y\n"), 0, "Nothing is left to ask.");
}

#[test]
fn one_can_go_back_skip_and_change_ones_mind() {
    let shop = shop("review-back");
    says(review(&shop, &[], "b\nq\n"), 0, "This is the first one.");
    says(review(&shop, &[], "s\ns\ns\n"), 0, "That was the last one. 0 of 3 reviewed.");
    assert!(
        fs::metadata(shop.folder.join("policies/verdicts.yaml")).is_err(),
        "nothing was decided, nothing is written"
    );
    says(review(&shop, &[], "y\nb\nn\nThey can.\nq\n"), 0, "1 of 3 reviewed: 0 confirmed, 1 dismissed.");
    says(review(&shop, &[], "n\n\nq\n"), 0, "a finding is dismissed with a reason only");
    // A script whose answers are out of step must not decide anything.
    says(review(&shop, &[], "no refunds here\nyellow\nä\n\nq\n"), 0, "1 of 3 reviewed");
}

#[test]
fn notes_are_kept_with_verdicts() {
    let shop = shop("review-notes");
    says(review(&shop, &[], "a\nask Tess\ny\nq\n"), 0, "1 confirmed");
    assert!(shop.read("policies/verdicts.yaml").contains("  note: 'ask Tess'\n"));
    says(review(&shop, &["--redo"], "a\nTess says yes\nq\n"), 0, "The note is saved.");
    assert!(shop.read("policies/verdicts.yaml").contains("  note: 'Tess says yes'\n"));
    says(review(&shop, &["--redo"], "n\nThey can.\nq\n"), 0, "1 dismissed");
    assert!(shop.read("policies/verdicts.yaml").contains("  reason: 'They can.'\n  note: 'Tess says yes'\n"));
    says(review(&shop, &[], "a\nlost\ns\nq\n"), 0, "Not kept, for want of a verdict: 1 note.");
}

#[test]
fn only_what_is_asked_for_is_asked() {
    let shop = shop("review-filter");
    let asked = |more: &[&str]| review(&shop, more, "q\n");
    says(asked(&[]), 0, "── 1 of 3 ──");
    says(asked(&["--lint", "sale/*"]), 0, "── 1 of 2 ──");
    says(asked(&["--lint", "counter"]), 0, "── 1 of 1 ──");
    says(asked(&["--severity", "high"]), 0, "── 1 of 2 ──");
    says(asked(&["--severity", "critical"]), 0, "Nothing is left to ask.");
    says(asked(&["--lint", "sale/no-way-bak"]), 2, "did you mean `sale/no-way-back`?");
    says(asked(&["--list", "--prune"]), 2, "cannot be used with");
    says(review(&shop, &["--lint", "counter"], "y\n"), 0, "1 of 3 reviewed");
    says(review(&shop, &[], "q\n"), 0, "── 1 of 2 ──");
    says(review(&shop, &["--redo"], "q\n"), 0, "── 1 of 3 ──");
    says(review(&shop, &["--list", "--lint", "counter"], ""), 0, "1 of 1 reviewed: 1 confirmed, 0 dismissed.");
}

#[test]
fn comments_and_other_peoples_edits_survive_an_answer() {
    let shop = shop("review-comments");
    shop.file("policies/verdicts.yaml", b"# Ask Maud first.\nverdicts:\n# None yet.\n");
    says(review(&shop, &[], "y\nq\n"), 0, "1 of 3");
    let text = shop.read("policies/verdicts.yaml");
    assert!(text.starts_with("# Ask Maud first.\nverdicts:\n- finding:") && text.ends_with("# None yet.\n"), "{text}");
    let names: Vec<_> = fs::read_dir(shop.folder.join("policies")).expect("a folder").collect();
    assert_eq!(names.len(), 3, "no temporary file is left: {names:?}");
}

#[test]
fn a_file_with_mistakes_stops_everything_that_reads_it_and_is_left_as_it_is() {
    let shop = shop("review-mistakes");
    let wrong = "verdicts:\n- finding: x\n  verdict: perhaps\n";
    shop.file("policies/verdicts.yaml", wrong.as_bytes());
    for command in ["audit", "check", "review"] {
        shop.exits(&[command, "policies"], 2, "`x` is no identity of a finding");
        shop.exits(&[command, "policies"], 2, "policies/verdicts.yaml:3:12");
    }
    assert_eq!(shop.read("policies/verdicts.yaml"), wrong);
    let flow = "verdicts: [{finding: 'f1:0000000000000000', lint: a/b, document: a.md, quote: a, verdict: confirmed, on: 2026-01-01}]\n";
    shop.file("policies/verdicts.yaml", flow.as_bytes());
    says(review(&shop, &[], "y\ny\n"), 2, "the last answer is not saved");
    assert_eq!(shop.read("policies/verdicts.yaml"), flow);
}

#[test]
fn the_file_is_found_beside_the_policies_or_where_somebody_says() {
    let shop = shop("review-where");
    says(review(&shop, &["--verdicts", "kept/ours.yaml"], "y\n"), 2, "cannot write the file");
    shop.file("kept/readme.txt", b"");
    says(review(&shop, &["--verdicts", "kept/ours.yaml"], "n\nThey can.\n"), 0, "Verdicts are in kept/ours.yaml.");
    assert!(shop.read("kept/ours.yaml").contains("document: ../policies/bad.md\n"));
    shop.exits(&["check", "policies"], 1, "2 high");
    shop.exits(&["check", "policies", "--verdicts", "kept/ours.yaml"], 1, "1 high");
    shop.exits(&["check", "policies", "--verdicts", "kept/none.yaml"], 2, "`dumbrules review` starts it");
    shop.file("dumbrules.yaml", b"verdicts: kept/ours.yaml\nreviewer: Tess\n");
    shop.exits(&["check", "policies"], 1, "1 high");
    says(review(&shop, &[], "y\nq\n"), 0, "Verdicts are in kept/ours.yaml.");
    assert!(shop.read("kept/ours.yaml").contains("by: Tess\n"));
    shop.file("dumbrules.yaml", b"{}\n");
    // One written from above counts for a folder, and for a single file, wherever one stands.
    shop.file("verdicts.yaml", shop.read("kept/ours.yaml").replace("../policies", "policies").as_bytes());
    shop.exits(&["check", "policies"], 1, "1 dismissed");
    shop.exits(&["check", "policies/bad.md"], 1, "1 dismissed");
    shop.exits(&["check", "./policies/../policies"], 1, "1 dismissed");
    let inside = shop
        .command(&["check", "--no-shipped", "--ruleset", "../lints"])
        .current_dir(shop.folder.join("policies"))
        .output();
    assert!(text(inside.expect("the program runs").stdout).contains("1 dismissed"));
    shop.file("policies/verdicts.yaml", b"verdicts:\n");
    shop.exits(&["check", "policies"], 1, "0 confirmed, 0 dismissed");
    shop.file("none/verdicts.yaml", b"verdicts:\n");
    shop.exits(&["check", "policies", "none"], 2, "there is more than one file of verdicts");
}

#[test]
fn a_verdict_is_unused_only_when_the_audit_could_have_found_what_it_speaks_of() {
    let shop = shop("review-unused");
    says(review(&shop, &[], "y\ny\ny\n"), 0, "3 of 3");
    let unused = |command: &[&str], n: usize| {
        let arguments = [command, &["--json", "-"]].concat();
        let (_, json, _) = shop.with_lints(&arguments);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(json["unused_verdicts"].as_array().map(Vec::len), Some(n), "{command:?}");
    };
    unused(&["audit", "policies"], 0);
    unused(&["audit", "policies/good.md"], 0);
    shop.file("dumbrules.yaml", b"lints:\n  sale/no-way-back: {off: true, reason: a test}\n");
    unused(&["audit", "policies"], 0);
    shop.file("dumbrules.yaml", b"exclude: [bad.md]\n");
    unused(&["audit", "policies"], 0);
    shop.file("dumbrules.yaml", b"{}\n");
    shop.file("policies/bad.md", b"# Sale\n\nBring the receipt.\n");
    unused(&["audit", "policies"], 2);
    fs::rename(shop.folder.join("policies/bad.md"), shop.folder.join("policies/new.md")).expect("it can be renamed");
    unused(&["audit", "policies"], 3);
    unused(&["audit", "policies/good.md"], 3);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_a_link_stays_one_and_keeps_who_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let shop = shop("review-link");
    shop.file("kept/ours.yaml", b"verdicts:\n");
    let (kept, link) = (shop.folder.join("kept/ours.yaml"), shop.folder.join("policies/verdicts.yaml"));
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o640)).expect("it is ours");
    std::os::unix::fs::symlink("../kept/ours.yaml", &link).expect("links can be made");
    says(review(&shop, &[], "y\nq\n"), 0, "1 of 3");
    assert!(link.symlink_metadata().expect("it is there").is_symlink());
    assert_eq!(kept.metadata().expect("it is there").permissions().mode() & 0o777, 0o640);
    assert!(shop.read("kept/ours.yaml").contains("document: bad.md\n"));
}
