//! How a repository begins: `init`, the configuration with what it extends, where each value comes from; and the matrix of
//! exit codes.

use crate::cli::{Shop, text};

const CONFIGURATION: &str = "\
extends: shared
policies: [policies]
exclude: [archive/**]
documents:
- {glob: 'support/**', type: handbook, audience: staff}
- glob: policies/good.md
  min-confidence: certain
  lints:
    counter/*: {severity: info, reason: there is no counter}
lints:
  sale/no-way-back: {off: true, reason: the sale is over}
  counter/receipt-or-nothing: {severity: low, reason: we are mild}
fail-on: critical
min-confidence: likely
reviewer: Maud Fenwick
";

#[test]
fn init_writes_what_it_found_and_nothing_over_what_is_there() {
    let shop = Shop::new("init");
    shop.file("README.md", b"# The shop\n\nWe sell hats.\n");
    shop.file("policies/returns.md", b"# Returns\n\nBring it back within 30 days.\n");
    let out = shop.run(&["init", "--ci", "github"]);
    let said = text(out.stdout) + &text(out.stderr);
    assert_eq!(out.status.code(), Some(0), "{said}");
    let configuration = shop.read("dumbrules.yaml");
    assert!(configuration.contains("policies:\n- policies\n"), "{configuration}");
    assert!(configuration.contains("# 2 further Markdown files: looked like no policy."), "{configuration}");
    assert!(shop.read("policies/bends.yaml").contains("bends: []"), "{said}");
    let example = "- uses: example/dumbrules@0123456789abcdef0123456789abcdef01234567\n";
    assert!(shop.read(".github/workflows/policies.yml").ends_with(example));
    assert!(said.contains("Replace in it: `example/dumbrules@"), "{said}");
    // What it wrote can be read at once.
    let config = text(shop.run(&["config"]).stdout);
    assert!(config.contains("fail-on") && config.contains("dumbrules.yaml:"), "{config}");
    assert_eq!(shop.run(&["audit", "--today", "2026-06-15"]).status.code(), Some(0));
    shop.file("dumbrules.yaml", b"fail-on: low\n");
    let again = text(shop.run(&["init", "--ci", "gitlab"]).stdout);
    assert!(again.contains("Left as it is: dumbrules.yaml") && again.contains("Wrote .gitlab-ci.yml"), "{again}");
    assert_eq!(shop.read("dumbrules.yaml"), "fail-on: low\n");
    let third = text(shop.run(&["init", "--ci", "gitlab"]).stderr);
    assert!(third.contains("include: {local: .gitlab/policies.yml}"), "{third}");
    assert_eq!(shop.run(&["init", "nowhere"]).status.code(), Some(2));
}

#[test]
fn what_a_build_server_runs_is_pinned_and_comes_from_where_people_say() {
    let shop = Shop::new("init-from");
    let place = "our-shop/dumbrules@89abcdef0123456789abcdef0123456789abcdef";
    let said = text(shop.run(&["init", "--ci", "github", "--from", place]).stderr);
    assert!(shop.read(".github/workflows/policies.yml").contains(&format!("- uses: {place}\n")));
    assert!(!said.contains("Replace in it"), "{said}");
    shop.run(&["init", "--ci", "gitlab", "--from", "shop/tools/dumbrules@1.2.0"]);
    let written = shop.read(".gitlab-ci.yml");
    assert!(written.contains("- component: $CI_SERVER_FQDN/shop/tools/dumbrules/dumbrules@1.2.0\n"), "{written}");
    assert!(written.contains("image: $CI_REGISTRY/shop/tools/dumbrules:1.2.0\n"), "{written}");
    for (server, from) in [
        ("github", "our-shop/dumbrules@main"),
        ("github", "our-shop/dumbrules@v1"),
        ("github", "our-shop/dumbrules"),
        ("github", "dumbrules@89abcdef0123456789abcdef0123456789abcdef"),
        ("github", "a/b\nrun: x@89abcdef0123456789abcdef0123456789abcdef"),
        ("gitlab", "tools/dumbrules@latest"),
        ("gitlab", "tools/dumbrules@~latest"),
        ("gitlab", "../dumbrules@1.0"),
    ] {
        let shop = Shop::new("init-from-wrong");
        let out = shop.run(&["init", "--ci", server, "--from", from]);
        let err = text(out.stderr);
        assert!(out.status.code() == Some(2) && err.contains("pinned"), "{from}: {err}");
        assert!(!shop.folder.join("dumbrules.yaml").exists(), "{from}: nothing is half-written");
    }
    assert_eq!(shop.run(&["init", "--from", place]).status.code(), Some(2));
}

#[test]
fn what_is_extended_counts_where_nothing_nearer_speaks() {
    let shop = Shop::new("extends");
    let base = "rulesets: [../lints]\nfail-on: low\nexclude: [bad.md]\nlints:\n  sale/no-way-back: {severity: info, reason: shared}\n";
    shop.file("shared/dumbrules.yaml", base.as_bytes());
    shop.file("dumbrules.yaml", b"extends: shared\n");
    let check = |more: &[&str]| shop.run(&[&["check", "policies", "--no-shipped"], more].concat());
    assert_eq!(check(&[]).status.code(), Some(0), "the shared file leaves bad.md out");
    shop.file("shared/dumbrules.yaml", base.replace("exclude: [bad.md]\n", "").as_bytes());
    assert_eq!(check(&[]).status.code(), Some(0), "the lint is mild");
    shop.file("dumbrules.yaml", b"extends: [shared]\nfail-on: info\n");
    assert_eq!(check(&[]).status.code(), Some(1), "what stands nearer counts");
    let nearer = b"extends: shared\nlints:\n  sale/no-way-back: {threshold: 3}\n";
    shop.file("dumbrules.yaml", nearer);
    assert_eq!(check(&[]).status.code(), Some(1), "what is said nearer of a lint is all that is said of it");
    shop.file("dumbrules.yaml", b"extends: shared/dumbrules.yaml\n");
    let listed = text(shop.run(&["config", "--format", "csv"]).stdout);
    assert!(listed.contains("fail-on,low,shared/dumbrules.yaml:2\r\n"), "{listed}");
    assert!(listed.contains("min-confidence,likely,default\r\n"), "{listed}");
    assert!(listed.contains("lints.sale/no-way-back.severity,info,shared/dumbrules.yaml:"), "{listed}");
}

#[test]
fn what_cannot_be_extended_is_refused_with_its_place() {
    let shop = Shop::new("extends-wrong");
    for (written, said) in [
        ("extends: https://shop.example/dumbrules.yaml\n", "nothing is ever fetched"),
        ("extends: nowhere\n", "there is no configuration `nowhere`"),
        ("extends: dumbrules.yaml\n", "extends this file"),
        ("extends: []\n", "the list is empty"),
        ("extend: shared\n", "did you mean `extends`?"),
    ] {
        shop.file("dumbrules.yaml", written.as_bytes());
        let out = shop.run(&["config"]);
        let err = text(out.stderr);
        assert_eq!(out.status.code(), Some(2), "{written}");
        assert!(err.contains(said) && err.contains("dumbrules.yaml:1:"), "{written}: {err}");
    }
}

#[test]
fn the_schema_takes_what_the_loader_takes_and_refuses_what_it_refuses() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../docs/configuration.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let shop = Shop::new("configuration-schema");
    shop.file("shared/dumbrules.yaml", b"rulesets: [../lints]\n");
    let loads = |text: &str| {
        shop.file("dumbrules.yaml", text.as_bytes());
        shop.run(&["config"]).status.code() == Some(0)
    };
    let is_valid = |text: &str| validator.is_valid(&serde_yaml::from_str::<serde_json::Value>(text).expect("YAML"));
    assert!(is_valid(CONFIGURATION) && loads(CONFIGURATION));
    for (from, to) in [
        ("fail-on: critical", "fail-on: fatal"),
        ("min-confidence: likely", "min-confidence: sure"),
        ("{off: true, reason: the sale is over}", "{off: true}"),
        ("{severity: low, reason: we are mild}", "{severity: low}"),
        ("policies: [policies]", "policies: policies"),
        ("type: handbook", "type: diary"),
        ("audience: staff", "audience: stuff"),
        ("glob: 'support/**', ", ""),
        ("reviewer:", "viewer:"),
        ("exclude: [archive/**]", "exclude: []"),
        ("min-confidence: certain", "min-confidence: sure"),
        ("{severity: info, reason: there is no counter}", "{severity: info}"),
        ("{severity: info, reason: there is no counter}", "{threshold: 3}"),
    ] {
        let text = CONFIGURATION.replace(from, to);
        assert_ne!(text, CONFIGURATION, "{from}");
        assert!(!is_valid(&text), "the schema takes {to:?}");
        assert!(!loads(&text), "the loader takes {to:?}");
    }
}

/// `docs/exit-codes.md`, row by row.
#[test]
fn every_row_of_the_matrix_of_exit_codes_is_true() {
    let shop = Shop::new("exit-codes");
    shop.file("latin1/good.md", b"# Returns\n\nBring it back within 30 days.\n");
    shop.file("latin1/wrong.md", b"Caf\xe9 prices cannot be returned.\n");
    shop.file("empty/empty.md", b"\n");
    shop.file("unknown.yaml", b"fail-onn: high\n");
    shop.file("twice.yaml", b"fail-on: high\nfail-on: low\n");
    shop.file("nolints/notes.txt", b"x");
    let expired = "Hats cannot be returned. <!-- audit: allow sale/no-way-back until=2026-01-01 reason=\"x\" -->\n";
    shop.file("expired/sale.md", expired.as_bytes());
    let rows: [(&str, &[&str], i32); 25] = [
        ("nothing found", &["check", "policies/good.md"], 0),
        ("found, milder than the threshold", &["check", "policies", "--fail-on", "critical"], 0),
        ("found, at the threshold", &["check", "policies"], 1),
        ("found, and nobody asked for a gate", &["audit", "policies"], 0),
        ("an exception has expired", &["check", "expired", "--fail-on", "critical"], 1),
        (
            "an exception has expired, --expiry warn",
            &["check", "expired", "--fail-on", "critical", "--expiry", "warn"],
            0,
        ),
        ("a path that is not there", &["check", "nowhere"], 2),
        ("a folder without policies", &["check", "none"], 2),
        ("an empty document and nothing else", &["check", "empty"], 2),
        ("an empty document among others", &["check", "empty", "policies/good.md"], 0),
        ("a file that cannot be read among others", &["check", "latin1"], 2),
        ("a file that cannot be read, and a finding", &["check", "latin1", "policies"], 2),
        ("an option that is not known", &["check", "policies", "--frobnicate"], 2),
        ("a value that is not possible", &["check", "policies", "--fail-on", "fatal"], 2),
        ("a field of the configuration that is not known", &["check", "policies", "--config", "unknown.yaml"], 2),
        ("a field that stands there twice", &["check", "policies", "--config", "twice.yaml"], 2),
        ("a configuration that is not there", &["check", "policies", "--config", "no.yaml"], 2),
        ("a folder without lints", &["check", "policies", "--ruleset", "nolints"], 2),
        ("a baseline that is not there", &["check", "policies", "--baseline", "no.yaml"], 2),
        ("verdicts that are not there", &["check", "policies", "--verdicts", "no.yaml"], 2),
        ("a register that is not there", &["check", "policies", "--register", "no.yaml"], 2),
        ("a revision that is not there", &["check", "policies", "--base", "no-such-revision"], 2),
        ("a report that cannot be written", &["check", "policies/good.md", "--output", "sarif=no/such/folder"], 2),
        ("a day that is none", &["check", "policies", "--today", "tomorrow"], 2),
        ("tightened, without an older edition", &["check", "policies", "--fail-on", "tightened"], 2),
    ];
    let told = include_str!("../docs/exit-codes.md");
    for (what, command, code) in rows {
        let more: &[&str] = if command.contains(&"--today") { &[] } else { &["--today", "2026-06-15"] };
        let (exit, out, err) = shop.with_lints(&[command, more].concat());
        assert_eq!(exit, code, "{what}: {out}{err}");
        assert!(told.contains(&format!("| {what} | {code} |")), "docs/exit-codes.md does not say: {what}, {code}");
        // Talk goes to standard error, results to standard output, whatever the format.
        let json = [command, more, &["--format", "json"]].concat();
        let (exit, out, _) = shop.with_lints(&json);
        assert_eq!(exit, code, "{what} as JSON");
        let is_json = serde_json::from_str::<serde_json::Value>(&out).is_ok();
        assert!(out.is_empty() || is_json, "{what}: {out}");
    }
    // A file that may not be read at all, for whoever is not root.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        shop.file("closed/closed.md", b"# Closed\n");
        let closed = shop.folder.join("closed/closed.md");
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("it is ours");
        if std::fs::read(&closed).is_err() {
            shop.exits(&["check", "closed", "policies/good.md"], 2, "permission denied");
        }
        assert!(told.contains("| a file that may not be read | 2 |"));
    }
    // Without any lint.
    assert_eq!(shop.run(&["check", "policies", "--no-shipped"]).status.code(), Some(2));
    assert!(told.contains("| no lints at all | 2 |"));
}
