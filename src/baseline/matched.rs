//! Which finding of an audit has which entry of the baseline.
//!
//! Each entry covers one finding at most, so a copy of a known rule is a new finding. An entry finds its finding by
//! identity in its document; else by what the comparison with an older edition says that became of its rule; else, when
//! both would be left alone, the same rule in another document or under another heading.

use super::Known;
use crate::finding::{Finding, is_acceptable};
use crate::verdict::short_quote;
use crate::words::words;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// How an entry found its finding.
    How {
        /// It says what it said, where it said it.
        Same = "same",
        /// The same rule stands in another document, or under another heading.
        Moved = "moved",
        /// The rule was reworded since an older edition, and not for the worse.
        Reworded = "reworded",
    }
}

/// How the baseline names what an audit names otherwise.
pub struct Names<'a> {
    /// The document of a path.
    pub document: &'a dyn Fn(&str) -> String,
    /// What a finding was in an older edition, as document and identity; none when it is new there, or when its rule got
    /// worse, or when there is no such edition.
    pub before: &'a dyn Fn(&Finding) -> Option<(String, String)>,
}

/// What was found for each entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matched {
    /// For each entry, the index of its finding and how it found it.
    pub findings: Vec<Option<(usize, How)>>,
}

/// Finds the finding of each entry.
pub fn matched(known: &[Known], findings: &[Finding], names: &Names<'_>) -> Matched {
    let mut pairs = Pairs { found: vec![None; known.len()], taken: BTreeSet::new() };
    let candidates: Vec<usize> = (0..findings.len()).filter(|&at| is_acceptable(&findings[at].lint)).collect();
    let documents: BTreeMap<usize, String> =
        candidates.iter().map(|&at| (at, (names.document)(&findings[at].primary.path))).collect();
    pairs.pair(
        known,
        &candidates,
        How::Same,
        |entry| entry.key(),
        |at| {
            let finding = &findings[at];
            Some((documents[&at].clone(), finding.lint.clone(), finding.identity.clone()))
        },
    );
    pairs.pair(
        known,
        &candidates,
        How::Reworded,
        |entry| entry.key(),
        |at| {
            let (document, identity) = (names.before)(&findings[at])?;
            Some((document, findings[at].lint.clone(), identity))
        },
    );
    // The `#2` of a repeated rule says only that there is another one in its document.
    let content = |identity: &str| identity.split('#').next().unwrap_or_default().to_owned();
    pairs.pair(
        known,
        &candidates,
        How::Moved,
        |entry| (entry.lint.clone(), content(&entry.finding)),
        |at| Some((findings[at].lint.clone(), content(&findings[at].identity))),
    );
    let quoted = |entry: &Known| (entry.document.clone(), entry.lint.clone(), entry.quote.clone());
    pairs.pair(known, &candidates, How::Moved, quoted, |at| {
        Some((documents[&at].clone(), findings[at].lint.clone(), short_quote(&findings[at].primary)))
    });
    Matched { findings: pairs.found }
}

impl Known {
    fn key(&self) -> (String, String, String) {
        (self.document.clone(), self.lint.clone(), self.finding.clone())
    }
}

struct Pairs {
    found: Vec<Option<(usize, How)>>,
    taken: BTreeSet<usize>,
}

impl Pairs {
    /// Pairs entries and findings that are left and have the same key, in their order.
    fn pair<K: Ord>(
        &mut self,
        known: &[Known],
        candidates: &[usize],
        how: How,
        of_entry: impl Fn(&Known) -> K,
        of_finding: impl Fn(usize) -> Option<K>,
    ) {
        let mut free: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for &at in candidates.iter().rev().filter(|at| !self.taken.contains(at)) {
            if let Some(key) = of_finding(at) {
                free.entry(key).or_default().push(at);
            }
        }
        for (entry, found) in known.iter().zip(&mut self.found).filter(|(_, found)| found.is_none()) {
            if let Some(at) = free.get_mut(&of_entry(entry)).and_then(Vec::pop) {
                *found = Some((at, how));
                self.taken.insert(at);
            }
        }
    }
}
