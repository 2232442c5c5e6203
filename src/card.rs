//! The report card of a document. Core, from 0 to 100, says how far it keeps the basic promise. What hurts customers
//! subtracts; nothing adds. Experience, from 0 to 100, says how much of what lets people be served as people is there.
//!
//! Each kind of finding (each lint) counts once, with a tenth more for each further rule that has it, up to half more: so a
//! text cannot be made to look better by splitting, padding or repeating. The sum falls on 0 to 100 by an exponential, which
//! tells bad documents from worse ones. A letter is provisional until people have confirmed every critical and high finding.
//! The best letter that Core alone can earn is C; only then does Experience count, and lifts it to B or A. No text alone earns
//! an A: people must really use the room that they have.

use crate::ruleset::Severity;

/// Rules that a document must have to be graded at all.
pub const FEWEST_RULES: usize = 5;

/// One kind of finding in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The worst severity of its findings.
    pub severity: Severity,
    /// How many rules have it.
    pub times: usize,
    /// Whether staff may bend every one of these rules.
    pub is_bendable: bool,
    /// Whether a person confirmed any of its findings.
    pub is_confirmed: bool,
    /// Whether it misleads or takes a right away, which no bend cures.
    pub is_beyond_bends: bool,
    /// Whether every one of its findings was looked at by a person.
    pub is_reviewed: bool,
}

/// How far a document keeps the basic promise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Core {
    /// 0 to 100, more is better.
    pub value: u32,
    /// `C`, `D` or `F`.
    pub letter: char,
    /// Whether the letter may still change, because critical or high findings were not reviewed.
    pub is_provisional: bool,
}

/// The Core of a document with these kinds of findings.
///
/// ```
/// use dumbrules::card::core;
///
/// let clean = core(&[]);
/// assert_eq!((clean.value, clean.letter, clean.is_provisional), (100, 'C', false));
/// ```
pub fn core(kinds: &[Kind]) -> Core {
    let weight: f64 = kinds.iter().map(weight).sum();
    let value = (100.0 * (-weight / 80.0).exp()).round();
    let critical = kinds.iter().filter(|kind| kind.severity == Severity::Critical);
    let confirmed = critical.clone().filter(|kind| kind.is_confirmed).count();
    let letter = if confirmed >= 2 || value < 35.0 {
        'F'
    } else if critical.count() >= 1 || value < 60.0 {
        'D'
    } else {
        'C'
    };
    let is_open = |kind: &Kind| kind.severity >= Severity::High && !kind.is_reviewed;
    // Between 0 and 100: an exponential of nothing positive.
    Core { value: value as u32, letter, is_provisional: kinds.iter().any(is_open) }
}

/// How much of what lets people be served as people is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Experience {
    /// 0 to 100, more is better: the mean over the checks that apply.
    pub value: u32,
    /// How many checks apply.
    pub checks: usize,
}

/// The Experience of a document by its checks, each so many of so many; one with nothing to count does not apply. None when
/// none applies.
///
/// ```
/// use dumbrules::card::experience;
///
/// let half = experience(&[(1, 2), (0, 0), (3, 6)]).unwrap();
/// assert_eq!((half.value, half.checks), (50, 2));
/// ```
pub fn experience(checks: &[(usize, usize)]) -> Option<Experience> {
    let shares: Vec<f64> = checks.iter().filter(|(_, of)| *of > 0).map(|(met, of)| *met as f64 / *of as f64).collect();
    let sum: f64 = shares.iter().sum();
    // Between 0 and 100: a mean of shares.
    let value = (100.0 * sum / shares.len() as f64).round();
    (!shares.is_empty()).then_some(Experience { value: value as u32, checks: shares.len() })
}

/// The letter that Core and Experience earn together. `grave`: how many high findings there are. `is_lived`: whether the
/// register of bends is in order, and a log shows that it is used.
pub fn letter(core: Core, grave: usize, experience: Option<Experience>, is_lived: bool) -> char {
    let Some(Experience { value, checks }) = experience.filter(|_| core.letter == 'C') else { return core.letter };
    match grave {
        0 if value >= 80 && checks >= 6 && is_lived => 'A',
        0 | 1 if value >= 60 && checks >= 4 => 'B',
        _ => core.letter,
    }
}

/// What a kind of finding takes.
fn weight(kind: &Kind) -> f64 {
    let points = match kind.severity {
        Severity::Critical => 20.0,
        Severity::High => 8.0,
        Severity::Medium => 3.0,
        Severity::Low => 1.0,
        Severity::Info => 0.0,
    };
    let relieved = kind.is_bendable && !kind.is_beyond_bends && kind.severity != Severity::Critical;
    let more = kind.times.saturating_sub(1).min(5) as f64;
    points * (1.0 + 0.1 * more) * if relieved { 0.5 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::{Core, Experience, Kind, core, letter};
    use crate::ruleset::Severity;

    fn kinds(severities: &[(Severity, usize)]) -> Vec<Kind> {
        let kind = |severity| Kind {
            severity,
            times: 1,
            is_bendable: false,
            is_confirmed: false,
            is_beyond_bends: false,
            is_reviewed: false,
        };
        severities.iter().flat_map(|&(severity, n)| vec![kind(severity); n]).collect()
    }

    const NASTY: [(Severity, usize); 4] =
        [(Severity::Critical, 2), (Severity::High, 5), (Severity::Medium, 2), (Severity::Low, 1)];

    #[test]
    fn a_nasty_page_fails_and_a_mended_one_does_not() {
        assert_eq!(core(&kinds(&NASTY)), Core { value: 34, letter: 'F', is_provisional: true });
        let mended = core(&kinds(&[(Severity::High, 2), (Severity::Medium, 2)]));
        assert_eq!((mended.value, mended.letter), (76, 'C'));
    }

    #[test]
    fn a_bend_halves_what_a_rule_takes_but_cures_nothing_critical() {
        let mut some = kinds(&[(Severity::High, 2), (Severity::Medium, 2)]);
        some[0].is_bendable = true;
        assert_eq!(core(&some).value, 80);
        let mut critical = kinds(&[(Severity::Critical, 1)]);
        let before = core(&critical).value;
        critical[0].is_bendable = true;
        assert_eq!(core(&critical).value, before);
    }

    #[test]
    fn a_letter_is_provisional_until_the_grave_findings_are_reviewed() {
        let mut all = kinds(&[(Severity::Critical, 2), (Severity::Low, 3)]);
        assert_eq!((core(&all).letter, core(&all).is_provisional), ('D', true));
        all.iter_mut().filter(|kind| kind.severity == Severity::Critical).for_each(|kind| {
            kind.is_reviewed = true;
            kind.is_confirmed = true;
        });
        assert_eq!((core(&all).letter, core(&all).is_provisional), ('F', false));
    }

    #[test]
    fn experience_lifts_only_what_keeps_the_basic_promise_and_an_a_must_be_lived() {
        let clean = core(&[]);
        let of = |value, checks| Some(Experience { value, checks });
        assert_eq!(letter(clean, 0, None, true), 'C');
        assert_eq!(letter(clean, 0, of(59, 8), true), 'C');
        assert_eq!((letter(clean, 1, of(60, 4), false), letter(clean, 2, of(60, 4), false)), ('B', 'C'));
        assert_eq!(letter(clean, 0, of(100, 3), true), 'C', "too little to judge by");
        assert_eq!((letter(clean, 0, of(80, 6), true), letter(clean, 0, of(80, 6), false)), ('A', 'B'));
        assert_eq!((letter(clean, 1, of(90, 8), true), letter(clean, 0, of(90, 5), true)), ('B', 'B'));
        let poor = core(&kinds(&NASTY));
        assert_eq!(letter(poor, 0, of(100, 8), true), 'F');
    }

    #[test]
    fn repeating_a_rule_costs_less_than_another_one_and_more_findings_never_help() {
        let mut once = kinds(&[(Severity::High, 1)]);
        let one = core(&once).value;
        once[0].times = 100;
        let many = core(&once).value;
        let two = core(&kinds(&[(Severity::High, 2)])).value;
        assert!(two < many && many < one, "{two} {many} {one}");
    }
}
