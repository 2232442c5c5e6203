//! A main clause, read: who acts, with which force, what is done, and whether it is negated. By words and marks, without a
//! grammar of English.

use super::act::{Act, act_of, tells_by_subject, thing_in};
use super::stance::{Force, Frame};
use crate::document::Audience;
use crate::rule::{Bearer, Class, words_of};

/// Words for having a right.
const HAVE: [&str; 4] = ["have", "has", "reserve", "reserves"];
/// What is done to a refund or an exchange that customers get: "exchanges are processed".
const CARRIED_OUT: [&str; 16] = [
    "processed",
    "granted",
    "provided",
    "issued",
    "credited",
    "allowed",
    "permitted",
    "included",
    "handled",
    "limited",
    "required",
    "needed",
    "applied",
    "permitted",
    "completed",
    "arranged",
];
/// How many words behind the verb what is done is looked for.
const REACH: usize = 7;

impl Frame {
    /// Reads a main clause in lower case, without its conditions.
    pub(super) fn of(lower: &str, audience: Audience) -> Self {
        let mut spans = Vec::new();
        words_of(lower, &mut spans);
        let words: Vec<&str> = spans.iter().map(|word| word.span.of(lower)).collect();
        let classes: Vec<Class> = spans.iter().map(|word| word.class).collect();
        Sentence { words: &words, classes: &classes, is_staff: audience == Audience::Staff }.frame()
    }
}

/// A clause in words.
pub(super) struct Sentence<'w> {
    pub(super) words: &'w [&'w str],
    classes: &'w [Class],
    is_staff: bool,
}

impl Sentence<'_> {
    fn frame(&self) -> Frame {
        let (verb, force) = self.finite();
        let commands = verb.is_none_or(|verb| verb == 0) && self.begins_with_verb();
        let reader = if self.is_staff { Bearer::Staff } else { Bearer::Customer };
        let who = if commands { Some(reader) } else { self.subject(verb) };
        let force = if commands && force == Force::Plain { Force::Must } else { force };
        let by_company = matches!(who, Some(Bearer::Company | Bearer::Staff | Bearer::ThirdParty));
        let start = verb.unwrap_or(0);
        let (act, at) = self.act(start, by_company);
        let passive = self.words[start..].iter().take(4).any(|word| matches!(*word, "be" | "is" | "are" | "been"));
        Frame {
            who,
            force,
            act,
            negated: self.is_negated(verb, at),
            relief: self.is_relief(),
            suffers: passive && !by_company && act == Some(Act::Bad),
            commands,
            caps: self.caps(),
            only: self.words.contains(&"only"),
            otherwise: self.is_done_otherwise(start),
        }
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).copied().unwrap_or_default()
    }

    pub(super) fn before(&self, at: usize, reach: usize) -> &[&str] {
        &self.words[at.saturating_sub(reach)..at]
    }

    /// The first word that carries the force of a clause, and that force.
    fn finite(&self) -> (Option<usize>, Force) {
        let opens = |word: &&str| {
            matches!(*word, "who" | "that" | "which" | "what" | "where" | "how" | "why" | "whether" | "whom")
        };
        let relative = |at: usize| self.before(at, 3).iter().any(opens);
        let force = |at: usize| {
            Some(match self.words[at] {
                "must" | "mustn't" | "shall" | "shan't" => Force::Must,
                "need" | "needs" | "has" | "have" if self.word(at + 1) == "to" => Force::Must,
                "need" | "needs" | "needn't" | "require" | "requires" | "required" | "obliged" | "mandatory"
                | "needed" => Force::Must,
                "entitled" | "allowed" | "permitted" | "eligible" | "welcome" => Force::May,
                "free" if self.word(at + 1) == "to" => Force::May,
                // What there is a right to stands behind it.
                "right" if self.word(at + 1) == "to" && self.before(at, 2).iter().any(|word| HAVE.contains(word)) => {
                    Force::May
                }
                "should" | "ought" | "shouldn't" => Force::Should,
                "may" | "can" | "could" | "might" | "cannot" | "can't" | "couldn't" | "mayn't" => Force::May,
                "will" | "won't" | "we'll" | "you'll" | "they'll" | "would" => Force::Will,
                _ => return None,
            })
        };
        // "You agree to follow the steps that we require": what follows is what is agreed.
        let agrees =
            |at: &usize| matches!(self.words[*at], "agree" | "acknowledge" | "represent" | "consent" | "understand");
        if let Some(at) = (0..self.words.len().min(4)).find(agrees).filter(|&at| self.before(at, 3).contains(&"you")) {
            return (Some(at), Force::Plain);
        }
        let modal = (0..self.words.len()).filter(|&at| !relative(at)).find_map(|at| Some((at, force(at)?)));
        if let Some((at, force)) = modal {
            return (Some(at), force);
        }
        let plain = |at: &usize| {
            let word = self.words[*at];
            matches!(
                word,
                "do" | "does" | "don't" | "doesn't" | "is" | "are" | "isn't" | "aren't" | "was" | "were" | "never"
            ) && !relative(*at)
        };
        ((0..self.words.len()).find(plain), Force::Plain)
    }

    /// Whether a clause is a command.
    fn begins_with_verb(&self) -> bool {
        let soft = |word: &&&str| matches!(**word, "please" | "always" | "and" | "then" | "or" | "but");
        let skipped = self.words.iter().take_while(soft).count();
        let (first, next) = (self.word(skipped), self.word(skipped + 1));
        match first {
            "do" | "don't" | "never" => true,
            // "Free delivery", "refund is": names, not commands.
            _ => {
                let noun =
                    matches!(next, "is" | "are" | "of" | "must" | "may" | "can" | "will" | "cannot" | "policy" | "");
                let verb = matches!(act_of(first, false), Some(Act::Good | Act::Bad | Act::Deed | Act::Burden))
                    || matches!(
                        first,
                        "give" | "make" | "take" | "add" | "call" | "ring" | "write" | "send" | "put" | "log"
                    );
                !noun
                    && verb
                    && !first.ends_with(['s', 'd'])
                    && !matches!(first, "free" | "yours" | "safe" | "final" | "void" | "lost")
            }
        }
    }

    /// The nearest person before the verb; without a verb only one in front counts: "we refund", not "refunds to you".
    fn subject(&self, verb: Option<usize>) -> Option<Bearer> {
        let end = verb
            .unwrap_or_else(|| (0..self.words.len()).find(|&at| act_of(self.words[at], true).is_some()).unwrap_or(0));
        // "We'll" is subject and verb in one.
        (0..self.words.len().min(end + 1)).rev().find_map(|at| {
            let (word, class) = (self.words[at], self.classes[at]);
            if at == end && !matches!(word, "we'll" | "you'll" | "they'll") {
                return None;
            }
            // A person behind a preposition does not act: "the contract with you".
            let led = at > 0
                && matches!(self.words[at - 1], "to" | "from" | "with" | "for" | "by" | "of" | "between" | "against");
            if led {
                return None;
            }
            match word {
                "anyone" | "anybody" | "everyone" | "everybody" | "nobody" | "people" | "you'll" => {
                    return Some(Bearer::Customer);
                }
                "you" if self.is_staff => return Some(Bearer::Staff),
                _ => {}
            }
            if class.is(Class::STAFF) {
                Some(Bearer::Staff)
            } else if class.is(Class::CUSTOMER) {
                Some(Bearer::Customer)
            } else if class.is(Class::COMPANY) {
                Some(Bearer::Company)
            } else if class.is(Class::THIRD) {
                Some(Bearer::ThirdParty)
            } else {
                None
            }
        })
    }

    /// What is done, and by which word: the first telling one behind the verb, else before it. Of what can be done with
    /// anything, the thing tells.
    fn act(&self, start: usize, by_company: bool) -> (Option<Act>, usize) {
        let words = self.words;
        let end = words.len().min(start + REACH + 1);
        let mut light = None;
        for at in start..end {
            // "We request that you": what follows is done by somebody else.
            if at > start && matches!(words[at], "that" | "which" | "who" | "whether" | "how" | "what") {
                break;
            }
            // "By post", "in return": no verbs.
            if at > start
                && matches!(
                    words[at - 1],
                    "by" | "in" | "of" | "your" | "our" | "the" | "a" | "an" | "no" | "any" | "their"
                )
            {
                continue;
            }
            if matches!(
                words[at],
                "end" | "ends" | "void" | "voids" | "affect" | "affects" | "invalidate" | "invalidates"
            ) && words[at..]
                .iter()
                .take(5)
                .any(|word| matches!(*word, "guarantee" | "warranty" | "rights" | "right" | "cover"))
            {
                return (Some(Act::Bad), at);
            }
            // "To be clear": what for, not what.
            if at > start && words[at] == "be" && words[at - 1] == "to" {
                continue;
            }
            match act_of(words[at], by_company) {
                // Strangers who may contact us are no customers.
                Some(Act::Deed) if at > start && self.word(at + 1) == "us" && self.subject(Some(start)).is_none() => {
                    return (None, at);
                }
                // Who closes an account, and whether that is wanted, is not said: "accounts can be closed".
                _ if !by_company && self.is_account(start) && is_ending(words[at]) => return (None, at),
                // "We have listed": no having.
                Some(Act::Light) if matches!(words[at], "have" | "has") && self.word(at + 1).ends_with("ed") => {}
                Some(Act::Light) => light = light.or(Some(at)),
                // What may be done with an account is not always wanted.
                Some(Act::Deed) if self.is_account(start) && !by_company => return (None, at),
                Some(act) => return (Some(act), at),
                None => {}
            }
        }
        if let Some(at) = light {
            let (before, after) = (head_in(&words[..at]), thing_in(&words[(at + 1).min(end)..end]));
            let thing = if tells_by_subject(words[at]) { before.or(after) } else { after.or(before) };
            return (thing.filter(|thing| *thing == Act::Deed || !self.is_done_otherwise(at)), at);
        }
        match head_in(&words[..start]) {
            Some(Act::Deed) | None => (None, start),
            thing => (thing, start),
        }
    }

    /// Whether the light verb only leads to one that is not known: "exchanges of messages are not patrolled".
    fn is_done_otherwise(&self, light: usize) -> bool {
        let passive = matches!(self.word(light), "is" | "are" | "was" | "were" | "be");
        let behind =
            self.words.iter().skip(light + 1).find(|word| !matches!(**word, "not" | "also" | "then" | "always"));
        passive && behind.is_some_and(|word| word.ends_with("ed") && !CARRIED_OUT.contains(word))
    }

    /// Whether the subject is an account, a membership, a contract.
    fn is_account(&self, start: usize) -> bool {
        let account = |word: &&str| {
            matches!(
                *word,
                "account"
                    | "accounts"
                    | "membership"
                    | "memberships"
                    | "subscription"
                    | "plan"
                    | "contract"
                    | "prices"
                    | "fees"
                    | "terms"
            )
        };
        self.words[..start].iter().any(account)
    }
}

/// What a subject is about: its last word before a preposition, "a fee for refunds", "refund requests".
fn head_in(subject: &[&str]) -> Option<Act> {
    let leads =
        |word: &&str| matches!(*word, "of" | "for" | "on" | "from" | "in" | "to" | "with" | "above" | "over" | "by");
    let head = &subject[..subject.iter().position(leads).unwrap_or(subject.len())];
    (0..head.len()).rev().find_map(|at| thing_in(&head[at..]))
}

/// Whether a word ends something.
fn is_ending(word: &str) -> bool {
    ["cancel", "close", "end", "delete", "change", "terminate"].iter().any(|verb| word.starts_with(verb))
}
