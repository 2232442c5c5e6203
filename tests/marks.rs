//! Anchors and notes in documents: where they go, and that the document says the same with them.

use crate::cli::Shop;
use crate::support::{parse, parse_at};
use dumbrules::document::Document;
use dumbrules::finding::anchor_of;
use dumbrules::register::{NoteFault, WantedNote, anchoring, noting};
use dumbrules::text::spliced;
use std::fs;

/// The passage that holds these words.
fn passage(document: &Document, words: &str) -> usize {
    let found = document.passages.iter().position(|passage| document.slice(passage.text).contains(words));
    found.unwrap_or_else(|| panic!("no passage has {words:?}"))
}

/// The text with an anchor behind the passage that holds these words.
fn anchored(text: &str, words: &str) -> String {
    let document = parse(text);
    let wanted = [(passage(&document, words), "a.b".to_owned())];
    let splices = anchoring(&document, &wanted).unwrap_or_else(|errors| panic!("{errors:#?}"));
    spliced(text, &splices)
}

#[test]
fn an_anchor_goes_behind_its_sentence_inside_its_block() {
    let cases = [
        ("No refunds. Ask us.\n", "refunds", "No refunds. <!-- rule: a.b --> Ask us.\n"),
        ("No refunds. Ask us.\n", "Ask", "No refunds. Ask us. <!-- rule: a.b -->\n"),
        ("- No refunds\n- Ask us\n", "refunds", "- No refunds <!-- rule: a.b -->\n- Ask us\n"),
        ("**No refunds.** Ask us.", "refunds", "**No refunds.** <!-- rule: a.b --> Ask us."),
        ("No [refunds](r.md).\r\n", "refunds", "No [refunds](r.md). <!-- rule: a.b -->\r\n"),
        ("[No refunds.](r.md \"x\")\n", "refunds", "[No refunds.](r.md \"x\") <!-- rule: a.b -->\n"),
        ("No refunds\nafter *use*\n", "refunds", "No refunds\nafter *use* <!-- rule: a.b -->\n"),
        (
            "| a | b |\n|---|---|\n| x | No refunds |\n",
            "refunds",
            "| a | b |\n|---|---|\n| x | No refunds <!-- rule: a.b --> |\n",
        ),
        ("> No refunds. Ask.\n", "refunds", "> No refunds. <!-- rule: a.b --> Ask.\n"),
        (
            "No refunds. <!-- audit: allow x until=2026-01-01 reason=\"y\" -->\n",
            "refunds",
            "No refunds. <!-- rule: a.b --> <!-- audit: allow x until=2026-01-01 reason=\"y\" -->\n",
        ),
    ];
    for (text, words, wanted) in cases {
        assert_eq!(anchored(text, words), wanted);
    }
}

#[test]
fn every_passage_of_the_sample_takes_an_anchor_and_says_the_same() {
    let mut count = 0;
    for year in ["policies/2025", "policies/2026"] {
        for file in fs::read_dir(year).expect("a folder") {
            let path = file.expect("a file").path();
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a text");
            let document = parse_at("policy.md", &text);
            let free = (0..document.passages.len()).filter(|passage| anchor_of(&document, *passage).is_none());
            let wanted: Vec<_> = free.map(|passage| (passage, format!("made.up-{passage}"))).collect();
            let splices =
                anchoring(&document, &wanted).unwrap_or_else(|errors| panic!("{}: {errors:#?}", path.display()));
            let after = parse_at("policy.md", &spliced(&text, &splices));
            count += wanted.len();
            for (passage, id) in wanted {
                assert_eq!(anchor_of(&after, passage), Some(id.as_str()));
                let reading = |document: &Document| document.reading(&document.passages[passage]).text.into_owned();
                assert_eq!(reading(&document), reading(&after));
            }
            let is_first =
                |line: &str| line.trim_start_matches([' ', '-', '>', '|', '*']).starts_with("<!-- rule: made.up");
            assert!(!spliced(&text, &splices).lines().any(is_first), "{}", path.display());
        }
    }
    assert!(count > 1_000, "only {count} passages were tried");
}

/// The text with its notes put right, and what was wrong with them; `B-1` is the only bend that may be relied on.
fn noted(text: &str, words: &str) -> (String, Vec<NoteFault>) {
    let document = parse(text);
    let wanted = [WantedNote { passage: passage(&document, words), bend: "B-1".to_owned() }];
    let text_of = |id: &str| (id == "B-1").then(|| "**May bend** (B-1): anyone, up to £5.".to_owned());
    let changes = noting(&document, &wanted, &text_of).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let splices: Vec<_> = changes.iter().map(|change| change.splice.clone()).collect();
    (spliced(text, &splices), changes.iter().map(|change| change.fault).collect())
}

#[test]
fn a_note_goes_under_its_paragraph_item_or_table() {
    let note = "> **May bend** (B-1): anyone, up to £5.";
    let cases = [
        ("No refunds.\n".to_owned(), format!("No refunds.\n\n{note}\n")),
        ("No refunds.".to_owned(), format!("No refunds.\n\n{note}\n")),
        ("No refunds.\n\nNext.\n".to_owned(), format!("No refunds.\n\n{note}\n\nNext.\n")),
        ("- No refunds.\n- Next.\n".to_owned(), format!("- No refunds.\n\n  {note}\n\n- Next.\n")),
        ("10. No refunds\n    at all.\n".to_owned(), format!("10. No refunds\n    at all.\n\n    {note}\n")),
        ("- [ ] No refunds.\n".to_owned(), format!("- [ ] No refunds.\n\n  {note}\n")),
        ("- a\n  - No refunds.\n".to_owned(), format!("- a\n  - No refunds.\n\n    {note}\n")),
        (
            "| a |\n|---|\n| No refunds. |\n| x |\n\nNext.\n".to_owned(),
            format!("| a |\n|---|\n| No refunds. |\n| x |\n\n{note}\n\nNext.\n"),
        ),
        ("> No refunds.\n> \n> Next.\n".to_owned(), format!("> No refunds.\n>\n> {note}\n> \n> Next.\n")),
        ("No refunds.\r\n\r\nNext.\r\n".to_owned(), format!("No refunds.\r\n\r\n{note}\r\n\r\nNext.\r\n")),
        ("No refunds.\n<!-- kept -->\n".to_owned(), format!("No refunds.\n<!-- kept -->\n\n{note}\n")),
    ];
    for (text, wanted) in cases {
        let (new, faults) = noted(&text, "refunds");
        assert_eq!(new, wanted);
        assert_eq!(faults, [NoteFault::Missing]);
        assert_eq!(noted(&new, "refunds"), (wanted, Vec::new()), "a second time nothing is to do");
    }
}

#[test]
fn a_note_is_put_right_where_it_stands_and_goes_with_its_bend() {
    let note = "> **May bend** (B-1): anyone, up to £5.";
    let text = "No refunds.\n\n  Other.\n\n  > **May bend** (B-1): anyone,\n  > up to £9.\n\nNext.\n";
    let wanted = text.replace("  > **May bend** (B-1): anyone,\n  > up to £9.", &format!("  {note}"));
    assert_eq!(noted(text, "refunds"), (wanted, vec![NoteFault::Differs]));
    // Wrapped, and the same.
    let text = "No refunds.\n\n> **May bend** (B-1): anyone,\n> up to £5.\n";
    assert_eq!(noted(text, "refunds"), (text.to_owned(), Vec::new()));
    let text = format!("No refunds.\n\n{note}\n\n> **May bend** (B-2): nobody knows.\n\nNext.\n");
    let wanted = format!("No refunds.\n\n{note}\n\nNext.\n");
    assert_eq!(noted(&text, "refunds"), (wanted, vec![NoteFault::Outdated]));
}

#[test]
fn a_note_that_would_part_a_list_from_its_lead_in_is_refused() {
    let document = parse("You must bring:\n\n- the receipt\n- the box\n");
    let wanted = [WantedNote { passage: passage(&document, "must bring"), bend: "B-1".to_owned() }];
    let text_of = |_: &str| Some("**May bend** (B-1): anyone, up to £5.".to_owned());
    let errors = noting(&document, &wanted, &text_of).expect_err("the items would lose their lead-in");
    assert!(errors[0].message.contains("would change how the document is read"), "{errors:?}");
}

#[test]
fn anchors_are_for_places_that_hold_one_rule_and_ids_that_are_free() {
    let shop = Shop::new("marks-anchor");
    shop.file(
        "policies/bad.md",
        b"# Sale\n\nHats cannot be returned. <!-- rule: sale.hats -->\n\nScarves cannot be returned.\n",
    );
    shop.file("policies/more.mdx", b"# Sale\n\nGloves cannot be returned.\n");
    let anchor = |rule: &'static str| ["anchor", "policies", "--rule", rule];
    shop.exits(&anchor("policies/bad.md:5"), 2, "names no id");
    shop.exits(&anchor("policies/bad.md:5=Scarves"), 2, "`Scarves` is no rule id");
    shop.exits(&anchor("policies/bad.md=sale.scarves"), 2, "`policies/bad.md` is no place");
    shop.exits(&anchor("policies/bad.md:4=sale.scarves"), 2, "there is no rule at policies/bad.md:4");
    shop.exits(&anchor("policies/bad.md:3=sale.scarves"), 2, "has an anchor: `sale.hats`");
    shop.exits(&anchor("policies/bad.md:5=sale.hats"), 2, "the anchor `sale.hats` is there already");
    shop.exits(&anchor("policies/more.mdx:3=sale.gloves"), 2, "an error in MDX");
    shop.exits(&["anchor", "policies"], 2, "there is no register of bends");
    shop.exits(
        &[&anchor("policies/bad.md:5=sale.scarves")[..], &["--dry-run"]].concat(),
        0,
        "1 anchor would be put in.",
    );
    assert!(!shop.read("policies/bad.md").contains("sale.scarves"));
    shop.exits(&anchor("policies/bad.md:5=sale.scarves"), 0, "1 anchor put in.");
    assert!(shop.read("policies/bad.md").ends_with("Scarves cannot be returned. <!-- rule: sale.scarves -->\n"));
    shop.file("policies/more.mdx", b"# Sale\n");
    shop.exits(&["anchor", "policies", "--all"], 0, "");
    let once = shop.read("policies/good.md");
    shop.exits(&["anchor", "policies", "--all"], 0, "0 anchors put in.");
    assert_eq!(shop.read("policies/good.md"), once);
}

#[test]
fn a_bend_that_knows_its_rule_by_text_gets_the_anchor_too() {
    let shop = Shop::new("marks-register");
    let register = "version: 1\ncurrency: GBP\nroles:\n  - {id: frontline, rank: 1}\n  - {id: manager, rank: 2}\nreasons:\n  - {id: illness, kind: circumstance}\n";
    shop.file("policies/bends.yaml", register.as_bytes());
    let grant =
        ["bends", "grant", "policies", "--today", "2026-06-15", "--quote", "Hats", "--effect", "waive", "--role"];
    let more = ["frontline", "--money", "5", "--when", "illness", "--by", "manager", "--until", "2026-07-31"];
    shop.exits(&[&grant[..], &more].concat(), 0, "B-001 is granted");
    assert!(!shop.read("policies/bends.yaml").contains("rule:"));
    shop.exits(&["anchor", "policies", "--today", "2026-06-15"], 0, "The register names the rules by their anchors.");
    assert!(shop.read("policies/bad.md").contains("Hats cannot be returned. <!-- rule: bad.hats-cannot-be -->"));
    assert!(shop.read("policies/bends.yaml").contains("  - id: B-001\n    rule: bad.hats-cannot-be\n"));
    shop.exits(&["anchor", "policies", "--today", "2026-06-15"], 0, "0 anchors put in.");
    // The rule may change now, and the bend still finds it.
    shop.file("policies/bad.md", shop.read("policies/bad.md").replace("Hats", "Caps, gloves and umbrellas").as_bytes());
    shop.exits(&["bends", "list", "policies", "--today", "2026-06-15"], 0, "1 stale");
}

#[test]
fn a_note_can_stand_under_nearly_every_rule_of_the_sample() {
    let (mut taken, mut refused) = (0, Vec::new());
    for file in fs::read_dir("policies/2026").expect("a folder") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        let document = parse(&text);
        // One of ten, which is enough to meet every kind of block.
        for passage in (0..document.passages.len()).step_by(10) {
            let wanted = [WantedNote { passage, bend: "B-1".to_owned() }];
            let text_of = |_: &str| Some("**May bend** (B-1): anyone, up to £5.".to_owned());
            let there = dumbrules::register::notes(&document);
            if there.iter().any(|note| note.block == document.passages[passage].block) {
                continue;
            }
            match noting(&document, &wanted, &text_of) {
                Ok(changes) => {
                    taken += 1;
                    let splices: Vec<_> = changes.iter().map(|change| change.splice.clone()).collect();
                    let after = parse(&spliced(&text, &splices));
                    let span = document.to_source(document.passages[passage].text);
                    let words = span.of(&text);
                    let same =
                        after.passages.iter().position(|it| after.to_source(it.text).of(&after.source.text) == words);
                    let wanted = [WantedNote { passage: same.expect("the rule is there"), bend: "B-1".to_owned() }];
                    let again = noting(&after, &wanted, &text_of).expect("a second time");
                    assert!(again.is_empty(), "{} {words:?}", path.display());
                }
                Err(_) => refused.push(document.slice(document.passages[passage].text).to_owned()),
            }
        }
    }
    assert!(taken > 100 && refused.len() * 10 < taken, "{taken} taken, {} refused: {refused:#?}", refused.len());
}
