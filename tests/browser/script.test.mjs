// What the script adds: filters, a link to what is filtered, CSV, print and theme.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { TODAY, dumbrules, fresh, launch, sample } from "./support.mjs";

describe("the script adds", () => {
  let browser;
  let report;
  before(async () => {
    browser = await launch();
    report = sample();
  });
  after(() => browser.close());

  const opened = async (hash = "", options = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    await page.goto(report.url + hash);
    return page;
  };
  const shown = (page) => page.locator("details.group > .card:not([hidden])").count();

  test("filters by severity, state, document, owner, lint and words, all at once", async () => {
    const page = await opened();
    const all = await shown(page);
    const counted = report.json.findings.filter((it) => !it.suppressed);
    assert.equal(all, counted.length);
    await page.selectOption("#by-severity", "high");
    await page.waitForFunction(() => location.hash === "#severity=high");
    assert.equal(await shown(page), counted.filter((it) => it.severity === "high").length);
    assert.match(await page.textContent("#counted"), /^\d+ of 1\d\d findings$/);
    await page.selectOption("#by-document", "policies/2026/returns.md");
    await page.fill("#by-words", "CLEARANCE");
    await page.waitForFunction(() => location.hash.includes("words"));
    const left = await shown(page);
    assert.ok(left > 0 && left < 5, `${left} left`);
    await page.fill("#by-words", "no such words at all");
    await page.waitForFunction(() => document.getElementById("counted").textContent.includes("No finding fits"));
    await page.click("#filter button[type=reset]");
    await page.waitForFunction(() => !location.hash);
    assert.equal(await shown(page), all);
    for (const id of ["#by-state", "#by-owner", "#by-lint"]) {
      const value = await page.locator(`${id} option`).nth(1).getAttribute("value");
      await page.selectOption(id, value);
      await page.waitForFunction(() => location.hash.includes("="));
      const left = await shown(page);
      assert.ok(left > 0 && left < all, `${id}: ${left} of ${all}`);
      await page.click("#filter button[type=reset]");
      await page.waitForFunction(() => !location.hash);
    }
    await page.close();
  });

  test("keeps the filter in the address, and brings it back from there", async () => {
    const page = await opened("#severity=medium&words=fee");
    const left = await shown(page);
    assert.equal(await page.inputValue("#by-severity"), "medium");
    assert.ok(left > 0 && left < 60, `${left} left`);
    await page.reload();
    assert.equal(await shown(page), left);
    await page.close();
  });

  test("takes no harm from an address that says nothing", async () => {
    const wrong = [];
    for (const hash of ["#severity=horrible&x=y", "#=", "#%E0%A4%A=1", "#%", "#f-nothing", "#words=%3Cimg%20src=x%20onerror=alert(1)%3E", "#a b=c"]) {
      const page = await browser.newPage();
      page.on("pageerror", (error) => wrong.push(`${hash}: ${error}`));
      page.on("dialog", () => wrong.push(`${hash}: a dialog`));
      await page.goto(report.url + hash);
      await page.evaluate(() => { location.hash = "decide"; });
      await page.evaluate((hash) => { location.hash = hash; }, hash);
      await page.waitForTimeout(50);
      await page.close();
    }
    assert.deepEqual(wrong, []);
  });

  test("shows a finding that is linked to, though a filter hides it", async () => {
    const page = await opened("#severity=low");
    const grave = await page.locator("details.group > .card.high").first().getAttribute("id");
    await page.evaluate((id) => { location.hash = id; }, grave);
    await page.waitForFunction((id) => document.getElementById(id).checkVisibility(), grave);
    assert.equal(await page.inputValue("#by-severity"), "");
    await page.close();
  });

  test("saves what is shown as CSV that spreadsheets read and do not run", async () => {
    const folder = fresh("formulas");
    const words = ["=1+1", "+1+1", "-1+1", "@SUM(A1)"];
    words.forEach((word, at) => writeFileSync(join(folder, `${word}${at}.md`), `# A\n\n"${word}", she said, no refunds on anything; "ever".\n`));
    const html = join(folder, "report.html");
    const json = join(folder, "report.json");
    dumbrules(["audit", ".", "--today", TODAY, "--html", html, "--json", json, "--quiet"], { cwd: folder });
    for (const made of [{ url: `file://${html}`, json: JSON.parse(readFileSync(json, "utf8")) }, report]) {
      const page = await browser.newPage();
      await page.goto(made.url);
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
      const text = readFileSync(await download.path(), "utf8");
      assert.ok(text.startsWith("\ufeff"), "a byte order mark, for spreadsheets");
      assert.ok(text.endsWith("\r\n"));
      const [head, ...rows] = parsed(text.slice(1));
      assert.deepEqual(head.slice(0, 6), ["severity", "confidence", "finding", "rule", "document", "line"]);
      assert.ok(rows.every((row) => row.length === head.length), "one column a field");
      assert.deepEqual(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell)), []);
      const told = rows.map((row) => `${row[0]} ${row[4].replace(/^'/, "")}:${row[5]} ${row[8]}`).toSorted();
      const found = made.json.findings.filter((it) => !it.suppressed)
        .map((it) => `${it.severity} ${it.path}:${it.start.line} ${it.lint}`).toSorted();
      assert.deepEqual(told, found);
      await page.close();
    }
  });

  test("turns light to dark and back, whatever the system says", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await opened("", { colorScheme });
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const before = await ground();
      await page.click("#theme");
      assert.notEqual(await ground(), before);
      await page.click("#theme");
      assert.equal(await ground(), before);
      await page.close();
    }
  });
});

/** CSV as RFC 4180 has it: every cell quoted. */
function parsed(text) {
  const rows = [];
  let row = [];
  const cells = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  for (const [, cell, end] of text.matchAll(cells)) {
    row.push(cell.replaceAll('""', '"'));
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
