//! What an editor says of itself when it begins: the folder that it opened, and what it can do.

use super::lsp_places::file_of;
use lsp_types::InitializeParams;
use std::path::PathBuf;

/// The folder that the editor opened.
pub(super) fn root_of(params: &InitializeParams) -> Option<PathBuf> {
    let folder = params.workspace_folders.iter().flatten().next().map(|folder| &folder.uri);
    #[allow(deprecated, reason = "older editors name the folder here")]
    let uri = folder.or(params.root_uri.as_ref());
    uri.and_then(file_of).filter(|root| root.is_dir())
}

/// What the editor can do.
pub(super) struct Client {
    /// Whether it can be asked to show a file.
    pub(super) can_go: bool,
    /// Whether it can be asked to tell of files that change.
    pub(super) can_watch: bool,
}

impl Client {
    /// As it said when it began.
    pub(super) fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let window = capabilities.window.as_ref().and_then(|window| window.show_document.as_ref());
        let workspace = capabilities.workspace.as_ref();
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        Self {
            can_go: window.is_some_and(|show| show.support),
            can_watch: watched.and_then(|it| it.dynamic_registration).unwrap_or_default(),
        }
    }
}
