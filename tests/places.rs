//! Places to run: pre-commit, GitHub, GitLab, Docker. What stands in their files is run, or read by those who know.

use crate::cli::{Shop, text};
use crate::outside::{path, place, said};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Arguments that make a check use the lints of the tests, one a line.
const LINTS: &str = "--no-shipped\n--ruleset\nlints\n--today=2026-06-15\n";

/// A command in a shop, with our program on the path and a git that knows nothing of this machine.
fn command(shop: &Shop, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(&shop.folder).env("PATH", path()).env("HOME", &shop.folder);
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", shop.folder.join("no-gitconfig"));
    for (name, value) in [("NAME", "A. Writer"), ("EMAIL", "writer@shop.example")] {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    for name in ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI"] {
        command.env_remove(name);
    }
    command
}

fn git(shop: &Shop, arguments: &[&str]) -> String {
    said(&mut command(shop, "git", arguments))
}

/// A repository with one hostile policy on `main`, known to a remote, and a branch.
fn repository(name: &str) -> Shop {
    let shop = Shop::new(name);
    git(&shop, &["init", "--quiet", "--initial-branch=main"]);
    git(&shop, &["add", "lints", "policies"]);
    git(&shop, &["commit", "--quiet", "--message", "The handbook"]);
    git(&shop, &["clone", "--quiet", "--bare", ".", "remote.git"]);
    git(&shop, &["remote", "add", "origin", "remote.git"]);
    git(&shop, &["switch", "--quiet", "--create", "branch"]);
    shop
}

fn told(output: Output) -> (Option<i32>, String) {
    (output.status.code(), text(output.stdout) + &text(output.stderr))
}

#[test]
fn pre_commit_stops_a_commit_that_brings_a_hostile_rule() {
    let Some(outside) = place() else { return };
    let shop = repository("places-pre-commit");
    shop.file("policies/bad.md", b"# Sale\n\nBring hats back within 30 days.\n");
    git(&shop, &["commit", "--quiet", "--all", "--message", "A kinder sale"]);
    let hooks = Shop::new("places-pre-commit-hooks");
    fs::copy(Path::new(ROOT).join(".pre-commit-hooks.yaml"), hooks.folder.join(".pre-commit-hooks.yaml")).unwrap();
    git(&hooks, &["init", "--quiet"]);
    git(&hooks, &["add", ".pre-commit-hooks.yaml"]);
    git(&hooks, &["commit", "--quiet", "--message", "Hooks"]);
    let configuration = format!(
        "repos:\n- repo: {}\n  rev: {}\n  hooks:\n  - id: dumbrules-system\n    args: [policies, {}]\n",
        hooks.folder.display(),
        git(&hooks, &["rev-parse", "HEAD"]).trim(),
        LINTS.trim().replace('\n', ", ")
    );
    shop.file(".pre-commit-config.yaml", configuration.as_bytes());
    git(&shop, &["add", ".pre-commit-config.yaml"]);
    let program = outside.join("venv/bin/pre-commit").display().to_string();
    said(command(&shop, &program, &["install"]).env("PRE_COMMIT_HOME", shop.folder.join("cache")));
    let commit = |message: &str| {
        let mut commit = command(&shop, "git", &["commit", "--all", "--message", message]);
        told(commit.env("PRE_COMMIT_HOME", shop.folder.join("cache")).output().unwrap())
    };
    let (code, out) = commit("Hooks");
    assert!(code == Some(0) && out.contains("Skipped"), "no policy changed: {out}");
    shop.file("policies/good.md", b"# Returns\n\nGloves cannot be returned.\n");
    let (code, out) = commit("A hostile rule");
    assert!(code == Some(1) && out.contains("Failed") && out.contains("high[sale/no-way-back]"), "{code:?} {out}");
    shop.file("policies/good.md", b"# Returns\n\nBring gloves back within 30 days.\n");
    let (code, out) = commit("A fair one");
    assert!(code == Some(0) && out.contains("Passed"), "{code:?} {out}");
    shop.file("policies/good.md", b"Caf\xe9\n");
    let (code, out) = commit("What cannot be read");
    assert!(code == Some(1) && out.contains("not UTF-8"), "{code:?} {out}");
    said(&mut command(&shop, &program, &["validate-manifest", &format!("{ROOT}/.pre-commit-hooks.yaml")]));
}

/// Runs what the action runs: exit code, all it said, its outputs and the summary of the run.
fn action(shop: &Shop, base: Option<&str>, inputs: &[(&str, &str)]) -> (Option<i32>, String, String, String) {
    let script = format!("{ROOT}/.github/action/check");
    let mut check = command(shop, &script, &[]);
    shop.file("runner/output", b"");
    shop.file("runner/summary", b"");
    check.env("RUNNER_TEMP", shop.folder.join("runner")).env("INPUT_ARGUMENTS", LINTS);
    check.env("GITHUB_OUTPUT", shop.folder.join("runner/output"));
    check.env("GITHUB_STEP_SUMMARY", shop.folder.join("runner/summary"));
    check.envs(inputs.iter().copied()).envs(base.map(|base| ("GITHUB_BASE_REF", base)));
    let (code, out) = told(check.output().expect("it runs"));
    (code, out, shop.read("runner/output"), shop.read("runner/summary"))
}

#[test]
fn the_action_judges_what_a_pull_request_brings_and_hands_on_every_report() {
    let shop = repository("places-action");
    let (code, out, outputs, summary) = action(&shop, None, &[("INPUT_PATHS", "policies\n")]);
    assert!(code == Some(1) && out.contains("::error file=policies/bad.md,line=3"), "{out}");
    assert!(outputs.contains("exit-code=1\n") && summary.contains("## Policy audit: 1 finding"), "{outputs}{summary}");
    for output in ["sarif", "report", "summary"] {
        let file = outputs.lines().find_map(|line| line.strip_prefix(&format!("{output}="))).expect("it is named");
        assert!(fs::metadata(file).is_ok_and(|metadata| metadata.len() > 100), "{file}");
    }
    let (code, out, ..) = action(&shop, Some("main"), &[("INPUT_PATHS", "policies")]);
    assert_eq!(code, Some(0), "the branch brings nothing new: {out}");
    let (code, ..) = action(&shop, Some("main"), &[("INPUT_PATHS", "policies"), ("INPUT_NEW_ONLY", "false")]);
    assert_eq!(code, Some(1));
    shop.file("policies/worse policy.md", b"# Gloves\n\nGloves cannot be returned.\n");
    let (code, out, ..) = action(&shop, Some("main"), &[("INPUT_PATHS", "policies/good.md\npolicies/worse policy.md")]);
    assert_eq!(code, Some(1), "a path may hold a space: {out}");
    let (code, ..) = action(&shop, Some("main"), &[("INPUT_PATHS", "policies"), ("INPUT_FAIL_ON", "critical")]);
    assert_eq!(code, Some(0));
    let (code, out, outputs, _) = action(&shop, None, &[("INPUT_PATHS", "--help")]);
    assert!(code == Some(2) && outputs.contains("exit-code=2\n"), "a path is never an option: {out}");
    let (code, out, ..) = action(&shop, Some("no-such-branch"), &[("INPUT_PATHS", "policies")]);
    assert_eq!(code, Some(2), "{out}");
    // A checkout that has all of it and no credentials left needs to fetch nothing.
    git(&shop, &["fetch", "--quiet", "origin"]);
    git(&shop, &["remote", "set-url", "origin", "no-such-remote.git"]);
    let (code, out, ..) = action(&shop, Some("main"), &[("INPUT_PATHS", "policies/bad.md")]);
    assert_eq!(code, Some(0), "{out}");
}

#[test]
fn the_gitlab_job_judges_what_a_merge_request_brings_and_hands_on_its_reports() {
    let shop = repository("places-gitlab");
    let template = fs::read_to_string(Path::new(ROOT).join("templates/dumbrules.yml")).unwrap();
    let script = template.split_once("  script:\n    - |\n").unwrap().1.split_once("  rules:\n").unwrap().0;
    let base = git(&shop, &["rev-parse", "main"]);
    let job = |variables: &[(&str, &str)]| {
        let mut job = command(&shop, "sh", &["-e", "-c", script]);
        job.env("DUMBRULES_PATHS", "policies").env("DUMBRULES_ARGUMENTS", LINTS.trim().replace('\n', " "));
        told(job.envs(variables.iter().copied()).output().unwrap())
    };
    let (code, out) = job(&[]);
    assert!(code == Some(1) && out.contains("policies/bad.md:3:6"), "{out}");
    for report in ["gl-code-quality-report.json", "dumbrules-junit.xml", "policy-report.html"] {
        assert!(shop.read(report).len() > 100, "{report}");
        assert!(template.contains(&format!(": {report}\n")) || template.contains(&format!("- {report}\n")), "{report}");
    }
    let base = base.trim();
    let (code, out) = job(&[("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)]);
    assert_eq!(code, Some(0), "the branch brings nothing new: {out}");
    shop.file("policies/good.md", b"# Returns\n\nGloves cannot be returned.\n");
    let (code, out) = job(&[("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)]);
    assert_eq!(code, Some(1), "{out}");
    let (code, out) = job(&[("DUMBRULES_PATHS", "nowhere")]);
    assert!(code == Some(2) && out.contains("nowhere"), "{out}");
}

#[test]
fn files_for_other_services_are_read_by_those_who_know_them() {
    let Some(outside) = place() else { return };
    let shop = Shop::new("places-schemas");
    let program = |name: &str| outside.join("venv/bin").join(name).display().to_string();
    let valid = |schema: &str, file: &str| {
        said(&mut command(&shop, &program("check-jsonschema"), &["--builtin-schema", schema, file]));
    };
    valid("vendor.github-actions", &format!("{ROOT}/action.yml"));
    valid("vendor.github-workflows", &format!("{ROOT}/.github/workflows/ci.yml"));
    // The head of a component is read by GitLab before the rest is one document.
    let template = fs::read_to_string(Path::new(ROOT).join("templates/dumbrules.yml")).unwrap();
    let (head, job) = template.split_once("\n---\n").unwrap();
    assert!(head.contains("inputs:"));
    shop.file("job.yml", job.replace("$[[ ", "\"").replace(" ]]", "\"").as_bytes());
    valid("vendor.gitlab-ci", "job.yml");
    let page = fs::read_to_string(Path::new(ROOT).join("docs/places.md")).unwrap();
    for example in workflows(&page) {
        shop.file("example.yml", example.as_bytes());
        valid("vendor.github-workflows", "example.yml");
    }
    // What `init` writes is what the documentation shows.
    for (server, file, schema) in [
        ("github", ".github/workflows/policies.yml", "vendor.github-workflows"),
        ("gitlab", ".gitlab-ci.yml", "vendor.gitlab-ci"),
    ] {
        shop.run(&["init", "--ci", server]);
        assert!(page.contains(&format!("```yaml\n{}```\n", shop.read(file))), "docs/places.md shows another {file}");
        valid(schema, file);
    }
    let written = shop.folder.join(".github/workflows/policies.yml").display().to_string();
    let files = [&format!("{ROOT}/action.yml"), &format!("{ROOT}/.github/workflows/ci.yml"), &written];
    let arguments = [&["--offline", "--no-progress", "--quiet"][..], &files.map(String::as_str)].concat();
    said(&mut command(&shop, &program("zizmor"), &arguments));
}

/// The workflows in a page of documentation.
fn workflows(page: &str) -> Vec<&str> {
    let blocks = page.split("```yaml\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block);
    let workflows: Vec<&str> = blocks.filter(|block| block.contains("runs-on:")).collect();
    assert!(!workflows.is_empty());
    workflows
}

#[test]
fn the_image_is_built_with_the_rust_that_the_program_asks_for() {
    let read = |file: &str| fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    let manifest = read("Cargo.toml");
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().trim_matches('"');
    assert!(read("Dockerfile").contains(&format!("FROM rust:{version}-slim-bookworm AS build")));
    for needed in ["src", "docs", "rulesets", "build.rs", "tests", "benches", "Cargo"] {
        assert!(!read(".dockerignore").lines().any(|line| line.starts_with(needed)), "the build needs {needed}");
    }
}
