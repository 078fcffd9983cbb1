// Dates on a line: in order, not to scale, for news name the day of a meeting beside the founding
// of a Party. timeline.py draws the same.

import { svg } from "./dom.js";
import { intervalWords, say } from "./phrases.js";

const WIDTH = 400;
const EDGE = 7;
const LETTER = 6.6;
const MOST_WITH_WORDS = 24;

export function lineOf(dates, words) {
  const marks = marksOf(dates, words);
  if (marks.length === 0) {
    return null;
  }
  const pitch = marks.length <= MOST_WITH_WORDS ? 32 : 12;
  const floor = place(marks, pitch === 32) * pitch + 10;
  return svg(
    "svg",
    {
      class: "line",
      viewBox: `0 0 ${WIDTH} ${floor + 12}`,
      role: "img",
      "aria-label": say(words, "line.name", { n: marks.length }),
    },
    svg("path", { class: "axis", d: `M0 ${floor}H${WIDTH}` }),
    marks.map((mark) => draw(mark, { pitch, floor })),
  );
}

function marksOf(dates, words) {
  const marks = new Map();
  for (const { index, entity } of dates) {
    if (entity.value?.start) {
      const { start, end } = entity.value;
      const key = `${start}/${end}`;
      const mark = marks.get(key) ?? { key, start: dayNumber(start), end: dayNumber(end) };
      mark.text ??= intervalWords(words, entity.value);
      (mark.entities ??= []).push(index);
      marks.set(key, mark);
    }
  }
  return [...marks.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

// Gives marks their places from left to right and a lane each; returns how many lanes there are.
function place(marks, hasWords) {
  const days = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const steps = days.map((day, i) => (i === 0 ? 0 : Math.log1p(day - days[i - 1])));
  const all = steps.reduce((sum, step) => sum + step, 0);
  const places = new Map();
  let passed = 0;
  days.forEach((day, i) => {
    passed += steps[i];
    const share = all === 0 ? 0.5 : passed / all;
    places.set(day, tenth(EDGE + (WIDTH - 2 * EDGE) * share));
  });
  const ends = [];
  for (const mark of marks) {
    mark.left = places.get(mark.start);
    mark.right = places.get(mark.end);
    const width = hasWords ? mark.text.length * LETTER : 0;
    mark.words = hasWords
      ? tenth(Math.max(0, Math.min(mark.left - EDGE, WIDTH - width)))
      : null;
    const from = Math.min(mark.left - EDGE, mark.words ?? WIDTH);
    const lane = ends.findIndex((end) => end <= from);
    mark.lane = lane === -1 ? ends.length : lane;
    ends[mark.lane] = Math.max(mark.right + EDGE, (mark.words ?? 0) + width + EDGE);
  }
  return ends.length;
}

function draw(mark, { pitch, floor }) {
  const y = (mark.lane + 1) * pitch - 6;
  const length = tenth(mark.right - mark.left);
  return svg(
    "g",
    { class: "mark", "data-entities": mark.entities.join(" ") },
    svg("title", {}, mark.text),
    svg("path", { class: "drop", d: `M${mark.left} ${y}V${floor}` }),
    length > 0
      ? svg("rect", { x: mark.left, y: y - 4, width: length, height: 8, rx: 4 })
      : svg("circle", { cx: mark.left, cy: y, r: 5 }),
    mark.words === null ? null : svg("text", { x: mark.words, y: y - 10 }, mark.text),
  );
}

function dayNumber(iso) {
  const [y, m, d] = iso.split("-").map(Number);
  return new Date(0).setUTCFullYear(y, m - 1, d) / 86400000;
}

function tenth(x) {
  return Math.floor(x * 10 + 0.5) / 10;
}
