//! Rules × lints → findings: which rules a detector reads, what each kind finds, what silences it, and who is who later.

use crate::support::{Case, house, house_with};
use dumbrules::finding::Finding;

const REFUNDS: &str = "kind: regex\nany: ['\\brefunds?\\b']";

fn with(detector: &str, more: &str) -> String {
    format!("{detector}\n{more}")
}

/// The quotes that a detector finds in a policy.
fn found(detector: &str, text: &str) -> Vec<String> {
    Case::policy(text).lint(detector).quotes()
}

#[track_caller]
fn check(detector: &str, text: &str, expected: &[&str]) {
    assert_eq!(found(detector, text), expected, "{detector}\n{text}");
}

// Which rules a detector reads.

#[test]
fn headings_questions_and_table_heads_are_no_rules() {
    check(REFUNDS, "# Refunds\n\nDo you give refunds? No refunds.", &["No refunds."]);
    check(REFUNDS, "| Refund | When |\n|---|---|\n| late refund | never |", &["late refund"]);
}

#[test]
fn modality_and_bearer_narrow_what_is_read() {
    let text =
        "You must ask for refunds. You may get refunds. We will send refunds. Agents must sign refunds. Refunds here.";
    check(&with(REFUNDS, "modality: [obligation]"), text, &["You must ask for refunds.", "Agents must sign refunds."]);
    check(&with(REFUNDS, "bearer: [staff]"), text, &["Agents must sign refunds."]);
    check(&with(REFUNDS, "bearer: [customer]\nmodality: [permission, promise]"), text, &["You may get refunds."]);
    check(&with(REFUNDS, "modality: [power]"), text, &[]);
}

#[test]
fn scope_narrows_the_blocks() {
    let text =
        "# Refunds\n\nNo refunds here.\n\n- no refunds there\n\n> No refunds anywhere.\n\n| A |\n|---|\n| no refunds |";
    check(&with(REFUNDS, "scope: [paragraph]"), text, &["No refunds here."]);
    check(&with(REFUNDS, "scope: [list-item]"), text, &["no refunds there"]);
    check(&with(REFUNDS, "scope: [quote]"), text, &["No refunds anywhere."]);
    check(&with(REFUNDS, "scope: [table-cell]"), text, &["no refunds"]);
    check(&with(REFUNDS, "scope: [heading]"), text, &["Refunds"]);
    check(&with(REFUNDS, "scope: [quote, table-cell]"), text, &["No refunds anywhere.", "no refunds"]);
}

#[test]
fn section_patterns_look_at_the_heading_path() {
    let detector = with(REFUNDS, "section: ['\\bsale\\b']");
    let text = "No refunds.\n\n# Sale items\n\nNo refunds at all.\n\n## Shoes\n\nNo refunds ever.\n\n# Other\n\nNo refunds here.";
    check(&detector, text, &["No refunds at all.", "No refunds ever."]);
}

#[test]
fn document_types_and_section_types_decide_which_lints_read() {
    let ruleset = house_with(&[("house/bad", "applies_to: [shipping]", REFUNDS)]);
    let count = |path: &str, text: &str| {
        let case = Case::policy("Nothing.").ruleset(&ruleset).document(path, text);
        case.audit().findings.len()
    };
    assert_eq!(count("shipping.md", "No refunds."), 1);
    assert_eq!(count("loyalty.md", "No refunds."), 0);
    assert_eq!(count("unknown.md", "No refunds."), 1, "a document of unknown type is read by every lint");
    assert_eq!(count("loyalty.md", "# Points\n\nNo refunds.\n\n## Delivery\n\nNo refunds.\n\n### A\n\nNo refunds."), 2);
    assert_eq!(count("x.md", "---\ntype: [loyalty, shipping]\n---\nNo refunds."), 1);
}

#[test]
fn the_audience_decides_which_lints_read() {
    let ruleset = house_with(&[
        ("house/a", "audience: customer", REFUNDS),
        ("house/b", "audience: staff", REFUNDS),
        ("house/c", "audience: both", REFUNDS),
    ]);
    let lints =
        |front_matter: &str| Case::policy(&format!("---\n{front_matter}\n---\nNo refunds.")).ruleset(&ruleset).lints();
    assert_eq!(lints("audience: customer"), ["house/a", "house/c"]);
    assert_eq!(lints("audience: staff"), ["house/b", "house/c"]);
    assert_eq!(lints("type: handbook"), ["house/b", "house/c"]);
    assert_eq!(lints("title: x"), ["house/a", "house/c"]);
}

// What each kind finds.

#[test]
fn phrases_are_literal_whole_words_in_any_case() {
    check(
        "kind: phrase\nany: ['final sale', 'No Returns.']",
        "FINAL  Sale items. Semifinal sales. No returns.",
        &["FINAL  Sale items.", "No returns."],
    );
    check(
        "kind: phrase\nany: [final]\nall: ['\\bshoes\\b']",
        "Shoes are final. Hats are final.",
        &["Shoes are final."],
    );
    check("kind: phrase\nany: ['a.c']", "We sell abc. We sell a.c today.", &["We sell a.c today."]);
}

#[test]
fn patterns_match_across_markup_wrapping_and_disguise() {
    let detector = "kind: regex\nany: ['\\bmust\\s+not\\b']";
    for spelling in [
        "must not",
        "MUST NOT",
        "must\nnot",
        "must&nbsp;not",
        "must\u{2007}not",
        "must\u{2028}not",
        "mu\u{200b}st not",
        "mu\u{200d}st not",
        "mu\u{ad}st not",
        "m\u{3c5}st n\u{43e}t",
        "ｍｕｓｔ not",
        "mu**s**t not",
        "mu<!-- x -->st not",
        "\u{202e}must\u{202c} not",
        "mu\u{2060}st not",
        "𝐦𝐮𝐬𝐭 𝐧𝐨𝐭",
        "m\\\nust not",
        "&#109;ust not",
        "_must_ not",
        "[must](x) not",
    ] {
        let text = format!("You {spelling} open it.");
        let found = found(detector, &text);
        if spelling == "m\\\nust not" {
            assert!(found.is_empty(), "a hard break parts words");
        } else {
            assert_eq!(found.len(), 1, "{spelling:?}");
            assert!(text.starts_with(&found[0]) || found[0].starts_with("You"), "{found:?}");
        }
    }
}

#[test]
fn patterns_do_not_match_over_the_end_of_a_sentence_or_cell() {
    let detector = "kind: regex\nany: ['no.{0,20}refunds']";
    check(detector, "There is no rush. Get refunds here.", &[]);
    check(detector, "- no rush\n- refunds", &[]);
    check(detector, "no `code` refunds", &["no `code` refunds"]);
}

#[test]
fn all_patterns_must_match_besides_any() {
    let detector = "kind: regex\nany: [refunds, credit]\nall: ['\\bno\\b', '\\bsale\\b']";
    check(
        detector,
        "No refunds. No refunds on sale. No credit for sale items. Sale credit.",
        &["No refunds on sale.", "No credit for sale items."],
    );
}

#[test]
fn a_match_only_in_the_context_belongs_to_no_passage() {
    check(
        "kind: regex\nany: ['cannot be returned']",
        "These cannot be returned:\n\n- shoes\n- hats",
        &["These cannot be returned:"],
    );
    check(
        "kind: regex\nany: ['cannot be returned: shoes']",
        "These cannot be returned:\n\n- shoes\n- hats",
        &["shoes"],
    );
}

#[test]
fn thresholds_compare_quantities() {
    let within = |op: &str, value: &str| {
        format!("kind: numeric-threshold\nany: ['within {{duration}}']\nop: '{op}'\nvalue: {value}")
    };
    let text = "Reply within 7 days. Reply within two weeks. Reply within 3-21 days. Reply within 1 month.";
    check(&within("<", "14"), text, &["Reply within 7 days.", "Reply within 3-21 days."]);
    check(&within("<=", "14"), text, &["Reply within 7 days.", "Reply within two weeks.", "Reply within 3-21 days."]);
    check(&within(">", "14"), text, &["Reply within 3-21 days.", "Reply within 1 month."]);
    check(&within(">=", "14"), text, &["Reply within two weeks.", "Reply within 3-21 days.", "Reply within 1 month."]);
    let findings = Case::policy(text).lint(&within("<", "14")).audit().findings;
    assert_eq!(findings[0].message, "A bad rule: 7 days");
    check(
        "kind: numeric-threshold\nany: ['fee of {money}']\nop: '>'\nvalue: 10",
        "A fee of $10. A fee of £10.50.",
        &["A fee of £10.50."],
    );
    check(
        "kind: numeric-threshold\nany: ['{percent} fee']\nop: '>='\nvalue: 15",
        "A 15% fee. A 5 % fee.",
        &["A 15% fee."],
    );
    check(
        "kind: numeric-threshold\nany: ['at most {count}']\nop: '<'\nvalue: 3",
        "Buy at most 2 items. Buy at most three items.",
        &["Buy at most 2 items."],
    );
}

#[test]
fn stacking_counts_different_things() {
    let detector = "kind: stacking\nnear: ['\\bbring\\b']\nlexicon: [receipt, box, 'passports?', card]\nmin: 3";
    check(
        detector,
        "Bring receipt, box and card. Bring receipt, receipt and receipt. Show receipt, box and card.",
        &["Bring receipt, box and card."],
    );
    check(
        &with(detector, "within: section"),
        "Bring the receipt. The box too. And a card.\n\n# B\n\nBring it.",
        &["Bring the receipt."],
    );
}

#[test]
fn a_missing_complement_is_looked_for_within_its_extent() {
    let detector = "kind: missing-complement\ntrigger: ['\\bdeposit\\b']\ncomplement: ['\\brefund']";
    let text = "# A\n\nPay a deposit. We refund it.\n\n# B\n\nPay a deposit now.";
    check(detector, text, &["Pay a deposit now."]);
    check(&with(detector, "within: rule"), text, &["Pay a deposit.", "Pay a deposit now."]);
    check(&with(detector, "within: document"), text, &[]);
}

#[test]
fn an_asymmetry_needs_both_sides_within_its_extent() {
    let detector = "kind: asymmetry\na: ['you must.*notice']\nb: ['we may.*any time']";
    let near = "You must give notice. We may leave at any time.";
    let far = "# A\n\nYou must give notice.\n\n# B\n\nWe may leave at any time.";
    check(detector, near, &["You must give notice."]);
    check(detector, far, &[]);
    check(&with(detector, "within: document"), far, &["You must give notice."]);
    let finding = &Case::policy(near).lint(detector).audit().findings[0];
    assert_eq!(finding.related[0].quote, "We may leave at any time.");
    check(
        &with(detector, "unless: [both sides]"),
        "You must give notice. We may leave at any time. It binds both sides.",
        &[],
    );
}

#[test]
fn an_asymmetry_over_the_corpus_joins_two_documents() {
    let detector = "kind: asymmetry\na: ['you must.*notice']\nb: ['we may.*any time']\nwithin: corpus";
    let case = Case::policy("You must give notice.").lint(detector).document("terms.md", "We may leave at any time.");
    let findings = case.audit().findings;
    assert_eq!(findings.len(), 1);
    assert_eq!((&*findings[0].primary.path, &*findings[0].related[0].path), ("policy.md", "terms.md"));
}

#[test]
fn readability_counts_what_it_says() {
    let over = |metric: &str, max: usize| format!("kind: readability\nmetric: {metric}\nmax: {max}");
    check(
        &over("sentence_words", 5),
        "One two three four five. One two - three four five six.",
        &["One two - three four five six."],
    );
    check(
        &over("caps_run", 2),
        "NO REFUNDS today. NO REFUNDS EVER today. A USB-C HDMI VGA cable.",
        &["NO REFUNDS EVER today.", "A USB-C HDMI VGA cable."],
    );
    check(
        &over("negations", 1),
        "It is not unusual. We do not refuse non-members.",
        &["We do not refuse non-members."],
    );
    check(
        &over("list_items", 2),
        "We sell pens, ink, caps and hats. We sell pens and ink.",
        &["We sell pens, ink, caps and hats."],
    );
    check(
        &over("conditions", 1),
        "If you pay, we ship. If you pay and if we like it, we ship.",
        &["If you pay and if we like it, we ship."],
    );
    check(&over("legalese", 1), "It is hereby void. It is hereby forthwith void.", &["It is hereby forthwith void."]);
    let finding = &Case::policy("One two three four five six.").lint(&over("sentence_words", 5)).audit().findings[0];
    assert_eq!(finding.message, "A bad rule: 6 words");
}

#[test]
fn facts_hold_on_any_wording() {
    let short = "kind: fact\nfacts: [return.window]\nop: '<'\nvalue: 14";
    for text in [
        "Returns are accepted within three (3) days of purchase.",
        "You may return items up to 3 days after delivery.",
        "| Item | Return window |\n|---|---|\n| Outlet | 3 days |",
        "## Return window\n\n3 days from purchase.",
    ] {
        assert_eq!(found(short, text).len(), 1, "{text}");
    }
    check(short, "Returns are accepted within 30 days of purchase.", &[]);
    check(
        &with(short, "from: [delivery]"),
        "Return it within 3 days of purchase. Return it within 3 days of delivery.",
        &["Return it within 3 days of delivery."],
    );
}

#[test]
fn contradicting_values_show_both_places() {
    let detector = "kind: contradiction\ntopic: ['late fee (?:is|of) {money}']";
    let case = Case::policy("# Fees\n\nThe late fee is $5.")
        .lint(detector)
        .document("terms.md", "# Terms\n\nA late fee of $12 applies.");
    let findings = case.audit().findings;
    assert_eq!(findings.len(), 1);
    let finding = &findings[0];
    assert_eq!(finding.message, "A bad rule: $5 in policy.md, $12 in terms.md");
    assert_eq!(
        (&*finding.primary.path, &*finding.primary.quote, finding.primary.section.join("/")),
        ("policy.md", "The late fee is $5.", "Fees".into())
    );
    let other = &finding.related[0];
    assert_eq!((&*other.path, &*other.quote, other.start.line), ("terms.md", "A late fee of $12 applies.", 3));
    assert_eq!(other.note.as_deref(), Some("here it is $12"));
}

#[test]
fn equal_values_in_other_words_do_not_contradict() {
    let detector = "kind: contradiction\ntopic: ['(?:reply|answer) within {duration}']";
    let count = |other: &str| {
        Case::policy("We reply within 14 days.").lint(detector).document("b.md", other).audit().findings.len()
    };
    assert_eq!(count("We answer within two weeks."), 0);
    assert_eq!(count("We answer within 15 days."), 1);
}

#[test]
fn one_document_contradicts_itself_only_where_asked() {
    let detector = "kind: contradiction\ntopic: ['fee of {money}']";
    let text = "A fee of $5 applies. A fee of $6 applies.";
    check(detector, text, &[]);
    check(&with(detector, "same_document: true"), text, &["A fee of $5 applies."]);
}

#[test]
fn sides_contradict_each_other() {
    let detector = "kind: contradiction\na: ['no refunds']\nb: ['full refund']";
    let case = |first: &str, second: &str| Case::policy(first).lint(detector).document("b.md", second).quotes();
    assert_eq!(case("No refunds.", "You get a full refund."), ["No refunds."]);
    assert_eq!(case("You get a full refund.", "No refunds."), ["No refunds."]);
    assert_eq!(case("No refunds.", "No refunds."), [""; 0]);
    assert_eq!(case("No refunds. Well, a full refund.", "Hello."), [""; 0]);
}

#[test]
fn contradicting_facts_are_found() {
    let detector = "kind: contradiction\nfacts: [return.window]";
    let case = Case::policy("Returns are accepted within 14 days of delivery.")
        .lint(detector)
        .document("b.md", "You may return items within 30 days of delivery.");
    assert_eq!(case.audit().findings.len(), 1);
}

#[test]
fn a_finding_between_documents_has_an_identity_too() {
    let detector = "kind: contradiction\ntopic: ['fee of {money}']";
    let findings = Case::policy("A fee of $5.").lint(detector).document("b.md", "A fee of $6.").audit().findings;
    assert!(findings[0].identity.starts_with("f1:") && findings[0].identity.len() == 19, "{}", findings[0].identity);
}

#[test]
fn several_detectors_of_a_lint_give_one_finding_a_rule() {
    let detector = "- kind: regex\n  any: [refunds]\n- kind: phrase\n  any: [no refunds]\n- kind: readability\n  metric: negations\n  max: 0";
    check(detector, "No refunds. Not today.", &["No refunds.", "Not today."]);
}

// What silences a match.

#[test]
fn unless_silences_within_the_rule_or_the_section() {
    let detector = with(REFUNDS, "unless: ['\\bunless\\b']");
    let text = "# A\n\nNo refunds. You are out of luck unless it is faulty.\n\n# B\n\nNo refunds unless it is faulty.\n\n# C\n\nNo refunds ever.";
    check(&detector, text, &["No refunds.", "No refunds ever."]);
    check(&with(&detector, "unless_within: section"), text, &["No refunds ever."]);
}

#[test]
fn unless_near_silences_from_three_passages_away_in_the_same_section() {
    let detector = with(REFUNDS, "unless_near: ['\\bask us\\b']");
    let far = "No refunds. One. Two. Three. Ask us.";
    check(&detector, "No refunds. One. Two. Ask us.", &[]);
    check(&detector, "Ask us. One. No refunds.", &[]);
    check(&detector, far, &["No refunds."]);
    check(&detector, "No refunds.\n\n# B\n\nAsk us.", &["No refunds."]);
}

#[test]
fn what_silenced_a_match_is_told() {
    let result =
        Case::policy("No refunds\nunless it is faulty.").lint(&with(REFUNDS, "unless: ['@exception']")).audit();
    assert!(result.findings.is_empty());
    let silenced = &result.silenced[0];
    assert_eq!((&*silenced.lint, &*silenced.by, silenced.line), ("house/bad", "unless", 1));
}

#[test]
fn a_rigid_phrase_is_no_exception() {
    let detector = with(REFUNDS, "unless: ['@exception']");
    check(&detector, "No refunds, no exceptions.", &["No refunds, no exceptions."]);
    check(&detector, "No refunds, without exception.", &["No refunds, without exception."]);
    check(&detector, "No refunds, no exceptions, unless it is faulty.", &[]);
    check(&detector, "No refunds except for faulty goods.", &[]);
}

#[test]
fn unless_in_the_lead_in_silences_the_item() {
    let detector = with(REFUNDS, "unless: ['@exception']");
    check(&detector, "Unless faulty, these get no money:\n\n- refunds of hats", &[]);
    check(&detector, "These get no money, no exceptions:\n\n- refunds of hats", &["refunds of hats"]);
}

#[test]
fn text_about_a_bad_phrase_is_left_alone_unless_asked() {
    let text = "Never tell customers that there are no refunds.";
    check(REFUNDS, text, &[]);
    check(&with(REFUNDS, "ignore_meta: true"), text, &["Never tell customers that there are no refunds."]);
}

// Suppressions.

const ALLOW: &str = "<!-- audit: allow house/bad until=2026-12-31 by=\"Nia Calder\" reason=\"old stock\" -->";

fn suppressed(text: &str, today: &str) -> Vec<String> {
    Case::policy(text).lint(REFUNDS).today(today).lints()
}

#[test]
fn a_suppression_holds_through_its_last_day() {
    let text = format!("No refunds. {ALLOW}");
    assert_eq!(suppressed(&text, "2026-11-30"), ["[house/bad]"]);
    for day in ["2026-12-01", "2026-12-31"] {
        assert_eq!(suppressed(&text, day), ["[house/bad]", "suppression/expiring"]);
    }
    assert_eq!(suppressed(&text, "2027-01-01"), ["house/bad", "suppression/expired"]);
    assert_eq!(suppressed(&text, "2028-01-01"), ["house/bad", "suppression/expired"]);
    let finding = &Case::policy(&text).lint(REFUNDS).audit().findings[0];
    let cover = finding.suppressed.as_ref().unwrap();
    assert_eq!((&*cover.reason, &*cover.until), ("old stock", "2026-12-31"));
    assert_eq!(cover.by.as_deref(), Some("Nia Calder"));
}

#[test]
fn a_suppression_covers_one_lint_on_one_rule() {
    let two = house(&[("house/bad", REFUNDS), ("house/worse", REFUNDS)]);
    let lints = |text: &str| Case::policy(text).ruleset(&two).lints();
    assert_eq!(lints(&format!("No refunds. {ALLOW}")), ["[house/bad]", "house/worse"]);
    assert_eq!(
        suppressed(&format!("No refunds. {ALLOW} Never any refunds."), "2026-06-15"),
        ["[house/bad]", "house/bad"]
    );
    assert_eq!(
        suppressed(&format!("- No refunds. {ALLOW}\n- Never any refunds."), "2026-06-15"),
        ["[house/bad]", "house/bad"]
    );
}

#[test]
fn a_suppression_that_cannot_be_trusted_silences_nothing_and_is_a_finding() {
    let cases = [
        ("No exchanges. <!-- audit: allow house/bad until=2026-12-31 reason=\"x\" -->", "suppression/unused"),
        ("No refunds. <!-- audit: allow house/bed until=2026-12-31 reason=\"x\" -->", "suppression/unused"),
        ("No refunds. <!-- audit: allow house/* until=2026-12-31 reason=\"x\" -->", "suppression/unused"),
        ("No refunds. <!-- audit: allow house/bad until=2026-12-31 -->", "suppression/incomplete"),
        ("No refunds. <!-- audit: allow house/bad until=2026-12-31 reason=\"\" -->", "suppression/incomplete"),
        ("No refunds. <!-- audit: allow house/bad reason=\"x\" -->", "suppression/incomplete"),
        ("No refunds. <!-- audit: allow house/bad until=tomorrow reason=\"x\" -->", "directive/malformed"),
        ("No refunds. <!-- audit: allow house/bad until=2026-02-30 reason=\"x\" -->", "directive/malformed"),
        ("No refunds. <!-- audit: allow house/bad until=9999 reason=\"x\" -->", "directive/malformed"),
        ("No refunds. <!-- audit: allow house/bad until=2026-12-31 reason=\"x\" foo=1 -->", "directive/malformed"),
        ("No refunds. <!-- audit: ignore house/bad -->", "directive/malformed"),
        ("No refunds. <!-- rule: Not an id -->", "directive/malformed"),
        ("No refunds.\n\n<!-- audit: allow house/bad until=2026-12-31 reason=\"x\" -->", "directive/misplaced"),
        ("<!-- audit: allow house/bad until=2026-12-31 reason=\"x\" --> Nothing.", "directive/misplaced"),
    ];
    for (text, id) in cases {
        let lints = suppressed(text, "2026-06-15");
        assert!(lints.contains(&id.to_owned()), "{text}: {lints:?}");
        assert!(!lints.iter().any(|lint| lint.starts_with('[')), "{text}: {lints:?}");
        assert_eq!(lints.contains(&"house/bad".to_owned()), text.contains("No refunds"), "{text}: {lints:?}");
    }
}

#[test]
fn a_finding_about_a_comment_points_at_the_comment() {
    let text = "# Sale\n\nNo exchanges. <!-- audit: allow house/bad until=2026-12-31 reason=\"x\" -->\n";
    let finding = &Case::policy(text).lint(REFUNDS).audit().findings[0];
    assert!(finding.primary.quote.starts_with("<!-- audit"));
    assert_eq!((finding.primary.start.line, finding.primary.start.column), (3, 15));
    assert_eq!(finding.primary.section, ["Sale"]);
}

#[test]
fn an_anchor_names_the_rule_of_a_finding() {
    let findings =
        Case::policy("No refunds. <!-- rule: refunds.none --> No refunds at all.").lint(REFUNDS).audit().findings;
    let anchors: Vec<Option<&str>> = findings.iter().map(|finding| finding.primary.anchor.as_deref()).collect();
    assert_eq!(anchors, [Some("refunds.none"), None]);
}

#[test]
fn a_suppression_covers_a_finding_between_documents() {
    let detector = "kind: contradiction\ntopic: ['fee of {money}']";
    let lints = |first: &str, second: &str| Case::policy(first).lint(detector).document("terms.md", second).lints();
    assert_eq!(lints(&format!("A fee of $5. {ALLOW}"), "A fee of $6."), ["[house/bad]"]);
    assert_eq!(lints("A fee of $5.", &format!("A fee of $6. {ALLOW}")), ["house/bad"], "the first place decides");
    assert_eq!(lints(&format!("No charge. {ALLOW}"), "A fee of $6."), ["suppression/unused"]);
}

// Places and identities.

#[test]
fn a_finding_shows_the_rule_and_the_words_that_gave_it_away() {
    let text = "# Sale\n\nRed items: **no\n  refunds** here.\n";
    let finding = &Case::policy(text).lint("kind: regex\nany: ['no refunds']").audit().findings[0];
    let label = &finding.primary;
    assert_eq!(label.quote, "Red items: **no\n  refunds** here.");
    assert_eq!(label.matched.of(text), "no\n  refunds");
    assert_eq!((label.start.line, label.start.column, label.end.line, label.end.column), (3, 1, 4, 18));
    assert_eq!(label.reading, "Red items: no refunds here.");
    assert_eq!(label.lines, [(3, "Red items: **no".to_owned()), (4, "  refunds** here.".to_owned())]);
    assert_eq!(label.section, ["Sale"]);
    assert_eq!(finding.severity.word(), "high");
}

fn identities(text: &str) -> Vec<String> {
    let findings: Vec<Finding> = Case::policy(text).lint(REFUNDS).audit().findings;
    findings.into_iter().map(|finding| finding.identity).collect()
}

#[test]
fn identity_survives_edits_elsewhere_wrapping_and_emphasis() {
    let plain = identities("# Sale\n\nThere are no refunds on sale items.");
    for same in [
        "A new first paragraph.\n\n# Sale\n\nThere are no refunds on sale items.",
        "# New\n\nNothing.\n\n# Sale\n\nWelcome. There are no refunds on sale items. Bye.",
        "# Sale\n\nThere are no\nrefunds on\nsale items.",
        "# Sale\n\nThere are **no refunds** on _sale_ items.",
        "# **Sale**\r\n\r\nThere are no refunds on sale&nbsp;items.\r\n",
        "---\ntitle: x\n---\n# Sale\n\nThere are no refunds on sale items. <!-- rule: sale.refunds -->",
    ] {
        assert_eq!(identities(same), plain, "{same}");
    }
}

#[test]
fn identity_tells_rules_lints_and_sections_apart() {
    let plain = identities("# Sale\n\nThere are no refunds on sale items.");
    assert_ne!(identities("# Sale\n\nThere are no refunds on all items."), plain);
    assert_ne!(identities("# Shoes\n\nThere are no refunds on sale items."), plain);
    let twice = identities("# Sale\n\nNo refunds. No refunds. No refunds.\n\n# Other\n\nNo refunds.");
    assert_eq!(twice[1], format!("{}#2", twice[0]));
    assert_eq!(twice[2], format!("{}#3", twice[0]));
    assert!(twice[3].starts_with("f1:") && twice[3].len() == 19 && twice[3] != twice[0]);
    let two = house(&[("house/bad", REFUNDS), ("house/worse", REFUNDS)]);
    let findings = Case::policy("No refunds.").ruleset(&two).audit().findings;
    assert_ne!(findings[0].identity, findings[1].identity);
}

#[test]
fn a_summary_counts_what_was_read() {
    let text = "---\nowner: Ann\n---\n# Refunds\n\nNo refunds. You may ask. Hello there.\n\n<p>Raw.</p>\n";
    let summary = &Case::policy(text).lint(REFUNDS).audit().summaries[0];
    assert_eq!((&*summary.title, summary.owner.as_deref()), ("Refunds", Some("Ann")));
    assert_eq!((summary.words, summary.rules, summary.restrictive_rules), (8, 2, 1));
    assert_eq!(summary.unread, ["1 block of raw HTML"]);
    assert_eq!((summary.types.join(" "), &*summary.types_from), ("refund".to_owned(), "heading"));
}
