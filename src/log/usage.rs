//! A tally, cases and nominations → [`Usage`] and findings.

use super::check_rule::verdict_of;
use super::checks::Raised;
use super::fault::Fault;
use super::gathered::{Gathered, gather};
use super::nominated::nominated;
use super::suggestion::suggest;
use super::tally::Tally;
use super::{BendUse, Cases, LogFile, Nominations, RuleUse, Share, Usage, Verdict, Weighed, check_bend, check_rule};
use crate::day::Day;
use crate::finding::Finding;
use crate::interval::wilson;
use crate::text::SourceFile;

/// What the logs say. `source` is the text of the register, `counted` are the findings about the documents that count, and
/// `is_whole` says whether all documents were read: only then can a rule be said to stand nowhere.
pub fn weigh(
    mut tally: Tally<'_>,
    cases: &Cases,
    nominations: &Nominations,
    source: &SourceFile,
    counted: &[&Finding],
    is_whole: bool,
) -> Weighed {
    let reconciled = tally.ground.reconciled;
    let kill = reconciled.register.conventions.kill;
    let files: Vec<_> = tally.files.clone();
    let mut raised = Raised::new(reconciled, source, &files);
    let mut notes = Vec::new();
    let mut rules = Vec::new();
    for gathered in gather(&tally) {
        let used = rule_use(&tally, cases, &gathered, &mut notes);
        check_bend::check(&mut raised, &tally, &gathered);
        check_rule::check(&mut raised, &tally, &gathered, &used);
        rules.push(used);
    }
    let exceeded = tally.ledger.exceeded(tally.ground.from);
    check_bend::together(&mut raised, &tally.ground, &exceeded);
    check_bend::unused(&mut raised, &tally.ground, &tally.last_used, tally.earliest);
    notes.extend(not_counted(&tally));
    if nominations.left_out > 0 {
        notes.push(format!(
            "{} nominations are a year old or older, or of days to come: left out",
            nominations.left_out
        ));
    }
    let mut findings = raised.into_findings();
    let mut raised = Raised::new(reconciled, source, &nominations.files);
    let nominated = nominated(&mut raised, nominations, counted, is_whole);
    findings.extend(raised.into_findings());
    findings.sort_by_cached_key(|finding| {
        let label = &finding.primary;
        (label.path.clone(), label.span, label.start, finding.lint.clone(), finding.message.clone())
    });
    // Stable, so that of equally used ones the order is that of the documents.
    rules.sort_by_key(|used| std::cmp::Reverse((used.figures.uses, used.figures.refusals)));
    let files = files.into_iter().chain(cases.files.iter().cloned()).chain(nominations.files.iter().cloned());
    let files: Vec<LogFile> = files.collect();
    let errors = files.iter().flat_map(|file| file.errors.iter().cloned()).chain(cases.overlapping()).collect();
    let usage = Usage {
        from: tally.ground.from,
        to: tally.ground.today,
        kill,
        files,
        rows: tally.rows,
        in_window: tally.in_window,
        after_today: tally.after_today,
        rules,
        nominated,
        notes,
    };
    Weighed { usage, findings, errors }
}

fn rule_use(tally: &Tally<'_>, cases: &Cases, gathered: &Gathered, notes: &mut Vec<String>) -> RuleUse {
    let ground = &tally.ground;
    let reason = |reason: u32| tally.reasons.name(reason);
    let figures = gathered.cell.figures(reason);
    let mut bends: Vec<BendUse> = gathered
        .parts
        .iter()
        .map(|((bend, role), cell)| BendUse {
            bend: bend.map(|bend| ground.bend(bend).id.clone()),
            role: role.clone(),
            figures: cell.figures(reason),
        })
        .collect();
    bends.sort_by_key(|used| std::cmp::Reverse((used.figures.uses, used.figures.refusals)));
    let subject = gathered.subject.map(|subject| &ground.subjects[subject]);
    let seen = subject.and_then(|subject| ground.seen(subject));
    let cases = share(tally, cases, gathered, notes);
    let is_open = seen.is_some() && !subject.is_some_and(|subject| subject.protected);
    let kill = ground.reconciled.register.conventions.kill;
    let verdict = if is_open { verdict_of(kill, &figures, cases.map(|share| share.interval)) } else { Verdict::Leave };
    // What staff do is what they do under the bend they use most.
    let most_used = gathered.by_bend().into_iter().filter_map(|(bend, cell)| Some((cell.uses(), bend?)));
    let effect = most_used.max().map(|(_, bend)| ground.bend(bend).effect);
    let suggestion = seen.filter(|_| verdict == Verdict::Change).map(|seen| suggest(seen, effect, &figures));
    let label = seen.map(|seen| seen.label.clone());
    RuleUse { rule: gathered.rule.clone(), label, figures, bends, cases, verdict, suggestion }
}

/// In how many cases a rule was bent, on the days of which the number of cases is known.
fn share(tally: &Tally<'_>, cases: &Cases, gathered: &Gathered, notes: &mut Vec<String>) -> Option<Share> {
    let (rule, subject) = (gathered.rule.as_ref()?, gathered.subject?);
    let (cases, known) = cases.between(rule, tally.ground.from, tally.ground.today)?;
    let days = tally.by_day.get(&u32::try_from(subject).ok()?);
    let uses_between = |(first, last): &(Day, Day)| -> u64 {
        days.map_or(0, |days| days.range(*first..=*last).map(|(_, uses)| uses).sum())
    };
    let uses: u64 = known.iter().map(uses_between).sum();
    if uses > cases {
        notes.push(format!("`{rule}` was bent {uses} times in {cases} cases: the number of cases cannot be right"));
        return None;
    }
    Some(Share { uses, cases, interval: wilson(uses as usize, cases as usize) })
}

/// What could not be counted exactly, in sentences.
fn not_counted(tally: &Tally<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let full = [
        (&tally.strange, "rules that neither register nor documents know"),
        (&tally.roles, "roles that the register does not know"),
        (&tally.reasons, "reasons that the register does not know"),
        (&tally.channels, "channels"),
    ];
    for (_, what) in full.into_iter().filter(|(names, _)| names.is_full()) {
        notes.push(format!("there are too many {what} to tell them apart: they are counted together"));
    }
    if tally.ledger.one_in() > 1 {
        let one_in = tally.ledger.one_in();
        notes.push(format!(
            "limits per customer were checked for one in {one_in} customers: there are too many to keep"
        ));
    }
    if tally.cells.values().any(|cell| cell.people.is_thinned()) {
        notes.push("people are so many that their number is an estimate".to_owned());
    }
    let foreign: u64 = tally.cells.values().map(|cell| cell.faults(Fault::OtherCurrency)).sum();
    if foreign > 0 {
        notes
            .push(format!("{foreign} sums are in another currency than the register's and were held against no limit"));
    }
    if tally.after_today > 0 {
        notes.push(format!("{} rows are of days after {} and were left out", tally.after_today, tally.ground.today));
    }
    notes
}
