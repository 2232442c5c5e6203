//! Every format sees the same reports; the snapshots show what people and programs get.

use crate::reports::{HOSTILE, clean, hostile, label, nothing, reviewed, rich};
use dumbrules::emit::{Format, Options, TerminalOptions, emit};
use dumbrules::report::{NotAudited, Report};
use dumbrules::text::{SourceFile, Span};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

fn written(report: &Report, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    emit(report, format, options, &mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("every format is UTF-8")
}

fn terminal(report: &Report, options: TerminalOptions) -> String {
    written(report, Format::Terminal, &Options { terminal: options, ..Options::default() })
}

fn plain(report: &Report, format: Format) -> String {
    written(report, format, &Options::default())
}

/// The text without SGR sequences, the only ones we write ourselves.
fn uncolored(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..start]);
        let sequence = &rest[start + 2..];
        let end = sequence.find('m').expect("only SGR sequences are written");
        assert!(sequence[..end].bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{sequence}");
        rest = &sequence[end + 1..];
    }
    plain + rest
}

#[test]
fn terminal_text_is_as_people_see_it() {
    insta::assert_snapshot!("terminal_rich", plain(&rich(), Format::Terminal));
    let wide =
        TerminalOptions { width: 120, verbose: true, elapsed: Some(Duration::from_millis(234)), ..Default::default() };
    insta::assert_snapshot!("terminal_rich_wide_verbose", terminal(&rich(), wide));
    insta::assert_snapshot!(
        "terminal_rich_quiet",
        terminal(&rich(), TerminalOptions { quiet: true, ..Default::default() })
    );
    insta::assert_snapshot!("terminal_clean", plain(&clean(), Format::Terminal));
    insta::assert_snapshot!("terminal_nothing", plain(&nothing(), Format::Terminal));
    insta::assert_snapshot!("terminal_hostile", plain(&hostile(), Format::Terminal));
}

#[test]
fn what_people_decided_is_shown_beside_what_was_found() {
    insta::assert_snapshot!("terminal_reviewed", plain(&reviewed(), Format::Terminal));
    let html = without_style_and_script(&plain(&reviewed(), Format::Html));
    let told: Vec<&str> = html
        .lines()
        .filter(|line| ["review", "Provisional", "dismissed", "Dismissed"].iter().any(|word| line.contains(word)))
        .collect();
    insta::assert_snapshot!("html_reviewed", told.join("\n"));
    let json: Value = serde_json::from_str(&plain(&reviewed(), Format::Json)).expect("JSON");
    let verdicts: Vec<&Value> = json["findings"].as_array().expect("a list").iter().map(|it| &it["verdict"]).collect();
    insta::assert_snapshot!(
        "json_verdicts",
        serde_json::to_string_pretty(&serde_json::json!({
            "totals": json["totals"],
            "verdicts": verdicts,
            "unused_verdicts": json["unused_verdicts"],
        }))
        .expect("JSON")
    );
}

#[test]
fn an_audit_of_which_everything_is_dismissed_says_so_and_does_not_look_as_if_nothing_was_found() {
    let mut report = reviewed();
    report.errors.clear();
    report.not_audited.clear();
    report.findings.retain(|finding| report.reviewed.dismisses(finding));
    let text = terminal(&report, TerminalOptions { width: 120, ..Default::default() });
    assert!(text.contains("No open findings in 3 documents."), "{text}");
    assert!(text.contains("no match that is not dismissed. 1 finding is dismissed with a reason."), "{text}");
}

#[test]
fn colors_change_no_character() {
    for report in [rich(), reviewed(), clean(), nothing(), hostile()] {
        let colored = terminal(&report, TerminalOptions { color: true, ..Default::default() });
        assert!(colored.contains("\u{1b}["));
        assert_eq!(uncolored(&colored), plain(&report, Format::Terminal));
    }
}

#[test]
fn no_line_is_wider_than_asked_for_except_by_a_path() {
    for width in [60, 80, 120] {
        let text = terminal(&rich(), TerminalOptions { width, verbose: true, ..Default::default() });
        for line in text.lines() {
            let columns = line.width();
            assert!(columns <= width, "{columns} columns, not {width}: {line}");
        }
    }
}

#[test]
fn the_underline_is_below_the_match_wherever_it_stands_in_a_long_line() {
    let words =
        "Refunds für 東京 kunden\tare cafe\u{301} never ## 👨‍👩‍👧 [given] whatever happened in a shop of \u{1b} ours";
    let line = format!("{words} {words} {words} {words}");
    let source = SourceFile::new("a.md", line.clone());
    let whole: Vec<_> = line.split([' ', '\t']).collect();
    for (index, word) in whole.iter().enumerate() {
        let start = whole[..index].iter().map(|word| word.len() + 1).sum();
        for length in [word.len(), line.len() - start] {
            let mut report = clean();
            let mut finding = rich().findings[0].clone();
            finding.primary = label(&source, &line, &line, &[]);
            finding.primary.matched = Span::new(start, start + length);
            report.findings.push(finding);
            for width in [40, 61, 80, 1000] {
                let text = terminal(&report, TerminalOptions { width, ..Default::default() });
                let row = text.lines().position(|line| line.starts_with("1 │ ")).expect("a source line");
                let (row, under) = (text.lines().nth(row).unwrap(), text.lines().nth(row + 1).unwrap());
                let before = under.find('^').expect("an underline") - "  │ ".len();
                let columns = under.matches('^').count();
                assert!(row.width() <= width, "{row}");
                let shown = from_column(row.strip_prefix("1 │ ").unwrap(), before);
                let told = word.replace('\u{1b}', "\\u{1b}");
                assert!(shown.starts_with(&told), "{row}\n{under}\n{told}");
                if length == word.len() {
                    assert_eq!(columns, told.width(), "{row}\n{under}");
                }
            }
        }
    }
}

#[test]
fn only_a_complete_audit_without_findings_looks_clean() {
    let looks_clean = |report: &Report| plain(report, Format::Terminal).contains('✓');
    assert!(looks_clean(&clean()));
    assert!(!looks_clean(&rich()));
    assert!(!looks_clean(&nothing()));
    let mut partial = clean();
    partial.not_audited.push(NotAudited { path: "a.md".to_owned(), reason: "written in French".to_owned() });
    assert!(!looks_clean(&partial));
    let mut without_lints = clean();
    without_lints.ruleset.lints = 0;
    assert!(!looks_clean(&without_lints));
    let mut without_rules = clean();
    without_rules.documents.iter_mut().for_each(|document| document.rules = 0);
    assert!(!looks_clean(&without_rules));
    for report in [&nothing(), &without_lints, &without_rules] {
        assert!(!plain(report, Format::Html).contains("class=\"clean\""));
    }
}

#[test]
fn json_is_as_programs_see_it() {
    insta::assert_snapshot!("json_rich", plain(&rich(), Format::Json));
    insta::assert_snapshot!("json_nothing", plain(&nothing(), Format::Json));
}

#[test]
fn json_keeps_its_contract() {
    let schema: Value = serde_json::from_str(include_str!("../docs/audit.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    for report in [rich(), reviewed(), clean(), nothing(), hostile()] {
        let json: Value = serde_json::from_str(&plain(&report, Format::Json)).expect("JSON");
        let errors: Vec<_> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let mut json: Value = serde_json::from_str(&plain(&rich(), Format::Json)).expect("JSON");
    json["findings"][0]["related"] = serde_json::json!([{ "surprise": true }]);
    assert!(!validator.is_valid(&json), "the schema takes anything");
}

#[test]
fn json_fields_are_all_told_to_people_and_all_required() {
    let schema: Value = serde_json::from_str(include_str!("../docs/audit.schema.json")).expect("the schema is JSON");
    let told = include_str!("../docs/json.md");
    fn objects<'a>(value: &'a Value, found: &mut Vec<&'a serde_json::Map<String, Value>>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("properties").and_then(|it| it.as_object()).map(|_| object));
                object.values().for_each(|value| objects(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| objects(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    objects(&schema, &mut found);
    assert!(found.len() > 10);
    for object in found {
        assert_eq!(object["additionalProperties"], false);
        let fields = object["properties"].as_object().expect("an object");
        let required: BTreeSet<_> =
            object["required"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert_eq!(required, fields.keys().map(String::as_str).collect());
        for field in fields.keys() {
            assert!(told.contains(&format!("`{field}`")), "docs/json.md says nothing of `{field}`");
        }
    }
}

#[test]
fn json_tells_hostile_text_exactly_and_harmlessly() {
    let text = plain(&hostile(), Format::Json);
    assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "control characters");
    assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{2028}']), "bidi characters");
    assert!(!text.contains("##["), "a command for a build server");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let messages: Vec<_> =
        json["findings"].as_array().expect("a list").iter().step_by(3).map(|it| &it["message"]).collect();
    assert_eq!(messages, HOSTILE);
}

#[test]
fn terminal_text_is_harmless_whatever_the_policies_say() {
    for width in [24, 80, 200] {
        for verbose in [false, true] {
            let text = terminal(&hostile(), TerminalOptions { width, verbose, ..Default::default() });
            for line in text.lines() {
                assert!(!line.trim_start().starts_with("::"), "{line}");
                assert!(!line.contains("##["), "{line}");
                assert!(!line.contains("##vso["), "{line}");
                assert!(!line.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{line:?}");
            }
            assert!(text.contains("\\u{1b}["));
        }
    }
}

#[test]
fn html_is_as_browsers_see_it() {
    insta::assert_snapshot!("html_rich", without_style_and_script(&plain(&rich(), Format::Html)));
    insta::assert_snapshot!("html_clean", without_style_and_script(&plain(&clean(), Format::Html)));
    insta::assert_snapshot!("html_nothing", without_style_and_script(&plain(&nothing(), Format::Html)));
}

#[test]
fn html_escapes_every_text() {
    let mut report = rich();
    report.documents[1].title = "a < b > c & d \" e ' f".to_owned();
    assert!(plain(&report, Format::Html).contains("a &lt; b &gt; c &amp; d &quot; e &#39; f"));

    let page = plain(&hostile(), Format::Html);
    // Our own tags only: no hostile text made one.
    let tags: BTreeSet<_> = page.split('<').skip(1).filter_map(|tag| tag.split([' ', '>', '\n']).next()).collect();
    assert!(!tags.contains("img"), "{tags:?}");
    for tag in ["<style>", "</style>", "<script>", "</script>"] {
        assert_eq!(page.matches(tag).count(), 1, "{tag}");
    }
    assert_eq!(page.matches("<svg").count(), 1);
    assert!(page.contains("{{ style | safe }}"), "a template in a policy is text");
    assert!(!page.contains(|c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)));
    for (_, attributes) in tags_of(&page) {
        for (name, _) in attributes {
            assert!(!name.starts_with("on") && name != "style", "{name}");
        }
    }
}

#[test]
fn html_ids_are_unique_links_arrive_and_headings_are_in_order() {
    for report in [rich(), reviewed(), clean(), nothing(), hostile()] {
        let page = plain(&report, Format::Html);
        let tags = tags_of(&page);
        let value = |attributes: &[(String, String)], name: &str| {
            attributes.iter().find(|(it, _)| it == name).map(|(_, value)| value.clone())
        };
        let ids: Vec<_> = tags.iter().filter_map(|(_, attributes)| value(attributes, "id")).collect();
        let unique: BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        assert!(ids.iter().all(|id| !id.is_empty() && !id.contains(char::is_whitespace)));
        for (_, attributes) in &tags {
            for name in ["href", "aria-labelledby"] {
                let Some(target) = value(attributes, name).filter(|target| target != "data:,") else { continue };
                assert!(unique.contains(target.trim_start_matches('#')), "{target} leads nowhere");
            }
        }
        let mut level = 0;
        for (tag, _) in &tags {
            let Some(next) = tag.strip_prefix('h').and_then(|rest| rest.parse::<usize>().ok()) else { continue };
            assert!(next <= level + 1, "{tag} after h{level}");
            level = next;
        }
    }
}

#[test]
fn html_policy_lets_in_the_style_sheet_and_the_script_and_nothing_else() {
    let page = plain(&clean(), Format::Html);
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).and_then(|it| it.split('"').next());
    let policy = policy.expect("a policy");
    insta::assert_snapshot!(without_style_and_script(policy), @"default-src 'none'; style-src 'sha256-…'; script-src 'sha256-…'; img-src data:; base-uri 'none'; form-action 'none'");
}

#[test]
fn html_templates_call_nothing_safe_but_the_style_and_the_script() {
    let templates: Vec<_> = std::fs::read_dir("src/emit/html").unwrap().map(|entry| entry.unwrap().path()).collect();
    let templates = templates.iter().filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    let mut safe = Vec::new();
    for path in templates {
        let template = std::fs::read_to_string(path).unwrap();
        safe.extend(template.lines().filter(|line| line.contains("safe")).map(str::to_owned));
        assert!(!template.contains("style="), "{path:?} has a style attribute");
    }
    safe.sort();
    assert_eq!(safe, ["<style>{{ style | safe }}</style>", "{% if script %}<script>{{ script | safe }}</script>"]);
}

#[test]
fn html_colors_are_readable_in_every_theme() {
    let screen = include_str!("../src/emit/html/style.css");
    let paper = include_str!("../src/emit/html/print.css");
    let hex = |text: &str| u32::from_str_radix(text.trim().strip_prefix('#')?.get(..6)?, 16).ok();
    let pair = |name: &str| {
        let pair = screen.split(&format!("--{name}: light-dark(")).nth(1).and_then(|it| it.split(')').next());
        let (light, dark) = pair.and_then(|it| it.split_once(',')).unwrap_or_else(|| panic!("no color {name}"));
        (hex(light).expect("a color"), hex(dark).expect("a color"))
    };
    let color = |theme: usize, name: &str| match theme {
        0 => pair(name).0,
        1 => pair(name).1,
        _ => paper.split(&format!("--{name}: ")).nth(1).and_then(hex).unwrap_or_else(|| pair(name).0),
    };
    let texts = ["ink", "soft", "link", "critical", "high", "medium", "low", "info", "good"];
    for theme in 0..3 {
        let pairs = texts.iter().flat_map(|text| ["page", "surface"].map(|ground| (*text, ground)));
        let more = [
            ("markink", "mark"),
            ("ink", "code"),
            ("soft", "code"),
            ("link", "code"),
            ("ink", "alarmbg"),
            ("alarm", "alarmbg"),
            ("ink", "noticebg"),
            ("notice", "noticebg"),
            ("gone", "gonebg"),
            ("come", "comebg"),
        ];
        for (text, ground) in pairs.chain(more) {
            let ratio = contrast(color(theme, text), color(theme, ground));
            assert!(ratio >= 4.5, "{text} on {ground} in theme {theme}: {ratio:.2}");
        }
        // Edges of controls, the ring of focus, and the bars must be seen, not read.
        for (mark, ground) in [("edge", "surface"), ("edge", "page"), ("link", "page"), ("link", "surface")] {
            let ratio = contrast(color(theme, mark), color(theme, ground));
            assert!(ratio >= 3.0, "{mark} on {ground} in theme {theme}: {ratio:.2}");
        }
    }
}

#[test]
fn formats_are_found_by_their_word() {
    for format in Format::ALL {
        assert_eq!(format.word().parse(), Ok(format));
    }
    assert_eq!("pdf".parse::<Format>(), Err("`pdf` is no format: use one of terminal, html, json, jsonl, sarif, github, markdown, gitlab, junit, checkstyle, rdjson, csv".to_owned()));
}

#[test]
fn same_report_same_bytes() {
    for format in Format::ALL {
        for report in [rich, clean, nothing, hostile] {
            assert_eq!(plain(&report(), format), plain(&report(), format));
        }
    }
}

#[test]
fn html_of_a_thousand_findings_says_what_is_known_of_a_lint_once() {
    let mut report = rich();
    let finding = report.findings[0].clone();
    report.findings = vec![finding; 1001];
    let page = plain(&report, Format::Html);
    // One to decide on, 200 that are printed, and the rest.
    assert_eq!(page.matches("class=\"card critical\"").count(), 201);
    assert_eq!(page.matches("class=\"card critical late\"").count(), 801);
    // On top, where it is to be decided, and at its lint.
    assert_eq!(page.matches("Money is gone whatever happened").count(), 2);
    assert!(!page.contains("class=\"group\" id=\"d-policies-returns-md\" open"));
}

/// What is shown from a column on.
fn from_column(text: &str, column: usize) -> &str {
    let mut places = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    // The last place of that width: characters of no width belong to the one in front of them.
    let first = places.find(|&byte| text[..byte].width() == column).expect("the column is there");
    &text[first..]
}

/// WCAG 2 contrast of two colours.
fn contrast(one: u32, other: u32) -> f64 {
    let luminance = |color: u32| {
        let channel = |shift: u32| {
            let value = f64::from(color >> shift & 0xff) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// A page whose style and script, which are files of their own, are left out, and their hashes with them.
fn without_style_and_script(page: &str) -> String {
    let mut page = page.to_owned();
    for (open, close) in [("<style>", "</style>"), ("<script>", "</script>"), ("'sha256-", "'")] {
        let mut from = 0;
        while let Some(start) = page[from..].find(open).map(|at| from + at + open.len()) {
            let end = start + page[start..].find(close).expect("it ends");
            page.replace_range(start..end, "…");
            from = start;
        }
    }
    page
}

/// The start tags of a page, with their attributes. Strict: every attribute is quoted with `"` or has no value.
fn tags_of(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let body = without_style_and_script(page);
    let mut tags = Vec::new();
    for tag in body.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())) {
        let mut rest = tag.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let name = &tag[..tag.len() - rest.len()];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if rest.starts_with('>') {
                break;
            }
            let end = rest.find(['=', '>', ' ']).expect("a tag ends");
            let attribute = &rest[..end];
            rest = &rest[end..];
            let mut value = "";
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let end = quoted.find('"').expect("a quote ends");
                (value, rest) = (&quoted[..end], &quoted[end + 1..]);
            }
            assert!(!rest.starts_with('='), "unquoted attribute in {tag}");
            attributes.push((attribute.to_owned(), value.to_owned()));
        }
        tags.push((name.to_owned(), attributes));
    }
    tags
}

/// The formats for other programs, each on a report with everything in it and on one full of hostile text.
#[test]
fn every_format_is_as_its_readers_see_it() {
    let formats = [
        Format::Jsonl,
        Format::Sarif,
        Format::Github,
        Format::Markdown,
        Format::Gitlab,
        Format::Junit,
        Format::Checkstyle,
        Format::Rdjson,
        Format::Csv,
    ];
    for format in formats {
        insta::assert_snapshot!(format!("{format}_rich"), plain(&rich(), format));
        insta::assert_snapshot!(format!("{format}_hostile"), plain(&hostile(), format));
    }
}

#[test]
fn xml_can_be_read_whatever_strangers_wrote() {
    for format in [Format::Junit, Format::Checkstyle] {
        for report in [rich, clean, nothing, hostile] {
            let text = plain(&report(), format);
            let document =
                roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{format}: {error}\n{text}"));
            let tag = if format == Format::Junit { "failure" } else { "error" };
            let failures = document.descendants().filter(|node| node.has_tag_name(tag)).count();
            let errors = if format == Format::Junit { 0 } else { report().errors.len() };
            assert_eq!(failures, report().counted().count() + errors, "{format}");
        }
    }
    let junit = plain(&nothing(), Format::Junit);
    assert!(junit.contains("<error message="), "nothing audited is no passed build");
}

#[test]
fn json_formats_can_be_read_and_hold_every_finding() {
    let report = rich();
    let of = |format| serde_json::from_str::<Value>(&plain(&report, format)).expect("JSON");
    let results = |value: &Value| value.as_array().map_or(0, Vec::len);
    assert_eq!(results(&of(Format::Sarif)["runs"][0]["results"]), report.findings.len());
    assert_eq!(results(&of(Format::Gitlab)), report.counted().count());
    assert_eq!(results(&of(Format::Rdjson)["diagnostics"]), report.counted().count());
    assert_eq!(plain(&report, Format::Jsonl).lines().count(), report.findings.len());
    let gitlab = of(Format::Gitlab);
    let prints: BTreeSet<&str> =
        gitlab.as_array().expect("a list").iter().filter_map(|it| it["fingerprint"].as_str()).collect();
    assert_eq!(prints.len(), report.counted().count(), "each fingerprint once");
}

#[test]
fn sarif_says_of_what_does_not_count_why() {
    let log: Value = serde_json::from_str(&plain(&reviewed(), Format::Sarif)).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let kinds: BTreeSet<&str> =
        results.iter().filter_map(|result| result["suppressions"][0]["kind"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["external", "inSource"]));
    assert!(results.iter().all(|result| result["partialFingerprints"]["dumbrules/v1"].is_string()));
}

/// What the runner of GitHub Actions would obey: a line that starts with `::` behind white space, or `##[` anywhere.
#[test]
fn only_our_own_workflow_commands_reach_a_runner() {
    let text = plain(&hostile(), Format::Github);
    for line in text.lines() {
        let line = line.trim_start();
        assert!(
            ["::error ", "::error::", "::warning ", "::notice "].iter().any(|command| line.starts_with(command)),
            "{line}"
        );
        assert_eq!(line.matches("##[").count(), 0, "{line}");
    }
}
