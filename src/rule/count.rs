//! `Count`: so many of something. Here numbers that count things are told from those that only name them: dates,
//! clauses, versions, street numbers.

use super::amount::{Amount, Extent};
use super::measure::Reading;
use super::number::{self, Form};
use super::token::Tokens;
use super::word_set::WordSet;
use std::fmt;

/// So many of something: "3 items", "2 per customer".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Count {
    /// How many.
    pub extent: Extent,
    /// Of what, in lower case as written, adjectives left out: `items`, `per customer`, `times`.
    pub noun: String,
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.extent, self.noun)
    }
}

/// What a number without a measure counts: first token of the noun and the token after it.
pub(super) fn noun(tokens: &Tokens<'_>, reading: &Reading) -> Option<(usize, usize)> {
    if names_something(tokens, reading) {
        return None;
    }
    let mut at = reading.next;
    // The "nd" of "2nd" is nothing that is counted, the "GB" of "2GB" is.
    if tokens.glued(at) && !tokens.joins(at, '-') {
        return is_measure(tokens.word(at)).then_some((at, at + 1));
    }
    if tokens.joins(at, '-') {
        let is_limit = tokens.is_any(at + 2, "limit maximum minimum cap rule policy");
        return (is_limit && is_noun(tokens, at + 1)).then_some((at + 1, at + 2));
    }
    if tokens.is(at, "per") {
        return is_noun(tokens, at + 1).then_some((at, at + 2));
    }
    // "Two additional written warnings": of several words the plural is the noun.
    let is_many = reading.extent != Extent::one(Amount::ONE);
    for _ in 0..2 {
        let is_adjective = tokens.is_in(at, &ADJECTIVES);
        let next_is_plural = is_many && !is_plural(tokens.word(at)) && is_plural(tokens.word(at + 1));
        let describes = is_adjective || (next_is_plural && is_noun(tokens, at));
        if describes && (is_noun(tokens, at + 1) || compound(tokens, at + 1).is_some()) {
            at += 1;
        }
    }
    let next = compound(tokens, at).or_else(|| is_noun(tokens, at).then_some(at + 1))?;
    (!is_many || is_plural(tokens.word(next - 1))).then_some((at, next))
}

/// Whether a word looks like a plural, or is counted without one: "addresses", "people", "kg"; not "address".
fn is_plural(word: &str) -> bool {
    const IRREGULAR: [&str; 10] =
        ["people", "criteria", "men", "women", "children", "feet", "staff", "mph", "miles", "data"];
    let is_regular = word.ends_with(['s', 'S']) && !word.ends_with("ss") && !word.ends_with("'s");
    is_regular || is_measure(word) || IRREGULAR.iter().any(|irregular| irregular.eq_ignore_ascii_case(word))
}

fn is_measure(word: &str) -> bool {
    MEASURES.split(' ').any(|measure| measure == word)
}

/// The token after a compound such as "e-mails". "Two-factor" and "one-time" count nothing.
fn compound(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let last = (at..at + 6).step_by(2).find(|&at| !tokens.joins(at + 1, '-'))?;
    (last > at && is_plural(tokens.word(last)) && !tokens.word(at).is_empty()).then_some(last + 1)
}

/// Whether the token can be the noun that a number counts.
pub(super) fn is_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    let is_long = word.len() > 1 || is_measure(word);
    let is_stop = number::is_word(word) || word.contains('\'') || tokens.is_in(at, &NO_NOUNS);
    is_long && !is_stop && !tokens.joins(at + 1, '-') && !is_month(tokens, at)
}

/// Whether the number is a name or a place in an order, not a count.
fn names_something(tokens: &Tokens<'_>, reading: &Reading) -> bool {
    let is_name = match reading.form {
        Form::Digits => digits_name_something(tokens, reading),
        Form::Words | Form::Article => word_names_something(tokens, reading),
        Form::Bracketed => true,
    };
    is_name || is_one_time_charge(tokens, reading)
}

/// "This one", "One London Wall"; and what counts nothing else: "one or more items", "half past".
fn word_names_something(tokens: &Tokens<'_>, reading: &Reading) -> bool {
    let is_one = reading.extent == Extent::one(Amount::ONE);
    let is_pronoun = is_one && tokens.is_any(reading.first.wrapping_sub(1), PRONOUN_BEFORE_ONE);
    let is_any_number = is_one && reading.inner.is_some();
    let is_part = reading.extent.low < Amount::ONE && reading.extent.low > Amount::ZERO;
    let is_title = |at: usize| is_capital(tokens.word(at)) && !is_shouted(tokens.word(at));
    let is_address = reading.first > 0 && is_title(reading.first) && is_title(reading.next);
    is_pronoun || is_any_number || is_part || is_address
}

/// Dates, years, codes, versions, headings, addresses, clauses and products.
fn digits_name_something(tokens: &Tokens<'_>, reading: &Reading) -> bool {
    let before = reading.first.wrapping_sub(1);
    let digits = tokens.text(reading.first, reading.first + 1);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = is_plain && digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_code = is_plain && (digits.len() >= 7 || (digits.len() >= 3 && digits.starts_with('0')));
    let is_day = is_month(tokens, before) || (tokens.sign(before) == '.' && is_month(tokens, before.wrapping_sub(1)));
    let opens = matches!(tokens.sign(before), '(' | '"' | '\'' | '~' | '<' | '>' | '=');
    let is_part_of_word = tokens.glued(reading.first) && !opens;
    let noun = tokens.word(reading.next);
    is_year
        || is_code
        || is_day
        || is_part_of_word
        || tokens.is_number(before)
        || is_reference(tokens, before)
        || is_product(tokens, before, noun)
        || (is_capital(noun) && names_capital(tokens, reading, is_plain))
}

/// Before a word with a capital: "3 Returns" as a heading, "16.04 LTS", "8 Place du Molard", "10115 Berlin".
fn names_capital(tokens: &Tokens<'_>, reading: &Reading, is_plain: bool) -> bool {
    let digits = tokens.text(reading.first, reading.first + 1);
    let is_heading = reading.first == 0;
    let is_release = !is_plain && !digits.contains(',');
    let is_street = tokens.is_any(reading.next, STREETS) || tokens.is_any(reading.next + 1, STREETS);
    let is_area = is_plain && (digits.len() > 3 || (digits.len() == 3 && !is_shouted(tokens.word(reading.next))));
    is_heading || is_release || is_street || is_area
}

/// "Section 4", "No. 5", "§ 5", "step 3": the words after such a number are not what it counts.
fn is_reference(tokens: &Tokens<'_>, before: usize) -> bool {
    if matches!(tokens.sign(before), '#' | '§' | '№') {
        return true;
    }
    let word = if tokens.sign(before) == '.' { before.wrapping_sub(1) } else { before };
    let is_abbreviation = word != before && tokens.is_any(word, "no nos nr art sec para fig p pp ch");
    is_abbreviation || (word == before && tokens.is_in(word, &REFERENCES))
}

/// "Windows 10 computers": a name in front, and an ordinary word behind.
fn is_product(tokens: &Tokens<'_>, before: usize, noun: &str) -> bool {
    let name = tokens.word(before);
    let is_name = before > 0 && name.bytes().any(|byte| byte.is_ascii_uppercase()) && name != "I";
    is_name && !is_shouted(noun) && !tokens.is_any(before, "max maximum min minimum only limit least most to")
}

/// "One time fee" is a fee.
fn is_one_time_charge(tokens: &Tokens<'_>, reading: &Reading) -> bool {
    const CHARGES: &str = "\
        fee charge payment purchase password passcode code pin offer use setup discount courtesy exception only cost \
        licence license credit";
    tokens.is(reading.next, "time") && tokens.is_any(reading.next + 1, CHARGES) && !tokens.is(reading.next + 1, "only")
}

/// Whether the token is a month, written large so that "you may 3 times" is none.
fn is_month(tokens: &Tokens<'_>, at: usize) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const REST: [&str; 12] = ["uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"];
    let word = tokens.word(at);
    let Some((start, rest)) = word.split_at_checked(3) else { return false };
    let month = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(start));
    let is_month = month.is_some_and(|month| rest.is_empty() || REST[month].eq_ignore_ascii_case(rest) || rest == "t");
    is_month && is_capital(word)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_shouted(word: &str) -> bool {
    word.len() > 1 && !word.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Units that are counted like things, and may be glued to their number.
const MEASURES: &str = "KB kB MB GB TB Kb Mb Gb kb mb gb Mbps kg g lb lbs oz km mi cm mm m ft ml l L kWh";

/// Words that a number may stand after without counting what follows it.
static REFERENCES: WordSet = WordSet::new(
    "section sections clause clauses article articles paragraph paragraphs chapter page pages annex appendix schedule \
     exhibit table figure step stage part version level tier phase rule point option room floor building ticket case \
     code model form type class grade zone question title directive regulation act number numbers nr id zip box day \
     week month year age aged note item line condition principle rev v ver apartment apt suite subsection sec",
);

/// Words before which "one" is a pronoun: "this one", "no one".
const PRONOUN_BEFORE_ONE: &str = "no this that which each every another wrong new right other";

/// Words that end the name of a street.
const STREETS: &str = "street st road rd avenue ave lane drive way square court place boulevard blvd wall rue";

/// Words that describe what is counted.
static ADJECTIVES: WordSet = WordSet::new(
    "free full separate consecutive different additional unsuccessful failed successful more other new valid unused \
     original individual such business single unique further extra missed late written completed eligible hourly \
     daily weekly monthly yearly annual identical complimentary active delivery login small large standard total \
     clear",
);

/// Words that no number counts.
static NO_NOUNS: WordSet = WordSet::new(
    "is are was were be been being will shall may must can could would should has have had do does did and or nor but \
     if when where while unless until till than then of to in on at by for from with without within into onto per an \
     the this that these those it its they them their you your yours we our us he she his her my me not no any all \
     each every either neither both some such as so only also just more less other others another via upon after \
     before during following prior since because due between among under over above below about against through up \
     down out off which who whose whom what how why there here again ago old long wide high later earlier apply \
     applies means am pm gmt utc est edt pst pdt cst cet cest bst ist noon midnight now too very even whether like \
     against except across else ie eg etc plus minus nearly max min maximum minimum digit digits hundred thousand \
     million half whereby wherein provided whichever does cannot rather hourly daily weekly monthly yearly annually \
     annual wherever whenever sharp past already still exists depending according",
);
