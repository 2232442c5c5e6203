//! The exception log: what is read and what is refused, each check with a case that fires and a near one that does not, and
//! that neither the order of rows nor the cut between files changes anything.

use crate::support::{parse_at, shipped};
use dumbrules::document::Profile;
use dumbrules::emit::{self, Format, emit, usage_json};
use dumbrules::finding::{self, Finding, Options, Scratch};
use dumbrules::log::{Cases, Nominations, Tally, Usage, Verdict, Weighed, raise, weigh};
use dumbrules::register::{Reconciled, Scope, load, reconcile, seen};
use dumbrules::report::Report;
use dumbrules::ruleset::Severity;
use dumbrules::text::SourceFile;
use proptest::prelude::*;

const HEAD: &str = "date,rule,bend,role,staff,customer,reason,quantity,unit,currency,decision,approved_by,minutes_to_decide,channel,note\n";

const RETURNS: &str = "\
# Returns

Items may be returned within 30 days of delivery. <!-- rule: returns.window -->

A restocking fee of £10 comes off every refund. <!-- rule: returns.fee -->

Cancelling takes 60 days' notice. <!-- rule: cancel.notice -->

A used rope cannot come back, because a life may hang on it. <!-- rule: returns.rope -->

Parcels must be sent back in their original box. <!-- rule: returns.box -->
";

const REGISTER: &str = "\
version: 1
currency: GBP
roles:
  - {id: frontline, rank: 10, label: any colleague, aliases: [agent], ceiling: {money: 50, percent: 100, days: 30}}
  - {id: duty-lead, rank: 20, reports_to: manager, ceiling: {money: 250, percent: 100, days: 90}}
  - {id: manager, rank: 30, ceiling: {money: 2000, percent: 100, days: 365}}
reasons:
  - {id: our-error, kind: correction}
  - {id: illness, kind: circumstance, proof: none}
  - {id: makes-no-sense, kind: dumb-rule}
  - {id: resale, kind: circumstance}
  - {id: other, kind: other, needs_note: true}
protected:
  - {rule: returns.rope, class: safety, basis: nobody can look into a rope}
bends:
  - id: B-001
    rule: returns.window
    document: returns.md
    quote: Items may be returned within 30 days of delivery.
    effect: extend-deadline
    role: frontline
    limit:
      days: 15
      count: {n: 2, per: customer, period: P1Y}
    when: [illness, makes-no-sense, other]
    beyond: {role: duty-lead, within: PT10M}
    granted_by: {role: manager}
    granted_on: 2025-11-01
    effective: 2025-12-01
    expires: 2026-09-30
    status: approved
  - id: B-002
    rule: returns.fee
    document: returns.md
    quote: A restocking fee of £10 comes off every refund.
    effect: reduce
    role: duty-lead
    limit:
      money: {amount: 10}
      budget: {amount: 100, per: team, period: P1M}
    when: [illness, makes-no-sense]
    beyond: {role: manager, within: PT10M}
    granted_by: {role: manager}
    granted_on: 2026-05-01
    expires: 2026-09-30
    status: approved
";

/// A shop, its register, and what is told about it.
#[derive(Clone)]
struct Shop {
    register: String,
    logs: Vec<String>,
    cases: String,
    nominations: String,
}

impl Shop {
    fn new() -> Self {
        Self { register: REGISTER.to_owned(), logs: Vec::new(), cases: String::new(), nominations: String::new() }
    }

    /// A log of these rows.
    fn log(mut self, rows: impl IntoIterator<Item = String>) -> Self {
        self.logs.push(format!("{HEAD}{}", rows.into_iter().map(|row| row + "\n").collect::<String>()));
        self
    }

    fn cases(mut self, rows: &str) -> Self {
        self.cases = format!("rule,period,cases\n{rows}\n");
        self
    }

    fn nominated(mut self, rows: &str) -> Self {
        self.nominations = format!("date,rule,quote,role,staff,why\n{rows}\n");
        self
    }

    fn reconciled(&self) -> (SourceFile, Reconciled, Vec<Finding>) {
        let source = SourceFile::new("bends.yaml", self.register.as_str());
        let register = load(&source).unwrap_or_else(|errors| panic!("{errors:#?}"));
        let ids: Vec<&str> = register.bends.iter().map(|bend| bend.value.id.as_str()).collect();
        let document = parse_at("returns.md", RETURNS);
        let profile = Profile::of(&document, (None, None));
        let ruleset = shipped();
        let audited = finding::audit(&document, &profile, &ruleset, &Options::default(), &mut Scratch::default());
        let documents = vec![seen(&document, &profile, &audited.understood, &ids)];
        let findings: Vec<&Finding> = audited.findings.iter().collect();
        let scope = Scope { name_of: &str::to_owned, exists: &|_| true, is_whole: true };
        let today = "2026-06-15".parse().expect("a day");
        (source.clone(), reconcile(register.clone(), &source, documents, &findings, today, &scope), audited.findings)
    }

    fn weigh(&self) -> Weighed {
        let (source, reconciled, findings) = self.reconciled();
        let findings: Vec<&Finding> = findings.iter().collect();
        let mut tally = Tally::new(&reconciled);
        for (at, log) in self.logs.iter().enumerate() {
            tally.read(&format!("exceptions-{at}.csv"), &mut log.as_bytes());
        }
        let mut cases = Cases::default();
        if !self.cases.is_empty() {
            cases.read("cases.csv", &mut self.cases.as_bytes());
        }
        let mut nominations = Nominations::new(reconciled.today);
        if !self.nominations.is_empty() {
            nominations.read("nominations.csv", &mut self.nominations.as_bytes());
        }
        weigh(tally, &cases, &nominations, &source, &findings, true)
    }

    fn usage(&self) -> Usage {
        self.weigh().usage
    }

    /// `id: message` of every finding.
    fn told(&self) -> Vec<String> {
        let weighed = self.weigh();
        assert_eq!(weighed.errors, [], "every row can be read");
        weighed.findings.iter().map(|finding| format!("{}: {}", finding.lint, finding.message)).collect()
    }

    /// Whether a check fires, and nothing else than what is expected besides.
    fn fires(&self, check: &str) -> bool {
        self.told().iter().any(|told| told.starts_with(&format!("{check}: ")))
    }

    /// What a check says.
    #[track_caller]
    fn says(&self, check: &str) -> String {
        let told = self.told();
        let mut found = told.iter().filter_map(|told| told.strip_prefix(&format!("{check}: ")));
        let first = found.next().unwrap_or_else(|| panic!("{check} does not fire: {told:#?}"));
        assert_eq!(found.next(), None, "{check} is told once");
        first.to_owned()
    }
}

/// A use of the return window: within the limit, for a reason that counts.
fn used(number: usize) -> Use {
    Use {
        date: "2026-06-01".to_owned(),
        rule: "returns.window",
        bend: "B-001",
        role: "frontline",
        staff: format!("s{}", number % 4),
        customer: format!("c{number}"),
        reason: "makes-no-sense",
        granted: "41,days,".to_owned(),
        decision: "bent",
        approved_by: "",
        channel: "shop",
        note: "",
    }
}

#[derive(Debug, Clone)]
struct Use {
    date: String,
    rule: &'static str,
    bend: &'static str,
    role: &'static str,
    staff: String,
    customer: String,
    reason: &'static str,
    /// Quantity, unit and currency.
    granted: String,
    decision: &'static str,
    approved_by: &'static str,
    channel: &'static str,
    note: &'static str,
}

impl Use {
    fn row(&self) -> String {
        let Self { date, rule, bend, role, staff, customer, reason, granted, decision, approved_by, channel, note } =
            self;
        format!(
            "{date},{rule},{bend},{role},{staff},{customer},{reason},{granted},{decision},{approved_by},5,{channel},{note}"
        )
    }
}

/// So many uses, the first of them changed.
fn with_one(count: usize, change: impl Fn(&mut Use)) -> Shop {
    let mut uses: Vec<Use> = (0..count).map(used).collect();
    change(&mut uses[0]);
    Shop::new().log(uses.iter().map(Use::row))
}

/// So many uses, all of them changed.
fn with_all(count: usize, change: impl Fn(usize, &mut Use)) -> Shop {
    let mut uses: Vec<Use> = (0..count).map(used).collect();
    uses.iter_mut().enumerate().for_each(|(at, used)| change(at, used));
    Shop::new().log(uses.iter().map(Use::row))
}

#[test]
fn a_bend_that_is_used_as_it_may_be_raises_nothing() {
    assert_eq!(with_all(4, |_, _| {}).told(), [] as [String; 0]);
}

#[test]
fn a_rule_that_is_bent_without_a_bend_is_a_shadow_policy() {
    let boxes = |_: usize, used: &mut Use| {
        (used.rule, used.bend, used.granted) = ("returns.box", "", ",,".to_owned());
    };
    assert_eq!(
        with_all(3, boxes).says("log/shadow-policy"),
        "A rule is bent and no bend allows it: `returns.box` bent 3 times by 3 people in 90 days"
    );
    let strange = with_one(3, |used| used.bend = "B-009").says("log/shadow-policy");
    assert!(strange.contains("`returns.window` bent once of 3 in 90 days"), "{strange}");
    assert!(strange.ends_with("the bend that the log names is not one of this rule"), "{strange}");
    let other_rule = with_one(3, |used| used.rule = "returns.box");
    assert!(other_rule.fires("log/shadow-policy"), "the bend is about another rule");
    let unnamed = with_one(3, |used| used.bend = "");
    assert!(!unnamed.fires("log/shadow-policy"), "the bend of the rule is found without its name");
    let refused = with_all(3, |at, used| {
        boxes(at, used);
        used.decision = "refused";
    });
    assert!(!refused.fires("log/shadow-policy"), "who refuses bends nothing");
}

#[test]
fn a_bend_that_was_not_granted_gives_no_leave() {
    let mut shop = with_all(3, |_, _| {});
    shop.register = shop.register.replacen("status: approved", "status: proposed", 1);
    assert!(shop.says("log/shadow-policy").contains("its bend is not granted"));
    let mut shop = with_all(3, |_, used| used.date = "2025-12-20".to_owned());
    shop.register = shop.register.replacen("status: approved", "status: withdrawn\n    last_review: 2026-01-01", 1);
    assert!(!shop.fires("log/shadow-policy"), "it was withdrawn later");
}

#[test]
fn a_protected_rule_that_is_bent_is_critical() {
    let rope = |used: &mut Use| (used.rule, used.bend, used.granted) = ("returns.rope", "", ",,".to_owned());
    let shop = with_one(1, rope);
    let weighed = shop.weigh();
    assert_eq!(weighed.findings[0].lint, "log/on-protected");
    assert_eq!(weighed.findings[0].severity, Severity::Critical);
    assert!(!shop.fires("log/shadow-policy"), "one finding is enough");
    let refused = with_one(1, |used| {
        rope(used);
        used.decision = "refused";
    });
    assert_eq!(refused.told(), [] as [String; 0]);
}

#[test]
fn more_than_the_limit_is_told_once_for_each_bend_and_role() {
    let over =
        with_all(4, |at, used| used.granted = if at < 3 { format!("{},days,", 60 + at) } else { "45,days,".into() });
    assert_eq!(
        over.says("log/over-limit"),
        "A bend is used beyond its limit: `B-001`, 3 of 4 uses by frontline in 90 days: beyond “up to 15 more days, twice a \
         year per customer”; the most: 62 days"
    );
    assert!(!with_one(4, |used| used.granted = "45,days,".into()).fires("log/over-limit"), "45 days are 30 and 15");
    assert!(with_one(4, |used| used.granted = "45.5,days,".into()).fires("log/over-limit"));
    let asked = |days: &'static str| {
        with_one(4, move |used| {
            (used.granted, used.decision, used.approved_by) = (days.into(), "escalated-bent", "duty-lead");
        })
    };
    assert!(!asked("120,days,").fires("log/over-limit"), "the duty lead may give 90 days on top");
    assert!(asked("121,days,").says("log/over-limit").contains("beyond the ceiling of the role that was asked"));
    let fee = |sum: &'static str| {
        with_all(1, move |_, used| {
            (used.rule, used.bend, used.role, used.granted) = ("returns.fee", "B-002", "duty-lead", sum.into());
        })
    };
    assert!(fee("10.01,money,").fires("log/over-limit"));
    assert!(!fee("10,money,GBP").fires("log/over-limit"));
    assert!(!fee("99,money,EUR").fires("log/over-limit"), "another currency is held against no limit");
    assert_eq!(fee("99,money,EUR").usage().notes.len(), 1, "and that is said");
}

#[test]
fn a_role_that_may_not_is_told_and_one_above_may() {
    let by = |role: &'static str| {
        with_one(4, move |used| {
            (used.rule, used.bend, used.role, used.granted) = ("returns.fee", "B-002", role, "5,money,".into());
        })
    };
    assert!(by("frontline").says("log/wrong-role").contains("it is for duty lead or above"));
    assert!(!by("Manager").fires("log/wrong-role"), "a higher role may, in whatever case it is written");
    assert!(by("agent").fires("log/wrong-role"), "an alias is the role");
    assert!(by("cook").says("log/wrong-role").contains("the register has no such role"));
}

#[test]
fn uses_outside_the_dates_of_a_bend_are_told() {
    let mut shop = with_all(3, |_, _| {});
    shop.register = shop.register.replacen("expires: 2026-09-30", "expires: 2026-05-31", 1);
    assert!(shop.says("log/outside-dates").contains("3 of 3 uses in 90 days: after its last day"));
    shop.register = shop.register.replacen("expires: 2026-05-31", "expires: 2026-06-01", 1);
    assert!(!shop.fires("log/outside-dates"), "the last day belongs to it");
    shop.register =
        shop.register.replacen("effective: 2025-12-01", "effective: 2026-06-02\n    last_review: 2026-06-02", 1);
    shop.register = shop.register.replacen("expires: 2026-06-01", "expires: 2026-09-30", 1);
    assert!(shop.says("log/outside-dates").contains("before its first day"));
}

#[test]
fn an_escalation_names_the_higher_role_that_decided() {
    let asked = |by: &'static str| with_one(4, move |used| (used.decision, used.approved_by) = ("escalated-bent", by));
    assert!(asked("").says("log/without-approver").contains("`approved_by` is empty"));
    assert!(asked("frontline").says("log/without-approver").contains("ranks no higher"));
    assert!(asked("m7").says("log/without-approver").contains("the register has no such role"));
    assert!(!asked("duty-lead").fires("log/without-approver"));
}

#[test]
fn limits_per_customer_count_within_any_period() {
    let thrice = |last: &'static str| {
        with_all(3, move |at, used| {
            used.customer = "c7".into();
            used.date = if at == 2 { last.to_owned() } else { format!("2025-12-0{}", at + 1) };
        })
    };
    let told = thrice("2026-06-01").says("log/too-often");
    assert!(told.ends_with("one customer had more, up to 3 times"), "{told}");
    let mut later = thrice("2026-06-01");
    later.register = later.register.replacen("period: P1Y", "period: P6M", 1);
    assert!(!later.fires("log/too-often"), "six months after the first and the second it may be used again");
    let several = with_all(3, |at, used| used.customer = format!("c{at}"));
    assert!(!several.fires("log/too-often"), "three customers");
    assert!(!thrice("2026-03-01").fires("log/too-often"), "what is long past is not told again");
}

#[test]
fn budgets_are_those_of_calendar_months() {
    let fees = |second: &'static str| {
        with_all(12, move |at, used| {
            (used.rule, used.bend, used.role, used.granted) = ("returns.fee", "B-002", "duty-lead", "10,money,".into());
            used.date = if at < 6 { "2026-05-31" } else { second }.to_owned();
        })
    };
    assert!(fees("2026-05-20").says("log/over-budget").ends_with("all together had more, up to £120"));
    assert!(!fees("2026-06-01").fires("log/over-budget"), "£60 in each month");
}

#[test]
fn reasons_must_be_known_and_allowed() {
    let why =
        |reason: &'static str, note: &'static str| with_one(4, move |used| (used.reason, used.note) = (reason, note));
    assert!(why("", "").says("log/without-reason").contains("no reason is given"));
    assert!(why("mood", "").says("log/without-reason").contains("the register does not know the reason"));
    assert!(why("resale", "").says("log/without-reason").contains("the bend does not name the reason"));
    assert!(why("other", "").says("log/without-reason").contains("the reason needs a note"));
    assert!(!why("other", "the child was ill").fires("log/without-reason"));
    let other = |count: usize| {
        with_all(10, move |at, used| {
            if at < count {
                (used.reason, used.note) = ("other", "said so");
            }
        })
    };
    assert!(other(4).says("log/other-reasons").contains("4 of 10 uses in 90 days (the line is drawn at 30 %)"));
    assert!(!other(3).fires("log/other-reasons"), "three of ten");
}

#[test]
fn our_own_mistakes_are_no_goodwill() {
    assert!(with_one(4, |used| used.reason = "our-error").fires("log/errors-as-goodwill"));
    let corrected = with_one(4, |used| (used.reason, used.decision) = ("our-error", "corrected"));
    assert!(!corrected.fires("log/errors-as-goodwill"));
    let figures = &corrected.usage().rules[0].figures;
    assert_eq!((figures.uses, figures.corrections), (3, 1), "a correction is no use");
}

#[test]
fn days_that_give_no_more_than_the_rule_are_told() {
    assert!(with_one(4, |used| used.granted = "11,days,".into()).fires("log/grants-nothing"));
    assert!(!with_one(4, |used| used.granted = "31,days,".into()).fires("log/grants-nothing"));
}

#[test]
fn a_rule_that_staff_bend_all_the_time_should_change_and_the_finding_says_to_what() {
    let shop = with_all(30, |at, used| used.granted = format!("{},days,", 32 + at % 10));
    assert_eq!(
        shop.says("log/kill-candidate"),
        "A rule that staff bend so often that it should change: `returns.window` bent 30 times by 4 people in 90 days, 30 for \
         `makes-no-sense`; staff typically allow up to 40 days. Write 45 days into the rule and retire `B-001`: “Items may be \
         returned within 45 days of delivery.” (the line is drawn at 10 uses by 3 people; the number of cases is not known)"
    );
    assert!(!shop.fires("log/review-rule"), "one of the two");
    let label = &shop.weigh().findings[0].primary;
    assert_eq!((label.path.as_str(), label.start.line), ("returns.md", 3), "it stands at the rule");
    let two = with_all(30, |at, used| used.staff = format!("s{}", at % 2));
    assert!(!two.fires("log/kill-candidate") && two.fires("log/review-rule"), "two people are not three");
    assert!(with_all(9, |_, _| {}).fires("log/review-rule") && !with_all(9, |_, _| {}).fires("log/kill-candidate"));
    assert!(!with_all(4, |_, _| {}).fires("log/review-rule"));
    let nameless = with_all(30, |_, used| used.staff = String::new());
    assert_eq!(nameless.usage().rules[0].figures.people, None);
    assert_eq!(nameless.usage().rules[0].verdict, Verdict::Leave, "how many people it were is not known");
    let long_ago = with_all(30, |_, used| used.date = "2026-03-17".to_owned());
    assert!(!long_ago.fires("log/kill-candidate"), "the window begins a day later");
    assert!(with_all(30, |_, used| used.date = "2026-03-18".to_owned()).fires("log/kill-candidate"));
    let mut strict = shop.clone();
    strict.register.push_str("conventions: {kill: {uses: 31}}\n");
    assert!(strict.says("log/review-rule").contains("bent 30 times"), "the register draws the line");
}

#[test]
fn with_cases_the_lower_end_of_the_interval_decides() {
    let of = |uses: usize, cases: &str| with_all(uses, |_, _| {}).cases(&format!("returns.window,2026-06-01,{cases}"));
    let share = of(12, "40").usage().rules[0].cases.expect("cases are known");
    assert_eq!((share.uses, share.cases, format!("{:.2}", share.interval.low)), (12, 40, "0.18".into()));
    assert!(of(12, "40").fires("log/review-rule"), "12 of 40 may be 18 %");
    assert!(of(30, "60").says("log/kill-candidate").contains("in 30 of 60 cases (38–62 %)"));
    let elsewhen = with_all(30, |_, _| {}).cases("returns.window,2026-05,60");
    let share = elsewhen.usage().rules[0].cases.expect("cases of May are known");
    assert_eq!(share.uses, 0, "only uses of days with known cases are compared");
    let impossible = of(12, "10").usage();
    assert_eq!(impossible.rules[0].cases, None);
    assert!(impossible.notes[0].contains("bent 12 times in 10 cases"), "{:?}", impossible.notes);
    let overlapping = with_all(3, |_, _| {}).cases("returns.window,2026-06,60\nreturns.window,2026-Q2,60").weigh();
    assert_eq!(overlapping.errors[0].message, "periods of `returns.window` overlap");
}

#[test]
fn fees_and_notices_are_lowered_and_what_is_always_waived_is_struck() {
    let change = |rule: &'static str, effect: &'static str, granted: &'static str| {
        let mut shop = with_all(20, move |_, used| {
            (used.rule, used.bend, used.role, used.granted) = (rule, "B-002", "duty-lead", granted.into());
        });
        shop.register = shop.register.replace("rule: returns.fee", &format!("rule: {rule}")).replace(
            "A restocking fee of £10 comes off every refund.",
            if rule == "cancel.notice" {
                "Cancelling takes 60 days' notice."
            } else {
                "A restocking fee of £10 comes off every refund."
            },
        );
        shop.register = shop.register.replace("effect: reduce", &format!("effect: {effect}"));
        let usage = shop.usage();
        let suggestion = usage.rules[0].suggestion.clone().expect("a rule to change");
        (suggestion.advice, suggestion.text.unwrap_or_default())
    };
    let advice = |advice: &str, text: &str| (advice.to_owned(), text.to_owned());
    assert_eq!(
        change("returns.fee", "reduce", "4,money,"),
        advice("write £6 into the rule", "A restocking fee of £6 comes off every refund.")
    );
    assert_eq!(change("returns.fee", "waive", "10,money,"), advice("strike the rule", ""));
    assert_eq!(
        change("cancel.notice", "reduce", "33,days,"),
        advice("write 30 days into the rule", "Cancelling takes 30 days' notice.")
    );
    assert_eq!(change("returns.fee", "substitute", ",,"), advice("write into the rule what staff give instead", ""));
}

#[test]
fn an_approval_that_is_never_refused_is_a_rubber_stamp() {
    let asked = |yes: usize, all: usize| {
        with_all(all, move |at, used| {
            used.approved_by = "duty-lead";
            used.decision = if at < yes { "escalated-bent" } else { "escalated-refused" };
        })
    };
    assert!(asked(20, 20).says("log/rubber-stamp").contains("20 of 20 times in 90 days (84–100 %"));
    assert!(!asked(19, 19).fires("log/rubber-stamp"), "fewer than twenty say little");
    assert!(asked(38, 40).fires("log/rubber-stamp"));
    assert!(!asked(37, 40).fires("log/rubber-stamp"), "less than 95 %");
}

#[test]
fn a_bend_that_nobody_uses_is_told_when_the_log_goes_back_far_enough() {
    let since = |date: &'static str| with_all(3, move |_, used| used.date = date.to_owned());
    assert!(since("2025-12-15").says("log/never-used").contains("`B-001`, not in 180 days; last on 15 Dec 2025"));
    assert!(!since("2025-12-18").fires("log/never-used"), "the log does not go back 180 days");
    let mut used_since = since("2025-12-15");
    used_since.logs.push(format!("{HEAD}{}\n", used(9).row()));
    assert!(!used_since.fires("log/never-used"));
}

#[test]
fn one_person_with_most_uses_is_asked_about_and_never_named() {
    let by_one = |count: usize| {
        with_all(12, move |at, used| used.staff = if at < count { "zoe17".into() } else { format!("s{at}") })
    };
    let told = by_one(7).says("log/concentration");
    assert!(told.contains("7 of 12 uses in 90 days by one of 6 people") && !told.contains("zoe17"), "{told}");
    assert!(!by_one(6).fires("log/concentration"), "half is not most");
    assert!(!with_all(9, |_, used| used.staff = "zoe17".into()).fires("log/concentration"));
    let weighed = by_one(7).weigh();
    assert!(!format!("{weighed:?}").contains("zoe17"), "no pseudonym leaves the tally");
}

#[test]
fn channels_that_differ_by_more_than_chance_are_told() {
    let by = |phone: usize| {
        with_all(60, move |at, used| {
            (used.channel, used.decision) = if at < 30 {
                ("phone", if at < phone { "bent" } else { "refused" })
            } else {
                ("shop", if at < 40 { "bent" } else { "refused" })
            };
        })
    };
    let told = by(24).says("log/disparity");
    assert!(told.contains("bent 24 of 30 by `phone` (63–90 %) and 10 of 30 by `shop` (19–51 %)"), "{told}");
    assert!(!by(18).fires("log/disparity"), "18 and 10 of 30 may be chance");
}

#[test]
fn many_refusals_and_no_bend_are_an_authority_on_paper() {
    let refused = |count: usize, bent: usize| {
        with_all(count, move |at, used| used.decision = if at < bent { "bent" } else { "refused" })
    };
    assert!(
        refused(10, 0).says("log/refusals-only").ends_with("refused 10 times in 90 days, though `B-001` allows it")
    );
    assert!(!refused(9, 0).fires("log/refusals-only"));
    assert!(!refused(11, 1).fires("log/refusals-only"), "one dared");
    let nobody = with_all(10, |_, used| {
        (used.rule, used.bend, used.decision, used.granted) = ("returns.box", "", "refused", ",,".into());
    });
    assert!(nobody.says("log/refusals-only").ends_with("nobody may bend it"));
}

#[test]
fn nominations_find_their_rule_by_id_or_by_words() {
    let people = |rows: &[&str]| -> String {
        rows.iter().enumerate().map(|(at, row)| format!("2026-06-0{},{row},frontline,s{at},silly\n", at + 1)).collect()
    };
    let quoted =
        [",sent back in their original box", ",\"Parcels must be sent back in their original box!\"", "returns.box,"];
    let shop = Shop::new().nominated(&people(&quoted));
    let usage = shop.usage();
    let nominated = &usage.nominated[0];
    assert_eq!(
        (usage.nominated.len(), nominated.people, nominated.whys.as_slice()),
        (1, Some(3), ["silly".to_owned()].as_slice())
    );
    assert_eq!(nominated.rule.as_deref(), Some("returns.box"));
    let near = Shop::new().nominated(&people(&[",Parcels must go back in their original box"])).usage();
    assert_eq!(near.nominated[0].rule.as_deref(), Some("returns.box"), "nearly the same words");
    let nowhere = Shop::new().nominated(&people(&[",No dogs on the sofa please"]));
    assert!(
        nowhere
            .says("log/nominated")
            .contains("“No dogs on the sofa please” nominated by one of the staff, no document")
    );
    let old = Shop::new().nominated("2025-06-15,returns.box,,frontline,s1,silly").usage();
    assert_eq!((old.nominated.len(), old.notes.len()), (0, 1), "a year ago counts no more, and that is said");
}

#[test]
fn nominations_raise_findings_and_never_lower_them() {
    let by = |people: usize, rule: &str| -> Shop {
        let rows = (0..people).map(|at| format!("2026-06-01,{rule},,frontline,s{at},silly\n"));
        Shop::new().nominated(&rows.collect::<String>())
    };
    let silent = by(3, "cancel.notice");
    let (.., findings) = silent.reconciled();
    let lints = |rule: &str| {
        findings.iter().filter(|finding| finding.primary.anchor.as_deref() == Some(rule)).collect::<Vec<_>>()
    };
    let about_fee = lints("returns.fee");
    assert!(!about_fee.is_empty(), "a lint fires on the fee");
    let raised_from = |people: usize| {
        let usage = by(people, "returns.fee").usage();
        let mut raised = findings.clone();
        raise(&mut raised, &usage.nominated);
        let pairs = findings.iter().zip(raised);
        pairs
            .filter(|(before, after)| before.severity != after.severity)
            .map(|(before, after)| {
                assert!(after.severity > before.severity);
                after.message
            })
            .collect::<Vec<String>>()
    };
    assert_eq!(raised_from(2), [] as [String; 0], "two people are not enough");
    let messages = raised_from(3);
    let is_high = about_fee.iter().all(|finding| finding.severity >= Severity::High);
    assert!(is_high || messages.iter().all(|message| message.contains("nominated by 3 staff)")), "{messages:?}");
    let unfound = by(7, "returns.window");
    if lints("returns.window").is_empty() {
        assert!(unfound.says("log/nominated").ends_with("`returns.window` nominated by 7 staff, no lint fires"));
        assert_eq!(unfound.weigh().findings[0].severity, Severity::Medium);
        assert_eq!(by(2, "returns.window").weigh().findings[0].severity, Severity::Low);
    }
}

/// Every bad row of a log, as told.
fn mistakes(log: &str) -> Vec<String> {
    let mut shop = Shop::new();
    shop.logs.push(log.to_owned());
    let weighed = shop.weigh();
    weighed.errors.iter().map(ToString::to_string).collect()
}

#[test]
fn bad_rows_are_counted_told_with_their_line_and_never_repeated() {
    let good = used(1).row();
    let bad = |old: &str, new: &str| {
        assert!(good.contains(old), "{good} holds no {old}");
        good.replacen(old, new, 1)
    };
    let rows = [
        good.clone(),
        bad("2026-06-01", "01.06.2026"),
        bad("bent", "bnet"),
        bad("41,days", "many,days"),
        bad("41,days", "41,"),
        bad("41,days", "41,moons"),
        bad("41,days,", "41,money,ZZZ"),
        bad("returns.window,B-001", ","),
        bad("returns.window", "Mrs Fenwick"),
        bad("frontline", ""),
        bad(",5,", ",soon,"),
        format!("{good},more"),
        good.clone(),
    ];
    let log = format!("{HEAD}{}\n", rows.join("\n"));
    insta::assert_snapshot!(mistakes(&log).join("\n"));
    let mut shop = Shop::new();
    shop.logs.push(log);
    let usage = shop.usage();
    assert_eq!((usage.files[0].rows, usage.files[0].bad, usage.rows), (13, 11, 2), "the others are counted");
}

#[test]
fn what_names_a_person_is_refused_and_not_repeated() {
    let row = |staff: &str, customer: &str| {
        let used = Use { staff: staff.to_owned(), customer: customer.to_owned(), ..used(1) };
        format!("{HEAD}{}\n", used.row())
    };
    for (staff, customer) in [
        ("maud@example.org", "c1"),
        ("Maud Fenwick", "c1"),
        ("maud.fenwick", "c1"),
        ("s1", "+442079460958"),
        ("s1", "0207 946 0958"),
    ] {
        let told = mistakes(&row(staff, customer));
        assert_eq!(told.len(), 1, "{staff} {customer}");
        let private = if staff == "s1" { customer } else { staff };
        assert!(told[0].contains(": write a pseudonym") && !told[0].contains(private), "{told:?}");
    }
    assert_eq!(mistakes(&row("s1", "1000012345")), [] as [String; 0]);
    let channel = Use { channel: "maud@example.org", ..used(1) };
    let told = mistakes(&format!("{HEAD}{}\n", channel.row()));
    assert!(told[0].contains("`channel` looks like an e-mail address") && !told[0].contains("maud@"), "{told:?}");
}

#[test]
fn the_first_line_names_the_columns() {
    insta::assert_snapshot!(
        [
            mistakes("date,rule,roll,decision,colour,date\n"),
            mistakes("date;when;what\n"),
            mistakes("2026-06-01,maud@example.org\n"),
            mistakes(""),
            mistakes("\u{feff}Date,Rule,ROLE,Decision\n2026-06-01,returns.window,frontline,refused\n"),
            mistakes(
                "decision;role;rule;date;quantity;unit\nrefused;frontline;returns.window;2026-06-01T10:30;12,50;money\n"
            ),
        ]
        .map(|told| if told.is_empty() { "nothing is wrong".to_owned() } else { told.join("\n") })
        .join("\n--\n")
    );
}

#[test]
fn lines_are_counted_as_editors_do() {
    let bad = "nonsense,returns.window,frontline,refused";
    let head = "date,rule,role,decision,note";
    let line_of = |log: String| {
        let told = mistakes(&log);
        told[0].split(':').nth(1).expect("a line").to_owned()
    };
    assert_eq!(line_of(format!("{head}\n{bad},\n")), "2");
    assert_eq!(line_of(format!("{head}\r\n\r\n{bad},\r\n")), "3", "an empty line counts");
    let quoted = "2026-06-01,returns.window,frontline,refused,\"two\nlines\"";
    assert_eq!(line_of(format!("{head}\n{quoted}\n{bad},\n")), "4", "a note of two lines");
    assert_eq!(line_of(format!("{head}\n{bad},")), "2", "without a line end");
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_take_all_memory() {
    let endless = std::iter::repeat_n(used(1).row() + "\n", 30_000).collect::<String>();
    let told = mistakes(&format!("{HEAD}{}\n2026-06-01,\"returns.window,,,,\n{endless}", used(1).row()));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("larger than 1 MiB; nothing behind it was read"), "{told:?}");
}

#[test]
fn what_is_too_much_to_keep_is_counted_together_and_said() {
    let shop = with_all(600, |at, used| {
        (used.rule, used.bend, used.granted) = (["a", "b"][at % 2], "", ",,".into());
        used.channel = "";
    });
    let rows = shop.logs[0].lines().skip(1).enumerate().map(|(at, row)| row.replacen(",a,", &format!(",a{at},"), 1));
    let rows = rows.enumerate().map(|(at, row)| row.replacen(",b,", &format!(",b{at},"), 1));
    let shop = Shop::new().log(rows.collect::<Vec<_>>());
    let usage = shop.usage();
    assert_eq!(usage.rules.len(), 1, "{:?}", usage.rules.iter().map(|it| &it.rule).collect::<Vec<_>>());
    assert_eq!((usage.rules[0].rule.as_deref(), usage.rules[0].figures.uses), (Some("(others)"), 600));
    assert!(usage.notes[0].contains("too many rules"), "{:?}", usage.notes);
}

#[test]
fn every_output_holds_what_the_log_says_and_no_pseudonym() {
    let shop = with_all(30, |at, used| {
        (used.staff, used.customer) = (format!("zoe{}", at % 5), format!("kunde{at}"));
        if at == 7 {
            (used.rule, used.bend) = ("no.such", "");
        }
    });
    let rows = (0..3).map(|at| format!("2026-06-01,returns.box,,frontline,zoe{at},silly\n")).collect::<String>();
    let shop = shop.nominated(&rows).cases("returns.window,2026-06,90");
    let (_, reconciled, findings) = shop.reconciled();
    let mut report = Report { findings, today: "2026-06-15".to_owned(), ..Report::default() };
    report.heed(shop.weigh());
    report.hold(reconciled);
    let emitted = |format: Format| {
        let mut out = Vec::new();
        emit(&report, format, &emit::Options::default(), &mut out).expect("memory can be written to");
        String::from_utf8(out).expect("text")
    };
    for text in Format::ALL.map(emitted) {
        assert!(text.contains("log/kill-candidate") && text.contains("exceptions-0.csv"), "{text}");
        assert!(!text.contains("zoe") && !text.contains("kunde"), "{text}");
    }
    let json = emitted(Format::Json);
    let schema = include_str!("../docs/audit.schema.json").parse().expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is a schema");
    let json: serde_json::Value = json.parse().expect("JSON");
    let wrong: Vec<String> =
        validator.iter_errors(&json).map(|error| format!("{} {error}", error.instance_path())).collect();
    assert_eq!(wrong, [] as [String; 0]);
    assert_eq!(json["usage"]["rules"][0]["suggestion"]["advice"], "write 45 days into the rule");
    let alone: serde_json::Value = usage_json(report.usage.as_ref().expect("a log")).parse().expect("JSON");
    assert_eq!(alone["schema"], "dumbrules/usage/1");
    assert_eq!(alone["nominated"], json["usage"]["nominated"]);
}

/// Everything that is told, but where in which file it stands.
fn gist(shop: &Shop) -> String {
    let mut weighed = shop.weigh();
    weighed.usage.files.clear();
    weighed.errors.clear();
    for finding in &mut weighed.findings {
        finding.related.retain(|label| !label.path.ends_with(".csv"));
        if finding.primary.path.ends_with(".csv") {
            (finding.primary.path, finding.primary.start.line, finding.primary.end.line) = (String::new(), 0, 0);
        }
    }
    weighed.findings.sort_by_cached_key(|finding| (finding.lint.clone(), finding.message.clone()));
    format!("{:#?}", (weighed.usage, weighed.findings))
}

/// The first line in which two gists differ; none when they are the same.
fn difference(one: &str, other: &str) -> Option<String> {
    let mut lines = one.lines().zip(other.lines());
    let first = lines.find(|(one, other)| one != other).map(|(one, other)| format!("{one}\n{other}"));
    first.or_else(|| (one != other).then(|| "one is longer".to_owned()))
}

fn any_use() -> impl Strategy<Value = Use> {
    let words = (
        prop::sample::select(vec!["returns.window", "returns.fee", "returns.rope", "returns.box", "no.such", ""]),
        prop::sample::select(vec!["B-001", "B-002", "B-009", ""]),
        prop::sample::select(vec!["frontline", "agent", "duty-lead", "cook"]),
        prop::sample::select(vec!["illness", "makes-no-sense", "our-error", "other", "mood", ""]),
        prop::sample::select(vec!["bent", "refused", "escalated-bent", "escalated-refused", "corrected"]),
        prop::sample::select(vec!["", "duty-lead", "manager", "m7"]),
        prop::sample::select(vec!["shop", "phone", ""]),
    );
    let numbers =
        (0u32..400, 0usize..5, 0usize..12, 1u32..70, prop::sample::select(vec!["days,", "money,", "money,EUR"]));
    (words, numbers).prop_map(
        |((rule, bend, role, reason, decision, approved_by, channel), (age, staff, customer, amount, unit))| {
            let day = "2026-06-20".parse::<dumbrules::day::Day>().expect("a day").plus_days(-i64::from(age));
            let bend = if rule.is_empty() && bend.is_empty() { "B-001" } else { bend };
            let granted = format!("{amount},{unit}");
            let (staff, customer) = (format!("s{staff}"), format!("c{customer}"));
            Use {
                date: day.to_string(),
                rule,
                bend,
                role,
                staff,
                customer,
                reason,
                granted,
                decision,
                approved_by,
                channel,
                note: "",
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn neither_the_order_of_rows_nor_the_cut_between_files_changes_anything(
        uses in prop::collection::vec(any_use(), 1..120),
        cut in 0usize..120,
        seed in any::<u64>(),
    ) {
        let rows: Vec<String> = uses.iter().map(Use::row).collect();
        let whole = gist(&Shop::new().log(rows.clone()));
        let cut = cut.min(rows.len());
        let halves = Shop::new().log(rows[..cut].to_vec()).log(rows[cut..].to_vec());
        prop_assert_eq!(difference(&whole, &gist(&halves)), None);
        let mut mixed = rows;
        let mut state = seed | 1;
        for at in (1..mixed.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            mixed.swap(at, (state >> 33) as usize % (at + 1));
        }
        prop_assert_eq!(difference(&whole, &gist(&Shop::new().log(mixed))), None);
    }

    #[test]
    fn no_bytes_break_the_reading(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let shop = Shop::new();
        let (source, reconciled, _) = shop.reconciled();
        let mut tally = Tally::new(&reconciled);
        tally.read("exceptions.csv", &mut bytes.as_slice());
        let (cases, nominations) = (Cases::default(), Nominations::new(reconciled.today));
        let weighed = weigh(tally, &cases, &nominations, &source, &[], true);
        prop_assert!(weighed.usage.rows == 0 || weighed.errors.is_empty() || weighed.usage.files[0].bad > 0);
    }
}
