//! Which document is this: its types and its audience, and what decided them.

use super::{Document, FrontMatter};
use std::fmt;

/// The document types that lints can name, and the words in a name or heading that show them (lower case, word starts).
pub const TYPES: &[(&str, &[&str])] = &[
    ("refund", &["refund", "money back", "money-back", "reimburse"]),
    ("returns", &["return", "exchange", "rma", "withdrawal"]),
    ("shipping", &["shipping", "shipment", "delivery", "deliveries", "dispatch"]),
    ("warranty", &["warrant", "guarantee", "repair"]),
    ("fees", &["fee", "fees", "charge", "charges", "billing", "payment", "pricing", "price", "prices", "chargeback", "invoice"]),
    ("cancellation", &["cancel", "renewal", "termination", "subscription", "unsubscribe", "trial"]),
    ("complaints", &["complaint", "dispute", "grievance"]),
    ("loyalty", &["loyalty", "reward", "rewards", "points", "gift card", "gift-card", "gift cards", "voucher", "membership"]),
    ("identity", &["identity", "verification", "verify", "id check", "security check", "proof of"]),
    ("contact", &["contact", "customer service", "customer care", "get in touch", "support policy", "help desk"]),
    ("terms", &["terms", "conditions", "agreement", "contract", "tos", "eula", "legal", "licence", "license", "guidelines"]),
    ("account", &["account", "suspension", "password", "acceptable use", "abuse", "community"]),
    ("handbook", &["handbook", "playbook", "staff", "agents", "internal", "employee", "operating procedure"]),
    ("frontdesk", &["front desk", "front-desk", "frontdesk", "reception", "house rules", "visit", "booking", "reservation"]),
    ("faq", &["faq", "faqs", "frequently asked", "questions"]),
    ("privacy", &["privacy", "cookie", "cookies", "data protection", "personal data"]),
];

/// A document type: an index into [`TYPES`], as a bit of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct DocumentType(pub u32);

impl DocumentType {
    /// Every type.
    pub const ALL: Self = Self((1 << TYPES.len()) - 1);

    /// The type of a name; `any` and `corpus` stand for all of them.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "any" {
            return Some(Self::ALL);
        }
        TYPES.iter().position(|(known, _)| *known == name).map(|index| Self(1 << index))
    }

    /// Both sets together.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a type.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no type is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Names of the types in the set.
    pub fn names(self) -> Vec<&'static str> {
        (0..TYPES.len()).filter(|index| self.0 >> index & 1 == 1).map(|index| TYPES[index].0).collect()
    }

    /// The types that the words of a name or heading show.
    pub fn shown_by(words: &str) -> Self {
        let words = words.to_ascii_lowercase().replace(['_', '-', '.', '/'], " ");
        let mut types = Self::default();
        for (index, (_, signs)) in TYPES.iter().enumerate() {
            if signs.iter().any(|sign| starts_a_word(&words, &sign.replace('-', " "))) {
                types.0 |= 1 << index;
            }
        }
        types
    }
}

fn starts_a_word(words: &str, sign: &str) -> bool {
    words.match_indices(sign).any(|(at, _)| at == 0 || !words.as_bytes()[at - 1].is_ascii_alphanumeric())
}

/// Whom a document speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Customers read it.
    #[default]
    Customer,
    /// Staff read it.
    Staff,
}

impl fmt::Display for Audience {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
        })
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
        let (audience, audience_from) = audience_of(&document.front_matter, configured.1, types);
        Self { types, types_from, audience, audience_from }
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

fn audience_of(front_matter: &FrontMatter, configured: Option<Audience>, types: DocumentType) -> (Audience, Origin) {
    match front_matter.audience.as_deref() {
        Some("staff") => return (Audience::Staff, Origin::FrontMatter),
        Some("customer") => return (Audience::Customer, Origin::FrontMatter),
        _ => {}
    }
    if let Some(audience) = configured {
        return (audience, Origin::Configuration);
    }
    let handbook = DocumentType::from_name("handbook").is_some_and(|handbook| types.meets(handbook));
    if handbook { (Audience::Staff, Origin::Types) } else { (Audience::Customer, Origin::Unknown) }
}
