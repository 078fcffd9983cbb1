// A prediction as JSON and as CSV, to copy and to save.

const COLUMNS = [
  "label", "text", "start", "end", "score", "from", "until", "duration", "value", "of", "to",
  "unit", "expanded", "indicator",
];

export function toJson(prediction) {
  return `${JSON.stringify(prediction, null, 2)}\n`;
}

export function toCsv(entities) {
  const rows = entities.map(({ value, ...entity }) => {
    const { start: from, end: until, ...rest } = value ?? {};
    const row = { ...entity, from, until, ...rest };
    return COLUMNS.map((column) => cell(row[column]));
  });
  return [COLUMNS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

function cell(value) {
  if (typeof value !== "string") {
    return value ?? "";
  }
  // A spreadsheet would run what looks like a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function save(content, { name, type }) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
