// Ten thousand findings are one page that opens at once.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { writeHandbook } from "./handbook.mjs";
import { OUT, audit, fresh, launch } from "./support.mjs";

/** Findings, and what must hold: bytes of the file, milliseconds to the first complete frame. */
const GOALS = [
  { rules: 1_000, bytes: 600_000, frame: 400 },
  { rules: 10_000, bytes: 5_000_000, frame: 1_000 },
];
/** Tries of which the best counts: other work on the machine only makes it slower. When a goal is met no more are made. */
const TRIES = 12;

describe("large reports are fast", () => {
  let browser;
  const reports = new Map();
  before(async () => {
    browser = await launch();
    for (const { rules } of GOALS) {
      writeHandbook(fresh(`of-${rules}`), rules);
      reports.set(rules, audit(`of-${rules}`, [join(OUT, `of-${rules}`)]));
    }
  });
  after(() => browser.close());

  async function opened(report) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
      }).observe({ type: "longtask", buffered: true });
      addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => {
        window.frame = performance.now();
      })));
    });
    await page.goto(report.url);
    await page.waitForFunction(() => window.frame);
    return page;
  }

  for (const { rules, bytes, frame } of GOALS) {
    test(`${rules} findings: the file is small and the first frame complete in ${frame} ms`, async (t) => {
      const report = reports.get(rules);
      const findings = report.json.findings.length;
      assert.ok(findings >= rules * 0.95, `${findings} findings`);
      const size = statSync(report.html).size;
      assert.ok(size <= bytes, `${size} bytes`);
      const times = [];
      const best = (name) => Math.round(Math.min(...times.map((it) => it[name])));
      while (times.length < TRIES && !(times.length > 2 && best("frame") < frame && best("longest") < 500)) {
        const page = await opened(report);
        times.push(await page.evaluate(() => ({ frame: window.frame, longest: window.longest })));
        await page.close();
      }
      t.diagnostic(`${findings} findings, ${size} bytes, first frame ${best("frame")} ms, longest task ${best("longest")} ms`);
      assert.ok(best("frame") < frame, `first frame after ${best("frame")} ms`);
      assert.ok(best("longest") < 500, `longest task ${best("longest")} ms`);
    });
  }

  /** Milliseconds that each filter takes, by its name and value, and those of unfolding everything. */
  async function handled(report) {
    const page = await opened(report);
    const filtered = (name, value) => page.evaluate(async ([name, value]) => {
      const field = document.getElementById("filter").elements[name];
      const told = document.getElementById("counted");
      const start = performance.now();
      const changed = new Promise((done) => { new MutationObserver(done).observe(told, { childList: true }); });
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await changed;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return performance.now() - start;
    }, [name, value]);
    const took = {};
    const filters = [["severity", "high"], ["words", "needs doctor"], ["words", "letter"], ["severity", ""], ["words", ""]];
    for (const [name, value] of filters) took[`${name}=${value}`] = await filtered(name, value);
    took.unfold = await page.evaluate(async () => {
      const start = performance.now();
      document.getElementById("expand").click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return performance.now() - start;
    });
    await page.close();
    return took;
  }

  test("ten thousand findings are filtered in 200 ms and unfolded in 4 s", async (t) => {
    const goal = (name) => name === "unfold" ? 4_000 : 200;
    const best = {};
    const missed = () => Object.keys(best).filter((name) => best[name] >= goal(name));
    for (let tried = 0; tried < TRIES && (tried === 0 || missed().length); tried += 1) {
      for (const [name, ms] of Object.entries(await handled(reports.get(10_000)))) {
        best[name] = Math.round(Math.min(ms, best[name] ?? Infinity));
      }
    }
    t.diagnostic(Object.entries(best).map(([name, ms]) => `${name} ${ms} ms`).join(", "));
    assert.deepEqual(missed(), [], JSON.stringify(best));
  });
});
