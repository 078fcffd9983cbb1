// Offsets are Unicode code points, as the service counts; strings here are counted in UTF-16.

// Cuts a text at the edges of entities that ascend and stand apart: [[before, inside], ..., [rest]].
export function cut(text, entities) {
  const parts = [];
  let [unit, point] = [0, 0];
  const forward = (target) => {
    const from = unit;
    while (point < target && unit < text.length) {
      unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
      point += 1;
    }
    return text.slice(from, unit);
  };
  for (const entity of entities) {
    parts.push([forward(entity.start), forward(entity.end)]);
  }
  parts.push([text.slice(unit)]);
  return parts;
}
