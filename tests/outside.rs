//! Programs of others read what we write, and run us: no format is only what we believe it to be.
//!
//! `tests/outside/install` installs them, and `tests/run` calls it. Where they are missing these tests are left out, except
//! in continuous integration, where they fail.

use crate::cli::{Shop, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the programs are; none when they are not installed.
pub(crate) fn place() -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/outside");
    let is_there = place.join("requirements.txt.done").is_file() && place.join("package-lock.json.done").is_file();
    assert!(is_there || std::env::var_os("CI").is_none(), "tests/outside/install did not run");
    is_there.then_some(place)
}

/// What a program says, when it says that all is well.
pub(crate) fn said(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let told = text(output.stdout) + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{told}");
    told
}

/// What a reader of another's making saw in a file.
fn read(place: &Path, what: &[&str]) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside/read.py");
    let mut command = Command::new(place.join("venv/bin/python"));
    let output = command.arg(script).args(what).output().expect("it runs");
    let told = text(output.stdout);
    assert!(output.status.success(), "{what:?}: {told}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&told).unwrap_or_else(|error| panic!("{told}: {error}"))
}

/// Three handbooks: the sample with its register; what strangers may write; nothing that can be read.
fn handbooks(name: &str) -> Shop {
    let shop = Shop::new(name);
    for entry in fs::read_dir("policies/2026").expect("the sample is there") {
        let path = entry.expect("it can be read").path();
        if let (true, Some(file)) = (path.is_file(), path.file_name().and_then(|name| name.to_str())) {
            shop.file(&format!("sample/{file}"), &fs::read(&path).expect("a policy"));
        }
    }
    let strange = "# Sale 😀 <b>&amp;\"'\u{202e}\n\n😀 No refunds `</failure>` ]]> | =1+1 under *any* circumstances, ::error::x.\n\n\
         - 😀 No refunds under any circumstances.\n- No refunds under any circumstances.\n\n\
         No refunds in any event. <!-- audit: allow refund/no-refunds until=2026-12-31 reason=\"=cmd | 'x' \u{7} <i>\" -->\n";
    shop.file("strange/a b#c%d?é.md", strange.as_bytes());
    shop.file("strange/=1+1.md", strange.replace('\n', "\r\n").as_bytes());
    shop.file("strange/broken.md", b"Caf\xe9\n");
    shop.file("nothing/empty.md", b"\n");
    shop
}

const HANDBOOKS: [&str; 3] = ["sample", "strange", "nothing"];

/// Writes one format of each handbook, and its JSON beside it: the path of the one, and what the other says.
fn written(shop: &Shop, format: &str) -> Vec<(String, Value)> {
    let write = |handbook: &&str| {
        let file = format!("{handbook}.{format}");
        let output = format!("{format}={file}");
        let json = format!("{handbook}.json");
        shop.run(&["audit", handbook, "--today", "2026-06-15", "--quiet", "--output", &output, "--json", &json]);
        let json = serde_json::from_str(&shop.read(&json)).expect("our own JSON");
        (shop.folder.join(file).display().to_string(), json)
    };
    HANDBOOKS.iter().map(write).collect()
}

/// Findings of our JSON that count, and all of them.
fn counted(json: &Value) -> (usize, usize) {
    let findings = json["findings"].as_array().expect("a list");
    (findings.iter().filter(|finding| finding["suppressed"].is_null()).count(), findings.len())
}

#[test]
fn sarif_is_read_by_the_multitool_of_its_makers_and_by_sarif_tools() {
    let Some(place) = place() else { return };
    let shop = handbooks("outside-sarif");
    let multitool = place.join("npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");
    for (file, json) in written(&shop, "sarif") {
        let report = format!("{file}.validated");
        let mut command = Command::new(&multitool);
        command.args(["validate", &file, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--kind", "Fail"]);
        command.args(["--output", &report, "--log", "ForceOverwrite"]);
        let told = said(&mut command);
        let report: Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
        let results = report["runs"].as_array().unwrap().iter().flat_map(|run| run["results"].as_array().unwrap());
        let complaints: BTreeSet<&str> = results.filter_map(|result| result["ruleId"].as_str()).collect();
        // SARIF2005 asks for the address of a home page, and there is none.
        assert_eq!(complaints, BTreeSet::from(["SARIF2005"]), "{file}: {told}");
        let seen = read(&place, &["sarif", &file]);
        assert_eq!(seen["tools"], json!(["dumbrules"]));
        let (open, all) = counted(&json);
        let log: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), all, "{file}");
        // What is suppressed is there, and each reader may leave it out.
        let suppressed = results.iter().filter(|result| result.get("suppressions").is_some());
        assert_eq!(suppressed.count(), all - open, "{file}");
        assert!([open, all].contains(&(seen["results"].as_u64().unwrap() as usize)), "{file}: {seen}");
    }
}

/// Who cuts the words out of the files by line and column must get those that we quote.
#[test]
fn columns_of_sarif_are_units_of_utf16() {
    let Some(_) = place() else { return };
    let shop = handbooks("outside-utf16");
    let (file, _) = written(&shop, "sarif").remove(1);
    let log: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut compared = 0;
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let location = &result["locations"][0]["physicalLocation"];
        let region = &location["region"];
        let number = |field: &str| region[field].as_u64().unwrap() as usize;
        let name = if location["artifactLocation"]["uri"] == "strange/%3D1%2B1.md" {
            "strange/=1+1.md"
        } else {
            "strange/a b#c%d?é.md"
        };
        let policy = shop.read(name);
        let units: Vec<u16> = policy.lines().nth(number("startLine") - 1).unwrap().encode_utf16().collect();
        assert_eq!(number("startLine"), number("endLine"));
        let words = String::from_utf16(&units[number("startColumn") - 1..number("endColumn") - 1]).unwrap();
        assert!(region["snippet"]["text"].as_str().unwrap().contains(&words), "{words:?} of {region}");
        assert!(result["partialFingerprints"]["dumbrules/v1"].as_str().is_some_and(|id| id.starts_with("f1:")));
        // In front of these words stands a letter of two units: counted otherwise, the words would be others.
        if units[0..5].contains(&0xD83D) && result["ruleId"] == "refund/no-refunds" {
            assert!(words.starts_with("No refunds"), "{words:?} of {region}");
            compared += 1;
        }
    }
    assert_eq!(compared, 4, "in two lines of each of two files");
}

#[test]
fn junit_is_read_by_junitparser_and_fits_its_schema() {
    let Some(place) = place() else { return };
    let shop = handbooks("outside-junit");
    for (file, json) in written(&shop, "junit") {
        let seen = read(&place, &["junit", &file]);
        assert_eq!(seen["failures"], counted(&json).0, "{file}: {seen}");
        assert_eq!(seen["tests"], seen["claimed"], "{file}: {seen}");
        let is_incomplete =
            json["documents"].as_array().unwrap().is_empty() || !json["errors"].as_array().unwrap().is_empty();
        assert_eq!(seen["errors"].as_u64().unwrap() > 0, is_incomplete, "{file}: {seen}");
        assert_eq!(read(&place, &["xsd", &file, "tests/outside/schemas/junit.xsd"])["errors"], json!([]), "{file}");
    }
}

#[test]
fn checkstyle_fits_its_schema() {
    let Some(place) = place() else { return };
    let shop = handbooks("outside-checkstyle");
    for (file, json) in written(&shop, "checkstyle") {
        assert_eq!(
            read(&place, &["xsd", &file, "tests/outside/schemas/checkstyle.xsd"])["errors"],
            json!([]),
            "{file}"
        );
        let lines = fs::read_to_string(&file).unwrap();
        let errors = json["errors"].as_array().unwrap().len();
        assert_eq!(lines.matches("<error ").count(), counted(&json).0 + errors, "{file}");
    }
}

#[test]
fn gitlab_fits_its_schema_and_no_fingerprint_stands_for_two_findings() {
    let Some(place) = place() else { return };
    let shop = handbooks("outside-gitlab");
    for (file, json) in written(&shop, "gitlab") {
        let seen = read(&place, &["jsonschema", &file, "tests/outside/schemas/gitlab-code-quality.schema.json"]);
        let findings = counted(&json).0;
        assert_eq!(seen, json!({"errors": [], "findings": findings, "fingerprints": findings}), "{file}");
    }
}

#[test]
fn rdjson_is_read_by_a_validator_of_reviewdogs_format() {
    let Some(place) = place() else { return };
    let shop = handbooks("outside-rdjson");
    for (file, _) in written(&shop, "rdjson") {
        let mut command = Command::new(place.join("npm/node_modules/.bin/rdformat-validator"));
        let told = said(command.args(["--strict", "--no-extra-fields", &file]));
        assert!(told.contains("All files are valid"), "{file}: {told}");
    }
}

#[test]
fn csv_is_read_by_python_and_holds_no_formula() {
    let Some(place) = place() else { return };
    let shop = handbooks("outside-csv");
    for (file, json) in written(&shop, "csv") {
        let seen = read(&place, &["csv", &file]);
        assert_eq!(seen, json!({"rows": counted(&json).1, "ragged": 0, "formulas": []}), "{file}");
    }
}

/// The sample handbook a few times, as lines of a stream.
fn lines(shop: &Shop) -> String {
    let mut lines = String::new();
    for copy in 0..4 {
        let mut files: Vec<_> = fs::read_dir(shop.folder.join("sample")).expect("it is there").collect();
        files.sort_by_key(|entry| entry.as_ref().expect("it can be read").path());
        for entry in files {
            let path = entry.expect("it can be read").path();
            if path.extension().is_some_and(|ending| ending == "md") {
                let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
                let policy = fs::read_to_string(&path).expect("a policy");
                lines += &format!("{}\n", json!({"id": format!("{copy}/{name}"), "text": policy}));
            }
        }
    }
    lines
}

/// `PATH` with our program in front.
pub(crate) fn path() -> std::ffi::OsString {
    let folder = Path::new(env!("CARGO_BIN_EXE_dumbrules")).parent().expect("a program lies in a folder");
    let old = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(&old))).expect("a path")
}

/// What one process says of the lines in a file.
fn alone(shop: &Shop, file: &str) -> String {
    let mut command = shop.command(&["audit", "--stdin-jsonl", "--quiet", "--today", "2026-06-15"]);
    let output = command.stdin(fs::File::open(shop.folder.join(file)).expect("it is there")).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0));
    text(output.stdout)
}

#[test]
fn spark_gives_the_records_that_one_process_gives() {
    let Some(place) = place() else { return };
    let shop = handbooks("outside-spark");
    shop.file("documents.jsonl", lines(&shop).as_bytes());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/streams/spark.py");
    let mut spark = Command::new(place.join("venv/bin/python"));
    spark.arg(script).args(["documents.jsonl", "records", "3"]).current_dir(&shop.folder).env("PATH", path());
    // One machine; no name of it need be found.
    spark.env("SPARK_LOCAL_IP", "127.0.0.1");
    let told = said(&mut spark);
    assert!(told.contains("60 documents: {'document': 60}"), "{told}");
    let mut parts: Vec<_> = fs::read_dir(shop.folder.join("records")).unwrap().map(|it| it.unwrap().path()).collect();
    parts.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with("part-"));
    parts.sort();
    let records: String = parts.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert!(records == alone(&shop, "documents.jsonl"), "the same records in the same order");
}

#[test]
fn gnu_parallel_gives_the_records_that_one_process_gives() {
    let Some(_) = place() else { return };
    let shop = handbooks("outside-parallel");
    shop.file("documents.jsonl", lines(&shop).as_bytes());
    let mut parallel = Command::new("parallel");
    parallel.args(["--pipe", "--keep-order", "--block", "100k", "--will-cite"]);
    parallel.arg("dumbrules audit --stdin-jsonl --quiet --today 2026-06-15").env("PATH", path());
    parallel.stdin(fs::File::open(shop.folder.join("documents.jsonl")).unwrap()).env("HOME", &shop.folder);
    let output = parallel.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text(output.stdout) == alone(&shop, "documents.jsonl"), "the same records in the same order");
}
