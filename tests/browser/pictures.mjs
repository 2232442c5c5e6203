// Makes the pictures of the documentation anew: node tests/browser/pictures.mjs docs/pictures
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, sample } from "./support.mjs";

/** Each picture, how the sample handbook's report is looked at, and at which section. */
const PICTURES = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["phone", { viewport: { width: 390, height: 844 } }, "decide"],
  ["bends", { viewport: { width: 1100, height: 760 } }, "bends"],
  ["report-card", { viewport: { width: 1100, height: 620 } }, "documents"],
];

/** Makes all pictures in a folder; gives their names. */
export async function pictures(folder) {
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  const report = sample();
  for (const [name, options, section] of PICTURES) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1000 }, deviceScaleFactor: 1, ...options });
    // The day of the audit, or the page would say how old it is.
    await page.clock.setFixedTime(new Date("2026-06-15T12:00:00Z"));
    await page.goto(report.url + (section ? `#${section}` : ""));
    writeFileSync(join(folder, `${name}.png`), await page.screenshot());
    await page.close();
  }
  await browser.close();
  return PICTURES.map(([name]) => `${name}.png`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await pictures(process.argv[2] ?? "docs/pictures");
}
