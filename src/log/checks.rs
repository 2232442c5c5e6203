//! The checks of the log: what each is called, what it means and what to do. They become ordinary findings, one for each
//! check and rule, bend or role, never one for each row.

use super::LogFile;
use super::fault::Place;
use super::ground::Subject;
use crate::finding::{Finding, Label, LintCard, identify};
use crate::register::{Reconciled, label_of_bend};
use crate::ruleset::{Confidence, Severity};
use crate::text::{LineColumn, SourceFile, Span};

/// A check: id, severity where nothing else is said, title, why it matters, what to do.
type Check = (&'static str, Severity, &'static str, &'static str, &'static str);

const CHECKS: [Check; 20] = [
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
];

/// What people need to know about the checks of the log, by id.
pub fn cards() -> impl Iterator<Item = (String, LintCard)> {
    CHECKS.iter().map(|(id, severity, title, why, repair)| {
        let card = LintCard {
            title: (*title).to_owned(),
            severity: *severity,
            layer: "experience".to_owned(),
            customer_experience: "What a customer gets is what the people in front of them do with the rules."
                .to_owned(),
            why: (*why).to_owned(),
            rewrite: (*repair).to_owned(),
            acceptable_when: Vec::new(),
            sources: Vec::new(),
        };
        ((*id).to_owned(), card)
    })
}

/// Whether an id names a check of the log.
pub fn is_log_check(id: &str) -> bool {
    CHECKS.iter().any(|check| check.0 == id)
}

/// What the checks look at, and what they found.
pub(super) struct Raised<'a> {
    pub(super) reconciled: &'a Reconciled,
    /// The text of the register.
    pub(super) source: &'a SourceFile,
    /// The logs, or the nominations: what a row's place counts.
    pub(super) files: &'a [LogFile],
    found: Vec<Finding>,
}

impl<'a> Raised<'a> {
    pub(super) const fn new(reconciled: &'a Reconciled, source: &'a SourceFile, files: &'a [LogFile]) -> Self {
        Self { reconciled, source, files, found: Vec::new() }
    }

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
            message: format!("{title}: {detail}"),
            primary,
            related,
            identity: String::new(),
            suppressed: None,
        });
    }

    /// The label of a bend's entry; `role` keeps findings about several roles apart.
    pub(super) fn entry(&self, bend: usize, field: &str, role: Option<&str>) -> Label {
        let mut label = label_of_bend(&self.reconciled.register, self.source, bend, field);
        if let Some(role) = role {
            label.reading = format!("{} {role}", label.reading);
        }
        label
    }

    /// The label of a row. It shows no text of it: rows speak of people.
    pub(super) fn row(&self, place: Place, reading: &str) -> Label {
        let start = LineColumn { line: usize::try_from(place.line).unwrap_or(usize::MAX), column: 1 };
        let path = self.files.get(place.file as usize).map_or_else(String::new, |file| file.path.clone());
        Label {
            path,
            span: Span::new(0, 0),
            matched: Span::new(0, 0),
            start,
            end: start,
            quote: String::new(),
            reading: reading.to_owned(),
            section: Vec::new(),
            lines: Vec::new(),
            anchor: None,
            note: None,
        }
    }

    /// The label of a rule, where it stands now; none when it is nowhere.
    pub(super) fn rule(&self, subject: &Subject) -> Option<Label> {
        let (document, rule) = subject.seen?;
        Some(self.reconciled.documents[document].rules[rule].label.clone())
    }

    /// What was found, by path and place.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let mut found = self.found;
        let key = |finding: &Finding| {
            let label = &finding.primary;
            (label.path.clone(), label.span, label.start, finding.lint.clone(), finding.message.clone())
        };
        found.sort_by_cached_key(key);
        identify(found.iter_mut());
        found
    }
}

/// "once", "5 times".
pub(super) fn times_in_words(times: u64) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    }
}

/// "one person", "5 people".
pub(super) fn people_in_words(people: u64) -> String {
    if people == 1 { "one person".to_owned() } else { format!("{people} people") }
}
