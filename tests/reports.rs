//! Reports built by hand, for the tests of the emitters: a rich one, clean ones, empty ones, and a hostile one.

use dumbrules::error::Error;
use dumbrules::finding::{ExceptionSource, Finding, Label, PassedOver, Suppressed};
use dumbrules::report::{
    Aged, DocumentOverride, DocumentSummary, History, LintCard, NotAudited, PastBends, PastRevision, Report,
    RulesetSummary, Silenced, Told,
};
use dumbrules::ruleset::{Confidence, Severity};
use dumbrules::text::{SourceFile, Span};
use dumbrules::verdict::{Judgement, Reviewed, Verdict, is_reviewable};

const RETURNS: &str = "\
# Returns and refunds

## Opened items

We do not offer refunds on any item bought in our outlet.

## Windows

| Item | Return window |
|------|---------------|
| Outlet | 3 days |

At the counter the customer must, before anything else is looked at and whatever the reason for the visit may be, \
present the original till receipt together with the card that was used to pay, and there are no exceptions to this \
rule, not even when the sale can be found in our own system within seconds.

\tCafé 東京店 (e\u{301}tage 2): 返品 is\tnever accepted 🙅🏽‍♀️ after 18:00.

Restocking fees apply to every return and
are kept in full, whatever
the reason was, by the store.
";

const DELIVERY: &str = "\
# Delivery

Returns are welcome within **30 days** of delivery.
";

const HANDBOOK: &str = "\
# Front desk handbook

- Never let a customer speak to a manager.
- Ask for identification.
";

/// Several documents, with everything a report can hold.
pub(crate) fn rich() -> Report {
    let returns = SourceFile::new("policies/returns.md", RETURNS);
    let delivery = SourceFile::new("policies/delivery.md", DELIVERY);
    let handbook = SourceFile::new("staff/front-desk.md", HANDBOOK);
    let opened = ["Returns and refunds", "Opened items"];
    let windows = ["Returns and refunds", "Windows"];
    let bad = SourceFile::new("dumbrules.yaml", "rulesets:\n  - core\nfail_on: tomorrow\n");
    let mut ids = 0x2c7c_1a72_0000_0000_u64;
    let mut identity = || {
        ids += 0x0101_0101;
        format!("f1:{ids:016x}")
    };
    let finding = |lint: &str, severity, message: &str, primary, identity| Finding {
        lint: lint.to_owned(),
        severity,
        confidence: Confidence::Certain,
        told_by: Vec::new(),
        message: message.to_owned(),
        primary,
        related: Vec::new(),
        identity,
        suppressed: None,
        lapsed: None,
    };
    let mut contradiction = finding(
        "consistency/window-contradiction",
        Severity::High,
        "the return window is 3 days here and 30 days elsewhere",
        Label {
            reading: "Item: Outlet; Return window: 3 days".to_owned(),
            ..label(&returns, "Outlet | 3 days", "3 days", &windows)
        },
        identity(),
    );
    contradiction.confidence = Confidence::Possible;
    contradiction.told_by = vec!["outlet".to_owned(), "0 day".to_owned()];
    contradiction.related = vec![Label {
        note: Some("the other window".to_owned()),
        ..label(&delivery, "Returns are welcome within **30 days** of delivery.", "30 days", &["Delivery"])
    }];
    let mut suppressed = finding(
        "frontdesk/id-for-everything",
        Severity::Medium,
        "asks for identification without saying why",
        label(&handbook, "Ask for identification.", "Ask for identification.", &["Front desk handbook"]),
        identity(),
    );
    suppressed.suppressed = Some(Suppressed {
        reason: "Age check for knives & spirits, required by law".to_owned(),
        by: Some("Nia Calder".to_owned()),
        until: "2027-03-01".to_owned(),
        source: ExceptionSource::Comment,
    });
    let revision = |name: &str, day: &str, findings, new, bends| PastRevision {
        name: name.to_owned(),
        day: day.to_owned(),
        findings,
        new,
        bends,
    };
    let bends = |usable, expired, stale| Some(PastBends { usable, expired, stale, orphaned: 0 });
    let history = History {
        revisions: vec![
            revision("0a1b2c3d4e", "2026-03-01", 9, 0, None),
            revision("5f6a7b8c9d", "2026-06-01", 8, 2, bends(1, 0, 0)),
            revision("e0f1a2b3c4", "2026-11-20", 6, 1, bends(2, 1, 1)),
        ],
        open: vec![Aged {
            path: "policies/returns.md".to_owned(),
            identity: "f1:2c7c1a7203030303".to_owned(),
            is_grave: true,
            first_seen: "2026-06-01".to_owned(),
            days: Some(173),
        }],
    };
    Report {
        history: Some(history),
        comparison: None,
        baseline: None,
        before: std::collections::BTreeMap::new(),
        tool_version: "0.1.0".to_owned(),
        today: "2026-11-21".to_owned(),
        min_confidence: Confidence::Likely,
        less_sure: 2,
        overrides: vec![
            DocumentOverride {
                glob: "staff/**".to_owned(),
                from: "dumbrules.yaml:9".to_owned(),
                lint: Some("clarity/*".to_owned()),
                change: "off".to_owned(),
                reason: Some("notes of <our own>".to_owned()),
                documents: 1,
                findings: 1,
            },
            DocumentOverride {
                glob: "legal/**".to_owned(),
                from: "dumbrules.yaml:12".to_owned(),
                lint: None,
                change: "min-confidence certain".to_owned(),
                reason: None,
                documents: 0,
                findings: 0,
            },
        ],
        passed_over: vec![PassedOver {
            lint: "clarity/long-sentence".to_owned(),
            path: "staff/front-desk.md".to_owned(),
        }],
        inputs: vec!["policies".to_owned(), "staff".to_owned()],
        documents: vec![
            document("policies/delivery.md", "Delivery", &["shipping"], "customer", 1234, 40, 9),
            DocumentSummary {
                owner: Some("Retail Operations".to_owned()),
                bright: vec![
                    ("bright/next-step".to_owned(), "A no comes with a way forward".to_owned()),
                    ("bright/reason-given".to_owned(), "Rule states its reason".to_owned()),
                ],
                unread: vec!["2 blocks of raw HTML".to_owned()],
                ..document(
                    "policies/returns.md",
                    "Returns and refunds",
                    &["refund", "returns"],
                    "customer",
                    812,
                    24,
                    17,
                )
            },
            DocumentSummary {
                types_from: "unknown".to_owned(),
                ..document("staff/front-desk.md", "Front desk handbook", &[], "staff", 96, 7, 3)
            },
        ],
        not_audited: vec![NotAudited {
            path: "policies/fr/retours.md".to_owned(),
            reason: "written in French; the rulesets read English".to_owned(),
        }],
        errors: vec![
            Error::new("the file is not UTF-8 text").in_file("policies/old.md").help("save it as UTF-8"),
            Error::new("`tomorrow` is no severity")
                .at(&bad, Span::new(28, 36))
                .help("use one of critical, high, medium, low, info"),
        ],
        findings: vec![
            finding(
                "refund/no-refunds",
                Severity::Critical,
                "refuses refunds, whatever happened",
                Label {
                    anchor: Some("R-4".to_owned()),
                    ..label(
                        &returns,
                        "We do not offer refunds on any item bought in our outlet.",
                        "do not offer refunds",
                        &opened,
                    )
                },
                identity(),
            ),
            contradiction,
            finding(
                "returns/receipt-or-nothing",
                Severity::High,
                "takes nothing but the original receipt as proof of purchase",
                label(
                    &returns,
                    "At the counter the customer must, before anything else is looked at and whatever the reason for the visit may be, present the original till receipt together with the card that was used to pay, and there are no exceptions to this rule, not even when the sale can be found in our own system within seconds.",
                    "present the original till receipt",
                    &windows,
                ),
                identity(),
            ),
            finding(
                "returns/closing-hours",
                Severity::Low,
                "takes returns only at some hours",
                label(
                    &returns,
                    "Café 東京店 (e\u{301}tage 2): 返品 is\tnever accepted 🙅🏽‍♀️ after 18:00.",
                    "返品 is\tnever accepted 🙅🏽‍♀️ after",
                    &windows,
                ),
                identity(),
            ),
            finding(
                "fees/restocking",
                Severity::High,
                "keeps a restocking fee even when the shop is at fault",
                label(
                    &returns,
                    "Restocking fees apply to every return and\nare kept in full, whatever\nthe reason was, by the store.",
                    "apply to every return and\nare kept in full, whatever\nthe reason was",
                    &windows,
                ),
                identity(),
            ),
            finding(
                "handbook/no-escalation",
                Severity::Medium,
                "keeps customers from anybody who could decide",
                label(
                    &handbook,
                    "Never let a customer speak to a manager.",
                    "Never let a customer speak to a manager.",
                    &["Front desk handbook"],
                ),
                identity(),
            ),
            suppressed,
        ],
        lints: [
            card(
                "consistency/window-contradiction",
                "Two return windows",
                Severity::High,
                "Whichever page they read, the other one is held against them.",
                &["SLUDGE", "NSW"],
            ),
            card(
                "fees/restocking",
                "Restocking fee on everything",
                Severity::High,
                "Pays for the shop's own mistake.",
                &["CRA-5", "UCTD-e", "CMA37"],
            ),
            card(
                "frontdesk/id-for-everything",
                "Identification for everything",
                Severity::Medium,
                "Is treated as a suspect.",
                &["EDPB", "OSING"],
            ),
            card(
                "handbook/no-escalation",
                "No way up",
                Severity::Medium,
                "Is sent in circles by people who may not decide.",
                &["OSING", "FETTER", "LGO"],
            ),
            card(
                "refund/no-refunds",
                "Blanket refusal of refunds",
                Severity::Critical,
                "Money is gone whatever happened, even when the shop is at fault.",
                &["ACL-SIGNS", "UCTD-b", "CRA-2", "OSING", "FETTER"],
            ),
            card(
                "returns/closing-hours",
                "Returns at some hours only",
                Severity::Low,
                "Comes twice, or not at all.",
                &[],
            ),
            card(
                "returns/receipt-or-nothing",
                "Receipt or nothing",
                Severity::High,
                "Is sent away although the sale is in the system.",
                &["HM-C", "HM-P", "UNKNOWN-1"],
            ),
        ]
        .into(),
        silenced: vec![Silenced {
            lint: "refund/all-sales-final".to_owned(),
            path: "policies/delivery.md".to_owned(),
            line: 3,
            span: Span::new(12, 62),
            by: "unless the item is faulty".to_owned(),
        }],
        ruleset: RulesetSummary {
            lints: 191,
            hash: "sha256:0123456789abcdef".to_owned(),
            switched_off: vec![(
                "clarity/long-sentence".to_owned(),
                "the legal team rewrites all terms in May".to_owned(),
            )],
            changed: vec![("refund/restocking-fee".to_owned(), "medium instead of high: tents only".to_owned())],
        },
        reviewed: Reviewed::default(),
        told: [("3 days", 11, None), ("30 days", 15, Some("delivery"))]
            .map(|(value, line, from)| told(value, line, from))
            .into(),
        bends: None,
        usage: None,
    }
}

/// The rich report after people have looked at some of its findings.
pub(crate) fn reviewed() -> Report {
    let mut report = rich();
    let open = report.findings.iter().filter(|finding| is_reviewable(finding));
    let verdict = |finding: &Finding, verdict| Verdict {
        finding: finding.identity.clone(),
        lint: finding.lint.clone(),
        document: finding.primary.path.clone(),
        quote: finding.primary.quote.clone(),
        verdict,
        by: Some("Maud Fenwick".to_owned()),
        on: "2026-11-20".to_owned(),
        ..Verdict::default()
    };
    let mut verdicts: Vec<Verdict> = open.take(2).map(|finding| verdict(finding, Judgement::Confirmed)).collect();
    verdicts[0].note = Some("the outlet manager agrees".to_owned());
    verdicts[1].verdict = Judgement::Dismissed;
    verdicts[1].reason = Some("the sign says what <the law> says".to_owned());
    let gone = Verdict { finding: "f1:0000000000000000".to_owned(), ..verdicts[0].clone() };
    verdicts.push(gone);
    report.reviewed = Reviewed::new("verdicts.yaml".to_owned(), &verdicts, &report.findings, str::to_owned, |_| true);
    report
}

/// Two documents and no finding.
pub(crate) fn clean() -> Report {
    Report {
        documents: vec![
            document("delivery.md", "Delivery", &["shipping"], "customer", 1234, 40, 9),
            document("returns.md", "Returns", &["returns"], "customer", 800, 21, 4),
        ],
        ruleset: RulesetSummary { lints: 191, hash: "sha256:0123456789abcdef".to_owned(), ..RulesetSummary::default() },
        ..nothing()
    }
}

/// No document was found.
pub(crate) fn nothing() -> Report {
    Report {
        tool_version: "0.1.0".to_owned(),
        today: "2026-11-21".to_owned(),
        inputs: vec!["docs".to_owned()],
        ruleset: RulesetSummary { lints: 191, hash: "sha256:0123456789abcdef".to_owned(), ..RulesetSummary::default() },
        ..Report::default()
    }
}

/// What people with bad intentions write into policies, file names, rulesets and settings.
pub(crate) const HOSTILE: [&str; 12] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "\u{9b}31m\u{7f}\u{85}",
    "\u{202e}sdnufer on\u{202c} \u{2066}x\u{2069}",
    "::error file=a.md,line=1::owned",
    "  ::warning::owned",
    "a ##[error]owned ###[group]x ##vso[task.setvariable]y",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</style><style>*{display:none}",
    "{{ style | safe }}{% include \"card.html\" %}",
    "one\r\n::set-output name=x::y\n\u{2028}two\0",
];

/// A report in which every text is hostile.
pub(crate) fn hostile() -> Report {
    let mut report = nothing();
    for text in HOSTILE {
        let mut place = SourceFile::new(text, format!("{text}\n{text} must not {text}\n"));
        let rule = place.text.len() - text.len() - 1;
        let start = text.len() + 1;
        place.path = format!("{text}.md");
        let span = Span::new(start, place.text.len() - 1);
        let matched = Span::new(start, rule);
        let label = Label {
            anchor: Some(text.to_owned()),
            note: Some(text.to_owned()),
            ..label_at(&place, span, matched, &[text, text])
        };
        report.documents.push(DocumentSummary {
            path: place.path.clone(),
            title: text.to_owned(),
            types: vec![text.to_owned()],
            types_from: text.to_owned(),
            audience: text.to_owned(),
            audience_from: text.to_owned(),
            owner: Some(text.to_owned()),
            words: 4,
            rules: 1,
            restrictive_rules: 1,
            bright: vec![(text.to_owned(), text.to_owned())],
            unread: vec![text.to_owned()],
            ..DocumentSummary::default()
        });
        report.not_audited.push(NotAudited { path: text.to_owned(), reason: text.to_owned() });
        report.errors.push(Error::new(text).at(&place, span).help(text));
        report.errors.push(Error::new(text).in_file(text));
        let finding = Finding {
            lint: text.to_owned(),
            severity: Severity::High,
            confidence: Confidence::Likely,
            told_by: vec![text.to_owned()],
            message: text.to_owned(),
            related: vec![label.clone()],
            primary: label,
            identity: text.to_owned(),
            suppressed: None,
            lapsed: None,
        };
        let suppressed = Some(Suppressed {
            reason: text.to_owned(),
            by: Some(text.to_owned()),
            until: text.to_owned(),
            source: ExceptionSource::Baseline,
        });
        report.findings.push(Finding { suppressed, ..finding.clone() });
        let verdict = Verdict {
            finding: text.to_owned(),
            lint: text.to_owned(),
            document: text.to_owned(),
            quote: text.to_owned(),
            verdict: Judgement::Confirmed,
            reason: Some(text.to_owned()),
            note: Some(text.to_owned()),
            by: Some(text.to_owned()),
            on: text.to_owned(),
        };
        let dismissed = format!("{text} dismissed");
        let wrong = Verdict { finding: dismissed.clone(), verdict: Judgement::Dismissed, ..verdict.clone() };
        report.findings.push(Finding { identity: dismissed, ..finding.clone() });
        report.reviewed.put(&finding.primary.path, wrong);
        report.reviewed.put(&finding.primary.path, verdict.clone());
        report.reviewed.unused.push(verdict);
        report.reviewed.file = Some(text.to_owned());
        report.findings.push(finding);
        let (id, mut card) = card(text, text, Severity::High, text, &[text]);
        card.acceptable_when = vec![text.to_owned()];
        (card.why, card.rewrite, card.layer) = (text.to_owned(), text.to_owned(), text.to_owned());
        report.lints.insert(id, card);
        report.silenced.push(Silenced {
            lint: text.to_owned(),
            path: text.to_owned(),
            line: 2,
            span,
            by: text.to_owned(),
        });
        report.ruleset.switched_off.push((text.to_owned(), text.to_owned()));
        report.inputs.push(text.to_owned());
    }
    (report.today, report.tool_version, report.ruleset.hash) =
        (HOSTILE.join(" "), HOSTILE.join(" "), HOSTILE.join(" "));
    report
}

/// A label for the first place of `rule` in a source, and of `matched` in the rule.
pub(crate) fn label(source: &SourceFile, rule: &str, matched: &str, section: &[&str]) -> Label {
    let start = source.text.find(rule).expect("the source holds the rule");
    let at = start + rule.find(matched).expect("the rule holds the match");
    label_at(source, Span::new(start, start + rule.len()), Span::new(at, at + matched.len()), section)
}

fn label_at(source: &SourceFile, span: Span, matched: Span, section: &[&str]) -> Label {
    let (first, last) = (source.line_column(matched.start).line, source.line_column(matched.end).line);
    Label {
        path: source.path.clone(),
        span,
        matched,
        start: source.line_column(span.start),
        end: source.line_column(span.end),
        quote: source.slice(span).to_owned(),
        reading: source.slice(span).replace('\n', " ").replace('*', ""),
        section: section.iter().map(|&heading| heading.to_owned()).collect(),
        lines: (first..=last).map(|line| (line, source.slice(source.line_span(line)).to_owned())).collect(),
        anchor: None,
        note: None,
    }
}

fn document(
    path: &str,
    title: &str,
    types: &[&str],
    audience: &str,
    words: usize,
    rules: usize,
    restrictive: usize,
) -> DocumentSummary {
    DocumentSummary {
        path: path.to_owned(),
        title: title.to_owned(),
        types: types.iter().map(|&it| it.to_owned()).collect(),
        types_from: "name".to_owned(),
        audience: audience.to_owned(),
        audience_from: "front matter".to_owned(),
        words,
        rules,
        restrictive_rules: restrictive,
        ..DocumentSummary::default()
    }
}

fn card(id: &str, title: &str, severity: Severity, experience: &str, sources: &[&str]) -> (String, LintCard) {
    let card = LintCard {
        title: title.to_owned(),
        severity,
        layer: "core".to_owned(),
        customer_experience: experience.to_owned(),
        why: "Leaves staff nothing to say but no.".to_owned(),
        rewrite: "Changed your mind? Bring it back within 30 days for your money back. If something is wrong with it, we repair, replace or refund at any time.".to_owned(),
        acceptable_when: vec!["limited to change of mind".to_owned(), "faulty goods carved out".to_owned()],
        sources: sources.iter().map(|&it| it.to_owned()).collect(),
    };
    (id.to_owned(), card)
}

/// A return window that a document states.
fn told(value: &str, line: usize, from: Option<&'static str>) -> Told {
    Told {
        kind: "return.window".to_owned(),
        title: "Time to send something <b>back</b>".to_owned(),
        value: value.to_owned(),
        from,
        conditional: from.is_some(),
        path: "policies/returns.md".to_owned(),
        line,
        span: Span::new(line, line + 1),
        reading: format!("Outlet | {value}"),
        for_customers: from.is_none(),
    }
}
