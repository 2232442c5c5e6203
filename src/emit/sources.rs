//! The lists and writings that a lint's source keys stand for, in words.
//!
//! Always "resembles terms that … list": a source is a ground for looking, never a verdict. Writings that list no terms
//! are named as "see also".

use super::wording::list;

/// How the part of a key behind its prefix is told.
enum Detail {
    /// Not at all.
    None,
    /// Behind this word, in parentheses: `UCTD-b` → "(annex 1b)".
    After(&'static str),
    /// In these words, in parentheses.
    Words(&'static [(&'static str, &'static str)]),
}

/// Lists of terms: key prefix, name, how the rest of the key is told.
const LISTS: &[(&str, &str, Detail)] = &[
    ("ACL-SIGNS", "Australian regulators' guidance on refund signs", Detail::None),
    ("CARD", "the US CARD Act", Detail::None),
    ("CLAUDETTE", "the CLAUDETTE project", Detail::Words(CLAUDETTE)),
    ("CMA37", "the UK CMA's guidance CMA37", Detail::None),
    ("CRA", "the UK Consumer Rights Act 2015", Detail::Words(CRA)),
    ("CRD", "the EU Consumer Rights Directive 2011/83", Detail::After("article ")),
    ("CRFA", "the US Consumer Review Fairness Act", Detail::None),
    ("DP", "dark-pattern taxonomies", Detail::Words(DARK_PATTERNS)),
    ("EDPB", "the EDPB's guidelines 01/2022", Detail::None),
    ("FCA", "the UK FCA's Consumer Duty", Detail::None),
    ("FTC-FEES", "the US FTC's rule on fees (16 CFR 464)", Detail::None),
    ("FTC-NO", "the US FTC's work on negative options", Detail::None),
    ("LGO", "the UK Local Government Ombudsman's complaint code", Detail::None),
    ("MMWA", "the US Magnuson-Moss Warranty Act", Detail::None),
    ("NSW", "the New South Wales sludge toolkit", Detail::None),
    ("ROSCA", "the US ROSCA", Detail::None),
    ("TOSDR", "ToS;DR", Detail::None),
    ("UCTD-5", "the EU Unfair Terms Directive 93/13 (article 5)", Detail::None),
    ("UCTD", "the EU Unfair Terms Directive 93/13", Detail::After("annex 1, point ")),
];

/// Writings that explain the harm and list no terms.
const WRITINGS: &[(&str, &str)] = &[
    ("BIAS", "field experiments on unequal discretion"),
    ("CES", "research on customer effort"),
    ("EPL", "Edmonton Public Library's forgiveness guidelines"),
    ("FETTER", "public law on fettered discretion"),
    ("FPLG", "the US plain language guidelines"),
    ("HM", "Herd and Moynihan on administrative burdens"),
    ("ISO24495", "ISO 24495 on plain language"),
    ("OSING", "Roy Osing on dumb rules"),
    ("SEED", "the service principles behind this tool"),
    ("SLUDGE", "Sunstein and the OECD on sludge"),
    ("SRP", "research on service recovery"),
];

const CLAUDETTE: &[(&str, &str)] = &[
    ("A", "arbitration"),
    ("CH", "unilateral change"),
    ("J", "jurisdiction"),
    ("LAW", "choice of law"),
    ("LTD", "limitation of liability"),
    ("TER", "unilateral termination"),
    ("USE", "consent by using"),
];

const CRA: &[(&str, &str)] =
    &[("31", "section 31"), ("57", "section 57"), ("65", "section 65"), ("", "schedule 2, paragraph ")];

const DARK_PATTERNS: &[(&str, &str)] = &[
    ("ASYM", "asymmetry"),
    ("FORCED", "forced action"),
    ("HIDDEN", "hidden cost"),
    ("OBS", "obstruction"),
    ("SNEAK", "sneaking"),
];

/// What a lint rests on, in one line: "resembles terms that … list; see also …". None without sources. A key that is not
/// known here is shown as it is.
pub(crate) fn resembles(keys: &[String]) -> Option<String> {
    let (mut lists, mut writings) = (Vec::new(), Vec::new());
    for key in keys {
        let (name, lists_terms) = named(key);
        let names = if lists_terms { &mut lists } else { &mut writings };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let verb = if lists.len() == 1 { "lists" } else { "list" };
    let resembles = (!lists.is_empty()).then(|| format!("resembles terms that {} {verb}", list(&lists)));
    let also = (!writings.is_empty()).then(|| format!("see also {}", list(&writings)));
    let told: Vec<_> = [resembles, also].into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// A key's name, and whether it is a list of terms.
fn named(key: &str) -> (String, bool) {
    for (prefix, name, detail) in LISTS {
        if let Some(rest) = rest_of(key, prefix) {
            return (detailed(name, rest, detail), true);
        }
    }
    for (prefix, name) in WRITINGS {
        if rest_of(key, prefix).is_some() {
            return ((*name).to_owned(), false);
        }
    }
    (key.to_owned(), true)
}

/// What stands behind the prefix and its hyphen, when the key has that prefix.
fn rest_of<'a>(key: &'a str, prefix: &str) -> Option<&'a str> {
    let rest = key.strip_prefix(prefix)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('-') }
}

fn detailed(name: &str, rest: &str, detail: &Detail) -> String {
    match detail {
        Detail::After(word) if !rest.is_empty() => format!("{name} ({word}{rest})"),
        Detail::Words(words) if !rest.is_empty() => {
            match words.iter().find(|(key, _)| key.is_empty() || *key == rest) {
                Some(("", lead)) => format!("{name} ({lead}{rest})"),
                Some((_, words)) => format!("{name} ({words})"),
                None => format!("{name} ({rest})"),
            }
        }
        _ => name.to_owned(),
    }
}
