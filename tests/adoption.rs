//! The stories of a team that adopts the tool, on a repository with a history: thirty commits, a merge, a rename, and a branch
//! that left the main branch before others went on.

use crate::cli::{LINTS, Shop, text};
use std::process::Command;

const TODAY: &str = "2026-06-15";
const OLD: &str = "Hats cannot be returned.";
const ALLOW: &str = "<!-- audit: allow sale/no-way-back until=2026-05-31 by=\"Maud\" reason=\"until the new till\" -->";

/// A repository, on a branch of its own.
struct Team {
    shop: Shop,
}

impl Team {
    fn new(name: &str) -> Self {
        let team = Self { shop: Shop::new(&format!("adoption-{name}")) };
        team.git(&["init", "--quiet", "--initial-branch=main"]);
        team.git(&["config", "user.email", "maud@shop.example"]);
        team.git(&["config", "user.name", "Maud Fenwick"]);
        std::fs::remove_dir_all(team.shop.folder.join("none")).expect("the shop has it");
        team.write("policies/good.md", "# Returns\n\nBring it back within 30 days.\n");
        team.write("policies/bad.md", &format!("# Sale\n\n{OLD}\n\nBelts cannot be returned. {ALLOW}\n"));
        team.write("dumbrules.yaml", "reviewer: Maud Fenwick\n");
        team.commit("Policies, as they were found");
        for week in 2..=20 {
            team.write("policies/news.md", &format!("# News\n\nThis is week {week}.\n"));
            team.commit(&format!("Week {week}"));
        }
        team.git(&["mv", "policies/bad.md", "policies/sale.md"]);
        team.commit("The sale has a name of its own");
        team.git(&["switch", "--quiet", "--create", "spring"]);
        team.write("policies/spring.md", "# Spring\n\nScarves cannot be returned.\n");
        team.commit("Spring has rules");
        team.git(&["switch", "--quiet", "main"]);
        team.write("policies/news.md", "# News\n\nSpring comes.\n");
        team.commit("Week 21");
        team.git(&["merge", "--quiet", "--no-ff", "--message", "Spring", "spring"]);
        for week in 22..=24 {
            team.write("policies/news.md", &format!("# News\n\nThis is week {week}.\n"));
            team.commit(&format!("Week {week}"));
        }
        // The branch leaves here, and others go on without it.
        team.git(&["branch", "ours"]);
        for week in 25..=27 {
            team.write("policies/late.md", &format!("# Late\n\nCoats of week {week} cannot be returned.\n"));
            team.commit(&format!("Week {week}"));
        }
        team.git(&["switch", "--quiet", "ours"]);
        team
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").args(arguments).current_dir(&self.shop.folder).output().expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        text(output.stdout)
    }

    fn write(&self, path: &str, text: &str) {
        self.shop.file(path, text.as_bytes());
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.shop.read(path);
        assert!(text.contains(from), "{path} does not say {from:?}");
        self.write(path, &text.replace(from, to));
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// `check` as a build of a pull request runs it: exit code and text.
    fn check(&self, more: &[&str]) -> (i32, String) {
        let command = [&["check", "policies", "--today", TODAY, "--base", "main...", "--new-only"], more].concat();
        let (code, out, err) = self.shop.with_lints(&command);
        // Lines are filled to a width; what is said is what counts.
        (code, (out + &err).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[track_caller]
    fn passes(&self, more: &[&str]) -> String {
        let (code, out) = self.check(more);
        assert_eq!(code, 0, "{out}");
        out
    }

    #[track_caller]
    fn fails(&self, more: &[&str]) -> String {
        let (code, out) = self.check(more);
        assert_eq!(code, 1, "{out}");
        out
    }
}

#[test]
fn the_repository_is_what_the_stories_say() {
    let team = Team::new("itself");
    assert_eq!(team.git(&["rev-list", "--count", "main"]).trim(), "30");
    assert_eq!(team.git(&["rev-list", "--merges", "--count", "main"]).trim(), "1");
    assert_eq!(team.git(&["log", "--diff-filter=R", "--format=%s", "main"]).trim(), "The sale has a name of its own");
    assert_ne!(team.git(&["merge-base", "main", "ours"]), team.git(&["rev-parse", "main"]));
}

#[test]
fn old_findings_hold_nobody_up_and_new_ones_do() {
    let team = Team::new("new");
    team.write("policies/news.md", "# News\n\nWe have a cat.\n");
    team.passes(&[]);
    team.write("policies/news.md", "# News\n\nCats cannot be returned.\n");
    assert!(team.fails(&[]).contains("policies/news.md:3:6"));
    // Whoever asks for all of it gets all of it.
    let all = ["check", "policies", "--today", TODAY, "--base", "main..."];
    team.shop.exits(&all, 1, "policies/sale.md:3:6");
}

#[test]
fn nobody_is_blamed_for_what_others_did_since_the_branch_left() {
    let team = Team::new("merge-base");
    assert!(!team.passes(&[]).contains("late.md"));
}

#[test]
fn rules_that_are_reworded_moved_or_renamed_are_no_new_findings() {
    let team = Team::new("carried");
    team.git(&["mv", "policies/sale.md", "policies/clearance.md"]);
    team.edit("policies/clearance.md", OLD, "Hats from the rack cannot be returned.");
    team.commit("Clearance");
    team.passes(&[]);
}

#[test]
fn one_finding_that_goes_does_not_pay_for_one_that_comes() {
    let team = Team::new("swap");
    team.edit("policies/sale.md", OLD, "Bring hats back when you like.");
    team.write("policies/news.md", "# News\n\nUmbrellas cannot be returned.\n");
    assert!(team.fails(&[]).contains("policies/news.md:3:11"));
}

#[test]
fn an_expired_exception_fails_the_main_branch_and_not_a_change_that_did_not_touch_it() {
    let team = Team::new("expiry");
    let daily = ["check", "policies", "--today", TODAY, "--fail-on", "critical"];
    team.shop.exits(&daily, 1, "suppression/expired");
    team.shop.exits(&[&daily[..], &["--expiry", "warn"]].concat(), 0, "suppression/expired");
    team.write("policies/news.md", "# News\n\nWe have a cat.\n");
    assert!(team.passes(&["--fail-on", "info"]).contains("suppression/expired"));
    team.fails(&["--expiry", "fail"]);
    // Whoever writes another text before the comment has to decide about it.
    team.edit("policies/sale.md", "Belts cannot", "Braces cannot");
    team.fails(&[]);
}

#[test]
fn a_change_that_adds_a_suppression_is_not_excused_by_it_and_its_summary_says_so() {
    let team = Team::new("suppression");
    let allow = ALLOW.replace("2026-05-31", "2027-01-31").replace("until the new till", "we know");
    team.write("policies/news.md", &format!("# News\n\nCats cannot be returned. {allow}\n"));
    let out = team.fails(&["--format", "markdown"]);
    let told = "- This change adds a suppression: \\`sale/no-way-back\\` until 2027-01-31, Maud: we know (`policies/news.md:3`)";
    assert!(out.contains("**This change also decides what audits say.**") && out.contains(told), "{out}");
    // Once somebody said yes to it, it counts.
    team.commit("Cats");
    team.git(&["switch", "--quiet", "main"]);
    team.git(&["merge", "--quiet", "--no-edit", "ours"]);
    team.write("policies/news2.md", "# More news\n\nWe have a dog.\n");
    team.passes(&[]);
}

#[test]
#[cfg(unix)]
fn a_repository_that_belongs_to_somebody_else_is_read_where_somebody_trusts_it() {
    let team = Team::new("owner");
    // Only the superuser can give it away; whoever is not learns nothing here.
    if std::os::unix::fs::chown(team.shop.folder.join(".git"), Some(65_532), Some(65_532)).is_err()
        || std::os::unix::fs::chown(&team.shop.folder, Some(65_532), Some(65_532)).is_err()
    {
        return;
    }
    let command = ["audit", "policies", "--today", TODAY, "--base", "main..."];
    let home = team.shop.folder.join("nobody");
    let run = |trusted: &[(&str, &str)]| {
        let mut command = team.shop.command(&[&command[..], &LINTS].concat());
        let out = command.env("HOME", &home).envs(trusted.iter().copied()).output().expect("it runs");
        (out.status.code(), text(out.stdout) + &text(out.stderr))
    };
    let (code, said) = run(&[]);
    assert!(code == Some(2) && said.contains("it may belong to somebody else"), "{said}");
    let trusted = [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "safe.directory"), ("GIT_CONFIG_VALUE_0", "*")];
    let (code, said) = run(&trusted);
    assert_eq!(code, Some(0), "{said}");
}

/// What a change may try in order to get its own rule through.
#[test]
fn a_change_is_not_its_own_judge() {
    let team = Team::new("judge");
    team.git(&["switch", "--quiet", "main"]);
    team.edit("policies/sale.md", ALLOW, &ALLOW.replace("2026-05-31", "2027-05-31"));
    team.write("dumbrules.yaml", "reviewer: Maud Fenwick\nrulesets: [house]\n");
    let lint = team.shop.read("lints/sale/no-way-back.yaml");
    team.write(
        "house/house/no-cats.yaml",
        &lint.replace("sale/no-way-back", "house/no-cats").replace("@ways-out", "@exception"),
    );
    team.commit("Lints of the house, and a suppression that holds");
    let finding = |name: &str| {
        let (_, out, _) = team.shop.with_lints(&["audit", "policies", "--format", "jsonl", "--today", TODAY]);
        let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let of = |line: &&serde_json::Value| line["path"] == "policies/news.md" && line["lint"] == name;
        lines.iter().find(of).expect("the rule is found")["identity"].as_str().expect("a text").to_owned()
    };
    let off = "  LINT: {off: true, reason: it is wrong}\n";
    let both = |text: &str| text.replace("LINT", "sale/no-way-back") + &text.replace("LINT", "house/no-cats");
    let configuration = |more: &str| format!("reviewer: Maud Fenwick\nrulesets: [house]\n{more}");
    let hostile = || team.write("policies/news.md", "# News\n\nCats cannot be returned.\n");
    let entry = |list: &str, more: &str| {
        let entries = ["sale/no-way-back", "house/no-cats"].map(|lint| {
            let id = finding(lint);
            format!("- finding: {id}\n  lint: {lint}\n  document: news.md\n  quote: x\n  reason: x\n  by: M\n  on: 2026-06-15\n{more}")
        });
        format!("{list}:\n{}", entries.concat())
    };
    type Trick<'a> = (&'a str, Box<dyn Fn() + 'a>, &'a str);
    let tricks: Vec<Trick<'_>> = vec![
        (
            "lints off",
            Box::new(|| team.write("dumbrules.yaml", &configuration(&format!("lints:\n{}", both(off))))),
            "change/configuration",
        ),
        (
            "lints made mild",
            Box::new(|| {
                let mild = both("  LINT: {severity: info, reason: it is mild}\n");
                team.write("dumbrules.yaml", &configuration(&format!("lints:\n{mild}")));
            }),
            "`lints` is new",
        ),
        (
            "lints off in its document",
            Box::new(|| {
                let off = both("    LINT: {off: true, reason: it is wrong}\n");
                let entry = format!("documents:\n- glob: news.md\n  min-confidence: certain\n  lints:\n{off}");
                team.write("dumbrules.yaml", &configuration(&entry));
            }),
            "`documents` is new",
        ),
        (
            "an ignore file",
            Box::new(|| team.write(".dumbrulesignore", "# our news\nnews.md\n")),
            ".dumbrulesignore: `news.md` is new; it does not count",
        ),
        (
            "an ignore file below",
            Box::new(|| team.write("policies/.gitignore", "*.md\n!.gitignore\n")),
            "policies/.gitignore: `*.md` is new, `!.gitignore` is new; it does not count",
        ),
        (
            "another language",
            Box::new(|| {
                team.write("policies/news.md", "---\nlanguage: fr\n---\n# News\n\nCats cannot be returned.\n");
            }),
            "language undeclared → fr; it does not count for this change",
        ),
        (
            "another language of a new document",
            Box::new(|| {
                team.write("policies/news.md", "# News\n\nWe have a cat.\n");
                team.write("policies/dogs.md", "---\nlanguage: fr\n---\n# Dogs\n\nDogs cannot be returned.\n");
            }),
            "This change edits what a document is: language fr;",
        ),
        (
            "documents left out",
            Box::new(|| team.write("dumbrules.yaml", &configuration("exclude: [news.md]\n"))),
            "`exclude` is new",
        ),
        (
            "another threshold",
            Box::new(|| team.write("dumbrules.yaml", &configuration("fail-on: critical\n"))),
            "`fail-on` is new",
        ),
        (
            "more certainty",
            Box::new(|| team.write("dumbrules.yaml", &configuration("min-confidence: certain\n"))),
            "`min-confidence` is new",
        ),
        (
            "a lint that finds nothing",
            Box::new(|| {
                for path in ["lints/sale/no-way-back.yaml", "house/house/no-cats.yaml"] {
                    team.edit(path, "severity: high", "severity: info");
                }
            }),
            "change/lints",
        ),
        (
            "a suppression",
            Box::new(|| {
                let allow = |lint: &str| ALLOW.replace("2026-05-31", "2027-05-31").replace("sale/no-way-back", lint);
                team.write(
                    "policies/news.md",
                    &format!(
                        "# News\n\nCats cannot be returned. {} {}\n",
                        allow("sale/no-way-back"),
                        allow("house/no-cats")
                    ),
                );
            }),
            "change/suppression",
        ),
        (
            "an older suppression over a worse rule",
            Box::new(|| {
                team.write("policies/news.md", "# News\n\nWe have a cat.\n");
                team.edit(
                    "policies/sale.md",
                    "Belts cannot be returned.",
                    "Belts and everything else you ever bought from us cannot be returned, and 90 days pass.",
                );
            }),
            "sale.md",
        ),
        (
            "a baseline",
            Box::new(|| {
                let text = entry("baseline", "  until: 2027-06-15\n");
                team.write("policies/baseline.yaml", &text);
            }),
            "change/baseline",
        ),
        (
            "verdicts",
            Box::new(|| {
                let text = entry("verdicts", "  verdict: dismissed\n");
                team.write("policies/verdicts.yaml", &text);
            }),
            "change/verdicts",
        ),
    ];
    for (name, play, told) in tricks {
        team.git(&["reset", "--quiet", "--hard"]);
        team.git(&["clean", "--quiet", "-d", "--force"]);
        hostile();
        play();
        let (code, out) = team.check(&[]);
        assert_eq!(code, 1, "{name}: {out}");
        assert!(out.contains(told), "{name} is not told: {out}");
    }
    // The control: what is not trusted does excuse.
    team.git(&["reset", "--quiet", "--hard"]);
    hostile();
    team.write("dumbrules.yaml", &configuration(&format!("lints:\n{}", both(off))));
    team.passes(&["--trusted-rev", "none"]);
    team.fails(&["--trusted-rev", "HEAD"]);
    // What cannot be read is no way either.
    team.write("dumbrules.yaml", "lnits: {}\n");
    let (code, out) = team.check(&[]);
    assert!(code == 2 && out.contains("did you mean `lints`?"), "{out}");
    assert!(text(team.shop.run(&["check", "policies", "--trusted-rev", "HEAD"]).stderr).contains("--base"));
    assert_eq!(LINTS.len(), 3);
}

#[test]
fn a_new_bend_lets_nobody_do_anything_in_the_change_that_grants_it() {
    let team = Team::new("bend");
    let register =
        |name: &str| std::fs::read_to_string(format!("tests/cases/bends/{name}")).expect("the case is there");
    team.write("policies/bends.yaml", &register("shop/bends.yaml"));
    // What is wrong with the register is new with it.
    let out = team.fails(&["--fail-on", "critical"]);
    assert!(out.contains("critical[bend/on-protected]"), "{out}");
    assert!(out.contains("change/register") && out.contains("the file is new"), "{out}");
    assert!(!out.contains("= may bend:"), "{out}");
}

#[test]
fn a_change_does_not_choose_the_lints_that_read_its_documents() {
    let team = Team::new("documents");
    team.git(&["switch", "--quiet", "main"]);
    let lint = team.shop.read("lints/sale/no-way-back.yaml").replace("applies_to: [any]", "applies_to: [returns]");
    team.write("lints/sale/no-way-back.yaml", &lint);
    team.write("policies/dogs.md", "# Returns\n\nBring a dog back within 30 days.\n");
    team.commit("Dogs, and a lint for returns");
    team.git(&["switch", "--quiet", "--create", "dogs"]);
    let told = |text: &str, said: &str| {
        team.write("policies/dogs.md", text);
        let out = team.fails(&[]);
        assert!(out.contains("policies/dogs.md:") && out.contains(said), "{text}: {out}");
    };
    told("# Returns\n\nDogs cannot be returned.\n", "high[sale/no-way-back]");
    told(
        "---\ntype: privacy\n---\n# Returns\n\nDogs cannot be returned.\n",
        "type returns → privacy; it does not count",
    );
    told("# Privacy\n\nDogs cannot be returned.\n", "type returns → privacy; it does not count");
    let staff = "---\naudience: staff\n---\n# Returns\n\nDogs cannot be returned.\n";
    told(staff, "audience customer → staff; it does not count");
    // Who says nothing of that kind is told nothing of that kind, and without a judge documents say themselves what they are.
    team.write("policies/dogs.md", "# Returns\n\nBring a dog back within 60 days.\n");
    assert!(!team.passes(&[]).contains("change/document"));
    team.write("policies/dogs.md", "# Privacy\n\nDogs cannot be returned.\n");
    team.passes(&["--trusted-rev", "none"]);
}

#[test]
fn what_the_base_passes_over_stays_passed_over_and_folders_that_are_huge_are_not_walked() {
    let team = Team::new("passed-over");
    team.git(&["switch", "--quiet", "main"]);
    team.write(".gitignore", "drafts/\n*.draft.md\n!kept.draft.md\n");
    team.write("policies/kept.draft.md", "# Kept\n\nShoes cannot be returned.\n");
    team.commit("Drafts are nobody's business");
    team.git(&["switch", "--quiet", "--create", "drafts"]);
    for path in ["policies/drafts/a.md", "policies/b.draft.md", "policies/.hidden.md", "policies/.notes/c.md"] {
        team.write(path, "# Draft\n\nCats cannot be returned.\n");
    }
    let out = team.passes(&[]);
    assert!(!out.contains("change/passed-over") && out.contains("policies/kept.draft.md:3"), "{out}");
    // What comes out of an ignore file counts once that was merged.
    team.write(".gitignore", "*.draft.md\n!kept.draft.md\n");
    let out = team.passes(&[]);
    assert!(out.contains(".gitignore: `drafts/` is gone; it does not count for this change"), "{out}");
    assert!(!team.shop.with_lints(&["audit", "policies", "--today", TODAY]).1.contains("b.draft.md"));
}

/// A team whose main branch has a register of bends with its usual faults.
fn with_register(name: &str) -> Team {
    let team = Team::new(name);
    team.git(&["switch", "--quiet", "main"]);
    for file in ["bends.yaml", "returns.md", "handbook.md"] {
        let text = std::fs::read_to_string(format!("tests/cases/bends/shop/{file}")).expect("the case is there");
        team.write(&format!("policies/{file}"), &text);
    }
    team.write("policies/good.md", "# Bringing things back\n\nBring it back within 30 days.\n");
    team.commit("A register of bends");
    team.git(&["switch", "--quiet", "--create", "edit"]);
    team
}

#[test]
fn a_bend_that_a_policy_edit_makes_stale_or_orphaned_is_new_with_that_edit() {
    let team = with_register("stale");
    team.write("policies/news.md", "# News\n\nWe have a cat.\n");
    team.passes(&["--fail-on", "info"]);
    team.edit("policies/returns.md", "after 14 days", "after 10 days");
    let out = team.fails(&[]);
    assert!(out.contains("high[bend/stale-material]") && out.contains("`14 days` is gone; `10 days` is new"), "{out}");
    // Only the bend of that rule is new; another one was stale before, and a third has expired.
    let json = |out: &str| serde_json::from_str::<serde_json::Value>(out).expect("JSON");
    let base = ["check", "policies", "--today", TODAY, "--base", "main...", "--new-only", "--format", "json"];
    let (_, out, _) = team.shop.with_lints(&base);
    let of = |lint: &str| -> Vec<serde_json::Value> {
        let all = json(&out)["findings"].as_array().expect("a list").clone();
        all.into_iter().filter(|it| it["lint"] == lint).map(|it| it["before"].clone()).collect()
    };
    assert_eq!(of("bend/stale-material").iter().filter(|before| *before == "new").count(), 1, "{out}");
    assert!(of("bend/expired").iter().all(|before| before == "unchanged"), "{out}");
    team.git(&["reset", "--quiet", "--hard"]);
    team.edit(
        "policies/returns.md",
        "Sale items cannot be returned after 14 days. <!-- rule: returns.window -->",
        "Boots are fun.",
    );
    let out = team.fails(&[]);
    assert!(out.contains("[bend/orphaned]"), "{out}");
}

#[test]
fn what_is_wrong_between_register_and_a_document_stays_what_it_was_when_the_document_is_renamed() {
    let team = with_register("rigid");
    let rigid = |text: &str| text.matches("[bend/rigid]").count();
    let all = ["check", "policies", "--today", TODAY];
    let (_, before, _) = team.shop.with_lints(&all);
    assert!(rigid(&before) > 0, "{before}");
    let identities = || {
        let (_, out, _) = team.shop.with_lints(&[&all[..], &["--format", "jsonl"]].concat());
        let lines = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let rigid = lines.filter(|it| it["lint"] == "bend/rigid");
        rigid.map(|it| it["identity"].to_string()).collect::<std::collections::BTreeSet<_>>()
    };
    let (before, _) = (identities(), team.git(&["mv", "policies/sale.md", "policies/clearance.md"]));
    assert_eq!(identities(), before);
    team.commit("Clearance");
    team.passes(&["--fail-on", "info"]);
}

#[test]
fn what_is_wrong_in_one_document_is_not_taken_for_what_was_wrong_in_another_of_the_same_title() {
    let team = with_register("titles");
    team.git(&["switch", "--quiet", "main"]);
    team.write("policies/z/sale.md", "# Winter sale\n\nGloves cannot be returned.\n");
    team.write("policies/a/sale.md", "# Winter sale\n\nWe like winter.\n");
    let create = ["baseline", "create", "policies", "--reason", "old", "--by", "M", "--until", "2027-01-01"];
    team.shop.exits(&[&create[..], &["--today", TODAY]].concat(), 0, "");
    team.commit("Two winters");
    team.git(&["switch", "--quiet", "--create", "winter"]);
    team.write("policies/a/sale.md", "# Winter sale\n\nBoots cannot be returned.\n");
    for command in [&["check", "policies"][..], &["check", "policies", "--base", "main...", "--new-only"]] {
        let (_, out, _) = team.shop.with_lints(&[command, &["--today", TODAY, "--format", "csv"]].concat());
        let is_open = |line: &&str| line.contains("bend/rigid") && !line.contains("old");
        let open: Vec<&str> = out.lines().filter(is_open).collect();
        assert!(open.len() == 1 && open[0].contains("policies/a/sale.md"), "{command:?}: {out}");
    }
}
