// Handbooks made up for the tests: as many rules as are asked for, each of which has a finding.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Rules that have a finding each. */
const RULES = [
  "Course places are not transferable: names cannot be changed once the joining letter has gone out.",
  "The subscription renews automatically every March.",
  "The directors' answer is final.",
  "Fees for late hire stand, and there are no exceptions in August.",
  "An order can be altered only in the app, by whoever placed it.",
  "We may change these fees at any time.",
  "No split bills at the hatch.",
  "Access requests at the desk need a doctor's letter.",
  "You authorise us to debit your card for any further damage found later.",
  "Accounts may be suspended while we look into unusual activity.",
  "About an account we only deal with the member named on it.",
  "We may share your details with selected partners.",
  "It must be in its original packaging, with the seal whole.",
  "Clearance items cannot be returned or swapped.",
  "Our returns team has the final say on the condition of what you send.",
  "Still, we may close the accounts of people who make too many returns.",
  "Delivery dates are estimates and nothing more than that.",
  "Once an order is paid for, the delivery address cannot be changed.",
  "The notice period applies regardless of personal circumstances.",
  "Wear and tear and misuse are not covered.",
];
/** Rules of a document, and of a section. */
const OF_DOCUMENT = 100;
const OF_SECTION = 5;

/** Writes a handbook of so many rules into a folder. */
export function writeHandbook(folder, rules) {
  mkdirSync(folder, { recursive: true });
  for (let first = 0, number = 1; first < rules; first += OF_DOCUMENT, number += 1) {
    const lines = ["---", `title: Terms of shop ${number}`, "type: terms", `owner: Manager ${number % 7}`, "---", ""];
    lines.push(`# Terms of shop ${number}`, "");
    for (let rule = first; rule < Math.min(first + OF_DOCUMENT, rules); rule += 1) {
      if (rule % OF_SECTION === 0) lines.push(`## Counter ${rule / OF_SECTION + 1}`, "");
      lines.push(RULES[rule % RULES.length], "");
    }
    writeFileSync(join(folder, `shop-${String(number).padStart(4, "0")}.md`), lines.join("\n"));
  }
}
