//! Pattern → [`Program`].

use super::program::{ByteSet, Class, Look, Program, Run, Step, UNLIMITED};
use super::words::is_word;
use regex_syntax::hir::{self, Hir, HirKind};

/// Steps, branches and places in counted runs that a program may have. The time of a search is at most this times the
/// length of the text.
pub(super) const MAX_SIZE: usize = 1_000;

/// The program would be larger than [`MAX_SIZE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The program of a pattern; `quantity` is the name of the group to report.
pub(super) fn compile(hir: &Hir, quantity: &str) -> Result<Program, TooLarge> {
    let mut compiler = Compiler { program: Program::default(), quantity, size: 0 };
    compiler.part(hir)?;
    compiler.step(Step::Match)?;
    Ok(compiler.finish())
}

struct Compiler<'a> {
    program: Program,
    quantity: &'a str,
    size: usize,
}

impl Compiler<'_> {
    fn part(&mut self, hir: &Hir) -> Result<(), TooLarge> {
        match hir.kind() {
            HirKind::Empty => Ok(()),
            HirKind::Literal(literal) => self.text(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => {
                let class = self.class(class);
                self.step(Step::Class(class))
            }
            HirKind::Look(hir::Look::Start) => self.step(Step::Look(Look::Start)),
            HirKind::Look(hir::Look::End) => self.step(Step::Look(Look::End)),
            HirKind::Look(_) => self.step(Step::Look(Look::Boundary)),
            HirKind::Repetition(repetition) => self.repetition(repetition),
            HirKind::Capture(capture) if capture.name.as_deref() == Some(self.quantity) => {
                self.step(Step::QuantityStart)?;
                self.part(&capture.sub)?;
                self.step(Step::QuantityEnd)
            }
            HirKind::Capture(capture) => self.part(&capture.sub),
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.part(part)),
            HirKind::Alternation(parts) => self.alternation(parts),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), TooLarge> {
        let start = self.program.letters.len();
        self.program.letters.push_str(text);
        let end = u16::try_from(self.program.letters.len()).map_err(|_| TooLarge)?;
        self.step(Step::Text(start as u16, end))
    }

    fn class(&mut self, class: &hir::Class) -> u16 {
        let mut found = Class { ascii: [0; 2], others: Vec::new() };
        if let hir::Class::Unicode(class) = class {
            for range in class.iter() {
                for letter in u32::from(range.start())..=u32::from(range.end()).min(127) {
                    found.ascii[letter as usize / 64] |= 1 << (letter % 64);
                }
                if !range.end().is_ascii() {
                    found.others.push((range.start().max('\u{80}'), range.end()));
                }
            }
        }
        let classes = &mut self.program.classes;
        let known = classes.iter().position(|class| *class == found);
        if known.is_none() {
            classes.push(found);
        }
        known.unwrap_or(classes.len() - 1) as u16
    }

    fn alternation(&mut self, parts: &[Hir]) -> Result<(), TooLarge> {
        let branches = self.choice(parts.len())?;
        let mut jumps = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            self.go(branches + index, self.program.steps.len());
            self.part(part)?;
            if index + 1 < parts.len() {
                jumps.push(self.program.steps.len());
                self.step(Step::Jump(0))?;
            }
        }
        let end = self.program.steps.len() as u16;
        jumps.into_iter().for_each(|jump| self.program.steps[jump] = Step::Jump(end));
        Ok(())
    }

    fn repetition(&mut self, repetition: &hir::Repetition) -> Result<(), TooLarge> {
        let (min, max, lazy) = (repetition.min as usize, repetition.max.map(|max| max as usize), !repetition.greedy);
        match (repetition.sub.kind(), max) {
            (HirKind::Class(class), Some(max)) => {
                let class = self.class(class);
                self.run(class, min, max, lazy)
            }
            (HirKind::Class(class), None) if !lazy => {
                let class = self.class(class);
                self.run(class, min.saturating_sub(1), min.saturating_sub(1), lazy)?;
                self.run(class, min.min(1), usize::from(UNLIMITED), lazy)
            }
            (_, Some(max)) => self.counted(&repetition.sub, min, max, lazy),
            (_, None) => self.looped(&repetition.sub, min, lazy),
        }
    }

    fn run(&mut self, class: u16, min: usize, max: usize, lazy: bool) -> Result<(), TooLarge> {
        match (min, max) {
            (_, 0) => return Ok(()),
            (1, 1) => return self.step(Step::Class(class)),
            _ => {}
        }
        if max != usize::from(UNLIMITED) {
            self.size += max;
        }
        let row = self.program.rows;
        self.program.rows += 2;
        self.step(Step::Run(Run { class, min: min as u16, max: max as u16, lazy, row, next: 0 }))
    }

    fn counted(&mut self, part: &Hir, min: usize, max: usize, lazy: bool) -> Result<(), TooLarge> {
        for _ in 0..min {
            self.part(part)?;
        }
        let mut ends = Vec::new();
        for _ in min..max {
            let branches = self.choice(2)?;
            self.go(branches + usize::from(lazy), self.program.steps.len());
            ends.push(branches + usize::from(!lazy));
            self.part(part)?;
        }
        let end = self.program.steps.len();
        ends.into_iter().for_each(|branch| self.go(branch, end));
        Ok(())
    }

    fn looped(&mut self, part: &Hir, min: usize, lazy: bool) -> Result<(), TooLarge> {
        let start = self.program.steps.len();
        if min == 0 && part.properties().minimum_len() > Some(0) {
            let before = self.choice(2)?;
            self.go(before + usize::from(lazy), self.program.steps.len());
            self.part(part)?;
            self.step(Step::Jump(start as u16))?;
            self.go(before + usize::from(!lazy), self.program.steps.len());
            return Ok(());
        }
        for _ in 1..min {
            self.part(part)?;
        }
        // What may be empty is tried once or more often, or not at all: so an empty turn ends the loop.
        let before = if min == 0 { Some(self.choice(2)?) } else { None };
        let start = self.program.steps.len();
        self.part(part)?;
        let behind = self.choice(2)?;
        let end = self.program.steps.len();
        for branches in [before, Some(behind)].into_iter().flatten() {
            self.go(branches + usize::from(lazy), start);
            self.go(branches + usize::from(!lazy), end);
        }
        Ok(())
    }

    /// Adds a choice whose branches are yet to be said; returns the number of the first.
    fn choice(&mut self, branches: usize) -> Result<usize, TooLarge> {
        let start = self.program.targets.len();
        self.size += branches;
        self.program.targets.resize(start + branches, 0);
        let row = self.program.rows;
        self.program.rows += 1;
        self.step(Step::Choice(start as u16, (start + branches) as u16, row))?;
        Ok(start)
    }

    /// Says where a branch goes on.
    fn go(&mut self, branch: usize, step: usize) {
        self.program.targets[branch] = step as u16;
    }

    fn step(&mut self, step: Step) -> Result<(), TooLarge> {
        self.size += 1;
        self.program.steps.push(step);
        if self.size > MAX_SIZE { Err(TooLarge) } else { Ok(()) }
    }

    fn finish(mut self) -> Program {
        self.program.firsts = self.program.targets.iter().map(|&step| self.first(step)).collect();
        let starts = self.starts(0);
        let in_word = (0..=u8::MAX).all(|byte| is_word(byte) || !starts.has(Some(byte)));
        self.program.at_word = in_word && self.program.steps[0] == Step::Look(Look::Boundary);
        self.program.sets.push(starts);
        for index in 0..self.program.steps.len() {
            if let Step::Run(run) = self.program.steps[index] {
                let next = self.program.sets.len() as u16;
                self.program.sets.push(self.starts(index as u16 + 1));
                self.program.steps[index] = Step::Run(Run { next, ..run });
            }
        }
        self.program
    }

    /// The byte with which a step must go on, or 0.
    fn first(&self, step: u16) -> u8 {
        match self.program.steps[usize::from(step)] {
            Step::Text(start, _) => self.program.letters.as_bytes()[usize::from(start)],
            Step::Look(_) | Step::QuantityStart | Step::QuantityEnd => self.first(step + 1),
            Step::Jump(next) => self.first(next),
            _ => 0,
        }
    }

    /// The bytes with which a step may go on; all, when the pattern may end there.
    fn starts(&self, step: u16) -> ByteSet {
        let Program { steps, targets, classes, letters, .. } = &self.program;
        let mut set = ByteSet::default();
        let mut seen = vec![false; steps.len()];
        let mut open = vec![step];
        while let Some(step) = open.pop() {
            if std::mem::replace(&mut seen[usize::from(step)], true) {
                continue;
            }
            match steps[usize::from(step)] {
                Step::Text(start, _) => set.add(letters.as_bytes()[usize::from(start)]),
                Step::Class(class) => set.add_class(&classes[usize::from(class)]),
                Step::Run(run) => {
                    set.add_class(&classes[usize::from(run.class)]);
                    open.extend((run.min == 0).then_some(step + 1));
                }
                Step::Look(_) | Step::QuantityStart | Step::QuantityEnd => open.push(step + 1),
                Step::Choice(start, end, _) => open.extend(&targets[usize::from(start)..usize::from(end)]),
                Step::Jump(next) => open.push(next),
                Step::Match => return ByteSet::ALL,
            }
        }
        set
    }
}
