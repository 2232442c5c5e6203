//! Which document is this: its types and its audience, and what decided them.

use super::{Document, DocumentType};
use std::fmt;

/// Whom a document speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Customers read it.
    #[default]
    Customer,
    /// Staff read it.
    Staff,
}

impl Audience {
    /// Both, in the order in which people see them.
    pub const ALL: &'static [Self] = &[Self::Customer, Self::Staff];

    /// The word used in files and outputs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// What decided a document's types or audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Nothing did.
    #[default]
    Unknown,
    /// Its front matter.
    FrontMatter,
    /// A glob of the configuration.
    Configuration,
    /// Its file name.
    Name,
    /// Its first heading.
    Heading,
    /// Its types.
    Types,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Unknown => "unknown",
            Self::FrontMatter => "front matter",
            Self::Configuration => "configuration",
            Self::Name => "name",
            Self::Heading => "heading",
            Self::Types => "type",
        })
    }
}

/// Types and audience of a document, and what decided each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// The document's types; empty when unknown.
    pub types: DocumentType,
    /// What decided the types.
    pub types_from: Origin,
    /// Whom it speaks to.
    pub audience: Audience,
    /// What decided the audience.
    pub audience_from: Origin,
}

impl Profile {
    /// Decides: front matter, else configuration, else file name, else first heading.
    pub fn of(document: &Document, configured: (Option<DocumentType>, Option<Audience>)) -> Self {
        let (types, types_from) = types_of(document, configured.0);
        let (audience, audience_from) = audience_of(document, configured.1, types);
        Self { types, types_from, audience, audience_from }
    }

    /// Whether it is terms of service and nothing else, as far as is known: a refund policy that calls itself terms is none.
    pub fn is_terms(&self) -> bool {
        self.types.is_empty() || DocumentType::from_name("terms") == Some(self.types)
    }
}

fn types_of(document: &Document, configured: Option<DocumentType>) -> (DocumentType, Origin) {
    let said = document.front_matter.types.iter().filter_map(|name| DocumentType::from_name(name));
    let said = said.fold(DocumentType::default(), DocumentType::union);
    if !said.is_empty() {
        return (said, Origin::FrontMatter);
    }
    if let Some(types) = configured {
        return (types, Origin::Configuration);
    }
    let path = &document.source.path;
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let by_name = DocumentType::shown_by(name);
    if !by_name.is_empty() {
        return (by_name, Origin::Name);
    }
    let by_title = DocumentType::shown_by(&document.title());
    if !by_title.is_empty() {
        return (by_title, Origin::Heading);
    }
    (DocumentType::default(), Origin::Unknown)
}

fn audience_of(document: &Document, configured: Option<Audience>, types: DocumentType) -> (Audience, Origin) {
    if let Some(audience) = document.front_matter.audience {
        return (audience, Origin::FrontMatter);
    }
    if let Some(audience) = configured {
        return (audience, Origin::Configuration);
    }
    let is = |name: &str| DocumentType::from_name(name).is_some_and(|wanted| types.meets(wanted));
    if is("handbook") {
        return (Audience::Staff, Origin::Types);
    }
    // A front desk's guide is for those behind the desk; its house rules are for those before it.
    let name = document.source.path.rsplit('/').next().unwrap_or_default();
    let words = format!("{name} {}", document.title()).to_ascii_lowercase();
    if is("frontdesk") && ["guide", "manual", "procedure"].iter().any(|word| words.contains(word)) {
        return (Audience::Staff, Origin::Name);
    }
    (Audience::Customer, Origin::Unknown)
}
