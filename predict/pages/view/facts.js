// What an article says, as tables; reading.html.j2 says the same.

import { el, svg } from "./dom.js";
import { labelName, meaningWords, nameOf, percentWords, say } from "./phrases.js";
import { lineOf } from "./timeline.js";

export function factsOf(reading, words) {
  const { prediction, labels } = reading;
  const roleOf = (label) => labels.find((one) => one.label === label)?.role ?? null;
  const all = prediction.entities.map((entity, index) => ({ index, entity }));
  const withRole = (role) => all.filter(({ entity }) => roleOf(entity.label) === role);
  const dates = withRole("date");
  const quantities = withRole("quantity");
  const names = all.filter(({ entity }) => !["date", "quantity"].includes(roleOf(entity.label)));
  const row = (one) => valueRow(reading, one, words);
  const name = (one) => nameRow(reading, one, words);
  const line = lineOf(dates, words);
  const caption = line && el("p", { class: "hint" }, words["line.caption"]);
  return [
    typeFact(prediction.article_type, words),
    fact("offices", ["person", "office"], officeRows(reading), words),
    fact("dates", ["text", "meaning", "score"], dates.map(row), words, [line, caption]),
    fact("quantities", ["text", "amount", "score"], quantities.map(row), words),
    fact("names", ["text", "label", "score"], names.map(name), words),
  ];
}

function section(kind, words, ...content) {
  return el("section", { class: `fact ${kind}` }, el("h3", {}, words[`fact.${kind}`]), ...content);
}

function fact(kind, columns, rows, words, above = []) {
  if (rows.length === 0) {
    return section(kind, words, el("p", { class: "none" }, words[`none.${kind}`]));
  }
  const heads = columns.map((column) =>
    el("th", { scope: "col", class: column === "score" ? "n" : null }, words[`column.${column}`]),
  );
  const table = el(
    "table",
    {},
    el("thead", {}, el("tr", {}, heads)),
    el("tbody", {}, rows),
  );
  return section(kind, words, ...above, table);
}

function typeFact(type, words) {
  if (!type) {
    return section("type", words, el("p", { class: "none" }, words["none.type"]));
  }
  const bars = Object.entries(type.scores).map(([label, score]) =>
    el(
      "li",
      { class: label === type.label ? "chosen" : null },
      el("span", {}, nameOf(words, `type.${label}`, label)),
      svg(
        "svg",
        { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
        svg("rect", { class: "track", width: 100, height: 6 }),
        svg("rect", { class: "share", width: Math.floor(score * 1000 + 0.5) / 10, height: 6 }),
      ),
      el("span", { class: "n" }, percentWords(words, score)),
    ),
  );
  return section("type", words, el("ul", {}, bars));
}

function officeRows({ number, prediction }) {
  return prediction.appointments.map(({ official, position, organisation, title, person }) => {
    const entities = [official, position, organisation].filter((one) => one !== null);
    const link = (text, ...places) => {
      const place = places.find((one) => one !== null) ?? entities[0];
      return text ? el("a", { class: "find", href: `#a${number}-e${place}`, lang: "vi" }, text) : "";
    };
    return el(
      "tr",
      { "data-entities": entities.join(" ") },
      el("td", {}, link(person, official)),
      el("td", {}, link(title, position, organisation)),
    );
  });
}

function find(number, { index, entity }) {
  const place = { id: `a${number}-m${index}`, href: `#a${number}-e${index}` };
  const full = entity.expanded ? [" ", el("small", { lang: "vi" }, entity.expanded)] : [];
  return el("td", {}, el("a", { ...place, class: "find", lang: "vi" }, entity.text), full);
}

function valueRow({ number }, one, words) {
  const { indicator } = one.entity;
  const small = indicator ? [" ", el("small", { lang: "vi" }, indicator)] : [];
  return el(
    "tr",
    { "data-entities": one.index },
    find(number, one),
    el("td", { class: "value" }, meaningWords(words, one.entity) || "–", small),
    el("td", { class: "n" }, percentWords(words, one.entity.score)),
  );
}

function nameRow({ number, labels }, one, words) {
  const { label, score } = one.entity;
  const colour = labels.findIndex((known) => known.label === label) % 8;
  return el(
    "tr",
    { "data-entities": one.index },
    find(number, one),
    el("td", {}, el("span", { class: `tag c${colour}` }, labelName(words, labels, label))),
    el("td", { class: "n" }, percentWords(words, score)),
  );
}

// What the row and the hint of an entity say, in one line.
export function hintOf(reading, entity, words) {
  const parts = [
    labelName(words, reading.labels, entity.label),
    percentWords(words, entity.score),
    meaningWords(words, entity),
  ];
  return parts.filter(Boolean).join(" · ");
}

export function shownCount(words, n, all) {
  return say(words, "status.shown", { n, all });
}
