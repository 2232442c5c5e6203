// What the tests share: the program, the browser, and reports that are made once.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** Where reports and pictures of this run are put. */
export const OUT = resolve(process.env.BROWSER_OUT ?? join(ROOT, "target/browser"));
/** The day of every audit here, on which permissions of the sample handbook hold. */
export const TODAY = "2026-06-15";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The first of these programs that is there. */
export function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

export function findBrowser() {
  const found = process.env.CHROMIUM ?? onPath(BROWSERS);
  if (!found) throw new Error(`no browser: install one of ${BROWSERS.join(", ")}, or name one in CHROMIUM`);
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox"] });
}

/** Runs dumbrules in a folder; fails when the job could not be done. */
export function dumbrules(args, { cwd = ROOT, env = {}, exit = 0 } = {}) {
  const program = process.env.DUMBRULES;
  if (!program) throw new Error("name the program in DUMBRULES");
  const run = spawnSync(resolve(program), args, { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 28 });
  if (run.status !== exit) throw new Error(`dumbrules ${args.join(" ")}: exit ${run.status}\n${run.stderr}`);
  return run.stdout.toString();
}

/** The page and the JSON of an audit. Both are made once, whichever tests ask for them. */
export function audit(name, args, options = {}) {
  mkdirSync(OUT, { recursive: true });
  const html = join(OUT, `${name}.html`);
  const json = join(OUT, `${name}.json`);
  dumbrules(["audit", ...args, "--today", TODAY, "--source-url", "none", "--html", html, "--json", json, "--quiet"], options);
  return { name, html, url: pathToFileURL(html).href, json: JSON.parse(readFileSync(json, "utf8")) };
}

/** The same as a folder of pages. */
export function folder(name, args) {
  const path = fresh(name);
  const json = join(OUT, `${name}.json`);
  dumbrules(["audit", ...args, "--today", TODAY, "--source-url", "none", "--html-dir", path, "--json", json, "--quiet"]);
  return { name, path, json: JSON.parse(readFileSync(json, "utf8")) };
}

/** The sample handbook, compared with that of the year before. */
export const SAMPLE = ["policies/2026", "--base", "policies/2025"];
export const sample = () => audit("sample", SAMPLE);

/** A folder without any policy. */
export function empty() {
  const folder = fresh("nothing");
  const html = join(OUT, "empty.html");
  dumbrules(["audit", ".", "--today", TODAY, "--html", html, "--quiet"], { cwd: folder, exit: 2 });
  return { name: "empty", html, url: pathToFileURL(html).href };
}

/** An empty folder of that name. */
export function fresh(name) {
  const folder = join(OUT, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

export const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Text without anything that layout may change. */
export const bare = (text) => text.replaceAll(/[^\p{L}\p{N}]+/gu, "");

/** A quote as the page has it: of a link, what a reader sees; long ones are cut. */
export const plain = (quote) => bare(quote.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")).slice(0, 500);

/** The anchor of a finding. */
export const anchor = (finding) => `f-${finding.identity.replace(/[^a-z0-9]/g, "-")}`;

/** Serves one file with some headers; calls back with its address and what was asked for. */
export async function served(file, headers, work) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    return await work(`http://127.0.0.1:${server.address().port}/report.html`, asked);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Opens every fold. */
export const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));

/** Keeps a picture, so that a person can look. */
export async function picture(page, name, options = {}) {
  writeFileSync(join(OUT, `${name}.png`), await page.screenshot(options));
}
