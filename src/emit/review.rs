//! One finding as a person sees it who is asked whether it is right.

use super::palette;
use super::sink::{Line, Sink};
use super::terminal::{self, TerminalOptions, ruled};
use super::wrap::shorten;
use crate::finding::Finding;
use crate::report::Report;

/// What helps to judge a finding: all of the rule where the lines above are cut, the words that gave it away, what customers
/// live through, why that hurts, when it would be fine, what to write.
const NOTES: [&str; 8] = ["rule", "told by", "customer", "why", "fine if", "instead", "may bend", "verdict"];

/// A finding with everything that helps to judge it, under a line that says which of how many it is ("12 of 87").
pub fn review_card(report: &Report, finding: &Finding, place: (usize, usize), options: &TerminalOptions) -> String {
    let mut out = Vec::new();
    let mut sink = Sink::new(&mut out, options.color);
    let path = &finding.primary.path;
    let title = report.documents.iter().find(|document| document.path == *path).map_or("", |it| it.title.as_str());
    let progress = format!("{} of {}", place.0, place.1);
    let line = Line::default().put(palette::GUTTER, "── ").put(palette::STRONG, &progress).put(palette::GUTTER, " ── ");
    let room = options.width.saturating_sub(line.width() + 4);
    let line = line.plainly(&shorten(&format!("{path} · {title}"), room));
    // Writing to memory does not fail.
    let _ = sink.line(ruled(line, options.width));
    let _ = sink.blank();
    let _ = terminal::finding(finding, title, report, &NOTES, options, &mut sink);
    String::from_utf8_lossy(&out).into_owned()
}
