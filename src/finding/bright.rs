//! Bright signals: what a document does well. They cancel no finding.

use super::audit::Run;
use super::measure::measure;

impl Run<'_> {
    /// Earns a signal when one of its patterns matches a passage.
    pub(super) fn bright_signal(&mut self, index: u16, passage: usize) {
        let bright = &self.scan.ruleset.bright[index as usize];
        if self.scan.is_live(passage)
            && self.scan.find_any(passage, &bright.any).is_some()
            && self.scan.silencer(passage, &bright.unless).is_none()
        {
            self.bright.insert(index);
            self.bright_at.insert((bright.earns, passage));
        }
    }

    /// Bright signals that a measure earns: most rules measure no more than they may.
    pub(super) fn measured_signals(&mut self) {
        let ruleset = self.scan.ruleset;
        for (index, bright) in ruleset.bright.iter().enumerate() {
            let Some((metric, most)) = bright.at_most else {
                continue;
            };
            let rules: Vec<usize> = (0..self.understood.len()).filter(|&at| self.understood[at].binds()).collect();
            let short = rules.iter().filter(|&&passage| measure(&mut self.scan, passage, metric) <= most).count();
            // One short rule is found everywhere; a plain document has them throughout.
            if short * 4 > rules.len() * 3 {
                self.bright.insert(index as u16);
            }
        }
    }
}
