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

    /// An audit in the folder of the shop that writes its report into a folder; what it says on standard error.
    fn page_folder(&self, folder: &str, more: &[&str]) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_dumbrules"))
            .args([&["audit", "policies", "--quiet", "--html-dir", folder], more].concat())
            .current_dir(self.folder.join("shop"))
            .env("DUMBRULES_TODAY", "2026-06-15")
            .output()
            .expect("the program runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// The files of a folder of the shop, below it.
    fn files(&self, folder: &str) -> Vec<String> {
        fn collect(folder: &Path, root: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                match entry.is_dir() {
                    true => collect(&entry, root, found),
                    false => found.push(entry.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/")),
                }
            }
        }
        let root = self.folder.join("shop").join(folder);
        let mut found = Vec::new();
        collect(&root, &root, &mut found);
        found.sort();
        found
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join("shop").join(path)).expect("a file that was written")
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

/// A shop with two policies that have findings.
fn shop(name: &str) -> Checkout {
    let checkout = Checkout::new(name, "https://git.shop.example/policies.git");
    checkout.file("shop/policies/fees.md", "---\ntype: fees\n---\n# Fees\n\nWe do not offer refunds of fees.\n");
    checkout
}

#[test]
fn a_report_that_is_small_is_one_page_in_its_folder() {
    let shop = shop("page-folder-small");
    assert_eq!(shop.page_folder("out/report", &[]), (true, String::new()));
    assert_eq!(shop.files("out/report"), ["index.html", "pages.sha256"]);
    assert_eq!(shop.read("out/report/index.html"), shop.page(&[]), "the same page as that of --html");
}

#[test]
fn a_report_that_is_large_has_a_page_for_each_document_and_every_link_arrives() {
    let shop = shop("page-folder-large");
    assert_eq!(shop.page_folder("report", &["--split-above", "0"]), (true, String::new()));
    let pages = ["documents/policies-fees-md.html", "documents/policies-our-returns-md.html", "index.html"];
    assert_eq!(shop.files("report"), [&pages[..], &["pages.sha256"]].concat());
    let mut links = 0;
    for page in pages {
        let text = shop.read(&format!("report/{page}"));
        let folder = Path::new("report").join(page).parent().expect("a folder").to_owned();
        for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if link.starts_with("data:") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let there = if path.is_empty() { text.clone() } else { shop.read(&folder.join(path).to_string_lossy()) };
            assert!(anchor.is_empty() || there.contains(&format!("id=\"{anchor}\"")), "{page}: {link}");
            links += 1;
        }
    }
    assert!(links > 20, "{links} links");
    let whole = shop.page(&[]);
    let finding = whole.split("id=\"f-").nth(1).and_then(|rest| rest.split('"').next()).expect("a finding");
    let index = shop.read("report/index.html");
    assert!(!index.contains(&format!("id=\"f-{finding}\"")) && index.contains(&format!("f-{finding}")));
}

#[test]
fn the_folder_has_the_same_bytes_whatever_the_number_of_threads_and_whatever_was_there() {
    let shop = shop("page-folder-bytes");
    for (folder, threads) in [("one", "1"), ("many", "8")] {
        assert!(shop.page_folder(folder, &["--split-above", "0", "--threads", threads]).0);
    }
    // Over what an earlier run left.
    assert!(shop.page_folder("many", &[]).0);
    assert!(shop.page_folder("many", &["--split-above", "0"]).0);
    assert_eq!(shop.files("one"), shop.files("many"));
    for file in shop.files("one") {
        assert_eq!(shop.read(&format!("one/{file}")), shop.read(&format!("many/{file}")), "{file}");
    }
}

#[test]
fn pages_of_an_earlier_run_go_and_what_others_wrote_stays() {
    let shop = shop("page-folder-stale");
    assert!(shop.page_folder("report", &["--split-above", "0"]).0);
    shop.file("shop/report/notes.txt", "ours");
    shop.file("shop/report/documents/policies-fees-md.html", "a page that somebody changed");
    shop.file("shop/report/documents/other.html", "a page of somebody's");
    let (is_done, said) = shop.page_folder("report", &[]);
    assert!(is_done);
    let left = ["documents/other.html", "documents/policies-fees-md.html", "index.html", "notes.txt", "pages.sha256"];
    assert_eq!(shop.files("report"), left);
    assert_eq!(
        said,
        "warning: report/documents/policies-fees-md.html is not part of the report any more, but somebody changed it, so it \
         stays\n"
    );
    fs::remove_dir_all(shop.folder.join("shop/report/documents")).expect("a folder");
    assert!(shop.page_folder("report", &["--split-above", "0"]).0);
    assert!(shop.page_folder("report", &[]).0);
    assert_eq!(shop.files("report"), ["index.html", "notes.txt", "pages.sha256"]);
    assert!(!shop.folder.join("shop/report/documents").exists(), "no empty folder is left");
}

#[test]
fn nothing_is_written_over_that_dumbrules_did_not_write() {
    for (name, file) in [("index", "index.html"), ("page", "documents/policies-fees-md.html"), ("list", "pages.sha256")]
    {
        let shop = shop(&format!("page-folder-strange-{name}"));
        shop.file(&format!("shop/site/{file}"), "our own\n");
        let (is_done, said) = shop.page_folder("site", &["--split-above", "0"]);
        assert!(!is_done && said.contains(&format!("site/{file}")), "{said}");
        assert!(said.contains("name an empty folder or a new one"), "{said}");
        assert_eq!(shop.read(&format!("site/{file}")), "our own\n");
        assert_eq!(shop.files("site"), [file], "nothing else was written");
    }
}

#[test]
fn a_list_that_names_files_elsewhere_removes_nothing() {
    let shop = shop("page-folder-hostile");
    shop.file("shop/precious.html", "precious\n");
    // The hash of what stands in it.
    let hash = "a37214679d4cdc0b4724e05883a60eb979d19dd3a394438f17ef85846fadcee0";
    shop.file("shop/report/pages.sha256", &format!("{hash}  documents/../../precious.html\n"));
    let (is_done, said) = shop.page_folder("report", &[]);
    assert!(!is_done && said.contains("no list of pages that dumbrules wrote"), "{said}");
    assert_eq!(shop.read("precious.html"), "precious\n");
}

#[test]
fn a_folder_is_asked_for_by_its_name() {
    let shop = shop("page-folder-name");
    let (is_done, said) = shop.page_folder("-", &[]);
    assert!(!is_done && said.contains("a folder cannot go to standard output"), "{said}");
    shop.file("shop/report", "a file\n");
    let (is_done, said) = shop.page_folder("report", &[]);
    assert!(!is_done && said.contains("report"), "{said}");
}

/// A policy that says why, offers another way, thinks of the person, and promises with a day.
const FAIR: &str = "\
---
title: Returns
type: returns
owner: Maud Fenwick
---
# Returns

Last reviewed: March 2026.

Bring anything back within 60 days for your money back, a swap or a repair, whichever you like.
We refund the same day.
Opened earrings cannot come back, for hygiene, but we will exchange them if they are faulty.
After 60 days we can still exchange it.
If you are ill or bereaved we extend the time; no proof needed.
If we send the wrong thing, we are sorry: we collect it, replace it within two days and add a voucher for your trouble.
Please bring the order number, because it finds your parcel fastest.
Ask for a person at any time and one will call you back within an hour.
";

#[test]
fn what_lets_people_be_served_as_people_lifts_a_letter_and_is_shown_as_so_many_of_so_many() {
    let checkout = Checkout::new("page-experience", "https://git.shop.example/policies.git");
    checkout.file("shop/policies/our returns.md", FAIR);
    let page = checkout.page(&[]);
    let documents = page.split("id=\"documents\"").nth(1).expect("the section is there");
    assert!(documents.contains("<p class=\"letter\"><b>B</b></p>"), "no text alone earns an A: {documents}");
    for check in ["<dt>Ways forward</dt><dd><b>1 of 1</b>", "<dt>Care for the person</dt><dd><b>2 of 2</b>"] {
        assert!(documents.contains(check), "{check}: {documents}");
    }
    assert!(!documents.contains("Room to bend"), "there is no register");
    // The same without what serves people is as harmless, and no more than that.
    checkout.file(
        "shop/policies/our returns.md",
        &FAIR
            .replace("because it finds your parcel fastest", "too")
            .replace("Ask for a person at any time and one will call you back within an hour.\n", "")
            .replace(", for hygiene, but we will exchange them if they are faulty", "")
            .replace("whichever you like", "")
            .replace("After 60 days we can still exchange it.\n", "")
            .replace("If you are ill or bereaved we extend the time; no proof needed.\n", "")
            .replace("Last reviewed: March 2026.\n", ""),
    );
    let documents = checkout.page(&[]);
    let letter = documents.split("<p class=\"letter\"><b>").nth(1).expect("a letter");
    assert!(letter.starts_with('C'), "{}", &letter[..200]);
}

#[test]
fn the_sheets_of_all_roles_are_one_page_and_need_a_register() {
    let checkout = Checkout::new("page-roles", "https://git.shop.example/policies.git");
    let told = checkout.page(&["--print-roles", "roles.html"]);
    assert!(told.contains("there is no register of bends") && told.contains("dumbrules bends init"), "{told}");
    let register = fs::read_to_string("policies/2026/bends.yaml").expect("the sample register");
    checkout.file("shop/policies/bends.yaml", &register);
    assert!(checkout.page(&["--print-roles", "roles.html"]).contains("<h1>"));
    let sheets = checkout.read("roles.html");
    let roles: Vec<&str> = sheets.split("<p class=\"kicker\">").skip(1).filter_map(|it| it.split(',').next()).collect();
    assert!(roles.starts_with(&["Any colleague"]), "the lowest role comes first: {roles:?}");
    assert_eq!(sheets.matches("<article class=\"sheet\">").count(), roles.len());
}
