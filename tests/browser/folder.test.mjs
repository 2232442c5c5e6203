// A report that is too large for one page: an index, and a page for each document. Links between them work, old ones too.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { writeHandbook } from "./handbook.mjs";
import { OUT, SAMPLE, anchor, bare, folder, fresh, launch, plain, sample, unfold } from "./support.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Enough for a report of more than 10 MB. */
const MANY = 30_000;

describe("a report in several pages", () => {
  let browser;
  let report;
  let whole;
  before(async () => {
    browser = await launch();
    report = folder("sample-folder", [...SAMPLE, "--split-above", "0"]);
    whole = sample();
  });
  after(() => browser.close());

  const pages = ({ path }) => ["index.html", ...readdirSync(join(path, "documents")).toSorted().map((it) => `documents/${it}`)];
  const address = (name, hash = "") => `${pathToFileURL(join(report.path, name)).href}${hash}`;

  test("has every finding in the text without scripts, each on the page of its document", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const seen = new Map();
    for (const name of pages(report)) {
      await page.goto(address(name));
      const text = bare(await page.locator("body").evaluate((body) => body.textContent));
      for (const id of await page.locator("[id^=f-]").evaluateAll((all) => all.map((it) => it.id))) seen.set(id, text);
    }
    const lost = report.json.findings.filter((it) => !seen.get(anchor(it))?.includes(plain(it.quote)));
    assert.deepEqual(lost.map(anchor), []);
    await context.close();
  });

  test("leads from an address of the one page to the page that the finding is on", async () => {
    const counted = report.json.findings.filter((it) => !it.suppressed);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    for (const at of [0, Math.floor(counted.length / 2), counted.length - 1]) {
      const id = anchor(counted[at]);
      await page.goto(address("index.html", `#${id}`));
      await page.waitForURL((url) => url.pathname.includes("/documents/") && url.hash === `#${id}`);
      await page.waitForTimeout(300);
      const place = await page.locator(`#${id}`).evaluate((card) => ({
        top: card.getBoundingClientRect().top,
        end: Math.abs(document.documentElement.scrollHeight - innerHeight - scrollY) < 2,
      }));
      assert.ok(Math.abs(place.top) <= 40 || (place.end && place.top < 800), `${id}: ${place.top} px`);
    }
    // Also when the index is open already, and for a filter that names a document.
    await page.goto(address("index.html"));
    await page.evaluate((id) => { location.hash = id; }, anchor(counted[3]));
    await page.waitForURL((url) => url.hash === `#${anchor(counted[3])}`);
    await page.waitForSelector(`#${anchor(counted[3])}`);
    await page.goto(address("index.html", "#severity=high&document=policies%2F2026%2Freturns.md"));
    await page.waitForURL((url) => url.pathname.endsWith("/documents/policies-2026-returns-md.html"));
    await page.waitForFunction(() => document.getElementById("by-severity").value === "high");
    for (const nonsense of ["#f-nothing", "#document=nothing", "#%", "#=", "#decide"]) {
      await page.goto(address("index.html", nonsense));
      await page.waitForTimeout(50);
      assert.ok(page.url().includes("/index.html"), nonsense);
    }
    await page.close();
  });

  test("has no link, in any page, that arrives nowhere", async () => {
    const page = await browser.newPage();
    const ids = new Map();
    const links = [];
    for (const name of pages(report)) {
      await page.goto(address(name));
      ids.set(new URL(address(name)).pathname, new Set(await page.locator("[id]").evaluateAll((all) => all.map((it) => it.id))));
      links.push(...await page.locator("a[href]").evaluateAll((all) => all.map((it) => it.href)));
    }
    const broken = links.map((link) => new URL(link)).filter(({ pathname, hash }) => {
      return !ids.has(pathname) || (hash && !ids.get(pathname).has(hash.slice(1)));
    });
    assert.ok(links.length > 400, `${links.length} links`);
    assert.deepEqual(broken.map(String), []);
    await page.close();
  });

  test("is as sound on each page as the one page is: axe, validator, one request, its policy, a phone", async () => {
    const validator = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "no-trailing-whitespace": "off" } });
    for (const name of ["index.html", "documents/policies-2026-terms-md.html", "documents/policies-2026-bends-yaml.html"]) {
      const { results } = await validator.validateFile(join(report.path, name));
      assert.deepEqual(results.flatMap((it) => it.messages).map((it) => `${it.line}: ${it.ruleId}: ${it.message}`), [], name);
      assert.match(readFileSync(join(report.path, name), "utf8"), /Content-Security-Policy" content="default-src 'none'/);
      for (const colorScheme of ["light", "dark"]) {
        const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 320, height: 800 } });
        const page = await context.newPage();
        const asked = [];
        const complaints = [];
        page.on("request", (request) => asked.push(request.url()));
        page.on("console", (message) => complaints.push(message.text()));
        await page.goto(address(name));
        await unfold(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, name);
        assert.deepEqual([asked, complaints], [[address(name)], []]);
        await page.evaluate(AXE);
        const found = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
        assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes[0].html.slice(0, 200)}`), [], name);
        await context.close();
      }
    }
  });

  test("filters on the page of a document, and saves what is shown", async () => {
    const page = await browser.newPage();
    await page.goto(address("documents/policies-2026-terms-md.html", "#severity=low"));
    const left = await page.locator(".group > .card:not([hidden])").count();
    assert.equal(left, report.json.findings.filter((it) => it.path.endsWith("/terms.md") && it.severity === "low" && !it.suppressed).length);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
    assert.equal(readFileSync(await download.path(), "utf8").trim().split("\r\n").length, left + 1);
    await page.close();
  });

  test("keeps what is above the findings as it is on the one page", async () => {
    const page = await browser.newPage();
    const told = async (url) => {
      await page.goto(url);
      return page.evaluate(() => ["h1", ".verdict", ".figures", "section:has(> #decide)", "section:has(> #bends)", "section:has(> #glance)", "section:has(> #accepted)", "section:has(> #method)"]
        .map((it) => document.querySelector(it).textContent));
    };
    assert.deepEqual(await told(address("index.html")), await told(whole.url));
    await page.close();
  });

  test(`comes by itself when one page would be more than 10 MB, and opens within a second`, async (t) => {
    writeHandbook(fresh(`of-${MANY}`), MANY);
    const large = folder(`of-${MANY}-folder`, [join(OUT, `of-${MANY}`)]);
    const names = pages(large);
    assert.equal(names.length, 1 + MANY / 100);
    const sizes = names.map((name) => statSync(join(large.path, name)).size);
    assert.ok(sizes.every((size) => size < 5_000_000), `${Math.max(...sizes)} bytes`);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const times = [];
    while (times.length < 12 && !(times.length > 2 && Math.min(...times) < 1_000)) {
      await page.goto(pathToFileURL(join(large.path, "index.html")).href);
      times.push(await page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
      })));
    }
    const frame = Math.round(Math.min(...times));
    t.diagnostic(`${large.json.findings.length} findings, ${names.length} pages, index ${sizes[0]} bytes, first frame ${frame} ms`);
    assert.ok(frame < 1_000, `first frame after ${frame} ms`);
    const last = large.json.findings.at(-1);
    await page.goto(`${pathToFileURL(join(large.path, "index.html")).href}#${anchor(last)}`);
    await page.waitForSelector(`#${anchor(last)}`);
    await page.close();
  });
});
