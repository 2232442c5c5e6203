//! `check`: the audit as a gate. What shuts it: findings as severe as asked for, rules that got worse, exceptions that ended.

use super::args_check::{CheckArgs, Gate};
use super::audit::completeness;
use super::exceptions::{Key, key};
use super::exit::Exit;
use super::weighed::{Asked, run};
use crate::error::Error;
use crate::finding::Finding;
use crate::revision::Class;
use crate::ruleset::Severity;

/// Runs `check`.
pub(super) fn check(arguments: &CheckArgs) -> Result<Exit, Vec<Error>> {
    let on_tightened = arguments.fail_on.contains(&Gate::Tightened);
    if on_tightened && arguments.base.base.is_none() {
        let error = Error::new("`--fail-on tightened` needs an older edition to compare with");
        return Err(vec![error.help("add `--base REV`, for example `--base origin/main...`")]);
    }
    let CheckArgs { input, weighed, expiry, output, base, .. } = arguments;
    let asked = Asked::new(input, weighed, expiry, base);
    let (configured, report, weights) = run(&asked, output)?;
    let typed = arguments.fail_on.iter().filter_map(|gate| match gate {
        Gate::Severity(severity) => Some(*severity),
        Gate::Tightened => None,
    });
    // Who asks for `tightened` alone means that alone.
    let default = configured.unwrap_or(Severity::High);
    let fail_on = typed.min().or((!on_tightened).then_some(default));
    let is_new = |key: &Key| weights.new.as_ref().is_none_or(|new| new.contains(key));
    let counts = |finding: &Finding| fail_on.is_some_and(|least| finding.severity >= least);
    let found = report.counted().filter(|finding| counts(finding)).any(|finding| {
        let key = key(finding);
        !weights.told.contains(&key) && (!arguments.new_only || is_new(&key))
    });
    let tightened = report.comparison.as_ref().is_some_and(|it| it.of(Class::Tightened).next().is_some());
    let shut = found || weights.expired || (on_tightened && tightened);
    let gate = if shut { Exit::Findings } else { Exit::Clean };
    Ok(gate.max(completeness(&report)))
}
