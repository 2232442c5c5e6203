//! An audit, and everything that may speak of what it found: verdicts, an older edition, the register, logs, the baseline. What
//! `audit`, `check` and `baseline` share.

use super::args::{BaseArgs, InputArgs, OutputArgs};
use super::args_baseline::{Expiry, ExpiryArgs};
use super::args_weighed::WeighedArgs;
use super::audit::{Key, audit_and_keep};
use super::baseline_file::BaselineFile;
use super::editions::{self, Loaded};
use super::exceptions::{Exceptions, Weights};
use super::log::LogFiles;
use super::register::RegisterFile;
use super::trust::Sides;
use super::verdicts::VerdictFile;
use super::{documents, files, output, page};
use crate::day::Day;
use crate::error::Error;
use crate::finding::{CHANGE_CHECKS, CONFIGURATION_CHECKS, Finding, Options};
use crate::register;
use crate::report::Report;
use crate::ruleset::Severity;
use std::time::Instant;

/// What was asked of an audit.
pub(super) struct Asked<'a> {
    pub(super) input: &'a InputArgs,
    pub(super) weighed: &'a WeighedArgs,
    pub(super) expiry: Expiry,
    pub(super) base: Option<&'a str>,
    pub(super) trusted_rev: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// What was typed after `audit` or `check`.
    pub(super) fn new(
        input: &'a InputArgs,
        weighed: &'a WeighedArgs,
        expiry: &ExpiryArgs,
        BaseArgs { base, trusted_rev, .. }: &'a BaseArgs,
    ) -> Self {
        let (base, trusted_rev) = (base.as_deref(), trusted_rev.as_deref());
        Self { input, weighed, expiry: expiry.expiry, base, trusted_rev }
    }
}

/// Runs an audit, and writes its report. Besides it, the mildest severity that the configuration lets shut the gate.
pub(super) fn run(asked: &Asked<'_>, output: &OutputArgs) -> Result<(Option<Severity>, Report, Weights), Vec<Error>> {
    let started = Instant::now();
    let today = output::today(output.today.as_deref())?;
    let history = page::history(&output.page).map_err(|error| vec![error])?;
    let sides = Sides::load(asked)?;
    let baseline = BaselineFile::find(&asked.weighed.baseline, sides.judge())?;
    let (mut report, weights) = weighed(asked, &sides, baseline.as_ref(), today, output.verbose)?;
    report.history = history;
    output::write(&report, output, started.elapsed()).map_err(|error| vec![error])?;
    Ok((sides.judge().configuration.fail_on, report, weights))
}

/// Audits, and holds what was found against everything that may speak of it: verdicts, an older edition, the register, logs,
/// the baseline. `silenced`: also what the text itself silences.
pub(super) fn weighed(
    asked: &Asked<'_>,
    sides: &Sides,
    baseline: Option<&BaselineFile>,
    today: Day,
    silenced: bool,
) -> Result<(Report, Weights), Vec<Error>> {
    let settings = sides.judge();
    let least = settings.configuration.sureness(asked.weighed.confidence.min_confidence);
    let options = Options { today: today.to_string(), silenced, ..Options::default() };
    let verdict_file = VerdictFile::find(&asked.weighed.verdicts, settings)?;
    let register_file = RegisterFile::find(&asked.weighed.register, settings)?;
    let logs = LogFiles::find(&asked.weighed.log, settings)?;
    let ground = logs.ground(register_file.as_ref());
    // What a change lets staff do does not count for it; what is wrong with its register does.
    let judged = sides.judged().map(|now| RegisterFile::find(&asked.weighed.register, now)).transpose()?.flatten();
    let one = |error| vec![error];
    let editions = asked.base.map(|base| editions::asked(base, &[])).transpose()?;
    let keys =
        editions.as_ref().map(|asked| editions::working_keys(asked, settings)).transpose().map_err(one)?.flatten();
    // The working tree is read once, be it to audit it or to compare it.
    let key = keys.as_ref().map(|key| key as Key<'_>);
    let (mut report, documents, texts) = audit_and_keep(settings, &options, ground.as_deref().or(judged.as_ref()), key);
    let now = key.map(|_| Loaded::working_tree(texts, &report, documents.clone()));
    report.inputs = settings.paths.iter().map(|path| files::shown(path)).collect();
    if let Some(file) = verdict_file {
        report.reviewed = file.reviewed(&report, settings);
    }
    let compared = editions.as_ref().map(|asked| {
        let register = register_file.as_ref().map(|file| (file, today));
        editions::compared(asked, settings, &options, &least, register, now)
    });
    let mut compared = compared.transpose().map_err(one)?;
    let left_out = least.keep(&mut report);
    report.overrides = settings.document_overrides(&report, &left_out);
    // The configuration of the change is looked at, whoever judges.
    if sides.now.is_whole() {
        let found = sides.now.configuration.unused_findings(&documents::paths_of(&report));
        report.take(found, &CONFIGURATION_CHECKS);
    }
    let faults = judged.map(|file| file.reconcile(documents.clone(), &report, settings, today).findings);
    if let Some(file) = ground {
        let mut bends = file.reconcile(documents, &report, settings, today);
        logs.weigh(&file, &bends, settings, &mut report);
        if let Some(faults) = faults.clone() {
            bends.findings = faults;
        }
        if register_file.is_some() {
            report.hold(bends);
        }
    }
    if register_file.is_none() {
        report.take(faults.unwrap_or_default(), &register::CHECKS);
    }
    if let Some(compared) = &mut compared {
        // What is wrong with the register is new when it was not wrong before: be it the register that changed, or a rule.
        let before = sides.before.as_ref().unwrap_or(settings);
        let file = RegisterFile::find(&asked.weighed.register, before).ok().flatten();
        let counts = |it: &&Finding| it.suppressed.is_none() && it.confidence <= least.of(&it.primary.path);
        let counted: Vec<&Finding> = compared.then.findings.iter().filter(counts).collect();
        let then = file.map(|file| file.faults_then(&compared.then, &counted, settings, today));
        compared.then.findings.extend(then.unwrap_or_default());
        compared.now.findings.extend(report.findings.iter().filter(|it| register::CHECKS.has(&it.lint)).cloned());
    }
    let changes = sides.changes(asked, compared.as_ref())?;
    report.take(changes, &CHANGE_CHECKS);
    let exceptions =
        Exceptions { baseline, expiry: asked.expiry, settings, today, is_trusted: sides.judged().is_some() };
    let weights = exceptions.settle(&mut report, compared.as_ref(), &left_out);
    if let Some(compared) = compared {
        let told = report.errors.clone();
        report.errors.extend(compared.errors.into_iter().filter(|error| !told.contains(error)));
        report.comparison = Some(compared.comparison);
    }
    Ok((report, weights))
}
