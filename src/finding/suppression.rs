//! Suppressions in the text: which findings they silence, and what is wrong with them.
//!
//! A suppression stands after the rule it excuses, names one lint, and must say why and until when
//! (`<!-- audit: allow LINT until=YYYY-MM-DD by="…" reason="…" -->`). One that is unused, expired, without reason or misplaced is
//! itself a finding.

use super::corpus::Claim;
use super::{Checks, ExceptionSource, Finding, Label, Suppressed};
use crate::day::Day;
use crate::document::{Allow, Directive, DirectiveKind, Document};
use crate::ruleset::Severity;

/// The checks of comments to the tool: suppressions and anchors.
pub const COMMENT_CHECKS: Checks = Checks {
    layer: "core",
    customer_experience: "Nothing changes for the customer; those who look after the handbook are misled.",
    table: &[
        (
            "suppression/expired",
            Severity::Medium,
            "A suppression has expired",
            "Its last day is over, so it silences nothing any more.",
            "Decide again: mend the rule, or renew the suppression with a new date and a reason that still holds.",
        ),
        (
            "suppression/expiring",
            Severity::Info,
            "A suppression ends soon",
            "After its last day the finding counts again, and a build may fail on a day when nobody changed anything.",
            "Decide in time: mend the rule, or renew the suppression with a new date and a reason that still holds.",
        ),
        (
            "suppression/unused",
            Severity::Low,
            "A suppression silences nothing",
            "The rule before it does not have that finding (any more), or the lint's name is not known.",
            "Remove the comment.",
        ),
        (
            "suppression/incomplete",
            Severity::Medium,
            "A suppression lacks its reason or its last day",
            "Without a reason nobody can tell whether it still holds; without a last day nobody will ask.",
            "Add until=YYYY-MM-DD and reason=\"…\".",
        ),
        (
            "directive/malformed",
            Severity::Medium,
            "A comment to the tool is not understood",
            "It looks addressed to the tool, but says nothing it knows, so it has no effect.",
            "Mend the comment, or remove it.",
        ),
        (
            "directive/misplaced",
            Severity::Medium,
            "A comment to the tool belongs to no rule",
            "It must stand after its sentence, in the same paragraph, list item or table cell. On a line of its own it splits \
             lists and loses its rule.",
            "Move it to the end of the sentence it speaks of.",
        ),
    ],
};

/// Groups of checks on what authors write for the tool: comments, the configuration, the baseline, the register of bends, its
/// log, changes of these. They are no lints.
pub const OWN_GROUPS: [&str; 7] = ["baseline", "bend", "change", "configuration", "directive", "log", "suppression"];

/// Whether an id names such a check. These are no matter of opinion: they cannot be suppressed or reviewed.
pub fn is_own_check(id: &str) -> bool {
    id.split_once('/').is_some_and(|(group, _)| OWN_GROUPS.contains(&group))
}

/// Whether a baseline may accept findings of such a check: not what is wrong with exceptions themselves.
pub fn is_acceptable(id: &str) -> bool {
    !is_own_check(id) || ["bend/", "log/"].iter().any(|group| id.starts_with(group))
}

/// Silences the findings of one document that a valid suppression covers, and adds findings about suppressions.
///
/// `findings` carry the index of their passage, and so do `claims`, which become findings only when all documents are
/// read; `label` makes a label for a directive.
pub(super) fn apply(
    document: &Document,
    today: Day,
    findings: &mut Vec<(usize, Finding)>,
    claims: &mut [(usize, &str, Claim)],
    label: impl Fn(&Directive) -> Label,
) {
    let mut raised = Vec::new();
    for directive in &document.directives {
        let raise = |id: &str, detail: String| COMMENT_CHECKS.finding(id, &detail, label(directive), Vec::new());
        match &directive.kind {
            DirectiveKind::Malformed(why) => raised.push(raise("directive/malformed", why.clone())),
            _ if directive.passage.is_none() => {
                raised.push(raise("directive/misplaced", "it follows no sentence of its block".to_owned()));
            }
            DirectiveKind::Anchor(_) => {}
            DirectiveKind::Allow(allow) => {
                if let Some((id, detail)) = judge(allow, directive.passage, today, findings, claims) {
                    raised.push(raise(id, detail));
                }
            }
        }
    }
    findings.extend(raised.into_iter().map(|finding| (usize::MAX, finding)));
}

/// Applies one suppression; says what is wrong with it.
fn judge(
    allow: &Allow,
    passage: Option<usize>,
    today: Day,
    findings: &mut [(usize, Finding)],
    claims: &mut [(usize, &str, Claim)],
) -> Option<(&'static str, String)> {
    let lint = &allow.lint;
    let covered = |finding: &(usize, Finding)| Some(finding.0) == passage && &finding.1.lint == lint;
    let (Some(until), Some(reason)) = (&allow.until, &allow.reason) else {
        let missing = if allow.reason.is_none() { "reason" } else { "until" };
        return Some((
            "suppression/incomplete",
            format!("`{lint}` is allowed without `{missing}`, so it stays a finding"),
        ));
    };
    let Ok(last) = until.parse::<Day>() else {
        return Some(("directive/malformed", format!("`{until}` is no date: write YYYY-MM-DD")));
    };
    let claimed = |claim: &(usize, &str, Claim)| Some(claim.0) == passage && claim.1 == lint && !claim.2.is_off;
    if !findings.iter().any(covered) && !claims.iter().any(claimed) {
        return Some(("suppression/unused", format!("there is no finding `{lint}` on the rule before it")));
    }
    let is_over = last < today;
    let cover = Suppressed {
        reason: reason.clone(),
        by: allow.by.clone(),
        until: until.clone(),
        source: ExceptionSource::Comment,
    };
    for (_, finding) in findings.iter_mut().filter(|finding| covered(finding)) {
        *(if is_over { &mut finding.lapsed } else { &mut finding.suppressed }) = Some(cover.clone());
    }
    for (.., claim) in claims.iter_mut().filter(|claim| claimed(claim)) {
        *(if is_over { &mut claim.lapsed } else { &mut claim.suppressed }) = Some(cover.clone());
    }
    if is_over {
        return Some(("suppression/expired", format!("`{lint}` was allowed until {until}")));
    }
    let left = last.days_since(today);
    (left <= DAYS_AHEAD)
        .then(|| ("suppression/expiring", format!("`{lint}` is allowed until {until}, {}", ahead(left))))
}

/// How far ahead of the last day of an exception people are warned, in days.
pub const DAYS_AHEAD: i64 = 30;

/// How far away a last day is: "which is today", "12 days from now".
pub fn ahead(days: i64) -> String {
    match days {
        0 => "which is today".to_owned(),
        1 => "which is tomorrow".to_owned(),
        days => format!("{days} days from now"),
    }
}
