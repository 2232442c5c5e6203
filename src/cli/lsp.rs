//! `lsp`: a language server over standard input and output. Door to `lsp-server`, which knows the wire and the handshake.
//!
//! One thread: messages are taken in order, and an audit is made when no further one waits, so that who types fast is never
//! shown what stood there before.

use super::args_lsp::LspArgs;
use super::exit::Exit;
use super::lsp_actions::{GO_TO, actions, bends_at, findings_at, place_of};
use super::lsp_client::{Client, root_of};
use super::lsp_diagnostics::diagnostics;
use super::lsp_places::{byte_at, range};
use super::lsp_workspace::{Open, Workspace};
use crate::emit;
use crate::error::Error;
use crate::text::{SourceFile, Span};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _, PublishDiagnostics, ShowMessage,
};
use lsp_types::request::{
    CodeActionRequest, ExecuteCommand, GotoDefinition, HoverRequest, RegisterCapability, Request as _, ShowDocument,
};
use lsp_types::{
    CodeActionParams, Diagnostic, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    ExecuteCommandParams, GotoDefinitionParams, Hover, HoverContents, HoverParams, InitializeParams, Location,
    MarkupContent, MarkupKind, MessageType, PublishDiagnosticsParams, Range, ShowDocumentParams, ShowMessageParams,
    Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Runs `lsp`.
pub(super) fn run(arguments: &LspArgs) -> Result<Exit, Vec<Error>> {
    let (connection, threads) = Connection::stdio();
    let ended = serve(&connection, arguments);
    // The writer ends when nobody can send any more.
    drop(connection);
    match (ended, threads.join()) {
        (Ok(exit), Ok(())) => Ok(exit),
        (Err(error), _) => Err(vec![error]),
        (_, Err(error)) => Err(vec![broken(&error.to_string())]),
    }
}

fn broken(what: &str) -> Error {
    Error::new(format!("the talk with the editor broke off: {what}"))
        .help("`dumbrules lsp` is started by an editor, which speaks the Language Server Protocol with it")
}

fn serve(connection: &Connection, arguments: &LspArgs) -> Result<Exit, Error> {
    let gone = |error: &dyn std::error::Error| broken(&error.to_string());
    let (id, params) = connection.initialize_start().map_err(|error| gone(&error))?;
    let params: InitializeParams = serde_json::from_value(params).map_err(|error| gone(&error))?;
    let root = root_of(&params);
    if let Some(root) = &root {
        // So that configuration, policies and paths are those of a command that is run there.
        std::env::set_current_dir(root).map_err(|error| gone(&error))?;
    }
    let version = env!("CARGO_PKG_VERSION");
    let capabilities = json!({
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": {"openClose": true, "change": 1, "save": true},
            "hoverProvider": true,
            "definitionProvider": true,
            "codeActionProvider": {"codeActionKinds": ["quickfix"]},
            "executeCommandProvider": {"commands": [GO_TO]},
        },
        "serverInfo": {"name": "dumbrules", "version": version},
    });
    connection.initialize_finish(id, capabilities).map_err(|error| gone(&error))?;
    let mut server = Server {
        connection,
        workspace: Workspace::new(arguments, root),
        client: Client::of(&params),
        shown: BTreeMap::new(),
        told: Vec::new(),
        is_stale: true,
        requests: 0,
    };
    server.watch_files();
    server.workspace.reload();
    server.listen()
}

struct Server<'a> {
    connection: &'a Connection,
    workspace: Workspace<'a>,
    client: Client,
    /// What is shown beside each file, by path.
    shown: BTreeMap<String, Vec<Diagnostic>>,
    /// Mistakes that people were shown.
    told: Vec<String>,
    is_stale: bool,
    /// Requests that were sent.
    requests: i32,
}

impl Server<'_> {
    fn listen(&mut self) -> Result<Exit, Error> {
        loop {
            let message = match self.connection.receiver.try_recv() {
                Ok(message) => message,
                Err(_) => {
                    self.publish()?;
                    self.connection.receiver.recv().map_err(|_| broken("it went away without a word"))?
                }
            };
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request).map_err(|error| broken(&error.to_string()))? {
                        return Ok(Exit::Clean);
                    }
                    self.publish()?;
                    let response = self.answer(request);
                    self.send(Message::Response(response))?;
                }
                Message::Notification(notification) => self.note(notification),
                Message::Response(_) => {}
            }
        }
    }

    fn send(&self, message: Message) -> Result<(), Error> {
        self.connection.sender.send(message).map_err(|_| broken("nobody listens any more"))
    }

    fn notify(&self, method: &str, params: impl Serialize) -> Result<(), Error> {
        self.send(Message::Notification(Notification::new(method.to_owned(), params)))
    }

    fn request(&mut self, method: &str, params: impl Serialize) -> Result<(), Error> {
        self.requests += 1;
        self.send(Message::Request(Request::new(self.requests.into(), method.to_owned(), params)))
    }

    /// Asks to be told when files change that no editor has open.
    fn watch_files(&mut self) {
        if self.client.can_watch {
            let globs = ["**/*.{md,markdown,mdx}", "**/*.{yaml,yml}"].map(|glob| json!({"globPattern": glob}));
            let watch = json!({
                "registrations": [{
                    "id": "files",
                    "method": DidChangeWatchedFiles::METHOD,
                    "registerOptions": {"watchers": globs},
                }],
            });
            // When nobody listens any more, the next message says so.
            let _ = self.request(RegisterCapability::METHOD, watch);
        }
    }

    fn note(&mut self, notification: Notification) {
        fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
            serde_json::from_value(params).ok()
        }
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                let Some(DidOpenTextDocumentParams { text_document: it }) = read(notification.params) else { return };
                if let Some(path) = self.workspace.shown(&it.uri) {
                    let open = Open { uri: it.uri, version: it.version, text: it.text };
                    self.workspace.open.insert(path, open);
                    self.workspace.reload();
                }
            }
            DidChangeTextDocument::METHOD => {
                let Some(params) = read::<DidChangeTextDocumentParams>(notification.params) else { return };
                let open =
                    self.workspace.shown(&params.text_document.uri).and_then(|it| self.workspace.open.get_mut(&it));
                if let (Some(open), Some(change)) = (open, params.content_changes.into_iter().next_back()) {
                    (open.version, open.text) = (params.text_document.version, change.text);
                }
            }
            DidCloseTextDocument::METHOD => {
                let Some(params) = read::<DidCloseTextDocumentParams>(notification.params) else { return };
                if let Some(path) = self.workspace.shown(&params.text_document.uri) {
                    self.workspace.open.remove(&path);
                }
            }
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => self.workspace.reload(),
            _ => return,
        }
        self.is_stale = true;
    }

    /// Audits what changed, and sends what is shown otherwise than before.
    fn publish(&mut self) -> Result<(), Error> {
        if !std::mem::take(&mut self.is_stale) {
            return Ok(());
        }
        self.workspace.audit();
        let mistakes: Vec<String> = self.workspace.mistakes.iter().map(ToString::to_string).collect();
        if !mistakes.is_empty() && mistakes != self.told {
            let more =
                if mistakes.len() > 1 { format!("\n… and {} more", mistakes.len() - 1) } else { String::new() };
            let params = ShowMessageParams { typ: MessageType::ERROR, message: format!("{}{more}", mistakes[0]) };
            self.notify(ShowMessage::METHOD, params)?;
        }
        self.told = mistakes;
        let now = diagnostics(&self.workspace);
        let gone = self.shown.keys().filter(|path| !now.contains_key(*path)).map(|path| (path.clone(), Vec::new()));
        let changed = now.iter().filter(|(path, it)| self.shown.get(*path) != Some(it));
        let all: Vec<_> = gone.chain(changed.map(|(path, it)| (path.clone(), it.clone()))).collect();
        for (path, diagnostics) in all {
            let Some(uri) = self.workspace.uri(&path) else { continue };
            let version = self.workspace.open.get(&path).map(|open| open.version);
            self.notify(PublishDiagnostics::METHOD, PublishDiagnosticsParams { uri, diagnostics, version })?;
        }
        self.shown = now;
        Ok(())
    }

    fn answer(&mut self, request: Request) -> Response {
        let id = request.id.clone();
        let params = request.params;
        let answer = match request.method.as_str() {
            HoverRequest::METHOD => with(params, |params| self.hover(&params)),
            CodeActionRequest::METHOD => with(params, |params| self.actions(&params)),
            GotoDefinition::METHOD => with(params, |params| self.definition(&params)),
            ExecuteCommand::METHOD => with(params, |params| self.execute(&params)),
            method => Err((ErrorCode::MethodNotFound, format!("`{method}` is not known here"))),
        };
        match answer {
            Ok(value) => Response::new_ok(id, value),
            Err((code, message)) => Response::new_err(id, code as i32, message),
        }
    }

    /// Path, text and place that a request is about.
    fn place(&self, uri: &Uri, position: lsp_types::Position) -> Option<(String, SourceFile, usize)> {
        let path = self.workspace.shown(uri)?;
        let source = SourceFile::new(path.as_str(), self.workspace.open.get(&path)?.text.as_str());
        let byte = byte_at(&source, position);
        Some((path, source, byte))
    }

    fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let asked = &params.text_document_position_params;
        let (path, source, byte) = self.place(&asked.text_document.uri, asked.position)?;
        let found = findings_at(&self.workspace.report, &path, Span::new(byte, byte));
        let spans = found.iter().map(|finding| finding.primary.span).reduce(Span::cover);
        let told: Vec<String> = found.iter().map(|finding| emit::hover(finding, &self.workspace.report)).collect();
        let value = if told.is_empty() {
            emit::hover_bends(&path, byte, &self.workspace.report)?
        } else {
            told.join("\n\n---\n\n")
        };
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        Some(Hover { contents, range: spans.map(|span| range(&source, span)) })
    }

    fn actions(&self, params: &CodeActionParams) -> Vec<lsp_types::CodeAction> {
        let path = self.workspace.shown(&params.text_document.uri);
        path.map(|path| actions(&self.workspace, &path, params.range, self.client.can_go)).unwrap_or_default()
    }

    fn definition(&self, params: &GotoDefinitionParams) -> Vec<Location> {
        let asked = &params.text_document_position_params;
        let place = self.place(&asked.text_document.uri, asked.position);
        let bends = place.map(|(path, _, byte)| bends_at(&self.workspace, &path, byte)).unwrap_or_default();
        bends.into_iter().map(|(_, location)| location).collect()
    }

    fn execute(&mut self, params: &ExecuteCommandParams) -> Option<()> {
        let (uri, position) = place_of(&params.arguments).filter(|_| params.command == GO_TO)?;
        let selection = Some(Range::new(position, position));
        let show = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection };
        self.request(ShowDocument::METHOD, show).ok()
    }
}

/// The answer to a request, when its parameters can be read.
fn with<P: DeserializeOwned, T: Serialize>(
    params: Value,
    answer: impl FnOnce(P) -> T,
) -> Result<Value, (ErrorCode, String)> {
    let params = serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))?;
    serde_json::to_value(answer(params)).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}
