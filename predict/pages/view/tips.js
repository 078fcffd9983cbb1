// What is known of an entity, shown beside it while it is pointed at or has the focus.

import { el } from "./dom.js";
import { labelName, meaningWords, percentWords } from "./phrases.js";

const tip = el("div", { class: "tip", role: "tooltip", id: "tip", hidden: true });
let owner = null;

export function showTip(link, { reading, entity, words }) {
  hideTip();
  owner = link;
  const terms = [
    [words["column.meaning"], entity.value ? meaningWords(words, entity) : ""],
    [words["column.full"], entity.expanded ?? ""],
    [words["tip.indicator"], entity.indicator ?? ""],
    [words["tip.score"], percentWords(words, entity.score)],
  ].filter(([, said]) => said);
  tip.replaceChildren(
    el("strong", {}, labelName(words, reading.labels, entity.label)),
    el("dl", {}, terms.map(([term, said]) => [el("dt", {}, term), el("dd", {}, said)])),
  );
  link.closest(".reading").append(tip);
  tip.hidden = false;
  link.setAttribute("aria-describedby", "tip");
  const [first] = link.getClientRects();
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(first.left, document.documentElement.clientWidth - width - 8);
  const isRoomAbove = first.top > height + 12;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${isRoomAbove ? first.top - height - 6 : first.bottom + 6}px`;
}

export function hideTip() {
  tip.hidden = true;
  owner?.removeAttribute("aria-describedby");
  owner = null;
}

let leaving = 0;

// Leaving an entity hides its tip a little later, so that the pointer can reach the tip.
export function hideTipSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hideTip, 200);
}

export function keepTip() {
  clearTimeout(leaving);
}

tip.addEventListener("pointerenter", keepTip);
tip.addEventListener("pointerleave", hideTipSoon);
document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip());
document.addEventListener("scroll", hideTip, { capture: true, passive: true });
