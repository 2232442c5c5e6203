//! The register of bends: what it may say, where each bend stands, and each check with a case that fires and a near one that
//! does not.

use crate::support::{parse_at, shipped};
use dumbrules::day::Day;
use dumbrules::document::Profile;
use dumbrules::finding::{self, Finding, Options, Scratch};
use dumbrules::register::{Change, Discretion, Matched, Reconciled, Scope, State, change, load, reconcile, seen};
use dumbrules::rule::fingerprint;
use dumbrules::text::{SourceFile, fold};
use proptest::prelude::*;

const WINDOW: &str = "Items must be returned within 30 days of delivery.";

/// A shop with one bend that is as it should be: nothing is wrong with it.
#[derive(Clone)]
struct Shop {
    register: String,
    documents: Vec<(String, String)>,
    today: &'static str,
    whole: bool,
}

impl Shop {
    fn new() -> Self {
        let returns = format!(
            "# Returns\n\n{WINDOW} <!-- rule: returns.window -->\n\n\
             A used rope cannot come back, because a life may hang on it. <!-- rule: returns.rope -->\n"
        );
        let handbook = "---\naudience: staff\n---\n# Handbook\n\nHelp people.\n\n\
             > **May bend** (B-001): any colleague, up to 15 more days, up to £50. \
             Beyond: duty lead, 10 minutes. Until 30 Sep 2026.\n";
        Self {
            register: REGISTER.replace("FINGERPRINT", &fingerprint(&fold(WINDOW))),
            documents: vec![("returns.md".into(), returns), ("handbook.md".into(), handbook.into())],
            today: "2026-06-15",
            whole: true,
        }
    }

    /// The register with a text in it replaced, which must be there.
    fn with(mut self, old: &str, new: &str) -> Self {
        assert!(self.register.contains(old), "the register holds no {old:?}");
        self.register = self.register.replace(old, new);
        self
    }

    /// A document with a text in it replaced, which must be there.
    fn document(mut self, path: &str, old: &str, new: &str) -> Self {
        let (_, text) = self.documents.iter_mut().find(|(known, _)| known == path).expect("a document of the shop");
        assert!(text.contains(old), "{path} holds no {old:?}");
        *text = text.replace(old, new);
        self
    }

    /// One more bend, a copy of the first with another id and texts replaced.
    fn further(mut self, id: &str, changes: &[(&str, &str)]) -> Self {
        let start = self.register.find("  - id: B-001").expect("the first bend");
        let mut entry = self.register[start..].replace("B-001", id);
        for (old, new) in changes {
            assert!(entry.contains(old), "the entry holds no {old:?}");
            entry = entry.replace(old, new);
        }
        self.register.push_str(&entry);
        self
    }

    fn on(mut self, day: &'static str) -> Self {
        self.today = day;
        self
    }

    fn reconcile(&self) -> Reconciled {
        let source = SourceFile::new("bends.yaml", self.register.as_str());
        let register = load(&source).unwrap_or_else(|errors| panic!("{errors:#?}"));
        let ids: Vec<&str> = register.bends.iter().map(|bend| bend.value.id.as_str()).collect();
        let ruleset = shipped();
        let (mut documents, mut findings): (Vec<_>, Vec<Finding>) = (Vec::new(), Vec::new());
        for (path, text) in &self.documents {
            let document = parse_at(path, text);
            let profile = Profile::of(&document, (None, None));
            let audited = finding::audit(&document, &profile, &ruleset, &Options::default(), &mut Scratch::default());
            documents.push(seen(&document, &profile, &audited.understood, &ids));
            findings.extend(audited.findings);
        }
        let findings: Vec<&Finding> = findings.iter().collect();
        let scope = Scope { name_of: &str::to_owned, exists: &|name| name == "elsewhere.md", is_whole: self.whole };
        reconcile(register.clone(), &source, documents, &findings, self.today.parse().expect("a day"), &scope)
    }

    /// The ids of what is wrong; rigid rules are left out, but where a test is about them.
    fn checks(&self) -> Vec<String> {
        let found = self.reconcile().findings;
        let ids = found.into_iter().map(|finding| finding.lint).filter(|id| id != "bend/rigid");
        ids.collect()
    }

    fn states(&self) -> Vec<State> {
        self.reconcile().standings.iter().map(|standing| standing.state).collect()
    }
}

const REGISTER: &str = "\
version: 1
currency: GBP
roles:
  - {id: frontline, rank: 10, label: any colleague, aliases: [agent], ceiling: {money: 50, percent: 100, days: 30}}
  - {id: duty-lead, rank: 20, reports_to: manager, ceiling: {money: 250, percent: 100, days: 90}}
  - {id: manager, rank: 30, ceiling: {money: 2000, percent: 100, days: 365}}
reasons:
  - {id: illness, kind: circumstance, proof: none}
  - {id: lost-receipt, kind: circumstance, proof: staff-check}
  - {id: other, kind: other, needs_note: true}
protected:
  - {rule: returns.rope, class: safety, basis: nobody can look into a rope}
bends:
  - id: B-001
    rule: returns.window
    document: returns.md
    fingerprint: FINGERPRINT
    quote: Items must be returned within 30 days of delivery.
    effect: extend-deadline
    role: frontline
    limit:
      days: 15
      money: {amount: 50}
    when: [illness, lost-receipt, other]
    evidence: none
    beyond: {role: duty-lead, within: PT10M}
    granted_by: {role: manager, name: J. Ito}
    granted_on: 2026-05-01
    expires: 2026-09-30
    review_every: P90D
    status: approved
";

#[test]
fn a_bend_that_is_as_it_should_be_raises_nothing_and_may_be_relied_on() {
    let reconciled = Shop::new().reconcile();
    assert_eq!(reconciled.findings, []);
    assert_eq!(reconciled.standings[0].state, State::Active);
    let rules = &reconciled.documents[0].rules;
    let window = reconciled.discretion("returns.md", rules[0].label.span);
    assert_eq!(window, Some(&Discretion::Bendable(vec![0])));
    let rope = reconciled.discretion("returns.md", rules[1].label.span);
    assert_eq!(rope, Some(&Discretion::Protected(Some(0))));
}

/// A check, what makes it fire, and what nearly does.
#[track_caller]
fn check(id: &str, fires: &Shop, near: &Shop) {
    let found = fires.checks();
    assert!(found.iter().any(|check| check == id), "{id} should fire: {found:?}");
    let found = near.checks();
    assert!(!found.iter().any(|check| check == id), "{id} should not fire: {found:?}");
}

#[test]
fn r1_rules_that_hurt_and_that_nobody_may_bend_are_one_finding_a_document() {
    let hostile =
        "\nAll sales are final. No refunds under any circumstances.\n\nReturns without a receipt are refused.\n";
    let mut shop = Shop::new();
    shop.documents[0].1.push_str(hostile);
    let rigid: Vec<Finding> =
        shop.reconcile().findings.into_iter().filter(|finding| finding.lint == "bend/rigid").collect();
    assert_eq!(rigid.len(), 1);
    assert!(!rigid[0].related.is_empty());
    // The window alone may hurt too, but it may be bent.
    assert!(Shop::new().reconcile().findings.iter().all(|finding| finding.lint != "bend/rigid"));
}

#[test]
fn r2_a_claim_of_law_needs_its_basis() {
    let claim = "because the law requires it";
    let fires = Shop::new().document("returns.md", "of delivery.", "of delivery, because the law requires it.");
    let near = Shop::new().document("returns.md", "because a life may hang on it", claim);
    check("bend/law-without-basis", &fires, &near);
}

#[test]
fn r3_what_is_protected_says_why() {
    let fires = Shop::new().document("returns.md", ", because a life may hang on it", "");
    check("bend/protected-without-reason", &fires, &Shop::new());
}

#[test]
fn b1_the_limit_stays_below_the_ceiling_of_the_role() {
    let bend = |new| Shop::new().with("days: 15\n", new);
    check("bend/over-ceiling", &bend("days: 31\n"), &bend("days: 30\n"));
    check("bend/over-ceiling", &bend("until_day: 61\n"), &bend("until_day: 60\n"));
    check("bend/over-ceiling", &Shop::new().with("amount: 50}", "amount: 50.01}"), &Shop::new());
    assert_eq!(bend("days: 31\n").states(), [State::Invalid]);
}

#[test]
fn b2_nobody_grants_more_than_they_may_nor_to_their_own_rank() {
    let by = |role| Shop::new().with("granted_by: {role: manager", &format!("granted_by: {{role: {role}"));
    check("bend/beyond-grantor", &by("frontline"), &by("duty-lead"));
    let low = |days: &str| {
        let shop = by("duty-lead").with("ceiling: {money: 50, percent: 100, days: 30}", "ceiling: {days: 365}");
        shop.with("days: 15\n", days)
    };
    check("bend/beyond-grantor", &low("days: 91\n"), &low("days: 90\n"));
}

#[test]
fn b3_an_expired_bend_is_worse_while_staff_still_read_of_it() {
    let named = Shop::new().on("2026-10-01");
    let finding = &named.reconcile().findings[0];
    assert_eq!((finding.lint.as_str(), finding.severity.word()), ("bend/expired", "high"));
    assert_eq!(finding.related[0].path, "handbook.md");
    let unnamed = named.document("handbook.md", "> **May bend** (B-001)", "> Something");
    assert_eq!(unnamed.reconcile().findings[0].severity.word(), "low");
    assert!(!Shop::new().on("2026-09-30").checks().contains(&"bend/expired".to_owned()));
}

#[test]
fn b4_a_bend_that_ends_soon_is_said_thirty_days_ahead() {
    check("bend/expiring", &Shop::new().on("2026-08-31"), &Shop::new().on("2026-08-30"));
    let conventions = Shop::new().with("roles:\n", "conventions: {warn_days: 5}\nroles:\n");
    check("bend/expiring", &conventions.clone().on("2026-09-25"), &conventions.on("2026-09-24"));
}

#[test]
fn b5_every_bend_ends_and_the_sooner_the_worse_its_rule_is() {
    let endless = Shop::new().with("    expires: 2026-09-30\n", "");
    check("bend/no-expiry", &endless, &Shop::new());
    assert_eq!(endless.states(), [State::Invalid]);
    let until = |day: &str| Shop::new().with("expires: 2026-09-30", &format!("expires: {day}"));
    check("bend/long-expiry", &until("2027-05-04"), &until("2027-05-01"));
}

#[test]
fn b6_a_bend_without_its_rule_is_orphaned_but_only_if_all_was_read() {
    let gone = Shop::new().document(
        "returns.md",
        "Items must be returned within 30 days of delivery. <!-- rule: returns.window -->",
        "Hello.",
    );
    check("bend/orphaned", &gone, &Shop::new());
    assert_eq!(gone.states(), [State::Orphaned]);
    let mut elsewhere = gone.with("document: returns.md", "document: elsewhere.md");
    elsewhere.whole = false;
    assert_eq!(elsewhere.states(), [State::Unread]);
    assert!(elsewhere.checks().is_empty());
}

#[test]
fn b7_a_changed_rule_makes_its_bend_stale() {
    let now = |old, new| Shop::new().document("returns.md", old, new);
    check("bend/stale-material", &now("30 days", "45 days"), &now("Items must", "Items **must**"));
    check("bend/stale-material", &now("of delivery", "of purchase"), &now("30 days of", "30\ndays of"));
    assert_eq!(now("must be", "may be").states(), [State::Stale]);
    let long = "You may always come to us and to any of our shops if you like, and ask, and we listen; items must be returned \
                within 30 days of delivery.";
    let reworded = Shop::new()
        .with("quote: Items must be returned within 30 days of delivery.", &format!("quote: {long}"))
        .document("returns.md", WINDOW, &long.replace("listen", "hear you"));
    check("bend/stale-wording", &reworded, &Shop::new());
    assert_eq!(reworded.states(), [State::Stale]);
}

#[test]
fn b8_nobody_bends_what_is_protected() {
    let rope = |status| {
        Shop::new()
            .with("rule: returns.window", "rule: returns.rope")
            .with("status: approved", &format!("status: {status}"))
    };
    check("bend/on-protected", &rope("approved"), &rope("withdrawn"));
    assert_eq!(rope("approved").states(), [State::Forbidden]);
    let never = Shop::new().document("returns.md", "returns.window -->", "returns.window bendable=never -->");
    assert_eq!(never.states(), [State::Forbidden]);
}

#[test]
fn b9_two_bends_of_one_rule_agree() {
    let further = |changes: &[(&str, &str)]| Shop::new().further("B-002", changes);
    let differs = further(&[("days: 15\n", "days: 10\n")]);
    check(
        "bend/contradictory",
        &differs,
        &further(&[
            ("days: 15\n", "days: 10\n"),
            ("granted_on: 2026-05-01", "granted_on: 2026-05-01\n    effective: 2026-10-01"),
            ("expires: 2026-09-30", "expires: 2026-12-01"),
        ]),
    );
    // A ladder is no contradiction, unless it is upside down.
    let lead = ("role: frontline", "role: duty-lead");
    let beyond = ("beyond: {role: duty-lead", "beyond: {role: manager");
    check(
        "bend/contradictory",
        &further(&[lead, beyond, ("days: 15\n", "days: 10\n")]),
        &further(&[lead, beyond, ("days: 15\n", "days: 40\n"), ("amount: 50}", "amount: 90}")]),
    );
    // Other reasons, other limits.
    let split = Shop::new().with("when: [illness, lost-receipt, other]", "when: [illness]");
    check(
        "bend/contradictory",
        &differs,
        &split.further("B-002", &[("days: 15\n", "days: 10\n"), ("[illness]", "[lost-receipt]")]),
    );
    check("bend/redundant", &further(&[]), &differs);
}

#[test]
fn b10_a_bend_gives_something_and_never_less_than_the_rule() {
    let until = |day| Shop::new().with("days: 15\n", &format!("until_day: {day}\n"));
    check("bend/allows-nothing", &until(30), &until(31));
    check("bend/tighter-than-rule", &until(29), &until(31));
    check("bend/allows-nothing", &Shop::new().with("amount: 50}", "amount: 0}"), &Shop::new());
    assert_eq!(until(29).states(), [State::Invalid]);
    let untimed = "Items must be returned unused.";
    let unfit = Shop::new().document("returns.md", WINDOW, untimed);
    check("bend/unfit", &unfit, &unfit.clone().with("extend-deadline", "waive"));
}

#[test]
fn b11_at_your_discretion_is_no_limit() {
    let bare = Shop::new().with("    limit:\n      days: 15\n      money: {amount: 50}\n", "");
    let counted = "    limit: {count: {n: 1, per: customer}}\n";
    let count = Shop::new().with("    limit:\n      days: 15\n      money: {amount: 50}\n", counted);
    check("bend/without-limit", &bare, &count);
    assert_eq!(bare.states(), [State::Invalid]);
}

#[test]
fn b12_a_bend_names_reasons_and_more_than_other() {
    let when = |list| Shop::new().with("when: [illness, lost-receipt, other]", &format!("when: [{list}]"));
    check("bend/without-reason", &when("other"), &when("illness"));
    check("bend/without-reason", &when(""), &when("other, illness"));
}

#[test]
fn b13_there_is_somebody_to_ask_within_a_day() {
    let beyond = |new: &str| Shop::new().with("    beyond: {role: duty-lead, within: PT10M}\n", new);
    check("bend/broken-ladder", &beyond(""), &Shop::new());
    check("bend/broken-ladder", &beyond("    beyond: {role: frontline, within: PT10M}\n"), &Shop::new());
    check("bend/broken-ladder", &beyond("    beyond: {role: manager}\n"), &Shop::new());
    let within = |time| beyond(&format!("    beyond: {{role: manager, within: {time}}}\n"));
    check("bend/broken-ladder", &within("P2D"), &within("PT24H"));
}

#[test]
fn b14_a_review_that_is_due_is_said_and_the_bend_still_holds() {
    check("bend/review-overdue", &Shop::new().on("2026-07-31"), &Shop::new().on("2026-07-30"));
    assert_eq!(Shop::new().on("2026-07-31").states(), [State::ReviewDue]);
    let reviewed = Shop::new().with("review_every: P90D", "review_every: P90D\n    last_review: 2026-07-01");
    assert_eq!(reviewed.on("2026-07-31").states(), [State::Active]);
}

#[test]
fn b15_a_bend_is_no_secret_from_staff() {
    let secret = Shop::new().document("handbook.md", "**May bend** (B-001)", "Something");
    let named = secret.clone().document("handbook.md", "Help people.", "Help people, with B-001.");
    check("bend/secret", &secret, &named);
    let mut part = secret;
    part.whole = false;
    assert!(part.checks().is_empty());
}

#[test]
fn b16_limits_do_not_stand_where_customers_read() {
    let says =
        |words: &str| Shop::new().document("returns.md", "# Returns\n", &format!("# Returns\n\nHello. {words}\n"));
    check("bend/printed-for-customers", &says("<!-- B-001: 15 days -->"), &says("<!-- mind the gap -->"));
    check("bend/printed-for-customers", &says("Ask for B-001."), &says("Ask for B-0012."));
    let public = says("Ask for B-001.").with("status: approved", "status: approved\n    visibility: public");
    check("bend/printed-for-customers", &says("Ask for B-001."), &public);
}

#[test]
fn b17_a_note_says_what_the_register_says() {
    let says = |old: &str, new: &str| Shop::new().document("handbook.md", old, new);
    check("bend/note-differs", &says("15 more days", "20 more days"), &says("any colleague", "*any* colleague"));
    check("bend/note-differs", &says("(B-001)", "(B-009)"), &Shop::new());
    let suspended = Shop::new().with("status: approved", "status: suspended");
    check("bend/note-differs", &suspended, &Shop::new());
}

#[test]
fn b18_no_more_proof_is_asked_than_a_reason_needs() {
    let evidence = |word| Shop::new().with("evidence: none", &format!("evidence: {word}"));
    check("bend/asks-too-much", &evidence("document"), &evidence("self-declared"));
    let free = Shop::new().with("illness, kind: circumstance, proof: none", "illness, kind: circumstance");
    check("bend/asks-too-much", &evidence("document"), &free.clone().with("evidence: none", "evidence: staff-check"));
}

#[test]
fn b19_mistakes_of_the_file_are_all_told_at_once_with_their_place_and_what_to_do() {
    let text = "\
version: 2
currency: GPB
rolls: []
roles:
  - {id: frontline, rank: 10, ceiling: {money: -5}}
  - {id: frontline, rank: 10}
  - {id: lead, rank: 20, reports_to: frontline}
  - {id: boss, rank: 30, reports_to: nobody}
reasons:
  - {id: illness, kind: sickness}
protected:
  - {rule: Returns Rope, class: brand, basis: ''}
bends:
  - id: B 001
    rule: returns.window
    fingerprint: abc
    effect: wave
    role: frontlin
    limit: {days: many, count: {n: 2, per: year}}
    when: [ilness]
    granted_by: {role: manager}
    granted_on: 2026-02-30
    expires: tomorrow
    review_every: yearly
    status: aproved
    expired: 2026-01-01
  - id: B-002
    effect: waive
    role: lead
    granted_by: {role: boss}
    granted_on: 2026-05-01
    expires: 2026-04-01
    status: approved
    supersedes: B-003
  - id: B-002
    rule: returns.window
    effect: waive
    role: lead
    granted_by: {role: boss}
    granted_on: 2026-05-01
    status: approved
";
    let errors = load(&SourceFile::new("bends.yaml", text)).expect_err("the register is full of mistakes");
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_is_protected_and_not_there_protects_nothing() {
    let fires = Shop::new().with("rule: returns.rope", "rule: returns.ropes");
    check("bend/protects-nothing", &fires, &Shop::new());
}

#[test]
fn the_first_state_that_is_true_counts_and_the_others_are_flags() {
    let shop = Shop::new()
        .with("status: approved", "status: suspended")
        .document("returns.md", "30 days", "45 days")
        .on("2026-10-01");
    let standing = &shop.reconcile().standings[0];
    assert_eq!(standing.state, State::Suspended);
    assert_eq!(standing.flags, [State::Expired, State::Stale, State::ReviewDue]);
    let scheduled = Shop::new().with("granted_on: 2026-05-01", "granted_on: 2026-05-01\n    effective: 2026-07-01");
    assert_eq!(scheduled.states(), [State::Scheduled]);
    assert_eq!(scheduled.on("2026-07-01").states(), [State::Active]);
    assert_eq!(Shop::new().with("status: approved", "status: proposed").states(), [State::Proposed]);
    assert_eq!(Shop::new().with("status: approved", "status: withdrawn").states(), [State::Withdrawn]);
}

#[test]
fn a_rule_that_moved_keeps_its_bend_and_the_move_is_told() {
    let mut moved = Shop::new().document("returns.md", &format!("{WINDOW} <!-- rule: returns.window -->"), "Hello.");
    moved.documents.push(("shop.md".into(), format!("# Shop\n\n- {WINDOW}\n- Be kind.\n")));
    let reconciled = moved.reconcile();
    assert_eq!(reconciled.standings[0].matched, Matched::Text);
    assert_eq!(reconciled.standings[0].state, State::Active);
    assert_eq!(reconciled.findings[0].lint, "bend/moved");
}

#[test]
fn a_near_text_of_the_same_document_is_never_silently_taken_for_the_rule() {
    let renamed = Shop::new().document(
        "returns.md",
        &format!("{WINDOW} <!-- rule: returns.window -->"),
        "All items must be returned within 30 days of delivery.",
    );
    let reconciled = renamed.reconcile();
    assert!(matches!(reconciled.standings[0].matched, Matched::Near(_)));
    assert_eq!(reconciled.standings[0].state, State::Stale);
}

#[test]
fn a_bend_that_recorded_no_text_is_not_to_be_relied_on() {
    let bare = Shop::new()
        .with(&format!("    fingerprint: {}\n", fingerprint(&fold(WINDOW))), "")
        .with("    quote: Items must be returned within 30 days of delivery.\n", "");
    assert_eq!(bare.states(), [State::Stale]);
}

#[test]
fn a_lead_in_belongs_to_the_rule_and_a_heading_does_not() {
    let list = |heading: &str, lead_in: &str| {
        let mut shop = Shop::new();
        shop.documents[0].1 = format!(
            "# Returns\n\n## {heading}\n\n{lead_in}\n\n- opened boxes <!-- rule: returns.window -->\n- used ropes\n"
        );
        shop
    };
    let fingerprint_of = |shop: &Shop| shop.reconcile().documents[0].rules[0].fingerprint.clone();
    let may = list("Boxes", "You may return:");
    assert_eq!(fingerprint_of(&may), fingerprint_of(&list("Parcels", "You may return:")));
    assert_ne!(fingerprint_of(&may), fingerprint_of(&list("Boxes", "You may not return:")));
}

#[test]
fn only_what_carries_the_rule_makes_a_change_material() {
    let rule = "If you have lost the receipt, any colleague of ours may look for the sale in the till and swap the item \
                for one of the same kind within 30 days of the purchase.";
    let changed = |old: &str, new: &str| change(rule, &rule.replacen(old, new, 1));
    assert_eq!(changed("item", "thing"), Change::Wording);
    for (old, new) in [
        ("30 days", "45 days"),
        ("30 days", "30 hours"),
        ("may look", "must look"),
        ("may look", "may not look"),
        ("within", "after"),
        ("If you", "Unless you"),
        ("any colleague", "no colleague"),
    ] {
        assert_eq!(changed(old, new), Change::Material, "{old} → {new}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Wrapping, bullets, emphasis and another file do not part a bend from its rule.
    #[test]
    fn how_a_rule_is_set_never_parts_it_from_its_bend(
        breaks in prop::collection::vec(any::<bool>(), 8),
        emphasised in 0usize..8,
        bullet in prop::sample::select(vec!["", "- ", "* ", "+ ", "1. ", "> "]),
        moved in any::<bool>(),
        anchored in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        let mut text = bullet.to_owned();
        for (at, word) in WINDOW.split(' ').enumerate() {
            if at > 0 {
                let deeper = if bullet == "> " { "> " } else { "   " };
                text.push_str(if breaks.get(at).copied().unwrap_or_default() { "\n" } else { " " });
                if text.ends_with('\n') && !bullet.is_empty() {
                    text.push_str(deeper);
                }
            }
            text.push_str(&if at == emphasised && word.chars().all(char::is_alphabetic) { format!("**{word}**") } else { word.to_owned() });
        }
        if anchored {
            text.push_str(" <!-- rule: returns.window -->");
        }
        let mut shop = Shop::new().document("returns.md", &format!("{WINDOW} <!-- rule: returns.window -->"), "Hello.");
        let place = if moved { "shop.md" } else { "returns.md" };
        let text = format!("# Shop\n\nWelcome.\n\n{text}\n");
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        shop.documents.retain(|(path, _)| path != place);
        shop.documents.push((place.to_owned(), text));
        let reconciled = shop.reconcile();
        prop_assert_eq!(reconciled.standings[0].state, State::Active, "{:?}", shop.documents);
        prop_assert_eq!(reconciled.standings[0].moved, moved);
    }

    /// No register makes the loader panic, and what it refuses has a place.
    #[test]
    fn no_register_makes_the_loader_panic(cut in 0usize..1200, letter in any::<char>()) {
        let mut text = Shop::new().register;
        let at = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        text.insert(at, letter);
        if let Err(errors) = load(&SourceFile::new("bends.yaml", text)) {
            prop_assert!(errors.iter().all(|error| error.place.is_some()));
        }
    }

    /// A bend is active exactly from its first to its last day.
    #[test]
    fn a_bend_holds_from_its_first_to_its_last_day(offset in -200i64..200) {
        let first: Day = "2026-05-01".parse().unwrap();
        let last: Day = "2026-09-30".parse().unwrap();
        let today = first.plus_days(offset);
        let mut shop = Shop::new().with("    review_every: P90D\n", "");
        shop.today = Box::leak(today.to_string().into_boxed_str());
        let expected = if today < first { State::Scheduled } else if today > last { State::Expired } else { State::Active };
        prop_assert_eq!(shop.states(), [expected]);
    }
}

#[test]
fn an_item_under_another_lead_in_is_the_same_item_and_stale() {
    let list = |lead_in: &str| {
        let mut shop = Shop::new();
        shop.documents[0].1 =
            format!("# Returns\n\n{lead_in}\n\n- thirty days after a trial has ended without a reply\n- a rope\n");
        shop
    };
    let before = list("Basecamp will close your account when it was not used:");
    let reconciled = before.reconcile();
    let mut rules = reconciled.documents[0].rules.iter();
    let rule = rules.find(|seen| seen.own.starts_with("thirty")).expect("the item is a rule");
    let granted = |shop: Shop| {
        shop.with("    rule: returns.window\n", "")
            .with(&fingerprint(&fold(WINDOW)), &rule.fingerprint)
            .with("quote: Items must be returned within 30 days of delivery.", &format!("quote: '{}'", rule.text))
    };
    assert_eq!(granted(before.clone()).reconcile().standings[0].matched, Matched::Text);
    let after = granted(list("Your account will be closed at once:")).reconcile();
    assert!(matches!(after.standings[0].matched, Matched::Near(_)), "{:?}", after.standings[0]);
    assert_eq!(after.standings[0].state, State::Stale);
}

#[test]
fn a_short_form_spelt_out_is_no_change() {
    assert_eq!(change("Ropes can't come back.", "Ropes can not come back."), Change::Same);
    assert_eq!(change("5.2 We're liable.", "(c) We are liable."), Change::Same);
    assert_eq!(change("Ropes can't come back.", "Ropes can come back."), Change::Material);
}
