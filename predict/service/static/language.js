// The language of the page, which the browser keeps; nothing else is kept.

const KEY = "nhandang.language";

export function keptLanguage(texts) {
  try {
    const kept = localStorage.getItem(KEY);
    return kept in texts ? kept : Object.keys(texts)[0];
  } catch {
    return Object.keys(texts)[0];
  }
}

export function keepLanguage(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Then it lasts as long as the page.
  }
}

// Writes the texts of a language wherever the page names one.
export function sayAll(words) {
  document.documentElement.lang = words.language;
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = words[element.dataset.say];
  }
  for (const element of document.querySelectorAll("[data-label-say]")) {
    element.setAttribute("aria-label", words[element.dataset.labelSay]);
  }
  for (const element of document.querySelectorAll("[data-placeholder-say]")) {
    element.setAttribute("placeholder", words[element.dataset.placeholderSay]);
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === words.language));
  }
}
