//! Sentences that bind nobody although they hold the words of rules: invitations to ask, pointers to other pages, hopes,
//! advice, what a website's machinery says, what a customer is made to say in a form.

use super::lexicon::{Class, Word};

/// Whether a sentence only talks; `lower` is its own text, without context, and `words` are its words.
///
/// A sentence with a length of time, a sum or a share in it fixes something, whatever else it says; so does one that
/// refuses or demands.
pub(super) fn is_talk(lower: &str, words: &[Word], quantified: bool) -> bool {
    let holds = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| lower.starts_with(phrase));
    let firm = words.iter().any(|word| {
        let text = word.span.of(lower);
        word.class.is(Class::NEGATION.or(Class::DENIAL)) || matches!(text, "must" | "shall" | "only" | "required" | "fee" | "fees")
    });
    if speaks_for_itself(lower, words) || holds(MACHINERY) || begins(BUTTONS) || holds(POINTERS_WHATEVER) {
        return true;
    }
    if quantified {
        return false;
    }
    holds(RIGHTS) || (holds(QUESTIONS) && holds(ASKING)) || (holds(POINTERS) && !demands(lower)) || ((holds(HOPES) || begins(GREETINGS)) && !firm)
}

fn demands(lower: &str) -> bool {
    lower.contains("must ") || lower.contains(" cannot ") || lower.contains(" not be ")
}

/// What a site says about itself.
const MACHINERY: &[&str] = &["cookie", "javascript", "recaptcha", "reload the page", "your browser", "skip to main content"];

/// Beginnings of what stands beside a field or on a button.
const BUTTONS: &[&str] = &[
    "select all", "select the", "please select", "click ", "clicking ", "log in", "sign in", "please clarify", "please share",
    "send new message", "subscribe ", "here are the details", "scroll ",
];

/// Pointers that a number in them does not make a rule.
const POINTERS_WHATEVER: &[&str] = &["please refer to", ", click here"];

/// What sends the reader elsewhere.
const POINTERS: &[&str] = &[
    "can be found", "please see ", "see our ", "you should refer to", "read more", "learn more", "find out more", "can be reached",
    "is available at ", "please check the terms", "please read our",
];

/// What somebody may ask about.
const QUESTIONS: &[&str] = &[
    "question", "more information", "further information", "related information", "need assistance", "need help", "for assistance",
    "for help", "any concerns", "have concerns", "any queries", "medical queries", "feedback", "more details", "further details",
    "any other issue", "technical issues", "need support",
];

/// Ways to ask.
const ASKING: &[&str] =
    &["contact", "call", "write to", "email", "e-mail", "reach", "get in touch", "message us", "talk to", "chat with", "ask us"];

/// Rights that somebody may have elsewhere.
const RIGHTS: &[&str] = &["may also have other", "may have other", "may have additional rights", "may have legal rights", "you have other rights"];

/// What a company wishes, values or advises.
const HOPES: &[&str] = &[
    "we hope", "our goal", "our aim is", "our mission", "we want to make sure", "we want you to", "we also want to", "we believe",
    "believes in", "we strive", "our best to", "we pride", "we are proud", "we value", "we'd love", "important to us",
    "highly recommend", "we recommend", "we suggest", "is recommended", "thank you for", "can help", "second to none",
    "we can afford", "'test-drive'", "no worries", "happy to help", "here to help", "main emphasis", "get back to you asap",
];

/// Beginnings of marketing.
const GREETINGS: &[&str] = &["welcome to", "come on in", "great offer", "thank you", "thanks for", "get tips", "we respect"];

/// A form speaks for the customer ("I could feel …"), unless it makes the customer agree to terms.
fn speaks_for_itself(lower: &str, words: &[Word]) -> bool {
    let says = |index: usize| {
        let span = words[index].span;
        let text = span.of(lower);
        let alone = !lower[..span.start].ends_with(['(', '.']) && !lower[span.end..].starts_with([')', '.', ',', ':', '-']);
        let next = words.get(index + 1).map_or("", |word| word.span.of(lower));
        let agrees = matches!(next, "understand" | "acknowledge" | "accept" | "authorize" | "authorise") || (next == "agree" && !lower.contains("receive"));
        alone && ((text == "i" && !agrees) || text == "i'm")
    };
    (0..words.len()).any(says) && !words.iter().any(|word| matches!(word.span.of(lower), "can" | "how") && lower.contains('?'))
}
