//! The checks of the register: what each is called, what it means and what to do. They become ordinary findings.
//!
//! Here are their names and how one is raised; what they look at is in `check_bend` (one entry), `check_pairs` (two of
//! them) and `check_text` (the documents).

use super::place::{label_of_bend, label_of_entry};
use super::reconcile::{Reconciled, Scope};
use super::{Seen, check_bend, check_pairs, check_text};
use crate::finding::{Finding, Label, LintCard, identify};
use crate::ruleset::{Confidence, Severity};
use crate::text::{SourceFile, Span};
use std::collections::BTreeMap;

/// A check: id, severity where nothing else is said, title, why it matters, what to do.
type Check = (&'static str, Severity, &'static str, &'static str, &'static str);

const CHECKS: [Check; 27] = [
    (
        "bend/rigid",
        Severity::Medium,
        "Rules that hurt customers and that nobody may bend",
        "Whoever meets the customer has nothing to say but no.",
        "Kill the rule, or let the people who meet customers bend it within a limit: `dumbrules bends grant`.",
    ),
    (
        "bend/law-without-basis",
        Severity::Medium,
        "A rule claims the law and does not say which",
        "“The law requires it” ends every conversation, and is often not true. Nobody can check it.",
        "Add the rule to `protected` with its basis, or drop the claim.",
    ),
    (
        "bend/protected-without-reason",
        Severity::Low,
        "A rule that nobody may bend does not say why",
        "A customer takes a no that has a reason, and so does the colleague who must say it.",
        "Add the reason to the rule's text, in words for a customer.",
    ),
    (
        "bend/protects-nothing",
        Severity::Low,
        "A protected rule is not there",
        "No rule has this anchor, so nothing is protected by the entry.",
        "Correct the id, put the anchor back into the text, or remove the entry.",
    ),
    (
        "bend/over-ceiling",
        Severity::High,
        "A bend goes further than its role may",
        "Its role has a ceiling, and the limit lies above it.",
        "Lower the limit, or grant it to a higher role.",
    ),
    (
        "bend/beyond-grantor",
        Severity::High,
        "A bend was granted by somebody who could not",
        "Nobody can hand on more than they may decide themselves, nor grant anything to their own rank.",
        "Have it granted again by a role that stands above and may go as far.",
    ),
    (
        "bend/expired",
        Severity::Low,
        "A bend has expired",
        "Its last day is over, so nobody may rely on it. Staff remember old permissions.",
        "Renew it (`dumbrules bends renew`) or withdraw it, and take it out of the documents that name it.",
    ),
    (
        "bend/expiring",
        Severity::Info,
        "A bend expires soon",
        "After its last day the answer is no again.",
        "Decide now: renew it, or change the rule.",
    ),
    (
        "bend/no-expiry",
        Severity::High,
        "A bend has no last day",
        "An exception without an end is never looked at again and becomes a second rule.",
        "Set `expires`.",
    ),
    (
        "bend/long-expiry",
        Severity::Low,
        "A bend runs longer than its rule deserves",
        "The worse a rule is for customers, the sooner it should change instead of being bent.",
        "Set an earlier `expires`, or change the rule.",
    ),
    (
        "bend/orphaned",
        Severity::Medium,
        "A bend whose rule is gone",
        "No rule has its anchor, its text, or a text near it.",
        "Withdraw it, or anchor it to the rule that took the place.",
    ),
    (
        "bend/moved",
        Severity::Low,
        "A bend's rule has moved",
        "It was recognised by its text or anchor, and stands elsewhere than the entry says.",
        "`dumbrules bends accept` writes down where it stands now.",
    ),
    (
        "bend/stale-material",
        Severity::High,
        "A bend's rule says something else now",
        "A number, a duty or an exception changed since it was granted, so it is not to be relied on.",
        "Read both texts (`dumbrules bends show`); then accept it, grant it anew, or withdraw it.",
    ),
    (
        "bend/stale-wording",
        Severity::Low,
        "A bend's rule was reworded",
        "No number, duty or exception changed, but a person should say that it means the same.",
        "Read both texts (`dumbrules bends show`), then `dumbrules bends accept`.",
    ),
    (
        "bend/on-protected",
        Severity::Critical,
        "A bend on a rule that nobody may bend",
        "The rule is protected by law, safety, security, privacy or the rights of others.",
        "Withdraw it; or take the protection back, if it was never founded.",
    ),
    (
        "bend/contradictory",
        Severity::High,
        "Two bends of one rule disagree",
        "Two colleagues would answer differently, each of them rightly.",
        "Merge them, or withdraw one.",
    ),
    (
        "bend/redundant",
        Severity::Low,
        "A bend allows nothing",
        "The rule gives as much already, or another bend does.",
        "Withdraw it.",
    ),
    (
        "bend/tighter-than-rule",
        Severity::High,
        "A bend gives less than its rule",
        "Staff who follow it give customers less than the handbook promises.",
        "Correct the limit.",
    ),
    (
        "bend/without-limit",
        Severity::High,
        "A bend without a limit",
        "“At your discretion” helps nobody: the timid grant nothing and the bold everything, and who gets what depends on who asks.",
        "Add a `limit`: days, a sum, a share, or how often.",
    ),
    (
        "bend/without-reason",
        Severity::Medium,
        "A bend without reasons",
        "Without reasons nobody learns why the rule is bent, and the rule stays as it is.",
        "Add ids of `reasons` to `when`, more than `other`.",
    ),
    (
        "bend/broken-ladder",
        Severity::Medium,
        "Nobody to ask beyond the limit",
        "A customer whose case is larger than the limit must get an answer, and soon.",
        "Name a higher role in `beyond`, with an answer `within` a day.",
    ),
    (
        "bend/review-overdue",
        Severity::Low,
        "A bend is due for review",
        "It was to be looked at again before today.",
        "Look at how it was used, then `dumbrules bends renew` or withdraw it.",
    ),
    (
        "bend/secret",
        Severity::Medium,
        "A bend that staff cannot know of",
        "No document for staff names it, so only some will use it.",
        "`dumbrules notes --write` puts it where the rule stands.",
    ),
    (
        "bend/printed-for-customers",
        Severity::High,
        "A limit meant for staff stands where customers read",
        "Customers who know the limit ask for all of it, and those who do not get less. Page generators copy comments too.",
        "Take it out of the document; the register is the place. Or set `visibility: public`.",
    ),
    (
        "bend/note-differs",
        Severity::High,
        "A note says something else than the register",
        "Staff follow the note.",
        "`dumbrules notes --write` writes it anew.",
    ),
    (
        "bend/asks-too-much",
        Severity::Medium,
        "A bend asks for more proof than its reason needs",
        "A favour that costs papers is no favour.",
        "Ask for less in `evidence`.",
    ),
    (
        "bend/no-expected-effect",
        Severity::Medium,
        "A bend does not fit its rule",
        "The rule holds nothing that the bend could change.",
        "Correct `effect` or `limit`, or name another rule.",
    ),
];

/// What people need to know about the checks of the register, by id.
pub fn cards() -> impl Iterator<Item = (String, LintCard)> {
    CHECKS.iter().map(|(id, severity, title, why, repair)| {
        let card = LintCard {
            title: (*title).to_owned(),
            severity: *severity,
            layer: "experience".to_owned(),
            customer_experience: "What a customer gets depends on what the people in front of them may decide."
                .to_owned(),
            why: (*why).to_owned(),
            rewrite: (*repair).to_owned(),
            acceptable_when: Vec::new(),
            sources: Vec::new(),
        };
        ((*id).to_owned(), card)
    })
}

/// Whether an id names a check of the register.
pub fn is_register_check(id: &str) -> bool {
    CHECKS.iter().any(|check| check.0 == id)
}

/// Everything that is wrong, by path and place.
pub(super) fn findings(
    reconciled: &Reconciled,
    source: &SourceFile,
    counted: &[&Finding],
    scope: &Scope<'_>,
) -> Vec<Finding> {
    let mut worst: BTreeMap<(&str, Span), Severity> = BTreeMap::new();
    for finding in counted {
        let severity = worst.entry((&finding.primary.path, finding.primary.span)).or_insert(finding.severity);
        *severity = finding.severity.max(*severity);
    }
    let mut raised = Raised { reconciled, source, worst, scope, found: Vec::new() };
    for at in 0..reconciled.standings.len() {
        check_bend::check(&mut raised, at);
    }
    check_pairs::check(&mut raised);
    check_text::check(&mut raised);
    let mut found = raised.found;
    found.sort_by(|a, b| {
        (&a.primary.path, a.primary.span, &a.lint, &a.message).cmp(&(
            &b.primary.path,
            b.primary.span,
            &b.lint,
            &b.message,
        ))
    });
    identify(found.iter_mut());
    found
}

/// What the checks look at, and what they found.
pub(super) struct Raised<'a> {
    pub(super) reconciled: &'a Reconciled,
    pub(super) source: &'a SourceFile,
    /// The worst severity of the findings about each rule that count, by path and place.
    pub(super) worst: BTreeMap<(&'a str, Span), Severity>,
    pub(super) scope: &'a Scope<'a>,
    found: Vec<Finding>,
}

impl Raised<'_> {
    /// Raises a check with its usual severity.
    pub(super) fn raise(&mut self, id: &str, detail: &str, primary: Label, related: Vec<Label>) {
        let severity = CHECKS.iter().find(|check| check.0 == id).expect("the id is in the table above").1;
        self.raise_as(id, severity, detail, primary, related);
    }

    /// Raises a check with a severity of its own.
    pub(super) fn raise_as(&mut self, id: &str, severity: Severity, detail: &str, primary: Label, related: Vec<Label>) {
        let title = CHECKS.iter().find(|check| check.0 == id).expect("the id is in the table above").2;
        self.found.push(Finding {
            lint: id.to_owned(),
            severity,
            confidence: Confidence::Certain,
            told_by: Vec::new(),
            message: if detail.is_empty() { title.to_owned() } else { format!("{title}: {detail}") },
            primary,
            related,
            identity: String::new(),
            suppressed: None,
        });
    }

    /// The label of a field of a bend's entry.
    pub(super) fn entry(&self, bend: usize, field: &str) -> Label {
        label_of_bend(&self.reconciled.register, self.source, bend, field)
    }

    /// A label in the register: an entry, of which one value matters.
    pub(super) fn place(&self, entry: Span, value: Option<Span>) -> Label {
        label_of_entry(self.source, entry, value)
    }

    /// The worst severity among findings about a rule.
    pub(super) fn worst(&self, seen: &Seen) -> Option<Severity> {
        self.worst.get(&(seen.label.path.as_str(), seen.label.span)).copied()
    }

    /// The rule of a bend, for the second label.
    pub(super) fn rule(&self, bend: usize) -> Vec<Label> {
        let standing = &self.reconciled.standings[bend];
        self.reconciled.rule(standing).map(|seen| seen.label.clone().noted("the rule")).into_iter().collect()
    }
}
