//! The checks of the register: what each is called, what it means and what to do. They become ordinary findings.

use crate::finding::LintCard;
use crate::ruleset::Severity;

/// A check: id, severity where nothing else is said, title, why it matters, what to do.
type Check = (&'static str, Severity, &'static str, &'static str, &'static str);

const CHECKS: [Check; 28] = [
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
        "bend/allows-nothing",
        Severity::Low,
        "A bend allows nothing",
        "The rule gives as much already, or the limit is zero.",
        "Withdraw it, or correct the limit.",
    ),
    (
        "bend/redundant",
        Severity::Low,
        "Two bends allow the same",
        "One of them is changed one day and the other is not, and then they disagree.",
        "Withdraw one.",
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
        "bend/unfit",
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
            // Nobody outside lives through a register; why it matters is told instead.
            customer_experience: String::new(),
            why: (*why).to_owned(),
            rewrite: (*repair).to_owned(),
            acceptable_when: Vec::new(),
            sources: Vec::new(),
        };
        ((*id).to_owned(), card)
    })
}

/// The severity and the title of a check.
pub(super) fn severity_and_title(id: &str) -> (Severity, &'static str) {
    let check = CHECKS.iter().find(|check| check.0 == id).expect("the id is in the table above");
    (check.1, check.2)
}
