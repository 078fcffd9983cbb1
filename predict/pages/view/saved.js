// A page of readings in one file: what its markup says in one language, said in another, and what
// readings do. Without this the page can be read as it is.

import { el } from "./dom.js";
import { nameOf, say } from "./phrases.js";
import { attach } from "./reading.js";
import { renderReading } from "./render.js";

const { texts, readings } = JSON.parse(document.getElementById("data").textContent);
const status = document.getElementById("status");
const main = document.querySelector("main");
const given = readings.map((reading) => ({
  ...reading,
  text: document.querySelector(`#a${reading.number} .text`).textContent,
}));

function tell(sentence) {
  status.textContent = sentence;
}

function follow(words) {
  for (const reading of given) {
    attach(document.getElementById(`a${reading.number}`), { reading, words, tell });
  }
}

function index(words) {
  const rows = given.map(({ number, name, prediction }) => {
    const type = prediction.article_type?.label;
    return el(
      "tr",
      {},
      el("td", {}, el("a", { href: `#a${number}` }, name)),
      el("td", {}, type ? nameOf(words, `type.${type}`, type) : "–"),
      el("td", { class: "n" }, String(prediction.entities.length)),
    );
  });
  const heads = ["result.article", "fact.type"].map((key) => el("th", { scope: "col" }, words[key]));
  const count = el("th", { scope: "col", class: "n" }, words["result.count"]);
  return el(
    "nav",
    { class: "index", "aria-label": words["result.index"] },
    el("h2", {}, say(words, "result.all", { n: given.length })),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, heads, count)),
      el("tbody", {}, rows),
    ),
  );
}

function speak(language) {
  const words = texts[language];
  document.documentElement.lang = language;
  main.replaceChildren(
    ...(given.length > 1 ? [index(words)] : []),
    ...given.map((reading) => renderReading(reading, words)),
  );
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  document.querySelector(".tagline").textContent = words["app.tagline"];
  document.querySelector(".skip").textContent = words["app.skip"];
  document.querySelector(".languages").setAttribute("aria-label", words["app.languages"]);
  tell("");
  follow(words);
}

document.documentElement.classList.add("js");
document.querySelector(".languages").addEventListener("click", ({ target }) => {
  if (target.dataset.language) {
    speak(target.dataset.language);
  }
});
follow(texts[document.documentElement.lang]);
