//! Revisions of git: read without running anything that a checkout brings along, and told apart from what is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A repository of its own, with two editions of one policy.
pub(crate) struct Checkout {
    pub(crate) folder: PathBuf,
}

impl Checkout {
    /// One without a commit.
    pub(crate) fn empty(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("policies")).expect("a folder of our own");
        let checkout = Self { folder };
        checkout.git(&["init", "--quiet", "--initial-branch=main"]);
        checkout.git(&["config", "user.email", "maud@shop.example"]);
        checkout.git(&["config", "user.name", "Maud Fenwick"]);
        checkout
    }

    pub(crate) fn new(name: &str) -> Self {
        let checkout = Self::empty(name);
        checkout.commit("You may return any item within 30 days of delivery.", "Thirty days");
        checkout.commit("You may return any item within 14 days of delivery.", "Fourteen days");
        checkout
    }

    fn commit(&self, rule: &str, message: &str) {
        fs::write(self.folder.join("policies/returns.md"), format!("# Returns\n\n{rule}\n"))
            .expect("a file of our own");
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Commits everything that was written, on a day.
    pub(crate) fn commit_all(&self, day: &str, message: &str) {
        self.git(&["add", "--all"]);
        let day = format!("{day}T12:00:00Z");
        self.git_with(&["commit", "--quiet", "--message", message], &[("GIT_COMMITTER_DATE", &day)]);
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> Output {
        self.git_with(arguments, &[])
    }

    fn git_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new("git");
        let output = command.args(arguments).envs(environment.iter().copied()).current_dir(&self.folder).output();
        let output = output.expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let program = env!("CARGO_BIN_EXE_dumbrules");
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&self.folder)
            .env("DUMBRULES_TODAY", "2026-06-15")
            .output()
            .expect("the program runs");
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&text).into_owned())
    }
}

#[test]
fn revisions_the_working_tree_and_the_merge_base_are_compared() {
    let checkout = Checkout::new("git-revisions");
    let tightened = "Time to send something back: 30 days → 14 days";
    for arguments in [
        &["compare", "HEAD~1"][..],
        &["compare", "HEAD~1", "HEAD", "policies"],
        &["compare", "HEAD~1..HEAD"],
        &["compare", "HEAD~1..."],
        &["audit", "--base", "HEAD~1"],
    ] {
        let (code, text) = checkout.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {text}");
        assert!(text.contains(tightened), "{arguments:?}: {text}");
    }
    let (code, text) = checkout.run(&["compare", "HEAD"]);
    assert!(code == Some(0) && text.contains("Nothing changed for the customer."), "{text}");
    assert_eq!(checkout.run(&["check", "--base", "HEAD~1", "--fail-on", "tightened"]).0, Some(1));
    assert_eq!(checkout.run(&["check", "--base", "HEAD", "--fail-on", "tightened"]).0, Some(0));
}

#[test]
fn what_is_no_revision_is_refused_and_a_shallow_clone_is_told() {
    let checkout = Checkout::new("git-refused");
    for name in ["nowhere", "--", "-h", "--output=stolen", "--git-dir", "HEAD:policies/returns.md", "a\nb", ""] {
        let (code, text) = checkout.run(&["compare", "--", name]);
        assert_eq!(code, Some(2), "{name:?}: {text}");
    }
    assert!(!checkout.folder.join("stolen").exists());
    let from = format!("file://{}", checkout.folder.display());
    checkout.git(&["clone", "--quiet", "--depth", "1", &from, "shallow"]);
    let shallow = Checkout { folder: checkout.folder.join("shallow") };
    let (code, text) = shallow.run(&["compare", "HEAD~1"]);
    assert!(code == Some(2) && text.contains("git fetch --unshallow"), "{text}");
    let (code, text) = shallow.run(&["history"]);
    assert!(code == Some(0) && text.contains("older revisions are missing"), "{text}");
    assert!(!checkout.run(&["history"]).1.contains("older revisions are missing"));
}

#[test]
fn a_range_without_an_end_goes_up_to_the_working_tree() {
    let checkout = Checkout::new("git-open-range");
    assert_eq!(checkout.run(&["compare", "HEAD~1.."]), checkout.run(&["compare", "HEAD~1"]));
    assert_eq!(checkout.run(&["compare", ".."]).0, Some(2));
}

#[cfg(unix)]
#[test]
fn nothing_that_a_checkout_names_is_run() {
    use std::os::unix::fs::PermissionsExt;
    let checkout = Checkout::new("git-canary");
    let marker = checkout.folder.join("ran");
    let script = checkout.folder.join("canary");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\ncat\n", marker.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let canary = script.to_string_lossy().into_owned();
    for name in
        ["core.fsmonitor", "diff.external", "diff.x.textconv", "filter.x.smudge", "filter.x.clean", "core.pager"]
    {
        checkout.git(&["config", name, &canary]);
    }
    fs::write(checkout.folder.join(".gitattributes"), "*.md diff=x filter=x\n").unwrap();
    fs::write(checkout.folder.join("policies/returns.md"), "# Returns\n\nYou may return any item.\n").unwrap();
    for arguments in [&["compare", "HEAD~1"][..], &["compare", "HEAD~1..."], &["history"], &["audit", "--base", "HEAD"]]
    {
        let (code, text) = checkout.run(arguments);
        assert_eq!(code, Some(0), "{text}");
        assert!(!marker.exists(), "{arguments:?} ran what the checkout names");
    }
    // Without this the test could not fail: a command that is never used does run it.
    let _ = Command::new("git").arg("status").current_dir(&checkout.folder).output();
    assert!(marker.exists(), "the canary is dead");
}
