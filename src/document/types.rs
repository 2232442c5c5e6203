//! `DocumentType`: what kind of policy a document is. The build script includes this file: it uses only std.

/// The document types that lints can name, and the words in a name or heading that show them (lower case, word starts).
pub const TYPES: &[(&str, &[&str])] = &[
    ("refund", &["refund", "money back", "money-back", "reimburse"]),
    ("returns", &["return", "exchange", "rma", "withdrawal"]),
    ("shipping", &["shipping", "shipment", "delivery", "deliveries", "dispatch"]),
    ("warranty", &["warrant", "guarantee", "repair"]),
    (
        "fees",
        &[
            "fee",
            "fees",
            "charge",
            "charges",
            "billing",
            "payment",
            "pricing",
            "price",
            "prices",
            "chargeback",
            "invoice",
        ],
    ),
    ("cancellation", &["cancel", "renewal", "termination", "subscription", "unsubscribe", "trial"]),
    ("complaints", &["complaint", "dispute", "grievance"]),
    (
        "loyalty",
        &["loyalty", "reward", "rewards", "points", "gift card", "gift-card", "gift cards", "voucher", "membership"],
    ),
    ("identity", &["identity", "verification", "verify", "id check", "security check", "proof of"]),
    ("contact", &["contact", "customer service", "customer care", "get in touch", "support policy", "help desk"]),
    (
        "terms",
        &["terms", "conditions", "agreement", "contract", "tos", "eula", "legal", "licence", "license", "guidelines"],
    ),
    ("account", &["account", "suspension", "password", "acceptable use", "abuse", "community"]),
    ("handbook", &["handbook", "playbook", "staff", "agents", "internal", "employee", "operating procedure"]),
    (
        "frontdesk",
        &["front desk", "front-desk", "frontdesk", "reception", "house rules", "visit", "booking", "reservation"],
    ),
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

/// Signs of at most so many letters are whole words: "fee" is no sign of "Feedback".
const SHORT_SIGN: usize = 4;

fn starts_a_word(words: &str, sign: &str) -> bool {
    let is_letter = |at: usize| words.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    words.match_indices(sign).any(|(at, _)| {
        let starts = at == 0 || !is_letter(at - 1);
        starts && (sign.len() > SHORT_SIGN || !is_letter(at + sign.len()))
    })
}
