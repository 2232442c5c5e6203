// Adds to a page that is complete without it: filters, a link to what is filtered, CSV, print and theme. Stores nothing,
// asks nothing of any network.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Light or dark, for as long as the page is open.
  $("theme").hidden = false;
  $("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
  });

  // Print. Browsers that cannot print what is folded need it unfolded.
  $("print").hidden = false;
  $("print").addEventListener("click", () => window.print());
  if (!CSS.supports("selector(::details-content)")) {
    let unfolded = [];
    addEventListener("beforeprint", () => {
      unfolded = all("details:not([open])");
      unfolded.forEach((it) => { it.open = true; });
    });
    addEventListener("afterprint", () => unfolded.forEach((it) => { it.open = false; }));
  }

  // How old the report is: the page itself knows only the day it was made.
  const made = Date.parse(document.querySelector("header time").dateTime);
  const days = Math.floor((Date.now() - made) / 86_400_000);
  if (days >= 7) {
    const ended = all("[data-until]").filter((it) => Date.parse(it.dataset.until) + 86_400_000 < Date.now()).length;
    const since = ended ? ` ${ended} ${ended === 1 ? "permission has" : "permissions have"} ended since.` : "";
    const note = document.createElement("p");
    note.className = "age";
    note.textContent = `This report is ${days} days old.${since}`;
    document.querySelector("header .verdict").after(note);
  }

  // A report in several pages: what an address asks of this page may be on another.
  const pages = all("a[data-anchors]");
  if (pages.length) {
    const lead = () => {
      const asked = location.hash.slice(1);
      if (!asked || $(asked)) return;
      if (!asked.includes("=")) {
        const page = pages.find((it) => it.dataset.anchors.split(" ").includes(asked));
        if (page) location.replace(`${page.getAttribute("href")}#${asked}`);
        return;
      }
      const filter = new URLSearchParams(asked);
      const page = pages.find((it) => it.dataset.path === filter.get("document"));
      filter.delete("document");
      if (page) location.replace(`${page.getAttribute("href")}#${filter.size ? filter : "findings"}`);
    };
    addEventListener("hashchange", lead);
    lead();
  }

  const form = $("filter");
  if (!form) return;
  form.hidden = false;
  const names = ["severity", "state", "document", "owner", "lint", "words"];

  const groups = all("details.group").map((element) => ({
    element,
    path: element.dataset.path,
    owner: element.dataset.owner ?? "",
    cards: all(":scope > .card", element).map((card) => ({
      element: card,
      severity: card.classList[1],
      states: (card.dataset.state ?? "").split(" "),
      lint: card.querySelector('a[href^="#l-"]')?.hash.slice(1) ?? "",
      text: null,
      hidden: false,
    })),
  }));
  const total = groups.reduce((sum, group) => sum + group.cards.length, 0);

  // What there is to choose from, and nothing else: a list with one choice is no filter.
  const offer = (name, choices) => {
    const select = form.elements[name];
    const known = new Map(choices.filter(([value]) => value));
    for (const [value, text] of known) select.add(new Option(text, value));
    if (known.size < 2 && name !== "state" || known.size === 0) select.parentElement.hidden = true;
  };
  offer("document", groups.map((group) => [group.path, group.path]));
  offer("owner", groups.map((group) => [group.owner, group.owner]));
  offer("state", groups.flatMap((group) => group.cards).flatMap((card) => card.states).map((it) => [it, it]));
  offer("lint", all("#lints ~ details.lint").map((it) => [it.id, it.querySelector("h3").textContent]));

  const textOf = (group, card) => (card.text ??= `${group.path} ${card.element.textContent}`.toLowerCase());

  function filter() {
    const want = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
    const words = want.words.toLowerCase().split(/\s+/).filter(Boolean);
    const isOn = names.some((name) => want[name].trim());
    let shown = 0;
    for (const group of groups) {
      const here = (!want.document || group.path === want.document) && (!want.owner || group.owner === want.owner);
      let left = 0;
      for (const card of group.cards) {
        const fits = here
          && (!want.severity || card.severity === want.severity)
          && (!want.state || card.states.includes(want.state))
          && (!want.lint || card.lint === want.lint)
          && words.every((word) => textOf(group, card).includes(word));
        if (card.hidden === fits) {
          card.hidden = !fits;
          card.element.hidden = !fits;
        }
        left += fits;
      }
      group.element.hidden = left === 0;
      group.left = left;
      shown += left;
    }
    // Few enough to read are unfolded; many stay folded, or the browser would be busy with them.
    if (isOn && shown <= 100) groups.forEach((group) => { if (group.left) group.element.open = true; });
    const number = (n) => n.toLocaleString("en");
    $("counted").textContent = !isOn ? `${number(total)} ${total === 1 ? "finding" : "findings"}`
      : shown ? `${number(shown)} of ${number(total)} findings`
      : "No finding fits this filter. “Clear” brings all of them back.";
    return want;
  }

  // What is filtered stands in the address, so that it can be sent to somebody.
  function remember(want) {
    const chosen = new URLSearchParams(names.filter((name) => want[name].trim()).map((name) => [name, want[name]]));
    const hash = chosen.size ? `#${chosen}` : location.hash.includes("=") ? " " : location.hash;
    history.replaceState(null, "", hash.trim() || location.pathname + location.search);
  }

  function recall() {
    if (location.hash.includes("=")) {
      const asked = new URLSearchParams(location.hash.slice(1));
      for (const name of names) {
        const field = form.elements[name];
        const value = asked.get(name) ?? "";
        field.value = field.options && ![...field.options].some((it) => it.value === value) ? "" : value;
      }
      filter();
      $("findings").scrollIntoView();
      return;
    }
    // A link to one finding wins over a filter that hides it.
    const target = document.querySelector(":target");
    if (target?.closest("[hidden]")) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  }

  let waiting = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => remember(filter()), 30);
  });
  form.addEventListener("reset", () => setTimeout(() => remember(filter())));
  addEventListener("hashchange", recall);
  if (location.hash.includes("=")) recall();

  $("expand").addEventListener("click", () => {
    const folded = groups.some((group) => !group.element.open);
    groups.forEach((group) => { group.element.open = folded; });
    $("expand").textContent = folded ? "Close all" : "Open all";
  });

  // CSV as RFC 4180 has it. A cell that a spreadsheet would run as a formula gets an apostrophe in front.
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const said = (card, selector) => card.querySelector(selector)?.textContent.trim() ?? "";
  function row(group, { element, severity, states, lint }) {
    return [
      severity, said(element, ".confidence") || "certain", said(element, "h4 a"), said(element, "blockquote"), group.path,
      element.dataset.line, group.owner, said(element, ".may"), lint && said($(lint), "summary code"), states.join(" "),
      element.id,
    ];
  }
  $("csv").addEventListener("click", () => {
    const head = [
      "severity", "confidence", "finding", "rule", "document", "line", "owner", "may bend", "lint", "state", "anchor",
    ];
    const shown = groups.flatMap((group) => group.cards.filter((it) => !it.hidden).map((it) => row(group, it)));
    const text = [head, ...shown].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    link.download = "findings.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
})();
