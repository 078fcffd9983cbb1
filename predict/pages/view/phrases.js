// Values in words, in the language of `words`: one of the tables of texts.json.
// phrases.py says the same where pages are made without a browser.

export function say(words, key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// What a label or type is called: its own name where the table has none.
export function nameOf(words, key, name) {
  return words[key] ?? name;
}

export function labelName(words, labels, label) {
  const { role } = labels.find((one) => one.label === label) ?? {};
  const isOnly = labels.filter((one) => one.role === role).length === 1;
  return role && isOnly ? nameOf(words, `role.${role}`, label) : label;
}

export function numberWords(words, value) {
  const [whole, decimals] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, words["number.thousands"]);
  return decimals ? `${grouped}${words["number.decimals"]}${decimals}` : grouped;
}

export function percentWords(words, score) {
  return say(words, "percent", { n: Math.floor(score * 100 + 0.5) });
}

function unitWords(words, unit) {
  const [head, ...per] = unit.split("/");
  return [nameOf(words, `unit.${head}`, head), ...per].join("/");
}

function amountWords(words, { value, unit, of, to }) {
  const key = of !== undefined ? "amount.of" : to !== undefined ? "amount.to" : "amount";
  const numbers = { value, of: of ?? 0, to: to ?? 0 };
  for (const name of Object.keys(numbers)) {
    numbers[name] = numberWords(words, numbers[name]);
  }
  const said = say(words, key, { ...numbers, unit: unitWords(words, unit) }).trimEnd();
  return unit.startsWith("%") ? said.replace(" %", "%") : said;
}

function durationWords(words, duration) {
  const [days, clock = ""] = duration.slice(1).split("T");
  const read = (part, mark) =>
    [...part.matchAll(/([\d.]+)([A-Z])/g)].map(([, n, unit]) => {
      const [one, many] = words[`time.${mark}${unit}`].split("|");
      return (n === "1" ? one : many).replace("{n}", n.replace(".", words["number.decimals"]));
    });
  return [...read(days, ""), ...read(clock, "T")].join(" ");
}

function dayWords(words, [y, m, d]) {
  return say(words, "date.day", { y, m, d, month: words.months.split("|")[m - 1] });
}

export function intervalWords(words, { start, end }) {
  const first = start.split("-").map(Number);
  const last = end.split("-").map(Number);
  const [y, m] = first;
  const isFromFirst = first[2] === 1;
  const isToLast = last[2] === new Date(Date.UTC(2000 + (last[0] % 400), last[1], 0)).getUTCDate();
  const months = (last[0] - y) * 12 + last[1] - m + 1;
  if (start === end) {
    return dayWords(words, first);
  }
  if (isFromFirst && isToLast) {
    if (m === 1 && last[1] === 12) {
      return say(words, y === last[0] ? "date.year" : "date.years", { y, z: last[0] });
    }
    if (months === 1) {
      return say(words, "date.month", { y, m, month: words.months.split("|")[m - 1] });
    }
    if (months === 3 && m % 3 === 1) {
      return say(words, "date.quarter", { y, quarter: words.quarters.split("|")[(m - 1) / 3] });
    }
  }
  return say(words, "date.range", { start: dayWords(words, first), end: dayWords(words, last) });
}

// What a date or a quantity means, or what an abbreviation stands for; else nothing.
export function meaningWords(words, { value, expanded }) {
  if (value?.duration) {
    return durationWords(words, value.duration);
  }
  if (value?.start) {
    return intervalWords(words, value);
  }
  return value ? amountWords(words, value) : (expanded ?? "");
}
