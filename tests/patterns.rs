//! Patterns: what they may say, what they mean, and that the prefilter never loses a match.

use dumbrules::pattern::{Candidates, Hits, Pattern, Prefilter, Prepared, Scratch};
use dumbrules::text::Span;
use proptest::prelude::*;
use regex_automata::nfa::thompson::{NFA, backtrack::BoundedBacktracker};

fn pattern(source: &str) -> Pattern {
    Pattern::new(source).unwrap_or_else(|error| panic!("{source}: {error}"))
}

fn found(source: &str, text: &str) -> Option<String> {
    Some(pattern(source).find(text, &mut Scratch::default())?.span.of(text).to_owned())
}

fn quantity(source: &str, text: &str) -> Option<String> {
    Some(pattern(source).find(text, &mut Scratch::default())?.quantity?.of(text).to_owned())
}

#[test]
fn patterns_mean_ascii_lower_case_and_whole_characters() {
    let check = |source: &str, text: &str, want: Option<&str>| {
        assert_eq!(found(source, text).as_deref(), want, "{source} in {text}");
    };
    check(r"\bNo Refunds?\b", "there are no refunds here", Some("no refunds"));
    check(r"\bno refund\b", "no refunds", None);
    check(r"\bform [A-Z0-9-]+\b", "fill in form b-12 today", Some("form b-12"));
    check(r"[^A-Z ]+", "abc 12 d", Some("12"));
    check(r"\x4E\x4F", "no", Some("no"));
    check(r"[[:upper:]]+", "ok 1", Some("ok"));
    check(r"\w+", "café", Some("caf"));
    check(r"\d+", "٣ 3", Some("3"));
    check(r"f\b", "café", Some("f"));
    check(r"caf.", "café au lait", Some("café"));
    check(r"a.c", "a\nc", None);
    check(r"a\sc", "a\u{a0}c", None);
    check(r"[$£€] ?\d", "costs £ 5", Some("£ 5"));
    check(r"[^$£€]+", "£é€", Some("é"));
    check(r"^we\b", "we say we do", Some("we"));
    check(r"^say", "we say", None);
    check(r"do$", "do we do", Some("do"));
    check(r"", "anything", Some(""));
    check(r"\p{L}+", "12 é", Some("é"));
}

#[test]
fn the_leftmost_match_is_found_and_of_those_the_one_preferred() {
    let check = |source: &str, text: &str, want: Option<&str>| {
        assert_eq!(found(source, text).as_deref(), want, "{source} in {text}");
    };
    check("refund|refunds", "refunds", Some("refund"));
    check("refunds|refund", "refunds", Some("refunds"));
    check("fee.{0,9}", "late fee of 5", Some("fee of 5"));
    check("fee.{0,9}?5", "fee 5 5", Some("fee 5"));
    check("fee.{0,9}5", "fee 5 5", Some("fee 5 5"));
    check("(?:a|ab)(?:c|bcd)", "abcd", Some("abcd"));
    check("(?:|a)+", "aaa", Some(""));
    check("(?:a|)+", "aaa", Some("aaa"));
    check("(?:a*)*b", "aab", Some("aab"));
    check(r"\w+\w+\w{2,3} x", "abcdef x", Some("abcdef x"));
    check("no(?: cash| store)* refund", "no cash store refund", Some("no cash store refund"));
    check("x{2}{2}", "xxxxx", Some("xxxx"));
}

#[test]
fn not_is_read_in_every_way_people_write_it() {
    let check = |source: &str, texts: &[&str]| {
        for text in texts {
            assert_eq!(found(source, text).as_deref(), Some(*text), "{source}");
        }
    };
    check(r"\bis not refunded", &["is not refunded", "isn't refunded"]);
    check(r"\bwe (?:will|do|may) not pay", &["we will not pay", "we won't pay", "we don't pay", "we may not pay"]);
    check(r"\bare(?: strictly)? not returned", &["are strictly not returned", "aren't returned"]);
    check(r"\b(?:is|are)(?: not|n't) free", &["are not free", "aren't free"]);
    check(r"\bis (?:not|never) free", &["is not free", "is never free", "isn't free"]);
    check(r"\b(?:no|not|never)\b.{0,9}\bfree", &["not quite free", "isn't free", "won't be free"]);
    check(
        r"\bwe cannot help",
        &["we can't help", "we can not help", "we are unable to help", "we are not able to help"],
    );
    assert_eq!(found(r"\bdon't pay", "do not pay"), None, "only what is written out is widened");
    assert_eq!(found(r"\bis nothing", "isn'thing"), None);
    assert_eq!(found(r"\bthis not\b", "thisn't"), None, "no verb");
}

#[test]
fn placeholders_read_one_quantity() {
    let check = |source: &str, text: &str, want: Option<&str>| {
        assert_eq!(quantity(source, text).as_deref(), want, "{source} in {text}");
    };
    check(
        r"\bwithin {duration}",
        "within fourteen (14) calendar days of purchase",
        Some("fourteen (14) calendar days"),
    );
    check(r"\bwithin {duration}", "within 7 (seven) days", Some("7 (seven) days"));
    check(r"\bwithin {duration}", "within 1.5 hours", Some("1.5 hours"));
    check(r"{count} (?:forms|calls)\b", "after 3 (three) forms", Some("3 (three)"));
    for sum in ["$5", "₹ 5,000", "rs. 500", "inr 500", "500 rupees", "20 aed", "aed 20"] {
        check(r"{money} fee", &format!("a {sum} fee"), Some(sum));
    }
    check(r"\bwithin {duration}", "within forty-eight hours", Some("forty-eight hours"));
    check(r"{duration} late", "a day late", Some("a day"));
    check(r"{duration}", "pizza days", None);
    check(r"{percent} fee", "a 12.5% fee", Some("12.5%"));
    check(r"{percent} fee", "10 per cent fee", Some("10 per cent"));
    check(r"costs? {money}", "costs £1,250.50 or more", Some("£1,250.50"));
    check(r"costs? {money}", "costs 20 euros", Some("20 euros"));
    check(r"\b{count} stages?", "six stages", Some("six"));
    check(r"minimum {count}", "minimum amount", None);
    check(r"(?P<q>\d+) minutes", "90 minutes", Some("90"));
    check(r"\bwithin (?:{duration})?", "within reason", None);
    check(r"\{duration}", "{duration}", None);
}

#[test]
fn what_cannot_be_said_is_refused_with_the_place_and_a_way_out() {
    let check = |source: &str, message: &str, position: usize, help: bool| {
        let error = Pattern::new(source).expect_err(source);
        assert_eq!((error.message.as_str(), error.position), (message, position), "{source}");
        assert_eq!(error.help.is_some(), help, "{source}");
    };
    check("no (?=refund)", "look-around is not supported", 3, true);
    check("(?<!not )liable", "look-around is not supported", 0, true);
    check(r"(a)\1", "backreferences are not supported", 3, true);
    check("(?i)refund", "flags are not supported", 0, true);
    check("no (?s:.)", "flags are not supported", 5, true);
    check(r"re\B", "this escape is not supported", 2, true);
    check(r"\b{start}re", "this escape is not supported", 0, true);
    check("{duration} or {money}", "a second placeholder", 14, true);
    check("within {days}", "braces that are neither a count nor a placeholder", 8, true);
    check("within {duration} (of", "unclosed group", 18, false);
    check("{duration}(?P<q>a)", "duplicate capture group name", 14, false);
    check(&["(".repeat(40), ")".repeat(40)].concat(), "groups nest deeper than 24", 24, true);
    check(&"a".repeat(5000), "the pattern is longer than 4096 bytes", 4096, true);
}

#[test]
fn hostile_patterns_are_refused_or_end_soon() {
    for source in [
        "a{5}{5}{5}{5}{5}{5}",
        "(?:A+){1000}|",
        "(?:a{1000}){1000}",
        r"\w{3000}",
        r"(?:\bx\b\b){700}",
        "(?:a?){1000}{1000}",
        r"(?:\pL{500}\pN{500}){3}",
    ] {
        assert_eq!(Pattern::new(source).expect_err(source).message, "the pattern needs more than 1000 steps");
    }
    let texts = ["a".repeat(100_000), "é".repeat(9_000), "a b ".repeat(5_000)];
    let mut scratch = Scratch::default();
    for source in [
        "(a+)+$",
        "(a|aa)+$",
        "(.*)*x",
        ".*[^A-Z]|[A-Z]",
        r"\w*\w*\w*\w*\w*\w*\w*\w*x",
        ".*.*.*.*.*.*.*.*.*.*.*.*=.*",
        "(?:.{0,50}x){0,4}y",
        "(?:a?){90}b",
        "(?:(?:a|b| )*){4}c",
        "(?:[^.]{0,50}){5}q",
        "(?:a?b?c?d?e?f? ?){9}z",
        "(?:.*?,){11}p",
        r"\pL*\pL*\pL*7",
    ] {
        let pattern = pattern(source);
        for text in &texts {
            let _ = pattern.find(text, &mut scratch);
        }
    }
}

#[test]
fn only_the_first_16_kib_of_a_reading_are_searched() {
    let mut text = "é".repeat(8 * 1024);
    text.push_str(" refund");
    assert_eq!(found("refund", &text), None);
    assert_eq!(found("refund", &text[2 * 100..]), Some("refund".to_owned()));
}

#[test]
fn clauses_name_the_rarest_words_of_a_pattern() {
    let check = |source: &str, want: &str| {
        let clauses = pattern(source).clauses().iter().map(|clause| format!("{clause:?}")).collect::<Vec<_>>();
        assert_eq!(clauses.join(" and "), want, "{source}");
    };
    check(r"\bno refunds?\b", "exact {no refund., no refunds.}");
    check(r"\b(?:give|offer)\b.{0,20}\brefunds?\b", "leads {give., offer.} and {refund}");
    check(
        r"\b(?:do no|don't|seldom) (?:give|offer) (?:any |cash )?refunds?\b",
        "leads {do no give., do no offer., don't give., don't offer., seldom give., seldom offer.} and {refund}",
    );
    check(r"\bno (?:\w+ )?(?:fee|charge)s?\b", "{charge, fee., fees.} and leads {no.}");
    check(
        r"\b(?:approv\w*|sign[- ]?off|head office)\b",
        "leads {approv, head office., sign off., sign-off., signoff.}",
    );
    check(r"\blicen[cs]es?\b", "exact {licence., licences., license., licenses.}");
    check("refund", "");
    check(" refund", "{refund}");
    check(r"\w*refund\b", "");
    check(r"\bre-?fund", "exact {re-fund, refund}");
    check(r"\b(?:fee)?", "");
    check(r"\bfee|fine\b", "");
    check(r"[$£] ?\d", "{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}");
    check(r"\b{percent}", "{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}");
    check(r"(?:\bfee ){2,5}x", "leads {fee.}");
    assert!(pattern(".{0,40}").is_slow());
}

/// One reading of spans, and all patterns.
fn candidates(patterns: &[Pattern], text: &str, spans: &[Span]) -> Candidates {
    let prefilter = Prefilter::new(patterns);
    let (mut hits, mut candidates) = (Hits::default(), Candidates::default());
    prefilter.scan(text, &mut hits);
    prefilter.candidates(text, &hits, spans, &mut candidates);
    candidates
}

#[test]
fn candidates_hold_all_clauses_in_one_reading() {
    let text = "you may not\nreturn sale items. fees apply\nno shipping";
    let patterns =
        [r"\bfee", r"\bmay not return\b", r"\breturn.{0,20}\bfees?\b", ".", r"\bno ship", r"\bap", r"\bply\b"]
            .map(pattern);
    let check = |spans: &[(usize, usize)], want: &[usize]| {
        let spans: Vec<_> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let candidates = candidates(&patterns, text, &spans);
        assert_eq!(candidates.iter().collect::<Vec<_>>(), want, "{spans:?}");
        assert!((0..patterns.len()).all(|pattern| candidates.contains(pattern) == want.contains(&pattern)));
    };
    check(&[(0, text.len())], &[0, 2, 3, 4, 5]);
    check(&[(12, 30)], &[3]);
    check(&[(31, 41)], &[0, 3, 5]);
    check(&[(12, 41)], &[0, 2, 3, 5]);
    // Words meet where a lead-in and its item do.
    check(&[(0, 11), (12, 30)], &[1, 3]);
    check(&[(42, 44), (45, 53)], &[3, 4]);
    // A word that is cut is another word.
    check(&[(36, 39)], &[3, 5]);
    check(&[(38, 41)], &[3, 6]);
    check(&[(38, 40), (0, 3)], &[3]);
    check(&[], &[3]);
}

#[test]
fn a_candidate_is_searched_in_its_reading() {
    let patterns = [pattern(r"\bmay not return\b.{0,9}\bsale")];
    let text = "Return sale items\nyou may not".to_lowercase();
    let spans = [Span::new(18, 29), Span::new(0, 17)];
    let candidates = candidates(&patterns, &text, &spans);
    let found = candidates.find(0, &patterns[0], &text, &mut Scratch::default()).expect("it matches");
    assert_eq!(candidates.reading(&text), "you may not return sale items");
    assert_eq!(found.span.of(candidates.reading(&text)), "may not return sale");
}

#[test]
fn a_candidate_is_searched_where_its_words_stand_from_left_to_right() {
    let check = |source: &str, text: &str, spans: &[(usize, usize)], want: &str| {
        let spans: Vec<_> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let patterns = [pattern(source)];
        let candidates = candidates(&patterns, text, &spans);
        let found = candidates.find(0, &patterns[0], text, &mut Scratch::default()).expect("it matches");
        assert_eq!(found.span.of(candidates.reading(text)), want, "{source} in {text}");
    };
    check(r"\b(?:we do not|not) refund\w*", "we do not refund", &[(0, 16)], "we do not refund");
    check(r"\b(?:return to us|fee)\w*", "return\nto us fee", &[(0, 6), (7, 16)], "return to us");
    check(r"\bfees?\b", "feed fee fees", &[(0, 13)], "fee");
}

#[test]
fn literals_are_found_wherever_they_stand() {
    let sources = ["a", "in", "fee", "12", "late", "policy", "no refund", "without any receipt", "x"];
    let patterns: Vec<_> = sources.iter().map(|source| pattern(&format!(r"\b{source}"))).collect();
    for (number, source) in sources.iter().enumerate() {
        for offset in 0..140 {
            for (before, behind) in [("", ""), ("é", "é"), ("- ", " q"), ("z", "z")] {
                let text = format!("{}{before}{source}{behind}", ".".repeat(offset));
                let candidates = candidates(&patterns, &text, &[Span::new(0, text.len())]);
                assert_eq!(candidates.contains(number), before != "z", "{text}");
            }
        }
    }
}

#[test]
fn what_is_prepared_is_the_pattern() {
    for source in [r"\bno refunds? after {duration}", "[^é]{0,40}x|y", ""] {
        let fresh = pattern(source);
        let prepared = Pattern::from(Prepared::new(source).expect(source));
        assert_eq!(prepared.clauses(), fresh.clauses());
        let text = "no refunds after 3 days é x";
        let mut scratch = Scratch::default();
        assert_eq!(prepared.find(text, &mut scratch), fresh.find(text, &mut scratch));
    }
}

/// Patterns from a few words, so that they often match; each as we write it and as the reference reads it.
fn patterns() -> impl Strategy<Value = (String, String)> {
    let one_of = |all: &'static str| prop::sample::select(all.split(',').collect::<Vec<_>>());
    let leaf = prop_oneof![
        // No "not": what else it stands for is no business of the reference.
        12 => one_of("no,nor,do no,refund,fee,fees,we,don't,a,7,é,café,return to us now"),
        8 => one_of(" , ,-,. ,£"),
        8 => Just(r"\b"),
        4 => prop::sample::select(vec!["[^.]{0,6}", ".{0,9}", ".{1,3}", ".*", ".*?", r"\w*", r"\w+", r"\w*?", ".{0,4}?"]),
        3 => one_of(r"\d+,[sz],[- ]?,[^s],[^\w],\s,[$£]"),
        1 => one_of("^,$,"),
    ];
    leaf.prop_map(str::to_owned)
        .prop_recursive(4, 40, 5, |inner| {
            let several = prop::collection::vec(inner.clone(), 1..5);
            prop_oneof![
                5 => several.clone().prop_map(|parts| parts.concat()),
                3 => several.prop_map(|parts| format!("(?:{})", parts.join("|"))),
                2 => inner.clone().prop_map(|part| format!("(?:{part})?")),
                1 => (inner, prop::sample::select(vec!["*", "+", "*?", "+?", "??", "{2}", "{0,2}", "{1,3}?", "{2,}"]))
                    .prop_map(|(part, times)| format!("(?:{part}){times}")),
            ]
        })
        .prop_map(|source| {
            let reference = source.replace(r"\b", r"(?-u:\b)").replace(r"[^\w]", "[^0-9A-Za-z_]");
            let reference =
                reference.replace(r"\w", "[0-9A-Za-z_]").replace(r"\d", "[0-9]").replace(r"\s", r"[\t-\r ]");
            (source, reference)
        })
}

fn texts() -> impl Strategy<Value = String> {
    let words: Vec<_> = "no,nor,do,refund,fee,fees,we,don't,a,7,77,é,café,return to us now,to us now,s,x,-,. ,.,£,\n"
        .split(',')
        .collect();
    let part = prop_oneof![3 => prop::sample::select(words), 1 => Just(" ")];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_match_is_lost_or_made_up(
        (source, reference) in patterns(),
        text in texts(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let Ok(pattern) = Pattern::new(source.as_str()) else { return Ok(()) };
        let config = NFA::config().nfa_size_limit(Some(1 << 20));
        let Ok(nfa) = NFA::compiler().configure(config).build(&reference) else { return Ok(()) };
        let config = BoundedBacktracker::config().visited_capacity(1 << 24);
        let reference = BoundedBacktracker::builder().configure(config).build_from_nfa(nfa).expect("it has a size limit");

        let mut cuts: Vec<_> = cuts.iter().map(|cut| text.floor_char_boundary(cut.index(text.len() + 1))).collect();
        cuts.sort();
        let mut spans: Vec<_> = cuts.chunks_exact(2).map(|cut| Span::new(cut[0], cut[1])).collect();
        spans.rotate_left(cuts.len() / 4);
        if spans.is_empty() {
            spans.push(Span::new(0, text.len()));
        }
        // The same pattern twice, among others, so that numbers matter.
        let patterns = [Pattern::new(r"\bfee").expect("it is sound"), pattern.clone(), pattern.clone()];
        let prefilter = Prefilter::new(&patterns);
        let (mut hits, mut candidates, mut scratch) = (Hits::default(), Candidates::default(), Scratch::default());
        prefilter.scan(&text, &mut hits);
        for spans in [&spans[..1], &spans, &[Span::new(0, text.len())]] {
            prefilter.candidates(&text, &hits, spans, &mut candidates);
            let reading = candidates.reading(&text);
            let want = reference.try_find(&mut reference.create_cache(), reading).expect("the text is short");
            let want = want.map(|found| Span::new(found.start(), found.end()));
            let searched = pattern.find(reading, &mut scratch).map(|found| found.span);
            prop_assert_eq!(searched, want, "{} in {:?}", source, reading);
            for number in [1, 2] {
                let found = candidates.find(number, &patterns[number], &text, &mut scratch).map(|found| found.span);
                prop_assert_eq!(found, want, "{} in {:?} by {:?}", source, reading, pattern.clauses());
                let matches = candidates.matches(number, &patterns[number], &text, &mut scratch);
                prop_assert_eq!(matches, want.is_some(), "{} in {:?} by {:?}", source, reading, pattern.clauses());
            }
        }
    }
}
