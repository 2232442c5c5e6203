// On paper: a short paper for a meeting by default, everything on request, with or without scripts.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { writeHandbook } from "./handbook.mjs";
import { OUT, TODAY, audit, bare, dumbrules, fresh, launch, sample } from "./support.mjs";

describe("the page on paper", () => {
  let browser;
  let reports;
  before(async () => {
    browser = await launch();
    writeHandbook(fresh("of-200"), 200);
    writeHandbook(fresh("of-1000"), 1_000);
    reports = { sample: sample(), of200: audit("of-200", [join(OUT, "of-200")]), of1000: audit("of-1000", [join(OUT, "of-1000")]) };
  });
  after(() => browser.close());

  /** Prints a report, and gives the text of each sheet as a reader of PDF sees it. */
  async function printed(report, { whole = false, javaScriptEnabled = true } = {}) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(report.url);
    if (whole) await page.check("#print-all");
    const file = join(OUT, `${report.name}-${whole ? "whole" : "short"}-${javaScriptEnabled ? "script" : "plain"}.pdf`);
    writeFileSync(file, await page.pdf({ format: "A4", preferCSSPageSize: true, printBackground: true }));
    await context.close();
    const read = spawnSync("pdftotext", ["-raw", file, "-"], { maxBuffer: 1 << 28 });
    if (read.status !== 0) throw new Error("pdftotext of poppler-utils is needed to read what was printed");
    return read.stdout.toString().split("\f").slice(0, -1);
  }

  for (const javaScriptEnabled of [true, false]) {
    const scripts = `scripts ${javaScriptEnabled ? "on" : "off"}`;
    test(`200 findings are six sheets at most, each with its number, ${scripts}`, async (t) => {
      const sheets = await printed(reports.of200, { javaScriptEnabled });
      t.diagnostic(`${sheets.length} sheets`);
      assert.ok(sheets.length <= 6, `${sheets.length} sheets`);
      sheets.forEach((sheet, at) => assert.match(sheet, new RegExp(`Page ${at + 1} of ${sheets.length}`)));
      // A line a finding: its headline and its line number.
      const text = sheets.join("\n");
      const told = text.match(/·\s+line\s+\d+/g) ?? [];
      assert.equal(told.length, reports.of200.json.findings.length);
    });

    test(`more than 200 findings stay short, and the paper says what it leaves out, ${scripts}`, async (t) => {
      const sheets = await printed(reports.of1000, { javaScriptEnabled });
      t.diagnostic(`${sheets.length} sheets`);
      assert.ok(sheets.length <= 7, `${sheets.length} sheets`);
      assert.match(sheets.join("\n"), /On paper: the 200 most severe/);
      assert.equal((sheets.join("\n").match(/·\s+line\s+\d+/g) ?? []).length, 200);
    });

    test(`everything is on paper when asked for, ${scripts}`, async () => {
      const text = bare((await printed(reports.of1000, { whole: true, javaScriptEnabled })).join("\n").replaceAll(/Policy audit\s+Page \d+ of \d+/g, ""));
      const quotes = reports.of1000.json.findings.map((it) => bare(it.quote));
      const times = new Map();
      quotes.forEach((quote) => times.set(quote, (times.get(quote) ?? 0) + 1));
      for (const [quote, n] of times) {
        const found = text.split(quote).length - 1;
        // Words may be parted by the foot of a sheet; the text is there all the same.
        assert.ok(found >= n * 0.9, `${quote}: ${found} of ${n}`);
      }
    });
  }

  test("the short paper of the sample handbook holds what to decide, unbroken, and every bend", async (t) => {
    const sheets = await printed(reports.sample);
    t.diagnostic(`${sheets.length} sheets`);
    assert.ok(sheets.length <= 7, `${sheets.length} sheets`);
    const page = await browser.newPage();
    await page.goto(reports.sample.url);
    await page.emulateMedia({ media: "print" });
    const seen = await page.evaluate(() => ({
      decide: [...document.querySelectorAll("#decide ~ .card")].map((it) => getComputedStyle(it).breakInside),
      bends: [...document.querySelectorAll(".leave dd:last-child code, .leave dd code")].map((it) => it.textContent),
      closed: [...document.querySelectorAll("#bends ~ .scroll tbody th")].every((it) => it.checkVisibility()),
      filter: document.getElementById("filter").checkVisibility(),
      lints: document.getElementById("lints").checkVisibility(),
    }));
    assert.equal(seen.decide.length, 7);
    assert.ok(seen.decide.every((it) => it === "avoid"));
    assert.deepEqual([seen.closed, seen.filter, seen.lints], [true, false, false]);
    const text = sheets.join("\n");
    assert.ok(seen.bends.length >= 10);
    for (const id of seen.bends) assert.ok(text.includes(id), id);
    await page.close();
  });

  test("each role has a sheet for the notice board, and no more than one", async () => {
    const file = join(fresh("roles"), "roles.html");
    dumbrules(["audit", "policies/2026", "--today", TODAY, "--quiet", "--print-roles", file]);
    const roles = readFileSync(file, "utf8").split('<article class="sheet">').length - 1;
    const sheets = await printed({ name: "roles", url: `file://${file}` });
    assert.equal(sheets.length, roles);
    assert.equal(roles, 4);
    sheets.forEach((sheet) => assert.match(sheet, /What may I say yes to\?[\s\S]*Nobody may/));
  });

  test("paper is white and its text black, whatever the theme", async () => {
    const page = await browser.newPage({ colorScheme: "dark" });
    await page.goto(reports.sample.url);
    await page.click("#theme");
    await page.click("#theme");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const colors = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
    assert.deepEqual(colors, ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    await page.close();
  });
});
