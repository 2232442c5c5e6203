//! `baseline create`, `update`, `prune` and `show`: findings that were there before, accepted for a while.

use super::args_baseline::{
    AcceptanceArgs, BaselineCommand, BaselineInputArgs, CreateArgs, Expiry, PruneArgs, ShowArgs, UpdateArgs,
};
use super::audit::completeness;
use super::baseline_file::BaselineFile;
use super::baseline_listing::{are, listed};
use super::exceptions::key;
use super::exit::Exit;
use super::listing::print;
use super::settings::Settings;
use super::trust::Sides;
use super::weighed::{Asked, weighed};
use super::{output, terminal};
use crate::baseline::{How, Known, Standing, State};
use crate::day::Day;
use crate::emit::count;
use crate::error::Error;
use crate::finding::{Finding, is_acceptable};
use crate::report::Report;
use crate::verdict::{one_line, short_quote};
use crate::yaml::Changes;
use std::collections::BTreeMap;

/// How long findings are accepted where nothing is said, in days.
const USUAL_DAYS: i64 = 183;

/// Runs `baseline`.
pub(super) fn run(command: BaselineCommand) -> Result<Exit, Vec<Error>> {
    match command {
        BaselineCommand::Create(arguments) => create(&arguments),
        BaselineCommand::Update(arguments) => update(&arguments),
        BaselineCommand::Prune(arguments) => prune(&arguments),
        BaselineCommand::Show(arguments) => show(&arguments),
    }
}

fn create(arguments: &CreateArgs) -> Result<Exit, Vec<Error>> {
    let sides = Sides::of(Settings::load(&arguments.input.input)?);
    let settings = &sides.now;
    let today = output::today(arguments.input.today.as_deref())?;
    let file = BaselineFile::fresh(&arguments.input.weighed.baseline, settings)?;
    let acceptance = Acceptance::of(&arguments.acceptance, settings, today)?;
    let report = complete(audited(&arguments.input, &sides, None, None)?)?;
    let added = acceptance.entries(&report, &file);
    let n = added.len();
    file.change(&Changes { added, ..Changes::default() })?;
    print(&format!("Wrote {}: {}.\n", file.shown(), acceptance.told(n)))?;
    let own = report.counted().filter(|finding| !is_acceptable(&finding.lint)).count();
    if own > 0 {
        terminal::say(&format!("{} about comments in the text cannot be accepted.\n", count(own, "finding")));
    }
    terminal::say(
        "Commit it. `check` now fails on what is new; `dumbrules baseline show` says how far you have come.\n",
    );
    Ok(Exit::Clean)
}

fn update(arguments: &UpdateArgs) -> Result<Exit, Vec<Error>> {
    let sides = Sides::of(Settings::load(&arguments.input.input)?);
    let settings = &sides.now;
    let today = output::today(arguments.input.today.as_deref())?;
    let file = BaselineFile::require(&arguments.input.weighed.baseline, settings)?;
    let acceptance =
        arguments.accept_new.then(|| Acceptance::of(&arguments.acceptance, settings, today)).transpose()?;
    let report = complete(audited(&arguments.input, &sides, Some(&file), arguments.base.as_deref())?)?;
    let (replaced, gone) = (followed(&report, &file), gone(&report));
    let added = acceptance.as_ref().map(|acceptance| acceptance.entries(&report, &file)).unwrap_or_default();
    let mut said = vec![format!("{} mended and removed", gone.len()), format!("{} followed", replaced.len())];
    said.extend(acceptance.as_ref().map(|acceptance| acceptance.told(added.len())));
    let new = new_findings(&report) - added.len();
    let changes = Changes { replaced, gone, added };
    if !changes.is_empty() {
        file.change(&changes)?;
    }
    print(&format!("{}: {}.\n", file.shown(), said.join(", ")))?;
    if new > 0 {
        terminal::say(&format!("{} not in it: --accept-new would accept them.\n", are(new)));
    }
    Ok(Exit::Clean)
}

fn prune(arguments: &PruneArgs) -> Result<Exit, Vec<Error>> {
    let sides = Sides::of(Settings::load(&arguments.input.input)?);
    let settings = &sides.now;
    let file = BaselineFile::require(&arguments.input.weighed.baseline, settings)?;
    let report = complete(audited(&arguments.input, &sides, Some(&file), None)?)?;
    let gone = gone(&report);
    let (n, left) = (gone.len(), file.baseline.entries.len() - gone.len());
    if n > 0 {
        file.change(&Changes { gone, ..Changes::default() })?;
    }
    print(&format!("{}: {n} mended and removed, {left} left.\n", file.shown()))?;
    Ok(Exit::Clean)
}

fn show(arguments: &ShowArgs) -> Result<Exit, Vec<Error>> {
    let sides = Sides::of(Settings::load(&arguments.input.input)?);
    let settings = &sides.now;
    let file = BaselineFile::require(&arguments.input.weighed.baseline, settings)?;
    let report = audited(&arguments.input, &sides, Some(&file), None)?;
    print(&listed(standings(&report), new_findings(&report), arguments.format)?)?;
    Ok(completeness(&report))
}

/// The audit that a baseline is held against: the same that `check` sees.
fn audited(
    arguments: &BaselineInputArgs,
    sides: &Sides,
    file: Option<&BaselineFile>,
    base: Option<&str>,
) -> Result<Report, Vec<Error>> {
    let today = output::today(arguments.today.as_deref())?;
    let expiry = Expiry::Fail;
    // People change the file themselves, so what they have is what counts.
    let trusted_rev = base.map(|_| "none");
    let asked = Asked { input: &arguments.input, weighed: &arguments.weighed, expiry, base, trusted_rev };
    let (report, _) = weighed(&asked, sides, file, today, false)?;
    terminal::show_errors(&report.errors);
    Ok(report)
}

/// The report, unless something could not be read: what was not read would look mended.
fn complete(report: Report) -> Result<Report, Vec<Error>> {
    if completeness(&report) == Exit::Clean {
        return Ok(report);
    }
    let error = Error::new("the audit is not complete, so nothing was written");
    Err(vec![error.help("mend what is told above first")])
}

fn standings(report: &Report) -> &[Standing] {
    report.baseline.as_ref().map_or(&[], |held| &held.standings)
}

/// Findings that count, may be accepted, and are in no entry.
fn unaccepted(report: &Report) -> impl Iterator<Item = &Finding> {
    let is_known = |finding: &Finding| report.baseline.as_ref().is_some_and(|held| held.of(finding).is_some());
    report.counted().filter(move |finding| is_acceptable(&finding.lint) && !is_known(finding))
}

fn new_findings(report: &Report) -> usize {
    unaccepted(report).count()
}

/// Entries whose finding stands elsewhere or says something else, as they are to be.
fn followed(report: &Report, file: &BaselineFile) -> Vec<(usize, Known)> {
    let by_key: BTreeMap<_, &Finding> = report.findings.iter().map(|finding| (key(finding), finding)).collect();
    let standings = standings(report).iter().enumerate();
    let other = standings.filter(|(_, standing)| standing.how.is_some_and(|how| how != How::Same));
    let followed = other.filter_map(|(at, standing)| {
        let finding = by_key.get(standing.finding.as_ref()?)?;
        let known = Known {
            finding: finding.identity.clone(),
            document: file.document(&finding.primary.path),
            quote: short_quote(&finding.primary),
            ..standing.known.clone()
        };
        Some((at, known))
    });
    followed.collect()
}

/// Who accepts findings, why, and until when.
struct Acceptance {
    reason: String,
    by: String,
    on: Day,
    until: Day,
}

impl Acceptance {
    fn of(arguments: &AcceptanceArgs, settings: &Settings, today: Day) -> Result<Self, Vec<Error>> {
        let text = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
        let reason = text(&arguments.reason).ok_or_else(|| {
            let error = Error::new("findings are accepted with a reason only");
            vec![error.help("add --reason \"…\": whoever reads it later asks why the rule may stay")]
        })?;
        let by = text(&arguments.by).or_else(|| text(&settings.configuration.reviewer)).ok_or_else(|| {
            let error = Error::new("nobody is named who accepts the findings");
            vec![error.help("add --by NAME, or `reviewer:` to dumbrules.yaml")]
        })?;
        let until = match &arguments.until {
            Some(day) => {
                day.parse().map_err(|message: String| vec![Error::new(message).help("write --until YYYY-MM-DD")])?
            }
            None => today.plus_days(USUAL_DAYS),
        };
        if until < today {
            return Err(vec![Error::new(format!("{until} is over")).help("name a day to come as the last one")]);
        }
        Ok(Self { reason, by, on: today, until })
    }

    /// New entries for all findings that count and that no entry knows.
    fn entries(&self, report: &Report, file: &BaselineFile) -> Vec<Known> {
        unaccepted(report).map(|finding| self.entry(finding, file.document(&finding.primary.path))).collect()
    }

    fn entry(&self, finding: &Finding, document: String) -> Known {
        Known {
            finding: finding.identity.clone(),
            lint: finding.lint.clone(),
            document,
            quote: short_quote(&finding.primary),
            reason: self.reason.clone(),
            by: self.by.clone(),
            on: self.on,
            until: self.until,
        }
    }

    fn told(&self, n: usize) -> String {
        format!("{} accepted until {}", count(n, "finding"), self.until)
    }
}

/// Entries whose finding is gone.
fn gone(report: &Report) -> Vec<usize> {
    let standings = standings(report).iter().enumerate();
    standings.filter(|(_, standing)| standing.state == State::Fixed).map(|(at, _)| at).collect()
}
