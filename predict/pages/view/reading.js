// What a reading does: filters, hints, ways between text and rows, copies and files.

import { shownCount } from "./facts.js";
import { percentWords, say } from "./phrases.js";
import { hideTip, hideTipSoon, keepTip, showTip } from "./tips.js";
import { save, toCsv, toJson } from "./tables.js";
import { rove } from "./rove.js";

// `tell(sentence)` says something to whoever sees or hears the page.
export function attach(section, { reading, words, tell }) {
  const { entities } = reading.prediction;
  const links = [...section.querySelectorAll("a.entity")];
  links.forEach((link) => link.removeAttribute("title")); // the tip says it
  const shown = filter(section, { entities, links, words, tell });
  rove(section.querySelector(".text"), "a.entity:not(.off)");
  section.querySelectorAll("tbody").forEach((body) => rove(body, "tr:not([hidden]) a.find"));
  giveTips(section, { reading, words, links });
  leadAcross(section, links);
  section.addEventListener("click", (event) => {
    const what = event.target.closest("[data-save]")?.dataset.save;
    if (what) {
      hand(what, { reading, words, tell, shown: shown() });
    }
  });
}

function filter(section, { entities, links, words, tell }) {
  const off = new Set();
  const range = section.querySelector(".least input");
  const rows = [...section.querySelectorAll("[data-entities]")].map((element) => ({
    element,
    entities: element.dataset.entities.split(" ").map(Number),
    isMark: element.matches("g"),
  }));
  const isShown = ({ label, score }) => !off.has(label) && score >= range.value / 100;
  const apply = () => {
    const are = entities.map(isShown);
    links.forEach((link, i) => link.classList.toggle("off", !are[i]));
    for (const { element, entities: own, isMark } of rows) {
      const is = isMark ? own.some((i) => are[i]) : own.every((i) => are[i]);
      element.toggleAttribute("hidden", !is);
    }
    section.dispatchEvent(new Event("filtered"));
    tell(shownCount(words, are.filter(Boolean).length, entities.length));
  };
  for (const chip of section.querySelectorAll(".chip")) {
    chip.addEventListener("click", () => {
      const { label } = chip.dataset;
      chip.setAttribute("aria-pressed", String(off.delete(label) || !off.add(label)));
      apply();
    });
  }
  range.addEventListener("input", () => {
    const said = percentWords(words, range.value / 100);
    section.querySelector(".least output").textContent = said;
    range.setAttribute("aria-valuetext", said);
    apply();
  });
  return () => entities.filter(isShown);
}

function giveTips(section, { reading, words, links }) {
  const numbers = new Map(links.map((link, i) => [link, i]));
  const text = section.querySelector(".text");
  const show = ({ target }) => {
    const link = target.closest("a.entity:not(.off)");
    if (link) {
      keepTip();
      const entity = reading.prediction.entities[numbers.get(link)];
      showTip(link, { reading, entity, words });
    }
  };
  text.addEventListener("pointerover", show);
  text.addEventListener("focusin", show);
  text.addEventListener("pointerout", hideTipSoon);
  text.addEventListener("focusout", hideTip);
}

function leadAcross(section, links) {
  section.addEventListener("click", (event) => {
    const link = event.target.closest("a.entity, a.find");
    const row = event.target.closest("[data-entities]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (link && isPlain) {
      event.preventDefault(); // the address stays as it is
      if (!link.matches(".off")) {
        go(document.getElementById(link.hash.slice(1)));
      }
    } else if (row && getSelection().isCollapsed) {
      const numbers = row.dataset.entities.split(" ").map(Number);
      go(links[numbers.find((i) => !links[i].matches(".off"))]);
    }
  });
}

function go(link) {
  const place = link?.closest("tr") ?? link;
  if (!place) {
    return;
  }
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  link.focus({ preventScroll: true });
  hideTip();
  place.scrollIntoView({ block: "center", behavior: isStill ? "auto" : "smooth" });
  document.querySelectorAll(".found").forEach((old) => old.classList.remove("found"));
  place.classList.add("found");
}

async function hand(what, { reading, words, tell, shown }) {
  const isCsv = what.endsWith("csv");
  const { prediction } = reading;
  const content = isCsv ? toCsv(shown) : toJson(prediction);
  const n = isCsv ? shown.length : prediction.entities.length;
  if (!what.startsWith("copy")) {
    const name = `${fileName(reading.name)}.${what}`;
    // Excel takes a CSV for UTF-8 by its byte order mark.
    const type = isCsv ? "text/csv;charset=utf-8" : "application/json";
    save(isCsv ? `\ufeff${content}` : content, { name, type });
    tell(say(words, "status.saved", { n, name }));
    return;
  }
  try {
    await navigator.clipboard.writeText(content);
    tell(say(words, "status.copied", { n }));
  } catch {
    tell(words["error.copy"]);
  }
}

function fileName(name) {
  const last = name.split(/[\\/]/).at(-1).replace(/\.\w+$/, "");
  return last.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "nhandang";
}
