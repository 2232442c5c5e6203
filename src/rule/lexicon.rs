//! The few hundred words that carry duty, and a text cut into words that know their class.
//!
//! These are grammar (who, must, not, if), not policy: what a lint or a kind of fact is about stands in `rulesets/`.

use crate::text::Span;
use std::sync::OnceLock;

/// What a word does in a rule; a word may do several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(pub u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr, $words:expr;)*) => {
        impl Class {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
        }
        const WORDS: &[(Class, &str)] = &[$((Class::$name, $words),)*];
    };
}

classes! {
    /// The customer, by any name.
    CUSTOMER = 0, "you customer customers client clients buyer buyers purchaser purchasers shopper shoppers consumer \
        consumers member members guest guests subscriber subscribers user users visitor visitors passenger passengers \
        traveler traveller travelers travellers tenant tenants patient patients applicant applicants cardholder \
        cardholders claimant claimants complainant complainants diner diners caller callers student students \
        participant participants recipient renter renters hirer hirers attendee attendees policyholder yourself \
        licensee owner driver drivers merchant-customer";
    /// What belongs to the customer.
    CUSTOMERS = 1, "your yours customer's customers' member's guest's buyer's purchaser's user's client's";
    /// The company, by any name.
    COMPANY = 2, "we us company store shop seller retailer merchant provider management ourselves hotel club vendor \
        licensor we'll we're we've";
    /// What belongs to the company.
    COMPANYS = 3, "our ours company's store's shop's seller's";
    /// The company's people.
    STAFF = 4, "staff agent agents employee employees colleague colleagues cashier cashiers host hosts advisor advisors \
        adviser advisers representative representatives associate associates manager managers supervisor supervisors \
        receptionist receptionists technician technicians team";
    /// Somebody else.
    THIRD = 5, "courier couriers carrier carriers bank banks manufacturer manufacturers supplier suppliers insurer \
        insurers issuer processor postal ups fedex dhl paypal arbitrator";
    /// Negates what follows.
    NEGATION = 6, "not no never cannot can't won't don't doesn't didn't isn't aren't wasn't shan't mustn't shouldn't \
        couldn't wouldn't neither nor none nothing without non unable ineligible hasn't haven't mayn't needn't";
    /// Opens a duty.
    DUTY = 7, "must shall should mustn't shan't required need needs obliged obligated responsible has have ought \
        mandatory compulsory shouldn't needn't";
    /// Opens a permission.
    LEAVE = 8, "may can could might entitled free allowed permitted eligible able welcome can't cannot mayn't couldn't";
    /// Speaks of the future.
    FUTURE = 9, "will shall we'll you'll they'll it'll won't shan't would";
    /// Opens a condition.
    CONDITION = 10, "if when where whenever wherever provided providing assuming once until till upon should subject \
        whether";
    /// Opens an exception.
    EXCEPTION = 11, "unless except excepting excluding exception exceptions save other apart otherwise";
    /// Says that something is closed, refused or lost.
    DENIAL = 12, "final void refused rejected declined denied forfeited forfeit forfeits lost non-refundable \
        nonrefundable non-returnable nonreturnable non-exchangeable non-transferable nontransferable \
        non-cancellable non-cancelable prohibited forbidden excluded invalid ineligible disqualified banned \
        irrevocable waived waive waives";
    /// Joins or opens clauses.
    JOINT = 13, "and or but which that who so because although though however then";
}

/// One word of a text.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Its bytes.
    pub span: Span,
    /// What it does; none of the classes for most words.
    pub class: Class,
}

impl Class {
    /// Whether the word does any of these things.
    pub const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Cuts a lower-case text into words: letters, digits, and apostrophes or hyphens between them.
///
/// ```
/// use dumbrules::rule::{Class, words_of};
/// let mut words = Vec::new();
/// words_of("you can't return it", &mut words);
/// assert_eq!(words.len(), 4);
/// assert!(words[0].class.is(Class::CUSTOMER) && words[1].class.is(Class::NEGATION));
/// ```
pub fn words_of(lower: &str, words: &mut Vec<Word>) {
    words.clear();
    let bytes = lower.as_bytes();
    let table = table();
    let mut at = 0;
    while at < bytes.len() {
        if !is_word(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && (is_word(bytes[at]) || joins(bytes, at)) {
            at += 1;
        }
        words.push(Word { span: Span::new(start, at), class: table.class(&bytes[start..at]) });
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn joins(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b'\'' | b'-')
        && at > 0
        && is_word(bytes[at - 1])
        && bytes.get(at + 1).is_some_and(|&b| is_word(b))
}

/// Open addressing over the first eight bytes and the length of a word.
struct Table {
    slots: Vec<Option<(&'static [u8], Class)>>,
}

const SLOTS: usize = 1 << 11;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { slots: vec![None; SLOTS] };
        for (class, words) in WORDS {
            for word in words.split_ascii_whitespace() {
                table.insert(word.as_bytes(), *class);
            }
        }
        table
    })
}

impl Table {
    fn insert(&mut self, word: &'static [u8], class: Class) {
        let mut slot = hash(word);
        loop {
            match &mut self.slots[slot] {
                Some((known, classes)) if *known == word => return *classes = classes.or(class),
                Some(_) => slot = (slot + 1) % SLOTS,
                empty => return *empty = Some((word, class)),
            }
        }
    }

    fn class(&self, word: &[u8]) -> Class {
        let mut slot = hash(word);
        while let Some((known, class)) = self.slots[slot] {
            if known == word {
                return class;
            }
            slot = (slot + 1) % SLOTS;
        }
        Class::default()
    }
}

fn hash(word: &[u8]) -> usize {
    let mut key = [0; 8];
    let length = word.len().min(8);
    key[..length].copy_from_slice(&word[..length]);
    let mixed = (u64::from_le_bytes(key) ^ (word.len() as u64) << 3).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 53) as usize
}
