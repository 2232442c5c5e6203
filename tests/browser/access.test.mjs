// Everybody can read and use the page: by screen reader, by keyboard, on a phone, enlarged, in the dark.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { writeHandbook } from "./handbook.mjs";
import { pictures } from "./pictures.mjs";
import { OUT, ROOT, audit, empty, fresh, launch, sample, unfold } from "./support.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

describe("everybody can use the page", () => {
  let browser;
  let reports;
  before(async () => {
    browser = await launch();
    writeHandbook(fresh("of-200"), 200);
    reports = { empty: empty(), sample: sample(), of200: audit("of-200", [join(OUT, "of-200")]) };
  });
  after(() => browser.close());

  for (const name of ["empty", "sample", "of200"]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const direction of ["ltr", "rtl"]) {
        test(`axe finds nothing in ${name}, ${colorScheme}, ${direction}`, async () => {
          // Only so that axe itself gets in; the page's own policy is tested elsewhere.
          const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 1280, height: 800 } });
          const page = await context.newPage();
          await page.goto(reports[name].url);
          await page.evaluate((dir) => { document.documentElement.dir = dir; }, direction);
          await unfold(page);
          await page.evaluate(AXE);
          const found = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations", "incomplete"] }), TAGS);
          const told = found.violations.map((it) => `${it.id}: ${it.nodes.length} × ${it.nodes[0].html.slice(0, 200)}`);
          assert.deepEqual(told, []);
          // What axe cannot judge, and a person looked at: the contrast of labels in charts, and of what a table scrolls
          // out of its region. Their colours are those of the rest, which the test of the palette covers.
          const unsure = found.incomplete.flatMap((it) => it.nodes.map((node) => ({ id: it.id, target: node.target[0] })));
          const unknown = await page.evaluate((unsure) => unsure.filter(({ id, target }) => {
            return id !== "color-contrast" || !document.querySelector(target).closest(".scroll, svg");
          }), unsure);
          assert.deepEqual(unknown, []);
          await context.close();
        });
      }
    }
  }

  test("nothing is wider than a phone, nor than a screen at 400 %, nor with wide text", async () => {
    const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";
    for (const [width, css] of [[320, ""], [640, ""], [320, spacing], [1280, spacing]]) {
      const context = await browser.newContext({ bypassCSP: true, viewport: { width, height: 800 } });
      const page = await context.newPage();
      await page.goto(reports.sample.url);
      await unfold(page);
      if (css) await page.addStyleTag({ content: css });
      const wide = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        const inScroll = (it) => it.closest(".scroll");
        const all = [...document.querySelectorAll("body *")].filter((it) => !inScroll(it) && !it.closest(".skip"));
        const over = all.filter((it) => it.getBoundingClientRect().right > room + 1).map((it) => it.outerHTML.slice(0, 120));
        return { page: document.documentElement.scrollWidth - room, over: over.slice(0, 3) };
      });
      assert.deepEqual(wide, { page: 0, over: [] }, `at ${width}`);
      await context.close();
    }
  });

  test("the keyboard reaches everything, in sight and large enough", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(reports.sample.url);
    const stops = [];
    let beforeFirst = null;
    for (let step = 0; step < 400; step += 1) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const it = document.activeElement;
        if (!it || it === document.body) return null;
        const box = it.getBoundingClientRect();
        const style = getComputedStyle(it);
        const x = box.left + Math.min(box.width / 2, 20);
        const y = box.top + Math.min(box.height, innerHeight) / 2;
        const on = document.elementFromPoint(Math.max(x, 0), Math.min(Math.max(y, 0), innerHeight - 1));
        return {
          what: it.outerHTML.slice(0, 100),
          outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          // A link in running text may be as low as its line.
          large: (box.width >= 24 && box.height >= 24) || style.display === "inline" || it.matches(".card a, .scroll a"),
          covered: !(on && (it.contains(on) || on.contains(it))),
          inCard: Boolean(it.closest(".card")),
        };
      });
      if (!stop) break;
      stops.push(stop);
      if (stop.inCard && beforeFirst === null) beforeFirst = stops.length - 1;
    }
    const wrong = stops.filter((it) => !it.outlined || !it.large || it.covered);
    assert.deepEqual(wrong, []);
    assert.ok(beforeFirst <= 20, `${beforeFirst} stops before the first finding`);
    assert.equal(new Set(stops.map((it) => it.what)).size > 40, true, "the walk goes on through the page");
    await page.close();
  });

  test("by keyboard alone people filter, clear, open, save, follow a link, and leave again", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(reports.sample.url);
    /** Goes on with Tab until the focus is on what is wanted; what is not reached is a trap. */
    const reach = async (selector) => {
      for (let step = 0; step < 250; step += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
      }
      assert.fail(`${selector} is not reached`);
    };
    const shown = () => page.locator("details.group > .card:not([hidden])").count();
    const all = await shown();
    await reach("#by-severity");
    await page.keyboard.type("high");
    await page.waitForFunction(() => location.hash === "#severity=high");
    await reach("#by-words");
    await page.keyboard.type("refund");
    await page.waitForFunction(() => location.hash.includes("words=refund"));
    assert.ok(await shown() < all);
    await reach("#filter button[type=reset]");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !location.hash);
    assert.equal(await shown(), all);
    await reach("#csv");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(download.suggestedFilename(), "findings.csv");
    await reach("details.group > summary");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.open), false);
    await page.keyboard.press("Space");
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.open), true);
    await reach("details.group .card h4 a");
    const id = await page.evaluate(() => document.activeElement.hash);
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => location.hash === id, id);
    assert.ok(Math.abs(await page.evaluate(() => document.querySelector(":target").getBoundingClientRect().top)) <= 40);
    // Back past the top of the page: nothing holds the focus.
    await page.evaluate(() => document.querySelector(".skip").focus());
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.closest(".skip")), null);
    await page.close();
  });

  test("what people come for is two screens away at most: what to decide, what to bend, what changed", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const near = (selector) => page.locator(selector).first().evaluate((it) => it.getBoundingClientRect().bottom);
    await page.goto(reports.sample.url);
    assert.match(await page.textContent("h1"), /^\d+ rules need a decision$/);
    assert.ok(await near("#decide ~ .card blockquote") < 1_600, "the first rule to decide on");
    for (const [name, answer] of [["What may I bend?", ".leave:has(h4:text('Waive'))"], ["What changed", "section:has(> #what-changed) li"]]) {
      await page.goto(reports.sample.url);
      await page.click(`nav a:text-is("${name}")`);
      assert.ok(await near(answer) < 1_600, name);
    }
    await page.close();
  });

  test("the pictures of the documentation can be made anew, and are all shown there", async () => {
    const made = await pictures(join(OUT, "pictures"));
    assert.deepEqual(made.toSorted(), readdirSync(join(ROOT, "docs/pictures")).toSorted());
    const text = readFileSync(join(ROOT, "docs/html-report.md"), "utf8");
    assert.deepEqual(made.filter((name) => !text.includes(`pictures/${name}`)), []);
  });
});
