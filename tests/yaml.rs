//! The door to YAML: places, strictness, hostile files, and the reader that collects mistakes.

use dumbrules::error::Error;
use dumbrules::text::{SourceFile, Span};
use dumbrules::yaml::{self, Node, Reader, Shape};

fn parse(text: &str) -> Result<Node, Vec<Error>> {
    yaml::parse(&SourceFile::new("x.yaml", text))
}

/// The mistakes of a file that is not fine, one a line, help left out.
fn mistakes(text: &str) -> Vec<String> {
    let place = |error: &Error| error.place.as_ref().and_then(|place| place.at).map(|at| (at.line, at.column));
    let shown = |error: Error| match place(&error) {
        Some((line, column)) => format!("{line}:{column} {}", error.message),
        None => error.message,
    };
    parse(text).expect_err("a mistake").into_iter().map(shown).collect()
}

/// Every key and scalar, and the bytes that its span covers where they differ.
fn outline(source: &SourceFile, node: &Node, out: &mut Vec<String>) {
    let written = |text: &str, span: Span| match source.slice(span) {
        same if same == text => text.to_owned(),
        other => format!("{text} <- {other}"),
    };
    match &node.shape {
        Shape::Scalar(scalar) => out.push(written(&scalar.text, node.span)),
        Shape::List(items) => items.iter().for_each(|item| outline(source, item, out)),
        Shape::Map(entries) => {
            for entry in entries {
                out.push(format!("{}:", written(&entry.key.text, entry.key.span)));
                outline(source, &entry.node, out);
            }
        }
    }
}

#[test]
fn every_key_and_scalar_knows_its_bytes() {
    let text = "é: ü\nlist:\n  - 'it''s'\n  - \"\\u0041\"\nflow: {a: [1, x y], b: }\nfold: >-\n  one\n  two\nnone:\nlast: no\n";
    for text in [text.to_owned(), format!("\u{feff}{text}"), text.replace('\n', "\r\n"), format!("---\n{text}...\n")] {
        let source = SourceFile::new("x.yaml", text);
        let mut out = Vec::new();
        outline(&source, &yaml::parse(&source).unwrap(), &mut out);
        let out = out.join(" | ").replace("\r\n", "\n");
        assert_eq!(
            out,
            "é: | ü | list: | it's <- 'it''s' | A <- \"\\u0041\" | flow: | a: | 1 | x y | b: |  <- b | fold: | \
             one two <- one\n  two\n | none: |  <- none | last: | no"
        );
    }
}

#[test]
fn lists_and_mappings_span_all_that_is_in_them() {
    let source = SourceFile::new("x.yaml", "a:\n  - {x: 1}\n  - [y, z]\n\nb: c\n");
    let node = yaml::parse(&source).unwrap();
    assert_eq!(source.slice(node.span), "a:\n  - {x: 1}\n  - [y, z]\n\nb: c");
    let items = node.get("a").unwrap().items();
    assert_eq!(items.iter().map(|item| source.slice(item.span)).collect::<Vec<_>>(), ["{x: 1}", "[y, z]"]);
}

#[test]
fn part_of_a_scalar_is_found_in_the_source() {
    let source = SourceFile::new("x.yaml", "- plain text\n- 'it''s so'\n- \"a\\tb\"\n");
    let node = yaml::parse(&source).unwrap();
    let part = |item: usize, start, end| source.slice(node.items()[item].part(&source.text, Span::new(start, end)));
    assert_eq!(part(0, 6, 10), "text");
    assert_eq!(part(1, 0, 4), "it''s");
    assert_eq!(part(1, 5, 7), "so");
    assert_eq!(part(2, 2, 3), "\"a\\tb\"", "the whole scalar, where the part cannot be told");
}

#[test]
fn front_matter_has_its_places_in_the_whole_file() {
    let source = SourceFile::new("returns.md", "---\ntype: refund\nowner: [a\n---\n# Returns\n");
    let part = Span::new(4, source.text.find("---\n#").unwrap());
    let mistake = &yaml::parse_part(&source, part).unwrap_err()[0];
    assert!(mistake.to_string().starts_with("returns.md:3:8: brackets that do not match"), "{mistake}");

    let source = SourceFile::new("returns.md", "---\ntyp: refund\n---\n# Returns\n");
    let read = |reader: &mut Reader<'_>, node: &Node| reader.fields(node, "front matter", &["type"]).has("type");
    let mistake = &yaml::read_part(&source, Span::new(4, 16), read).unwrap_err()[0];
    assert_eq!(
        mistake.to_string(),
        "returns.md:2:1: unknown field `typ` in front matter (did you mean `type`? fields: type)"
    );
}

#[test]
fn empty_file_is_nothing() {
    for text in ["", "\n\n", "# only a comment\n", "\u{feff}", "---\n"] {
        assert!(parse(text).unwrap().is_null(), "{text:?}");
    }
}

#[test]
fn a_word_is_a_text_and_never_something_else() {
    let read = |reader: &mut Reader<'_>, node: &Node| reader.texts(node);
    let source = SourceFile::new("x.yaml", "- no\n- 014\n- 2026-01-31\n- true\n- 1e5\n");
    assert_eq!(yaml::read(&source, read).unwrap(), ["no", "014", "2026-01-31", "true", "1e5"]);
}

#[test]
fn what_yaml_offers_beyond_data_is_refused() {
    assert_eq!(
        mistakes("a: &x 1\nb: *x\nc: *y\n"),
        ["1:4 an anchor (`&name`)", "2:4 an alias (`*name`)", "3:4 an alias (`*name`)"]
    );
    assert_eq!(
        mistakes("base: &b {limit: 5}\nbend:\n  <<: *b\n  limit: 9999\n"),
        ["1:7 an anchor (`&name`)", "3:3 a merge key (`<<`)", "3:7 an alias (`*name`)"]
    );
    assert_eq!(mistakes("a: !!python/object/apply:os.system [x]\n"), ["1:4 a tag (`!name`)"]);
    assert_eq!(mistakes("%YAML 1.2\n---\na: 1\n"), ["1:1 a directive (`%…`)"]);
    assert_eq!(mistakes("a: 1\n---\nb: 2\n"), ["2:1 a second YAML document"]);
    assert_eq!(mistakes("? [a, b]\n: 1\n"), ["1:3 a key that is not a word"]);
    assert_eq!(mistakes(": 1\n"), ["1:1 a key that is not a word"]);
}

#[test]
fn every_doubled_key_is_reported() {
    let text = "limit: 5\nroles: {a: 1, a: 2}\nlimit: 9999\n'limit': 7\n";
    assert_eq!(
        mistakes(text),
        ["2:15 `a` is written twice", "3:1 `limit` is written twice", "4:1 `limit` is written twice"]
    );
}

#[test]
fn invisible_characters_are_refused() {
    assert_eq!(mistakes("id: \"a\\e[31m\"\n"), ["1:5 a text with the invisible character U+001B"]);
    assert_eq!(mistakes("id: 'a\u{202e}b'\n"), ["1:5 a text with the invisible character U+202E"]);
    assert_eq!(mistakes("id: a\u{7}b\n"), ["1:5 the invisible character U+0007"]);
}

#[test]
fn syntax_errors_say_what_to_do() {
    let helped = |text: &str| parse(text).unwrap_err()[0].to_string().replace("x.yaml:", "");
    assert_eq!(helped("a:\n\t- b\n"), "2:2: a tab in the indentation (indent with spaces)");
    assert_eq!(helped("a: @exception\n"), "1:4: a text cannot start with `@` (put the text in single quotes)");
    assert_eq!(
        helped("why: no refunds: ever\n"),
        "1:16: a line that is neither `key: value` nor part of a text (put text that holds `: ` in quotes)"
    );
    assert_eq!(
        helped("any:\n  - a\n - b\n"),
        "3:2: a line that does not fit the ones above it (give items of one list or mapping the same indentation)"
    );
    assert_eq!(
        helped("any: \"\\bno\\d\"\n"),
        "1:6: a `\\` inside double quotes (use single quotes: they keep `\\` as it is)"
    );
    assert_eq!(
        helped("any: 'a\nb: c\n"),
        "2:1: a quote is opened and never closed (close it; `''` is a quote in quotes)"
    );
}

/// No clock: what takes more than linear time on these runs into the limit of `.config/nextest.toml`.
#[test]
fn hostile_files_are_refused() {
    let deep = "nested deeper than 12 levels";
    let many = "more than 50,000 values in one file";
    let hostile: [(String, &str); 17] = [
        ("{a: ".repeat(50_000), deep),
        ("[".repeat(100_000), deep),
        ("[{".repeat(50_000), deep),
        ("- ".repeat(50_000), deep),
        ("? ".repeat(100_000), deep),
        ((0..1000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(), deep),
        (": ".repeat(100_000), "a key that is not a word"),
        ((0..60_000).map(|key| format!("k{key}: 1\n")).collect(), many),
        ("a: 1\n".repeat(100_000), many),
        (format!("[{}]", "1,".repeat(200_000)), many),
        ("- &a 1\n".repeat(40_000), "an anchor (`&name`)"),
        (format!("- &a {}\n{}", "x".repeat(100_000), "- *a\n".repeat(10_000)), "an anchor (`&name`)"),
        ("%TAG ! x\n".repeat(20_000), "a directive (`%…`)"),
        ("---\n".repeat(100_000), "a second YAML document"),
        (format!("a: '{}", "''".repeat(400_000)), "a quote is opened and never closed"),
        (format!("{}: 1", "a".repeat(1_000_000)), "a line that is neither `key: value` nor part of a text"),
        ("x".repeat((1 << 20) + 1), "more than 1 MiB of YAML"),
    ];
    for (text, expected) in hostile {
        let start = text.chars().take(20).collect::<String>();
        let errors = parse(&text).expect_err(&start);
        assert_eq!(errors[0].message, expected, "{start}");
        assert!(errors.len() <= 100, "{start}");
    }
}

#[derive(Debug, PartialEq, Default)]
struct Bend {
    rule: String,
    limit: f64,
    uses: usize,
    paid: bool,
    role: &'static str,
    notes: Vec<String>,
}

fn bend(reader: &mut Reader<'_>, node: &Node) -> Bend {
    let roles = ["cashier", "manager"];
    let mut fields = reader.fields(node, "a bend", &["rule", "limit", "uses", "paid", "role", "notes"]);
    Bend {
        rule: fields.required("rule", Reader::text),
        limit: fields.required("limit", Reader::number),
        uses: fields.optional("uses", Reader::count).unwrap_or(1),
        paid: fields.or_default("paid", Reader::flag),
        role: fields.required("role", |reader, node| reader.choice(node, &roles, |role| role)),
        notes: fields.or_default("notes", Reader::texts),
    }
}

#[test]
fn reader_takes_what_is_right() {
    let source = SourceFile::new("x.yaml", "rule: no\nlimit: 2.5\nrole: manager\nnotes: [a, 'b c']\n");
    let notes = vec!["a".to_owned(), "b c".to_owned()];
    let expected = Bend { rule: "no".to_owned(), limit: 2.5, uses: 1, paid: false, role: "manager", notes };
    assert_eq!(yaml::read(&source, bend).unwrap(), expected);
}

#[test]
fn reader_reports_all_mistakes_of_a_file_in_order() {
    let text = "limit: fifty\nuses: -3\nuses: 4\npaid: yes\nrole: manger\nnotes: []\nwen: today\nrule:\n";
    let errors = yaml::read(&SourceFile::new("bends.yaml", text), bend).unwrap_err();
    let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "bends.yaml:1:8: `fifty` is not a number (write digits, for example `14` or `2.5`)",
            "bends.yaml:2:7: `-3` is not a whole number (write digits, for example `3`)",
            "bends.yaml:3:1: `uses` is written twice (keep one of the two)",
            "bends.yaml:4:7: `yes` is not `true` or `false` (write `true` or `false`)",
            "bends.yaml:5:7: `manger` is not possible here (did you mean `manager`? possible: cashier, manager)",
            "bends.yaml:6:8: the list is empty (put something in it, or remove the field)",
            "bends.yaml:7:1: unknown field `wen` in a bend (fields: rule, limit, uses, paid, role, notes)",
            "bends.yaml:8:1: a text is needed here, not nothing (fill it in, or remove the field)",
        ]
    );
}

#[test]
fn reader_tells_wrong_shapes_and_quoted_numbers() {
    let text = "rule: [a]\nlimit: '5'\nrole: {a: 1}\nnotes: one\n";
    let errors = yaml::read(&SourceFile::new("bends.yaml", text), bend).unwrap_err();
    let errors: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(
        errors,
        [
            "a text is needed here, not a list",
            "`5` is in quotes, so it is a text",
            "a single word is needed here, not a mapping",
            "a list is needed here, not a single value",
        ]
    );
    let errors = yaml::read(&SourceFile::new("bends.yaml", "- a\n"), bend).unwrap_err();
    let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        ["bends.yaml:1:1: a bend is needed here, not a list \
         (write `rule: …`, `limit: …`, `uses: …`, `paid: …`, `role: …`, `notes: …` lines)"]
    );
}

#[test]
fn numbers_are_finite_decimals() {
    let number = |text: &str| yaml::read(&SourceFile::new("x.yaml", text), Reader::number).ok();
    assert_eq!(number("-3"), Some(-3.0));
    assert_eq!(number("0.95"), Some(0.95));
    for text in [".nan", "inf", "1e5", "0x10", "1_000", "1,000", "", "-", "--1"] {
        assert_eq!(number(text), None, "{text}");
    }
}

proptest::proptest! {
    /// Spans lie on character boundaries, and no text makes the parser, the reader or the messages panic.
    #[test]
    fn no_text_panics(text in r#"(?:[a-c]: |- |\? |\[|\{|\]|\}|, |'|"|\\|\n|\n  |\r\n|\t|é|😀|\u{feff}|#|\||>|&a|\*a|!|---\n|<<|~|1|%){0,40}"#) {
        let source = SourceFile::new("x.yaml", text);
        if let Ok(node) = yaml::parse(&source) {
            outline(&source, &node, &mut Vec::new());
        }
        if let Err(errors) = yaml::read(&source, bend) {
            errors.iter().for_each(|error| assert!(error.place.is_some()));
        }
    }
}
