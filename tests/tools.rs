//! `watch`, `completions` and `man`: what lives in the shell beside the audit.

use crate::cli::{LINTS, Shop, text};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A watch, and what it says line by line on either stream.
struct Watch {
    child: Child,
    said: Receiver<String>,
}

impl Watch {
    fn start(shop: &Shop, arguments: &[&str]) -> Self {
        let arguments = [&["watch", "--today", "2026-06-15"][..], arguments].concat();
        let mut command = shop.command(&arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let (sender, said) = channel();
        let out = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let err = BufReader::new(child.stderr.take().expect("it is piped")).lines();
        let to = sender.clone();
        std::thread::spawn(move || out.map_while(Result::ok).all(|line| to.send(line).is_ok()));
        std::thread::spawn(move || err.map_while(Result::ok).all(|line| sender.send(line).is_ok()));
        Self { child, said }
    }

    /// Everything it says until it waits again.
    fn round(&self) -> String {
        let mut round = String::new();
        loop {
            let line =
                self.said.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| panic!("silence after {round}"));
            if line.starts_with("Watching ") {
                // The report is on the other stream.
                while let Ok(line) = self.said.recv_timeout(Duration::from_millis(300)) {
                    round += &format!("{line}\n");
                }
                return round;
            }
            round += &format!("{line}\n");
        }
    }

    fn is_silent(&self) -> bool {
        self.said.recv_timeout(Duration::from_millis(700)).is_err()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_watch_audits_again_when_something_is_saved_that_an_audit_reads() {
    let shop = Shop::new("watch");
    let arguments = ["policies", "--html", "policies/report.html", "--output", "csv=policies/findings.csv"];
    let watch = Watch::start(&shop, &[&arguments[..], &LINTS].concat());
    assert!(watch.round().contains("1 finding in 1 of 2 documents"));
    assert!(shop.read("policies/report.html").contains("There is no way back"));
    assert!(watch.is_silent(), "what it writes itself is no news");

    shop.file("policies/bad.md", b"# Sale\n\nBring hats back within 30 days.\n");
    assert!(watch.round().contains("No findings in 2 documents"));
    assert!(!shop.read("policies/report.html").contains("There is no way back"));

    shop.file("policies/below/new.md", b"# More\n\nGloves cannot be returned.\n");
    assert!(watch.round().contains("1 finding in 1 of 3 documents"), "what is new counts too");

    shop.file("policies/notes.txt", b"nothing");
    assert!(watch.is_silent(), "an audit does not read that");

    shop.file("dumbrules.yaml", b"fail-on: hihg\n");
    assert!(watch.round().contains("`hihg` is not possible here"), "mistakes are told, and it goes on");
    shop.file("dumbrules.yaml", b"lints:\n  sale/no-way-back: {off: true, reason: we tried}\n");
    assert!(watch.round().contains("No findings in 3 documents"));

    shop.file("lints/sale/no-way-back.yaml", b"nonsense");
    assert!(watch.round().contains("no-way-back.yaml"), "lints are watched as well");
}

#[test]
fn a_watch_of_what_is_not_there_ends() {
    let shop = Shop::new("watch-nothing");
    for (arguments, said) in [
        (&["watch", "--config", "nowhere.yaml"][..], "nowhere.yaml"),
        (&["watch", "--ruleset", "nowhere"], "nowhere"),
        (&["watch", "--stdin-jsonl"], "a stream cannot be watched"),
    ] {
        let output = shop.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(output.stderr).contains(said), "{arguments:?}");
    }
}

#[test]
fn completions_know_every_command_in_every_shell() {
    let shop = Shop::new("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = shop.run(&["completions", shell]);
        let script = text(output.stdout);
        assert_eq!(output.status.code(), Some(0));
        for word in ["audit", "check", "baseline", "bends", "lsp", "watch", "fail-on"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(shop.run(&["completions", "tcsh"]).status.code(), Some(2));
}

/// Bash itself loads the script and completes a word.
#[cfg(unix)]
#[test]
fn bash_completes_a_command_and_an_option() {
    let shop = Shop::new("completions-bash");
    shop.file("dumbrules.bash", &shop.run(&["completions", "bash"]).stdout);
    let complete = |words: &str, at: usize| {
        let script = format!(
            "source dumbrules.bash; COMP_WORDS=({words}); COMP_CWORD={at}; _dumbrules dumbrules \"${{COMP_WORDS[{at}]}}\" x; \
             echo \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["--norc", "-c", &script]).current_dir(&shop.folder).output().unwrap();
        text(output.stdout).trim().to_owned()
    };
    assert_eq!(complete("dumbrules wat", 1), "watch");
    assert_eq!(complete("dumbrules check --new", 2), "--new-only");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let shop = Shop::new("man");
    let output = shop.run(&["man"]);
    let page = text(output.stdout);
    assert!(page.contains(".TH dumbrules 1") && page.contains("dumbrules\\-audit(1)"), "{page}");
    let nowhere = shop.run(&["man", "--dir", "nowhere"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(text(nowhere.stderr).contains("there is no folder `nowhere`"));
    shop.file("man/.keep", b"");
    assert!(text(shop.run(&["man", "--dir", "man"]).stdout).contains("manual pages in man"));
    for name in ["dumbrules.1", "dumbrules-audit.1", "dumbrules-bends-grant.1", "dumbrules-lints-show.1"] {
        assert!(shop.read(&format!("man/{name}")).contains(".SH SYNOPSIS"), "{name}");
    }
}
