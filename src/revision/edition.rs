//! One edition of the policies: documents with what was understood of them.

use crate::document::{Audience, Document, Profile};
use crate::finding::{Scan, Scratch, Understood, anchor_of, understand};
use crate::ruleset::compiled::Ruleset;
use std::sync::Arc;

/// The policies as they stood at one time.
#[derive(Debug, Default, Clone)]
pub struct Edition {
    /// What people call it: a branch, a folder, "the working tree".
    pub name: String,
    /// Its documents, by key.
    pub documents: Vec<Arc<Text>>,
}

/// One document of an edition, and what was understood of it.
#[derive(Debug)]
pub struct Text {
    /// What names the document in both editions: its path below the folder that is compared.
    pub key: String,
    /// The document.
    pub document: Document,
    /// Who reads it.
    pub audience: Audience,
    /// What was understood of each passage.
    pub understood: Vec<Understood>,
}

impl Text {
    /// Reads a document.
    pub fn new(
        key: impl Into<String>,
        document: Document,
        profile: &Profile,
        ruleset: &Ruleset,
        scratch: &mut Scratch,
    ) -> Self {
        let readings = document.readings();
        let mut scan = Scan::new(&document, &readings, ruleset, scratch);
        let passages = 0..document.passages.len();
        let understood = passages.map(|passage| understand(&mut scan, passage, profile.audience)).collect();
        drop(scan);
        drop(readings);
        Self::known(key, document, profile, understood)
    }

    /// A document of which it is known already what was understood of each passage: its audit says so.
    pub fn known(key: impl Into<String>, document: Document, profile: &Profile, understood: Vec<Understood>) -> Self {
        Self { key: key.into(), document, audience: profile.audience, understood }
    }

    /// Whether a passage binds, allows or refuses something.
    pub(super) fn binds(&self, passage: usize) -> bool {
        self.understood[passage].binds()
    }

    /// Number of rules: passages that bind, allow or refuse something.
    pub fn rules(&self) -> usize {
        (0..self.understood.len()).filter(|&passage| self.binds(passage)).count()
    }

    /// The id that the author gave a passage.
    pub(super) fn anchor(&self, passage: usize) -> Option<&str> {
        anchor_of(&self.document, passage)
    }
}
