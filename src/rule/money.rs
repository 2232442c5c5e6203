//! `Money` and `Currency`: sums as policies write them, and how signs, codes and words name a currency.

use super::amount::{Amount, Extent};
use super::token::Tokens;
use std::fmt;

/// A sum, or a range of sums: "$5", "£10-20".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much, in the currency's main unit: 50p is 0.5.
    pub extent: Extent,
    /// Of which currency.
    pub currency: Currency,
}

impl fmt::Display for Money {
    /// The sign where it says enough, the code where not: `£20`, `$1,499.99`, `€5-10`, `AUD 20`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match SIGNS.iter().find(|(_, code)| *code == self.currency.code) {
            Some((sign, _)) => write!(out, "{sign}")?,
            None => write!(out, "{} ", self.currency.code)?,
        }
        write_sum(out, self.extent.low)?;
        if self.extent.is_range() {
            out.write_str("-")?;
            write_sum(out, self.extent.high)?;
        }
        Ok(())
    }
}

/// A currency, known by its ISO 4217 code; a bare dollar, whose country is not said, has the code `$`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: &'static str,
}

impl Currency {
    /// The ISO 4217 code, or `$`.
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// The currency of an ISO 4217 code that policies are read with; none for any other.
    pub fn from_code(code: &str) -> Option<Self> {
        by_code(code)
    }

    /// Whether both may mean the same: they are equal, or one is a bare dollar and the other some country's dollar.
    pub fn agrees_with(self, other: Self) -> bool {
        let bare = self.code == DOLLAR || other.code == DOLLAR;
        let dollar = |currency: Self| DOLLARS.iter().any(|(_, code)| *code == currency.code) || currency.code == DOLLAR;
        self == other || (bare && dollar(self) && dollar(other))
    }

    /// The currency written just before the token, and the token it starts at: `$`, `US$`, `USD $`, `Rs.`, `EUR`.
    pub(super) fn before(tokens: &Tokens<'_>, at: usize) -> Option<(Self, usize)> {
        let last = at.wrapping_sub(1);
        if let Some(signed) = by_sign(tokens.sign(last)) {
            let word = at.wrapping_sub(2);
            if signed.code == DOLLAR {
                let country = tokens.glued(last).then(|| tokens.word(word)).and_then(by_dollar_prefix);
                if let Some(first) = dotted_us(tokens, last) {
                    return Some((Self { code: "USD" }, first));
                }
                if let Some(country) = country.or_else(|| by_code(tokens.word(word))) {
                    return Some((country, word));
                }
            }
            return Some((signed, last));
        }
        let rupees = if tokens.sign(last) == '.' { at.wrapping_sub(2) } else { last };
        if matches!(tokens.word(rupees), "Rs" | "rs" | "RS" | "Re" | "INR") {
            return Some((Self { code: "INR" }, rupees));
        }
        match tokens.word(last) {
            // A version of the language more often than a sum.
            "PHP" => None,
            "Euro" | "euro" => Some((Self { code: "EUR" }, last)),
            word => by_code(word).map(|currency| (currency, last)),
        }
    }

    /// The currency written from the token on, how much of its main unit is meant, and the token after it:
    /// `€`, `USD`, `US dollars`, `pence`.
    pub(super) fn after(tokens: &Tokens<'_>, at: usize) -> Option<(Self, Amount, usize)> {
        let next = at + 1;
        if let Some(currency) = by_sign(tokens.sign(at)) {
            // In "5 $10 vouchers" the sign belongs to the ten.
            let belongs = !(tokens.glued(next) && tokens.number(next).is_some());
            return belongs.then_some((currency, Amount::ONE, next));
        }
        let word = tokens.word(at);
        if let Some(currency) = by_code(word) {
            return Some((currency, Amount::ONE, next));
        }
        if word == "p" && tokens.sign(next) != '.' {
            return tokens.glued(at).then_some((Self { code: "GBP" }, CENT, next));
        }
        if let Some((code, factor)) = by_word(word) {
            let is_weight = tokens.is_any(at, "pound pounds") && speaks_of_weight(tokens, at);
            let sterling = usize::from(code == "GBP" && tokens.is(next, "sterling"));
            return (!is_weight).then_some((Self { code }, factor, next + sterling));
        }
        of_country(tokens, at)
    }
}

/// The code of a dollar whose country is not said.
const DOLLAR: &str = "$";

/// What a penny, a cent, a paisa is of the main unit.
const CENT: Amount = Amount::from_thousandths(10);

const SIGNS: &[(char, &str)] = &[
    ('$', DOLLAR),
    ('£', "GBP"),
    ('€', "EUR"),
    ('¥', "JPY"),
    ('₹', "INR"),
    ('₩', "KRW"),
    ('₽', "RUB"),
    ('₺', "TRY"),
    ('₱', "PHP"),
    ('₫', "VND"),
    ('₦', "NGN"),
    ('₪', "ILS"),
    ('฿', "THB"),
];

/// What stands glued before the sign of a dollar, and whose it is.
const DOLLARS: &[(&str, &str)] = &[
    ("US", "USD"),
    ("AU", "AUD"),
    ("A", "AUD"),
    ("CA", "CAD"),
    ("CAN", "CAD"),
    ("C", "CAD"),
    ("NZ", "NZD"),
    ("HK", "HKD"),
    ("S", "SGD"),
    ("SG", "SGD"),
    ("NT", "TWD"),
    ("MX", "MXN"),
    ("R", "BRL"),
];

const CODES: &str = "\
    USD EUR GBP INR AUD CAD NZD SGD HKD JPY CNY RMB CHF SEK NOK DKK PLN CZK HUF RON BGN ZAR BRL MXN AED SAR NGN KES \
    GHS EGP PHP IDR MYR THB VND ILS KRW TWD PKR LKR BDT RUB UAH ISK";

const WORDS: &[(&str, &str, Amount)] = &[
    ("dollar", DOLLAR, Amount::ONE),
    ("dollars", DOLLAR, Amount::ONE),
    ("bucks", DOLLAR, Amount::ONE),
    ("cent", DOLLAR, CENT),
    ("cents", DOLLAR, CENT),
    ("euro", "EUR", Amount::ONE),
    ("euros", "EUR", Amount::ONE),
    ("pound", "GBP", Amount::ONE),
    ("pounds", "GBP", Amount::ONE),
    ("quid", "GBP", Amount::ONE),
    ("pence", "GBP", CENT),
    ("penny", "GBP", CENT),
    ("rupee", "INR", Amount::ONE),
    ("rupees", "INR", Amount::ONE),
    ("paise", "INR", CENT),
    ("yen", "JPY", Amount::ONE),
    ("yuan", "CNY", Amount::ONE),
    ("francs", "CHF", Amount::ONE),
    ("zloty", "PLN", Amount::ONE),
    ("rand", "ZAR", Amount::ONE),
];

const COUNTRIES: &[(&str, &str, &str)] = &[
    ("us", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("australian", "dollar", "AUD"),
    ("canadian", "dollar", "CAD"),
    ("singapore", "dollar", "SGD"),
    ("british", "pound", "GBP"),
    ("indian", "rupee", "INR"),
    ("swiss", "franc", "CHF"),
    ("japanese", "yen", "JPY"),
];

fn by_sign(sign: char) -> Option<Currency> {
    SIGNS.iter().find(|(known, _)| *known == sign).map(|&(_, code)| Currency { code })
}

fn by_dollar_prefix(word: &str) -> Option<Currency> {
    DOLLARS.iter().find(|(known, _)| *known == word).map(|&(_, code)| Currency { code })
}

/// Codes are written in capitals: "all" is no lek.
fn by_code(word: &str) -> Option<Currency> {
    if word.len() != 3 || !word.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        return None;
    }
    CODES
        .split(' ')
        .find(|&known| known == word)
        .map(|code| Currency { code: if code == "RMB" { "CNY" } else { code } })
}

fn by_word(word: &str) -> Option<(&'static str, Amount)> {
    WORDS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(word)).map(|&(_, code, factor)| (code, factor))
}

/// The first token of "U.S." before the token.
fn dotted_us(tokens: &Tokens<'_>, next: usize) -> Option<usize> {
    let first = next.checked_sub(4)?;
    let is_dotted = tokens.sign(first + 1) == '.' && tokens.sign(first + 3) == '.';
    (is_dotted && tokens.is(first, "u") && tokens.is(first + 2, "s")).then_some(first)
}

/// "US dollars", "U.S. dollars", "Canadian dollars".
fn of_country(tokens: &Tokens<'_>, at: usize) -> Option<(Currency, Amount, usize)> {
    let dotted = dotted_us(tokens, at + 4).is_some();
    let unit = if dotted { at + 4 } else { at + 1 };
    let (_, _, code) = COUNTRIES.iter().find(|(country, singular, _)| {
        let word = tokens.word(unit);
        let word = word.strip_suffix(['s', 'S']).unwrap_or(word);
        (tokens.is(at, country) || (dotted && *country == "us")) && word.eq_ignore_ascii_case(singular)
    })?;
    Some((Currency { code }, Amount::ONE, unit + 1))
}

/// Whether "pounds" at this token are more likely lifted than paid, by the words around them.
fn speaks_of_weight(tokens: &Tokens<'_>, at: usize) -> bool {
    const WEIGHT: &str = "weigh weighs weighing weight heavy heavier lbs ounces kg";
    (at.saturating_sub(12)..at + 12).any(|at| tokens.is_any(at, WEIGHT))
}

/// A sum has no decimals, or two, or three.
fn write_sum(out: &mut fmt::Formatter<'_>, amount: Amount) -> fmt::Result {
    write!(out, "{amount}")?;
    let one_decimal = !amount.thousandths().is_multiple_of(1000) && amount.thousandths().is_multiple_of(100);
    out.write_str(if one_decimal { "0" } else { "" })
}
