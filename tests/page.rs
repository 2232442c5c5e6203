//! What users may tell the HTML report: links to the source, a history, a look of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A repository with one policy and a remote.
struct Checkout {
    folder: PathBuf,
}

impl Checkout {
    fn new(name: &str, remote: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let checkout = Self { folder };
        checkout
            .file("shop/policies/our returns.md", "---\ntype: returns\n---\n# Returns\n\nWe do not offer refunds.\n");
        checkout.git(&["init", "--quiet", "--initial-branch=main"]);
        checkout.git(&["config", "user.email", "maud@shop.example"]);
        checkout.git(&["config", "user.name", "Maud Fenwick"]);
        checkout.git(&["remote", "add", "origin", remote]);
        checkout.git(&["add", "--all"]);
        checkout.git(&["commit", "--quiet", "--message", "Returns"]);
        checkout
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder of our own");
        fs::write(path, text).expect("a file of our own");
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").args(arguments).current_dir(&self.folder).output().expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// The page of an audit in the folder of the shop, or what was said instead of it.
    fn page(&self, more: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_dumbrules"))
            .args([&["audit", "policies", "--format", "html"], more].concat())
            .current_dir(self.folder.join("shop"))
            .env("DUMBRULES_TODAY", "2026-06-15")
            .output()
            .expect("the program runs");
        String::from_utf8_lossy(&if output.status.success() { output.stdout } else { output.stderr }).into_owned()
    }
}

#[test]
fn places_link_to_the_forge_that_the_remote_is_on() {
    let checkout = Checkout::new("page-forge", "https://maud:secret@github.com/shop/policies.git");
    let commit = checkout.git(&["rev-parse", "HEAD"]);
    let page = checkout.page(&[]);
    let link = format!(
        "<a href=\"https://github.com/shop/policies/blob/{commit}/shop/policies/our%20returns.md#L6\"><code>policies/our returns.md:6</code></a>"
    );
    assert!(page.contains(&link), "{link}");
    assert!(!page.contains("secret"));
    assert!(!checkout.page(&["--source-url", "none"]).contains("https://github.com"));
}

#[test]
fn an_unknown_forge_gets_no_links_unless_they_are_asked_for() {
    let checkout = Checkout::new("page-unknown-forge", "https://git.shop.example/policies.git");
    assert!(!checkout.page(&[]).contains("https://"));
    let page = checkout.page(&["--source-url", "https://git.shop.example/at/{path}?line={line}"]);
    assert!(page.contains("href=\"https://git.shop.example/at/shop/policies/our%20returns.md?line=6\""));
}

#[test]
fn an_address_that_would_run_or_lead_nowhere_is_refused() {
    let checkout = Checkout::new("page-bad-address", "https://git.shop.example/policies.git");
    for (url, said) in [
        ("javascript:alert(1)//{path}", "no https:// or http:// address"),
        ("https://git.shop.example/", "does not say where the path goes"),
    ] {
        let said_instead = checkout.page(&["--source-url", url]);
        assert!(said_instead.contains(said) && said_instead.contains("write --source-url"), "{said_instead}");
    }
}

#[test]
fn a_history_gives_the_trend_and_since_when_a_finding_is_open() {
    let checkout = Checkout::new("page-history", "https://git.shop.example/policies.git");
    assert!(!checkout.page(&[]).contains("id=\"trend\""));
    let output = Command::new(env!("CARGO_BIN_EXE_dumbrules"))
        .args(["history", "policies", "--format", "json", "--today", "2099-01-01"])
        .current_dir(checkout.folder.join("shop"))
        .output()
        .expect("the program runs");
    checkout.file("shop/history.json", &String::from_utf8_lossy(&output.stdout));
    let page = checkout.page(&["--history", "history.json"]);
    assert!(page.contains("<h3 id=\"trend-revisions\">Findings at each revision</h3>"));
    assert!(page.contains("1 have been open") || page.contains("1 has been open for more than 90 days."));
    let first = checkout.git(&["log", "-1", "--format=%cs"]);
    let year = &first[..4];
    assert!(page.split("<dt>Since</dt><dd>").nth(1).is_some_and(|it| it.contains(year) && it.contains(" days")));
    checkout.file("shop/history.json", "{\"schema\": \"dumbrules/audit/1\"}");
    let said = checkout.page(&["--history", "history.json"]);
    assert!(said.contains("history.json") && said.contains("make it anew"), "{said}");
}

#[test]
fn a_look_of_ones_own_has_colours_a_name_and_templates() {
    let checkout = Checkout::new("page-look", "https://git.shop.example/policies.git");
    checkout.file("look/colors.css", ":root { --high: light-dark(#123456, #abcdef); }\n");
    checkout.file("look/logo.txt", "Stonegill <b>Outfitters</b>\n");
    checkout
        .file("look/method.html", "<section><h2 id=\"method\">How we read</h2><p>{{ tool_version }}</p></section>\n");
    let page = checkout.page(&["--template", "../look"]);
    assert!(page.contains("--high: light-dark(#123456, #abcdef); }\n</style>"));
    assert!(page.contains("<p class=\"logo\">Stonegill &lt;b&gt;Outfitters&lt;/b&gt;</p>"));
    assert!(page.contains("How we read") && !page.contains("Method and limits</h2>"));
}

#[test]
fn a_look_that_cannot_work_is_refused_with_what_to_do() {
    for (name, file, text, said) in [
        ("name", "mehtod.html", "x", "there is no template of this name"),
        ("syntax", "method.html", "{% if %}", "the templates do not work"),
        ("style", "colors.css", "</style><script>", "a style cannot hold"),
    ] {
        let checkout = Checkout::new(&format!("page-look-{name}"), "https://git.shop.example/policies.git");
        checkout.file(&format!("look/{file}"), text);
        let told = checkout.page(&["--template", "../look"]);
        assert!(told.contains(said), "{told}");
    }
}
