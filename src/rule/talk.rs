//! Sentences that bind nobody although they hold the words of rules: invitations to ask, pointers to other pages, hopes,
//! advice, what a website's machinery says.

use super::command::is_command_verb;
use super::lexicon::{Class, Word};
use super::word_set::WordSet;

/// Whether a sentence only talks; `reading` is in lower case with its own text from `own_start` on, `words` are its own.
///
/// A sentence with a length of time, a sum or a share in it fixes something, whatever else it says; so does one that
/// refuses or demands.
pub(super) fn is_talk(reading: &str, own_start: usize, words: &[Word], quantified: bool) -> bool {
    if !words.iter().any(|word| OF_TALK.contains(word.span.of(reading).as_bytes())) {
        return false;
    }
    let lower = &reading[own_start..];
    let holds = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| lower.starts_with(phrase));
    let firm = words.iter().any(|word| {
        let text = word.span.of(reading);
        word.class.is(Class::NEGATION.or(Class::DENIAL))
            || matches!(text, "must" | "shall" | "only" | "required" | "fee" | "fees")
    });
    if holds(MACHINERY)
        || begins(BUTTONS)
        || begins(COMFORT)
        || holds(POINTERS_WHATEVER)
        || (holds(ADVICE) && !orders(words, reading))
    {
        return true;
    }
    if quantified {
        return false;
    }
    holds(RIGHTS)
        || (holds(QUESTIONS) && holds(ASKING) && !begins(BANS) && !asks_for_more(reading, words))
        || (holds(POINTERS) && !demands(lower))
        || ((holds(HOPES) || begins(GREETINGS)) && !firm)
}

/// Whether a text without context is but a title ("Refund Eligibility") or a row of links.
pub(super) fn is_title(text: &str, words: &[Word]) -> bool {
    if text.matches('|').count() >= FEWEST_LINKS {
        return true;
    }
    let begins_high = |word: &Word| {
        let written = word.span.of(text);
        written.len() < 4 || written.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
    };
    let says_something = |word: &Word| {
        let lower = word.span.of(text).to_ascii_lowercase();
        word.class.is(Class::NEGATION.or(Class::DUTY).or(Class::FUTURE))
            || matches!(
                &*lower,
                "final"
                    | "is"
                    | "are"
                    | "only"
                    | "free"
                    | "all"
                    | "void"
                    | "required"
                    | "cannot"
                    | "accepted"
                    | "we"
                    | "you"
            )
    };
    let short = (1..=LONGEST_TITLE).contains(&words.len());
    short && !text.ends_with(['.', '!', '?', ';']) && words.iter().all(begins_high) && !words.iter().any(says_something)
}

/// So many bars part the links of a footer.
const FEWEST_LINKS: usize = 3;
/// Words of the longest title.
const LONGEST_TITLE: usize = 8;

/// Whether somebody is bound in so many words, whatever is recommended beside it.
fn orders(words: &[Word], reading: &str) -> bool {
    words.iter().any(|word| matches!(word.span.of(reading), "must" | "shall" | "required" | "cannot"))
}

/// "Please include your order number, and tell us why": what is asked for is more than to ask.
fn asks_for_more(reading: &str, words: &[Word]) -> bool {
    let asks = |word: &str| ASKING.contains(&word) || matches!(word, "write" | "ask");
    words.windows(2).any(|pair| {
        let [please, verb] = [&pair[0], &pair[1]].map(|word| word.span.of(reading));
        please == "please" && !asks(verb) && is_command_verb(verb)
    })
}

/// Whether somebody speaks of herself, as in the answers of a questionnaire or a testimonial ("I felt my hair snagging"), and
/// binds herself to nothing.
pub(super) fn is_answer(lower: &str, words: &[Word]) -> bool {
    let first = words.first().map_or("", |word| word.span.of(lower));
    let binds = |word: &Word| BINDING_ONESELF.contains(word.span.of(lower).as_bytes());
    matches!(first, "i" | "i'm" | "i've") && !words.iter().any(binds)
}

/// How people who say "I" bind themselves.
static BINDING_ONESELF: WordSet = WordSet::new(
    "agree accept understand acknowledge consent authorize authorise confirm certify declare waive release assume promise \
     undertake warrant represent give grant must shall will may can cannot responsible liable hereby",
);

fn demands(lower: &str) -> bool {
    lower.contains("must ") || lower.contains(" cannot ") || lower.contains(" not be ")
}

/// At least one of these words is in every phrase below: most sentences are passed over at once.
static OF_TALK: WordSet = WordSet::new(
    "cookie cookies javascript recaptcha reload browser skip select click clicking log sign subscribe here scroll refer section \
     other additional legal question questions information assistance help concerns queries feedback details issue issues \
     support found see read more out reached available check hope goal aim mission want believe believes strive best pride \
     proud value love important recommend recommended suggest thank thanks advise encourage welcome come great respect afford \
     worries second please worry maybe perhaps strongly highly consider might want satisfied satisfaction first feel \
     meaning meanings adverts preferences personalized personalised providers",
);

/// What a site says about itself.
const MACHINERY: &[&str] = &[
    "cookie",
    "javascript",
    "recaptcha",
    "reload the page",
    "your browser",
    "skip to main content",
    // What stands under the switches of a consent banner.
    "adverts on other sites",
    "setting your privacy preferences",
    "providers whose services we have added",
    "personalized web experience",
    "personalised web experience",
];

/// Beginnings of what stands beside a field or on a button.
const BUTTONS: &[&str] = &[
    "select all",
    "select the",
    "please select",
    "click ",
    "clicking ",
    "log in",
    "sign in",
    "subscribe ",
    "here are the",
    "scroll ",
];

/// Beginnings of comfort and doubt.
const COMFORT: &[&str] = &["no worries", "but if you don't, no worries", "don't worry", "maybe ", "perhaps "];

/// Beginnings that forbid, where others invite.
const BANS: &[&str] = &["do not use", "do not send", "do not call", "please do not", "never use", "never send"];

/// What is recommended binds nobody, whatever numbers stand beside it.
const ADVICE: &[&str] = &[
    "strongly recommend",
    "highly recommend",
    "strongly advise",
    "you should consider",
    "should consider using",
    "you may want to",
    "you might want to",
    "100% satisf",
    "be the first to",
    "among the first to",
    "feel free to",
    "have the same meaning",
    "have the following meaning",
];

/// Pointers that a number in them does not make a rule.
const POINTERS_WHATEVER: &[&str] = &["please refer to", " section of our ", ", click here"];

/// What sends the reader elsewhere.
const POINTERS: &[&str] = &[
    "can be found",
    "please see ",
    "see our ",
    "you should refer to",
    "read more",
    "learn more",
    "find out more",
    "can be reached",
    "is available at ",
    "please check the terms",
    "please read our",
];

/// What somebody may ask about.
const QUESTIONS: &[&str] = &[
    "question",
    "more information",
    "further information",
    "related information",
    "need assistance",
    "need help",
    "for assistance",
    "for help",
    "any concerns",
    "have concerns",
    "any queries",
    "medical queries",
    "feedback",
    "more details",
    "further details",
    "any other issue",
    "technical issues",
    "need support",
];

/// Ways to ask.
const ASKING: &[&str] = &[
    "contact",
    "call",
    "write to",
    "email",
    "e-mail",
    "reach",
    "get in touch",
    "message us",
    "talk to",
    "chat with",
    "ask us",
];

/// Rights that somebody may have elsewhere.
const RIGHTS: &[&str] = &[
    "may also have other",
    "may have other",
    "may have additional rights",
    "may have legal rights",
    "you have other rights",
];

/// What a company wishes, values or advises.
const HOPES: &[&str] = &[
    "we hope",
    "our goal",
    "our aim is",
    "our mission",
    "we want to make sure",
    "we want you to",
    "we also want to",
    "we believe",
    "believes in",
    "we strive",
    "our best to",
    "we pride",
    "we are proud",
    "we value",
    "we'd love",
    "important to us",
    "we recommend",
    "we suggest",
    "is recommended",
    "thank you for",
    "can help",
    "second to none",
    "we can afford",
    "happy to help",
    "here to help",
    "we encourage",
    "please read",
];

/// Beginnings of marketing.
const GREETINGS: &[&str] = &["welcome to", "come on in", "great offer", "thank you", "thanks for", "we respect"];
