//! How fast an exception log is read, and in how much memory: `cargo bench --bench log`.
//!
//! `cargo bench --bench log -- FILE [ROWS]` writes a made-up log instead, to be read with `dumbrules bends use --log FILE`. It is
//! the same on every run: forty rules that a register knows and some that it does not, two hundred people, a year of days.

#![allow(clippy::print_stdout, reason = "a benchmark talks")]

use dumbrules::log::{Cases, Nominations, Tally, weigh};
use dumbrules::register::{Scope, load, reconcile};
use dumbrules::text::SourceFile;
use std::fmt::Write as _;
use std::io::{BufWriter, Read, Write};
use std::time::Instant;

const ROWS: u64 = 1_000_000;
const HEAD: &str = "date,rule,bend,role,staff,customer,reason,quantity,unit,currency,decision,approved_by,minutes_to_decide,channel,note\n";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let rows = arguments.get(1).and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let Some(path) = arguments.first() else { return measure() };
    let file = std::fs::File::create(path).expect("the file can be written");
    let mut out = BufWriter::new(file);
    std::io::copy(&mut Rows::new(rows), &mut out).and_then(|_| out.flush()).expect("the file can be written");
}

/// Reads as many rows as are made up while they are read, so that only the tally takes memory.
fn measure() {
    let source = SourceFile::new("bends.yaml", register());
    let register = load(&source).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let scope = Scope { name_of: &str::to_owned, exists: &|_| false, is_whole: true };
    let today = "2026-06-15".parse().expect("a day");
    let reconciled = reconcile(register, &source, Vec::new(), &[], today, &scope);
    let before = peak_kilobytes();
    let started = Instant::now();
    let mut made_up = std::io::sink();
    std::io::copy(&mut Rows::new(ROWS), &mut made_up).expect("nothing to fail");
    let making = started.elapsed();
    let started = Instant::now();
    let mut tally = Tally::new(&reconciled);
    tally.read("exceptions.csv", &mut Rows::new(ROWS));
    let weighed = weigh(tally, &Cases::default(), &Nominations::new(today), &source, &[], true);
    let reading = started.elapsed().saturating_sub(making);
    println!("rows       {}, {} bad", weighed.usage.rows, weighed.usage.files[0].bad);
    println!("rules      {}", weighed.usage.rules.len());
    println!("findings   {}", weighed.findings.len());
    println!("time       {:.2} s, {:.0} rows a second", reading.as_secs_f64(), ROWS as f64 / reading.as_secs_f64());
    if let (Some(before), Some(after)) = (before, peak_kilobytes()) {
        println!("memory     {:.1} MiB at its peak, {:.1} MiB before", after as f64 / 1024.0, before as f64 / 1024.0);
    }
}

/// The most memory that this process had, where the system tells.
fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A register of forty bends.
fn register() -> String {
    let mut text = "version: 1\ncurrency: GBP\nroles:\n".to_owned();
    for (rank, role) in ["frontline", "duty-lead", "manager"].iter().enumerate() {
        let _ =
            writeln!(text, "  - {{id: {role}, rank: {}, ceiling: {{money: 500, percent: 100, days: 365}}}}", rank + 1);
    }
    text.push_str("reasons:\n  - {id: illness, kind: circumstance}\n  - {id: makes-no-sense, kind: dumb-rule}\n");
    text.push_str("  - {id: other, kind: other, needs_note: true}\nbends:\n");
    for number in 0..40 {
        let _ = writeln!(
            text,
            "  - {{id: B-{number:03}, rule: rule.number-{number}, quote: Rule {number}., effect: waive, role: frontline, \
             limit: {{money: {{amount: 40}}, count: {{n: 3, per: customer, period: P1Y}}, \
             budget: {{amount: 9000, per: team, period: P1M}}}}, when: [illness, makes-no-sense, other], \
             beyond: {{role: duty-lead, within: PT10M}}, granted_by: {{role: manager}}, granted_on: 2025-01-01, \
             expires: 2026-12-31, status: approved}}"
        );
    }
    text
}

/// Made-up rows, as a stream.
struct Rows {
    dice: u64,
    left: u64,
    text: Vec<u8>,
    read: usize,
}

impl Rows {
    fn new(left: u64) -> Self {
        Self { dice: 1, left, text: HEAD.as_bytes().to_vec(), read: 0 }
    }

    /// A number below `limit`, the same on every run.
    fn roll(&mut self, limit: u64) -> u64 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 33) % limit
    }

    fn row(&mut self) {
        let number = self.roll(41);
        let (month, day) = (self.roll(12) + 1, self.roll(28) + 1);
        let year = if month > 6 { 2025 } else { 2026 };
        let decision = ["bent", "bent", "bent", "refused", "escalated-bent"][self.roll(5) as usize];
        let asked = if decision == "escalated-bent" { "duty-lead" } else { "" };
        let (staff, customer) = (self.roll(200), self.roll(400_000));
        let reason = ["illness", "makes-no-sense", "makes-no-sense", "other"][self.roll(4) as usize];
        let (pounds, pence, minutes) = (self.roll(44), self.roll(100), self.roll(30));
        let channel = ["shop", "phone", "chat"][self.roll(3) as usize];
        // Rule 40 has no bend.
        let bend = if number < 40 { format!("B-{number:03}") } else { String::new() };
        self.text.clear();
        self.read = 0;
        writeln!(
            self.text,
            "{year}-{month:02}-{day:02},rule.number-{number},{bend},frontline,s{staff},c{customer},{reason},{pounds}.{pence:02},\
             money,GBP,{decision},{asked},{minutes},{channel},\"said so, and was glad\""
        )
        .expect("memory can be written to");
    }
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.read == self.text.len() {
            if self.left == 0 {
                return Ok(0);
            }
            self.left -= 1;
            self.row();
        }
        let count = buffer.len().min(self.text.len() - self.read);
        buffer[..count].copy_from_slice(&self.text[self.read..self.read + count]);
        self.read += count;
        Ok(count)
    }
}
