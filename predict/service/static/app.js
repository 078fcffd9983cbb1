// The page: an article in, a reading out.

import { keepLanguage, keptLanguage, sayAll } from "./language.js";
import { numberWords, say } from "./phrases.js";
import { attach } from "./reading.js";
import { renderReading } from "./render.js";
import { Service, Trouble } from "./service.js";
import { acceptDrops, readFile, Source } from "./source.js";

const find = (id) => document.getElementById(id);
const [form, field, result, status, trouble] = ["ask", "text", "result", "status", "trouble"].map(find);
const service = new Service();
const source = new Source(field);
let texts = null;
let words = null;
let reading = null;
let running = null;
let said = () => "";
let complaint = () => "";

function show() {
  status.textContent = said();
  trouble.textContent = complaint();
  trouble.hidden = !trouble.textContent;
}

function tell(key, values = {}) {
  said = () => (key ? say(words, key, values) : "");
  show();
}

function complain(error) {
  const { key, values, sentence } = error ?? {};
  complaint = () => (error ? (sentence ?? say(words, key, values)) : "");
  trouble.lang = sentence ? "en" : words.language;
  show();
}

function speak(language) {
  words = texts[language];
  sayAll(words);
  count();
  show();
  if (reading) {
    draw();
  }
}

function count() {
  const n = [...field.value].length;
  find("length").textContent = say(words, "ask.length", { n: numberWords(words, n) });
}

function draw() {
  const named = { ...reading, name: reading.name ?? words["result.name"] };
  const section = renderReading(named, words);
  result.replaceChildren(section);
  const tellSentence = (sentence) => {
    said = () => sentence;
    show();
  };
  attach(section, { reading: named, words, tell: tellSentence });
}

function setRunning(controller) {
  running = controller;
  find("read").setAttribute("aria-busy", String(controller !== null));
  find("stop").hidden = controller === null;
  result.setAttribute("aria-busy", String(controller !== null));
}

async function read() {
  const { text, name } = source;
  running?.abort();
  complain(null);
  if (!text.trim()) {
    complain(new Trouble({ key: "error.empty" }));
    field.focus();
    return;
  }
  const controller = new AbortController();
  const { signal } = controller;
  setRunning(controller);
  tell("status.reading");
  try {
    const wait = (seconds) => waitFor(seconds, signal);
    const labels = await service.labels(signal);
    const published = find("published").value || null;
    const prediction = await service.read({ text, published }, { signal, wait });
    find("key").hidden = true;
    form.classList.add("is-read");
    reading = { number: 0, name, text, prediction, labels };
    draw();
    tell("status.done", { n: prediction.entities.length });
    const heading = result.querySelector("h2");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  } catch (error) {
    if (controller === running) {
      fail(error);
    }
  } finally {
    if (controller === running) {
      setRunning(null);
    }
  }
}

function fail(error) {
  tell(error.name === "AbortError" ? "status.stopped" : null);
  if (error instanceof Trouble) {
    const needsKey = error.values.status === 401;
    find("key").hidden = !needsKey;
    complain(error);
    if (needsKey) {
      find("key-value").focus();
    }
  } else if (error.name !== "AbortError") {
    complain(new Trouble({ key: "error.start" }));
    throw error;
  }
}

async function waitFor(seconds, signal) {
  for (let left = seconds; left > 0; left -= 1) {
    tell("status.busy", { n: left });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    signal.throwIfAborted();
  }
  tell("status.reading");
}

async function take(files) {
  const [file] = files;
  if (!file) {
    return;
  }
  complain(null);
  try {
    source.set(await readFile(file), file.name);
    count();
    tell(files.length > 1 ? "error.files" : "status.file", { name: file.name });
    field.focus();
  } catch (error) {
    complain(error);
  }
}

function listen() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!find("key").hidden && find("key-value").value) {
      service.useKey(find("key-value").value);
      find("key-value").value = "";
    }
    read();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  field.addEventListener("input", count);
  find("stop").addEventListener("click", () => running?.abort());
  find("choose").addEventListener("click", () => find("file").click());
  find("file").addEventListener("change", ({ target }) => {
    take(target.files).then(() => (target.value = ""));
  });
  find("example").addEventListener("click", async () => {
    const response = await fetch("static/example.txt");
    source.set(await response.text());
    find("published").value = "2021-07-15";
    count();
    read();
  });
  find("clear").addEventListener("click", () => {
    running?.abort();
    source.set("");
    find("published").value = "";
    reading = null;
    result.replaceChildren();
    form.classList.remove("is-read");
    complain(null);
    tell(null);
    count();
    field.focus();
  });
  acceptDrops(find("drop"), take);
  document.querySelector(".languages").addEventListener("click", ({ target }) => {
    if (target.dataset.language) {
      keepLanguage(target.dataset.language);
      speak(target.dataset.language);
    }
  });
}

async function start() {
  try {
    texts = await (await fetch("static/texts.json")).json();
  } catch {
    trouble.hidden = false;
    trouble.textContent = "Không tải được các phần của trang; hãy mở lại trang.";
    return;
  }
  document.documentElement.classList.add("js");
  listen();
  speak(keptLanguage(texts));
}

start();
