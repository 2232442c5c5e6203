//! Changing the register on the disk: looked at under a lock, changed without loss, checked, shown, written whole.

use super::args_bends::BendsInputArgs;
use super::args_bends_edit::ChangeArgs;
use super::audit::{audit_all, completeness};
use super::exit::Exit;
use super::listing::print;
use super::register::RegisterFile;
use super::replace::Replacement;
use super::settings::Settings;
use super::{files, output, terminal};
use crate::day::Day;
use crate::emit;
use crate::error::Error;
use crate::finding::{Finding, Options};
use crate::register::{self, Edit, Grantor, Reconciled, Register, SeenDocument};
use crate::report::Report;
use crate::ruleset::Severity;
use crate::text::{SourceFile, did_you_mean};

/// The policies as they are now, and the register that speaks of them.
pub(super) struct Desk {
    /// What was asked for.
    pub(super) settings: Settings,
    /// The register as it was read first.
    pub(super) file: RegisterFile,
    /// The day.
    pub(super) today: Day,
    report: Report,
    documents: Vec<SeenDocument>,
}

/// What is to be done, and who answers for it.
pub(super) struct Plan {
    /// The entries as they shall be.
    pub(super) edits: Vec<Edit>,
    /// Who must have the authority for it; none where nobody must.
    pub(super) authority: Option<Grantor>,
    /// Whether the checks have a say in it.
    pub(super) is_judged: bool,
    /// What to say when it is done.
    pub(super) done: String,
}

/// What a person saw of the register before it is changed.
pub(super) enum Sight<'a> {
    /// Nothing: the change is right whatever else it says by now.
    None,
    /// An entry, as it was read first.
    Shown,
    /// An entry; and the change itself is shown before it is made, when they agree.
    Asked(&'a dyn Fn() -> std::io::Result<bool>),
}

impl Desk {
    /// Audits the policies. Says on standard error what could not be read.
    pub(super) fn open(arguments: &BendsInputArgs) -> Result<Self, Vec<Error>> {
        let settings = Settings::load(&arguments.input)?;
        let file = RegisterFile::require(&arguments.register, &settings)?;
        Self::with(arguments, settings, file)
    }

    /// The same; without a register it is as if there were an empty one.
    pub(super) fn open_or_empty(arguments: &BendsInputArgs) -> Result<Self, Vec<Error>> {
        let settings = Settings::load(&arguments.input)?;
        let file = match RegisterFile::find(&arguments.register, &settings)? {
            Some(file) => file,
            None => {
                let path = RegisterFile::new_path(&arguments.register, &settings);
                let source = SourceFile::new(files::shown(&path), "version: 1\nroles: []\n");
                RegisterFile { register: register::load(&source)?, source, path }
            }
        };
        Self::with(arguments, settings, file)
    }

    fn with(arguments: &BendsInputArgs, settings: Settings, file: RegisterFile) -> Result<Self, Vec<Error>> {
        let today = output::today(arguments.today.as_deref())?;
        let options = Options { today: today.to_string(), ..Options::default() };
        let (mut report, documents) = audit_all(&settings, &options, Some(&file));
        settings.configuration.sureness(None).keep(&mut report);
        terminal::show_errors(&report.errors);
        Ok(Self { settings, file, today, report, documents })
    }

    /// Whether every document could be read.
    pub(super) fn completeness(&self) -> Exit {
        completeness(&self.report)
    }

    /// Whether the register holds no bends.
    pub(super) fn is_empty(&self) -> bool {
        self.file.register.bends.is_empty()
    }

    /// What follows from the register as it was read first.
    pub(super) fn bends(&self) -> Result<Reconciled, Vec<Error>> {
        self.reconcile(&self.file.source)
    }

    fn reconcile(&self, source: &SourceFile) -> Result<Reconciled, Vec<Error>> {
        let register = register::load(source)?;
        Ok(self.hold(source, register))
    }

    fn hold(&self, source: &SourceFile, register: Register) -> Reconciled {
        let file = RegisterFile { path: self.file.path.clone(), source: source.clone(), register };
        file.reconcile(self.documents.clone(), &self.report, &self.settings, self.today)
    }

    /// Changes the register as it is now on the disk, and says what changed. `plan` sees what follows from it as it is.
    ///
    /// # Errors
    ///
    /// The plan's own; the register cannot be changed without loss or was changed since it was shown; or what would come
    /// out is wrong. Then the file is as it was.
    pub(super) fn change(
        &self,
        arguments: &ChangeArgs,
        sight: &Sight<'_>,
        plan: impl FnOnce(&Reconciled) -> Result<Plan, Vec<Error>>,
    ) -> Result<Exit, Vec<Error>> {
        let path = &self.file.path;
        let one = |error| vec![error];
        let is_asked = matches!(sight, Sight::Asked(_));
        // Nobody waits while a person thinks.
        let holds = !arguments.dry_run && !is_asked;
        let mut lock = if holds { Some(Replacement::begin(path).map_err(one)?) } else { None };
        let source = files::read_own(path).map_err(one)?;
        if !matches!(sight, Sight::None) {
            self.same_as(&self.file.source, &source)?;
        }
        let before = self.reconcile(&source)?;
        let plan = plan(&before)?;
        let edited = register::edit(&source, &plan.edits)?;
        if edited.splices.is_empty() {
            print(&format!("Nothing to change: {} says so already.\n", source.path))?;
            return Ok(Exit::Clean);
        }
        files::fits_own(&source.path, edited.text.len()).map_err(one)?;
        let changed = SourceFile::new(source.path.as_str(), edited.text.as_str());
        let judged = || self.judge(&before, &changed, &plan, arguments.force);
        let noted = if plan.is_judged { judged()? } else { String::new() };
        print(&emit::patch(&source, &edited.splices, output::colors(arguments.color)))?;
        print(&noted)?;
        if arguments.dry_run {
            return print("Nothing is written: this was a trial.\n").map(|()| Exit::Clean);
        }
        if let Sight::Asked(agrees) = sight {
            let agreed = agrees().map_err(|error| one(Error::new(format!("cannot ask: {error}"))))?;
            if !agreed {
                return print("Nothing is written.\n").map(|()| Exit::Clean);
            }
            lock = Some(Replacement::begin(path).map_err(one)?);
            self.same_as(&source, &files::read_own(path).map_err(one)?)?;
        }
        if let Some(lock) = lock {
            lock.finish(edited.text.as_bytes()).map_err(one)?;
        }
        print(&format!("{}\n", plan.done))?;
        Ok(Exit::Clean)
    }

    /// Refuses a register that is not what a person saw.
    fn same_as(&self, shown: &SourceFile, now: &SourceFile) -> Result<(), Vec<Error>> {
        if shown.text == now.text {
            return Ok(());
        }
        let error = Error::new("the register was changed while you looked at it").in_file(now.path.as_str());
        Err(vec![error.help("nothing was written; run the command again")])
    }

    /// What the checks say of the changed entries that they did not say before: refuses what is high or critical, tells
    /// the rest.
    fn judge(&self, before: &Reconciled, changed: &SourceFile, plan: &Plan, force: bool) -> Result<String, Vec<Error>> {
        let register = register::load(changed)?;
        let is_about = |finding: &&Finding| {
            let id = finding.primary.section.get(1).filter(|_| finding.primary.path == changed.path);
            id.is_some_and(|id| plan.edits.iter().any(|edit| edit.bend.id == *id))
        };
        let mut entrusted = register.clone();
        if let Some(grantor) = &plan.authority {
            for edit in &plan.edits {
                let own = entrusted.bends.iter_mut().filter(|entry| entry.value.id == edit.bend.id);
                own.for_each(|entry| entry.value.granted_by = grantor.clone());
            }
        }
        let after = self.hold(changed, register);
        let is_new = |finding: &&Finding| !before.findings.iter().any(|old| old.identity == finding.identity);
        let mut found: Vec<Finding> = after.findings.iter().filter(|it| is_about(it) && is_new(it)).cloned().collect();
        if plan.authority.is_some() {
            found.retain(|finding| finding.lint != BEYOND_GRANTOR);
            let entrusted = self.hold(changed, entrusted).findings.into_iter();
            found.extend(entrusted.filter(|finding| finding.lint == BEYOND_GRANTOR && is_about(&finding)));
        } else {
            // What is only proposed, or stopped, needs nobody who may grant it.
            found.retain(|finding| finding.lint != BEYOND_GRANTOR);
        }
        let (grave, slight): (Vec<_>, Vec<_>) = found.iter().partition(|it| it.severity >= Severity::High);
        if !grave.is_empty() && !force {
            let cards: std::collections::BTreeMap<String, _> = register::CHECKS.cards().collect();
            let refused = grave.into_iter().map(|finding| {
                let card = cards.get(&finding.lint);
                let repair = card.map(|card| card.rewrite.clone()).unwrap_or_default();
                Error::new(format!("{} [{}]: {}", finding.severity, finding.lint, finding.message))
                    .in_file(changed.path.as_str())
                    .help(format!("{repair} Nothing was written; --force writes it all the same"))
            });
            return Err(refused.collect());
        }
        let told = grave.into_iter().chain(slight);
        let told = told.map(|it| format!("Note ({}, {}): {}.\n", it.severity, it.lint, emit::harmless(&it.message)));
        Ok(told.collect())
    }
}

const BEYOND_GRANTOR: &str = "bend/beyond-grantor";

/// Who decides, as typed: a role, and a name behind a colon.
pub(super) fn grantor(register: &Register, typed: &str) -> Result<Grantor, Vec<Error>> {
    let (role, name) = typed.split_once(':').unwrap_or((typed, ""));
    let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    Ok(Grantor { role: role_id(register, role)?, name })
}

/// The id of a role, by id, alias or label.
pub(super) fn role_id(register: &Register, name: &str) -> Result<String, Vec<Error>> {
    register.role_called(name).map(|role| role.id.clone()).ok_or_else(|| {
        let known: Vec<&str> = register.roles.iter().map(|entry| entry.value.id.as_str()).collect();
        let meant = did_you_mean(name, known.iter().copied());
        let error = Error::new(format!("there is no role `{name}`")).in_file(register.path.as_str());
        vec![error.help(format!("{meant}roles: {}", known.join(", ")))]
    })
}

/// A day, as typed behind an option.
pub(super) fn day(option: &str, typed: &str) -> Result<Day, Vec<Error>> {
    typed.parse().map_err(|message: String| vec![Error::new(message).help(format!("write {option} YYYY-MM-DD"))])
}
