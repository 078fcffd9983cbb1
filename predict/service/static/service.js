// What the page asks of the service, under the page's own address.

const MOST_TRIES = 5;
const LONGEST_WAIT = 60;
const TEXTS_OF_CODES = new Map([
  ["too_long", "error.long"],
  ["body_too_large", "error.long"],
  ["timed_out", "error.late"],
]);

// A failure that the page can say: by a key of its texts, or by the service's own sentence.
export class Trouble extends Error {
  constructor({ key = null, values = {}, sentence = null }) {
    super(sentence ?? key);
    Object.assign(this, { key, values, sentence });
  }
}

export class Service {
  #key = null;
  #labels = null;

  // Kept in memory only, for as long as the page is open.
  useKey(key) {
    this.#key = key;
  }

  async labels(signal) {
    this.#labels ??= labelsOf(await this.#ask("v1/labels", { signal }));
    return this.#labels;
  }

  // Returns the prediction of one article; `wait(seconds)` is called before a busy service is
  // asked again.
  async read({ text, published }, { signal, wait }) {
    const body = JSON.stringify({ articles: [{ text, published }] });
    const { results } = await this.#ask("v1/predict", { method: "POST", body, signal, wait });
    if (results[0].error) {
      throw troubleSaid(results[0].error);
    }
    return results[0].prediction;
  }

  async #ask(path, { wait = async () => {}, ...options }) {
    for (let n = 1; ; n += 1) {
      const response = await this.#send(path, options);
      if (response.ok) {
        return answerOf(response);
      }
      const trouble = await troubleOf(response, this.#key !== null);
      if (response.status !== 503 || trouble.key === "error.late") {
        throw trouble;
      }
      if (n === MOST_TRIES) {
        throw new Trouble({ key: "error.busy", values: { n } });
      }
      await wait(secondsOf(response.headers.get("Retry-After")));
    }
  }

  async #send(path, options) {
    const headers = options.body ? { "Content-Type": "application/json" } : {};
    if (this.#key !== null) {
      headers.Authorization = `Bearer ${this.#key}`;
    }
    try {
      return await fetch(path, { ...options, headers, cache: "no-store", credentials: "omit" });
    } catch (error) {
      throw error.name === "AbortError" ? error : new Trouble({ key: "error.network" });
    }
  }
}

// Retry-After is seconds or a date.
export function secondsOf(header) {
  const seconds = Number(header ?? 1);
  const until = Number.isNaN(seconds) ? (Date.parse(header) - Date.now()) / 1000 : seconds;
  return Math.min(LONGEST_WAIT, Math.max(1, Math.ceil(until || 1)));
}

async function answerOf(response) {
  try {
    return await response.json();
  } catch (error) {
    const values = { status: response.status };
    throw error.name === "AbortError" ? error : new Trouble({ key: "error.status", values });
  }
}

async function troubleOf(response, hasKey) {
  if (response.status === 401) {
    return new Trouble({ key: hasKey ? "error.key" : "ask.key.why", values: { status: 401 } });
  }
  const body = await response.json().catch(() => ({}));
  return troubleSaid(body?.error, { status: response.status });
}

// In the page's language where a person can do something about it, else as the service says it.
function troubleSaid(error, values = {}) {
  const key = TEXTS_OF_CODES.get(error?.code);
  return new Trouble(
    key ? { key, values } : { key: "error.status", values, sentence: error?.message ?? null },
  );
}

function labelsOf({ labels }) {
  return labels.map(({ label, role }) => ({ label, role: role ?? null }));
}
