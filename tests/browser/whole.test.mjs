// The page is whole: without scripts, under the strictest policy, from disk and from a server, twice the same.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { writeHandbook } from "./handbook.mjs";
import { OUT, ROOT, SAMPLE, TODAY, anchor, audit, bare, dumbrules, empty, fresh, hash, launch, picture, plain, sample, served, unfold } from "./support.mjs";

/** What build servers send with the files they keep. */
const JENKINS = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self'";

describe("the page is whole", () => {
  let browser;
  let reports;
  before(async () => {
    browser = await launch();
    for (const rules of [200, 1_000, 10_000]) writeHandbook(fresh(`of-${rules}`), rules);
    const of = (rules) => audit(`of-${rules}`, [join(OUT, `of-${rules}`)]);
    reports = { sample: sample(), of200: of(200), of1000: of(1_000), of10000: of(10_000) };
  });
  after(() => browser.close());

  /** Everything that an audit has to say and that a page without its text would lose. */
  function missing({ json }, text, ids) {
    const within = bare(text);
    const lost = [];
    for (const finding of json.findings) {
      if (!ids.has(anchor(finding))) lost.push(`anchor of ${finding.identity}`);
      if (!within.includes(plain(finding.quote))) lost.push(`${finding.lint}: ${finding.quote}`);
    }
    return lost;
  }

  for (const name of ["sample", "of200", "of1000", "of10000"]) {
    test(`without scripts every finding of ${name} is in the text`, async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(reports[name].url);
      const text = await page.locator("body").evaluate((body) => body.textContent);
      const ids = new Set(await page.evaluate(() => [...document.querySelectorAll("[id]")].map((it) => it.id)));
      assert.deepEqual(missing(reports[name], text, ids).slice(0, 5), []);
      await context.close();
    });
  }

  test("without scripts every bend, every change and every figure of the sample is in the text", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(reports.sample.url);
    const text = bare(await page.locator("body").evaluate((body) => body.textContent));
    const register = readFileSync(join(ROOT, "policies/2026/bends.yaml"), "utf8");
    const bends = [...register.matchAll(/^\s*-?\s*id: (B-\d+)/gm)].map((it) => it[1]);
    assert.ok(bends.length >= 20, `${bends.length} bends`);
    assert.deepEqual(bends.filter((id) => !text.includes(bare(id))), []);
    const comparison = JSON.parse(dumbrules(["compare", "policies/2025", "policies/2026", "--today", TODAY, "--json", "-"]));
    const told = comparison.changes.filter((it) => it.binds);
    assert.ok(told.length > 300, `${told.length} changes`);
    // The old and the new wording stand in one another: each is read with the other left out.
    const without = async (tag) => bare(await page.evaluate((tag) => {
      const body = document.body.cloneNode(true);
      body.querySelectorAll(tag).forEach((it) => it.remove());
      return body.textContent;
    }, tag));
    const [now, then] = [await without("del"), await without("ins")];
    const lost = told.filter((it) => !(it.new ? now.includes(bare(it.new.text)) : then.includes(bare(it.old.text))));
    assert.deepEqual(lost.map((it) => (it.new ?? it.old).text).slice(0, 5), []);
    await context.close();
  });

  test("under the policy of a build server all text is there and nothing else is loaded", async () => {
    await served(reports.sample.html, { "content-security-policy": JENKINS }, async (url, asked) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
      await page.goto(url);
      const text = await page.locator("body").evaluate((body) => body.textContent);
      const ids = new Set(await page.locator("[id]").evaluateAll((all) => all.map((it) => it.id)));
      assert.deepEqual(missing(reports.sample, text, ids), []);
      const styled = await page.locator("body").evaluate((body) => getComputedStyle(body).fontFamily.includes("system-ui"));
      assert.equal(styled, false, "the policy holds: there is no style");
      await picture(page, "sample-build-server");
      assert.deepEqual(asked, ["/report.html"]);
      await page.close();
    });
  });

  test("the only request is the one for the page, from disk and from a server", async () => {
    for (const report of [reports.sample, empty()]) {
      const page = await browser.newPage();
      const asked = [];
      const complaints = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(report.url);
      await page.waitForTimeout(200);
      assert.deepEqual(asked, [report.url]);
      await served(report.html, {}, async (url, seen) => {
        asked.length = 0;
        await page.goto(url);
        await page.waitForTimeout(200);
        assert.deepEqual(asked, [url]);
        assert.deepEqual(seen, ["/report.html"]);
      });
      assert.deepEqual(complaints, [], "nothing is written to the console");
      await page.close();
    }
  });

  for (const javaScriptEnabled of [true, false]) {
    test(`a link to a finding arrives exactly, scripts ${javaScriptEnabled ? "on" : "off"}`, async () => {
      for (const name of ["sample", "of10000"]) {
        const { json, url } = reports[name];
        const counted = json.findings.filter((it) => !it.suppressed);
        for (const at of [0, Math.floor(counted.length / 2), counted.length - 1]) {
          const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } });
          const page = await context.newPage();
          const id = anchor(counted[at]);
          await page.goto(`${url}#${id}`);
          await page.waitForTimeout(300);
          const place = await page.locator(`#${id}`).evaluate((card) => ({
            top: card.getBoundingClientRect().top,
            end: Math.abs(document.documentElement.scrollHeight - innerHeight - scrollY) < 2,
            seen: card.checkVisibility(),
          }));
          assert.ok(place.seen, `${name} ${at} is folded away`);
          assert.ok(Math.abs(place.top) <= 40 || (place.end && place.top < 800), `${name} ${at}: ${place.top} px`);
          await context.close();
        }
      }
    });
  }

  test("without scripts a fold opens by a click", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(reports.of10000.url);
    const group = page.locator("details.group").first();
    assert.equal(await group.getAttribute("open"), null);
    await group.locator("summary").first().click();
    assert.notEqual(await group.getAttribute("open"), null);
    await context.close();
  });

  test("a validator finds no error", async () => {
    // The rules of HTML; matters of taste (self-closing, quotes, trailing spaces) are off.
    const validator = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "no-trailing-whitespace": "off" } });
    for (const report of [reports.sample, reports.of200, reports.of1000, empty()]) {
      const { results } = await validator.validateFile(report.html);
      const told = results.flatMap((it) => it.messages).map((it) => `${it.line}:${it.column} ${it.ruleId}: ${it.message}`);
      assert.deepEqual(told.slice(0, 10), [], report.name);
    }
  });

  test("every link within the page arrives", async () => {
    const page = await browser.newPage();
    for (const report of [reports.sample, reports.of200, empty()]) {
      await page.goto(report.url);
      const broken = await page.evaluate(() => {
        const links = [...document.querySelectorAll("a[href]")].map((it) => it.getAttribute("href"));
        return links.filter((it) => !it.startsWith("#") || !document.getElementById(it.slice(1)));
      });
      assert.deepEqual(broken, []);
    }
    await page.close();
  });

  test("the same policies make the same bytes, whatever the time zone, the language, the threads and the order of files", () => {
    const first = hash(readFileSync(reports.sample.html));
    const again = [
      { env: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" } },
      { env: { TZ: "America/Los_Angeles", HOME: fresh("home") }, threads: "1" },
      { env: {}, threads: "8" },
    ];
    for (const { env, threads } of again) {
      const args = ["audit", ...SAMPLE, "--today", TODAY, "--source-url", "none", "--format", "html"];
      assert.equal(hash(dumbrules([...args, ...(threads ? ["--threads", threads] : [])], { env })), first, JSON.stringify(env));
    }
    const shuffled = fresh("shuffled");
    const copy = (from, to) => {
      mkdirSync(to, { recursive: true });
      for (const entry of readdirSync(from).toSorted().toReversed()) {
        if (statSync(join(from, entry)).isDirectory()) copy(join(from, entry), join(to, entry));
        else cpSync(join(from, entry), join(to, entry));
      }
    };
    copy(join(ROOT, "policies"), join(shuffled, "policies"));
    const args = ["audit", ...SAMPLE, "--today", TODAY, "--source-url", "none", "--format", "html"];
    assert.equal(hash(dumbrules(args, { cwd: shuffled })), first);
  });

  test("what cannot be read is told before everything else", async () => {
    const folder = fresh("broken");
    writeFileSync(join(folder, "latin.md"), Buffer.from("# Rückgabe\n\nNo refunds.\n", "latin1"));
    writeFileSync(join(folder, "empty.md"), "");
    writeFileSync(join(folder, "long.md"), `# Long\n\nNo refunds ${"for late requests ".repeat(60_000)}.\n`);
    const rows = Array.from({ length: 5_000 }, (_, row) => `| Item ${row} | no refunds |`).join("\n");
    writeFileSync(join(folder, "table.md"), `# Table\n\n| Item | Refund |\n|---|---|\n${rows}\n`);
    // Signs that turn lines around or end them where nobody sees it.
    writeFileSync(join(folder, "turned.md"), "# Turned\n\nNo refunds \u202eevil\u202c are \u2028given \u2066ever\u2069.\n");
    const html = join(OUT, "broken.html");
    dumbrules(["audit", ".", "--today", TODAY, "--html", html, "--quiet"], { cwd: folder, exit: 2 });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`file://${html}`);
    const box = await page.locator("#missed").evaluate((it) => ({ text: it.textContent, top: it.getBoundingClientRect().top }));
    assert.match(box.text, /latin\.md/);
    assert.match(box.text, /not complete/);
    const heading = await page.locator("h1").evaluate((it) => it.getBoundingClientRect().top);
    assert.ok(box.top < heading, "above the title");
    assert.equal(/[\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(readFileSync(html, "utf8")), false, "hidden signs are shown as such");
    assert.match(await page.textContent("body"), /No refunds .*202e.*evil/i);
    await unfold(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    await page.close();
  });
});
