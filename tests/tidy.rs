//! The house rules of the source tree: who may import whom, one door per dependency, small files, no stray talk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The layers in the order of the pipeline, and what each may import; `main` and `lib` only join them.
const LAYERS: [(&str, &[&str]); 23] = [
    ("words", &[]),
    ("day", &[]),
    ("interval", &[]),
    ("text", &[]),
    ("error", &["text"]),
    ("yaml", &["text", "error"]),
    ("pattern", &["text"]),
    ("document", &["text", "error", "yaml"]),
    ("rule", &["words", "text", "document"]),
    ("fact", &["words", "text", "rule"]),
    ("lesson", &[]),
    ("ruleset", &["words", "text", "error", "yaml", "pattern", "document", "rule", "fact", "lesson"]),
    ("finding", &["words", "day", "text", "pattern", "document", "rule", "fact", "lesson", "ruleset"]),
    ("verdict", &["words", "day", "text", "error", "yaml", "finding"]),
    ("baseline", &["words", "day", "text", "error", "yaml", "ruleset", "finding", "verdict"]),
    ("evaluation", &["words", "interval", "text", "error", "yaml", "document", "ruleset", "finding", "verdict"]),
    ("register", &["words", "day", "text", "error", "yaml", "document", "rule", "fact", "ruleset", "finding"]),
    ("log", &["words", "day", "interval", "text", "error", "rule", "ruleset", "finding", "register"]),
    ("revision", &["words", "text", "document", "rule", "fact", "ruleset", "finding", "register"]),
    ("card", &["ruleset"]),
    (
        "report",
        &["words", "day", "text", "error", "ruleset", "finding", "baseline", "verdict", "register", "log", "revision"],
    ),
    (
        "emit",
        &[
            "words",
            "day",
            "text",
            "error",
            "ruleset",
            "finding",
            "baseline",
            "verdict",
            "evaluation",
            "register",
            "log",
            "revision",
            "card",
            "report",
        ],
    ),
    (
        "cli",
        &[
            "day",
            "text",
            "error",
            "yaml",
            "document",
            "rule",
            "fact",
            "lesson",
            "ruleset",
            "finding",
            "baseline",
            "verdict",
            "evaluation",
            "register",
            "log",
            "revision",
            "report",
            "emit",
        ],
    ),
];

/// Dependencies, and the only files that may name them.
const DOORS: [(&str, &[&str]); 22] = [
    ("anstyle", &["src/emit/"]),
    (
        "clap",
        &[
            "src/cli/args.rs",
            "src/cli/args_baseline.rs",
            "src/cli/args_bends.rs",
            "src/cli/args_bends_edit.rs",
            "src/cli/args_check.rs",
            "src/cli/args_compare.rs",
            "src/cli/args_evaluate.rs",
            "src/cli/args_lints.rs",
            "src/cli/args_lsp.rs",
            "src/cli/args_marks.rs",
            "src/cli/args_page.rs",
            "src/cli/args_log.rs",
            "src/cli/args_review.rs",
            "src/cli/args_stream.rs",
            "src/cli/args_setup.rs",
            "src/cli/args_teach.rs",
            "src/cli/args_tools.rs",
            "src/cli/args_weighed.rs",
            "src/cli/mod.rs",
        ],
    ),
    ("clap_complete", &["src/cli/args_tools.rs"]),
    ("clap_mangen", &["src/cli/args_tools.rs"]),
    ("console", &["src/cli/ask.rs"]),
    ("csv", &["src/log/csv.rs"]),
    ("ignore", &["src/cli/globs.rs", "src/cli/walk.rs"]),
    ("indicatif", &["src/cli/terminal.rs"]),
    ("jiff", &["src/day.rs"]),
    ("lsp_server", &["src/cli/lsp.rs"]),
    ("lsp_types", &["src/cli/lsp"]),
    ("notify", &["src/cli/watch.rs"]),
    (
        "postcard",
        &["src/pattern/prepare.rs", "src/pattern/shelf.rs", "src/ruleset/builtin.rs", "src/ruleset/compile.rs"],
    ),
    ("pulldown_cmark", &["src/document/markdown.rs"]),
    ("rayon", &["src/cli/"]),
    ("regex_syntax", &["src/pattern/", "src/ruleset/"]),
    ("serde_yaml", &["src/yaml/"]),
    ("similar", &["src/revision/hunk.rs"]),
    ("tera", &["src/emit/html.rs"]),
    ("terminal_size", &["src/cli/terminal.rs"]),
    ("unicode_normalization", &["src/text/fold.rs"]),
    ("whatlang", &["src/document/language.rs"]),
];

/// Most lines of a source file, without its inline tests.
const MOST_LINES: usize = 300;

/// Files that are longer, and how long they may be. This list may only shrink.
const LONG_FILES: [(&str, usize); 2] = [("src/document/markdown.rs", 340), ("src/text/fold.rs", 330)];

/// Files of the repository below some folders: path and text; what is no text is left out, and what npm put there.
fn files(folders: &[&str]) -> Vec<(String, String)> {
    fn collect(path: &Path, found: &mut Vec<(String, String)>) {
        if path.ends_with("node_modules") {
            return;
        }
        if path.is_dir() {
            let mut entries: Vec<_> =
                fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
            entries.sort();
            entries.iter().for_each(|entry| collect(entry, found));
        } else if let Ok(text) = fs::read_to_string(path) {
            let shown: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            found.push((shown.join("/"), text));
        }
    }
    let mut found = Vec::new();
    folders
        .iter()
        .filter(|folder| Path::new(folder).exists())
        .for_each(|folder| collect(Path::new(folder), &mut found));
    found
}

fn sources() -> Vec<(String, String)> {
    files(&["src"]).into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}

/// The code of a file, without comments and inline tests.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    lines.filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

/// The words that stand behind `mark` in a text: `crate::` → `text`, `rule`…
fn words_behind<'t>(text: &'t str, mark: &str) -> BTreeSet<&'t str> {
    let word = |at: usize| {
        let rest = &text[at + mark.len()..];
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len());
        &rest[..end]
    };
    text.match_indices(mark).map(|(at, _)| word(at)).filter(|word| !word.is_empty()).collect()
}

#[test]
fn imports_point_up_the_pipeline_only() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let layer = path["src/".len()..].split(['/', '.']).next().unwrap();
        if matches!(layer, "main" | "lib") {
            continue;
        }
        let may = allowed.get(layer).unwrap_or_else(|| panic!("{path} belongs to no layer: add it to the list"));
        for used in words_behind(&code(&text), "crate::") {
            if used != layer && !may.contains(&used) {
                wrong.push(format!("{path} imports {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (at, (layer, may)) in LAYERS.iter().enumerate() {
        let above: Vec<&str> = LAYERS[..at].iter().map(|(name, _)| *name).collect();
        assert!(may.iter().all(|name| above.contains(name)), "{layer} may import what stands below it");
    }
}

#[test]
fn every_dependency_has_its_door() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let code = code(&text);
        for (name, doors) in DOORS {
            let used = code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"));
            if used && !code.contains(&format!("::{name}::")) && !doors.iter().any(|door| path.starts_with(door)) {
                wrong.push(format!("{path} uses {name}; its door is {}", doors.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_command_line_talks_and_looks_around() {
    let banned = [
        "println!",
        "eprintln!",
        "print!(",
        "dbg!(",
        "std::env::",
        "SystemTime",
        "Instant::now",
        "std::process::exit",
        "std::fs",
        "std::net",
        "std::thread::sleep",
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !path.starts_with("src/cli/") && path != "src/main.rs")
    {
        let code = code(&text);
        wrong.extend(banned.iter().filter(|word| code.contains(**word)).map(|word| format!("{path}: {word}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let main = fs::read_to_string("src/main.rs").unwrap();
    assert!(main.lines().count() <= 15, "main only calls the command line");
}

#[test]
fn every_file_says_what_lives_in_it() {
    for (path, text) in sources() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 12, "{path} begins with {first:?}, not with `//! …`");
    }
    for (path, text) in files(&["tests"]).into_iter().filter(|(path, _)| path.ends_with(".rs")) {
        assert!(text.starts_with("//! "), "{path} does not say what it tests");
    }
}

#[test]
fn files_are_short_and_folders_flat() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        let most = LONG_FILES.iter().find(|(known, _)| *known == path).map_or(MOST_LINES, |(_, most)| *most);
        if lines > most {
            long.push(format!("{path}: {lines} lines, more than {most}"));
        }
        let listed = most != MOST_LINES;
        assert!(!listed || lines > MOST_LINES, "{path} has become short: strike it off the list");
        assert!(path.matches('/').count() <= 2, "{path} lies too deep");
        let name = path.rsplit('/').next().unwrap();
        let vague = ["utils.rs", "util.rs", "common.rs", "helpers.rs", "misc.rs"];
        assert!(!vague.contains(&name), "{path}: the name says nothing");
    }
    assert!(long.is_empty(), "{long:#?}");
    for (path, _) in LONG_FILES {
        assert!(Path::new(path).exists(), "{path} is gone: strike it off the list");
    }
}

#[test]
fn paths_named_in_documentation_exist() {
    let mut missing = Vec::new();
    for (path, text) in files(&["docs", "README.md"]).into_iter().filter(|(path, _)| path.ends_with(".md")) {
        for quoted in text.split('`').skip(1).step_by(2) {
            let ours = ["src/", "tests/", "docs/", "rulesets/"].iter().any(|folder| quoted.starts_with(folder));
            let plain = quoted.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte));
            if ours && plain && !Path::new(quoted).exists() {
                missing.push(format!("{path}: {quoted}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn nothing_speaks_of_the_machine_it_was_written_on() {
    // In two parts, so that this file does not speak of them either.
    let forbidden = [
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/tmp/", "wt"),
        ("cla", "ude"),
        ("anthro", "pic"),
        ("chat", "gpt"),
        ("sub", "agent"),
    ];
    let mut wrong = Vec::new();
    let folders =
        ["src", "tests", "docs", "rulesets", "policies", "Cargo.toml", "build.rs", "README.md", "CONTRIBUTING.md"];
    for (path, text) in files(&folders).into_iter().filter(|(path, _)| !path.contains("/node_modules/")) {
        let lower = text.to_ascii_lowercase();
        let is_word = |word: &str| lower.split(|letter: char| !letter.is_alphanumeric()).any(|other| other == word);
        let names = |word: &String| if word.starts_with('/') { lower.contains(word) } else { is_word(word) };
        let named = forbidden.iter().map(|(start, end)| format!("{start}{end}")).filter(names);
        wrong.extend(named.map(|word| format!("{path}: {word}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_left_to_be_done_later() {
    let marks = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")].map(|(start, end)| format!("{start}{end}"));
    for (path, text) in files(&["src", "tests", "rulesets"]) {
        let left = marks
            .iter()
            .find(|mark| text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == mark.as_str()));
        assert_eq!(left, None, "{path}");
    }
}
