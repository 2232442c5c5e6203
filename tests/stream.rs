//! `audit --stdin-jsonl`: every line is answered, in order, the same as an audit of that document alone.

use crate::cli::{LINTS, Shop, text};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Output, Stdio};

const DAY: [&str; 2] = ["--today", "2026-06-15"];

/// Sends `lines` to an audit with these arguments.
fn sent(shop: &Shop, lines: &[u8], arguments: &[&str]) -> Output {
    let arguments = [&["audit", "--stdin-jsonl"][..], &DAY, arguments].concat();
    let mut command = shop.command(&arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let lines = lines.to_vec();
    // Nobody reads what is sent after it has given up; then the exit code tells.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&lines)));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("all is written");
    output
}

fn records(output: &Output) -> Vec<Value> {
    let out = std::str::from_utf8(&output.stdout).expect("every output is UTF-8");
    out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}

/// The sample handbook as lines, and each file for itself in the shop's folder, away from its register.
fn handbook(shop: &Shop) -> (Vec<String>, String) {
    let mut names = Vec::new();
    let mut lines = String::new();
    for folder in ["policies/2025", "policies/2026"] {
        let entries = fs::read_dir(folder).expect("the sample is there");
        let mut found: Vec<_> = entries.map(|entry| entry.expect("it can be read").path()).collect();
        found.sort();
        for path in found.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
            let name = path.to_str().expect("a plain name").replace("policies/", "sample/");
            let policy = fs::read_to_string(path).expect("a policy");
            shop.file(&name, policy.as_bytes());
            lines += &format!("{}\n", json!({"id": name, "text": policy, "fetched": "2026-06-01"}));
            names.push(name);
        }
    }
    (names, lines)
}

#[test]
fn each_document_is_answered_as_by_an_audit_of_it_alone() {
    let shop = Shop::new("stream-alone");
    let (names, lines) = handbook(&shop);
    let output = sent(&shop, lines.as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(0));
    let streamed = records(&output);
    let ends: Vec<&Value> = streamed.iter().filter(|it| it["record"] != "finding").map(|it| &it["id"]).collect();
    assert_eq!(ends, names.iter().collect::<Vec<_>>(), "one record ends each document, in the order of the lines");
    let mut findings = 0;
    for name in &names {
        let alone = shop.run(&[&["audit", name, "--format", "jsonl"][..], &DAY].concat());
        let alone = records(&alone);
        let mut of_stream: Vec<Value> = streamed.iter().filter(|it| it["id"] == **name).cloned().collect();
        let end = of_stream.pop().expect("a document has an end");
        for finding in &mut of_stream {
            let fields = finding.as_object_mut().expect("a record is an object");
            assert_eq!(fields.remove("record"), Some(json!("finding")));
            fields.remove("id");
        }
        assert_eq!(of_stream, alone, "{name}");
        let counted: u64 = end["findings"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        let suppressed = end["suppressed"].as_u64().unwrap();
        assert_eq!(counted + suppressed, alone.len() as u64, "{name}");
        findings += alone.len();
    }
    assert!(findings > 200, "the sample handbook has findings: {findings}");
}

#[test]
fn answers_are_the_same_bytes_whatever_the_threads_and_however_the_lines_arrive() {
    let shop = Shop::new("stream-bytes");
    let (_, lines) = handbook(&shop);
    let lines = lines.repeat(3);
    let one = sent(&shop, lines.as_bytes(), &["--threads", "1"]);
    let many = sent(&shop, lines.as_bytes(), &["--threads", "7"]);
    assert!(one.stdout == many.stdout && one.stderr == many.stderr);
    let unended = sent(&shop, lines.trim_end().as_bytes(), &[]);
    assert!(unended.stdout == one.stdout, "the last line needs no end");
    let windows = sent(&shop, format!("\u{feff}{}", lines.replace('\n', "\r\n")).as_bytes(), &[]);
    assert!(windows.stdout == one.stdout, "nor does it matter which end lines have");
}

#[test]
fn a_line_that_is_no_document_has_its_record_and_never_looks_like_success() {
    let shop = Shop::new("stream-bad");
    let good = r#"{"id":"good","text":"No refunds."}"#;
    let cases = [
        ("nope", "the line is no JSON object"),
        (r#"{"id":"a","text":"cut"#, "the line is no document"),
        (r#"["a","No refunds.",null,null,null]"#, "the line is no JSON object"),
        (r#""No refunds.""#, "the line is no JSON object"),
        ("null", "the line is no JSON object"),
        (r#"{"id":{},"text":"x"}{}"#, "trailing characters"),
        (r#"{"text":"No refunds."}"#, "the line has no `id`"),
        (r#"{"id":null,"text":"No refunds."}"#, "the line has no `id`"),
        (r#"{"id":"","text":"No refunds."}"#, "`id` is neither text nor a whole number"),
        (r#"{"id":1.5,"text":"No refunds."}"#, "`id` is neither text nor a whole number"),
        (r#"{"id":12345678901234567890123,"text":"No refunds."}"#, "`id` is neither text nor a whole number"),
        (r#"{"id":"a"}"#, "the line has no `text`"),
        (r#"{"id":"a","text":null}"#, "the line has no `text`"),
        (r#"{"id":"a","text":["No refunds."]}"#, "`text` is no text"),
        (r#"{"id":"a","text":"No refunds.","text":"All refunds."}"#, "duplicate field `text`"),
        (r#"{"id":"a","text":"\ud800"}"#, "the line is no document"),
        (r#"{"id":"a","text":"No refunds.","type":"refnud"}"#, "`refnud` is no document type"),
        (r#"{"id":"a","text":"No refunds.","type":7}"#, "`type` is no text"),
        (r#"{"id":"a","text":"No refunds.","audience":"stuff"}"#, "`stuff` is no audience"),
    ];
    let lines: String = cases.iter().map(|(line, _)| format!("{line}\n\n{good}\n")).collect();
    let output = sent(&shop, lines.as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(2));
    let ends: Vec<Value> = records(&output).into_iter().filter(|it| it["record"] != "finding").collect();
    assert_eq!(ends.len(), 2 * cases.len(), "each line that is not empty is answered");
    for (at, (line, said)) in cases.iter().enumerate() {
        let (bad, good) = (&ends[2 * at], &ends[2 * at + 1]);
        assert!(bad["record"] == "error" && bad["message"].as_str().unwrap().contains(said), "{line}: {bad}");
        assert!(bad["input_line"] == 3 * at + 1 && bad["line"] == bad["input_line"], "{line}: {bad}");
        assert!(!bad["help"].as_str().unwrap_or_default().is_empty(), "{line}: {bad}");
        assert!(good["record"] == "document" && good["id"] == "good", "{line}: {good}");
    }
    let told = text(output.stderr);
    assert_eq!(told.matches("error: ").count(), 10, "a stream of mistakes does not drown the log\n{told}");
    assert!(told.contains("19 errors, each in its record"), "{told}");
}

#[test]
fn a_stream_of_which_nothing_was_audited_never_looks_like_success() {
    let shop = Shop::new("stream-nothing");
    for (lines, said) in [
        ("", "there is nothing to audit in standard input"),
        ("\n \n", "there is nothing to audit in standard input"),
        (r#"{"id":1,"text":""}"#, "0 findings in 0 documents; 1 not audited."),
        ("{\"id\":1,\"text\":\"---\\nlanguage: fr\\n---\\nNon.\"}\n", "0 findings in 0 documents; 1 not audited."),
    ] {
        let output = sent(&shop, lines.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(2), "{lines:?}");
        assert!(text(output.stderr).contains(said), "{lines:?}");
    }
    let mistaken = sent(&shop, b"{\"id\":1,\"text\":\"---\\naudience: stuff\\n---\\nNo refunds.\"}\n", &["--quiet"]);
    assert_eq!(mistaken.status.code(), Some(2), "mistakes in front matter are told, and the text is audited");
    let ended = records(&mistaken).pop().unwrap();
    assert_eq!((&ended["record"], ended["errors"].as_array().map(Vec::len)), (&json!("document"), Some(1)));
    let not_utf8 = sent(&shop, b"{\"id\":1,\"text\":\"caf\xe9\"}\n", &[]);
    assert_eq!((not_utf8.status.code(), &records(&not_utf8)[0]["record"]), (Some(2), &json!("error")));
}

#[test]
fn what_a_line_says_of_its_document_counts_as_if_it_were_configured() {
    let shop = Shop::new("stream-told");
    let lines = [
        json!({"id": 1, "text": "Agents must ask for the receipt."}),
        json!({"id": 2, "text": "Agents must ask for the receipt.", "audience": "staff", "type": "handbook"}),
        json!({"id": 3, "text": "Agents must ask for the receipt.", "path": "desk/staff-handbook.md", "type": null}),
        json!({"id": 4, "text": "---\naudience: customer\n---\nHats cannot be returned.", "audience": "staff"}),
    ];
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let output = sent(&shop, lines.as_bytes(), &LINTS);
    assert_eq!((output.status.code(), text(output.stderr.clone()).as_str()), (Some(0), "4 findings in 4 documents.\n"));
    let ends = records(&output).into_iter().filter(|it| it["record"] == "document");
    let told =
        |it: Value| format!("{} {} {} {} {}", it["id"], it["path"], it["types"], it["types_from"], it["audience"]);
    assert_eq!(
        ends.map(told).collect::<Vec<_>>(),
        [
            r#"1 "1" [] "unknown" "customer""#,
            r#"2 "2" ["handbook"] "configuration" "staff""#,
            r#"3 "desk/staff-handbook.md" ["handbook"] "name" "staff""#,
            r#"4 "4" [] "unknown" "customer""#,
        ]
    );
}

#[test]
fn who_waits_for_an_answer_before_the_next_line_gets_it() {
    let shop = Shop::new("stream-dialogue");
    let arguments = [&["audit", "--stdin-jsonl"][..], &DAY, &LINTS].concat();
    let mut child = shop.command(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..20 {
        writeln!(stdin, "{}", json!({"id": id, "text": "Hats cannot be returned."})).unwrap();
        for record in ["finding", "document"] {
            let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
            assert_eq!((&answer["record"], &answer["id"]), (&json!(record), &json!(id)));
        }
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_ends_the_stream() {
    let shop = Shop::new("stream-gone");
    let arguments = [&["audit", "--stdin-jsonl"][..], &DAY, &LINTS].concat();
    let mut child = shop.command(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    let line = format!("{}\n", json!({"id": 1, "text": "Hats cannot be returned."}));
    // Endless, until the pipe breaks because the program has ended.
    while stdin.write_all(line.as_bytes()).is_ok() {}
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// A gigabyte in lines that are too long, and in documents: the program must never hold more than a small part of it.
#[cfg(target_os = "linux")]
#[test]
fn a_stream_is_read_in_bounded_memory() {
    let shop = Shop::new("stream-memory");
    let arguments = [&["audit", "--stdin-jsonl", "--threads", "2"][..], &DAY, &LINTS].concat();
    let mut child =
        shop.command(&arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let long = vec![b' '; 1 << 20];
    let document = format!("{}\n", json!({"id": 1, "text": "Hats are nice.\n\n".repeat(20)}));
    for _ in 0..32 {
        stdin.write_all(b"{").unwrap();
        (0..32).for_each(|_| stdin.write_all(&long).unwrap());
        stdin.write_all(b"\n").unwrap();
        (0..20).for_each(|_| stdin.write_all(document.as_bytes()).unwrap());
    }
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let mib = peak.trim().trim_end_matches(" kB").parse::<usize>().unwrap() >> 10;
    assert!(mib < 200, "{mib} MiB for a stream of 1024 MiB");
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(2));
}
