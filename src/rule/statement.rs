//! Statements: words by which a sentence fixes something without a duty, a permission or a promise in it.

use super::force::{Bearer, Modality};
use super::lexicon::{Class, Word};
use super::word_set::WordSet;

/// What the word at `index` states, when it states something; `bearer` is the subject before it.
pub(super) fn statement(lower: &str, words: &[Word], index: usize, bearer: Option<Bearer>) -> Option<Modality> {
    let text = words[index].span.of(lower);
    if !STATING.contains(text.as_bytes()) {
        return None;
    }
    let near = |ahead: usize| words.get(index + ahead).map_or("", |word| word.span.of(lower));
    let before = index.checked_sub(1).map_or("", |before| words[before].span.of(lower));
    let among = |set: &WordSet| set.contains(text.as_bytes());
    let customer = bearer == Some(Bearer::Customer);
    if text == "responsibility" && (customer || near(1) == "of") {
        return Some(Modality::Obligation);
    }
    if customer && among(&PAYING) {
        return Some(Modality::Obligation);
    }
    if customer
        && matches!(text, "agree" | "consent" | "acknowledge" | "authorize" | "authorise" | "authorized" | "authorised")
    {
        return Some(Modality::Declaration);
    }
    if text == "failure" && near(1) == "to" {
        return Some(Modality::Declaration);
    }
    if matches!(text, "maximum" | "minimum") {
        return (1..8).any(|ahead| matches!(near(ahead), "is" | "are")).then_some(Modality::Declaration);
    }
    if matches!(text, "starts" | "begins") {
        return matches!(near(1), "from" | "on" | "when" | "with" | "after" | "once").then_some(Modality::Declaration);
    }
    // "The account is also refundable": what is refused is read elsewhere.
    if matches!(text, "refundable" | "returnable" | "exchangeable" | "cancellable" | "transferable") {
        let is_said =
            words[index.saturating_sub(3)..index].iter().any(|word| matches!(word.span.of(lower), "is" | "are"));
        return is_said.then_some(Modality::Declaration);
    }
    if (text == "you'll" || (text == "you" && near(1) == "will"))
        && (1..4).any(|ahead| matches!(near(ahead), "receive" | "get"))
    {
        return Some(Modality::Promise);
    }
    if bearer == Some(Bearer::Company) {
        if matches!(text, "aim" | "aims" | "endeavour" | "endeavor" | "attempt") && near(1) == "to" {
            return Some(Modality::Promise);
        }
        let said_of_us =
            matches!(before, "we" | "do" | "also" | "always" | "usually" | "normally" | "generally" | "gladly");
        if said_of_us && among(&SERVING) {
            return Some(Modality::Promise);
        }
    }
    if among(&PASSIVES) && is_passive(lower, words, index) {
        let refused = words[index.saturating_sub(6)..index].iter().any(|word| word.class.is(Class::NEGATION));
        return Some(if among(&PROMISED) && !refused { Modality::Promise } else { Modality::Declaration });
    }
    let entitles = matches!(text, "full" | "partial" | "complete" | "no") && matches!(near(1), "refund" | "refunds");
    (entitles || among(&FIXING)).then_some(Modality::Declaration)
}

/// What a heading or lead-in makes of the fragments under it: scope, conditions, exclusions.
pub(super) fn frames(lower: &str, words: &[Word]) -> bool {
    words.iter().any(|word| {
        let text = word.span.of(lower);
        word.class.is(Class::DENIAL) || FRAMING.contains(text.as_bytes())
    })
}

/// Whether a form of "be" makes the participle at `index` a passive.
fn is_passive(lower: &str, words: &[Word], index: usize) -> bool {
    let mut before = words[index.saturating_sub(3)..index].iter();
    before.any(|word| matches!(word.span.of(lower), "is" | "are" | "be" | "being" | "been"))
}

/// All words that may state something: most others are passed over at once.
static STATING: WordSet = WordSet::new(
    "pay pays bear bears cover covers ship deliver refund replace repair process send issue reimburse dispatch \
     credit respond reply arrange assess provide review inspect notify exchange collect covered stopped \
     suspended terminated deleted charged billed deducted retained determined limited governed issued processed \
     refunded returned credited made shipped dispatched calculated considered treated regarded provided borne \
     paid sent reimbursed delivered handled collected included activated based applied settled excludes exclude \
     excluding renew renews payable deemed valid exclusive depend depends vary varies remain remains constitutes \
     estimates estimate jurisdiction responsibility agree consent acknowledge you you'll aim aims endeavour \
     endeavor attempt full partial complete no authorize authorise authorized authorised failure maximum minimum starts begins \
     refundable returnable exchangeable cancellable transferable becomes become voids invalidates sufficient",
);

/// What the customer does at a cost.
static PAYING: WordSet = WordSet::new("pay pays bear bears cover covers");

/// What the company says it does.
static SERVING: WordSet = WordSet::new(
    "ship deliver refund replace repair process send issue reimburse dispatch credit respond reply cover pay arrange \
    assess provide review inspect notify exchange collect",
);

/// What is done to things, people and accounts.
static PASSIVES: WordSet = WordSet::new(
    "covered stopped suspended terminated deleted charged billed deducted retained determined limited governed issued \
    processed refunded returned credited made shipped dispatched calculated considered treated regarded provided borne paid sent \
    reimbursed delivered handled collected included activated based applied settled",
);

/// Of these, what the company does for the customer.
static PROMISED: WordSet =
    WordSet::new("issued processed refunded credited shipped dispatched sent reimbursed delivered");

/// Words that fix scope, time or price.
static FIXING: WordSet = WordSet::new(
    "excludes exclude excluding renew renews payable deemed valid exclusive covers depend depends vary varies remain \
    remains constitutes estimates estimate jurisdiction becomes become voids invalidates sufficient",
);

/// Words of headings and lead-ins whose fragments are rules.
static FRAMING: WordSet = WordSet::new(
    "conditions condition requirements requirement criteria exclusions exclusion exceptions covered eligible eligibility \
    cover covers excluded not cannot refund refunds returnable refundable provided include includes required",
);
