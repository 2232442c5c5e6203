//! The words that several formats share: counts, days, and the one sentence that says how the audit ended.

use crate::finding::{Label, Suppressed, is_own_check};
use crate::report::{DocumentOverride, Report};
use crate::ruleset::Severity;
use crate::verdict::Verdict;
use std::collections::BTreeSet;

/// How an audit ended, in the only order that matters: what it cannot vouch for comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// There was nothing to judge: no document, no rule or no lint. Never looks clean.
    Nothing,
    /// There are findings that count.
    Findings,
    /// No findings, but something was left out: an unreadable file, a document in another language.
    Partial,
    /// No findings that count, and nothing was left out.
    Clean,
}

/// How the audit ended.
pub(crate) fn ending(report: &Report) -> Ending {
    if report.counted().next().is_some() {
        Ending::Findings
    } else if report.documents.is_empty() || report.ruleset.lints == 0 || report.rules() == 0 {
        Ending::Nothing
    } else if !report.errors.is_empty() || !report.not_audited.is_empty() {
        Ending::Partial
    } else {
        Ending::Clean
    }
}

/// How the audit ended, in one line: "14 findings in 3 of 5 documents".
pub(crate) fn headline(report: &Report) -> String {
    let (found, documents) = (report.counted().count(), report.documents.len());
    match ending(report) {
        Ending::Nothing if report.documents.is_empty() || report.ruleset.lints == 0 => "Nothing was audited".to_owned(),
        Ending::Nothing => "No rules were found to judge".to_owned(),
        Ending::Findings => {
            let paths: BTreeSet<_> = report.counted().map(|finding| finding.primary.path.as_str()).collect();
            let among = report.documents.iter().filter(|document| paths.contains(document.path.as_str())).count();
            let place = if among < paths.len() {
                count(paths.len(), "file")
            } else if among == documents {
                count(documents, "document")
            } else {
                format!("{} of {}", thousands(among), count(documents, "document"))
            };
            format!("{} in {place}", count(found, "finding"))
        }
        Ending::Partial => format!("No findings in what was audited: {}", count(documents, "document")),
        Ending::Clean if report.suppressed() + report.accepted() + report.tally().dismissed > 0 => {
            format!("No open findings in {}", count(documents, "document"))
        }
        Ending::Clean => format!("No findings in {}", count(documents, "document")),
    }
}

/// What the headline rests on, in sentences.
pub(crate) fn verdict(report: &Report) -> String {
    let documents = report.documents.len();
    let mut sentences = vec![match ending(report) {
        Ending::Nothing if report.documents.is_empty() => match report.inputs.as_slice() {
            _ if report.not_audited.len() + report.errors.len() > 0 => "There was no document to audit.".to_owned(),
            [] => "No Markdown document was found.".to_owned(),
            inputs => format!(
                "No Markdown document was found in {}.",
                list(&inputs.iter().map(|i| format!("“{i}”")).collect::<Vec<_>>())
            ),
        },
        Ending::Nothing if report.ruleset.lints == 0 => "No lint was switched on.".to_owned(),
        Ending::Nothing => {
            format!("{} held no sentence that binds, allows or refuses anything.", count(documents, "document"))
        }
        Ending::Findings => match report.counted().filter(|finding| finding.severity >= Severity::High).count() {
            0 => "None of them is critical or high.".to_owned(),
            1 => "Start with the one that is critical or high.".to_owned(),
            first => format!("Start with the {} that are critical or high.", thousands(first)),
        },
        Ending::Partial | Ending::Clean => {
            let left_out = left_out(report).filter(|(n, _)| *n > 0).map(|(_, word)| word.to_owned());
            let open = match left_out.collect::<Vec<_>>().as_slice() {
                [] => String::new(),
                [word] => format!(" that is not {word}"),
                words => format!(" that is neither {}", words.join(" nor ")),
            };
            let (rules, lints) = (count(report.rules(), "rule"), count(report.ruleset.lints, "lint"));
            format!("{rules} read against {lints}: no match{open}.")
        }
    }];
    sentences.push(caveats(report));
    sentences.join(" ").trim_end().to_owned()
}

/// Findings that do not count, and the word for why.
fn left_out(report: &Report) -> impl Iterator<Item = (usize, &'static str)> {
    let dismissed = report.tally().dismissed;
    [(report.suppressed(), "suppressed"), (report.accepted(), "accepted"), (dismissed, "dismissed")].into_iter()
}

/// What the figures do not show, in sentences: suppressed, accepted, dismissed and passed-over findings, errors,
/// documents left out. Empty without any.
pub(crate) fn caveats(report: &Report) -> String {
    let mut sentences = Vec::new();
    for (n, word) in left_out(report) {
        if n > 0 {
            let is = if n == 1 { "is" } else { "are" };
            sentences.push(format!("{} {is} {word} with a reason.", count(n, "finding")));
        }
    }
    let passed_over = report.passed_over.len();
    if passed_over > 0 {
        let is = if passed_over == 1 { "is" } else { "are" };
        sentences.push(format!("{} {is} passed over by the configuration.", count(passed_over, "finding")));
    }
    if !report.errors.is_empty() {
        sentences.push(format!("The audit is not complete: {}.", count(report.errors.len(), "error")));
    }
    if !report.not_audited.is_empty() {
        let was = if report.not_audited.len() == 1 { "was" } else { "were" };
        sentences.push(format!("{} {was} not audited.", count(report.not_audited.len(), "document")));
    }
    sentences.join(" ")
}

/// What the configuration says of some documents, in words: "clarity/passive-no-actor off, 3 findings: lawyers wrote it".
pub(crate) fn said_of_documents(it: &DocumentOverride) -> String {
    let lint = it.lint.as_deref().map(|lint| format!("{lint} ")).unwrap_or_default();
    let reason = it.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let left = if it.lint.is_none() { " less sure" } else { "" };
    format!("{lint}{}, {}{left}{reason}", it.change, count(it.findings, "finding"))
}

/// "1 critical, 5 high"; severities without findings are left out, "none" when all are.
pub(crate) fn by_severity(counts: &[(Severity, usize)]) -> String {
    let words: Vec<_> =
        counts.iter().filter(|(_, n)| *n > 0).map(|(severity, n)| format!("{} {severity}", thousands(*n))).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// "1 rule", "2,340 rules".
pub fn count(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(n), if n == 1 { "" } else { "s" })
}

/// 1234567 → "1,234,567".
pub(crate) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "a", "a and b", "a, b and c".
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// "2026-11-21" → "21 November 2026"; anything else as it is.
pub(crate) fn long_day(day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<_> = day.split('-').collect();
    let [year, month, day_of_month] = parts[..] else { return day.to_owned() };
    let month = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (month, day_of_month.parse::<u8>()) {
        (Some(month), Ok(day_of_month)) => format!("{day_of_month} {month} {year}"),
        _ => day.to_owned(),
    }
}

/// The headings above a place, outermost first; the document's own title goes without saying.
pub(crate) fn section(label: &Label, title: &str) -> String {
    match label.section.as_slice() {
        [first, rest @ ..] if first == title => rest.join(" › "),
        all => all.join(" › "),
    }
}

/// The comment that silences a finding of a lint, ready to be filled in.
pub(crate) fn suppression(lint: &str) -> String {
    if is_own_check(lint) {
        return String::new();
    }
    format!("<!-- audit: allow {lint} until=YYYY-MM-DD by=\"…\" reason=\"…\" -->")
}

/// Why an exception covers a finding, in words: "built to order (Maud Fenwick, until 30 June 2027)".
pub(crate) fn excepted(cover: &Suppressed) -> String {
    let by = cover.by.as_deref().map(|by| format!("{by}, ")).unwrap_or_default();
    format!("{} ({by}until {})", cover.reason, cover.until)
}

/// What a person decided, in words: "confirmed by Maud Fenwick on 15 June 2026: the shop sells on nothing else".
pub(crate) fn decided(verdict: &Verdict) -> String {
    let by = verdict.by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    let said = [&verdict.reason, &verdict.note].into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ");
    let said = if said.is_empty() { said } else { format!(": {said}") };
    format!("{}{by} on {}{said}", verdict.verdict, long_day(&verdict.on))
}

/// What decided something, in words: "by its name", "by front matter"; empty when nothing did.
pub(crate) fn decided_by(from: &str) -> String {
    match from {
        "" | "unknown" => String::new(),
        "name" | "heading" => format!("by its {from}"),
        _ => format!("by {from}"),
    }
}

/// Whom a document speaks to: "for customers".
pub(crate) fn audience(word: &str) -> String {
    match word {
        "customer" => "for customers".to_owned(),
        word => format!("for {word}"),
    }
}

/// The text with its first letter in upper case.
pub(crate) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// How to see the findings that are left out because they are less sure than was asked for.
pub(crate) const LESS_SURE: &str = "--min-confidence possible shows them";
