//! The history of a repository: what each revision says of rules, findings and bends.

use crate::git::Checkout;
use std::fs;

const REGISTER: &str = "\
version: 1
currency: GBP
roles:
  - {id: frontline, rank: 10, ceiling: {days: 30}}
  - {id: manager, rank: 30, ceiling: {days: 365}}
reasons:
  - {id: illness, kind: circumstance, proof: none}
bends:
  - id: B-001
    rule: returns.window
    document: returns.md
    fingerprint: r1:c8730dbeb912
    quote: Sale items cannot be returned after 14 days.
    effect: extend-deadline
    role: frontline
    limit: {days: 14}
    when: [illness]
    beyond: {role: manager, within: PT4H}
    granted_by: {role: manager, name: J. Ito}
    granted_on: 2026-05-01
    expires: 2026-07-30
    status: approved
    rationale: Half of the late returns come within four weeks.
";

/// A shop that grants a bend, rewords its rule, breaks its register, mends both, lets the bend run out and drops the rule.
fn shop(name: &str) -> Checkout {
    let shop = Checkout::empty(name);
    let write = |path: &str, text: &str| fs::write(shop.folder.join(path), text).expect("a file of our own");
    let rule = "# Returns\n\nSale items cannot be returned after 14 days. <!-- rule: returns.window -->\n";
    write("policies/returns.md", rule);
    shop.commit_all("2026-04-20", "Fourteen days");
    // Above the policies: a commit that touches it alone counts too.
    write("bends.yaml", &REGISTER.replace("document: returns.md", "document: policies/returns.md"));
    shop.commit_all("2026-05-01", "A bend");
    write("policies/returns.md", &rule.replace("14 days", "7 days"));
    shop.commit_all("2026-05-10", "Seven days");
    write("bends.yaml", "version: 1\nbends: [\n");
    shop.commit_all("2026-05-11", "A slip");
    write("bends.yaml", &REGISTER.replace("document: returns.md", "document: policies/returns.md"));
    write("policies/returns.md", rule);
    shop.commit_all("2026-05-12", "Both as they were");
    write("policies/returns.md", &rule.replace("# Returns", "# Returns and refunds"));
    shop.commit_all("2026-08-01", "A title");
    write("policies/returns.md", "# Returns\n\nYou may return anything within 60 days.\n");
    shop.commit_all("2026-08-02", "Sixty days");
    shop
}

#[test]
fn history_counts_what_got_worse() {
    let checkout = Checkout::new("git-history");
    let (code, text) = checkout.run(&["history", "policies", "--format", "csv"]);
    assert_eq!(code, Some(0), "{text}");
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows.len(), 3, "{text}");
    assert!(rows[1].ends_with(",,,,,,,,,,Thirty days") && rows[2].ends_with(",1,0,0,,,,,,,Fourteen days"), "{text}");
}

#[test]
fn history_says_of_each_revision_how_its_bends_stood_on_that_day() {
    let shop = shop("history-bends");
    let (code, text) = shop.run(&["history", "--format", "csv"]);
    assert_eq!(code, Some(0), "an old register that cannot be read is no failure: {text}");
    let bends = |line: &str| line.split(',').skip(8).take(6).collect::<Vec<_>>().join(",");
    let rows: Vec<(String, &str)> =
        text.lines().filter(|line| line.starts_with("2026")).map(|line| (bends(line), line)).collect();
    let told: Vec<&str> = rows.iter().map(|(bends, _)| bends.as_str()).collect();
    // Listed, usable, expired, stale, orphaned; rules that staff may bend.
    let wanted = [",,,,,", "1,1,0,0,0,1", "1,0,0,1,0,0", "?,?,?,?,?,?", "1,1,0,0,0,1", "1,0,1,0,0,0", "1,0,0,0,1,0"];
    assert_eq!(told, wanted, "{text}");
    assert!(text.contains("warning: no bends as of") && text.contains("bends.yaml:"), "{text}");
}

#[test]
fn the_table_tells_revisions_at_which_bends_changed_and_how_they_stand_today() {
    let shop = shop("history-bends-table");
    let (code, text) = shop.run(&["history", "--today", "2026-08-03"]);
    assert_eq!(code, Some(0), "{text}");
    let masked = |line: &str| match line.get(12..22).filter(|_| line.starts_with("2026")) {
        Some(hash) => line.replace(hash, "[commit]  "),
        None => line.to_owned(),
    };
    let lines: Vec<String> = text.lines().take_while(|line| !line.starts_with("warning")).map(masked).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    day         commit      rules  findings  high  worse  better  check  subject
    2026-04-20  [commit]    1      1         1                           Fourteen days
    2026-05-01  [commit]    1      1         1     0      0       0      A bend
    2026-05-10  [commit]    1      2         2     1      0       0      Seven days
    2026-05-11  [commit]    1      2         2     0      0       0      A slip
    2026-05-12  [commit]    1      1         1     0      1       0      Both as they were
    2026-08-01  [commit]    1      1         1     0      0       0      A title
    2026-08-02  [commit]    1      0         0     0      2       0      Sixty days

    7 revisions; high counts critical findings too

    day         commit      bends  usable  expired  stale  orphaned  bendable  subject
    2026-05-01  [commit]    1      1       0        0      0         1         A bend
    2026-05-10  [commit]    1      0       0        1      0         0         Seven days
    2026-05-11  [commit]    ?      ?       ?        ?      ?         ?         A slip
    2026-05-12  [commit]    1      1       0        0      0         1         Both as they were
    2026-08-01  [commit]    1      0       1        0      0         0         A title
    2026-08-02  [commit]    1      0       0        0      1         0         Sixty days

    where bends changed, as of each commit's day; bendable counts rules; on 2026-08-03 0 of 1 bend may be relied on
    ");
}

#[test]
fn a_newest_register_that_cannot_be_read_is_a_failure() {
    let shop = shop("history-bends-broken");
    fs::write(shop.folder.join("bends.yaml"), "version: 1\nbends: 7\n").expect("a file of our own");
    shop.commit_all("2026-08-04", "Another slip");
    let (code, text) = shop.run(&["history"]);
    assert!(code == Some(2) && text.contains("error: ") && text.contains("bends.yaml:2:"), "{text}");
    let (code, text) = shop.run(&["history", "--register", "nowhere.yaml"]);
    assert!(code == Some(2) && text.contains("nowhere.yaml"), "{text}");
}

#[test]
fn bends_of_a_history_reach_the_trend_of_the_report() {
    let shop = shop("history-bends-page");
    let (_, history) = shop.run(&["history", "--format", "json"]);
    let end = history.rfind('}').expect("JSON before the warning");
    fs::write(shop.folder.join("history.json"), &history[..=end]).expect("a file of our own");
    let (code, text) = shop.run(&["audit", "--history", "history.json", "--html", "report.html"]);
    assert_eq!(code, Some(0), "{text}");
    let page = fs::read_to_string(shop.folder.join("report.html")).expect("the report is there");
    assert!(page.contains("Permissions at each revision"), "no chart");
    assert!(
        page.contains("Staff could rely on 0 at the newest revision. 1 more permission could not: 1 orphaned."),
        "{page}"
    );
}
