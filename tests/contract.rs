//! What every command keeps to: results on standard output, talk on standard error, and paths that mean the same from anywhere.

use crate::cli::{LINTS, Shop, text};
use std::path::Path;

const TODAY: [&str; 2] = ["--today", "2026-06-15"];

/// Commands that succeed in a shop, and whether they talk.
fn commands() -> Vec<(Vec<&'static str>, bool)> {
    let accept = ["baseline", "create", "--reason", "old", "--by", "Maud", "--until", "2027-01-01"];
    vec![
        ([&["audit"], &LINTS[..], &TODAY].concat(), false),
        ([&["rules"], &LINTS[..]].concat(), false),
        ([&["facts"], &LINTS[..]].concat(), false),
        (vec!["init"], true),
        (vec!["config"], false),
        (vec!["lints", "list"], false),
        (vec!["lints", "new", "house/cats"], true),
        (vec!["completions", "bash"], false),
        (vec!["man"], false),
        ([&["bends", "init", "--register", "other/bends.yaml"][..]].concat(), true),
        ([&accept[..], &LINTS, &TODAY].concat(), true),
        ([&["baseline", "show"], &LINTS[..], &TODAY].concat(), false),
    ]
}

#[test]
fn talk_goes_to_standard_error_and_quiet_silences_it() {
    let (loud, quiet) = (Shop::new("contract-loud"), Shop::new("contract-quiet"));
    for shop in [&loud, &quiet] {
        shop.file("other/policy.md", b"# Other\n");
        shop.file("dumbrules.yaml", b"policies: [policies]\n");
    }
    for (command, talks) in commands() {
        let out = loud.run(&command);
        assert_eq!(out.status.code(), Some(0), "{command:?}: {}", text(out.stderr));
        assert_eq!(!out.stderr.is_empty(), talks, "{command:?}: {}", text(out.stderr));
        let silent = quiet.run(&[&command[..], &["--quiet"]].concat());
        assert_eq!(silent.status.code(), Some(0), "{command:?}: {}", text(silent.stderr));
        assert!(silent.stderr.is_empty(), "{command:?}: {}", text(silent.stderr));
        assert!(!silent.stdout.is_empty(), "{command:?} says nothing of what it did");
    }
}

#[test]
fn quiet_is_understood_before_and_behind_the_command_and_silences_no_mistake() {
    let shop = Shop::new("contract-mistakes");
    let lines = |command: &[&str]| text(shop.run(&[command, &LINTS, &TODAY].concat()).stdout).lines().count();
    let (all, before, behind) = (lines(&["audit"]), lines(&["-q", "audit"]), lines(&["audit", "--quiet"]));
    assert!(before == behind && before < all, "{all} {before} {behind}");
    for command in [
        &["audit", "nowhere"][..],
        &["check", "--base", "nothing"],
        &["config", "--config", "no.yaml"],
        &["baseline", "show"],
        &["bends"],
        &["lints", "show", "no/lint"],
        &["compare", "no-such-revision"],
        &["init", "nowhere"],
    ] {
        let out = shop.run(&[&["--quiet"], command].concat());
        assert_eq!(out.status.code(), Some(2), "{command:?}");
        assert!((text(out.stdout) + &text(out.stderr)).contains("error: "), "{command:?}");
    }
    // A format for programs stays whole.
    let json = |more: &[&str]| shop.run(&[&["audit", "--format", "json"], more, &LINTS, &TODAY].concat()).stdout;
    assert_eq!(json(&[]), json(&["--quiet"]));
}

#[test]
fn verbose_adds_what_its_page_says() {
    let shop = Shop::new("contract-verbose");
    let told = include_str!("../docs/exit-codes.md");
    let said = |command: &[&str]| text(shop.run(command).stdout);
    for (command, adds, page) in [
        ([&["audit"], &LINTS[..], &TODAY].concat(), "= fine if:", "audit, check, watch"),
        (vec!["lints", "test", "lints"], "Reported   sale", "lints test"),
    ] {
        let (less, more) = (said(&command), said(&[&command[..], &["--verbose"]].concat()));
        assert!(!less.contains(adds) && more.contains(adds) && more.len() > less.len(), "{command:?}: {less}{more}");
        assert!(told.contains(&format!("| {page} |")), "{page}");
    }
    for command in ["audit", "check", "watch", "compare", "bends check", "lints test"] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        assert!(said(&words).contains("--verbose"), "{command}");
    }
    for command in ["init", "config", "rules", "facts", "review", "history", "baseline create", "lints list"] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = said(&words);
        assert!(!help.contains("--verbose") && help.contains("--quiet"), "{command} does nothing with it");
    }
}

/// A repository with policies two folders down.
fn repository(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.file("docs/policies/bad.md", b"# Sale\n\nHats cannot be returned.\n");
    shop.file("docs/policies/wrong.md", b"Caf\xe9\n");
    std::fs::create_dir_all(shop.folder.join(".git")).expect("a folder can be made");
    shop
}

/// The paths that a format names.
fn named(shop: &Shop, folder: &Path, paths: &str, format: &str, threads: &str) -> (String, Vec<String>) {
    let lints = shop.folder.join("lints").display().to_string();
    let arguments =
        ["audit", paths, "--no-shipped", "--ruleset", &lints, "--format", format, "--threads", threads, "--today"];
    let out = shop.command(&[&arguments[..], &["2026-06-15"]].concat()).current_dir(folder).output().expect("it runs");
    let out = text(out.stdout);
    let ends: Vec<usize> = out.match_indices(".md").map(|(at, _)| at).collect();
    let is_path = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
    let path = |end: &usize| {
        let start = out[..*end].char_indices().rev().take_while(|(_, it)| is_path(*it)).last().map_or(*end, |it| it.0);
        out[start..end + 3].to_owned()
    };
    let mut paths: Vec<String> = ends.iter().map(path).collect();
    paths.sort();
    paths.dedup();
    (out, paths)
}

#[test]
fn services_are_told_paths_from_the_root_of_the_repository_wherever_the_audit_runs() {
    let shop = repository("contract-paths");
    let outside = shop.folder.parent().expect("it lies in a folder").to_owned();
    let places = [
        (shop.folder.clone(), "docs/policies"),
        (shop.folder.clone(), "./docs/../docs/policies/"),
        (shop.folder.join("docs"), "policies"),
        (shop.folder.join("docs/policies"), "."),
        (shop.folder.join("lints"), "../docs/policies"),
        (outside, "contract-paths/docs/policies"),
    ];
    let absolute = shop.folder.join("docs/policies").display().to_string();
    for format in ["sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"] {
        let (wanted, paths) = named(&shop, &shop.folder, "docs/policies", format, "1");
        assert!(paths.contains(&"docs/policies/bad.md".to_owned()), "{format}: {wanted}");
        let all = places.iter().map(|(folder, paths)| (folder.as_path(), *paths));
        for (folder, typed) in all.chain([(shop.folder.as_path(), absolute.as_str())]) {
            let (out, seen) = named(&shop, folder, typed, format, "2");
            assert_eq!(seen, paths, "{format} of {typed} in {}: {out}", folder.display());
        }
    }
    // A person is told what can be opened from here.
    assert!(
        named(&shop, &shop.folder.join("docs"), "policies", "terminal", "1").1.contains(&"policies/bad.md".to_owned())
    );
}

#[test]
#[cfg(unix)]
fn a_folder_that_is_reached_by_a_link_gives_the_same_paths() {
    let shop = repository("contract-link");
    let link = shop.folder.with_file_name("contract-link-to-it");
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(&shop.folder, &link).expect("a link can be made");
    let (_, paths) = named(&shop, &shop.folder, "docs/policies", "sarif", "1");
    assert_eq!(named(&shop, &link, "docs/policies", "sarif", "1").1, paths);
    assert_eq!(named(&shop, &link.join("docs"), "policies", "sarif", "1").1, paths);
}
