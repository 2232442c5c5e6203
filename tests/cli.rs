//! Commands as people type them: what they print, write and return. Longer texts are in `tests/cli/*.trycmd`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_dumbrules");
/// Lints of the tests' own, so that nothing here depends on the shipped ones.
pub(crate) const LINTS: [&str; 3] = ["--no-shipped", "--ruleset", "lints"];

#[test]
fn commands_print_what_they_are_known_to_print() {
    let cases = trycmd::TestCases::new();
    cases.register_bin("dumbrules", Path::new(PROGRAM));
    cases.env("DUMBRULES_TODAY", "2026-06-15").env("NO_COLOR", "1").env("COLUMNS", "100");
    cases.case("tests/cli/*.trycmd");
    cases.case("tests/cli/*.toml");
}

/// A folder of its own with a clean policy, a hostile one, and the lints of the corner shop.
pub(crate) struct Shop {
    pub(crate) folder: PathBuf,
}

impl Shop {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let shop = Self { folder };
        for file in ["vocabulary.yaml", "sale/no-way-back.yaml", "counter/receipt-or-nothing.yaml"] {
            let text = fs::read(format!("tests/cases/corner-shop/lints/{file}")).expect("the case is there");
            shop.file(&format!("lints/{file}"), &text);
        }
        shop.file("policies/good.md", b"# Returns\n\nBring it back within 30 days.\n");
        shop.file("policies/bad.md", b"# Sale\n\nHats cannot be returned.\n");
        shop.file("none/notes.txt", b"Hats cannot be returned.\n");
        shop
    }

    pub(crate) fn file(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        for name in ["DUMBRULES_TODAY", "NO_COLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Runs `command` over `paths` with the shop's own lints: exit code, standard output and standard error.
    pub(crate) fn with_lints(&self, command: &[&str]) -> (i32, String, String) {
        let output = self.run(&[command, &LINTS].concat());
        (output.status.code().expect("no signal ends it"), text(output.stdout), text(output.stderr))
    }

    #[track_caller]
    pub(crate) fn exits(&self, command: &[&str], code: i32, said: &str) {
        let (exit, out, err) = self.with_lints(command);
        assert_eq!(exit, code, "{command:?}\n{out}\n{err}");
        assert!(format!("{out}\n{err}").contains(said), "{command:?} does not say {said:?}\n{out}\n{err}");
    }
}

pub(crate) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("every output is UTF-8")
}

#[test]
fn audit_informs_and_check_gates() {
    let shop = Shop::new("gate");
    shop.exits(&["audit", "policies"], 0, "1 high");
    shop.exits(&["check", "policies"], 1, "1 high");
    shop.exits(&["check", "policies/good.md"], 0, "");
    shop.exits(&["check", "policies", "--fail-on", "critical"], 0, "");
    shop.exits(&["check", "policies", "--fail-on", "high"], 1, "");
    shop.exits(&["check", "policies", "--fail-on", "info"], 1, "");
    shop.file(
        "policies/bad.md",
        b"Hats cannot be returned. <!-- audit: allow sale/no-way-back until=2026-06-15 reason=\"x\" -->\n",
    );
    shop.exits(&["check", "policies", "--today", "2026-06-15"], 0, "");
    shop.exits(&["check", "policies", "--today", "2026-06-16"], 1, "");
}

#[test]
fn what_cannot_be_done_exits_with_2() {
    let shop = Shop::new("failures");
    shop.exits(&["audit", "none"], 2, "there is nothing to audit");
    shop.exits(&["check", "none"], 2, "there is nothing to audit");
    shop.exits(&["audit", "nowhere"], 2, "there is no `nowhere`");
    shop.exits(&["audit", "policies", "--frobnicate"], 2, "--frobnicate");
    shop.exits(&["audit", "policies", "--today", "2026-02-30"], 2, "`2026-02-30` is no date");
    shop.exits(&["audit", "policies", "--today", "yesterday"], 2, "`yesterday` is no date");
    shop.exits(&["check", "policies", "--fail-on", "fatal"], 2, "fatal");
    shop.exits(&["audit", "policies", "--json", "no/folder/out.json"], 2, "cannot write the file");
    shop.exits(&["audit", "policies", "--html", "policies"], 2, "cannot write the file");
    shop.exits(&["audit", "policies", "--html", "-", "--json", "-"], 2, "two formats");
    shop.exits(&["audit", "policies", "--config", "nowhere.yaml"], 2, "nowhere.yaml");
    shop.exits(&["audit", "policies", "--quiet", "--verbose"], 2, "cannot be used with");
    shop.exits(&["audit", "policies", "--threads", "many"], 2, "many");
    shop.exits(&["rules", "none"], 2, "there is nothing to read");
    shop.exits(&["facts", "nowhere"], 2, "there is no `nowhere`");
    for arguments in [
        &["audit", "policies", "--ruleset", "nowhere"][..],
        &["audit", "policies", "--no-shipped"],
        &["frobnicate"],
        &[],
    ] {
        let output = shop.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_document_that_cannot_be_read_is_told_and_the_others_are_audited() {
    let wrong: [(&str, &[u8], &str); 6] = [
        ("latin1.md", b"Caf\xe9 prices cannot be returned.\n", "not UTF-8"),
        ("utf16.md", b"\xff\xfeN\0o\0", "not UTF-8"),
        ("deep.md", &[b'>'; 200], "nested deeper"),
        ("footnotes.md", &b"[^a]: > - 1. ".repeat(20), "nested deeper"),
        ("numbers.md", &b"1. ".repeat(40), "nested deeper"),
        ("big.md", &vec![b'a'; (4 << 20) + 1], "larger than 4 MiB"),
    ];
    for (name, bytes, said) in wrong {
        let shop = Shop::new(&format!("unreadable-{name}"));
        shop.file(&format!("policies/{name}"), bytes);
        shop.exits(&["audit", "policies"], 2, said);
        shop.exits(&["check", "policies"], 2, "policies/bad.md:3:6");
        shop.exits(&["check", "policies/good.md", &format!("policies/{name}")], 2, name);
        shop.exits(&["rules", "policies"], 2, "Hats cannot be returned.");
    }
}

#[test]
fn mistakes_in_front_matter_are_errors_and_the_text_is_audited() {
    let shop = Shop::new("front-matter");
    shop.file("policies/bad.md", b"---\naudience: stuff\n---\nHats cannot be returned.\n");
    shop.exits(&["audit", "policies"], 2, "`stuff` is not possible here");
    shop.exits(&["check", "policies"], 2, "policies/bad.md:4:6");
}

#[test]
fn documents_that_the_lints_cannot_read_are_told() {
    let shop = Shop::new("not-audited");
    shop.file("policies/empty.md", b"\n");
    shop.file("policies/french.md", b"---\nlanguage: fr\n---\nPas de remboursement.\n");
    shop.exits(&["audit", "policies"], 0, "there is no text in it");
    shop.exits(&["audit", "policies"], 0, "the rulesets read English");
    shop.exits(&["audit", "policies/empty.md"], 2, "");
    shop.exits(&["check", "policies/french.md"], 2, "");
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_not_followed() {
    use std::os::unix::fs::symlink;
    let shop = Shop::new("links");
    let at = |path: &str| shop.folder.join(path);
    shop.file("secret/secret.md", b"The secret cannot be returned.\n");
    symlink(at("secret/secret.md"), at("policies/link.md")).unwrap();
    symlink(at("secret"), at("policies/folder")).unwrap();
    symlink("/dev/zero", at("policies/zero.md")).unwrap();
    symlink(at("policies"), at("policies/loop")).unwrap();
    symlink("nowhere.md", at("policies/dangling.md")).unwrap();
    assert!(Command::new("mkfifo").arg(at("policies/pipe.md")).status().unwrap().success());
    let (code, out, err) = shop.with_lints(&["audit", "policies"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(!out.contains("secret") && out.contains("bad.md"), "{out}");
    for path in ["/dev/zero", "policies/zero.md", "policies/pipe.md"] {
        shop.exits(&["audit", path], 2, "this is no regular file");
    }
    shop.exits(&["audit", "policies/dangling.md"], 2, "it is not there");
}

#[test]
fn odd_file_names_are_shown_harmlessly() {
    let shop = Shop::new("names");
    for name in [
        "::error file=x::y.md",
        "a b#c%d?.md",
        "-rf.md",
        "\u{1b}[31mred.md",
        "\u{202e}dm.md",
        "\"><img src=x>.md",
        "##[error].md",
    ] {
        shop.file(&format!("odd/{name}"), b"Hats cannot be returned.\n");
    }
    for command in
        [&["audit", "odd"][..], &["rules", "odd"], &["audit", "odd", "--json", "-"], &["audit", "odd", "--html", "-"]]
    {
        let (code, out, err) = shop.with_lints(command);
        assert_eq!((code, err.as_str()), (0, ""), "{command:?}");
        for (at, line) in out.lines().enumerate() {
            assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{command:?}:{at}: {line}");
        }
        let raw = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!out.contains(raw), "{command:?}: {out:?}");
        assert!(!(command.contains(&"--html") && out.contains("<img")), "{command:?}");
    }
}

#[test]
fn a_configuration_is_found_and_its_mistakes_are_all_told() {
    let shop = Shop::new("configuration");
    let audit = |yaml: &str, command: &str, folder: &str| {
        shop.file("dumbrules.yaml", yaml.as_bytes());
        fs::create_dir_all(shop.folder.join("policies/below")).unwrap();
        let output = shop.command(&[command, "--no-shipped"]).current_dir(shop.folder.join(folder)).output().unwrap();
        (output.status.code(), text(output.stdout) + &text(output.stderr))
    };
    let rulesets = "rulesets: [lints]\npolicies: [policies]\n";
    let (code, out) = audit(rulesets, "check", ".");
    assert!(code == Some(1) && out.contains("policies/bad.md:3:6"), "{out}");
    let (code, out) = audit(rulesets, "check", "policies/below");
    assert!(code == Some(1) && out.contains("bad.md:3:6"), "{out}");
    let (code, _) = audit(&format!("{rulesets}fail-on: critical\n"), "check", ".");
    assert_eq!(code, Some(0));
    let (code, _) = audit(&format!("{rulesets}exclude: [bad.md]\n"), "check", ".");
    assert_eq!(code, Some(0));
    let (code, out) =
        audit(&format!("{rulesets}lints:\n  sale/no-way-back: {{off: true, reason: we tried}}\n"), "check", ".");
    assert!(code == Some(0) && out.contains("switched off  1"), "{out}");
    let (code, _) =
        audit(&format!("{rulesets}lints:\n  sale/no-way-back: {{severity: low, reason: milder}}\n"), "check", ".");
    assert_eq!(code, Some(0));
    let mistakes = [
        ("lints:\n  sale/no-way-bakc: {off: true, reason: x}\n", "there is no lint `sale/no-way-bakc`"),
        ("lints:\n  sale/no-way-back: {off: true}\n", "without a reason"),
        ("lints:\n  sale/no-way-back: {of: true, reason: x}\n", "unknown field `of`"),
        ("polices: [x]\n", "unknown field `polices`"),
        ("fail-on: fatal\n", "`fatal` is not possible here"),
        ("documents:\n- {glob: '*.md', type: refnud}\n", "`refnud`"),
        ("exclude: [\n", "dumbrules.yaml"),
        ("fail-on: high\nfail-on: low\n", "fail-on"),
        ("rulesets: [nowhere]\n", "nowhere"),
    ];
    for (mistake, said) in mistakes {
        let yaml = if mistake.starts_with("rulesets") { mistake.to_owned() } else { format!("{rulesets}{mistake}") };
        let (code, out) = audit(&yaml, "check", ".");
        assert!(code == Some(2) && out.contains(said), "{mistake}: {code:?}\n{out}");
    }
    let (code, out) = audit("polices: []\nfail-on: fatal\nexclude: {}\n", "audit", ".");
    assert!(code == Some(2) && out.matches("error: ").count() == 3, "all mistakes at once: {out}");
}

#[test]
fn outputs_go_to_files_and_standard_output_at_once() {
    let shop = Shop::new("outputs");
    let (code, out, err) = shop.with_lints(&["audit", "policies", "--html", "report.html", "--json", "report.json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Hats cannot be returned."));
    assert!(
        shop.read("report.html").starts_with("<!doctype html>")
            || shop.read("report.html").starts_with("<!DOCTYPE html>")
    );
    let json: serde_json::Value = serde_json::from_str(&shop.read("report.json")).unwrap();
    assert_eq!(json["findings"][0]["lint"], "sale/no-way-back");
    let (_, out, _) =
        shop.with_lints(&["audit", "policies", "--html", "report.html", "--json", "-", "--today", "2026-06-15"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("nothing but JSON goes to standard output");
    assert_eq!(json["today"], "2026-06-15");
    let (_, out, _) = shop.with_lints(&["audit", "policies", "--html", "-"]);
    assert!(out.trim_end().ends_with("</html>"));
    let left: Vec<_> = fs::read_dir(&shop.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{left:?}");
}

/// A report once took the place of the device it was written to.
#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_written_to_and_never_replaced() {
    let shop = Shop::new("devices");
    let link = shop.folder.join("sink");
    std::os::unix::fs::symlink("/dev/null", &link).unwrap();
    let (code, _, err) = shop.with_lints(&["audit", "policies", "--html", "sink", "--json", "sink"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(link.is_symlink(), "the link is still there");
}

#[test]
fn a_check_that_fails_still_writes_its_reports() {
    let shop = Shop::new("report-of-failure");
    shop.file("policies/latin1.md", b"Caf\xe9\n");
    shop.exits(&["check", "policies", "--json", "report.json"], 2, "");
    let json: serde_json::Value = serde_json::from_str(&shop.read("report.json")).unwrap();
    assert_eq!(json["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(1));
}

#[test]
fn colours_follow_the_flag_and_are_off_in_pipes() {
    let shop = Shop::new("colours");
    let colored = |color: &str, env: &[(&str, &str)]| {
        let arguments = [&["audit", "policies", "--color", color][..], &LINTS].concat();
        let output = shop.command(&arguments).envs(env.iter().copied()).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(colored("always", &[]));
    assert!(colored("always", &[("NO_COLOR", "1")]), "what is typed outdoes the environment");
    assert!(!colored("never", &[]));
    assert!(!colored("auto", &[]));
    assert!(!colored("auto", &[("NO_COLOR", "1")]));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let shop = Shop::new("pipe");
    shop.file("policies/long.md", "Hats cannot be returned.\n\n".repeat(20_000).as_bytes());
    for (command, code) in [("audit", 0), ("check", 1), ("rules", 0)] {
        let arguments = [&[command, "policies"][..], &LINTS].concat();
        let mut child = shop.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut some = [0; 10];
        child.stdout.as_mut().unwrap().read_exact(&mut some).unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(output.stderr)), (Some(code), String::new()), "{command}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let shop = Shop::new("same");
    for number in 0..40 {
        let text =
            format!("# Part {number}\n\nHats cannot be returned. You must bring the receipt within {number} days.\n");
        shop.file(&format!("policies/{:02}.md", (number * 7) % 40), text.as_bytes());
    }
    for format in [&["--json", "-"][..], &["--html", "-"]] {
        let run = |threads: &str, paths: &[&str]| {
            let arguments =
                [&["audit"], paths, &["--today", "2026-06-15", "--threads", threads], format, &LINTS].concat();
            shop.run(&arguments).stdout
        };
        let one = run("1", &["policies"]);
        assert!(one.len() > 10_000);
        for threads in ["2", "8", "0"] {
            assert!(run(threads, &["policies"]) == one, "{threads} threads, {format:?}");
        }
    }
    let absolute = shop.folder.join("policies");
    let listed = |path: &str| shop.with_lints(&["rules", path]).1;
    assert_eq!(listed("policies"), listed("./policies"));
    assert_eq!(listed("policies"), listed(absolute.to_str().unwrap()));
}

#[test]
fn paths_given_twice_are_read_once_and_hidden_or_ignored_ones_not_at_all() {
    let shop = Shop::new("paths");
    shop.file("policies/.hidden.md", b"Hats cannot be returned.\n");
    shop.file("policies/.dumbrulesignore", b"drafts/\n");
    shop.file("policies/drafts/new.md", b"Hats cannot be returned.\n");
    shop.file("policies/UPPER.MARKDOWN", b"Shoes cannot be returned.\n");
    shop.file("policies/page.mdx", b"Coats cannot be returned.\n");
    let (_, out, _) = shop.with_lints(&["audit", "policies", "policies/bad.md", "./policies", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let paths: Vec<&str> =
        json["documents"].as_array().unwrap().iter().map(|document| document["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["policies/UPPER.MARKDOWN", "policies/bad.md", "policies/good.md", "policies/page.mdx"]);
    shop.exits(&["check", "none/notes.txt"], 1, "notes.txt:1:6");
}

#[test]
fn a_new_lint_passes_its_own_test() {
    let shop = Shop::new("new-lint");
    let output = shop.run(&["lints", "new", "gifts/no-wrap", "--dir", "own"]);
    assert_eq!(output.status.code(), Some(0));
    let output = shop.run(&["lints", "test", "own"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(output.stdout), text(output.stderr));
    assert_eq!(
        shop.run(&["lints", "new", "gifts/no-wrap", "--dir", "own"]).status.code(),
        Some(2),
        "it is there already"
    );
    for id in ["No Wrap", "wrap", "../../wrap", "gifts/../wrap", "gifts/"] {
        assert_eq!(shop.run(&["lints", "new", id, "--dir", "own"]).status.code(), Some(2), "{id}");
    }
    let lint =
        shop.read("own/gifts/no-wrap.yaml").replace("Gift wrapping is free.", "Gift-wrapped items cannot be returned.");
    shop.file("own/gifts/no-wrap.yaml", lint.as_bytes());
    let output = shop.run(&["lints", "test", "own"]);
    assert!(output.status.code() == Some(1) && text(output.stdout).contains("Noisy"), "a wrong example shuts the gate");
}

#[test]
fn a_hostile_lint_is_refused_or_quick() {
    let shop = Shop::new("hostile-lint");
    shop.file("policies/long.md", format!("{}!\n", "a".repeat(2_000)).as_bytes());
    let lint = shop.read("lints/sale/no-way-back.yaml");
    for pattern in
        ["(a+)+$", "a{5}{5}{5}{5}{5}{5}", "(a{1000}){1000}", ".*[^A-Z]|[A-Z]", "(?:A+){1000}|", "(a|aa)+$", r"\w{1000}"]
    {
        shop.file("lints/sale/no-way-back.yaml", lint.replace(r"\bcannot be returned\b", pattern).as_bytes());
        let (code, _, err) = shop.with_lints(&["audit", "policies"]);
        assert!(code == 0 || (code == 2 && err.contains("error: ")), "{pattern}: {code} {err}");
    }
}

/// Labels over the shop: its hostile policy is labelled, a second one is not mentioned and so is fair.
fn labelled(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.file("policies/fair.md", b"# Hats\n\nCaps cannot be returned.\n");
    shop.file(
        "labels.jsonl",
        br#"{"doc": "bad.md", "text": "Hats cannot be returned.", "hostile": ["sale/no-way-back"]}"#,
    );
    shop
}

const EVALUATE: [&str; 6] = ["lints", "evaluate", "--labels", "labels.jsonl", "--docs", "policies"];

/// The evaluation in JSON.
fn evaluated(shop: &Shop, more: &[&str]) -> serde_json::Value {
    let (code, out, err) = shop.with_lints(&[&EVALUATE, more, &["--json", "-"]].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{more:?}");
    serde_json::from_str(&out).expect("JSON")
}

#[test]
fn an_evaluation_shuts_the_gate_when_it_is_worse_than_an_earlier_one() {
    let shop = labelled("evaluation-gate");
    shop.exits(&[&EVALUATE[..], &["--json", "before.json", "--html", "page.html"]].concat(), 0, "66.7");
    assert!(shop.read("page.html").starts_with("<!doctype html>"));
    let against = [&EVALUATE[..], &["--against", "before.json", "--fail-on-worse"]].concat();
    shop.exits(&against, 0, "66.7 → 66.7 (+0.0)");
    shop.file("policies/fair.md", b"# Hats\n\nCaps cannot be returned. Belts cannot be returned.\n");
    shop.exits(&against, 1, "a new false alarm  1");
    shop.exits(&against[..against.len() - 1], 0, "66.7 → 50.0 (-16.7)");
    shop.file("policies/fair.md", b"# Hats\n\nCaps can be returned.\n");
    shop.exits(&against, 0, "no longer a false alarm  1");
    shop.exits(&[&against[..], &["--only-docs", "bad.md"]].concat(), 2, "is of other documents");
    shop.exits(&[&EVALUATE[..], &["--fail-on-worse"]].concat(), 2, "--against");
    shop.file("before.json", b"{}");
    shop.exits(&against, 2, "this is no evaluation");
}

#[test]
fn documents_of_an_evaluation_are_chosen_by_glob_list_part_and_review() {
    let shop = labelled("evaluation-documents");
    let documents = |more: &[&str]| {
        let json = evaluated(&shop, more);
        let names = json["documents"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let all = documents(&[]);
    assert_eq!(all, ["bad.md", "fair.md", "good.md"]);
    assert_eq!(documents(&["--only-docs", "*a*"]), ["bad.md", "fair.md"]);
    assert_eq!(documents(&["--only-docs", "policies/good.md"]), ["good.md"]);
    shop.file("list.txt", b"good.md\n\nbad.md\n");
    assert_eq!(documents(&["--only-docs", "list.txt"]), ["bad.md", "good.md"]);
    let mut parts = Vec::new();
    for part in ["1/2", "2/2"] {
        let names = documents(&["--split", part]);
        assert_eq!(names, documents(&["--split", part]), "a part is always the same");
        parts.extend(names);
    }
    parts.sort();
    assert_eq!(parts, all, "the parts are the whole, and share nothing");
    let labels = shop.read("labels.jsonl");
    shop.file("labels.jsonl", format!("{labels}\n{{\"doc\": \"good.md\", \"reviewed\": true}}\n").as_bytes());
    assert_eq!(documents(&[]), ["good.md"], "what is not reviewed to the end does not count");
    assert_eq!(evaluated(&shop, &[])["not_audited"][0]["name"], "bad.md");
    shop.file("labels.jsonl", format!("{labels}\n{{\"doc\": \"gone.md\", \"reviewed\": true}}\n").as_bytes());
    shop.exits(&EVALUATE, 2, "there is no document `gone.md`");
    shop.file("policies/good.jsonl", b"");
    let (_, out, _) = shop.with_lints(&["lints", "evaluate", "--labels", "policies", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["documents"], serde_json::json!(["good.md"]), "good.jsonl speaks of good.md alone");
}

#[test]
fn labels_that_cannot_be_used_are_refused_with_their_place() {
    let shop = labelled("evaluation-mistakes");
    let cases = [
        (r#"{"doc": "bad.md", "text": "Hats cannot be sold.", "hostile": ["sale/no-way-back"]}"#, "labels.jsonl:1:1"),
        (
            r#"{"doc": "bad.md", "text": "Hats cannot be returned.", "hostile": ["sale/no-way-bakc", "other"]}"#,
            "did you mean",
        ),
        (r#"{"doc": "bad.md", "text": "Hats cannot be returned.", "hostile": ["x"]}"#, "--map"),
        (r#"{"doc": "none.md", "text": "Hats.", "hostile": ["sale/no-way-back"]}"#, "there is no document `none.md`"),
        ("{", "the line is no JSON"),
    ];
    for (line, said) in cases {
        shop.file("labels.jsonl", line.as_bytes());
        shop.exits(&EVALUATE, 2, said);
    }
    shop.exits(&["lints", "evaluate", "--labels", "nowhere.jsonl"], 2, "it is not there");
    shop.exits(&["lints", "evaluate", "--labels", "policies"], 2, "there is no .jsonl file");
    shop.file("labels.jsonl", cases[1].0.replace("bakc", "back").as_bytes());
    shop.file("map.yaml", b"sale/no-way-bakc: X\n");
    shop.exits(&[&EVALUATE[..], &["--map", "map.yaml"]].concat(), 2, "map.yaml:1:1");
    shop.exits(&[&EVALUATE[..], &["--only-docs", "no*"]].concat(), 2, "there is no labelled document");
}

#[test]
fn an_evaluation_is_the_same_whatever_the_number_of_threads() {
    let shop = labelled("evaluation-threads");
    for number in 0..30 {
        let text = format!("# Part {number}\n\nHats cannot be returned. Shoes can.\n");
        shop.file(&format!("policies/{number:02}.md"), text.as_bytes());
    }
    let run = |threads: &str| evaluated(&shop, &["--threads", threads]).to_string();
    let one = run("1");
    assert!(one.contains("29.md"));
    assert_eq!(run("2"), one);
    assert_eq!(run("8"), one);
}

#[test]
fn an_evaluation_counts_what_an_audit_would_show() {
    let shop = labelled("evaluation-confidence");
    let path = "lints/sale/no-way-back.yaml";
    shop.file(path, shop.read(path).replacen("match:\n", "match:\n  confidence: possible\n", 1).as_bytes());
    let reported = |more: &[&str]| {
        let json = evaluated(&shop, more);
        (json["figures"][0]["reported"].as_u64(), json["min_confidence"].as_str().map(str::to_owned))
    };
    assert_eq!(reported(&[]), (Some(0), Some("likely".to_owned())));
    assert_eq!(reported(&["--min-confidence", "possible"]), (Some(2), Some("possible".to_owned())));
    shop.exits(&[&EVALUATE[..], &["--min-confidence", "possible"]].concat(), 0, "findings   possible or surer");
    shop.exits(&[&EVALUATE[..], &["--min-confidence", "sure"]].concat(), 2, "`sure` is no confidence");
    shop.file("dumbrules.yaml", b"min-confidence: possible\n");
    assert_eq!(reported(&[]).0, Some(2), "as the configuration says");
}

#[test]
fn verdicts_are_labels_of_the_findings_that_somebody_looked_at() {
    let shop = labelled("evaluation-verdicts");
    let (_, out, _) = shop.with_lints(&["audit", "policies", "--json", "-"]);
    let audit: serde_json::Value = serde_json::from_str(&out).unwrap();
    let verdicts: Vec<String> = audit["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let document = finding["path"].as_str().unwrap().trim_start_matches("policies/").to_owned();
            let verdict = if document == "bad.md" { "confirmed" } else { "dismissed\n  reason: caps are worn once" };
            format!(
                "- finding: {}\n  lint: sale/no-way-back\n  document: {document}\n  quote: cannot be returned\n  \
                 verdict: {verdict}\n  on: 2026-06-15\n",
                finding["identity"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(verdicts.len(), 2);
    shop.file("policies/verdicts.yaml", format!("verdicts:\n{}", verdicts.concat()).as_bytes());
    let main = || {
        let (_, out, err) =
            shop.with_lints(&["lints", "evaluate", "--labels", "policies/verdicts.yaml", "--json", "-"]);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        let figure = &json["figures"][0];
        ["labelled", "found", "reported", "right"].map(|name| figure[name].as_u64().unwrap())
    };
    assert_eq!(main(), [1, 1, 2, 1], "one is right, one is wrong");
    shop.file("policies/fair.md", b"# Hats\n\nCaps can be returned.\n");
    assert_eq!(main(), [1, 1, 1, 1], "what was dismissed is reported no longer");
    shop.file("policies/bad.md", b"# Sale\n\nHats can be returned.\n");
    assert_eq!(main(), [1, 0, 0, 0], "what was confirmed is missed");
}

#[test]
fn labelled_documents_contradict_each_other_only_when_read_together() {
    let shop = labelled("evaluation-together");
    shop.file("policies/long.md", b"# Returns\n\nReturn it within 60 days of delivery.\n");
    let line = r#"{"doc": "good.md", "text": "Bring it back within 30 days.", "hostile": ["consistency/two-windows"]}"#;
    shop.file("labels.jsonl", line.as_bytes());
    let lint = "id: consistency/two-windows\ntitle: Two windows\nseverity: high\nlayer: core\naudience: both\n\
        applies_to: [any]\ncustomer_experience: Nobody knows.\nwhy: One is enough.\nmatch:\n  kind: contradiction\n  \
        facts: [return.window]\nrewrite: Bring it back within 30 days.\nexamples:\n  flags: [a, b, c]\n  passes: [d, e]\n";
    shop.file("lints/consistency/two-windows.yaml", lint.as_bytes());
    let found = |more: &[&str]| evaluated(&shop, more)["figures"][0]["found"].clone();
    assert_eq!(found(&[]), 0);
    assert_eq!(found(&["--together"]), 1);
}
