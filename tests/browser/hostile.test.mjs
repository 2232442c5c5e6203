// Whatever people write into policies, file names and YAML files, it is shown and never run.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PAYLOADS } from "./payloads.mjs";
import { TODAY, bare, dumbrules, fresh, launch, served, unfold } from "./support.mjs";

/** A YAML scalar. */
const yaml = (text) => `'${text.replaceAll("'", "''")}'`;
/** Markdown that reads as the text itself. */
const literal = (text) => text.replace(/[!-/:-@[-`{-~]/g, (it) => `\\${it}`).replaceAll("\t", " ");
const csv = (text) => `"${text.replaceAll('"', '""')}"`;
/** A file name that holds the text, as far as file systems go. */
const fileName = (text) => text.replaceAll("/", "∕").replaceAll("\\", "⧵").replaceAll(/[\t\0]/g, " ").slice(0, 80);

/** A handbook in which every text is hostile: documents, names, front matter, comments, lints, settings, register, logs. */
function writeHostile(folder) {
  const inside = (name, text) => {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  };
  const document = (payload, at, said) => [
    "---", `title: ${yaml(payload.replaceAll("\t", " "))}`, `owner: ${yaml(payload.replaceAll("\t", " "))}`, "type: returns", "---", "",
    `# ${literal(payload)}`, "", `## ${literal(payload)} ${at}`, "", payload, "",
    `${said} zebra${at} ${literal(payload)} refunds are given.`, "",
    `No zebra${at} refunds ${payload} are given.`, "",
    `Returns must reach us within ${3 + (at % 20)} days ${literal(payload)} of delivery.`, "",
    `| ${literal(payload).replaceAll("\\|", "\\\\|")} | Return window |`, "|---|---|", `| ${literal(payload)} | ${2 + (at % 9)} days |`, "",
    `- Never take zebra${at} back. <!-- rule: zebra.r${at} --> <!-- audit: allow hostile/p${at} until=2027-01-01 reason="${payload.replaceAll(/["\t]|--/g, " ")}" -->`, "",
  ].join("\n");
  PAYLOADS.forEach((payload, at) => {
    inside(`now/policies/${at} ${fileName(payload)}.md`, document(payload, at, "No"));
    inside(`before/policies/${at} ${fileName(payload)}.md`, document(payload, at, "Few"));
    inside(`now/lints/hostile/p${at}.yaml`, [
      `id: hostile/p${at}`, `title: ${yaml(payload.replaceAll("\t", " "))}`, `severity: ${at % 2 ? "high" : "low"}`, "layer: core", "audience: customer",
      "applies_to: [any]", `customer_experience: ${yaml(payload.replaceAll("\t", " "))}`, `why: ${yaml(payload.replaceAll("\t", " "))}`,
      `acceptable_when: [${yaml(payload.replaceAll("\t", " "))}]`, "match:", "  kind: absence-of-exception", "  any:",
      `  - '\\bzebra${at}\\b'`, `rewrite: ${yaml(payload.replaceAll("\t", " "))}`, "examples:", "  flags:", `  - A zebra${at} is here.`, `  - No zebra${at} there.`,
      `  - One zebra${at} more.`, "  passes:", "  - A horse.", "  - A donkey.", "",
    ].join("\n"));
  });
  const each = (line) => PAYLOADS.map((payload, at) => line(yaml(payload.replaceAll("\t", " ")), at)).join("\n");
  inside("now/policies/bends.yaml", [
    "version: 1", "currency: GBP", "roles:",
    each((text, at) => `- {id: role-${at}, rank: ${at + 1}, label: ${text}, ceiling: {money: 50, percent: 100, days: 30}}`),
    "reasons:", each((text, at) => `- {id: reason-${at}, kind: dumb-rule, label: ${text}}`),
    "protected:", each((text, at) => at % 3 ? "" : `- {rule: zebra.r${at}, class: law, basis: ${text}, owner: ${text}}`).replaceAll(/\n+/g, "\n"),
    "bends:",
    each((text, at) => [
      `- id: B-${1000 + at}`, `  quote: ${text}`, `  effect: ${at % 2 ? "waive" : "add-gesture"}`, `  role: role-${at}`, "  limit: {money: {amount: 5}}", `  when: [reason-${at}]`,
      ...(at % 2 ? [`  rule: zebra.r${at}`] : []), `  not_when: [${text}]`, `  granted_by: {role: role-${PAYLOADS.length - 1}, name: ${text}}`, "  granted_on: 2026-03-01",
      `  expires: 2026-0${at % 2 ? 7 : 4}-10`, "  status: approved", `  rationale: ${text}`,
    ].join("\n")), "",
  ].join("\n"));
  inside("now/nominations.csv", ["date,rule,quote,role,staff,why", ...PAYLOADS.map((payload, at) =>
    `2026-05-0${1 + (at % 9)},zebra.r${at},${csv(payload.replace("@", ""))},role-1,s${at},${csv(payload.replace("@", ""))}`), ""].join("\n"));
  const shipped = JSON.parse(dumbrules(["lints", "list", "--format", "json"]));
  const ids = (shipped.lints ?? shipped).map((it) => it.id).slice(0, 40);
  const reasons = ids.map((id, at) => `  ${id}: {off: true, reason: ${yaml(PAYLOADS[at].replaceAll("\t", " "))}}`);
  inside("now/dumbrules.yaml", ["policies: [policies]", "rulesets: [lints]", "nominations: [nominations.csv]", "lints:", ...reasons, ""].join("\n"));
  return join(folder, "now");
}

describe("nothing that a stranger wrote is run", () => {
  let browser;
  let pages;
  before(async () => {
    browser = await launch();
    const folder = writeHostile(fresh("hostile"));
    const run = (name, more = []) => {
      dumbrules(["audit", "--today", TODAY, "--quiet", "--source-url", "https://git.example/{path}#L{line}", "--html", name, "--json", "found.json", "--base", "../before/policies", "--min-confidence", "possible", ...more], { cwd: folder });
      return JSON.parse(readFileSync(join(folder, "found.json"), "utf8"));
    };
    const found = run("first.html");
    // What reviewers write is hostile too.
    const open = found.findings.filter((it) => !it.suppressed && it.lint.startsWith("hostile/")).slice(0, PAYLOADS.length);
    const seen = new Set();
    const verdicts = open.filter((it) => !seen.has(it.path + it.identity) && seen.add(it.path + it.identity)).map((it, at) => [
      `- finding: ${it.identity}`, `  lint: ${it.lint}`, `  document: ${yaml(it.path)}`, "  quote: x", `  verdict: ${at % 2 ? "dismissed" : "confirmed"}`,
      `  reason: ${yaml(PAYLOADS[at].replaceAll("\t", " "))}`, `  by: ${yaml(PAYLOADS[at].replaceAll("\t", " "))}`, "  on: 2026-06-01",
    ].join("\n"));
    writeFileSync(join(folder, "verdicts.yaml"), `verdicts:\n${verdicts.join("\n")}\n`);
    run("report.html", ["--verdicts", "verdicts.yaml"]);
    const html = readFileSync(join(folder, "report.html"), "utf8");
    // The same page as a server would have it that strips what a page says of its policy.
    writeFileSync(join(folder, "no-policy.html"), html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
    pages = { "with its policy": join(folder, "report.html"), "without its policy": join(folder, "no-policy.html") };
    dumbrules(["compare", "../before/policies", "policies", "--today", TODAY, "--html", "compare.html", "--quiet"], { cwd: folder });
    dumbrules(["bends", "for", "role-200", "--today", TODAY, "--html", "card.html"], { cwd: folder });
    dumbrules(["audit", "--today", TODAY, "--quiet", "--source-url", "https://git.example/{path}#L{line}", "--html-dir", "pages", "--split-above", "0", "--base", "../before/policies"], { cwd: folder });
    pages["an index of pages"] = join(folder, "pages/index.html");
    pages["a page of a document"] = join(folder, "pages/documents", readdirSync(join(folder, "pages/documents"))[7]);
    pages["a comparison"] = join(folder, "compare.html");
    pages["a card for a role"] = join(folder, "card.html");
  });
  after(() => browser.close());

  test("the corpus is large and lands in the page", async () => {
    assert.ok(PAYLOADS.length >= 250, `${PAYLOADS.length} payloads`);
    assert.equal(new Set(PAYLOADS).size, PAYLOADS.length);
    const page = await browser.newPage();
    await page.goto(`file://${pages["with its policy"]}`);
    const text = bare(await page.evaluate(() => document.body.textContent));
    const lost = PAYLOADS.filter((payload) => !text.includes(bare(payload)));
    assert.deepEqual(lost, []);
    await page.close();
  });

  for (const name of ["with its policy", "without its policy", "an index of pages", "a page of a document", "a comparison", "a card for a role"]) {
    test(`${name}: nothing runs, nothing is asked for, no element of theirs is there`, async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const ran = [];
      const asked = [];
      await page.exposeFunction("pwned", () => { ran.push("pwned"); });
      page.on("dialog", (dialog) => { ran.push(dialog.message()); dialog.dismiss(); });
      page.on("request", (request) => asked.push(request.url()));
      page.on("pageerror", (error) => ran.push(String(error)));
      await page.goto(`file://${pages[name]}`);
      await unfold(page);
      await page.waitForTimeout(500);
      const found = await page.evaluate(() => {
        const all = [...document.querySelectorAll("*")];
        const tags = new Set(["SCRIPT", "STYLE", "IFRAME", "OBJECT", "EMBED", "IMG", "BASE", "VIDEO", "AUDIO", "MATH", "TEMPLATE", "NOSCRIPT", "MARQUEE"]);
        const links = all.map((it) => it.getAttribute("href")).filter(Boolean);
        return {
          strange: all.filter((it) => tags.has(it.tagName)).map((it) => it.tagName).toSorted().join(" "),
          handlers: all.filter((it) => [...it.attributes].some((attribute) => /^(on|style$|srcdoc$)/.test(attribute.name))).length,
          links: links.filter((it) => !it.startsWith("#") && it !== "data:," && !/^(\.\.\/index\.html|documents\/[\w-]+\.html)(#[\w-]+)?$/.test(it) && !/^https:\/\/git\.example\/[\w.~%/-]*#L\d+$/.test(it)),
          refresh: document.querySelectorAll("meta[http-equiv=refresh i]").length,
        };
      });
      const ours = !["a comparison", "a card for a role"].includes(name) ? "SCRIPT STYLE" : "STYLE";
      assert.deepEqual(found, { strange: ours, handlers: 0, links: [], refresh: 0 });
      // The parts that the script makes are made of text as well.
      if (name.endsWith("its policy")) {
        await page.fill("#by-words", PAYLOADS[5]);
        await page.selectOption("#by-document", { index: 5 });
        await page.waitForTimeout(200);
        await page.click("#csv");
      }
      await page.waitForTimeout(200);
      assert.deepEqual(ran, []);
      assert.deepEqual(asked.filter((url) => !url.startsWith("blob:")), [`file://${pages[name]}`]);
      await page.close();
    });
  }

  test("the policy stops what would get past the escaping", async () => {
    const html = readFileSync(pages["with its policy"], "utf8");
    const planted = PAYLOADS.filter((it) => !it.includes("<base") && !it.includes("<template")).map((it) => `<div>${it}</div>`);
    const page = await browser.newPage();
    const ran = [];
    await page.exposeFunction("pwned", () => { ran.push("pwned"); });
    // Somebody listens where the payloads send the browser.
    await served(pages["with its policy"], {}, async (url, asked) => {
      const there = new URL(url).origin;
      const file = join(fresh("planted"), "planted.html");
      writeFileSync(file, html.replace("<h1>", () => `${planted.join("").replaceAll("https://evil.example", there)}<h1>`));
      await page.goto(`file://${file}`);
      await page.waitForTimeout(500);
      assert.deepEqual(asked, []);
    });
    assert.deepEqual(ran, []);
    await page.close();
  });
});
