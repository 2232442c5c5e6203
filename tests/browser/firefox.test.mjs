// The same page in Firefox: whole without scripts, one request, exact links, short on paper. Left out where there is no Firefox.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { findFirefox, launchFirefox } from "./firefox.mjs";
import { writeHandbook } from "./handbook.mjs";
import { OUT, anchor, audit, bare, fresh, plain, sample, served } from "./support.mjs";

describe("the page in Firefox", { skip: findFirefox() ? false : "there is no Firefox" }, () => {
  let reports;
  let withScripts;
  let without;
  before(async () => {
    writeHandbook(fresh("of-200"), 200);
    reports = { sample: sample(), of200: audit("of-200", [join(OUT, "of-200")]) };
    withScripts = await launchFirefox();
    without = await launchFirefox({ "javascript.enabled": false });
  });
  after(async () => {
    await withScripts?.close();
    await without?.close();
  });

  test("without scripts every finding is in the page", async () => {
    for (const { url, json } of Object.values(reports)) {
      await without.open(url);
      const source = await without.source();
      assert.match(source, /<form class="filter"[^>]* hidden/, "the script did not run");
      const text = bare(source.replaceAll(/<style>[\s\S]*?<\/style>|<[^>]*>/g, "").replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&nbsp;", " "));
      const lost = json.findings.filter((it) => !source.includes(`id="${anchor(it)}"`) || !text.includes(plain(it.quote)));
      assert.deepEqual(lost.map((it) => it.quote).slice(0, 3), []);
    }
  });

  test("the only request is the one for the page", async () => {
    await served(reports.sample.html, {}, async (url, asked) => {
      await withScripts.open(url);
      await new Promise((done) => { setTimeout(done, 500); });
      assert.deepEqual(asked, ["/report.html"]);
    });
  });

  test("a link to a finding arrives exactly, also into a fold, scripts on and off", async () => {
    await withScripts.resize(1280, 900);
    const counted = reports.sample.json.findings.filter((it) => !it.suppressed);
    for (const at of [0, Math.floor(counted.length / 2), counted.length - 1]) {
      const id = anchor(counted[at]);
      await withScripts.open("about:blank");
      await withScripts.open(`${reports.sample.url}#${id}`);
      await new Promise((done) => { setTimeout(done, 300); });
      const place = await withScripts.run(`const it = document.getElementById(${JSON.stringify(id)}); return { top: it.getBoundingClientRect().top, seen: it.checkVisibility(), end: Math.abs(document.documentElement.scrollHeight - innerHeight - scrollY) < 2 };`);
      assert.ok(place.seen && (Math.abs(place.top) <= 40 || place.end), `${at}: ${JSON.stringify(place)}`);
    }
  });

  test("the filter works, and nothing is wider than a phone", async () => {
    await withScripts.open(`${reports.sample.url}#severity=medium`);
    const shown = await withScripts.run("return document.querySelectorAll('details.group > .card:not([hidden])').length;");
    assert.equal(shown, reports.sample.json.findings.filter((it) => !it.suppressed && it.severity === "medium").length);
    await withScripts.resize(450, 900);
    const wide = await withScripts.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth;");
    assert.equal(wide, 0);
    await withScripts.resize(1280, 900);
    writeFileSync(join(OUT, "firefox.png"), await withScripts.picture());
  });

  test("200 findings are six sheets at most, and every one is on them, scripts on and off", async (t) => {
    for (const [name, firefox] of [["on", withScripts], ["off", without]]) {
      await firefox.open(reports.of200.url);
      const file = join(OUT, `firefox-${name}.pdf`);
      writeFileSync(file, await firefox.print());
      const read = spawnSync("pdftotext", ["-raw", file, "-"]);
      const sheets = read.stdout.toString().split("\f").slice(0, -1);
      t.diagnostic(`scripts ${name}: ${sheets.length} sheets`);
      assert.ok(sheets.length <= 6, `${sheets.length} sheets`);
      assert.equal((sheets.join("\n").match(/·\s+line\s+\d+/g) ?? []).length, reports.of200.json.findings.length);
    }
  });
});
