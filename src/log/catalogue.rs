//! The checks of the log: what each is called, what it means and what to do. They become ordinary findings, one for each
//! check and rule, bend or role, never one for each row.

use crate::finding::Checks;
use crate::ruleset::Severity;

/// The checks of the log. Nobody outside lives through a log, so they say nothing of the customer.
pub const CHECKS: Checks = Checks {
    layer: "experience",
    customer_experience: "",
    table: &[
        (
            "log/on-protected",
            Severity::Critical,
            "A rule was bent that nobody may bend",
            "It protects somebody: by law, for safety, security, privacy or the rights of others.",
            "Find out how it came to that. Say to staff why nobody may bend it; or take the protection back, if it was never founded.",
        ),
        (
            "log/shadow-policy",
            Severity::High,
            "A rule is bent and no bend allows it",
            "What staff do without leave becomes a second rule that nobody wrote, that depends on who asks, and for which they answer alone.",
            "Grant a bend for it (`dumbrules bends grant`), change the rule, or say that it must stop.",
        ),
        (
            "log/over-limit",
            Severity::High,
            "A bend is used beyond its limit",
            "Either the limit is too low for the cases that staff meet, or they do not know it.",
            "Look at the cases; then raise the limit, or tell staff whom to ask beyond it.",
        ),
        (
            "log/wrong-role",
            Severity::High,
            "A bend is used by a role that may not",
            "Whoever has the customer in front of them decides, and the register says that they may not.",
            "Grant it to the role that uses it, or make asking quick enough.",
        ),
        (
            "log/outside-dates",
            Severity::High,
            "A bend is used outside its dates",
            "Staff remember old permissions, and nobody answers for them any more.",
            "Renew it (`dumbrules bends renew`), or take it out of the documents that name it and tell staff.",
        ),
        (
            "log/without-approver",
            Severity::High,
            "A higher role decided, and the log does not say which",
            "Nobody can tell whether it was somebody who may.",
            "Write the role into `approved_by`.",
        ),
        (
            "log/too-often",
            Severity::Medium,
            "A bend is used more often than it may be",
            "The limit says how often, and some had more.",
            "Look at these cases: perhaps the rule fails the same people again and again.",
        ),
        (
            "log/over-budget",
            Severity::Medium,
            "The budget of a bend is exceeded",
            "What is set aside for it is not what it takes.",
            "Raise the budget, or change the rule that makes it necessary.",
        ),
        (
            "log/without-reason",
            Severity::Low,
            "Bends are used without a reason that the register knows",
            "Without reasons nobody learns why a rule is bent, and the rule stays as it is.",
            "Add the missing reasons to `reasons` and to the bend's `when`, and let staff choose from them.",
        ),
        (
            "log/other-reasons",
            Severity::Low,
            "Too many bends are used for “other” reasons",
            "What staff meet has no name in the register.",
            "Read the notes, and add what comes up to `reasons`.",
        ),
        (
            "log/errors-as-goodwill",
            Severity::Medium,
            "Our own mistakes are written down as goodwill",
            "Putting a mistake right is owed. Counted as a favour, it hides the mistake and uses up the favour.",
            "Write `corrected` into `decision` when we were wrong.",
        ),
        (
            "log/grants-nothing",
            Severity::Low,
            "A bend is used and no more is granted than the rule gives",
            "Days are written as the rule counts them: 41, where the rule says 30 and the 41st day was allowed.",
            "Write the day that was allowed in all, not the days on top; or drop the bend, if the rule already gives enough.",
        ),
        (
            "log/kill-candidate",
            Severity::High,
            "A rule that staff bend so often that it should change",
            "Each bend costs a customer the asking and staff the deciding, and ends where it would without the rule.",
            "Write into the rule what staff do anyway, and retire its bends.",
        ),
        (
            "log/review-rule",
            Severity::Low,
            "A rule that is bent often enough to look at it",
            "Several people found, each for themselves, that it does not fit.",
            "Ask them what customers come with.",
        ),
        (
            "log/rubber-stamp",
            Severity::Medium,
            "Whoever is asked says yes",
            "An approval that is never refused makes customers wait and decides nothing.",
            "Move the authority down: raise the limit of the role that asks.",
        ),
        (
            "log/refusals-only",
            Severity::Medium,
            "Customers are refused and the rule is never bent",
            "Either nobody may, or nobody dares: an authority that exists on paper only.",
            "Ask the staff who said no. Grant a bend, or make known that there is one.",
        ),
        (
            "log/never-used",
            Severity::Info,
            "A bend that nobody uses",
            "Either staff do not know of it, or the rule does no harm.",
            "Ask them; then make it known, or withdraw it.",
        ),
        (
            "log/concentration",
            Severity::Info,
            "One person makes most uses of a rule's bends",
            "Perhaps they have the difficult cases, perhaps the others do not dare. Seldom it is misuse.",
            "Look at who handles such cases before you judge anybody. The log does not say who it is, and outputs never do.",
        ),
        (
            "log/disparity",
            Severity::Medium,
            "Who gets a yes depends on the channel",
            "The same case gets another answer elsewhere, by more than chance explains.",
            "Structure the discretion: clearer reasons and limits, the same for all; and ask what differs.",
        ),
        (
            "log/nominated",
            Severity::Medium,
            "A rule that staff call dumb",
            "Those who must say no with it know what it does, whether or not a lint recognises its words.",
            "Ask them what they would write instead.",
        ),
    ],
};
