//! How fast patterns are made ready and searched: `cargo bench --bench prefilter`.
//!
//! Text and patterns are made up, the same on every run: terms of service in style, a few words in all. Real text has
//! more different words and so fewer candidates. Figures are the best of some rounds.

#![allow(clippy::print_stdout, reason = "a benchmark talks")]

use dumbrules::pattern::{Candidates, Hits, Pattern, Prefilter, Prepared, Scratch};
use dumbrules::text::Span;
use std::time::{Duration, Instant};

const NOUNS: &str = "refund return exchange fee charge deposit voucher warranty claim receipt order delivery account \
    payment subscription complaint price discount ticket booking parcel invoice membership renewal cancellation";
const VERBS: &str = "refund cancel return charge deduct refuse accept change withhold suspend terminate require forfeit \
    limit replace repair notify approve decline waive";
const FILLERS: &str = "the of to and or in any your our that by is be on with for as this we you may will not if are at \
    from all such other under which must within after before only when unless each time without";
const SHAPES: [&str; 9] = [
    r"\b(?:do not|don't|cannot|never) V (?:any |the )?Ns?\b",
    r"\bNs?\b.{0,40}\b(?:not|never) (?:be )?Vs?\b",
    r"\bwithin {duration}.{0,60}\b(?:V\w*|Ns?)\b",
    r"\b(?:N|N) (?:is|are) (?:strictly )?(?:final|non-?refundable)\b",
    r"\bno Ns? (?:without|after) (?:a|the) N\b",
    r"\bVs?\b.{0,30}\b(?:sole|absolute) discretion\b",
    r"\b(?:must|only|required to) V\w*\b.{0,50}\bN\b",
    r"\bN (?:of|over) {money}",
    r"\bN V\b",
];

fn main() {
    let mut dice = Dice(1);
    let sources: Vec<String> = (0..1_500).map(|index| dice.fill(SHAPES[index % SHAPES.len()])).collect();
    let (text, sentences) = policy(&mut dice, 2_000_000);

    let (checking, patterns) = best(3, || {
        sources.iter().map(|source| Pattern::new(source.as_str()).expect("the shapes are sound")).collect::<Vec<_>>()
    });
    let memo: Vec<_> = sources.iter().map(|source| Prepared::new(source.as_str()).expect("as above")).collect();
    let (unpacking, _) = best(3, || {
        let patterns: Vec<_> = memo.iter().cloned().map(Pattern::from).collect();
        let mut scratch = Scratch::default();
        patterns.iter().filter(|pattern| pattern.find("", &mut scratch).is_some()).count()
    });
    let (making, prefilter) = best(20, || Prefilter::new(&patterns));
    let clauses: usize = patterns.iter().map(|pattern| pattern.clauses().len()).sum();
    let literals: usize = patterns.iter().flat_map(Pattern::clauses).map(|clause| clause.literals().count()).sum();
    println!("{} patterns, {clauses} clauses, {literals} literals", patterns.len());
    println!("check all {checking:.2?}; use all prepared ones {unpacking:.2?}; make prefilter {making:.2?}");

    let (mut hits, mut candidates, mut scratch) = (Hits::default(), Candidates::default(), Scratch::default());
    let rate = |time: Duration| text.len() as f64 / time.as_secs_f64() / 1e6;
    let (scanning, _) = best(10, || prefilter.scan(&text, &mut hits));
    println!("scan                         {:6.0} MB/s, {} words found", rate(scanning), hits.len());
    let (choosing, chosen) = best(10, || {
        prefilter.scan(&text, &mut hits);
        let mut chosen = 0;
        for &sentence in &sentences {
            prefilter.candidates(&text, &hits, &[sentence], &mut candidates);
            chosen += candidates.iter().count();
        }
        chosen
    });
    let each = chosen as f64 / sentences.len() as f64;
    println!("scan, candidates             {:6.0} MB/s, {each:.2} candidates a sentence", rate(choosing));
    let (searching, found) = best(5, || {
        prefilter.scan(&text, &mut hits);
        let mut found = 0;
        for &sentence in &sentences {
            prefilter.candidates(&text, &hits, &[sentence], &mut candidates);
            let matches = |&number: &usize| candidates.matches(number, &patterns[number], &text, &mut scratch);
            found += candidates.iter().filter(matches).count();
        }
        found
    });
    println!("scan, candidates, search all {:6.0} MB/s, {found} matches", rate(searching));
}

/// The best time of some rounds, and the last result.
fn best<T>(rounds: usize, mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut round = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    (1..rounds).fold(round(), |(best, _), _| {
        let (time, result) = round();
        (best.min(time), result)
    })
}

/// Lower-case policy text of about so many bytes, and its sentences.
fn policy(dice: &mut Dice, bytes: usize) -> (String, Vec<Span>) {
    let (mut text, mut sentences) = (String::new(), Vec::new());
    while text.len() < bytes {
        let start = text.len();
        for word in 0..6 + dice.roll(25) {
            text.push_str(if word == 0 { "" } else { " " });
            let words = [NOUNS, VERBS, FILLERS, FILLERS, FILLERS, FILLERS][dice.roll(6)];
            text.push_str(dice.pick(words));
        }
        text.push('.');
        sentences.push(Span::new(start, text.len()));
        text.push(if dice.roll(4) == 0 { '\n' } else { ' ' });
    }
    (text, sentences)
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick(&mut self, words: &'static str) -> &'static str {
        let words: Vec<_> = words.split_whitespace().collect();
        words[self.roll(words.len())]
    }

    /// A shape with its `N` and `V` replaced by nouns and verbs.
    fn fill(&mut self, shape: &str) -> String {
        let mut text = String::new();
        for letter in shape.chars() {
            match letter {
                'N' => text.push_str(self.pick(NOUNS)),
                'V' => text.push_str(self.pick(VERBS)),
                other => text.push(other),
            }
        }
        text
    }
}
