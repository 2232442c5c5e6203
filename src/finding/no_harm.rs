//! Harm that is not done: "we will not refuse a refund" holds all the words of a refusal, and refuses nothing.

use super::audit::Run;
use crate::ruleset::compiled::{Detector, LookFor};
use crate::text::Span;

/// What ends a clause: what comes behind it may be done all the same.
const ENDS: &[&str] = &[
    ". ",
    "; ",
    ": ",
    "! ",
    "? ",
    " but ",
    ", and ",
    ", or ",
    ", so ",
    " and we ",
    " and you ",
    " unless ",
    " except ",
    " until ",
    " however",
    " although ",
    " - ",
];

impl Run<'_> {
    /// The words that say of a match that its harm is not done: in the same clause, anywhere.
    pub(super) fn does_no_harm(&mut self, detector: &Detector, passage: usize, matched: Span) -> Option<String> {
        if matches!(detector.look_for, LookFor::Readability { .. }) || detector.ignore_meta {
            return None;
        }
        let patterns = &self.scan.ruleset.no_harm;
        patterns.iter().find_map(|&pattern| {
            let span = self.scan.find(passage, pattern)?;
            let lower = &self.scan.readings[passage].lower;
            let start =
                ENDS.iter().filter_map(|end| Some(lower[..span.start].rfind(end)? + end.len())).max().unwrap_or(0);
            let behind = ENDS.iter().filter_map(|end| lower[span.end..].find(end)).min();
            let clause = Span::new(start, behind.map_or(lower.len(), |at| span.end + at));
            (clause.start <= matched.start && matched.end <= clause.end).then(|| span.of(lower).to_owned())
        })
    }
}
