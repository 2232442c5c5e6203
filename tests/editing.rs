//! Changing files on the disk: what happens when a process is killed, when several write at once, when the disk is full,
//! when a file changes under somebody's eyes. And the dialogue of `bends grant`.

#![cfg(unix)]

use crate::cli::{LINTS, Shop, text};
use dumbrules::day::Day;
use dumbrules::register::{Register, load};
use dumbrules::text::SourceFile;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const REGISTER: &str = "policies/bends.yaml";
const LEFTOVER: &str = "policies/.bends.yaml.part";

const BENDS: &str = "version: 1
currency: GBP
roles:
  - {id: frontline, rank: 10, label: any colleague, ceiling: {money: 50, percent: 100, days: 30}}
  - {id: manager, rank: 20, ceiling: {money: 500, percent: 100, days: 90}}
reasons:
  - {id: illness, kind: circumstance}
  - {id: other, kind: other}
bends:
  - id: B-001
    rule: sale.hats
    document: bad.md
    fingerprint: FINGERPRINT
    quote: Hats cannot be returned.
    effect: waive
    role: frontline
    limit: {money: {amount: 20}}
    when: [illness]
    beyond: {role: manager, within: PT15M}
    granted_by: {role: manager, name: J. Ito}
    granted_on: 2026-05-01
    expires: 2026-06-30
    status: approved
";

/// A shop with a register of one bend.
fn shop(name: &str) -> Shop {
    let shop = Shop::new(name);
    shop.file(
        "policies/bad.md",
        b"# Sale\n\nHats cannot be returned. <!-- rule: sale.hats -->\n\nScarves cannot be returned within 14 days.\n",
    );
    let fingerprint = dumbrules::rule::fingerprint("Hats cannot be returned.");
    shop.file(REGISTER, BENDS.replace("FINGERPRINT", &fingerprint).as_bytes());
    shop
}

/// The arguments of a command over the shop's policies, on a fixed day.
fn over<'a>(command: &[&'a str]) -> Vec<&'a str> {
    [command, &["policies", "--today", "2026-06-15"], &LINTS].concat()
}

fn register(shop: &Shop) -> Register {
    let text = shop.read(REGISTER);
    load(&SourceFile::new(REGISTER, text.as_str())).unwrap_or_else(|mistakes| panic!("{mistakes:#?}\n{text}"))
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The shop's register, with a comment in front that makes it take a while to write.
fn long_register(shop: &Shop) -> String {
    let padding = "# This line only makes the file long.\n".repeat(8_000);
    padding + &shop.read(REGISTER)
}

/// Kills so many processes at some moment while they renew a bend, half of them while they write.
fn kill(shop: &Shop, trials: usize) {
    let old = long_register(shop);
    let arguments = over(&["bends", "renew", "B-001", "--until", "2026-09-30", "--by", "manager"]);
    shop.file(REGISTER, old.as_bytes());
    let started = Instant::now();
    assert!(shop.run(&arguments).status.success());
    let usual = started.elapsed();
    let new = shop.read(REGISTER);
    assert!(new.contains("expires: 2026-09-30"));
    let (mut kept, mut changed, mut leftovers) = (0, 0, 0);
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for trial in 0..trials {
        shop.file(REGISTER, old.as_bytes());
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = (random >> 33) as f64 / f64::from(u32::MAX >> 1);
        let mut command = shop.command(&arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        if trial % 2 == 0 {
            std::thread::sleep(usual.mul_f64(part * 1.1));
        } else {
            // It writes from when the temporary file has bytes; an older one may lie there from a trial before.
            let deadline = Instant::now() + 4 * usual;
            let size = |path: &str| fs::metadata(shop.folder.join(path)).map_or(0, |metadata| metadata.len());
            let before = size(LEFTOVER);
            while Instant::now() < deadline && size(LEFTOVER) == before && child.try_wait().ok().flatten().is_none() {
                std::hint::spin_loop();
            }
            std::thread::sleep(Duration::from_micros((part * 1500.0) as u64));
        }
        let done = child.try_wait().expect("it can be asked").is_some_and(|status| status.success());
        let _ = child.kill();
        let done = done || child.wait().expect("it ends").success();
        let found = shop.read(REGISTER);
        assert!(found == old || found == new, "trial {trial}: neither the old nor the new content");
        assert!(!done || found == new, "trial {trial}: it said that it was done, and it was not");
        if found == old {
            kept += 1;
        } else {
            changed += 1;
        }
        leftovers += usize::from(shop.folder.join(LEFTOVER).exists());
        let names = fs::read_dir(shop.folder.join("policies")).expect("a folder").count();
        assert!(names <= 4, "trial {trial}: more than one file is left behind");
    }
    let figures = format!("{kept} old, {changed} new, 0 broken; {leftovers} with a temporary file left behind");
    writeln!(std::io::stderr(), "{trials} trials: {figures}").expect("somebody reads it");
    assert!(
        trials < 50 || (kept > 0 && changed > 0),
        "{kept} old, {changed} new: every kill came too early or too late"
    );
    // The next one takes over what lies there.
    shop.file(REGISTER, old.as_bytes());
    assert!(shop.run(&arguments).status.success());
    assert_eq!(shop.read(REGISTER), new);
    assert!(!shop.folder.join(LEFTOVER).exists());
}

#[test]
fn a_killed_process_leaves_the_old_or_the_new_register() {
    // `DUMBRULES_KILL_TRIALS=1000` makes more of them.
    let trials = std::env::var("DUMBRULES_KILL_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    kill(&shop("editing-kill"), trials);
}

#[test]
fn of_many_who_write_at_once_none_is_lost() {
    let shop = shop("editing-at-once");
    let grant = over(&["bends", "grant", "--effect", "add-gesture", "--role", "frontline", "--money", "5"]);
    let grant = [&grant[..], &["--when", "illness", "--by", "manager", "--until", "2026-09-30"]].concat();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    let output = shop.run(&grant);
                    assert!(output.status.success(), "{}", text(output.stderr));
                }
            });
        }
    });
    let ids: Vec<String> = register(&shop).bends.into_iter().map(|entry| entry.value.id).collect();
    let wanted: Vec<String> = (1..=201).map(|number| format!("B-{number:03}")).collect();
    assert_eq!(ids, wanted);
    assert!(!shop.folder.join(LEFTOVER).exists());
}

#[test]
fn a_full_disk_leaves_the_old_register() {
    let shop = shop("editing-full");
    let old = long_register(&shop);
    shop.file(REGISTER, old.as_bytes());
    let renew = over(&["bends", "renew", "B-001", "--until", "2026-09-30", "--by", "manager"]);
    // A limit on the size of files stands for the full disk: writing fails in the middle.
    let mut command = Command::new("sh");
    let limited = "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"";
    command.args(["-c", limited, env!("CARGO_BIN_EXE_dumbrules")]).args(&renew).current_dir(&shop.folder);
    let output = command.output().expect("a shell");
    let said = text(output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write the file"), "{said}");
    assert_eq!(shop.read(REGISTER), old);
    assert!(!shop.folder.join(LEFTOVER).exists());
}

#[test]
fn a_folder_that_may_not_be_written_to_leaves_the_old_register() {
    let shop = shop("editing-read-only");
    let folder = shop.folder.join("policies");
    let old = shop.read(REGISTER);
    let mode = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("a folder of ours");
    mode(0o555);
    let mut command = shop.command(&over(&["bends", "suspend", "B-001", "--by", "manager"]));
    // Root may write anywhere, so that it is tried as somebody else.
    if fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output();
    mode(0o755);
    let output = output.expect("the program runs");
    let said = text(output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write the file: permission denied"), "{said}");
    assert_eq!(shop.read(REGISTER), old);
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 3);
}

#[test]
fn who_may_read_the_register_and_a_link_to_it_stay() {
    let shop = shop("editing-link");
    let real = shop.folder.join("real.yaml");
    fs::rename(shop.folder.join(REGISTER), &real).expect("a move");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a file of ours");
    std::os::unix::fs::symlink("../real.yaml", shop.folder.join(REGISTER)).expect("a link");
    shop.exits(&over(&["bends", "suspend", "B-001", "--by", "manager"])[..6], 0, "B-001 is suspended.");
    assert!(fs::symlink_metadata(shop.folder.join(REGISTER)).expect("it is there").is_symlink());
    let metadata = fs::metadata(&real).expect("it is there");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    assert!(shop.read("real.yaml").contains("status: suspended"));
}

#[test]
fn a_leftover_that_is_no_file_is_named() {
    let shop = shop("editing-leftover");
    fs::create_dir(shop.folder.join(LEFTOVER)).expect("a folder");
    let old = shop.read(REGISTER);
    shop.exits(&over(&["bends", "suspend", "B-001", "--by", "manager"])[..6], 2, "policies/.bends.yaml.part");
    assert_eq!(shop.read(REGISTER), old);
}

/// The answers that grant a bend on the rule about scarves.
const ANSWERS: [&str; 11] = [
    "socks",
    "scarves",
    "1",
    "3",
    "1",
    "eight days",
    "8 days, 20 per item, 2/customer/P1Y",
    "1",
    "2",
    "J. Ito",
    "2026-09-30",
];

/// Starts `bends grant --ask`, gives the first answers, then the others when `meanwhile` is done.
fn dialogue(shop: &Shop, more: &[&str], meanwhile: impl FnOnce()) -> (i32, String) {
    let arguments = [&over(&["bends", "grant", "--ask"])[..], more].concat();
    let mut command = shop.command(&arguments);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = child.stdout.take().expect("a pipe");
    // The first question is there: the register was read.
    let mut said = Vec::new();
    let mut byte = [0];
    while !said.ends_with(b"words> ") && output.read(&mut byte).expect("it talks") > 0 {
        said.push(byte[0]);
    }
    meanwhile();
    let answers = ANSWERS.map(|answer| format!("{answer}\n")).concat() + "\nBecause.\ny\n";
    input.write_all(answers.as_bytes()).expect("it listens");
    drop(input);
    output.read_to_end(&mut said).expect("it talks");
    let mut errors = Vec::new();
    child.stderr.take().expect("a pipe").read_to_end(&mut errors).expect("it talks");
    (child.wait().expect("it ends").code().expect("no signal"), text(said) + &text(errors))
}

#[test]
fn the_dialogue_asks_for_everything_and_shows_what_it_wrote() {
    let shop = shop("editing-dialogue");
    let (code, said) = dialogue(&shop, &[], || {});
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(said);
    let bend = register(&shop).bends.pop().expect("a second one").value;
    assert_eq!((bend.id.as_str(), bend.expires), ("B-002", Some(day("2026-09-30"))));
    assert_eq!(bend.quote.as_deref(), Some("Scarves cannot be returned within 14 days."));
}

#[test]
fn a_register_that_changes_during_the_dialogue_is_not_written_over() {
    let shop = shop("editing-meanwhile");
    let changed = shop.read(REGISTER) + "# Somebody else was here.\n";
    let (code, said) = dialogue(&shop, &[], || shop.file(REGISTER, changed.as_bytes()));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("the register was changed while you looked at it"), "{said}");
    assert_eq!(shop.read(REGISTER), changed);
    assert!(!shop.folder.join(LEFTOVER).exists());
}

#[test]
fn a_register_that_changes_before_the_person_agrees_is_not_written_over() {
    let shop = shop("editing-agreed");
    let changed = shop.read(REGISTER) + "# Somebody else was here.\n";
    let mut command = shop.command(&over(&["bends", "grant", "--ask"]));
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = child.stdout.take().expect("a pipe");
    let answers = ANSWERS.map(|answer| format!("{answer}\n")).concat() + "\nBecause.\n";
    input.write_all(answers.as_bytes()).expect("it listens");
    let mut said = Vec::new();
    let mut byte = [0];
    while !said.ends_with(b"Write it? y or n> ") && output.read(&mut byte).expect("it talks") > 0 {
        said.push(byte[0]);
    }
    shop.file(REGISTER, changed.as_bytes());
    input.write_all(b"y\n").expect("it listens");
    drop(input);
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(2), "{}", text(said));
    assert!(text(ended.stderr).contains("the register was changed while you looked at it"));
    assert_eq!(shop.read(REGISTER), changed);
}

#[test]
fn a_dialogue_that_ends_early_writes_nothing() {
    let shop = shop("editing-stopped");
    let old = shop.read(REGISTER);
    let output = shop.run(&over(&["bends", "grant", "--ask"]));
    assert!(output.status.success() && text(output.stdout).contains("Nothing is written."));
    assert_eq!(shop.read(REGISTER), old);
}

#[test]
fn what_a_check_would_call_high_is_refused_and_written_with_force_only() {
    let shop = shop("editing-refused");
    let scarves =
        ["bends", "grant", "policies", "--today", "2026-06-15", "--quote", "Scarves", "--effect", "extend-deadline"];
    let good = ["--role", "frontline", "--days", "8", "--when", "illness", "--by", "manager", "--until", "2026-09-30"];
    let with = |option: &str, value: Option<&'static str>| -> Vec<&str> {
        let at = good.iter().position(|it| *it == option).expect("an option of the good one");
        let mut changed = good.to_vec();
        match value {
            Some(value) => changed[at + 1] = value,
            None => drop(changed.drain(at..at + 2)),
        }
        [&scarves[..], &changed].concat()
    };
    let old = shop.read(REGISTER);
    for (option, value, said) in [
        ("--days", Some("31"), "bend/over-ceiling"),
        ("--days", None, "bend/without-limit"),
        ("--until", None, "bend/no-expiry"),
        ("--by", Some("frontline"), "bend/beyond-grantor"),
    ] {
        shop.exits(&with(option, value), 2, said);
        assert_eq!(shop.read(REGISTER), old, "{option} {value:?}");
    }
    let document = shop.read("policies/bad.md");
    let never = document.replace("14 days.", "14 days. <!-- rule: sale.scarves bendable=never -->");
    shop.file("policies/bad.md", never.as_bytes());
    shop.exits(&[&scarves[..], &good].concat(), 2, "bend/on-protected");
    shop.file("policies/bad.md", document.as_bytes());
    for (changed, said) in [
        (vec!["--role", "clerk"], "there is no role `clerk`"),
        (vec!["--when", "ilness"], "did you mean `illness`?"),
        (vec!["--beyond", "manager:soon"], "`soon` is no length of time"),
        (vec!["--until", "2026-13-01"], "`2026-13-01` is no date"),
        (vec!["--id", "B-001"], "the bend `B-001` is there already"),
        (vec!["--supersedes", "B-009"], "there is no bend `B-009`"),
    ] {
        let at = good.iter().position(|it| *it == changed[0]);
        let rest: Vec<&str> = good
            .iter()
            .enumerate()
            .filter(|(index, _)| at.is_none_or(|at| *index != at && *index != at + 1))
            .map(|(_, it)| *it)
            .collect();
        shop.exits(&[&scarves[..], &rest, &changed].concat(), 2, said);
    }
    assert_eq!(shop.read(REGISTER), old);
    shop.exits(&[&with("--days", Some("31"))[..], &["--force"]].concat(), 0, "Note (high, bend/over-ceiling)");
    assert_eq!(register(&shop).bends.len(), 2);
}

#[test]
fn a_bend_that_takes_the_place_of_another_withdraws_it_in_the_same_write() {
    let shop = shop("editing-supersedes");
    let grant = ["bends", "grant", "policies", "--today", "2026-06-15", "--rule", "sale.hats", "--effect", "waive"];
    let more =
        ["--role", "frontline", "--money", "30", "--when", "illness", "--by", "manager:Ann", "--until", "2026-07-10"];
    shop.exits(&[&grant[..], &more].concat(), 2, "bend/contradictory");
    shop.exits(&[&grant[..], &more, &["--supersedes", "B-001"]].concat(), 0, "B-002 is granted");
    let text = shop.read(REGISTER);
    assert!(
        text.contains("    status: withdrawn\n    # 2026-06-15: withdrawn by manager, Ann, superseded by B-002\n"),
        "{text}"
    );
    assert!(text.ends_with("    supersedes: B-001\n"), "{text}");
}

#[test]
fn a_decision_needs_somebody_who_may_take_it() {
    let shop = shop("editing-authority");
    let day = ["policies", "--today", "2026-06-15"];
    let run = |command: &[&str], code: i32, said: &str| shop.exits(&[command, &day].concat(), code, said);
    run(&["bends", "renew", "B-001", "--until", "2026-07-31", "--by", "frontline"], 2, "bend/beyond-grantor");
    run(&["bends", "renew", "B-001", "--until", "2026-06-14", "--by", "manager"], 2, "2026-06-14 is over");
    run(&["bends", "resume", "B-001", "--by", "manager"], 0, "Nothing to change");
    run(&["bends", "suspend", "B-001", "--by", "frontline", "--why", "abused"], 0, "B-001 is suspended.");
    run(&["bends", "resume", "B-001", "--by", "frontline"], 2, "bend/beyond-grantor");
    run(&["bends", "withdraw", "B-001", "--by", "manager", "--dry-run"], 0, "this was a trial");
    run(&["bends", "withdraw", "B-001", "--by", "manager"], 0, "B-001 is withdrawn.");
    run(&["bends", "withdraw", "B-001", "--by", "manager"], 0, "Nothing to change");
    for again in [&["accept", "B-001"][..], &["resume", "B-001"], &["renew", "B-001", "--until", "2026-07-31"]] {
        run(&[&["bends"], again, &["--by", "manager"]].concat(), 2, "`B-001` is withdrawn");
    }
    run(&["bends", "accept", "B-007", "--by", "manager"], 2, "there is no bend `B-007`");
    run(&["bends", "suspend", "B-001", "--by", "boss"], 2, "there is no role `boss`");
}

#[test]
fn a_changed_rule_is_accepted_before_its_bend_is_renewed() {
    let shop = shop("editing-accept");
    shop.file("policies/bad.md", shop.read("policies/bad.md").replace("Hats", "Hats and caps").as_bytes());
    let renew =
        ["bends", "renew", "B-001", "policies", "--until", "2026-07-10", "--by", "manager", "--today", "2026-06-15"];
    shop.exits(&renew, 2, "the rule of `B-001` is not what it was");
    let accept = ["bends", "accept", "B-001", "policies", "--by", "manager", "--today", "2026-06-15"];
    shop.exits(&[&accept[..], &["--dry-run"]].concat(), 0, "Hats {+and caps+} cannot be returned.");
    shop.exits(&accept, 0, "B-001 is accepted.");
    let bend = register(&shop).bends.pop().expect("the bend").value;
    assert_eq!(bend.quote.as_deref(), Some("Hats and caps cannot be returned."));
    assert_eq!(bend.last_review, Some(day("2026-06-15")));
    shop.exits(&accept, 0, "Nothing to change");
    shop.exits(&renew, 0, "B-001 is renewed until 2026-07-10.");
}

#[test]
fn a_proposed_bend_is_granted_by_whoever_accepts_it() {
    let shop = shop("editing-proposed");
    let grant =
        ["bends", "grant", "policies", "--today", "2026-06-15", "--quote", "Scarves", "--effect", "extend-deadline"];
    let more =
        ["--role", "frontline", "--days", "8", "--when", "illness", "--by", "frontline", "--until", "2026-07-10"];
    shop.exits(&[&grant[..], &more, &["--propose"]].concat(), 0, "B-002 is proposed");
    let at = ["policies", "--today", "2026-06-15"];
    shop.exits(&[&["bends", "suspend", "B-002", "--by", "manager"][..], &at].concat(), 2, "only proposed");
    shop.exits(&[&["bends", "resume", "B-002", "--by", "manager"][..], &at].concat(), 2, "only proposed");
    shop.exits(&[&["bends", "accept", "B-002", "--by", "frontline"][..], &at].concat(), 2, "bend/beyond-grantor");
    shop.exits(&[&["bends", "accept", "B-002", "--by", "manager:Ann"][..], &at].concat(), 0, "B-002 is accepted.");
    let bend = register(&shop).bends.pop().expect("the bend").value;
    assert_eq!((bend.granted_by.role.as_str(), bend.granted_by.name.as_deref()), ("manager", Some("Ann")));
}

#[test]
fn a_proposed_bend_takes_the_place_of_another_when_it_is_accepted() {
    let shop = shop("editing-proposed-supersedes");
    let grant =
        ["bends", "grant", "policies", "--today", "2026-06-15", "--rule", "sale.hats", "--effect", "waive", "--role"];
    let more =
        ["frontline", "--money", "30", "--when", "illness", "--by", "frontline", "--until", "2026-07-10", "--propose"];
    shop.exits(&[&grant[..], &more, &["--supersedes", "B-001"]].concat(), 0, "B-002 is proposed");
    assert!(!shop.read(REGISTER).contains("withdrawn"));
    let accept = ["bends", "accept", "B-002", "policies", "--by", "manager", "--today", "2026-06-15"];
    shop.exits(&accept, 0, "B-002 is accepted.");
    assert!(shop.read(REGISTER).contains("    # 2026-06-15: withdrawn by manager, superseded by B-002\n"));
}

#[test]
fn a_register_is_started_once() {
    let shop = Shop::new("editing-init");
    shop.exits(&["bends", "init", "policies"], 0, "Wrote policies/bends.yaml.\nWrote policies/bends.schema.json.");
    assert!(shop.read(REGISTER).starts_with("# yaml-language-server: $schema=bends.schema.json\n"));
    shop.exits(&["bends", "list", "policies"], 0, "0 bends");
    shop.file(REGISTER, b"mine");
    shop.exits(&["bends", "init", "policies"], 2, "the register is there already");
    assert_eq!(shop.read(REGISTER), "mine");
    let other = ["bends", "init", "policies", "--register", "other.yaml", "--no-schema"];
    shop.exits(&other, 0, "Wrote other.yaml.");
    assert!(shop.read("other.yaml").starts_with("# The register of bends"));
}
