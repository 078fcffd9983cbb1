// A reading: an article with its entities marked, and what it says; reading.html.j2 makes the same.
// A reading is {number, name, text, prediction, labels: [{label, role}]}.

import { el } from "./dom.js";
import { factsOf, hintOf } from "./facts.js";
import { labelName, percentWords } from "./phrases.js";
import { cut } from "./points.js";

export function renderReading(reading, words) {
  const id = `a${reading.number}`;
  return el(
    "section",
    { class: "reading", id, "aria-labelledby": `${id}-name` },
    el(
      "div",
      { class: "head" },
      el("h2", { id: `${id}-name`, tabindex: -1 }, reading.name),
      savers(words),
    ),
    tools(reading, words),
    el(
      "div",
      { class: "sides" },
      el(
        "div",
        { class: "side" },
        el(
          "div",
          { class: "text", lang: "vi", role: "group", "aria-label": words["result.text"] },
          marked(reading, words),
        ),
        el("p", { class: "hint needs-script" }, words["result.keys"]),
      ),
      el(
        "div",
        { class: "facts", role: "region", tabindex: 0, "aria-label": factsName(reading, words) },
        factsOf(reading, words),
      ),
    ),
  );
}

// Regions of a page have names of their own.
function factsName({ name }, words) {
  return `${words["result.facts"]}: ${name}`;
}

function marked(reading, words) {
  const { number, text, prediction, labels } = reading;
  return cut(text, prediction.entities).flatMap(([before, inside], i) => {
    if (inside === undefined) {
      return [before];
    }
    const entity = prediction.entities[i];
    const colour = labels.findIndex(({ label }) => label === entity.label) % 8;
    const attributes = {
      class: `entity c${colour}`,
      id: `a${number}-e${i}`,
      href: `#a${number}-m${i}`,
      title: hintOf(reading, entity, words),
    };
    return [before, el("a", attributes, inside)];
  });
}

function tools({ prediction, labels }, words) {
  const count = (label) => prediction.entities.filter((one) => one.label === label).length;
  const chips = labels.map(({ label }, i) =>
    el(
      "button",
      { type: "button", class: `chip c${i % 8}`, "aria-pressed": "true", "data-label": label },
      el("span", { class: "sample" }, labelName(words, labels, label)),
      " ",
      el("span", { class: "count" }, String(count(label))),
    ),
  );
  const range = { type: "range", min: 0, max: 100, step: 5, value: 0 };
  return el(
    "div",
    { class: "tools" },
    el("div", { class: "chips", role: "group", "aria-label": words["filter.labels"] }, chips),
    el(
      "div",
      { class: "least needs-script" },
      el("label", {}, el("span", {}, words["filter.score"]), el("input", range)),
      el("output", {}, percentWords(words, 0)),
    ),
  );
}

function savers(words) {
  return el(
    "div",
    { class: "save needs-script", role: "group", "aria-label": words["save.name"] },
    ["copy.json", "copy.csv", "json", "csv"].map((what) =>
      el(
        "button",
        {
          type: "button",
          "data-save": what,
          title: words[what.endsWith("csv") ? "save.csv.why" : "save.json.why"],
        },
        words[`save.${what}`],
      ),
    ),
  );
}
