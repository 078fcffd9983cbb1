// Where an article comes from: the text field, a file, the example.

import { Trouble } from "./service.js";

const MOST_MEGABYTES = 20;

export async function readFile(file) {
  const values = { name: file.name, n: MOST_MEGABYTES };
  if (file.size > MOST_MEGABYTES * 1e6) {
    throw new Trouble({ key: "error.size", values });
  }
  try {
    const content = await file.arrayBuffer();
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new Trouble({ key: "error.encoding", values });
  }
}

// A text field makes every line break one of Unix, and with that the offsets another file's: while
// nobody has changed the text, the one that was given counts.
export class Source {
  #field;
  #given = "";

  constructor(field) {
    this.#field = field;
    this.name = null;
  }

  set(text, name = null) {
    this.#given = text;
    this.#field.value = text;
    this.name = name;
  }

  get text() {
    const isAsGiven = this.#given.replace(/\r\n?/g, "\n") === this.#field.value;
    return isAsGiven ? this.#given : this.#field.value;
  }
}

export function acceptDrops(box, take) {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const over = (is) => box.classList.toggle("is-over", is);
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event)) {
      event.preventDefault(); // a file that misses the box does not replace the page
      over(box.contains(event.target));
    }
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  document.addEventListener("drop", (event) => {
    if (hasFiles(event)) {
      event.preventDefault();
      over(false);
      if (box.contains(event.target)) {
        take(event.dataTransfer.files);
      }
    }
  });
}
