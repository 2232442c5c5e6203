//! Words whose full stop may belong to the word, and words that open a sentence. English only; nothing here splits.
//!
//! Every list is in lower case and sorted by byte, because it is searched by halving. `rustfmt` is kept off them because it
//! would give every word a line.

/// When a word that is followed by a full stop ends its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Whatever follows: an ordinary word.
    Always,
    /// Before a capital: "etc.", "hrs.".
    BeforeCapital,
    /// Before a word that opens sentences: "Acme Inc. You must", but "Acme Inc. Store Policy".
    BeforeOpener,
    /// Unless a number follows: "No. You must", but "No. 5".
    UnlessNumber,
    /// Never, because it belongs to what follows: "Mr.", "e.g.".
    Never,
}

/// When the word before a full stop (without that stop, at most a few bytes) ends its sentence.
pub(super) fn ends(word: &[u8]) -> Ends {
    let is_shouted = word.len() > 1 && word.iter().all(u8::is_ascii_uppercase);
    if lists(BELONGS_TO_NEXT, word) || is_small_number(word) {
        Ends::Never
    } else if lists(BELONGS_TO_NUMBER, word) || (is_shouted && lists(SHORTENED, word)) {
        Ends::UnlessNumber
    } else if lists(UNITS_AND_SO_ON, word) {
        Ends::BeforeCapital
    } else if is_initials(word) || lists(COMPANY_FORMS, word) || lists(SHORTENED, word) {
        Ends::BeforeOpener
    } else {
        Ends::Always
    }
}

/// Whether a lower-case word after this word and its stop shows that the stop shortened the word: "Mfrd. by", "Trnsp. costs".
pub(super) fn looks_shortened(word: &[u8]) -> bool {
    let is_vowel = |byte: &u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    (2..=5).contains(&word.len())
        && word[0].is_ascii_alphabetic()
        && word[1..].iter().all(u8::is_ascii_lowercase)
        && !word.iter().any(|byte| is_vowel(&byte.to_ascii_lowercase()))
}

/// Whether a capitalised word starts sentences far more often than it follows a shortened word.
///
/// In a text of capitals only words that do not join phrases count: "9 A.M. TO 5 P.M." is one sentence.
pub(super) fn is_opener(word: &[u8]) -> bool {
    let shouted = word.len() > 1 && word[1].is_ascii_uppercase();
    lists(OPENERS, word) || (!shouted && lists(JOINING_OPENERS, word))
}

/// Whether the word names a part of a document, so that a number after it is that part's: "Section 5".
pub(super) fn is_part_name(word: &[u8]) -> bool {
    lists(PART_NAMES, word)
}

/// Whether a number after this word counts or refers, and so cannot be the number of the next list item.
pub(super) fn expects_number(word: &[u8]) -> bool {
    is_part_name(word) || lists(BEFORE_NUMBERS, word)
}

/// Whether the word is the end of a host or file name, so that the stop before it is no full stop: "example.Com".
pub(super) fn is_name_ending(word: &[u8]) -> bool {
    lists(NAME_ENDINGS, word)
}

/// Whether the word is a brand that ends in an exclamation mark.
pub(super) fn is_exclaimed_name(word: &[u8]) -> bool {
    lists(EXCLAIMED_NAMES, word)
}

/// `J`, `U.S`, `a.m`, `S.à`: the last part is a single letter. Not `4.e`, which is a clause.
fn is_initials(word: &[u8]) -> bool {
    let last = word.iter().rposition(|&byte| byte == b'.').map_or(0, |stop| stop + 1);
    match &word[last..] {
        [letter] => letter.is_ascii_alphabetic() && word[0].is_ascii_alphabetic(),
        [0xC2..=0xDF, _] => last > 0,
        _ => false,
    }
}

/// `b`, `iv`: the letter or small Roman number of a list item.
fn is_small_number(word: &[u8]) -> bool {
    matches!(word, [b'a'..=b'z']) || (!word.is_empty() && word.iter().all(|byte| matches!(byte, b'i' | b'v' | b'x')))
}

fn lists(list: &[&str], word: &[u8]) -> bool {
    list.binary_search_by(|entry| entry.bytes().cmp(word.iter().map(u8::to_ascii_lowercase))).is_ok()
}

/// Shortened words that stand before what they belong to.
#[rustfmt::skip]
const BELONGS_TO_NEXT: &[&str] = &[
    "a.k.a", "approx", "capt", "cf", "cmdr", "dr", "e.g", "eg", "esp", "excl", "hon", "i.e", "ie", "incl", "lt",
    "messrs", "mr", "mrs", "ms", "mx", "n.b", "nb", "prof", "sgt", "viz", "vs",
];

/// Shortened words only before a number; elsewhere most of them are plain words.
#[rustfmt::skip]
const BELONGS_TO_NUMBER: &[&str] = &[
    "art", "arts", "no", "nos", "nr", "n°",
];

/// Shortened words that lower-case words may follow and names seldom do.
#[rustfmt::skip]
const UNITS_AND_SO_ON: &[&str] = &[
    "cm", "etc", "hr", "hrs", "kg", "km", "lb", "lbs", "mins", "mm", "mos", "oz", "pcs", "secs", "wks", "yr", "yrs",
];

/// Shortened words at the end of names, also in a text of capitals.
#[rustfmt::skip]
const COMPANY_FORMS: &[&str] = &[
    "bhd", "bros", "cie", "co", "corp", "inc", "jr", "ltd", "ltda", "pte", "pty", "pvt", "sdn", "sp", "sr", "st",
];

/// Other shortened words; in capitals most of them mean something else: "CA", "MAR", "SEC".
#[rustfmt::skip]
const SHORTENED: &[&str] = &[
    "acct", "al", "amt", "appt", "apr", "apt", "assn", "assoc", "attn", "aug", "ave", "avg", "bldg", "blvd", "ca",
    "ch", "cir", "cl", "cls", "cont", "contd", "dec", "dept", "dist", "div", "ed", "eds", "encl", "eq", "equiv",
    "esq", "ex", "exp", "ext", "feb", "fig", "figs", "fri", "ft", "gal", "gov", "govt", "hwy", "intl", "jan", "jul",
    "jun", "mar", "max", "mfg", "mfr", "mgmt", "min", "misc", "mon", "mt", "natl", "nov", "oct", "orig", "para",
    "paras", "pct", "pg", "pgs", "ph.d", "pkg", "pl", "pp", "pt", "qty", "rd", "recd", "ref", "refs", "reg", "regs",
    "resp", "rev", "rm", "rs", "sat", "sch", "sec", "sect", "sects", "sep", "sept", "sq", "stat", "ste",
    "str", "subd", "subsec", "sun", "supp", "tel", "temp", "thu", "thur", "thurs", "tue", "tues", "univ", "ver",
    "vers", "vol", "vols", "wed", "weds", "wt", "yd", "yds",
];

/// Words that start a sentence, even in a text of capitals.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "additionally", "after", "all", "although", "any", "because", "before", "both", "contact", "during", "each",
    "either", "every", "everything", "furthermore", "he", "here", "his", "how", "however", "i", "if", "it", "its",
    "let", "moreover", "most", "my", "neither", "no", "none", "note", "nothing", "once", "otherwise", "our", "please",
    "see", "she", "should", "since", "some", "such", "that", "their", "then", "there", "therefore", "these", "they",
    "this", "those", "thus", "unless", "until", "upon", "visit", "we", "what", "when", "where", "while", "why", "yes",
    "you", "your",
];

/// Words that start a sentence when only their first letter is a capital, and else join phrases.
#[rustfmt::skip]
const JOINING_OPENERS: &[&str] = &[
    "a", "also", "an", "and", "are", "as", "at", "but", "by", "can", "did", "do", "does", "for", "from", "has",
    "have", "in", "is", "many", "more", "must", "nor", "not", "on", "only", "or", "other", "shall", "so", "the", "to",
    "under", "was", "which", "who", "with", "without",
];

/// Names of the parts of a document.
#[rustfmt::skip]
const PART_NAMES: &[&str] = &[
    "annex", "appendix", "article", "articles", "chapter", "clause", "clauses", "exhibit", "page",
    "paragraph", "paragraphs", "part", "point", "points", "rule", "rules", "schedule", "section", "sections", "step",
    "steps",
];

/// Words before which a number is no number of a list item, besides the names of parts.
#[rustfmt::skip]
const BEFORE_NUMBERS: &[&str] = &[
    "about", "and", "at", "by", "class", "day", "days", "exceed", "for", "from", "grade", "in", "is", "least",
    "level", "most", "no", "of", "on", "option", "or", "over", "phase", "plan", "see", "size", "stage", "than",
    "through", "tier", "to", "type", "under", "until", "version", "week", "with", "within", "year", "zone",
];

/// Ends of host and file names that start no sentence.
#[rustfmt::skip]
const NAME_ENDINGS: &[&str] = &[
    "biz", "com", "doc", "docx", "edu", "eu", "exe", "gov", "htm", "html", "info", "io", "jpg", "js", "net",
    "org", "pdf", "php", "png", "py", "txt", "uk", "xls", "xml", "zip",
];

/// Brands that end in an exclamation mark.
#[rustfmt::skip]
const EXCLAIMED_NAMES: &[&str] = &[
    "jeopardy", "joomla", "yahoo", "yum",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_lower_case_and_without_doubles() {
        let lists = [
            BELONGS_TO_NEXT,
            BELONGS_TO_NUMBER,
            UNITS_AND_SO_ON,
            COMPANY_FORMS,
            SHORTENED,
            OPENERS,
            JOINING_OPENERS,
            PART_NAMES,
            BEFORE_NUMBERS,
            NAME_ENDINGS,
            EXCLAIMED_NAMES,
        ];
        for list in lists {
            assert!(list.is_sorted_by(|one, next| one < next), "not sorted: {list:?}");
            assert!(list.iter().all(|word| word.to_lowercase() == **word), "not lower case: {list:?}");
        }
    }
}
