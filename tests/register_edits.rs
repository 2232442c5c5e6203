//! Edits of the register: what changes is what was asked for, and every other byte stays. Also the schema of the file.

use dumbrules::day::Day;
use dumbrules::register::{Bend, Edit, Edited, Register, Status, edit, load};
use dumbrules::text::SourceFile;
use proptest::prelude::*;
use std::collections::BTreeSet;

const HEAD: &str = "# The register.
version: 1
currency: GBP
roles:
  - {id: frontline, rank: 10, ceiling: {money: 50, days: 30}} # any colleague
  - {id: manager, rank: 30}
reasons:
  - {id: illness, kind: circumstance}
  - {id: other, kind: other, needs_note: true}
";

fn source(text: &str) -> SourceFile {
    SourceFile::new("bends.yaml", text)
}

fn loaded(text: &str) -> Register {
    load(&source(text)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}\n{text}"))
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn one(text: &str, bend: Bend, trail: Option<&str>) -> Edited {
    let edits = [Edit { bend, trail: trail.map(str::to_owned) }];
    edit(&source(text), &edits).unwrap_or_else(|errors| panic!("{errors:#?}\n{text}"))
}

/// The register with its only bend changed.
fn changed(text: &str, change: impl Fn(&mut Bend), trail: Option<&str>) -> String {
    let mut bend = loaded(text).bends[0].value.clone();
    change(&mut bend);
    one(text, bend, trail).text
}

const ENTRY: &str = "bends:
  # The first of all.
  - id: B-001 # see the minutes
    status: approved   # for now
    rule: returns.window
    role: frontline
    effect: extend-deadline
    # As agreed in March.
    limit:
      days: 15 # no more
      money: {amount: 50}
    when:
      - illness
    granted_by: {role: manager, name: \"J. Ito\"}
    granted_on: 2026-01-10
    expires: 2026-06-30
    rationale: |
      Half of late returns arrive within two weeks. # a number
    # Ask Jo before you change this.

# The end.
";

#[test]
fn a_value_changes_where_it_stands_and_its_comment_stays() {
    let text = HEAD.to_owned() + ENTRY;
    let new = changed(&text, |bend| bend.status = Status::Suspended, None);
    assert_eq!(new, text.replace("status: approved   #", "status: suspended   #"));
}

#[test]
fn a_new_field_goes_where_fields_of_its_name_go_and_a_trail_to_the_end_of_the_entry() {
    let text = HEAD.to_owned() + ENTRY;
    let renew = |bend: &mut Bend| {
        bend.last_review = Some(day("2026-06-15"));
        bend.expires = Some(day("2026-12-31"));
    };
    let new = changed(&text, renew, Some("2026-06-15: renewed\nby # manager"));
    let wanted = text
        .replace("expires: 2026-06-30\n", "expires: 2026-12-31\n    last_review: 2026-06-15\n")
        .replace("change this.\n", "change this.\n    # 2026-06-15: renewed by # manager\n");
    assert_eq!(new, wanted);
}

#[test]
fn a_value_of_several_lines_becomes_one_and_its_comments_go_above() {
    let text = HEAD.to_owned() + ENTRY;
    let new = changed(&text, |bend| bend.limit.days = Some(20), None);
    let old = "    limit:\n      days: 15 # no more\n      money: {amount: 50}\n";
    assert!(text.contains(old));
    assert_eq!(new, text.replace(old, "    # no more\n    limit: {days: 20, money: {amount: 50, per: case}}\n"));
    let new = changed(&text, |bend| bend.rationale = Some("It's so.".into()), None);
    let old = "rationale: |\n      Half of late returns arrive within two weeks. # a number\n";
    assert_eq!(new, text.replace(old, "rationale: 'It''s so.'\n"));
    // A text that stands as a block may hold a sign that begins a comment elsewhere.
    let same = changed(&text, |bend| bend.expires = None, None);
    assert_eq!(same, text.replace("    expires: 2026-06-30\n", ""));
}

#[test]
fn an_entry_in_braces_stays_in_braces() {
    let braces = "bends:
  - {id: B-001, rule: a.b, effect: waive, role: frontline, granted_by: {role: manager}, granted_on: 2026-01-10, status: approved} # kept
  - { id: B-002, rule: a.c, effect: waive, # why
      role: frontline, granted_by: {role: manager}, granted_on: 2026-01-10, expires: 2026-06-30, status: approved }
";
    let text = HEAD.to_owned() + braces;
    let new = changed(&text, |bend| bend.expires = Some(day("2026-09-30")), Some("trail"));
    let wanted = text.replace(
        "2026-01-10, status: approved} # kept\n",
        "2026-01-10, expires: 2026-09-30, status: approved} # kept\n    # trail\n",
    );
    assert_eq!(new, wanted);
    let mut second = loaded(&text).bends[1].value.clone();
    second.expires = None;
    second.rule = Some("a.d".into());
    let new = one(&text, second, None).text;
    assert_eq!(new, text.replace("rule: a.c", "rule: a.d").replace("expires: 2026-06-30, ", ""));
}

fn fresh(id: &str) -> Bend {
    let text = HEAD.to_owned() + ENTRY;
    Bend { id: id.to_owned(), limit: Default::default(), rationale: None, ..loaded(&text).bends[0].value.clone() }
}

const FRESH: &str = "  - id: B-009
    rule: returns.window
    effect: extend-deadline
    role: frontline
    when: [illness]
    granted_by: {role: manager, name: J. Ito}
    granted_on: 2026-01-10
    expires: 2026-06-30
    status: approved
";

#[test]
fn a_new_entry_goes_behind_the_others_whatever_the_list_looks_like() {
    let full = HEAD.to_owned() + ENTRY;
    let end = "# Ask Jo before you change this.\n";
    let cases = [
        (full.clone(), full.replace(end, &format!("{end}{FRESH}"))),
        (HEAD.to_owned(), format!("{HEAD}bends:\n{FRESH}")),
        (format!("{HEAD}bends:"), format!("{HEAD}bends:\n{FRESH}")),
        (format!("{HEAD}bends: # none yet\n"), format!("{HEAD}bends: # none yet\n{FRESH}")),
        (format!("{HEAD}bends: [] # none yet\n# end\n"), format!("{HEAD}bends: # none yet\n{FRESH}# end\n")),
        (format!("{HEAD}bends: ~\nprotected: []"), format!("{HEAD}bends:\n{FRESH}protected: []")),
        (
            format!("{HEAD}bends:\n  # put them here\nprotected: []\n"),
            format!("{HEAD}bends:\n  # put them here\n{FRESH}protected: []\n"),
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(one(&text, fresh("B-009"), None).text, wanted, "\n{text}");
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let text = format!("\u{feff}{}", (HEAD.to_owned() + ENTRY).replace('\n', "\r\n"));
    let new = changed(&text, |bend| bend.last_review = Some(day("2026-06-15")), Some("trail"));
    let new = one(&new, fresh("B-009"), None).text;
    assert!(new.starts_with('\u{feff}'));
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
}

#[test]
fn what_cannot_be_changed_without_loss_is_refused() {
    let text = "version: 1\nroles: []\nbends:\n  - ? id\n    : B-001\n    ? rule\n    : a.b\n";
    let errors = edit(&source(text), &[Edit { bend: fresh("B-001"), trail: None }]).expect_err("not even loaded");
    assert!(!errors.is_empty());
    // What comes out would not load: an unknown role.
    let text = HEAD.to_owned() + ENTRY;
    let stranger = Bend { role: "nobody".into(), ..fresh("B-001") };
    let errors = edit(&source(&text), &[Edit { bend: stranger, trail: None }]).expect_err("no such role");
    assert!(errors[0].message.contains("the register cannot be changed: there is no role `nobody`"), "{errors:?}");
}

/// How the fields of an entry are written.
#[derive(Debug, Clone)]
struct Style {
    in_braces: bool,
    order: Vec<usize>,
    comments: Vec<bool>,
    long: bool,
    gap: bool,
}

/// The fields of an entry; some may be missing. With `long`, values take several lines where they can.
fn fields(number: usize, present: &[bool], long: bool) -> Vec<(&'static str, String)> {
    let text = |short: &str, lines: &str| if long { lines.to_owned() } else { short.to_owned() };
    let all = [
        ("id", format!("B-{number:03}")),
        ("rule", "returns.window".to_owned()),
        ("fingerprint", "r1:0123456789ab".to_owned()),
        ("quote", "\"No: refunds, {ever} # at all\"".to_owned()),
        ("effect", "waive".to_owned()),
        ("role", "frontline".to_owned()),
        ("limit", text("{days: 3, money: {amount: 2.5}}", "\n      days: 3 # three\n      money: {amount: 2.5}")),
        ("when", text("[illness, other]", "\n      - illness\n      - other # last")),
        ("not_when", "['a, b', \"c\"]".to_owned()),
        ("granted_by", "{role: manager, name: 'J. Ito'}".to_owned()),
        ("granted_on", "2026-01-10".to_owned()),
        ("expires", text("2026-06-30", "'2026-06-30'")),
        ("status", "approved".to_owned()),
        ("rationale", text("Because: it is so".replace(": ", " ").as_str(), ">-\n      Because # it is\n\n      so.")),
    ];
    let may_miss = ["fingerprint", "quote", "limit", "when", "not_when", "expires", "rationale"];
    let kept = all.into_iter().enumerate().filter(|(at, (name, _))| present[*at] || !may_miss.contains(name));
    kept.map(|(_, field)| field).collect()
}

fn entry(number: usize, present: &[bool], style: &Style) -> String {
    let mut fields = fields(number, present, style.long && !style.in_braces);
    let keys: Vec<usize> = style.order.clone();
    let mut ordered: Vec<_> = fields.drain(..).enumerate().collect();
    ordered.sort_by_key(|(at, _)| keys[*at % keys.len()]);
    let gap = if style.gap { "\n" } else { "" };
    if style.in_braces {
        let fields: Vec<String> = ordered.iter().map(|(_, (name, value))| format!("{name}: {value}")).collect();
        return format!("{gap}  - {{{}}} # braces {number}\n", fields.join(", "));
    }
    let mut text = gap.to_owned();
    for (line, (at, (name, value))) in ordered.iter().enumerate() {
        if style.comments[at % style.comments.len()] && line > 0 {
            text.push_str(&format!("    # above {name} {number}\n"));
        }
        let lead = if line == 0 { "  - " } else { "    " };
        let behind = if value.contains('\n') || !style.comments[(at + 3) % style.comments.len()] {
            String::new()
        } else {
            format!(" # behind {name} {number}")
        };
        text.push_str(&format!("{lead}{name}: {value}{behind}\n").replace(": \n", ":\n"));
    }
    text
}

prop_compose! {
    fn style()(
        in_braces in prop::bool::weighted(0.25),
        order in prop::collection::vec(0..20_usize, 14),
        comments in prop::collection::vec(any::<bool>(), 7),
        long in any::<bool>(),
        gap in any::<bool>(),
    ) -> Style {
        Style { in_braces, order, comments, long, gap }
    }
}

/// What an edit changes, one bit each.
fn edited(bend: &Bend, changes: &[bool], word: &str) -> Bend {
    let mut new = bend.clone();
    let text = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let edits: [&dyn Fn(&mut Bend); 10] = [
        &|bend| bend.status = Status::Suspended,
        &|bend| bend.expires = Some(day("2026-12-31")),
        &|bend| bend.expires = None,
        &|bend| bend.last_review = Some(day("2026-06-15")),
        &|bend| bend.quote = text(word),
        &|bend| bend.limit.days = Some(7),
        &|bend| bend.limit = Default::default(),
        &|bend| bend.when = vec!["other".to_owned()],
        &|bend| bend.rationale = text(word),
        &|bend| bend.granted_by.name = text(word),
    ];
    edits.iter().zip(changes).filter(|(_, wanted)| **wanted).for_each(|(edit, _)| edit(&mut new));
    new
}

/// Fields whose value is not the same.
fn differing(one: &Bend, other: &Bend) -> BTreeSet<&'static str> {
    let pairs = [
        ("status", one.status != other.status),
        ("expires", one.expires != other.expires),
        ("quote", one.quote != other.quote),
        ("limit", one.limit != other.limit),
        ("when", one.when != other.when),
        ("rationale", one.rationale != other.rationale),
        ("granted_by", one.granted_by != other.granted_by),
    ];
    pairs.into_iter().filter(|(_, differ)| *differ).map(|(name, _)| name).collect()
}

proptest! {
    // `PROPTEST_CASES=10000` makes more of them.
    #[test]
    fn random_edits_change_one_entry_and_nothing_else(
        styles in prop::collection::vec((style(), prop::collection::vec(prop::bool::weighted(0.7), 14)), 1..5),
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec(prop::bool::weighted(0.3), 10),
        word in "([a-z]{1,5}|[ '\"#:,{}\\[\\]|>&*!%@`-]|é|—|\\n|null|true|12){0,8}",
        (crlf, bom, open, more, add) in any::<(bool, bool, bool, bool, bool)>(),
        trail in prop::option::of("[a-z#: ]{0,12}"),
    ) {
        let tail = if more { "# tail\nprotected: []\n" } else { "" };
        let mut chunks = vec![format!("{HEAD}bends:\n")];
        chunks.extend(styles.iter().enumerate().map(|(number, (style, present))| entry(number + 1, present, style)));
        chunks.push(tail.to_owned());
        let finish = |text: String, is_last: bool| {
            let text = if is_last && open { text.trim_end_matches('\n').to_owned() } else { text };
            if crlf { text.replace('\n', "\r\n") } else { text }
        };
        let last = if more { chunks.len() - 1 } else { chunks.len() - 2 };
        let mut chunks: Vec<String> =
            chunks.into_iter().enumerate().map(|(at, text)| finish(text, at == last)).collect();
        if bom {
            chunks[0].insert(0, '\u{feff}');
        }
        let text = chunks.concat();
        let register = loaded(&text);
        let at = at.index(styles.len());
        let before = &register.bends[at].value;
        let mut bend = edited(before, &changes, &word);
        if add {
            bend.id = "B-100".to_owned();
        }
        let new = one(&text, bend.clone(), trail.as_deref());
        // The model is what was asked for.
        let found = loaded(&new.text);
        let place = if add { styles.len() } else { at };
        prop_assert_eq!(found.bends.len(), styles.len() + usize::from(add));
        for (index, entry) in register.bends.iter().enumerate().filter(|(index, _)| *index != place) {
            prop_assert_eq!(&found.bends[index].value, &entry.value);
        }
        let flat = |text: &Option<String>| {
            let text = text.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        let said = &found.bends[place].value;
        prop_assert_eq!(flat(&said.quote), flat(&bend.quote));
        prop_assert_eq!(flat(&said.rationale), flat(&bend.rationale));
        prop_assert_eq!((said.status, said.expires, said.last_review), (bend.status, bend.expires, bend.last_review));
        prop_assert_eq!((&said.limit, &said.when, &said.not_when), (&bend.limit, &bend.when, &bend.not_when));
        // Every byte outside the entry is the same.
        let (front, back) = if add {
            (chunks[..=styles.len()].concat(), chunks[styles.len() + 1..].concat())
        } else {
            (chunks[..=at].concat(), chunks[at + 2..].concat())
        };
        prop_assert!(new.text.starts_with(&front), "{}\n→\n{}", text, new.text);
        prop_assert!(new.text.ends_with(&back), "{}\n→\n{}", text, new.text);
        // So are the comments of the fields that stay, and the lines of those in a block.
        if !add {
            let gone = differing(before, &bend);
            let old = &chunks[at + 1];
            let inside = &new.text[front.len()..];
            for line in old.lines().filter(|line| !styles[at].0.in_braces && line.starts_with("    ")) {
                let name = line.trim().trim_start_matches("# above ").split([':', ' ']).next().unwrap_or_default();
                let is_field = !line.starts_with("      ") && !line.trim().starts_with('#');
                if is_field && !gone.contains(name) {
                    prop_assert!(inside.contains(line.trim()), "{:?} is gone from\n{}", line, new.text);
                }
                if line.trim().starts_with('#') {
                    prop_assert!(inside.contains(line.trim()), "{:?} is gone from\n{}", line, new.text);
                }
            }
        }
        // Asked again, there is nothing to do.
        let again = one(&new.text, bend, trail.as_deref());
        prop_assert!(again.splices.is_empty() && again.text == new.text, "{}\n→\n{}", new.text, again.text);
    }
}

fn schema() -> serde_json::Value {
    serde_json::from_str(include_str!("../docs/bends.schema.json")).expect("the schema is JSON")
}

fn is_valid(text: &str) -> bool {
    let validator = jsonschema::draft202012::new(&schema()).expect("the schema is a schema");
    let value: serde_json::Value = serde_yaml::from_str(text).expect("YAML");
    validator.is_valid(&value)
}

#[test]
fn the_schema_takes_the_sample_and_the_skeleton_and_what_the_tool_writes() {
    let sample = include_str!("../policies/2026/bends.yaml");
    let skeleton = include_str!("../src/cli/bends_template.yaml");
    assert!(skeleton.starts_with("# yaml-language-server: $schema=bends.schema.json\n"));
    for text in [sample, skeleton] {
        loaded(text);
        assert!(is_valid(text));
        assert!(is_valid(
            &one(
                text,
                Bend {
                    role: "duty-lead".into(),
                    granted_by: loaded(text).bends.first().map_or_else(
                        || dumbrules::register::Grantor { role: "manager".into(), name: None },
                        |entry| entry.value.granted_by.clone(),
                    ),
                    ..fresh("B-900")
                },
                None
            )
            .text
        ));
    }
}

#[test]
fn the_schema_refuses_what_the_loader_refuses() {
    let text = HEAD.to_owned() + ENTRY;
    assert!(is_valid(&text));
    let wrong = [
        ("version: 1", "version: 2"),
        ("currency: GBP", "currency: pounds"),
        ("rank: 30", "rank: -1"),
        ("kind: other", "kind: others"),
        ("id: B-001", "id: 'B 001'"),
        ("rule: returns.window", "rule: Returns"),
        ("    rule: returns.window\n", ""),
        ("    role: frontline\n", ""),
        ("status: approved", "status: expired"),
        ("granted_on: 2026-01-10", "granted_on: January"),
        ("days: 15 # no more", "weeks: 2"),
        ("effect: extend-deadline", "effect: forgive"),
    ];
    for (from, to) in wrong {
        let text = text.replacen(from, to, 1);
        assert!(load(&source(&text)).is_err(), "the loader takes {to:?}");
        assert!(!is_valid(&text), "the schema takes {to:?}");
    }
}

/// The fields that the loader names when it meets one that it does not know, at a place of the schema.
fn told(text: &str) -> BTreeSet<String> {
    let mistakes = load(&source(text)).expect_err("an unknown field");
    let help = mistakes.iter().find(|it| it.message.contains("`zzz`")).and_then(|it| it.help.clone()).expect("a help");
    let fields = help.rsplit_once("fields: ").map(|(_, fields)| fields).expect("the fields");
    fields.split(", ").map(str::to_owned).collect()
}

#[test]
fn the_schema_lists_the_loaders_fields() {
    let schema = schema();
    let listed = |pointer: &str| -> BTreeSet<String> {
        let object = schema.pointer(pointer).and_then(|it| it["properties"].as_object());
        object.unwrap_or_else(|| panic!("{pointer}")).keys().cloned().collect()
    };
    let bend = "/properties/bends/items";
    let inner = |name: &str| format!("{bend}/properties/{name}");
    let limit = |name: &str| format!("{bend}/properties/limit/properties/{name}");
    let conventions = "/properties/conventions";
    let cases = [
        (String::new(), "zzz: 1".to_owned()),
        (conventions.to_owned(), "conventions: {zzz: 1}".to_owned()),
        (format!("{conventions}/properties/longest_days"), "conventions: {longest_days: {zzz: 1}}".to_owned()),
        (format!("{conventions}/properties/kill"), "conventions: {kill: {zzz: 1}}".to_owned()),
        ("/properties/roles/items".to_owned(), "roles: [{zzz: 1}]".to_owned()),
        ("/properties/roles/items/properties/ceiling".to_owned(), "roles: [{ceiling: {zzz: 1}}]".to_owned()),
        ("/properties/reasons/items".to_owned(), "reasons: [{zzz: 1}]".to_owned()),
        ("/properties/protected/items".to_owned(), "protected: [{zzz: 1}]".to_owned()),
        (bend.to_owned(), "bends: [{zzz: 1}]".to_owned()),
        (inner("limit"), "bends: [{limit: {zzz: 1}}]".to_owned()),
        (limit("money"), "bends: [{limit: {money: {zzz: 1}}}]".to_owned()),
        (limit("count"), "bends: [{limit: {count: {zzz: 1}}}]".to_owned()),
        (limit("budget"), "bends: [{limit: {budget: {zzz: 1}}}]".to_owned()),
        (inner("beyond"), "bends: [{beyond: {zzz: 1}}]".to_owned()),
        (inner("granted_by"), "bends: [{granted_by: {zzz: 1}}]".to_owned()),
    ];
    for (pointer, text) in cases {
        assert_eq!(listed(&pointer), told(&text), "{pointer}");
    }
}
