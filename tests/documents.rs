//! Markdown → passages: what is read as text, where exactly it stands in the file, and what must be read before it.

use crate::support::{check_all, parse, parse_at};
use dumbrules::document::{
    Audience, Context, DirectiveKind, Document, DocumentType, Origin, Profile, foreign_language,
};

/// The bytes of the file that each passage came from, parted by ` ¦ `.
fn cut(text: &str) -> String {
    let document = parse(text);
    let cut = document.passages.iter().map(|passage| document.source.slice(document.to_source(passage.text)));
    cut.collect::<Vec<_>>().join(" ¦ ")
}

/// Each passage as it is read, parted by ` ¦ `; the placeholder for what is no text is shown as `_`.
fn read(text: &str) -> String {
    let document = parse(text);
    let read = document.passages.iter().map(|passage| document.slice(passage.text).replace('\u{FFFC}', "_"));
    read.collect::<Vec<_>>().join(" ¦ ")
}

/// Each passage with its context in front, parted by ` ¦ `.
fn readings(text: &str) -> String {
    let document = parse(text);
    let readings = document.readings();
    readings.iter().map(|reading| reading.text.to_string()).collect::<Vec<_>>().join(" ¦ ")
}

/// The section path of each passage and the passage.
fn paths(text: &str) -> String {
    let document = parse(text);
    let path = |passage: &dumbrules::document::Passage| {
        let path = document.section_path(document.block_of(passage).section).join("/");
        format!("{path}: {}", document.slice(passage.text))
    };
    document.passages.iter().map(path).collect::<Vec<_>>().join(" ¦ ")
}

#[test]
fn spans_cover_the_markup_inside_a_passage_and_no_more() {
    check_all(
        &[
            ("No refunds.", "No refunds."),
            ("No **refunds** here.", "No **refunds** here."),
            ("**No refunds.**", "No refunds."),
            ("_No_ refunds after __30 days__", "No_ refunds after __30 days"),
            ("~~No~~ refunds.", "No~~ refunds."),
            ("See [our policy](https://example.com/a) first.", "See [our policy](https://example.com/a) first."),
            ("[Returns](r.md) are free.", "Returns](r.md) are free."),
            ("See [returns][r].\n\n[r]: https://example.com 'No refunds'", "See [returns][r]."),
            ("Fees &amp; charges apply.", "Fees &amp; charges apply."),
            ("&pound;5 a month.", "&pound;5 a month."),
            (r"Costs 5\* or 6\*.", r"Costs 5\* or 6\*."),
            ("One. Two.", "One. ¦ Two."),
            ("One.  **Two**.", "One. ¦ Two**."),
            ("First line\nsecond line.", "First line\nsecond line."),
            ("First line  \nsecond line.", "First line  \nsecond line."),
            ("First line\\\nsecond line.", "First line\\\nsecond line."),
            ("First line\r\nsecond line.\r\n\r\nNext.\r\n", "First line\r\nsecond line. ¦ Next."),
            ("\u{FEFF}No refunds.", "No refunds."),
            ("\u{FEFF}# Fees\n\nFive.", "Fees ¦ Five."),
            ("Wir geben Geld zurück — “gern”.", "Wir geben Geld zurück — “gern”."),
            ("No\u{a0}refunds.", "No\u{a0}refunds."),
            ("No re\u{ad}funds.", "No re\u{ad}funds."),
            ("Cafe\u{301} only.", "Cafe\u{301} only."),
            ("5 € 東京 🙅🏽‍♀️.", "5 € 東京 🙅🏽‍♀️."),
            ("\tindented is code\n\nText.", "Text."),
            ("- a\tb", "a\tb"),
        ],
        cut,
    );
}

#[test]
fn spans_of_blocks_leave_their_markers_out() {
    check_all(
        &[
            ("# Returns #\n\nFree.", "Returns ¦ Free."),
            ("Returns\n=======\n\nFree.", "Returns ¦ Free."),
            ("- one\n- two\n  - three\n", "one ¦ two ¦ three"),
            ("1. one\n2) two\n10. ten", "one ¦ two ¦ ten"),
            ("- one\n\n  more of one\n- two", "one ¦ more of one ¦ two"),
            ("- one\n  still one\nlazily one", "one\n  still one\nlazily one"),
            ("- [ ] bring ID\n- [x] bring the box", "bring ID ¦ bring the box"),
            ("> quoted\n> text\n\nplain", "quoted\n> text ¦ plain"),
            ("> > deep\n", "deep"),
            ("> [!WARNING]\n> No refunds.\n", "No refunds."),
            ("> - item in a quote\n", "item in a quote"),
            ("a[^1]\n\n[^1]: The note.", "a ¦ The note."),
            ("A claim[^n] stands.\n\n[^n]: The note.", "A claim[^n] stands. ¦ The note."),
            ("***\n\ntext\n\n---\n", "text"),
        ],
        cut,
    );
}

#[test]
fn spans_of_table_cells_are_what_stands_between_the_bars() {
    check_all(
        &[
            ("| a | b |\n|---|---|\n| c | d |", "a ¦ b ¦ c ¦ d"),
            ("a | b\n--|--\nc | d", "a ¦ b ¦ c ¦ d"),
            ("| a | b |\n|---|---|\n|  | d |\n| e |  |", "a ¦ b ¦ d ¦ e"),
            (
                r"| a | b |
|---|---|
| x \| y | d |",
                r"a ¦ b ¦ x \| y ¦ d",
            ),
            ("| a | b |\n|:--|--:|\n| **c** | `x` d |", "a ¦ b ¦ c ¦ `x` d"),
            ("| a |\n|---|\n| One. Two. |", "a ¦ One. ¦ Two."),
            ("| a | b |\n|---|---|\n| c |\n| d | e | f |", "a ¦ b ¦ c ¦ d ¦ e"),
            ("> | a |\n> |---|\n> | b |", "a ¦ b"),
        ],
        cut,
    );
}

#[test]
fn code_html_targets_and_images_are_no_text_and_glue_nothing() {
    check_all(
        &[
            ("a`no refunds`b", "a_b"),
            ("Use ``x ` y`` now.", "Use _ now."),
            ("```\nNo refunds.\n```\n\nText.", "Text."),
            ("    No refunds.\n\nText.", "Text."),
            ("a<b>no</b>c", "a no c"),
            ("a<br>b", "a b"),
            ("never<!-- x -->theless", "nevertheless"),
            ("<div>\nNo refunds.\n</div>\n\nText.", "Text."),
            ("<!-- No refunds. -->\n\nText.", "Text."),
            ("[a](no-refunds 'No refunds')b", "ab"),
            ("a![No refunds](x.png 'No refunds')b", "a_b"),
            ("![a **b** ![c](d)](e)", "_"),
            ("See <https://example.com/no-refunds> now.", "See _ now."),
            ("a<https://x.example>b", "a_b"),
            ("Write <help@example.com> now.", "Write help@example.com now."),
            ("See https://example.com/no-refunds, now.", "See ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~, now."),
            ("See www.example.com/no-refunds.", "See ~~~~~~~~~~~~~~~~~~~~~~~~~~."),
            ("(https://example.com)", "(~~~~~~~~~~~~~~~~~~~)"),
            ("httpd is a word", "httpd is a word"),
        ],
        read,
    );
}

#[test]
fn text_is_folded_as_people_see_it() {
    check_all(
        &[
            ("You  “may”\nreturn—within 30&nbsp;days", "You \"may\" return - within 30 days"),
            ("mu**s**t n&shy;ot", "must not"),
            ("m\u{200b}ust\u{200d} not", "must not"),
            ("m\u{3c5}st n\u{43e}t", "must not"),
            ("Ｎｏ ｒｅｆｕｎｄｓ", "No refunds"),
            ("ﬁnal sale", "final sale"),
            ("a &lt;b&gt; c", "a <b> c"),
            ("5&#37; off", "5% off"),
            ("don’t", "don't"),
            ("30–45 days", "30-45 days"),
            ("wait…", "wait..."),
            ("Acme™ and Acme®", "Acme and Acme"),
            (r"\*not emphasis\*", "*not emphasis*"),
            ("a\u{0}b", "a b"),
        ],
        read,
    );
}

#[test]
fn items_are_read_with_what_introduces_them() {
    check_all(
        &[
            (
                "You must bring:\n\n- the receipt\n- the box",
                "You must bring: ¦ You must bring: the receipt ¦ You must bring: the box",
            ),
            ("Read this. You must bring:\n- the box", "Read this. ¦ You must bring: ¦ You must bring: the box"),
            ("We refuse\n\n- opened boxes", "We refuse ¦ We refuse: opened boxes"),
            ("Our rules.\n\n- opened boxes", "Our rules. ¦ opened boxes"),
            ("We refuse\n\n- Opened boxes are refused.", "We refuse ¦ Opened boxes are refused."),
            (
                "## No refunds for\n\n- opened boxes\n- Food is fine.",
                "No refunds for ¦ No refunds for: opened boxes ¦ Food is fine.",
            ),
            (
                "You must:\n\n1. bring\n   - the box\n   - the lid\n2. wait",
                "You must: ¦ You must: bring ¦ bring: the box ¦ bring: the lid ¦ You must: wait",
            ),
            ("You must:\n\n- bring:\n  - the box", "You must: ¦ You must: bring: ¦ bring: the box"),
            ("You must:\n\n```\ncode\n```\n\n- the box", "You must: ¦ You must: the box"),
            ("- first\n- second", "first ¦ second"),
        ],
        readings,
    );
}

#[test]
fn cells_are_read_with_the_heads_of_their_row_and_column() {
    check_all(
        &[
            (
                "| Item | Window |\n|---|---|\n| Outlet | 3 days |",
                "Item ¦ Window ¦ Item: Outlet ¦ Outlet: Window: 3 days",
            ),
            ("| Item | Window |\n|---|---|\n|  | 3 days |", "Item ¦ Window ¦ Window: 3 days"),
            ("|  | Window |\n|---|---|\n| Outlet | 3 days |", "Window ¦ Outlet ¦ Outlet: Window: 3 days"),
            (
                "| Can I? | Ask |\n|---|---|\n| Yes. | No. |\n| c | d |",
                "Can I? ¦ Ask ¦ Can I? Yes. ¦ Yes. Ask: No. ¦ Can I? c ¦ c: Ask: d",
            ),
        ],
        readings,
    );
}

#[test]
fn paragraphs_under_a_colon_are_read_as_its_items() {
    check_all(
        &[
            (
                "You must bring:\n\nthe receipt\n\nthe box",
                "You must bring: ¦ You must bring: the receipt ¦ You must bring: the box",
            ),
            (
                "You must bring:\n\nthe receipt\n\nOne. Two.\n\nthree",
                "You must bring: ¦ You must bring: the receipt ¦ One. ¦ Two. ¦ three",
            ),
            ("You must bring:\n\n# Other\n\ntext", "You must bring: ¦ Other ¦ text"),
            ("You must bring:\n\nNote: that is all", "You must bring: ¦ Note: that is all"),
        ],
        readings,
    );
}

#[test]
fn a_paragraph_behind_a_list_is_no_item_of_it() {
    assert_eq!(
        readings("You must bring:\n\n- the receipt\n\nRefunds take 5 days."),
        "You must bring: ¦ You must bring: the receipt ¦ Refunds take 5 days."
    );
    assert_eq!(
        readings("Our windows:\n\n| a |\n|---|\n| b |\n\nRefunds take 5 days."),
        "Our windows: ¦ a ¦ a: b ¦ Refunds take 5 days."
    );
}

#[test]
fn headings_that_are_items_or_sentences_are_read_as_text() {
    check_all(
        &[
            (
                "# Rules\n\nYou must bring:\n\n## The receipt\n\n## The box\n\nThank you.",
                "Rules ¦ You must bring: ¦ You must bring: The receipt ¦ You must bring: The box ¦ Thank you.",
            ),
            ("You must bring:\n\n## The receipt\n\nThank you.", "You must bring: ¦ The receipt ¦ Thank you."),
        ],
        readings,
    );
    check_all(
        &[
            (
                "# A\n\n## No refunds are given on sale items.\n\nb",
                "A: A ¦ A: No refunds are given on sale items. ¦ A: b",
            ),
            ("# A\n\n## and nothing else\n\nb", "A: A ¦ A: and nothing else ¦ A: b"),
        ],
        paths,
    );
}

#[test]
fn text_behind_a_comment_on_its_line_is_read() {
    assert_eq!(cut("<!-- a remark --> No refunds.\n\nNext."), "No refunds. ¦ Next.");
    assert_eq!(cut("<!--\na remark\n--> No refunds."), "No refunds.");
    assert_eq!(parse("<!-- a --> No refunds. <!-- b -->\n").raw_html_blocks, 0);
}

#[test]
fn answers_are_read_with_their_questions() {
    check_all(
        &[
            ("Can I return sale items? No.", "Can I return sale items? ¦ Can I return sale items? No."),
            ("Can I return it?\n\nUnfortunately not.", "Can I return it? ¦ Can I return it? Unfortunately not."),
            (
                "### Can I return it?\n\nYes, within 30 days.",
                "Can I return it? ¦ Can I return it? Yes, within 30 days.",
            ),
            ("Can I return it?\n\nNobody knows.", "Can I return it? ¦ Nobody knows."),
            ("You can. No problem.", "You can. ¦ No problem."),
        ],
        readings,
    );
}

#[test]
fn every_passage_knows_the_headings_above_it() {
    check_all(
        &[
            ("a\n\n# B\n\nc\n\n## D\n\ne\n\n# F\n\ng", ": a ¦ B: B ¦ B: c ¦ B/D: D ¦ B/D: e ¦ F: F ¦ F: g"),
            ("# A\n\n#### B\n\nc\n\n## D\n\ne", "A: A ¦ A/B: B ¦ A/B: c ¦ A/D: D ¦ A/D: e"),
            ("### A\n\n# B\n\n### C\n\nd", "A: A ¦ B: B ¦ B/C: C ¦ B/C: d"),
            ("# *A* `b` & [c](d)\n\ne", "A _ & c: A _ & c ¦ A _ & c: e"),
            ("> # A\n\nb", "A: A ¦ A: b"),
        ],
        |text| paths(text).replace('\u{FFFC}', "_"),
    );
}

#[test]
fn a_match_in_the_context_points_at_the_passage() {
    let document = parse("You must bring:\n\n- the **receipt**\n");
    let readings = document.readings();
    let item = &readings[1];
    let place = |part: &str| {
        let at = item.text.find(part).unwrap();
        let span = item.to_document(dumbrules::text::Span::new(at, at + part.len()));
        document.source.slice(document.to_source(span)).to_owned()
    };
    assert_eq!(place("receipt"), "receipt");
    assert_eq!(place("must"), "the **receipt");
    assert_eq!(place("bring: the"), "the");
    assert_eq!(item.own_lower(), "the receipt");
    assert!(matches!(document.passages[1].context, Context::LeadIn(_)));
}

/// The directives of a document: what each says, and the passage it belongs to.
fn directives(text: &str) -> String {
    let document = parse(text);
    let show = |directive: &dumbrules::document::Directive| {
        let said = match &directive.kind {
            DirectiveKind::Anchor(anchor) if anchor.never_bendable => format!("{}!", anchor.id),
            DirectiveKind::Anchor(anchor) => anchor.id.clone(),
            DirectiveKind::Allow(allow) => format!(
                "{} {} {}",
                allow.lint,
                allow.until.as_deref().unwrap_or("-"),
                allow.reason.as_deref().unwrap_or("-")
            ),
            DirectiveKind::Malformed(_) => "malformed".to_owned(),
        };
        let owner = directive.passage.map_or("nobody", |passage| document.slice(document.passages[passage].text));
        assert!(document.source.slice(directive.source).starts_with("<!--"), "{text}");
        assert!(document.source.slice(directive.source).ends_with("-->"), "{text}");
        format!("{said} of {owner}")
    };
    document.directives.iter().map(show).collect::<Vec<_>>().join(" ¦ ")
}

#[test]
fn directives_belong_to_the_passage_before_them() {
    check_all(
        &[
            ("One. <!-- rule: a.b --> Two.", "a.b of One."),
            ("One. Two. <!-- rule: a.b -->", "a.b of Two."),
            ("One. Two.<!--rule:a.b bendable=never-->", "a.b! of Two."),
            ("- one <!-- rule: a -->\n- two <!-- rule: b -->", "a of one ¦ b of two"),
            ("- one\n  - two <!-- rule: b -->\n", "b of two"),
            ("| a | b |\n|---|---|\n| c <!-- rule: c --> | d <!-- rule: d --> |", "c of c ¦ d of d"),
            ("## Fees <!-- rule: fees -->", "fees of Fees"),
            ("> Quoted. <!-- rule: q -->", "q of Quoted."),
            ("One.\n\n<!-- rule: a -->\n\nTwo.", "a of nobody"),
            ("One.\n<!-- rule: a -->", "a of nobody"),
            ("<!-- rule: a --> One.", "a of nobody"),
            ("One. <!-- rule: Not/An/Id -->", "malformed of One."),
            ("One. <!-- rule: a x=1 -->", "malformed of One."),
            ("One. <!-- rule: -->", "malformed of One."),
            (
                "One. <!-- audit: allow a/b until=2026-01-31 reason=\"old stock\" -->",
                "a/b 2026-01-31 old stock of One.",
            ),
            ("One. <!-- audit: allow a/b reason=\"x\" until=2026-01-31 -->", "a/b 2026-01-31 x of One."),
            ("One. <!-- audit: allow a/b -->", "a/b - - of One."),
            ("One. <!-- audit: allow a/b reason=\"  \" -->", "a/b - - of One."),
            ("One. <!-- audit: deny a/b -->", "malformed of One."),
            ("One. <!-- audit: allow a/b since=2026-01-31 -->", "malformed of One."),
            ("One. <!-- audit: allow a/b forever -->", "malformed of One."),
            ("One. <!-- a remark about rule: things -->", ""),
            ("One. `<!-- rule: a -->`", ""),
            ("```\n<!-- rule: a -->\n```", ""),
        ],
        directives,
    );
}

#[test]
fn a_directive_may_be_wrapped_over_lines() {
    check_all(
        &[
            (
                "One. <!-- audit: allow a/b\nuntil=2026-01-31\nreason=\"old\nstock\" -->",
                "a/b 2026-01-31 old stock of One.",
            ),
            ("One. <!-- audit:\nallow a/b until=2026-01-31\r\nreason=\"x\" -->", "a/b 2026-01-31 x of One."),
            ("One. <!-- rule:\n  a.b\n  bendable=never -->", "a.b! of One."),
        ],
        directives,
    );
}

#[test]
fn raw_html_that_was_not_read_is_counted_by_blocks() {
    let count = |text: &str| parse(text).raw_html_blocks;
    assert_eq!(count("Text <b>bold</b>.\n\n<hr>\n\n<img src='x' alt='y'>\n"), 0);
    assert_eq!(count("<p>No refunds.</p>\n"), 1);
    assert_eq!(count("<div>\nNo refunds.\nNo exchanges.\n</div>\n\n<p>x</p>\n"), 2);
    assert_eq!(count("<!-- a remark -->\n\n<!--\nover several\nlines\n-->\n"), 0);
    assert_eq!(count("<table>\n<tr><td\nclass='x'>Five</td></tr>\n</table>\n"), 1);
}

#[test]
fn front_matter_is_no_text_and_says_what_the_document_is() {
    let document = parse(
        "---\ntitle: Fees\ntype: [fees, terms]\naudience: staff\nowner: Ann\nlanguage: en\nx: 1\n---\nNo refunds.\n",
    );
    let front_matter = &document.front_matter;
    assert!(front_matter.mistakes.is_empty(), "{:?}", front_matter.mistakes);
    assert_eq!(front_matter.types, ["fees", "terms"]);
    assert_eq!((front_matter.owner.as_deref(), front_matter.language.as_deref()), (Some("Ann"), Some("en")));
    assert_eq!(document.title(), "Fees");
    assert_eq!(document.passages.len(), 1);
    assert_eq!(document.source.slice(document.to_source(document.passages[0].text)), "No refunds.");
    assert!(document.source.slice(front_matter.source.unwrap()).ends_with("---\n"));
}

#[test]
fn front_matter_is_found_behind_a_bom_and_with_any_line_ending() {
    for text in ["\u{FEFF}---\ntype: fees\n---\nNo.", "---\r\ntype: fees\r\n---\r\nNo.", "---\ntype: fees\n...\nNo."] {
        let document = parse(text);
        assert_eq!(document.front_matter.types, ["fees"], "{text:?}");
        assert_eq!(read(text), "No.", "{text:?}");
    }
    for text in ["---\n\n# Rules\n\n---\n", "---\nJust a line.\n---\n", "text\n---\ntype: fees\n---\n"] {
        assert_eq!(parse(text).front_matter.source, None, "{text:?}");
    }
    let mistaken = parse("---\naudience: stuff\ntype: feees\n---\nNo.\n");
    let mistakes: Vec<String> = mistaken.front_matter.mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(mistakes.len(), 2, "{mistakes:?}");
    assert!(
        mistakes.iter().any(|mistake| mistake.starts_with("policy.md:2:11: `stuff` is not possible here")),
        "{mistakes:?}"
    );
    assert!(
        mistakes.iter().any(|mistake| mistake.contains("policy.md:3:7: `feees`") && mistake.contains("`fees`")),
        "{mistakes:?}"
    );
}

fn profile(document: &Document) -> (String, Origin, Audience, Origin) {
    let profile = Profile::of(document, (None, None));
    (profile.types.names().join(" "), profile.types_from, profile.audience, profile.audience_from)
}

#[test]
fn types_and_audience_are_decided_by_front_matter_then_configuration_then_name_then_heading() {
    use Audience::{Customer, Staff};
    let at = |path: &str, text: &str| profile(&parse_at(path, text));
    let said = |types: &str, from| (types.to_owned(), from, Customer, Origin::Unknown);
    assert_eq!(at("x.md", "Text."), said("", Origin::Unknown));
    assert_eq!(at("a/refund-policy.md", "Text."), said("refund", Origin::Name));
    assert_eq!(at("refunds/x.md", "Text."), said("", Origin::Unknown));
    assert_eq!(at("x.md", "# Our shipping terms\n"), said("shipping terms", Origin::Heading));
    assert_eq!(at("fees.md", "# Shipping\n"), said("fees", Origin::Name));
    assert_eq!(at("fees.md", "---\ntype: terms\n---\n# Shipping\n"), said("terms", Origin::FrontMatter));
    assert_eq!(at("staff-handbook.md", "x"), ("handbook".to_owned(), Origin::Name, Staff, Origin::Types));
    assert_eq!(
        at("handbook.md", "---\naudience: customer\n---\nx"),
        ("handbook".to_owned(), Origin::Name, Customer, Origin::FrontMatter)
    );
    let configured = (DocumentType::from_name("loyalty"), Some(Staff));
    let profile = Profile::of(&parse_at("fees.md", "x"), configured);
    assert_eq!((profile.types.names(), profile.types_from), (vec!["loyalty"], Origin::Configuration));
    assert_eq!((profile.audience, profile.audience_from), (Staff, Origin::Configuration));
    let profile = Profile::of(&parse("---\ntype: fees\naudience: customer\n---\nx"), configured);
    assert_eq!((profile.types_from, profile.audience), (Origin::FrontMatter, Customer));
}

#[test]
fn a_title_is_the_front_matters_or_the_first_heading_or_the_file_name() {
    let title = |path: &str, text: &str| parse_at(path, text).title();
    assert_eq!(title("a/b.md", "---\ntitle: A\n---\n# B\n"), "A");
    assert_eq!(title("a/b.md", "text\n\n## B\n\n# C\n"), "B");
    assert_eq!(title("a/our.returns.md", "text"), "our.returns");
    assert_eq!(title("README", "text"), "README");
}

#[test]
fn documents_in_other_languages_are_told_from_english_ones() {
    let german = "Wir erstatten den vollen Kaufpreis innerhalb von vierzehn Tagen nach Eingang der Ware in unserem Lager. \
        Bitte bewahren Sie den Beleg auf. Reduzierte Artikel sind vom Umtausch ausgeschlossen, auch mit Beleg.";
    let spanish = "Los artículos se pueden devolver en un plazo de treinta días desde la entrega. No se aceptan cambios \
        de productos rebajados. El cliente debe presentar el recibo original y la tarjeta con la que pagó la compra.";
    let english = "Items may be returned within 30 days of delivery. Bring the receipt and the card that you paid with. \
        Sale items are final, and gift cards cannot be returned. Ask us when something is not right.";
    assert_eq!(foreign_language(&german.to_lowercase()), Some("German"));
    assert_eq!(foreign_language(&spanish.to_lowercase()), Some("Spanish"));
    assert_eq!(foreign_language(&english.to_lowercase()), None);
    assert_eq!(foreign_language(&format!("{} {english}", german.to_lowercase()).to_lowercase()), None);
    assert_eq!(foreign_language(""), None);
    assert_eq!(foreign_language("返品は商品の到着後三十日以内に限ります。"), None, "too little to tell");
    let chinese =
        "商品自签收之日起七天内可以退货，超过七天的一律不予受理，请保留好购物小票和原包装，退货运费由买家承担。"
            .repeat(3);
    assert_eq!(foreign_language(&chinese), Some("Mandarin"));
}

#[test]
fn a_document_without_text_has_no_passages() {
    for text in ["", "\n\n", "\u{FEFF}", "```\nx\n```", "<!-- x -->", "---\ntype: fees\n---\n", "![a](b)"] {
        let document = parse(text);
        assert_eq!(document.words, usize::from(text.starts_with('!')) * document.words, "{text:?}");
        assert!(document.passages.len() <= usize::from(text.starts_with('!')), "{text:?}");
        assert_eq!(document.sections.len(), 1, "{text:?}");
    }
}

#[test]
fn deep_nesting_overflows_nothing() {
    for marker in [">", "- ", "* ", "1. ", "> - ", "[", "*", "<b>", "![", "`", "| "] {
        let text = marker.repeat(2_000) + "No refunds.";
        assert!(parse(&text).passages.len() < 4_100, "{marker}");
    }
}
