//! What holds for every policy, however odd: no panic, exact places, the same result again.

use crate::support::{Case, house, parse_at, shipped};
use dumbrules::document::{Document, Profile};
use dumbrules::emit::{Format, emit};
use dumbrules::finding::{self, Audited, Finding, Options, Scratch};
use dumbrules::report::Report;
use dumbrules::rule::fingerprint;
use dumbrules::ruleset::Ruleset;
use dumbrules::text::{Span, fold};
use proptest::prelude::*;
use rayon::prelude::*;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

/// Lints of every kind, few enough to be quick and common enough to be found.
fn lints() -> Arc<Ruleset> {
    static RULESET: OnceLock<Arc<Ruleset>> = OnceLock::new();
    let ruleset = RULESET.get_or_init(|| {
        house(&[
            ("a/words", "kind: regex\nany: ['\\b(?:no|not|never)\\b', '\\brefunds?\\b']\nunless: ['@exception']"),
            ("a/phrase", "kind: phrase\nany: [receipt, 'the box', 'é']"),
            ("a/days", "kind: numeric-threshold\nany: ['{duration}']\nop: '<'\nvalue: 60"),
            (
                "a/stack",
                "kind: stacking\nnear: ['\\bbring\\b']\nlexicon: [receipt, box, card]\nmin: 1\nwithin: section",
            ),
            (
                "a/alone",
                "kind: missing-complement\ntrigger: ['\\bfees?\\b']\ncomplement: ['\\brefund']\nwithin: document",
            ),
            ("a/sides", "kind: asymmetry\na: ['\\byou\\b']\nb: ['\\bwe\\b']\nwithin: document"),
            ("a/claims", "kind: contradiction\ntopic: ['within {duration}']\nsame_document: true"),
            ("a/long", "kind: readability\nmetric: sentence_words\nmax: 6"),
            ("a/loud", "kind: readability\nmetric: caps_run\nmax: 1\nscope: [heading, paragraph, quote]"),
        ])
    });
    Arc::clone(ruleset)
}

/// A few words as policies have them, with markup and odd characters between.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "no", "refunds", "You", "must", "not", "we", "may", "within", "30 days", "two weeks", "receipt", "the box", "fee",
            "of", "$5", "15%", "unless", "faulty", "if", "bring", "bring:", "NO REFUNDS", "e.g.", "etc.", "only", "Yes,", "No.",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "**no**", "_refunds_", "mu**s**t", "~~not~~", "`code`", "[a link](https://x.example/refund)", "[ref][r]", "[^1]",
            "![no refunds](x.png)", "<https://x.example>", "https://x.example/no?a=b", "www.x.example", "<b>no</b>", "<br>",
            "&amp;", "&nbsp;", "&#x41;", "&pound;5", "&shy;", "&bogus;", "\\*", "\\", "<!-- rule: a.b -->",
            "<!-- audit: allow a/words until=2026-01-01 reason=\"x\" -->", "<!-- x", "***", "`", "[", "](", "|", "\\|", "<", "::", "##[",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "é", "e\u{301}", "東京", "ﬁnal", "ﬀ", "Ｎｏ", "𝐧𝐨", "n\u{200b}o", "r\u{435}funds", "\u{443}ou", "“may”", "don’t", "—", "…",
            "\u{a0}", "\u{2028}", "\u{202e}", "🙅🏽‍♀️", "\u{ad}", "™", "¨", "ǰ", "ß", "İ", "\u{1e9e}", "\u{fdfa}", "\u{0}", "\u{7}", "\u{fffc}", "\u{feff}",
            "•", "·", "\u{301}", "각", "ﷺ", "ŉ", "½", "㎏", "\u{e0041}",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let gap = prop_oneof![12 => Just(" "), 1 => Just("  "), 1 => Just(""), 1 => Just("\t"), 1 => Just("\n"), 1 => Just("\\\n"), 1 => Just("  \n")];
    prop::collection::vec((word, gap), 1..12)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect())
}

/// A sentence without line ends, to be put into a block.
fn line() -> impl Strategy<Value = String> {
    (words(), prop::sample::select(vec![".", "!", "?", ":", "", ";"]))
        .prop_map(|(words, stop)| words.trim().replace('\n', " ") + stop)
}

fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::collection::vec((words(), prop::sample::select(vec![". ", "? ", "! ", ".", ": "])), 1..4)
            .prop_map(|sentences| sentences.into_iter().flat_map(|(words, stop)| [words.trim().to_owned(), stop.to_owned()]).collect()),
        2 => (1..5usize, line()).prop_map(|(level, line)| format!("{} {line}", "#".repeat(level))),
        3 => prop::collection::vec((0..4usize, prop::sample::select(vec!["- ", "* ", "1. ", "- [ ] ", "2) "]), line()), 1..6).prop_map(|items| {
            items.into_iter().map(|(depth, marker, line)| format!("{}{marker}{line}\n", "  ".repeat(depth))).collect()
        }),
        2 => prop::collection::vec((1..3usize, line()), 1..4)
            .prop_map(|lines| lines.into_iter().map(|(depth, line)| format!("{} {line}\n", ">".repeat(depth))).collect()),
        2 => prop::collection::vec(prop::collection::vec(line(), 1..4), 1..4).prop_map(|rows| {
            let mut table = String::from("| a | b |\n|---|:-:|\n");
            rows.iter().for_each(|row| { let _ = writeln!(table, "| {} |", row.join(" | ")); });
            table
        }),
        1 => line().prop_map(|line| format!("```\n{line}\n```")),
        1 => line().prop_map(|line| format!("<div>\n{line}\n</div>")),
        1 => line().prop_map(|line| format!("> [!NOTE]\n> {line}")),
        1 => line().prop_map(|line| format!("[^1]: {line}\n\n[r]: https://x.example '{line}'")),
        1 => words(),
    ]
}

fn policy() -> impl Strategy<Value = String> {
    let top = prop::sample::select(vec![
        "",
        "",
        "",
        "\u{FEFF}",
        "---\ntype: refund\n---\n",
        "---\naudience: staff\n---\n\n",
        "---\n",
        "---\nx: [\n---\n",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n"]);
    (top, prop::collection::vec(block(), 0..7), end)
        .prop_map(|(top, blocks, end)| (top.to_owned() + &blocks.join("\n\n") + "\n").replace('\n', end))
}

fn is_place(text: &str, span: Span) -> bool {
    span.start <= span.end
        && span.end <= text.len()
        && text.is_char_boundary(span.start)
        && text.is_char_boundary(span.end)
}

/// Everything that holds for a parsed document.
fn check_document(document: &Document) {
    let (source, text) = (&document.source.text, document.text.as_str());
    assert_eq!(text.len(), document.lower.len());
    let mut last = 0;
    for passage in &document.passages {
        assert!(is_place(text, passage.text) && !passage.text.is_empty(), "{source:?}");
        assert!(passage.text.start >= last, "passages are ordered: {source:?}");
        last = passage.text.end;
        assert!(document.block_of(passage).text.contains(passage.text), "{source:?}");
        let place = document.to_source(passage.text);
        assert!(is_place(source, place) && !place.is_empty(), "{place:?} of {source:?}");
    }
    let mut last = 0;
    for block in &document.blocks {
        assert!(is_place(text, block.text) && block.text.start >= last, "{source:?}");
        last = block.text.end;
        assert!(block.section < document.sections.len());
        assert!(
            block
                .lead_in
                .into_iter()
                .chain(block.row_head)
                .chain(block.column_head)
                .all(|head| head < document.blocks.len())
        );
    }
    for directive in &document.directives {
        assert!(is_place(source, directive.source), "{source:?}");
        assert!(directive.passage.is_none_or(|passage| passage < document.passages.len()), "{source:?}");
    }
    for reading in document.readings() {
        assert_eq!(reading.text.len(), reading.lower.len());
        assert!(reading.text.is_char_boundary(reading.own_start));
        assert_eq!(&reading.text[reading.own_start..], document.slice(reading.passage));
    }
}

/// Everything that holds for a finding of a document.
fn check_finding(document: &Document, finding: &Finding) {
    let source = &document.source.text;
    for label in std::iter::once(&finding.primary).chain(&finding.related) {
        assert!(is_place(source, label.span) && is_place(source, label.matched), "{source:?}");
        assert_eq!(label.quote, label.span.of(source));
        assert!(label.span.contains(label.matched) && !label.matched.is_empty(), "{label:?} of {source:?}");
        assert_eq!(label.start, document.source.line_column(label.span.start));
        assert_eq!(label.end, document.source.line_column(label.span.end));
        assert!(
            !label.lines.is_empty()
                && label.lines.iter().all(|(line, text)| source.lines().nth(line - 1).is_some() || text.is_empty())
        );
    }
    assert!(finding.identity.starts_with("f1:"));
    assert!(!finding.message.is_empty());
}

fn audit(document: &Document, ruleset: &Ruleset, scratch: &mut Scratch) -> Audited {
    let options = Options { today: "2026-06-15".to_owned(), silenced: true, ..Options::default() };
    finding::audit(document, &Profile::of(document, (None, None)), ruleset, &options, scratch)
}

/// Parses and audits one text, and checks everything that must hold.
fn check_text(text: &str, ruleset: &Ruleset) {
    let document = parse_at("policy.md", text);
    check_document(&document);
    let audited = audit(&document, ruleset, &mut Scratch::default());
    audited.findings.iter().for_each(|finding| check_finding(&document, finding));
    assert!(audited.findings.is_sorted_by_key(|finding| finding.primary.span), "{text:?}");
    for claim in &audited.claims {
        assert_eq!(claim.label.quote, claim.label.span.of(text));
    }
    assert!(finding::compare(&audited.claims, ruleset).iter().all(|finding| !finding.message.is_empty()));
}

/// The audit of several documents as JSON, by so many threads.
fn json(texts: &[String], ruleset: &Ruleset, threads: usize) -> String {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("there are threads");
    let audit_one = |scratch: &mut Scratch, (index, text): (usize, &String)| {
        audit(&parse_at(&format!("{index}.md"), text), ruleset, scratch)
    };
    let audited: Vec<Audited> =
        pool.install(|| texts.par_iter().enumerate().map_init(Scratch::default, audit_one).collect());
    let mut report = Report { today: "2026-06-15".to_owned(), ..Report::default() };
    let mut claims = Vec::new();
    for audited in audited {
        report.documents.push(audited.summary);
        report.findings.extend(audited.findings);
        report.silenced.extend(audited.silenced);
        claims.extend(audited.claims);
    }
    report.findings.extend(finding::compare(&claims, ruleset));
    let mut out = Vec::new();
    emit(&report, Format::Json, &dumbrules::emit::Options::default(), &mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("JSON is UTF-8")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_are_exact_in_every_policy(text in policy()) {
        check_text(&text, &lints());
    }

    #[test]
    fn any_characters_are_a_document(text in "\\PC{0,60}|[ -~\n|>#*`_<&;:.!\\[\\]()-]{0,120}|(?s:.){0,60}") {
        check_text(&text, &lints());
    }

    #[test]
    fn folding_twice_is_folding_once(text in prop_oneof![words(), "(?s:.){0,40}", "[a-cоае\u{301}\u{200b}\u{ad}ﬁ¨´ ]{0,20}"]) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone(), "{:?}", text);
        let invisible = once.contains(['\u{200b}', '\u{ad}', '\u{feff}', '\n', '\t', '\u{a0}']);
        prop_assert!(!invisible && !once.contains("  ") && !once.starts_with(' ') && !once.ends_with(' '), "{:?}", once);
    }

    #[test]
    fn a_rule_keeps_its_fingerprint_and_identity_when_wrapped_and_emphasized(
        words in prop::collection::vec(prop::sample::select(vec![
            "refunds", "never", "you", "30", "days", "(used)", "fee", "£5", "café", "don't", "\"as", "is\"", "we", "if", "return", "receipt",
        ]), 3..16),
        wraps in prop::collection::vec(0..6usize, 16),
        emphasis in 0..16usize,
    ) {
        let plain = format!("No {}.", words.join(" "));
        let mut dressed = String::from("No");
        for (at, word) in words.iter().enumerate() {
            dressed.push_str(["\n", "  \n", " ", " ", "\t", "\r\n"][wraps[at]]);
            let bold = at == emphasis % words.len() && word.chars().all(char::is_alphanumeric);
            dressed.push_str(&if bold { format!("**{word}**") } else { (*word).to_owned() });
        }
        dressed.push('.');
        let print = |text: &str| {
            let document = parse_at("policy.md", text);
            document.passages.iter().map(|passage| fingerprint(document.slice(passage.text))).collect::<Vec<_>>()
        };
        prop_assert_eq!(print(&dressed), print(&plain), "{:?}", dressed);
        let identities = |text: &str| {
            let findings = Case::policy(text).ruleset(&lints()).audit().findings;
            findings.into_iter().map(|finding| finding.identity).collect::<Vec<_>>()
        };
        prop_assert_eq!(identities(&dressed), identities(&plain), "{:?}", dressed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_earlier_documents_change_nothing(texts in prop::collection::vec(policy(), 1..8)) {
        let ruleset = lints();
        let one = json(&texts, &ruleset, 1);
        prop_assert_eq!(&one, &json(&texts, &ruleset, 4));
        let alone: Vec<Finding> = texts.iter().enumerate().flat_map(|(index, text)| {
            audit(&parse_at(&format!("{index}.md"), text), &ruleset, &mut Scratch::default()).findings
        }).collect();
        let mut scratch = Scratch::default();
        let together: Vec<Finding> = texts.iter().enumerate().flat_map(|(index, text)| {
            audit(&parse_at(&format!("{index}.md"), text), &ruleset, &mut scratch).findings
        }).collect();
        prop_assert_eq!(alone, together);
    }

    #[test]
    fn the_shipped_lints_bear_every_policy(text in policy()) {
        check_text(&text, &shipped());
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "whoever runs the tests must know what was left out")]
fn every_example_of_the_commonmark_specification_is_a_document() {
    let Some(path) = std::env::var_os("DUMBRULES_COMMONMARK_SPEC") else {
        println!("left out: DUMBRULES_COMMONMARK_SPEC does not name the `spec.txt` of the CommonMark specification");
        return;
    };
    let spec = std::fs::read_to_string(path).expect("DUMBRULES_COMMONMARK_SPEC names a file");
    let fence = "`".repeat(32);
    let ruleset = lints();
    let mut examples = 0;
    for part in spec.split(&format!("\n{fence} example\n")).skip(1) {
        let example = part.split("\n.\n").next().unwrap_or_default().replace('→', "\t");
        check_text(&format!("{example}\n"), &ruleset);
        check_text(&example.replace('\n', "\r\n"), &ruleset);
        // In a list, in a quote, and behind a rule.
        check_text(&format!("You must not:\n\n- {}\n", example.replace('\n', "\n  ")), &ruleset);
        check_text(&format!("> {}\n", example.replace('\n', "\n> ")), &ruleset);
        check_text(&format!("No refunds. {example}"), &ruleset);
        examples += 1;
    }
    assert!(examples > 600, "{examples} examples");
}
