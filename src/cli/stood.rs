//! What documents were before a change. Which lints read a document is said by its front matter, its name and its first
//! heading; so whoever turns a returns policy into a privacy notice, or declares it to be French, would get away from the
//! lints that find what else the change writes.

use super::audit::{is_english, refusal};
use super::edition_sources;
use super::editions::{Asked, Place};
use super::git::Repository;
use super::settings::Settings;
use crate::document::{self, Audience, Document, DocumentType, Profile};
use crate::error::Error;
use crate::finding::{CHANGE_CHECKS, Finding, Label};
use crate::report::NotAudited;
use crate::revision::Edition;
use crate::text::{SourceFile, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// What documents were in a revision, by the path that outputs know them by.
#[derive(Debug)]
pub(super) struct Stood(BTreeMap<String, Before>);

#[derive(Debug)]
struct Before {
    profile: Profile,
    /// The language that the front matter declares.
    language: Option<String>,
}

impl Stood {
    /// Reads the documents of a commit; what cannot be read there was nothing.
    pub(super) fn read(hash: &str, name: &str, settings: &Settings) -> Result<Self, Error> {
        let place = Place::Commit { hash: hash.to_owned(), name: name.to_owned() };
        let asked = Asked { base: place.clone(), head: Place::WorkingTree, paths: Vec::new() };
        let repository = Repository::around(Path::new("."))?;
        let sources = edition_sources::sources(&place, Some(&repository), settings, &asked)?;
        let read = sources.into_par_iter().filter_map(|(_, source)| {
            let document = document::parse(source.ok()?);
            let profile = Profile::of(&document, settings.configuration.profile_of(&document.source.path));
            Some((document.source.path.clone(), Before { profile, language: language(&document) }))
        });
        Ok(Self(read.collect()))
    }

    /// Parses a policy and says what it is: what it was. A language that only the change declares is not believed; the text
    /// says which one it is in.
    pub(super) fn document(
        &self,
        source: SourceFile,
        told: (Option<DocumentType>, Option<Audience>),
    ) -> Result<(Document, Profile), NotAudited> {
        let document = document::parse(source);
        let before = self.0.get(&document.source.path);
        let declared = language(&document).filter(|_| before.is_some_and(|it| it.language == language(&document)));
        match refusal(&document, declared.as_deref()) {
            Some(reason) => Err(NotAudited { path: document.source.path.clone(), reason }),
            None => {
                let profile = before.map_or_else(|| Profile::of(&document, told), |before| before.profile);
                Ok((document, profile))
            }
        }
    }

    /// What a change makes of documents, as findings that shut no gate.
    pub(super) fn changes(&self, now: &Edition, settings: &Settings) -> Vec<Finding> {
        let told = now.documents.iter().filter_map(|text| {
            let document = &text.document;
            let said = match self.0.get(&document.source.path) {
                Some(before) => before.became(document, settings),
                None => language(document).filter(|it| !is_english(it)).map(|it| format!("language {it}")),
            };
            let first = document.source.line_span(1);
            let label = Label::of(&document.source, first, Span::new(first.start, first.end));
            let detail = format!("{}; it does not count for this change", said?);
            Some(CHANGE_CHECKS.finding("change/document", &detail, label, Vec::new()))
        });
        told.collect()
    }
}

impl Before {
    /// What is said of a document now that was not said before, in words; none when it is what it was.
    fn became(&self, document: &Document, settings: &Settings) -> Option<String> {
        let now = Profile::of(document, settings.configuration.profile_of(&document.source.path));
        let types = |types: DocumentType| match types.names().as_slice() {
            [] => "unknown".to_owned(),
            names => names.join(", "),
        };
        let said = |language: &Option<String>| language.clone().unwrap_or_else(|| "undeclared".to_owned());
        let all = [
            ("type", types(self.profile.types), types(now.types)),
            ("audience", self.profile.audience.to_string(), now.audience.to_string()),
            ("language", said(&self.language), said(&language(document))),
        ];
        let other = all.into_iter().filter(|(_, before, now)| before != now);
        let other: Vec<String> = other.map(|(what, before, now)| format!("{what} {before} → {now}")).collect();
        (!other.is_empty()).then(|| other.join(", "))
    }
}

/// The language that a document declares, in lower case.
fn language(document: &Document) -> Option<String> {
    document.front_matter.language.as_deref().map(str::to_ascii_lowercase)
}
