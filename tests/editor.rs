//! The language server: the protocol as a client speaks it, and a session of a real editor.

use crate::cli::{LINTS, Shop, text};
use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::BufReader;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A register with one bend, of the rule `desk.receipt`.
const REGISTER: &str = "\
version: 1
currency: GBP
roles:
  - {id: frontline, rank: 10, label: any colleague, ceiling: {money: 50, days: 30}}
  - {id: manager, rank: 30, ceiling: {money: 2000, days: 365}}
reasons:
  - {id: lost-receipt, kind: circumstance, proof: none}
bends:
  - id: B-001
    rule: desk.receipt
    document: policies/desk.md
    fingerprint: r1:6239e8b4bab1
    quote: Agents must ask for the receipt.
    effect: waive
    role: frontline
    limit: {money: {amount: 50}}
    when: [lost-receipt]
    beyond: {role: manager, within: PT15M}
    granted_by: {role: manager}
    granted_on: 2026-06-01
    expires: 2026-07-31
    status: approved
";
const DESK: &str = "# Staff handbook\n\nAgents must ask for the receipt. <!-- rule: desk.receipt -->\n";

/// A client of the language server.
struct Editor {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    root: String,
    sent: i32,
    /// What was last published about each file, by path below the root.
    published: BTreeMap<String, Vec<Value>>,
    /// Requests of the server.
    asked: Vec<Request>,
    /// Messages that people were shown.
    told: Vec<String>,
}

impl Editor {
    fn open(shop: &Shop, capabilities: Value, arguments: &[&str]) -> Self {
        let root = format!("file://{}", shop.folder.display());
        let arguments = [&["lsp", "--today", "2026-06-15"][..], &LINTS, arguments].concat();
        let mut command = shop.command(&arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let to = child.stdin.take();
        let from = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut editor =
            Self { child, to, from, root, sent: 0, published: BTreeMap::new(), asked: Vec::new(), told: Vec::new() };
        let root = editor.root.clone();
        let folders = json!([{"uri": root, "name": "shop"}]);
        let params =
            json!({"processId": null, "capabilities": capabilities, "workspaceFolders": folders, "rootUri": root});
        let answer = editor.request("initialize", params);
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        editor.notify("initialized", json!({}));
        editor
    }

    fn uri(&self, path: &str) -> String {
        format!("{}/{path}", self.root)
    }

    fn send(&mut self, message: &Message) {
        message.write(self.to.as_mut().expect("it is open")).expect("it is taken");
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// The result of a request; its error, when that is the answer.
    fn request(&mut self, method: &str, params: Value) -> Value {
        self.sent += 1;
        let id = self.sent.into();
        self.send(&Message::Request(Request::new(self.sent.into(), method.to_owned(), params)));
        loop {
            match Message::read(&mut self.from).expect("it can be read").expect("it answers") {
                Message::Response(response) if response.id == id => {
                    let response = serde_json::to_value(response).expect("it is JSON");
                    return response.get("result").or(response.get("error")).cloned().unwrap_or_default();
                }
                Message::Response(response) => panic!("nobody asked: {response:?}"),
                Message::Request(request) => self.asked.push(request),
                Message::Notification(notification) => self.heard(notification),
            }
        }
    }

    fn heard(&mut self, notification: Notification) {
        if notification.method == "textDocument/publishDiagnostics" {
            let uri = notification.params["uri"].as_str().expect("a URI").to_owned();
            let path = uri.strip_prefix(&format!("{}/", self.root)).unwrap_or(&uri).to_owned();
            let all = notification.params["diagnostics"].as_array().expect("a list").clone();
            self.published.insert(path, all);
        } else if notification.method == "window/showMessage" {
            self.told.push(notification.params["message"].as_str().expect("a message").to_owned());
        }
    }

    fn opens(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn types(&mut self, path: &str, version: i32, text: &str) {
        let document = json!({"uri": self.uri(path), "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": text}]}));
    }

    fn at(&mut self, method: &str, path: &str, line: usize, character: usize) -> Value {
        let place = json!({"line": line, "character": character});
        let range = json!({"start": place, "end": place});
        let document = json!({"uri": self.uri(path)});
        let context = json!({"diagnostics": []});
        self.request(method, json!({"textDocument": document, "position": place, "range": range, "context": context}))
    }

    /// What stands beside a file now, a line each. A request is answered when everything before it is done.
    fn beside(&mut self, path: &str) -> Vec<String> {
        self.at("textDocument/hover", path, 0, 0);
        let shown = |it: &Value| {
            let place = |end: &str| format!("{}:{}", it["range"][end]["line"], it["range"][end]["character"]);
            let message = it["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default();
            format!("{}-{} {} {message}", place("start"), place("end"), it["severity"])
        };
        self.published.get(path).map(|all| all.iter().map(shown).collect()).unwrap_or_default()
    }

    fn titles(&mut self, path: &str, line: usize, character: usize) -> Vec<String> {
        let actions = self.at("textDocument/codeAction", path, line, character);
        let title = |action: &Value| action["title"].as_str().expect("a title").to_owned();
        actions.as_array().expect("a list").iter().map(title).collect()
    }

    fn close(mut self) -> Option<i32> {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.child.wait().expect("it ends").code()
    }
}

fn shop(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.file("policies/desk.md", DESK.as_bytes());
    shop
}

fn shop_with_bends(name: &str) -> Shop {
    let shop = shop(name);
    shop.file("bends.yaml", REGISTER.as_bytes());
    shop
}

const HATS: &str = "# Sale\n\nHats cannot be returned.\n";

#[test]
fn what_stands_in_the_editor_is_audited_and_not_what_is_saved() {
    let shop = shop("lsp-typing");
    let mut editor = Editor::open(&shop, json!({}), &[]);
    editor.opens("policies/bad.md", HATS);
    assert_eq!(editor.beside("policies/bad.md"), ["2:5-2:23 1 There is no way back"]);
    editor.types("policies/bad.md", 2, "# Sale\n\nBring hats back within 30 days.\n");
    assert_eq!(editor.beside("policies/bad.md"), [""; 0]);
    editor.types("policies/bad.md", 3, "# Sale\n\n😀😀 Größe: hats cannot be returned.\n");
    assert_eq!(editor.beside("policies/bad.md"), ["2:17-2:35 1 There is no way back"], "columns are units of UTF-16");
    for version in 4..60 {
        editor.types("policies/bad.md", version, &HATS[..HATS.len() - version as usize % 20]);
    }
    editor.types("policies/bad.md", 60, HATS);
    assert_eq!(editor.beside("policies/bad.md"), ["2:5-2:23 1 There is no way back"], "the last change counts");
    let uri = editor.uri("policies/bad.md");
    editor.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    assert_eq!(editor.beside("policies/bad.md"), [""; 0], "nothing is shown beside what is closed");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn an_editor_says_of_each_saved_policy_what_an_audit_says() {
    let shop = Shop::new("lsp-same");
    let found = std::fs::read_dir("policies/2026").unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = found
        .filter(|path| path.is_file())
        .map(|path| {
            let name = format!("policies/{}", path.file_name().unwrap().to_str().unwrap());
            shop.file(&name, &std::fs::read(&path).unwrap());
            name
        })
        .collect();
    names.sort();
    let arguments = ["audit", "policies", "--today", "2026-06-15", "--json", "-"];
    let audit: Value = serde_json::from_slice(&shop.run(&arguments).stdout).unwrap();
    let root = format!("file://{}", shop.folder.display());
    let mut child = shop
        .command(&["lsp", "--today", "2026-06-15"])
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (to, from) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
    let mut editor = Editor {
        child,
        to,
        from,
        root: root.clone(),
        sent: 0,
        published: BTreeMap::new(),
        asked: Vec::new(),
        told: Vec::new(),
    };
    editor.request("initialize", json!({"processId": null, "capabilities": {}, "rootUri": root}));
    editor.notify("initialized", json!({}));
    let mut compared = 0;
    for name in &names {
        editor.opens(name, &shop.read(name));
        editor.beside(name);
        let shown = editor.published.get(name).cloned().unwrap_or_default();
        let codes = |all: &[Value], field: &str| -> Vec<String> {
            let mut codes: Vec<String> = all.iter().map(|it| it[field].as_str().unwrap().to_owned()).collect();
            codes.sort();
            codes
        };
        let findings = audit["findings"].as_array().unwrap().iter();
        let counted = findings.filter(|it| it["path"] == **name && it["suppressed"].is_null());
        let counted: Vec<Value> = counted.cloned().collect();
        assert_eq!(codes(&shown, "code"), codes(&counted, "lint"), "{name}");
        compared += counted.len();
    }
    assert!(compared > 100, "contradictions and the register's own findings among them: {compared}");
    assert!(editor.published.contains_key("policies/bends.yaml"));
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn a_rule_tells_why_it_hurts_and_who_may_bend_it() {
    let shop = shop_with_bends("lsp-hover");
    let mut editor = Editor::open(&shop, json!({}), &[]);
    editor.opens("policies/desk.md", DESK);
    let hover = editor.at("textDocument/hover", "policies/desk.md", 2, 3);
    let told = hover["contents"]["value"].as_str().unwrap();
    insta::assert_snapshot!(told);
    assert_eq!(hover["range"], json!({"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 32}}));
    assert_eq!(editor.at("textDocument/hover", "policies/desk.md", 0, 3), Value::Null);
    let place = editor.at("textDocument/definition", "policies/desk.md", 2, 3);
    assert_eq!(place[0]["uri"], editor.uri("bends.yaml"));
    assert_eq!(place[0]["range"]["start"]["line"], 8, "the line of the entry");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn a_suppression_is_put_behind_its_rule_and_silences_nothing_until_it_says_why() {
    let shop = shop("lsp-suppress");
    let mut editor = Editor::open(&shop, json!({}), &[]);
    let policy = "# Sale\n\n- Größe 😀: **hats cannot be returned.**\n- Bring it back.\n";
    editor.opens("policies/bad.md", policy);
    let actions = editor.at("textDocument/codeAction", "policies/bad.md", 2, 20);
    let suppress = &actions[0];
    assert_eq!(suppress["title"], "Suppress sale/no-way-back until 2026-09-13: write the reason between the quotes");
    assert_eq!(suppress["diagnostics"][0]["code"], "sale/no-way-back");
    let edit = &suppress["edit"]["changes"][editor.uri("policies/bad.md")][0];
    let place = edit["range"]["start"]["character"].as_u64().unwrap() as usize;
    let line = policy.lines().nth(2).unwrap();
    assert_eq!(place, line.encode_utf16().count(), "behind the markup that closes with the sentence");
    let comment = edit["newText"].as_str().unwrap();
    let with = |comment: &str| policy.replace(line, &format!("{line}{comment}"));
    editor.types("policies/bad.md", 2, &with(comment));
    let beside = editor.beside("policies/bad.md");
    assert!(beside.len() == 2 && beside.iter().any(|it| it.contains("lacks its reason")), "{beside:?}");
    editor.types("policies/bad.md", 3, &with(&comment.replace("\"\"", "\"sold as seen\"")));
    assert_eq!(editor.beside("policies/bad.md"), [""; 0]);
    let titles = editor.titles("policies/bad.md", 2, 20);
    assert!(!titles.iter().any(|title| title.starts_with("Suppress")), "{titles:?}");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn a_rule_gets_a_name_that_no_other_rule_has() {
    let shop = shop("lsp-name");
    let mut editor = Editor::open(&shop, json!({}), &[]);
    editor.opens("policies/bad.md", HATS);
    assert_eq!(editor.titles("policies/bad.md", 2, 3)[1], "Name this rule bad.hats-cannot-be");
    let taken = format!("{HATS}\nHats cannot be returned. <!-- rule: bad.hats-cannot-be -->\n");
    editor.types("policies/bad.md", 2, &taken);
    assert_eq!(editor.titles("policies/bad.md", 2, 3)[1], "Name this rule bad.hats-cannot-be-2");
    let named = editor.titles("policies/bad.md", 4, 3);
    assert!(!named.iter().any(|title| title.starts_with("Name")), "it has a name: {named:?}");
    editor.opens("policies/page.mdx", HATS);
    assert_eq!(editor.titles("policies/page.mdx", 2, 3), [""; 0], "MDX knows no such comments");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn the_entry_of_a_bend_is_opened_where_the_editor_can() {
    let shop = shop_with_bends("lsp-go");
    let mut editor = Editor::open(&shop, json!({"window": {"showDocument": {"support": true}}}), &[]);
    editor.opens("policies/desk.md", DESK);
    let actions = editor.at("textDocument/codeAction", "policies/desk.md", 2, 3);
    let go = actions.as_array().unwrap().iter().find(|it| it["title"] == "Go to bend B-001 in the register").unwrap();
    editor.request("workspace/executeCommand", go["command"].clone());
    let asked = editor.asked.pop().expect("the editor is asked to show it");
    assert_eq!(asked.method, "window/showDocument");
    assert_eq!(asked.params["uri"], editor.uri("bends.yaml"));
    assert_eq!(asked.params["selection"]["start"]["line"], 8);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn what_is_saved_elsewhere_counts_at_once() {
    let shop = shop("lsp-save");
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut editor = Editor::open(&shop, watches, &[]);
    editor.opens("policies/bad.md", HATS);
    assert_eq!(editor.beside("policies/bad.md").len(), 1);
    assert_eq!(editor.asked.pop().map(|it| it.method).as_deref(), Some("client/registerCapability"));
    let changed = |editor: &mut Editor| editor.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    shop.file("dumbrules.yaml", b"lints:\n  sale/no-way-back: {off: true, reason: we tried}\n");
    changed(&mut editor);
    assert_eq!(editor.beside("policies/bad.md"), [""; 0]);
    shop.file("dumbrules.yaml", "lints:\n  sale/no-way-bakc: {off: true, reason: \u{fc}}\nfail-on: hihg\n".as_bytes());
    changed(&mut editor);
    assert_eq!(editor.beside("policies/bad.md"), [""; 0], "the last settings that can be used are in force");
    assert_eq!(editor.beside("dumbrules.yaml"), ["2:9-2:13 1 `hihg` is not possible here"]);
    assert_eq!(editor.told.len(), 1, "once, however often the policy is typed in");
    assert!(editor.told[0].starts_with("dumbrules.yaml:3:10: `hihg` is not possible here"), "{:?}", editor.told);
    shop.file("dumbrules.yaml", b"exclude: [good.md]\n");
    changed(&mut editor);
    assert_eq!(editor.beside("dumbrules.yaml"), [""; 0]);
    assert_eq!(editor.beside("policies/bad.md"), ["2:5-2:23 1 There is no way back"]);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn what_the_baseline_accepts_is_not_shown_and_what_is_new_is() {
    let shop = shop("lsp-baseline");
    let created = ["--reason", "found at adoption", "--by", "A. Writer", "--until", "2026-12-31"];
    let (code, out, err) =
        shop.with_lints(&[&["baseline", "create", "policies", "--today", "2026-06-15"][..], &created].concat());
    assert_eq!(code, 0, "{out}{err}");
    let mut editor = Editor::open(&shop, json!({}), &[]);
    editor.opens("policies/bad.md", HATS);
    assert_eq!(editor.beside("policies/bad.md"), [""; 0]);
    editor.types("policies/bad.md", 2, &format!("{HATS}\nGloves cannot be returned.\n"));
    assert_eq!(editor.beside("policies/bad.md"), ["4:7-4:25 1 There is no way back"]);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn only_what_an_audit_would_read_is_judged() {
    let shop = shop("lsp-which");
    shop.file(".gitignore", b"drafts/\n");
    let mut editor = Editor::open(&shop, json!({}), &[]);
    for (path, judged) in [
        ("policies/new.md", 1),
        ("policies/odd name %20 \u{e9}.md", 1),
        ("notes/hats.md", 0),
        ("policies/hats.txt", 0),
        ("policies/french.md", 1),
    ] {
        let uri_path = path.replace('%', "%25").replace(' ', "%20").replace('\u{e9}', "%C3%A9");
        let text = if path.contains("french") { "---\nlanguage: fr\n---\nNon.\n" } else { HATS };
        editor.opens(&uri_path, text);
        let beside = editor.beside(&uri_path);
        assert_eq!(beside.len(), judged, "{path}: {beside:?}");
        assert!(!path.contains("french") || beside[0].contains("Not audited: its front matter says"), "{beside:?}");
    }
    editor.notify(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": "untitled:1", "languageId": "markdown", "version": 1, "text": HATS}}),
    );
    assert_eq!(editor.beside("untitled:1"), [""; 0]);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn what_is_not_understood_is_answered_and_ends_nothing() {
    let shop = shop("lsp-odd");
    let mut editor = Editor::open(&shop, json!({}), &[]);
    assert_eq!(editor.request("textDocument/rename", json!({}))["code"], -32601);
    assert_eq!(editor.request("textDocument/hover", json!({"position": "here"}))["code"], -32602);
    editor.notify("textDocument/didChange", json!({"odd": true}));
    editor.notify("$/cancelRequest", json!({"id": 1}));
    editor.types("policies/never-opened.md", 3, HATS);
    editor.opens("policies/bad.md", HATS);
    assert_eq!(editor.at("textDocument/hover", "policies/bad.md", 9999, 9999), Value::Null);
    assert_eq!(editor.beside("policies/bad.md").len(), 1);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn who_is_no_editor_is_told_so() {
    let shop = shop("lsp-nobody");
    let output = shop.run(&["lsp"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(output.stderr).contains("is started by an editor"));
    let mut editor = Editor::open(&shop, json!({}), &[]);
    editor.to = None;
    assert_eq!(editor.child.wait().unwrap().code(), Some(2), "an editor that went away is no success");
}

/// Needs Neovim 0.7 or newer; continuous integration has it (`tests/outside/install`).
#[test]
fn a_session_of_neovim_goes_as_it_is_known_to_go() {
    let version = Command::new("nvim").arg("--version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "there is no nvim");
        return;
    }
    let shop = shop("lsp-neovim");
    shop.file("register", REGISTER.as_bytes());
    let script = std::fs::canonicalize("tests/editor/session.lua").unwrap();
    let mut nvim = Command::new("nvim");
    nvim.args(["--headless", "--clean", "-n", "-c"]).arg(format!("luafile {}", script.display()));
    nvim.env("DUMBRULES", env!("CARGO_BIN_EXE_dumbrules")).env("XDG_STATE_HOME", shop.folder.join("state"));
    nvim.env("XDG_CACHE_HOME", shop.folder.join("cache")).current_dir(&shop.folder).stdin(Stdio::null());
    let output = nvim.output().unwrap();
    let told = text(output.stdout) + &text(output.stderr).replace('\r', "");
    assert!(output.status.success(), "{told}");
    insta::assert_snapshot!(told);
}
