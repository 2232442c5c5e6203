//! Who does an act: the subject of a verb, as far as it matters whose time is measured.

use super::act::{Act, Form, act_of};
use super::clause::{Clause, among};
use crate::rule::{Class, Word};

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The customer.
    Customer,
    /// The company, its people, or who acts for it.
    Company,
    /// Nobody is named: the reader is told to do it.
    Told,
    /// Something that is no person.
    Thing,
}

/// How far the subject of an act may stand before it, in words.
const REACH: usize = 12;

impl Clause<'_> {
    /// Who does the act at `index`; none where it is what somebody else does it for ("contact us to arrange …").
    pub(super) fn subject(&self, index: usize) -> Option<Subject> {
        if self.begins(index) && !among(self.before(index), "and or") {
            return Some(Subject::Told);
        }
        let mut infinitive = self.before(index) == "to";
        for at in (0..index).rev().take(REACH).take_while(|&at| !self.ends(at)) {
            let word = &self.words[at];
            let text = self.word(at);
            match text {
                "us" | "your" | "our" | "store" | "shop" => continue,
                "reserve" | "reserves" | "aim" | "aims" | "strive" | "strives" | "committed" => {
                    return Some(Subject::Company);
                }
                "asked" | "requested" | "required" | "have" | "has" | "need" | "needs" | "must" => infinitive = false,
                _ => {}
            }
            if is_customer(word) && text != "owner" {
                let does_to = matches!(act_of(self.before(at)), Some((Act::Tell | Act::Pay | Act::Grant, Form::Base)));
                return Some(if does_to { Subject::Company } else { Subject::Customer });
            }
            if is_company(word) || is_third(text) || word.class.is(Class::STAFF.or(Class::THIRD)) {
                let told = self.backwards(at, 3).any(|verb| matches!(act_of(verb), Some((Act::Tell, Form::Base))));
                return if told { None } else { Some(Subject::Company) };
            }
            if self.begins(at) && matches!(act_of(text), Some((Act::Ask | Act::Tell, Form::Base))) {
                return Some(Subject::Told);
            }
        }
        if infinitive { None } else { Some(Subject::Thing) }
    }
}

/// Whether a word names the customer.
pub(super) fn is_customer(word: &Word) -> bool {
    word.class.is(Class::CUSTOMER)
}

/// Whether a word names the company.
pub(super) fn is_company(word: &Word) -> bool {
    word.class.is(Class::COMPANY)
}

/// Whether a word names who acts for the company.
pub(super) fn is_third(word: &str) -> bool {
    among(word, "team partner partners department warehouse courier couriers bank banks provider")
}
