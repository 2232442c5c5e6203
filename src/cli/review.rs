//! `review`: one finding after another, and what a person says to it. Every answer is saved before the next question.

use super::args_review::ReviewArgs;
use super::ask::Asker;
use super::audit::{audit_all, completeness};
use super::exit::Exit;
use super::globs;
use super::settings::{Settings, unknown_lint};
use super::table::{self, Cell};
use super::verdicts::VerdictFile;
use super::{output, terminal};
use crate::emit::{self, TerminalOptions, count, harmless};
use crate::error::Error;
use crate::finding::{Finding, Options};
use crate::report::Report;
use crate::verdict::{Judgement, Verdict, is_reviewable, one_line, short_quote};
use std::collections::BTreeMap;
use std::io;

const QUESTION: &str = "Is it right?  y yes · n no · s skip · a add a note · b back · q quit · ? help > ";
const HELP: &str = "  y  right: the rule hurts customers
  n  wrong: asks for the reason, and the finding is not counted any more
  s  skip: no verdict, or the one there is, stays
  a  add a note, which is kept with the verdict
  b  back to the finding before this one
  q  quit: everything answered is saved
";

/// Runs `review`.
pub(super) fn run(arguments: &ReviewArgs) -> Result<Exit, Vec<Error>> {
    let today = output::today(arguments.today.as_deref())?.to_string();
    let settings = Settings::load(&arguments.input)?;
    let file = VerdictFile::find_or_new(&arguments.verdicts, &settings)?;
    if let Some(glob) = &arguments.lint
        && !settings.ruleset.lints.iter().any(|lint| globs::fits(glob, &lint.id))
    {
        return Err(vec![unknown_lint(glob, &settings.ruleset.written)]);
    }
    let (mut report, _) = audit_all(&settings, &Options { today: today.clone(), ..Options::default() }, None);
    report.reviewed = file.reviewed(&report, &settings);
    settings.configuration.sureness(arguments.confidence.min_confidence).keep(&mut report);
    terminal::show_errors(&report.errors);
    let asked_for: Vec<Finding> =
        report.findings.iter().filter(|finding| is_asked_for(finding, arguments)).cloned().collect();
    let exit = completeness(&report);
    if arguments.list {
        print(&listed(&report, &asked_for))?;
    } else if arguments.prune {
        let gone = std::mem::take(&mut report.reviewed.unused);
        if !gone.is_empty() {
            file.remove(&gone)?;
        }
        print(&pruned(&gone, &file.shown()))?;
    } else {
        let open = |finding: &Finding| arguments.redo || report.reviewed.of(finding).is_none();
        let queue = asked_for.into_iter().filter(open).collect();
        let by = arguments.by.clone().or_else(|| settings.configuration.reviewer.clone());
        let color = output::colors(arguments.color);
        let options = TerminalOptions { color, width: output::text_width(), ..TerminalOptions::default() };
        Session { report, file, today, by, options, asker: Asker::new(), notes: BTreeMap::new() }.run(queue)?;
    }
    Ok(exit)
}

fn is_asked_for(finding: &Finding, arguments: &ReviewArgs) -> bool {
    is_reviewable(finding)
        && arguments.lint.as_ref().is_none_or(|glob| globs::fits(glob, &finding.lint))
        && arguments.severity.is_none_or(|severity| finding.severity >= severity)
}

/// One sitting.
struct Session {
    report: Report,
    file: VerdictFile,
    today: String,
    by: Option<String>,
    options: TerminalOptions,
    asker: Asker,
    /// Notes on findings of the queue that have no verdict yet.
    notes: BTreeMap<usize, String>,
}

/// Where to go after an answer.
enum Step {
    Next,
    Back,
    Stay,
    End,
}

impl Session {
    fn run(mut self, queue: Vec<Finding>) -> Result<(), Vec<Error>> {
        let mut at = 0;
        let mut is_new = true;
        while let Some(finding) = queue.get(at) {
            if is_new {
                talk(self.asker.clear())?;
                let place = (at + 1, queue.len());
                talk(self.asker.show(&emit::review_card(&self.report, finding, place, &self.options)))?;
            }
            let step = self.ask(finding, at)?;
            is_new = !matches!(step, Step::Stay);
            match step {
                Step::Next => at += 1,
                Step::Back if at > 0 => at -= 1,
                Step::Back => {
                    is_new = false;
                    talk(self.asker.show("This is the first one.\n"))?;
                }
                Step::Stay => {}
                Step::End => break,
            }
        }
        self.end(at, queue.len())
    }

    /// Asks one question, and does what the answer says.
    fn ask(&mut self, finding: &Finding, at: usize) -> Result<Step, Vec<Error>> {
        match talk(self.asker.letter(QUESTION))? {
            Some('y' | 'Y') => self.give(finding, at, Judgement::Confirmed, None),
            Some('n' | 'N') => match talk(self.asker.line("Why is it wrong? "))? {
                None => Ok(Step::End),
                Some(reason) if one_line(&reason).is_empty() => {
                    talk(self.asker.show("Nothing is changed: a finding is dismissed with a reason only.\n"))?;
                    Ok(Step::Stay)
                }
                Some(reason) => self.give(finding, at, Judgement::Dismissed, Some(reason)),
            },
            Some('a' | 'A') => match talk(self.asker.line("Note: "))? {
                None => Ok(Step::End),
                Some(note) => self.note(finding, at, note),
            },
            Some('s' | 'S') => Ok(Step::Next),
            Some('b' | 'B') => Ok(Step::Back),
            Some('q' | 'Q') | None => Ok(Step::End),
            Some(other) => {
                let wrong = if other == '?' { "" } else { "Answer with one of these letters:\n" };
                talk(self.asker.show(&format!("{wrong}{HELP}")))?;
                Ok(Step::Stay)
            }
        }
    }

    /// Keeps a note: with the verdict there is, else until there is one.
    fn note(&mut self, finding: &Finding, at: usize, note: String) -> Result<Step, Vec<Error>> {
        match self.report.reviewed.of(finding).cloned() {
            Some(verdict) => {
                self.save(finding, Verdict { note: Some(note), ..verdict })?;
                talk(self.asker.show("The note is saved.\n"))?;
            }
            None => {
                self.notes.insert(at, note);
                talk(self.asker.show("The note is kept with your verdict: y or n?\n"))?;
            }
        }
        Ok(Step::Stay)
    }

    fn give(
        &mut self,
        finding: &Finding,
        at: usize,
        verdict: Judgement,
        reason: Option<String>,
    ) -> Result<Step, Vec<Error>> {
        let before = self.report.reviewed.of(finding).and_then(|verdict| verdict.note.clone());
        let verdict = Verdict {
            finding: finding.identity.clone(),
            lint: finding.lint.clone(),
            document: self.file.document(&finding.primary.path),
            quote: short_quote(&finding.primary),
            verdict,
            reason,
            note: self.notes.remove(&at).or(before),
            by: self.by.clone(),
            on: self.today.clone(),
        };
        self.save(finding, verdict)?;
        Ok(Step::Next)
    }

    fn save(&mut self, finding: &Finding, verdict: Verdict) -> Result<(), Vec<Error>> {
        self.file.save(&verdict).map_err(|errors| {
            let lost = Error::new("the last answer is not saved").help("those before it are; mend this and go on");
            std::iter::once(lost).chain(errors).collect::<Vec<_>>()
        })?;
        self.report.reviewed.put(&finding.primary.path, verdict);
        Ok(())
    }

    /// Says how far one has come.
    fn end(&self, at: usize, asked: usize) -> Result<(), Vec<Error>> {
        let tally = self.report.tally();
        let mut text = match asked {
            _ if tally.findings == 0 => "There are no findings to review.\n".to_owned(),
            0 => format!("Nothing is left to ask. {tally}.\n"),
            _ if at >= asked => format!("That was the last one. {tally}.\n"),
            _ => format!("{tally}.\n"),
        };
        if tally.reviewed() > 0 {
            text.push_str(&format!("Verdicts are in {}.\n", harmless(&self.file.shown())));
        }
        if !self.notes.is_empty() {
            text.push_str(&format!("Not kept, for want of a verdict: {}.\n", count(self.notes.len(), "note")));
        }
        if !self.report.reviewed.unused.is_empty() {
            text.push_str(&unused_hint(self.report.reviewed.unused.len()));
        }
        talk(self.asker.show(&text))
    }
}

/// Findings and their verdicts, then verdicts without a finding.
fn listed(report: &Report, findings: &[Finding]) -> String {
    let row = |finding: &Finding| {
        let verdict = report.reviewed.of(finding);
        let said = verdict.and_then(|verdict| verdict.reason.clone());
        vec![
            Cell::fixed(verdict.map_or("open", |verdict| verdict.verdict.word()).to_owned()),
            Cell::fixed(finding.severity.word().to_owned()),
            Cell::fixed(finding.lint.clone()),
            Cell::fixed(format!("{}:{}", finding.primary.path, finding.primary.start.line)),
            Cell::flexible(said.unwrap_or_else(|| short_quote(&finding.primary))),
        ]
    };
    let header = ["verdict", "severity", "lint", "place", "reason, or the rule"];
    let tally = report.reviewed.tally(findings);
    let width = terminal::width();
    let mut text = table::text(&header, findings.iter().map(row).collect(), width, &format!("{tally}."));
    let unused = &report.reviewed.unused;
    if !unused.is_empty() {
        text.push_str(&format!("\n{}", unused_table(unused, &unused_hint(unused.len()))));
    }
    text
}

fn pruned(gone: &[Verdict], file: &str) -> String {
    match gone.len() {
        0 => format!("Nothing to remove from {}: every verdict has its finding.\n", harmless(file)),
        n => unused_table(gone, &format!("Removed from {}: {}.", harmless(file), count(n, "verdict"))),
    }
}

fn unused_table(unused: &[Verdict], closing: &str) -> String {
    let row = |verdict: &Verdict| {
        vec![
            Cell::fixed(verdict.verdict.word().to_owned()),
            Cell::fixed(verdict.lint.clone()),
            Cell::fixed(verdict.document.clone()),
            Cell::flexible(verdict.quote.clone()),
        ]
    };
    let header = ["unused", "lint", "document", "the rule it was about"];
    table::text(&header, unused.iter().map(row).collect(), terminal::width(), closing.trim_end())
}

fn unused_hint(n: usize) -> String {
    let has = if n == 1 { "has" } else { "have" };
    format!("{} {has} no finding any more: see `review --list`, remove with `review --prune`.\n", count(n, "verdict"))
}

fn print(text: &str) -> Result<(), Vec<Error>> {
    use io::Write;
    output::finish_standard_output(io::stdout().lock().write_all(text.as_bytes())).map_err(|error| vec![error])
}

/// A terminal that is gone ends the sitting; what was answered is saved.
fn talk<T>(result: io::Result<T>) -> Result<T, Vec<Error>> {
    result.map_err(|error| vec![Error::new(format!("the questions cannot be asked: {}", error.kind()))])
}
